//! Seconds an epoch of VAE training takes here and in PyTorch: the same network, batches and
//! threads, taken in turns.
//!
//! `cargo bench --bench train_vae [-- THREADS [ROUNDS]]`, with `PYTHON` naming a Python that has
//! `benches/peers/requirements.txt`; without one only our side is measured.

use std::process::Command;
use std::time::Instant;

use latentune::config::{ModelConfig, ModelKind};
use latentune::features::Split;
use latentune::job::Reporter;
use latentune::matrix::Matrix;
use latentune::model::Input;

/// (rows, columns, hidden, latent, batch, epochs): the case of the plan, one like the demo songs, and a
/// large library.
const CASES: [(usize, usize, [usize; 2], usize, usize, usize); 3] = [
    (2000, 512, [256, 128], 16, 64, 10),
    (102, 700, [256, 128], 16, 32, 100),
    (60_000, 512, [256, 128], 16, 512, 1),
];

fn main() {
    let numbers: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|a| a.parse().ok())
        .collect();
    // A process of its own for each measurement: the number of threads is read once.
    if std::env::args().any(|a| a == "--one") {
        println!("{}", secs_per_epoch(numbers[0]));
        return;
    }
    let (threads, rounds) = (
        numbers.first().copied().unwrap_or(2),
        numbers.get(1).copied().unwrap_or(5),
    );
    for (case, (n, d, hidden, k, batch, epochs)) in CASES.into_iter().enumerate() {
        println!(
            "{n} x {d}, hidden {hidden:?}, latent {k}, batch {batch}, {epochs} epochs, {threads} threads"
        );
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            ours.extend(output(&mut our_side(case, threads)));
            theirs.extend(output(&mut peer_side(case, threads)));
        }
        let (ours, theirs) = (median(ours), median(theirs));
        println!("  latentune {:>8.2} ms an epoch", 1e3 * ours);
        println!(
            "  PyTorch   {:>8.2} ms an epoch, ratio {:.2}",
            1e3 * theirs,
            theirs / ours
        );
    }
}

fn our_side(case: usize, threads: usize) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("a running program has a path"));
    command
        .args(["--one", &case.to_string()])
        .env("RAYON_NUM_THREADS", threads.to_string());
    command
}

fn peer_side(case: usize, threads: usize) -> Command {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let (n, d, hidden, k, batch, epochs) = CASES[case];
    let mut command = Command::new(python);
    command.arg(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/benches/peers/train_vae.py"
    ));
    command.args([n, d, hidden[0], hidden[1], k, batch, epochs, threads].map(|v| v.to_string()));
    command
}

fn output(command: &mut Command) -> Option<f64> {
    let output = command.output().ok().filter(|o| o.status.success())?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn secs_per_epoch(case: usize) -> f64 {
    let (n, d, hidden, n_latent, batch_size, n_epochs) = CASES[case];
    let config = ModelConfig {
        kind: ModelKind::Vae,
        n_latent,
        hidden: hidden.to_vec(),
        n_epochs,
        batch_size,
        patience: 0,
        ..ModelConfig::default()
    };
    let x = Matrix::new(
        n,
        d,
        (0..n * d)
            .map(|i| ((i * 7919 % 10_007) as f32 / 10_007.0 - 0.5) * 3.46)
            .collect(),
    );
    let split = Split {
        train: (0..n).collect(),
        validation: Vec::new(),
        by_artist: false,
    };
    let start = Instant::now();
    latentune::model::train(&Input::plain(&x), &split, &config, 1, &Reporter::silent())
        .expect("finite input trains");
    start.elapsed().as_secs_f64() / n_epochs as f64
}
