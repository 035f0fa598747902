//! Words of any script, kept whole.
//!
//! The usual `\w\w+` pattern drops Bangla vowel signs, and splitting at `char::is_alphanumeric` breaks words at hasanta
//! and nukta. Unicode word segmentation (UAX #29) keeps them.

use unicode_segmentation::UnicodeSegmentation;

use super::alike::{ZWJ, ZWNJ, unify};

const RA: char = '\u{09B0}';

/// Lower-case words of any script, in order.
///
/// Text is brought to NFC, and Bangla that looks the same to one spelling ([`unify`]); Bengali digits become ASCII ones;
/// zero-width joiners are dropped, save the one that makes র‍্য (as in র‍্যাব) what it is; curly apostrophes become straight
/// ones; punctuation, danda included, separates. Lines that are only a stage direction in brackets (`[Chorus]`) are not
/// words that are sung, and are left out.
pub fn tokens(text: &str) -> Vec<String> {
    normalise(&sung(text)).unicode_words().map(str::to_string).collect()
}

/// The lines that are sung: without those that are only a stage direction in brackets.
pub fn sung(text: &str) -> String {
    text.lines().filter(|line| !is_stage_direction(line)).collect::<Vec<_>>().join("\n")
}

/// Text for comparing as a reader would: one spelling for what looks the same, lower case.
pub fn fold(text: &str) -> String {
    unify(text).chars().flat_map(char::to_lowercase).collect()
}

/// The longest beginning of a text, made of whole letters as a reader sees them, that fits with an ellipsis; the text
/// itself where that fits.
pub fn shortened(text: &str, fits: impl Fn(&str) -> bool) -> String {
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
    line.starts_with('[') && line.ends_with(']')
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
        check("শ্রী ক্ষমা জ্ঞান, র্কট। চাঁদ দুঃখ বিশ্ব স্কুল", &["শ্রী", "ক্ষমা", "জ্ঞান", "র্কট", "চাঁদ", "দুঃখ", "বিশ্ব", "স্কুল"]);
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
        check("[Chorus]\nla la\n [Verse 2: both] \n(oh) no", &["la", "la", "oh", "no"]);
        check("", &[]);
        check("…!।", &[]);
    }
}
