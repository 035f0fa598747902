//! Another rate for a whole song.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Resampler, WindowFunction};

use crate::error::{Error, Result};

/// The least number of frames in one FFT block: long enough that the pass band ends within 1 % of the lower Nyquist
/// frequency.
const BLOCK_FRAMES: usize = 1024;

/// Frames in one FFT block: an even number of the shortest blocks that the ratio allows.
///
/// With an odd number both halves of a block can be fractions of a frame, and rubato 5.0.1 (which trims whole frames) then
/// returns the song up to half a frame late: 23 dB instead of over 100 for a 1 kHz tone from 44.1 to 48 kHz.
fn block_frames(from_hz: u32, to_hz: u32) -> usize {
    let (mut a, mut b) = (from_hz, to_hz);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let pair = 2 * from_hz as usize / a as usize;
    BLOCK_FRAMES.div_ceil(pair) * pair
}

/// The same sound at another rate, start and length in seconds kept.
///
/// # Shapes
/// Interleaved frames × `n_channels`, in and out; ⌈frames · `to_hz` / `from_hz`⌉ frames come out.
///
/// # Errors
/// When a rate or the number of channels is 0.
pub(super) fn resample_interleaved(samples: &[f32], n_channels: usize, from_hz: u32, to_hz: u32) -> Result<Vec<f32>> {
    let failed = |cause: String| Error::stage("resampling", cause);
    if n_channels == 0 || from_hz == 0 || to_hz == 0 {
        return Err(failed(format!("{n_channels} channels, {from_hz} to {to_hz} Hz")));
    }
    if from_hz == to_hz {
        return Ok(samples.to_vec());
    }
    let n_frames = samples.len() / n_channels;
    let input = InterleavedSlice::new(samples, n_channels, n_frames).map_err(|e| failed(e.to_string()))?;
    let mut resampler = Fft::<f32>::new_custom(
        from_hz as usize,
        to_hz as usize,
        block_frames(from_hz, to_hz),
        1,
        n_channels,
        WindowFunction::BlackmanHarris2,
        FixedSync::Input,
    )
    .map_err(|e| failed(e.to_string()))?;
    let output = resampler.process_all(&input, n_frames, None).map_err(|e| failed(e.to_string()))?;
    let mut samples = output.take_data();
    let n_out = (n_frames as u64 * u64::from(to_hz)).div_ceil(u64::from(from_hz)) as usize;
    // The resampler multiplies by the ratio in floating point, and may round up once too often.
    samples.truncate(n_out * n_channels);
    Ok(samples)
}
