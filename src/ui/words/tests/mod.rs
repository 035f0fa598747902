//! Finds what the table of the other language lacks, or has too much.

mod window;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use strum::VariantArray;

use super::*;
use crate::config::Keyed;
use crate::config::knob::{Group, Value};
use crate::config::knobs;
use crate::export::TableFormat;
use crate::features::{BlockId, BlockKind};
use crate::job::Stage;
use crate::scores::{External, Internal, Metric, Trait};

/// Names that are written alike in every language.
const TECHNICAL: [&str; 26] = [
    "AMI",
    "ARI",
    "CPU",
    "CVAE",
    "Calinski-Harabasz",
    "DBSCAN",
    "Davies-Bouldin",
    "GPU",
    "HDBSCAN",
    "MFCC",
    "NMI",
    "PCA",
    "SIF",
    "TF-IDF",
    "UMAP",
    "V-measure",
    "VAE",
    "VaDE",
    "conv VAE",
    "joint VAE",
    "k-means",
    "t-SNE",
    "ward",
    "β",
    "β-TCVAE",
    "β-VAE",
];

/// The text of the string literal that begins at `at`, and where it ends.
fn literal(source: &[char], at: usize) -> (String, usize) {
    let (mut text, mut i) = (String::new(), at + 1);
    while source[i] != '"' {
        if source[i] != '\\' {
            text.push(source[i]);
            i += 1;
            continue;
        }
        match source[i + 1] {
            '\n' => {
                i += 2;
                while source[i].is_whitespace() {
                    i += 1;
                }
                continue;
            }
            'n' => text.push('\n'),
            'u' => {
                let end = (i..).find(|&k| source[k] == '}').unwrap();
                let digits: String = source[i + 3..end].iter().collect();
                text.push(char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap());
                i = end + 1;
                continue;
            }
            plain => text.push(plain),
        }
        i += 2;
    }
    (text, i + 1)
}

/// Every text that is translated in a source: literals anywhere within the brackets of `tr`,
/// `english` and `pair`, and the first one of `fill`.
fn texts(source: &str) -> Vec<String> {
    let own: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |all, line| all + line + "\n");
    let own = own
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let chars: Vec<char> = own.chars().collect();
    let mut found = Vec::new();
    for (name, first_only) in [
        ("tr(", false),
        ("english(", false),
        ("pair(", false),
        ("fill(", true),
    ] {
        for (byte, _) in own.match_indices(name) {
            let before = own[..byte].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '"') {
                continue;
            }
            let mut i = own[..byte].chars().count() + name.len();
            let mut depth = 1;
            while depth > 0 && i < chars.len() {
                match chars[i] {
                    '"' => {
                        let (text, end) = literal(&chars, i);
                        found.push(text);
                        i = end;
                        continue;
                    }
                    '\'' if chars.get(i + 2) == Some(&'\'') => i += 2,
                    '(' | '[' | '{' => depth += 1,
                    ')' | ']' | '}' => depth -= 1,
                    ',' if first_only && depth == 1 => break,
                    _ => {}
                }
                i += 1;
            }
        }
    }
    found
}

#[test]
fn texts_are_found_however_they_are_written() {
    let source = r#"
        // tr("a comment")
        label(tr("one")); fill("{n} \"two\"", &[("n", &x("not this"))]);
        tr(if a { "three" } else { "fo\
            ur" }); extra("no"); pair("five", "six"), ')' tr("a\u{2019}b")
    "#;
    let all: BTreeSet<String> = texts(source).into_iter().collect();
    let wanted = ["a’b", "five", "four", "one", "six", "three", "{n} \"two\""];
    assert_eq!(all.iter().map(String::as_str).collect::<Vec<_>>(), wanted);
}

fn sources(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("tests") {
                sources(&path, all);
            }
        } else if path.extension().is_some_and(|e| e == "rs")
            && !path
                .file_stem()
                .is_some_and(|stem| stem.to_string_lossy().ends_with("tests"))
        {
            all.push(path);
        }
    }
}

/// Every text of the window, with the file that has it.
fn all_texts() -> BTreeMap<String, String> {
    let mut files = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui"),
        &mut files,
    );
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/reading/say"),
        &mut files,
    );
    let mut all = BTreeMap::new();
    for file in files.iter().filter(|file| !file.ends_with("words/mod.rs")) {
        let source = std::fs::read_to_string(file).unwrap();
        all.extend(
            texts(&source)
                .into_iter()
                .map(|text| (text, file.display().to_string())),
        );
    }
    let labels = texts_of_settings()
        .into_iter()
        .chain(Stage::ALL.map(Stage::label))
        .chain(Trait::VARIANTS.iter().map(|heard| heard.label()))
        .chain(TableFormat::ALL.map(TableFormat::hint))
        .chain(BlockId::all().map(BlockId::name))
        .chain(BlockKind::all().map(Keyed::key))
        .chain(["map"]);
    let formulas = Internal::ALL.iter().map(|score| score.facts().formula);
    let formulas = formulas.chain(External::ALL.iter().map(|score| score.facts().formula));
    let in_words = formulas.filter(|formula| formula.contains(" over "));
    all.extend(in_words.map(|f| (f.to_string(), "a formula of a score".to_string())));
    all.extend(
        labels
            .filter(|l| !TECHNICAL.contains(l))
            .map(|l| (l.to_string(), "a label of the core".to_string())),
    );
    all
}

/// What the form and the glossary show of settings.
fn texts_of_settings() -> Vec<&'static str> {
    let mut all: Vec<&str> = Group::all()
        .filter(|group| *group != Group::File)
        .map(Group::title)
        .collect();
    for knob in knobs().filter(|knob| knob.group != Group::File) {
        all.extend([knob.label, knob.name, knob.says]);
        match knob.value {
            Value::Choice(choice) => all.extend((choice.all)().iter().map(|(_, label)| *label)),
            Value::Number(number) => all.extend(number.zero.map(|(zero, _)| zero)),
            Value::Switch { .. }
            | Value::Text { .. }
            | Value::Widths { .. }
            | Value::Span { .. }
            | Value::Names { .. } => {}
        }
        // A formula of symbols is the same in every language.
        let is_words = |part: &&str| part.len() > 6 && part.chars().all(|c| c.is_ascii_lowercase());
        if knob.formula.split_whitespace().any(|part| is_words(&part)) {
            all.push(knob.formula);
        }
    }
    all
}

fn is_bengali(c: char) -> bool {
    ('\u{980}'..='\u{9ff}').contains(&c)
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn every_text_has_its_bangla_and_every_entry_its_text() {
    let wanted = all_texts();
    let entries: Vec<(&str, &str)> = bangla::all().copied().collect();
    let table: BTreeMap<&str, &str> = entries.iter().copied().collect();
    let twice: Vec<&str> = entries
        .iter()
        .enumerate()
        .filter(|(i, (key, _))| entries[..*i].iter().any(|(k, _)| k == key))
        .map(|(_, e)| e.0)
        .collect();
    assert!(twice.is_empty(), "more than once in the table: {twice:#?}");
    let missing: Vec<_> = wanted
        .iter()
        .filter(|(text, _)| !table.contains_key(text.as_str()))
        .collect();
    assert!(missing.is_empty(), "without Bangla: {missing:#?}");
    let unused: Vec<_> = table
        .keys()
        .filter(|key| !wanted.contains_key(**key))
        .collect();
    assert!(
        unused.is_empty(),
        "in the table, but nowhere in the window: {unused:#?}"
    );
    for (english, bangla) in &entries {
        assert_eq!(places(english), places(bangla), "{english}");
        let alike = TECHNICAL.contains(english)
            || !english.split('{').any(|part| {
                part.rsplit('}')
                    .next()
                    .is_some_and(|fixed| fixed.chars().any(|c| c.is_ascii_lowercase()))
            });
        assert!(
            bangla.chars().any(is_bengali) || alike,
            "{english} is not in Bangla: {bangla}"
        );
        assert!(
            !bangla.chars().any(|c| ('০'..='৯').contains(&c)),
            "digits are Latin everywhere: {bangla}"
        );
    }
}

#[test]
fn values_take_their_places_in_either_language() {
    assert_eq!(
        fill("{n} of {all}", &[("n", &3), ("all", &"ten")]),
        "3 of ten"
    );
    set_locale(Locale::BN);
    assert_eq!(tr("No songs yet"), "এখনও কোনো গান নেই");
    assert_eq!(tr("not in any table"), "not in any table");
    assert_eq!(
        fill("{n} of {all}", &[("n", &3), ("all", &10)]),
        "10টির মধ্যে 3টি"
    );
    set_locale(Locale::EN);
}

#[test]
fn what_the_session_tells_is_found_again() {
    let note = "60 songs in 5 clusters after 1.5 s";
    assert_eq!(told(note), note);
    set_locale(Locale::BN);
    assert_eq!(told(note), "1.5 সেকেন্ডে 60টি গান 5টি ক্লাস্টারে");
    assert_eq!(told("cluster 12"), "ক্লাস্টার 12");
    assert_eq!(told("stopped"), "থামানো হয়েছে");
    assert_eq!(told("disk full: a.csv"), "disk full: a.csv");
    assert_eq!(
        told("the sweep broke off by a fault in the program: no"),
        "প্রোগ্রামের ত্রুটিতে যাচাই মাঝপথে থেমে গেছে: no"
    );
    set_locale(Locale::EN);
    assert_eq!(
        values_of("{a} of {b}", "two of three of four"),
        Some(vec![("a", "two"), ("b", "three of four")])
    );
    assert_eq!(values_of("epoch {n}", "epoch "), None);
}

/// What the session tells in so many words, each value as `value`: the first text within each
/// `cx.inform(…)`, `cx.warn(…)` and `cx.fail(…)`.
fn told_by_the_session() -> Vec<(String, String)> {
    let mut files = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/session"),
        &mut files,
    );
    let mut all = Vec::new();
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        let own = source
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        let places = ["cx.inform(", "cx.warn(", "cx.fail("]
            .into_iter()
            .flat_map(|call| own.match_indices(call));
        for (at, _) in places {
            let chars: Vec<char> = own[at..].chars().collect();
            let end = chars.iter().position(|c| *c == ';').unwrap_or(chars.len());
            let Some(quote) = chars[..end].iter().position(|c| *c == '"') else {
                continue;
            };
            let (text, _) = literal(&chars, quote);
            let mut parts = text.split('{');
            let first = parts.next().unwrap_or_default().to_string();
            let filled = parts
                .filter_map(|part| part.split_once('}'))
                .fold(first, |all, (_, rest)| all + "value" + rest);
            all.push((filled, file.display().to_string()));
        }
    }
    all
}

#[test]
fn everything_the_session_tells_has_its_bangla() {
    let all = told_by_the_session();
    assert!(all.len() >= 15, "{all:?}");
    set_locale(Locale::BN);
    let left: Vec<_> = all
        .iter()
        .filter(|(text, _)| !told(text).chars().any(is_bengali))
        .collect();
    set_locale(Locale::EN);
    assert!(left.is_empty(), "told in English only: {left:#?}");
}

/// What tables and few songs are told, as it is written where it is told.
#[test]
fn what_is_told_of_tables_and_lowered_settings_has_its_bangla() {
    let told_of = [
        "line 4: a quote opens and is never closed, and was read as a plain character",
        "line 4 and 2 more: a quote opens and is never closed, and was read as a plain character",
        "3 lines name the columns together: `track.title` is one of them",
        "no feature, as it tells of the file and not of the music; --map \"number=length\" makes it one",
        "2 cell(s) are no numbers, such as `x`, 3 are infinite, and all of them count as unknown",
        "2 cell(s) are no numbers, such as `x`, and count as unknown",
        "none of the 2 rows leads to a recording or to lyrics, for example a.wav; looked in /a, /b",
        "4 songs have this recording, each with words or labels of its own; all are heard whole",
        "20 clusters asked for, 7 made: there are only 8 songs",
        "50 neighbours in the graph asked for, 8 used: there are only 8 songs",
        "perplexity 50 asked for, 2.3 used: there are only 8 songs",
        "no song is held out to judge it: 10 % of 8 songs are fewer than two",
    ];
    set_locale(Locale::BN);
    let left: Vec<_> = told_of
        .iter()
        .filter(|text| !told(text).chars().any(is_bengali))
        .collect();
    let line = told(
        "line 4 and 2 more: a quote opens and is never closed, and was read as a plain character",
    )
    .into_owned();
    set_locale(Locale::EN);
    assert!(left.is_empty(), "told in English only: {left:#?}");
    assert!(line.starts_with("লাইন 4 ও আরও 2টিতে"), "{line}");
}
