//! Agglomerative clustering by kodama.

use kodama::{Method, linkage};
use rayon::prelude::*;

use super::numbering::by_size;
use super::rows::Rows;
use super::{Clusters, Detail, Merge};
use crate::config::{ClusteringConfig, Linkage};
use crate::error::{Error, Result};
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::words::{id, say};

/// Most songs whose distances are held, all pairs of them at 4 bytes each: 1.8 GB.
const MAX_SONGS: usize = 30_000;

/// Joins the two nearest clusters until one is left, and takes the clusters as they were when there
/// were `n_clusters`. Euclidean distances; ward (Ward 1963, as `ward.D2`), complete, average and
/// single linkage, as SciPy's `linkage`. The whole dendrogram is in the detail.
///
/// Songs at distance 0 are always together, so there are fewer clusters when there are fewer
/// distinct rows. Memory goes with the square of the songs. Stop is heard while the distances are
/// computed and after the joining, but not in it: kodama cannot be interrupted (seconds at 10,000
/// songs, nine times as long at 30,000).
///
/// # Errors
/// With fewer rows than clusters, more than 30,000, no columns, or a number that is not finite; or
/// [`Error::Cancelled`].
pub(super) fn agglomerative(
    x: &Matrix,
    config: &ClusteringConfig,
    reporter: &Reporter,
) -> Result<Clusters> {
    let rows = Rows::for_k(x, config.n_clusters, id::ERROR_AGGLOMERATIVE_CLUSTERING)?;
    if rows.n > MAX_SONGS {
        let cause = say(id::CLUSTERING_N_SONGS_TOO_MANY_DISTANCES)
            .with("n", rows.n)
            .with("MAX_SONGS", MAX_SONGS);
        return Err(Error::stage(id::ERROR_AGGLOMERATIVE_CLUSTERING, cause));
    }
    let mut distances = pairwise(&rows, reporter)?;
    let method = match config.linkage {
        Linkage::Ward => Method::Ward,
        Linkage::Complete => Method::Complete,
        Linkage::Average => Method::Average,
        Linkage::Single => Method::Single,
    };
    let steps = linkage(&mut distances, rows.n, method);
    reporter.checkpoint()?;
    let merge = |s: &kodama::Step<f32>| Merge {
        a: s.cluster1,
        b: s.cluster2,
        distance: s.dissimilarity,
        size: s.size,
    };
    let merges: Vec<Merge> = steps.steps().iter().map(merge).collect();
    Ok(Clusters::of(
        x,
        &cut(&merges, rows.n, config.n_clusters),
        Detail::Dendrogram(merges),
    ))
}

/// Distances of all pairs: those of row 0 to the rows after it, then those of row 1, …
fn pairwise(rows: &Rows, reporter: &Reporter) -> Result<Vec<f32>> {
    let n = rows.n;
    let mut distances = vec![0.0; n * n.saturating_sub(1) / 2];
    let mut rest = distances.as_mut_slice();
    let mut of_row = Vec::with_capacity(n);
    for i in 0..n {
        let (own, others) = rest.split_at_mut(n - i - 1);
        of_row.push((i, own));
        rest = others;
    }
    of_row.into_par_iter().try_for_each(|(i, own)| {
        reporter.checkpoint()?;
        for (offset, distance) in own.iter_mut().enumerate() {
            *distance = rows.squared_distance(i, i + 1 + offset).sqrt() as f32;
        }
        reporter.step(Stage::Clustering, i + 1, n, id::CLUSTERING_DISTANCES);
        Ok(())
    })?;
    Ok(distances)
}

/// Label of each of `n` songs when the dendrogram is followed down to `k` clusters, and through all
/// merges at distance 0; largest cluster first.
pub(crate) fn clusters_of(merges: &[Merge], n: usize, k: usize) -> Vec<Option<u32>> {
    by_size(&cut(merges, n, k)).labels
}

/// The clusters that are left when the dendrogram is followed down to `k` of them, and through all
/// merges at distance 0.
pub(super) fn cut(merges: &[Merge], n: usize, k: usize) -> Vec<Option<usize>> {
    let n_merges = merges
        .iter()
        .enumerate()
        .take_while(|(i, m)| *i < n.saturating_sub(k) || m.distance == 0.0)
        .count();
    // From the last merge down, so that the top of each cluster is met first.
    let mut cluster_of: Vec<usize> = (0..n + n_merges).collect();
    for (i, merge) in merges[..n_merges].iter().enumerate().rev() {
        cluster_of[merge.a] = cluster_of[n + i];
        cluster_of[merge.b] = cluster_of[n + i];
    }
    cluster_of[..n]
        .iter()
        .map(|&cluster| Some(cluster))
        .collect()
}
