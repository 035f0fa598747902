//! Search by title, artist and words of the lyrics.

use crate::library::Library;
use crate::text::fold;

/// Folded title, artist and lyrics of each song: made once a library, on a thread.
pub(super) type Index = Vec<String>;

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
    /// `None` until it is made.
    index: Option<Index>,
    /// Whether each song matches; `None` when nothing is searched for.
    matches: Option<Vec<bool>>,
    /// The songs that match, in order.
    found: Vec<usize>,
}

impl Search {
    /// Other songs: nothing is found until their index is there.
    pub(super) fn forget(&mut self) {
        self.index = None;
        self.set(self.text.clone());
    }

    pub(super) fn take_index(&mut self, index: Index) {
        self.index = Some(index);
        self.set(self.text.clone());
    }

    pub(super) fn set(&mut self, text: String) {
        let folded = fold(&text);
        let needles: Vec<&str> = folded.split_whitespace().collect();
        let found = |song: &String| needles.iter().all(|needle| song.contains(needle));
        self.matches = self.index.as_ref().filter(|_| !needles.is_empty()).map(|i| i.iter().map(found).collect());
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
