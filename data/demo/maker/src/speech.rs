//! Has a line spoken and brings back the samples and the vowels.
//!
//! The line is said on one flat pitch: the melody replaces the pitch anyway, and a flat voice can be
//! taken apart much more cleanly than one whose pitch moves.

use crate::espeak::{Request, say};
use crate::songbook::{Voice, is_bangla};

/// What is particular to one singer.
pub struct Timbre {
    /// The espeak-ng variant, appended to the language.
    pub variant: &'static str,
    /// espeak-ng's pitch setting, for 105 to 140 Hz: harmonics near enough to show the formants, periods
    /// short enough to show the consonants.
    pub pitch: u8,
    /// Factor on all formant frequencies: below 1 a larger head, above 1 a smaller one.
    pub formants: f32,
    /// Tilt of the spectrum in decibels per octave above 500 Hz.
    pub tilt: f32,
    /// MIDI note around which this voice likes to sing.
    pub centre: f32,
    /// Vibrato, in cents each way and turns a second.
    pub vibrato: (f32, f32),
}

impl Timbre {
    pub fn of(voice: Voice) -> Self {
        // Variants with echo, flutter or roughness are of no use: those cannot be taken out again.
        let (variant, pitch, formants, tilt, centre, vibrato) = match voice {
            Voice::Soprano => ("Annie", 10, 1.00, 0.5, 67.0, (28.0, 5.8)),
            Voice::Bright => ("m6", 80, 1.17, 1.5, 64.0, (18.0, 6.2)),
            Voice::Alto => ("belinda", 10, 0.95, 0.0, 62.0, (24.0, 5.3)),
            Voice::Tenor => ("m3", 80, 1.02, 1.0, 57.0, (24.0, 5.6)),
            Voice::Baritone => ("m4", 85, 0.97, 0.5, 52.0, (20.0, 5.0)),
            Voice::Deep => ("m7", 80, 0.92, 0.0, 48.0, (16.0, 4.6)),
        };
        Self { variant, pitch, formants, tilt, centre, vibrato }
    }
}

/// A spoken line, silence trimmed off both ends.
pub struct Spoken {
    pub samples: Vec<f32>,
    pub rate: f32,
    /// Begin and end of each vowel, in seconds; there is one vowel in a syllable.
    pub vowels: Vec<(f32, f32)>,
}

impl Spoken {
    pub fn seconds(&self) -> f32 {
        self.samples.len() as f32 / self.rate
    }
}

/// Says one line at about `words_per_minute`.
pub fn speak(line: &str, timbre: &Timbre, words_per_minute: u32) -> Result<Spoken, String> {
    let language = if is_bangla(line) { "bn" } else { "en" };
    let said = say(&Request {
        voice: &format!("{language}+{}", timbre.variant),
        words_per_minute,
        pitch: timbre.pitch,
        text: &bare(line),
    })?;
    if said.rate != 22050 {
        return Err(format!("espeak-ng speaks at {} samples a second; the analysis needs 22050", said.rate));
    }
    let rate = said.rate as f32;
    let (first, end) = sounding(&said.samples, (0.01 * rate) as usize);
    let seconds = |sample: usize| sample.clamp(first, end).saturating_sub(first) as f32 / rate;
    let ends = said.phonemes.iter().skip(1).map(|p| p.0).chain([end]);
    let vowels: Vec<(f32, f32)> = said
        .phonemes
        .iter()
        .zip(ends)
        .filter(|((_, vowel), _)| *vowel)
        .map(|((begin, _), end)| (seconds(*begin), seconds(end)))
        .collect();
    if vowels.is_empty() {
        return Err(format!("espeak-ng finds no syllable in {line:?}"));
    }
    Ok(Spoken { samples: said.samples[first..end].to_vec(), rate, vowels })
}

/// Without punctuation: a pause inside a sung line is the melody's business.
fn bare(line: &str) -> String {
    with_nukta_letters(line).replace('’', "'").replace(['.', ',', '!', '?', '।', ';', ':', '<', '>', '&', '"'], " ")
}

/// With ড়, ঢ় and য় as single letters. Normalised text (NFC) spells each as a letter and a nukta, and espeak-ng 1.51 then
/// drops the vowel that follows; but it speaks a single য় without a vowel sign as "jo", so that one stays as it is.
fn with_nukta_letters(line: &str) -> String {
    const VOWEL_SIGNS: std::ops::RangeInclusive<char> = '\u{09BE}'..='\u{09CC}';
    let chars: Vec<char> =
        line.replace("\u{09A1}\u{09BC}", "\u{09DC}").replace("\u{09A2}\u{09BC}", "\u{09DD}").chars().collect();
    let mut text = String::with_capacity(line.len());
    let mut i = 0;
    while i < chars.len() {
        let is_ya = chars[i..].starts_with(&['\u{09AF}', '\u{09BC}']);
        if is_ya && chars.get(i + 2).is_some_and(|c| VOWEL_SIGNS.contains(c)) {
            text.push('\u{09DF}');
            i += 2;
        } else {
            text.push(chars[i]);
            i += 1;
        }
    }
    text
}

/// First sample of the sound and the one after its last, with a margin so that soft consonants survive.
fn sounding(samples: &[f32], margin: usize) -> (usize, usize) {
    let floor = 0.004 * crate::dsp::peak(samples);
    let first = samples.iter().position(|s| s.abs() > floor).unwrap_or(0);
    let last = samples.iter().rposition(|s| s.abs() > floor).unwrap_or(0);
    (first.saturating_sub(margin), (last + margin).min(samples.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sound_is_found_with_a_margin() {
        let mut samples = vec![0.0; 1000];
        samples[400..500].fill(0.5);
        assert_eq!(sounding(&samples, 10), (390, 509));
    }

    #[test]
    fn letters_with_a_nukta_keep_the_vowel_after_them() {
        assert_eq!(with_nukta_letters("ব\u{09BE}\u{09A1}\u{09BC}\u{09BF}"), "ব\u{09BE}\u{09DC}\u{09BF}");
        assert_eq!(with_nukta_letters("হৃদ\u{09AF}\u{09BC}\u{09C7}"), "হৃদ\u{09DF}\u{09C7}");
        assert_eq!(with_nukta_letters("য\u{09BE}\u{09AF}\u{09BC}"), "য\u{09BE}\u{09AF}\u{09BC}");
    }

    #[test]
    fn punctuation_is_not_spoken() {
        assert_eq!(bare("Oh, it’s you!").trim(), "Oh  it's you");
    }
}
