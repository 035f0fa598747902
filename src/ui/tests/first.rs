//! The window as it is at first, in the sizes of common screens.

use eframe::egui::{Key, Theme, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::super::action::Action;
use super::super::layout::PLAYER_BAR;
use super::super::tests::{
    Desk, answered, click_tab, map_room, open_with, run, session, with_song,
};
use super::super::{Locale, Prefs, Tab};
use crate::session::{Command, Session, fixture};

const SIZES: [Vec2; 5] = [
    vec2(1024.0, 700.0),
    vec2(1366.0, 768.0),
    vec2(1440.0, 900.0),
    vec2(1920.0, 1080.0),
    vec2(2560.0, 1440.0),
];
const LAPTOP: Vec2 = SIZES[1];

fn open(size: Vec2, locale: Locale, session: Session) -> Harness<'static, Desk> {
    let prefs = Prefs {
        locale,
        ..Prefs::default()
    };
    let mut harness = open_with(size, Theme::Light, session, prefs);
    run(&mut harness);
    harness
}

#[test]
fn the_map_has_half_of_every_window() {
    for size in SIZES {
        for locale in Locale::all() {
            for (name, session) in [
                ("at first", session()),
                ("with a song", with_song(3)),
                ("learnt", fixture::taught_session()),
            ] {
                let harness = open(size, locale, session);
                let room = map_room(&harness);
                let share = room.area() / (size.x * size.y);
                println!(
                    "{size:?} {locale:?} {name}: {room:?} {:.1} %",
                    100.0 * share
                );
                assert!(share >= 0.5, "{size:?}, {locale:?}, {name}: {share}");
            }
        }
    }
}

#[test]
fn results_are_one_line_of_numbers_and_unfold() {
    let mut harness = open(LAPTOP, Locale::EN, session());
    assert!(harness.query_by_label_contains("Reconstruction").is_none());
    for number in ["clusters", ": ARI ", "Silhouette 0."] {
        let found = harness.query_all_by_label_contains(number).next();
        assert!(found.is_some(), "{number}");
    }
    harness.get_by_label("Unfold the results").click();
    run(&mut harness);
    assert!(harness.state().view.prefs.layout.shows(Tab::Curves));
    harness.get_by_label("Fold the results").click();
    run(&mut harness);
    // A tab unfolds what it stands for, in front already or not.
    for (name, tab) in [("Training", Tab::Curves), ("Clusters", Tab::Clusters)] {
        click_tab(&mut harness, name);
        let layout = &harness.state().view.prefs.layout;
        assert!(layout.shows(tab) && !layout.is_folded(), "{name}");
        harness.get_by_label("Fold the results").click();
        run(&mut harness);
    }
    // With what PCA makes of it.
    harness
        .query_all_by_label_contains(", PCA ")
        .next()
        .unwrap()
        .click();
    run(&mut harness);
    assert!(
        harness.query_by_label("undefined").is_some(),
        "the scores are on show"
    );
}

#[test]
fn tabs_without_room_are_in_a_menu() {
    let mut harness = open(SIZES[0], Locale::EN, session());
    // Of the results, which stand lowest.
    let menus = harness.query_all_by_label("More panels");
    let lowest = menus.max_by(|a, b| a.rect().top().total_cmp(&b.rect().top()));
    lowest.unwrap().click();
    run(&mut harness);
    harness.get_by_label("Files").click();
    run(&mut harness);
    assert!(!harness.state().view.prefs.layout.is_folded());
    assert!(
        harness
            .query_all_by_label_contains("60 songs")
            .next()
            .is_some()
    );
}

#[test]
fn the_player_is_there_whatever_is_on_show() {
    let mut harness = open(LAPTOP, Locale::EN, with_song(1));
    click_tab(&mut harness, "Selection");
    assert!(harness.state().session.is_playing());
    harness.get_by_label("Pause (Space)").click();
    run(&mut harness);
    assert!(!harness.state().session.is_playing());
    let title = harness.state().session.song(1).unwrap().title.clone();
    harness.get_by_label(&format!("Show {title}")).click();
    run(&mut harness);
    assert!(harness.state().view.prefs.layout.shows(Tab::Song));
    // Another song is looked at: the line goes on telling of the one that is heard.
    harness.get_by_label("Play (Space)").click();
    run(&mut harness);
    harness.state_mut().session.apply(Command::Select(Some(5)));
    run(&mut harness);
    harness.get_by_label(&format!("Show {title}"));
    harness.get_by_label("Pause (Space)").click();
    run(&mut harness);
    let session = &harness.state().session;
    assert!(!session.is_playing() && session.selected() == Some(1));
}

#[test]
fn the_numbers_of_the_cluster_stand_below_the_song_and_open_its_card() {
    let mut harness = open(LAPTOP, Locale::EN, with_song(3));
    let cluster = harness.state().session.shown_cluster(3).unwrap();
    let line = format!("cluster {}", cluster + 1);
    let click_line = |harness: &Harness<'static, Desk>| {
        let with_numbers = harness.query_all_by_label_contains("this song");
        let mut found = with_numbers.filter(|node| {
            let text = node.accesskit_node().label().unwrap_or_default();
            text.starts_with(&line) && text.contains("songs  ·  silhouette")
        });
        found.next().expect("a line of numbers").click();
    };
    click_line(&harness);
    run(&mut harness);
    assert!(harness.state().view.prefs.layout.shows(Tab::Clusters));
    let rename = format!("Rename cluster {}", cluster + 1);
    let button = harness.get_by_label(&rename).rect();
    let window = harness.ctx.content_rect();
    assert!(window.contains_rect(button), "its card is in sight");
}

#[test]
fn run_is_in_the_bar_while_the_settings_are_closed() {
    let mut harness = open(LAPTOP, Locale::EN, session());
    assert!(harness.query_by_label("Folder path").is_none());
    harness.get_by_label("Run").click();
    harness.step();
    assert!(harness.state().pushed.contains(&Command::Run));
    harness.get_by_label("Settings panel").click();
    run(&mut harness);
    harness.get_by_label("Folder path");
}

#[test]
fn the_start_page_shows_what_was_looked_at_lately_as_small_maps() {
    let home = tempfile::tempdir().unwrap();
    let mut session = fixture::empty_session();
    session.keep_in(Some(home.path().to_path_buf()));
    session.recall();
    let mut harness = open(LAPTOP, Locale::EN, session);
    harness.get_by_label("Open a folder of songs…");
    harness.get_by_label("Demo songs").click();
    answered(&mut harness);
    harness.get_by_label("demo songs  ·  60 songs").click();
    run(&mut harness);
    harness.get_by_label("Open Demo songs").click();
    answered(&mut harness);
    assert!(harness.state().pushed.contains(&Command::Reopen(0)));
    assert!(
        harness.query_by_label("Open Demo songs").is_none(),
        "it closes"
    );
}

#[test]
fn findings_stand_first_in_the_scores() {
    let mut harness = open(SIZES[3], Locale::EN, session());
    click_tab(&mut harness, "Scores");
    let top = |text: &str| {
        harness
            .query_all_by_label_contains(text)
            .next()
            .unwrap()
            .rect()
            .top()
    };
    assert!(top("Findings") < top("Clusters and labels"));
    assert!(top("Clusters and labels") < top("majority"));
    harness.get_by_label("Run over 5 seeds");
}

#[test]
fn numbers_stand_beside_results_that_are_open_too() {
    let harness = open(SIZES[4], Locale::EN, session());
    assert!(!harness.state().view.prefs.layout.is_folded());
    let found = harness.query_all_by_label_contains(": ARI ").next();
    assert!(found.is_some());
}

#[test]
fn where_a_panel_is_low_the_words_come_into_sight() {
    let in_sight = |size: Vec2| {
        let harness = open(size, Locale::EN, with_song(3));
        let first = harness.state().session.song(3).unwrap();
        let line = &first.lyrics.as_ref().unwrap().lines[0].text;
        let rect = harness.get_by_label(line).rect();
        let folded = harness.query_by_label("Show the spectrogram").is_some();
        (rect.bottom() < size.y - PLAYER_BAR, folded)
    };
    assert_eq!(in_sight(SIZES[0]), (true, true));
    assert_eq!(in_sight(LAPTOP), (true, false));
}

#[test]
fn behind_a_dialog_no_key_is_heard_and_esc_closes_it_alone() {
    let mut harness = open(LAPTOP, Locale::EN, with_song(3));
    let state = |harness: &Harness<'static, Desk>| {
        let session = &harness.state().session;
        (session.is_playing(), session.selected())
    };
    let before = state(&harness);
    for open in [Action::ExportFigure, Action::Start, Action::Shortcuts] {
        harness.state_mut().view.asked.push(open.clone());
        run(&mut harness);
        assert!(harness.state().view.dialog.is_some(), "{open:?}");
        for key in [Key::Space, Key::ArrowDown, Key::Num2] {
            harness.key_press(key);
            run(&mut harness);
        }
        harness.key_press(Key::Escape);
        run(&mut harness);
        assert!(harness.state().view.dialog.is_none(), "{open:?}");
        assert_eq!(state(&harness), before, "{open:?}");
        assert_eq!(harness.state().session.side_maps().len(), 0);
    }
}
