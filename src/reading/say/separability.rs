//! How well a label is told without clusters, as sentences.

use std::fmt::Display;

use crate::reading::Separability;
use crate::scores::{Separation, Unseen};
use crate::words::{fill, id};

/// How well a linear classifier tells a label: shares of songs, 0 to 1.
pub(crate) struct WithoutClusters {
    /// What follows from the numbers.
    pub(crate) means: Separability,
    /// Share that it tells right, of songs it has not learnt from.
    pub(crate) accuracy: f64,
    /// The same with shuffled labels: the mean, and the ends of the band that 95 % lie in.
    pub(crate) chance: [f64; 3],
    /// Share of the most frequent class.
    pub(crate) majority: f64,
    /// What the songs it is judged by have in common with those it learns from.
    pub(crate) unseen: Unseen,
    /// Songs that are copies of others, which stay on one side.
    pub(crate) n_copies: usize,
    /// Shares that would be told right if copies were dealt like other songs, and what neighbours
    /// tell as it is; `None` where there are no copies.
    pub(crate) apart: Option<Leak>,
}

/// What copies on both sides would do: shares of songs, 0 to 1.
pub(crate) struct Leak {
    /// Of the linear classifier.
    pub(crate) linear: f64,
    /// Of the nearest neighbours.
    pub(crate) neighbours: f64,
    /// Of the nearest neighbours, copies kept together.
    pub(crate) neighbours_honest: f64,
}

impl WithoutClusters {
    /// Of one space.
    pub(crate) fn of(found: &Separation, means: Separability) -> Self {
        let logistic = found.logistic;
        Self {
            means,
            accuracy: logistic.value,
            chance: [logistic.chance, logistic.band[0], logistic.band[1]],
            majority: found.majority,
            unseen: found.unseen,
            n_copies: found.n_copies,
            apart: found.apart.map(|apart| Leak {
                linear: apart.logistic,
                neighbours: apart.knn,
                neighbours_honest: found.knn.value,
            }),
        }
    }
}

/// One or two sentences.
pub(crate) fn without_clusters(found: &WithoutClusters) -> String {
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
        Separability::Separable => fill(id::READING_WITHOUT_CLUSTERS_LINEAR_CLASSIFIER, &values),
        Separability::NoBetterThanGuessing => {
            fill(id::READING_WITHOUT_CLUSTERS_LINEAR_CLASSIFIER_2, &values)
        }
    };
    let kept = match found.n_copies {
        0 => return told,
        n => fill(id::READING_N_THESE_SONGS_COPIES_ONE, &[("n", &n)]),
    };
    told + &kept + &found.apart.as_ref().map_or_else(String::new, leak)
}

fn leak(apart: &Leak) -> String {
    let share = |share: f64| format!("{:.0} %", 100.0 * share);
    fill(
        id::READING_COPIES_DEALT_APART,
        &[
            ("linear", &share(apart.linear)),
            ("neighbours", &share(apart.neighbours)),
            ("honest", &share(apart.neighbours_honest)),
        ],
    )
}
