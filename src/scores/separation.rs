//! Labels told from a space without clustering.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::chance::{N_SHUFFLES, over_shuffles, sample};
use super::effort::MOST_TOLD_APART;
use super::folds::{Folds, folds};
use super::logistic::{Logistic, Standardised, within_span};
use super::{AgainstChance, Caution, Labels};
use crate::config::ScoresConfig;
use crate::error::Result;
use crate::features::Kin;
use crate::job::{Reporter, Stage};
use crate::library::LabelColumn;
use crate::matrix::Matrix;
use crate::projection::nearest_of_some;
use crate::random::splitmix64;
use crate::words::{Text, id, say};

/// A regression is fitted anew for each fold of each shuffle, so there are fewer of them.
const N_LOGISTIC_SHUFFLES: usize = 20;
/// Where a regression stops; its predictions do not change any more.
const TOLERANCE: f64 = 1e-5;
/// Fewer are told apart than [`MOST_TOLD_APART`] when they are so wide, and of so many classes, that
/// songs × columns × classes is more than this, …
const MOST_PRODUCTS: usize = 10_000_000;
/// … but never of fewer.
const FEWEST_SONGS: usize = 1_000;

/// How well one label column can be told from a space without any clustering: mean accuracy over
/// folds, artists kept together, beside what the most frequent class and labels shuffled song by
/// song give. Where an artist's songs are all of one class and lie together, they count like one
/// song, and the true band is wider than the shuffles'.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Separation {
    pub(crate) column: String,
    /// Songs that were told apart: those of known label, in a class of at least as many songs as
    /// there are folds, copies counted once. Of large libraries a sample of 10,000, or of 1,000 and
    /// more when the space has hundreds of columns.
    ///
    /// It and what has a default below are not in files of version 0.1.0.
    #[serde(default)]
    pub(crate) n_songs: usize,
    /// Classes of these songs.
    #[serde(default)]
    pub(crate) n_classes: usize,
    #[serde(default)]
    pub(crate) n_folds: usize,
    /// False when artists are too few, and single songs were dealt into folds.
    pub(crate) by_artist: bool,
    /// What was not seen of these songs.
    #[serde(default)]
    pub(crate) unseen: Unseen,
    /// Of these songs, those that have a copy among them, in the same fold.
    #[serde(default)]
    pub(crate) n_copies: usize,
    /// What would be told right if these were dealt into folds like other songs; `None` where there
    /// are none.
    #[serde(default)]
    pub(crate) apart: Option<Apart>,
    /// By majority of the nearest neighbours in other folds, ties by the nearest; 200 shuffles.
    pub(crate) knn: AgainstChance,
    /// By multinomial logistic regression on standardised columns, L2 penalty as scikit-learn's at
    /// C = 1; 20 shuffles.
    pub(crate) logistic: AgainstChance,
    /// Share of the most frequent class.
    pub(crate) majority: f64,
    #[serde(default)]
    pub(crate) cautions: Vec<Caution>,
}

/// Shares of songs told right where copies may be on both sides: one is learnt from, the other
/// judged by. What they have beyond the honest ones is leakage.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Apart {
    pub(crate) knn: f64,
    pub(crate) logistic: f64,
}

/// How far the songs that a label is told of are from those it is learnt from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Unseen {
    /// None is of an artist that was seen.
    Artists,
    /// None is of an artist that was seen, but not of every song the artist is known.
    KnownArtists,
    /// The song was not seen, nor a copy of it.
    #[default]
    Songs,
}

impl Unseen {
    /// As it follows "songs".
    pub(crate) fn in_words(self) -> Text {
        match self {
            Unseen::Artists => id::SCORES_ARTISTS_HAS_NOT_SEEN,
            Unseen::KnownArtists => id::SCORES_HAS_NOT_SEEN_NOR_OTHERS,
            Unseen::Songs => id::SCORES_HAS_NOT_SEEN,
        }
    }
}

pub(super) fn unseen(by_artist: bool, kin: &Kin, songs: &[usize]) -> Unseen {
    match songs.iter().filter(|&&song| !kin.has_artist(song)).count() {
        0 if by_artist => Unseen::Artists,
        n if by_artist && n < songs.len() => Unseen::KnownArtists,
        _ => Unseen::Songs,
    }
}

/// One for each label column with two classes of at least as many songs as there are folds, columns
/// that the model was told left out.
///
/// A space of any width is told apart as it is. Where it has more columns than a fold has songs to
/// learn from, the regression works in the space that these span, which changes nothing but the
/// time it takes.
///
/// # Shapes
/// `x` n songs × d; `kin` of the same n.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub(crate) fn separation(
    x: &Matrix,
    labels: &Labels,
    kin: &Kin,
    config: &ScoresConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Vec<Separation>> {
    let total = labels.library.labels.len();
    let mut all = Vec::with_capacity(total);
    for (i, column) in labels.scored() {
        reporter.step(
            Stage::Scores,
            i,
            total,
            say(id::SCORES_TELLING_COLUMN_APART).with("column", &column.name),
        );
        let seed = splitmix64(seed.wrapping_add(i as u64));
        let Some((task, songs)) = Task::new(x, kin, column, config, seed) else {
            continue;
        };
        let n_copies = kin.n_copies(&songs);
        let apart = match n_copies {
            0 => None,
            _ => Task::new(x, &kin.without_copies(), column, config, seed),
        };
        let apart = apart.map(|(task, _)| task.told(config.n_neighbors, reporter));
        all.push(Separation {
            column: column.name.clone(),
            n_songs: task.classes.len(),
            n_classes: task.n_classes,
            n_folds: config.n_folds,
            by_artist: task.folds.by_artist,
            unseen: unseen(task.folds.by_artist, kin, &songs),
            n_copies,
            apart: apart.transpose()?,
            knn: task.knn(config.n_neighbors, splitmix64(seed ^ 1), reporter)?,
            logistic: task.logistic(splitmix64(seed ^ 2), reporter)?,
            majority: task.majority(),
            cautions: labels.cautions(column),
        });
    }
    Ok(all)
}

/// Songs with a class and a fold each.
struct Task {
    x: Matrix,
    classes: Vec<u32>,
    n_classes: usize,
    folds: Folds,
    n_folds: usize,
}

impl Task {
    /// With the songs of `x` that take part.
    fn new(
        x: &Matrix,
        kin: &Kin,
        column: &LabelColumn,
        config: &ScoresConfig,
        seed: u64,
    ) -> Option<(Self, Vec<usize>)> {
        let known: Vec<usize> = (0..x.n_rows())
            .filter(|&song| column.of_song[song].is_some())
            .collect();
        let products = (x.n_cols() * column.classes.len()).max(1);
        let most = (MOST_PRODUCTS / products).clamp(FEWEST_SONGS, MOST_TOLD_APART);
        let drawn = sample(known.len(), most, seed)
            .into_iter()
            .map(|i| known[i]);
        let mut songs: Vec<(usize, u32)> = drawn
            .filter_map(|song| Some((song, column.of_song[song]?)))
            .collect();
        // Copies are in one fold, so they are one song to a class that each fold is to have.
        let mut sizes = vec![0; column.classes.len()];
        let different: BTreeSet<(usize, u32)> = songs
            .iter()
            .map(|&(song, class)| (kin.copy_of(song), class))
            .collect();
        different
            .iter()
            .for_each(|&(_, class)| sizes[class as usize] += 1);
        songs.retain(|&(_, class)| sizes[class as usize] >= config.n_folds);
        let kept: Vec<u32> = (0..)
            .zip(&sizes)
            .filter(|(_, size)| **size >= config.n_folds)
            .map(|(c, _)| c)
            .collect();
        if kept.len() < 2 {
            return None;
        }
        let classes: Vec<u32> = songs
            .iter()
            .map(|(_, class)| kept.partition_point(|c| c < class) as u32)
            .collect();
        let songs: Vec<usize> = songs.into_iter().map(|(song, _)| song).collect();
        let of_song: Vec<[u32; 1]> = classes.iter().map(|&class| [class]).collect();
        let task = Self {
            x: x.select_rows(&songs),
            folds: folds(kin, &songs, &of_song, config.n_folds, splitmix64(seed)),
            n_classes: kept.len(),
            classes,
            n_folds: config.n_folds,
        };
        Some((task, songs))
    }

    fn majority(&self) -> f64 {
        let mut sizes = vec![0usize; self.n_classes];
        self.classes
            .iter()
            .for_each(|&class| sizes[class as usize] += 1);
        sizes
            .iter()
            .max()
            .map_or(0.0, |&size| size as f64 / self.classes.len() as f64)
    }

    /// Mean over folds of the share of songs told right. A fold is empty only where copies of
    /// several classes leave none.
    fn accuracy(&self, classes: &[u32], told: impl Fn(usize) -> u32) -> f64 {
        let (mut right, mut all) = (vec![0.0; self.n_folds], vec![0.0; self.n_folds]);
        for (song, &fold) in self.folds.of_song.iter().enumerate() {
            all[fold] += 1.0;
            right[fold] += f64::from(u8::from(told(song) == classes[song]));
        }
        let shares: Vec<f64> = right
            .iter()
            .zip(&all)
            .filter(|(_, all)| **all > 0.0)
            .map(|(r, a)| r / a)
            .collect();
        shares.iter().sum::<f64>() / shares.len() as f64
    }

    fn neighbours(&self, k: usize, reporter: &Reporter) -> Result<Vec<Vec<u32>>> {
        let fold = &self.folds.of_song;
        nearest_of_some(&self.x, k, |i, j| fold[i] != fold[j], reporter)
    }

    fn by_neighbours(&self, neighbours: &[Vec<u32>], classes: &[u32]) -> f64 {
        let told: Vec<u32> = neighbours
            .iter()
            .map(|near| vote(near, classes, self.n_classes))
            .collect();
        self.accuracy(classes, |song| told[song])
    }

    fn knn(&self, k: usize, seed: u64, reporter: &Reporter) -> Result<AgainstChance> {
        let neighbours = self.neighbours(k, reporter)?;
        let score = |classes: &[u32]| self.by_neighbours(&neighbours, classes);
        let shuffled = over_shuffles(&self.classes, N_SHUFFLES, seed, reporter, score)?;
        Ok(AgainstChance::of(score(&self.classes), shuffled))
    }

    fn parts(&self) -> Vec<Part> {
        let folds = (0..self.n_folds).into_par_iter();
        folds.map(|fold| Part::new(self, fold)).collect()
    }

    fn by_parts(&self, parts: &[Part], classes: &[u32], reporter: &Reporter) -> Result<f64> {
        let told = parts.par_iter().map(|part| {
            reporter.checkpoint()?;
            Ok(part.told(classes, self.n_classes))
        });
        let mut of_song = vec![0; classes.len()];
        for (part, told) in parts.iter().zip(told.collect::<Result<Vec<_>>>()?) {
            part.test
                .iter()
                .zip(told)
                .for_each(|(&song, class)| of_song[song] = class);
        }
        Ok(self.accuracy(classes, |song| of_song[song]))
    }

    fn logistic(&self, seed: u64, reporter: &Reporter) -> Result<AgainstChance> {
        let parts = self.parts();
        let score = |classes: &[u32]| self.by_parts(&parts, classes, reporter);
        let shuffled = over_shuffles(&self.classes, N_LOGISTIC_SHUFFLES, seed, reporter, score)?;
        Ok(AgainstChance::of(
            score(&self.classes)?,
            shuffled.into_iter().collect::<Result<_>>()?,
        ))
    }

    /// Both, without chance.
    fn told(&self, k: usize, reporter: &Reporter) -> Result<Apart> {
        let neighbours = self.neighbours(k, reporter)?;
        Ok(Apart {
            knn: self.by_neighbours(&neighbours, &self.classes),
            logistic: self.by_parts(&self.parts(), &self.classes, reporter)?,
        })
    }
}

/// The class that most of the neighbours have; of equals the one of the nearest.
fn vote(neighbours: &[u32], classes: &[u32], n_classes: usize) -> u32 {
    let mut votes = vec![0usize; n_classes];
    neighbours
        .iter()
        .for_each(|&j| votes[classes[j as usize] as usize] += 1);
    let most = votes.iter().max().copied().unwrap_or(0);
    let first = neighbours
        .iter()
        .map(|&j| classes[j as usize])
        .find(|&class| votes[class as usize] == most);
    first.unwrap_or(0)
}

/// One fold, and all others that it is told from.
struct Part {
    train: Vec<usize>,
    test: Vec<usize>,
    train_rows: Vec<f64>,
    test_rows: Vec<f64>,
}

impl Part {
    fn new(task: &Task, fold: usize) -> Self {
        let (test, train): (Vec<usize>, Vec<usize>) =
            (0..task.classes.len()).partition(|&song| task.folds.of_song[song] == fold);
        let standardised = Standardised::fit(&task.x, &train);
        let (train_rows, test_rows) = (
            standardised.rows(&task.x, &train),
            standardised.rows(&task.x, &test),
        );
        let (train_rows, test_rows) = within_span(train_rows, test_rows, task.x.n_cols());
        Self {
            train,
            test,
            train_rows,
            test_rows,
        }
    }

    /// Class of each song of the fold.
    fn told(&self, classes: &[u32], n_classes: usize) -> Vec<u32> {
        let known: Vec<u32> = self.train.iter().map(|&song| classes[song]).collect();
        let model = Logistic::fit(&self.train_rows, &known, n_classes, TOLERANCE);
        let d = self.test_rows.len() / self.test.len().max(1);
        (0..self.test.len())
            .map(|i| model.predict(&self.test_rows[i * d..(i + 1) * d]))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_close, matrix, spaces};
    use super::*;

    fn task(space: &serde_json::Value) -> Task {
        let numbers =
            |name: &str| serde_json::from_value::<Vec<usize>>(space[name].clone()).unwrap();
        let classes: Vec<u32> = numbers("classes").into_iter().map(|c| c as u32).collect();
        let of_song = numbers("folds");
        Task {
            x: matrix(&space["x"]),
            n_classes: 1 + *classes.iter().max().unwrap() as usize,
            n_folds: 1 + of_song.iter().max().unwrap(),
            classes,
            folds: Folds {
                of_song,
                by_artist: false,
            },
        }
    }

    #[test]
    fn accuracies_are_those_of_scikit_learn() {
        for space in spaces()["spaces"].as_array().unwrap() {
            let (name, task) = (space["name"].as_str().unwrap(), task(space));
            let knn = task
                .knn(
                    space["k"].as_u64().unwrap() as usize,
                    1,
                    &Reporter::silent(),
                )
                .unwrap();
            assert_close(name, "kNN accuracy", knn.value, &space["knn"]);
            let logistic = task.logistic(1, &Reporter::silent()).unwrap();
            assert_close(
                name,
                "logistic accuracy",
                logistic.value,
                &space["logistic"],
            );
        }
    }

    /// As `wide_x` of the script that made them.
    fn wide_task(case: &serde_json::Value) -> Task {
        let number = |name: &str| case[name].as_u64().unwrap() as usize;
        let (n, d, n_classes, n_folds) = (
            number("n"),
            number("d"),
            number("n_classes"),
            number("n_folds"),
        );
        let value = |at: usize| splitmix64(at as u64) >> 44;
        // Every operation is exact in f32 and f64 alike.
        let noise = |at: usize| value(at) as f32 / (1u32 << 19) as f32 - 1.0;
        let (strong, shift) = (number("strong"), case["shift"].as_f64().unwrap() as f32);
        let zeros = number("zeros") as u64;
        let classes: Vec<u32> = (0..n)
            .map(|i| (value(10_000_000 + i) % n_classes as u64) as u32)
            .collect();
        let cell = |i: usize, c: usize| {
            let is_of_class = c < strong && c % n_classes == classes[i] as usize;
            let there = if is_of_class {
                noise(i * d + c) + shift
            } else {
                noise(i * d + c)
            };
            // Many words are in few songs, and columns have scales of their own.
            let kept = if value(20_000_000 + i * d + c) % 100 < zeros {
                0.0
            } else {
                there
            };
            kept * (1u32 << (c % 8)) as f32
        };
        let rows: Vec<Vec<f32>> = (0..n)
            .map(|i| (0..d).map(|c| cell(i, c)).collect())
            .collect();
        Task {
            x: Matrix::from_rows(&rows),
            classes,
            n_classes,
            folds: Folds {
                of_song: (0..n).map(|i| i * 7 % 11 % n_folds).collect(),
                by_artist: false,
            },
            n_folds,
        }
    }

    #[test]
    fn wide_spaces_are_told_apart_as_scikit_learn_does() {
        let cases: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/golden/scores/wide.json")).unwrap();
        for case in cases["cases"].as_array().unwrap() {
            let (name, task) = (case["name"].as_str().unwrap(), wide_task(case));
            let sum: f64 = task.x.as_slice().iter().map(|&v| f64::from(v)).sum();
            assert_close(name, "sum of all values", sum, &case["sum"]);
            let knn = task
                .knn(case["k"].as_u64().unwrap() as usize, 1, &Reporter::silent())
                .unwrap()
                .value;
            assert!(
                (knn - case["knn"].as_f64().unwrap()).abs() < 0.01,
                "{name}, neighbours: {knn}"
            );
            let parts: Vec<Part> = (0..task.n_folds)
                .map(|fold| Part::new(&task, fold))
                .collect();
            let mut told = vec![0; task.classes.len()];
            for part in &parts {
                let found = part.told(&task.classes, task.n_classes);
                part.test
                    .iter()
                    .zip(found)
                    .for_each(|(&song, class)| told[song] = class);
            }
            let logistic = task.accuracy(&task.classes, |song| told[song]);
            assert!(
                (logistic - case["logistic"].as_f64().unwrap()).abs() < 0.01,
                "{name}, linear: {logistic}"
            );
        }
    }

    #[test]
    fn weights_are_those_of_scikit_learn() {
        for space in spaces()["spaces"].as_array().unwrap() {
            let (name, task) = (space["name"].as_str().unwrap(), task(space));
            let all: Vec<usize> = (0..task.classes.len()).collect();
            let rows = Standardised::fit(&task.x, &all).rows(&task.x, &all);
            let got = Logistic::fit(&rows, &task.classes, task.n_classes, 1e-9);
            let expected: Vec<Vec<f64>> = serde_json::from_value(space["weights"].clone()).unwrap();
            for (got, expected) in got.weights().zip(expected.iter().flatten()) {
                assert!(
                    (got - expected).abs() < 1e-5,
                    "{name}: {got}, expected {expected}"
                );
            }
        }
    }
}
