//! Where what a person made is kept, from one start of the program to the next.
//!
//! Kept runs with their names and notes, and what saves a session from a crash, are a person's own,
//! and lie in the platform's data folder. The cache folder holds what can be made again, and may be
//! emptied at any moment; until version 0.1 runs and recovery lay there too, and are moved over.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::cx::RUNS;
use super::keeping::RECOVERY;
use crate::config::{cache_folder, data_folder};

/// The platform's data folder for this program, with what lay in its cache folder moved over;
/// `None` where the platform has no such folder: then nothing is kept.
pub fn home() -> Option<PathBuf> {
    let home = data_folder()?;
    if let Some(cache) = cache_folder() {
        move_over(&cache, &home);
    }
    Some(home)
}

fn move_over(cache: &Path, home: &Path) {
    for name in [RUNS, RECOVERY] {
        // What cannot be moved stays where it is, whole, for the next start.
        let _ = moved(&cache.join(name), &home.join(name));
    }
}

/// Moves a folder or file to a place; into a folder that is there already, part by part. What
/// stands there stays.
fn moved(from: &Path, to: &Path) -> io::Result<()> {
    let is_folder = fs::symlink_metadata(from)?.is_dir();
    if !to.exists() {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        if crate::file::rename(from, to).is_ok() {
            return Ok(());
        }
        if !is_folder {
            return moved_to_another_disk(from, to);
        }
        fs::create_dir_all(to)?;
    }
    if is_folder && to.is_dir() {
        for entry in fs::read_dir(from)? {
            let path = entry?.path();
            moved(&path, &to.join(path.file_name().unwrap_or_default()))?;
        }
        // Not when something was left in it.
        let _ = fs::remove_dir(from);
    }
    Ok(())
}

fn moved_to_another_disk(from: &Path, to: &Path) -> io::Result<()> {
    crate::file::write_whole(to, &fs::read(from)?)?;
    fs::remove_file(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lay_in_the_cache_comes_home_and_nothing_at_home_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let (cache, home) = (
            folder.path().join("cache"),
            folder.path().join("data/latentune"),
        );
        let put = |path: PathBuf, text: &str| {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        put(cache.join("runs/library/one/run.json"), "1");
        put(cache.join("recovery/9-0.json"), "left");
        put(cache.join("features/ab/cd"), "made again");
        move_over(&cache, &home);
        let read = |path: &str| fs::read_to_string(home.join(path)).unwrap();
        assert_eq!(
            (read("runs/library/one/run.json"), read("recovery/9-0.json")),
            ("1".into(), "left".into())
        );
        assert!(!cache.join("runs").exists() && !cache.join("recovery").exists());
        assert!(cache.join("features/ab/cd").exists() && !home.join("features").exists());

        // The program of before ran once more.
        put(cache.join("runs/library/one/run.json"), "another");
        put(cache.join("runs/library/two/run.json"), "2");
        move_over(&cache, &home);
        assert_eq!(
            (
                read("runs/library/one/run.json"),
                read("runs/library/two/run.json")
            ),
            ("1".into(), "2".into())
        );
        assert_eq!(
            fs::read_to_string(cache.join("runs/library/one/run.json")).unwrap(),
            "another"
        );
        // Nothing to move.
        move_over(&folder.path().join("nowhere"), &home);
    }
}
