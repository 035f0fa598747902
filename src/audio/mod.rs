//! Sound to numbers: decode, resample, log-mel, MFCC and spectral features, equal to librosa's.

//!
//! # What is where
//! | file | what |
//! | --- | --- |
//! | `reader`, `decode` | packets and their damage; whole files, or stretches of them |
//! | `cause`, `priming`, `opus` | why a file gives no sound; encoder delay in MP4; Opus, which symphonia leaves out |
//! | `resample`, `window` | mono, another rate; which part is looked at |
//! | `plan` | FFT, window and filterbanks, made once for a set of settings |
//! | `mel`, `spectral`, `chroma`, `tempo` | the features, one definition each |
//! | `summary` | a song's frames become one row |
//! | `loudness`, `stretch` | how loud a recording is to the ear; a short part of it, to be heard |
//! | `griffin_lim` | back from a log-mel spectrogram to sound |
//!
//! Every song is worked on by one thread: there are more songs than cores.

use std::path::Path;

mod cause;
mod chroma;
mod decode;
mod griffin_lim;
mod loudness;
mod mel;
mod opus;
mod plan;
mod priming;
mod reader;
mod resample;
mod spectral;
mod stretch;
mod summary;
mod tempo;
mod wav;
#[cfg(test)]
mod tests;
mod window;

use decode::Channels;
pub use griffin_lim::{GriffinLim, griffin_lim};
pub use loudness::{Loudness, loudness};
pub use mel::{hz_to_mel, mel_to_hz};
use plan::Plan;
use reader::Reader;
pub use resample::resample_interleaved;
#[cfg(feature = "window")]
pub(crate) use stretch::cut;
pub use stretch::stretch;
pub use wav::wav;
pub use window::waveform_peaks;

use crate::config::{AudioConfig, Window};
use crate::error::{Error, Result};
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

/// Samples fainter than this are silence: a step and a half of 16-bit sound, which dither alone may fill.
const SILENCE: f32 = 5e-5;

/// Decodes a whole file. A file that is longer than 2 GiB of samples is cut, with a remark.
///
/// # Errors
/// When the file cannot be read or holds no sound that can be decoded; the cause says which.
pub fn decode(path: &Path) -> Result<Pcm> {
    decode::fenced(path, || decode::whole(Reader::open(path)?, path, Channels::Keep)).map(Pcm::from)
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
///
/// Means and standard deviations over frames of MFCC, of centroid, bandwidth and rolloff (Hz), of flatness, zero crossing
/// rate, RMS, contrast (dB, per band) and chroma; the deviation of each MFCC's slope; the tempo (beats a minute). All are
/// defined as in librosa 0.11 with its default arguments, but for chroma's tuning, which is fixed at A = 440 Hz.
pub fn feature_names(config: &AudioConfig) -> Vec<String> {
    summary::names(config)
}

/// Decode, mix, resample, window, and summarise one file.
///
/// # Errors
/// As [`decode`], and when the sound is too short for one frame or silent throughout.
pub fn extract(path: &Path, config: &AudioConfig) -> Result<AudioFeatures> {
    let mut song = Excerpts::load(path, config)?;
    if song.is_silent() && config.window != Window::Whole {
        song = Excerpts::load(path, &AudioConfig { window: Window::Whole, ..config.clone() })?;
        song.add_remark("the part looked at is silent, so the whole recording was taken");
    }
    if song.is_silent() {
        return Err(Error::file("silent throughout", path));
    }
    let plan = Plan::of(config);
    let mut summary = summary::Summary::new(&plan);
    let mut n_samples = 0;
    for samples in std::mem::take(&mut song.samples) {
        let samples = resample::resample(samples, song.rate_hz, config.sample_rate_hz);
        n_samples += samples.len();
        if samples.len() >= config.n_fft {
            summary.add(&samples);
        }
    }
    if n_samples < config.n_fft {
        let cause = format!("too short to analyse ({:.0} ms)", 1000.0 * song.duration_secs);
        return Err(Error::file(cause, path));
    }
    let values = summary.values();
    // The room's promise to those below; decoded samples are finite, so this has never been seen.
    if values.iter().any(|v| !v.is_finite()) {
        return Err(Error::file("features that are no finite numbers", path));
    }
    Ok(AudioFeatures { values, duration_secs: song.duration_secs, remark: song.remark })
}

/// The parts of a recording that `config.window` asks for, mono, at `config.sample_rate_hz`. One that is too short for
/// them is there whole, as one part.
///
/// # Errors
/// As [`decode`], and when all of them are silent.
pub fn excerpts(path: &Path, config: &AudioConfig) -> Result<Vec<Vec<f32>>> {
    let song = Excerpts::load(path, config)?;
    if song.is_silent() {
        return Err(Error::file("silent where it was looked at", path));
    }
    Ok(song.samples.into_iter().map(|s| resample::resample(s, song.rate_hz, config.sample_rate_hz)).collect())
}

/// The parts of a recording that are looked at, mono, at the file's own rate.
struct Excerpts {
    samples: Vec<Vec<f32>>,
    rate_hz: u32,
    /// Of the whole recording.
    duration_secs: f32,
    remark: Option<String>,
}

impl Excerpts {
    fn load(path: &Path, config: &AudioConfig) -> Result<Self> {
        decode::fenced(path, || {
            let reader = Reader::open(path)?;
            if config.window == Window::Whole || reader.is_shorter_than(config.window_secs) {
                return Self::of_whole(reader, path, config);
            }
            match Self::of_stretches(reader, path, config)? {
                Some(excerpts) => Ok(excerpts),
                None => Self::of_whole(Reader::open(path)?, path, config),
            }
        })
    }

    fn of_whole(reader: Reader, path: &Path, config: &AudioConfig) -> Result<Self> {
        let sound = decode::whole(reader, path, Channels::Mix)?;
        let wanted = window::excerpts(sound.samples.len() as u64, sound.rate_hz, config);
        let duration_secs = sound.samples.len() as f32 / sound.rate_hz as f32;
        let samples = match &wanted[..] {
            [all] if all.end - all.start == sound.samples.len() as u64 => vec![sound.samples],
            _ => wanted.iter().map(|w| sound.samples[w.start as usize..w.end as usize].to_vec()).collect(),
        };
        Ok(Self { samples, rate_hz: sound.rate_hz, duration_secs, remark: sound.remark })
    }

    /// `None` where only decoding everything gives the right excerpts, or is as quick.
    fn of_stretches(reader: Reader, path: &Path, config: &AudioConfig) -> Result<Option<Self>> {
        let Some((n_frames, rate_hz)) = decode::measure(reader) else { return Ok(None) };
        let wanted = window::excerpts(n_frames, rate_hz, config);
        if wanted.iter().map(|w| w.end - w.start).sum::<u64>() >= n_frames / 4 * 3 {
            return Ok(None);
        }
        let found = decode::stretches(Reader::open(path)?, rate_hz, &wanted);
        let duration_secs = n_frames as f32 / rate_hz as f32;
        Ok(found.map(|f| Self { samples: f.samples, rate_hz, duration_secs, remark: f.remark }))
    }

    fn is_silent(&self) -> bool {
        self.samples.iter().flatten().all(|x| x.abs() < SILENCE)
    }

    fn add_remark(&mut self, remark: &str) {
        self.remark =
            Some(self.remark.take().map_or_else(|| remark.to_owned(), |before| format!("{before}; {remark}")));
    }
}

/// Log-mel spectrogram in dB, as `librosa.power_to_db(librosa.feature.melspectrogram(y), ref=1.0, top_db=None)` gives it.
///
/// # Shapes
/// `samples` mono at `config.sample_rate_hz`; result frames × `n_mels`.
pub fn log_mel(samples: &[f32], config: &AudioConfig) -> Matrix {
    mel::log_mel(samples, &Plan::of(config))
}

/// All channels averaged, at another rate if need be.
///
/// # Shapes
/// ⌈frames · `sample_rate_hz` / `pcm.sample_rate_hz`⌉ samples, neither delayed nor lengthened.
pub fn to_mono(pcm: &Pcm, sample_rate_hz: u32) -> Vec<f32> {
    resample::resample(resample::mix(&pcm.samples, pcm.n_channels), pcm.sample_rate_hz, sample_rate_hz)
}

/// The mel spectrum in dB that has the given cepstrum: the inverse of the orthonormal DCT with the coefficients that were
/// not kept taken as 0, so a smoothed spectrum. As the transform is linear, means of MFCC over frames give the mean
/// spectrum of a song.
///
/// # Shapes
/// `mfcc` the first coefficients, from 0; result `n_mels` bands, lowest first.
pub fn spectrum_of_mfcc(mfcc: &[f32], n_mels: usize) -> Vec<f32> {
    mel::spectrum_of_mfcc(mfcc, n_mels)
}

/// Frequency in Hz at which each mel band is centred, lowest first.
pub fn mel_centres_hz(sample_rate_hz: u32, n_mels: usize) -> Vec<f32> {
    mel::centres_hz(f64::from(sample_rate_hz), n_mels)
}
