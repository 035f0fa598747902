//! PCA of 10,000 x 256 and of 2,000 x 1,000, k-means, DBSCAN and HDBSCAN of 10,000 x 16,
//! agglomerative clustering of 4,000 x 16: ours and scikit-learn's in turns, and the ratio.
//!
//! `cargo bench --bench cluster`, with `PYTHON` naming a Python that has what
//! `benches/peers/cluster.py` asks for (`python3` otherwise). Without one, our own times stand
//! alone.

mod support;

use std::time::Instant;

use latentune::clustering::{Clusters, cluster};
use latentune::config::{ClusteringConfig, ClusteringMethod};
use latentune::job::Reporter;
use latentune::matrix::Matrix;
use latentune::model::pca::Pca;
use support::{Peer, clouds, write};

const N_ROUNDS: usize = 5;

/// Seconds, and a figure that shows that both sides did the work: explained variance, inertia,
/// songs in the largest cluster, or noise.
type Timed = (f64, f64);

fn main() {
    let mut peer = Peer::start("cluster.py", "sklearn", None::<&str>);
    if peer.is_none() {
        println!("no scikit-learn: set PYTHON to compare with it");
    }
    let (large, small) = (clouds(10_000, 16, 6, 1.5), clouds(4_000, 16, 6, 1.5));
    println!(
        "{:<14} {:>10} {:>14} {:>7}   quality, ours and theirs",
        "", "ours", "scikit-learn", "ratio"
    );
    compare(
        "pca-tall",
        &clouds(10_000, 256, 6, 1.5),
        &mut peer,
        explained,
    );
    compare(
        "pca-wide",
        &clouds(2_000, 1_000, 6, 1.5),
        &mut peer,
        explained,
    );
    let defaults = ClusteringConfig::default;
    let by = |method| ClusteringConfig {
        method,
        ..defaults()
    };
    compare("kmeans", &large, &mut peer, |x| {
        run(x, &by(ClusteringMethod::KMeans))
            .inertia
            .expect("k-means has one")
    });
    compare("agglomerative", &small, &mut peer, |x| {
        largest(&run(x, &by(ClusteringMethod::Agglomerative)))
    });
    compare("dbscan", &large, &mut peer, |x| {
        noise(&run(
            x,
            &ClusteringConfig {
                eps: 3.0,
                ..by(ClusteringMethod::Dbscan)
            },
        ))
    });
    compare("hdbscan", &large, &mut peer, |x| {
        noise(&run(
            x,
            &ClusteringConfig {
                min_cluster_size: 50,
                ..by(ClusteringMethod::Hdbscan)
            },
        ))
    });
}

fn run(x: &Matrix, config: &ClusteringConfig) -> Clusters {
    cluster(x, config, 1, &Reporter::silent()).expect("enough rows")
}

/// Share of the variance that sixteen components have.
fn explained(x: &Matrix) -> f64 {
    let rows: Vec<usize> = (0..x.n_rows()).collect();
    let pca = Pca::fit(x, &rows, 16).expect("finite rows");
    let _scores = pca.transform(x);
    pca.explained_variance_ratio
        .iter()
        .map(|r| f64::from(*r))
        .sum()
}

/// Songs in the largest cluster.
fn largest(clusters: &Clusters) -> f64 {
    clusters
        .labels
        .iter()
        .filter(|label| **label == Some(0))
        .count() as f64
}

/// Songs in no cluster.
fn noise(clusters: &Clusters) -> f64 {
    clusters
        .labels
        .iter()
        .filter(|label| label.is_none())
        .count() as f64
}

/// Both sides `N_ROUNDS` times, one after the other, and the medians.
fn compare(name: &str, x: &Matrix, peer: &mut Option<Peer>, ours: impl Fn(&Matrix) -> f64) {
    let file = write(name, x.as_slice());
    let (mut our_rounds, mut their_rounds) = (Vec::new(), Vec::new());
    for _ in 0..N_ROUNDS {
        let begun = Instant::now();
        let quality = ours(x);
        our_rounds.push((begun.elapsed().as_secs_f64(), quality));
        if let Some(peer) = peer {
            their_rounds.push(peer.time(name, &file, x));
        }
    }
    let _ = std::fs::remove_file(&file);
    let (our_secs, our_quality) = median(our_rounds);
    if their_rounds.is_empty() {
        println!(
            "{name:<14} {our_secs:>8.3} s {:>14} {:>7}   {our_quality:.5}",
            "-", "-"
        );
    } else {
        let (secs, quality) = median(their_rounds);
        let ratio = secs / our_secs;
        println!(
            "{name:<14} {our_secs:>8.3} s {secs:>12.3} s {ratio:>6.1}x   {our_quality:.5}  {quality:.5}"
        );
    }
}

fn median(mut rounds: Vec<Timed>) -> Timed {
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    rounds[rounds.len() / 2]
}
