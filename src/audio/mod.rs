//! Sound to numbers: decode, resample, log-mel, MFCC and spectral features, equal to librosa's.

//!
//! # What is where
//! | file | what |
//! | --- | --- |
//! | `source` | what a file is, and its packets to samples, whatever its headers say |
//! | `recording`, `oddities`, `decode` | what was read, in numbers and in words; whole files at one rate |
//! | `resample`, `window` | mono, another rate; which part is looked at |
//! | `plan` | FFT, window and filterbanks, made once for a set of settings |
//! | `mel`, `spectral`, `chroma`, `tempo` | the features, one definition each |
//! | `summary` | a song's frames become one row |
//! | `loudness`, `stretch` | how loud a recording is to the ear; a short part of it, to be heard |
//! | `typical` | the part that is most like the rest |
//! | `stft`, `griffin_lim` | spectra frame by frame and back; from a log-mel spectrogram to sound |
//! | `alter` | another pitch, tempo, level; a low-pass |
//!
//! Every song is worked on by one thread: there are more songs than cores.

use crate::words::{Message, id, say};
use std::ops::Range;
use std::path::{Path, PathBuf};

mod filters;
mod tempo;
mod plan;
mod chroma;
mod oddities;
mod recording;
mod resample;
mod source;
mod decode;
mod stft;
mod griffin_lim;
mod alter;
mod loudness;
mod mel;
mod spectral;
mod stretch;
mod summary;
mod typical;
mod wav;
mod window;
#[cfg(test)]
mod tests;

pub(crate) use alter::Alteration;
use decode::Channels;
use filters::mel::Filterbank;
pub(crate) use filters::mel::{hz_to_mel, mel_to_hz};
pub(crate) use griffin_lim::{GriffinLim, griffin_lim};
pub(crate) use loudness::{Loudness, loudness};
use plan::Plan;
pub(crate) use recording::Recording;
pub(crate) use resample::resample_interleaved;
pub(crate) use source::put_sums_right;
#[cfg(feature = "window")]
pub(crate) use stretch::cut;
pub(crate) use stretch::stretch;
pub use wav::wav;

use crate::config::{AudioConfig, Window};
use crate::error::{Error, Result};
use crate::matrix::Matrix;

/// Interleaved samples as the file holds them, in -1 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Pcm {
    /// Frame after frame, a sample of each channel in turn.
    pub samples: Vec<f32>,
    /// Channels of each frame, at least one.
    pub n_channels: usize,
    /// Frames a second.
    pub sample_rate_hz: u32,
    /// What was odd while decoding, if the file was not clean ("3 damaged packets skipped").
    pub remark: Option<Message>,
}

impl Pcm {
    /// Samples of one channel; what is left of a frame that is not whole is not counted.
    pub fn n_frames(&self) -> usize {
        self.samples.len() / self.n_channels.max(1)
    }

    pub(crate) fn duration_secs(&self) -> f32 {
        self.n_frames() as f32 / self.sample_rate_hz as f32
    }
}

/// Samples fainter than this are silence: a step and a half of 16-bit sound, which dither alone may
/// fill.
const SILENCE: f32 = 5e-5;

/// Decodes a whole file. A file that is longer than 2 GiB of samples is cut, with a remark.
///
/// # Errors
/// When the file cannot be read or holds no sound that can be decoded; the cause says which.
pub(crate) fn decode(path: &Path) -> Result<Pcm> {
    decode::fenced(path, || decode::whole(path, Channels::Keep)).map(Pcm::from)
}

/// One song's summary features.
#[derive(Debug, Clone, PartialEq)]
pub struct AudioFeatures {
    /// One number for each of [`feature_names`].
    pub(crate) values: Vec<f32>,
    pub(crate) recording: Recording,
}

/// Names of the summary features, in order: `mfcc_0_mean`, `centroid_std`, `tempo_bpm`…
///
/// Means and standard deviations over frames of MFCC, of centroid, bandwidth and rolloff (Hz), of
/// flatness, zero crossing rate, RMS, contrast (dB, per band) and chroma; the deviation of each
/// MFCC's slope; the tempo (beats a minute). All are defined as in librosa 0.11 with its default
/// arguments, but for chroma's tuning, which is fixed at A = 440 Hz.
pub(crate) fn feature_names(config: &AudioConfig) -> Vec<String> {
    summary::names(config)
}

/// Decode, mix, resample, window, and summarise one file.
///
/// # Errors
/// As [`decode()`], and when the sound is too short for one frame or silent throughout.
pub fn extract(path: &Path, config: &AudioConfig) -> Result<AudioFeatures> {
    Sound::load(path)?.features(config)
}

/// The parts of a recording that `config.window` asks for, mono, at `config.sample_rate_hz`. One
/// that is too short for them is there whole, as one part.
///
/// # Errors
/// As [`decode()`], and when all of them are silent.
pub(crate) fn excerpts(path: &Path, config: &AudioConfig) -> Result<Vec<Vec<f32>>> {
    let sound = Sound::load(path)?;
    let parts = sound.parts(config);
    if sound.is_silent_in(&parts) {
        return Err(Error::file(id::AUDIO_SILENT_WHERE_WAS_LOOKED, path));
    }
    Ok(sound.at_rate(parts, config.sample_rate_hz))
}

/// A whole recording, mono, at the file's own rate.
pub struct Sound {
    path: PathBuf,
    samples: Vec<f32>,
    recording: Recording,
}

impl Sound {
    /// All of it is decoded, whatever part is looked at: its length, peak and loudness are then
    /// those of the file, and none that a header promises.
    ///
    /// # Errors
    /// As [`decode()`].
    pub fn load(path: &Path) -> Result<Self> {
        let sound = decode::fenced(path, || decode::whole(path, Channels::Mix))?;
        Ok(Self {
            path: path.to_path_buf(),
            samples: sound.samples,
            recording: sound.recording,
        })
    }

    /// The middle of it, at most `secs`, at another rate and altered; `None` as it is.
    ///
    /// # Errors
    /// When it is silent.
    pub(crate) fn altered(&self, secs: f32, rate_hz: u32, how: Option<Alteration>) -> Result<Self> {
        let n = (f64::from(secs) * f64::from(self.recording.sample_rate_hz)) as usize;
        let n = n.min(self.samples.len());
        let from = (self.samples.len() - n) / 2;
        let samples = self.resampled(from..from + n, rate_hz);
        if is_silent(&samples) {
            return Err(Error::file(id::AUDIO_SILENT_THROUGHOUT, &self.path));
        }
        let samples = match how {
            Some(how) => how.applied(&samples, rate_hz),
            None => samples,
        };
        Ok(Self {
            path: self.path.clone(),
            recording: Recording {
                sample_rate_hz: rate_hz,
                n_channels: 1,
                secs: samples.len() as f64 / f64::from(rate_hz),
                ..self.recording.clone()
            },
            samples,
        })
    }

    /// What was read of the file, whether or not anything can be measured of it.
    pub(crate) fn recording(&self) -> &Recording {
        &self.recording
    }

    /// Resample, window, and summarise.
    ///
    /// # Errors
    /// When the sound is too short for one frame or silent throughout.
    pub(crate) fn features(&self, config: &AudioConfig) -> Result<AudioFeatures> {
        let path = &self.path;
        let mut recording = self.recording.clone();
        if recording.peak < SILENCE {
            return Err(Error::file(id::AUDIO_SILENT_THROUGHOUT, path));
        }
        if self.is_silent_in(&self.parts(config)) {
            recording.add_remark(id::AUDIO_PART_LOOKED_AT_SILENT_SO.into());
        }
        let plan = Plan::of(config);
        let mut summary = summary::Summary::new(&plan);
        let mut n_samples = 0;
        for part in self.parts_with_sound(config) {
            let samples = self.resampled(part, config.sample_rate_hz);
            n_samples += samples.len();
            if samples.len() >= config.n_fft {
                summary.add(&samples);
            }
        }
        if n_samples < config.n_fft {
            let cause = say(id::AUDIO_TOO_SHORT_ANALYSE_MS_MS)
                .with("ms", format!("{:.0}", 1000.0 * recording.secs));
            return Err(Error::file(cause, path));
        }
        let values = summary.values();
        // The room's promise to those below; decoded samples are finite, so this has never been
        // seen.
        if values.iter().any(|v| !v.is_finite()) {
            return Err(Error::file(id::AUDIO_FEATURES_NO_FINITE_NUMBERS, path));
        }
        Ok(AudioFeatures { values, recording })
    }

    /// The parts that [`Sound::features`] are of, at another rate: those that `config.window` asks
    /// for, or all of the recording where they are silent.
    ///
    /// # Shapes
    /// Mono samples of each part.
    pub fn excerpts(&self, config: &AudioConfig, rate_hz: u32) -> Vec<Vec<f32>> {
        self.at_rate(self.parts_with_sound(config), rate_hz)
    }

    fn at_rate(&self, parts: Vec<Range<usize>>, rate_hz: u32) -> Vec<Vec<f32>> {
        parts
            .into_iter()
            .map(|part| self.resampled(part, rate_hz))
            .collect()
    }

    /// What `config.window` asks for, in samples.
    fn parts(&self, config: &AudioConfig) -> Vec<Range<usize>> {
        if config.window == Window::Typical {
            let rate_hz = self.recording.sample_rate_hz;
            let place = typical::place(&self.samples, rate_hz, config.window_secs);
            return std::iter::once(place).collect();
        }
        let parts = window::excerpts(
            self.samples.len() as u64,
            self.recording.sample_rate_hz,
            config,
        );
        parts
            .into_iter()
            .map(|part| part.start as usize..part.end as usize)
            .collect()
    }

    fn parts_with_sound(&self, config: &AudioConfig) -> Vec<Range<usize>> {
        let parts = self.parts(config);
        if self.is_silent_in(&parts) {
            std::iter::once(0..self.samples.len()).collect()
        } else {
            parts
        }
    }

    fn is_silent_in(&self, parts: &[Range<usize>]) -> bool {
        parts
            .iter()
            .all(|part| is_silent(&self.samples[part.clone()]))
    }

    fn resampled(&self, part: Range<usize>, rate_hz: u32) -> Vec<f32> {
        resample::resample(
            self.samples[part].to_vec(),
            self.recording.sample_rate_hz,
            rate_hz,
        )
    }
}

/// Where in a recording its most typical `secs` begin, as a share of its length: those whose log-mel
/// frames are nearest to the medians of all (see `typical`).
pub(crate) fn typical_share(pcm: &Pcm, secs: f32) -> f32 {
    let mono = resample::mix(&pcm.samples, pcm.n_channels);
    let place = typical::place(&mono, pcm.sample_rate_hz, secs);
    place.start as f32 / mono.len().max(1) as f32
}

fn is_silent(samples: &[f32]) -> bool {
    samples.iter().all(|x| x.abs() < SILENCE)
}

/// Log-mel spectrogram in dB, as `librosa.power_to_db(librosa.feature.melspectrogram(y), ref=1.0,
/// top_db=None)` gives it.
///
/// # Shapes
/// `samples` mono at `config.sample_rate_hz`; result frames × `n_mels`.
pub(crate) fn log_mel(samples: &[f32], config: &AudioConfig) -> Matrix {
    mel::log_mel(samples, &Plan::of(config))
}

/// Mel spectrogram on a scale of its own, as `scale(librosa.feature.melspectrogram(y))` gives it.
///
/// # Shapes
/// `samples` mono at `config.sample_rate_hz`; result frames × `n_mels`.
pub fn mel_spectrogram(
    samples: &[f32],
    config: &AudioConfig,
    scale: impl Fn(f64) -> f32,
) -> Matrix {
    mel::spectrogram(samples, &Plan::of(config), scale)
}

/// The same with bands between two frequencies, as `librosa.feature.melspectrogram(y, fmin=, fmax=)`
/// has them.
///
/// # Shapes
/// As [`mel_spectrogram`].
pub(crate) fn mel_spectrogram_between(
    samples: &[f32],
    config: &AudioConfig,
    hz: Range<f64>,
    scale: impl Fn(f64) -> f32,
) -> Matrix {
    let plan = Plan::of(config);
    let filters = Filterbank::between(hz, &plan.bin_hz, config.n_mels);
    mel::spectrogram_by(&filters, samples, &plan, scale)
}

/// Power spectrogram on a scale of its own, as `scale(abs(librosa.stft(y)) ** 2)` gives it.
///
/// # Shapes
/// `samples` mono at `config.sample_rate_hz`; result frames × (`n_fft` / 2 + 1).
pub(crate) fn power_spectrogram(
    samples: &[f32],
    config: &AudioConfig,
    scale: impl Fn(f64) -> f32,
) -> Matrix {
    let plan = Plan::of(config);
    let mut out = Matrix::zeros(plan.n_frames(samples.len()), plan.n_bins());
    plan.power_spectra(samples, |t, power| {
        let both = out.row_mut(t).iter_mut().zip(power);
        both.for_each(|(v, &power)| *v = scale(power));
    });
    out
}

/// Mel-frequency cepstral coefficients, as `librosa.feature.mfcc(y)` gives them.
///
/// # Shapes
/// `samples` mono at `config.sample_rate_hz`; result frames × `n_mfcc`.
pub(crate) fn mfcc(samples: &[f32], config: &AudioConfig) -> Matrix {
    let plan = Plan::of(config);
    let mut log_mel = mel::log_mel(samples, &plan);
    mel::floor_at_top_db(log_mel.as_mut_slice());
    mel::mfcc(&log_mel, &plan)
}

/// All channels averaged, at another rate if need be; the loudest channel where they cancel each
/// other out.
///
/// # Shapes
/// ⌈frames · `sample_rate_hz` / `pcm.sample_rate_hz`⌉ samples, neither delayed nor lengthened.
pub(crate) fn to_mono(pcm: &Pcm, sample_rate_hz: u32) -> Vec<f32> {
    resample::resample(
        resample::mix(&pcm.samples, pcm.n_channels),
        pcm.sample_rate_hz,
        sample_rate_hz,
    )
}

/// The mel spectrum in dB that has the given cepstrum: the inverse of the orthonormal DCT with the
/// coefficients that were not kept taken as 0, so a smoothed spectrum. As the transform is linear,
/// means of MFCC over frames give the mean spectrum of a song.
///
/// # Shapes
/// `mfcc` the first coefficients, from 0; result `n_mels` bands, lowest first.
pub(crate) fn spectrum_of_mfcc(mfcc: &[f32], n_mels: usize) -> Vec<f32> {
    mel::spectrum_of_mfcc(mfcc, n_mels)
}

/// Frequency in Hz at which each mel band is centred, lowest first.
pub(crate) fn mel_centres_hz(sample_rate_hz: u32, n_mels: usize) -> Vec<f32> {
    mel::centres_hz(f64::from(sample_rate_hz), n_mels)
}
