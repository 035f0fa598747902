//! Checks what was made: is the voice in tune, and do its words still have the shapes of speech?

use std::f32::consts::TAU;

use realfft::{RealFftPlanner, RealToComplex};

use crate::analyse::HOP;
use crate::dsp::{RATE, hz};
use crate::vocal::{Line, Vocal};

/// What was measured of a vocal track.
pub struct Report {
    /// Median distance from the asked pitch, in cents, over all notes long enough to have one.
    pub cents: f32,
    /// Share of those notes within 20 cents.
    pub in_tune: f32,
    /// Correlation of the log-mel spectra of singing and speech, moment by moment.
    pub words: f32,
    /// The same with the speech moved by a third of the line: what chance would give.
    pub chance: f32,
}

/// Measures a vocal track against its melody and the speech it was made from.
pub fn measure(vocal: &Vocal) -> Report {
    let mut errors: Vec<f32> = vocal.lines.iter().flat_map(note_errors).collect();
    errors.sort_by(f32::total_cmp);
    let close = errors.iter().filter(|e| **e <= 20.0).count();
    let likeness = |shift: f32| {
        let all: f32 = vocal.lines.iter().map(|line| likeness(line, shift)).sum();
        all / vocal.lines.len() as f32
    };
    Report {
        cents: errors.get(errors.len() / 2).copied().unwrap_or(0.0),
        in_tune: close as f32 / errors.len().max(1) as f32,
        words: likeness(0.0),
        chance: likeness(1.0 / 3.0),
    }
}

/// Frequency near an expected one, by autocorrelation; `None` where nothing repeats.
pub fn pitch_near(samples: &[f32], expected: f32) -> Option<f32> {
    let (short, long) = (RATE / expected / 1.4, RATE / expected * 1.4);
    let (short, long) = (short as usize, long as usize + 1);
    let window = samples.len().checked_sub(long + 1)?;
    let score = |lag: usize| {
        let (a, b) = (&samples[..window], &samples[lag..lag + window]);
        let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(p, q)| p * q).sum::<f32>();
        dot(a, b) / (dot(a, a) * dot(b, b)).sqrt().max(1e-9)
    };
    let best = (short..=long).max_by(|&a, &b| score(a).total_cmp(&score(b)))?;
    let (l, c, r) = (score(best - 1), score(best), score(best + 1));
    let bend = l - 2.0 * c + r;
    (c > 0.6 && bend < 0.0).then(|| RATE / (best as f32 + 0.5 * (l - r) / bend))
}

/// Distances, in cents, of the sung notes of a line from the written ones.
fn note_errors(line: &Line) -> Vec<f32> {
    let ends = line.notes.iter().skip(1).map(|n| n.onset).chain([line.warp.seconds()]);
    line.notes
        .iter()
        .zip(ends)
        .filter_map(|(note, end)| {
            // Between the glides, while the vowel lasts.
            let (mut at, stop) = (note.onset + 0.05, end - 0.06);
            let length = (5.0 * RATE / hz(note.midi)) as usize;
            let mut heard = Vec::new();
            while at < stop {
                let frame = &line.frames[(line.warp.frame_at(at) as usize).min(line.frames.len() - 1)];
                let first = (at * RATE) as usize;
                let samples = line.samples.get(first..first + length);
                if let (Some(samples), true) = (samples, frame.harmonic[1] > 0.7) {
                    heard.extend(pitch_near(samples, hz(note.midi)));
                }
                at += 0.01;
            }
            heard.sort_by(f32::total_cmp);
            let middle = *heard.get(heard.len() / 2).filter(|_| heard.len() >= 5)?;
            Some((1200.0 * (middle / hz(note.midi)).log2()).abs())
        })
        .collect()
}

const MEL_BANDS: usize = 20;

/// Log power in bands of equal width to the ear, 150 to 7000 Hz.
struct Mel {
    fft: std::sync::Arc<dyn RealToComplex<f32>>,
    size: usize,
    rate: f32,
    /// Factor on all frequencies, for a singer whose formants were moved on purpose.
    scale: f32,
}

impl Mel {
    fn new(rate: f32, scale: f32) -> Self {
        let size = (0.032 * rate) as usize / 2 * 2;
        Self { fft: RealFftPlanner::new().plan_fft_forward(size), size, rate, scale }
    }

    fn at(&self, samples: &[f32], time: f32) -> [f32; MEL_BANDS] {
        let first = (time * self.rate) as isize - self.size as isize / 2;
        let mut input: Vec<f32> = (0..self.size)
            .map(|i| {
                let at = usize::try_from(first + i as isize).ok();
                let sample = at.and_then(|at| samples.get(at)).copied().unwrap_or(0.0);
                sample * (0.5 - 0.5 * (TAU * i as f32 / self.size as f32).cos())
            })
            .collect();
        let mut spectrum = self.fft.make_output_vec();
        self.fft.process(&mut input, &mut spectrum).expect("buffers come from the plan");
        let mel = |hz: f32| 1127.0 * (1.0 + hz / 700.0).ln();
        let (low, high) = (mel(150.0), mel(7000.0));
        let mut bands = [1e-7f32; MEL_BANDS];
        for (k, c) in spectrum.iter().enumerate() {
            let place = (mel(self.scale * k as f32 * self.rate / self.size as f32) - low) / (high - low);
            let centre = place * MEL_BANDS as f32 - 0.5;
            for (b, band) in bands.iter_mut().enumerate() {
                *band += (1.0 - (centre - b as f32).abs() / 1.5).max(0.0) * c.norm_sqr();
            }
        }
        bands.map(f32::ln)
    }
}

/// Correlation of singing with the speech that sounds at each moment, over times and bands.
fn likeness(line: &Line, shift: f32) -> f32 {
    let (sung, spoken) = (Mel::new(RATE, 1.0), Mel::new(line.spoken.rate, line.formants));
    let length = line.spoken.seconds();
    let mut pairs = Vec::new();
    let mut at = 0.03;
    while at < line.warp.seconds() - 0.03 {
        let source = (line.warp.frame_at(at) * HOP + shift * length) % length;
        let b = spoken.at(&line.spoken.samples, source);
        let a = sung.at(&line.samples, at);
        pairs.extend(a.into_iter().zip(b));
        at += 0.01;
    }
    correlation(&pairs)
}

fn correlation(pairs: &[(f32, f32)]) -> f32 {
    let n = pairs.len().max(1) as f32;
    let (ma, mb) = (pairs.iter().map(|p| p.0).sum::<f32>() / n, pairs.iter().map(|p| p.1).sum::<f32>() / n);
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (a, b) in pairs {
        ab += (a - ma) * (b - mb);
        aa += (a - ma).powi(2);
        bb += (b - mb).powi(2);
    }
    ab / (aa * bb).sqrt().max(1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::{BAND_EDGES, BINS, Frame};
    use crate::dice::Dice;
    use crate::sing::{Note, Pitch, sing};
    use crate::songbook::Voice;
    use crate::speech::Timbre;
    use crate::syllable::Warp;

    /// A vowel with two formants, without espeak-ng.
    fn vowel() -> Vec<Frame> {
        let envelope = (0..BINS)
            .map(|k| {
                let f = k as f32 * 21.53;
                let formant = |c: f32, w: f32| (1.0 + ((f - c) / w).powi(2)).recip();
                (formant(600.0, 80.0) + 0.3 * formant(1500.0, 120.0) + 1e-5).ln()
            })
            .collect();
        let frame = Frame { envelope, harmonic: [1.0; BAND_EDGES.len()] };
        vec![frame; 60]
    }

    #[test]
    fn the_sung_pitch_is_the_asked_one() {
        let frames = vowel();
        for (voice, midi) in [(Voice::Deep, 43.0), (Voice::Tenor, 57.4), (Voice::Soprano, 74.0)] {
            let notes = [Note { onset: 0.02, midi }, Note { onset: 0.5, midi: midi + 4.0 }];
            let warp = Warp::new(frames.len(), &[(0.02, 0.15), (0.15, 0.3)], &[0.02, 0.5], 1.0);
            let pitch = Pitch { notes: &notes, glide: 0.07, vibrato: (20.0, 5.5), end: 1.0 };
            let timbre = Timbre::of(voice);
            let sound = sing(&frames, &warp, &pitch, &timbre, &mut Dice::new(1, "sing"));
            for (at, asked) in [(0.15, midi), (0.25, midi), (0.60, midi + 4.0)] {
                let first = (at * RATE) as usize;
                let length = (8.0 * RATE / hz(asked)) as usize;
                let found = pitch_near(&sound[first..first + length], hz(asked)).unwrap();
                let expected = hz(pitch.at(at + 4.0 / hz(asked)));
                let cents = 1200.0 * (found / expected).log2();
                assert!(cents.abs() < 20.0, "{asked}: {cents} cents at {at} s");
            }
        }
    }

    #[test]
    fn correlation_knows_same_from_opposite() {
        assert!(correlation(&[(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]) > 0.999);
        assert!(correlation(&[(1.0, 3.0), (2.0, 2.0), (3.0, 1.0)]) < -0.999);
    }
}
