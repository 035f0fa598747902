//! Nearest rows, and rows within a radius: found by f32 products, decided by f64 distances.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::rows::{Rows, products};
use crate::error::{Error, Result};
use crate::job::{Reporter, Stage};
use crate::words::{id, same, say};

/// Rows whose products with all others are held at once by each thread.
const STRIPE: usize = 32;
/// Values looked at together.
const RUN: usize = 64;

/// The `k` nearest of each row (itself included, as in scikit-learn's `kneighbors(X)` of the fitted
/// rows) with their distances, nearest first, those of one distance by their place. Fewer when
/// there are fewer rows.
///
/// # Shapes
/// n rows of min(k, n) pairs, one after another.
pub(super) fn nearest(rows: &Rows, k: usize, reporter: &Reporter) -> Result<Vec<(u32, f64)>> {
    let margins = Margins::of(rows);
    let lists = stripes(rows, reporter, |i, dots, list| {
        list.extend(margins.nearest(rows, i, dots, k))
    })?;
    Ok(lists.concat())
}

/// Distance of each row to its `k`-th nearest, itself included, in the order of the rows.
pub(super) fn kth_distances(rows: &Rows, k: usize, reporter: &Reporter) -> Result<Vec<f64>> {
    let margins = Margins::of(rows);
    let lists = stripes(rows, reporter, |i, dots, list| {
        list.extend(margins.kth(rows, i, dots, k))
    })?;
    Ok(lists.concat())
}

/// The rows within a radius of each row, itself included.
#[derive(Debug)]
pub(super) struct Neighbourhoods {
    /// Where the list of each row begins; n + 1 of them.
    starts: Vec<usize>,
    rows: Vec<u32>,
}

impl Neighbourhoods {
    /// With them, what [`kth_distances`] gives: the products, which both need, are the costly part.
    ///
    /// # Errors
    /// When there are more than `limit` pairs in all; or [`Error::Cancelled`].
    pub(super) fn within(
        rows: &Rows,
        eps: f64,
        k: usize,
        limit: usize,
        reporter: &Reporter,
    ) -> Result<(Self, Vec<f64>)> {
        let margins = Margins::of(rows);
        let total = AtomicUsize::new(0);
        let lists = stripes(rows, reporter, |i, dots, list| {
            if total.load(Ordering::Relaxed) <= limit {
                let found = margins.within(rows, i, dots, eps * eps);
                total.fetch_add(found.len(), Ordering::Relaxed);
                list.push((found, margins.kth(rows, i, dots, k).unwrap_or_default()));
            }
        })?;
        let total = total.into_inner();
        if total > limit {
            let cause = say(id::CLUSTERING_RADIUS_EPS_MAKES_MORE_THAN)
                .with("eps", eps)
                .with("limit", limit);
            return Err(Error::stage(same("DBSCAN"), cause));
        }
        let mut all = Self {
            starts: vec![0],
            rows: Vec::with_capacity(total),
        };
        let mut kth = Vec::with_capacity(rows.n);
        for (found, distance) in lists.into_iter().flatten() {
            all.rows.extend(found);
            all.starts.push(all.rows.len());
            kth.push(distance);
        }
        Ok((all, kth))
    }

    pub(super) fn of(&self, i: usize) -> &[u32] {
        &self.rows[self.starts[i]..self.starts[i + 1]]
    }
}

/// Calls `row(i, products of row i with every row, list)` for each row; the lists of the stripes in
/// order.
fn stripes<T: Send>(
    rows: &Rows,
    reporter: &Reporter,
    row: impl Fn(usize, &[f32], &mut Vec<T>) + Sync,
) -> Result<Vec<Vec<T>>> {
    let n = rows.n;
    let n_stripes = n.div_ceil(STRIPE);
    let work = |dots: &mut Vec<f32>, stripe: usize| {
        reporter.checkpoint()?;
        let first = stripe * STRIPE;
        let count = STRIPE.min(n - first);
        dots.resize(count * n, 0.0);
        products(rows.narrow(first, count), rows.narrow(0, n), rows.d, dots);
        let mut list = Vec::new();
        for (offset, dots) in dots.chunks_exact(n).enumerate() {
            row(first + offset, dots, &mut list);
        }
        reporter.step(
            Stage::Clustering,
            first + count,
            n,
            id::CLUSTERING_NEIGHBOURS,
        );
        Ok(list)
    };
    (0..n_stripes)
        .into_par_iter()
        .map_init(Vec::new, work)
        .collect()
}

/// What turns products into distances, and how far to trust them.
struct Margins {
    half_squares: Vec<f32>,
    reach: f64,
}

impl Margins {
    fn of(rows: &Rows) -> Self {
        Self {
            half_squares: rows.half_squares(),
            reach: rows.reach(),
        }
    }

    fn nearest(&self, rows: &Rows, i: usize, dots: &[f32], k: usize) -> Vec<(u32, f64)> {
        let square = |(_, j): (f32, u32)| (j, rows.squared_distance(i, j as usize));
        let mut exact: Vec<(u32, f64)> = self
            .least(rows, i, dots, k.min(rows.n))
            .into_iter()
            .map(square)
            .collect();
        exact.sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        exact.truncate(k);
        exact
            .iter_mut()
            .for_each(|(_, square)| *square = square.sqrt());
        exact
    }

    /// Distance to the `k`-th nearest, or to the last when there are fewer.
    fn kth(&self, rows: &Rows, i: usize, dots: &[f32], k: usize) -> Option<f64> {
        self.nearest(rows, i, dots, k)
            .last()
            .map(|&(_, distance)| distance)
    }

    /// Rows that may be among the `k` nearest of row `i`; the true ones are among them. Each with
    /// half its squared distance, less |x|²/2.
    fn least(&self, rows: &Rows, i: usize, dots: &[f32], k: usize) -> Vec<(f32, u32)> {
        let margin = rows.margin(rows.norm(i), self.reach);
        let mut kept: Vec<(f32, u32)> = Vec::new();
        let mut bound = f32::INFINITY;
        let mut full = (4 * k).max(128);
        let tighten = |kept: &mut Vec<(f32, u32)>| {
            let (_, kth, _) = kept.select_nth_unstable_by(k - 1, |a, b| a.0.total_cmp(&b.0));
            let bound = kth.0 + margin;
            kept.retain(|(value, _)| *value <= bound);
            bound
        };
        for (run, (dots, halves)) in dots
            .chunks(RUN)
            .zip(self.half_squares.chunks(RUN))
            .enumerate()
        {
            if none_below(dots, halves, bound) {
                continue;
            }
            for (offset, (dot, half)) in dots.iter().zip(halves).enumerate() {
                let value = half - dot;
                if value <= bound {
                    kept.push((value, (run * RUN + offset) as u32));
                }
            }
            if kept.len() >= full {
                bound = tighten(&mut kept);
                // Many at nearly one distance: do not look at them again at every step.
                full = full.max(2 * kept.len());
            }
        }
        if kept.len() > k {
            tighten(&mut kept);
        }
        kept
    }

    fn within(&self, rows: &Rows, i: usize, dots: &[f32], square: f64) -> Vec<u32> {
        let margin = rows.margin(rows.norm(i), self.reach);
        let bound = (square / 2.0 - rows.norm(i) * rows.norm(i) / 2.0) as f32;
        // The bound is rounded too, by no more than its own size allows.
        let margin = margin + bound.abs() * f32::EPSILON;
        let mut found = Vec::new();
        for (run, (dots, halves)) in dots
            .chunks(RUN)
            .zip(self.half_squares.chunks(RUN))
            .enumerate()
        {
            if none_below(dots, halves, bound + margin) {
                continue;
            }
            for (offset, (dot, half)) in dots.iter().zip(halves).enumerate() {
                let (j, value) = (run * RUN + offset, half - dot);
                let near = value <= bound + margin;
                if near && (value <= bound - margin || rows.squared_distance(i, j) <= square) {
                    found.push(j as u32);
                }
            }
        }
        found
    }
}

/// True when no value of a run is at or below the bound: most runs, and a count is quicker than a
/// branch for each.
fn none_below(dots: &[f32], halves: &[f32], bound: f32) -> bool {
    dots.iter()
        .zip(halves)
        .map(|(dot, half)| u32::from(half - dot <= bound))
        .sum::<u32>()
        == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::Matrix;
    use crate::random::splitmix64;

    /// Far from the origin, with one row much farther, many nearly equal and some repeated: f32
    /// alone gets these wrong.
    fn hard(n: usize, d: usize) -> Matrix {
        let number = |at: usize| (splitmix64(at as u64) % 1000) as f32 / 1000.0;
        let mut x = Matrix::zeros(n, d);
        for i in 0..n {
            let same = i - i % 5 * (i % 3 / 2);
            for c in 0..d {
                let apart = if i % 7 == 0 { 1.0 } else { 1e-3 };
                x.row_mut(i)[c] = 50.0 + apart * number(same * d + c);
            }
        }
        x.row_mut(n / 2)[0] = 3000.0;
        x
    }

    #[test]
    fn neighbours_are_those_of_exact_distances() {
        let reporter = Reporter::silent();
        for (n, d, k) in [(300, 3, 7), (257, 40, 31), (40, 2, 60)] {
            let rows = Rows::new(&hard(n, d), same("test")).unwrap();
            let found = nearest(&rows, k, &reporter).unwrap();
            let eps = found[n / 3 * k.min(n) + k.min(n) / 2].1;
            let (within, kth) =
                Neighbourhoods::within(&rows, eps, k, usize::MAX, &reporter).unwrap();
            for i in 0..n {
                let mut all: Vec<(f64, u32)> = (0..n)
                    .map(|j| (rows.squared_distance(i, j), j as u32))
                    .collect();
                let near: Vec<u32> = all
                    .iter()
                    .filter(|(square, _)| *square <= eps * eps)
                    .map(|&(_, j)| j)
                    .collect();
                assert_eq!(within.of(i), near);
                all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                let expected: Vec<(u32, f64)> = all
                    .iter()
                    .take(k)
                    .map(|&(square, j)| (j, square.sqrt()))
                    .collect();
                assert_eq!(kth[i], expected[expected.len() - 1].1);
                assert_eq!(
                    found[i * expected.len()..(i + 1) * expected.len()],
                    expected
                );
            }
        }
    }

    #[test]
    fn too_many_pairs_are_an_error() {
        let rows = Rows::new(&hard(100, 2), same("test")).unwrap();
        let error = Neighbourhoods::within(&rows, 1e4, 3, 9_999, &Reporter::silent()).unwrap_err();
        assert!(
            error.to_string().contains("choose a smaller eps"),
            "{error}"
        );
        assert!(Neighbourhoods::within(&rows, 1e4, 3, 10_000, &Reporter::silent()).is_ok());
    }
}
