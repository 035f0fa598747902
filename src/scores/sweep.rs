//! How many clusters?

use std::sync::atomic::{AtomicUsize, Ordering};

use super::clusterings::Clusterings;
use super::stability::each;
use super::{Internal, gap, internal};
use crate::config::{ClusteringConfig, ClusteringMethod};
use crate::error::{Error, Result};
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::random::splitmix64;
use crate::words::{id, say};

/// Scores of clusterings into 2, 3, … clusters.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    pub(crate) method: ClusteringMethod,
    /// One for each k from 2 to `k_max`, or to one less than there are songs.
    pub(crate) rows: Vec<SweepRow>,
    /// The k of largest silhouette; `None` where undefined, as for the others.
    pub(crate) by_silhouette: Option<usize>,
    /// The k of largest Calinski-Harabasz score.
    pub(crate) by_calinski_harabasz: Option<usize>,
    /// Where the inertia bends: the k farthest below the straight line from the first k to the
    /// last, with both axes from 0 to 1 (Satopää et al. 2011).
    pub(crate) by_elbow: Option<usize>,
    /// The least k with gap(k) ≥ gap(k + 1) − s(k + 1) (Tibshirani, Walther & Hastie 2001). `None`,
    /// too, when that is 1: then the songs are spread like one cloud and no clustering is called
    /// for.
    pub(crate) by_gap: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SweepRow {
    pub(crate) k: usize,
    pub(crate) silhouette: Option<f64>,
    pub(crate) calinski_harabasz: Option<f64>,
    /// Sum of squared distances to the cluster means, whatever the method.
    pub(crate) inertia: f64,
    /// The gap statistic and its standard error; `None` unless asked for, and where the inertia is
    /// 0.
    pub(crate) gap: Option<(f64, f64)>,
}

/// Clusters `x` by the method of `config` into 2 to `config.k_max` clusters, and scores each.
///
/// With `with_gap`, 10 reference sets are clustered in the same way, which takes 10 times as long
/// again.
///
/// # Shapes
/// `x` n songs × d.
///
/// # Errors
/// When the method finds the number of clusters itself, and as [`crate::clustering::cluster`].
pub(crate) fn sweep(
    x: &Matrix,
    config: &ClusteringConfig,
    with_gap: bool,
    seed: u64,
    reporter: &Reporter,
) -> Result<Sweep> {
    if !config.method.takes_k() {
        let cause = say(id::SCORES_METHOD_FINDS_NUMBER_CLUSTERS_ITSELF)
            .with("method", config.method.label());
        return Err(Error::stage(id::ERROR_CHOOSING_K, cause));
    }
    let ks: Vec<usize> = (2..=config.k_max.min(x.n_rows().saturating_sub(1))).collect();
    let clusterings = Clusterings::new(x, config, seed, reporter)?;
    let n_done = AtomicUsize::new(0);
    let score = |k: usize| {
        let labels = clusterings.labels(k)?;
        let scores = internal::score(x, &labels, seed, reporter)?;
        let done = n_done.fetch_add(1, Ordering::Relaxed) + 1;
        reporter.step(Stage::Clustering, done, ks.len(), id::ERROR_CHOOSING_K);
        let scores = scores.scores;
        Ok(SweepRow {
            k,
            silhouette: scores[Internal::Silhouette],
            calinski_harabasz: scores[Internal::CalinskiHarabasz],
            inertia: internal::inertia(x, &labels),
            gap: None,
        })
    };
    let mut rows = each(&ks, x.n_rows(), score)?;
    let mut by_gap = None;
    if with_gap && !rows.is_empty() {
        let inertias: Vec<f64> = rows.iter().map(|row| row.inertia).collect();
        let gaps = gap::gaps(x, config, &inertias, splitmix64(seed), reporter)?;
        by_gap = gap::chosen(&gaps);
        // The first gap is that of one cluster.
        rows.iter_mut()
            .zip(&gaps[1..])
            .for_each(|(row, gap)| row.gap = *gap);
    }
    Ok(Sweep {
        method: config.method,
        by_silhouette: largest(&rows, |row| row.silhouette),
        by_calinski_harabasz: largest(&rows, |row| row.calinski_harabasz),
        by_elbow: elbow(&rows),
        by_gap,
        rows,
    })
}

/// The least k of the largest score.
fn largest(rows: &[SweepRow], score: impl Fn(&SweepRow) -> Option<f64>) -> Option<usize> {
    let scored = rows.iter().filter_map(|row| Some((row.k, score(row)?)));
    scored
        .rev()
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(k, _)| k)
}

fn elbow(rows: &[SweepRow]) -> Option<usize> {
    let (first, last) = (rows.first()?, rows.last()?);
    let fall = first.inertia - last.inertia;
    if rows.len() < 3 || fall <= 0.0 {
        return None;
    }
    let below = |row: &SweepRow| {
        let across = (row.k - first.k) as f64 / (last.k - first.k) as f64;
        // The line falls from 1 to 0; how far below it in height orders as the distance to it.
        1.0 - across - (row.inertia - last.inertia) / fall
    };
    let deepest = rows
        .iter()
        .rev()
        .max_by(|a, b| below(a).total_cmp(&below(b)))?;
    (below(deepest) > 1e-9).then_some(deepest.k)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(inertias: &[f64]) -> Vec<SweepRow> {
        let row = |(k, &inertia)| SweepRow {
            k,
            silhouette: None,
            calinski_harabasz: None,
            inertia,
            gap: None,
        };
        (2..).zip(inertias).map(row).collect()
    }

    #[test]
    fn the_elbow_is_where_the_curve_bends() {
        assert_eq!(elbow(&rows(&[100.0, 50.0, 10.0, 8.0, 6.0, 4.0])), Some(4));
        assert_eq!(elbow(&rows(&[100.0, 80.0, 60.0, 40.0])), None);
        assert_eq!(elbow(&rows(&[100.0, 10.0])), None);
        assert_eq!(elbow(&rows(&[3.0, 3.0, 3.0])), None);
    }
}
