//! Whether a title, a name or another short text is Bangla in the code of Bijoy.
//!
//! Common words are too few in it to go by. A logistic regression over the groups of one to three
//! codes of each word, in large and small letters as they stand, tells it from words of other
//! languages; the weights are made by `tests/golden/text/bijoy.py`, which says from what. Of 483
//! Bangla titles 95 % are known and of 601 names of artists 83 %, 99 % of them letter by letter; of
//! 57,781 English, German, French and Spanish titles, names, lines and words of songs none is taken
//! for Bangla, nor of the 60,000 most frequent words of 16 languages, in small letters, with a
//! capital and in capitals; of 100,000 random keys of eleven letters and digits, one.

use std::sync::LazyLock;

use crate::text::Weights;

/// From this log odds on, several words are Bangla.
const SURE: f32 = 5.0;
/// The same of a word that stands alone, of which there are more that look like it: "civciv".
const SURE_ALONE: f32 = 7.5;
/// A word below this is of another language among Bangla ones: "(live)", "feat." One in a hundred
/// Bangla words is.
const SURELY_NOT: f32 = -1.5;

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("short.txt")));

/// The words of a text, and of each whether it is Bangla; `None` where the text is not.
pub(super) fn words_of(text: &str) -> Option<Vec<(&str, bool)>> {
    // Too short to be told from those of other languages: they go with the others, and need some.
    let is_short = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() < 3;
    let is_bangla =
        |word: &str| is_short(word) || has_marks(word) || WEIGHTS.bias + weight(word) > SURELY_NOT;
    let words: Vec<(&str, bool)> = text
        .split_whitespace()
        .map(|word| (word, is_bangla(word)))
        .collect();
    let bangla = || words.iter().filter(|(_, is)| *is).map(|(word, _)| *word);
    let score = WEIGHTS.bias + bangla().map(weight).sum::<f32>();
    let n = bangla().count();
    let sure = if n > 1 || bangla().any(has_marks) {
        SURE
    } else {
        SURE_ALONE
    };
    let could_be = |word: &str| !has_a_run_of_three(word) && !joins_letters_and_digits(word);
    let is_told = bangla().any(|word| !is_short(word) || has_marks(word));
    (score > sure && 2 * n >= words.len() && is_told && bangla().all(could_be)).then_some(words)
}

fn weight(word: &str) -> f32 {
    let mut padded = vec!['^'];
    for c in word.chars() {
        // Numbers are one sign, however long.
        match c {
            '0'..='9' if padded.ends_with(&['0']) => {}
            '0'..='9' => padded.push('0'),
            _ => padded.push(c),
        }
    }
    padded.push('$');
    let mut group = String::new();
    let mut sum = 0.0;
    for start in 0..padded.len() {
        group.clear();
        for c in padded.iter().skip(start).take(3) {
            group.push(*c);
            sum += WEIGHTS.of(&group);
        }
    }
    sum
}

/// Codes that stand in no word of another language, or in few.
fn has_marks(word: &str) -> bool {
    let is_mark =
        |c: char| matches!(c, '`' | '~' | '^') || !c.is_ascii() && !"‘’“”–—…•".contains(c);
    word.contains(is_mark)
}

/// "Awwww", "KKKK", "wkwkwk": in no Bangla word.
fn has_a_run_of_three(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let of_one = |w: &[char]| w[0].is_alphabetic() && w[0] == w[1] && w[1] == w[2];
    let of_two = |w: &[char]| w[..2] == w[2..4] && w[2..4] == w[4..];
    letters.windows(3).any(of_one) || letters.windows(6).any(of_two)
}

/// As in keys and codes.
fn joins_letters_and_digits(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(2).any(|w| {
        w[0].is_alphabetic() && w[1].is_ascii_digit()
            || w[0].is_ascii_digit() && w[1].is_alphabetic()
    })
}

/// True when each sign stands behind a consonant and nothing waits for its letter.
pub(super) fn is_spelt(bangla: &str) -> bool {
    let is_consonant = |c: char| matches!(c, 'ক'..='হ' | '\u{9BC}' | '\u{9DC}'..='\u{9DF}');
    let is_vowel_sign = |c: char| matches!(c, 'া'..='ৌ' | '\u{9D7}');
    let is_final = |c: char| matches!(c, 'ঁ'..='ঃ');
    let mut before: Option<char> = None;
    for c in bangla.chars().chain([' ']) {
        let behind = |of: &dyn Fn(char) -> bool| before.is_some_and(of);
        let fits = match c {
            '্' => behind(&is_consonant),
            c if is_vowel_sign(c) => behind(&is_consonant),
            c if is_final(c) => behind(&|b| !is_final(b) && b != '্' && crate::text::is_bengali(b)),
            c if is_consonant(c) => true,
            _ => before != Some('্'),
        };
        if !fits {
            return false;
        }
        before = Some(c);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling() {
        for word in ["আকাশ", "শ্রেষ্ঠ", "চাঁদ", "দুঃখ", "গাই, নাও!", "বাংলা", "কষ্ট"]
        {
            assert!(is_spelt(word), "{word}");
        }
        for word in ["াক", "আা", "ক্", "ক্ খ", "কাি", "অি", "ংক", "কংং"]
        {
            assert!(!is_spelt(word), "{word}");
        }
    }

    #[test]
    fn weights_are_there() {
        WEIGHTS.check(1..=3);
    }
}
