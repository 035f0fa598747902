//! Mutual information between latent dimensions and labels.

use super::{Disentanglement, Labels};
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::Matrix;

/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub fn disentanglement(_x: &Matrix, _labels: &Labels, _seed: u64, _reporter: &Reporter) -> Result<Disentanglement> {
    todo!()
}
