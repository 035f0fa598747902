//! What every part of the session is given: what is open and on show, how to begin work, how to
//! tell, and what is to follow.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::Config;
use crate::curation::{OwnKey, OwnTable};
use crate::error::{Error, Result};
use crate::export::SelectionFile;
use crate::features::Cache;
use crate::job::{Derived, Slot, Spawner};
use crate::library::{ColumnMap, Library, Song};
use crate::matrix::Matrix;
use crate::pipeline::Analysis;
use crate::runs::KeptRun;

use super::colour::ColourBy;
use super::message::{Level, Messages};
use super::part::Parts;
use super::picture::Picture;
use super::work::{Source, Work};

/// The folder of kept runs, in the home of the session.
pub(super) const RUNS: &str = "runs";

/// Counts of changes, so that whoever draws knows what to make anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Revisions {
    /// Songs have moved, or there are other songs.
    pub(crate) places: u64,
    /// Colours, the legend's choice or the search have changed.
    pub(crate) looks: u64,
}

/// What one part asks of another. The router does it as soon as the part has returned.
pub(super) enum Follow {
    /// Run with the settings of the draft.
    Run,
    Launch(Box<Launch>),
    /// Open a source; the kept run of that id is shown again where it is still there.
    Open(Source, Option<String>),
    OpenSession(PathBuf),
    OpenLesson(PathBuf),
    /// Show this picture of the latent space on the map.
    Picture(Picture),
    /// Show a kept run in the place of a run.
    ShowKept(Box<KeptRun>),
    /// Have the places of a kept run read, by its id.
    ReadPlaces(String),
    Recolour(ColourBy),
    /// Make a song the selected one: a step of the walk.
    Select(usize),
    /// No song is the selected one any more.
    Deselect,
    /// Play a file that is no song.
    PlayFile(PathBuf),
    StopPlaying,
    /// Give songs a value of an own column: a step that can be undone.
    Give(OwnKey, Vec<usize>, String),
    /// Analyse the songs of these ids alone.
    Part(Vec<String>),
    /// Select these songs, and no others.
    Take(Vec<usize>),
    /// The map shows the songs as they are.
    LeaveReplay,
    WriteSongs(SelectionFile, Vec<usize>, PathBuf),
}

/// What the map shows.
#[derive(Clone, Copy)]
pub(super) struct OnMap<'a> {
    pub(crate) picture: Picture,
    /// Where songs lie while they move, n × 2.
    pub(crate) moving: Option<&'a Matrix>,
}

impl<'a> OnMap<'a> {
    /// Where the songs on show lie, n × 2.
    pub(super) fn places(&self, cx: &'a Cx) -> Option<&'a Matrix> {
        let of_analysis = || {
            let analysis = cx.shown_analysis()?;
            Some(match self.picture {
                Picture::Map => &analysis.map.xy,
                Picture::Pca => &analysis.pca.xy,
            })
        };
        self.moving.or_else(of_analysis)
    }
}

/// A run by other settings than the draft's, of the songs that are open.
pub(super) struct Launch {
    pub(crate) config: Config,
    /// Train the model on show further.
    pub(crate) further: bool,
}

/// See the head of the file.
pub(super) struct Cx {
    pub(crate) work: Work,
    pub(crate) spawner: Spawner,
    pub(crate) cache: Cache,
    /// What a person made is kept in here.
    pub(crate) home: Option<PathBuf>,
    /// What is open, whether or not it was analysed.
    pub(crate) source: Option<Source>,
    pub(crate) columns: ColumnMap,
    /// The settings of the next run.
    pub(crate) draft: Config,
    pub(crate) analysis: Option<Arc<Analysis>>,
    /// Where the songs of `analysis` came from.
    pub(crate) analysed: Option<Source>,
    /// What the songs of `analysis` are a part of.
    pub(crate) parts: Parts,
    /// The library whose songs are on show: the analysis', or that of a first or moving run.
    pub(crate) library: Option<Arc<Library>>,
    /// What the person made of the songs of `library`; nothing until it is known.
    pub(crate) own: Arc<OwnTable>,
    pub(crate) messages: Messages,
    pub(crate) revisions: Revisions,
    pub(crate) follow: VecDeque<Follow>,
}

impl Cx {
    pub(super) fn new(work: Work, spawner: Spawner, cache: Cache, draft: Config) -> Self {
        Self {
            work,
            spawner,
            cache,
            home: None,
            source: None,
            columns: ColumnMap::default(),
            draft,
            analysis: None,
            analysed: None,
            parts: Parts::default(),
            library: None,
            own: Arc::default(),
            messages: Messages::default(),
            revisions: Revisions::default(),
            follow: VecDeque::new(),
        }
    }

    /// The analysis, if its songs are the ones on show.
    pub(super) fn shown_analysis(&self) -> Option<&Arc<Analysis>> {
        let shown = self.library.as_ref()?;
        self.analysis
            .as_ref()
            .filter(|a| Arc::ptr_eq(&a.library, shown))
    }

    pub(super) fn n_songs(&self) -> usize {
        self.library.as_ref().map_or(0, |l| l.songs.len())
    }

    pub(super) fn song(&self, index: usize) -> Option<&Song> {
        self.library.as_ref()?.songs.get(index)
    }

    /// The file of a song's recording.
    pub(super) fn recording(&self, song: usize) -> Option<PathBuf> {
        Some(self.song(song)?.audio.as_ref()?.path.clone())
    }

    /// Where the runs of all libraries are kept.
    pub(super) fn runs_folder(&self) -> Option<PathBuf> {
        self.home.as_ref().map(|home| home.join(RUNS))
    }

    pub(super) fn inform(&mut self, text: impl Into<crate::words::Message>) {
        self.messages.add(Level::Info, text);
    }

    pub(super) fn warn(&mut self, text: impl Into<crate::words::Message>) {
        self.messages.add(Level::Warning, text);
    }

    pub(super) fn fail(&mut self, text: impl Into<crate::words::Message>) {
        self.messages.add(Level::Error, text);
    }

    pub(super) fn then(&mut self, follow: Follow) {
        self.follow.push_back(follow);
    }

    /// The value, if there is one; an error is told, unless somebody wished the end.
    pub(super) fn checked<T>(&mut self, result: Result<T>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(Error::Cancelled) => None,
            Err(error) => {
                self.fail(error);
                None
            }
        }
    }

    /// What the work in a slot came to, once it has.
    pub(super) fn take<T: Send + 'static>(&mut self, slot: &mut Slot<T>) -> Option<T> {
        let ended = slot.poll()?;
        self.checked(ended)
    }

    /// True when a value has arrived.
    pub(super) fn arrived<K: PartialEq, V: Send + 'static>(
        &mut self,
        derived: &mut Derived<K, V>,
    ) -> bool {
        let polled = derived.poll();
        self.checked(polled).unwrap_or(false)
    }
}
