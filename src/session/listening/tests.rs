use std::collections::HashSet;
use std::time::{Duration, Instant};

use crate::audio::Pcm;
use crate::player::Player;

use super::super::playback::Playback;

use super::super::fixture::{self, N_SONGS, session, settle};
use super::super::{Command, Level, Session};
use super::*;

fn ask(session: &mut Session, command: Listening) {
    session.apply(Command::Listening(command));
}

fn set(session: &mut Session, change: impl FnOnce(&mut ListeningSettings)) {
    let mut settings = session.listening().settings();
    change(&mut settings);
    ask(session, Listening::Settings(settings));
}

/// The player tells that the song has come to its end, or that it cannot be played.
fn end(session: &mut Session, failed: bool) {
    session.listening.playback.state.playing = false;
    session.listening.playback.state.finished = !failed;
    session.listening.playback.state.failed = failed;
    session.pump();
    session.pump();
}

fn playing(session: &Session) -> Option<usize> {
    session.selected().filter(|_| session.is_playing())
}

#[test]
fn a_playlist_is_played_in_order_and_then_ends() {
    let mut session = session();
    ask(&mut session, Listening::PlayList(vec![5, 2, 40]));
    for song in [5, 2, 40] {
        assert_eq!(playing(&session), Some(song));
        assert_eq!(
            session
                .listening()
                .queue()
                .at()
                .map(|at| session.listening().queue().songs()[at]),
            Some(song)
        );
        end(&mut session, false);
    }
    assert_eq!(
        (session.selected(), session.is_playing()),
        (Some(40), false)
    );
    settle(&mut session);
}

#[test]
fn songs_without_a_recording_are_left_out_and_said_so() {
    let mut session = session();
    // Every twelfth song of the fixture has no recording.
    ask(&mut session, Listening::PlayList(vec![11, 3, 23, 4]));
    assert_eq!(session.listening().queue().songs(), [3, 4]);
    assert!(
        session
            .messages()
            .iter()
            .any(|m| m.text == "2 songs are played; 2 have no recording")
    );
    ask(&mut session, Listening::PlayList(vec![11, 23]));
    assert_eq!(
        session.listening().queue().songs(),
        [3, 4],
        "what played before stays"
    );
    assert!(
        session
            .messages()
            .iter()
            .any(|m| m.text == "none of these songs has a recording")
    );
}

#[test]
fn the_list_is_repeated_or_one_song_of_it() {
    let mut session = session();
    set(&mut session, |s| s.repeat = Repeat::List);
    ask(&mut session, Listening::PlayList(vec![5, 2]));
    for song in [2, 5, 2, 5] {
        end(&mut session, false);
        assert_eq!(playing(&session), Some(song));
    }
    set(&mut session, |s| s.repeat = Repeat::Song);
    session.apply(Command::Seek(7.0));
    for _ in 0..3 {
        end(&mut session, false);
        assert_eq!((playing(&session), session.position_secs()), (Some(5), 0.0));
    }
    session.apply(Command::Next);
    assert_eq!(playing(&session), Some(2), "Next leads on all the same");
}

#[test]
fn a_playlist_of_one_song_starts_it_again() {
    let mut session = session();
    set(&mut session, |s| s.repeat = Repeat::List);
    ask(&mut session, Listening::PlayList(vec![5]));
    session.apply(Command::Seek(7.0));
    let n_plays = session.listening.playback.n_plays;
    end(&mut session, false);
    assert_eq!(
        (
            playing(&session),
            session.position_secs(),
            session.listening.playback.n_plays
        ),
        (Some(5), 0.0, n_plays + 1)
    );
}

#[test]
fn next_and_previous_follow_the_playlist_while_there_is_one() {
    let mut session = session();
    ask(&mut session, Listening::PlayList(vec![5, 2, 40, 7]));
    assert!(!session.can_go_back());
    session.apply(Command::Next);
    session.apply(Command::Next);
    assert_eq!(playing(&session), Some(40));
    session.apply(Command::Previous);
    assert_eq!(playing(&session), Some(2));
    ask(&mut session, Listening::Jump(3));
    assert_eq!(playing(&session), Some(7));
    ask(&mut session, Listening::Remove(0));
    ask(&mut session, Listening::Remove(1));
    assert_eq!(
        (
            session.listening().queue().songs(),
            session.listening().queue().at()
        ),
        ([2, 7].as_slice(), Some(1))
    );
    session.apply(Command::Previous);
    assert_eq!(playing(&session), Some(2));
    // A song chosen by hand comes in between; then the list goes on.
    session.apply(Command::Play(30));
    end(&mut session, false);
    assert_eq!(playing(&session), Some(7));
    ask(&mut session, Listening::Clear);
    assert!(session.listening().queue().is_empty() && session.is_playing());
    end(&mut session, false);
    assert!(!session.is_playing());
    session.apply(Command::Next);
    assert!(
        session.neighbours().len() > 1 && session.is_playing(),
        "neighbours again"
    );
}

#[test]
fn the_radio_goes_to_the_nearest_song_not_heard_until_none_is_left() {
    let mut session = session();
    session.apply(Command::Play(0));
    set(&mut session, |s| s.radio = true);
    let latents = session.analysis().unwrap().latents().clone();
    let mut heard: Vec<usize> = vec![0];
    loop {
        let before = session.selected().unwrap();
        end(&mut session, false);
        if !session.is_playing() {
            break;
        }
        let now = session.selected().unwrap();
        let distance = |i: usize| squared_distance(latents.row(before), latents.row(i));
        let nearer = (0..N_SONGS)
            .filter(|i| i % 12 != 11 && !heard.contains(i))
            .any(|i| distance(i) < distance(now));
        assert!(
            !nearer && !heard.contains(&now) && now % 12 != 11,
            "{before} to {now}"
        );
        heard.push(now);
    }
    assert_eq!(heard.len(), N_SONGS - N_SONGS / 12);
    assert!(
        session
            .messages()
            .iter()
            .any(|m| m.text.starts_with("radio: there is no song left"))
    );
    // Switched on anew it may come back to what was heard.
    set(&mut session, |s| s.radio = false);
    set(&mut session, |s| s.radio = true);
    session.apply(Command::Next);
    assert!(session.is_playing());
}

#[test]
fn the_radio_takes_over_after_the_playlist() {
    let mut session = session();
    set(&mut session, |s| s.radio = true);
    ask(&mut session, Listening::PlayList(vec![5, 2]));
    assert_eq!(
        session.listening().next(),
        None,
        "found with the next frame"
    );
    session.pump();
    assert_eq!(session.listening().next(), Some(2));
    end(&mut session, false);
    end(&mut session, false);
    let song = playing(&session).unwrap();
    assert!(song != 5 && song != 2);
}

#[test]
fn a_song_that_cannot_be_played_is_skipped() {
    let mut session = session();
    ask(&mut session, Listening::PlayList(vec![5, 2, 40]));
    end(&mut session, true);
    assert_eq!(playing(&session), Some(2));
    // Repeating a broken song leads nowhere.
    set(&mut session, |s| s.repeat = Repeat::Song);
    end(&mut session, true);
    assert_eq!(playing(&session), Some(40));
    // A list without a song that can be played is not gone round for ever.
    set(&mut session, |s| s.repeat = Repeat::List);
    ask(&mut session, Listening::PlayList(vec![5, 2]));
    end(&mut session, true);
    end(&mut session, true);
    assert!(!session.is_playing());
    assert!(
        session
            .messages()
            .iter()
            .any(|m| m.text == "no song of the playlist can be played")
    );
}

#[test]
fn without_list_and_radio_a_song_ends_and_nothing_follows() {
    let mut session = session();
    session.apply(Command::Play(3));
    end(&mut session, false);
    assert!(!session.is_playing() && session.selected() == Some(3));
}

#[test]
fn other_songs_on_show_end_the_playlist_and_keep_the_settings() {
    let mut session = session();
    set(&mut session, |s| s.radio = true);
    ask(&mut session, Listening::PlayList(vec![5, 2]));
    session.apply(Command::OpenDemo);
    settle(&mut session);
    assert!(session.listening().queue().is_empty() && session.listening().settings().radio);
}

#[test]
fn previews_are_of_songs_with_a_recording_and_those_around_are_made_ready() {
    let mut session = session();
    ask(&mut session, Listening::Preview(Some(4)));
    assert!(session.hears_preview_of(4) && !session.hears_preview_of(5));
    assert_eq!(session.listening().preview, Some(4));
    ask(&mut session, Listening::Preview(Some(11)));
    assert_eq!(
        (session.listening().preview, session.hears_preview_of(11)),
        (None, false)
    );
    ask(&mut session, Listening::Preview(None));
    assert!(!session.hears_preview_of(4));
    let xy = session.places().unwrap();
    let near = around(4, xy, session.library().unwrap());
    assert_eq!((near.len(), near[0]), (N_AHEAD, 4));
    let distance = |i: usize| squared_distance(xy.row(4), xy.row(i));
    let farthest = distance(near[N_AHEAD - 1]);
    let chosen: HashSet<usize> = near.iter().copied().collect();
    assert!(
        (0..N_SONGS)
            .filter(|i| i % 12 != 11 && !chosen.contains(i))
            .all(|i| distance(i) >= farthest)
    );
    assert!(near.windows(2).all(|w| distance(w[0]) <= distance(w[1])));
    // Nothing is on show: nothing is near.
    ask(&mut fixture::empty_session(), Listening::LookAhead(3));
}

#[test]
fn the_playlist_is_written_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evening.m3u8");
    let mut session = session();
    ask(&mut session, Listening::PlayList(vec![40, 5, 2]));
    ask(&mut session, Listening::Save(path.clone()));
    settle(&mut session);
    let text = std::fs::read_to_string(&path).unwrap();
    let files: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(text.starts_with("#EXTM3U\n"));
    assert!(
        files
            .iter()
            .zip(["040.ogg", "005.ogg", "002.ogg"])
            .all(|(line, name)| line.ends_with(name)),
        "{files:?}"
    );
    assert!(
        session
            .messages()
            .iter()
            .any(|m| m.text.to_string() == format!("3 songs written: {}", path.display()))
    );
    ask(
        &mut session,
        Listening::Save(folder.path().join("no/such/folder.m3u8")),
    );
    settle(&mut session);
    assert_eq!(session.messages().last().unwrap().level, Level::Error);
}

#[test]
fn after_what_is_no_song_nothing_follows() {
    let mut session = session();
    ask(&mut session, Listening::PlayList(vec![5, 2]));
    session
        .listening
        .playback
        .play(std::path::Path::new("/cache/decoded.wav"), 0.0);
    end(&mut session, false);
    assert_eq!(
        session.listening.playback.state.path.as_deref(),
        Some(std::path::Path::new("/cache/decoded.wav"))
    );
    session.apply(Command::Next);
    assert_eq!(playing(&session), Some(2), "the playlist is still there");
}

/// With the player's own thread, which answers a little later than it is asked.
#[test]
fn a_real_player_plays_each_song_of_a_list_once_and_says_which_it_had_to_skip() {
    let decode = |path: &std::path::Path| match path.to_str() {
        Some("/songs/002.ogg") => Err(crate::error::Error::file(
            crate::words::Message::verbatim("this is no audio file"),
            path,
        )),
        _ => Ok(Pcm {
            samples: vec![0.1; 2400],
            n_channels: 1,
            sample_rate_hz: 8000,
            remark: None,
        }),
    };
    let mut session = session();
    session.listening.playback = Playback::new(Some(Player::spawn_with_decoder(decode, || ())));
    set(&mut session, |s| s.radio = false);
    ask(&mut session, Listening::PlayList(vec![5, 2, 40]));
    let mut heard = Vec::new();
    let until = Instant::now() + Duration::from_secs(20);
    while !(heard.last() == Some(&40) && session.player().finished) {
        assert!(Instant::now() < until, "{heard:?} {:?}", session.player());
        session.pump();
        heard.extend(playing(&session).filter(|_| session.position_secs() > 0.0));
        heard.dedup();
        std::thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(heard, [5, 40]);
    let about_it = session
        .messages()
        .iter()
        .filter(|m| m.text.contains("002.ogg"))
        .count();
    assert_eq!(about_it, 1);
}
