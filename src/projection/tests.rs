use super::neighbours::k_nearest_among;
use super::test_kit::digits;
use super::*;
use crate::config::ProjectionConfig;
use crate::error::Error;
use crate::job::{Progress, Reporter};
use crate::random::splitmix64;

/// What scikit-learn makes of these; see tests/golden/projection/make.py.
const PCA: &str = include_str!("../../tests/golden/projection/pca.json");
const TSNE: &str = include_str!("../../tests/golden/projection/tsne.json");

pub(super) fn scattered(n: usize, d: usize) -> Matrix {
    let number = |i: u64| (splitmix64(i) % 10_000) as f32 / 5_000.0 - 1.0;
    Matrix::new(n, d, (0..(n * d) as u64).map(number).collect())
}

pub(super) fn iterations(n_iterations: usize) -> ProjectionConfig {
    ProjectionConfig {
        n_iterations,
        ..ProjectionConfig::default()
    }
}

#[test]
fn pca_is_that_of_scikit_learn() {
    let cases: Vec<serde_json::Value> = serde_json::from_str(PCA).unwrap();
    for case in cases {
        let x = match serde_json::from_value::<Option<Vec<Vec<f32>>>>(case["x"].clone()).unwrap() {
            Some(rows) => Matrix::from_rows(&rows),
            None => digits(1000),
        };
        let found = pca_2d(&x);
        assert_eq!((found.xy.n_rows(), found.xy.n_cols()), (x.n_rows(), 2));
        let expected: Vec<[f64; 2]> = serde_json::from_value(case["xy"].clone()).unwrap();
        let explained: [f64; 2] = serde_json::from_value(case["explained"].clone()).unwrap();
        for axis in 0..2 {
            assert!(
                (f64::from(found.explained.unwrap()[axis]) - explained[axis]).abs() < 1e-6,
                "{}",
                case["name"]
            );
            for (row, expected) in found.xy.rows().zip(&expected) {
                let tolerance = 1e-6 * expected[axis].abs().max(1.0);
                assert!(
                    (f64::from(row[axis]) - expected[axis]).abs() < tolerance,
                    "{}: {row:?}",
                    case["name"]
                );
            }
        }
    }
}

#[test]
fn pca_of_nothing_that_varies() {
    let constant = pca_2d(&Matrix::from_rows(&[[3.0, 4.0]; 5]));
    assert_eq!(
        (constant.xy, constant.explained),
        (Matrix::zeros(5, 2), Some([0.0; 2]))
    );
    for (n, d) in [(0, 0), (0, 3), (4, 0), (1, 3)] {
        assert_eq!(pca_2d(&Matrix::zeros(n, d)).xy, Matrix::zeros(n, 2));
    }
    let line = pca_2d(&Matrix::from_rows(&[
        [1.0, 2.0, 2.0],
        [2.0, 4.0, 4.0],
        [3.0, 6.0, 6.0],
    ]));
    assert_eq!(line.explained, Some([1.0, 0.0]));
    assert_eq!(line.xy.as_slice(), &[-3.0, 0.0, 0.0, 0.0, 3.0, 0.0]);
}

#[test]
fn pca_of_a_flat_spectrum_settles_both_ways_round() {
    // The same numbers, once with more columns than rows and once with as many rows of nothing as
    // to turn that round.
    let wide = pca_2d(&scattered(40, 90));
    let mut rows: Vec<Vec<f32>> = scattered(40, 90).rows().map(<[f32]>::to_vec).collect();
    let mean: Vec<f32> = (0..90)
        .map(|c| rows.iter().map(|r| r[c]).sum::<f32>() / 40.0)
        .collect();
    rows.extend(std::iter::repeat_n(mean, 60));
    let tall = pca_2d(&Matrix::from_rows(&rows));
    for i in 0..40 {
        for axis in 0..2 {
            assert!((wide.xy.row(i)[axis] - tall.xy.row(i)[axis]).abs() < 1e-4);
        }
    }
}

#[test]
fn nearest_rows_in_order_with_ties_by_index() {
    let x = Matrix::from_rows(&[[0.0], [2.0], [-2.0], [1.0], [7.0]]);
    assert_eq!(nearest(&x, 0, 3), [(3, 1.0), (1, 2.0), (2, 2.0)]);
    assert_eq!(
        nearest(&x, 4, 99).iter().map(|n| n.0).collect::<Vec<_>>(),
        [1, 3, 0, 2]
    );
    assert!(nearest(&x, 1, 0).is_empty());
}

/// How far the neighbours in the picture are neighbours in truth (Venna and Kaski 2001), as
/// scikit-learn computes it.
pub(super) fn trustworthiness(x: &Matrix, xy: &Matrix, k: usize) -> f64 {
    let n = x.n_rows();
    let mut penalty = 0;
    for i in 0..n {
        let mut rank = vec![0; n];
        for (place, (j, _)) in nearest(x, i, n).into_iter().enumerate() {
            rank[j] = place + 1;
        }
        penalty += nearest(xy, i, k)
            .into_iter()
            .map(|(j, _)| rank[j].max(k) - k)
            .sum::<usize>();
    }
    1.0 - penalty as f64 * 2.0 / (n * k * (2 * n - 3 * k - 1)) as f64
}

#[test]
fn tsne_is_as_trustworthy_as_that_of_scikit_learn() {
    let cases: Vec<serde_json::Value> = serde_json::from_str(TSNE).unwrap();
    for case in cases {
        let n = case["n_rows"].as_u64().unwrap() as usize;
        let k = case["n_neighbors"].as_u64().unwrap() as usize;
        let x = digits(n);
        let plain = trustworthiness(&x, &pca_2d(&x).xy, k);
        assert!(
            (plain - case["pca_trustworthiness"].as_f64().unwrap()).abs() < 1e-3,
            "the measure itself: {plain}"
        );
        let found = tsne(&x, &ProjectionConfig::default(), 1, &Reporter::silent()).unwrap();
        let (got, expected) = (
            trustworthiness(&x, &found.xy, k),
            case["trustworthiness"].as_f64().unwrap(),
        );
        assert!(
            got >= expected - 0.01,
            "{n} digits: trustworthiness {got}, scikit-learn {expected}"
        );
        let (kl, expected) = (
            found.kl_divergence.unwrap(),
            case["kl_divergence"].as_f64().unwrap() as f32,
        );
        assert!(
            kl > 0.5 * expected && kl < 1.02 * expected,
            "{n} digits: divergence {kl}, scikit-learn {expected}"
        );
        println!("{n} digits: trustworthiness {got:.4}, divergence {kl:.4}");
        assert_eq!(found.perplexity, Some(30.0));
    }
}

#[test]
fn one_seed_one_map_with_any_number_of_threads() {
    let x = digits(250);
    let alone = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let run = |seed| tsne(&x, &iterations(120), seed, &Reporter::silent()).unwrap();
    let first = run(4);
    assert_eq!(first, run(4));
    assert_eq!(first, alone.install(|| run(4)));
    assert_ne!(first.xy, run(5).xy);
}

#[test]
fn few_songs_and_identical_songs_have_a_map() {
    for n in [4, 5, 7, 11] {
        let x = scattered(n, 3);
        let found = tsne(&x, &iterations(300), 1, &Reporter::silent()).unwrap();
        assert!(
            found.xy.is_finite() && found.kl_divergence.unwrap().is_finite(),
            "{n} songs"
        );
        let most = nearest(&found.xy, 0, 1)[0].1;
        assert!(most > 1e-3, "{n} songs have moved apart: {most}");
    }
    for x in [
        Matrix::zeros(40, 3),
        Matrix::zeros(6, 0),
        digits(120).select_rows(&[7; 300]),
    ] {
        let found = tsne(&x, &iterations(100), 1, &Reporter::silent()).unwrap();
        assert!(found.xy.is_finite() && found.kl_divergence.unwrap().is_finite());
    }
    // Each digit three times: the twins end nearer to each other than to anyone else.
    let order: Vec<usize> = (0..180).map(|i| i / 3).collect();
    let found = tsne(
        &digits(60).select_rows(&order),
        &iterations(500),
        1,
        &Reporter::silent(),
    )
    .unwrap();
    let with_twin = (0..180)
        .filter(|&i| nearest(&found.xy, i, 1)[0].0 / 3 == i / 3)
        .count();
    assert!(with_twin > 170, "{with_twin} of 180");
}

#[test]
fn perplexity_is_what_the_songs_allow() {
    let used = |n, asked| {
        let config = ProjectionConfig {
            perplexity: asked,
            n_iterations: 50,
            ..ProjectionConfig::default()
        };
        tsne(&scattered(n, 2), &config, 1, &Reporter::silent())
            .unwrap()
            .perplexity
            .unwrap()
    };
    assert_eq!(used(61, 0.0), 20.0);
    assert_eq!(used(301, 0.0), 30.0);
    assert_eq!(used(301, 7.0), 7.0);
    assert_eq!(used(31, 500.0), 10.0);
    assert_eq!(used(4, 0.0), 1.5);
}

#[test]
fn the_map_moves_while_it_is_made() {
    let (reporter, progress, _stop) = Reporter::channel();
    let found = tsne(&digits(300), &iterations(300), 1, &reporter).unwrap();
    let maps: Vec<_> = progress
        .try_iter()
        .filter_map(|p| match p {
            Progress::Map {
                xy,
                iteration,
                n_iterations,
            } => Some((xy, iteration, n_iterations)),
            _ => None,
        })
        .collect();
    assert!(maps.len() >= 2);
    assert!(maps.windows(2).all(|w| w[0].1 < w[1].1) && maps.iter().all(|m| m.2 == 300));
    let (last, iteration, _) = maps.last().unwrap();
    assert_eq!((*iteration, &**last), (300, &found.xy));
    assert_ne!(maps[0].0, *last);
}

#[test]
fn stop_keeps_the_picture_of_that_moment() {
    let (reporter, progress, stop) = Reporter::channel();
    let worker = std::thread::spawn(move || {
        // Far more iterations than the test would wait for.
        (
            tsne(&digits(300), &iterations(10_000_000), 1, &reporter),
            reporter,
        )
    });
    let shown = progress
        .iter()
        .find(|p| matches!(p, Progress::Map { iteration, .. } if *iteration > 100));
    assert!(shown.is_some());
    stop.stop();
    let (found, reporter) = worker.join().unwrap();
    let found = found.unwrap();
    assert!(found.xy.is_finite() && found.kl_divergence.unwrap() > 0.0);
    assert!(
        nearest(&found.xy, 0, 299)[298].1 > 1e-3,
        "more than the start"
    );
    assert!(
        reporter.checkpoint().is_ok(),
        "the stages after it still run"
    );
}

#[test]
fn stop_before_the_first_iteration_keeps_the_start_and_cancel_keeps_nothing() {
    let (reporter, _progress, stop) = Reporter::channel();
    stop.stop();
    let found = tsne(&digits(50), &iterations(100), 1, &reporter).unwrap();
    assert_eq!((found.xy.n_rows(), found.kl_divergence), (50, None));
    stop.cancel();
    assert!(matches!(
        tsne(&digits(50), &iterations(100), 1, &reporter),
        Err(Error::Cancelled)
    ));
}

#[test]
fn what_cannot_be_drawn_says_why() {
    let error = |x: &Matrix| {
        tsne(x, &iterations(50), 1, &Reporter::silent())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error(&Matrix::zeros(3, 2)),
        "t-SNE: a map needs at least 4 songs, there are 3"
    );
    assert!(error(&Matrix::from_rows(&[[0.0], [f32::INFINITY], [1.0], [2.0]])).contains("finite"));
}

#[test]
fn neighbours_of_all_are_those_of_each() {
    let reporter = Reporter::silent();
    let far = |x: Matrix| {
        Matrix::new(
            x.n_rows(),
            x.n_cols(),
            x.as_slice().iter().map(|v| v * 1e-3 + 1e4).collect(),
        )
    };
    let huge = |x: Matrix| {
        Matrix::new(
            x.n_rows(),
            x.n_cols(),
            x.as_slice().iter().map(|v| v * 1e30).collect(),
        )
    };
    // Ties (digits), rows far from 0 that lie close together, squares beyond f32, more than a tile,
    // twins, no columns.
    let cases = [
        digits(300),
        far(scattered(400, 7)),
        huge(scattered(50, 3)),
        scattered(1500, 2),
        digits(30).select_rows(&[3; 200]),
        Matrix::zeros(5, 0),
    ];
    for x in cases {
        for k in [1, 15, 500] {
            let found = k_nearest(&x, k, &reporter).unwrap();
            assert_eq!(found.k(), k.min(x.n_rows() - 1));
            for i in (0..x.n_rows()).step_by(7) {
                let (indices, distances) = found.of(i);
                let got: Vec<_> = indices
                    .iter()
                    .map(|&j| j as usize)
                    .zip(distances.iter().copied())
                    .collect();
                assert_eq!(
                    got,
                    nearest(&x, i, k),
                    "row {i} of {} x {}",
                    x.n_rows(),
                    x.n_cols()
                );
            }
        }
    }
    let x = digits(200);
    let found = k_nearest_among(&x, &x.select_rows(&[9, 3]), 4, &reporter).unwrap();
    assert_eq!(
        (found.of(0).0[0], found.of(0).1[0], found.of(1).0[0]),
        (9, 0.0, 3)
    );
    assert!(
        found.of(1).0[1..]
            .iter()
            .map(|&j| j as usize)
            .eq(nearest(&x, 3, 3).into_iter().map(|n| n.0))
    );
    assert_eq!(
        k_nearest(&Matrix::zeros(0, 3), 5, &reporter).unwrap().k(),
        0
    );
    assert_eq!(
        k_nearest_among(&x, &Matrix::zeros(0, 64), 5, &reporter)
            .unwrap()
            .k(),
        5
    );
}
