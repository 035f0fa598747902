//! Runs of this library, kept and compared; the weights of sound and words.

mod places;
mod seeds;
mod shelf;
#[cfg(test)]
mod tests;
mod weighing;

use std::path::PathBuf;
use std::sync::Arc;

use super::Session;
use super::message::Level;
use super::run::Run;
use crate::pipeline::Analysis;
use crate::runs::{KeptRun, Marks, Record};

pub use places::KeptPlaces;
pub use seeds::SeedsUnderWay;

use places::Places;
use seeds::Seeds;
use shelf::{Shelf, Task};
use weighing::Balance;

/// The folder of kept runs, in the home of the session.
pub(super) const RUNS: &str = "runs";

/// What can be asked of it. Runs are named by their ids.
#[derive(Debug, Clone, PartialEq)]
pub enum Comparing {
    /// Shows a kept run, without training.
    Load(String),
    /// Reads where the songs on show lie on the map of a kept run: see [`ComparingState::places`].
    Places(String),
    Mark(String, Marks),
    Delete(String),
    /// Puts back what was deleted last.
    BringBack,
    /// Runs the settings of a run from other seeds, one after the other in the background, until
    /// there are so many.
    Seeds(String, usize),
    StopSeeds,
    /// The share of audio against lyrics, 0 to 1: clusters of weighed features are shown in the
    /// place of the model's.
    Weigh(f32),
    /// Back to the model's own clusters.
    Back,
    /// Makes the weights on show the settings', and runs.
    TrainWeighed,
}

/// What there is to show of it.
#[derive(Default)]
pub struct ComparingState {
    /// What was on show when last looked at.
    seen: Option<Arc<Analysis>>,
    /// Its id.
    present: Option<String>,
    /// The run that is being loaded.
    loading: Option<String>,
    shelf: Shelf,
    places: Places,
    seeds: Option<Seeds>,
    pub(super) balance: Balance,
}

impl ComparingState {
    /// Every kept run of the library on show, oldest first.
    pub fn kept(&self) -> &[KeptRun] {
        self.shelf.kept()
    }

    pub fn run(&self, id: &str) -> Option<&KeptRun> {
        self.kept().iter().find(|run| run.id() == id)
    }

    /// Counts the changes of [`ComparingState::kept`].
    pub fn revision(&self) -> u64 {
        self.shelf.revision()
    }

    /// True where runs are kept: the session has a home.
    pub fn keeps(&self) -> bool {
        self.shelf.is_open()
    }

    /// The title of the run that can be brought back.
    pub fn deleted(&self) -> Option<&str> {
        self.shelf.deleted()
    }

    /// The run that is being loaded.
    pub fn loading(&self) -> Option<&str> {
        self.loading.as_deref()
    }

    /// The id of the run on show.
    pub fn present(&self) -> Option<&str> {
        self.present.as_deref()
    }

    /// Where the songs on show lie on the map of a kept run, once [`Comparing::Places`] has read
    /// it.
    pub fn places(&self, id: &str) -> Option<&Arc<KeptPlaces>> {
        self.places.of(id)
    }

    /// Runs from other seeds that are under way.
    pub fn seeds(&self) -> Option<SeedsUnderWay> {
        self.seeds.as_ref().map(Seeds::told)
    }

    /// The weights of sound and words, and what came of them.
    pub fn balance(&self) -> &Balance {
        &self.balance
    }

    pub(super) fn is_busy(&self) -> bool {
        self.shelf.is_busy()
            || self.places.is_busy()
            || self.seeds.is_some()
            || self.balance.is_busy()
    }
}

impl Session {
    pub fn comparing(&self) -> &ComparingState {
        &self.comparing
    }

    pub(super) fn apply_comparing(&mut self, command: Comparing) {
        match command {
            Comparing::Load(id) => self.load_kept(&id),
            Comparing::Places(id) => self.read_places(&id),
            Comparing::Mark(id, marks) => self.comparing.shelf.ask(Task::Mark(id, marks)),
            Comparing::Delete(id) => self.comparing.shelf.delete(&id),
            Comparing::BringBack => self.comparing.shelf.bring_back(),
            Comparing::Seeds(id, n) => self.run_seeds(&id, n),
            Comparing::StopSeeds => self.comparing.seeds = None,
            Comparing::Weigh(share) => self.weigh(share),
            Comparing::Back => self.back_to_model(),
            Comparing::TrainWeighed => self.train_weighed(),
        }
    }

    pub(super) fn pump_comparing(&mut self) {
        self.notice_analysis();
        self.pump_shelf();
        self.pump_places();
        self.pump_seeds();
        self.pump_balance();
        if self.run.is_none() {
            self.comparing.loading = None;
        }
    }

    /// Keeps a run that has just ended, and opens the shelf of its library.
    fn notice_analysis(&mut self) {
        let same = match (&self.comparing.seen, &self.analysis) {
            (Some(seen), Some(now)) => Arc::ptr_eq(seen, now),
            (None, None) => true,
            _ => false,
        };
        if same {
            return;
        }
        self.comparing.seen.clone_from(&self.analysis);
        self.forget_weighed();
        self.comparing.places.forget();
        self.comparing.present = self
            .analysis
            .as_ref()
            .map(|analysis| Record::id_of(analysis));
        let Some(analysis) = self.analysis.clone() else {
            return;
        };
        if self
            .comparing
            .shelf
            .open(self.runs_folder().as_deref(), &analysis.whole)
        {
            self.comparing.seeds = None;
        }
        // What was loaded is on the shelf already.
        if self.comparing.loading.take() != self.comparing.present {
            self.comparing.shelf.ask(Task::Keep(analysis));
        }
    }

    /// Where the runs of all libraries are kept.
    pub(super) fn runs_folder(&self) -> Option<PathBuf> {
        self.home.as_ref().map(|home| home.join(RUNS))
    }

    fn pump_shelf(&mut self) {
        for note in self.comparing.shelf.pump(&self.wake) {
            self.messages.tell(Level::Warning, note);
        }
    }

    fn load_kept(&mut self, id: &str) {
        if self.run.is_some() {
            return self.messages.tell(
                Level::Info,
                "a run is under way: wait for it or cancel it first",
            );
        }
        let (Some(analysis), Some(source)) = (self.analysis.clone(), self.analysed.clone()) else {
            return;
        };
        let Some(kept) = self.comparing.run(id).cloned() else {
            return self
                .messages
                .tell(Level::Error, "that run is not kept any more");
        };
        if self.comparing.present() == Some(id) {
            return;
        }
        // Settings that nobody has touched follow what is on show.
        let config = (*analysis.config == self.draft).then(|| kept.record.config.clone());
        let wake = self.wake.clone();
        match Run::load(kept, source, analysis, self.cache.clone(), move || wake()) {
            Ok(run) => {
                self.messages.drop_errors();
                self.run = Some(run);
                self.comparing.loading = Some(id.to_string());
                self.draft = config.unwrap_or_else(|| self.draft.clone());
            }
            Err(error) => self.messages.tell(Level::Error, error.to_string()),
        }
    }
}
