//! Nearly all of the nearest neighbours of many songs, for maps.
//!
//! Rows are put into cells, and a row is held against those of the nearest cells only (an inverted
//! file: Jégou, Douze and Schmid 2011), by the matrix products of [`Screen`]; then against the
//! neighbours of its neighbours in other cells (Dong, Charikar and Li 2011). How many cells are
//! looked through is decided by a sample of rows whose neighbours are known exactly: as many as find
//! 99 of 100. Of another sample it is told how many were found.
//!
//! Graphs such as those of the crates hnsw_rs and instant-distance are built by threads that insert
//! into one graph side by side, so that two runs find different neighbours (hnswlib-rs, issue 32);
//! here each row is looked for by one thread in one order, and the result is the same on any number
//! of them.

use std::ops::Range;

use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};
use rayon::prelude::*;

use super::neighbours::{
    BLOCK, Neighbours, Screen, TILE, k_nearest, k_nearest_among, keep, squared_distance,
};
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::random::splitmix64;
use crate::words::id;

/// Up to so many rows every pair is compared.
pub(crate) const MOST_COMPARED: usize = 20_000;
/// Cells for the root of n, so that finding a row's cell and looking through some of them both grow
/// more slowly than the pairs of rows.
const CELLS_PER_ROOT: f64 = 2.0;
/// Rows for each cell that its centre is found from, and how often the centres are moved.
const LEARNT_FROM: usize = 32;
const N_MOVES: usize = 4;
/// Rows whose neighbours are known exactly: so many decide, and so many others judge.
pub(crate) const N_JUDGING: usize = 256;
/// The share of neighbours that is to be found, and the rows looked through at first to find it.
const WANTED: f64 = 0.99;
const FIRST_REACH: usize = 1024;
/// Neighbours of a row, and of each of these, that the second look follows.
const FOLLOWED: usize = 16;
/// Cells between two looks at Stop.
const GROUP: usize = 64;

/// Neighbours of all rows, for a map.
#[derive(Debug, Clone, PartialEq)]
pub struct NearlyNearest {
    /// Nearest first; ties by index.
    pub neighbours: Neighbours,
    /// The share of them that is right, measured on a sample; `None` where all are.
    pub share: Option<f32>,
}

/// The `k` rows of `x` nearest to each of its rows, as [`k_nearest`]: all of them up to 20,000 rows,
/// nearly all above. `None` when Stop was pressed.
///
/// # Shapes
/// `x` n × d, finite; result n × k.
pub fn nearly_nearest(x: &Matrix, k: usize, reporter: &Reporter) -> Option<NearlyNearest> {
    if x.n_rows() <= MOST_COMPARED || x.n_cols() == 0 {
        return exact(x, k, reporter);
    }
    by_cells(x, k, reporter)
}

fn exact(x: &Matrix, k: usize, reporter: &Reporter) -> Option<NearlyNearest> {
    let neighbours = k_nearest(x, k, reporter)?;
    Some(NearlyNearest {
        neighbours,
        share: None,
    })
}

fn by_cells(x: &Matrix, k: usize, reporter: &Reporter) -> Option<NearlyNearest> {
    let cells = Cells::new(x);
    let [deciding, judging] = [0, N_JUDGING].map(|first| Known::new(&cells.x, k, first, reporter));
    let (deciding, judging) = (deciding?, judging?);
    let reaches = std::iter::successors(Some(FIRST_REACH.max(4 * k)), |reach| Some(2 * reach));
    // Where it takes half of all rows to find them, comparing with all is as fast.
    let mut reaches = reaches.take_while(|reach| 2 * reach < x.n_rows());
    let finds_enough = |reach: &usize| {
        let nearest = |&i: &usize| cells.nearest(i..i + 1, *reach, k);
        let found = deciding.rows.par_iter().map(nearest).flatten();
        let roots = |row: Vec<(f64, u32)>| row.iter().map(|n| n.0.sqrt() as f32).collect();
        let found: Vec<Vec<f32>> = found.map(roots).collect();
        deciding.share(|at| &found[at]) >= WANTED
    };
    let Some(reach) = reaches.find(finds_enough) else {
        return exact(x, k, reporter);
    };
    let mut found = cells.all(reach, k, reporter)?;
    cells.look_again(&mut found, reach, reporter)?;
    let share = judging.share(|at| found.of(judging.rows[at]).1);
    Some(NearlyNearest {
        neighbours: cells.in_order(&found),
        share: Some(share as f32),
    })
}

/// Some rows, and how far the last of their k nearest is.
struct Known {
    k: usize,
    rows: Vec<usize>,
    farthest: Vec<f32>,
}

impl Known {
    /// [`N_JUDGING`] rows drawn by the numbers from `first` on.
    fn new(x: &Matrix, k: usize, first: usize, reporter: &Reporter) -> Option<Self> {
        let draw = |i: usize| (splitmix64(i as u64) % x.n_rows() as u64) as usize;
        let rows: Vec<usize> = (first..first + N_JUDGING).map(draw).collect();
        // A row is its own nearest.
        let found = k_nearest_among(x, &x.select_rows(&rows), k + 1, reporter)?;
        let last = |i| found.of(i).1.last().copied().unwrap_or_default();
        Some(Self {
            k,
            farthest: (0..rows.len()).map(last).collect(),
            rows,
        })
    }

    /// Mean share of the neighbours that are found, by the distances of those that are, of the row
    /// at a place among these.
    fn share<'a>(&self, distances: impl Fn(usize) -> &'a [f32]) -> f64 {
        let n_right = |(at, farthest): (usize, &f32)| {
            let right = distances(at).iter().filter(|d| *d <= farthest);
            right.count().min(self.k)
        };
        let n_right: usize = self.farthest.iter().enumerate().map(n_right).sum();
        n_right as f64 / (self.rows.len() * self.k).max(1) as f64
    }
}

/// Rows sorted by the cell that they are in.
struct Cells {
    x: Matrix,
    screen: Screen,
    /// Where each row stood before.
    order: Vec<usize>,
    /// Cell c holds the rows `starts[c]..starts[c + 1]`.
    starts: Vec<usize>,
    of_row: Vec<u32>,
    /// For each cell all cells, nearest first; itself is the first.
    nearest: Vec<Vec<u32>>,
}

impl Cells {
    fn new(x: &Matrix) -> Self {
        let n = x.n_rows();
        let n_cells = (CELLS_PER_ROOT * (n as f64).sqrt()) as usize;
        let screen = Screen::new(x);
        let centres = Centres::learnt(&screen, n, n_cells);
        let of_row = centres.of_rows(&screen.points);
        let mut starts = vec![0; n_cells + 1];
        of_row.iter().for_each(|&c| starts[c as usize + 1] += 1);
        (0..n_cells).for_each(|c| starts[c + 1] += starts[c]);
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|&i| of_row[i]);
        let x = x.select_rows(&order);
        Self {
            screen: Screen::new(&x),
            x,
            of_row: order.iter().map(|&i| of_row[i]).collect(),
            order,
            starts,
            nearest: centres.nearest(),
        }
    }

    fn rows(&self, cell: u32) -> Range<usize> {
        self.starts[cell as usize]..self.starts[cell as usize + 1]
    }

    /// The nearest cells that hold `reach` rows or more.
    fn within(&self, cell: u32, reach: usize) -> &[u32] {
        let all = &self.nearest[cell as usize];
        let mut n_rows = 0;
        let is_short = |&&c: &&u32| {
            let is_short = n_rows < reach;
            n_rows += self.rows(c).len();
            is_short
        };
        let n_cells = all.iter().take_while(is_short).count();
        &all[..n_cells]
    }

    /// The nearest to some rows of one cell, among the rows within reach.
    fn nearest(&self, rows: Range<usize>, reach: usize, k: usize) -> Vec<Vec<(f64, u32)>> {
        let within = self.within(self.of_row[rows.start], reach);
        let tiles = within.iter().flat_map(|&cell| {
            let rows = self.rows(cell);
            let tiles = rows.clone().step_by(TILE);
            tiles.map(move |start| start..rows.end.min(start + TILE))
        });
        self.screen
            .nearest_of_block(&self.x, &self.x, rows, tiles, k, |i, j| i != j)
    }

    /// The nearest to all rows within reach.
    fn all(&self, reach: usize, k: usize, reporter: &Reporter) -> Option<Neighbours> {
        let mut found = Neighbours::empty(self.x.n_rows(), k);
        self.by_cells(&mut found, reporter, |cell, indices, distances| {
            let mut at = 0;
            for start in self.rows(cell).step_by(BLOCK) {
                let block = start..self.rows(cell).end.min(start + BLOCK);
                for row in self.nearest(block, reach, k) {
                    // As many as there are places: more than k rows are within reach.
                    for (place, (square, j)) in row.into_iter().enumerate() {
                        indices[at + place] = j;
                        distances[at + place] = square.sqrt() as f32;
                    }
                    at += k;
                }
            }
        })?;
        Some(found)
    }

    /// Holds each row against the neighbours of its neighbours, and against the rows that it is a
    /// neighbour of, as far as they are out of reach.
    fn look_again(&self, found: &mut Neighbours, reach: usize, reporter: &Reporter) -> Option<()> {
        let before = found.clone();
        let (k, followed) = (before.k(), before.k().min(FOLLOWED));
        let near = |i: usize| &before.of(i).0[..followed];
        let mut neighbour_of: Vec<Vec<u32>> = vec![Vec::new(); self.x.n_rows()];
        for i in 0..self.x.n_rows() {
            for &j in near(i) {
                if neighbour_of[j as usize].len() < FOLLOWED {
                    neighbour_of[j as usize].push(i as u32);
                }
            }
        }
        self.by_cells(found, reporter, |cell, indices, distances| {
            let mut seen = vec![false; self.starts.len()];
            self.within(cell, reach)
                .iter()
                .for_each(|&c| seen[c as usize] = true);
            for (at, i) in self.rows(cell).enumerate() {
                let first = near(i).iter().chain(&neighbour_of[i]);
                let second = first.clone().flat_map(|&j| near(j as usize));
                let mut others: Vec<u32> = first.chain(second).copied().collect();
                others.retain(|&j| !seen[self.of_row[j as usize] as usize]);
                others.sort_unstable();
                others.dedup();
                let row = at * k..(at + 1) * k;
                self.take(i, &others, &mut indices[row.clone()], &mut distances[row]);
            }
        })
    }

    /// Puts what is nearer than the neighbours of row `i` in their place.
    fn take(&self, i: usize, others: &[u32], indices: &mut [u32], distances: &mut [f32]) {
        let to = |j: u32| (squared_distance(self.x.row(i), self.x.row(j as usize)), j);
        let Some(&last) = distances.last() else {
            return;
        };
        let farthest = f64::from(last) * f64::from(last);
        let nearer: Vec<(f64, u32)> = others
            .iter()
            .map(|&j| to(j))
            .filter(|o| o.0 < farthest)
            .collect();
        if nearer.is_empty() {
            return;
        }
        let mut best: Vec<(f64, u32)> = indices.iter().map(|&j| to(j)).collect();
        let k = best.len();
        nearer
            .into_iter()
            .for_each(|other| keep(&mut best, k, other));
        for (place, (square, j)) in best.into_iter().enumerate() {
            indices[place] = j;
            distances[place] = square.sqrt() as f32;
        }
    }

    /// Lets `fill` see the neighbours of the rows of each cell, cells side by side. `None` when Stop
    /// was pressed.
    fn by_cells(
        &self,
        found: &mut Neighbours,
        reporter: &Reporter,
        fill: impl Fn(u32, &mut [u32], &mut [f32]) + Sync,
    ) -> Option<()> {
        let (k, n) = (found.k(), self.x.n_rows());
        let (mut indices, mut distances) = found.all_mut();
        let cells: Vec<u32> = (0..self.starts.len() as u32 - 1).collect();
        for group in cells.chunks(GROUP) {
            if reporter.take_stop() {
                return None;
            }
            let done = self.starts[group[0] as usize];
            reporter.step(
                Stage::Projection,
                done,
                n,
                id::PROJECTION_FINDING_NEIGHBOURS,
            );
            let mut parts = Vec::with_capacity(group.len());
            for &cell in group {
                let size = self.rows(cell).len() * k;
                let (own_indices, rest) = indices.split_at_mut(size);
                indices = rest;
                let (own_distances, rest) = distances.split_at_mut(size);
                distances = rest;
                parts.push((cell, own_indices, own_distances));
            }
            let parts = parts.into_par_iter();
            parts.for_each(|(cell, indices, distances)| fill(cell, indices, distances));
        }
        Some(())
    }

    /// As the rows stood before; each row's by distance, ties by index.
    fn in_order(&self, found: &Neighbours) -> Neighbours {
        let k = found.k();
        let mut all = Neighbours::empty(self.x.n_rows(), k);
        let (to_indices, to_distances) = all.all_mut();
        for (i, &before) in self.order.iter().enumerate() {
            let (indices, distances) = found.of(i);
            let indices = indices.iter().map(|&j| self.order[j as usize] as u32);
            let mut row: Vec<(f32, u32)> = distances.iter().copied().zip(indices).collect();
            row.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            for (place, (distance, j)) in row.into_iter().enumerate() {
                to_indices[before * k + place] = j;
                to_distances[before * k + place] = distance;
            }
        }
        all
    }
}

/// The centres of cells, in the space of a screen.
struct Centres {
    n: usize,
    /// As long as the points of the screen, with 0 in place of their squares.
    width: usize,
    rows: Vec<f32>,
}

impl Centres {
    /// Lloyd's steps on every some rows, as many from each part of the table; a centre that no row
    /// is nearest to stays.
    fn learnt(screen: &Screen, n: usize, n_cells: usize) -> Self {
        let width = screen.points.len() / n;
        let row = |i: usize| &screen.points[i * width..(i + 1) * width];
        let step = (n / (LEARNT_FROM * n_cells)).max(1);
        let some: Vec<f32> = (0..n).step_by(step).flat_map(row).copied().collect();
        let n_some = some.len() / width;
        let first = |c: usize| {
            let at = c * n_some / n_cells;
            &some[at * width..(at + 1) * width]
        };
        let mut centres = Self {
            n: n_cells,
            width,
            rows: (0..n_cells).flat_map(first).copied().collect(),
        };
        centres
            .rows
            .chunks_exact_mut(width)
            .for_each(|c| c[width - 1] = 0.0);
        for _ in 0..N_MOVES {
            centres.move_to_means(&some);
        }
        centres
    }

    fn move_to_means(&mut self, rows: &[f32]) {
        let width = self.width;
        let mut sums = vec![0.0_f64; self.n * width];
        let mut sizes = vec![0_u32; self.n];
        for (row, cell) in rows.chunks_exact(width).zip(self.of_rows(rows)) {
            let cell = cell as usize;
            sizes[cell] += 1;
            let sums = &mut sums[cell * width..(cell + 1) * width - 1];
            sums.iter_mut()
                .zip(row)
                .for_each(|(sum, v)| *sum += f64::from(*v));
        }
        for (cell, size) in sizes.into_iter().enumerate().filter(|(_, size)| *size > 0) {
            let both = self.rows[cell * width..(cell + 1) * width - 1].iter_mut();
            let sums = &sums[cell * width..];
            both.zip(sums)
                .for_each(|(v, sum)| *v = (sum / f64::from(size)) as f32);
        }
    }

    /// |c|²/2 of each.
    fn halves(&self) -> Vec<f32> {
        let square = |c: &[f32]| c.iter().map(|v| v * v).sum::<f32>() / 2.0;
        self.rows.chunks_exact(self.width).map(square).collect()
    }

    /// Products of rows with every centre.
    ///
    /// # Shapes
    /// Rows × centres.
    fn products(&self, rows: &[f32], out: &mut [f32]) {
        let m = rows.len() / self.width;
        matmul(
            MatMut::from_row_major_slice_mut(out, m, self.n),
            Accum::Replace,
            MatRef::from_row_major_slice(rows, m, self.width),
            MatRef::from_row_major_slice(&self.rows, self.n, self.width).transpose(),
            1.0,
            Par::Seq,
        );
    }

    /// The nearest centre of each row, the first of equals.
    fn of_rows(&self, rows: &[f32]) -> Vec<u32> {
        let halves = self.halves();
        let mut found = vec![0; rows.len() / self.width];
        let blocks = found
            .par_chunks_mut(BLOCK)
            .zip(rows.par_chunks(BLOCK * self.width));
        blocks.for_each(|(found, rows)| {
            let mut products = vec![0.0; found.len() * self.n];
            self.products(rows, &mut products);
            for (cell, products) in found.iter_mut().zip(products.chunks_exact(self.n)) {
                let mut least = f32::INFINITY;
                for (c, (half, product)) in halves.iter().zip(products).enumerate() {
                    if half - product < least {
                        (*cell, least) = (c as u32, half - product);
                    }
                }
            }
        });
        found
    }

    /// For each centre all of them, nearest first: itself, and then by distance and index.
    fn nearest(&self) -> Vec<Vec<u32>> {
        let halves = self.halves();
        let sorted = |c: usize| {
            let mut products = vec![0.0; self.n];
            self.products(
                &self.rows[c * self.width..(c + 1) * self.width],
                &mut products,
            );
            let far = |other: u32| halves[other as usize] - products[other as usize];
            let mut all: Vec<u32> = (0..self.n as u32).collect();
            all.sort_by(|&a, &b| {
                let is_other = |at: u32| at != c as u32;
                let by_place = is_other(a).cmp(&is_other(b));
                by_place.then(far(a).total_cmp(&far(b))).then(a.cmp(&b))
            });
            all
        };
        (0..self.n).into_par_iter().map(sorted).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::test_kit::digits;

    /// Rows on a curved sheet of three dimensions in ten, and a little beside it; with twins.
    fn sheet(n: usize) -> Matrix {
        let uniform = |i: u64| splitmix64(i) as f64 / u64::MAX as f64;
        let row = |i: usize| {
            let i = if i % 50 == 7 { i - 1 } else { i } as u64;
            let at = [0, 1, 2].map(|j| uniform(16 * i + j));
            let number = |c: usize| {
                let turn = (1.0 + c as f64 * 0.7) * at[c % 3] + at[(c + 1) % 3];
                (turn.sin() + 0.01 * uniform(16 * i + 3 + c as u64)) as f32
            };
            (0..10).map(number).collect::<Vec<f32>>()
        };
        Matrix::from_rows(&(0..n).map(row).collect::<Vec<_>>())
    }

    #[test]
    fn nearly_all_are_found_and_it_is_told_how_many() {
        let x = sheet(5_000);
        let reporter = Reporter::silent();
        let found = by_cells(&x, 15, &reporter).unwrap();
        let exact = k_nearest(&x, 15, &reporter).unwrap();
        let n_right: usize = (0..x.n_rows())
            .map(|i| {
                let last = exact.of(i).1[14];
                found
                    .neighbours
                    .of(i)
                    .1
                    .iter()
                    .filter(|d| **d <= last)
                    .count()
                    .min(15)
            })
            .sum();
        let share = n_right as f64 / (15 * x.n_rows()) as f64;
        let told = f64::from(found.share.unwrap());
        assert!(
            share > 0.985 && (share - told).abs() < 0.01,
            "{share}, told {told}"
        );
        for i in (0..x.n_rows()).step_by(97) {
            let (indices, distances) = found.neighbours.of(i);
            assert!(distances.is_sorted() && !indices.contains(&(i as u32)));
            let true_distance =
                |j: u32| squared_distance(x.row(i), x.row(j as usize)).sqrt() as f32;
            assert!(
                indices
                    .iter()
                    .zip(distances)
                    .all(|(&j, &d)| true_distance(j) == d)
            );
            let mut once = indices.to_vec();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), 15);
        }
    }

    #[test]
    fn one_answer_with_any_number_of_threads() {
        let x = sheet(4_000);
        let alone = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .build()
            .unwrap();
        let run = || by_cells(&x, 5, &Reporter::silent()).unwrap();
        let (a, b) = (run(), alone.install(run));
        assert_eq!(a, b);
    }

    #[test]
    fn few_rows_and_rows_that_have_no_cells_are_compared_with_all() {
        let found = nearly_nearest(&digits(300), 15, &Reporter::silent()).unwrap();
        assert_eq!(found.share, None);
        assert_eq!(
            found.neighbours,
            k_nearest(&digits(300), 15, &Reporter::silent()).unwrap()
        );
        // All in one place: any neighbour is as near as any other.
        let equal = Matrix::zeros(2_100, 2);
        let found = by_cells(&equal, 3, &Reporter::silent()).unwrap();
        assert!((0..2_100).all(|i| found.neighbours.of(i).1 == [0.0; 3]));
    }
}
