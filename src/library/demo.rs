//! The demo songs, embedded in the program and unpacked once into the platform's cache folder; again
//! whenever somebody empties it, also while they are read.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::config::cache_folder;
use crate::error::{Error, Result};
use crate::file;
use crate::words::id;

include!(concat!(env!("OUT_DIR"), "/demo_files.rs"));

/// What versions before unpacked into; a kill has left it.
const UNFINISHED: (&str, &str) = ("demo-unpacking-", "");

/// A folder that holds the demo songs, whole, as they are in the program; unpacked on first use.
///
/// # Errors
/// When neither the platform's cache folder nor the temporary folder can be written.
pub(crate) fn folder() -> Result<PathBuf> {
    // Two threads that miss the songs would unpack them into one another.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    match cache_folder().map(|parent| unpack(&parent)) {
        Some(Ok(folder)) => Ok(folder),
        _ => unpack(&own_folder(&std::env::temp_dir())?),
    }
}

/// From now on a file of the demo songs in `folder` that is not there any more is unpacked again when
/// it is opened.
pub(super) fn keep_whole(folder: &Path) {
    file::make_again(folder, |folder, name| {
        // Names are written with `/` on every system; paths are compared by their parts.
        let file = FILES.iter().find(|(known, _)| Path::new(known) == name);
        file.is_some_and(|(_, bytes)| put(&folder.join(name), bytes).is_ok())
    });
}

/// True for the folder of the demo songs.
pub(crate) fn is_at(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| *name == *own_name())
}

/// How many recordings are among them.
pub(super) fn n_songs() -> usize {
    let audio = FILES.iter().filter(|(name, _)| name.starts_with("audio/"));
    audio.count()
}

/// Puts every file in its place that is not there as it is in the program. The folder's name holds
/// a hash of the content: another version of the program unpacks its own.
fn unpack(parent: &Path) -> Result<PathBuf> {
    let folder = parent.join(own_name());
    let is_new = !folder.exists();
    file::clear_left(parent, UNFINISHED, file::LEFT_STAYS);
    for (name, bytes) in FILES {
        let path = folder.join(name);
        if let Err(error) = put(&path, bytes) {
            // A full disk is not kept full.
            let _ = if is_new {
                fs::remove_dir_all(&folder)
            } else {
                Ok(())
            };
            return Err(Error::io(
                id::ERROR_CANNOT_UNPACK_DEMO_SONG_FILE,
                &path,
                error,
            ));
        }
    }
    Ok(folder)
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if is_as_it_was(path, bytes) {
        return Ok(());
    }
    let write = || {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        file::write_again(path, bytes)
    };
    // Once more where somebody has emptied the cache between the two.
    write().or_else(|_| write())
}

fn is_as_it_was(path: &Path, bytes: &[u8]) -> bool {
    fs::read(path).is_ok_and(|found| found == bytes)
}

/// A folder within one that others may write into, which nobody else can: what they put there under
/// its name is not taken for ours.
fn own_folder(shared: &Path) -> Result<PathBuf> {
    const MOST: usize = 100;
    let mut last = None;
    for i in 0..MOST {
        let folder = shared.join(format!("latentune-{i}"));
        match create_private(&folder) {
            Err(e) if e.kind() != io::ErrorKind::AlreadyExists => {
                return Err(Error::io(id::ERROR_CANNOT_MAKE_FOLDER, folder, e));
            }
            made => last = made.err(),
        }
        if is_private(&folder) {
            return Ok(folder);
        }
    }
    let taken = last.unwrap_or_else(|| io::ErrorKind::AlreadyExists.into());
    Err(Error::io(id::ERROR_CANNOT_MAKE_FOLDER_IN, shared, taken))
}

#[cfg(unix)]
fn create_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

/// A folder, no link to one, that belongs to who writes in it, and in which nobody else may write.
#[cfg(unix)]
fn is_private(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let Ok(there) = fs::symlink_metadata(folder) else {
        return false;
    };
    if !there.is_dir() || there.mode() & 0o022 != 0 {
        return false;
    }
    // What I make belongs to me.
    let trial = folder.join(format!("{}.trial", std::process::id()));
    let made = fs::DirBuilder::new().create(&trial);
    let mine = made
        .and_then(|()| fs::symlink_metadata(&trial))
        .map(|made| made.uid());
    let _ = fs::remove_dir(&trial);
    mine.is_ok_and(|mine| mine == there.uid())
}

/// The temporary folder is a person's own.
#[cfg(not(unix))]
fn create_private(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}

#[cfg(not(unix))]
fn is_private(folder: &Path) -> bool {
    folder.is_dir()
}

/// `demo-` and a hash of the content.
fn own_name() -> &'static str {
    static NAME: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let mut hasher = blake3::Hasher::new();
        for (name, bytes) in FILES {
            hasher.update(name.as_bytes());
            hasher.update(bytes);
        }
        format!("demo-{}", &hasher.finalize().to_hex()[..12])
    });
    &NAME
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unpacks_once_and_mends_what_was_deleted() {
        let parent = tempfile::tempdir().unwrap();
        let folder = unpack(parent.path()).unwrap();
        let audio = FILES
            .iter()
            .find(|(name, _)| name.ends_with(".ogg"))
            .unwrap();
        assert_eq!(fs::read(folder.join(audio.0)).unwrap(), audio.1);
        let before = fs::metadata(folder.join("metadata.csv"))
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(unpack(parent.path()).unwrap(), folder);
        assert_eq!(
            fs::metadata(folder.join("metadata.csv"))
                .unwrap()
                .modified()
                .unwrap(),
            before
        );
        fs::remove_file(folder.join(audio.0)).unwrap();
        fs::remove_dir_all(folder.join("lyrics")).unwrap();
        // As long, and another.
        let (name, bytes) = FILES[0];
        fs::write(folder.join(name), vec![b' '; bytes.len()]).unwrap();
        unpack(parent.path()).unwrap();
        let is_whole = |(name, bytes): &(&str, &[u8])| is_as_it_was(&folder.join(name), bytes);
        assert!(FILES.iter().all(is_whole));
        assert_eq!(
            fs::read_dir(parent.path()).unwrap().count(),
            1,
            "nothing temporary stays"
        );
    }

    #[test]
    fn what_cannot_be_unpacked_leaves_nothing_and_old_leavings_go() {
        let parent = tempfile::tempdir().unwrap();
        fs::write(parent.path().join(own_name()), "a file").unwrap();
        assert!(unpack(parent.path()).is_err());
        let left = parent.path().join(format!("{}1", UNFINISHED.0));
        fs::create_dir(&left).unwrap();
        file::clear_left(parent.path(), UNFINISHED, std::time::Duration::ZERO);
        assert!(!left.exists() && parent.path().join(own_name()).exists());
    }

    #[test]
    fn a_song_is_there_again_when_the_cache_was_emptied() {
        let folder = folder().unwrap();
        let path = folder.join(FILES[0].0);
        keep_whole(&folder);
        let _ = fs::remove_file(&path);
        assert_eq!(file::read(&path, 1 << 24).unwrap(), FILES[0].1);
        assert!(is_at(&folder) && n_songs() > 1);
        let none = |path: &Path| file::open(path).unwrap_err().kind() == io::ErrorKind::NotFound;
        assert!(none(&folder.join("no such song.ogg")));
        assert!(none(Path::new("/somewhere/else.ogg")));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_others_may_write_into_is_not_ours() {
        use std::os::unix::fs::PermissionsExt as _;
        let shared = tempfile::tempdir().unwrap();
        let planted = shared.path().join("latentune-0");
        fs::create_dir(&planted).unwrap();
        fs::set_permissions(&planted, fs::Permissions::from_mode(0o777)).unwrap();
        std::os::unix::fs::symlink(&planted, shared.path().join("latentune-1")).unwrap();
        let ours = own_folder(shared.path()).unwrap();
        assert_eq!(ours, shared.path().join("latentune-2"));
        assert_eq!(
            fs::metadata(&ours).unwrap().permissions().mode() & 0o777,
            0o700
        );
        assert_eq!(own_folder(shared.path()).unwrap(), ours);
    }
}
