//! What a session asks of other rooms: analyses, pictures of recordings, neighbours.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::config::{AudioConfig, Checked};
use crate::error::{Error, Result};
use crate::features::Cache;
use crate::job::Reporter;
use crate::library::{self, ColumnMap, Library};
use crate::matrix::Matrix;
use crate::pipeline::{self, Analysis};
use crate::projection;
use crate::runs::Store;

use super::part::Part;
use super::sound::Sound;
use super::spectra::{Pictures, SpectraSettings};

/// Where songs come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The songs that come with the program.
    Demo,
    /// A folder or a manifest.
    Path(PathBuf),
}

/// What the analysis thread is given.
pub struct Request {
    pub(crate) source: Source,
    pub(crate) columns: ColumnMap,
    /// The library, when it was read before.
    pub(crate) library: Option<Arc<Library>>,
    pub(crate) config: Checked,
    /// Stages whose settings are the same are taken over from it.
    pub(crate) before: Option<Arc<Analysis>>,
    /// A run that was kept, by its id: it is shown again where it still is, instead of training.
    pub(crate) kept: Option<String>,
    pub(crate) cache: Cache,
    /// Where runs are kept, in the folders of their libraries.
    pub(crate) runs: Option<PathBuf>,
    /// Train the model of `before` further, to the epochs that `config` tells.
    pub(crate) further: bool,
    /// Songs of another analysis that are to be analysed alone.
    pub(crate) part: Option<Part>,
    /// Filled as soon as it is known which songs take part, long before the analysis is there.
    pub loaded: Arc<OnceLock<Arc<Library>>>,
}

/// A row and its distance.
type Neighbour = (usize, f32);

/// What a session asks of other rooms: the work of its two threads, and neighbours.
#[derive(Clone, Copy)]
pub struct Work {
    /// Makes the analysis.
    pub analyze: fn(&Request, &Reporter) -> Result<Analysis>,
    /// Reads a recording, to be drawn.
    pub sound: fn(&Path, &AudioConfig) -> Result<Sound>,
    /// Computes the spectra of a recording.
    pub spectra: fn(&Path, SpectraSettings, &AudioConfig) -> Result<Pictures>,
    /// The nearest rows of a matrix to one of its rows, so many of them, nearest first.
    pub nearest: fn(&Matrix, usize, usize) -> Vec<Neighbour>,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            analyze,
            sound: Sound::read,
            spectra: Pictures::read,
            nearest: projection::nearest,
        }
    }
}

fn analyze(request: &Request, reporter: &Reporter) -> Result<Analysis> {
    if let Some(part) = &request.part {
        return analyze_part(part, request, reporter);
    }
    let library = match &request.library {
        Some(library) => library.clone(),
        None => {
            let path = match &request.source {
                Source::Demo => library::demo::folder()?,
                Source::Path(path) => path.clone(),
            };
            Arc::new(library::load(&path, &request.columns, reporter)?)
        }
    };
    if let Some(analysis) = shown_again(request, &library, reporter)? {
        let _ = request.loaded.set(analysis.library.clone());
        return Ok(analysis);
    }
    let before = request.before.as_deref();
    let prepared = pipeline::prepare(library, &request.config, before, &request.cache, reporter)?;
    let _ = request.loaded.set(prepared.library.clone());
    match before {
        Some(before) if request.further => {
            pipeline::learn_further(prepared, &request.config, before, reporter)
        }
        before => pipeline::learn(prepared, &request.config, before, reporter),
    }
}

/// The features stay those of all songs, where the settings ask for the same; else they are extracted
/// anew, of the part.
fn analyze_part(part: &Part, request: &Request, reporter: &Reporter) -> Result<Analysis> {
    let (config, cache) = (&request.config, &request.cache);
    let known = pipeline::part(&part.of, &part.songs);
    let of = &part.of.config;
    let has_same = (&of.audio, &of.text, &of.embeddings, &of.network)
        == (
            &config.audio,
            &config.text,
            &config.embeddings,
            &config.network,
        );
    let prepared = match has_same {
        true => pipeline::prepare_from(known, config, cache, reporter)?,
        false => pipeline::prepare(known.whole, config, None, cache, reporter)?,
    };
    let _ = request.loaded.set(prepared.library.clone());
    pipeline::learn(prepared, config, None, reporter)
}

/// The kept run that is asked for, or that travels with the demo songs when they are opened; `None`
/// where it is gone or damaged: then it is made anew.
fn shown_again(
    request: &Request,
    library: &Arc<Library>,
    reporter: &Reporter,
) -> Result<Option<Analysis>> {
    let Some(runs) = &request.runs else {
        return Ok(None);
    };
    let store = Store::of(runs, library);
    let opens_demo = request.source == Source::Demo && request.library.is_none();
    let shipped = || {
        opens_demo
            .then(|| store.with_shipped(&request.config))
            .flatten()
    };
    let Some(id) = request.kept.clone().or_else(shipped) else {
        return Ok(None);
    };
    let (kept, _) = store.list();
    let Some(run) = kept.into_iter().find(|run| run.id() == id) else {
        return Ok(None);
    };
    match run.load(library.clone(), None, &request.cache, reporter) {
        Err(Error::Cancelled) => Err(Error::Cancelled),
        loaded => Ok(loaded.ok()),
    }
}

/// Ending of session files.
pub(super) const EXTENSION: &str = "latentune";

/// How many neighbours of the selected song are listed.
pub(crate) const N_NEIGHBOURS: usize = 10;
