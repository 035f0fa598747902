//! Puts a spoken line back together on a melody: pulses at the melody's pitch where the speaker's
//! throat was voiced, noise where it was not, both shaped by the mouth's envelope of that moment.

use std::f32::consts::TAU;
use std::sync::Arc;

use realfft::num_complex::Complex;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};

use crate::analyse::{BAND_EDGES, BIN_HZ, BINS, Frame};
use crate::dice::Dice;
use crate::dsp::{RATE, add, ease, gain, hz};
use crate::speech::Timbre;
use crate::syllable::Warp;

/// Transform length of the output; long enough for the slowest response to die away.
const OUT: usize = 2048;
/// Samples between noise pieces.
const NOISE_HOP: usize = 256;

/// A note of the line: when it sets in (seconds from the start of the line) and its pitch.
#[derive(Clone, Copy, Debug)]
pub struct Note {
    pub onset: f32,
    pub midi: f32,
}

/// The pitch over time, in MIDI notes with fractions.
pub struct Pitch<'a> {
    pub notes: &'a [Note],
    /// Seconds that a step from note to note takes.
    pub glide: f32,
    /// Cents each way, and turns a second; it swells in only on notes held longer than 0.3 s.
    pub vibrato: (f32, f32),
    pub end: f32,
}

impl Pitch<'_> {
    pub fn at(&self, time: f32) -> f32 {
        let mut midi = self.notes[0].midi;
        // Begin each step a little early: singers reach the pitch on the beat.
        for pair in self.notes.windows(2) {
            let span = self.glide.min(0.6 * (pair[1].onset - pair[0].onset)).max(1e-3);
            let moved = ease((time - pair[1].onset) / span + 0.6);
            midi += (pair[1].midi - pair[0].midi) * moved;
        }
        let now = self.notes.partition_point(|n| n.onset <= time).max(1) - 1;
        let start = self.notes[now].onset;
        let until = self.notes.get(now + 1).map_or(self.end, |n| n.onset);
        if until - start > 0.3 {
            let swell = ease((time - start - 0.18) / 0.25) * ease((until - time) / 0.08);
            midi += self.vibrato.0 / 100.0 * swell * (TAU * self.vibrato.1 * (time - start)).sin();
        }
        midi
    }
}

/// Sings the line; the result begins with its first consonant.
pub fn sing(frames: &[Frame], warp: &Warp, pitch: &Pitch, timbre: &Timbre, dice: &mut Dice) -> Vec<f32> {
    let mut mouth = Mouth::new(frames, timbre);
    let length = (warp.seconds() * RATE) as usize;
    let mut out = vec![0.0; length + OUT];
    // Voiced part: one pulse response per period, the pulse placed between samples where it must be.
    let mut time = 0.0f64;
    while (time as f32) < warp.seconds() {
        let now = time as f32;
        let period = RATE / hz(pitch.at(now));
        let position = time * f64::from(RATE);
        let whole = position.floor();
        // A trace of shimmer keeps long notes from sounding like an organ.
        let level = period.sqrt() * (1.0 + 0.02 * dice.noise());
        if let Some(response) = mouth.pulse(warp.frame_at(now), (position - whole) as f32) {
            add(&mut out, response, whole as isize, level);
        }
        time += f64::from(period / RATE);
    }
    // Voiceless part: overlapping pieces of noise through the same mouth.
    let noise: Vec<f32> = (0..length + OUT).map(|_| dice.noise() * 3f32.sqrt()).collect();
    for start in (0..length).step_by(NOISE_HOP) {
        let now = (start + NOISE_HOP) as f32 / RATE;
        let piece = &noise[start..start + 2 * NOISE_HOP];
        let response = mouth.breath(warp.frame_at(now), piece);
        let at = start as isize - (OUT / 2 - NOISE_HOP) as isize;
        add(&mut out, response, at, 1.0);
    }
    out.truncate(length);
    let fade = ((0.012 * RATE) as usize).min(length / 2);
    for i in 0..fade {
        let level = ease(i as f32 / fade as f32);
        out[i] *= level;
        out[length - 1 - i] *= level;
    }
    out
}

/// The moving vocal tract, with the transforms it needs.
struct Mouth<'a> {
    frames: &'a [Frame],
    formants: f32,
    /// Log power added to each output bin: the singer's tilt.
    colour: Vec<f32>,
    /// Log power added to each output bin of noise only: mild de-essing.
    soften: Vec<f32>,
    forward: Arc<dyn RealToComplex<f32>>,
    inverse: Arc<dyn ComplexToReal<f32>>,
    spectrum: Vec<Complex<f32>>,
    wave: Vec<f32>,
}

impl<'a> Mouth<'a> {
    fn new(frames: &'a [Frame], timbre: &Timbre) -> Self {
        let mut planner = RealFftPlanner::<f32>::new();
        let forward = planner.plan_fft_forward(OUT);
        let inverse = planner.plan_fft_inverse(OUT);
        let bin_hz = RATE / OUT as f32;
        let power = |db: f32| 2.0 * gain(db).ln();
        let colour = (0..=OUT / 2)
            .map(|k| {
                let octaves = (k as f32 * bin_hz / 500.0).max(1.0).log2().min(4.0);
                power(timbre.tilt * octaves)
            })
            .collect();
        let soften = (0..=OUT / 2).map(|k| power(-3.5 * ease((k as f32 * bin_hz - 3500.0) / 2500.0))).collect();
        Self {
            frames,
            formants: timbre.formants,
            colour,
            soften,
            spectrum: forward.make_output_vec(),
            wave: vec![0.0; OUT],
            forward,
            inverse,
        }
    }

    /// Log power of harmonics and of noise in one output bin at a (fractional) frame.
    fn power(&self, frame: f32, bin: usize) -> (f32, f32) {
        let here = (frame as usize).min(self.frames.len() - 1);
        let next = (here + 1).min(self.frames.len() - 1);
        let (a, b, mix) = (&self.frames[here], &self.frames[next], frame - here as f32);
        let source = bin as f32 * RATE / OUT as f32 / BIN_HZ / self.formants;
        let low = (source as usize).min(BINS - 2);
        let part = (source - low as f32).min(1.0);
        let read = |f: &Frame| f.envelope[low] * (1.0 - part) + f.envelope[low + 1] * part;
        let beyond = (source - (BINS - 1) as f32).max(0.0);
        // espeak-ng ends at 11 kHz; above, fall off quickly instead of stopping at a wall.
        let log = read(a) * (1.0 - mix) + read(b) * mix + self.colour[bin] - 0.06 * beyond;
        let hertz = source * BIN_HZ;
        let band = BAND_EDGES.iter().position(|&e| hertz < e).unwrap_or(BAND_EDGES.len() - 1);
        let share = a.harmonic[band] * (1.0 - mix) + b.harmonic[band] * mix;
        let of = |share: f32| log + share.max(1e-6).ln();
        (of(share), of(1.0 - share) + self.soften[bin])
    }

    /// The minimum-phase response to one pulse, delayed by a fraction of a sample.
    fn pulse(&mut self, frame: f32, fraction: f32) -> Option<&[f32]> {
        let here = (frame as usize).min(self.frames.len() - 1);
        let next = (here + 1).min(self.frames.len() - 1);
        if self.frames[here].harmonic[0] + self.frames[next].harmonic[0] <= 0.0 {
            return None;
        }
        for bin in 0..=OUT / 2 {
            // Log magnitude is half the log power.
            self.spectrum[bin] = Complex::new(0.5 * self.power(frame, bin).0, 0.0);
        }
        self.transform_back();
        // Fold the cepstrum: what lies before time zero is moved behind it.
        self.wave[1..OUT / 2].iter_mut().for_each(|c| *c *= 2.0);
        self.wave[OUT / 2 + 1..].fill(0.0);
        self.transform();
        for (k, c) in self.spectrum.iter_mut().enumerate() {
            *c = c.exp() * Complex::cis(-TAU * k as f32 * fraction / OUT as f32);
        }
        self.spectrum[0].re = 0.0;
        self.transform_back();
        Some(&self.wave)
    }

    /// A piece of noise as the mouth colours it; its middle comes out in the middle.
    fn breath(&mut self, frame: f32, noise: &[f32]) -> &[f32] {
        self.wave.fill(0.0);
        let first = OUT / 2 - noise.len() / 2;
        for (i, n) in noise.iter().enumerate() {
            let window = 0.5 - 0.5 * (TAU * i as f32 / noise.len() as f32).cos();
            self.wave[first + i] = n * window;
        }
        self.transform();
        for bin in 0..=OUT / 2 {
            let level = (0.5 * self.power(frame, bin).1).exp();
            self.spectrum[bin] *= level;
        }
        self.transform_back();
        &self.wave
    }

    fn transform(&mut self) {
        self.forward.process(&mut self.wave, &mut self.spectrum).expect("buffers come from the plan");
    }

    fn transform_back(&mut self) {
        self.spectrum[0].im = 0.0;
        self.spectrum[OUT / 2].im = 0.0;
        self.inverse.process(&mut self.spectrum, &mut self.wave).expect("both ends of the spectrum are real");
        self.wave.iter_mut().for_each(|s| *s /= OUT as f32);
    }
}
