//! How strongly points attract each other.

use bhtsne::{Neighbor, SparseAffinities};

use super::stage;
use crate::error::Result;
use crate::matrix::Matrix;
use crate::words::{id, say};

/// P of the neighbours in `table`, symmetric, by bhtsne.
///
/// On one thread of its own, for bhtsne normalises by a sum whose order depends on which thread is
/// free.
pub(super) fn affinities(
    x: &Matrix,
    table: &[Vec<Neighbor<f32>>],
    perplexity: f32,
) -> Result<SparseAffinities<f32>> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .thread_name(|_| "t-SNE".to_string())
        .build()
        .map_err(|e| stage(say(id::PROJECTION_NO_THREAD_E).with("e", e.to_string())))?;
    let rows: Vec<&[f32]> = x.rows().collect();
    let found = pool.install(|| latentune_numeric::affinities(&rows, table, perplexity));
    found.ok_or_else(|| stage(id::PROJECTION_SONGS_HAVE_NO_NEIGHBOURS))
}

/// What `p` sums to: 1 but for what single precision has lost, which grows with the number of
/// songs.
pub(super) fn total(p: &SparseAffinities<f32>) -> f64 {
    p.values().iter().map(|&v| f64::from(v)).sum()
}
