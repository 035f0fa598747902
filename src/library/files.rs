//! From what a cell says to the file it means: a path from the manifest, from a folder above it or
//! from where the program runs; an address; a name, a stem or a number alone.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use super::names::{Kind, fold, is_one_line, kind, stem};
use super::walk::Files;
use crate::config::{at_home, path_of_address, percent_decoded};

/// So many folders above the manifest are tried as the start of a path.
const MOST_ABOVE: usize = 4;

/// What MTG-Jamendo calls its smaller copies: `14/214.low.mp3` is `14/214.mp3`.
const LOW: &str = ".low";

/// The files below a manifest's folder, by name and by stem.
pub(super) struct FileIndex<'a> {
    base: &'a Path,
    /// Folders from which a path may be meant besides: where the program runs, and those above the
    /// manifest.
    others: Vec<PathBuf>,
    by_name: HashMap<String, Vec<&'a PathBuf>>,
    by_stem: HashMap<(String, IsAudio), Vec<&'a PathBuf>>,
    /// Stems of digits, without zeros in front.
    by_number: HashMap<(String, IsAudio), Vec<&'a PathBuf>>,
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
    pub(super) fn new(base: &'a Path, files: &'a Files) -> Self {
        let mut index = Self {
            base,
            others: other_starts(base),
            by_name: HashMap::new(),
            by_stem: HashMap::new(),
            by_number: HashMap::new(),
        };
        for path in files.audio.iter().chain(&files.lyrics) {
            let is_audio = kind(path) == Kind::Audio;
            let stem = stem(path);
            index
                .by_name
                .entry(fold(&super::names::file_name(path)))
                .or_default()
                .push(path);
            for stem in [Some(stem.as_str()), stem.strip_suffix(LOW)]
                .into_iter()
                .flatten()
            {
                if let Some(number) = whole_number(stem) {
                    let same = index.by_number.entry((number, is_audio));
                    same.or_default().push(path);
                }
                let same = index.by_stem.entry((fold(stem), is_audio));
                same.or_default().push(path);
            }
        }
        index
    }

    /// The folders in which paths are looked for, the manifest's first.
    pub(super) fn starts(&self) -> impl Iterator<Item = &Path> {
        std::iter::once(self.base).chain(self.others.iter().map(PathBuf::as_path))
    }

    /// How many recordings it knows.
    pub(super) fn n_audio(&self) -> usize {
        self.by_name
            .values()
            .flatten()
            .filter(|p| kind(p) == Kind::Audio)
            .count()
    }

    /// The file of that kind a cell means.
    pub(super) fn find(&self, cell: &str, wanted: Kind) -> Found {
        let cell = unquoted(cell.trim());
        if cell.is_empty() || !is_one_line(cell) {
            return Found::Nothing;
        }
        let spellings = spellings(cell);
        let first =
            |look: &dyn Fn(&str) -> Option<PathBuf>| spellings.iter().find_map(|text| look(text));
        let found = first(&|text| self.at(text, wanted))
            .or_else(|| first(&|text| self.in_its_folders(text, wanted)))
            .or_else(|| first(&|text| self.elsewhere(text, wanted)));
        if let Some(path) = found {
            return Found::File(path);
        }
        let mut several = 0;
        for text in spellings.iter().rev() {
            match self.by_name(&text.replace('\\', "/"), wanted) {
                Found::Nothing => {}
                Found::Several(n) => several = n,
                found @ Found::File(_) => return found,
            }
        }
        if several > 0 {
            Found::Several(several)
        } else {
            Found::Nothing
        }
    }

    /// The file at a path from the manifest's folder.
    fn at(&self, text: &str, wanted: Kind) -> Option<PathBuf> {
        let at_home = text.starts_with("~/").then(|| at_home(Path::new(text)));
        let path = at_home.flatten().unwrap_or_else(|| self.base.join(text));
        is_meant(&path, wanted).then_some(path)
    }

    /// The only file below the manifest's folder whose path ends so, folders included.
    fn in_its_folders(&self, text: &str, wanted: Kind) -> Option<PathBuf> {
        let (_, name) = text.rsplit_once('/')?;
        let mut fitting = self
            .by_name
            .get(&fold(name))?
            .iter()
            .filter(|p| kind(p) == wanted && lies_in_folders_of(p, text));
        fitting
            .next()
            .filter(|_| fitting.next().is_none())
            .map(|path| path.to_path_buf())
    }

    /// The file at a path from where the program runs or from a folder above. A bare name is no
    /// path: some file above that happens to have it is not meant.
    fn elsewhere(&self, text: &str, wanted: Kind) -> Option<PathBuf> {
        let is_path =
            kind(Path::new(text)) == wanted && text.contains('/') && Path::new(text).is_relative();
        let mut paths = self.others.iter().map(|start| start.join(text));
        paths.find(|path| is_path && is_meant(path, wanted))
    }

    fn by_name(&self, cell: &str, wanted: Kind) -> Found {
        let is_audio = wanted == Kind::Audio;
        let name = cell.rsplit('/').next().unwrap_or(cell);
        let named = self.by_name.get(&fold(name)).map_or(&[][..], Vec::as_slice);
        let named: Vec<&PathBuf> = named
            .iter()
            .copied()
            .filter(|p| kind(p) == wanted)
            .collect();
        if !named.is_empty() {
            return choose(&named, cell);
        }
        // `song.v2` can be a whole stem, `song.wav` one whose extension has changed since; but
        // `song.wav` is no lyrics.
        let bare = stem(Path::new(name));
        let is_such_a_file = kind(Path::new(name)) == wanted;
        let by_stem = self.by_stem.get(&(fold(name), is_audio));
        let by_stem = by_stem.or_else(|| {
            self.by_stem
                .get(&(fold(&bare), is_audio))
                .filter(|_| is_such_a_file)
        });
        // `7`, `007` and pandas' `7.0` are one number.
        let number = || whole_number(if is_such_a_file { &bare } else { name });
        let found = by_stem.or_else(|| self.by_number.get(&(number()?, is_audio)));
        found.map_or(Found::Nothing, |paths| choose(paths, cell))
    }
}

/// Where a path may start besides the manifest's own folder.
fn other_starts(base: &Path) -> Vec<PathBuf> {
    let mut starts: Vec<PathBuf> = std::env::current_dir().into_iter().collect();
    let base = std::path::absolute(base).unwrap_or_else(|_| base.to_path_buf());
    starts.extend(
        base.ancestors()
            .skip(1)
            .take(MOST_ABOVE)
            .map(Path::to_path_buf),
    );
    let mut seen = std::collections::HashSet::from([base]);
    starts.retain(|start| seen.insert(start.clone()));
    starts
}

fn unquoted(cell: &str) -> &str {
    let inner = |quote: char| cell.strip_prefix(quote).and_then(|c| c.strip_suffix(quote));
    inner('"')
        .or_else(|| inner('\''))
        .filter(|c| !c.is_empty())
        .unwrap_or(cell)
}

/// A path as it stands; with slashes for backslashes; and, of an address, what its `%20` and the
/// like stand for.
fn spellings(cell: &str) -> Vec<String> {
    let is_address = cell
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("file:"));
    let path = if is_address {
        path_of_address(&cell[5..])
    } else {
        Cow::Borrowed(cell)
    };
    let mut all = vec![path.to_string()];
    if path.contains('\\') {
        all.push(path.replace('\\', "/"));
    }
    all.extend(percent_decoded(&path).filter(|path| is_one_line(path)));
    all
}

/// Digits without zeros in front, and without a fraction of nothing: `7` of `007` and `7.0`.
pub(super) fn whole_number(text: &str) -> Option<String> {
    let whole = match text.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        Some(_) => return None,
        None => text,
    };
    let is_number = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
    let bare = whole.trim_start_matches('0');
    is_number.then(|| if bare.is_empty() { "0" } else { bare }.to_string())
}

/// The only one, or the only one in the folders the cell names.
fn choose(paths: &[&PathBuf], cell: &str) -> Found {
    if let [only] = paths {
        return Found::File((*only).clone());
    }
    let has_folders = Path::new(cell)
        .parent()
        .is_some_and(|folders| folders.components().next().is_some());
    let mut fitting = paths
        .iter()
        .filter(|path| has_folders && lies_in_folders_of(path, cell));
    match (fitting.next(), fitting.next()) {
        (Some(path), None) => Found::File((**path).clone()),
        _ => Found::Several(paths.len()),
    }
}

/// True when the folders of a path end with those that a cell names.
fn lies_in_folders_of(path: &Path, cell: &str) -> bool {
    let folders = |path: &Path| -> Vec<String> {
        path.parent()
            .into_iter()
            .flat_map(Path::components)
            .filter(|c| *c != Component::CurDir)
            .map(folded)
            .collect()
    };
    folders(path).ends_with(&folders(Path::new(cell)))
}

fn is_meant(path: &Path, wanted: Kind) -> bool {
    (kind(path) == wanted || kind(path) == Kind::Other) && path.is_file()
}

fn folded(component: Component<'_>) -> String {
    fold(&component.as_os_str().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_paths() {
        for (cell, path) in [
            ("file:///home/me/a%20b.wav", "/home/me/a b.wav"),
            ("file://localhost/home/me/a.wav", "/home/me/a.wav"),
            ("file:/home/me/a.wav", "/home/me/a.wav"),
            ("FILE:///C:/Music/a%20b.wav", "C:/Music/a b.wav"),
            (
                "file://audio/a.wav",
                if cfg!(windows) {
                    "//audio/a.wav"
                } else {
                    "audio/a.wav"
                },
            ),
            ("My%20Music/50%25%20%C3%BC.wav", "My Music/50% ü.wav"),
            ("C:\\Music\\a.wav", "C:/Music/a.wav"),
        ] {
            assert!(
                spellings(cell).contains(&path.to_string()),
                "{cell}: {:?}",
                spellings(cell)
            );
        }
        assert_eq!(spellings("100% a.wav"), ["100% a.wav"]);
        assert_eq!(
            spellings("%ff.wav"),
            ["%ff.wav"],
            "no UTF-8 stands behind it"
        );
        assert_eq!(spellings("a%00b.wav"), ["a%00b.wav"]);
    }

    #[test]
    fn one_number_in_several_spellings() {
        for text in ["7", "007", "7.0", "07.000"] {
            assert_eq!(whole_number(text).as_deref(), Some("7"), "{text}");
        }
        assert_eq!(whole_number("000").as_deref(), Some("0"));
        for text in ["7.5", "7.", "", "x7", "-7", "7.0.0", "٧"] {
            assert_eq!(whole_number(text), None, "{text}");
        }
    }
}
