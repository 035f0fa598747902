//! Every component of a table, in f64: for small ones, and wherever most components are asked for.

use faer::diag::Diag;
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::evd::{ComputeEigenvectors, self_adjoint_evd, self_adjoint_evd_scratch};
use faer::linalg::matmul::matmul;
use faer::linalg::svd::{ComputeSvdVectors, svd, svd_scratch};
use faer::{Accum, Mat, MatMut, Par};
use rayon::prelude::*;

use super::spectrum::{Spectrum, not_finite};
use crate::error::Result;
use crate::matrix::Matrix;

/// The spectrum of the given rows, less their mean.
pub(super) fn spectrum(x: &Matrix, rows: &[usize], mean: &[f64]) -> Result<Spectrum> {
    let (n, d) = (rows.len(), x.n_cols());
    let centred = Mat::from_fn(n, d, |i, j| f64::from(x.row(rows[i])[j]) - mean[j]);
    let tall = n >= TALL * d;
    let (singular, directions) = if tall {
        by_covariance(&centred)?
    } else {
        right_singular(&centred)?
    };
    // Rounding leaves a little variance where there can be none; a direction made of it would
    // mean nothing. Products hold the squares, whose roots are rounded more.
    let rounding = f64::EPSILON * n.max(d) as f64;
    let floor = singular
        .first()
        .map_or(0.0, |s| s * if tall { rounding.sqrt() } else { rounding });
    Ok(Spectrum {
        total: singular.iter().map(|s| s * s).sum(),
        rank: singular.iter().take_while(|&&s| s > floor).count(),
        singular,
        directions,
    })
}

/// Where there are so many rows for each column, the products of the columns are decomposed: a
/// fifth of the time.
const TALL: usize = 2;
/// Columns whose products one task computes.
const PANEL: usize = 64;

/// The same as [`right_singular`] by the d × d products of the columns, in f64. Panels are computed
/// side by side, each by one thread in one order, so that the bytes do not depend on how many
/// threads there are.
fn by_covariance(a: &Mat<f64>) -> Result<(Vec<f64>, Mat<f64>)> {
    let d = a.ncols();
    let panels: Vec<(usize, Mat<f64>)> = (0..d)
        .into_par_iter()
        .step_by(PANEL)
        .map(|start| {
            let width = PANEL.min(d - start);
            // Only what lies on and below the diagonal is read.
            let below = a.as_ref().subcols(start, d - start);
            let mut products = Mat::<f64>::zeros(d - start, width);
            let right = a.as_ref().subcols(start, width);
            matmul(
                products.as_mut(),
                Accum::Replace,
                below.transpose(),
                right,
                1.0,
                Par::Seq,
            );
            (start, products)
        })
        .collect();
    let mut gram = Mat::<f64>::zeros(d, d);
    for (start, products) in &panels {
        for j in 0..products.ncols() {
            for i in j..products.nrows() {
                gram[(start + i, start + j)] = products[(i, j)];
            }
        }
    }
    if !(0..d).all(|j| gram[(j, j)].is_finite()) {
        return Err(not_finite());
    }
    let (values, vectors) = eigen(&gram)?;
    let singular = values.iter().map(|v| v.max(0.0).sqrt()).collect();
    Ok((singular, vectors))
}

/// Eigenvalues of a symmetric matrix, largest first, and its eigenvectors as columns, by what lies
/// on and below its diagonal. Sequential, so that the bytes do not depend on how many threads there
/// are.
pub(super) fn eigen(symmetric: &Mat<f64>) -> Result<(Vec<f64>, Mat<f64>)> {
    let d = symmetric.nrows();
    let mut vectors = Mat::<f64>::zeros(d, d);
    let values = decompose(symmetric, Some(vectors.as_mut()))?;
    // Ascending there.
    Ok((values, Mat::from_fn(d, d, |i, j| vectors[(i, d - 1 - j)])))
}

/// The eigenvalues alone: a fourth of the time.
pub(super) fn eigenvalues(symmetric: &Mat<f64>) -> Result<Vec<f64>> {
    decompose(symmetric, None)
}

/// Eigenvalues, largest first; `vectors` by rising ones.
fn decompose(symmetric: &Mat<f64>, vectors: Option<MatMut<'_, f64>>) -> Result<Vec<f64>> {
    let d = symmetric.nrows();
    let which = match vectors {
        Some(_) => ComputeEigenvectors::Yes,
        None => ComputeEigenvectors::No,
    };
    let mut values = Diag::<f64>::zeros(d);
    let scratch = self_adjoint_evd_scratch::<f64>(d, which, Par::Seq, Default::default());
    self_adjoint_evd(
        symmetric.as_ref(),
        values.as_mut(),
        vectors,
        Par::Seq,
        MemStack::new(&mut MemBuffer::new(scratch)),
        Default::default(),
    )
    .map_err(|_| not_finite())?;
    Ok(values.column_vector().iter().rev().copied().collect())
}

/// Singular values, largest first, and right singular vectors as columns. Sequential, so that the
/// bytes do not depend on how many threads there are.
fn right_singular(a: &Mat<f64>) -> Result<(Vec<f64>, Mat<f64>)> {
    let (n, d) = (a.nrows(), a.ncols());
    let size = n.min(d);
    let mut singular = Diag::<f64>::zeros(size);
    let mut directions = Mat::<f64>::zeros(d, size);
    let scratch = svd_scratch::<f64>(
        n,
        d,
        ComputeSvdVectors::No,
        ComputeSvdVectors::Thin,
        Par::Seq,
        Default::default(),
    );
    svd(
        a.as_ref(),
        singular.as_mut(),
        None,
        Some(directions.as_mut()),
        Par::Seq,
        MemStack::new(&mut MemBuffer::new(scratch)),
        Default::default(),
    )
    .map_err(|_| not_finite())?;
    Ok((
        singular.column_vector().iter().copied().collect(),
        directions,
    ))
}
