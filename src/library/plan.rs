//! What a layout says before any song is opened: the common ground of folders and manifests.

use crate::words::Message;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::cells::Marks;
use super::known::KnownSet;
use super::lists::Listing;
use crate::error::Warning;

/// Where the words of a song are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Words {
    File(PathBuf),
    /// The words themselves, from a cell of a manifest.
    Text(String),
    /// Tables of a song's lines and, where there is one, of its words, with their times.
    Timed {
        /// The same words without times.
        text: Option<PathBuf>,
        lines: PathBuf,
        words: Option<PathBuf>,
    },
}

impl Words {
    /// Every file that they are read from.
    pub(super) fn files(&self) -> Vec<&PathBuf> {
        match self {
            Words::File(path) => vec![path],
            Words::Text(_) => Vec::new(),
            Words::Timed { text, lines, words } => {
                text.iter().chain([lines]).chain(words).collect()
            }
        }
    }

    /// The file of the words, where they are in one.
    pub(super) fn file(&self) -> Option<&PathBuf> {
        match self {
            Words::File(path) => Some(path),
            Words::Timed { text, lines, .. } => Some(text.as_ref().unwrap_or(lines)),
            Words::Text(_) => None,
        }
    }
}

/// One song as the layout names it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(crate) id: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) artist: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) genre: Option<String>,
    pub(crate) audio: Option<PathBuf>,
    pub(crate) words: Option<Words>,
    /// One value for each of [`Plan::columns`].
    pub(crate) cells: Vec<String>,
}

/// A further column: what the names of a manifest or of folders say about each song.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Column {
    pub(crate) name: String,
    pub(crate) kind: ColumnKind,
    /// How its numbers are written.
    pub(crate) marks: Marks,
    /// The caller named it.
    pub(crate) is_asked_for: bool,
    /// Its first values are the songs' genres already.
    pub(crate) is_genre: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum ColumnKind {
    Label,
    /// Several labels a song.
    Labels(Listing),
    Number,
}

/// What the names of class folders (`rock/x.ogg`) turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) enum FolderMeaning {
    #[default]
    None,
    /// Files begin with the name of their folder, as in GTZAN: it is the genre, whatever tags say.
    Genre,
    /// Exactly one folder level: the genre, unless tags name genres of their own.
    PerhapsGenre,
}

/// All songs of a library, not yet opened, and what is known beside them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Plan {
    /// The published data set that it is.
    pub(crate) set: Option<KnownSet>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) columns: Vec<Column>,
    /// The manifest has a column for it, so that tags are not asked.
    pub(crate) tells_language: bool,
    pub(crate) tells_genre: bool,
    /// The rows have a column for recordings, whether they are there or not.
    pub(crate) names_audio: bool,
    pub(crate) folders: FolderMeaning,
    /// The class folder of each entry, where `folders` is not `None`.
    pub(crate) folder_of: Vec<Option<String>>,
    pub(crate) unlisted: Vec<PathBuf>,
    pub(crate) unreadable: Vec<(PathBuf, Message)>,
    pub(crate) n_other_files: usize,
    pub(crate) warnings: Vec<Warning>,
}
