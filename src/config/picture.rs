//! Settings of pictures of the latent space, and of scores.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::words::{Text, id};

use super::about::About;
use super::knob::{Group, Knob, choice, number};
use super::model::ModelKind;

/// How latents become places on the map.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ProjectionMethod {
    /// Neighbours by probability (van der Maaten & Hinton 2008).
    Tsne,
    /// Neighbours by a fuzzy graph (McInnes et al. 2018).
    Umap,
    /// The two principal components.
    Pca,
}

impl ProjectionMethod {
    pub(crate) const fn about(self) -> About {
        match self {
            ProjectionMethod::Tsne => About {
                label: id::GLOSSARY_T_SNE,
                name: id::GLOSSARY_T_SNE,
                says: id::GLOSSARY_DRAWS_SONGS_SO_NEAR_NEIGHBOURS,
                formula: id::GLOSSARY_MIN_KL_P_Q_Q,
                source: "van der Maaten & Hinton 2008; van der Maaten 2014",
            },
            ProjectionMethod::Umap => About {
                label: id::GLOSSARY_UMAP,
                name: id::GLOSSARY_UMAP,
                says: id::GLOSSARY_DRAWS_GRAPH_NEAREST_NEIGHBOURS,
                formula: id::GLOSSARY_MIN_CROSS_ENTROPY_W_V,
                source: "McInnes, Healy & Melville 2018",
            },
            ProjectionMethod::Pca => ModelKind::Pca.about(),
        }
    }

    pub(crate) fn label(self) -> Text {
        self.about().label
    }
}

/// How the map is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProjectionConfig {
    /// Which method; what follows says for which one it is.
    pub method: ProjectionMethod,
    /// Of t-SNE; 0 chooses by the number of songs.
    pub perplexity: f32,
    /// Of t-SNE.
    pub n_iterations: usize,
    /// Of UMAP.
    pub n_neighbors: usize,
    /// Of UMAP: how close points may lie.
    pub min_dist: f32,
    /// Of UMAP; 0 chooses by the number of songs.
    pub n_epochs: usize,
}

impl Default for ProjectionConfig {
    fn default() -> Self {
        Self {
            method: ProjectionMethod::Tsne,
            perplexity: 0.0,
            n_iterations: 1000,
            n_neighbors: 15,
            min_dist: 0.1,
            n_epochs: 0,
        }
    }
}

/// Scores that take more than one look at the latent space.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScoresConfig {
    /// Clusterings from other seeds, and as many from bootstrap samples, that stability is taken
    /// over; 0 leaves it out.
    pub n_stability: usize,
    /// Neighbours that the kNN accuracy, cross-modal agreement and trust in the map look at.
    pub(crate) n_neighbors: usize,
    /// Folds of kNN and logistic accuracy, whole artists at a time.
    pub(crate) n_folds: usize,
}

impl Default for ScoresConfig {
    fn default() -> Self {
        Self {
            n_stability: 10,
            n_neighbors: 10,
            n_folds: 5,
        }
    }
}

pub(super) const KNOBS: &[Knob] = &[
    choice!(projection.method: ProjectionMethod)
        .on(Group::Map, id::COMMON_MAP_2)
        .says(id::GLOSSARY_HOW_LATENT_SPACE_BECOMES_PICTURE),
    number!(projection.perplexity: f32, 0.0..=500.0, 0.2)
        .zero_is(id::FIELDS_AUTO, 1)
        .on(Group::Map, id::COMMON_PERPLEXITY)
        .says(id::GLOSSARY_ABOUT_HOW_MANY_NEIGHBOURS_EACH)
        .formula(id::GLOSSARY_2_ENTROPY_EACH_SONG_NEIGHBOURS)
        .source("van der Maaten & Hinton 2008; Wattenberg, Viégas & Johnson 2016")
        .when(|c| c.projection.method == ProjectionMethod::Tsne),
    number!(projection.n_iterations: usize, 50.0..=20_000.0, 5.0)
        .on(Group::Map, id::FIELDS_ITERATIONS)
        .called(id::GLOSSARY_ITERATIONS_T_SNE)
        .says(id::GLOSSARY_STEPS_T_SNE_TAKES_STOP)
        .source("van der Maaten & Hinton 2008")
        .when(|c| c.projection.method == ProjectionMethod::Tsne),
    number!(projection.n_neighbors: usize, 2.0..=500.0, 0.1)
        .on(Group::Map, id::FIELDS_NEIGHBOURS)
        .called(id::GLOSSARY_NEIGHBOURS_UMAP)
        .says(id::GLOSSARY_NEAREST_SONGS_UMAP_LINKS_EACH)
        .source("McInnes, Healy & Melville 2018")
        .when(|c| c.projection.method == ProjectionMethod::Umap),
    number!(projection.min_dist: f32, 0.0..=1.0, 0.005)
        .on(Group::Map, id::COMMON_LEAST_DISTANCE)
        .says(id::GLOSSARY_HOW_CLOSE_POINTS_MAY_LIE)
        .source("McInnes, Healy & Melville 2018")
        .when(|c| c.projection.method == ProjectionMethod::Umap),
    number!(projection.n_epochs: usize, 0.0..=20_000.0, 2.0)
        .on(Group::Map, id::FIELDS_PASSES)
        .called(id::GLOSSARY_PASSES_UMAP)
        .says(id::GLOSSARY_HOW_OFTEN_UMAP_GOES_OVER)
        .source("McInnes, Healy & Melville 2018")
        .when(|c| c.projection.method == ProjectionMethod::Umap),
    number!(scores.n_stability: usize, 0.0..=1000.0, 0.1)
        .on(Group::Map, id::COMMON_STABILITY_RUNS)
        .says(id::GLOSSARY_CLUSTERINGS_FROM_OTHER_SEEDS_THEIR)
        .source("Hennig 2007"),
    number!(scores.n_neighbors: usize, 1.0..=1000.0, 0.1)
        .on(Group::Map, id::COMMON_NEIGHBOURS_SCORED)
        .says(id::GLOSSARY_NEIGHBOURS_TRUST_MAP_KNN_ACCURACY)
        .source("Venna & Kaski 2001"),
    number!(scores.n_folds: usize, 2.0..=50.0, 0.05)
        .says(id::CONFIG_FOLDS_KNN_LOGISTIC_ACCURACY_TAKEN),
];
