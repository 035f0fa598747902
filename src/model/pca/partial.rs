//! The first components of a large table, by the leading eigenvectors of its products (see
//! `krylov`).
//!
//! The products are those of the columns or of the rows, whichever are fewer. Of up to some hundred
//! they are made; above, they never are, and each step goes over the table, which costs less than the
//! products would. Both are summed in f32 over blocks of rows and in f64 over the blocks. What that
//! rounds away is a millionth of the largest variance: where a wanted component has not a hundred
//! times as much, all are computed in f64 after all.

use faer::linalg::matmul::matmul;
use faer::linalg::matmul::triangular::{self, BlockStructure};
use faer::{Accum, Mat, MatMut, MatRef, Par};
use rayon::prelude::*;

use super::krylov::{Pairs, leading, width};
use super::spectrum::Spectrum;
use crate::matrix::Matrix;

/// Of fewer rows or columns all components are found at once.
const FEW: usize = 128;
/// Rows × columns × the fewer of the two: up to here all components take less than a tenth of a
/// second.
const MOST_EXACT: usize = 200_000_000;
/// Of more columns the products are never made: each part of the rows has a matrix of them.
const MOST_PRODUCTS: usize = 1024;
/// The least variance of a component, as a part of the largest, that f32 products leave sure.
const SURE: f64 = 1e-4;
/// Rows whose products are summed in f32.
const CHUNK: usize = 1024;
/// Rows that one task goes over at a time, so few that they stay in its cache from the way there to
/// the way back.
const BLOCK: usize = 64;
/// The rows are parted among tasks in so many parts at most, of so many rows at least, and the sums of
/// the parts are added in their order: the bytes do not depend on how many threads there are.
const PARTS: usize = 16;
const LEAST_PART: usize = 512;

/// `None` where all components are to be computed: of a small table, where most are asked for, or
/// where rounding would be felt.
pub(super) fn spectrum(
    x: &Matrix,
    rows: &[usize],
    mean: &[f64],
    n_components: usize,
) -> Option<Spectrum> {
    let (n, d) = (rows.len(), x.n_cols());
    let m = n.min(d);
    let is_small = m <= FEW || n.saturating_mul(d).saturating_mul(m) <= MOST_EXACT;
    if is_small || n_components == 0 || 4 * width(n_components) > m {
        return None;
    }
    // A product of columns is shared by both of them, and the table is gone over twice in each of
    // some eight steps.
    let most_products = MOST_PRODUCTS.min(32 * width(n_components));
    Table::centred(x, rows, mean).leading(n_components, most_products)
}

/// The given rows less their mean, or, where there are fewer rows than columns, the columns of it.
pub(super) struct Table {
    /// length × m, row-major.
    values: Vec<f32>,
    /// The fewer of rows and columns.
    m: usize,
    is_transposed: bool,
}

impl Table {
    pub(super) fn centred(x: &Matrix, rows: &[usize], mean: &[f64]) -> Self {
        let (n, d) = (rows.len(), x.n_cols());
        let less = |v: f32, mean: f64| (f64::from(v) - mean) as f32;
        let mut values = vec![0.0; n * d];
        let is_transposed = n < d;
        if is_transposed {
            let columns = values.par_chunks_exact_mut(n).zip(mean).enumerate();
            columns.for_each(|(j, (into, &mean))| {
                let both = into.iter_mut().zip(rows);
                both.for_each(|(to, &row)| *to = less(x.row(row)[j], mean));
            });
        } else {
            let into = values.par_chunks_exact_mut(d).zip(rows);
            into.for_each(|(into, &row)| {
                let both = into.iter_mut().zip(x.row(row)).zip(mean);
                both.for_each(|((to, &v), &mean)| *to = less(v, mean));
            });
        }
        Self {
            values,
            m: n.min(d),
            is_transposed,
        }
    }

    /// The first `k` components, by the products of up to `most_products` columns, or by going over
    /// the table; `None` where rounding would be felt.
    pub(super) fn leading(&self, k: usize, most_products: usize) -> Option<Spectrum> {
        let total = self.total();
        if !total.is_finite() || total <= 0.0 {
            return None;
        }
        let pairs = if self.m <= most_products {
            let products = self.products();
            leading(self.m, k, total, |columns| image(&products, columns))?
        } else {
            leading(self.m, k, total, |columns| self.there_and_back(columns))?
        };
        let is_sure = pairs.values.last()? > &(SURE * pairs.values.first()?);
        is_sure.then(|| self.spectrum(pairs, total))
    }

    /// Sum of all squares.
    fn total(&self) -> f64 {
        let squares = |part: &[f32]| {
            let mut lanes = [0.0_f64; 8];
            for eight in part.chunks(8) {
                let both = lanes.iter_mut().zip(eight);
                both.for_each(|(sum, &v)| *sum += f64::from(v) * f64::from(v));
            }
            lanes.iter().sum()
        };
        let parts: Vec<f64> = self.values.par_chunks(CHUNK * 8).map(squares).collect();
        parts.iter().sum()
    }

    /// The rows in parts, each for one task.
    fn parts(&self) -> impl IndexedParallelIterator<Item = &[f32]> {
        let part = (self.values.len() / self.m)
            .div_ceil(PARTS)
            .max(LEAST_PART)
            .next_multiple_of(BLOCK);
        self.values.par_chunks(part * self.m)
    }

    /// The products of every two columns.
    ///
    /// # Shapes
    /// m × m.
    fn products(&self) -> Mat<f64> {
        use BlockStructure::{Rectangular, TriangularLower};
        let m = self.m;
        let of_part = |part: &[f32]| {
            // Only what lies on and below the diagonal.
            let mut sums = Mat::<f64>::zeros(m, m);
            let mut found = Mat::<f32>::zeros(m, m);
            for values in part.chunks(CHUNK * m) {
                let chunk = MatRef::from_row_major_slice(values, values.len() / m, m);
                triangular::matmul(
                    &mut found,
                    TriangularLower,
                    Accum::Replace,
                    chunk.transpose(),
                    Rectangular,
                    chunk,
                    Rectangular,
                    1.0,
                    Par::Seq,
                );
                for j in 0..m {
                    let both = sums.col_as_slice_mut(j)[j..].iter_mut();
                    let both = both.zip(&found.col_as_slice(j)[j..]);
                    both.for_each(|(sum, v)| *sum += f64::from(*v));
                }
            }
            sums
        };
        let parts: Vec<Mat<f64>> = self.parts().map(of_part).collect();
        let nothing = Mat::<f64>::zeros(m, m);
        let sums = parts.iter().fold(nothing, |all, part| all + part);
        Mat::from_fn(m, m, |i, j| sums[(i.max(j), i.min(j))])
    }

    /// The image of columns under the products, which are not made for it: rows times columns, and
    /// transposed rows times that.
    ///
    /// # Shapes
    /// `columns` and result m × b.
    fn there_and_back(&self, columns: MatRef<'_, f64>) -> Mat<f64> {
        let (m, b) = (self.m, columns.ncols());
        // In rows, as all results are: what is large is then read as it lies.
        let narrow = Self::narrow(columns);
        let narrow = MatRef::from_row_major_slice(&narrow, m, b);
        let of_part = |part: &[f32]| {
            let mut sums = vec![0.0_f64; m * b];
            let mut found = vec![0.0_f32; m * b];
            let mut there = vec![0.0_f32; BLOCK * b];
            for chunk in part.chunks(CHUNK * m) {
                found.fill(0.0);
                for block in chunk.chunks(BLOCK * m) {
                    let n = block.len() / m;
                    let block = MatRef::from_row_major_slice(block, n, m);
                    let there = &mut there[..n * b];
                    matmul(
                        MatMut::from_row_major_slice_mut(there, n, b),
                        Accum::Replace,
                        block,
                        narrow,
                        1.0,
                        Par::Seq,
                    );
                    matmul(
                        MatMut::from_row_major_slice_mut(&mut found, m, b),
                        Accum::Add,
                        block.transpose(),
                        MatRef::from_row_major_slice(there, n, b),
                        1.0,
                        Par::Seq,
                    );
                }
                let both = sums.iter_mut().zip(&found);
                both.for_each(|(sum, v)| *sum += f64::from(*v));
            }
            sums
        };
        let parts: Vec<Vec<f64>> = self.parts().map(of_part).collect();
        let mut sums = vec![0.0; m * b];
        for part in &parts {
            sums.iter_mut().zip(part).for_each(|(sum, v)| *sum += v);
        }
        MatRef::from_row_major_slice(&sums, m, b).to_owned()
    }

    fn spectrum(&self, pairs: Pairs, total: f64) -> Spectrum {
        let singular: Vec<f64> = pairs.values.iter().map(|v| v.max(0.0).sqrt()).collect();
        let directions = if self.is_transposed {
            // From the eigenvectors of the rows' products the table leads to directions, as long as
            // the singular values.
            let long = self.there(pairs.vectors.as_ref());
            let lengths: Vec<f64> = long.col_iter().map(|column| column.norm_l2()).collect();
            Mat::from_fn(long.nrows(), long.ncols(), |i, c| long[(i, c)] / lengths[c])
        } else {
            pairs.vectors
        };
        Spectrum {
            rank: singular.len(),
            singular,
            directions,
            total,
        }
    }

    /// Rows times columns.
    ///
    /// # Shapes
    /// `columns` m × b, result length × b.
    fn there(&self, columns: MatRef<'_, f64>) -> Mat<f64> {
        let (m, b, length) = (self.m, columns.ncols(), self.values.len() / self.m);
        let narrow = Self::narrow(columns);
        let mut found = vec![0.0_f32; length * b];
        let blocks = found.par_chunks_mut(BLOCK * b);
        let blocks = blocks.zip(self.values.par_chunks(BLOCK * m));
        blocks.for_each(|(found, block)| {
            let n = block.len() / m;
            matmul(
                MatMut::from_row_major_slice_mut(found, n, b),
                Accum::Replace,
                MatRef::from_row_major_slice(block, n, m),
                MatRef::from_row_major_slice(&narrow, m, b),
                1.0,
                Par::Seq,
            );
        });
        Mat::from_fn(length, b, |i, j| f64::from(found[i * b + j]))
    }

    /// Row-major.
    fn narrow(columns: MatRef<'_, f64>) -> Vec<f32> {
        let row = |i| (0..columns.ncols()).map(move |j| columns[(i, j)] as f32);
        (0..columns.nrows()).flat_map(row).collect()
    }
}

/// A symmetric matrix times columns.
fn image(symmetric: &Mat<f64>, columns: MatRef<'_, f64>) -> Mat<f64> {
    let mut found = Mat::<f64>::zeros(symmetric.nrows(), columns.ncols());
    matmul(
        &mut found,
        Accum::Replace,
        symmetric,
        columns,
        1.0,
        Par::Seq,
    );
    found
}
