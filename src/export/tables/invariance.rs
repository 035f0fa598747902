//! How far songs move when their recordings are altered.

use std::path::Path;

use super::Table;
use crate::error::Result;
use crate::export::write_file;
use crate::pipeline::Invariance;

/// Writes a row an alteration and space: the median over songs, and the quartiles, as shares of the
/// median distance between two songs in that space, and how many songs were altered.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn write_invariance(found: &Invariance, path: &Path) -> Result<()> {
    write_file(path, invariance(found)?.as_bytes())
}

/// The same, to be written.
pub(in crate::export) fn invariance(found: &Invariance) -> Result<String> {
    let mut header = Invariance::COLUMNS.to_vec();
    header.push("n_songs");
    let mut table = Table::new(&header)?;
    let n_songs = found.songs.len().to_string();
    for cells in found.cells() {
        table.row(cells.iter().chain([&n_songs]))?;
    }
    table.finish()
}
