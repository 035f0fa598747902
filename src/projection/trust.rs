//! Trustworthiness and continuity: what is near in the picture and what is near in truth (Venna and
//! Kaski 2001).

use rand::{SeedableRng, seq::index};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::Trust;
use super::neighbours::squared_distance;
use crate::error::Result;
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::words::id;

/// Up to here every song is looked at.
const ALL_SONGS: usize = 10_000;
/// How many are looked at above…
const N_SAMPLED: usize = 5_000;
/// … or fewer, where they and all others are more pairs than this…
const MOST_PAIRS: usize = 200_000_000;
/// … but never fewer.
const FEWEST_SAMPLED: usize = 1_000;
/// Songs between two looks at Stop.
const BLOCK: usize = 256;

/// How far the picture `xy` of `x` can be trusted, looking at the `k` nearest neighbours of each
/// song.
///
/// Both are as `sklearn.manifold.trustworthiness` of scikit-learn 1.7, continuity with the two
/// spaces exchanged, and equal to it to 1e-6 where no two distances from one song are equal; ties
/// are by index here, and in scikit-learn as its sorting leaves them. There k must be below n/2:
/// here a larger one becomes the largest allowed, (n − 1)/2, which the result tells. With fewer
/// than 3 songs that is 0, nothing can be out of order, and all is 1.
///
/// Up to 10,000 songs all are looked at. Above, 5,000 are drawn by `seed`, and of more than 40,000
/// so many as make 200 million pairs, at least 1,000. Each is held against all others, so that its
/// own numbers are exact and only the mean has an error: its standard error is the standard
/// deviation over the drawn songs / √drawn. Of 5,000 that is about 0.001 where songs deviate by
/// 0.07.
///
/// # Shapes
/// `x` n × d, `xy` n × 2, both finite.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub fn trust(x: &Matrix, xy: &Matrix, k: usize, seed: u64, reporter: &Reporter) -> Result<Trust> {
    of_songs(x, xy, k, &songs_to_look_at(x.n_rows(), seed), reporter)
}

fn of_songs(
    x: &Matrix,
    xy: &Matrix,
    k: usize,
    songs: &[usize],
    reporter: &Reporter,
) -> Result<Trust> {
    let n = x.n_rows();
    let k = k.min(n.saturating_sub(1) / 2);
    let mut ranks = Vec::with_capacity(songs.len());
    for block in songs.chunks(BLOCK) {
        reporter.checkpoint()?;
        reporter.step(
            Stage::Projection,
            ranks.len(),
            songs.len(),
            id::PROJECTION_JUDGING_MAP,
        );
        ranks.par_extend(block.par_iter().map(|&i| misplaced(x, xy, i, k)));
    }
    // The sum of ranks when the neighbours are the farthest of all, averaged over songs, is the
    // scale (their equation 1).
    let scale = if k > 0 {
        2.0 / (k * (2 * n - 3 * k - 1)) as f64
    } else {
        0.0
    };
    let mean = |of: &dyn Fn(&Misplaced) -> f64| match ranks.len() {
        0 => 1.0,
        n_looked_at => ranks.iter().map(of).sum::<f64>() / n_looked_at as f64,
    };
    let of_each = |of: fn(&Misplaced) -> usize| {
        let mut all = vec![f32::NAN; n];
        for (&i, rank) in songs.iter().zip(&ranks) {
            all[i] = (1.0 - scale * of(rank) as f64) as f32;
        }
        all
    };
    Ok(Trust {
        k,
        trustworthiness: mean(&|m| 1.0 - scale * m.intruders as f64),
        continuity: mean(&|m| 1.0 - scale * m.missing as f64),
        trustworthiness_of_song: of_each(|m| m.intruders),
        continuity_of_song: of_each(|m| m.missing),
        neighbours_kept: mean(&|m| {
            if k > 0 {
                m.n_kept as f64 / k as f64
            } else {
                1.0
            }
        }),
        n_sampled: (songs.len() < n).then_some(songs.len()),
    })
}

/// How many songs are looked at to judge a picture of `n`.
pub(crate) fn n_looked_at(n: usize) -> usize {
    if n <= ALL_SONGS {
        n
    } else {
        (MOST_PAIRS / n).clamp(FEWEST_SAMPLED, N_SAMPLED)
    }
}

fn songs_to_look_at(n: usize, seed: u64) -> Vec<usize> {
    let n_sampled = n_looked_at(n);
    if n_sampled == n {
        return (0..n).collect();
    }
    let mut songs = index::sample(&mut ChaCha8Rng::seed_from_u64(seed), n, n_sampled).into_vec();
    songs.sort_unstable();
    songs
}

/// Of one song.
struct Misplaced {
    /// By how many places its neighbours in the picture miss its neighbourhood in truth, summed.
    intruders: usize,
    /// By how many places its neighbours in truth miss its neighbourhood in the picture.
    missing: usize,
    /// Neighbours in both.
    n_kept: usize,
}

fn misplaced(x: &Matrix, xy: &Matrix, i: usize, k: usize) -> Misplaced {
    let (truth, picture) = (distances(x, i), distances(xy, i));
    let (in_truth, in_picture) = (nearest(&truth, k), nearest(&picture, k));
    let beyond = |neighbours: &[usize], distances: &[f64]| {
        let ranks = ranks(distances, neighbours).into_iter();
        ranks.map(|rank| rank.saturating_sub(k)).sum()
    };
    Misplaced {
        intruders: beyond(&in_picture, &truth),
        missing: beyond(&in_truth, &picture),
        n_kept: in_truth.iter().filter(|j| in_picture.contains(j)).count(),
    }
}

/// Squared distances from row `i` to every row; to itself, infinity.
fn distances(x: &Matrix, i: usize) -> Vec<f64> {
    let from = x.row(i);
    let mut distances: Vec<f64> = x.rows().map(|row| squared_distance(from, row)).collect();
    distances[i] = f64::INFINITY;
    distances
}

/// The `k` nearest, in no order; ties by index.
fn nearest(distances: &[f64], k: usize) -> Vec<usize> {
    if k == 0 {
        return Vec::new();
    }
    let mut sorted = distances.to_vec();
    let (nearer, &mut last, _) = sorted.select_nth_unstable_by(k - 1, f64::total_cmp);
    let n_tied = k - nearer.iter().filter(|&&d| d < last).count();
    let tied = (0..distances.len())
        .filter(|&j| distances[j] == last)
        .take(n_tied);
    (0..distances.len())
        .filter(|&j| distances[j] < last)
        .chain(tied)
        .collect()
}

/// The place of each of some rows by distance, from 1; ties by index.
fn ranks(distances: &[f64], rows: &[usize]) -> Vec<usize> {
    /// Distances that stay in the first cache while all rows are held against them.
    const PART: usize = 2048;
    let mut ranks = vec![1; rows.len()];
    for (p, part) in distances.chunks(PART).enumerate() {
        let first = p * PART;
        for (rank, &j) in ranks.iter_mut().zip(rows) {
            let own = distances[j];
            let (before, after) = part.split_at(j.saturating_sub(first).min(part.len()));
            *rank += before.iter().map(|&d| usize::from(d <= own)).sum::<usize>();
            *rank += after.iter().map(|&d| usize::from(d < own)).sum::<usize>();
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_songs_a_sample_is_looked_at() {
        let all = songs_to_look_at(ALL_SONGS, 3);
        assert!(all.iter().copied().eq(0..ALL_SONGS));
        let n = ALL_SONGS + 1;
        let mut some = songs_to_look_at(n, 3);
        assert!(some.is_sorted() && some.iter().all(|&song| song < n));
        some.dedup();
        assert_eq!(some.len(), N_SAMPLED);
        assert_ne!(some, songs_to_look_at(n, 4));
    }

    /// A line that the picture folds once: its ends are far from true, its middle is not.
    #[test]
    fn trust_of_a_sample_is_near_that_of_all() {
        const N: usize = 2_000;
        let line = Matrix::new(N, 1, (0..N).map(|i| i as f32).collect());
        let folded = |i: usize| [i.min(N - i) as f32, 0.0];
        let picture = Matrix::new(N, 2, (0..N).flat_map(folded).collect());
        let of =
            |songs: &[usize]| of_songs(&line, &picture, 2, songs, &Reporter::silent()).unwrap();
        let all: Vec<usize> = (0..N).collect();
        let some: Vec<usize> = index::sample(&mut ChaCha8Rng::seed_from_u64(1), N, 500).into_vec();
        let (of_all, of_some) = (of(&all), of(&some));
        assert_eq!((of_all.n_sampled, of_some.n_sampled), (None, Some(500)));
        assert!(of_all.trustworthiness < 0.9 && of_all.continuity > 0.99);
        let differs = |a: f64, b: f64| (a - b).abs();
        assert!(differs(of_all.trustworthiness, of_some.trustworthiness) < 0.02);
        assert!(differs(of_all.continuity, of_some.continuity) < 0.001);
        // What is said of a song is exact.
        for &i in &some {
            assert_eq!(
                of_all.trustworthiness_of_song[i].to_bits(),
                of_some.trustworthiness_of_song[i].to_bits()
            );
        }
        let n_known = of_some.continuity_of_song.iter().filter(|v| v.is_finite());
        assert_eq!(n_known.count(), 500);
    }
}
