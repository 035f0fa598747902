//! What the page's map knows of each song, as JSON.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::export::figures::Subject;
use crate::library::Song;
use crate::matrix::Matrix;
use crate::pipeline::{Contents, NamedPlace, Part, places};
use crate::projection;
use crate::scores::NamePart;
use crate::words::{Message, Text, id, same, say, tr};

/// More letters of one song's words would make a large file larger; nobody reads them on a card.
const MOST_LETTERS: usize = 6000;
/// With more songs their words are left out of the page.
const MOST_SONGS_WITH_WORDS: usize = 20_000;
/// With more songs their neighbours are.
const MOST_SONGS_WITH_NEIGHBOURS: usize = 5_000;
const N_NEIGHBOURS: usize = 6;

#[derive(Serialize)]
struct Page<'a> {
    title: Vec<&'a str>,
    artist: Vec<&'a str>,
    /// As HTML's `lang` has it; empty when unknown.
    lang: Vec<String>,
    words: Vec<String>,
    maps: Vec<Map>,
    classes: Vec<Classes<'a>>,
    numbers: Vec<Numbers<'a>>,
    near: Vec<Vec<usize>>,
    /// Of clusters and their parts, those to be written first first.
    names: Vec<Name>,
    /// By song, as a data URI.
    clips: &'a BTreeMap<usize, String>,
    /// Why words are missing, where they are.
    remark: String,
    /// What the script says, by the names that it knows.
    said: BTreeMap<&'static str, String>,
}

/// The texts of the script: the name by which it asks for one, and the places in it that it fills.
const SAID: [(&str, Text, &[&str]); 19] = [
    ("bar", id::EXPORT_PAGE_BAR, &["name", "here", "all"]),
    ("chart", id::EXPORT_PAGE_CHART, &["name"]),
    ("clear", id::EXPORT_PAGE_CLEAR, &["name"]),
    ("excerpt", id::EXPORT_PAGE_EXCERPT, &["title"]),
    ("first", id::EXPORT_PAGE_FIRST, &["n"]),
    ("filtered", id::EXPORT_PAGE_FILTERED, &["n"]),
    ("found", id::EXPORT_PAGE_FOUND, &["n", "all"]),
    ("hint", id::EXPORT_PAGE_HINT, &[]),
    ("lassoed", id::EXPORT_PAGE_LASSOED, &["n"]),
    ("near", id::EXPORT_PAGE_NEAREST, &[]),
    ("row", id::EXPORT_PAGE_LEGEND_ROW, &[]),
    ("selected", id::EXPORT_PAGE_N_SELECTED, &["n"]),
    ("range", id::EXPORT_PAGE_RANGE, &["low", "high"]),
    ("share", id::EXPORT_PAGE_SHARE, &["name", "here", "all"]),
    ("songs", id::COMMON_SONGS, &[]),
    ("themeDark", id::EXPORT_PAGE_THEME_DARK, &[]),
    ("themeLight", id::EXPORT_PAGE_THEME_LIGHT, &[]),
    ("unknown", id::COMMON_UNKNOWN, &[]),
    ("words", id::COMMON_WORDS, &[]),
];

/// The texts in the locale of the thread; a place is `{name}`, as the script looks for it.
fn said() -> BTreeMap<&'static str, String> {
    let one = |(name, text, places): (&'static str, Text, &[&'static str])| {
        let with = |said: Message, place: &&'static str| said.with(place, format!("{{{place}}}"));
        (name, places.iter().fold(say(text), with).to_string())
    };
    let mut all: BTreeMap<_, _> = SAID.map(one).into();
    // Places are no numbers, so the plural for one song is a text of its own.
    let selected = say(id::EXPORT_PAGE_N_SELECTED).with("n", 1_usize);
    all.insert("selectedOne", selected.to_string());
    all
}

#[derive(Serialize)]
struct Map {
    name: String,
    note: String,
    /// x and y of each song in turn.
    xy: Vec<f64>,
}

/// A name on the map.
#[derive(Serialize)]
struct Name {
    text: String,
    /// The cluster that it is, or is in.
    within: u32,
    /// On each map; nothing where it is not named.
    places: Vec<Option<Place>>,
}

#[derive(Serialize)]
struct Place {
    at: [f64; 2],
    /// Widths, in the map's own measure: it is named where what is so wide fills the map, and until
    /// then.
    from: Option<f64>,
    until: Option<f64>,
}

#[derive(Serialize)]
struct Classes<'a> {
    name: &'a str,
    names: Vec<String>,
    /// −1 is unknown.
    of: Vec<i64>,
    unknown: &'static str,
}

#[derive(Serialize)]
struct Numbers<'a> {
    name: &'a str,
    of: Vec<Option<f64>>,
    low: f64,
    high: f64,
    diverging: bool,
}

/// JSON that may stand in a `script` element: no `<`, `>` or `&` is left in it.
///
/// # Errors
/// None that is known.
pub(super) fn json(
    subject: Subject,
    clips: &BTreeMap<usize, String>,
    contents: Option<&Contents>,
) -> Result<String> {
    let page = page(subject, clips, contents);
    let text = serde_json::to_string(&page)
        .map_err(|e| Error::stage(id::ERROR_REPORT, Message::verbatim(e)))?;
    Ok(harmless(&text))
}

/// Within JSON strings these letters can be written so; outside of strings JSON has none of them.
fn harmless(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

fn page<'a>(
    subject: Subject<'a>,
    clips: &'a BTreeMap<usize, String>,
    contents: Option<&Contents>,
) -> Page<'a> {
    let analysis = subject.analysis;
    let library = &analysis.library;
    let songs = &library.songs;
    let with_words = songs.len() <= MOST_SONGS_WITH_WORDS;
    let mut maps = vec![map(
        analysis.map.method.label(),
        &crate::export::figures::note(analysis),
        &analysis.map.xy,
    )];
    if analysis.map.method != crate::config::ProjectionMethod::Pca {
        maps.push(map(
            same("PCA"),
            tr(id::EXPORT_PCA_LATENTS_TWO_DIMENSIONS),
            &analysis.pca.xy,
        ));
    }
    let mut classes = vec![Classes {
        name: tr(id::COMMON_CLUSTER),
        names: subject.clusters.to_vec(),
        of: indices(&analysis.clusters.labels),
        unknown: tr(id::EXPORT_NOISE),
    }];
    classes.extend(library.labels.iter().map(|label| Classes {
        name: &label.name,
        names: label.classes.clone(),
        of: indices(&label.of_song),
        unknown: tr(id::COMMON_UNKNOWN),
    }));
    let mut columns = vec![numbers(
        tr(id::MAP_BAR_SILHOUETTE),
        &analysis.scores.silhouette_of_song,
        Some((-1.0, 1.0)),
    )];
    if let Some(trust) = &analysis.trust {
        columns.push(numbers(
            tr(id::COMMON_TRUSTWORTHINESS),
            &trust.trustworthiness_of_song,
            None,
        ));
    }
    columns.extend(
        library
            .numbers
            .iter()
            .map(|n| numbers(&n.name, &n.singles(), None)),
    );
    let with_neighbours = songs.len() <= MOST_SONGS_WITH_NEIGHBOURS;
    Page {
        title: songs.iter().map(|s| s.title.as_str()).collect(),
        artist: songs.iter().map(|s| s.artist.as_str()).collect(),
        lang: songs.iter().map(lang).collect(),
        words: if with_words {
            songs.iter().map(words).collect()
        } else {
            Vec::new()
        },
        maps,
        classes,
        numbers: columns.into_iter().flatten().collect(),
        near: if with_neighbours {
            neighbours(analysis.latents())
        } else {
            Vec::new()
        },
        names: contents.map_or(Vec::new(), |contents| names(subject, contents)),
        clips,
        remark: if with_words {
            String::new()
        } else {
            tr(id::EXPORT_WORDS_LEFT_OUT_THERE_TOO).to_string()
        },
        said: said(),
    }
}

/// The name of a smaller part would hide the songs it names.
const FEWEST_SONGS: usize = 3;
/// Parts of a name that are written.
const N_WORDS: usize = 2;

fn names(subject: Subject, contents: &Contents) -> Vec<Name> {
    let analysis = subject.analysis;
    let mut maps = vec![places(contents, &analysis.map.xy)];
    if analysis.map.method != crate::config::ProjectionMethod::Pca {
        maps.push(places(contents, &analysis.pca.xy));
    }
    let place = |found: NamedPlace| Place {
        at: found.at.map(|v| short(v as f32)),
        from: found.part_of.map(|v| short(v as f32)),
        until: found.until.map(|v| short(v as f32)),
    };
    let parts = contents.parts.iter().enumerate();
    let named = parts.filter_map(|(i, part)| {
        let within = part.within.filter(|_| part.songs.len() >= FEWEST_SONGS)?;
        let places = maps.iter().map(|places| places[i].map(place)).collect();
        let text = name_of(part, subject.clusters);
        Some((
            part,
            Name {
                text,
                within,
                places,
            },
        ))
    });
    let mut named: Vec<(&Part, Name)> = named.collect();
    // Clusters in their order, then their parts, the larger first.
    named.sort_by_key(|(part, _)| {
        let rank = part.cluster.unwrap_or(u32::MAX);
        (rank, std::cmp::Reverse(part.songs.len()))
    });
    named.into_iter().map(|(_, name)| name).collect()
}

/// A cluster by the name that a person gave it, else by its number and what sets it apart; a part by
/// that.
fn name_of(part: &Part, clusters: &[String]) -> String {
    let apart = |n: usize| {
        let words: Vec<_> = part.name.iter().take(n).map(NamePart::text).collect();
        words.join(", ")
    };
    let Some(cluster) = part.cluster else {
        return apart(N_WORDS);
    };
    let number = cluster as usize + 1;
    let plain = say(id::COMMON_CLUSTER_N).with("n", number).to_string();
    match clusters.get(cluster as usize) {
        Some(given) if *given != plain => given.clone(),
        _ if part.name.is_empty() => number.to_string(),
        _ => format!("{number} · {}", apart(1)),
    }
}

fn map(name: Text, note: &str, xy: &Matrix) -> Map {
    Map {
        name: name.to_string(),
        note: note.to_string(),
        xy: xy.as_slice().iter().map(|&v| short(v)).collect(),
    }
}

/// Five digits: more than a screen shows, and half the size.
fn short(value: f32) -> f64 {
    format!("{value:.4e}").parse().unwrap_or(0.0)
}

fn indices(of_song: &[Option<u32>]) -> Vec<i64> {
    of_song.iter().map(|c| c.map_or(-1, i64::from)).collect()
}

/// `None` where no song has a value.
fn numbers<'a>(name: &'a str, of_song: &[f32], range: Option<(f64, f64)>) -> Option<Numbers<'a>> {
    let of: Vec<Option<f64>> = of_song
        .iter()
        .map(|&v| v.is_finite().then(|| short(v)))
        .collect();
    let known = || of.iter().flatten().copied();
    let (low, high) = (known().reduce(f64::min)?, known().reduce(f64::max)?);
    let (low, high) = range.unwrap_or((low, high));
    Some(Numbers {
        name,
        of,
        low,
        high,
        diverging: range.is_some(),
    })
}

fn lang(song: &Song) -> String {
    let Some(language) = &song.language else {
        return String::new();
    };
    match language.name.to_lowercase().as_str() {
        "bangla" | "bengali" | "bn" | "বাংলা" => "bn".to_string(),
        "english" | "en" => "en".to_string(),
        "german" | "deutsch" | "de" => "de".to_string(),
        _ if language.bangla_share.is_some_and(|share| share > 0.5) => "bn".to_string(),
        code if code.len() == 2 && code.chars().all(|c| c.is_ascii_lowercase()) => code.to_string(),
        _ => String::new(),
    }
}

fn words(song: &Song) -> String {
    let text = song
        .lyrics
        .as_ref()
        .map_or_else(String::new, |lyrics| lyrics.text());
    match text.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn neighbours(latents: &Matrix) -> Vec<Vec<usize>> {
    let nearest = |i| {
        projection::nearest(latents, i, N_NEIGHBOURS)
            .into_iter()
            .map(|(j, _)| j)
            .collect()
    };
    (0..latents.n_rows()).into_par_iter().map(nearest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::report::page::SCRIPT;
    use crate::words::{Locale, with_locale};

    #[test]
    fn nothing_in_a_song_can_end_the_script() {
        let hostile = "</script><script>alert(1)</script><!-- & \u{2028} \" '";
        let json = harmless(&serde_json::to_string(&[hostile]).unwrap());
        assert!(!json.contains(['<', '>', '&', '\u{2028}']), "{json}");
        assert_eq!(
            serde_json::from_str::<Vec<String>>(&json).unwrap(),
            [hostile]
        );
    }

    /// The names that the script asks for.
    fn asked() -> Vec<&'static str> {
        let parts = SCRIPT.split("say(").skip(1);
        let names = parts.flat_map(|rest| {
            let call = rest.split([')', '{']).next().unwrap_or_default();
            call.split('"').skip(1).step_by(2)
        });
        names.collect()
    }

    #[test]
    fn the_script_asks_for_the_texts_there_are_and_writes_no_other() {
        let said = said();
        let asked = asked();
        assert!(asked.len() > 10, "{asked:?}");
        assert!(
            asked.iter().all(|name| said.contains_key(name)),
            "{asked:?}"
        );
        assert!(said.keys().all(|name| asked.contains(name)), "{said:?}");
        // Two words side by side in a literal would be a sentence of its own.
        let code = SCRIPT
            .lines()
            .filter(|line| !line.trim_start().starts_with(['/', '*']));
        let literals = code.flat_map(|line| line.split('"').skip(1).step_by(2));
        let is_word = |word: &str| word.len() > 1 && word.chars().all(char::is_alphabetic);
        for literal in literals.filter(|literal| *literal != "use strict") {
            let words = literal.split(' ').filter(|word| is_word(word)).count();
            assert!(words < 2, "{literal}");
        }
    }

    #[test]
    fn places_of_the_script_stand_in_every_language() {
        for locale in Locale::all() {
            let said = with_locale(locale, said);
            for (name, _, places) in SAID {
                let has = |place: &&str| said[name].contains(&format!("{{{place}}}"));
                assert!(places.iter().all(has), "{locale:?}: {}", said[name]);
            }
        }
    }

    #[test]
    fn numbers_keep_five_digits() {
        assert_eq!(
            [1.0, -0.123_456_79, 12_345.678].map(short),
            [1.0, -0.12346, 12346.0]
        );
        assert!(numbers("year", &[f32::NAN], None).is_none());
        let year = numbers("year", &[1999.0, f32::NAN, 2004.0], None).unwrap();
        assert_eq!((year.low, year.high, year.of[1]), (1999.0, 2004.0, None));
    }
}
