//! Principal component analysis: the closed form that a learned latent has to beat.

use faer::diag::Diag;
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::evd::{ComputeEigenvectors, self_adjoint_evd, self_adjoint_evd_scratch};
use faer::linalg::matmul::matmul;
use faer::linalg::svd::{ComputeSvdVectors, svd, svd_scratch};
use faer::{Accum, Mat, Par};
use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::matrix::{Matrix, dot};
use crate::words::{id, same, say};

/// A mean and orthonormal directions of largest variance. Fit and signs as scikit-learn's
/// `PCA(svd_solver="full")`.
#[derive(Debug, Clone, PartialEq)]
pub struct Pca {
    /// d.
    pub mean: Vec<f32>,
    /// k × d, unit rows, by falling variance. The loading of largest magnitude is positive in each.
    /// Rows beyond the rank that the data can have (at most n − 1 and d) are 0, and so are their
    /// latents.
    pub components: Matrix,
    /// Variance of the training rows along each component, with divisor n − 1.
    pub explained_variance: Vec<f32>,
    /// The same as a share of the total variance.
    pub explained_variance_ratio: Vec<f32>,
}

impl Pca {
    /// Learns `n_components` directions from the given rows.
    ///
    /// # Shapes
    /// `x` n × d.
    ///
    /// # Errors
    /// With fewer than two rows, or numbers that are not finite.
    pub fn fit(x: &Matrix, rows: &[usize], n_components: usize) -> Result<Self> {
        let (n, d) = (rows.len(), x.n_cols());
        if n < 2 {
            return Err(Error::stage(
                same("PCA"),
                say(id::MODEL_NEEDS_AT_LEAST_2_SONGS).with("n", n),
            ));
        }
        let mean = column_means(x, rows);
        let centred = Mat::from_fn(n, d, |i, j| f64::from(x.row(rows[i])[j]) - mean[j]);
        let tall = n >= TALL * d;
        let (singular, directions) = if tall {
            by_covariance(&centred)?
        } else {
            right_singular(&centred)?
        };
        let total: f64 = singular.iter().map(|s| s * s).sum();
        // Rounding leaves a little variance where there can be none; a direction made of it would
        // mean nothing. Products hold the squares, whose roots are rounded more.
        let rounding = f64::EPSILON * n.max(d) as f64;
        let floor = singular
            .first()
            .map_or(0.0, |s| s * if tall { rounding.sqrt() } else { rounding });
        let rank = singular
            .iter()
            .take_while(|&&s| s > floor)
            .count()
            .min(n - 1)
            .min(n_components);
        let mut components = Matrix::zeros(n_components, d);
        for c in 0..rank {
            let direction: Vec<f64> = (0..d).map(|j| directions[(j, c)]).collect();
            let sign = sign_of_largest(&direction);
            for (out, v) in components.row_mut(c).iter_mut().zip(direction) {
                *out = (sign * v) as f32;
            }
        }
        let variance = |c: usize| {
            if c < rank {
                singular[c] * singular[c]
            } else {
                0.0
            }
        };
        let over = |by: f64| {
            (0..n_components)
                .map(|c| if by > 0.0 { variance(c) / by } else { 0.0 } as f32)
                .collect()
        };
        Ok(Self {
            mean: mean.iter().map(|&m| m as f32).collect(),
            components,
            explained_variance: over((n - 1) as f64),
            explained_variance_ratio: over(total),
        })
    }

    /// Scores of rows along the components.
    ///
    /// # Shapes
    /// `x` m × d, result m × k.
    pub fn transform(&self, x: &Matrix) -> Matrix {
        let k = self.components.n_rows();
        let wide = |w: &[f32]| w.iter().map(|&w| f64::from(w)).collect::<Vec<f64>>();
        let components: Vec<Vec<f64>> = self.components.rows().map(wide).collect();
        let mut scores = Matrix::zeros(x.n_rows(), k);
        scores
            .as_mut_slice()
            .par_chunks_mut(k.max(1))
            .enumerate()
            .for_each(|(i, scores)| {
                let centred: Vec<f64> = x
                    .row(i)
                    .iter()
                    .zip(&self.mean)
                    .map(|(v, m)| f64::from(v - m))
                    .collect();
                scores
                    .iter_mut()
                    .zip(&components)
                    .for_each(|(score, w)| *score = dot(&centred, w) as f32);
            });
        scores
    }

    /// Rows from scores.
    ///
    /// # Shapes
    /// `z` m × k, result m × d.
    pub(crate) fn inverse_transform(&self, z: &Matrix) -> Matrix {
        let d = self.mean.len();
        let mut values = Vec::with_capacity(z.n_rows() * d);
        for scores in z.rows() {
            let mut row = self.mean.clone();
            for (score, component) in scores.iter().zip(self.components.rows()) {
                for (v, w) in row.iter_mut().zip(component) {
                    *v += score * w;
                }
            }
            values.extend(row);
        }
        Matrix::new(z.n_rows(), d, values)
    }
}

/// Means of the columns over the given rows.
pub(super) fn column_means(x: &Matrix, rows: &[usize]) -> Vec<f64> {
    let mut mean = vec![0.0; x.n_cols()];
    for &i in rows {
        for (m, &v) in mean.iter_mut().zip(x.row(i)) {
            *m += f64::from(v);
        }
    }
    mean.iter_mut().for_each(|m| *m /= rows.len().max(1) as f64);
    mean
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
    let mut values = Diag::<f64>::zeros(d);
    let mut vectors = Mat::<f64>::zeros(d, d);
    let scratch =
        self_adjoint_evd_scratch::<f64>(d, ComputeEigenvectors::Yes, Par::Seq, Default::default());
    self_adjoint_evd(
        gram.as_ref(),
        values.as_mut(),
        Some(vectors.as_mut()),
        Par::Seq,
        MemStack::new(&mut MemBuffer::new(scratch)),
        Default::default(),
    )
    .map_err(|_| not_finite())?;
    // Ascending there.
    let singular = values
        .column_vector()
        .iter()
        .rev()
        .map(|v| v.max(0.0).sqrt())
        .collect();
    Ok((singular, Mat::from_fn(d, d, |i, j| vectors[(i, d - 1 - j)])))
}

fn not_finite() -> Error {
    Error::stage(same("PCA"), id::MODEL_DECOMPOSITION_DID_NOT_CONVERGE_ALL)
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

/// −1 or 1, so that the entry of largest magnitude becomes positive: the sign of a component is
/// otherwise arbitrary.
fn sign_of_largest(direction: &[f64]) -> f64 {
    let largest = direction.iter().fold(
        0.0_f64,
        |best, &v| if v.abs() > best.abs() { v } else { best },
    );
    if largest < 0.0 { -1.0 } else { 1.0 }
}
