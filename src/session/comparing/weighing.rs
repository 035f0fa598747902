//! Sound against words: clusters of weighed features while a hand is on the slider, beside the
//! model's own.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::super::colour::ColourBy;
use super::super::cx::{Cx, Follow};
use crate::config::Modality;
use crate::error::Error;
use crate::job::{Slot, Ticket};
use crate::pipeline::{Analysis, Weighed, Weighing, Weights};
use crate::words::{id, say};

/// No two weighings begin closer together than this.
const APART: Duration = Duration::from_millis(150);

/// The slider and what came of it.
#[derive(Default)]
pub(crate) struct Balance {
    /// The share of audio that was asked for last; `None` while the model's clusters are shown.
    share: Option<f32>,
    /// What is weighed, taken apart once for an analysis.
    basis: Option<Arc<Weighing>>,
    preparing: Slot<Weighing>,
    weighing: Slot<Weighed>,
    begun: Option<Instant>,
    shown: Option<Arc<Weighed>>,
    /// What the map was coloured by before.
    colour_before: Option<ColourBy>,
    /// Held until clusters for the present share are on show.
    open: Option<Ticket>,
}

impl Balance {
    /// The share of audio that was asked for; `None` while the model's own clusters are shown.
    pub(crate) fn share(&self) -> Option<f32> {
        self.share
    }

    /// The clusters on show in the place of the model's.
    pub(crate) fn shown(&self) -> Option<&Arc<Weighed>> {
        self.shown.as_ref()
    }

    /// True while clusters for the present share are on their way.
    pub(crate) fn is_busy(&self) -> bool {
        self.share.is_some() && !self.is_settled()
    }

    fn is_settled(&self) -> bool {
        let wanted = self.share.map(Weights::of_share);
        !self.preparing.is_busy()
            && !self.weighing.is_busy()
            && wanted == self.shown.as_ref().map(|shown| shown.weights)
    }

    pub(super) fn weigh(&mut self, share: f32, cx: &Cx) {
        if can_weigh(cx) && share.is_finite() {
            self.share = Some(share.clamp(0.0, 1.0));
            self.open.get_or_insert_with(|| cx.spawner.ticket());
        }
    }

    pub(super) fn back_to_model(&mut self, cx: &mut Cx) {
        let Self {
            basis,
            colour_before,
            ..
        } = std::mem::take(self);
        self.basis = basis;
        if let Some(by) = colour_before {
            cx.then(Follow::Recolour(by));
        }
    }

    /// There is another analysis, whose clusters are shown from now on.
    pub(super) fn forget(&mut self, cx: &mut Cx) {
        self.back_to_model(cx);
        self.basis = None;
    }

    /// Makes the weights on show the settings', and runs.
    pub(super) fn train(&mut self, cx: &mut Cx) {
        let Some(weights) = self.share.map(Weights::of_share) else {
            return;
        };
        self.back_to_model(cx);
        let fusion = &mut cx.draft.fusion;
        fusion.modality = Modality::Both;
        (fusion.audio_weight, fusion.lyrics_weight) = (weights.audio, weights.lyrics);
        cx.then(Follow::Run);
    }

    pub(super) fn pump(&mut self, cx: &mut Cx, by: ColourBy) {
        let (Some(analysis), Some(share)) = (cx.shown_analysis().cloned(), self.share) else {
            return;
        };
        let prepared = self.preparing.poll().transpose();
        let weighed = self.weighing.poll().transpose();
        match (prepared, weighed) {
            (Err(error), _) | (_, Err(error)) => return self.give_up(&error, cx),
            (Ok(basis), Ok(weighed)) => {
                self.basis = basis.map(Arc::new).or(self.basis.take());
                if let Some(weighed) = weighed {
                    self.show(weighed, cx, by);
                }
            }
        }
        if self.is_settled() {
            self.open = None;
        } else {
            self.begin(analysis, share, cx);
        }
    }

    fn give_up(&mut self, error: &Error, cx: &mut Cx) {
        cx.fail(say(id::SESSION_SOUND_WORDS_COULD_NOT_BE).with("cause", error.message()));
        self.back_to_model(cx);
    }

    /// Begins what is to be done next for this share, if nothing is under way: the last share wins.
    fn begin(&mut self, analysis: Arc<Analysis>, share: f32, cx: &Cx) {
        let waits = self.begun.is_some_and(|begun| begun.elapsed() < APART);
        if self.preparing.is_busy() || self.weighing.is_busy() || waits {
            return;
        }
        self.begun = Some(Instant::now());
        match self.basis.clone() {
            None => self
                .preparing
                .start(&cx.spawner, id::SESSION_WEIGHING, move |reporter| {
                    Weighing::new(&analysis, reporter)
                }),
            Some(basis) => {
                let weights = Weights::of_share(share);
                self.weighing
                    .start(&cx.spawner, id::SESSION_WEIGHING, move |reporter| {
                        basis.at(weights, &analysis, reporter)
                    });
            }
        }
    }

    /// The first result turns the map to clusters; what it was coloured by comes back with the
    /// model's.
    fn show(&mut self, weighed: Weighed, cx: &mut Cx, by: ColourBy) {
        self.shown = Some(Arc::new(weighed));
        let is_first = self.colour_before.is_none();
        if is_first {
            self.colour_before = Some(by);
        }
        if is_first || by == ColourBy::Cluster {
            cx.then(Follow::Recolour(ColourBy::Cluster));
        }
    }
}

/// True when the songs on show have sound and words to be weighed.
pub(in crate::session) fn can_weigh(cx: &Cx) -> bool {
    let analysis = cx.shown_analysis();
    analysis.is_some_and(|analysis| Weighing::is_possible(analysis))
}
