//! Commands, fulfilled.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::config::Config;
use crate::job::{Job, Reporter};
use crate::library::ColumnMap;

use super::colour::Colouring;
use super::keeping::is_session_file;
use super::message::Level;
use super::run::{Request, Run, Source};
use super::{Class, ColourBy, Command, N_NEIGHBOURS, Picture, Session, SoundState};

impl Session {
    /// Fulfils one command. Never blocks: long work goes to a thread.
    pub fn apply(&mut self, command: Command) {
        self.keeping.touch(&command);
        if !command.can_be_undone() {
            return self.fulfil(command);
        }
        let before = self.scene();
        self.fulfil(command.clone());
        self.remember(before, &command);
    }

    fn fulfil(&mut self, command: Command) {
        match command {
            Command::OpenFolder(path) => self.open(Source::Path(path)),
            Command::OpenDemo => self.open(Source::Demo),
            Command::Run => self.start(),
            Command::Stop => {
                if let Some(run) = &mut self.run {
                    run.stop();
                }
            }
            Command::Cancel => {
                if let Some(run) = &self.run {
                    run.job.stop().cancel();
                }
            }
            Command::SetConfig(config) => self.draft = *config,
            Command::ResetConfig => {
                self.draft = Config {
                    seed: self.draft.seed,
                    ..Config::default()
                }
            }
            Command::MapColumns(columns) => self.map_columns(columns),
            Command::LeaveColumns => {
                if let Some(question) = self.question.take() {
                    self.messages.tell(Level::Error, question.cause);
                }
            }
            Command::Select(song) => self.select(song),
            Command::Play(song) => self.play(song),
            Command::Hover(song) => self.hovered = song,
            Command::PlayPause => self.play_pause(),
            Command::Seek(secs) => self.seek(secs),
            Command::SeekBy(secs) => self.seek(self.position_secs() + secs),
            Command::Volume(volume) => self.playback.set_volume(volume),
            Command::Next => {
                if !self.follow_on()
                    && let Some(song) = self.walk.onward(&self.neighbours)
                {
                    self.show_and_play(song);
                }
            }
            Command::Previous => {
                if let Some(place) = self.previous_in_list() {
                    self.jump(place);
                } else if let Some(song) = self.walk.back() {
                    self.show_and_play(song);
                }
            }
            Command::Search(text) => {
                self.search.set_text(text);
                self.look();
            }
            Command::ColourBy(by) => self.colour_by(by),
            Command::Project(picture) => self.project(picture),
            Command::SideMaps(sources) => self.side_maps.set(&sources),
            Command::ToggleClass(class) => self.filter(|colouring| colouring.toggle(class)),
            Command::SoloClass(class) => self.solo(class),
            Command::ShowAllClasses => self.filter(|colouring| colouring.hidden.clear()),
            Command::Selecting(command) => self.apply_selecting(command),
            Command::SaveSelection(file, path) => self.save_selection(file, path),
            Command::Listening(command) => self.apply_listening(command),
            Command::Listing(command) => self.apply_listing(command),
            Command::Learning(command) => self.apply_learning(command),
            Command::Comparing(command) => self.apply_comparing(command),
            Command::Understanding(command) => self.apply_understanding(command),
            Command::Naming(command) => self.apply_naming(command),
            Command::Sweeping(command) => self.apply_sweeping(command),
            Command::Keeping(command) => self.apply_keeping(command),
            Command::Tell(text) => self.messages.tell(Level::Info, text),
            Command::Dismiss(id) => self.messages.dismiss(id),
        }
    }

    pub(super) fn open(&mut self, source: Source) {
        if let Source::Path(path) = &source
            && !path.exists()
        {
            self.messages.tell(
                Level::Error,
                format!("there is no such file or folder: {}", path.display()),
            );
            return;
        }
        if let Source::Path(path) = &source
            && is_session_file(path)
        {
            return self.open_session(path.clone());
        }
        if self.source.as_ref().is_some_and(|open| *open != source) {
            self.columns = ColumnMap::default();
        }
        self.source = Some(source);
        self.question = None;
        // Opening reads the folder anew, even the same one: its files may have changed.
        self.launch(false);
    }

    pub(super) fn start(&mut self) {
        let same = self.analysed.is_some() && self.analysed == self.source;
        self.launch(same);
    }

    pub(super) fn map_columns(&mut self, columns: ColumnMap) {
        if let Some(question) = self.question.take() {
            self.source = Some(Source::Path(question.path));
        }
        self.columns = columns;
        self.launch(false);
    }

    /// Starts a run; a run under way is given up. `keep_library` when only settings changed.
    fn launch(&mut self, keep_library: bool) {
        let draft = self.draft.clone();
        self.launch_with(&draft, keep_library, false);
    }

    /// The same by other settings than the draft's; `further` where the model on show is to be
    /// trained further.
    pub(super) fn launch_with(&mut self, config: &Config, keep_library: bool, further: bool) {
        let Some(source) = self.source.clone() else {
            self.messages
                .tell(Level::Info, "open a folder of songs first, or the demo");
            return;
        };
        let config = match config.check() {
            Ok(config) => config,
            Err(error) => return self.messages.tell(Level::Error, error.to_string()),
        };
        let request = Request {
            source,
            columns: self.columns.clone(),
            library: self
                .analysis
                .as_ref()
                .filter(|_| keep_library)
                .map(|a| a.whole.clone()),
            config,
            cache: self.cache.clone(),
            runs: self.runs_folder(),
            before: self.analysis.clone(),
            kept: self.keeping.run_to_show(),
            further,
            loaded: Arc::new(OnceLock::new()),
        };
        let wake = self.wake.clone();
        match Run::start(self.work, request, move || wake()) {
            Ok(run) => {
                // What went wrong before was about what was asked before.
                self.messages.drop_errors();
                self.leave_replay();
                self.run = Some(run);
            }
            Err(error) => self.messages.tell(Level::Error, error.to_string()),
        }
        self.revisions.places += 1;
    }

    fn select(&mut self, song: Option<usize>) {
        self.show(song);
        if let Some(song) = self.selected {
            self.walk.visit(song);
        }
    }

    /// Makes `song` the selected one, with its neighbours and its sound.
    pub(super) fn show(&mut self, song: Option<usize>) {
        let song = song.filter(|&i| self.song(i).is_some());
        if song == self.selected {
            return;
        }
        self.selected = song;
        if song.is_none() {
            self.playback.stop();
        }
        self.find_neighbours();
        self.read_sound();
    }

    pub(super) fn find_neighbours(&mut self) {
        self.neighbours = match (self.selected, self.shown_analysis()) {
            (Some(song), Some(analysis)) => {
                (self.work.nearest)(analysis.latents(), song, N_NEIGHBOURS)
            }
            _ => Vec::new(),
        };
    }

    fn read_sound(&mut self) {
        self.sound_job = None;
        self.sound = SoundState::None;
        let Some(path) = self.selected_path() else {
            return;
        };
        let (config, wake, read) = (self.draft.audio.clone(), self.wake.clone(), self.work.sound);
        match Job::spawn("sound", move || wake(), move |_| read(&path, &config)) {
            Ok(job) => (self.sound, self.sound_job) = (SoundState::Reading, Some(job)),
            Err(error) => self.sound = SoundState::Failed(error.to_string()),
        }
    }

    fn selected_path(&self) -> Option<PathBuf> {
        self.selected_song()?
            .audio
            .as_ref()
            .map(|audio| audio.path.clone())
    }

    pub(super) fn play(&mut self, song: usize) {
        self.select(Some(song));
        self.play_selected();
    }

    fn show_and_play(&mut self, song: usize) {
        self.show(Some(song));
        self.play_selected();
    }

    fn play_selected(&mut self) {
        match self.selected_path() {
            Some(_) if self.is_playing() => {}
            Some(path) => self.playback.play(&path, 0.0),
            None => self.playback.stop(),
        }
    }

    fn play_pause(&mut self) {
        let Some(path) = self.selected_path() else {
            return;
        };
        if !self.is_loaded() || self.playback.state.finished {
            self.playback.play(&path, 0.0);
        } else if self.playback.state.playing {
            self.playback.pause();
        } else {
            self.playback.resume();
        }
    }

    /// A seek in a song that is not in the player starts it there.
    fn seek(&mut self, secs: f32) {
        let Some(path) = self.selected_path() else {
            return;
        };
        let duration = self.duration_secs();
        let secs = secs.clamp(0.0, if duration > 0.0 { duration } else { f32::MAX });
        if self.is_loaded() && !self.playback.state.finished {
            self.playback.seek(secs);
        } else {
            self.playback.play(&path, secs);
        }
    }

    /// Looks for what is searched for: at once among few songs, else on a thread, and what was
    /// found before stays till then.
    pub(super) fn look(&mut self) {
        self.search_job = None;
        self.revisions.looks += 1;
        match self.search.question() {
            None => self.search.take_matches(None),
            Some(question) if question.is_quick() => {
                self.search
                    .take_matches(question.answer(&Reporter::silent()).ok());
            }
            Some(question) => {
                let wake = self.wake.clone();
                let job = Job::spawn(
                    "search",
                    move || wake(),
                    move |reporter| question.answer(reporter),
                );
                self.search_job = job.ok();
            }
        }
    }

    fn colour_by(&mut self, by: ColourBy) {
        self.colour_chosen = true;
        self.recolour(by);
    }

    pub(super) fn recolour(&mut self, by: ColourBy) {
        if let Some(library) = &self.shown {
            let of_analysis =
                || Colouring::new(by, library, self.shown_analysis().map(Arc::as_ref));
            self.colouring = self.weighed_colouring(by).unwrap_or_else(of_analysis);
            self.revisions.looks += 1;
            self.name_classes();
        }
    }

    /// Colours anew after a run; what the legend left out stays out where its classes are the same.
    pub(super) fn recolour_as_filtered(&mut self, by: ColourBy) {
        let before = std::mem::take(&mut self.colouring);
        self.colouring.by = before.by;
        self.recolour(by);
        if matches!(by, ColourBy::Label(_)) && self.colouring.has_classes_of(&before) {
            self.colouring.hidden = before.hidden;
        }
    }

    pub(super) fn project(&mut self, picture: Picture) {
        if self.picture != picture {
            self.picture = picture;
            self.revisions.places += 1;
        }
    }

    fn solo(&mut self, class: Class) {
        self.filter(|colouring| colouring.solo(class));
    }

    fn filter(&mut self, change: impl FnOnce(&mut Colouring)) {
        change(&mut self.colouring);
        self.revisions.looks += 1;
    }
}
