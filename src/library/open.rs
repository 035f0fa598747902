//! Opens every file of a plan, in parallel: bytes are hashed, tags and words read, languages
//! detected.

use crate::words::{Message, Value, id, say};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::encoding::decode;
use super::lrc::{self, Header};
use super::names::file_name;
use super::plan::{Entry, Words};
use super::repair::repaired;
use super::tags::{self, Tags};
use super::timed;
use super::{AudioFile, Lyrics};
use crate::error::{Result, Warning};
use crate::file;
use crate::job::{Reporter, Stage};
use crate::text::{Detected, detect_language};

/// The largest file that is taken for lyrics, in bytes: a long epic in UTF-16 is far below it.
const MOST_LYRIC_BYTES: u64 = 4 << 20;
/// Bytes of a recording that are read between two looks whether Stop was pressed.
const HASHED_AT_ONCE: usize = 1 << 20;

/// What was found in the files of one entry.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Opened {
    pub(crate) audio: Option<AudioFile>,
    pub(crate) tags: Tags,
    pub(crate) lyrics: Option<Lyrics>,
    pub(crate) header: Header,
    pub(crate) detected: Option<Detected>,
    pub(crate) unreadable: Vec<(PathBuf, Message)>,
    pub(crate) warnings: Vec<Warning>,
}

/// Opens all entries; result i is of entry i.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only: a file that cannot be read is told in its result.
pub(super) fn open_all(entries: &[Entry], reporter: &Reporter) -> Result<Vec<Opened>> {
    let n_done = AtomicUsize::new(0);
    entries
        .par_iter()
        .map(|entry| {
            reporter.checkpoint()?;
            let opened = open(entry, reporter)?;
            let done = n_done.fetch_add(1, Ordering::Relaxed) + 1;
            reporter.step(Stage::Library, done, entries.len(), item_name(entry));
            Ok(opened)
        })
        .collect()
}

fn item_name(entry: &Entry) -> String {
    let words = || entry.words.as_ref()?.file();
    match entry.audio.as_ref().or_else(words) {
        Some(path) => file_name(path),
        None => entry
            .title
            .clone()
            .or_else(|| entry.id.clone())
            .unwrap_or_default(),
    }
}

fn open(entry: &Entry, reporter: &Reporter) -> Result<Opened> {
    let mut opened = Opened::default();
    if let Some(path) = &entry.audio {
        match hash(path, reporter)? {
            Ok(hash) => {
                opened.audio = Some(AudioFile {
                    path: path.clone(),
                    hash,
                });
                opened.tags = tags::read(path);
                let remarks = std::mem::take(&mut opened.tags.remarks);
                opened
                    .warnings
                    .extend(remarks.into_iter().map(|cause| Warning::path(path, cause)));
            }
            Err(cause) => opened.unreadable.push((path.clone(), cause)),
        }
    }
    let told = entry
        .words
        .as_ref()
        .and_then(|words| read_words(words, &mut opened));
    let embedded = opened.tags.lyrics.take();
    let source = opened.audio.as_ref().map(|a| a.path.clone());
    opened.lyrics = told.or_else(|| embedded.map(|l| Lyrics { source, ..l }));
    opened.detected = opened.lyrics.as_ref().and_then(|l| detected(&l.text()));
    Ok(opened)
}

fn detected(text: &str) -> Option<Detected> {
    detect_language(text)
}

/// BLAKE3 of a file's bytes, in hex, or why they cannot be read. Stop ends it also within a file,
/// however large.
fn hash(path: &Path, reporter: &Reporter) -> Result<std::result::Result<String, Message>> {
    let mut file = match file::open(path) {
        Ok(file) => file,
        Err(e) => return Ok(Err(Message::verbatim(e))),
    };
    let mut hasher = blake3::Hasher::new();
    let mut bytes = vec![0; HASHED_AT_ONCE];
    loop {
        reporter.checkpoint()?;
        match file.read(&mut bytes) {
            Ok(0) => break,
            Ok(n) => {
                hasher.update(&bytes[..n]);
            }
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Ok(Err(Message::verbatim(e))),
        }
    }
    Ok(match hasher.count() {
        0 => Err(id::LIBRARY_FILE_EMPTY.into()),
        _ => Ok(hasher.finalize().to_hex().to_string()),
    })
}

fn read_words(words: &Words, opened: &mut Opened) -> Option<Lyrics> {
    let (text, source) = match words {
        Words::Text(text) => (text.clone(), None),
        Words::File(path) => (text_of(path, opened)?, Some(path.clone())),
        Words::Timed { text, lines, words } => match timed::as_lrc(lines, words.as_deref()) {
            Ok(lrc) => (lrc, Some(text.as_ref().unwrap_or(lines).clone())),
            Err(error) => {
                opened.warnings.push(Warning::path(lines, error.message()));
                let text = text.as_ref()?;
                (text_of(text, opened)?, Some(text.clone()))
            }
        },
    };
    let (lyrics, header) = lrc::parse(&text);
    if lyrics.lines.iter().all(|l| l.text.is_empty()) {
        let cause = if header.is_instrumental {
            id::LIBRARY_SAYS_SONG_WITHOUT_WORDS
        } else {
            id::LIBRARY_HOLDS_NO_WORDS
        };
        opened
            .unreadable
            .extend(source.map(|path| (path, cause.into())));
        return None;
    }
    let place = || match &source {
        Some(path) => Value::from(path.display()),
        None => id::LIBRARY_LYRICS_CELL.into(),
    };
    opened.warnings.extend(
        header
            .remark
            .iter()
            .map(|cause| Warning::new(place(), cause)),
    );
    opened.header = header;
    Some(Lyrics { source, ..lyrics })
}

/// The words of a file; one that cannot be read is told.
fn text_of(path: &Path, opened: &mut Opened) -> Option<String> {
    match read_text(path) {
        Ok((text, doubts)) => {
            opened
                .warnings
                .extend(doubts.into_iter().map(|cause| Warning::path(path, cause)));
            Some(text)
        }
        Err(cause) => {
            opened.unreadable.push((path.to_path_buf(), cause));
            None
        }
    }
}

/// The words of a file in readable Unicode, and what is to be said of how they became so.
fn read_text(path: &Path) -> std::result::Result<(String, Vec<Message>), Message> {
    let file = file::open(path).map_err(Message::verbatim)?;
    let size = file.metadata().map_err(Message::verbatim)?.len();
    if size > MOST_LYRIC_BYTES {
        return Err(say(id::LIBRARY_TOO_LARGE_FOR_LYRICS).with("n", size >> 20));
    }
    let decoded = decode(&file::read(path, MOST_LYRIC_BYTES).map_err(Message::verbatim)?)?;
    Ok(match repaired(&decoded.text) {
        Some(repaired) => {
            let remark = repaired.remark();
            (repaired.text, vec![remark])
        }
        None => (decoded.text, decoded.doubt.into_iter().collect()),
    })
}
