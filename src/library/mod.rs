//! Songs in: folders, manifests, tags and lyric files become [`Song`]s, with a report of what paired and what did not.

pub mod demo;
mod select;

use std::path::{Path, PathBuf};

use crate::error::{Result, Warning};
use crate::job::Reporter;

/// A collection of songs. Row i of every table in the program is `songs[i]`.
#[derive(Debug, Clone)]
pub struct Library {
    /// The folder or manifest it was read from.
    pub root: PathBuf,
    pub songs: Vec<Song>,
    /// Category columns: language and genre where known, then any further ones of the manifest.
    pub labels: Vec<LabelColumn>,
    /// Number columns of the manifest.
    pub numbers: Vec<NumberColumn>,
    pub report: PairingReport,
    pub warnings: Vec<Warning>,
}

/// One song. At least one of `audio` and `lyrics` is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Song {
    /// Unique in its library.
    pub id: String,
    pub title: String,
    /// Empty when unknown.
    pub artist: String,
    pub audio: Option<AudioFile>,
    pub lyrics: Option<Lyrics>,
    pub language: Option<Language>,
}

/// A recording that could be opened; not decoded here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudioFile {
    pub path: PathBuf,
    /// BLAKE3 of the file's bytes, in hex: key of the feature cache, and what a duplicate shares.
    pub hash: String,
}

/// The language of a song's words.
#[derive(Debug, Clone, PartialEq)]
pub struct Language {
    /// As the label says it, else an ISO 639-1 code, or `mixed`.
    pub name: String,
    /// True when it was detected from the words and not told by a label or tag.
    pub detected: bool,
    /// Share of words in Bengali script, 0 to 1, where there are lyrics.
    pub bangla_share: Option<f32>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lyrics {
    pub lines: Vec<LyricLine>,
    /// Where the words came from: a file, a tag of the audio file, or a cell of the manifest.
    pub source: Option<PathBuf>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct LyricLine {
    /// When it is sung, in seconds from the start of the recording.
    pub start_secs: Option<f32>,
    pub text: String,
    /// Word stamps of enhanced LRC: (seconds, byte offset into `text`), ascending.
    pub words: Vec<(f32, usize)>,
}

impl Lyrics {
    /// Plain text without times, one lyric line a line.
    pub fn from_text(text: &str) -> Self {
        let lines = text.lines().map(|l| LyricLine { text: l.trim().to_string(), ..LyricLine::default() }).collect();
        Self { lines, source: None }
    }

    /// The words alone, lines joined by newlines.
    pub fn text(&self) -> String {
        self.lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// True when at least one line says when it is sung.
    pub fn is_timed(&self) -> bool {
        self.lines.iter().any(|l| l.start_secs.is_some())
    }

    /// The last line that has begun at `secs`, if any has.
    pub fn line_at(&self, secs: f32) -> Option<usize> {
        self.lines.iter().rposition(|l| l.start_secs.is_some_and(|start| start <= secs))
    }
}

/// A category of each song, some may be unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelColumn {
    pub name: String,
    /// Distinct values, sorted.
    pub classes: Vec<String>,
    /// Index into `classes` of each song.
    pub of_song: Vec<Option<u32>>,
    /// How many of the values were detected and not given.
    pub n_detected: usize,
}

impl LabelColumn {
    /// From one optional value a song. Empty values count as unknown.
    pub fn new(name: impl Into<String>, values: &[Option<String>]) -> Self {
        let known = |v: &Option<String>| v.as_ref().filter(|s| !s.trim().is_empty()).map(|s| s.trim().to_string());
        let mut classes: Vec<String> = values.iter().filter_map(known).collect();
        classes.sort_unstable();
        classes.dedup();
        let of_song =
            values.iter().map(|v| known(v).and_then(|s| classes.binary_search(&s).ok()).map(|i| i as u32)).collect();
        Self { name: name.into(), classes, of_song, n_detected: 0 }
    }

    pub fn value(&self, song: usize) -> Option<&str> {
        self.of_song[song].map(|c| self.classes[c as usize].as_str())
    }
}

/// A number of each song; NaN where unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberColumn {
    pub name: String,
    pub of_song: Vec<f32>,
}

/// What paired, what did not, and what could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PairingReport {
    pub n_songs: usize,
    pub n_audio: usize,
    pub n_lyrics: usize,
    pub n_both: usize,
    /// Audio files for which no lyrics were found.
    pub audio_without_lyrics: Vec<PathBuf>,
    /// Lyric files for which no audio was found.
    pub lyrics_without_audio: Vec<PathBuf>,
    /// Groups of audio files with the same bytes; all but the first of each are left out.
    pub duplicates: Vec<Vec<PathBuf>>,
    /// Files that could not be used, with the cause.
    pub unreadable: Vec<(PathBuf, String)>,
    /// Files that are neither audio nor lyrics, by count.
    pub n_other_files: usize,
}

/// Which manifest column holds what, where the names alone do not tell: (role, column).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnMap {
    pub pairs: Vec<(String, String)>,
}

impl Library {
    pub fn label(&self, name: &str) -> Option<&LabelColumn> {
        self.labels.iter().find(|l| l.name == name)
    }
}

/// Reads a folder or a manifest file.
///
/// # Errors
/// When there is nothing at `path`, nothing that could be a song, or a manifest whose columns must be named.
pub fn load(path: &Path, map: &ColumnMap, reporter: &Reporter) -> Result<Library> {
    let _ = (path, map, reporter);
    todo!("library room")
}

impl std::fmt::Display for PairingReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.n_songs)
    }
}
