//! Cells that hold several values: as Python and JSON write lists, or parted by commas, semicolons
//! or bars.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::cells::{Marks, is_blank};

/// A cell with more values holds a vector, or is text in brackets.
const MOST_VALUES: usize = 256;
/// Words of one value of a list; more are a sentence.
const MOST_WORDS: usize = 5;
/// Names of columns, without case, spaces and marks, whose cells commas may part.
const LISTED: &[&str] = &[
    "emotion",
    "emotions",
    "genre",
    "genres",
    "genresall",
    "instrument",
    "instruments",
    "keywords",
    "label",
    "labels",
    "mood",
    "moods",
    "moodtheme",
    "style",
    "styles",
    "subgenre",
    "subgenres",
    "tag",
    "tags",
    "theme",
    "themes",
];

/// How the cells of a column hold their values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Listing {
    /// `['rock', 'pop']`, `["rock"]`, `[21, 10]`.
    Bracketed,
    /// `rock,pop`, by this mark.
    Parted(char),
}

impl Listing {
    /// How a column of this name, which is compared without case and marks, holds several values;
    /// `None` where it holds one or none a cell.
    pub(super) fn of<'a>(
        bare_name: &str,
        cells: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<Self> {
        let filled = || cells.clone().filter(|cell| !is_blank(cell));
        if are_bracketed(filled()) {
            return Some(Self::Bracketed);
        }
        if !LISTED.contains(&bare_name) {
            return None;
        }
        ['|', ';', ',']
            .into_iter()
            .find(|&mark| are_parted(filled(), mark))
            .map(Self::Parted)
    }

    /// The values of a cell in their order, each once; none of one that says nothing.
    pub(super) fn values(self, cell: &str) -> Vec<String> {
        let mut values = match self {
            _ if is_blank(cell) => Vec::new(),
            Self::Bracketed => values(cell).unwrap_or_else(|| vec![cell.trim().to_string()]),
            Self::Parted(mark) => parts(cell, mark).map(str::to_string).collect(),
        };
        let mut seen = HashSet::new();
        values.retain(|value| !is_blank(value) && seen.insert(value.clone()));
        values
    }
}

/// The first value of a cell that is written as a list; any other cell as it is.
pub(super) fn first(cell: &str) -> String {
    match values(cell) {
        Some(values) => values.into_iter().next().unwrap_or_default(),
        None => cell.to_string(),
    }
}

/// A cell of several values, as JSON writes them; an empty one of none.
pub(super) fn written(values: &[String]) -> String {
    match values.is_empty() {
        true => String::new(),
        // Text cannot fail to be written.
        false => serde_json::to_string(values).unwrap_or_default(),
    }
}

/// Nearly all cells are lists, and not of what was measured.
fn are_bracketed<'a>(filled: impl Iterator<Item = &'a str>) -> bool {
    let (mut n, mut n_lists, mut n_values, mut n_measures) = (0usize, 0usize, 0usize, 0usize);
    for cell in filled {
        n += 1;
        let Some(values) = values(cell) else { continue };
        n_lists += 1;
        n_values += values.len();
        let is_measure = |v: &&String| Marks::Dot.number(v).is_some_and(|v| v.fract() != 0.0);
        n_measures += values.iter().filter(is_measure).count();
    }
    n > 0 && 20 * n_lists >= 19 * n && 2 * n_measures <= n_values
}

/// Some cells hold several values by this mark, each a few words, and values come again.
fn are_parted<'a>(filled: impl Iterator<Item = &'a str>, mark: char) -> bool {
    let (mut n, mut n_several, mut n_values) = (0usize, 0usize, 0usize);
    let mut different: HashSet<String> = HashSet::new();
    for cell in filled {
        n += 1;
        let mut n_here = 0;
        for part in parts(cell, mark) {
            // `Folk, World, & Country` is one genre.
            if part.starts_with('&') || part.split_whitespace().count() > MOST_WORDS {
                return false;
            }
            different.insert(part.to_lowercase());
            n_here += 1;
        }
        n_values += n_here;
        n_several += usize::from(n_here > 1);
    }
    10 * n_several >= n && n_several > 0 && different.len() < n_values
}

fn parts(cell: &str, mark: char) -> impl Iterator<Item = &str> {
    cell.split(mark)
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// The values of a list, tuple or set as Python or JSON writes it; `None` where the cell is none, or
/// one of lists.
fn values(cell: &str) -> Option<Vec<String>> {
    let cell = cell.trim();
    let close = match cell.chars().next()? {
        '[' => ']',
        '(' => ')',
        '{' => '}',
        _ => return None,
    };
    let inner = cell.strip_suffix(close)?.get(1..)?;
    let mut rest = inner.trim_start();
    let mut all = Vec::new();
    while !rest.is_empty() {
        let (value, behind) = match rest.chars().next()? {
            quote @ ('"' | '\'') => quoted(&rest[1..], quote)?,
            '[' | '(' | '{' => return None,
            _ => bare(rest),
        };
        let behind = behind.trim_start();
        // What stands behind a colon belongs to a key.
        if behind.starts_with(':') || all.len() >= MOST_VALUES {
            return None;
        }
        all.push(value);
        // numpy parts by spaces alone.
        rest = behind.strip_prefix(',').unwrap_or(behind).trim_start();
    }
    all.retain(|value| !is_blank(value));
    // A verse in brackets, or a bracketed title, is no list.
    let is_text = all.len() == 1 && close != ']' || all.iter().any(|v| v.contains('\n'));
    (!is_text).then_some(all)
}

/// A value up to its closing quote, and what follows.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            _ if c == quote => return Some((value, &text[at + 1..])),
            '\\' => value.push(match chars.next()?.1 {
                'n' => '\n',
                't' => '\t',
                'u' => {
                    let code = chars.as_str().get(..4)?;
                    chars.nth(3)?;
                    char::from_u32(u32::from_str_radix(code, 16).ok()?)?
                }
                other => other,
            }),
            _ => value.push(c),
        }
    }
    None
}

/// A value without quotes, up to a comma, and what follows.
fn bare(text: &str) -> (String, &str) {
    let end = text.find(',').unwrap_or(text.len());
    (text[..end].trim().to_string(), &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_python_and_json_write_them() {
        for (cell, expected) in [
            ("['rock', 'pop']", Some(vec!["rock", "pop"])),
            (r#"["rock", "r\u0026b"]"#, Some(vec!["rock", "r&b"])),
            ("[21, 10]", Some(vec!["21", "10"])),
            ("[]", Some(vec![])),
            (
                "['Children\\'s', \"Drum 'n' Bass\"]",
                Some(vec!["Children's", "Drum 'n' Bass"]),
            ),
            ("('rock', 'pop')", Some(vec!["rock", "pop"])),
            ("['a' 'b']", Some(vec!["a", "b"])),
            ("['a', None, nan]", Some(vec!["a"])),
            ("['বাউল', 'লোক']", Some(vec!["বাউল", "লোক"])),
            ("(live)", None),
            ("{'a': 1}", None),
            ("[[1, 2], [3]]", None),
            ("['open", None),
            ("[Verse 1]\nla la [2]", None),
            ("rock", None),
        ] {
            let expected = expected.map(|e| e.into_iter().map(str::to_string).collect::<Vec<_>>());
            assert_eq!(values(cell), expected, "{cell}");
        }
        let odd = "x".repeat(10);
        assert_eq!(first(&odd), odd);
        assert_eq!(first("['bn', 'en']"), "bn");
        let several = ["a,b".to_string(), "\"c\"".to_string()];
        assert_eq!(values(&written(&several)).unwrap(), several);
    }

    #[test]
    fn columns_of_lists_are_told_from_others() {
        let of = |name: &str, cells: &[&'static str]| Listing::of(name, cells.iter().copied());
        let python = ["['rock']", "[]", "['pop', 'rock']", ""];
        assert_eq!(of("genres", &python), Some(Listing::Bracketed));
        assert_eq!(
            of("x", &python),
            Some(Listing::Bracketed),
            "whatever its name"
        );
        assert_eq!(of("mfcc", &["[0.25, 1.5]", "[0.1, 0.3]"]), None, "a vector");
        let commas = ["rock,pop", "pop", "rock , jazz", "jazz"];
        assert_eq!(of("genres", &commas), Some(Listing::Parted(',')));
        assert_eq!(of("title", &commas), None, "titles have commas");
        assert_eq!(
            of("genre", &["rock;pop", "pop;jazz"]),
            Some(Listing::Parted(';'))
        );
        assert_eq!(of("genre", &["rock", "pop", "pop"]), None);
        let discogs = ["Folk, World, & Country", "Rock", "Folk, World, & Country"];
        assert_eq!(of("genre", &discogs), None, "one genre");
        assert_eq!(Listing::Parted(',').values(" a, b ,a,,nan"), ["a", "b"]);
        assert_eq!(Listing::Bracketed.values("[21, 21]"), ["21"]);
    }

    #[test]
    fn random_cells_never_panic() {
        let pieces = [
            "[",
            "]",
            "'",
            "\"",
            "\\",
            "u12",
            ",",
            "ক্ষ",
            " ",
            "(",
            ")",
            "a",
            ":",
            "\n",
        ];
        let mut state = 9u64;
        for _ in 0..5_000 {
            let mut cell = String::from("[");
            for _ in 0..20 {
                state = crate::random::splitmix64(state);
                cell.push_str(pieces[(state % pieces.len() as u64) as usize]);
            }
            cell.push(']');
            let listed = Listing::Bracketed.values(&cell);
            assert!(listed.len() <= MOST_VALUES, "{cell}");
            first(&cell);
        }
    }
}
