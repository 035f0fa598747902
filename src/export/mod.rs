//! Results to take home: tables as CSV and Parquet, figures as SVG and PNG, films of the map, the
//! report and its page, the settings, the model.
//!
//! All files are written beside their places and then renamed into them, so that a full disk or a
//! kill never leaves half a file where a whole one was, nor half of one run among the results of
//! another.

pub mod palette;
mod figures;
mod tables;
mod compare;
mod film;
mod report;
mod notebook;
mod folder;
mod selection;
mod newcomers;

use std::path::Path;

use crate::error::{Error, Result};
use crate::file;
use crate::words::id;

pub(crate) use compare::{CELLS, earlier_comparison, write_comparison};
pub(crate) use figures::{
    Colours, Figure, Format, MapAxes, MapFigure, MelFigure, Output, Subject, map_note,
};
pub(crate) use film::{Film, FilmFormat, Still, write_film};
pub use folder::write;
pub(crate) use folder::{MODEL, earlier_results, make_folder, write_bundle};
pub(crate) use newcomers::newcomers;
pub(crate) use report::{CLIP_BYTES, ReportOptions};
pub(crate) use selection::{SelectionFile, write_selection};
pub(crate) use tables::{
    TableFormat, add_own, files, place, scores, songs, sound_files, write_invariance,
};

/// The folder of the pictures of the latent space.
const FIGURES: &str = "latent_visualization";

/// Writes beside `path` and renames into place.
///
/// # Errors
/// When the folder cannot be written or the disk is full; what stood at `path` is then still there.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    file::write_whole(path, bytes).map_err(|e| Error::io(id::ERROR_CANNOT_WRITE, path, e))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_failed_write_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        write_file(&path, b"first").unwrap();
        write_file(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        // A folder stands where the temporary file would be renamed to.
        let blocked = folder.path().join("d");
        fs::create_dir_all(blocked.join("inside")).unwrap();
        assert!(write_file(&blocked, b"x").is_err());
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            2,
            "no temporary file stays"
        );
    }
}
