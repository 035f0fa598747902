//! UMAP (McInnes, Healy and Melville 2018), to be watched, stopped, and repeated to the byte.

mod curve;
mod fuzzy;
mod layout;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use self::curve::Curve;
use self::fuzzy::Rows;
use self::layout::{Forces, Point, Schedule};
use super::cells::{NearlyNearest, nearly_nearest};
use super::{Projection, neighbours, pca_2d};
use crate::config::{ProjectionConfig, ProjectionMethod};
use crate::error::{Error, Result};
use crate::job::{Progress, Reporter};
use crate::matrix::Matrix;
use crate::words::{Message, id, same, say};

/// Up to here a map has 500 epochs, and 200 above.
const SMALL: usize = 10_000;
/// Length of each axis at the start, and of the jitter on it.
const START_SIZE: f32 = 10.0;
const START_JITTER: f32 = 1e-3;
/// New songs between two looks at Stop.
const PLACED_AT_ONCE: usize = 4096;
const SHOWN_AT_MOST_EVERY: Duration = Duration::from_millis(33);

/// UMAP by the stochastic descent of umap-learn 0.5 from a PCA start, telling positions while it
/// runs; Stop keeps the picture of that moment.
///
/// - `n_neighbors` counts the song itself, as in umap-learn, and is at most n.
/// - An `n_epochs` of 0 means 500 up to 10,000 songs and 200 above. Spread and learning rate are 1,
///   and each pull comes with 5 random pushes.
/// - The neighbours are the nearest, above 20,000 songs nearly all of them (see `cells`). The start
///   is PCA, both axes 10 long, jittered by `seed`.
/// - Edges are dealt out among threads in a fixed order (see `layout`): the same seed gives the
///   same bytes whatever the number of threads.
///
/// # Shapes
/// `x` n × d.
///
/// # Errors
/// When there are fewer than 2 rows, or a number that is not finite; or [`Error::Cancelled`].
pub fn umap(
    x: &Matrix,
    config: &ProjectionConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Projection> {
    let n = x.n_rows();
    if n < 2 {
        return Err(stage(
            say(id::PROJECTION_MAP_NEEDS_LEAST_2_SONGS).with("n", n),
        ));
    }
    if !x.is_finite() {
        return Err(stage(id::PROJECTION_FEATURES_MUST_FINITE));
    }
    let n_neighbors = config.n_neighbors.clamp(2, n);
    let mut points = start(x, seed);
    let Some(NearlyNearest { neighbours, share }) = nearly_nearest(x, n_neighbors - 1, reporter)
    else {
        reporter.checkpoint()?;
        return Ok(projection(&points, n_neighbors, true));
    };
    let memberships = fuzzy::memberships(&neighbours, n, Rows::Own);
    let graph = fuzzy::union(&neighbours, n, &memberships);
    let n_epochs = match config.n_epochs {
        0 if n <= SMALL => 500,
        0 => 200,
        asked => asked,
    };
    let schedule = Schedule::new(&graph, n_epochs);
    let forces = Forces::new(Curve::fit(f64::from(config.min_dist)), seed);
    let stopped = optimise(&forces, &schedule, &mut points, n_epochs, reporter);
    reporter.checkpoint()?;
    Ok(Projection {
        neighbours_found: share,
        ..projection(&points, n_neighbors, stopped)
    })
}

/// Runs the epochs, showing the map now and then; true when Stop was pressed.
fn optimise(
    forces: &Forces,
    schedule: &Schedule,
    points: &mut [Point],
    n_epochs: usize,
    reporter: &Reporter,
) -> bool {
    let mut shown = None;
    for epoch in 1..=n_epochs {
        if reporter.take_stop() {
            return true;
        }
        let rate = 1.0 - (epoch - 1) as f32 / n_epochs as f32;
        forces.epoch(schedule, points, epoch, rate);
        if epoch == n_epochs || shown.is_none_or(|at: Instant| at.elapsed() >= SHOWN_AT_MOST_EVERY)
        {
            let xy = Arc::new(matrix(points));
            reporter.report(Progress::Map {
                xy,
                iteration: epoch,
                n_iterations: n_epochs,
            });
            shown = Some(Instant::now());
        }
    }
    false
}

/// Places new songs among those of a finished map, which do not move, as umap-learn's `transform`
/// does: each begins at the mean of its neighbours, weighted by membership, and then is drawn and
/// pushed for 100 epochs (30 above 10,000 new songs; a third of `n_epochs` where that is set) at a
/// quarter of the learning rate.
///
/// Unlike there, how often a neighbour pulls is measured by the song's own nearest and not by the
/// nearest of all new songs, so that a song's place does not depend on which others are placed with
/// it.
///
/// # Shapes
/// `x` n × d, `picture` of the same n songs, `new` m × d; result m × 2.
///
/// # Errors
/// When `new` has other columns than `x`, `x` and the picture differ in rows or have none, or a
/// number is not finite; or [`Error::Cancelled`].
pub(super) fn place(
    x: &Matrix,
    picture: &Projection,
    new: &Matrix,
    config: &ProjectionConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Matrix> {
    if new.n_cols() != x.n_cols() {
        let (got, wanted) = (new.n_cols(), x.n_cols());
        return Err(stage(
            say(id::PROJECTION_NEW_SONGS_HAVE_GOT_FEATURES)
                .with("got", got)
                .with("wanted", wanted),
        ));
    }
    if x.n_rows() == 0 || x.n_rows() != picture.xy.n_rows() {
        let (points, songs) = (picture.xy.n_rows(), x.n_rows());
        return Err(stage(
            say(id::PROJECTION_MAP_HAS_POINTS_POINTS_SONGS)
                .with("points", points)
                .with("songs", songs),
        ));
    }
    if !x.is_finite() || !new.is_finite() {
        return Err(stage(id::PROJECTION_FEATURES_MUST_FINITE));
    }
    let n_epochs = match config.n_epochs {
        0 if new.n_rows() <= SMALL => 100,
        0 => 30,
        asked => asked.div_ceil(3),
    };
    let found = neighbours::k_nearest_among(x, new, config.n_neighbors, reporter)
        .ok_or(Error::Cancelled)?;
    let weights = fuzzy::memberships(&found, new.n_rows(), Rows::New);
    let forces = Forces::new(Curve::fit(f64::from(config.min_dist)), seed);
    let (others, _) = picture.xy.as_slice().as_chunks::<2>();
    let mut points = Vec::with_capacity(new.n_rows());
    for block in (0..new.n_rows()).step_by(PLACED_AT_ONCE) {
        reporter.checkpoint()?;
        let end = new.n_rows().min(block + PLACED_AT_ONCE);
        points.par_extend((block..end).into_par_iter().map(|i| {
            let k = found.k();
            forces.settle(
                found.of(i).0,
                &weights[i * k..(i + 1) * k],
                others,
                i,
                n_epochs,
            )
        }));
    }
    Ok(matrix(&points))
}

/// PCA with both axes stretched to one length, and jittered.
fn start(x: &Matrix, seed: u64) -> Vec<Point> {
    let flat = pca_2d(x).xy;
    let (points, _) = flat.as_slice().as_chunks::<2>();
    let bounds = |axis: usize| {
        let values = points.iter().map(|p| p[axis]);
        (
            values.clone().fold(f32::INFINITY, f32::min),
            values.fold(f32::NEG_INFINITY, f32::max),
        )
    };
    let bounds = [bounds(0), bounds(1)];
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut placed = |v: f32, (low, high): (f32, f32)| {
        let share = if high > low {
            (v - low) / (high - low)
        } else {
            0.5
        };
        START_SIZE * share + rng.random_range(-START_JITTER..START_JITTER)
    };
    points
        .iter()
        .map(|p| [placed(p[0], bounds[0]), placed(p[1], bounds[1])])
        .collect()
}

fn matrix(points: &[Point]) -> Matrix {
    Matrix::new(points.len(), 2, points.as_flattened().to_vec())
}

fn projection(points: &[Point], n_neighbors: usize, stopped: bool) -> Projection {
    Projection {
        xy: matrix(points),
        method: ProjectionMethod::Umap,
        perplexity: None,
        kl_divergence: None,
        stopped,
        explained: None,
        n_neighbors: Some(n_neighbors),
        neighbours_found: None,
    }
}

fn stage(cause: impl Into<Message>) -> Error {
    Error::stage(same("UMAP"), cause)
}
