//! One program at a time at work on a folder.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::error::{Error, Result};
use crate::words::id;

/// Held while files of a folder are exchanged; it ends with the program, however it ends.
pub(super) struct Alone {
    _lock: Option<File>,
}

impl Alone {
    /// # Errors
    /// When another program is at work on `folder`. Where a file system knows no locks, none is
    /// taken.
    pub(super) fn at(folder: &Path) -> Result<Self> {
        let lock = open(folder);
        match lock.as_ref().map(File::try_lock) {
            Some(Err(TryLockError::WouldBlock)) => Err(Error::file(
                id::FILE_ANOTHER_WRITES_INTO_THIS_FOLDER,
                folder,
            )),
            Some(Ok(()) | Err(TryLockError::Error(_))) | None => Ok(Self { _lock: lock }),
        }
    }
}

/// The folder itself.
#[cfg(unix)]
fn open(folder: &Path) -> Option<File> {
    File::open(folder).ok()
}

/// A file in the temporary folder that stands for it: Windows opens no folder as a file.
#[cfg(not(unix))]
fn open(folder: &Path) -> Option<File> {
    let whole = std::fs::canonicalize(folder).ok()?;
    let name = blake3::hash(whole.as_os_str().as_encoded_bytes()).to_hex();
    let path = std::env::temp_dir().join(format!("latentune-{}.lock", &name[..16]));
    File::create(path).ok()
}
