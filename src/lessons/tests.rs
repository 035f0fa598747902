//! Lessons as files, and what they promise of a run whose truth is known.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use super::lesson::Sheet;
use super::measure::Measure;
use super::promise::{Bound, Promise, Relation};
use super::read::read;
use super::run_number::RunNumber;
use super::*;
use crate::config::{ChooseK, ClusteringMethod, Config, Keyed, ModelKind};
use crate::features::Cache;
use crate::job::Reporter;
use crate::library::{self, ColumnMap};
use crate::pipeline::{Analysis, analyze};
use crate::reading::test_kit::clouds;
use crate::words::{Locale, with_locale};

const FILE: &str = r#"
[lesson]
title = "Clouds"
text = "Look at the three clouds."
question = "Do the clusters follow them?"
songs = "clouds"
panel = "clusters"
colour = "cloud"
picture = "pca"
promises = [
  "ari.cloud >= 0.9",
  "silhouette > 0.5",
]
answer = "ARI is {ari.cloud}, of {{braces}}: {n}."
otherwise = "Not here."

[numbers]
n = "clusters"

[settings]
model.kind = "pca"
model.n_latent = 2
clustering.n_clusters = 3
"#;

fn lesson(text: &str) -> Lesson {
    read(text, Path::new("/class")).unwrap()
}

fn run(config: &Config) -> Analysis {
    let folder = tempfile::tempdir().unwrap();
    let library = clouds(folder.path());
    let quick = Config {
        scores: crate::config::ScoresConfig {
            n_stability: 2,
            ..config.scores.clone()
        },
        projection: crate::config::ProjectionConfig {
            n_iterations: 50,
            ..config.projection.clone()
        },
        ..config.clone()
    };
    let cache = Cache { folder: None };
    let reporter = Reporter::silent();
    analyze(library, &quick.check().unwrap(), None, &cache, &reporter).unwrap()
}

/// Three clouds in three clusters, a label that says which, and one that is chance.
static CLOUDS: LazyLock<Arc<Analysis>> = LazyLock::new(|| {
    let config = lesson(FILE).config(&Config::plain()).unwrap();
    Arc::new(run(&config))
});

#[test]
fn a_lesson_is_what_its_file_says() {
    let read = lesson(FILE);
    assert_eq!(read.title(), "Clouds");
    assert_eq!(read.question(), Some("Do the clusters follow them?"));
    assert_eq!(read.songs(), Some(Path::new("/class/clouds")));
    let sheet = Sheet {
        panel: Panel::Clusters,
        colour: Some(Hue::Column("cloud".into())),
        is_pca: true,
    };
    assert_eq!(*read.sheet(), sheet);
    let mine = Config {
        seed: 7,
        ..Config::default()
    };
    let config = read.config(&mine).unwrap();
    assert_eq!((config.seed, config.model.kind), (7, ModelKind::Pca));
    let clustering = &config.clustering;
    assert_eq!(
        (clustering.n_clusters, clustering.choose_k),
        (3, ChooseK::Given)
    );
}

#[test]
fn a_lesson_is_written_and_read_again() {
    let read = lesson(FILE);
    let again = super::read::read(&read.to_toml(), Path::new("")).unwrap();
    // The songs were found from the folder of the file.
    assert_eq!(again, read);
    for ours in ours() {
        for promise in ours.promises() {
            assert_eq!(Promise::parse(&promise.to_string()).as_ref(), Ok(promise));
        }
    }
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let line = |wrong: &str| FILE.lines().position(|l| l.contains(wrong)).unwrap() + 1;
    for (right, wrong, says) in [
        ("[lesson]", "[lesson", "line 2"),
        ("title = ", "titel = ", "titel"),
        ("ari.cloud >= 0.9", "ari.cloud 0.9", "ari.cloud 0.9"),
        (
            "ari.cloud >= 0.9",
            "arri.cloud >= 0.9",
            "no number `arri.cloud`",
        ),
        ("ari.cloud >= 0.9", "ari >= 0.9", "label column"),
        ("ari.cloud >= 0.9", "chance.silhouette >= 0.9", "no number"),
        ("ari.cloud >= 0.9", "high.songs >= 0.9", "no number"),
        ("{ari.cloud}", "{ari.cloud", "brace"),
        ("{ari.cloud}", "{arri}", "no number `arri`"),
        ("n = \"clusters\"", "n = \"clutter\"", "no number `clutter`"),
        ("panel = \"clusters\"", "panel = \"cluster\"", "training"),
        ("picture = \"pca\"", "picture = \"umap\"", "map, pca"),
        ("model.kind = \"pca\"", "model.kind = \"pac\"", "model.kind"),
        ("model.n_latent = 2", "model.n_latents = 2", "n_latents"),
        ("model.n_latent = 2", "model.n_latent = 0", "model.n_latent"),
        ("model.n_latent = 2", "model.n_latent = \"two\"", "n_latent"),
    ] {
        let text = FILE.replace(right, wrong);
        let error = read(&text, Path::new("")).unwrap_err().to_string();
        assert!(error.contains(says), "{wrong}: {error}");
        let at = format!("line {}: ", line(right));
        assert!(error.starts_with(&at), "{wrong}: {error}, expected {at}");
    }
    for needed in ["title", "text", "answer"] {
        let without: String = FILE
            .lines()
            .filter(|line| !line.starts_with(&format!("{needed} = ")))
            .map(|line| format!("{line}\n"))
            .collect();
        let error = read(&without, Path::new("")).unwrap_err().to_string();
        assert_eq!(error, format!("line 2: a lesson needs `{needed}`"));
    }
}

#[test]
fn a_file_that_is_none_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.toml");
    std::fs::write(&path, Config::plain().to_toml()).unwrap();
    let error = load(&path).unwrap_err().to_string();
    assert!(error.contains("run.toml"), "{error}");
    assert!(load(&folder.path().join("none.toml")).is_err());
    assert!(is_lesson(Path::new("a.lesson.TOML")) && !is_lesson(Path::new("toml")));
}

#[test]
fn every_number_is_found_again_by_its_key() {
    let all = Measure::all(&CLOUDS);
    assert!(all.len() > 30, "{}", all.len());
    for measure in &all {
        assert_eq!(Measure::parse(&measure.to_string()).as_ref(), Ok(measure));
    }
    for number in RunNumber::all() {
        let parsed = Measure::parse(number.key());
        assert_eq!(parsed, Ok(Measure::Run(number)));
    }
    for key in [
        "pca.high.nmi.my label",
        "chance.knn.*",
        "features.silhouette",
    ] {
        assert_eq!(Measure::parse(key).unwrap().to_string(), key);
    }
}

#[test]
fn a_sign_is_read_whole() {
    for (text, relation) in [
        ("songs >= 3", Relation::AtLeast),
        ("songs ≥ 3", Relation::AtLeast),
        ("songs<=3", Relation::AtMost),
        ("songs > 3", Relation::Above),
        ("songs < 3", Relation::Below),
        ("songs = 3", Relation::Equal),
        ("songs == 3", Relation::Equal),
    ] {
        let promise = Promise::parse(text).unwrap();
        assert_eq!(
            (promise.relation, promise.right),
            (relation, Bound::Given(3.0))
        );
    }
}

/// Promises beside what is true of three clouds and a coin.
#[test]
fn what_is_promised_is_held_against_the_run() {
    let told = |promises: &[&str]| {
        let list = format!("promises = {promises:?}\nanswer");
        let from = FILE.find("promises").unwrap();
        let to = FILE.find("answer").unwrap();
        let text = format!("{}{list}{}", &FILE[..from], &FILE[to + "answer".len()..]);
        lesson(&text).outcome(&CLOUDS)
    };
    let kept = |promises: &[&str]| {
        let judged = told(promises).promises.into_iter();
        judged.map(|judged| judged.kept).collect::<Vec<_>>()
    };
    let outcome = told(&["ari.cloud >= 0.9", "silhouette > 0.5"]);
    assert!(outcome.is_kept);
    assert_eq!(outcome.says, "ARI is 1.00, of {braces}: 3.");
    assert_eq!(outcome.promises[0].promised, "ARI (cloud) ≥ 0.9");
    assert_eq!(outcome.promises[0].found.as_deref(), Some("1.00"));
    assert_eq!(
        kept(&["ari.coin > high.ari.coin", "knn.cloud > high.knn.cloud"]),
        [Some(false), Some(true)]
    );
    assert_eq!(told(&["ari.cloud < 0.9"]).says, "Not here.");
    // Any column is one column: that of the clouds agrees, that of the coin does not.
    assert_eq!(kept(&["ari.* > 0.9"]), [Some(true)]);
    assert_eq!(kept(&["ari.* <= high.ari.*"]), [Some(true)]);
    assert_eq!(
        kept(&["ari.* > 0.9", "ari.* <= high.ari.*"]),
        [Some(true), Some(false)]
    );
    let missing = told(&["ari.genre > 0.5"]);
    assert_eq!((missing.is_kept, missing.promises[0].kept), (false, None));
    assert!(
        missing.says.contains("ARI (genre) > 0.5"),
        "{}",
        missing.says
    );
    assert_eq!(kept(&["dead_components = 0"]), [None]);
}

#[test]
fn the_lesson_of_a_run_promises_what_it_shows_and_gives_its_settings_again() {
    let kinds = [
        (ModelKind::Pca, ChooseK::Given, ClusteringMethod::KMeans),
        (
            ModelKind::Direct,
            ChooseK::Silhouette,
            ClusteringMethod::GaussianMixture,
        ),
    ];
    for (kind, choose_k, method) in kinds {
        let mut config = Config {
            seed: 5,
            ..Config::plain()
        };
        config.model.kind = kind;
        config.model.n_latent = 2;
        config.model.beta = 1.5;
        config.clustering.n_clusters = 3;
        config.clustering.choose_k = choose_k;
        config.clustering.method = method;
        let analysis = run(&config);
        let text = of_run(&analysis, Some(Hue::Cluster));
        let read = lesson(&text);
        let again = read.config(&Config::default()).unwrap();
        assert_eq!(*again, *analysis.config, "{text}");
        let outcome = read.outcome(&analysis);
        assert!(outcome.is_kept, "{outcome:?}\n{text}");
        assert!(
            outcome.says.contains("ARI with cloud is"),
            "{}",
            outcome.says
        );
        assert!(text.contains("# ari.coin = "), "{text}");
    }
}

#[test]
fn our_lessons_are_files_that_can_be_run_in_every_language() {
    let draft = Config {
        seed: 7,
        ..Config::plain()
    };
    assert_eq!(ours().len(), 6);
    for lesson in ours() {
        let config = lesson.config(&draft).unwrap();
        assert!(*config != draft && config.seed == 7, "{}", lesson.title());
        for locale in Locale::all() {
            let said = with_locale(locale, || lesson.outcome(&CLOUDS).says);
            // A place without its number would stand there with its name.
            assert!(!said.contains(['{', '$']), "{}: {said}", lesson.title());
        }
    }
}

/// The real thing, with what the demo songs' features were found to be before.
#[test]
#[ignore = "needs minutes: the model of each lesson is trained on the demo songs"]
fn the_demo_songs_show_every_lesson() {
    let reporter = Reporter::silent();
    let songs = library::demo::folder().unwrap();
    let songs = Arc::new(library::load(&songs, &ColumnMap::default(), &reporter).unwrap());
    let mut before: Option<Analysis> = None;
    for lesson in ours() {
        let config = lesson.config(&Config::plain()).unwrap();
        let cache = Cache::platform();
        let run = analyze(songs.clone(), &config, before.as_ref(), &cache, &reporter).unwrap();
        let outcome = lesson.outcome(&run);
        println!("{}: {outcome:#?}", lesson.title());
        assert!(outcome.is_kept, "{}: {}", lesson.title(), outcome.says);
        before = Some(run);
    }
}

/// What the README shows can be opened.
#[test]
fn the_lesson_of_the_readme_is_one() {
    let readme = include_str!("../../README.md");
    let mut blocks = readme.split("```toml\n").skip(1);
    let file = blocks.find_map(|block| {
        let file = block.split("```").next()?;
        file.starts_with("[lesson]").then_some(file)
    });
    let lesson = lesson(file.unwrap());
    assert_eq!(lesson.promises().len(), 3);
    let config = lesson.config(&Config::plain()).unwrap();
    assert_eq!(
        (config.model.beta, config.fusion.modality.has_lyrics()),
        (4.0, false)
    );
}
