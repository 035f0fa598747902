//! What a fit leaves, in memory and on disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::clustering::Clusters;
use crate::error::{Error, Result};
use crate::file;
use crate::scores::{AgainstChance, ExternalScores, Scores, Separation, Stability};

/// A score beside what shuffled labels give.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Against {
    pub value: f64,
    pub chance: f64,
    pub low: f64,
    pub high: f64,
}

/// Agreement of one clustering with one label column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    pub column: String,
    pub n_songs: usize,
    pub n_classes: usize,
    pub majority: f64,
    pub ari: Against,
    pub nmi: Against,
    pub ami: Against,
    pub homogeneity: Against,
    pub completeness: Against,
    pub v_measure: Against,
    pub purity: Against,
    /// What the agreement must not be read as, in words.
    pub cautions: Vec<String>,
}

/// How well a label is told from the latents without clustering.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    pub column: String,
    pub majority: f64,
    pub by_artist: bool,
    pub knn: Against,
    pub logistic: Against,
}

/// One clustering of a fit's latents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clustered {
    pub n_clusters: usize,
    pub noise_share: f64,
    pub silhouette: Option<f64>,
    pub calinski_harabasz: Option<f64>,
    pub davies_bouldin: Option<f64>,
    /// Mean and deviation of the adjusted Rand index between seeds, then between bootstrap samples.
    pub stability: Option<[f64; 4]>,
    /// Cluster of each song; −1 is noise.
    pub labels: Vec<i32>,
    /// `None` where undefined.
    pub silhouette_of_song: Vec<Option<f32>>,
    pub agreements: Vec<Agreement>,
    /// Label columns that the model was told.
    pub not_scored: Vec<String>,
}

/// One trained model, and what was made of its latents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FitResult {
    pub key: String,
    /// Rows of the library that took part.
    pub rows: Vec<usize>,
    pub n_latent: usize,
    pub n_active: usize,
    pub is_collapsed: bool,
    pub n_epochs: usize,
    /// Of training, on a machine that did other things beside it.
    pub secs: f64,
    pub explained_train: f64,
    pub explained_validation: Option<f64>,
    /// Name, share explained in training, share explained of held-out songs.
    pub explained_blocks: Vec<(String, f32, Option<f32>)>,
    pub told: Vec<Told>,
    pub mig: Option<f64>,
    /// Overlap of neighbours by sound and by words, its chance, and what 95 % of shuffles stay below.
    pub cross_modal: Option<[f64; 3]>,
    /// By key.
    pub clusterings: BTreeMap<String, Clustered>,
    /// A map of the latents, of the first seed.
    pub map: Option<Vec<[f32; 2]>>,
    /// What went into the model and what came out again, of a few songs of the first seed.
    pub reconstructions: Vec<Reconstruction>,
}

/// A song's features and the model's reconstruction of them, both scaled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reconstruction {
    pub song: String,
    pub features: Vec<f32>,
    pub decoded: Vec<f32>,
}

impl From<AgainstChance> for Against {
    fn from(s: AgainstChance) -> Self {
        Self { value: s.value, chance: s.chance, low: s.band[0], high: s.band[1] }
    }
}

impl From<&ExternalScores> for Agreement {
    fn from(e: &ExternalScores) -> Self {
        Self {
            column: e.column.clone(),
            n_songs: e.n_songs,
            n_classes: e.n_classes,
            majority: e.majority,
            ari: e.ari.into(),
            nmi: e.nmi.into(),
            ami: e.ami.into(),
            homogeneity: e.homogeneity.into(),
            completeness: e.completeness.into(),
            v_measure: e.v_measure.into(),
            purity: e.purity.into(),
            cautions: e.cautions.iter().map(|c| c.in_words().to_string()).collect(),
        }
    }
}

impl From<&Separation> for Told {
    fn from(s: &Separation) -> Self {
        Self {
            column: s.column.clone(),
            majority: s.majority,
            by_artist: s.by_artist,
            knn: s.knn.into(),
            logistic: s.logistic.into(),
        }
    }
}

impl Clustered {
    pub(super) fn of(clusters: &Clusters, scores: &Scores, stability: Option<Stability>) -> Self {
        Self {
            n_clusters: clusters.n_clusters,
            noise_share: scores.noise_share,
            silhouette: scores.silhouette,
            calinski_harabasz: scores.calinski_harabasz,
            davies_bouldin: scores.davies_bouldin,
            stability: stability.map(|s| [s.over_seeds, s.over_seeds_sd, s.over_bootstrap, s.over_bootstrap_sd]),
            labels: clusters.labels.iter().map(|l| l.map_or(-1, |c| c as i32)).collect(),
            silhouette_of_song: scores.silhouette_of_song.iter().map(|s| s.is_finite().then_some(*s)).collect(),
            agreements: scores.external.iter().map(Agreement::from).collect(),
            not_scored: scores.not_scored.clone(),
        }
    }

    /// Agreement with a column.
    pub fn with(&self, column: &str) -> Option<&Agreement> {
        self.agreements.iter().find(|a| a.column == column)
    }
}

impl FitResult {
    fn path(folder: &Path, key: &str) -> PathBuf {
        folder.join(format!("{key}.json"))
    }

    /// A fit that was finished before; `None` when there is none, or it cannot be read.
    pub(super) fn load(folder: &Path, key: &str) -> Option<Self> {
        let text = std::fs::read(Self::path(folder, key)).ok()?;
        serde_json::from_slice::<Self>(&text).ok().filter(|found| found.key == key)
    }

    /// Written beside its place and renamed, so that a kill leaves a whole fit or none.
    pub(super) fn save(&self, folder: &Path) -> Result<()> {
        let path = Self::path(folder, &self.key);
        let text = serde_json::to_vec(self).map_err(|e| Error::file(e.to_string(), &path))?;
        file::write_whole(&path, &text).map_err(|e| Error::io("keep a finished cell", &path, e))
    }
}
