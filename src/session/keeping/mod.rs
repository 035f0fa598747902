//! What is taken home and what is come back to: exports, session files, and the file that saves a
//! session from a crash.

mod on_show;
mod exporting;
mod columns;
mod file;
mod recovery;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod trial;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::job::{Progress, Slot, Stop, Ticket};
use crate::library::ColumnMap;
use crate::words::{self, id, say};

use super::cx::{Cx, Follow};
use super::run::RunState;
use super::work::{EXTENSION, Source};

pub use exporting::Export;
pub(crate) use exporting::{Shown, TableOf, file_name};
pub(crate) use file::SessionFile;
pub(super) use on_show::OnShow;
pub(crate) use recovery::Left;

use exporting::Ordered;
use recovery::Recovery;

/// The folder for the case of a crash, in the home of the session.
pub(super) const RECOVERY: &str = "recovery";
/// A change is written for the case of a crash after this long.
const AUTOSAVE: Duration = Duration::from_secs(2);

/// What can be asked of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Keeping {
    /// Writes something, in the background.
    Export(Export),
    /// Ends the export under way; what stood there before stays.
    StopExport,
    /// Writes the session file, which is then the session's own.
    Save(PathBuf),
    /// Opens a session file, in the place of what is open.
    Open(PathBuf),
    /// Opens one of the sessions that ended badly, by its place in [`KeepingState::offer`].
    Restore(usize),
    /// Lets one of them go; it is moved aside.
    Forget(usize),
    /// Asks no more in this run of the program; they are offered again at the next start.
    AskLater,
}

/// An export under way.
pub(crate) struct Exporting {
    pub(crate) path: PathBuf,
    pub(crate) done: usize,
    pub(crate) total: usize,
    pub(crate) item: String,
}

/// A session file that was read, or one that ended badly.
struct Opened {
    file: SessionFile,
    /// Of a session file: it is then the session's own.
    path: Option<PathBuf>,
    has_songs: bool,
}

/// What there is to show of it.
#[derive(Default)]
pub(crate) struct KeepingState {
    export: Option<Exporting>,
    exporting: Slot<Vec<words::Message>>,
    /// The session's own file.
    path: Option<PathBuf>,
    /// As it was last written to, or read from, its own file.
    kept: Option<Arc<SessionFile>>,
    is_dirty: bool,
    /// When something was last asked that a session file remembers.
    touched: Option<Instant>,
    saving: Slot<(PathBuf, Arc<SessionFile>)>,
    opening: Slot<Opened>,
    /// What is put back once the songs of the opened session are there.
    pending: Option<(SessionFile, Ticket)>,
    recovery: Option<Recovery>,
    /// What ended badly is not offered any more in this run of the program.
    is_put_off: bool,
    putting_aside: Slot<Option<PathBuf>>,
}

impl KeepingState {
    pub(crate) fn exporting(&self) -> Option<&Exporting> {
        self.export.as_ref()
    }

    /// The session's own file.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// True when the session's own file says something else.
    pub(crate) fn is_dirty(&self) -> bool {
        self.is_dirty
    }

    /// The sessions that ended badly, newest first.
    pub(crate) fn offer(&self) -> &[Left] {
        self.recovery
            .as_ref()
            .filter(|_| !self.is_put_off)
            .map_or(&[], Recovery::left)
    }

    /// True while a change waits to be written for the case of a crash.
    pub(crate) fn is_waiting(&self) -> bool {
        self.touched.is_some()
    }

    /// Notes that something was asked which a session file remembers.
    pub(super) fn touch(&mut self) {
        self.touched.get_or_insert_with(Instant::now);
    }

    /// Watches over the session from now on: changes are written into the home of the session, and
    /// what sessions that ended badly have left there is offered.
    pub(super) fn watch_over(&mut self, cx: &mut Cx) {
        let Some(home) = &cx.home else { return };
        match Recovery::start(&home.join(RECOVERY)) {
            Ok((recovery, unread)) => {
                self.recovery = Some(recovery);
                unread.into_iter().for_each(|text| cx.warn(text));
            }
            Err(error) => {
                let cause = Error::io(id::ERROR_CANNOT_WRITE_INTO, home, error);
                cx.warn(say(id::SESSION_CRASH_WOULD_COST_WHAT_CHANGED).with("cause", cause));
            }
        }
    }

    /// The window is closed as it should be: nothing has to be recovered.
    pub(super) fn leave(&mut self, cx: &Cx) {
        if let Some(recovery) = self.recovery.take() {
            recovery.end(&cx.spawner);
        }
    }

    pub(super) fn apply(&mut self, command: Keeping, cx: &mut Cx, on_show: &OnShow) {
        match command {
            Keeping::Export(export) => self.start_export(export, cx, on_show),
            Keeping::StopExport => self.exporting.stop().into_iter().for_each(Stop::cancel),
            Keeping::Save(path) => self.save(path, cx, on_show),
            Keeping::Open(path) => self.open(path, cx),
            Keeping::Restore(index) => self.restore_left(index, cx),
            Keeping::Forget(index) => {
                if let Some(put_aside) = self.recovery.as_mut().and_then(|r| r.let_go(index)) {
                    self.putting_aside
                        .start(&cx.spawner, id::SESSION_WRITING, move |_| Ok(put_aside()));
                }
            }
            Keeping::AskLater => self.is_put_off = true,
        }
    }

    /// Gives the session file whose songs have come to be on show: the router puts back what
    /// belongs to them, and then calls [`KeepingState::restored`].
    pub(super) fn pump(
        &mut self,
        cx: &mut Cx,
        on_show: &OnShow,
        run: &RunState,
    ) -> Option<SessionFile> {
        let is_known = !on_show.curating.is_reading();
        let to_restore = is_known.then(|| self.pump_pending(cx, run)).flatten();
        self.pump_export(cx);
        self.pump_files(cx);
        if let Some(cause) = self.recovery.as_mut().and_then(|r| r.poll(&cx.spawner)) {
            cx.warn(say(id::SESSION_CRASH_WOULD_COST_WHAT_CHANGED).with("cause", cause));
        }
        let is_due = self.touched.is_some_and(|at| at.elapsed() >= AUTOSAVE);
        if is_due && !self.is_occupied() {
            self.write_now(SessionFile::of(cx, on_show), cx);
        }
        to_restore
    }

    /// True while what would be kept is about to change.
    fn is_occupied(&self) -> bool {
        self.saving.is_busy() || self.opening.is_busy() || self.pending.is_some()
    }

    /// Writes what was changed for the case of a crash.
    pub(super) fn write_now(&mut self, now: SessionFile, cx: &Cx) {
        self.touched = None;
        self.is_dirty = self.kept.as_deref().is_none_or(|kept| *kept != now);
        let recovery = self.recovery.as_mut();
        if !recovery.is_none_or(|recovery| recovery.write(now, &cx.spawner)) {
            self.touched = Some(Instant::now());
        }
    }

    fn start_export(&mut self, export: Export, cx: &mut Cx, on_show: &OnShow) {
        if self.export.is_some() {
            return cx.inform(id::SESSION_ANOTHER_EXPORT_UNDER_WAY_STOP);
        }
        let path = export.path().to_path_buf();
        let ordered = Ordered::new(export, cx, on_show);
        let Some(ordered) = cx.checked(ordered) else {
            return;
        };
        self.export = Some(Exporting {
            path,
            done: 0,
            total: 0,
            item: String::new(),
        });
        self.exporting
            .start(&cx.spawner, id::SESSION_EXPORT, move |reporter| {
                ordered.fulfil(reporter)
            });
    }

    fn pump_export(&mut self, cx: &mut Cx) {
        let Some(export) = &mut self.export else {
            return;
        };
        let ended = self.exporting.poll_with(|progress| {
            if let Progress::Step {
                done, total, item, ..
            } = progress
            {
                (export.done, export.total, export.item) = (done, total, item.to_string());
            }
        });
        let Some(ended) = ended else { return };
        let path = std::mem::take(&mut export.path);
        self.export = None;
        match ended {
            Ok(left_out) => {
                cx.inform(say(id::SESSION_WRITTEN_PATH).with("path", path.display()));
                left_out.into_iter().take(2).for_each(|line| cx.warn(line));
            }
            Err(Error::Cancelled) => cx.inform(id::SESSION_STOPPED_NOTHING_WRITTEN),
            Err(error) => cx.fail(error),
        }
    }

    fn save(&mut self, path: PathBuf, cx: &Cx, on_show: &OnShow) {
        let path = if path.extension().is_some() {
            path
        } else {
            path.with_extension(EXTENSION)
        };
        let file = Arc::new(SessionFile::of(cx, on_show));
        self.saving
            .start(&cx.spawner, id::SESSION_WRITING, move |_| {
                file.write(&path).map(|()| (path, file))
            });
    }

    /// Opens a session file.
    pub(super) fn open(&mut self, path: PathBuf, cx: &Cx) {
        self.opening
            .start(&cx.spawner, id::SESSION_OPENING, move |_| {
                Ok(Opened::new(SessionFile::read(&path)?, Some(path)))
            });
    }

    fn restore_left(&mut self, index: usize, cx: &Cx) {
        self.is_put_off = true;
        if let Some(file) = self.recovery.as_mut().and_then(|r| r.restore(index)) {
            self.opening
                .start(&cx.spawner, id::SESSION_OPENING, move |_| {
                    Ok(Opened::new(file, None))
                });
        }
    }

    fn pump_files(&mut self, cx: &mut Cx) {
        if let Some((path, file)) = cx.take(&mut self.saving) {
            cx.inform(say(id::SESSION_WRITTEN_PATH).with("path", path.display()));
            self.path = Some(path);
            self.kept = Some(file);
            self.is_dirty = false;
        }
        if let Some(opened) = cx.take(&mut self.opening) {
            self.put_back(opened, cx);
        }
        if let Some(Some(path)) = cx.take(&mut self.putting_aside) {
            cx.inform(say(id::SESSION_PUT_ASIDE_PATH).with("path", path.display()));
        }
    }

    /// Settings and source at once, and a run; what belongs to songs when they are there.
    fn put_back(&mut self, opened: Opened, cx: &mut Cx) {
        let Opened {
            file,
            path,
            has_songs,
        } = opened;
        if path.is_some() {
            // What was being restored meanwhile is not what will be on show.
            self.offer_again();
        }
        if let Some(Source::Path(songs)) = file.source().filter(|_| !has_songs) {
            cx.fail(say(id::SESSION_SONGS_THIS_SESSION_NOT_THERE).with("path", songs.display()));
            return self.offer_again();
        }
        self.is_dirty = path.is_none();
        self.kept = path.is_some().then(|| Arc::new(file.clone()));
        self.path = path;
        // What was on show is made again; what was only set in the panel comes back after it.
        cx.draft
            .clone_from(file.shown_with.as_ref().unwrap_or(&file.config));
        let checked = cx.draft.check();
        let (Some(source), Some(_)) = (file.source(), cx.checked(checked)) else {
            return self.offer_again();
        };
        cx.columns = ColumnMap {
            pairs: file.columns.clone(),
        };
        // Columns belong to their source; of another one they would be let go.
        cx.source = Some(source.clone());
        cx.then(Follow::Open(source, file.run.clone()));
        self.pending = Some((file, cx.spawner.ticket()));
    }

    fn pump_pending(&mut self, cx: &mut Cx, run: &RunState) -> Option<SessionFile> {
        if run.is_under_way() || run.question().is_some() {
            return None;
        }
        let (mut file, ticket) = self.pending.take()?;
        // A run that failed has told so itself, and the songs before are on show again.
        if cx.shown_analysis().is_none() || cx.analysed != file.source() {
            self.offer_again();
            return None;
        }
        let part = std::mem::take(&mut file.part);
        if !part.is_empty() {
            // All songs are there; what was on show was a part of them.
            cx.then(Follow::Part(part));
            self.pending = Some((file, ticket));
            return None;
        }
        Some(file)
    }

    /// What was opened or to be restored is on show.
    pub(super) fn restored(&mut self, cx: &Cx, on_show: &OnShow) {
        self.touched = None;
        let now = SessionFile::of(cx, on_show);
        if let Some(recovery) = &mut self.recovery {
            recovery.restored(now, &cx.spawner);
        }
    }

    /// What was to be restored after a crash could not be, and has not been lost.
    fn offer_again(&mut self) {
        let recovery = self.recovery.as_mut();
        if recovery.is_some_and(Recovery::give_back) {
            self.is_put_off = false;
        }
    }
}

impl Opened {
    fn new(file: SessionFile, path: Option<PathBuf>) -> Self {
        let has_songs = match file.source() {
            Some(Source::Path(songs)) => songs.exists(),
            Some(Source::Demo) | None => true,
        };
        Self {
            file,
            path,
            has_songs,
        }
    }
}
