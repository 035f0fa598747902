//! Every judgement of one run, and of two settings of a grid: what may be read from a map, from
//! scores, from a comparison, and what not.
//!
//! Rules look at numbers and give closed values with those numbers. Window, report, findings and
//! command line only turn these into sentences ([`say`]), so that no two of them can judge alike
//! numbers otherwise. Every threshold of a judgement stands in this room once.

mod rules;
mod collapse;
mod student;
mod difference;
mod geometry;
mod label_auc;
mod labels;
mod map;
mod mixture;
mod scores;
pub(crate) mod say;
#[cfg(test)]
pub(crate) mod test_kit;
#[cfg(test)]
mod tests;

use crate::config::ModelKind;
use crate::pipeline::{self, Analysis};
use crate::scores::Internal;

pub(crate) use collapse::Collapse;
pub(crate) use difference::{
    Difference, FEWEST_SEEDS, Taken, Verdict, difference, difference_of_seeds, holm,
};
pub(crate) use geometry::{Distances, Sizes};
pub(crate) use label_auc::{LabelVerdict, LabelVerdicts};
pub(crate) use labels::{AgainstLabel, LabelReading};
pub(crate) use map::{Explained, Kept, Lean, MapRemark, Perplexity};
pub(crate) use mixture::{Mixture, MixtureUse, is_dead};
pub(crate) use rules::{
    Recall, Repeat, Separability, Standing, Structure, Weight, languages_confound,
};
pub(crate) use scores::{Disagreement, ScoreRemark};

use map::MapInput;
use scores::ScoresInput;

/// What a block of features says of what the model has learnt.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BlockReading {
    pub(crate) block: String,
    /// Share of variance explained of training songs, and of held-out ones.
    pub(crate) train: f32,
    pub(crate) held_out: Option<f32>,
    /// `None` where no song is held out.
    pub(crate) means: Option<Recall>,
}

/// What there is to be said of one run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    /// The latent space carries almost nothing: nothing good may be said of what is found in it.
    pub(crate) collapsed: bool,
    /// By the silhouette of the clusters; `None` where it is undefined.
    pub(crate) structure: Option<Structure>,
    /// `None` where nothing was clustered again.
    pub(crate) repeat: Option<Repeat>,
    /// Cautions first, as in `scores`.
    pub(crate) map: Vec<MapRemark>,
    pub(crate) scores: Vec<ScoreRemark>,
    /// One a label column that is scored.
    pub(crate) labels: Vec<LabelReading>,
    /// One a column of several labels a song.
    pub(crate) multi_labels: Vec<LabelVerdicts>,
    /// Empty where the model gives back nothing.
    pub(crate) blocks: Vec<BlockReading>,
    /// Whether neighbours by sound are neighbours by words; `None` unless both are in use.
    pub(crate) modalities: Option<Standing>,
}

/// Reads an analysis. Takes a look at every song's place.
pub(crate) fn reading(analysis: &Analysis) -> Reading {
    let config = &analysis.config;
    let collapsed = analysis.is_collapsed();
    let stability = analysis.probes.stability.as_ref();
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
        stability,
        drowned: analysis
            .shares_of_variance()
            .and_then(|shares| pipeline::drowned(&shares)),
        incomplete: &analysis.fused.incomplete,
        occupancy: analysis.occupancy.as_deref(),
    });
    map.sort_by_key(MapRemark::weight);
    scores.sort_by_key(ScoreRemark::weight);
    Reading {
        collapsed,
        structure: analysis.scores[Internal::Silhouette].map(Structure::of),
        repeat: stability.and_then(|s| Repeat::of(&s.again)),
        map,
        scores,
        labels: labels::of(analysis),
        multi_labels: analysis
            .probes
            .label_aucs
            .iter()
            .map(LabelVerdicts::of)
            .collect(),
        blocks: blocks(analysis),
        modalities: analysis
            .probes
            .cross_modal
            .as_ref()
            .map(|found| Standing::of(found.mean, found.band)),
    }
}

/// Features that are taken as they are have nothing to give back.
fn blocks(analysis: &Analysis) -> Vec<BlockReading> {
    if analysis.config.model.kind == ModelKind::Direct {
        return Vec::new();
    }
    let shares = &analysis.model.diagnostics.explained_blocks;
    let one = |(block, train, held_out): &(String, f32, Option<f32>)| BlockReading {
        block: block.clone(),
        train: *train,
        held_out: *held_out,
        means: held_out.map(|held_out| Recall::of(*train, held_out)),
    };
    shares.iter().map(one).collect()
}
