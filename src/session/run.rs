//! A run under way: the work of its thread, and what is known of it so far.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use crate::config::{AudioConfig, Checked, ModelConfig};
use crate::error::{Error, Result};
use crate::features::Cache;
use crate::job::{Epoch, Job, Outcome, Progress, Reporter, Stage};
use crate::library::{self, ColumnMap, Library};
use crate::matrix::Matrix;
use crate::pipeline::{self, Analysis};
use crate::projection;
use crate::runs::{KeptRun, Store};

use super::sound::Sound;
use super::timeline::{Frame, Latent, Timeline};

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
    pub source: Source,
    pub columns: ColumnMap,
    /// The library, when it was read before and only settings changed.
    pub library: Option<Arc<Library>>,
    pub config: Checked,
    pub before: Option<Arc<Analysis>>,
    /// A run that was kept, by its id: it is shown again where it still is, instead of training.
    pub kept: Option<String>,
    pub cache: Cache,
    /// Where runs are kept, in the folders of their libraries.
    pub runs: Option<PathBuf>,
    /// Train the model of `before` further, to the epochs that `config` tells.
    pub further: bool,
    /// Filled as soon as it is known which songs take part, long before the analysis is there.
    pub loaded: Arc<OnceLock<Arc<Library>>>,
}

/// A row and its distance.
type Neighbour = (usize, f32);

/// What a session asks of other rooms: the work of its two threads, and neighbours.
#[derive(Clone, Copy)]
pub struct Work {
    pub analyze: fn(&Request, &Reporter) -> Result<Analysis>,
    pub sound: fn(&Path, &AudioConfig) -> Result<Sound>,
    pub nearest: fn(&Matrix, usize, usize) -> Vec<Neighbour>,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            analyze,
            sound: Sound::read,
            nearest: projection::nearest,
        }
    }
}

fn analyze(request: &Request, reporter: &Reporter) -> Result<Analysis> {
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

/// The kept run that is asked for; `None` where it is gone or damaged: then it is made anew.
fn shown_again(
    request: &Request,
    library: &Arc<Library>,
    reporter: &Reporter,
) -> Result<Option<Analysis>> {
    let (Some(id), Some(runs)) = (&request.kept, &request.runs) else {
        return Ok(None);
    };
    let (kept, _) = Store::of(runs, library).list();
    let Some(run) = kept.into_iter().find(|run| run.id() == id) else {
        return Ok(None);
    };
    match run.load(library.clone(), None, &request.cache, reporter) {
        Err(Error::Cancelled) => Err(Error::Cancelled),
        loaded => Ok(loaded.ok()),
    }
}

/// n × 2, its iteration, and the number of them.
type LiveMap = (Arc<Matrix>, usize, usize);

/// More than these are not waited for: the oldest go unseen.
const MAPS_KEPT: usize = 100;
/// A map stays at least this long.
const MAP_STAYS: Duration = Duration::from_millis(25);

/// What a run has told so far.
#[derive(Debug, Clone)]
pub struct Live {
    pub stage: Stage,
    pub done: usize,
    pub total: usize,
    pub item: String,
    pub epochs: Vec<Epoch>,
    pub n_epochs: usize,
    /// The model that is asked for.
    pub model: ModelConfig,
    /// What the dimensions of the latent space carry, once the model learns.
    pub latent: Option<Latent>,
    /// Every picture that was told, for the replay.
    pub(super) timeline: Timeline,
    /// The map on show.
    pub map: Option<LiveMap>,
    /// Maps that were told faster than an eye can follow: shown one by one, so that songs are seen
    /// on their way.
    maps: VecDeque<(LiveMap, Stage)>,
    map_since: Option<Instant>,
    /// Stop was pressed in the present stage.
    pub stopping: bool,
    started: Instant,
}

impl Live {
    fn new(model: ModelConfig) -> Self {
        Self {
            stage: Stage::Library,
            done: 0,
            total: 0,
            item: String::new(),
            epochs: Vec::new(),
            n_epochs: 0,
            model,
            latent: None,
            timeline: Timeline::default(),
            map: None,
            maps: VecDeque::new(),
            map_since: None,
            stopping: false,
            started: Instant::now(),
        }
    }

    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Share of the present stage that is done; `None` while it cannot be told.
    pub fn fraction(&self) -> Option<f32> {
        (self.total > 0).then(|| self.done as f32 / self.total as f32)
    }

    fn take(&mut self, progress: Progress) {
        let before = self.stage;
        match progress {
            Progress::Step {
                stage,
                done,
                total,
                item,
            } => {
                // Baselines are clustered while the scores are taken: that is no way back.
                self.stage = self.stage.max(stage);
                (self.done, self.total, self.item) = (done, total, item);
            }
            Progress::Epoch { epoch, n_epochs } => {
                (self.stage, self.done, self.total) = (Stage::Model, epoch.epoch, n_epochs);
                self.item = format!("epoch {} of at most {n_epochs}", epoch.epoch);
                self.n_epochs = n_epochs;
                self.epochs.push(epoch);
            }
            Progress::Map {
                xy,
                iteration,
                n_iterations,
            } => {
                self.stage = Stage::Projection;
                let frame = Frame {
                    stage: Stage::Projection,
                    at: iteration,
                    xy: xy.clone(),
                    losses: None,
                    latent: None,
                };
                self.timeline.push(frame);
                self.maps
                    .push_back(((xy, iteration, n_iterations), Stage::Projection));
            }
            Progress::Glimpse {
                epoch,
                xy,
                kl_per_dim,
                n_active,
                n_latent,
            } => {
                let latent = Latent {
                    kl_per_dim,
                    n_active,
                    n_latent,
                };
                let losses = self
                    .epochs
                    .last()
                    .copied()
                    .filter(|last| last.epoch == epoch);
                let frame = Frame {
                    stage: Stage::Model,
                    at: epoch,
                    xy: xy.clone(),
                    losses,
                    latent: Some(latent.clone()),
                };
                self.timeline.push(frame);
                self.latent = Some(latent);
                self.maps
                    .push_back(((xy, epoch, self.n_epochs), Stage::Model));
            }
        }
        self.stopping &= before == self.stage;
    }
}

/// A run under way.
pub(super) struct Run {
    pub job: Job<Analysis>,
    pub source: Source,
    pub loaded: Arc<OnceLock<Arc<Library>>>,
    pub live: Live,
}

impl Run {
    pub fn start(
        work: Work,
        request: Request,
        wake: impl FnOnce() + Send + 'static,
    ) -> Result<Self> {
        let (source, loaded) = (request.source.clone(), request.loaded.clone());
        let live = Live::new(request.config.model.clone());
        let job = Job::spawn("analysis", wake, move |reporter| {
            (work.analyze)(&request, reporter)
        })?;
        Ok(Self {
            job,
            source,
            loaded,
            live,
        })
    }

    /// Shows a kept run of the songs of `before` in the place of a run.
    pub fn load(
        kept: KeptRun,
        source: Source,
        before: Arc<Analysis>,
        cache: Cache,
        wake: impl FnOnce() + Send + 'static,
    ) -> Result<Self> {
        let live = Live::new(before.config.model.clone());
        let show = move |reporter: &Reporter| {
            kept.load(before.whole.clone(), Some(&before), &cache, reporter)
        };
        let job = Job::spawn("kept run", wake, show)?;
        Ok(Self {
            job,
            source,
            loaded: Arc::new(OnceLock::new()),
            live,
        })
    }

    /// Takes in what was told since; true when songs have moved.
    pub fn listen(&mut self) -> bool {
        for progress in self.job.progress() {
            self.live.take(progress);
        }
        let maps = &mut self.live.maps;
        maps.drain(..maps.len().saturating_sub(MAPS_KEPT));
        if self
            .live
            .map_since
            .is_some_and(|since| since.elapsed() < MAP_STAYS)
        {
            return false;
        }
        let Some((next, of)) = maps.pop_front() else {
            return false;
        };
        self.live.map_since = Some(Instant::now());
        if of == Stage::Projection && self.live.stage == Stage::Projection {
            (self.live.done, self.live.total) = (next.1, next.2);
            self.live.item = format!("iteration {} of {}", next.1, next.2);
        }
        self.live.map = Some(next);
        true
    }

    /// The outcome, once, when the last map was shown.
    pub fn poll(&self) -> Option<Outcome<Analysis>> {
        if self.live.maps.is_empty() {
            self.job.poll()
        } else {
            None
        }
    }

    pub fn stop(&mut self) {
        self.live.stopping = true;
        self.live.maps.clear();
        self.job.stop().stop();
    }
}
