//! Altered recordings, against librosa and scipy, and by what a tone becomes.

use serde::Deserialize;

use super::golden::chords;
use super::sine;
use crate::audio::alter::Alteration;
use crate::audio::stft::Stft;
use crate::config::Keyed;

const RATE_HZ: u32 = 22_050;

/// The frequency with the most power, to a fraction of a bin (parabola through three).
fn loudest_hz(samples: &[f32]) -> f64 {
    let middle = &samples[samples.len() / 4..samples.len() / 4 + 16_384];
    let wide: Vec<f64> = middle.iter().map(|&x| f64::from(x)).collect();
    let stft = Stft::new(16_384, 8_192);
    // The second frame begins with the first sample.
    let spectrum: Vec<f64> = stft.forward(&wide, 2)[1]
        .iter()
        .map(|z| z.norm().max(1e-30).ln())
        .collect();
    let peak = (1..spectrum.len() - 1)
        .max_by(|&a, &b| spectrum[a].total_cmp(&spectrum[b]))
        .unwrap();
    let [a, b, c] = [spectrum[peak - 1], spectrum[peak], spectrum[peak + 1]];
    let off = 0.5 * (a - c) / (a - 2.0 * b + c);
    (peak as f64 + off) * f64::from(RATE_HZ) / 16_384.0
}

#[test]
fn a_tone_is_a_semitone_higher_and_as_long() {
    let tone = sine(440.0, RATE_HZ, 66_150);
    for (how, hz) in [
        (Alteration::SemitoneUp, 440.0 * 2f64.powf(1.0 / 12.0)),
        (Alteration::SemitoneDown, 440.0 * 2f64.powf(-1.0 / 12.0)),
    ] {
        let heard = how.applied(&tone, RATE_HZ);
        assert_eq!(heard.len(), tone.len());
        let found = loudest_hz(&heard);
        assert!((found - hz).abs() < 0.5, "{how:?}: {found}, not {hz}");
    }
}

#[test]
fn a_tone_keeps_its_pitch_at_another_tempo() {
    let tone = sine(440.0, RATE_HZ, 66_150);
    for (how, n) in [(Alteration::Faster, 63_000), (Alteration::Slower, 69_458)] {
        let heard = how.applied(&tone, RATE_HZ);
        assert_eq!(heard.len(), n);
        let found = loudest_hz(&heard);
        assert!((found - 440.0).abs() < 0.5, "{how:?}: {found}");
    }
}

#[derive(Deserialize)]
struct Golden {
    every: usize,
    faster: Vec<f64>,
    slower: Vec<f64>,
    low_pass: Vec<f64>,
}

#[test]
fn tempo_is_changed_as_librosa_does_and_highs_are_cut_as_scipy_does() {
    let golden: Golden =
        serde_json::from_str(include_str!("../../../tests/golden/audio/alter.json")).unwrap();
    let samples = chords(RATE_HZ);
    for (how, expected) in [
        (Alteration::Faster, &golden.faster),
        (Alteration::Slower, &golden.slower),
        (Alteration::LowPass, &golden.low_pass),
    ] {
        let heard = how.applied(&samples, RATE_HZ);
        let kept: Vec<f32> = heard.iter().copied().step_by(golden.every).collect();
        assert_eq!(kept.len(), expected.len(), "{how:?}");
        // librosa reaches half a frame further at the end, where nothing is known.
        let n = kept.len() - 2048 / golden.every - 1;
        for (i, (found, expected)) in kept.iter().zip(expected).take(n).enumerate() {
            assert!(
                (f64::from(*found) - expected).abs() < 2e-4,
                "{how:?} {i}: {found} {expected}"
            );
        }
    }
}

#[test]
fn six_decibels_are_twice_the_amplitude_and_nothing_is_clipped() {
    let tone = sine(440.0, RATE_HZ, 2_205);
    let louder = Alteration::Louder.applied(&tone, RATE_HZ);
    let ratio = 20.0 * (louder[37] / tone[37]).abs().log10();
    assert!((ratio - 6.0).abs() < 1e-3, "{ratio}");
    let back = Alteration::Softer.applied(&louder, RATE_HZ);
    assert!(back.iter().zip(&tone).all(|(a, b)| (a - b).abs() < 1e-6));
}

#[test]
fn the_shortest_sound_stays_sound() {
    for how in Alteration::all() {
        for n in [1, 100, 3000] {
            let heard = how.applied(&vec![0.25; n], 8_000);
            assert!(heard.iter().all(|x| x.is_finite()), "{how:?} {n}");
            assert!(heard.len().abs_diff(n) <= 1 + n / 19, "{how:?} {n}");
        }
    }
}
