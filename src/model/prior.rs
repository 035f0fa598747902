//! What latents are taken to be before a song is seen: what posteriors are held against.

use super::loss;
use crate::matrix::Matrix;

/// The prior of a model that has a posterior.
pub(super) trait Prior {
    /// KL of each latent dimension from the prior in nats, mean over the songs of these posteriors.
    ///
    /// # Shapes
    /// Both n × k; result k.
    fn kl_per_dim(&self, mean: &Matrix, log_variance: &Matrix) -> Vec<f64>;

    /// How far each song belongs to each component, n × components; `None` where the prior is no
    /// mixture.
    fn responsibilities(&self, latents: &Matrix) -> Option<Matrix>;
}

/// N(0, I).
pub(super) struct StandardNormal;

impl Prior for StandardNormal {
    fn kl_per_dim(&self, mean: &Matrix, log_variance: &Matrix) -> Vec<f64> {
        loss::kl_per_dim_of(mean, log_variance)
    }

    fn responsibilities(&self, _latents: &Matrix) -> Option<Matrix> {
        None
    }
}
