//! Spectrograms made audible: Griffin-Lim on a thread, a small file in the cache folder, and the
//! player plays it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::audio::{GriffinLim, griffin_lim, wav};
use crate::config::{AudioConfig, Config};
use crate::error::{Error, Result};
use crate::file;
use crate::job::Reporter;
use crate::matrix::Matrix;
use crate::words::{id, say};

/// What can be heard that is no recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Heard {
    /// The point under the sliders.
    Decoded,
    /// The crop of the recording that is shown beside it, through Griffin-Lim too, so that both
    /// lack the same.
    Original,
    /// The crop that was given back, and the one it was given.
    GivenBack,
    Given,
    /// All steps from one song to another, one after the other.
    Path,
}

impl Heard {
    fn file_name(self) -> &'static str {
        match self {
            Heard::Decoded => "decoded.wav",
            Heard::Original => "original.wav",
            Heard::GivenBack => "given-back.wav",
            Heard::Given => "given.wav",
            Heard::Path => "path.wav",
        }
    }
}

/// Where such files lie: a folder of this process alone, taken away at its end.
pub(super) struct Folder {
    pub(crate) path: PathBuf,
}

impl Folder {
    pub(super) fn within(cache: Option<&Path>) -> Self {
        let parent = cache.map_or_else(std::env::temp_dir, Path::to_path_buf);
        Self {
            path: parent.join(format!("latentune-heard-{}", std::process::id())),
        }
    }

    pub(super) fn file(&self, heard: Heard) -> PathBuf {
        self.path.join(heard.file_name())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// Settings with which patches were made, for the way back.
pub(super) fn settings(config: &Config) -> AudioConfig {
    AudioConfig {
        hop_samples: config.model.patches.hop_samples,
        ..config.audio.clone()
    }
}

/// Seconds in which one step of a path gives way to the next.
const CROSSFADE_SECS: f32 = 0.05;

/// Makes sound of spectrograms, one after the other, and writes it where the player finds it.
///
/// # Errors
/// [`Error::Cancelled`]; when the file cannot be written.
pub(super) fn write(
    log_mels: &[Arc<Matrix>],
    audio: &AudioConfig,
    path: &Path,
    reporter: &Reporter,
) -> Result<()> {
    let sound =
        |log_mel: &Arc<Matrix>| griffin_lim(log_mel, audio, &GriffinLim::default(), reporter);
    let sounds: Vec<Vec<f32>> = log_mels.par_iter().map(sound).collect::<Result<_>>()?;
    let mut samples: Vec<f32> = Vec::new();
    for next in sounds {
        join(
            &mut samples,
            &next,
            (CROSSFADE_SECS * audio.sample_rate_hz as f32) as usize,
        );
    }
    write_wav(path, &samples, audio.sample_rate_hz).map_err(|error| {
        Error::file(
            say(id::SESSION_SOUND_CANNOT_WRITTEN_ERROR).with("error", error),
            path,
        )
    })
}

/// Adds `next` to the end of `samples`, the one fading into the other over `n` samples.
fn join(samples: &mut Vec<f32>, next: &[f32], n: usize) {
    let n = n.min(samples.len()).min(next.len());
    let start = samples.len() - n;
    for (i, (old, new)) in samples[start..].iter_mut().zip(next).enumerate() {
        let share = (i as f32 + 0.5) / n as f32;
        *old = *old * (1.0 - share) + new * share;
    }
    samples.extend_from_slice(&next[n..]);
}

/// Softer only where it would be cut off.
fn write_wav(path: &Path, samples: &[f32], rate_hz: u32) -> io::Result<()> {
    let peak = samples.iter().fold(0.99_f32, |peak, s| peak.max(s.abs()));
    let softer: Vec<f32> = samples.iter().map(|s| s * 0.99 / peak).collect();
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    file::write_again(path, &wav(&softer, rate_hz))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio;

    #[test]
    fn what_is_written_is_read_back_and_sounds_at_its_pitch() {
        let config = AudioConfig {
            n_mels: 40,
            ..AudioConfig::default()
        };
        let tone: Vec<f32> = (0..12_000)
            .map(|i| 0.3 * (std::f32::consts::TAU * 1000.0 * i as f32 / 22_050.0).sin())
            .collect();
        let log_mel = Arc::new(audio::log_mel(&tone, &config));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new").join("a.wav");
        write(
            &[log_mel.clone(), log_mel.clone()],
            &config,
            &path,
            &Reporter::silent(),
        )
        .unwrap();
        let pcm = audio::decode(&path).unwrap();
        let one = (log_mel.n_rows() - 1) * config.hop_samples;
        assert_eq!((pcm.n_channels, pcm.sample_rate_hz), (1, 22_050));
        assert_eq!(
            pcm.n_frames(),
            2 * one - 1102,
            "the second fades in over 50 ms of the first"
        );
        let heard = audio::log_mel(&pcm.samples, &config);
        let loudest = |row: &[f32]| (0..40).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap();
        assert_eq!(loudest(heard.row(10)), loudest(log_mel.row(10)));
        assert!(!path.with_extension("part").exists());
    }

    #[test]
    fn sounds_fade_into_each_other() {
        let mut samples = vec![1.0; 4];
        join(&mut samples, &[0.0; 4], 2);
        assert_eq!(samples, [1.0, 1.0, 0.75, 0.25, 0.0, 0.0]);
        let mut none = Vec::new();
        join(&mut none, &[0.5; 2], 2);
        assert_eq!(none, [0.5, 0.5]);
    }
}
