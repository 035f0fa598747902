//! Labels scored at as many clusters as they have classes.
//!
//! Clusters are made in one number, and labels have classes in numbers of their own: ten genres
//! cannot be found again in two clusters, however well they lie apart. So each label is held
//! against clusters of its own number as well.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{Labels, OwnK, Scores, external_scores};
use crate::clustering::{Clusters, Detail, cluster, clusters_of};
use crate::config::{ClusteringConfig, ClusteringMethod};
use crate::error::Result;
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::random::splitmix64;
use crate::words::{id, say};

/// Columns of more classes, such as artists, are left as they are: so many clusters take long and
/// hold a few songs each.
const MOST_CLASSES: usize = 50;

/// Clusters `x` anew for each number of classes among the columns of `scores`, by the same
/// settings, and adds what that gives. Where the clusters that are scored are as many, it is they;
/// a method that finds its number itself has none.
///
/// `clustering_seed` is that of `clusters`, `seed` that of `scores`.
///
/// # Errors
/// [`crate::error::Error::Cancelled`], or as [`cluster`].
pub(crate) fn score_at_own_k(
    scores: &mut Scores,
    x: &Matrix,
    clusters: &Clusters,
    labels: &Labels,
    config: &ClusteringConfig,
    [clustering_seed, seed]: [u64; 2],
    reporter: &Reporter,
) -> Result<()> {
    if !config.method.takes_k() || config.method == ClusteringMethod::Model {
        return Ok(());
    }
    let mut made: BTreeMap<usize, Vec<Option<u32>>> = BTreeMap::new();
    for (i, column) in labels.scored() {
        let Some(found) = scores
            .external
            .iter_mut()
            .find(|found| found.column == column.name)
        else {
            continue;
        };
        let k = found.n_classes;
        if k > MOST_CLASSES || k >= x.n_rows() {
            continue;
        }
        if k == clusters.n_clusters {
            found.own_k = Some(OwnK {
                k,
                labels: clusters.labels.clone(),
                scores: Box::new(found.clone()),
            });
            continue;
        }
        reporter.step(
            Stage::Scores,
            0,
            0,
            say(id::SCORES_K_CLUSTERS_MANY_COLUMN_HAS)
                .with("k", k)
                .with("column", &column.name),
        );
        let at_k = match made.entry(k) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(missing) => missing.insert(clustered(
                x,
                clusters,
                config,
                k,
                clustering_seed,
                reporter,
            )?),
        };
        let column_seed = splitmix64(splitmix64(seed.wrapping_add(i as u64)));
        let scores = external_scores(at_k, column, labels.cautions(column), column_seed, reporter)?;
        found.own_k = scores.map(|scores| OwnK {
            k,
            labels: at_k.clone(),
            scores: Box::new(scores),
        });
    }
    Ok(())
}

/// A dendrogram is there already, and only cut elsewhere.
fn clustered(
    x: &Matrix,
    clusters: &Clusters,
    config: &ClusteringConfig,
    k: usize,
    seed: u64,
    reporter: &Reporter,
) -> Result<Vec<Option<u32>>> {
    match &clusters.detail {
        Detail::Dendrogram(merges) => Ok(clusters_of(merges, x.n_rows(), k)),
        Detail::None | Detail::Density(_) | Detail::Responsibilities(_) | Detail::Strengths(_) => {
            let config = ClusteringConfig {
                n_clusters: k,
                ..config.clone()
            };
            Ok(cluster(x, &config, seed, &reporter.quiet())?.labels)
        }
    }
}
