//! The folder of a library's runs.

use crate::words::{Message, id, say};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::record::FORMAT;
use super::telling::settings;
use super::{Marks, Record, Songs};
use crate::error::{Error, Result, Warning};
use crate::features::Cache;
use crate::file;
use crate::job::Reporter;
use crate::library::Library;
use crate::model::Trained;
use crate::pipeline::{self, Analysis, Kept};
use crate::scores::Representation;

/// More runs of a library than these are not kept: the oldest that nobody pinned go.
pub(crate) const MOST_RUNS: usize = 200;
/// The same of all bytes of a library's runs.
const MOST_BYTES: u64 = 2 << 30;

pub(super) const RECORD: &str = "run.json";
const SONGS: &str = "songs.json";
const MARKS: &str = "marks.json";
const DIMENSIONS: &str = "dimensions.json";
const MODEL: &str = "model";

/// The runs of one library on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Store {
    folder: PathBuf,
    most_runs: usize,
    most_bytes: u64,
}

/// A run on disk.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KeptRun {
    pub(crate) record: Record,
    pub(crate) marks: Marks,
    /// Settings that are not the default ones, beside those its title tells: `n_latent 8, n_epochs
    /// 50`.
    pub(crate) settings: String,
    pub(super) folder: PathBuf,
    bytes: u64,
}

impl KeptRun {
    pub(crate) fn id(&self) -> &str {
        &self.record.id
    }

    /// The name it was given, else what follows from its settings.
    pub(crate) fn title(&self) -> String {
        if self.marks.name.is_empty() {
            self.record.title()
        } else {
            self.marks.name.clone()
        }
    }

    /// The songs of the run with their clusters and places.
    ///
    /// # Errors
    /// When the file cannot be read, or is not the one that was written.
    pub(crate) fn songs(&self) -> Result<Songs> {
        let path = self.folder.join(SONGS);
        let bytes = file::read(&path, MOST_BYTES)
            .map_err(|e| Error::io(id::ERROR_CANNOT_READ_KEPT_RUN, &path, e))?;
        if blake3::hash(&bytes).to_hex().as_str() != self.record.songs_blake3 {
            return Err(Error::file(id::RUNS_DAMAGED_NOT_SONGS_WERE_WRITTEN, path));
        }
        let songs: Songs =
            serde_json::from_slice(&bytes).map_err(|e| Error::file(Message::verbatim(e), &path))?;
        if songs.is_whole() {
            Ok(songs)
        } else {
            Err(Error::file(id::RUNS_DAMAGED_NOT_PLACE_EACH_SONG, path))
        }
    }

    /// What of its latents is compared with the same settings from other seeds; `None` of a model
    /// without a posterior, and where an earlier version has kept the run.
    pub(super) fn representation(&self) -> Option<Representation> {
        read(&self.folder.join(DIMENSIONS)).ok()
    }

    /// Shows the run again, with nothing trained and nothing drawn.
    ///
    /// # Errors
    /// When a file is damaged, or as [`pipeline::restore`].
    pub(crate) fn load(
        &self,
        library: Arc<Library>,
        before: Option<&Analysis>,
        cache: &Cache,
        reporter: &Reporter,
    ) -> Result<Analysis> {
        let songs = self.songs()?;
        let (trained, model, scaler) = Trained::load(&self.folder.join(MODEL))?;
        let config = self.record.config.check()?;
        if model != config.model.resolved(&config.clustering) {
            return Err(Error::file(
                id::RUNS_DAMAGED_ANOTHER_MODEL_S_SETTINGS,
                self.folder.join(MODEL),
            ));
        }
        let (labels, map) = (songs.labels(), self.record.drawn.projection(&songs));
        let kept = Kept {
            trained,
            scaler,
            ids: songs.ids,
            labels,
            map,
        };
        pipeline::restore(library, &config, kept, before, cache, reporter)
    }

    fn read(folder: PathBuf) -> Result<Self> {
        let record: Record = read(&folder.join(RECORD))?;
        if record.format != FORMAT {
            let cause = say(id::RUNS_FORMAT_FORMAT_KEPT_RUN_EXPECTED)
                .with("format", record.format)
                .with("FORMAT", FORMAT);
            return Err(Error::file(cause, folder));
        }
        // A run without marks is as whole as one whose marks are spoilt.
        let marks = read(&folder.join(MARKS)).unwrap_or_default();
        let settings = settings(&record.config);
        Ok(Self {
            bytes: bytes_in(&folder),
            record,
            marks,
            settings,
            folder,
        })
    }
}

impl Store {
    /// Where runs of `library` are kept, under `folder`, whether there are any or not.
    pub(crate) fn of(folder: &Path, library: &Library) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(library.root.as_os_str().as_encoded_bytes());
        for song in &library.songs {
            hasher.update(b"\0");
            hasher.update(song.id.as_bytes());
        }
        let folder = folder.join(&hasher.finalize().to_hex()[..16]);
        Self {
            folder,
            most_runs: MOST_RUNS,
            most_bytes: MOST_BYTES,
        }
    }

    #[cfg(test)]
    pub(super) fn bounded(self, most_runs: usize) -> Self {
        Self { most_runs, ..self }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Every run, oldest first, and a warning for each that cannot be read.
    pub(crate) fn list(&self) -> (Vec<KeptRun>, Vec<Warning>) {
        let (mut runs, mut warnings): (Vec<KeptRun>, _) = (Vec::new(), Vec::new());
        // Names begin with the id and end with the time, so that of two with one id the later is
        // the newer.
        for name in self.names() {
            match KeptRun::read(self.folder.join(&name)) {
                Ok(run) => {
                    runs.retain(|other| other.id() != run.id());
                    runs.push(run);
                }
                Err(error) => warnings.push(Warning::new(
                    name,
                    say(id::RUNS_KEPT_RUN_SKIPPED_CAUSE).with("cause", error),
                )),
            }
        }
        runs.sort_by_key(|run| run.record.made_millis);
        (runs, warnings)
    }

    /// Writes what `analysis` has found, in the place of an earlier run of the same settings, whose
    /// marks stay. Returns its id.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(crate) fn keep(&self, analysis: &Analysis) -> Result<String> {
        let songs = to_json(&Songs::of(analysis), &self.folder)?;
        let record = Record::of(analysis, blake3::hash(&songs).to_hex().to_string());
        let earlier: Vec<String> = self
            .names()
            .into_iter()
            .filter(|name| id_in(name) == record.id)
            .collect();
        self.make(&name_for(&record), |folder| {
            self.write(analysis, &record, &songs, earlier.last(), folder)
        })?;
        for name in earlier {
            self.discard(&name);
        }
        self.make_room(&record.id);
        Ok(record.id)
    }

    /// A folder of the store that is there whole, as `write` fills it, or not at all.
    pub(super) fn make(&self, name: &str, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
        let unfinished = self
            .folder
            .join(format!(".{name}.{}.tmp", std::process::id()));
        let place = self.folder.join(name);
        let written = write(&unfinished).and_then(|()| {
            file::rename(&unfinished, &place)
                .and_then(|()| file::settle(&self.folder))
                .map_err(|e| Error::io(id::ERROR_CANNOT_KEEP_RUN, &place, e))
        });
        if written.is_err() {
            let _ = fs::remove_dir_all(&unfinished);
        }
        written
    }

    fn write(
        &self,
        analysis: &Analysis,
        record: &Record,
        songs: &[u8],
        earlier: Option<&String>,
        folder: &Path,
    ) -> Result<()> {
        fs::create_dir_all(folder)
            .map_err(|e| Error::io(id::ERROR_CANNOT_MAKE_FOLDER, folder, e))?;
        put(&folder.join(SONGS), songs)?;
        let model = &analysis.model;
        let kl = &model.diagnostics.kl_per_dim;
        if let Some(found) = Representation::of(&model.latents, kl, &analysis.rows) {
            put(&folder.join(DIMENSIONS), &to_json(&found, folder)?)?;
        }
        analysis.model.save(
            &folder.join(MODEL),
            &analysis.model_config(),
            &analysis.fused.scaler,
        )?;
        if let Some(name) = earlier {
            carry_over(&self.folder.join(name).join(MARKS), &folder.join(MARKS))?;
        }
        let path = folder.join(RECORD);
        put(&path, &to_json(record, &path)?)?;
        [&folder.join(MODEL), folder]
            .into_iter()
            .try_for_each(|inner| {
                file::settle(inner).map_err(|e| Error::io(id::ERROR_CANNOT_WRITE, inner, e))
            })
    }

    /// Lets the oldest runs go that nobody pinned, named or wrote a note to, until the rest is
    /// within bounds. The newest stays in any case.
    fn make_room(&self, newest: &str) {
        let (runs, _) = self.list();
        let (mut n_runs, mut bytes) = (runs.len(), runs.iter().map(|run| run.bytes).sum::<u64>());
        for run in runs
            .iter()
            .filter(|run| run.marks == Marks::default() && run.id() != newest)
        {
            if n_runs <= self.most_runs && bytes <= self.most_bytes {
                break;
            }
            if self.discard(&name_of(&run.folder)) {
                (n_runs, bytes) = (n_runs - 1, bytes - run.bytes);
            }
        }
    }

    /// Removes a run for good; first its name, so that a kill leaves no half of it in the list.
    fn discard(&self, name: &str) -> bool {
        let aside = self
            .folder
            .join(format!(".{name}.{}.tmp", std::process::id()));
        let is_gone = file::rename(self.folder.join(name), &aside).is_ok();
        if is_gone {
            let _ = fs::remove_dir_all(aside);
        }
        is_gone
    }

    /// Names, notes and pins a run.
    ///
    /// # Errors
    /// When there is no such run, or it cannot be written.
    pub(crate) fn mark(&self, id: &str, marks: &Marks) -> Result<()> {
        let folder = self.folder_of(id)?;
        file::clear_left(
            &folder,
            (format!("{MARKS}.").as_str(), ".tmp"),
            file::LEFT_STAYS,
        );
        let path = folder.join(MARKS);
        file::write_whole(&path, &to_json(marks, &path)?)
            .map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_NAME_RUN, &path, e))
    }

    /// Takes a run out of the list. [`Store::bring_back`] can undo it until [`Store::clear`].
    ///
    /// # Errors
    /// When there is no such run, or its folder cannot be renamed.
    pub(crate) fn delete(&self, id: &str) -> Result<()> {
        let place = self.folder_of(id)?;
        let aside = self.folder.join(format!(".{}.deleted", name_of(&place)));
        file::rename(&place, aside).map_err(|e| Error::io(id::ERROR_CANNOT_DELETE_RUN, &place, e))
    }

    /// Puts a deleted run back.
    ///
    /// # Errors
    /// When it is gone for good, or its folder cannot be renamed.
    pub(crate) fn bring_back(&self, id: &str) -> Result<()> {
        let of_id =
            |name: &String| name.ends_with(".deleted") && id_in(name.trim_start_matches('.')) == id;
        let Some(aside) = self.all_names().into_iter().rfind(of_id) else {
            return Err(Error::file(
                id::RUNS_DELETED_RUN_NOT_THERE_ANY,
                &self.folder,
            ));
        };
        let place = self
            .folder
            .join(aside.trim_start_matches('.').trim_end_matches(".deleted"));
        file::rename(self.folder.join(aside), &place)
            .map_err(|e| Error::io(id::ERROR_CANNOT_BRING_RUN_BACK, &place, e))
    }

    /// Removes for good what was deleted, and what a kill has left half written.
    pub(crate) fn clear(&self) {
        for name in self
            .all_names()
            .into_iter()
            .filter(|name| name.starts_with('.'))
        {
            let path = self.folder.join(&name);
            let age = fs::metadata(&path)
                .and_then(|meta| meta.modified())
                .ok()
                .and_then(|time| time.elapsed().ok());
            if name.ends_with(".deleted") || age.is_some_and(|age| age > file::LEFT_STAYS) {
                let _ = fs::remove_dir_all(path);
            }
        }
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.names().iter().any(|name| id_in(name) == id)
    }

    fn folder_of(&self, id: &str) -> Result<PathBuf> {
        let newest = self.names().into_iter().rfind(|name| id_in(name) == id);
        newest
            .map(|name| self.folder.join(name))
            .ok_or_else(|| Error::file(id::RUNS_THERE_NO_SUCH_RUN, &self.folder))
    }

    /// Of whole runs, in order.
    fn names(&self) -> Vec<String> {
        let mut names = self.all_names();
        names.retain(|name| !name.starts_with('.'));
        names
    }

    fn all_names(&self) -> Vec<String> {
        // A folder that is not there holds no runs.
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        let mut names: Vec<String> = folders
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort_unstable();
        names
    }
}

/// Of the folder of a run.
pub(super) fn name_for(record: &Record) -> String {
    format!("{}-{:015}", record.id, record.made_millis)
}

fn id_in(name: &str) -> &str {
    name.split('-').next().unwrap_or(name)
}

fn name_of(folder: &Path) -> String {
    folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let bytes = file::read(path, MOST_BYTES)
        .map_err(|e| Error::io(id::ERROR_CANNOT_READ_KEPT_RUN, path, e))?;
    serde_json::from_slice(&bytes).map_err(|e| Error::file(Message::verbatim(e), path))
}

pub(super) fn to_json<T: Serialize>(value: &T, path: &Path) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|e| Error::file(Message::verbatim(e), path))
}

/// What a person wrote to the earlier run; where it cannot be had, that run is not to be replaced.
fn carry_over(from: &Path, to: &Path) -> Result<()> {
    match fs::read(from) {
        Ok(marks) => put(to, &marks),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(Error::io(id::ERROR_CANNOT_READ_KEPT_RUN, from, e)),
    }
}

pub(super) fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    let written = fs::File::create(path)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|e| Error::io(id::ERROR_CANNOT_WRITE, path, e))
}

/// Of all files in a folder and the folders in it.
fn bytes_in(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(meta) if meta.is_dir() => bytes_in(&entry.path()),
            Ok(meta) => meta.len(),
            Err(_) => 0,
        })
        .sum()
}
