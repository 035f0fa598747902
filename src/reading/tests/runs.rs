//! Whole runs: what the window says of one, and what its report says.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::super::test_kit::clouds;
use crate::config::{Config, ModelKind, ProjectionMethod};
use crate::features::Cache;
use crate::job::Reporter;
use crate::model::Trained;
use crate::pipeline::{Analysis, analyze};
use crate::reading::{reading, say};
use crate::words::test_kit::english_left;
use crate::words::{Locale, with_locale};

#[test]
fn one_run_tells_differences_only_beyond_noise_and_a_collapse_before_all_else() {
    let folder = tempfile::tempdir().unwrap();
    let library = clouds(folder.path());
    let mut config = Config::plain();
    config.clustering.n_clusters = 3;
    config.model.kind = ModelKind::Pca;
    config.model.n_latent = 2;
    config.scores.n_stability = 2;
    config.projection.n_iterations = 50;
    let checked = config.check().unwrap();
    let cache = Cache { folder: None };
    let mut analysis = analyze(library, &checked, None, &cache, &Reporter::silent()).unwrap();
    let told = |analysis: &Analysis| -> BTreeMap<&str, String> {
        say::topics(analysis, &reading(analysis))
            .into_iter()
            .map(|t| (t.title.as_str(), t.sentences.join("\n")))
            .collect()
    };
    let topics = told(&analysis);
    assert!(!topics.contains_key("Before all else") && !topics.contains_key("Sound and words"));
    let labels: Vec<&str> = topics["Clusters and labels"].lines().collect();
    assert!(
        labels[0].starts_with("**cloud.** Clusters agree with it beyond chance: ARI 1.000"),
        "{}",
        labels[0]
    );
    // Both spaces part the clouds wholly, and one seed decides nothing.
    let beside = "In agreement with cloud: PCA 1.000, features 1.000. One seed decides nothing between them.";
    assert!(labels[0].contains(beside), "{}", labels[0]);
    assert!(
        labels[0].contains("of songs it has not seen (chance 3"),
        "{}",
        labels[0]
    );
    assert!(
        labels[1]
            .contains("As many clusters as it has classes, 2, agree with it no more than shuffled"),
        "{}",
        labels[1]
    );
    assert!(
        labels[1].contains("no more than shuffled labels do"),
        "{}",
        labels[1]
    );
    assert!(
        topics["Clusters"].contains("a strong structure"),
        "{}",
        topics["Clusters"]
    );

    let bangla = with_locale(Locale::BN, || told(&analysis));
    let bangla = bangla.values().cloned().collect::<Vec<_>>().join("\n");
    let names = ["cloud", "coin", "heads", "tails", "means"];
    let left = english_left(&bangla, &names);
    assert!(
        left.is_empty() && !bangla.is_empty(),
        "{left:?} in {bangla}"
    );

    let mut model = Trained::load(&saved(&analysis, folder.path())).unwrap().0;
    model.diagnostics.n_active = 0;
    analysis.model = Arc::new(model);
    let collapsed = say::topics(&analysis, &reading(&analysis));
    assert_eq!(collapsed[0].title.as_str(), "Before all else");
    let said = told(&analysis);
    assert!(
        !said["Clusters"].contains("One seed"),
        "noise is not compared"
    );
    let (clusters, labels) = (&said["Clusters"], &said["Clusters and labels"]);
    assert!(
        clusters.contains("which is no finding")
            && labels.contains("no agreement is a finding: ARI 1.000"),
        "{said:?}"
    );
    assert!(
        said["The picture"].starts_with("The picture is of a collapsed latent space"),
        "{said:?}"
    );
    for praise in [
        "strong structure",
        "much the same",
        "beyond chance",
        "tells it right",
    ] {
        assert!(
            !clusters.contains(praise) && !labels.contains(praise),
            "{praise}: {said:?}"
        );
    }
}

fn saved(analysis: &Analysis, folder: &Path) -> std::path::PathBuf {
    let model = folder.join("model");
    analysis
        .model
        .save(&model, &analysis.model_config(), &analysis.fused.scaler)
        .unwrap();
    model
}

/// What the window says of a thing where the report says the other, and only there.
const ALIKE: [(&str, &str); 17] = [
    (
        "The latent space has collapsed, ",
        "**The latent space has collapsed:**",
    ),
    ("clusters that are clearly parted", ": a strong structure"),
    (
        "clusters that are reasonably parted",
        ": a reasonable structure",
    ),
    ("is weak: clusters touch", ": a weak structure"),
    ("clusters hardly part", ": no substantial structure"),
    (
        "cloud: clusters agree with it beyond chance",
        "**cloud.** Clusters agree with it beyond chance:",
    ),
    (
        "coin: clusters agree with it beyond chance",
        "**coin.** Clusters agree with it beyond chance:",
    ),
    (
        "cloud: clusters agree with it no better than",
        "**cloud.** Clusters agree with it no more than",
    ),
    (
        "coin: clusters agree with it no better than",
        "**coin.** Clusters agree with it no more than",
    ),
    (
        "cloud: the agreement is beyond chance",
        "**cloud.** Clusters agree with it beyond chance, but are no purer",
    ),
    (
        "coin: the agreement is beyond chance",
        "**coin.** Clusters agree with it beyond chance, but are no purer",
    ),
    ("comes out the same", "they come out much the same"),
    (
        "comes out much the same",
        "they come out alike, not the same",
    ),
    ("comes out otherwise", "they come out otherwise each time"),
    ("much is learnt by heart", "much of it is learnt by heart"),
    (
        "knows no more than the mean",
        "it knows no more than their mean",
    ),
    (
        "are in no cluster and left out",
        "are in no cluster, and left out",
    ),
];

/// The window's sentences on map and scores, and the report's.
fn both(analysis: &Analysis) -> (String, String, String) {
    let read = reading(analysis);
    let map: Vec<String> = read.map.iter().map(say::of_map).collect();
    let scores: Vec<String> = read.scores.iter().map(say::of_score).collect();
    let report: Vec<String> = say::topics(analysis, &read)
        .into_iter()
        .flat_map(|topic| topic.sentences)
        .collect();
    (map.join("\n"), scores.join("\n"), report.join("\n"))
}

fn runs(folder: &Path) -> Vec<Analysis> {
    let library = clouds(folder);
    let cache = Cache { folder: None };
    let mut made: Vec<Analysis> = Vec::new();
    for (kind, method, k) in [
        (ModelKind::Pca, ProjectionMethod::Tsne, 3),
        (ModelKind::Pca, ProjectionMethod::Pca, 6),
        (ModelKind::Pca, ProjectionMethod::Umap, 12),
        (ModelKind::Vae, ProjectionMethod::Tsne, 5),
        (ModelKind::Direct, ProjectionMethod::Tsne, 2),
    ] {
        let mut config = Config::plain();
        config.clustering.n_clusters = k;
        config.model.kind = kind;
        config.model.n_latent = 2;
        config.model.n_epochs = 2;
        config.model.hidden = vec![8];
        config.scores.n_stability = 2;
        config.projection.method = method;
        config.projection.n_iterations = 50;
        let checked = config.check().unwrap();
        let silent = Reporter::silent();
        made.push(analyze(library.clone(), &checked, made.last(), &cache, &silent).unwrap());
    }
    made
}

#[test]
fn the_window_and_the_report_judge_alike() {
    let folder = tempfile::tempdir().unwrap();
    let mut met = [0; ALIKE.len()];
    for analysis in &runs(folder.path()) {
        let (map, scores, report) = both(analysis);
        if analysis.is_collapsed() {
            continue;
        }
        for (said, (window, other)) in met.iter_mut().zip(ALIKE) {
            assert_eq!(
                scores.contains(window),
                report.contains(other),
                "{window} / {other}\n{scores}\n\n{report}"
            );
            *said += usize::from(scores.contains(window));
        }
        let forbidden = report.contains("may not be read from it");
        for permission in [
            "may be read by their order",
            "Read distances between clusters only",
        ] {
            assert!(
                !(forbidden && map.contains(permission)),
                "{permission}: {map}"
            );
        }
    }
    let n_met = met.iter().filter(|n| **n > 0).count();
    assert!(
        n_met >= 6,
        "the runs differ in what is said of them: {met:?}"
    );
}
