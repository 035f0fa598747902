//! Questions to the model: what a latent dimension does, what lies between two songs, what was
//! lost; and whether sound and words agree. Models are asked on a thread of their own, which leaves
//! out what was asked before it came to it.

mod answer;
mod dimensions;
#[cfg(test)]
pub(crate) mod fixture;
mod hear;
mod matrices;
#[cfg(test)]
mod tests;
mod worker;

use std::path::PathBuf;
use std::sync::Arc;

use super::Session;
use super::message::Level;
use crate::error::Result;
use crate::features::{BlockKind, Cache};
use crate::job::{Job, Outcome, Reporter};
use crate::matrix::Matrix;
use crate::pipeline::Analysis;

pub use answer::{
    Between, BlockDifference, Decoded, Difference, Near, Path, Portrait, Reconstructed, Step,
};
pub use dimensions::Dimensions;
pub use hear::Heard;
pub use matrices::{Order, Similarities};

use answer::{Answer, Oracle, Question};
use worker::Worker;

/// Sliders and samples go so many deviations of the aggregate posterior to either side.
pub const REACH: f32 = 3.0;

/// What can be asked of the model on show. What it answers comes later; an answer to what was asked
/// before stays till then.
#[derive(Debug, Clone, PartialEq)]
pub enum Understanding {
    /// What each latent dimension carries and goes along with.
    Dimensions,
    /// A point of the latent space, moved away from a song.
    Decode {
        song: usize,
        point: Vec<f32>,
    },
    Between(Between),
    /// What the model gives back of a song: of a recording its crop of that number, of a joint VAE
    /// from one modality alone if one is given.
    Reconstruct {
        song: usize,
        crop: usize,
        from: Option<BlockKind>,
    },
    /// The nearest songs by sound and by words.
    Near(usize),
    Similarities(Order),
    /// Make what was answered audible, and play it; if it plays, stop it.
    Hear(Heard),
}

/// Something that takes its time.
#[derive(Default)]
pub enum Pending<T> {
    #[default]
    NotAsked,
    Working(Job<T>),
    /// It could not be found; asked again, it would not be found again.
    Failed,
    Done(Arc<T>),
}

impl<T> Pending<T> {
    pub fn done(&self) -> Option<&Arc<T>> {
        match self {
            Pending::Done(value) => Some(value),
            _ => None,
        }
    }

    pub fn is_asked(&self) -> bool {
        !matches!(self, Pending::NotAsked)
    }
}

/// What was answered about the analysis on show.
#[derive(Default)]
pub struct UnderstandingState {
    /// Whose answers these are.
    of: Option<Arc<Analysis>>,
    worker: Option<Worker<Question, Answer>>,
    dimensions: Pending<Dimensions>,
    similarities: Pending<Option<Similarities>>,
    /// The order that was last asked for.
    order: Order,
    decoded: Option<Arc<Decoded>>,
    path: Option<Arc<Path>>,
    reconstructed: Option<Arc<Reconstructed>>,
    near: Option<Arc<Near>>,
    folder: Option<hear::Folder>,
    /// What is being made audible.
    making: Option<(Heard, Job<PathBuf>)>,
}

impl UnderstandingState {
    pub fn dimensions(&self) -> &Pending<Dimensions> {
        &self.dimensions
    }

    pub fn similarities(&self) -> &Pending<Option<Similarities>> {
        &self.similarities
    }

    pub fn decoded(&self) -> Option<&Arc<Decoded>> {
        self.decoded.as_ref()
    }

    pub fn path(&self) -> Option<&Arc<Path>> {
        self.path.as_ref()
    }

    pub fn reconstructed(&self) -> Option<&Arc<Reconstructed>> {
        self.reconstructed.as_ref()
    }

    pub fn near(&self) -> Option<&Arc<Near>> {
        self.near.as_ref()
    }

    /// What is being made audible.
    pub fn making(&self) -> Option<Heard> {
        self.making.as_ref().map(|(heard, _)| *heard)
    }

    pub(super) fn is_busy(&self) -> bool {
        self.worker.as_ref().is_some_and(Worker::is_busy)
            || matches!(self.dimensions, Pending::Working(_))
            || matches!(self.similarities, Pending::Working(_))
            || self.making.is_some()
    }

    /// The spectrograms that `heard` is made of, as far as they were answered.
    fn log_mels(&self, heard: Heard) -> Vec<Arc<Matrix>> {
        let portraits: Vec<&Portrait> = match heard {
            Heard::Decoded => self.decoded.iter().map(|d| &d.portrait).collect(),
            Heard::Original => self
                .decoded
                .iter()
                .filter_map(|d| d.original.as_ref())
                .collect(),
            Heard::Given => self.reconstructed.iter().map(|r| &r.original).collect(),
            Heard::GivenBack => self.reconstructed.iter().map(|r| &r.given_back).collect(),
            Heard::Path => self
                .path
                .iter()
                .flat_map(|p| p.steps.iter().map(|step| &step.portrait))
                .collect(),
        };
        let log_mel = |portrait: &Portrait| match portrait {
            Portrait::LogMel(log_mel, _) => Some(log_mel.clone()),
            Portrait::Features { .. } => None,
        };
        portraits.into_iter().filter_map(log_mel).collect()
    }
}

impl Session {
    pub fn understanding(&self) -> &UnderstandingState {
        &self.understanding
    }

    /// True while what was made audible sounds.
    pub fn is_heard(&self, heard: Heard) -> bool {
        let folder = self.understanding.folder.as_ref();
        self.playback.state.playing
            && folder.is_some_and(|folder| self.playback.has(&folder.file(heard)))
    }

    pub(super) fn apply_understanding(&mut self, command: Understanding) {
        self.follow_analysis();
        let asked = match command {
            Understanding::Dimensions => self.find_dimensions(),
            Understanding::Similarities(order) => self.find_similarities(order),
            Understanding::Hear(heard) => self.hear(heard),
            Understanding::Decode { song, point } => self.ask(Question::Decode { song, point }),
            Understanding::Between(between) => self.ask(Question::Between(between)),
            Understanding::Reconstruct { song, crop, from } => {
                self.ask(Question::Reconstruct { song, crop, from })
            }
            Understanding::Near(song) => self.ask(Question::Near(song)),
        };
        if let Err(error) = asked {
            self.messages.tell(Level::Error, error.to_string());
        }
    }

    /// Answers about another analysis are let go.
    fn follow_analysis(&mut self) {
        let shown = self.shown_analysis();
        let same = match (&self.understanding.of, shown) {
            (Some(of), Some(shown)) => Arc::ptr_eq(of, shown),
            (None, None) => true,
            _ => false,
        };
        if !same {
            self.understanding = UnderstandingState {
                of: shown.cloned(),
                ..UnderstandingState::default()
            };
        }
    }

    fn ask(&mut self, question: Question) -> Result<()> {
        let Some(analysis) = self.understanding.of.clone() else {
            return Ok(());
        };
        if self.understanding.worker.is_none() {
            let make = move || {
                let oracle = Oracle::new(analysis);
                move |question| oracle.answer(question)
            };
            self.understanding.worker =
                Some(Worker::spawn(Question::kind, self.wake.clone(), make)?);
        }
        if let Some(worker) = &self.understanding.worker {
            worker.ask(question);
        }
        Ok(())
    }

    fn find_dimensions(&mut self) -> Result<()> {
        let Some(analysis) = self.understanding.of.clone() else {
            return Ok(());
        };
        if !self.understanding.dimensions.is_asked() {
            let work = move |reporter: &Reporter| Dimensions::of(&analysis, reporter);
            self.understanding.dimensions = Pending::Working(self.job("dimensions", work)?);
        }
        Ok(())
    }

    fn find_similarities(&mut self, order: Order) -> Result<()> {
        let Some(analysis) = self.understanding.of.clone() else {
            return Ok(());
        };
        if !self.understanding.similarities.is_asked() || self.understanding.order != order {
            let work = move |reporter: &Reporter| Similarities::of(&analysis, order, reporter);
            self.understanding.similarities = Pending::Working(self.job("similarities", work)?);
            self.understanding.order = order;
        }
        Ok(())
    }

    fn job<T: Send + 'static>(
        &self,
        name: &str,
        work: impl FnOnce(&Reporter) -> Result<T> + Send + 'static,
    ) -> Result<Job<T>> {
        let wake = self.wake.clone();
        Job::spawn(name, move || wake(), work)
    }

    /// Plays what was answered, made audible: the one place that knows that the player plays files
    /// only.
    fn hear(&mut self, heard: Heard) -> Result<()> {
        if self.is_heard(heard) {
            self.playback.stop();
            return Ok(());
        }
        let Some(analysis) = &self.understanding.of else {
            return Ok(());
        };
        let log_mels = self.understanding.log_mels(heard);
        if log_mels.is_empty() {
            return Ok(());
        }
        let audio = hear::settings(&analysis.config);
        let Cache { folder } = &self.cache;
        let folder = self
            .understanding
            .folder
            .get_or_insert_with(|| hear::Folder::within(folder.as_deref()));
        let path = folder.file(heard);
        let work = move |reporter: &Reporter| {
            hear::write(&log_mels, &audio, &path, reporter).map(|()| path)
        };
        self.understanding.making = Some((heard, self.job("hearing", work)?));
        Ok(())
    }

    pub(super) fn pump_understanding(&mut self) {
        self.follow_analysis();
        let state = &mut self.understanding;
        for told in state.worker.as_ref().map_or_else(Vec::new, Worker::answers) {
            match told {
                Ok(Answer::Decoded(decoded)) => state.decoded = Some(Arc::new(decoded)),
                Ok(Answer::Path(path)) => state.path = Some(Arc::new(path)),
                Ok(Answer::Reconstructed(given)) => state.reconstructed = Some(Arc::new(given)),
                Ok(Answer::Near(near)) => state.near = Some(Arc::new(near)),
                Err(cause) => self.messages.tell(Level::Warning, cause),
            }
        }
        for fault in [
            take_in(&mut state.dimensions),
            take_in(&mut state.similarities),
        ]
        .into_iter()
        .flatten()
        {
            self.messages.tell(Level::Error, fault);
        }
        let Some(outcome) = state.making.as_ref().and_then(|(_, job)| job.poll()) else {
            return;
        };
        state.making = None;
        match outcome {
            Outcome::Done(path) => self.playback.play(&path, 0.0),
            Outcome::Failed(error) => self.messages.tell(Level::Error, error.to_string()),
            Outcome::Cancelled => {}
            Outcome::Panicked(message) => self.messages.tell(Level::Error, message),
        }
    }
}

/// Takes in what a job found; returns why it found nothing, if so.
fn take_in<T: Send + 'static>(pending: &mut Pending<T>) -> Option<String> {
    let Pending::Working(job) = pending else {
        return None;
    };
    let (found, fault) = match job.poll()? {
        Outcome::Done(value) => (Pending::Done(Arc::new(value)), None),
        Outcome::Cancelled => (Pending::NotAsked, None),
        Outcome::Failed(error) => (Pending::Failed, Some(error.to_string())),
        Outcome::Panicked(message) => (Pending::Failed, Some(message)),
    };
    *pending = found;
    fault
}
