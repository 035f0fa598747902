//! What training makes small, exactly, so that β means what it means in the papers.
//!
//! For a batch of n songs with d input columns and k latent dimensions:
//!
//! - **reconstruction** = 1/n Σ_songs ½ Σ_columns (x − x̂)²: summed over the d columns, averaged over songs. It is the
//!   negative log-likelihood of a Gaussian decoder of unit variance, −log p(x|z), without its constant d/2·log 2π.
//! - **kl_j** = 1/n Σ_songs ½ (μ_j² + σ_j² − 1 − log σ_j²): the closed form of KL(q(z_j|x) ‖ N(0, 1)) for a diagonal
//!   Gaussian (Kingma & Welling 2014, appendix B), averaged over songs; in nats. **kl** = Σ_j kl_j.
//! - **total** = reconstruction + penalty. Nothing is divided by d or k, so β needs no conversion between inputs of
//!   different widths; a decoder variance s² other than 1 would be β = s².
//!
//! # The penalty of a VAE
//! With F = Σ_j max(λ, kl_j), λ being `free_bits` (so F = kl where λ = 0), it is
//!
//! - **β·F**, for the schedules of fixed, rising and cyclical β. With β = 1 and λ = 0 the total is the negative evidence
//!   lower bound (up to the constant), with another β the objective of the β-VAE (Higgins et al. 2017). Free bits are
//!   those of Kingma et al. 2016 (equation 15): a dimension's mean over the batch is compared, not each song's KL. The
//!   cycles are those of Fu et al. 2019 (their R = 0.5).
//! - **β·|F − C|**, for the schedule of capacity (Burgess et al. 2018, equation 8, where β is called γ).
//!
//! # The penalty of a β-TCVAE
//! With q(z) = 1/N Σ_songs q(z|x), the KL falls into mutual information, total correlation and dimension-wise KL
//! (Chen et al. 2018, equation 2):
//!
//! kl = E\[log q(z|x) − log q(z)\] + **TC** + Σ_j KL(q(z_j) ‖ p(z_j)),  TC = E\[log q(z) − Σ_j log q(z_j)\]
//!
//! and β weighs the second alone. Written as kl + (β − 1)·TC it needs an estimate of TC only, and the closed form does
//! the rest (as `BetaTCVAE` of disentanglement_lib, Locatello et al. 2019; the three terms estimated one by one, as in
//! Chen's program, have the same mean and more variance). See [`total_correlation`] for the estimate.
//!
//! Schedules move the β of TC and nothing else, as in Chen's program: while it warms up, mutual information and
//! dimension-wise KL weigh 1 from the first epoch.

use burn::tensor::Tensor;

use super::net::Step;
use crate::matrix::Matrix;

/// Reconstruction loss of a batch.
///
/// # Shapes
/// `x`, `x_hat` n × d; result a scalar.
pub(super) fn reconstruction(x: Tensor<2>, x_hat: Tensor<2>) -> Tensor<1> {
    let [n, _] = x.dims();
    (x_hat - x).square().sum().mul_scalar(0.5 / n as f64)
}

/// KL divergence of each latent dimension from the standard normal prior, mean over the batch, in nats.
///
/// It takes σ beside log σ² because sampling has computed it already, and so that no tensor is used by more than two
/// operations: gradients are then added in an order that cannot change their last bit.
///
/// # Shapes
/// All n × k; result k.
pub(super) fn kl_per_dim(mean: Tensor<2>, deviation: Tensor<2>, log_variance: Tensor<2>) -> Tensor<1> {
    let [n, k] = mean.dims();
    (mean.square() + deviation.square() - log_variance - 1.0).sum_dim(0).reshape([k]).mul_scalar(0.5 / n as f64)
}

/// What the KL costs in this epoch: β·F or β·|F − C| (see the top of this file). While β is 0 it is a constant.
///
/// # Shapes
/// `kl_per_dim` k, means over the batch; result a scalar.
pub(super) fn penalty(kl_per_dim: Tensor<1>, step: &Step) -> Tensor<1> {
    if step.beta == 0.0 {
        return Tensor::zeros([1], &kl_per_dim.device());
    }
    let kl = if step.free_bits > 0.0 { kl_per_dim.clamp_min(step.free_bits).sum() } else { kl_per_dim.sum() };
    let kl = if let Some(capacity) = step.capacity { (kl - capacity).abs() } else { kl };
    kl.mul_scalar(step.beta)
}

/// [`penalty`] of plain numbers, for songs that are judged and not learnt from.
pub(super) fn penalty_of(kl_per_dim: &[f64], step: &Step) -> f64 {
    if step.beta == 0.0 {
        return 0.0;
    }
    let kl: f64 = kl_per_dim.iter().map(|kl| kl.max(f64::from(step.free_bits))).sum();
    f64::from(step.beta) * step.capacity.map_or(kl, |capacity| (kl - f64::from(capacity)).abs())
}

/// [`kl_per_dim`] of plain numbers, without gradients.
///
/// # Shapes
/// Both n × k; result k.
pub(super) fn kl_per_dim_of(mean: &Matrix, log_variance: &Matrix) -> Vec<f64> {
    let mut sums = vec![0.0; mean.n_cols()];
    for (means, log_variances) in mean.rows().zip(log_variance.rows()) {
        for ((sum, &m), &v) in sums.iter_mut().zip(means).zip(log_variances) {
            *sum += kl_of(m, v);
        }
    }
    sums.iter().map(|sum| sum / mean.n_rows() as f64).collect()
}

/// KL of one latent dimension of one song, in nats.
pub(super) fn kl_of(mean: f32, log_variance: f32) -> f64 {
    let (mean, log_variance) = (f64::from(mean), f64::from(log_variance));
    // exp(v) − 1 loses all digits near the prior, where collapsed dimensions are; exp_m1 does not.
    0.5 * (mean * mean + log_variance.exp_m1() - log_variance)
}
