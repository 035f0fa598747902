//! Is a difference between two cells more than noise? An interval over songs and seeds, from what
//! each of them moves.
//!
//! # What varies
//! A score of song i at seed s is μ + uᵢ + vₛ + eᵢₛ: all seeds share the songs, so what a song does
//! (u) does not fade with more seeds, and what a seed does (v: split, first weights, order of
//! batches, first centres) not with more songs. The variance of a mean over n songs and S seeds is
//! σᵤ²/n + σᵥ²/S + σₑ²/nS. Two estimates hold it:
//! - *songs*: the jackknife of the difference, a song left out at all seeds at once, estimates
//!   σᵤ²/n + σₑ²/nS (Quenouille 1956; for a mean it is the usual variance, and an ARI, a smooth
//!   function of shares, needs nothing else);
//! - *seeds*: the variance between seeds over S estimates σᵥ²/S + σₑ²/nS.
//!
//! Their sum counts σₑ²/nS twice, as two-way resampling does (Owen 2007), and so errs to the safe
//! side. Few seeds tell little of their own variance: each part is multiplied by the square of its
//! own Student's t (Cochran & Cox 1957), of S − 1 degrees of freedom for seeds. Those of songs are
//! as many as its influences are worth (Satterthwaite 1946: by their kurtosis), so that a
//! difference made by five songs of a thousand is not taken for one of a thousand. Both cells are
//! taken on the same seeds and songs, so what they share cancels out.
//!
//! Copies of a song under several names are left out together: they are one song, and would else
//! make every interval too narrow.
//!
//! The models are not trained anew without a song; how much they would change for it is seen only
//! as far as seeds hold out other songs.

use std::collections::BTreeMap;

use super::student::{critical, falling_root, two_sided};
use crate::scores::{ari, ari_without_each};

/// Of fewer seeds nothing is concluded: two of them often are both at the same end.
pub(crate) const FEWEST_SEEDS: usize = 3;
/// A verdict is wrong this often where there is no difference.
pub(super) const LEVEL: f64 = 0.05;

/// What may be said of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Higher,
    Lower,
    /// By itself it would be no rare one without a difference.
    WithinNoise,
    /// By itself it would be rare; among so many comparisons it is not.
    OneOfMany,
    /// Leaving out one single song takes it away.
    OneSong,
    /// Fewer than three seeds.
    TooFewSeeds,
    /// Every seed gives the same numbers, and there are no songs to draw on.
    NotRepeated,
}

/// a − b, as means over seeds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Difference {
    pub(crate) a: f64,
    pub(crate) b: f64,
    pub(crate) n_seeds: usize,
    /// 95 % interval of a − b, for this comparison by itself; `None` where there is nothing to tell
    /// it from.
    pub(crate) interval: Option<[f64; 2]>,
    /// How often a difference as large would be seen if there were none; `None` where `interval`
    /// is.
    pub(crate) p: Option<f64>,
    /// The most that leaving out one song changes it.
    pub(crate) one_song: f64,
}

impl Difference {
    /// `corrected` is its p-value after correction for all comparisons of a report (see [`holm`]).
    pub(crate) fn verdict(&self, corrected: Option<f64>) -> Verdict {
        let found = self.a - self.b;
        match (self.p, corrected) {
            _ if self.n_seeds < FEWEST_SEEDS => Verdict::TooFewSeeds,
            (None, _) if found == 0.0 => Verdict::WithinNoise,
            (None, _) => Verdict::NotRepeated,
            (Some(p), _) if p > LEVEL => Verdict::WithinNoise,
            _ if found.abs() <= self.one_song => Verdict::OneSong,
            (Some(p), corrected) if corrected.unwrap_or(p) > LEVEL => Verdict::OneOfMany,
            _ if found > 0.0 => Verdict::Higher,
            _ => Verdict::Lower,
        }
    }
}

/// A score of one seed, and what it would be without each of its songs.
pub(crate) struct Taken {
    whole: f64,
    without: Vec<f64>,
}

impl Taken {
    /// The mean of a value that some songs have; `None` of fewer than two. The plainest score there
    /// is, on which the intervals are tried.
    #[cfg(test)]
    pub(crate) fn mean(values: &[Option<f64>]) -> Option<Self> {
        let (mut n, mut sum) = (0.0, 0.0);
        for known in values.iter().flatten().filter(|v| v.is_finite()) {
            (n, sum) = (n + 1.0, sum + known);
        }
        if n < 2.0 {
            return None;
        }
        let without = |v: &Option<f64>| match v {
            Some(v) if v.is_finite() => (sum - v) / (n - 1.0),
            Some(_) | None => sum / n,
        };
        Some(Self {
            whole: sum / n,
            without: values.iter().map(without).collect(),
        })
    }

    /// The adjusted Rand index of clusters with classes; `None` of fewer than three songs.
    pub(crate) fn ari(clusters: &[Option<u32>], classes: &[Option<u32>]) -> Option<Self> {
        (clusters.len() > 2).then(|| Self {
            whole: ari(clusters, classes),
            without: ari_without_each(clusters, classes),
        })
    }
}

/// The difference between two scores that were taken on the same songs at the same seeds, in the
/// same order. `copy_of` is the same for songs that are copies of one another.
///
/// `None` without a seed, or when the songs are not as many everywhere.
pub(crate) fn difference(a: &[Taken], b: &[Taken], copy_of: &[usize]) -> Option<Difference> {
    if a.is_empty()
        || a.len() != b.len()
        || a.iter()
            .chain(b)
            .any(|taken| taken.without.len() != copy_of.len())
    {
        return None;
    }
    let by_seed: Vec<f64> = a.iter().zip(b).map(|(a, b)| a.whole - b.whole).collect();
    let n_seeds = by_seed.len() as f64;
    let found = by_seed.iter().sum::<f64>() / n_seeds;
    let mut moves: BTreeMap<usize, f64> = BTreeMap::new();
    for (i, &song) in copy_of.iter().enumerate() {
        let mut without = 0.0;
        for (a, b) in a.iter().zip(b) {
            without += a.without[i] - b.without[i];
        }
        *moves.entry(song).or_default() += without / n_seeds - found;
    }
    let n = moves.len() as f64;
    let middle = moves.values().sum::<f64>() / n;
    let (squares, fourths) = moves
        .values()
        .fold((0.0, 0.0), |(squares, fourths), moved| {
            let square = (moved - middle).powi(2);
            (squares + square, fourths + square * square)
        });
    let songs = Part {
        variance: (n - 1.0) / n * squares,
        df: worth(n, squares, fourths),
    };
    let one_song = moves.values().map(|moved| moved.abs()).fold(0.0, f64::max);
    let whole = |of: &[Taken]| of.iter().map(|taken| taken.whole).sum::<f64>() / n_seeds;
    let mut all = concluded(
        [whole(a), whole(b)],
        &[songs, Part::of_seeds(&by_seed)],
        by_seed.len(),
    );
    all.one_song = one_song;
    if all.interval.is_none() && by_seed.len() >= FEWEST_SEEDS && found != 0.0 {
        // No song and no seed moves it: one has found every class, and the other makes one cluster
        // of all.
        (all.interval, all.p) = (Some([found; 2]), Some(0.0));
    }
    Some(all)
}

/// The same of scores that cannot be taken apart by songs: Student's t over seeds, paired.
pub(crate) fn difference_of_seeds(a: &[f64], b: &[f64]) -> Option<Difference> {
    let by_seed: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
    if by_seed.is_empty() || by_seed.iter().any(|d| !d.is_finite()) {
        return None;
    }
    let mean = |of: &[f64]| of.iter().take(by_seed.len()).sum::<f64>() / by_seed.len() as f64;
    Some(concluded(
        [mean(a), mean(b)],
        &[Part::of_seeds(&by_seed)],
        by_seed.len(),
    ))
}

/// A variance of the difference, and the degrees of freedom that it was estimated with.
struct Part {
    variance: f64,
    df: f64,
}

impl Part {
    fn of_seeds(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
        Self {
            variance: squares / (n - 1.0).max(1.0) / n,
            df: (n - 1.0).max(1.0),
        }
    }
}

/// Degrees of freedom of a sum of `n` squares: n − 1 of normal ones, twice as many as stand out
/// when few do.
fn worth(n: f64, squares: f64, fourths: f64) -> f64 {
    let alike = squares * squares / fourths;
    let of_kurtosis = 2.0 * n * alike / (n - alike);
    // Not a number where nothing varies, infinite where all vary as much.
    if of_kurtosis.is_finite() {
        of_kurtosis.clamp(1.0, n - 1.0)
    } else {
        n - 1.0
    }
}

fn concluded([a, b]: [f64; 2], parts: &[Part], n_seeds: usize) -> Difference {
    let found = a - b;
    // Nothing is known of a part that has no degree of freedom, and what rounds is no variance.
    let varies = parts
        .iter()
        .any(|part| part.variance.sqrt() > 1e-12 * (a.abs() + b.abs()));
    if n_seeds < FEWEST_SEEDS || !varies {
        return Difference {
            a,
            b,
            n_seeds,
            interval: None,
            p: None,
            one_song: 0.0,
        };
    }
    let width = half_width(LEVEL, parts);
    let interval = Some([found - width, found + width]);
    Difference {
        a,
        b,
        n_seeds,
        interval,
        p: Some(p_of(found, parts)),
        one_song: 0.0,
    }
}

/// The level at which the interval's end would be at 0.
fn p_of(found: f64, parts: &[Part]) -> f64 {
    if let [part] = parts {
        return two_sided(found.abs() / part.variance.sqrt(), part.df);
    }
    // As far down as matters to any number of comparisons.
    falling_root(-30.0, 0.0, |log_p| {
        half_width(log_p.exp2().min(1.0 - 1e-12), parts) - found.abs()
    })
    .exp2()
}

fn half_width(p: f64, parts: &[Part]) -> f64 {
    parts
        .iter()
        .map(|part| part.variance * critical(p, part.df).powi(2))
        .sum::<f64>()
        .sqrt()
}

/// p-values corrected for their number (Holm 1979): the chance that any verdict of the report is
/// wrong stays at the level.
pub(crate) fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let (mut corrected, mut largest) = (vec![0.0; p.len()], 0.0_f64);
    for (rank, &i) in order.iter().enumerate() {
        largest = largest.max(p[i] * (p.len() - rank) as f64).min(1.0);
        corrected[i] = largest;
    }
    corrected
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    /// Deviations of song, seed and both together, as parts of the deviation of the mean.
    struct Model {
        song: f64,
        seed: f64,
        both: f64,
    }

    const MODELS: [Model; 6] = [
        // Identical models but for which songs they are right on, the same at every seed.
        Model {
            song: 1.0,
            seed: 0.0,
            both: 0.0,
        },
        Model {
            song: 1.0,
            seed: 0.3,
            both: 0.0,
        },
        Model {
            song: 1.0,
            seed: 1.0,
            both: 0.0,
        },
        Model {
            song: 0.3,
            seed: 1.0,
            both: 0.0,
        },
        Model {
            song: 0.0,
            seed: 0.0,
            both: 1.0,
        },
        Model {
            song: 1.0,
            seed: 1.0,
            both: 1.0,
        },
    ];

    /// Of deviation 1, nearly normal: 64 throws of a coin.
    fn normal(rng: &mut ChaCha8Rng) -> f64 {
        (f64::from(rng.random::<u64>().count_ones()) - 32.0) / 4.0
    }

    /// Mean scores of one cell.
    fn drawn(
        model: &Model,
        n: usize,
        n_seeds: usize,
        shift: f64,
        rng: &mut ChaCha8Rng,
    ) -> Vec<Taken> {
        let song = model.song * (n as f64).sqrt();
        let (seed, both) = (
            model.seed * (n_seeds as f64).sqrt(),
            model.both * ((n * n_seeds) as f64).sqrt(),
        );
        let drawn = |deviation: f64, rng: &mut ChaCha8Rng| {
            if deviation == 0.0 {
                0.0
            } else {
                deviation * normal(rng)
            }
        };
        let of_song: Vec<f64> = (0..n).map(|_| drawn(song, rng)).collect();
        let of_seed = |rng: &mut ChaCha8Rng| {
            let here = shift + drawn(seed, rng);
            let mut values = Vec::with_capacity(n);
            for u in &of_song {
                values.push(Some(here + u + drawn(both, rng)));
            }
            Taken::mean(&values).unwrap()
        };
        (0..n_seeds).map(|_| of_seed(rng)).collect()
    }

    fn is_told(found: Option<Difference>) -> bool {
        matches!(
            found.unwrap().verdict(None),
            Verdict::Higher | Verdict::Lower
        )
    }

    /// No song is a copy.
    fn each(n: usize) -> Vec<usize> {
        (0..n).collect()
    }

    #[test]
    fn every_song_twice_makes_no_interval_narrower() {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let values = |rng: &mut ChaCha8Rng| (0..50).map(|_| normal(rng)).collect::<Vec<_>>();
        let (x, y) = (values(&mut rng), values(&mut rng));
        let taken = |of: &[f64], times: usize| {
            let all: Vec<Option<f64>> = (0..times)
                .flat_map(|_| of.iter().map(|v| Some(*v)))
                .collect();
            (0..3)
                .map(|_| Taken::mean(&all).unwrap())
                .collect::<Vec<_>>()
        };
        let once = difference(&taken(&x, 1), &taken(&y, 1), &each(50)).unwrap();
        let width = |found: &Difference| found.interval.unwrap()[1] - found.interval.unwrap()[0];
        let copies: Vec<usize> = (0..100).map(|i| i % 50).collect();
        let twice = difference(&taken(&x, 2), &taken(&y, 2), &copies).unwrap();
        assert!(
            (width(&twice) / width(&once) - 1.0).abs() < 0.02,
            "{once:?} {twice:?}"
        );
        let unknown = difference(&taken(&x, 2), &taken(&y, 2), &each(100)).unwrap();
        assert!(width(&unknown) < 0.75 * width(&once));
    }

    /// Numbers of seeds, and how often each is tried: one seed decides nothing, however often.
    const TRIALS: [(usize, usize); 3] = [(1, 50), (3, 1000), (5, 1000)];

    fn share(n_trials: usize, mut told: impl FnMut() -> bool) -> f64 {
        (0..n_trials).filter(|_| told()).count() as f64 / n_trials as f64
    }

    #[test]
    fn what_does_not_differ_is_seldom_told_apart_by_means() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        for (n_seeds, n_trials) in TRIALS {
            for n in [50, 100, 1000] {
                for (i, model) in MODELS.iter().enumerate() {
                    let false_verdicts = share(n_trials, || {
                        let mut cell = || drawn(model, n, n_seeds, 0.0, &mut rng);
                        is_told(difference(&cell(), &cell(), &each(n)))
                    });
                    assert!(
                        false_verdicts <= 0.07,
                        "{n_seeds} seeds, {n} songs, model {i}: {false_verdicts}"
                    );
                    assert!(
                        n_seeds > 1 || false_verdicts == 0.0,
                        "one seed decides nothing"
                    );
                }
            }
        }
    }

    /// Clusters of one cell: a song is in its class's cluster, but for as many as are hard to it or
    /// at this seed.
    fn clusters(
        classes: &[Option<u32>],
        n_seeds: usize,
        right: f64,
        by_seed: f64,
        rng: &mut ChaCha8Rng,
    ) -> Vec<Taken> {
        let ease: Vec<f64> = classes.iter().map(|_| normal(rng)).collect();
        let of_seed = |rng: &mut ChaCha8Rng| {
            let here = right + by_seed * normal(rng);
            let mut put = |(class, ease): (&Option<u32>, &f64)| {
                let is_right = ease + 0.5 * normal(rng) < here;
                if is_right {
                    *class
                } else {
                    Some(rng.random_range(0..4))
                }
            };
            let labels: Vec<Option<u32>> = classes.iter().zip(&ease).map(&mut put).collect();
            Taken::ari(&labels, classes).unwrap()
        };
        (0..n_seeds).map(|_| of_seed(rng)).collect()
    }

    #[test]
    fn what_does_not_differ_is_seldom_told_apart_by_agreement() {
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        for (n_seeds, n_trials) in TRIALS {
            for n in [50, 100, 1000] {
                let classes: Vec<Option<u32>> = (0..n).map(|i| Some((i % 4) as u32)).collect();
                // Good agreement, hardly any, and one that the seed decides.
                for (right, by_seed) in [(1.0, 0.0), (-2.0, 0.0), (0.5, 0.3)] {
                    let false_verdicts = share(n_trials / 5, || {
                        let mut cell = || clusters(&classes, n_seeds, right, by_seed, &mut rng);
                        is_told(difference(&cell(), &cell(), &each(n)))
                    });
                    assert!(
                        false_verdicts <= 0.07,
                        "{n_seeds} seeds, {n} songs, {right}: {false_verdicts}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_differs_is_found() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        for (n_seeds, least) in [(3, 0.8), (5, 0.95)] {
            // Six deviations of the difference, of which a half is the songs'.
            let model = Model {
                song: 0.5,
                seed: 0.5,
                both: 0.0,
            };
            let found = share(100, || {
                let high = drawn(&model, 100, n_seeds, 6.0, &mut rng);
                let low = drawn(&model, 100, n_seeds, 0.0, &mut rng);
                difference(&high, &low, &each(100)).unwrap().verdict(None) == Verdict::Higher
            });
            assert!(found >= least, "{n_seeds} seeds: {found}");
            let classes: Vec<Option<u32>> = (0..200).map(|i| Some((i % 4) as u32)).collect();
            let found = share(50, || {
                let good = clusters(&classes, n_seeds, 1.5, 0.05, &mut rng);
                let poor = clusters(&classes, n_seeds, 0.0, 0.05, &mut rng);
                difference(&poor, &good, &each(200)).unwrap().verdict(None) == Verdict::Lower
            });
            assert!(found >= least, "{n_seeds} seeds, agreement: {found}");
        }
    }

    #[test]
    fn scores_of_seeds_alone_are_compared_by_students_t() {
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        for n_seeds in [1, 2, 3, 4, 5] {
            let mut cell = |shift: f64| {
                (0..n_seeds)
                    .map(|_| shift + 0.1 * normal(&mut rng))
                    .collect::<Vec<_>>()
            };
            let false_verdicts = share(1000, || {
                is_told(difference_of_seeds(&cell(0.3), &cell(0.3)))
            });
            assert!(false_verdicts <= 0.07, "{n_seeds} seeds: {false_verdicts}");
            let found = share(100, || is_told(difference_of_seeds(&cell(1.5), &cell(0.3))));
            assert!(
                found >= if n_seeds < 3 { 0.0 } else { 0.9 },
                "{n_seeds} seeds: {found}"
            );
        }
        // `scipy.stats.ttest_rel` of SciPy 1.17.
        let found = difference_of_seeds(&[0.5, 0.7, 0.65, 0.8], &[0.4, 0.45, 0.6, 0.5]).unwrap();
        assert!(
            (found.p.unwrap() - 0.060481502572069704).abs() < 1e-9,
            "{found:?}"
        );
        let same = difference_of_seeds(&[0.5; 5], &[0.4; 5]).unwrap();
        assert_eq!(
            (same.verdict(None), same.interval),
            (Verdict::NotRepeated, None)
        );
        assert_eq!(difference_of_seeds(&[], &[]), None);
    }

    fn ari_of(wrong: usize, n: usize) -> Vec<Taken> {
        let classes: Vec<Option<u32>> = (0..n).map(|i| Some((i % 2) as u32)).collect();
        let labels: Vec<Option<u32>> = (0..n)
            .map(|i| Some(((i % 2) ^ usize::from(i < wrong)) as u32))
            .collect();
        (0..5)
            .map(|_| Taken::ari(&labels, &classes).unwrap())
            .collect()
    }

    #[test]
    fn a_song_in_a_thousand_makes_no_verdict_and_a_hundred_do() {
        let of =
            |wrong: usize| difference(&ari_of(0, 1000), &ari_of(wrong, 1000), &each(1000)).unwrap();
        for wrong in 1..=4 {
            assert!(
                matches!(of(wrong).verdict(None), Verdict::WithinNoise),
                "{wrong}: {:?}",
                of(wrong)
            );
        }
        assert!(
            of(1).one_song >= 0.999 * (of(1).a - of(1).b),
            "that song is all of it"
        );
        assert_eq!(of(100).verdict(None), Verdict::Higher);
        // One song that is worth as much as all others together.
        let one = |last: f64| {
            let values: Vec<Option<f64>> = (0..40)
                .map(|i| Some(if i == 0 { last } else { 0.01 }))
                .collect();
            (0..3)
                .map(|_| Taken::mean(&values).unwrap())
                .collect::<Vec<_>>()
        };
        let found = difference(&one(9.0), &one(0.01), &each(40)).unwrap();
        assert_ne!(found.verdict(None), Verdict::Higher, "{found:?}");
        let all = |cluster: fn(usize) -> usize| {
            let classes: Vec<Option<u32>> = (0..60).map(|i| Some((i % 2) as u32)).collect();
            let labels: Vec<Option<u32>> = (0..60).map(|i| Some(cluster(i) as u32)).collect();
            (0..3)
                .map(|_| Taken::ari(&labels, &classes).unwrap())
                .collect::<Vec<_>>()
        };
        let found = difference(&all(|i| i % 2), &all(|_| 0), &each(60)).unwrap();
        assert_eq!(
            (found.verdict(None), found.a, found.b),
            (Verdict::Higher, 1.0, 0.0)
        );
    }

    #[test]
    fn a_correction_for_many_is_holms() {
        // `statsmodels.stats.multitest.multipletests(p, method="holm")`, by hand: 4 · .01, 3 · .02,
        // 2 · .03, then no less.
        let corrected = holm(&[0.03, 0.01, 0.04, 0.02]);
        let expected = [0.06, 0.04, 0.06, 0.06];
        assert!(
            corrected
                .iter()
                .zip(expected)
                .all(|(c, e)| (c - e).abs() < 1e-12),
            "{corrected:?}"
        );
        let found = difference(&ari_of(0, 200), &ari_of(8, 200), &each(200)).unwrap();
        assert_eq!(found.verdict(found.p), Verdict::Higher, "{found:?}");
        assert_eq!(found.verdict(Some(0.2)), Verdict::OneOfMany);
    }

    #[test]
    fn what_is_undefined_is_no_difference() {
        assert!(Taken::mean(&[None, Some(1.0), Some(f64::NAN)]).is_none());
        assert!(Taken::ari(&[Some(0); 2], &[Some(0); 2]).is_none());
        assert_eq!(difference(&[], &[], &[]), None);
        assert_eq!(difference(&ari_of(0, 10), &ari_of(0, 11), &each(10)), None);
    }
}
