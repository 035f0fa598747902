//! Principal components, two of them, by subspace iteration on the smaller of covariance and Gram
//! matrix.

use rayon::prelude::*;

use super::Projection;
use crate::config::ProjectionMethod;
use crate::matrix::{Matrix, dot};
use crate::random::splitmix64;

/// Directions carried along: more than the two wanted, so that a third of nearly their length does
/// not slow them.
const BLOCK: usize = 16;
const MAX_ITERATIONS: usize = 500;

/// The two directions of most variance; the sign of each axis is fixed so that its largest loading
/// is positive.
///
/// Equal to scikit-learn's `PCA(2)` up to rounding. An axis along which nothing varies is 0 for
/// every row.
pub(crate) fn pca_2d(x: &Matrix) -> Projection {
    let plane = Plane::of(x);
    Projection {
        xy: plane.project(x),
        method: ProjectionMethod::Pca,
        perplexity: None,
        kl_divergence: None,
        stopped: false,
        explained: Some(plane.explained),
        n_neighbors: None,
        neighbours_found: None,
    }
}

/// New rows along the two directions of `x`.
///
/// # Shapes
/// `x` n × d, `new` m × d; result m × 2.
pub(super) fn place(x: &Matrix, new: &Matrix) -> Matrix {
    Plane::of(x).project(new)
}

/// The two directions of most variance, through the mean.
struct Plane {
    means: Vec<f64>,
    /// All 0 for an axis along which nothing varies.
    loadings: [Vec<f64>; 2],
    explained: [f32; 2],
}

impl Plane {
    fn of(x: &Matrix) -> Self {
        let (n, d) = (x.n_rows(), x.n_cols());
        let means = means(x);
        let centred = centred(x, &means);
        let total: f64 = centred.iter().map(|v| v * v).sum();
        let mut plane = Self {
            means,
            loadings: [vec![0.0; d], vec![0.0; d]],
            explained: [0.0; 2],
        };
        if total > 0.0 {
            let columns = transposed(&centred, n, d);
            // XᵀX and XXᵀ have the same eigenvalues, and X leads from the eigenvectors of one to
            // those of the other.
            let by_rows = n < d;
            let (smaller, length) = if by_rows {
                (&centred, d)
            } else {
                (&columns, n)
            };
            let pairs = leading_eigenpairs(&products(smaller, length), smaller.len() / length);
            for (axis, (value, vector)) in pairs.into_iter().enumerate().take(2) {
                if value <= 1e-12 * total {
                    continue;
                }
                let loadings = if by_rows {
                    unit(matrix_vector(&columns, n, &vector))
                } else {
                    vector
                };
                plane.loadings[axis] = signed(loadings);
                plane.explained[axis] = (value / total) as f32;
            }
        }
        plane
    }

    fn project(&self, x: &Matrix) -> Matrix {
        let mut xy = Matrix::zeros(x.n_rows(), 2);
        if x.n_cols() > 0 {
            let centred = centred(x, &self.means);
            for (axis, loadings) in self.loadings.iter().enumerate() {
                for (i, score) in matrix_vector(&centred, x.n_cols(), loadings)
                    .into_iter()
                    .enumerate()
                {
                    xy.row_mut(i)[axis] = score as f32;
                }
            }
        }
        xy
    }
}

fn means(x: &Matrix) -> Vec<f64> {
    let mut means = vec![0.0; x.n_cols()];
    for row in x.rows() {
        means
            .iter_mut()
            .zip(row)
            .for_each(|(m, &v)| *m += f64::from(v) / x.n_rows() as f64);
    }
    means
}

fn centred(x: &Matrix, means: &[f64]) -> Vec<f64> {
    x.rows()
        .flat_map(|row| row.iter().zip(means).map(|(&v, m)| f64::from(v) - m))
        .collect()
}

fn transposed(a: &[f64], n: usize, d: usize) -> Vec<f64> {
    (0..n * d).map(|at| a[(at % n) * d + at / n]).collect()
}

/// Products of every two rows of a matrix with rows of `length`.
fn products(rows: &[f64], length: usize) -> Vec<f64> {
    rows.par_chunks_exact(length)
        .flat_map_iter(|a| rows.chunks_exact(length).map(move |b| dot(a, b)))
        .collect()
}

fn matrix_vector(rows: &[f64], length: usize, v: &[f64]) -> Vec<f64> {
    rows.chunks_exact(length).map(|row| dot(row, v)).collect()
}

fn unit(mut v: Vec<f64>) -> Vec<f64> {
    let norm = dot(&v, &v).sqrt();
    v.iter_mut().for_each(|x| *x /= norm);
    v
}

fn signed(mut loadings: Vec<f64>) -> Vec<f64> {
    let largest = loadings.iter().fold(
        0.0_f64,
        |best, &v| if v.abs() > best.abs() { v } else { best },
    );
    if largest < 0.0 {
        loadings.iter_mut().for_each(|v| *v = -*v);
    }
    loadings
}

/// The two largest eigenvalues, largest first, with their unit eigenvectors, of a symmetric m × m
/// matrix without negative ones (fewer when m is 1). Subspace iteration with Rayleigh-Ritz
/// projection (Saad 2011, algorithm 5.3).
fn leading_eigenpairs(a: &[f64], m: usize) -> Vec<(f64, Vec<f64>)> {
    let mut basis: Vec<Vec<f64>> = (0..BLOCK.min(m))
        .map(|b| pseudo_random(m, b as u64))
        .collect();
    let mut pairs = Vec::new();
    for _ in 0..MAX_ITERATIONS {
        orthonormalise(&mut basis);
        let images: Vec<Vec<f64>> = basis.par_iter().map(|v| matrix_vector(a, m, v)).collect();
        let projected: Vec<Vec<f64>> = basis
            .iter()
            .map(|v| images.iter().map(|image| dot(v, image)).collect())
            .collect();
        let ritz = jacobi_eigenpairs(projected);
        let combined = |of: &[Vec<f64>], weights: &[f64]| {
            let mut sum = vec![0.0; m];
            for (v, w) in of.iter().zip(weights) {
                sum.iter_mut().zip(v).for_each(|(s, x)| *s += w * x);
            }
            sum
        };
        let next: Vec<Vec<f64>> = ritz
            .iter()
            .map(|(_, weights)| combined(&images, weights))
            .collect();
        pairs = ritz
            .iter()
            .take(2)
            .map(|(value, weights)| (*value, combined(&basis, weights)))
            .collect();
        let tolerance = 1e-12 * pairs[0].0;
        let settled = pairs.iter().zip(&next).all(|((value, vector), image)| {
            let residual: f64 = vector
                .iter()
                .zip(image)
                .map(|(v, i)| (i - value * v).powi(2))
                .sum();
            residual.sqrt() <= tolerance
        });
        if settled {
            break;
        }
        basis = next;
    }
    pairs
}

/// Numbers in −1 to 1, the same on every machine: a start that is almost surely not across the
/// wanted directions.
fn pseudo_random(m: usize, stream: u64) -> Vec<f64> {
    (0..m as u64)
        .map(|i| splitmix64(i ^ (stream << 32)) as f64 / u64::MAX as f64 * 2.0 - 1.0)
        .collect()
}

/// Gram-Schmidt, twice for accuracy. A vector within the span of those before it becomes 0, and
/// stays so.
fn orthonormalise(basis: &mut [Vec<f64>]) {
    for i in 0..basis.len() {
        let (before, rest) = basis.split_at_mut(i);
        let v = &mut rest[0];
        let length = dot(v, v).sqrt();
        for _ in 0..2 {
            for b in before.iter() {
                let along = dot(b, v);
                v.iter_mut().zip(b).for_each(|(x, y)| *x -= along * y);
            }
        }
        let left = dot(v, v).sqrt();
        let scale = if left > 1e-13 * length {
            left.recip()
        } else {
            0.0
        };
        v.iter_mut().for_each(|x| *x *= scale);
    }
}

/// All eigenpairs of a small symmetric matrix, largest value first, by cyclic Jacobi rotations
/// (Golub and Van Loan 2013, section 8.5).
fn jacobi_eigenpairs(mut a: Vec<Vec<f64>>) -> Vec<(f64, Vec<f64>)> {
    let p = a.len();
    // Row i of `vectors` is the i-th eigenvector.
    let mut vectors: Vec<Vec<f64>> = (0..p)
        .map(|i| (0..p).map(|j| if i == j { 1.0 } else { 0.0 }).collect())
        .collect();
    let scale: f64 = a.iter().flatten().map(|v| v * v).sum();
    for _sweep in 0..50 {
        let off: f64 = (0..p)
            .flat_map(|i| (0..i).map(move |j| (i, j)))
            .map(|(i, j)| a[i][j] * a[i][j])
            .sum();
        if off <= 1e-32 * scale {
            break;
        }
        for i in 0..p {
            for j in i + 1..p {
                rotate(&mut a, &mut vectors, i, j);
            }
        }
    }
    let mut pairs: Vec<(f64, Vec<f64>)> = vectors
        .into_iter()
        .enumerate()
        .map(|(i, v)| (a[i][i], v))
        .collect();
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0));
    pairs
}

/// Turns the plane of `i` and `j` so that their product vanishes.
fn rotate(a: &mut [Vec<f64>], vectors: &mut [Vec<f64>], i: usize, j: usize) {
    if a[i][j] == 0.0 {
        return;
    }
    let theta = (a[j][j] - a[i][i]) / (2.0 * a[i][j]);
    let t = theta.signum() / (theta.abs() + theta.hypot(1.0));
    let (cos, sin) = (t.hypot(1.0).recip(), t / t.hypot(1.0));
    for row in a.iter_mut() {
        (row[i], row[j]) = (cos * row[i] - sin * row[j], sin * row[i] + cos * row[j]);
    }
    for rows in [a, vectors] {
        for c in 0..rows[i].len() {
            let (x, y) = (rows[i][c], rows[j][c]);
            rows[i][c] = cos * x - sin * y;
            rows[j][c] = sin * x + cos * y;
        }
    }
}
