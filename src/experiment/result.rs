//! What a fit leaves, in memory and on disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::clustering::Clusters;
use crate::config::ProjectionMethod;
use crate::error::{Error, Result};
use crate::file;
use crate::scores::{
    AgainstChance, CrossModal, ExternalScores, OwnK, Scores, Separation, Stability, Unseen,
};

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
    /// The same at as many clusters as there are classes.
    #[serde(default)]
    pub own_k: Option<AtOwnK>,
}

/// Agreement of a label column with clusters that are as many as its classes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AtOwnK {
    pub k: usize,
    pub agreement: Box<Agreement>,
}

/// How well a label is told from the latents without clustering.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    pub column: String,
    pub majority: f64,
    pub by_artist: bool,
    pub knn: Against,
    pub logistic: Against,
    /// What was not seen of the songs; earlier versions have not said.
    #[serde(default)]
    pub unseen: Option<Unseen>,
    /// Songs that have a copy among them.
    #[serde(default)]
    pub n_copies: usize,
}

/// One clustering of a fit's latents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clustered {
    pub n_clusters: usize,
    pub noise_share: f64,
    pub silhouette: Option<f64>,
    pub calinski_harabasz: Option<f64>,
    pub davies_bouldin: Option<f64>,
    /// Mean and deviation of the adjusted Rand index between seeds of the clustering alone, then
    /// between bootstrap samples; `None` where nothing was repeated.
    pub stability: Option<[Option<f64>; 4]>,
    /// Cluster of each song; −1 is noise.
    pub labels: Vec<i32>,
    /// `None` where undefined.
    pub silhouette_of_song: Vec<Option<f32>>,
    pub agreements: Vec<Agreement>,
    /// Label columns that the model was told.
    pub not_scored: Vec<String>,
    /// Cluster of each song at other numbers of clusters, those of classes of label columns.
    #[serde(default)]
    pub labels_at: BTreeMap<usize, Vec<i32>>,
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
    /// Overlap of neighbours by sound and by words, its chance, and the band that 95 % of shuffles
    /// lie in.
    pub cross_modal: Option<[f64; 4]>,
    /// By key.
    pub clusterings: BTreeMap<String, Clustered>,
    /// A map of the latents, of the first seed.
    pub map: Option<Vec<[f32; 2]>>,
    /// How the map was drawn; not known of cells that an earlier version left.
    #[serde(default)]
    pub map_method: Option<ProjectionMethod>,
    /// Name and number of columns of each block of features, in order; empty of cells that an
    /// earlier version left.
    #[serde(default)]
    pub blocks: Vec<(String, usize)>,
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
        Self {
            value: s.value,
            chance: s.chance,
            low: s.band[0],
            high: s.band[1],
        }
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
            cautions: e
                .cautions
                .iter()
                .map(|c| c.in_words().to_string())
                .collect(),
            own_k: e.own_k.as_ref().map(AtOwnK::from),
        }
    }
}

impl From<&OwnK> for AtOwnK {
    fn from(own: &OwnK) -> Self {
        Self {
            k: own.k,
            agreement: Box::new(Agreement::from(&*own.scores)),
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
            unseen: Some(s.unseen()),
            n_copies: s.n_copies,
        }
    }
}

/// Mean and deviation over seeds of the clustering, then over bootstrap samples.
pub fn in_four(s: &Stability) -> [Option<f64>; 4] {
    [
        s.reseeded,
        s.reseeded_sd,
        Some(s.over_bootstrap),
        Some(s.over_bootstrap_sd),
    ]
}

/// Overlap, its chance, and the band of chance.
pub fn overlap(c: &CrossModal) -> [f64; 4] {
    [c.mean, c.chance, c.band[0], c.band[1]]
}

fn numbered(labels: &[Option<u32>]) -> Vec<i32> {
    labels
        .iter()
        .map(|label| label.map_or(-1, |c| c as i32))
        .collect()
}

impl Agreement {
    /// At as many clusters as the column has classes, where there is such a clustering; else as it
    /// is.
    pub fn at_own_k(&self) -> &Self {
        self.own_k.as_ref().map_or(self, |own| &own.agreement)
    }
}

impl Told {
    /// What may be said of the songs that it was told of.
    pub fn unseen(&self) -> Unseen {
        self.unseen.unwrap_or(Unseen::Songs)
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
            stability: stability.as_ref().map(in_four),
            labels: numbered(&clusters.labels),
            silhouette_of_song: scores
                .silhouette_of_song
                .iter()
                .map(|s| s.is_finite().then_some(*s))
                .collect(),
            agreements: scores.external.iter().map(Agreement::from).collect(),
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
    pub fn labels_for(&self, column: &str) -> &[i32] {
        let own = self
            .with(column)
            .and_then(|a| a.own_k.as_ref())
            .and_then(|own| self.labels_at.get(&own.k));
        own.unwrap_or(&self.labels)
    }

    /// Stability of the clustering over its own seeds.
    pub fn reseeded(&self) -> Option<f64> {
        self.stability.and_then(|s| s[0])
    }

    /// Stability of the clustering over bootstrap samples.
    pub fn over_bootstrap(&self) -> Option<f64> {
        self.stability.and_then(|s| s[2])
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
        serde_json::from_slice::<Self>(&text)
            .ok()
            .filter(|found| found.key == key)
    }

    /// Written beside its place and renamed, so that a kill leaves a whole fit or none.
    pub(super) fn save(&self, folder: &Path) -> Result<()> {
        let path = Self::path(folder, &self.key);
        let text = serde_json::to_vec(self).map_err(|e| Error::file(e.to_string(), &path))?;
        file::write_whole(&path, &text).map_err(|e| Error::io("keep a finished cell", &path, e))
    }
}
