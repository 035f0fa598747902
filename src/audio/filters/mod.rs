//! Windows and filterbanks: what depends on settings alone. Nothing here knows a signal.

pub(super) mod chroma;
pub(super) mod contrast;
pub(super) mod mel;

/// The periodic Hann window, as spectral analysis wants it (`scipy.signal.get_window("hann", n)`).
pub(super) fn hann(n: usize) -> Vec<f64> {
    (0..n)
        .map(|i| 0.5 - 0.5 * (std::f64::consts::TAU * i as f64 / n as f64).cos())
        .collect()
}
