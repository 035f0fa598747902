//! What a song looks like: peaks and a mel spectrogram, made on a thread of their own.

use std::path::{Path, PathBuf};

use crate::audio;
use crate::config::AudioConfig;
use crate::error::Result;
use crate::matrix::Matrix;

/// The selected song's recording, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Sound {
    pub(crate) path: PathBuf,
    pub(crate) duration_secs: f32,
    /// Lowest and highest sample of each slice of the recording, at most [`N_PEAKS`] of them.
    pub(crate) peaks: Vec<[f32; 2]>,
    /// Loudness of the mel bands, 0 (80 dB below the loudest) to 255: `n_mels` rows, lowest band
    /// first, × `n_columns`.
    pub(crate) mel: Vec<u8>,
    pub(crate) n_mels: usize,
    pub(crate) n_columns: usize,
    /// The rate of the samples that the bands were taken from: they reach to half of it.
    pub(crate) rate_hz: u32,
}

const N_PEAKS: usize = 1600;
/// As wide as a large window in pixels, and within every GPU's texture limit.
const N_COLUMNS: usize = 2048;
/// From the loudest to the faintest that is told apart.
pub(crate) const RANGE_DB: f32 = 80.0;

impl Sound {
    /// Decodes the whole file.
    ///
    /// # Errors
    /// As [`audio::decode`].
    pub(crate) fn read(path: &Path, config: &AudioConfig) -> Result<Self> {
        let pcm = audio::decode(path)?;
        let duration_secs = pcm.duration_secs();
        let mono = audio::to_mono(&pcm, config.sample_rate_hz);
        let rate_hz = config.sample_rate_hz;
        Ok(Self::from_parts(
            path,
            duration_secs,
            rate_hz,
            &mono,
            &audio::log_mel(&mono, config),
        ))
    }

    /// # Shapes
    /// `samples` mono at `rate_hz`; `log_mel` frames × n_mels in dB.
    pub(crate) fn from_parts(
        path: &Path,
        duration_secs: f32,
        rate_hz: u32,
        samples: &[f32],
        log_mel: &Matrix,
    ) -> Self {
        let n_columns = log_mel.n_rows().min(N_COLUMNS);
        Self {
            path: path.to_path_buf(),
            duration_secs,
            peaks: peaks(samples),
            mel: shrink(log_mel, n_columns),
            n_mels: log_mel.n_cols(),
            n_columns,
            rate_hz,
        }
    }

    /// Where in the picture, from 0 at its lower edge to 1 at its upper one, a frequency lies.
    pub(crate) fn height_of(&self, hz: f32) -> f32 {
        let band = audio::hz_to_mel(f64::from(hz)) / self.mels_per_band();
        // The middle of the lowest band is one step above 0 mel, and half a row above the lower
        // edge.
        ((band - 0.5) / self.n_mels as f64) as f32
    }

    /// The frequency at a height of the picture.
    pub(crate) fn hz_at(&self, height: f32) -> f32 {
        let band = f64::from(height) * self.n_mels as f64 + 0.5;
        audio::mel_to_hz((band * self.mels_per_band()).max(0.0)) as f32
    }

    fn mels_per_band(&self) -> f64 {
        audio::hz_to_mel(f64::from(self.rate_hz) / 2.0) / (self.n_mels + 1) as f64
    }

    /// What is heard at a share of the duration and a height of the picture, in dB re the loudest;
    /// `None` outside.
    pub(crate) fn db_at(&self, share: f32, height: f32) -> Option<f32> {
        let within =
            |share: f32, n: usize| ((share * n as f32).max(0.0) as usize).min(n.saturating_sub(1));
        let at = within(height, self.n_mels) * self.n_columns + within(share, self.n_columns);
        let shade = f32::from(*self.mel.get(at)?);
        Some((shade / 255.0 - 1.0) * RANGE_DB)
    }
}

fn peaks(samples: &[f32]) -> Vec<[f32; 2]> {
    let n = samples.len().min(N_PEAKS);
    (0..n)
        .map(|i| {
            let slice = &samples[i * samples.len() / n..(i + 1) * samples.len() / n];
            slice
                .iter()
                .fold([0.0_f32; 2], |[low, high], &s| [low.min(s), high.max(s)])
        })
        .collect()
}

/// The loudest frame of each column, so that short onsets are not lost.
fn shrink(log_mel: &Matrix, n_columns: usize) -> Vec<u8> {
    let n_mels = log_mel.n_cols();
    let top = log_mel
        .as_slice()
        .iter()
        .copied()
        .fold(f32::NEG_INFINITY, f32::max);
    let mut image = vec![0; n_mels * n_columns];
    for column in 0..n_columns {
        let frames =
            column * log_mel.n_rows() / n_columns..(column + 1) * log_mel.n_rows() / n_columns;
        for band in 0..n_mels {
            let db = frames
                .clone()
                .map(|f| log_mel.row(f)[band])
                .fold(f32::NEG_INFINITY, f32::max);
            let share = ((db - top) / RANGE_DB + 1.0).clamp(0.0, 1.0);
            image[band * n_columns + column] = (share * 255.0) as u8;
        }
    }
    image
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tone of 900 Hz in its first half and of 400 Hz, 20 dB fainter, in its second: bands are
    /// alike up to 1 kHz.
    fn two_tones() -> Sound {
        let config = AudioConfig::default();
        let rate = config.sample_rate_hz as f32;
        let n = 4 * config.sample_rate_hz as usize;
        let samples: Vec<f32> = (0..n)
            .map(|i| {
                let (hz, amplitude) = if i < n / 2 {
                    (900.0, 0.5)
                } else {
                    (400.0, 0.05)
                };
                amplitude * (std::f32::consts::TAU * (hz * i as f32 / rate).fract()).sin()
            })
            .collect();
        Sound::from_parts(
            Path::new("x"),
            4.0,
            config.sample_rate_hz,
            &samples,
            &audio::log_mel(&samples, &config),
        )
    }

    #[test]
    fn a_tone_lies_where_its_frequency_is_read_and_as_faint_as_it_is() {
        let sound = two_tones();
        for (share, hz, db) in [(0.25, 900.0, 0.0), (0.75, 400.0, -20.0)] {
            let loudest = (0..sound.n_mels)
                .map(|band| (band as f32 + 0.5) / sound.n_mels as f32)
                .max_by(|&a, &b| {
                    sound
                        .db_at(share, a)
                        .unwrap()
                        .total_cmp(&sound.db_at(share, b).unwrap())
                })
                .unwrap();
            assert!(
                (loudest - sound.height_of(hz)).abs() < 0.6 / sound.n_mels as f32,
                "{hz} Hz at {loudest}"
            );
            assert!(
                (sound.hz_at(loudest) / hz - 1.0).abs() < 0.05,
                "{}",
                sound.hz_at(loudest)
            );
            assert!(
                (sound.db_at(share, loudest).unwrap() - db).abs() < 4.0,
                "{:?}",
                sound.db_at(share, loudest)
            );
        }
    }

    #[test]
    fn height_and_frequency_are_each_others_inverse() {
        let sound = two_tones();
        for hz in [60.0, 440.0, 1000.0, 2500.0, 10_000.0] {
            assert!(
                (sound.hz_at(sound.height_of(hz)) / hz - 1.0).abs() < 1e-3,
                "{hz}"
            );
        }
        assert!(sound.height_of(11_025.0) > 1.0 && sound.height_of(0.0) < 0.0);
        let empty = Sound {
            mel: Vec::new(),
            n_columns: 0,
            n_mels: 0,
            ..sound
        };
        assert_eq!(empty.db_at(0.5, 0.5), None);
    }
}
