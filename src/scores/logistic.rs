//! Multinomial logistic regression with an L2 penalty, fitted by L-BFGS.

use std::collections::VecDeque;

use crate::matrix::{Matrix, dot};

/// Steps that L-BFGS remembers, and most that it takes: scikit-learn's.
const MEMORY: usize = 10;
const MOST_STEPS: usize = 100;

/// Rows in f64, standardised by the mean and the standard deviation (divisor n) of those that were
/// learnt from; columns that do not vary there are only centred.
pub(super) struct Standardised {
    mean: Vec<f64>,
    factor: Vec<f64>,
}

impl Standardised {
    pub(super) fn fit(x: &Matrix, rows: &[usize]) -> Self {
        let (n, d) = (rows.len().max(1) as f64, x.n_cols());
        let (mut mean, mut variance) = (vec![0.0; d], vec![0.0; d]);
        for &i in rows {
            mean.iter_mut()
                .zip(x.row(i))
                .for_each(|(m, &v)| *m += f64::from(v) / n);
        }
        for &i in rows {
            for ((variance, &v), m) in variance.iter_mut().zip(x.row(i)).zip(&mean) {
                *variance += (f64::from(v) - m) * (f64::from(v) - m) / n;
            }
        }
        // A column of one number varies by its rounding only.
        let floor = |m: f64| 10.0 * f64::EPSILON * m.abs();
        let deviations = variance
            .iter()
            .zip(&mean)
            .map(|(v, &m)| (v.sqrt(), floor(m)));
        let factor = deviations
            .map(|(s, floor)| if s > floor { 1.0 / s } else { 1.0 })
            .collect();
        Self { mean, factor }
    }

    /// rows × d, row after row.
    pub(super) fn rows(&self, x: &Matrix, rows: &[usize]) -> Vec<f64> {
        let scaled = |i: &usize| {
            let row = x.row(*i).iter().zip(&self.mean).zip(&self.factor);
            row.map(|((&v, m), f)| (f64::from(v) - m) * f)
                .collect::<Vec<f64>>()
        };
        rows.iter().flat_map(scaled).collect()
    }
}

/// Pivots below this part of the largest are rounding.
const LEAST_PIVOT: f64 = 1e-10;

/// Rows wider than there are rows to learn from, in coordinates of the space that those span: the
/// rows of the Cholesky factor of their products, and what solves to the products of the others
/// with them. All products stay as they are, and so do the weights' norm and every prediction of a
/// regression with an L2 penalty (the representer theorem: Kimeldorf & Wahba 1971; Schölkopf,
/// Herbrich & Smola 2001). Rows that are no wider are returned as they are.
///
/// # Shapes
/// `train` n × `d`, `test` m × `d`; returned n × n and m × n.
pub(super) fn within_span(train: Vec<f64>, test: Vec<f64>, d: usize) -> (Vec<f64>, Vec<f64>) {
    let n = train.len() / d.max(1);
    if d <= n {
        return (train, test);
    }
    let row = |i: usize| &train[i * d..(i + 1) * d];
    let mut factor = vec![0.0; n * n];
    let mut pivots = vec![0.0_f64; n];
    for i in 0..n {
        let (before, rest) = factor.split_at_mut(i * n);
        let own = &mut rest[..n];
        for j in 0..i {
            let other = &before[j * n..(j + 1) * n];
            // A row within the span of those before adds no coordinate.
            own[j] = if pivots[j] > 0.0 {
                (dot(row(i), row(j)) - dot(&own[..j], &other[..j])) / pivots[j]
            } else {
                0.0
            };
        }
        let square = dot(row(i), row(i));
        let left = square - dot(&own[..i], &own[..i]);
        pivots[i] = if left > LEAST_PIVOT * square {
            left.sqrt()
        } else {
            0.0
        };
        own[i] = pivots[i];
    }
    let solved = |there: &[f64]| {
        let mut own = vec![0.0; n];
        for j in 0..n {
            let other = &factor[j * n..j * n + j];
            own[j] = if pivots[j] > 0.0 {
                (dot(there, row(j)) - dot(&own[..j], other)) / pivots[j]
            } else {
                0.0
            };
        }
        own
    };
    let test = test.chunks_exact(d).flat_map(solved).collect();
    (factor, test)
}

/// Weights of each class for each column, and behind them its intercept.
///
/// What is minimised is ½ Σ w² − Σ ln p(class of the song), as scikit-learn 1.7's
/// `LogisticRegression(C=1)`, intercepts not penalised. As there, of two classes the first is fixed
/// at 0 and the penalty is that of the other alone.
pub(super) struct Logistic {
    n_classes: usize,
    d: usize,
    /// free classes × (d + 1).
    weights: Vec<f64>,
}

impl Logistic {
    /// Ends when no part of the gradient of the mean over songs is larger than `tolerance`, or
    /// after 100 steps.
    ///
    /// # Shapes
    /// `rows` n × d, `classes` n.
    pub(super) fn fit(rows: &[f64], classes: &[u32], n_classes: usize, tolerance: f64) -> Self {
        let d = if classes.is_empty() {
            0
        } else {
            rows.len() / classes.len()
        };
        let n_free = if n_classes == 2 { 1 } else { n_classes };
        let mut model = Self {
            n_classes,
            d,
            weights: vec![0.0; n_free * (d + 1)],
        };
        let start = model.weights.clone();
        model.weights = minimise(start, tolerance, |weights| {
            model.objective(weights, rows, classes)
        });
        model
    }

    pub(super) fn predict(&self, row: &[f64]) -> u32 {
        let mut logits = vec![0.0; self.n_classes];
        self.logits(&self.weights, row, &mut logits);
        // The first of equals.
        let best = (0..self.n_classes)
            .rev()
            .max_by(|&a, &b| logits[a].total_cmp(&logits[b]));
        best.unwrap_or(0) as u32
    }

    #[cfg(test)]
    pub(super) fn weights(&self) -> impl Iterator<Item = f64> {
        self.weights.iter().copied()
    }

    fn first_free(&self) -> usize {
        usize::from(self.n_classes == 2)
    }

    fn logits(&self, weights: &[f64], row: &[f64], logits: &mut [f64]) {
        let free = &mut logits[self.first_free()..];
        for (logit, w) in free.iter_mut().zip(weights.chunks_exact(self.d + 1)) {
            *logit = dot(row, &w[..self.d]) + w[self.d];
        }
    }

    /// Value and gradient, over the number of songs.
    fn objective(&self, weights: &[f64], rows: &[f64], classes: &[u32]) -> (f64, Vec<f64>) {
        let (d, n) = (self.d, classes.len() as f64);
        let mut gradient = vec![0.0; weights.len()];
        let (mut loss, mut logits) = (0.0, vec![0.0; self.n_classes]);
        for (i, &class) in classes.iter().enumerate() {
            let row = &rows[i * d..(i + 1) * d];
            logits[0] = 0.0;
            self.logits(weights, row, &mut logits);
            let largest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let own = logits[class as usize];
            logits
                .iter_mut()
                .for_each(|logit| *logit = (*logit - largest).exp());
            let total: f64 = logits.iter().sum();
            loss += total.ln() + largest - own;
            let first = self.first_free();
            for ((c, p), g) in logits
                .iter()
                .enumerate()
                .skip(first)
                .zip(gradient.chunks_exact_mut(d + 1))
            {
                let error = p / total - f64::from(u8::from(c == class as usize));
                g[..d]
                    .iter_mut()
                    .zip(row)
                    .for_each(|(g, v)| *g += error * v);
                g[d] += error;
            }
        }
        for (w, g) in weights
            .chunks_exact(d + 1)
            .zip(gradient.chunks_exact_mut(d + 1))
        {
            loss += 0.5 * dot(&w[..d], &w[..d]);
            g[..d].iter_mut().zip(w).for_each(|(g, w)| *g += w);
        }
        gradient.iter_mut().for_each(|g| *g /= n);
        (loss / n, gradient)
    }
}

/// L-BFGS (Nocedal & Wright 2006, algorithm 7.5) with steps halved until the value falls enough
/// (Armijo). For smooth convex functions.
fn minimise(
    start: Vec<f64>,
    tolerance: f64,
    objective: impl Fn(&[f64]) -> (f64, Vec<f64>),
) -> Vec<f64> {
    let mut at = start;
    let (mut value, mut gradient) = objective(&at);
    let mut memory: VecDeque<(Vec<f64>, Vec<f64>)> = VecDeque::new();
    for _ in 0..MOST_STEPS {
        if gradient.iter().all(|g| g.abs() <= tolerance) {
            break;
        }
        let direction = descent(&gradient, &memory);
        let slope = dot(&direction, &gradient);
        // Without a memory the direction is the gradient, whose length means nothing.
        let mut step = if memory.is_empty() {
            1.0 / dot(&gradient, &gradient).sqrt().max(1.0)
        } else {
            1.0
        };
        let next = loop {
            let there: Vec<f64> = at
                .iter()
                .zip(&direction)
                .map(|(a, d)| a + step * d)
                .collect();
            let (value_there, gradient_there) = objective(&there);
            if value_there <= value + 1e-4 * step * slope {
                break Some((there, value_there, gradient_there));
            }
            step *= 0.5;
            if step < 1e-10 {
                break None;
            }
        };
        // No step is better any more: this is the minimum, to rounding.
        let Some((there, value_there, gradient_there)) = next else {
            break;
        };
        let moved: Vec<f64> = there.iter().zip(&at).map(|(a, b)| a - b).collect();
        let bent: Vec<f64> = gradient_there
            .iter()
            .zip(&gradient)
            .map(|(a, b)| a - b)
            .collect();
        if dot(&moved, &bent) > 0.0 {
            memory.push_back((moved, bent));
            if memory.len() > MEMORY {
                memory.pop_front();
            }
        }
        (at, value, gradient) = (there, value_there, gradient_there);
    }
    at
}

/// The two loops: minus the inverse Hessian, as far as the memory knows it, times the gradient.
fn descent(gradient: &[f64], memory: &VecDeque<(Vec<f64>, Vec<f64>)>) -> Vec<f64> {
    let mut q: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut steps = Vec::with_capacity(memory.len());
    for (moved, bent) in memory.iter().rev() {
        let alpha = dot(moved, &q) / dot(moved, bent);
        q.iter_mut().zip(bent).for_each(|(q, y)| *q -= alpha * y);
        steps.push(alpha);
    }
    if let Some((moved, bent)) = memory.back() {
        let scale = dot(moved, bent) / dot(bent, bent);
        q.iter_mut().for_each(|q| *q *= scale);
    }
    for ((moved, bent), alpha) in memory.iter().zip(steps.into_iter().rev()) {
        let beta = dot(bent, &q) / dot(moved, bent);
        q.iter_mut()
            .zip(moved)
            .for_each(|(q, s)| *q += (alpha - beta) * s);
    }
    q
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn within_the_span_of_few_rows_all_products_stay() {
        let value = |at: usize| {
            (crate::random::splitmix64(at as u64) >> 40) as f64 / f64::from(1u32 << 24) - 0.5
        };
        let (n, m, d) = (12, 5, 40);
        let mut train: Vec<f64> = (0..n * d).map(value).collect();
        // One row is the sum of two others.
        (0..d).for_each(|c| train[7 * d + c] = train[2 * d + c] + train[4 * d + c]);
        let test: Vec<f64> = (0..m * d).map(|i| value(i + 5000)).collect();
        let (own, there) = within_span(train.clone(), test.clone(), d);
        assert_eq!((own.len(), there.len()), (n * n, m * n));
        for i in 0..n {
            let product = |a: &[f64], b: &[f64], w: usize, j: usize| {
                dot(&a[j * w..(j + 1) * w], &b[i * w..(i + 1) * w])
            };
            (0..n).for_each(|j| {
                assert!((product(&own, &own, n, j) - product(&train, &train, d, j)).abs() < 1e-9)
            });
            (0..m).for_each(|j| {
                assert!((product(&there, &own, n, j) - product(&test, &train, d, j)).abs() < 1e-9)
            });
        }
        let narrow = within_span(vec![1.0; 8], vec![2.0; 4], 2);
        assert_eq!((narrow.0.len(), narrow.1.len()), (8, 4));
    }

    #[test]
    fn the_gradient_is_that_of_finite_differences() {
        let rows: Vec<f64> = (0..24).map(|i| f64::from(i * i % 7) - 3.0).collect();
        for n_classes in [2, 3] {
            let classes: Vec<u32> = (0..8).map(|i| i % n_classes).collect();
            let n_free = if n_classes == 2 { 1 } else { 3 };
            let weights: Vec<f64> = (0..n_free * 4)
                .map(|i| 0.3 - 0.1 * f64::from(i as u8))
                .collect();
            let model = Logistic {
                n_classes: n_classes as usize,
                d: 3,
                weights: Vec::new(),
            };
            let (_, gradient) = model.objective(&weights, &rows, &classes);
            for (i, g) in gradient.iter().enumerate() {
                let at = |by: f64| {
                    let mut moved = weights.clone();
                    moved[i] += by;
                    model.objective(&moved, &rows, &classes).0
                };
                assert!(((at(1e-5) - at(-1e-5)) / 2e-5 - g).abs() < 1e-8, "{i}: {g}");
            }
        }
    }
}
