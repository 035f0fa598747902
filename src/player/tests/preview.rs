//! Previews by the voice alone, where every sample is counted, and through the player's thread.

use std::f32::consts::{FRAC_1_SQRT_2, PI};
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng};

use super::super::fade::CROSS_SECS;
use super::super::load::{Cache, Decode, PREVIEW_BYTES, Track};
use super::super::voice::{Voice, VoiceHandle, voice};
use super::super::{Player, PlayerCommand};
use super::engine::{decoder, fake_device, no_device, play, wait};
use super::{flat, largest_jump, pcm, sine};

const RATE: u32 = 44_100;
const CROSS: usize = (RATE as f32 * CROSS_SECS) as usize;

fn stereo_voice() -> (Voice, VoiceHandle) {
    voice(NonZero::new(RATE).unwrap(), NonZero::new(2).unwrap(), 1.0)
}

fn track(value: f32, secs: f32) -> Option<Arc<Track>> {
    Some(Arc::new(
        Track::new(
            flat(value, (secs * RATE as f32) as usize, RATE),
            Path::new("song"),
        )
        .unwrap(),
    ))
}

fn pull(voice: &mut Voice, n_frames: usize) -> Vec<f32> {
    (0..n_frames)
        .map(|_| (voice.next().unwrap(), voice.next().unwrap()).0)
        .collect()
}

/// The steepest a gain can get: the song's own fade of 10 ms, with a cross-fade on top.
fn steepest() -> f32 {
    PI / 2.0 / (RATE as f32 * 0.010) + 2.0 * PI / 2.0 / CROSS as f32
}

#[test]
fn the_first_sample_of_a_preview_is_out_within_a_millisecond() {
    let (mut voice, mut handle) = stereo_voice();
    for wait in [0, 1, 17, 31, 5000] {
        pull(&mut voice, wait);
        handle.preview(track(0.8, 6.0));
        let heard = pull(&mut voice, RATE as usize / 20);
        let first = heard.iter().position(|&s| s != 0.0).unwrap();
        assert!(first <= 32, "frame {first}");
        // Half a second later it has its full gain, 3 dB below a song's.
        assert!((pull(&mut voice, 22_050).last().unwrap() - 0.8 * FRAC_1_SQRT_2).abs() < 1e-6);
        handle.preview(None);
        assert_eq!(pull(&mut voice, 4000).last(), Some(&0.0));
        assert!(!handle.is_previewing());
    }
}

#[test]
fn one_preview_gives_way_to_the_next_at_equal_power() {
    let (mut voice, mut handle) = stereo_voice();
    // Tones that do not beat within a window of 5 ms: their powers add.
    let tone = |freq_hz: f64| {
        let samples = sine(freq_hz, 6 * RATE as usize, RATE);
        Some(Arc::new(
            Track::new(pcm(samples, 1, RATE), Path::new("tone")).unwrap(),
        ))
    };
    handle.preview(tone(2000.0));
    pull(&mut voice, 2 * CROSS);
    handle.preview(tone(3000.0));
    let heard = pull(&mut voice, 2 * CROSS);
    let powers: Vec<f32> = heard
        .chunks_exact(441)
        .map(|w| w.iter().map(|x| x * x).sum::<f32>() / 441.0)
        .collect();
    // A sine at 3 dB below full scale has the power 1/4.
    assert!(powers.iter().all(|p| (p - 0.25).abs() < 0.02), "{powers:?}");
}

#[test]
fn the_song_stands_while_a_preview_sounds_and_goes_on_from_there() {
    let (mut voice, mut handle) = stereo_voice();
    let n = 20 * RATE as usize;
    let ramp: Vec<f32> = (0..n).map(|i| i as f32 / n as f32).collect();
    let song = Arc::new(Track::new(pcm(ramp.clone(), 1, RATE), Path::new("ramp")).unwrap());
    handle.cue(Some(song), 0, true);
    pull(&mut voice, 32_000);
    handle.preview(track(0.0, 6.0));
    let heard = pull(&mut voice, 2 * RATE as usize);
    assert!(
        heard[CROSS + 64..].iter().all(|&s| s == 0.0),
        "only the preview is heard"
    );
    let (stood, _) = handle.place().unwrap();
    assert!((32_000..=32_000 + CROSS + 32).contains(&stood));
    handle.preview(None);
    let heard = pull(&mut voice, 4 * CROSS);
    let back = heard.len() - 1;
    let expected = ramp[stood + back];
    assert!(
        (heard[back] - expected).abs() < 64.0 / n as f32,
        "{} is not {expected}",
        heard[back]
    );
}

#[test]
fn a_preview_ends_by_itself_and_brings_the_song_back() {
    let (mut voice, mut handle) = stereo_voice();
    handle.cue(track(0.5, 20.0), 0, true);
    pull(&mut voice, 5000);
    handle.preview(track(-0.8, 1.0));
    let heard = pull(&mut voice, RATE as usize);
    assert!(heard.contains(&(-0.8 * FRAC_1_SQRT_2)) && handle.is_previewing());
    assert_eq!(pull(&mut voice, RATE as usize / 2).last(), Some(&0.5));
    assert!(!handle.is_previewing());
}

/// Each song of full scale, now of one sign and now of the other, so that every sum and every jump
/// shows.
#[test]
fn a_rapid_sweep_over_100_songs_is_never_louder_than_one_and_never_cracks() {
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(5);
    for sign in [1.0, -1.0] {
        let (mut voice, mut handle) = stereo_voice();
        handle.cue(track(1.0, 60.0), 0, true);
        let mut heard = pull(&mut voice, 2000);
        for i in 0..100 {
            let value = if i % 2 == 0 { 1.0 } else { sign };
            let is_gap = rng.random_bool(0.2);
            handle.preview(if is_gap { None } else { Some(soft(value, 0.4)) });
            if rng.random_bool(0.1) {
                handle.cue(track(sign, 60.0), 0, rng.random_bool(0.8));
            }
            // Between 1 and 90 ms: within a cross-fade, and after it.
            heard.extend(pull(&mut voice, rng.random_range(44..4000)));
        }
        handle.preview(None);
        heard.extend(pull(&mut voice, 4000));
        let loudest = heard.iter().fold(0.0_f32, |m, s| m.max(s.abs()));
        assert!(loudest <= 1.0 + 1e-6, "{loudest}");
        assert!(loudest > 0.99, "the song was heard: {loudest}");
        assert!(
            largest_jump(&heard) <= steepest(),
            "{} > {}",
            largest_jump(&heard),
            steepest()
        );
    }
}

/// A preview as it is loaded: with soft edges.
fn soft(value: f32, secs: f32) -> Arc<Track> {
    let pcm = flat(value, (secs * RATE as f32) as usize, RATE);
    Arc::new(Track::preview(pcm, Path::new("soft"), None).unwrap())
}

#[test]
fn a_preview_begins_and_ends_softly_at_the_rate_of_the_device_and_never_clips() {
    let loud = pcm(
        (0..RATE)
            .map(|i| if i % 100 < 50 { 1.7 } else { -0.2 })
            .collect(),
        1,
        RATE,
    );
    let preview = Track::preview(loud, Path::new("loud"), Some(48_000)).unwrap();
    assert_eq!(
        (preview.rate_hz, preview.file_rate_hz, preview.n_frames()),
        (48_000, RATE, 48_000)
    );
    let samples: Vec<f32> = (0..preview.n_frames())
        .map(|i| preview.frame(i)[0])
        .collect();
    assert!(
        samples.iter().all(|s| s.abs() <= 1.2),
        "resampling a square rings, and no more"
    );
    assert!(samples[0] == 0.0 && samples[48_000 - 1] == 0.0 && samples[24].abs() < 0.01);
}

#[test]
fn previews_take_no_more_memory_than_they_may() {
    let mut cache = Cache::new(PREVIEW_BYTES);
    for i in 0..200 {
        cache.put(format!("song{i}").into(), track(0.1, 6.0).unwrap());
    }
    let n_kept = (0..200)
        .filter(|i| cache.has(Path::new(&format!("song{i}")), |_| true))
        .count();
    assert_eq!(n_kept, PREVIEW_BYTES / (6 * RATE as usize * 4));
    assert!(cache.has(Path::new("song199"), |_| true));
}

#[test]
fn what_was_looked_ahead_to_sounds_at_once_and_nothing_is_decoded_twice() {
    let names: Vec<String> = (0..12).map(|i| format!("song{i}")).collect();
    let songs = names
        .iter()
        .map(|n| (n.as_str(), flat(0.5, 20 * RATE as usize, RATE)))
        .collect();
    let (decode, n_decoded) = decoder(songs);
    let (open, tapes) = fake_device(vec![(8000, 96_000)]);
    let player = Player::spawn_with(decode, open, Box::new(|| ()));
    player.send(PlayerCommand::LookAhead(
        names.iter().map(Into::into).collect(),
    ));
    let until = Instant::now() + Duration::from_secs(8);
    while n_decoded.load(Ordering::Relaxed) < 12 || tapes.lock().unwrap().is_empty() {
        assert!(Instant::now() < until, "they are not decoded ahead");
        thread::sleep(Duration::from_millis(2));
    }
    thread::sleep(Duration::from_millis(100));
    for name in &names {
        player.send(PlayerCommand::Preview(Some(name.into())));
        let asked = Instant::now();
        wait(&player, "sounding", |s| {
            s.preview.as_deref() == Some(Path::new(name))
        });
        assert!(
            asked.elapsed() < Duration::from_millis(50),
            "{:?}",
            asked.elapsed()
        );
    }
    thread::sleep(Duration::from_millis(200));
    player.send(PlayerCommand::Preview(None));
    wait(&player, "silent", |s| s.preview.is_none());
    assert_eq!(n_decoded.load(Ordering::Relaxed), 12);
    let tapes = tapes.lock().unwrap();
    assert_eq!(tapes.len(), 1);
    assert!(
        tapes[0]
            .left
            .iter()
            .any(|&s| (s - 0.5 * FRAC_1_SQRT_2).abs() < 1e-5)
    );
    assert!(largest_jump(&tapes[0].left) < steepest());
}

#[test]
fn the_song_and_its_clock_stand_while_a_preview_is_heard() {
    let (open, tapes) = fake_device(vec![(8000, 96_000)]);
    let songs = vec![
        ("song", flat(0.5, 60 * RATE as usize, RATE)),
        ("other", flat(-0.5, 60 * RATE as usize, RATE)),
    ];
    let player = Player::spawn_with(decoder(songs).0, open, Box::new(|| ()));
    play(&player, "song", 3.0);
    wait(&player, "playing", |s| s.position_secs > 3.2);
    player.send(PlayerCommand::Preview(Some("other".into())));
    wait(&player, "sounding", |s| s.preview.is_some());
    thread::sleep(Duration::from_millis(100));
    let stood = player.state().position_secs;
    thread::sleep(Duration::from_millis(400));
    let state = player.state();
    assert!(
        (state.position_secs - stood).abs() < 0.03 && state.playing,
        "{stood}, then {state:?}"
    );
    player.send(PlayerCommand::Preview(None));
    let state = wait(&player, "going on", |s| {
        s.preview.is_none() && s.position_secs > stood + 0.2
    });
    assert!(state.position_secs < stood + 1.0);
    assert_eq!(tapes.lock().unwrap()[0].left.last(), Some(&0.5));
}

#[test]
fn a_song_of_another_rate_waits_until_the_preview_has_faded() {
    let (open, tapes) = fake_device(vec![(8000, 96_000)]);
    let songs = vec![
        ("dvd", flat(0.5, 9 * 48_000, 48_000)),
        ("cd", flat(1.0, 60 * RATE as usize, RATE)),
    ];
    let player = Player::spawn_with(decoder(songs).0, open, Box::new(|| ()));
    player.send(PlayerCommand::Preview(Some("cd".into())));
    wait(&player, "sounding", |s| s.preview.is_some());
    thread::sleep(Duration::from_millis(100));
    play(&player, "dvd", 0.0);
    wait(&player, "playing", |s| s.playing && s.position_secs > 0.1);
    let tapes = tapes.lock().unwrap();
    assert_eq!(tapes.len(), 2);
    assert!(tapes[0].closed && tapes[0].left.last() == Some(&0.0));
    assert!(largest_jump(&tapes[0].left) < steepest());
}

#[test]
fn a_preview_that_cannot_be_read_or_heard_is_no_message_about_the_file() {
    let player = Player::spawn_with(
        decoder(vec![]).0,
        fake_device(vec![(8000, 96_000)]).0,
        Box::new(|| ()),
    );
    player.send(PlayerCommand::Preview(Some("nothing".into())));
    thread::sleep(Duration::from_millis(100));
    let state = player.state();
    assert_eq!(
        (state.preview, state.message, state.failed),
        (None, None, false)
    );
    let player = Player::spawn_with(
        Decode::by(|_| Ok(flat(0.5, 9000, RATE))),
        no_device(),
        Box::new(|| ()),
    );
    player.send(PlayerCommand::Preview(Some("song".into())));
    let state = wait(&player, "told", |s| s.message.is_some());
    assert!(state.preview.is_none() && state.message.unwrap().contains("does not open"));
}
