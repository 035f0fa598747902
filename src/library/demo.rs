//! The demo songs, embedded in the program and unpacked once into the platform's cache folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::config::cache_folder;
use crate::error::{Error, Result};

include!(concat!(env!("OUT_DIR"), "/demo_files.rs"));

/// A folder that holds the demo songs, whole; unpacked on first use.
///
/// # Errors
/// When neither the platform's cache folder nor the temporary folder can be written.
pub fn folder() -> Result<PathBuf> {
    match cache_folder().map(|parent| unpack(&parent)) {
        Some(Ok(folder)) => Ok(folder),
        _ => unpack(&std::env::temp_dir()),
    }
}

/// Unpacks beside its place and renames, so that a folder with the right name is always whole. The
/// name holds a hash of the content: another version of the program unpacks its own.
fn unpack(parent: &Path) -> Result<PathBuf> {
    let folder = parent.join(format!("demo-{}", content_hash()));
    if is_whole(&folder) {
        return Ok(folder);
    }
    let io = |action, path: &Path| {
        let path = path.to_path_buf();
        move |e| Error::io(action, path, e)
    };
    let temporary = parent.join(format!("demo-unpacking-{}", std::process::id()));
    for (name, bytes) in FILES {
        let path = temporary.join(name);
        if let Some(inside) = path.parent() {
            fs::create_dir_all(inside).map_err(io("make the folder", inside))?;
        }
        fs::write(&path, bytes).map_err(io("unpack the demo song file", &path))?;
    }
    if folder.exists() {
        // Somebody deleted or changed some of the files; the rest goes too.
        fs::remove_dir_all(&folder).map_err(io("replace the folder", &folder))?;
    }
    match crate::file::rename(&temporary, &folder) {
        // Another start of the program was faster.
        Err(_) if is_whole(&folder) => {
            let _ = fs::remove_dir_all(&temporary);
            Ok(folder)
        }
        result => result
            .map(|()| folder.clone())
            .map_err(io("make the folder", &folder)),
    }
}

fn is_whole(folder: &Path) -> bool {
    FILES.iter().all(|(name, bytes)| {
        fs::metadata(folder.join(name)).is_ok_and(|m| m.len() == bytes.len() as u64)
    })
}

fn content_hash() -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, bytes) in FILES {
        hasher.update(name.as_bytes());
        hasher.update(bytes);
    }
    hasher.finalize().to_hex()[..12].to_string()
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
        unpack(parent.path()).unwrap();
        assert!(is_whole(&folder));
        assert_eq!(
            fs::read_dir(parent.path()).unwrap().count(),
            1,
            "nothing temporary stays"
        );
    }
}
