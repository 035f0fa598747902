//! How many songs a score looks at where every song would be held against every other: so many that
//! pairs × columns stay within a bound, which takes some ten seconds of one core.

use crate::words::{Text, id};

/// Above so many songs a sample of them is told apart by their labels; of fewer when they are wide.
pub(super) const MOST_TOLD_APART: usize = 10_000;
/// Above so many songs a sample of them is clustered again and again.
pub(super) const MOST_CLUSTERED_AGAIN: usize = 20_000;
/// Above so many songs a sample of them is compared by sound and by words.
pub(super) const MOST_BY_TWO_MODALITIES: usize = 10_000;
/// Pairs of songs × columns: all pairs of 4,000 songs of 1,000 columns, or 16,000 of 60.
const MOST_PRODUCTS: usize = 16_000_000_000;
/// Pairs of songs, however few columns they have.
const MOST_PAIRS: usize = 400_000_000;
/// A sample is never smaller: its mean is then within a fiftieth of what all would give.
const FEWEST: usize = 1_000;

/// Of `n` songs of `d` columns, how many may each be held against all.
pub(super) fn against_all(n: usize, d: usize) -> usize {
    let most = MOST_PAIRS.min(MOST_PRODUCTS / d.max(1));
    (most / n.max(1)).max(FEWEST).min(n)
}

/// Of `n` songs of `d` columns, how many may be held against each other.
pub(super) fn among_themselves(n: usize, d: usize) -> usize {
    let most = MOST_PAIRS.min(MOST_PRODUCTS / d.max(1));
    most.isqrt().max(FEWEST).min(n)
}

/// What the scores of `n` songs of `d` columns will look at in place of all of them, and how many:
/// what compares songs with each other would else grow with the square of their number.
pub(crate) fn samples(n: usize, d: usize) -> Vec<(Text, usize)> {
    let all = [
        (id::SCORES_SAMPLE_SILHOUETTE, against_all(n, d)),
        (id::SCORES_SAMPLE_LABELS, MOST_TOLD_APART),
        (id::SCORES_SAMPLE_STABILITY, MOST_CLUSTERED_AGAIN),
        (
            id::SCORES_SAMPLE_MODALITIES,
            MOST_BY_TWO_MODALITIES.min(among_themselves(n, d)),
        ),
    ];
    all.into_iter().filter(|(_, most)| *most < n).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_songs_are_all_looked_at() {
        for n in [0, 1, 292, 1_000, 4_000] {
            for d in [1, 16, 60, 1_000] {
                assert_eq!(
                    (against_all(n, d), among_themselves(n, d)),
                    (n, n),
                    "{n} × {d}"
                );
            }
        }
        assert_eq!(against_all(20_000, 16), 20_000);
        assert_eq!(against_all(21_000, 1), 400_000_000 / 21_000);
    }

    /// What is done for twice as many songs is twice as much at most, where without a bound it
    /// would be four times as much.
    #[test]
    fn work_does_not_grow_with_the_square_of_the_songs() {
        for d in [1, 16, 60, 1_000] {
            for n in (0..10).map(|i| 20_000 << i) {
                let all = |n: usize| against_all(n, d) * n * d;
                let own = |n: usize| among_themselves(n, d).pow(2) * d;
                assert!(all(2 * n) <= (2 * all(n)).max(MOST_PRODUCTS), "{n} × {d}");
                assert!(own(2 * n) == own(n) && own(n) <= MOST_PRODUCTS, "{n} × {d}");
                assert!(all(n) <= MOST_PRODUCTS.max(FEWEST * n * d), "{n} × {d}");
            }
        }
    }
}
