//! Which vector is whose: by the songs' ids, the paths of their files, or the files' names.

use std::collections::HashMap;
use std::path::Path;

use super::Vectors;
use crate::error::{Error, Result};
use crate::library::{self, Library, Song};
use crate::matrix::Matrix;
use crate::text::fold;
use crate::words::{Message, id, say};

/// So many songs or names are given as examples.
const EXAMPLES: usize = 3;

/// A vector for each song that has one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Matched {
    /// n songs × d; 0 for a song without.
    pub(crate) values: Matrix,
    pub(crate) present: Vec<bool>,
    /// What did not come out even, and what was made of the file.
    pub(crate) notes: Vec<Message>,
}

/// Gives each song its vector. `by_row` takes row i for song i, whatever the file says.
///
/// # Errors
/// When `path`, the file that the vectors came from, has no vector for any song; when it names no
/// songs and `by_row` was not asked for; and when it was, and there are not as many rows as songs.
pub(crate) fn matched(
    vectors: &Vectors,
    library: &Library,
    by_row: bool,
    path: &Path,
) -> Result<Matched> {
    let (n_rows, n_songs) = (vectors.values.n_rows(), library.songs.len());
    if by_row {
        if n_rows != n_songs {
            let cause = say(id::EMBEDDINGS_OTHER_COUNT)
                .with("rows", n_rows)
                .with("songs", n_songs);
            return Err(Error::file(cause, path));
        }
        let rows: Vec<Option<usize>> = (0..n_rows).map(Some).collect();
        return Ok(taken(vectors, library, &rows, Vec::new()));
    }
    if vectors.names.is_empty() {
        return Err(Error::file(nameless(n_rows, library), path));
    }
    let places = Places::of(library);
    let found = vectors.names.iter().map(|names| places.rows(names));
    // Of several columns the one that knows most songs; of equals the first.
    let best = found
        .enumerate()
        .reduce(|best, next| match next.1.n_songs > best.1.n_songs {
            true => next,
            false => best,
        });
    let Some((column, found)) = best.filter(|(_, found)| found.n_songs > 0) else {
        let cause = say(id::EMBEDDINGS_NONE_MATCHED)
            .with("n", n_rows)
            .with(
                "names",
                examples(vectors.names[0].iter().map(String::as_str)),
            )
            .with("ids", examples(library.songs.iter().map(|s| s.id.as_str())))
            .with("by_row", by_row_advice());
        return Err(Error::file(cause, path));
    };
    let mut notes = Vec::new();
    if !found.unknown.is_empty() {
        let names = found
            .unknown
            .iter()
            .map(|&row| &*vectors.names[column][row]);
        notes.push(
            say(id::EMBEDDINGS_ROWS_LEFT)
                .with("n", found.unknown.len())
                .with("names", examples(names)),
        );
    }
    if found.n_twice > 0 {
        notes.push(say(id::EMBEDDINGS_TWICE).with("n", found.n_twice));
    }
    Ok(taken(vectors, library, &found.rows, notes))
}

/// `rows` has the row of each song.
fn taken(
    vectors: &Vectors,
    library: &Library,
    rows: &[Option<usize>],
    told: Vec<Message>,
) -> Matched {
    let n_cols = vectors.values.n_cols();
    let mut values = Matrix::zeros(rows.len(), n_cols);
    let mut present = vec![false; rows.len()];
    let mut n_unfit = 0;
    for (song, row) in rows.iter().enumerate() {
        let Some(vector) = row.map(|row| vectors.values.row(row)) else {
            continue;
        };
        if vector.iter().all(|v| v.is_finite()) {
            values.row_mut(song).copy_from_slice(vector);
            present[song] = true;
        } else {
            n_unfit += 1;
        }
    }
    let mut notes = vectors.notes.clone();
    let missing = (0..rows.len()).filter(|&i| !present[i]);
    let n_missing = missing.clone().count();
    if n_missing > 0 {
        let ids = missing.map(|i| library.songs[i].id.as_str());
        notes.push(
            say(id::EMBEDDINGS_SONGS_WITHOUT)
                .with("n", n_missing)
                .with("all", rows.len())
                .with("ids", examples(ids)),
        );
    }
    if n_unfit > 0 {
        notes.push(say(id::EMBEDDINGS_NOT_FINITE).with("n", n_unfit));
    }
    notes.extend(told);
    Matched {
        values,
        present,
        notes,
    }
}

fn by_row_advice() -> &'static str {
    "--set embeddings.by_row=true"
}

/// What to do with a file that names no songs.
fn nameless(n_rows: usize, library: &Library) -> Message {
    let n_songs = library.songs.len();
    let counts = say(match n_rows == n_songs {
        true => id::EMBEDDINGS_NAMELESS,
        false => id::EMBEDDINGS_NAMELESS_AND_UNEVEN,
    });
    counts
        .with("rows", n_rows)
        .with("songs", n_songs)
        .with("ids", examples(library.songs.iter().map(|s| s.id.as_str())))
        .with("by_row", by_row_advice())
}

fn examples<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names = names.filter(|name| !name.is_empty()).peekable();
    let first: Vec<String> = names
        .by_ref()
        .take(EXAMPLES)
        .map(|name| format!("`{name}`"))
        .collect();
    let more = if names.peek().is_some() { ", …" } else { "" };
    format!("{}{more}", first.join(", "))
}

/// A song by one of its names; `None` where several songs have it.
type ByName = HashMap<String, Option<usize>>;

/// The names of all songs, the surest first.
struct Places {
    n_songs: usize,
    ids: ByName,
    paths: ByName,
    file_names: ByName,
    stems: ByName,
}

/// Whose the rows of a file are.
struct Found {
    /// Of each song.
    rows: Vec<Option<usize>>,
    n_songs: usize,
    /// Rows of no song.
    unknown: Vec<usize>,
    /// Rows of songs that had one already.
    n_twice: usize,
}

fn enter(names: &mut ByName, name: String, song: usize) {
    let entry = names.entry(name).or_insert(Some(song));
    if *entry != Some(song) {
        *entry = None;
    }
}

/// As names are compared: one spelling for what looks the same, and for both kinds of slashes.
fn plain(name: &str) -> String {
    let name = fold(name.trim()).replace('\\', "/");
    name.strip_prefix("./").map_or(name.clone(), str::to_string)
}

fn files(song: &Song) -> impl Iterator<Item = &Path> {
    let audio = song.audio.iter().map(|audio| audio.path.as_path());
    let lyrics = song
        .lyrics
        .iter()
        .filter_map(|lyrics| lyrics.source.as_deref());
    audio.chain(lyrics)
}

impl Places {
    fn of(library: &Library) -> Self {
        let [mut ids, mut paths, mut file_names, mut stems] =
            std::array::from_fn(|_| ByName::new());
        for (i, song) in library.songs.iter().enumerate() {
            enter(&mut ids, plain(&song.id), i);
            for path in files(song) {
                let inside = path.strip_prefix(&library.root).unwrap_or(path);
                for path in [path, inside] {
                    enter(&mut paths, plain(&path.to_string_lossy()), i);
                    let bare = path.with_extension("");
                    enter(&mut paths, plain(&bare.to_string_lossy()), i);
                }
                let name = path.file_name().unwrap_or_default();
                enter(&mut file_names, plain(&name.to_string_lossy()), i);
                let stem = path.file_stem().unwrap_or_default();
                enter(&mut stems, plain(&stem.to_string_lossy()), i);
            }
        }
        Self {
            n_songs: library.songs.len(),
            ids,
            paths,
            file_names,
            stems,
        }
    }

    /// The song of a name: as an id, as a path, as the name of a file wherever it lies, and as that
    /// without its ending.
    fn song(&self, name: &str) -> Option<usize> {
        let name = plain(name);
        let last = name.rsplit('/').next().unwrap_or(&name);
        let known = |names: &ByName, name: &str| names.get(name).copied().flatten();
        let bare = match library::is_file_of_songs(Path::new(last)) {
            true => Path::new(last).file_stem()?.to_string_lossy().into_owned(),
            false => last.to_string(),
        };
        known(&self.ids, &name)
            .or_else(|| known(&self.paths, &name))
            .or_else(|| known(&self.file_names, last))
            .or_else(|| known(&self.ids, &bare))
            .or_else(|| known(&self.stems, &bare))
    }

    fn rows(&self, names: &[String]) -> Found {
        let mut found = Found {
            rows: vec![None; self.n_songs],
            n_songs: 0,
            unknown: Vec::new(),
            n_twice: 0,
        };
        for (row, name) in names.iter().enumerate() {
            match self.song(name) {
                Some(song) if found.rows[song].is_some() => found.n_twice += 1,
                Some(song) => {
                    found.rows[song] = Some(row);
                    found.n_songs += 1;
                }
                None => found.unknown.push(row),
            }
        }
        found
    }
}
