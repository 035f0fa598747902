//! Watching a model learn: the frames of its timeline, pause, further training, and what to do when
//! it collapses.

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use crate::config::{BetaSchedule, Config, ModelConfig};
use crate::export::{self, Film};
use crate::job::{Job, Outcome, Progress};
use crate::pipeline::Analysis;
use crate::projection::Projection;

pub use crate::reading::Collapse;

use super::Session;
use super::message::Level;
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
    StopSaving,
    /// Change a setting that makes the posterior collapse less, and train anew.
    Remedy(Remedy),
    /// Take the settings back that stood before the last remedy.
    RestoreSettings,
}

/// What keeps the KL term from emptying the latent space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    LowerBeta,
    LongerWarmup,
    FreeBits,
}

impl Remedy {
    pub const ALL: [Remedy; 3] = [Remedy::LowerBeta, Remedy::LongerWarmup, Remedy::FreeBits];

    /// The settings with this one changed: β a quarter and at most 1; a warm-up twice as long and
    /// at least a third of the epochs; 0.25 nats more that cost nothing.
    pub fn applied(self, to: &ModelConfig) -> ModelConfig {
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
pub struct LearningState {
    timeline: Timeline,
    /// The map that the timeline ends with: it is that of an analysis which shows this one.
    timeline_of: Option<Arc<Projection>>,
    replayed: Option<usize>,
    saving: Option<Saving>,
    before_remedy: Option<(Remedy, Box<Config>)>,
}

/// A film on its way to the disk.
pub struct Saving {
    pub path: PathBuf,
    /// Frames done, and in all.
    pub done: (usize, usize),
    job: Job<()>,
}

impl LearningState {
    pub fn saving(&self) -> Option<&Saving> {
        self.saving.as_ref()
    }

    /// The remedy that was last applied, while the settings before it can be restored.
    pub fn remedy(&self) -> Option<Remedy> {
        self.before_remedy.as_ref().map(|(remedy, _)| *remedy)
    }

    /// The settings that [`Learning::RestoreSettings`] brings back.
    pub fn settings_before_remedy(&self) -> Option<&Config> {
        self.before_remedy.as_ref().map(|(_, config)| &**config)
    }
}

impl Session {
    pub fn learning(&self) -> &LearningState {
        &self.learning
    }

    /// How the songs on show found their places: the frames of the run under way once it has some,
    /// else those of the analysis; `None` where none were seen.
    pub fn timeline(&self) -> Option<&Timeline> {
        let of_run = self
            .run
            .as_ref()
            .filter(|run| self.is_on_show(run))
            .map(|run| &run.live.timeline);
        let of_analysis = || {
            let (map, analysis) = (self.learning.timeline_of.as_ref()?, self.shown_analysis()?);
            Arc::ptr_eq(map, &analysis.map).then_some(&self.learning.timeline)
        };
        of_run
            .filter(|t| !t.frames().is_empty())
            .or_else(of_analysis)
            .filter(|t| !t.frames().is_empty())
    }

    fn is_on_show(&self, run: &super::Run) -> bool {
        run.loaded
            .get()
            .zip(self.shown.as_ref())
            .is_some_and(|(loaded, shown)| Arc::ptr_eq(loaded, shown))
    }

    /// The frame of the timeline that the map shows, and its number; `None` while it shows the
    /// songs as they are.
    pub fn replayed(&self) -> Option<(usize, &Frame)> {
        let at = self.learning.replayed?;
        self.timeline()?.frames().get(at).map(|frame| (at, frame))
    }

    /// What the latent dimensions carry: in the frame that is replayed, in the run under way, or in
    /// the analysis.
    pub fn latent(&self) -> Option<Latent> {
        let replayed = self.replayed().and_then(|(_, frame)| frame.latent.clone());
        let live = || self.run.as_ref().and_then(|run| run.live.latent.clone());
        let of_analysis = || {
            let analysis = self.analysis.as_ref()?;
            let diagnostics = &analysis.model.diagnostics;
            Some(Latent {
                kl_per_dim: diagnostics.kl_per_dim.as_slice().into(),
                n_active: diagnostics.n_active,
                n_latent: analysis.latents().n_cols(),
            })
        };
        replayed.or_else(live).or_else(of_analysis)
    }

    /// Whether the posterior of the model on show, or of the one that is learning, has collapsed. A
    /// model that is learning is judged when its β is the full one: before, dimensions are not yet
    /// paid for.
    pub fn collapse(&self) -> Option<Collapse> {
        if let Some(live) = self.live().filter(|live| !live.epochs.is_empty()) {
            let (latent, last) = (live.latent.as_ref()?, live.epochs.last()?);
            let judged = live.model.kind.is_variational()
                && last.epoch >= FIRST_JUDGED.min(live.model.n_epochs)
                && last.beta >= live.model.beta;
            return Collapse::of(latent.n_active, latent.n_latent).filter(|_| judged);
        }
        let analysis = self
            .analysis
            .as_ref()
            .filter(|a| a.config.model.kind.is_variational())?;
        Collapse::of(
            analysis.model.diagnostics.n_active,
            analysis.latents().n_cols(),
        )
    }

    /// True from the wish for a pause until its end.
    pub fn is_pausing(&self) -> bool {
        self.run
            .as_ref()
            .is_some_and(|run| run.job.stop().is_pausing())
    }

    /// True while the run rests.
    pub fn is_resting(&self) -> bool {
        self.run
            .as_ref()
            .is_some_and(|run| run.job.stop().is_resting())
    }

    /// True when the model on show can be trained further: a network trained since the program
    /// started, on the songs that are open, and no run under way.
    pub fn can_train_further(&self) -> bool {
        let ready = self.run.is_none() && self.analysed == self.source;
        ready && self.shown_analysis().is_some_and(|a| a.model.can_go_on())
    }

    pub(super) fn apply_learning(&mut self, command: Learning) {
        match command {
            Learning::PauseOrContinue => {
                if let Some(run) = &self.run {
                    run.job.stop().pause(!run.job.stop().is_pausing());
                }
            }
            Learning::Further(n_epochs) => self.train_further(n_epochs),
            Learning::Show(frame) => self.replay(frame),
            Learning::Save(film) => self.save_film(*film),
            Learning::StopSaving => {
                if let Some(saving) = &self.learning.saving {
                    saving.job.stop().cancel();
                }
            }
            Learning::Remedy(remedy) => {
                self.learning.before_remedy = Some((remedy, Box::new(self.draft.clone())));
                self.draft.model = remedy.applied(&self.draft.model);
                self.start();
            }
            Learning::RestoreSettings => {
                if let Some((_, config)) = self.learning.before_remedy.take() {
                    self.draft = *config;
                }
            }
        }
    }

    fn replay(&mut self, frame: Option<usize>) {
        let n_frames = self
            .timeline()
            .map_or(0, |timeline| timeline.frames().len());
        let frame = frame
            .filter(|_| n_frames > 0)
            .map(|at| at.min(n_frames - 1));
        if frame != self.learning.replayed {
            self.learning.replayed = frame;
            self.revisions.places += 1;
        }
    }

    fn train_further(&mut self, n_epochs: usize) {
        let Some(analysis) = self.analysis.clone().filter(|_| self.can_train_further()) else {
            self.messages.tell(
                Level::Info,
                "there is no model here whose training can go on",
            );
            return;
        };
        let mut config = Config::clone(&analysis.config);
        config.model.n_epochs = analysis.model.history.len() + n_epochs;
        // So that the same model is not asked for anew when only its clusters are.
        self.draft.model.n_epochs = config.model.n_epochs;
        self.launch_with(&config, true, true);
        if let Some(run) = &mut self.run {
            run.live.epochs.clone_from(&analysis.model.history);
        }
    }

    fn save_film(&mut self, film: Film) {
        let (path, n) = (film.path.clone(), film.stills.len());
        let wake = self.wake.clone();
        match Job::spawn(
            "film",
            move || wake(),
            move |reporter| export::write_film(&film, reporter),
        ) {
            Ok(job) => {
                self.learning.saving = Some(Saving {
                    path,
                    done: (0, n),
                    job,
                })
            }
            Err(error) => self.messages.tell(Level::Error, error.to_string()),
        }
    }

    pub(super) fn pump_learning(&mut self) {
        let Some(saving) = &mut self.learning.saving else {
            return;
        };
        for progress in saving.job.progress() {
            if let Progress::Step { done, total, .. } = progress {
                saving.done = (done, total);
            }
        }
        let Some(outcome) = saving.job.poll() else {
            return;
        };
        let path = saving.path.display().to_string();
        self.learning.saving = None;
        match outcome {
            Outcome::Done(()) => self
                .messages
                .tell(Level::Info, format!("the timeline is in {path}")),
            Outcome::Cancelled => self
                .messages
                .tell(Level::Info, "stopped; nothing was written"),
            Outcome::Failed(error) => self.messages.tell(Level::Error, error.to_string()),
            Outcome::Panicked(message) => {
                self.messages.tell(
                    Level::Error,
                    format!("writing broke off by a fault in the program: {message}"),
                );
            }
        }
    }

    /// Keeps the frames that a run has told, for the analysis it ended with. Where that took over
    /// the model or the map of the analysis before, so it does their frames.
    pub(super) fn keep_timeline(
        &mut self,
        mut told: Timeline,
        before: Option<&Analysis>,
        now: &Analysis,
    ) {
        self.learning.replayed = None;
        let had = before.filter(|b| {
            self.learning
                .timeline_of
                .as_ref()
                .is_some_and(|map| Arc::ptr_eq(map, &b.map))
        });
        let same_model = had.is_some_and(|b| Arc::ptr_eq(&b.model, &now.model));
        if same_model && had.is_some_and(|b| Arc::ptr_eq(&b.map, &now.map)) {
            return;
        }
        let mut timeline = if same_model {
            self.learning.timeline.learning_only()
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
        self.learning.timeline = if moves { timeline } else { Timeline::default() };
        self.learning.timeline_of = moves.then(|| now.map.clone());
    }

    /// A run was begun or given up: the map shows the songs as they are.
    pub(super) fn leave_replay(&mut self) {
        self.replay(None);
    }
}
