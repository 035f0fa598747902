//! UMAP (McInnes, Healy & Melville 2018).

use super::Projection;
use crate::config::ProjectionConfig;
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::Matrix;

pub fn umap(_x: &Matrix, _config: &ProjectionConfig, _seed: u64, _reporter: &Reporter) -> Result<Projection> {
    todo!()
}

pub(super) fn place(
    _x: &Matrix,
    _picture: &Projection,
    _new: &Matrix,
    _config: &ProjectionConfig,
    _seed: u64,
    _reporter: &Reporter,
) -> Result<Matrix> {
    todo!()
}
