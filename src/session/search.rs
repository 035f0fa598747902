//! Search by title, artist and words of the lyrics.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::library::Library;

/// Folded title, artist and lyrics of each song: made once a library, by the thread that reads it.
pub(super) type Index = Arc<[String]>;

pub(super) fn index(library: &Library) -> Index {
    let folded = library.songs.iter().map(|song| {
        let lyrics = song.lyrics.as_ref().map(|l| l.text()).unwrap_or_default();
        fold(&format!("{}\n{}\n{lyrics}", song.title, song.artist))
    });
    folded.collect()
}

/// The search text and what it found. Matches are computed when the text changes.
#[derive(Debug, Clone, Default)]
pub struct Search {
    text: String,
    haystacks: Index,
    /// Whether each song matches; `None` when nothing is searched for.
    matches: Option<Vec<bool>>,
    /// The songs that match, in order.
    found: Vec<usize>,
}

impl Search {
    pub(super) fn over(haystacks: Index, text: String) -> Self {
        let mut search = Self { haystacks, ..Self::default() };
        search.set(text);
        search
    }

    pub(super) fn set(&mut self, text: String) {
        let folded = fold(&text);
        let needles: Vec<&str> = folded.split_whitespace().collect();
        self.matches = (!needles.is_empty())
            .then(|| self.haystacks.iter().map(|song| needles.iter().all(|needle| song.contains(needle))).collect());
        self.found = self.matches.iter().flatten().enumerate().filter(|(_, hit)| **hit).map(|(i, _)| i).collect();
        self.text = text;
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// True while something is searched for.
    pub fn is_active(&self) -> bool {
        self.matches.is_some()
    }

    /// True when nothing is searched for, or the song is found.
    pub fn matches(&self, song: usize) -> bool {
        self.matches.as_ref().is_none_or(|m| m.get(song).copied().unwrap_or(false))
    }

    /// The songs found, in library order.
    pub fn found(&self) -> &[usize] {
        &self.found
    }
}

/// Lower case of NFC: Bangla letters with a nukta have two spellings, which NFC makes one.
fn fold(text: &str) -> String {
    text.nfc().collect::<String>().to_lowercase()
}
