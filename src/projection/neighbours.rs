//! Exact nearest neighbours, every pair compared: by matrix products first, and in f64 where that
//! could decide. The same on any number of threads.
//!
//! Maps of more than 20,000 songs are drawn from nearly all of them (see `cells`).

use std::ops::Range;

use bhtsne::Neighbor;
use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};
use rayon::prelude::*;

use crate::error::Result;
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::words::id;

/// Rows between two looks at Stop.
const GROUP: usize = 8192;
/// Rows that one task looks for, and rows it compares them with at a time: their products stay in
/// the cache of a core.
pub(super) const BLOCK: usize = 128;
pub(super) const TILE: usize = 1024;

/// The `k` nearest rows of each of m rows (Euclidean), nearest first; ties by index.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbours {
    k: usize,
    indices: Vec<u32>,
    distances: Vec<f32>,
}

impl Neighbours {
    /// Neighbours of each row.
    pub(crate) fn k(&self) -> usize {
        self.k
    }

    /// The neighbours of row `i` and how far they are, k of each.
    pub fn of(&self, i: usize) -> (&[u32], &[f32]) {
        let range = i * self.k..(i + 1) * self.k;
        (&self.indices[range.clone()], &self.distances[range])
    }
}

/// The `k` rows of `x` nearest to each of its rows, without the row itself; at most n − 1. `None`
/// when Stop was pressed.
///
/// # Shapes
/// `x` n × d, finite; result n × k.
pub fn k_nearest(x: &Matrix, k: usize, reporter: &Reporter) -> Option<Neighbours> {
    search(x, x, k.min(x.n_rows().saturating_sub(1)), true, reporter)
}

/// The `k` rows of `x` nearest to each row of `new`; at most n. `None` when Stop was pressed.
///
/// # Shapes
/// `x` n × d and `new` m × d, finite; result m × k.
pub(crate) fn k_nearest_among(
    x: &Matrix,
    new: &Matrix,
    k: usize,
    reporter: &Reporter,
) -> Option<Neighbours> {
    search(x, new, k.min(x.n_rows()), false, reporter)
}

/// The `k` rows nearest to row `i` (Euclidean), nearest first, without `i`; ties by index. (row,
/// distance).
pub(crate) fn nearest(x: &Matrix, i: usize, k: usize) -> Vec<(usize, f32)> {
    let mut others: Vec<(f64, usize)> = (0..x.n_rows())
        .filter(|&j| j != i)
        .map(|j| (squared_distance(x.row(i), x.row(j)), j))
        .collect();
    let order = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    if k < others.len() {
        others.select_nth_unstable_by(k, order);
        others.truncate(k);
    }
    others.sort_unstable_by(order);
    others
        .into_iter()
        .map(|(square, j)| (j, square.sqrt() as f32))
        .collect()
}

impl Neighbours {
    /// Of m rows, to be filled.
    pub(super) fn empty(m: usize, k: usize) -> Self {
        Self {
            k,
            indices: vec![0; m * k],
            distances: vec![0.0; m * k],
        }
    }

    /// Those of all rows, k of each.
    pub(super) fn all_mut(&mut self) -> (&mut [u32], &mut [f32]) {
        (&mut self.indices, &mut self.distances)
    }

    /// As bhtsne takes them.
    pub(super) fn table(&self) -> Vec<Vec<Neighbor<f32>>> {
        let neighbour = |(&j, &distance): (&u32, &f32)| Neighbor {
            index: j as usize,
            distance,
        };
        let n = self.indices.len() / self.k.max(1);
        let row = |i| {
            let (indices, distances) = self.of(i);
            indices.iter().zip(distances).map(neighbour).collect()
        };
        (0..n).map(row).collect()
    }
}

/// Squared Euclidean distance of two rows of one length, summed in f64.
pub(super) fn squared_distance(a: &[f32], b: &[f32]) -> f64 {
    // Four running sums: one alone would tie the compiler to the order of the additions, and so to
    // one at a time.
    let mut lanes = [0.0f64; 4];
    let (a_chunks, a_rest) = a.as_chunks::<4>();
    let (b_chunks, b_rest) = b.as_chunks::<4>();
    for (x, y) in a_chunks.iter().zip(b_chunks) {
        for lane in 0..4 {
            let difference = f64::from(x[lane]) - f64::from(y[lane]);
            lanes[lane] += difference * difference;
        }
    }
    let rest = a_rest
        .iter()
        .zip(b_rest)
        .map(|(&x, &y)| (f64::from(x) - f64::from(y)).powi(2))
        .sum::<f64>();
    lanes.iter().sum::<f64>() + rest
}

fn search(
    x: &Matrix,
    queries: &Matrix,
    k: usize,
    skip_self: bool,
    reporter: &Reporter,
) -> Option<Neighbours> {
    let (n, m) = (x.n_rows(), queries.n_rows());
    let mut found = Neighbours::empty(m, k);
    if k == 0 {
        return Some(found);
    }
    let screen = Screen::new(x);
    let groups = found
        .indices
        .chunks_mut(GROUP * k)
        .zip(found.distances.chunks_mut(GROUP * k));
    for (group, (indices, distances)) in groups.enumerate() {
        if reporter.take_stop() {
            return None;
        }
        reporter.step(
            Stage::Projection,
            group * GROUP,
            m,
            id::PROJECTION_FINDING_NEIGHBOURS,
        );
        let blocks = indices
            .par_chunks_mut(BLOCK * k)
            .zip(distances.par_chunks_mut(BLOCK * k));
        blocks
            .enumerate()
            .for_each(|(block, (indices, distances))| {
                let first = group * GROUP + block * BLOCK;
                let rows = first..m.min(first + BLOCK);
                let tiles = tiles(n, if skip_self { first } else { 0 });
                let may_ask = |i, j| !(skip_self && i == j);
                let nearest = screen.nearest_of_block(x, queries, rows, tiles, k, may_ask);
                for (at, (square, j)) in nearest.into_iter().flatten().enumerate() {
                    indices[at] = j;
                    distances[at] = square.sqrt() as f32;
                }
            });
    }
    Some(found)
}

/// The `k` rows of `x` nearest to each row (Euclidean) of those that it may be asked for, nearest
/// first, ties by index; fewer where there are fewer. `may_ask(i, j)` says whether `j` may be a
/// neighbour of `i`; a row is never its own.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub(crate) fn nearest_of_some(
    x: &Matrix,
    k: usize,
    may_ask: impl Fn(usize, usize) -> bool + Sync,
    reporter: &Reporter,
) -> Result<Vec<Vec<u32>>> {
    let n = x.n_rows();
    if k == 0 {
        return Ok(vec![Vec::new(); n]);
    }
    let screen = Screen::new(x);
    let starts: Vec<usize> = (0..n).step_by(BLOCK).collect();
    let blocks = starts.into_par_iter().map(|start| {
        reporter.checkpoint()?;
        let rows = start..n.min(start + BLOCK);
        let may_ask = |i, j| i != j && may_ask(i, j);
        Ok(screen.nearest_of_block(x, x, rows, tiles(n, start), k, may_ask))
    });
    let blocks = blocks.collect::<Result<Vec<_>>>()?;
    let row = |found: Vec<(f64, u32)>| found.into_iter().map(|(_, j)| j).collect();
    Ok(blocks.into_iter().flatten().map(row).collect())
}

/// All rows, those around `first` before the others: rows that stand together are often alike, and a
/// row soon knows what is too far.
fn tiles(n: usize, first: usize) -> impl Iterator<Item = Range<usize>> {
    let own = first / TILE;
    let tiles = (own..n.div_ceil(TILE)).chain(0..own);
    tiles.map(move |tile| tile * TILE..n.min((tile + 1) * TILE))
}

/// Rows prepared so that one matrix product gives, for many pairs at once, a number that is never
/// above ‖b‖² − 2a·b.
///
/// The product is in f32 and off by at most about (d + 3)·2⁻²⁴·(‖a‖ + ‖b‖)² (Higham 2002, section
/// 3.1). That much, and room to spare, is taken off, so that no neighbour is missed; what passes is
/// computed anew in f64.
pub(super) struct Screen {
    means: Vec<f64>,
    /// Makes the largest number 1, so that no square is out of range.
    scale: f64,
    /// Twice the relative error, for (‖a‖ + ‖b‖)² ≤ 2‖a‖² + 2‖b‖².
    slack: f64,
    /// n × (d + 1): b, and ‖b‖² less its share of the error.
    pub(crate) points: Vec<f32>,
}

impl Screen {
    pub(super) fn new(x: &Matrix) -> Self {
        let (n, d) = (x.n_rows(), x.n_cols());
        // Centred, for far from 0 the small distances would drown in the rounding of large squares.
        let mut means = vec![0.0; d];
        for row in x.rows() {
            means
                .iter_mut()
                .zip(row)
                .for_each(|(m, &v)| *m += f64::from(v) / n as f64);
        }
        let largest = |row: &[f32]| {
            row.iter()
                .zip(&means)
                .map(|(&v, m)| (f64::from(v) - m).abs())
                .fold(0.0, f64::max)
        };
        let largest = x.rows().map(largest).fold(0.0, f64::max);
        let scale = if largest > 0.0 { largest.recip() } else { 1.0 };
        let slack = 2.0 * (d + 8) as f64 * f64::from(f32::EPSILON);
        let mut screen = Self {
            means,
            scale,
            slack,
            points: Vec::with_capacity(n * (d + 1)),
        };
        for row in x.rows() {
            let mut square = 0.0;
            for (&v, m) in row.iter().zip(&screen.means) {
                let v = (f64::from(v) - m) * screen.scale;
                square += v * v;
                screen.points.push(v as f32);
            }
            screen.points.push((square * (1.0 - screen.slack)) as f32);
        }
        screen
    }

    /// The `k` nearest rows to each row of a block of `queries`, among the rows of `x` in `tiles`,
    /// none of them longer than [`TILE`], of which it may be asked for: (squared distance, row),
    /// nearest first.
    pub(super) fn nearest_of_block(
        &self,
        x: &Matrix,
        queries: &Matrix,
        block: Range<usize>,
        tiles: impl Iterator<Item = Range<usize>>,
        k: usize,
        may_ask: impl Fn(usize, usize) -> bool,
    ) -> Vec<Vec<(f64, u32)>> {
        let width = x.n_cols() + 1;
        let (sides, squares) = self.prepared(queries, block.clone());
        let left = MatRef::from_row_major_slice(&sides, block.len(), width);
        let mut best: Vec<Vec<(f64, u32)>> = vec![Vec::with_capacity(k + 1); block.len()];
        let mut products = vec![0.0f32; block.len() * TILE];
        for tile in tiles {
            let (start, len) = (tile.start, tile.len());
            let right = MatRef::from_row_major_slice(
                &self.points[start * width..(start + len) * width],
                len,
                width,
            );
            let products = &mut products[..block.len() * len];
            let out = MatMut::from_row_major_slice_mut(products, block.len(), len);
            matmul(out, Accum::Replace, left, right.transpose(), 1.0, Par::Seq);
            for (at, row) in products.chunks_exact(len).enumerate() {
                let i = block.start + at;
                let bound = |best: &[(f64, u32)]| match best.get(k - 1) {
                    Some(&(worst, _)) => self.bound(worst, squares[at]),
                    None => f32::INFINITY,
                };
                let mut limit = bound(&best[at]);
                for (chunk, values) in row.chunks(16).enumerate() {
                    // Without an early exit this compiles to a few vector instructions, and is
                    // nearly always false.
                    if !values.iter().fold(false, |any, &v| any | (v <= limit)) {
                        continue;
                    }
                    for (offset, &v) in values.iter().enumerate() {
                        let j = start + chunk * 16 + offset;
                        if v <= limit && may_ask(i, j) {
                            keep(
                                &mut best[at],
                                k,
                                (squared_distance(queries.row(i), x.row(j)), j as u32),
                            );
                            limit = bound(&best[at]);
                        }
                    }
                }
            }
        }
        best
    }

    /// −2a and 1 for each row of the block, and its ‖a‖².
    fn prepared(&self, queries: &Matrix, block: Range<usize>) -> (Vec<f32>, Vec<f64>) {
        let mut sides = Vec::with_capacity(block.len() * (queries.n_cols() + 1));
        let mut squares = Vec::with_capacity(block.len());
        for i in block {
            let mut square = 0.0;
            for (&v, m) in queries.row(i).iter().zip(&self.means) {
                let v = (f64::from(v) - m) * self.scale;
                square += v * v;
                sides.push((-2.0 * v) as f32);
            }
            sides.push(1.0);
            squares.push(square);
        }
        (sides, squares)
    }

    /// What a product must not exceed for its row to lie within `worst`, the squared distance of
    /// the last one kept.
    fn bound(&self, worst: f64, square: f64) -> f32 {
        ((worst * self.scale * self.scale - square * (1.0 - self.slack)) as f32).next_up()
    }
}

/// Puts `candidate` in its place among the `k` best, by distance and then by row.
pub(super) fn keep(best: &mut Vec<(f64, u32)>, k: usize, candidate: (f64, u32)) {
    let place = best.partition_point(|kept| {
        kept.0
            .total_cmp(&candidate.0)
            .then(kept.1.cmp(&candidate.1))
            .is_lt()
    });
    if place < k {
        best.truncate(k - 1);
        best.insert(place, candidate);
    }
}
