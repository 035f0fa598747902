//! A file on its way, on disk.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::download::{Head, Held};
use crate::file;

/// More than a mark of a file has, in bytes.
const MOST_BYTES: u64 = 1 << 20;

/// A file that has not come whole, and beside it what the server called it.
pub(super) struct Unfinished {
    pub(crate) path: PathBuf,
    etag: PathBuf,
}

impl Unfinished {
    pub(super) fn of(to: &Path) -> Self {
        Self {
            path: to.with_added_extension("unfinished"),
            etag: to.with_added_extension("etag"),
        }
    }

    /// `None` where there is nothing that could go on.
    pub(super) fn held(&self) -> Option<Held> {
        let etag = file::read_text(&self.etag, MOST_BYTES).ok()?;
        let n_bytes = fs::metadata(&self.path).ok()?.len();
        (n_bytes > 0 && !etag.is_empty()).then_some(Held { n_bytes, etag })
    }

    /// To be written from where the bytes begin that come.
    pub(super) fn open(&self, head: &Head) -> io::Result<File> {
        fs::write(&self.etag, head.etag.as_deref().unwrap_or_default())?;
        let mut out = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&self.path)?;
        // What is there was asked to be gone on with, or is replaced.
        out.set_len(head.from)?;
        out.seek(SeekFrom::End(0))?;
        Ok(out)
    }

    pub(super) fn drop_it(&self) {
        for path in [&self.path, &self.etag] {
            let _ = fs::remove_file(path);
        }
    }
}
