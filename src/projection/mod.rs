//! Many dimensions to two: PCA and t-SNE; and the nearest neighbours of a song.

use crate::config::ProjectionConfig;
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::Matrix;

/// A picture of the latent space.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// n × 2.
    pub xy: Matrix,
    /// Perplexity used, for t-SNE.
    pub perplexity: Option<f32>,
    /// Kullback-Leibler divergence of the picture, for t-SNE.
    pub kl_divergence: Option<f32>,
    /// Share of variance on the two axes, for PCA.
    pub explained: Option<[f32; 2]>,
}

/// The two directions of most variance; the sign of each axis is fixed so that its largest loading is positive.
pub fn pca_2d(x: &Matrix) -> Projection {
    let _ = x;
    todo!("projection room")
}

/// t-SNE by bhtsne from a PCA start, telling positions while it runs; Stop keeps the picture of that moment.
///
/// # Errors
/// When there are fewer than 4 rows.
pub fn tsne(x: &Matrix, config: &ProjectionConfig, seed: u64, reporter: &Reporter) -> Result<Projection> {
    let _ = (x, config, seed, reporter);
    todo!("projection room")
}

/// The `k` rows nearest to row `i` (Euclidean), nearest first, without `i`; ties by index. (row, distance).
pub fn nearest(x: &Matrix, i: usize, k: usize) -> Vec<(usize, f32)> {
    let _ = (x, i, k);
    todo!("projection room")
}
