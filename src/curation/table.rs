//! What a person made, held against the songs of a library: row i is song i.

use std::collections::HashMap;
use std::sync::Arc;

use super::column::{OwnColumn, OwnKey};
use super::made::Curation;
use crate::library::{LabelColumn, Library};
use crate::words::{fill, id};

/// Own labels, notes and hidden songs of a library.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct OwnTable {
    pub(crate) columns: Vec<TableColumn>,
    notes: HashMap<usize, String>,
    /// Of each song; empty where none is hidden.
    hidden: Vec<bool>,
    n_hidden: usize,
}

/// A column as one of the library's.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TableColumn {
    pub(crate) of: Arc<OwnColumn>,
    /// Its classes are the values of `of`, by their index.
    pub(crate) label: LabelColumn,
}

impl TableColumn {
    pub(crate) fn key(&self) -> OwnKey {
        self.of.key
    }

    /// What it is called where it stands among others: one's own is marked.
    pub(crate) fn shown_name(&self) -> String {
        marked_own(&self.label.name)
    }
}

/// A name marked as one's own, in the language of the thread.
pub(crate) fn marked_own(name: &str) -> String {
    fill(id::OWN_NAME_MARKED, &[("name", &name)])
}

impl OwnTable {
    /// What of `made` is said of the songs of `library`. Columns that are in `before`, which is of
    /// the same songs, are taken over.
    pub(crate) fn new(made: &Curation, library: &Library, before: Option<&OwnTable>) -> Self {
        let columns = made.columns.iter().map(|column| {
            let known = before.and_then(|before| before.column(column.key));
            let known = known.filter(|known| Arc::ptr_eq(&known.of, column));
            known.cloned().unwrap_or_else(|| of_songs(column, library))
        });
        let columns = columns.collect();
        let noted = |(i, song): (usize, &crate::library::Song)| {
            Some((i, made.notes.get(song.id.as_str())?.clone()))
        };
        let songs = || library.songs.iter();
        let notes = match made.notes.is_empty() {
            true => HashMap::new(),
            false => songs().enumerate().filter_map(noted).collect(),
        };
        let hidden: Vec<bool> = match made.hidden.is_empty() {
            true => Vec::new(),
            false => songs().map(|song| made.is_hidden(&song.id)).collect(),
        };
        let n_hidden = hidden.iter().filter(|hidden| **hidden).count();
        Self {
            columns,
            notes,
            hidden,
            n_hidden,
        }
    }

    pub(crate) fn column(&self, key: OwnKey) -> Option<&TableColumn> {
        self.columns.iter().find(|column| column.key() == key)
    }

    /// How many songs have each value of a column, and how many of these nobody hid.
    pub(crate) fn counts(&self, key: OwnKey) -> Vec<[usize; 2]> {
        let Some(column) = self.column(key) else {
            return Vec::new();
        };
        let mut counts = vec![[0; 2]; column.label.classes.len()];
        for (song, class) in column.label.of_song.iter().enumerate() {
            if let Some(class) = class {
                let [all, shown] = &mut counts[*class as usize];
                *all += 1;
                *shown += usize::from(!self.is_hidden(song));
            }
        }
        counts
    }

    pub(crate) fn note(&self, song: usize) -> Option<&str> {
        self.notes.get(&song).map(String::as_str)
    }

    pub(crate) fn has_notes(&self) -> bool {
        !self.notes.is_empty()
    }

    /// The songs with a note.
    pub(crate) fn noted(&self) -> impl Iterator<Item = (usize, &str)> {
        self.notes.iter().map(|(song, note)| (*song, note.as_str()))
    }

    pub(crate) fn is_hidden(&self, song: usize) -> bool {
        self.hidden.get(song).copied().unwrap_or(false)
    }

    /// How many songs are hidden, of those that there are.
    pub(crate) fn n_hidden(&self) -> usize {
        self.n_hidden
    }

    /// True where nothing is said of any song, and no column is there.
    pub(crate) fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.notes.is_empty() && self.n_hidden == 0
    }
}

fn of_songs(column: &Arc<OwnColumn>, library: &Library) -> TableColumn {
    let songs = library.songs.iter();
    TableColumn {
        label: LabelColumn {
            name: column.name.clone(),
            classes: column.values.clone(),
            of_song: songs.map(|song| column.value_of(&song.id)).collect(),
            n_detected: 0,
        },
        of: column.clone(),
    }
}
