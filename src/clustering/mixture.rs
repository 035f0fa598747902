//! Gaussian mixture by expectation and maximisation.

use std::sync::atomic::{AtomicUsize, Ordering};

use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};
use rayon::prelude::*;

use super::kmeans::one_start;
use super::numbering::by_size;
use super::rows::Rows;
use super::{Clusters, Detail};
use crate::config::ClusteringConfig;
use crate::error::{Error, Result};
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::random::splitmix64;
use crate::words::{Text, id, say};

const STAGE: Text = id::GLOSSARY_GAUSSIAN_MIXTURE;
/// Gain of the mean log-likelihood, in nats per song, below which a start has gone far enough to be
/// compared with others (scikit-learn's), and below which the likeliest of them has settled.
const TOLERANCE: f64 = 1e-3;
const FINAL_TOLERANCE: f64 = 1e-6;
/// Added to each variance, as a share of that of the column: scikit-learn's `reg_covar`, free of
/// the column's unit.
const REGULARISATION: f64 = 1e-6;
const BLOCK: usize = 256;

/// A mixture of `n_clusters` Gaussians (Dempster, Laird and Rubin 1977), begun from k-means, the
/// likeliest of `n_init` starts. Each song belongs to its likeliest component; the detail has all
/// responsibilities, n × components, in the order of the clusters, those of components that are
/// nobody's likeliest last.
///
/// Covariances are full where an average component has at least 2·(d + 1) songs, and diagonal
/// otherwise: with fewer a full covariance follows every single song, and the components merely
/// repeat the k-means they began from. A column of one value is left out. In hundreds of columns
/// even a diagonal mixture gives responsibilities near 0 or 1: cluster latents with it, not raw
/// features.
///
/// (linfa 0.8 has a mixture too, full covariances only. Its likelihoods are summed without the
/// usual shift by their largest, so that they vanish beyond some 700 nats: in many columns, or at
/// one outlying song.)
///
/// # Errors
/// With fewer rows than clusters, no columns, a number that is not finite, or when the covariances
/// of every start became singular; or [`Error::Cancelled`].
pub(super) fn gaussian_mixture(
    x: &Matrix,
    config: &ClusteringConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Clusters> {
    let best = fit(x, config, seed, reporter)?;
    let told = say(id::CLUSTERING_STARTS_LOG_LIKELIHOOD_SONG_VALUE)
        .with("value", format!("{:.3}", best.log_likelihood));
    reporter.step(Stage::Clustering, config.n_init, config.n_init, told);
    let clusters = from_responsibilities(&best.responsibilities);
    let raw: Vec<Option<usize>> = clusters
        .labels
        .iter()
        .map(|l| l.map(|l| l as usize))
        .collect();
    Ok(Clusters::of(x, &raw, clusters.detail))
}

/// Each row's most likely component as its cluster, the first of equals; the columns of the detail
/// in the order of the clusters. There are no centroids, for there are no songs to average.
///
/// # Shapes
/// `responsibilities` n × components.
pub(crate) fn from_responsibilities(responsibilities: &Matrix) -> Clusters {
    let numbered = by_size(&responsibilities.rows().map(likeliest).collect::<Vec<_>>());
    let n_clusters = numbered.before.len();
    let mut order = numbered.before;
    let nobodys: Vec<usize> = (0..responsibilities.n_cols())
        .filter(|c| !order.contains(c))
        .collect();
    order.extend(nobodys);
    let rows: Vec<Vec<f32>> = responsibilities
        .rows()
        .map(|row| order.iter().map(|&c| row[c]).collect())
        .collect();
    let detail = Detail::Responsibilities(Matrix::from_rows(&rows));
    Clusters {
        labels: numbered.labels,
        n_clusters,
        centroids: None,
        inertia: None,
        detail,
    }
}

/// The component that a song is in sooner than in any other, the first of equals.
pub(super) fn likeliest(row: &[f32]) -> Option<usize> {
    let mut best = None;
    for (c, &share) in row.iter().enumerate() {
        if best.is_none_or(|(_, most)| share > most) {
            best = Some((c, share));
        }
    }
    best.map(|(c, _)| c)
}

/// A settled mixture.
pub(super) struct Fit {
    /// n × k.
    pub(crate) responsibilities: Matrix,
    /// Mean over songs, in nats, in the units of the rows. Columns of one value do not count.
    pub(crate) log_likelihood: f64,
}

pub(super) fn fit(
    x: &Matrix,
    config: &ClusteringConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Fit> {
    let rows = Rows::for_k(x, config.n_clusters, STAGE)?;
    let k = config.n_clusters.min(rows.n_distinct(config.n_clusters));
    let scaled = Scaled::of(&rows);
    if scaled.d == 0 {
        // All rows are equal.
        return Ok(Fit {
            responsibilities: Matrix::new(rows.n, 1, vec![1.0; rows.n]),
            log_likelihood: 0.0,
        });
    }
    let n_done = AtomicUsize::new(0);
    let starts = (0..config.n_init).into_par_iter().map(|start| {
        let seed = splitmix64(seed.wrapping_add(start as u64));
        let labels = one_start(&rows, k, config.max_iterations, seed, reporter)?.labels;
        let mut shares = vec![0.0; rows.n * k];
        for (row, &label) in shares.chunks_exact_mut(k).zip(&labels) {
            row[label as usize] = 1.0;
        }
        let found = scaled.settle(k, shares, TOLERANCE, config.max_iterations, reporter)?;
        let done = n_done.fetch_add(1, Ordering::Relaxed) + 1;
        reporter.step(
            Stage::Clustering,
            done,
            config.n_init,
            id::CLUSTERING_STARTS,
        );
        Ok(found)
    });
    let settled = starts.collect::<Result<Vec<_>>>()?;
    // Of equally likely starts the first is kept.
    let best = settled.into_iter().flatten().reduce(|a, b| {
        if b.log_likelihood > a.log_likelihood {
            b
        } else {
            a
        }
    });
    let last = match best {
        Some(best) => scaled.settle(
            k,
            best.shares,
            FINAL_TOLERANCE,
            config.max_iterations,
            reporter,
        )?,
        None => None,
    };
    let Settled {
        shares,
        log_likelihood,
    } = last.ok_or_else(|| {
        let cause = id::CLUSTERING_COVARIANCES_BECAME_SINGULAR_FROM_EVERY;
        Error::stage(STAGE, cause)
    })?;
    let responsibilities = Matrix::new(
        rows.n,
        k,
        shares.iter().map(|&share| share as f32).collect(),
    );
    Ok(Fit {
        responsibilities,
        log_likelihood: log_likelihood - scaled.log_scale,
    })
}

/// Shares of the songs, n × k, and their mean log-likelihood in scaled columns.
struct Settled {
    shares: Vec<f64>,
    log_likelihood: f64,
}

/// Columns of mean 0 and variance 1, so that nothing depends on units.
struct Scaled {
    n: usize,
    d: usize,
    /// n × d.
    values: Vec<f64>,
    /// Sum of ln of the standard deviations: what the density gains by the scaling.
    log_scale: f64,
}

/// One Gaussian of the mixture.
struct Component {
    log_weight: f64,
    mean: Vec<f64>,
    shape: Shape,
    /// ln det of the covariance.
    log_det: f64,
}

enum Shape {
    /// The inverse of the Cholesky factor of the covariance, d × d, lower.
    Full(Vec<f64>),
    /// 1 over each standard deviation.
    Diagonal(Vec<f64>),
}

impl Scaled {
    fn of(rows: &Rows) -> Self {
        let n = rows.n;
        let mean = |c: usize| (0..n).map(|i| rows.exact(i)[c]).sum::<f64>() / n as f64;
        let deviation = |c: usize, mean: f64| {
            ((0..n)
                .map(|i| (rows.exact(i)[c] - mean).powi(2))
                .sum::<f64>()
                / n as f64)
                .sqrt()
        };
        let all = (0..rows.d)
            .map(|c| (c, mean(c)))
            .map(|(c, mean)| (c, mean, deviation(c, mean)));
        let columns: Vec<(usize, f64, f64)> =
            all.filter(|&(_, _, deviation)| deviation > 0.0).collect();
        let scaled = |i: usize| {
            columns
                .iter()
                .map(move |&(c, mean, sd)| (rows.exact(i)[c] - mean) / sd)
        };
        let values = (0..n).flat_map(scaled).collect();
        Self {
            n,
            d: columns.len(),
            values,
            log_scale: columns.iter().map(|(_, _, sd)| sd.ln()).sum(),
        }
    }

    fn is_full(&self, k: usize) -> bool {
        self.n >= 2 * k * (self.d + 1)
    }

    /// From the given shares until the likelihood settles; `None` when a covariance became
    /// singular.
    fn settle(
        &self,
        k: usize,
        mut shares: Vec<f64>,
        tolerance: f64,
        max_iterations: usize,
        reporter: &Reporter,
    ) -> Result<Option<Settled>> {
        let mut log_likelihood = f64::NEG_INFINITY;
        for _ in 0..max_iterations {
            reporter.checkpoint()?;
            let components: Option<Vec<Component>> = (0..k)
                .into_par_iter()
                .map(|c| self.component(&shares, k, c))
                .collect();
            let Some(components) = components else {
                return Ok(None);
            };
            let before =
                std::mem::replace(&mut log_likelihood, self.expect(&components, &mut shares));
            if !log_likelihood.is_finite() {
                return Ok(None);
            }
            if log_likelihood - before < tolerance {
                break;
            }
        }
        Ok(Some(Settled {
            shares,
            log_likelihood,
        }))
    }

    /// Maximisation: the Gaussian that fits the songs best by their shares in component `c`.
    fn component(&self, shares: &[f64], k: usize, c: usize) -> Option<Component> {
        let d = self.d;
        let rows = || {
            self.values
                .chunks_exact(d)
                .zip(shares.chunks_exact(k).map(|row| row[c]))
        };
        let weight = shares.iter().skip(c).step_by(k).sum::<f64>() + 10.0 * f64::EPSILON;
        let mut mean = vec![0.0; d];
        for (row, share) in rows() {
            mean.iter_mut().zip(row).for_each(|(m, v)| *m += share * v);
        }
        mean.iter_mut().for_each(|m| *m /= weight);
        let (shape, log_det) = if self.is_full(k) {
            let mut factor = cholesky(self.covariance(shares, k, c, &mean, weight), d)?;
            let log_det = (0..d).map(|i| 2.0 * factor[i * d + i].ln()).sum();
            invert_lower(&mut factor, d);
            (Shape::Full(factor), log_det)
        } else {
            let mut variances = vec![0.0; d];
            for (row, share) in rows() {
                variances
                    .iter_mut()
                    .zip(row)
                    .zip(&mean)
                    .for_each(|((s, v), m)| *s += share * (v - m) * (v - m));
            }
            variances
                .iter_mut()
                .for_each(|v| *v = *v / weight + REGULARISATION);
            let log_det = variances.iter().map(|v| v.ln()).sum();
            (
                Shape::Diagonal(variances.iter().map(|v| v.sqrt().recip()).collect()),
                log_det,
            )
        };
        Some(Component {
            log_weight: (weight / self.n as f64).ln(),
            mean,
            shape,
            log_det,
        })
    }

    /// Covariance of component `c`, d × d, with the regularisation.
    fn covariance(
        &self,
        shares: &[f64],
        k: usize,
        c: usize,
        mean: &[f64],
        weight: f64,
    ) -> Vec<f64> {
        let d = self.d;
        let mut covariance = vec![0.0; d * d];
        for (rows, shares) in self.values.chunks(BLOCK * d).zip(shares.chunks(BLOCK * k)) {
            let mut centred = rows.to_vec();
            for (row, shares) in centred.chunks_exact_mut(d).zip(shares.chunks_exact(k)) {
                let root = (shares[c] / weight).sqrt();
                row.iter_mut()
                    .zip(mean)
                    .for_each(|(v, m)| *v = root * (*v - m));
            }
            let centred = MatRef::from_row_major_slice(&centred, rows.len() / d, d);
            let sum = MatMut::from_row_major_slice_mut(&mut covariance, d, d);
            matmul(sum, Accum::Add, centred.transpose(), centred, 1.0, Par::Seq);
        }
        (0..d).for_each(|i| covariance[i * d + i] += REGULARISATION);
        covariance
    }

    /// Expectation: shares of each song, and the mean log-likelihood.
    fn expect(&self, components: &[Component], shares: &mut [f64]) -> f64 {
        let (d, k) = (self.d, components.len());
        let blocks = shares
            .par_chunks_mut(BLOCK * k)
            .enumerate()
            .map(|(block, shares)| {
                let first = block * BLOCK;
                let count = shares.len() / k;
                let rows = &self.values[first * d..(first + count) * d];
                for (c, component) in components.iter().enumerate() {
                    for (i, density) in component.log_densities(rows, count).into_iter().enumerate()
                    {
                        shares[i * k + c] = density;
                    }
                }
                shares.chunks_exact_mut(k).map(to_shares).sum::<f64>()
            });
        blocks.collect::<Vec<f64>>().into_iter().sum::<f64>() / self.n as f64
    }
}

/// Turns log densities into shares of 1; the log of their sum.
fn to_shares(densities: &mut [f64]) -> f64 {
    let most = densities.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total = most + densities.iter().map(|v| (v - most).exp()).sum::<f64>().ln();
    densities.iter_mut().for_each(|v| *v = (*v - total).exp());
    total
}

impl Component {
    /// ln(weight · density) of `count` rows.
    fn log_densities(&self, rows: &[f64], count: usize) -> Vec<f64> {
        let d = self.mean.len();
        let constant =
            self.log_weight - 0.5 * (self.log_det + d as f64 * std::f64::consts::TAU.ln());
        let mut centred = rows.to_vec();
        for row in centred.chunks_exact_mut(d) {
            row.iter_mut().zip(&self.mean).for_each(|(v, m)| *v -= m);
        }
        match &self.shape {
            Shape::Full(inverse) => {
                let mut white = vec![0.0; centred.len()];
                let inverse = MatRef::from_row_major_slice(inverse, d, d);
                let rows = MatRef::from_row_major_slice(&centred, count, d);
                let out = MatMut::from_row_major_slice_mut(&mut white, count, d);
                matmul(
                    out,
                    Accum::Replace,
                    rows,
                    inverse.transpose(),
                    1.0,
                    Par::Seq,
                );
                centred = white;
            }
            Shape::Diagonal(inverse) => {
                for row in centred.chunks_exact_mut(d) {
                    row.iter_mut().zip(inverse).for_each(|(v, s)| *v *= s);
                }
            }
        }
        centred
            .chunks_exact(d)
            .map(|row| constant - 0.5 * row.iter().map(|v| v * v).sum::<f64>())
            .collect()
    }
}

/// The lower factor of a positive definite d × d matrix, in its place; `None` when it is not.
pub(crate) fn cholesky(mut a: Vec<f64>, d: usize) -> Option<Vec<f64>> {
    for i in 0..d {
        for j in 0..=i {
            let (before, after) = a.split_at(i * d);
            let row_j = if j < i {
                &before[j * d..j * d + j]
            } else {
                &after[..j]
            };
            let rest = after[j]
                - after[..j]
                    .iter()
                    .zip(row_j)
                    .map(|(x, y)| x * y)
                    .sum::<f64>();
            a[i * d + j] = if j < i {
                rest / a[j * d + j]
            } else {
                rest.sqrt()
            };
        }
        let is_positive = a[i * d + i] > 0.0;
        if !is_positive {
            return None;
        }
        a[i * d + i + 1..(i + 1) * d].fill(0.0);
    }
    Some(a)
}

/// The inverse of a lower triangle, in its place.
fn invert_lower(l: &mut [f64], d: usize) {
    for i in 0..d {
        let diagonal = l[i * d + i];
        let (above, row) = l.split_at_mut(i * d);
        // Row i of the inverse: −(row i of L, left of the diagonal) · (the inverse above) / L_ii.
        let mut inverse = vec![0.0; i];
        for (m, &v) in row[..i].iter().enumerate() {
            inverse[..=m]
                .iter_mut()
                .zip(&above[m * d..=m * d + m])
                .for_each(|(sum, a)| *sum -= v * a);
        }
        row[..i]
            .iter_mut()
            .zip(inverse)
            .for_each(|(v, sum)| *v = sum / diagonal);
        row[i] = 1.0 / diagonal;
    }
}
