//! Whether distances between clusters, and their sizes, are the same on a picture as in truth.

use crate::clustering::Clusters;
use crate::matrix::{Matrix, squared_distance_f64};
use crate::scores::rank_correlation;

/// Fewer numbers than this have no order to speak of: three clusters have three pairs, four have
/// six.
const FEWEST_CLUSTERS: usize = 4;

/// Middle and spread of each cluster with a song.
pub(super) struct Geometry {
    clusters: Vec<u32>,
    middles: Vec<Vec<f64>>,
    /// Root mean squared distance of the songs to the middle.
    spreads: Vec<f64>,
}

impl Geometry {
    /// # Shapes
    /// `x` n × d, rows of the songs of `clusters`.
    pub(super) fn of(x: &Matrix, clusters: &Clusters) -> Self {
        let mut middles = vec![vec![0.0; x.n_cols()]; clusters.n_clusters];
        let mut sizes = vec![0.0; clusters.n_clusters];
        let members = || {
            x.rows()
                .zip(&clusters.labels)
                .filter_map(|(row, label)| Some((row, (*label)? as usize)))
        };
        for (row, cluster) in members() {
            sizes[cluster] += 1.0;
            middles[cluster]
                .iter_mut()
                .zip(row)
                .for_each(|(sum, &v)| *sum += f64::from(v));
        }
        for (middle, size) in middles.iter_mut().zip(&sizes) {
            middle
                .iter_mut()
                .for_each(|sum| *sum /= f64::max(*size, 1.0));
        }
        let mut squares = vec![0.0; clusters.n_clusters];
        for (row, cluster) in members() {
            let at = row
                .iter()
                .zip(&middles[cluster])
                .map(|(&v, m)| (f64::from(v) - m).powi(2));
            squares[cluster] += at.sum::<f64>();
        }
        let kept: Vec<usize> = (0..clusters.n_clusters)
            .filter(|&c| sizes[c] > 0.0)
            .collect();
        Self {
            clusters: kept.iter().map(|&c| c as u32).collect(),
            middles: kept.iter().map(|&c| middles[c].clone()).collect(),
            spreads: kept
                .iter()
                .map(|&c| (squares[c] / sizes[c]).sqrt())
                .collect(),
        }
    }

    pub(super) fn n_clusters(&self) -> usize {
        self.clusters.len()
    }

    /// Every two clusters with the distance of their middles.
    fn pairs(&self) -> Vec<((u32, u32), f64)> {
        let n = self.clusters.len();
        let both = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
        both.map(|(a, b)| {
            let distance = squared_distance_f64(&self.middles[a], &self.middles[b]).sqrt();
            ((self.clusters[a], self.clusters[b]), distance)
        })
        .collect()
    }
}

/// Distances between clusters on a picture beside those in truth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Distances {
    /// Spearman's ρ of the two, over all pairs.
    pub(crate) rank_correlation: f64,
    pub(crate) n_pairs: usize,
    /// The two that are nearest in the picture, and which place they have among pairs in truth,
    /// from 1.
    pub(crate) nearest: (u32, u32),
    pub(crate) place_in_truth: usize,
}

/// `None` with fewer than four clusters, or where all pairs are equally far.
pub(super) fn distances(truth: &Geometry, picture: &Geometry) -> Option<Distances> {
    if truth.n_clusters() < FEWEST_CLUSTERS {
        return None;
    }
    let (truth, picture) = (truth.pairs(), picture.pairs());
    let of = |pairs: &[((u32, u32), f64)]| {
        pairs
            .iter()
            .map(|(_, distance)| *distance)
            .collect::<Vec<f64>>()
    };
    let rank_correlation = rank_correlation(&of(&truth), &of(&picture))?;
    let nearest = picture.iter().min_by(|a, b| a.1.total_cmp(&b.1))?.0;
    let own = truth.iter().find(|(pair, _)| *pair == nearest)?.1;
    let place_in_truth = 1 + truth.iter().filter(|(_, distance)| *distance < own).count();
    Some(Distances {
        rank_correlation,
        n_pairs: truth.len(),
        nearest,
        place_in_truth,
    })
}

/// How wide clusters are on a picture, beside how wide they are in truth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sizes {
    /// Spearman's ρ of the two, over clusters.
    pub(crate) rank_correlation: f64,
    pub(crate) n_clusters: usize,
    pub(crate) widest_in_truth: u32,
    pub(crate) widest_in_picture: u32,
}

/// `None` with fewer than four clusters, or where all are equally wide.
pub(super) fn sizes(truth: &Geometry, picture: &Geometry) -> Option<Sizes> {
    if truth.n_clusters() < FEWEST_CLUSTERS {
        return None;
    }
    let widest = |of: &Geometry| {
        let at = (0..of.spreads.len()).max_by(|&a, &b| of.spreads[a].total_cmp(&of.spreads[b]));
        at.map(|at| of.clusters[at])
    };
    Some(Sizes {
        rank_correlation: rank_correlation(&truth.spreads, &picture.spreads)?,
        n_clusters: truth.n_clusters(),
        widest_in_truth: widest(truth)?,
        widest_in_picture: widest(picture)?,
    })
}
