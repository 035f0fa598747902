//! Exact nearest neighbours by comparing every pair.

use bhtsne::Neighbor;
use rayon::prelude::*;

use crate::job::{Reporter, Stage};
use crate::matrix::{Matrix, squared_distance_f64};

/// Rows between two looks at Stop.
const BLOCK: usize = 512;

/// The `k` rows nearest to row `i` (Euclidean), nearest first, without `i`; ties by index. (row, distance).
pub fn nearest(x: &Matrix, i: usize, k: usize) -> Vec<(usize, f32)> {
    let rows = widened(x);
    nearest_rows(&rows, x.n_rows(), x.n_cols(), i, k)
}

/// The `k` nearest rows of each row, for t-SNE; `None` when Stop was pressed.
pub(super) fn table(x: &Matrix, k: usize, reporter: &Reporter) -> Option<Vec<Vec<Neighbor<f32>>>> {
    let (n, d) = (x.n_rows(), x.n_cols());
    let rows = widened(x);
    let mut table = Vec::with_capacity(n);
    for start in (0..n).step_by(BLOCK) {
        if reporter.take_stop() {
            return None;
        }
        reporter.step(Stage::Projection, start, n, "finding neighbours");
        table.par_extend((start..n.min(start + BLOCK)).into_par_iter().map(|i| {
            let found = nearest_rows(&rows, n, d, i, k);
            found.into_iter().map(|(index, distance)| Neighbor { index, distance }).collect::<Vec<_>>()
        }));
    }
    Some(table)
}

fn widened(x: &Matrix) -> Vec<f64> {
    x.as_slice().iter().map(|&v| f64::from(v)).collect()
}

fn nearest_rows(rows: &[f64], n: usize, d: usize, i: usize, k: usize) -> Vec<(usize, f32)> {
    let row = |j: usize| &rows[j * d..(j + 1) * d];
    let mut others: Vec<(f64, usize)> =
        (0..n).filter(|&j| j != i).map(|j| (squared_distance_f64(row(i), row(j)), j)).collect();
    let order = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    if k < others.len() {
        others.select_nth_unstable_by(k, order);
        others.truncate(k);
    }
    others.sort_unstable_by(order);
    others.into_iter().map(|(square, j)| (j, square.sqrt() as f32)).collect()
}
