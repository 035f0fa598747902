mod cut;
mod first;
mod listening;

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{
    Key, Modifiers, Rect, Theme, ThemePreference, UiBuilder, Vec2, accesskit::Role, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable};

use crate::session::fixture::{self, BANGLA_LINES, empty_session, settle};
use crate::session::{Command, Session};

use super::map::MapRenderer;
use super::{Arrangement, FileRequestFor, Layout, Prefs, Tab, View, window_ui};
use crate::ui::ground::place::{self, Place};
use crate::ui::ground::theme;

pub(super) struct Desk {
    pub(crate) session: Session,
    pub(crate) view: View,
    /// Every command that was pushed, in order.
    pub(crate) pushed: Vec<Command>,
}

fn frame(ui: &mut eframe::egui::Ui, desk: &mut Desk) {
    desk.session.pump();
    let mut commands = Vec::new();
    // The harness leaves a margin; the window has none.
    let whole = ui.ctx().content_rect();
    ui.scope_builder(UiBuilder::new().max_rect(whole), |ui| {
        ui.set_clip_rect(whole);
        window_ui(ui, &desk.session, &mut desk.view, &mut commands);
    });
    if !commands.is_empty() {
        ui.ctx().request_repaint();
    }
    for command in commands {
        desk.pushed.push(command.clone());
        desk.session.apply(command);
    }
}

/// With every panel open, whatever the size of the window.
pub(super) fn open_at(size: Vec2, theme: Theme, session: Session) -> Harness<'static, Desk> {
    let prefs = Prefs {
        layout: Layout::of(Arrangement::Everything),
        ..Prefs::default()
    };
    open_with(size, theme, session, prefs)
}

pub(super) fn open_with(
    size: Vec2,
    theme: Theme,
    session: Session,
    prefs: Prefs,
) -> Harness<'static, Desk> {
    let prefs = Prefs {
        theme: ThemePreference::from(theme),
        ..prefs
    };
    let desk = Desk {
        session,
        view: View::new(prefs, MapRenderer::Mesh),
        pushed: Vec::new(),
    };
    Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_context_setup(theme::install)
        .with_max_steps(30)
        .build_ui_state(frame, desk)
}

/// Where the maps were drawn last.
pub(super) fn map_room(harness: &Harness<'_, Desk>) -> Rect {
    place::find(&harness.ctx, Place::Map)
}

pub(super) fn open(session: Session) -> Harness<'static, Desk> {
    open_at(vec2(1440.0, 900.0), Theme::Dark, session)
}

/// The session of the fixture, without the note about its run.
pub(super) fn session() -> Session {
    let mut session = fixture::session();
    for message in session.messages().to_vec() {
        session.apply(Command::Dismiss(message.id));
    }
    session
}

/// A Bangla song, chosen.
pub(super) fn with_song(song: usize) -> Session {
    let mut session = session();
    session.apply(Command::Play(song));
    session.apply(Command::Seek(6.0));
    settle(&mut session);
    session
}

pub(super) fn run(harness: &mut Harness<'_, Desk>) {
    harness.run_ok();
}

#[test]
fn a_neighbour_is_clicked_and_its_title_and_bangla_lines_are_read() {
    let mut harness = open(with_song(1));
    run(&mut harness);
    let session = &harness.state().session;
    let bangla = session
        .neighbours()
        .iter()
        .map(|&(song, _)| song)
        .find(|&song| session.song(song).unwrap().language.as_ref().unwrap().name == "bangla")
        .unwrap();
    let title = session.song(bangla).unwrap().title.clone();
    harness.get_by_label("Show all 10").scroll_to_me();
    run(&mut harness);
    harness.get_by_label("Show all 10").click();
    run(&mut harness);
    harness
        .get_by_label(&format!("Play {title}"))
        .scroll_to_me();
    run(&mut harness);
    harness.get_by_label(&format!("Play {title}")).click();
    run(&mut harness);
    assert_eq!(harness.state().session.selected(), Some(bangla));
    assert!(harness.state().session.is_playing());
    harness.get_by_label(&title);
    let line = harness
        .state()
        .session
        .song(bangla)
        .unwrap()
        .lyrics
        .as_ref()
        .unwrap()
        .lines[0]
        .text
        .clone();
    assert!(BANGLA_LINES.contains(&line.as_str()));
    harness.get_by_label(&line);
}

#[test]
fn a_timed_line_seeks_to_where_it_is_sung() {
    let mut harness = open(with_song(1));
    run(&mut harness);
    let line = harness
        .state()
        .session
        .selected_song()
        .unwrap()
        .lyrics
        .as_ref()
        .unwrap()
        .lines[2]
        .clone();
    harness.get_by_label(&line.text).click();
    run(&mut harness);
    assert_eq!(
        harness.state().session.position_secs(),
        line.start_secs.unwrap()
    );
}

#[test]
fn search_greys_what_does_not_match_and_enter_plays_the_first() {
    let mut harness = open(session());
    harness.get_by_label("Search songs").focus();
    run(&mut harness);
    harness.get_by_label("Search songs").type_text("নৌকার");
    run(&mut harness);
    let found = harness.state().session.search().found().to_vec();
    assert!(!found.is_empty() && found.len() < fixture::N_SONGS);
    let greyed = harness.state().view.panels.map.maps.greyed();
    assert_eq!(
        greyed,
        (0..fixture::N_SONGS)
            .filter(|i| !found.contains(i))
            .collect::<Vec<_>>()
    );
    harness.key_press(Key::Enter);
    run(&mut harness);
    assert_eq!(harness.state().session.selected(), Some(found[0]));
}

#[test]
fn the_legend_hides_a_class_and_shows_it_again() {
    let mut harness = open(session());
    harness.get_by_label("Legend: cluster 1").click();
    run(&mut harness);
    assert!(
        harness
            .state()
            .pushed
            .contains(&Command::ToggleClass(Some(0)))
    );
    assert!(!harness.state().session.colouring().shows_class(Some(0)));
    harness.get_by_label("Show all").click();
    run(&mut harness);
    assert!(harness.state().session.colouring().shows_all());
}

#[test]
fn the_theme_button_goes_round() {
    let mut harness = open(session());
    for (name, then) in [
        ("Theme: dark", ThemePreference::System),
        ("Theme: as the system", ThemePreference::Light),
    ] {
        harness.get_by_label(name).click();
        run(&mut harness);
        assert_eq!(harness.state().view.prefs.theme, then);
    }
}

#[test]
fn panels_close_and_open() {
    let mut harness = open(session());
    run(&mut harness);
    for (name, inside) in [
        ("Settings panel", "Folder path"),
        ("Results panel", "Scores"),
        ("Song panel", "No song chosen"),
    ] {
        harness.get_by_label(inside);
        harness.get_by_label(name).click();
        run(&mut harness);
        assert!(
            harness.query_by_label(inside).is_none(),
            "{inside} is still there"
        );
        harness.get_by_label(name).click();
        run(&mut harness);
        harness.get_by_label(inside);
    }
}

#[test]
fn keys_play_seek_walk_and_clear() {
    let mut harness = open(with_song(0));
    run(&mut harness);
    harness.key_press(Key::Space);
    run(&mut harness);
    assert!(!harness.state().session.is_playing());
    harness.key_press(Key::ArrowRight);
    run(&mut harness);
    assert_eq!(harness.state().session.position_secs(), 11.0);
    harness.key_press(Key::ArrowDown);
    run(&mut harness);
    let next = harness.state().session.selected();
    assert_ne!(next, Some(0));
    harness.key_press(Key::ArrowUp);
    run(&mut harness);
    assert_eq!(harness.state().session.selected(), Some(0));
    harness.key_press(Key::Escape);
    run(&mut harness);
    assert_eq!(harness.state().session.selected(), None);
}

#[test]
fn a_setting_is_changed_marked_run_and_reset() {
    let mut harness = open(session());
    run(&mut harness);
    let label = |text: &'static str, harness: &Harness<'static, Desk>| {
        harness
            .get_all_by_label(text)
            .find(|n| n.accesskit_node().role() == Role::SpinButton)
            .map(|n| n.rect())
    };
    assert!(label("Clusters", &harness).is_some());
    let node = harness
        .get_by(|n| n.role() == Role::SpinButton && n.label().as_deref() == Some("Clusters"));
    node.set_value_accesskit(9.0);
    run(&mut harness);
    assert_eq!(harness.state().session.draft().clustering.n_clusters, 9);
    assert!(harness.state().session.is_changed());
    harness.get_by_label("Run").click();
    harness.step();
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    assert_eq!(
        harness
            .state()
            .session
            .analysis()
            .unwrap()
            .config
            .clustering
            .n_clusters,
        9
    );
    harness.get_by_label("Reset settings to defaults").click();
    run(&mut harness);
    assert_eq!(harness.state().session.draft().clustering.n_clusters, 6);
}

#[test]
fn every_tab_and_empty_state_says_what_it_should() {
    let mut harness = open(empty_session());
    run(&mut harness);
    for (tab, advice) in [
        ("Training", "No training yet"),
        ("Scores", "No scores yet"),
        ("Clusters", "No clusters yet"),
        ("Files", "No songs yet"),
    ] {
        click_tab(&mut harness, tab);
        assert!(
            harness.query_all_by_label(advice).next().is_some(),
            "{advice}"
        );
    }
    let mut harness = open(session());
    run(&mut harness);
    for (tab, inside) in [
        ("Training", "Reconstruction"),
        ("Scores", "features"),
        ("Clusters", "words that set it apart"),
        ("Files", "60 songs"),
    ] {
        click_tab(&mut harness, tab);
        assert!(
            harness.query_all_by_label_contains(inside).next().is_some(),
            "{inside}"
        );
    }
    click_tab(&mut harness, "Scores");
    assert!(harness.query_by_label("undefined").is_some());
}

/// Runs until threads have answered, and what they answered is drawn.
pub(super) fn answered(harness: &mut Harness<'static, Desk>) {
    for _ in 0..3 {
        run(harness);
        settle(&mut harness.state_mut().session);
    }
    run(harness);
}

/// Clicks what has this name, and waits for what it asks of threads.
pub(super) fn press(harness: &mut Harness<'static, Desk>, name: &str) {
    harness.get_by_label(name).click();
    answered(harness);
}

pub(super) fn click_tab(harness: &mut Harness<'static, Desk>, tab: &str) {
    let find = |harness: &mut Harness<'static, Desk>| {
        let is_it = |n: &egui_kittest::Node<'_>| {
            n.accesskit_node().role() == Role::Button
                && n.accesskit_node().label().as_deref() == Some(tab)
        };
        let mut found = harness.query_all_by(|_| true).filter(is_it);
        found.next().map(|node| node.click()).is_some()
    };
    if !find(harness) {
        // It has no room in its bar, and is in the menu at the end of one.
        let n_menus = harness.query_all_by_label("More panels").count();
        let is_found = (0..n_menus).any(|menu| {
            let menu = harness.query_all_by_label("More panels").nth(menu);
            menu.into_iter().for_each(|menu| menu.click());
            run(harness);
            find(harness)
        });
        assert!(is_found, "{tab}");
    }
    run(harness);
}

#[test]
fn results_are_enlarged_beside_the_map_and_made_smaller_again() {
    let mut harness = open(session());
    run(&mut harness);
    let map = |harness: &Harness<'_, Desk>| harness.get_by_label("Map of songs").rect();
    let before = map(&harness);
    harness.get_by_label("Enlarge the results (E)").click();
    run(&mut harness);
    assert!(
        harness.query_by_label("Folder path").is_none(),
        "the settings make room"
    );
    let beside = map(&harness);
    assert!(
        beside.height() > before.height() && beside.width() < before.width(),
        "{beside:?} of {before:?}"
    );
    harness.key_press(Key::E);
    run(&mut harness);
    assert!(harness.query_by_label("Folder path").is_some() && map(&harness) == before);
}

#[test]
fn a_panel_is_closed_by_its_cross_and_brought_back_from_the_menu() {
    let mut harness = open(session());
    run(&mut harness);
    click_tab(&mut harness, "Trust");
    harness.get_by_label("Close Trust").click();
    run(&mut harness);
    assert!(harness.query_by_label("Trust").is_none());
    click_tab(&mut harness, "Panels");
    harness.get_by_label("Trust").click();
    run(&mut harness);
    assert!(harness.state().view.prefs.layout.shows(super::Tab::Trust));
    harness
        .get_by_label("Panels: results beside the map")
        .click();
    run(&mut harness);
    assert!(harness.query_by_label("Folder path").is_none());
}

#[test]
fn a_tab_is_dragged_beside_the_map() {
    let mut harness = open(session());
    run(&mut harness);
    let tab = harness
        .get_by(|n| n.role() == Role::Button && n.label().as_deref() == Some("Trust"))
        .rect()
        .center();
    let map = map_room(&harness);
    harness.hover_at(tab);
    run(&mut harness);
    harness.drag_at(tab);
    run(&mut harness);
    for share in [0.3, 0.6, 1.0] {
        harness.hover_at(tab + (map.left_center() + vec2(8.0, 0.0) - tab) * share);
        run(&mut harness);
    }
    harness.drop_at(map.left_center() + vec2(8.0, 0.0));
    run(&mut harness);
    let moved = harness
        .get_by(|n| n.role() == Role::Button && n.label().as_deref() == Some("Trust"))
        .rect();
    assert!(
        moved.bottom() < tab.y && moved.right() < map_room(&harness).left(),
        "{moved:?}"
    );
    let window = harness.ctx.content_rect().area();
    assert!(
        map_room(&harness).area() > 0.34 * window,
        "the bar and the legend are the map's too"
    );
}

#[test]
fn a_typed_path_is_opened_and_the_dialog_is_asked_for() {
    let mut harness = open(empty_session());
    harness.get_by_label("Folder path").focus();
    run(&mut harness);
    harness
        .get_by_label("Folder path")
        .type_text("/no/such/folder");
    harness.key_press(Key::Enter);
    run(&mut harness);
    assert_eq!(
        harness.state().pushed,
        [Command::OpenFolder(PathBuf::from("/no/such/folder"))]
    );
    assert!(
        harness.state().session.messages()[0]
            .text
            .contains("no such file")
    );
    harness.get_by_label("Open…").click();
    run(&mut harness);
    assert_eq!(
        harness.state().view.request.as_ref().unwrap().what_for,
        FileRequestFor::Songs
    );
}

#[test]
fn a_dropped_folder_is_opened_and_a_hovering_one_is_awaited() {
    let mut harness = open(empty_session());
    run(&mut harness);
    harness
        .input_mut()
        .hovered_files
        .push(eframe::egui::HoveredFile::default());
    harness.step();
    let awaited = harness
        .output()
        .shapes
        .iter()
        .any(|shape| says(&shape.shape, "Drop to open"));
    assert!(awaited, "nothing says that the folder may be dropped");
    harness.input_mut().hovered_files.clear();
    harness
        .input_mut()
        .dropped_files
        .push(Arc::new(Dropped(std::env::temp_dir())));
    harness.step();
    assert_eq!(
        harness.state().pushed,
        [Command::OpenFolder(std::env::temp_dir())]
    );
    run(&mut harness);
    assert_eq!(harness.state().pushed.len(), 1, "it is opened once");
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl eframe::egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("a folder".to_string())
    }
}

fn says(shape: &eframe::egui::Shape, text: &str) -> bool {
    match shape {
        eframe::egui::Shape::Text(shown) => shown.galley.text() == text,
        eframe::egui::Shape::Vec(shapes) => shapes.iter().any(|shape| says(shape, text)),
        _ => false,
    }
}

#[test]
fn nothing_in_the_results_is_wider_than_its_panel() {
    for (size, theme) in [
        (vec2(1280.0, 800.0), Theme::Light),
        (vec2(1440.0, 900.0), Theme::Dark),
    ] {
        let mut harness = open_at(size, theme, session());
        run(&mut harness);
        let song_panel = harness.get_by_label("No song chosen").rect().left() - 100.0;
        for (tab, inside) in [
            (Tab::Curves, "9 of 16 dimensions carry something"),
            (Tab::Scores, "majority"),
            (Tab::Clusters, "most central songs"),
            // Where there is little room it has gone into a menu.
            (Tab::Pairing, "60 songs"),
        ] {
            harness.state_mut().view.show(tab);
            run(&mut harness);
            assert!(
                harness.query_all_by_label(inside).next().is_some(),
                "{inside}"
            );
            for node in harness.query_all_by_label(inside) {
                assert!(
                    node.rect().right() < song_panel,
                    "{tab:?}: {inside} ends at {}",
                    node.rect().right()
                );
            }
        }
    }
}

#[test]
fn sound_comes_back_as_loud_as_it_was() {
    let mut session = with_song(1);
    session.apply(Command::Volume(0.35));
    let mut harness = open(session);
    harness.get_by_label("Mute").click();
    run(&mut harness);
    assert_eq!(harness.state().session.volume(), 0.0);
    harness.get_by_label("Unmute").click();
    run(&mut harness);
    assert_eq!(harness.state().session.volume(), 0.35);
}

fn asking(
    request: &crate::session::Request,
    _: &crate::job::Reporter,
) -> crate::error::Result<crate::pipeline::Analysis> {
    if request.columns.pairs.is_empty() {
        return Err(crate::error::Error::Columns {
            path: PathBuf::from("songs.csv"),
            columns: ["nr", "where", "words"].map(String::from).to_vec(),
            cause: crate::words::Message::verbatim("cannot tell which column holds the recordings"),
            answers: Vec::new(),
        });
    }
    Ok(fixture::analysis(&request.config))
}

#[test]
fn columns_that_do_not_tell_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("songs.csv");
    std::fs::write(&path, "nr,where,words\n1,a.ogg,la\n").unwrap();
    let mut session = fixture::session_with(crate::session::Work {
        analyze: asking,
        ..fixture::work()
    });
    session.apply(Command::OpenFolder(path));
    settle(&mut session);
    let mut harness = open(session);
    run(&mut harness);
    harness
        .get_by(|n| n.role() == Role::ComboBox && n.label().as_deref() == Some("where"))
        .click();
    run(&mut harness);
    harness.get_by_label("audio file").click();
    run(&mut harness);
    harness.get_by_label("Open with these columns").click();
    run(&mut harness);
    let map = harness.state().pushed.iter().find_map(|c| {
        if let Command::MapColumns(map) = c {
            Some(map)
        } else {
            None
        }
    });
    let map = map.expect("columns were pushed");
    assert_eq!(map.pairs, [("audio".to_string(), "where".to_string())]);
}

#[test]
fn the_shortcuts_are_listed_and_closed() {
    let mut harness = open(session());
    harness.event(eframe::egui::Event::Text("?".to_string()));
    run(&mut harness);
    harness.get_by_label("Play or pause");
    harness.key_press_modifiers(Modifiers::NONE, Key::Escape);
    run(&mut harness);
    assert!(harness.state().view.dialog.is_none());
}
