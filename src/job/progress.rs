//! What work tells while it runs.

use std::sync::Arc;

use strum::VariantArray;

use crate::matrix::Matrix;
use crate::words::{Message, Text, Value, id};

/// The stages of a run, in the order in which they happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
pub enum Stage {
    /// Folders and tables become songs.
    Library,
    /// Recordings become numbers.
    Audio,
    /// Lyrics become numbers.
    Text,
    /// Blocks are made comparable and joined.
    Features,
    /// The latent space is learnt.
    Model,
    /// Songs of the latent space are grouped.
    Clustering,
    /// The groups are held against the points and against known labels.
    Scores,
    /// The latent space is drawn.
    Projection,
    /// Many runs, one table.
    Experiment,
    /// Results become files.
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
pub(crate) struct Losses {
    /// How far what is given back is from what was shown, as the `model` room defines it.
    pub(crate) reconstruction: f32,
    /// Unweighted KL divergence in nats, summed over latent dimensions. 0 for models without one.
    pub(crate) kl: f32,
    /// What was made small: reconstruction + β·kl with the β of this epoch, unless free bits, a
    /// capacity or the total correlation change what β weighs.
    pub(crate) total: f32,
}

/// One row of a training history.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Epoch {
    /// Counted from 1.
    pub(crate) epoch: usize,
    /// The β in force, after warm-up.
    pub(crate) beta: f32,
    /// Of the songs that are learnt from, while weights changed.
    pub(crate) train: Losses,
    /// `None` when no songs were held out.
    pub(crate) validation: Option<Losses>,
}

/// How much use a mixture makes of its components at one moment of its training.
#[derive(Debug, Clone, PartialEq)]
pub struct MixtureMoment {
    /// Of each component, the mean of all songs' responsibilities.
    pub(crate) weights: Arc<[f32]>,
    /// Mean entropy of the songs' responsibilities, as a share of the greatest.
    pub(crate) entropy: f32,
}

/// What a job tells while it runs.
#[derive(Debug, Clone)]
pub enum Progress {
    /// What the work will leave out, told before it begins.
    Ahead(Message),
    /// How far a stage is.
    Step {
        /// Which.
        stage: Stage,
        /// Units that are finished.
        done: usize,
        /// Units in all.
        total: usize,
        /// The unit just finished or begun.
        item: Value,
    },
    /// An epoch of the training has ended.
    Epoch {
        /// Its row of the history.
        epoch: Epoch,
        /// The most there can be.
        n_epochs: usize,
    },
    /// The map as it is now.
    Map {
        /// n × 2.
        xy: Arc<Matrix>,
        /// Steps taken.
        iteration: usize,
        /// How many there will be.
        n_iterations: usize,
    },
    /// What the model makes of all songs; told now and then while it learns.
    Glimpse {
        /// Epochs that have ended.
        epoch: usize,
        /// n × 2: two principal components of the latent means, turned as those told before.
        xy: Arc<Matrix>,
        /// Mean KL of each latent dimension over all songs, in nats; empty for models without a
        /// posterior.
        kl_per_dim: Arc<[f32]>,
        /// Dimensions that carry something, of `n_latent`.
        n_active: usize,
        /// Dimensions in all.
        n_latent: usize,
        /// `None` of a model without a mixture.
        mixture: Option<MixtureMoment>,
    },
}
