use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::session::{How, Selecting, Session, fixture};

use super::*;
use crate::ui::Tab;
use crate::ui::tests::{Desk, open, run};

fn shown(session: Session) -> Harness<'static, Desk> {
    let mut harness = open(session);
    harness.state_mut().view.show(Tab::Trust);
    run(&mut harness);
    harness
}

#[test]
fn without_an_analysis_it_says_what_to_do() {
    shown(fixture::empty_session()).get_by_label("No picture yet");
}

#[test]
fn numbers_and_sentences_are_those_of_the_run() {
    let harness = shown(fixture::described_session());
    let session = &harness.state().session;
    let analysis = session.analysis().unwrap();
    let trust = analysis.trust.as_ref().unwrap();
    harness.get_by_label(&format!("{:.3} trustworthiness", trust.trustworthiness));
    harness.get_by_label(&format!(
        "{:.0} % neighbours kept",
        100.0 * trust.neighbours_kept
    ));
    harness.get_by_label("t-SNE of 60 songs");
    harness.get_by_label(
        "The perplexity of 15 suits 60 songs: each is placed by about so many neighbours.",
    );
    harness.get_by_label_contains(
        "The PCA picture beside it shows true distances, but of 49 % of the variance only.",
    );
    let reading = session.reading().unwrap();
    for remark in &reading.scores {
        let sentence = say::of_score(remark);
        assert!(
            !sentence.is_empty() && !sentence.contains('{'),
            "{remark:?}: {sentence}"
        );
        harness.get_by_label_contains(&sentence);
    }
    let first = reading.map.first().unwrap().weight();
    assert!(
        reading.map.iter().all(|remark| remark.weight() >= first),
        "cautions come first"
    );
}

#[test]
fn after_a_collapse_the_trust_tab_praises_nothing() {
    let harness = shown(fixture::collapsed_session());
    let reading = harness.state().session.reading().unwrap();
    let weights = reading
        .map
        .iter()
        .map(|r| r.weight())
        .chain(reading.scores.iter().map(|r| r.weight()));
    assert!(
        weights.clone().count() > 2 && weights.into_iter().all(|weight| weight != Weight::Good),
        "{reading:?}"
    );
    harness.get_by_label_contains("what lies together on the map does so by chance");
    for praise in [
        "stands for clusters",
        "come out",
        "agree with it beyond chance",
        "order in the latent space",
    ] {
        assert!(
            harness.query_by_label_contains(praise).is_none(),
            "{praise}"
        );
    }
    // The same songs before the collapse have something to be praised for.
    let harness = shown(fixture::described_session());
    assert!(
        harness
            .state()
            .session
            .reading()
            .unwrap()
            .scores
            .iter()
            .any(|r| r.weight() == Weight::Good)
    );
}

#[test]
fn the_map_is_coloured_by_trust_and_back() {
    let mut harness = shown(fixture::described_session());
    for by in [ColourBy::Trust, ColourBy::Cluster] {
        harness
            .get_by_label("Colour the map by trustworthiness")
            .click();
        run(&mut harness);
        assert_eq!(harness.state().session.colouring().by, by);
    }
}

#[test]
fn a_bar_selects_its_songs() {
    let mut harness = shown(fixture::described_session());
    let trust = harness
        .state()
        .session
        .analysis()
        .unwrap()
        .trust
        .clone()
        .unwrap();
    let worst = (0..60).min_by(|&a, &b| {
        trust.trustworthiness_of_song[a].total_cmp(&trust.trustworthiness_of_song[b])
    });
    let low = trust.trustworthiness_of_song[worst.unwrap()];
    harness
        .get_by_label_contains(&format!("songs from {low:.3} to"))
        .click();
    run(&mut harness);
    let pushed = harness.state().pushed.iter().rev().find_map(|c| match c {
        Command::Selecting(Selecting::Songs(songs, How::Replace)) => Some(songs.clone()),
        _ => None,
    });
    assert!(pushed.unwrap().contains(&worst.unwrap()));
}

#[test]
fn an_unjudged_map_says_so_and_keeps_its_sentences() {
    let harness = shown(fixture::session());
    harness.get_by_label_contains("nothing to judge");
    harness.get_by_label("What may be read from the scores");
}
