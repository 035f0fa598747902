use super::fuzzy::Graph;
use super::*;
use crate::job::Progress;
use crate::projection::test_kit::digits;
use crate::projection::{Trust, nearest, trust};

const GOLDEN: &str = include_str!("../../../tests/golden/projection/umap/umap.json");

fn golden() -> serde_json::Value {
    serde_json::from_str(GOLDEN).unwrap()
}

fn epochs(n_epochs: usize) -> ProjectionConfig {
    ProjectionConfig {
        n_epochs,
        ..ProjectionConfig::default()
    }
}

fn quiet(x: &Matrix, n_epochs: usize, seed: u64) -> Projection {
    umap(x, &epochs(n_epochs), seed, &Reporter::silent()).unwrap()
}

fn graph(x: &Matrix, n_neighbors: usize) -> Graph {
    let found = neighbours::k_nearest(x, n_neighbors - 1, &Reporter::silent()).unwrap();
    fuzzy::union(
        &found,
        x.n_rows(),
        &fuzzy::memberships(&found, x.n_rows(), Rows::Own),
    )
}

#[test]
fn the_curve_is_that_of_umap_learn() {
    for case in golden()["curves"].as_array().unwrap() {
        let expected: [f64; 2] = serde_json::from_value(case["a_b"].clone()).unwrap();
        let found = Curve::fit(case["min_dist"].as_f64().unwrap());
        for (found, expected) in [found.a, found.b].into_iter().zip(expected) {
            assert!(
                (found - expected).abs() < 1e-4 * expected,
                "{case}: {found}"
            );
        }
    }
}

#[test]
fn the_graph_is_that_of_umap_learn() {
    for case in golden()["graphs"].as_array().unwrap() {
        let number = |name: &str| case[name].as_u64().unwrap() as usize;
        // Columns of different weight, for whole numbers have ties.
        let mut x = digits(number("n_rows"));
        x.as_mut_slice()
            .iter_mut()
            .enumerate()
            .for_each(|(at, v)| *v *= 1.0 + (at % 64) as f32 / 1024.0);
        let found = graph(&x, number("n_neighbors"));
        assert_eq!(found.targets.len(), number("n_edges"));
        let (sum, expected) = (
            found.weights.iter().map(|&w| f64::from(w)).sum::<f64>(),
            case["sum"].as_f64().unwrap(),
        );
        assert!((sum - expected).abs() < 1e-4 * expected, "{sum} {expected}");
        for row in case["rows"].as_array().unwrap() {
            let i = row["row"].as_u64().unwrap() as usize;
            let edges = found.rows[i]..found.rows[i + 1];
            let targets: Vec<u32> = serde_json::from_value(row["targets"].clone()).unwrap();
            let weights: Vec<f32> = serde_json::from_value(row["weights"].clone()).unwrap();
            assert_eq!(found.targets[edges.clone()], targets);
            for (found, expected) in found.weights[edges].iter().zip(weights) {
                assert!(
                    (found - expected).abs() < 1e-4,
                    "row {i}: {found} {expected}"
                );
            }
        }
    }
}

#[test]
fn the_map_is_as_good_as_that_of_umap_learn() {
    let x = digits(1000);
    let found = quiet(&x, 0, 1);
    let Trust {
        trustworthiness,
        continuity,
        neighbours_kept,
        ..
    } = trust(&x, &found.xy, 15, 1, &Reporter::silent()).unwrap();
    for case in golden()["quality"].as_array().unwrap() {
        let of = |name: &str| case[name].as_f64().unwrap();
        assert!(
            trustworthiness > of("trustworthiness") - 0.01,
            "{trustworthiness}: {case}"
        );
        assert!(continuity > of("continuity") - 0.01, "{continuity}: {case}");
        assert!(
            neighbours_kept > of("kept") - 0.01,
            "{neighbours_kept}: {case}"
        );
    }
    assert_eq!((found.n_neighbors, found.stopped), (Some(15), false));
}

#[test]
fn held_out_digits_land_among_their_class() {
    let (all, n) = (digits(1000), 800);
    let old = all.select_rows(&(0..n).collect::<Vec<_>>());
    let new = all.select_rows(&(n..1000).collect::<Vec<_>>());
    let labels = golden()["labels"].as_str().unwrap().as_bytes().to_vec();
    let picture = quiet(&old, 0, 1);
    let put = place(
        &old,
        &picture,
        &new,
        &ProjectionConfig::default(),
        1,
        &Reporter::silent(),
    )
    .unwrap();
    let map = Matrix::from_rows(&picture.xy.rows().chain(put.rows()).collect::<Vec<_>>());
    let right = (n..1000).filter(|&i| {
        let mut votes = [0; 10];
        let near = nearest(&map, i, 999)
            .into_iter()
            .filter(|&(j, _)| j < n)
            .take(5);
        near.for_each(|(j, _)| votes[usize::from(labels[j] - b'0')] += 1);
        votes
            .iter()
            .all(|&v| v <= votes[usize::from(labels[i] - b'0')])
    });
    let (accuracy, expected) = (
        right.count() as f64 / 200.0,
        golden()["placed_accuracy"].as_f64().unwrap(),
    );
    assert!(
        accuracy >= expected - 0.015,
        "{accuracy}, umap-learn {expected}"
    );
}

#[test]
fn a_twin_is_placed_upon_its_song_and_nobody_else_moves_it() {
    let x = digits(300);
    let picture = quiet(&x, 60, 1);
    let put = |rows: &[usize]| {
        let new = x.select_rows(rows);
        place(
            &x,
            &picture,
            &new,
            &ProjectionConfig::default(),
            1,
            &Reporter::silent(),
        )
        .unwrap()
    };
    assert_eq!(
        put(&[7, 9]).as_slice(),
        [picture.xy.row(7), picture.xy.row(9)].concat()
    );
    let near = Matrix::from_rows(&[
        x.row(3).iter().map(|v| v * 0.9).collect::<Vec<_>>(),
        x.row(5).to_vec(),
    ]);
    let place = |new: &Matrix| {
        place(
            &x,
            &picture,
            new,
            &ProjectionConfig::default(),
            1,
            &Reporter::silent(),
        )
        .unwrap()
    };
    assert_eq!(place(&near).row(0), place(&near.select_rows(&[0])).row(0));
    assert_eq!(place(&Matrix::zeros(0, 64)).n_rows(), 0);
}

#[test]
fn one_seed_one_map_with_any_number_of_threads() {
    // More than one block holds, so that the blocks meet.
    let x = Matrix::from_rows(
        &digits(1000)
            .rows()
            .chain(digits(1000).rows())
            .chain(digits(200).rows())
            .collect::<Vec<_>>(),
    );
    let threads = |n| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(n)
            .build()
            .unwrap()
    };
    let (one, four) = (threads(1), threads(4));
    let first = one.install(|| quiet(&x, 20, 4));
    assert_eq!(first, four.install(|| quiet(&x, 20, 4)));
    assert_ne!(first.xy, quiet(&x, 20, 5).xy);
    let new = digits(30);
    let put = || place(&x, &first, &new, &epochs(30), 4, &Reporter::silent()).unwrap();
    assert_eq!(one.install(put), four.install(put));
}

#[test]
fn few_songs_and_identical_songs_have_a_map() {
    for n in [2, 3, 5, 11] {
        let found = quiet(&digits(n), 0, 1);
        assert!(found.xy.is_finite());
        assert_eq!(found.n_neighbors, Some(n));
        assert!(
            nearest(&found.xy, 0, 1)[0].1 > 1e-3,
            "{n} songs have moved apart"
        );
    }
    let column = Matrix::new(40, 1, (0..40).map(|i| i as f32).collect());
    for x in [
        Matrix::zeros(40, 3),
        Matrix::zeros(6, 0),
        digits(120).select_rows(&[7; 300]),
        column,
    ] {
        assert!(quiet(&x, 100, 1).xy.is_finite());
    }
}

#[test]
fn stop_keeps_the_picture_and_cancel_keeps_nothing() {
    let (reporter, progress, stop) = Reporter::channel();
    let worker = std::thread::spawn(move || {
        (
            umap(&digits(200), &epochs(10_000_000), 1, &reporter),
            reporter,
        )
    });
    assert!(
        progress
            .iter()
            .any(|p| matches!(p, Progress::Map { iteration, .. } if iteration > 20))
    );
    stop.stop();
    let (found, reporter) = worker.join().unwrap();
    assert!(found.as_ref().unwrap().stopped && found.unwrap().xy.is_finite());
    assert!(
        reporter.checkpoint().is_ok(),
        "the stages after it still run"
    );
    stop.stop();
    assert!(
        umap(&digits(50), &epochs(10), 1, &reporter)
            .unwrap()
            .stopped
    );
    stop.cancel();
    assert!(matches!(
        umap(&digits(50), &epochs(10), 1, &reporter),
        Err(Error::Cancelled)
    ));
}

#[test]
fn the_last_map_told_is_the_map() {
    let (reporter, progress, _stop) = Reporter::channel();
    let found = umap(&digits(300), &epochs(50), 1, &reporter).unwrap();
    let maps = progress.try_iter().filter_map(|p| match p {
        Progress::Map {
            xy,
            iteration,
            n_iterations,
        } => Some((xy, iteration, n_iterations)),
        _ => None,
    });
    let (xy, iteration, n_iterations) = maps.last().unwrap();
    assert_eq!((&*xy, iteration, n_iterations), (&found.xy, 50, 50));
}

#[test]
fn what_cannot_be_drawn_says_why() {
    let error = |x: &Matrix| {
        umap(x, &epochs(10), 1, &Reporter::silent())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error(&Matrix::zeros(1, 2)),
        "UMAP: a map needs at least 2 songs, there are 1"
    );
    assert_eq!(
        error(&Matrix::from_rows(&[[0.0], [f32::NAN]])),
        "UMAP: the features must be finite"
    );
    let (x, picture) = (digits(20), quiet(&digits(20), 5, 1));
    let place = |new: &Matrix| {
        place(&x, &picture, new, &epochs(10), 1, &Reporter::silent())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        place(&Matrix::zeros(2, 3)),
        "UMAP: new songs have 3 features, those of the map 64"
    );
    assert_eq!(
        place(&Matrix::new(1, 64, vec![f32::INFINITY; 64])),
        "UMAP: the features must be finite"
    );
}

#[test]
fn trust_is_that_of_scikit_learn() {
    for case in golden()["trust"].as_array().unwrap() {
        let matrix = |name: &str| {
            Matrix::from_rows(&serde_json::from_value::<Vec<Vec<f32>>>(case[name].clone()).unwrap())
        };
        let k = case["k"].as_u64().unwrap() as usize;
        let found = trust(&matrix("x"), &matrix("xy"), k, 1, &Reporter::silent()).unwrap();
        let of = |name: &str| case[name].as_f64().unwrap();
        assert_eq!((found.k, found.n_sampled), (k, None));
        for (found, name) in [
            (found.trustworthiness, "trustworthiness"),
            (found.continuity, "continuity"),
            (found.neighbours_kept, "kept"),
        ] {
            assert!((found - of(name)).abs() < 1e-6, "{name} {found}: {case}");
        }
        let mean = found.trustworthiness_of_song.iter().sum::<f32>()
            / found.trustworthiness_of_song.len() as f32;
        assert!((f64::from(mean) - found.trustworthiness).abs() < 1e-5);
    }
}

#[test]
fn trust_looks_at_no_more_than_it_may() {
    let x = digits(12);
    let k = |n: usize, asked| {
        let x = x.select_rows(&(0..n).collect::<Vec<_>>());
        let found = trust(&x, &x, asked, 1, &Reporter::silent()).unwrap();
        assert_eq!(
            (
                found.trustworthiness,
                found.continuity,
                found.neighbours_kept
            ),
            (1.0, 1.0, 1.0)
        );
        found.k
    };
    assert_eq!(
        [
            k(12, 99),
            k(11, 99),
            k(3, 9),
            k(2, 9),
            k(1, 9),
            k(0, 9),
            k(12, 3)
        ],
        [5, 5, 1, 0, 0, 0, 3]
    );
}
