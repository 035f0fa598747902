//! Words of any script, kept whole.
//!
//! The usual `\w\w+` pattern drops Bangla vowel signs, and splitting at `char::is_alphanumeric`
//! breaks words at hasanta and nukta. Unicode word segmentation (UAX #29) keeps them.

use unicode_segmentation::UnicodeSegmentation;

use super::alike::{ZWJ, ZWNJ, unify};

const RA: char = '\u{09B0}';

/// Lower-case words of any script, in order.
///
/// Text is brought to NFC, and Bangla that looks the same to one spelling ([`unify`]); Bengali
/// digits become ASCII ones; zero-width joiners are dropped, save the one that makes র‍্য (as in
/// র‍্যাব) what it is; curly apostrophes become straight ones; punctuation, danda included,
/// separates. Lines that are only a stage direction in brackets (`[Chorus]`), or the name of a part
/// (`Verse 2:`), are not words that are sung, and are left out.
pub fn tokens(text: &str) -> Vec<String> {
    normalise(&sung(text))
        .unicode_words()
        .map(str::to_string)
        .collect()
}

/// The lines that are sung: without those that are only a stage direction in brackets, or the name
/// of a part, and without names of a song's parts in brackets within a line (`[Verse 1] words [Chorus] words`, as lyrics
/// are when their line ends were lost).
pub(crate) fn sung(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !is_stage_direction(line) && !is_heading(line));
    let sung = |line: &str| {
        if line.contains('[') {
            without_parts(line)
        } else {
            line.to_string()
        }
    };
    lines.map(sung).collect::<Vec<_>>().join("\n")
}

/// Text for comparing as a reader would: one spelling for what looks the same, lower case.
pub(crate) fn fold(text: &str) -> String {
    unify(text).chars().flat_map(char::to_lowercase).collect()
}

/// The longest beginning of a text, made of whole letters as a reader sees them, that fits with an
/// ellipsis; the text itself where that fits.
pub(crate) fn shortened(text: &str, fits: impl Fn(&str) -> bool) -> String {
    if fits(text) {
        return text.to_string();
    }
    let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    let cut = |end: usize| format!("{}…", text[..end].trim_end());
    let n_fitting = ends.partition_point(|&end| fits(&cut(end)));
    cut(ends[..n_fitting].last().copied().unwrap_or(0))
}

fn is_stage_direction(line: &str) -> bool {
    let line = line.trim();
    let rest = || without_brackets(line, |_| true);
    line.starts_with('[')
        && rest()
            .split_whitespace()
            .all(|w| is_repeat(w) || !w.contains(char::is_alphanumeric))
        || is_played(line)
}

/// A part's name and no more, as lyrics without brackets have it: `Verse 2:`, `Chorus x2`, `(Hook)`,
/// `Repeat Chorus`. Names that may be words stand before a colon or a number.
fn is_heading(line: &str) -> bool {
    const MOST_BYTES: usize = 64;
    let line = line.trim();
    if line.is_empty() || line.len() > MOST_BYTES {
        return false;
    }
    let mut is_told = line.ends_with([':', '：']);
    let (mut n_parts, mut n_unsure) = (0, 0);
    for word in line.split_whitespace() {
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation() || c == '：');
        let is_number = bare.len() <= 2 && bare.bytes().all(|b| b.is_ascii_digit());
        if bare.is_empty() || bare.eq_ignore_ascii_case("repeat") {
            continue;
        }
        if is_number || is_repeat(word) {
            is_told = true;
            continue;
        }
        let name = fold(bare);
        if SONG_PARTS.contains(&name.as_str()) {
            n_parts += 1;
        } else if FURTHER_PARTS.contains(&name.as_str()) {
            n_unsure += 1;
        } else {
            return false;
        }
    }
    n_parts + n_unsure == 1 && (n_parts == 1 || is_told)
}

/// `x2`, `(4x)`: sung again, and no word.
fn is_repeat(word: &str) -> bool {
    let bare = word
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_ascii_lowercase();
    let number = bare.strip_prefix('x').or_else(|| bare.strip_suffix('x'));
    number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Names of a song's parts, as lyrics are marked with them.
pub(crate) const SONG_PARTS: [&str; 11] = [
    "verse",
    "chorus",
    "bridge",
    "hook",
    "intro",
    "outro",
    "refrain",
    "prechorus",
    "interlude",
    "instrumental",
    "solo",
];
/// The same in the languages they are further written in.
const FURTHER_PARTS: [&str; 11] = [
    "pre-chorus",
    "post-chorus",
    "strophe",
    "vers",
    "couplet",
    "pont",
    "coro",
    "verso",
    "estribillo",
    "অন্তরা",
    "স্থায়ী",
];

/// A line without the names of parts and the repeats in brackets.
fn without_parts(line: &str) -> String {
    without_brackets(line, |inner| {
        let first = inner
            .trim()
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_lowercase();
        SONG_PARTS
            .iter()
            .chain(&FURTHER_PARTS)
            .any(|part| *part == first)
            || is_repeat(inner)
    })
}

/// A line with a space in place of each pair of square brackets whose content is `unsung`.
fn without_brackets(line: &str, unsung: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        // No direction is longer: a bracket that is never closed is not looked for to the end each
        // time.
        let near = &after[..after.floor_char_boundary(200)];
        match near
            .split_once(']')
            .map(|(inner, _)| inner)
            .filter(|inner| !inner.contains('[') && unsung(inner))
        {
            Some(inner) => {
                out.push(' ');
                rest = &after[inner.len() + 1..];
            }
            None => {
                out.push('[');
                rest = after;
            }
        }
    }
    out + rest
}

/// `(Instrumental)`, `(guitar solo)`: words in round brackets are sung as a rule, but not these.
fn is_played(line: &str) -> bool {
    const PLAYED: [&str; 3] = ["instrumental", "interlude", "solo"];
    const WITH: [&str; 11] = [
        "guitar",
        "piano",
        "sax",
        "saxophone",
        "drum",
        "drums",
        "bass",
        "violin",
        "flute",
        "break",
        "music",
    ];
    let Some(inner) = line.strip_prefix('(').and_then(|l| l.strip_suffix(')')) else {
        return false;
    };
    let inner = inner.to_lowercase();
    let is = |names: &[&str], word: &str| names.contains(&word);
    inner.split_whitespace().any(|w| is(&PLAYED, w))
        && inner
            .split_whitespace()
            .all(|w| is(&PLAYED, w) || is(&WITH, w))
}

fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in unify(text).chars().flat_map(char::to_lowercase) {
        match c {
            ZWNJ | '\u{FEFF}' | '\u{00AD}' => {}
            // All that is left of them beside Bengali letters is that of র‍্য.
            ZWJ if !out.ends_with(RA) => {}
            '০'..='৯' => out.push((b'0' + (c as u32 - '০' as u32) as u8) as char),
            '\u{2019}' | '\u{2018}' | '\u{02BC}' => out.push('\''),
            // The danda is punctuation, but some fonts' texts use the bar for it.
            '।' | '॥' | '|' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        assert_eq!(tokens(text), expect, "{text:?}");
    }

    #[test]
    fn text_is_cut_between_letters_and_not_within() {
        let at_most = |n: usize| move |s: &str| s.chars().count() <= n;
        assert_eq!(shortened("river", at_most(5)), "river");
        assert_eq!(shortened("river song", at_most(7)), "river…");
        assert_eq!(shortened("river song", at_most(0)), "…");
        assert_eq!(shortened("", at_most(3)), "");
        // Six characters of কো + নদী: the vowel sign stays with its consonant.
        assert_eq!(shortened("কোনদী", at_most(4)), "কোন…");
        assert_eq!(shortened("কোনদী", at_most(2)), "…");
    }

    #[test]
    fn bangla_words_stay_whole() {
        check(
            "শ্রী ক্ষমা জ্ঞান, র্কট। চাঁদ দুঃখ বিশ্ব স্কুল",
            &["শ্রী", "ক্ষমা", "জ্ঞান", "র্কট", "চাঁদ", "দুঃখ", "বিশ্ব", "স্কুল"],
        );
        check("কি কো কৌ॥কে", &["কি", "কো", "কৌ", "কে"]);
    }

    #[test]
    fn precomposed_and_decomposed_letters_are_one_word() {
        assert_eq!(tokens("ব\u{09DC}"), tokens("ব\u{09A1}\u{09BC}"));
        assert_eq!(tokens("ক\u{09C7}\u{09BE}"), tokens("ক\u{09CB}"));
        assert_eq!(tokens("caf\u{e9}"), tokens("cafe\u{301}"));
    }

    #[test]
    fn stray_joiners_go_and_ra_ya_phala_stays() {
        check("র\u{200D}্যাব", &["র\u{200D}্যাব"]);
        check("ক\u{200D}থা আ\u{200C}মি\u{200D}", &["কথা", "আমি"]);
    }

    #[test]
    fn digits_apostrophes_and_case() {
        check("১৯৭১ সালে", &["1971", "সালে"]);
        check("Don’t STOP — don't", &["don't", "stop", "don't"]);
        check("Straße, naïve; ÉTÉ", &["straße", "naïve", "été"]);
    }

    #[test]
    fn stage_directions_are_not_sung() {
        check(
            "[Chorus]\nla la\n [Verse 2: both] \n(oh) no",
            &["la", "la", "oh", "no"],
        );
        check(
            "[Refrain 2][x2]\n[Hook]: (4x)\n[Bridge]\nagain[x3] [?] so",
            &["again", "so"],
        );
        check(
            "[Verse 1] one two [Chorus: all] three [oh] four [Outro]",
            &["one", "two", "three", "oh", "four"],
        );
        check(
            "Verse 1:\none\nCHORUS x2\n(Hook)\nRepeat Chorus:\nPre-Chorus 2\nঅন্তরা:\nstrophe\nchorus of two",
            &["one", "strophe", "chorus", "of", "two"],
        );
        check(
            "(Instrumental)\n(Guitar solo)\n(so solo)\n(drums)",
            &["so", "solo", "drums"],
        );
        check("", &[]);
        check("…!।", &[]);
    }

    /// Words as they are without look-alikes: NFC, small letters, joiners out, UAX #29.
    fn plain_words(text: &str) -> Vec<String> {
        use unicode_normalization::UnicodeNormalization;
        let letter = |c: char| match c {
            ZWNJ | ZWJ | '\u{FEFF}' | '\u{00AD}' => None,
            '০'..='৯' => char::from_digit(c as u32 - '০' as u32, 10),
            '\u{2019}' | '\u{2018}' | '\u{02BC}' => Some('\''),
            '।' | '॥' | '|' => Some(' '),
            _ => Some(c),
        };
        let is_direction = |line: &&str| line.trim().starts_with('[') && line.trim().ends_with(']');
        let sung: Vec<&str> = text.lines().filter(|line| !is_direction(line)).collect();
        let plain: String = sung
            .join("\n")
            .nfc()
            .flat_map(char::to_lowercase)
            .filter_map(letter)
            .collect();
        plain.unicode_words().map(str::to_string).collect()
    }

    #[test]
    #[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
    fn clean_text_keeps_its_words() {
        let root = std::env::var_os("LATENTUNE_SHARED_DATA")
            .expect("LATENTUNE_SHARED_DATA names the data sets");
        let folder = std::path::Path::new(&root).join("songs-en-de/lyrics");
        let (mut n_words, mut n_changed, mut n_other) = (0, 0, 0);
        for entry in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let (before, now) = (plain_words(&text), tokens(&text));
            n_words += before.len();
            if before == now {
                continue;
            }
            // Only of lines with brackets and headings: names of parts are gone, words between two of
            // them have come.
            n_changed += 1;
            println!("{} words before, {} now", before.len(), now.len());
            assert!(text.contains('[') || text.lines().any(is_heading));
            n_other += before.len().abs_diff(now.len());
        }
        println!("{n_changed} songs have other words: {n_other} of {n_words}");
        assert!(
            n_words > 50_000 && 1_000 * n_other < n_words,
            "{n_other} of {n_words}"
        );
        for song in [
            "data/demo/songbook/bn.toml",
            "data/demo/songbook/en.toml",
            "data/demo/songbook/mixed.toml",
        ] {
            let text = std::fs::read_to_string(song).unwrap();
            assert_eq!(tokens(&text), plain_words(&text), "{song}");
        }
    }
}
