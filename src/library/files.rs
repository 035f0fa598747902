//! From what a cell says to the file it means: relative to the manifest, in a subfolder, or by name or stem alone.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::names::{Kind, fold, kind, stem};
use super::table::is_one_line;
use super::walk::Files;

/// The files below a manifest's folder, by name and by stem.
pub(super) struct FileIndex<'a> {
    base: &'a Path,
    by_name: HashMap<String, Vec<&'a PathBuf>>,
    by_stem: HashMap<(String, IsAudio), Vec<&'a PathBuf>>,
}

type IsAudio = bool;

/// What a cell led to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Found {
    File(PathBuf),
    Nothing,
    /// So many files have that name.
    Several(usize),
}

impl<'a> FileIndex<'a> {
    pub fn new(base: &'a Path, files: &'a Files) -> Self {
        let mut index = Self { base, by_name: HashMap::new(), by_stem: HashMap::new() };
        for path in files.audio.iter().chain(&files.lyrics) {
            index.by_name.entry(fold(&super::names::file_name(path))).or_default().push(path);
            let key = (fold(&stem(path)), kind(path) == Kind::Audio);
            index.by_stem.entry(key).or_default().push(path);
        }
        index
    }

    /// The file of that kind a cell means.
    pub fn find(&self, cell: &str, wanted: Kind) -> Found {
        let cell = cell.trim().trim_start_matches("file://");
        if cell.is_empty() || !is_one_line(cell) {
            return Found::Nothing;
        }
        for text in [cell.to_string(), cell.replace('\\', "/")] {
            let path = self.base.join(&text);
            if (kind(&path) == wanted || kind(&path) == Kind::Other) && path.is_file() {
                return Found::File(path);
            }
        }
        let cell = cell.replace('\\', "/");
        let name = cell.rsplit('/').next().unwrap_or(&cell);
        let named = self.by_name.get(&fold(name)).map_or(&[][..], Vec::as_slice);
        let named: Vec<&PathBuf> = named.iter().copied().filter(|p| kind(p) == wanted).collect();
        if !named.is_empty() {
            return choose(&named, &cell);
        }
        // `song.v2` can be a whole stem, `song.wav` one whose extension has changed since; but `song.wav` is no lyrics.
        let whole = (fold(name), wanted == Kind::Audio);
        let bare = (fold(&stem(Path::new(name))), wanted == Kind::Audio);
        let is_such_a_file = kind(Path::new(name)) == wanted;
        let by_stem = self.by_stem.get(&whole).or_else(|| self.by_stem.get(&bare).filter(|_| is_such_a_file));
        by_stem.map_or(Found::Nothing, |paths| choose(paths, &cell))
    }
}

/// The only one, or the only one in the folders the cell names.
fn choose(paths: &[&PathBuf], cell: &str) -> Found {
    if let [only] = paths {
        return Found::File((*only).clone());
    }
    let folders: Vec<String> = Path::new(cell).parent().into_iter().flat_map(Path::components).map(folded).collect();
    let in_folders = |path: &&&PathBuf| {
        let own: Vec<String> = path.parent().into_iter().flat_map(Path::components).map(folded).collect();
        own.ends_with(&folders)
    };
    let mut fitting = paths.iter().filter(in_folders);
    match (folders.is_empty(), fitting.next(), fitting.next()) {
        (false, Some(path), None) => Found::File((**path).clone()),
        _ => Found::Several(paths.len()),
    }
}

fn folded(component: std::path::Component<'_>) -> String {
    fold(&component.as_os_str().to_string_lossy())
}
