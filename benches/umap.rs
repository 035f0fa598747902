//! Nearest neighbours, UMAP and trustworthiness: ours and pynndescent's, umap-learn's and
//! scikit-learn's in turns.
//!
//! `cargo bench --bench umap -- TABLE.f32 COLUMNS [ROWS…]` takes little-endian f32, row after row,
//! and its first 1,000, 10,000 and 60,000 rows (or as many as named); without arguments,
//! rows on curved sheets of six dimensions in 64. `--neighbours` stops after the neighbours. `PYTHON`
//! names a Python that has `benches/peers/umap-requirements.txt`. The quality of both maps is
//! measured by one function, ours.

mod support;

use std::path::Path;
use std::time::Instant;

use latentune::config::ProjectionConfig;
use latentune::job::Reporter;
use latentune::matrix::Matrix;
use latentune::projection::{Trust, k_nearest, nearly_nearest, trust, umap};
use latentune::random::splitmix64;
use support::{Peer, write};

const SIZES: [usize; 3] = [1_000, 10_000, 60_000];
const K: usize = 15;

fn main() {
    // `cargo bench` adds a flag of its own.
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    let sizes: Vec<usize> = arguments
        .iter()
        .skip(2)
        .map(|a| a.parse().expect("a number of rows"))
        .collect();
    let sizes = if sizes.is_empty() {
        SIZES.to_vec()
    } else {
        sizes
    };
    let all = match &arguments[..] {
        [table, columns, ..] => read(
            Path::new(table),
            columns.parse().expect("a number of columns"),
        ),
        _ => sheets(60_000),
    };
    let neighbours_alone = std::env::args().any(|a| a == "--neighbours");
    let mut peer = Peer::start(
        "umap_peer.py",
        "umap",
        [rayon::current_num_threads().to_string()],
    );
    if peer.is_none() {
        println!("no umap-learn: set PYTHON to compare with it");
    }
    for n in sizes.into_iter().filter(|&n| n <= all.n_rows()) {
        let x = all.select_rows(&(0..n).collect::<Vec<_>>());
        compare(&x, &mut peer, neighbours_alone);
    }
}

fn compare(x: &Matrix, peer: &mut Option<Peer>, neighbours_alone: bool) {
    println!(
        "{} x {}, {} threads",
        x.n_rows(),
        x.n_cols(),
        rayon::current_num_threads()
    );
    let silent = Reporter::silent();
    let (ours, found) = timed(|| k_nearest(x, K, &silent).expect("nobody presses Stop"));
    let theirs = peer.as_mut().map(|peer| {
        let (secs, bytes) = ask(peer, "neighbours", x);
        let theirs: Vec<u32> = bytes.iter().map(|b| u32::from_le_bytes(*b)).collect();
        let same = |i: usize| {
            theirs[i * K..(i + 1) * K]
                .iter()
                .filter(|j| found.of(i).0.contains(j))
                .count()
        };
        println!(
            "  recall of pynndescent {:.4}",
            (0..x.n_rows()).map(same).sum::<usize>() as f64 / theirs.len() as f64
        );
        secs
    });
    told("neighbours, all", ours, theirs);
    let (ours, nearly) = timed(|| nearly_nearest(x, K, &silent).expect("nobody presses Stop"));
    let n_found = |i: usize| {
        let nearest = found.of(i).0;
        nearly
            .neighbours
            .of(i)
            .0
            .iter()
            .filter(|j| nearest.contains(j))
            .count()
    };
    let n_found: usize = (0..x.n_rows()).map(n_found).sum();
    println!(
        "  recall of ours {:.4}, told {:?}",
        n_found as f64 / (K * x.n_rows()) as f64,
        nearly.share
    );
    told("neighbours, for maps", ours, theirs);
    if neighbours_alone {
        return;
    }

    let (ours, map) =
        timed(|| umap(x, &ProjectionConfig::default(), 1, &silent).expect("finite rows"));
    let (secs, own) = timed(|| quality(x, &map.xy));
    println!("  {:<28} {own}", "ours");
    for (job, name) in [
        ("umap-threads", "UMAP, all threads"),
        ("umap-seeded", "UMAP, seeded"),
    ] {
        let theirs = peer.as_mut().map(|peer| {
            let (secs, bytes) = ask(peer, job, x);
            let xy = bytes.iter().map(|b| f32::from_le_bytes(*b)).collect();
            println!(
                "  {:<28} {}",
                job,
                quality(x, &Matrix::new(x.n_rows(), 2, xy))
            );
            secs
        });
        told(name, ours, theirs);
    }
    // Above 10,000 rows ours is a sample, and theirs would need the memory of all pairs.
    let theirs = peer
        .as_mut()
        .filter(|_| x.n_rows() <= 10_000)
        .map(|peer| ask(peer, "trust", x).0);
    told("trustworthiness, continuity", secs, theirs);
}

/// As spectra do, these lie on sheets of few dimensions, with a little noise beside them.
fn sheets(n: usize) -> Matrix {
    const N_DIMS: usize = 64;
    let uniform = |at: usize| splitmix64(at as u64) as f64 / u64::MAX as f64;
    let row = |i: usize| {
        let at: [f64; 6] = std::array::from_fn(|j| uniform(128 * i + j));
        let sheet = i % 8;
        let number = move |c: usize| {
            let turn = 2.0 * uniform(1 << 40 | (sheet * N_DIMS + c)) + 1.0;
            let place = turn * at[c % 6] + at[(c + 1) % 6] * at[(c + 2) % 6] + sheet as f64;
            place.sin() + 0.05 * uniform(128 * i + 6 + c)
        };
        (0..N_DIMS)
            .map(number)
            .map(|v| v as f32)
            .collect::<Vec<f32>>()
    };
    Matrix::from_rows(&(0..n).map(row).collect::<Vec<_>>())
}

fn quality(x: &Matrix, xy: &Matrix) -> String {
    let Trust {
        trustworthiness,
        continuity,
        neighbours_kept,
        ..
    } = trust(x, xy, K, 1, &Reporter::silent()).expect("nobody presses Stop");
    format!(
        "trustworthiness {trustworthiness:.4}, continuity {continuity:.4}, neighbours kept {neighbours_kept:.4}"
    )
}

fn told(name: &str, ours: f64, theirs: Option<f64>) {
    match theirs {
        Some(theirs) => println!(
            "  {name:<28} {ours:>8.2} s {theirs:>8.2} s {:>6.1}x",
            theirs / ours
        ),
        None => println!("  {name:<28} {ours:>8.2} s"),
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let begun = Instant::now();
    let result = work();
    (begun.elapsed().as_secs_f64(), result)
}

fn read(path: &Path, n_cols: usize) -> Matrix {
    let bytes = std::fs::read(path).expect("a table that can be read");
    let values: Vec<f32> = bytes
        .as_chunks::<4>()
        .0
        .iter()
        .map(|b| f32::from_le_bytes(*b))
        .collect();
    Matrix::new(values.len() / n_cols, n_cols, values)
}

/// Seconds of a job of the peer's, and what it found, four bytes a number.
fn ask(peer: &mut Peer, job: &str, x: &Matrix) -> (f64, Vec<[u8; 4]>) {
    let input = write("umap-in", x.as_slice());
    let output = write("umap-out", &[]);
    let (n, d) = (x.n_rows(), x.n_cols());
    let answer = peer.ask(&format!(
        "{job}\t{}\t{}\t{n}\t{d}",
        input.display(),
        output.display()
    ));
    let found = std::fs::read(&output).expect("the peer has written");
    let _ = (std::fs::remove_file(&input), std::fs::remove_file(&output));
    (
        answer.parse().expect("seconds"),
        found.as_chunks::<4>().0.to_vec(),
    )
}
