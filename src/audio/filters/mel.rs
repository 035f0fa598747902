//! Slaney's mel scale and its filterbank; the cosines that make MFCC of it.

use std::ops::Range;

use crate::matrix::dot;

/// Triangular filters, each stored as its first bin and its weights.
pub(in crate::audio) struct Filterbank {
    filters: Vec<(usize, Vec<f64>)>,
}

impl Filterbank {
    /// [`Filterbank::between`] 0 and half the sample rate.
    pub(crate) fn slaney(rate_hz: f64, bin_hz: &[f64], n_mels: usize) -> Self {
        Self::between(0.0..rate_hz / 2.0, bin_hz, n_mels)
    }

    /// `librosa.filters.mel(fmin, fmax, htk=False, norm="slaney")` of librosa 0.11: filters evenly
    /// spaced on Slaney's mel scale (Auditory Toolbox, 1998), each of unit area in Hz.
    pub(crate) fn between(hz: Range<f64>, bin_hz: &[f64], n_mels: usize) -> Self {
        let (bottom, top) = (hz_to_mel(hz.start), hz_to_mel(hz.end));
        let edges: Vec<f64> = (0..n_mels + 2)
            .map(|i| mel_to_hz(bottom + (top - bottom) * i as f64 / (n_mels + 1) as f64))
            .collect();
        let filters = edges
            .windows(3)
            .map(|e| triangle([e[0], e[1], e[2]], bin_hz))
            .collect();
        Self { filters }
    }

    /// # Shapes
    /// `power` bins → `mel` bands.
    pub(crate) fn apply(&self, power: &[f64], mel: &mut [f64]) {
        for (out, (first, weights)) in mel.iter_mut().zip(&self.filters) {
            *out = dot(weights, &power[*first..*first + weights.len()]);
        }
    }

    /// The transpose of [`Filterbank::apply`], added to what is there.
    ///
    /// # Shapes
    /// `mel` bands → `power` bins.
    pub(crate) fn add_transposed(&self, mel: &[f64], power: &mut [f64]) {
        for (&m, (first, weights)) in mel.iter().zip(&self.filters) {
            power[*first..]
                .iter_mut()
                .zip(weights)
                .for_each(|(p, w)| *p += w * m);
        }
    }

    /// The sum of each band's weights; 1 for a band so narrow that it holds no bin.
    pub(crate) fn weight_sums(&self) -> Vec<f64> {
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
pub(crate) fn hz_to_mel(hz: f64) -> f64 {
    if hz < BREAK_HZ {
        hz / HZ_PER_MEL
    } else {
        BREAK_HZ / HZ_PER_MEL + (hz / BREAK_HZ).ln() / LOG_STEP
    }
}

/// The frequency of a mel of Slaney's scale.
pub(crate) fn mel_to_hz(mel: f64) -> f64 {
    let linear = BREAK_HZ / HZ_PER_MEL;
    if mel < linear {
        mel * HZ_PER_MEL
    } else {
        BREAK_HZ * (LOG_STEP * (mel - linear)).exp()
    }
}

/// The first rows of the orthonormal DCT-II matrix.
///
/// # Shapes
/// `n_rows` × `n`, row-major.
pub(in crate::audio) fn dct_rows(n_rows: usize, n: usize) -> Vec<f64> {
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
