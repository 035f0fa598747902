//! What a latent space says about itself, without labels.

use super::pca::column_means;
use super::{Diagnostics, Fitted, Input, loss};
use crate::config::ModelConfig;
use crate::features::Split;
use crate::matrix::Matrix;

pub(super) fn of(
    fitted: &Fitted,
    input: &Input,
    latents: &Matrix,
    log_variance: Option<&Matrix>,
    split: &Split,
    config: &ModelConfig,
) -> Diagnostics {
    let of_patches = match fitted {
        Fitted::Net(net) => net.reconstructed_patches(input),
        Fitted::Direct | Fitted::Pca(_) => None,
    };
    let crops = |songs: &[usize]| match (&of_patches, input.patches) {
        (Some(_), Some(patches)) => songs.iter().flat_map(|&song| patches.of_song[song].clone()).collect(),
        _ => songs.to_vec(),
    };
    let (x, x_hat) = match &of_patches {
        Some((x, x_hat)) => (x, x_hat),
        None => (input.x, &fitted.decode(latents, input.conditions.map(|c| &c.one_hot))),
    };
    let mean = column_means(x, &crops(&split.train));
    let explained = |songs: &[usize]| explained_share(x, x_hat, &crops(songs), &mean);
    Diagnostics {
        kl_per_dim: log_variance
            .map(|v| loss::kl_per_dim_of(latents, v).iter().map(|&kl| kl as f32).collect())
            .unwrap_or_default(),
        n_active: n_active(latents, log_variance.is_some(), config.active_threshold),
        explained_train: explained(&split.train),
        explained_validation: (!split.validation.is_empty()).then(|| explained(&split.validation)),
        explained_blocks: Vec::new(),
    }
}

/// Latents of a VAE have the prior's scale, so a fixed threshold holds; others are measured by their largest.
fn n_active(mean: &Matrix, has_prior: bool, threshold: f32) -> usize {
    let variances = column_variances(mean);
    let largest = variances.iter().copied().fold(0.0, f64::max);
    let threshold = f64::from(threshold) * if has_prior { 1.0 } else { largest };
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
