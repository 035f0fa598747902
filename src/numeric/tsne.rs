//! How strongly points attract each other on a map of t-SNE, by bhtsne.

use bhtsne::{Neighbor, SparseAffinities, tSNE};

/// P of the neighbours in `table`, symmetric, by bhtsne, whose fit of no iterations ends with them.
/// `None` where points have no neighbours.
///
/// In the thread pool of whoever calls; bhtsne normalises by a sum whose order depends on which
/// thread is free.
///
/// # Shapes
/// One row a point, in both.
pub fn affinities(
    rows: &[&[f32]],
    table: &[Vec<Neighbor<f32>>],
    perplexity: f32,
) -> Option<SparseAffinities<f32>> {
    let mut fit: tSNE<'_, f32, &[f32]> = tSNE::new(rows);
    fit.perplexity(perplexity)
        .epochs(0)
        .initial_embedding(vec![0.0; 2 * rows.len()]);
    // θ is asked for, and not used by no iterations.
    fit.barnes_hut_with_neighbors(0.5, table).affinities()
}
