//! Pitch classes: how much of a frame's power falls on each of the twelve semitones, octaves folded
//! together.

use super::plan::Plan;

pub(super) const PITCH_CLASSES: [&str; 12] = [
    "c", "c#", "d", "d#", "e", "f", "f#", "g", "g#", "a", "a#", "b",
];

/// Chroma of one frame, its largest value 1 (`librosa.feature.chroma_stft`, norm ∞). Silence stays
/// 0.
///
/// Summed in single precision, as librosa does: no value is small beside what it is summed from.
pub(super) fn of_frame(power: &[f64], plan: &Plan) -> [f64; 12] {
    let mut chroma = [0.0f32; 12];
    // Four bins at a time: each sum is then four independent ones, and the twelve of them keep
    // within registers.
    let (bins, weights) = (power.as_chunks::<4>(), plan.chroma.as_chunks::<4>());
    for (p, w) in bins.0.iter().zip(weights.0) {
        let p = p.map(|p| p as f32);
        for (class, c) in chroma.iter_mut().enumerate() {
            *c += (p[0] * w[0][class] + p[1] * w[1][class])
                + (p[2] * w[2][class] + p[3] * w[3][class]);
        }
    }
    for (&p, w) in bins.1.iter().zip(weights.1) {
        chroma
            .iter_mut()
            .zip(w)
            .for_each(|(c, w)| *c += p as f32 * w);
    }
    let largest = chroma.iter().copied().fold(0.0, f32::max);
    // librosa leaves alone what is below the smallest normal number of single precision.
    let scale = if largest >= f32::MIN_POSITIVE {
        1.0 / f64::from(largest)
    } else {
        1.0
    };
    chroma.map(|c| f64::from(c) * scale)
}
