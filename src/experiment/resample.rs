//! Is a difference between two cells more than noise? Intervals by drawing seeds and songs again.
//!
//! A draw takes as many seeds as there are, with replacement, and for each of them a random half of the songs without
//! replacement. A mean over half of n songs has the variance that the bootstrap gives a mean over all n (Politis &
//! Romano 1994), but holds no song twice: two copies of a song always share a cluster and a class, and would make every
//! Rand index better than it is. Both cells are taken on the same seeds and songs, so what they share cancels out.

use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Draws of an interval.
const N_DRAWS: usize = 500;

/// What is compared of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Higher,
    Lower,
    /// The interval holds 0.
    NoDifference,
}

/// a − b with a 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    pub a: f64,
    pub b: f64,
    pub low: f64,
    pub high: f64,
}

impl Difference {
    pub fn verdict(&self) -> Verdict {
        match (self.low > 0.0, self.high < 0.0) {
            (true, _) => Verdict::Higher,
            (_, true) => Verdict::Lower,
            _ => Verdict::NoDifference,
        }
    }
}

/// Interval of the difference between two scores that can be taken on any songs of any seed.
///
/// `a(seed, songs)` and `b(seed, songs)` give the score of the cell at the seed of that index over those songs; `None`
/// where it is undefined, and the draw is then without that seed. `None` when it is so everywhere.
pub(super) fn difference(
    n_seeds: usize,
    n_songs: usize,
    a: impl Fn(usize, &[usize]) -> Option<f64>,
    b: impl Fn(usize, &[usize]) -> Option<f64>,
    seed: u64,
) -> Option<Difference> {
    let everyone: Vec<usize> = (0..n_songs).collect();
    let over = |of: &dyn Fn(usize, &[usize]) -> Option<f64>| {
        mean((0..n_seeds).filter_map(|s| of(s, &everyone)).filter(|v| v.is_finite()))
    };
    let (whole_a, whole_b) = (over(&a)?, over(&b)?);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut songs = everyone;
    let mut draws: Vec<f64> = Vec::with_capacity(N_DRAWS);
    for _ in 0..N_DRAWS {
        let mut differences = Vec::with_capacity(n_seeds);
        for _ in 0..n_seeds {
            let seed = rng.random_range(0..n_seeds);
            let half = n_songs.div_ceil(2);
            let (drawn, _) = songs.partial_shuffle(&mut rng, half);
            if let (Some(a), Some(b)) = (a(seed, drawn), b(seed, drawn))
                && (a - b).is_finite()
            {
                differences.push(a - b);
            }
        }
        draws.extend(mean(differences.into_iter()));
    }
    if draws.len() < N_DRAWS / 2 {
        return None;
    }
    draws.sort_unstable_by(f64::total_cmp);
    // The half's own mean is not the whole's: the interval's width is the draws', its middle the whole's.
    let shift = (whole_a - whole_b) - mean(draws.iter().copied())?;
    let at = |q: f64| draws[((draws.len() - 1) as f64 * q).round() as usize] + shift;
    Some(Difference { a: whole_a, b: whole_b, low: at(0.025), high: at(0.975) })
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.fold((0.0, 0usize), |(sum, n), v| (sum + v, n + 1));
    (n > 0).then(|| sum / n as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean_of(values: &[f64]) -> impl Fn(usize, &[usize]) -> Option<f64> + '_ {
        move |_, songs| mean(songs.iter().map(|&i| values[i]))
    }

    #[test]
    fn a_clear_difference_is_one_and_noise_is_none() {
        let noise = |salt: u64| -> Vec<f64> {
            let mut rng = ChaCha8Rng::seed_from_u64(salt);
            (0..200).map(|_| rng.random::<f64>()).collect()
        };
        let (x, y) = (noise(1), noise(2));
        let higher: Vec<f64> = x.iter().map(|v| v + 0.3).collect();
        let found = difference(5, 200, mean_of(&higher), mean_of(&y), 7).unwrap();
        assert_eq!(found.verdict(), Verdict::Higher);
        let found = difference(5, 200, mean_of(&y), mean_of(&higher), 7).unwrap();
        assert_eq!(found.verdict(), Verdict::Lower);
        let found = difference(5, 200, mean_of(&x), mean_of(&y), 7).unwrap();
        assert_eq!(found.verdict(), Verdict::NoDifference);
        assert!(found.low < found.a - found.b && found.a - found.b < found.high);
    }

    /// Over many pairs of samples without a difference, about one interval in twenty misses 0; with one seed only, so
    /// that nothing but the songs is drawn.
    #[test]
    fn intervals_hold_the_truth_as_often_as_they_say() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let mut n_missed = 0;
        for trial in 0..200 {
            let draw = |rng: &mut ChaCha8Rng| (0..80).map(|_| rng.random::<f64>()).collect::<Vec<_>>();
            let (x, y) = (draw(&mut rng), draw(&mut rng));
            let found = difference(1, 80, mean_of(&x), mean_of(&y), trial).unwrap();
            n_missed += usize::from(found.verdict() != Verdict::NoDifference);
        }
        assert!((3..=20).contains(&n_missed), "{n_missed} of 200");
    }

    #[test]
    fn what_is_undefined_everywhere_is_no_difference() {
        assert_eq!(difference(3, 10, |_, _| None, |_, _| Some(1.0), 0), None);
    }
}
