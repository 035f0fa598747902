//! What lies at a path, before any song is opened: a folder with or without a table of its songs, a
//! table, a recording, a lyric file.

use std::path::{Path, PathBuf};

use super::gather::{self, Choice};
use super::known::{self, KnownSet};
use super::manifest::{self, Certainty};
use super::names::{self, Kind};
use super::plan::{Entry, Plan, Words};
use super::table::Table;
use super::walk::{self, Files};
use super::{ColumnMap, Library, numeric, reader, scan};
use crate::error::{Error, Result, Warning};
use crate::job::Reporter;
use crate::words::{id, same, say};

/// How deep folders are searched: deeper ones are hardly meant.
const MOST_LEVELS: usize = 32;
/// The same around a manifest that was named itself, and may lie in somebody's home folder.
const MOST_LEVELS_BESIDE: usize = 4;
/// The same below the folder above it.
const MOST_LEVELS_ABOVE: usize = 3;

/// What lies at a path.
pub(super) enum Planned {
    Songs(Plan),
    /// A table of numbers, which names neither recordings nor lyrics.
    Numbers(Box<Library>),
}

impl Planned {
    /// And the published data set that they are.
    fn of_set(self, set: Option<KnownSet>) -> Self {
        match self {
            Planned::Songs(plan) => Planned::Songs(Plan { set, ..plan }),
            Planned::Numbers(mut library) => {
                library.report.set = set;
                Planned::Numbers(library)
            }
        }
    }
}

pub(super) fn plan_folder(root: &Path, map: &ColumnMap, reporter: &Reporter) -> Result<Planned> {
    let files = walk::list(root, MOST_LEVELS, reporter)?;
    let too_deep = files.too_deep.first().map(|first| {
        let cause = say(id::LIBRARY_FOLDER_TOO_DEEP)
            .with("most", MOST_LEVELS)
            .with("n", files.too_deep.len() - 1);
        Warning::path(first, cause)
    });
    let mut planned = plan_listed(root, files, map, reporter)?;
    match &mut planned {
        Planned::Songs(plan) => plan.warnings.extend(too_deep),
        Planned::Numbers(library) => library.warnings.extend(too_deep),
    }
    Ok(planned)
}

/// The songs of a folder whose files are listed.
fn plan_listed(root: &Path, files: Files, map: &ColumnMap, reporter: &Reporter) -> Result<Planned> {
    let set = known::recognise(&files);
    let mut doubt = None;
    if let Some(choice) = gather::choose(root, &files, set, reporter) {
        match plan_chosen(root, &files, &choice, set, map, reporter)? {
            Chosen::Planned(planned) => return Ok(planned.of_set(set)),
            Chosen::Doubtful(warning) => doubt = Some(warning),
        }
    }
    if files.audio.is_empty() && files.lyrics.is_empty() {
        let why = files
            .unreadable
            .iter()
            .map(|(path, cause)| format!("; {cause}: {}", path.display()))
            .collect::<String>();
        let hint = if files.tables.is_empty() {
            same("")
        } else {
            id::LIBRARY_NAME_ONE_TABLES_USE_MANIFEST
        };
        return Err(Error::library(
            say(id::LIBRARY_NO_RECORDINGS_NO_LYRICS_FOLDER)
                .with("folder", root.display())
                .with("hint", hint)
                .with("why", why),
        ));
    }
    let mut plan = scan::plan(root, files);
    plan.warnings.extend(doubt);
    Ok(Planned::Songs(plan).of_set(set))
}

/// What came of the tables that were chosen.
enum Chosen {
    Planned(Planned),
    /// They are no list of these songs.
    Doubtful(Warning),
}

/// The songs of the tables of a folder.
fn plan_chosen(
    root: &Path,
    files: &Files,
    choice: &Choice,
    set: Option<KnownSet>,
    map: &ColumnMap,
    reporter: &Reporter,
) -> Result<Chosen> {
    let has_songs = !files.audio.is_empty();
    let planned = gather::read(root, files, &choice.parts, set, reporter).and_then(|table| {
        let map = gather::with_roles_of(set, &table, map);
        match has_songs {
            true => manifest::plan(&table, root, files, &map).map(|mut plan| {
                scan::genres_of_folders(root, &mut plan);
                Planned::Songs(plan)
            }),
            false => plan_table(&table, root, files, &map, reporter),
        }
    });
    let doubtful = |cause| {
        let path = choice.parts.first().map_or(root, PathBuf::as_path);
        Ok(Chosen::Doubtful(Warning::path(path, cause)))
    };
    // A table further down speaks for the whole folder only if it knows most of what is there.
    let n_named = |plan: &Plan| plan.entries.iter().filter(|e| e.audio.is_some()).count();
    match planned {
        Ok(Planned::Songs(plan))
            if choice.certainty == Certainty::Below && 2 * n_named(&plan) < files.audio.len() =>
        {
            doubtful(say(id::LIBRARY_NOT_TAKEN_LIST_SONGS_NAMES).with("n", n_named(&plan)))
        }
        Ok(planned) => Ok(Chosen::Planned(planned)),
        // Some other table that happens to lie there.
        Err(error) if choice.certainty != Certainty::Named && has_songs && map.pairs.is_empty() => {
            let cause = match error {
                Error::Cancelled => return Err(error),
                Error::Columns { cause, .. } => cause,
                Error::Io { .. }
                | Error::File { .. }
                | Error::Config { .. }
                | Error::Library(_)
                | Error::Stage { .. }
                | Error::Fault { .. } => error.message(),
            };
            doubtful(say(id::LIBRARY_NOT_TAKEN_FOR_A_LIST).with("cause", cause))
        }
        Err(cause) => Err(cause),
    }
}

/// The songs of a table. Where none lie in `base`, recordings are looked for in the folder above it
/// too (FMA's tables have a folder of their own). Texts are not: the folder above may be anyone's,
/// and `1.txt` lies in many. A table of numbers that leads to no recordings is one of numbers
/// alone.
pub(super) fn plan_table(
    table: &Table,
    base: &Path,
    files: &Files,
    map: &ColumnMap,
    reporter: &Reporter,
) -> Result<Planned> {
    let path = table.path.as_path();
    if table.rows.is_empty() {
        return Err(Error::file(id::LIBRARY_MANIFEST_HAS_NO_ROWS, path));
    }
    let has_audio = |plan: &Plan| plan.entries.iter().any(|e| e.audio.is_some());
    let own = manifest::plan(table, base, files, map);
    let lacks_songs = match &own {
        Ok(plan) => plan.names_audio && !has_audio(plan),
        Err(Error::Columns { .. }) => true,
        Err(_) => false,
    };
    if !lacks_songs {
        return own.map(Planned::Songs);
    }
    let above = std::path::absolute(base)
        .ok()
        .and_then(|base| base.parent().map(Path::to_path_buf));
    if let Some(above) = above.filter(|above| may_hold_songs(above)) {
        reporter.checkpoint()?;
        let planned = walk::list(&above, MOST_LEVELS_ABOVE, reporter)
            .and_then(|files| manifest::plan(table, &above, &files, map))
            .ok()
            .filter(has_audio);
        reporter.checkpoint()?;
        if let Some(mut plan) = planned {
            plan.warnings.push(Warning::path(
                path,
                say(id::LIBRARY_SONGS_WERE_FOUND_FOLDER).with("folder", above.display()),
            ));
            return Ok(Planned::Songs(plan));
        }
    }
    match own {
        Err(Error::Columns { .. }) if numeric::is_meant(table, map) => {
            let mut library = numeric::read(table, &[], map)?;
            let cause = id::LIBRARY_NO_ROW_LEADS_RECORDING_OR;
            library.warnings.insert(0, Warning::path(path, cause));
            Ok(Planned::Numbers(Box::new(library)))
        }
        own => own.map(Planned::Songs),
    }
}

/// The whole disk and the folder of all that is temporary are nobody's folders of songs.
fn may_hold_songs(folder: &Path) -> bool {
    folder.parent().is_some() && folder != std::env::temp_dir()
}

pub(super) fn plan_file(path: &Path, map: &ColumnMap, reporter: &Reporter) -> Result<Planned> {
    let base = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    match names::kind(path) {
        Kind::Table => {
            let files = walk::list(base, MOST_LEVELS_BESIDE, reporter)?;
            let set = known::recognise(&files);
            let is_of_set = |set: &KnownSet| set.facts().tables.contains(&&*names::file_name(path));
            let set = set.filter(is_of_set);
            // What lies beside a table that a person names is joined to it only where it belongs to it.
            let table = match set {
                Some(_) => gather::read(base, &files, &[path.to_path_buf()], set, reporter)?,
                None => reader::read(path, reporter)?,
            };
            let map = gather::with_roles_of(set, &table, map);
            plan_table(&table, base, &files, &map, reporter).map(|planned| planned.of_set(set))
        }
        Kind::Audio => {
            let Files { lyrics, .. } = walk::list(base, 0, reporter)?;
            let words = scan::pair(base, &[path.to_path_buf()], &lyrics)
                .into_iter()
                .flatten()
                .next();
            let entry = Entry {
                audio: Some(path.to_path_buf()),
                words: words.map(Words::File),
                ..Entry::default()
            };
            Ok(Planned::Songs(Plan {
                entries: vec![entry],
                ..Plan::default()
            }))
        }
        Kind::Lyrics => {
            let entry = Entry {
                words: Some(Words::File(path.to_path_buf())),
                ..Entry::default()
            };
            Ok(Planned::Songs(Plan {
                entries: vec![entry],
                ..Plan::default()
            }))
        }
        Kind::Other => Err(Error::file(id::LIBRARY_NEITHER_FOLDER_TABLE_CSV_TSV, path)),
    }
}
