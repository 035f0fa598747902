//! The run: opening songs, analysing them on a thread, and what is known of it meanwhile.

mod live;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::config::{Checked, Config, ProjectionMethod};
use crate::error::{Error, Result};
use crate::job::{Slot, Stage, Stop, Ticket};
use crate::lessons::is_lesson;
use crate::library::{ColumnMap, Library};
use crate::matrix::Matrix;
use crate::pipeline::Analysis;
use crate::runs::KeptRun;
use crate::words::{id, say};

use super::columns::ColumnQuestion;
use super::cx::{Cx, Follow, Launch};
use super::part::Part;
use super::timeline::Timeline;
use super::work::{EXTENSION, Request, Source};

pub(crate) use live::Live;

/// A run under way.
struct Run {
    slot: Slot<Analysis>,
    /// How it ended: kept until the last map was shown.
    ended: Option<Result<Analysis>>,
    source: Source,
    loaded: Arc<OnceLock<Arc<Library>>>,
    /// No stage was to be taken over: what has not trained is a kept run.
    is_whole: bool,
    /// Songs of another analysis, analysed alone.
    part: Option<Part>,
    /// The source was read anew.
    is_opened: bool,
    live: Live,
    _open: Ticket,
}

/// What a run takes over of the analysis on show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Over {
    /// Nothing: files may have changed.
    Nothing,
    /// What was read. All else is made again, to be watched once more.
    Songs,
    /// Every stage whose settings are the same.
    Stages,
    /// The model too, which is trained further.
    Model,
}

/// What lies at a path that is to be opened.
enum Found {
    Nothing(PathBuf),
    Session(PathBuf),
    Lesson(PathBuf),
    Songs(PathBuf),
}

/// The run under way, if one is, and what it asks.
#[derive(Default)]
pub(super) struct RunState {
    run: Option<Run>,
    question: Option<ColumnQuestion>,
    looking: Slot<Found>,
    /// The kept run of what is open, to be shown again where it is still there.
    kept: Option<String>,
}

/// What a run that has ended leaves to be replayed.
pub(super) struct Replay {
    pub(crate) timeline: Timeline,
    pub(crate) before: Option<Arc<Analysis>>,
    pub(crate) now: Arc<Analysis>,
}

impl RunState {
    pub(super) fn live(&self) -> Option<&Live> {
        self.run.as_ref().map(|run| &run.live)
    }

    pub(super) fn is_under_way(&self) -> bool {
        self.run.is_some()
    }

    pub(super) fn question(&self) -> Option<&ColumnQuestion> {
        self.question.as_ref()
    }

    /// The owner's hand on the run.
    pub(super) fn control(&self) -> Option<&Stop> {
        self.run.as_ref()?.slot.stop()
    }

    /// The run under way, if its songs are on show.
    pub(super) fn live_of(&self, shown: Option<&Arc<Library>>) -> Option<&Live> {
        let run = self.run.as_ref()?;
        let same = |(loaded, shown): (&Arc<Library>, _)| Arc::ptr_eq(loaded, shown);
        let is_shown = run.loaded.get().zip(shown).is_some_and(same);
        is_shown.then_some(&run.live)
    }

    /// The map as the run has it now.
    pub(super) fn moving(&self, shown: Option<&Arc<Library>>) -> Option<&Matrix> {
        let (xy, _, _) = self.live_of(shown)?.map.as_ref()?;
        Some(xy)
    }

    /// Opens a folder, a manifest, a session file or a lesson, once a thread has looked which it is.
    pub(super) fn open_path(&mut self, path: PathBuf, cx: &mut Cx) {
        self.looking
            .start(&cx.spawner, id::SESSION_OPENING, move |_| {
                Ok(Found::at(path))
            });
    }

    pub(super) fn open(&mut self, source: Source, kept: Option<String>, cx: &mut Cx) {
        if cx.source.as_ref().is_some_and(|open| *open != source) {
            cx.columns = ColumnMap::default();
        }
        cx.source = Some(source);
        self.question = None;
        self.kept = kept;
        // Opening reads the folder anew, even the same one: its files may have changed.
        self.launch(&cx.draft.clone(), Over::Nothing, cx);
    }

    /// Runs what is open with the settings of the draft; all of it anew where they are those of the
    /// analysis on show.
    pub(super) fn start(&mut self, cx: &mut Cx) {
        let analysis = cx.analysis.as_ref().filter(|_| cx.analysed == cx.source);
        let over = match analysis {
            None => Over::Nothing,
            Some(shown) if *shown.config == cx.draft => Over::Songs,
            Some(_) => Over::Stages,
        };
        self.launch(&cx.draft.clone(), over, cx);
    }

    /// Runs some songs of an analysis alone, with its settings.
    pub(super) fn start_part(&mut self, part: Part, cx: &mut Cx) {
        let config = Config::clone(&part.of.config);
        if let Some(config) = cx.checked(config.check()) {
            self.begin(config, Over::Nothing, Some(part), cx);
        }
    }

    /// Runs the songs on show by other settings than the draft's.
    pub(super) fn start_with(&mut self, launch: &Launch, cx: &mut Cx) {
        let over = match launch.further {
            true => Over::Model,
            false => Over::Stages,
        };
        self.launch(&launch.config, over, cx);
        let history = cx.analysis.as_ref().map(|a| &a.model.history);
        if let (Some(run), Some(history)) = (&mut self.run, history.filter(|_| launch.further)) {
            run.live.epochs.clone_from(history);
        }
    }

    /// The run on show once more, with its map drawn by another method.
    pub(super) fn draw_by(&mut self, method: ProjectionMethod, cx: &mut Cx) {
        let Some(analysis) = cx.shown_analysis() else {
            return;
        };
        let mut config = Config::clone(&analysis.config);
        config.projection.method = method;
        cx.draft.projection.method = method;
        self.start_with(
            &Launch {
                config,
                further: false,
            },
            cx,
        );
    }

    pub(super) fn map_columns(&mut self, columns: ColumnMap, cx: &mut Cx) {
        if let Some(question) = self.question.take() {
            cx.source = Some(Source::Path(question.path));
        }
        cx.columns = columns;
        self.launch(&cx.draft.clone(), Over::Nothing, cx);
    }

    /// Leaves the question about columns unanswered.
    pub(super) fn leave_columns(&mut self, cx: &mut Cx) {
        if let Some(question) = self.question.take() {
            cx.fail(question.cause);
        }
    }

    pub(super) fn stop(&mut self) {
        if let Some(run) = &mut self.run {
            run.live.stop();
            run.slot.stop().into_iter().for_each(Stop::stop);
        }
    }

    /// Ends the run under way as if it had never begun.
    pub(super) fn give_up(&mut self) {
        self.cancel();
        self.run = None;
    }

    pub(super) fn cancel(&self) {
        self.control().into_iter().for_each(Stop::cancel);
    }

    /// Ends the pause, or begins it.
    pub(super) fn pause_or_continue(&self) {
        if let Some(stop) = self.control() {
            stop.pause(!stop.is_pausing());
        }
    }

    /// Starts a run; a run under way is given up.
    fn launch(&mut self, config: &Config, over: Over, cx: &mut Cx) {
        if cx.source.is_none() {
            return cx.inform(id::SESSION_OPEN_FOLDER_SONGS_FIRST_OR);
        }
        let Some(config) = cx.checked(config.check()) else {
            return;
        };
        // A part that is run anew is made as it was at first.
        let part = cx.parts.last().filter(|_| over == Over::Songs).cloned();
        self.begin(config, over, part, cx);
    }

    fn begin(&mut self, config: Checked, over: Over, part: Option<Part>, cx: &mut Cx) {
        let Some(source) = cx.source.clone() else {
            return;
        };
        let shown = cx.analysis.as_ref();
        let is_opened = over == Over::Nothing && part.is_none();
        let request = Request {
            source,
            columns: cx.columns.clone(),
            library: shown
                .filter(|_| over != Over::Nothing)
                .map(|a| a.whole.clone()),
            config,
            cache: cx.cache.clone(),
            runs: cx.runs_folder(),
            before: shown
                .filter(|_| matches!(over, Over::Stages | Over::Model))
                .cloned(),
            kept: self.kept.clone(),
            further: over == Over::Model,
            part,
            loaded: Arc::new(OnceLock::new()),
        };
        self.run = Some(Run {
            is_opened,
            ..Run::start(request, cx)
        });
        // What went wrong before was about what was asked before.
        cx.messages.drop_errors();
        cx.then(Follow::LeaveReplay);
        cx.revisions.places += 1;
    }

    /// Shows a kept run of the songs on show in the place of a run.
    pub(super) fn show_kept(&mut self, kept: KeptRun, cx: &mut Cx) {
        if let (Some(before), Some(source)) = (cx.analysis.clone(), cx.analysed.clone()) {
            cx.messages.drop_errors();
            self.run = Some(Run::load(kept, source, before, cx));
        }
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) -> Option<Replay> {
        if let Some(found) = cx.take(&mut self.looking) {
            self.open_found(found, cx);
        }
        let run = self.run.as_mut()?;
        if run.listen() {
            cx.revisions.places += 1;
        }
        // The songs of a first run are shown as soon as they are read; those of a further one when
        // they move.
        let moving = cx.analysis.is_none() || run.live.map.is_some();
        if let Some(library) = run.loaded.get().filter(|_| moving).cloned() {
            show_library(&library, cx);
        }
        if run.live.has_more() || run.ended.is_none() {
            return None;
        }
        let run = self.run.take()?;
        cx.then(Follow::LeaveReplay);
        cx.revisions.places += 1;
        self.end(run, cx)
    }

    fn open_found(&mut self, found: Found, cx: &mut Cx) {
        match found {
            Found::Nothing(path) => {
                cx.fail(say(id::SESSION_THERE_NO_SUCH_FILE_OR).with("path", path.display()))
            }
            Found::Session(path) => cx.then(Follow::OpenSession(path)),
            Found::Lesson(path) => cx.then(Follow::OpenLesson(path)),
            Found::Songs(path) => self.open(Source::Path(path), None, cx),
        }
    }

    fn end(&mut self, run: Run, cx: &mut Cx) -> Option<Replay> {
        let error = match run.ended? {
            Ok(analysis) => {
                self.kept = None;
                let now = Arc::new(analysis);
                let before = cx.analysis.replace(now.clone());
                cx.analysed = Some(run.source);
                cx.parts.entered(run.part, run.is_opened);
                show_library(&now.library, cx);
                let n_songs = now.library.songs.len();
                let n_clusters = now.clusters.n_clusters;
                let secs = run.live.elapsed().as_secs_f32();
                let is_kept = run.is_whole && !now.timings.iter().any(|(s, _)| *s == Stage::Model);
                let text = match is_kept {
                    true => id::SESSION_N_SONGS_CLUSTERS_CLUSTERS_KEPT,
                    false => id::SESSION_N_SONGS_CLUSTERS_CLUSTERS_AFTER,
                };
                cx.inform(
                    say(text)
                        .with("n", n_songs)
                        .with("clusters", n_clusters)
                        .with("secs", format!("{secs:.1}")),
                );
                let timeline = run.live.timeline;
                return Some(Replay {
                    timeline,
                    before,
                    now,
                });
            }
            Err(error) => error,
        };
        match error {
            Error::Cancelled if cx.analysis.is_some() => {
                cx.inform(id::SESSION_STOPPED_ANALYSIS_BEFORE_STILL_HERE);
            }
            Error::Cancelled => cx.inform(id::SESSION_STOPPED_NO_RESULT_YET),
            Error::Columns {
                path,
                columns,
                cause,
                ..
            } => {
                self.question = Some(ColumnQuestion {
                    path,
                    columns,
                    answered: cx.columns.clone(),
                    cause,
                });
            }
            Error::Io { .. }
            | Error::File { .. }
            | Error::Config { .. }
            | Error::Library(_)
            | Error::Stage { .. }
            | Error::Fault { .. } => cx.fail(error),
        }
        if self.question.is_none() {
            self.kept = None;
        }
        if let Some(analysis) = cx.analysis.clone() {
            show_library(&analysis.library, cx);
            cx.source.clone_from(&cx.analysed);
        }
        None
    }
}

/// Puts the songs of `library` on show. What belonged to other songs each part lets go itself.
fn show_library(library: &Arc<Library>, cx: &mut Cx) {
    let shown = cx.library.as_ref();
    if !shown.is_some_and(|shown| Arc::ptr_eq(shown, library)) {
        cx.library = Some(library.clone());
        cx.revisions.places += 1;
    }
}

impl Found {
    fn at(path: PathBuf) -> Self {
        let is_session = path.extension().is_some_and(|e| e == EXTENSION);
        if !path.exists() {
            Self::Nothing(path)
        } else if is_session && !path.is_dir() {
            Self::Session(path)
        } else if is_lesson(&path) && !path.is_dir() {
            Self::Lesson(path)
        } else {
            Self::Songs(path)
        }
    }
}

impl Run {
    fn start(request: Request, cx: &Cx) -> Self {
        let (source, loaded) = (request.source.clone(), request.loaded.clone());
        let is_whole = request.before.is_none();
        let part = request.part.clone();
        let live = Live::new(request.config.model.clone());
        let analyze = cx.work.analyze;
        let mut slot = Slot::default();
        slot.start(&cx.spawner, id::SESSION_ANALYSIS, move |reporter| {
            analyze(&request, reporter)
        });
        Self {
            slot,
            ended: None,
            source,
            loaded,
            is_whole,
            part,
            is_opened: false,
            live,
            _open: cx.spawner.ticket(),
        }
    }

    fn load(kept: KeptRun, source: Source, before: Arc<Analysis>, cx: &Cx) -> Self {
        let live = Live::new(before.config.model.clone());
        let cache = cx.cache.clone();
        let mut slot = Slot::default();
        slot.start(&cx.spawner, id::SESSION_READING_KEPT_RUN, move |reporter| {
            kept.load(before.whole.clone(), Some(&before), &cache, reporter)
        });
        Self {
            slot,
            ended: None,
            source,
            loaded: Arc::new(OnceLock::new()),
            is_whole: true,
            part: None,
            is_opened: false,
            live,
            _open: cx.spawner.ticket(),
        }
    }

    /// Takes in what was told since; true when songs have moved.
    fn listen(&mut self) -> bool {
        let live = &mut self.live;
        if let Some(ended) = self.slot.poll_with(|progress| live.take(progress)) {
            self.ended = Some(ended);
        } else if !live.stage.keeps_what_there_is()
            && self.slot.stop().is_some_and(Stop::is_unheard)
        {
            // It ends by itself where it looks again; nobody waits for it.
            self.slot.clear();
            self.ended = Some(Err(Error::Cancelled));
        }
        live.show_next()
    }
}
