use super::super::test_kit::digits;
use super::super::tests::{iterations, scattered};
use super::repulsion::all_pairs;
use super::*;
use bhtsne::Neighbor;

/// What openTSNE makes of the digits; see tests/golden/projection/make_opentsne.py.
const GOLDEN: &str = include_str!("../../../tests/golden/projection/opentsne.json");

#[derive(serde::Deserialize)]
struct Golden {
    fits: Vec<Fit>,
    transform: Transform,
}

#[derive(serde::Deserialize)]
struct Fit {
    n_rows: usize,
    n_neighbors: usize,
    kl_divergence: f64,
    trustworthiness: f64,
    xy: Vec<[f32; 2]>,
}

#[derive(serde::Deserialize)]
struct Transform {
    n_map: usize,
    map: Vec<[f32; 2]>,
    placed: Vec<[f32; 2]>,
}

fn golden() -> Golden {
    serde_json::from_str(GOLDEN).unwrap()
}

/// A cloud of `n` points within `reach` of the origin.
fn cloud(n: usize, reach: f32) -> Vec<[f32; 2]> {
    scattered(n, 2)
        .rows()
        .map(|p| [p[0] * reach, p[1] * reach])
        .collect()
}

/// P of points on a ring, each a neighbour of the `k` next ones.
fn ring(n: usize, k: usize) -> SparseAffinities<f32> {
    let row = |i| {
        (1..=k)
            .map(|step| Neighbor {
                index: (i + step) % n,
                distance: step as f32,
            })
            .collect()
    };
    affinities(
        &Matrix::zeros(n, 1),
        &(0..n).map(row).collect::<Vec<_>>(),
        k as f32 / 3.0,
    )
    .unwrap()
}

fn relative_error(found: &[[f32; 2]], truth: &[[f32; 2]]) -> f64 {
    let square = |v: f32| f64::from(v).powi(2);
    let error: f64 = found
        .as_flattened()
        .iter()
        .zip(truth.as_flattened())
        .map(|(a, b)| square(a - b))
        .sum();
    (error / truth.as_flattened().iter().map(|v| square(*v)).sum::<f64>()).sqrt()
}

#[test]
fn divergence_is_within_two_per_cent_of_that_of_opentsne() {
    for fit in golden().fits {
        let x = digits(fit.n_rows);
        let theirs = kl_divergence(&x, &matrix(&fit.xy), 30.0, &Reporter::silent()).unwrap();
        assert!(
            (theirs - fit.kl_divergence).abs() < 2e-4,
            "the measure itself: {theirs}, {}",
            fit.kl_divergence
        );
        // As many iterations as openTSNE makes.
        let found = tsne(&x, &iterations(750), 1, &Reporter::silent()).unwrap();
        let ours = f64::from(found.kl_divergence.unwrap());
        assert!(
            ours < 1.02 * theirs,
            "{} digits: divergence {ours}, openTSNE {theirs}",
            fit.n_rows
        );
        let trust = super::super::tests::trustworthiness(&x, &found.xy, fit.n_neighbors);
        assert!(
            trust > 0.98 * fit.trustworthiness,
            "{} digits: {trust}",
            fit.n_rows
        );
        println!(
            "{} digits: divergence {ours:.4} ({theirs:.4}), trust {trust:.4} ({:.4})",
            fit.n_rows, fit.trustworthiness
        );
    }
}

#[test]
fn a_map_by_the_grid_diverges_no_more_than_one_by_all_pairs() {
    let x = digits(1000);
    let table = k_nearest(&x, 90, &Reporter::silent()).unwrap().table();
    let p = affinities(&x, &table, 30.0).unwrap();
    let mut descent = Descent::new(&p, start(&x, 1));
    descent.repel_by_grid();
    (0..750).for_each(|i| descent.step(if i < 250 { EXAGGERATION } else { 1.0 }));
    let (by_grid, theirs) = (
        divergence(&p, descent.xy(), true),
        golden().fits[0].kl_divergence,
    );
    assert!(
        by_grid < 1.02 * theirs,
        "divergence {by_grid}, openTSNE {theirs}"
    );
}

#[test]
fn the_grid_repels_as_all_pairs_do() {
    let mut grid = Grid::new();
    // Tight as at the start, where all depends on the kernels at 0, which the nodes resolve to a
    // hundredth (and where attraction, exaggerated, is far stronger); and wide as at the end.
    for (n, reach, most, most_of_z) in [
        (1500, 1e-3, 5e-2, 1e-2),
        (1500, 3.0, 2e-3, 1e-3),
        (3000, 60.0, 1e-2, 1e-3),
    ] {
        let xy = cloud(n, reach);
        let (mut exact, mut found) = (vec![[0.0; 2]; n], vec![[0.0; 2]; n]);
        let (z, z_found) = (all_pairs(&xy, &mut exact), grid.repel(&xy, &mut found));
        let (error, error_of_z) = (relative_error(&found, &exact), (z_found / z - 1.0).abs());
        println!("reach {reach}: forces err by {error:.1e}, their total by {error_of_z:.1e}");
        assert!(
            error < most && error_of_z < most_of_z,
            "reach {reach}: {error:.1e}, {error_of_z:.1e}"
        );
    }
}

#[test]
fn forces_are_the_gradient_of_the_divergence() {
    let (n, step) = (40, 1e-2f32);
    let (p, xy) = (ring(n, 9), cloud(n, 3.0));
    let mut descent = Descent::new(&p, xy.clone());
    let gradient = descent.gradient(1.0).to_vec();
    for i in [0, 7, 39] {
        for axis in 0..2 {
            let moved = |by: f32| {
                let mut xy = xy.clone();
                xy[i][axis] += by;
                divergence(&p, &xy, true)
            };
            let slope = (moved(step) - moved(-step)) / f64::from(2.0 * step);
            // The factor of the derivative that openTSNE leaves to the learning rate.
            let found = 4.0 * f64::from(gradient[i][axis]);
            assert!(
                (slope - found).abs() < 1e-3 * slope.abs() + 2e-6,
                "point {i}, axis {axis}: {found}, {slope}"
            );
        }
    }
}

#[test]
fn one_seed_one_map_by_the_grid_with_any_number_of_threads() {
    let x = scattered(1300, 4);
    let run = |n_threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(n_threads)
            .build()
            .unwrap();
        pool.install(|| tsne(&x, &iterations(60), 4, &Reporter::silent()).unwrap())
    };
    let alone = run(1);
    assert!(alone.xy.is_finite());
    assert_eq!(alone, run(4));
    assert_eq!(alone, run(3));
}

#[test]
fn stop_is_heard_within_an_iteration_of_60_000_songs() {
    let n = 60_000;
    let p = ring(n, 6);
    let (reporter, progress, stop) = Reporter::channel();
    let worker = std::thread::spawn(move || optimise(&p, cloud(n, 1e-4), 1_000_000, &reporter));
    let iteration = |p: Progress| match p {
        Progress::Map { iteration, .. } => Some(iteration),
        _ => None,
    };
    progress.iter().find_map(iteration).unwrap();
    stop.stop();
    // What was told before Stop, and the one iteration that was under way.
    let before = progress
        .try_iter()
        .filter_map(iteration)
        .last()
        .unwrap_or(1);
    let (xy, stopped) = worker.join().unwrap();
    let last = progress
        .try_iter()
        .filter_map(iteration)
        .last()
        .unwrap_or(before);
    assert!(
        last <= before + 1,
        "iteration {last} was still told, after {before}"
    );
    assert!(stopped && xy.len() == n);
}

#[test]
fn new_songs_are_placed_as_opentsne_places_them() {
    let Transform { n_map, map, placed } = golden().transform;
    let x = digits(n_map + placed.len());
    let rows = |from: usize, to: usize| x.select_rows(&(from..to).collect::<Vec<_>>());
    let (old, new) = (rows(0, n_map), rows(n_map, x.n_rows()));
    let found = place(&old, &matrix(&map), &new, &Reporter::silent()).unwrap();
    let mut apart: Vec<f32> = found
        .rows()
        .zip(&placed)
        .map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1]))
        .collect();
    apart.sort_by(f32::total_cmp);
    // The map is 60 wide.
    println!("apart: median {}, nine in ten {}", apart[50], apart[90]);
    assert!(
        apart[50] < 0.05 && apart[90] < 0.5,
        "median {}, nine in ten {}",
        apart[50],
        apart[90]
    );
}

#[test]
fn songs_of_the_map_are_placed_where_they_are() {
    // By all pairs, and by the grid.
    for n in [500, 1200] {
        let x = if n > 1000 {
            Matrix::hcat(&[&scattered(n, 3)])
        } else {
            digits(n)
        };
        let map = tsne(&x, &iterations(400), 1, &Reporter::silent())
            .unwrap()
            .xy;
        let found = place(&x, &map, &x, &Reporter::silent()).unwrap();
        let mut apart: Vec<f32> = found
            .rows()
            .zip(map.rows())
            .map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1]))
            .collect();
        apart.sort_by(f32::total_cmp);
        let [low, high] = grid::corners(map.as_slice().as_chunks().0);
        let (wide, typical) = (high[0] - low[0], apart[n / 2]);
        println!(
            "{n}: {typical} of {wide}, nine in ten {}",
            apart[n * 9 / 10]
        );
        assert!(
            typical < 0.03 * wide,
            "{n} songs: half of them land farther than {typical} away, the map is {wide} wide"
        );
    }
}

#[test]
fn a_new_song_goes_to_its_neighbours_however_few_and_far() {
    let x = digits(300);
    let map = tsne(&x, &iterations(300), 1, &Reporter::silent())
        .unwrap()
        .xy;
    // Far outside, but nearest to the third.
    let far: Vec<f32> = x.row(3).iter().map(|v| v * 1e3).collect();
    let found = place(&x, &map, &Matrix::from_rows(&[far]), &Reporter::silent()).unwrap();
    assert!(found.is_finite());
    assert_eq!(
        place(&x, &map, &Matrix::zeros(0, 64), &Reporter::silent())
            .unwrap()
            .n_rows(),
        0
    );
    let two = Matrix::from_rows(&[[0.0f32], [1.0]]);
    let between = place(
        &two,
        &Matrix::from_rows(&[[-5.0f32, 0.0], [5.0, 0.0]]),
        &two,
        &Reporter::silent(),
    )
    .unwrap();
    assert!(between.is_finite() && between.row(0)[0] < between.row(1)[0]);
    assert!(
        place(
            &Matrix::zeros(0, 1),
            &Matrix::zeros(0, 2),
            &two,
            &Reporter::silent()
        )
        .is_err()
    );
}
