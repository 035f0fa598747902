//! What the files of a fetched model were when they came: `BLAKE3SUMS` beside them. A folder that
//! somebody copied here has none, and is believed.

use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::file::{self, Checksums};
use crate::words::id;

pub(super) const NAME: &str = "BLAKE3SUMS";
const MOST_BYTES: u64 = 1 << 20;

/// Notes the sums of a model's files, by their paths within its folder, as they are now.
///
/// # Errors
/// When one cannot be read, or the folder cannot be written.
pub(super) fn note(folder: &Path, files: &[String]) -> Result<()> {
    let sum = |name: &String| {
        let path = folder.join(name);
        let sum =
            file::hash(&path).map_err(|e| Error::io(id::ERROR_CANNOT_READ_MODEL, &path, e))?;
        Ok((PathBuf::from(name), sum))
    };
    let sums: Checksums = files.iter().map(sum).collect::<Result<_>>()?;
    let path = folder.join(NAME);
    file::write_whole(&path, sums.to_string().as_bytes())
        .map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_MODEL, path, e))
}

/// Those of a model; none of a folder that was not fetched.
///
/// # Errors
/// When there are such, and they cannot be read.
pub(crate) fn sums_of(folder: &Path) -> Result<Checksums> {
    let path = folder.join(NAME);
    match file::read_text(&path, MOST_BYTES) {
        Ok(text) => Ok(text.lines().filter_map(Checksums::line).collect()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Checksums::default()),
        Err(e) => Err(Error::io(id::ERROR_CANNOT_READ_MODEL, path, e)),
    }
}

/// Holds that a file of this sum is the one that was fetched, where that is known.
///
/// # Errors
/// When it is another one.
pub(crate) fn check(sums: &Checksums, inner: &Path, sum: &str, path: &Path) -> Result<()> {
    match sums.get(inner) {
        Some(fetched) if fetched != sum => Err(Error::file(id::FETCH_CHANGED, path)),
        Some(_) | None => Ok(()),
    }
}

/// Holds that a file of this sum is the one that was fetched, where it lies in a folder that was, or
/// in one of its folders.
///
/// # Errors
/// As [`check`] and [`sums_of`].
pub(crate) fn holds(path: &Path, sum: &str) -> Result<()> {
    for folder in path.ancestors().skip(1).take(2) {
        let inner = path.strip_prefix(folder).unwrap_or(path);
        check(&sums_of(folder)?, inner, sum, path)?;
    }
    Ok(())
}

/// The files in `folder` that are not what they were, or are gone.
pub(super) fn spoilt<'a>(sums: &'a Checksums, folder: &Path) -> Vec<&'a Path> {
    let is_spoilt = |path: &&Path| !sums.is_as_written(folder, path);
    sums.paths().filter(is_spoilt).collect()
}
