//! How far songs move when their recordings are altered.

use std::path::Path;

use super::Table;
use crate::error::Result;
use crate::export::write_file;
use crate::pipeline::Invariance;

/// Writes a row an alteration and space: the median over songs, and the quartiles, as shares of the
/// median distance between two songs in that space.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn write_invariance(found: &Invariance, path: &Path) -> Result<()> {
    let mut table = Table::new(&Invariance::COLUMNS)?;
    for cells in found.cells() {
        table.row(&cells)?;
    }
    write_file(path, table.finish()?.as_bytes())
}
