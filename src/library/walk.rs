//! Lists what lies below a folder, each file once, in natural order.

use crate::words::{Message, id};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::names::{Kind, extension, kind, natural};
use crate::error::{Error, Result};
use crate::file;
use crate::job::Reporter;

/// Every file below a folder, by kind. Hidden files and folders (`.git`, `._song.mp3`, `__MACOSX`)
/// are not looked at.
#[derive(Debug, Default)]
pub(super) struct Files {
    pub(crate) audio: Vec<PathBuf>,
    /// `.lrc` and `.txt`: the latter may or may not be lyrics.
    pub(crate) lyrics: Vec<PathBuf>,
    pub(crate) tables: Vec<PathBuf>,
    pub(crate) n_other: usize,
    /// Files among the others that may be Python pickles, which are never opened.
    pub(crate) pickles: Vec<PathBuf>,
    pub(crate) unreadable: Vec<(PathBuf, Message)>,
    /// Folders below the deepest level that is looked into.
    pub(crate) too_deep: Vec<PathBuf>,
}

/// Lists `root` and its subfolders down to `max_depth` levels.
///
/// # Errors
/// When `root` itself cannot be listed, or the run was stopped.
pub(super) fn list(root: &Path, max_depth: usize, reporter: &Reporter) -> Result<Files> {
    fs::read_dir(root).map_err(|e| Error::io(id::ERROR_CANNOT_LIST_FOLDER, root, e))?;
    let mut files = Files::default();
    // Links may lead back up; a folder is entered once, whichever way it is reached first.
    let mut entered: HashSet<PathBuf> = HashSet::new();
    let mut open = vec![(root.to_path_buf(), 0)];
    // Linked folders wait until all real ones are listed, so that songs keep their real paths.
    let mut links: Vec<(PathBuf, usize)> = Vec::new();
    while let Some((folder, depth)) = open.pop().or_else(|| links.pop()) {
        reporter.checkpoint()?;
        if depth > 0 && folder.is_symlink() && file::is_made_up(&folder) {
            files.unreadable.push((folder, id::ERROR_NO_FILE.into()));
            continue;
        }
        // Some drives of Windows cannot tell a real path (RAM disks, mounted archives).
        let real = fs::canonicalize(&folder).or_else(|_| std::path::absolute(&folder));
        if !real.is_ok_and(|real| entered.insert(real)) {
            continue;
        }
        match fs::read_dir(&folder) {
            Ok(entries) => {
                let mut paths: Vec<PathBuf> = entries
                    .filter_map(|e| Some(e.ok()?.path()))
                    .filter(|p| !is_hidden(p))
                    .collect();
                paths.sort_by(|a, b| natural(a, b));
                let mut below = Vec::new();
                for path in paths {
                    sort_in(&path, &mut files, &mut below);
                }
                if depth >= max_depth {
                    files.too_deep.append(&mut below);
                }
                for path in below.into_iter().rev() {
                    if path.is_symlink() {
                        links.push((path, depth + 1))
                    } else {
                        open.push((path, depth + 1))
                    }
                }
            }
            Err(e) => files.unreadable.push((folder, Message::verbatim(e))),
        }
    }
    for list in [&mut files.audio, &mut files.lyrics, &mut files.tables] {
        list.sort_by(|a, b| natural(a, b));
    }
    Ok(files)
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|n| {
        let n = n.to_string_lossy();
        n.starts_with('.') || n == "__MACOSX" || n == "Thumbs.db" || n == "desktop.ini"
    })
}

fn sort_in(path: &Path, files: &mut Files, below: &mut Vec<PathBuf>) {
    let kind = kind(path);
    match fs::metadata(path) {
        Ok(m) if m.is_dir() => below.push(path.to_path_buf()),
        Ok(m) if m.is_file() && !(path.is_symlink() && file::is_made_up(path)) => match kind {
            Kind::Audio => files.audio.push(path.to_path_buf()),
            Kind::Lyrics => files.lyrics.push(path.to_path_buf()),
            Kind::Table => files.tables.push(path.to_path_buf()),
            Kind::Other => {
                files.n_other += 1;
                if matches!(extension(path).as_deref(), Some("gz" | "pkl" | "pickle")) {
                    files.pickles.push(path.to_path_buf());
                }
            }
        },
        // Opening a pipe or a device could wait for ever (see `file::open`).
        Ok(_) if kind == Kind::Other => files.n_other += 1,
        Ok(_) => files
            .unreadable
            .push((path.to_path_buf(), id::ERROR_NO_FILE.into())),
        Err(_) if kind == Kind::Other => files.n_other += 1,
        Err(e) => files
            .unreadable
            .push((path.to_path_buf(), Message::verbatim(e))),
    }
}
