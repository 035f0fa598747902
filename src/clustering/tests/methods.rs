//! Every method but k-means, held against SciPy and scikit-learn: see
//! tests/golden/clustering/make_methods.py.

use serde_json::Value;

use super::super::*;
use crate::config::{Keyed, Linkage};
use crate::random::splitmix64;

const GOLDEN: &str = include_str!("../../../tests/golden/clustering/methods.json");

fn golden() -> Value {
    serde_json::from_str(GOLDEN).unwrap()
}

fn of<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap()
}

fn rows(case: &Value) -> Matrix {
    Matrix::from_rows(&of::<Vec<Vec<f32>>>(&case["x"]))
}

fn labels(value: &Value) -> Vec<Option<u32>> {
    of(&value["labels"])
}

fn quiet() -> Reporter {
    Reporter::silent()
}

const LINKAGES: [(Linkage, &str); 4] = [
    (Linkage::Ward, "ward"),
    (Linkage::Complete, "complete"),
    (Linkage::Average, "average"),
    (Linkage::Single, "single"),
];

#[test]
fn dendrograms_are_scipys() {
    for case in golden()["sets"].as_array().unwrap() {
        let (x, name) = (rows(case), case["name"].as_str().unwrap());
        let has_ties = name == "every row three times";
        for (linkage, key) in LINKAGES {
            let expected = &case["agglomerative"][key];
            let config = ClusteringConfig {
                n_clusters: 2,
                linkage,
                ..ClusteringConfig::default()
            };
            let found = agglomerative(&x, &config, &quiet()).unwrap();
            let Detail::Dendrogram(merges) = &found.detail else {
                panic!("no dendrogram")
            };
            let (a, b): (Vec<usize>, Vec<usize>) = (of(&expected["a"]), of(&expected["b"]));
            let (distances, sizes): (Vec<f32>, Vec<usize>) =
                (of(&expected["distance"]), of(&expected["size"]));
            assert_eq!(merges.len(), x.n_rows() - 1);
            for (i, merge) in merges.iter().enumerate() {
                let close = (merge.distance - distances[i]).abs() <= 2e-6 * distances[i].max(1.0);
                assert!(
                    close,
                    "{name} {key} {i}: {merge:?}, expected {}",
                    distances[i]
                );
                // Equal distances may be joined in any order.
                if !has_ties
                    && distances
                        .iter()
                        .filter(|&&d| (d - distances[i]).abs() < 1e-4)
                        .count()
                        == 1
                {
                    assert_eq!(
                        (merge.a, merge.b, merge.size),
                        (a[i], b[i], sizes[i]),
                        "{name} {key} {i}"
                    );
                }
            }
        }
    }
}

/// Of whatever method the golden settings ask for.
#[test]
fn labels_are_scikit_learns() {
    let golden = golden();
    let sets = ["sets", "spectral"].map(|name| golden[name].as_array().unwrap());
    for set in sets.into_iter().flatten() {
        for case in set["labels"].as_array().unwrap() {
            let config: ClusteringConfig = of(&case["settings"]);
            let found = cluster(&rows(set), &config, 1, &quiet()).unwrap();
            let at = format!("{} {}", set["name"], case["settings"]);
            assert_eq!(found.labels, labels(case), "{at}");
        }
    }
}

#[test]
fn agglomerative_refuses_what_does_not_fit() {
    let error = agglomerative(
        &Matrix::zeros(30_001, 1),
        &ClusteringConfig::default(),
        &quiet(),
    )
    .unwrap_err();
    assert!(
        error.to_string().contains("30001 songs are too many"),
        "{error}"
    );
}

#[test]
fn dbscan_labels_and_curves_are_scikit_learns() {
    for case in golden()["sets"].as_array().unwrap() {
        for expected in case["dbscan"].as_array().unwrap() {
            let (min_samples, eps): (usize, f32) =
                (of(&expected["min_samples"]), of(&expected["eps"]));
            let config = ClusteringConfig {
                min_samples,
                eps,
                ..ClusteringConfig::default()
            };
            let found = dbscan(&rows(case), &config, &quiet()).unwrap();
            assert_eq!(
                found.labels,
                labels(expected),
                "{} {min_samples} {eps}",
                case["name"]
            );
            if let Some(knee) = expected["knee"].as_u64() {
                let config = ClusteringConfig { eps: 0.0, ..config };
                let Detail::Density(curve) = dbscan(&rows(case), &config, &quiet()).unwrap().detail
                else {
                    panic!()
                };
                let sorted: Vec<f32> = of(&expected["curve"]);
                assert!(
                    curve
                        .sorted
                        .iter()
                        .zip(&sorted)
                        .all(|(a, b)| (a - b).abs() < 1e-6)
                );
                assert_eq!(
                    (curve.knee, curve.proposed),
                    (knee as usize, true),
                    "{}",
                    case["name"]
                );
                assert!(
                    (curve.eps - sorted[curve.knee]).abs() <= 1e-6
                        && curve.eps >= curve.sorted[curve.knee]
                );
            }
        }
    }
}

#[test]
fn every_song_is_a_core_with_one_sample() {
    let x = Matrix::from_rows(&[[0.0], [5.0], [5.5], [9.0]]);
    let config = ClusteringConfig {
        min_samples: 1,
        eps: 1.0,
        ..ClusteringConfig::default()
    };
    assert_eq!(
        dbscan(&x, &config, &quiet()).unwrap().labels,
        [Some(1), Some(0), Some(0), Some(2)]
    );
}

#[test]
fn a_border_song_goes_to_the_cluster_that_begins_first() {
    // Row 3 is within the radius of a core on either side, and has too few neighbours to be one.
    let x = Matrix::from_rows(&[[2.0], [2.2], [2.4], [1.2], [0.4], [0.2], [0.0]]);
    let config = ClusteringConfig {
        min_samples: 4,
        eps: 0.9,
        ..ClusteringConfig::default()
    };
    let expected = [0, 0, 0, 0, 1, 1, 1].map(Some);
    assert_eq!(dbscan(&x, &config, &quiet()).unwrap().labels, expected);
    let other_side_first = x.select_rows(&[4, 5, 6, 3, 0, 1, 2]);
    assert_eq!(
        dbscan(&other_side_first, &config, &quiet()).unwrap().labels,
        expected
    );
}

#[test]
fn hdbscan_labels_and_strengths_are_scikit_learns() {
    for case in golden()["sets"].as_array().unwrap() {
        for expected in case["hdbscan"].as_array().unwrap() {
            let config = ClusteringConfig {
                min_samples: of(&expected["min_samples"]),
                min_cluster_size: of(&expected["min_cluster_size"]),
                ..ClusteringConfig::default()
            };
            let found = hdbscan(&rows(case), &config, &quiet()).unwrap();
            let at = format!(
                "{} {} {}",
                case["name"], config.min_samples, config.min_cluster_size
            );
            assert_eq!(found.labels, labels(expected), "{at}");
            let Detail::Strengths(strengths) = &found.detail else {
                panic!("no strengths")
            };
            for (a, b) in strengths.iter().zip(of::<Vec<f32>>(&expected["strengths"])) {
                assert!((a - b).abs() < 1e-5, "{at}: {a}, expected {b}");
            }
        }
    }
}

#[test]
fn mixtures_are_as_likely_as_scikit_learns() {
    for case in golden()["mixtures"].as_array().unwrap() {
        let config = ClusteringConfig {
            n_clusters: 3,
            n_init: 10,
            max_iterations: 2000,
            ..ClusteringConfig::default()
        };
        let fit = mixture::fit(&rows(case), &config, 1, &quiet()).unwrap();
        let expected = case["log_likelihood"].as_f64().unwrap();
        assert!(
            (fit.log_likelihood - expected).abs() < 1e-3,
            "{}: {}, {expected}",
            case["name"],
            fit.log_likelihood
        );
        let found = gaussian_mixture(&rows(case), &config, 1, &quiet()).unwrap();
        assert_eq!(found.labels, labels(case), "{}", case["name"]);
        let Detail::Responsibilities(shares) = &found.detail else {
            panic!("no responsibilities")
        };
        assert_eq!((shares.n_rows(), shares.n_cols()), (found.labels.len(), 3));
        for (row, label) in shares.rows().zip(&found.labels) {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            assert!(
                row.iter()
                    .all(|&share| share <= row[label.unwrap() as usize])
            );
        }
    }
}

#[test]
fn mixtures_do_not_know_units() {
    let case = &golden()["mixtures"][0];
    let config = ClusteringConfig {
        n_clusters: 3,
        ..ClusteringConfig::default()
    };
    let mut stretched = rows(case);
    for i in 0..stretched.n_rows() {
        stretched
            .row_mut(i)
            .iter_mut()
            .for_each(|v| *v = *v * 4096.0 + 65536.0);
    }
    assert_eq!(
        gaussian_mixture(&stretched, &config, 1, &quiet())
            .unwrap()
            .labels,
        labels(case)
    );
}

#[test]
fn mixtures_survive_hundreds_of_columns_and_an_outlier() {
    let number =
        |i: usize, c: usize| (splitmix64((i * 1000 + c) as u64) % 2000) as f32 / 1000.0 - 1.0;
    let mut x = Matrix::zeros(80, 300);
    for i in 0..80 {
        for c in 0..300 {
            x.row_mut(i)[c] = number(i, c) + if i % 2 == 0 { 4.0 } else { 0.0 };
        }
    }
    x.row_mut(7).iter_mut().for_each(|v| *v += 1000.0);
    let config = ClusteringConfig {
        n_clusters: 2,
        ..ClusteringConfig::default()
    };
    let fit = mixture::fit(&x, &config, 1, &quiet()).unwrap();
    assert!(fit.log_likelihood.is_finite() && fit.responsibilities.is_finite());
}

#[test]
fn responsibilities_become_clusters() {
    let shares = Matrix::from_rows(&[
        [0.1, 0.0, 0.9],
        [0.6, 0.0, 0.4],
        [0.2, 0.0, 0.8],
        [0.5, 0.0, 0.5],
    ]);
    let found = from_responsibilities(&shares);
    assert_eq!(found.labels, [Some(0), Some(1), Some(0), Some(1)]);
    assert_eq!((found.n_clusters, found.centroids), (2, None));
    let Detail::Responsibilities(ordered) = found.detail else {
        panic!()
    };
    assert_eq!(ordered.row(0), [0.9, 0.1, 0.0]);
}

#[test]
fn spectral_says_when_the_graph_falls_apart() {
    let x = Matrix::from_rows(
        &(0..40)
            .map(|i| [(i / 4) as f32 * 100.0 + (i % 4) as f32])
            .collect::<Vec<_>>(),
    );
    let config = ClusteringConfig {
        n_clusters: 2,
        n_neighbors: 3,
        ..ClusteringConfig::default()
    };
    let error = spectral(&x, &config, 1, &quiet()).unwrap_err().to_string();
    assert!(
        error.contains("10 pieces, more than 2 clusters: raise n_neighbors"),
        "{error}"
    );
}

/// Those that cluster whatever space they are given.
fn methods() -> impl Iterator<Item = ClusteringMethod> {
    ClusteringMethod::all().filter(|method| *method != ClusteringMethod::Model)
}

fn by(method: ClusteringMethod) -> ClusteringConfig {
    ClusteringConfig {
        method,
        n_clusters: 3,
        n_neighbors: 25,
        ..ClusteringConfig::default()
    }
}

/// Three clouds of 120, 90 and 60 songs, far apart.
fn clouds() -> Matrix {
    let number = |at: u64| (splitmix64(at) % 10_000) as f32 / 5000.0 - 1.0;
    let cloud = |i: u64| {
        if i < 120 {
            0.0
        } else if i < 210 {
            9.0
        } else {
            20.0
        }
    };
    let row = |i: u64| {
        [
            cloud(i) + number(4 * i),
            number(4 * i + 1) - cloud(i),
            number(4 * i + 2) * 0.9,
        ]
    };
    Matrix::from_rows(&(0..270).map(row).collect::<Vec<_>>())
}

#[test]
fn every_method_finds_clouds_that_lie_apart() {
    let x = clouds();
    for method in methods() {
        let config = ClusteringConfig {
            eps: 1.2,
            ..by(method)
        };
        let found = cluster(&x, &config, 1, &quiet()).unwrap();
        assert_eq!(found.n_clusters, 3, "{}", method.label());
        for (i, label) in found.labels.iter().enumerate() {
            let cloud = if i < 120 {
                0
            } else if i < 210 {
                1
            } else {
                2
            };
            assert!(
                label.is_none_or(|label| label == cloud),
                "{} {i}",
                method.label()
            );
        }
        assert!(found.noise_share() < 0.05);
        let centroids = found.centroids.unwrap();
        assert!(
            (centroids.row(1)[0] - 9.0).abs() < 0.2 && (centroids.row(2)[1] + 20.0).abs() < 0.2
        );
    }
}

#[test]
fn permuting_rows_permutes_labels() {
    let x = clouds();
    let order: Vec<usize> = (0..270).map(|i| (i * 77 + 13) % 270).collect();
    for method in methods() {
        let before = cluster(&x, &by(method), 1, &quiet()).unwrap();
        let after = cluster(&x.select_rows(&order), &by(method), 1, &quiet()).unwrap();
        let permuted: Vec<Option<u32>> = order.iter().map(|&i| before.labels[i]).collect();
        assert_eq!(after.labels, permuted, "{}", method.label());
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let x = clouds();
    let pool = |n| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(n)
            .build()
            .unwrap()
    };
    for method in methods() {
        let run = || cluster(&x, &by(method), 5, &quiet()).unwrap();
        assert_eq!(
            pool(1).install(run),
            pool(3).install(run),
            "{}",
            method.label()
        );
    }
}

#[test]
fn no_method_takes_numbers_that_are_not_finite() {
    let mut x = clouds();
    x.row_mut(100)[1] = f32::NAN;
    for method in methods() {
        let error = cluster(&x, &by(method), 1, &quiet())
            .unwrap_err()
            .to_string();
        assert!(error.contains("finite"), "{}: {error}", method.label());
        assert!(cluster(&Matrix::zeros(9, 0), &by(method), 1, &quiet()).is_err());
    }
}

#[test]
fn one_row_and_repeated_rows() {
    for method in methods() {
        let one = cluster(&Matrix::zeros(1, 2), &by(method), 1, &quiet());
        match method.takes_k() {
            true => assert!(
                one.unwrap_err()
                    .to_string()
                    .contains("1 songs cannot make 3 clusters")
            ),
            // By density a song alone is noise.
            false => {
                let alone = (!method.is_by_density()).then_some(0);
                assert_eq!(one.unwrap().labels, [alone], "{}", method.label());
            }
        }
        let same = cluster(&Matrix::new(40, 2, vec![7.5; 80]), &by(method), 1, &quiet()).unwrap();
        let alone = if method == ClusteringMethod::Hdbscan {
            0
        } else {
            1
        };
        assert_eq!(same.n_clusters, alone, "{}", method.label());
    }
}

#[test]
fn stop_is_heard_by_every_method() {
    for method in methods() {
        let (reporter, _progress, stop) = Reporter::channel();
        stop.stop();
        let ended = cluster(&clouds(), &by(method), 1, &reporter);
        assert!(matches!(ended, Err(Error::Cancelled)), "{}", method.label());
    }
}
