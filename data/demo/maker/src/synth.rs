//! The pitched instruments. Each function makes one note or chord, free of clicks at both ends.

use std::f32::consts::TAU;

use crate::dice::Dice;
use crate::dsp::{FLAT, Filter, RATE, ease, low_pass, saw};

/// Attack and release over a finished note, in seconds.
pub fn shape(note: &mut [f32], attack: f32, release: f32) {
    let length = note.len() as f32 / RATE;
    for (i, s) in note.iter_mut().enumerate() {
        let t = i as f32 / RATE;
        *s *= ease(t / attack) * ease((length - t) / release);
    }
}

fn blank(seconds: f32) -> Vec<f32> {
    vec![0.0; (seconds * RATE) as usize]
}

/// A string plucked once.
#[derive(Clone, Copy)]
pub struct StringTone {
    /// Seconds until the note has died away.
    pub decay: f32,
    /// Cutoff of the pluck in hertz.
    pub bright: f32,
    /// Where the string is plucked, as a share of its length.
    pub pick: f32,
    /// Buzz of a flat bridge, as on a tanpura.
    pub buzz: f32,
}

/// Karplus-Strong: a delay line, a loss filter, and an all-pass for the fraction of a sample that
/// keeps the string in tune.
pub fn pluck(freq: f32, seconds: f32, tone: StringTone, d: &mut Dice) -> Vec<f32> {
    let period = RATE / freq;
    // The averaging filter in the loop delays by this much.
    let blunt = 0.5 - 0.42 * (tone.bright / 9000.0).min(1.0);
    let whole = (period - blunt - 0.1).floor();
    let part = period - blunt - whole;
    let all_pass = (1.0 - part) / (1.0 + part);
    let mut line: Vec<f32> = (0..whole as usize).map(|_| d.noise()).collect();
    low_pass(&mut line, tone.bright);
    // The line goes round: without this its two ends would meet with a click.
    let edge = line.len() as f32 * 0.15;
    for i in 0..line.len() {
        let from_end = (line.len() - 1 - i) as f32;
        line[i] *= ease(i as f32 / edge) * ease(from_end / edge);
    }
    let offset = ((tone.pick * whole) as usize).max(1);
    let plain = line.clone();
    for (i, s) in line.iter_mut().enumerate() {
        *s = plain[i] - plain[(i + plain.len() - offset) % plain.len()];
    }
    let loss = 10f32.powf(-3.0 * period / RATE / tone.decay);
    // As if the string had been swinging before: filters that started empty would leave a click in the loop.
    let last = line[line.len() - 1];
    let (mut before, mut ap_in, mut ap_out) = (last, last, last);
    let mut out = blank(seconds);
    let mut at = 0;
    for s in &mut out {
        let now = line[at];
        *s = now;
        let blurred = (1.0 - blunt) * now + blunt * before;
        before = now;
        ap_out = all_pass * (blurred - ap_out) + ap_in;
        ap_in = blurred;
        line[at] = loss * ap_out;
        at = (at + 1) % line.len();
    }
    if tone.buzz > 0.0 {
        for s in &mut out {
            *s += tone.buzz * ((4.0 * *s).tanh() - (2.0 * *s).tanh());
        }
    }
    shape(&mut out, 0.002, 0.06);
    out
}

/// A music-box tine: a pure tone and the short clang of its bending modes.
pub fn tine(freq: f32, seconds: f32, bright: f32) -> Vec<f32> {
    let modes = [
        (1.0, 1.0, 1.3),
        (2.0, 0.12 + 0.15 * bright, 0.6),
        (6.27, 0.10 + 0.2 * bright, 0.12),
        (11.3, 0.06 * bright, 0.05),
    ];
    let mut out = blank(seconds);
    for (ratio, level, decay) in modes.iter().filter(|m| m.0 * freq < 14000.0) {
        for (i, s) in out.iter_mut().enumerate() {
            let t = i as f32 / RATE;
            *s += level * (TAU * freq * ratio * t).sin() * (-4.0 * t / decay).exp();
        }
    }
    shape(&mut out, 0.002, 0.05);
    out
}

/// An electric piano: two modulated sines, the attack brighter than the tail.
pub fn electric_piano(freq: f32, seconds: f32, bright: f32) -> Vec<f32> {
    let mut out = blank(seconds);
    for (i, s) in out.iter_mut().enumerate() {
        let t = i as f32 / RATE;
        let body = (0.5 + 1.2 * bright) * (-3.0 * t).exp() * (TAU * freq * t).sin();
        let bell = 0.25 * (-18.0 * t).exp() * (TAU * freq * 7.0 * t).sin();
        *s = (TAU * freq * t + body + bell).sin() * (-2.2 * t).exp();
    }
    shape(&mut out, 0.004, 0.08);
    out
}

/// Detuned saws behind a low-pass that opens and closes slowly.
pub struct SawTone {
    /// Saws for each note and their spread in cents.
    pub voices: usize,
    pub spread: f32,
    pub cutoff: f32,
    pub attack: f32,
    pub release: f32,
}

/// A chord of detuned saws; from a soft pad to a bright wall.
pub fn saws(notes: &[f32], seconds: f32, tone: &SawTone, d: &mut Dice) -> Vec<f32> {
    let mut out = blank(seconds);
    for &freq in notes {
        for _ in 0..tone.voices {
            let mut phase = d.unit();
            let step = freq * (tone.spread * d.noise() / 1200.0).exp2() / RATE;
            for s in &mut out {
                *s += saw(phase, step);
                phase = (phase + step).fract();
            }
        }
    }
    let (mut first, mut second) = (Filter::default(), Filter::default());
    let turn = d.range(0.1, 0.4);
    for (i, s) in out.iter_mut().enumerate() {
        let t = i as f32 / RATE;
        let cutoff = tone.cutoff * (1.0 + 0.25 * (TAU * turn * t).sin());
        let once = first.step(*s, cutoff, FLAT).low;
        *s = second.step(once, 2.0 * cutoff, FLAT).low;
    }
    shape(&mut out, tone.attack, tone.release);
    out
}

/// A hand-pumped reed organ: thin pulses, breathing bellows.
pub fn reeds(notes: &[f32], seconds: f32, d: &mut Dice) -> Vec<f32> {
    let mut out = blank(seconds);
    for &freq in notes {
        for cents in [-4.0, 3.0] {
            let step = freq * (cents / 1200.0f32).exp2() / RATE;
            let mut phase = d.unit();
            for s in &mut out {
                // The difference of two saws is a pulse.
                *s += saw(phase, step) - saw((phase + 0.3).fract(), step);
                phase = (phase + step).fract();
            }
        }
    }
    let (mut nose, mut lid) = (Filter::default(), Filter::default());
    for (i, s) in out.iter_mut().enumerate() {
        let bellows = 1.0 + 0.08 * (TAU * 4.3 * i as f32 / RATE).sin();
        let lit = *s + 0.8 * nose.step(*s, 1400.0, 0.6).band;
        *s = lid.step(lit, 3500.0, FLAT).low * bellows;
    }
    shape(&mut out, 0.06, 0.12);
    out
}

/// A bamboo flute: few harmonics, breath, a vibrato that comes late.
pub fn flute(freq: f32, seconds: f32, d: &mut Dice) -> Vec<f32> {
    let mut out = blank(seconds);
    let mut breath = Filter::default();
    let mut phase = 0.0f32;
    for (i, s) in out.iter_mut().enumerate() {
        let t = i as f32 / RATE;
        let vibrato = 0.012 * ease((t - 0.2) / 0.3) * (TAU * 5.1 * t).sin();
        // The pitch rises into the note as the blower finds it.
        let bend = -0.02 * (-t / 0.03).exp();
        phase = (phase + freq * (1.0 + vibrato * 0.5 + bend) / RATE).fract();
        let tone = (TAU * phase).sin() + 0.3 * (2.0 * TAU * phase).sin() + 0.12 * (3.0 * TAU * phase).sin();
        *s = tone + 0.6 * breath.step(d.noise(), 2.0 * freq, 0.3).band * (0.3 + (-t / 0.05).exp());
    }
    shape(&mut out, 0.05, 0.09);
    out
}

/// A power chord through an overdriven amplifier and its loudspeaker.
pub fn power_chord(root: f32, seconds: f32, drive: f32, muted: bool, d: &mut Dice) -> Vec<f32> {
    let tone = StringTone {
        decay: if muted { 0.25 } else { 5.0 },
        bright: if muted { 1800.0 } else { 5000.0 },
        pick: 0.17,
        buzz: 0.0,
    };
    let mut out = blank(seconds);
    for ratio in [1.0, 1.4983, 2.0] {
        for (s, p) in out.iter_mut().zip(pluck(root * ratio, seconds, tone, d)) {
            *s += p;
        }
    }
    let (mut tight, mut box_low, mut box_again, mut honk) =
        (Filter::default(), Filter::default(), Filter::default(), Filter::default());
    for s in &mut out {
        let input = tight.step(*s, 90.0, FLAT).high;
        // A little bias gives even harmonics, as valves do.
        let hot = (drive * input + 0.2).tanh() - 0.2f32.tanh();
        let cabinet = box_again.step(box_low.step(hot, 4200.0, FLAT).low, 5200.0, FLAT).low;
        *s = cabinet + 0.5 * honk.step(cabinet, 900.0, 1.0).band;
    }
    shape(&mut out, 0.003, 0.04);
    out
}

/// A synthesised bass note whose filter closes after the attack.
pub fn synth_bass(freq: f32, seconds: f32, bright: f32) -> Vec<f32> {
    let mut out = blank(seconds);
    let step = freq / RATE;
    let mut phase = 0.25f32;
    let mut filter = Filter::default();
    for (i, s) in out.iter_mut().enumerate() {
        let t = i as f32 / RATE;
        let raw = saw(phase, step) + (TAU * phase).sin();
        phase = (phase + step).fract();
        let cutoff = 140.0 + (500.0 + 1800.0 * bright) * (-t / 0.09).exp();
        *s = filter.step(raw, cutoff, 0.7).low;
    }
    shape(&mut out, 0.004, 0.03);
    out
}

/// A sub bass: nearly a sine, gliding down into its pitch, driven just enough to be heard on small
/// loudspeakers.
pub fn sub_bass(freq: f32, seconds: f32, drive: f32) -> Vec<f32> {
    let mut out = blank(seconds);
    let mut phase = 0.0f32;
    for (i, s) in out.iter_mut().enumerate() {
        let t = i as f32 / RATE;
        phase = (phase + freq * (1.0 + 0.8 * (-t / 0.025).exp()) / RATE).fract();
        *s = ((TAU * phase).sin() * drive).tanh() * (-1.2 * t).exp();
    }
    shape(&mut out, 0.004, 0.06);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::pitch_near;

    #[test]
    fn strings_are_in_tune() {
        let tone = StringTone { decay: 3.0, bright: 4000.0, pick: 0.2, buzz: 0.0 };
        for freq in [82.4, 196.0, 329.6, 659.3] {
            let note = pluck(freq, 0.6, tone, &mut Dice::new(1, "string"));
            let found = pitch_near(&note[8000..14000], freq).unwrap();
            let cents = 1200.0 * (found / freq).log2();
            assert!(cents.abs() < 6.0, "{freq} Hz is off by {cents} cents");
        }
    }
}
