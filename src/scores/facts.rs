//! What there is to say of each cluster in words and names.

use super::Scores;
use super::words::Vocabulary;
use crate::clustering::Clusters;
use crate::library::{LabelColumn, Library};
use crate::matrix::{Matrix, squared_distance_f64};
use crate::text::TfIdf;

const N_CENTRAL: usize = 5;
const N_BORDER: usize = 5;

/// (class, share of this cluster's known songs, share overall), largest first; only classes that
/// occur in the cluster.
pub(crate) type Shares = Vec<(String, f32, f32)>;

/// What there is to say of one cluster.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ClusterFacts {
    pub(crate) cluster: u32,
    pub(crate) size: usize,
    /// For each label column, by name.
    pub(crate) shares: Vec<(String, Shares)>,
    pub(crate) silhouette: Option<f32>,
    /// The cluster with the nearest centroid, and its distance.
    pub(crate) nearest: Option<(u32, f32)>,
    /// Words that set it apart from other clusters' songs in the same language, with the difference
    /// in mean TF-IDF in standard errors, largest first. At most ten, all above 0; noise and songs
    /// without words do not count.
    pub(crate) words: Vec<(String, f32)>,
    /// False where hardly any other cluster has songs in its languages: its words are those of a
    /// language, "the" and "und".
    pub(crate) shares_languages: bool,
    /// Songs nearest to the centroid, nearest first; at most five.
    pub(crate) central: Vec<usize>,
    /// Songs of the lowest silhouette, lowest first: they stand as near to another cluster, or
    /// nearer. At most five, none of them central, and none where silhouettes are undefined.
    pub(crate) border: Vec<usize>,
}

/// What there is to say of the songs in no cluster.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NoiseFacts {
    pub(crate) size: usize,
    /// As of a cluster.
    pub(crate) shares: Vec<(String, Shares)>,
}

/// `None` where every song is in a cluster.
pub(crate) fn noise_facts(clusters: &Clusters, library: &Library) -> Option<NoiseFacts> {
    let songs: Vec<usize> = (0..clusters.labels.len())
        .filter(|&i| clusters.labels[i].is_none())
        .collect();
    let all = || {
        library
            .labels
            .iter()
            .map(|l| (l.name.clone(), shares(l, &songs)))
            .collect()
    };
    (!songs.is_empty()).then(|| NoiseFacts {
        size: songs.len(),
        shares: all(),
    })
}

/// Facts of every cluster, in order.
///
/// # Shapes
/// `x` is n songs × d; `words`, where given, n songs × terms with rows of zeros for songs without
/// words.
pub(crate) fn cluster_facts(
    x: &Matrix,
    clusters: &Clusters,
    scores: &Scores,
    library: &Library,
    words: Option<&TfIdf>,
) -> Vec<ClusterFacts> {
    let mut members = vec![Vec::new(); clusters.n_clusters];
    for (song, label) in clusters.labels.iter().enumerate() {
        if let Some(cluster) = label {
            members[*cluster as usize].push(song);
        }
    }
    let centroids: Vec<Vec<f64>> = members.iter().map(|songs| mean(x, songs)).collect();
    let vocabulary =
        words.map(|w| Vocabulary::new(&w.terms, |song| w.values.row(song), &members, library));
    members
        .iter()
        .enumerate()
        .map(|(c, songs)| (c, songs, central(x, songs, &centroids[c])))
        .map(|(c, songs, central)| ClusterFacts {
            cluster: c as u32,
            size: songs.len(),
            shares: library
                .labels
                .iter()
                .map(|l| (l.name.clone(), shares(l, songs)))
                .collect(),
            silhouette: mean_silhouette(&scores.silhouette_of_song, songs),
            nearest: nearest_cluster(c, &centroids, &members),
            words: vocabulary.as_ref().map_or_else(Vec::new, |v| v.apart(c)),
            shares_languages: vocabulary.as_ref().is_none_or(|v| v.shares_languages(c)),
            border: border(&scores.silhouette_of_song, songs, &central),
            central,
        })
        .collect()
}

fn mean(x: &Matrix, songs: &[usize]) -> Vec<f64> {
    let mut sums = vec![0.0; x.n_cols()];
    for &song in songs {
        add_row(&mut sums, x.row(song));
    }
    sums.iter_mut()
        .for_each(|v| *v /= songs.len().max(1) as f64);
    sums
}

fn add_row(sums: &mut [f64], row: &[f32]) {
    for (sum, &v) in sums.iter_mut().zip(row) {
        *sum += f64::from(v);
    }
}

pub(super) fn shares(column: &LabelColumn, songs: &[usize]) -> Shares {
    let count = |known: &mut dyn Iterator<Item = u32>| {
        let mut counts = vec![0usize; column.classes.len()];
        known.for_each(|class| counts[class as usize] += 1);
        let total = counts.iter().sum::<usize>().max(1);
        counts
            .into_iter()
            .map(|c| c as f32 / total as f32)
            .collect::<Vec<f32>>()
    };
    let here = count(&mut songs.iter().filter_map(|&s| column.of_song[s]));
    let overall = count(&mut column.of_song.iter().copied().flatten());
    let mut listed: Shares = column
        .classes
        .iter()
        .zip(here.iter().zip(&overall))
        .filter(|(_, (here, _))| **here > 0.0)
        .map(|(class, (&here, &overall))| (class.clone(), here, overall))
        .collect();
    // Stable, so that equal shares stay in the order of the classes.
    listed.sort_by(|a, b| b.1.total_cmp(&a.1));
    listed
}

fn mean_silhouette(of_song: &[f32], songs: &[usize]) -> Option<f32> {
    let known: Vec<f64> = songs
        .iter()
        .map(|&s| f64::from(of_song[s]))
        .filter(|s| !s.is_nan())
        .collect();
    (!known.is_empty()).then(|| (known.iter().sum::<f64>() / known.len() as f64) as f32)
}

fn nearest_cluster(c: usize, centroids: &[Vec<f64>], members: &[Vec<usize>]) -> Option<(u32, f32)> {
    (0..centroids.len())
        .filter(|&other| other != c && !members[other].is_empty() && !members[c].is_empty())
        .map(|other| {
            (
                other as u32,
                squared_distance_f64(&centroids[c], &centroids[other]).sqrt() as f32,
            )
        })
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

fn central(x: &Matrix, songs: &[usize], centroid: &[f64]) -> Vec<usize> {
    let mut by_distance: Vec<(f64, usize)> = songs
        .iter()
        .map(|&song| {
            let row: Vec<f64> = x.row(song).iter().map(|&v| f64::from(v)).collect();
            (squared_distance_f64(&row, centroid), song)
        })
        .collect();
    by_distance.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    by_distance
        .into_iter()
        .take(N_CENTRAL)
        .map(|(_, song)| song)
        .collect()
}

/// Songs of one silhouette in the order of the library.
fn border(of_song: &[f32], songs: &[usize], central: &[usize]) -> Vec<usize> {
    let mut known: Vec<usize> = songs
        .iter()
        .copied()
        .filter(|&song| !of_song[song].is_nan() && !central.contains(&song))
        .collect();
    known.sort_by(|&a, &b| of_song[a].total_cmp(&of_song[b]));
    known.truncate(N_BORDER);
    known
}
