//! PCA, autoencoder and variational autoencoder by one interface: train, diagnose, encode, decode, save, load.
//!
//! The losses, and so what β means, are defined in [`loss`]. One seed and one config give the same bytes, also with
//! several threads: no sum is taken across threads anywhere in this room.

mod device;
mod diagnostics;
pub mod loss;
mod mlp;
mod optim;
pub mod pca;
mod store;
#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod tests;
mod train;

use std::path::Path;

use crate::config::{ModelConfig, ModelKind};
use crate::error::{Error, Result};
use crate::features::{Scaler, Split};
use crate::job::{Epoch, Reporter};
use crate::matrix::Matrix;

/// Why training ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// All epochs were run (or the model has a closed form). With patience and held-out songs the best epoch's
    /// weights are kept, else the last's.
    Finished,
    /// The validation loss did not get better for `patience` epochs; the best epoch's weights are kept. Epochs of the
    /// KL warm-up are not compared: the total is not comparable while β moves.
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
    fitted: Fitted,
}

/// What has been learned, by kind of model.
enum Fitted {
    Pca(pca::Pca),
    /// An autoencoder or a VAE, without gradients.
    Network(Box<mlp::Network>),
}

/// Learns from `x` at the rows of `split.train`, judges on `split.validation`, then encodes every row.
///
/// # Shapes
/// `x` n × d.
///
/// # Errors
/// When there are fewer than two training rows, `x` is not finite, or the loss stops being finite.
pub fn train(x: &Matrix, split: &Split, config: &ModelConfig, seed: u64, reporter: &Reporter) -> Result<Trained> {
    train_watched(x, split, config, seed, reporter, None)
}

/// Sees the latent means of all rows (n × n_latent) now and then while a model learns.
pub type Watch<'a> = &'a mut (dyn FnMut(&Matrix) + Send);

/// As [`train`], with somebody looking on. How often `watch` is called depends on the machine, what is learnt does not;
/// watching takes a tenth of the time at most.
///
/// # Errors
/// As [`train`].
pub fn train_watched(
    x: &Matrix,
    split: &Split,
    config: &ModelConfig,
    seed: u64,
    reporter: &Reporter,
    watch: Option<Watch<'_>>,
) -> Result<Trained> {
    if split.train.len() < 2 {
        let n = split.train.len();
        return Err(Error::stage("training", format!("needs at least 2 songs to learn from, got {n}")));
    }
    if x.n_cols() == 0 {
        return Err(Error::stage("training", "there is no feature to learn from"));
    }
    if !x.is_finite() {
        return Err(Error::stage("training", "a feature is not a finite number"));
    }
    if config.kind == ModelKind::Pca {
        let pca = pca::Pca::fit(x, &split.train, config.n_latent)?;
        return Ok(Trained::new(Fitted::Pca(pca), Vec::new(), Ended::Finished, x, split));
    }
    device::on_one_thread(|| {
        let (network, history, ended) = train::fit(x, split, config, seed, reporter, watch)?;
        Ok(Trained::new(Fitted::Network(Box::new(network)), history, ended, x, split))
    })
}

impl Fitted {
    fn is_pca(&self) -> bool {
        matches!(self, Fitted::Pca(_))
    }

    /// Latent means and, for a VAE, log variances.
    fn encode(&self, x: &Matrix) -> (Matrix, Option<Matrix>) {
        match self {
            Fitted::Pca(pca) => (pca.transform(x), None),
            Fitted::Network(network) => network.encode_rows(x),
        }
    }

    fn decode(&self, z: &Matrix) -> Matrix {
        match self {
            Fitted::Pca(pca) => pca.inverse_transform(z),
            Fitted::Network(network) => network.decode_rows(z),
        }
    }
}

impl Trained {
    fn new(fitted: Fitted, history: Vec<Epoch>, ended: Ended, x: &Matrix, split: &Split) -> Self {
        let (latents, log_variance) = fitted.encode(x);
        let x_hat = fitted.decode(&latents);
        let encoded = diagnostics::Encoded { x, mean: &latents, log_variance: log_variance.as_ref(), x_hat: &x_hat };
        let diagnostics = Diagnostics::of(&encoded, split);
        Self { latents, history, ended, diagnostics, fitted }
    }

    /// The same model for other songs: their latents, and what those say of themselves. How it was trained stays.
    ///
    /// # Shapes
    /// `x` m × d.
    ///
    /// # Errors
    /// When the system gives no thread to compute on.
    pub fn applied_to(self, x: &Matrix, split: &Split) -> Result<Self> {
        device::on_one_thread(|| Ok(Self::new(self.fitted, self.history, self.ended, x, split)))
    }

    /// Latent means of further rows. `x` m × d, result m × n_latent. A row's latent does not depend on the others.
    pub fn encode(&self, x: &Matrix) -> Matrix {
        self.fitted.encode(x).0
    }

    /// Rows from latents. `z` m × n_latent, result m × d (in scaled units; see [`Scaler`]).
    pub fn decode(&self, z: &Matrix) -> Matrix {
        self.fitted.decode(z)
    }

    /// Writes the weights, the settings and the scaler into `folder`, each to a temporary file and renamed.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn save(&self, folder: &Path, config: &ModelConfig, scaler: &Scaler) -> Result<()> {
        store::save(self, folder, config, scaler)
    }

    /// Reads what [`Trained::save`] wrote; latents and history come back too.
    ///
    /// # Errors
    /// When a file is missing or is not what `save` writes.
    pub fn load(folder: &Path) -> Result<(Self, ModelConfig, Scaler)> {
        store::load(folder)
    }
}

/// A trained model is shared between the job that made it and the window.
const _: fn() = || {
    fn shared<T: Send + Sync>() {}
    shared::<Trained>();
};
