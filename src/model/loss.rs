//! What training makes small, exactly, so that β means what it means in the papers.
//!
//! For a batch of n songs with d input columns and k latent dimensions:
//!
//! - **reconstruction** = 1/n Σ_songs ½ Σ_columns (x − x̂)²: summed over the d columns, averaged
//!   over songs. It is the negative log-likelihood of a Gaussian decoder of unit variance, −log
//!   p(x|z), without its constant d/2·log 2π.
//! - **kl_j** = 1/n Σ_songs ½ (μ_j² + σ_j² − 1 − log σ_j²): the closed form of KL(q(z_j|x) ‖ N(0,
//!   1)) for a diagonal Gaussian (Kingma & Welling 2014, appendix B), averaged over songs; in nats.
//!   **kl** = Σ_j kl_j.
//! - **total** = reconstruction + penalty. Nothing is divided by d or k, so β needs no conversion
//!   between inputs of different widths; a decoder variance s² other than 1 would be β = s².
//!
//! # The penalty of a VAE
//! With F = Σ_j max(λ, kl_j), λ being `free_bits` (so F = kl where λ = 0), it is
//!
//! - **β·F**, for the schedules of fixed, rising and cyclical β. With β = 1 and λ = 0 the total is
//!   the negative evidence lower bound (up to the constant), with another β the objective of the
//!   β-VAE (Higgins et al. 2017). Free bits are those of Kingma et al. 2016 (equation 15): a
//!   dimension's mean over the batch is compared, not each song's KL. The cycles are those of Fu et
//!   al. 2019 (their R = 0.5).
//! - **β·|F − C|**, for the schedule of capacity (Burgess et al. 2018, equation 8, where β is
//!   called γ).
//!
//! # The penalty of a β-TCVAE
//! With q(z) = 1/N Σ_songs q(z|x), the KL falls into mutual information, total correlation and
//! dimension-wise KL (Chen et al. 2018, equation 2):
//!
//! kl = E\[log q(z|x) − log q(z)\] + **TC** + Σ_j KL(q(z_j) ‖ p(z_j)),  TC = E\[log q(z) − Σ_j log
//! q(z_j)\]
//!
//! and β weighs the second alone. Written as kl + (β − 1)·TC it needs an estimate of TC only, and
//! the closed form does the rest (as `BetaTCVAE` of disentanglement_lib, Locatello et al. 2019; the
//! three terms estimated one by one, as in Chen's program, have the same mean and more variance).
//! See `total_correlation` for the estimate.
//!
//! Schedules move the β of TC and nothing else, as in Chen's program: while it warms up, mutual
//! information and dimension-wise KL weigh 1 from the first epoch.

use burn::tensor::{Device, Tensor, TensorData};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::device;
use super::squares::half_squares;
use super::step::{Step, standard_normals};
use crate::matrix::Matrix;

/// Songs of which the total correlation is estimated at a time when they are judged: a table of
/// rows² · k numbers.
const TC_ROWS: usize = 128;

/// Reconstruction loss of a batch. `x` gets no gradient.
///
/// # Shapes
/// `x`, `x_hat` n × d; result a scalar.
pub(super) fn reconstruction(x: Tensor<2>, x_hat: Tensor<2>) -> Tensor<1> {
    let all = Tensor::ones([x.dims()[0], 1], &x.device());
    reconstruction_of_counted(x, x_hat, all)
}

/// Reconstruction losses of one or several decodings of a batch, summed over them, of what counts.
///
/// # Shapes
/// `x` n × d, `x_hat` s·n × d, one decoding below the other, `counted` s·n × 1; result a scalar.
pub(super) fn reconstruction_of_counted(
    x: Tensor<2>,
    x_hat: Tensor<2>,
    counted: Tensor<2>,
) -> Tensor<1> {
    let [n, _] = x.dims();
    half_squares(x, x_hat, counted).div_scalar(n as f64)
}

/// KL divergence of each latent dimension from the standard normal prior, mean over the batch, in
/// nats.
///
/// It takes σ beside log σ² because sampling has computed it already, and so that no tensor is used
/// by more than two operations: gradients are then added in an order that cannot change their last
/// bit.
///
/// # Shapes
/// All n × k; result k.
pub(super) fn kl_per_dim(
    mean: Tensor<2>,
    deviation: Tensor<2>,
    log_variance: Tensor<2>,
) -> Tensor<1> {
    let [n, k] = mean.dims();
    (mean.square() + deviation.square() - log_variance - 1.0)
        .sum_dim(0)
        .reshape([k])
        .mul_scalar(0.5 / n as f64)
}

/// What the KL costs in this epoch: β·F or β·|F − C| (see the top of this file). While β is 0 it is
/// a constant.
///
/// # Shapes
/// `kl_per_dim` k, means over the batch; result a scalar.
pub(super) fn penalty(kl_per_dim: Tensor<1>, step: &Step) -> Tensor<1> {
    if step.beta == 0.0 {
        return Tensor::zeros([1], &kl_per_dim.device());
    }
    let kl = if step.free_bits > 0.0 {
        kl_per_dim.clamp_min(step.free_bits).sum()
    } else {
        kl_per_dim.sum()
    };
    let kl = if let Some(capacity) = step.capacity {
        (kl - capacity).abs()
    } else {
        kl
    };
    kl.mul_scalar(step.beta)
}

/// What the KL of a β-TCVAE costs in this epoch: kl + (β − 1)·TC.
///
/// # Shapes
/// `kl_per_dim` k, `total_correlation` and the result scalars.
pub(super) fn tc_penalty(
    kl_per_dim: Tensor<1>,
    total_correlation: Tensor<1>,
    step: &Step,
) -> Tensor<1> {
    kl_per_dim.sum() + total_correlation.mul_scalar(step.beta - 1.0)
}

/// Total correlation of the aggregate posterior of `n_songs` songs, in nats, estimated from a batch
/// of them.
///
/// log q(z_i) is the logarithm of a weighted sum of log q(z_i|x_j) over the songs j of the batch,
/// weighted by minibatch stratified sampling (Chen et al. 2018, appendix C.2): with M = n − 1 and N
/// = `n_songs`, the song itself weighs 1/N, one other (N − M)/(N·M), the rest 1/M each. So the sum
/// has the right mean, where the unweighted one of minibatch weighted sampling counts the song
/// itself N/n times too often. (In the program of the paper, `lib/` of rtqichen/beta-tcvae, these
/// weights are laid along a column and not along the diagonal; here they are as in the paper.)
///
/// # Shapes
/// All n × k; result a scalar.
pub(super) fn total_correlation(
    z: Tensor<2>,
    mean: Tensor<2>,
    log_variance: Tensor<2>,
    n_songs: usize,
) -> Tensor<1> {
    let weights = stratified_log_weights(z.dims()[0], n_songs, &z.device());
    let difference = z.unsqueeze_dim::<3>(1) - mean.unsqueeze_dim::<3>(0);
    let log_variance = log_variance.unsqueeze_dim::<3>(0);
    // n × n × k. Without its constant −½ log 2π, which is k times in both terms of the difference
    // below.
    let log_q =
        (difference.square() * log_variance.clone().neg().exp() + log_variance).mul_scalar(-0.5);
    let joint = log_sum_exp(log_q.clone().sum_dim(2) + weights.clone());
    let marginals = log_sum_exp(log_q + weights).sum_dim(2);
    (joint - marginals).mean()
}

/// [`total_correlation`] of songs that are judged: of all of them, block by block, with the same
/// noise each time, so that epochs can be compared.
///
/// # Shapes
/// Both n × k.
pub(super) fn total_correlation_of(mean: &Matrix, log_variance: &Matrix) -> f64 {
    let (n, k, device) = (mean.n_rows(), mean.n_cols(), device::cpu());
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    let blocks = mean
        .as_slice()
        .chunks(TC_ROWS * k)
        .zip(log_variance.as_slice().chunks(TC_ROWS * k));
    let sum: f64 = blocks
        .map(|(means, log_variances)| {
            let noise = standard_normals(&mut rng, means.len());
            let draws = means
                .iter()
                .zip(log_variances)
                .zip(noise)
                .map(|((m, v), e)| m + (0.5 * v).exp() * e)
                .collect();
            let rows = means.len() / k;
            let tensor = |values| device::tensor(values, rows, k, &device);
            let (means, log_variances) = (tensor(means.to_vec()), tensor(log_variances.to_vec()));
            let estimate = total_correlation(tensor(draws), means, log_variances, n);
            f64::from(estimate.into_scalar::<f32>()) * rows as f64
        })
        .sum();
    sum / n as f64
}

/// # Shapes
/// Result n × n × 1: of song i (row) for song j (column).
fn stratified_log_weights(n: usize, n_songs: usize, device: &Device) -> Tensor<3> {
    let m = n.saturating_sub(1) as f64;
    let n_songs = n_songs.max(n) as f64;
    let weight = |i: usize, j: usize| match j {
        // A batch of one says nothing of the others; any weight makes its total correlation 0, if
        // the same in all sums.
        _ if n == 1 => 1.0,
        _ if j == i => 1.0 / n_songs,
        _ if j == (i + 1) % n => (n_songs - m) / (n_songs * m),
        _ => 1.0 / m,
    };
    let values: Vec<f32> = (0..n * n)
        .map(|at| weight(at / n, at % n).ln() as f32)
        .collect();
    Tensor::from_data(TensorData::new(values, [n, n, 1]), device)
}

/// log Σ_j exp(x_ij·) over the middle dimension, which stays with length 1.
fn log_sum_exp(x: Tensor<3>) -> Tensor<3> {
    let largest = x.clone().detach().max_dim(1);
    (x - largest.clone()).exp().sum_dim(1).log() + largest
}

/// [`penalty`] of plain numbers, for songs that are judged and not learnt from.
pub(super) fn penalty_of(kl_per_dim: &[f64], step: &Step) -> f64 {
    if step.beta == 0.0 {
        return 0.0;
    }
    let kl: f64 = kl_per_dim
        .iter()
        .map(|kl| kl.max(f64::from(step.free_bits)))
        .sum();
    f64::from(step.beta)
        * step
            .capacity
            .map_or(kl, |capacity| (kl - f64::from(capacity)).abs())
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
