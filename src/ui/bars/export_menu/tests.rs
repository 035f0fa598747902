use std::path::Path;

use eframe::egui::{Event, Key, Modifiers, accesskit::Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable};

use crate::export::palette::Ground;
use crate::export::{Figure, Format, TableFormat};
use crate::session::fixture::settle;
use crate::session::{Command, Export, How, Keeping, Selecting, Shown, TableOf};
use crate::ui::tests::{Desk, open, run, session};

fn choose(harness: &mut Harness<'_, Desk>, item: &str) {
    harness.get_by_label("Export").click();
    run(harness);
    harness.get_by_label(item).click();
    run(harness);
}

fn type_path(harness: &mut Harness<'_, Desk>, path: &Path) {
    harness
        .state_mut()
        .view
        .dialog
        .as_mut()
        .unwrap()
        .set_path(path);
    run(harness);
}

fn asked(harness: &Harness<'_, Desk>) -> Option<Keeping> {
    harness.state().pushed.iter().rev().find_map(|c| match c {
        Command::Keeping(keeping) => Some(keeping.clone()),
        _ => None,
    })
}

fn click_within(harness: &mut Harness<'_, Desk>, label: &str) {
    harness
        .get_by(|n| n.role() == Role::Button && n.label().as_deref() == Some(label))
        .click();
    run(harness);
}

#[test]
fn a_figure_is_chosen_by_name_sized_and_written_where_the_field_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = open(session());
    choose(&mut harness, "Export a figure");
    let field = harness
        .get_by(|n| n.role() == Role::TextInput && n.label().as_deref() == Some("File path"));
    assert!(field.value().unwrap().ends_with("map by cluster.png"));
    harness
        .get_by(|n| n.role() == Role::ComboBox && n.label().as_deref() == Some("Figure"))
        .click();
    run(&mut harness);
    harness.get_by_label("KL of each dimension").click();
    run(&mut harness);
    click_within(&mut harness, "SVG");
    click_within(&mut harness, "Paper column");
    click_within(&mut harness, "light");
    let field = harness
        .get_by(|n| n.role() == Role::TextInput && n.label().as_deref() == Some("File path"));
    assert!(field.value().unwrap().ends_with("KL of each dimension.svg"));
    let path = folder.path().join("kl.svg");
    type_path(&mut harness, &path);
    harness.get_all_by_label("Export").last().unwrap().click();
    run(&mut harness);
    let Some(Keeping::Export(Export::Figure {
        shown,
        output,
        path: to,
    })) = asked(&harness)
    else {
        panic!()
    };
    assert_eq!((shown, to), (Shown::Of(Figure::Kl), path.clone()));
    assert_eq!(
        (output.format, output.width, output.ground),
        (Format::Svg, 1004, Ground::Light)
    );
    settle(&mut harness.state_mut().session);
    assert!(path.is_file());
    assert!(
        harness
            .state()
            .session
            .messages()
            .last()
            .unwrap()
            .text
            .contains("kl.svg")
    );
    assert!(
        harness.query_by_label("Paper column").is_none(),
        "the window has gone"
    );
    assert_eq!(
        harness.state().view.prefs.export_folder.as_deref(),
        Some(folder.path())
    );
}

#[test]
fn a_table_is_written_as_parquet_and_a_folder_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = open(session());
    choose(&mut harness, "Export a table");
    type_path(&mut harness, folder.path());
    harness.get_by_label("That is a folder; add a file name.");
    click_within(&mut harness, "Parquet");
    let path = folder.path().join("songs.parquet");
    type_path(&mut harness, &path);
    harness.get_all_by_label("Export").last().unwrap().click();
    run(&mut harness);
    let wanted = Export::Table {
        of: TableOf::Songs,
        format: TableFormat::Parquet,
        path,
    };
    assert_eq!(asked(&harness), Some(Keeping::Export(wanted)));
}

#[test]
fn the_report_tells_what_excerpts_weigh_and_offers_them_only_with_a_selection() {
    let mut harness = open(session());
    choose(&mut harness, "Write the report");
    harness.get_by_label("Excerpts of the selected songs (none is selected)");
    click_within(&mut harness, "Cancel");
    let songs = Selecting::Songs(vec![1, 2, 3], How::Replace);
    harness.state_mut().session.apply(Command::Selecting(songs));
    run(&mut harness);
    choose(&mut harness, "Write the report");
    harness
        .get_by_label("Excerpts of the 3 selected songs, 2.1 MB")
        .click();
    run(&mut harness);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("results");
    type_path(&mut harness, &out);
    click_within(&mut harness, "Write");
    let Some(Keeping::Export(Export::Report {
        folder: to,
        with_clips,
        title,
    })) = asked(&harness)
    else {
        panic!()
    };
    assert_eq!((to, with_clips, title.as_str()), (out, true, "Demo songs"));
}

#[test]
fn a_session_is_saved_by_keys_and_opened_again_from_the_recent_ones() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.latentune");
    let mut harness = open(session());
    run(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    run(&mut harness);
    harness.get_by_label("Save the session");
    // What is typed takes the place of what was proposed, and Return saves.
    let typed = Event::Text(path.display().to_string());
    harness.input_mut().events.push(typed);
    run(&mut harness);
    harness.key_press(Key::Enter);
    run(&mut harness);
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    assert!(path.is_file());
    assert_eq!(
        harness.state().view.prefs.recent_sessions,
        std::slice::from_ref(&path)
    );
    // Now it has a file of its own, and no question is asked.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    run(&mut harness);
    assert_eq!(asked(&harness), Some(Keeping::Save(path.clone())));
    assert!(harness.query_by_label("Save the session").is_none());
    settle(&mut harness.state_mut().session);

    harness
        .state_mut()
        .view
        .prefs
        .recent_sessions
        .push(folder.path().join("gone.latentune"));
    harness.get_by_label("Export").click();
    run(&mut harness);
    assert!(harness.get_by_label("gone").accesskit_node().is_disabled());
    harness.get_by_label("mine").click();
    run(&mut harness);
    assert_eq!(asked(&harness), Some(Keeping::Open(path)));
}

#[test]
fn what_a_crash_has_left_is_offered() {
    let cache = tempfile::tempdir().unwrap();
    let mut harness = open(crate::session::fixture::after_crash(cache.path()));
    run(&mut harness);
    harness.get_by_label("Restore a session?");
    harness.get_by_label("the demo songs");
    harness.get_by_label("just now");
    click_within(&mut harness, "Restore");
    assert_eq!(asked(&harness), Some(Keeping::Restore(0)));
    run(&mut harness);
    assert!(harness.query_by_label("Restore").is_none());
}
