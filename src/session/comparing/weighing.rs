//! Sound against words: clusters of weighed features while a hand is on the slider, beside the
//! model's own.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::super::message::Level;
use super::super::{ColourBy, Colouring, Command};
use super::Session;
use crate::config::Modality;
use crate::job::{Job, Outcome};
use crate::pipeline::{Analysis, Weighed, Weighing, Weights};

/// No two weighings begin closer together than this.
const APART: Duration = Duration::from_millis(150);

/// The slider and what came of it.
#[derive(Default)]
pub struct Balance {
    /// The share of audio that was asked for last; `None` while the model's clusters are shown.
    share: Option<f32>,
    /// What is weighed, taken apart once for an analysis.
    basis: Option<Arc<Weighing>>,
    basis_job: Option<Job<Weighing>>,
    job: Option<Job<Weighed>>,
    begun: Option<Instant>,
    shown: Option<Arc<Weighed>>,
    /// What the map was coloured by before.
    colour_before: Option<ColourBy>,
}

impl Balance {
    /// The share of audio that was asked for; `None` while the model's own clusters are shown.
    pub fn share(&self) -> Option<f32> {
        self.share
    }

    /// The clusters on show in the place of the model's.
    pub fn shown(&self) -> Option<&Arc<Weighed>> {
        self.shown.as_ref()
    }

    /// True while clusters for the present share are on their way.
    pub fn is_busy(&self) -> bool {
        self.share.is_some() && !self.is_settled()
    }

    fn is_settled(&self) -> bool {
        let wanted = self.share.map(Weights::of_share);
        self.basis_job.is_none()
            && self.job.is_none()
            && wanted == self.shown.as_ref().map(|shown| shown.weights)
    }
}

impl Session {
    /// True when the songs on show have sound and words to be weighed.
    pub fn can_weigh(&self) -> bool {
        self.shown_analysis()
            .is_some_and(|analysis| Weighing::is_possible(analysis))
    }

    pub(super) fn weigh(&mut self, share: f32) {
        if self.can_weigh() && share.is_finite() {
            self.comparing.balance.share = Some(share.clamp(0.0, 1.0));
        }
    }

    pub(super) fn back_to_model(&mut self) {
        let balance = &mut self.comparing.balance;
        let basis = balance.basis.take();
        let by = balance.colour_before.take();
        *balance = Balance {
            basis,
            ..Balance::default()
        };
        if let Some(by) = by {
            self.recolour(by);
        }
    }

    /// There is another analysis, whose clusters are shown from now on.
    pub(super) fn forget_weighed(&mut self) {
        let Balance {
            shown,
            colour_before,
            ..
        } = std::mem::take(&mut self.comparing.balance);
        if shown.is_some() {
            self.recolour(colour_before.unwrap_or(self.colouring.by));
        }
    }

    pub(super) fn train_weighed(&mut self) {
        let Some(weights) = self.comparing.balance.share.map(Weights::of_share) else {
            return;
        };
        self.back_to_model();
        self.draft.fusion.modality = Modality::Both;
        (
            self.draft.fusion.audio_weight,
            self.draft.fusion.lyrics_weight,
        ) = (weights.audio, weights.lyrics);
        self.apply(Command::Run);
    }

    pub(super) fn pump_balance(&mut self) {
        let Some(analysis) = self.shown_analysis().cloned() else {
            return;
        };
        let balance = &mut self.comparing.balance;
        let Some(share) = balance.share else { return };
        let mut failed = None;
        if let Some(outcome) = balance.basis_job.as_ref().and_then(Job::poll) {
            balance.basis_job = None;
            match outcome {
                Outcome::Done(basis) => balance.basis = Some(Arc::new(basis)),
                other => failed = Some(cause(other)),
            }
        }
        let mut found = None;
        if let Some(outcome) = balance.job.as_ref().and_then(Job::poll) {
            balance.job = None;
            match outcome {
                Outcome::Done(weighed) => found = Some(Arc::new(weighed)),
                other => failed = Some(cause(other)),
            }
        }
        if let Some(cause) = failed {
            self.messages.tell(
                Level::Error,
                format!("sound and words could not be weighed: {cause}"),
            );
            return self.back_to_model();
        }
        if let Some(weighed) = found {
            self.show_weighed(weighed);
        }
        self.begin_weighing(&analysis, share);
    }

    /// Begins what is to be done next for this share, if anything is and nothing is under way: the
    /// last share wins.
    fn begin_weighing(&mut self, analysis: &Arc<Analysis>, share: f32) {
        let (wake, analysis) = (self.wake.clone(), analysis.clone());
        let balance = &mut self.comparing.balance;
        let waits = balance.begun.is_some_and(|begun| begun.elapsed() < APART);
        if balance.is_settled() || balance.basis_job.is_some() || balance.job.is_some() || waits {
            return;
        }
        balance.begun = Some(Instant::now());
        let begun = match balance.basis.clone() {
            None => Job::spawn(
                "weighing",
                move || wake(),
                move |reporter| Weighing::new(&analysis, reporter),
            )
            .map(|job| balance.basis_job = Some(job)),
            Some(basis) => {
                let weights = Weights::of_share(share);
                Job::spawn(
                    "weighing",
                    move || wake(),
                    move |reporter| basis.at(weights, &analysis, reporter),
                )
                .map(|job| balance.job = Some(job))
            }
        };
        if let Err(error) = begun {
            self.messages.tell(Level::Error, error.to_string());
            self.back_to_model();
        }
    }

    /// The first result turns the map to clusters; what it was coloured by comes back with the
    /// model's.
    fn show_weighed(&mut self, weighed: Arc<Weighed>) {
        let by = self.colouring.by;
        let balance = &mut self.comparing.balance;
        balance.shown = Some(weighed);
        let is_first = balance.colour_before.is_none();
        if is_first {
            balance.colour_before = Some(by);
        }
        if is_first || by == ColourBy::Cluster {
            self.recolour(ColourBy::Cluster);
        }
    }

    /// The cluster of a song as the map shows it: of weighed features while those are its colours,
    /// else the model's.
    pub fn shown_cluster(&self, song: usize) -> Option<u32> {
        let by_cluster = self.colouring.by == ColourBy::Cluster;
        let labels = match self.comparing.balance.shown.as_ref().filter(|_| by_cluster) {
            Some(weighed) => &weighed.labels,
            None => &self.shown_analysis()?.clusters.labels,
        };
        labels.get(song).copied().flatten()
    }

    /// The colouring by the clusters of weighed features, while they are on show.
    pub(in crate::session) fn weighed_colouring(&self, by: ColourBy) -> Option<Colouring> {
        let weighed = self
            .comparing
            .balance
            .shown
            .as_ref()
            .filter(|_| by == ColourBy::Cluster)?;
        let n_songs = self.library()?.songs.len();
        (weighed.labels.len() == n_songs)
            .then(|| Colouring::of_clusters("weighted features", &weighed.labels))
    }
}

fn cause<T>(outcome: Outcome<T>) -> String {
    match outcome {
        Outcome::Failed(error) => error.to_string(),
        Outcome::Panicked(message) => message,
        Outcome::Cancelled | Outcome::Done(_) => "stopped".to_string(),
    }
}
