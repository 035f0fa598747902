//! What there is to show, and the closed list of what can be asked. No window toolkit in here:
//! panels read a [`Session`] and push [`Command`]s; [`Session::apply`] fulfils them,
//! [`Session::pump`] takes in what threads tell.

mod apply;
mod colour;
mod columns;
mod command;
mod comparing;
#[cfg(test)]
pub(crate) mod fixture;
mod history;
mod home;
mod keeping;
mod learning;
mod listening;
pub mod listing;
mod message;
mod naming;
mod playback;
mod pump;
mod reading;
mod run;
mod search;
mod selected;
mod selecting;
mod side_maps;
mod sound;
mod sweeping;
#[cfg(test)]
mod tests;
mod timeline;
pub(crate) mod understanding;

use std::path::PathBuf;
use std::sync::Arc;

use crate::config::{Config, ProjectionMethod};
use crate::features::Cache;
use crate::job::{Epoch, Job};
use crate::library::{ColumnMap, Library, Song};
use crate::matrix::Matrix;
use crate::pipeline::Analysis;
use crate::player::{Player, PlayerState};

pub use colour::{Class, ColourBy, Colouring, Values};
pub use columns::ColumnQuestion;
pub use command::{Command, Picture};
pub use comparing::{Comparing, ComparingState, KeptPlaces, SeedsUnderWay};
pub use home::home;
pub use keeping::{Export, Keeping, KeepingState, Left, Shown, TableOf, file_name};
pub use learning::{Collapse, Learning, LearningState, Remedy, Saving};
pub use listening::{Listening, ListeningSettings, ListeningState, Queue, Repeat};
pub use listing::{Listing, ListingState};
pub use message::{Level, Message};
pub use naming::{Naming, NamingState};
pub use run::{Live, Request, Source, Work};
pub use search::Search;
pub use selecting::{Group, How, Selecting, SelectingState, Selection};
pub use side_maps::{MOST_SIDE_MAPS, MapSource, SideMap};
pub use sound::{RANGE_DB, Sound};
pub use sweeping::{Sweeping, SweepingState};
pub use timeline::{Frame, Latent, Timeline};
pub use understanding::{
    Between, BlockDifference, Decoded, Difference, Dimensions, Heard, Near, Order, Path, Pending,
    Portrait, REACH, Reconstructed, Similarities, Step, Understanding, UnderstandingState,
};

use message::Messages;
use playback::{Playback, Walk};
use reading::ReadingState;
use run::Run;
use selected::SelectedState;
use side_maps::SideMaps;

/// Wakes a sleeping window when a thread has something for it.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// How many neighbours of the selected song are listed.
pub const N_NEIGHBOURS: usize = 10;

/// Counts of changes, so that whoever draws knows what to make anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Revisions {
    /// Songs have moved, or there are other songs.
    pub places: u64,
    /// Colours, the legend's choice or the search have changed.
    pub looks: u64,
}

/// The state of the picture of the selected song's recording.
#[derive(Default)]
pub enum SoundState {
    /// Nothing is selected, or the song has no recording.
    #[default]
    None,
    Reading,
    Ready(Arc<Sound>),
    Failed(String),
}

/// Everything there is to show.
pub struct Session {
    wake: Wake,
    work: Work,
    source: Option<Source>,
    columns: ColumnMap,
    cache: Cache,
    /// What a person made is kept in here.
    home: Option<PathBuf>,
    question: Option<ColumnQuestion>,
    draft: Config,
    analysis: Option<Arc<Analysis>>,
    /// Where the songs of `analysis` came from.
    analysed: Option<Source>,
    run: Option<Run>,
    /// The library whose songs are on show: the analysis', or that of a first or moving run.
    shown: Option<Arc<Library>>,
    selected: Option<usize>,
    hovered: Option<usize>,
    neighbours: Vec<(usize, f32)>,
    walk: Walk,
    search: Search,
    index_job: Option<Job<search::Index>>,
    search_job: Option<Job<Vec<bool>>>,
    colouring: Colouring,
    /// The person chose the colouring; otherwise it follows what is known.
    colour_chosen: bool,
    picture: Picture,
    sound: SoundState,
    sound_job: Option<Job<Sound>>,
    playback: Playback,
    selecting: SelectingState,
    side_maps: SideMaps,
    selected_facts: SelectedState,
    listing: ListingState,
    reading: ReadingState,
    listening: ListeningState,
    learning: LearningState,
    comparing: ComparingState,
    understanding: UnderstandingState,
    naming: NamingState,
    sweeping: SweepingState,
    keeping: KeepingState,
    messages: Messages,
    revisions: Revisions,
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
            wake,
            work,
            source: None,
            columns: ColumnMap::default(),
            cache,
            home: None,
            question: None,
            draft: config,
            analysis: None,
            analysed: None,
            run: None,
            shown: None,
            selected: None,
            hovered: None,
            neighbours: Vec::new(),
            walk: Walk::default(),
            search: Search::default(),
            index_job: None,
            search_job: None,
            colouring: Colouring::default(),
            colour_chosen: false,
            picture: Picture::default(),
            sound: SoundState::None,
            sound_job: None,
            playback: Playback::new(player),
            selecting: SelectingState::default(),
            side_maps: SideMaps::default(),
            selected_facts: SelectedState::default(),
            listing: ListingState::default(),
            reading: ReadingState::default(),
            listening: ListeningState::default(),
            learning: LearningState::default(),
            comparing: ComparingState::default(),
            understanding: UnderstandingState::default(),
            naming: NamingState::default(),
            sweeping: SweepingState::default(),
            keeping: KeepingState::default(),
            messages: Messages::default(),
            revisions: Revisions::default(),
        }
    }

    /// What is open, whether or not it was analysed.
    pub fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }

    /// Keeps runs, with their names and notes, and what saves the session from a crash, in this
    /// folder; in none before.
    pub fn keep_in(&mut self, home: Option<PathBuf>) {
        self.home = home;
    }

    /// Which columns of a manifest hold what, as told on the command line.
    pub fn set_columns(&mut self, columns: ColumnMap) {
        self.columns = columns;
    }

    /// Opens a source without running.
    pub fn set_source(&mut self, source: Source) {
        self.source = Some(source);
    }

    pub fn question(&self) -> Option<&ColumnQuestion> {
        self.question.as_ref()
    }

    pub fn draft(&self) -> &Config {
        &self.draft
    }

    pub fn analysis(&self) -> Option<&Arc<Analysis>> {
        self.analysis.as_ref()
    }

    /// The analysis, if its songs are the ones on show.
    pub fn shown_analysis(&self) -> Option<&Arc<Analysis>> {
        let shown = self.shown.as_ref()?;
        self.analysis
            .as_ref()
            .filter(|a| Arc::ptr_eq(&a.library, shown))
    }

    /// The run under way, if one is.
    pub fn live(&self) -> Option<&Live> {
        self.run.as_ref().map(|run| &run.live)
    }

    /// True while a source is read whose songs are not on show yet.
    pub fn is_opening(&self) -> bool {
        self.run.is_some() && self.shown_analysis().is_some() && self.analysed != self.source
    }

    /// The library whose songs are on show.
    pub fn library(&self) -> Option<&Arc<Library>> {
        self.shown.as_ref()
    }

    pub fn song(&self, index: usize) -> Option<&Song> {
        self.shown.as_ref()?.songs.get(index)
    }

    pub fn selected(&self) -> Option<usize> {
        self.selected
    }

    pub fn selected_song(&self) -> Option<&Song> {
        self.song(self.selected?)
    }

    pub fn hovered(&self) -> Option<usize> {
        self.hovered
    }

    /// The songs nearest to the selected one in latent space, nearest first, with their distance.
    pub fn neighbours(&self) -> &[(usize, f32)] {
        &self.neighbours
    }

    pub fn can_go_back(&self) -> bool {
        self.walk.can_go_back() || self.previous_in_list().is_some()
    }

    /// Whether Next leads anywhere.
    pub fn can_go_on(&self) -> bool {
        self.listening.next().is_some() || !self.neighbours.is_empty()
    }

    pub fn search(&self) -> &Search {
        &self.search
    }

    pub fn colouring(&self) -> &Colouring {
        &self.colouring
    }

    /// What a picture is called: the map by the method that drew it, or is to draw it.
    pub fn picture_label(&self, picture: Picture) -> &'static str {
        let method = self
            .shown_analysis()
            .map_or(self.draft.projection.method, |a| a.map.method);
        match picture {
            Picture::Map if method == ProjectionMethod::Pca => "map",
            Picture::Map => method.label(),
            Picture::Pca => ProjectionMethod::Pca.label(),
        }
    }

    pub fn picture(&self) -> Picture {
        self.picture
    }

    pub fn sound(&self) -> &SoundState {
        &self.sound
    }

    pub fn player(&self) -> &PlayerState {
        &self.playback.state
    }

    pub fn volume(&self) -> f32 {
        self.playback.volume
    }

    pub fn messages(&self) -> &[Message] {
        self.messages.list()
    }

    pub fn revisions(&self) -> Revisions {
        self.revisions
    }

    /// Where the songs on show lie, n × 2: as the frame that is replayed has them, as the run under
    /// way does, or as the analysis does.
    pub fn places(&self) -> Option<&Matrix> {
        let shown = self.shown.as_ref()?;
        if let Some((_, frame)) = self.replayed() {
            return Some(&frame.xy);
        }
        let analysis = self.shown_analysis();
        if self.picture == Picture::Map || analysis.is_none() {
            let live = self
                .run
                .as_ref()
                .filter(|r| r.loaded.get().is_some_and(|l| Arc::ptr_eq(l, shown)));
            if let Some((xy, _, _)) = live.and_then(|run| run.live.map.as_ref()) {
                return Some(xy);
            }
        }
        analysis.map(|a| match self.picture {
            Picture::Map => &a.map.xy,
            Picture::Pca => &a.pca.xy,
        })
    }

    /// The losses to draw: of the run under way once it trains, else of the analysis.
    pub fn epochs(&self) -> &[Epoch] {
        match &self.run {
            Some(run) if !run.live.epochs.is_empty() => &run.live.epochs,
            _ => self.analysis.as_ref().map_or(&[], |a| &a.model.history),
        }
    }

    /// True when the selected song is the one in the player.
    pub fn is_loaded(&self) -> bool {
        self.selected_song()
            .and_then(|s| s.audio.as_ref())
            .is_some_and(|audio| self.playback.has(&audio.path))
    }

    /// True while the selected song sounds.
    pub fn is_playing(&self) -> bool {
        self.is_loaded() && self.playback.state.playing
    }

    /// Where the selected song is, in seconds.
    pub fn position_secs(&self) -> f32 {
        if self.is_loaded() {
            self.playback.state.position_secs
        } else {
            0.0
        }
    }

    /// How long the selected song is, in seconds; 0 while it is not known.
    pub fn duration_secs(&self) -> f32 {
        if self.is_loaded() && self.playback.state.duration_secs > 0.0 {
            return self.playback.state.duration_secs;
        }
        match &self.sound {
            SoundState::Ready(sound) => sound.duration_secs,
            _ => 0.0,
        }
    }

    /// True while a thread of ours works.
    pub fn is_busy(&self) -> bool {
        self.run.is_some()
            || self.sound_job.is_some()
            || self.index_job.is_some()
            || self.search_job.is_some()
            || self.side_maps.is_busy()
            || self.understanding.is_busy()
            || self.comparing.is_busy()
            || self.selected_facts.is_busy()
            || self.listing.is_busy()
            || self.keeping.is_busy()
            || self.reading.is_busy()
    }

    /// True while a note is on show that will go by itself.
    pub fn has_fading_message(&self) -> bool {
        self.messages.fading()
    }

    /// True when the draft differs from the settings of the analysis on show.
    pub fn is_changed(&self) -> bool {
        self.analysis
            .as_ref()
            .is_some_and(|a| *a.config != self.draft)
    }
}
