//! Settings of clusterings.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClusteringMethod {
    #[serde(rename = "k-means")]
    KMeans,
    Agglomerative,
    Dbscan,
    Hdbscan,
    GaussianMixture,
    Spectral,
    /// The mixture that VaDE has learnt.
    Model,
}

impl ClusteringMethod {
    pub const ALL: [ClusteringMethod; 7] = [
        ClusteringMethod::KMeans,
        ClusteringMethod::Agglomerative,
        ClusteringMethod::Dbscan,
        ClusteringMethod::Hdbscan,
        ClusteringMethod::GaussianMixture,
        ClusteringMethod::Spectral,
        ClusteringMethod::Model,
    ];

    pub fn label(self) -> &'static str {
        match self {
            ClusteringMethod::KMeans => "k-means",
            ClusteringMethod::Agglomerative => "agglomerative",
            ClusteringMethod::Dbscan => "DBSCAN",
            ClusteringMethod::Hdbscan => "HDBSCAN",
            ClusteringMethod::GaussianMixture => "Gaussian mixture",
            ClusteringMethod::Spectral => "spectral",
            ClusteringMethod::Model => "the model's own",
        }
    }

    /// True when another seed may give other clusters of the same space.
    pub fn is_seeded(self) -> bool {
        match self {
            ClusteringMethod::KMeans
            | ClusteringMethod::GaussianMixture
            | ClusteringMethod::Spectral => true,
            ClusteringMethod::Agglomerative
            | ClusteringMethod::Dbscan
            | ClusteringMethod::Hdbscan
            | ClusteringMethod::Model => false,
        }
    }

    /// True when the number of clusters is asked for and not found.
    pub fn takes_k(self) -> bool {
        !matches!(
            self,
            ClusteringMethod::Dbscan | ClusteringMethod::Hdbscan | ClusteringMethod::Model
        )
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Linkage {
    Ward,
    Complete,
    Average,
    Single,
}

impl Linkage {
    pub const ALL: [Linkage; 4] = [
        Linkage::Ward,
        Linkage::Complete,
        Linkage::Average,
        Linkage::Single,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Linkage::Ward => "ward",
            Linkage::Complete => "complete",
            Linkage::Average => "average",
            Linkage::Single => "single",
        }
    }
}

/// Who says how many clusters there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChooseK {
    /// `n_clusters`.
    Given,
    Silhouette,
    Elbow,
    CalinskiHarabasz,
    Gap,
}

impl ChooseK {
    pub const ALL: [ChooseK; 5] = [
        ChooseK::Given,
        ChooseK::Silhouette,
        ChooseK::Elbow,
        ChooseK::CalinskiHarabasz,
        ChooseK::Gap,
    ];

    pub fn label(self) -> &'static str {
        match self {
            ChooseK::Given => "as given",
            ChooseK::Silhouette => "silhouette",
            ChooseK::Elbow => "elbow",
            ChooseK::CalinskiHarabasz => "Calinski-Harabasz",
            ChooseK::Gap => "gap statistic",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClusteringConfig {
    pub method: ClusteringMethod,
    pub n_clusters: usize,
    /// A sweep over k from 2 to `k_max` that chooses `n_clusters`.
    pub choose_k: ChooseK,
    pub k_max: usize,
    /// Starts of k-means and of the Gaussian mixture, of which the best is kept.
    pub n_init: usize,
    pub max_iterations: usize,
    pub linkage: Linkage,
    /// DBSCAN's radius; 0 for the knee of the sorted distances to the `min_samples`-th neighbour.
    pub eps: f32,
    /// Songs within the radius, itself included, that make a song a core of DBSCAN and HDBSCAN.
    pub min_samples: usize,
    /// Smallest cluster of HDBSCAN.
    pub min_cluster_size: usize,
    /// Neighbours in the graph of spectral clustering.
    pub n_neighbors: usize,
}

impl Default for ClusteringConfig {
    fn default() -> Self {
        Self {
            method: ClusteringMethod::KMeans,
            n_clusters: 6,
            choose_k: ChooseK::Given,
            k_max: 12,
            n_init: 10,
            max_iterations: 300,
            linkage: Linkage::Ward,
            eps: 0.0,
            min_samples: 5,
            min_cluster_size: 5,
            n_neighbors: 10,
        }
    }
}
