use eframe::egui::accesskit::Role;
use eframe::egui::{Key, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::session::fixture::taught_session;
use crate::session::{Command, Learning, Session};
use crate::ui::request::FileRequestKind;
use crate::ui::tests::{Desk, open as open_window, run};

/// With a timeline, and without the note about the run.
fn taught() -> Session {
    let mut session = taught_session();
    for message in session.messages().to_vec() {
        session.apply(Command::Dismiss(message.id));
    }
    session
}

/// With the strip, as after its first use.
fn open(session: Session) -> Harness<'static, Desk> {
    let mut harness = open_window(session);
    harness.state_mut().view.prefs.timeline = true;
    run(&mut harness);
    harness
}

fn shown(harness: &Harness<'_, Desk>) -> Option<usize> {
    harness.state().session.replayed().map(|(at, _)| at)
}

/// Presses the bar at a share of its width.
fn press(harness: &mut Harness<'_, Desk>, share: f32) {
    let rect = harness.get_by_label("Timeline").rect();
    let at = pos2(
        rect.left() + 6.0 + share * (rect.width() - 12.0),
        rect.center().y,
    );
    harness.hover_at(at);
    harness.drag_at(at);
    run(harness);
    harness.drop_at(at);
    run(harness);
}

#[test]
fn there_is_no_strip_without_frames() {
    let mut harness = open(crate::ui::tests::session());
    run(&mut harness);
    assert!(harness.query_by_label("Timeline").is_none());
    assert!(harness.query_by_label_contains("Replay how").is_none());
}

#[test]
fn a_frame_is_scrubbed_to_and_the_map_says_that_it_is_a_replay() {
    let mut harness = open(taught());
    run(&mut harness);
    let now = harness.state().session.places().unwrap().clone();
    harness.get_by_label("7 pictures");
    press(&mut harness, 0.5);
    assert_eq!(shown(&harness), Some(3));
    harness.get_by_label("epoch 40 of 40");
    assert_ne!(harness.state().session.places().unwrap(), &now);
    press(&mut harness, 0.84);
    harness.get_by_label("map, step 200 of 300");
    assert!(harness.output().shapes.iter().any(|s| {
        matches!(&s.shape, eframe::egui::Shape::Text(text) if text.galley.text() == "Replay: map, step 200 of 300")
    }));
    harness.get_by_label("Now").click();
    run(&mut harness);
    assert_eq!(
        (shown(&harness), harness.state().session.places()),
        (None, Some(&now))
    );
}

#[test]
fn escape_returns_before_it_clears_anything_else() {
    let mut session = taught();
    session.apply(Command::Select(Some(3)));
    session.apply(Command::Learning(Learning::Show(Some(1))));
    let mut harness = open(session);
    run(&mut harness);
    harness.key_press(Key::Escape);
    run(&mut harness);
    assert_eq!(
        (shown(&harness), harness.state().session.selected()),
        (None, Some(3))
    );
}

#[test]
fn it_plays_to_the_end_and_is_then_as_it_is() {
    let mut harness = open(taught());
    run(&mut harness);
    harness.get_by_label("1×").click();
    run(&mut harness);
    harness.get_by_label("2×").click();
    run(&mut harness);
    harness
        .get_by_label("Replay how songs found their places (T)")
        .click();
    let mut seen = Vec::new();
    for _ in 0..120 {
        harness.step();
        seen.push(shown(&harness));
    }
    seen.dedup();
    let frames: Vec<Option<usize>> = (0..7).map(Some).chain([None]).collect();
    assert!(seen.ends_with(&frames), "{seen:?}");
    assert!(!harness.state().view.panels.map.timeline.is_playing());
    harness.key_press(Key::T);
    harness.run_steps(2);
    assert!(harness.state().view.panels.map.timeline.is_playing());
    harness.get_by_label("Hold the replay (T)").click();
    run(&mut harness);
    assert!(!harness.state().view.panels.map.timeline.is_playing() && shown(&harness).is_some());
}

#[test]
fn arrows_move_by_a_frame_when_the_bar_has_the_keys() {
    let mut harness = open(taught());
    harness.get_by_label("Timeline").focus();
    run(&mut harness);
    harness.key_press(Key::ArrowLeft);
    run(&mut harness);
    assert_eq!(shown(&harness), Some(5));
    harness.key_press(Key::ArrowLeft);
    run(&mut harness);
    harness.key_press(Key::ArrowRight);
    run(&mut harness);
    assert_eq!(shown(&harness), Some(5));
}

#[test]
fn the_strip_is_a_button_until_its_first_use() {
    let mut harness = open_window(taught());
    run(&mut harness);
    assert!(harness.query_by_label("Timeline").is_none());
    harness
        .get_by_label("Replay how songs found their places (T)")
        .click();
    harness.run_steps(3);
    harness.get_by_label("Timeline");
    harness.get_by_label("Hold the replay (T)");
    harness.get_by_label("Fold the timeline").click();
    run(&mut harness);
    assert!(harness.query_by_label("Timeline").is_none());
    assert!(shown(&harness).is_none(), "the songs as they are");
    harness.get_by_label("Replay how songs found their places (T)");
}

#[test]
fn a_film_is_saved_where_the_field_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = open(taught());
    harness.get_by_label("Save the timeline as a film").click();
    run(&mut harness);
    for choice in ["APNG", "640 × 480", "20", "light"] {
        harness.get_by_label(choice).click();
        run(&mut harness);
    }
    let field = harness
        .get_by(|n| n.role() == Role::TextInput && n.label().as_deref() == Some("File path"));
    assert!(
        field.value().unwrap().ends_with("latentune-timeline.png"),
        "{:?}",
        field.value()
    );
    let path = folder.path().join("film.png");
    harness.get_by_label("Browse…").click();
    run(&mut harness);
    let view = &mut harness.state_mut().view;
    let request = view.request.take().unwrap();
    assert_eq!(
        (request.kind, request.extension),
        (FileRequestKind::SaveFile, "png")
    );
    assert_eq!(view.answer(request, Some(path.with_extension(""))), None);
    run(&mut harness);
    harness.get_by_label("Save film").click();
    harness.step();
    let film = harness
        .state()
        .pushed
        .iter()
        .find_map(|command| match command {
            Command::Learning(Learning::Save(film)) => Some(film.clone()),
            _ => None,
        });
    let film = film.expect("a film is asked for");
    assert_eq!(
        (film.size, film.frames_a_second, film.stills.len()),
        ([640, 480], 20, 8)
    );
    assert_eq!(film.stills[3].caption, "epoch 40 of 40");
    assert_eq!(film.stills[7].caption, "t-SNE");
    for _ in 0..5000 {
        harness.state_mut().session.pump();
        if harness.state().session.learning().saving().is_none() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    run(&mut harness);
    assert!(
        harness
            .state()
            .session
            .messages()
            .last()
            .unwrap()
            .text
            .contains("film.png")
    );
    assert!(path.exists());
    harness.get_by_label("Save the timeline as a film").click();
    run(&mut harness);
    harness.key_press(Key::Escape);
    run(&mut harness);
    assert!(harness.query_by_label("Save film").is_none());
}
