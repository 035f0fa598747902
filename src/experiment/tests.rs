//! Tests of plans, runs and findings.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::plan::Variant;
use super::*;
use crate::config::{Config, Keyed};
use crate::error::Warning;
use crate::features::{BlockKind, Cache, Kin};
use crate::job::Reporter;
use crate::library::{LabelColumn, Library, MultiLabel};
use crate::reading::test_kit::clouds;
use crate::scores::{
    Again, AgainstChance, Caution, External, ExternalScores, Internal, OwnK, Repeats,
    Representation, ScoreMap, Separation, Unseen,
};
use crate::words::test_kit::english_left;
use crate::words::{Locale, with_locale};

const GRID: &str = r#"
name = "tests"
seeds = [3, 4]
[base]
clustering.n_clusters = 3
clustering.n_init = 2
model.n_epochs = 3
model.hidden = [8]
model.n_latent = 2
scores.n_stability = 2
projection.n_iterations = 50
[[grid]]
name = "clouds"
models = [
  { name = "features", set = { model = { kind = "direct" } } },
  { name = "PCA", set = { model = { kind = "pca" } } },
  { name = "VAE", set = { model = { kind = "vae" } } },
]
clusterings = [
  { name = "k = 3" },
  { name = "k = 2", set = { clustering = { n_clusters = 2 } } },
]
"#;

fn plan(text: &str) -> Plan {
    toml::from_str(text).unwrap()
}

fn compare(plan: &Plan, library: &Arc<Library>, folder: &Path) -> Compared {
    let cache = Cache { folder: None };
    run(
        plan,
        &Config::plain(),
        library,
        folder,
        &cache,
        &Reporter::silent(),
    )
    .unwrap()
}

#[test]
fn clusterings_of_one_model_share_its_fit() {
    let folder = tempfile::tempdir().unwrap();
    let library = clouds(folder.path());
    let (cells, fits) = plan(GRID).expanded(&Config::plain(), &library).unwrap();
    assert_eq!((cells.len(), fits.len()), (12, 6));
    assert!(fits.iter().all(|f| f.clusterings.len() == 2));
    assert!(
        cells[..6].iter().all(|c| c.seed == 3),
        "seeds come one after another"
    );
    assert_eq!(plan(&plan(GRID).to_toml().unwrap()), plan(GRID));
    let mut other = Library::clone(&library);
    other.numbers[0].of_song[7] += 1.0;
    let (_, changed) = plan(GRID).expanded(&Config::plain(), &other).unwrap();
    assert!(
        changed.iter().all(|f| fits.iter().all(|g| g.key != f.key)),
        "other songs are other fits"
    );
}

#[test]
fn a_cell_that_cannot_be_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let library = clouds(folder.path());
    for (from, to, expected) in [
        ("kind = \"vae\"", "kind = \"vea\"", "vea"),
        ("n_clusters = 2", "n_clusters = 1", "between 2 and 1000"),
        ("n_latent = 2", "n_latents = 2", "n_latents"),
    ] {
        let error = plan(&GRID.replace(from, to))
            .expanded(&Config::plain(), &library)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(expected) && error.contains("seed 3"),
            "{error}"
        );
    }
}

#[test]
fn a_run_that_was_ended_goes_on_and_finds_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (library, cells) = (clouds(folder.path()), folder.path().join("cells"));
    let first = compare(&plan(GRID), &library, &cells);
    assert_eq!((first.fits.len(), first.n_kept), (6, 0));
    assert!(first.failures.is_empty(), "{:?}", first.failures);

    let files: Vec<_> = std::fs::read_dir(&cells)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    assert_eq!(files.len(), 6);
    std::fs::remove_file(&files[0]).unwrap();
    std::fs::write(&files[1], b"{ half a file").unwrap();
    let again = compare(&plan(GRID), &library, &cells);
    assert_eq!(again.n_kept, 4);
    let without_time = |c: &Compared| {
        let timeless = |f: &FitResult| FitResult {
            secs: 0.0,
            ..f.clone()
        };
        c.fits
            .iter()
            .map(|(key, f)| (key.clone(), timeless(f)))
            .collect::<BTreeMap<_, _>>()
    };
    assert!(without_time(&first) == without_time(&again));

    let more = GRID.replace(
        "{ name = \"k = 3\" },",
        "{ name = \"k = 3\" }, { name = \"k = 4\", set = { clustering = { n_clusters = 4 } } },",
    );
    assert_eq!(
        compare(&plan(&more), &library, &cells).n_kept,
        0,
        "a new clustering needs the latents again"
    );
}

#[test]
fn settings_that_were_lowered_are_told_once_and_again_when_the_fits_were_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (library, cells) = (clouds(folder.path()), folder.path().join("cells"));
    let told = |method: &str, set: &str| {
        let text = GRID.replace(
            "[[grid]]",
            &format!("projection.method = \"{method}\"\n{set}\n[[grid]]"),
        );
        let notes = |compared: Compared| -> Vec<String> {
            let about = ["map", "scores", "clustering", "label `cloud`"];
            let is_note = |w: &&Warning| about.contains(&w.subject.to_string().as_str());
            compared
                .warnings
                .iter()
                .filter(is_note)
                .map(Warning::to_string)
                .collect()
        };
        let first = notes(compare(&plan(&text), &library, &cells));
        let again = compare(&plan(&text), &library, &cells);
        assert_eq!(again.n_kept, 6);
        assert_eq!(notes(again), first);
        first
    };
    // 60 songs: scikit-learn allows a perplexity below them, openTSNE a third of the others; one
    // fold of five takes away 12.
    assert_eq!(
        told("tsne", "projection.perplexity = 100.0"),
        ["map: perplexity 100 asked for, 19.7 used: there are only 60 songs"]
    );
    assert_eq!(
        told("umap", "projection.n_neighbors = 150"),
        ["map: 150 neighbours in the graph asked for, 60 used: there are only 60 songs"]
    );
    let of_scores = told(
        "pca",
        "scores.n_neighbors = 59\nclustering.k_max = 60\nclustering.choose_k = \"silhouette\"",
    );
    assert_eq!(of_scores.len(), 2, "{of_scores:?}");
    assert!(
        of_scores
            .iter()
            .any(|note| note.contains("up to 60 clusters asked for, up to 59 tried"))
    );
    assert!(
        of_scores
            .iter()
            .any(|note| note.contains("59 neighbours in the other folds")),
        "{of_scores:?}"
    );
}

#[test]
fn clouds_are_found_and_a_coin_is_chance() {
    let folder = tempfile::tempdir().unwrap();
    let library = clouds(folder.path());
    let compared = compare(&plan(GRID), &library, &folder.path().join("cells"));
    let groups = groups(&compared);
    assert_eq!(groups.len(), 6);
    let direct = &groups[0];
    assert_eq!(
        (direct.model, direct.clustering, direct.runs.len()),
        ("features", "k = 3", 2)
    );
    assert_eq!(direct.external(External::Ari, "cloud").unwrap().mean, 1.0);
    let coin = direct.external(External::Ari, "coin").unwrap().mean;
    let band = direct.chance(External::Ari, "coin").unwrap();
    assert!(
        coin.abs() < 0.1 && band[0].abs() < 0.02 && band[1] < 0.0 && band[2] > 0.0,
        "{coin} {band:?}"
    );
    let text = findings(&compared)[0].sentences.join("\n");
    assert!(
        text.contains("By agreement with cloud (ARI): features 1.000"),
        "{text}"
    );
}

/// The clouds, each song with one or two labels: of the first cloud, and of the coin's one side.
fn with_several_labels(folder: &Path) -> Arc<Library> {
    let mut library = Library::clone(&clouds(folder));
    let has = |column: &str, song: usize| library.label(column).unwrap().of_song[song] == Some(0);
    let of_song = (0..library.songs.len()).map(|song| {
        let own = [(0, has("coin", song)), (1, has("cloud", song))];
        own.into_iter()
            .filter(|(_, has)| *has)
            .map(|(l, _)| l)
            .chain([2])
            .collect()
    });
    let tags = MultiLabel {
        name: "tags".into(),
        labels: ["a side of the coin", "first cloud", "song"]
            .map(String::from)
            .to_vec(),
        of_song: of_song.collect(),
    };
    library.multi_labels = vec![tags];
    Arc::new(library)
}

#[test]
fn each_of_several_labels_is_told_by_every_model() {
    let folder = tempfile::tempdir().unwrap();
    let (library, cells) = (
        with_several_labels(folder.path()),
        folder.path().join("cells"),
    );
    let compared = compare(&plan(GRID), &library, &cells);
    let groups = groups(&compared);
    let direct: Vec<_> = groups[0].label_aucs("tags").collect();
    assert_eq!(direct.len(), 2, "seeds");
    // What all songs have cannot be told.
    let labels: Vec<&str> = direct[0].labels.iter().map(|l| l.label.as_str()).collect();
    assert_eq!(labels, ["a side of the coin", "first cloud"]);
    assert_eq!(direct[0].labels[1].auc.value, 1.0, "clouds lie apart");
    let coin = direct[0].labels[0].auc;
    assert!(
        coin.value > coin.band[0] && coin.value < coin.band[1],
        "{coin:?}"
    );

    let text = findings(&compared)[0].sentences.join("\n");
    assert_eq!(text.matches("Labels of tags").count(), 1, "{text}");
    assert!(
        text.contains("mean over 2 labels (shuffled labels "),
        "{text}"
    );
    assert!(text.contains(", 1 of 2 labels beyond chance"), "{text}");
    assert!(text.contains("was not tested"), "{text}");
    with_locale(Locale::BN, || {
        let text = findings(&compared)[0].sentences.join("\n");
        assert!(text.contains("2টি লেবেলের 1টি দৈবের বেশি"), "{text}");
    });

    // Cells of a version that did not tell them are read, and say nothing of them.
    for file in std::fs::read_dir(&cells).unwrap() {
        let path = file.unwrap().path();
        let mut cell: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        cell.as_object_mut().unwrap().remove("label_aucs").unwrap();
        std::fs::write(&path, cell.to_string()).unwrap();
    }
    let before = compare(&plan(GRID), &library, &cells);
    assert_eq!(before.n_kept, 6);
    let text = findings(&before)[0].sentences.join("\n");
    assert!(!text.contains("Labels of tags"), "{text}");
}

/// Three seeds of 100 songs in two classes; `wrong` of the songs are in the other cluster.
fn made_up(models: &[(&str, usize)]) -> Compared {
    made_up_of(models, 3)
}

fn made_up_of(models: &[(&str, usize)], n_seeds: u64) -> Compared {
    let classes: Vec<Option<String>> = (0..100)
        .map(|i| Some(["bn", "en"][i % 2].to_string()))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::clone(&clouds(folder.path()));
    let first = library.songs[0].clone();
    library.songs = (0..100)
        .map(|i| crate::library::Song {
            id: i.to_string(),
            ..first.clone()
        })
        .collect();
    library.labels = vec![LabelColumn::new("language", &classes)];
    let (mut cells, mut fits) = (Vec::new(), BTreeMap::new());
    for (model, wrong) in models {
        for seed in 0..n_seeds {
            let key = format!("{model} {seed}");
            let labels: Vec<i32> = (0..100)
                .map(|i| (i % 2) ^ i32::from((i as usize) < *wrong))
                .collect();
            let clustered = Clustered {
                n_clusters: 2,
                noise_share: 0.0,
                internal: ScoreMap::from_fn(|of| (of == Internal::Silhouette).then_some(0.4)),
                stability: None,
                silhouette_of_song: (0..100).map(|i| Some((i % 10) as f32 / 10.0)).collect(),
                labels,
                agreements: vec![agreement("language")],
                not_scored: Vec::new(),
                labels_at: BTreeMap::new(),
            };
            let fit = FitResult {
                key: key.clone(),
                rows: (0..100).collect(),
                n_latent: 16,
                n_active: if *model == "dead" { 0 } else { 16 },
                is_collapsed: *model == "dead",
                n_epochs: 1,
                secs: 0.0,
                explained_train: 0.0,
                explained_validation: None,
                explained_blocks: Vec::new(),
                separation: Vec::new(),
                label_aucs: Vec::new(),
                mig: None,
                representation: None,
                cross_modal: None,
                clusterings: BTreeMap::from([("c".to_string(), clustered)]),
                notes: Vec::new(),
                map: None,
                map_method: None,
                blocks: Vec::new(),
                reconstructions: Vec::new(),
            };
            cells.push(Cell {
                grid: 0,
                modality: "lyrics".into(),
                features: String::new(),
                model: (*model).to_string(),
                clustering: "k-means".into(),
                seed,
                fit: key.clone(),
                clustering_key: "c".into(),
            });
            fits.insert(key, fit);
        }
    }
    let grid = Grid {
        name: "Does a VAE beat PCA?".into(),
        ..Grid::default()
    };
    Compared {
        kin: Arc::new(Kin::of_songs(&library.songs)),
        library: Arc::new(library),
        plan: Plan {
            grids: vec![grid],
            ..plan(GRID)
        },
        cells,
        fits,
        failures: Vec::new(),
        warnings: Vec::new(),
        features: None,
        n_kept: 0,
        n_parallel: 1,
    }
}

fn agreement(column: &str) -> ExternalScores {
    let found = AgainstChance {
        value: 0.9,
        chance: 0.0,
        band: [-0.02, 0.02],
    };
    ExternalScores {
        column: column.to_string(),
        n_songs: 100,
        n_classes: 2,
        n_detected: 100,
        majority: 0.5,
        scores: ScoreMap::from_fn(|_| found),
        cautions: vec![Caution::Detected],
        own_k: None,
    }
}

#[test]
fn sentences_tell_a_difference_only_where_there_is_one() {
    let text = |models: &[(&str, usize)]| findings(&made_up(models))[0].sentences.join("\n");
    let better = text(&[("VAE", 0), ("PCA", 30)]);
    assert!(
        better.contains("VAE has the higher agreement with language (ARI): VAE 1.000"),
        "{better}"
    );
    assert!(text(&[("VAE", 30), ("PCA", 0)]).contains("PCA has the higher agreement"));
    let same = text(&[("VAE", 20), ("PCA", 20)]);
    assert!(same.contains("no difference beyond noise: VAE"), "{same}");
    assert!(
        same.contains("By silhouette, each in its own space and in no order: VAE 0.400")
            && !same.contains("higher silhouette"),
        "{same}"
    );
    assert!(
        same.contains("**With care:** language (labels were detected from the lyrics)."),
        "{same}"
    );
    // One song of a hundred makes none, though its direction is the same at every seed.
    let one = text(&[("VAE", 0), ("PCA", 1)]);
    assert!(
        one.contains("no difference beyond noise: VAE 1.000, PCA 0.960"),
        "{one}"
    );
}

#[test]
fn one_seed_and_two_decide_nothing() {
    for (n_seeds, seeds) in [
        (1, "one seed decides nothing"),
        (2, "two seeds decide nothing"),
    ] {
        let text = findings(&made_up_of(&[("VAE", 0), ("PCA", 30)], n_seeds))[0]
            .sentences
            .join("\n");
        let expected = format!(
            "In agreement with language (ARI), VAE 1.000, PCA 0.151; {seeds}, so there is no verdict."
        );
        assert!(text.contains(&expected), "{text}");
        assert!(
            !text.contains("higher") && !text.contains("Of verdicts"),
            "{text}"
        );
    }
}

#[test]
fn verdicts_are_corrected_for_how_many_there_are_in_the_report() {
    // Seven songs of a hundred: by itself a difference, among twelve none.
    let alone = findings(&made_up(&[("VAE", 0), ("PCA", 7)]))[0]
        .sentences
        .join("\n");
    assert!(
        alone.contains("VAE has the higher agreement")
            && alone.contains("this report makes 1 comparison"),
        "{alone}"
    );
    let mut many = made_up(&[
        ("β-VAE, β = 4", 0),
        ("CVAE given genre", 7),
        ("VAE", 0),
        ("another VAE", 7),
        ("autoencoder", 7),
        ("PCA", 7),
        ("features", 7),
    ]);
    many.plan.grids[0].name = "β-VAE and CVAE against simpler models".to_string();
    let paragraph = &findings(&many)[0];
    let text = paragraph.sentences.join("\n");
    assert!(
        text.contains("this report makes 6 comparisons, 6 of them here"),
        "{text}"
    );
    assert!(
        text.contains("though by itself it would look like one"),
        "{text}"
    );
    // Each model against each simpler one, and not the best alone.
    for model in ["β-VAE, β = 4", "CVAE given genre", "VAE", "another VAE"] {
        let sentence = paragraph
            .sentences
            .iter()
            .find(|s| s.starts_with(&format!("**{model} against simpler")))
            .unwrap();
        for simpler in ["autoencoder", "PCA", "features"] {
            assert!(sentence.contains(&format!(", {simpler} 0.")), "{sentence}");
        }
    }
}

#[test]
fn a_model_that_was_told_a_label_is_not_compared_by_it() {
    let mut compared = made_up(&[("CVAE given language", 0), ("VAE", 0), ("PCA", 30)]);
    compared.plan.grids[0].name = "β-VAE and CVAE against simpler models".to_string();
    for (_, fit) in compared
        .fits
        .iter_mut()
        .filter(|(key, _)| key.starts_with("CVAE"))
    {
        let found = fit.clusterings.get_mut("c").unwrap();
        found.agreements.clear();
        found.not_scored.push("language".to_string());
    }
    let text = findings(&compared)[0].sentences.join("\n");
    assert!(
        text.contains("VAE has the higher agreement") && text.contains("makes 1 comparison"),
        "{text}"
    );
    assert!(!text.contains("CVAE given language against"), "{text}");
}

#[test]
fn a_label_is_compared_at_as_many_clusters_as_it_has_classes() {
    let mut compared = made_up(&[("VAE", 50), ("PCA", 50)]);
    for (key, fit) in &mut compared.fits {
        let found = fit.clusterings.get_mut("c").unwrap();
        // In four clusters the VAE has what the two do not show.
        let right = key.starts_with("VAE");
        let labels = (0..100)
            .map(|i| (i + i32::from(!right) * (i / 50)) % 2 + 2 * (i % 4 / 2))
            .collect();
        found.labels_at.insert(4, labels);
        let mut at_four = agreement("language");
        at_four[External::Ari].value = 0.7;
        found.agreements[0].own_k = Some(OwnK {
            k: 4,
            labels: Vec::new(),
            scores: Box::new(at_four),
        });
    }
    let text = findings(&compared)[0].sentences.join("\n");
    let expected = "VAE has the higher agreement with language (ARI, at 4 clusters, as many as it has classes): VAE 0.4";
    assert!(text.contains(expected), "{text}");
    let groups = groups(&compared);
    assert_eq!(
        (
            groups[0].own_k("language"),
            groups[0].at_own_k(External::Ari, "language").unwrap().mean
        ),
        (Some(4), 0.7)
    );
    assert_eq!(
        groups[0].external(External::Ari, "language").unwrap().mean,
        0.9
    );
}

#[test]
fn artists_are_spoken_of_only_where_they_are_known() {
    let told = |unseen: Unseen| {
        let mut compared = made_up(&[("VAE", 0)]);
        compared.plan.grids[0].name = "Do languages separate without labels?".to_string();
        for fit in compared.fits.values_mut() {
            let accuracy = AgainstChance {
                value: 0.9,
                chance: 0.5,
                band: [0.4, 0.6],
            };
            fit.separation.push(Separation {
                apart: None,
                column: "language".to_string(),
                n_songs: 100,
                n_classes: 2,
                n_folds: 5,
                by_artist: true,
                unseen,
                n_copies: 0,
                knn: accuracy,
                logistic: accuracy,
                majority: 0.5,
                cautions: Vec::new(),
            });
        }
        findings(&compared)[0].sentences.join("\n")
    };
    let text = told(Unseen::Artists);
    let sentence =
        "in 90 % of songs of artists it has not seen (chance 50 %, 95 % of it 40 % to 60 %; the";
    assert!(text.contains(sentence), "{text}");
    let text = told(Unseen::Songs);
    assert!(
        text.contains("in 90 % of songs it has not seen (chance") && !text.contains("artists"),
        "{text}"
    );
}

#[test]
fn stability_over_seeds_is_that_of_whole_runs() {
    let mut compared = made_up(&[("VAE", 0), ("PCA", 0)]);
    // The clustering of each latent space is as stable as can be, and yet one seed gives other
    // clusters.
    for (key, fit) in &mut compared.fits {
        let found = fit.clusterings.get_mut("c").unwrap();
        found.stability = Some(Repeats::from_fn(|_| {
            Some(Again {
                mean: 1.0,
                sd: Some(0.0),
            })
        }));
        if key == "VAE 2" {
            found.labels = (0..100).map(|i| i / 50).collect();
        }
    }
    let groups = groups(&compared);
    let [vae, pca] = [&groups[0], &groups[1]].map(|g| g.stability_over_seeds().unwrap());
    assert_eq!((pca.mean, pca.n), (1.0, 3));
    assert!(
        (vae.mean - (1.0 - 2.0 * 0.0102) / 3.0).abs() < 0.001,
        "{vae:?}"
    );
    assert_eq!(
        groups[0].of_clusterings(Clustered::reseeded).unwrap().mean,
        1.0
    );
    let alone = made_up_of(&[("VAE", 0)], 1);
    assert_eq!(super::groups(&alone)[0].stability_over_seeds(), None);
}

#[test]
fn a_deviation_is_told_only_where_something_was_repeated() {
    let text = |values: &[f64]| plus_minus(Spread::of(values.iter().copied()).unwrap());
    assert_eq!(text(&[0.25]), "0.250");
    assert_eq!(text(&[0.25; 3]), "0.250 (the same at all 3 seeds)");
    assert_eq!(text(&[0.2, 0.3]), "0.250 ± 0.071");
    assert_eq!(Spread::of([0.25]).unwrap().sd, None);
}

#[test]
fn a_collapsed_latent_is_told_whatever_its_scores() {
    let compared = made_up(&[("VAE", 0), ("PCA", 0), ("dead", 0)]);
    let text = findings(&compared)[0].sentences.join("\n");
    assert!(
        text.contains("**Collapsed:** lyrics · dead · k-means (3 of 3 runs)"),
        "{text}"
    );
    let mut ranked = made_up(&[("dead", 0), ("VAE", 20), ("PCA", 20)]);
    ranked.plan.grids[0].name = "all models".to_string();
    let text = findings(&ranked)[0].sentences.join("\n");
    let (vae, dead) = (
        text.find("VAE 0.").unwrap(),
        text.find("dead (collapsed)").unwrap(),
    );
    assert!(vae < dead, "the best scores of all are of nothing: {text}");
    assert!(!text.contains("dead has the higher"), "{text}");
}

#[test]
fn a_vae_that_does_not_beat_pca_is_said_not_to() {
    let told = |models| findings(&made_up(models))[0].sentences.join("\n");
    let text = told(&[("VAE", 20), ("PCA", 20)]);
    assert!(text.contains("in none of the 1 comparisons"), "{text}");
    assert!(!text.contains("PCA has more"), "{text}");
    let text = told(&[("VAE", 30), ("PCA", 0)]);
    assert!(text.contains("in 1 of them PCA has more"), "{text}");
    let text = told(&[("VAE", 0), ("PCA", 30)]);
    assert!(
        text.contains("in 1 of the 1 comparisons that tell the VAE has more"),
        "{text}"
    );
}

#[test]
fn the_language_is_told_in_short_by_modality() {
    let mut compared = made_up(&[("VAE", 0), ("PCA", 0)]);
    compared.plan.grids[0].name = "Do languages separate without labels?".to_string();
    let text = findings(&compared)[0].sentences.join("\n");
    assert!(
        text.contains("**In short:** the language is found beyond chance in lyrics"),
        "{text}"
    );
}

#[test]
fn seeds_that_find_the_same_dimensions_rank_high() {
    let along = |seed: usize| -> Vec<f32> { (0..40).map(|i| ((i * seed) % 41) as f32).collect() };
    let of = |dimensions: Vec<Vec<f32>>| {
        Some(Representation {
            rows: (0..40).collect(),
            dimensions,
        })
    };
    let mut compared = made_up(&[("VAE", 0)]);
    assert_eq!(
        groups(&compared)[0].udr(),
        None,
        "of models without a posterior"
    );
    for fit in compared.fits.values_mut() {
        fit.representation = of(vec![along(3)]);
    }
    let all = groups(&compared)[0].udr().unwrap();
    assert!(all.n == 3 && (all.mean - 1.0).abs() < 1e-9, "{all:?}");
    for (seed, fit) in compared.fits.values_mut().enumerate() {
        fit.representation = of(vec![along(3 + 4 * seed), along(5 + 6 * seed)]);
    }
    assert!(groups(&compared)[0].udr().unwrap().mean < 0.7);
}

#[test]
fn findings_are_told_in_bangla_too() {
    let names = ["means", "language", "genre", "dead", "lyrics", "audio"];
    for models in [
        [("VAE", 0), ("PCA", 30)],
        [("VAE", 20), ("PCA", 20)],
        [("VAE", 0), ("dead", 0)],
    ] {
        let compared = made_up(&models);
        let told = || findings(&compared)[0].sentences.join("\n");
        let bangla = with_locale(Locale::BN, told);
        let left = english_left(&bangla, &names);
        assert!(
            left.is_empty() && bangla.contains('।'),
            "{left:?} in {bangla}"
        );
    }
}

#[test]
fn beside_ready_vectors_sound_and_words_stay_what_they_are_called() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::clone(&clouds(folder.path()));
    let report = &mut library.report;
    (report.n_audio, report.n_lyrics, report.n_both) = (9, 9, 9);
    let plan = Preset::Questions.plan(&library, 1).unwrap();
    let names = |grid: usize| -> Vec<&str> {
        plan.grids[grid]
            .modalities
            .iter()
            .map(|m| m.name.as_str())
            .collect()
    };
    assert_eq!(
        names(0),
        ["audio", "trained ears", "lyrics", "audio + lyrics"]
    );
    assert_eq!(names(2)[4..], ["lyric vectors", "lyric vectors, centred"]);
    let n_before = plan.grids[0].modalities.len();
    let plan = plan.beside_vectors().unwrap();
    let config = |variant: &Variant| Config::default().with(&variant.set).unwrap().fusion;
    let (vectors, others) = plan.grids[0].modalities.split_last().unwrap();
    assert_eq!(
        (vectors.name.as_str(), others.len()),
        ("ready vectors", n_before)
    );
    let weighs = |kind, variant| config(variant).weight(kind) > 0.0;
    assert!(
        others
            .iter()
            .all(|other| !weighs(BlockKind::Vectors, other))
    );
    assert!(weighs(BlockKind::Vectors, vectors));
    assert!(!weighs(BlockKind::Audio, vectors) && !weighs(BlockKind::Lyrics, vectors));
}

#[test]
fn presets_leave_out_what_a_library_cannot_give() {
    let folder = tempfile::tempdir().unwrap();
    let library = clouds(folder.path());
    for preset in Preset::all() {
        let plan = preset.plan(&library, 2).unwrap();
        let (cells, fits) = plan.expanded(&Config::plain(), &library).unwrap();
        assert!(!cells.is_empty() && !fits.is_empty(), "{preset:?}");
        assert!(
            cells
                .iter()
                .all(|c| !c.model.contains("conv") && !c.model.contains("joint")),
            "{preset:?}"
        );
    }
    let notes = Preset::Medium.plan(&library, 1).unwrap().notes;
    assert!(
        notes.iter().any(|n| n.contains("no recordings")),
        "{notes:?}"
    );
}

#[test]
fn cells_are_thrown_away_and_no_file_of_anybody_else() {
    let folder = tempfile::tempdir().unwrap();
    let cells = folder.path().join("cells");
    FitResult::clear(&cells).unwrap();
    std::fs::create_dir(&cells).unwrap();
    let put = |name: &str| std::fs::write(cells.join(name), "{}").unwrap();
    put("0123456789abcdef01234567.json");
    put("mine.json");
    FitResult::clear(&cells).unwrap();
    assert_eq!(std::fs::read_dir(&cells).unwrap().count(), 1);
    std::fs::remove_file(cells.join("mine.json")).unwrap();
    put("fedcba987654321001234567.json");
    FitResult::clear(&cells).unwrap();
    assert!(!cells.exists());
}
