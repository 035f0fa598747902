//! How good clusters are, each score beside what chance alone would give.

mod external;
mod facts;
mod internal;

#[cfg(test)]
mod tests;

pub use facts::cluster_facts;

use crate::clustering::Clusters;
use crate::config::splitmix64;
use crate::error::Result;
use crate::job::{Reporter, Stage};
use crate::library::Library;
use crate::matrix::Matrix;

/// Scores of one clustering of one matrix. `None` is "undefined" (fewer than two clusters), never 0.
///
/// Noise is left out of the first four, and is a cluster of its own in `external`. Like scikit-learn's, the first four
/// are also undefined when every song is a cluster of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// Mean of `silhouette_of_song` (Rousseeuw 1987), −1 to 1; a song alone in its cluster counts as 0.
    pub silhouette: Option<f64>,
    /// Spread between clusters over spread within them (Caliński and Harabasz 1974); higher is better. Undefined, too,
    /// when there is no spread within, where scikit-learn says 1.
    pub calinski_harabasz: Option<f64>,
    /// Mean likeness of each cluster to the one most like it (Davies and Bouldin 1979); 0 is best.
    pub davies_bouldin: Option<f64>,
    /// Silhouette of each song; NaN where undefined.
    pub silhouette_of_song: Vec<f32>,
    /// One for each label column in which at least two classes are known.
    pub external: Vec<ExternalScores>,
}

/// Agreement of clusters with one label column, over the songs whose label is known.
#[derive(Debug, Clone, PartialEq)]
pub struct ExternalScores {
    pub column: String,
    pub n_songs: usize,
    /// Classes that occur among these songs.
    pub n_classes: usize,
    /// Songs whose label was detected and not given.
    pub n_detected: usize,
    /// Rand index adjusted for chance (Hubert and Arabie 1985).
    pub ari: AgainstChance,
    /// Normalised by the arithmetic mean of the entropies.
    pub nmi: AgainstChance,
    /// Share of songs that belong to the most frequent class of their cluster.
    pub purity: AgainstChance,
    /// Share of the most frequent class: the purity of one big cluster.
    pub majority: f64,
}

/// A score, and the same score when the labels are shuffled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgainstChance {
    pub value: f64,
    /// Mean over shuffles.
    pub chance: f64,
    /// 2.5 % and 97.5 % quantiles over shuffles.
    pub band: [f64; 2],
}

/// Scores `clusters` of the rows of `x`, against every label column of `library`. A column with fewer than two
/// known classes is left out: clusters can neither agree nor disagree with it.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub fn score(x: &Matrix, clusters: &Clusters, library: &Library, seed: u64, reporter: &Reporter) -> Result<Scores> {
    let total = 1 + library.labels.len();
    reporter.step(Stage::Scores, 0, total, "silhouette");
    let inner = internal::score(x, &clusters.labels, reporter)?;
    let mut agreements = Vec::with_capacity(library.labels.len());
    for (i, column) in library.labels.iter().enumerate() {
        reporter.step(Stage::Scores, i + 1, total, column.name.as_str());
        let column_seed = splitmix64(seed.wrapping_add(i as u64));
        agreements.extend(external::score(&clusters.labels, column, column_seed, reporter)?);
    }
    reporter.step(Stage::Scores, total, total, "");
    Ok(Scores {
        silhouette: inner.silhouette,
        calinski_harabasz: inner.calinski_harabasz,
        davies_bouldin: inner.davies_bouldin,
        silhouette_of_song: inner.silhouette_of_song,
        external: agreements,
    })
}

/// (class, share of this cluster's known songs, share overall), largest first; only classes that occur in the cluster.
pub type Shares = Vec<(String, f32, f32)>;

/// What there is to say of one cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterFacts {
    pub cluster: u32,
    pub size: usize,
    /// For each label column, by name.
    pub shares: Vec<(String, Shares)>,
    pub silhouette: Option<f32>,
    /// The cluster with the nearest centroid, and its distance.
    pub nearest: Option<(u32, f32)>,
    /// Words that set it apart: largest mean TF-IDF here minus mean elsewhere, with that difference. At most
    /// ten, all above 0; songs without words count neither here nor elsewhere.
    pub words: Vec<(String, f32)>,
    /// Songs nearest to the centroid, nearest first; at most five.
    pub central: Vec<usize>,
}
