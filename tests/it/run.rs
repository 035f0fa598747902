//! From a folder to results: the pipeline, and the command line around it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use latentune::config::Config;
use latentune::features::Cache;
use latentune::job::{Progress, Reporter, Stage};
use latentune::library::{self, ColumnMap};
use latentune::model::Ended;
use latentune::pipeline::{self, Analysis};

use crate::fixture::write_songs;

fn quick() -> Config {
    let mut config = Config {
        seed: 3,
        ..Config::plain()
    };
    config.model.n_epochs = 12;
    config.model.hidden = vec![32];
    config.model.n_latent = 4;
    config.clustering.n_clusters = 3;
    config.projection.n_iterations = 250;
    config
}

fn analyse(folder: &Path, config: &Config, before: Option<&Analysis>, cache: &Cache) -> Analysis {
    let library = match before {
        Some(analysis) => analysis.whole.clone(),
        None => {
            Arc::new(library::load(folder, &ColumnMap::default(), &Reporter::silent()).unwrap())
        }
    };
    pipeline::analyze(
        library,
        &config.check().unwrap(),
        before,
        cache,
        &Reporter::silent(),
    )
    .unwrap()
}

/// A program that is linked to a library does not start where it is missing, whatever it is asked
/// for.
#[test]
#[cfg(all(feature = "window", target_os = "linux"))]
fn the_program_starts_without_the_library_of_sound() {
    let told = Command::new("ldd")
        .arg(env!("CARGO_BIN_EXE_latentune"))
        .output()
        .unwrap();
    let libraries = String::from_utf8_lossy(&told.stdout);
    assert!(libraries.contains("libc.so"), "{libraries}");
    assert!(!libraries.contains("libasound"), "{libraries}");
}

#[test]
fn a_folder_becomes_an_analysis_and_a_changed_k_does_not_train_again() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    write_songs(folder.path(), 24, 2.0);
    let cache = Cache {
        folder: Some(folder.path().join("cache")),
    };
    let first = analyse(folder.path(), &quick(), None, &cache);
    assert_eq!(first.library.songs.len(), 24);
    assert_eq!(first.latents().n_rows(), 24);
    assert_eq!(first.map.xy.n_rows(), 24);
    assert!(first.latents().is_finite() && first.map.xy.is_finite());
    assert_eq!(first.model.history.len(), 12);
    assert_eq!(first.features.n_cached, 0);
    let languages = first
        .scores
        .external
        .iter()
        .find(|e| e.column == "language")
        .unwrap();
    assert_eq!(
        (languages.n_songs, languages.n_classes, languages.n_detected),
        (24, 2, 0)
    );
    assert_eq!(languages.majority, 0.5);

    let mut config = quick();
    config.clustering.n_clusters = 4;
    let second = analyse(folder.path(), &config, Some(&first), &cache);
    assert!(Arc::ptr_eq(&first.model, &second.model) && Arc::ptr_eq(&first.map, &second.map));
    assert_eq!(second.clusters.n_clusters, 4);
    let stages: Vec<Stage> = second.timings.iter().map(|(stage, _)| *stage).collect();
    assert_eq!(stages, [Stage::Clustering, Stage::Scores]);

    let third = analyse(folder.path(), &quick(), None, &cache);
    assert_eq!(
        third.features.n_cached, 24,
        "the second start extracts nothing"
    );
    assert_eq!(third.latents(), first.latents());
}

#[test]
fn what_was_stopped_is_kept_and_done_again_when_asked() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    write_songs(folder.path(), 16, 2.0);
    let (config, cache) = (quick().check().unwrap(), Cache { folder: None });
    let library =
        Arc::new(library::load(folder.path(), &ColumnMap::default(), &Reporter::silent()).unwrap());
    let (reporter, progress, stop) = Reporter::channel();
    let prepared = pipeline::prepare(library.clone(), &config, None, &cache, &reporter).unwrap();
    stop.stop();
    let stopped = pipeline::learn(prepared, &config, None, &reporter).unwrap();
    assert_eq!(stopped.model.ended, Ended::Stopped);
    assert!(stopped.model.history.is_empty() && stopped.latents().is_finite());
    assert_eq!(stopped.map.xy.n_rows(), 16);
    drop(progress);
    let again = analyse(folder.path(), &quick(), Some(&stopped), &cache);
    assert!(Arc::ptr_eq(&again.features, &stopped.features));
    assert_eq!(again.model.ended, Ended::Finished);
    assert_eq!(again.model.history.len(), 12);
}

#[test]
fn a_model_is_trained_further_as_if_it_had_never_stopped_and_its_clusters_follow() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    write_songs(folder.path(), 16, 2.0);
    let (mut config, cache, silent) = (quick(), Cache { folder: None }, Reporter::silent());
    config.model.patience = 0;
    let whole = analyse(folder.path(), &config, None, &cache);
    config.model.n_epochs = 5;
    let first = analyse(folder.path(), &config, None, &cache);
    let again = |n_epochs: usize, k: usize| {
        let mut config = config.clone();
        (config.model.n_epochs, config.clustering.n_clusters) = (n_epochs, k);
        let config = config.check().unwrap();
        (
            pipeline::prepare(first.whole.clone(), &config, Some(&first), &cache, &silent).unwrap(),
            config,
        )
    };
    let (prepared, settings) = again(12, 3);
    let (reporter, progress, _stop) = Reporter::channel();
    let further = pipeline::learn_further(prepared, &settings, &first, &reporter).unwrap();
    let seen: Vec<usize> = progress
        .try_iter()
        .filter_map(|told| match told {
            Progress::Glimpse {
                epoch,
                xy,
                kl_per_dim,
                n_latent,
                ..
            } => {
                assert_eq!((xy.n_rows(), kl_per_dim.len(), n_latent), (16, 4, 4));
                Some(epoch)
            }
            _ => None,
        })
        .collect();
    assert!(
        seen[0] == 5 && seen.is_sorted(),
        "it goes on where it was: {seen:?}"
    );
    assert_eq!(further.model.history, whole.model.history);
    assert_eq!(
        (further.latents(), &further.clusters),
        (whole.latents(), &whole.clusters)
    );
    assert!(further.warnings().any(|w| {
        w.cause
            .to_string()
            .contains("trained further after epoch 5")
    }));
    let (prepared, settings) = again(12, 4);
    let grouped = pipeline::learn(prepared, &settings, Some(&further), &silent).unwrap();
    assert!(
        Arc::ptr_eq(&grouped.model, &further.model),
        "another k does not train"
    );
    assert!(grouped.warnings().any(|w| {
        w.cause
            .to_string()
            .contains("trained further after epoch 5")
    }));
}

#[test]
fn broken_songs_cost_a_warning_each_and_nothing_else() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    write_songs(folder.path(), 12, 2.0);
    fs::write(
        folder.path().join("audio/s003.wav"),
        b"RIFF is all there is",
    )
    .unwrap();
    fs::write(folder.path().join("audio/s004.wav"), b"").unwrap();
    fs::remove_file(folder.path().join("lyrics/s004.lrc")).unwrap();
    let analysis = analyse(folder.path(), &quick(), None, &Cache { folder: None });
    let warnings: Vec<String> = analysis.warnings().map(ToString::to_string).collect();
    assert!(
        warnings.iter().any(|w| w.contains("s003.wav")),
        "{warnings:#?}"
    );
    assert!(warnings.iter().any(|w| w.contains("s004")), "{warnings:#?}");
    // Song 3 still has its words; song 4 has nothing left.
    assert_eq!(analysis.library.songs.len(), 11);
    let place = analysis
        .library
        .songs
        .iter()
        .position(|s| s.id == "s003")
        .unwrap();
    assert!(analysis.fused.incomplete[place]);
}

pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

pub(crate) fn latentune(arguments: &[&str], threads: &str, home: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_latentune"))
        .args(arguments)
        .env("RAYON_NUM_THREADS", threads)
        .env("XDG_CACHE_HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("HOME", home)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap()
}

#[test]
fn one_seed_gives_the_same_bytes_whatever_the_threads() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    let songs = folder.path().join("songs");
    write_songs(&songs, 30, 2.0);
    fs::write(folder.path().join("quick.toml"), quick().to_toml()).unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let run = |out: &str, threads: &str, seed: &str| {
        let arguments = [
            "analyze",
            &path("songs"),
            "--out",
            &path(out),
            "--config",
            &path("quick.toml"),
            "--seed",
            seed,
        ];
        let output = latentune(
            &arguments,
            threads,
            &folder.path().join(format!("home-{out}")),
        );
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        files(&folder.path().join(out))
    };
    let (one, four, other) = (
        run("one", "1", "5"),
        run("four", "4", "5"),
        run("other", "4", "6"),
    );
    let names: Vec<&str> = one.keys().map(String::as_str).collect();
    for name in [
        "clustering_metrics.csv",
        "clusters.csv",
        "config.toml",
        "files.csv",
        "latent_visualization/loss_curves.png",
        "latent_visualization/loss_curves.svg",
        "latent_visualization/map_by_cluster.png",
        "latent_visualization/map_by_genre.png",
        "latent_visualization/map_by_language.svg",
        "latents.csv",
        "pairing_report.txt",
        "projection.csv",
        "training_history.csv",
        "warnings.txt",
    ] {
        assert!(names.contains(&name), "{name} is missing among {names:?}");
    }
    for (name, bytes) in &one {
        assert!(
            four[name] == *bytes,
            "{name} differs between one thread and four"
        );
    }
    assert_ne!(one["latents.csv"], other["latents.csv"]);
    let read = String::from_utf8(one["files.csv"].clone()).unwrap();
    let head = "path,seconds,sample_rate_hz,channels,codec,peak,rms,loudness_lufs,detected_language,remark";
    assert_eq!(
        (read.lines().next(), read.lines().count()),
        (Some(head), 31)
    );
    let history = String::from_utf8(one["training_history.csv"].clone()).unwrap();
    assert_eq!(history.lines().count(), 13);
}

#[test]
fn errors_say_what_to_do_on_stderr_with_code_two_and_lose_nothing() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    // A folder deeper: songs are looked for above a table too, and the system's temporary folder is
    // everyone's.
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let path = |name: &str| inner.join(name).display().to_string();
    let fails = |arguments: &[&str], says: &str| {
        let output = latentune(arguments, "2", &home);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
        assert!(stderr.contains(says), "{arguments:?}: {stderr}");
        assert!(output.stdout.is_empty());
    };
    fails(
        &["analyze", &path("nowhere"), "--out", &path("r")],
        "nowhere",
    );
    fs::create_dir(inner.join("empty")).unwrap();
    fails(&["analyze", &path("empty"), "--out", &path("r")], "empty");
    fails(
        &[
            "analyze",
            &path("empty"),
            "--out",
            &path("r"),
            "--clusters",
            "1",
        ],
        "clustering.n_clusters",
    );
    fails(&["analyze", &path("empty")], "--out");
    fails(
        &[
            "analyze",
            &path("empty"),
            "--out",
            &path("r"),
            "--model-from",
            &path("empty"),
        ],
        "read the model",
    );
    fs::write(inner.join("odd.csv"), "which,what\na,1\nb,3\n").unwrap();
    // Neither column can be words or recordings, so none is advised.
    fails(
        &["analyze", &path("odd.csv"), "--out", &path("r")],
        "its columns are `which`, `what`",
    );
    fails(
        &["analyze", &path("empty"), "--out", &path("odd.csv")],
        "a file, so no results",
    );
    assert!(
        !inner.join("r").exists(),
        "a run that fails leaves no folder behind"
    );
    fs::write(inner.join("bad.toml"), "[model]\nbetta = 2").unwrap();
    fails(
        &[
            "analyze",
            &path("empty"),
            "--out",
            &path("r"),
            "--config",
            &path("bad.toml"),
        ],
        "betta",
    );
    fs::create_dir(inner.join("old")).unwrap();
    fs::write(inner.join("old/latents.csv"), "mine").unwrap();
    let into_old = ["analyze", &path("empty"), "--out", &path("old")];
    fails(&into_old, "a file that no run has written");
    fails(
        &[&into_old[..], &["--force"]].concat(),
        "a file that no run has written",
    );
    fs::write(inner.join("old/config.toml"), "").unwrap();
    fs::create_dir(inner.join("old/model")).unwrap();
    fs::write(inner.join("old/model/model.toml"), "").unwrap();
    fails(&into_old, "--force replaces");
    assert_eq!(
        fs::read_to_string(inner.join("old/latents.csv")).unwrap(),
        "mine"
    );
}

#[test]
fn a_saved_model_sees_the_same_songs_alike_and_others_by_their_sound() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    write_songs(&folder.path().join("songs"), 24, 2.0);
    write_songs(&folder.path().join("more"), 10, 2.5);
    fs::write(folder.path().join("quick.toml"), quick().to_toml()).unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let run = |songs: &str, out: &str, more: &[&str]| {
        let (songs, to) = (path(songs), path(out));
        let arguments = [&["analyze", &songs, "--out", &to, "--quiet"], more].concat();
        let output = latentune(&arguments, "2", &folder.path().join("home"));
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let latents = |out: &str| -> Vec<Vec<String>> {
        let table = fs::read_to_string(folder.path().join(out).join("latents.csv")).unwrap();
        table
            .lines()
            .map(|line| line.rsplit(',').take(4).map(str::to_string).collect())
            .collect()
    };
    assert_eq!(
        run("songs", "both", &["--config", &path("quick.toml")]).0,
        Some(0)
    );
    let (code, told) = run("songs", "again", &["--model-from", &path("both")]);
    assert!(
        code == Some(0) && told.contains("trained before: "),
        "{told}"
    );
    assert_eq!(latents("again"), latents("both"));
    let warnings = fs::read_to_string(folder.path().join("again/warnings.txt")).unwrap();
    assert!(
        warnings.contains("not trained on these songs") && !warnings.contains("held out"),
        "no song has to be held out of a training that is over: {warnings}"
    );
    // The words of other songs are other columns; their sound is not.
    fs::write(
        folder.path().join("more/lyrics/s000.lrc"),
        "tin roof, tin roof, tin drum",
    )
    .unwrap();
    fs::write(
        folder.path().join("more/lyrics/s001.lrc"),
        "tin roof, tin roof, tin drum",
    )
    .unwrap();
    let (code, told) = run("more", "no", &["--model-from", &path("both")]);
    assert!(
        code == Some(2) && told.contains("`lyric words`") && told.contains("--modality audio"),
        "{told}"
    );
    assert_eq!(
        run(
            "songs",
            "sound",
            &["--config", &path("quick.toml"), "--modality", "audio"]
        )
        .0,
        Some(0)
    );
    let (code, told) = run("more", "yes", &["--model-from", &path("sound/model")]);
    assert!(code == Some(0), "{told}");
    assert_eq!(latents("yes").len(), 11);
}

#[test]
fn help_names_every_command_and_setting() {
    let _busy = crate::busy();
    let home = tempfile::tempdir().unwrap();
    let output = latentune(&["--help"], "1", home.path());
    let help = String::from_utf8(output.stdout).unwrap();
    for word in [
        "analyze",
        "demo",
        "--config",
        "--seed",
        "--modality",
        "--map",
        "Examples",
        "FOLDER",
    ] {
        assert!(help.contains(word), "{word} is not in:\n{help}");
    }
}
