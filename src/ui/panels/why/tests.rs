use egui_kittest::kittest::Queryable;

use crate::session::fixture::{self, settle};
use crate::session::{Command, How, Selecting, Why};
use crate::ui::Tab;
use crate::ui::tests::{open, run};

#[test]
fn the_chosen_song_is_held_against_its_nearest_and_against_others() {
    let mut session = fixture::session();
    session.apply(Command::Select(Some(3)));
    settle(&mut session);
    let nearest = session.neighbours()[0].0;
    let mut harness = open(session);
    harness.state_mut().view.show(Tab::Why);
    run(&mut harness);
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    let session = &harness.state().session;
    let why = Why {
        song: 3,
        other: nearest,
    };
    assert_eq!(session.why().asked(), Some(why));
    harness.get_by_label("What parts them");
    harness.get_by_label("Why in its cluster");
    harness.get_by_label_contains("on the map");
    // Two that are selected are asked for instead.
    let two = Selecting::Songs(vec![3, 20], How::Replace);
    harness.state_mut().session.apply(Command::Selecting(two));
    run(&mut harness);
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    let asked = harness.state().session.why().asked();
    assert_eq!(asked, Some(Why { song: 3, other: 20 }));
}

#[test]
fn without_a_song_it_says_what_to_do_and_lists_no_copies() {
    let mut harness = open(fixture::session());
    harness.state_mut().view.show(Tab::Why);
    run(&mut harness);
    harness.get_by_label_contains("Click a song on the map");
    harness.get_by_label_contains("No song is another one under another name");
}
