//! What a frame's spectrum looks like as a shape, and what the waveform under it does.

use super::mel::AMIN;
use super::plan::Plan;
use super::resample::gcd;
use crate::matrix::dot;

/// Share of the magnitude that lies below the rolloff frequency.
const ROLLOFF_SHARE: f64 = 0.85;
/// Samples closer to zero than this count as zero in zero crossings.
const ZERO_CROSSING_THRESHOLD: f32 = 1e-10;

/// Centroid, bandwidth and rolloff in Hz, and flatness (0 a tone, 1 white noise), of one frame.
pub(super) struct Shape {
    pub(crate) centroid_hz: f64,
    pub(crate) bandwidth_hz: f64,
    pub(crate) rolloff_hz: f64,
    pub(crate) flatness: f64,
}

/// The shape of one frame, as `librosa.feature.spectral_*` define it; all but flatness on
/// magnitudes.
pub(super) fn shape(power: &[f64], magnitude: &[f64], plan: &Plan) -> Shape {
    let hz = &plan.bin_hz;
    let total = sum(magnitude);
    // A frame too faint to be normalised is left as it is by librosa.
    let scale = if total >= f64::from(f32::MIN_POSITIVE) {
        1.0 / total
    } else {
        1.0
    };
    let first_moment = dot(magnitude, hz);
    let centroid_hz = first_moment * scale;
    // In double precision the difference of squares loses nothing that matters: bandwidths are not
    // below a millihertz.
    let spread = dot(magnitude, &plan.bin_hz_squared)
        - centroid_hz * (2.0 * first_moment - centroid_hz * total);
    let rolloff = rolloff_bin(magnitude, ROLLOFF_SHARE * total);
    Shape {
        centroid_hz,
        bandwidth_hz: (spread * scale).max(0.0).sqrt(),
        rolloff_hz: hz[rolloff],
        flatness: flatness(power),
    }
}

/// The first bin with which the magnitudes add up to the threshold.
fn rolloff_bin(magnitude: &[f64], threshold: f64) -> usize {
    const STRIDE: usize = 32;
    // Whole strides first: their sums do not wait for one another.
    let mut below = 0.0;
    for (i, stride) in magnitude.chunks(STRIDE).enumerate() {
        let with_stride = below + sum(stride);
        if with_stride >= threshold {
            let inside = stride.iter().position(|m| {
                below += m;
                below >= threshold
            });
            return i * STRIDE + inside.unwrap_or(stride.len() - 1);
        }
        below = with_stride;
    }
    magnitude.len() - 1
}

/// Geometric over arithmetic mean of the power.
fn flatness(power: &[f64]) -> f64 {
    // Logarithms of products of eight: as good as eight logarithms, since eight powers neither
    // under- nor overflow.
    let eights = power.chunks_exact(8);
    let rest: f64 = eights.remainder().iter().map(|p| p.max(AMIN).ln()).sum();
    let log_sum = eights.fold(rest, |sum, c| {
        let p = |i: usize| c[i].max(AMIN);
        sum + (((p(0) * p(1)) * (p(2) * p(3))) * ((p(4) * p(5)) * (p(6) * p(7)))).ln()
    });
    let n = power.len() as f64;
    let mean = sum_by(power, |p| p.max(AMIN)) / n;
    (log_sum / n).exp() / mean
}

/// Mean magnitude of the strongest and of the weakest bins of each band, (peak, valley).
pub(super) fn peaks_and_valleys<'a>(
    magnitude: &'a [f64],
    plan: &'a Plan,
    scratch: &'a mut Vec<f64>,
) -> impl Iterator<Item = (f64, f64)> + 'a {
    plan.contrast.iter().map(move |band| {
        let bins = &magnitude[band.bins.clone()];
        if band.n_extreme == 1 {
            return (
                extreme(bins, f64::NEG_INFINITY, f64::max),
                extreme(bins, f64::INFINITY, f64::min),
            );
        }
        let n = band.n_extreme as f64;
        // Spectra fall: the strongest bins come first from below, the weakest from above.
        let valley = smallest(bins.rchunks(LANES), band.n_extreme, scratch, |m| m) / n;
        let peak = -smallest(bins.chunks(LANES), band.n_extreme, scratch, |m| -m) / n;
        (peak, valley)
    })
}

/// The largest or smallest value, in lanes that need not wait for one another.
fn extreme(values: &[f64], start: f64, pick: impl Fn(f64, f64) -> f64) -> f64 {
    let mut lanes = [start; LANES];
    let chunks = values.chunks_exact(LANES);
    let rest = chunks.remainder().iter().copied().fold(start, &pick);
    for chunk in chunks {
        lanes
            .iter_mut()
            .zip(chunk)
            .for_each(|(lane, &v)| *lane = pick(*lane, v));
    }
    lanes.into_iter().fold(rest, pick)
}

/// The sum of the `n` smallest keys of the values; `n` is at least 1 and at most their number.
fn smallest<'a>(
    chunks: impl Iterator<Item = &'a [f64]>,
    n: usize,
    kept: &mut Vec<f64>,
    key: impl Fn(f64) -> f64,
) -> f64 {
    kept.clear();
    kept.resize(n, f64::INFINITY);
    let kept = &mut kept[..];
    let mut largest_kept = f64::INFINITY;
    // So few are kept of so many that most chunks hold nothing to keep, which one comparison tells.
    for chunk in chunks {
        if chunk.iter().fold(
            f64::INFINITY,
            |least, &v| if key(v) < least { key(v) } else { least },
        ) >= largest_kept
        {
            continue;
        }
        for value in chunk.iter().map(|&v| key(v)) {
            if value < largest_kept {
                let mut at = n - 1;
                while at > 0 && kept[at - 1] > value {
                    kept[at] = kept[at - 1];
                    at -= 1;
                }
                kept[at] = value;
                largest_kept = kept[n - 1];
            }
        }
    }
    kept.iter().sum()
}

/// Root mean square and zero crossing rate of every frame.
///
/// As `librosa.feature.rms(y=…)` (the signal continued by zeros) and
/// `librosa.feature.zero_crossing_rate` (continued by its first and last sample, so that the edges
/// add no crossing).
pub(super) fn waveform_frames(samples: &[f32], plan: &Plan) -> Vec<(f64, f64)> {
    let n = samples.len();
    let half = plan.n_fft / 2;
    // Frames begin and end on multiples of this, so that sums up to those are enough.
    let block = gcd(plan.hop_samples, half);
    let crosses =
        |i: usize| i > 0 && i < n && is_negative(samples[i - 1]) != is_negative(samples[i]);
    let (mut energy, mut crossings) = (vec![0.0], vec![0]);
    let (mut energy_sum, mut n_crossings) = (0.0, 0);
    for (i, samples_of_block) in samples.chunks(block).enumerate() {
        energy_sum += sum_by(samples_of_block, |x| f64::from(x) * f64::from(x));
        let inside = samples_of_block
            .windows(2)
            .filter(|w| is_negative(w[0]) != is_negative(w[1]))
            .count();
        n_crossings += inside + usize::from(crosses(i * block));
        energy.push(energy_sum);
        crossings.push(n_crossings);
    }
    let last = energy.len() - 1;
    (0..plan.n_frames(n))
        .map(|t| {
            let centre = t * plan.hop_samples;
            let first_sample = centre.saturating_sub(half);
            let (from, to) = (
                (first_sample / block).min(last),
                ((centre + half) / block).min(last),
            );
            let mean_square = (energy[to] - energy[from]).max(0.0) / plan.n_fft as f64;
            // A frame's first sample has nothing before it to cross from.
            let crossed = (crossings[to] - crossings[from])
                .saturating_sub(usize::from(crosses(first_sample)));
            (mean_square.sqrt(), crossed as f64 / plan.n_fft as f64)
        })
        .collect()
}

fn is_negative(x: f32) -> bool {
    x < -ZERO_CROSSING_THRESHOLD
}

/// Sums run in eight lanes, so that one addition need not wait for the one before; the order is
/// fixed all the same.
const LANES: usize = 8;

fn sum(values: &[f64]) -> f64 {
    sum_by(values, |v| v)
}

fn sum_by<T: Copy>(values: &[T], key: impl Fn(T) -> f64) -> f64 {
    let mut lanes = [0.0; LANES];
    let chunks = values.chunks_exact(LANES);
    let rest: f64 = chunks.remainder().iter().map(|&v| key(v)).sum();
    for chunk in chunks {
        lanes
            .iter_mut()
            .zip(chunk)
            .for_each(|(lane, &v)| *lane += key(v));
    }
    lanes.iter().sum::<f64>() + rest
}
