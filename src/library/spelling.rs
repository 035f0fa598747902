//! One class for spellings that differ in capitals, spaces or Unicode form only.

use std::collections::HashMap;

use crate::text::fold;
use crate::words::{Message, id, say};

/// The spelling each value is shown in: of those that mean the same, the most frequent; of equally
/// frequent ones the first.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Spellings {
    shown: HashMap<String, String>,
    /// Those that were brought together: the one that is shown, then the others, in order of their
    /// first place.
    pub joined: Vec<Vec<String>>,
}

impl Spellings {
    pub(super) fn of<'a>(values: impl Iterator<Item = &'a str>) -> Self {
        // (key, its spellings with their numbers), in order of first places.
        let mut classes: Vec<(String, Vec<(String, usize)>)> = Vec::new();
        let mut place: HashMap<String, usize> = HashMap::new();
        for value in values {
            let key = key(value);
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
        let mut all = Self::default();
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
            .get(&key(value))
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

/// A letter alone keeps its case: `C` and `c` are two keys of music.
fn key(value: &str) -> String {
    let plain = plain(value);
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
        let spellings = Spellings::of(values.into_iter());
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
        assert_eq!(Spellings::of(["a b", "b a"].into_iter()).told(), None);
        assert_eq!(Spellings::of(["অামি", "আমি"].into_iter()).joined.len(), 1);
    }
}
