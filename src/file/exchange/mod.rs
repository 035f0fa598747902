//! A folder of results that is of one run: many files come into it together, or none of them.
//!
//! No system renames forty files at once, so they come in four steps, each of which can be told by
//! what lies in the folder:
//! 1. All files are made in `.latentune-unfinished`. Whatever ends the program here has changed
//!    nothing.
//! 2. With a list of what is to come and to go in it, that folder is renamed to `.latentune-ready`.
//!    From here on the new files are what the folder holds: whatever ends the program, [`finish`]
//!    goes on where it was.
//! 3. What stands in the way of the new files, and what of an earlier run has no counterpart among
//!    them, is moved into `.latentune-replaced`. Where one cannot be moved, as another program
//!    holds it open, all are moved back and the new files are dropped: nothing has changed, and
//!    that is told.
//! 4. The new files are moved to their places, and both folders are removed, the list first.
//!
//! In place, and not one folder exchanged for another: people stand in their folder of results, in
//! a shell or a notebook, and keep files of their own in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{rename, write_whole};
use crate::error::{Error, Result};

const UNFINISHED: &str = ".latentune-unfinished";
const READY: &str = ".latentune-ready";
const REPLACED: &str = ".latentune-replaced";
/// How deep files of a run lie that may have to go.
const DEPTH: usize = 2;
/// What is to come and to go, in [`READY`].
const LIST: &str = "exchange.json";

/// Files by their paths within the folder.
#[derive(Debug, Serialize, Deserialize)]
struct Exchange {
    come: Vec<PathBuf>,
    go: Vec<PathBuf>,
}

/// What `make` writes into the folder that it is given comes into `folder` as one, or not at all.
/// Files that are there and `is_of_a_run` go when the new ones have none of the same path: they
/// would tell of another run.
///
/// # Errors
/// Of `make`, and when a file cannot be written or replaced; the folder then holds what it held
/// before.
pub fn exchange<T>(
    folder: &Path,
    is_of_a_run: impl Fn(&Path) -> bool,
    make: impl FnOnce(&Path) -> Result<T>,
) -> Result<T> {
    finish(folder)?;
    let unfinished = folder.join(UNFINISHED);
    let made = make(&unfinished).and_then(|made| {
        let list = Exchange::of(folder, is_of_a_run)?;
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
/// When its files cannot be put in their places; they are kept for another try.
pub fn finish(folder: &Path) -> Result<bool> {
    let left = [UNFINISHED, READY, REPLACED].map(|name| folder.join(name));
    let was_interrupted = left.iter().any(|path| path.exists());
    let list = folder.join(READY).join(LIST);
    if let Ok(text) = fs::read(&list) {
        let list: Exchange = serde_json::from_slice(&text).map_err(|e| {
            Error::file(
                format!("the list of results that were not finished is damaged ({e})"),
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

impl Exchange {
    fn of(folder: &Path, is_of_a_run: impl Fn(&Path) -> bool) -> Result<Self> {
        let come = files_in(&folder.join(UNFINISHED), usize::MAX)?;
        let mut go = files_in(folder, DEPTH)?;
        go.retain(|path| is_of_a_run(path) && !come.contains(path));
        if let Some(path) = come.iter().find(|path| folder.join(path).is_dir()) {
            return Err(Error::file(
                "a folder, where a file of results is to be",
                folder.join(path),
            ));
        }
        Ok(Self { come, go })
    }

    /// Step 2.
    fn declare_ready(&self, folder: &Path) -> Result<()> {
        let text = serde_json::to_vec(self).map_err(|e| Error::file(e.to_string(), folder))?;
        let unfinished = folder.join(UNFINISHED);
        write_whole(&unfinished.join(LIST), &text)
            .map_err(|e| Error::io("write into", &unfinished, e))?;
        rename(&unfinished, folder.join(READY)).map_err(|e| Error::io("write into", folder, e))
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
        for path in to_come
            .iter()
            .copied()
            .chain(&self.go)
            .filter(|path| is_there(&folder.join(path)))
        {
            moved(folder, &replaced, path)
                .map_err(|e| Error::io("replace", folder.join(path), e))?;
        }
        for path in to_come {
            moved(&ready, folder, path).map_err(|e| Error::io("write", folder.join(path), e))?;
        }
        Ok(())
    }

    /// Undoes what [`Exchange::forth`] did before it failed. A file that cannot be moved back now
    /// waits in its folder, and [`finish`] tries the other direction.
    fn back(&self, folder: &Path) {
        let [ready, replaced] = [READY, REPLACED].map(|name| folder.join(name));
        let undo = || -> io::Result<()> {
            for path in self
                .come
                .iter()
                .filter(|path| !is_there(&ready.join(path)) && is_there(&folder.join(path)))
            {
                moved(folder, &ready, path)?;
            }
            for path in self
                .come
                .iter()
                .chain(&self.go)
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
        let list = folder.join(READY).join(LIST);
        fs::remove_file(&list).map_err(|e| Error::io("remove", &list, e))?;
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
        for entry in fs::read_dir(&path).map_err(|e| Error::io("read the folder", &path, e))? {
            let entry = entry.map_err(|e| Error::io("read the folder", &path, e))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn put(folder: &Path, files: &[(&str, &str)]) {
        for (name, text) in files {
            fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
            fs::write(folder.join(name), text).unwrap();
        }
    }

    /// Every file and what is in it, those of an exchange as well.
    fn held(folder: &Path) -> Vec<(String, String)> {
        let mut files = Vec::new();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(inner) = folders.pop() {
            for entry in fs::read_dir(inner).unwrap().map(|e| e.unwrap().path()) {
                if entry.is_dir() {
                    folders.push(entry);
                } else {
                    let name = entry
                        .strip_prefix(folder)
                        .unwrap()
                        .to_string_lossy()
                        .replace('\\', "/");
                    files.push((name, fs::read_to_string(&entry).unwrap()));
                }
            }
        }
        files.sort();
        files
    }

    const OLD: [(&str, &str); 4] = [
        ("a.csv", "old"),
        ("figures/gone.svg", "old"),
        ("figures/map.svg", "old"),
        ("z.csv", "old"),
    ];
    const OWN: [(&str, &str); 2] = [("figures/mine.svg", "mine"), ("notes.txt", "mine")];
    const NEW: [(&str, &str); 4] = [
        ("a.csv", "new"),
        ("figures/map.svg", "new"),
        ("model/weights", "new"),
        ("z.csv", "new"),
    ];

    fn all(parts: &[&[(&str, &str)]]) -> Vec<(String, String)> {
        let mut all: Vec<_> = parts
            .concat()
            .iter()
            .map(|(a, b)| (a.to_string(), b.to_string()))
            .collect();
        all.sort();
        all
    }

    fn is_ours(path: &Path) -> bool {
        !OWN.iter().any(|(own, _)| path == Path::new(own))
    }

    fn fill(folder: &Path) -> Result<()> {
        put(folder, &NEW);
        Ok(())
    }

    const N_MOVES: usize = OLD.len() + NEW.len();

    /// A folder in which an exchange has moved so many files.
    fn ended_after(n_done: usize) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), &OLD);
        put(folder.path(), &OWN);
        put(&folder.path().join(UNFINISHED), &NEW);
        let list = Exchange::of(folder.path(), is_ours).unwrap();
        list.declare_ready(folder.path()).unwrap();
        let [ready, replaced] = [READY, REPLACED].map(|name| folder.path().join(name));
        let in_the_way = list
            .come
            .iter()
            .chain(&list.go)
            .filter(|path| is_there(&folder.path().join(path)));
        let outward = in_the_way.map(|path| (folder.path(), replaced.as_path(), path));
        let inward = list
            .come
            .iter()
            .map(|path| (ready.as_path(), folder.path(), path));
        let moves: Vec<_> = outward.chain(inward).collect();
        assert_eq!(moves.len(), N_MOVES);
        moves
            .into_iter()
            .take(n_done)
            .for_each(|(from, to, path)| moved(from, to, path).unwrap());
        folder
    }

    #[test]
    fn new_files_come_old_ones_go_and_those_of_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), &OLD);
        put(folder.path(), &OWN);
        exchange(folder.path(), is_ours, fill).unwrap();
        assert_eq!(held(folder.path()), all(&[&NEW, &OWN]));
        assert!(!finish(folder.path()).unwrap());
    }

    #[test]
    fn what_cannot_be_made_or_replaced_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), &OLD);
        let failed = exchange(folder.path(), is_ours, |staging| {
            fill(staging)?;
            Err::<(), _>(Error::Cancelled)
        });
        assert!(matches!(failed, Err(Error::Cancelled)));
        assert_eq!(held(folder.path()), all(&[&OLD]));
        // A folder of someone's stands where a file is to be: found before anything is touched.
        put(folder.path(), &[("model/weights/mine", "mine")]);
        let error = exchange(folder.path(), is_ours, fill)
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("a folder, where a file of results is to be"),
            "{error}"
        );
        assert_eq!(
            held(folder.path()),
            all(&[&OLD, &[("model/weights/mine", "mine")]])
        );
    }

    /// The program is ended before each single file has been moved, and after it: each time the
    /// folder can be told to be of the run before, or is finished as that of the new one.
    #[test]
    fn whatever_moment_the_program_is_ended_at_the_folder_becomes_that_of_one_run() {
        for n_done in 0..=N_MOVES {
            let folder = ended_after(n_done);
            assert!(finish(folder.path()).unwrap());
            assert_eq!(
                held(folder.path()),
                all(&[&NEW, &OWN]),
                "after {n_done} moves"
            );
        }
        // Ended while files were made.
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), &OLD);
        put(&folder.path().join(UNFINISHED), &NEW[..2]);
        assert!(finish(folder.path()).unwrap());
        assert_eq!(held(folder.path()), all(&[&OLD]));
        // Ended while what was replaced was removed.
        put(&folder.path().join(READY), &[]);
        put(&folder.path().join(REPLACED), &OLD[..1]);
        assert!(finish(folder.path()).unwrap());
        assert_eq!(held(folder.path()), all(&[&OLD]));
    }

    /// Undoing, ended at each single move, is undone or taken forth.
    #[test]
    fn an_exchange_that_fails_half_way_is_taken_back() {
        for n_done in 0..=N_MOVES {
            let folder = ended_after(n_done);
            let list: Exchange =
                serde_json::from_slice(&fs::read(folder.path().join(READY).join(LIST)).unwrap())
                    .unwrap();
            list.back(folder.path());
            assert_eq!(
                held(folder.path()),
                all(&[&OLD, &OWN]),
                "after {n_done} moves"
            );
        }
    }
}
