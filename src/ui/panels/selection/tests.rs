use eframe::egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::session::fixture::{self, settle};
use crate::session::{How, Session};

use super::*;
use crate::ui::Tab;
use crate::ui::request::FileRequestFor;
use crate::ui::tests::{Desk, open, run};

/// The Bangla songs of the first half, selected.
fn chosen() -> Session {
    let mut session = fixture::described_session();
    let bangla = (0..30).filter(|i| i % 5 == 1 || i % 5 == 3).collect();
    session.apply(Command::Selecting(Selecting::Songs(bangla, How::Replace)));
    session
}

fn shown(session: Session) -> Harness<'static, Desk> {
    let mut harness = open(session);
    harness.state_mut().view.show(Tab::Selection);
    run(&mut harness);
    harness
}

fn click(harness: &mut Harness<'static, Desk>, name: &str) {
    harness.get_by_label(name).click();
    run(harness);
}

#[test]
fn nothing_selected_says_how_to_select() {
    let harness = shown(fixture::session());
    harness.get_by_label("Nothing selected");
    harness.get_by_label_contains("with the lasso");
}

#[test]
fn a_selection_is_told_against_all_songs() {
    let mut harness = shown(chosen());
    harness.get_by_label("12 of 60 songs");
    harness.get_by_label("20 % of the library");
    let language =
        |harness: &Harness<'static, Desk>, text: &str| harness.query_all_by_label(text).count();
    assert!(
        language(&harness, "100 %") >= 1 && language(&harness, "40 %") >= 1,
        "all of them Bangla, of 40 % overall"
    );
    harness
        .get_by_label("Sound, against all songs")
        .scroll_to_me();
    run(&mut harness);
    harness.get_by_label("louder");
    harness.get_by_label("slower");
    assert!(harness.query_by_label("quieter").is_none());
    harness.get_by_label("year");
    // By hand: the mean of 1971, 1973, 1976, … 1998 is 1984.5.
    harness.get_by_label("1984");
}

#[test]
fn words_are_those_that_other_songs_in_the_language_do_not_have() {
    let mut session = fixture::described_session();
    // Of the Bangla songs those that sing most of rivers; an English "train" is not compared with
    // them.
    let rivers = (0..60)
        .filter(|i| i % 4 == 3 && (i % 5 == 1 || i % 5 == 3))
        .collect();
    session.apply(Command::Selecting(Selecting::Songs(rivers, How::Replace)));
    let mut harness = shown(session);
    harness
        .get_by_label("Words that set it apart")
        .scroll_to_me();
    run(&mut harness);
    harness.get_by_label("নদী");
}

#[test]
fn clusters_are_crossed_with_the_label_that_is_chosen() {
    let mut harness = shown(chosen());
    harness.get_by_label("Clusters by label").scroll_to_me();
    run(&mut harness);
    let session = &harness.state().session;
    let facts = session.selection_facts().unwrap().clone();
    let (cluster, counts) = &facts.cross[0].rows[0];
    harness.get_by_label(&format!(
        "{} songs: cluster {}, bangla",
        counts[0],
        cluster.unwrap() + 1
    ));
    assert!(harness.query_by_label_contains(", lullaby").is_none());
    let genre = harness.get_by(|n| {
        n.role() == eframe::egui::accesskit::Role::Button && n.label().as_deref() == Some("genre")
    });
    genre.click();
    run(&mut harness);
    assert!(
        harness
            .query_all_by_label_contains(", lullaby")
            .next()
            .is_some()
    );
}

#[test]
fn buttons_play_invert_and_let_go() {
    let mut harness = shown(chosen());
    for (name, command) in [
        ("Invert", Command::Selecting(Selecting::Invert)),
        ("None", Command::Selecting(Selecting::None)),
    ] {
        // What inverting selects is tested elsewhere; here it is asked for.
        harness
            .state_mut()
            .session
            .apply(Command::Selecting(Selecting::Songs(
                vec![1, 3, 11],
                How::Replace,
            )));
        run(&mut harness);
        click(&mut harness, name);
        assert_eq!(harness.state().pushed.last(), Some(&command));
    }
    harness
        .state_mut()
        .session
        .apply(Command::Selecting(Selecting::Songs(
            vec![1, 3, 11],
            How::Replace,
        )));
    run(&mut harness);
    click(&mut harness, "Play all");
    let list = Command::Listening(Listening::PlayList(vec![1, 3]));
    assert!(
        harness.state().pushed.contains(&list),
        "song 11 has no recording"
    );
}

#[test]
fn a_path_is_typed_where_no_dialog_opens_and_a_file_is_not_replaced_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = shown(chosen());
    click(&mut harness, "Save as table…");
    let view = &mut harness.state_mut().view;
    let request = view.request.take().unwrap();
    assert_eq!(
        request.what_for,
        FileRequestFor::Selection(SelectionFile::Table)
    );
    view.prefs.last_folder = Some(folder.path().to_path_buf());
    assert_eq!(view.answer(request, None), None);
    run(&mut harness);
    harness.key_press(Key::Enter);
    run(&mut harness);
    let path = folder.path().join("selection.csv");
    settle(&mut harness.state_mut().session);
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 13);
    assert!(
        harness.query_by_label("Path of the file").is_none(),
        "it is done"
    );
    std::fs::write(&path, "mine").unwrap();
    harness
        .state_mut()
        .view
        .panels
        .selection
        .ask_path(SelectionFile::Table, folder.path());
    run(&mut harness);
    click(&mut harness, "Save");
    settle(&mut harness.state_mut().session);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    harness.get_by_label_contains("There is such a file");
    click(&mut harness, "Save");
    settle(&mut harness.state_mut().session);
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 13);
}

#[test]
fn a_file_gets_the_ending_of_its_kind() {
    use std::path::Path;
    let end = |path: &str| with_extension(Path::new(path), SelectionFile::Playlist);
    assert_eq!(end("/a/mine"), Path::new("/a/mine.m3u8"));
    assert_eq!(end("/a/mine.m3u"), Path::new("/a/mine.m3u"));
    assert_eq!(percent(0.001), "< 1 %");
}
