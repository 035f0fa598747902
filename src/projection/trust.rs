//! Trustworthiness and continuity.

use super::Trust;
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::Matrix;

/// How far the picture `xy` of `x` can be trusted, looking at `k` neighbours: exact up to 10,000 songs, above by a sample.
///
/// # Shapes
/// `x` n × d, `xy` n × 2.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub fn trust(_x: &Matrix, _xy: &Matrix, _k: usize, _seed: u64, _reporter: &Reporter) -> Result<Trust> {
    todo!()
}
