//! What one worker extracts: a table with a row for each of its songs, there whole or not at all.

use std::path::{Path, PathBuf};

use super::plan::Plan;
use super::shard::Shard;
use crate::error::{Error, Result, Warning};
use crate::features::{self, Alone, Cache, DecodedSound};
use crate::file;
use crate::job::Reporter;
use crate::library::{Cells, ID, Key, OPENED, OpenedSong, SOUND, Sheet, fact};
use crate::words::{Locale, Message, id, with_locale};

/// What a song came to.
pub(super) mod status {
    pub(in crate::shards) const OK: &str = "ok";
    pub(in crate::shards) const FAILED: &str = "failed";
    /// Another song has the same recording, words and labels.
    pub(in crate::shards) const DUPLICATE: &str = "duplicate";
}

/// Columns of a part that a merged table has too.
pub(super) const ROW: &str = "row";
pub(super) const STATUS: &str = "status";
pub(super) const CAUSE: &str = "cause";
pub(super) const LYRICS: &str = "lyrics";
pub(super) const SECS: &str = "duration_secs";

/// A part that is there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) path: PathBuf,
    /// True of one that an earlier worker has made of the same plan.
    pub(crate) was_there: bool,
    pub(crate) n_songs: usize,
    /// Songs of which a file could not be read.
    pub(crate) n_failed: usize,
    pub(crate) warnings: Vec<Warning>,
}

/// Extracts the songs of a shard and writes its part into `out`; one that is there already is left
/// as it is. Songs are looked for in `root`, or where the plan has them.
///
/// # Errors
/// When a part of another plan is in its place; when `out` cannot be written, or a model of the
/// settings not be read; [`Error::Cancelled`]. No part is there then that was not before.
pub(crate) fn extract(
    plan: &Plan,
    shard: Shard,
    root: Option<&Path>,
    out: &Path,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Made> {
    let path = out.join(shard.file_name());
    if let Some(there) = already(plan, &path)? {
        return Ok(there);
    }
    std::fs::create_dir_all(out).map_err(|e| Error::io(id::ERROR_CANNOT_MAKE_FOLDER, out, e))?;
    // What workers left that were killed while they wrote this part.
    let begins = format!("{}.", shard.file_name());
    file::clear_left(out, (&begins, ".tmp"), file::LEFT_STAYS);
    let own = plan.listing.folder();
    let folder = root.unwrap_or(own);
    if !folder.is_dir() {
        return Err(Error::file(id::SHARDS_NO_FOLDER_OF_SONGS, folder));
    }
    let rows = shard.rows(plan.songs.len());
    let opened = plan.listing.open(&rows, folder, reporter)?;
    let songs = opened.iter().zip(&rows);
    let songs: Vec<_> = songs
        .map(|(song, &row)| song.song(&plan.songs[row].id))
        .collect();
    let alone = features::alone(&songs, &plan.config, cache, reporter)?;
    reporter.checkpoint()?;
    let opened = opened.into_iter().map(|song| song.moved(folder, own));
    let opened: Vec<OpenedSong> = opened.collect::<Result<_>>()?;
    let warnings = alone.warnings.clone();
    let sheet = sheet(plan, shard, &rows, &opened, alone)?;
    let n_failed = n_failed(&sheet);
    sheet.write(&path)?;
    Ok(Made {
        path,
        was_there: false,
        n_songs: rows.len(),
        n_failed,
        warnings,
    })
}

/// The part at `path`, where it is one of this plan. One that is damaged is none.
fn already(plan: &Plan, path: &Path) -> Result<Option<Made>> {
    let sheet = match Sheet::read(path) {
        Ok(sheet) => sheet,
        Err(_) => return Ok(None),
    };
    plan.check(&sheet.facts, path)?;
    Ok(Some(Made {
        path: path.to_path_buf(),
        was_there: true,
        n_songs: sheet.n_rows(),
        n_failed: n_failed(&sheet),
        warnings: Vec::new(),
    }))
}

fn n_failed(sheet: &Sheet) -> usize {
    match sheet.column(STATUS) {
        Some(Cells::Text(all)) => {
            let all = all.iter().flatten();
            all.filter(|status| *status == status::FAILED).count()
        }
        Some(Cells::Whole(_) | Cells::Double(_) | Cells::List(_)) | None => 0,
    }
}

fn sheet(
    plan: &Plan,
    shard: Shard,
    rows: &[usize],
    opened: &[OpenedSong],
    alone: Alone,
) -> Result<Sheet> {
    let fault = |e: serde_json::Error| Error::file(Message::verbatim(e), plan.listing.root());
    let mut facts = plan.facts(fact::PART);
    facts.insert(fact::SHARD.into(), shard.to_string());
    // The library is the plan's; a part need not hold it once more.
    facts.remove(fact::LIBRARY);
    let about: Vec<_> = alone.blocks.iter().map(|block| &block.about).collect();
    facts.insert(
        fact::BLOCKS.into(),
        serde_json::to_string(&about).map_err(fault)?,
    );

    let songs = || rows.iter().map(|&row| &plan.songs[row]);
    let causes: Vec<Option<String>> = opened
        .iter()
        .zip(&alone.sounds)
        .map(|(song, sound)| cause(song, sound.as_ref()))
        .collect();
    let status = |cause: &Option<String>| match cause {
        Some(_) => status::FAILED,
        None => status::OK,
    };
    let hash = |song: &OpenedSong| song.audio().map(|audio| audio.hash.clone());
    let lyrics = |song: &OpenedSong| song.lyrics().map(|lyrics| lyrics.text());
    let secs = |sound: &Option<DecodedSound>| match sound {
        Some(DecodedSound::Recording(recording)) => recording.secs,
        Some(DecodedSound::Fault(_)) | None => f64::NAN,
    };
    let read = opened.iter().map(serde_json::to_string);
    let read = read
        .collect::<serde_json::Result<Vec<_>>>()
        .map_err(fault)?;
    let sounds = alone.sounds.iter();
    let sounds = sounds.map(|told| told.as_ref().map(serde_json::to_string).transpose());
    let sounds = sounds
        .collect::<serde_json::Result<Vec<_>>>()
        .map_err(fault)?;
    let texts = |all: Vec<Option<String>>| Cells::Text(all);
    let mut columns = vec![
        (
            ROW.into(),
            Cells::Whole(rows.iter().map(|&row| i64::try_from(row).ok()).collect()),
        ),
        (
            ID.into(),
            texts(songs().map(|song| Some(song.id.clone())).collect()),
        ),
        (
            "path".into(),
            texts(songs().map(|song| song.path.clone()).collect()),
        ),
        (
            Key::ContentHash.column().into(),
            texts(opened.iter().map(hash).collect()),
        ),
        (
            STATUS.into(),
            texts(causes.iter().map(|c| Some(status(c).to_string())).collect()),
        ),
        (CAUSE.into(), texts(causes)),
        (LYRICS.into(), texts(opened.iter().map(lyrics).collect())),
        (Key::WordsHash.column().into(), texts(alone.words)),
        (
            SECS.into(),
            Cells::Double(alone.sounds.iter().map(secs).collect()),
        ),
    ];
    let blocks = alone.blocks.into_iter();
    columns.extend(blocks.map(|block| (block.about.name, Cells::List(block.rows))));
    columns.push((SOUND.into(), texts(sounds)));
    columns.push((OPENED.into(), texts(read.into_iter().map(Some).collect())));
    Ok(Sheet { facts, columns })
}

/// Why a file of the song could not be read, in English, as tables have it.
fn cause(song: &OpenedSong, sound: Option<&DecodedSound>) -> Option<String> {
    let english = |cause: &Message| with_locale(Locale::EN, || cause.to_string());
    let mut causes = song.faults();
    causes.extend(sound.and_then(DecodedSound::fault).map(english));
    (!causes.is_empty()).then(|| causes.join("; "))
}
