//! Exact nearest neighbours, every pair compared: by matrix products first, and in f64 where that
//! could decide.
//!
//! No approximate index is kept beside it: 60,000 spectra of 64 bands take 1.6 s of four cores.
//! NN-descent takes half of that and finds 98.8 % of them (pynndescent 0.5.13; see
//! `benches/umap.rs`); here the result is exact, and the same on any number of threads.

use bhtsne::Neighbor;
use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};
use rayon::prelude::*;

use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::words::id;

/// Rows between two looks at Stop.
const GROUP: usize = 8192;
/// Rows that one task looks for, and rows it compares them with at a time: their products stay in
/// the cache of a core.
const BLOCK: usize = 128;
const TILE: usize = 1024;

/// The `k` nearest rows of each of m rows (Euclidean), nearest first; ties by index.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbours {
    k: usize,
    indices: Vec<u32>,
    distances: Vec<f32>,
}

impl Neighbours {
    /// Neighbours of each row.
    pub fn k(&self) -> usize {
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
pub fn k_nearest_among(
    x: &Matrix,
    new: &Matrix,
    k: usize,
    reporter: &Reporter,
) -> Option<Neighbours> {
    search(x, new, k.min(x.n_rows()), false, reporter)
}

/// The `k` rows nearest to row `i` (Euclidean), nearest first, without `i`; ties by index. (row,
/// distance).
pub fn nearest(x: &Matrix, i: usize, k: usize) -> Vec<(usize, f32)> {
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

/// The `k` nearest rows of each row as bhtsne takes them; `None` when Stop was pressed.
pub(super) fn table(x: &Matrix, k: usize, reporter: &Reporter) -> Option<Vec<Vec<Neighbor<f32>>>> {
    let found = k_nearest(x, k, reporter)?;
    let row = |i| {
        let (indices, distances) = found.of(i);
        indices
            .iter()
            .zip(distances)
            .map(|(&j, &distance)| Neighbor {
                index: j as usize,
                distance,
            })
            .collect()
    };
    Some((0..x.n_rows()).map(row).collect())
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
    let m = queries.n_rows();
    let mut found = Neighbours {
        k,
        indices: vec![0; m * k],
        distances: vec![0.0; m * k],
    };
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
                let nearest =
                    screen.nearest_of_block(x, queries, first..m.min(first + BLOCK), k, skip_self);
                for (at, (square, j)) in nearest.into_iter().flatten().enumerate() {
                    indices[at] = j;
                    distances[at] = square.sqrt() as f32;
                }
            });
    }
    Some(found)
}

/// Rows prepared so that one matrix product gives, for many pairs at once, a number that is never
/// above ‖b‖² − 2a·b.
///
/// The product is in f32 and off by at most about (d + 3)·2⁻²⁴·(‖a‖ + ‖b‖)² (Higham 2002, section
/// 3.1). That much, and room to spare, is taken off, so that no neighbour is missed; what passes is
/// computed anew in f64.
struct Screen {
    means: Vec<f64>,
    /// Makes the largest number 1, so that no square is out of range.
    scale: f64,
    /// Twice the relative error, for (‖a‖ + ‖b‖)² ≤ 2‖a‖² + 2‖b‖².
    slack: f64,
    /// n × (d + 1): b, and ‖b‖² less its share of the error.
    points: Vec<f32>,
}

impl Screen {
    fn new(x: &Matrix) -> Self {
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

    /// The `k` nearest rows of `x` to each row of a block of `queries`: (squared distance, row),
    /// nearest first.
    fn nearest_of_block(
        &self,
        x: &Matrix,
        queries: &Matrix,
        block: std::ops::Range<usize>,
        k: usize,
        skip_self: bool,
    ) -> Vec<Vec<(f64, u32)>> {
        let (n, width) = (x.n_rows(), x.n_cols() + 1);
        let (sides, squares) = self.prepared(queries, block.clone());
        let left = MatRef::from_row_major_slice(&sides, block.len(), width);
        let mut best: Vec<Vec<(f64, u32)>> = vec![Vec::with_capacity(k + 1); block.len()];
        let mut products = vec![0.0f32; block.len() * TILE];
        let n_tiles = n.div_ceil(TILE);
        // Rows that stand together are often alike: beginning with its own tile, a row soon knows
        // what is too far.
        let own_tile = if skip_self { block.start / TILE } else { 0 };
        for tile in (own_tile..n_tiles).chain(0..own_tile) {
            let (start, len) = (tile * TILE, TILE.min(n - tile * TILE));
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
                        if v <= limit && !(skip_self && i == j) {
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
    fn prepared(&self, queries: &Matrix, block: std::ops::Range<usize>) -> (Vec<f32>, Vec<f64>) {
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
fn keep(best: &mut Vec<(f64, u32)>, k: usize, candidate: (f64, u32)) {
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
