//! Which songs are chosen as a set, and the way back: undo and redo of what was chosen, left out
//! and coloured.

use std::sync::Arc;

use super::history::History;
use super::{Class, N_NEIGHBOURS, Session, Values};

/// A set of songs on show, by index.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selection {
    /// Ascending, each once.
    songs: Arc<Vec<usize>>,
    /// Of each song on show; empty when nothing is chosen.
    chosen: Arc<Vec<bool>>,
}

impl Selection {
    /// Of `n` songs those of `songs`; indices beyond `n` are left out.
    pub fn new(songs: impl IntoIterator<Item = usize>, n: usize) -> Self {
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

    pub fn songs(&self) -> &[usize] {
        &self.songs
    }

    pub fn len(&self) -> usize {
        self.songs.len()
    }

    pub fn is_empty(&self) -> bool {
        self.songs.is_empty()
    }

    pub fn contains(&self, song: usize) -> bool {
        self.chosen.get(song).copied().unwrap_or(false)
    }
}

/// What becomes of the songs that were chosen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum How {
    #[default]
    Replace,
    Add,
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
    /// All songs that neither legend nor search leaves out.
    All,
}

/// What can be asked of the selection.
#[derive(Debug, Clone, PartialEq)]
pub enum Selecting {
    Songs(Vec<usize>, How),
    Group(Group, How),
    /// Of the songs that neither legend nor search leaves out, the chosen ones are let go and the
    /// others taken.
    Invert,
    None,
    /// Back to the selection, legend, colouring, picture and search before the last change of one
    /// of them.
    Undo,
    Redo,
}

/// The selection, and what it was before.
#[derive(Default)]
pub struct SelectingState {
    pub(super) selection: Selection,
    pub(super) history: History,
}

impl Session {
    /// The songs chosen as a set.
    pub fn selection(&self) -> &Selection {
        &self.selecting.selection
    }

    /// True unless the legend or the search leaves the song out.
    pub fn is_shown(&self, song: usize) -> bool {
        self.colouring.shows(song) && self.search.matches(song)
    }

    pub(super) fn apply_selecting(&mut self, command: Selecting) {
        match command {
            Selecting::Songs(songs, how) => self.choose(&songs, how),
            Selecting::Group(group, how) => {
                if let Some(songs) = self.songs_of(&group) {
                    self.choose(&songs, how);
                }
            }
            Selecting::Invert => {
                let n = self.n_songs();
                let inverted = (0..n).filter(|&i| self.selection().contains(i) != self.is_shown(i));
                self.set_selection(Selection::new(inverted.collect::<Vec<_>>(), n));
            }
            Selecting::None => self.set_selection(Selection::default()),
            Selecting::Undo => self.undo(),
            Selecting::Redo => self.redo(),
        }
    }

    fn n_songs(&self) -> usize {
        self.library().map_or(0, |library| library.songs.len())
    }

    fn choose(&mut self, songs: &[usize], how: How) {
        let (n, before) = (self.n_songs(), self.selection().clone());
        let named = Selection::new(songs.iter().copied(), n);
        self.set_selection(match how {
            How::Replace => named,
            How::Add => Selection::new(before.songs().iter().chain(named.songs()).copied(), n),
            How::Remove => Selection::new(
                before
                    .songs()
                    .iter()
                    .copied()
                    .filter(|&i| !named.contains(i)),
                n,
            ),
        });
    }

    fn set_selection(&mut self, selection: Selection) {
        if self.selecting.selection != selection {
            self.selecting.selection = selection;
            self.revisions.looks += 1;
        }
    }

    /// The songs of a group; `None` where there is no such group.
    fn songs_of(&self, group: &Group) -> Option<Vec<usize>> {
        let of_class = |of_song: &[Class], class: Class| {
            of_song
                .iter()
                .enumerate()
                .filter(|(_, c)| **c == class)
                .map(|(i, _)| i)
                .collect()
        };
        match *group {
            Group::Cluster(class) => Some(of_class(&self.shown_analysis()?.clusters.labels, class)),
            Group::Label(column, class) => Some(of_class(
                &self.library()?.labels.get(column)?.of_song,
                class,
            )),
            Group::Class(class) => match &self.colouring.values {
                Values::Classes { of_song, .. } => Some(of_class(of_song, class)),
                Values::Numbers { .. } => None,
            },
            Group::Found => self
                .search
                .is_active()
                .then(|| self.search.found().to_vec()),
            Group::NeighboursOf(song) => {
                let analysis = self.shown_analysis()?;
                self.song(song)?;
                let near = (self.work.nearest)(analysis.latents(), song, N_NEIGHBOURS);
                Some(near.into_iter().map(|(i, _)| i).chain([song]).collect())
            }
            Group::All => Some((0..self.n_songs()).filter(|&i| self.is_shown(i)).collect()),
        }
    }
}
