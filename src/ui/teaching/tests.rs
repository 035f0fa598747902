//! Tour, palette, glossary, lessons, presenter and the look, driven by accessible names.

use eframe::egui::{Key, Modifiers, Theme, ThemePreference, accesskit::Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable};

use crate::lessons::ours;
use crate::session::fixture::{empty_session, settle};
use crate::session::{Command, Teaching};
use crate::ui::Tab;
use crate::ui::ground::theme::{Contrast, tokens};
use crate::ui::tests::{Desk, open, run, session, with_song};
use crate::words::Locale;

type Window = Harness<'static, Desk>;

fn press(harness: &mut Window, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    run(harness);
}

fn click(harness: &mut Window, name: &str) {
    harness
        .get_by(|n| n.role() == Role::Button && n.label().as_deref() == Some(name))
        .click();
    run(harness);
}

fn shows(harness: &Window, name: &str) -> bool {
    harness.query_all_by_label_contains(name).next().is_some()
}

#[test]
fn the_palette_finds_by_a_few_letters_and_remembers() {
    let mut harness = open(session());
    run(&mut harness);
    press(&mut harness, Modifiers::COMMAND, Key::K);
    harness.get_by_label("Find a command").type_text("scor");
    run(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(harness.state().view.prefs.layout.shows(Tab::Scores));
    assert!(
        harness.query_by_label("Find a command").is_none(),
        "it closes when something was chosen"
    );
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(
        harness.state().view.prefs.recent,
        ["Tab: Scores"],
        "what was chosen last is first"
    );
    press(&mut harness, Modifiers::COMMAND, Key::K);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("Find a command").is_none());
}

#[test]
fn arrows_walk_through_the_palette_and_songs_are_played_from_it() {
    let mut harness = open(session());
    run(&mut harness);
    let title = harness.state().session.song(3).unwrap().title.clone();
    press(&mut harness, Modifiers::COMMAND, Key::K);
    harness.get_by_label("Find a command").type_text(&title);
    run(&mut harness);
    click(&mut harness, &format!("Play {title}"));
    assert!(
        harness
            .state()
            .pushed
            .iter()
            .any(|c| matches!(c, Command::Play(_)))
    );
    press(&mut harness, Modifiers::COMMAND, Key::K);
    harness.get_by_label("Find a command").type_text("theme");
    run(&mut harness);
    let named = |harness: &Window| {
        let chosen = harness.query_all_by(|n| {
            n.role() == Role::Button && n.toggled() == Some(eframe::egui::accesskit::Toggled::True)
        });
        chosen
            .filter_map(|n| n.accesskit_node().label())
            .find(|l| l.starts_with("Theme"))
            .unwrap()
    };
    let first = named(&harness);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    let second = named(&harness);
    assert_ne!(first, second);
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(named(&harness), first);
}

/// In front, in the arrangement of the moment.
fn lies_open(harness: &mut Window, tab: Tab) -> bool {
    let view = &mut harness.state_mut().view;
    view.stage.layout(&mut view.prefs).shows(tab)
}

#[test]
fn the_tour_goes_through_the_window_and_is_seen_once() {
    let mut harness = open(session());
    run(&mut harness);
    assert!(
        !shows(&harness, "Welcome"),
        "the program starts it, not the window"
    );
    harness.state_mut().view.start_tour();
    run(&mut harness);
    harness.get_by_label("Welcome");
    click(&mut harness, "Next");
    harness.get_by_label("Where songs come from");
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    harness.get_by_label("The map");
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    assert!(lies_open(&mut harness, Tab::Song));
    assert!(
        harness.state().session.selected().is_some(),
        "a song is chosen, so that there is one to be seen"
    );
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    harness.get_by_label("The map");
    for _ in 0..4 {
        press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    }
    harness.get_by_label("Is it a finding?");
    assert!(lies_open(&mut harness, Tab::Scores));
    assert!(!harness.state().view.prefs.tour_seen);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    click(&mut harness, "Done");
    assert!(harness.state().view.prefs.tour_seen && !shows(&harness, "Go on by yourself"));
    assert!(
        !lies_open(&mut harness, Tab::Scores),
        "the panels lie as before"
    );
    click(&mut harness, "Help");
    click(&mut harness, "Take the tour");
    harness.get_by_label("Welcome");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!shows(&harness, "Welcome"));
}

#[test]
fn the_tour_waits_for_a_first_result() {
    let mut harness = open(empty_session());
    harness.state_mut().view.start_tour();
    run(&mut harness);
    for _ in 0..4 {
        press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    }
    let of_card = "Run measures the songs";
    assert!(
        shows(&harness, of_card),
        "it must not go on without a result"
    );
    click(&mut harness, "Open the demo songs");
    harness.step();
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    harness.get_by_label("The map");
}

#[test]
fn the_glossary_is_searched_and_filtered() {
    let mut harness = open(session());
    run(&mut harness);
    click(&mut harness, "Help");
    click(&mut harness, "Glossary");
    harness.get_by_label("Find a word").type_text("perplex");
    run(&mut harness);
    let says = "About how many neighbours of each song t-SNE looks at";
    assert!(shows(&harness, says) && !shows(&harness, "Weight of the KL term, or"));
    click(&mut harness, "Models");
    assert!(
        !shows(&harness, says) && shows(&harness, "t-SNE"),
        "of the models only t-SNE is near the word"
    );
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("Find a word").is_none());
    press(&mut harness, Modifiers::COMMAND, Key::K);
    harness
        .get_by_label("Find a command")
        .type_text("explain davies");
    run(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.get_by_label("Davies-Bouldin index");
}

#[test]
fn the_word_under_the_pointer_is_looked_up() {
    let mut harness = open(session());
    run(&mut harness);
    let name = harness
        .get_by_role_and_label(Role::Label, "Latent size")
        .rect()
        .center();
    harness.hover_at(name);
    run(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::F1);
    assert_eq!(
        harness.get_by_label("Find a word").value().as_deref(),
        Some("Latent size")
    );
    assert!(
        shows(&harness, "How many numbers describe a song")
            && !shows(&harness, "About how many neighbours")
    );
}

#[test]
fn a_lesson_runs_with_its_settings_tells_its_numbers_and_gives_mine_back() {
    let mut mine = session();
    let config = crate::config::Config {
        seed: 5,
        ..mine.draft().clone()
    };
    mine.apply(Command::SetConfig(Box::new(config.clone())));
    let mut harness = open(mine);
    run(&mut harness);
    click(&mut harness, "Lessons");
    click(&mut harness, ours()[0].title());
    harness.get_by_label(ours()[0].text());
    assert_eq!(harness.state().session.draft().model.beta, 50.0);
    assert!(harness.state().view.prefs.layout.shows(Tab::Curves));
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    assert!(shows(
        &harness,
        "With these songs 9 of 16 dimensions still carry something"
    ));
    // What was promised stands beside what was found.
    for told in ["Active dimensions ≤ 1", "not kept", "found 9"] {
        assert!(shows(&harness, told), "{told}");
    }
    click(&mut harness, "Back to my settings");
    assert_eq!(*harness.state().session.draft(), config);
    assert!(!shows(&harness, ours()[0].text()));
}

#[test]
fn a_lesson_of_a_teacher_asks_before_it_answers_and_is_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("genres.lesson.toml");
    let file = "[lesson]\ntitle = \"Genres\"\ntext = \"Listen.\"\nquestion = \"Do you hear them?\"\n\
        panel = \"trust\"\npromises = [\"ari.genre > 0.1\", \"ari.mood > 0\"]\nanswer = \"{ari.genre}\"\n";
    std::fs::write(&path, file).unwrap();
    let mut harness = open(session());
    run(&mut harness);
    click(&mut harness, "Lessons");
    click(&mut harness, "Open a lesson…");
    let field = harness.get_by_label("File path");
    field.type_text(path.to_str().unwrap());
    run(&mut harness);
    click(&mut harness, "Open");
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    harness.get_by_label("Do you hear them?");
    assert!(harness.state().view.prefs.layout.shows(Tab::Trust));
    assert!(!shows(&harness, "ARI (genre)"));
    click(&mut harness, "Show the answer");
    for told in [
        "ARI (genre) > 0.1",
        "cannot be told",
        "Of these songs this cannot be told",
    ] {
        assert!(shows(&harness, told), "{told}");
    }
    click(&mut harness, "Close the lesson");
    assert!(!shows(&harness, "Do you hear them?"));
    assert_eq!(
        harness.state().view.prefs.recent_lessons,
        std::slice::from_ref(&path)
    );
    click(&mut harness, "Lessons");
    click(&mut harness, "genres");
    let again = Command::Teaching(Teaching::Open(path));
    assert_eq!(harness.state().pushed.last(), Some(&again));
}

#[test]
fn the_presenter_shows_only_map_song_and_curves() {
    let mut harness = open(with_song(3));
    run(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::F5);
    assert_eq!(harness.ctx.zoom_factor(), 1.4);
    for gone in ["Settings", "Scores", "Folder path"] {
        assert!(
            harness.query_by_label(gone).is_none(),
            "{gone} is still there"
        );
    }
    for there in ["Map of songs", "Reconstruction", "Lyrics"] {
        harness.get_by_label(there);
    }
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(
        !harness.state().view.stage.is_presenting()
            && harness.state().session.selected() == Some(3)
    );
    assert_eq!(harness.ctx.zoom_factor(), 1.0);
}

#[test]
fn the_view_menu_changes_language_size_contrast_and_motion() {
    let mut harness = open(session());
    run(&mut harness);
    click(&mut harness, "View");
    click(&mut harness, "High");
    assert_eq!(harness.state().view.prefs.contrast, Contrast::High);
    let before = tokens(&harness.ctx).dark;
    click(&mut harness, "Light");
    assert!(before && harness.state().view.prefs.theme == ThemePreference::Light);
    assert_eq!(harness.ctx.theme(), Theme::Light);
    click(&mut harness, "Larger (Ctrl++)");
    assert_eq!(harness.state().view.prefs.size_percent, 110);
    harness.get_by_label("Reduced motion").click();
    run(&mut harness);
    assert!(harness.state().view.prefs.still && harness.ctx.global_style().animation_time == 0.0);
    click(&mut harness, "বাংলা");
    assert_eq!(harness.state().view.prefs.locale, Locale::BN);
    assert!(shows(&harness, "প্রশিক্ষণ") && !shows(&harness, "Training"));
}

#[test]
fn sizes_change_by_keys_and_stay_within_their_range() {
    let mut harness = open(session());
    for _ in 0..9 {
        press(&mut harness, Modifiers::COMMAND, Key::Plus);
    }
    assert_eq!(
        (
            harness.state().view.prefs.size_percent,
            harness.ctx.zoom_factor()
        ),
        (150, 1.5)
    );
    for _ in 0..9 {
        press(&mut harness, Modifiers::COMMAND, Key::Minus);
    }
    assert_eq!(
        (
            harness.state().view.prefs.size_percent,
            harness.ctx.zoom_factor()
        ),
        (90, 0.9)
    );
    press(&mut harness, Modifiers::COMMAND, Key::Num0);
    assert_eq!(
        (
            harness.state().view.prefs.size_percent,
            harness.ctx.zoom_factor()
        ),
        (100, 1.0)
    );
}
