//! How sounds give way to each other without a click.

use std::f32::consts::PI;

/// How long a preview takes to give way to the next, or to the song and back.
pub(super) const CROSS_SECS: f32 = 0.050;

/// 0 at step 0, 1 at the last, flat at both ends.
pub(super) fn raised_cosine(step: u32, n_steps: u32) -> f32 {
    if step >= n_steps {
        1.0
    } else {
        0.5 - 0.5 * (PI * step as f32 / n_steps as f32).cos()
    }
}
