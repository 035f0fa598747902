//! Runs that differ in the seed alone are one row of the table.

use super::{KeptRun, Measure, Over};
use crate::config::Config;
use crate::scores::{Representation, udr};

/// More runs from other seeds would say no more of their dimensions.
const MOST_RANKED: usize = 20;

/// Runs of the same settings from different seeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// Indices into the runs, by seed.
    pub(crate) runs: Vec<usize>,
}

/// The runs by settings: rows in the order of their first run.
pub(crate) fn rows(runs: &[KeptRun]) -> Vec<Row> {
    let mut rows: Vec<(Config, bool, Row)> = Vec::new();
    for (i, run) in runs.iter().enumerate() {
        let settings = Config {
            seed: 0,
            ..run.record.config.clone()
        };
        let is_stopped = run.record.is_stopped;
        match rows
            .iter_mut()
            .find(|(other, stopped, _)| *stopped == is_stopped && *other == settings)
        {
            Some((_, _, row)) => row.runs.push(i),
            None => rows.push((settings, is_stopped, Row { runs: vec![i] })),
        }
    }
    let mut rows: Vec<Row> = rows.into_iter().map(|(_, _, row)| row).collect();
    rows.iter_mut()
        .for_each(|row| row.runs.sort_by_key(|&i| runs[i].record.config.seed));
    rows
}

/// Tells of each run that has others beside it from other seeds how far these find the same
/// dimensions. Reads a file of each of them.
pub(crate) fn rank(runs: &mut [KeptRun]) {
    for row in rows(runs).into_iter().filter(|row| row.runs.len() > 1) {
        let found = row.runs.iter().take(MOST_RANKED);
        let (at, models): (Vec<usize>, Vec<Representation>) = found
            .filter_map(|&i| Some((i, runs[i].representation()?)))
            .unzip();
        let scores = udr(&models.iter().collect::<Vec<_>>());
        for (i, score) in at.into_iter().zip(scores) {
            runs[i].record.udr = score;
        }
    }
}

impl Row {
    /// A measure over its runs.
    pub(crate) fn over(&self, measure: &Measure, runs: &[KeptRun]) -> Option<Over> {
        measure.over(self.runs.iter().map(|&i| &runs[i].record))
    }

    /// The run of its smallest seed.
    pub(crate) fn first<'a>(&self, runs: &'a [KeptRun]) -> &'a KeptRun {
        &runs[self.runs[0]]
    }
}
