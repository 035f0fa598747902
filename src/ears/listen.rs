//! Which patches of a recording are heard, and what is heard in all of them.

use std::ops::Range;

use super::network::{N_BANDS, N_FRAMES, N_HEARD, Network};
use super::spread::{filled, spread};
use super::{NAME, SAMPLE_RATE_HZ};
use crate::audio;
use crate::config::{AudioConfig, Keyed};

/// Raised whenever anything else is heard in the same sound.
const VERSION: u32 = 1;

/// Samples from one frame to the next; a frame sees one hop to either side.
const HOP: usize = 256;

/// All that decides what is heard in a recording.
pub(crate) fn fingerprint(config: &AudioConfig) -> String {
    let (n_patches, window) = (config.trained.n_patches, config.window.key());
    let (secs, n_windows) = (config.window_secs, config.n_windows);
    format!("{NAME} {VERSION}: {n_patches} patches of {window}, {secs} s, {n_windows}")
}

/// What is heard in a recording: the mean over patches of three seconds, spread evenly over its
/// excerpts and none over another. An excerpt that is shorter than a patch is repeated until it
/// fills one, where no other is longer.
///
/// # Shapes
/// `parts` mono at [`SAMPLE_RATE_HZ`]; result [`N_HEARD`] numbers as [`super::columns`] names them;
/// `None` without a single sample.
pub fn hear(parts: &[Vec<f32>], n_patches: usize) -> Option<Vec<f32>> {
    let network = Network::of_program();
    let patches = patches(parts, n_patches);
    let mut mean = vec![0.0; N_HEARD];
    for patch in &patches {
        let heard = network.hear(patch);
        let n = patches.len() as f32;
        mean.iter_mut().zip(heard).for_each(|(m, v)| *m += v / n);
    }
    (!patches.is_empty() && mean.iter().all(|v| v.is_finite())).then_some(mean)
}

/// Each [`N_FRAMES`] × [`N_BANDS`].
fn patches(parts: &[Vec<f32>], most: usize) -> Vec<Vec<f32>> {
    // A part without a sample has no frame, though one would be centred at its end.
    let n_frames = |part: &Vec<f32>| match part.len() {
        0 => 0,
        n => 1 + n / HOP,
    };
    let lengths: Vec<usize> = parts.iter().map(n_frames).collect();
    let patch = |(part, span): (usize, Range<usize>)| {
        let seen = frames(&parts[part], span.start, span.len());
        filled(&seen, N_FRAMES * N_BANDS)
    };
    spread(&lengths, N_FRAMES, most)
        .into_iter()
        .map(patch)
        .collect()
}

/// Frames `start..start + n` of a log-mel spectrogram: log₁₀(10⁴ · power + 1).
pub(super) fn frames(samples: &[f32], start: usize, n: usize) -> Vec<f32> {
    let config = AudioConfig {
        sample_rate_hz: SAMPLE_RATE_HZ,
        n_fft: 2 * HOP,
        hop_samples: HOP,
        n_mels: N_BANDS,
        ..AudioConfig::default()
    };
    // The frame before is centred where the first one begins to see.
    let lead = start.min(1);
    let end = samples.len().min((start + n) * HOP);
    let stretch = &samples[(start - lead) * HOP..end];
    let loudness = |power: f64| (1e4 * power + 1.0).log10() as f32;
    let all = audio::mel_spectrogram(stretch, &config, loudness);
    all.as_slice()[lead * N_BANDS..(lead + n) * N_BANDS].to_vec()
}
