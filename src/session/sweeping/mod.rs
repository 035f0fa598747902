//! How many clusters? Clusterings into 2, 3, … of them, scored in the background.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::clustering::{Detail, KDistances};
use crate::config::{ChooseK, ClusteringConfig, Config};
use crate::job::{Progress, Reporter, Slot, Stage};
use crate::model::Trained;
use crate::pipeline;
use crate::scores::{self, Sweep};
use crate::words::id;

use super::cx::{Cx, Follow, Launch};

/// What can be asked of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sweeping {
    /// Score every number of clusters of the latents on show; with the gap statistic, which takes
    /// ten times as long.
    Start {
        /// With the gap statistic.
        with_gap: bool,
    },
    /// Ends it; a sweep that was there before stays.
    Stop,
    /// Cluster the latents on show into so many clusters.
    TakeK(usize),
    /// Cluster the latents on show by DBSCAN with this radius.
    TakeRadius(f32),
}

/// What there is to show of it.
#[derive(Default)]
pub struct SweepingState {
    /// The last sweep, of a run or of its own, and the model it was of.
    last: Option<(Arc<Trained>, Arc<Sweep>)>,
    /// The sweep of a run that was taken in last.
    of_run: Option<Arc<Sweep>>,
    /// The model whose latents are swept.
    swept: Option<Arc<Trained>>,
    slot: Slot<Sweep>,
    /// Clusterings done, and in all.
    done: (usize, usize),
}

impl SweepingState {
    /// How many clusterings are done, and how many there will be, while a sweep is under way.
    pub fn progress(&self) -> Option<(usize, usize)> {
        self.slot.is_busy().then_some(self.done)
    }

    /// The sweep of the latents on show by the method that clustered them; `None` where there was
    /// none yet.
    pub(super) fn sweep(&self, cx: &Cx) -> Option<&Sweep> {
        let analysis = cx.analysis.as_ref()?;
        let (model, sweep) = self.last.as_ref()?;
        let same = Arc::ptr_eq(model, &analysis.model)
            && sweep.method == analysis.config.clustering.method;
        same.then_some(&**sweep)
    }

    pub(super) fn apply(&mut self, command: Sweeping, cx: &mut Cx) {
        match command {
            Sweeping::Start { with_gap } => self.start(with_gap, cx),
            Sweeping::Stop => self.slot.clear(),
            Sweeping::TakeK(k) => cluster_anew(cx, |clustering| {
                (clustering.n_clusters, clustering.choose_k) = (k, ChooseK::Given);
            }),
            Sweeping::TakeRadius(eps) => cluster_anew(cx, |clustering| clustering.eps = eps),
        }
    }

    fn start(&mut self, with_gap: bool, cx: &Cx) {
        let (Some(analysis), Some(config)) = (&cx.analysis, swept(cx)) else {
            return;
        };
        let (model, seed) = (
            analysis.model.clone(),
            analysis.config.stream(Stage::Clustering),
        );
        self.swept = Some(model.clone());
        self.done = (0, config.k_max.saturating_sub(1));
        let sweep = move |reporter: &Reporter| {
            scores::sweep(&model.latents, &config, with_gap, seed, reporter)
        };
        self.slot.start(&cx.spawner, id::SESSION_SWEEP, sweep);
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        self.take_of_run(cx);
        let done = &mut self.done;
        let ended = self.slot.poll_with(|progress| {
            if let Progress::Step { done: n, total, .. } = progress {
                *done = (n.max(done.0), total);
            }
        });
        let sweep = ended.and_then(|ended| cx.checked(ended));
        if let (Some(sweep), Some(model)) = (sweep, &self.swept) {
            self.last = Some((model.clone(), Arc::new(sweep)));
        }
    }

    /// The sweep of a run is still that of its latents when the next run was given k.
    fn take_of_run(&mut self, cx: &Cx) {
        let Some(analysis) = &cx.analysis else { return };
        let Some(sweep) = &analysis.sweep else { return };
        let taken = self.of_run.as_ref();
        if !taken.is_some_and(|taken| Arc::ptr_eq(taken, sweep)) {
            self.of_run = Some(sweep.clone());
            self.last = Some((analysis.model.clone(), sweep.clone()));
        }
    }
}

/// The sorted distances to neighbours, where DBSCAN clustered the songs on show.
pub(super) fn k_distances(cx: &Cx) -> Option<&KDistances> {
    match &cx.analysis.as_ref()?.clusters.detail {
        Detail::Density(curve) => Some(curve),
        Detail::None
        | Detail::Dendrogram(_)
        | Detail::Responsibilities(_)
        | Detail::Strengths(_) => None,
    }
}

/// What the clusterings of a sweep have in common with the one on show; `None` where its method
/// finds the number of clusters itself, or there are too few songs.
fn swept(cx: &Cx) -> Option<ClusteringConfig> {
    let analysis = cx.analysis.as_ref()?;
    let n_songs = analysis.latents().n_rows();
    let config = pipeline::fitting_clusters(&analysis.config.clustering, n_songs, &mut Vec::new());
    (config.method.takes_k() && n_songs >= 3).then_some(config)
}

/// True where a number of clusters can be asked for.
pub(super) fn can_sweep(cx: &Cx) -> bool {
    swept(cx).is_some()
}

/// Clusters the latents on show with one setting changed, in the draft too. What else the draft has
/// changed waits: it might train anew.
fn cluster_anew(cx: &mut Cx, change: impl Fn(&mut ClusteringConfig)) {
    let analysis = cx.analysis.as_ref();
    let Some(analysis) = analysis.filter(|_| cx.analysed == cx.source) else {
        return;
    };
    let mut config = Config::clone(&analysis.config);
    change(&mut config.clustering);
    change(&mut cx.draft.clustering);
    cx.then(Follow::Launch(Box::new(Launch {
        config,
        further: false,
    })));
}
