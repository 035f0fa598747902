use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::session::fixture::{self, settle};
use crate::session::{ColourBy, Command, Curating, How, Selecting};
use crate::ui::Tab;
use crate::ui::tests::{open, run};

#[test]
fn songs_are_labelled_by_typing_by_a_click_and_by_a_key() {
    let mut harness = open(fixture::session());
    harness.state_mut().view.show(Tab::Own);
    let take = Selecting::Songs(vec![1, 2], How::Replace);
    harness.state_mut().session.apply(Command::Selecting(take));
    run(&mut harness);
    harness.get_by_label("New column, such as mood").focus();
    run(&mut harness);
    harness
        .get_by_label("New column, such as mood")
        .type_text("mood");
    run(&mut harness);
    harness.get_by_label("Add").click();
    run(&mut harness);
    // Its first value can be typed at once.
    let value = harness.get_by_label("Type a value");
    assert!(value.accesskit_node().is_focused());
    value.type_text("sad");
    run(&mut harness);
    harness.get_by_label("Give").click();
    run(&mut harness);
    let value = |harness: &egui_kittest::Harness<'_, crate::ui::tests::Desk>, song: usize| {
        let own = harness.state().session.own().clone();
        own.columns[0].label.value(song).map(str::to_string)
    };
    assert_eq!(value(&harness, 1).as_deref(), Some("sad"));
    assert_eq!(value(&harness, 2).as_deref(), Some("sad"));
    assert_eq!(value(&harness, 3), None);

    // A click on the value gives it to other songs, and takes it away again.
    let take = Selecting::Songs(vec![3], How::Replace);
    harness.state_mut().session.apply(Command::Selecting(take));
    run(&mut harness);
    harness.get_by_label("Label as sad").click();
    run(&mut harness);
    assert_eq!(value(&harness, 3).as_deref(), Some("sad"));
    harness.get_by_label("Label as sad").click();
    run(&mut harness);
    assert_eq!(value(&harness, 3), None);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    run(&mut harness);
    assert_eq!(value(&harness, 3).as_deref(), Some("sad"));

    harness.get_by_label("More for mood").click();
    run(&mut harness);
    harness.get_by_label("Colour the map by it").click();
    run(&mut harness);
    let key = harness.state().session.curating().column().unwrap();
    assert_eq!(harness.state().session.colouring().by, ColourBy::Own(key));
}

#[test]
fn hidden_songs_are_told_in_a_chip_that_shows_them_again() {
    let mut harness = open(fixture::session());
    let hide = Curating::Hide(vec![1, 2, 3]);
    harness.state_mut().session.apply(Command::Curating(hide));
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    harness.get_by_label("3 hidden · show").click();
    run(&mut harness);
    assert_eq!(harness.state().session.own().n_hidden(), 0);
    assert!(harness.query_by_label("3 hidden · show").is_none());
}

#[test]
fn clusters_are_edited_by_hand_and_scored_beside_the_method_s() {
    let mut harness = open(fixture::session());
    harness.state_mut().view.show(Tab::Own);
    run(&mut harness);
    harness.get_by_label("Edit clusters by hand").click();
    run(&mut harness);
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    let told = "Edited by hand: no song moved yet. The method's own clusters stay as they are.";
    harness.get_by_label(told);
    harness.get_by_label("More for cluster 2").click();
    run(&mut harness);
    harness.get_by_label("Join with cluster 1").click();
    run(&mut harness);
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    let session = &harness.state().session;
    let n = session.shown_analysis().unwrap().clusters.labels.iter();
    let n = n.filter(|label| **label == Some(1)).count();
    let told =
        format!("Edited by hand: {n} songs moved. The method's own clusters stay as they are.");
    harness.get_by_label(&told);
}
