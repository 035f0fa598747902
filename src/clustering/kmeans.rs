//! k-means: greedy k-means++ starts, and Lloyd's steps until no song moves.

use std::sync::atomic::{AtomicUsize, Ordering};

use rand::seq::index;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::numbering::{Numbered, by_size};
use super::rows::{Rows, products};
use super::{Clusters, Detail};
use crate::config::ClusteringConfig;
use crate::error::{Error, Result};
use crate::job::{Reporter, Stage};
use crate::matrix::{Matrix, squared_distance_f64};
use crate::random::splitmix64;
use crate::words::{id, same};

/// Rows whose distances are one matrix product: they and the results stay in the processor's cache.
const BLOCK: usize = 256;
/// Above so many rows a sample of them finds where to start from…
const MOST_FOR_STARTS: usize = 20_000;
/// … where each cluster has so many of the sample.
const ROWS_OF_A_CLUSTER: usize = 100;

/// k-means by Lloyd's steps (1982) from greedy k-means++ (Arthur and Vassilvitskii 2007, with the
/// 2 + ln k trials of scikit-learn), the best of several starts by inertia; clusters numbered by
/// size, largest first, those of one size by their first song.
///
/// Every start is run until no song changes cluster, so the centroids are the means of their songs,
/// and each song's is the nearest by f64 distances; the f32 matrix products only find out quickly
/// which songs are clear. (linfa 0.8 has a k-means too. It moves a centroid to the mean of its
/// songs *and its old place*, so that it ends near the mean rather than at it; linfa serves
/// DBSCAN.)
///
/// Above 20,000 rows the starts are of a sample of 20,000, and Lloyd's steps over all rows go on from
/// the best of them (Bradley and Fayyad 1998), unless there are more clusters than one for every
/// hundred rows of the sample.
///
/// There are fewer clusters than asked for when there are fewer distinct rows: `n_clusters` of the
/// result says how many.
///
/// # Errors
/// When there are fewer rows than clusters, no columns, or a number that is not finite; or
/// [`Error::Cancelled`].
pub fn kmeans(
    x: &Matrix,
    config: &ClusteringConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Clusters> {
    let rows = Rows::for_k(x, config.n_clusters, same("k-means"))?;
    let k = config.n_clusters.min(rows.n_distinct(config.n_clusters));
    let seeds = match some_of(&rows, x, k, seed)? {
        Some(some) => {
            let of_some = best_start(&some, k, config, seed, reporter)?;
            of_some.centroids_around(&some.mean, &rows.mean)
        }
        None => return Ok(best_start(&rows, k, config, seed, reporter)?.clusters(&rows)),
    };
    let found = from_centroids(&rows, seeds, config.max_iterations, reporter)?;
    Ok(found.clusters(&rows))
}

/// The rows that starts are made from in place of all, where these are too many.
fn some_of(rows: &Rows, x: &Matrix, k: usize, seed: u64) -> Result<Option<Rows>> {
    if rows.n <= MOST_FOR_STARTS || k > MOST_FOR_STARTS / ROWS_OF_A_CLUSTER {
        return Ok(None);
    }
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut drawn = index::sample(&mut rng, rows.n, MOST_FOR_STARTS).into_vec();
    drawn.sort_unstable();
    let some = Rows::new(&x.select_rows(&drawn), same("k-means"))?;
    // A few rows that differ from thousands of equal ones may not be among them.
    Ok((some.n_distinct(k) == k).then_some(some))
}

/// The best of several starts.
fn best_start(
    rows: &Rows,
    k: usize,
    config: &ClusteringConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Partition> {
    let n_done = AtomicUsize::new(0);
    let starts = (0..config.n_init).into_par_iter().map(|start| {
        let found = one_start(
            rows,
            k,
            config.max_iterations,
            splitmix64(seed.wrapping_add(start as u64)),
            reporter,
        )?;
        let done = n_done.fetch_add(1, Ordering::Relaxed) + 1;
        reporter.step(
            Stage::Clustering,
            done,
            config.n_init,
            id::CLUSTERING_STARTS,
        );
        Ok(found)
    });
    // Of equal starts the first is kept, so it does not matter which ends first.
    let best = starts
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .min_by(|a, b| a.inertia.total_cmp(&b.inertia));
    best.ok_or_else(|| Error::stage(same("k-means"), id::CLUSTERING_NO_START_WAS_MADE))
}

/// k-means from one start.
pub(super) fn one_start(
    rows: &Rows,
    k: usize,
    max_iterations: usize,
    seed: u64,
    reporter: &Reporter,
) -> Result<Partition> {
    let seeds = plus_plus(rows, k, &mut ChaCha8Rng::seed_from_u64(seed));
    let centroids = seeds
        .into_iter()
        .flat_map(|i| rows.exact(i))
        .copied()
        .collect();
    from_centroids(rows, centroids, max_iterations, reporter)
}

/// Lloyd's steps from k rows of d numbers, less the mean of all rows.
fn from_centroids(
    rows: &Rows,
    mut centroids: Vec<f64>,
    max_iterations: usize,
    reporter: &Reporter,
) -> Result<Partition> {
    let mut labels = vec![u32::MAX; rows.n];
    for iteration in 0..=max_iterations {
        reporter.checkpoint()?;
        let mut found = assign(rows, &centroids, &mut labels);
        // After the last iteration each song still gets its nearest centroid.
        if !found.moved || iteration == max_iterations {
            break;
        }
        found.fill_empty(rows, &centroids, &mut labels);
        centroids = found.means(rows.d);
    }
    let own = |i: usize| {
        squared_distance_f64(
            rows.exact(i),
            row_of(&centroids, labels[i] as usize, rows.d),
        )
    };
    let inertia = (0..rows.n).map(own).sum();
    Ok(Partition {
        labels,
        centroids,
        inertia,
    })
}

/// Clusters with their centroids; every cluster has a song, save where even moving a centroid could
/// not find it one.
pub(super) struct Partition {
    pub(crate) labels: Vec<u32>,
    /// k rows of d numbers, one after another, less the mean of all rows.
    centroids: Vec<f64>,
    inertia: f64,
}

impl Partition {
    /// The centroids, less another mean than that of the rows they were found from.
    fn centroids_around(&self, own: &[f64], other: &[f64]) -> Vec<f64> {
        let shift: Vec<f64> = own
            .iter()
            .zip(other)
            .map(|(own, other)| own - other)
            .collect();
        let rows = self.centroids.chunks_exact(shift.len());
        rows.flat_map(|row| row.iter().zip(&shift).map(|(v, s)| v + s))
            .collect()
    }

    fn clusters(self, rows: &Rows) -> Clusters {
        let raw: Vec<Option<usize>> = self
            .labels
            .iter()
            .map(|&label| Some(label as usize))
            .collect();
        let Numbered { labels, before } = by_size(&raw);
        let centroid = |&old: &usize| {
            let centred = row_of(&self.centroids, old, rows.d);
            centred
                .iter()
                .zip(&rows.mean)
                .map(|(v, m)| (v + m) as f32)
                .collect::<Vec<f32>>()
        };
        let centroids: Vec<Vec<f32>> = before.iter().map(centroid).collect();
        Clusters {
            labels,
            n_clusters: before.len(),
            centroids: Some(Matrix::from_rows(&centroids)),
            inertia: Some(self.inertia),
            detail: Detail::None,
        }
    }
}

fn row_of(centroids: &[f64], c: usize, d: usize) -> &[f64] {
    &centroids[c * d..(c + 1) * d]
}

/// Songs to begin from: each the best of 2 + ln k drawn with a chance that goes with the squared
/// distance to the nearest song that is already one.
fn plus_plus(rows: &Rows, k: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
    let n_trials = 2 + (k as f64).ln() as usize;
    let mut seeds = vec![rng.random_range(0..rows.n)];
    let mut nearest = to_candidates(rows, &seeds, None).swap_remove(0);
    while seeds.len() < k {
        let mut running = 0.0;
        let sums: Vec<f64> = nearest
            .iter()
            .map(|&square| {
                running += f64::from(square);
                running
            })
            .collect();
        let draw = |_| {
            let at = rng.random::<f64>() * running;
            sums.partition_point(|&sum| sum <= at).min(rows.n - 1)
        };
        let candidates: Vec<usize> = (0..n_trials).map(draw).collect();
        let trials = to_candidates(rows, &candidates, Some(&nearest));
        let left: Vec<f64> = trials
            .iter()
            .map(|t| t.iter().map(|&square| f64::from(square)).sum())
            .collect();
        let best = (0..n_trials)
            .min_by(|&a, &b| left[a].total_cmp(&left[b]))
            .unwrap_or_default();
        seeds.push(candidates[best]);
        nearest = trials.into_iter().nth(best).unwrap_or_default();
    }
    seeds
}

/// Squared distance of every row to each candidate, or `nearest` where that is less.
fn to_candidates(rows: &Rows, candidates: &[usize], nearest: Option<&[f32]>) -> Vec<Vec<f32>> {
    let (d, m) = (rows.d, candidates.len());
    let narrow: Vec<f32> = candidates
        .iter()
        .flat_map(|&c| rows.narrow(c, 1))
        .copied()
        .collect();
    let mut dots = vec![0.0; BLOCK * m];
    let mut squares: Vec<Vec<f32>> = (0..m).map(|_| Vec::with_capacity(rows.n)).collect();
    for first in (0..rows.n).step_by(BLOCK) {
        let count = BLOCK.min(rows.n - first);
        products(
            &narrow,
            rows.narrow(first, count),
            d,
            &mut dots[..count * m],
        );
        for (t, &c) in candidates.iter().enumerate() {
            let norm = rows.norm(c);
            for (offset, dot) in dots[t * count..(t + 1) * count].iter().enumerate() {
                let i = first + offset;
                let both = (rows.norm(i) * rows.norm(i) + norm * norm) as f32;
                let mut square = both - 2.0 * dot;
                // Nearly all of it has cancelled: an equal row must be at distance 0.
                if square <= 1e-4 * both {
                    square = rows.squared_distance(i, c) as f32;
                }
                squares[t].push(nearest.map_or(square, |nearest| square.min(nearest[i])));
            }
        }
    }
    squares
}

/// What one assignment found.
struct Assigned {
    sums: Vec<f64>,
    sizes: Vec<usize>,
    moved: bool,
}

/// Gives each row its nearest centroid, the first of equals, and sums the rows of each.
fn assign(rows: &Rows, centroids: &[f64], labels: &mut [u32]) -> Assigned {
    let k = centroids.len() / rows.d;
    let narrow: Vec<f32> = centroids.iter().map(|&v| v as f32).collect();
    let squares: Vec<f64> = centroids
        .chunks_exact(rows.d)
        .map(|c| c.iter().map(|v| v * v).sum())
        .collect();
    let near = Centroids {
        halves: squares.iter().map(|square| (square / 2.0) as f32).collect(),
        reach: squares.iter().copied().fold(0.0, f64::max).sqrt(),
        exact: centroids,
        narrow,
    };
    // The parts are the same for any number of threads, and are added in their order.
    let part = rows.n.div_ceil(32).next_multiple_of(BLOCK);
    let parts: Vec<Assigned> = labels
        .par_chunks_mut(part)
        .enumerate()
        .map(|(p, labels)| near.assign_part(rows, p * part, labels))
        .collect();
    let mut all = Assigned {
        sums: vec![0.0; centroids.len()],
        sizes: vec![0; k],
        moved: false,
    };
    for part in parts {
        all.sums
            .iter_mut()
            .zip(part.sums)
            .for_each(|(sum, v)| *sum += v);
        all.sizes
            .iter_mut()
            .zip(part.sizes)
            .for_each(|(size, v)| *size += v);
        all.moved |= part.moved;
    }
    all
}

struct Centroids<'a> {
    exact: &'a [f64],
    narrow: Vec<f32>,
    /// |c|²/2 of each.
    halves: Vec<f32>,
    /// Largest |c|.
    reach: f64,
}

impl Centroids<'_> {
    fn assign_part(&self, rows: &Rows, start: usize, labels: &mut [u32]) -> Assigned {
        let (d, k) = (rows.d, self.halves.len());
        let mut found = Assigned {
            sums: vec![0.0; k * d],
            sizes: vec![0; k],
            moved: false,
        };
        let mut dots = vec![0.0; BLOCK * k];
        for (block, labels) in labels.chunks_mut(BLOCK).enumerate() {
            let (first, count) = (start + block * BLOCK, labels.len());
            let dots = &mut dots[..count * k];
            // Centroids by rows, so that a pass over one centroid's products runs along the songs.
            products(&self.narrow, rows.narrow(first, count), d, dots);
            let (nearest, gaps) = self.two_least(dots, count);
            for (offset, label) in labels.iter_mut().enumerate() {
                let row = rows.exact(first + offset);
                let clear = gaps[offset] > rows.margin(rows.norm(first + offset), self.reach);
                let own = if clear {
                    nearest[offset]
                } else {
                    self.nearest_exact(row)
                };
                found.moved |= *label != own;
                *label = own;
                let own = own as usize;
                found.sizes[own] += 1;
                found.sums[own * d..(own + 1) * d]
                    .iter_mut()
                    .zip(row)
                    .for_each(|(sum, v)| *sum += v);
            }
        }
        found
    }

    /// The nearest centroid of each song of a block, and by how much the second is farther, as half
    /// a squared distance.
    fn two_least(&self, dots: &[f32], count: usize) -> ([u32; BLOCK], [f32; BLOCK]) {
        let mut nearest = [0; BLOCK];
        let (mut least, mut second) = ([f32::INFINITY; BLOCK], [f32::INFINITY; BLOCK]);
        for (c, (dots, half)) in dots.chunks_exact(count).zip(&self.halves).enumerate() {
            for (i, dot) in dots.iter().enumerate() {
                let value = half - dot;
                let less = value < least[i];
                let loser = if less { least[i] } else { value };
                second[i] = if loser < second[i] { loser } else { second[i] };
                nearest[i] = if less { c as u32 } else { nearest[i] };
                least[i] = if less { value } else { least[i] };
            }
        }
        for (second, least) in second.iter_mut().zip(&least) {
            *second -= least;
        }
        (nearest, second)
    }

    fn nearest_exact(&self, row: &[f64]) -> u32 {
        let mut best = (0, f64::INFINITY);
        for (c, centroid) in self.exact.chunks_exact(row.len()).enumerate() {
            let square = squared_distance_f64(row, centroid);
            if square < best.1 {
                best = (c as u32, square);
            }
        }
        best.0
    }
}

impl Assigned {
    /// A cluster without rows takes the row farthest from its own centroid.
    fn fill_empty(&mut self, rows: &Rows, centroids: &[f64], labels: &mut [u32]) {
        let d = rows.d;
        for empty in 0..self.sizes.len() {
            if self.sizes[empty] > 0 {
                continue;
            }
            let far = |i: usize| {
                squared_distance_f64(rows.exact(i), row_of(centroids, labels[i] as usize, d))
            };
            let candidates = (0..rows.n).filter(|&i| self.sizes[labels[i] as usize] > 1);
            if let Some((row, _)) = candidates
                .map(|i| (i, far(i)))
                .max_by(|a, b| a.1.total_cmp(&b.1))
            {
                let from = labels[row] as usize;
                for (c, v) in rows.exact(row).iter().enumerate() {
                    self.sums[from * d + c] -= v;
                    self.sums[empty * d + c] = *v;
                }
                self.sizes[from] -= 1;
                self.sizes[empty] = 1;
                labels[row] = empty as u32;
            }
        }
    }

    fn means(mut self, d: usize) -> Vec<f64> {
        for (sum, size) in self.sums.chunks_exact_mut(d).zip(&self.sizes) {
            sum.iter_mut().for_each(|v| *v /= (*size).max(1) as f64);
        }
        self.sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_rows_a_sample_finds_where_to_start() {
        let uniform = |at: usize| splitmix64(at as u64) as f32 / u64::MAX as f32;
        let centre = |c: usize| 3.0 * uniform(1_000_000 + c);
        let number = |at: usize| centre(at / 2 % 5 * 2 + at % 2) + uniform(at) + uniform(at + 77);
        let x = Matrix::new(21_000, 2, (0..42_000).map(number).collect());
        let config = ClusteringConfig {
            n_clusters: 5,
            n_init: 4,
            ..ClusteringConfig::default()
        };
        let reporter = Reporter::silent();
        let found = kmeans(&x, &config, 3, &reporter).unwrap();
        let rows = Rows::for_k(&x, 5, same("k-means")).unwrap();
        let of_all = best_start(&rows, 5, &config, 3, &reporter).unwrap();
        let inertia = found.inertia.unwrap();
        assert!(
            inertia < of_all.inertia * 1.0001,
            "{inertia}, from all rows {}",
            of_all.inertia
        );
        // And it has ended where no row moves: each is in the cluster of its nearest centroid.
        let centroids = found.centroids.unwrap();
        for i in (0..21_000).step_by(101) {
            let to = |c: usize| crate::matrix::squared_distance(x.row(i), centroids.row(c));
            let nearest = (0..5).min_by(|&a, &b| to(a).total_cmp(&to(b))).unwrap();
            let own = found.labels[i].unwrap() as usize;
            assert!(to(own) <= to(nearest) * 1.0001, "row {i}");
        }
        // Few rows that differ, of many that are equal, are all that there is to find.
        let mut equal = vec![0.0; 21_000];
        equal[20_999] = 1.0;
        let two = ClusteringConfig {
            n_clusters: 2,
            ..config
        };
        let x = Matrix::new(21_000, 1, equal);
        assert_eq!(kmeans(&x, &two, 1, &reporter).unwrap().n_clusters, 2);
    }
}
