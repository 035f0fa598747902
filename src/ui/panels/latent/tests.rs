use eframe::egui::{Theme, accesskit::Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable};

use crate::session::fixture::settle;
use crate::session::understanding::fixture::{conv, conv_session, joint_session, vae, vae_session};
use crate::session::{Between, ColourBy, Command, How, Selecting, Session, Understanding};

use super::*;
use crate::ui::tests::{Desk, answered, click_tab, open_at, press, run};

fn with_song(mut session: Session, song: usize) -> Session {
    session.apply(Command::Select(Some(song)));
    settle(&mut session);
    session
}

fn opened(session: Session) -> Harness<'static, Desk> {
    let mut harness = open_at(vec2(1440.0, 1200.0), Theme::Dark, session);
    click_tab(&mut harness, "Latent");
    answered(&mut harness);
    harness
}

fn slider<'a>(harness: &'a Harness<'static, Desk>, dim: usize) -> egui_kittest::Node<'a> {
    let name = format!("Latent dimension {dim}");
    harness.get_by(move |n| n.role() == Role::Slider && n.label().as_deref() == Some(name.as_str()))
}

#[test]
fn a_slider_moves_the_song_and_says_what_changes() {
    let mut harness = opened(with_song(vae_session(), 5));
    let dimensions = harness
        .state()
        .session
        .understanding()
        .dimensions()
        .done()
        .unwrap()
        .clone();
    let dim = dimensions.order[0];
    let named = harness.query_all_by_label_contains("language (MI").count();
    assert!(named > 0, "a dimension is named by the label it tells");
    slider(&harness, dim).set_value_accesskit(f64::from(dimensions.spread[dim].mean));
    answered(&mut harness);
    let decoded = harness
        .state()
        .session
        .understanding()
        .decoded()
        .unwrap()
        .clone();
    assert_eq!(decoded.point[dim], dimensions.spread[dim].mean);
    assert_eq!(harness.state().view.panels.latent.point, decoded.point);
    // What is read is what the core says.
    let mut point = vae().latents().row(5).to_vec();
    point[dim] = dimensions.spread[dim].mean;
    let own = vae().model.reconstruct(&vae().input(), &[5]);
    let moved = vae()
        .model
        .decode(&crate::matrix::Matrix::from_rows(&[&point]), None);
    let words = crate::model::explore::changes(
        own.row(0),
        moved.row(0),
        &vae().fused.scaler,
        "lyric words",
        1,
    )
    .unwrap();
    harness.get_by_label(&format!("+ {}", words.gained[0].column));
    harness.get_by_label(&format!("− {}", words.lost[0].column));
    assert!(harness.query_all_by_label_contains("deviations").count() > 2);
    harness.get_by_label_contains("there is nothing to play");
    press(&mut harness, "Reset");
    assert_eq!(
        harness.state().view.panels.latent.point,
        vae().latents().row(5)
    );
    harness.get_by_label("Nothing one would hear of.");
    press(&mut harness, "Random sample");
    let spread = vae().model.spread();
    let expected = crate::model::explore::sample_spread(&spread, 3.0, 1);
    assert_eq!(
        harness
            .state()
            .session
            .understanding()
            .decoded()
            .unwrap()
            .point,
        expected
    );
}

#[test]
fn dragging_asks_again_and_another_song_starts_from_itself() {
    let mut harness = opened(with_song(vae_session(), 5));
    let dim = harness
        .state()
        .session
        .understanding()
        .dimensions()
        .done()
        .unwrap()
        .order[0];
    let rail = slider(&harness, dim).rect();
    let before = harness.state().pushed.len();
    harness.drag_at(rail.center());
    for x in 0..5 {
        harness.hover_at(rail.center() + vec2(6.0 * x as f32, 0.0));
        harness.step();
    }
    harness.drop_at(rail.center() + vec2(30.0, 0.0));
    answered(&mut harness);
    let asked = harness.state().pushed[before..]
        .iter()
        .filter(|c| {
            matches!(
                c,
                Command::Understanding(Understanding::Decode { song: 5, .. })
            )
        })
        .count();
    assert!(asked >= 3, "it is asked while it moves: {asked}");
    let shown = harness
        .state()
        .session
        .understanding()
        .decoded()
        .unwrap()
        .point
        .clone();
    assert_eq!(shown, harness.state().view.panels.latent.point);
    harness.state_mut().session.apply(Command::Select(Some(9)));
    answered(&mut harness);
    assert_eq!(
        harness.state().view.panels.latent.point,
        vae().latents().row(9)
    );
    assert_eq!(
        harness
            .state()
            .session
            .understanding()
            .decoded()
            .unwrap()
            .song,
        9
    );
}

#[test]
fn a_convolutional_model_is_seen_and_heard() {
    let mut harness = opened(with_song(conv_session(), 2));
    harness.get_by_label("Spectrogram of the recording");
    harness.get_by_label("Decoded spectrogram");
    press(&mut harness, "Hear it decoded");
    assert!(harness.state().session.is_heard(Heard::Decoded));
    press(&mut harness, "Stop");
    assert!(!harness.state().session.is_heard(Heard::Decoded));
    press(&mut harness, "Play the recording itself");
    assert!(harness.state().session.is_playing());
    press(&mut harness, "Given back");
    harness.get_by_label("Spectrogram given back");
    let given = harness
        .state()
        .session
        .understanding()
        .reconstructed()
        .unwrap()
        .clone();
    harness.get_by_label(&format!(
        "{:.0} % of what sets this song apart is given back.",
        100.0 * given.explained
    ));
    press(&mut harness, "2");
    assert_eq!(
        harness
            .state()
            .session
            .understanding()
            .reconstructed()
            .unwrap()
            .crop,
        (1, 2)
    );
    press(&mut harness, "Hear what is given back");
    assert!(harness.state().session.is_heard(Heard::GivenBack));
}

#[test]
fn a_joint_model_is_told_one_modality_alone() {
    let mut harness = opened(with_song(joint_session(), 4));
    press(&mut harness, "Given back");
    press(&mut harness, "told the sound alone");
    let given = harness
        .state()
        .session
        .understanding()
        .reconstructed()
        .unwrap()
        .clone();
    assert_eq!(given.from, Some(BlockKind::Audio));
    harness.get_by_label(&format!(
        "{:.0} % of what sets this song apart is given back.",
        100.0 * given.explained
    ));
    harness.state_mut().session.apply(Command::Select(Some(11)));
    answered(&mut harness);
    harness.get_by_label("This song lacks what the model is to be told.");
}

#[test]
fn a_way_between_two_songs_names_the_songs_it_passes() {
    let mut harness = opened(with_song(vae_session(), 5));
    press(&mut harness, "Between two songs");
    harness.get_by_label("Which way?");
    press(&mut harness, "Chosen song is B");
    harness.state_mut().session.apply(Command::Select(Some(8)));
    answered(&mut harness);
    press(&mut harness, "Arc");
    let between = Between {
        from: 8,
        to: 5,
        n_steps: 7,
        spherical: true,
    };
    let path = harness
        .state()
        .session
        .understanding()
        .path()
        .unwrap()
        .clone();
    assert_eq!(path.between, between);
    let title = |harness: &Harness<'static, Desk>, song| {
        harness.state().session.song(song).unwrap().title.clone()
    };
    let last = title(&harness, path.steps[6].nearest.0);
    assert_eq!(path.steps[6].nearest.0, 5);
    harness.get_by_label("Step 7");
    press(&mut harness, "Select the nearest songs");
    let songs: Vec<usize> = path.steps.iter().map(|step| step.nearest.0).collect();
    assert!(
        harness
            .state()
            .pushed
            .contains(&Command::Selecting(Selecting::Songs(songs, How::Replace)))
    );
    let button = |n: &egui_kittest::Node<'_>| n.accesskit_node().role() == Role::Button;
    harness
        .get_all_by_label(&last)
        .rfind(button)
        .unwrap()
        .scroll_to_me();
    answered(&mut harness);
    harness
        .get_all_by_label(&last)
        .rfind(button)
        .unwrap()
        .click();
    answered(&mut harness);
    assert_eq!(harness.state().session.selected(), Some(5));
}

#[test]
fn song_b_is_found_by_name() {
    let mut harness = opened(with_song(conv_session(), 2));
    press(&mut harness, "Between two songs");
    harness
        .get_by(|n| n.role() == Role::ComboBox && n.label().as_deref() == Some("to song B"))
        .click();
    run(&mut harness);
    harness.get_by_label("Find song B").focus();
    run(&mut harness);
    harness.get_by_label("Find song B").type_text("bell");
    run(&mut harness);
    let found = harness.state().view.panels.latent.found.clone();
    assert!(
        !found.is_empty()
            && found
                .iter()
                .all(|&i| conv().library.songs[i].title.contains("Bell"))
    );
    let title = conv().library.songs[found[0]].title.clone();
    harness.state_mut().view.panels.latent.n_steps = 3;
    press(&mut harness, &title);
    assert_eq!(
        harness
            .state()
            .session
            .understanding()
            .path()
            .unwrap()
            .between
            .to,
        found[0]
    );
    press(&mut harness, "Listen along");
    assert!(harness.state().session.is_heard(Heard::Path));
}

#[test]
fn the_heat_map_leads_to_sliders_and_colours_the_map() {
    let mut harness = opened(vae_session());
    harness.get_by_label("Click a point on the map, and move it through the latent space here");
    press(&mut harness, "What dimensions tell");
    let dimensions = harness
        .state()
        .session
        .understanding()
        .dimensions()
        .done()
        .unwrap()
        .clone();
    let dim = dimensions.order[1];
    press(&mut harness, &format!("Colour the map by dimension {dim}"));
    let colouring = harness.state().session.colouring();
    assert_eq!(colouring.by, ColourBy::Latent(dim));
    let crate::session::Values::Numbers { of_song, .. } = &colouring.values else {
        panic!("{colouring:?}")
    };
    assert_eq!(of_song[7], vae().latents().row(7)[dim]);
    let mig = vae().probes.disentanglement.mig.unwrap();
    harness.get_by_label_contains(&format!("Mutual information gap {mig:.2}"));
    harness.state_mut().session.apply(Command::Select(Some(3)));
    press(&mut harness, &format!("Dimension {dim}: go to its slider"));
    assert!(harness.state().view.panels.latent.mode == Mode::Sliders);
    assert!(slider(&harness, dim).accesskit_node().is_focused());
}

#[test]
fn what_has_no_model_says_so() {
    let mut harness = open_at(
        vec2(1280.0, 800.0),
        Theme::Light,
        crate::session::fixture::empty_session(),
    );
    click_tab(&mut harness, "Latent");
    harness.get_by_label("No model yet");
}
