//! Onset strength, and the tempo that its self-similarity suggests.

use std::sync::Arc;

use latentune_numeric::fft::num_complex::Complex;
use latentune_numeric::fft::{ComplexToReal, RealToComplex, double};

use super::filters::hann;
use crate::matrix::Matrix;

/// Span over which onsets are compared with themselves.
const AUTOCORRELATION_SECS: f64 = 8.0;
/// The tempo thought likeliest before anything is heard, and the fastest thought possible.
const PRIOR_BPM: f64 = 120.0;
const MAX_BPM: f64 = 320.0;

pub(super) struct TempoPlan {
    /// Frames per autocorrelation window, and so the number of lags.
    n_lags: usize,
    hann: Vec<f64>,
    /// Beats a minute for each lag; infinite for lag 0.
    bpm: Vec<f64>,
    forward: Arc<dyn RealToComplex<f64>>,
    inverse: Arc<dyn ComplexToReal<f64>>,
}

impl TempoPlan {
    pub(super) fn new(rate_hz: f64, hop_samples: usize) -> Self {
        let n_lags = ((AUTOCORRELATION_SECS * rate_hz / hop_samples as f64) as usize).max(2);
        let fft_len = fast_even_len(2 * n_lags - 1);
        Self {
            n_lags,
            hann: hann(n_lags),
            bpm: (0..n_lags)
                .map(|lag| 60.0 * rate_hz / (hop_samples * lag) as f64)
                .collect(),
            forward: double::real_forward(fft_len),
            inverse: double::real_inverse(fft_len),
        }
    }
}

/// The least even number from `n` up that has no prime factor above 5.
fn fast_even_len(n: usize) -> usize {
    let smooth = |mut m: usize| {
        for p in [2, 3, 5] {
            while m.is_multiple_of(p) {
                m /= p;
            }
        }
        m == 1
    };
    (n..)
        .find(|&m| m.is_multiple_of(2) && smooth(m))
        .unwrap_or(n)
}

/// Mean rise of the log-mel bands from one frame to the next (`librosa.onset.onset_strength`, lag
/// 1), delayed by half a frame as librosa does, so that an onset stands where it is heard.
///
/// # Shapes
/// frames × `n_mels`, floored; one number a frame.
pub(super) fn onset_strength(log_mel: &Matrix, n_fft: usize, hop_samples: usize) -> Vec<f64> {
    let n = log_mel.n_rows();
    let delay = n_fft / (2 * hop_samples);
    let mut onsets = vec![0.0; n];
    for t in 1..n.saturating_sub(delay) {
        let rises = log_mel
            .row(t)
            .iter()
            .zip(log_mel.row(t - 1))
            .map(|(a, b)| f64::from((a - b).max(0.0)));
        onsets[t + delay] = rises.sum::<f64>() / log_mel.n_cols() as f64;
    }
    onsets
}

/// Gathers the tempograms of one or several excerpts; their mean gives the tempo.
pub(super) struct Tempogram<'a> {
    plan: &'a TempoPlan,
    /// Sum over frames of the power spectrum of the windowed onsets, each over its energy. By
    /// linearity its inverse transform is the sum of the normalised autocorrelations, at half the
    /// cost.
    spectrum: Vec<f64>,
    n_frames: usize,
}

impl<'a> Tempogram<'a> {
    pub(super) fn new(plan: &'a TempoPlan) -> Self {
        Self {
            plan,
            spectrum: vec![0.0; plan.forward.len() / 2 + 1],
            n_frames: 0,
        }
    }

    /// Adds the frames of one excerpt (`librosa.feature.tempogram`, norm ∞: an autocorrelation is
    /// largest at lag 0).
    pub(super) fn add(&mut self, onsets: &[f64]) {
        let plan = self.plan;
        let padded = ramped(onsets, plan.n_lags / 2);
        let mut frame = plan.forward.make_input_vec();
        let mut spectrum = plan.forward.make_output_vec();
        let mut scratch = plan.forward.make_scratch_vec();
        for t in 0..onsets.len() {
            frame.fill(0.0);
            let mut energy = 0.0;
            for ((out, w), x) in frame.iter_mut().zip(&plan.hann).zip(&padded[t..]) {
                *out = w * x;
                energy += *out * *out;
            }
            self.n_frames += 1;
            if energy < f64::MIN_POSITIVE {
                continue;
            }
            plan.forward
                .process_with_scratch(&mut frame, &mut spectrum, &mut scratch)
                .expect("the buffers come from the plan itself");
            for (sum, z) in self.spectrum.iter_mut().zip(&spectrum) {
                *sum += (z.re * z.re + z.im * z.im) / energy;
            }
        }
    }

    /// Beats a minute (`librosa.feature.tempo`: the lag of the largest mean autocorrelation, with a
    /// log-normal prior around 120). What has no onsets at all gets the prior's own tempo.
    pub(super) fn bpm(&self) -> f64 {
        let plan = self.plan;
        let mut spectrum: Vec<Complex<f64>> = self
            .spectrum
            .iter()
            .map(|&p| Complex::new(p, 0.0))
            .collect();
        let mut autocorrelation = plan.inverse.make_output_vec();
        plan.inverse
            .process(&mut spectrum, &mut autocorrelation)
            .expect("the buffers have the plan's length");
        let norm = (plan.inverse.len() * self.n_frames.max(1)) as f64;
        let score = |lag: usize| {
            let prior = -0.5 * (plan.bpm[lag] / PRIOR_BPM).log2().powi(2);
            (1e6 * (autocorrelation[lag] / norm).max(0.0)).ln_1p() + prior
        };
        let first = plan
            .bpm
            .iter()
            .position(|&b| b < MAX_BPM)
            .unwrap_or(plan.n_lags - 1);
        let best =
            (first..plan.n_lags).fold(
                first,
                |best, lag| if score(lag) > score(best) { lag } else { best },
            );
        plan.bpm[best]
    }
}

/// The signal with `pad` more values on either side that rise from 0 to it and fall to 0 again.
fn ramped(values: &[f64], pad: usize) -> Vec<f64> {
    let (first, last) = (
        values.first().copied().unwrap_or(0.0),
        values.last().copied().unwrap_or(0.0),
    );
    let ramp = |edge: f64| (0..pad).map(move |i| edge * i as f64 / pad as f64);
    ramp(first)
        .chain(values.iter().copied())
        .chain(ramp(last).rev())
        .collect()
}
