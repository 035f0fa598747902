//! The same clustering again, from other seeds and other samples.

use super::Stability;
use crate::config::ClusteringConfig;
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::Matrix;

/// `n_runs` clusterings from other seeds, and as many of bootstrap samples.
///
/// # Errors
/// As [`crate::clustering::cluster`].
pub fn stability(
    _x: &Matrix,
    _config: &ClusteringConfig,
    _n_runs: usize,
    _seed: u64,
    _reporter: &Reporter,
) -> Result<Option<Stability>> {
    todo!()
}
