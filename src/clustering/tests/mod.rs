mod methods;
mod occupancy;
mod tree;

use super::*;
use crate::config::ClusteringConfig;
use crate::error::Error;
use crate::job::Reporter;
use crate::projection::test_kit::digits;
use crate::random::splitmix64;

/// The least inertia scikit-learn finds in 300 starts; see tests/golden/clustering/make.py.
const CASES: &str = include_str!("../../../tests/golden/clustering/kmeans.json");

fn config(n_clusters: usize) -> ClusteringConfig {
    ClusteringConfig {
        n_clusters,
        ..ClusteringConfig::default()
    }
}

fn fit(x: &Matrix, k: usize, seed: u64) -> Clusters {
    kmeans(x, &config(k), seed, &Reporter::silent()).unwrap()
}

fn sizes(clusters: &Clusters) -> Vec<usize> {
    let mut sizes = vec![0; clusters.n_clusters];
    clusters
        .labels
        .iter()
        .for_each(|label| sizes[label.unwrap() as usize] += 1);
    sizes
}

#[test]
fn inertia_is_at_most_what_scikit_learn_finds() {
    let cases: Vec<serde_json::Value> = serde_json::from_str(CASES).unwrap();
    for case in cases {
        let k = case["n_clusters"].as_u64().unwrap() as usize;
        let x = match serde_json::from_value::<Option<Vec<Vec<f32>>>>(case["x"].clone()).unwrap() {
            Some(rows) => Matrix::from_rows(&rows),
            None => digits(case["n_rows"].as_u64().unwrap() as usize),
        };
        let found = kmeans(
            &x,
            &ClusteringConfig {
                n_init: 100,
                ..config(k)
            },
            0,
            &Reporter::silent(),
        )
        .unwrap();
        let (got, expected) = (found.inertia.unwrap(), case["inertia"].as_f64().unwrap());
        // Of the hardest we find less than scikit-learn does; that inertia is what it says is held
        // by a test below.
        assert!(
            got / expected - 1.0 < 1e-4,
            "{}: inertia {got}, expected {expected}",
            case["name"]
        );
        assert!(
            got / expected - 1.0 > -5e-4,
            "{}: inertia {got}, expected {expected}",
            case["name"]
        );
        assert_eq!(found.n_clusters, k);
        if case["name"] == "blobs apart" {
            assert_eq!(serde_json::to_value(sizes(&found)).unwrap(), case["sizes"]);
        }
    }
}

#[test]
fn ten_starts_come_close() {
    let cases: Vec<serde_json::Value> = serde_json::from_str(CASES).unwrap();
    let expected = cases[3]["inertia"].as_f64().unwrap();
    let found = fit(&digits(400), 10, 0).inertia.unwrap();
    assert!(
        found < expected * 1.01,
        "inertia {found}, least known {expected}"
    );
}

#[test]
fn centroids_are_the_means_of_their_songs_and_the_nearest_to_them() {
    let x = digits(200);
    let found = fit(&x, 7, 3);
    let centroids = found.centroids.as_ref().unwrap();
    for c in 0..found.n_clusters {
        let songs: Vec<usize> = (0..200)
            .filter(|&i| found.labels[i] == Some(c as u32))
            .collect();
        for column in 0..64 {
            let mean = songs.iter().map(|&i| x.row(i)[column]).sum::<f32>() / songs.len() as f32;
            assert!((centroids.row(c)[column] - mean).abs() < 1e-4);
        }
    }
    let mut inertia = 0.0;
    for (row, label) in x.rows().zip(&found.labels) {
        let squares: Vec<f32> = centroids
            .rows()
            .map(|c| crate::matrix::squared_distance(row, c))
            .collect();
        let own = squares[label.unwrap() as usize];
        assert!(squares.iter().all(|&s| s >= own - 1e-2));
        inertia += f64::from(own);
    }
    assert!((inertia / found.inertia.unwrap() - 1.0).abs() < 1e-5);
}

#[test]
fn clusters_are_numbered_by_size_then_first_song() {
    let found = fit(
        &Matrix::from_rows(&[[9.0], [0.0], [0.1], [5.0], [0.2], [5.1], [9.1]]),
        3,
        1,
    );
    let labels: Vec<u32> = found.labels.iter().map(|l| l.unwrap()).collect();
    assert_eq!(labels, [1, 0, 0, 2, 0, 2, 1]);
}

#[test]
fn one_seed_one_answer_with_any_number_of_threads() {
    let x = digits(300);
    let alone = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let few = rayon::ThreadPoolBuilder::new()
        .num_threads(3)
        .build()
        .unwrap();
    let one_start = ClusteringConfig {
        n_init: 1,
        ..config(12)
    };
    let run = |seed| kmeans(&x, &one_start, seed, &Reporter::silent()).unwrap();
    assert_eq!(alone.install(|| run(4)), few.install(|| run(4)));
    assert_ne!(run(4).labels, run(5).labels);
}

#[test]
fn permuting_songs_keeps_them_together() {
    let mut rows: Vec<[f32; 2]> = Vec::new();
    for i in 0..60u64 {
        let jitter = |s: u64| (splitmix64(i * 2 + s) % 1000) as f32 / 1000.0;
        rows.push([
            (i % 3) as f32 * 10.0 + jitter(0),
            (i % 3) as f32 * -10.0 + jitter(1),
        ]);
    }
    let x = Matrix::from_rows(&rows);
    let order: Vec<usize> = (0..60).map(|i| (i * 7 + 5) % 60).collect();
    let (before, after) = (fit(&x, 3, 1), fit(&x.select_rows(&order), 3, 1));
    for a in 0..60 {
        for b in 0..60 {
            let together = before.labels[order[a]] == before.labels[order[b]];
            assert_eq!(after.labels[a] == after.labels[b], together);
        }
    }
}

#[test]
fn fewer_distinct_rows_give_fewer_clusters() {
    let x = Matrix::from_rows(&[[0.0, 1.0], [-0.0, 1.0], [2.0, 2.0], [0.0, 1.0], [2.0, 2.0]]);
    let found = fit(&x, 4, 1);
    assert_eq!((found.n_clusters, found.inertia), (2, Some(0.0)));
    assert_eq!(found.centroids.as_ref().unwrap().row(0), &[0.0, 1.0]);
    let labels: Vec<u32> = found.labels.iter().map(|l| l.unwrap()).collect();
    assert_eq!(labels, [0, 0, 1, 0, 1]);
    assert_eq!(fit(&Matrix::from_rows(&[[3.0]; 9]), 5, 1).n_clusters, 1);
}

#[test]
fn as_many_clusters_as_rows() {
    let found = fit(&Matrix::from_rows(&[[0.0], [1.0], [5.0], [9.0]]), 4, 1);
    assert_eq!((found.n_clusters, found.inertia), (4, Some(0.0)));
}

#[test]
fn what_cannot_be_clustered_says_why() {
    let error = |x: &Matrix| {
        kmeans(x, &config(3), 1, &Reporter::silent())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error(&Matrix::zeros(2, 4)),
        "k-means: 2 songs cannot make 3 clusters"
    );
    assert!(error(&Matrix::zeros(5, 0)).contains("column"));
    assert!(error(&Matrix::from_rows(&[[0.0], [f32::NAN], [1.0]])).contains("finite"));
}

#[test]
fn stop_ends_between_starts() {
    let (reporter, _progress, stop) = Reporter::channel();
    stop.stop();
    let x = Matrix::from_rows(&[[0.0], [1.0], [5.0]]);
    assert!(matches!(
        kmeans(&x, &config(2), 1, &reporter),
        Err(Error::Cancelled)
    ));
}
