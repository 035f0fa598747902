//! The window with the real core behind it, driven by a hand.

use eframe::egui::{Event, Modifiers, PointerButton, Pos2, Theme, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use latentune::config::Config;
use latentune::session::{Session, Source};

use crate::desk::{Desk, open, rest, session, wait};
use crate::fixture::write_songs;

#[test]
fn run_is_pressed_a_point_is_clicked_and_its_bangla_words_are_read() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    write_songs(folder.path(), 20, 2.0);
    let mut config = Config::plain();
    config.model.n_epochs = 8;
    config.projection.n_iterations = 250;
    config.clustering.n_clusters = 3;
    let mut session = session(config);
    session.set_source(Source::Path(folder.path().to_path_buf()));
    let mut harness = open(session, Theme::Dark, vec2(1280.0, 800.0));
    rest(&mut harness);
    harness.get_by_label("Run").click();
    wait(&mut harness, "the analysis", |s| s.analysis().is_some());
    wait(&mut harness, "the end of the run", |s| s.live().is_none());
    rest(&mut harness);
    assert_eq!(
        harness
            .state()
            .session
            .analysis()
            .unwrap()
            .library
            .songs
            .len(),
        20
    );

    let song = sweep(&mut harness, |session, song| {
        session.song(song).unwrap().title.starts_with("গান")
    });
    let title = harness.state().session.song(song).unwrap().title.clone();
    wait(&mut harness, "the song", |s| s.selected() == Some(song));
    rest(&mut harness);
    assert!(
        harness.query_all_by_label(&title).next().is_some(),
        "{title} is not to be read"
    );
    let line = harness
        .state()
        .session
        .song(song)
        .unwrap()
        .lyrics
        .as_ref()
        .unwrap()
        .lines[0]
        .text
        .clone();
    assert!(line.chars().any(|c| ('\u{0980}'..='\u{09FF}').contains(&c)));
    assert!(
        harness.query_all_by_label(&line).next().is_some(),
        "{line} is not to be read"
    );
}

/// Moves the pointer over the map until it rests on a song that will do, and clicks it.
fn sweep(harness: &mut Harness<'_, Desk>, will_do: impl Fn(&Session, usize) -> bool) -> usize {
    let room = harness.get_by_label("Map of songs").rect();
    let mut y = room.top() + 8.0;
    while y < room.bottom() {
        let mut x = room.left() + 8.0;
        while x < room.right() {
            harness.hover_at(Pos2::new(x, y));
            harness.run_steps(2);
            let session = &harness.state().session;
            if let Some(song) = session.hovered().filter(|&song| will_do(session, song)) {
                for pressed in [true, false] {
                    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
                    harness.event(Event::PointerButton {
                        pos: Pos2::new(x, y),
                        button,
                        pressed,
                        modifiers,
                    });
                    harness.step();
                }
                return song;
            }
            x += 14.0;
        }
        y += 14.0;
    }
    panic!("no such song on the map");
}
