//! The way back: what was chosen, left out, coloured, pictured and searched for before.

use std::collections::HashSet;

use super::{Class, ColourBy, Command, MapSource, Picture, Selecting, Selection, Session};

/// Steps that can be undone.
const MOST_STEPS: usize = 100;
/// Songs in all selections of the way back together: some 50 MB.
const MOST_SONGS: usize = 5_000_000;

/// All that undo brings back. The song in the player is none of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scene {
    selection: Selection,
    by: ColourBy,
    colour_chosen: bool,
    hidden: HashSet<Class>,
    picture: Picture,
    side_maps: Vec<MapSource>,
    search: String,
}

/// What a step was, where the next may belong to it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    /// A search that was not empty before became another: letters of one word.
    Typed,
    /// The first letter.
    BeganTyping,
    Toggled(Class),
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
}

impl History {
    /// A command led away from `scene`.
    fn remember(&mut self, scene: Scene, command: &Command, search_now: &str) {
        let step = match command {
            Command::Search(_) if scene.search.is_empty() => Step::BeganTyping,
            Command::Search(_) if !search_now.is_empty() => Step::Typed,
            Command::ToggleClass(class) => Step::Toggled(*class),
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
        let fits = |(scene, _): &&(Scene, Step)| {
            n_songs += scene.selection.len();
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

    /// Clusters of another run are other clusters: which of them were left out says nothing any
    /// more.
    pub fn forget_hidden_clusters(&mut self) {
        let scenes = self
            .before
            .iter_mut()
            .map(|(scene, _)| scene)
            .chain(&mut self.after);
        scenes
            .filter(|scene| scene.by == ColourBy::Cluster)
            .for_each(|scene| scene.hidden.clear());
    }
}

fn only_turned(before: &[MapSource], now: &[MapSource]) -> bool {
    let turned = |(a, b): (&MapSource, &MapSource)| {
        a == b || matches!((a, b), (MapSource::Latents(..), MapSource::Latents(..)))
    };
    before.len() == now.len() && before.iter().zip(now).all(turned)
}

impl Command {
    /// True when undo leads back to before it.
    pub(super) fn can_be_undone(&self) -> bool {
        match self {
            Command::Search(_)
            | Command::ColourBy(_)
            | Command::Project(_)
            | Command::SideMaps(_)
            | Command::ToggleClass(_)
            | Command::SoloClass(_)
            | Command::ShowAllClasses => true,
            Command::Selecting(what) => !matches!(what, Selecting::Undo | Selecting::Redo),
            _ => false,
        }
    }
}

impl Session {
    pub fn can_undo(&self) -> bool {
        !self.selecting.history.before.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.selecting.history.after.is_empty()
    }

    pub(super) fn scene(&self) -> Scene {
        Scene {
            selection: self.selecting.selection.clone(),
            by: self.colouring.by,
            colour_chosen: self.colour_chosen,
            hidden: self.colouring.hidden.clone(),
            picture: self.picture,
            side_maps: self.side_maps.sources(),
            search: self.search.text().to_string(),
        }
    }

    /// Keeps the scene before `command`, unless nothing changed.
    pub(super) fn remember(&mut self, before: Scene, command: &Command) {
        if before != self.scene() {
            let search = self.search.text().to_string();
            self.selecting.history.remember(before, command, &search);
        }
    }

    pub(super) fn undo(&mut self) {
        let now = self.scene();
        if let Some((scene, _)) = self.selecting.history.before.pop() {
            self.selecting.history.after.push(now);
            self.bring_back(scene);
        }
    }

    pub(super) fn redo(&mut self) {
        let now = self.scene();
        if let Some(scene) = self.selecting.history.after.pop() {
            self.selecting.history.before.push((now, Step::Other));
            self.bring_back(scene);
        }
    }

    fn bring_back(&mut self, scene: Scene) {
        let Scene {
            selection,
            by,
            colour_chosen,
            hidden,
            picture,
            side_maps,
            search,
        } = scene;
        self.selecting.selection = selection;
        if self.colouring.by != by {
            self.recolour(by);
        }
        self.colouring.hidden = hidden;
        self.colour_chosen = colour_chosen;
        self.project(picture);
        self.side_maps.set(&side_maps);
        if self.search.text() != search {
            self.search.set_text(search);
            self.look();
        }
        self.revisions.looks += 1;
    }
}
