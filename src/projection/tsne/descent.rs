//! The gradient descent of t-SNE, as openTSNE 1.0 does it.

use bhtsne::SparseAffinities;
use rayon::prelude::*;

use super::affinities;
use super::repulsion::Repulsion;

const MOMENTUM: f32 = 0.8;
const MIN_GAIN: f32 = 0.01;
/// No point moves farther than this in one iteration.
const MAX_STEP: f32 = 5.0;
/// A handful of points would crawl at a learning rate of n.
const MIN_RATE: f32 = 20.0;
const MIN_RATE_EXAGGERATED: f32 = 10.0;
const POINTS_PER_TASK: usize = 256;

/// A map on its way down.
pub(super) struct Descent<'a> {
    p: &'a SparseAffinities<f32>,
    p_total: f64,
    xy: Vec<[f32; 2]>,
    repulsion: Repulsion,
    forces: Vec<[f32; 2]>,
    gradient: Vec<[f32; 2]>,
    update: Vec<[f32; 2]>,
    gains: Vec<[f32; 2]>,
}

impl<'a> Descent<'a> {
    pub(super) fn new(p: &'a SparseAffinities<f32>, xy: Vec<[f32; 2]>) -> Self {
        let n = xy.len();
        Self {
            p,
            p_total: affinities::total(p),
            repulsion: Repulsion::of(n),
            forces: vec![[0.0; 2]; n],
            gradient: vec![[0.0; 2]; n],
            update: vec![[0.0; 2]; n],
            gains: vec![[1.0; 2]; n],
            xy,
        }
    }

    #[cfg(test)]
    pub(super) fn repel_by_grid(&mut self) {
        self.repulsion = Repulsion::Grid(Box::new(super::grid::Grid::new()));
    }

    pub(super) fn xy(&self) -> &[[f32; 2]] {
        &self.xy
    }

    pub(super) fn into_xy(self) -> Vec<[f32; 2]> {
        self.xy
    }

    /// One iteration, attraction `exaggeration` times too strong, with the learning rate that goes
    /// with it.
    pub(super) fn step(&mut self, exaggeration: f32) {
        self.gradient(exaggeration);
        let least = if exaggeration > 1.0 {
            MIN_RATE_EXAGGERATED
        } else {
            MIN_RATE
        };
        self.walk((self.xy.len() as f32 / exaggeration).max(least));
        self.centre();
    }

    /// Attraction less repulsion, without the factor 4 of the derivative, as openTSNE has it.
    pub(super) fn gradient(&mut self, exaggeration: f32) -> &[[f32; 2]] {
        let z = self.repulsion.repel(&self.xy, &mut self.forces);
        let inverse_z = (1.0 / z.max(f64::MIN_POSITIVE)) as f32;
        let strength = (f64::from(exaggeration) / self.p_total) as f32;
        let (p, xy, forces) = (self.p, &self.xy, &self.forces);
        self.gradient
            .par_chunks_mut(POINTS_PER_TASK)
            .enumerate()
            .for_each(|(task, gradient)| {
                for (i, gradient) in (task * POINTS_PER_TASK..).zip(gradient) {
                    let [x, y] = xy[i];
                    let mut sum = [0.0f32; 2];
                    let edges = p.rows()[i]..p.rows()[i + 1];
                    for (&j, &p) in p.columns()[edges.clone()].iter().zip(&p.values()[edges]) {
                        let other = xy[j as usize];
                        let (dx, dy) = (x - other[0], y - other[1]);
                        let pull = p / (1.0 + dx * dx + dy * dy);
                        sum[0] += pull * dx;
                        sum[1] += pull * dy;
                    }
                    for axis in 0..2 {
                        gradient[axis] = strength * sum[axis] - inverse_z * forces[i][axis];
                    }
                }
            });
        &self.gradient
    }

    fn walk(&mut self, learning_rate: f32) {
        let points = self
            .xy
            .par_iter_mut()
            .zip(&self.gradient)
            .zip(&mut self.update)
            .zip(&mut self.gains);
        points
            .with_min_len(POINTS_PER_TASK)
            .for_each(|(((point, gradient), update), gains)| {
                for axis in 0..2 {
                    let turned = sign(gradient[axis]) != sign(update[axis]);
                    gains[axis] = if turned {
                        gains[axis] + 0.2
                    } else {
                        gains[axis] * 0.8 + MIN_GAIN
                    };
                    update[axis] =
                        MOMENTUM * update[axis] - learning_rate * gains[axis] * gradient[axis];
                }
                let length = update[0].hypot(update[1]);
                for axis in 0..2 {
                    if length > MAX_STEP {
                        update[axis] *= MAX_STEP / length;
                    }
                    point[axis] += update[axis];
                }
            });
    }

    fn centre(&mut self) {
        // On one thread, in order: the same bytes with any number of threads.
        let mut mean = [0.0f64; 2];
        for point in &self.xy {
            mean[0] += f64::from(point[0]);
            mean[1] += f64::from(point[1]);
        }
        let mean = mean.map(|m| (m / self.xy.len() as f64) as f32);
        for point in &mut self.xy {
            point[0] -= mean[0];
            point[1] -= mean[1];
        }
    }
}

/// −1, 0 or 1, as numpy's; Rust's `signum` has no 0.
fn sign(v: f32) -> i8 {
    i8::from(v > 0.0) - i8::from(v < 0.0)
}
