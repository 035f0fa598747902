//! Draws every view in Bangla and looks for what is still English, and for what has no name.

use std::collections::BTreeSet;
use std::path::PathBuf;

use eframe::egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::super::glossary::TERMS;
use crate::embeddings::ENDINGS;
use crate::session::fixture::{self, empty_session};
use crate::session::{Command, Session};
use crate::ui::Tab;
use crate::ui::dialog::Dialog;
use crate::ui::teaching::Glossary;
use crate::ui::tests::{Desk, open, run, session, with_song};
use crate::words::{Locale, id, same};

/// Lower-case words that are names in every language, or units.
const NAMES: [&str; 14] = [
    "nat",
    "gap",
    "word2vec",
    "fastText",
    "kNN",
    "log",
    "mel",
    "max",
    "min",
    "latentune",
    "tf",
    "df",
    "ward",
    "eps",
];

/// Every word of the fixture's songs, labels and clusters.
fn data_words(session: &Session) -> BTreeSet<String> {
    let mut all = String::new();
    if let Some(library) = session.library() {
        for song in &library.songs {
            all += &format!(" {} {} {}", song.id, song.title, song.artist);
            all += &song.lyrics.as_ref().map(|l| l.text()).unwrap_or_default();
        }
        for label in &library.labels {
            all += &format!(" {} {}", label.name, label.classes.join(" "));
        }
        all += &library
            .numbers
            .iter()
            .map(|n| format!(" {}", n.name))
            .collect::<String>();
        all += &library
            .warnings
            .iter()
            .map(|w| format!(" {} {}", w.subject, w.cause))
            .collect::<String>();
        let report = &library.report;
        for path in report
            .unlisted
            .iter()
            .chain(&report.audio_without_lyrics)
            .chain(&report.lyrics_without_audio)
        {
            all += &format!(" {}", path.display());
        }
        all += &report
            .unreadable
            .iter()
            .map(|(path, cause)| format!(" {} {cause}", path.display()))
            .collect::<String>();
        all += &report
            .duplicates
            .iter()
            .flatten()
            .map(|path| format!(" {}", path.display()))
            .collect::<String>();
    }
    if let Some(analysis) = session.analysis() {
        all += &analysis
            .warnings()
            .map(|w| format!(" {} {}", w.subject, w.cause))
            .collect::<String>();
    }
    // Authors are not translated.
    all += &TERMS
        .iter()
        .map(|term| format!(" {}", term.source))
        .collect::<String>();
    words(&all).map(str::to_string).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
}

/// Names of nodes with two or more lower-case Latin words that are no data.
fn english_left(harness: &Harness<'_, Desk>) -> Vec<String> {
    let data = data_words(&harness.state().session);
    let is_english = |word: &&str| {
        word.len() > 1
            && word.chars().all(|c| c.is_ascii_lowercase())
            && !data.contains(*word)
            && !NAMES.contains(word)
            && !ENDINGS.contains(word)
    };
    let mut left = BTreeSet::new();
    for node in harness.query_all_by(|_| true) {
        let node = node.accesskit_node();
        for text in [node.label(), node.value(), node.description()]
            .into_iter()
            .flatten()
        {
            if words(&text).filter(is_english).count() >= 2 {
                left.insert(text);
            }
        }
    }
    left.into_iter().collect()
}

/// Nodes that take input and have no name.
fn nameless(harness: &Harness<'_, Desk>) -> Vec<String> {
    let roles = [
        Role::Button,
        Role::CheckBox,
        Role::ComboBox,
        Role::Slider,
        Role::SpinButton,
        Role::TextInput,
        Role::RadioButton,
    ];
    let all = harness.query_all_by(|_| true);
    let input = all.filter(|node| roles.contains(&node.accesskit_node().role()));
    let without = input.filter(|node| {
        node.accesskit_node()
            .label()
            .is_none_or(|label| label.trim().is_empty())
    });
    without
        .map(|node| format!("{:?} at {:?}", node.accesskit_node().role(), node.rect()))
        .collect()
}

/// A view and its session, as the test names it.
fn check(view: &str, harness: &mut Harness<'static, Desk>) {
    run(harness);
    let left = english_left(harness);
    assert!(left.is_empty(), "{view}, still English: {left:#?}");
    let without = nameless(harness);
    assert!(without.is_empty(), "{view}, without a name: {without:#?}");
}

fn in_bangla(session: Session) -> Harness<'static, Desk> {
    let mut harness = open(session);
    harness.state_mut().view.prefs.locale = Locale::BN;
    harness
}

fn check_tabs(name: &str, session: Session) {
    let mut harness = in_bangla(session);
    for &tab in Tab::ALL {
        harness.state_mut().view.show(tab);
        check(&format!("{name}, {tab:?}"), &mut harness);
    }
}

#[test]
fn every_tab_speaks_bangla_and_names_its_inputs() {
    check_tabs("empty", empty_session());
    check_tabs("a song", with_song(3));
    check_tabs("a run", fixture::live_session());
    check_tabs("a timeline", fixture::taught_session());
}

#[test]
fn lists_that_open_speak_bangla() {
    let mut harness = in_bangla(session());
    run(&mut harness);
    let combos: Vec<String> = harness
        .query_all_by(|node| node.role() == Role::ComboBox)
        .map(|node| node.accesskit_node().label().unwrap())
        .collect();
    assert!(combos.len() >= 5, "{combos:?}");
    for name in combos {
        let combo = |harness: &Harness<'static, Desk>| {
            let find = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
                n.role() == Role::ComboBox && n.label().as_deref() == Some(name.as_str())
            };
            harness.get_by(find).click();
        };
        combo(&harness);
        check(&name, &mut harness);
        harness.key_press(Key::Escape);
        run(&mut harness);
    }
}

#[test]
fn windows_over_the_window_speak_bangla() {
    let mut harness = in_bangla(session());
    harness.state_mut().view.show_shortcuts();
    check("shortcuts", &mut harness);
    harness.state_mut().view.dialog = None;
    harness
        .state_mut()
        .session
        .apply(Command::OpenFolder(PathBuf::from("/nowhere")));
    harness
        .state_mut()
        .session
        .apply(Command::Tell(id::LYRICS_COPIED.into()));
    check("notes", &mut harness);
}

#[test]
fn what_teaches_speaks_bangla() {
    let mut harness = in_bangla(with_song(3));
    run(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    check("palette", &mut harness);
    harness.key_press(Key::Escape);
    run(&mut harness);
    harness.state_mut().view.dialog = Some(Dialog::Glossary(Glossary::on(same(""))));
    check("glossary", &mut harness);
    harness.key_press(Key::Escape);
    run(&mut harness);
    harness.state_mut().view.start_tour();
    for step in 1..=10 {
        check(&format!("step {step} of the tour"), &mut harness);
        harness.key_press(Key::ArrowRight);
    }
    for menu in ["পাঠ", "দেখা", "সাহায্য"] {
        let find = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
            n.role() == Role::Button && n.label().as_deref() == Some(menu)
        };
        harness.get_by(find).click();
        check(menu, &mut harness);
        harness.key_press(Key::Escape);
        run(&mut harness);
    }
    harness.state_mut().view.present(true);
    check("presenter", &mut harness);
}

#[test]
fn what_a_trained_model_answers_is_in_bangla() {
    use crate::session::understanding::fixture::{conv_session, vae_session};
    let views = [
        (
            Tab::Latent,
            ["স্লাইডার", "দুই গানের মাঝে", "ফিরে পাওয়া", "মাত্রা কী বলে"].as_slice(),
        ),
        (
            Tab::Agreement,
            ["মিল", "সাদৃশ্যের ছক", "এই গানের প্রতিবেশী"].as_slice(),
        ),
    ];
    for mut session in [vae_session(), conv_session()] {
        session.apply(Command::Select(Some(5)));
        let mut harness = in_bangla(session);
        for (tab, modes) in views {
            harness.state_mut().view.show(tab);
            run(&mut harness);
            fixture::settle(&mut harness.state_mut().session);
            run(&mut harness);
            for mode in modes
                .iter()
                .filter(|mode| harness.query_by_label(mode).is_some())
                .collect::<Vec<_>>()
            {
                harness.get_by_label(mode).click();
                run(&mut harness);
                if *mode == "দুই গানের মাঝে" {
                    harness.get_by_label("বাছা গানটি B").click();
                    run(&mut harness);
                    harness.state_mut().session.apply(Command::Select(Some(8)));
                }
                run(&mut harness);
                fixture::settle(&mut harness.state_mut().session);
                check(&format!("{tab:?}, {mode}"), &mut harness);
            }
        }
    }
}
