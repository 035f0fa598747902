//! What a fit leaves, in memory and on disk.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::plan::is_key;
use crate::clustering::Clusters;
use crate::config::ProjectionMethod;
use crate::error::{Error, Result, Warning};
use crate::file;
use crate::scores::{
    CrossModal, ExternalScores, Internal, LabelAucs, Repeated, Repeats, Representation, ScoreMap,
    Scores, Separation, Stability, read_repeats,
};
use crate::words::{Message, id};

/// Of files of finished fits.
const ENDING: &str = ".json";
/// The largest fit that is read back, in bytes.
const MOST_BYTES: u64 = 1 << 30;

/// One clustering of a fit's latents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Clustered {
    pub(crate) n_clusters: usize,
    pub(crate) noise_share: f64,
    #[serde(flatten)]
    pub(crate) internal: ScoreMap<Internal, Option<f64>>,
    /// `None` where nothing was repeated.
    #[serde(default, deserialize_with = "read_repeats")]
    pub(crate) stability: Option<Repeats>,
    /// Cluster of each song; −1 is noise.
    pub(crate) labels: Vec<i32>,
    /// `None` where undefined.
    pub(crate) silhouette_of_song: Vec<Option<f32>>,
    pub(crate) agreements: Vec<ExternalScores>,
    /// Label columns that the model was told.
    pub(crate) not_scored: Vec<String>,
    /// Cluster of each song at other numbers of clusters, those of classes of label columns.
    #[serde(default)]
    pub(crate) labels_at: BTreeMap<usize, Vec<i32>>,
}

/// One trained model, and what was made of its latents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct FitResult {
    pub(crate) key: String,
    /// Rows of the library that took part.
    pub(crate) rows: Vec<usize>,
    pub(crate) n_latent: usize,
    pub(crate) n_active: usize,
    pub(crate) is_collapsed: bool,
    pub(crate) n_epochs: usize,
    /// Of training, on a machine that did other things beside it.
    pub(crate) secs: f64,
    pub(crate) explained_train: f64,
    pub(crate) explained_validation: Option<f64>,
    /// Name, share explained in training, share explained of held-out songs.
    pub(crate) explained_blocks: Vec<(String, f32, Option<f32>)>,
    /// How well each label is told from the latents without clustering.
    #[serde(rename = "told")]
    pub(crate) separation: Vec<Separation>,
    /// The same of each of several labels a song; empty of cells that an earlier version left.
    #[serde(default)]
    pub(crate) label_aucs: Vec<LabelAucs>,
    pub(crate) mig: Option<f64>,
    /// What of the latents other seeds are compared with; `None` of a model without a posterior.
    #[serde(default)]
    pub(crate) representation: Option<Representation>,
    /// Overlap of neighbours by sound and by words, its chance, and the band that 95 % of shuffles
    /// lie in.
    pub(crate) cross_modal: Option<[f64; 4]>,
    /// By key.
    pub(crate) clusterings: BTreeMap<String, Clustered>,
    /// Settings that asked for more than the songs allow.
    #[serde(default)]
    pub(crate) notes: Vec<Warning>,
    /// A map of the latents, of the first seed.
    pub(crate) map: Option<Vec<[f32; 2]>>,
    /// How the map was drawn; not known of cells that an earlier version left.
    #[serde(default)]
    pub(crate) map_method: Option<ProjectionMethod>,
    /// Name and number of columns of each block of features, in order; empty of cells that an
    /// earlier version left.
    #[serde(default)]
    pub(crate) blocks: Vec<(String, usize)>,
    /// What went into the model and what came out again, of a few songs of the first seed.
    pub(crate) reconstructions: Vec<Reconstruction>,
}

/// A song's features and the model's reconstruction of them, both scaled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Reconstruction {
    pub(crate) song: String,
    pub(crate) features: Vec<f32>,
    pub(crate) decoded: Vec<f32>,
}

/// Overlap, its chance, and the band of chance.
pub(crate) fn overlap(c: &CrossModal) -> [f64; 4] {
    [c.mean, c.chance, c.band[0], c.band[1]]
}

fn numbered(labels: &[Option<u32>]) -> Vec<i32> {
    labels
        .iter()
        .map(|label| label.map_or(-1, |c| c as i32))
        .collect()
}

impl Clustered {
    pub(super) fn of(clusters: &Clusters, scores: &Scores, stability: Option<Stability>) -> Self {
        Self {
            n_clusters: clusters.n_clusters,
            noise_share: scores.noise_share,
            internal: scores.internal.clone(),
            stability: stability.map(|s| s.again),
            labels: numbered(&clusters.labels),
            silhouette_of_song: scores
                .silhouette_of_song
                .iter()
                .map(|s| s.is_finite().then_some(*s))
                .collect(),
            agreements: scores
                .external
                .iter()
                .map(ExternalScores::without_labels)
                .collect(),
            not_scored: scores.not_scored.clone(),
            labels_at: scores
                .external
                .iter()
                .filter_map(|e| e.own_k.as_ref())
                .filter(|own| own.k != clusters.n_clusters)
                .map(|own| (own.k, numbered(&own.labels)))
                .collect(),
        }
    }

    /// Clusters that agreement with a column is compared by: as many as it has classes where there
    /// are such, else those that there are. −1 is noise.
    pub(crate) fn labels_for(&self, column: &str) -> &[i32] {
        let own = self
            .with(column)
            .and_then(|a| a.own_k.as_ref())
            .and_then(|own| self.labels_at.get(&own.k));
        own.unwrap_or(&self.labels)
    }

    /// Stability of the clustering over its own seeds.
    pub(crate) fn reseeded(&self) -> Option<f64> {
        self.stability.as_ref()?.mean(Repeated::OverSeeds)
    }

    /// Stability of the clustering over bootstrap samples.
    pub(crate) fn over_bootstrap(&self) -> Option<f64> {
        self.stability.as_ref()?.mean(Repeated::OverSamples)
    }

    /// Agreement with a column.
    pub(crate) fn with(&self, column: &str) -> Option<&ExternalScores> {
        self.agreements.iter().find(|a| a.column == column)
    }
}

impl FitResult {
    /// How well a label is told from the latents without clustering.
    pub(crate) fn separation(&self, column: &str) -> Option<&Separation> {
        self.separation.iter().find(|s| s.column == column)
    }

    /// How well each of several labels a song is told from the latents.
    pub(crate) fn label_aucs(&self, column: &str) -> Option<&LabelAucs> {
        self.label_aucs.iter().find(|found| found.column == column)
    }

    fn path(folder: &Path, key: &str) -> PathBuf {
        folder.join(format!("{key}{ENDING}"))
    }

    /// Removes the fits that were finished before, and no file of anybody else.
    ///
    /// # Errors
    /// When one cannot be removed.
    pub(crate) fn clear(folder: &Path) -> Result<()> {
        let io = |e| Error::io(id::CLI_CANNOT_REMOVE_CELLS, folder, e);
        let entries = match std::fs::read_dir(folder) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(io)?,
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.strip_suffix(ENDING).is_some_and(is_key) {
                std::fs::remove_file(&path).map_err(io)?;
            }
        }
        // When nothing else is in it.
        let _ = std::fs::remove_dir(folder);
        Ok(())
    }

    /// A fit that was finished before; `None` when there is none, or it cannot be read.
    pub(super) fn load(folder: &Path, key: &str) -> Option<Self> {
        let text = file::read(&Self::path(folder, key), MOST_BYTES).ok()?;
        serde_json::from_slice::<Self>(&text)
            .ok()
            .filter(|found| found.key == key)
    }

    /// Written beside its place and renamed, so that a kill leaves a whole fit or none.
    pub(super) fn save(&self, folder: &Path) -> Result<()> {
        let path = Self::path(folder, &self.key);
        let text =
            serde_json::to_vec(self).map_err(|e| Error::file(Message::verbatim(e), &path))?;
        file::write_whole(&path, &text)
            .map_err(|e| Error::io(id::ERROR_CANNOT_KEEP_FINISHED_CELL, &path, e))
    }
}
