//! Numbers of a run by their keys, as tables call them.

use std::fmt;

use strum::{IntoStaticStr, VariantArray};

use super::run_number::{RunNumber, Written};
use crate::config::Keyed;
use crate::pipeline::{Analysis, Baseline};
use crate::scores::{AgainstChance, External, Internal, Metric, Scores};
use crate::words::{Message, decimal, fill, id, say, tr};

/// A number that a run may have.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Measure {
    /// `active_dimensions`
    Run(RunNumber),
    /// `silhouette`, `features.silhouette`
    Points(Space, Internal),
    /// `ari.language`, `high.ari.language`, `pca.ari.language`
    Labels(Space, Side, External, Column),
    /// `knn.language`
    Separation(Side, Teller, Column),
    /// `majority.language`
    Majority(Column),
}

/// Where clusters are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Space {
    /// The model's, which no word stands for.
    Latent,
    /// The features, without a model.
    Features,
    /// Their principal components, as many as the latent has dimensions.
    Pca,
}

/// A score, or what shuffled labels make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Side {
    /// The score itself, which no word stands for.
    Value,
    /// The mean over shuffles.
    Chance,
    /// What 97.5 % of shuffles stay below.
    High,
}

/// Who tells a label from the latent space without clusters: a share of songs told right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Teller {
    /// By the nearest neighbours.
    Knn,
    /// By logistic regression.
    Logistic,
}

/// A label column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Column {
    Named(String),
    /// Any one, the same throughout a lesson: `*`.
    Any,
}

impl Measure {
    /// Reads a key.
    ///
    /// # Errors
    /// When there is no such number, or it lacks a column.
    pub(crate) fn parse(key: &str) -> Result<Self, Message> {
        let unknown = || {
            say(id::LESSONS_NO_SUCH_NUMBER)
                .with("name", key)
                .with("known", keys().join(", "))
        };
        let (space, rest) = prefixed::<Space>(key, Space::Latent);
        let (side, rest) = prefixed::<Side>(rest, Side::Value);
        let Some((name, column)) = rest.split_once('.') else {
            let is_bare = side == Side::Value;
            let points = Internal::of_key(rest).filter(|_| is_bare);
            if let Some(score) = points {
                return Ok(Self::Points(space, score));
            }
            if External::of_key(rest).is_some()
                || Teller::of_key(rest).is_some()
                || rest == MAJORITY
            {
                return Err(say(id::LESSONS_NEEDS_COLUMN).with("name", key));
            }
            return RunNumber::of_key(rest)
                .filter(|_| is_bare && space == Space::Latent)
                .map(Self::Run)
                .ok_or_else(unknown);
        };
        let column = Column::of(column);
        if let Some(score) = External::of_key(name) {
            return Ok(Self::Labels(space, side, score, column));
        }
        match (Teller::of_key(name), space, side) {
            (Some(teller), Space::Latent, _) => Ok(Self::Separation(side, teller, column)),
            (None, Space::Latent, Side::Value) if name == MAJORITY => Ok(Self::Majority(column)),
            _ => Err(unknown()),
        }
    }

    /// Every number that is known of a run, of its own label columns; chance aside.
    pub(crate) fn all(analysis: &Analysis) -> Vec<Self> {
        let columns = || analysis.scores.external.iter().map(|e| &e.column);
        let of_labels = columns().flat_map(|column| {
            let scores = External::ALL.iter().map(move |&score| {
                let column = Column::Named(column.clone());
                Self::Labels(Space::Latent, Side::Value, score, column)
            });
            scores.chain([Self::Majority(Column::Named(column.clone()))])
        });
        let told = analysis.probes.separation.iter().flat_map(|s| {
            Teller::all()
                .map(|by| Self::Separation(Side::Value, by, Column::Named(s.column.clone())))
        });
        let points = Internal::ALL
            .iter()
            .flat_map(|&score| Space::all().map(move |space| Self::Points(space, score)));
        let all = RunNumber::all().map(Self::Run).chain(points);
        all.chain(of_labels)
            .chain(told)
            .filter(|measure| measure.value(analysis, None).is_some())
            .collect()
    }

    /// The number in a run; `None` where the run has none. `any` is the column that `*` stands for.
    pub(crate) fn value(&self, analysis: &Analysis, any: Option<&str>) -> Option<f64> {
        let value = match self {
            Self::Run(number) => number.value(analysis)?,
            Self::Points(space, score) => space.scores(analysis)?[*score]?,
            Self::Labels(space, side, score, column) => {
                let column = column.name(any)?;
                let all = &space.scores(analysis)?.external;
                side.of(all.iter().find(|e| e.column == column)?[*score])
            }
            Self::Separation(side, teller, column) => {
                let column = column.name(any)?;
                let all = &analysis.probes.separation;
                let told = all.iter().find(|s| s.column == column)?;
                side.of(match teller {
                    Teller::Knn => told.knn,
                    Teller::Logistic => told.logistic,
                })
            }
            Self::Majority(column) => {
                let column = column.name(any)?;
                let all = &analysis.scores.external;
                all.iter().find(|e| e.column == column)?.majority
            }
        };
        value.is_finite().then_some(value)
    }

    /// True when it is of any one label column.
    pub(super) fn is_of_any(&self) -> bool {
        match self {
            Self::Labels(_, _, _, column)
            | Self::Separation(_, _, column)
            | Self::Majority(column) => *column == Column::Any,
            Self::Run(_) | Self::Points(..) => false,
        }
    }

    /// Its name in the locale of the thread, with the column that `*` stands for.
    pub(crate) fn title(&self, any: Option<&str>) -> String {
        let of_space = |space: &Space, title: String| match space {
            Space::Latent => title,
            Space::Features => fill(id::LESSONS_OF_FEATURES, &[("name", &title)]),
            Space::Pca => fill(id::LESSONS_OF_PCA, &[("name", &title)]),
        };
        let of_column = |side: &Side, name: &str, column: &Column| {
            let column = column.name(any).unwrap_or("*");
            let title = fill(
                id::LESSONS_OF_COLUMN,
                &[("name", &name), ("column", &column)],
            );
            match side {
                Side::Value => title,
                Side::Chance => fill(id::LESSONS_BY_CHANCE, &[("name", &title)]),
                Side::High => fill(id::LESSONS_HIGH_BY_CHANCE, &[("name", &title)]),
            }
        };
        match self {
            Self::Run(number) => tr(number.name()).to_string(),
            Self::Points(space, score) => of_space(space, tr(score.facts().heading).to_string()),
            Self::Labels(space, side, score, column) => {
                of_space(space, of_column(side, tr(score.facts().heading), column))
            }
            Self::Separation(side, teller, column) => {
                let name = match teller {
                    Teller::Knn => id::LESSONS_TOLD_BY_NEIGHBOURS,
                    Teller::Logistic => id::LESSONS_TOLD_BY_REGRESSION,
                };
                of_column(side, tr(name), column)
            }
            Self::Majority(column) => of_column(&Side::Value, tr(id::LESSONS_MAJORITY), column),
        }
    }

    fn written(&self) -> Written {
        match self {
            Self::Run(number) => number.written(),
            Self::Points(_, Internal::CalinskiHarabasz) => Written::Decimals(1),
            Self::Points(_, Internal::Silhouette | Internal::DaviesBouldin)
            | Self::Labels(..)
            | Self::Majority(_) => Written::Decimals(2),
            Self::Separation(..) => Written::Share,
        }
    }

    /// A value of it as it stands in a column of numbers.
    pub(crate) fn digits(&self, value: f64) -> String {
        match self.written() {
            Written::Count => format!("{value:.0}"),
            Written::Decimals(n) => decimal(value, n),
            Written::Share => decimal(value, 2),
        }
    }

    /// A value of it as it stands in a sentence.
    pub(super) fn in_words(&self, value: f64) -> String {
        match self.written() {
            Written::Share => format!("{} %", decimal((100.0 * value).max(0.0), 0)),
            Written::Count | Written::Decimals(_) => self.digits(value),
        }
    }
}

/// The key of the share of the most frequent class.
const MAJORITY: &str = "majority";

/// What stands before the first point, where it is one of the list that has a word.
fn prefixed<T: Keyed + PartialEq>(key: &str, none: T) -> (T, &str) {
    match key.split_once('.') {
        Some((first, rest)) => match T::of_key(first).filter(|found| *found != none) {
            Some(found) => (found, rest),
            None => (none, key),
        },
        None => (none, key),
    }
}

/// Every key there is, those of label columns with the place of the column.
fn keys() -> Vec<String> {
    let of_column = External::KEYS.iter().copied();
    let of_column = of_column
        .chain(Teller::all().map(Keyed::key))
        .chain([MAJORITY]);
    let plain = RunNumber::all().map(Keyed::key);
    let plain = plain.chain(Internal::KEYS.iter().copied());
    plain
        .map(str::to_string)
        .chain(of_column.map(|key| format!("{key}.COLUMN")))
        .collect()
}

impl Space {
    fn scores(self, analysis: &Analysis) -> Option<&Scores> {
        let baseline = |is_pca: bool| {
            let mut all = analysis.baselines.iter();
            all.find(|b| (b.name == Baseline::PCA) == is_pca)
                .map(|b| &b.scores)
        };
        match self {
            Space::Latent => Some(&analysis.scores),
            Space::Features => baseline(false),
            Space::Pca => baseline(true),
        }
    }
}

impl Side {
    fn of(self, score: AgainstChance) -> f64 {
        match self {
            Side::Value => score.value,
            Side::Chance => score.chance,
            Side::High => score.band[1],
        }
    }
}

impl Column {
    fn of(text: &str) -> Self {
        match text {
            "*" => Self::Any,
            name => Self::Named(name.to_string()),
        }
    }

    fn name<'a>(&'a self, any: Option<&'a str>) -> Option<&'a str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Any => any,
        }
    }
}

/// As a lesson's file has it.
impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let space = |f: &mut fmt::Formatter<'_>, space: &Space| match space {
            Space::Latent => Ok(()),
            Space::Features | Space::Pca => write!(f, "{}.", space.key()),
        };
        let side = |f: &mut fmt::Formatter<'_>, side: &Side| match side {
            Side::Value => Ok(()),
            Side::Chance | Side::High => write!(f, "{}.", side.key()),
        };
        match self {
            Self::Run(number) => f.write_str(number.key()),
            Self::Points(of, score) => {
                space(f, of)?;
                f.write_str(score.key())
            }
            Self::Labels(of, which, score, column) => {
                space(f, of)?;
                side(f, which)?;
                write!(f, "{}.{column}", score.key())
            }
            Self::Separation(which, teller, column) => {
                side(f, which)?;
                write!(f, "{}.{column}", teller.key())
            }
            Self::Majority(column) => write!(f, "{MAJORITY}.{column}"),
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name(None).unwrap_or("*"))
    }
}
