//! A device that does not open, or goes away while it is heard.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rodio::cpal::ErrorKind;

use super::super::output::{Lost, Open};
use super::super::{Player, PlayerCommand};
use super::engine::{Tapes, decoder, fake_device, play, wait};
use super::{flat, pcm};
use crate::audio::Pcm;

const RATE: u32 = 44_100;

/// What becomes of one attempt to open a device.
#[derive(Clone, Copy)]
enum Fate {
    DoesNotOpen,
    /// It says that it is gone after so many milliseconds.
    Lost(u64),
    /// After so many milliseconds an error comes that is none for the song.
    Hiccup(u64),
    /// From then on there are only errors.
    Fails(u64),
    Well,
}

/// A device with one fate after the other, the last for ever; what it got, and how often it was
/// tried.
fn fated(fates: Vec<Fate>) -> (Open, Tapes, Arc<AtomicUsize>) {
    let (mut open, tapes) = fake_device(vec![(8000, 96_000)]);
    let n_tries = Arc::new(AtomicUsize::new(0));
    let (lost, count) = (tapes.clone(), n_tries.clone());
    let open = move |rate_hz: u32, volume: f32, hear: Lost| {
        let fate = fates[count.fetch_add(1, Ordering::SeqCst).min(fates.len() - 1)];
        if matches!(fate, Fate::DoesNotOpen) {
            return Err(crate::words::Message::verbatim("busy"));
        }
        let output = open(rate_hz, volume, hear)?;
        let (tapes, index) = (lost.clone(), lost.lock().unwrap().len() - 1);
        let (faults, turns) = (output.faults.clone(), output.voice.turns());
        thread::spawn(move || match fate {
            Fate::Lost(millis) => {
                thread::sleep(Duration::from_millis(millis));
                let lost = tapes.lock().unwrap()[index].lost.take().unwrap();
                lost("unplugged".to_string());
                lost("unplugged".to_string());
            }
            Fate::Hiccup(millis) => {
                thread::sleep(Duration::from_millis(millis));
                faults.note(
                    ErrorKind::BackendError,
                    "I/O error",
                    turns.last(),
                    Instant::now(),
                );
            }
            Fate::Fails(millis) => {
                thread::sleep(Duration::from_millis(millis));
                tapes.lock().unwrap()[index].is_deaf = true;
                thread::sleep(Duration::from_millis(30));
                faults.note(
                    ErrorKind::BackendError,
                    "I/O error",
                    turns.last(),
                    Instant::now(),
                );
            }
            Fate::DoesNotOpen | Fate::Well => {}
        });
        Ok(output)
    };
    (Box::new(open), tapes, n_tries)
}

/// Rises from 0 to 1 in ten seconds: what is heard tells its second.
fn ramp() -> Pcm {
    pcm(
        (0..10 * RATE)
            .map(|i| i as f32 / (10 * RATE) as f32)
            .collect(),
        1,
        RATE,
    )
}

fn player(open: Open) -> Player {
    let songs = vec![
        ("ramp", ramp()),
        ("flat", flat(-0.5, 60 * RATE as usize, RATE)),
    ];
    Player::spawn_with(decoder(songs).0, open, Box::new(|| ()))
}

/// The second of the ramp that a device was given last, and the first it was given after the fade.
fn seconds(tapes: &Tapes, index: usize) -> (f32, f32) {
    let left = &tapes.lock().unwrap()[index].left;
    let began = left.iter().position(|&s| s > 0.0).unwrap() + RATE as usize / 100;
    let last = left.iter().rposition(|&s| s > 0.0).unwrap();
    (10.0 * left[began] - 0.01, 10.0 * left[last])
}

#[test]
fn a_device_that_goes_away_is_opened_again_at_the_present_second() {
    let (open, tapes, n_tries) = fated(vec![Fate::Lost(300), Fate::Well]);
    let player = player(open);
    play(&player, "ramp", 2.0);
    let state = wait(&player, "heard again", |s| {
        s.playing && s.position_secs > 2.8
    });
    assert_eq!((state.message, n_tries.load(Ordering::SeqCst)), (None, 2));
    assert!(tapes.lock().unwrap()[0].closed);
    let ((first, left_off), (went_on, _)) = (seconds(&tapes, 0), seconds(&tapes, 1));
    assert!(
        (first - 2.0).abs() < 0.01 && left_off > 2.1,
        "{first} to {left_off}"
    );
    // What lay in the buffer is lost with the device, and heard again.
    assert!(
        (left_off - 0.1..=left_off).contains(&went_on),
        "left off at {left_off}, went on at {went_on}"
    );
}

/// The error with which every stream of PulseAudio's plugin begins.
#[test]
fn an_error_that_passes_is_not_heard() {
    let (open, tapes, n_tries) = fated(vec![Fate::Hiccup(5)]);
    let player = player(open);
    play(&player, "ramp", 0.0);
    let state = wait(&player, "playing", |s| s.position_secs > 1.0);
    assert_eq!((state.message, n_tries.load(Ordering::SeqCst)), (None, 1));
    let left = &tapes.lock().unwrap()[0].left;
    let began = left.iter().position(|&s| s > 0.0).unwrap() - 1;
    let wrong = (500..RATE as usize)
        .find(|&i| (left[began + i] * (10 * RATE) as f32 - i as f32).abs() > 0.1);
    assert_eq!(wrong, None, "the song from its beginning, without a gap");
}

#[test]
fn a_device_that_gives_only_errors_is_opened_again_where_it_fell_silent() {
    let (open, tapes, n_tries) = fated(vec![Fate::Fails(300), Fate::Well]);
    let player = player(open);
    play(&player, "ramp", 2.0);
    wait(&player, "heard again", |s| {
        s.playing && n_tries.load(Ordering::SeqCst) == 2 && s.position_secs > 2.8
    });
    let ((_, left_off), (went_on, _)) = (seconds(&tapes, 0), seconds(&tapes, 1));
    // The clock leans towards what is heard, within 0.15 s of it.
    assert!(
        (left_off - 0.1..left_off + 0.16).contains(&went_on),
        "left off at {left_off}, went on at {went_on}"
    );
}

#[test]
fn a_device_that_opens_at_the_third_attempt_is_waited_for() {
    let (open, tapes, n_tries) = fated(vec![
        Fate::Lost(200),
        Fate::DoesNotOpen,
        Fate::DoesNotOpen,
        Fate::Well,
    ]);
    let player = player(open);
    play(&player, "ramp", 1.0);
    wait(&player, "lost", |_| n_tries.load(Ordering::SeqCst) == 2);
    thread::sleep(Duration::from_millis(100));
    let stood = player.state();
    assert!(
        stood.playing && stood.loading && stood.message.is_none(),
        "{stood:?}"
    );
    wait(&player, "heard again", |s| {
        s.playing && !s.loading && s.position_secs > stood.position_secs + 0.3
    });
    assert_eq!(
        (n_tries.load(Ordering::SeqCst), tapes.lock().unwrap().len()),
        (4, 2)
    );
    let (went_on, _) = seconds(&tapes, 1);
    assert!(
        (went_on - stood.position_secs).abs() < 0.02,
        "stood at {}, went on at {went_on}",
        stood.position_secs
    );
}

#[test]
fn a_device_that_does_not_come_back_pauses_the_song_with_one_sentence() {
    let (open, tapes, n_tries) = fated(vec![Fate::Lost(200), Fate::DoesNotOpen]);
    let player = player(open);
    play(&player, "ramp", 3.0);
    let asked = Instant::now();
    let state = wait(&player, "paused", |s| !s.playing && s.message.is_some());
    assert!(
        (4.0..9.0).contains(&asked.elapsed().as_secs_f32()),
        "{:?}",
        asked.elapsed()
    );
    assert_eq!(
        state.message.as_ref().map(ToString::to_string).as_deref(),
        Some(
            "paused, because the audio device went away; it goes on when the device is back within two minutes, or press play: unplugged"
        )
    );
    assert!(
        !state.loading
            && !state.failed
            && !state.finished
            && (3.05..3.4).contains(&state.position_secs)
    );
    assert_eq!(n_tries.load(Ordering::SeqCst), 6);
    thread::sleep(Duration::from_millis(300));
    assert_eq!(
        (player.state(), n_tries.load(Ordering::SeqCst)),
        (state, 6),
        "and then nothing more"
    );
    drop(tapes);
}

/// As when somebody starts the sound server again.
#[test]
fn a_device_that_comes_back_later_goes_on_where_it_was_unless_somebody_paused() {
    let fates = || {
        let mut fates = vec![Fate::Lost(150)];
        fates.extend([Fate::DoesNotOpen; 6]);
        fates.push(Fate::Well);
        fates
    };
    let (open, tapes, n_tries) = fated(fates());
    let (other_open, _, other_tries) = fated(fates());
    let (player, other) = (player(open), self::player(other_open));
    play(&player, "ramp", 3.0);
    play(&other, "ramp", 3.0);
    let state = wait(&player, "paused", |s| !s.playing && s.message.is_some());
    wait(&other, "paused", |s| !s.playing && s.message.is_some());
    other.send(PlayerCommand::Pause);
    wait(&player, "tried once more", |_| {
        n_tries.load(Ordering::SeqCst) == 7
    });
    assert_eq!(player.state(), state, "what is told stays");
    let later = wait(&player, "heard again", |s| {
        s.playing && s.position_secs > state.position_secs + 0.1
    });
    assert_eq!(later.message, None);
    let (went_on, _) = seconds(&tapes, 1);
    assert!((went_on - state.position_secs).abs() < 0.02, "{went_on}");
    assert!(!other.state().playing && other_tries.load(Ordering::SeqCst) == 6);
}

/// Lost again as soon as it is open: the pauses grow all the same.
#[test]
fn a_device_that_keeps_going_away_is_given_up_and_the_next_play_finds_it_again() {
    let mut fates = vec![Fate::Lost(150); 6];
    fates.push(Fate::Well);
    let (open, tapes, n_tries) = fated(fates);
    let player = player(open);
    play(&player, "ramp", 0.0);
    let state = wait(&player, "paused", |s| !s.playing && s.message.is_some());
    assert_eq!(
        (n_tries.load(Ordering::SeqCst), state.path.as_deref()),
        (6, Some(Path::new("ramp")))
    );
    player.send(PlayerCommand::Resume);
    let later = wait(&player, "heard again", |s| {
        s.playing && s.position_secs > state.position_secs + 0.1
    });
    assert_eq!((later.message, tapes.lock().unwrap().len()), (None, 7));
    let (went_on, _) = seconds(&tapes, 6);
    assert!(
        (went_on - state.position_secs).abs() < 0.02,
        "{went_on}, not {}",
        state.position_secs
    );
}

#[test]
fn a_device_that_is_not_there_at_first_is_heard_as_soon_as_it_is() {
    let (open, tapes, _) = fated(vec![Fate::DoesNotOpen, Fate::DoesNotOpen, Fate::Well]);
    let player = player(open);
    play(&player, "ramp", 1.0);
    let state = wait(&player, "running without sound", |s| {
        s.playing && s.message.is_some()
    });
    assert_eq!(
        state.message.as_ref().map(ToString::to_string).as_deref(),
        Some("no sound, the audio device does not open: busy")
    );
    let state = wait(&player, "heard", |s| {
        s.message.is_none() && s.position_secs > 2.2
    });
    let (began, _) = seconds(&tapes, 0);
    // The second and the third attempt are due after 0.2 and 0.8 s.
    assert!((1.7..2.2).contains(&began), "{began}");
    let left = tapes.lock().unwrap()[0].left.last().copied().unwrap();
    assert!(
        (10.0 * left - state.position_secs).abs() < 0.1,
        "{left} at {}",
        state.position_secs
    );
}

#[test]
fn a_preview_under_which_the_device_goes_away_is_heard_again() {
    let (open, tapes, n_tries) = fated(vec![Fate::Lost(600), Fate::Well]);
    let player = player(open);
    player.send(PlayerCommand::Preview(Some("flat".into())));
    wait(&player, "heard again", |s| {
        n_tries.load(Ordering::SeqCst) == 2 && s.preview.is_some()
    });
    thread::sleep(Duration::from_millis(300));
    assert!(player.state().preview.is_some() && player.state().message.is_none());
    assert!(tapes.lock().unwrap()[1].left.iter().any(|&s| s < -0.3));
}

#[test]
fn a_device_that_goes_away_while_nobody_listens_is_nothing_to_tell() {
    let (open, tapes, n_tries) = fated(vec![Fate::Lost(400), Fate::Well]);
    let player = player(open);
    play(&player, "ramp", 4.0);
    wait(&player, "playing", |s| s.position_secs > 4.1);
    player.send(PlayerCommand::Pause);
    wait(&player, "lost", |_| tapes.lock().unwrap()[0].closed);
    let state = player.state();
    assert_eq!(
        (state.message, state.playing, n_tries.load(Ordering::SeqCst)),
        (None, false, 1)
    );
    player.send(PlayerCommand::Resume);
    wait(&player, "heard again", |s| {
        s.playing && s.position_secs > state.position_secs + 0.1
    });
    assert_eq!(n_tries.load(Ordering::SeqCst), 2);
}
