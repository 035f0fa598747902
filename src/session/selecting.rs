//! Which songs are chosen as a set, and the way back: undo and redo of what was chosen, left out and coloured.

use std::sync::Arc;

use super::{Class, Session};

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
        songs.into_iter().filter(|&i| i < n).for_each(|i| chosen[i] = true);
        let songs: Vec<usize> = (0..n).filter(|&i| chosen[i]).collect();
        if songs.is_empty() { Self::default() } else { Self { songs: Arc::new(songs), chosen: Arc::new(chosen) } }
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
    Found,
    NeighboursOf(usize),
    All,
}

/// What can be asked of the selection.
#[derive(Debug, Clone, PartialEq)]
pub enum Selecting {
    Songs(Vec<usize>, How),
    Group(Group, How),
    Invert,
    None,
    Undo,
    Redo,
}

/// The selection, and what it was before.
#[derive(Default)]
pub struct SelectingState {
    selection: Selection,
}

impl Session {
    /// The songs chosen as a set.
    pub fn selection(&self) -> &Selection {
        &self.selecting.selection
    }

    pub(super) fn apply_selecting(&mut self, command: Selecting) {
        let n = self.library().map_or(0, |library| library.songs.len());
        match command {
            Selecting::Songs(songs, How::Replace) => self.selecting.selection = Selection::new(songs, n),
            _ => {}
        }
        self.revisions.looks += 1;
    }
}
