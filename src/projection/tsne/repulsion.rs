//! How points of a map push each other away.

use rayon::prelude::*;

use super::grid::Grid;

/// Up to here the sum over all pairs is faster than the grid.
pub(super) const ALL_PAIRS: usize = 1000;
const LANES: usize = 8;
const POINTS_PER_TASK: usize = 32;

pub(super) enum Repulsion {
    AllPairs,
    Grid(Box<Grid>),
}

impl Repulsion {
    /// The faster one for `n` points.
    pub(super) fn of(n: usize) -> Self {
        if n <= ALL_PAIRS {
            Self::AllPairs
        } else {
            Self::Grid(Box::new(Grid::new()))
        }
    }

    /// As [`Grid::repel`].
    pub(super) fn repel(&mut self, xy: &[[f32; 2]], forces: &mut [[f32; 2]]) -> f64 {
        match self {
            Self::AllPairs => all_pairs(xy, forces),
            Self::Grid(grid) => grid.repel(xy, forces),
        }
    }
}

/// Exactly, in time quadratic in the points.
pub(super) fn all_pairs(xy: &[[f32; 2]], forces: &mut [[f32; 2]]) -> f64 {
    let (x, y): (Vec<f32>, Vec<f32>) = xy.iter().map(|&[x, y]| (x, y)).unzip();
    let sums: Vec<f64> = xy
        .par_chunks(POINTS_PER_TASK)
        .zip(forces.par_chunks_mut(POINTS_PER_TASK))
        .map(|(points, forces)| {
            let mut sum = 0.0;
            for (point, force) in points.iter().zip(forces) {
                let [near, fx, fy] = from_all(&x, &y, *point);
                *force = [fx, fy];
                sum += f64::from(near);
            }
            sum
        })
        .collect();
    sums.iter().sum::<f64>() - xy.len() as f64
}

/// As [`Grid::potentials_at`], by adding up.
pub(super) fn from_all(x: &[f32], y: &[f32], [px, py]: [f32; 2]) -> [f32; 3] {
    // Running sums side by side, which the compiler turns into vector instructions.
    let mut lanes = [[0.0f32; LANES]; 3];
    let mut add = |lane: usize, x: f32, y: f32| {
        let (dx, dy) = (px - x, py - y);
        let near = (1.0 + dx * dx + dy * dy).recip();
        lanes[0][lane] += near;
        lanes[1][lane] += near * near * dx;
        lanes[2][lane] += near * near * dy;
    };
    let ((x_chunks, x_rest), (y_chunks, y_rest)) = (x.as_chunks::<LANES>(), y.as_chunks::<LANES>());
    for (x, y) in x_chunks.iter().zip(y_chunks) {
        for lane in 0..LANES {
            add(lane, x[lane], y[lane]);
        }
    }
    for (lane, (x, y)) in x_rest.iter().zip(y_rest).enumerate() {
        add(lane, *x, *y);
    }
    lanes.map(|lanes| lanes.iter().sum())
}
