//! The gap statistic: how much tighter clusters are than those of points without any.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::clusterings::Clusterings;
use super::internal;
use super::stability::each;
use crate::config::ClusteringConfig;
use crate::error::Result;
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::model::pca::Pca;
use crate::random::splitmix64;
use crate::words::id;

const N_REFERENCES: usize = 10;

/// Gap and standard error of 1, 2, 3, … clusters (Tibshirani, Walther & Hastie 2001), where
/// `inertias` are those of `x` in 2, 3, … clusters.
///
/// Gap(k) is the mean over 10 reference sets of ln W(k), less that of `x`, with W the inertia; its
/// error is their standard deviation times √(1 + 1/10). A reference set is uniform in the box that
/// `x` fills along its principal components, and stays in these coordinates: no clustering here
/// changes when its points are turned.
pub(super) fn gaps(
    x: &Matrix,
    config: &ClusteringConfig,
    inertias: &[f64],
    seed: u64,
    reporter: &Reporter,
) -> Result<Vec<Option<(f64, f64)>>> {
    let extent = Extent::around(x)?;
    let ks = 1..=inertias.len() + 1;
    let mut logs = vec![Vec::with_capacity(N_REFERENCES); inertias.len() + 1];
    for b in 0..N_REFERENCES {
        reporter.checkpoint()?;
        reporter.step(
            Stage::Clustering,
            b,
            N_REFERENCES,
            id::SCORES_REFERENCE_SETS,
        );
        let seed = splitmix64(seed.wrapping_add(b as u64));
        let reference = extent.filled(x.n_rows(), seed);
        let clusterings = Clusterings::new(&reference, config, splitmix64(seed), reporter)?;
        let inertia = |k: usize| {
            let labels = if k == 1 {
                vec![Some(0); x.n_rows()]
            } else {
                clusterings.labels(k)?
            };
            Ok(internal::inertia(&reference, &labels))
        };
        let of_ks = each(&ks.clone().collect::<Vec<_>>(), x.n_rows(), inertia)?;
        logs.iter_mut()
            .zip(of_ks)
            .for_each(|(logs, inertia)| logs.push(inertia.ln()));
    }
    let total = internal::inertia(x, &vec![Some(0); x.n_rows()]);
    let own = std::iter::once(&total)
        .chain(inertias)
        .map(|inertia| inertia.ln());
    Ok(logs
        .iter()
        .zip(own)
        .map(|(logs, own)| gap(logs, own))
        .collect())
}

/// `None` where an inertia is 0, so that there is no logarithm.
fn gap(references: &[f64], own: f64) -> Option<(f64, f64)> {
    let n = references.len() as f64;
    let mean = references.iter().sum::<f64>() / n;
    let variance = references
        .iter()
        .map(|log| (log - mean) * (log - mean))
        .sum::<f64>()
        / n;
    let (gap, error) = (mean - own, (variance * (1.0 + 1.0 / n)).sqrt());
    (gap.is_finite() && error.is_finite()).then_some((gap, error))
}

/// The least k, from 2 on, by the rule; `gaps` are those of 1, 2, 3, … clusters.
pub(super) fn chosen(gaps: &[Option<(f64, f64)>]) -> Option<usize> {
    let holds = |pair: &[Option<(f64, f64)>]| match pair {
        [Some((here, _)), Some((next, error))] => *here >= next - error,
        _ => false,
    };
    let k = 1 + gaps.windows(2).position(holds)?;
    (k >= 2).then_some(k)
}

/// The box around points whose sides are their principal components.
struct Extent {
    pca: Pca,
    /// Least and largest place along each component.
    ranges: Vec<(f32, f32)>,
}

impl Extent {
    fn around(x: &Matrix) -> Result<Self> {
        let all: Vec<usize> = (0..x.n_rows()).collect();
        let pca = Pca::fit(x, &all, x.n_cols().min(x.n_rows()))?;
        let turned = pca.transform(x);
        let mut ranges = vec![(f32::INFINITY, f32::NEG_INFINITY); turned.n_cols()];
        for row in turned.rows() {
            for (range, &v) in ranges.iter_mut().zip(row) {
                *range = (range.0.min(v), range.1.max(v));
            }
        }
        Ok(Self { pca, ranges })
    }

    /// n points that are uniform in it, in the columns of what it was put around.
    fn filled(&self, n: usize, seed: u64) -> Matrix {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let sides = self.ranges.iter().cycle().take(n * self.ranges.len());
        let values = sides
            .map(|&(low, high)| low + (high - low) * rng.random::<f32>())
            .collect();
        self.pca
            .inverse_transform(&Matrix::new(n, self.ranges.len(), values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_takes_the_first_gap_that_the_next_does_not_clearly_exceed() {
        let gaps = |values: &[(f64, f64)]| values.iter().map(|&v| Some(v)).collect::<Vec<_>>();
        assert_eq!(
            chosen(&gaps(&[
                (0.1, 0.0),
                (0.5, 0.0),
                (0.9, 0.1),
                (0.95, 0.1),
                (1.5, 0.1)
            ])),
            Some(3)
        );
        assert_eq!(chosen(&gaps(&[(0.5, 0.0), (0.4, 0.0), (0.9, 0.1)])), None);
        assert_eq!(chosen(&gaps(&[(0.1, 0.0), (0.5, 0.0), (0.9, 0.1)])), None);
        assert_eq!(chosen(&[Some((0.1, 0.0)), Some((0.5, 0.0)), None]), None);
    }

    #[test]
    fn references_fill_the_box_along_the_principal_components() {
        // A thin diagonal: a box along the columns would be filled far from it.
        let x = Matrix::from_rows(
            &(0..50)
                .map(|i| [i as f32, i as f32 + 0.1 * (i % 3) as f32])
                .collect::<Vec<_>>(),
        );
        let filled = Extent::around(&x).unwrap().filled(500, 1);
        let (mut least, mut most) = (f32::INFINITY, f32::NEG_INFINITY);
        for row in filled.rows() {
            assert!((row[0] - row[1]).abs() < 0.3, "{row:?}");
            (least, most) = (least.min(row[0]), most.max(row[0]));
        }
        assert!(
            least < 3.0 && least > -1.0 && most > 46.0 && most < 50.0,
            "{least} to {most}"
        );
    }

    #[test]
    fn gap_and_error_by_hand() {
        let (gap, error) = gap(&[1.0, 3.0], 0.5).unwrap();
        assert!((gap - 1.5).abs() < 1e-12 && (error - 1.5_f64.sqrt()).abs() < 1e-12);
        assert_eq!(super::gap(&[f64::NEG_INFINITY, 1.0], 0.5), None);
    }
}
