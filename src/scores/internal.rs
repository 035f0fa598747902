//! Scores that look at the points and their clusters alone.

use std::ops::Range;

use rayon::prelude::*;

use super::chance::sample;
use super::{Internal, ScoreMap, effort};
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::{Matrix, squared_distance_f64};

/// Points whose distances are taken in one go; 2 KiB of partial sums stay in the first cache.
const TILE: usize = 256;
/// Songs between two checkpoints.
const BLOCK: usize = 1024;

pub(super) struct Found {
    pub scores: ScoreMap<Internal, Option<f64>>,
    pub silhouette_of_song: Vec<f32>,
    pub silhouette_sample: Option<(usize, f64)>,
}

/// Every [`Internal`] score, and the silhouette of each song, noise left out, as scikit-learn 1.7
/// defines them (see [`Internal`] for where we differ).
///
/// Above 20,000 songs (4,000 in a space of 1,000 columns) the silhouette is that of a random sample
/// of them, each song's own among *all* songs, so the mean is unbiased; its standard error is that of
/// drawing without replacement.
pub(super) fn score(
    x: &Matrix,
    labels: &[Option<u32>],
    seed: u64,
    reporter: &Reporter,
) -> Result<Found> {
    let mut found = Found {
        scores: ScoreMap::default(),
        silhouette_of_song: vec![f32::NAN; labels.len()],
        silhouette_sample: None,
    };
    let points = Points::new(x, labels);
    if points.groups.len() < 2 || points.groups.len() == points.n {
        return Ok(found);
    }
    let drawn = sample(points.n, effort::against_all(points.n, points.d), seed);
    let silhouettes = silhouettes(&points, &drawn, reporter)?;
    for (&point, &s) in drawn.iter().zip(&silhouettes) {
        found.silhouette_of_song[points.songs[point]] = s as f32;
    }
    let (mean_silhouette, error) = mean_and_error(&silhouettes, points.n);
    found.silhouette_sample = (drawn.len() < points.n).then_some((drawn.len(), error));
    let centroids: Vec<Vec<f64>> = points
        .groups
        .iter()
        .map(|g| points.mean(g.clone()))
        .collect();
    found.scores = ScoreMap::from_fn(|score| match score {
        Internal::Silhouette => Some(mean_silhouette),
        Internal::CalinskiHarabasz => calinski_harabasz(&points, &centroids),
        Internal::DaviesBouldin => Some(davies_bouldin(&points, &centroids)),
    });
    Ok(found)
}

/// Sum of squared distances to the means of the clusters, noise left out.
pub(super) fn inertia(x: &Matrix, labels: &[Option<u32>]) -> f64 {
    let points = Points::new(x, labels);
    points
        .groups
        .iter()
        .map(|group| points.spread(group.clone(), &points.mean(group.clone())))
        .sum()
}

/// Mean of a sample of n values, and its standard error.
fn mean_and_error(sample: &[f64], n: usize) -> (f64, f64) {
    let m = sample.len() as f64;
    let mean = sample.iter().sum::<f64>() / m;
    let variance = sample.iter().map(|s| (s - mean) * (s - mean)).sum::<f64>() / (m - 1.0);
    (mean, (variance / m * (1.0 - m / n as f64)).sqrt())
}

/// The songs that are in a cluster, ordered by cluster, in f64.
struct Points {
    n: usize,
    d: usize,
    /// d × n, so that the distances from one point to many are taken many at a time.
    columns: Vec<f64>,
    /// The song that each point is.
    songs: Vec<usize>,
    /// The points of each cluster; none is empty.
    groups: Vec<Range<usize>>,
}

impl Points {
    fn new(x: &Matrix, labels: &[Option<u32>]) -> Self {
        let mut songs: Vec<usize> = (0..labels.len()).filter(|&i| labels[i].is_some()).collect();
        songs.sort_by_key(|&i| labels[i]);
        let mut groups = Vec::new();
        let mut start = 0;
        for group in songs.chunk_by(|&a, &b| labels[a] == labels[b]) {
            groups.push(start..start + group.len());
            start += group.len();
        }
        let (n, d) = (songs.len(), x.n_cols());
        let mut columns = vec![0.0; n * d];
        for (i, &song) in songs.iter().enumerate() {
            for (c, &v) in x.row(song).iter().enumerate() {
                columns[c * n + i] = f64::from(v);
            }
        }
        Self {
            n,
            d,
            columns,
            songs,
            groups,
        }
    }

    fn column(&self, c: usize, range: Range<usize>) -> &[f64] {
        &self.columns[c * self.n..(c + 1) * self.n][range]
    }

    fn mean(&self, range: Range<usize>) -> Vec<f64> {
        let size = range.len() as f64;
        (0..self.d)
            .map(|c| self.column(c, range.clone()).iter().sum::<f64>() / size)
            .collect()
    }

    /// Sum of squared distances from `at` to the points in `range`.
    fn spread(&self, range: Range<usize>, at: &[f64]) -> f64 {
        self.sum_over(|c| at[c], range, |square| square)
    }

    /// Squared distances from `at` to the points in `range`.
    fn squared_distances(&self, at: impl Fn(usize) -> f64, range: Range<usize>, out: &mut [f64]) {
        out.fill(0.0);
        for c in 0..self.d {
            let here = at(c);
            for (sum, &there) in out.iter_mut().zip(self.column(c, range.clone())) {
                *sum += (here - there) * (here - there);
            }
        }
    }

    /// Sum over the points in `range` of `f(squared distance from at)`.
    fn sum_over(
        &self,
        at: impl Fn(usize) -> f64,
        range: Range<usize>,
        f: impl Fn(f64) -> f64,
    ) -> f64 {
        let mut tile = [0.0; TILE];
        let mut total = 0.0;
        for start in range.clone().step_by(TILE) {
            let end = range.end.min(start + TILE);
            let squares = &mut tile[..end - start];
            self.squared_distances(&at, start..end, squares);
            // Four running sums, as one alone would have to wait for each addition.
            let mut lanes = [0.0; 4];
            let (chunks, rest) = squares.as_chunks::<4>();
            for chunk in chunks {
                for (lane, &square) in lanes.iter_mut().zip(chunk) {
                    *lane += f(square);
                }
            }
            total += lanes.iter().sum::<f64>() + rest.iter().map(|&square| f(square)).sum::<f64>();
        }
        total
    }
}

/// The silhouettes of the given points, which ascend. Each is summed by one thread, so the bytes do
/// not depend on how many there are.
fn silhouettes(points: &Points, drawn: &[usize], reporter: &Reporter) -> Result<Vec<f64>> {
    let mut all = Vec::with_capacity(drawn.len());
    for block in drawn.chunks(BLOCK) {
        reporter.checkpoint()?;
        all.par_extend(block.par_iter().map(|&i| {
            let own = points.groups.partition_point(|group| group.end <= i);
            silhouette(points, own, i)
        }));
    }
    Ok(all)
}

fn silhouette(points: &Points, own: usize, i: usize) -> f64 {
    let n_own = points.groups[own].len();
    if n_own == 1 {
        return 0.0;
    }
    let at = |c: usize| points.columns[c * points.n + i];
    let (mut within, mut nearest) = (0.0, f64::INFINITY);
    for (g, group) in points.groups.iter().enumerate() {
        let sum = points.sum_over(at, group.clone(), f64::sqrt);
        if g == own {
            within = sum / (n_own - 1) as f64;
        } else {
            nearest = nearest.min(sum / group.len() as f64);
        }
    }
    let larger = within.max(nearest);
    if larger > 0.0 {
        (nearest - within) / larger
    } else {
        0.0
    }
}

fn calinski_harabasz(points: &Points, centroids: &[Vec<f64>]) -> Option<f64> {
    let overall = points.mean(0..points.n);
    let (mut between, mut within) = (0.0, 0.0);
    for (group, centroid) in points.groups.iter().zip(centroids) {
        let shift: f64 = centroid
            .iter()
            .zip(&overall)
            .map(|(a, b)| (a - b) * (a - b))
            .sum();
        between += group.len() as f64 * shift;
        within += points.spread(group.clone(), centroid);
    }
    let (n, k) = (points.n as f64, centroids.len() as f64);
    (within > 0.0).then(|| between / within * (n - k) / (k - 1.0))
}

fn davies_bouldin(points: &Points, centroids: &[Vec<f64>]) -> f64 {
    let spread: Vec<f64> = points
        .groups
        .iter()
        .zip(centroids)
        .map(|(group, centroid)| {
            points.sum_over(|c| centroid[c], group.clone(), f64::sqrt) / group.len() as f64
        })
        .collect();
    let likeness = |a: usize, b: usize| {
        let apart = squared_distance_f64(&centroids[a], &centroids[b]).sqrt();
        // Two centroids in one place say nothing of each other, as in scikit-learn.
        if apart > 0.0 {
            (spread[a] + spread[b]) / apart
        } else {
            0.0
        }
    };
    let k = centroids.len();
    let worst = |a: usize| {
        (0..k)
            .filter(|&b| b != a)
            .map(|b| likeness(a, b))
            .fold(0.0, f64::max)
    };
    (0..k).map(worst).sum::<f64>() / k as f64
}
