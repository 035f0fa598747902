//! How alike the dimensions are that one model finds from several seeds: what is found again and
//! again is no accident of one training. No label is asked.
//!
//! This is the unsupervised disentanglement ranking of Duan et al. 2020 ("Unsupervised model
//! selection for variational disentangled representation learning", ICLR) in its variant by
//! Spearman's rank correlation. Where the paper and its authors' code differ, it is the code that
//! is followed: only dimensions that carry something count, on both sides, and the two directions
//! weigh the same.

use serde::{Deserialize, Serialize};

use super::chance::{quantile, sample};
use super::ranks::ranks;
use crate::matrix::Matrix;

/// Songs whose latents are compared, as in the authors' code.
const MOST_SONGS: usize = 1_000;
/// Nats: a dimension whose mean KL is below carries nothing.
const INFORMATIVE_NATS: f32 = 0.01;
/// Fewer songs in common have no ranks worth comparing.
const FEWEST_SONGS: usize = 3;

/// What one trained model makes of a sample of songs, as far as it is needed to compare it with the
/// same model from another seed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Representation {
    /// Row of each song in the library, ascending.
    pub(crate) rows: Vec<usize>,
    /// Of each dimension that carries something, the latent mean of each of these songs.
    pub(crate) dimensions: Vec<Vec<f32>>,
}

impl Representation {
    /// Of at most 1,000 songs, the same ones for every model of the same songs. `None` where there
    /// is no posterior whose KL could tell which dimensions carry something.
    ///
    /// # Shapes
    /// `latents` n × k, `kl_per_dim` k nats, `rows` n.
    pub(crate) fn of(latents: &Matrix, kl_per_dim: &[f32], rows: &[usize]) -> Option<Self> {
        if kl_per_dim.is_empty() || kl_per_dim.len() != latents.n_cols() {
            return None;
        }
        let drawn = sample(rows.len(), MOST_SONGS, 0);
        let informative = (0..latents.n_cols()).filter(|&d| kl_per_dim[d] > INFORMATIVE_NATS);
        let along = |d: usize| drawn.iter().map(|&i| latents.row(i)[d]).collect();
        Some(Self {
            rows: drawn.iter().map(|&i| rows[i]).collect(),
            dimensions: informative.map(along).collect(),
        })
    }

    /// Ranks along each dimension over the places given, centred and of length 1, so that a sum of
    /// products is Spearman's ρ; 0 throughout where nothing varies.
    fn ranked(&self, places: &[usize]) -> Vec<Vec<f64>> {
        let ranked = |values: &Vec<f32>| {
            let values: Vec<f64> = places.iter().map(|&i| f64::from(values[i])).collect();
            let mut ranks = ranks(&values);
            let mean = (ranks.len() as f64 + 1.0) / 2.0;
            ranks.iter_mut().for_each(|rank| *rank -= mean);
            let length = ranks.iter().map(|r| r * r).sum::<f64>().sqrt();
            let scale = if length > 0.0 { length.recip() } else { 0.0 };
            ranks.iter_mut().for_each(|rank| *rank *= scale);
            ranks
        };
        self.dimensions.iter().map(ranked).collect()
    }
}

/// The score of each model, from 0 to 1: the median, over the others, of how far each of its
/// dimensions has one counterpart there, and each of theirs one here. `None` where there is no
/// other with a dimension that carries something.
///
/// # Shapes
/// Models of the same songs that differ in the seed alone; one score each.
pub(crate) fn udr(models: &[&Representation]) -> Vec<Option<f64>> {
    let n = models.len();
    let mut pairs = vec![None; n * n];
    for (i, a) in models.iter().enumerate() {
        for (j, b) in models[..i].iter().enumerate() {
            let found = likeness(a, b);
            (pairs[i * n + j], pairs[j * n + i]) = (found, found);
        }
    }
    let of_model = |i: usize| {
        let mut with_others: Vec<f64> = pairs[i * n..(i + 1) * n]
            .iter()
            .flatten()
            .copied()
            .collect();
        with_others.sort_unstable_by(f64::total_cmp);
        (!with_others.is_empty()).then(|| quantile(&with_others, 0.5))
    };
    (0..n).map(of_model).collect()
}

fn likeness(a: &Representation, b: &Representation) -> Option<f64> {
    let (of_a, of_b) = places_in_both(&a.rows, &b.rows);
    if of_a.len() < FEWEST_SONGS || a.dimensions.is_empty() || b.dimensions.is_empty() {
        return None;
    }
    let (a, b) = (a.ranked(&of_a), b.ranked(&of_b));
    let correlation = |x: &[f64], y: &[f64]| {
        let sum: f64 = x.iter().zip(y).map(|(x, y)| x * y).sum();
        sum.abs()
    };
    let table: Vec<Vec<f64>> = a
        .iter()
        .map(|x| b.iter().map(|y| correlation(x, y)).collect())
        .collect();
    let rows = table.iter().map(|row| strength(row.iter().copied()));
    let columns = (0..b.len()).map(|j| strength(table.iter().map(|row| row[j])));
    let mean_of_rows = rows.sum::<f64>() / a.len() as f64;
    let mean_of_columns = columns.sum::<f64>() / b.len() as f64;
    Some((mean_of_rows + mean_of_columns) / 2.0)
}

/// The square of the largest over the sum: 1 of a single 1 among zeros.
fn strength(correlations: impl Iterator<Item = f64>) -> f64 {
    let (most, sum) = correlations.fold((0.0f64, 0.0), |(most, sum), r| (most.max(r), sum + r));
    if sum > 0.0 { most * most / sum } else { 0.0 }
}

/// Places of the songs that are in both, in ascending order of the songs.
fn places_in_both(a: &[usize], b: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let both = a
        .iter()
        .enumerate()
        .filter_map(|(i, row)| Some((i, b.binary_search(row).ok()?)));
    both.unzip()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::splitmix64;

    /// What NumPy and SciPy find by the authors' definition; see tests/golden/scores/make_udr.py.
    const GOLDEN: &str = include_str!("../../tests/golden/scores/udr.json");

    fn representation(model: &serde_json::Value) -> Representation {
        let latents: Vec<Vec<f32>> = serde_json::from_value(model["latents"].clone()).unwrap();
        let kl: Vec<f32> = serde_json::from_value(model["kl"].clone()).unwrap();
        let rows: Vec<usize> = (0..latents.len()).collect();
        Representation::of(&Matrix::from_rows(&latents), &kl, &rows).unwrap()
    }

    #[test]
    fn scores_are_those_of_the_reference() {
        let cases: Vec<serde_json::Value> = serde_json::from_str(GOLDEN).unwrap();
        assert!(cases.len() >= 5);
        for case in &cases {
            let models: Vec<Representation> = case["models"]
                .as_array()
                .unwrap()
                .iter()
                .map(representation)
                .collect();
            let found = udr(&models.iter().collect::<Vec<_>>());
            let expected: Vec<Option<f64>> =
                serde_json::from_value(case["scores"].clone()).unwrap();
            for (found, expected) in found.iter().zip(&expected) {
                match (found, expected) {
                    (Some(a), Some(b)) => assert!((a - b).abs() < 1e-9, "{} {a} {b}", case["name"]),
                    _ => assert_eq!(found, expected, "{}", case["name"]),
                }
            }
            assert_eq!(found.len(), expected.len());
        }
    }

    /// `n` songs along `k` dimensions that have nothing to do with each other.
    fn noise(n: usize, k: usize, seed: u64) -> Vec<Vec<f32>> {
        let value = |i: usize| (splitmix64(seed * 1_000_003 + i as u64) >> 40) as f32;
        (0..n)
            .map(|i| (0..k).map(|d| value(i * k + d)).collect())
            .collect()
    }

    fn of(rows: &[Vec<f32>], kl: &[f32]) -> Representation {
        let songs: Vec<usize> = (0..rows.len()).collect();
        Representation::of(&Matrix::from_rows(rows), kl, &songs).unwrap()
    }

    #[test]
    fn order_sign_and_scale_of_dimensions_do_not_matter_and_turning_does() {
        let rows = noise(400, 3, 1);
        let turned: Vec<Vec<f32>> = rows
            .iter()
            .map(|r| vec![r[0] + r[1], r[0] - r[1], r[2]])
            .collect();
        let moved: Vec<Vec<f32>> = rows
            .iter()
            .map(|r| vec![-r[2], 5.0 * r[0], r[1] - 7.0])
            .collect();
        let kl = [1.0; 3];
        let same = udr(&[&of(&rows, &kl), &of(&moved, &kl)])[0].unwrap();
        let other = udr(&[&of(&rows, &kl), &of(&turned, &kl)])[0].unwrap();
        assert!(same > 0.85 && other < 0.65, "{same} {other}");
    }

    #[test]
    fn dimensions_that_carry_nothing_do_not_count() {
        let (a, b) = (noise(300, 2, 2), noise(300, 2, 3));
        let beside = |rows: &[Vec<f32>], other: &[Vec<f32>]| -> Vec<Vec<f32>> {
            rows.iter()
                .zip(other)
                .map(|(r, o)| vec![r[0], o[0], r[1], o[1]])
                .collect()
        };
        let silent = [1.0, 0.001, 1.0, 0.009];
        let with = udr(&[
            &of(&beside(&a, &b), &silent),
            &of(&beside(&a, &noise(300, 2, 4)), &silent),
        ]);
        let without = udr(&[&of(&a, &[1.0; 2]), &of(&a, &[1.0; 2])]);
        assert_eq!(with, without);
        let collapsed = of(&a, &[0.0; 2]);
        assert_eq!(udr(&[&collapsed, &of(&a, &[1.0; 2])]), [None, None]);
        assert_eq!(udr(&[&of(&a, &[1.0; 2])]), [None]);
        let rows: Vec<usize> = (0..300).collect();
        assert_eq!(Representation::of(&Matrix::from_rows(&a), &[], &rows), None);
    }

    #[test]
    fn songs_that_one_of_them_lacks_are_left_out() {
        let rows = noise(60, 2, 5);
        let all = of(&rows, &[1.0; 2]);
        let songs: Vec<usize> = (10..60).collect();
        let part = Representation::of(&Matrix::from_rows(&rows[10..]), &[1.0; 2], &songs).unwrap();
        let both = of(&rows[10..], &[1.0; 2]);
        assert_eq!(udr(&[&all, &part]), udr(&[&both, &both]));
    }

    #[test]
    fn of_many_songs_the_same_thousand_are_compared() {
        let rows = noise(2_500, 2, 6);
        let (a, b) = (of(&rows, &[1.0; 2]), of(&rows, &[1.0; 2]));
        assert_eq!((a.rows.len(), &a.rows), (MOST_SONGS, &b.rows));
        assert!(a.rows.is_sorted());
    }
}
