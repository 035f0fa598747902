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

    /// What each view says.
    fn experts(&self, batch: &Batch) -> impl Iterator<Item = Gaussian> {
        let views = self.views.iter().zip(&batch.x);
        views.map(|(view, x)| view.encode(x.clone()))
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

/// What one view is decoded from: a latent for each subset that it is in, and where that counts.
#[derive(Default)]
struct Draws {
    /// Each n × k.
    z: Vec<Tensor<2>>,
    /// Each n × 1.
    counted: Vec<Tensor<2>>,
}

impl Draws {
    fn add(&mut self, z: Tensor<2>, counted: Tensor<2>) {
        self.z.push(z);
        self.counted.push(counted);
    }

    /// Summed over the subsets. All are decoded at once: the weights are read once for them all.
    ///
    /// # Shapes
    /// `x` n × (columns of the view); result a scalar.
    fn reconstruction(self, view: &ViewNet, x: &Tensor<2>) -> Tensor<1> {
        let x_hat = view.decode(Tensor::cat(self.z, 0));
        let counted = Tensor::cat(self.counted, 0);
        loss::reconstruction_of_counted(x.clone(), x_hat, counted).mul_scalar(view.precision())
    }
}

impl OfViews for Network {
    const SHARES_LATENT: bool = true;

    fn views(&self) -> &[ViewNet] {
        &self.views
    }

    fn with_views(self, views: Vec<ViewNet>) -> Self {
        Self { views, ..self }
    }

    fn n_latent(&self) -> usize {
        self.n_latent
    }

    /// The bound of each subset: the whole, then each view. `noise` is asked for once for each.
    ///
    /// # Shapes
    /// Noise n × k.
    fn bounds(&self, batch: &Batch, mut noise: impl FnMut() -> Option<Tensor<2>>) -> Bounds {
        let experts: Vec<Gaussian> = self.experts(batch).collect();
        let all: Vec<usize> = (0..self.views.len()).collect();
        let wholes = std::iter::once((&all[..], &batch.present));
        // Of one view alone the whole says all there is.
        let alone = all.chunks(1).filter(|_| all.len() > 1);
        let alone = alone.map(|view| (view, &batch.present_with_others));
        let mut kl_per_dim = Vec::with_capacity(1 + all.len());
        let mut draws: Vec<Draws> = all.iter().map(|_| Draws::default()).collect();
        for (subset, counted) in wholes.chain(alone) {
            let posterior = self.product(batch, subset.iter().map(|&v| (&experts[v], &counted[v])));
            let z = posterior.sample(noise());
            // Where nothing of a song counts, the product is the prior and its divergence 0.
            kl_per_dim.push(posterior.kl_per_dim());
            for &v in subset {
                draws[v].add(z.clone(), counted[v].clone());
            }
        }
        let views = self.views.iter().zip(&batch.x).zip(draws);
        let reconstruction = views.fold(batch.zeros(1).sum(), |sum, ((view, x), draws)| {
            sum + draws.reconstruction(view, x)
        });
        Bounds {
            reconstruction,
            kl_per_dim,
        }
    }

    /// Given the modalities that each song has.
    fn posterior(&self, batch: &Batch) -> Gaussian {
        let experts: Vec<Gaussian> = self.experts(batch).collect();
        self.product(batch, experts.iter().zip(&batch.present))
    }

    fn latents_of(&self, _v: usize, z: &Matrix) -> Matrix {
        z.clone()
    }
}
