//! Each of several labels a song, told from a space without clustering: ROC AUC of a linear probe.
//!
//! A song of several labels has no one class, so that each label is a question of its own: do songs
//! that have it stand before those that have not, where a linear probe that has not seen them orders
//! them? ROC AUC answers it for rare labels as well as for frequent ones, as its chance is .5 for
//! all, and its mean over labels is what MTG-Jamendo's evaluation reports (Bogdanov et al. 2019;
//! there of a network, here of a probe).
//!
//! The probe is ridge regression on whether a song has the label, on standardised columns (Fisher's
//! discriminant with a penalty; scikit-learn's `RidgeClassifier` at its α = 1): one factorisation
//! a fold serves every label and every shuffle. Only songs of one fold are held against each other,
//! as the probes of two folds have scales of their own (Forman & Scholz 2010).

use std::collections::BTreeSet;

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::cautions::WordCues;
use super::chance::{over_streams, sample};
use super::effort::MOST_TOLD_APART;
use super::folds::{Folds, folds};
use super::ranks::ranks;
use super::ridge::Probe;
use super::separation::unseen;
use super::{AgainstChance, Caution, Labels, Unseen};
use crate::config::ScoresConfig;
use crate::error::Result;
use crate::features::Kin;
use crate::job::{Reporter, Stage};
use crate::library::MultiLabel;
use crate::matrix::Matrix;
use crate::random::splitmix64;
use crate::words::{id, say};

/// A label is scored that so many songs have, and so many have not, copies counted once.
pub(crate) const FEWEST_SONGS_OF_LABEL: usize = 5;
/// Of more labels that could be scored the commonest are.
const MOST_LABELS: usize = 500;
/// Shuffles behind a band.
const N_LABEL_SHUFFLES: usize = 100;
/// Fewer songs are looked at than [`MOST_TOLD_APART`] when songs × columns is more than this, …
const MOST_VALUES: usize = 4_000_000;
/// … but never fewer.
const FEWEST_SONGS: usize = 1_000;

/// What a space tells of one label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct LabelAuc {
    pub label: String,
    /// Songs that have it, of those that were looked at.
    pub n_songs: usize,
    /// Share of pairs of songs of one fold, one with the label and one without, that the probe puts
    /// in the right order; a tie is half a pair. Beside what shuffled labels give.
    pub auc: AgainstChance,
    /// Deviation over the shuffles.
    pub deviation: f64,
    #[serde(default)]
    pub cautions: Vec<Caution>,
}

/// What a space tells of the labels of one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct LabelAucs {
    pub column: String,
    /// Songs that were looked at: those that have any label, of large libraries a sample.
    pub n_songs: usize,
    /// Labels of the column, those too rare to be scored included.
    pub n_labels: usize,
    pub n_folds: usize,
    pub by_artist: bool,
    pub unseen: Unseen,
    /// Shuffles behind each band: label sets are dealt anew, those of an artist's songs together
    /// where artists are kept together.
    pub n_shuffles: usize,
    /// Mean over labels.
    pub mean: AgainstChance,
    /// By name.
    pub labels: Vec<LabelAuc>,
}

/// One for each column of several labels in which a label can be scored: at least five songs have
/// it and five have not, copies counted once, and both are in two folds. Labels that the model was
/// told are left out, and all of a column whose first labels it was told.
///
/// # Shapes
/// `x` n songs × d; `kin` of the same n.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub(crate) fn label_aucs(
    x: &Matrix,
    labels: &Labels,
    kin: &Kin,
    config: &ScoresConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Vec<LabelAucs>> {
    let columns = &labels.library.multi_labels;
    let mut all = Vec::new();
    let mut told = None;
    for (i, column) in columns.iter().enumerate() {
        if labels.conditions.contains(&column.name) {
            continue;
        }
        reporter.step(
            Stage::Scores,
            i,
            columns.len(),
            say(id::SCORES_TELLING_COLUMN_APART).with("column", &column.name),
        );
        let seed = splitmix64(seed.wrapping_add(1 + i as u64));
        let Some((task, songs)) = Task::new(x, kin, column, labels.conditions, config, seed) else {
            continue;
        };
        let told = told.get_or_insert_with(|| WordCues::of(labels));
        let (mean, aucs) = task.scored(kin, &songs, splitmix64(seed ^ 1), reporter)?;
        let one = |(&label, (auc, deviation)): (&u32, (AgainstChance, f64))| LabelAuc {
            label: column.labels[label as usize].clone(),
            n_songs: task.n_with(label),
            auc,
            deviation,
            // A rare label is asked of as any other.
            cautions: labels.cautions_by(told, &column.column(label), 0.0),
        };
        all.push(LabelAucs {
            column: column.name.clone(),
            n_songs: songs.len(),
            n_labels: column.labels.len(),
            n_folds: config.n_folds,
            by_artist: task.folds.by_artist,
            unseen: unseen(task.folds.by_artist, kin, &songs),
            n_shuffles: N_LABEL_SHUFFLES,
            mean,
            labels: task.labels.iter().zip(aucs).map(one).collect(),
        });
    }
    Ok(all)
}

/// Songs with labels and a fold each.
struct Task {
    x: Matrix,
    /// The labels that are scored, by their index in the column.
    labels: Vec<u32>,
    /// Of each song, as places in `labels`.
    of_song: Vec<Vec<u32>>,
    folds: Folds,
    n_folds: usize,
}

impl Task {
    /// With the songs of `x` that take part.
    fn new(
        x: &Matrix,
        kin: &Kin,
        column: &MultiLabel,
        conditions: &[String],
        config: &ScoresConfig,
        seed: u64,
    ) -> Option<(Self, Vec<usize>)> {
        let has_any = |song: &usize| !column.of_song[*song].is_empty();
        let known: Vec<usize> = (0..x.n_rows()).filter(has_any).collect();
        let most = (MOST_VALUES / x.n_cols().max(1)).clamp(FEWEST_SONGS, MOST_TOLD_APART);
        let songs: Vec<usize> = sample(known.len(), most, seed)
            .into_iter()
            .map(|i| known[i])
            .collect();
        let mut labels = frequent(kin, column, &songs);
        labels.retain(|&label| !conditions.contains(&column.name_of(label)));
        let own = |labels: &[u32]| -> Vec<Vec<u32>> {
            let places = |&song: &usize| {
                let of_song = column.of_song[song].iter();
                let places = of_song.filter_map(|label| labels.binary_search(label).ok());
                places.map(|at| at as u32).collect()
            };
            songs.iter().map(places).collect()
        };
        let of_song = own(&labels);
        let folds = folds(kin, &songs, &of_song, config.n_folds, splitmix64(seed));
        let is_told = |&label: &u32| {
            let has = |&song: &usize| column.of_song[song].contains(&label);
            let folds_of = |with: bool| -> BTreeSet<usize> {
                let there = songs.iter().zip(&folds.of_song);
                let there = there.filter(|(song, _)| has(song) == with);
                there.map(|(_, fold)| *fold).collect()
            };
            let (with, without) = (folds_of(true), folds_of(false));
            with.len() > 1 && without.len() > 1 && with.intersection(&without).next().is_some()
        };
        labels.retain(is_told);
        if labels.is_empty() {
            return None;
        }
        let task = Self {
            x: x.select_rows(&songs),
            of_song: own(&labels),
            labels,
            folds,
            n_folds: config.n_folds,
        };
        Some((task, songs))
    }

    fn n_with(&self, label: u32) -> usize {
        let at = self.labels.binary_search(&label).unwrap_or(usize::MAX);
        let has = |own: &&Vec<u32>| own.contains(&(at as u32));
        self.of_song.iter().filter(has).count()
    }

    /// The mean over labels, and each label with its deviation over the shuffles.
    fn scored(
        &self,
        kin: &Kin,
        songs: &[usize],
        seed: u64,
        reporter: &Reporter,
    ) -> Result<(AgainstChance, Vec<(AgainstChance, f64)>)> {
        let folds = (0..self.n_folds).into_par_iter().map(|fold| {
            reporter.checkpoint()?;
            Ok(Probe::new(&self.x, &self.folds.of_song, fold))
        });
        let probes: Vec<Probe> = folds.collect::<Result<_>>()?;
        let found = self.aucs(&probes, &self.of_song);
        let groups = match self.folds.by_artist {
            true => kin.families(songs),
            false => kin.copies(songs),
        };
        let shuffled = over_streams(N_LABEL_SHUFFLES, seed, reporter, |rng| {
            let from = dealt(&groups, rng);
            let of_song: Vec<&[u32]> = from.iter().map(|&i| self.of_song[i].as_slice()).collect();
            self.aucs(&probes, &of_song)
        })?;
        let mean = |aucs: &[f64]| {
            let known = || aucs.iter().filter(|auc| !auc.is_nan());
            known().sum::<f64>() / known().count().max(1) as f64
        };
        let overall = AgainstChance::of(mean(&found), shuffled.iter().map(|s| mean(s)).collect());
        let each = found.iter().enumerate().map(|(label, &auc)| {
            let all = shuffled.iter().map(|shuffle| shuffle[label]);
            // Of a shuffle that leaves no pair nothing can be told.
            let all: Vec<f64> = all
                .map(|auc| if auc.is_nan() { 0.5 } else { auc })
                .collect();
            let n = all.len() as f64;
            let mean = all.iter().sum::<f64>() / n;
            let squares = all.iter().map(|v| (v - mean).powi(2)).sum::<f64>();
            (AgainstChance::of(auc, all), (squares / (n - 1.0)).sqrt())
        });
        Ok((overall, each.collect()))
    }

    /// Of each label; NaN where no fold has a pair.
    fn aucs<C: AsRef<[u32]>>(&self, probes: &[Probe], of_song: &[C]) -> Vec<f64> {
        let n_labels = self.labels.len();
        let (mut right, mut pairs) = (vec![0.0; n_labels], vec![0.0; n_labels]);
        let songs_of = |songs: &[usize]| {
            let mut with: Vec<Vec<usize>> = vec![Vec::new(); n_labels];
            for (place, &song) in songs.iter().enumerate() {
                let own = of_song[song].as_ref();
                own.iter()
                    .for_each(|&label| with[label as usize].push(place));
            }
            with
        };
        for probe in probes {
            let (train, test) = (songs_of(&probe.train), songs_of(&probe.test));
            for label in 0..n_labels {
                let (n_with, n) = (test[label].len() as f64, probe.test.len() as f64);
                if n_with == 0.0 || n_with == n {
                    continue;
                }
                let ranks = ranks(&probe.scores(&train[label]));
                let sum: f64 = test[label].iter().map(|&place| ranks[place]).sum();
                right[label] += sum - n_with * (n_with + 1.0) / 2.0;
                pairs[label] += n_with * (n - n_with);
            }
        }
        right.iter().zip(&pairs).map(|(r, p)| r / p).collect()
    }
}

/// Labels that enough of the songs have and have not, ascending; of too many the commonest.
fn frequent(kin: &Kin, column: &MultiLabel, songs: &[usize]) -> Vec<u32> {
    let everyone: BTreeSet<usize> = songs.iter().map(|&song| kin.copy_of(song)).collect();
    let mut with: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); column.labels.len()];
    for &song in songs {
        let copy = kin.copy_of(song);
        let own = column.of_song[song].iter();
        own.for_each(|&label| _ = with[label as usize].insert(copy));
    }
    let enough = |&(_, n): &(u32, usize)| {
        n >= FEWEST_SONGS_OF_LABEL && everyone.len() >= n + FEWEST_SONGS_OF_LABEL
    };
    let counted = (0..).zip(with.iter().map(BTreeSet::len));
    let mut counted: Vec<(u32, usize)> = counted.filter(enough).collect();
    counted.sort_by_key(|&(label, n)| (usize::MAX - n, label));
    counted.truncate(MOST_LABELS);
    let mut labels: Vec<u32> = counted.into_iter().map(|(label, _)| label).collect();
    labels.sort_unstable();
    labels
}

/// Whose labels each song gets where they are dealt anew: songs stand in a row, group after group,
/// and so do the labels, the groups in another order. What songs of a group have in common mostly
/// stays together, and groups of one song are shuffled.
fn dealt(groups: &[Vec<usize>], rng: &mut ChaCha8Rng) -> Vec<usize> {
    let mut row = || -> Vec<usize> {
        let mut groups: Vec<&Vec<usize>> = groups.iter().collect();
        groups.shuffle(rng);
        groups.into_iter().flatten().copied().collect()
    };
    let (to, from) = (row(), row());
    let mut of_song = vec![0; to.len()];
    to.into_iter()
        .zip(from)
        .for_each(|(to, from)| of_song[to] = from);
    of_song
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_close, matrix};
    use super::*;
    use crate::library::Library;

    fn task(case: &serde_json::Value) -> Task {
        let numbers =
            |name: &str| serde_json::from_value::<Vec<usize>>(case[name].clone()).unwrap();
        let of_song: Vec<Vec<u32>> = serde_json::from_value(case["labels"].clone()).unwrap();
        let n_labels = 1 + *of_song.iter().flatten().max().unwrap();
        let of_fold = numbers("folds");
        Task {
            x: matrix(&case["x"]),
            labels: (0..n_labels).collect(),
            of_song,
            n_folds: 1 + of_fold.iter().max().unwrap(),
            folds: Folds {
                of_song: of_fold,
                by_artist: false,
            },
        }
    }

    #[test]
    fn aucs_are_those_of_scikit_learn() {
        let text = include_str!("../../tests/golden/scores/label_auc.json");
        let cases: serde_json::Value = serde_json::from_str(text).unwrap();
        let mut n = 0;
        for case in cases.as_array().unwrap() {
            let (name, task) = (case["name"].as_str().unwrap(), task(case));
            let folds = 0..task.n_folds;
            let probe = |fold| Probe::new(&task.x, &task.folds.of_song, fold);
            let probes: Vec<Probe> = folds.map(probe).collect();
            let found = task.aucs(&probes, &task.of_song);
            let expected = case["auc"].as_array().unwrap();
            assert_eq!(found.len(), expected.len());
            for (label, (auc, expected)) in found.iter().zip(expected).enumerate() {
                match expected.is_null() {
                    true => assert!(auc.is_nan(), "{name}: no fold has a pair of {label}"),
                    false => assert_close(name, &format!("AUC of {label}"), *auc, expected),
                }
                n += 1;
            }
        }
        assert!(n > 12);
    }

    fn uniform(at: usize) -> f32 {
        (splitmix64(at as u64) >> 40) as f32 / (1u32 << 24) as f32
    }

    /// `n` songs of artists of `each`; labels and places by `label` and `place` of song and number.
    fn found(
        n: usize,
        each: usize,
        d: usize,
        labels: impl Fn(usize) -> Vec<u32>,
        place: impl Fn(usize, usize) -> f32,
        seed: u64,
    ) -> LabelAucs {
        let of_song: Vec<Vec<u32>> = (0..n).map(labels).collect();
        let n_labels = 1 + *of_song.iter().flatten().max().unwrap();
        let column = MultiLabel {
            name: "tags".to_string(),
            labels: (0..n_labels).map(|l| format!("t{l:02}")).collect(),
            of_song,
        };
        let library = Library {
            multi_labels: vec![column],
            ..super::super::tests::library(Vec::new())
        };
        let artists: Vec<String> = (0..n).map(|i| format!("artist {}", i / each)).collect();
        let names: Vec<&str> = artists.iter().map(String::as_str).collect();
        let rows: Vec<Vec<f32>> = (0..n)
            .map(|i| (0..d).map(|c| place(i, c)).collect())
            .collect();
        let found = label_aucs(
            &Matrix::from_rows(&rows),
            &Labels::of(&library),
            &Kin::of_artists(&names),
            &ScoresConfig::default(),
            seed,
            &Reporter::silent(),
        );
        found.unwrap().remove(0)
    }

    #[test]
    fn a_label_that_is_there_is_told_a_scattered_one_is_not_and_a_rare_one_is_not_scored() {
        // 0: every third, and moved; 1: scattered; 2: four songs.
        let labels = |i: usize| {
            let mut own = vec![3];
            own.extend(i.is_multiple_of(3).then_some(0));
            own.extend((uniform(i + 900) < 0.1).then_some(1));
            own.extend((i < 4).then_some(2));
            own.sort_unstable();
            own
        };
        let moved = |i: usize, c: usize| {
            uniform(7000 + 31 * i + c)
                + if i.is_multiple_of(3) && c == 1 {
                    1.5
                } else {
                    0.0
                }
        };
        let found = found(240, 2, 6, labels, moved, 1);
        let names: Vec<&str> = found.labels.iter().map(|l| l.label.as_str()).collect();
        assert_eq!(names, ["t00", "t01"], "all songs have t03, and four t02");
        assert_eq!((found.n_songs, found.n_labels), (240, 4));
        assert!(found.by_artist && found.unseen == Unseen::Artists);
        let [there, scattered] = [&found.labels[0], &found.labels[1]];
        assert_eq!(there.n_songs, 80);
        assert!(there.auc.value > 0.99, "{there:?}");
        let [low, high] = scattered.auc.band;
        let is_within = (low..=high).contains(&scattered.auc.value);
        assert!(is_within && low < 0.5 && high > 0.5, "{scattered:?}");
        assert!((there.auc.chance - 0.5).abs() < 0.03);
        let mean = (there.auc.value + scattered.auc.value) / 2.0;
        assert!((found.mean.value - mean).abs() < 1e-12);
    }

    /// Artists of ten songs with a place of their own each, labels by artist: no label is told of
    /// artists that were not seen, and bands are as wide as that makes it.
    #[test]
    fn labels_of_artists_have_the_band_of_artists() {
        let (mut n_beyond, mut n) = (0, 0);
        for seed in 0..6usize {
            let draw = |at: usize| uniform(at + 1_000_003 * (seed + 1));
            let of_artist = move |a: usize, label: usize| draw(a * 64 + label) < 0.3;
            let labels = |i: usize| -> Vec<u32> {
                let mut own: Vec<u32> = (0..6).filter(|&l| of_artist(i / 10, l as usize)).collect();
                own.push(6);
                own
            };
            let place =
                |i: usize, c: usize| draw(500_000 + i / 10 * 8 + c) + 0.1 * draw(i * 8 + c + 9_000);
            let found = found(300, 10, 4, labels, place, seed as u64);
            assert!(found.by_artist);
            n += found.labels.len();
            let beyond = found.labels.iter().filter(|l| l.auc.value > l.auc.band[1]);
            n_beyond += beyond.count();
        }
        assert!(n > 25, "{n}");
        // A fortieth are expected; shuffled song by song a third were.
        assert!(n_beyond * 10 <= n, "{n_beyond} of {n}");
    }

    #[test]
    fn a_rare_label_has_its_part_in_every_fold() {
        // Two hundred songs of artists of two; label 1 of five artists, 2 of every other song.
        let labels = |i: usize| {
            let mut own = vec![0];
            own.extend(i.is_multiple_of(40).then_some(1));
            own.extend((i % 4 < 2).then_some(2));
            own
        };
        let of_song: Vec<Vec<u32>> = (0..200).map(labels).collect();
        let artists: Vec<String> = (0..200).map(|i| format!("artist {}", i / 2)).collect();
        let names: Vec<&str> = artists.iter().map(String::as_str).collect();
        let songs: Vec<usize> = (0..200).collect();
        let found = folds(&Kin::of_artists(&names), &songs, &of_song, 5, 1);
        assert!(found.by_artist);
        for label in [1, 2] {
            let mut sizes = [0; 5];
            for (own, &fold) in of_song.iter().zip(&found.of_song) {
                sizes[fold] += usize::from(own.contains(&label));
            }
            let [least, most] = [sizes.iter().min(), sizes.iter().max()].map(Option::unwrap);
            assert!(most - least <= 2 && *least >= 1, "{label}: {sizes:?}");
        }
    }

    #[test]
    fn labels_dealt_anew_are_the_same_labels_and_stay_with_their_group() {
        use rand::SeedableRng;
        let groups: Vec<Vec<usize>> = (0..20).map(|g| (5 * g..5 * g + 5).collect()).collect();
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let from = dealt(&groups, &mut rng);
        let mut all = from.clone();
        all.sort_unstable();
        assert_eq!(all, (0..100).collect::<Vec<_>>());
        for group in &groups {
            let of: BTreeSet<usize> = group.iter().map(|&song| from[song] / 5).collect();
            assert_eq!(of.len(), 1, "groups of one size change places whole");
        }
        assert_ne!(from, (0..100).collect::<Vec<_>>());
    }
}
