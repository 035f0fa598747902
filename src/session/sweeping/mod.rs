//! How many clusters? Clusterings into 2, 3, … of them, scored in the background.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::clustering::Detail;
use crate::config::{ChooseK, ClusteringConfig, Config};
use crate::job::{Job, Outcome, Progress, Stage};
use crate::model::Trained;
use crate::pipeline;
use crate::scores::{self, Sweep};

use super::Session;
use super::message::Level;

/// What can be asked of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sweeping {
    /// Score every number of clusters of the latents on show; with the gap statistic, which takes
    /// ten times as long.
    Start {
        with_gap: bool,
    },
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
    job: Option<(Arc<Trained>, Job<Sweep>)>,
    /// Clusterings done, and in all.
    done: (usize, usize),
}

impl SweepingState {
    /// How many clusterings are done, and how many there will be, while a sweep is under way.
    pub fn progress(&self) -> Option<(usize, usize)> {
        self.job.as_ref().map(|_| self.done)
    }
}

impl Session {
    pub fn sweeping(&self) -> &SweepingState {
        &self.sweeping
    }

    /// The sweep of the latents on show by the method that clustered them; `None` where there was
    /// none yet.
    pub fn sweep(&self) -> Option<&Sweep> {
        let analysis = self.analysis.as_ref()?;
        let (model, sweep) = self.sweeping.last.as_ref()?;
        let same = Arc::ptr_eq(model, &analysis.model)
            && sweep.method == analysis.config.clustering.method;
        same.then_some(&**sweep)
    }

    /// The sorted distances to neighbours, where DBSCAN clustered the songs on show.
    pub fn k_distances(&self) -> Option<&crate::clustering::KDistances> {
        match &self.analysis.as_ref()?.clusters.detail {
            Detail::Density(curve) => Some(curve),
            _ => None,
        }
    }

    /// What the clusterings of a sweep have in common with the one on show; `None` where its method
    /// finds the number of clusters itself, or there are too few songs.
    fn swept(&self) -> Option<ClusteringConfig> {
        let analysis = self.analysis.as_ref()?;
        let n_songs = analysis.latents().n_rows();
        let config =
            pipeline::fitting_clusters(&analysis.config.clustering, n_songs, &mut Vec::new());
        (config.method.takes_k() && n_songs >= 3).then_some(config)
    }

    /// True where a number of clusters can be asked for.
    pub fn can_sweep(&self) -> bool {
        self.swept().is_some()
    }

    pub(super) fn apply_sweeping(&mut self, command: Sweeping) {
        match command {
            Sweeping::Start { with_gap } => self.start_sweep(with_gap),
            Sweeping::Stop => self.sweeping.job = None,
            Sweeping::TakeK(k) => self.cluster_anew(|clustering| {
                (clustering.n_clusters, clustering.choose_k) = (k, ChooseK::Given);
            }),
            Sweeping::TakeRadius(eps) => self.cluster_anew(|clustering| clustering.eps = eps),
        }
    }

    /// Clusters the latents on show with one setting changed, in the draft too. What else the draft
    /// has changed waits: it might train anew.
    fn cluster_anew(&mut self, change: impl Fn(&mut ClusteringConfig)) {
        let Some(analysis) = self
            .analysis
            .as_ref()
            .filter(|_| self.analysed == self.source)
        else {
            return;
        };
        let mut config = Config::clone(&analysis.config);
        change(&mut config.clustering);
        change(&mut self.draft.clustering);
        self.launch_with(&config, true, false);
    }

    fn start_sweep(&mut self, with_gap: bool) {
        let (Some(analysis), Some(config)) = (self.analysis.clone(), self.swept()) else {
            return;
        };
        let (model, seed) = (
            analysis.model.clone(),
            analysis.config.stream(Stage::Clustering),
        );
        let (latents, wake) = (model.clone(), self.wake.clone());
        self.sweeping.done = (0, config.k_max.saturating_sub(1));
        let sweep = move |reporter: &crate::job::Reporter| {
            scores::sweep(&latents.latents, &config, with_gap, seed, reporter)
        };
        match Job::spawn("sweep", move || wake(), sweep) {
            Ok(job) => self.sweeping.job = Some((model, job)),
            Err(error) => self.messages.tell(Level::Error, error.to_string()),
        }
    }

    pub(super) fn pump_sweeping(&mut self) {
        // The sweep of a run is still that of its latents when the next run was given k.
        if let Some(analysis) = &self.analysis
            && let Some(sweep) = &analysis.sweep
            && self
                .sweeping
                .of_run
                .as_ref()
                .is_none_or(|taken| !Arc::ptr_eq(taken, sweep))
        {
            self.sweeping.of_run = Some(sweep.clone());
            self.sweeping.last = Some((analysis.model.clone(), sweep.clone()));
        }
        let Some((_, job)) = &self.sweeping.job else {
            return;
        };
        for progress in job.progress() {
            if let Progress::Step { done, total, .. } = progress {
                self.sweeping.done = (done.max(self.sweeping.done.0), total);
            }
        }
        let Some(outcome) = job.poll() else { return };
        let Some((model, _)) = self.sweeping.job.take() else {
            return;
        };
        match outcome {
            Outcome::Done(sweep) => self.sweeping.last = Some((model, Arc::new(sweep))),
            Outcome::Cancelled => {}
            Outcome::Failed(error) => self.messages.tell(Level::Error, error.to_string()),
            Outcome::Panicked(cause) => {
                let text = format!("the sweep broke off by a fault in the program: {cause}");
                self.messages.tell(Level::Error, text);
            }
        }
    }
}
