//! Settings of pictures of the latent space, and of scores.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::knob::{Group, Knob, choice, number};

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ProjectionMethod {
    Tsne,
    Umap,
    Pca,
}

impl ProjectionMethod {
    pub fn label(self) -> &'static str {
        match self {
            ProjectionMethod::Pca => "PCA",
            ProjectionMethod::Tsne => "t-SNE",
            ProjectionMethod::Umap => "UMAP",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProjectionConfig {
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
    pub n_neighbors: usize,
    /// Folds of kNN and logistic accuracy, whole artists at a time.
    pub n_folds: usize,
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
        .on(Group::Map, "Map by")
        .says(
            "How the latent space becomes a picture. PCA is always there beside it, and clusters \
             and scores do not depend on the picture.",
        ),
    number!(projection.perplexity: f32, 0.0..=500.0, 0.2)
        .zero_is("auto", 1)
        .on(Group::Map, "Perplexity")
        .says(
            "About how many neighbours of each song t-SNE looks at; 0 chooses by the number of \
             songs. Small values break groups into knots that are not there.",
        )
        .formula("2 to the entropy of each song's neighbours")
        .source("van der Maaten & Hinton 2008; Wattenberg, Viégas & Johnson 2016")
        .when(|c| c.projection.method == ProjectionMethod::Tsne),
    number!(projection.n_iterations: usize, 50.0..=20_000.0, 5.0)
        .on(Group::Map, "Iterations")
        .called("Iterations of t-SNE")
        .says(
            "Steps that t-SNE takes. Stop before it has settled, and groups are still folded into \
             each other.",
        )
        .source("van der Maaten & Hinton 2008")
        .when(|c| c.projection.method == ProjectionMethod::Tsne),
    number!(projection.n_neighbors: usize, 2.0..=500.0, 0.1)
        .on(Group::Map, "Neighbours")
        .called("Neighbours of UMAP")
        .says("Nearest songs that UMAP links each song with. Few show detail, many the whole.")
        .source("McInnes, Healy & Melville 2018")
        .when(|c| c.projection.method == ProjectionMethod::Umap),
    number!(projection.min_dist: f32, 0.0..=1.0, 0.005)
        .on(Group::Map, "Least distance")
        .says(
            "How close points may lie in UMAP's picture. Small values pack groups tightly, which \
             looks more like clusters than it is.",
        )
        .source("McInnes, Healy & Melville 2018")
        .when(|c| c.projection.method == ProjectionMethod::Umap),
    number!(projection.n_epochs: usize, 0.0..=20_000.0, 2.0)
        .on(Group::Map, "Passes")
        .called("Passes of UMAP")
        .says("How often UMAP goes over its graph. 0 chooses by the number of songs.")
        .source("McInnes, Healy & Melville 2018")
        .when(|c| c.projection.method == ProjectionMethod::Umap),
    number!(scores.n_stability: usize, 0.0..=1000.0, 0.1)
        .on(Group::Map, "Stability runs")
        .says(
            "Clusterings from other seeds of their own, and as many from bootstrap samples, that \
             stability is taken over. 0 leaves stability out and saves the time.",
        )
        .source("Hennig 2007"),
    number!(scores.n_neighbors: usize, 1.0..=1000.0, 0.1)
        .on(Group::Map, "Neighbours scored")
        .says(
            "Neighbours that trust in the map, kNN accuracy and sound against words look at. Few \
             judge the small scale, many the large.",
        )
        .source("Venna & Kaski 2001"),
    number!(scores.n_folds: usize, 2.0..=50.0, 0.05).says(
        "Folds that kNN and logistic accuracy are taken over, whole artists at a time. A class \
         needs as many songs.",
    ),
];
