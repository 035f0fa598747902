//! How much use mixtures make of their components, held against scikit-learn and SciPy: see
//! tests/golden/clustering/make_occupancy.py.

use serde::Deserialize;

use super::super::*;

const GOLDEN: &str = include_str!("../../../tests/golden/clustering/occupancy.json");

#[derive(Deserialize)]
struct Case {
    name: String,
    responsibilities: Vec<Vec<f32>>,
    weights: Vec<f64>,
    of_songs: Vec<f64>,
    entropy: f64,
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance
}

#[test]
fn occupancy_is_that_of_scikit_learns_mixtures() {
    let cases: Vec<Case> = serde_json::from_str(GOLDEN).unwrap();
    assert_eq!(cases.len(), 4);
    for case in cases {
        let found = Occupancy::of(&Matrix::from_rows(&case.responsibilities)).unwrap();
        let name = case.name;
        // A mixture that has settled has the means of its responsibilities as weights.
        for (own, theirs) in found.of_weight.iter().zip(&case.weights) {
            assert!(close(*own, *theirs, 1e-5), "{name}: {own}, {theirs}");
        }
        for (own, theirs) in found.of_songs.iter().zip(&case.of_songs) {
            assert!(close(*own, *theirs, 1e-12), "{name}: {own}, {theirs}");
        }
        let (own, theirs) = (found.entropy, case.entropy);
        assert!(close(own, theirs, 1e-6), "{name}: {own}, {theirs}");
    }
}

#[test]
fn the_ends_of_entropy_are_nought_and_one() {
    let of = |rows: &[[f32; 4]]| Occupancy::of(&Matrix::from_rows(rows)).unwrap();
    let sharp = of(&[[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]]);
    assert_eq!(sharp.entropy, 0.0);
    let even = of(&[[0.25; 4]]);
    assert!(close(even.entropy, 1.0, 1e-12));
    // Of equals the first has the song.
    assert_eq!(even.of_songs, [1.0, 0.0, 0.0, 0.0]);
    let single = Occupancy::of(&Matrix::from_rows(&[[1.0_f32]])).unwrap();
    assert_eq!((single.entropy, single.n_components()), (0.0, 1));
    assert!(Occupancy::of(&Matrix::zeros(0, 3)).is_none());
}

/// Our own mixture of the same songs ends with the weights that its responsibilities have.
#[test]
fn a_fit_of_ours_is_told_by_the_same_numbers() {
    let row = |i: usize| {
        let centre = [0.0, 20.0, 40.0][i % 3];
        let wobble = crate::random::splitmix64(i as u64) as f32 / u64::MAX as f32;
        [centre + wobble, 0.5 * wobble - (i % 7) as f32 * 0.1]
    };
    let x = Matrix::from_rows(&(0..60).map(row).collect::<Vec<_>>());
    let config = ClusteringConfig {
        method: ClusteringMethod::GaussianMixture,
        n_clusters: 3,
        ..ClusteringConfig::default()
    };
    let clusters = cluster(&x, &config, 3, &Reporter::silent()).unwrap();
    let Detail::Responsibilities(shares) = &clusters.detail else {
        panic!("a mixture has responsibilities")
    };
    let found = Occupancy::of(shares).unwrap();
    assert!(
        found.of_weight.iter().all(|&w| close(w, 1.0 / 3.0, 1e-4)),
        "{found:?}"
    );
    assert!(found.entropy < 1e-3, "{found:?}");
}
