//! The silhouette of points (Rousseeuw 1987): how much nearer a point is to its own cluster than to
//! the next one.
//!
//! What it costs are the distances from each point to all others. With |a − b|² = |a|² − 2a·b + |b|²
//! they are matrix products, in f64 and around the mean of all; where nearly all of the squares has
//! cancelled, as between a point and itself, the distance is computed from the differences.

use std::ops::Range;

use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};
use rayon::prelude::*;

use super::points::Points;
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::{dot, squared_distance_f64};

/// Points that one task sums distances from, and points it takes them to at a time: their products
/// stay in the cache of a core.
const BLOCK: usize = 64;
const TILE: usize = 512;
/// Points between two checkpoints.
const GROUP: usize = 1024;
/// Squares this small a part of |a|² + |b|² have lost six of their sixteen digits.
const CANCELLED: f64 = 1e-6;

/// The silhouettes of the given points, which ascend. Each is summed by one thread, so the bytes do
/// not depend on how many there are.
pub(super) fn silhouettes(
    points: &Points,
    drawn: &[usize],
    reporter: &Reporter,
) -> Result<Vec<f64>> {
    let squares: Vec<f64> = (0..points.n)
        .map(|i| dot(points.row(i), points.row(i)))
        .collect();
    let distances = Distances { points, squares };
    let mut all = Vec::with_capacity(drawn.len());
    for group in drawn.chunks(GROUP) {
        reporter.checkpoint()?;
        let blocks: Vec<Vec<f64>> = group
            .par_chunks(BLOCK)
            .map(|block| distances.silhouettes(block))
            .collect();
        all.extend(blocks.into_iter().flatten());
    }
    Ok(all)
}

struct Distances<'a> {
    points: &'a Points,
    /// |a|² of each point.
    squares: Vec<f64>,
}

impl Distances<'_> {
    fn silhouettes(&self, block: &[usize]) -> Vec<f64> {
        let k = self.points.groups.len();
        let sums = self.sums(block);
        block
            .iter()
            .zip(sums.chunks_exact(k))
            .map(|(&i, sums)| self.silhouette(i, sums))
            .collect()
    }

    /// From the sums of distances to the points of each cluster.
    fn silhouette(&self, i: usize, sums: &[f64]) -> f64 {
        let groups = &self.points.groups;
        let own = groups.partition_point(|group| group.end <= i);
        let n_own = groups[own].len();
        if n_own == 1 {
            return 0.0;
        }
        let within = sums[own] / (n_own - 1) as f64;
        let nearest = (0..groups.len())
            .filter(|&g| g != own)
            .map(|g| sums[g] / groups[g].len() as f64)
            .fold(f64::INFINITY, f64::min);
        let larger = within.max(nearest);
        if larger > 0.0 {
            (nearest - within) / larger
        } else {
            0.0
        }
    }

    /// Sums of the distances from each point of a block to the points of each cluster.
    ///
    /// # Shapes
    /// Block × clusters.
    fn sums(&self, block: &[usize]) -> Vec<f64> {
        let Points { n, d, groups, .. } = self.points;
        let left: Vec<f64> = block
            .iter()
            .flat_map(|&i| self.points.row(i).iter().map(|v| -2.0 * v))
            .collect();
        let left = MatRef::from_row_major_slice(&left, block.len(), *d);
        let mut sums = vec![0.0; block.len() * groups.len()];
        let mut products = vec![0.0; block.len() * TILE];
        let mut first_group = 0;
        for start in (0..*n).step_by(TILE) {
            let tile = start..(start + TILE).min(*n);
            let rows = &self.points.rows[tile.start * d..tile.end * d];
            let right = MatRef::from_row_major_slice(rows, tile.len(), *d);
            let products = &mut products[..block.len() * tile.len()];
            let out = MatMut::from_row_major_slice_mut(products, block.len(), tile.len());
            matmul(out, Accum::Replace, left, right.transpose(), 1.0, Par::Seq);
            first_group += groups[first_group..].partition_point(|g| g.end <= start);
            let met = (first_group..groups.len()).take_while(|&g| groups[g].start < tile.end);
            for g in met {
                let part = groups[g].start.max(start)..groups[g].end.min(tile.end);
                for (at, &i) in block.iter().enumerate() {
                    let products = &products[at * tile.len()..(at + 1) * tile.len()];
                    let products = &products[part.start - start..part.end - start];
                    sums[at * groups.len() + g] += self.sum(i, part.clone(), products);
                }
            }
        }
        sums
    }

    /// Sum of the distances from point `i` to those in `range`, of which −2a·b is given.
    fn sum(&self, i: usize, range: Range<usize>, products: &[f64]) -> f64 {
        const LANES: usize = 8;
        let own = self.squares[i];
        let squares = &self.squares[range.clone()];
        let (there, there_rest) = squares.as_chunks::<LANES>();
        let (products, products_rest) = products.as_chunks::<LANES>();
        let mut lanes = [0.0; LANES];
        for (c, (there, products)) in there.iter().zip(products).enumerate() {
            let mut chunk = [0.0; LANES];
            let mut has_cancelled = false;
            for lane in 0..LANES {
                let both = own + there[lane];
                chunk[lane] = both + products[lane];
                has_cancelled |= chunk[lane] <= CANCELLED * both;
            }
            if has_cancelled {
                for (lane, square) in chunk.iter_mut().enumerate() {
                    *square = self.settled(i, range.start + c * LANES + lane, *square);
                }
            }
            for lane in 0..LANES {
                lanes[lane] += chunk[lane].sqrt();
            }
        }
        let rest = range.end - there_rest.len();
        let rest: f64 = there_rest
            .iter()
            .zip(products_rest)
            .enumerate()
            .map(|(at, (there, product))| self.settled(i, rest + at, own + there + product).sqrt())
            .sum();
        lanes.iter().sum::<f64>() + rest
    }

    /// A squared distance, from the differences where too much of `square` has cancelled.
    fn settled(&self, i: usize, j: usize, square: f64) -> f64 {
        if square <= CANCELLED * (self.squares[i] + self.squares[j]) {
            squared_distance_f64(self.points.row(i), self.points.row(j))
        } else {
            square
        }
    }
}
