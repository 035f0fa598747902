//! Labels told from a space without clustering.

use super::{Labels, Separation};
use crate::config::ScoresConfig;
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::Matrix;

/// One for each label column with two classes of at least as many songs as there are folds.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub fn separation(
    _x: &Matrix,
    _labels: &Labels,
    _config: &ScoresConfig,
    _seed: u64,
    _reporter: &Reporter,
) -> Result<Vec<Separation>> {
    todo!()
}
