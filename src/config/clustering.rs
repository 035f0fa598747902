//! Settings of clusterings.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::ModelKind;
use super::keyed::Keyed;
use super::knob::{Group, Knob, choice, number};

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
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
        match self {
            ClusteringMethod::KMeans
            | ClusteringMethod::Agglomerative
            | ClusteringMethod::GaussianMixture
            | ClusteringMethod::Spectral => true,
            ClusteringMethod::Dbscan | ClusteringMethod::Hdbscan | ClusteringMethod::Model => false,
        }
    }

    /// True when it looks at the songs around each song, `min_samples` of them.
    pub fn is_by_density(self) -> bool {
        match self {
            ClusteringMethod::Dbscan | ClusteringMethod::Hdbscan => true,
            ClusteringMethod::KMeans
            | ClusteringMethod::Agglomerative
            | ClusteringMethod::GaussianMixture
            | ClusteringMethod::Spectral
            | ClusteringMethod::Model => false,
        }
    }

    /// True when a model of that kind can be clustered by it: only VaDE has clusters of its own.
    pub fn suits(self, model: ModelKind) -> bool {
        self != ClusteringMethod::Model || model == ModelKind::Vade
    }
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Linkage {
    Ward,
    Complete,
    Average,
    Single,
}

impl Linkage {
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
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ChooseK {
    /// `n_clusters`.
    Given,
    Silhouette,
    Elbow,
    CalinskiHarabasz,
    Gap,
}

impl ChooseK {
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

pub(super) const KNOBS: &[Knob] = &[
    choice!(clustering.method: ClusteringMethod)
        .offers(|c, key| {
            ClusteringMethod::of_key(key).is_some_and(|method| method.suits(c.model.kind))
        })
        .on(Group::Clusters, "Method")
        .called("Clustering method")
        .says(
            "How songs are grouped in latent space. Another method, or other settings of it, does \
             not train the model anew.",
        ),
    number!(clustering.n_clusters: usize, 2.0..=1000.0, 0.05)
        .on(Group::Clusters, "Clusters")
        .says(
            "How many groups are made. There is seldom one right number: try several, and see \
             what stays together.",
        )
        .when(|c| {
            let method = c.clustering.method;
            method.takes_k() || method == ClusteringMethod::Model
        }),
    choice!(clustering.choose_k: ChooseK)
        .on(Group::Clusters, "Number by")
        .says(
            "Who says how many clusters there are: you, or a rule over a sweep from 2 upwards, \
             the silhouette where nobody says. Rules prefer different numbers, which the scores \
             list.",
        )
        .source(
            "Rousseeuw 1987; Caliński & Harabasz 1974; Thorndike 1953; Tibshirani, Walther & \
             Hastie 2001",
        )
        .when(|c| c.clustering.method.takes_k()),
    number!(clustering.k_max: usize, 2.0..=1000.0, 0.05)
        .on(Group::Clusters, "At most")
        .called("Sweep at most to")
        .says(
            "The largest number of clusters that the sweep tries. Songs must be well more than \
             this.",
        )
        .when(|c| c.clustering.method.takes_k() && c.clustering.choose_k != ChooseK::Given),
    choice!(clustering.linkage: Linkage)
        .on(Group::Clusters, "Linkage")
        .says(
            "What the distance between two clusters is: growth of spread (ward), farthest pair, \
             mean, or nearest pair. Single linkage makes long chains, ward makes even, round \
             groups.",
        )
        .source("Ward 1963; Lance & Williams 1967")
        .when(|c| c.clustering.method == ClusteringMethod::Agglomerative),
    number!(clustering.eps: f32, 0.0..=1_000_000.0, 0.01)
        .zero_is("auto", 3)
        .on(Group::Clusters, "Radius")
        .called("Radius of DBSCAN")
        .says(
            "Songs within it are neighbours; 0 takes the knee of the k-distance curve. Too small, \
             and all is noise; too large, and all is one cluster.",
        )
        .source("Ester et al. 1996")
        .when(|c| c.clustering.method == ClusteringMethod::Dbscan),
    number!(clustering.min_cluster_size: usize, 2.0..=10_000.0, 0.05)
        .on(Group::Clusters, "Smallest cluster")
        .says(
            "Groups of fewer songs are noise for HDBSCAN. It is the one setting that HDBSCAN \
             needs.",
        )
        .source("Campello, Moulavi & Sander 2013")
        .when(|c| c.clustering.method == ClusteringMethod::Hdbscan),
    number!(clustering.min_samples: usize, 1.0..=10_000.0, 0.05)
        .on(Group::Clusters, "Core from")
        .says(
            "Songs nearby, itself included, that make a song the core of a cluster. More of them \
             make fewer, denser clusters and more noise.",
        )
        .source("Ester et al. 1996; Campello, Moulavi & Sander 2013")
        .when(|c| c.clustering.method.is_by_density()),
    number!(clustering.n_neighbors: usize, 1.0..=1000.0, 0.05)
        .on(Group::Clusters, "Neighbours")
        .called("Neighbours in the graph")
        .says(
            "Nearest songs that each song is linked with in the graph that is cut. Few let the \
             graph fall apart, many blur the groups.",
        )
        .source("von Luxburg 2007")
        .when(|c| c.clustering.method == ClusteringMethod::Spectral),
    number!(clustering.n_init: usize, 1.0..=1000.0, 0.1)
        .on(Group::Clusters, "Starts")
        .says(
            "Times that the clustering begins anew from other middles; the best is kept. More \
             starts make the result depend less on luck.",
        )
        .source("Arthur & Vassilvitskii 2007")
        .when(|c| {
            let method = c.clustering.method;
            method == ClusteringMethod::KMeans || method == ClusteringMethod::GaussianMixture
        }),
    number!(clustering.max_iterations: usize, 1.0..=100_000.0, 1.0).says(
        "Steps of k-means and of the Gaussian mixture, at most. Most end earlier, when nothing \
         moves any more.",
    ),
];
