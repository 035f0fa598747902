//! The players: what each part plays over the plan of a song. Those who keep time are in [`crate::rhythm`].

use crate::dice::Dice;
use crate::dsp::{RATE, add, hz};
use crate::plan::{Plan, nearest};
use crate::style::Part;
use crate::synth::{SawTone, StringTone, electric_piano, flute, pluck, power_chord, reeds, saws, tine};

/// One player's track while it is being played.
pub struct Stage<'a> {
    pub plan: &'a Plan,
    pub d: Dice,
    track: Vec<f32>,
    /// Seconds by which this player may be early or late.
    pub loose: f32,
}

/// Plays one part from the first beat to the ending chord.
pub fn play(part: Part, plan: &Plan, dice: &Dice) -> Vec<f32> {
    let mut stage = Stage {
        plan,
        d: dice.fork(&format!("{part:?}")),
        track: vec![0.0; (plan.seconds * RATE) as usize],
        loose: 0.006,
    };
    match part {
        Part::Tanpura => stage.tanpura(),
        Part::Ektara => stage.ektara(),
        Part::Harmonium => stage.harmonium(),
        Part::Flute => stage.flute(),
        Part::HandDrum => stage.hand_drum(),
        Part::Nylon => stage.arpeggio(Part::Nylon),
        Part::MusicBox => stage.arpeggio(Part::MusicBox),
        Part::Arp => stage.arpeggio(Part::Arp),
        Part::Strum => stage.strum(),
        Part::Keys => stage.keys(),
        Part::Pad => stage.pad(),
        Part::SuperSaw => stage.super_saw(),
        Part::PowerGuitar => stage.power_guitar(),
        Part::UprightBass | Part::ElectricBass | Part::SynthBass | Part::SubBass => stage.bass(part),
        Part::SoftKit | Part::RockKit | Part::ClubKit | Part::BoomBapKit | Part::TrapKit => stage.kit(part),
        Part::Shaker => stage.shaker(),
    }
    stage.track
}

/// Plucked strings, from dull to bright.
pub fn string(decay: f32, bright: f32, pick: f32, buzz: f32) -> StringTone {
    StringTone { decay, bright, pick, buzz }
}

impl Stage<'_> {
    pub fn put(&mut self, beat: f32, sound: &[f32], level: f32) {
        let within = beat.fract();
        let swung = if (within - 0.5).abs() < 0.02 { self.plan.swing } else { 0.0 };
        let late = self.loose * self.d.unit();
        let seconds = (beat + swung) * self.plan.beat() + late;
        add(&mut self.track, sound, (seconds * RATE) as isize, level);
    }

    pub fn end(&self) -> f32 {
        self.plan.end() as f32
    }

    /// Seconds that the ending chord may ring.
    pub fn ring(&self) -> f32 {
        self.plan.seconds - self.end() * self.plan.beat()
    }

    /// First beats of the chords, with their lengths in beats; the ending chord last.
    fn chords(&self) -> Vec<(f32, f32)> {
        let step = self.plan.chord_beats as f32;
        let mut spans = Vec::new();
        let mut at = 0.0;
        while at < self.end() {
            spans.push((at, step.min(self.end() - at)));
            at += step;
        }
        spans.push((self.end(), self.ring() / self.plan.beat()));
        spans
    }

    /// Hits of a pattern, one string a beat: `X` loud, `x` plain, `o` soft.
    pub fn hits(&self, pattern: &[&str], from: f32) -> Vec<(f32, f32)> {
        let bar = pattern.len().min(self.plan.bar as usize).max(1);
        (from as usize..self.plan.end() as usize)
            .flat_map(|beat| {
                let cells = pattern[beat % bar];
                cells.chars().enumerate().filter_map(move |(i, c)| {
                    let level = match c {
                        'X' => 1.0,
                        'x' => 0.72,
                        'o' => 0.4,
                        _ => return None,
                    };
                    Some((beat as f32 + i as f32 / cells.len() as f32, level))
                })
            })
            .collect()
    }

    /// Some players wait for the voice, others open the song.
    pub fn entry(&mut self) -> f32 {
        if self.d.chance(0.3) { self.plan.starts[0] as f32 } else { 0.0 }
    }

    /// Drone strings: fifth, upper key note twice, lower key note, round and round.
    fn tanpura(&mut self) {
        let low = nearest(self.plan.tonic, 45.0);
        let fifth = if self.plan.mode.contains(&7) { 7.0 } else { 5.0 };
        let tone = string(4.0, 3500.0, 0.12, 0.25 + 0.3 * self.plan.brightness);
        let cycle = [low + fifth, low + 12.0, low + 12.0, low];
        let step = if self.plan.beat() > 0.68 { 0.5 } else { 1.0 };
        let mut at = 0.0;
        for i in 0.. {
            if at > self.end() {
                break;
            }
            let note = pluck(hz(cycle[i % 4]), 3.0, tone, &mut self.d);
            self.put(at, &note, 0.8);
            at += step;
        }
    }

    /// One string, one rhythm, bent a little at each pluck.
    fn ektara(&mut self) {
        let from = self.entry();
        let pattern: &[&str] = if self.plan.ternary {
            self.d.pick(&[&["x.x", "x.x"], &["X..", "x.x"]])
        } else {
            self.d.pick(&[&["X.x.", "x.xx"], &["X..x", "..x."], &["x.xo", "x.xo"]])
        };
        let tone = string(0.7, 2600.0 + 2500.0 * self.plan.brightness, 0.3, 0.15);
        for (beat, level) in self.hits(pattern, from) {
            let chord = self.plan.chord(beat);
            let tone_of = if self.d.chance(0.7) { chord.tones[0] } else { chord.tones[2] };
            let note = pluck(hz(nearest(tone_of, 55.0)), 0.8, tone, &mut self.d);
            self.put(beat, &note, level);
        }
        let last = pluck(hz(nearest(self.plan.tonic, 55.0)), 1.6, tone, &mut self.d);
        self.put(self.end(), &last, 1.0);
    }

    fn harmonium(&mut self) {
        for (beat, length) in self.chords() {
            let notes = self.plan.chord(beat).near(60.0).map(hz);
            let seconds = length * self.plan.beat() + 0.05;
            let sound = reeds(&notes, seconds, &mut self.d);
            self.put(beat, &sound, 1.0);
        }
    }

    /// A call in the intro, and a note or two in the breaths between lines.
    fn flute(&mut self) {
        let near = 74.0 + self.d.range(-3.0, 3.0);
        let phrase = |stage: &mut Self, at: f32, count: usize| {
            for i in 0..count {
                let beat = at + 0.5 * i as f32;
                let tones = stage.plan.chord(beat).near(near);
                let note = if i + 1 == count { tones[0] } else { stage.d.pick(&tones) };
                let beats = if i + 1 == count { 1.2 } else { 0.55 };
                let sound = flute(hz(note), beats * stage.plan.beat(), &mut stage.d);
                stage.put(beat, &sound, 1.0);
            }
        };
        let intro = self.plan.starts[0];
        phrase(self, 0.0, (2 * intro as usize).saturating_sub(1).clamp(1, 6));
        for &start in &self.plan.starts[1..] {
            if self.d.chance(0.5) {
                phrase(self, start as f32 - 0.5, 2);
            }
        }
        phrase(self, self.end(), 1);
    }

    /// Broken chords on a guitar, a music box or a synthesiser.
    fn arpeggio(&mut self, part: Part) {
        let (centre, cells) = match part {
            Part::Nylon => (57.0 + self.d.range(-3.0, 4.0), if self.plan.tempo > 105.0 { 2 } else { 4 }),
            Part::MusicBox => (79.0 + self.d.range(-5.0, 5.0), 2),
            _ => (67.0 + self.d.range(-4.0, 8.0), 4),
        };
        let cells = if self.plan.ternary { 3 } else { cells };
        let cells = if part == Part::Nylon && cells == 4 && self.d.chance(0.5) { 2 } else { cells };
        let order = self.d.pick(&[[0, 2, 1, 2, 3, 2, 1, 2], [0, 1, 2, 3, 2, 1, 2, 1], [0, 2, 3, 1, 3, 2, 1, 3]]);
        let bright = self.plan.brightness;
        let tone = string(2.2, 1800.0 + 2600.0 * bright, 0.22, 0.0);
        let stab = SawTone { voices: 2, spread: 6.0, cutoff: 900.0 + 2500.0 * bright, attack: 0.004, release: 0.1 };
        let mut count = 0;
        for beat in 0..self.plan.end() {
            if beat % self.plan.chord_beats == 0 {
                count = 0;
            }
            for cell in 0..cells {
                let at = beat as f32 + cell as f32 / cells as f32;
                let [a, b, c] = self.plan.chord(at).near(centre);
                let midi = [a, b, c, a + 12.0][order[count % order.len()]];
                count += 1;
                // A skipped note now and then lets the figure breathe.
                if count > 1 && self.d.chance(0.12) {
                    continue;
                }
                let level = if cell == 0 { 1.0 } else { 0.7 } * self.d.range(0.85, 1.0);
                let sound = match part {
                    Part::Nylon => pluck(hz(midi), 1.6, tone, &mut self.d),
                    Part::MusicBox => tine(hz(midi), 1.6, bright),
                    _ => saws(&[hz(midi)], 0.18, &stab, &mut self.d),
                };
                self.put(at, &sound, level);
            }
        }
        for (i, midi) in self.plan.chord(self.end()).near(centre).into_iter().enumerate() {
            let ring = self.ring() - 0.1;
            let sound = match part {
                Part::Nylon => pluck(hz(midi), ring, tone, &mut self.d),
                Part::MusicBox => tine(hz(midi), ring, bright),
                _ => saws(&[hz(midi)], 0.5, &stab, &mut self.d),
            };
            self.put(self.end() + 0.06 * i as f32, &sound, 0.9);
        }
    }

    /// Steel strings struck down and up across a chord.
    fn strum(&mut self) {
        let pattern: &[&str] = if self.plan.ternary {
            &["X.o", "x.o"]
        } else {
            self.d.pick(&[&["X.", "xo", ".o", "xo"], &["X.", "x.", "x.", "xo"], &["X.x.", "x.oo", "..o.", "x.o."]])
        };
        let tone = string(1.4, 5500.0 + 3000.0 * self.plan.brightness, 0.14, 0.0);
        let mut hits = self.hits(pattern, 0.0);
        hits.push((self.end(), 1.0));
        for (beat, level) in hits {
            let [a, b, c] = self.plan.chord(beat).near(58.0);
            let mut notes = [a - 12.0, a, b, c, a + 12.0];
            let up = beat.fract() > 0.4;
            if up {
                notes.reverse();
            }
            let length = if beat >= self.end() { self.ring() - 0.2 } else { 0.7 };
            for (i, midi) in notes.into_iter().enumerate() {
                let sound = pluck(hz(midi), length, tone, &mut self.d);
                self.put(beat + 0.018 * i as f32, &sound, level * if up { 0.6 } else { 0.8 });
            }
        }
    }

    /// Sparse chords on an electric piano.
    fn keys(&mut self) {
        let figures: [&[&str]; 4] = [
            &["X.", "..", ".x", ".."],
            &["X...", "...x", "....", "x..."],
            &["X.", "..", "..", ".."],
            &["..", "x.", "..", "x."],
        ];
        let pattern = self.d.pick(&figures);
        let centre = 60.0 + self.d.range(-3.0, 6.0);
        let mut hits = self.hits(pattern, 0.0);
        hits.push((self.end(), 1.0));
        for (beat, level) in hits {
            for midi in self.plan.chord(beat).near(centre) {
                let sound = electric_piano(hz(midi), 1.3, self.plan.brightness);
                self.put(beat, &sound, level);
            }
        }
    }

    fn pad(&mut self) {
        let tone = SawTone {
            voices: 3,
            spread: 9.0,
            cutoff: 350.0 + 900.0 * self.plan.brightness,
            attack: 0.25,
            release: 0.35,
        };
        let centre = 58.0 + self.d.range(-4.0, 6.0);
        for (beat, length) in self.chords() {
            let seconds = (length * self.plan.beat() + 0.3).min(self.plan.seconds - beat * self.plan.beat());
            let notes = self.plan.chord(beat).near(centre).map(hz);
            let sound = saws(&notes, seconds, &tone, &mut self.d);
            self.put(beat, &sound, 1.0);
        }
    }

    fn super_saw(&mut self) {
        let offbeat = self.d.chance(0.35);
        let tone = SawTone {
            voices: 5,
            spread: 16.0,
            cutoff: 1200.0 + 4500.0 * self.plan.brightness,
            attack: 0.01,
            release: 0.08,
        };
        let centre = 63.0 + self.d.range(-4.0, 4.0);
        for (beat, length) in self.chords() {
            let notes = self.plan.chord(beat).near(centre).map(hz);
            if offbeat && beat < self.end() {
                for i in 0..length as usize {
                    let sound = saws(&notes, 0.45 * self.plan.beat(), &tone, &mut self.d);
                    self.put(beat + i as f32 + 0.5, &sound, 1.0);
                }
            } else {
                let sound = saws(&notes, length * self.plan.beat(), &tone, &mut self.d);
                self.put(beat, &sound, 1.0);
            }
        }
    }

    fn power_guitar(&mut self) {
        let from = self.entry();
        let drive = self.d.range(2.0, 9.0);
        let choices: [&[&str]; 4] = [
            &["Xo", "oo", "xo", "oo"],
            &["X.", "..", "x.", "x."],
            &["X.oo", "x.oo", "x.oo", "x.x."],
            &["X.", ".x", "..", "x."],
        ];
        let pattern = self.d.pick(&choices);
        let mut hits = self.hits(pattern, from);
        hits.push((self.end(), 1.0));
        let stops: Vec<f32> = hits.iter().skip(1).map(|h| h.0).chain([self.end() + 8.0]).collect();
        for ((beat, level), stop) in hits.into_iter().zip(stops) {
            // Soft strokes are muted with the palm; plain ones ring until the next.
            let muted = level < 0.5;
            let room = ((stop - beat) * self.plan.beat()).min(self.ring() - 0.1);
            let seconds = if muted { room.min(0.18) } else { room };
            let root = self.plan.chord(beat).root_near(43.0);
            let sound = power_chord(hz(root), seconds, drive, muted, &mut self.d);
            self.put(beat, &sound, level.max(0.6));
        }
    }
}
