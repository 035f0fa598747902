//! One sample rate into another, by rubato.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Resampler, WindowFunction};

/// Frames per FFT block, about: long enough to pass 97 % of the lower band, short enough to stay in
/// the cache.
const BLOCK_FRAMES: usize = 2048;

/// Sound at another rate, by FFT with an anti-aliasing filter, without the delay of the filter.
/// `None` for rates, channels or lengths that rubato refuses; such as are above 0 it takes.
///
/// # Shapes
/// Interleaved frames × `n_channels`, in and out.
pub fn resample(
    samples: &[f32],
    n_channels: usize,
    from_hz: usize,
    to_hz: usize,
) -> Option<Vec<f32>> {
    let n_frames = samples.len() / n_channels;
    // The delay is half a block of the output, rounded down: with an odd block the result would be
    // half a sample off. An even multiple of the least block that both rates divide is even on both
    // sides.
    let least_block = from_hz / gcd(from_hz, to_hz);
    let block = least_block * BLOCK_FRAMES.div_ceil(least_block).next_multiple_of(2);
    let window = WindowFunction::BlackmanHarris2;
    let mut resampler = Fft::<f32>::new_custom(
        from_hz,
        to_hz,
        block,
        1,
        n_channels,
        window,
        FixedSync::Both,
    )
    .ok()?;
    let input = InterleavedSlice::new(samples, n_channels, n_frames).ok()?;
    Some(
        resampler
            .process_all(&input, n_frames, None)
            .ok()?
            .take_data(),
    )
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
