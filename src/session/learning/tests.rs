use std::sync::Arc;

use super::super::Request;
use super::*;
use crate::error::Result;
use crate::job::{Reporter, Stage};
use crate::pipeline::Analysis;
use crate::session::fixture::{self, settle, taught_session};
use crate::session::{Command, Session, Work};

fn moments(session: &Session) -> Vec<(Stage, usize)> {
    session.timeline().map_or(Vec::new(), |t| {
        t.frames().iter().map(|f| (f.stage, f.at)).collect()
    })
}

fn until(session: &mut Session, what: impl Fn(&Session) -> bool) {
    for _ in 0..5000 {
        session.pump();
        if what(session) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    panic!("it did not come about");
}

#[test]
fn a_run_leaves_its_frames_with_their_losses_and_what_dimensions_carried() {
    let session = taught_session();
    let epochs = [10, 20, 30, 40].map(|at| (Stage::Model, at));
    let steps = [100, 200, 300].map(|at| (Stage::Projection, at));
    assert_eq!(moments(&session), [&epochs[..], &steps[..]].concat());
    let frames = session.timeline().unwrap().frames();
    assert_eq!(frames[1].losses, Some(session.epochs()[19]));
    let carried = frames[1].latent.as_ref().unwrap();
    assert_eq!(
        (carried.kl_per_dim.len(), carried.n_active, carried.n_latent),
        (16, 9, 16)
    );
    assert_eq!((&frames[5].losses, &frames[5].latent), (&None, &None));
}

#[test]
fn a_replayed_frame_is_what_the_map_shows_until_the_next_run() {
    let mut session = taught_session();
    let (now, before) = (
        session.places().unwrap().clone(),
        session.revisions().places,
    );
    session.apply(Command::Learning(Learning::Show(Some(2))));
    assert_eq!(
        session.places().unwrap(),
        &*session.timeline().unwrap().frames()[2].xy
    );
    assert!(session.revisions().places > before);
    session.apply(Command::Learning(Learning::Show(Some(99))));
    assert_eq!(session.replayed().unwrap().0, 6, "there are seven");
    session.apply(Command::Learning(Learning::Show(None)));
    assert_eq!(session.places().unwrap(), &now);
    session.apply(Command::Learning(Learning::Show(Some(2))));
    session.apply(Command::Run);
    settle(&mut session);
    assert!(session.replayed().is_none() && session.timeline().is_some());
}

/// A run ends with `now`.
fn keep(session: &mut Session, timeline: Timeline, now: Analysis) {
    session.learning.keep(Replay {
        timeline,
        before: session.analysis().cloned(),
        now: Arc::new(now),
    });
}

#[test]
fn frames_stay_with_what_was_taken_over() {
    let mut session = taught_session();
    let all = moments(&session);
    let before = session.analysis().unwrap().clone();
    let grouped = Analysis::clone(&before);
    keep(&mut session, Timeline::default(), grouped);
    assert_eq!(moments(&session), all, "other clusters");
    let mut told = Timeline::default();
    let xy = Arc::new(before.map.xy.clone());
    for at in [50, 100] {
        told.push(Frame {
            stage: Stage::Projection,
            at,
            xy: xy.clone(),
            losses: None,
            latent: None,
        });
    }
    let mut drawn = Analysis::clone(&before);
    drawn.map = Arc::new(Projection::clone(&before.map));
    keep(&mut session, told, drawn.clone());
    session.cx.analysis = Some(Arc::new(drawn));
    assert_eq!(
        moments(&session),
        [
            &all[..4],
            &[(Stage::Projection, 50), (Stage::Projection, 100)]
        ]
        .concat()
    );
    // An analysis that came from elsewhere has a map of its own.
    session.cx.analysis = Some(before);
    assert!(session.timeline().is_none());
}

#[test]
fn a_model_is_trained_further_by_its_own_settings_and_its_history_grows() {
    let mut session = taught_session();
    assert!(session.can_train_further());
    let earlier = session.epochs().to_vec();
    session.apply(Command::Learning(Learning::Further(20)));
    assert_eq!(session.live().unwrap().epochs, earlier, "the curves go on");
    assert!(!session.can_train_further(), "one run at a time");
    settle(&mut session);
    let analysis = session.analysis().unwrap();
    assert_eq!(
        (analysis.model.history.len(), analysis.config.model.n_epochs),
        (60, 60)
    );
    assert_eq!(
        session.draft().model.n_epochs,
        60,
        "or the next run would train anew"
    );
    assert!(!session.is_changed());
}

#[test]
fn a_model_in_closed_form_is_not_trained_further() {
    let mut session = fixture::session();
    assert!(!session.can_train_further());
    session.apply(Command::Learning(Learning::Further(20)));
    assert!(session.live().is_none());
    assert!(session.messages().last().unwrap().text.contains("no model"));
}

#[test]
fn a_run_rests_goes_on_and_can_be_stopped_while_it_rests() {
    let mut session = fixture::live_session();
    let pause = || Command::Learning(Learning::PauseOrContinue);
    session.apply(pause());
    assert!(session.is_pausing());
    until(&mut session, Session::is_resting);
    session.apply(pause());
    until(&mut session, |session| !session.is_resting());
    assert!(!session.is_pausing() && session.live().is_some());
    session.apply(pause());
    until(&mut session, Session::is_resting);
    session.apply(Command::Stop);
    settle(&mut session);
    assert!(session.live().is_none());
}

/// A run that learns with a collapsed posterior until it is stopped.
fn collapsing(request: &Request, reporter: &Reporter) -> Result<Analysis> {
    let analysis = fixture::analysis(&request.config);
    let _ = request.loaded.set(analysis.library.clone());
    for mut epoch in fixture::epochs(30) {
        epoch.beta = if epoch.epoch > 20 {
            request.config.model.beta
        } else {
            0.0
        };
        reporter.report(Progress::Epoch {
            epoch,
            n_epochs: 200,
        });
    }
    reporter.report(Progress::Glimpse {
        epoch: 30,
        xy: Arc::new(analysis.pca.xy.clone()),
        kl_per_dim: vec![0.001; 32].into(),
        n_active: 5,
        n_latent: 32,
        mixture: None,
    });
    while !reporter.take_stop() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    reporter.checkpoint()?;
    Ok(analysis)
}

#[test]
fn a_collapse_is_told_while_it_learns_and_its_remedy_can_be_taken_back() {
    let mut session = fixture::session_with(Work {
        analyze: collapsing,
        ..fixture::work()
    });
    let mut draft = session.draft().clone();
    draft.model.beta = 8.0;
    session.apply(Command::SetConfig(Box::new(draft.clone())));
    session.apply(Command::OpenDemo);
    until(&mut session, |session| session.collapse().is_some());
    assert_eq!(
        session.collapse(),
        Some(Collapse {
            n_dead: 27,
            n_latent: 32,
            is_whole: false
        })
    );
    session.apply(Command::Learning(Learning::Remedy(Remedy::LowerBeta)));
    assert_eq!(session.draft().model.beta, 1.0);
    assert!(session.live().unwrap().epochs.is_empty(), "it trains anew");
    assert_eq!(session.live().unwrap().model.beta, 1.0);
    assert_eq!(session.learning().remedy(), Some(Remedy::LowerBeta));
    session.apply(Command::Learning(Learning::RestoreSettings));
    assert_eq!(
        (session.draft(), session.learning().remedy()),
        (&draft, None)
    );
    session.apply(Command::Stop);
    settle(&mut session);
}

#[test]
fn a_collapse_is_three_dead_dimensions_of_four() {
    assert_eq!(Collapse::of(9, 16), None);
    assert_eq!(
        Collapse::of(4, 16).map(|c| (c.n_dead, c.is_whole)),
        Some((12, false))
    );
    assert_eq!(
        Collapse::of(1, 16).map(|c| (c.n_dead, c.is_whole)),
        Some((15, true))
    );
    assert_eq!(
        Collapse::of(0, 4).map(|c| (c.n_dead, c.is_whole)),
        Some((4, true))
    );
    assert_eq!(Collapse::of(0, 0), None);
}

#[test]
fn remedies_change_one_setting_each() {
    let model = ModelConfig {
        beta: 8.0,
        n_epochs: 90,
        kl_warmup_epochs: 20,
        ..ModelConfig::default()
    };
    assert_eq!(
        Remedy::LowerBeta.applied(&model),
        ModelConfig {
            beta: 1.0,
            ..model.clone()
        }
    );
    assert_eq!(
        Remedy::LowerBeta
            .applied(&ModelConfig {
                beta: 1.0,
                ..model.clone()
            })
            .beta,
        0.25
    );
    assert_eq!(
        Remedy::LongerWarmup.applied(&model),
        ModelConfig {
            kl_warmup_epochs: 40,
            ..model.clone()
        }
    );
    let fixed = ModelConfig {
        schedule: BetaSchedule::Fixed,
        ..model.clone()
    };
    let warmed = Remedy::LongerWarmup.applied(&fixed);
    assert_eq!(
        (warmed.schedule, warmed.kl_warmup_epochs),
        (BetaSchedule::Linear, 30)
    );
    assert_eq!(
        Remedy::FreeBits.applied(&model),
        ModelConfig {
            free_bits: 0.25,
            ..model
        }
    );
}
