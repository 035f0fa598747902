//! Rows made ready for distances: whatever a matrix product in f32 leaves in doubt is settled in
//! f64.

use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};

use crate::error::{Error, Result};
use crate::matrix::{Matrix, squared_distance_f64};
use crate::words::{Text, id, say};

/// n rows of d numbers around their mean, in f64 and in f32.
///
/// With |x − y|² = |x|² − 2·x·y + |y|² the costly part of many distances is one matrix product,
/// which is fast in f32 but rounds. Centring keeps the rounding small, [`Rows::margin`] bounds it,
/// and those who compare two such values nearer to each other than the bound ask
/// [`Rows::squared_distance`]: their answer is then that of f64 throughout.
pub(super) struct Rows {
    pub(crate) n: usize,
    pub(crate) d: usize,
    pub(crate) mean: Vec<f64>,
    exact: Vec<f64>,
    narrow: Vec<f32>,
    /// |x| of each row.
    norms: Vec<f64>,
}

impl Rows {
    /// # Errors
    /// Without columns, or with a number that is not finite.
    pub(super) fn new(x: &Matrix, stage: Text) -> Result<Self> {
        let (n, d) = (x.n_rows(), x.n_cols());
        if d == 0 || !x.is_finite() {
            return Err(Error::stage(
                stage,
                id::CLUSTERING_FEATURES_MUST_HAVE_COLUMN_FINITE,
            ));
        }
        let mut mean = vec![0.0; d];
        for row in x.rows() {
            mean.iter_mut()
                .zip(row)
                .for_each(|(m, &v)| *m += f64::from(v));
        }
        // Rounded to f32, so that the differences and their sums are mostly free of rounding.
        mean.iter_mut()
            .for_each(|m| *m = f64::from((*m / n.max(1) as f64) as f32));
        let exact: Vec<f64> = x
            .rows()
            .flat_map(|row| row.iter().zip(&mean).map(|(&v, m)| f64::from(v) - m))
            .collect();
        let narrow = exact.iter().map(|&v| v as f32).collect();
        let norms = exact
            .chunks_exact(d)
            .map(|row| row.iter().map(|v| v * v).sum::<f64>().sqrt())
            .collect();
        Ok(Self {
            n,
            d,
            mean,
            exact,
            narrow,
            norms,
        })
    }

    /// The same, for at least `k` rows.
    pub(super) fn for_k(x: &Matrix, k: usize, stage: Text) -> Result<Self> {
        if x.n_rows() < k {
            return Err(Error::stage(
                stage,
                say(id::CLUSTERING_N_SONGS_CANNOT_MAKE_K)
                    .with("n", x.n_rows())
                    .with("k", k),
            ));
        }
        Self::new(x, stage)
    }

    /// Row `i` less the mean, in f64.
    pub(super) fn exact(&self, i: usize) -> &[f64] {
        &self.exact[i * self.d..(i + 1) * self.d]
    }

    pub(super) fn norm(&self, i: usize) -> f64 {
        self.norms[i]
    }

    /// Largest |x|.
    pub(super) fn reach(&self) -> f64 {
        self.norms.iter().copied().fold(0.0, f64::max)
    }

    /// |x|²/2 of each row, in f32.
    pub(super) fn half_squares(&self) -> Vec<f32> {
        self.norms
            .iter()
            .map(|norm| (norm * norm / 2.0) as f32)
            .collect()
    }

    /// f32 rows `first..first + count`, one after another.
    pub(super) fn narrow(&self, first: usize, count: usize) -> &[f32] {
        &self.narrow[first * self.d..(first + count) * self.d]
    }

    pub(super) fn squared_distance(&self, i: usize, j: usize) -> f64 {
        squared_distance_f64(self.exact(i), self.exact(j))
    }

    /// How far |y|²/2 − x·y in f32 can be from the truth, twice over, for a row x and any y with
    /// |y| ≤ `reach`.
    ///
    /// A sum of d products of rounded numbers in any order errs by at most (d + 2)·2⁻²⁴·|x||y| and
    /// the rest of the formula by a few 2⁻²⁴·|y|² (Higham 2002, section 3.1); the factor is
    /// generous.
    pub(super) fn margin(&self, norm: f64, reach: f64) -> f32 {
        const UNIT: f64 = 1.0 / (1u64 << 24) as f64;
        (2.5 * (self.d + 8) as f64 * UNIT * (norm + reach) * reach) as f32
    }

    /// The first `limit` distinct rows that there are, or fewer.
    pub(super) fn n_distinct(&self, limit: usize) -> usize {
        let mut found: Vec<&[f64]> = Vec::new();
        for row in self.exact.chunks_exact(self.d) {
            if found.len() == limit {
                break;
            }
            if !found.contains(&row) {
                found.push(row);
            }
        }
        found.len()
    }
}

/// Inner products of the rows of `a` (m × d) with those of `b` (k × d) into `out` (m × k), all
/// row-major. On the calling thread alone, so that the bytes do not depend on how many there are.
pub(super) fn products(a: &[f32], b: &[f32], d: usize, out: &mut [f32]) {
    let (m, k) = (a.len() / d, b.len() / d);
    let a = MatRef::from_row_major_slice(a, m, d);
    let b = MatRef::from_row_major_slice(b, k, d);
    matmul(
        MatMut::from_row_major_slice_mut(out, m, k),
        Accum::Replace,
        a,
        b.transpose(),
        1.0,
        Par::Seq,
    );
}
