//! k-means: linfa from several k-means++ starts, and Lloyd's steps in f64 until no song moves.

use std::sync::atomic::{AtomicUsize, Ordering};

use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_clustering::{KMeans, KMeansInit};
use ndarray::Array2;
use rand_xoshiro::Xoshiro256Plus;
use rand_xoshiro::rand_core::SeedableRng;
use rayon::prelude::*;

use super::{Clusters, Detail};
use crate::config::{ClusteringConfig, splitmix64};
use crate::error::{Error, Result};
use crate::job::{Reporter, Stage};
use crate::matrix::{Matrix, squared_distance_f64};

/// k-means by linfa: k-means++ (Arthur and Vassilvitskii 2007) and the best of several starts; clusters numbered by
/// size, largest first, those of one size by their first song.
///
/// linfa moves a centroid to the mean of its songs *and its old place* (m_k-means), and so ends near the mean rather
/// than at it: each start is finished with Lloyd's own steps until no song changes cluster. The centroids are then the
/// means of their songs, and the starts are compared by their true inertia.
///
/// There are fewer clusters than asked for when there are fewer distinct rows: `n_clusters` of the result says how many.
///
/// # Errors
/// When there are fewer rows than clusters, no columns, or a number that is not finite; or
/// [`Error::Cancelled`] between two starts.
pub fn kmeans(x: &Matrix, config: &ClusteringConfig, seed: u64, reporter: &Reporter) -> Result<Clusters> {
    let k = config.n_clusters;
    if x.n_rows() < k {
        return Err(stage(format!("{} songs cannot make {k} clusters", x.n_rows())));
    }
    if x.n_cols() == 0 || !x.is_finite() {
        return Err(stage("the features must have a column, and be finite".to_string()));
    }
    let points = Points::new(x);
    let k = k.min(points.n_distinct());
    let n_done = AtomicUsize::new(0);
    let starts = (0..config.n_init).into_par_iter().map(|start| {
        reporter.checkpoint()?;
        let start_seed = splitmix64(seed.wrapping_add(start as u64));
        let found = points.settle(points.linfa(k, config, start_seed)?, config.max_iterations);
        let done = n_done.fetch_add(1, Ordering::Relaxed) + 1;
        reporter.step(Stage::Clustering, done, config.n_init, "starts");
        Ok(found)
    });
    // Of equal starts the first is kept, so it does not matter which ends first.
    let best = starts.collect::<Result<Vec<_>>>()?.into_iter().min_by(|a, b| a.inertia.total_cmp(&b.inertia));
    best.map(|partition| partition.by_size(x.n_cols())).ok_or_else(|| stage("no start was made".to_string()))
}

fn stage(cause: String) -> Error {
    Error::stage("k-means", cause)
}

/// The rows in f64, row-major.
struct Points {
    rows: Array2<f64>,
}

/// Clusters with their centroids; every cluster has a song, save where even moving a centroid could not find it one.
struct Partition {
    labels: Vec<usize>,
    /// k rows of d numbers, one after another.
    centroids: Vec<f64>,
    inertia: f64,
}

impl Points {
    fn new(x: &Matrix) -> Self {
        Self { rows: Array2::from_shape_fn((x.n_rows(), x.n_cols()), |(i, c)| f64::from(x.row(i)[c])) }
    }

    fn d(&self) -> usize {
        self.rows.ncols()
    }

    fn iter(&self) -> std::slice::ChunksExact<'_, f64> {
        self.slice().chunks_exact(self.d())
    }

    fn slice(&self) -> &[f64] {
        self.rows.as_slice().unwrap_or_default()
    }

    fn n_distinct(&self) -> usize {
        // Adding 0 makes −0 and 0 the same bits.
        let mut keys: Vec<Vec<u64>> = self.iter().map(|r| r.iter().map(|v| (v + 0.0).to_bits()).collect()).collect();
        keys.par_sort_unstable();
        keys.dedup();
        keys.len()
    }

    /// Centroids of one run of linfa.
    fn linfa(&self, k: usize, config: &ClusteringConfig, seed: u64) -> Result<Vec<f64>> {
        let columns = self.rows.columns();
        let mean_variance = columns.into_iter().map(|c| c.var(0.0)).sum::<f64>() / self.d() as f64;
        // The tolerance is a distance that all centroids together move, so it goes with the scale of the data. It is coarse,
        // for Lloyd's steps take it from there, and take fewer.
        let tolerance = 0.05 * mean_variance.sqrt();
        let model = KMeans::params_with_rng(k, Xoshiro256Plus::seed_from_u64(seed))
            .init_method(KMeansInit::KMeansPlusPlus)
            .n_runs(1)
            .max_n_iterations(config.max_iterations as u64)
            .tolerance(tolerance.max(f64::MIN_POSITIVE))
            .fit(&DatasetBase::from(self.rows.view()))
            .map_err(|e| stage(e.to_string()))?;
        Ok(model.centroids().iter().copied().collect())
    }

    /// Lloyd's steps from `centroids` until no label changes.
    fn settle(&self, mut centroids: Vec<f64>, max_iterations: usize) -> Partition {
        let mut nearest = self.assign(&centroids);
        for _ in 0..max_iterations {
            centroids = self.means(&mut nearest, &centroids);
            let next = self.assign(&centroids);
            let moved = next.iter().zip(&nearest).any(|(a, b)| a.0 != b.0);
            nearest = next;
            if !moved {
                break;
            }
        }
        let inertia = nearest.iter().map(|(_, square)| square).sum();
        Partition { labels: nearest.into_iter().map(|(label, _)| label).collect(), centroids, inertia }
    }

    /// Nearest centroid of each row, the first of equals, and its squared distance.
    fn assign(&self, centroids: &[f64]) -> Vec<(usize, f64)> {
        let d = self.d();
        self.slice()
            .par_chunks_exact(d)
            .with_min_len(256)
            .map(|row| {
                let mut best = (0, f64::INFINITY);
                for (label, centroid) in centroids.chunks_exact(d).enumerate() {
                    let square = squared_distance_f64(row, centroid);
                    if square < best.1 {
                        best = (label, square);
                    }
                }
                best
            })
            .collect()
    }

    /// Mean of each cluster's rows. A cluster without rows takes the row farthest from its own centroid.
    fn means(&self, nearest: &mut [(usize, f64)], centroids: &[f64]) -> Vec<f64> {
        let d = self.d();
        let k = centroids.len() / d;
        let mut sizes = vec![0usize; k];
        nearest.iter().for_each(|(label, _)| sizes[*label] += 1);
        for empty in 0..k {
            if sizes[empty] == 0 {
                let candidates = nearest.iter().enumerate().filter(|(_, (label, _))| sizes[*label] > 1);
                if let Some((row, _)) = candidates.max_by(|a, b| a.1.1.total_cmp(&b.1.1)) {
                    sizes[nearest[row].0] -= 1;
                    nearest[row] = (empty, 0.0);
                    sizes[empty] = 1;
                }
            }
        }
        let mut sums = vec![0.0; centroids.len()];
        for ((label, _), row) in nearest.iter().zip(self.iter()) {
            for (sum, v) in sums[label * d..(label + 1) * d].iter_mut().zip(row) {
                *sum += v;
            }
        }
        for (sum, size) in sums.chunks_exact_mut(d).zip(&sizes) {
            sum.iter_mut().for_each(|v| *v /= (*size).max(1) as f64);
        }
        sums
    }
}

impl Partition {
    fn by_size(self, d: usize) -> Clusters {
        let k = self.centroids.len() / d;
        let mut sizes = vec![0usize; k];
        let mut first = vec![usize::MAX; k];
        for (song, &label) in self.labels.iter().enumerate() {
            sizes[label] += 1;
            first[label] = first[label].min(song);
        }
        let mut order: Vec<usize> = (0..k).filter(|&label| sizes[label] > 0).collect();
        order.sort_by_key(|&label| (std::cmp::Reverse(sizes[label]), first[label]));
        let mut number = vec![0u32; k];
        for (new, &old) in order.iter().enumerate() {
            number[old] = new as u32;
        }
        let rows: Vec<Vec<f32>> = order
            .iter()
            .map(|&old| self.centroids[old * d..(old + 1) * d].iter().map(|&v| v as f32).collect())
            .collect();
        Clusters {
            labels: self.labels.iter().map(|&label| Some(number[label])).collect(),
            n_clusters: order.len(),
            centroids: Some(Matrix::from_rows(&rows)),
            inertia: Some(self.inertia),
            detail: Detail::None,
        }
    }
}
