//! Values of librosa 0.11, made by `tests/golden/audio/make.py`.

use std::collections::HashMap;

use serde::Deserialize;

use super::noise;
use crate::audio::plan::Plan;
use crate::audio::summary::{self, Summary};
use crate::audio::{log_mel, mel};
use crate::config::AudioConfig;

#[derive(Deserialize)]
struct Golden {
    frame_step: usize,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    signal: String,
    sr: u32,
    n_fft: usize,
    hop: usize,
    n_mels: usize,
    n_mfcc: usize,
    n_frames: usize,
    log_mel: Vec<Vec<f32>>,
    mfcc: Vec<Vec<f32>>,
    summary: HashMap<String, f64>,
}

impl Case {
    fn config(&self) -> AudioConfig {
        AudioConfig {
            sample_rate_hz: self.sr,
            n_fft: self.n_fft,
            hop_samples: self.hop,
            n_mels: self.n_mels,
            n_mfcc: self.n_mfcc,
            ..AudioConfig::default()
        }
    }

    fn samples(&self) -> Vec<f32> {
        match self.signal.as_str() {
            "chords" => chords(self.sr),
            "chirp" => chirp(self.sr),
            "clicks" => clicks(self.sr),
            other => panic!("no such signal: {other}"),
        }
    }
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../../../tests/golden/audio/golden.json")).unwrap()
}

pub(super) fn chords(rate_hz: u32) -> Vec<f32> {
    let rate = f64::from(rate_hz);
    let noise = noise(6 * rate_hz as usize, 1);
    let sample = |(i, noise): (usize, &f64)| {
        let t = i as f64 / rate;
        let mut y = 0.003 * noise;
        for strike in 0..12 {
            let since = t - 0.5 * f64::from(strike);
            let envelope = if since >= 0.0 {
                (-6.0 * since).exp()
            } else {
                0.0
            };
            let chord = if strike % 2 == 0 {
                [220.0, 277.18, 329.63]
            } else {
                [196.0, 246.94, 293.66]
            };
            for hz in chord {
                y += 0.1 * envelope * (std::f64::consts::TAU * hz * t).sin();
            }
        }
        y as f32
    };
    noise.iter().enumerate().map(sample).collect()
}

pub(super) fn chirp(rate_hz: u32) -> Vec<f32> {
    let noise = noise(2 * rate_hz as usize, 2);
    let sample = |(i, noise): (usize, &f64)| {
        let t = i as f64 / f64::from(rate_hz);
        let phase = std::f64::consts::TAU * (100.0 * t + 0.5 * (5900.0 / 2.0) * t * t);
        (0.5 * phase.sin() + 0.001 * noise) as f32
    };
    noise.iter().enumerate().map(sample).collect()
}

fn clicks(rate_hz: u32) -> Vec<f32> {
    let noise = noise(6 * rate_hz as usize, 3);
    let sample = |(i, noise): (usize, &f64)| {
        let phase = (i as f64 / f64::from(rate_hz)) % (60.0 / 90.0);
        if i < 5 * rate_hz as usize {
            (0.4 * noise * (-40.0 * phase).exp()) as f32
        } else {
            0.0
        }
    };
    noise.iter().enumerate().map(sample).collect()
}

/// Frames that were kept, against every `step`th of ours; the largest difference.
fn largest_difference<'a>(
    ours: impl Iterator<Item = &'a [f32]>,
    theirs: &[Vec<f32>],
    step: usize,
) -> f32 {
    let pairs = ours.step_by(step).zip(theirs).flat_map(|(a, b)| {
        assert_eq!(a.len(), b.len());
        a.iter().zip(b)
    });
    pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

#[test]
fn log_mel_and_mfcc_are_librosas() {
    let golden = golden();
    for case in &golden.cases {
        let config = case.config();
        let mut ours = log_mel(&case.samples(), &config);
        assert_eq!(ours.n_rows(), case.n_frames, "{}", case.signal);
        let difference = largest_difference(ours.rows(), &case.log_mel, golden.frame_step);
        // The largest seen is 2.3e-5; single precision in librosa's own sums is good for no more.
        assert!(
            difference < 1e-4,
            "{} log-mel: {difference} dB",
            case.signal
        );
        mel::floor_at_top_db(ours.as_mut_slice());
        let mfcc = mel::mfcc(&ours, &Plan::of(&config));
        let difference = largest_difference(mfcc.rows(), &case.mfcc, golden.frame_step);
        // The largest seen is 6.1e-5, two steps of single precision at -500.
        assert!(difference < 2e-4, "{} MFCC: {difference}", case.signal);
    }
}

#[test]
fn summaries_are_librosas() {
    for case in &golden().cases {
        let config = case.config();
        let plan = Plan::of(&config);
        let mut ours = Summary::new(&plan);
        ours.add(&case.samples());
        let names = summary::names(&config);
        let values = ours.values();
        assert_eq!(names.len(), values.len());
        assert_eq!(names.len(), case.summary.len());
        for (name, value) in names.iter().zip(values) {
            let expected = case.summary[name];
            let difference = (f64::from(value) - expected).abs();
            // The largest seen is 3e-6 of the value; values that are next to nothing are only known
            // absolutely.
            assert!(
                difference < 2e-5 * expected.abs() + 2e-6,
                "{} {name}: {value}, librosa has {expected}",
                case.signal
            );
        }
    }
}
