//! What is to be read of each song of a library, before any is: it can be carried to other
//! machines, a part of the songs to each.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::moved::{moved, utf8};
use crate::error::{Error, Result, Warning};
use crate::job::Reporter;
use crate::library::assemble::assemble_rows;
use crate::library::open::{Opened, open_all};
use crate::library::plan::{Entry, Plan, Words};
use crate::library::{AudioFile, ColumnMap, Library, Lyrics, Planned, Song, planned};
use crate::words::{Locale, Message, Value, id, say, with_locale};

/// The songs of a library, none of which is opened yet.
#[derive(Debug)]
pub(crate) struct Listing {
    /// The folder or manifest, absolute.
    root: PathBuf,
    /// Known here where the root need not be there.
    is_manifest: bool,
    plan: Plan,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    /// As the manifest has it, else the path; unique.
    pub(crate) id: String,
    /// Of the recording, else of the words, from the library's folder where it lies in it.
    pub(crate) path: Option<String>,
    /// Of that file.
    pub(crate) n_bytes: Option<u64>,
}

/// What a listing on disk says of the whole.
#[derive(Serialize, Deserialize)]
struct Whole {
    is_manifest: bool,
    plan: Plan,
}

/// A row of a listing on disk.
#[derive(Serialize, Deserialize)]
struct Row {
    entry: Entry,
    /// The class folder.
    folder: Option<String>,
}

/// What was found in the files of one song.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct OpenedSong(Opened);

impl Listing {
    /// Lists a folder or a manifest; no recording and no lyrics are read.
    ///
    /// # Errors
    /// As [`crate::library::load`], and when there is nothing but a table of numbers, of which
    /// nothing is to be extracted.
    pub(crate) fn read(path: &Path, map: &ColumnMap, reporter: &Reporter) -> Result<Self> {
        let meta = std::fs::metadata(path)
            .map_err(|e| Error::io(id::ERROR_CANNOT_OPEN_LIBRARY, path, e))?;
        let root = std::path::absolute(path)
            .map_err(|e| Error::io(id::ERROR_CANNOT_OPEN_LIBRARY, path, e))?;
        utf8(&root)?;
        match planned(&root, meta.is_dir(), map, reporter)? {
            Planned::Songs(plan) => Ok(Self {
                root,
                is_manifest: !meta.is_dir(),
                plan: of_unicode(plan),
            }),
            Planned::Numbers(_) => Err(Error::file(id::LIBRARY_NOTHING_TO_EXTRACT, path)),
        }
    }

    /// The folder or manifest that was listed, absolute.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder that relative paths begin at: the root, or the one that the manifest is in.
    pub(crate) fn folder(&self) -> &Path {
        match self.root.parent() {
            Some(parent) if self.is_manifest => parent,
            Some(_) | None => &self.root,
        }
    }

    pub(crate) fn n_songs(&self) -> usize {
        self.plan.entries.len()
    }

    /// Every song, in order.
    pub(crate) fn songs(&self) -> Vec<Listed> {
        let mut taken = HashMap::with_capacity(self.n_songs());
        let songs = self.plan.entries.iter().enumerate();
        songs
            .map(|(i, entry)| {
                let file = place(entry);
                let path = file.map(|path| {
                    let inner = path.strip_prefix(self.folder()).unwrap_or(path);
                    inner.to_string_lossy().replace('\\', "/")
                });
                let wanted = entry.id.clone().or_else(|| path.clone());
                let wanted = wanted.unwrap_or_else(|| (i + 1).to_string());
                Listed {
                    id: unique(&wanted, &mut taken),
                    n_bytes: file.and_then(|f| Some(std::fs::metadata(f).ok()?.len())),
                    path,
                }
            })
            .collect()
    }

    /// The listing for a table: a text for the whole, and one for each song.
    ///
    /// # Errors
    /// Never, as every path is Unicode.
    pub(crate) fn to_json(&self) -> Result<(String, Vec<String>)> {
        let fault = |e: serde_json::Error| Error::file(Message::verbatim(e), &self.root);
        let Plan {
            entries, folder_of, ..
        } = &self.plan;
        let rows = entries.iter().enumerate().map(|(i, entry)| {
            let row = Row {
                entry: entry.clone(),
                folder: folder_of.get(i).cloned().flatten(),
            };
            serde_json::to_string(&row).map_err(fault)
        });
        let rows = rows.collect::<Result<_>>()?;
        let whole = Whole {
            is_manifest: self.is_manifest,
            plan: Plan {
                entries: Vec::new(),
                folder_of: Vec::new(),
                ..self.plan.clone()
            },
        };
        Ok((serde_json::to_string(&whole).map_err(fault)?, rows))
    }

    /// As [`Listing::to_json`] has written it; `path` is where it was read.
    ///
    /// # Errors
    /// When it is none.
    pub(crate) fn of_json<'a>(
        root: &Path,
        whole: &str,
        rows: impl Iterator<Item = &'a str>,
        path: &Path,
    ) -> Result<Self> {
        let fault = |e: serde_json::Error| {
            let cause = Message::verbatim(e);
            Error::file(say(id::LIBRARY_TABLE_DAMAGED).with("cause", cause), path)
        };
        let Whole {
            is_manifest,
            mut plan,
        } = serde_json::from_str(whole).map_err(fault)?;
        for row in rows {
            let Row { entry, folder } = serde_json::from_str(row).map_err(fault)?;
            plan.entries.push(entry);
            plan.folder_of.push(folder);
        }
        Ok(Self {
            root: root.to_path_buf(),
            is_manifest,
            plan,
        })
    }

    /// The same songs in another folder.
    ///
    /// # Errors
    /// When `folder` is not Unicode.
    pub(crate) fn moved_to(self, folder: &Path) -> Result<Self> {
        let from = self.folder().to_path_buf();
        let root = match self.root.strip_prefix(&from) {
            Ok(inner) if inner.as_os_str().is_empty() => folder.to_path_buf(),
            Ok(inner) => folder.join(inner),
            Err(_) => self.root.clone(),
        };
        Ok(Self {
            root,
            is_manifest: self.is_manifest,
            plan: moved(self.plan, &from, folder)?,
        })
    }

    /// Opens the songs of some rows, which are looked for in `folder`; what is found tells of them
    /// where the listing has them.
    ///
    /// # Errors
    /// [`Error::Cancelled`]; a song that cannot be read is told in its result.
    pub(crate) fn open(
        &self,
        rows: &[usize],
        folder: &Path,
        reporter: &Reporter,
    ) -> Result<Vec<OpenedSong>> {
        let own = self.folder();
        let entries = rows.iter().map(|&row| self.plan.entries[row].clone());
        let entries: Vec<Entry> = entries
            .map(|entry| moved(entry, own, folder))
            .collect::<Result<_>>()?;
        let opened = open_all(&entries, reporter)?;
        Ok(opened.into_iter().map(OpenedSong).collect())
    }

    /// The library of all songs, and the row that each of its songs came from.
    pub(crate) fn library(self, opened: Vec<OpenedSong>) -> (Library, Vec<usize>) {
        let opened = opened.into_iter().map(|song| song.0).collect();
        let folder = self.folder().to_path_buf();
        assemble_rows(&self.root, &folder, self.plan, opened)
    }
}

impl OpenedSong {
    pub(crate) fn audio(&self) -> Option<&AudioFile> {
        self.0.audio.as_ref()
    }

    pub(crate) fn lyrics(&self) -> Option<&Lyrics> {
        self.0.lyrics.as_ref()
    }

    /// Why a file of it could not be read, in English, as tables have it.
    pub(crate) fn faults(&self) -> Vec<String> {
        let english = |cause: &Message| with_locale(Locale::EN, || cause.to_string());
        self.0.unreadable.iter().map(|(_, c)| english(c)).collect()
    }

    /// The song as features are extracted of it, before its library is known.
    pub(crate) fn song(&self, id: &str) -> Song {
        Song {
            id: id.to_string(),
            title: id.to_string(),
            artist: String::new(),
            audio: self.0.audio.clone(),
            lyrics: self.0.lyrics.clone(),
            language: None,
        }
    }

    /// The same song in another folder.
    ///
    /// # Errors
    /// When one of the folders is not Unicode.
    pub(crate) fn moved(self, from: &Path, to: &Path) -> Result<Self> {
        moved(self, from, to)
    }
}

/// The first of `wanted`, `wanted-2`, … that is not taken; `taken` says how many have asked for each,
/// as all songs may ask for one.
fn unique(wanted: &str, taken: &mut HashMap<String, usize>) -> String {
    let mut id = wanted.to_string();
    while taken.contains_key(&id) {
        let n = taken.entry(wanted.to_string()).or_insert(1);
        *n += 1;
        id = format!("{wanted}-{n}");
    }
    taken.insert(id.clone(), 1);
    id
}

fn place(entry: &Entry) -> Option<&Path> {
    let words = || entry.words.as_ref()?.file().map(PathBuf::as_path);
    entry.audio.as_deref().or_else(words)
}

/// A path that is not Unicode cannot stand in a table: its song is left out, and told.
fn of_unicode(mut plan: Plan) -> Plan {
    let is_unicode = |path: &Path| path.to_str().is_some();
    plan.unlisted.retain(|path| is_unicode(path));
    plan.unreadable.retain(|(path, _)| is_unicode(path));
    let stays: Vec<bool> = plan
        .entries
        .iter()
        .map(|entry| {
            let words = entry.words.iter().flat_map(Words::files);
            entry.audio.iter().chain(words).all(|path| is_unicode(path))
        })
        .collect();
    let lost = plan
        .entries
        .iter()
        .zip(&stays)
        .filter(|(_, stays)| !**stays);
    let lost: Vec<Value> = lost
        .filter_map(|(entry, _)| place(entry))
        .map(|path| Value::from(path.display()))
        .collect();
    let warning = |path: Value| Warning::new(path, id::LIBRARY_NAME_NOT_UNICODE);
    plan.warnings.extend(lost.into_iter().map(warning));
    let mut each = stays.iter();
    plan.entries.retain(|_| each.next() != Some(&false));
    let mut each = stays.iter();
    plan.folder_of.retain(|_| each.next() != Some(&false));
    plan
}
