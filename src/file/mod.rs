//! Files that are there whole or not at all, one or many; cells of tables that stay text.

mod exchange;
mod formula;

pub use exchange::{exchange, finish};
pub use formula::{inert, original};

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

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
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

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
