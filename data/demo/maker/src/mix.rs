//! Brings voice and players together: levels, reverb, ducking, and a limiter that never lets a peak by.

use crate::dsp::{RATE, decibels, ease, gain, high_pass, high_shelf, low_pass, peak, rms};
use crate::plan::Plan;
use crate::style::Part;

/// Highest sample before encoding. Vorbis rounds waves off differently and may overshoot by two
/// decibels; what is decoded must stay below -1 dBFS.
pub const CEILING_DB: f32 = -3.4;

/// One player's finished track.
pub struct Stem {
    pub part: Part,
    pub level: f32,
    pub send: f32,
    pub samples: Vec<f32>,
}

/// Mixes a song down to mono.
pub fn mix(plan: &Plan, voice: &[f32], stems: &[Stem]) -> Vec<f32> {
    let length = voice.len();
    let mut band = vec![0.0; length];
    let mut send = vec![0.0; length];
    let pump = stems.iter().any(|s| s.part == Part::ClubKit).then(|| ducking(plan, length));
    for stem in stems {
        let level = gain(stem.level) * 0.1 / rms(&stem.samples).max(1e-6);
        let kit = matches!(stem.part, Part::ClubKit | Part::HandDrum | Part::Shaker);
        for i in 0..length {
            let duck = match &pump {
                Some(pump) if !kit => pump[i],
                _ => 1.0,
            };
            let s = stem.samples[i] * level * duck;
            band[i] += s;
            send[i] += s * stem.send;
        }
    }
    // Compare where there is singing, or pauses would make the voice seem soft.
    let sung = |track: &[f32]| {
        let heard: Vec<f32> = track
            .chunks(2048)
            .zip(voice.chunks(2048))
            .filter(|(_, v)| rms(v) > 0.02)
            .flat_map(|(t, _)| t.iter().copied())
            .collect();
        rms(&heard)
    };
    let level = sung(&band) / sung(voice).max(1e-6) * gain(plan.voice_above);
    let mut voice: Vec<f32> = voice.iter().map(|s| s * level).collect();
    high_shelf(&mut voice, 2500.0, 1.5);
    for (s, v) in send.iter_mut().zip(&voice) {
        *s += v * plan.room.1;
    }
    let wet = reverb(&send, plan.room.0, 2500.0 + 4500.0 * plan.brightness);
    let mut song: Vec<f32> = (0..length).map(|i| band[i] + voice[i] + wet[i]).collect();
    high_shelf(&mut song, 3000.0, 5.0 * plan.brightness - 2.5);
    high_pass(&mut song, 28.0);
    finish(&mut song, plan.level);
    song
}

/// Brings a song to its level, limits it, and fades its edges.
fn finish(song: &mut [f32], level_db: f32) {
    let fade = (0.9 * RATE) as usize;
    let length = song.len();
    for (i, s) in song.iter_mut().enumerate() {
        let until_end = length - 1 - i;
        *s *= ease(i as f32 / (0.008 * RATE)) * ease(until_end as f32 / fade as f32);
    }
    // Limiting takes a little of the level away; a second pass gives most of it back.
    for _ in 0..3 {
        let up = gain(level_db) / rms(song).max(1e-6);
        song.iter_mut().for_each(|s| *s *= up);
        limit(song, gain(CEILING_DB));
    }
}

/// Turns the level down smoothly around every peak above the ceiling, looking 4 ms ahead.
pub fn limit(samples: &mut [f32], ceiling: f32) {
    if peak(samples) <= ceiling {
        return;
    }
    let reach = (0.004 * RATE) as usize;
    let needed: Vec<f32> = samples.iter().map(|s| (ceiling / s.abs().max(1e-9)).min(1.0)).collect();
    // The least gain within reach on both sides, then its mean over the same reach: the mean at a peak
    // covers only gains that already allow for that peak, so it is never too high.
    let least: Vec<f32> = (0..needed.len())
        .map(|i| {
            let window = &needed[i.saturating_sub(reach)..(i + reach + 1).min(needed.len())];
            window.iter().copied().fold(1.0, f32::min)
        })
        .collect();
    for (i, s) in samples.iter_mut().enumerate() {
        let window = &least[i.saturating_sub(reach)..(i + reach + 1).min(least.len())];
        *s *= window.iter().sum::<f32>() / window.len() as f32;
        *s = s.clamp(-ceiling, ceiling);
    }
}

/// The breathing of dance music: everything but the drums steps back on each beat.
fn ducking(plan: &Plan, length: usize) -> Vec<f32> {
    let beat = plan.beat() * RATE;
    (0..length)
        .map(|i| {
            let phase = (i as f32 % beat) / beat;
            if i as f32 > plan.end() as f32 * beat { 1.0 } else { 0.35 + 0.65 * ease(phase / 0.55) }
        })
        .collect()
}

/// A feedback delay network of eight lines.
fn reverb(input: &[f32], seconds: f32, damping: f32) -> Vec<f32> {
    const LENGTHS: [usize; 8] = [1123, 1361, 1571, 1789, 2027, 2269, 2503, 2767];
    let mut lines: Vec<Vec<f32>> = LENGTHS.iter().map(|&n| vec![0.0; n]).collect();
    let loss = LENGTHS.map(|n| 10f32.powf(-3.0 * n as f32 / RATE / seconds));
    let blunt = (-std::f32::consts::TAU * damping / RATE).exp();
    let mut memory = [0.0; 8];
    // 12 ms of silence first: the words come dry, the room after.
    let delay = (0.012 * RATE) as usize;
    let mut out = vec![0.0; input.len()];
    for i in 0..input.len() {
        let dry = if i < delay { 0.0 } else { input[i - delay] };
        let mut taps = [0.0; 8];
        for (k, tap) in taps.iter_mut().enumerate() {
            let heard = lines[k][i % LENGTHS[k]];
            memory[k] = heard * (1.0 - blunt) + memory[k] * blunt;
            *tap = memory[k] * loss[k];
        }
        // Householder reflection: mixes all lines without adding energy.
        let mean = taps.iter().sum::<f32>() / 4.0;
        for (k, tap) in taps.iter().enumerate() {
            lines[k][i % LENGTHS[k]] = dry + tap - mean;
        }
        out[i] = taps.iter().enumerate().map(|(k, t)| if k % 2 == 0 { *t } else { -*t }).sum();
    }
    high_pass(&mut out, 180.0);
    low_pass(&mut out, 9000.0);
    out
}

/// Level of a finished song in decibels: RMS and peak.
pub fn levels(song: &[f32]) -> (f32, f32) {
    (decibels(rms(song)), decibels(peak(song)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    #[test]
    fn no_peak_passes_the_limiter() {
        let mut d = Dice::new(3, "limiter");
        let mut samples: Vec<f32> = (0..40000).map(|i| d.noise() * if i % 9000 < 300 { 4.0 } else { 0.3 }).collect();
        let untouched = samples[5000];
        limit(&mut samples, 0.8);
        assert!(peak(&samples) <= 0.8);
        assert_eq!(samples[5000], untouched);
    }

    #[test]
    fn a_finished_song_has_its_level_and_quiet_edges() {
        let mut song: Vec<f32> = (0..200_000).map(|i| (i as f32 * 0.05).sin() * 0.2).collect();
        finish(&mut song, -18.0);
        let (level, top) = levels(&song);
        assert!((level + 18.0).abs() < 0.3 && top <= CEILING_DB + 0.01);
        assert!(song[0].abs() < 1e-4 && song[199_999].abs() < 1e-4);
    }

    #[test]
    fn the_reverb_dies_away() {
        let mut input = vec![0.0; 132_300];
        input[0] = 1.0;
        let out = reverb(&input, 1.0, 5000.0);
        assert!(rms(&out[88_200..]) < 0.01 * rms(&out[..22_050]));
    }
}
