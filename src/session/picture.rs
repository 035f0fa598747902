//! What a map can show.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use crate::config::ProjectionMethod;
use crate::features::BlockKind;

/// Which picture of the latent space the map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, VariantArray)]
pub enum Picture {
    /// By the method of the settings.
    #[default]
    Map,
    /// By the two principal components.
    Pca,
}

impl Picture {
    /// In the order in which they are offered.
    pub const ALL: &[Picture] = Self::VARIANTS;
}

/// What is written and drawn between the songs of every map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MapMarks {
    /// Names of parts of clusters, where one zooms in.
    pub finer_names: bool,
    /// Lines around the densest half and nine tenths of each class.
    pub contours: bool,
}

impl Default for MapMarks {
    fn default() -> Self {
        Self {
            finer_names: true,
            contours: false,
        }
    }
}

/// Most maps beside the main one.
pub(crate) const MOST_SIDE_MAPS: usize = 3;

/// What a map shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapSource {
    /// A picture of the run itself.
    Picture(Picture),
    /// Two dimensions of the latent space as they are, counted from 0.
    Latents(usize, usize),
    /// PCA of one kind of features alone, without the model.
    Features(BlockKind),
    /// The latent space drawn once more: by another method, or by the same one from another seed.
    Redrawn(ProjectionMethod),
    /// Where the songs of a part lie among all those that it was taken from.
    Whole,
    /// The map of a kept run of the same library, by its id.
    Kept(String),
}
