//! A folder of results that is of one run: many files come into it together, or none of them.
//!
//! # What holds
//! Whatever ends the program, and whenever: a folder with `latentune-checksums.txt` in it holds the
//! files that stand there, all of one run. One without it that has a folder `.latentune-ready` is on
//! its way from one run to the next, and [`finish`] takes it there. A file that no run has written
//! is never replaced, moved or removed; one that was changed since a run wrote it gets another name
//! where a new one comes, as a notebook that somebody has gone on with.
//!
//! # How
//! No system renames forty files at once, so they come in four steps, each of which can be told by
//! what lies in the folder:
//! 1. All files are made in `.latentune-unfinished`, with the list of their checksums last.
//!    Whatever ends the program here has changed nothing.
//! 2. With a list of what is to come and to go in it, that folder is renamed to `.latentune-ready`.
//!    From here on the new files are what the folder holds: whatever ends the program, [`finish`]
//!    goes on where it was.
//! 3. What stands in the way of the new files, and what of an earlier run has no counterpart among
//!    them, is moved into `.latentune-replaced`, the old checksums first. Where one cannot be
//!    moved all are moved back and the new files are dropped: nothing has changed, and that is
//!    told. (Windows moves no file that another program holds open; that is looked at before
//!    step 2.)
//! 4. The new files are moved to their places, the checksums last, and both folders are removed,
//!    the list first.
//!
//! In place, and not one folder exchanged for another: people stand in their folder of results, in
//! a shell or a notebook, and keep files of their own in it. What is a run's own is told by the
//! checksums; a folder that a version before them has written is told by the names in it.
//!
//! Of several programs at work on one folder the first one has it, and the others say so.

mod alone;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::{Checksums, hash, rename, settle, write_whole};
use crate::error::{Error, Result};
use crate::words::{Message, id, say};

use alone::Alone;

/// Hashes of all that a run has written: `b3sum --check latentune-checksums.txt` checks it.
const CHECKSUMS: &str = "latentune-checksums.txt";
const UNFINISHED: &str = ".latentune-unfinished";
const READY: &str = ".latentune-ready";
const REPLACED: &str = ".latentune-replaced";
/// How deep files of a run lie that may have to go.
const DEPTH: usize = 2;
/// What is to come and to go, in [`READY`].
const LIST: &str = "exchange.json";

/// Held while files are moved from one state to the other.
static MOVES: Mutex<()> = Mutex::new(());

/// The program ends: no exchange is to begin any more.
static IS_ENDING: AtomicBool = AtomicBool::new(false);

/// Waits until no exchange is half way, and lets none begin: for a program that ends while its work
/// goes on.
pub(crate) fn end_exchanges() {
    let _held = moves();
    IS_ENDING.store(true, Ordering::Relaxed);
}

fn moves() -> MutexGuard<'static, ()> {
    MOVES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Files by their paths within the folder.
#[derive(Debug, Serialize, Deserialize)]
struct Exchange {
    /// The checksums last.
    come: Vec<PathBuf>,
    go: Vec<PathBuf>,
    /// What somebody has changed since it was written, where a new one is to come: and its new
    /// name.
    #[serde(default)]
    aside: Vec<(PathBuf, PathBuf)>,
}

/// What stands where files of results are to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    Nothing,
    /// A file of an earlier run.
    Earlier(PathBuf),
    /// A file that no run has written.
    Own(PathBuf),
}

/// What in `folder` a run would meet that writes `names` there. `of_a_version_before` tells by its
/// path a file of a folder that was written before there were checksums.
pub(crate) fn standing(
    folder: &Path,
    names: impl Iterator<Item = String>,
    of_a_version_before: impl Fn(&Path) -> bool,
) -> Standing {
    let sums = checksums(folder);
    let is_ours = |path: &Path| match &sums {
        Some(sums) => has_within(sums, path),
        None => of_a_version_before(path),
    };
    let there: Vec<PathBuf> = names
        .map(PathBuf::from)
        .filter(|name| folder.join(name).exists())
        .collect();
    let own = |name: &&PathBuf| !is_ours(name) && !folder.join(name).is_dir();
    if let Some(own) = there.iter().find(own) {
        return Standing::Own(folder.join(own));
    }
    let earlier = there.iter().find(|name| is_ours(name));
    earlier.map_or(Standing::Nothing, |name| {
        Standing::Earlier(folder.join(name))
    })
}

/// What `make` writes into the folder that it is given comes into `folder` as one, or not at all.
/// Files of an earlier run go when the new ones have none of the same path, for they would tell of
/// another run; save those named in `stay`, which a run need not make anew.
/// `of_a_version_before` is as for [`standing`].
///
/// # Errors
/// Of `make`; when a file cannot be written or replaced, or one of somebody's own stands in the
/// way; when another program is at work on the folder. It then holds what it held before.
pub(crate) fn exchange<T>(
    folder: &Path,
    of_a_version_before: impl Fn(&Path) -> bool,
    stay: &[&str],
    make: impl FnOnce(&Path) -> Result<T>,
) -> Result<T> {
    fs::create_dir_all(folder).map_err(|e| Error::io(id::ERROR_CANNOT_MAKE_FOLDER, folder, e))?;
    let _alone = Alone::at(folder)?;
    finish_alone(folder)?;
    let unfinished = folder.join(UNFINISHED);
    let made = make(&unfinished).and_then(|made| {
        let list = Exchange::of(folder, of_a_version_before, stay)?;
        let _held = moves();
        if IS_ENDING.load(Ordering::Relaxed) {
            return Err(Error::Cancelled);
        }
        list.declare_ready(folder)?;
        list.forth(folder).inspect_err(|_| list.back(folder))?;
        list.end(folder)?;
        Ok(made)
    });
    let _ = fs::remove_dir_all(&unfinished);
    made
}

/// Finishes what a program that was ended has begun in `folder`, or cleans up after it. True when
/// there was something.
///
/// # Errors
/// When its files cannot be put in their places; they are kept for another try. When another
/// program is at work on the folder.
pub(crate) fn finish(folder: &Path) -> Result<bool> {
    let left = [UNFINISHED, READY, REPLACED].map(|name| folder.join(name));
    if !left.iter().any(|path| path.exists()) {
        return Ok(false);
    }
    let _alone = Alone::at(folder)?;
    finish_alone(folder)
}

fn finish_alone(folder: &Path) -> Result<bool> {
    let left = [UNFINISHED, READY, REPLACED].map(|name| folder.join(name));
    let was_interrupted = left.iter().any(|path| path.exists());
    let list = folder.join(READY).join(LIST);
    if let Ok(text) = fs::read(&list) {
        let list: Exchange = serde_json::from_slice(&text).map_err(|e| {
            Error::file(
                say(id::FILE_LIST_OF_UNFINISHED_DAMAGED).with("cause", e.to_string()),
                &list,
            )
        })?;
        list.forth(folder)?;
        list.end(folder)?;
    }
    // Without a list nothing of it is to come any more.
    left.iter().for_each(|path| drop(fs::remove_dir_all(path)));
    Ok(was_interrupted)
}

/// Holds that the files below `inner` are those that were written with their run; nothing of a
/// folder without checksums, as versions before them have left it.
///
/// # Errors
/// Names the first file that is another, or is gone.
pub(crate) fn verify(folder: &Path, inner: &str) -> Result<()> {
    let Some(sums) = checksums(folder) else {
        return Ok(());
    };
    let another = sums
        .paths()
        .filter(|path| path.starts_with(inner))
        .find(|path| !sums.is_as_written(folder, path));
    another.map_or(Ok(()), |path| {
        Err(Error::file(
            id::FILE_NOT_THE_ONE_OF_THE_RUN,
            folder.join(path),
        ))
    })
}

impl Exchange {
    /// Compares what was made with what stands in `folder`, and writes the checksums of the one.
    fn of(
        folder: &Path,
        of_a_version_before: impl Fn(&Path) -> bool,
        stay: &[&str],
    ) -> Result<Self> {
        let unfinished = folder.join(UNFINISHED);
        let mut come = files_in(&unfinished, usize::MAX)?;
        let before = checksums(folder);
        let ours: BTreeSet<PathBuf> = match &before {
            Some(sums) => sums.paths().map(Path::to_path_buf).collect(),
            None => {
                let all = files_in(folder, DEPTH)?.into_iter();
                all.filter(|path| of_a_version_before(path)).collect()
            }
        };
        come.iter()
            .filter(|path| is_there(&folder.join(path)))
            .try_for_each(|path| may_go(&folder.join(path), ours.contains(path)))?;
        let stays = |path: &Path| stay.iter().any(|name| path == Path::new(name));
        // One that somebody has written anew since is no run's any more.
        let is_as_it_was = |path: &Path| match &before {
            Some(sums) => sums.is_as_written(folder, path),
            None => true,
        };
        let (kept, go): (Vec<PathBuf>, Vec<PathBuf>) = ours
            .into_iter()
            .filter(|path| !come.contains(path) && is_as_it_was(path))
            .partition(|path| stays(path));
        go.iter()
            .try_for_each(|path| may_go(&folder.join(path), true))?;
        let changed = come
            .iter()
            .filter(|path| is_there(&folder.join(path)) && !is_as_it_was(path));
        let aside = changed
            .map(|path| (path.clone(), name_aside(folder, path)))
            .collect();
        let written = come.iter().map(|path| (path, unfinished.join(path)));
        let kept = kept.iter().map(|path| (path, folder.join(path)));
        let sum = |(path, file): (&PathBuf, PathBuf)| {
            let sum = hash(&file).map_err(|e| Error::io(id::ERROR_CANNOT_READ, &file, e))?;
            Ok((path.clone(), sum))
        };
        let sums: Checksums = written.chain(kept).map(sum).collect::<Result<_>>()?;
        let list = unfinished.join(CHECKSUMS);
        write_whole(&list, sums.to_string().as_bytes())
            .map_err(|e| Error::io(id::ERROR_CANNOT_WRITE, &list, e))?;
        come.push(PathBuf::from(CHECKSUMS));
        Ok(Self { come, go, aside })
    }

    /// Step 2.
    fn declare_ready(&self, folder: &Path) -> Result<()> {
        let text =
            serde_json::to_vec(self).map_err(|e| Error::file(Message::verbatim(e), folder))?;
        let unfinished = folder.join(UNFINISHED);
        write_whole(&unfinished.join(LIST), &text)
            .map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_INTO, &unfinished, e))?;
        rename(&unfinished, folder.join(READY))
            .and_then(|()| settle(folder))
            .map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_INTO, folder, e))
    }

    /// Steps 3 and 4, from wherever they were left: what is not in [`READY`] any more is in its
    /// place.
    fn forth(&self, folder: &Path) -> Result<()> {
        let [ready, replaced] = [READY, REPLACED].map(|name| folder.join(name));
        let to_come: Vec<&PathBuf> = self
            .come
            .iter()
            .filter(|path| is_there(&ready.join(path)))
            .collect();
        // The checksums first.
        for path in to_come
            .iter()
            .rev()
            .copied()
            .chain(&self.go)
            .filter(|path| is_there(&folder.join(path)))
        {
            match self.aside.iter().find(|(changed, _)| changed == path) {
                Some((_, name)) => rename(folder.join(path), folder.join(name)),
                None => moved(folder, &replaced, path),
            }
            .map_err(|e| Error::io(id::ERROR_CANNOT_REPLACE, folder.join(path), e))?;
        }
        for path in to_come {
            moved(&ready, folder, path)
                .map_err(|e| Error::io(id::ERROR_CANNOT_WRITE, folder.join(path), e))?;
        }
        Ok(())
    }

    /// Undoes what [`Exchange::forth`] did before it failed. A file that cannot be moved back now
    /// waits in its folder, and [`finish`] tries the other direction.
    fn back(&self, folder: &Path) {
        let [ready, replaced] = [READY, REPLACED].map(|name| folder.join(name));
        let undo = || -> io::Result<()> {
            // The checksums first, and those of the run before last.
            for path in self
                .come
                .iter()
                .rev()
                .filter(|path| !is_there(&ready.join(path)) && is_there(&folder.join(path)))
            {
                moved(folder, &ready, path)?;
            }
            for (path, name) in &self.aside {
                if !is_there(&folder.join(path)) && is_there(&folder.join(name)) {
                    rename(folder.join(name), folder.join(path))?;
                }
            }
            for path in self
                .go
                .iter()
                .chain(&self.come)
                .filter(|path| is_there(&replaced.join(path)))
            {
                moved(&replaced, folder, path)?;
            }
            fs::remove_file(ready.join(LIST))
        };
        if undo().is_ok() {
            [ready, replaced]
                .iter()
                .for_each(|left| drop(fs::remove_dir_all(left)));
        }
    }

    /// All is in its place.
    fn end(&self, folder: &Path) -> Result<()> {
        let inner: BTreeSet<&Path> = self.come.iter().filter_map(|path| path.parent()).collect();
        for inner in inner {
            let inner = folder.join(inner);
            settle(&inner).map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_INTO, &inner, e))?;
        }
        let list = folder.join(READY).join(LIST);
        fs::remove_file(&list).map_err(|e| Error::io(id::ERROR_CANNOT_REMOVE, &list, e))?;
        for left in [READY, REPLACED] {
            let _ = fs::remove_dir_all(folder.join(left));
        }
        // Folders that held nothing else.
        for inner in self
            .go
            .iter()
            .filter_map(|path| path.parent())
            .filter(|inner| *inner != Path::new(""))
        {
            let _ = fs::remove_dir(folder.join(inner));
        }
        Ok(())
    }
}

/// What a run has noted of its files; `None` where none has, or in another form.
fn checksums(folder: &Path) -> Option<Checksums> {
    let text = fs::read_to_string(folder.join(CHECKSUMS)).ok()?;
    text.lines().map(Checksums::line).collect()
}

/// The file itself, or files in the folder of that name.
fn has_within(sums: &Checksums, path: &Path) -> bool {
    sums.paths().any(|ours| ours.starts_with(path)) || path == Path::new(CHECKSUMS)
}

/// `clusters (changed).csv`, or the first of `clusters (changed 2).csv`, … that is not there.
fn name_aside(folder: &Path, path: &Path) -> PathBuf {
    let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (part(path.file_stem()), part(path.extension()));
    let ending = if ending.is_empty() {
        ending
    } else {
        format!(".{ending}")
    };
    let mut name = path.with_file_name(format!("{stem} (changed){ending}"));
    for again in 2.. {
        if !is_there(&folder.join(&name)) {
            break;
        }
        name = path.with_file_name(format!("{stem} (changed {again}){ending}"));
    }
    name
}

/// Whether what stands at `path` can be moved out of the way.
fn may_go(path: &Path, is_ours: bool) -> Result<()> {
    let cause = if path.is_dir() {
        id::FILE_A_FOLDER_WHERE_A_FILE_IS_TO_BE
    } else if !is_ours {
        id::FILE_OF_NO_RUN_WHERE_ONE_IS_TO_BE
    } else if is_held(path) {
        id::FILE_OPEN_IN_ANOTHER_PROGRAM
    } else {
        return Ok(());
    };
    Err(Error::file(cause, path))
}

/// Whether another program holds a file so that it cannot be moved, as Excel does on Windows.
#[cfg(windows)]
fn is_held(path: &Path) -> bool {
    use std::os::windows::fs::OpenOptionsExt as _;
    // As a rename opens it: for removal, while others may read, write and remove. (winnt.h)
    const DELETE: u32 = 0x0001_0000;
    const SHARE_ALL: u32 = 0x0000_0007;
    const ERROR_SHARING_VIOLATION: i32 = 32;
    let opened = fs::OpenOptions::new()
        .access_mode(DELETE)
        .share_mode(SHARE_ALL)
        .open(path);
    opened.is_err_and(|e| e.raw_os_error() == Some(ERROR_SHARING_VIOLATION))
}

/// Elsewhere an open file can be moved.
#[cfg(not(windows))]
fn is_held(_: &Path) -> bool {
    false
}

/// Also a link that leads nowhere.
fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn moved(from: &Path, to: &Path, path: &Path) -> io::Result<()> {
    let to = to.join(path);
    to.parent().map_or(Ok(()), fs::create_dir_all)?;
    rename(from.join(path), to)
}

/// Paths within `folder`, in order, down to `depth`, without what belongs to an exchange.
fn files_in(folder: &Path, depth: usize) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![(PathBuf::new(), 1)];
    while let Some((inner, level)) = folders.pop() {
        let path = folder.join(&inner);
        for entry in
            fs::read_dir(&path).map_err(|e| Error::io(id::ERROR_CANNOT_READ_FOLDER, &path, e))?
        {
            let entry = entry.map_err(|e| Error::io(id::ERROR_CANNOT_READ_FOLDER, &path, e))?;
            let inner = inner.join(entry.file_name());
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if !is_folder {
                files.push(inner);
            } else if level < depth
                && ![UNFINISHED, READY, REPLACED]
                    .iter()
                    .any(|own| inner == Path::new(own))
            {
                folders.push((inner, level + 1));
            }
        }
    }
    files.sort();
    Ok(files)
}
