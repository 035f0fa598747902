//! The voice by itself, the player without a device, and the player with a device that only writes
//! down what it gets.

mod device;
mod engine;
mod faults;
mod follow;
mod level;
mod load;
mod preview;
mod voice;

use std::f64::consts::TAU;

use crate::audio::Pcm;

/// The same value throughout, so that every change in what comes out is a change of gain.
fn flat(value: f32, n_frames: usize, rate_hz: u32) -> Pcm {
    pcm(vec![value; n_frames], 1, rate_hz)
}

fn pcm(samples: Vec<f32>, n_channels: usize, rate_hz: u32) -> Pcm {
    Pcm {
        samples,
        n_channels,
        sample_rate_hz: rate_hz,
        remark: None,
    }
}

fn sine(freq_hz: f64, n_frames: usize, rate_hz: u32) -> Vec<f32> {
    (0..n_frames)
        .map(|i| (TAU * (freq_hz * i as f64 / f64::from(rate_hz)).fract()).sin() as f32)
        .collect()
}

fn largest_jump(samples: &[f32]) -> f32 {
    samples
        .windows(2)
        .map(|w| (w[1] - w[0]).abs())
        .fold(0.0, f32::max)
}
