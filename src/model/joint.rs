//! The joint VAE of audio and lyrics: an encoder and a decoder for each modality, one latent by a product of experts
//! (MVAE; Wu & Goodman 2018, "Multimodal Generative Models for Scalable Weakly-Supervised Learning").
//!
//! # Posterior
//! Each modality m that a song has says q_m(z) = N(μ_m, σ_m²), and the prior N(0, I) is an expert as well. Their product
//! is a Gaussian with, per dimension, precision T = 1 + Σ_m 1/σ_m² and mean (Σ_m μ_m/σ_m²)/T. A modality that a song
//! lacks has no part in it, so a song with one modality has a latent from it alone.
//!
//! # Loss
//! For a song with the modalities P the sum of negative evidence lower bounds (their equation 5, in which the subsets
//! are all the modalities together and each by itself, every one with weight 1):
//!
//! L = L_P + Σ_{m ∈ P} L_{m},  L_S = Σ_{m ∈ S} ½ Σ_columns (x_m − x̂_m)² + β·KL(q(z|x_S) ‖ N(0, I))
//!
//! where z is drawn from the product of the experts of S and the prior. For a song with one modality both parts are the
//! same thing, which is counted once. Reconstruction and KL that training reports are these sums over subsets: with two
//! modalities about twice the reconstruction, and three times the KL, of a VAE of the joined features. As in [`loss`]
//! all is summed over columns and dimensions and averaged over songs, so β weighs in each L_S as it does there. The
//! modalities are weighed against each other by the features, whose total variance is the square of the weight that the
//! settings give to each kind; there is no second weight here.

use burn::module::Module;
use burn::tensor::{Device, Tensor};
use rand_chacha::ChaCha8Rng;

use super::input::Shape;
use super::net::{Noise, Step, Terms};
use super::views::{self, Batch, Gaussian, ViewNet};
use super::{Encoded, Input, device, loss};
use crate::config::ModelConfig;
use crate::job::Losses;
use crate::matrix::Matrix;

#[derive(Module, Debug)]
pub(super) struct Network {
    views: Vec<ViewNet>,
    n_latent: usize,
}

impl Network {
    pub fn new(shape: &Shape, config: &ModelConfig, rng: &mut ChaCha8Rng, device: &Device) -> Self {
        Self { views: ViewNet::of_all(shape, config, rng, device), n_latent: config.n_latent }
    }

    /// Losses of a batch, recorded for gradients.
    pub fn losses(&self, input: &Input, rows: &[usize], step: &Step, noise: &mut Noise, device: &Device) -> Terms {
        let batch = Batch::new(&self.views, input, rows, device);
        let (reconstruction, kl) = self.bounds(&batch, || Some(noise.normal(rows.len(), self.n_latent, device)));
        let total = reconstruction.clone() + kl.clone().mul_scalar(step.beta);
        Terms { reconstruction, kl: Some(kl), total }
    }

    /// Reconstruction and KL, each summed over the subsets and averaged over songs. `noise` is asked for once for each
    /// subset: the whole, then each view.
    ///
    /// # Shapes
    /// Noise n × k; results scalars.
    fn bounds(&self, batch: &Batch, mut noise: impl FnMut() -> Option<Tensor<2>>) -> (Tensor<1>, Tensor<1>) {
        let n = batch.n_songs() as f64;
        let experts: Vec<Gaussian> = self.views.iter().zip(&batch.x).map(|(view, x)| view.encode(x.clone())).collect();

        let together = self.product(batch, experts.iter().zip(&batch.present));
        let z = together.sample(noise());
        let mut kl = together.kl().sum();
        let mut reconstruction = Tensor::zeros([1], &z.device());
        for ((view, x), present) in self.views.iter().zip(&batch.x).zip(&batch.present) {
            reconstruction = reconstruction + reconstruction_of(view, x, z.clone(), present);
        }

        for (v, expert) in experts.iter().enumerate() {
            let counted = &batch.present_with_others[v];
            let alone = self.product(batch, std::iter::once((expert, counted)));
            let z = alone.sample(noise());
            // Where a song does not count, the product is the prior and its divergence 0.
            kl = kl + alone.kl().sum();
            reconstruction = reconstruction + reconstruction_of(&self.views[v], &batch.x[v], z, counted);
        }
        (reconstruction, kl.div_scalar(n))
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
        Gaussian { mean: weighted / precision.clone(), log_variance: precision.log().neg() }
    }

    /// Losses of songs with every latent at its mean. Takes a network without gradients.
    pub fn judged(&self, input: &Input, rows: &[usize], step: &Step) -> Losses {
        let mut sums = [0.0; 2];
        for batch in Batch::chunks(&self.views, input, rows) {
            let (reconstruction, kl) = self.bounds(&batch, || None);
            for (sum, loss) in sums.iter_mut().zip([reconstruction, kl]) {
                *sum += f64::from(loss.into_scalar::<f32>()) * batch.n_songs() as f64;
            }
        }
        let [reconstruction, kl] = sums.map(|sum| (sum / rows.len() as f64) as f32);
        Losses { reconstruction, kl, total: reconstruction + step.beta * kl }
    }

    /// The posterior of every song given the modalities it has. Takes a network without gradients.
    pub fn encode_rows(&self, input: &Input) -> Encoded {
        let rows: Vec<usize> = (0..input.n_songs()).collect();
        let (mut mean, mut log_variance) = (Vec::new(), Vec::new());
        for batch in Batch::chunks(&self.views, input, &rows) {
            let experts: Vec<Gaussian> =
                self.views.iter().zip(&batch.x).map(|(view, x)| view.encode(x.clone())).collect();
            let together = self.product(&batch, experts.iter().zip(&batch.present));
            mean.extend(device::values(together.mean));
            log_variance.extend(device::values(together.log_variance));
        }
        let matrix = |values| Matrix::new(rows.len(), self.n_latent, values);
        Encoded { mean: matrix(mean), log_variance: Some(matrix(log_variance)) }
    }

    /// Rows of the joined features from any number of latents. Takes a network without gradients.
    pub fn decode_rows(&self, z: &Matrix) -> Matrix {
        views::joined(&self.views, z.n_rows(), |v| views::decode_view(&self.views[v], z))
    }
}

/// The loss of one view, over the songs whose column is 1.
fn reconstruction_of(view: &ViewNet, x: &Tensor<2>, z: Tensor<2>, counted: &Tensor<2>) -> Tensor<1> {
    loss::reconstruction(x.clone() * counted.clone(), view.decode(z) * counted.clone())
}
