//! What work tells while it runs.

use std::sync::Arc;

use strum::VariantArray;

use crate::matrix::Matrix;
use crate::words::{Text, Value, id};

/// The stages of a run, in the order in which they happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
pub enum Stage {
    Library,
    Audio,
    Text,
    Features,
    Model,
    Clustering,
    Scores,
    Projection,
    Experiment,
    Export,
}

impl Stage {
    pub(crate) const ALL: &[Stage] = Self::VARIANTS;

    /// True of stages that can end early and keep what there is: a press of Stop ends the stage, in
    /// its own time, and the run goes on.
    pub(crate) fn keeps_what_there_is(self) -> bool {
        match self {
            Stage::Model | Stage::Projection => true,
            Stage::Library
            | Stage::Audio
            | Stage::Text
            | Stage::Features
            | Stage::Clustering
            | Stage::Scores
            | Stage::Experiment
            | Stage::Export => false,
        }
    }

    /// What a person reads beside the progress bar.
    pub fn label(self) -> Text {
        match self {
            Stage::Library => id::JOB_READING_LIBRARY,
            Stage::Audio => id::JOB_EXTRACTING_AUDIO_FEATURES,
            Stage::Text => id::JOB_EXTRACTING_LYRIC_FEATURES,
            Stage::Features => id::JOB_JOINING_FEATURES,
            Stage::Model => id::JOB_TRAINING_MODEL,
            Stage::Clustering => id::JOB_CLUSTERING,
            Stage::Scores => id::JOB_SCORING,
            Stage::Projection => id::JOB_DRAWING_MAP,
            Stage::Experiment => id::JOB_COMPARING,
            Stage::Export => id::JOB_WRITING_RESULTS,
        }
    }
}

/// Losses of one epoch, each a mean over songs (see the `model` room for what is summed and what is
/// averaged).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Losses {
    pub reconstruction: f32,
    /// Unweighted KL divergence in nats, summed over latent dimensions. 0 for models without one.
    pub kl: f32,
    /// What was made small: reconstruction + β·kl with the β of this epoch, unless free bits, a
    /// capacity or the total correlation change what β weighs.
    pub total: f32,
}

/// One row of a training history.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Epoch {
    /// Counted from 1.
    pub epoch: usize,
    /// The β in force, after warm-up.
    pub beta: f32,
    pub train: Losses,
    /// `None` when no songs were held out.
    pub validation: Option<Losses>,
}

/// What a job tells while it runs.
#[derive(Debug, Clone)]
pub enum Progress {
    /// `done` of `total` units; `item` names the one just finished or begun.
    Step {
        stage: Stage,
        done: usize,
        total: usize,
        item: Value,
    },
    /// An epoch of the training has ended; `n_epochs` is the most there can be.
    Epoch { epoch: Epoch, n_epochs: usize },
    /// The map as it is now: n × 2.
    Map {
        xy: Arc<Matrix>,
        iteration: usize,
        n_iterations: usize,
    },
    /// What the model makes of all songs after `epoch` epochs; told now and then while it learns.
    Glimpse {
        epoch: usize,
        /// n × 2: two principal components of the latent means, turned as those told before.
        xy: Arc<Matrix>,
        /// Mean KL of each latent dimension over all songs, in nats; empty for models without a
        /// posterior.
        kl_per_dim: Arc<[f32]>,
        /// Dimensions that carry something, of `n_latent`.
        n_active: usize,
        n_latent: usize,
    },
}
