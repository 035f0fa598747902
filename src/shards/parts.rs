//! The parts of a folder, held against their plan: every song once, or what is to be run again.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::part::ROW;
use super::plan::Plan;
use super::shard::{Shard, ranges};
use crate::error::{Error, Result, quoted};
use crate::job::{Reporter, Stage};
use crate::library::{Cells, ID, Sheet};
use crate::words::{Message, id, say};

/// So many commands are written out.
const MOST_COMMANDS: usize = 8;

/// Where a song of the plan is: its part, and its row there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(crate) part: usize,
    pub(crate) row: usize,
}

/// All parts of a plan.
pub(super) struct Parts {
    pub(crate) sheets: Vec<Sheet>,
    /// Of each song of the plan.
    pub(crate) places: Vec<Place>,
}

/// Reads every part in `folder`; `plan_path` is for the commands that are told.
///
/// # Errors
/// When a part is of another plan, a song is in two parts or in none; the message names the
/// commands that make what is missing.
pub(super) fn read(
    plan: &Plan,
    plan_path: &Path,
    folder: &Path,
    reporter: &Reporter,
) -> Result<Parts> {
    let files = files(folder)?;
    if files.is_empty() {
        return Err(Error::file(id::SHARDS_NO_PARTS, folder));
    }
    let rows_by_id: HashMap<&str, usize> = (0..)
        .zip(&plan.songs)
        .map(|(row, song)| (song.id.as_str(), row))
        .collect();
    let mut found: Vec<Option<Place>> = vec![None; plan.songs.len()];
    let (mut sheets, mut damaged) = (Vec::new(), Vec::new());
    for (done, (_, path)) in files.iter().enumerate() {
        reporter.checkpoint()?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        reporter.step(Stage::Library, done, files.len(), name.as_ref());
        let sheet = match Sheet::read(path) {
            Ok(sheet) => sheet,
            // It is made anew with those that are missing.
            Err(error) => {
                damaged.push(error.message());
                sheets.push(Sheet::default());
                continue;
            }
        };
        plan.check(&sheet.facts, path)?;
        for (row, song) in rows_of(&sheet, &rows_by_id, path)?.into_iter().enumerate() {
            if let Some(other) = found[song] {
                return Err(Error::file(
                    say(id::SHARDS_SONG_IN_TWO_PARTS)
                        .with("id", &plan.songs[song].id)
                        .with("other", files[other.part].1.display()),
                    path,
                ));
            }
            found[song] = Some(Place { part: done, row });
        }
        sheets.push(sheet);
    }
    let missing: Vec<usize> = (0..found.len()).filter(|&i| found[i].is_none()).collect();
    match found.into_iter().collect::<Option<Vec<Place>>>() {
        Some(places) => Ok(Parts { sheets, places }),
        None => {
            let shards: Vec<Shard> = files.iter().map(|(shard, _)| *shard).collect();
            Err(told(&missing, &shards, damaged, plan_path, folder))
        }
    }
}

/// The parts by their names, in the order of their numbers.
fn files(folder: &Path) -> Result<Vec<(Shard, PathBuf)>> {
    let cannot = |e| Error::io(id::ERROR_CANNOT_READ_FOLDER, folder, e);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if let Some(shard) = Shard::of_file_name(&name) {
            files.push((shard, path));
        }
    }
    files.sort();
    Ok(files)
}

/// The song of the plan that each row of a part is of.
fn rows_of(sheet: &Sheet, rows_by_id: &HashMap<&str, usize>, path: &Path) -> Result<Vec<usize>> {
    let ids = sheet.texts(ID, path)?.iter().map(Option::as_deref);
    let songs = ids.map(|id| rows_by_id.get(id?).copied());
    let songs: Option<Vec<usize>> = songs.collect();
    let as_planned = match sheet.column(ROW) {
        Some(Cells::Whole(rows)) => {
            let told = |row: &Option<i64>| row.and_then(|row| usize::try_from(row).ok());
            rows.iter().map(told).collect::<Option<Vec<usize>>>()
        }
        Some(Cells::Text(_) | Cells::Double(_) | Cells::List(_)) | None => None,
    };
    songs
        .filter(|songs| as_planned.as_ref() == Some(songs))
        .ok_or_else(|| Error::file(id::SHARDS_OTHER_SONGS, path))
}

/// What is missing, and the commands that make it.
fn told(
    missing: &[usize],
    there: &[Shard],
    damaged: Vec<Message>,
    plan_path: &Path,
    folder: &Path,
) -> Error {
    let of = usual(there);
    let mut numbers: Vec<usize> = missing
        .iter()
        .filter_map(|&row| Some(Shard::of_row(row, of)?.number()))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let [plan, out] = [plan_path, folder].map(|path| quoted(&path.display().to_string()));
    let command = |n: &usize| format!("\n  latentune extract {plan} --shard {n}/{of} --out {out}");
    let commands: String = numbers.iter().take(MOST_COMMANDS).map(command).collect();
    let more = match numbers.len() > MOST_COMMANDS {
        true => "\n  …",
        false => "",
    };
    let damaged = damaged.into_iter().map(|cause| format!("\n  {cause}"));
    Error::library(
        say(id::SHARDS_MISSING)
            .with("n", missing.len())
            .with("parts", numbers.len())
            .with("of", of)
            .with("numbers", ranges(numbers.iter().copied()))
            .with("damaged", damaged.collect::<String>())
            .with("commands", commands + more),
    )
}

/// Into how many parts most of the files were parted.
fn usual(there: &[Shard]) -> usize {
    let mut n_of: HashMap<usize, usize> = HashMap::new();
    for shard in there {
        *n_of.entry(shard.of()).or_default() += 1;
    }
    let most = n_of.into_iter().max_by_key(|&(of, n)| (n, of));
    most.map_or(1, |(of, _)| of)
}
