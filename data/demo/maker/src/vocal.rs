//! The singer: speaks each line, gives its syllables notes and time, and sings.

use crate::analyse::{Frame, analyse};
use crate::dice::Dice;
use crate::dsp::{RATE, add, high_pass, rms};
use crate::melody::Tune;
use crate::plan::Plan;
use crate::sing::{Note, Pitch, sing};
use crate::songbook::{Song, Style};
use crate::speech::{Spoken, Timbre, speak};
use crate::syllable::{Warp, place};

/// Seconds of consonants that may sound before a line's first beat.
const PICKUP: f32 = 0.32;

/// One sung line, with what is needed to check it afterwards.
pub struct Line {
    /// When the line's first sound is heard, in seconds from the start of the song.
    pub start: f32,
    pub notes: Vec<Note>,
    pub warp: Warp,
    pub spoken: Spoken,
    /// Factor by which the singer's formants differ from the speaker's.
    pub formants: f32,
    pub frames: Vec<Frame>,
    pub samples: Vec<f32>,
}

/// The whole vocal track.
pub struct Vocal {
    pub lines: Vec<Line>,
    pub track: Vec<f32>,
}

/// Speaks all lines at the usual speed, to learn how many syllables they have and how long they take.
pub fn read_through(song: &Song) -> Result<Vec<Spoken>, String> {
    let timbre = Timbre::of(song.voice);
    song.lines.iter().map(|line| speak(line, &timbre, USUAL_SPEED)).collect()
}

/// Sings the song as planned.
pub fn perform(song: &Song, plan: &Plan, drafts: &[Spoken], dice: &Dice) -> Result<Vocal, String> {
    let timbre = Timbre::of(song.voice);
    let tune = Tune::new(plan, &timbre, &song.lines, dice);
    let mut spoken = Vec::new();
    for (i, line) in song.lines.iter().enumerate() {
        let seconds = (plan.starts[i + 1] - plan.starts[i]) as f32 * plan.beat();
        spoken.push(speak(line, &timbre, fitting_speed(&drafts[i], seconds))?);
    }
    let pickups: Vec<f32> = spoken.iter().map(|said| said.vowels[0].0.min(PICKUP)).collect();
    let mut track = vec![0.0; (plan.seconds * RATE) as usize];
    let mut lines = Vec::new();
    for (i, said) in spoken.into_iter().enumerate() {
        let start = plan.starts[i] as f32 * plan.beat() - pickups[i];
        // The next line's first consonants may need the end of this line's time.
        let next = plan.starts[i + 1] as f32 * plan.beat();
        let room = pickups.get(i + 1).map_or(next + 0.3, |pickup| next - pickup - 0.015) - start;
        let beats = syllable_beats(plan, i, &said, room - pickups[i]);
        let notes: Vec<Note> = beats
            .iter()
            .zip(tune.line(i, &beats))
            .map(|(&beat, midi)| Note { onset: swung(plan, beat) * plan.beat() - start, midi })
            .collect();
        let line = sing_line(said, start, notes, room, song, &timbre, &dice.fork(&format!("line {i}")));
        add(&mut track, &line.samples, (start * RATE) as isize, 1.0);
        lines.push(line);
    }
    Ok(Vocal { lines, track })
}

/// Sings one line within `room` seconds.
fn sing_line(
    spoken: Spoken,
    start: f32,
    notes: Vec<Note>,
    room: f32,
    song: &Song,
    timbre: &Timbre,
    dice: &Dice,
) -> Line {
    let frames = analyse(&spoken);
    let last = notes[notes.len() - 1].onset;
    let tail = spoken.seconds() - spoken.vowels[spoken.vowels.len() - 1].0;
    let end = room.min(last + (1.8 * tail).clamp(0.35, 0.9)).max(last + 0.12);
    let onsets: Vec<f32> = notes.iter().map(|n| n.onset).collect();
    let warp = Warp::new(frames.len(), &spoken.vowels, &onsets, end);
    let rap = song.style == Style::Rap;
    let pitch = Pitch {
        notes: &notes,
        glide: if rap { 0.06 } else { 0.075 },
        vibrato: if rap { (0.0, 5.0) } else { timbre.vibrato },
        end,
    };
    let mut samples = sing(&frames, &warp, &pitch, timbre, &mut dice.fork("breath"));
    high_pass(&mut samples, 80.0);
    let level = 0.1 / rms(&samples).max(1e-6);
    samples.iter_mut().for_each(|s| *s *= level);
    Line { start, notes, warp, spoken, formants: timbre.formants, frames, samples }
}

/// Words a minute of the first reading.
const USUAL_SPEED: u32 = 160;

/// The speed at which a line nearly fills its time, so that little stretching is needed.
fn fitting_speed(draft: &Spoken, seconds: f32) -> u32 {
    let wanted = 0.88 * (seconds - 0.1);
    (USUAL_SPEED as f32 * draft.seconds() / wanted).clamp(95.0, 330.0) as u32
}

/// The beats of the song on which the syllables of a line fall.
fn syllable_beats(plan: &Plan, line: usize, spoken: &Spoken, room: f32) -> Vec<f32> {
    let vowels: Vec<f32> = spoken.vowels.iter().map(|v| v.0).collect();
    let start = plan.starts[line] as f32;
    let beats = (room / plan.beat()).min((plan.starts[line + 1] - plan.starts[line]) as f32);
    // The coarsest grid on which there is air between syllables sounds most like singing.
    let grids: &[usize] = if plan.ternary { &[3, 6, 12] } else { &[2, 4, 8] };
    for &per_beat in grids {
        let cells = (beats * per_beat as f32) as usize;
        let cell = plan.beat() / per_beat as f32;
        let rest = (0.26 / cell).ceil() as usize;
        let crowded = vowels.len() as f32 > 0.8 * cells as f32;
        let last = per_beat == grids[2];
        if crowded && !last {
            continue;
        }
        if let Some(placed) = place(&vowels, cells, rest, per_beat) {
            return placed.into_iter().map(|c| start + c as f32 / per_beat as f32).collect();
        }
    }
    // More syllables than cells: speech rhythm, squeezed into the time there is.
    let span = (vowels[vowels.len() - 1] - vowels[0]).max(0.01);
    vowels.iter().map(|v| start + (v - vowels[0]) / span * 0.85 * beats).collect()
}

fn swung(plan: &Plan, beat: f32) -> f32 {
    if (beat.fract() - 0.5).abs() < 0.02 { beat + plan.swing } else { beat }
}
