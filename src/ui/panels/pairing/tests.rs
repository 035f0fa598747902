use eframe::egui::{OutputCommand, Theme, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::*;
use crate::error::Result;
use crate::job::Reporter;
use crate::library::{KnownSet, PairingReport};
use crate::session::fixture::{analysis, session_with, settle, work};
use crate::session::{Command, Request, Work};
use crate::ui::tests::{Desk, click_tab, open_at, run, with_song};
use crate::words::{Message, same};

#[test]
fn the_same_remark_is_written_once_and_the_most_frequent_comes_first() {
    let row = |subject: &str, remark: &str| (subject.to_string(), Message::verbatim(remark));
    let rows = vec![row("a", "silent"), row("b", "damaged"), row("c", "damaged")];
    let section = section(same("Warnings"), true, rows);
    assert_eq!((section.title, section.n_rows), (same("Warnings"), 3));
    let groups: Vec<(String, Vec<String>)> = section
        .groups
        .iter()
        .map(|g| (g.remark.to_string(), g.rows.clone()))
        .collect();
    assert_eq!(
        groups[0],
        (
            "damaged".to_string(),
            vec!["b".to_string(), "c".to_string()]
        )
    );
    assert_eq!(groups[1], ("silent".to_string(), vec!["a".to_string()]));
}

#[test]
fn paths_are_told_from_where_the_songs_are() {
    assert_eq!(within("/music/a/b.mp3", Path::new("/music")), "a/b.mp3");
    assert_eq!(
        within("/music/a/b.mp3", Path::new("/music/list.csv")),
        "a/b.mp3"
    );
    assert_eq!(within("column `x`", Path::new("/music")), "column `x`");
}

/// An analysis of songs that were recognised as FMA's.
fn of_known_set(request: &Request, _: &Reporter) -> Result<Analysis> {
    let mut made = analysis(&request.config);
    let report = PairingReport {
        set: Some(KnownSet::Fma),
        ..made.library.report.clone()
    };
    made.library = Arc::new(Library {
        report,
        ..Library::clone(&made.library)
    });
    let _ = request.loaded.set(made.library.clone());
    Ok(made)
}

#[test]
fn a_known_data_set_is_named_with_what_proves_it() {
    let mut session = session_with(Work {
        analyze: of_known_set,
        ..work()
    });
    session.apply(Command::OpenDemo);
    settle(&mut session);
    let mut harness = open_at(vec2(1600.0, 900.0), Theme::Dark, session);
    run(&mut harness);
    click_tab(&mut harness, "Files");
    let told = "Recognised as FMA by tracks.csv (set.subset, track.genre_top): its tables name";
    assert!(harness.query_by_label_contains(told).is_some());
}

#[test]
fn recordings_are_listed_sorted_and_copied() {
    let mut harness = open_at(vec2(1600.0, 900.0), Theme::Dark, with_song(3));
    run(&mut harness);
    click_tab(&mut harness, "Files");
    click_tab(&mut harness, "Recordings");
    let n_rows = "56 recordings, as files.csv of a result has them";
    assert!(harness.query_by_label(n_rows).is_some());
    assert_eq!(first_file(&harness), "000.ogg");
    for _ in 0..2 {
        click_tab(&mut harness, "Sort by Seconds");
    }
    assert_eq!(first_file(&harness), "058.ogg", "the longest first");
    harness.get_by_label("Copy the table").click();
    let copied = (0..4).find_map(|_| {
        harness.step();
        harness
            .output()
            .platform_output
            .commands
            .iter()
            .find_map(|command| match command {
                OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            })
    });
    let copied = copied.expect("something was copied");
    assert_eq!(
        copied.lines().count(),
        57,
        "a head, 55 recordings, and one that could not be read"
    );
    assert!(
        copied.contains("\n041.ogg,18.41,44100,2,vorbis,0.75,0.125,"),
        "{copied}"
    );
    run(&mut harness);
    assert!(harness.state().pushed.contains(&Command::Tell(
        id::PAIRING_TABLE_RECORDINGS_COPIED_AS_CSV.into()
    )));
}

/// The topmost file of the table.
fn first_file(harness: &Harness<'_, Desk>) -> String {
    let text = |node: &egui_kittest::Node<'_>| {
        node.accesskit_node()
            .label()
            .or(node.accesskit_node().value())
    };
    let rows = harness.query_all_by_label_contains(".ogg");
    let files = rows.filter_map(|node| Some((node.rect().top() as i32, text(&node)?)));
    let files = files.filter(|(_, text)| text.len() == "000.ogg".len());
    files.min().map(|(_, text)| text).unwrap_or_default()
}
