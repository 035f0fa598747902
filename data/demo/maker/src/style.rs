//! What the six styles lean to: tempos, modes, chords and players.
//!
//! Every entry is a chance, not a rule, and most players appear in more than one style: the styles differ
//! as styles do, and blur as styles do.

use crate::songbook::Style;

/// A part that a player can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Tanpura,
    Ektara,
    Harmonium,
    Flute,
    HandDrum,
    Nylon,
    Strum,
    Pad,
    Keys,
    MusicBox,
    PowerGuitar,
    SuperSaw,
    Arp,
    UprightBass,
    ElectricBass,
    SynthBass,
    SubBass,
    SoftKit,
    RockKit,
    ClubKit,
    BoomBapKit,
    TrapKit,
    Shaker,
}

// Degrees of the modes in semitones above the key note.
const IONIAN: [i32; 7] = [0, 2, 4, 5, 7, 9, 11];
const LYDIAN: [i32; 7] = [0, 2, 4, 6, 7, 9, 11];
const MIXOLYDIAN: [i32; 7] = [0, 2, 4, 5, 7, 9, 10];
const DORIAN: [i32; 7] = [0, 2, 3, 5, 7, 9, 10];
const AEOLIAN: [i32; 7] = [0, 2, 3, 5, 7, 8, 10];
const PHRYGIAN: [i32; 7] = [0, 1, 3, 5, 7, 8, 10];
const HARMONIC: [i32; 7] = [0, 2, 3, 5, 7, 8, 11];

/// Degrees that a melody may use.
pub const MAJOR_LADDERS: [&[usize]; 4] =
    [&[0, 1, 2, 4, 5], &[0, 1, 2, 3, 4, 5], &[0, 2, 3, 4, 6], &[0, 1, 2, 3, 4, 5, 6]];
pub const MINOR_LADDERS: [&[usize]; 4] =
    [&[0, 2, 3, 4, 6], &[0, 1, 2, 3, 4, 6], &[0, 1, 2, 4, 5], &[0, 1, 2, 3, 4, 5, 6]];

/// Roots of the chords as degrees.
pub const MAJOR_CHORDS: [&[usize]; 8] = [
    &[0, 5, 3, 4],
    &[0, 4, 5, 3],
    &[0, 3, 0, 4],
    &[0, 2, 3, 4],
    &[3, 0, 4, 5],
    &[0, 5, 1, 4],
    &[0, 3, 5, 4],
    &[5, 3, 0, 4],
];
pub const MINOR_CHORDS: [&[usize]; 7] =
    [&[0, 5, 2, 6], &[0, 3, 5, 4], &[0, 6, 5, 6], &[0, 3, 6, 2], &[0, 5, 3, 6], &[5, 6, 0, 0], &[0, 2, 6, 3]];
/// Chords that hardly leave the key note, as over a drone.
pub const STILL_CHORDS: [&[usize]; 5] = [&[0], &[0, 0, 6, 0], &[0, 0, 3, 0], &[0, 3], &[0, 6]];

/// What a style leans to.
pub struct Leaning {
    pub tempo: (f32, f32),
    /// Beats that a line may take.
    pub slots: &'static [u32],
    pub ternary: f32,
    pub modes: &'static [[i32; 7]],
    /// Chance of chords that hardly move.
    pub still: f32,
    pub level: (f32, f32),
    /// Players that may appear: chance, part, level, reverb.
    pub players: &'static [(f32, Part, f32, f32)],
}

/// The leaning of a style.
pub fn leaning(style: Style) -> Leaning {
    use Part::*;
    match style {
        Style::Folk => Leaning {
            tempo: (80.0, 110.0),
            slots: &[3, 4, 2],
            ternary: 0.25,
            modes: &[MIXOLYDIAN, DORIAN, IONIAN, AEOLIAN],
            still: 0.7,
            level: (-25.0, -16.0),
            players: &[
                (0.85, Tanpura, -4.0, 0.25),
                (0.7, Ektara, -2.0, 0.15),
                (0.95, HandDrum, 0.0, 0.12),
                (0.4, Flute, -4.0, 0.35),
                (0.35, Harmonium, -5.0, 0.2),
                (0.3, Nylon, -2.0, 0.2),
                (0.25, UprightBass, -3.0, 0.05),
                (0.2, Shaker, -10.0, 0.1),
            ],
        },
        Style::Ballad => Leaning {
            tempo: (65.0, 85.0),
            slots: &[2, 3, 4],
            ternary: 0.2,
            modes: &[IONIAN, IONIAN, MIXOLYDIAN, AEOLIAN, DORIAN],
            still: 0.0,
            level: (-24.0, -16.0),
            players: &[
                (0.9, Nylon, 0.0, 0.22),
                (0.8, Pad, -5.0, 0.35),
                (0.85, UprightBass, -2.0, 0.05),
                (0.4, SoftKit, -5.0, 0.2),
                (0.35, Keys, -4.0, 0.3),
                (0.25, Flute, -5.0, 0.35),
                (0.15, HandDrum, -5.0, 0.15),
                (0.15, Strum, -4.0, 0.15),
            ],
        },
        Style::Rock => Leaning {
            tempo: (115.0, 145.0),
            slots: &[4, 3],
            ternary: 0.0,
            modes: &[IONIAN, MIXOLYDIAN, AEOLIAN, DORIAN],
            still: 0.05,
            level: (-21.0, -14.0),
            players: &[
                (0.85, PowerGuitar, 0.0, 0.08),
                (0.5, Strum, -3.0, 0.12),
                (0.95, ElectricBass, -1.0, 0.03),
                (0.85, RockKit, 1.0, 0.12),
                (0.2, SoftKit, -2.0, 0.2),
                (0.2, Pad, -7.0, 0.3),
                (0.2, Keys, -5.0, 0.2),
                (0.15, Shaker, -9.0, 0.1),
            ],
        },
        Style::Dance => Leaning {
            tempo: (118.0, 130.0),
            slots: &[4, 3],
            ternary: 0.0,
            modes: &[AEOLIAN, AEOLIAN, DORIAN, HARMONIC, IONIAN],
            still: 0.1,
            level: (-21.0, -14.0),
            players: &[
                (0.9, SuperSaw, -2.0, 0.25),
                (0.95, SynthBass, 0.0, 0.02),
                (1.0, ClubKit, 2.0, 0.08),
                (0.6, Arp, -5.0, 0.3),
                (0.2, Nylon, -4.0, 0.2),
                (0.15, Flute, -6.0, 0.3),
                (0.2, HandDrum, -4.0, 0.12),
                (0.2, Pad, -6.0, 0.3),
            ],
        },
        Style::Rap => Leaning {
            tempo: (78.0, 98.0),
            slots: &[2, 3],
            ternary: 0.0,
            modes: &[AEOLIAN, DORIAN, PHRYGIAN, HARMONIC],
            still: 0.45,
            level: (-22.0, -14.0),
            players: &[
                (0.6, BoomBapKit, 2.0, 0.08),
                (1.0, TrapKit, 2.0, 0.1),
                (0.9, SubBass, 0.0, 0.0),
                (0.75, Keys, -4.0, 0.22),
                (0.2, Nylon, -5.0, 0.25),
                (0.2, MusicBox, -7.0, 0.3),
                (0.2, Pad, -7.0, 0.3),
                (0.12, Ektara, -6.0, 0.2),
            ],
        },
        Style::Lullaby => Leaning {
            tempo: (60.0, 80.0),
            slots: &[3, 2],
            ternary: 0.45,
            modes: &[IONIAN, IONIAN, LYDIAN, MIXOLYDIAN, AEOLIAN],
            still: 0.25,
            level: (-26.0, -18.0),
            players: &[
                (0.9, MusicBox, 0.0, 0.35),
                (0.85, Pad, -3.0, 0.4),
                (0.35, UprightBass, -4.0, 0.05),
                (0.3, Nylon, -2.0, 0.25),
                (0.2, Flute, -4.0, 0.4),
                (0.15, Tanpura, -5.0, 0.3),
                (0.2, Keys, -3.0, 0.3),
                (0.12, Shaker, -14.0, 0.2),
            ],
        },
    }
}
