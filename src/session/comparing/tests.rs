//! Tests of kept runs, seeds and weights as a session has them.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::config::{Config, ModelKind};
use crate::error::Result;
use crate::features::Cache;
use crate::job::Reporter;
use crate::pipeline::{Analysis, Weighing, Weights};
use crate::runs::Marks;
use crate::session::fixture::{self, settle};
use crate::session::*;
use crate::words::Locale;

const RIVER: [&str; 6] = ["river", "boat", "water", "rain", "shore", "fish"];
const CITY: [&str; 6] = ["street", "neon", "train", "window", "crowd", "taxi"];

/// 24 songs of words of the river or of the city.
fn songs(folder: &Path) -> std::path::PathBuf {
    let songs = folder.join("songs");
    std::fs::create_dir(&songs).unwrap();
    for i in 0..24 {
        let words = if i % 2 == 0 { RIVER } else { CITY };
        let text: Vec<&str> = (0..30).map(|j| words[(i * 5 + j * j + j) % 6]).collect();
        std::fs::write(songs.join(format!("song {i:02}.txt")), text.join(" ")).unwrap();
    }
    songs
}

fn config(kind: ModelKind) -> Config {
    let mut config = Config::plain();
    (
        config.model.kind,
        config.model.n_latent,
        config.model.n_epochs,
    ) = (kind, 2, 3);
    config.model.hidden = vec![8];
    config.clustering.n_clusters = 2;
    config.scores.n_stability = 0;
    config.projection.n_iterations = 50;
    config
}

fn start(folder: &Path, work: Work, config: Config) -> Session {
    let cache = Cache {
        folder: Some(folder.join("cache/features")),
    };
    let mut session = Session::new(config, cache, None, work, Arc::new(|| {}));
    session.keep_in(Some(folder.join("home")));
    session
}

/// The songs above, analysed by a real VAE.
fn analysed(folder: &Path) -> Session {
    let mut session = start(folder, Work::default(), config(ModelKind::Vae));
    session.apply(Command::OpenFolder(songs(folder)));
    settle(&mut session);
    session
}

fn ask(session: &mut Session, command: Comparing) {
    session.apply(Command::Comparing(command));
    settle(session);
}

fn set(session: &mut Session, change: impl FnOnce(&mut Config)) {
    let mut config = session.draft().clone();
    change(&mut config);
    session.apply(Command::SetConfig(Box::new(config)));
}

#[test]
fn runs_are_kept_survive_a_restart_and_are_shown_again_without_training() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = analysed(folder.path());
    let first = session.analysis().unwrap().clone();
    let id = session.comparing().present().unwrap().to_string();
    assert_eq!(session.comparing().kept().len(), 1);
    set(&mut session, |config| config.model.kind = ModelKind::Pca);
    session.apply(Command::Run);
    settle(&mut session);
    assert_eq!(session.comparing().kept().len(), 2);
    drop(session);

    let mut session = start(folder.path(), Work::default(), config(ModelKind::Pca));
    session.apply(Command::OpenFolder(folder.path().join("songs")));
    settle(&mut session);
    assert_eq!(
        session.comparing().kept().len(),
        2,
        "the same settings again are the same run"
    );
    let library = session.library().unwrap().clone();
    session.apply(Command::Select(Some(5)));
    let made = session.comparing().run(&id).unwrap().record.made_millis;
    ask(&mut session, Comparing::Load(id.clone()));
    let shown = session.analysis().unwrap();
    assert_eq!(shown.model.latents, first.model.latents);
    assert_eq!(
        (&shown.map, &shown.scores, &shown.clusters),
        (&first.map, &first.scores, &first.clusters)
    );
    assert_eq!(session.epochs().len(), 3, "of when it was trained");
    assert_eq!(session.comparing().present(), Some(id.as_str()));
    assert!(Arc::ptr_eq(session.library().unwrap(), &library) && session.selected() == Some(5));
    assert!(
        !session.is_changed(),
        "settings that nobody touched follow the map"
    );
    let kept = session.comparing().run(&id).unwrap();
    assert_eq!(
        kept.record.made_millis, made,
        "what was loaded is not kept once more"
    );
}

#[test]
fn settings_in_hand_stay_when_a_run_is_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = analysed(folder.path());
    let id = session.comparing().present().unwrap().to_string();
    set(&mut session, |config| config.model.kind = ModelKind::Pca);
    session.apply(Command::Run);
    settle(&mut session);
    set(&mut session, |config| config.model.n_latent = 7);
    ask(&mut session, Comparing::Load(id));
    assert_eq!(
        (session.draft().model.n_latent, session.draft().model.kind),
        (7, ModelKind::Pca)
    );
}

#[test]
fn places_of_another_run_are_those_of_the_songs_on_show() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = analysed(folder.path());
    let (id, xy) = (
        session.comparing().present().unwrap().to_string(),
        session.analysis().unwrap().map.xy.clone(),
    );
    set(&mut session, |config| config.seed = 9);
    session.apply(Command::Run);
    settle(&mut session);
    assert!(session.comparing().places(&id).is_none());
    ask(&mut session, Comparing::Places(id.clone()));
    let places = session.comparing().places(&id).unwrap();
    assert_eq!(places.xy, xy);
    assert_ne!(places.xy, session.analysis().unwrap().map.xy);
    assert!(places.labels.iter().all(Option::is_some));
}

#[test]
fn a_run_is_named_deleted_and_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = analysed(folder.path());
    let id = session.comparing().present().unwrap().to_string();
    let marks = Marks {
        name: "first try".to_string(),
        ..Marks::default()
    };
    ask(&mut session, Comparing::Mark(id.clone(), marks));
    assert_eq!(session.comparing().run(&id).unwrap().title(), "first try");
    let before = session.comparing().revision();
    ask(&mut session, Comparing::Delete(id.clone()));
    assert!(
        session.comparing().kept().is_empty() && session.comparing().deleted() == Some("first try")
    );
    assert!(session.comparing().revision() > before);
    ask(&mut session, Comparing::BringBack);
    assert_eq!(session.comparing().run(&id).unwrap().title(), "first try");
    assert!(session.comparing().deleted().is_none());
}

#[test]
fn a_run_that_is_damaged_is_told_of_once_and_does_not_load() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = analysed(folder.path());
    let id = session.comparing().present().unwrap().to_string();
    set(&mut session, |config| config.seed = 2);
    session.apply(Command::Run);
    settle(&mut session);
    let library = std::fs::read_dir(folder.path().join("home/runs"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let kept = std::fs::read_dir(library)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let damaged = kept
        .into_iter()
        .find(|path| path.to_string_lossy().contains(&id))
        .unwrap();
    std::fs::write(damaged.join("model/model.safetensors"), b"noise").unwrap();
    let before = session.analysis().unwrap().clone();
    ask(&mut session, Comparing::Load(id.clone()));
    assert!(Arc::ptr_eq(session.analysis().unwrap(), &before));
    assert!(
        session
            .messages()
            .last()
            .unwrap()
            .text
            .contains("do not belong")
    );
    assert!(session.comparing().loading.is_none());
    std::fs::write(damaged.join("run.json"), b"{").unwrap();
    let present = session.comparing().present().unwrap().to_string();
    for _ in 0..2 {
        ask(
            &mut session,
            Comparing::Mark(present.clone(), Marks::default()),
        );
    }
    let told = session
        .messages()
        .iter()
        .filter(|m| m.text.contains("a kept run was skipped"))
        .count();
    assert_eq!((told, session.comparing().kept().len()), (1, 1));
}

static N_ANALYSED: AtomicUsize = AtomicUsize::new(0);

fn counted(request: &Request, reporter: &Reporter) -> Result<Analysis> {
    N_ANALYSED.fetch_add(1, Ordering::SeqCst);
    (fixture::work().analyze)(request, reporter)
}

#[test]
fn five_seeds_are_run_one_after_the_other_and_only_those_that_lack() {
    let folder = tempfile::tempdir().unwrap();
    let mut plain = config(ModelKind::Pca);
    plain.seed = 3;
    let mut session = start(
        folder.path(),
        Work {
            analyze: counted,
            ..fixture::work()
        },
        plain,
    );
    session.apply(Command::OpenDemo);
    settle(&mut session);
    let shown = session.analysis().unwrap().clone();
    let id = session.comparing().present().unwrap().to_string();
    session.apply(Command::Comparing(Comparing::Seeds(id.clone(), 5)));
    assert_eq!(
        session.comparing().seeds().map(|s| (s.n_done, s.n)),
        Some((0, 4))
    );
    settle(&mut session);
    let seeds: Vec<u64> = session
        .comparing()
        .kept()
        .iter()
        .map(|run| run.record.config.seed)
        .collect();
    let mut sorted = seeds.clone();
    sorted.sort_unstable();
    assert_eq!(
        (sorted, N_ANALYSED.load(Ordering::SeqCst)),
        (vec![0, 1, 2, 3, 4], 5)
    );
    assert!(
        Arc::ptr_eq(session.analysis().unwrap(), &shown),
        "the map stays"
    );
    assert!(session.comparing().seeds().is_none());
    ask(&mut session, Comparing::Seeds(id, 5));
    assert_eq!(
        N_ANALYSED.load(Ordering::SeqCst),
        5,
        "there are five already"
    );
}

#[test]
fn seeds_can_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = start(folder.path(), fixture::work(), config(ModelKind::Pca));
    session.apply(Command::OpenDemo);
    settle(&mut session);
    session.cx.work.analyze = fixture::endless;
    let id = session.comparing().present().unwrap().to_string();
    session.apply(Command::Comparing(Comparing::Seeds(id, 3)));
    session.pump();
    assert!(session.comparing().seeds().is_some() && session.is_busy());
    ask(&mut session, Comparing::StopSeeds);
    assert!(session.comparing().seeds().is_none());
    assert_eq!(session.comparing().kept().len(), 1);
}

#[test]
fn without_a_cache_folder_nothing_is_kept_and_nothing_fails() {
    let session = fixture::session();
    assert!(!session.comparing().keeps() && session.comparing().kept().is_empty());
    assert!(
        session
            .messages()
            .iter()
            .all(|message| message.level == Level::Info)
    );
}

/// The fixture's songs with features of sound and of words.
fn weighable() -> Session {
    let mut session = fixture::empty_session();
    session.cx.work.analyze = fixture::with_blocks;
    session.apply(Command::OpenDemo);
    settle(&mut session);
    session
}

#[test]
fn the_slider_shows_the_clusters_of_a_direct_call_and_back_brings_the_models() {
    let mut session = weighable();
    session.apply(Command::ColourBy(ColourBy::Label(0)));
    let xy = session.places().unwrap().clone();
    for share in [0.1, 0.9, 0.3] {
        session.apply(Command::Comparing(Comparing::Weigh(share)));
        session.pump();
    }
    settle(&mut session);
    let analysis = session.analysis().unwrap().clone();
    let weighing = Weighing::new(&analysis, &Reporter::silent()).unwrap();
    let direct = weighing
        .at(Weights::of_share(0.3), &analysis, &Reporter::silent())
        .unwrap();
    assert_eq!(
        **session.comparing().balance().shown().unwrap(),
        direct,
        "the last of three"
    );
    let Values::Classes { of_song, .. } = &session.colouring().values else {
        panic!("not coloured by cluster")
    };
    assert_eq!(*of_song, direct.labels);
    assert_eq!(session.colouring().title, "weighted features");
    assert_ne!(*of_song, analysis.clusters.labels);
    assert!((0..60).all(|song| session.shown_cluster(song) == direct.labels[song]));
    assert_eq!(*session.places().unwrap(), xy, "songs stay where they are");
    assert!(
        Arc::ptr_eq(session.analysis().unwrap(), &analysis),
        "nothing is trained"
    );
    ask(&mut session, Comparing::Weigh(0.9));
    assert_eq!(
        session.comparing().balance().shown().unwrap().weights,
        Weights::of_share(0.9)
    );
    session.apply(Command::Comparing(Comparing::Weigh(0.6)));
    session.apply(Command::Comparing(Comparing::Weigh(0.3)));
    settle(&mut session);
    assert_eq!(
        **session.comparing().balance().shown().unwrap(),
        direct,
        "and again"
    );
    ask(&mut session, Comparing::Back);
    assert!(session.comparing().balance().shown().is_none() && !session.is_busy());
    assert_eq!(session.colouring().by, ColourBy::Label(0));
    assert!((0..60).all(|song| session.shown_cluster(song) == analysis.clusters.labels[song]));
    session.apply(Command::ColourBy(ColourBy::Cluster));
    assert!(session.colouring().title == "cluster");
}

#[test]
fn training_with_the_weights_sets_them_and_runs() {
    let mut session = weighable();
    ask(&mut session, Comparing::Weigh(0.75));
    let before = session.analysis().unwrap().clone();
    ask(&mut session, Comparing::TrainWeighed);
    assert!(!Arc::ptr_eq(session.analysis().unwrap(), &before));
    let fusion = &session.analysis().unwrap().config.fusion;
    assert_eq!((fusion.audio_weight, fusion.lyrics_weight), (1.5, 0.5));
    assert!(session.comparing().balance().share().is_none());
    assert_eq!(session.colouring().title, "cluster");
}

#[test]
fn another_run_brings_its_own_clusters() {
    let mut session = weighable();
    ask(&mut session, Comparing::Weigh(0.2));
    assert_eq!(session.colouring().title, "weighted features");
    session.apply(Command::Run);
    settle(&mut session);
    assert_eq!(session.colouring().title, "cluster");
    assert!(session.comparing().balance().share().is_none());
}

#[test]
fn songs_without_words_or_sound_cannot_be_weighed() {
    let mut session = fixture::session();
    assert!(!session.can_weigh());
    ask(&mut session, Comparing::Weigh(0.2));
    assert!(session.comparing().balance().share().is_none());
}

#[test]
fn the_model_is_held_against_pca_over_seeds_in_each_language() {
    let folder = tempfile::tempdir().unwrap();
    for (name, words) in [("river", RIVER), ("city", CITY)] {
        let songs = folder.path().join("songs").join(name);
        std::fs::create_dir_all(&songs).unwrap();
        for i in 0..12 {
            let text: Vec<&str> = (0..30).map(|j| words[(i * 5 + j * j + j) % 6]).collect();
            std::fs::write(songs.join(format!("{name} {i:02}.txt")), text.join(" ")).unwrap();
        }
    }
    let mut session = start(folder.path(), Work::default(), config(ModelKind::Vae));
    assert!(!session.can_compare(), "nothing is open");
    session.apply(Command::OpenFolder(folder.path().join("songs")));
    settle(&mut session);
    assert!(session.can_compare());
    session.apply(Command::Comparing(Comparing::Against(3)));
    assert!(session.comparing().against().under_way().is_some());
    settle(&mut session);
    let against = session.comparing().against();
    assert!(against.under_way().is_none());
    let english = against.found(Locale::EN).join("\n");
    assert!(
        english.contains("VAE") && english.contains("PCA"),
        "{english}"
    );
    let bangla = against.found(Locale::BN).join("\n");
    assert!(!bangla.is_empty() && bangla != english);
    set(&mut session, |config| config.model.kind = ModelKind::Pca);
    session.apply(Command::Run);
    settle(&mut session);
    assert!(
        !session.can_compare(),
        "PCA is what models are held against"
    );
    assert!(session.comparing().against().found(Locale::EN).is_empty());
}
