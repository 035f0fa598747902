//! What may be read from a picture and from scores, and what not: rules that look at the numbers of
//! one run. They give closed values with those numbers, which a window or a report puts into words.

mod clusters;
mod map;
mod scores;
#[cfg(test)]
mod tests;

use super::Analysis;

pub use map::{Explained, Lean, MapRemark, Perplexity};
pub use scores::{AgainstLabel, Disagreement, ScoreRemark, Structure};

use map::MapInput;
use scores::ScoresInput;

/// How a remark is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Do not read more into it.
    Caution,
    /// Good to know.
    Note,
    /// This may be read.
    Good,
}

/// What there is to be said of one run, cautions first.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub map: Vec<MapRemark>,
    pub scores: Vec<ScoreRemark>,
}

/// Reads an analysis. Takes a look at every song's place.
pub fn reading(analysis: &Analysis) -> Reading {
    let config = &analysis.config;
    let collapsed = analysis.is_collapsed();
    let mut map = map::remarks(&MapInput {
        map: &analysis.map,
        pca: &analysis.pca,
        trust: analysis.trust.as_deref(),
        latents: analysis.latents(),
        clusters: &analysis.clusters,
        asked: &config.projection,
        collapsed,
    });
    let mut scores = scores::remarks(&ScoresInput {
        scores: &analysis.scores,
        baselines: &analysis.baselines,
        diagnostics: &analysis.model.diagnostics,
        n_latent: analysis.latents().n_cols(),
        model: config.model.kind,
        clusters: &analysis.clusters,
        sweep: analysis.sweep.as_deref(),
        asked: &config.clustering,
        stability: analysis.probes.stability.as_ref(),
        drowned: analysis
            .shares_of_variance()
            .and_then(|shares| super::drowned(&shares)),
        incomplete: &analysis.fused.incomplete,
    });
    map.sort_by_key(MapRemark::weight);
    scores.sort_by_key(ScoreRemark::weight);
    Reading { map, scores }
}
