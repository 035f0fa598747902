//! How good clusters are, each score beside what chance alone would give.

mod cross_modal;
mod disentanglement;
mod external;
mod facts;
mod internal;
mod separation;
mod stability;
mod sweep;

#[cfg(test)]
mod tests;

pub use cross_modal::cross_modal;
pub use disentanglement::disentanglement;
pub use facts::cluster_facts;
pub use separation::separation;
pub use stability::stability;
pub use sweep::sweep;

use crate::clustering::Clusters;
use crate::config::{ClusteringMethod, splitmix64};
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
    /// Silhouette of each song; NaN where undefined, or not in the sample.
    pub silhouette_of_song: Vec<f32>,
    /// Above 20,000 songs: how many were drawn, and the standard error of the mean silhouette.
    pub silhouette_sample: Option<(usize, f64)>,
    /// Share of songs that are noise.
    pub noise_share: f64,
    /// One for each label column in which at least two classes are known.
    pub external: Vec<ExternalScores>,
    /// Label columns that the model was told: agreement with them would say nothing.
    pub not_scored: Vec<String>,
}

/// What scores are taken against, and what they must not be read as.
#[derive(Debug, Clone, Copy)]
pub struct Labels<'a> {
    pub library: &'a Library,
    /// Label columns that a conditional VAE was told.
    pub conditions: &'a [String],
    /// Names of columns that entered as features.
    pub in_features: &'a [String],
    /// True when lyrics in their own script are among the features.
    pub sees_script: bool,
}

impl<'a> Labels<'a> {
    /// Labels that nothing was told of.
    pub fn of(library: &'a Library) -> Self {
        Self { library, conditions: &[], in_features: &[], sees_script: false }
    }
}

/// Why an agreement is no finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Caution {
    /// The column entered as a feature.
    InFeatures,
    /// The classes are written in different scripts, and lyrics are among the features: any letter tells them apart.
    Script,
    /// The labels were detected from the lyrics and not given.
    Detected,
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
    /// Mutual information adjusted for chance (Vinh, Epps & Bailey 2010), by the arithmetic mean.
    pub ami: AgainstChance,
    /// Each cluster holds one class only; 1 is best (Rosenberg & Hirschberg 2007).
    pub homogeneity: AgainstChance,
    /// Each class is in one cluster only.
    pub completeness: AgainstChance,
    /// Harmonic mean of the two.
    pub v_measure: AgainstChance,
    pub cautions: Vec<Caution>,
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

/// Scores `clusters` of the rows of `x`, against every label column of the library. A column with fewer than two
/// known classes is left out: clusters can neither agree nor disagree with it.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub fn score(x: &Matrix, clusters: &Clusters, labels: &Labels, seed: u64, reporter: &Reporter) -> Result<Scores> {
    let library = labels.library;
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
        silhouette_sample: None,
        noise_share: f64::from(clusters.noise_share()),
        external: agreements,
        not_scored: labels.conditions.to_vec(),
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

/// How well one label column can be told from a space without any clustering: mean accuracy over folds, artists kept
/// together, beside what the most frequent class and shuffled labels give.
#[derive(Debug, Clone, PartialEq)]
pub struct Separation {
    pub column: String,
    pub n_songs: usize,
    pub n_classes: usize,
    pub n_folds: usize,
    /// False when there are too few artists, and single songs were dealt into folds.
    pub by_artist: bool,
    /// Of the `k` nearest neighbours' majority.
    pub knn: AgainstChance,
    /// Of logistic regression.
    pub logistic: AgainstChance,
    /// Share of the most frequent class.
    pub majority: f64,
    pub cautions: Vec<Caution>,
}

/// How labels are spread over latent dimensions.
#[derive(Debug, Clone, PartialEq)]
pub struct Disentanglement {
    pub columns: Vec<ColumnInformation>,
    /// Mutual information gap (Chen et al. 2018): mean over columns of the gap between the two most informative
    /// dimensions, over the entropy of the column. `None` without a column of two classes. Columns are not known to be
    /// independent factors, so it compares models on one library and says nothing by itself.
    pub mig: Option<f64>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ColumnInformation {
    pub column: String,
    /// Nats that each latent dimension, in 20 bins, shares with the column.
    pub mutual_information: Vec<f64>,
    /// Mean of the same over shuffled labels: binning alone gives so much.
    pub chance: Vec<f64>,
    pub entropy: f64,
    pub gap: f64,
}

/// Does the clustering come out the same again? Adjusted Rand index between runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Stability {
    pub n_runs: usize,
    /// Mean over pairs of runs that differ in the seed; 1 for a method without chance.
    pub over_seeds: f64,
    /// Standard deviation over those pairs.
    pub over_seeds_sd: f64,
    /// Mean over bootstrap samples, each against the clustering of all songs, over the songs in both.
    pub over_bootstrap: f64,
    pub over_bootstrap_sd: f64,
}

/// Do songs that sound alike have words alike?
#[derive(Debug, Clone, PartialEq)]
pub struct CrossModal {
    pub k: usize,
    /// Songs with both modalities.
    pub n_songs: usize,
    /// Share of the k nearest by sound that are among the k nearest by words; NaN for songs that lack one.
    pub of_song: Vec<f32>,
    pub mean: f64,
    /// k / (n − 1): what random neighbours give.
    pub chance: f64,
    /// 95 % of shuffles give less than this.
    pub chance_high: f64,
}

/// Scores of clusterings into 2, 3, … clusters.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    pub method: ClusteringMethod,
    pub rows: Vec<SweepRow>,
    /// The k of largest silhouette, of largest Calinski-Harabasz, at the bend of the inertia, and by the rule of the gap
    /// statistic (Tibshirani, Walther & Hastie 2001); `None` where undefined.
    pub by_silhouette: Option<usize>,
    pub by_calinski_harabasz: Option<usize>,
    pub by_elbow: Option<usize>,
    pub by_gap: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SweepRow {
    pub k: usize,
    pub silhouette: Option<f64>,
    pub calinski_harabasz: Option<f64>,
    /// Sum of squared distances to the cluster means.
    pub inertia: f64,
    /// And its standard error; `None` unless asked for.
    pub gap: Option<(f64, f64)>,
}
