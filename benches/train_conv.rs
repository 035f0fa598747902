//! Seconds an epoch of the convolutional VAE takes here and in PyTorch: the same network, batches
//! and threads, taken in turns.
//!
//! `cargo bench --bench train_conv [-- THREADS [ROUNDS [PATCHES]]]`, with `PYTHON` naming a Python
//! that has `benches/peers/requirements.txt`; without one only our side is measured.

use std::process::Command;
use std::time::Instant;

use latentune::config::{ModelConfig, ModelKind};
use latentune::features::{Patches, Split};
use latentune::job::Reporter;
use latentune::matrix::Matrix;
use latentune::model::Input;

const N_EPOCHS: usize = 2;

fn main() {
    let numbers: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|a| a.parse().ok())
        .collect();
    // A process of its own for each measurement: threads are counted once in a process.
    if std::env::args().any(|a| a == "--one") {
        println!("{}", secs_per_epoch(numbers[0]));
        return;
    }
    let [threads, rounds, n] =
        [0, 1, 2].map(|i| numbers.get(i).copied().unwrap_or([2, 5, 2000][i]));
    let config = config();
    let p = &config.patches;
    println!(
        "{n} patches of {} x {}, channels {:?}, batch {}, {threads} threads",
        p.n_mels, p.n_frames, p.channels, config.batch_size
    );
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        ours.extend(output(&mut our_side(n, threads)));
        theirs.extend(output(&mut peer_side(n, &config, threads)));
    }
    let (ours, theirs) = (median(ours), median(theirs));
    println!("  latentune {ours:>8.2} s an epoch");
    println!(
        "  PyTorch   {theirs:>8.2} s an epoch, {:.2} times as long",
        theirs / ours
    );
}

fn our_side(n: usize, threads: usize) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("a running program has a path"));
    let threads = threads.to_string();
    command
        .args(["--one", &n.to_string()])
        .env("RAYON_NUM_THREADS", &threads);
    command
}

fn peer_side(n: usize, config: &ModelConfig, threads: usize) -> Command {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let p = &config.patches;
    let channels = p
        .channels
        .iter()
        .map(usize::to_string)
        .collect::<Vec<_>>()
        .join(",");
    let mut command = Command::new(python);
    command.arg(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/benches/peers/train_conv.py"
    ));
    command
        .args([n, p.n_mels, p.n_frames].map(|v| v.to_string()))
        .arg(channels);
    command.args([config.n_latent, config.batch_size, N_EPOCHS, threads].map(|v| v.to_string()));
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

fn config() -> ModelConfig {
    ModelConfig {
        kind: ModelKind::ConvVae,
        batch_size: 32,
        patience: 0,
        ..ModelConfig::default()
    }
}

fn secs_per_epoch(n: usize) -> f64 {
    let p = config().patches;
    let pixels = p.n_mels * p.n_frames;
    let values = (0..n * pixels)
        .map(|i| ((i * 7919 % 10_007) as f32 / 10_007.0 - 0.5) * 3.46)
        .collect();
    // One crop a song, so that a batch of songs is a batch of patches.
    let of_song = (0..n).map(|i| i..i + 1).collect();
    let patches = Patches {
        n_mels: p.n_mels,
        n_frames: p.n_frames,
        of_song,
        values: Matrix::new(n, pixels, values),
    };
    let x = Matrix::zeros(n, 1);
    let input = Input {
        patches: Some(&patches),
        ..Input::plain(&x)
    };
    let split = Split {
        train: (0..n).collect(),
        validation: Vec::new(),
        by_artist: false,
    };
    let secs = |n_epochs: usize| {
        let start = Instant::now();
        let config = ModelConfig {
            n_epochs,
            ..config()
        };
        latentune::model::train(&input, &split, &config, 1, &Reporter::silent())
            .expect("finite input trains");
        start.elapsed().as_secs_f64()
    };
    // What comes before the first epoch and after the last is not counted.
    let around = secs(1);
    (secs(1 + N_EPOCHS) - around) / N_EPOCHS as f64
}
