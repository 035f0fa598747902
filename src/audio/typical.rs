//! The stretch of a recording that is most like the rest of it.
//!
//! # Rule
//! Log-mel frames of the whole recording are averaged over a second each, which is long enough to hold
//! a beat and short enough to hold one kind of sound. Of these the median of each band is what the song
//! sounds like most of the time; each is as far from that as its mean absolute deviation in dB over the
//! bands; and the stretch is the one whose seconds are nearest on average, the earliest of equals.
//!
//! The median, and not the mean: of a song with one long break the mean lies between the two, where
//! the song never is, and a stretch with as much of either would win. And second by second, not by the
//! mean of a stretch, for the same reason. What repeats most could be found as such, by the
//! self-similarity of chroma (Bartsch & Wakefield 2001) or of paths in it (Müller, Jiang & Grosche
//! 2013, the fitness of a thumbnail): that finds the chorus, wherever there is one, takes the square of
//! the song's length, and asks for a song that repeats itself. This takes a thousandth of the song's
//! length, and what it finds is no chorus: it is what the song is like.

use std::ops::Range;

use super::mel;
use super::plan::Plan;
use crate::config::AudioConfig;
use crate::matrix::Matrix;

/// Frames are looked at so far apart: half a hundred in ten seconds.
const STEP_SECS: f32 = 0.2;
/// So many of them are a second.
const A_SECOND: usize = 5;
const N_FFT: usize = 2048;
const N_MELS: usize = 32;

/// The most typical `secs` of a recording, in samples; all of one that is no longer.
///
/// # Shapes
/// `samples` mono at `rate_hz`.
pub(super) fn place(samples: &[f32], rate_hz: u32, secs: f32) -> Range<usize> {
    let length = (f64::from(secs) * f64::from(rate_hz)).round() as usize;
    if length >= samples.len() || length == 0 {
        return 0..samples.len();
    }
    let hop_samples = ((STEP_SECS * rate_hz as f32) as usize).max(1);
    let config = AudioConfig {
        sample_rate_hz: rate_hz,
        n_fft: N_FFT,
        hop_samples,
        n_mels: N_MELS,
        n_mfcc: N_MELS.min(AudioConfig::default().n_mfcc),
        ..AudioConfig::default()
    };
    let mut log_mel = mel::log_mel(samples, &Plan::alone(&config));
    mel::floor_at_top_db(log_mel.as_mut_slice());
    let distances = distances(&by_the_second(&log_mel));
    // The last second of a stretch begins before its end.
    let n_frames = (length / hop_samples).saturating_sub(A_SECOND - 1);
    let n_frames = n_frames.clamp(1, distances.len());
    let start = nearest(&distances, n_frames) * hop_samples;
    let start = start.min(samples.len() - length);
    start..start + length
}

/// The mean of each frame and of those that follow within a second; fewer rows than frames by as many.
fn by_the_second(log_mel: &Matrix) -> Matrix {
    let n = A_SECOND.min(log_mel.n_rows());
    let mut means = Matrix::zeros(log_mel.n_rows() + 1 - n, log_mel.n_cols());
    for t in 0..means.n_rows() {
        for (band, mean) in means.row_mut(t).iter_mut().enumerate() {
            let sum: f32 = (t..t + n).map(|frame| log_mel.row(frame)[band]).sum();
            *mean = sum / n as f32;
        }
    }
    means
}

/// How far each frame is from the medians of the bands, in dB.
fn distances(log_mel: &Matrix) -> Vec<f32> {
    let medians: Vec<f32> = (0..log_mel.n_cols())
        .map(|band| {
            let mut values: Vec<f32> = log_mel.rows().map(|frame| frame[band]).collect();
            let middle = values.len() / 2;
            *values.select_nth_unstable_by(middle, f32::total_cmp).1
        })
        .collect();
    let of = |frame: &[f32]| {
        let off = frame
            .iter()
            .zip(&medians)
            .map(|(v, median)| (v - median).abs());
        off.sum::<f32>() / medians.len() as f32
    };
    log_mel.rows().map(of).collect()
}

/// Where the `n` frames in a row begin that are nearest together; the first of equals.
fn nearest(distances: &[f32], n: usize) -> usize {
    let mut sum: f64 = distances[..n].iter().map(|&d| f64::from(d)).sum();
    let (mut least, mut at) = (sum, 0);
    for end in n..distances.len() {
        sum += f64::from(distances[end]) - f64::from(distances[end - n]);
        if sum < least {
            (least, at) = (sum, end + 1 - n);
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::splitmix64;

    const RATE_HZ: u32 = 22_050;

    fn noise(i: usize) -> f32 {
        (splitmix64(i as u64) as f32 / u64::MAX as f32 - 0.5) * 0.8
    }

    /// A chord that is struck twice a second.
    fn pattern(i: usize) -> f32 {
        let t = i as f32 / RATE_HZ as f32;
        let fades = (-6.0 * (t * 2.0).fract()).exp();
        let chord = [220.0, 277.18, 329.63].map(|hz| (std::f32::consts::TAU * hz * t).sin());
        0.25 * fades * chord.iter().sum::<f32>()
    }

    /// The pattern, but noise where it is told.
    fn song(secs: f32, noisy: &[Range<f32>]) -> Vec<f32> {
        let n = (secs * RATE_HZ as f32) as usize;
        let is_noisy = |t: f32| noisy.iter().any(|part| part.contains(&t));
        (0..n)
            .map(|i| match is_noisy(i as f32 / RATE_HZ as f32) {
                true => noise(i),
                false => pattern(i),
            })
            .collect()
    }

    fn found(song: &[f32], secs: f32) -> Range<f32> {
        let place = place(song, RATE_HZ, secs);
        let secs = |samples: usize| samples as f32 / RATE_HZ as f32;
        secs(place.start)..secs(place.end)
    }

    #[test]
    fn it_is_within_what_dominates_elsewhere_though_the_middle_is_noise() {
        let found = found(&song(60.0, &[20.0..40.0]), 10.0);
        assert!(found.end <= 20.3 || found.start >= 39.7, "{found:?}");
        assert!((found.end - found.start - 10.0).abs() < 1e-3, "{found:?}");
    }

    #[test]
    fn the_only_ten_seconds_of_it_are_found_among_what_is_not() {
        // Noise twice, and the pattern for the larger part: only there are ten seconds of it.
        let noisy = [0.0..7.0, 22.0..29.0, 35.0..38.0];
        let found = found(&song(40.0, &noisy), 10.0);
        assert!(found.start >= 6.7 && found.end <= 22.3, "{found:?}");
    }

    #[test]
    fn what_is_short_or_silent_is_taken_as_it_is() {
        assert_eq!(found(&song(4.0, &[]), 10.0), 0.0..4.0);
        assert_eq!(place(&[], RATE_HZ, 10.0), 0..0);
        let silent = vec![0.0; 20 * RATE_HZ as usize];
        assert_eq!(place(&silent, RATE_HZ, 10.0), 0..10 * RATE_HZ as usize);
        // Rates that no music has.
        for rate_hz in [10, 4000, 192_000] {
            let place = place(&silent[..2 * rate_hz as usize], rate_hz, 1.0);
            assert_eq!(place.len(), rate_hz as usize);
        }
    }

    #[test]
    fn of_frames_in_a_row_the_nearest_are_found() {
        assert_eq!(nearest(&[3.0, 1.0, 1.0, 3.0, 1.0, 1.0], 2), 1);
        assert_eq!(nearest(&[3.0, 2.0, 2.0, 0.0, 1.0], 3), 2);
        assert_eq!(nearest(&[1.0], 1), 0);
    }
}
