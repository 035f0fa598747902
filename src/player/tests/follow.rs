//! One song after the other.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use super::super::{Player, PlayerCommand};
use super::engine::{decoder, fake_device, play, wait};
use super::flat;

const RATE: u32 = 44_100;

/// The longest silence between the songs, in seconds; less than 0.1 s of it is what a caller may
/// take to answer.
fn gap_secs(prepare: bool) -> f32 {
    let (open, tapes) = fake_device(vec![(8000, 96_000)]);
    let songs = vec![
        ("first", flat(0.5, RATE as usize, RATE)),
        ("slow second", flat(-0.5, 9 * RATE as usize, RATE)),
    ];
    let (decode, n_decoded) = decoder(songs);
    let player = Player::spawn_with(decode, open, Box::new(|| ()));
    play(&player, "first", 0.0);
    wait(&player, "playing", |s| s.playing);
    if prepare {
        player.send(PlayerCommand::Prepare(Some("slow second".into())));
    }
    let state = wait(&player, "finished", |s| s.finished);
    assert_eq!(
        (state.position_secs, state.n_plays, state.failed),
        (1.0, 1, false)
    );
    play(&player, "slow second", 0.0);
    wait(&player, "playing the second", |s| {
        s.playing && s.n_plays == 2 && s.position_secs > 0.2
    });
    assert_eq!(n_decoded.load(Ordering::Relaxed), 2);
    let left = &tapes.lock().unwrap()[0].left;
    let ended = left.iter().rposition(|&s| s > 0.0).unwrap();
    let begun = left.iter().position(|&s| s < 0.0).unwrap();
    (begun - ended) as f32 / RATE as f32
}

#[test]
fn a_song_that_was_prepared_follows_almost_without_a_gap() {
    let gap = gap_secs(true);
    assert!(gap < 0.1, "{gap}");
    assert!(gap_secs(false) > 0.4);
}

#[test]
fn what_cannot_be_prepared_says_so_only_when_it_is_played() {
    let (open, _) = fake_device(vec![(8000, 96_000)]);
    let (decode, n_decoded) = decoder(vec![("song", flat(0.5, 20 * RATE as usize, RATE))]);
    let player = Player::spawn_with(decode, open, Box::new(|| ()));
    play(&player, "song", 0.0);
    player.send(PlayerCommand::Prepare(Some("broken".into())));
    let until = Instant::now() + Duration::from_secs(8);
    while n_decoded.load(Ordering::Relaxed) < 2 {
        assert!(Instant::now() < until);
        thread::sleep(Duration::from_millis(2));
    }
    thread::sleep(Duration::from_millis(100));
    let state = player.state();
    assert!(state.playing && !state.failed && state.message.is_none());
    assert_eq!(n_decoded.load(Ordering::Relaxed), 2, "it is tried once");
    play(&player, "broken", 0.0);
    let state = wait(&player, "failed", |s| s.failed);
    assert_eq!(state.path.as_deref(), Some(Path::new("broken")));
    assert_eq!(
        state.message.as_ref().map(ToString::to_string).as_deref(),
        Some("this is no audio file: broken")
    );
}
