//! How well a label is told without clusters, as sentences.

use std::fmt::Display;

use crate::reading::Separability;
use crate::scores::{Separation, Unseen};
use crate::words::{fill, id};

/// How well a linear classifier tells a label: shares of songs, 0 to 1.
pub struct WithoutClusters {
    /// What follows from the numbers.
    pub means: Separability,
    /// Share that it tells right, of songs it has not learnt from.
    pub accuracy: f64,
    /// The same with shuffled labels: the mean, and the ends of the band that 95 % lie in.
    pub chance: [f64; 3],
    /// Share of the most frequent class.
    pub majority: f64,
    /// What the songs it is judged by have in common with those it learns from.
    pub unseen: Unseen,
    /// Songs that are copies of others, which stay on one side.
    pub n_copies: usize,
}

impl WithoutClusters {
    /// Of one space.
    pub fn of(found: &Separation, means: Separability) -> Self {
        let logistic = found.logistic;
        Self {
            means,
            accuracy: logistic.value,
            chance: [logistic.chance, logistic.band[0], logistic.band[1]],
            majority: found.majority,
            unseen: found.unseen,
            n_copies: found.n_copies,
        }
    }
}

/// One or two sentences.
pub fn without_clusters(found: &WithoutClusters) -> String {
    let [mean, low, high] = found.chance;
    let shares = [found.accuracy, mean, low, high, found.majority]
        .map(|share| format!("{:.0} %", 100.0 * share));
    let values: [(&str, &dyn Display); 6] = [
        ("accuracy", &shares[0]),
        ("mean", &shares[1]),
        ("low", &shares[2]),
        ("high", &shares[3]),
        ("majority", &shares[4]),
        ("songs", &found.unseen.in_words()),
    ];
    let told = match found.means {
        Separability::Told => fill(id::READING_WITHOUT_CLUSTERS_LINEAR_CLASSIFIER, &values),
        Separability::NoBetterThanGuessing => {
            fill(id::READING_WITHOUT_CLUSTERS_LINEAR_CLASSIFIER_2, &values)
        }
    };
    match found.n_copies {
        0 => told,
        n => told + &fill(id::READING_N_THESE_SONGS_COPIES_ONE, &[("n", &n)]),
    }
}
