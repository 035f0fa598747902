use eframe::egui::{Key, Modifiers, Theme, Ui, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::*;
use crate::session::fixture::{self, N_MANY, N_SONGS, settle};
use crate::session::{Filter, Session};
use crate::ui::Tab;
use crate::ui::cx::with_cx;
use crate::ui::tests::{Desk, open, run, session};

/// The panel alone, as high as all its cards.
struct Alone {
    session: Session,
    view: ChartsView,
}

fn alone(session: Session) -> Harness<'static, Alone> {
    let frame = |ui: &mut Ui, desk: &mut Alone| {
        desk.session.pump();
        let (commands, _) = with_cx(&desk.session, |cx| desk.view.ui(ui, cx));
        for command in commands {
            ui.ctx().request_repaint();
            desk.session.apply(command);
        }
    };
    let desk = Alone {
        session,
        view: ChartsView::default(),
    };
    let mut harness = Harness::builder()
        .with_size(vec2(1000.0, 700.0))
        .with_theme(Theme::Dark)
        .with_context_setup(theme::install)
        .build_ui_state(frame, desk);
    harness.run_ok();
    harness
}

fn years(session: &Session) -> Option<Filter> {
    let filters = session.filtering().filters();
    filters.get(&Column::Number(0)).cloned()
}

#[test]
fn a_click_on_a_bar_shows_its_songs_and_another_all_again() {
    let mut harness = alone(fixture::session());
    let name = "language, english: 24 of 24 songs";
    harness.get_by_label(name).click();
    harness.run_ok();
    let passing = |h: &Harness<'_, Alone>| {
        let passing = h.state().session.filtering().passing();
        passing.map_or(N_SONGS, |passing| passing.count())
    };
    assert_eq!(passing(&harness), 24);
    harness.get_by_label("24 of 60 songs");
    // The other charts follow, its own tells what could be chosen.
    harness.get_by_label("year, 1971: 0 of 1 song");
    harness
        .get_by_label("language, bangla: 24 of 24 songs")
        .click_modifiers(Modifiers::COMMAND);
    harness.run_ok();
    assert_eq!(passing(&harness), 48);
    harness
        .get_by_label("language, mixed: 12 of 12 songs")
        .click_modifiers(Modifiers::COMMAND);
    harness.run_ok();
    assert!(
        harness.state().session.filtering().filters().is_empty(),
        "all are all"
    );
    harness.get_by_label(name).click();
    harness.run_ok();
    harness.get_by_label(name).click();
    harness.run_ok();
    assert_eq!(passing(&harness), N_SONGS);
    harness.get_by_label("year, 1975: 1 of 1 song").click();
    harness.run_ok();
    assert_eq!(
        years(&harness.state().session),
        Some(Filter::Range(1975.0, 1975.0))
    );
    harness
        .get_by_label("year, 1980: 1 of 1 song")
        .click_modifiers(Modifiers::SHIFT);
    harness.run_ok();
    assert_eq!(
        years(&harness.state().session),
        Some(Filter::Range(1975.0, 1980.0))
    );
    harness
        .get_by_label("Take away the filter year: 1975 – 1980")
        .click();
    harness.run_ok();
    assert_eq!(years(&harness.state().session), None);
}

#[test]
fn a_drag_over_a_histogram_is_one_step_of_the_way_back() {
    let mut harness = alone(fixture::session());
    let at = |h: &Harness<'_, Alone>, from: u32| {
        let name = format!("year, {from}: 1 of 1 song");
        h.get_by_label(&name).rect().center()
    };
    let (from, to) = (at(&harness, 1980), at(&harness, 1999));
    harness.drag_at(from);
    for share in [0.2, 0.5, 0.9, 1.0] {
        harness.hover_at(from + (to - from) * share);
        harness.step();
    }
    let middle = years(&harness.state().session);
    assert_eq!(
        middle,
        Some(Filter::Range(1980.0, 1999.0)),
        "the map follows the hand"
    );
    harness.drop_at(to);
    harness.run_ok();
    assert_eq!(years(&harness.state().session), middle);
    let session = &mut harness.state_mut().session;
    session.apply(Command::Selecting(Selecting::Undo));
    assert_eq!(years(session), None);
}

#[test]
fn songs_are_counted_once_for_each_change() {
    let mut harness = alone(fixture::session_of_many());
    settle(&mut harness.state_mut().session);
    harness.run_ok();
    let n = harness.state().view.n_counted;
    for at in [100.0, 300.0, 500.0] {
        harness.hover_at(eframe::egui::pos2(at, at));
        harness.step();
    }
    assert_eq!(
        harness.state().view.n_counted,
        n,
        "a frame counts nothing anew"
    );
    let filter = Filter::Range(1970.0, 1999.0);
    let brush = Filtering::Set(Column::Number(0), Some(filter));
    let session = &mut harness.state_mut().session;
    session.apply(Command::Filtering(brush));
    harness.step();
    assert_eq!(harness.state().view.n_counted, n + 1, "in the next frame");
    let n_shown = harness
        .state()
        .session
        .filtering()
        .passing()
        .unwrap()
        .count();
    assert!(n_shown.abs_diff(N_MANY / 2) < 100, "{n_shown}");
    harness.get_by_label(&format!("{n_shown} of {N_MANY} songs"));
}

#[test]
fn escape_takes_filters_away_one_by_one_before_the_selection() {
    let mut harness: Harness<'_, Desk> = open(session());
    harness.state_mut().view.show(Tab::Charts);
    run(&mut harness);
    let taken = Selecting::Songs(vec![1, 2], How::Replace);
    let session = &mut harness.state_mut().session;
    session.apply(Command::Selecting(taken));
    let filter = |column, filter| Command::Filtering(Filtering::Set(column, Some(filter)));
    session.apply(filter(Column::Number(0), Filter::Range(1980.0, 1990.0)));
    session.apply(filter(Column::Title, Filter::Contains("r".to_string())));
    run(&mut harness);
    let filtered = |h: &Harness<'_, Desk>| {
        let filters = h.state().session.filtering().filters();
        filters.keys().copied().collect::<Vec<_>>()
    };
    for left in [vec![Column::Number(0)], vec![]] {
        harness.key_press(Key::Escape);
        run(&mut harness);
        assert_eq!(filtered(&harness), left);
        assert_eq!(harness.state().session.selection().len(), 2);
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    run(&mut harness);
    assert_eq!(filtered(&harness), [Column::Number(0)]);
    // A chip stands over the map and in the panel.
    let chips = harness.query_all_by_label("Take away the filter year: 1980 – 1990");
    assert_eq!(chips.count(), 2);
}

#[test]
fn columns_are_chosen_and_a_line_of_years_is_wide() {
    let mut harness = alone(fixture::session());
    harness.get_by_label("Columns").click();
    harness.run_ok();
    harness.get_by_label("Silhouette").click();
    harness.run_ok();
    let charted = |h: &Harness<'_, Alone>| {
        let charts = h.state().session.filtering().charts().unwrap();
        charts.iter().map(|chart| chart.column).collect::<Vec<_>>()
    };
    assert_eq!(charted(&harness).last(), Some(&Column::Silhouette));
    harness.get_by_label("As at first").click();
    harness.run_ok();
    assert!(!charted(&harness).contains(&Column::Silhouette));
    let session = &harness.state().session;
    let charts = session.filtering().charts().unwrap();
    let rows = in_rows(charts, 3);
    let placed: Vec<(usize, usize)> = rows.iter().flatten().copied().collect();
    assert_eq!(placed.len(), charts.len());
    for (at, n_wide) in placed {
        let is_year = charts[at].column == Column::Number(0);
        assert_eq!(n_wide, if is_year { 2 } else { 1 });
    }
    let width = |row: &Vec<(usize, usize)>| row.iter().map(|(_, n)| n).sum::<usize>();
    assert!(rows.iter().all(|row| width(row) <= 3));
}
