//! What may be read from scores.

use super::labels::{AgainstLabel, SAME};
use super::mixture::Mixture;
use super::rules::{Recall, Repeat, Standing, Structure, Weight};
use crate::clustering::{Clusters, Occupancy};
use crate::config::{ChooseK, ClusteringConfig, ClusteringMethod, ModelKind};
use crate::features::BlockKind;
use crate::model::Diagnostics;
use crate::pipeline::Baseline;
use crate::scores::{
    AgainstChance, Caution, External, ExternalScores, Internal, Repeated, Scores, Stability, Sweep,
};

/// From this share on clusters are a part of the songs only.
const MUCH_NOISE: f64 = 0.2;
/// Another way to choose the number of clusters, and what it would choose.
pub(crate) type Disagreement = (ChooseK, usize);

/// One thing to know before reading scores.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ScoreRemark {
    /// The latent space carries almost nothing; a good silhouette there is no finding. Nothing that
    /// is good or half good is said beside it of clusters, of their agreement with labels, or of
    /// how they come out again.
    Collapsed {
        n_active: usize,
        n_latent: usize,
        silhouette: Option<f64>,
    },
    /// Share of variance that the model gives back, of training and of held-out songs.
    Reconstruction {
        train: f32,
        held_out: f32,
        means: Recall,
    },
    Silhouette {
        value: f64,
        means: Structure,
        n_sampled: Option<usize>,
    },
    /// There is nothing to be parted.
    OneCluster { n_clusters: usize },
    Label {
        column: String,
        ari: f64,
        band: [f64; 2],
        purity: f64,
        majority: f64,
        means: AgainstLabel,
    },
    /// The classes are in different scripts, and letters are among the features: no agreement is a
    /// finding.
    Trivial { column: String, ari: f64 },
    /// The classes are in different languages of one script, or all in Latin letters: no agreement
    /// is a finding here either.
    Spelling { column: String, ari: f64 },
    /// Nor here.
    InFeatures { column: String, ari: f64 },
    /// Nor here: the features were centred by it.
    Centred { column: String, ari: f64 },
    Detected {
        column: String,
        n_detected: usize,
        n_songs: usize,
    },
    /// The model was told it.
    NotScored { column: String },
    /// The best of the simpler spaces agrees with a label as well as the model, or not.
    Baseline {
        column: String,
        name: &'static str,
        baseline: f64,
        model: f64,
        as_good: bool,
    },
    /// The number of clusters was given.
    KGiven { k: usize },
    /// A sweep chose it; what other ways would choose that differ.
    KChosen {
        k: usize,
        by: ChooseK,
        others: Vec<Disagreement>,
        n_agree: usize,
    },
    /// No number stood out, so the one that was given was taken.
    KStoodNotOut { k: usize, by: ChooseK },
    /// The method found it.
    KFound { k: usize, method: ClusteringMethod },
    Noise {
        n: usize,
        share: f64,
        /// So many that clusters are a part of the songs only.
        much: bool,
    },
    /// Of the clustering of one space, over its own seeds where it has any, and over samples of the
    /// songs.
    Stability {
        reseeded: Option<f64>,
        over_bootstrap: f64,
        n_runs: usize,
        /// How many songs were drawn to be clustered again; `None` when all were.
        n_sampled: Option<usize>,
        means: Repeat,
    },
    /// The latents of one modality have so small a share of the variance of all that clusters
    /// follow the others.
    Drowned { kind: BlockKind, share: f64 },
    /// Songs that lack a modality stand at the mean of it.
    Incomplete { n: usize, n_songs: usize },
    /// How much use the mixture makes of its components.
    Mixture(Mixture),
}

impl ScoreRemark {
    pub(crate) fn weight(&self) -> Weight {
        match self {
            ScoreRemark::Reconstruction { means, .. } => match means {
                Recall::Mean | Recall::ByHeart => Weight::Caution,
                Recall::Learnt => Weight::Good,
            },
            ScoreRemark::Silhouette { means, .. } => match means {
                Structure::Strong | Structure::Reasonable => Weight::Good,
                Structure::Weak => Weight::Note,
                Structure::None => Weight::Caution,
            },
            ScoreRemark::Label { means, .. } => match means {
                AgainstLabel::Beyond => Weight::Good,
                AgainstLabel::Chance
                | AgainstLabel::NoBetterThanMajority
                | AgainstLabel::Trivial => Weight::Caution,
            },
            // One seed decides nothing in favour of a model.
            ScoreRemark::Baseline { as_good, .. } => caution_if(*as_good),
            ScoreRemark::KChosen {
                others, n_agree, ..
            } => {
                if *n_agree > 0 && others.is_empty() {
                    Weight::Good
                } else {
                    Weight::Note
                }
            }
            ScoreRemark::Noise { much, .. } => caution_if(*much),
            ScoreRemark::Stability { means, .. } => means.weight(),
            ScoreRemark::Mixture(mixture) => mixture.means().weight(),
            ScoreRemark::Collapsed { .. }
            | ScoreRemark::OneCluster { .. }
            | ScoreRemark::Trivial { .. }
            | ScoreRemark::Spelling { .. }
            | ScoreRemark::Centred { .. }
            | ScoreRemark::InFeatures { .. }
            | ScoreRemark::Drowned { .. }
            | ScoreRemark::KStoodNotOut { .. } => Weight::Caution,
            ScoreRemark::KGiven { .. }
            | ScoreRemark::KFound { .. }
            | ScoreRemark::Detected { .. }
            | ScoreRemark::NotScored { .. }
            | ScoreRemark::Incomplete { .. } => Weight::Note,
        }
    }

    /// True for what is told of the run and judges nothing: it is so in a collapsed space as well.
    fn is_fact(&self) -> bool {
        match self {
            ScoreRemark::Detected { .. }
            | ScoreRemark::NotScored { .. }
            | ScoreRemark::KGiven { .. }
            | ScoreRemark::KFound { .. }
            | ScoreRemark::Noise { .. }
            | ScoreRemark::Incomplete { .. } => true,
            ScoreRemark::Collapsed { .. }
            | ScoreRemark::Reconstruction { .. }
            | ScoreRemark::Silhouette { .. }
            | ScoreRemark::OneCluster { .. }
            | ScoreRemark::Label { .. }
            | ScoreRemark::Trivial { .. }
            | ScoreRemark::Spelling { .. }
            | ScoreRemark::Centred { .. }
            | ScoreRemark::InFeatures { .. }
            | ScoreRemark::Baseline { .. }
            | ScoreRemark::KChosen { .. }
            | ScoreRemark::KStoodNotOut { .. }
            | ScoreRemark::Drowned { .. }
            | ScoreRemark::Mixture(_)
            | ScoreRemark::Stability { .. } => false,
        }
    }
}

fn caution_if(is_one: bool) -> Weight {
    if is_one {
        Weight::Caution
    } else {
        Weight::Note
    }
}

/// What the rules look at.
pub(super) struct ScoresInput<'a> {
    pub(crate) scores: &'a Scores,
    pub(crate) baselines: &'a [Baseline],
    pub(crate) diagnostics: &'a Diagnostics,
    pub(crate) n_latent: usize,
    pub(crate) model: ModelKind,
    pub(crate) clusters: &'a Clusters,
    pub(crate) sweep: Option<&'a Sweep>,
    pub(crate) asked: &'a ClusteringConfig,
    pub(crate) stability: Option<&'a Stability>,
    /// The modality whose latents are not seen beside the others, and its share of the variance.
    pub(crate) drowned: Option<(BlockKind, f64)>,
    /// Of each song, whether it lacks a modality in use.
    pub(crate) incomplete: &'a [bool],
    /// Of the mixture, where there is one.
    pub(crate) occupancy: Option<&'a Occupancy>,
}

pub(super) fn remarks(input: &ScoresInput) -> Vec<ScoreRemark> {
    let mut all = of_clusters(input);
    all.extend(reconstruction(input));
    if input.diagnostics.is_collapsed(input.n_latent) {
        all.retain(|remark| remark.weight() == Weight::Caution || remark.is_fact());
        let (n_active, n_latent) = (input.diagnostics.n_active, input.n_latent);
        all.push(ScoreRemark::Collapsed {
            n_active,
            n_latent,
            silhouette: input.scores[Internal::Silhouette],
        });
    }
    all
}

/// Whatever the latent space is worth.
fn of_clusters(input: &ScoresInput) -> Vec<ScoreRemark> {
    let mut all = Vec::new();
    let silhouette = input.scores[Internal::Silhouette];
    all.extend(silhouette.map(|value| ScoreRemark::Silhouette {
        value,
        means: Structure::of(value),
        n_sampled: input.scores.silhouette_sample.map(|(n, _)| n),
    }));
    if input.clusters.n_clusters < 2 {
        all.push(ScoreRemark::OneCluster {
            n_clusters: input.clusters.n_clusters,
        });
    }
    for external in &input.scores.external {
        // What is good by itself is no finding where any model would have it.
        let is_trivial = external.is_trivial();
        let found = [label(external), baseline(external, input.baselines)];
        all.extend(
            found
                .into_iter()
                .flatten()
                .filter(|remark| !is_trivial || remark.weight() == Weight::Caution),
        );
        all.extend(cautions(external));
    }
    let not_scored = input.scores.not_scored.iter().cloned();
    all.extend(not_scored.map(|column| ScoreRemark::NotScored { column }));
    all.extend(
        input
            .drowned
            .map(|(kind, share)| ScoreRemark::Drowned { kind, share }),
    );
    all.push(number_of_clusters(input));
    all.extend(noise(input.clusters));
    all.extend(input.stability.and_then(stability));
    let several = input.occupancy.filter(|o| o.n_components() > 1);
    all.extend(several.map(|o| ScoreRemark::Mixture(Mixture::of(o))));
    let n = input.incomplete.iter().filter(|lacks| **lacks).count();
    if n > 0 {
        all.push(ScoreRemark::Incomplete {
            n,
            n_songs: input.incomplete.len(),
        });
    }
    all
}

/// Features that are taken as they are have nothing to give back.
fn reconstruction(input: &ScoresInput) -> Option<ScoreRemark> {
    let (train, held_out) = (
        input.diagnostics.explained_train,
        input.diagnostics.explained_validation?,
    );
    (input.model != ModelKind::Direct).then_some(ScoreRemark::Reconstruction {
        train,
        held_out,
        means: Recall::of(train, held_out),
    })
}

/// `None` where the cautions of the label say all there is to say.
fn label(external: &ExternalScores) -> Option<ScoreRemark> {
    let means = AgainstLabel::of(external);
    (means != AgainstLabel::Trivial).then(|| ScoreRemark::Label {
        column: external.column.clone(),
        ari: external[External::Ari].value,
        band: external[External::Ari].band,
        purity: external[External::Purity].value,
        majority: external.majority,
        means,
    })
}

fn cautions(external: &ExternalScores) -> impl Iterator<Item = ScoreRemark> + '_ {
    external.cautions.iter().map(|caution| {
        let (column, ari) = (external.column.clone(), external[External::Ari].value);
        match caution {
            Caution::Script => ScoreRemark::Trivial { column, ari },
            Caution::Spelling => ScoreRemark::Spelling { column, ari },
            Caution::InFeatures => ScoreRemark::InFeatures { column, ari },
            Caution::Centred => ScoreRemark::Centred { column, ari },
            Caution::Detected => ScoreRemark::Detected {
                column,
                n_detected: external.n_detected,
                n_songs: external.n_songs,
            },
        }
    })
}

/// Silhouettes of different spaces cannot be compared; agreement with the same labels can. Where
/// all of it is chance there is no winner.
fn baseline(external: &ExternalScores, baselines: &[Baseline]) -> Option<ScoreRemark> {
    let of = |baseline: &Baseline| {
        let same = baseline
            .scores
            .external
            .iter()
            .find(|e| e.column == external.column)?;
        Some((baseline.name, same[External::Ari]))
    };
    let (name, best) = baselines
        .iter()
        .filter_map(of)
        .max_by(|a, b| a.1.value.total_cmp(&b.1.value))?;
    let is_beyond = |ari: AgainstChance| Standing::from(ari).is_beyond();
    (is_beyond(best) || is_beyond(external[External::Ari])).then(|| ScoreRemark::Baseline {
        column: external.column.clone(),
        name,
        baseline: best.value,
        model: external[External::Ari].value,
        as_good: best.value >= external[External::Ari].value - SAME,
    })
}

fn number_of_clusters(input: &ScoresInput) -> ScoreRemark {
    let (k, asked) = (input.clusters.n_clusters, input.asked);
    if !asked.method.takes_k() {
        return ScoreRemark::KFound {
            k,
            method: asked.method,
        };
    }
    let Some(sweep) = input.sweep.filter(|_| asked.choose_k != ChooseK::Given) else {
        return ScoreRemark::KGiven { k };
    };
    let ways = [
        (ChooseK::Silhouette, sweep.by_silhouette),
        (ChooseK::CalinskiHarabasz, sweep.by_calinski_harabasz),
        (ChooseK::Elbow, sweep.by_elbow),
        (ChooseK::Gap, sweep.by_gap),
    ];
    let by = asked.choose_k;
    let Some(chosen) = ways
        .iter()
        .find(|(way, _)| *way == by)
        .and_then(|(_, k)| *k)
    else {
        return ScoreRemark::KStoodNotOut { k, by };
    };
    let found = || {
        ways.iter()
            .filter(|(way, _)| *way != by)
            .filter_map(|&(way, k)| Some((way, k?)))
    };
    let others = found().filter(|(_, k)| *k != chosen).collect();
    ScoreRemark::KChosen {
        k,
        by,
        others,
        n_agree: found().filter(|(_, k)| *k == chosen).count(),
    }
}

fn noise(clusters: &Clusters) -> Option<ScoreRemark> {
    let n = clusters.n_noise();
    let share = f64::from(clusters.noise_share());
    (n > 0).then_some(ScoreRemark::Noise {
        n,
        share,
        much: share >= MUCH_NOISE,
    })
}

/// `None` where no sample was clustered.
fn stability(found: &Stability) -> Option<ScoreRemark> {
    Some(ScoreRemark::Stability {
        reseeded: found.again.mean(Repeated::OverSeeds),
        over_bootstrap: found.again.mean(Repeated::OverSamples)?,
        n_runs: found.n_runs,
        n_sampled: found.n_sampled,
        means: Repeat::of(&found.again)?,
    })
}
