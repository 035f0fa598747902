//! The rhythm section: basses, hand drums, kits and shakers.

use crate::band::{Stage, string};
use crate::dice::Dice;
use crate::drums::{CLUB_KICK, HAND_HIGH, HAND_LOW, HAND_TIP, KICK, SOFT_KICK, TOM, clap, hiss, skin, snare};
use crate::dsp::hz;
use crate::plan::nearest;
use crate::style::Part;
use crate::synth::{pluck, sub_bass, synth_bass};

impl Stage<'_> {
    pub fn hand_drum(&mut self) {
        self.loose = 0.008;
        let from = self.entry();
        let (low, high, tip): (&[&str], &[&str], &[&str]) = match (self.plan.ternary, self.plan.bar) {
            (true, _) => (&["X..", "..x"], &["..x", "X.."], &[".o.", ".o."]),
            (_, 3) => self.d.pick(&[
                (&["X.", "..", ".x"] as &[_], &["..", "x.", "x."] as &[_], &[".o", ".o", "o."] as &[_]),
                (&["X...", "...x", "x..."], &["..x.", "x...", "..x."], &["...o", "..o.", ".o.o"]),
            ]),
            _ => self.d.pick(&[
                (
                    &["X.", "..", ".x", ".."] as &[_],
                    &[".x", ".x", "..", "x."] as &[_],
                    &["..", "o.", "o.", ".o"] as &[_],
                ),
                (
                    &["X..x", "....", "..x.", "...."],
                    &["....", "x..x", "....", "x.x."],
                    &["..o.", "..o.", "o..o", ".o.o"],
                ),
                (
                    &["X...", "..x.", ".x..", "...."],
                    &["..x.", "x...", "..x.", "x..."],
                    &["...o", "...o", "o...", "..oo"],
                ),
            ]),
        };
        let tune = self.d.range(0.85, 1.2);
        for (stroke, pattern) in [(HAND_LOW, low), (HAND_HIGH, high), (HAND_TIP, tip)] {
            for (beat, level) in self.hits(pattern, from) {
                let level = level * self.d.range(0.8, 1.0);
                let sound = skin(stroke, tune, &mut self.d);
                self.put(beat, &sound, level);
            }
        }
        for stroke in [HAND_LOW, HAND_HIGH] {
            let sound = skin(stroke, tune, &mut self.d);
            self.put(self.end(), &sound, 1.0);
        }
    }

    pub fn bass(&mut self, part: Part) {
        let from = self.entry();
        let choices: &[&[&str]] = match part {
            Part::UprightBass => &[&["X.", "..", "x.", ".."], &["X.", "..", "x.", ".x"], &["X.", "..", "..", ".."]],
            Part::ElectricBass => &[&["xx", "xx", "xx", "xx"], &["X.", ".x", "x.", "x."], &["X.", "x.", "x.", "xx"]],
            Part::SynthBass => {
                &[&[".x", ".x", ".x", ".x"], &["..xx", "..xx", "..xx", "..xx"], &["X..x", "..x.", "X..x", "..x."]]
            }
            _ => &[&["X.", "..", ".x", ".."], &["X..x", "....", "..x.", "...."], &["X.", "..", "..", "x."]],
        };
        let pattern = self.d.pick(choices);
        let bright = self.plan.brightness;
        let tone = match part {
            Part::UprightBass => string(1.6, 700.0 + 500.0 * bright, 0.3, 0.0),
            _ => string(2.0, 1500.0 + 1500.0 * bright, 0.15, 0.0),
        };
        let drive = self.d.range(1.2, 3.0);
        let mut hits = self.hits(pattern, from);
        hits.push((self.end(), 1.0));
        let stops: Vec<f32> = hits.iter().skip(1).map(|h| h.0).chain([self.end() + 3.0]).collect();
        for ((beat, level), stop) in hits.into_iter().zip(stops) {
            let seconds = ((stop - beat) * self.plan.beat()).clamp(0.1, 1.6);
            let chord = self.plan.chord(beat);
            let fifth = part == Part::UprightBass && (beat as u32 % self.plan.chord_beats) >= 2;
            let centre = if part == Part::SubBass { 33.0 } else { 38.0 };
            let midi = nearest(chord.tones[if fifth { 2 } else { 0 }], centre);
            let sound = match part {
                Part::SynthBass => synth_bass(hz(midi), seconds.min(0.4), bright),
                Part::SubBass => sub_bass(hz(midi), seconds, drive),
                _ => pluck(hz(midi), seconds, tone, &mut self.d),
            };
            self.put(beat, &sound, level.max(0.6));
        }
    }

    pub fn kit(&mut self, part: Part) {
        self.loose = if part == Part::SoftKit { 0.006 } else { 0.002 };
        let from = self.entry();
        let (kick, back, hat) = kit_patterns(part, self.plan.ternary, &mut self.d);
        let bright = self.plan.brightness;
        let drum = match part {
            Part::SoftKit => SOFT_KICK,
            Part::ClubKit | Part::TrapKit => CLUB_KICK,
            _ => KICK,
        };
        for (beat, level) in self.hits(kick, from) {
            let sound = skin(drum, 1.0, &mut self.d);
            self.put(beat, &sound, level);
        }
        for (beat, level) in self.hits(back, from) {
            let sound = match part {
                Part::SoftKit => hiss(1500.0, 0.02, 0.16, &mut self.d),
                Part::ClubKit | Part::TrapKit => clap(&mut self.d),
                _ => snare(0.2, 0.7, bright, &mut self.d),
            };
            self.put(beat, &sound, level * 0.8);
        }
        let (corner, decay) = (6000.0 + 2500.0 * bright, if part == Part::ClubKit { 0.09 } else { 0.045 });
        for (beat, level) in self.hits(hat, 0.0) {
            let sound = hiss(corner, 0.001, decay, &mut self.d);
            self.put(beat, &sound, level * 0.35);
        }
        if part == Part::RockKit {
            // Toms lead into the ending.
            for i in 0..4 {
                let sound = skin(TOM, 1.3 - 0.12 * i as f32, &mut self.d);
                self.put(self.end() - 1.0 + 0.25 * i as f32, &sound, 0.6);
            }
        }
        let last = skin(drum, 1.0, &mut self.d);
        self.put(self.end(), &last, 1.0);
        let cymbal = hiss(3500.0, 0.002, 0.5, &mut self.d);
        self.put(self.end(), &cymbal, if part == Part::SoftKit { 0.1 } else { 0.25 });
    }

    pub fn shaker(&mut self) {
        let pattern: &[&str] = if self.plan.ternary { &["xoo"] } else { &["xoxo"] };
        for (beat, level) in self.hits(pattern, 0.0) {
            let sound = hiss(5000.0, 0.025, 0.04, &mut self.d);
            self.put(beat, &sound, level);
        }
    }
}

type Grooves = (&'static [&'static str], &'static [&'static str], &'static [&'static str]);

/// Patterns of kick, back beat and hat.
fn kit_patterns(part: Part, ternary: bool, d: &mut Dice) -> Grooves {
    let choices: &[Grooves] = match (part, ternary) {
        (_, true) => &[(&["X..", "...", "x..", "..."], &["...", "x..", "...", "x.."], &["xoo"])],
        (Part::SoftKit, _) => &[
            (&["X.", "..", "x.", ".."], &["..", "x.", "..", "x."], &["x.", "xo"]),
            (&["X.", "..", ".x", ".."], &["..", "x.", "..", "x."], &["xo"]),
        ],
        (Part::ClubKit, _) => &[
            (&["X."], &["..", "x.", "..", "x."], &[".x"]),
            (&["X..."], &["....", "x...", "....", "x..."], &["o.xo"]),
            (&["X.", "X.", "X.", "Xo"], &["..", "x.", "..", "x."], &["oxox"]),
        ],
        (Part::BoomBapKit, _) => &[
            (&["X..x", "....", "..x.", "...."], &["....", "X...", "....", "X..o"], &["x.x."]),
            (&["X...", "...x", "x.x.", "...."], &["....", "X...", "....", "X..."], &["xo"]),
        ],
        (Part::TrapKit, _) => &[
            (&["X...", "...x", "....", "..x."], &["....", "....", "X...", "...."], &["x.x.", "x.x.", "xxxx", "x.ooox"]),
            (&["X..x", "....", "..x.", "x..."], &["....", "....", "X...", "...."], &["xo", "xo", "xooo", "xo"]),
        ],
        _ => &[
            (&["X.", ".x", "x.", ".."], &["..", "X.", "..", "X."], &["xo"]),
            (&["X.", "..", "xx", ".."], &["..", "X.", "..", "X."], &["xx"]),
            (&["X...", "..x.", "..x.", "...x"], &["....", "X...", "....", "X..o"], &["x.o."]),
        ],
    };
    d.pick(choices)
}
