//! What saves a session from a crash: a file in a folder of the program's own, written after each
//! change and removed when the window is closed as it should be. Each program that runs has one of
//! its own, under a lock that ends with it however it ends.
//!
//! What holds at every moment, whatever is killed and whenever: what a session held at its last
//! change stands in a file of the recovery folder that the next program offers, until a person lets
//! it go or it has been written anew: as the session's own file, or by the program that restored
//! it. Only then is a file removed. One that is let go and one that is damaged are moved into the
//! folder `aside` next to them; one of a newer program stays where that program finds it.

use std::cmp::Reverse;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::error::Error;
use crate::file::{rename, settle};
use crate::job::{Slot, Spawner};
use crate::words::{Message, id, say};

use super::file::SessionFile;

/// The kind of a lock that is not held yet.
const UNSEEN: &str = "lock-to-be";
/// A program that begins holds its lock long before this.
const BEGINNING: Duration = Duration::from_secs(60);
/// What is let go or cannot be read is kept here.
const ASIDE: &str = "aside";

/// A session whose program ended badly.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Left {
    path: PathBuf,
    /// When it was last changed.
    pub(crate) written: SystemTime,
    file: SessionFile,
}

impl Left {
    /// What it is a session of.
    pub(crate) fn title(&self) -> String {
        self.file.title()
    }

    #[cfg(test)]
    pub(super) fn search(&self) -> &str {
        &self.file.search
    }
}

pub(super) struct Recovery {
    folder: PathBuf,
    own: PathBuf,
    lock_path: PathBuf,
    /// Held as long as this program runs.
    _lock: File,
    left: Vec<Left>,
    /// Taken of these, and not on show yet.
    restoring: Option<Left>,
    /// As it was last written.
    last: Option<SessionFile>,
    writing: Slot<()>,
    /// To be written next, and what is removed after it.
    next: Option<(SessionFile, Option<PathBuf>)>,
}

impl Recovery {
    /// Also what could not be read of what was left, in words.
    ///
    /// # Errors
    /// Where the folder cannot be written: the program goes on without.
    pub(super) fn start(folder: &Path) -> io::Result<(Self, Vec<Message>)> {
        fs::create_dir_all(folder)?;
        let (left, unread) = left_behind(folder);
        let name = format!("{}-{:08x}", std::process::id(), fastened());
        let lock_path = folder.join(format!("{name}.lock"));
        // Held before it can be seen: one that is seen and not held belongs to a program that has
        // ended.
        let unseen = lock_path.with_extension(UNSEEN);
        let lock = File::create(&unseen)?;
        lock.try_lock()?;
        rename(&unseen, &lock_path)?;
        let own = free_name(folder, &name);
        let folder = folder.to_path_buf();
        let restoring = None;
        Ok((
            Self {
                folder,
                own,
                lock_path,
                _lock: lock,
                left,
                restoring,
                last: None,
                writing: Slot::default(),
                next: None,
            },
            unread,
        ))
    }

    /// Newest first; empty while one is being restored.
    pub(super) fn left(&self) -> &[Left] {
        if self.restoring.is_some() {
            &[]
        } else {
            &self.left
        }
    }

    /// What is to be restored. It stays on disk until the session that was made of it is written.
    pub(super) fn restore(&mut self, index: usize) -> Option<SessionFile> {
        let left = (index < self.left.len()).then(|| self.left.remove(index))?;
        let file = left.file.clone();
        self.restoring = Some(left);
        Some(file)
    }

    /// What was to be restored could not be: it is offered again. False when there is no such
    /// thing.
    pub(super) fn give_back(&mut self) -> bool {
        let Some(left) = self.restoring.take() else {
            return false;
        };
        self.left.push(left);
        self.left.sort_by_key(|left| Reverse(left.written));
        true
    }

    /// What was to be restored is on show, as `now`: written anew, and only then removed.
    pub(super) fn restored(&mut self, now: SessionFile, spawner: &Spawner) {
        if let Some(left) = self.restoring.take() {
            self.next = Some((now, Some(left.path)));
            self.begin_next(spawner);
        }
    }

    /// One that nobody wants back: the work that moves it aside, and gives the place where it lies
    /// then.
    pub(super) fn let_go(
        &mut self,
        index: usize,
    ) -> Option<impl FnOnce() -> Option<PathBuf> + Send + 'static + use<>> {
        let left = (index < self.left.len()).then(|| self.left.remove(index))?;
        let folder = self.folder.clone();
        Some(move || move_aside(&folder, &left.path))
    }

    /// Writes in the background; what is the same as before is not written. False when the one
    /// before is still at it.
    pub(super) fn write(&mut self, now: SessionFile, spawner: &Spawner) -> bool {
        if self.writing.is_busy() {
            return false;
        }
        if now.source().is_some() && self.last.as_ref() != Some(&now) {
            self.next = Some((now, None));
            self.begin_next(spawner);
        }
        true
    }

    /// Never two at a time: it would be the same file.
    fn begin_next(&mut self, spawner: &Spawner) {
        if self.writing.is_busy() {
            return;
        }
        let Some((now, instead_of)) = self.next.take() else {
            return;
        };
        self.last = Some(now.clone());
        let path = self.own.clone();
        self.writing.start(spawner, id::SESSION_WRITING, move |_| {
            now.write(&path)?;
            let Some((old, folder)) = instead_of
                .as_deref()
                .and_then(|old| Some((old, old.parent()?)))
            else {
                return Ok(());
            };
            // Also after a power cut one of the two is there.
            settle(folder).map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_INTO, folder, e))?;
            let _ = fs::remove_file(old);
            Ok(())
        });
    }

    /// Why what was to be written could not be, once.
    pub(super) fn poll(&mut self, spawner: &Spawner) -> Option<String> {
        let ended = self.writing.poll()?;
        self.begin_next(spawner);
        let error = ended.err()?;
        // Not on the disk: to be written again though nothing has changed.
        self.last = None;
        Some(error.to_string())
    }

    /// Nothing has to be recovered of this program; what it was still restoring has.
    pub(super) fn end(mut self, spawner: &Spawner) {
        // Else its file could come after ours is gone.
        self.settle(spawner);
        for path in [&self.own, &self.lock_path] {
            let _ = fs::remove_file(path);
        }
    }

    /// Waits for what is being written: a file of some kilobytes.
    pub(super) fn settle(&mut self, spawner: &Spawner) {
        while self.writing.is_busy() {
            let _ = self.poll(spawner);
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }
}

/// Another number each time: two sessions of one program have files of their own.
fn fastened() -> u32 {
    static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}

/// A file that is not there yet: the system gives the numbers of processes again, and one of the
/// same may have left its own.
fn free_name(folder: &Path, name: &str) -> PathBuf {
    let mut path = folder.join(format!("{name}.json"));
    for again in 1.. {
        if !path.exists() {
            break;
        }
        path = folder.join(format!("{name}-{again}.json"));
    }
    path
}

/// The sessions whose programs run no more, newest first, and what cannot be read, in words.
fn left_behind(folder: &Path) -> (Vec<Left>, Vec<Message>) {
    let (mut left, mut unread) = (Vec::new(), Vec::new());
    let Ok(entries) = fs::read_dir(folder) else {
        return (left, unread);
    };
    let paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    let of_kind = |kind: &str| {
        let kind = kind.to_string();
        paths
            .iter()
            .filter(move |path| path.extension().is_some_and(|e| *e == *kind) && path.is_file())
    };
    let (held, ended): (Vec<&PathBuf>, Vec<&PathBuf>) =
        of_kind("lock").partition(|lock| is_held(lock));
    let is_in_use = |path: &Path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        held.iter()
            .any(|lock| name.starts_with(&*lock.file_stem().unwrap_or_default().to_string_lossy()))
    };
    for path in of_kind("json").filter(|path| !is_in_use(path)) {
        match SessionFile::read(path) {
            Ok(file) => {
                let written = fs::metadata(path)
                    .and_then(|meta| meta.modified())
                    .unwrap_or(SystemTime::UNIX_EPOCH);
                left.push(Left {
                    path: path.clone(),
                    written,
                    file,
                });
            }
            Err(error) => {
                unread.push(say(id::SESSION_ENDED_BADLY_CANNOT_BE).with("cause", error));
                if !SessionFile::is_of_a_newer_program(path) {
                    move_aside(folder, path);
                }
            }
        }
    }
    // What a kill has left beside its place.
    of_kind("tmp")
        .filter(|path| !is_in_use(path))
        .for_each(|path| drop(fs::remove_file(path)));
    of_kind(UNSEEN)
        .filter(|path| !is_held(path) && is_old(path))
        .for_each(|path| drop(fs::remove_file(path)));
    // Locks last: a file whose lock is gone is found all the same.
    ended
        .into_iter()
        .for_each(|lock| drop(fs::remove_file(lock)));
    left.sort_by_key(|left| Reverse(left.written));
    (left, unread)
}

/// Where it lies then. Where it cannot be moved it stays, and is offered again: better twice than
/// never.
fn move_aside(folder: &Path, path: &Path) -> Option<PathBuf> {
    let aside = folder.join(ASIDE);
    let to = free_name(
        &aside,
        &path.file_stem().unwrap_or_default().to_string_lossy(),
    );
    fs::create_dir_all(&aside)
        .and_then(|()| rename(path, &to))
        .ok()
        .map(|()| to)
}

fn is_old(path: &Path) -> bool {
    let changed = fs::metadata(path).and_then(|meta| meta.modified());
    changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > BEGINNING))
}

/// Also where that cannot be found out.
fn is_held(lock: &Path) -> bool {
    File::open(lock).map_or(true, |file| file.try_lock().is_err())
}
