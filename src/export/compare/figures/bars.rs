//! What each cluster of the first seed holds.

use crate::experiment::{Compared, Group};
use crate::export::figures::{Bar, sheet_for, stacked};
use crate::words::{id, say, tr};

const WIDTH: u32 = 1100;
/// A figure higher than this many bars is no figure; the table has all.
const MOST_BARS: usize = 200;

/// One bar a cluster, parted by class.
pub(super) fn distributions(
    compared: &Compared,
    title: &str,
    groups: &[&Group],
    column: &str,
) -> Option<String> {
    let label = compared.library.label(column)?;
    let n_classes = label.classes.len();
    let mut bars: Vec<Bar> = Vec::new();
    for group in groups {
        let Some((_, fit, clustered)) = group.runs.first() else {
            continue;
        };
        let mut counts = vec![vec![0; n_classes]; clustered.n_clusters + 1];
        for (row, &cluster) in fit.rows.iter().zip(&clustered.labels) {
            if let Some(class) = label.of_song[*row] {
                let at = usize::try_from(cluster).unwrap_or(clustered.n_clusters);
                counts[at][class as usize] += 1;
            }
        }
        let has = |counts: &Vec<usize>| counts.iter().sum::<usize>() > 0;
        let mut heading = Some(group.title());
        for (i, counts) in counts.into_iter().enumerate().filter(|(_, c)| has(c)) {
            let name = if i == clustered.n_clusters {
                tr(id::EXPORT_NOISE).to_string()
            } else {
                say(id::COMMON_CLUSTER_N).with("n", i + 1).to_string()
            };
            bars.push(Bar {
                heading: heading.take(),
                name,
                counts,
            });
        }
    }
    if bars.is_empty() {
        return None;
    }
    let n_left_out = bars.len().saturating_sub(MOST_BARS);
    bars.truncate(MOST_BARS);
    let n_headings = bars.iter().filter(|b| b.heading.is_some()).count();
    let sheet = sheet_for(WIDTH, bars.len() + n_headings, &label.classes);
    let title = say(id::FIGURES_TITLE_COLUMN_EACH_CLUSTER)
        .with("title", title)
        .with("column", column)
        .to_string();
    let mut note = tr(id::FIGURES_FIRST_SEED_RIGHT_NUMBER_SONGS).to_string();
    if n_left_out > 0 {
        note.push_str(
            &say(id::FIGURES_N_LEFT_OUT_MORE_CLUSTERS)
                .with("n_left_out", n_left_out)
                .to_string(),
        );
    }
    Some(stacked(&sheet, &title, &note, &label.classes, &bars))
}
