//! What holds for the texts of every language that is complete.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use super::texts::{keys, language};
use super::*;

/// The languages that must lack nothing. Another may lack what it likes, which is told in English.
const COMPLETE: [Locale; 2] = [Locale::EN, Locale::BN];

/// Each entry of a language with its lines, by its key.
fn entries(locale: Locale) -> BTreeMap<&'static str, String> {
    let mut all: BTreeMap<&str, String> = BTreeMap::new();
    let mut last = None;
    for line in language(locale.0).1.iter().flat_map(|file| file.lines()) {
        let begins = line.starts_with(|c: char| c.is_ascii_lowercase());
        if let (true, Some((key, text))) = (begins, line.split_once(" =")) {
            all.insert(key, text.to_string());
            last = Some(key);
        } else if let (true, Some(key)) = (line.starts_with(' '), last) {
            let text = all.entry(key).or_default();
            text.push('\n');
            text.push_str(line);
        }
    }
    all
}

/// The names of the values that a text takes.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('$')
        .skip(1)
        .filter_map(|rest| {
            rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
                .next()
        })
        .collect()
}

fn is_bengali(c: char) -> bool {
    ('\u{980}'..='\u{9ff}').contains(&c)
}

#[test]
fn files_are_sound_and_have_each_text_once() {
    for locale in Locale::all() {
        let (code, files) = language(locale.0);
        let (_, faults) = Catalogue::read(code, files);
        assert!(faults.is_empty(), "{locale:?}: {faults:#?}");
    }
}

#[test]
fn complete_languages_have_every_text_and_no_other() {
    let wanted: BTreeSet<&str> = keys().iter().map(|(_, key)| *key).collect();
    for locale in COMPLETE {
        let catalogue = Catalogue::of(locale);
        let missing: Vec<_> = wanted.iter().filter(|key| !catalogue.has(key)).collect();
        assert!(missing.is_empty(), "{locale:?} lacks {missing:#?}");
        let entries = entries(locale);
        let other: Vec<_> = entries
            .keys()
            .filter(|key| !wanted.contains(*key))
            .collect();
        assert!(
            other.is_empty(),
            "{locale:?} has, and nobody asks for, {other:#?}"
        );
    }
}

#[test]
fn places_for_values_are_those_of_the_english_text() {
    let english = entries(Locale::EN);
    for locale in Locale::all() {
        for (key, text) in entries(locale) {
            let Some(english) = english.get(key) else {
                panic!("{locale:?} has {key}, which English lacks");
            };
            assert_eq!(places(english), places(&text), "{locale:?}: {key}");
        }
    }
}

#[test]
fn one_english_text_has_one_key() {
    let mut by_text: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (key, text) in entries(Locale::EN) {
        by_text.entry(text).or_default().push(key);
    }
    by_text.retain(|_, keys| keys.len() > 1);
    assert!(by_text.is_empty(), "{by_text:#?}");
}

/// A Bangla text may have no Bengali letter only where the English one has no lower-case word:
/// names such as `t-SNE` and `k-means` are the same everywhere.
#[test]
fn bangla_is_in_bangla_with_latin_digits() {
    const NAMES: [&str; 6] = [
        "k-means",
        "conv VAE",
        "joint VAE",
        "ward",
        "nats",
        "log-mel",
    ];
    let english = entries(Locale::EN);
    for (key, bangla) in entries(Locale::BN) {
        let fixed = |text: &str| {
            let mut depth = 0;
            let keep = text.chars().filter(|c| {
                depth += i32::from(*c == '{') - i32::from(*c == '}');
                depth == 0 && *c != '}'
            });
            keep.collect::<String>()
        };
        let text = english.get(key).map(String::as_str).unwrap_or_default();
        let words = fixed(text);
        let is_word = |word: &str| {
            let letters = word.chars().filter(|c| c.is_ascii_lowercase()).count();
            letters > 3 && !word.contains(|c: char| c.is_ascii_uppercase())
        };
        let alike = NAMES.contains(&text.trim()) || !words.split_whitespace().any(is_word);
        assert!(
            alike || bangla.chars().any(is_bengali),
            "{key} is not in Bangla: {bangla}"
        );
        assert!(
            !bangla.chars().any(|c| ('০'..='৯').contains(&c)),
            "digits are Latin everywhere: {bangla}"
        );
    }
}

/// A language of four texts, two of them ones that the program knows.
fn small() -> Catalogue {
    let file = "language-name = Probe\n\
        songs = { $n ->\n    [one] { $n } song\n   *[other] { $n } songs\n  } of { $all }\n\
        braces = a { \"{\" }b{ \"}\" }\n\
        spaced = { \"  \" }after two spaces\n";
    let (catalogue, faults) = Catalogue::read("en", &[file]);
    assert!(faults.is_empty(), "{faults:?}");
    catalogue
}

#[test]
fn values_take_their_places_and_counts_choose_a_plural() {
    let say = |key: &str, n: &str, all: &str| {
        let values = [("n", n.to_string()), ("all", all.to_string())];
        let values = values
            .into_iter()
            .map(|(name, value)| (name, catalogue::number_or_text(value)));
        small().format(key, &values.collect()).unwrap()
    };
    assert_eq!(say("songs", "1", "10"), "1 song of 10");
    assert_eq!(say("songs", "0", "ten"), "0 songs of ten");
    assert_eq!(say("songs", "1.50", "007"), "1.50 songs of 007");
    assert_eq!(
        say("songs", "21", "99999999999999999999"),
        "21 songs of 99999999999999999999"
    );
    assert_eq!(say("braces", "", ""), "a {b}");
    assert_eq!(say("spaced", "", ""), "  after two spaces");
}

#[test]
fn faults_of_a_file_are_told() {
    let (_, twice) = Catalogue::read("en", &["a = 1\n", "a = 2\n"]);
    assert_eq!(twice.len(), 1, "{twice:?}");
    let (_, broken) = Catalogue::read("en", &["a = { $n\n"]);
    assert!(!broken.is_empty());
}

#[test]
fn each_thread_has_its_locale_and_gets_it_back() {
    assert_eq!(locale(), Locale::EN);
    let name = with_locale(Locale::BN, || {
        let other = std::thread::spawn(locale).join().unwrap();
        assert_eq!(other, Locale::EN);
        tr(id::LANGUAGE_NAME)
    });
    assert_eq!((name, locale()), ("বাংলা", Locale::EN));
}

#[test]
fn messages_are_said_in_the_language_of_who_reads_them() {
    let message = Message::joined(
        [id::LANGUAGE_NAME.into(), Message::verbatim("disk full")],
        "; ",
    );
    assert_eq!(message.to_string(), "English; disk full");
    assert_eq!(
        with_locale(Locale::BN, || message.to_string()),
        "বাংলা; disk full"
    );
}

#[test]
fn locales_are_kept_by_their_code_and_old_names_are_read() {
    for locale in Locale::all() {
        let kept = serde_json::to_string(&locale).unwrap();
        assert_eq!(kept, format!("\"{}\"", locale.code()));
        assert_eq!(serde_json::from_str::<Locale>(&kept).unwrap(), locale);
    }
    for (kept, locale) in [
        ("\"English\"", Locale::EN),
        ("\"Bangla\"", Locale::BN),
        ("\"tlh\"", Locale::EN),
    ] {
        assert_eq!(serde_json::from_str::<Locale>(kept).unwrap(), locale);
    }
}

#[test]
fn a_text_is_found_by_its_english() {
    assert_eq!(Text::of_english("English"), Some(id::LANGUAGE_NAME));
    assert_eq!(Text::of_english("no text of ours"), None);
}
