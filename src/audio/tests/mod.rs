//! Against librosa, against laws, and against files good and bad.

mod files;
mod alter;
mod golden;
mod griffin_lim;
mod kinds;
mod laws;
mod samples;

use std::path::{Path, PathBuf};

/// A linear congruential generator (Numerical Recipes), in -1 to 1; the same as in
/// `tests/golden/audio/make.py`.
fn noise(n: usize, seed: u32) -> Vec<f64> {
    let mut x = seed;
    std::iter::repeat_with(|| {
        x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(x) / f64::from(1u32 << 31) - 1.0
    })
    .take(n)
    .collect()
}

fn sine(hz: f64, rate_hz: u32, n: usize) -> Vec<f32> {
    let step = std::f64::consts::TAU * hz / f64::from(rate_hz);
    (0..n)
        .map(|i| (0.5 * (step * i as f64).sin()) as f32)
        .collect()
}

/// A 16-bit PCM file.
fn write_wav(path: &Path, rate_hz: u32, n_channels: u16, samples: &[f32]) {
    let data: Vec<u8> = samples
        .iter()
        .flat_map(|x| ((x * 32767.0).round() as i16).to_le_bytes())
        .collect();
    let block = 2 * n_channels;
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + data.len() as u32).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0");
    bytes.extend(n_channels.to_le_bytes());
    bytes.extend(rate_hz.to_le_bytes());
    bytes.extend((rate_hz * u32::from(block)).to_le_bytes());
    bytes.extend(block.to_le_bytes());
    bytes.extend(16u16.to_le_bytes());
    bytes.extend(b"data");
    bytes.extend((data.len() as u32).to_le_bytes());
    bytes.extend(data);
    std::fs::write(path, bytes).unwrap();
}

/// The folder of real recordings.
fn shared_data() -> PathBuf {
    let folder = std::env::var_os("LATENTUNE_SHARED_DATA")
        .expect("LATENTUNE_SHARED_DATA must name the folder of data sets");
    PathBuf::from(folder)
}
