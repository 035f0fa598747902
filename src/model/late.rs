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
use super::network::{Encoded, LatentModel};
use super::prior::{Prior, StandardNormal};
use super::step::{Noise, Step, Terms};
use super::views::{self, Batch, Bounds, Gaussian, ViewNet};
use super::{Input, device, loss};
use crate::config::ModelConfig;
use crate::error::Result;
use crate::job::{Losses, Reporter};
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

    #[cfg(test)]
    pub(super) fn views(&self) -> &[ViewNet] {
        &self.views
    }

    /// The bound of each view. `noise` is asked for once for each.
    ///
    /// # Shapes
    /// Noise n × k.
    pub(super) fn bounds(
        &self,
        batch: &Batch,
        mut noise: impl FnMut() -> Option<Tensor<2>>,
    ) -> Bounds {
        let mut reconstruction = batch.zeros(1).sum();
        let mut kl_per_dim = Vec::with_capacity(self.views.len());
        for (v, (view, posterior)) in self.views.iter().zip(self.posteriors(batch)).enumerate() {
            let x_hat = view.decode(posterior.sample(noise())) * batch.present[v].clone();
            let own = loss::reconstruction(batch.x[v].clone(), x_hat);
            reconstruction = reconstruction + own.mul_scalar(view.precision());
            kl_per_dim.push(posterior.kl_per_dim());
        }
        Bounds {
            reconstruction,
            kl_per_dim,
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

impl LatentModel for Network {
    /// Learns what is noise in each view, from the training rows.
    ///
    /// # Errors
    /// When a view has numbers that are not finite.
    fn prepared(
        self,
        input: &Input,
        rows: &[usize],
        _config: &ModelConfig,
        _rng: &mut ChaCha8Rng,
        _reporter: &Reporter,
    ) -> Result<Self> {
        let views = views::weighed(self.views, input, rows, self.n_latent)?;
        Ok(Self { views, ..self })
    }

    /// Losses of a batch, recorded for gradients.
    fn losses(
        &self,
        input: &Input,
        rows: &[usize],
        step: &Step,
        noise: &mut Noise,
        device: &Device,
    ) -> Terms {
        let batch = Batch::new(&self.views, input, rows, device);
        self.bounds(&batch, || {
            Some(noise.normal(rows.len(), self.n_latent, device))
        })
        .terms(step)
    }

    /// Losses of songs with every latent at its mean. Takes a network without gradients.
    fn judged(&self, input: &Input, rows: &[usize], step: &Step) -> Losses {
        let batches = Batch::chunks(&self.views, input, rows);
        Bounds::judged(
            batches.map(|batch| (self.bounds(&batch, || None), batch.n_songs())),
            step,
        )
    }

    /// The posteriors of every song, n_latent columns for each view. Takes a network without
    /// gradients.
    fn encode_rows(&self, input: &Input) -> Encoded {
        let rows: Vec<usize> = (0..input.n_songs()).collect();
        let (mut means, mut log_variances) = (Vec::new(), Vec::new());
        for batch in Batch::chunks(&self.views, input, &rows) {
            let (mean, log_variance): (Vec<_>, Vec<_>) = self
                .posteriors(&batch)
                .map(|posterior| (posterior.mean, posterior.log_variance))
                .unzip();
            means.extend(device::values(Tensor::cat(mean, 1)));
            log_variances.extend(device::values(Tensor::cat(log_variance, 1)));
        }
        let matrix = |values| Matrix::new(rows.len(), self.views.len() * self.n_latent, values);
        Encoded {
            mean: matrix(means),
            log_variance: Some(matrix(log_variances)),
        }
    }

    /// Rows of the joined features from any number of latents. Takes a network without gradients.
    ///
    /// # Shapes
    /// `z` m × (views · n_latent).
    fn decode_rows(&self, z: &Matrix, _conditions: Option<&Matrix>) -> Matrix {
        let decoded = |v: usize| {
            let columns = v * self.n_latent..(v + 1) * self.n_latent;
            let values = z
                .rows()
                .flat_map(|row| &row[columns.clone()])
                .copied()
                .collect();
            views::decode_view(
                &self.views[v],
                &Matrix::new(z.n_rows(), self.n_latent, values),
            )
        };
        views::joined(&self.views, z.n_rows(), decoded)
    }

    fn prior(&self) -> Option<&dyn Prior> {
        Some(&StandardNormal)
    }
}
