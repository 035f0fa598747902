//! PCA, autoencoder and variational autoencoder by one interface: train, diagnose, encode, decode, save, load.

use std::path::Path;

use crate::config::ModelConfig;
use crate::error::Result;
use crate::features::{Scaler, Split};
use crate::job::{Epoch, Reporter};
use crate::matrix::Matrix;

/// Why training ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// All epochs were run (or the model has a closed form).
    Finished,
    /// The validation loss did not get better for `patience` epochs; the best epoch's weights are kept.
    Early { best_epoch: usize },
    /// Someone pressed Stop; the weights of that moment are kept.
    Stopped,
}

/// What is known of a latent space without looking at labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostics {
    /// Mean KL of each latent dimension over all songs, in nats; empty for models without a posterior.
    pub kl_per_dim: Vec<f32>,
    /// Dimensions whose posterior mean varies over songs by more than 0.01 (Burda et al. 2016); for PCA and the
    /// autoencoder, dimensions whose variance is above 0.01 of the largest.
    pub n_active: usize,
    /// Share of the input's variance that reconstruction from the latent mean explains, on training songs.
    pub explained_train: f32,
    /// The same on held-out songs.
    pub explained_validation: Option<f32>,
}

impl Diagnostics {
    /// True when so few dimensions carry anything that scores taken on the latent mean little.
    pub fn is_collapsed(&self, n_latent: usize) -> bool {
        self.n_active == 0 || (self.n_active as f32) < 0.1 * n_latent as f32
    }
}

/// A trained model, its history, and the latent of every song.
pub struct Trained {
    /// n × n_latent: posterior means.
    pub latents: Matrix,
    pub history: Vec<Epoch>,
    pub ended: Ended,
    pub diagnostics: Diagnostics,
}

/// Learns from `x` at the rows of `split.train`, judges on `split.validation`, then encodes every row.
///
/// # Shapes
/// `x` n × d.
///
/// # Errors
/// When there are fewer than two training rows, or the loss stops being finite.
pub fn train(x: &Matrix, split: &Split, config: &ModelConfig, seed: u64, reporter: &Reporter) -> Result<Trained> {
    let _ = (x, split, config, seed, reporter);
    todo!("model room")
}

impl Trained {
    /// Latent means of further rows. `x` m × d, result m × n_latent.
    pub fn encode(&self, x: &Matrix) -> Matrix {
        let _ = x;
        todo!("model room")
    }

    /// Rows from latents. `z` m × n_latent, result m × d (in scaled units; see [`Scaler`]).
    pub fn decode(&self, z: &Matrix) -> Matrix {
        let _ = z;
        todo!("model room")
    }

    /// Writes the weights, the settings and the scaler into `folder`, each to a temporary file and renamed.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn save(&self, folder: &Path, config: &ModelConfig, scaler: &Scaler) -> Result<()> {
        let _ = (folder, config, scaler);
        todo!("model room")
    }

    /// Reads what [`Trained::save`] wrote; latents and history come back too.
    ///
    /// # Errors
    /// When a file is missing or is not what `save` writes.
    pub fn load(folder: &Path) -> Result<(Self, ModelConfig, Scaler)> {
        let _ = folder;
        todo!("model room")
    }
}
