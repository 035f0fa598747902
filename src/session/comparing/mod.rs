//! Runs of this library, kept and compared; the weights of sound and words.

mod places;
mod shelf;
mod seeds;
mod against;
mod weighing;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::colour::ColourBy;
use super::cx::{Cx, Follow};
use super::run::RunState;
use crate::job::Watch;
use crate::pipeline::Analysis;
use crate::runs::{KeptRun, Marks, Record};
use crate::words::id;

pub(crate) use against::{Against, AgainstUnderWay};
pub(crate) use places::KeptPlaces;
pub(crate) use seeds::SeedsUnderWay;

pub(super) use against::can_compare;
use places::Places;
use seeds::Seeds;
use shelf::{Shelf, Task};
use weighing::Balance;
pub(super) use weighing::can_weigh;

/// What can be asked of it. Runs are named by their ids.
#[derive(Debug, Clone, PartialEq)]
pub enum Comparing {
    /// Shows a kept run, without training.
    Load(String),
    /// Reads where the songs on show lie on the map of a kept run: see [`ComparingState::places`].
    Places(String),
    /// Gives a run these marks in place of those it had.
    Mark(String, Marks),
    /// Takes a run away; [`Comparing::BringBack`] puts it back.
    Delete(String),
    /// Puts back what was deleted last.
    BringBack,
    /// Runs the settings of a run from other seeds, one after the other in the background, until
    /// there are so many.
    Seeds(String, usize),
    /// Ends [`Comparing::Seeds`]; runs that have ended stay.
    StopSeeds,
    /// The model on show, PCA and the features themselves from so many seeds: which is better, and
    /// is that more than noise.
    Against(usize),
    /// Ends [`Comparing::Against`] without a verdict.
    StopAgainst,
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
pub(crate) struct ComparingState {
    analysis: Watch<Analysis>,
    /// The id of the run on show.
    present: Option<String>,
    /// The run that is being loaded.
    loading: Option<String>,
    shelf: Shelf,
    places: Places,
    seeds: Option<Seeds>,
    against: Against,
    balance: Balance,
}

impl ComparingState {
    /// Every kept run of the library on show, oldest first.
    pub(crate) fn kept(&self) -> &[KeptRun] {
        self.shelf.kept()
    }

    pub(crate) fn run(&self, id: &str) -> Option<&KeptRun> {
        self.kept().iter().find(|run| run.id() == id)
    }

    /// Counts the changes of [`ComparingState::kept`].
    pub(crate) fn revision(&self) -> u64 {
        self.shelf.revision()
    }

    /// True where runs are kept: the session has a home.
    pub(crate) fn keeps(&self) -> bool {
        self.shelf.is_open()
    }

    /// The title of the run that can be brought back.
    pub(crate) fn deleted(&self) -> Option<&str> {
        self.shelf.deleted()
    }

    /// The id of the run on show.
    pub(crate) fn present(&self) -> Option<&str> {
        self.present.as_deref()
    }

    /// Where the songs on show lie on the map of a kept run, once [`Comparing::Places`] has read
    /// it.
    pub(crate) fn places(&self, id: &str) -> Option<&Arc<KeptPlaces>> {
        self.places.of(id)
    }

    /// Runs from other seeds that are under way.
    pub(crate) fn seeds(&self) -> Option<SeedsUnderWay> {
        self.seeds.as_ref().map(Seeds::under_way)
    }

    /// The model on show against simpler ones.
    pub(crate) fn against(&self) -> &Against {
        &self.against
    }

    /// The weights of sound and words, and what came of them.
    pub(crate) fn balance(&self) -> &Balance {
        &self.balance
    }

    pub(super) fn apply(&mut self, command: Comparing, cx: &mut Cx, run: &RunState) {
        match command {
            Comparing::Load(id) => self.load(&id, cx, run),
            Comparing::Places(id) => self.read_places(&id, cx),
            Comparing::Mark(id, marks) => self.shelf.add(Task::Mark(id, marks), cx),
            Comparing::Delete(id) => self.shelf.delete(&id, cx),
            Comparing::BringBack => self.shelf.bring_back(cx),
            Comparing::Seeds(id, n) => self.run_seeds(&id, n, cx),
            Comparing::StopSeeds => self.seeds = None,
            Comparing::Against(n) => self.against.start(n, cx),
            Comparing::StopAgainst => self.against.stop(),
            Comparing::Weigh(share) => self.balance.weigh(share, cx),
            Comparing::Back => self.balance.back_to_model(cx),
            Comparing::TrainWeighed => self.balance.train(cx),
        }
    }

    fn run_seeds(&mut self, id: &str, n: usize, cx: &mut Cx) {
        if let Some(seeds) = Seeds::of(self.kept(), id, n, cx) {
            self.seeds = Some(seeds);
        }
    }

    fn pump_seeds(&mut self, cx: &mut Cx) {
        let Some(seeds) = &mut self.seeds else { return };
        let goes_on = match seeds.poll() {
            Ok(is_kept) => {
                if is_kept {
                    self.shelf.add(Task::List, cx);
                }
                let begun = seeds.begin_next(&self.shelf, cx);
                cx.checked(begun).unwrap_or(false)
            }
            Err(cause) => {
                cx.fail(cause);
                false
            }
        };
        if !goes_on {
            self.seeds = None;
        }
    }

    /// Has the places of a kept run read, once.
    pub(super) fn read_places(&mut self, id: &str, cx: &Cx) {
        if let Some(run) = self.run(id).cloned() {
            self.places.read(run, cx);
        }
    }

    /// `by` is what the map is coloured by.
    pub(super) fn pump(&mut self, cx: &mut Cx, run: &RunState, by: ColourBy) {
        if self.analysis.is_new(cx.analysis.as_ref()) {
            self.notice(cx);
        }
        self.shelf.pump(cx);
        self.places.pump(cx);
        self.pump_seeds(cx);
        self.against.pump(cx);
        self.balance.pump(cx, by);
        if !run.is_under_way() {
            self.loading = None;
        }
    }

    /// Keeps a run that has just ended, and opens the shelf of its library.
    fn notice(&mut self, cx: &mut Cx) {
        self.balance.forget(cx);
        self.places.forget();
        self.present = cx.analysis.as_deref().map(Record::id_of);
        let Some(analysis) = cx.analysis.clone() else {
            return;
        };
        if self.shelf.open(&analysis.whole, cx) {
            self.seeds = None;
        }
        // What was loaded is on the shelf already.
        if self.loading.take() != self.present {
            self.shelf.add(Task::Keep(analysis), cx);
        }
    }

    fn load(&mut self, id: &str, cx: &mut Cx, run: &RunState) {
        if run.is_under_way() {
            return cx.inform(id::SESSION_RUN_UNDER_WAY_WAIT_OR);
        }
        let Some(analysis) = cx.analysis.clone().filter(|_| cx.analysed.is_some()) else {
            return;
        };
        let Some(kept) = self.run(id).cloned() else {
            return cx.fail(id::SESSION_RUN_NOT_KEPT_ANY_MORE);
        };
        if self.present() == Some(id) {
            return;
        }
        // Settings that nobody has touched follow what is on show.
        if *analysis.config == cx.draft {
            cx.draft.clone_from(&kept.record.config);
        }
        self.loading = Some(id.to_string());
        cx.then(Follow::ShowKept(Box::new(kept)));
    }
}
