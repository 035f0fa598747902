//! A network that a person brings as an ONNX file: a waveform or a log-mel spectrogram goes in,
//! vectors come out, and a song is the mean of them.
//!
//! Run by rten 0.27 (pure Rust, a loader of its own): 9 crates, 98 s of a processor in a cold release
//! build with all that they stand on, most of which is here anyway; of tract-onnx one crate alone took
//! more than five minutes. Nothing in the file is executed but the operators that rten knows; one that
//! it does not know is named. Of convolutions rten wants to be told strides, padding and dilations,
//! which exports of PyTorch and TensorFlow do.

mod wire;
mod whole;
mod outline;
mod fit;
mod engine;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use super::spread::{filled, spread};
use crate::audio;
use crate::config::{AudioConfig, Keyed, NetworkConfig};
use crate::error::{Error, Result};
use crate::fetch;
use crate::file;
use crate::job::{Reporter, fenced, panic_message};
use crate::matrix::Matrix;
use crate::words::{Message, id, say};
use engine::Engine;
use fit::{Fit, Patch};
use outline::{Outline, by};

/// Raised whenever anything else is heard in the same sound by the same file.
const VERSION: u32 = 1;

/// The largest file, in bytes: what a message of its format can hold.
const MOST_BYTES: u64 = 2 << 30;

/// No network gives more numbers for a song.
const MOST_DIMS: usize = 1 << 16;

/// A network, ready to listen.
pub(crate) struct Foreign {
    engine: Engine,
    fit: Fit,
    config: NetworkConfig,
    fingerprint: String,
    n_dims: usize,
}

/// The hash of the file that the settings name; `None` without one, and where it cannot be read.
pub(crate) fn foreign_fingerprint(config: &NetworkConfig) -> Option<String> {
    file::hash(&place(config.file.as_ref()?)).ok()
}

/// The file, or that of a network that was fetched by this name.
fn place(named: &Path) -> PathBuf {
    match named.exists() {
        true => named.to_path_buf(),
        false => fetch::network(named).unwrap_or_else(|| named.to_path_buf()),
    }
}

impl Foreign {
    /// The network that the settings name; `None` where they name none. It is tried once on a made
    /// tone, so that what it cannot do is known before any song is decoded.
    ///
    /// # Errors
    /// [`Error::File`] with cause and path, when it is no ONNX file or damaged, has an operator that
    /// is not known (with its name), or cannot be asked for a vector; [`Error::Io`] when it cannot be
    /// read; [`Error::Config`] when its bands end above half of its rate.
    pub(crate) fn of(config: &NetworkConfig, audio: &AudioConfig) -> Result<Option<Self>> {
        let Some(named) = &config.file else {
            return Ok(None);
        };
        let path = place(named);
        let bytes = file::read(&path, MOST_BYTES)
            .map_err(|e| Error::io(id::NETWORK_CANNOT_READ, &path, e))?;
        let hash = blake3::hash(&bytes).to_hex().to_string();
        fetch::holds(&path, &hash)?;
        let refused = |cause: Message| Error::file(cause, &path);
        let outline = Outline::read(&bytes).map_err(refused)?;
        let fit = Fit::of(&outline, config).map_err(refused)?;
        check_bands(config, &fit)?;
        let load = || Engine::load(bytes, &outline.operators, &fit);
        let engine = guarded(load).map_err(refused)?;
        let mut network = Self {
            engine,
            fingerprint: fingerprint(&hash, config, audio),
            config: config.clone(),
            fit,
            n_dims: 0,
        };
        let tone = [network.tone()];
        let patch = network.patches(&tone).next().unwrap_or_default();
        network.n_dims = network.vector(&patch).map_err(refused)?.len();
        Ok(Some(network))
    }

    /// Samples a second of what it hears.
    pub(crate) fn rate_hz(&self) -> u32 {
        self.fit.rate_hz
    }

    /// Numbers of a vector.
    pub(crate) fn n_dims(&self) -> usize {
        self.n_dims
    }

    /// All that decides what is heard in a recording.
    pub(crate) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// What is heard in a recording: the mean of all vectors that come out, over patches that are
    /// spread evenly over its excerpts and none over another, and within each over all axes of the
    /// output but the last. An excerpt that is shorter than a patch is repeated until it fills one,
    /// where no other is longer.
    ///
    /// # Shapes
    /// `parts` mono at [`Foreign::rate_hz`]; result [`Foreign::n_dims`] numbers; `None` without a
    /// single sample.
    ///
    /// # Errors
    /// [`Error::Stage`] where the network fails on this sound, or says something that is no number;
    /// [`Error::Cancelled`].
    pub(crate) fn hear(&self, parts: &[Vec<f32>], reporter: &Reporter) -> Result<Option<Vec<f32>>> {
        let failed = |cause: Message| Error::stage(id::NETWORK_OWN, cause);
        let (mut sums, mut n) = (vec![0.0; self.n_dims], 0_u32);
        for patch in self.patches(parts) {
            reporter.checkpoint()?;
            let vector = self.vector(&patch).map_err(failed)?;
            if vector.len() != self.n_dims {
                let cause = say(id::NETWORK_UNEVEN)
                    .with("n", vector.len())
                    .with("wanted", self.n_dims);
                return Err(failed(cause));
            }
            sums.iter_mut().zip(&vector).for_each(|(sum, v)| *sum += v);
            n += 1;
        }
        let mean: Vec<f32> = sums.iter().map(|sum| (sum / f64::from(n)) as f32).collect();
        match n {
            0 => Ok(None),
            _ if mean.iter().all(|v| v.is_finite()) => Ok(Some(mean)),
            _ => Err(failed(id::NETWORK_NOT_FINITE.into())),
        }
    }

    /// The mean of what comes out, over all axes but the last.
    fn vector(&self, patch: &[f32]) -> std::result::Result<Vec<f64>, Message> {
        let (shape, values) = guarded(|| self.engine.run(patch))?;
        let n_dims = shape.last().copied().unwrap_or(values.len());
        if n_dims == 0 || n_dims > MOST_DIMS || values.is_empty() {
            return Err(say(id::NETWORK_ODD_OUTPUT)
                .with("name", &self.fit.output)
                .with("shape", by(&shape))
                .with("most", MOST_DIMS));
        }
        let n = (values.len() / n_dims) as f64;
        let mut mean = vec![0.0; n_dims];
        for row in values.chunks_exact(n_dims) {
            let both = mean.iter_mut().zip(row);
            both.for_each(|(m, v)| *m += f64::from(*v) / n);
        }
        Ok(mean)
    }

    /// What the network is shown, patch by patch, as it wants it.
    fn patches<'a>(&'a self, parts: &'a [Vec<f32>]) -> Box<dyn Iterator<Item = Vec<f32>> + 'a> {
        let most = self.config.n_patches;
        match self.fit.patch {
            Patch::Waveform { n_samples } => {
                let lengths: Vec<usize> = parts.iter().map(Vec::len).collect();
                let places = spread(&lengths, n_samples, most).into_iter();
                Box::new(places.map(move |(part, span)| filled(&parts[part][span], n_samples)))
            }
            Patch::LogMel {
                n_frames,
                n_bands,
                bands_first,
            } => {
                let seen = parts.iter().filter(|part| !part.is_empty());
                let seen: Vec<Matrix> = seen.map(|part| self.log_mel(part, n_bands)).collect();
                let lengths: Vec<usize> = seen.iter().map(Matrix::n_rows).collect();
                let places = spread(&lengths, n_frames, most).into_iter();
                Box::new(places.map(move |(part, span)| {
                    let frames = &seen[part].as_slice()[span.start * n_bands..span.end * n_bands];
                    let frames = filled(frames, n_frames * n_bands);
                    match bands_first {
                        true => turned(&frames, n_bands),
                        false => frames,
                    }
                }))
            }
        }
    }

    /// # Shapes
    /// Frames × bands.
    fn log_mel(&self, samples: &[f32], n_bands: usize) -> Matrix {
        let of = &self.config;
        let config = AudioConfig {
            sample_rate_hz: self.fit.rate_hz,
            n_fft: of.n_fft,
            hop_samples: of.hop_samples,
            n_mels: n_bands,
            ..AudioConfig::default()
        };
        let hz = f64::from(of.f_min_hz)..f64::from(self.highest_hz());
        audio::mel_spectrogram_between(samples, &config, hz, |power| of.scale.of(power))
    }

    fn highest_hz(&self) -> f32 {
        highest_hz(&self.config, self.fit.rate_hz)
    }

    /// A second or a patch of 440 Hz, at -12 dB.
    fn tone(&self) -> Vec<f32> {
        let rate = f64::from(self.fit.rate_hz);
        let n = match self.fit.patch {
            Patch::Waveform { n_samples } => n_samples,
            Patch::LogMel { .. } => self.fit.rate_hz as usize,
        };
        let at = |i: usize| (std::f64::consts::TAU * 440.0 * i as f64 / rate).sin();
        (0..n).map(|i| (0.25 * at(i)) as f32).collect()
    }
}

fn highest_hz(config: &NetworkConfig, rate_hz: u32) -> f32 {
    match config.f_max_hz {
        0.0 => rate_hz as f32 / 2.0,
        hz => hz,
    }
}

/// Bands lie one above the other, and below half the rate.
fn check_bands(config: &NetworkConfig, fit: &Fit) -> Result<()> {
    let (highest, half) = (highest_hz(config, fit.rate_hz), fit.rate_hz as f32 / 2.0);
    let is_waveform = matches!(fit.patch, Patch::Waveform { .. });
    if is_waveform || (config.f_min_hz < highest && highest <= half) {
        return Ok(());
    }
    let cause = say(id::NETWORK_BANDS_BETWEEN).with("half", half);
    Err(Error::config("network.f_max_hz", cause))
}

fn fingerprint(hash: &str, config: &NetworkConfig, audio: &AudioConfig) -> String {
    let (window, secs, n_windows) = (audio.window.key(), audio.window_secs, audio.n_windows);
    let settings = config.fingerprint();
    format!("network {VERSION} {hash}: {settings}{window}, {secs} s, {n_windows}")
}

/// What an engine makes of bytes that others wrote; a panic is no end of the program.
fn guarded<T>(
    work: impl FnOnce() -> std::result::Result<T, Message>,
) -> std::result::Result<T, Message> {
    match fenced(work) {
        Ok(made) => made,
        Err(panic) => {
            let cause = panic_message(panic.as_ref());
            Err(say(id::NETWORK_FAILED).with("cause", cause))
        }
    }
}

/// Rows for columns.
fn turned(rows: &[f32], n_cols: usize) -> Vec<f32> {
    (0..n_cols)
        .flat_map(|c| rows.iter().skip(c).step_by(n_cols).copied())
        .collect()
}
