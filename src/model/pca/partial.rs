//! The first components of a large table, by the leading eigenvectors of its products (see
//! `krylov`).
//!
//! The products are those of the columns or of the rows, whichever are fewer, up to 1,024 of them;
//! above, they are never made, and each step goes over the table twice. They are summed in f32 over
//! blocks of rows and in f64 over the blocks. What that rounds away is a millionth of the largest
//! variance: where a wanted component has not a hundred times as much, all are computed in f64
//! after all.

use faer::linalg::matmul::matmul;
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
/// Up to so many rows or columns their products are made.
const MOST_PRODUCTS: usize = 1024;
/// The least variance of a component, as a part of the largest, that f32 products leave sure.
const SURE: f64 = 1e-4;
/// Rows whose products are summed in f32.
const CHUNK: usize = 1024;
/// Columns whose products one task computes.
const PANEL: usize = 64;
/// Rows that one task goes over at a time.
const BLOCK: usize = 256;
/// Parts of the rows whose sums are added in their order, however many threads there are.
const PARTS: usize = 16;

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
    Table { x, rows, mean }.leading(n_components, MOST_PRODUCTS)
}

/// Rows less their mean, which are made where they are needed.
pub(super) struct Table<'a> {
    pub(crate) x: &'a Matrix,
    pub(crate) rows: &'a [usize],
    pub(crate) mean: &'a [f64],
}

impl Table<'_> {
    /// The first `k` components, by products of up to `most_products` rows or columns, or by going
    /// over the table; `None` where rounding would be felt.
    pub(super) fn leading(&self, k: usize, most_products: usize) -> Option<Spectrum> {
        let (n, d) = (self.rows.len(), self.x.n_cols());
        let (m, by_rows) = (n.min(d), n < d);
        let total = self.total();
        if !total.is_finite() || total <= 0.0 {
            return None;
        }
        let pairs = if m <= most_products {
            let products = self.products(by_rows);
            leading(m, k, total, |columns| image(&products, columns))?
        } else if by_rows {
            leading(m, k, total, |columns| {
                self.along(self.back(columns).as_ref())
            })?
        } else {
            leading(m, k, total, |columns| {
                self.back(self.along(columns).as_ref())
            })?
        };
        let is_sure = pairs.values.last()? > &(SURE * pairs.values.first()?);
        is_sure.then(|| self.spectrum(pairs, by_rows, total))
    }

    fn centred(&self, row: usize) -> impl Iterator<Item = f32> {
        let both = self.x.row(row).iter().zip(self.mean);
        both.map(|(v, m)| (f64::from(*v) - m) as f32)
    }

    /// Sum of all squares.
    fn total(&self) -> f64 {
        let of_row = |&row: &usize| self.centred(row).map(|v| f64::from(v) * f64::from(v)).sum();
        self.rows
            .par_iter()
            .map(of_row)
            .collect::<Vec<f64>>()
            .iter()
            .sum()
    }

    /// The products of every two columns, or rows.
    ///
    /// # Shapes
    /// d × d, or n × n.
    fn products(&self, of_rows: bool) -> Mat<f64> {
        let (n, d) = (self.rows.len(), self.x.n_cols());
        let (m, length) = if of_rows { (n, d) } else { (d, n) };
        let starts: Vec<usize> = (0..m).step_by(PANEL).collect();
        // Only what lies on and below the diagonal.
        let mut panels: Vec<Mat<f64>> = starts
            .iter()
            .map(|&start| Mat::zeros(m - start, PANEL.min(m - start)))
            .collect();
        for first in (0..length).step_by(CHUNK) {
            let count = CHUNK.min(length - first);
            let values = if of_rows {
                self.columns(first, count)
            } else {
                let rows = &self.rows[first..first + count];
                let mut values = vec![0.0; count * m];
                let into = values.par_chunks_exact_mut(m).zip(rows);
                into.for_each(|(into, &row)| {
                    into.iter_mut()
                        .zip(self.centred(row))
                        .for_each(|(to, v)| *to = v);
                });
                values
            };
            let chunk = MatRef::from_row_major_slice(&values, count, m);
            panels
                .par_iter_mut()
                .zip(&starts)
                .for_each(|(sums, &start)| {
                    let mut part = Mat::<f32>::zeros(sums.nrows(), sums.ncols());
                    let left = chunk.subcols(start, sums.nrows()).transpose();
                    let right = chunk.subcols(start, sums.ncols());
                    matmul(&mut part, Accum::Replace, left, right, 1.0, Par::Seq);
                    for j in 0..part.ncols() {
                        let both = sums
                            .col_as_slice_mut(j)
                            .iter_mut()
                            .zip(part.col_as_slice(j));
                        both.for_each(|(sum, v)| *sum += f64::from(*v));
                    }
                });
        }
        Mat::from_fn(m, m, |i, j| {
            let (low, high) = (i.min(j), i.max(j));
            let start = low / PANEL * PANEL;
            panels[low / PANEL][(high - start, low - start)]
        })
    }

    /// The given columns, one after another.
    ///
    /// # Shapes
    /// count × n.
    fn columns(&self, first: usize, count: usize) -> Vec<f32> {
        let n = self.rows.len();
        let mut values = vec![0.0; count * n];
        for (i, &row) in self.rows.iter().enumerate() {
            let part = self.x.row(row)[first..first + count].iter();
            for (c, (v, m)) in part.zip(&self.mean[first..]).enumerate() {
                values[c * n + i] = (f64::from(*v) - m) as f32;
            }
        }
        values
    }

    /// Rows times columns.
    ///
    /// # Shapes
    /// `columns` d × b, result n × b.
    fn along(&self, columns: MatRef<'_, f64>) -> Mat<f64> {
        let (n, d, b) = (self.rows.len(), self.x.n_cols(), columns.ncols());
        let narrow = narrow(columns);
        let mut found = vec![0.0_f32; n * b];
        let blocks = found
            .par_chunks_mut(BLOCK * b)
            .zip(self.rows.par_chunks(BLOCK));
        blocks.for_each(|(found, rows)| {
            let values: Vec<f32> = rows.iter().flat_map(|&row| self.centred(row)).collect();
            let out = MatMut::from_row_major_slice_mut(found, rows.len(), b);
            let block = MatRef::from_row_major_slice(&values, rows.len(), d);
            matmul(out, Accum::Replace, block, &narrow, 1.0, Par::Seq);
        });
        Mat::from_fn(n, b, |i, j| f64::from(found[i * b + j]))
    }

    /// Transposed rows times columns.
    ///
    /// # Shapes
    /// `columns` n × b, result d × b.
    fn back(&self, columns: MatRef<'_, f64>) -> Mat<f64> {
        let (n, d, b) = (self.rows.len(), self.x.n_cols(), columns.ncols());
        let narrow = narrow(columns);
        let part = n.div_ceil(PARTS).next_multiple_of(BLOCK);
        let of_part = |(p, rows): (usize, &[usize])| {
            let mut sums = Mat::<f64>::zeros(d, b);
            for (at, rows) in rows.chunks(BLOCK).enumerate() {
                let values: Vec<f32> = rows.iter().flat_map(|&row| self.centred(row)).collect();
                let block = MatRef::from_row_major_slice(&values, rows.len(), d);
                let right = narrow.as_ref().subrows(p * part + at * BLOCK, rows.len());
                let mut found = Mat::<f32>::zeros(d, b);
                matmul(
                    &mut found,
                    Accum::Replace,
                    block.transpose(),
                    right,
                    1.0,
                    Par::Seq,
                );
                sums += Mat::from_fn(d, b, |i, j| f64::from(found[(i, j)]));
            }
            sums
        };
        let parts: Vec<Mat<f64>> = self
            .rows
            .par_chunks(part)
            .enumerate()
            .map(of_part)
            .collect();
        let nothing = Mat::<f64>::zeros(d, b);
        parts.into_iter().fold(nothing, |all, part| all + part)
    }

    fn spectrum(&self, pairs: Pairs, by_rows: bool, total: f64) -> Spectrum {
        let singular: Vec<f64> = pairs.values.iter().map(|v| v.max(0.0).sqrt()).collect();
        let directions = if by_rows {
            // The rows lead from the eigenvectors of their products to directions, as long as the
            // singular values.
            let long = self.back(pairs.vectors.as_ref());
            Mat::from_fn(long.nrows(), long.ncols(), |i, c| {
                long[(i, c)] / long.col(c).norm_l2()
            })
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
}

/// A symmetric matrix times columns, rows side by side.
fn image(symmetric: &Mat<f64>, columns: MatRef<'_, f64>) -> Mat<f64> {
    let (m, b) = (symmetric.nrows(), columns.ncols());
    let starts: Vec<usize> = (0..m).step_by(BLOCK).collect();
    let of_rows = |&start: &usize| {
        let count = BLOCK.min(m - start);
        let mut found = Mat::<f64>::zeros(count, b);
        // Its columns are its rows, and lie in one piece.
        let left = symmetric.as_ref().subcols(start, count).transpose();
        matmul(&mut found, Accum::Replace, left, columns, 1.0, Par::Seq);
        found
    };
    let blocks: Vec<Mat<f64>> = starts.par_iter().map(of_rows).collect();
    Mat::from_fn(m, b, |i, j| blocks[i / BLOCK][(i % BLOCK, j)])
}

fn narrow(columns: MatRef<'_, f64>) -> Mat<f32> {
    Mat::from_fn(columns.nrows(), columns.ncols(), |i, j| {
        columns[(i, j)] as f32
    })
}
