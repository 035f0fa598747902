//! All channels into one, and one sample rate into another.

/// The mean of all channels.
///
/// # Shapes
/// Interleaved frames × `n_channels` → frames.
pub(super) fn mixed(samples: &[f32], n_channels: usize) -> impl ExactSizeIterator<Item = f32> {
    let scale = 1.0 / n_channels as f32;
    samples
        .chunks_exact(n_channels)
        .map(move |frame| frame.iter().sum::<f32>() * scale)
}

/// As [`mixed`], all at once; but where the channels cancel each other out, as those in antiphase
/// do, the loudest of them.
pub(super) fn mix(samples: &[f32], n_channels: usize) -> Vec<f32> {
    if n_channels <= 1 {
        return samples.to_vec();
    }
    let mean: Vec<f32> = mixed(samples, n_channels).collect();
    let n_frames = mean.len().max(1) as f64;
    let channel = |c: usize| samples.iter().skip(c).step_by(n_channels);
    let mean_squares: Vec<f64> = (0..n_channels)
        .map(|c| {
            channel(c)
                .map(|&x| f64::from(x) * f64::from(x))
                .sum::<f64>()
                / n_frames
        })
        .collect();
    match loudest_if_cancelling(sum_squares(&mean) / n_frames, &mean_squares) {
        Some(loudest) => channel(loudest).copied().collect(),
        None => mean,
    }
}

pub(super) fn sum_squares(samples: &[f32]) -> f64 {
    samples.iter().map(|&x| f64::from(x) * f64::from(x)).sum()
}

/// The loudest channel, where the mean of all is 30 dB fainter than they are: channels that have
/// nothing to do with each other lose no more than 10 dB per tenfold of their number, and a single
/// one among 64 loses 18.
pub(super) fn loudest_if_cancelling(of_mean: f64, of_channels: &[f64]) -> Option<usize> {
    const MAX_LOSS: f64 = 1e-3;
    let all = of_channels.iter().sum::<f64>() / of_channels.len().max(1) as f64;
    let loudest = (0..of_channels.len())
        .max_by(|&a, &b| of_channels[a].total_cmp(&of_channels[b]).then(b.cmp(&a)));
    loudest.filter(|_| all > 0.0 && of_mean < MAX_LOSS * all)
}

/// Mono sound at another rate; see [`resample_interleaved`].
pub(super) fn resample(samples: Vec<f32>, from_hz: u32, to_hz: u32) -> Vec<f32> {
    if from_hz == to_hz {
        samples
    } else {
        resample_interleaved(&samples, 1, from_hz, to_hz)
    }
}

/// Sound at another rate, by FFT with an anti-aliasing filter; neither delayed nor lengthened:
/// frame i of the result stands at `i / to_hz` seconds and there are ⌈n · to / from⌉ of them.
/// Without channels or rates it is empty.
///
/// # Shapes
/// Interleaved frames × `n_channels`, in and out.
pub(crate) fn resample_interleaved(
    samples: &[f32],
    n_channels: usize,
    from_hz: u32,
    to_hz: u32,
) -> Vec<f32> {
    if from_hz == to_hz {
        return samples.to_vec();
    }
    if samples.is_empty() || n_channels == 0 || from_hz == 0 || to_hz == 0 {
        return Vec::new();
    }
    let n_frames = (samples.len() / n_channels) as u64;
    let n_out = (n_frames * u64::from(to_hz)).div_ceil(u64::from(from_hz)) as usize;
    let mut out =
        latentune_numeric::resample(samples, n_channels, from_hz as usize, to_hz as usize)
            .unwrap_or_default();
    out.resize(n_out * n_channels, 0.0);
    out
}

pub(super) fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
