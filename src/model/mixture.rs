//! A mixture of Gaussians with diagonal covariance, as a prior: in f64, and fitted by expectation and
//! maximisation.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::prior::Prior;
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::Matrix;

/// π_c, μ_c and σ_c² of K components in k dimensions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mixture {
    /// K, adding up to 1.
    pub(crate) weights: Vec<f64>,
    /// K × k.
    pub(crate) means: Vec<Vec<f64>>,
    /// K × k.
    pub(crate) variances: Vec<Vec<f64>>,
}

/// Starts of which the likeliest end is kept: EM only climbs the hill it stands on.
const N_STARTS: usize = 10;
/// As in scikit-learn's `GaussianMixture`: a start ends when the mean log-likelihood of a row rises
/// by less.
const TOLERANCE: f64 = 1e-3;
const MAX_ITERATIONS: usize = 100;
/// Added to each variance, as a share of the mean variance of a column: no component shrinks onto a
/// single song.
const VARIANCE_FLOOR: f64 = 1e-3;

impl Mixture {
    /// The likeliest of several fits, each begun by k-means++.
    ///
    /// # Shapes
    /// `x` n × k with n ≥ `n_components` ≥ 1.
    ///
    /// # Errors
    /// [`crate::error::Error::Cancelled`] between two starts.
    pub(super) fn fit(
        x: &Matrix,
        n_components: usize,
        rng: &mut ChaCha8Rng,
        reporter: &Reporter,
    ) -> Result<Self> {
        let rows: Vec<Vec<f64>> = x
            .rows()
            .map(|row| row.iter().map(|&v| f64::from(v)).collect())
            .collect();
        let floor = VARIANCE_FLOOR * mean_variance(&rows);
        let mut best: Option<(Self, f64)> = None;
        for _ in 0..N_STARTS {
            reporter.checkpoint()?;
            let start = Self::maximise(
                &rows,
                &nearest(&rows, &plus_plus(&rows, n_components, rng)),
                floor,
            );
            let (fitted, likelihood) = start.climb(&rows, floor);
            // Of equally likely ends the first is kept.
            if best
                .as_ref()
                .is_none_or(|(_, highest)| likelihood > *highest)
            {
                best = Some((fitted, likelihood));
            }
        }
        // N_STARTS is not 0.
        Ok(best.expect("a start").0)
    }

    /// EM from here until the mean log-likelihood of a row, which comes back too, stops rising.
    pub(super) fn climb(mut self, rows: &[Vec<f64>], floor: f64) -> (Self, f64) {
        let mut before = f64::NEG_INFINITY;
        for _ in 0..MAX_ITERATIONS {
            let (responsibilities, likelihood) = self.expect(rows);
            self = Self::maximise(rows, &responsibilities, floor);
            if likelihood - before < TOLERANCE {
                break;
            }
            before = likelihood;
        }
        let (_, likelihood) = self.expect(rows);
        (self, likelihood)
    }

    /// Responsibilities, n × K, and the mean log-likelihood of a row.
    pub(super) fn expect(&self, rows: &[Vec<f64>]) -> (Vec<Vec<f64>>, f64) {
        let mut total = 0.0;
        let responsibilities = rows
            .iter()
            .map(|row| {
                let joint = self.log_joint(row);
                let evidence = log_sum_exp(&joint);
                total += evidence;
                joint.iter().map(|v| (v - evidence).exp()).collect()
            })
            .collect();
        (responsibilities, total / rows.len().max(1) as f64)
    }

    fn maximise(rows: &[Vec<f64>], responsibilities: &[Vec<f64>], floor: f64) -> Self {
        let (n_components, k) = (responsibilities[0].len(), rows[0].len());
        let mut mixture = Self {
            weights: Vec::new(),
            means: Vec::new(),
            variances: Vec::new(),
        };
        for c in 0..n_components {
            // Rounding aside as scikit-learn does it: an empty component must not divide by 0.
            let size = responsibilities.iter().map(|r| r[c]).sum::<f64>() + 10.0 * f64::EPSILON;
            let average = |f: &dyn Fn(f64, usize) -> f64| -> Vec<f64> {
                let mut sums = vec![0.0; k];
                for (row, r) in rows.iter().zip(responsibilities) {
                    for (j, (sum, &v)) in sums.iter_mut().zip(row).enumerate() {
                        *sum += r[c] * f(v, j);
                    }
                }
                sums.iter().map(|sum| sum / size).collect()
            };
            let mean = average(&|v, _| v);
            let variance = average(&|v, j| (v - mean[j]).powi(2))
                .iter()
                .map(|v| v + floor)
                .collect();
            mixture.weights.push(size / rows.len() as f64);
            mixture.means.push(mean);
            mixture.variances.push(variance);
        }
        let sum: f64 = mixture.weights.iter().sum();
        mixture.weights.iter_mut().for_each(|w| *w /= sum);
        mixture
    }

    /// log π_c + log N(z | μ_c, σ_c²) of each component.
    pub(super) fn log_joint(&self, z: &[f64]) -> Vec<f64> {
        let components = self.weights.iter().zip(&self.means).zip(&self.variances);
        let log_density = |((weight, mean), variance): ((&f64, &Vec<f64>), &Vec<f64>)| {
            let squares: f64 = z
                .iter()
                .zip(mean)
                .zip(variance)
                .map(|((z, m), v)| (z - m).powi(2) / v + v.ln() + std::f64::consts::TAU.ln())
                .sum();
            weight.ln() - 0.5 * squares
        };
        components.map(log_density).collect()
    }
}

impl Prior for Mixture {
    /// KL of each latent dimension, mean over songs: Σ_c γ_c KL(q(z_j|x) ‖ N(μ_cj, σ_cj²)) with γ
    /// taken at the mean. What c itself costs is no part of it.
    ///
    /// # Shapes
    /// Both n × k; result k.
    fn kl_per_dim(&self, mean: &Matrix, log_variance: &Matrix) -> Vec<f64> {
        let n = mean.n_rows().max(1) as f64;
        let mut kl = vec![0.0; mean.n_cols()];
        for (means, log_variances) in mean.rows().zip(log_variance.rows()) {
            let z: Vec<f64> = means.iter().map(|&v| f64::from(v)).collect();
            let (gamma, _) = self.expect(std::slice::from_ref(&z));
            for (c, gamma) in gamma[0].iter().enumerate() {
                for (j, sum) in kl.iter_mut().enumerate() {
                    let (own, prior) = (f64::from(log_variances[j]), self.variances[c][j]);
                    let spread = (own.exp() + (z[j] - self.means[c][j]).powi(2)) / prior;
                    *sum += gamma * 0.5 * (prior.ln() - own + spread - 1.0) / n;
                }
            }
        }
        kl
    }

    /// p(c|z) of each latent.
    ///
    /// # Shapes
    /// `latents` n × k; result n × K.
    fn responsibilities(&self, latents: &Matrix) -> Option<Matrix> {
        let rows: Vec<Vec<f64>> = latents
            .rows()
            .map(|row| row.iter().map(|&v| f64::from(v)).collect())
            .collect();
        let (responsibilities, _) = self.expect(&rows);
        let values = responsibilities
            .into_iter()
            .flatten()
            .map(|v| v as f32)
            .collect();
        Some(Matrix::new(latents.n_rows(), self.weights.len(), values))
    }
}

fn log_sum_exp(values: &[f64]) -> f64 {
    let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    largest + values.iter().map(|v| (v - largest).exp()).sum::<f64>().ln()
}

fn mean_variance(rows: &[Vec<f64>]) -> f64 {
    let one = vec![vec![1.0]; rows.len()];
    let whole = Mixture::maximise(rows, &one, 0.0);
    let mean = whole.variances[0].iter().sum::<f64>() / whole.variances[0].len().max(1) as f64;
    // All songs alike: any scale will do, but 0.
    if mean > 0.0 { mean } else { 1.0 }
}

/// Centres as k-means++ picks them (Arthur & Vassilvitskii 2007): each a row, with a probability
/// that grows with the squared distance to the nearest one picked before.
fn plus_plus(rows: &[Vec<f64>], n_centres: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
    let mut centres = vec![rng.random_range(0..rows.len())];
    let mut nearest: Vec<f64> = rows
        .iter()
        .map(|row| squared_distance(row, &rows[centres[0]]))
        .collect();
    while centres.len() < n_centres {
        let total: f64 = nearest.iter().sum();
        let mut left = total * rng.random::<f64>();
        let chosen = nearest.iter().position(|d| {
            left -= d;
            left < 0.0
        });
        // With every row picked, or rounding at the end of the sum, any will do.
        let chosen = chosen.unwrap_or_else(|| rng.random_range(0..rows.len()));
        centres.push(chosen);
        for (d, row) in nearest.iter_mut().zip(rows) {
            *d = d.min(squared_distance(row, &rows[chosen]));
        }
    }
    centres
}

/// 1 at each row's nearest centre, else 0: n × K.
fn nearest(rows: &[Vec<f64>], centres: &[usize]) -> Vec<Vec<f64>> {
    let one_hot = |row: &Vec<f64>| {
        let distances: Vec<f64> = centres
            .iter()
            .map(|&c| squared_distance(row, &rows[c]))
            .collect();
        let closest = (0..centres.len()).min_by(|&a, &b| distances[a].total_cmp(&distances[b]));
        (0..centres.len())
            .map(|c| f64::from(u8::from(Some(c) == closest)))
            .collect()
    };
    rows.iter().map(one_hot).collect()
}

fn squared_distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum()
}
