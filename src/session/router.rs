//! The router: each command to the part whose it is, each part to its threads, and what a part asks
//! of another to that one.

use super::Session;
use super::command::Command;
use super::curating::Curating;
use super::cx::Follow;
use super::given::{given, on_map};
use super::parting::{self, Parting};
use super::picture::Picture;
use super::selecting::{How, Selecting};
use super::work::Source;
use crate::config::Config;

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

    pub(super) fn fulfil(&mut self, command: Command) {
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
            Command::SetPath(name, path) => cx.draft.set_path(name, &path),
            Command::UseFile(name, path) => {
                cx.draft.set_path(name, &path);
                self.run.start(cx);
            }
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
            Command::MapMarks(marks) => self.maps.mark(marks, cx),
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
            Command::Filtering(command) => self.filtering.apply(command, cx),
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
            Command::Curating(asked) => self.curating.apply(asked, cx),
            Command::Sweeping(command) => self.sweeping.apply(command, cx),
            Command::Meaning(asked) => self.meaning.apply(asked, cx),
            Command::Placing(asked) => self.placing.apply(asked, cx),
            Command::Quiz(asked) => self.quiz.apply(&asked, cx),
            Command::Spectra(asked) => self.viewing.apply(asked, self.focus.selected(), cx),
            Command::Parting(asked) => {
                parting::apply(&asked, &mut self.run, self.selecting.selection(), cx);
            }
            Command::Why(asked) => self.why.apply(asked, cx),
            Command::Measuring(command) => self.invariance.apply(command, cx),
            Command::Teaching(asked) => {
                self.teaching.apply(asked, self.colour.colouring().by, cx);
            }
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
                Follow::OpenLesson(path) => self.teaching.open(path, cx),
                Follow::Picture(picture) => self.maps.project(picture, cx),
                Follow::ShowKept(kept) => self.run.show_kept(*kept, cx),
                Follow::ReadPlaces(id) => self.comparing.read_places(&id, cx),
                Follow::Recolour(by) => self.colour.recolour(by, cx, given!(self, of_clusters)),
                Follow::LeaveReplay => self.learning.leave_replay(cx),
                Follow::Select(song) => self.focus.select(Some(song), cx),
                Follow::Deselect => self.focus.select(None, cx),
                Follow::Give(column, songs, value) => {
                    self.apply(Command::Curating(Curating::Give(column, songs, value)));
                }
                Follow::PlayFile(path) => self.listening.play_file(&path),
                Follow::StopPlaying => self.listening.stop(),
                Follow::Take(songs) => {
                    // What was selected of the songs before goes first.
                    self.selecting.pump(cx);
                    let take = Selecting::Songs(songs, How::Replace);
                    self.selecting.apply(take, cx, given!(self, filters));
                }
                Follow::Part(ids) => {
                    let asked = Parting::Songs(ids);
                    parting::apply(&asked, &mut self.run, self.selecting.selection(), cx);
                }
                Follow::WriteSongs(file, songs, path) => self.facts.write(file, songs, path, cx),
            }
        }
    }
}
