//! Files that others made, opened and read within bounds.
//!
//! A path out of a folder, a table or a session may lead to what is no file: a pipe to which nobody
//! writes, a device without end, or what a system makes up while it is read, some of which waits
//! for ever (`/proc/kmsg`) or is larger than any disk (`/proc/kcore`). None of them is opened.

use std::error;
use std::fmt::{self, Display, Formatter};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use super::again;
use crate::words::{Message, id, say};

/// Folders of what looks like files and is made while it is read.
const MADE_UP: [&str; 2] = ["/proc", "/sys"];

/// An [`io::Error`]'s cause that is said in the language of who reads it.
#[derive(Debug)]
struct Refused(Message);

impl Display for Refused {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl error::Error for Refused {}

fn refused(kind: ErrorKind, cause: impl Into<Message>) -> io::Error {
    io::Error::new(kind, Refused(cause.into()))
}

/// True where a path, its links followed, leads to what a system makes up.
pub(crate) fn is_made_up(path: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|real| MADE_UP.iter().any(|root| real.starts_with(root)))
}

/// Opens a file for reading; it never waits for one that is none. One that is not there any more is
/// made again where that can be done ([`make_again`](super::make_again)).
///
/// # Errors
/// When there is no such file, it may not be read, or it is a folder, a pipe, a device or made up
/// by the system.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    again::opened(path, open_there)
}

fn open_there(path: &Path) -> io::Result<File> {
    plain(&fs::metadata(path)?)?;
    if is_made_up(path) {
        return Err(refused(ErrorKind::InvalidInput, id::ERROR_NO_FILE));
    }
    let file = File::open(path)?;
    // Another may have come into its place meanwhile.
    plain(&file.metadata()?)?;
    Ok(file)
}

fn plain(meta: &fs::Metadata) -> io::Result<()> {
    match (meta.is_file(), meta.is_dir()) {
        (true, _) => Ok(()),
        (false, true) => Err(refused(ErrorKind::IsADirectory, id::ERROR_A_FOLDER)),
        (false, false) => Err(refused(ErrorKind::InvalidInput, id::ERROR_NO_FILE)),
    }
}

/// The bytes of a file of at most `most` of them: no more memory than that, whatever it says of its
/// size.
///
/// # Errors
/// As [`open`], and when it is larger.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let size = file.metadata()?.len();
    if size > most {
        return Err(too_large(most));
    }
    let mut bytes = Vec::with_capacity(size as usize);
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > most {
        true => Err(too_large(most)),
        false => Ok(bytes),
    }
}

/// As [`read`], of a file of text in UTF-8.
///
/// # Errors
/// As [`read`], and when it is not in UTF-8.
pub(crate) fn read_text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(read(path, most)?)
        .map_err(|_| refused(ErrorKind::InvalidData, id::ERROR_NOT_UTF8))
}

/// Text in UTF-8 from where a person says it is, which may be a pipe, as in `--config <(…)`.
///
/// # Errors
/// When it cannot be read, is larger than `most` bytes, or not in UTF-8.
pub(crate) fn read_given(path: &Path, most: u64) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?
        .take(most.saturating_add(1))
        .read_to_string(&mut text)?;
    match text.len() as u64 > most {
        true => Err(too_large(most)),
        false => Ok(text),
    }
}

fn too_large(most: u64) -> io::Error {
    let cause = say(id::ERROR_TOO_LARGE).with("n", (most >> 20).max(1));
    refused(ErrorKind::FileTooLarge, cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_is_not_opened_and_what_is_too_large_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        assert_eq!(read_text(&path, 5).unwrap(), "12345");
        assert_eq!(read(&path, 4).unwrap_err().kind(), ErrorKind::FileTooLarge);
        assert_eq!(
            open(folder.path()).unwrap_err().kind(),
            ErrorKind::IsADirectory
        );
        assert_eq!(
            open(&folder.path().join("none")).unwrap_err().kind(),
            ErrorKind::NotFound
        );
        fs::write(&path, [0xFF, 0xFE]).unwrap();
        assert!(read_text(&path, 5).is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn pipes_devices_and_what_linux_makes_up_are_refused_behind_links_too() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let link = |name: &str, to: &str| {
            let path = folder.path().join(name);
            std::os::unix::fs::symlink(to, &path).unwrap();
            path
        };
        for path in [
            pipe,
            link("a", "/dev/zero"),
            link("b", "/proc/self/status"),
            link("c", "/proc/kcore"),
            link("d", "/sys/kernel/notes"),
        ] {
            if path.exists() {
                let error = open(&path).unwrap_err().to_string();
                assert!(
                    error.contains("where a file"),
                    "{}: {error}",
                    path.display()
                );
            }
        }
    }
}
