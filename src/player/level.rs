//! Songs equally loud: the gain of each towards one loudness, guessed at once and measured in the
//! background.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::audio::{self, Loudness};

/// What songs are brought to. −23 LUFS, the target of EBU R 128, is meant for broadcast; players
/// turn music up more, and at −18 (ReplayGain 2's) hardly any song has to be held back lest it
/// clip.
const TARGET_LUFS: f32 = -18.0;
/// A guess listens to so many parts of a song, each of so many seconds.
const N_PARTS: usize = 4;
const PART_SECS: usize = 3;

/// A gain that a measuring thread writes and the device's thread reads, without a lock.
#[derive(Debug)]
pub(super) struct Level(AtomicU32);

impl Default for Level {
    fn default() -> Self {
        Self(AtomicU32::new(1.0_f32.to_bits()))
    }
}

impl Level {
    pub(super) fn gain(&self) -> f32 {
        f32::from_bits(self.0.load(Ordering::Relaxed))
    }

    pub(super) fn set(&self, loudness: Loudness) {
        self.0
            .store(loudness.gain_to(TARGET_LUFS).to_bits(), Ordering::Relaxed);
    }
}

/// The loudness of some parts of a song, with the highest sample of all of it, so that even a wrong
/// guess never clips.
pub(super) fn guess(samples: &[f32], n_channels: usize, rate_hz: u32) -> Loudness {
    let n_part = PART_SECS * rate_hz as usize * n_channels;
    let n_between =
        samples.len().saturating_sub(N_PARTS * n_part) / (N_PARTS + 1) / n_channels * n_channels;
    let parts: Vec<f32> = (0..N_PARTS)
        .flat_map(|i| {
            samples
                .iter()
                .skip((i + 1) * n_between + i * n_part)
                .take(n_part)
        })
        .copied()
        .collect();
    let peak = samples.iter().fold(0.0_f32, |peak, x| peak.max(x.abs()));
    let heard = audio::loudness(&parts, n_channels, rate_hz);
    Loudness {
        true_peak: heard.true_peak.max(peak),
        ..heard
    }
}
