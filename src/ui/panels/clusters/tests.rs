use eframe::egui::accesskit::Role;
use eframe::egui::{Key, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::*;
use crate::clustering::{Detail, KDistances};
use crate::config::ClusteringMethod;
use crate::error::Result;
use crate::job::Reporter;
use crate::pipeline::Analysis;
use crate::session::fixture::{self, settle};
use crate::session::{Command, Group, How, Naming, Request, Selecting, Sweeping, Work};
use crate::ui::tests::{Desk, click_tab, open, run, session};

/// The tab on show, larger than it is at first.
fn clusters(session: Session) -> Harness<'static, Desk> {
    let mut harness = open(session);
    harness.state_mut().view.enlarge(true);
    run(&mut harness);
    click_tab(&mut harness, "Clusters");
    harness
}

#[test]
fn a_card_says_whether_its_cluster_comes_out_again() {
    let harness = clusters(fixture::described_session());
    for text in [
        "stability 0.90: it comes out again",
        "stability 0.70: roughly the same again",
    ] {
        assert!(harness.query_by_label(text).is_some(), "{text}");
    }
    assert!(
        harness
            .query_by_label("stability 0.50: not to be trusted")
            .is_some()
    );
    let harness = clusters(fixture::collapsed_session());
    harness.get_by_label("stability 0.90, of a collapsed space: it says nothing");
    for praise in ["it comes out again", "the same again"] {
        assert!(
            harness.query_by_label_contains(praise).is_none(),
            "{praise}"
        );
    }
}

fn choose(harness: &mut Harness<'static, Desk>, name: &str) {
    harness
        .get_by(|n| n.role() == Role::Button && n.label().as_deref() == Some(name))
        .click();
    run(harness);
}

fn pushed(harness: &Harness<'_, Desk>, command: &Command) -> bool {
    harness.state().pushed.contains(command)
}

/// Waits for a sweep to end.
fn swept(harness: &mut Harness<'static, Desk>) {
    for _ in 0..10_000 {
        harness.state_mut().session.pump();
        if harness.state().session.sweeping().progress().is_none() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    run(harness);
}

/// The fixture's songs, the last nine of them noise of DBSCAN, with a curve of distances from 0.5
/// to 2.5 in steps.
fn dense(request: &Request, reporter: &Reporter) -> Result<Analysis> {
    let mut analysis = (fixture::work().analyze)(request, reporter)?;
    let mut found = crate::clustering::Clusters::clone(&analysis.clusters);
    found.labels[51..]
        .iter_mut()
        .for_each(|label| *label = None);
    let sorted = (0..fixture::N_SONGS)
        .map(|i| 0.5 + (i / 6) as f32 * 0.2)
        .collect();
    found.detail = Detail::Density(KDistances {
        sorted,
        knee: 40,
        eps: 1.7,
        proposed: true,
    });
    analysis.clusters = std::sync::Arc::new(found);
    let mut config = crate::config::Config::clone(&analysis.config);
    config.clustering.method = ClusteringMethod::Dbscan;
    analysis.config = config.check()?;
    Ok(analysis)
}

fn dense_session() -> Session {
    let mut session = fixture::session_with(Work {
        analyze: dense,
        ..fixture::work()
    });
    session.apply(Command::OpenDemo);
    settle(&mut session);
    for message in session.messages().to_vec() {
        session.apply(Command::Dismiss(message.id));
    }
    session
}

#[test]
fn a_cluster_is_named_by_what_sets_it_apart_until_a_person_names_it() {
    let mut harness = clusters(session());
    harness.get_by_label("cluster 1: নদী, চিঠি, river");
    harness.get_by_label("Rename cluster 1").click();
    run(&mut harness);
    let field = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
        n.label().as_deref() == Some("Name of cluster 1")
    };
    assert_eq!(
        harness.get_by(field).value().as_deref(),
        Some("নদী, চিঠি, river"),
        "to begin with"
    );
    harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
    harness.get_by(field).type_text("Boat songs");
    run(&mut harness);
    harness.key_press(Key::Enter);
    run(&mut harness);
    assert!(pushed(
        &harness,
        &Command::Naming(Naming::Cluster(0, "Boat songs".to_string()))
    ));
    harness.get_by_label("Boat songs");
    harness.get_by_label("Legend: Boat songs");
    harness.state_mut().session.apply(Command::Play(0));
    harness.state_mut().view.enlarge(false);
    run(&mut harness);
    let cluster = harness.state().session.analysis().unwrap().clusters.labels[0].unwrap();
    assert_eq!(
        short_name(&harness.state().session, cluster),
        "Boat songs",
        "the first song is in the first cluster"
    );
    assert!(
        harness.query_all_by_label("Boat songs").count() >= 2,
        "the chip of the song has it too"
    );
    harness.state_mut().view.enlarge(true);
    run(&mut harness);
    harness.get_by_label("Rename cluster 1").click();
    run(&mut harness);
    harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
    harness.key_press(Key::Backspace);
    run(&mut harness);
    harness.key_press(Key::Enter);
    run(&mut harness);
    harness.get_by_label("cluster 1: নদী, চিঠি, river");
    harness.get_by_label("Legend: cluster 1");
}

#[test]
fn escape_leaves_the_name_as_it_was() {
    let mut harness = clusters(session());
    harness.get_by_label("Rename cluster 2").click();
    run(&mut harness);
    harness
        .get_by(|n| n.label().as_deref() == Some("Name of cluster 2"))
        .type_text("not this");
    run(&mut harness);
    harness.key_press(Key::Escape);
    run(&mut harness);
    assert!(harness.state().session.naming().given().is_empty());
    harness.get_by_label("Rename cluster 2");
}

#[test]
fn a_card_selects_its_cluster_and_plays_songs_at_its_border() {
    let mut harness = clusters(session());
    let select = harness.get_all_by_label("Select").next().unwrap();
    select.click();
    run(&mut harness);
    let group = Selecting::Group(Group::Cluster(Some(0)), How::Replace);
    assert!(pushed(&harness, &Command::Selecting(group)));
    assert!(
        harness
            .query_all_by_label("songs at its border")
            .next()
            .is_some()
    );
    let border = harness.state().session.analysis().unwrap().facts[0].border[0];
    let title = harness.state().session.song(border).unwrap().title.clone();
    harness.get_all_by_label(&title).next().unwrap().click();
    run(&mut harness);
    assert!(pushed(&harness, &Command::Play(border)));
}

#[test]
fn noise_has_a_card_of_its_own() {
    let mut harness = clusters(dense_session());
    harness.get_by_label("In no cluster").scroll_to_me();
    run(&mut harness);
    harness.get_by_label_contains("noise: 15 % of all songs");
    harness.get_all_by_label("Select").last().unwrap().click();
    run(&mut harness);
    assert!(pushed(
        &harness,
        &Command::Selecting(Selecting::Group(Group::Cluster(None), How::Replace))
    ));
    let mut harness = clusters(session());
    assert!(harness.query_by_label("In no cluster").is_none());
    assert!(
        harness.query_by_label("Radius").is_none(),
        "only DBSCAN has one"
    );
    run(&mut harness);
}

#[test]
fn a_bar_of_the_silhouette_plot_is_hovered_and_played() {
    let mut harness = clusters(session());
    choose(&mut harness, "Silhouette");
    let rect = harness.get_by_label("Silhouette of each song").rect();
    let session = &harness.state().session;
    let analysis = session.analysis().unwrap();
    let (labels, of_song) = (
        &analysis.clusters.labels,
        &analysis.scores.silhouette_of_song,
    );
    let first = (0..labels.len()).filter(|&i| labels[i] == Some(0));
    let best = first
        .max_by(|&a, &b| of_song[a].total_cmp(&of_song[b]))
        .unwrap();
    let at = pos2(rect.left() + 43.0, rect.center().y);
    harness.hover_at(at);
    harness.run_steps(2);
    assert!(pushed(&harness, &Command::Hover(Some(best))));
    harness.drag_at(at);
    harness.step();
    harness.drop_at(at);
    run(&mut harness);
    assert!(
        pushed(&harness, &Command::Play(best)),
        "the first bar is the largest of the first cluster"
    );
}

#[test]
fn a_sweep_is_run_and_a_click_takes_the_number_under_the_pointer() {
    let mut harness = clusters(session());
    choose(&mut harness, "How many?");
    harness.get_by_label("Not swept yet");
    choose(&mut harness, "Sweep");
    swept(&mut harness);
    harness.get_by_label("5 stands out. Click a number to cluster anew.");
    choose(&mut harness, "elbow");
    choose(&mut harness, "gap");
    harness.get_by_label("Swept without the gap statistic");
    choose(&mut harness, "CH");
    let name = |k: usize| {
        move |n: &egui_kittest::kittest::AccessKitNode<'_>| {
            n.label()
                .is_some_and(|label| label.starts_with(&format!("{k} clusters: Calinski-Harabasz")))
        }
    };
    let column = harness.get_by(name(7)).rect();
    assert_eq!(
        harness
            .get_all_by(|n| n.label().is_some_and(|l| l.contains(" clusters: ")))
            .count(),
        11
    );
    let at = pos2(column.right() - 3.0, column.top() + 10.0);
    harness.hover_at(at);
    harness.step();
    harness.drag_at(at);
    harness.step();
    harness.drop_at(at);
    harness.step();
    harness.step();
    assert!(pushed(&harness, &Command::Sweeping(Sweeping::TakeK(7))));
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    assert_eq!(harness.state().session.draft().clustering.n_clusters, 7);
}

#[test]
fn a_click_on_the_curve_takes_its_radius() {
    let mut harness = clusters(dense_session());
    assert!(
        harness.query_by_label("How many?").is_none(),
        "DBSCAN finds the number itself"
    );
    choose(&mut harness, "Radius");
    harness.get_by_label("Radius 1.700, at the bend of the curve. Click the curve for another.");
    let rect = harness.get_by_label("Radius of DBSCAN").rect();
    // The middle of the curve: song 30 of 60, in the step at 1.5.
    let at = pos2(
        rect.left() + 52.0 + 0.515 * (rect.width() - 56.0),
        rect.center().y,
    );
    harness.hover_at(at);
    harness.step();
    harness.drag_at(at);
    harness.step();
    harness.drop_at(at);
    harness.step();
    harness.step();
    assert!(
        pushed(&harness, &Command::Sweeping(Sweeping::TakeRadius(1.5))),
        "{:?}",
        harness.state().pushed
    );
}

/// The fixture's songs in a mixture of four, one of which holds nothing.
fn mixed(request: &Request, reporter: &Reporter) -> Result<Analysis> {
    let mut analysis = (fixture::work().analyze)(request, reporter)?;
    let mut found = crate::clustering::Clusters::clone(&analysis.clusters);
    let share = |i: usize| {
        [
            [1.0, 0.0, 0.0, 0.0],
            [0.5, 0.5, 0.0, 0.0],
            [0.0, 0.0, 1.0, 0.0],
        ][i % 3]
    };
    let shares: Vec<[f32; 4]> = (0..fixture::N_SONGS).map(share).collect();
    let shares = crate::matrix::Matrix::from_rows(&shares);
    analysis.occupancy = crate::clustering::Occupancy::of(&shares).map(std::sync::Arc::new);
    found.detail = Detail::Responsibilities(shares);
    analysis.clusters = std::sync::Arc::new(found);
    Ok(analysis)
}

#[test]
fn a_mixture_says_how_much_use_it_makes_of_its_components() {
    let mut session = fixture::session_with(Work {
        analyze: mixed,
        ..fixture::work()
    });
    session.apply(Command::OpenDemo);
    settle(&mut session);
    let mut harness = clusters(session);
    choose(&mut harness, "Occupancy");
    // A third of the songs is in two of them alike: ln 2 / ln 4, so a sixth of the greatest.
    harness.get_by_label("1 of 4 dead; the largest holds 50 %; entropy 17 %");
    let mut harness = clusters(fixture::session());
    run(&mut harness);
    assert!(
        harness.query_by_label("Occupancy").is_none(),
        "k-means has none"
    );
}
