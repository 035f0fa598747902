//! Which songs are chosen as a set.

use std::sync::Arc;

use crate::curation::OwnTable;
use crate::job::Watch;
use crate::library::Library;

use super::colour::{Class, Colouring, Values};
use super::cx::Cx;
use super::filtering::{Bits, FilteringState};
use super::search::Search;
use super::work::N_NEIGHBOURS;

/// A set of songs on show, by index.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Selection {
    /// Ascending, each once.
    songs: Arc<Vec<usize>>,
    /// Of each song on show; empty when nothing is chosen.
    chosen: Arc<Vec<bool>>,
}

impl Selection {
    /// Of `n` songs those of `songs`; indices beyond `n` are left out.
    pub(crate) fn new(songs: impl IntoIterator<Item = usize>, n: usize) -> Self {
        let mut chosen = vec![false; n];
        songs
            .into_iter()
            .filter(|&i| i < n)
            .for_each(|i| chosen[i] = true);
        let songs: Vec<usize> = (0..n).filter(|&i| chosen[i]).collect();
        if songs.is_empty() {
            Self::default()
        } else {
            Self {
                songs: Arc::new(songs),
                chosen: Arc::new(chosen),
            }
        }
    }

    pub(crate) fn songs(&self) -> &[usize] {
        &self.songs
    }

    pub(crate) fn len(&self) -> usize {
        self.songs.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.songs.is_empty()
    }

    /// True when it is this very set, which costs no look at its songs.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.songs, &other.songs) || (self.is_empty() && other.is_empty())
    }

    pub(crate) fn contains(&self, song: usize) -> bool {
        self.chosen.get(song).copied().unwrap_or(false)
    }
}

/// What becomes of the songs that were chosen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum How {
    /// They are let go.
    #[default]
    Replace,
    /// They stay, and the new ones join them.
    Add,
    /// They stay, save those that are named.
    Remove,
}

/// Songs that belong together without being pointed at one by one.
#[derive(Debug, Clone, PartialEq)]
pub enum Group {
    /// `None` is noise.
    Cluster(Option<u32>),
    /// A class of a label column of the library.
    Label(usize, Class),
    /// A class of what the map is coloured by.
    Class(Class),
    /// What the search found; nothing happens while nothing is searched for.
    Found,
    /// A song and its nearest in latent space.
    NeighboursOf(usize),
    /// All songs that neither legend, search nor filters leave out.
    All,
}

/// What can be asked of the selection.
#[derive(Debug, Clone, PartialEq)]
pub enum Selecting {
    /// These songs.
    Songs(Vec<usize>, How),
    /// The songs of a group.
    Group(Group, How),
    /// Of the songs that neither legend, search nor filters leave out, the chosen ones are let go
    /// and the others taken.
    Invert,
    /// All are let go.
    None,
    /// Back to the selection, legend, colouring, picture, search and filters before the last change
    /// of one of them.
    Undo,
    /// Forth again after [`Selecting::Undo`].
    Redo,
}

/// What leaves songs out: the legend, the search, and the filters of columns.
#[derive(Clone, Copy)]
pub(super) struct Filters<'a> {
    pub(crate) colouring: &'a Colouring,
    pub(crate) search: &'a Search,
    pub(crate) filtering: &'a FilteringState,
    /// What the person hid.
    pub(crate) own: &'a OwnTable,
}

impl Filters<'_> {
    /// True unless one of them leaves the song out.
    pub(super) fn show(&self, song: usize) -> bool {
        let is_in = self.colouring.shows(song) && self.search.matches(song);
        is_in && self.filtering.passes(song) && !self.own.is_hidden(song)
    }

    /// The songs that legend and search leave on show, of `n`, and nobody hid; `None` is all of
    /// them.
    pub(super) fn beside_columns(&self, n: usize) -> Option<Bits> {
        let is_open = self.colouring.shows_all() && !self.search.is_active();
        let is_open = is_open && self.own.n_hidden() == 0;
        let matches = |song| self.colouring.shows(song) && self.search.matches(song);
        let shows = |song| matches(song) && !self.own.is_hidden(song);
        (!is_open).then(|| Bits::of(n, shows))
    }
}

/// The songs chosen as a set.
#[derive(Default)]
pub(super) struct SelectingState {
    selection: Selection,
    library: Watch<Library>,
    own: Watch<OwnTable>,
}

impl SelectingState {
    pub(super) fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Undo and redo are not ours.
    pub(super) fn apply(&mut self, command: Selecting, cx: &mut Cx, filters: Filters) {
        let n = cx.n_songs();
        match command {
            Selecting::Songs(songs, how) => self.choose(&songs, how, cx),
            Selecting::Group(group, how) => {
                if let Some(songs) = songs_of(&group, cx, filters) {
                    self.choose(&songs, how, cx);
                }
            }
            Selecting::Invert => {
                let inverted = (0..n).filter(|&i| self.selection.contains(i) != filters.show(i));
                self.set(Selection::new(inverted, n), cx);
            }
            Selecting::None => self.set(Selection::default(), cx),
            Selecting::Undo | Selecting::Redo => {}
        }
    }

    /// The selection of other songs is let go, and what was hidden of it.
    pub(super) fn pump(&mut self, cx: &mut Cx) {
        if self.library.is_new(cx.library.as_ref()) {
            self.selection = Selection::default();
        }
        let own = cx.own.clone();
        if self.own.is_new(Some(&own)) && own.n_hidden() > 0 && !self.selection.is_empty() {
            let left = self.selection.songs().iter().copied();
            let left = left.filter(|&song| !own.is_hidden(song));
            self.set(Selection::new(left, cx.n_songs()), cx);
        }
    }

    fn choose(&mut self, songs: &[usize], how: How, cx: &mut Cx) {
        let n = cx.n_songs();
        let songs = songs.iter().copied();
        let named = Selection::new(songs.filter(|&song| !cx.own.is_hidden(song)), n);
        let before = self.selection.songs().iter().copied();
        let chosen = match how {
            How::Replace => named,
            How::Add => Selection::new(before.chain(named.songs().iter().copied()), n),
            How::Remove => Selection::new(before.filter(|&i| !named.contains(i)), n),
        };
        self.set(chosen, cx);
    }

    pub(super) fn set(&mut self, selection: Selection, cx: &mut Cx) {
        if self.selection != selection {
            self.selection = selection;
            cx.revisions.looks += 1;
        }
    }
}

/// The songs of a group; `None` where there is no such group.
fn songs_of(group: &Group, cx: &Cx, filters: Filters) -> Option<Vec<usize>> {
    let of_class = |of_song: &[Class], class: Class| {
        let songs = of_song.iter().enumerate().filter(|(_, c)| **c == class);
        songs.map(|(i, _)| i).collect()
    };
    match *group {
        Group::Cluster(class) => Some(of_class(&cx.shown_analysis()?.clusters.labels, class)),
        Group::Label(column, class) => {
            let label = cx.library.as_ref()?.labels.get(column)?;
            Some(of_class(&label.of_song, class))
        }
        Group::Class(class) => match &filters.colouring.values {
            Values::Classes { of_song, .. } => Some(of_class(of_song, class)),
            Values::Numbers { .. } => None,
        },
        Group::Found => {
            let search = filters.search;
            search.is_active().then(|| search.found().to_vec())
        }
        Group::NeighboursOf(song) => {
            let analysis = cx.shown_analysis()?;
            cx.song(song)?;
            let near = (cx.work.nearest)(analysis.latents(), song, N_NEIGHBOURS);
            Some(near.into_iter().map(|(i, _)| i).chain([song]).collect())
        }
        Group::All => Some((0..cx.n_songs()).filter(|&i| filters.show(i)).collect()),
    }
}
