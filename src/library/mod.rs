//! Songs in: folders, manifests, tags and lyric files become [`Song`]s, with a report of what
//! paired and what did not.

pub(crate) mod demo;
mod names;
mod spelling;
mod mojibake;
mod bijoy;
mod encoding;
mod repair;
mod markup;
mod stamps;
mod subtitles;
mod pages;
mod lrc;
mod tags;
mod likeness;
mod walk;
mod cells;
mod lists;
mod artefacts;
mod records;
mod header;
mod table;
mod json;
mod stream;
mod unpack;
mod parquet_claims;
mod parquet_file;
mod columnar;
mod reader;
mod known;
mod plan;
mod scan;
mod files;
mod profile;
mod columns;
mod join;
mod timed;
mod manifest;
mod gather;
mod numeric;
mod layout;
mod open;
mod several;
mod clips;
mod assemble;
mod report;
mod select;
mod called;
mod blocks;
#[cfg(test)]
mod tests;

use crate::words::{Message, Text, id, say};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, Warning, map_option};
use crate::job::{Reporter, Stage};
pub(crate) use blocks::{
    Cells, ENTRY, Extracted, ID, Key, Listed, Listing, OPENED, OpenedSong, SOUND, Sheet,
    StoredBlock, fact, table_settings,
};
pub(crate) use called::Called;
pub(crate) use clips::songs_of_clips;
pub(crate) use columns::names_songs;
pub(crate) use known::KnownSet;
pub(crate) use names::{is_audio, is_file_of_songs};
pub(crate) use numeric::load_table;
pub(crate) use parquet_file::ParquetFile;
pub(crate) use several::MultiLabel;

pub(crate) use columnar::unknown_packing;
use layout::Planned;
use spelling::{Of, Spellings};

/// A collection of songs. Row i of every table in the program is `songs[i]`.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The folder or manifest it was read from.
    pub root: PathBuf,
    /// In the manifest's order, else in natural order of their paths.
    pub songs: Vec<Song>,
    /// Category columns: language and genre where known, then any further ones of the manifest.
    pub labels: Vec<LabelColumn>,
    /// Columns of several labels a song, whole: `labels` has the first of each song, and the
    /// commonest as columns of yes and no.
    pub multi_labels: Vec<MultiLabel>,
    /// Number columns of the manifest.
    pub numbers: Vec<NumberColumn>,
    /// What came of reading it.
    pub report: PairingReport,
    /// What was left out or looked odd, and why.
    pub warnings: Vec<Warning>,
    /// What a table of blocks holds of the songs beside themselves; `None` of any other library.
    pub extracted: Option<Arc<Extracted>>,
}

/// One song. At least one of `audio` and `lyrics` is there, save where the library is a table of
/// numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Song {
    /// Unique in its library.
    pub id: String,
    /// As a manifest or a tag tells it, else of the name of its file, else its `id`.
    pub title: String,
    /// Empty when unknown.
    pub artist: String,
    /// Its recording, where there is one that can be opened.
    pub audio: Option<AudioFile>,
    /// Its words, where there are any.
    pub lyrics: Option<Lyrics>,
    /// `None` where it is neither told nor can be detected.
    pub language: Option<Language>,
}

/// A recording that could be opened; not decoded here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioFile {
    pub(crate) path: PathBuf,
    /// BLAKE3 of the file's bytes, in hex: key of the feature cache, and what a duplicate shares.
    pub(crate) hash: String,
}

/// The language of a song's words.
#[derive(Debug, Clone, PartialEq)]
pub struct Language {
    /// As the label says it, else an ISO 639-1 code, or `mixed`.
    pub(crate) name: String,
    /// True when it was detected from the words and not told by a label or tag.
    pub(crate) detected: bool,
    /// What the words look like, whatever a label says: an ISO 639-1 code, or `mixed`.
    pub(crate) of_words: Option<String>,
    /// Share of words in Bengali script, 0 to 1, where there are lyrics.
    pub(crate) bangla_share: Option<f32>,
}

/// The words of a song.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Lyrics {
    /// In the order in which they are shown.
    pub lines: Vec<LyricLine>,
    /// Where the words came from: a file, a tag of the audio file, or a cell of the manifest.
    pub(crate) source: Option<PathBuf>,
}

/// A line of lyrics.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LyricLine {
    /// When it is sung, in seconds from the start of the recording.
    pub(crate) start_secs: Option<f32>,
    /// Without its stamps.
    pub text: String,
    /// Word stamps of enhanced LRC: (seconds, byte offset into `text`), ascending.
    pub(crate) words: Vec<(f32, usize)>,
}

impl Lyrics {
    /// Plain text without times, one lyric line a line.
    pub(crate) fn from_text(text: &str) -> Self {
        let lines = text
            .lines()
            .map(|l| LyricLine {
                text: l.trim().to_string(),
                ..LyricLine::default()
            })
            .collect();
        Self {
            lines,
            source: None,
        }
    }

    /// The words alone, lines joined by newlines.
    pub(crate) fn text(&self) -> String {
        self.lines
            .iter()
            .map(|l| l.text.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// True when at least one line says when it is sung.
    pub fn is_timed(&self) -> bool {
        self.lines.iter().any(|l| l.start_secs.is_some())
    }

    /// The last line that has begun at `secs`, if any has.
    pub(crate) fn line_at(&self, secs: f32) -> Option<usize> {
        self.lines
            .iter()
            .rposition(|l| l.start_secs.is_some_and(|start| start <= secs))
    }

    /// When the next line after `secs` begins, if any does.
    pub(crate) fn next_line_secs(&self, secs: f32) -> Option<f32> {
        let starts = self.lines.iter().filter_map(|line| line.start_secs);
        starts.filter(|start| *start > secs).min_by(f32::total_cmp)
    }
}

/// A category of each song, some may be unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelColumn {
    /// What the column is called.
    pub name: String,
    /// Distinct values, sorted.
    pub classes: Vec<String>,
    /// Index into `classes` of each song.
    pub of_song: Vec<Option<u32>>,
    /// How many of the values were detected and not given.
    pub n_detected: usize,
}

impl LabelColumn {
    /// From one optional value a song. Empty values count as unknown; `Rock`, `rock ` and `ROCK`
    /// are one class.
    pub(crate) fn new(name: impl Into<String>, values: &[Option<String>]) -> Self {
        let name: String = name.into();
        let filled = |v: &&str| !v.trim().is_empty();
        let given = values.iter().flatten().map(String::as_str).filter(filled);
        let spellings = Spellings::of(Of::column(&name), given);
        let known = |v: &Option<String>| v.as_deref().filter(filled).map(|v| spellings.shown(v));
        let mut classes: Vec<String> = values.iter().filter_map(known).collect();
        classes.sort_unstable();
        classes.dedup();
        let of_song = values
            .iter()
            .map(|v| {
                known(v)
                    .and_then(|s| classes.binary_search(&s).ok())
                    .map(|i| i as u32)
            })
            .collect();
        Self {
            name,
            classes,
            of_song,
            n_detected: 0,
        }
    }

    /// What [`LabelColumn::new`] brings together in one class, as a warning about the column.
    fn spellings_warning(name: &str, values: &[Option<String>]) -> Option<Warning> {
        let filled = values
            .iter()
            .flatten()
            .map(String::as_str)
            .filter(|v| !v.trim().is_empty());
        Some(Warning::column(
            name,
            Spellings::of(Of::column(name), filled).told()?,
        ))
    }

    /// The class of a song, as its index; `None` where it is unknown, or there is no such song.
    pub(crate) fn class(&self, song: usize) -> Option<u32> {
        self.of_song.get(song).copied().flatten()
    }

    /// The class of a song by its name.
    pub(crate) fn value(&self, song: usize) -> Option<&str> {
        self.class(song).map(|c| self.classes[c as usize].as_str())
    }
}

/// A number of each song; NaN where unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberColumn {
    /// What the column is called.
    pub name: String,
    /// As it was read: a difference may be lost in an `f32` beside what all songs have in common.
    pub of_song: Vec<f64>,
    /// False of what tells of files, rows or names and not of music: it is shown, and no model sees
    /// it.
    pub is_feature: bool,
}

impl NumberColumn {
    /// The numbers in half the digits, to be drawn.
    pub(crate) fn singles(&self) -> Vec<f32> {
        self.of_song.iter().map(|&v| v as f32).collect()
    }
}

/// Tells that a number column is no feature, and how to make it one.
fn no_feature(name: &str, text: Text) -> Warning {
    let ask = map_option("number", name);
    Warning::column(name, say(text).with("option", ask))
}

/// What paired, what did not, and what could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PairingReport {
    /// The published data set that it is, by its files.
    pub set: Option<KnownSet>,
    /// Songs of the library.
    pub n_songs: usize,
    /// Songs with a recording.
    pub n_audio: usize,
    /// Songs with lyrics.
    pub n_lyrics: usize,
    /// Songs with both.
    pub n_both: usize,
    /// Audio files for which no lyrics were found.
    pub audio_without_lyrics: Vec<PathBuf>,
    /// Lyric files for which no audio was found.
    pub lyrics_without_audio: Vec<PathBuf>,
    /// Groups of audio files with the same bytes; all but the first of each are left out.
    pub duplicates: Vec<Vec<PathBuf>>,
    /// Recordings and lyric files beside a manifest that does not name them; they are left out.
    pub unlisted: Vec<PathBuf>,
    /// Files that could not be used, with the cause.
    pub unreadable: Vec<(PathBuf, Message)>,
    /// Files that are neither audio nor lyrics, by count.
    pub n_other_files: usize,
}

/// Which manifest column holds what, where the names alone do not tell: (role, column).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnMap {
    pub(crate) pairs: Vec<(String, String)>,
}

impl Library {
    /// The label column of that name; `None` where there is none.
    pub fn label(&self, name: &str) -> Option<&LabelColumn> {
        self.labels.iter().find(|l| l.name == name)
    }
}

/// Reads a folder, a manifest, or a single recording or lyric file.
///
/// Songs come in the manifest's order, else in natural order of their paths.
///
/// # Errors
/// When there is nothing at `path`, nothing that could be a song, or a manifest whose columns must
/// be named.
pub fn load(path: &Path, map: &ColumnMap, reporter: &Reporter) -> Result<Library> {
    let is_demo = demo::is_at(path);
    if is_demo {
        demo::keep_whole(path);
    }
    let mut loaded = load_once(path, map, reporter);
    if is_demo {
        const MOST_TRIES: usize = 3;
        let is_whole =
            |l: &Library| l.report.n_audio == demo::n_songs() && l.report.unreadable.is_empty();
        for _ in 0..MOST_TRIES {
            if matches!(loaded, Err(Error::Cancelled)) || loaded.as_ref().is_ok_and(is_whole) {
                break;
            }
            // Somebody has emptied the cache meanwhile.
            if demo::folder()? != path {
                break;
            }
            loaded = load_once(path, map, reporter);
        }
    }
    loaded
}

fn load_once(path: &Path, map: &ColumnMap, reporter: &Reporter) -> Result<Library> {
    let meta =
        std::fs::metadata(path).map_err(|e| Error::io(id::ERROR_CANNOT_OPEN_LIBRARY, path, e))?;
    reporter.step(Stage::Library, 0, 0, id::LIBRARY_LISTING_FILES);
    if let Some(library) = blocks::load(path)? {
        return Ok(library);
    }
    let plan = match planned(path, meta.is_dir(), map, reporter)? {
        Planned::Songs(plan) => plan,
        Planned::Numbers(library) => return Ok(*library),
    };
    let opened = open::open_all(&plan.entries, reporter)?;
    let mut library = assemble::assemble(path, plan, opened);
    library.warnings.extend(
        library
            .report
            .unreadable
            .iter()
            .map(|(path, cause)| Warning::path(path, cause)),
    );
    if library.songs.is_empty() {
        let cause = say(id::LIBRARY_NOTHING_FOLDER_COULD_READ_SONG)
            .with("folder", path.display())
            .with("report", library.report.to_string().trim_end());
        return Err(Error::library(cause));
    }
    Ok(library)
}

/// What lies at a path.
fn planned(path: &Path, is_folder: bool, map: &ColumnMap, reporter: &Reporter) -> Result<Planned> {
    if is_folder {
        layout::plan_folder(path, map, reporter)
    } else {
        layout::plan_file(path, map, reporter)
    }
}
