use super::*;
use crate::config::ClusteringMethod;
use crate::session::{Command, Session, fixture};

pub(crate) fn swept(with_gap: bool) -> Session {
    let mut session = fixture::session();
    session.apply(Command::Sweeping(Sweeping::Start { with_gap }));
    for _ in 0..10_000 {
        session.pump();
        if session.sweeping().progress().is_none() {
            return session;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    panic!("the sweep did not end");
}

#[test]
fn a_sweep_scores_every_number_of_clusters_of_the_latents_on_show() {
    let mut session = fixture::session();
    assert!(session.can_sweep() && session.sweep().is_none());
    session.apply(Command::Sweeping(Sweeping::Start { with_gap: false }));
    assert_eq!(session.sweeping().progress(), Some((0, 11)));
    session.apply(Command::Sweeping(Sweeping::Stop));
    assert!(session.sweeping().progress().is_none() && session.sweep().is_none());
    let session = swept(false);
    let sweep = session.sweep().unwrap();
    assert_eq!(
        sweep.rows.iter().map(|row| row.k).collect::<Vec<_>>(),
        (2..=12).collect::<Vec<_>>()
    );
    assert_eq!(
        sweep.by_silhouette,
        Some(5),
        "the fixture has five clusters"
    );
}

#[test]
fn the_sweep_of_a_run_stays_when_k_is_given_and_goes_with_its_model() {
    let with_sweep = swept(false);
    let mut session = fixture::session();
    let mut analysis = crate::pipeline::Analysis::clone(session.analysis().unwrap());
    analysis.sweep = with_sweep.sweep().map(|sweep| Arc::new(sweep.clone()));
    session.cx.analysis = Some(Arc::new(analysis.clone()));
    session.pump();
    assert!(session.sweep().is_some());
    analysis.sweep = None;
    session.cx.analysis = Some(Arc::new(analysis.clone()));
    session.pump();
    assert!(session.sweep().is_some(), "k was given");
    let mut config = crate::config::Config::clone(&analysis.config);
    config.clustering.method = ClusteringMethod::Agglomerative;
    analysis.config = config.check().unwrap();
    session.cx.analysis = Some(Arc::new(analysis));
    assert!(session.sweep().is_none(), "another method");
    session.cx.analysis = fixture::session().cx.analysis;
    assert!(session.sweep().is_none(), "another model");
}

#[test]
fn a_number_or_a_radius_that_is_taken_clusters_anew_and_nothing_else() {
    let mut session = fixture::session();
    let mut draft = session.draft().clone();
    draft.model.n_latent = 7;
    session.apply(Command::SetConfig(Box::new(draft)));
    session.apply(Command::Sweeping(Sweeping::TakeK(4)));
    fixture::settle(&mut session);
    let of_analysis = |session: &Session| session.analysis().unwrap().config.clustering.clone();
    assert_eq!(
        (
            of_analysis(&session).n_clusters,
            of_analysis(&session).choose_k
        ),
        (4, ChooseK::Given)
    );
    assert_ne!(
        session.analysis().unwrap().config.model.n_latent,
        7,
        "that would train"
    );
    assert_eq!(
        (
            session.draft().clustering.n_clusters,
            session.draft().model.n_latent
        ),
        (4, 7)
    );
    session.apply(Command::Sweeping(Sweeping::TakeRadius(0.75)));
    fixture::settle(&mut session);
    assert_eq!(
        (of_analysis(&session).eps, session.draft().clustering.eps),
        (0.75, 0.75)
    );
}
