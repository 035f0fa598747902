//! What is taken home and what is come back to: exports, session files, and the file that saves a
//! session from a crash.

mod exporting;
mod file;
mod recovery;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::job::{Job, Outcome, Progress};
use crate::library::ColumnMap;

use super::message::Level;
use super::{Command, How, Naming, Selecting, Session, Source};

pub use exporting::{Export, Shown, TableOf, file_name};
pub use file::{EXTENSION, SessionFile};
pub use recovery::Left;

use exporting::Ordered;
use recovery::Recovery;

/// The folder for the case of a crash, in the home of the session.
pub(super) const RECOVERY: &str = "recovery";
/// A change is written for the case of a crash after this long.
const AUTOSAVE: Duration = Duration::from_secs(2);

/// What can be asked of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Keeping {
    Export(Export),
    /// Ends the export under way; what stood there before stays.
    StopExport,
    /// Writes the session file, which is then the session's own.
    Save(PathBuf),
    Open(PathBuf),
    /// Opens one of the sessions that ended badly, by its place in [`KeepingState::offer`].
    Restore(usize),
    /// Lets one of them go; it is moved aside.
    Forget(usize),
    /// Asks no more in this run of the program; they are offered again at the next start.
    AskLater,
}

/// An export under way.
pub struct Exporting {
    job: Job<Vec<String>>,
    pub path: PathBuf,
    pub done: usize,
    pub total: usize,
    pub item: String,
}

/// What there is to show of it.
#[derive(Default)]
pub struct KeepingState {
    export: Option<Exporting>,
    /// The session's own file.
    path: Option<PathBuf>,
    /// As it was last written to, or read from, its own file.
    kept: Option<Arc<SessionFile>>,
    is_dirty: bool,
    /// When something was last asked that a session file remembers.
    touched: Option<Instant>,
    saving: Option<Job<(PathBuf, Arc<SessionFile>)>>,
    opening: Option<Job<(PathBuf, SessionFile)>>,
    /// What is put back once the songs of the opened session are there.
    pending: Option<SessionFile>,
    recovery: Option<Recovery>,
    /// What ended badly is not offered any more in this run of the program.
    is_put_off: bool,
}

impl KeepingState {
    pub fn exporting(&self) -> Option<&Exporting> {
        self.export.as_ref()
    }

    /// The session's own file.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// True when the session's own file says something else.
    pub fn is_dirty(&self) -> bool {
        self.is_dirty
    }

    /// The sessions that ended badly, newest first.
    pub fn offer(&self) -> &[Left] {
        self.recovery
            .as_ref()
            .filter(|_| !self.is_put_off)
            .map_or(&[], Recovery::left)
    }

    /// True while a thread of ours works.
    pub(super) fn is_busy(&self) -> bool {
        self.export.is_some()
            || self.saving.is_some()
            || self.opening.is_some()
            || self.pending.is_some()
    }

    /// The kept run that belongs to the session being opened.
    pub(super) fn run_to_show(&self) -> Option<String> {
        self.pending.as_ref()?.run.clone()
    }

    /// True while a change waits to be written for the case of a crash.
    pub fn is_waiting(&self) -> bool {
        self.touched.is_some()
    }

    /// Notes that something was asked which a session file remembers.
    pub(super) fn touch(&mut self, command: &Command) {
        let passing = matches!(
            command,
            Command::Hover(_)
                | Command::Seek(_)
                | Command::SeekBy(_)
                | Command::PlayPause
                | Command::Volume(_)
                | Command::Tell(_)
                | Command::Dismiss(_)
                | Command::Keeping(_)
        );
        if !passing {
            self.touched.get_or_insert_with(Instant::now);
        }
    }
}

impl Session {
    pub fn keeping(&self) -> &KeepingState {
        &self.keeping
    }

    /// What the clusters on show are called.
    pub fn cluster_names(&self) -> Vec<String> {
        let n = self
            .shown_analysis()
            .map_or(0, |a| a.clusters.n_clusters as u32);
        let name = |c: u32| {
            self.given_name(c)
                .map_or_else(|| format!("cluster {}", c + 1), str::to_string)
        };
        (0..n).map(name).collect()
    }

    /// Watches over the session from now on: changes are written into the folder of
    /// [`Session::keep_in`], and what sessions that ended badly have left there is offered.
    pub fn watch_over(&mut self) {
        let Some(home) = &self.home else { return };
        let Some((recovery, unread)) = Recovery::start(&home.join(RECOVERY)) else {
            return;
        };
        self.keeping.recovery = Some(recovery);
        unread
            .into_iter()
            .for_each(|text| self.messages.tell(Level::Warning, text));
    }

    /// The window is closed as it should be: nothing has to be recovered.
    pub fn leave(&mut self) {
        if let Some(recovery) = self.keeping.recovery.take() {
            recovery.end();
        }
    }

    pub(super) fn apply_keeping(&mut self, command: Keeping) {
        match command {
            Keeping::Export(export) => self.start_export(export),
            Keeping::StopExport => {
                if let Some(export) = &self.keeping.export {
                    export.job.stop().cancel();
                }
            }
            Keeping::Save(path) => self.save_session(path),
            Keeping::Open(path) => self.open_session(path),
            Keeping::Restore(index) => {
                self.keeping.is_put_off = true;
                if let Some(left) = self
                    .keeping
                    .recovery
                    .as_mut()
                    .and_then(|r| r.restore(index))
                {
                    self.put_back(left, None);
                }
            }
            Keeping::Forget(index) => {
                if let Some(path) = self.keeping.recovery.as_mut().and_then(|r| r.let_go(index)) {
                    self.messages
                        .tell(Level::Info, format!("put aside: {}", path.display()));
                }
            }
            Keeping::AskLater => self.keeping.is_put_off = true,
        }
    }

    pub(super) fn pump_keeping(&mut self) {
        self.pump_export();
        self.pump_files();
        self.pump_pending();
        if let Some(cause) = self.keeping.recovery.as_mut().and_then(Recovery::poll) {
            let text = format!(
                "a crash would cost what was changed last, which cannot be written: {cause}"
            );
            self.messages.tell(Level::Warning, text);
        }
        if self
            .keeping
            .touched
            .is_some_and(|since| since.elapsed() >= AUTOSAVE)
            && !self.keeping.is_busy()
        {
            self.keep_now();
        }
    }

    /// Writes what was changed for the case of a crash.
    pub(super) fn keep_now(&mut self) {
        self.keeping.touched = None;
        let now = SessionFile::of(self);
        self.keeping.is_dirty = self.keeping.kept.as_deref().is_none_or(|kept| *kept != now);
        let is_taken_on = self
            .keeping
            .recovery
            .as_mut()
            .is_none_or(|recovery| recovery.write(now));
        if !is_taken_on {
            self.keeping.touched = Some(Instant::now());
        }
    }

    fn start_export(&mut self, export: Export) {
        if self.keeping.export.is_some() {
            return self.messages.tell(
                Level::Info,
                "another export is under way; stop it first, or wait for it",
            );
        }
        let (path, wake) = (export.path().to_path_buf(), self.wake.clone());
        let job = Ordered::new(self, export).and_then(|ordered| {
            Job::spawn(
                "export",
                move || wake(),
                move |reporter| ordered.fulfil(reporter),
            )
        });
        match job {
            Ok(job) => {
                self.keeping.export = Some(Exporting {
                    job,
                    path,
                    done: 0,
                    total: 0,
                    item: String::new(),
                });
            }
            Err(error) => self.messages.tell(Level::Error, error.to_string()),
        }
    }

    fn pump_export(&mut self) {
        let Some(export) = &mut self.keeping.export else {
            return;
        };
        for progress in export.job.progress() {
            if let Progress::Step {
                done, total, item, ..
            } = progress
            {
                (export.done, export.total, export.item) = (done, total, item);
            }
        }
        let Some(outcome) = export.job.poll() else {
            return;
        };
        let path = std::mem::take(&mut export.path);
        self.keeping.export = None;
        match outcome {
            Outcome::Done(left_out) => {
                self.messages
                    .tell(Level::Info, format!("written: {}", path.display()));
                left_out
                    .into_iter()
                    .take(2)
                    .for_each(|line| self.messages.tell(Level::Warning, line));
            }
            Outcome::Cancelled => self
                .messages
                .tell(Level::Info, "stopped; nothing was written"),
            Outcome::Failed(error) => self.messages.tell(Level::Error, error.to_string()),
            Outcome::Panicked(message) => {
                let text = format!("the export broke off by a fault in the program: {message}");
                self.messages.tell(Level::Error, text);
            }
        }
    }

    fn save_session(&mut self, path: PathBuf) {
        let path = if path.extension().is_some() {
            path
        } else {
            path.with_extension(EXTENSION)
        };
        let (file, wake) = (Arc::new(SessionFile::of(self)), self.wake.clone());
        let job = Job::spawn(
            "save",
            move || wake(),
            move |_| file.write(&path).map(|()| (path, file)),
        );
        match job {
            Ok(job) => self.keeping.saving = Some(job),
            Err(error) => self.messages.tell(Level::Error, error.to_string()),
        }
    }

    pub(super) fn open_session(&mut self, path: PathBuf) {
        let wake = self.wake.clone();
        let job = Job::spawn(
            "open",
            move || wake(),
            move |_| SessionFile::read(&path).map(|file| (path, file)),
        );
        match job {
            Ok(job) => self.keeping.opening = Some(job),
            Err(error) => self.messages.tell(Level::Error, error.to_string()),
        }
    }

    fn pump_files(&mut self) {
        if let Some(outcome) = self.keeping.saving.as_ref().and_then(Job::poll) {
            self.keeping.saving = None;
            if let Some((path, file)) = self.done(outcome) {
                self.messages
                    .tell(Level::Info, format!("written: {}", path.display()));
                self.keeping.path = Some(path);
                self.keeping.kept = Some(file);
                self.keeping.is_dirty = false;
            }
        }
        if let Some(outcome) = self.keeping.opening.as_ref().and_then(Job::poll) {
            self.keeping.opening = None;
            if let Some((path, file)) = self.done(outcome) {
                self.put_back(file, Some(path));
            }
        }
    }

    fn done<T>(&mut self, outcome: Outcome<T>) -> Option<T> {
        match outcome {
            Outcome::Done(value) => return Some(value),
            Outcome::Cancelled => {}
            Outcome::Failed(error) => self.messages.tell(Level::Error, error.to_string()),
            Outcome::Panicked(message) => self.messages.tell(Level::Error, message),
        }
        None
    }

    /// Settings and source at once, and a run; what belongs to songs when they are there. `path` is
    /// the session's own file.
    fn put_back(&mut self, file: SessionFile, path: Option<PathBuf>) {
        if path.is_some() {
            // What was being restored meanwhile is not what will be on show.
            self.offer_again();
        }
        if let Some(Source::Path(songs)) = file.source()
            && !songs.exists()
        {
            let text = format!(
                "the songs of this session are not there: {}",
                songs.display()
            );
            self.messages.tell(Level::Error, text);
            return self.offer_again();
        }
        self.keeping.is_dirty = path.is_none();
        self.keeping.kept = path.is_some().then(|| Arc::new(file.clone()));
        self.keeping.path = path;
        // What was on show is made again; what was only set in the panel comes back after it.
        self.draft = file
            .shown_with
            .clone()
            .unwrap_or_else(|| file.config.clone());
        let Some(source) = file.source() else {
            return self.offer_again();
        };
        self.columns = ColumnMap {
            pairs: file.columns.clone(),
        };
        // Columns belong to their source; of another one they would be let go.
        self.source = Some(source.clone());
        self.keeping.pending = Some(file);
        self.open(source);
        if self.run.is_none() {
            self.keeping.pending = None;
            self.offer_again();
        }
    }

    fn pump_pending(&mut self) {
        if self.keeping.pending.is_none() || self.run.is_some() || self.question.is_some() {
            return;
        }
        let Some(file) = self.keeping.pending.take() else {
            return;
        };
        // A run that failed has told so itself, and the songs before are on show again.
        if self.shown_analysis().is_none() || self.analysed != file.source() {
            return self.offer_again();
        }
        self.restore(&file);
        self.keeping.touched = None;
        let now = SessionFile::of(self);
        if let Some(recovery) = &mut self.keeping.recovery {
            recovery.restored(now);
        }
    }

    /// What was to be restored after a crash could not be, and has not been lost.
    fn offer_again(&mut self) {
        if self
            .keeping
            .recovery
            .as_mut()
            .is_some_and(Recovery::give_back)
        {
            self.keeping.is_put_off = false;
        }
    }

    fn restore(&mut self, file: &SessionFile) {
        let Some(library) = self.shown.clone() else {
            return;
        };
        self.draft = file.config.clone();
        for cluster in self.naming().given().keys().copied().collect::<Vec<_>>() {
            self.apply_naming(Naming::Cluster(cluster, String::new()));
        }
        for (cluster, name) in &file.cluster_names {
            self.apply_naming(Naming::Cluster(*cluster, name.clone()));
        }
        if let Some(by) = file.colour.by(&library) {
            self.apply(Command::ColourBy(by));
            self.name_classes();
            self.colouring.hidden = file.hidden_in(&self.colouring);
            self.revisions.looks += 1;
        }
        self.apply(Command::Project(file.picture()));
        if !file.search.is_empty() {
            self.apply(Command::Search(file.search.clone()));
        }
        let places: std::collections::HashMap<&str, usize> = library
            .songs
            .iter()
            .enumerate()
            .map(|(i, song)| (song.id.as_str(), i))
            .collect();
        let found: Vec<usize> = file
            .selection
            .iter()
            .filter_map(|id| places.get(id.as_str()).copied())
            .collect();
        let n_gone = file.selection.len() - found.len();
        if !found.is_empty() {
            self.apply_selecting(Selecting::Songs(found, How::Replace));
        }
        if n_gone > 0 {
            let text =
                format!("{n_gone} songs that were selected are not in this library any more");
            self.messages.tell(Level::Warning, text);
        }
        let selected = file
            .selected
            .as_deref()
            .and_then(|id| places.get(id).copied());
        self.apply(Command::Select(selected));
    }
}

/// True for the path of a session file.
pub(super) fn is_session_file(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == EXTENSION) && !path.is_dir()
}
