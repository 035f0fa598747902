//! Which point is under the pointer: a uniform grid over the map, searched outwards from the
//! pointer's cell.

use std::ops::Range;

use super::bounds::Bounds;

/// About two points a cell where points are spread evenly.
const POINTS_PER_CELL: f64 = 2.0;
/// Most cells along the longer side, which bounds the grid for maps as thin as a line.
const MAX_SIDE: f64 = 4096.0;

/// Points sorted into square cells.
pub(super) struct Grid {
    min: [f64; 2],
    cell: f64,
    n_cells: [i64; 2],
    /// Cell c holds `items[starts[c]..starts[c + 1]]`.
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Grid {
    /// # Shapes
    /// `xy` is n × 2, row-major. Points that are not finite are in no cell.
    pub(super) fn new(xy: &[f32], bounds: &Bounds) -> Self {
        let [width, height] = bounds.size();
        let target = ((xy.len() / 2) as f64 / POINTS_PER_CELL).max(1.0);
        let cell = (width * height / target)
            .sqrt()
            .max(width.max(height) / MAX_SIDE);
        let cell = if cell > 0.0 { cell } else { 1.0 };
        let n_cells = [width, height].map(|side| (side / cell) as i64 + 1);
        let min = if bounds.is_empty() {
            [0.0; 2]
        } else {
            bounds.min
        };
        let mut grid = Self {
            min,
            cell,
            n_cells,
            starts: Vec::new(),
            items: Vec::new(),
        };
        grid.fill(xy);
        grid
    }

    /// Counting sort of the points by cell; within a cell they stay in their order.
    fn fill(&mut self, xy: &[f32]) {
        let cells: Vec<Option<usize>> = xy
            .chunks_exact(2)
            .map(|p| self.cell_of_point([p[0], p[1]]))
            .collect();
        let mut ends = vec![0u32; (self.n_cells[0] * self.n_cells[1]) as usize + 1];
        for &c in cells.iter().flatten() {
            ends[c + 1] += 1;
        }
        for c in 1..ends.len() {
            ends[c] += ends[c - 1];
        }
        self.starts = ends.clone();
        self.items = vec![0; *ends.last().unwrap_or(&0) as usize];
        for (i, c) in cells.iter().enumerate() {
            if let Some(c) = *c {
                self.items[ends[c] as usize] = i as u32;
                ends[c] += 1;
            }
        }
    }

    /// Column and row, which for a place outside the grid are outside its ranges.
    fn coordinates(&self, at: [f64; 2]) -> [i64; 2] {
        std::array::from_fn(|d| ((at[d] - self.min[d]) / self.cell).floor() as i64)
    }

    fn cell_of_point(&self, p: [f32; 2]) -> Option<usize> {
        if !(p[0].is_finite() && p[1].is_finite()) {
            return None;
        }
        let c = self.coordinates(p.map(f64::from));
        let [column, row] = std::array::from_fn(|d| c[d].clamp(0, self.n_cells[d] - 1));
        Some((row * self.n_cells[0] + column) as usize)
    }

    /// Columns and rows of cells.
    pub(super) fn size(&self) -> [usize; 2] {
        self.n_cells.map(|n| n as usize)
    }

    /// How wide and high a cell is.
    pub(super) fn cell(&self) -> f64 {
        self.cell
    }

    /// The middle of a cell.
    pub(super) fn middle(&self, [column, row]: [usize; 2]) -> [f64; 2] {
        let place = |d: usize, at: usize| self.min[d] + (at as f64 + 0.5) * self.cell;
        [place(0, column), place(1, row)]
    }

    /// The columns from one place to another, as far as there are any.
    pub(super) fn columns(&self, [left, right]: [f64; 2]) -> Range<usize> {
        let column = |x: f64| ((x - self.min[0]) / self.cell).floor();
        let within = |c: f64| c.clamp(0.0, self.n_cells[0] as f64) as usize;
        within(column(left))..within(column(right) + 1.0)
    }

    /// The points in neighbouring cells of a row.
    pub(super) fn items(&self, columns: Range<usize>, row: usize) -> &[u32] {
        let first = row * self.n_cells[0] as usize;
        let [start, end] = [columns.start, columns.end].map(|c| self.starts[first + c] as usize);
        &self.items[start..end]
    }

    /// See [`super::PointCloud::nearest`].
    pub(super) fn nearest(
        &self,
        xy: &[f32],
        shown: &[bool],
        at: [f64; 2],
        radius: f64,
    ) -> Option<usize> {
        if !at.iter().all(|v| v.is_finite()) {
            return None;
        }
        let mut best = Best {
            radius_sq: radius * radius,
            shown: None,
            left_out: None,
        };
        let center = self.coordinates(at);
        let last_ring = (radius / self.cell).ceil() as i64 + 1;
        for ring in 0..=last_ring {
            // No point of this ring is nearer than this, wherever in its cell the pointer is.
            let reach = (ring - 1).max(0) as f64 * self.cell * (1.0 - 1e-9);
            if reach > radius || best.shown.is_some_and(|(d, _)| d < reach * reach) {
                break;
            }
            self.for_ring(center, ring, |items| {
                for &i in items {
                    let i = i as usize;
                    let d = std::array::from_fn::<f64, 2, _>(|d| f64::from(xy[2 * i + d]) - at[d]);
                    best.offer(d[0] * d[0] + d[1] * d[1], i, shown[i]);
                }
            });
        }
        best.shown.or(best.left_out).map(|(_, i)| i)
    }

    /// How far the nearest other point is from point `i`, where none lies in its very place;
    /// `None` where there is no other, or none within some cells.
    pub(super) fn gap(&self, xy: &[f32], i: usize) -> Option<f64> {
        const MOST_RINGS: i64 = 64;
        let at = [f64::from(xy[2 * i]), f64::from(xy[2 * i + 1])];
        if !at.iter().all(|v| v.is_finite()) {
            return None;
        }
        let center = self.coordinates(at);
        let mut best = f64::INFINITY;
        for ring in 0..=MOST_RINGS {
            if best < ((ring - 1).max(0) as f64 * self.cell).powi(2) {
                break;
            }
            self.for_ring(center, ring, |items| {
                for &j in items {
                    let j = j as usize;
                    let d = std::array::from_fn::<f64, 2, _>(|d| f64::from(xy[2 * j + d]) - at[d]);
                    let distance_sq = d[0] * d[0] + d[1] * d[1];
                    if distance_sq > 0.0 {
                        best = best.min(distance_sq);
                    }
                }
            });
        }
        best.is_finite().then(|| best.sqrt())
    }

    /// Calls `visit` with the points of each cell at the given chessboard distance.
    fn for_ring(&self, [column, row]: [i64; 2], ring: i64, mut visit: impl FnMut(&[u32])) {
        let [n_columns, n_rows] = self.n_cells;
        for y in (row - ring).max(0)..=(row + ring).min(n_rows - 1) {
            let inner = (y - row).abs() != ring;
            let step = if inner { 2 * ring } else { 1 };
            let mut x = column - ring;
            if !inner {
                x = x.max(0);
            }
            while x <= (column + ring).min(n_columns - 1) {
                if x >= 0 {
                    let c = (y * n_columns + x) as usize;
                    visit(&self.items[self.starts[c] as usize..self.starts[c + 1] as usize]);
                }
                x += step;
            }
        }
    }
}

/// The nearest so far of each kind, as (squared distance, index).
struct Best {
    radius_sq: f64,
    shown: Option<(f64, usize)>,
    left_out: Option<(f64, usize)>,
}

impl Best {
    fn offer(&mut self, distance_sq: f64, i: usize, is_shown: bool) {
        let slot = if is_shown {
            &mut self.shown
        } else {
            &mut self.left_out
        };
        if distance_sq <= self.radius_sq && slot.is_none_or(|best| (distance_sq, i) < best) {
            *slot = Some((distance_sq, i));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::super::{Appearance, PointCloud};
    use crate::matrix::Matrix;

    fn brute_force(cloud: &PointCloud, at: [f64; 2], radius: f64) -> Option<usize> {
        let distance_sq = |i: usize| {
            let p = cloud.position(i);
            (p[0] - at[0]).powi(2) + (p[1] - at[1]).powi(2)
        };
        let near = (0..cloud.len()).filter(|&i| distance_sq(i) <= radius * radius);
        near.min_by(|&a, &b| {
            (!cloud.is_shown(a))
                .cmp(&!cloud.is_shown(b))
                .then(distance_sq(a).total_cmp(&distance_sq(b)))
        })
    }

    /// Clouds of many shapes: even, clumped, on a lattice (ties), on a line, all in one place, with
    /// an outlier.
    fn cloud(seed: u64, n: usize) -> PointCloud {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let kind = seed % 6;
        let mut xy = Vec::new();
        for i in 0..n {
            let (a, b): (f32, f32) = (rng.random(), rng.random());
            xy.extend(match kind {
                0 => [a * 40.0 - 20.0, b * 10.0],
                1 => [
                    (i % 5) as f32 * 10.0 + a * a * b,
                    (i % 3) as f32 * 7.0 + b * b * a,
                ],
                2 => [(a * 8.0).floor(), (b * 8.0).floor()],
                3 => [a * 100.0, 3.0],
                4 => [5.0, 5.0],
                _ => [if i == 0 { 1e6 } else { a }, b],
            });
        }
        if n > 10 {
            xy[6] = f32::NAN;
        }
        let shown: Vec<bool> = (0..n).map(|_| rng.random_range(0..4) > 0).collect();
        let appearance = Appearance::new(vec![[255; 4]; n]).keep_shown(|i| shown[i]);
        PointCloud::new(Arc::new(Matrix::new(n, 2, xy)), appearance)
    }

    #[test]
    fn the_grid_picks_what_brute_force_picks() {
        let mut found = 0;
        for seed in 0..60 {
            let cloud = cloud(seed, [1, 7, 300, 2500][seed as usize % 4]);
            let mut rng = ChaCha8Rng::seed_from_u64(seed + 1000);
            let (center, size) = (cloud.bounds().center(), cloud.bounds().size());
            for _ in 0..200 {
                let scale = size[0].max(size[1]).max(1.0);
                let at = center.map(|c| c + (rng.random::<f64>() - 0.5) * 1.3 * scale);
                let radius = scale * [0.002, 0.02, 0.3, 2.0][rng.random_range(0..4)];
                let picked = cloud.nearest(at, radius);
                assert_eq!(
                    picked,
                    brute_force(&cloud, at, radius),
                    "seed {seed}, at {at:?}, radius {radius}"
                );
                found += usize::from(picked.is_some());
            }
        }
        assert!(
            found > 3000,
            "the test picks too seldom to mean anything: {found}"
        );
    }

    #[test]
    fn a_point_left_out_is_picked_only_where_no_other_is_near() {
        let xy = Arc::new(Matrix::from_rows(&[
            [0.0, 0.0],
            [0.0, 0.0],
            [1.0, 0.0],
            [9.0, 0.0],
        ]));
        let cloud = PointCloud::new(
            xy,
            Appearance::new(vec![[255; 4]; 4]).keep_shown(|i| i == 1 || i == 2),
        );
        assert_eq!(
            cloud.nearest([0.0, 0.0], 2.0),
            Some(1),
            "a tie goes to the point that is shown"
        );
        assert_eq!(cloud.nearest([8.5, 0.0], 2.0), Some(3));
        assert_eq!(cloud.nearest([8.5, 0.0], 8.0), Some(2));
        assert_eq!(cloud.nearest([5.0, 5.0], 2.0), None);
        assert_eq!(cloud.nearest([f64::NAN, 0.0], 2.0), None);
    }
}
