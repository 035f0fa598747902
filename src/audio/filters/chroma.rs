//! The filterbank that folds a spectrum to pitch classes.

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
pub(in crate::audio) fn filterbank(rate_hz: f64, n_fft: usize) -> Vec<[f32; 12]> {
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
