//! DBSCAN: linfa's walk over neighbourhoods found by matrix products.

use std::sync::Arc;

use linfa::traits::Transformer;
use linfa::{Float, ParamGuard};
use linfa_clustering::Dbscan;
use linfa_nn::distance::{Distance, L2Dist};
use linfa_nn::{BuildError, NearestNeighbour, NearestNeighbourIndex, NnError};
use ndarray::{Array2, ArrayBase, ArrayView1, ArrayView2, Data, Ix2};

use super::knee::knee;
use super::neighbours::{Neighbourhoods, kth_distances};
use super::rows::Rows;
use super::{Clusters, Detail, KDistances};
use crate::config::ClusteringConfig;
use crate::error::{Error, Result};
use crate::job::Reporter;
use crate::matrix::Matrix;
use crate::words::{Message, same};

/// Most pairs of neighbours that are held, 1 GiB (and as much again while they are gathered): up to
/// 16,384 songs any radius will do.
const MAX_PAIRS: usize = 1 << 28;

/// DBSCAN (Ester, Kriegel, Sander and Xu 1996): songs with `min_samples` songs within `eps`,
/// themselves included, are cores; cores within `eps` of each other share a cluster; a song that is
/// no core belongs to the first cluster with a core within `eps`, in the order of their first
/// cores, and is noise when there is none. That is scikit-learn's rule too.
///
/// With an `eps` of 0 the radius is the distance at the knee of the sorted distances to the
/// `min_samples`-th neighbour. The curve is in the detail either way.
///
/// linfa's own search trees are of little use in many columns and work on one thread, so the
/// neighbourhoods are found here, in parallel, and linfa walks over them. Stop is heard while they
/// are sought.
///
/// # Errors
/// Without columns, with a number that is not finite, or with a radius that makes nearly everything
/// neighbours in a large collection; or [`Error::Cancelled`].
pub(super) fn dbscan(
    x: &Matrix,
    config: &ClusteringConfig,
    reporter: &Reporter,
) -> Result<Clusters> {
    let rows = Rows::new(x, same("DBSCAN"))?;
    if rows.n == 0 {
        return Ok(Clusters::default());
    }
    let within = |eps: f32| {
        Neighbourhoods::within(
            &rows,
            f64::from(eps),
            config.min_samples,
            MAX_PAIRS,
            reporter,
        )
    };
    let proposed = config.eps == 0.0;
    let (eps, (neighbourhoods, mut sorted)) = if proposed {
        let mut sorted = kth_distances(&rows, config.min_samples, reporter)?;
        sorted.sort_unstable_by(f64::total_cmp);
        let eps = rounded_up(sorted[knee(&sorted)]);
        (eps, within(eps)?)
    } else {
        (config.eps, within(config.eps)?)
    };
    sorted.sort_unstable_by(f64::total_cmp);
    let knee = knee(&sorted);
    let raw = walk(Arc::new(neighbourhoods), rows.n, config.min_samples)?;
    let curve = KDistances {
        sorted: sorted.iter().map(|&v| v as f32).collect(),
        knee,
        eps,
        proposed,
    };
    Ok(Clusters::of(x, &raw, Detail::Density(curve)))
}

/// The least f32 that is not below `v`: the song at the knee is within the radius.
fn rounded_up(v: f64) -> f32 {
    let near = v as f32;
    if f64::from(near) < v {
        near.next_up()
    } else {
        near
    }
}

/// linfa's DBSCAN over known neighbourhoods. Its points are the numbers of the rows.
fn walk(
    neighbourhoods: Arc<Neighbourhoods>,
    n: usize,
    min_samples: usize,
) -> Result<Vec<Option<usize>>> {
    let numbers = Array2::from_shape_fn((n, 1), |(i, _)| i as f64);
    // linfa does not take 1, with which every song is a core; with 2, only songs that are alone are
    // left over.
    let found = Dbscan::params_with(min_samples.max(2), L2Dist, Known(neighbourhoods))
        .tolerance(1.0)
        .check()
        .map_err(|e| Error::stage(same("DBSCAN"), Message::verbatim(e)))?
        .transform(&numbers);
    let mut raw = found.to_vec();
    if min_samples == 1 {
        let first = raw.iter().flatten().max().map_or(0, |most| most + 1);
        for (next, label) in (first..).zip(raw.iter_mut().filter(|label| label.is_none())) {
            *label = Some(next);
        }
    }
    Ok(raw)
}

/// Neighbourhoods in the place of linfa's search trees.
#[derive(Debug, Clone)]
struct Known(Arc<Neighbourhoods>);

struct KnownIndex<'a, F: Float> {
    neighbourhoods: Arc<Neighbourhoods>,
    /// Holds the number of each row.
    numbers: ArrayView2<'a, F>,
}

impl NearestNeighbour for Known {
    fn from_batch_with_leaf_size<'a, F: Float, DT: Data<Elem = F>, D: 'a + Distance<F>>(
        &self,
        batch: &'a ArrayBase<DT, Ix2>,
        _leaf_size: usize,
        _dist_fn: D,
    ) -> std::result::Result<Box<dyn 'a + Send + Sync + NearestNeighbourIndex<F>>, BuildError> {
        Ok(Box::new(KnownIndex {
            neighbourhoods: self.0.clone(),
            numbers: batch.view(),
        }))
    }
}

impl<F: Float> NearestNeighbourIndex<F> for KnownIndex<'_, F> {
    /// The first k of those within the radius: DBSCAN does not ask.
    fn k_nearest(
        &self,
        point: ArrayView1<'_, F>,
        k: usize,
    ) -> std::result::Result<Vec<(ArrayView1<'_, F>, usize)>, NnError> {
        let mut all = self.within_range(point, F::zero())?;
        all.truncate(k);
        Ok(all)
    }

    fn within_range(
        &self,
        point: ArrayView1<'_, F>,
        _range: F,
    ) -> std::result::Result<Vec<(ArrayView1<'_, F>, usize)>, NnError> {
        let i = point[0].to_usize().ok_or(NnError::WrongDimension)?;
        Ok(self
            .neighbourhoods
            .of(i)
            .iter()
            .map(|&j| (self.numbers.row(j as usize), j as usize))
            .collect())
    }
}
