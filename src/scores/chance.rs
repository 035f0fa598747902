//! What a score is when labels are dealt at random.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::{Deserialize, Deserializer, Serialize};

use crate::error::Result;
use crate::job::Reporter;
use crate::random::splitmix64;

/// Shuffles behind a chance line, where nothing else is said.
pub(super) const N_SHUFFLES: usize = 200;

/// A score, and the same score when the labels are shuffled. The default is that of a score that
/// was not taken: nothing in it is a number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AgainstChance {
    #[serde(deserialize_with = "or_nan")]
    pub value: f64,
    /// Mean over shuffles.
    #[serde(deserialize_with = "or_nan")]
    pub(crate) chance: f64,
    /// 2.5 % and 97.5 % quantiles over shuffles.
    #[serde(flatten, with = "ends")]
    pub(crate) band: [f64; 2],
}

impl Default for AgainstChance {
    fn default() -> Self {
        Self {
            value: f64::NAN,
            chance: f64::NAN,
            band: [f64::NAN; 2],
        }
    }
}

/// JSON has no NaN and writes `null`: of a score that a version before did not know, kept again.
fn or_nan<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<f64, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or(f64::NAN))
}

/// In files the ends of a band have a name each.
mod ends {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Ends {
        #[serde(deserialize_with = "super::or_nan")]
        low: f64,
        #[serde(deserialize_with = "super::or_nan")]
        high: f64,
    }

    pub(super) fn serialize<S: Serializer>(
        &[low, high]: &[f64; 2],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        Ends { low, high }.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[f64; 2], D::Error> {
        let Ends { low, high } = Ends::deserialize(from)?;
        Ok([low, high])
    }
}

impl AgainstChance {
    /// `shuffled`: the score of each shuffle; at least one.
    pub(super) fn of(value: f64, mut shuffled: Vec<f64>) -> Self {
        let chance = shuffled.iter().sum::<f64>() / shuffled.len() as f64;
        shuffled.sort_unstable_by(f64::total_cmp);
        Self {
            value,
            chance,
            band: [quantile(&shuffled, 0.025), quantile(&shuffled, 0.975)],
        }
    }

    /// Mean of chance, and its band.
    pub(crate) fn line(&self) -> [f64; 3] {
        [self.chance, self.band[0], self.band[1]]
    }
}

/// Linear between the two nearest of the sorted values, as NumPy's default.
pub(super) fn quantile(sorted: &[f64], q: f64) -> f64 {
    let at = q * (sorted.len() - 1) as f64;
    let below = sorted[at.floor() as usize];
    let above = sorted[at.ceil() as usize];
    below + (above - below) * at.fract()
}

/// `score` of `n` shuffles of `labels`, in parallel. Each shuffle has a stream of its own, so that
/// the result is the same whatever the number of threads.
pub(super) fn over_shuffles<T: Clone + Sync, R: Send>(
    labels: &[T],
    n: usize,
    seed: u64,
    reporter: &Reporter,
    score: impl Fn(&[T]) -> R + Sync,
) -> Result<Vec<R>> {
    over_streams(n, seed, reporter, |rng| {
        let mut shuffled = labels.to_vec();
        shuffled.shuffle(rng);
        score(&shuffled)
    })
}

/// `score` of `n` streams, in parallel; the same whatever the number of threads.
pub(super) fn over_streams<R: Send>(
    n: usize,
    seed: u64,
    reporter: &Reporter,
    score: impl Fn(&mut ChaCha8Rng) -> R + Sync,
) -> Result<Vec<R>> {
    let streams = (0..n).into_par_iter().map(|stream| {
        reporter.checkpoint()?;
        let seed = splitmix64(seed.wrapping_add(stream as u64));
        Ok(score(&mut ChaCha8Rng::seed_from_u64(seed)))
    });
    streams.collect()
}

/// `most` of 0..n drawn without replacement, ascending; all of them when there are no more.
pub(super) fn sample(n: usize, most: usize, seed: u64) -> Vec<usize> {
    if n <= most {
        return (0..n).collect();
    }
    let mut drawn =
        rand::seq::index::sample(&mut ChaCha8Rng::seed_from_u64(seed), n, most).into_vec();
    drawn.sort_unstable();
    drawn
}
