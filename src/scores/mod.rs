//! How good clusters are, each score beside what chance alone would give.
//!
//! Scores of a clustering are in [`Scores`]; scores of a space without any clustering are
//! [`separation`](mod@separation), [`label_aucs`], [`disentanglement`](mod@disentanglement), [`associations`] and [`cross_modal`](mod@cross_modal); [`sweep`](mod@sweep) and
//! [`stability`](mod@stability) look at many clusterings.
//!
//! Noise (songs that are in no cluster) is left out of the scores that look at points, and is a
//! cluster of its own in those that compare with labels or with other clusterings.

mod metric;
mod expected;
mod agreement;
mod chance;
mod effort;
mod ranks;
mod association;
mod cautions;
mod cross_modal;
mod disentanglement;
mod external;
mod own_k;
mod words;
mod facts;
mod folds;
mod points;
mod silhouette;
mod internal;
mod stability;
mod clusterings;
mod gap;
mod sweep;
mod logistic;
mod plain;
mod name;
mod parts;
mod selection;
mod separation;
mod ridge;
mod label_auc;
mod similarity;
mod udr;
#[cfg(test)]
mod tests;

pub use agreement::ari;
pub(crate) use agreement::ari_without_each;
pub(crate) use association::{Associations, associations};
pub use cautions::Labels;
pub(crate) use cautions::{Caution, Letters};
pub(crate) use chance::AgainstChance;
pub(crate) use cross_modal::{CrossModal, cross_modal};
pub(crate) use disentanglement::{ColumnInformation, Disentanglement, disentanglement};
pub(crate) use effort::samples;
pub use external::external_scores;
pub(crate) use external::{ExternalScores, OwnK};
pub(crate) use facts::{ClusterFacts, NoiseFacts, Shares, cluster_facts, noise_facts};
pub(crate) use label_auc::{FEWEST_SONGS_OF_LABEL, LabelAuc, LabelAucs, label_aucs};
pub(crate) use metric::{Better, Facts, Metric, ScoreMap};
pub use metric::{External, Internal};
#[cfg(test)]
pub(crate) use name::Trait;
pub(crate) use name::{HEARD, NamePart, cluster_names};
pub(crate) use own_k::score_at_own_k;
pub(crate) use parts::{Described, Words, part_names};
pub(crate) use plain::Plain;
pub(crate) use ranks::rank_correlation;
pub(crate) use selection::{
    Composition, CrossTable, Facet, FeatureDifference, Part, SelectionFacts, SongFeatures,
    selection_facts,
};
pub(crate) use separation::{Separation, Unseen, separation};
pub(crate) use similarity::{nearest_to, similarity};
#[cfg(test)]
pub(crate) use stability::Again;
pub(crate) use stability::{Repeated, Repeats, Stability, read_repeats, stability};
pub(crate) use sweep::{Sweep, SweepRow, sweep};
pub(crate) use udr::{Representation, udr};

use std::ops::Index;

use crate::clustering::Clusters;
use crate::error::Result;
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::random::splitmix64;

/// Scores of one clustering of one matrix. Noise is left out of the internal ones, and is a cluster
/// of its own in the external ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    pub(crate) internal: ScoreMap<Internal, Option<f64>>,
    /// Silhouette of each song among all songs; NaN where undefined, or not in the sample.
    pub(crate) silhouette_of_song: Vec<f32>,
    /// Above 20,000 songs in clusters, and above 4,000 of them in a space of 1,000 columns: how many
    /// were drawn, and the standard error of the mean silhouette.
    pub(crate) silhouette_sample: Option<(usize, f64)>,
    /// Share of songs that are noise.
    pub(crate) noise_share: f64,
    /// One for each label column in which at least two classes are known.
    pub external: Vec<ExternalScores>,
    /// Label columns that the model was told: agreement with them would say nothing.
    pub not_scored: Vec<String>,
}

impl Index<Internal> for Scores {
    type Output = Option<f64>;

    fn index(&self, score: Internal) -> &Option<f64> {
        &self.internal[score]
    }
}

/// Scores `clusters` of the rows of `x`, against every label column of the library that the model
/// was not told. A column with fewer than two known classes is left out: clusters can neither agree
/// nor disagree with it.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub fn score(
    x: &Matrix,
    clusters: &Clusters,
    labels: &Labels,
    seed: u64,
    reporter: &Reporter,
) -> Result<Scores> {
    let total = 1 + labels.library.labels.len();
    reporter.step(Stage::Scores, 0, total, "silhouette");
    let inner = internal::score(x, &clusters.labels, seed, reporter)?;
    let mut agreements = Vec::with_capacity(labels.library.labels.len());
    for (i, column) in labels.scored() {
        reporter.step(Stage::Scores, i + 1, total, column.name.as_str());
        let column_seed = splitmix64(seed.wrapping_add(i as u64));
        agreements.extend(external_scores(
            &clusters.labels,
            column,
            labels.cautions(column),
            column_seed,
            reporter,
        )?);
    }
    reporter.step(Stage::Scores, total, total, "");
    Ok(Scores {
        internal: inner.scores,
        silhouette_of_song: inner.silhouette_of_song,
        silhouette_sample: inner.silhouette_sample,
        noise_share: f64::from(clusters.noise_share()),
        external: agreements,
        not_scored: labels.not_scored(),
    })
}
