//! Many dimensions to two: PCA and t-SNE; and the nearest neighbours of a song.

mod align;
mod kl;
mod neighbours;
mod pca;
mod tsne;

#[cfg(test)]
mod tests;

pub use align::aligned;
pub use neighbours::nearest;
pub use pca::pca_2d;
pub use tsne::tsne;

use crate::matrix::Matrix;

/// A picture of the latent space.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// n × 2.
    pub xy: Matrix,
    /// Perplexity used, for t-SNE.
    pub perplexity: Option<f32>,
    /// Kullback-Leibler divergence of the picture in nats, for t-SNE.
    pub kl_divergence: Option<f32>,
    /// True when Stop was pressed before t-SNE had ended.
    pub stopped: bool,
    /// Share of variance on the two axes, for PCA.
    pub explained: Option<[f32; 2]>,
}
