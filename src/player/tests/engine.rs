use std::collections::HashMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::super::faults::Faults;
use super::super::load::Decode;
use super::super::output::{Lost, Open, Output, Rates};
use super::super::voice::{FADE_SECS, Voice, voice};
use super::super::{Player, PlayerCommand, PlayerState};
use super::{flat, largest_jump, pcm, sine};
use crate::audio::Pcm;
use crate::error::{Error, Result};

const RATE: u32 = 44_100;
const PERIOD: Duration = Duration::from_millis(10);
const LATENCY: Duration = Duration::from_millis(20);

/// What one opened device was given: left samples.
#[derive(Default)]
pub(super) struct Tape {
    rate_hz: u32,
    pub(super) left: Vec<f32>,
    pub(super) lost: Option<Lost>,
    pub(super) closed: bool,
    /// Asks for no more samples.
    pub(super) is_deaf: bool,
}

pub(super) type Tapes = Arc<Mutex<Vec<Tape>>>;

struct FakeDevice {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    tapes: Tapes,
    index: usize,
}

impl Drop for FakeDevice {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.take().unwrap().join().unwrap();
        self.tapes.lock().unwrap()[self.index].closed = true;
    }
}

/// A device that takes these rates, pulls samples in real time and writes them down.
pub(super) fn fake_device(ranges: Vec<(u32, u32)>) -> (Open, Tapes) {
    let tapes = Tapes::default();
    let kept = tapes.clone();
    let open = move |wanted_hz: u32, volume: f32, lost: Lost| {
        let rates = Rates {
            ranges: ranges.clone(),
            default: 48_000,
        };
        let rate_hz = rates.best(wanted_hz);
        let (source, handle) = voice(
            NonZero::new(rate_hz).unwrap(),
            NonZero::new(2).unwrap(),
            volume,
        );
        let stop = Arc::new(AtomicBool::new(false));
        let index = kept.lock().unwrap().len();
        kept.lock().unwrap().push(Tape {
            rate_hz,
            lost: Some(lost),
            ..Tape::default()
        });
        let thread = Some(thread::spawn({
            let (stop, tapes) = (stop.clone(), kept.clone());
            move || feed(source, rate_hz, &stop, &tapes, index)
        }));
        let device = FakeDevice {
            stop,
            thread,
            tapes: kept.clone(),
            index,
        };
        let faults = Arc::new(Faults::default());
        Ok(Output {
            voice: handle,
            rate_hz,
            rates,
            latency: LATENCY,
            faults,
            _device: Box::new(device),
        })
    };
    (Box::new(open), tapes)
}

fn feed(mut source: Voice, rate_hz: u32, stop: &AtomicBool, tapes: &Tapes, index: usize) {
    let began = Instant::now();
    let mut n_fed = 0;
    while !stop.load(Ordering::Relaxed) {
        if tapes.lock().unwrap()[index].is_deaf {
            thread::sleep(PERIOD);
            continue;
        }
        let due = (began.elapsed() + LATENCY).as_secs_f64() * f64::from(rate_hz);
        let period: Vec<f32> = (n_fed..due as usize)
            .map(|_| {
                let left = source.next().unwrap();
                source.next();
                left
            })
            .collect();
        n_fed += period.len();
        tapes.lock().unwrap()[index].left.extend(period);
        thread::sleep(PERIOD);
    }
}

pub(super) fn no_device() -> Open {
    Box::new(|_, _, _| Err(crate::words::Message::verbatim("there is none")))
}

/// Songs by name; `slow…` takes half a second, `hang…` ten, `panic…` panics, others do not exist.
pub(super) fn decoder(songs: Vec<(&str, Pcm)>) -> (Decode, Arc<AtomicUsize>) {
    let songs: HashMap<PathBuf, Pcm> = songs
        .into_iter()
        .map(|(name, pcm)| (PathBuf::from(name), pcm))
        .collect();
    let n_decoded = Arc::new(AtomicUsize::new(0));
    let count = n_decoded.clone();
    let decode = move |path: &Path| -> Result<Pcm> {
        count.fetch_add(1, Ordering::Relaxed);
        let name = path.to_string_lossy();
        if name.starts_with("slow") {
            thread::sleep(Duration::from_millis(500));
        }
        if name.starts_with("hang") {
            thread::sleep(Duration::from_secs(10));
        }
        assert!(!name.starts_with("panic"), "bad frame");
        songs.get(path).cloned().ok_or_else(|| {
            Error::file(
                crate::words::Message::verbatim("this is no audio file"),
                path,
            )
        })
    };
    (Decode::by(decode), n_decoded)
}

fn player(songs: Vec<(&str, Pcm)>, open: Open) -> Player {
    Player::spawn_with(decoder(songs).0, open, Box::new(|| ()))
}

pub(super) fn play(player: &Player, path: &str, from_secs: f32) {
    player.send(PlayerCommand::Play {
        path: path.into(),
        from_secs,
    });
}

#[track_caller]
pub(super) fn wait(
    player: &Player,
    what: &str,
    is_so: impl Fn(&PlayerState) -> bool,
) -> PlayerState {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        let state = player.state();
        if is_so(&state) {
            return state;
        }
        assert!(Instant::now() < until, "never {what}: {state:?}");
        thread::sleep(Duration::from_millis(2));
    }
}

fn millis(n: u64) {
    thread::sleep(Duration::from_millis(n));
}

#[test]
fn without_a_device_the_clock_runs_to_the_end() {
    let player = player(vec![("song", flat(0.1, RATE as usize, RATE))], no_device());
    assert_eq!(
        player.state(),
        PlayerState {
            volume: 1.0,
            ..PlayerState::default()
        }
    );
    play(&player, "song", 0.25);
    let state = wait(&player, "playing", |s| s.playing);
    let began = Instant::now();
    assert_eq!(
        (state.path.as_deref(), state.duration_secs),
        (Some(Path::new("song")), 1.0)
    );
    assert_eq!(
        state.message.as_ref().map(ToString::to_string).as_deref(),
        Some("no sound, the audio device does not open: there is none")
    );
    let at_start = state.position_secs;
    millis(300);
    let state = player.state();
    let expected = at_start + began.elapsed().as_secs_f32();
    assert!(
        (state.position_secs - expected).abs() < 0.02,
        "{} is not {expected}",
        state.position_secs
    );
    let state = wait(&player, "finished", |s| s.finished);
    assert!(!state.playing && !state.loading && state.position_secs == 1.0);
    assert!((0.6..1.0).contains(&began.elapsed().as_secs_f32()));
}

#[test]
fn without_a_device_pause_seek_stop_and_resume_move_the_clock() {
    let player = player(
        vec![("song", flat(0.1, 20 * RATE as usize, RATE))],
        no_device(),
    );
    play(&player, "song", 0.0);
    wait(&player, "playing", |s| s.playing && s.position_secs > 0.05);
    player.send(PlayerCommand::Pause);
    let stood = wait(&player, "paused", |s| !s.playing).position_secs;
    millis(60);
    assert_eq!(player.state().position_secs, stood);
    player.send(PlayerCommand::Seek(12.5));
    assert!(!wait(&player, "there", |s| s.position_secs == 12.5).playing);
    player.send(PlayerCommand::Resume);
    wait(&player, "going on", |s| {
        s.playing && s.position_secs > 12.55 && s.position_secs < 13.5
    });
    player.send(PlayerCommand::Stop);
    let state = wait(&player, "stopped", |s| !s.playing && s.position_secs == 0.0);
    assert!(!state.finished && state.path.is_some());
    player.send(PlayerCommand::Seek(19.9));
    player.send(PlayerCommand::Resume);
    wait(&player, "finished", |s| {
        s.finished && s.position_secs == 20.0
    });
    player.send(PlayerCommand::Resume);
    wait(&player, "playing from the beginning", |s| {
        s.playing && !s.finished && s.position_secs < 5.0
    });
    player.send(PlayerCommand::Seek(f32::NAN));
    player.send(PlayerCommand::Seek(1e30));
    wait(&player, "at the end again", |s| {
        s.finished && s.position_secs == 20.0
    });
    player.send(PlayerCommand::Volume(7.0));
    wait(&player, "loud", |s| s.volume == 1.0);
    player.send(PlayerCommand::Volume(f32::NAN));
    player.send(PlayerCommand::Volume(0.25));
    wait(&player, "soft", |s| s.volume == 0.25);
}

#[test]
fn a_file_that_cannot_be_read_is_a_message() {
    let (open, tapes) = fake_device(vec![(8000, 96_000)]);
    let player = player(vec![("song", flat(0.5, RATE as usize, RATE))], open);
    play(&player, "nothing", 3.0);
    let state = wait(&player, "failed", |s| s.message.is_some());
    assert_eq!(
        state.message.as_ref().map(ToString::to_string).as_deref(),
        Some("this is no audio file: nothing")
    );
    assert!(
        !state.playing
            && !state.loading
            && state.position_secs == 0.0
            && state.duration_secs == 0.0
    );
    play(&player, "panic", 0.0);
    let state = wait(&player, "failed", |s| {
        s.message.as_ref().is_some_and(|m| m.contains("bad frame"))
    });
    assert!(!state.playing && !state.loading);
    play(&player, "song", 0.0);
    assert_eq!(wait(&player, "playing", |s| s.playing).message, None);
    wait(&player, "finished", |s| s.finished);
    assert_eq!(tapes.lock().unwrap().len(), 1);
}

#[test]
fn what_the_device_gets_is_the_song_and_the_position_is_what_is_heard() {
    let (open, tapes) = fake_device(vec![(8000, 96_000)]);
    let song = sine(300.0, RATE as usize, RATE);
    let player = player(vec![("song", pcm(song.clone(), 1, RATE))], open);
    play(&player, "song", 0.0);
    wait(&player, "underway", |s| s.position_secs > 0.3);
    let (n_fed, position_secs) = {
        let tapes = tapes.lock().unwrap();
        let began = tapes[0].left.iter().position(|&s| s != 0.0).unwrap();
        (tapes[0].left.len() - began, player.state().position_secs)
    };
    let fed_secs = n_fed as f32 / RATE as f32;
    assert!(
        (0.0..0.06).contains(&(fed_secs - position_secs)),
        "fed {fed_secs}, told {position_secs}"
    );
    wait(&player, "finished", |s| s.finished);
    let tape = &tapes.lock().unwrap()[0];
    assert_eq!(tape.rate_hz, RATE);
    let fade = (RATE as f32 * FADE_SECS) as usize;
    // The first sample of a sine is 0, so the first that is heard is the second.
    let began = tape.left.iter().position(|&s| s != 0.0).unwrap() - 1;
    assert_eq!(
        tape.left[began + fade..began + song.len() - fade],
        song[fade..song.len() - fade]
    );
    assert!(tape.left[began + song.len()..].iter().all(|&s| s == 0.0));
}

#[test]
fn a_device_of_another_rate_gets_the_song_resampled() {
    let (open, tapes) = fake_device(vec![(48_000, 48_000)]);
    let player = player(
        vec![("song", pcm(sine(997.0, RATE as usize, RATE), 1, RATE))],
        open,
    );
    play(&player, "song", 0.0);
    wait(&player, "finished", |s| {
        s.finished && (s.duration_secs - 1.0).abs() < 1e-4
    });
    let tape = &tapes.lock().unwrap()[0];
    // The song may begin with the very first sample the device asks for.
    let began = tape
        .left
        .iter()
        .position(|&s| s != 0.0)
        .unwrap()
        .saturating_sub(1);
    let truth = sine(997.0, 48_000, 48_000);
    let error_from = |began: usize| -> f32 {
        (2000..46_000)
            .map(|i| (tape.left[began + i] - truth[i]).abs())
            .fold(0.0, f32::max)
    };
    // The very first sample may ring a little instead of being 0.
    let error = error_from(began).min(error_from(began + 1));
    assert!(error < 1e-4, "{error}");
}

#[test]
fn two_hundred_plays_end_with_the_last_and_nothing_else_is_heard_after_it() {
    let (open, tapes) = fake_device(vec![(8000, 96_000)]);
    let names: Vec<String> = (0..200).map(|i| format!("song{i}")).collect();
    let songs = names.iter().enumerate();
    let songs = songs
        .map(|(i, n)| {
            (
                n.as_str(),
                flat((i + 1) as f32 / 400.0, 30 * RATE as usize, RATE),
            )
        })
        .collect();
    let (decode, n_decoded) = decoder(songs);
    let player = Player::spawn_with(decode, open, Box::new(|| ()));
    for (i, name) in names.iter().enumerate() {
        play(&player, name, 0.0);
        if i % 10 == 0 {
            millis(3);
        }
    }
    let last = |s: &PlayerState| s.playing && s.path.as_deref() == Some(Path::new("song199"));
    wait(&player, "the last one", |s| {
        last(s) && s.position_secs > 0.1
    });
    {
        let tapes = tapes.lock().unwrap();
        let left = &tapes[0].left;
        assert_eq!((tapes.len(), left.last()), (1, Some(&0.5)));
        let bound = std::f32::consts::FRAC_PI_2 / (RATE as f32 * FADE_SECS) * 1.01;
        assert!(
            largest_jump(left) <= bound,
            "{} > {bound}",
            largest_jump(left)
        );
    }
    assert!(n_decoded.load(Ordering::Relaxed) <= 200);
    let dropped = Instant::now();
    drop(player);
    assert!(
        dropped.elapsed() < Duration::from_millis(120),
        "{:?}",
        dropped.elapsed()
    );
    millis(150);
    assert!(
        tapes
            .lock()
            .unwrap()
            .iter()
            .all(|tape| tape.closed && tape.left.last() == Some(&0.0))
    );
}

#[test]
fn plays_sent_at_once_load_only_the_last() {
    let names: Vec<String> = (0..200).map(|i| format!("slow{i}")).collect();
    let songs = names
        .iter()
        .map(|n| (n.as_str(), flat(0.5, RATE as usize, RATE)))
        .collect();
    let (decode, n_decoded) = decoder(songs);
    let player = Player::spawn_with(decode, no_device(), Box::new(|| ()));
    names.iter().for_each(|name| play(&player, name, 0.0));
    wait(&player, "the last one", |s| {
        s.playing && s.path.as_deref() == Some(Path::new("slow199"))
    });
    assert!(n_decoded.load(Ordering::Relaxed) <= 6, "{n_decoded:?}");
}

#[test]
fn a_newer_play_overtakes_one_that_still_loads() {
    let player = player(
        vec![
            ("slow", flat(0.1, RATE as usize, RATE)),
            ("song", flat(0.5, 2 * RATE as usize, RATE)),
        ],
        no_device(),
    );
    play(&player, "slow", 0.0);
    let state = wait(&player, "loading", |s| s.loading);
    assert!(!state.playing && state.duration_secs == 0.0);
    let asked = Instant::now();
    play(&player, "song", 1.0);
    wait(&player, "playing the newer one", |s| {
        s.playing && s.duration_secs == 2.0
    });
    assert!(asked.elapsed() < Duration::from_millis(300));
    millis(600);
    assert_eq!(player.state().path.as_deref(), Some(Path::new("song")));
    play(&player, "slow", 0.0);
    let asked = Instant::now();
    wait(&player, "played from memory", |s| {
        s.playing && s.duration_secs == 1.0
    });
    assert!(asked.elapsed() < Duration::from_millis(300));
}

#[test]
fn what_is_ordered_while_loading_holds_when_it_is_loaded() {
    let player = player(
        vec![("slow", flat(0.1, 9 * RATE as usize, RATE))],
        no_device(),
    );
    play(&player, "slow", 0.0);
    player.send(PlayerCommand::Pause);
    player.send(PlayerCommand::Seek(4.0));
    let state = wait(&player, "loaded", |s| s.duration_secs == 9.0);
    assert!(!state.playing && !state.loading && state.position_secs == 4.0);
    play(&player, "slow2", 0.0);
    player.send(PlayerCommand::Stop);
    let state = wait(&player, "given up", |s| {
        !s.loading && s.path.as_deref() == Some(Path::new("slow2"))
    });
    millis(700);
    let later = player.state();
    assert!(!state.playing && !later.playing && !later.loading && later.duration_secs == 0.0);
    assert!(!later.message.unwrap().contains("slow2"));
}

#[test]
fn songs_of_two_rates_reopen_the_device_after_the_first_has_faded() {
    let (open, tapes) = fake_device(vec![(8000, 96_000)]);
    let player = player(
        vec![
            ("cd", flat(0.5, 9 * 44_100, 44_100)),
            ("dvd", flat(-0.5, 9 * 48_000, 48_000)),
        ],
        open,
    );
    for (path, n_devices) in [("cd", 1), ("dvd", 2), ("cd", 3)] {
        play(&player, path, 0.0);
        let is_it = |s: &PlayerState| s.playing && s.path.as_deref() == Some(Path::new(path));
        wait(&player, "playing", |s| is_it(s) && s.position_secs > 0.1);
        let tapes = tapes.lock().unwrap();
        assert_eq!(tapes.len(), n_devices);
        assert!(
            tapes[..n_devices - 1]
                .iter()
                .all(|tape| tape.closed && tape.left.last() == Some(&0.0))
        );
        assert!(tapes.iter().all(|tape| largest_jump(&tape.left) < 0.002));
    }
}

#[test]
fn it_is_dropped_at_once_even_while_a_file_hangs() {
    let player = player(vec![], no_device());
    play(&player, "hang", 0.0);
    wait(&player, "loading", |s| s.loading);
    let asked = Instant::now();
    drop(player);
    assert!(
        asked.elapsed() < Duration::from_millis(120),
        "{:?}",
        asked.elapsed()
    );
}

#[test]
fn a_device_that_hangs_while_it_opens_blocks_neither_the_window_nor_its_end() {
    let player = player(
        vec![("song", flat(0.5, RATE as usize, RATE))],
        Box::new(|_, _, _| {
            thread::sleep(Duration::from_secs(3));
            Err(crate::words::Message::verbatim("timed out"))
        }),
    );
    play(&player, "song", 0.0);
    millis(100);
    let asked = Instant::now();
    player.send(PlayerCommand::Pause);
    assert!(player.state().loading);
    assert!(asked.elapsed() < Duration::from_millis(20));
    drop(player);
    assert!(
        asked.elapsed() < Duration::from_millis(150),
        "{:?}",
        asked.elapsed()
    );
}

#[test]
fn the_window_is_woken_by_news_and_not_by_time() {
    let n_woken = Arc::new(AtomicUsize::new(0));
    let count = n_woken.clone();
    let wake = Box::new(move || {
        count.fetch_add(1, Ordering::Relaxed);
    });
    let player = Player::spawn_with(
        decoder(vec![("song", flat(0.5, RATE as usize, RATE))]).0,
        no_device(),
        wake,
    );
    play(&player, "song", 0.0);
    wait(&player, "finished", |s| s.finished);
    millis(50);
    let n_woken = n_woken.load(Ordering::Relaxed);
    assert!((3..=5).contains(&n_woken), "{n_woken}");
}
