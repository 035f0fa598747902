//! A table of songs: rows to entries.

use crate::words::{id, say};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::ColumnMap;
use super::cells::{Marks, is_blank};
use super::columns::{Roles, recognise};
use super::files::{FileIndex, Found};
use super::lists;
use super::names::{Kind, extension, file_name, in_lyrics_folder, is_lrc, is_one_line, kind, stem};
use super::plan::{Column, ColumnKind, Entry, Plan, Words};
use super::scan::{lyric_candidates, pair};
use super::table::Table;
use super::timed;
use super::walk::Files;
use crate::error::{Result, Warning};

/// What lists of songs are called; the last only where no other is there.
const NAMES: [&str; 4] = ["metadata", "manifest", "songs", "tracks"];

/// True of a table that is called like a list of songs.
pub(super) fn is_named(table: &Path) -> bool {
    NAMES.contains(&super::names::fold(&stem(table)).as_str())
}

/// The manifest of a folder, and how sure it is: one that lies in it, or FMA's
/// `fma_metadata/tracks.csv` and its kind.
pub(super) fn choose(root: &Path, tables: &[PathBuf]) -> Option<(PathBuf, Certainty)> {
    let is_named = |table: &PathBuf, name: &str| super::names::fold(&stem(table)) == name;
    let here: Vec<&PathBuf> = tables.iter().filter(|t| t.parent() == Some(root)).collect();
    if let Some((at, table)) = NAMES
        .iter()
        .enumerate()
        .find_map(|(at, name)| Some((at, *here.iter().find(|t| is_named(t, name))?)))
    {
        return Some((
            table.clone(),
            if at < 3 {
                Certainty::Named
            } else {
                Certainty::Only
            },
        ));
    }
    if let [only] = here.as_slice() {
        return Some(((*only).clone(), Certainty::Only));
    }
    let below = |t: &&PathBuf| {
        t.parent().and_then(Path::parent) == Some(root) && NAMES.iter().any(|n| is_named(t, n))
    };
    match tables.iter().filter(below).collect::<Vec<_>>().as_slice() {
        [only] if here.is_empty() => Some(((*only).clone(), Certainty::Below)),
        _ => None,
    }
}

/// What speaks for a table being the manifest of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// Its name.
    Named,
    /// It is the only one in the folder.
    Only,
    /// It lies further down, is one of several, or leads to songs without being called so.
    Below,
}

/// The songs of a table, in its order. `files` is what lies in `base`, the table's own folder or
/// one above.
///
/// # Errors
/// When its columns must be named, or not one row leads to a song.
pub(super) fn plan(table: &Table, base: &Path, files: &Files, map: &ColumnMap) -> Result<Plan> {
    let index = FileIndex::new(base, files);
    let (roles, mut warnings) = recognise(table, &index, map)?;
    warnings.extend(table.warnings.iter().cloned());
    let column = |&(i, kind): &(usize, ColumnKind)| Column {
        name: table.names[i].clone(),
        kind,
        marks: Marks::of(table.column(i), table.marks),
        is_asked_for: roles.asked.contains(&i),
        is_genre: roles.genre == Some(i),
    };
    let mut plan = Plan {
        columns: roles.further.iter().map(column).collect(),
        tells_language: roles.language.is_some(),
        tells_genre: roles.genre.is_some(),
        names_audio: roles.audio.is_some(),
        warnings,
        ..Plan::default()
    };
    let reader = RowReader::new(table, &roles, &index);
    for row in &table.rows {
        let entry = reader.entry(row, &mut plan);
        plan.entries.push(entry);
    }
    let (candidates, texts) = lyric_candidates(base, files);
    add_words_beside(base, &candidates, &mut plan.entries);
    timed::add(files, &mut plan.entries);
    leave_out_empty_rows(table, &roles, &index, &mut plan)?;
    tell_words_alone(table, &mut plan);
    account_for_the_rest(table, base, files, &candidates, &mut plan);
    let is_of_songs = |path: &&PathBuf| **path == table.path || table.joined.contains(path);
    let n_tables = files
        .tables
        .iter()
        .filter(|path| !is_of_songs(path))
        .count();
    plan.n_other_files = files.n_other + texts.len() + n_tables;
    plan.unreadable.extend(files.unreadable.iter().cloned());
    Ok(plan)
}

/// Turns the cells of a row into an entry.
struct RowReader<'a> {
    table: &'a Table,
    roles: &'a Roles,
    index: &'a FileIndex<'a>,
    /// Most filled lyric cells lead to files, so that one that does not is a lost file and no short
    /// lyric.
    words_are_files: bool,
}

impl<'a> RowReader<'a> {
    fn new(table: &'a Table, roles: &'a Roles, index: &'a FileIndex<'a>) -> Self {
        let filled = || {
            roles
                .lyrics
                .into_iter()
                .flat_map(|i| table.column(i))
                .filter(|c| !is_blank(c))
        };
        let n_files = filled()
            .filter(|c| is_words_path(c) || matches!(index.find(c, Kind::Lyrics), Found::File(_)))
            .count();
        Self {
            table,
            roles,
            index,
            words_are_files: n_files * 2 > filled().count(),
        }
    }

    fn entry(&self, row: &[String], plan: &mut Plan) -> Entry {
        let roles = self.roles;
        let cell = |role: Option<usize>| role.map(|i| row[i].trim()).filter(|c| !c.is_empty());
        let told = |role: Option<usize>| cell(role).filter(|c| !is_blank(c)).map(str::to_string);
        let is_nan = |c: &&str| c.eq_ignore_ascii_case("nan");
        // "None" and "NA" are real titles and bands; only what pandas writes for a gap is not.
        let named = |role: Option<usize>| cell(role).filter(|c| !is_nan(c)).map(str::to_string);
        let mut entry = Entry {
            id: named(roles.id),
            title: named(roles.title),
            artist: named(roles.artist).map(|cell| lists::first(&cell)),
            language: told(roles.language).map(|cell| lists::first(&cell)),
            genre: told(roles.genre).and_then(|cell| self.first_genre(cell)),
            audio: told(roles.audio).and_then(|c| self.file(&c, Kind::Audio, plan)),
            words: told(roles.lyrics).and_then(|c| self.words(&c, plan)),
            cells: roles
                .further
                .iter()
                .map(|&(i, _)| row[i].trim().to_string())
                .collect(),
        };
        if roles.audio.is_none() {
            entry.audio = self.by_other_names(&entry, None, Kind::Audio);
        }
        // A recording that is not there has a name all the same, which its words may share.
        if entry.words.is_none()
            && entry.audio.is_none()
            && let Some(path) =
                self.by_other_names(&entry, told(roles.audio).as_deref(), Kind::Lyrics)
        {
            entry.words = Some(Words::File(path));
        }
        entry
    }

    /// The genre of a cell; the first where it holds several.
    fn first_genre(&self, cell: String) -> Option<String> {
        let listing = self.roles.further.iter().find_map(|&(i, kind)| match kind {
            ColumnKind::Labels(listing) if self.roles.genre == Some(i) => Some(listing),
            ColumnKind::Labels(_) | ColumnKind::Label | ColumnKind::Number => None,
        });
        match listing {
            Some(listing) => listing.values(&cell).into_iter().next(),
            None => Some(cell),
        }
    }

    fn file(&self, cell: &str, wanted: Kind, plan: &mut Plan) -> Option<PathBuf> {
        let what = if wanted == Kind::Audio {
            id::LIBRARY_RECORDING
        } else {
            id::LIBRARY_LYRIC_FILE
        };
        let cause = match self.index.find(cell, wanted) {
            Found::File(path) => return Some(path),
            Found::Nothing => say(id::LIBRARY_NAMED_BUT_NOT_THERE)
                .with("file", self.table.name())
                .with("what", what),
            Found::Several(n) => say(id::LIBRARY_NAMED_BUT_SEVERAL)
                .with("file", self.table.name())
                .with("n", n),
        };
        plan.unreadable.push((PathBuf::from(cell), cause));
        None
    }

    /// A cell of lyrics is a path where it can be one, else the words.
    fn words(&self, cell: &str, plan: &mut Plan) -> Option<Words> {
        if is_words_path(cell) || self.words_are_files && is_one_line(cell) {
            return self.file(cell, Kind::Lyrics, plan).map(Words::File);
        }
        // Some exports write line ends as two characters.
        let has_lines = cell.contains('\n');
        Some(Words::Text(if has_lines {
            cell.to_string()
        } else {
            cell.replace("\\r", "").replace("\\n", "\n")
        }))
    }

    /// The one file called like the song's id, like its words' file, or like the recording that its
    /// row names.
    fn by_other_names(
        &self,
        entry: &Entry,
        recording: Option<&str>,
        wanted: Kind,
    ) -> Option<PathBuf> {
        let words = match &entry.words {
            Some(words) => words.file().map(|path| stem(path)),
            None => None,
        };
        let recording = recording.map(|cell| match kind(Path::new(cell)) {
            Kind::Audio => cell[..cell.rfind('.').unwrap_or(cell.len())].to_string(),
            Kind::Lyrics | Kind::Table | Kind::Other => cell.to_string(),
        });
        [entry.id.clone(), words, recording]
            .into_iter()
            .flatten()
            .find_map(|name| match self.index.find(&name, wanted) {
                Found::File(path) => Some(path),
                Found::Nothing | Found::Several(_) => None,
            })
    }
}

fn is_words_path(cell: &str) -> bool {
    is_one_line(cell)
        && kind(Path::new(cell)) == Kind::Lyrics
        && extension(Path::new(cell)).is_some()
}

/// Gives songs without words the lyric file that lies beside their recording.
fn add_words_beside(base: &Path, candidates: &[PathBuf], entries: &mut [Entry]) {
    let used: HashSet<PathBuf> = entries.iter().filter_map(words_file).cloned().collect();
    let free: Vec<PathBuf> = candidates
        .iter()
        .filter(|c| !used.contains(*c))
        .cloned()
        .collect();
    let (places, audio): (Vec<usize>, Vec<PathBuf>) = entries
        .iter()
        .enumerate()
        .filter(|(_, e)| e.words.is_none())
        .filter_map(|(i, e)| Some((i, e.audio.clone()?)))
        .unzip();
    for (i, found) in places.into_iter().zip(pair(base, &audio, &free)) {
        entries[i].words = found.into_iter().next().map(Words::File);
    }
}

fn words_file(entry: &Entry) -> Option<&PathBuf> {
    entry.words.as_ref()?.file()
}

fn leave_out_empty_rows(
    table: &Table,
    roles: &Roles,
    index: &FileIndex<'_>,
    plan: &mut Plan,
) -> Result<()> {
    let is_empty = |e: &Entry| e.audio.is_none() && e.words.is_none();
    let n_empty = plan.entries.iter().filter(|e| is_empty(e)).count();
    if n_empty == plan.entries.len() {
        let looked = index
            .starts()
            .map(|start| start.display().to_string())
            .collect::<Vec<_>>()
            .join(", ");
        let cause = match plan.unreadable.first() {
            Some((example, _)) => {
                say(id::LIBRARY_ROWS_LEAD_NOWHERE_EXAMPLE).with("cell", example.display())
            }
            None => say(id::LIBRARY_ROWS_LEAD_NOWHERE),
        };
        let cause = cause.with("n", n_empty).with("folders", looked);
        return Err(table.columns_error(cause, roles.answers.clone()));
    }
    if n_empty > 0 {
        let names: Vec<String> = plan
            .entries
            .iter()
            .enumerate()
            .filter(|(_, e)| is_empty(e))
            .take(5)
            .map(|(i, e)| {
                e.id.clone()
                    .or_else(|| e.title.clone())
                    .unwrap_or_else(|| format!("row {}", i + 1))
            })
            .collect();
        let dots = if n_empty > names.len() { ", …" } else { "" };
        let cause = say(id::LIBRARY_N_ROW_S_LEAD_NEITHER)
            .with("n", n_empty)
            .with("names", names.join(", "))
            .with("dots", dots);
        plan.warnings.push(Warning::path(&table.path, cause));
    }
    plan.entries.retain(|e| !is_empty(e));
    Ok(())
}

/// Tells how many rows are songs of words alone because their recordings are not there.
fn tell_words_alone(table: &Table, plan: &mut Plan) {
    let n_missing = plan
        .unreadable
        .iter()
        .filter(|(path, _)| kind(path) != Kind::Lyrics)
        .count();
    let n = plan
        .entries
        .iter()
        .filter(|e| e.audio.is_none() && e.words.is_some())
        .count();
    if plan.names_audio && n > 0 && n_missing > 0 {
        let cause = say(id::LIBRARY_RECORDINGS_N_ROW_S_NOT).with("n", n);
        plan.warnings.push(Warning::path(&table.path, cause));
    }
}

/// Recordings and lyrics that lie around the table, or beside those of its rows, but that no row
/// names.
fn account_for_the_rest(
    table: &Table,
    base: &Path,
    files: &Files,
    candidates: &[PathBuf],
    plan: &mut Plan,
) {
    // Rows may name whole paths where the library was given by one from the working folder.
    let whole = |p: &Path| std::path::absolute(p).unwrap_or_else(|_| p.to_path_buf());
    let own = table.path.parent().unwrap_or(base);
    let used: HashSet<PathBuf> = plan
        .entries
        .iter()
        .flat_map(|e| [e.audio.as_ref(), words_file(e)])
        .flatten()
        .map(|p| whole(p))
        .collect();
    let folders: HashSet<&Path> = used.iter().filter_map(|p| p.parent()).collect();
    let is_near = |p: &&PathBuf| {
        p.starts_with(own)
            || whole(p)
                .parent()
                .is_some_and(|folder| folders.contains(folder))
    };
    let is_lyrics = |p: &&PathBuf| is_lrc(p) || in_lyrics_folder(p, base);
    let (lyrics, texts): (Vec<&PathBuf>, Vec<&PathBuf>) = candidates
        .iter()
        .filter(is_near)
        .filter(|c| !used.contains(&whole(c)))
        .partition(is_lyrics);
    let audio = files
        .audio
        .iter()
        .filter(is_near)
        .filter(|a| !used.contains(&whole(a)));
    plan.unlisted = audio.chain(lyrics).cloned().collect();
    if let Some(first) = texts.first() {
        let cause = say(id::LIBRARY_N_TEXT_FILE_S_LIKE_2)
            .with("n", texts.len())
            .with("name", file_name(first));
        plan.warnings.push(Warning::path(base, cause));
    }
}
