//! The songs on show as a part of others.

use std::sync::Arc;

use crate::pipeline::Analysis;

/// Songs that were taken out of an analysis, to be analysed alone.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) of: Arc<Analysis>,
    /// Indices into the library of `of`, ascending.
    pub(crate) songs: Arc<Vec<usize>>,
}

impl Part {
    fn is_that_of(&self, other: &Part) -> bool {
        Arc::ptr_eq(&self.of, &other.of) && self.songs == other.songs
    }
}

/// The parts that lead to the songs on show, the first of all songs; none where these are all.
#[derive(Default)]
pub(crate) struct Parts(Vec<Part>);

impl Parts {
    /// How many songs each level has above that on show, all songs first.
    pub(crate) fn sizes_above(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().map(|part| part.of.library.songs.len())
    }

    pub(crate) fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// The one on show.
    pub(crate) fn last(&self) -> Option<&Part> {
        self.0.last()
    }

    /// The songs on show by their ids; none where these are all.
    pub(super) fn ids(&self) -> Vec<String> {
        let Some(part) = self.last() else {
            return Vec::new();
        };
        let songs = &part.of.library.songs;
        part.songs
            .iter()
            .map(|&song| songs[song].id.clone())
            .collect()
    }

    /// A run of a part, or of all songs anew, has ended.
    pub(super) fn entered(&mut self, part: Option<Part>, is_opened: bool) {
        match part {
            Some(part) if self.last().is_some_and(|last| last.is_that_of(&part)) => {}
            Some(part) => self.0.push(part),
            None if is_opened => self.0.clear(),
            None => {}
        }
    }

    pub(super) fn n_levels(&self) -> usize {
        self.0.len()
    }

    /// Lets go the levels from `level` on; gives that one.
    pub(super) fn leave(&mut self, level: usize) -> Option<Part> {
        let part = self.0.get(level).cloned();
        self.0.truncate(level);
        part
    }
}
