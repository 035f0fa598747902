//! Agreement of clusters with labels, beside what shuffled labels would give.

use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

use super::agreement::Partition;
use super::chance::{N_SHUFFLES, over_shuffles};
use super::{AgainstChance, Caution, External, ScoreMap};
use crate::error::Result;
use crate::job::Reporter;
use crate::library::LabelColumn;

/// Agreement of clusters with one label column, over the songs whose label is known; noise is a
/// cluster of its own. Each score stands beside its mean and 95 % band over 200 shuffles of the
/// labels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExternalScores {
    pub column: String,
    pub n_songs: usize,
    /// Classes that occur among these songs.
    pub n_classes: usize,
    /// Songs whose label was detected and not given.
    #[serde(default)]
    pub n_detected: usize,
    /// Share of the most frequent class: the purity of one big cluster.
    pub majority: f64,
    #[serde(flatten)]
    pub(crate) scores: ScoreMap<External, AgainstChance>,
    pub(crate) cautions: Vec<Caution>,
    /// The same at as many clusters as there are classes; `None` where that was not asked, or the
    /// number is not a setting.
    #[serde(default)]
    pub(crate) own_k: Option<OwnK>,
}

/// Agreement of a label with clusters that are as many as its classes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct OwnK {
    /// Clusters, and classes of the songs of known label.
    pub(crate) k: usize,
    /// Cluster of each song; not in files, where they stand once for all columns.
    #[serde(skip)]
    pub(crate) labels: Vec<Option<u32>>,
    /// What is said of the label against these clusters.
    #[serde(rename = "agreement")]
    pub(crate) scores: Box<ExternalScores>,
}

impl ExternalScores {
    /// At as many clusters as the column has classes, where there is such a clustering; else as it
    /// is.
    pub(crate) fn at_own_k(&self) -> &Self {
        self.own_k.as_ref().map_or(self, |own| &own.scores)
    }

    /// As it is kept: without the clusters of songs at as many clusters as there are classes.
    pub(crate) fn without_labels(&self) -> Self {
        let mut kept = self.clone();
        if let Some(own) = &mut kept.own_k {
            own.labels.clear();
        }
        kept
    }

    /// True when no agreement is a finding, however high.
    pub(crate) fn is_trivial(&self) -> bool {
        self.cautions.iter().any(|caution| caution.is_trivial())
    }
}

impl Index<External> for ExternalScores {
    type Output = AgainstChance;

    fn index(&self, score: External) -> &AgainstChance {
        &self.scores[score]
    }
}

impl IndexMut<External> for ExternalScores {
    fn index_mut(&mut self, score: External) -> &mut AgainstChance {
        &mut self.scores[score]
    }
}

/// Agreement of clusters with one label column. Noise is a cluster of its own and songs of unknown
/// label are left out; `None` when that leaves fewer than two classes: then there is nothing to
/// agree with.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub fn external_scores(
    clusters: &[Option<u32>],
    column: &LabelColumn,
    cautions: Vec<Caution>,
    seed: u64,
    reporter: &Reporter,
) -> Result<Option<ExternalScores>> {
    let partition = Partition::new(clusters, &column.of_song);
    if partition.n_classes() < 2 {
        return Ok(None);
    }
    let all = |classes: &[u32]| {
        let found = partition.contingency(classes);
        ScoreMap::from_fn(|score| found.score(score))
    };
    let found = all(&partition.classes);
    let shuffled = over_shuffles(&partition.classes, N_SHUFFLES, seed, reporter, all)?;
    let against = |score: External| {
        AgainstChance::of(found[score], shuffled.iter().map(|s| s[score]).collect())
    };
    let n_songs = partition.classes.len();
    Ok(Some(ExternalScores {
        column: column.name.clone(),
        n_songs,
        n_classes: partition.n_classes(),
        n_detected: column.n_detected,
        majority: partition.largest_class() as f64 / n_songs as f64,
        scores: ScoreMap::from_fn(against),
        cautions,
        own_k: None,
    }))
}
