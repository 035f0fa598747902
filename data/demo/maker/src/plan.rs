//! The plan of one song: tempo, metre, key, chords and players, drawn from the song's own dice.
//!
//! The style leans on the dice but does not fix the outcome: players are borrowed across styles, and
//! keys, tempos and levels overlap, so that no single measure of the sound gives the style away. The
//! language of the words is not consulted anywhere here.

use crate::dice::Dice;
use crate::songbook::Style;
use crate::style::{Leaning, MAJOR_CHORDS, MAJOR_LADDERS, MINOR_CHORDS, MINOR_LADDERS, Part, STILL_CHORDS, leaning};
use crate::timetable::timetable;

/// A player with its level among the others (decibels) and its share of reverb.
#[derive(Clone, Copy, Debug)]
pub struct Player {
    pub part: Part,
    pub level: f32,
    pub send: f32,
}

/// Everything decided about a song before a sound is made.
#[derive(Clone, Debug)]
pub struct Plan {
    pub style: Style,
    /// Quarter notes (or, in a ternary song, dotted quarters) a minute.
    pub tempo: f32,
    /// Beats of a bar.
    pub bar: u32,
    /// Whether a beat falls into three instead of two or four.
    pub ternary: bool,
    /// Delay of every second half-beat, as a share of a beat.
    pub swing: f32,
    /// Beat on which each line starts, and after the last, the beat of the ending chord.
    pub starts: Vec<u32>,
    /// Length of the song in seconds.
    pub seconds: f32,
    /// Pitch class of the key note, 0 for C.
    pub tonic: i32,
    /// Semitones of the seven degrees of the mode.
    pub mode: [i32; 7],
    /// Degrees that the melody uses.
    pub ladder: &'static [usize],
    /// Roots of the chords as degrees; one after the other, from the first beat of the song.
    pub progression: &'static [usize],
    /// Beats of one chord.
    pub chord_beats: u32,
    pub players: Vec<Player>,
    /// Level of the finished song, RMS in decibels below full scale.
    pub level: f32,
    /// How far the voice stands above all the players together.
    pub voice_above: f32,
    /// Reverb: seconds of decay, and the share the voice sends.
    pub room: (f32, f32),
    /// 0 dark to 1 bright; moves filters and the last shelf.
    pub brightness: f32,
    /// How far from the singer's comfortable centre the melody lies, in semitones.
    pub register: f32,
}

/// A chord as pitch classes: root, third, fifth.
#[derive(Clone, Copy, Debug)]
pub struct Chord {
    pub tones: [i32; 3],
}

impl Chord {
    /// The three tones in the octaves nearest to `centre`, ascending.
    pub fn near(&self, centre: f32) -> [f32; 3] {
        let mut notes = self.tones.map(|pc| nearest(pc, centre));
        notes.sort_by(f32::total_cmp);
        notes
    }

    pub fn root_near(&self, centre: f32) -> f32 {
        nearest(self.tones[0], centre)
    }
}

/// The MIDI note of a pitch class that lies nearest to `centre`.
pub fn nearest(pitch_class: i32, centre: f32) -> f32 {
    let pc = pitch_class as f32;
    pc + 12.0 * ((centre - pc) / 12.0).round()
}

impl Plan {
    /// Seconds of a beat.
    pub fn beat(&self) -> f32 {
        60.0 / self.tempo
    }

    /// The beat on which the ending chord falls.
    pub fn end(&self) -> u32 {
        *self.starts.last().expect("a song has lines")
    }

    /// The chord that sounds on a beat; the ending rests on the key note.
    pub fn chord(&self, beat: f32) -> Chord {
        let degree = if beat + 0.01 >= self.end() as f32 {
            0
        } else {
            self.progression[(beat + 0.01) as usize / self.chord_beats as usize % self.progression.len()]
        };
        let semitones = |d: usize| self.mode[d % 7] + 12 * (d / 7) as i32;
        let root = semitones(degree);
        let third = semitones(degree + 2) - root;
        // A diminished fifth would jar in so short a song.
        let fifth = (semitones(degree + 4) - root).max(7);
        Chord { tones: [root, root + third, root + fifth].map(|s| (self.tonic + s).rem_euclid(12)) }
    }
}

/// Plans a song whose lines have these numbers of syllables.
pub fn plan(style: Style, syllables: &[usize], dice: &Dice) -> Plan {
    let leaning = leaning(style);
    let mut d = dice.fork("plan");
    let time = timetable(style, &leaning, syllables, &mut dice.fork("time"));
    let mode = d.pick(leaning.modes);
    let minor = mode[2] == 3;
    let progression = match (d.chance(leaning.still), minor) {
        (true, _) => d.pick(&STILL_CHORDS),
        (false, true) => d.pick(&MINOR_CHORDS),
        (false, false) => d.pick(&MAJOR_CHORDS),
    };
    let ladder = d.pick(if minor { &MINOR_LADDERS } else { &MAJOR_LADDERS });
    let swing = match style {
        Style::Rap => d.range(0.0, 0.14),
        Style::Folk | Style::Ballad if !time.ternary => d.range(0.0, 0.08),
        _ => 0.0,
    };
    Plan {
        style,
        tempo: time.tempo,
        bar: time.bar,
        ternary: time.ternary,
        swing,
        starts: time.starts,
        seconds: time.seconds,
        tonic: d.below(12) as i32,
        mode,
        ladder,
        progression,
        chord_beats: if time.bar == 4 && d.chance(0.3) { 2 } else { time.bar },
        players: players(&leaning, &mut dice.fork("players")),
        level: d.range(leaning.level.0, leaning.level.1),
        voice_above: d.range(3.5, 6.0),
        room: (d.range(0.7, 2.4), d.range(0.06, 0.2)),
        brightness: d.unit(),
        register: d.range(-3.0, 3.0),
    }
}

fn players(leaning: &Leaning, d: &mut Dice) -> Vec<Player> {
    let mut players: Vec<Player> = leaning
        .players
        .iter()
        .filter_map(|&(chance, part, level, send)| {
            let player = Player { part, level: level + d.range(-3.0, 3.0), send: send * d.range(0.4, 1.6) };
            (d.unit() < chance).then_some(player)
        })
        .collect();
    // One drum kit is enough, and one player is not.
    let mut drummers = 0;
    players.retain(|p| {
        let kit = matches!(p.part, Part::SoftKit | Part::RockKit | Part::ClubKit | Part::BoomBapKit | Part::TrapKit);
        drummers += usize::from(kit);
        !kit || drummers == 1
    });
    for &(_, part, level, send) in leaning.players {
        if players.len() >= 2 {
            break;
        }
        if players.iter().all(|p| p.part != part) {
            players.push(Player { part, level, send });
        }
    }
    players
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_made_of_the_mode() {
        let plan = plan(Style::Ballad, &[8; 6], &Dice::new(1, "test"));
        for beat in 0..plan.end() {
            let [root, third, _] = plan.chord(beat as f32).tones;
            let scale = plan.mode.map(|s| (s + plan.tonic).rem_euclid(12));
            assert!(scale.contains(&root) && scale.contains(&third));
        }
        assert_eq!(plan.chord(plan.end() as f32).tones[0], plan.tonic);
        assert!(plan.players.len() >= 2);
    }
}
