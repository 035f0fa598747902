//! What the map is coloured by, and which classes the legend leaves out.

use std::collections::HashSet;

use crate::curation::{OwnKey, OwnTable};
use crate::ears::{self, Tag};
use crate::library::Library;
use crate::pipeline::Analysis;
use crate::words::{Text, id, say};

/// A class of the present colouring; `None` is noise, or a song whose label is unknown.
pub(crate) type Class = Option<u32>;

/// What decides the colour of a song. Columns are indices into the library's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum ColourBy {
    /// Its cluster.
    #[default]
    Cluster,
    /// A label column of the library.
    Label(usize),
    /// A number column of the library.
    Number(usize),
    /// A column of one's own.
    Own(OwnKey),
    /// How much nearer a song is to its own cluster than to the next, -1 to 1.
    Silhouette,
    /// How far the picture shows a song among its true neighbours.
    Trust,
    /// How far a song's neighbours by sound are its neighbours by words.
    Agreement,
    /// Where songs are along a latent dimension.
    Latent(usize),
    /// How well a tag fits, as the trained network guesses.
    Tag(Tag),
}

/// The colour value of every song.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Values {
    Classes {
        names: Vec<String>,
        of_song: Vec<Class>,
        counts: Vec<usize>,
        n_unknown: usize,
    },
    /// NaN where unknown. `diverging` around 0, else from `low` to `high`.
    Numbers {
        of_song: Vec<f32>,
        low: f32,
        high: f32,
        diverging: bool,
    },
}

/// A colouring, computed when it is chosen.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Colouring {
    pub(crate) by: ColourBy,
    pub(crate) title: String,
    pub(crate) values: Values,
    pub(super) hidden: HashSet<Class>,
}

impl Default for Colouring {
    fn default() -> Self {
        Self {
            by: ColourBy::Cluster,
            title: String::new(),
            values: Values::Numbers {
                of_song: Vec::new(),
                low: 0.0,
                high: 0.0,
                diverging: false,
            },
            hidden: HashSet::new(),
        }
    }
}

impl Colouring {
    /// Without an analysis, clusters and silhouettes are unknown of every song.
    pub(super) fn new(
        by: ColourBy,
        library: &Library,
        analysis: Option<&Analysis>,
        own: &OwnTable,
    ) -> Self {
        let n = library.songs.len();
        let (title, values) = match by {
            ColourBy::Cluster => (id::COMMON_CLUSTER.to_string(), clusters(n, analysis)),
            ColourBy::Label(column) => match library.labels.get(column) {
                Some(label) => (
                    label.name.clone(),
                    classes(label.classes.clone(), label.of_song.clone()),
                ),
                None => (id::COMMON_CLUSTER.to_string(), clusters(n, analysis)),
            },
            ColourBy::Number(column) => match library.numbers.get(column) {
                Some(number) => (number.name.clone(), numbers(number.singles())),
                None => (id::COMMON_CLUSTER.to_string(), clusters(n, analysis)),
            },
            ColourBy::Own(key) => match own.column(key) {
                Some(column) => {
                    let label = &column.label;
                    let values = classes(label.classes.clone(), label.of_song.clone());
                    (column.shown_name(), values)
                }
                None => (id::COMMON_CLUSTER.to_string(), clusters(n, analysis)),
            },
            ColourBy::Silhouette => {
                let of_song = analysis.map_or_else(
                    || vec![f32::NAN; n],
                    |a| a.scores.silhouette_of_song.clone(),
                );
                (
                    id::MAP_BAR_SILHOUETTE.to_string(),
                    Values::Numbers {
                        of_song,
                        low: -1.0,
                        high: 1.0,
                        diverging: true,
                    },
                )
            }
            ColourBy::Trust => {
                let trust = analysis.and_then(|a| a.trust.as_ref());
                (
                    id::COMMON_TRUSTWORTHINESS.to_string(),
                    numbers(or_unknown(n, trust.map(|t| &t.trustworthiness_of_song))),
                )
            }
            ColourBy::Agreement => {
                let agreement = analysis.and_then(|a| a.probes.cross_modal.as_ref());
                (
                    id::MAP_BAR_AUDIO_LYRICS_AGREE.to_string(),
                    numbers(or_unknown(n, agreement.map(|a| &a.of_song))),
                )
            }
            ColourBy::Tag(tag) => {
                let guesses = analysis.and_then(|a| a.tag(tag));
                let title = say(id::MAP_TAG_GUESSED_BY_NETWORK)
                    .with("tag", tag.label())
                    .with("network", ears::NAME);
                (title.to_string(), numbers(or_unknown(n, guesses.as_ref())))
            }
            ColourBy::Latent(dim) => match analysis
                .map(|a| a.latents())
                .filter(|latents| dim < latents.n_cols())
            {
                Some(latents) => {
                    let of_song = latents.rows().map(|row| row[dim]).collect();
                    (
                        say(id::MAP_BAR_LATENT_DIMENSION_N)
                            .with("n", dim)
                            .to_string(),
                        numbers(of_song),
                    )
                }
                None => (id::COMMON_CLUSTER.to_string(), clusters(n, analysis)),
            },
        };
        Self {
            by,
            title,
            values,
            hidden: HashSet::new(),
        }
    }

    /// By other clusters than the analysis', numbered as they are.
    pub(super) fn of_clusters(title: Text, labels: &[Class]) -> Self {
        let n = labels.iter().flatten().max().map_or(0, |&last| last + 1);
        let names = (1..=n)
            .map(|i| say(id::COMMON_CLUSTER_N).with("n", i).to_string())
            .collect();
        let values = classes(names, labels.to_vec());
        Self {
            by: ColourBy::Cluster,
            title: title.to_string(),
            values,
            hidden: HashSet::new(),
        }
    }

    /// Counts the songs of each class without those that the person hid.
    pub(super) fn count_without(&mut self, own: &OwnTable) {
        if let Values::Classes {
            of_song,
            counts,
            n_unknown,
            ..
        } = &mut self.values
            && own.n_hidden() > 0
        {
            for (song, class) in of_song.iter().enumerate() {
                if own.is_hidden(song) {
                    match class {
                        Some(class) => counts[*class as usize] -= 1,
                        None => *n_unknown -= 1,
                    }
                }
            }
        }
    }

    /// The class of a song; `None` also where there are no classes.
    pub(crate) fn class(&self, song: usize) -> Class {
        match &self.values {
            Values::Classes { of_song, .. } => of_song.get(song).copied().flatten(),
            Values::Numbers { .. } => None,
        }
    }

    /// True unless the legend leaves the song's class out.
    pub(crate) fn shows(&self, song: usize) -> bool {
        self.hidden.is_empty() || !self.hidden.contains(&self.class(song))
    }

    pub(crate) fn shows_class(&self, class: Class) -> bool {
        !self.hidden.contains(&class)
    }

    pub(crate) fn shows_all(&self) -> bool {
        self.hidden.is_empty()
    }

    pub(super) fn has_classes_of(&self, other: &Colouring) -> bool {
        match (&self.values, &other.values) {
            (Values::Classes { names, .. }, Values::Classes { names: others, .. }) => {
                self.title == other.title && names == others
            }
            _ => false,
        }
    }

    pub(super) fn toggle(&mut self, class: Class) {
        if !self.hidden.remove(&class) {
            self.hidden.insert(class);
        }
    }

    pub(super) fn solo(&mut self, class: Class) {
        let Values::Classes { names, .. } = &self.values else {
            return;
        };
        let others: HashSet<Class> = (0..names.len() as u32)
            .map(Some)
            .chain([None])
            .filter(|&other| other != class)
            .collect();
        // The first click of a double click may have hidden the class itself.
        self.hidden.remove(&class);
        self.hidden = if self.hidden == others {
            HashSet::new()
        } else {
            others
        };
    }
}

fn or_unknown(n: usize, of_song: Option<&Vec<f32>>) -> Vec<f32> {
    of_song.cloned().unwrap_or_else(|| vec![f32::NAN; n])
}

fn clusters(n: usize, analysis: Option<&Analysis>) -> Values {
    let Some(analysis) = analysis else {
        return classes(Vec::new(), vec![None; n]);
    };
    let names = (0..analysis.clusters.n_clusters)
        .map(|i| say(id::COMMON_CLUSTER_N).with("n", i + 1).to_string())
        .collect();
    classes(names, analysis.clusters.labels.clone())
}

fn classes(names: Vec<String>, of_song: Vec<Class>) -> Values {
    let mut counts = vec![0; names.len()];
    for class in of_song.iter().flatten() {
        counts[*class as usize] += 1;
    }
    let n_unknown = of_song.iter().filter(|class| class.is_none()).count();
    Values::Classes {
        names,
        of_song,
        counts,
        n_unknown,
    }
}

fn numbers(of_song: Vec<f32>) -> Values {
    let known = || of_song.iter().copied().filter(|v| v.is_finite());
    let (low, high) = (
        known().fold(f32::INFINITY, f32::min),
        known().fold(f32::NEG_INFINITY, f32::max),
    );
    let (low, high) = if low <= high { (low, high) } else { (0.0, 0.0) };
    Values::Numbers {
        of_song,
        low,
        high,
        diverging: false,
    }
}
