use eframe::egui::accesskit::Role;
use eframe::egui::{Modifiers, Theme, Ui, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::session::Session;
use crate::session::fixture::{self, N_MANY, N_SONGS, settle};

use super::*;
use crate::ui::cx::with_cx;
use crate::ui::ground::theme;

/// The table alone.
struct Desk {
    session: Session,
    view: SongTableView,
    pushed: Vec<Command>,
}

fn frame(ui: &mut Ui, desk: &mut Desk) {
    desk.session.pump();
    let (commands, _) = with_cx(&desk.session, |cx| desk.view.ui(ui, cx));
    for command in commands {
        ui.ctx().request_repaint();
        desk.pushed.push(command.clone());
        desk.session.apply(command);
    }
}

fn open_at(size: Vec2, session: Session) -> Harness<'static, Desk> {
    let desk = Desk {
        session,
        view: SongTableView::default(),
        pushed: Vec::new(),
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_theme(Theme::Dark)
        .with_context_setup(theme::install)
        .with_max_steps(40)
        .build_ui_state(frame, desk);
    harness.run_ok();
    harness
}

fn open(session: Session) -> Harness<'static, Desk> {
    open_at(vec2(1240.0, 260.0), session)
}

/// Clicks, and waits for what follows from it.
fn click(harness: &mut Harness<'static, Desk>, name: &str) {
    harness.get_by_label(name).click();
    harness.run_ok();
}

fn title(harness: &Harness<'static, Desk>, song: usize) -> String {
    format!("Song {}", harness.state().session.song(song).unwrap().title)
}

fn listed(harness: &Harness<'static, Desk>) -> Vec<u32> {
    harness.state().session.listing().order().to_vec()
}

#[test]
fn a_head_sorts_up_then_down_then_not_at_all() {
    let mut harness = open(fixture::session());
    for first in [0, N_SONGS - 1, 0] {
        click(&mut harness, "Sort by year");
        assert_eq!(listed(&harness)[0] as usize, first);
        harness.get_by_label(&title(&harness, first));
    }
    assert_eq!(harness.state().session.listing().query().sort, None);
}

#[test]
fn a_click_plays_and_modifiers_select() {
    let mut harness = open(fixture::session());
    let name = title(&harness, 2);
    click(&mut harness, &name);
    assert_eq!(harness.state().pushed.last(), Some(&Command::Play(2)));
    assert_eq!(harness.state().session.selected(), Some(2));
    let select = |harness: &mut Harness<'static, Desk>, song: usize, modifiers: Modifiers| {
        let name = title(harness, song);
        harness.get_by_label(&name).click_modifiers(modifiers);
        harness.run_ok();
        harness
            .state()
            .pushed
            .iter()
            .rev()
            .find(|c| matches!(c, Command::Selecting(_)))
            .cloned()
    };
    let add = |songs: &[usize]| {
        Some(Command::Selecting(Selecting::Songs(
            songs.to_vec(),
            How::Add,
        )))
    };
    assert_eq!(
        select(&mut harness, 4, Modifiers::SHIFT),
        add(&[2, 3, 4]),
        "from the row clicked before"
    );
    assert_eq!(select(&mut harness, 1, Modifiers::COMMAND), add(&[1]));
    harness
        .state_mut()
        .session
        .apply(Command::Selecting(Selecting::Songs(vec![1], How::Replace)));
    harness.run_ok();
    let taken = select(&mut harness, 1, Modifiers::COMMAND);
    assert_eq!(
        taken,
        Some(Command::Selecting(Selecting::Songs(vec![1], How::Remove)))
    );
    assert_eq!(
        harness.state().session.selected(),
        Some(2),
        "selecting plays nothing"
    );
}

#[test]
fn a_row_under_the_pointer_points_at_its_song_and_lets_go_of_it() {
    let mut harness = open(fixture::session());
    let name = title(&harness, 3);
    harness.get_by_label(&name).hover();
    harness.run_ok();
    assert_eq!(harness.state().session.hovered(), Some(3));
    harness.hover_at(eframe::egui::pos2(400.0, 12.0));
    harness.run_ok();
    assert_eq!(harness.state().session.hovered(), None);
}

#[test]
fn a_cluster_has_the_name_that_it_was_given() {
    let mut harness = open(fixture::session());
    let first = harness.state().session.analysis().unwrap().clusters.labels[0].unwrap();
    let naming = crate::session::Naming::Cluster(first, "নদীর গান".to_string());
    harness.state_mut().session.apply(Command::Naming(naming));
    harness.run_ok();
    assert!(harness.query_all_by_label("নদীর গান").next().is_some());
}

#[test]
fn the_map_rings_the_song_of_the_row_under_the_pointer() {
    let mut harness = crate::ui::tests::open(crate::ui::tests::session());
    harness.state_mut().view.show(crate::ui::Tab::Songs);
    harness.run_ok();
    let name = format!("Song {}", harness.state().session.song(3).unwrap().title);
    harness.get_by_label(&name).hover();
    harness.run_ok();
    harness.step();
    assert_eq!(
        harness.state().session.hovered(),
        Some(3),
        "the map has not taken it away"
    );
}

#[test]
fn filters_of_each_kind_are_set_by_their_popups_and_cleared() {
    let mut harness = open(fixture::session());
    click(&mut harness, "Filter language");
    click(&mut harness, "None");
    harness.get_by_label_contains("No song passes every filter");
    harness
        .get_by_role_and_label(Role::CheckBox, "mixed")
        .click();
    harness.run_ok();
    assert_eq!(listed(&harness).len(), N_SONGS / 5);
    click(&mut harness, "Clear filters");
    assert_eq!(listed(&harness).len(), N_SONGS);
    harness.key_press(eframe::egui::Key::Escape);
    harness.run_ok();
    click(&mut harness, "Filter Title");
    harness.get_by_label("Title contains").type_text("নদীর");
    harness.run_ok();
    let n = listed(&harness).len();
    assert!(n > 0 && n < N_SONGS);
    harness.get_by_label(&format!("{n} of 60 songs"));
    harness.key_press(eframe::egui::Key::Escape);
    harness.run_ok();
    click(&mut harness, "Clear filters");
    click(&mut harness, "Filter year");
    harness
        .get_by_label("year from")
        .set_value_accesskit(2020.0);
    harness.run_ok();
    assert_eq!(listed(&harness), (50..60).collect::<Vec<u32>>());
}

#[test]
fn a_song_chosen_elsewhere_is_scrolled_to_and_a_hidden_column_is_gone() {
    let mut harness = open(fixture::session());
    assert!(
        harness.query_by_label(&title(&harness, 55)).is_none(),
        "it is far below"
    );
    harness.state_mut().session.apply(Command::Select(Some(55)));
    harness.run_ok();
    harness.run_ok();
    harness.get_by_label(&title(&harness, 55));
    click(&mut harness, "Columns");
    click(&mut harness, "Silhouette");
    assert!(harness.query_by_label("Sort by Silhouette").is_none());
    harness.get_by_label("Sort by genre");
}

#[test]
fn nothing_listed_says_why_and_lists_all_songs_again() {
    let mut harness = open(fixture::session());
    click(&mut harness, "Selected only");
    harness.get_by_label_contains("Nothing is selected");
    click(&mut harness, "List all songs");
    assert_eq!(listed(&harness).len(), N_SONGS);
    let mut harness = open(fixture::empty_session());
    harness.run_ok();
    harness.get_by_label("Songs are listed here once they are read");
}

#[test]
fn of_a_hundred_thousand_songs_only_rows_in_view_are_written_and_nothing_is_sorted_in_a_frame() {
    let mut harness = open(fixture::session_of_many());
    let height = 260.0;
    let n_rows_in_view = (height / ROW_HEIGHT) as usize + 2;
    let n_orders = harness.state().session.listing().n_orders();
    for at in [0.0, 40.0, -200.0] {
        harness.hover_at(eframe::egui::pos2(300.0, 120.0 + at / 10.0));
        harness.event(eframe::egui::Event::MouseWheel {
            unit: eframe::egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -at * 1000.0),
            phase: eframe::egui::TouchPhase::Move,
            source: eframe::egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        harness.step();
        let written = harness.state().view.n_written;
        assert!(
            written > 3 && written <= n_rows_in_view,
            "{written} rows written"
        );
        assert_eq!(
            harness.state().session.listing().n_orders(),
            n_orders,
            "a frame that changes nothing sorts nothing"
        );
    }
    // Sorting is left to a thread: the frame that asks for it does not wait.
    harness.get_by_label("Sort by Title").click();
    harness.step();
    harness.step();
    assert!(harness.state().session.listing().is_busy() && listed(&harness)[0] == 0);
    settle(&mut harness.state_mut().session);
    harness.step();
    let session = &harness.state().session;
    assert_eq!(session.listing().n_orders(), n_orders + 1);
    let titles: Vec<String> = session
        .listing()
        .order()
        .iter()
        .map(|&i| crate::text::fold(&session.song(i as usize).unwrap().title))
        .collect();
    assert!(titles.len() == N_MANY && titles.is_sorted());
    assert!(harness.state().view.n_written <= n_rows_in_view);
}
