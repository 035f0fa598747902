//! Lines around where the points of each class lie densest: a Gaussian kernel density on a grid
//! (Silverman 1986), and the lines at which it has fallen so far that half, and nine tenths, of the
//! points of the class are inside (highest density regions, Hyndman 1996).

use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::Matrix;

/// Nodes of the grid along its longer side.
const GRID: usize = 128;
/// Bandwidth of the kernel against the spread of all n points, their deviation to both directions,
/// times n^(1/6): half of what Scott (1992) has for one cloud, as a map has several.
const BANDWIDTH: f64 = 0.5;
/// The kernel is nothing beyond so many bandwidths.
const REACH: f64 = 3.5;
/// Around fewer points a line says nothing that they do not say themselves.
const FEWEST: usize = 8;
/// Lines of fewer corners surround less than a few cells.
const FEWEST_CORNERS: usize = 8;
/// Shares of the points that are outside the two lines.
const OUTSIDE: [f64; 2] = [0.5, 0.1];

/// The lines of all classes.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Contours {
    pub(crate) lines: Vec<Contour>,
}

/// One closed line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Contour {
    pub(crate) class: u32,
    /// It surrounds the densest half, not nine tenths.
    pub(crate) is_inner: bool,
    /// In units of the map, the first not again at the end.
    pub(crate) corners: Vec<[f32; 2]>,
}

impl Contours {
    /// # Shapes
    /// `xy` is n × 2, `classes` n; points that are not finite, or have no class, are left out.
    ///
    /// # Errors
    /// [`crate::error::Error::Cancelled`] only.
    pub(crate) fn of(xy: &Matrix, classes: &[Option<u32>], reporter: &Reporter) -> Result<Self> {
        let n = classes
            .iter()
            .flatten()
            .max()
            .map_or(0, |&last| last as usize + 1);
        let mut points = vec![Vec::new(); n];
        for (p, class) in xy.rows().zip(classes) {
            if let Some(class) = class.filter(|_| p.iter().all(|v| v.is_finite())) {
                points[class as usize].push([f64::from(p[0]), f64::from(p[1])]);
            }
        }
        let Some(grid) = Grid::around(points.iter().flatten().copied()) else {
            return Ok(Self::default());
        };
        let mut lines = Vec::new();
        for (class, points) in points.iter().enumerate() {
            reporter.checkpoint()?;
            if points.len() < FEWEST {
                continue;
            }
            let density = grid.density(points);
            let mut at: Vec<f64> = points.iter().map(|&p| grid.at(&density, p)).collect();
            at.sort_by(f64::total_cmp);
            for (share, is_inner) in OUTSIDE.into_iter().zip([true, false]) {
                let level = at[(share * at.len() as f64) as usize];
                let found = grid.lines(&density, level);
                lines.extend(found.into_iter().map(|corners| Contour {
                    class: class as u32,
                    is_inner,
                    corners,
                }));
            }
        }
        Ok(Self { lines })
    }
}

/// Nodes with the same distance to both directions.
struct Grid {
    low: [f64; 2],
    step: f64,
    size: [usize; 2],
    bandwidth: f64,
}

impl Grid {
    /// With room for the kernel around all points; `None` where they have no spread.
    fn around(points: impl Iterator<Item = [f64; 2]> + Clone) -> Option<Self> {
        let n = points.clone().count() as f64;
        let mean = |d: usize| points.clone().map(|p| p[d]).sum::<f64>() / n;
        let middle = [mean(0), mean(1)];
        let squares = points.clone().map(|p| {
            let [x, y] = [0, 1].map(|d| p[d] - middle[d]);
            x * x + y * y
        });
        let spread = (squares.sum::<f64>() / (2.0 * n)).sqrt();
        let bandwidth = BANDWIDTH * n.powf(-1.0 / 6.0) * spread;
        if !(bandwidth > 0.0 && bandwidth.is_finite()) {
            return None;
        }
        let room = REACH * bandwidth;
        let low = [0, 1].map(|d| points.clone().map(|p| p[d]).fold(f64::INFINITY, f64::min) - room);
        let high = [0, 1].map(|d| {
            points
                .clone()
                .map(|p| p[d])
                .fold(f64::NEG_INFINITY, f64::max)
                + room
        });
        let sides = [0, 1].map(|d| high[d] - low[d]);
        // Far points may not make a cell wider than the kernel.
        let step = (sides[0].max(sides[1]) / (GRID - 1) as f64).min(bandwidth);
        let size = sides.map(|side| ((side / step).ceil() as usize + 2).min(8 * GRID));
        Some(Self {
            low,
            step,
            size,
            bandwidth,
        })
    }

    /// In steps from the first node.
    fn place(&self, p: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|d| ((p[d] - self.low[d]) / self.step).clamp(0.0, (self.size[d] - 2) as f64))
    }

    /// The four nodes around a place, and the share of each.
    fn corners(&self, p: [f64; 2]) -> [(usize, f64); 4] {
        let [x, y] = self.place(p);
        let (i, j) = (x as usize, y as usize);
        let (u, v) = (x - i as f64, y - j as f64);
        let node = |i: usize, j: usize| j * self.size[0] + i;
        [
            (node(i, j), (1.0 - u) * (1.0 - v)),
            (node(i + 1, j), u * (1.0 - v)),
            (node(i, j + 1), (1.0 - u) * v),
            (node(i + 1, j + 1), u * v),
        ]
    }

    /// Density at every node, by linear binning (Wand 1994); over the plane it comes to 1.
    fn density(&self, points: &[[f64; 2]]) -> Vec<f64> {
        let mut binned = vec![0.0; self.size[0] * self.size[1]];
        for &p in points {
            for (node, share) in self.corners(p) {
                binned[node] += share;
            }
        }
        let reach = (REACH * self.bandwidth / self.step).ceil() as usize;
        // Binning has spread each point already, to either side by a sixth of a step squared.
        let width = (self.bandwidth.powi(2) - self.step.powi(2) / 6.0).sqrt();
        let kernel: Vec<f64> = (0..=reach)
            .map(|i| (-0.5 * (i as f64 * self.step / width).powi(2)).exp())
            .collect();
        let scale = std::f64::consts::TAU * width.powi(2) * points.len() as f64;
        let [width, height] = self.size;
        let along = smooth(&binned, &kernel, (width, 1), (height, width));
        let mut density = smooth(&along, &kernel, (height, width), (width, 1));
        density.iter_mut().for_each(|v| *v /= scale);
        density
    }

    /// Between the nodes, linearly.
    fn at(&self, density: &[f64], p: [f64; 2]) -> f64 {
        let parts = self.corners(p).into_iter();
        parts.map(|(node, share)| density[node] * share).sum()
    }

    /// The closed lines on which the density is `level`, that is above 0, by marching squares; what
    /// is denser is at their left.
    fn lines(&self, density: &[f64], level: f64) -> Vec<Vec<[f32; 2]>> {
        let [width, height] = self.size;
        // Edge 2·node leads to the right, 2·node + 1 upwards: where a line crosses it, it goes on to
        // that other edge.
        const NONE: u32 = u32::MAX;
        let mut next = vec![NONE; 2 * width * height];
        for j in 0..height - 1 {
            for i in 0..width - 1 {
                let node = j * width + i;
                let corners = [node, node + 1, node + width + 1, node + width];
                let values = corners.map(|corner| density[corner]);
                let inside = values.map(|v| v >= level);
                let middle = values.iter().sum::<f64>() / 4.0 >= level;
                let edges = [2 * node, 2 * node + 3, 2 * (node + width), 2 * node + 1];
                for (from, to) in crossings(inside, middle).into_iter().flatten() {
                    next[edges[from]] = edges[to] as u32;
                }
            }
        }
        let mut lines = Vec::new();
        for first in 0..next.len() {
            let (mut line, mut edge) = (Vec::new(), first);
            while next[edge] != NONE {
                line.push(self.crossing(density, level, edge));
                edge = std::mem::replace(&mut next[edge], NONE) as usize;
            }
            if line.len() >= FEWEST_CORNERS {
                lines.push(line);
            }
        }
        lines
    }

    /// Where the density is `level` on an edge.
    fn crossing(&self, density: &[f64], level: f64, edge: usize) -> [f32; 2] {
        let width = self.size[0];
        let (a, d) = (edge / 2, edge % 2);
        let b = if d == 0 { a + 1 } else { a + width };
        let share = (level - density[a]) / (density[b] - density[a]);
        let mut at = [(a % width) as f64, (a / width) as f64];
        at[d] += share.clamp(0.0, 1.0);
        [0, 1].map(|d| (self.low[d] + at[d] * self.step) as f32)
    }
}

/// The lines through a cell, each from one of its edges (bottom, right, top, left) to another, with
/// what is inside at the left. Corners are counted against the clock from the lower left; where two
/// that lie across are inside, the middle tells whether they are one.
fn crossings(inside: [bool; 4], middle: bool) -> [Option<(usize, usize)>; 2] {
    const BOTTOM: usize = 0;
    const RIGHT: usize = 1;
    const TOP: usize = 2;
    const LEFT: usize = 3;
    match inside {
        [false, false, false, false] | [true, true, true, true] => [None, None],
        [true, false, false, false] => [Some((BOTTOM, LEFT)), None],
        [false, true, false, false] => [Some((RIGHT, BOTTOM)), None],
        [true, true, false, false] => [Some((RIGHT, LEFT)), None],
        [false, false, true, false] => [Some((TOP, RIGHT)), None],
        [true, false, true, false] if middle => [Some((BOTTOM, RIGHT)), Some((TOP, LEFT))],
        [true, false, true, false] => [Some((BOTTOM, LEFT)), Some((TOP, RIGHT))],
        [false, true, true, false] => [Some((TOP, BOTTOM)), None],
        [true, true, true, false] => [Some((TOP, LEFT)), None],
        [false, false, false, true] => [Some((LEFT, TOP)), None],
        [true, false, false, true] => [Some((BOTTOM, TOP)), None],
        [false, true, false, true] if middle => [Some((LEFT, BOTTOM)), Some((RIGHT, TOP))],
        [false, true, false, true] => [Some((RIGHT, BOTTOM)), Some((LEFT, TOP))],
        [true, true, false, true] => [Some((RIGHT, TOP)), None],
        [false, false, true, true] => [Some((LEFT, RIGHT)), None],
        [true, false, true, true] => [Some((BOTTOM, RIGHT)), None],
        [false, true, true, true] => [Some((LEFT, BOTTOM)), None],
    }
}

/// Weighs each value with those before and after it in its row; `along` and `across` are how many
/// there are and how far apart they lie.
fn smooth(
    values: &[f64],
    kernel: &[f64],
    along: (usize, usize),
    across: (usize, usize),
) -> Vec<f64> {
    let mut smoothed = vec![0.0; values.len()];
    for row in 0..across.0 {
        let at = |i: usize| row * across.1 + i * along.1;
        for i in 0..along.0 {
            let value = values[at(i)];
            if value == 0.0 {
                continue;
            }
            smoothed[at(i)] += value * kernel[0];
            for (k, &weight) in kernel.iter().enumerate().skip(1) {
                if i >= k {
                    smoothed[at(i - k)] += value * weight;
                }
                if i + k < along.0 {
                    smoothed[at(i + k)] += value * weight;
                }
            }
        }
    }
    smoothed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of scikit-learn; see tests/golden/map/density.py.
    const GOLDEN: &str = include_str!("../../../tests/golden/map/density.json");

    /// Roughly normal clouds.
    fn cloud(n: usize, middle: [f64; 2], spread: f64, seed: u64) -> Vec<[f64; 2]> {
        let mut state = seed;
        let mut uniform = || {
            state = crate::random::splitmix64(state);
            (state >> 40) as f64 / (1u64 << 24) as f64
        };
        let mut normal = || ((0..12).map(|_| uniform()).sum::<f64>() - 6.0) * spread;
        (0..n)
            .map(|_| [middle[0] + normal(), middle[1] + normal()])
            .collect()
    }

    fn matrix(points: &[[f64; 2]]) -> Matrix {
        let rows: Vec<[f32; 2]> = points.iter().map(|p| p.map(|v| v as f32)).collect();
        Matrix::from_rows(&rows)
    }

    /// How often the lines go around a point, against the clock.
    fn winds(lines: &[&Contour], p: [f64; 2]) -> i32 {
        let mut winds = 0;
        for line in lines {
            let next = line.corners.iter().cycle().skip(1);
            for (a, b) in line.corners.iter().zip(next) {
                let [a, b] = [a, b].map(|c| c.map(f64::from));
                let side = (b[0] - a[0]) * (p[1] - a[1]) - (p[0] - a[0]) * (b[1] - a[1]);
                winds += i32::from(a[1] <= p[1] && b[1] > p[1] && side > 0.0);
                winds -= i32::from(a[1] > p[1] && b[1] <= p[1] && side < 0.0);
            }
        }
        winds
    }

    #[test]
    fn the_density_is_that_of_scikit_learn() {
        let golden: serde_json::Value = serde_json::from_str(GOLDEN).unwrap();
        let list =
            |key: &str| -> Vec<[f64; 2]> { serde_json::from_value(golden[key].clone()).unwrap() };
        let (points, asked) = (list("points"), list("asked"));
        let grid = Grid::around(points.iter().copied()).unwrap();
        let bandwidth = golden["bandwidth"].as_f64().unwrap();
        assert!((grid.bandwidth / bandwidth - 1.0).abs() < 1e-6);
        let density = grid.density(&points);
        let theirs: Vec<f64> = serde_json::from_value(golden["density"].clone()).unwrap();
        let most = theirs.iter().copied().fold(0.0, f64::max);
        for (&p, theirs) in asked.iter().zip(&theirs) {
            let ours = grid.at(&density, p);
            assert!(
                (ours - theirs).abs() < 0.01 * most,
                "{ours} for {theirs} at {p:?}"
            );
        }
        let mass: f64 = density.iter().sum::<f64>() * grid.step.powi(2);
        assert!((mass - 1.0).abs() < 2e-3, "{mass}");
    }

    #[test]
    fn half_and_nine_tenths_of_a_class_are_inside_its_lines() {
        let mut points = cloud(300, [0.0, 0.0], 1.0, 1);
        // Two islands of one class, and a class too small for a line.
        points.extend(cloud(150, [9.0, 2.0], 0.6, 2));
        points.extend(cloud(150, [-8.0, 7.0], 0.6, 3));
        points.extend(cloud(FEWEST - 1, [0.0, 9.0], 0.3, 4));
        let class = |i: usize| Some(u32::from(i >= 300) + u32::from(i >= 600));
        let classes: Vec<Option<u32>> = (0..points.len()).map(class).collect();
        let found = Contours::of(&matrix(&points), &classes, &Reporter::silent()).unwrap();
        for class in 0..2 {
            for (share, is_inner) in [(0.5, true), (0.9, false)] {
                let of = |line: &&Contour| line.class == class && line.is_inner == is_inner;
                let lines: Vec<&Contour> = found.lines.iter().filter(of).collect();
                let mine = points
                    .iter()
                    .zip(&classes)
                    .filter(|(_, c)| **c == Some(class));
                let inside = mine.map(|(&p, _)| {
                    let winds = winds(&lines, p);
                    assert!((0..=1).contains(&winds), "what is denser is at the left");
                    winds as usize
                });
                let share_inside = inside.sum::<usize>() as f64 / 300.0;
                assert!(
                    (share_inside - share).abs() < 0.03,
                    "{share_inside} of {share}"
                );
                assert!(
                    class == 0 || lines.len() >= 2,
                    "an island has a line of its own"
                );
            }
        }
        assert!(found.lines.iter().all(|line| line.class < 2));
        let again = Contours::of(&matrix(&points), &classes, &Reporter::silent()).unwrap();
        assert_eq!(again, found);
    }

    #[test]
    fn what_has_no_spread_or_no_class_has_no_lines() {
        let silent = Reporter::silent();
        let none = |points: &[[f64; 2]], class: Option<u32>| {
            let classes = vec![class; points.len()];
            Contours::of(&matrix(points), &classes, &silent)
                .unwrap()
                .lines
                .is_empty()
        };
        assert!(none(&[], Some(0)));
        assert!(none(&[[1.0, 2.0]; 40], Some(0)));
        assert!(none(&[[f64::NAN, 2.0]; 40], Some(0)));
        assert!(none(&cloud(40, [0.0; 2], 1.0, 9), None));
        assert!(!none(&cloud(40, [0.0; 2], 1.0, 9), Some(3)));
    }

    #[test]
    fn a_point_far_away_costs_no_more_than_it_should() {
        let mut points = cloud(400, [0.0, 0.0], 1.0, 5);
        points.push([1e6, -1e6]);
        let classes = vec![Some(0); points.len()];
        let silent = Reporter::silent();
        Contours::of(&matrix(&points), &classes, &silent).unwrap();
        let grid = Grid::around(points.iter().copied()).unwrap();
        assert!(grid.size[0] * grid.size[1] <= 64 * GRID * GRID);
    }
}
