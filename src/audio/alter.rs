//! The same recording, altered as a listener would hardly mind: another pitch, tempo or level, or
//! without its highs.
//!
//! Tempo is changed by a phase vocoder (Flanagan & Golden 1966; Laroche & Dolson 1999, without
//! phase locking), pitch by the same followed by resampling, both as librosa 0.11 does it
//! (`librosa.effects.time_stretch` and `pitch_shift` at 2,048 samples and a hop of 512). It smears
//! attacks, so that a part of what moves is the vocoder's. The low-pass is a Butterworth filter of
//! the fourth order.

use std::f64::consts::{PI, TAU};

use latentune_numeric::fft::num_complex::Complex;
use strum::{IntoStaticStr, VariantArray};

use super::resample;
use super::stft::Stft;
use crate::words::{Text, id};

const N_FFT: usize = 2048;
const HOP_SAMPLES: usize = 512;
/// What a telephone lets through, about.
const LOW_PASS_HZ: f64 = 4_000.0;

/// What is done to a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Alteration {
    SemitoneUp,
    SemitoneDown,
    /// By 5 %.
    Faster,
    Slower,
    /// By 6 dB, without clipping.
    Louder,
    Softer,
    /// Without what is above 4 kHz.
    LowPass,
}

impl Alteration {
    pub(crate) fn label(self) -> Text {
        match self {
            Alteration::SemitoneUp => id::INVARIANCE_SEMITONE_UP,
            Alteration::SemitoneDown => id::INVARIANCE_SEMITONE_DOWN,
            Alteration::Faster => id::INVARIANCE_FASTER,
            Alteration::Slower => id::INVARIANCE_SLOWER,
            Alteration::Louder => id::INVARIANCE_LOUDER,
            Alteration::Softer => id::INVARIANCE_SOFTER,
            Alteration::LowPass => id::INVARIANCE_LOW_PASS,
        }
    }

    /// # Shapes
    /// Mono samples; as many again, but for tempo, which makes 20 of them 19 or 21.
    pub(super) fn applied(self, samples: &[f32], rate_hz: u32) -> Vec<f32> {
        let by = |gain: f32| samples.iter().map(|x| gain * x).collect();
        // 6 dB: 10^(6 / 20).
        const GAIN: f32 = 1.995_262_3;
        match self {
            Alteration::SemitoneUp => shifted(samples, rate_hz, 1.0),
            Alteration::SemitoneDown => shifted(samples, rate_hz, -1.0),
            Alteration::Faster => stretched(samples, 1.05),
            Alteration::Slower => stretched(samples, 1.0 / 1.05),
            Alteration::Louder => by(GAIN),
            Alteration::Softer => by(GAIN.recip()),
            Alteration::LowPass => low_passed(samples, rate_hz),
        }
    }
}

/// `rate` times as fast, at the same pitch.
fn stretched(samples: &[f32], rate: f64) -> Vec<f32> {
    let length = (samples.len() as f64 / rate).round() as usize;
    let stft = Stft::new(N_FFT, HOP_SAMPLES);
    let wide: Vec<f64> = samples.iter().map(|&x| f64::from(x)).collect();
    let mut frames = stft.forward(&wide, 1 + samples.len() / HOP_SAMPLES);
    let n_frames = frames.len();
    let zeros = vec![Complex::default(); N_FFT / 2 + 1];
    frames.extend([zeros.clone(), zeros]);
    let advance = |bin: usize| PI * HOP_SAMPLES as f64 * bin as f64 / (N_FFT / 2) as f64;
    let mut phase: Vec<f64> = frames[0].iter().map(|z| z.arg()).collect();
    let (mut magnitudes, mut phases) = (Vec::new(), Vec::new());
    let steps = (0..).map(|i| f64::from(i) * rate);
    for step in steps.take_while(|step| *step < n_frames as f64) {
        let (at, between) = (step as usize, step.fract());
        let (here, next) = (&frames[at], &frames[at + 1]);
        let both = || here.iter().zip(next);
        magnitudes.push(
            both()
                .map(|(a, b)| (1.0 - between) * a.norm() + between * b.norm())
                .collect::<Vec<f64>>(),
        );
        phases.push(phase.iter().map(|&p| Complex::cis(p)).collect::<Vec<_>>());
        for (bin, ((a, b), phase)) in both().zip(&mut phase).enumerate() {
            // How far the phase really went on beyond what the middle of the bin would have.
            let off = b.arg() - a.arg() - advance(bin);
            *phase += advance(bin) + off - TAU * (off / TAU).round_ties_even();
        }
    }
    let mut sound: Vec<f32> = stft
        .inverse(&magnitudes, &phases)
        .iter()
        .map(|&x| x as f32)
        .collect();
    sound.resize(length, 0.0);
    sound
}

/// So many semitones higher, at the same tempo.
fn shifted(samples: &[f32], rate_hz: u32, semitones: f64) -> Vec<f32> {
    let rate = (-semitones / 12.0).exp2();
    let slower = stretched(samples, rate);
    // Heard at the usual rate, what was taken at another one has another pitch. Rates are whole:
    // off by less than a thousandth of a semitone.
    let from_hz = (f64::from(rate_hz) / rate).round() as u32;
    let mut sound = resample::resample(slower, from_hz, rate_hz);
    sound.resize(samples.len(), 0.0);
    sound
}

/// Two sections of the second order, by the bilinear transform (`scipy.signal.butter(4, …)`).
fn low_passed(samples: &[f32], rate_hz: u32) -> Vec<f32> {
    // Nothing is above it.
    if 2.0 * LOW_PASS_HZ >= f64::from(rate_hz) {
        return samples.to_vec();
    }
    let k = (PI * LOW_PASS_HZ / f64::from(rate_hz)).tan();
    let mut sound: Vec<f64> = samples.iter().map(|&x| f64::from(x)).collect();
    for pole in [1.0, 3.0] {
        let damping = 2.0 * (pole * PI / 8.0).sin();
        let scale = 1.0 / (1.0 + damping * k + k * k);
        let (b, a1, a2) = (
            k * k * scale,
            2.0 * (k * k - 1.0) * scale,
            (1.0 - damping * k + k * k) * scale,
        );
        let (mut z1, mut z2) = (0.0, 0.0);
        for x in &mut sound {
            let y = b * *x + z1;
            z1 = 2.0 * b * *x - a1 * y + z2;
            z2 = b * *x - a2 * y;
            *x = y;
        }
    }
    sound.iter().map(|&x| x as f32).collect()
}
