//! What the table of songs has in its cells.

use std::borrow::Cow;
use std::sync::Arc;

use crate::config::Keyed;
use crate::curation::{OwnKey, OwnTable};
use crate::ears::Tag;
use crate::library::{LabelColumn, Library};
use crate::matrix::{Matrix, squared_distance};
use crate::pipeline::Analysis;
use crate::scores::Plain;

use super::super::colour::Class;

/// A column of the table of songs. Indices are into the library's columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// As the library has it.
    Title,
    /// Empty where unknown.
    Artist,
    /// The cluster of the analysis on show.
    Cluster,
    /// A label column of the library.
    Label(usize),
    /// A number column of the library.
    Number(usize),
    /// A column of one's own.
    Own(OwnKey),
    /// What a person noted of the song.
    Note,
    /// How much nearer the song is to its own cluster than to the next, -1 to 1.
    Silhouette,
    /// Trustworthiness of the map around the song.
    Trust,
    /// How far neighbours by sound are neighbours by words.
    Agreement,
    /// Distance to the mean of the song's cluster in latent space.
    Centre,
    /// Seconds.
    Duration,
    /// Beats a minute.
    Tempo,
    /// Integrated loudness in LUFS (EBU R 128).
    Loudness,
    /// How well a tag fits, as the trained network guesses.
    Tag(Tag),
    /// Where the recording is, else the lyrics.
    File,
}

/// What stands in a column, and so how it is filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Classes,
    Number,
}

impl Column {
    pub(crate) fn kind(self) -> Kind {
        match self {
            Column::Title | Column::Artist | Column::Note | Column::File => Kind::Text,
            Column::Cluster | Column::Label(_) | Column::Own(_) => Kind::Classes,
            Column::Number(_)
            | Column::Silhouette
            | Column::Trust
            | Column::Agreement
            | Column::Centre
            | Column::Duration
            | Column::Tempo
            | Column::Loudness
            | Column::Tag(_) => Kind::Number,
        }
    }

    /// True for what is there for those who ask for it: fifty tags would hide the rest.
    pub(crate) fn is_shown_at_first(self) -> bool {
        !matches!(self, Column::Tag(_))
    }

    /// The labels that are its classes: of the library, or a person's own. `None` for clusters, and
    /// for what has no classes.
    pub(in crate::session) fn labels<'a>(
        self,
        library: &'a Library,
        own: &'a OwnTable,
    ) -> Option<&'a LabelColumn> {
        match self {
            Column::Label(i) => library.labels.get(i),
            Column::Own(key) => own.column(key).map(|own| &own.label),
            Column::Title
            | Column::Artist
            | Column::Cluster
            | Column::Number(_)
            | Column::Note
            | Column::Silhouette
            | Column::Trust
            | Column::Agreement
            | Column::Centre
            | Column::Duration
            | Column::Tempo
            | Column::Loudness
            | Column::Tag(_)
            | Column::File => None,
        }
    }

    /// The column of the same name in another library.
    pub(in crate::session) fn in_other(self, old: &Library, new: &Library) -> Option<Self> {
        match self {
            Column::Label(i) => {
                let name = &old.labels.get(i)?.name;
                new.labels
                    .iter()
                    .position(|l| l.name == *name)
                    .map(Column::Label)
            }
            Column::Number(i) => {
                let name = &old.numbers.get(i)?.name;
                new.numbers
                    .iter()
                    .position(|n| n.name == *name)
                    .map(Column::Number)
            }
            Column::Title
            | Column::Artist
            | Column::Cluster
            | Column::Own(_)
            | Column::Note
            | Column::Silhouette
            | Column::Trust
            | Column::Agreement
            | Column::Centre
            | Column::Duration
            | Column::Tempo
            | Column::Loudness
            | Column::Tag(_)
            | Column::File => Some(self),
        }
    }
}

/// The songs of a library as rows, with what an analysis found of them.
pub(crate) struct Rows {
    library: Arc<Library>,
    analysis: Option<Arc<Analysis>>,
    own: Arc<OwnTable>,
    from_centre: Vec<f32>,
    /// Of each song; empty where nothing was heard.
    tempo: Vec<f32>,
    /// The columns that say something, in the order in which they are shown; numbers with their
    /// least and largest.
    columns: Vec<(Column, Option<(f32, f32)>)>,
}

impl Rows {
    /// `analysis` and `own` are of the same library.
    pub(in crate::session) fn new(
        library: Arc<Library>,
        analysis: Option<Arc<Analysis>>,
        own: Arc<OwnTable>,
    ) -> Self {
        let from_centre = analysis
            .as_deref()
            .map_or_else(Vec::new, distances_from_centre);
        let tempo = analysis.as_deref().and_then(|a| a.heard(Plain::Tempo));
        let mut rows = Self {
            library,
            analysis,
            own,
            from_centre,
            tempo: tempo.unwrap_or_default(),
            columns: Vec::new(),
        };
        let labels = (0..rows.library.labels.len()).map(Column::Label);
        let numbers = (0..rows.library.numbers.len()).map(Column::Number);
        let found = [
            Column::Silhouette,
            Column::Trust,
            Column::Agreement,
            Column::Centre,
            Column::Duration,
            Column::Tempo,
            Column::Loudness,
        ];
        let own: Vec<Column> = rows
            .own
            .columns
            .iter()
            .map(|c| Column::Own(c.key()))
            .collect();
        let all = [Column::Title, Column::Artist, Column::Cluster]
            .into_iter()
            .chain(own)
            .chain([Column::Note])
            .chain(labels)
            .chain(numbers);
        rows.columns = all
            .chain(found)
            .chain([Column::File])
            .chain(Tag::all().map(Column::Tag))
            .map(|column| (column, rows.known_range(column)))
            .filter(|&(column, range)| rows.says_something(column, range))
            .collect();
        rows
    }

    fn says_something(&self, column: Column, range: Option<(f32, f32)>) -> bool {
        match column.kind() {
            Kind::Number => range.is_some(),
            Kind::Classes => column != Column::Cluster || self.analysis.is_some(),
            Kind::Text => {
                column == Column::Title
                    || (column != Column::Note || self.own.has_notes())
                        && (0..self.len()).any(|song| self.text(column, song).is_some())
            }
        }
    }

    fn known_range(&self, column: Column) -> Option<(f32, f32)> {
        if column.kind() != Kind::Number {
            return None;
        }
        let known = (0..self.len())
            .map(|song| self.number(column, song))
            .filter(|v| v.is_finite());
        known.fold(None, |range, v| {
            Some(range.map_or((v, v), |(low, high): (f32, f32)| (low.min(v), high.max(v))))
        })
    }

    /// How many songs there are.
    pub(crate) fn len(&self) -> usize {
        self.library.songs.len()
    }

    pub(crate) fn columns(&self) -> impl Iterator<Item = Column> + '_ {
        self.columns.iter().map(|(column, _)| *column)
    }

    /// The least and the largest known number of a column of numbers.
    pub(crate) fn range(&self, column: Column) -> Option<(f32, f32)> {
        self.columns.iter().find(|(c, _)| *c == column)?.1
    }

    /// True for a song that the person hid: it is listed nowhere.
    pub(crate) fn is_hidden(&self, song: usize) -> bool {
        self.own.is_hidden(song)
    }

    /// What a column of the library, or of the person's own, is called; `None` for ours.
    pub(crate) fn name(&self, column: Column) -> Option<&str> {
        if let Column::Number(i) = column {
            return Some(self.library.numbers.get(i)?.name.as_str());
        }
        let labels = column.labels(&self.library, &self.own)?;
        Some(labels.name.as_str())
    }

    /// The names of the classes of a label column; empty for clusters, which are counted.
    pub(crate) fn class_names(&self, column: Column) -> &[String] {
        let labels = column.labels(&self.library, &self.own);
        labels.map_or(&[], |labels| &labels.classes)
    }

    /// How many classes there are in a column of classes.
    pub(crate) fn n_classes(&self, column: Column) -> usize {
        if column == Column::Cluster {
            return self.analysis.as_ref().map_or(0, |a| a.clusters.n_clusters);
        }
        self.class_names(column).len()
    }

    /// The cell of a column of text; `None` where it is unknown.
    pub(crate) fn text(&self, column: Column, song: usize) -> Option<Cow<'_, str>> {
        let (i, song) = (song, self.library.songs.get(song)?);
        match column {
            Column::Note => self.own.note(i).map(Cow::Borrowed),
            Column::Title => Some(Cow::Borrowed(song.title.as_str())),
            Column::Artist => {
                Some(Cow::Borrowed(song.artist.as_str())).filter(|artist| !artist.is_empty())
            }
            Column::File => {
                let words = || {
                    song.lyrics
                        .as_ref()
                        .and_then(|lyrics| lyrics.source.as_ref())
                };
                let path = song
                    .audio
                    .as_ref()
                    .map(|audio| &audio.path)
                    .or_else(words)?;
                let root = &self.library.root;
                let folder = if root.extension().is_some() {
                    root.parent().unwrap_or(root)
                } else {
                    root
                };
                Some(path.strip_prefix(folder).unwrap_or(path).to_string_lossy())
            }
            Column::Cluster
            | Column::Label(_)
            | Column::Number(_)
            | Column::Own(_)
            | Column::Silhouette
            | Column::Trust
            | Column::Agreement
            | Column::Centre
            | Column::Duration
            | Column::Tempo
            | Column::Loudness
            | Column::Tag(_) => None,
        }
    }

    /// The cell of a column of classes; `None` is noise or unknown.
    pub(crate) fn class(&self, column: Column, song: usize) -> Class {
        if column == Column::Cluster {
            let labels = &self.analysis.as_ref()?.clusters.labels;
            return labels.get(song).copied().flatten();
        }
        column.labels(&self.library, &self.own)?.class(song)
    }

    /// The cell of a column of numbers; NaN where it is unknown.
    pub(crate) fn number(&self, column: Column, song: usize) -> f32 {
        let at = |values: &[f32]| values.get(song).copied();
        let analysis = self.analysis.as_deref();
        let value = match column {
            Column::Number(i) => self
                .library
                .numbers
                .get(i)
                .and_then(|n| n.of_song.get(song))
                .map(|&v| v as f32),
            Column::Silhouette => analysis.and_then(|a| at(&a.scores.silhouette_of_song)),
            Column::Trust => analysis.and_then(|a| at(&a.trust.as_ref()?.trustworthiness_of_song)),
            Column::Agreement => analysis.and_then(|a| at(&a.probes.cross_modal.as_ref()?.of_song)),
            Column::Centre => at(&self.from_centre),
            Column::Tempo => at(&self.tempo),
            Column::Loudness => analysis.and_then(|a| a.loudness_of(song)),
            Column::Tag(tag) => analysis.map(|a| a.tag_of(tag, song)),
            Column::Duration => {
                analysis.and_then(|a| a.features.duration_secs.get(*a.rows.get(song)?).copied())
            }
            Column::Title
            | Column::Artist
            | Column::Cluster
            | Column::Label(_)
            | Column::Own(_)
            | Column::Note
            | Column::File => None,
        };
        value.unwrap_or(f32::NAN)
    }
}

/// Distance of each song to the mean of its cluster in latent space; NaN for noise.
fn distances_from_centre(analysis: &Analysis) -> Vec<f32> {
    let (x, labels) = (analysis.latents(), &analysis.clusters.labels);
    let mut centres = Matrix::zeros(analysis.clusters.n_clusters, x.n_cols());
    let mut sizes = vec![0.0_f32; analysis.clusters.n_clusters];
    for (row, cluster) in x.rows().zip(labels) {
        let Some(cluster) = cluster.map(|c| c as usize) else {
            continue;
        };
        sizes[cluster] += 1.0;
        let size = sizes[cluster];
        // A running mean: sums of many songs would lose digits.
        centres
            .row_mut(cluster)
            .iter_mut()
            .zip(row)
            .for_each(|(mean, v)| *mean += (v - *mean) / size);
    }
    let distance = |(row, cluster): (&[f32], &Option<u32>)| {
        cluster.map_or(f32::NAN, |c| {
            squared_distance(row, centres.row(c as usize)).sqrt()
        })
    };
    x.rows().zip(labels).map(distance).collect()
}
