//! A column of labels that a person gives.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::text::fold;

/// Letters of a name or a value; the rest is cut.
pub(super) const LONGEST_NAME: usize = 80;

/// A song, by its id.
pub(super) type SongId = Arc<str>;

/// Which column: it stays the same whatever becomes of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OwnKey(pub(super) u32);

/// Labels of songs, by the ids of the songs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OwnColumn {
    pub(crate) key: OwnKey,
    pub(crate) name: String,
    /// In the order in which they were first given. One that no song has any more keeps its place,
    /// and the others their colours.
    pub(super) values: Vec<String>,
    /// Index into `values`.
    pub(super) of: BTreeMap<SongId, u32>,
    /// Of clusters edited by hand: as the method had found them.
    pub(super) began: Option<Arc<BTreeMap<SongId, u32>>>,
}

impl OwnColumn {
    pub(super) fn new(key: OwnKey, name: String) -> Self {
        Self {
            key,
            name,
            values: Vec::new(),
            of: BTreeMap::new(),
            began: None,
        }
    }

    /// Every value that was ever given, by its index.
    pub(crate) fn values(&self) -> &[String] {
        &self.values
    }

    /// The index of a song's value.
    pub(crate) fn value_of(&self, song: &str) -> Option<u32> {
        self.of.get(song).copied()
    }

    /// How many songs have each value, those that are missing now too.
    #[cfg(test)]
    pub(crate) fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.values.len()];
        self.of.values().for_each(|&v| counts[v as usize] += 1);
        counts
    }

    pub(crate) fn n_songs(&self) -> usize {
        self.of.len()
    }

    /// True of clusters that were taken from a run, to be edited by hand.
    pub(crate) fn is_clusters(&self) -> bool {
        self.began.is_some()
    }

    /// Of clusters edited by hand, how many songs are in another one than at first; `None` of any
    /// other column.
    pub(crate) fn n_moved(&self) -> Option<usize> {
        let began = self.began.as_deref()?;
        let moved = |(id, now): &(&SongId, &u32)| began.get(*id) != Some(*now);
        let taken_out = began.keys().filter(|id| !self.of.contains_key(*id));
        Some(self.of.iter().filter(moved).count() + taken_out.count())
    }

    /// Puts a song back where the method had it.
    pub(super) fn put_back(&mut self, id: &str) {
        let Some(began) = self.began.as_deref() else {
            return;
        };
        match began.get_key_value(id) {
            Some((id, &value)) => self.of.insert(id.clone(), value),
            None => self.of.remove(id),
        };
    }

    /// The index of the value that reads so, whatever the case.
    pub(super) fn find(&self, value: &str) -> Option<u32> {
        let wanted = fold(value);
        let at = self.values.iter().position(|known| fold(known) == wanted);
        at.map(|at| at as u32)
    }

    /// The index of a value, which is known from now on; `None` of an empty one.
    pub(super) fn value(&mut self, value: &str) -> Option<u32> {
        let value = tidy(value)?;
        Some(self.find(&value).unwrap_or_else(|| {
            self.values.push(value);
            self.values.len() as u32 - 1
        }))
    }

    /// A name for a part of a value: the first of "value b", "value c", … that is free.
    pub(crate) fn name_of_part(&self, value: u32) -> String {
        let whole = self.values.get(value as usize).map_or("", String::as_str);
        let letters = ('b'..='z').map(|letter| letter.to_string());
        let numbers = (2..).map(|n: u32| n.to_string());
        let mut names = letters.chain(numbers).map(|end| format!("{whole} {end}"));
        let free = names.find(|name| self.find(name).is_none());
        free.unwrap_or_default()
    }
}

/// In one line, without what stands around it and not too long; `None` where nothing is left.
pub(super) fn tidy(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line: String = words.join(" ").chars().take(LONGEST_NAME).collect();
    let line = line.trim_end();
    (!line.is_empty()).then(|| line.to_string())
}
