//! The same clustering of the same space again, from other seeds of its own and of other samples of
//! the songs.
//!
//! The space stays as it is: what another seed of the whole run gives, with its model trained anew,
//! is another question, and is answered by a comparison over seeds (stability over seeds).

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::{Deserialize, Deserializer, Serialize};
use strum::{VariantArray, VariantNames};

use super::agreement::ari;
use super::chance::sample;
use super::effort::MOST_CLUSTERED_AGAIN;
use super::metric::ScoreMap;
use crate::clustering::cluster;
use crate::config::{ClusteringConfig, ClusteringMethod};
use crate::error;
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::random::splitmix64;
use crate::words::id;

/// Up to so many songs clusterings run side by side; above, one after the other, as some hold all
/// pairs of songs.
const SIDE_BY_SIDE: usize = 5_000;

/// Does the clustering come out the same again? Adjusted Rand index between runs; noise is a
/// cluster of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Stability {
    /// Clusterings from other seeds, and as many of bootstrap samples.
    pub(crate) n_runs: usize,
    /// How many songs were drawn to be clustered again, where there are too many to take all.
    pub(crate) n_sampled: Option<usize>,
    /// How much they agree, by what was repeated.
    pub(crate) again: Repeats,
    /// Of each cluster on show, the mean over bootstrap samples of the largest Jaccard index with a
    /// cluster of the sample, over the songs in both (Hennig 2007: above .75 it is stable, below .6
    /// it is not to be trusted). `None` for a cluster that no sample holds a song of.
    pub(crate) of_cluster: Vec<Option<f64>>,
}

/// What is done again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Repeated {
    /// The clustering of this space from other seeds of its own, over pairs of clusterings. Undefined
    /// for a method without chance, where nothing is repeated.
    OverSeeds,
    /// The clustering of a bootstrap sample, against that of all songs, over the songs in both.
    OverSamples,
}

/// How much clusterings agree, by the adjusted Rand index.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Again {
    /// 1 where all are the same.
    pub(crate) mean: f64,
    /// Standard deviation; `None` of one pair.
    pub(crate) sd: Option<f64>,
}

/// Agreement by what was repeated; `None` where it was not.
pub(crate) type Repeats = ScoreMap<Repeated, Option<Again>>;

impl Repeats {
    /// The mean agreement.
    pub(crate) fn mean(&self, what: Repeated) -> Option<f64> {
        self[what].map(|again| again.mean)
    }
}

/// Reads what a kept run or a finished cell has of it: until version 0.2 four numbers in a row, mean
/// and deviation over seeds, then over samples.
///
/// # Errors
/// Where it is neither.
pub(crate) fn read_repeats<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Repeats>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Kept {
        Four([Option<f64>; 4]),
        Named(Repeats),
    }
    let again = |mean: Option<f64>, sd| mean.map(|mean| Again { mean, sd });
    Ok(Option::deserialize(from)?.map(|kept| match kept {
        Kept::Four([seeds, seeds_sd, samples, samples_sd]) => Repeats::from_fn(|what| match what {
            Repeated::OverSeeds => again(seeds, seeds_sd),
            Repeated::OverSamples => again(samples, samples_sd),
        }),
        Kept::Named(repeats) => repeats,
    }))
}

/// `n_runs` clusterings from other seeds, and as many of bootstrap samples. `shown` are the
/// clusters that are rated one by one; none, where it is empty.
///
/// A bootstrap sample is n songs drawn with replacement; a song that is drawn twice is clustered
/// once, as in Hennig's `clusterboot` (2007), since two copies in one place would look dense to
/// DBSCAN and close to every linkage. So each holds about 63 % of the songs.
///
/// Of more than 20,000 songs, 20,000 are drawn first, and stand for all: clusterings of fewer songs
/// agree a little less, so that what is found is rather too low.
///
/// `None` for a clustering that the model has made itself, for fewer than two runs and fewer than
/// three songs.
///
/// # Errors
/// As [`crate::clustering::cluster`].
pub(crate) fn stability(
    x: &Matrix,
    config: &ClusteringConfig,
    shown: &[Option<u32>],
    n_runs: usize,
    seed: u64,
    reporter: &Reporter,
) -> error::Result<Option<Stability>> {
    if config.method == ClusteringMethod::Model || n_runs < 2 || x.n_rows() < 3 {
        return Ok(None);
    }
    let drawn = sample(x.n_rows(), MOST_CLUSTERED_AGAIN, seed);
    let is_sample = drawn.len() < x.n_rows();
    let part = is_sample.then(|| {
        let of_drawn = drawn.iter().filter_map(|&song| shown.get(song).copied());
        (x.select_rows(&drawn), of_drawn.collect::<Vec<_>>())
    });
    let (x, shown) = part.as_ref().map_or((x, shown), |(x, shown)| (x, shown));
    let quiet = reporter.quiet();
    let seeds: Vec<u64> = (0..n_runs as u64)
        .map(|run| splitmix64(seed.wrapping_add(run)))
        .collect();
    reporter.step(Stage::Scores, 0, 2, id::SCORES_CLUSTERING_FROM_OTHER_SEEDS);
    let n_seeds = if config.method.is_seeded() { n_runs } else { 1 };
    let runs = each(&seeds[..n_seeds], x.n_rows(), |seed| {
        Ok(cluster(x, config, seed, &quiet)?.labels)
    })?;
    let mut between = Vec::with_capacity(n_runs * n_runs / 2);
    for (i, a) in runs.iter().enumerate() {
        between.extend(runs[..i].iter().map(|b| ari(a, b)));
    }
    reporter.step(Stage::Scores, 1, 2, id::SCORES_CLUSTERING_BOOTSTRAP_SAMPLES);
    let samples = each(&seeds, x.n_rows(), |seed| {
        Sample::new(x, config, seed, &quiet)
    })?;
    let again: Vec<f64> = samples
        .iter()
        .map(|sample| sample.agreement(&runs[0]))
        .collect();
    Ok(Some(Stability {
        n_runs,
        n_sampled: is_sample.then_some(drawn.len()),
        again: Repeats::from_fn(|what| match what {
            Repeated::OverSeeds => mean_and_sd(&between),
            Repeated::OverSamples => mean_and_sd(&again),
        }),
        of_cluster: of_clusters(shown, &samples),
    }))
}

/// `run` of each seed, in order.
pub(super) fn each<S: Copy + Sync, T: Send>(
    seeds: &[S],
    n_songs: usize,
    run: impl Fn(S) -> error::Result<T> + Sync,
) -> error::Result<Vec<T>> {
    if n_songs <= SIDE_BY_SIDE {
        seeds.par_iter().map(|&seed| run(seed)).collect()
    } else {
        seeds.iter().map(|&seed| run(seed)).collect()
    }
}

/// A bootstrap sample, clustered.
struct Sample {
    /// Each once, ascending.
    songs: Vec<usize>,
    labels: Vec<Option<u32>>,
}

impl Sample {
    fn new(
        x: &Matrix,
        config: &ClusteringConfig,
        seed: u64,
        reporter: &Reporter,
    ) -> error::Result<Self> {
        let n = x.n_rows();
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut drawn = vec![false; n];
        (0..n).for_each(|_| drawn[rng.random_range(0..n)] = true);
        let songs: Vec<usize> = (0..n).filter(|&song| drawn[song]).collect();
        // Few songs may leave fewer than there are to be clusters.
        let config = ClusteringConfig {
            n_clusters: config.n_clusters.min(songs.len()),
            ..config.clone()
        };
        let labels = cluster(&x.select_rows(&songs), &config, splitmix64(seed), reporter)?.labels;
        Ok(Self { songs, labels })
    }

    /// Agreement with a clustering of all songs.
    fn agreement(&self, all: &[Option<u32>]) -> f64 {
        let before: Vec<Option<u32>> = self.songs.iter().map(|&song| all[song]).collect();
        ari(&self.labels, &before)
    }

    /// The largest Jaccard index of a cluster of all songs with one of the sample's.
    fn jaccard(&self, all: &[Option<u32>], cluster: u32) -> Option<f64> {
        let n_found = self
            .labels
            .iter()
            .flatten()
            .max()
            .map_or(0, |&most| most as usize + 1);
        let (mut both, mut sizes, mut size) = (vec![0usize; n_found], vec![0usize; n_found], 0);
        for (&song, label) in self.songs.iter().zip(&self.labels) {
            let is_in = all[song] == Some(cluster);
            size += usize::from(is_in);
            if let Some(label) = label {
                sizes[*label as usize] += 1;
                both[*label as usize] += usize::from(is_in);
            }
        }
        let index = |(&both, &found): (&usize, &usize)| both as f64 / (size + found - both) as f64;
        (size > 0).then(|| both.iter().zip(&sizes).map(index).fold(0.0, f64::max))
    }
}

fn of_clusters(shown: &[Option<u32>], samples: &[Sample]) -> Vec<Option<f64>> {
    let n_clusters = shown.iter().flatten().max().map_or(0, |&most| most + 1);
    let mean = |cluster| {
        let all: Vec<f64> = samples
            .iter()
            .filter_map(|sample| sample.jaccard(shown, cluster))
            .collect();
        (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64)
    };
    (0..n_clusters).map(mean).collect()
}

/// Divisor n. `None` of no values.
fn mean_and_sd(values: &[f64]) -> Option<Again> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = || values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n;
    let sd = (values.len() > 1).then(|| variance().sqrt());
    (!values.is_empty()).then_some(Again { mean, sd })
}
