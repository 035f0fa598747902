//! t-SNE (van der Maaten and Hinton 2008) that can be watched, stopped, and repeated to the byte.
//!
//! What comes from where: the affinities P are bhtsne's; the descent is openTSNE's (`descent`),
//! over a repulsion that is summed over all pairs for small maps and interpolated on a grid for
//! large ones (`repulsion`, `grid`). bhtsne's own descents are not used: at 1,000 digits they ended
//! at a divergence of 0.82 where this one reaches 0.56 in less time, its Barnes-Hut sum is
//! repeatable on one thread only, and a callback cannot end a fit. `benches/tsne.rs` compares with
//! openTSNE.

mod affinities;
mod grid;
mod repulsion;
mod descent;
mod place;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::{Duration, Instant};

use bhtsne::SparseAffinities;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::cells::nearly_nearest;
use super::{Projection, k_nearest, pca_2d};
use crate::config::{ProjectionConfig, ProjectionMethod};
use crate::error::{Error, Result};
use crate::job::{Progress, Reporter};
use crate::matrix::Matrix;
use crate::words::{Message, id, same, say};
use affinities::affinities;
use descent::Descent;
use grid::Grid;

pub(super) use place::place;

/// Up to here every song is a neighbour of every other, as in exact t-SNE.
const ALL_NEIGHBOURS: usize = 200;
const EXAGGERATION: f32 = 12.0;
const EXAGGERATED_ITERATIONS: usize = 250;
/// Standard deviation of the first axis at the start.
const START_STD: f32 = 1e-4;
const SHOWN_AT_MOST_EVERY: Duration = Duration::from_millis(33);
/// Up to here the divergence is summed over all pairs; above, its normaliser is read from the grid,
/// to four digits.
const EXACT_DIVERGENCE: usize = 20_000;

/// t-SNE from a PCA start, telling positions while it runs; Stop keeps the picture of that moment.
///
/// - A perplexity of 0 in `config` means (n − 1)/3, at most 30. A perplexity is never above (n −
///   1)/3, for then a song would be asked for more neighbours than there are, and never below 1.5.
/// - As in openTSNE 1.0, a first phase exaggerates 12 times (250 iterations, or a third of them
///   where that is less) with a learning rate of n/12, and the rest has n; momentum is 0.8, and no
///   point moves farther than 5 at once.
/// - Up to 200 songs all pairs attract each other, above 3 × perplexity neighbours do: the nearest,
///   and above 20,000 songs nearly all of these (see `cells`). Up to 1,000
///   songs all pairs repel each other exactly; above, a grid does it (see `grid`), whose time grows
///   with the songs and not with their pairs.
/// - `seed` jitters the start by a hundredth of its size, which parts songs with the same features.
///
/// The same seed gives the same bytes whatever the number of threads. Stop is heard between blocks
/// of neighbours and between iterations, but not while bhtsne computes affinities, which takes a
/// second or two at 60,000 songs.
///
/// # Errors
/// When there are fewer than 4 rows, or a number that is not finite; or [`Error::Cancelled`].
pub fn tsne(
    x: &Matrix,
    config: &ProjectionConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Projection> {
    let n = x.n_rows();
    check(x)?;
    let perplexity = perplexity_for(n, config.perplexity);
    let start = start(x, seed);
    let Some(found) = nearly_nearest(x, n_neighbours(n, perplexity), reporter) else {
        reporter.checkpoint()?;
        return Ok(projection(matrix(&start), perplexity, None, true));
    };
    let p = affinities(x, &found.neighbours.table(), perplexity)?;
    let neighbours_found = found.share;
    drop(found);
    let (xy, stopped) = optimise(&p, start, config.n_iterations, reporter);
    reporter.checkpoint()?;
    let picture = matrix(&xy);
    if !picture.is_finite() {
        return Err(stage(id::PROJECTION_MAP_RAN_AWAY_INFINITY));
    }
    let divergence = divergence(&p, &xy, xy.len() <= EXACT_DIVERGENCE);
    Ok(Projection {
        neighbours_found,
        ..projection(picture, perplexity, Some(divergence as f32), stopped)
    })
}

/// The Kullback-Leibler divergence in nats that t-SNE minimises, of any picture of `x`, summed over
/// all pairs: to compare pictures with. A perplexity of 0 is chosen as [`tsne`] does.
///
/// # Shapes
/// `x` n × d, `xy` n × 2.
///
/// # Errors
/// As [`tsne`].
pub fn kl_divergence(x: &Matrix, xy: &Matrix, perplexity: f32, reporter: &Reporter) -> Result<f64> {
    check(x)?;
    let n = x.n_rows();
    if (xy.n_rows(), xy.n_cols()) != (n, 2) || !xy.is_finite() {
        return Err(stage(
            say(id::PROJECTION_PICTURE_N_SONGS_HAS_MANY).with("n", n),
        ));
    }
    let perplexity = perplexity_for(n, perplexity);
    let found = k_nearest(x, n_neighbours(n, perplexity), reporter).ok_or(Error::Cancelled)?;
    let p = affinities(x, &found.table(), perplexity)?;
    Ok(divergence(&p, xy.as_slice().as_chunks().0, true))
}

fn check(x: &Matrix) -> Result<()> {
    let n = x.n_rows();
    if n < 4 {
        return Err(stage(
            say(id::PROJECTION_MAP_NEEDS_LEAST_4_SONGS).with("n", n),
        ));
    }
    if !x.is_finite() {
        return Err(stage(id::PROJECTION_FEATURES_MUST_FINITE));
    }
    Ok(())
}

fn stage(cause: impl Into<Message>) -> Error {
    Error::stage(same("t-SNE"), cause)
}

fn matrix(xy: &[[f32; 2]]) -> Matrix {
    Matrix::new(xy.len(), 2, xy.as_flattened().to_vec())
}

fn projection(
    xy: Matrix,
    perplexity: f32,
    kl_divergence: Option<f32>,
    stopped: bool,
) -> Projection {
    Projection {
        xy,
        method: ProjectionMethod::Tsne,
        perplexity: Some(perplexity),
        kl_divergence,
        stopped,
        explained: None,
        n_neighbors: None,
        neighbours_found: None,
    }
}

fn perplexity_for(n: usize, asked: f32) -> f32 {
    let most = ((n - 1) as f32 / 3.0).max(1.5);
    let wanted = if asked > 0.0 { asked } else { 30.0 };
    wanted.clamp(1.5, most)
}

fn n_neighbours(n: usize, perplexity: f32) -> usize {
    if n <= ALL_NEIGHBOURS {
        n - 1
    } else {
        (3.0 * perplexity) as usize
    }
}

/// PCA, small, and jittered.
fn start(x: &Matrix, seed: u64) -> Vec<[f32; 2]> {
    let flat = pca_2d(x).xy;
    let variance = flat.rows().map(|p| f64::from(p[0]).powi(2)).sum::<f64>() / x.n_rows() as f64;
    let scale = if variance > 0.0 {
        START_STD / variance.sqrt() as f32
    } else {
        0.0
    };
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let jitter = START_STD / 100.0;
    let mut jittered = |v: f32| v * scale + rng.random_range(-jitter..jitter);
    flat.rows()
        .map(|p| [jittered(p[0]), jittered(p[1])])
        .collect()
}

/// Both phases; where they ended, and whether Stop ended them.
fn optimise(
    p: &SparseAffinities<f32>,
    start: Vec<[f32; 2]>,
    n_iterations: usize,
    reporter: &Reporter,
) -> (Vec<[f32; 2]>, bool) {
    let n_exaggerated = EXAGGERATED_ITERATIONS.min(n_iterations / 3);
    let mut descent = Descent::new(p, start);
    let mut shown = None;
    for iteration in 1..=n_iterations {
        if reporter.take_stop() {
            return (descent.into_xy(), true);
        }
        descent.step(if iteration <= n_exaggerated {
            EXAGGERATION
        } else {
            1.0
        });
        let due = shown.is_none_or(|at: Instant| at.elapsed() >= SHOWN_AT_MOST_EVERY);
        if due || iteration == n_iterations {
            let xy = Arc::new(matrix(descent.xy()));
            reporter.report(Progress::Map {
                xy,
                iteration,
                n_iterations,
            });
            shown = Some(Instant::now());
        }
    }
    (descent.into_xy(), false)
}

/// KL(P‖Q) in nats, Q from every pair of points (van der Maaten and Hinton 2008, equation 2).
///
/// bhtsne 0.7.13 has a function for it, which reads the P of a point's index in place of that of
/// its edge.
fn divergence(p: &SparseAffinities<f32>, xy: &[[f32; 2]], exact: bool) -> f64 {
    let mut unused = vec![[0.0; 2]; xy.len()];
    let q_total = if exact {
        repulsion::all_pairs(xy, &mut unused)
    } else {
        Grid::new().repel(xy, &mut unused)
    };
    let p_total = affinities::total(p);
    // Each point is summed by one thread and the points in order: the same bytes with any number of
    // threads.
    let of_point = |(i, a): (usize, &[f32; 2])| {
        let mut sum = 0.0;
        for edge in p.rows()[i]..p.rows()[i + 1] {
            let p_edge = f64::from(p.values()[edge]) / p_total;
            if p_edge > 0.0 {
                let b = xy[p.columns()[edge] as usize];
                let (dx, dy) = (f64::from(a[0] - b[0]), f64::from(a[1] - b[1]));
                sum += p_edge * (p_edge * (1.0 + dx * dx + dy * dy) * q_total).ln();
            }
        }
        sum
    };
    xy.par_iter()
        .enumerate()
        .map(of_point)
        .collect::<Vec<f64>>()
        .iter()
        .sum()
}
