//! The session file: what was looked at and how, with songs by their ids and columns by their
//! names, so that it outlives changes of the library.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::config::{Config, Keyed};
use crate::curation::{Curation, OwnTable};
use crate::ears::Tag;
use crate::error::{Error, Result};
use crate::file::{self, write_whole};
use crate::library::Library;
use crate::words::{Message, id, say};

use super::super::colour::{Class, ColourBy, Colouring, Values};
use super::super::cx::Cx;
use super::super::filtering::{Column, Filters};
use super::super::picture::{MapMarks, Picture};
use super::super::work::Source;
use super::columns::{SavedColumn, SavedFilter};
use super::on_show::OnShow;

/// Raised when a file of this version could not be read rightly by the program before.
const VERSION: u64 = 1;
/// The largest session that is read, in bytes: a selection of a million songs.
const MOST_BYTES: u64 = 64 << 20;
/// The field that says what the file is, and its version.
const MARK: &str = "latentune_session";

/// A session on disk, as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SessionFile {
    #[serde(rename = "latentune_session")]
    version: u64,
    /// The folder or manifest.
    #[serde(default)]
    path: Option<PathBuf>,
    /// The same as seen from the session file, so that both can be moved together.
    #[serde(default)]
    beside: Option<PathBuf>,
    #[serde(default)]
    is_demo: bool,
    /// Which columns of the manifest hold what.
    #[serde(default)]
    pub(crate) columns: Vec<(String, String)>,
    pub(crate) config: Config,
    /// The settings of the analysis on show, where they are others than those in the panel.
    #[serde(default)]
    pub(crate) shown_with: Option<Config>,
    #[serde(default)]
    pub(crate) colour: SavedColour,
    /// Classes that the legend leaves out; `None` is noise or unknown.
    #[serde(default)]
    hidden: Vec<Option<String>>,
    #[serde(default)]
    is_pca: bool,
    /// As the window has it, where nothing is said.
    #[serde(default)]
    pub(crate) marks: Option<MapMarks>,
    #[serde(default)]
    pub(crate) search: String,
    #[serde(default)]
    filters: Vec<(SavedColumn, SavedFilter)>,
    /// The columns that have a chart; `None` as at first.
    #[serde(default)]
    charts: Option<Vec<SavedColumn>>,
    #[serde(default)]
    pub(crate) selected: Option<String>,
    #[serde(default)]
    pub(crate) selection: Vec<String>,
    #[serde(default)]
    pub(crate) cluster_names: Vec<(u32, String)>,
    /// The kept run on show.
    #[serde(default)]
    pub(crate) run: Option<String>,
    /// The songs on show, where they are a part of the library that was analysed alone.
    #[serde(default)]
    pub(crate) part: Vec<String>,
    /// Files of songs that were placed on the map.
    #[serde(default)]
    pub(crate) newcomers: Vec<PathBuf>,
    /// Own labels, notes and hidden songs.
    #[serde(default, skip_serializing_if = "Curation::is_empty")]
    pub(crate) own: Curation,
}

/// A colouring by the name of its column.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SavedColour {
    #[default]
    Cluster,
    Silhouette,
    Trust,
    Agreement,
    Latent(usize),
    /// By its key.
    Tag(String),
    Label(String),
    Number(String),
    /// One's own.
    Own(String),
}

impl SavedColour {
    fn of(by: ColourBy, library: &Library, own: &OwnTable) -> Self {
        match by {
            ColourBy::Cluster => Self::Cluster,
            ColourBy::Silhouette => Self::Silhouette,
            ColourBy::Trust => Self::Trust,
            ColourBy::Agreement => Self::Agreement,
            ColourBy::Latent(dimension) => Self::Latent(dimension),
            ColourBy::Tag(tag) => Self::Tag(tag.key().to_string()),
            ColourBy::Label(i) => library
                .labels
                .get(i)
                .map_or(Self::Cluster, |l| Self::Label(l.name.clone())),
            ColourBy::Number(i) => library
                .numbers
                .get(i)
                .map_or(Self::Cluster, |n| Self::Number(n.name.clone())),
            ColourBy::Own(key) => own
                .column(key)
                .map_or(Self::Cluster, |c| Self::Own(c.label.name.clone())),
        }
    }

    /// `None` where the library has no such column any more.
    pub(crate) fn by(&self, library: &Library, own: &OwnTable) -> Option<ColourBy> {
        Some(match self {
            Self::Cluster => ColourBy::Cluster,
            Self::Silhouette => ColourBy::Silhouette,
            Self::Trust => ColourBy::Trust,
            Self::Agreement => ColourBy::Agreement,
            Self::Latent(dimension) => ColourBy::Latent(*dimension),
            Self::Tag(key) => ColourBy::Tag(Tag::of_key(key)?),
            Self::Label(name) => {
                ColourBy::Label(library.labels.iter().position(|l| l.name == *name)?)
            }
            Self::Number(name) => {
                ColourBy::Number(library.numbers.iter().position(|n| n.name == *name)?)
            }
            Self::Own(name) => {
                let mut columns = own.columns.iter();
                ColourBy::Own(columns.find(|c| c.label.name == *name)?.key())
            }
        })
    }
}

impl SessionFile {
    /// The session as it stands.
    pub(in crate::session) fn of(cx: &Cx, on_show: &OnShow) -> Self {
        let (path, is_demo) = match &cx.source {
            Some(Source::Path(path)) => (
                Some(std::path::absolute(path).unwrap_or_else(|_| path.clone())),
                false,
            ),
            Some(Source::Demo) => (None, true),
            None => (None, false),
        };
        let id = |i: &usize| cx.song(*i).map(|song| song.id.clone());
        let colouring = on_show.filters.colouring;
        let mut hidden: Vec<Option<String>> = match &colouring.values {
            Values::Classes { names, .. } => {
                let name = |class: &Class| class.and_then(|c| names.get(c as usize).cloned());
                colouring.hidden.iter().map(name).collect()
            }
            Values::Numbers { .. } => Vec::new(),
        };
        hidden.sort();
        Self {
            version: VERSION,
            path,
            beside: None,
            is_demo,
            columns: cx.columns.pairs.clone(),
            config: cx.draft.clone(),
            shown_with: cx
                .shown_analysis()
                .map(|a| (*a.config).clone())
                .filter(|config| *config != cx.draft),
            colour: cx.library.as_ref().map_or(SavedColour::Cluster, |l| {
                SavedColour::of(colouring.by, l, &cx.own)
            }),
            hidden,
            is_pca: on_show.map.picture == Picture::Pca,
            marks: Some(on_show.marks),
            search: on_show.filters.search.text().to_string(),
            filters: saved_filters(cx, on_show),
            charts: saved_charts(cx, on_show),
            selected: on_show.focus.selected().as_ref().and_then(id),
            selection: on_show.selection.songs().iter().filter_map(id).collect(),
            cluster_names: on_show
                .names
                .iter()
                .map(|(c, name)| (*c, name.clone()))
                .collect(),
            run: on_show.run.map(str::to_string),
            part: cx.parts.ids(),
            newcomers: on_show.newcomers.to_vec(),
            own: on_show.curating.made().clone(),
        }
    }

    /// What it is a session of.
    pub(crate) fn title(&self) -> String {
        match &self.path {
            Some(path) => path
                .file_name()
                .unwrap_or(path.as_os_str())
                .to_string_lossy()
                .into_owned(),
            None if self.is_demo => id::SESSION_DEMO_SONGS.to_string(),
            None => id::SESSION_WITHOUT_SONGS.to_string(),
        }
    }

    pub(crate) fn source(&self) -> Option<Source> {
        match &self.path {
            Some(path) => Some(Source::Path(path.clone())),
            None => self.is_demo.then_some(Source::Demo),
        }
    }

    pub(crate) fn picture(&self) -> Picture {
        if self.is_pca {
            Picture::Pca
        } else {
            Picture::Map
        }
    }

    /// The classes of a colouring that were left out, those that are still there.
    pub(in crate::session) fn hidden_in(&self, colouring: &Colouring) -> HashSet<Class> {
        let Values::Classes { names, .. } = &colouring.values else {
            return HashSet::new();
        };
        let class = |name: &Option<String>| match name {
            None => Some(None),
            Some(name) => names.iter().position(|n| n == name).map(|i| Some(i as u32)),
        };
        self.hidden.iter().filter_map(class).collect()
    }

    /// Filters, and the columns that have a chart, of those that are still there.
    pub(in crate::session) fn filtering_in(
        &self,
        library: &Library,
        own: &OwnTable,
    ) -> (Filters, Option<Vec<Column>>) {
        let filter = |(column, filter): &(SavedColumn, SavedFilter)| {
            let column = column.column(library, own)?;
            Some((column, filter.filter(column, library, own)))
        };
        let present = |columns: &Vec<SavedColumn>| {
            let columns = columns.iter();
            columns
                .filter_map(|column| column.column(library, own))
                .collect()
        };
        let filters = self.filters.iter().filter_map(filter).collect();
        (filters, self.charts.as_ref().map(present))
    }

    /// The selected songs that are still there, and how many are not.
    pub(in crate::session) fn selection_in(&self, library: &Library) -> (Vec<usize>, usize) {
        let songs = library.songs.iter().enumerate();
        let places: HashMap<&str, usize> = songs.map(|(i, s)| (s.id.as_str(), i)).collect();
        let place = |id: &String| places.get(id.as_str()).copied();
        let found: Vec<usize> = self.selection.iter().filter_map(place).collect();
        let n_gone = self.selection.len() - found.len();
        (found, n_gone)
    }

    pub(in crate::session) fn selected_in(&self, library: &Library) -> Option<usize> {
        let id = self.selected.as_ref()?;
        library.songs.iter().position(|song| song.id == *id)
    }

    /// # Errors
    /// When it cannot be written; what stood there before is then still there.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let beside = self.path.as_ref().and_then(|songs| seen_from(path, songs));
        let file = Self {
            beside,
            ..self.clone()
        };
        let text = serde_json::to_string_pretty(&file)
            .map_err(|e| Error::file(Message::verbatim(e), path))?;
        write_whole(path, text.as_bytes())
            .map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_SESSION, path, e))
    }

    /// # Errors
    /// When the file cannot be read, is no session file, or is one of a newer program.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = file::read_text(path, MOST_BYTES)
            .map_err(|e| Error::io(id::ERROR_CANNOT_READ_SESSION, path, e))?;
        let value: Value = serde_json::from_str(&text).map_err(|e| {
            Error::file(
                say(id::SESSION_DAMAGED_SESSION_FILE_OR_NONE).with("cause", e.to_string()),
                path,
            )
        })?;
        match version_of(&value) {
            None => return Err(Error::file(id::SESSION_NOT_SESSION_LATENTUNE, path)),
            Some(version) if version > VERSION => {
                let cause = say(id::SESSION_MADE_NEWER_LATENTUNE_FILES_HAVE)
                    .with("version", version)
                    .with("most", VERSION);
                return Err(Error::file(cause, path));
            }
            Some(_) => {}
        }
        let mut file: Self = serde_json::from_value(value).map_err(|e| {
            Error::file(
                say(id::SESSION_DAMAGED_SESSION_FILE_CAUSE).with("cause", e.to_string()),
                path,
            )
        })?;
        if let (Some(songs), Some(beside)) = (&file.path, &file.beside)
            && !songs.exists()
            && let Some(folder) = path.parent()
            && folder.join(beside).exists()
        {
            file.path = Some(folder.join(beside));
        }
        file.beside = None;
        Ok(file)
    }

    /// True for a session file that this program cannot read and a later one can.
    pub(super) fn is_of_a_newer_program(path: &Path) -> bool {
        let value = file::read(path, MOST_BYTES)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
        value
            .as_ref()
            .and_then(version_of)
            .is_some_and(|version| version > VERSION)
    }
}

fn saved_filters(cx: &Cx, on_show: &OnShow) -> Vec<(SavedColumn, SavedFilter)> {
    let Some(library) = &cx.library else {
        return Vec::new();
    };
    let filters = on_show.filters.filtering.filters().iter();
    let saved = filters.filter_map(|(&column, filter)| {
        let saved = SavedFilter::of(filter, column, library, &cx.own);
        Some((SavedColumn::of(column, library, &cx.own)?, saved))
    });
    saved.collect()
}

fn saved_charts(cx: &Cx, on_show: &OnShow) -> Option<Vec<SavedColumn>> {
    let (library, columns) = (cx.library.as_ref()?, on_show.filters.filtering.charted()?);
    let saved = columns.iter();
    let saved = saved.filter_map(|&c| SavedColumn::of(c, library, &cx.own));
    Some(saved.collect())
}

fn version_of(file: &Value) -> Option<u64> {
    file.get(MARK).and_then(Value::as_u64)
}

/// Where `songs` lies as seen from the folder of `file`, when it lies in it.
fn seen_from(file: &Path, songs: &Path) -> Option<PathBuf> {
    let file = std::path::absolute(file).ok()?;
    songs
        .strip_prefix(file.parent()?)
        .ok()
        .map(Path::to_path_buf)
}
