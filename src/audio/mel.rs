//! Log-mel spectrograms in decibels, MFCC and their deltas.

use super::filters::mel::{Filterbank, dct_rows, hz_to_mel, mel_to_hz};
use super::plan::Plan;
use crate::matrix::{Matrix, dot};

/// Powers below this count as this: -100 dB.
pub(super) const AMIN: f64 = 1e-10;

/// Decibels below the loudest value of a recording at which MFCC, onsets and contrast are cut off.
pub(super) const TOP_DB: f32 = 80.0;

/// Slopes of the delta: frames on either side of the middle one.
const DELTA_REACH: usize = 4;

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
    spectrogram(samples, plan, db)
}

/// The power of each band on a scale.
pub(super) fn spectrogram(samples: &[f32], plan: &Plan, scale: impl Fn(f64) -> f32) -> Matrix {
    spectrogram_by(&plan.mel, samples, plan, scale)
}

/// The same by filters of one's own, as many as the plan has.
pub(super) fn spectrogram_by(
    filters: &Filterbank,
    samples: &[f32],
    plan: &Plan,
    scale: impl Fn(f64) -> f32,
) -> Matrix {
    let mut out = Matrix::zeros(plan.n_frames(samples.len()), plan.n_mels);
    let mut mel = vec![0.0; plan.n_mels];
    plan.power_spectra(samples, |t, power| {
        filters.apply(power, &mut mel);
        for (v, &m) in out.row_mut(t).iter_mut().zip(&mel) {
            *v = scale(m);
        }
    });
    out
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
