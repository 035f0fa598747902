//! How far two people's labels of the same songs agree.

use std::collections::BTreeMap;

use super::column::{OwnColumn, SongId};
use super::made::Curation;
use crate::text::fold;

/// Two people's columns of the same name, held against each other.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Agreement {
    pub(crate) columns: Vec<ColumnAgreement>,
    /// Columns that the one has, and the other has not.
    pub(crate) only_a: Vec<String>,
    pub(crate) only_b: Vec<String>,
}

/// What two people say of the same songs in one column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ColumnAgreement {
    pub(crate) name: String,
    /// Songs that both have labelled.
    pub(crate) n_both: usize,
    /// Of these, songs that have the same value.
    pub(crate) n_same: usize,
    /// Cohen's κ of these; `None` where both give all of them one and the same value, or there are
    /// none: then chance alone always agrees.
    pub(crate) kappa: Option<f64>,
    /// Songs that only one of them has labelled.
    pub(crate) only_a: usize,
    pub(crate) only_b: usize,
    /// By their ids, in order.
    pub(crate) differing: Vec<Disagreement>,
}

impl ColumnAgreement {
    /// Songs that have the same value, of 100 that both have labelled.
    pub(crate) fn percent_same(&self) -> f64 {
        100.0 * self.n_same as f64 / self.n_both.max(1) as f64
    }
}

/// A song of which two people say other things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Disagreement {
    /// By its id.
    pub(crate) song: String,
    pub(crate) a: String,
    pub(crate) b: String,
}

/// Holds the columns of two people against each other that are called the same, whatever the case.
/// Songs are known by their ids.
pub(crate) fn agreement(a: &Curation, b: &Curation) -> Agreement {
    let named = |of: &Curation, name: &str| {
        let mut columns = of.columns().iter();
        let found = columns.find(|column| fold(&column.name) == fold(name));
        found.cloned()
    };
    let only = |of: &Curation, other: &Curation| {
        let columns = of.columns().iter();
        let missing = columns.filter(|column| named(other, &column.name).is_none());
        missing.map(|column| column.name.clone()).collect()
    };
    let pairs = a.columns().iter();
    let pairs = pairs.filter_map(|of_a| Some((of_a, named(b, &of_a.name)?)));
    Agreement {
        columns: pairs.map(|(a, b)| of_columns(a, &b)).collect(),
        only_a: only(a, b),
        only_b: only(b, a),
    }
}

fn of_columns(a: &OwnColumn, b: &OwnColumn) -> ColumnAgreement {
    let mut pairs: Vec<(&SongId, &str, &str)> = Vec::new();
    for (song, &value) in &a.of {
        if let Some(other) = b.value_of(song) {
            let value = a.values[value as usize].as_str();
            pairs.push((song, value, b.values[other as usize].as_str()));
        }
    }
    let folded: Vec<(String, String)> = pairs.iter().map(|(_, a, b)| (fold(a), fold(b))).collect();
    let differing = pairs.iter().zip(&folded).filter(|(_, (a, b))| a != b);
    let differing: Vec<Disagreement> = differing
        .map(|((song, a, b), _)| Disagreement {
            song: song.to_string(),
            a: (*a).to_string(),
            b: (*b).to_string(),
        })
        .collect();
    ColumnAgreement {
        name: a.name.clone(),
        n_both: pairs.len(),
        n_same: pairs.len() - differing.len(),
        kappa: kappa(&folded),
        only_a: a.n_songs() - pairs.len(),
        only_b: b.n_songs() - pairs.len(),
        differing,
    }
}

/// Cohen's κ (Cohen 1960), as `sklearn.metrics.cohen_kappa_score` without weights: how far two
/// people agree beyond what chance gives by the shares of their values; 1 where they always do, 0
/// where they do as chance would.
pub(super) fn kappa<T: Ord>(pairs: &[(T, T)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let mut counts: BTreeMap<&T, [usize; 2]> = BTreeMap::new();
    for (a, b) in pairs {
        counts.entry(a).or_default()[0] += 1;
        counts.entry(b).or_default()[1] += 1;
    }
    let n_same = pairs.iter().filter(|(a, b)| a == b).count() as f64;
    // n² times the share that chance gives: whole numbers, so that it is n² exactly where both say
    // one and the same of every song.
    let by_chance = counts.values().map(|[a, b]| (a * b) as f64).sum::<f64>();
    let room = n * n - by_chance;
    (room > 0.0).then(|| (n * n_same - by_chance) / room)
}
