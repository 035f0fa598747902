//! Files that the program makes again: they lie where somebody may empty the folder at any moment,
//! also while they are read.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Makes the file of a name within a folder; false where there is none of that name, or it cannot be
/// made.
type Make = fn(&Path, &Path) -> bool;

/// Folders, and what puts a file back into them.
static FOLDERS: Mutex<Vec<(PathBuf, Make)>> = Mutex::new(Vec::new());

/// A file is opened so often, while somebody else removes it in between again and again.
const MOST_TRIES: usize = 8;

/// Of a file below `folder` that is not there, `make` is asked from now on before
/// [`open`](super::open) says so.
pub(crate) fn make_again(folder: &Path, make: Make) {
    let mut folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
    if folders.iter().all(|(known, _)| known != folder) {
        folders.push((folder.to_path_buf(), make));
    }
}

/// Opens by `open`, and makes the file again as long as it is not there and somebody can.
pub(super) fn opened<T>(path: &Path, open: impl Fn(&Path) -> io::Result<T>) -> io::Result<T> {
    let mut tried = open(path);
    for _ in 1..MOST_TRIES {
        match &tried {
            Err(error) if error.kind() == io::ErrorKind::NotFound && made(path) => {
                tried = open(path);
            }
            _ => break,
        }
    }
    tried
}

fn made(path: &Path) -> bool {
    let found = {
        let folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = folders.iter();
        all.find_map(|(folder, make)| {
            Some((*make, folder.clone(), path.strip_prefix(folder).ok()?))
        })
    };
    found.is_some_and(|(make, folder, name)| make(&folder, name))
}
