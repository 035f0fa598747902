//! What a frame's spectrum looks like as a shape, and what the waveform under it does.

use super::mel::AMIN;
use super::plan::Plan;

/// Share of the magnitude that lies below the rolloff frequency.
const ROLLOFF_SHARE: f64 = 0.85;
/// The contrast bands are octaves from here up, with one band below.
const CONTRAST_FROM_HZ: f64 = 200.0;
const N_CONTRAST_OCTAVES: usize = 6;
/// Share of a band's bins that make up its peak, and its valley.
const CONTRAST_QUANTILE: f64 = 0.02;
/// Samples closer to zero than this count as zero in zero crossings.
const ZERO_CROSSING_THRESHOLD: f32 = 1e-10;

/// One band of the spectral contrast.
pub(super) struct Band {
    bins: std::ops::Range<usize>,
    /// How many bins make up a peak or a valley.
    n_extreme: usize,
}

/// The number of contrast bands: 7, or fewer where half the sample rate is too low for all of them.
pub(super) fn n_contrast_bands(rate_hz: f64) -> usize {
    1 + (0..N_CONTRAST_OCTAVES).filter(|&i| CONTRAST_FROM_HZ * 2f64.powi(i as i32) < rate_hz / 2.0).count()
}

/// Bands as in `librosa.feature.spectral_contrast` (librosa 0.11): each takes in one bin below its lower edge, all but the
/// last leave out their uppermost bin, and the last reaches to the top.
pub(super) fn contrast_bands(rate_hz: f64, bin_hz: &[f64]) -> Vec<Band> {
    let n_bands = n_contrast_bands(rate_hz);
    let edge = |i: usize| if i == 0 { 0.0 } else { CONTRAST_FROM_HZ * 2f64.powi(i as i32 - 1) };
    (0..n_bands)
        .map(|k| {
            let low = bin_hz.partition_point(|&hz| hz < edge(k)).saturating_sub(usize::from(k > 0));
            let last = k + 1 == n_bands;
            let end = if last { bin_hz.len() } else { bin_hz.partition_point(|&hz| hz <= edge(k + 1)) };
            let n_extreme = (CONTRAST_QUANTILE * (end - low) as f64).round_ties_even().max(1.0) as usize;
            // With a small n_fft a band can be a single bin, which would leave nothing.
            let high = if last { end } else { (end - 1).max(low + 1) };
            Band { bins: low..high, n_extreme: n_extreme.min(high - low) }
        })
        .collect()
}

/// Centroid, bandwidth and rolloff in Hz, and flatness (0 a tone, 1 white noise), of one frame.
pub(super) struct Shape {
    pub centroid_hz: f64,
    pub bandwidth_hz: f64,
    pub rolloff_hz: f64,
    pub flatness: f64,
}

/// The shape of one frame, as `librosa.feature.spectral_*` define it; all but flatness on magnitudes.
pub(super) fn shape(power: &[f64], magnitude: &[f64], plan: &Plan) -> Shape {
    let hz = &plan.bin_hz;
    let total: f64 = magnitude.iter().sum();
    // A frame too faint to be normalised is left as it is by librosa.
    let scale = if total >= f64::from(f32::MIN_POSITIVE) { 1.0 / total } else { 1.0 };
    let centroid_hz = magnitude.iter().zip(hz).map(|(m, f)| m * f).sum::<f64>() * scale;
    let spread: f64 = magnitude.iter().zip(hz).map(|(m, f)| m * (f - centroid_hz) * (f - centroid_hz)).sum();
    let threshold = ROLLOFF_SHARE * total;
    let mut below = 0.0;
    let rolloff = magnitude.iter().position(|m| {
        below += m;
        below >= threshold
    });
    Shape {
        centroid_hz,
        bandwidth_hz: (spread * scale).sqrt(),
        rolloff_hz: rolloff.map_or(0.0, |k| hz[k]),
        flatness: flatness(power),
    }
}

/// Geometric over arithmetic mean of the power.
fn flatness(power: &[f64]) -> f64 {
    // Logarithms of products of eight: as good as eight logarithms, since eight powers neither under- nor overflow.
    let log_sum: f64 = power.chunks(8).map(|c| c.iter().map(|p| p.max(AMIN)).product::<f64>().ln()).sum();
    let n = power.len() as f64;
    let mean = power.iter().map(|p| p.max(AMIN)).sum::<f64>() / n;
    (log_sum / n).exp() / mean
}

/// Mean magnitude of the strongest and of the weakest bins of each band, (peak, valley).
pub(super) fn peaks_and_valleys<'a>(
    magnitude: &'a [f64],
    plan: &'a Plan,
    scratch: &'a mut Vec<f64>,
) -> impl Iterator<Item = (f64, f64)> + 'a {
    plan.contrast.iter().map(move |band| {
        scratch.clear();
        scratch.extend_from_slice(&magnitude[band.bins.clone()]);
        let (n, len) = (band.n_extreme, scratch.len());
        scratch.select_nth_unstable_by(n - 1, f64::total_cmp);
        let valley = scratch[..n].iter().sum::<f64>() / n as f64;
        scratch.select_nth_unstable_by(len - n, f64::total_cmp);
        let peak = scratch[len - n..].iter().sum::<f64>() / n as f64;
        (peak, valley)
    })
}

/// Root mean square and zero crossing rate of every frame.
///
/// As `librosa.feature.rms(y=…)` (the signal continued by zeros) and `librosa.feature.zero_crossing_rate` (continued by its
/// first and last sample, so that the edges add no crossing).
pub(super) fn waveform_frames(samples: &[f32], plan: &Plan) -> Vec<(f64, f64)> {
    let n = samples.len();
    let mut energy = Vec::with_capacity(n + 1);
    let mut crossings = Vec::with_capacity(n + 1);
    let (mut sum, mut count) = (0.0, 0u32);
    energy.push(0.0);
    crossings.push(0);
    let negative = |x: f32| x < -ZERO_CROSSING_THRESHOLD;
    let mut before = samples.first().copied().is_some_and(negative);
    for &x in samples {
        sum += f64::from(x) * f64::from(x);
        count += u32::from(negative(x) != before);
        before = negative(x);
        energy.push(sum);
        crossings.push(count);
    }
    let half = plan.n_fft / 2;
    (0..plan.n_frames(n))
        .map(|t| {
            let centre = t * plan.hop_samples;
            let (from, to) = (centre.saturating_sub(half).min(n), (centre + half).min(n));
            let mean_square = (energy[to] - energy[from]).max(0.0) / plan.n_fft as f64;
            // A frame's first sample has nothing before it to cross from.
            let crossed = crossings[to] - crossings[(from + 1).min(to)];
            (mean_square.sqrt(), f64::from(crossed) / plan.n_fft as f64)
        })
        .collect()
}
