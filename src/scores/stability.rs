//! The same clustering again, from other seeds and other samples.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::agreement::ari;
use crate::clustering::cluster;
use crate::config::{ClusteringConfig, ClusteringMethod, splitmix64};
use crate::error::Result;
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;

/// Up to so many songs clusterings run side by side; above, one after the other, as some hold all pairs of songs.
const SIDE_BY_SIDE: usize = 5_000;

/// Does the clustering come out the same again? Adjusted Rand index between runs; noise is a cluster of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Stability {
    pub n_runs: usize,
    /// Mean over pairs of runs that differ in the seed; 1 for a method without chance.
    pub over_seeds: f64,
    /// Standard deviation over those pairs.
    pub over_seeds_sd: f64,
    /// Mean over bootstrap samples, each against the clustering of all songs, over the songs in both.
    pub over_bootstrap: f64,
    pub over_bootstrap_sd: f64,
}

/// `n_runs` clusterings from other seeds, and as many of bootstrap samples.
///
/// A bootstrap sample is n songs drawn with replacement; a song that is drawn twice is clustered once, as in Hennig's
/// `clusterboot` (2007), since two copies in one place would look dense to DBSCAN and close to every linkage. So each
/// holds about 63 % of the songs.
///
/// `None` for a clustering that the model has made itself, for fewer than two runs and fewer than three songs.
///
/// # Errors
/// As [`crate::clustering::cluster`].
pub fn stability(
    x: &Matrix,
    config: &ClusteringConfig,
    n_runs: usize,
    seed: u64,
    reporter: &Reporter,
) -> Result<Option<Stability>> {
    if config.method == ClusteringMethod::Model || n_runs < 2 || x.n_rows() < 3 {
        return Ok(None);
    }
    let quiet = reporter.quiet();
    let seeds: Vec<u64> = (0..n_runs as u64).map(|run| splitmix64(seed.wrapping_add(run))).collect();
    reporter.step(Stage::Scores, 0, 2, "clustering from other seeds");
    let n_seeds = if has_chance(config.method) { n_runs } else { 1 };
    let runs = each(&seeds[..n_seeds], x.n_rows(), |seed| Ok(cluster(x, config, seed, &quiet)?.labels))?;
    let mut between = Vec::with_capacity(n_runs * n_runs / 2);
    for (i, a) in runs.iter().enumerate() {
        between.extend(runs[..i].iter().map(|b| ari(a, b)));
    }
    if between.is_empty() {
        between.push(1.0);
    }
    reporter.step(Stage::Scores, 1, 2, "clustering bootstrap samples");
    let again = each(&seeds, x.n_rows(), |seed| bootstrap(x, config, &runs[0], seed, &quiet))?;
    let ((over_seeds, over_seeds_sd), (over_bootstrap, over_bootstrap_sd)) =
        (mean_and_sd(&between), mean_and_sd(&again));
    Ok(Some(Stability { n_runs, over_seeds, over_seeds_sd, over_bootstrap, over_bootstrap_sd }))
}

fn has_chance(method: ClusteringMethod) -> bool {
    use ClusteringMethod::{GaussianMixture, KMeans, Spectral};
    matches!(method, KMeans | GaussianMixture | Spectral)
}

/// `run` of each seed, in order.
pub(super) fn each<S: Copy + Sync, T: Send>(
    seeds: &[S],
    n_songs: usize,
    run: impl Fn(S) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    if n_songs <= SIDE_BY_SIDE {
        seeds.par_iter().map(|&seed| run(seed)).collect()
    } else {
        seeds.iter().map(|&seed| run(seed)).collect()
    }
}

/// Agreement of the clustering of a bootstrap sample with that of all songs.
fn bootstrap(
    x: &Matrix,
    config: &ClusteringConfig,
    all: &[Option<u32>],
    seed: u64,
    reporter: &Reporter,
) -> Result<f64> {
    let n = x.n_rows();
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut drawn = vec![false; n];
    (0..n).for_each(|_| drawn[rng.random_range(0..n)] = true);
    let songs: Vec<usize> = (0..n).filter(|&song| drawn[song]).collect();
    // Few songs may leave fewer than there are to be clusters.
    let config = ClusteringConfig { n_clusters: config.n_clusters.min(songs.len()), ..config.clone() };
    let found = cluster(&x.select_rows(&songs), &config, splitmix64(seed), reporter)?;
    let before: Vec<Option<u32>> = songs.iter().map(|&song| all[song]).collect();
    Ok(ari(&found.labels, &before))
}

/// Divisor n, so that one value has a deviation of 0.
fn mean_and_sd(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, (values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n).sqrt())
}
