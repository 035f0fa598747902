//! Repulsion by interpolation on a grid and the fast Fourier transform, in time linear in the
//! points: FIt-SNE (Linderman, Rachh, Hoskins, Steinerberger and Kluger 2019) with two changes.
//!
//! Each point spreads its charge over the nodes of a grid around it, the nodes act on each other by
//! a convolution, and each point reads the potentials of the nodes around it.
//! - FIt-SNE convolves four charges (1, x, y, x² + y²) with one kernel and takes differences of the
//!   results, which loses digits far from the origin. Here one charge is convolved with the three
//!   kernels that are wanted: 1/(1 + r²) for the sum over all pairs, dx/(1 + r²)² and dy/(1 + r²)²
//!   for the force. That is one transform forth and three back in place of four and four, and exact
//!   enough for f32.
//! - FIt-SNE interpolates by parabolas that break off at the border of each box. Here cubic
//!   B-splines spread and read, and what they blur is undone in the spectrum of the kernels, as in
//!   smooth particle mesh Ewald (Essmann et al. 1995). On nodes a sixth farther apart the forces
//!   err by a tenth as much.

use std::f32::consts::PI;
use std::sync::Arc;

use latentune_numeric::fft::num_complex::Complex32;
use latentune_numeric::fft::{ComplexToReal, Fft, RealToComplex, single};
use rayon::prelude::*;

/// Between nodes; the kernels are smooth on this scale.
const SPACING: f32 = 0.4;
/// Nodes along each axis that a point touches.
const SUPPORT: usize = 4;
const MIN_NODES: usize = 64;
/// A map more than 480 wide, which asks for hundreds of thousands of songs, gets wider spacing and
/// coarser forces: beyond this the buffers would outgrow 150 MB.
const MAX_NODES: f32 = 1200.0;
/// Neighbouring columns or rows that are copied together, as many as share a cache line.
const TOGETHER: usize = 8;
const POINTS_PER_TASK: usize = 512;

/// What kernels and transforms depend on.
#[derive(Clone, Copy, PartialEq)]
struct Shape {
    spacing: f32,
    /// Of the transforms: twice the nodes along an axis, so that the convolution does not reach
    /// around.
    length: usize,
}

impl Shape {
    fn of(extent: f32) -> Self {
        let mut spacing = SPACING;
        while extent > spacing * MAX_NODES {
            spacing *= 2.0;
        }
        let n_nodes = (extent / spacing) as usize + SUPPORT + 1;
        Self {
            spacing,
            length: next_smooth(2 * n_nodes.max(MIN_NODES)),
        }
    }

    fn n_nodes(self) -> usize {
        self.length / 2
    }

    /// Complex numbers in the spectrum of a real row.
    fn half(self) -> usize {
        self.length / 2 + 1
    }
}

/// The least even number from `n` on without a prime factor above 5, as the transforms like them.
fn next_smooth(n: usize) -> usize {
    let is_smooth = |mut m: usize| {
        for p in [2, 3, 5] {
            while m.is_multiple_of(p) {
                m /= p;
            }
        }
        m == 1
    };
    let mut m = n.next_multiple_of(2);
    while !is_smooth(m) {
        m += 2;
    }
    m
}

/// The first node that a point touches on each axis, and its weights for those from there on.
struct Place {
    first: [usize; 2],
    weights: [[f32; SUPPORT]; 2],
}

/// Charges, potentials, and what is kept from one iteration to the next.
pub(super) struct Grid {
    shape: Shape,
    /// Where the first node lies.
    low: [f32; 2],
    transforms: Transforms,
    /// Of the kernels, column after column. The spectrum of the first is real; those of the other
    /// two, being of odd functions, are imaginary; of each the one number is kept.
    kernels: Vec<[f32; 3]>,
    /// A row of `length` for each row of nodes; the second half is 0.
    charges: Vec<f32>,
    /// The spectra of these rows.
    rows: Vec<Complex32>,
    /// Column after column, and of each the three potentials before the transform along the rows.
    columns: Vec<Complex32>,
    /// Of each node.
    potentials: Vec<[f32; 3]>,
}

struct Transforms {
    real_forth: Arc<dyn RealToComplex<f32>>,
    real_back: Arc<dyn ComplexToReal<f32>>,
    forth: Arc<dyn Fft<f32>>,
    back: Arc<dyn Fft<f32>>,
}

impl Transforms {
    fn new(length: usize) -> Self {
        Self {
            real_forth: single::real_forward(length),
            real_back: single::real_inverse(length),
            forth: single::forward(length),
            back: single::inverse(length),
        }
    }

    /// The spectrum of each row of `values`, which are lost.
    fn rows(&self, values: &mut [f32], spectra: &mut [Complex32], shape: Shape) {
        values
            .par_chunks_mut(TOGETHER * shape.length)
            .zip(spectra.par_chunks_mut(TOGETHER * shape.half()))
            .for_each(|(values, spectra)| {
                for (row, spectrum) in values
                    .chunks_mut(shape.length)
                    .zip(spectra.chunks_mut(shape.half()))
                {
                    self.real_forth
                        .process(row, spectrum)
                        .expect("the lengths are those of the plan");
                }
            });
    }

    /// Transforms up to [`TOGETHER`] columns, from `first` on, of a spectrum of rows. Rows that are
    /// not there are 0.
    fn columns(&self, rows: &[Complex32], first: usize, shape: Shape) -> Vec<Complex32> {
        let count = TOGETHER.min(shape.half() - first);
        let mut columns = vec![Complex32::ZERO; count * shape.length];
        for (i, row) in rows.chunks(shape.half()).enumerate() {
            for (c, value) in row[first..first + count].iter().enumerate() {
                columns[c * shape.length + i] = *value;
            }
        }
        self.forth.process(&mut columns);
        columns
    }
}

impl Grid {
    pub(super) fn new() -> Self {
        let shape = Shape {
            spacing: 0.0,
            length: 2,
        };
        Self {
            shape,
            low: [0.0; 2],
            transforms: Transforms::new(shape.length),
            kernels: Vec::new(),
            charges: Vec::new(),
            rows: Vec::new(),
            columns: Vec::new(),
            potentials: Vec::new(),
        }
    }

    /// Writes Σⱼ (yᵢ − yⱼ)/(1 + |yᵢ − yⱼ|²)² of each point to `forces`; returns Σᵢ≠ⱼ 1/(1 + |yᵢ −
    /// yⱼ|²).
    ///
    /// The points must be finite, and at least one.
    pub(super) fn repel(&mut self, xy: &[[f32; 2]], forces: &mut [[f32; 2]]) -> f64 {
        self.charge(xy, 0.0);
        let grid = &*self;
        let sums: Vec<f64> = xy
            .par_chunks(POINTS_PER_TASK)
            .zip(forces.par_chunks_mut(POINTS_PER_TASK))
            .map(|(points, forces)| {
                let mut sum = 0.0;
                for (point, force) in points.iter().zip(forces) {
                    let [near, x, y] = grid.potentials_at(point);
                    *force = [x, y];
                    sum += f64::from(near);
                }
                sum
            })
            .collect();
        // Each point has counted itself.
        sums.iter().sum::<f64>() - xy.len() as f64
    }

    /// Lets every node feel the points `xy`, which must be finite, and at least one. The grid
    /// reaches beyond them on each side by `margin` times their extent.
    pub(super) fn charge(&mut self, xy: &[[f32; 2]], margin: f32) {
        let [low, high] = corners(xy);
        let extent = (high[0] - low[0]).max(high[1] - low[1]);
        let shape = Shape::of(extent * (1.0 + 2.0 * margin));
        if shape != self.shape {
            self.plan(shape);
        }
        let side = (shape.n_nodes() - 1) as f32 * shape.spacing;
        self.low = [0, 1].map(|axis| (low[axis] + high[axis] - side) / 2.0);
        self.spread(xy);
        self.transforms
            .rows(&mut self.charges, &mut self.rows, shape);
        self.convolve_columns();
        self.rows_back();
    }

    /// Σⱼ 1/(1 + |y − yⱼ|²) and the two components of Σⱼ (y − yⱼ)/(1 + |y − yⱼ|²)² at a point y
    /// within the grid.
    pub(super) fn potentials_at(&self, point: &[f32; 2]) -> [f32; 3] {
        let place = self.place(point);
        let mut sums = [0.0; 3];
        for (i, wx) in place.weights[0].iter().enumerate() {
            let at = (place.first[0] + i) * self.shape.n_nodes() + place.first[1];
            for (node, wy) in self.potentials[at..at + SUPPORT]
                .iter()
                .zip(&place.weights[1])
            {
                for (sum, value) in sums.iter_mut().zip(node) {
                    *sum += wx * wy * value;
                }
            }
        }
        sums
    }

    fn place(&self, point: &[f32; 2]) -> Place {
        let mut place = Place {
            first: [0; 2],
            weights: [[0.0; SUPPORT]; 2],
        };
        for (axis, (at, low)) in point.iter().zip(&self.low).enumerate() {
            let offset = (at - low) / self.shape.spacing - 1.0;
            // A cast makes 0 of a negative number.
            let first = (offset as usize).min(self.shape.n_nodes() - SUPPORT);
            let u = offset - first as f32;
            let v = 1.0 - u;
            place.first[axis] = first;
            // The cubic B-spline.
            let inner = |t: f32| (t * t * (3.0 * t - 6.0) + 4.0) / 6.0;
            place.weights[axis] = [v * v * v / 6.0, inner(u), inner(v), u * u * u / 6.0];
        }
        place
    }

    /// On one thread, for neighbours add to the same nodes, and the order of additions must not
    /// depend on chance.
    fn spread(&mut self, xy: &[[f32; 2]]) {
        self.charges.fill(0.0);
        for point in xy {
            let place = self.place(point);
            for (i, wx) in place.weights[0].iter().enumerate() {
                let at = (place.first[0] + i) * self.shape.length + place.first[1];
                for (node, wy) in self.charges[at..at + SUPPORT]
                    .iter_mut()
                    .zip(&place.weights[1])
                {
                    *node += wx * wy;
                }
            }
        }
    }

    /// Along the columns there, times the kernels, and back, for the rows that hold nodes.
    fn convolve_columns(&mut self) {
        let (shape, transforms, rows, kernels) =
            (self.shape, &self.transforms, &self.rows, &self.kernels);
        let (m, n) = (shape.length, shape.n_nodes());
        self.columns
            .par_chunks_mut(3 * n * TOGETHER)
            .enumerate()
            .for_each(|(task, out)| {
                let first = task * TOGETHER;
                let spectra = transforms.columns(rows, first, shape);
                let mut product = vec![Complex32::ZERO; m];
                let mut scratch = vec![Complex32::ZERO; transforms.back.get_inplace_scratch_len()];
                for (c, (spectrum, out)) in spectra.chunks(m).zip(out.chunks_mut(3 * n)).enumerate()
                {
                    let kernels = &kernels[(first + c) * m..(first + c + 1) * m];
                    for (which, out) in out.chunks_mut(n).enumerate() {
                        for ((to, from), kernel) in product.iter_mut().zip(spectrum).zip(kernels) {
                            let k = kernel[which];
                            *to = if which == 0 {
                                from * k
                            } else {
                                Complex32::new(-from.im * k, from.re * k)
                            };
                        }
                        transforms
                            .back
                            .process_with_scratch(&mut product, &mut scratch);
                        out.copy_from_slice(&product[..n]);
                    }
                }
            });
    }

    /// Back along the rows that hold nodes.
    fn rows_back(&mut self) {
        let (shape, columns, back) = (self.shape, &self.columns, &self.transforms.real_back);
        let (n, half) = (shape.n_nodes(), shape.half());
        self.potentials
            .par_chunks_mut(TOGETHER * n)
            .enumerate()
            .for_each(|(task, out)| {
                let (first, count) = (task * TOGETHER, out.len() / n);
                let mut spectra = vec![Complex32::ZERO; count * half];
                let mut values = vec![0.0; shape.length];
                let mut scratch = back.make_scratch_vec();
                for which in 0..3 {
                    for (h, column) in columns.chunks(3 * n).enumerate() {
                        let column = &column[which * n + first..which * n + first + count];
                        column
                            .iter()
                            .enumerate()
                            .for_each(|(r, value)| spectra[r * half + h] = *value);
                    }
                    for (spectrum, out) in spectra.chunks_mut(half).zip(out.chunks_mut(n)) {
                        // Real by symmetry; what rounding has left there the transform would refuse.
                        spectrum[0].im = 0.0;
                        spectrum[half - 1].im = 0.0;
                        back.process_with_scratch(spectrum, &mut values, &mut scratch)
                            .expect("the lengths are those of the plan, and both ends are real");
                        out.iter_mut()
                            .zip(&values)
                            .for_each(|(node, value)| node[which] = *value);
                    }
                }
            });
    }

    /// Transforms, kernels and buffers for `shape`.
    fn plan(&mut self, shape: Shape) {
        let (m, n, half) = (shape.length, shape.n_nodes(), shape.half());
        if m != self.shape.length {
            self.transforms = Transforms::new(m);
            self.charges = vec![0.0; n * m];
            self.rows = vec![Complex32::ZERO; n * half];
            self.columns = vec![Complex32::ZERO; half * 3 * n];
            self.potentials = vec![[0.0; 3]; n * n];
            self.kernels = vec![[0.0; 3]; half * m];
        }
        self.shape = shape;
        let mut rows = vec![Complex32::ZERO; m * half];
        for which in 0..3 {
            self.transforms
                .rows(&mut kernel(which, shape), &mut rows, shape);
            let transforms = &self.transforms;
            self.kernels
                .par_chunks_mut(TOGETHER * m)
                .enumerate()
                .for_each(|(task, spectra)| {
                    let columns = transforms.columns(&rows, task * TOGETHER, shape);
                    for (at, (to, from)) in spectra.iter_mut().zip(&columns).enumerate() {
                        let blur = blur(at % m, m) * blur(task * TOGETHER + at / m, m);
                        to[which] = if which == 0 { from.re } else { from.im } / (blur * blur);
                    }
                });
        }
    }
}

/// The lowest and the highest corner of the rectangle around points.
pub(super) fn corners(xy: &[[f32; 2]]) -> [[f32; 2]; 2] {
    xy.iter().fold(
        [[f32::INFINITY; 2], [f32::NEG_INFINITY; 2]],
        |[low, high], &[x, y]| {
            [
                [low[0].min(x), low[1].min(y)],
                [high[0].max(x), high[1].max(y)],
            ]
        },
    )
}

/// What is left of a wave at place `at` of a spectrum when it is sampled through the cubic
/// B-spline.
fn blur(at: usize, length: usize) -> f32 {
    let half_angle = PI * at.min(length - at) as f32 / length as f32;
    if at == 0 {
        1.0
    } else {
        (half_angle.sin() / half_angle).powi(4)
    }
}

/// 1/(1 + r²), or a component of the force, at the distances between nodes, over the square of
/// `length` by which there and back the transforms enlarge.
fn kernel(which: usize, shape: Shape) -> Vec<f32> {
    let m = shape.length;
    // What lies beyond the middle is a distance backwards. The middle is as far in both directions:
    // 0 for an odd function.
    let distance = |at: usize| {
        if 2 * at < m {
            at as f32 * shape.spacing
        } else {
            (at as f32 - m as f32) * shape.spacing
        }
    };
    let scale = (m as f32 * m as f32).recip();
    let mut values = vec![0.0; m * m];
    values.par_chunks_mut(m).enumerate().for_each(|(i, row)| {
        for (j, value) in row.iter_mut().enumerate() {
            let (dx, dy) = (distance(i), distance(j));
            let near = (1.0 + dx * dx + dy * dy).recip();
            let odd = |component: f32, at: usize| {
                if 2 * at == m {
                    0.0
                } else {
                    component * near * near
                }
            };
            *value = scale
                * match which {
                    0 => near,
                    1 => odd(dx, i),
                    _ => odd(dy, j),
                };
        }
    });
    values
}
