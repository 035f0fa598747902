//! The joint VAE of audio and lyrics: an encoder and a decoder for each modality, one latent by a
//! product of experts (MVAE; Wu & Goodman 2018, "Multimodal Generative Models for Scalable
//! Weakly-Supervised Learning").
//!
//! # Posterior
//! Each modality m that a song has says q_m(z) = N(μ_m, σ_m²), and the prior N(0, I) is an expert
//! as well. Their product is a Gaussian with, per dimension, precision T = 1 + Σ_m 1/σ_m² and mean
//! (Σ_m μ_m/σ_m²)/T. A modality that a song lacks has no part in it, so a song with one modality
//! has a latent from it alone. Where a library has but one modality the model is a VAE of that,
//! whose posterior is never wider than the prior and whose likelihood knows what is noise.
//!
//! # Loss
//! For a song with the modalities P the sum of negative evidence lower bounds (their equation 5, in
//! which the subsets are all the modalities together and each by itself, every one with weight 1):
//!
//! L = L_P + Σ_{m ∈ P} L_{m},  L_S = Σ_{m ∈ S} λ_m ½ Σ_columns (x_m − x̂_m)² + β·KL(q(z|x_S) ‖ N(0,
//! I))
//!
//! where z is drawn from the product of the experts of S and the prior. For a song with one
//! modality both parts are the same thing, which is counted once. Reconstruction and KL that
//! training reports are these sums over subsets: with two modalities about twice the
//! reconstruction, and three times the KL, of a VAE of the joined features. As in [`loss`] all is
//! summed over columns and dimensions and averaged over songs.
//!
//! # What is noise in each modality
//! λ_m = r_m/s_m², with s_m² the variance that the decoder of m is taken to leave in a column, and
//! r_m the share of the features' total variance that the modality has, times the number of
//! modalities: 1 where the settings weigh them alike (see [`super::precision`]). With one s² = 1
//! for all, a few strong directions that a hundred correlated columns of audio share are dear, and
//! what a thousand columns of words say together is cheap: most of it passes for noise, and β
//! presses it out first. The weights λ_m are those of the paper, which leaves them to be tuned.

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

    /// The bound of each subset: the whole, then each view. `noise` is asked for once for each.
    ///
    /// # Shapes
    /// Noise n × k.
    pub(super) fn bounds(
        &self,
        batch: &Batch,
        mut noise: impl FnMut() -> Option<Tensor<2>>,
    ) -> Bounds {
        let experts: Vec<Gaussian> = self
            .views
            .iter()
            .zip(&batch.x)
            .map(|(view, x)| view.encode(x.clone()))
            .collect();
        let all: Vec<usize> = (0..self.views.len()).collect();
        let wholes = std::iter::once((&all[..], &batch.present));
        let alone = all.chunks(1).map(|view| (view, &batch.present_with_others));
        let mut reconstruction = batch.zeros(1).sum();
        let mut kl_per_dim = Vec::with_capacity(1 + all.len());
        for (subset, counted) in wholes.chain(alone) {
            let posterior = self.product(batch, subset.iter().map(|&v| (&experts[v], &counted[v])));
            let z = posterior.sample(noise());
            // Where nothing of a song counts, the product is the prior and its divergence 0.
            kl_per_dim.push(posterior.kl_per_dim());
            for &v in subset {
                let x_hat = self.views[v].decode(z.clone()) * counted[v].clone();
                let own = loss::reconstruction(batch.x[v].clone() * counted[v].clone(), x_hat);
                reconstruction = reconstruction + own.mul_scalar(self.views[v].precision());
            }
        }
        Bounds {
            reconstruction,
            kl_per_dim,
        }
    }

    /// The product of the prior and the experts, each counted where its column is 1.
    fn product<'a>(
        &self,
        batch: &Batch,
        experts: impl Iterator<Item = (&'a Gaussian, &'a Tensor<2>)>,
    ) -> Gaussian {
        let mut precision = batch.zeros(self.n_latent) + 1.0;
        let mut weighted = batch.zeros(self.n_latent);
        for (expert, counted) in experts {
            let own = expert.log_variance.clone().neg().exp() * counted.clone();
            weighted = weighted + expert.mean.clone() * own.clone();
            precision = precision + own;
        }
        Gaussian {
            mean: weighted / precision.clone(),
            log_variance: precision.log().neg(),
        }
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

    /// The posterior of every song given the modalities it has. Takes a network without gradients.
    fn encode_rows(&self, input: &Input) -> Encoded {
        let rows: Vec<usize> = (0..input.n_songs()).collect();
        let (mut mean, mut log_variance) = (Vec::new(), Vec::new());
        for batch in Batch::chunks(&self.views, input, &rows) {
            let experts: Vec<Gaussian> = self
                .views
                .iter()
                .zip(&batch.x)
                .map(|(view, x)| view.encode(x.clone()))
                .collect();
            let together = self.product(&batch, experts.iter().zip(&batch.present));
            mean.extend(device::values(together.mean));
            log_variance.extend(device::values(together.log_variance));
        }
        let matrix = |values| Matrix::new(rows.len(), self.n_latent, values);
        Encoded {
            mean: matrix(mean),
            log_variance: Some(matrix(log_variance)),
        }
    }

    /// Rows of the joined features from any number of latents. Takes a network without gradients.
    fn decode_rows(&self, z: &Matrix, _conditions: Option<&Matrix>) -> Matrix {
        views::joined(&self.views, z.n_rows(), |v| {
            views::decode_view(&self.views[v], z)
        })
    }

    fn prior(&self) -> Option<&dyn Prior> {
        Some(&StandardNormal)
    }

    fn shares_latent(&self) -> bool {
        true
    }
}
