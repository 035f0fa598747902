//! Everything that depends on the settings only: FFT plans, window, filterbanks. Made once, shared
//! by all threads.

use std::sync::{Arc, Mutex, PoisonError};

use latentune_numeric::fft::{RealToComplex, double};

use super::filters::{chroma, contrast, hann, mel};
use super::tempo::TempoPlan;
use crate::config::AudioConfig;

/// The settings that change a number in a frame. Window choice does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    sample_rate_hz: u32,
    n_fft: usize,
    hop_samples: usize,
    n_mels: usize,
    n_mfcc: usize,
}

impl Key {
    fn of(config: &AudioConfig) -> Self {
        Self {
            sample_rate_hz: config.sample_rate_hz,
            n_fft: config.n_fft,
            hop_samples: config.hop_samples,
            n_mels: config.n_mels,
            n_mfcc: config.n_mfcc,
        }
    }
}

pub(super) struct Plan {
    key: Key,
    pub(crate) n_fft: usize,
    pub(crate) hop_samples: usize,
    pub(crate) n_mels: usize,
    pub(crate) n_mfcc: usize,
    /// `n_fft / 2 + 1` bins from 0 to half the sample rate.
    pub(crate) bin_hz: Vec<f64>,
    pub(crate) bin_hz_squared: Vec<f64>,
    pub(crate) mel: mel::Filterbank,
    /// Chroma weights, bin after bin: `n_bins` × 12.
    pub(crate) chroma: Vec<[f32; 12]>,
    pub(crate) contrast: Vec<contrast::Band>,
    /// DCT-II rows: `n_mfcc` × `n_mels`.
    pub(crate) dct: Vec<f64>,
    pub(crate) tempo: TempoPlan,
    hann: Vec<f64>,
    fft: Arc<dyn RealToComplex<f64>>,
}

impl Plan {
    /// The plan for these settings; the three made last are kept, since a run has one set of settings
    /// for its features and one for what each of two trained networks is shown.
    pub(super) fn of(config: &AudioConfig) -> Arc<Self> {
        static LAST: Mutex<Vec<Arc<Plan>>> = Mutex::new(Vec::new());
        let key = Key::of(config);
        // A panic while the lock is held can only happen before the list is changed: what it holds
        // is whole.
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(plan) = last.iter().find(|plan| plan.key == key) {
            return Arc::clone(plan);
        }
        let plan = Arc::new(Self::new(key));
        last.insert(0, Arc::clone(&plan));
        last.truncate(3);
        plan
    }

    /// A plan of its own, for who has other settings than the run and must not push out its plans.
    pub(super) fn alone(config: &AudioConfig) -> Self {
        Self::new(Key::of(config))
    }

    fn new(key: Key) -> Self {
        let Key {
            sample_rate_hz,
            n_fft,
            hop_samples,
            n_mels,
            n_mfcc,
        } = key;
        let rate_hz = f64::from(sample_rate_hz);
        let bin_hz: Vec<f64> = (0..=n_fft / 2)
            .map(|k| k as f64 * rate_hz / n_fft as f64)
            .collect();
        Self {
            key,
            n_fft,
            hop_samples,
            n_mels,
            n_mfcc,
            mel: mel::Filterbank::slaney(rate_hz, &bin_hz, n_mels),
            chroma: chroma::filterbank(rate_hz, n_fft),
            contrast: contrast::contrast_bands(rate_hz, &bin_hz),
            dct: mel::dct_rows(n_mfcc, n_mels),
            tempo: TempoPlan::new(rate_hz, hop_samples),
            hann: hann(n_fft),
            fft: double::real_forward(n_fft),
            bin_hz_squared: bin_hz.iter().map(|hz| hz * hz).collect(),
            bin_hz,
        }
    }

    pub(super) fn n_bins(&self) -> usize {
        self.bin_hz.len()
    }

    /// Frames of a signal: one for each hop, the first centred on the first sample.
    pub(super) fn n_frames(&self, n_samples: usize) -> usize {
        1 + n_samples / self.hop_samples
    }

    /// Calls `each` with the power spectrum of every frame in turn, as `librosa.stft(y,
    /// center=True)` frames them: Hann window, the signal continued by zeros on both sides.
    ///
    /// Computed in double precision. In single precision bins 80 dB below the loudest would be off
    /// by 0.01 dB and more.
    pub(super) fn power_spectra(&self, samples: &[f32], mut each: impl FnMut(usize, &[f64])) {
        let mut frame = self.fft.make_input_vec();
        let mut spectrum = self.fft.make_output_vec();
        let mut scratch = self.fft.make_scratch_vec();
        let mut power = vec![0.0; self.n_bins()];
        for t in 0..self.n_frames(samples.len()) {
            self.windowed_frame(samples, t, &mut frame);
            self.fft
                .process_with_scratch(&mut frame, &mut spectrum, &mut scratch)
                .expect("the buffers come from the plan itself");
            for (p, z) in power.iter_mut().zip(&spectrum) {
                *p = z.re * z.re + z.im * z.im;
            }
            each(t, &power);
        }
    }

    fn windowed_frame(&self, samples: &[f32], t: usize, frame: &mut [f64]) {
        let half = self.n_fft / 2;
        let centre = t * self.hop_samples;
        let from = centre.saturating_sub(half);
        let to = (centre + half).min(samples.len()).max(from);
        let offset = from + half - centre;
        frame.fill(0.0);
        let inside = frame[offset..]
            .iter_mut()
            .zip(&self.hann[offset..])
            .zip(&samples[from..to]);
        for ((out, w), &x) in inside {
            *out = w * f64::from(x);
        }
    }
}
