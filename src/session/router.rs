//! The router: each command to the part whose it is, each part to its threads, and what a part asks
//! of another to that one.

use super::Session;
use super::colouring::OfClusters;
use super::command::Command;
use super::cx::{Cx, Follow, OnMap};
use super::history::Scene;
use super::keeping::{OnShow, SessionFile};
use super::learning::LearningState;
use super::picture::Picture;
use super::run::RunState;
use super::selecting::{Filters, How, Selecting};
use super::side_maps::MapsState;
use super::work::Source;
use crate::config::Config;
use crate::words::{id, say};

/// What several parts are given of others, apart from what they change: a function of the whole
/// session would hold on to all of it.
macro_rules! given {
    ($session:ident, of_clusters) => {
        OfClusters {
            weighed: $session.comparing.balance().shown().map(AsRef::as_ref),
            names: $session.naming.given(),
        }
    };
    ($session:ident, filters) => {
        Filters {
            colouring: $session.colour.colouring(),
            search: &$session.search,
        }
    };
    ($session:ident, map) => {
        on_map(
            &$session.learning,
            &$session.run,
            &$session.maps,
            &$session.cx,
        )
    };
    ($session:ident, on_show) => {
        OnShow {
            filters: given!($session, filters),
            selection: $session.selecting.selection(),
            focus: &$session.focus,
            map: given!($session, map),
            names: $session.naming.given(),
            run: $session.comparing.present(),
        }
    };
}

impl Session {
    /// Fulfils one command. Never blocks: long work goes to a thread.
    pub fn apply(&mut self, command: Command) {
        if command.is_lasting() {
            self.keeping.touch();
        }
        if !command.can_be_undone() {
            return self.fulfil(command);
        }
        let before = self.scene();
        self.fulfil(command.clone());
        self.history.remember(before, &command, &self.scene());
    }

    fn fulfil(&mut self, command: Command) {
        let cx = &mut self.cx;
        match command {
            Command::OpenFolder(path) => self.run.open_path(path, cx),
            Command::OpenDemo => self.run.open(Source::Demo, None, cx),
            Command::Reopen(at) => {
                self.recent.reopen(at, cx);
            }
            Command::Run => self.run.start(cx),
            Command::Stop => self.run.stop(),
            Command::Cancel => self.run.cancel(),
            Command::SetConfig(config) => cx.draft = *config,
            Command::ResetConfig => {
                let seed = cx.draft.seed;
                cx.draft = Config {
                    seed,
                    ..Config::default()
                };
            }
            Command::MapColumns(columns) => self.run.map_columns(columns, cx),
            Command::LeaveColumns => self.run.leave_columns(cx),
            Command::Select(song) => self.focus.select(song, cx),
            Command::Play(song) => {
                self.focus.select(Some(song), cx);
                self.listening.play(song, cx);
            }
            Command::Hover(song) => self.focus.hover(song),
            Command::PlayPause => self.listening.play_pause(cx, &self.focus),
            Command::Seek(secs) => self.listening.seek(secs, cx, &self.focus),
            Command::SeekBy(secs) => {
                let now = self.listening.position_secs(&self.focus, cx);
                self.listening.seek(now + secs, cx, &self.focus);
            }
            Command::Volume(volume) => self.listening.set_volume(volume),
            Command::Next => {
                if !self.listening.follow_on(cx, &self.focus)
                    && let Some(song) = self.focus.go_on(cx)
                {
                    self.listening.play(song, cx);
                }
            }
            Command::Previous => {
                if let Some(place) = self.listening.previous_in_list(&self.focus) {
                    self.listening.jump(place, cx);
                } else if let Some(song) = self.focus.go_back(cx) {
                    self.listening.play(song, cx);
                }
            }
            Command::Search(text) => self.search.set_text(text, cx),
            Command::ColourBy(by) => self.colour.choose(by, cx, given!(self, of_clusters)),
            Command::ToggleClass(class) => self.colour.filter(cx, |c| c.toggle(class)),
            Command::SoloClass(class) => self.colour.filter(cx, |c| c.solo(class)),
            Command::ShowAllClasses => self.colour.filter(cx, |c| c.hidden.clear()),
            Command::Project(picture) => self.maps.project(picture, cx),
            Command::DrawBy(method) => {
                self.maps.project(Picture::Map, cx);
                self.run.draw_by(method, cx);
            }
            Command::SideMaps(sources) => self.maps.set(&sources),
            Command::Selecting(Selecting::Undo) => {
                let now = self.scene();
                if let Some(scene) = self.history.undo(now) {
                    self.bring_back(scene);
                }
            }
            Command::Selecting(Selecting::Redo) => {
                let now = self.scene();
                if let Some(scene) = self.history.redo(now) {
                    self.bring_back(scene);
                }
            }
            Command::Selecting(command) => {
                self.selecting.apply(command, cx, given!(self, filters));
            }
            Command::SaveSelection(file, path) => {
                let selection = self.selecting.selection();
                self.facts.save(selection, file, path, cx);
            }
            Command::Listening(command) => {
                let map = on_map(&self.learning, &self.run, &self.maps, cx);
                self.listening.apply(command, cx, &self.focus, map);
            }
            Command::Listing(command) => self.listing.apply(command),
            Command::Learning(command) => self.learning.apply(command, cx, &self.run),
            Command::Comparing(command) => self.comparing.apply(command, cx, &self.run),
            Command::Understanding(command) => {
                let playback = self.listening.playback();
                self.understanding.apply(command, cx, playback);
            }
            Command::Naming(command) => {
                self.naming.apply(command);
                self.colour.name_classes(cx, self.naming.given());
            }
            Command::Sweeping(command) => self.sweeping.apply(command, cx),
            Command::Keeping(command) => {
                let on_show = given!(self, on_show);
                self.keeping.apply(command, &mut self.cx, &on_show);
            }
            Command::Tell(text) => cx.inform(text),
            Command::Dismiss(id) => cx.messages.dismiss(id),
        }
        self.follow();
    }

    /// Does what parts have asked of others.
    pub(super) fn follow(&mut self) {
        while let Some(follow) = self.cx.follow.pop_front() {
            let cx = &mut self.cx;
            match follow {
                Follow::Run => self.run.start(cx),
                Follow::Launch(launch) => self.run.start_with(&launch, cx),
                Follow::Open(source, kept) => self.run.open(source, kept, cx),
                Follow::OpenSession(path) => self.keeping.open(path, cx),
                Follow::ShowKept(kept) => self.run.show_kept(*kept, cx),
                Follow::ReadPlaces(id) => self.comparing.read_places(&id, cx),
                Follow::Recolour(by) => self.colour.recolour(by, cx, given!(self, of_clusters)),
                Follow::LeaveReplay => self.learning.leave_replay(cx),
                Follow::Select(song) => self.focus.select(Some(song), cx),
                Follow::PlayFile(path) => self.listening.play_file(&path),
                Follow::StopPlaying => self.listening.stop(),
                Follow::WriteSongs(file, songs, path) => self.facts.write(file, songs, path, cx),
            }
        }
    }

    /// Takes in progress and results of every thread. Called once a frame; never blocks.
    pub fn pump(&mut self) {
        for pump in Self::PUMPS {
            pump(self);
            self.follow();
        }
        self.cx.messages.drop_old();
    }

    /// One for each part, in the order in which they follow from each other.
    const PUMPS: [fn(&mut Self); 18] = [
        |s| {
            if let Some(replay) = s.run.pump(&mut s.cx) {
                s.learning.keep(replay);
            }
        },
        |s| s.search.pump(&mut s.cx),
        |s| s.naming.pump(&s.cx),
        |s| s.history.pump(&s.cx, s.naming.given()),
        |s| {
            let by = s.colour.colouring().by;
            s.comparing.pump(&mut s.cx, &s.run, by);
        },
        |s| s.colour.pump(&mut s.cx, given!(s, of_clusters)),
        |s| s.selecting.pump(&s.cx),
        |s| s.facts.pump(&mut s.cx, s.selecting.selection()),
        |s| s.focus.pump(&mut s.cx),
        |s| s.listening.pump(&mut s.cx, &s.focus),
        |s| {
            let selection = s.selecting.selection();
            s.listing.pump(&mut s.cx, selection, given!(s, filters));
        },
        |s| s.learning.pump(&mut s.cx),
        |s| s.maps.pump(&mut s.cx, &s.comparing),
        |s| s.understanding.pump(&mut s.cx),
        |s| s.sweeping.pump(&mut s.cx),
        |s| s.reading.pump(&mut s.cx),
        |s| {
            let on_show = given!(s, on_show);
            if let Some(file) = s.keeping.pump(&mut s.cx, &on_show, &s.run) {
                s.restore(&file);
            }
        },
        |s| s.recent.pump(&mut s.cx, s.keeping.path()),
    ];

    #[cfg(test)]
    pub(super) fn on_show(&self) -> OnShow<'_> {
        given!(self, on_show)
    }

    pub(super) fn scene(&self) -> Scene {
        Scene {
            selection: self.selecting.selection().clone(),
            colours: self.colour.colours(),
            picture: self.maps.picture(),
            side_maps: self.maps.sources(),
            search: self.search.text().to_string(),
            names: self.naming.given().clone(),
        }
    }

    fn bring_back(&mut self, scene: Scene) {
        let cx = &mut self.cx;
        if *self.naming.given() != scene.names {
            self.naming.bring_back(scene.names);
            self.colour.name_classes(cx, self.naming.given());
        }
        self.selecting.set(scene.selection, cx);
        let of_clusters = given!(self, of_clusters);
        self.colour.bring_back(scene.colours, cx, of_clusters);
        self.maps.project(scene.picture, cx);
        self.maps.set(&scene.side_maps);
        if self.search.text() != scene.search {
            self.search.set_text(scene.search, cx);
        }
    }

    /// Puts back what a session file says of the songs on show.
    fn restore(&mut self, file: &SessionFile) {
        let Some(library) = self.cx.library.clone() else {
            return;
        };
        self.cx.draft.clone_from(&file.config);
        self.naming.restore(&file.cluster_names);
        if let Some(by) = file.colour.by(&library) {
            self.apply(Command::ColourBy(by));
            let hidden = file.hidden_in(self.colouring());
            self.colour.filter(&mut self.cx, |c| c.hidden = hidden);
        }
        self.apply(Command::Project(file.picture()));
        if !file.search.is_empty() {
            self.apply(Command::Search(file.search.clone()));
        }
        let (found, n_gone) = file.selection_in(&library);
        if !found.is_empty() {
            self.fulfil(Command::Selecting(Selecting::Songs(found, How::Replace)));
        }
        if n_gone > 0 {
            self.cx
                .warn(say(id::SESSION_N_SONGS_WERE_SELECTED_NOT).with("n", n_gone));
        }
        self.apply(Command::Select(file.selected_in(&library)));
        // There is no way back to before it was opened.
        self.history.forget();
        self.keeping.restored(&self.cx, &given!(self, on_show));
    }
}

/// What the map shows: songs move in the frame that is replayed, or in the run under way, unless
/// another picture than its map is shown.
pub(super) fn on_map<'a>(
    learning: &'a LearningState,
    run: &'a RunState,
    maps: &MapsState,
    cx: &Cx,
) -> OnMap<'a> {
    let picture = maps.picture();
    let is_map = picture == Picture::Map || cx.shown_analysis().is_none();
    let replayed = learning.replayed(cx, run).map(|(_, frame)| &*frame.xy);
    let of_run = || run.moving(cx.library.as_ref()).filter(|_| is_map);
    OnMap {
        picture,
        moving: replayed.or_else(of_run),
    }
}
