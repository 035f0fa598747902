//! The columns of the comparison: what each measures, which way is better, and when a value is no
//! finding.

use super::Record;
use crate::experiment::{Against, Score, Spread};
use crate::reading::Standing;

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// Of the clusters alone.
    Internal(Score),
    /// Of clusters and a label column.
    External(Score, String),
    /// The same at as many clusters as the column has classes.
    OwnK(Score, String),
    /// A label column told by the nearest neighbours, without clustering.
    Neighbours(String),
    /// The same by a linear classifier.
    Logistic(String),
    /// Stability of the clustering over its own seeds, the model being one.
    Reseeded,
    StabilityBootstrap,
    Mig,
    CrossModal,
    ExplainedTrain,
    ExplainedHeldOut,
    Trustworthiness,
    Continuity,
    ActiveUnits,
    Clusters,
    Noise,
    Epochs,
    TrainSecs,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Higher,
    Lower,
    /// It is told and not judged.
    Neither,
}

/// Why a value is no finding, the gravest first: such a one is marked, and never the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// The latent space has collapsed.
    Collapsed,
    /// The label is told by its script, or is among the features.
    Trivial,
    /// Shuffled labels give as much.
    Chance,
}

/// What one run has in a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    pub value: f64,
    /// Of shuffled labels: mean, and where 95 % of them lie.
    pub chance: Option<[f64; 3]>,
    pub doubt: Option<Doubt>,
}

/// What runs that differ in the seed alone have in a column. Runs in which it is undefined do not
/// count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Over {
    pub spread: Spread,
    /// Means over the runs.
    pub chance: Option<[f64; 3]>,
    /// The gravest of any run; by chance when the mean lies within the mean band.
    pub doubt: Option<Doubt>,
}

impl Measure {
    /// Every column that at least one of the runs has a value in, in a fixed order.
    pub fn of_all<'a>(records: impl Iterator<Item = &'a Record> + Clone) -> Vec<Self> {
        let mut columns: Vec<&String> = Vec::new();
        for record in records.clone() {
            let scored = record.agreements.iter().map(|agreement| &agreement.column);
            for column in scored
                .chain(record.told.iter().map(|told| &told.column))
                .chain(&record.not_scored)
            {
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
        }
        let mut all: Vec<Self> = Score::INTERNAL.map(Self::Internal).to_vec();
        for column in columns {
            all.extend(Score::EXTERNAL.map(|score| Self::External(score, column.clone())));
            all.extend(Score::AT_OWN_K.map(|score| Self::OwnK(score, column.clone())));
            all.extend([
                Self::Neighbours(column.clone()),
                Self::Logistic(column.clone()),
            ]);
        }
        use Measure::{
            ActiveUnits, Clusters, Continuity, CrossModal, Epochs, ExplainedHeldOut,
            ExplainedTrain, Mig,
        };
        use Measure::{Noise, Reseeded, StabilityBootstrap, TrainSecs, Trustworthiness};
        all.extend([
            Reseeded,
            StabilityBootstrap,
            Mig,
            CrossModal,
            ExplainedTrain,
            ExplainedHeldOut,
        ]);
        all.extend([
            Trustworthiness,
            Continuity,
            ActiveUnits,
            Clusters,
            Noise,
            Epochs,
            TrainSecs,
        ]);
        all.retain(|measure| records.clone().any(|record| measure.of(record).is_some()));
        all
    }

    /// The label column it is taken against.
    pub fn column(&self) -> Option<&str> {
        match self {
            Measure::External(_, column)
            | Measure::OwnK(_, column)
            | Measure::Neighbours(column)
            | Measure::Logistic(column) => Some(column),
            _ => None,
        }
    }

    pub fn wanted(&self) -> Wanted {
        match self {
            Measure::Internal(Score::DaviesBouldin) => Wanted::Lower,
            Measure::ActiveUnits
            | Measure::Clusters
            | Measure::Noise
            | Measure::Epochs
            | Measure::TrainSecs => Wanted::Neither,
            // It is of the features, whatever the model makes of them.
            Measure::CrossModal => Wanted::Neither,
            _ => Wanted::Higher,
        }
    }

    /// Digits after the point.
    pub fn decimals(&self) -> usize {
        match self {
            Measure::ActiveUnits | Measure::Clusters | Measure::Epochs => 0,
            Measure::Internal(Score::CalinskiHarabasz) | Measure::TrainSecs => 1,
            Measure::Internal(_) | Measure::External(..) | Measure::OwnK(..) => 3,
            _ => 2,
        }
    }

    /// `None` where it is undefined or was not taken.
    pub fn of(&self, record: &Record) -> Option<Cell> {
        let plain = |value: Option<f64>| value.map(|value| (value, None));
        let against = |a: Against| (a.value, Some([a.chance, a.low, a.high]));
        let (value, chance) = match self {
            Measure::Internal(Score::Silhouette) => plain(record.silhouette),
            Measure::Internal(Score::CalinskiHarabasz) => plain(record.calinski_harabasz),
            Measure::Internal(Score::DaviesBouldin) => plain(record.davies_bouldin),
            Measure::Internal(_) => None,
            Measure::External(score, column) => record
                .agreement(column)
                .and_then(|a| score.external(a))
                .map(against),
            Measure::OwnK(score, column) => {
                let own = record.agreement(column).and_then(|a| a.own_k.as_ref());
                own.and_then(|own| score.external(&own.agreement))
                    .map(against)
            }
            Measure::Neighbours(column) => record.told(column).map(|told| against(told.knn)),
            Measure::Logistic(column) => record.told(column).map(|told| against(told.logistic)),
            // Earlier versions have written 1 where nothing was repeated.
            Measure::Reseeded => plain(
                record
                    .stability
                    .and_then(|s| s[0])
                    .filter(|_| record.config.clustering.method.is_seeded()),
            ),
            Measure::StabilityBootstrap => plain(record.stability.and_then(|s| s[2])),
            Measure::Mig => plain(record.mig),
            Measure::CrossModal => {
                let low = record.cross_modal_low.unwrap_or(0.0);
                record
                    .cross_modal
                    .map(|[value, chance, high]| (value, Some([chance, low, high])))
            }
            Measure::ExplainedTrain => plain(Some(record.explained_train)),
            Measure::ExplainedHeldOut => plain(record.explained_validation),
            Measure::Trustworthiness => plain(record.trust.map(|t| t[0])),
            Measure::Continuity => plain(record.trust.map(|t| t[1])),
            Measure::ActiveUnits => plain(Some(record.n_active as f64)),
            Measure::Clusters => plain(Some(record.n_clusters as f64)),
            Measure::Noise => plain(Some(record.noise_share)),
            Measure::Epochs => plain((record.n_epochs > 0).then_some(record.n_epochs as f64)),
            Measure::TrainSecs => plain(record.train_secs),
        }
        .filter(|(value, _)| value.is_finite())?;
        Some(Cell {
            value,
            chance,
            doubt: self.doubt(record, value, chance),
        })
    }

    fn doubt(&self, record: &Record, value: f64, chance: Option<[f64; 3]>) -> Option<Doubt> {
        if self.wanted() == Wanted::Neither {
            return None;
        }
        let trivial = self
            .column()
            .is_some_and(|column| record.trivial.iter().any(|name| name == column));
        let is_of_the_latents =
            !matches!(self, Measure::ExplainedTrain | Measure::ExplainedHeldOut);
        match chance {
            _ if record.is_collapsed && is_of_the_latents => Some(Doubt::Collapsed),
            _ if trivial => Some(Doubt::Trivial),
            Some([_, low, high]) if !Standing::of(value, [low, high]).is_beyond() => {
                Some(Doubt::Chance)
            }
            _ => None,
        }
    }

    /// True when the model was told the label, which is therefore not scored.
    pub fn is_told(&self, record: &Record) -> bool {
        self.column()
            .is_some_and(|column| record.not_scored.iter().any(|name| name == column))
    }

    /// Over runs; `None` where it is undefined in all of them.
    pub fn over<'a>(&self, records: impl Iterator<Item = &'a Record>) -> Option<Over> {
        let cells: Vec<Cell> = records.filter_map(|record| self.of(record)).collect();
        let spread = Spread::of(cells.iter().map(|cell| cell.value))?;
        let lines: Vec<[f64; 3]> = cells.iter().filter_map(|cell| cell.chance).collect();
        let mean = |of: usize| lines.iter().map(|line| line[of]).sum::<f64>() / lines.len() as f64;
        let chance = (!lines.is_empty()).then(|| [mean(0), mean(1), mean(2)]);
        let grave = cells
            .iter()
            .filter_map(|cell| cell.doubt)
            .filter(|doubt| *doubt != Doubt::Chance)
            .min();
        let judged = self.wanted() != Wanted::Neither;
        let within = judged
            && chance
                .is_some_and(|[_, low, high]| !Standing::of(spread.mean, [low, high]).is_beyond());
        Some(Over {
            spread,
            chance,
            doubt: grave.or(within.then_some(Doubt::Chance)),
        })
    }

    /// The best of several, by its mean. What is doubtful or undefined is never the best, nor is
    /// what is alone or the same in all.
    pub fn best(&self, rows: &[Option<Over>]) -> Option<usize> {
        let sign = match self.wanted() {
            Wanted::Higher => 1.0,
            Wanted::Lower => -1.0,
            Wanted::Neither => return None,
        };
        let mut means = rows.iter().flatten().map(|over| over.spread.mean);
        let first = means.next()?;
        if means.all(|mean| mean == first) {
            return None;
        }
        let sound = rows
            .iter()
            .enumerate()
            .filter_map(|(i, over)| Some((i, over.filter(|o| o.doubt.is_none())?)));
        sound
            .max_by(|a, b| (sign * a.1.spread.mean).total_cmp(&(sign * b.1.spread.mean)))
            .map(|(i, _)| i)
    }
}
