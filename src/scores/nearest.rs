//! Exact nearest neighbours among the songs that may be asked.

use rayon::prelude::*;

use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::Matrix;

/// Rows whose neighbours are sought in one go: what is read of the others serves them all.
const QUERIES: usize = 8;
/// Rows compared in one go: eight rows of 512 sums stay in the first cache.
const TILE: usize = 512;

/// The `k` rows nearest to each row (Euclidean), nearest first, ties by index; fewer where fewer
/// may be asked. `may_ask(i, j)` says whether `j` may be a neighbour of `i`; a row is never its
/// own.
pub(super) fn nearest(
    x: &Matrix,
    k: usize,
    may_ask: impl Fn(usize, usize) -> bool + Sync,
    reporter: &Reporter,
) -> Result<Vec<Vec<u32>>> {
    let (n, d) = (x.n_rows(), x.n_cols());
    let mut columns = vec![0.0; n * d];
    for (i, row) in x.rows().enumerate() {
        for (c, &v) in row.iter().enumerate() {
            columns[c * n + i] = v;
        }
    }
    let starts: Vec<usize> = (0..n).step_by(QUERIES).collect();
    let blocks = starts.into_par_iter().map(|start| {
        reporter.checkpoint()?;
        Ok(of_block(
            x,
            &columns,
            start..n.min(start + QUERIES),
            k,
            &may_ask,
        ))
    });
    Ok(blocks
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect())
}

fn of_block(
    x: &Matrix,
    columns: &[f32],
    queries: std::ops::Range<usize>,
    k: usize,
    may_ask: &impl Fn(usize, usize) -> bool,
) -> Vec<Vec<u32>> {
    let n = x.n_rows();
    let mut found: Vec<Vec<(f32, u32)>> = vec![Vec::with_capacity(k + 1); queries.len()];
    let mut squares = [[0.0_f32; TILE]; QUERIES];
    for start in (0..n).step_by(TILE) {
        let width = TILE.min(n - start);
        squares.iter_mut().for_each(|row| row.fill(0.0));
        for (c, column) in columns.chunks_exact(n).enumerate() {
            let there = &column[start..start + width];
            for (sums, i) in squares.iter_mut().zip(queries.clone()) {
                let here = x.row(i)[c];
                for (sum, &there) in sums.iter_mut().zip(there) {
                    *sum += (here - there) * (here - there);
                }
            }
        }
        for ((best, sums), i) in found.iter_mut().zip(&squares).zip(queries.clone()) {
            for (&square, j) in sums[..width].iter().zip(start..) {
                let full = best.len() == k;
                if (!full || best.last().is_some_and(|worst| square < worst.0))
                    && i != j
                    && may_ask(i, j)
                {
                    // Behind its equals, which have a lower index.
                    let at = best.partition_point(|other| other.0 <= square);
                    best.insert(at, (square, j as u32));
                    best.truncate(k);
                }
            }
        }
    }
    found
        .into_iter()
        .map(|best| best.into_iter().map(|(_, j)| j).collect())
        .collect()
}
