//! New points in a finished map, as openTSNE 1.0 places them (Poličar, Stražar and Zupan 2019,
//! section 2.3).

use rayon::prelude::*;

use super::grid::{Grid, corners};
use super::repulsion::{ALL_PAIRS, from_all};
use super::stage;
use crate::error::{Error, Result};
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::projection::k_nearest_among;
use crate::words::id;

const PERPLEXITY: f32 = 5.0;
const EXAGGERATION: f32 = 1.5;
const N_ITERATIONS: usize = 250;
const LEARNING_RATE: f32 = 0.1;
const MOMENTUM: f32 = 0.8;
const MIN_GAIN: f32 = 0.01;
const MAX_GRADIENT: f32 = 0.25;
/// How far outside the map, in parts of its extent, a new point may end.
const MARGIN: f32 = 0.25;
/// New points between two looks at Stop.
const GROUP: usize = 512;

/// Places the rows of `new` into the map `xy` of `x`, which stays as it is. Each new point is
/// attracted by its nearest neighbours in `x` (perplexity 5), repelled by the whole map, and
/// unaware of other new points; it begins at the median of its neighbours.
///
/// # Shapes
/// `x` n × d, `xy` n × 2, `new` m × d, all finite; result m × 2.
///
/// # Errors
/// When the map is empty; or [`Error::Cancelled`].
pub(in crate::projection) fn place(
    x: &Matrix,
    xy: &Matrix,
    new: &Matrix,
    reporter: &Reporter,
) -> Result<Matrix> {
    let map = Map::new(xy.as_slice().as_chunks().0)
        .ok_or_else(|| stage(id::PROJECTION_THERE_NO_MAP_PLACE_SONGS))?;
    let perplexity = PERPLEXITY.min(x.n_rows() as f32 / 3.0).max(1.0);
    let k = (3.0 * perplexity).ceil() as usize;
    let table = k_nearest_among(x, new, k, reporter).ok_or(Error::Cancelled)?;
    let mut placed = Vec::with_capacity(new.n_rows());
    for start in (0..new.n_rows()).step_by(GROUP) {
        reporter.checkpoint()?;
        reporter.step(
            Stage::Projection,
            start,
            new.n_rows(),
            id::PROJECTION_PLACING_SONGS,
        );
        placed.par_extend(
            (start..new.n_rows().min(start + GROUP))
                .into_par_iter()
                .map(|i| {
                    let (rows, distances) = table.of(i);
                    let neighbours: Vec<[f32; 2]> =
                        rows.iter().map(|&j| map.xy[j as usize]).collect();
                    map.settle(&neighbours, &conditional(distances, perplexity))
                }),
        );
    }
    Ok(super::matrix(&placed))
}

/// A map that does not move, and how it repels.
struct Map<'a> {
    xy: &'a [[f32; 2]],
    x: Vec<f32>,
    y: Vec<f32>,
    /// For large maps: the potentials stay the same for all new points and iterations.
    grid: Option<Grid>,
    /// Where a new point may be.
    corners: [[f32; 2]; 2],
}

impl<'a> Map<'a> {
    fn new(xy: &'a [[f32; 2]]) -> Option<Self> {
        if xy.is_empty() {
            return None;
        }
        let [low, high] = corners(xy);
        let margin = MARGIN * (high[0] - low[0]).max(high[1] - low[1]);
        let corners = [low.map(|v| v - margin), high.map(|v| v + margin)];
        let grid = (xy.len() > ALL_PAIRS).then(|| {
            let mut grid = Grid::new();
            grid.charge(xy, MARGIN);
            grid
        });
        let (x, y) = xy.iter().map(|&[x, y]| (x, y)).unzip();
        Some(Self {
            xy,
            x,
            y,
            grid,
            corners,
        })
    }

    fn potentials_at(&self, point: [f32; 2]) -> [f32; 3] {
        match &self.grid {
            Some(grid) => grid.potentials_at(&point),
            None => from_all(&self.x, &self.y, point),
        }
    }

    fn settle(&self, neighbours: &[[f32; 2]], p: &[f32]) -> [f32; 2] {
        let mut point = median(neighbours);
        let (mut update, mut gains) = ([0.0f32; 2], [1.0f32; 2]);
        for _ in 0..N_ITERATIONS {
            let gradient = self.gradient(point, neighbours, p);
            for axis in 0..2 {
                let turned = gradient[axis] * update[axis] <= 0.0;
                gains[axis] = if turned {
                    gains[axis] + 0.2
                } else {
                    gains[axis] * 0.8 + MIN_GAIN
                };
                update[axis] =
                    MOMENTUM * update[axis] - LEARNING_RATE * gains[axis] * gradient[axis];
                point[axis] = (point[axis] + update[axis])
                    .clamp(self.corners[0][axis], self.corners[1][axis]);
            }
        }
        point
    }

    fn gradient(&self, point: [f32; 2], neighbours: &[[f32; 2]], p: &[f32]) -> [f32; 2] {
        let [z, repel_x, repel_y] = self.potentials_at(point);
        let mut gradient = [-repel_x / z, -repel_y / z];
        for (other, p) in neighbours.iter().zip(p) {
            let (dx, dy) = (point[0] - other[0], point[1] - other[1]);
            let pull = EXAGGERATION * p / (1.0 + dx * dx + dy * dy);
            gradient[0] += pull * dx;
            gradient[1] += pull * dy;
        }
        let length = gradient[0].hypot(gradient[1]);
        if length > MAX_GRADIENT {
            gradient.map(|g| g * MAX_GRADIENT / length)
        } else {
            gradient
        }
    }
}

fn median(points: &[[f32; 2]]) -> [f32; 2] {
    [0, 1].map(|axis| {
        let mut values: Vec<f32> = points.iter().map(|p| p[axis]).collect();
        values.sort_unstable_by(f32::total_cmp);
        let n = values.len();
        (values[(n - 1) / 2] + values[n / 2]) / 2.0
    })
}

/// Gaussian weights of neighbours, with a sum of 1 and the width that gives them `perplexity` (van
/// der Maaten and Hinton 2008, section 2). bhtsne has the search, and no door to it but for
/// symmetric P.
fn conditional(distances: &[f32], perplexity: f32) -> Vec<f32> {
    let nearest = f64::from(distances.first().copied().unwrap_or(0.0)).powi(2);
    // A factor of all weights changes nothing, and so none of them is 0 for distance alone.
    let squares: Vec<f64> = distances
        .iter()
        .map(|&d| f64::from(d).powi(2) - nearest)
        .collect();
    let weights = |beta: f64| {
        squares
            .iter()
            .map(|s| (-beta * s).exp())
            .collect::<Vec<f64>>()
    };
    let scale = squares.iter().sum::<f64>() / squares.len() as f64;
    // log β: perplexity falls from the number of neighbours to that of the nearest ones as β grows.
    let (mut low, mut high) = (-50.0f64, 50.0f64);
    let beta = |log: f64| if scale > 0.0 { log.exp() / scale } else { 0.0 };
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        let found = weights(beta(middle));
        let sum: f64 = found.iter().sum();
        let entropy: f64 = found
            .iter()
            .map(|w| w / sum)
            .filter(|&p| p > 0.0)
            .map(|p| -p * p.ln())
            .sum();
        if entropy > f64::from(perplexity).ln() {
            low = middle
        } else {
            high = middle
        }
    }
    let found = weights(beta((low + high) / 2.0));
    let sum: f64 = found.iter().sum();
    found.iter().map(|w| (w / sum) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_have_the_perplexity_that_was_asked_for() {
        let distances: Vec<f32> = (0..15).map(|i| 100.0 + (i as f32).sqrt()).collect();
        for perplexity in [1.5, 5.0, 12.0] {
            let p = conditional(&distances, perplexity);
            let entropy: f32 = p.iter().map(|p| -p * p.ln()).sum();
            assert!(
                (entropy.exp() - perplexity).abs() < 1e-3,
                "{perplexity}: {}",
                entropy.exp()
            );
            assert!((p.iter().sum::<f32>() - 1.0).abs() < 1e-5 && p.is_sorted_by(|a, b| a >= b));
        }
        // Twins cannot be told apart: equal weights, however many were asked for.
        assert!(
            conditional(&[0.0; 15], 5.0)
                .iter()
                .all(|p| (p - 1.0 / 15.0).abs() < 1e-6)
        );
    }

    #[test]
    fn medians_of_odd_and_even_numbers() {
        assert_eq!(median(&[[3.0, 1.0], [1.0, 5.0], [2.0, -9.0]]), [2.0, 1.0]);
        assert_eq!(median(&[[3.0, 1.0], [1.0, 5.0]]), [2.0, 3.0]);
    }
}
