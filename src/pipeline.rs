//! The program in forty lines: a library and settings in, an [`Analysis`] out.

use std::sync::Arc;
use std::time::Duration;

use crate::clustering::Clusters;
use crate::config::Checked;
use crate::error::{Result, Warning};
use crate::features::{Cache, FeatureSet, Fused, Split};
use crate::job::{Reporter, Stage};
use crate::library::Library;
use crate::matrix::Matrix;
use crate::model::Trained;
use crate::projection::Projection;
use crate::scores::{ClusterFacts, Scores};

/// Everything a run found, immutable. Stages that need no rerun share their parts with the analysis before.
#[derive(Clone)]
pub struct Analysis {
    pub library: Arc<Library>,
    pub config: Checked,
    pub features: Arc<FeatureSet>,
    pub split: Arc<Split>,
    pub fused: Arc<Fused>,
    pub model: Arc<Trained>,
    pub clusters: Arc<Clusters>,
    pub scores: Arc<Scores>,
    pub facts: Arc<Vec<ClusterFacts>>,
    /// The same clustering of simpler spaces, for comparison: the fused features themselves, and their PCA.
    pub baselines: Arc<Vec<Baseline>>,
    pub tsne: Arc<Projection>,
    pub pca: Arc<Projection>,
    /// How long each stage took; zero where it was taken over.
    pub timings: Vec<(Stage, Duration)>,
}

/// The scores that the same clustering reaches without the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    pub name: String,
    pub scores: Scores,
}

impl Analysis {
    pub fn latents(&self) -> &Matrix {
        &self.model.latents
    }

    /// What the library and the features warned of.
    pub fn warnings(&self) -> impl Iterator<Item = &Warning> {
        self.library.warnings.iter().chain(&self.features.warnings)
    }
}

/// Runs every stage that `before` does not already hold for these settings.
///
/// # Errors
/// The first stage that cannot give a result; or [`crate::error::Error::Cancelled`].
pub fn analyze(
    library: Arc<Library>,
    config: &Checked,
    before: Option<&Analysis>,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Analysis> {
    let _ = (library, config, before, cache, reporter);
    todo!("pipeline")
}
