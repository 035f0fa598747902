//! The way back: what was chosen, left out, coloured, pictured, filtered and searched for before.

use std::collections::BTreeMap;

use super::colour::{Class, ColourBy};
use super::colouring::Colours;
use super::command::Command;
use super::cx::Cx;
use super::filtering::{Column, Filtering, Filters};
use super::picture::{MapMarks, MapSource, Picture};
use super::selecting::Selection;
use crate::curation::Curation;
use crate::job::Watch;
use crate::library::Library;
use crate::pipeline::Analysis;

/// Steps that can be undone.
const MOST_STEPS: usize = 100;
/// Songs in all selections of the way back together: some 50 MB.
const MOST_SONGS: usize = 5_000_000;

/// All that undo brings back. The song in the player is none of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scene {
    pub(crate) selection: Selection,
    pub(crate) colours: Colours,
    pub(crate) picture: Picture,
    pub(crate) side_maps: Vec<MapSource>,
    pub(crate) marks: MapMarks,
    pub(crate) search: String,
    pub(crate) filters: Filters,
    /// The columns that have a chart; `None` as at first.
    pub(crate) charts: Option<Vec<Column>>,
    /// The names that a person gave to clusters.
    pub(crate) names: BTreeMap<u32, String>,
    /// Own labels, notes and hidden songs.
    pub(crate) own: Curation,
}

/// What a step was, where the next may belong to it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    /// A search that was not empty before became another: letters of one word.
    Typed,
    /// The first letter.
    BeganTyping,
    Toggled(Class),
    /// The filter of a column has become another.
    Filtered(Column),
    /// A side map looks along other dimensions of the same space.
    Turned,
    Other,
}

/// Scenes before and after the one on show.
#[derive(Default)]
pub(super) struct History {
    /// Oldest first.
    before: Vec<(Scene, Step)>,
    /// Undone, nearest last.
    after: Vec<Scene>,
    library: Watch<Library>,
    analysis: Watch<Analysis>,
}

impl History {
    pub(super) fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.after.is_empty()
    }

    /// The scene to bring back; `now` is the way forth again.
    pub(super) fn undo(&mut self, now: Scene) -> Option<Scene> {
        let (scene, _) = self.before.pop()?;
        self.after.push(now);
        Some(scene)
    }

    pub(super) fn redo(&mut self, now: Scene) -> Option<Scene> {
        let scene = self.after.pop()?;
        self.before.push((now, Step::Other));
        Some(scene)
    }

    /// `names` are those of the clusters on show.
    pub(super) fn pump(&mut self, cx: &Cx, names: &BTreeMap<u32, String>) {
        let is_new = self.analysis.is_new(cx.analysis.as_ref());
        if self.library.is_new(cx.library.as_ref()) {
            self.forget();
        } else if is_new {
            self.forget_clusters(names);
        }
    }

    /// Begins anew: what was before belongs to other songs, or to another session.
    pub(super) fn forget(&mut self) {
        (self.before, self.after) = Default::default();
    }

    /// A way back to `scene`, which no command led away from.
    pub(super) fn leave(&mut self, scene: Scene) {
        self.before.push((scene, Step::Other));
    }

    /// A command led away from `scene` to `now`.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "steps of few commands belong together, any other stands by itself"
    )]
    pub(super) fn remember(&mut self, scene: Scene, command: &Command, now: &Scene) {
        if scene == *now {
            return;
        }
        let step = match command {
            Command::Search(_) if scene.search.is_empty() => Step::BeganTyping,
            Command::Search(_) if !now.search.is_empty() => Step::Typed,
            Command::ToggleClass(class) => Step::Toggled(*class),
            Command::Filtering(Filtering::Set(column, _) | Filtering::Further(column, _)) => {
                Step::Filtered(*column)
            }
            Command::SideMaps(now) if only_turned(&scene.side_maps, now) => Step::Turned,
            _ => Step::Other,
        };
        let last = self.before.last().map(|(_, step)| *step);
        let same_step = match command {
            Command::Search(_) => {
                step == Step::Typed && matches!(last, Some(Step::Typed | Step::BeganTyping))
            }
            // The first click of a double click has toggled the class already.
            Command::SoloClass(class) => last == Some(Step::Toggled(*class)),
            Command::Filtering(Filtering::Further(..)) => last == Some(step),
            Command::SideMaps(_) => step == Step::Turned && last == Some(step),
            _ => false,
        };
        self.after.clear();
        match self.before.last_mut().filter(|_| same_step) {
            Some((_, last)) => *last = step,
            None => self.before.push((scene, step)),
        }
        self.forget_the_oldest();
    }

    fn forget_the_oldest(&mut self) {
        let mut n_songs = 0;
        let mut own = Curation::default();
        let fits = |(scene, _): &&(Scene, Step)| {
            n_songs += scene.selection.len();
            // What several steps have in common is there once.
            if own != scene.own {
                n_songs += scene.own.n_entries();
                own = scene.own.clone();
            }
            n_songs <= MOST_SONGS
        };
        let n_kept = self
            .before
            .iter()
            .rev()
            .take(MOST_STEPS)
            .take_while(fits)
            .count();
        self.before.drain(..self.before.len() - n_kept);
    }

    /// Clusters of another run are other clusters: which of them were left out, and what they were
    /// called, says nothing any more.
    fn forget_clusters(&mut self, names: &BTreeMap<u32, String>) {
        let scenes = self
            .before
            .iter_mut()
            .map(|(scene, _)| scene)
            .chain(&mut self.after);
        for scene in scenes {
            scene.names.clone_from(names);
            scene.filters.remove(&Column::Cluster);
            if scene.colours.by == ColourBy::Cluster {
                scene.colours.hidden.clear();
            }
        }
    }
}

fn only_turned(before: &[MapSource], now: &[MapSource]) -> bool {
    let turned = |(a, b): (&MapSource, &MapSource)| {
        a == b || matches!((a, b), (MapSource::Latents(..), MapSource::Latents(..)))
    };
    before.len() == now.len() && before.iter().zip(now).all(turned)
}
