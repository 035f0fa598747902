//! What a person made of songs, and the ways to change it. A copy costs next to nothing, so that
//! undo can keep a hundred of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::column::{OwnColumn, OwnKey, SongId, tidy};
use super::saved::{Saved, SavedColumn};
use crate::text::fold;

/// Letters of a note; the rest is cut.
const LONGEST_NOTE: usize = 10_000;
/// More columns would be more than fits in any list.
const MOST_COLUMNS: usize = 40;

/// Labels, notes and hidden songs of a library, by the ids of the songs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Saved", into = "Saved")]
pub(crate) struct Curation {
    pub(super) columns: Vec<Arc<OwnColumn>>,
    pub(super) notes: Arc<BTreeMap<SongId, String>>,
    pub(super) hidden: Arc<BTreeSet<SongId>>,
}

impl Curation {
    pub(crate) fn columns(&self) -> &[Arc<OwnColumn>] {
        &self.columns
    }

    pub(crate) fn column(&self, key: OwnKey) -> Option<&Arc<OwnColumn>> {
        self.columns.iter().find(|column| column.key == key)
    }

    pub(crate) fn note(&self, song: &str) -> Option<&str> {
        self.notes.get(song).map(String::as_str)
    }

    pub(crate) fn is_hidden(&self, song: &str) -> bool {
        self.hidden.contains(song)
    }

    /// True where nothing was made.
    pub(crate) fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.notes.is_empty() && self.hidden.is_empty()
    }

    /// True where a file would say the same of both: values that no song has any more do not count.
    pub(crate) fn says_what(&self, other: &Self) -> bool {
        self == other || Saved::from(self.clone()) == Saved::from(other.clone())
    }

    /// How many songs are named in it, each as often as it is: what a copy may cost.
    pub(crate) fn n_entries(&self) -> usize {
        let of_columns = self.columns.iter().map(|column| column.n_songs());
        of_columns.sum::<usize>() + self.notes.len() + self.hidden.len()
    }

    /// A new column; the one that there is where its name reads the same. `None` without a name, and
    /// where there are too many.
    pub(crate) fn add_column(&mut self, name: &str) -> Option<OwnKey> {
        let name = tidy(name)?;
        let is_same = |column: &&Arc<OwnColumn>| fold(&column.name) == fold(&name);
        if let Some(there) = self.columns.iter().find(is_same) {
            return Some(there.key);
        }
        self.push(|key| OwnColumn::new(key, name))
    }

    /// The clusters of a run as a column, to be edited by hand: the names of the clusters, and the
    /// cluster of each song. `None` where there are too many columns.
    pub(crate) fn add_clusters<'a>(
        &mut self,
        name: &str,
        values: Vec<String>,
        of_songs: impl Iterator<Item = (&'a str, Option<u32>)>,
    ) -> Option<OwnKey> {
        let name = self.free_name(&tidy(name)?);
        let of_songs = of_songs.filter_map(|(id, cluster)| Some((SongId::from(id), cluster?)));
        let of: BTreeMap<SongId, u32> = of_songs.collect();
        self.push(|key| OwnColumn {
            values: distinct(values),
            began: Some(Arc::new(of.clone())),
            of,
            ..OwnColumn::new(key, name)
        })
    }

    fn push(&mut self, column: impl FnOnce(OwnKey) -> OwnColumn) -> Option<OwnKey> {
        if self.columns.len() >= MOST_COLUMNS {
            return None;
        }
        let last = self.columns.iter().map(|column| column.key.0).max();
        let key = OwnKey(last.map_or(0, |last| last + 1));
        self.columns.push(Arc::new(column(key)));
        Some(key)
    }

    /// The first of "name", "name 2", "name 3", … that no column has.
    fn free_name(&self, name: &str) -> String {
        let is_free = |name: &String| {
            let mut columns = self.columns.iter();
            columns.all(|column| fold(&column.name) != fold(name))
        };
        numbered(name).find(is_free).unwrap_or_default()
    }

    /// Nothing happens where another column has that name, or there is none.
    pub(crate) fn rename_column(&mut self, key: OwnKey, name: &str) {
        let Some(name) = tidy(name) else { return };
        let is_taken =
            |column: &Arc<OwnColumn>| column.key != key && fold(&column.name) == fold(&name);
        if !self.columns.iter().any(is_taken) {
            self.change(key, |column| column.name = name);
        }
    }

    pub(crate) fn remove_column(&mut self, key: OwnKey) {
        self.columns.retain(|column| column.key != key);
    }

    /// Gives songs a value of a column; an empty one takes theirs away.
    pub(crate) fn give<'a>(
        &mut self,
        key: OwnKey,
        songs: impl Iterator<Item = &'a str>,
        value: &str,
    ) {
        self.change(key, |column| {
            let value = column.value(value);
            for id in songs {
                match value {
                    Some(value) => column.of.insert(SongId::from(id), value),
                    None => column.of.remove(id),
                };
            }
        });
    }

    /// Puts songs back into the clusters that the method found.
    pub(crate) fn put_back<'a>(&mut self, key: OwnKey, songs: impl Iterator<Item = &'a str>) {
        self.change(key, |column| songs.for_each(|id| column.put_back(id)));
    }

    /// Calls a value otherwise; where another one is called so already, its songs join those.
    pub(crate) fn rename_value(&mut self, key: OwnKey, value: u32, name: &str) {
        let Some(name) = tidy(name) else { return };
        self.change(key, |column| match column.find(&name) {
            Some(other) if other != value => {
                let of = column.of.values_mut().filter(|v| **v == value);
                of.for_each(|v| *v = other);
            }
            Some(_) | None => {
                if let Some(known) = column.values.get_mut(value as usize) {
                    *known = name;
                }
            }
        });
    }

    /// An empty note takes the song's away.
    pub(crate) fn set_note(&mut self, song: &str, note: &str) {
        let note = note.trim();
        if self.note(song).unwrap_or_default() == note {
            return;
        }
        let notes = Arc::make_mut(&mut self.notes);
        match note.is_empty() {
            true => drop(notes.remove(song)),
            false => {
                let note = note.chars().take(LONGEST_NOTE).collect();
                notes.insert(SongId::from(song), note);
            }
        }
    }

    pub(crate) fn hide<'a>(&mut self, songs: impl Iterator<Item = &'a str>) {
        Arc::make_mut(&mut self.hidden).extend(songs.map(SongId::from));
    }

    /// No song is hidden any more.
    pub(crate) fn show_all(&mut self) {
        self.hidden = Arc::default();
    }

    /// A column that is as it was before stays the very same.
    fn change(&mut self, key: OwnKey, change: impl FnOnce(&mut OwnColumn)) {
        let Some(column) = self.columns.iter_mut().find(|column| column.key == key) else {
            return;
        };
        let mut changed = OwnColumn::clone(column);
        change(&mut changed);
        if changed != **column {
            *column = Arc::new(changed);
        }
    }
}

impl From<Curation> for Saved {
    fn from(made: Curation) -> Self {
        let notes = made.notes.iter();
        Self {
            columns: made.columns.iter().map(|c| SavedColumn::of(c)).collect(),
            notes: notes
                .map(|(id, note)| (id.to_string(), note.clone()))
                .collect(),
            hidden: made.hidden.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<Saved> for Curation {
    /// Of two columns that read the same the first is meant.
    fn from(saved: Saved) -> Self {
        let mut columns: Vec<Arc<OwnColumn>> = Vec::new();
        for column in saved.columns.into_iter().take(MOST_COLUMNS) {
            let key = OwnKey(columns.len() as u32);
            let is_new = |column: &OwnColumn| {
                let mut known = columns.iter();
                known.all(|known| fold(&known.name) != fold(&column.name))
            };
            let column = column.column(key).filter(is_new);
            columns.extend(column.map(Arc::new));
        }
        let notes = saved.notes.into_iter();
        let notes = notes.filter(|(_, note)| !note.trim().is_empty());
        Self {
            columns,
            notes: Arc::new(notes.map(|(id, note)| (id.into(), note)).collect()),
            hidden: Arc::new(saved.hidden.into_iter().map(SongId::from).collect()),
        }
    }
}

/// "name", "name 2", "name 3", …
fn numbered(name: &str) -> impl Iterator<Item = String> {
    let others = (2..).map(move |n: u32| format!("{name} {n}"));
    std::iter::once(name.to_string()).chain(others)
}

/// Values of which no two read the same: the second "rock" is "rock 2".
fn distinct(values: Vec<String>) -> Vec<String> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let name = |value: String| {
        let value = tidy(&value).unwrap_or_else(|| "–".to_string());
        let free = numbered(&value).find(|name| seen.insert(fold(name)));
        free.unwrap_or_default()
    };
    values.into_iter().map(name).collect()
}
