//! Sound to numbers: decode, resample, log-mel, MFCC and spectral features, equal to librosa's.

use std::path::Path;

use crate::config::AudioConfig;
use crate::error::Result;
use crate::matrix::Matrix;

/// Interleaved samples as the file holds them, in -1 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Pcm {
    pub samples: Vec<f32>,
    pub n_channels: usize,
    pub sample_rate_hz: u32,
    /// What was odd while decoding, if the file was not clean ("3 damaged packets skipped").
    pub remark: Option<String>,
}

impl Pcm {
    pub fn n_frames(&self) -> usize {
        self.samples.len() / self.n_channels.max(1)
    }

    pub fn duration_secs(&self) -> f32 {
        self.n_frames() as f32 / self.sample_rate_hz as f32
    }
}

/// Decodes a whole file.
///
/// # Errors
/// When the file cannot be read or holds no sound that can be decoded; the cause says which.
pub fn decode(path: &Path) -> Result<Pcm> {
    let _ = path;
    todo!("audio room")
}

/// One song's summary features.
#[derive(Debug, Clone, PartialEq)]
pub struct AudioFeatures {
    /// One number for each of [`feature_names`].
    pub values: Vec<f32>,
    pub duration_secs: f32,
    /// What was odd while decoding or windowing.
    pub remark: Option<String>,
}

/// Names of the summary features, in order: `mfcc_0_mean`, `centroid_std`, `tempo_bpm`…
pub fn feature_names(config: &AudioConfig) -> Vec<String> {
    let _ = config;
    todo!("audio room")
}

/// Decode, mix, resample, window, and summarise one file.
///
/// # Errors
/// As [`decode`], and when the sound is too short for one frame or silent throughout.
pub fn extract(path: &Path, config: &AudioConfig) -> Result<AudioFeatures> {
    let _ = (path, config);
    todo!("audio room")
}

/// Log-mel spectrogram in dB, as `librosa.power_to_db(librosa.feature.melspectrogram(y), ref=1.0, top_db=None)` gives it.
///
/// # Shapes
/// `samples` mono at `config.sample_rate_hz`; result frames × `n_mels`.
pub fn log_mel(samples: &[f32], config: &AudioConfig) -> Matrix {
    let _ = (samples, config);
    todo!("audio room")
}

/// All channels averaged, at another rate if need be.
pub fn to_mono(pcm: &Pcm, sample_rate_hz: u32) -> Vec<f32> {
    let _ = (pcm, sample_rate_hz);
    todo!("audio room")
}
