//! Settings of clusterings.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::words::{Text, id, same};

use super::about::About;
use super::keyed::Keyed;
use super::knob::{Group, Knob, choice, number};
use super::model::ModelKind;

/// How songs are put into clusters.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ClusteringMethod {
    /// Lloyd's iterations from k-means++ starts.
    #[serde(rename = "k-means")]
    KMeans,
    /// The two nearest clusters are joined, again and again; what is near is told by the linkage.
    Agglomerative,
    /// Regions that are dense within one radius; songs outside them are noise.
    Dbscan,
    /// The same at every radius, of which the clusters that last longest are kept.
    Hdbscan,
    /// A mixture of normal distributions, fitted by expectation maximisation.
    GaussianMixture,
    /// k-means on the smoothest functions over the graph of nearest neighbours.
    Spectral,
    /// The mixture that VaDE has learnt.
    Model,
}

impl ClusteringMethod {
    pub(crate) const fn about(self) -> About {
        match self {
            ClusteringMethod::KMeans => About {
                label: id::GLOSSARY_K_MEANS,
                name: id::GLOSSARY_K_MEANS,
                says: id::GLOSSARY_PUTS_EACH_SONG_NEAREST_K,
                formula: id::GLOSSARY_MIN_X_MINUS_MIDDLE,
                source: "MacQueen 1967; Arthur & Vassilvitskii 2007",
            },
            ClusteringMethod::Agglomerative => About {
                label: id::CONFIG_AGGLOMERATIVE,
                name: id::GLOSSARY_AGGLOMERATIVE_CLUSTERING,
                says: id::GLOSSARY_BEGINS_EVERY_SONG_ALONE_JOINS,
                formula: id::GLOSSARY_JOIN_ARGMIN_D_B,
                source: "Ward 1963",
            },
            ClusteringMethod::Dbscan => About {
                label: id::GLOSSARY_DBSCAN,
                name: id::GLOSSARY_DBSCAN,
                says: id::GLOSSARY_CLUSTERS_PLACES_WHERE_SONGS_LIE,
                formula: id::GLOSSARY_CORE_AT_LEAST_M_SONGS,
                source: "Ester et al. 1996",
            },
            ClusteringMethod::Hdbscan => About {
                label: id::GLOSSARY_HDBSCAN,
                name: id::GLOSSARY_HDBSCAN,
                says: id::GLOSSARY_DBSCAN_EVERY_RADIUS_AT_ONCE,
                formula: id::GLOSSARY_STABILITY_LAMBDA_MINUS_LAMBDA_BIRTH,
                source: "Campello, Moulavi & Sander 2013",
            },
            ClusteringMethod::GaussianMixture => About {
                label: id::GLOSSARY_GAUSSIAN_MIXTURE,
                name: id::GLOSSARY_GAUSSIAN_MIXTURE,
                says: id::GLOSSARY_EACH_CLUSTER_GAUSSIAN_OWN_WIDTH,
                formula: same("p(x) = Σ π N(x; μ, Σ)"),
                source: "Dempster, Laird & Rubin 1977",
            },
            ClusteringMethod::Spectral => About {
                label: id::CONFIG_SPECTRAL,
                name: id::GLOSSARY_SPECTRAL_CLUSTERING,
                says: id::GLOSSARY_JOINS_EACH_SONG_NEAREST_ONES,
                formula: id::GLOSSARY_EIGENVECTORS_L_I_MINUS_D,
                source: "Ng, Jordan & Weiss 2001; von Luxburg 2007",
            },
            ClusteringMethod::Model => About {
                label: id::CONFIG_MODEL_OWN,
                ..ModelKind::Vade.about()
            },
        }
    }

    pub(crate) fn label(self) -> Text {
        self.about().label
    }

    /// True when another seed may give other clusters of the same space.
    pub(crate) fn is_seeded(self) -> bool {
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
    pub(crate) fn takes_k(self) -> bool {
        match self {
            ClusteringMethod::KMeans
            | ClusteringMethod::Agglomerative
            | ClusteringMethod::GaussianMixture
            | ClusteringMethod::Spectral => true,
            ClusteringMethod::Dbscan | ClusteringMethod::Hdbscan | ClusteringMethod::Model => false,
        }
    }

    /// True when it looks at the songs around each song, `min_samples` of them.
    pub(crate) fn is_by_density(self) -> bool {
        match self {
            ClusteringMethod::Dbscan | ClusteringMethod::Hdbscan => true,
            ClusteringMethod::KMeans
            | ClusteringMethod::Agglomerative
            | ClusteringMethod::GaussianMixture
            | ClusteringMethod::Spectral
            | ClusteringMethod::Model => false,
        }
    }

    /// What clusters points as this does where there is no model that has clusters of its own.
    pub(crate) fn without_model(self) -> Self {
        if self == ClusteringMethod::Model {
            ClusteringMethod::KMeans
        } else {
            self
        }
    }

    /// True when a model of that kind can be clustered by it: only VaDE has clusters of its own.
    pub(crate) fn suits(self, model: ModelKind) -> bool {
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
    pub(crate) fn label(self) -> Text {
        match self {
            Linkage::Ward => same("ward"),
            Linkage::Complete => id::CONFIG_COMPLETE,
            Linkage::Average => id::CONFIG_AVERAGE,
            Linkage::Single => id::CONFIG_SINGLE,
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
    pub(crate) fn label(self) -> Text {
        match self {
            ChooseK::Given => id::CLUSTERS_AS_GIVEN,
            ChooseK::Silhouette => id::MAP_BAR_SILHOUETTE,
            ChooseK::Elbow => id::CONFIG_ELBOW,
            ChooseK::CalinskiHarabasz => id::COMMON_CALINSKI_HARABASZ,
            ChooseK::Gap => id::CONFIG_GAP_STATISTIC,
        }
    }
}

/// How songs are put into clusters, and how many.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClusteringConfig {
    /// Which method; some of what follows is for some of them only.
    pub method: ClusteringMethod,
    /// Of the methods that take a number, where `choose_k` leaves it to this.
    pub n_clusters: usize,
    /// A sweep over k from 2 to `k_max` that chooses `n_clusters`.
    pub choose_k: ChooseK,
    /// The largest number of clusters that is tried.
    pub k_max: usize,
    /// Starts of k-means and of the Gaussian mixture, of which the best is kept.
    pub n_init: usize,
    /// Of each start of k-means and of the Gaussian mixture, at most.
    pub max_iterations: usize,
    /// Of agglomerative clustering: when two clusters are near.
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
        .on(Group::Clusters, id::FIELDS_METHOD)
        .called(id::GLOSSARY_CLUSTERING_METHOD)
        .says(id::GLOSSARY_HOW_SONGS_GROUPED_LATENT_SPACE),
    number!(clustering.n_clusters: usize, 2.0..=1000.0, 0.05)
        .on(Group::Clusters, id::COMMON_CLUSTERS)
        .says(id::GLOSSARY_HOW_MANY_GROUPS_MADE_THERE)
        .when(|c| {
            let method = c.clustering.method;
            method.takes_k() || method == ClusteringMethod::Model
        }),
    choice!(clustering.choose_k: ChooseK)
        .on(Group::Clusters, id::COMMON_NUMBER)
        .says(id::GLOSSARY_WHO_SAYS_HOW_MANY_CLUSTERS)
        .source(
            "Rousseeuw 1987; Caliński & Harabasz 1974; Thorndike 1953; Tibshirani, Walther & \
             Hastie 2001",
        )
        .when(|c| c.clustering.method.takes_k()),
    number!(clustering.k_max: usize, 2.0..=1000.0, 0.05)
        .on(Group::Clusters, id::FIELDS_AT_MOST)
        .called(id::GLOSSARY_SWEEP_AT_MOST)
        .says(id::GLOSSARY_LARGEST_NUMBER_CLUSTERS_SWEEP_TRIES)
        .when(|c| c.clustering.method.takes_k() && c.clustering.choose_k != ChooseK::Given),
    choice!(clustering.linkage: Linkage)
        .on(Group::Clusters, id::COMMON_LINKAGE)
        .says(id::GLOSSARY_WHAT_DISTANCE_BETWEEN_TWO_CLUSTERS)
        .source("Ward 1963; Lance & Williams 1967")
        .when(|c| c.clustering.method == ClusteringMethod::Agglomerative),
    number!(clustering.eps: f32, 0.0..=1_000_000.0, 0.01)
        .zero_is(id::FIELDS_AUTO, 3)
        .on(Group::Clusters, id::FIELDS_RADIUS_EPS)
        .called(id::COMMON_RADIUS_DBSCAN)
        .says(id::GLOSSARY_SONGS_WITHIN_NEIGHBOURS_0_TAKES)
        .source("Ester et al. 1996")
        .when(|c| c.clustering.method == ClusteringMethod::Dbscan),
    number!(clustering.min_cluster_size: usize, 2.0..=10_000.0, 0.05)
        .on(Group::Clusters, id::COMMON_SMALLEST_CLUSTER)
        .says(id::GLOSSARY_GROUPS_FEWER_SONGS_NOISE_HDBSCAN)
        .source("Campello, Moulavi & Sander 2013")
        .when(|c| c.clustering.method == ClusteringMethod::Hdbscan),
    number!(clustering.min_samples: usize, 1.0..=10_000.0, 0.05)
        .on(Group::Clusters, id::FIELDS_CORE_MIN_PTS)
        .called(id::COMMON_CORE_FROM)
        .says(id::GLOSSARY_SONGS_NEARBY_ITSELF_INCLUDED_MAKE)
        .source("Ester et al. 1996; Campello, Moulavi & Sander 2013")
        .when(|c| c.clustering.method.is_by_density()),
    number!(clustering.n_neighbors: usize, 1.0..=1000.0, 0.05)
        .on(Group::Clusters, id::FIELDS_NEIGHBOURS)
        .called(id::GLOSSARY_NEIGHBOURS_GRAPH)
        .says(id::GLOSSARY_NEAREST_SONGS_EACH_SONG_LINKED)
        .source("von Luxburg 2007")
        .when(|c| c.clustering.method == ClusteringMethod::Spectral),
    number!(clustering.n_init: usize, 1.0..=1000.0, 0.1)
        .on(Group::Clusters, id::COMMON_STARTS)
        .says(id::GLOSSARY_TIMES_CLUSTERING_BEGINS_ANEW_FROM)
        .source("Arthur & Vassilvitskii 2007")
        .when(|c| {
            let method = c.clustering.method;
            method == ClusteringMethod::KMeans || method == ClusteringMethod::GaussianMixture
        }),
    number!(clustering.max_iterations: usize, 1.0..=100_000.0, 1.0)
        .says(id::CONFIG_STEPS_K_MEANS_GAUSSIAN_MIXTURE),
];
