//! Groups in a latent space.
//!
//! Every method numbers its clusters by size, largest first, those of one size by their first song;
//! refuses numbers that are not finite; and gives the same bytes for any number of threads.

mod rows;
mod numbering;
mod neighbours;
mod knee;
mod kmeans;
mod agglomerative;
mod dbscan;
mod hdbscan;
mod mixture;
mod occupancy;
mod spectral;
mod tree;

#[cfg(test)]
mod tests;

use agglomerative::agglomerative;
pub(crate) use agglomerative::clusters_of;
use dbscan::dbscan;
use hdbscan::hdbscan;
pub use kmeans::kmeans;
use mixture::gaussian_mixture;
pub(crate) use mixture::{cholesky, from_responsibilities};
pub(crate) use occupancy::Occupancy;
use spectral::spectral;
#[cfg(test)]
pub(crate) use tree::Node;
pub(crate) use tree::{Tree, tree};

use crate::config::{ClusteringConfig, ClusteringMethod};
use crate::error::{Error, Result};
use crate::job::Reporter;
use crate::matrix::Matrix;
use crate::words::id;

/// A label for each song, or noise.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clusters {
    /// Cluster of each song, 0-based, largest cluster first; `None` is noise.
    pub labels: Vec<Option<u32>>,
    /// How many there are: fewer than were asked for when there are fewer distinct rows.
    pub n_clusters: usize,
    /// n_clusters × d, the mean of each cluster's songs; `None` without clusters, or of
    /// responsibilities alone.
    pub centroids: Option<Matrix>,
    /// Sum of squared distances to the own centroid, for k-means.
    pub inertia: Option<f64>,
    /// What else the method found.
    pub detail: Detail,
}

/// What a method found on its way, for those who look closer.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Detail {
    /// Nothing, as of k-means.
    #[default]
    None,
    /// Of agglomerative clustering.
    Dendrogram(Vec<Merge>),
    /// Of DBSCAN.
    Density(KDistances),
    /// Of the Gaussian mixture and of VaDE: n × components, how far each song belongs to each.
    Responsibilities(Matrix),
    /// Of HDBSCAN: how firmly each song belongs to its cluster, 0 to 1.
    Strengths(Vec<f32>),
}

/// One step of agglomerative clustering, as in SciPy's linkage matrix: below n is a song, n + i is
/// what step i made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Merge {
    /// One of the two that were joined, the smaller number.
    pub(crate) a: usize,
    /// The other.
    pub(crate) b: usize,
    /// Between the two, by the linkage.
    pub(crate) distance: f32,
    /// Songs of what was made.
    pub(crate) size: usize,
}

/// The sorted k-distance curve that DBSCAN's radius is read from (Ester et al. 1996).
#[derive(Debug, Clone, PartialEq)]
pub struct KDistances {
    /// Distance of each song to its `min_samples`-th neighbour (itself included), ascending.
    pub(crate) sorted: Vec<f32>,
    /// Where the curve bends most.
    pub(crate) knee: usize,
    /// The radius used.
    pub(crate) eps: f32,
    /// True when it is the curve's at the knee, false when it was given.
    pub(crate) proposed: bool,
}

impl Clusters {
    /// Songs that are noise.
    pub(crate) fn n_noise(&self) -> usize {
        self.labels.iter().filter(|l| l.is_none()).count()
    }

    /// Share of songs that are noise.
    pub(crate) fn noise_share(&self) -> f32 {
        self.n_noise() as f32 / self.labels.len().max(1) as f32
    }
}

/// Clusters the rows of `x` by the method of `config`, which is not the model's own.
///
/// # Errors
/// When there are fewer rows than clusters, no columns, or a number that is not finite; or
/// [`Error::Cancelled`].
pub fn cluster(
    x: &Matrix,
    config: &ClusteringConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Clusters> {
    match config.method {
        ClusteringMethod::KMeans => kmeans(x, config, seed, reporter),
        ClusteringMethod::Agglomerative => agglomerative(x, config, reporter),
        ClusteringMethod::Dbscan => dbscan(x, config, reporter),
        ClusteringMethod::Hdbscan => hdbscan(x, config, reporter),
        ClusteringMethod::GaussianMixture => gaussian_mixture(x, config, seed, reporter),
        ClusteringMethod::Spectral => spectral(x, config, seed, reporter),
        ClusteringMethod::Model => Err(Error::stage(
            id::JOB_CLUSTERING,
            id::CLUSTERING_MODEL_S_OWN_CLUSTERS_MODEL,
        )),
    }
}
