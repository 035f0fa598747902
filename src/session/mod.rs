//! What there is to show, and the closed list of what can be asked. No window toolkit in here:
//! panels read a [`Session`] and push [`Command`]s; [`Session::apply`] hands each to the part whose
//! it is, [`Session::pump`] lets every part take in what its threads have done.
//!
//! A part is a struct with state of its own. It is given the [`cx::Cx`] and, where it needs them,
//! views of parts above it in the list below; it never changes another part, but says what is to
//! [`cx::Follow`].

mod message;
mod timeline;
mod sound;
mod spectra;
mod colour;
mod columns;
mod picture;
mod part;
mod work;
mod cx;
mod run;
mod curating;
mod search;
mod filtering;
mod naming;
mod comparing;
mod colouring;
mod selecting;
mod parting;
mod facts;
mod depicting;
mod focus;
mod viewing;
mod playback;
mod listening;
pub mod listing;
mod learning;
mod side_maps;
pub(crate) mod understanding;
mod sweeping;
mod meaning;
mod placing;
mod quiz;
mod why;
mod invariance;
mod teaching;
mod reading;
mod contents;
mod keeping;
mod recent;
mod command;
mod history;
mod home;
mod given;
mod scenes;
mod pumps;
mod router;
mod views;
#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod placing_fixture;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use crate::config::Config;
use crate::features::Cache;
use crate::job::{Spawner, Wake};
use crate::library::ColumnMap;
use crate::player::Player;

pub(crate) use crate::job::Pending;
pub use colour::ColourBy;
pub(crate) use colour::{Class, Colouring, Values};
pub(crate) use columns::ColumnQuestion;
pub use command::Command;
pub use comparing::Comparing;
pub(crate) use comparing::{AgainstUnderWay, ComparingState};
pub(crate) use curating::{Curating, CuratingState};
pub(crate) use cx::Revisions;
pub(crate) use depicting::SoundState;
pub(crate) use filtering::{Bars, Chart, FilteringState, Kind, Rows};
pub use filtering::{Column, Filter, Filtering};
pub use home::home;
pub(crate) use invariance::{InvarianceState, Measured, Measuring};
pub use keeping::{Export, Keeping};
pub(crate) use keeping::{KeepingState, Left, SessionFile, Shown, TableOf, file_name};
pub use learning::Learning;
pub(crate) use learning::{Collapse, LearningState, Remedy};
pub use listening::{Listening, ListeningSettings};
pub(crate) use listening::{ListeningState, Repeat};
pub use listing::Listing;
pub(crate) use listing::ListingState;
pub(crate) use meaning::{Meaning, MeaningState, Mix, Ranking};
pub(crate) use message::{Level, Message};
pub use naming::Naming;
pub(crate) use naming::NamingState;
pub(crate) use parting::Parting;
pub use picture::{MapMarks, MapSource, Picture};
pub(crate) use placing::{Placing, PlacingState};
pub(crate) use quiz::{Question, Quiz, QuizState};
pub(crate) use recent::Recent;
pub(crate) use run::Live;
pub(crate) use search::Search;
pub(crate) use selecting::Selection;
pub use selecting::{Group, How, Selecting};
pub(crate) use sound::{RANGE_DB, Sound};
pub(crate) use spectra::{Levels, Pictures, Raster, SpectraSettings};
pub use sweeping::Sweeping;
pub(crate) use sweeping::SweepingState;
pub(crate) use teaching::{LessonUnderWay, Teaching, TeachingState};
pub(crate) use timeline::{Frame, Latent, Timeline};
pub use understanding::{Between, Order, Understanding};
pub(crate) use understanding::{
    BlockDifference, Decoded, Difference, Dimensions, Heard, Path, Portrait, REACH, Reconstructed,
    Similarities, Step, UnderstandingState,
};
pub(crate) use viewing::{Spectra, SpectraState};
pub(crate) use why::{Explained, Why, WhyState};
pub use work::{Request, Source, Work};

use colouring::ColourState;
use contents::ContentsState;
use cx::Cx;
use facts::FactsState;
use focus::Focus;
use history::History;
use reading::ReadingState;
use recent::RecentState;
use run::RunState;
use selecting::SelectingState;
use side_maps::MapsState;

/// Everything there is to show.
pub struct Session {
    cx: Cx,
    run: RunState,
    curating: CuratingState,
    search: Search,
    filtering: FilteringState,
    naming: NamingState,
    comparing: ComparingState,
    colour: ColourState,
    selecting: SelectingState,
    facts: FactsState,
    focus: Focus,
    viewing: SpectraState,
    listening: ListeningState,
    listing: ListingState,
    learning: LearningState,
    maps: MapsState,
    understanding: UnderstandingState,
    sweeping: SweepingState,
    meaning: MeaningState,
    placing: PlacingState,
    quiz: QuizState,
    why: WhyState,
    invariance: InvarianceState,
    teaching: TeachingState,
    reading: ReadingState,
    contents: ContentsState,
    keeping: KeepingState,
    recent: RecentState,
    history: History,
}

impl Session {
    /// Nothing open. `wake` may be called from any thread.
    pub fn new(
        config: Config,
        cache: Cache,
        player: Option<Player>,
        work: Work,
        wake: Wake,
    ) -> Self {
        Self {
            cx: Cx::new(work, Spawner::new(wake), cache, config),
            run: RunState::default(),
            curating: CuratingState::default(),
            search: Search::default(),
            filtering: FilteringState::default(),
            naming: NamingState::default(),
            comparing: ComparingState::default(),
            colour: ColourState::default(),
            selecting: SelectingState::default(),
            facts: FactsState::default(),
            focus: Focus::default(),
            viewing: SpectraState::default(),
            listening: ListeningState::new(player),
            listing: ListingState::default(),
            learning: LearningState::default(),
            maps: MapsState::default(),
            understanding: UnderstandingState::default(),
            sweeping: SweepingState::default(),
            meaning: MeaningState::default(),
            placing: PlacingState::default(),
            quiz: QuizState::default(),
            why: WhyState::default(),
            invariance: InvarianceState::default(),
            teaching: TeachingState::default(),
            reading: ReadingState::default(),
            contents: ContentsState::default(),
            keeping: KeepingState::default(),
            recent: RecentState::default(),
            history: History::default(),
        }
    }

    /// Keeps runs, with their names and notes, and what saves the session from a crash, in this
    /// folder; in none before.
    pub fn keep_in(&mut self, home: Option<PathBuf>) {
        self.cx.home = home;
    }

    /// Which columns of a manifest hold what, as told on the command line.
    pub(crate) fn set_columns(&mut self, columns: ColumnMap) {
        self.cx.columns = columns;
    }

    /// Opens a source without running.
    pub fn set_source(&mut self, source: Source) {
        self.cx.source = Some(source);
    }

    /// Watches over the session from now on: changes are written into the folder of
    /// [`Session::keep_in`], and what sessions that ended badly have left there is offered.
    pub(crate) fn watch_over(&mut self) {
        self.keeping.watch_over(&mut self.cx);
    }

    /// Reads what was looked at lately, from the folder of [`Session::keep_in`].
    pub(crate) fn recall(&mut self) {
        self.recent.read(&self.cx);
    }

    /// Shows again what was looked at last; false where there is nothing.
    pub(crate) fn reopen_last(&mut self) -> bool {
        let reopens = self.recent.reopen_last(&mut self.cx);
        self.follow();
        reopens
    }

    /// The window is closed as it should be: nothing has to be recovered.
    pub(crate) fn leave(&mut self) {
        self.curating.leave(&mut self.cx);
        self.keeping.leave(&self.cx);
    }

    /// True while work is under way on a thread, or waits to be begun: every part begins its work
    /// by the one [`Spawner`], which counts.
    pub fn is_busy(&self) -> bool {
        self.cx.spawner.is_busy()
    }
}
