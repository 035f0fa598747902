//! What a line drawn over the map takes: the points inside a closed one, and the points along an
//! open one.
//!
//! The edges of the line are sorted into slabs, strips of equal height across the map, so that each
//! point is held against the few edges of its slab only; and where a closed line does not pass a
//! cell of the map's grid, its points are taken or left together. The answer is that of the plain
//! test, at a cost that hardly grows with the number of edges.

use rayon::prelude::*;

use super::grid::Grid;

/// A place on the map.
type Place = [f64; 2];

/// The edges of a line, sorted by height.
struct Slabs {
    edges: Vec<[Place; 2]>,
    /// Within them lies everything the line can take.
    min: Place,
    max: Place,
    height: f64,
    /// Edges that touch each slab, in their order.
    of_slab: Vec<Vec<u32>>,
}

impl Slabs {
    /// `reach` is how far beside the line points are taken.
    fn new(edges: Vec<[Place; 2]>, reach: f64) -> Self {
        let ends = || edges.iter().flatten();
        let min = [0, 1].map(|d| ends().map(|p| p[d]).fold(f64::INFINITY, f64::min) - reach);
        let max = [0, 1].map(|d| ends().map(|p| p[d]).fold(f64::NEG_INFINITY, f64::max) + reach);
        let n_slabs = (2 * edges.len()).clamp(1, 4096);
        let height = (max[1] - min[1]) / n_slabs as f64;
        let mut slabs = Self {
            edges,
            min,
            max,
            height,
            of_slab: vec![Vec::new(); n_slabs],
        };
        for (i, [a, b]) in slabs.edges.iter().enumerate() {
            let (low, high) = (a[1].min(b[1]) - reach, a[1].max(b[1]) + reach);
            for slab in slabs.index(low)..=slabs.index(high) {
                slabs.of_slab[slab].push(i as u32);
            }
        }
        slabs
    }

    /// Grows with `y`, so that an edge is in the slab of every height it spans.
    fn index(&self, y: f64) -> usize {
        let slab = (y - self.min[1]) / self.height;
        if slab.is_finite() {
            (slab.max(0.0) as usize).min(self.of_slab.len() - 1)
        } else {
            0
        }
    }

    fn edges_at(&self, y: f64) -> impl Iterator<Item = (u32, &[Place; 2])> {
        self.of_slab[self.index(y)]
            .iter()
            .map(|&i| (i, &self.edges[i as usize]))
    }

    /// False for what is not finite.
    fn may_take(&self, p: Place) -> bool {
        (0..2).all(|d| p[d] >= self.min[d] && p[d] <= self.max[d])
    }
}

fn point(xy: &[f32], i: usize) -> Place {
    [f64::from(xy[2 * i]), f64::from(xy[2 * i + 1])]
}

/// The points within a closed line by the even-odd rule, ascending, of those that `takes` allows.
/// The line closes itself; with fewer than three corners nothing is within.
///
/// Cells that no edge passes are wholly within or wholly without: only of the others each point is
/// held against the line.
///
/// # Shapes
/// `xy` is n × 2, row-major, and `grid` that of its points.
pub(super) fn within(
    xy: &[f32],
    grid: &Grid,
    corners: &[Place],
    takes: impl Fn(usize) -> bool,
) -> Vec<usize> {
    if corners.len() < 3 {
        return Vec::new();
    }
    let next = |i: usize| corners[(i + 1) % corners.len()];
    let slabs = Slabs::new(
        (0..corners.len()).map(|i| [next(i), corners[i]]).collect(),
        0.0,
    );
    let inside = |p: Place| {
        slabs.may_take(p)
            && slabs
                .edges_at(p[1])
                .filter(|(_, edge)| crosses(edge, p))
                .count()
                % 2
                == 1
    };
    let [n_columns, n_rows] = grid.size();
    let of_row = |row: usize| {
        let mut taken = Vec::new();
        let passed = passed(&slabs, grid, row);
        let mut first = 0;
        for run in passed.chunk_by(|a, b| a == b) {
            let items = grid.items(first..first + run.len(), row);
            if run[0] {
                let is_inside = |&&i: &&u32| inside(point(xy, i as usize));
                taken.extend(items.iter().filter(is_inside));
            } else if !items.is_empty() && inside(grid.middle([first, row])) {
                taken.extend(items);
            }
            first += run.len();
        }
        debug_assert_eq!(first, n_columns);
        taken
    };
    let rows: Vec<Vec<u32>> = (0..n_rows).into_par_iter().map(of_row).collect();
    let mut is_taken = vec![false; xy.len() / 2];
    for i in rows.into_iter().flatten() {
        is_taken[i as usize] = takes(i as usize);
    }
    (0..is_taken.len()).filter(|&i| is_taken[i]).collect()
}

/// Of each cell of a row, whether an edge passes it, or may do so but for rounding.
fn passed(slabs: &Slabs, grid: &Grid, row: usize) -> Vec<bool> {
    let mut passed = vec![false; grid.size()[0]];
    let middle = grid.middle([0, row])[1];
    let reach = grid.cell() * 0.501;
    let span = [middle - reach, middle + reach];
    for [a, b] in &slabs.edges {
        let (low, high) = (a[1].min(b[1]), a[1].max(b[1]));
        if high < span[0] || low > span[1] {
            continue;
        }
        let share = |y: f64| ((y - a[1]) / (b[1] - a[1])).clamp(0.0, 1.0);
        let at = |y: f64| a[0] + share(y) * (b[0] - a[0]);
        // Level edges lie in the row with both ends.
        let ends = if high > low {
            span.map(at)
        } else {
            [a[0], b[0]]
        };
        let slack = 0.001 * grid.cell() + 1e-9 * (a[0].abs() + b[0].abs());
        let (left, right) = (ends[0].min(ends[1]) - slack, ends[0].max(ends[1]) + slack);
        passed[grid.columns([left, right])].fill(true);
    }
    passed
}

/// Whether a ray from `p` to the right crosses an edge (W. R. Franklin, PNPOLY). Of an edge's ends
/// only the lower one belongs to it, so that a ray through a corner counts it once.
fn crosses([a, b]: &[Place; 2], p: Place) -> bool {
    (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0] - a[0]) * (p[1] - a[1]) / (b[1] - a[1]) + a[0]
}

/// The points within `reach` of an open line, in the order in which it passes them, each once:
/// where the line comes nearest to it.
///
/// # Shapes
/// `xy` is n × 2, row-major.
pub(super) fn along(
    xy: &[f32],
    corners: &[Place],
    reach: f64,
    takes: impl Fn(usize) -> bool + Sync,
) -> Vec<usize> {
    let slabs = Slabs::new(corners.windows(2).map(|w| [w[0], w[1]]).collect(), reach);
    let passed = |i: usize| {
        let p = point(xy, i);
        if slabs.edges.is_empty() || !slabs.may_take(p) {
            return None;
        }
        let nearest = slabs.edges_at(p[1]).map(|(edge, ends)| {
            let (share, distance_sq) = foot(ends, p);
            (distance_sq, f64::from(edge) + share)
        });
        let (distance_sq, at) = nearest.min_by(|a, b| a.0.total_cmp(&b.0))?;
        (distance_sq <= reach * reach && takes(i)).then_some((at, i))
    };
    let mut passed: Vec<(f64, usize)> = (0..xy.len() / 2)
        .into_par_iter()
        .filter_map(passed)
        .collect();
    passed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    passed.into_iter().map(|(_, i)| i).collect()
}

/// How far along an edge it is nearest to `p`, from 0 to 1, and the square of that distance.
fn foot([a, b]: &[Place; 2], p: Place) -> (f64, f64) {
    let (along, to) = ([b[0] - a[0], b[1] - a[1]], [p[0] - a[0], p[1] - a[1]]);
    let length_sq = along[0] * along[0] + along[1] * along[1];
    let share = if length_sq > 0.0 {
        ((to[0] * along[0] + to[1] * along[1]) / length_sq).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let off = [to[0] - share * along[0], to[1] - share * along[1]];
    (share, off[0] * off[0] + off[1] * off[1])
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::super::bounds::Bounds;
    use super::*;
    use crate::matrix::Matrix;

    /// PNPOLY as it is published, over every edge.
    fn even_odd(corners: &[Place], p: Place) -> bool {
        let mut inside = false;
        let mut j = corners.len() - 1;
        for i in 0..corners.len() {
            let ([xi, yi], [xj, yj]) = (corners[i], corners[j]);
            if (yi > p[1]) != (yj > p[1]) && p[0] < (xj - xi) * (p[1] - yi) / (yj - yi) + xi {
                inside = !inside;
            }
            j = i;
        }
        inside
    }

    fn taken(xy: &[f32], corners: &[Place], takes: impl Fn(usize) -> bool) -> Vec<usize> {
        let places = Matrix::new(xy.len() / 2, 2, xy.to_vec());
        let grid = Grid::new(xy, &Bounds::of(&places));
        within(xy, &grid, corners, takes)
    }

    fn points(rng: &mut ChaCha8Rng, n: usize) -> Vec<f32> {
        (0..2 * n)
            .map(|_| rng.random::<f32>() * 10.0 - 5.0)
            .collect()
    }

    /// Stars (concave), scribbles that cross themselves, and polygons with level edges and corners
    /// on a lattice.
    fn polygon(rng: &mut ChaCha8Rng, kind: u64) -> Vec<Place> {
        let n = rng.random_range(3..400);
        let corner = |i: usize| match kind {
            0 => {
                let (turn, radius) = (
                    i as f64 / n as f64 * std::f64::consts::TAU,
                    1.0 + 4.0 * rng.random::<f64>(),
                );
                [radius * turn.cos(), radius * turn.sin()]
            }
            1 => [
                rng.random::<f64>() * 10.0 - 5.0,
                rng.random::<f64>() * 10.0 - 5.0,
            ],
            _ => [
                f64::from(rng.random_range(-5..=5_i32)),
                f64::from(rng.random_range(-5..=5_i32)),
            ],
        };
        (0..n).map(corner).collect()
    }

    #[test]
    fn a_lasso_takes_what_the_plain_test_takes() {
        let mut n_taken = 0;
        for seed in 0..90 {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let corners = polygon(&mut rng, seed % 3);
            let mut xy = points(&mut rng, 500);
            xy[8] = f32::NAN;
            // On the lattice of the corners: on edges, and level with corners.
            xy[20..600].iter_mut().for_each(|v| *v = v.round());
            let taken = taken(&xy, &corners, |i| i % 7 != 0);
            let plain: Vec<usize> = (0..500)
                .filter(|&i| i % 7 != 0 && i != 4 && even_odd(&corners, point(&xy, i)))
                .collect();
            assert_eq!(taken, plain, "seed {seed}");
            n_taken += taken.len();
        }
        assert!(
            n_taken > 5000,
            "the test takes too few to mean anything: {n_taken}"
        );
    }

    #[test]
    fn the_hollow_of_a_concave_lasso_is_outside() {
        let horseshoe = [
            [0.0, 0.0],
            [3.0, 0.0],
            [3.0, 3.0],
            [2.0, 3.0],
            [2.0, 1.0],
            [1.0, 1.0],
            [1.0, 3.0],
            [0.0, 3.0],
        ];
        let xy = [0.5, 2.0, 1.5, 2.0, 2.5, 2.0, 1.5, 0.5, 9.0, 0.5];
        assert_eq!(taken(&xy, &horseshoe, |_| true), [0, 2, 3]);
        assert_eq!(taken(&xy, &horseshoe[..2], |_| true), [0; 0]);
        assert_eq!(taken(&[], &horseshoe, |_| true), [0; 0]);
    }

    #[test]
    fn a_path_takes_what_is_near_in_the_order_in_which_it_passes() {
        // To the right along y = 0, and back along y = 2.
        let path = [[0.0, 0.0], [10.0, 0.0], [10.0, 2.0], [0.0, 2.0]];
        let xy = [
            1.0,
            2.1,
            8.0,
            0.2,
            2.0,
            -0.2,
            5.0,
            1.0,
            5.0,
            0.3,
            9.0,
            1.9,
            f32::NAN,
            0.0,
        ];
        assert_eq!(along(&xy, &path, 0.5, |_| true), [2, 4, 1, 5, 0]);
        assert_eq!(along(&xy, &path, 0.5, |i| i != 4), [2, 1, 5, 0]);
        assert_eq!(
            along(&xy, &path, 1.5, |_| true).len(),
            6,
            "each once, though both ways pass the middle"
        );
        assert_eq!(along(&xy, &path[..1], 0.5, |_| true), [0; 0]);
    }

    #[test]
    fn a_path_takes_exactly_the_points_within_reach() {
        for seed in 0..40 {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let corners = polygon(&mut rng, seed % 3);
            let (xy, reach) = (points(&mut rng, 300), [0.05, 0.3, 1.0][seed as usize % 3]);
            let mut taken = along(&xy, &corners, reach, |_| true);
            let near = |p: Place| {
                corners
                    .windows(2)
                    .any(|w| foot(&[w[0], w[1]], p).1 <= reach * reach)
            };
            taken.sort_unstable();
            assert_eq!(
                taken,
                (0..300)
                    .filter(|&i| near(point(&xy, i)))
                    .collect::<Vec<_>>(),
                "seed {seed}"
            );
        }
    }
}
