use egui_kittest::kittest::Queryable;

use crate::model::Diagnostics;
use crate::session::fixture::{self, settle, taught_session};
use crate::session::{Command, Learning, Remedy, Request, Session, Work};
use crate::ui::tests::{Desk, open, run};

fn pushed(harness: &egui_kittest::Harness<'_, Desk>, learning: &Learning) -> bool {
    harness
        .state()
        .pushed
        .contains(&Command::Learning(learning.clone()))
}

#[test]
fn a_model_is_trained_further_by_as_many_epochs_as_the_field_says() {
    let mut harness = open(taught_session());
    run(&mut harness);
    harness.get_by_label("All 40 epochs");
    harness.get_by_label("by epochs");
    harness.state_mut().view.panels.curves.n_further = 25;
    harness.get_by_label("Train further").click();
    harness.step();
    assert!(pushed(&harness, &Learning::Further(25)));
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    harness.get_by_label("All 65 epochs");
}

#[test]
fn bars_and_charts_follow_the_replay() {
    let mut session = taught_session();
    session.apply(Command::Learning(Learning::Show(Some(1))));
    let mut harness = open(session);
    run(&mut harness);
    harness.get_by_label("Latent dimensions, epoch 20");
    harness
        .state_mut()
        .session
        .apply(Command::Learning(Learning::Show(Some(5))));
    run(&mut harness);
    harness.get_by_label("Latent dimensions");
}

#[test]
fn a_run_is_paused_and_goes_on_from_the_tab_and_from_the_card() {
    let mut harness = open(fixture::live_session());
    harness.step();
    harness.get_by_label("9 of 16 dimensions carry something");
    harness.get_by_label("Pause").click();
    harness.step();
    harness.step();
    for _ in 0..1000 {
        if harness.state().session.is_resting() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    harness.step();
    harness.get_by_label("Paused");
    harness.get_by_label("Go on with the run").click();
    harness.step();
    harness.step();
    assert!(!harness.state().session.is_pausing());
    harness.get_by_label("Pause");
}

/// An analysis of which `n_active` of 32 dimensions carry something.
fn collapsed(
    request: &Request,
    reporter: &crate::job::Reporter,
) -> crate::error::Result<crate::pipeline::Analysis> {
    let mut analysis = fixture::taught(request, reporter)?;
    let n_active = if request.config.model.beta > 4.0 {
        0
    } else {
        3
    };
    if let Some(model) = std::sync::Arc::get_mut(&mut analysis.model) {
        let kl_per_dim = (0..16)
            .map(|d| if d < n_active { 1.5 } else { 0.001 })
            .collect();
        model.diagnostics = Diagnostics {
            kl_per_dim,
            n_active,
            ..model.diagnostics.clone()
        };
    }
    Ok(analysis)
}

fn collapsed_session(beta: f32) -> Session {
    let mut session = fixture::session_with(Work {
        analyze: collapsed,
        ..fixture::work()
    });
    let mut draft = session.draft().clone();
    draft.model.beta = beta;
    session.apply(Command::SetConfig(Box::new(draft)));
    session.apply(Command::OpenDemo);
    settle(&mut session);
    session
}

#[test]
fn a_collapse_is_told_in_words_and_its_remedy_trains_anew_and_is_taken_back() {
    let mut harness = open(collapsed_session(2.0));
    harness.state_mut().view.enlarge(true);
    run(&mut harness);
    harness.get_by_label("13 of 16 dimensions carry nothing: lower β or warm it up.");
    harness.get_by_label("Warm up for 66 epochs");
    harness.get_by_label("0.25 free nats");
    harness.get_by_label("Lower β to 0.5").click();
    harness.step();
    assert!(pushed(&harness, &Learning::Remedy(Remedy::LowerBeta)));
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    assert_eq!(
        harness
            .state()
            .session
            .analysis()
            .unwrap()
            .config
            .model
            .beta,
        0.5
    );
    harness.get_by_label("Remedy taken: Lower β to 0.5.");
    harness.get_by_label("Restore the settings").click();
    run(&mut harness);
    assert_eq!(harness.state().session.draft().model.beta, 2.0);
    assert!(harness.query_by_label("Restore the settings").is_none());
}

#[test]
fn a_whole_collapse_is_told_as_one() {
    let mut harness = open(collapsed_session(8.0));
    run(&mut harness);
    harness.get_by_label_contains("The posterior has collapsed: 16 of 16 dimensions carry nothing");
    let mut harness = open(fixture::session());
    run(&mut harness);
    assert!(harness.query_by_label_contains("carry nothing").is_none());
}

/// A run whose model has a mixture of two, of which one dies.
fn mixed(
    request: &Request,
    reporter: &crate::job::Reporter,
) -> crate::error::Result<crate::pipeline::Analysis> {
    let analysis = fixture::taught(request, reporter)?;
    for epoch in [45, 50] {
        reporter.report(crate::job::Progress::Glimpse {
            epoch,
            xy: std::sync::Arc::new(analysis.pca.xy.clone()),
            kl_per_dim: vec![1.0; 16].into(),
            n_active: 16,
            n_latent: 16,
            mixture: Some(crate::job::MixtureMoment {
                weights: vec![0.99, 0.01].into(),
                entropy: 0.04,
            }),
        });
    }
    Ok(analysis)
}

#[test]
fn the_course_of_a_mixture_is_drawn_and_told_at_the_epoch_that_is_replayed() {
    let mut session = fixture::session_with(Work {
        analyze: mixed,
        ..fixture::work()
    });
    session.apply(Command::OpenDemo);
    settle(&mut session);
    let last = session.timeline().unwrap().frames().len() - 1;
    session.apply(Command::Learning(Learning::Show(Some(last))));
    let mut harness = open(session);
    run(&mut harness);
    harness.get_by_label("Mixture");
    harness.get_by_label("1 of 2 dead; the largest holds 99 %; entropy 4 %");
    let mut harness = open(taught_session());
    run(&mut harness);
    assert!(harness.query_by_label("Mixture").is_none());
}
