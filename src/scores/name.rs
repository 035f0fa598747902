//! What a cluster could be called, by what sets it apart.

use std::borrow::Cow;

use strum::VariantArray;

use crate::ears::Tag;
use crate::words::{Text, id};

use super::Plain;
use super::facts::ClusterFacts;

/// One part of a name; the parts are read one after another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NamePart {
    /// A word of the lyrics.
    Word(String),
    /// What the trained network guesses.
    Tag(Tag),
    Trait(Trait),
    /// A class of a label column.
    Class(String),
}

impl NamePart {
    /// As it is read; a guess is marked as one.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            NamePart::Word(text) | NamePart::Class(text) => Cow::Borrowed(text),
            NamePart::Tag(tag) => Cow::Owned(tag.guessed()),
            NamePart::Trait(heard) => Cow::Borrowed(heard.label().as_str()),
        }
    }
}

/// What can be heard of the songs of a cluster, against all songs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub(crate) enum Trait {
    Fast,
    Slow,
    Bright,
    Dark,
    Loud,
    Quiet,
    Noisy,
    Tonal,
    Lively,
    Even,
}

impl Trait {
    pub(crate) fn label(self) -> Text {
        match self {
            Trait::Fast => id::SCORES_FAST,
            Trait::Slow => id::SCORES_SLOW,
            Trait::Bright => id::SCORES_BRIGHT,
            Trait::Dark => id::COMMON_DARK,
            Trait::Loud => id::SCORES_LOUD,
            Trait::Quiet => id::SCORES_QUIET,
            Trait::Noisy => id::SCORES_NOISY,
            Trait::Tonal => id::SCORES_TONAL,
            Trait::Lively => id::SCORES_LIVELY,
            Trait::Even => id::SCORES_EVEN,
        }
    }
}

/// Audio features that have a word for more and one for less.
pub(crate) const HEARD: [(Plain, Trait, Trait); 5] = [
    (Plain::Tempo, Trait::Fast, Trait::Slow),
    (Plain::Brightness, Trait::Bright, Trait::Dark),
    (Plain::Loudness, Trait::Loud, Trait::Quiet),
    (Plain::Noise, Trait::Noisy, Trait::Tonal),
    (Plain::Dynamics, Trait::Lively, Trait::Even),
];

/// How far, in standard errors, a word must stand out. Ten words are the best of hundreds, so the
/// best of no difference at all often is beyond 2.
const WORD_STANDS_OUT: f32 = 3.5;
const MOST_WORDS: usize = 3;
/// Deviations between the mean of a cluster and that of all songs from which on a difference can be
/// heard.
const TRAIT_STANDS_OUT: f64 = 0.5;
/// Standard errors that it must have too, so that a few songs drawn at random seldom have a name.
const TRAIT_ERRORS: f64 = 2.0;
const MOST_TRAITS: usize = 2;
/// Standard errors that the best of fifty tags must have, as the best of many words.
const TAG_ERRORS: f64 = 3.5;
/// What a tag must be guessed at in the songs of the cluster: what hardly any song is would else
/// name those that are it least seldom.
const TAG_GUESSED: f64 = 0.1;
const MOST_TAGS: usize = 2;
/// A class names a cluster when this share of it is of the class …
const CLASS_SHARE: f32 = 0.6;
/// … and that is so many times what it is of all songs.
const CLASS_LIFT: f32 = 1.3;

/// A name for each cluster, in order; one without parts is set apart by nothing that has a word.
///
/// The classes that most of its songs have and other songs less often, where it has languages for
/// itself; else the words that set it apart, three at most; where fewer than two stand out by 3.5
/// standard errors, what can be heard: tags that the network guesses half a deviation of log odds and 3.5
/// standard errors above all songs and at a tenth or more, the two largest; features whose mean over the cluster is half a deviation (Cohen's d,
/// 1988: medium) and two standard errors or more from that of all songs, the two largest, or one beside
/// tags; and classes that most of its songs have and other songs less often.
///
/// # Shapes
/// `labels` n; each of `heard` n, in the order of [`HEARD`], NaN where unknown; `None` where there
/// is no such feature. Guesses of each of `tags` n, from 0 to 1, NaN where unknown.
pub(crate) fn cluster_names(
    facts: &[ClusterFacts],
    labels: &[Option<u32>],
    heard: &[Option<Vec<f32>>; HEARD.len()],
    tags: &[(Tag, Vec<f32>)],
) -> Vec<Vec<NamePart>> {
    let tags: Vec<Guessed> = tags
        .iter()
        .filter_map(|(tag, guesses)| Guessed::new(*tag, guesses))
        .collect();
    facts
        .iter()
        .map(|facts| name(facts, labels, heard, &tags))
        .collect()
}

/// A tag of every song.
struct Guessed<'a> {
    tag: Tag,
    guesses: &'a [f32],
    log_odds: Vec<f32>,
    /// Mean and deviation of the log odds.
    overall: (f64, f64),
}

impl<'a> Guessed<'a> {
    /// `None` where it is guessed alike of all songs.
    fn new(tag: Tag, guesses: &'a [f32]) -> Option<Self> {
        let log_odds: Vec<f32> = guesses.iter().map(|p| (p / (1.0 - p)).ln()).collect();
        Some(Self {
            tag,
            guesses,
            overall: overall(&log_odds)?,
            log_odds,
        })
    }
}

fn name(
    facts: &ClusterFacts,
    labels: &[Option<u32>],
    heard: &[Option<Vec<f32>>],
    tags: &[Guessed],
) -> Vec<NamePart> {
    let apart = facts
        .words
        .iter()
        .filter(|(_, errors)| *errors >= WORD_STANDS_OUT)
        .take(MOST_WORDS);
    let words: Vec<NamePart> = apart
        .map(|(word, _)| NamePart::Word(word.clone()))
        .collect();
    let classes = facts.shares.iter().filter_map(|(column, classes)| {
        let (class, here, overall) = classes.first()?;
        (*here >= CLASS_SHARE && *here >= CLASS_LIFT * overall)
            .then(|| class_name(column, class).map(NamePart::Class))?
    });
    let mut classes: Vec<NamePart> = classes.collect();
    if words.len() >= 2 {
        // "the" says less of songs than that they are in English.
        let parts = match facts.shares_languages {
            true => Vec::new(),
            false => std::mem::take(&mut classes),
        };
        return parts.into_iter().chain(words).take(MOST_WORDS).collect();
    }
    let mut parts: Vec<NamePart> = guessed(facts.cluster, labels, tags)
        .into_iter()
        .map(NamePart::Tag)
        .collect();
    let n_traits = MOST_TRAITS - parts.len().min(1);
    let traits = traits(facts.cluster, labels, heard).into_iter();
    parts.extend(traits.take(n_traits).map(NamePart::Trait));
    parts.extend(classes);
    parts.extend(words);
    parts
}

/// A class that says nothing without its column goes by that; what the songs are not is no name of
/// theirs.
fn class_name(column: &str, class: &str) -> Option<String> {
    match class.to_lowercase().as_str() {
        "yes" | "true" | "হ্যাঁ" => Some(column.to_string()),
        "no" | "false" | "না" => None,
        number if number.parse::<f64>().is_ok() => Some(format!("{column} {class}")),
        _ => Some(class.to_string()),
    }
}

/// The largest differences first; those of one size in the order of the tags.
fn guessed(cluster: u32, labels: &[Option<u32>], tags: &[Guessed]) -> Vec<Tag> {
    let mut found: Vec<(f64, Tag)> = tags
        .iter()
        .filter_map(|of| {
            let (d, n) = difference(cluster, labels, &of.log_odds, of.overall)?;
            let here = (0..labels.len()).filter(|&i| labels[i] == Some(cluster));
            let known = here
                .map(|i| f64::from(of.guesses[i]))
                .filter(|p| p.is_finite());
            let guess = known.sum::<f64>() / n;
            let least = TRAIT_STANDS_OUT.max(TAG_ERRORS / n.sqrt());
            (d >= least && guess >= TAG_GUESSED).then_some((d, of.tag))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found
        .into_iter()
        .take(MOST_TAGS)
        .map(|(_, tag)| tag)
        .collect()
}

/// The largest differences first; those of one size in the order of [`HEARD`].
fn traits(cluster: u32, labels: &[Option<u32>], heard: &[Option<Vec<f32>>]) -> Vec<Trait> {
    let mut found: Vec<(f64, Trait)> = HEARD
        .iter()
        .zip(heard)
        .filter_map(|(&(_, more, less), values)| {
            let values = values.as_ref()?;
            let (d, n) = difference(cluster, labels, values, overall(values)?)?;
            let least = TRAIT_STANDS_OUT.max(TRAIT_ERRORS / n.sqrt());
            (d.abs() >= least).then_some((d.abs(), if d > 0.0 { more } else { less }))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found
        .into_iter()
        .take(MOST_TRAITS)
        .map(|(_, word)| word)
        .collect()
}

/// Mean and deviation over all songs that are known; `None` where nothing varies.
fn overall(values: &[f32]) -> Option<(f64, f64)> {
    let known = || {
        values
            .iter()
            .filter(|v| v.is_finite())
            .map(|&v| f64::from(v))
    };
    let n = known().count() as f64;
    let mean = known().sum::<f64>() / n;
    let deviation = (known().map(|v| (v - mean).powi(2)).sum::<f64>() / n).sqrt();
    // What is the same in all songs differs by rounding only.
    (deviation > 1e-9 * mean.abs()).then_some((mean, deviation))
}

/// Of the cluster's mean from that of all songs, in deviations of all songs, and how many songs of
/// the cluster are known; `None` where none is.
fn difference(
    cluster: u32,
    labels: &[Option<u32>],
    values: &[f32],
    (mean, deviation): (f64, f64),
) -> Option<(f64, f64)> {
    let here = values
        .iter()
        .zip(labels)
        .filter(|(_, l)| **l == Some(cluster));
    let known = here.map(|(&v, _)| f64::from(v)).filter(|v| v.is_finite());
    let (n, sum) = known.fold((0.0, 0.0), |(n, sum), v| (n + 1.0, sum + v));
    let d = (sum / n - mean) / deviation;
    d.is_finite().then_some((d, n))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(cluster: u32, words: &[(&str, f32)], classes: &[(&str, f32, f32)]) -> ClusterFacts {
        ClusterFacts {
            cluster,
            size: 4,
            shares: vec![(
                "language".into(),
                classes
                    .iter()
                    .map(|&(c, h, o)| (c.to_string(), h, o))
                    .collect(),
            )],
            silhouette: None,
            nearest: None,
            shares_languages: true,
            words: words
                .iter()
                .map(|&(word, errors)| (word.to_string(), errors))
                .collect(),
            central: Vec::new(),
            border: Vec::new(),
        }
    }

    #[test]
    fn classes_are_named_so_that_they_say_something() {
        let name = |class: &str| class_name("live", class);
        assert_eq!(name("Yes").as_deref(), Some("live"));
        assert_eq!(name("True").as_deref(), Some("live"));
        assert_eq!(name("হ্যাঁ").as_deref(), Some("live"));
        assert_eq!((name("no"), name("False"), name("না")), (None, None, None));
        assert_eq!(name("1990").as_deref(), Some("live 1990"));
        assert_eq!(name("folk").as_deref(), Some("folk"));
    }

    #[test]
    fn words_come_first_and_then_what_is_heard_and_of_which_class() {
        let labels: Vec<Option<u32>> = (0..40).map(|i| Some(i / 20)).collect();
        let tempo = (0..40)
            .map(|i| if i < 20 { 150.0 + i as f32 } else { 90.0 })
            .collect();
        // A weaker difference, of which one value is unknown.
        let value = |i: usize| {
            if i == 3 {
                f32::NAN
            } else {
                (i % 20) as f32 + if i < 20 { 0.0 } else { 9.0 }
            }
        };
        let centroid = (0..40).map(value).collect();
        let heard = [
            Some(tempo),
            Some(centroid),
            None,
            Some(vec![0.25; 40]),
            Some(vec![f32::NAN; 40]),
        ];
        let all = [
            facts(
                0,
                &[("river", 9.0), ("নৌকা", 4.0), ("rain", 3.6), ("sea", 3.6)],
                &[("bangla", 1.0, 0.5)],
            ),
            facts(
                1,
                &[("river", 9.0), ("rain", 2.0)],
                &[("bangla", 0.9, 0.5), ("english", 0.1, 0.5)],
            ),
        ];
        let names = cluster_names(&all, &labels, &heard, &[]);
        let word = |w: &str| NamePart::Word(w.to_string());
        assert_eq!(names[0], [word("river"), word("নৌকা"), word("rain")]);
        let class = NamePart::Class("bangla".to_string());
        assert_eq!(
            names[1],
            [
                NamePart::Trait(Trait::Slow),
                NamePart::Trait(Trait::Bright),
                class.clone(),
                word("river")
            ]
        );

        // With a language for itself its words are those of the language.
        let alone = ClusterFacts {
            shares_languages: false,
            ..all[0].clone()
        };
        let names = cluster_names(&[alone], &labels, &heard, &[]);
        assert_eq!(names[0], [class, word("river"), word("নৌকা")]);
    }

    #[test]
    fn tags_come_before_traits_and_only_where_they_are_likely_and_stand_out() {
        let labels: Vec<Option<u32>> = (0..60).map(|i| Some(i / 30)).collect();
        let of = |low: f32, high: f32| -> Vec<f32> {
            let wave = |i: usize| 1.0 + 0.2 * (i as f32 * 0.7).sin();
            (0..60)
                .map(|i| wave(i) * if i < 30 { low } else { high })
                .collect()
        };
        let mut unknown = of(0.2, 0.6);
        unknown[40] = f32::NAN;
        let tags = [
            // Far more likely there, and yet not likely.
            (Tag::Metal, of(0.001, 0.05)),
            (Tag::Rock, unknown),
            (Tag::Folk, of(0.5, 0.1)),
            (Tag::Jazz, of(0.3, 0.3)),
        ];
        let tempo = (0..60).map(|i| if i < 30 { 150.0 } else { 90.0 }).collect();
        let loud = (0..60)
            .map(|i| (i % 30) as f32 + if i < 30 { 0.0 } else { 30.0 })
            .collect();
        let heard = [Some(tempo), None, Some(loud), None, None];
        let all = [facts(0, &[], &[]), facts(1, &[], &[])];
        let names = cluster_names(&all, &labels, &heard, &tags);
        let folk = [NamePart::Tag(Tag::Folk), NamePart::Trait(Trait::Fast)];
        assert_eq!(names[0], folk);
        let rock = [NamePart::Tag(Tag::Rock), NamePart::Trait(Trait::Slow)];
        assert_eq!(names[1], rock);
        assert_eq!(names[1][0].text(), "≈ rock");
    }

    #[test]
    fn what_nothing_sets_apart_has_no_name() {
        let labels = [Some(0), Some(0), Some(1), None];
        let all = [facts(0, &[], &[("bangla", 0.6, 0.55)])];
        let heard = [
            Some(vec![100.0, 120.0, 110.0, 110.0]),
            None,
            None,
            None,
            None,
        ];
        assert_eq!(cluster_names(&all, &labels, &heard, &[]), [vec![]]);
    }
}
