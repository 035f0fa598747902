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

use super::cx::{Cx, Follow};
use super::playback::Playback;
use crate::features::BlockKind;
use crate::job::{ByAddress, Derived, Pending, Slot, Watch, When};
use crate::matrix::Matrix;
use crate::pipeline::Analysis;
use crate::words::id;

pub use answer::Between;
pub(crate) use answer::{
    BlockDifference, Decoded, Difference, Near, Path, Portrait, Reconstructed, Step,
};
pub(crate) use dimensions::Dimensions;
pub(crate) use hear::Heard;
pub use matrices::Order;
pub(crate) use matrices::Similarities;

use answer::{Answer, Oracle, Question};
use worker::Worker;

/// Sliders and samples go so many deviations of the aggregate posterior to either side.
pub(crate) const REACH: f32 = 3.0;

/// What can be asked of the model on show. What it answers comes later; an answer to what was asked
/// before stays till then.
#[derive(Debug, Clone, PartialEq)]
pub enum Understanding {
    /// What each latent dimension carries and goes along with.
    Dimensions,
    /// A point of the latent space, moved away from a song.
    Decode {
        /// Where it was moved away from.
        song: usize,
        /// A number for each latent dimension.
        point: Vec<f32>,
    },
    /// What the model makes of the points on a way between two songs.
    Between(Between),
    /// What the model gives back of a song: of a recording its crop of that number, of a joint VAE
    /// from one modality alone if one is given.
    Reconstruct {
        /// Whose features are given back.
        song: usize,
        /// Among the crops of its recording, from 0.
        crop: usize,
        /// The one modality that a joint VAE is shown; `None` shows it all that is there.
        from: Option<BlockKind>,
    },
    /// The nearest songs by sound and by words.
    Near(usize),
    /// How alike songs are by sound and by words, in that order.
    Similarities(Order),
    /// Make what was answered audible, and play it; if it plays, stop it.
    Hear(Heard),
}

/// What was answered about the analysis on show.
#[derive(Default)]
pub(crate) struct UnderstandingState {
    analysis: Watch<Analysis>,
    answers: Answers,
    /// Outlives the answers: files are written over.
    folder: Option<hear::Folder>,
}

/// Of one analysis.
#[derive(Default)]
struct Answers {
    worker: Option<Worker<Question, Answer>>,
    dimensions: Derived<ByAddress<Analysis>, Dimensions>,
    similarities: Derived<(ByAddress<Analysis>, Order), Option<Similarities>>,
    decoded: Option<Arc<Decoded>>,
    path: Option<Arc<Path>>,
    reconstructed: Option<Arc<Reconstructed>>,
    near: Option<Arc<Near>>,
    /// What is being made audible.
    making: Option<Heard>,
    writing: Slot<PathBuf>,
}

impl UnderstandingState {
    pub(crate) fn dimensions(&self) -> Pending<'_, Dimensions> {
        self.answers.dimensions.pending()
    }

    pub(crate) fn similarities(&self) -> Pending<'_, Option<Similarities>> {
        self.answers.similarities.pending()
    }

    pub(crate) fn decoded(&self) -> Option<&Arc<Decoded>> {
        self.answers.decoded.as_ref()
    }

    pub(crate) fn path(&self) -> Option<&Arc<Path>> {
        self.answers.path.as_ref()
    }

    pub(crate) fn reconstructed(&self) -> Option<&Arc<Reconstructed>> {
        self.answers.reconstructed.as_ref()
    }

    pub(crate) fn near(&self) -> Option<&Arc<Near>> {
        self.answers.near.as_ref()
    }

    /// What is being made audible.
    pub(crate) fn making(&self) -> Option<Heard> {
        self.answers.making
    }

    /// True while what was made audible sounds.
    pub(super) fn is_heard(&self, heard: Heard, playback: &Playback) -> bool {
        let folder = self.folder.as_ref();
        playback.state.playing && folder.is_some_and(|f| playback.has(&f.file(heard)))
    }

    pub(super) fn apply(&mut self, command: Understanding, cx: &mut Cx, playback: &Playback) {
        self.follow_analysis(cx);
        let Some(analysis) = cx.shown_analysis().cloned() else {
            return;
        };
        let answers = &mut self.answers;
        match command {
            Understanding::Dimensions => answers.find_dimensions(analysis, cx),
            Understanding::Similarities(order) => answers.find_similarities(analysis, order, cx),
            Understanding::Hear(heard) => self.hear(heard, &analysis, cx, playback),
            Understanding::Decode { song, point } => {
                answers.send(Question::Decode { song, point }, analysis, cx);
            }
            Understanding::Between(between) => {
                answers.send(Question::Between(between), analysis, cx);
            }
            Understanding::Reconstruct { song, crop, from } => {
                answers.send(Question::Reconstruct { song, crop, from }, analysis, cx);
            }
            Understanding::Near(song) => answers.send(Question::Near(song), analysis, cx),
        }
    }

    /// Answers about another analysis are let go.
    fn follow_analysis(&mut self, cx: &Cx) {
        if self.analysis.is_new(cx.shown_analysis()) {
            self.answers = Answers::default();
        }
    }

    /// Plays what was answered, made audible: the one place that knows that the player plays files
    /// only.
    fn hear(&mut self, heard: Heard, analysis: &Analysis, cx: &mut Cx, playback: &Playback) {
        if self.is_heard(heard, playback) {
            return cx.then(Follow::StopPlaying);
        }
        let log_mels = self.answers.log_mels(heard);
        if log_mels.is_empty() {
            return;
        }
        let audio = hear::settings(&analysis.config);
        let cache = cx.cache.folder.as_deref();
        let folder = self
            .folder
            .get_or_insert_with(|| hear::Folder::within(cache));
        let path = folder.file(heard);
        self.answers.making = Some(heard);
        self.answers
            .writing
            .start(&cx.spawner, id::SESSION_SOUND, move |reporter| {
                hear::write(&log_mels, &audio, &path, reporter).map(|()| path)
            });
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        self.follow_analysis(cx);
        let answers = &mut self.answers;
        answers.take(cx);
        cx.arrived(&mut answers.dimensions);
        cx.arrived(&mut answers.similarities);
        let made = cx.take(&mut answers.writing);
        if !answers.writing.is_busy() {
            answers.making = None;
        }
        if let Some(path) = made {
            cx.then(Follow::PlayFile(path));
        }
    }
}

impl Answers {
    fn send(&mut self, question: Question, analysis: Arc<Analysis>, cx: &mut Cx) {
        if self.worker.is_none() {
            let make = move || {
                let oracle = Oracle::new(analysis);
                move |question| oracle.answer(question)
            };
            let worker = Worker::spawn(Question::kind, cx.spawner.clone(), make);
            self.worker = cx.checked(worker);
        }
        if let Some(worker) = &self.worker {
            worker.send(question);
        }
    }

    /// Takes in what the worker has answered.
    fn take(&mut self, cx: &mut Cx) {
        for answer in self.worker.as_ref().map_or_else(Vec::new, Worker::answers) {
            match answer {
                Ok(Answer::Decoded(decoded)) => self.decoded = Some(Arc::new(decoded)),
                Ok(Answer::Path(path)) => self.path = Some(Arc::new(path)),
                Ok(Answer::Reconstructed(given)) => self.reconstructed = Some(Arc::new(given)),
                Ok(Answer::Near(near)) => self.near = Some(Arc::new(near)),
                Err(error) => cx.warn(error),
            }
        }
    }

    fn find_dimensions(&mut self, analysis: Arc<Analysis>, cx: &Cx) {
        let key = ByAddress(analysis.clone());
        if !self.dimensions.is_of(&key) {
            let when = (key, When::OnThread);
            self.dimensions
                .make(&cx.spawner, when, id::SESSION_ANSWER, move |r| {
                    Dimensions::of(&analysis, r)
                });
        }
    }

    fn find_similarities(&mut self, analysis: Arc<Analysis>, order: Order, cx: &Cx) {
        let key = (ByAddress(analysis.clone()), order);
        if !self.similarities.is_of(&key) {
            let when = (key, When::OnThread);
            self.similarities
                .make(&cx.spawner, when, id::SESSION_ANSWER, move |r| {
                    Similarities::of(&analysis, order, r)
                });
        }
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
