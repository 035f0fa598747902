//! The table of a folder's songs, out of all tables that lie in it: which lists the songs, which are
//! parts of it, and which say more of the same songs.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use super::ColumnMap;
use super::columns::is_key_name;
use super::files::{FileIndex, Found};
use super::join::{decode, join, name_of_part, one_behind_the_other, part_by_kind};
use super::known::KnownSet;
use super::manifest::{self, Certainty};
use super::names::{Kind, bare, extension, file_name, fold, is_one_line, stem};
use super::reader;
use super::table::Table;
use super::walk::Files;
use crate::error::Result;
use crate::job::Reporter;

/// Tables so many folders below the first are looked at.
const MOST_LEVELS: usize = 2;
/// A folder with more tables holds one a song.
const MOST_TABLES: usize = 16;
/// A table that is only tried, or joined to another, is no larger.
const MOST_BYTES: u64 = 256 << 20;
/// Rows that show whether a table leads to songs.
const LOOKED_AT: usize = 200;

/// The tables of a folder's songs.
#[derive(Debug, PartialEq)]
pub(super) struct Choice {
    /// In the order of their rows.
    pub(crate) parts: Vec<PathBuf>,
    pub(crate) certainty: Certainty,
}

/// The tables that list the songs of a folder; `None` where none does.
pub(super) fn choose(
    root: &Path,
    files: &Files,
    set: Option<KnownSet>,
    reporter: &Reporter,
) -> Option<Choice> {
    let tables = in_reach(root, files);
    let mut of_set = set.into_iter().flat_map(|set| set.facts().tables);
    let named = |name: &&str| tables.iter().find(|t| fold(&file_name(t)) == fold(name));
    if let Some(table) = of_set.find_map(named) {
        let is_sure = table.parent() == Some(root) && manifest::is_named(table);
        return Some(Choice {
            parts: vec![table.clone()],
            certainty: if is_sure {
                Certainty::Named
            } else {
                Certainty::Below
            },
        });
    }
    if let Some((table, certainty)) = manifest::choose(root, &tables) {
        let parts = vec![table];
        return Some(Choice { parts, certainty });
    }
    let parts = best_group(root, files, &tables, reporter)?;
    Some(Choice {
        parts,
        certainty: Certainty::Below,
    })
}

/// The table of the songs: its parts, and what other tables of the folder say of the same songs.
///
/// # Errors
/// As [`reader::read`], of a part. Another table that cannot be read is left where it is.
pub(super) fn read(
    root: &Path,
    files: &Files,
    parts: &[PathBuf],
    set: Option<KnownSet>,
    reporter: &Reporter,
) -> Result<Table> {
    let mut tables = Vec::with_capacity(parts.len());
    for path in parts {
        let mut table = reader::read(path, reporter)?;
        if parts.len() > 1 {
            from_root(root, &mut table);
        }
        tables.push((name_of_part(path), table));
    }
    let mut table = one_behind_the_other(tables);
    let codes = set.and_then(|set| set.facts().codes);
    // Other lists of a set's songs are choices among them, and say nothing of their own.
    let is_choice = |path: &PathBuf| {
        let mut lists = set.into_iter().flat_map(|set| set.facts().tables);
        lists.any(|list| fold(&file_name(path)) == fold(list))
    };
    for path in beside(root, files, parts) {
        if is_choice(&path) {
            continue;
        }
        reporter.checkpoint()?;
        let Ok(other) = reader::read(&path, reporter) else {
            continue;
        };
        match codes
            .as_ref()
            .filter(|codes| codes.table == file_name(&path))
        {
            Some(codes) => decode(&mut table, codes, &other),
            None => _ = join(&mut table, &other),
        }
    }
    part_by_kind(&mut table);
    Ok(table)
}

/// Makes paths from the folder of a part paths from the first folder: two parts may have a file of
/// one name.
fn from_root(root: &Path, table: &mut Table) {
    let Some(folder) = table.path.parent().filter(|folder| *folder != root) else {
        return;
    };
    let inner = folder.strip_prefix(root).unwrap_or(folder).to_path_buf();
    let folder = folder.to_path_buf();
    let columns = (0..table.names.len()).filter(|&i| is_key_name(&table.names[i]));
    for i in columns.collect::<Vec<_>>() {
        for row in &mut table.rows {
            let cell = row[i].trim();
            if is_one_line(cell) && !cell.is_empty() && folder.join(cell).is_file() {
                row[i] = inner.join(cell).to_string_lossy().into_owned();
            }
        }
    }
}

/// What a person says of columns, and behind it what is known of the set's, where the table has them.
pub(super) fn with_roles_of(set: Option<KnownSet>, table: &Table, map: &ColumnMap) -> ColumnMap {
    let mut all = map.clone();
    for (role, column) in set.into_iter().flat_map(|set| set.facts().roles) {
        let is_free = |(r, c): &(String, String)| bare(r) != *role && bare(c) != bare(column);
        let is_there = table.names.iter().any(|name| name == column);
        if is_there && all.pairs.iter().all(is_free) {
            all.pairs.push(((*role).to_string(), (*column).to_string()));
        }
    }
    all
}

/// Tables of the folder and of those a few levels below it, in which there are few; of JSON, which
/// may be anything, only what is called like a list of songs.
fn in_reach(root: &Path, files: &Files) -> Vec<PathBuf> {
    let is_near = |path: &&PathBuf| {
        let inner = path.strip_prefix(root).unwrap_or(path);
        inner.components().count() <= MOST_LEVELS + 1
    };
    let mut in_folder: BTreeMap<&Path, Vec<&PathBuf>> = BTreeMap::new();
    for path in files.tables.iter().filter(is_near) {
        let folder = path.parent().unwrap_or(root);
        in_folder.entry(folder).or_default().push(path);
    }
    in_folder.retain(|folder, tables| {
        *folder == root || group_of(tables.iter().copied()).len() <= MOST_TABLES
    });
    let may_be_songs = |path: &&PathBuf| {
        let is_json = extension(path).as_deref() == Some("json");
        !is_json || manifest::is_named(path) || fold(&stem(path)).ends_with("_metadata")
    };
    files
        .tables
        .iter()
        .filter(|path| {
            path.parent()
                .is_some_and(|folder| in_folder.contains_key(folder))
        })
        .filter(may_be_songs)
        .cloned()
        .collect()
}

/// Tables that are parts of one: `train/metadata.csv` and `test/metadata.csv`, or
/// `train-00000-of-00002.parquet` and its kind; any other is one by itself.
fn group_of<'a>(tables: impl Iterator<Item = &'a PathBuf>) -> BTreeMap<String, Vec<&'a PathBuf>> {
    let mut groups: BTreeMap<String, Vec<&PathBuf>> = BTreeMap::new();
    for path in tables {
        let is_shard = stem(path).contains("-of-");
        let key = match (manifest::is_named(path), is_shard) {
            (true, _) => format!("{} of folders", fold(&file_name(path))),
            (false, true) => format!("parts {}", extension(path).unwrap_or_default()),
            (false, false) => path.to_string_lossy().into_owned(),
        };
        groups.entry(key).or_default().push(path);
    }
    groups
}

/// The tables whose rows lead to most recordings, where there are any, else to most lyrics. Where
/// there are neither, Parquet may have the recordings itself.
fn best_group(
    root: &Path,
    files: &Files,
    tables: &[PathBuf],
    reporter: &Reporter,
) -> Option<Vec<PathBuf>> {
    let groups = group_of(tables.iter());
    let owned = |group: &Vec<&PathBuf>| group.iter().map(|p| p.to_path_buf()).collect();
    if files.audio.is_empty() && files.lyrics.is_empty() {
        let is_parquet = |group: &&Vec<&PathBuf>| {
            group
                .iter()
                .all(|p| extension(p).as_deref() == Some("parquet"))
        };
        let mut packed = groups.values().filter(is_parquet);
        return packed.next().filter(|_| packed.next().is_none()).map(owned);
    }
    let (wanted, n_wanted) = match files.audio.len() {
        0 => (Kind::Lyrics, files.lyrics.len()),
        n => (Kind::Audio, n),
    };
    let mut best: Option<(usize, Vec<PathBuf>)> = None;
    for group in groups.values().take(MOST_TABLES) {
        let n: usize = group
            .iter()
            .filter(|path| is_small(path))
            .map(|path| n_led(root, files, path, wanted, reporter))
            .sum();
        // A table that happens to name some of the files is no list of them.
        let is_list = 2 * n >= n_wanted;
        if is_list && best.as_ref().is_none_or(|(most, _)| n > *most) {
            best = Some((n, owned(group)));
        }
    }
    best.map(|(_, group)| group)
}

fn is_small(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|meta| meta.len() <= MOST_BYTES)
}

/// To how many files the rows of a table lead, by the column that leads to most: as many of all rows
/// as of the first of them.
fn n_led(root: &Path, files: &Files, path: &Path, wanted: Kind, reporter: &Reporter) -> usize {
    // Parts may name files from their own folder.
    let index = FileIndex::new(path.parent().unwrap_or(root), files);
    let Ok(table) = reader::read(path, reporter) else {
        return 0;
    };
    let n_rows = table.rows.len();
    let led = |column: usize| {
        let cells = table.column(column).step_by(n_rows / LOOKED_AT + 1);
        let found: Vec<Found> = cells.map(|cell| index.find(cell, wanted)).collect();
        let files: HashSet<&PathBuf> = found
            .iter()
            .filter_map(|found| match found {
                Found::File(path) => Some(path),
                Found::Nothing | Found::Several(_) => None,
            })
            .collect();
        files.len() * n_rows / found.len().max(1)
    };
    let columns = (0..table.names.len()).filter(|&i| is_key_name(&table.names[i]));
    columns.map(led).max().unwrap_or(0)
}

/// Other tables that may say more of the songs: in the folder of theirs, and in those between it and
/// the first.
fn beside(root: &Path, files: &Files, parts: &[PathBuf]) -> Vec<PathBuf> {
    let folder = parts.first().and_then(|path| path.parent()).unwrap_or(root);
    let folders: HashSet<&Path> = folder
        .ancestors()
        .take_while(|above| above.starts_with(root))
        .chain([folder])
        .collect();
    let is_table_of_songs = |path: &&PathBuf| {
        path.parent().is_some_and(|f| folders.contains(f))
            && !parts.contains(path)
            && !stem(path).contains("-of-")
            && !matches!(extension(path).as_deref(), Some("json" | "parquet"))
            && is_small(path)
    };
    let found: Vec<PathBuf> = files
        .tables
        .iter()
        .filter(is_table_of_songs)
        .cloned()
        .collect();
    // Such a folder has one table a song.
    if found.len() > MOST_TABLES {
        Vec::new()
    } else {
        found
    }
}
