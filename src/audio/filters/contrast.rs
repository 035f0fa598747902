//! The bands of the spectral contrast.

/// The contrast bands are octaves from here up, with one band below.
const CONTRAST_FROM_HZ: f64 = 200.0;
const N_CONTRAST_OCTAVES: usize = 6;
/// Share of a band's bins that make up its peak, and its valley.
const CONTRAST_QUANTILE: f64 = 0.02;

/// One band of the spectral contrast.
pub(in crate::audio) struct Band {
    pub(in crate::audio) bins: std::ops::Range<usize>,
    /// How many bins make up a peak or a valley.
    pub(in crate::audio) n_extreme: usize,
}

/// The number of contrast bands: 7, or fewer where half the sample rate is too low for all of them.
pub(in crate::audio) fn n_contrast_bands(rate_hz: f64) -> usize {
    1 + (0..N_CONTRAST_OCTAVES)
        .filter(|&i| CONTRAST_FROM_HZ * 2f64.powi(i as i32) < rate_hz / 2.0)
        .count()
}

/// Bands as in `librosa.feature.spectral_contrast` (librosa 0.11): each takes in one bin below its
/// lower edge, all but the last leave out their uppermost bin, and the last reaches to the top.
pub(in crate::audio) fn contrast_bands(rate_hz: f64, bin_hz: &[f64]) -> Vec<Band> {
    let n_bands = n_contrast_bands(rate_hz);
    let edge = |i: usize| {
        if i == 0 {
            0.0
        } else {
            CONTRAST_FROM_HZ * 2f64.powi(i as i32 - 1)
        }
    };
    (0..n_bands)
        .map(|k| {
            let low = bin_hz
                .partition_point(|&hz| hz < edge(k))
                .saturating_sub(usize::from(k > 0));
            let last = k + 1 == n_bands;
            let end = if last {
                bin_hz.len()
            } else {
                bin_hz.partition_point(|&hz| hz <= edge(k + 1))
            };
            let n_extreme = (CONTRAST_QUANTILE * (end - low) as f64)
                .round_ties_even()
                .max(1.0) as usize;
            // With a small n_fft a band can be a single bin, which would leave nothing.
            let high = if last { end } else { (end - 1).max(low + 1) };
            Band {
                bins: low..high,
                n_extreme: n_extreme.min(high - low),
            }
        })
        .collect()
}
