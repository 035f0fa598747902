//! Every kind of model, clustering and picture on songs; many of them in one table; the failure to
//! beat.

use std::fs;
use std::sync::Arc;

use latentune::clustering::kmeans;
use latentune::config::{ClusteringMethod, Config, Keyed, ModelKind, ProjectionMethod};
use latentune::features::Cache;
use latentune::job::{Reporter, Stage};
use latentune::library::{self, ColumnMap, LabelColumn, Library};
use latentune::model::Trained;
use latentune::pipeline::{self, Analysis};
use latentune::scores;

use crate::fixture::{shared_data, write_songs};
use crate::run::latentune;

fn quick() -> Config {
    let mut config = Config {
        seed: 3,
        ..Config::plain()
    };
    config.model.n_epochs = 6;
    config.model.hidden = vec![16];
    config.model.n_latent = 4;
    config.model.conditions = vec!["genre".to_string()];
    config.model.patches.n_crops = 1;
    config.model.patches.n_frames = 16;
    config.model.patches.n_mels = 16;
    config.model.patches.channels = vec![4, 8];
    config.clustering.n_clusters = 3;
    config.projection.n_iterations = 100;
    config.scores.n_stability = 2;
    config
}

fn analyse(library: &Arc<Library>, config: &Config, before: Option<&Analysis>) -> Analysis {
    let cache = Cache { folder: None };
    pipeline::analyze(
        library.clone(),
        &config.check().unwrap(),
        before,
        &cache,
        &Reporter::silent(),
    )
    .unwrap_or_else(|e| {
        panic!(
            "{:?}, {:?}: {e}",
            config.model.kind, config.clustering.method
        )
    })
}

#[test]
fn every_model_learns_from_songs_and_comes_back_from_disk() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    write_songs(folder.path(), 24, 2.0);
    let library =
        Arc::new(library::load(folder.path(), &ColumnMap::default(), &Reporter::silent()).unwrap());
    for kind in ModelKind::all() {
        let mut config = quick();
        config.model.kind = kind;
        let analysis = analyse(&library, &config, None);
        assert_eq!(analysis.latents().n_rows(), 24, "{kind:?}");
        assert!(
            analysis.latents().is_finite() && analysis.map.xy.is_finite(),
            "{kind:?}"
        );
        let told = kind == ModelKind::Cvae;
        assert_eq!(analysis.scores.not_scored == ["genre"], told, "{kind:?}");
        assert_eq!(
            analysis.scores.external.iter().any(|e| e.column == "genre"),
            !told,
            "{kind:?}"
        );
        let to = folder.path().join(format!("{kind:?}"));
        analysis
            .model
            .save(&to, &analysis.model_config(), &analysis.fused.scaler)
            .unwrap();
        let (back, _, _) = Trained::load(&to).unwrap();
        assert_eq!(back.latents, analysis.model.latents, "{kind:?}");
        assert_eq!(
            back.encode(&analysis.input()),
            analysis.model.encode(&analysis.input()),
            "{kind:?}"
        );
    }
}

#[test]
fn every_clustering_and_picture_is_made_without_training_again() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    write_songs(folder.path(), 24, 2.0);
    let library =
        Arc::new(library::load(folder.path(), &ColumnMap::default(), &Reporter::silent()).unwrap());
    let mut config = quick();
    config.model.kind = ModelKind::Vade;
    config.model.n_components = 3;
    config.clustering.n_neighbors = 23;
    let first = analyse(&library, &config, None);
    for method in ClusteringMethod::all() {
        config.clustering.method = method;
        let next = analyse(&library, &config, Some(&first));
        assert!(Arc::ptr_eq(&first.model, &next.model), "{method:?}");
        assert_eq!(next.clusters.labels.len(), 24, "{method:?}");
        assert_eq!(
            next.probes.stability.is_none(),
            method == ClusteringMethod::Model,
            "{method:?}"
        );
    }
    for method in ProjectionMethod::all() {
        config.projection.method = method;
        let next = analyse(&library, &config, Some(&first));
        assert!(Arc::ptr_eq(&first.model, &next.model), "{method:?}");
        assert_eq!(next.map.method, method);
        let trust = next.trust.as_ref().unwrap();
        assert!(
            trust.trustworthiness > 0.5 && trust.trustworthiness <= 1.0,
            "{method:?}"
        );
    }
}

#[test]
fn a_comparison_is_written_goes_on_and_is_not_overwritten() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    write_songs(&folder.path().join("songs"), 24, 2.0);
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(folder.path().join("quick.toml"), quick().to_toml()).unwrap();
    let run = |more: &[&str]| {
        let (songs, out, quick) = (path("songs"), path("out"), path("quick.toml"));
        let all = [
            "compare", &songs, "--out", &out, "--config", &quick, "--seeds", "2", "--preset",
            "easy",
        ];
        let output = latentune(&[&all[..], more].concat(), "2", &folder.path().join("home"));
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (code, told) = run(&[]);
    assert!(
        code == Some(0) && told.contains("(0 of them before)"),
        "{told}"
    );
    for name in [
        "clustering_metrics.csv",
        "clustering_metrics_by_seed.csv",
        "cluster_distributions.csv",
        "FINDINGS.md",
    ] {
        assert!(folder.path().join("out").join(name).is_file(), "{name}");
    }
    for name in [
        "figures/1_ari_genre.png",
        "figures/1_nmi_genre.svg",
        "figures/1_purity_genre.png",
    ] {
        assert!(folder.path().join("out").join(name).is_file(), "{name}");
    }
    let maps = folder.path().join("out/latent_visualization");
    assert!(
        maps.join("1_maps.png").is_file() && maps.join("1_lyrics_VAE_by_cluster.svg").is_file(),
        "{:?}",
        {
            fs::read_dir(&maps)
                .unwrap()
                .map(|e| e.unwrap().file_name())
                .collect::<Vec<_>>()
        }
    );
    let table = fs::read_to_string(folder.path().join("out/clustering_metrics.csv")).unwrap();
    let timings = fs::read_to_string(folder.path().join("out/timings.csv")).unwrap();
    assert!(
        timings.starts_with("grid,modality,features,model,seed,epochs,train_secs\n1,"),
        "{timings}"
    );
    assert!(
        !table.contains("secs"),
        "what no two runs have in common stands apart"
    );
    // Another comparison of the same gives the same tables, byte by byte.
    let (songs, other, quick) = (path("songs"), path("other"), path("quick.toml"));
    let again = [
        "compare", &songs, "--out", &other, "--config", &quick, "--seeds", "2", "--preset", "easy",
    ];
    assert!(
        latentune(&again, "1", &folder.path().join("home"))
            .status
            .success()
    );
    for name in [
        "clustering_metrics.csv",
        "clustering_metrics_by_seed.csv",
        "cluster_distributions.csv",
        "FINDINGS.md",
    ] {
        let of = |out: &str| fs::read(folder.path().join(out).join(name)).unwrap();
        assert!(
            of("out") == of("other"),
            "{name} differs between two equal comparisons"
        );
    }
    let width = table.lines().next().unwrap().split(',').count();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(false)
        .from_reader(table.as_bytes());
    assert!(reader.records().all(|r| r.unwrap().len() == width));
    assert!(!table.contains("NaN"));

    let (code, told) = run(&[]);
    assert!(code == Some(2) && told.contains("--force"), "{told}");
    let (code, told) = run(&["--force"]);
    assert!(
        code == Some(0) && told.contains("(6 of them before)"),
        "{told}"
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("out/clustering_metrics.csv")).unwrap(),
        table
    );
}

#[test]
fn a_table_of_numbers_is_compared_without_a_song() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let rows: String = (0..40)
        .map(|i| {
            format!(
                "{}.{i:05}.wav,661794,{},{},{}\n",
                ["blues", "rock"][i % 2],
                i % 2 * 9,
                i % 7,
                ["blues", "rock"][i % 2]
            )
        })
        .collect();
    fs::write(
        folder.path().join("gtzan.csv"),
        format!("filename,length,tempo,rms_mean,label\n{rows}"),
    )
    .unwrap();
    fs::write(folder.path().join("quick.toml"), quick().to_toml()).unwrap();
    let (table, out, quick) = (path("gtzan.csv"), path("out"), path("quick.toml"));
    let arguments = [
        "compare",
        "--features",
        &table,
        "--labels",
        "label",
        "--out",
        &out,
        "--config",
        &quick,
    ];
    let output = latentune(
        &[&arguments[..], &["--seeds", "1", "--preset", "easy"]].concat(),
        "2",
        &folder.path().join("home"),
    );
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(
        told.contains("40 songs") && told.contains("label ARI 1.000"),
        "{told}"
    );
}

/// ARI of two k-means clusters of the latents with the language, and the share of dimensions that
/// are active.
fn language_at_beta_4(library: &Arc<Library>, kind: ModelKind) -> (f64, f32) {
    let mut config = Config::plain();
    config.model.kind = kind;
    config.model.beta = 4.0;
    config.clustering.n_clusters = 2;
    config.scores.n_stability = 0;
    let analysis = analyse(library, &config, None);
    let seed = analysis.config.stream(Stage::Clustering);
    let clusters = kmeans(
        analysis.latents(),
        &analysis.config.clustering,
        seed,
        &Reporter::silent(),
    )
    .unwrap();
    let label: &LabelColumn = library.label("language").unwrap();
    let n_latent = analysis.latents().n_cols() as f32;
    (
        scores::ari(&clusters.labels, &label.of_song),
        analysis.model.diagnostics.n_active as f32 / n_latent,
    )
}

/// Published β-VAEs of these songs collapse at β = 2 and 4, to an ARI of .003 and −.001.
#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn a_beta_vae_at_4_keeps_the_languages_apart_and_its_dimensions_alive() {
    let _busy = crate::busy();
    let folder = shared_data("songs-en-de");
    let library =
        Arc::new(library::load(&folder, &ColumnMap::default(), &Reporter::silent()).unwrap());
    for kind in [ModelKind::Vae, ModelKind::Joint] {
        let (ari, active) = language_at_beta_4(&library, kind);
        assert!(
            ari >= 0.9 && active >= 0.25,
            "{kind:?}: ARI {ari:.3}, active {active:.2}"
        );
    }
}

#[test]
fn a_comparison_of_songs_tells_what_was_read_of_each_recording_and_keeps_that_when_it_goes_on() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    write_songs(&folder.path().join("songs"), 12, 2.0);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (songs, to) = (path("songs"), path("out"));
    let run = |more: &[&str]| {
        let settings = [
            "--set",
            "model.n_epochs=2",
            "--set",
            "model.hidden=[8]",
            "--set",
            "model.n_latent=3",
        ];
        let arguments = [
            &[
                "compare", &songs, "--out", &to, "--preset", "easy", "--seeds", "1", "--quiet",
            ],
            &settings[..],
            more,
        ];
        let output = latentune(&arguments.concat(), "2", &folder.path().join("home"));
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        fs::read_to_string(folder.path().join("out/files.csv")).unwrap()
    };
    let first = run(&[]);
    assert_eq!(
        (first.lines().count(), first.contains("audio/s000.wav,2,")),
        (13, true),
        "{first}"
    );
    assert_eq!(run(&["--force"]), first);
    assert!(!folder.path().join("out/.latentune-ready").exists());
}
