//! The columns of the comparison: what each measures, which way is better, and when a value is no
//! finding.

use strum::VariantArray;

use super::Record;
use crate::experiment::Spread;
use crate::reading::Standing;
use crate::scores::{AgainstChance, Better, External, Internal, Metric, Repeated};

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Of the clusters alone.
    Internal(Internal),
    /// Of clusters and a label column.
    External(External, String),
    /// The same at as many clusters as the column has classes.
    OwnK(External, String),
    /// A label column told from the latents without clustering.
    Separation(Classifier, String),
    /// Of the run as a whole.
    Run(RunMeasure),
}

/// Ways to tell a label from the latents without clustering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub(crate) enum Classifier {
    Neighbours,
    Logistic,
}

/// What is told of a run as a whole, whatever its labels, in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub(crate) enum RunMeasure {
    /// Stability of the clustering over its own seeds, the model being one.
    Reseeded,
    StabilityBootstrap,
    Mig,
    /// How far other seeds find the same dimensions; of a run that has such beside it.
    Udr,
    CrossModal,
    ExplainedTrain,
    ExplainedHeldOut,
    Trustworthiness,
    Continuity,
    ActiveUnits,
    /// Of a mixture.
    DeadComponents,
    LargestComponent,
    ComponentEntropy,
    Clusters,
    Noise,
    Epochs,
    TrainSecs,
}

impl RunMeasure {
    /// `None` for what is told and not judged.
    fn better(self) -> Option<Better> {
        match self {
            RunMeasure::Reseeded
            | RunMeasure::StabilityBootstrap
            | RunMeasure::Mig
            | RunMeasure::Udr
            | RunMeasure::ExplainedTrain
            | RunMeasure::ExplainedHeldOut
            | RunMeasure::Trustworthiness
            | RunMeasure::Continuity => Some(Better::Higher),
            RunMeasure::ActiveUnits
            | RunMeasure::DeadComponents
            | RunMeasure::LargestComponent
            | RunMeasure::ComponentEntropy
            | RunMeasure::Clusters
            | RunMeasure::Noise
            | RunMeasure::Epochs
            | RunMeasure::TrainSecs => None,
            // It is of the features, whatever the model makes of them.
            RunMeasure::CrossModal => None,
        }
    }

    fn decimals(self) -> usize {
        match self {
            RunMeasure::ActiveUnits
            | RunMeasure::DeadComponents
            | RunMeasure::Clusters
            | RunMeasure::Epochs => 0,
            RunMeasure::TrainSecs => 1,
            RunMeasure::Reseeded
            | RunMeasure::StabilityBootstrap
            | RunMeasure::Mig
            | RunMeasure::Udr
            | RunMeasure::CrossModal
            | RunMeasure::ExplainedTrain
            | RunMeasure::ExplainedHeldOut
            | RunMeasure::Trustworthiness
            | RunMeasure::Continuity
            | RunMeasure::LargestComponent
            | RunMeasure::ComponentEntropy
            | RunMeasure::Noise => 2,
        }
    }

    /// A collapsed latent space has no bearing on what is given back of the features.
    fn is_of_the_latents(self) -> bool {
        !matches!(
            self,
            RunMeasure::ExplainedTrain | RunMeasure::ExplainedHeldOut
        )
    }

    fn of(self, record: &Record) -> Option<f64> {
        match self {
            // Earlier versions have written 1 where nothing was repeated.
            RunMeasure::Reseeded => record
                .stability
                .as_ref()
                .and_then(|s| s.mean(Repeated::OverSeeds))
                .filter(|_| record.config.clustering.method.is_seeded()),
            RunMeasure::StabilityBootstrap => record
                .stability
                .as_ref()
                .and_then(|s| s.mean(Repeated::OverSamples)),
            RunMeasure::Mig => record.mig,
            RunMeasure::Udr => record.udr,
            RunMeasure::CrossModal => record.cross_modal.map(|[value, ..]| value),
            RunMeasure::ExplainedTrain => Some(record.explained_train),
            RunMeasure::ExplainedHeldOut => record.explained_validation,
            RunMeasure::Trustworthiness => record.trust.map(|t| t[0]),
            RunMeasure::Continuity => record.trust.map(|t| t[1]),
            RunMeasure::ActiveUnits => Some(record.n_active as f64),
            RunMeasure::DeadComponents => record.mixture.map(|m| m.n_dead as f64),
            RunMeasure::LargestComponent => record.mixture.map(|m| m.largest),
            RunMeasure::ComponentEntropy => record.mixture.map(|m| m.entropy),
            RunMeasure::Clusters => Some(record.n_clusters as f64),
            RunMeasure::Noise => Some(record.noise_share),
            RunMeasure::Epochs => (record.n_epochs > 0).then_some(record.n_epochs as f64),
            RunMeasure::TrainSecs => record.train_secs,
        }
    }
}

/// Why a value is no finding, the gravest first: such a one is marked, and never the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Doubt {
    /// The latent space has collapsed.
    Collapsed,
    /// The label is told by its script, or is among the features.
    Trivial,
    /// Shuffled labels give as much.
    Chance,
}

/// What one run has in a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cell {
    pub(crate) value: f64,
    /// Of shuffled labels: mean, and where 95 % of them lie.
    pub(crate) chance: Option<[f64; 3]>,
    pub(crate) doubt: Option<Doubt>,
}

/// What runs that differ in the seed alone have in a column. Runs in which it is undefined do not
/// count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Over {
    pub(crate) spread: Spread,
    /// Means over the runs.
    pub(crate) chance: Option<[f64; 3]>,
    /// The gravest of any run; by chance when the mean lies within the mean band.
    pub(crate) doubt: Option<Doubt>,
}

impl Measure {
    /// Every column that at least one of the runs has a value in, in a fixed order.
    pub(crate) fn of_all<'a>(records: impl Iterator<Item = &'a Record> + Clone) -> Vec<Self> {
        let mut columns: Vec<&String> = Vec::new();
        for record in records.clone() {
            let scored = record.agreements.iter().map(|agreement| &agreement.column);
            for column in scored
                .chain(record.separation.iter().map(|s| &s.column))
                .chain(&record.not_scored)
            {
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
        }
        let mut all: Vec<Self> = Internal::ALL.iter().copied().map(Self::Internal).collect();
        for column in columns {
            let external = External::ALL.iter();
            all.extend(external.map(|&score| Self::External(score, column.clone())));
            all.extend(External::HEADLINES.map(|score| Self::OwnK(score, column.clone())));
            let classifiers = Classifier::VARIANTS.iter();
            all.extend(classifiers.map(|&by| Self::Separation(by, column.clone())));
        }
        all.extend(RunMeasure::VARIANTS.iter().copied().map(Self::Run));
        all.retain(|measure| records.clone().any(|record| measure.of(record).is_some()));
        all
    }

    /// The label column it is taken against.
    pub(crate) fn column(&self) -> Option<&str> {
        match self {
            Measure::External(_, column)
            | Measure::OwnK(_, column)
            | Measure::Separation(_, column) => Some(column),
            Measure::Internal(_) | Measure::Run(_) => None,
        }
    }

    /// Which way is better; `None` for what is told and not judged.
    pub(crate) fn better(&self) -> Option<Better> {
        match self {
            Measure::Internal(score) => Some(score.facts().better),
            Measure::External(score, _) | Measure::OwnK(score, _) => Some(score.facts().better),
            Measure::Separation(..) => Some(Better::Higher),
            Measure::Run(measure) => measure.better(),
        }
    }

    /// False where each run has it in a latent space of its own, so that none is the best by it:
    /// two epochs of training leave tight clusters of next to nothing.
    pub(crate) fn compares_runs(&self) -> bool {
        match self {
            Measure::Internal(score) => score.facts().compares_spaces,
            Measure::External(score, _) | Measure::OwnK(score, _) => score.facts().compares_spaces,
            Measure::Separation(..) | Measure::Run(_) => true,
        }
    }

    /// Digits after the point.
    pub(crate) fn decimals(&self) -> usize {
        match self {
            Measure::Internal(score) => score.facts().decimals,
            Measure::External(score, _) | Measure::OwnK(score, _) => score.facts().decimals,
            Measure::Separation(..) => 2,
            Measure::Run(measure) => measure.decimals(),
        }
    }

    /// `None` where it is undefined or was not taken.
    pub(crate) fn of(&self, record: &Record) -> Option<Cell> {
        let plain = |value: f64| (value, None);
        let against = |a: AgainstChance| (a.value, Some(a.line()));
        let (value, chance) = match self {
            Measure::Internal(score) => record.internal[*score].map(plain),
            Measure::External(score, column) => {
                record.agreement(column).map(|a| against(a[*score]))
            }
            Measure::OwnK(score, column) => {
                let own = record.agreement(column).and_then(|a| a.own_k.as_ref());
                own.map(|own| against(own.scores[*score]))
            }
            Measure::Separation(by, column) => record.separation(column).map(|s| match by {
                Classifier::Neighbours => against(s.knn),
                Classifier::Logistic => against(s.logistic),
            }),
            Measure::Run(RunMeasure::CrossModal) => {
                let low = record.cross_modal_low.unwrap_or(0.0);
                record
                    .cross_modal
                    .map(|[value, chance, high]| (value, Some([chance, low, high])))
            }
            Measure::Run(measure) => measure.of(record).map(plain),
        }
        .filter(|(value, _)| value.is_finite())?;
        Some(Cell {
            value,
            chance,
            doubt: self.doubt(record, value, chance),
        })
    }

    fn doubt(&self, record: &Record, value: f64, chance: Option<[f64; 3]>) -> Option<Doubt> {
        self.better()?;
        let trivial = self
            .column()
            .is_some_and(|column| record.trivial.iter().any(|name| name == column));
        let is_of_the_latents = match self {
            Measure::Run(measure) => measure.is_of_the_latents(),
            Measure::Internal(_)
            | Measure::External(..)
            | Measure::OwnK(..)
            | Measure::Separation(..) => true,
        };
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
    pub(crate) fn is_told(&self, record: &Record) -> bool {
        self.column()
            .is_some_and(|column| record.not_scored.iter().any(|name| name == column))
    }

    /// Over runs; `None` where it is undefined in all of them.
    pub(crate) fn over<'a>(&self, records: impl Iterator<Item = &'a Record>) -> Option<Over> {
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
        let judged = self.better().is_some();
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
    /// what is alone or the same in all; and there is none by a score that does not compare runs.
    pub(crate) fn best(&self, rows: &[Option<Over>]) -> Option<usize> {
        let sign = match self.better().filter(|_| self.compares_runs())? {
            Better::Higher => 1.0,
            Better::Lower => -1.0,
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
