//! The small signal tools that several parts share.

/// Samples per second of everything from the synthesised voice onward: enough for cymbals up to 15 kHz,
/// and a quarter smaller on disk than the usual 44 100.
pub const RATE: f32 = 32_000.0;

/// Frequency of a MIDI note number; fractions are allowed.
pub fn hz(midi: f32) -> f32 {
    440.0 * ((midi - 69.0) / 12.0).exp2()
}

/// Linear gain of a level in decibels.
pub fn gain(db: f32) -> f32 {
    10f32.powf(db / 20.0)
}

/// Level in decibels of a linear gain.
pub fn decibels(gain: f32) -> f32 {
    20.0 * gain.max(1e-9).log10()
}

/// Root mean square.
pub fn rms(samples: &[f32]) -> f32 {
    let sum: f64 = samples.iter().map(|&s| f64::from(s) * f64::from(s)).sum();
    (sum / samples.len().max(1) as f64).sqrt() as f32
}

/// Largest magnitude.
pub fn peak(samples: &[f32]) -> f32 {
    samples.iter().fold(0.0, |p, s| p.max(s.abs()))
}

/// Adds `part` into `track` from sample `at` on; what lies outside the track is dropped.
pub fn add(track: &mut [f32], part: &[f32], at: isize, level: f32) {
    let skip = (-at).max(0) as usize;
    let start = at.max(0) as usize;
    if start < track.len() && skip < part.len() {
        for (t, p) in track[start..].iter_mut().zip(&part[skip..]) {
            *t += p * level;
        }
    }
}

/// Half a cosine from 0 at `x <= 0` to 1 at `x >= 1`: the shape of every fade, so that none clicks.
pub fn ease(x: f32) -> f32 {
    0.5 - 0.5 * (std::f32::consts::PI * x.clamp(0.0, 1.0)).cos()
}

/// A two-pole state-variable filter (trapezoidal), stable while its cutoff moves.
#[derive(Default)]
pub struct Filter {
    band_state: f32,
    low_state: f32,
}

/// The three outputs of [`Filter`].
pub struct Bands {
    pub low: f32,
    pub band: f32,
    pub high: f32,
}

impl Filter {
    pub fn step(&mut self, input: f32, cutoff: f32, damping: f32) -> Bands {
        let g = (std::f32::consts::PI * cutoff.clamp(10.0, 0.45 * RATE) / RATE).tan();
        let k = damping.max(0.05);
        let a = 1.0 / (1.0 + g * (g + k));
        let v3 = input - self.low_state;
        let band = a * (self.band_state + g * v3);
        let low = self.low_state + g * band;
        self.band_state = 2.0 * band - self.band_state;
        self.low_state = 2.0 * low - self.low_state;
        Bands { low, band, high: input - k * band - low }
    }
}

/// Damping of a filter without resonance (Butterworth).
pub const FLAT: f32 = std::f32::consts::SQRT_2;

/// Low-passes a whole buffer.
pub fn low_pass(samples: &mut [f32], cutoff: f32) {
    let mut filter = Filter::default();
    for s in samples {
        *s = filter.step(*s, cutoff, FLAT).low;
    }
}

/// High-passes a whole buffer.
pub fn high_pass(samples: &mut [f32], cutoff: f32) {
    let mut filter = Filter::default();
    for s in samples {
        *s = filter.step(*s, cutoff, FLAT).high;
    }
}

/// A shelf that turns everything above about `corner` up or down.
pub fn high_shelf(samples: &mut [f32], corner: f32, db: f32) {
    let mut filter = Filter::default();
    let extra = gain(db) - 1.0;
    for s in samples {
        *s += extra * filter.step(*s, corner, FLAT).high;
    }
}

/// A saw-tooth without audible aliasing (polyBLEP); `phase` runs over `0..1`.
pub fn saw(phase: f32, step: f32) -> f32 {
    let mut value = 2.0 * phase - 1.0;
    if phase < step {
        let t = phase / step;
        value -= t + t - t * t - 1.0;
    } else if phase > 1.0 - step {
        let t = (phase - 1.0) / step;
        value -= t * t + t + t + 1.0;
    }
    value
}
