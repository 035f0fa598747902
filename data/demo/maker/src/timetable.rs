//! Fits the lines of a song into 12 to 20 seconds: its tempo, its metre, and the beats of each line.

use crate::dice::Dice;
use crate::songbook::Style;
use crate::style::Leaning;

/// Shortest and longest song, in seconds.
pub const SECONDS: (f32, f32) = (12.3, 19.6);

/// When things happen.
pub struct Timetable {
    pub tempo: f32,
    pub bar: u32,
    pub ternary: bool,
    /// Beat on which each line starts, and after the last, the beat of the ending chord.
    pub starts: Vec<u32>,
    pub seconds: f32,
}

/// How a try at a timetable may be made.
struct Terms {
    /// Syllables a second that a line may need at most.
    pace: f32,
    /// Seconds that the song may last.
    longest: f32,
    /// Whether each line takes as many beats as it needs, instead of all the same.
    uneven: bool,
}

/// Draws tempos and line lengths until the words fit into the time of a song.
///
/// The wishes for a short song and an unhurried pace are given up step by step; words are never cut.
pub fn timetable(style: Style, leaning: &Leaning, syllables: &[usize], d: &mut Dice) -> Timetable {
    let rap = style == Style::Rap;
    let pace = if rap { d.range(6.2, 7.2) } else { d.range(4.6, 5.6) };
    let longest = d.range(12.8, SECONDS.1);
    let terms = |pace, longest, uneven| Terms { pace, longest, uneven };
    let steps = [
        terms(pace, longest, rap),
        terms(pace * 1.15, longest, rap),
        terms(pace * 1.15, SECONDS.1, rap),
        terms(pace * 1.3, SECONDS.1, true),
        terms(pace * 1.5, SECONDS.1, true),
    ];
    // Some rap is counted twice as fast, with drums at half time.
    let double = rap && d.chance(0.4);
    let feels = if double { [DOUBLE_TIME, leaning.tempo] } else { [leaning.tempo, DOUBLE_TIME] };
    let feels = &feels[..if rap { 2 } else { 1 }];
    // The other feel is better than hurry.
    let tries = [&steps[..3], &steps[3..]]
        .into_iter()
        .flat_map(|part| feels.iter().flat_map(move |feel| part.iter().map(move |step| (step, feel))));
    let mut nearest: Option<(f32, Timetable)> = None;
    for (step, &(low, high)) in tries {
        for _ in 0..150 {
            let tempo = d.range(low, high);
            let table = draw(leaning, syllables, step, tempo, d);
            let excess = (SECONDS.0 - table.seconds).max(table.seconds - step.longest).max(0.0);
            let fits = table.fits(syllables, step.pace);
            if fits && excess == 0.0 {
                return table;
            }
            if fits && nearest.as_ref().is_none_or(|n| excess < n.0) {
                nearest = Some((excess, table));
            }
        }
    }
    let (_, table) = nearest.expect("uneven lines always fit their words");
    // Not even uneven lines fit at this style's tempo: bend it by what is missing.
    let factor = table.seconds.clamp(SECONDS.0, SECONDS.1) / table.seconds;
    Timetable { tempo: table.tempo / factor, seconds: table.seconds * factor, ..table }
}

/// Tempo of rap that is counted twice as fast.
const DOUBLE_TIME: (f32, f32) = (132.0, 150.0);

/// One try at a timetable.
fn draw(leaning: &Leaning, syllables: &[usize], terms: &Terms, tempo: f32, d: &mut Dice) -> Timetable {
    let beat = 60.0 / tempo;
    let slot = d.pick(leaning.slots);
    let ternary = d.chance(leaning.ternary);
    let bar = if slot == 3 && !terms.uneven { 3 } else { 4 };
    let intro = d.pick(&[bar / 2, bar, bar, 2 * bar]).max(1);
    let mut starts = vec![intro];
    for &count in syllables {
        let needed = (seconds_needed(count, terms.pace) / beat).ceil() as u32;
        let length = if terms.uneven { needed.max(2) } else { slot };
        starts.push(starts[starts.len() - 1] + length);
    }
    let tail = (3.0 * beat).clamp(1.7, 2.6);
    let seconds = starts[starts.len() - 1] as f32 * beat + tail;
    Timetable { tempo, bar, ternary, starts, seconds }
}

/// Seconds that a line takes at a pace, with a breath.
fn seconds_needed(syllables: usize, pace: f32) -> f32 {
    syllables as f32 / pace + 0.18
}

impl Timetable {
    fn fits(&self, syllables: &[usize], pace: f32) -> bool {
        self.starts.windows(2).zip(syllables).all(|(w, &count)| {
            let seconds = (w[1] - w[0]) as f32 * 60.0 / self.tempo;
            seconds + 1e-3 >= seconds_needed(count, pace)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::leaning;

    const STYLES: [Style; 6] = [Style::Folk, Style::Ballad, Style::Rock, Style::Dance, Style::Rap, Style::Lullaby];

    #[test]
    fn every_song_is_of_the_asked_length() {
        for style in STYLES {
            for seed in 0..40 {
                let (lines, each) = match style {
                    Style::Rap => (8 + seed as usize % 5, 9),
                    Style::Lullaby => (6, 7),
                    _ => (6 + seed as usize % 3, 8),
                };
                let mut d = Dice::new(seed, "test");
                let table = timetable(style, &leaning(style), &vec![each; lines], &mut d);
                assert!(table.seconds <= SECONDS.1 + 0.01, "{style:?} {}", table.seconds);
                assert!(table.seconds >= 12.0, "{style:?} {}", table.seconds);
                assert_eq!(table.starts.len(), lines + 1);
            }
        }
    }
}
