//! The song panel driven by accessible names: what follows a song, the playlist, previews, the
//! spectrogram, karaoke.

use eframe::egui::{Event, Key, Modifiers, Shape, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::session::fixture::settle;
use crate::session::{Command, Listening, Repeat, Session};

use super::super::tests::{Desk, map_room, open, run, session, with_song};
use crate::ui::ground::theme;

fn settings(harness: &Harness<'static, Desk>) -> crate::session::ListeningSettings {
    harness.state().session.listening().settings()
}

fn with_list(songs: &[usize]) -> Session {
    let mut session = session();
    session.apply(Command::Listening(Listening::PlayList(songs.to_vec())));
    settle(&mut session);
    session
}

fn title(harness: &Harness<'static, Desk>, song: usize) -> String {
    harness.state().session.song(song).unwrap().title.clone()
}

#[test]
fn radio_repeat_and_loudness_are_switched_by_click_and_by_key() {
    let mut harness = open(with_song(1));
    run(&mut harness);
    harness.get_by_label("Radio (R)").click();
    run(&mut harness);
    assert!(settings(&harness).radio);
    let next = harness.state().session.listening().next().unwrap();
    harness.get_by_label(&format!("Next: {}", title(&harness, next)));
    harness.key_press(Key::R);
    run(&mut harness);
    assert!(!settings(&harness).radio);
    for (name, then) in [
        ("Repeat: off (O)", Repeat::Song),
        ("Repeat: this song (O)", Repeat::List),
        ("Repeat: the playlist (O)", Repeat::Off),
    ] {
        harness.get_by_label(name).click();
        run(&mut harness);
        assert_eq!(settings(&harness).repeat, then);
    }
    harness.key_press(Key::O);
    run(&mut harness);
    assert_eq!(settings(&harness).repeat, Repeat::Song);
    assert!(settings(&harness).same_loudness);
    harness.get_by_label("Same loudness").click();
    run(&mut harness);
    assert!(!settings(&harness).same_loudness);
}

#[test]
fn a_playlist_shows_itself_and_is_gone_through_shortened_and_cleared() {
    let mut harness = open(with_list(&[5, 2, 40, 7]));
    run(&mut harness);
    harness.get_by_label("Playlist (3)");
    harness
        .get_by_label(&format!("Go to {}", title(&harness, 40)))
        .click();
    run(&mut harness);
    assert_eq!(harness.state().session.selected(), Some(40));
    assert!(harness.state().session.is_playing());
    harness.get_by_label("Playlist (1)");
    harness
        .get_by_label(&format!("Take {} out of the playlist", title(&harness, 7)))
        .click();
    run(&mut harness);
    assert_eq!(
        harness.state().session.listening().queue().songs(),
        [5, 2, 40]
    );
    assert!(
        harness
            .query_by_label(&format!("Go to {}", title(&harness, 7)))
            .is_none()
    );
    harness.key_press(Key::ArrowUp);
    run(&mut harness);
    assert_eq!(harness.state().session.selected(), Some(2));
    harness.get_by_label("Nearest songs").click();
    run(&mut harness);
    assert!(
        harness
            .query_by_label(&format!("Go to {}", title(&harness, 2)))
            .is_none()
    );
    harness.get_by_label("Playlist (1)").click();
    run(&mut harness);
    harness.get_by_label("Clear the playlist").click();
    run(&mut harness);
    assert!(harness.query_by_label_contains("Playlist").is_none());
    harness.get_by_label("Nearest songs");
    assert!(harness.state().session.is_playing(), "the song goes on");
}

#[test]
fn a_playlist_is_saved_where_one_says_and_replaces_a_file_only_when_asked_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("playlist.m3u8");
    let mut harness = open(with_list(&[5, 2]));
    harness.state_mut().view.prefs.last_folder = Some(folder.path().to_path_buf());
    run(&mut harness);
    for n_presses in [1, 2] {
        harness.get_by_label("Save the playlist as M3U8").click();
        run(&mut harness);
        for _ in 0..n_presses {
            assert!(harness.query_by_label("Path of the playlist").is_some());
            harness.get_by_label("Save").click();
            run(&mut harness);
        }
        assert!(harness.query_by_label("Path of the playlist").is_none());
        settle(&mut harness.state_mut().session);
        assert!(std::fs::read_to_string(&path).unwrap().contains("005.ogg"));
    }
    let n_saved = harness
        .state()
        .pushed
        .iter()
        .filter(|c| matches!(c, Command::Listening(Listening::Save(_))))
        .count();
    assert_eq!(n_saved, 2);
}

#[test]
fn alt_over_a_point_of_the_map_lets_its_song_be_heard_until_alt_is_let_go() {
    let mut harness = open(session());
    run(&mut harness);
    let room = map_room(&harness);
    let places = (0..400).map(|i| {
        room.min + room.size() * vec2((i % 20) as f32 + 0.5, (i / 20) as f32 + 0.5) / 20.0
    });
    for at in places.collect::<Vec<_>>() {
        harness.event(Event::PointerMoved(at));
        harness.step();
        harness.step();
        let session = &harness.state().session;
        if session
            .hovered()
            .and_then(|song| session.song(song))
            .is_some_and(|song| song.audio.is_some())
        {
            break;
        }
    }
    let song = harness
        .state()
        .session
        .hovered()
        .expect("no point was found");
    harness.get_by_label("Hold Alt to hear a moment of it");
    assert!(
        !harness
            .state()
            .pushed
            .iter()
            .any(|c| matches!(c, Command::Listening(_)))
    );
    harness.event(Event::ModifiersChanged(Modifiers::ALT));
    run(&mut harness);
    assert!(harness.state().session.hears_preview_of(song));
    harness.get_by_label("You hear a moment of it");
    assert_eq!(
        harness.state().session.selected(),
        None,
        "nothing is chosen by it"
    );
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    run(&mut harness);
    assert!(!harness.state().session.hears_preview_of(song));
    assert_eq!(
        harness.state().pushed.last(),
        Some(&Command::Listening(Listening::Preview(None)))
    );
}

#[test]
fn the_spectrogram_is_enlarged_seeks_and_closes() {
    let mut harness = open(with_song(3));
    run(&mut harness);
    let small = harness.get_by_label("Waveform and spectrogram").rect();
    harness.get_by_label("Enlarge the spectrogram").click();
    run(&mut harness);
    let large = harness
        .get_by_label("Large waveform and spectrogram")
        .rect();
    let room = map_room(&harness);
    assert!(
        room.contains_rect(large)
            && large.width() > 1.5 * small.width()
            && large.height() > small.height()
    );
    harness
        .get_by_label("Large waveform and spectrogram")
        .click();
    run(&mut harness);
    let middle = harness.state().session.position_secs();
    assert!((middle - 9.0).abs() < 0.1, "{middle}");
    harness.key_press(Key::Escape);
    run(&mut harness);
    assert!(
        harness
            .query_by_label("Large waveform and spectrogram")
            .is_none()
    );
    assert_eq!(
        harness.state().session.selected(),
        Some(3),
        "Escape closes only this"
    );
    harness.get_by_label("Enlarge the spectrogram").click();
    run(&mut harness);
    harness.get_by_label("Close the large spectrogram").click();
    run(&mut harness);
    assert!(!harness.state().view.panels.song.waveform.wide);
}

/// The words of a line that are drawn in a colour.
fn coloured(
    harness: &Harness<'static, Desk>,
    line: &str,
    colour: eframe::egui::Color32,
) -> Vec<String> {
    let mut found = Vec::new();
    for shape in &harness.output().shapes {
        if let Shape::Text(text) = &shape.shape
            && text.galley.text() == line
        {
            let job = &text.galley.job;
            let sections = job
                .sections
                .iter()
                .filter(|section| section.format.color == colour);
            found.extend(sections.map(|section| {
                job.text[section.byte_range.start.0..section.byte_range.end.0].to_string()
            }));
        }
    }
    found
}

#[test]
fn the_word_that_is_sung_lights_up_whole() {
    let mut harness = open(with_song(3));
    let lyrics = harness
        .state()
        .session
        .selected_song()
        .unwrap()
        .lyrics
        .clone()
        .unwrap();
    let line = &lyrics.lines[1];
    for (i, &(secs, begins)) in line.words.iter().enumerate() {
        let word = line.text[begins..].split(' ').next().unwrap().to_string();
        harness
            .state_mut()
            .session
            .apply(Command::Seek(secs + 0.01));
        harness.run_steps(3);
        assert_eq!(
            coloured(&harness, &line.text, theme::DARK.accent),
            [word],
            "word {i}"
        );
    }
    // Without stamps of words the line is marked as a whole.
    let mut harness = open(with_song(4));
    harness.run_steps(3);
    let lyrics = harness
        .state()
        .session
        .selected_song()
        .unwrap()
        .lyrics
        .clone()
        .unwrap();
    let line = &lyrics.lines[lyrics.line_at(6.0).unwrap()];
    assert_eq!(
        coloured(&harness, &line.text, theme::DARK.accent),
        Vec::<String>::new()
    );
    assert_eq!(
        coloured(&harness, &line.text, theme::DARK.text),
        std::slice::from_ref(&line.text)
    );
}

#[test]
fn which_song_it_is_stays_in_sight_while_its_words_are_scrolled() {
    let mut harness = open(with_song(1));
    run(&mut harness);
    let title = title(&harness, 1);
    let at = |harness: &Harness<'static, Desk>, label: &str| harness.get_by_label(label).rect();
    harness.get_by_label("Show all 10").scroll_to_me();
    run(&mut harness);
    harness.get_by_label("Show all 10").click();
    run(&mut harness);
    let lyrics = harness
        .state()
        .session
        .selected_song()
        .unwrap()
        .lyrics
        .as_ref();
    let last = lyrics.unwrap().lines.last().unwrap().text.clone();
    let before = (at(&harness, &title), at(&harness, &last));
    harness.get_by_label(&last).scroll_to_me();
    run(&mut harness);
    assert_eq!(at(&harness, &title), before.0);
    assert!(
        at(&harness, &last).top() < before.1.top(),
        "it was scrolled"
    );
}
