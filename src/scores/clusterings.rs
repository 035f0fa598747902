//! The same rows in any number of clusters.

use crate::clustering::{Detail, Merge, cluster, clusters_of};
use crate::config::{ClusteringConfig, ClusteringMethod};
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::Matrix;
use crate::random::splitmix64;

/// The same rows in any number of clusters.
pub(super) struct Clusterings<'a> {
    x: &'a Matrix,
    config: &'a ClusteringConfig,
    seed: u64,
    reporter: Reporter,
    /// Of a method that merges: cut at any height, it holds every number of clusters.
    tree: Option<Vec<Merge>>,
}

impl<'a> Clusterings<'a> {
    pub(super) fn new(
        x: &'a Matrix,
        config: &'a ClusteringConfig,
        seed: u64,
        reporter: &Reporter,
    ) -> Result<Self> {
        let mut all = Self {
            x,
            config,
            seed,
            reporter: reporter.quiet(),
            tree: None,
        };
        if config.method == ClusteringMethod::Agglomerative && x.n_rows() >= 2 {
            let config = ClusteringConfig {
                n_clusters: 2,
                ..config.clone()
            };
            if let Detail::Dendrogram(merges) = cluster(x, &config, seed, &all.reporter)?.detail {
                all.tree = Some(merges);
            }
        }
        Ok(all)
    }

    pub(super) fn labels(&self, k: usize) -> Result<Vec<Option<u32>>> {
        if let Some(merges) = &self.tree {
            return Ok(clusters_of(merges, self.x.n_rows(), k));
        }
        let config = ClusteringConfig {
            n_clusters: k,
            ..self.config.clone()
        };
        Ok(cluster(
            self.x,
            &config,
            splitmix64(self.seed.wrapping_add(k as u64)),
            &self.reporter,
        )?
        .labels)
    }
}
