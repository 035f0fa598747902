//! What agreement of clusters with labels is worth.

use super::rules::{Separability, Standing};
use crate::pipeline::Analysis;
use crate::scores::{External, ExternalScores};

/// Scores that differ by less are the same in one run.
pub(super) const SAME: f64 = 0.01;

/// What agreement with a label is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AgainstLabel {
    /// Shuffled labels agree as well.
    Chance,
    /// Beyond chance, but one single cluster would be as pure.
    NoBetterThanMajority,
    /// Beyond both, but what the model was shown tells the classes by itself: any model would have
    /// it, and it is no finding.
    Trivial,
    Beyond,
}

impl AgainstLabel {
    pub(crate) fn of(scores: &ExternalScores) -> Self {
        let is_trivial = scores.is_trivial();
        match () {
            () if !Standing::from(scores[External::Ari]).is_beyond() => AgainstLabel::Chance,
            () if scores[External::Purity].value <= scores.majority + SAME => {
                AgainstLabel::NoBetterThanMajority
            }
            () if is_trivial => AgainstLabel::Trivial,
            () => AgainstLabel::Beyond,
        }
    }
}

/// What one label column says, in the order in which columns are scored.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LabelReading {
    pub(crate) column: String,
    pub(crate) means: AgainstLabel,
    /// At as many clusters as it has classes, where those are others: how many, and what agreement
    /// is worth there.
    pub(crate) own_k: Option<(usize, AgainstLabel)>,
    /// `None` where it was not tried.
    pub(crate) separability: Option<Separability>,
}

pub(super) fn of(analysis: &Analysis) -> Vec<LabelReading> {
    let n_clusters = analysis.clusters.n_clusters;
    let one = |external: &ExternalScores| LabelReading {
        column: external.column.clone(),
        means: AgainstLabel::of(external),
        own_k: external
            .own_k
            .as_ref()
            .filter(|own| own.k != n_clusters)
            .map(|own| (own.k, AgainstLabel::of(&own.scores))),
        separability: analysis
            .probes
            .separation
            .iter()
            .find(|s| s.column == external.column)
            .map(|s| Separability::of(s.logistic.value, s.logistic.band[1], s.majority)),
    };
    analysis.scores.external.iter().map(one).collect()
}
