//! Cells over seeds.

use std::collections::HashMap;

use super::plan::Cell;
use super::result::{Clustered, FitResult};
use super::run::Compared;
use crate::scores::{External, ExternalScores, Internal, LabelAucs, Representation, ari, udr};

/// A score over seeds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spread {
    pub(crate) n: usize,
    pub(crate) mean: f64,
    /// With divisor n − 1; `None` of one seed, where nothing was repeated.
    pub(crate) sd: Option<f64>,
    pub(crate) min: f64,
    pub(crate) max: f64,
}

impl Spread {
    /// `None` of nothing.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let values: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
        let n = values.len();
        if n == 0 {
            return None;
        }
        let mean = values.iter().sum::<f64>() / n as f64;
        let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
        let sd = (n > 1).then(|| (squares / (n.max(2) - 1) as f64).sqrt());
        let (min, max) = values
            .iter()
            .fold((f64::MAX, f64::MIN), |(l, h), &v| (l.min(v), h.max(v)));
        // The sum of equal numbers, over how many there are, may be another in its last digit.
        let (mean, sd) = if min == max {
            (min, sd.map(|_| 0.0))
        } else {
            (mean, sd)
        };
        Some(Self {
            n,
            mean,
            sd,
            min,
            max,
        })
    }
}

/// Mean of several lines of chance, part by part.
fn mean_line(lines: impl Iterator<Item = [f64; 3]>) -> Option<[f64; 3]> {
    let lines: Vec<[f64; 3]> = lines.collect();
    let mean = |part: usize| Some(Spread::of(lines.iter().map(|line| line[part]))?.mean);
    Some([mean(0)?, mean(1)?, mean(2)?])
}

/// A cell over seeds: what its rows of the table have in common.
#[derive(Debug, Clone)]
pub(crate) struct Group<'a> {
    pub(crate) grid: usize,
    pub(crate) modality: &'a str,
    pub(crate) features: &'a str,
    pub(crate) model: &'a str,
    pub(crate) clustering: &'a str,
    /// One a seed that was finished: the seed, the fit, the clustering.
    pub(crate) runs: Vec<(u64, &'a FitResult, &'a Clustered)>,
}

/// The cells of a comparison, in the plan's order, each over all of its seeds. Cells without one
/// finished seed are not among them.
pub(crate) fn groups(compared: &Compared) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for cell in &compared.cells {
        let run = compared.fits.get(&cell.fit).and_then(|fit| {
            fit.clusterings
                .get(&cell.clustering_key)
                .map(|clustered| (cell.seed, fit, clustered))
        });
        let at = groups
            .iter()
            .position(|g| g.is_of(cell))
            .unwrap_or_else(|| {
                groups.push(Group::new(cell));
                groups.len() - 1
            });
        groups[at].runs.extend(run);
    }
    groups.retain(|g| !g.runs.is_empty());
    groups
}

impl<'a> Group<'a> {
    fn new(cell: &'a Cell) -> Self {
        Self {
            grid: cell.grid,
            modality: &cell.modality,
            features: &cell.features,
            model: &cell.model,
            clustering: &cell.clustering,
            runs: Vec::new(),
        }
    }

    fn is_of(&self, cell: &Cell) -> bool {
        (self.grid, self.modality, self.features)
            == (cell.grid, cell.modality.as_str(), cell.features.as_str())
            && (self.model, self.clustering) == (cell.model.as_str(), cell.clustering.as_str())
    }

    /// Its names, those that are given, in one line.
    pub(crate) fn title(&self) -> String {
        let names = [self.modality, self.features, self.model, self.clustering];
        names
            .into_iter()
            .filter(|n| !n.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// Label columns that it is scored on, in order.
    pub(crate) fn columns(&self) -> Vec<&'a str> {
        self.runs.first().map_or(Vec::new(), |(_, _, c)| {
            c.agreements.iter().map(|a| a.column.as_str()).collect()
        })
    }

    pub(crate) fn internal(&self, score: Internal) -> Option<Spread> {
        self.of_clusterings(|c| c.internal[score])
    }

    fn agreements(&self, column: &str) -> impl Iterator<Item = &'a ExternalScores> {
        self.runs.iter().filter_map(move |(_, _, c)| c.with(column))
    }

    pub(crate) fn external(&self, score: External, column: &str) -> Option<Spread> {
        Spread::of(self.agreements(column).map(|a| a[score].value))
    }

    /// As [`Group::external`], at as many clusters as the column has classes, where there are such
    /// (see [`ExternalScores::at_own_k`]).
    pub(crate) fn at_own_k(&self, score: External, column: &str) -> Option<Spread> {
        Spread::of(self.agreements(column).map(|a| a.at_own_k()[score].value))
    }

    /// Mean over seeds of what shuffled labels give: mean, and 2.5 % and 97.5 % quantiles.
    pub(crate) fn chance(&self, score: External, column: &str) -> Option<[f64; 3]> {
        mean_line(self.agreements(column).map(|a| a[score].line()))
    }

    /// As [`Group::chance`] of [`Group::at_own_k`].
    pub(crate) fn chance_at_own_k(&self, score: External, column: &str) -> Option<[f64; 3]> {
        mean_line(self.agreements(column).map(|a| a.at_own_k()[score].line()))
    }

    /// The agreement of its first seed, for what does not depend on seeds.
    pub(crate) fn agreement(&self, column: &str) -> Option<&'a ExternalScores> {
        self.runs.first().and_then(|(_, _, c)| c.with(column))
    }

    /// Over seeds, of something of each fit.
    pub(crate) fn of_fits(&self, pick: impl Fn(&FitResult) -> Option<f64>) -> Option<Spread> {
        Spread::of(self.runs.iter().filter_map(|(_, fit, _)| pick(fit)))
    }

    /// Over seeds, of something of each clustering.
    pub(crate) fn of_clusterings(
        &self,
        pick: impl Fn(&Clustered) -> Option<f64>,
    ) -> Option<Spread> {
        Spread::of(self.runs.iter().filter_map(|(_, _, c)| pick(c)))
    }

    /// Does the whole run come out the same from another seed, the model trained anew? Adjusted
    /// Rand index of the clusters between each two seeds, over the songs that both have; noise is a
    /// cluster of its own. `None` of one seed.
    pub(crate) fn stability_over_seeds(&self) -> Option<Spread> {
        let labels = |(_, fit, c): &(u64, &FitResult, &Clustered)| -> HashMap<usize, Option<u32>> {
            fit.rows
                .iter()
                .zip(&c.labels)
                .map(|(&row, &label)| (row, u32::try_from(label).ok()))
                .collect()
        };
        let all: Vec<HashMap<usize, Option<u32>>> = self.runs.iter().map(labels).collect();
        let between = |a: &HashMap<usize, Option<u32>>, b: &HashMap<usize, Option<u32>>| {
            let both = a
                .iter()
                .filter_map(|(row, label)| Some((*label, *b.get(row)?)));
            let (of_a, of_b): (Vec<Option<u32>>, Vec<Option<u32>>) = both.unzip();
            ari(&of_a, &of_b)
        };
        Spread::of(
            all.iter()
                .enumerate()
                .flat_map(|(i, a)| all[..i].iter().map(move |b| between(a, b))),
        )
    }

    /// Columns of several labels a song that are told from it label by label, in order.
    pub(crate) fn label_columns(&self) -> Vec<&'a str> {
        let of_first = self.runs.first().map(|(_, fit, _)| &fit.label_aucs);
        let names = |found: &'a Vec<LabelAucs>| found.iter().map(|f| f.column.as_str()).collect();
        of_first.map_or(Vec::new(), names)
    }

    /// How well the labels of such a column are told, one for each seed.
    pub(crate) fn label_aucs(&self, column: &str) -> impl Iterator<Item = &'a LabelAucs> {
        let of_seed =
            move |(_, fit, _): &(u64, &'a FitResult, &'a Clustered)| fit.label_aucs(column);
        self.runs.iter().filter_map(of_seed)
    }

    /// Do other seeds find the same dimensions? The unsupervised disentanglement ranking of each
    /// seed's model among the others. `None` of one seed, and of models without a posterior.
    pub(crate) fn udr(&self) -> Option<Spread> {
        let models = self
            .runs
            .iter()
            .map(|(_, fit, _)| fit.representation.as_ref());
        let models: Vec<&Representation> = models.flatten().collect();
        Spread::of(udr(&models).into_iter().flatten())
    }

    /// The number of clusters, as many as it has classes, that [`Group::at_own_k`] looks at; `None`
    /// where it is that of the clusters themselves.
    pub(crate) fn own_k(&self, column: &str) -> Option<usize> {
        let (_, _, first) = self.runs.first()?;
        first
            .with(column)?
            .own_k
            .as_ref()
            .map(|own| own.k)
            .filter(|&k| k != first.n_clusters)
    }

    pub(crate) fn n_collapsed(&self) -> usize {
        self.runs
            .iter()
            .filter(|(_, fit, _)| fit.is_collapsed)
            .count()
    }
}
