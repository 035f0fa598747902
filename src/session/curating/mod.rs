//! What a person makes of the songs on show: labels and notes of their own, songs that are hidden,
//! clusters edited by hand. It belongs to the library, is read when that is opened, and is written
//! as soon as it is changed.

mod disk;
mod other;
mod split;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::curation::{Agreement, Curation, OwnKey, OwnScores, OwnTable, Store, own_scores};
use crate::job::{ByAddress, Derived, Reporter, Slot, When};
use crate::library::Library;
use crate::pipeline::Analysis;
use crate::words::id;

use super::colour::ColourBy;
use super::cx::{Cx, Follow};

use disk::Disk;
use other::Other;
use split::Split;

/// The folder of own labels, in the home of the session.
const LABELS: &str = "labels";
/// Among so many songs they are found in less than a frame; among more on a thread.
const AT_ONCE_SONGS: usize = 10_000;

/// What can be asked of it. Songs are indices of those on show.
#[derive(Debug, Clone, PartialEq)]
pub enum Curating {
    /// Values are given in this column from now on.
    Use(OwnKey),
    /// A new column, which is then the one in use.
    AddColumn(String),
    RenameColumn(OwnKey, String),
    RemoveColumn(OwnKey),
    /// Gives songs a value of a column; an empty one takes theirs away.
    Give(OwnKey, Vec<usize>, String),
    /// Calls a value otherwise; where another one is called so, its songs join those.
    RenameValue(OwnKey, u32, String),
    /// The clusters on show as a column to be edited by hand, which is then the one in use. Their
    /// names are given with it.
    EditClusters(Vec<String>),
    /// Parts a value in two by where its songs lie in latent space.
    Split(OwnKey, u32),
    /// Puts songs back into the clusters that the method found.
    PutBack(OwnKey, Vec<usize>),
    /// An empty note takes the song's away.
    Note(usize, String),
    Hide(Vec<usize>),
    /// No song is hidden any more.
    ShowHidden,
    /// Holds the labels against those of another's session file.
    Compare(PathBuf),
    /// Lets go of those.
    LetGo,
}

impl Curating {
    /// True where undo leads back to before it.
    pub(super) fn can_be_undone(&self) -> bool {
        match self {
            Self::AddColumn(_)
            | Self::RenameColumn(..)
            | Self::RemoveColumn(_)
            | Self::Give(..)
            | Self::RenameValue(..)
            | Self::EditClusters(_)
            | Self::PutBack(..)
            | Self::Note(..)
            | Self::Hide(_)
            | Self::ShowHidden => true,
            // What a split comes to is given then.
            Self::Use(_) | Self::Split(..) | Self::Compare(_) | Self::LetGo => false,
        }
    }
}

/// Songs, and what is said of them.
type Of = (ByAddress<Library>, Curation);
/// A run, and what is said of its songs.
type Scored = (ByAddress<Analysis>, ByAddress<OwnTable>);

/// What there is to show of it.
#[derive(Default)]
pub(crate) struct CuratingState {
    now: Curation,
    /// The column that values are given in.
    column: Option<OwnKey>,
    /// Where the songs came from that it is said of.
    root: Option<PathBuf>,
    disk: Disk,
    table: Derived<Of, OwnTable>,
    /// As it is handed on, and as [`Cx`] has it for whoever changes something: nothing while it is of
    /// other songs.
    shown: Arc<OwnTable>,
    scores: Derived<Scored, OwnScores>,
    splitting: Slot<Split>,
    other: Other,
}

impl CuratingState {
    /// What was made of the songs of the library on show, those that are missing now too.
    pub(crate) fn made(&self) -> &Curation {
        &self.now
    }

    /// The same held against the songs on show; nothing until it is.
    pub(super) fn table(&self) -> &OwnTable {
        self.shown.as_ref()
    }

    /// The column that values are given in.
    pub(crate) fn column(&self) -> Option<OwnKey> {
        let used = self.column.filter(|key| self.now.column(*key).is_some());
        used.or_else(|| self.now.columns().last().map(|column| column.key))
    }

    /// The values of the column in use that songs have: index, text, and how many songs have it of
    /// those that nobody hid.
    pub(crate) fn values_in_use(&self) -> impl Iterator<Item = (u32, &str, usize)> {
        let column = self.column().and_then(|key| self.now.column(key));
        let counts = column.map(|column| self.shown.counts(column.key));
        let counts = counts.unwrap_or_default();
        let values = column.map_or(&[][..], |column| column.values());
        let told = (0..).zip(values).zip(counts);
        let told = told.filter(|(_, [n_all, _])| *n_all > 0);
        told.map(|((value, text), [_, n_shown])| (value, text.as_str(), n_shown))
    }

    /// True while what was made of the songs before is read.
    pub(crate) fn is_reading(&self) -> bool {
        self.disk.is_reading()
    }

    /// True while clusters are split.
    pub(crate) fn is_splitting(&self) -> bool {
        self.splitting.is_busy()
    }

    /// The scores of own labels and of edited clusters; `None` without any, or until they are found.
    pub(super) fn scores(&self, shown: Option<&Arc<Analysis>>) -> Option<&Arc<OwnScores>> {
        let (of, _) = self.scores.key()?;
        let is_of = shown.is_some_and(|shown| Arc::ptr_eq(shown, &of.0));
        self.scores.value().filter(|_| is_of)
    }

    /// True while own labels are scored.
    pub(crate) fn is_scoring(&self) -> bool {
        self.scores.is_busy()
    }

    /// The session file whose labels these are held against.
    pub(crate) fn compared_with(&self) -> Option<&Path> {
        self.other.path()
    }

    /// How far the labels agree with another's.
    pub(crate) fn agreement(&self) -> Option<&Arc<Agreement>> {
        self.other.agreement()
    }

    pub(super) fn apply(&mut self, command: Curating, cx: &mut Cx) {
        if self.is_reading() && command.can_be_undone() {
            return cx.inform(id::OWN_STILL_READING);
        }
        let Some(library) = cx.library.clone() else {
            return;
        };
        let named = |songs: Vec<usize>| -> Vec<String> {
            let songs = songs.into_iter().filter_map(|i| library.songs.get(i));
            songs.map(|song| song.id.clone()).collect()
        };
        match command {
            Curating::Use(key) => self.column = Some(key),
            Curating::AddColumn(name) => match self.now.add_column(&name) {
                Some(key) => self.column = Some(key),
                None if name.trim().is_empty() => {}
                None => cx.inform(id::OWN_TOO_MANY_COLUMNS),
            },
            Curating::RenameColumn(key, name) => self.now.rename_column(key, &name),
            Curating::RemoveColumn(key) => self.now.remove_column(key),
            Curating::Give(key, songs, value) => {
                let songs = named(songs);
                self.now.give(key, songs.iter().map(String::as_str), &value);
            }
            Curating::RenameValue(key, value, name) => self.now.rename_value(key, value, &name),
            Curating::EditClusters(names) => self.edit_clusters(names, cx),
            Curating::Split(key, value) => self.split(key, value, cx),
            Curating::PutBack(key, songs) => {
                let songs = named(songs);
                self.now.put_back(key, songs.iter().map(String::as_str));
            }
            Curating::Note(song, note) => {
                if let Some(song) = library.songs.get(song) {
                    self.now.set_note(&song.id, &note);
                }
            }
            Curating::Hide(songs) => {
                let songs = named(songs);
                self.now.hide(songs.iter().map(String::as_str));
            }
            Curating::ShowHidden => self.now.show_all(),
            Curating::Compare(path) => self.other.open(path, cx),
            Curating::LetGo => self.other = Other::default(),
        }
        self.follow(cx);
    }

    fn edit_clusters(&mut self, names: Vec<String>, cx: &mut Cx) {
        let Some(analysis) = cx.shown_analysis().cloned() else {
            return cx.inform(id::PLACING_ANALYSE_FIRST);
        };
        let songs = analysis.library.songs.iter();
        let labels = analysis.clusters.labels.iter().copied();
        let of_songs = songs.map(|song| song.id.as_str()).zip(labels);
        let name = id::OWN_CLUSTERS_EDITED.as_str();
        let Some(key) = self.now.add_clusters(name, names, of_songs) else {
            return cx.inform(id::OWN_TOO_MANY_COLUMNS);
        };
        self.column = Some(key);
        // After the table is made of it.
        cx.then(Follow::Recolour(ColourBy::Own(key)));
    }

    fn split(&mut self, key: OwnKey, value: u32, cx: &mut Cx) {
        let Some(analysis) = cx.shown_analysis().cloned() else {
            return cx.inform(id::PLACING_ANALYSE_FIRST);
        };
        let Some(column) = cx.own.column(key) else {
            return;
        };
        let work = split::ask(column, value, analysis);
        self.splitting
            .start(&cx.spawner, id::OWN_SPLITTING, move |reporter| {
                work(reporter)
            });
    }

    /// Undo: as it was.
    pub(super) fn bring_back(&mut self, made: Curation, cx: &mut Cx) {
        self.now = made;
        self.follow(cx);
    }

    /// What a session file says takes the place of what is said of the library; true where that was
    /// something else, which stays on disk until something is changed.
    pub(super) fn restore(&mut self, made: &Curation, cx: &mut Cx) -> bool {
        if made.is_empty() || made.says_what(&self.now) {
            return false;
        }
        let is_other = !self.now.is_empty();
        if is_other {
            self.disk.lend(made.clone());
        }
        self.now = made.clone();
        // Colours and filters of the file are of these columns.
        self.follow_when(When::AtOnce, cx);
        is_other
    }

    /// What is not on disk yet is written before the program ends.
    pub(super) fn leave(&mut self, cx: &mut Cx) {
        self.disk.leave(&self.now, cx);
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        self.follow_library(cx);
        if let Some(made) = self.disk.read(cx) {
            self.now = made;
        }
        self.take_split(cx);
        self.disk.write(&self.now, cx);
        self.follow(cx);
        self.score(cx);
        self.other.pump(&self.now, cx);
    }

    /// Another library has labels of its own.
    fn follow_library(&mut self, cx: &mut Cx) {
        let root = cx.library.as_ref().map(|library| library.root.clone());
        if root.is_none() || self.root == root {
            return;
        }
        self.leave(cx);
        *self = Self {
            root,
            ..Self::default()
        };
        cx.own = Arc::default();
        cx.revisions.looks += 1;
        let home = cx.home.as_ref().map(|home| home.join(LABELS));
        if let Some((folder, root)) = home.zip(self.root.as_ref()) {
            self.disk = Disk::open(Store::of(&folder, root), cx);
        }
    }

    /// Holds what was made against the songs on show.
    fn follow(&mut self, cx: &mut Cx) {
        let when = When::for_size(cx.n_songs(), AT_ONCE_SONGS);
        self.follow_when(when, cx);
    }

    fn follow_when(&mut self, when: When, cx: &mut Cx) {
        let Some(library) = cx.library.clone() else {
            return;
        };
        if cx.arrived(&mut self.table) {
            self.hand_on(cx);
        }
        let of = (ByAddress(library.clone()), self.now.clone());
        if self.table.is_of(&of) {
            return;
        }
        let same_songs = self.table.key().is_some_and(|(songs, _)| *songs == of.0);
        let before = self.table.value().cloned().filter(|_| same_songs);
        if !same_songs {
            // It is said of others.
            (self.shown, cx.own) = Default::default();
        }
        let made = self.now.clone();
        let make = move |_: &Reporter| Ok(OwnTable::new(&made, &library, before.as_deref()));
        self.table
            .make(&cx.spawner, (of, when), id::SESSION_TABLE, make);
        if when == When::AtOnce {
            self.hand_on(cx);
        }
    }

    fn hand_on(&mut self, cx: &mut Cx) {
        if let Some(table) = self.table.value()
            && !Arc::ptr_eq(table, &cx.own)
        {
            // What says nothing as before is no news.
            if !(table.is_empty() && cx.own.is_empty()) {
                cx.revisions.looks += 1;
            }
            self.shown = table.clone();
            cx.own = table.clone();
        }
    }

    /// Scores what was labelled, as soon as there is something to be scored.
    fn score(&mut self, cx: &mut Cx) {
        cx.arrived(&mut self.scores);
        let analysis = cx.shown_analysis().cloned();
        let Some(analysis) = analysis.filter(|_| !cx.own.columns.is_empty()) else {
            return self.scores.clear();
        };
        let is_of_songs = |own: &OwnTable| {
            let n = analysis.library.songs.len();
            own.columns.iter().all(|c| c.label.of_song.len() == n)
        };
        let key = (ByAddress(analysis.clone()), ByAddress(cx.own.clone()));
        if self.scores.is_of(&key) || !is_of_songs(&cx.own) {
            return;
        }
        let own = cx.own.clone();
        let score = move |reporter: &Reporter| own_scores(&analysis, &own, &reporter.quiet());
        let key = (key, When::OnThread);
        self.scores.make(&cx.spawner, key, id::OWN_SCORING, score);
    }

    fn take_split(&mut self, cx: &mut Cx) {
        if let Some(split) = cx.take(&mut self.splitting)
            && cx
                .shown_analysis()
                .is_some_and(|a| Arc::ptr_eq(a, &split.of))
            && let Some(column) = self.now.column(split.column)
        {
            let part = column.name_of_part(split.value);
            cx.then(Follow::Give(split.column, split.songs, part));
        }
    }
}
