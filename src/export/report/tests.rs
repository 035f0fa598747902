//! What a report says in another language.

use super::*;
use crate::audio::Alteration;
use crate::config::{Config, Keyed, ModelKind};
use crate::export::tables;
use crate::features::Cache;
use crate::library::{Library, MultiLabel};
use crate::pipeline::{Moving, Shift, analyze};
use crate::random::splitmix64;
use crate::reading::test_kit::clouds;
use crate::words::test_kit::english_left;
use crate::words::{Locale, with_locale};

/// Names of the songs’ labels, of files and of methods, and what a warning is about.
const NAMES: [&str; 22] = [
    // Classes of a column, which are the same in every language.
    "no",
    "yes",
    "librosa",
    "moods",
    "north",
    "odd",
    "whole",
    "cloud",
    "coin",
    "heads",
    "tails",
    "means",
    "nat",
    "features",
    "config",
    "toml",
    "warnings",
    "txt",
    "latentune",
    "compare",
    "report",
    "html",
];

/// The text of a page and of its drawings, without its styles and its scripts.
fn text_of(page: &str) -> String {
    let mut text = page.to_string();
    for (from, to) in [("<style", "</style>"), ("<script", "</script>"), ("<", ">")] {
        while let Some(start) = text.find(from) {
            let end = text[start..]
                .find(to)
                .map_or(text.len(), |n| start + n + to.len());
            text.replace_range(start..end, " ");
        }
    }
    text
}

/// The clouds, with moods: one is that of a cloud, one is dealt by chance. The first has a column
/// of yes and no.
fn with_moods(folder: &std::path::Path) -> Arc<Library> {
    let mut library = Library::clone(&clouds(folder));
    let of_song = |song: usize| {
        let mut own = vec![];
        own.extend(song.is_multiple_of(3).then_some(0));
        own.extend(splitmix64(song as u64).is_multiple_of(2).then_some(1));
        own.push(2);
        own
    };
    let moods = MultiLabel {
        name: "moods".to_string(),
        labels: ["north", "odd", "whole"].map(str::to_string).to_vec(),
        of_song: (0..library.songs.len()).map(of_song).collect(),
    };
    library.labels.push(moods.column(0));
    library.multi_labels = vec![moods];
    Arc::new(library)
}

fn moved() -> Invariance {
    let shift = Shift {
        low: 0.1,
        median: 0.3,
        high: 0.6,
    };
    let ways = Alteration::all();
    Invariance {
        songs: vec![1, 2, 5],
        spaces: vec![Moving::Latent],
        rows: ways.map(|way| (way, vec![shift.clone()])).collect(),
    }
}

#[test]
fn a_report_is_told_in_bangla_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::plain();
    config.clustering.n_clusters = 3;
    config.model.kind = ModelKind::Pca;
    config.model.n_latent = 2;
    config.projection.n_iterations = 50;
    let (config, cache) = (config.check().unwrap(), Cache { folder: None });
    let (library, reporter) = (with_moods(folder.path()), Reporter::silent());
    let analysis = analyze(library, &config, None, &cache, &reporter).unwrap();
    let options = ReportOptions {
        title: "Clouds".to_string(),
        invariance: Some(Arc::new(moved())),
        ..ReportOptions::default()
    };
    let (markdown, page) = with_locale(Locale::BN, || {
        let names = shown_names(&names(&analysis, &options));
        let report = Report::new(&analysis, &options, &names, &reporter).unwrap();
        let page = report.page(&options, &reporter).unwrap().0;
        (report.markdown(), page)
    });
    assert!(page.contains("<html lang=\"bn\">"));
    let tables = || {
        let clusters = &names(&analysis, &options);
        let subject = Subject {
            analysis: &analysis,
            clusters,
        };
        let all = [
            tables::clustering_metrics(&analysis),
            tables::clusters(&analysis),
            tables::probes(&analysis),
            tables::distributions(subject),
            tables::songs(subject).to_csv(),
            tables::label_aucs(&analysis).unwrap(),
            tables::invariance(&moved()),
        ];
        all.map(Result::unwrap)
    };
    let bangla = with_locale(Locale::BN, tables);
    assert_eq!(bangla, tables(), "programs read these");
    // What is in one place is told, what is dealt by chance is not.
    let labels = &bangla[5];
    let row = |label: &str| {
        let of = format!("moods,{label},");
        labels.lines().find(|line| line.starts_with(&of)).unwrap()
    };
    assert!(row("north").contains(",beyond chance,"), "{labels}");
    assert!(row("odd").contains(",no,"), "{labels}");
    assert!(
        bangla[2].contains("roc auc of a linear probe"),
        "{}",
        bangla[2]
    );
    // It has its AUC among the moods, and its scores in the tables: a paragraph of its own would
    // say it again.
    assert!(bangla[0].contains("moods: north"), "{}", bangla[0]);
    assert!(!markdown.contains("**moods: north"), "{markdown}");
    let table = &bangla[6];
    assert!(table.contains("latent,0.3000,0.1000,0.6000,3"), "{table}");
    let files = |line: &&str| !line.starts_with("![");
    let markdown: Vec<&str> = markdown.lines().filter(files).collect();
    for text in [markdown.join("\n"), text_of(&page)] {
        let left = english_left(&text, &NAMES);
        assert!(left.is_empty(), "{left:?} in {text}");
    }
}
