//! Which part of a recording is looked at.

use std::ops::Range;

use crate::config::{AudioConfig, Window};

/// The excerpts of a recording of `n_frames` frames, in frames. A recording too short for what was
/// asked is taken whole.
pub(super) fn excerpts(n_frames: u64, rate_hz: u32, config: &AudioConfig) -> Vec<Range<u64>> {
    let length = (f64::from(config.window_secs) * f64::from(rate_hz)).round() as u64;
    let n_windows = match config.window {
        Window::Whole => 0,
        // That one is found by its sound, not by its place.
        Window::Middle | Window::Typical => 1,
        Window::Several => config.n_windows as u64,
    };
    if n_windows == 0 || length.saturating_mul(n_windows) >= n_frames {
        return std::iter::once(0..n_frames).collect();
    }
    let slack = n_frames - length;
    let start = |i: u64| {
        if n_windows == 1 {
            slack / 2
        } else {
            (u128::from(slack) * u128::from(i) / u128::from(n_windows - 1)) as u64
        }
    };
    (0..n_windows)
        .map(|i| start(i)..start(i) + length)
        .collect()
}
