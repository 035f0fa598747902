//! The song in focus: the selected one with its neighbours and the picture of its recording, and
//! the walk from song to song.

use super::cx::{Cx, Follow};
use super::depicting::{Depicted, SoundState};
use super::work::N_NEIGHBOURS;
use crate::curation::OwnTable;
use crate::job::Watch;
use crate::library::Library;
use crate::pipeline::Analysis;

/// The song in focus.
#[derive(Default)]
pub(super) struct Focus {
    selected: Option<usize>,
    hovered: Option<usize>,
    neighbours: Vec<(usize, f32)>,
    walk: Walk,
    sound: Depicted,
    library: Watch<Library>,
    analysis: Watch<Analysis>,
    own: Watch<OwnTable>,
}

impl Focus {
    pub(super) fn selected(&self) -> Option<usize> {
        self.selected
    }

    pub(super) fn hovered(&self) -> Option<usize> {
        self.hovered
    }

    pub(super) fn hover(&mut self, song: Option<usize>) {
        self.hovered = song;
    }

    /// The songs nearest to the selected one in latent space, nearest first, with their distance.
    pub(super) fn neighbours(&self) -> &[(usize, f32)] {
        &self.neighbours
    }

    pub(super) fn sound(&self) -> &SoundState {
        self.sound.state()
    }

    pub(super) fn can_go_back(&self) -> bool {
        self.walk.at > 0
    }

    /// Makes `song` the selected one: a step of the walk.
    pub(super) fn select(&mut self, song: Option<usize>, cx: &mut Cx) {
        self.show(song, cx);
        if let Some(song) = self.selected {
            self.walk.visit(song);
        }
    }

    /// On to the nearest neighbour that was not visited yet; gives it.
    pub(super) fn go_on(&mut self, cx: &mut Cx) -> Option<usize> {
        let song = self.walk.onward(&self.neighbours)?;
        self.show(Some(song), cx);
        Some(song)
    }

    /// Back to the song before; gives it.
    pub(super) fn go_back(&mut self, cx: &mut Cx) -> Option<usize> {
        let song = self.walk.back()?;
        self.show(Some(song), cx);
        Some(song)
    }

    /// Makes `song` the selected one, with its neighbours and its sound.
    fn show(&mut self, song: Option<usize>, cx: &mut Cx) {
        let song = song.filter(|&i| cx.song(i).is_some());
        if song == self.selected {
            return;
        }
        self.selected = song;
        if song.is_none() {
            cx.then(Follow::StopPlaying);
        }
        self.find_neighbours(cx);
        let recording = self.selected.and_then(|song| cx.recording(song));
        self.sound.read(recording, cx);
    }

    fn find_neighbours(&mut self, cx: &Cx) {
        self.neighbours = match (self.selected, cx.shown_analysis()) {
            (Some(song), Some(analysis)) => {
                let asked = N_NEIGHBOURS + cx.own.n_hidden();
                let mut near = (cx.work.nearest)(analysis.latents(), song, asked);
                near.retain(|(song, _)| !cx.own.is_hidden(*song));
                near.truncate(N_NEIGHBOURS);
                near
            }
            _ => Vec::new(),
        };
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        if self.library.is_new(cx.library.as_ref()) {
            self.show(None, cx);
            (self.walk, self.hovered) = (Walk::default(), None);
        }
        let is_other = self.own.is_new(Some(&cx.own));
        if is_other && self.selected.is_some_and(|song| cx.own.is_hidden(song)) {
            self.show(None, cx);
        }
        if self.analysis.is_new(cx.analysis.as_ref()) || is_other {
            self.find_neighbours(cx);
        }
        self.sound.pump();
    }
}

/// The songs visited one after the other, so that Previous goes back and Next does not run in
/// circles.
#[derive(Debug, Default)]
struct Walk {
    songs: Vec<usize>,
    at: usize,
}

impl Walk {
    /// A song chosen by hand: what lay ahead is forgotten.
    fn visit(&mut self, song: usize) {
        if self.songs.get(self.at) == Some(&song) {
            return;
        }
        self.songs.truncate(self.at + 1);
        self.songs.push(song);
        self.at = self.songs.len() - 1;
    }

    fn back(&mut self) -> Option<usize> {
        self.at = self.at.checked_sub(1)?;
        self.songs.get(self.at).copied()
    }

    /// Where Next leads: what lies ahead after going back, else the nearest neighbour not visited
    /// yet.
    fn onward(&mut self, neighbours: &[(usize, f32)]) -> Option<usize> {
        if let Some(&ahead) = self.songs.get(self.at + 1) {
            self.at += 1;
            return Some(ahead);
        }
        let fresh = neighbours
            .iter()
            .find(|(song, _)| !self.songs.contains(song));
        let song = fresh.or(neighbours.first())?.0;
        self.visit(song);
        Some(song)
    }
}
