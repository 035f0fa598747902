//! Files that are there whole or not at all, one or many; cells of tables that stay text.

mod exchange;
mod formula;

pub use exchange::{exchange, finish};
pub use formula::{inert, original};

use std::fs;
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
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write(path, bytes, fs::File::sync_all)
}

/// The same without the wait, for what can be made again and is checked when it is read: a power
/// cut may leave a whole name with half its bytes.
///
/// # Errors
/// As [`write_whole`].
pub fn write_again(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write(path, bytes, |_| Ok(()))
}

fn write(
    path: &Path,
    bytes: &[u8],
    settle: impl FnOnce(&fs::File) -> io::Result<()>,
) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = fs::File::create(&temporary)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| settle(&file)))
        .and_then(|()| rename(&temporary, path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Renames as [`fs::rename`] does. On Windows scanners and indexers hold for some milliseconds what
/// was just written, and a folder with anything in it that is held: so it is tried for a second.
///
/// # Errors
/// As [`fs::rename`].
pub fn rename(from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()> {
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
