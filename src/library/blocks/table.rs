//! A table of songs with their blocks, opened as a library.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::extracted::{Extracted, StoredBlock};
use super::listing::{Listing, OpenedSong};
use super::sheet::{Cells, Sheet};
use crate::error::{Error, Result, Warning};
use crate::library::Library;
use crate::library::names::extension;
use crate::words::{Message, id, say};

/// Names of what is said of a whole table.
pub(crate) mod fact {
    /// What the table is: one of the three that follow.
    pub(crate) const KIND: &str = "latentune.kind";
    pub(crate) const PLAN: &str = "plan";
    pub(crate) const PART: &str = "part";
    pub(crate) const SONGS: &str = "songs";
    /// Of this program and of what its features are.
    pub(crate) const VERSION: &str = "latentune.version";
    /// All settings, as TOML.
    pub(crate) const SETTINGS: &str = "latentune.settings";
    /// A hash of those that decide what is extracted.
    pub(crate) const SETTINGS_HASH: &str = "latentune.settings_hash";
    /// A hash of songs, settings and version.
    pub(crate) const PLAN_HASH: &str = "latentune.plan_hash";
    /// The folder or manifest that was listed.
    pub(crate) const ROOT: &str = "latentune.root";
    /// What is known of the library beside its songs.
    pub(crate) const LIBRARY: &str = "latentune.library";
    /// What is known of the blocks.
    pub(crate) const BLOCKS: &str = "latentune.blocks";
    /// Of a part: which it is, as `17/400`.
    pub(crate) const SHARD: &str = "latentune.shard";
}

/// Names of columns.
pub(crate) const ID: &str = "id";
/// What is to be read of a song.
pub(crate) const ENTRY: &str = "latentune_entry";
/// What was read of it.
pub(crate) const OPENED: &str = "latentune_opened";
/// What was read of its recording.
pub(crate) const SOUND: &str = "latentune_sound";

/// So many recordings are looked for to know whether they are in a folder.
const LOOKED_FOR: usize = 20;

/// The settings that the table of songs at `path` was made with, as TOML; `None` of what is no such
/// table.
///
/// # Errors
/// When it is a damaged one.
pub(crate) fn settings(path: &Path) -> Result<Option<String>> {
    let facts = facts_of_ours(path)?;
    let is_songs = facts
        .get(fact::KIND)
        .is_some_and(|kind| kind == fact::SONGS);
    Ok(facts.get(fact::SETTINGS).filter(|_| is_songs).cloned())
}

/// Nothing of a file that this program has not written.
fn facts_of_ours(path: &Path) -> Result<BTreeMap<String, String>> {
    let is_table = matches!(extension(path).as_deref(), Some("parquet" | "pq"));
    if !is_table || !path.is_file() {
        return Ok(BTreeMap::new());
    }
    Sheet::facts_of(path)
}

/// The library of the table of songs at `path`; `None` where that is something else.
///
/// # Errors
/// When it is a damaged table, one of another version, or a plan or a part of one.
pub(in crate::library) fn load(path: &Path) -> Result<Option<Library>> {
    match facts_of_ours(path)?.get(fact::KIND).map(String::as_str) {
        None => Ok(None),
        Some(fact::SONGS) => library(Sheet::read(path)?, path).map(Some),
        Some(_) => Err(Error::file(id::LIBRARY_TABLE_IS_A_PLAN, path)),
    }
}

fn library(sheet: Sheet, path: &Path) -> Result<Library> {
    let told = |name: &str| {
        sheet.facts.get(name).map(String::as_str).ok_or_else(|| {
            let cause = say(id::LIBRARY_TABLE_LACKS_COLUMN).with("name", name);
            Error::file(cause, path)
        })
    };
    let rows = sheet
        .texts(ENTRY, path)?
        .iter()
        .flatten()
        .map(String::as_str);
    let listing = Listing::of_json(
        Path::new(told(fact::ROOT)?),
        told(fact::LIBRARY)?,
        rows,
        path,
    )?;
    let opened = sheet.texts(OPENED, path)?.iter();
    let mut opened: Vec<OpenedSong> = opened
        .map(|json| serde_json::from_str(json.as_deref().unwrap_or("{}")))
        .collect::<serde_json::Result<_>>()
        .map_err(|e| damaged(e, path))?;
    if listing.n_songs() != opened.len() {
        return Err(damaged("a song without a row", path));
    }
    let blocks = told(fact::BLOCKS)?;
    let blocks: Vec<StoredBlock> = serde_json::from_str(blocks).map_err(|e| damaged(e, path))?;
    let extracted = extracted(&sheet, &blocks, told(fact::SETTINGS)?, path)?;

    let own = listing.folder().to_path_buf();
    let (listing, warning) = match folder_of_songs(&listing, path) {
        Some(folder) => {
            let all = opened.into_iter();
            opened = all
                .map(|song| song.moved(&own, &folder))
                .collect::<Result<_>>()?;
            (listing.moved_to(&folder)?, None)
        }
        None => {
            let cause = say(id::LIBRARY_TABLE_WITHOUT_SOUND).with("folder", own.display());
            (listing, Some(Warning::path(path, cause)))
        }
    };
    let (mut library, _) = listing.library(opened);
    library.warnings.extend(warning);
    library.extracted = Some(Arc::new(extracted));
    Ok(library)
}

fn damaged(cause: impl std::fmt::Display, path: &Path) -> Error {
    let cause = Message::verbatim(cause);
    Error::file(say(id::LIBRARY_TABLE_DAMAGED).with("cause", cause), path)
}

/// Where the songs are: in the folder that they were listed in, else beside the table; `None` where
/// they are in neither.
fn folder_of_songs(listing: &Listing, table: &Path) -> Option<PathBuf> {
    let paths = listing.songs().into_iter().filter_map(|song| song.path);
    let paths: Vec<String> = paths.take(LOOKED_FOR).collect();
    let beside = std::path::absolute(table).ok()?.parent()?.to_path_buf();
    let folders = [listing.folder().to_path_buf(), beside];
    let is_there =
        |folder: &PathBuf| paths.is_empty() || paths.iter().any(|path| folder.join(path).is_file());
    folders.into_iter().find(is_there)
}

fn extracted(
    sheet: &Sheet,
    blocks: &[StoredBlock],
    settings: &str,
    path: &Path,
) -> Result<Extracted> {
    let by_hash = |column: &str| sheet.texts(column, path);
    let mut lists = Vec::new();
    for block in blocks {
        let Some(Cells::List(cells)) = sheet.column(&block.name) else {
            let cause = say(id::LIBRARY_TABLE_LACKS_COLUMN).with("name", &block.name);
            return Err(Error::file(cause, path));
        };
        let of_hash = by_hash(block.by.column())?.iter().zip(cells);
        let known = of_hash.filter_map(|(hash, list)| Some((hash.clone()?, list.clone()?)));
        let known = known.filter(|(_, list)| list.len() == block.columns.len());
        lists.push((block.settings.clone(), known.collect::<HashMap<_, _>>()));
    }
    let sounds = by_hash("content_hash")?
        .iter()
        .zip(sheet.texts(SOUND, path)?);
    let sounds = sounds.filter_map(|(hash, sound)| Some((hash.clone()?, sound.clone()?)));
    Ok(Extracted {
        settings: settings.to_string(),
        lists,
        sounds: sounds.collect(),
    })
}
