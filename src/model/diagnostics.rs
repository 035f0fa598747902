//! What a latent space says about itself, without labels.

use super::pca::column_means;
use super::{Diagnostics, loss};
use crate::features::Split;
use crate::matrix::Matrix;

/// A latent dimension is active when its mean varies over songs by more than this (Burda, Grosse & Salakhutdinov
/// 2016, section 4.2).
const ACTIVE_VARIANCE: f64 = 0.01;

/// What the model makes of every song.
pub(super) struct Encoded<'a> {
    pub x: &'a Matrix,
    /// n × k.
    pub mean: &'a Matrix,
    /// n × k; `None` for models without a posterior.
    pub log_variance: Option<&'a Matrix>,
    /// n × d: decoded from `mean`.
    pub x_hat: &'a Matrix,
}

impl Diagnostics {
    pub(super) fn of(encoded: &Encoded, split: &Split) -> Self {
        let mean = column_means(encoded.x, &split.train);
        let explained = |rows: &[usize]| explained_share(encoded.x, encoded.x_hat, rows, &mean);
        Self {
            kl_per_dim: encoded.log_variance.map(|v| kl_per_dim(encoded.mean, v)).unwrap_or_default(),
            n_active: n_active(encoded.mean, encoded.log_variance.is_some()),
            explained_train: explained(&split.train),
            explained_validation: (!split.validation.is_empty()).then(|| explained(&split.validation)),
        }
    }
}

fn kl_per_dim(mean: &Matrix, log_variance: &Matrix) -> Vec<f32> {
    let mut sums = vec![0.0; mean.n_cols()];
    for (means, log_variances) in mean.rows().zip(log_variance.rows()) {
        for ((sum, &m), &v) in sums.iter_mut().zip(means).zip(log_variances) {
            *sum += loss::kl_of(m, v);
        }
    }
    sums.iter().map(|sum| (sum / mean.n_rows() as f64) as f32).collect()
}

/// Latents of a VAE have the prior's scale, so a fixed threshold holds; others are measured by their largest.
fn n_active(mean: &Matrix, has_prior: bool) -> usize {
    let variances = column_variances(mean);
    let largest = variances.iter().copied().fold(0.0, f64::max);
    let threshold = if has_prior { ACTIVE_VARIANCE } else { ACTIVE_VARIANCE * largest };
    variances.iter().filter(|&&v| v > threshold).count()
}

/// Variances of the columns over all rows, with divisor n.
fn column_variances(x: &Matrix) -> Vec<f64> {
    let rows: Vec<usize> = (0..x.n_rows()).collect();
    let mean = column_means(x, &rows);
    let mut sums = vec![0.0; x.n_cols()];
    for row in x.rows() {
        for ((sum, &v), m) in sums.iter_mut().zip(row).zip(&mean) {
            *sum += (f64::from(v) - m).powi(2);
        }
    }
    sums.iter().map(|sum| sum / x.n_rows() as f64).collect()
}

/// 1 − squared error / squared deviation from `mean`. The mean is the training songs' also for held-out ones: the
/// share by which the model beats a guess that knew as much. Below 0 when it does worse; 0 when nothing varies.
fn explained_share(x: &Matrix, x_hat: &Matrix, rows: &[usize], mean: &[f64]) -> f32 {
    let (mut error, mut deviation) = (0.0, 0.0);
    for &i in rows {
        for ((&v, &v_hat), m) in x.row(i).iter().zip(x_hat.row(i)).zip(mean) {
            error += f64::from(v - v_hat).powi(2);
            deviation += (f64::from(v) - m).powi(2);
        }
    }
    if deviation > 0.0 { (1.0 - error / deviation) as f32 } else { 0.0 }
}
