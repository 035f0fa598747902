//! Bangla in Latin letters, as people type it ("ami tomake bhalobashi"), told from other languages.
//!
//! No detector of languages knows it: it is taken for Javanese, Uzbek, Turkish. A logistic
//! regression over the groups of two to four letters of each word (Cavnar & Trenkle 1994 for the
//! features) tells it; the weights are made by `tests/golden/text/romanised_bangla.py`, which says
//! from what. Measured there on lyrics that were held out, in pieces of 6 to 45 words: of 902
//! pieces of Bangla, each song in a spelling of its own, 91.8 % are above [`SURE`] and 0.4 % below
//! [`SURELY_NOT`]; of 2,388 English ones 3 are above, of 819 German, French and Spanish ones and of
//! 996 in languages that were not learned (Turkish, Indonesian, Italian, Filipino) none. Hindi and
//! Tamil in Latin letters are mostly in between.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::letter_groups::Weights;

/// From this score on it is Bangla.
pub(super) const SURE: f32 = 3.0;
/// Below this score it is not.
pub(super) const SURELY_NOT: f32 = -1.0;
/// Fewer different words tell nothing.
const LEAST_WORDS: usize = 5;

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("romanised_bangla.txt")));

/// The log odds that a text in Latin letters is Bangla; `None` with too few words.
pub(super) fn score(text: &str) -> Option<f32> {
    let plain: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’'))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_ascii_lowercase())
        .filter(|w| !w.is_empty())
        .collect();
    if words.iter().collect::<HashSet<_>>().len() < LEAST_WORDS {
        return None;
    }
    let sum: f32 = words.iter().map(|word| of_word(word)).sum();
    Some(WEIGHTS.bias + sum / words.len() as f32)
}

fn of_word(word: &str) -> f32 {
    let padded = format!("^{word}$");
    let groups = |n: usize| (0..(padded.len() + 1).saturating_sub(n)).map(move |i| i..i + n);
    let weight = |range: std::ops::Range<usize>| WEIGHTS.of(&padded[range]);
    (2..=4).flat_map(groups).map(weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bangla_is_told_from_the_others() {
        for text in [
            "ami tomar kache ashbo bole pothe pothe ghuri saradin",
            "nodir pare boshe achi keu to ar fire ashe na",
            "Tumi amay dekecho aaj brishtir rate, janalar dhare eka",
            "ei poth jodi na shesh hoy tobe kemon hoto bolo",
        ] {
            assert!(score(text).unwrap() > SURE, "{:?} {text}", score(text));
        }
        for text in [
            "I waited by the river until the morning came and walked alone",
            "Ich habe die ganze Nacht am Fluss auf dich gewartet",
            "Je t'attends depuis toujours au bord de la rivière, mon amour",
            "seni bekliyorum her gece pencerenin önünde yalnız ve sessiz",
            "aku menunggu di tepi sungai sampai pagi datang kembali",
            "ti aspetto ogni notte sulla riva del fiume amore mio",
            "te espero cada noche a la orilla del río mi amor",
        ] {
            assert!(
                score(text).unwrap() < SURELY_NOT,
                "{:?} {text}",
                score(text)
            );
        }
        // Its sisters are not called Bangla.
        for text in [
            "main tera intezaar karta hoon har raat nadi ke kinare",
            "tumhare bina dil nahi lagta mera kahin bhi sanam",
            "naan unnai paarthen andha mazhai naalil oru kudaiyil",
        ] {
            assert!(score(text).unwrap() < SURE, "{:?} {text}", score(text));
        }
        assert_eq!(score("shake baby shake shake baby"), None);
    }

    #[test]
    fn weights_are_there() {
        WEIGHTS.check(2..=4);
    }
}
