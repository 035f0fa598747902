//! What columns are called, and what stands in them, as it is read.

use crate::curation::marked_own;
use crate::session::{Class, Column, Filter, Rows, Session};

use crate::ui::ground::widgets::clock;
use crate::ui::panels::clusters;
use crate::words::{fill, id, tr};

/// Classes that are named where a filter is told; of more their number is.
const CLASSES_NAMED: usize = 2;

/// What a column is called: as the library calls its own.
pub(crate) fn name(rows: &Rows, column: Column) -> String {
    let ours = match column {
        Column::Title => tr(id::COMMON_TITLE),
        Column::Artist => tr(id::SONG_TABLE_ARTIST),
        Column::Cluster => tr(id::COMMON_CLUSTER_2),
        Column::Silhouette => tr(id::COMMON_SILHOUETTE),
        Column::Trust => tr(id::COMMON_TRUST),
        Column::Agreement => tr(id::COMMON_AGREEMENT),
        Column::Centre => tr(id::SONG_TABLE_FROM_CENTRE),
        Column::Duration => tr(id::SONG_TABLE_LENGTH),
        Column::Tempo => tr(id::SONG_TABLE_TEMPO),
        Column::Loudness => tr(id::PAIRING_LOUDNESS),
        Column::Note => tr(id::RUNS_NOTE),
        Column::File => tr(id::COMMON_FILE),
        Column::Tag(tag) => return tag.guessed(),
        Column::Own(_) => return marked_own(rows.name(column).unwrap_or_default()),
        Column::Label(_) | Column::Number(_) => {
            return rows.name(column).unwrap_or_default().to_string();
        }
    };
    ours.to_string()
}

/// What a class of a column is called; `None` is noise, or unknown.
pub(crate) fn class_name(session: &Session, rows: &Rows, column: Column, class: Class) -> String {
    match (class, column) {
        (None, Column::Cluster) => tr(id::COMMON_NO_CLUSTER).to_string(),
        (None, _) => tr(id::COMMON_UNKNOWN).to_string(),
        (Some(cluster), Column::Cluster) => clusters::short_name(session, cluster),
        (Some(class), _) => {
            let names = rows.class_names(column);
            names.get(class as usize).cloned().unwrap_or_default()
        }
    }
}

/// `None` where it is unknown.
pub(crate) fn number_text(column: Column, value: f32) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    let text = match column {
        Column::Duration => return Some(clock(value)),
        Column::Tempo => format!("{value:.0}"),
        Column::Loudness => format!("{value:.1}"),
        Column::Number(_) if value.fract() == 0.0 && value.abs() < 1e7 => format!("{value:.0}"),
        Column::Number(_) if value.abs() >= 1e6 || value.abs() < 1e-3 => format!("{value:.2e}"),
        Column::Title
        | Column::Artist
        | Column::Cluster
        | Column::Label(_)
        | Column::Number(_)
        | Column::Own(_)
        | Column::Note
        | Column::Silhouette
        | Column::Trust
        | Column::Agreement
        | Column::Centre
        | Column::Tag(_)
        | Column::File => format!("{value:.2}"),
    };
    // What rounds to 0 has no sign.
    let is_nought = text
        .trim_start_matches('-')
        .chars()
        .all(|c| matches!(c, '0' | '.'));
    Some(if is_nought {
        text.replace('-', "")
    } else {
        text.replace('-', "−")
    })
}

/// A filter as it is read, with its column.
pub(crate) fn filter_text(
    session: &Session,
    rows: &Rows,
    column: Column,
    filter: &Filter,
) -> String {
    let name = name(rows, column);
    match filter {
        Filter::Contains(text) => fill(
            id::CHARTS_COLUMN_CONTAINS_TEXT,
            &[("column", &name), ("text", text)],
        ),
        Filter::Range(low, high) => {
            let end = |v: f32| number_text(column, v).unwrap_or_else(|| "–".to_string());
            let range = match (end(*low), end(*high)) {
                (low, high) if low == high => low,
                (low, high) => format!("{low} – {high}"),
            };
            format!("{name}: {range}")
        }
        Filter::Classes(kept) if kept.is_empty() => {
            format!("{name}: {}", tr(id::COMMON_NONE))
        }
        Filter::Classes(kept) if kept.len() <= CLASSES_NAMED => {
            let names = kept.iter().map(|&c| class_name(session, rows, column, c));
            format!("{name}: {}", names.collect::<Vec<_>>().join(", "))
        }
        Filter::Classes(kept) => fill(
            id::CHARTS_COLUMN_N_CLASSES,
            &[("column", &name), ("n", &kept.len())],
        ),
    }
}
