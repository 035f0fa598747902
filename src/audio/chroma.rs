//! Pitch classes: how much of a frame's power falls on each of the twelve semitones, octaves folded
//! together.

use super::plan::Plan;

pub(super) const PITCH_CLASSES: [&str; 12] = [
    "c", "c#", "d", "d#", "e", "f", "f#", "g", "g#", "a", "a#", "b",
];

/// Octave, counted from A0 (27.5 Hz), around which bins count most, and the width of that
/// preference.
const CENTRE_OCTAVE: f64 = 5.0;
const OCTAVE_WIDTH: f64 = 2.0;

/// `librosa.filters.chroma(tuning=0)` of librosa 0.11 (after Ellis 2007): Gaussian bumps around
/// each semitone, columns of unit norm, octaves far from the middle ones faded.
///
/// Tuning stays at A = 440 Hz: an estimate differs between excerpts of one song, which would move
/// all its chroma.
///
/// # Shapes
/// `n_fft / 2 + 1` × 12, the first column C.
pub(super) fn filterbank(rate_hz: f64, n_fft: usize) -> Vec<[f32; 12]> {
    let semitone = |k: usize| 12.0 * (k as f64 * rate_hz / n_fft as f64 / (440.0 / 16.0)).log2();
    // Bin 0 has no pitch: it is put an octave and a half below bin 1, where it spreads over all
    // classes.
    let place = |k: usize| {
        if k == 0 {
            semitone(1) - 18.0
        } else {
            semitone(k)
        }
    };
    (0..=n_fft / 2)
        .map(|k| {
            let width = (place(k + 1) - place(k)).max(1.0);
            let mut column = [0.0; 12];
            for (class, w) in column.iter_mut().enumerate() {
                // Classes count from A here; the result starts at C.
                let from_a = ((class + 3) % 12) as f64;
                let distance = (place(k) - from_a + 126.0).rem_euclid(12.0) - 6.0;
                *w = (-0.5 * (2.0 * distance / width).powi(2)).exp();
            }
            let norm = column.iter().map(|w| w * w).sum::<f64>().sqrt();
            let octave = (-0.5 * ((place(k) / 12.0 - CENTRE_OCTAVE) / OCTAVE_WIDTH).powi(2)).exp();
            column.map(|w| (w / norm * octave) as f32)
        })
        .collect()
}

/// Chroma of one frame, its largest value 1 (`librosa.feature.chroma_stft`, norm ∞). Silence stays
/// 0.
///
/// Summed in single precision, as librosa does: no value is small beside what it is summed from.
pub(super) fn of_frame(power: &[f64], plan: &Plan) -> [f64; 12] {
    let mut chroma = [0.0f32; 12];
    // Four bins at a time: each sum is then four independent ones, and the twelve of them keep
    // within registers.
    let (bins, weights) = (power.as_chunks::<4>(), plan.chroma.as_chunks::<4>());
    for (p, w) in bins.0.iter().zip(weights.0) {
        let p = p.map(|p| p as f32);
        for (class, c) in chroma.iter_mut().enumerate() {
            *c += (p[0] * w[0][class] + p[1] * w[1][class])
                + (p[2] * w[2][class] + p[3] * w[3][class]);
        }
    }
    for (&p, w) in bins.1.iter().zip(weights.1) {
        chroma
            .iter_mut()
            .zip(w)
            .for_each(|(c, w)| *c += p as f32 * w);
    }
    let largest = chroma.iter().copied().fold(0.0, f32::max);
    // librosa leaves alone what is below the smallest normal number of single precision.
    let scale = if largest >= f32::MIN_POSITIVE {
        1.0 / f64::from(largest)
    } else {
        1.0
    };
    chroma.map(|c| f64::from(c) * scale)
}
