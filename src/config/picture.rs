//! Settings of pictures of the latent space, and of scores.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProjectionMethod {
    Pca,
    Tsne,
    Umap,
}

impl ProjectionMethod {
    pub const ALL: [ProjectionMethod; 3] = [
        ProjectionMethod::Tsne,
        ProjectionMethod::Umap,
        ProjectionMethod::Pca,
    ];

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
