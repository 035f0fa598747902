//! What a song looks like: peaks and a mel spectrogram, made on a thread of their own.

use std::path::{Path, PathBuf};

use crate::audio;
use crate::config::AudioConfig;
use crate::error::Result;
use crate::matrix::Matrix;

/// The selected song's recording, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Sound {
    pub path: PathBuf,
    pub duration_secs: f32,
    /// Lowest and highest sample of each slice of the recording, at most [`N_PEAKS`] of them.
    pub peaks: Vec<[f32; 2]>,
    /// Loudness of the mel bands, 0 (80 dB below the loudest) to 255: `n_mels` rows, lowest band first,
    /// × `n_columns`.
    pub mel: Vec<u8>,
    pub n_mels: usize,
    pub n_columns: usize,
}

const N_PEAKS: usize = 1600;
/// Wider than the panel ever is in pixels, and within every GPU's texture limit.
const N_COLUMNS: usize = 1024;
const RANGE_DB: f32 = 80.0;

impl Sound {
    /// Decodes the whole file.
    ///
    /// # Errors
    /// As [`audio::decode`].
    pub fn read(path: &Path, config: &AudioConfig) -> Result<Self> {
        let pcm = audio::decode(path)?;
        let duration_secs = pcm.duration_secs();
        let mono = audio::to_mono(&pcm, config.sample_rate_hz);
        Ok(Self::from_parts(path, duration_secs, &mono, &audio::log_mel(&mono, config)))
    }

    /// # Shapes
    /// `samples` mono; `log_mel` frames × n_mels in dB.
    pub fn from_parts(path: &Path, duration_secs: f32, samples: &[f32], log_mel: &Matrix) -> Self {
        let n_columns = log_mel.n_rows().min(N_COLUMNS);
        Self {
            path: path.to_path_buf(),
            duration_secs,
            peaks: peaks(samples),
            mel: shrink(log_mel, n_columns),
            n_mels: log_mel.n_cols(),
            n_columns,
        }
    }
}

fn peaks(samples: &[f32]) -> Vec<[f32; 2]> {
    let n = samples.len().min(N_PEAKS);
    (0..n)
        .map(|i| {
            let slice = &samples[i * samples.len() / n..(i + 1) * samples.len() / n];
            slice.iter().fold([0.0_f32; 2], |[low, high], &s| [low.min(s), high.max(s)])
        })
        .collect()
}

/// The loudest frame of each column, so that short onsets are not lost.
fn shrink(log_mel: &Matrix, n_columns: usize) -> Vec<u8> {
    let n_mels = log_mel.n_cols();
    let top = log_mel.as_slice().iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut image = vec![0; n_mels * n_columns];
    for column in 0..n_columns {
        let frames = column * log_mel.n_rows() / n_columns..(column + 1) * log_mel.n_rows() / n_columns;
        for band in 0..n_mels {
            let db = frames.clone().map(|f| log_mel.row(f)[band]).fold(f32::NEG_INFINITY, f32::max);
            let share = ((db - top) / RANGE_DB + 1.0).clamp(0.0, 1.0);
            image[band * n_columns + column] = (share * 255.0) as u8;
        }
    }
    image
}
