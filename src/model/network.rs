//! What the training loop and a trained model ask of a network. A kind of network says it all in one
//! file: its layers and how many numbers they are, its losses, its prior, and what it must learn
//! before the first epoch.

use burn::tensor::Device;
use rand_chacha::ChaCha8Rng;

use super::Input;
use super::diagnostics::Reconstruction;
use super::input::Shape;
use super::prior::Prior;
use super::step::{Noise, Step, Terms};
use crate::config::ModelConfig;
use crate::error::Result;
use crate::job::{Losses, Reporter};
use crate::matrix::Matrix;

/// What an encoder says of n songs.
pub(super) struct Encoded {
    /// n × k.
    pub(crate) mean: Matrix,
    /// n × k; `None` for models without a posterior.
    pub(crate) log_variance: Option<Matrix>,
}

/// A kind of network. What encodes, decodes or judges takes one without gradients.
pub(super) trait LatentModel {
    /// How many numbers its weights are, or fewer; `None` where they are too many to be counted. A
    /// file that holds less is not believed, so what is left out must not grow without what is
    /// counted.
    fn n_weights(shape: &Shape, config: &ModelConfig) -> Option<usize>
    where
        Self: Sized;

    /// The same with what must be learnt before the first epoch, from the training rows.
    ///
    /// # Errors
    /// As each kind says; [`crate::error::Error::Cancelled`].
    fn prepared(
        self,
        input: &Input,
        rows: &[usize],
        config: &ModelConfig,
        rng: &mut ChaCha8Rng,
        reporter: &Reporter,
    ) -> Result<Self>
    where
        Self: Sized;

    /// Losses of a batch, recorded for gradients.
    fn losses(
        &self,
        input: &Input,
        rows: &[usize],
        step: &Step,
        noise: &mut Noise,
        device: &Device,
    ) -> Terms;

    /// Losses of songs with the latent at the posterior mean: no noise, so that epochs can be
    /// compared and one seed's noise decides nothing.
    fn judged(&self, input: &Input, rows: &[usize], step: &Step) -> Losses;

    /// The posterior of every song.
    fn encode_rows(&self, input: &Input) -> Encoded;

    /// Rows from latents. Only a conditional network reads `conditions`.
    fn decode_rows(&self, z: &Matrix, conditions: Option<&Matrix>) -> Matrix;

    /// What posteriors are held against in every loss; `None` where there are none.
    fn prior(&self) -> Option<Box<dyn Prior>>;

    /// What the model was to give back of each song, and what it gives back from `latents`: the
    /// features, unless it sees something else.
    fn reconstruction<'a>(&self, input: &Input<'a>, latents: &Matrix) -> Reconstruction<'a> {
        let x_hat = self.decode_rows(latents, input.conditions.map(|c| &c.one_hot));
        Reconstruction::of_features(input, x_hat)
    }

    /// True when it sees and gives back log-mel patches, not features.
    fn sees_patches(&self) -> bool {
        false
    }

    /// True when its modalities share one latent, so that one can be told from another.
    fn shares_latent(&self) -> bool {
        false
    }
}

/// Numbers of what is counted part by part; `None` where one could not be, or their sum cannot.
pub(super) fn sum(parts: impl IntoIterator<Item = Option<usize>>) -> Option<usize> {
    parts
        .into_iter()
        .try_fold(0_usize, |sum, n| sum.checked_add(n?))
}
