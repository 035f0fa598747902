//! Pictures of a piece of a recording by settings that one plays with: the spectrogram on a linear
//! scale, in mel bands, and as cepstral coefficients. What the model is shown stays as it is.

use std::path::Path;

use super::sound::RANGE_DB;
use crate::audio;
use crate::config::AudioConfig;
use crate::error::Result;
use crate::matrix::Matrix;

/// So much of the middle of a recording is drawn: a frame of 20 ms is still a column of its own.
const PIECE_SECS: f32 = 8.0;
/// Most rows and columns of a picture.
const MOST_ROWS: usize = 512;
const MOST_COLUMNS: usize = 1024;
/// A coefficient that lies so many standard deviations from its mean is as light or dark as any.
const DEVIATIONS: f32 = 2.5;

/// What shades mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Levels {
    /// Decibels below the loudest, as ears have it.
    #[default]
    Decibels,
    /// Power itself: nearly all of it is in a few bins.
    Power,
}

/// What can be played with. The rate of the samples is the model's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpectraSettings {
    pub(crate) n_fft: usize,
    pub(crate) hop_samples: usize,
    pub(crate) n_mels: usize,
    pub(crate) n_mfcc: usize,
    pub(crate) levels: Levels,
}

impl SpectraSettings {
    pub(crate) const N_FFT: [usize; 6] = [256, 512, 1024, 2048, 4096, 8192];
    pub(crate) const HOP: [usize; 5] = [64, 128, 256, 512, 1024];
    pub(crate) const N_MELS: [usize; 5] = [16, 32, 64, 128, 256];
    pub(crate) const N_MFCC: [usize; 4] = [8, 13, 20, 40];

    /// Those that features are made with.
    pub(crate) fn of_model(config: &AudioConfig) -> Self {
        Self {
            n_fft: config.n_fft,
            hop_samples: config.hop_samples,
            n_mels: config.n_mels,
            n_mfcc: config.n_mfcc,
            levels: Levels::Decibels,
        }
    }

    fn config(&self, of_model: &AudioConfig) -> AudioConfig {
        AudioConfig {
            n_fft: self.n_fft,
            hop_samples: self.hop_samples,
            n_mels: self.n_mels,
            n_mfcc: self.n_mfcc.min(self.n_mels),
            ..of_model.clone()
        }
    }
}

/// Shades of a picture, 0 to 255, the lowest row first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raster {
    pub(crate) n_rows: usize,
    pub(crate) n_columns: usize,
    pub(crate) shades: Vec<u8>,
}

/// A piece of a recording in three pictures.
#[derive(Debug, Clone, PartialEq)]
pub struct Pictures {
    pub(crate) start_secs: f32,
    pub(crate) secs: f32,
    pub(crate) rate_hz: u32,
    pub(crate) n_frames: usize,
    /// By frequency from 0 to half the rate.
    pub(crate) linear: Raster,
    /// A row a band, lowest first.
    pub(crate) mel: Raster,
    /// A row a coefficient, each by its own mean and deviation.
    pub(crate) mfcc: Raster,
    pub(crate) settings: SpectraSettings,
}

impl Pictures {
    /// Decodes a file and draws the middle of it.
    ///
    /// # Errors
    /// As [`audio::decode`].
    pub(crate) fn read(
        path: &Path,
        settings: SpectraSettings,
        of_model: &AudioConfig,
    ) -> Result<Self> {
        let pcm = audio::decode(path)?;
        let samples = audio::to_mono(&pcm, of_model.sample_rate_hz);
        Ok(pictures(&samples, settings, of_model))
    }
}

/// # Shapes
/// `samples` mono at the rate of `of_model`.
fn pictures(samples: &[f32], settings: SpectraSettings, of_model: &AudioConfig) -> Pictures {
    let config = settings.config(of_model);
    let rate_hz = config.sample_rate_hz;
    let n = ((PIECE_SECS * rate_hz as f32) as usize).min(samples.len());
    let start = (samples.len() - n) / 2;
    let piece = &samples[start..start + n];
    let level = |power: f64| match settings.levels {
        Levels::Decibels => (10.0 * power.max(1e-10).log10()) as f32,
        Levels::Power => power as f32,
    };
    let linear = audio::power_spectrogram(piece, &config, level);
    let mel = audio::mel_spectrogram(piece, &config, level);
    let mfcc = audio::mfcc(piece, &config);
    Pictures {
        start_secs: start as f32 / rate_hz as f32,
        secs: n as f32 / rate_hz as f32,
        rate_hz,
        n_frames: mel.n_rows(),
        linear: of_levels(&linear, settings.levels),
        mel: of_levels(&mel, settings.levels),
        mfcc: of_coefficients(&mfcc),
        settings,
    }
}

/// Loudest light, the rest by its distance from it.
fn of_levels(frames: &Matrix, levels: Levels) -> Raster {
    let loudest = frames.as_slice().iter().copied().fold(f32::MIN, f32::max);
    raster(frames, |_, v| match levels {
        Levels::Decibels => (v - loudest) / RANGE_DB + 1.0,
        Levels::Power if loudest > 0.0 => v / loudest,
        Levels::Power => 0.0,
    })
}

/// Each coefficient by itself: the first ones would drown the others.
fn of_coefficients(frames: &Matrix) -> Raster {
    let n = frames.n_rows().max(1) as f64;
    let moments: Vec<(f32, f32)> = (0..frames.n_cols())
        .map(|c| {
            let values = || frames.rows().map(|row| f64::from(row[c]));
            let mean = values().sum::<f64>() / n;
            let variance = values().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
            (mean as f32, variance.sqrt() as f32)
        })
        .collect();
    raster(frames, |c, v| {
        let (mean, deviation) = moments[c];
        match deviation > 0.0 {
            true => 0.5 + (v - mean) / deviation / (2.0 * DEVIATIONS),
            false => 0.5,
        }
    })
}

/// The largest value of the frames and rows that share a pixel, as a shade.
///
/// # Shapes
/// `frames` × rows of the picture; `shade` of row and value, from 0 to 1.
fn raster(frames: &Matrix, shade: impl Fn(usize, f32) -> f32) -> Raster {
    let (n_columns, n_rows) = (
        frames.n_rows().min(MOST_COLUMNS),
        frames.n_cols().min(MOST_ROWS),
    );
    let part =
        |i: usize, n: usize, all: usize| i * all / n..((i + 1) * all / n).max(i * all / n + 1);
    let mut shades = Vec::with_capacity(n_rows * n_columns);
    for row in 0..n_rows {
        for column in 0..n_columns {
            let times = part(column, n_columns, frames.n_rows());
            let rows = part(row, n_rows, frames.n_cols());
            let values = times.flat_map(|t| rows.clone().map(move |r| (t, r)));
            let lightest = values
                .map(|(t, r)| shade(r, frames.row(t)[r]))
                .fold(0.0, f32::max);
            shades.push((lightest.clamp(0.0, 1.0) * 255.0) as u8);
        }
    }
    Raster {
        n_rows,
        n_columns,
        shades,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tone of 1 kHz is in the bin, the band and the time where it is.
    #[test]
    fn a_tone_is_where_it_sounds() {
        let config = AudioConfig::default();
        let rate = config.sample_rate_hz as f32;
        let tone = |i: usize| (std::f32::consts::TAU * 1000.0 * i as f32 / rate).sin();
        let samples: Vec<f32> = (0..10 * rate as usize).map(tone).collect();
        for (n_fft, levels) in [(2048, Levels::Decibels), (512, Levels::Power)] {
            let settings = SpectraSettings {
                n_fft,
                levels,
                ..SpectraSettings::of_model(&config)
            };
            let found = pictures(&samples, settings, &config);
            assert!((found.secs - 8.0).abs() < 0.01 && (found.start_secs - 1.0).abs() < 0.01);
            let lightest = |raster: &Raster| {
                let column = raster.n_columns / 2;
                let shade = |row: &usize| raster.shades[row * raster.n_columns + column];
                (0..raster.n_rows).max_by_key(shade).unwrap()
            };
            let linear = &found.linear;
            let hz = (lightest(linear) as f32 + 0.5) / linear.n_rows as f32 * rate / 2.0;
            assert!((hz - 1000.0).abs() < rate / n_fft as f32 + 25.0, "{hz}");
            let band =
                audio::mel_centres_hz(config.sample_rate_hz, config.n_mels)[lightest(&found.mel)];
            assert!((band - 1000.0).abs() < 40.0, "{band}");
        }
    }

    #[test]
    fn a_file_is_read_at_the_rate_of_the_model() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tone.wav");
        std::fs::write(&path, audio::wav(&[0.5; 44_100], 44_100)).unwrap();
        let config = AudioConfig::default();
        let settings = SpectraSettings::of_model(&config);
        let found = Pictures::read(&path, settings, &config).unwrap();
        assert_eq!((found.rate_hz, found.n_frames), (22_050, 1 + 22_050 / 512));
        assert!(Pictures::read(&folder.path().join("none"), settings, &config).is_err());
    }

    #[test]
    fn silence_and_a_single_frame_are_pictures_too() {
        let config = AudioConfig::default();
        let settings = SpectraSettings::of_model(&config);
        for n in [0, 1, 4000] {
            let found = pictures(&vec![0.0; n], settings, &config);
            assert_eq!(
                found.mel.shades.len(),
                found.mel.n_rows * found.mel.n_columns
            );
            assert!(found.mfcc.n_rows == 20 && found.n_frames >= 1);
        }
    }
}
