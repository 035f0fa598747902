//! Late fusion: a VAE for each modality, their latents side by side.
//!
//! The networks share nothing: each has its own weights and its own latent of `n_latent`
//! dimensions, and the loss is the sum of theirs (those of [`loss`]), so none teaches another. Two
//! things are common because there is one training loop: the gradient is clipped by its norm over
//! all of them, and training ends when their summed validation loss stops getting better, for all
//! at once. As in the joint VAE the reconstruction of each view is weighed by what is noise in it
//! (see [`super::precision`]): with one variance of noise for all, β presses the words out first,
//! whose many columns each say little, and their latents, though they all vary, vary so little
//! beside those of sound that no clustering sees them.
//!
//! A song that lacks a modality adds nothing to that network's loss, and its latent there is the
//! prior: mean 0, variance
//! 1. Losses are averaged over all songs of the batch, with or without the modality.

use burn::module::Module;
use burn::tensor::{Device, Tensor};
use rand_chacha::ChaCha8Rng;

use super::input::Shape;
use super::loss;
use super::of_views::OfViews;
use super::views::{Batch, Bounds, Gaussian, ViewNet};
use crate::config::ModelConfig;
use crate::matrix::Matrix;

#[derive(Module, Debug)]
pub(super) struct Network {
    views: Vec<ViewNet>,
    n_latent: usize,
}

impl Network {
    pub(super) fn new(
        shape: &Shape,
        config: &ModelConfig,
        rng: &mut ChaCha8Rng,
        device: &Device,
    ) -> Self {
        Self {
            views: ViewNet::of_all(shape, config, rng, device),
            n_latent: config.n_latent,
        }
    }

    /// Of each view; the prior where a song lacks it.
    fn posteriors(&self, batch: &Batch) -> impl Iterator<Item = Gaussian> {
        let encoded = self
            .views
            .iter()
            .zip(&batch.x)
            .map(|(view, x)| view.encode(x.clone()));
        encoded
            .zip(&batch.present)
            .map(|(posterior, present)| posterior.where_counted(present))
    }
}

impl OfViews for Network {
    const SHARES_LATENT: bool = false;

    fn views(&self) -> &[ViewNet] {
        &self.views
    }

    fn with_views(self, views: Vec<ViewNet>) -> Self {
        Self { views, ..self }
    }

    fn n_latent(&self) -> usize {
        self.n_latent
    }

    /// The bound of each view. `noise` is asked for once for each.
    ///
    /// # Shapes
    /// Noise n × k.
    fn bounds(&self, batch: &Batch, mut noise: impl FnMut() -> Option<Tensor<2>>) -> Bounds {
        let mut reconstruction = batch.zeros(1).sum();
        let mut kl_per_dim = Vec::with_capacity(self.views.len());
        for (v, (view, posterior)) in self.views.iter().zip(self.posteriors(batch)).enumerate() {
            let x_hat = view.decode(posterior.sample(noise()));
            let (x, present) = (batch.x[v].clone(), batch.present[v].clone());
            let own = loss::reconstruction_of_counted(x, x_hat, present);
            reconstruction = reconstruction + own.mul_scalar(view.precision());
            kl_per_dim.push(posterior.kl_per_dim());
        }
        Bounds {
            reconstruction,
            kl_per_dim,
        }
    }

    /// n_latent columns for each view.
    fn posterior(&self, batch: &Batch) -> Gaussian {
        let (mean, log_variance): (Vec<_>, Vec<_>) = self
            .posteriors(batch)
            .map(|posterior| (posterior.mean, posterior.log_variance))
            .unzip();
        Gaussian {
            mean: Tensor::cat(mean, 1),
            log_variance: Tensor::cat(log_variance, 1),
        }
    }

    fn latents_of(&self, v: usize, z: &Matrix) -> Matrix {
        let columns = v * self.n_latent..(v + 1) * self.n_latent;
        let values = z.rows().flat_map(|row| &row[columns.clone()]);
        Matrix::new(z.n_rows(), self.n_latent, values.copied().collect())
    }
}
