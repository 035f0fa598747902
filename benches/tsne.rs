//! t-SNE: ours, openTSNE's and scikit-learn's in turns, on the same rows with the same number of
//! threads and iterations.
//!
//! `cargo bench --bench tsne -- [ROWS,… [THREADS,… [ROUNDS]]]`, with `PYTHON` naming a Python that
//! has what `benches/peers/tsne.py` asks for (`python3` otherwise). Without one, our own times
//! stand alone. Seconds are whole fits, neighbours included. The divergence of every picture is
//! computed by one function (ours, over all pairs and exact neighbours), and so is the
//! trustworthiness (the peer's).

mod support;

use std::path::Path;
use std::time::Instant;

use latentune::config::ProjectionConfig;
use latentune::job::Reporter;
use latentune::matrix::Matrix;
use latentune::projection::{kl_divergence, tsne};
use latentune::random::splitmix64;
use support::{Peer, write};

const N_COLUMNS: usize = 50;
/// Above this only openTSNE's FFT is asked: the others take minutes.
const ALL_PEERS: usize = 10_000;

fn main() {
    let numbers = |list: String| {
        list.split(',')
            .filter_map(|n| n.parse().ok())
            .collect::<Vec<usize>>()
    };
    let mut given = std::env::args().skip(1).filter(|a| !a.starts_with("--"));
    let sizes = given.next().map_or(vec![1000, 10_000, 60_000], numbers);
    let threads = given.next().map_or(vec![1, 2, 4], numbers);
    let n_rounds = given.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let mut peer = Peer::start("tsne.py", "openTSNE, sklearn", None::<&str>);
    if peer.is_none() {
        println!("no openTSNE: set PYTHON to compare with it");
    }
    println!(
        "{:>6} {:>7} {:<13} {:>9} {:>7} {:>10} {:>8}",
        "rows", "threads", "", "seconds", "ratio", "divergence", "trust"
    );
    for &n in &sizes {
        let x = manifolds(n);
        let file = write("rows", x.as_slice());
        for &n_threads in &threads {
            compare(&x, &file, n_threads, n_rounds, &mut peer);
        }
        let _ = std::fs::remove_file(&file);
    }
}

fn compare(x: &Matrix, file: &Path, n_threads: usize, n_rounds: usize, peer: &mut Option<Peer>) {
    let n = x.n_rows();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(n_threads)
        .build()
        .expect("threads");
    let config = ProjectionConfig {
        n_iterations: 750,
        ..ProjectionConfig::default()
    };
    let names: &[&str] = match (peer.is_some(), n <= ALL_PEERS) {
        (false, _) => &[],
        (true, true) => &["openTSNE-fft", "openTSNE-bh", "scikit-learn"],
        (true, false) => &["openTSNE-fft"],
    };
    let mut sides: Vec<(&str, Vec<f64>, Option<Matrix>)> = ["ours"]
        .iter()
        .chain(names)
        .map(|&name| (name, Vec::new(), None))
        .collect();
    for _ in 0..n_rounds {
        for (name, seconds, picture) in &mut sides {
            let begun = Instant::now();
            let (spent, xy) = match peer {
                Some(peer) if *name != "ours" => fit(peer, name, file, n_threads),
                _ => {
                    let found = pool
                        .install(|| tsne(x, &config, 1, &Reporter::silent()))
                        .expect("finite rows");
                    (begun.elapsed().as_secs_f64(), found.xy)
                }
            };
            seconds.push(spent);
            *picture = Some(xy);
        }
    }
    let median = |seconds: &mut Vec<f64>| {
        seconds.sort_by(f64::total_cmp);
        seconds[seconds.len() / 2]
    };
    let ours = median(&mut sides[0].1);
    for (name, mut seconds, picture) in sides {
        let (seconds, xy) = (median(&mut seconds), picture.expect("there was a round"));
        let divergence =
            kl_divergence(x, &xy, 0.0, &Reporter::silent()).expect("a picture of these rows");
        let trust = peer
            .as_mut()
            .map_or(f64::NAN, |peer| their_trust(peer, file, &xy));
        let ratio = seconds / ours;
        println!(
            "{n:>6} {n_threads:>7} {name:<13} {seconds:>9.2} {ratio:>6.1}x {divergence:>10.4} {trust:>8.4}"
        );
    }
}

/// Twenty bent sheets of six dimensions in fifty, of unequal sizes, which touch; with noise. Songs
/// in a latent space lie so.
fn manifolds(n: usize) -> Matrix {
    const N_SHEETS: usize = 20;
    const N_INNER: usize = 6;
    const N_WAVES: usize = 12;
    let uniform =
        |stream: usize, i: usize| splitmix64((stream << 40 | i) as u64) as f64 / u64::MAX as f64;
    // The sum of twelve uniform numbers is near enough to a normal one.
    let normal =
        |stream: usize, i: usize| (0..12).map(|j| uniform(stream, i * 12 + j)).sum::<f64>() - 6.0;
    let mut data = Vec::with_capacity(n * N_COLUMNS);
    for i in 0..n {
        // The square makes the first sheets the larger ones.
        let sheet = (uniform(1, i).powi(2) * N_SHEETS as f64) as usize;
        let inner: Vec<f64> = (0..N_INNER)
            .map(|j| uniform(2, i * N_INNER + j) * 2.0 - 1.0)
            .collect();
        let waves: Vec<f64> = (0..N_WAVES)
            .map(|w| {
                let at = (sheet * N_WAVES + w) * (N_INNER + 1);
                let phase: f64 = inner
                    .iter()
                    .enumerate()
                    .map(|(j, z)| 0.6 * z * normal(3, at + j))
                    .sum();
                (phase + 0.5 * normal(3, at + N_INNER)).tanh()
            })
            .collect();
        for c in 0..N_COLUMNS {
            let at = sheet * N_COLUMNS + c;
            let bent: f64 = waves
                .iter()
                .enumerate()
                .map(|(w, v)| 0.3 * v * normal(4, at * N_WAVES + w))
                .sum();
            data.push((bent + 0.35 * normal(5, at) + 0.05 * normal(6, i * N_COLUMNS + c)) as f32);
        }
    }
    Matrix::new(n, N_COLUMNS, data)
}

/// Seconds of a fit of the peer's, and its picture.
fn fit(peer: &mut Peer, name: &str, file: &Path, n_threads: usize) -> (f64, Matrix) {
    let out = write("picture", &[]);
    let seconds = number(
        peer,
        &format!(
            "fit\t{name}\t{}\t{N_COLUMNS}\t{n_threads}\t{}",
            file.display(),
            out.display()
        ),
    );
    let bytes = std::fs::read(&out).expect("the peer wrote it");
    let _ = std::fs::remove_file(&out);
    let values: Vec<f32> = bytes
        .as_chunks()
        .0
        .iter()
        .map(|b| f32::from_le_bytes(*b))
        .collect();
    (seconds, Matrix::new(values.len() / 2, 2, values))
}

fn their_trust(peer: &mut Peer, file: &Path, xy: &Matrix) -> f64 {
    let picture = write("picture", xy.as_slice());
    let trust = number(
        peer,
        &format!(
            "trust\t{}\t{N_COLUMNS}\t{}",
            file.display(),
            picture.display()
        ),
    );
    let _ = std::fs::remove_file(&picture);
    trust
}

fn number(peer: &mut Peer, job: &str) -> f64 {
    peer.ask(job).parse().expect("a number")
}
