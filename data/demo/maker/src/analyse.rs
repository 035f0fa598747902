//! Takes a spoken line apart: what the throat does (is it voiced, and how cleanly), and what the mouth
//! does (the smooth spectral envelope). The melody later replaces the throat and keeps the mouth.
//!
//! The envelope follows the idea of CheapTrick (M. Morise, 2015): a window of three pitch periods, power
//! smoothed over two thirds of the pitch, and a cepstral lifter that takes out what harmonics are left.

use std::f32::consts::{PI, TAU};

use realfft::RealFftPlanner;
use realfft::num_complex::Complex;

use crate::speech::Spoken;

/// Seconds between frames.
pub const HOP: f32 = 0.005;
/// Length of the analysis transform.
const SIZE: usize = 1024;
/// Width of a bin in hertz; espeak-ng always speaks at 22 050 samples a second.
pub const BIN_HZ: f32 = 22050.0 / SIZE as f32;
/// Bins of an envelope.
pub const BINS: usize = SIZE / 2 + 1;
/// Upper edges, in hertz, of the bands in which voice and breath are told apart.
pub const BAND_EDGES: [f32; 6] = [800.0, 1800.0, 3000.0, 4500.0, 6500.0, 12000.0];

/// One moment of the line.
#[derive(Clone)]
pub struct Frame {
    /// Natural logarithm of the power spectral density, smooth over frequency.
    pub envelope: Vec<f32>,
    /// Share of the power that is periodic, per band of [`BAND_EDGES`]; all 0 in voiceless sounds.
    pub harmonic: [f32; BAND_EDGES.len()],
}

/// Analyses a line frame by frame.
pub fn analyse(spoken: &Spoken) -> Vec<Frame> {
    let count = (spoken.seconds() / HOP) as usize + 1;
    let pitch = flat_pitch(spoken);
    let mut planner = RealFftPlanner::<f32>::new();
    let forward = planner.plan_fft_forward(SIZE);
    let spectrum = |samples: &[f32]| {
        let mut input = vec![0.0; SIZE];
        input[..samples.len()].copy_from_slice(samples);
        let mut output = forward.make_output_vec();
        forward.process(&mut input, &mut output).expect("buffers come from the plan");
        output
    };
    let period = spoken.rate / pitch;
    let raw: Vec<[f32; BAND_EDGES.len()]> =
        (0..count).map(|i| harmonic_share(spoken, i as f32 * HOP * spoken.rate, period, &spectrum)).collect();
    (0..count)
        .map(|i| {
            // A median of three takes out single frames that were judged wrongly.
            let harmonic = std::array::from_fn(|b| {
                let mut near = [raw[i.saturating_sub(1)][b], raw[i][b], raw[(i + 1).min(count - 1)][b]];
                near.sort_by(f32::total_cmp);
                near[1]
            });
            let centre = i as f32 * HOP * spoken.rate;
            Frame { envelope: envelope(spoken, centre, pitch, &spectrum), harmonic }
        })
        .collect()
}

/// The one pitch of a flatly spoken line: the best lag of the autocorrelation summed over all frames.
fn flat_pitch(spoken: &Spoken) -> f32 {
    let x = &spoken.samples;
    let (short, long) = ((spoken.rate / 330.0) as usize, (spoken.rate / 60.0) as usize);
    let window = (0.03 * spoken.rate) as usize;
    let mut total = vec![0.0f32; long + 2];
    for start in (0..x.len().saturating_sub(window + long + 2)).step_by(window) {
        let a = &x[start..start + window];
        for (lag, sum) in total.iter_mut().enumerate().skip(short - 1) {
            *sum += a.iter().zip(&x[start + lag..]).map(|(p, q)| p * q).sum::<f32>();
        }
    }
    let best = total[short..=long].iter().copied().fold(f32::MIN, f32::max);
    // The first high peak: longer lags that fit as well are only its multiples.
    let lag = (short..=long)
        .find(|&l| total[l] > 0.88 * best && total[l] >= total[l - 1] && total[l] >= total[l + 1])
        .unwrap_or(long);
    let (l, c, r) = (total[lag - 1], total[lag], total[lag + 1]);
    let bend = l - 2.0 * c + r;
    let shift = if bend < 0.0 { 0.5 * (l - r) / bend } else { 0.0 };
    spoken.rate / (lag as f32 + shift)
}

/// A Hann-windowed piece of the line around `centre`, of unit window power.
fn piece(spoken: &Spoken, centre: f32, length: usize) -> Vec<f32> {
    let first = centre.round() as isize - length as isize / 2;
    let norm = (8.0 / (3.0 * length as f32)).sqrt();
    (0..length)
        .map(|i| {
            let at = first + i as isize;
            let sample = usize::try_from(at).ok().and_then(|at| spoken.samples.get(at)).copied().unwrap_or(0.0);
            let window = 0.5 - 0.5 * (TAU * (i as f32 + 0.5) / length as f32).cos();
            sample * window * norm
        })
        .collect()
}

/// How alike two neighbouring pitch periods are, band by band: near 1 for voice, near 0 for breath.
fn harmonic_share(
    spoken: &Spoken,
    centre: f32,
    period: f32,
    spectrum: &impl Fn(&[f32]) -> Vec<Complex<f32>>,
) -> [f32; BAND_EDGES.len()] {
    let length = (2.0 * period) as usize;
    let (early, late) = ((centre - period / 2.0).round(), (centre + period / 2.0).round());
    let a = spectrum(&piece(spoken, early, length));
    let b = spectrum(&piece(spoken, late, length));
    // The pieces lie whole samples apart, the period is not whole: turn the phase by the difference.
    let slip = period - (late - early);
    let mut low = 0.0;
    let mut shares = BAND_EDGES.map(|high| {
        let (mut cross, mut power_a, mut power_b) = (0.0, 0.0, 1e-9);
        for (k, (p, q)) in a.iter().zip(&b).enumerate() {
            let f = k as f32 * spoken.rate / SIZE as f32;
            if f >= low && f < high {
                let turned = q * Complex::cis(TAU * k as f32 * slip / SIZE as f32);
                cross += (p * turned.conj()).re;
                power_a += p.norm_sqr();
                power_b += q.norm_sqr();
            }
        }
        low = high;
        let alike = cross / (power_a * power_b).sqrt().max(1e-9);
        // Stretch the scale: a vowel that changes shape is still wholly voiced.
        ((alike - 0.2) / 0.4).clamp(0.0, 1.0)
    });
    if shares[0] < 0.35 {
        shares = [0.0; BAND_EDGES.len()];
    }
    shares
}

/// The smooth log power spectrum around one moment.
fn envelope(spoken: &Spoken, centre: f32, pitch: f32, spectrum: &impl Fn(&[f32]) -> Vec<Complex<f32>>) -> Vec<f32> {
    let length = ((3.0 * spoken.rate / pitch) as usize).min(SIZE);
    let power: Vec<f32> = spectrum(&piece(spoken, centre, length)).iter().map(|c| c.norm_sqr()).collect();
    let smooth = running_mean(&power, 2.0 / 3.0 * pitch * SIZE as f32 / spoken.rate);
    // Lifter: real cepstrum of the even log spectrum, by its cosine transform through the same FFT.
    let mut even = vec![0.0; SIZE];
    for (k, p) in smooth.iter().enumerate() {
        let log = (p + 1e-10).ln();
        even[k] = log;
        even[(SIZE - k) % SIZE] = log;
    }
    let cepstrum = spectrum(&even);
    for (n, c) in cepstrum.iter().enumerate() {
        let turn = PI * pitch * n as f32 / spoken.rate;
        let sinc = if n == 0 { 1.0 } else { turn.sin() / turn };
        let sharpen = 1.3 - 0.3 * (2.0 * turn).cos();
        let value = c.re / SIZE as f32 * sinc * sharpen;
        even[n] = value;
        even[(SIZE - n) % SIZE] = value;
    }
    spectrum(&even).iter().map(|c| c.re).collect()
}

/// Mean over a width in (fractional) bins, mirrored at both ends.
fn running_mean(power: &[f32], width: f32) -> Vec<f32> {
    let reach = (width / 2.0).ceil() as isize;
    let last = power.len() as isize - 1;
    (0..=last)
        .map(|k| {
            let (mut sum, mut weights) = (0.0, 0.0);
            for d in -reach..=reach {
                let weight = (width / 2.0 + 0.5 - d.abs() as f32).clamp(0.0, 1.0);
                let at = (k + d).abs();
                let at = if at > last { 2 * last - at } else { at };
                sum += weight * power[at as usize];
                weights += weight;
            }
            sum / weights
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pulses(pitch: f32) -> Spoken {
        let rate = 22050.0;
        let mut samples = vec![0.0; 11025];
        let mut state = 0.0;
        for (i, s) in samples.iter_mut().enumerate() {
            let phase = (i as f32 * pitch / rate).fract();
            state = 0.9 * state + if phase < pitch / rate { 0.3 } else { 0.0 };
            *s = state;
        }
        Spoken { samples, rate, vowels: Vec::new() }
    }

    #[test]
    fn a_pulse_train_is_voiced_and_its_pitch_is_found() {
        let spoken = pulses(150.0);
        assert!((flat_pitch(&spoken) - 150.0).abs() < 1.5);
        let frames = analyse(&spoken);
        assert!(frames[50].harmonic[0] > 0.9);
    }

    #[test]
    fn the_envelope_shows_no_harmonics() {
        let frames = analyse(&pulses(150.0));
        let e = &frames[50].envelope;
        // Seven bins a harmonic: neighbouring peaks and valleys would differ by several nepers.
        let rough = (30..200).map(|k| (e[k + 1] - e[k]).abs()).fold(0.0, f32::max);
        assert!(rough < 0.2, "{rough}");
    }
}
