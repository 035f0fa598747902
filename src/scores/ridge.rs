//! Ridge regression of many questions on the same songs: one factorisation a fold serves them all.

use super::logistic::{Standardised, within_span};
use crate::clustering::cholesky;
use crate::matrix::{Matrix, dot};

/// scikit-learn's default.
const PENALTY: f64 = 1.0;

/// One fold, and what tells it from all others, whatever the label.
pub(super) struct Probe {
    pub train: Vec<usize>,
    pub test: Vec<usize>,
    d: usize,
    /// train × d.
    rows: Vec<f64>,
    /// test × d: what weighs a sum of training rows.
    weights: Vec<f64>,
}

impl Probe {
    pub(super) fn new(x: &Matrix, of_song: &[usize], fold: usize) -> Self {
        let (test, train): (Vec<usize>, Vec<usize>) =
            (0..x.n_rows()).partition(|&song| of_song[song] == fold);
        let standardised = Standardised::fit(x, &train);
        let (rows, others) = within_span(
            standardised.rows(x, &train),
            standardised.rows(x, &test),
            x.n_cols(),
        );
        let d = rows.len() / train.len().max(1);
        let column = |c: usize| rows.chunks_exact(d).map(|row| row[c]).collect();
        let columns: Vec<Vec<f64>> = (0..d).map(column).collect();
        let mut products = vec![0.0; d * d];
        for a in 0..d {
            for b in 0..=a {
                let product = dot(&columns[a], &columns[b]);
                (products[a * d + b], products[b * d + a]) = (product, product);
            }
            products[a * d + a] += PENALTY;
        }
        // With the penalty there always is one, but of columns that are not finite.
        let weights = match cholesky(products, d) {
            Some(factor) => others
                .chunks_exact(d.max(1))
                .flat_map(|row| solved(&factor, row))
                .collect(),
            None => vec![0.0; others.len()],
        };
        Self {
            train,
            test,
            d,
            rows,
            weights,
        }
    }

    /// What ridge regression foretells of each song of the fold, but for what is the same for all,
    /// where the training songs at `with` have the label.
    pub(super) fn scores(&self, with: &[usize]) -> Vec<f64> {
        let mut sum = vec![0.0; self.d];
        for &place in with {
            let row = &self.rows[place * self.d..(place + 1) * self.d];
            sum.iter_mut().zip(row).for_each(|(sum, v)| *sum += v);
        }
        let rows = self.weights.chunks_exact(self.d.max(1));
        rows.map(|row| dot(row, &sum)).collect()
    }
}

/// L Lᵀ y = b of a lower factor.
fn solved(factor: &[f64], b: &[f64]) -> Vec<f64> {
    let d = b.len();
    let mut y = b.to_vec();
    for i in 0..d {
        let row = &factor[i * d..i * d + i];
        y[i] = (y[i] - dot(row, &y[..i])) / factor[i * d + i];
    }
    for i in (0..d).rev() {
        y[i] /= factor[i * d + i];
        let own = y[i];
        let row = &factor[i * d..i * d + i];
        y[..i].iter_mut().zip(row).for_each(|(y, l)| *y -= own * l);
    }
    y
}
