//! Many dimensions to two: PCA, t-SNE and UMAP; how far a picture can be trusted; and the nearest
//! neighbours of a song.

mod align;
mod neighbours;
mod cells;
mod pca;
mod trust;
mod tsne;
mod umap;

#[cfg(test)]
pub(crate) mod test_kit;
#[cfg(test)]
mod tests;

pub(crate) use align::{OneSize, Turn, aligned, at_one_size};
pub use cells::nearly_nearest;
pub(crate) use cells::{MOST_COMPARED, N_JUDGING};
pub use neighbours::k_nearest;
pub(crate) use neighbours::{k_nearest_among, nearest, nearest_of_some};
pub(crate) use pca::pca_2d;
pub(crate) use trust::n_looked_at;
pub use trust::trust;
pub use tsne::{kl_divergence, tsne};
pub use umap::umap;

use crate::config::{ProjectionConfig, ProjectionMethod};
use crate::error::{Error, Result};
use crate::job::Reporter;
use crate::matrix::Matrix;
use crate::words::id;

/// A picture of the latent space.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// n × 2.
    pub xy: Matrix,
    /// What drew it.
    pub method: ProjectionMethod,
    /// Perplexity used, for t-SNE.
    pub(crate) perplexity: Option<f32>,
    /// Kullback-Leibler divergence of the picture in nats, for t-SNE.
    pub(crate) kl_divergence: Option<f32>,
    /// True when Stop was pressed before t-SNE had ended.
    pub(crate) stopped: bool,
    /// Share of variance on the two axes, for PCA.
    pub(crate) explained: Option<[f32; 2]>,
    /// Neighbours used, for UMAP.
    pub(crate) n_neighbors: Option<usize>,
    /// Of the neighbours it was drawn from, the share that are the nearest, measured on a sample;
    /// `None` where all are.
    pub(crate) neighbours_found: Option<f32>,
}

/// How far a picture can be trusted (Venna and Kaski 2001).
#[derive(Debug, Clone, PartialEq)]
pub struct Trust {
    /// Neighbours looked at.
    pub k: usize,
    /// Near in the picture means near in the latent space: 1 is all, as
    /// `sklearn.manifold.trustworthiness`.
    pub trustworthiness: f64,
    /// Near in the latent space means near in the picture.
    pub continuity: f64,
    /// The same of each song; NaN for songs that were not in the sample.
    pub trustworthiness_of_song: Vec<f32>,
    /// As `trustworthiness_of_song`.
    pub continuity_of_song: Vec<f32>,
    /// Share of a song's `k` neighbours that are its neighbours in the picture too.
    pub neighbours_kept: f64,
    /// How many songs were drawn when there are too many to look at all.
    pub n_sampled: Option<usize>,
}

/// The picture that `config` asks for, told while it takes shape.
///
/// # Errors
/// As [`tsne()`] and UMAP.
pub(crate) fn project(
    x: &Matrix,
    config: &ProjectionConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Projection> {
    match config.method {
        ProjectionMethod::Pca => Ok(pca_2d(x)),
        ProjectionMethod::Tsne => tsne(x, config, seed, reporter),
        ProjectionMethod::Umap => umap(x, config, seed, reporter),
    }
}

/// Places new songs into an existing picture, which does not move.
///
/// # Shapes
/// `x` n × d and `picture` of the same n songs; `new` m × d; result m × 2.
///
/// # Errors
/// When `new` has other columns than `x`, or a number that is not finite; or
/// [`crate::error::Error::Cancelled`].
pub(crate) fn place(
    x: &Matrix,
    picture: &Projection,
    new: &Matrix,
    config: &ProjectionConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Matrix> {
    let fits =
        new.n_cols() == x.n_cols() && (picture.xy.n_rows(), picture.xy.n_cols()) == (x.n_rows(), 2);
    if !fits {
        return Err(Error::stage(
            id::LABELS_MAP,
            id::PROJECTION_NEW_SONGS_NEED_FEATURES_PICTURE,
        ));
    }
    if !(x.is_finite() && new.is_finite() && picture.xy.is_finite()) {
        return Err(Error::stage(
            id::LABELS_MAP,
            id::PROJECTION_FEATURES_MUST_FINITE,
        ));
    }
    match picture.method {
        ProjectionMethod::Pca => Ok(pca::place(x, new)),
        ProjectionMethod::Tsne => tsne::place(x, &picture.xy, new, reporter),
        ProjectionMethod::Umap => umap::place(x, picture, new, config, seed, reporter),
    }
}
