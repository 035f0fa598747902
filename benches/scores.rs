//! Silhouette of 10,000 x 16, and agreement of clusters with labels and with 200 shuffles of them
//! for 100,000 songs: ours and scikit-learn's in turns, and the ratio.
//!
//! `cargo bench --bench scores`, with `PYTHON` naming a Python that has what
//! `benches/peers/scores.py` asks for (`python3` otherwise). Without one, our own times stand
//! alone.

mod support;

use std::time::Instant;

use latentune::clustering::Clusters;
use latentune::job::Reporter;
use latentune::library::{LabelColumn, Library};
use latentune::matrix::Matrix;
use latentune::random::splitmix64;
use latentune::scores::{External, Internal, Labels, external_scores, score};
use support::{Peer, clouds, write};

const N_ROUNDS: usize = 5;

/// Seconds, and a figure that shows that both sides did the work: silhouette, or AMI.
type Timed = (f64, f64);

fn main() {
    let mut peer = Peer::start("scores.py", "sklearn", None::<&str>);
    if peer.is_none() {
        println!("no scikit-learn: set PYTHON to compare with it");
    }
    let large = clouds(10_000, 16, 6, 1.5);
    println!(
        "{:<12} {:>10} {:>14} {:>7}   quality, ours and theirs",
        "", "ours", "scikit-learn", "ratio"
    );
    compare("silhouette", &large, &mut peer, silhouette_of);
    compare("external", &groups(100_000), &mut peer, external_of);
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
            "{name:<12} {our_secs:>8.3} s {:>14} {:>7}   {our_quality:.5}",
            "-", "-"
        );
    } else {
        let (secs, quality) = median(their_rounds);
        let ratio = secs / our_secs;
        println!(
            "{name:<12} {our_secs:>8.3} s {secs:>12.3} s {ratio:>6.1}x   {our_quality:.5}  {quality:.5}"
        );
    }
}

fn median(mut rounds: Vec<Timed>) -> Timed {
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    rounds[rounds.len() / 2]
}

fn silhouette_of(x: &Matrix) -> f64 {
    let labels = (0..x.n_rows()).map(|i| Some((i % 6) as u32)).collect();
    let clusters = Clusters {
        labels,
        n_clusters: 6,
        ..Clusters::default()
    };
    let library = Library {
        ..Library::default()
    };
    let labels = Labels::of(&library);
    let scores = score(x, &clusters, &labels, 1, &Reporter::silent()).expect("nobody presses Stop");
    scores[Internal::Silhouette].expect("there are six clusters")
}

/// A cluster of twelve and a class of eight for each song; half of them agree as far as they can.
fn groups(n: usize) -> Matrix {
    let random = |i: usize, k: u64| (splitmix64(i as u64) % k) as f32;
    let group = |i: usize| {
        if i.is_multiple_of(2) {
            [(i % 8) as f32; 2]
        } else {
            [random(i, 12), random(i + n, 8)]
        }
    };
    Matrix::from_rows(&(0..n).map(group).collect::<Vec<_>>())
}

/// All scores against the labels and against 200 shuffles of them.
fn external_of(x: &Matrix) -> f64 {
    let clusters: Vec<Option<u32>> = x.rows().map(|row| Some(row[0] as u32)).collect();
    let classes = (0..8).map(|class| class.to_string()).collect();
    let of_song = x.rows().map(|row| Some(row[1] as u32)).collect();
    let column = LabelColumn {
        name: "genre".to_string(),
        classes,
        of_song,
        n_detected: 0,
    };
    let found = external_scores(&clusters, &column, Vec::new(), 1, &Reporter::silent())
        .expect("nobody presses Stop");
    found.expect("there are eight classes")[External::Ami].value
}
