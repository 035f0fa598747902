//! Scores that look at the points and their clusters alone.

use std::ops::Range;

use super::chance::sample;
use super::points::Points;
use super::silhouette::silhouettes;
use super::{Internal, ScoreMap, effort};
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::{Matrix, squared_distance_f64};

pub(super) struct Found {
    pub(crate) scores: ScoreMap<Internal, Option<f64>>,
    pub(crate) silhouette_of_song: Vec<f32>,
    pub(crate) silhouette_sample: Option<(usize, f64)>,
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
        .map(|group| spread(&points, group.clone(), &points.mean(group.clone())))
        .sum()
}

/// Mean of a sample of n values, and its standard error.
fn mean_and_error(sample: &[f64], n: usize) -> (f64, f64) {
    let m = sample.len() as f64;
    let mean = sample.iter().sum::<f64>() / m;
    let variance = sample.iter().map(|s| (s - mean) * (s - mean)).sum::<f64>() / (m - 1.0);
    (mean, (variance / m * (1.0 - m / n as f64)).sqrt())
}

/// Sum of squared distances from `at` to the points in `range`.
fn spread(points: &Points, range: Range<usize>, at: &[f64]) -> f64 {
    points.sum_over(range, at, |square| square)
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
        within += spread(points, group.clone(), centroid);
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
            points.sum_over(group.clone(), centroid, f64::sqrt) / group.len() as f64
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
