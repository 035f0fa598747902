//! What every way of finding components gives.

use faer::Mat;

use crate::error::Error;
use crate::words::{id, same};

/// What is known of the components of a table.
pub(super) struct Spectrum {
    /// Singular values of the centred rows, largest first.
    pub(crate) singular: Vec<f64>,
    /// Right singular vectors, one in each column.
    pub(crate) directions: Mat<f64>,
    /// How many of them are more than rounding.
    pub(crate) rank: usize,
    /// Sum of the squares of all singular values, of those too that are not listed.
    pub(crate) total: f64,
}

pub(super) fn not_finite() -> Error {
    Error::stage(same("PCA"), id::MODEL_DECOMPOSITION_DID_NOT_CONVERGE_ALL)
}
