use std::f32::consts::PI;
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;

use rand::{RngExt, SeedableRng};

use super::super::load::Track;
use super::super::voice::{FADE_SECS, Voice, VoiceHandle, voice};
use super::{flat, largest_jump, pcm, sine};
use crate::audio::Pcm;

const RATE: u32 = 44_100;
const FADE: usize = (RATE as f32 * FADE_SECS) as usize;

fn stereo_voice() -> (Voice, VoiceHandle) {
    voice(NonZero::new(RATE).unwrap(), NonZero::new(2).unwrap(), 1.0)
}

fn track(pcm: Pcm) -> Option<Arc<Track>> {
    Some(Arc::new(Track::new(pcm, Path::new("song")).unwrap()))
}

/// The left and the right of the next frames.
fn pull(voice: &mut Voice, n_frames: usize) -> (Vec<f32>, Vec<f32>) {
    (0..n_frames)
        .map(|_| (voice.next().unwrap(), voice.next().unwrap()))
        .unzip()
}

/// What the steepest place of a fade can add to a song that never exceeds 1.
fn steepest() -> f32 {
    PI / 2.0 / FADE as f32 * 1.001
}

#[test]
fn it_is_silent_until_told_and_never_ends() {
    let (mut voice, _handle) = stereo_voice();
    assert!(pull(&mut voice, 1000).0.iter().all(|&s| s == 0.0));
}

#[test]
fn it_rises_along_a_raised_cosine_and_then_plays_what_is_there() {
    let (mut voice, mut handle) = stereo_voice();
    handle.cue(track(flat(1.0, 10_000, RATE)), 0, true);
    let (left, right) = pull(&mut voice, 2000);
    for (i, &s) in left.iter().enumerate().take(FADE) {
        let expected = (PI * (i + 1) as f32 / FADE as f32 / 2.0).sin().powi(2);
        assert!(
            (s - expected).abs() < 1e-5,
            "frame {i}: {s} is not {expected}"
        );
    }
    assert!(left[FADE..].iter().all(|&s| s == 1.0));
    assert_eq!(left, right);
}

#[test]
fn a_seek_is_exact_to_the_frame_and_stereo_stays_stereo() {
    let (mut voice, mut handle) = stereo_voice();
    let samples: Vec<f32> = (0..60_000)
        .map(|i| (i % 997) as f32 / 997.0 - 0.5)
        .collect();
    let song = track(pcm(samples.clone(), 2, RATE));
    handle.cue(song.clone(), 0, true);
    let (left, right) = pull(&mut voice, 3000);
    for i in FADE..3000 {
        assert_eq!(
            (left[i], right[i]),
            (samples[2 * i], samples[2 * i + 1]),
            "frame {i}"
        );
    }
    handle.cue(song, 20_000, true);
    // The order is taken at the next multiple of 32 frames; then one fade down, and frame 20,000
    // begins.
    let began = 3008 + FADE;
    let (left, _) = pull(&mut voice, 2000);
    for (i, &s) in left.iter().enumerate().skip(began + FADE - 3000) {
        assert_eq!(s, samples[2 * (20_000 + 3000 + i - began)], "frame {i}");
    }
    assert_eq!(handle.place().unwrap().0, 20_000 + (5000 / 32) * 32 - began);
}

#[test]
fn no_order_makes_it_jump() {
    let (mut voice, mut handle) = stereo_voice();
    let (high, low) = (
        track(flat(1.0, 400_000, RATE)),
        track(flat(-1.0, 400_000, RATE)),
    );
    let mut heard = Vec::new();
    let mut step = |voice: &mut Voice, n| heard.extend(pull(voice, n).0);
    handle.cue(high.clone(), 0, true);
    step(&mut voice, 2000);
    handle.run(false);
    step(&mut voice, 2000);
    handle.run(true);
    step(&mut voice, 250);
    handle.run(false);
    step(&mut voice, 100);
    handle.cue(low, 5, true);
    step(&mut voice, 2000);
    handle.cue(high, 9999, true);
    step(&mut voice, 2000);
    handle.volume(0.0);
    step(&mut voice, 3000);
    handle.volume(1.0);
    step(&mut voice, 3000);
    handle.cue(None, 0, false);
    step(&mut voice, 1000);
    assert!(heard.contains(&1.0) && heard.contains(&-1.0));
    assert!(
        largest_jump(&heard) <= steepest(),
        "{} > {}",
        largest_jump(&heard),
        steepest()
    );
    assert_eq!(heard.last(), Some(&0.0));
}

#[test]
fn a_storm_of_orders_makes_no_jump_and_no_second_voice() {
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(7);
    let (mut voice, mut handle) = stereo_voice();
    // One song sounds on the left only, the other on the right only: two at once would show.
    let one_sided = |side: usize| {
        track(pcm(
            (0..600_000)
                .map(|i| if i % 2 == side { 1.0 } else { 0.0 })
                .collect(),
            2,
            RATE,
        ))
    };
    let songs = [one_sided(0), one_sided(1), None];
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for _ in 0..3000 {
        match rng.random_range(0..10) {
            0..6 => {
                let song = songs[rng.random_range(0..3)].clone();
                handle.cue(song, rng.random_range(0..299_000), rng.random_bool(0.9));
            }
            6 => handle.run(false),
            _ => handle.run(true),
        }
        let (l, r) = pull(&mut voice, rng.random_range(1..900));
        left.extend(l);
        right.extend(r);
    }
    assert!(left.contains(&1.0) && right.contains(&1.0));
    assert!(
        left.iter().zip(&right).all(|(&l, &r)| l == 0.0 || r == 0.0),
        "two songs at once"
    );
    assert!(largest_jump(&left) <= steepest() && largest_jump(&right) <= steepest());
}

#[test]
fn of_many_cues_only_the_last_is_heard() {
    let (mut voice, mut handle) = stereo_voice();
    for value in 1..200 {
        handle.cue(track(flat(value as f32 / 400.0, 9000, RATE)), 0, true);
    }
    let (left, _) = pull(&mut voice, 3000);
    assert_eq!(left[FADE], 199.0 / 400.0);
    assert!(left.is_sorted());
}

#[test]
fn pausing_holds_the_place() {
    let (mut voice, mut handle) = stereo_voice();
    let ramp: Vec<f32> = (0..40_000).map(|i| i as f32 / 40_000.0).collect();
    handle.cue(track(pcm(ramp.clone(), 1, RATE)), 1000, true);
    pull(&mut voice, 3200);
    handle.run(false);
    pull(&mut voice, 32 * 100);
    let (stood, _) = handle.place().unwrap();
    assert_eq!(stood, 1000 + 3200 + FADE - 1);
    pull(&mut voice, 32 * 100);
    assert_eq!(handle.place().unwrap().0, stood);
    handle.run(true);
    let (left, _) = pull(&mut voice, FADE + 10);
    assert_eq!(left[FADE + 5], ramp[stood + FADE + 5]);
}

#[test]
fn a_song_cut_off_while_it_sounds_ends_without_a_crack_and_the_place_is_its_end() {
    let (mut voice, mut handle) = stereo_voice();
    handle.cue(track(flat(1.0, 5000, RATE)), 0, true);
    let (left, _) = pull(&mut voice, 6016);
    assert_eq!(left[5000 - FADE - 1], 1.0);
    assert!(largest_jump(&left) <= steepest());
    assert!(left[5000..].iter().all(|&s| s == 0.0));
    pull(&mut voice, 32);
    assert_eq!(handle.place().unwrap().0, 5000);
}

#[test]
fn volume_is_amplitude_and_one_channel_gets_the_mean() {
    let (mut mono, mut handle) = voice(NonZero::new(RATE).unwrap(), NonZero::new(1).unwrap(), 0.5);
    handle.cue(track(pcm(sine(440.0, 20_000, RATE), 2, RATE)), 0, true);
    let samples = sine(440.0, 20_000, RATE);
    let heard: Vec<f32> = mono.by_ref().take(3000).collect();
    for i in FADE..3000 {
        assert!((heard[i] - 0.25 * (samples[2 * i] + samples[2 * i + 1])).abs() < 1e-6);
    }
}

#[test]
fn further_channels_of_the_device_stay_silent() {
    let (mut surround, mut handle) =
        voice(NonZero::new(RATE).unwrap(), NonZero::new(6).unwrap(), 1.0);
    handle.cue(track(flat(0.5, 20_000, RATE)), 0, true);
    let heard: Vec<f32> = surround.by_ref().take(6 * 1000).collect();
    assert_eq!(heard[6 * 900..6 * 901], [0.5, 0.5, 0.0, 0.0, 0.0, 0.0]);
}
