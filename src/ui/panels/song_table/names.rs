//! What columns are called.

use crate::session::listing::{Column, Rows};
use crate::ui::words::tr;

/// What a column is called: as the library calls its own.
pub(super) fn name(rows: &Rows, column: Column) -> String {
    let ours = match column {
        Column::Title => tr("Title"),
        Column::Artist => tr("Artist"),
        Column::Cluster => tr("Cluster"),
        Column::Silhouette => tr("Silhouette"),
        Column::Trust => tr("Trust"),
        Column::Agreement => tr("Agreement"),
        Column::Centre => tr("From centre"),
        Column::Duration => tr("Length"),
        Column::File => tr("File"),
        Column::Label(_) | Column::Number(_) => {
            return rows.name(column).unwrap_or_default().to_string();
        }
    };
    ours.to_string()
}
