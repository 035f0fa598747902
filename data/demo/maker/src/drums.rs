//! The unpitched (or nearly unpitched) instruments: one stroke each.

use std::f32::consts::TAU;

use crate::dice::Dice;
use crate::dsp::{FLAT, Filter, RATE};
use crate::synth::shape;

/// A skin: a sine whose pitch falls, with a slap of noise on top.
#[derive(Clone, Copy)]
pub struct Skin {
    /// Pitch at the stroke and after the fall, in hertz, and seconds of the fall.
    pub from: f32,
    pub to: f32,
    pub fall: f32,
    pub decay: f32,
    /// Level of the stick or hand, and the cutoff of its noise.
    pub slap: f32,
    pub slap_cutoff: f32,
}

pub const KICK: Skin = Skin { from: 160.0, to: 52.0, fall: 0.03, decay: 0.22, slap: 0.35, slap_cutoff: 3000.0 };
pub const SOFT_KICK: Skin = Skin { from: 95.0, to: 58.0, fall: 0.03, decay: 0.16, slap: 0.1, slap_cutoff: 1200.0 };
pub const CLUB_KICK: Skin = Skin { from: 260.0, to: 48.0, fall: 0.025, decay: 0.25, slap: 0.3, slap_cutoff: 6000.0 };
pub const TOM: Skin = Skin { from: 150.0, to: 95.0, fall: 0.06, decay: 0.25, slap: 0.25, slap_cutoff: 2500.0 };
/// The bass head of a dholak, pressed so that its pitch bends upward.
pub const HAND_LOW: Skin = Skin { from: 66.0, to: 92.0, fall: 0.07, decay: 0.24, slap: 0.12, slap_cutoff: 900.0 };
/// The treble head, struck open at the rim.
pub const HAND_HIGH: Skin = Skin { from: 330.0, to: 310.0, fall: 0.02, decay: 0.12, slap: 0.5, slap_cutoff: 5000.0 };
/// The treble head, touched.
pub const HAND_TIP: Skin = Skin { from: 420.0, to: 390.0, fall: 0.01, decay: 0.035, slap: 0.8, slap_cutoff: 4000.0 };

/// One stroke on a skin, tuned by a factor.
pub fn skin(skin: Skin, tune: f32, d: &mut Dice) -> Vec<f32> {
    let mut out = vec![0.0; ((skin.decay * 2.5 + 0.05) * RATE) as usize];
    let (mut phase, mut hand) = (0.0f32, Filter::default());
    for (i, s) in out.iter_mut().enumerate() {
        let t = i as f32 / RATE;
        let freq = tune * (skin.to + (skin.from - skin.to) * (-t / skin.fall).exp());
        phase += freq / RATE;
        // The second mode of a round skin sounds at 1.59 times the first and dies sooner.
        let body = (TAU * phase).sin() + 0.3 * (TAU * 1.59 * phase).sin() * (-t / 0.04).exp();
        let slap = hand.step(d.noise(), skin.slap_cutoff, 0.8);
        *s = body * (-2.3 * t / skin.decay).exp() + skin.slap * slap.band * (-t / 0.008).exp();
    }
    shape(&mut out, 0.001, 0.05);
    out
}

/// A snare: two skin modes and the rattle of its wires.
pub fn snare(decay: f32, wires: f32, bright: f32, d: &mut Dice) -> Vec<f32> {
    let mut out = vec![0.0; ((decay * 2.5 + 0.05) * RATE) as usize];
    let (mut low_cut, mut high_cut) = (Filter::default(), Filter::default());
    for (i, s) in out.iter_mut().enumerate() {
        let t = i as f32 / RATE;
        let drum = (TAU * 185.0 * t).sin() + 0.6 * (TAU * 331.0 * t).sin();
        let rattle = low_cut.step(d.noise(), 900.0, FLAT).high;
        let rattle = high_cut.step(rattle, 4500.0 + 5000.0 * bright, FLAT).low;
        *s = 0.7 * drum * (-t / 0.045).exp() + wires * rattle * (-2.3 * t / decay).exp();
    }
    shape(&mut out, 0.001, 0.05);
    out
}

/// A hand-clap: a few bursts close together, then the room.
pub fn clap(d: &mut Dice) -> Vec<f32> {
    let mut out = vec![0.0; (0.3 * RATE) as usize];
    let mut palm = Filter::default();
    for (i, s) in out.iter_mut().enumerate() {
        let t = i as f32 / RATE;
        let burst = if t < 0.03 { (-(t % 0.01) / 0.003).exp() } else { (-(t - 0.03) / 0.06).exp() };
        *s = palm.step(d.noise(), 1300.0, 0.7).band * burst;
    }
    shape(&mut out, 0.001, 0.05);
    out
}

/// Cymbals, hats, shakers and brushes: noise above a corner, with an attack and a decay.
pub fn hiss(corner: f32, attack: f32, decay: f32, d: &mut Dice) -> Vec<f32> {
    let mut out = vec![0.0; ((attack + decay * 2.5 + 0.02) * RATE) as usize];
    let (mut first, mut second) = (Filter::default(), Filter::default());
    for (i, s) in out.iter_mut().enumerate() {
        let t = i as f32 / RATE;
        let noise = second.step(first.step(d.noise(), corner, FLAT).high, corner, FLAT).high;
        *s = noise * (-2.3 * (t - attack).max(0.0) / decay).exp();
    }
    shape(&mut out, attack.max(0.001), 0.02);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dsp::peak;

    #[test]
    fn strokes_begin_and_end_in_silence() {
        let d = &mut Dice::new(1, "drums");
        for stroke in [
            skin(KICK, 1.0, d),
            skin(HAND_TIP, 1.2, d),
            snare(0.18, 0.8, 0.5, d),
            clap(d),
            hiss(7000.0, 0.001, 0.05, d),
        ] {
            assert!(stroke[0].abs() < 1e-3 && stroke[stroke.len() - 1].abs() < 1e-3);
            assert!(peak(&stroke) > 0.05 && peak(&stroke) < 4.0);
        }
    }
}
