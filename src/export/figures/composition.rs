//! What each cluster holds of a label.

use super::Subject;
use super::sheet::Sheet;
use super::stacked::{Bar, sheet_for, stacked};
use crate::words::{id, say, tr};

/// One bar a cluster, one for noise where there is any, and one for all songs to hold them against.
pub(super) fn draw(subject: Subject, column: usize, sheet: &Sheet) -> String {
    let analysis = subject.analysis;
    let label = &analysis.library.labels[column];
    let (n_clusters, n_classes) = (analysis.clusters.n_clusters, label.classes.len());
    let mut counts = vec![vec![0; n_classes]; n_clusters + 1];
    let mut overall = vec![0; n_classes];
    for (cluster, class) in analysis.clusters.labels.iter().zip(&label.of_song) {
        if let Some(class) = class {
            counts[cluster.map_or(n_clusters, |c| c as usize)][*class as usize] += 1;
            overall[*class as usize] += 1;
        }
    }
    let name = |c: usize| {
        subject
            .clusters
            .get(c)
            .cloned()
            .unwrap_or_else(|| tr(id::EXPORT_NOISE).to_string())
    };
    let mut bars = vec![Bar {
        heading: None,
        name: tr(id::FIGURES_ALL_SONGS).to_string(),
        counts: overall,
    }];
    let some = counts
        .into_iter()
        .enumerate()
        .filter(|(_, counts)| counts.iter().sum::<usize>() > 0);
    bars.extend(some.map(|(c, counts)| Bar {
        heading: None,
        name: name(c),
        counts,
    }));
    let note = tr(id::FIGURES_SHARES_SONGS_WHOSE_LABEL_KNOWN);
    stacked(
        sheet,
        &say(id::EXPORT_LABEL_EACH_CLUSTER)
            .with("label", &label.name)
            .to_string(),
        note,
        &label.classes,
        &bars,
    )
}

/// A sheet with room for every cluster.
pub(super) fn sheet(subject: Subject, column: usize) -> Sheet {
    let analysis = subject.analysis;
    sheet_for(
        1100,
        analysis.clusters.n_clusters + 2,
        &analysis.library.labels[column].classes,
    )
}
