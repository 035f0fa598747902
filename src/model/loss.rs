//! What training makes small, exactly, so that β means what it means in the papers.
//!
//! For a batch of n songs with d input columns and k latent dimensions:
//!
//! - **reconstruction** = 1/n Σ_songs ½ Σ_columns (x − x̂)²: summed over the d columns, averaged over songs. It is the
//!   negative log-likelihood of a Gaussian decoder of unit variance, −log p(x|z), without its constant d/2·log 2π.
//! - **kl** = 1/n Σ_songs Σ_dims ½ (μ² + σ² − 1 − log σ²): the closed form of KL(q(z|x) ‖ N(0, I)) for a diagonal
//!   Gaussian (Kingma & Welling 2014, appendix B), summed over the k dimensions, averaged over songs; in nats.
//! - **total** = reconstruction + β·kl. With β = 1 it is the negative evidence lower bound (up to the constant), with
//!   another β the objective of the β-VAE (Higgins et al. 2017). Nothing is divided by d or k, so β needs no
//!   conversion between inputs of different widths; a decoder variance s² other than 1 would be β = s².

use burn::tensor::Tensor;

/// Reconstruction loss of a batch.
///
/// # Shapes
/// `x`, `x_hat` n × d; result a scalar.
pub(super) fn reconstruction(x: Tensor<2>, x_hat: Tensor<2>) -> Tensor<1> {
    let [n, _] = x.dims();
    (x_hat - x).square().sum().mul_scalar(0.5 / n as f64)
}

/// KL divergence of a batch from the standard normal prior.
///
/// It takes σ beside log σ² because sampling has computed it already, and so that no tensor is used by more than two
/// operations: gradients are then added in an order that cannot change their last bit.
///
/// # Shapes
/// All n × k; result a scalar.
pub(super) fn kl(mean: Tensor<2>, deviation: Tensor<2>, log_variance: Tensor<2>) -> Tensor<1> {
    let [n, _] = mean.dims();
    (mean.square() + deviation.square() - log_variance - 1.0).sum().mul_scalar(0.5 / n as f64)
}

/// KL of one latent dimension of one song, in nats.
pub(super) fn kl_of(mean: f32, log_variance: f32) -> f64 {
    let (mean, log_variance) = (f64::from(mean), f64::from(log_variance));
    // exp(v) − 1 loses all digits near the prior, where collapsed dimensions are; exp_m1 does not.
    0.5 * (mean * mean + log_variance.exp_m1() - log_variance)
}
