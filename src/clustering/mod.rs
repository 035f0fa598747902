//! Groups in a latent space.

mod kmeans;

#[cfg(test)]
mod tests;

pub use kmeans::kmeans;

use crate::matrix::Matrix;

/// A label for each song, or noise.
#[derive(Debug, Clone, PartialEq)]
pub struct Clusters {
    /// Cluster of each song, 0-based, largest cluster first; `None` is noise.
    pub labels: Vec<Option<u32>>,
    /// How many there are: fewer than were asked for when there are fewer distinct rows.
    pub n_clusters: usize,
    /// n_clusters × d, for methods that have them.
    pub centroids: Option<Matrix>,
    /// Sum of squared distances to the own centroid, for k-means.
    pub inertia: Option<f64>,
}
