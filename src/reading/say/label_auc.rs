//! Which of several labels a song are told, as sentences.

use std::fmt::Display;

use super::text::digits;
use crate::reading::{LabelVerdict, LabelVerdicts};
use crate::scores::{External, FEWEST_SONGS_OF_LABEL, LabelAucs, Scores};
use crate::words::{Text, fill, id};

/// So many of the best are named.
const MOST_NAMED: usize = 3;

impl LabelVerdict {
    /// As it stands in a table.
    pub(crate) fn text(self) -> Text {
        match self {
            Self::Beyond => id::MULTI_BEYOND,
            Self::Trivial => id::MULTI_TRIVIALLY,
            Self::Chance => id::MULTI_NO,
        }
    }
}

/// What a column of several labels says: the mean over labels, how many are told, and how far
/// `clusters` agree with the first label of each song, where those are classes.
pub(crate) fn label_verdicts(found: &LabelAucs, told: &LabelVerdicts, clusters: &Scores) -> String {
    let [auc, mean, low, high] = [
        found.mean.value,
        found.mean.chance,
        found.mean.band[0],
        found.mean.band[1],
    ]
    .map(digits);
    let values: [(&str, &dyn Display); 10] = [
        ("column", &found.column),
        ("n", &found.labels.len()),
        ("all", &found.n_labels),
        ("least", &FEWEST_SONGS_OF_LABEL),
        ("songs", &found.unseen.in_words()),
        ("auc", &auc),
        ("mean", &mean),
        ("low", &low),
        ("high", &high),
        ("told", &told.n_told()),
    ];
    let mut parts = vec![fill(id::MULTI_LABELS_TOLD, &values)];
    let best = best(found, told);
    if !best.is_empty() {
        parts.push(fill(id::MULTI_BEST, &[("labels", &best.join(", "))]));
    }
    let n_trivial = told.count(LabelVerdict::Trivial);
    if n_trivial > 0 {
        parts.push(fill(id::MULTI_TRIVIAL, &[("n", &n_trivial)]));
    }
    let first = clusters.external.iter().find(|e| e.column == found.column);
    parts.extend(first.map(|first| {
        let ami = first[External::Ami];
        let values = [("ami", digits(ami.value)), ("chance", digits(ami.chance))];
        let values = values
            .each_ref()
            .map(|(name, v)| (*name, v as &dyn Display));
        fill(id::MULTI_FIRST_AMI, &values)
    }));
    parts.join(" ")
}

/// Labels that are told and no matter of course, the best first, with their AUC.
fn best(found: &LabelAucs, told: &LabelVerdicts) -> Vec<String> {
    let all = told.best_first(found).into_iter();
    all.filter(|(_, told, _)| *told == LabelVerdict::Beyond)
        .take(MOST_NAMED)
        .map(|(label, _, _)| format!("{} {}", label.label, digits(label.auc.value)))
        .collect()
}
