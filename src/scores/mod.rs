//! How good clusters are, each score beside what chance alone would give.

use crate::clustering::Clusters;
use crate::error::Result;
use crate::job::Reporter;
use crate::library::Library;
use crate::matrix::Matrix;
use crate::text::TfIdf;

/// Scores of one clustering of one matrix. `None` is "undefined" (fewer than two clusters), never 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    pub silhouette: Option<f64>,
    pub calinski_harabasz: Option<f64>,
    pub davies_bouldin: Option<f64>,
    /// Silhouette of each song; NaN where undefined.
    pub silhouette_of_song: Vec<f32>,
    pub external: Vec<ExternalScores>,
}

/// Agreement of clusters with one label column, over the songs whose label is known.
#[derive(Debug, Clone, PartialEq)]
pub struct ExternalScores {
    pub column: String,
    pub n_songs: usize,
    pub n_classes: usize,
    /// Songs whose label was detected and not given.
    pub n_detected: usize,
    pub ari: AgainstChance,
    /// Normalised by the arithmetic mean of the entropies.
    pub nmi: AgainstChance,
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

/// Scores `clusters` of the rows of `x`, against every label column of `library`.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub fn score(x: &Matrix, clusters: &Clusters, library: &Library, seed: u64, reporter: &Reporter) -> Result<Scores> {
    let _ = (x, clusters, library, seed, reporter);
    todo!("scores room")
}

/// What there is to say of one cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterFacts {
    pub cluster: u32,
    pub size: usize,
    /// For each label column (by name): (class, share of this cluster's known songs, share overall), largest first.
    pub shares: Vec<(String, Vec<(String, f32, f32)>)>,
    pub silhouette: Option<f32>,
    /// The cluster with the nearest centroid, and its distance.
    pub nearest: Option<(u32, f32)>,
    /// Words that set it apart: largest mean TF-IDF here minus mean elsewhere, with that difference.
    pub words: Vec<(String, f32)>,
    /// Songs nearest to the centroid, nearest first.
    pub central: Vec<usize>,
}

/// Facts of every cluster, in order.
pub fn cluster_facts(
    x: &Matrix,
    clusters: &Clusters,
    scores: &Scores,
    library: &Library,
    words: Option<&TfIdf>,
) -> Vec<ClusterFacts> {
    let _ = (x, clusters, scores, library, words);
    todo!("scores room")
}
