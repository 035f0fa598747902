//! What is known of a run under way.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::super::timeline::{Frame, Latent, Timeline};
use crate::config::ModelConfig;
use crate::job::{Epoch, Progress, Stage};
use crate::matrix::Matrix;
use crate::words::{fill, id, say};

/// n × 2, its iteration, and the number of them.
type LiveMap = (Arc<Matrix>, usize, usize);

/// More than these are not waited for: the oldest go unseen.
const MAPS_KEPT: usize = 100;
/// A map stays at least this long.
const MAP_STAYS: Duration = Duration::from_millis(25);

/// What a run has told so far.
#[derive(Debug, Clone)]
pub struct Live {
    pub(crate) stage: Stage,
    pub(crate) done: usize,
    pub(crate) total: usize,
    pub(crate) item: String,
    pub epochs: Vec<Epoch>,
    pub(crate) n_epochs: usize,
    /// The model that is asked for.
    pub(crate) model: ModelConfig,
    /// What the dimensions of the latent space carry, once the model learns.
    pub(crate) latent: Option<Latent>,
    /// Every picture that was told, for the replay.
    pub(in crate::session) timeline: Timeline,
    /// The map on show.
    pub map: Option<LiveMap>,
    /// Maps that were told faster than an eye can follow: shown one by one, so that songs are seen
    /// on their way.
    maps: VecDeque<(LiveMap, Stage)>,
    map_since: Option<Instant>,
    /// Stop was pressed in the present stage.
    pub(crate) stopping: bool,
    started: Instant,
    /// When the present stage began.
    stage_since: Instant,
}

impl Live {
    pub(super) fn new(model: ModelConfig) -> Self {
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
            stage_since: Instant::now(),
        }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Share of the present stage that is done; `None` while it cannot be told.
    pub(crate) fn fraction(&self) -> Option<f32> {
        (self.total > 0).then(|| self.done as f32 / self.total as f32)
    }

    /// How long the present stage goes on, as far as one can tell from what is done of it; `None`
    /// where that is not known, or is not worth telling.
    pub(crate) fn left_secs(&self) -> Option<f32> {
        const WORTH_TELLING: f32 = 5.0;
        let share = self
            .fraction()
            .filter(|share| *share > 0.0 && *share < 1.0)?;
        let left = self.stage_since.elapsed().as_secs_f32() * (1.0 - share) / share;
        (left > WORTH_TELLING).then_some(left)
    }

    /// All of the present stage was told to be done: what goes on is what follows.
    pub(crate) fn is_between(&self) -> bool {
        self.total > 0 && self.done >= self.total
    }

    pub(super) fn take(&mut self, progress: Progress) {
        let before = self.stage;
        match progress {
            // The notes of the run say it once there is something to read it beside.
            Progress::Ahead(_) => {}
            Progress::Step {
                stage,
                done,
                total,
                item,
            } => {
                // Baselines are clustered while the scores are taken: that is no way back.
                self.stage = self.stage.max(stage);
                (self.done, self.total, self.item) = (done, total, item.to_string());
            }
            Progress::Epoch { epoch, n_epochs } => {
                (self.stage, self.done, self.total) = (Stage::Model, epoch.epoch, n_epochs);
                self.item = say(id::SESSION_EPOCH_N_AT_MOST_ALL)
                    .with("n", epoch.epoch)
                    .with("all", n_epochs)
                    .to_string();
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
                mixture,
            } => {
                let latent = Latent {
                    kl_per_dim,
                    n_active,
                    n_latent,
                    mixture,
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
        if before != self.stage {
            self.stage_since = Instant::now();
        }
    }

    /// Shows the next map that was told, if there is one and its time has come; true then.
    pub(super) fn show_next(&mut self) -> bool {
        let maps = &mut self.maps;
        maps.drain(..maps.len().saturating_sub(MAPS_KEPT));
        if self
            .map_since
            .is_some_and(|since| since.elapsed() < MAP_STAYS)
        {
            return false;
        }
        let Some((next, of)) = maps.pop_front() else {
            return false;
        };
        self.map_since = Some(Instant::now());
        if of == Stage::Projection && self.stage == Stage::Projection {
            (self.done, self.total) = (next.1, next.2);
            self.item = fill(
                id::SESSION_ITERATION_N_ALL,
                &[("n", &next.1), ("all", &next.2)],
            );
        }
        self.map = Some(next);
        true
    }

    /// True while maps wait to be shown.
    pub(super) fn has_more(&self) -> bool {
        !self.maps.is_empty()
    }

    /// Stop was pressed: what was told and not shown is left out.
    pub(super) fn stop(&mut self) {
        self.stopping = true;
        self.maps.clear();
    }
}
