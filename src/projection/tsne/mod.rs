//! t-SNE by bhtsne, so that it can be watched, stopped, and repeated to the byte.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bhtsne::{Neighbor, SparseAffinities, tSNE};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{Projection, kl, neighbours, pca_2d};
use crate::config::{ProjectionConfig, ProjectionMethod};
use crate::error::{Error, Result};
use crate::job::{Progress, Reporter};
use crate::matrix::{Matrix, squared_distance};

/// Up to here every song is a neighbour of every other, as in exact t-SNE.
const ALL_NEIGHBOURS: usize = 200;
/// Up to here cells of the Barnes-Hut tree are opened wide, at a third more time, for less divergence.
const FINE_FORCES: usize = 2000;
const EXAGGERATION: f32 = 12.0;
const EXAGGERATED_ITERATIONS: usize = 250;
const MOMENTUM: f32 = 0.8;
/// Standard deviation of the first axis at the start.
const START_STD: f32 = 1e-4;
const SHOWN_EVERY: usize = 10;
const SHOWN_AT_MOST_EVERY: Duration = Duration::from_millis(33);

/// t-SNE by bhtsne (Barnes-Hut, van der Maaten 2014) from a PCA start, telling positions while it runs; Stop keeps the
/// picture of that moment.
///
/// - A perplexity of 0 in `config` means (n − 1)/3, at most 30. A perplexity is never above (n − 1)/3, for then a song
///   would be asked for more neighbours than there are, and never below 1.5.
/// - As in openTSNE 1.0, a first phase exaggerates 12 times (250 iterations, or a quarter of them where that is less) with
///   a learning rate of n/12, and the rest has n; but at least 10 and 20. Momentum is 0.8.
/// - θ is 0.2 up to 2,000 songs and 0.5 above; up to 200 songs all pairs attract each other.
/// - `seed` jitters the start by a hundredth of its size, which parts songs with the same features.
///
/// The same seed gives the same bytes whatever the number of threads: bhtsne recentres by a sum whose order depends on
/// which thread is free, so it has one thread of its own. Neighbours and divergence use all threads.
///
/// # Errors
/// When there are fewer than 4 rows, or a number that is not finite; or [`Error::Cancelled`].
pub fn tsne(x: &Matrix, config: &ProjectionConfig, seed: u64, reporter: &Reporter) -> Result<Projection> {
    let n = x.n_rows();
    if n < 4 {
        return Err(stage(format!("a map needs at least 4 songs, there are {n}")));
    }
    if !x.is_finite() {
        return Err(stage("the features must be finite".to_string()));
    }
    let perplexity = perplexity_for(n, config.perplexity);
    let start = start(x, seed);
    let n_neighbours = if n <= ALL_NEIGHBOURS { n - 1 } else { (3.0 * perplexity) as usize };
    let Some(table) = neighbours::table(x, n_neighbours, reporter) else {
        reporter.checkpoint()?;
        return Ok(projection(Matrix::new(n, 2, start), perplexity, None, true));
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .thread_name(|_| "t-SNE".to_string())
        .build()
        .map_err(|e| stage(format!("no thread: {e}")))?;
    let (xy, affinities, stopped) =
        pool.install(|| optimise(x, &table, start, perplexity, config.n_iterations, reporter));
    reporter.checkpoint()?;
    let divergence = affinities.map(|p| kl::divergence(&p, &xy) as f32);
    let xy = Matrix::new(n, 2, xy);
    if !xy.is_finite() {
        return Err(stage("the map ran away to infinity".to_string()));
    }
    Ok(projection(xy, perplexity, divergence, stopped))
}

pub(super) fn place(
    _x: &Matrix,
    _picture: &Projection,
    _new: &Matrix,
    _config: &ProjectionConfig,
    _seed: u64,
    _reporter: &Reporter,
) -> Result<Matrix> {
    todo!()
}

fn stage(cause: String) -> Error {
    Error::stage("t-SNE", cause)
}

fn projection(xy: Matrix, perplexity: f32, kl_divergence: Option<f32>, stopped: bool) -> Projection {
    Projection {
        xy,
        method: ProjectionMethod::Tsne,
        perplexity: Some(perplexity),
        kl_divergence,
        stopped,
        explained: None,
        n_neighbors: None,
    }
}

fn perplexity_for(n: usize, asked: f32) -> f32 {
    let most = ((n - 1) as f32 / 3.0).max(1.5);
    let wanted = if asked > 0.0 { asked } else { 30.0 };
    wanted.clamp(1.5, most)
}

/// PCA, small, and jittered.
fn start(x: &Matrix, seed: u64) -> Vec<f32> {
    let mut xy = pca_2d(x).xy.into_vec();
    let variance = xy.iter().step_by(2).map(|v| f64::from(v * v)).sum::<f64>() / x.n_rows() as f64;
    let scale = if variance > 0.0 { START_STD / variance.sqrt() as f32 } else { 0.0 };
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let jitter = START_STD / 100.0;
    xy.iter_mut().for_each(|v| *v = *v * scale + rng.random_range(-jitter..jitter));
    xy
}

/// Both phases, and the picture where they ended or were stopped, with the P it was made from.
fn optimise(
    x: &Matrix,
    table: &[Vec<Neighbor<f32>>],
    start: Vec<f32>,
    perplexity: f32,
    n_iterations: usize,
    reporter: &Reporter,
) -> (Vec<f32>, Option<SparseAffinities<f32>>, bool) {
    let rows: Vec<&[f32]> = x.rows().collect();
    let n = rows.len() as f32;
    let theta = if rows.len() <= FINE_FORCES { 0.2 } else { 0.5 };
    let n_exaggerated = EXAGGERATED_ITERATIONS.min(n_iterations / 4);

    let mut fit: tSNE<'_, f32, &[f32]> = tSNE::new(&rows);
    fit.perplexity(perplexity)
        .momentum(MOMENTUM)
        .final_momentum(MOMENTUM)
        .early_exaggeration(EXAGGERATION)
        .stop_lying_epoch(usize::MAX)
        .epochs(n_exaggerated)
        .learning_rate((n / EXAGGERATION).max(10.0))
        .initial_embedding(start)
        .epoch_callback(watcher(reporter, 0, n_iterations));
    let mut stopped = until_stopped(|| {
        fit.barnes_hut_with_neighbors(theta, table);
    });
    if !stopped {
        // The second phase begins at rest where the first ended, without exaggeration and with the same P.
        let embedding = fit.embedding();
        fit.stop_lying_epoch(0)
            .epochs(n_iterations - n_exaggerated)
            .learning_rate(n.max(20.0))
            .initial_embedding(embedding)
            .epoch_callback(watcher(reporter, n_exaggerated, n_iterations));
        stopped = until_stopped(|| {
            // P is there already, so the metric is never asked.
            fit.barnes_hut(theta, |a, b| squared_distance(a, b).sqrt());
        });
    }
    (fit.embedding(), fit.affinities(), stopped)
}

/// What unwinds out of bhtsne when Stop is pressed: its callback has no other way to end a fit.
struct Stopped;

/// True when `fit` was stopped; whatever it was fitting is then as the last iteration left it. Any other panic goes on.
fn until_stopped(fit: impl FnOnce()) -> bool {
    match catch_unwind(AssertUnwindSafe(fit)) {
        Ok(()) => false,
        Err(payload) if payload.is::<Stopped>() => true,
        Err(payload) => resume_unwind(payload),
    }
}

/// Shows the map now and then, and unwinds at the first iteration after Stop. `resume_unwind` begins an unwinding
/// without the message of a panic.
fn watcher(reporter: &Reporter, before: usize, n_iterations: usize) -> impl FnMut(usize, &[f32]) + '_ {
    let mut shown = None;
    move |epoch, xy| {
        let iteration = before + epoch + 1;
        let due = shown.is_none_or(|at: Instant| at.elapsed() >= SHOWN_AT_MOST_EVERY);
        if iteration == n_iterations || (due && iteration.is_multiple_of(SHOWN_EVERY)) {
            let xy = Arc::new(Matrix::new(xy.len() / 2, 2, xy.to_vec()));
            reporter.report(Progress::Map { xy, iteration, n_iterations });
            shown = Some(Instant::now());
        }
        if reporter.take_stop() {
            resume_unwind(Box::new(Stopped));
        }
    }
}
