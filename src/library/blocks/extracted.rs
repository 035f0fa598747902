//! What was extracted of songs elsewhere, found again by what it was computed from.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// What the numbers of a block were computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Key {
    /// The bytes of the recording.
    ContentHash,
    /// The words, as they were read.
    WordsHash,
}

impl Key {
    /// The column of a table that has the hash.
    pub(crate) fn column(self) -> &'static str {
        match self {
            Key::ContentHash => "content_hash",
            Key::WordsHash => "words_hash",
        }
    }
}

/// What a table says of one of its blocks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredBlock {
    /// The column of the table.
    pub(crate) name: String,
    /// All that decides its numbers.
    pub(crate) settings: String,
    pub(crate) by: Key,
    /// What each number of a list is.
    pub(crate) columns: Vec<String>,
}

/// The blocks of a table, by what they were computed from.
#[derive(Debug, Clone, Default)]
pub struct Extracted {
    /// The settings that the table was made with, as TOML.
    pub(crate) settings: String,
    /// Of each kind: its settings, and lists by hashes.
    pub(super) lists: Vec<(String, HashMap<String, Vec<f32>>)>,
    /// What was read of recordings, by their hashes.
    pub(super) sounds: HashMap<String, String>,
}

impl Extracted {
    /// What these settings give of the content with this hash.
    pub(crate) fn list(&self, settings: &str, hash: &str) -> Option<&[f32]> {
        let of_settings = self.lists.iter().find(|(of, _)| of == settings);
        of_settings?.1.get(hash).map(Vec::as_slice)
    }

    /// Whether there is a block of these settings, of whatever songs.
    pub(crate) fn has(&self, settings: &str) -> bool {
        self.lists.iter().any(|(of, _)| of == settings)
    }

    /// What was read of the recording with this hash, or why nothing could be, as JSON.
    pub(crate) fn sound(&self, hash: &str) -> Option<&str> {
        self.sounds.get(hash).map(String::as_str)
    }
}
