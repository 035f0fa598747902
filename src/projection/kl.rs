//! The divergence that t-SNE minimises, of a finished picture.

use bhtsne::SparseAffinities;
use rayon::prelude::*;

/// KL(P‖Q) in nats, Q from every pair of points (van der Maaten and Hinton 2008, equation 2).
///
/// bhtsne 0.7.13 has a function for it, which reads the P of a point's index in place of that of its edge, and which has
/// no answer after a fit that was stopped.
///
/// # Shapes
/// `xy` holds n pairs.
pub(super) fn divergence(p: &SparseAffinities<f32>, xy: &[f32]) -> f64 {
    let (points, _) = xy.as_chunks::<2>();
    let kernel = |a: &[f32; 2], b: &[f32; 2]| {
        let (dx, dy) = (f64::from(a[0] - b[0]), f64::from(a[1] - b[1]));
        (1.0 + dx * dx + dy * dy).recip()
    };
    // Each point is summed by one thread and the points in order: the same bytes with any number of threads.
    let of_point: Vec<f64> =
        points.par_iter().map(|a| points.iter().map(|b| kernel(a, b)).sum::<f64>() - 1.0).collect();
    let q_total: f64 = of_point.iter().sum();
    // The values can be scaled by the exaggeration, depending on how the fit ended.
    let p_total: f64 = p.values().iter().map(|&v| f64::from(v)).sum();
    let mut divergence = 0.0;
    for (i, a) in points.iter().enumerate() {
        for edge in p.rows()[i]..p.rows()[i + 1] {
            let p_edge = f64::from(p.values()[edge]) / p_total;
            if p_edge > 0.0 {
                let q_edge = kernel(a, &points[p.columns()[edge] as usize]) / q_total;
                divergence += p_edge * (p_edge / q_edge).ln();
            }
        }
    }
    divergence
}
