//! How many clusters?

use super::Sweep;
use crate::config::ClusteringConfig;
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::Matrix;

/// Clusters `x` by the method of `config` into 2 to `config.k_max` clusters, and scores each.
///
/// # Errors
/// As [`crate::clustering::cluster`].
pub fn sweep(
    _x: &Matrix,
    _config: &ClusteringConfig,
    _with_gap: bool,
    _seed: u64,
    _reporter: &Reporter,
) -> Result<Sweep> {
    todo!()
}
