//! What a person made of a library, on disk; and the same in the session file of somebody.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::made::Curation;
use crate::error::{Error, Result};
use crate::file;
use crate::library::demo;
use crate::words::{Message, id, say};

/// Raised when a file of this version could not be read rightly by the program before.
const FORMAT: u64 = 1;
/// The largest file that is read, in bytes: labels of some million songs.
const MOST_BYTES: u64 = 256 << 20;
/// The place of the demo songs.
const DEMO: &str = "demo";
/// Ending of what was there before a session file took its place.
const BEFORE: &str = "before.json";

/// Where what a person made of one library is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Store {
    path: PathBuf,
    /// For the person who looks into the file.
    root: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(rename = "latentune_labels")]
    format: u64,
    #[serde(default)]
    library: PathBuf,
    #[serde(flatten)]
    made: Curation,
}

/// What of a session file is asked here.
#[derive(Deserialize)]
struct OfSession {
    #[serde(rename = "latentune_session")]
    version: Option<u64>,
    #[serde(default)]
    own: Curation,
}

impl Store {
    /// Under `folder`, of the library that was read from `root`, whether there is something or not.
    /// The demo songs are the same wherever the program has put them.
    pub(crate) fn of(folder: &Path, root: &Path) -> Self {
        let root = match demo::is_at(root) {
            true => Path::new(DEMO),
            false => root,
        };
        let hash = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
        Self {
            path: folder.join(format!("{}.json", &hash[..16])),
            root: root.to_path_buf(),
        }
    }

    #[cfg(test)]
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Nothing, where nothing was kept.
    ///
    /// # Errors
    /// When the file cannot be read, is damaged, or is one of a newer program.
    pub(crate) fn read(&self) -> Result<Curation> {
        let text = match file::read_text(&self.path, MOST_BYTES) {
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Curation::default()),
            read => read.map_err(|e| Error::io(id::OWN_CANNOT_READ, &self.path, e))?,
        };
        let kept: Kept = serde_json::from_str(&text).map_err(|e| {
            let cause = say(id::OWN_DAMAGED_FILE).with("cause", e.to_string());
            Error::file(cause, &self.path)
        })?;
        if kept.format > FORMAT {
            return Err(Error::file(id::OWN_OF_NEWER_PROGRAM, &self.path));
        }
        Ok(kept.made)
    }

    /// # Errors
    /// When it cannot be written; what stood there before is then still there.
    pub(crate) fn write(&self, made: &Curation) -> Result<()> {
        let cannot = |e| Error::io(id::OWN_CANNOT_WRITE, &self.path, e);
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).map_err(cannot)?;
        }
        let kept = Kept {
            format: FORMAT,
            library: self.root.clone(),
            made: made.clone(),
        };
        let text = serde_json::to_vec_pretty(&kept)
            .map_err(|e| Error::file(Message::verbatim(e), &self.path))?;
        file::write_whole(&self.path, &text).map_err(cannot)
    }

    /// As [`Store::write`]; what stood there before is kept beside it.
    ///
    /// # Errors
    /// As [`Store::write`], and when what stood there cannot be moved.
    pub(crate) fn replace(&self, made: &Curation) -> Result<()> {
        let before = self.path.with_extension(BEFORE);
        match file::rename(&self.path, before) {
            Err(e) if e.kind() != ErrorKind::NotFound => {
                Err(Error::io(id::OWN_CANNOT_WRITE, &self.path, e))
            }
            _ => self.write(made),
        }
    }
}

/// What the person of a session file made of its songs.
///
/// # Errors
/// When the file cannot be read, or is no session file.
pub(crate) fn read_session(path: &Path) -> Result<Curation> {
    let text = file::read_text(path, MOST_BYTES)
        .map_err(|e| Error::io(id::ERROR_CANNOT_READ_SESSION, path, e))?;
    let session: OfSession = serde_json::from_str(&text).map_err(|e| {
        let cause = say(id::SESSION_DAMAGED_SESSION_FILE_OR_NONE).with("cause", e.to_string());
        Error::file(cause, path)
    })?;
    match session.version {
        Some(_) => Ok(session.own),
        None => Err(Error::file(id::SESSION_NOT_SESSION_LATENTUNE, path)),
    }
}
