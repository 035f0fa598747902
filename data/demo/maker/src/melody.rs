//! Composes the tune: which note each syllable gets.
//!
//! A song has two or three motifs, each a contour over the length of a line with small turns of its
//! own; lines come back to them in a form such as A A B A, and a repeated line always does.

use crate::dice::Dice;
use crate::plan::{Plan, nearest};
use crate::songbook::Style;
use crate::speech::Timbre;

/// A recognisable shape that can be sung to any number of syllables.
struct Motif {
    /// Steps above the song's middle note at the start, at the turn and at the end.
    start: f32,
    turn: f32,
    end: f32,
    /// Where in the line the turn lies, `0..1`.
    turn_at: f32,
    /// Small steps, one for each syllable; they make motifs with equal contours differ.
    turns: Vec<i32>,
}

/// The tune of one song.
pub struct Tune<'a> {
    plan: &'a Plan,
    motifs: Vec<Motif>,
    form: Vec<usize>,
    /// All notes of the melody's scale within the singer's reach, ascending.
    scale: Vec<f32>,
    middle: usize,
}

const FORMS: [&[usize]; 7] =
    [&[0, 0, 1, 0], &[0, 1, 0, 1], &[0, 0, 1, 1], &[0, 1, 0, 2], &[0, 1, 2, 1], &[0, 0, 0, 1], &[0, 1, 1, 2]];

impl<'a> Tune<'a> {
    pub fn new(plan: &'a Plan, timbre: &Timbre, lines: &[String], dice: &Dice) -> Self {
        let mut d = dice.fork("melody");
        let rap = plan.style == Style::Rap;
        // Nearly spoken styles lie lower and hardly move.
        let centre = timbre.centre + plan.register - if rap { 4.0 } else { 0.0 };
        let scale: Vec<f32> = (-24..=24)
            .map(|step| centre.round() + step as f32)
            .filter(|note| {
                let degree = (*note as i32 - plan.tonic).rem_euclid(12);
                plan.ladder.iter().any(|&l| plan.mode[l] == degree)
            })
            .collect();
        let middle = closest(&scale, centre);
        let reach = if rap { 0.8 } else { d.range(1.6, 3.4) };
        let motifs = (0..3)
            .map(|_| Motif {
                start: d.range(-1.0, 0.7) * reach,
                turn: d.range(-0.8, 1.4) * reach,
                end: d.range(-1.0, 0.5) * reach,
                turn_at: d.range(0.25, 0.75),
                turns: (0..16).map(|_| if rap { d.pick(&[0, 0, 0, 1]) } else { d.pick(&[-1, 0, 0, 0, 1]) }).collect(),
            })
            .collect();
        let pattern = d.pick(&FORMS);
        let mut form: Vec<usize> = (0..lines.len()).map(|i| pattern[i % pattern.len()]).collect();
        for (i, line) in lines.iter().enumerate() {
            if let Some(earlier) = lines[..i].iter().position(|l| l == line) {
                form[i] = form[earlier];
            }
        }
        Self { plan, motifs, form, scale, middle }
    }

    /// The notes of a line whose syllables fall on these beats of the song.
    pub fn line(&self, line: usize, beats: &[f32]) -> Vec<f32> {
        let motif = &self.motifs[self.form[line]];
        let rap = self.plan.style == Style::Rap;
        let last = beats.len() - 1;
        let span = (beats[last] - beats[0]).max(0.1);
        let mut notes: Vec<f32> = Vec::with_capacity(beats.len());
        for (i, &beat) in beats.iter().enumerate() {
            let x = (beat - beats[0]) / span;
            let contour = if x < motif.turn_at {
                motif.start + (motif.turn - motif.start) * x / motif.turn_at
            } else {
                motif.turn + (motif.end - motif.turn) * (x - motif.turn_at) / (1.0 - motif.turn_at)
            };
            let step = contour.round() as i32 + motif.turns[i % motif.turns.len()];
            let at = (self.middle as i32 + step).clamp(0, self.scale.len() as i32 - 1);
            let mut note = self.scale[at as usize];
            let strong = i == last || (beat - beat.round()).abs() < 0.05;
            if strong && !rap {
                note = self.chord_tone(beat, note);
            }
            if let Some(&before) = notes.last() {
                note = within_leap(note, before);
            }
            notes.push(note);
        }
        if line + 1 == self.form.len() {
            notes[last] = nearest(self.plan.tonic, notes[last]);
        }
        notes
    }

    fn chord_tone(&self, beat: f32, note: f32) -> f32 {
        self.plan
            .chord(beat)
            .tones
            .map(|tone| nearest(tone, note))
            .into_iter()
            .min_by(|a, b| (a - note).abs().total_cmp(&(b - note).abs()))
            .unwrap_or(note)
    }
}

fn closest(scale: &[f32], note: f32) -> usize {
    (0..scale.len()).min_by(|&a, &b| (scale[a] - note).abs().total_cmp(&(scale[b] - note).abs())).unwrap_or(0)
}

/// Leaps beyond a major sixth are brought nearer by an octave.
fn within_leap(note: f32, before: f32) -> f32 {
    match note - before {
        leap if leap > 9.0 => note - 12.0,
        leap if leap < -9.0 => note + 12.0,
        _ => note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::plan;
    use crate::songbook::Voice;

    #[test]
    fn a_returning_line_returns_to_its_motif_and_the_song_ends_at_home() {
        let lines: Vec<String> = ["a", "b", "c", "a"].map(String::from).to_vec();
        let timbre = Timbre::of(Voice::Alto);
        for seed in 0..20 {
            let dice = Dice::new(seed, "t");
            let plan = plan(Style::Folk, &[6; 4], &dice);
            let tune = Tune::new(&plan, &timbre, &lines, &dice);
            assert_eq!(tune.form[0], tune.form[3]);
            let notes = tune.line(3, &[9.0, 9.5, 10.0, 10.5, 11.0]);
            assert_eq!((notes[4] as i32).rem_euclid(12), plan.tonic);
            assert!(notes.iter().all(|n| (n - timbre.centre).abs() < 17.0));
        }
    }
}
