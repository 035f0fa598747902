//! Watching a model learn: the frames of its timeline, pause, further training, and what to do when
//! it collapses.

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use strum::VariantArray;

use crate::config::{BetaSchedule, Config, ModelConfig};
use crate::error::Error;
use crate::export::{self, Film};
use crate::job::{Progress, Slot, Stop};
use crate::projection::Projection;
use crate::words::{id, say};

pub(crate) use crate::reading::Collapse;

use super::cx::{Cx, Follow, Launch};
use super::run::{Replay, RunState};
use super::timeline::{Frame, Latent, Timeline};

/// What can be asked of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Learning {
    /// Ends the pause, or begins it.
    PauseOrContinue,
    /// Train the model on show by so many epochs more, with the settings it was trained with.
    Further(usize),
    /// Show the songs as they were in a frame of the timeline; `None` for as they are.
    Show(Option<usize>),
    /// Write the frames of the timeline to a file.
    Save(Box<Film>),
    /// Ends [`Learning::Save`]; what stood there before stays.
    StopSaving,
    /// Change a setting that makes the posterior collapse less, and train anew.
    Remedy(Remedy),
    /// Take the settings back that stood before the last remedy.
    RestoreSettings,
}

/// What keeps the KL term from emptying the latent space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub enum Remedy {
    LowerBeta,
    LongerWarmup,
    FreeBits,
}

impl Remedy {
    pub(crate) const ALL: &[Remedy] = Self::VARIANTS;

    /// The settings with this one changed: β a quarter and at most 1; a warm-up twice as long and
    /// at least a third of the epochs; 0.25 nats more that cost nothing.
    pub(crate) fn applied(self, to: &ModelConfig) -> ModelConfig {
        let mut model = to.clone();
        match self {
            Remedy::LowerBeta => model.beta = (model.beta / 4.0).min(1.0),
            Remedy::LongerWarmup => {
                let warmup = if model.schedule == BetaSchedule::Linear {
                    model.kl_warmup_epochs
                } else {
                    0
                };
                model.schedule = BetaSchedule::Linear;
                model.kl_warmup_epochs = (2 * warmup).max(model.n_epochs / 3).max(1);
            }
            Remedy::FreeBits => model.free_bits += 0.25,
        }
        model
    }
}

/// Before this epoch a model has learnt too little for its latent to carry anything.
const FIRST_JUDGED: usize = 10;

/// What there is to show of it.
#[derive(Default)]
pub(crate) struct LearningState {
    timeline: Timeline,
    /// The map that the timeline ends with: it is that of an analysis which shows this one.
    timeline_of: Option<Arc<Projection>>,
    replayed: Option<usize>,
    saving: Option<Saving>,
    writing: Slot<()>,
    before_remedy: Option<(Remedy, Box<Config>)>,
}

/// A film on its way to the disk.
pub(crate) struct Saving {
    pub(crate) path: PathBuf,
    /// Frames done, and in all.
    pub(crate) done: (usize, usize),
}

impl LearningState {
    pub(crate) fn saving(&self) -> Option<&Saving> {
        self.saving.as_ref()
    }

    /// The remedy that was last applied, while the settings before it can be restored.
    pub(crate) fn remedy(&self) -> Option<Remedy> {
        self.before_remedy.as_ref().map(|(remedy, _)| *remedy)
    }

    /// How the songs on show found their places: the frames of the run under way once it has some,
    /// else those of the analysis; `None` where none were seen.
    pub(super) fn timeline<'a>(&'a self, cx: &Cx, run: &'a RunState) -> Option<&'a Timeline> {
        let has_frames = |timeline: &&Timeline| !timeline.frames().is_empty();
        let of_run = run.live_of(cx.library.as_ref()).map(|live| &live.timeline);
        let of_analysis = || {
            let (map, analysis) = (self.timeline_of.as_ref()?, cx.shown_analysis()?);
            Arc::ptr_eq(map, &analysis.map).then_some(&self.timeline)
        };
        of_run
            .filter(has_frames)
            .or_else(of_analysis)
            .filter(has_frames)
    }

    /// The frame of the timeline that the map shows, and its number; `None` while it shows the
    /// songs as they are.
    pub(super) fn replayed<'a>(&'a self, cx: &Cx, run: &'a RunState) -> Option<(usize, &'a Frame)> {
        let at = self.replayed?;
        let frame = self.timeline(cx, run)?.frames().get(at)?;
        Some((at, frame))
    }

    /// What the latent dimensions carry: in the frame that is replayed, in the run under way, or in
    /// the analysis.
    pub(super) fn latent(&self, cx: &Cx, run: &RunState) -> Option<Latent> {
        let replayed = self.replayed(cx, run);
        let replayed = replayed.and_then(|(_, frame)| frame.latent.clone());
        let live = || run.live()?.latent.clone();
        let of_analysis = || {
            let analysis = cx.analysis.as_ref()?;
            let diagnostics = &analysis.model.diagnostics;
            Some(Latent {
                kl_per_dim: diagnostics.kl_per_dim.as_slice().into(),
                n_active: diagnostics.n_active,
                n_latent: analysis.latents().n_cols(),
                mixture: None,
            })
        };
        replayed.or_else(live).or_else(of_analysis)
    }

    pub(super) fn apply(&mut self, command: Learning, cx: &mut Cx, run: &RunState) {
        match command {
            Learning::PauseOrContinue => run.pause_or_continue(),
            Learning::Further(n_epochs) => train_further(n_epochs, cx, run),
            Learning::Show(frame) => self.replay(frame, cx, run),
            Learning::Save(film) => self.save_film(*film, cx),
            Learning::StopSaving => self.writing.stop().into_iter().for_each(Stop::cancel),
            Learning::Remedy(remedy) => {
                self.before_remedy = Some((remedy, Box::new(cx.draft.clone())));
                cx.draft.model = remedy.applied(&cx.draft.model);
                cx.then(Follow::Run);
            }
            Learning::RestoreSettings => {
                if let Some((_, config)) = self.before_remedy.take() {
                    cx.draft = *config;
                }
            }
        }
    }

    fn replay(&mut self, frame: Option<usize>, cx: &mut Cx, run: &RunState) {
        let n_frames = self.timeline(cx, run).map_or(0, |t| t.frames().len());
        let frame = frame
            .filter(|_| n_frames > 0)
            .map(|at| at.min(n_frames - 1));
        if frame != self.replayed {
            self.replayed = frame;
            cx.revisions.places += 1;
        }
    }

    /// A run was begun or given up: the map shows the songs as they are.
    pub(super) fn leave_replay(&mut self, cx: &mut Cx) {
        if self.replayed.take().is_some() {
            cx.revisions.places += 1;
        }
    }

    fn save_film(&mut self, film: Film, cx: &Cx) {
        self.saving = Some(Saving {
            path: film.path.clone(),
            done: (0, film.stills.len()),
        });
        self.writing
            .start(&cx.spawner, id::SESSION_WRITING, move |reporter| {
                export::write_film(&film, reporter)
            });
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        let Some(saving) = &mut self.saving else {
            return;
        };
        let ended = self.writing.poll_with(|progress| {
            if let Progress::Step { done, total, .. } = progress {
                saving.done = (done, total);
            }
        });
        let Some(ended) = ended else { return };
        let path = saving.path.display().to_string();
        self.saving = None;
        match ended {
            Ok(()) => cx.inform(say(id::SESSION_TIMELINE_PATH).with("path", path)),
            Err(Error::Cancelled) => cx.inform(id::SESSION_STOPPED_NOTHING_WRITTEN),
            Err(error) => cx.fail(error),
        }
    }

    /// Keeps the frames that a run has told, for the analysis it ended with. Where that took over
    /// the model or the map of the analysis before, so it does their frames.
    pub(super) fn keep(&mut self, replay: Replay) {
        let Replay {
            timeline: mut told,
            before,
            now,
        } = replay;
        self.replayed = None;
        let had = before.filter(|b| {
            let map = self.timeline_of.as_ref();
            map.is_some_and(|map| Arc::ptr_eq(map, &b.map))
        });
        let had = had.as_deref();
        let same_model = had.is_some_and(|b| Arc::ptr_eq(&b.model, &now.model));
        if same_model && had.is_some_and(|b| Arc::ptr_eq(&b.map, &now.map)) {
            return;
        }
        let mut timeline = if same_model {
            self.timeline.learning_only()
        } else {
            Timeline::default()
        };
        told.end();
        told.frames()
            .iter()
            .for_each(|frame| timeline.push(frame.clone()));
        timeline.end();
        let n_songs = now.map.xy.n_rows();
        let fits = timeline
            .frames()
            .iter()
            .all(|frame| frame.xy.n_rows() == n_songs);
        let moves = timeline.frames().len() >= 2 && fits;
        self.timeline = if moves { timeline } else { Timeline::default() };
        self.timeline_of = moves.then(|| now.map.clone());
    }
}

/// Whether the posterior of the model on show, or of the one that is learning, has collapsed. A
/// model that is learning is judged when its β is the full one: before, dimensions are not yet paid
/// for.
pub(super) fn collapse(cx: &Cx, run: &RunState) -> Option<Collapse> {
    if let Some(live) = run.live().filter(|live| !live.epochs.is_empty()) {
        let (latent, last) = (live.latent.as_ref()?, live.epochs.last()?);
        let judged = live.model.kind.is_variational()
            && last.epoch >= FIRST_JUDGED.min(live.model.n_epochs)
            && last.beta >= live.model.beta;
        return Collapse::of(latent.n_active, latent.n_latent).filter(|_| judged);
    }
    let analysis = cx.analysis.as_ref();
    let analysis = analysis.filter(|a| a.config.model.kind.is_variational())?;
    let n_active = analysis.model.diagnostics.n_active;
    Collapse::of(n_active, analysis.latents().n_cols())
}

/// True when the model on show can be trained further: a network trained since the program started,
/// on the songs that are open, and no run under way.
pub(super) fn can_train_further(cx: &Cx, run: &RunState) -> bool {
    let ready = !run.is_under_way() && cx.analysed == cx.source;
    ready && cx.shown_analysis().is_some_and(|a| a.model.can_go_on())
}

fn train_further(n_epochs: usize, cx: &mut Cx, run: &RunState) {
    let Some(analysis) = cx.analysis.clone().filter(|_| can_train_further(cx, run)) else {
        return cx.inform(id::SESSION_THERE_NO_MODEL_HERE_WHOSE);
    };
    let mut config = Config::clone(&analysis.config);
    config.model.n_epochs = analysis.model.history.len() + n_epochs;
    // So that the same model is not asked for anew when only its clusters are.
    cx.draft.model.n_epochs = config.model.n_epochs;
    cx.then(Follow::Launch(Box::new(Launch {
        config,
        further: true,
    })));
}
