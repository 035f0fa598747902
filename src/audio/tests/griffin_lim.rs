//! Sound from log-mel spectrograms, against librosa and against what went in.

use serde::Deserialize;

use super::golden::{chirp, chords};
use super::sine;
use crate::audio::{GriffinLim, griffin_lim, log_mel};
use crate::config::AudioConfig;
use crate::error::Error;
use crate::job::Reporter;
use crate::matrix::Matrix;

#[derive(Deserialize)]
struct Case {
    signal: String,
    sr: u32,
    n_fft: usize,
    hop: usize,
    n_mels: usize,
    n_iter: usize,
    /// Of librosa, one for each of a few seeds.
    convergence: Vec<f64>,
}

/// The root of the power that a value in dB stands for.
fn magnitude(db: f32) -> f64 {
    10.0_f64.powf(f64::from(db) / 20.0)
}

/// ‖√target − √mel(samples)‖ / ‖√target‖.
fn convergence(target: &Matrix, samples: &[f32], config: &AudioConfig) -> f64 {
    let found = log_mel(samples, config);
    assert_eq!(found.n_rows(), target.n_rows());
    let pairs = target
        .as_slice()
        .iter()
        .zip(found.as_slice())
        .map(|(&a, &b)| (magnitude(a), magnitude(b)));
    let (error, norm) = pairs.fold((0.0, 0.0), |(error, norm), (a, b)| {
        (error + (a - b) * (a - b), norm + a * a)
    });
    (error / norm).sqrt()
}

#[test]
fn it_comes_as_near_as_librosa() {
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("../../../tests/golden/audio/griffin_lim.json")).unwrap();
    for case in cases {
        let config = AudioConfig {
            sample_rate_hz: case.sr,
            n_fft: case.n_fft,
            hop_samples: case.hop,
            n_mels: case.n_mels,
            ..AudioConfig::default()
        };
        let samples = if case.signal == "chirp" {
            chirp(case.sr)
        } else {
            chords(case.sr)
        };
        let target = log_mel(&samples, &config);
        let how = GriffinLim {
            n_iterations: case.n_iter,
            ..GriffinLim::default()
        };
        let found = griffin_lim(&target, &config, &how, &Reporter::silent()).unwrap();
        assert_eq!(found.len(), (target.n_rows() - 1) * case.hop);
        let ours = convergence(&target, &found, &config);
        let theirs = case.convergence.iter().sum::<f64>() / case.convergence.len() as f64;
        println!("{}: {ours:.4}, librosa {theirs:.4}", case.signal);
        assert!(ours <= theirs, "{}: {ours} against {theirs}", case.signal);
    }
}

#[test]
fn a_tone_comes_back_at_its_pitch() {
    let config = AudioConfig {
        n_mels: 128,
        ..AudioConfig::default()
    };
    let rate_hz = config.sample_rate_hz;
    for hz in [440.0, 1000.0] {
        let target = log_mel(&sine(hz, rate_hz, rate_hz as usize), &config);
        let found = griffin_lim(
            &target,
            &config,
            &GriffinLim::default(),
            &Reporter::silent(),
        )
        .unwrap();
        // Zero crossings of the middle, where no end disturbs.
        let middle = &found[found.len() / 4..3 * found.len() / 4];
        let crossings = middle
            .windows(2)
            .filter(|w| w[0] < 0.0 && w[1] >= 0.0)
            .count();
        let found_hz = crossings as f64 * f64::from(rate_hz) / middle.len() as f64;
        // A mel band is 40 Hz wide there.
        assert!((found_hz - hz).abs() < 20.0, "{found_hz} Hz for {hz} Hz");
        let loudness =
            (middle.iter().map(|x| f64::from(x * x)).sum::<f64>() / middle.len() as f64).sqrt();
        let expected = 0.5 / 2.0_f64.sqrt();
        assert!(
            (loudness / expected - 1.0).abs() < 0.15,
            "{loudness} against {expected}"
        );
    }
}

#[test]
fn the_seed_alone_decides_and_more_iterations_come_nearer() {
    let config = AudioConfig {
        n_fft: 512,
        hop_samples: 128,
        n_mels: 40,
        ..AudioConfig::default()
    };
    let target = log_mel(&chords(config.sample_rate_hz)[..8192], &config);
    let run = |n_iterations: usize, seed: u64| {
        let how = GriffinLim {
            n_iterations,
            seed,
            ..GriffinLim::default()
        };
        griffin_lim(&target, &config, &how, &Reporter::silent()).unwrap()
    };
    assert_eq!(run(3, 1), run(3, 1));
    assert_ne!(run(3, 1), run(3, 2));
    let error = |n| convergence(&target, &run(n, 1), &config);
    assert!(error(32) < 0.7 * error(0), "{} and {}", error(32), error(0));
}

#[test]
fn stop_ends_it_and_nothing_gives_nothing() {
    let config = AudioConfig::default();
    let (reporter, _progress, stop) = Reporter::channel();
    stop.cancel();
    let target = log_mel(&sine(440.0, 22_050, 4096), &config);
    let stopped = griffin_lim(&target, &config, &GriffinLim::default(), &reporter);
    assert!(matches!(stopped, Err(Error::Cancelled)));
    let empty = griffin_lim(
        &Matrix::zeros(0, 40),
        &config,
        &GriffinLim::default(),
        &Reporter::silent(),
    );
    assert_eq!(empty.unwrap(), Vec::<f32>::new());
}
