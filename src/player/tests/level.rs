use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;

use super::super::load::{Decode, Load, Track, load};
use super::super::voice::voice;
use super::super::{Player, PlayerCommand};
use super::engine::{fake_device, play, wait};
use super::{largest_jump, pcm, sine};
use crate::audio::loudness;

const RATE: u32 = 44_100;

fn tone(amplitude: f32, secs: usize) -> Vec<f32> {
    sine(1000.0, secs * RATE as usize, RATE)
        .into_iter()
        .map(|x| amplitude * x)
        .collect()
}

fn lufs(samples: &[f32]) -> f32 {
    loudness(samples, 1, RATE).integrated_lufs.unwrap()
}

#[test]
fn two_tones_12_db_apart_are_heard_alike_and_as_they_are_without_it() {
    let decode = |path: &Path| {
        Ok(pcm(
            tone(if path == Path::new("soft") { 0.05 } else { 0.2 }, 4),
            1,
            RATE,
        ))
    };
    for (levelled, apart) in [(true, 0.0), (false, 12.0)] {
        let (open, tapes) = fake_device(vec![(8000, 96_000)]);
        let player = Player::spawn_with(Decode::by(decode), open, Box::new(|| ()));
        player.send(PlayerCommand::Levelled(levelled));
        let mut heard = Vec::new();
        for name in ["soft", "loud"] {
            let before = tapes
                .lock()
                .unwrap()
                .first()
                .map_or(0, |tape| tape.left.len());
            play(&player, name, 0.0);
            wait(&player, "underway", |s| {
                s.path.as_deref() == Some(Path::new(name)) && s.position_secs > 1.5
            });
            let tape = tapes.lock().unwrap()[0].left[before..].to_vec();
            heard.push(lufs(&tape[tape.len() - RATE as usize..]));
        }
        let difference = heard[1] - heard[0];
        assert!(
            (difference - apart).abs() < 0.5,
            "levelled {levelled}: {heard:?}"
        );
        if levelled {
            assert!(
                heard.iter().all(|lufs| (lufs + 18.0).abs() < 0.5),
                "{heard:?}"
            );
        }
    }
}

#[test]
fn a_guess_is_near_before_the_whole_is_measured_and_never_clips() {
    // Twenty seconds soft, twenty loud, twenty soft; and one crack at full scale.
    let mut song = tone(0.05, 20);
    song.extend(tone(0.2, 20));
    song.extend(tone(0.05, 20));
    song[1_500_000] = 1.0;
    let whole = song.clone();
    let decode = Decode::by(move |_| Ok(pcm(song.clone(), 1, RATE)));
    let track = load(Path::new("song"), &Load::Decode, &decode).unwrap();
    let guessed = track.gain();
    track.measure();
    let db = |gain: f32| 20.0 * gain.log10();
    assert!(
        (db(guessed) - db(track.gain())).abs() < 3.0,
        "{} and {}",
        db(guessed),
        db(track.gain())
    );
    let limit = 10.0_f32.powf(-1.0 / 20.0);
    assert!(guessed <= limit + 1e-6 && track.gain() <= limit + 1e-6);
    assert!((db(track.gain()) - (-18.0 - lufs(&whole)).min(-1.0)).abs() < 0.7);
}

#[test]
fn switching_it_while_a_song_sounds_glides() {
    let (mut source, mut handle) =
        voice(NonZero::new(RATE).unwrap(), NonZero::new(1).unwrap(), 1.0);
    let track = Track::new(pcm(tone(0.5, 20), 1, RATE), Path::new("song")).unwrap();
    track.measure();
    let gain = track.gain();
    assert!((0.1..0.9).contains(&gain), "{gain}");
    handle.cue(Some(Arc::new(track)), 0, true);
    let mut heard: Vec<f32> = source.by_ref().take(5000).collect();
    handle.levelled(true);
    heard.extend(source.by_ref().take(2 * RATE as usize));
    let peak = |part: &[f32]| part.iter().fold(0.0_f32, |m, s| m.max(s.abs()));
    assert!((peak(&heard[4000..5000]) - 0.5).abs() < 0.01);
    assert!((peak(&heard[heard.len() - 1000..]) - 0.5 * gain).abs() < 0.01);
    let slope = 0.5 * std::f32::consts::TAU * 1000.0 / RATE as f32;
    assert!(
        largest_jump(&heard) < 1.05 * slope,
        "{}",
        largest_jump(&heard)
    );
}

#[test]
fn a_faint_preview_is_raised_like_a_song() {
    let decode = Decode::by(|_| Ok(pcm(tone(0.02, 20), 1, RATE)));
    let preview = load(Path::new("song"), &Load::Preview(None), &decode).unwrap();
    assert_eq!(preview.duration_secs(), 6.0);
    let heard: Vec<f32> = (0..preview.n_frames())
        .map(|i| preview.frame(i)[0] * preview.gain())
        .collect();
    assert!((lufs(&heard) + 18.0).abs() < 0.5, "{}", lufs(&heard));
}
