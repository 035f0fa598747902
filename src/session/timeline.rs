//! How songs found their places: pictures of them while the model learnt and while the map was
//! drawn.

use std::sync::Arc;

use crate::job::{Epoch, MixtureMoment, Stage};
use crate::matrix::Matrix;

/// More frames are thinned out by half.
const MOST_FRAMES: usize = 200;
/// So are frames whose places together are larger than this.
const MOST_BYTES: usize = 64 << 20;

/// All songs at one moment.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frame {
    /// [`Stage::Model`] or [`Stage::Projection`].
    pub(crate) stage: Stage,
    /// The epoch, or the iteration of the map; 0 before the first.
    pub(crate) at: usize,
    /// n × 2: of an epoch, two principal components of the latent means, turned as the frame
    /// before; of an iteration, the map.
    pub(crate) xy: Arc<Matrix>,
    /// The losses of that epoch; `None` before the first, and while the map was drawn.
    pub(crate) losses: Option<Epoch>,
    /// What each latent dimension carried then; `None` while the map was drawn.
    pub(crate) latent: Option<Latent>,
}

/// What the dimensions of a latent space carry.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Latent {
    /// Mean KL of each dimension over all songs, in nats; empty for models without a posterior.
    pub(crate) kl_per_dim: Arc<[f32]>,
    pub(crate) n_active: usize,
    pub(crate) n_latent: usize,
    /// While a model with a mixture learns.
    pub(crate) mixture: Option<MixtureMoment>,
}

/// The frames of a run in order: so many at most, and at about even distances.
#[derive(Debug, Clone, Default)]
pub(crate) struct Timeline {
    frames: Vec<Frame>,
    /// One frame of so many is kept.
    stride: usize,
    n_told: usize,
    /// The last one told, if it was not kept: the last of a stage always is.
    left_out: Option<Frame>,
}

impl Timeline {
    pub(crate) fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// The last epoch or iteration of a stage.
    pub(crate) fn last_of(&self, stage: Stage) -> Option<usize> {
        self.frames
            .iter()
            .rev()
            .find(|frame| frame.stage == stage)
            .map(|frame| frame.at)
    }

    pub(super) fn push(&mut self, frame: Frame) {
        if self
            .left_out
            .as_ref()
            .is_some_and(|before| before.stage != frame.stage)
        {
            self.end();
        }
        if self.n_told.is_multiple_of(self.stride.max(1)) {
            self.frames.push(frame);
            self.left_out = None;
        } else {
            self.left_out = Some(frame);
        }
        self.n_told += 1;
        self.thin();
    }

    /// Keeps the last frame too.
    pub(super) fn end(&mut self) {
        self.frames.extend(self.left_out.take());
    }

    /// The frames of the training alone, to go on from.
    pub(super) fn learning_only(&self) -> Self {
        let mut kept = self.clone();
        kept.left_out = None;
        kept.frames.retain(|frame| frame.stage == Stage::Model);
        kept.n_told = kept.frames.len() * kept.stride.max(1);
        kept
    }

    /// Leaves every second frame out while there are too many; the last of a stage stays.
    fn thin(&mut self) {
        let bytes = |frames: &[Frame]| {
            frames
                .iter()
                .map(|f| size_of_val(f.xy.as_slice()))
                .sum::<usize>()
        };
        while self.frames.len() > 2
            && (self.frames.len() > MOST_FRAMES || bytes(&self.frames) > MOST_BYTES)
        {
            let n = self.frames.len();
            let stages: Vec<Stage> = self.frames.iter().map(|frame| frame.stage).collect();
            let is_last = |i: usize| stages.get(i + 1).is_none_or(|next| *next != stages[i]);
            let mut at = 0..n;
            self.frames
                .retain(|_| at.next().is_some_and(|i| i.is_multiple_of(2) || is_last(i)));
            self.stride = self.stride.max(1) * 2;
            if self.frames.len() == n {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(stage: Stage, at: usize, n_songs: usize) -> Frame {
        Frame {
            stage,
            at,
            xy: Arc::new(Matrix::zeros(n_songs, 2)),
            losses: None,
            latent: None,
        }
    }

    fn kept(timeline: &Timeline, stage: Stage) -> Vec<usize> {
        timeline
            .frames()
            .iter()
            .filter(|f| f.stage == stage)
            .map(|f| f.at)
            .collect()
    }

    #[test]
    fn many_frames_are_thinned_evenly_and_the_ends_stay() {
        let mut timeline = Timeline::default();
        (0..=1001).for_each(|at| timeline.push(frame(Stage::Model, at, 3)));
        (0..700).for_each(|at| timeline.push(frame(Stage::Projection, at, 3)));
        timeline.end();
        assert!(
            timeline.frames().len() <= MOST_FRAMES + 1,
            "{}",
            timeline.frames().len()
        );
        let (epochs, iterations) = (
            kept(&timeline, Stage::Model),
            kept(&timeline, Stage::Projection),
        );
        assert_eq!(
            (
                epochs[0],
                *epochs.last().unwrap(),
                *iterations.last().unwrap()
            ),
            (0, 1001, 699)
        );
        assert_eq!(timeline.last_of(Stage::Model), Some(1001));
        let steps: Vec<usize> = epochs.windows(2).map(|w| w[1] - w[0]).collect();
        assert!(
            steps[..steps.len() - 1]
                .iter()
                .all(|&step| step == steps[0]),
            "{steps:?}"
        );
        assert!(
            epochs.len() > 50 && iterations.len() > 30,
            "{} {}",
            epochs.len(),
            iterations.len()
        );
    }

    #[test]
    fn frames_of_many_songs_keep_to_their_memory() {
        let mut timeline = Timeline::default();
        // 8 MB each.
        (0..20).for_each(|at| timeline.push(frame(Stage::Model, at, 1_000_000)));
        assert!(timeline.frames().len() <= 8, "{}", timeline.frames().len());
        assert!(timeline.frames().len() >= 4);
    }

    #[test]
    fn another_map_of_the_same_model_follows_the_frames_of_its_training() {
        let mut timeline = Timeline::default();
        (0..5).for_each(|at| timeline.push(frame(Stage::Model, at, 3)));
        (0..3).for_each(|at| timeline.push(frame(Stage::Projection, at, 3)));
        let mut other = timeline.learning_only();
        other.push(frame(Stage::Projection, 9, 3));
        assert_eq!(kept(&other, Stage::Model), [0, 1, 2, 3, 4]);
        assert_eq!(kept(&other, Stage::Projection), [9]);
    }
}
