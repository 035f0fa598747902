//! How strongly points attract each other.

use bhtsne::{Neighbor, SparseAffinities, tSNE};

use super::stage;
use crate::error::Result;
use crate::matrix::Matrix;

/// P of the neighbours in `table`, symmetric, by bhtsne, whose fit of no iterations ends with them.
///
/// On one thread of its own, for bhtsne normalises by a sum whose order depends on which thread is free.
pub(super) fn affinities(x: &Matrix, table: &[Vec<Neighbor<f32>>], perplexity: f32) -> Result<SparseAffinities<f32>> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .thread_name(|_| "t-SNE".to_string())
        .build()
        .map_err(|e| stage(format!("no thread: {e}")))?;
    let rows: Vec<&[f32]> = x.rows().collect();
    let found = pool.install(|| {
        let mut fit: tSNE<'_, f32, &[f32]> = tSNE::new(&rows);
        fit.perplexity(perplexity).epochs(0).initial_embedding(vec![0.0; 2 * rows.len()]);
        // θ is asked for, and not used by no iterations.
        fit.barnes_hut_with_neighbors(0.5, table).affinities()
    });
    found.ok_or_else(|| stage("the songs have no neighbours"))
}

/// What `p` sums to: 1 but for what single precision has lost, which grows with the number of songs.
pub(super) fn total(p: &SparseAffinities<f32>) -> f64 {
    p.values().iter().map(|&v| f64::from(v)).sum()
}
