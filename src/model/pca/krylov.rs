//! The largest eigenvalues of a symmetric matrix that has no negative ones, by block Krylov
//! iteration (Musco and Musco 2015, algorithm 2): Rayleigh-Ritz on the span of a random block and
//! its images under the powers of the matrix.
//!
//! Subspace iteration, as in Halko, Martinsson and Tropp (2011) and in scikit-learn, keeps the last
//! of these images only. Where many eigenvalues lie close together, as those of noise do, it takes
//! many more of them for the same error: of 2,000 × 1,000 scikit-learn's seven find .66852 of the
//! variance in 16 components, where there is .66894.

use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, MatRef, Par};

use super::exact::{eigen, eigenvalues};
use crate::matrix::dot;
use crate::random::splitmix64;

/// A block has a multiple of so many columns, which matrix products are made for.
const COLUMNS: usize = 16;
/// Blocks after which it is given up.
const MOST_BLOCKS: usize = 24;
/// What the wanted eigenvalues may still lack, as a part of all. Their sum grows from block to block by
/// ever smaller steps, each about the same part of the one before.
const SETTLED: f64 = 3e-5;
/// Of an image the part outside the span is taken a second time where it has become so small.
const ROUNDED: f64 = 1e-5;
/// What is left of a column when it lies in the span of those before.
const NOTHING: f64 = 1e-10;

/// Eigenvalues, largest first, and their unit eigenvectors as columns.
pub(super) struct Pairs {
    pub(crate) values: Vec<f64>,
    pub(crate) vectors: Mat<f64>,
}

/// Columns that are carried along to find `k` pairs: at least as many, for an eigenvalue may stand as
/// often, and a block finds it once for each column.
pub(super) fn width(k: usize) -> usize {
    k.next_multiple_of(COLUMNS)
}

/// The `k` leading pairs of an m × m matrix whose trace is `total`; `None` where they do not
/// settle. `apply` gives the image of m × b columns.
pub(super) fn leading(
    m: usize,
    k: usize,
    total: f64,
    apply: impl Fn(MatRef<'_, f64>) -> Mat<f64>,
) -> Option<Pairs> {
    let most = m.min(MOST_BLOCKS * width(k));
    let mut basis = Mat::<f64>::zeros(m, most);
    // The matrix as it is on the span of the basis; on and above the diagonal blocks.
    let mut small = Mat::<f64>::zeros(most, most);
    let mut block = orthonormal(random(m, width(k).min(m)));
    let mut filled = 0;
    // Sums of the wanted eigenvalues, one for each block since there have been three.
    let mut sums: Vec<f64> = Vec::new();
    while !block.is_empty() && filled + block.len() <= most {
        let columns = Mat::from_fn(m, block.len(), |i, j| block[j][i]);
        let image = apply(columns.as_ref());
        let before = filled;
        filled += block.len();
        basis
            .as_mut()
            .subcols_mut(before, block.len())
            .copy_from(&columns);
        let basis = basis.as_ref().subcols(0, filled);
        let (along, rest) = beyond(basis, image);
        small
            .as_mut()
            .submatrix_mut(0, before, filled, block.len())
            .copy_from(&along);
        block = orthonormal(rest);
        let is_whole = block.is_empty() || filled == m;
        // Two blocks say nothing yet of how fast it goes.
        if is_whole || filled > 2 * width(k) {
            let values = eigenvalues(&even(&small, filled)).ok()?;
            sums.push(values.iter().take(k).sum());
            if is_whole || to_come(&sums) <= SETTLED * total {
                let (mut values, weights) = ritz(&small, filled)?;
                values.truncate(k);
                let weights = weights.as_ref().subcols(0, values.len());
                let mut vectors = Mat::<f64>::zeros(m, values.len());
                matmul(&mut vectors, Accum::Replace, basis, weights, 1.0, Par::Seq);
                let is_finite = values.iter().all(|value| value.is_finite());
                return is_finite.then_some(Pairs { values, vectors });
            }
        }
    }
    None
}

/// What a sum still lacks that grows by steps of which each is the same part of the one before.
fn to_come(sums: &[f64]) -> f64 {
    let &[.., first, second, third] = sums else {
        return f64::INFINITY;
    };
    let (before, step) = (second - first, third - second);
    if step <= 0.0 {
        0.0
    } else if step < before {
        step * step / (before - step)
    } else {
        f64::INFINITY
    }
}

/// The products of an orthonormal `basis` with the columns of `image`, and what of these lies outside
/// its span; twice where little is left, for rounding undoes what one pass makes.
fn beyond(basis: MatRef<'_, f64>, mut image: Mat<f64>) -> (Mat<f64>, Vec<Vec<f64>>) {
    let columns = |image: &Mat<f64>| -> Vec<Vec<f64>> {
        let column = |j| image.col_as_slice(j).to_vec();
        (0..image.ncols()).map(column).collect()
    };
    let length = |column: &Vec<f64>| dot(column, column).sqrt();
    let lengths: Vec<f64> = columns(&image).iter().map(length).collect();
    let take_off = |image: &mut Mat<f64>| {
        let mut along = Mat::<f64>::zeros(basis.ncols(), image.ncols());
        let turned = basis.transpose();
        matmul(&mut along, Accum::Replace, turned, &*image, 1.0, Par::Seq);
        matmul(image, Accum::Add, basis, &along, -1.0, Par::Seq);
        along
    };
    let along = take_off(&mut image);
    let is_rounded = |(column, before): (&Vec<f64>, &f64)| length(column) < ROUNDED * before;
    if columns(&image).iter().zip(&lengths).any(is_rounded) {
        take_off(&mut image);
    }
    let rest = columns(&image).into_iter().zip(lengths);
    let rest = rest.filter(|(column, before)| length(column) > NOTHING * before);
    (along, rest.map(|(column, _)| column).collect())
}

/// The same span by columns of length 1 at right angles (Gram-Schmidt, twice); what lies in the
/// span of those before is left out.
fn orthonormal(columns: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let mut basis: Vec<Vec<f64>> = Vec::with_capacity(columns.len());
    for mut column in columns {
        let before = dot(&column, &column).sqrt();
        for _ in 0..2 {
            for known in &basis {
                let by = dot(&column, known);
                column
                    .iter_mut()
                    .zip(known)
                    .for_each(|(v, known)| *v -= by * known);
            }
        }
        let left = dot(&column, &column).sqrt();
        if left > NOTHING * before {
            column.iter_mut().for_each(|v| *v /= left);
            basis.push(column);
        }
    }
    basis
}

/// The part of a matrix that is filled on and above its diagonal, and below it as well.
fn even(small: &Mat<f64>, filled: usize) -> Mat<f64> {
    Mat::from_fn(filled, filled, |i, j| small[(i.min(j), i.max(j))])
}

/// Its pairs.
fn ritz(small: &Mat<f64>, filled: usize) -> Option<(Vec<f64>, Mat<f64>)> {
    eigen(&even(small, filled)).ok()
}

/// Numbers in −1 to 1, the same on every machine.
fn random(m: usize, width: usize) -> Vec<Vec<f64>> {
    let number = |at: usize| splitmix64(at as u64) as i64 as f64 / i64::MAX as f64;
    (0..width)
        .map(|c| (0..m).map(|i| number(c * m + i)).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A diagonal matrix: its eigenvalues are known, and nothing is nearer to a corner than to
    /// another for a random start.
    fn found(values: &[f64], k: usize) -> Pairs {
        let m = values.len();
        let apply = |columns: MatRef<'_, f64>| {
            Mat::from_fn(m, columns.ncols(), |i, j| values[i] * columns[(i, j)])
        };
        leading(m, k, values.iter().sum(), apply).unwrap()
    }

    #[test]
    fn leading_pairs_of_a_known_spectrum() {
        // A few large ones over a crowd that lies close together.
        let mut values: Vec<f64> = (0..400).map(|i| 1.0 + f64::from(i) / 400.0).collect();
        values.extend([50.0, 20.0, 20.0, 9.0]);
        let pairs = found(&values, 6);
        for (got, wanted) in pairs
            .values
            .iter()
            .zip([50.0, 20.0, 20.0, 9.0, 1.9975, 1.995])
        {
            assert!((got - wanted).abs() < 0.02, "{got}, {wanted}");
        }
        assert!((pairs.vectors[(400, 0)].abs() - 1.0).abs() < 1e-6);
        for (a, b) in [(0, 1), (1, 2), (4, 5)] {
            let product: f64 = (0..404)
                .map(|i| pairs.vectors[(i, a)] * pairs.vectors[(i, b)])
                .sum();
            assert!(product.abs() < 1e-10, "{product}");
        }
    }

    #[test]
    fn a_matrix_of_low_rank_is_found_whole() {
        let mut values = vec![0.0; 300];
        values[7] = 3.0;
        values[9] = 2.0;
        let pairs = found(&values, 4);
        for (got, wanted) in pairs.values.iter().zip([3.0, 2.0, 0.0, 0.0]) {
            assert!((got - wanted).abs() < 1e-9, "{:?}", pairs.values);
        }
        assert!(
            found(&vec![1.0; 200], 3)
                .values
                .iter()
                .all(|v| (v - 1.0).abs() < 1e-9)
        );
    }
}
