//! The rules that more than one judgement follows, and their thresholds.

use crate::library::Library;
use crate::scores::{AgainstChance, Repeated, Repeats};

/// Silhouettes as Kaufman & Rousseeuw (1990, table 4 of chapter 2) read them.
const STRONG: f64 = 0.7;
const REASONABLE: f64 = 0.5;
const WEAK: f64 = 0.25;
/// A share of held-out songs explained less than that of training songs by so much was learnt by
/// heart.
const BY_HEART: f32 = 0.2;
/// A clustering that comes out the same again, and one that does not (adjusted Rand index).
const CLUSTERING_STABLE: f64 = 0.8;
const CLUSTERING_UNSTABLE: f64 = 0.6;
/// The same of one cluster (Jaccard index; Hennig 2007).
const CLUSTER_STABLE: f64 = 0.75;
const CLUSTER_UNSTABLE: f64 = 0.6;

/// How a remark is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// Do not read more into it.
    Caution,
    /// Good to know.
    Note,
    /// This may be read.
    Good,
}

/// Where a score stands beside what 95 % of shuffled labels give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Shuffled labels do better.
    Below,
    /// Shuffled labels give as much.
    Within,
    Beyond,
}

impl Standing {
    /// What is undefined is not beyond chance.
    pub(crate) fn of(value: f64, [low, high]: [f64; 2]) -> Self {
        match value {
            v if v > high => Standing::Beyond,
            v if v < low => Standing::Below,
            _ => Standing::Within,
        }
    }

    pub(crate) fn is_beyond(self) -> bool {
        self == Standing::Beyond
    }
}

impl From<AgainstChance> for Standing {
    fn from(score: AgainstChance) -> Self {
        Standing::of(score.value, score.band)
    }
}

/// What a silhouette says of structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Structure {
    Strong,
    Reasonable,
    Weak,
    None,
}

impl Structure {
    pub(crate) fn of(silhouette: f64) -> Self {
        match silhouette {
            s if s > STRONG => Structure::Strong,
            s if s > REASONABLE => Structure::Reasonable,
            s if s > WEAK => Structure::Weak,
            _ => Structure::None,
        }
    }

    /// True for what looks like a finding: clusters that are parted.
    pub(crate) fn is_parted(self) -> bool {
        match self {
            Structure::Strong | Structure::Reasonable => true,
            Structure::Weak | Structure::None => false,
        }
    }
}

/// What a model has learnt, by how much of held-out songs it gives back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recall {
    /// Of songs it has not seen it knows no more than their mean.
    Mean,
    /// Much less than of those it was trained on.
    ByHeart,
    Learnt,
}

impl Recall {
    /// Of the shares of variance explained.
    pub(crate) fn of(train: f32, held_out: f32) -> Self {
        match held_out {
            h if h <= 0.0 => Recall::Mean,
            h if train - h > BY_HEART => Recall::ByHeart,
            _ => Recall::Learnt,
        }
    }
}

/// Whether clusters come out the same again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    Same,
    /// Single songs change sides.
    MuchTheSame,
    Otherwise,
}

impl Repeat {
    /// Of a clustering that was repeated.
    pub(crate) fn of(repeats: &Repeats) -> Option<Self> {
        let samples = repeats.mean(Repeated::OverSamples)?;
        Some(Self::of_clustering(
            repeats.mean(Repeated::OverSeeds),
            samples,
        ))
    }

    /// Of a clustering, by the adjusted Rand index over its own seeds, where it has any, and over
    /// samples of the songs: the worse of the two counts.
    pub(crate) fn of_clustering(reseeded: Option<f64>, over_bootstrap: f64) -> Self {
        let worse = reseeded.unwrap_or(1.0).min(over_bootstrap);
        Self::graded(worse, CLUSTERING_UNSTABLE, CLUSTERING_STABLE)
    }

    /// Of one cluster, by its mean largest Jaccard index with clusters of other samples.
    pub(crate) fn of_cluster(jaccard: f64) -> Self {
        Self::graded(jaccard, CLUSTER_UNSTABLE, CLUSTER_STABLE)
    }

    fn graded(value: f64, low: f64, high: f64) -> Self {
        match value {
            v if v >= high => Repeat::Same,
            v if v >= low => Repeat::MuchTheSame,
            _ => Repeat::Otherwise,
        }
    }

    pub(crate) fn weight(self) -> Weight {
        match self {
            Repeat::Same => Weight::Good,
            Repeat::MuchTheSame => Weight::Note,
            Repeat::Otherwise => Weight::Caution,
        }
    }
}

/// True where songs are in several languages, which share few words: then a part of any agreement
/// of sound with words may be language alone.
pub(crate) fn languages_confound(library: &Library) -> bool {
    let Some(language) = library.label("language") else {
        return false;
    };
    let mut known = language.of_song.iter().flatten();
    known
        .next()
        .is_some_and(|first| known.any(|other| other != first))
}

/// Whether a label is told from the latent space without clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separability {
    Separable,
    /// Shuffled labels, or naming the most frequent class each time, do as well.
    NoBetterThanGuessing,
}

impl Separability {
    /// Of the accuracy of a linear classifier, beside what most shuffled labels stay below and the
    /// share of the most frequent class.
    pub(crate) fn of(accuracy: f64, high: f64, majority: f64) -> Self {
        if accuracy > high.max(majority) {
            Separability::Separable
        } else {
            Separability::NoBetterThanGuessing
        }
    }
}
