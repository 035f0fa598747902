//! What columns are called.

use crate::session::listing::{Column, Rows};
use crate::words::{id, tr};

/// What a column is called: as the library calls its own.
pub(super) fn name(rows: &Rows, column: Column) -> String {
    let ours = match column {
        Column::Title => tr(id::COMMON_TITLE),
        Column::Artist => tr(id::SONG_TABLE_ARTIST),
        Column::Cluster => tr(id::COMMON_CLUSTER_2),
        Column::Silhouette => tr(id::COMMON_SILHOUETTE),
        Column::Trust => tr(id::COMMON_TRUST),
        Column::Agreement => tr(id::COMMON_AGREEMENT),
        Column::Centre => tr(id::SONG_TABLE_FROM_CENTRE),
        Column::Duration => tr(id::SONG_TABLE_LENGTH),
        Column::File => tr(id::COMMON_FILE),
        Column::Tag(tag) => return tag.guessed(),
        Column::Label(_) | Column::Number(_) => {
            return rows.name(column).unwrap_or_default().to_string();
        }
    };
    ours.to_string()
}
