//! Files that are there whole or not at all, one or many; those of others within bounds; cells of
//! tables that stay text; numbers of as many bytes as they need.

mod limit;
mod again;
mod foreign;
mod checksums;
mod exchange;
mod formula;
mod varint;

pub(crate) use again::make_again;
pub(crate) use checksums::{Checksums, hash};
pub(crate) use exchange::{Standing, end_exchanges, exchange, finish, standing, verify};
pub(crate) use foreign::{is_made_up, open, read, read_given, read_text};
pub(crate) use formula::{inert, original};
pub use limit::limits_are_errors;
pub(crate) use varint::varint;

use std::fs;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{self, Write as _};
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::error::is_held;

/// Writes beside `path`, waits until the disk has it, and renames into place: a kill or a full disk
/// leaves what stood there before, and a reader never sees half a file.
///
/// # Errors
/// When the folder cannot be written or the disk is full.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write(path, bytes, fs::File::sync_all)
}

/// The same without the wait, for what can be made again and is checked when it is read: a power
/// cut may leave a whole name with half its bytes.
///
/// # Errors
/// As [`write_whole`].
pub(crate) fn write_again(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write(path, bytes, |_| Ok(()))
}

/// Waits until the disk has the names in a folder, as they are now: after it a power cut undoes
/// neither what was renamed in it nor what was removed. (A system that opens no folder as a file
/// keeps their order by itself.)
///
/// # Errors
/// When the disk says that it has them not.
pub(crate) fn settle(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match fs::File::open(folder)?.sync_all() {
        // Some network file systems cannot do this.
        Err(e)
            if matches!(
                e.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        settled => settled,
    }
}

fn write(
    path: &Path,
    bytes: &[u8],
    settle: impl FnOnce(&fs::File) -> io::Result<()>,
) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}{:020}.tmp", std::process::id(), anyone()));
    let temporary = path.with_file_name(name);
    let written = fs::File::create(&temporary)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| settle(&file)))
        .and_then(|()| rename(&temporary, path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// A number that no other program has, also one on another machine that writes into the same folder
/// and has the same number as a process.
fn anyone() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Renames as [`fs::rename`] does. On Windows scanners and indexers hold for some milliseconds what
/// was just written, and a folder with anything in it that is held: so it is tried for a second.
///
/// # Errors
/// As [`fs::rename`].
pub(crate) fn rename(from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()> {
    with_patience(is_held, thread::sleep, || fs::rename(&from, &to))
}

fn with_patience(
    passes: impl Fn(&io::Error) -> bool,
    wait: impl Fn(Duration),
    mut attempt: impl FnMut() -> io::Result<()>,
) -> io::Result<()> {
    for pause_ms in [10, 20, 40, 80, 160, 320, 370] {
        match attempt() {
            Err(error) if passes(&error) => wait(Duration::from_millis(pause_ms)),
            ended => return ended,
        }
    }
    attempt()
}

/// What an ended program has left lies so long before it is cleared away: one that lives may be at
/// work on it.
pub(crate) const LEFT_STAYS: Duration = Duration::from_secs(3600);

/// Removes the folders and files of `parent` whose names begin and end so, with the number of a
/// process between, and that nobody has changed for so long: what programs that were ended have
/// left. Nothing that a person would name like that.
pub(crate) fn clear_left(parent: &Path, (begins, ends): (&str, &str), unchanged_for: Duration) {
    let is_left = |name: &str| {
        let number = name.strip_prefix(begins).and_then(|n| n.strip_suffix(ends));
        number.is_some_and(|n| !n.is_empty() && n.bytes().all(|c| c.is_ascii_digit()))
    };
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let left = entries.filter(|entry| is_left(&entry.file_name().to_string_lossy()));
    for entry in left {
        let changed = entry.metadata().and_then(|meta| meta.modified());
        let is_old = changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age >= unchanged_for));
        if is_old {
            let path = entry.path();
            let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_for_a_moment_is_tried_again_and_nothing_else() {
        let waited = std::cell::Cell::new(Duration::ZERO);
        let tries_until_ok = |n_held: usize, kind: io::ErrorKind| {
            waited.set(Duration::ZERO);
            let mut n_tries = 0;
            let ended = with_patience(
                |e| e.kind() == io::ErrorKind::PermissionDenied,
                |pause| waited.set(waited.get() + pause),
                || {
                    n_tries += 1;
                    if n_tries > n_held {
                        Ok(())
                    } else {
                        Err(kind.into())
                    }
                },
            );
            (ended.is_ok(), n_tries)
        };
        assert_eq!(
            tries_until_ok(3, io::ErrorKind::PermissionDenied),
            (true, 4)
        );
        assert_eq!(waited.get(), Duration::from_millis(70));
        assert_eq!(
            tries_until_ok(99, io::ErrorKind::PermissionDenied),
            (false, 8)
        );
        assert_eq!(waited.get(), Duration::from_secs(1));
        assert_eq!(tries_until_ok(1, io::ErrorKind::NotFound), (false, 1));
    }

    #[test]
    fn what_ended_programs_have_left_goes_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let names = [
            "film.12.tmp",
            "film.12",
            "film.x.tmp",
            "film..tmp",
            "a film.12.tmp",
        ];
        names
            .iter()
            .for_each(|name| fs::write(folder.path().join(name), "").unwrap());
        clear_left(folder.path(), ("film.", ".tmp"), LEFT_STAYS);
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            5,
            "another may be at work"
        );
        clear_left(folder.path(), ("film.", ".tmp"), Duration::ZERO);
        assert!(!folder.path().join(names[0]).exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
    }

    #[test]
    fn what_cannot_be_put_in_place_leaves_nothing_behind_and_what_can_replaces() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        // A folder stands where the file is to be.
        let taken = folder.path().join("taken");
        fs::create_dir(&taken).unwrap();
        assert!(write_whole(&taken, b"three").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
