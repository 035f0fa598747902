//! What a report says in another language.

use super::*;
use crate::config::{Config, ModelKind};
use crate::export::tables;
use crate::features::Cache;
use crate::pipeline::analyze;
use crate::reading::test_kit::clouds;
use crate::words::test_kit::english_left;
use crate::words::{Locale, with_locale};

/// Names of the songs’ labels, of files and of methods, and what a warning is about.
const NAMES: [&str; 15] = [
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

#[test]
fn a_report_is_told_in_bangla_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::plain();
    config.clustering.n_clusters = 3;
    config.model.kind = ModelKind::Pca;
    config.model.n_latent = 2;
    config.projection.n_iterations = 50;
    let (config, cache) = (config.check().unwrap(), Cache { folder: None });
    let (library, reporter) = (clouds(folder.path()), Reporter::silent());
    let analysis = analyze(library, &config, None, &cache, &reporter).unwrap();
    let options = ReportOptions {
        title: "Clouds".to_string(),
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
        ];
        all.map(Result::unwrap)
    };
    let bangla = with_locale(Locale::BN, tables);
    assert_eq!(bangla, tables(), "programs read these");
    let files = |line: &&str| !line.starts_with("![");
    let markdown: Vec<&str> = markdown.lines().filter(files).collect();
    for text in [markdown.join("\n"), text_of(&page)] {
        let left = english_left(&text, &NAMES);
        assert!(left.is_empty(), "{left:?} in {text}");
    }
}
