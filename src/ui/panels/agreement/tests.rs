use eframe::egui::{Theme, accesskit::Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::session::fixture::settle;
use crate::session::understanding::fixture::{vae, vae_session};
use crate::session::{ColourBy, Selecting, Session};

use super::*;
use crate::ui::tests::{Desk, answered, click_tab, open_at, press, run};

fn opened(session: Session) -> Harness<'static, Desk> {
    let mut harness = open_at(vec2(1440.0, 900.0), Theme::Dark, session);
    harness.state_mut().view.enlarge(true);
    run(&mut harness);
    click_tab(&mut harness, "Sound and words");
    answered(&mut harness);
    harness
}

#[test]
fn the_score_stands_beside_chance_and_colours_the_map() {
    let mut harness = opened(vae_session());
    let agreement = vae().probes.cross_modal.as_ref().unwrap();
    harness.get_by_label(&format!(
        "{:.1} % neighbours in common",
        100.0 * agreement.mean
    ));
    harness.get_by_label(&format!("{:.1} % by chance", 100.0 * agreement.chance));
    let [low, high] = agreement.band;
    harness.get_by_label(&format!(
        "{:.1}–{:.1} % 95 % of shuffles",
        100.0 * low,
        100.0 * high
    ));
    assert!(agreement.mean > high, "the songs were made so");
    harness.get_by_label_contains("Songs that sound alike have words alike");
    harness.get_by_label_contains("language alone");
    let best = agreement
        .of_song
        .iter()
        .copied()
        .filter(|s| s.is_finite())
        .fold(0.0, f32::max);
    let said = format!("{:.0} of {}", best * agreement.k as f32, agreement.k);
    assert!(harness.query_all_by_label(&said).next().is_some(), "{said}");
    press(&mut harness, "Colour the map by agreement");
    assert_eq!(harness.state().session.colouring().by, ColourBy::Agreement);
    press(&mut harness, "Colour the map by clusters again");
    assert_eq!(harness.state().session.colouring().by, ColourBy::Cluster);
}

#[test]
fn a_song_of_the_list_plays() {
    let mut harness = opened(vae_session());
    let agreement = vae().probes.cross_modal.as_ref().unwrap();
    let most = agreement
        .of_song
        .iter()
        .copied()
        .filter(|s| s.is_finite())
        .fold(0.0, f32::max);
    let first = agreement.of_song.iter().position(|&s| s == most).unwrap();
    let title = vae().library.songs[first].title.clone();
    press(&mut harness, &title);
    assert_eq!(harness.state().session.selected(), Some(first));
    assert!(harness.state().session.is_playing());
}

#[test]
fn matrices_are_ordered_as_asked_and_a_cell_selects_its_songs() {
    let mut harness = opened(vae_session());
    press(&mut harness, "Similarity matrices");
    harness.get_by_label("all 55 songs with a recording and words");
    let combo = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
        n.role() == Role::ComboBox && n.label().as_deref() == Some("ordered by")
    };
    harness.get_by(combo).click();
    run(&mut harness);
    let choice = harness.get_all_by_label("language").last().unwrap();
    choice.click();
    answered(&mut harness);
    assert_eq!(harness.state().view.panels.agreement.order, Order::Label(0));
    let answer = harness
        .state()
        .session
        .understanding()
        .similarities()
        .done()
        .unwrap()
        .clone();
    let found = Option::as_ref(&answer).unwrap();
    assert_eq!(found.order, Order::Label(0));
    let square = harness.get_by_label("Similarity by words").rect();
    let cell = (square.width() - 6.0) / 55.0;
    let at = square.min + vec2(6.0 + 10.5 * cell, 6.0 + 40.5 * cell);
    harness.hover_at(at);
    run(&mut harness);
    let (a, b) = (found.songs[40], found.songs[10]);
    let (title, other) = (&vae().library.songs[a].title, &vae().library.songs[b].title);
    let (sound, words) = (found.audio.row(40)[10], found.lyrics.row(40)[10]);
    let said = format!(
        "{title} and {other}: by sound {sound:+.2}, by words {words:+.2}. Click selects both."
    );
    harness.get_by_label(&said);
    harness.drag_at(at);
    harness.drop_at(at);
    answered(&mut harness);
    assert_eq!(harness.state().session.selected(), Some(a));
    let selecting = Command::Selecting(Selecting::Songs(vec![a, b], crate::session::How::Replace));
    assert!(harness.state().pushed.contains(&selecting));
}

#[test]
fn neighbours_of_a_song_stand_side_by_side() {
    let mut session = vae_session();
    session.apply(Command::Select(Some(7)));
    settle(&mut session);
    let mut harness = opened(session);
    press(&mut harness, "This song's neighbours");
    let agreement = vae().probes.cross_modal.as_ref().unwrap();
    let common = (agreement.of_song[7] * agreement.k as f32).round();
    harness.get_by_label_contains(&format!(
        "{common:.0} of {} neighbours are in both lists",
        agreement.k
    ));
    let near = harness
        .state()
        .session
        .understanding()
        .near()
        .unwrap()
        .clone();
    let nearest = &vae().library.songs[near.by_words[0].0].title;
    assert!(harness.query_all_by_label(nearest).next().is_some());
    harness.state_mut().session.apply(Command::Select(Some(11)));
    answered(&mut harness);
    harness.get_by_label("This song lacks a recording or words");
}

#[test]
fn one_modality_has_nothing_to_agree_with() {
    let harness = opened(crate::session::fixture::session());
    harness.get_by_label("No two modalities");
    let mut harness = opened(crate::session::fixture::empty_session());
    harness.get_by_label("No songs to compare yet");
    run(&mut harness);
}
