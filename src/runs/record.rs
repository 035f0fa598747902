//! What is written of a run.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::config::{Config, ProjectionMethod};
use crate::job::Stage;
use crate::matrix::Matrix;
use crate::model::Ended;
use crate::pipeline::Analysis;
use crate::projection::Projection;
use crate::reading::Mixture;
use crate::scores::{
    ExternalScores, Internal, LabelAucs, Repeats, ScoreMap, Scores, Separation, read_repeats,
};

/// Raised when a file of this version could not be read as the one before.
pub(super) const FORMAT: u32 = 1;

/// A run as a table tells of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    pub(super) format: u32,
    /// A hash of the settings: another run of the same settings has the same.
    pub(crate) id: String,
    /// Milliseconds since 1970.
    pub(crate) made_millis: u64,
    pub(crate) config: Config,
    pub(super) songs_blake3: String,
    pub(crate) n_songs: usize,
    /// Columns of the latents.
    pub(crate) n_latent: usize,
    pub(crate) n_active: usize,
    pub(crate) is_collapsed: bool,
    /// Someone pressed Stop while it was trained.
    pub(crate) is_stopped: bool,
    pub(crate) n_epochs: usize,
    /// Of training; `None` when the model was taken over from the run before.
    pub(crate) train_secs: Option<f64>,
    /// Shares of the variance.
    pub(crate) explained_train: f64,
    pub(crate) explained_validation: Option<f64>,
    pub(crate) n_clusters: usize,
    pub(crate) noise_share: f64,
    #[serde(flatten)]
    pub(crate) internal: ScoreMap<Internal, Option<f64>>,
    /// `None` where nothing was repeated.
    #[serde(default, deserialize_with = "read_repeats")]
    pub(crate) stability: Option<Repeats>,
    pub(crate) agreements: Vec<ExternalScores>,
    /// Columns whose agreement is no finding: trivial by script or spelling, or among the features.
    pub(crate) trivial: Vec<String>,
    /// Columns that the model was told.
    pub(crate) not_scored: Vec<String>,
    /// How well each label is told from the latents without clustering.
    #[serde(rename = "told")]
    pub(crate) separation: Vec<Separation>,
    /// Of several labels a song how well each is told; earlier versions have not told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) label_aucs: Vec<LabelAucs>,
    pub(crate) mig: Option<f64>,
    /// Beside runs of the same settings from other seeds, how far these find the same dimensions.
    /// It follows from all of them, and so is in no file.
    #[serde(skip)]
    pub(crate) udr: Option<f64>,
    /// Overlap of neighbours by sound and by words, its chance, and what most shuffles stay below.
    pub(crate) cross_modal: Option<[f64; 3]>,
    /// What most shuffles are above; earlier versions have not told.
    #[serde(default)]
    pub(crate) cross_modal_low: Option<f64>,
    /// Trustworthiness and continuity of the map.
    pub(crate) trust: Option<[f64; 2]>,
    pub(crate) drawn: Drawn,
    /// Where there is a mixture; earlier versions have not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) mixture: Option<Mixture>,
}

/// How the map was drawn; its places are in [`Songs`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Drawn {
    pub(crate) method: ProjectionMethod,
    perplexity: Option<f32>,
    kl_divergence: Option<f32>,
    stopped: bool,
    explained: Option<[f32; 2]>,
    n_neighbors: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    neighbours_found: Option<f32>,
}

/// What a person has written on a run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Marks {
    /// Empty for the name that follows from the settings.
    pub(crate) name: String,
    pub(crate) note: String,
    /// It is not among those that make room for newer ones.
    pub(crate) pinned: bool,
}

/// The songs of a run, in its order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Songs {
    pub(crate) ids: Vec<String>,
    /// Cluster of each; −1 is noise.
    pub(crate) clusters: Vec<i32>,
    /// Place of each on the map.
    pub(crate) places: Vec<[f32; 2]>,
}

impl Songs {
    pub(super) fn of(analysis: &Analysis) -> Self {
        Self {
            ids: analysis
                .library
                .songs
                .iter()
                .map(|song| song.id.clone())
                .collect(),
            clusters: analysis
                .clusters
                .labels
                .iter()
                .map(|label| label.map_or(-1, |c| c as i32))
                .collect(),
            places: analysis.map.xy.rows().map(|row| [row[0], row[1]]).collect(),
        }
    }

    /// True when there is one of everything for each song, and every place is one.
    pub(super) fn is_whole(&self) -> bool {
        let n = self.ids.len();
        self.clusters.len() == n
            && self.places.len() == n
            && self.places.iter().flatten().all(|v| v.is_finite())
    }

    pub(crate) fn labels(&self) -> Vec<Option<u32>> {
        self.clusters
            .iter()
            .map(|&c| u32::try_from(c).ok())
            .collect()
    }
}

impl Drawn {
    fn of(map: &Projection) -> Self {
        Self {
            method: map.method,
            perplexity: map.perplexity,
            kl_divergence: map.kl_divergence,
            stopped: map.stopped,
            explained: map.explained,
            n_neighbors: map.n_neighbors,
            neighbours_found: map.neighbours_found,
        }
    }

    pub(super) fn projection(&self, songs: &Songs) -> Projection {
        Projection {
            xy: Matrix::from_rows(&songs.places),
            method: self.method,
            perplexity: self.perplexity,
            kl_divergence: self.kl_divergence,
            stopped: self.stopped,
            explained: self.explained,
            n_neighbors: self.n_neighbors,
            neighbours_found: self.neighbours_found,
        }
    }
}

/// A hash of the settings. A run that was stopped is not what its settings ask for, and is kept
/// beside one that was not.
pub(super) fn id_of(config: &Config, is_stopped: bool) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(config.to_toml().as_bytes());
    hasher.update(&[u8::from(is_stopped)]);
    hasher.finalize().to_hex()[..16].to_string()
}

impl Record {
    /// The id that a run has, or is to have once it is kept.
    pub(crate) fn id_of(analysis: &Analysis) -> String {
        id_of(&analysis.config, analysis.model.ended == Ended::Stopped)
    }

    pub(super) fn of(analysis: &Analysis, songs_blake3: String) -> Self {
        let (model, scores, probes) = (&analysis.model, &analysis.scores, &analysis.probes);
        let timed = analysis
            .timings
            .iter()
            .find(|(stage, _)| *stage == Stage::Model);
        Self {
            format: FORMAT,
            id: Self::id_of(analysis),
            made_millis: SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| since.as_millis() as u64),
            config: Config::clone(&analysis.config),
            songs_blake3,
            n_songs: analysis.library.songs.len(),
            n_latent: model.latents.n_cols(),
            n_active: model.diagnostics.n_active,
            is_collapsed: model.diagnostics.is_collapsed(model.latents.n_cols()),
            is_stopped: model.ended == Ended::Stopped,
            n_epochs: model.history.len(),
            train_secs: timed.map(|(_, took)| took.as_secs_f64()),
            explained_train: f64::from(model.diagnostics.explained_train),
            explained_validation: model.diagnostics.explained_validation.map(f64::from),
            n_clusters: analysis.clusters.n_clusters,
            noise_share: scores.noise_share,
            internal: ScoreMap::from_fn(|score| finite(scores[score])),
            stability: probes.stability.as_ref().map(|s| s.again.clone()),
            agreements: scores
                .external
                .iter()
                .map(ExternalScores::without_labels)
                .collect(),
            trivial: trivial(scores),
            not_scored: scores.not_scored.clone(),
            separation: probes.separation.clone(),
            label_aucs: probes.label_aucs.clone(),
            mig: finite(probes.disentanglement.mig),
            udr: None,
            cross_modal: probes
                .cross_modal
                .as_ref()
                .map(|c| [c.mean, c.chance, c.band[1]]),
            cross_modal_low: probes.cross_modal.as_ref().map(|c| c.band[0]),
            trust: analysis
                .trust
                .as_ref()
                .map(|trust| [trust.trustworthiness, trust.continuity]),
            drawn: Drawn::of(&analysis.map),
            mixture: analysis.occupancy.as_deref().map(Mixture::of),
        }
    }

    /// Agreement of the clusters with a column.
    pub(crate) fn agreement(&self, column: &str) -> Option<&ExternalScores> {
        self.agreements
            .iter()
            .find(|agreement| agreement.column == column)
    }

    /// How well a label is told without clustering.
    pub(crate) fn separation(&self, column: &str) -> Option<&Separation> {
        self.separation.iter().find(|s| s.column == column)
    }

    /// Model, features and clustering in one line.
    pub(crate) fn title(&self) -> String {
        let config = &self.config;
        let method = config.clustering.method.label();
        format!(
            "{} · {} · {method}, {}",
            config.model.label(),
            config.fusion.modality.label(),
            self.n_clusters
        )
    }
}

/// JSON has no word for what is not finite.
fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.is_finite())
}

fn trivial(scores: &Scores) -> Vec<String> {
    let trivial = scores.external.iter().filter(|e| e.is_trivial());
    trivial.map(|e| e.column.clone()).collect()
}
