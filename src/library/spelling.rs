//! One class for spellings that differ in capitals, spaces, hyphens or Unicode form only, and for the
//! names and codes of one language.

use std::collections::HashMap;

use super::names::language_code;
use crate::text::fold;
use crate::words::{Message, id, say};

/// What the values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Of {
    #[default]
    Classes,
    /// `bn`, `ben`, `Bengali` and `বাংলা` are one.
    Languages,
}

impl Of {
    pub(super) fn column(name: &str) -> Self {
        if name == "language" {
            Self::Languages
        } else {
            Self::Classes
        }
    }

    fn key(self, value: &str) -> String {
        match self {
            Self::Classes => key(value),
            Self::Languages => {
                language_code(without_region(value)).map_or_else(|| key(value), str::to_string)
            }
        }
    }
}

/// `en-US` is `en`; `bn-Latn` is no region.
fn without_region(value: &str) -> &str {
    let value = value.trim();
    match value.split_once(['-', '_']) {
        Some((language, region))
            if region.len() == 2 && region.chars().all(|c| c.is_ascii_uppercase()) =>
        {
            language
        }
        _ => value,
    }
}

/// The spelling each value is shown in: of those that mean the same, the most frequent; of equally
/// frequent ones the first.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Spellings {
    of: Of,
    shown: HashMap<String, String>,
    /// Those that were brought together: the one that is shown, then the others, in order of their
    /// first place.
    pub(crate) joined: Vec<Vec<String>>,
}

impl Spellings {
    pub(super) fn of<'a>(of: Of, values: impl Iterator<Item = &'a str>) -> Self {
        // (key, its spellings with their numbers), in order of first places.
        let mut classes: Vec<(String, Vec<(String, usize)>)> = Vec::new();
        let mut place: HashMap<String, usize> = HashMap::new();
        for value in values {
            let key = of.key(value);
            let i = *place.entry(key.clone()).or_insert_with(|| {
                classes.push((key, Vec::new()));
                classes.len() - 1
            });
            let (spellings, spelling) = (&mut classes[i].1, plain(value));
            match spellings.iter_mut().find(|(s, _)| *s == spelling) {
                Some((_, n)) => *n += 1,
                None => spellings.push((spelling, 1)),
            }
        }
        let mut all = Self {
            of,
            ..Self::default()
        };
        for (key, mut spellings) in classes {
            // Stable: the first of equals stays first.
            spellings.sort_by_key(|(_, n)| usize::MAX - n);
            let names: Vec<String> = spellings.into_iter().map(|(name, _)| name).collect();
            all.shown
                .extend(names.first().map(|first| (key, first.clone())));
            if names.len() > 1 {
                all.joined.push(names);
            }
        }
        all
    }

    /// How a value is shown.
    pub(super) fn shown(&self, value: &str) -> String {
        self.shown
            .get(&self.of.key(value))
            .cloned()
            .unwrap_or_else(|| plain(value))
    }

    /// What was brought together, for a warning; `None` where nothing was.
    pub(super) fn told(&self) -> Option<Message> {
        const MOST: usize = 5;
        let list = |names: &Vec<String>| {
            say(id::LIBRARY_SPELLING)
                .with("names", quoted(&names[1..]))
                .with("name", &names[0])
        };
        let shown: Vec<Message> = self.joined.iter().take(MOST).map(list).collect();
        if shown.is_empty() {
            return None;
        }
        let mut spellings = Message::joined(shown, ", ");
        let more = self.joined.len().saturating_sub(MOST);
        if more > 0 {
            spellings = Message::joined([spellings, say(id::LIBRARY_AND_MORE).with("n", more)], "");
        }
        Some(say(id::LIBRARY_SPELLINGS).with("spellings", spellings))
    }
}

fn quoted(names: &[String]) -> String {
    names
        .iter()
        .map(|n| format!("`{n}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Without spaces at its ends and with single ones inside.
fn plain(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A letter alone keeps its case: `C` and `c` are two keys of music. A hyphen between letters is a
/// space, and none stands around `&`.
fn key(value: &str) -> String {
    let chars: Vec<char> = value.replace("&amp;", "&").chars().collect();
    let is_letter = |at: Option<usize>| {
        at.and_then(|at| chars.get(at))
            .is_some_and(|c| c.is_alphabetic())
    };
    let spaced: String = chars
        .iter()
        .enumerate()
        .map(|(i, &c)| match c {
            '-' | '_' | '\u{2010}'..='\u{2013}'
                if is_letter(i.checked_sub(1)) && is_letter(Some(i + 1)) =>
            {
                ' '
            }
            _ => c,
        })
        .collect();
    let plain = plain(&spaced).replace(" &", "&").replace("& ", "&");
    if plain.chars().count() == 1 {
        plain
    } else {
        fold(&plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_spelling_is_shown_and_told() {
        let values = [
            "Rock", "rock ", "ROCK", "Pop", "pop", "rock", "Pop/Rock", "Hip  Hop", "Hip Hop", "c",
            "C",
        ];
        let spellings = Spellings::of(Of::Classes, values.into_iter());
        let shown: Vec<String> = values.iter().map(|v| spellings.shown(v)).collect();
        assert_eq!(
            shown,
            [
                "rock", "rock", "rock", "Pop", "Pop", "rock", "Pop/Rock", "Hip Hop", "Hip Hop",
                "c", "C"
            ]
        );
        let told = spellings.told().unwrap();
        assert_eq!(
            told,
            "spellings of one class are counted together: `Rock`, `ROCK` as `rock`, `pop` as `Pop`"
        );
        let of = |values: &[&'static str]| Spellings::of(Of::Classes, values.iter().copied());
        assert_eq!(
            of(&["a b", "b a", "A-", "A", "-1", "1", "Pop/Rock", "Pop Rock"]).told(),
            None
        );
        for one in [
            ["অামি", "আমি"],
            ["Hip-Hop", "hip hop"],
            ["Hip–Hop", "hip_hop"],
            ["R&B", "r &amp; b"],
        ] {
            assert_eq!(of(&one).joined.len(), 1, "{one:?}");
        }
    }

    #[test]
    fn names_and_codes_of_a_language_are_one() {
        let values = [
            "bn",
            "Bengali",
            "ben",
            "বাংলা",
            "bn",
            "en-US",
            "English",
            "bn-Latn",
            "Klingon",
        ];
        let spellings = Spellings::of(Of::Languages, values.into_iter());
        let shown: Vec<String> = values.iter().map(|v| spellings.shown(v)).collect();
        let expected = [
            "bn", "bn", "bn", "bn", "bn", "en-US", "en-US", "bn-Latn", "Klingon",
        ];
        assert_eq!(shown, expected);
    }
}
