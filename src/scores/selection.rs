//! What a selection of songs is made of, and what sets it apart from all songs.

use super::words::Vocabulary;
use crate::clustering::Clusters;
use crate::error::Result;
use crate::features::{BlockId, BlockKind, FeatureSet};
use crate::job::Reporter;
use crate::library::{LabelColumn, Library, NumberColumn};

/// A difference this unlikely among all features looked at is no accident of which songs were
/// chosen.
const ACCIDENT: f64 = 0.05;

/// What songs are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Facet {
    Cluster,
    /// A label column of the library.
    Label(usize),
}

/// How many songs one class has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// `None` is noise.
    pub(crate) class: Option<u32>,
    pub(crate) here: usize,
    pub(crate) overall: usize,
}

/// The classes that songs fall into, in the selection and among all songs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Composition {
    pub(crate) facet: Facet,
    /// Every class that has a song, most frequent in the selection first.
    pub(crate) parts: Vec<Part>,
    /// Songs whose class is known: what shares are shares of. Noise counts, unknown labels do not.
    pub(crate) n_here: usize,
    pub(crate) n_overall: usize,
}

impl Composition {
    /// Share of a part in the selection, and among all songs.
    pub(crate) fn shares(&self, part: &Part) -> (f32, f32) {
        let share = |n: usize, of: usize| n as f32 / of.max(1) as f32;
        (
            share(part.here, self.n_here),
            share(part.overall, self.n_overall),
        )
    }
}

/// Selected songs by cluster and class of a label.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CrossTable {
    /// Column of the library.
    pub(crate) label: usize,
    /// Classes with a selected song, most frequent first.
    pub(crate) classes: Vec<u32>,
    /// Clusters with a selected song, `None` for noise last, and how many songs of each class;
    /// songs of unknown class are not counted.
    pub(crate) rows: Vec<(Option<u32>, Vec<usize>)>,
}

/// How far the mean of an audio feature over the selection is from that over all songs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FeatureDifference {
    /// Name of the column.
    pub(crate) column: String,
    pub(crate) here: f64,
    pub(crate) overall: f64,
    /// The difference in standard deviations over all songs.
    pub(crate) deviations: f64,
    /// False where as many songs drawn at random would often differ as much: mean of n of N songs
    /// without replacement, at 5 % over all features together (Bonferroni, with the normal tail
    /// below exp(−z²/2)).
    pub(crate) beyond_chance: bool,
}

/// The mean of a number column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NumberDifference {
    /// Column of the library.
    pub(crate) column: usize,
    /// Mean over the selected songs of which it is known.
    pub(crate) here: f64,
    pub(crate) overall: f64,
    /// The difference in standard deviations over all songs; 0 where the column does not vary.
    pub(crate) deviations: f64,
    pub(crate) n_here: usize,
}

/// What there is to say of a selection.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SelectionFacts {
    pub(crate) n_songs: usize,
    pub(crate) n_all: usize,
    /// By cluster, where there are clusters, then by each label column with a known class.
    pub(crate) compositions: Vec<Composition>,
    /// Cluster × label, one for each label column with a known class among the selected songs.
    pub(crate) cross: Vec<CrossTable>,
    /// Words that set it apart from the other songs in the same language, as
    /// [`super::ClusterFacts::words`].
    pub(crate) words: Vec<(String, f32)>,
    /// Audio features that vary, by how far they differ, the farthest first.
    pub(crate) features: Vec<FeatureDifference>,
    pub(crate) numbers: Vec<NumberDifference>,
}

/// Features of the songs of a library.
#[derive(Clone, Copy)]
pub(crate) struct SongFeatures<'a> {
    pub(crate) set: &'a FeatureSet,
    /// Row of each song in `set`.
    pub(crate) rows: &'a [usize],
}

/// Facts of the selection `songs`, ascending indices into `library`.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub(crate) fn selection_facts(
    songs: &[usize],
    library: &Library,
    clusters: Option<&Clusters>,
    features: Option<SongFeatures>,
    reporter: &Reporter,
) -> Result<SelectionFacts> {
    let n_all = library.songs.len();
    let labels = || library.labels.iter().enumerate();
    let by_cluster = clusters.map(|c| composition(Facet::Cluster, &c.labels, c.n_clusters, songs));
    let by_label = labels().map(|(i, label)| of_label(i, label, songs));
    let compositions = by_cluster
        .into_iter()
        .chain(by_label)
        .filter(|c| c.n_overall > 0)
        .collect();
    let cross = clusters.map_or_else(Vec::new, |c| {
        labels()
            .map(|(i, label)| cross_table(i, label, c, songs))
            .filter(|table| !table.classes.is_empty())
            .collect()
    });
    reporter.checkpoint()?;
    let words = features.map_or_else(Vec::new, |f| words(f, songs, library));
    reporter.checkpoint()?;
    Ok(SelectionFacts {
        n_songs: songs.len(),
        n_all,
        compositions,
        cross,
        words,
        features: features.map_or_else(Vec::new, |f| differences(f, songs)),
        numbers: numbers(library, songs),
    })
}

fn of_label(i: usize, label: &LabelColumn, songs: &[usize]) -> Composition {
    let mut found = composition(Facet::Label(i), &label.of_song, label.classes.len(), songs);
    found.parts.retain(|part| part.class.is_some());
    found.n_here = found.parts.iter().map(|part| part.here).sum();
    found.n_overall = found.parts.iter().map(|part| part.overall).sum();
    found
}

fn composition(
    facet: Facet,
    of_song: &[Option<u32>],
    n_classes: usize,
    songs: &[usize],
) -> Composition {
    let count = |classes: &mut dyn Iterator<Item = Option<u32>>| {
        let mut counts = vec![0; n_classes + 1];
        classes.for_each(|class| counts[class.map_or(n_classes, |c| c as usize)] += 1);
        counts
    };
    let here: Vec<usize> = count(&mut songs.iter().map(|&song| of_song[song]));
    let overall = count(&mut of_song.iter().copied());
    let class = |at: usize| (at < n_classes).then_some(at as u32);
    let mut parts: Vec<Part> = (0..=n_classes)
        .map(|at| Part {
            class: class(at),
            here: here[at],
            overall: overall[at],
        })
        .filter(|part| part.overall > 0)
        .collect();
    // Stable, so that classes of one size stay in their order.
    parts.sort_by_key(|part| std::cmp::Reverse(part.here));
    Composition {
        facet,
        parts,
        n_here: songs.len(),
        n_overall: of_song.len(),
    }
}

fn cross_table(i: usize, label: &LabelColumn, clusters: &Clusters, songs: &[usize]) -> CrossTable {
    let classes: Vec<u32> = of_label(i, label, songs)
        .parts
        .iter()
        .filter(|part| part.here > 0)
        .filter_map(|part| part.class)
        .collect();
    let mut place = vec![0; label.classes.len()];
    classes
        .iter()
        .enumerate()
        .for_each(|(at, &class)| place[class as usize] = at);
    let mut counts = vec![vec![0; classes.len()]; clusters.n_clusters + 1];
    let mut occurs = vec![false; clusters.n_clusters + 1];
    for &song in songs {
        let row = clusters.labels[song].map_or(clusters.n_clusters, |c| c as usize);
        occurs[row] = true;
        if let Some(class) = label.of_song[song] {
            counts[row][place[class as usize]] += 1;
        }
    }
    let cluster = |row: usize| (row < clusters.n_clusters).then_some(row as u32);
    let rows = counts
        .into_iter()
        .enumerate()
        .filter(|(row, _)| occurs[*row])
        .map(|(row, n)| (cluster(row), n));
    CrossTable {
        label: i,
        classes,
        rows: rows.collect(),
    }
}

/// The selection against all other songs, as one cluster against another.
fn words(features: SongFeatures, songs: &[usize], library: &Library) -> Vec<(String, f32)> {
    let Some(block) = features.set.block(BlockId::LyricWords) else {
        return Vec::new();
    };
    let mut chosen = vec![false; library.songs.len()];
    songs.iter().for_each(|&song| chosen[song] = true);
    let others: Vec<usize> = (0..chosen.len()).filter(|&song| !chosen[song]).collect();
    if others.is_empty() {
        return Vec::new();
    }
    let row_of = |song: usize| block.values.row(features.rows[song]);
    Vocabulary::new(&block.columns, row_of, &[songs.to_vec(), others], library).apart(0)
}

/// Mean and deviation (divisor n) of each column, and how many rows they are of.
struct Moments {
    n: f64,
    mean: Vec<f64>,
    deviation: Vec<f64>,
}

impl Moments {
    fn of<'r>(rows: impl Iterator<Item = &'r [f32]> + Clone, n_columns: usize) -> Self {
        let n = rows.clone().count() as f64;
        let mut mean = vec![0.0; n_columns];
        for row in rows.clone() {
            mean.iter_mut()
                .zip(row)
                .for_each(|(sum, &v)| *sum += f64::from(v));
        }
        mean.iter_mut().for_each(|sum| *sum /= n.max(1.0));
        let mut variance = vec![0.0; n_columns];
        for row in rows {
            for ((sum, m), &v) in variance.iter_mut().zip(&mean).zip(row) {
                *sum += (f64::from(v) - m).powi(2) / n;
            }
        }
        Self {
            n,
            mean,
            deviation: variance.into_iter().map(f64::sqrt).collect(),
        }
    }

    /// How far `here`, the mean of some of these rows, is from theirs; `None` where they vary by
    /// rounding only.
    fn deviations(&self, here: f64, column: usize) -> Option<f64> {
        let (mean, deviation) = (self.mean[column], self.deviation[column]);
        (deviation > 1e-6 * mean.abs().max(1e-6)).then(|| (here - mean) / deviation)
    }
}

fn differences(features: SongFeatures, songs: &[usize]) -> Vec<FeatureDifference> {
    let Some(block) = features
        .set
        .blocks
        .iter()
        .find(|block| block.kind == BlockKind::Audio)
    else {
        return Vec::new();
    };
    let row_of = |&song: &usize| block.present[song].then(|| block.values.row(song));
    let d = block.columns.len();
    let all = Moments::of(features.rows.iter().filter_map(row_of), d);
    let here = Moments::of(
        songs
            .iter()
            .map(|&song| &features.rows[song])
            .filter_map(row_of),
        d,
    );
    if here.n == 0.0 {
        return Vec::new();
    }
    // Of a mean of n of N values drawn without replacement, in their deviations.
    let error = ((all.n - here.n) / (all.n - 1.0).max(1.0) / here.n).sqrt();
    let enough = (2.0 * (d as f64 / ACCIDENT).ln()).sqrt() * error;
    let mut found: Vec<FeatureDifference> = (0..d)
        .filter_map(|j| {
            let deviations = all.deviations(here.mean[j], j)?;
            Some(FeatureDifference {
                column: block.columns[j].clone(),
                here: here.mean[j],
                overall: all.mean[j],
                deviations,
                beyond_chance: error > 0.0 && deviations.abs() > enough,
            })
        })
        .collect();
    found.sort_by(|a, b| b.deviations.abs().total_cmp(&a.deviations.abs()));
    found
}

fn numbers(library: &Library, songs: &[usize]) -> Vec<NumberDifference> {
    let difference = |(i, values): (usize, Vec<f32>)| {
        let known = |v: &&f32| v.is_finite();
        let all = Moments::of(values.iter().filter(known).map(std::slice::from_ref), 1);
        let here = Moments::of(
            songs
                .iter()
                .map(|&song| &values[song])
                .filter(known)
                .map(std::slice::from_ref),
            1,
        );
        (here.n > 0.0).then(|| NumberDifference {
            column: i,
            here: here.mean[0],
            overall: all.mean[0],
            deviations: all.deviations(here.mean[0], 0).unwrap_or(0.0),
            n_here: here.n as usize,
        })
    };
    library
        .numbers
        .iter()
        .map(NumberColumn::singles)
        .enumerate()
        .filter_map(difference)
        .collect()
}
