//! Mel filterbank, decibels, MFCC and their deltas.

use super::plan::Plan;
use crate::matrix::Matrix;
use crate::matrix::dot;

/// Powers below this count as this: -100 dB.
pub(super) const AMIN: f64 = 1e-10;

/// Decibels below the loudest value of a recording at which MFCC, onsets and contrast are cut off.
pub(super) const TOP_DB: f32 = 80.0;

/// Slopes of the delta: frames on either side of the middle one.
const DELTA_REACH: usize = 4;

/// Triangular filters, each stored as its first bin and its weights.
pub(super) struct Filterbank {
    filters: Vec<(usize, Vec<f64>)>,
}

impl Filterbank {
    /// `librosa.filters.mel(htk=False, norm="slaney")` of librosa 0.11: filters evenly spaced on
    /// Slaney's mel scale (Auditory Toolbox, 1998) from 0 to half the sample rate, each of unit
    /// area in Hz.
    pub fn slaney(rate_hz: f64, bin_hz: &[f64], n_mels: usize) -> Self {
        let top = hz_to_mel(rate_hz / 2.0);
        let edges: Vec<f64> = (0..n_mels + 2)
            .map(|i| mel_to_hz(top * i as f64 / (n_mels + 1) as f64))
            .collect();
        let filters = edges
            .windows(3)
            .map(|e| triangle([e[0], e[1], e[2]], bin_hz))
            .collect();
        Self { filters }
    }

    /// # Shapes
    /// `power` bins → `mel` bands.
    pub fn apply(&self, power: &[f64], mel: &mut [f64]) {
        for (out, (first, weights)) in mel.iter_mut().zip(&self.filters) {
            *out = dot(weights, &power[*first..*first + weights.len()]);
        }
    }

    /// The transpose of [`Filterbank::apply`], added to what is there.
    ///
    /// # Shapes
    /// `mel` bands → `power` bins.
    pub fn add_transposed(&self, mel: &[f64], power: &mut [f64]) {
        for (&m, (first, weights)) in mel.iter().zip(&self.filters) {
            power[*first..]
                .iter_mut()
                .zip(weights)
                .for_each(|(p, w)| *p += w * m);
        }
    }

    /// The sum of each band's weights; 1 for a band so narrow that it holds no bin.
    pub fn weight_sums(&self) -> Vec<f64> {
        let sums = self
            .filters
            .iter()
            .map(|(_, weights)| weights.iter().sum::<f64>());
        sums.map(|sum| if sum > 0.0 { sum } else { 1.0 }).collect()
    }
}

fn triangle([low, middle, high]: [f64; 3], bin_hz: &[f64]) -> (usize, Vec<f64>) {
    let weight = |hz: f64| {
        ((hz - low) / (middle - low))
            .min((high - hz) / (high - middle))
            .max(0.0)
    };
    let first = bin_hz.iter().position(|&hz| weight(hz) > 0.0).unwrap_or(0);
    let area = 2.0 / (high - low);
    // librosa rounds to single precision before and after it normalises; so do we, to stay with it.
    let weights = bin_hz[first..]
        .iter()
        .map(|&hz| weight(hz))
        .take_while(|&w| w > 0.0);
    (
        first,
        weights
            .map(|w| f64::from((f64::from(w as f32) * area) as f32))
            .collect(),
    )
}

/// Slaney's mel scale: linear to 1 kHz, logarithmic above.
const HZ_PER_MEL: f64 = 200.0 / 3.0;
const BREAK_HZ: f64 = 1000.0;
/// ln(6.4) / 27.
const LOG_STEP: f64 = 0.068_751_777_420_949_12;

/// Slaney's mel of a frequency.
pub fn hz_to_mel(hz: f64) -> f64 {
    if hz < BREAK_HZ {
        hz / HZ_PER_MEL
    } else {
        BREAK_HZ / HZ_PER_MEL + (hz / BREAK_HZ).ln() / LOG_STEP
    }
}

/// The frequency of a mel of Slaney's scale.
pub fn mel_to_hz(mel: f64) -> f64 {
    let linear = BREAK_HZ / HZ_PER_MEL;
    if mel < linear {
        mel * HZ_PER_MEL
    } else {
        BREAK_HZ * (LOG_STEP * (mel - linear)).exp()
    }
}

/// Power to decibels re 1, cut off at -100 dB.
pub(super) fn db(power: f64) -> f32 {
    (10.0 * power.max(AMIN).log10()) as f32
}

/// Raises everything more than 80 dB below the loudest value to that level (`power_to_db`'s
/// `top_db`).
pub(super) fn floor_at_top_db(db: &mut [f32]) {
    let loudest = db.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for v in db {
        *v = v.max(loudest - TOP_DB);
    }
}

pub(super) fn log_mel(samples: &[f32], plan: &Plan) -> Matrix {
    let mut out = Matrix::zeros(plan.n_frames(samples.len()), plan.n_mels);
    let mut mel = vec![0.0; plan.n_mels];
    plan.power_spectra(samples, |t, power| {
        plan.mel.apply(power, &mut mel);
        for (v, &m) in out.row_mut(t).iter_mut().zip(&mel) {
            *v = db(m);
        }
    });
    out
}

/// The first rows of the orthonormal DCT-II matrix.
///
/// # Shapes
/// `n_rows` × `n`, row-major.
pub(super) fn dct_rows(n_rows: usize, n: usize) -> Vec<f64> {
    let row = |k: usize| {
        let scale = if k == 0 {
            (1.0 / n as f64).sqrt()
        } else {
            (2.0 / n as f64).sqrt()
        };
        (0..n).map(move |i| {
            scale * (std::f64::consts::PI * k as f64 * (i as f64 + 0.5) / n as f64).cos()
        })
    };
    (0..n_rows).flat_map(row).collect()
}

/// Mel-frequency cepstral coefficients of a log-mel spectrogram that is already floored.
///
/// # Shapes
/// frames × `n_mels` → frames × `n_mfcc`.
pub(super) fn mfcc(log_mel: &Matrix, plan: &Plan) -> Matrix {
    let mut out = Matrix::zeros(log_mel.n_rows(), plan.n_mfcc);
    let mut bands = vec![0.0; plan.n_mels];
    for t in 0..log_mel.n_rows() {
        bands
            .iter_mut()
            .zip(log_mel.row(t))
            .for_each(|(b, &v)| *b = f64::from(v));
        for (c, row) in out
            .row_mut(t)
            .iter_mut()
            .zip(plan.dct.chunks_exact(plan.n_mels))
        {
            *c = dot(row, &bands) as f32;
        }
    }
    out
}

/// Slope per frame of each column over 9 frames, as `librosa.feature.delta(width=9)` has it: a
/// Savitzky-Golay filter of order 1, whose first and last line also serve the four frames at either
/// end. `None` for fewer than 9 frames.
///
/// # Shapes
/// frames × d → frames × d.
pub(super) fn deltas(values: &Matrix) -> Option<Matrix> {
    let n = values.n_rows();
    if n < 2 * DELTA_REACH + 1 {
        return None;
    }
    // The sum of k² for k from -4 to 4.
    let norm = 60.0;
    let mut out = Matrix::zeros(n, values.n_cols());
    for t in 0..n {
        let centre = t.clamp(DELTA_REACH, n - 1 - DELTA_REACH);
        for (j, slope) in out.row_mut(t).iter_mut().enumerate() {
            let rise = |k: usize| f64::from(values.row(centre + k)[j] - values.row(centre - k)[j]);
            *slope = ((1..=DELTA_REACH).map(|k| k as f64 * rise(k)).sum::<f64>() / norm) as f32;
        }
    }
    Some(out)
}

/// See [`super::spectrum_of_mfcc`].
pub(super) fn spectrum_of_mfcc(mfcc: &[f32], n_mels: usize) -> Vec<f32> {
    let rows = dct_rows(mfcc.len(), n_mels);
    let mut bands = vec![0.0; n_mels];
    for (row, &c) in rows.chunks_exact(n_mels.max(1)).zip(mfcc) {
        bands
            .iter_mut()
            .zip(row)
            .for_each(|(band, weight)| *band += weight * f64::from(c));
    }
    bands.into_iter().map(|v| v as f32).collect()
}

/// See [`super::mel_centres_hz`].
pub(super) fn centres_hz(rate_hz: f64, n_mels: usize) -> Vec<f32> {
    let top = hz_to_mel(rate_hz / 2.0);
    (1..=n_mels)
        .map(|i| mel_to_hz(top * i as f64 / (n_mels + 1) as f64) as f32)
        .collect()
}
