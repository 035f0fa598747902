//! Bangla typed for the SutonnyMJ typefaces of Bijoy, in which each glyph of Bangla has the code of
//! a Latin letter ("Avwg" for "আমি"), to Unicode.
//!
//! The codes are facts of the typeface, given here by glyph; signs are stored in the order they are
//! drawn (ি ে ৈ before their consonants, reph behind them) and come to that of Unicode. Checked
//! against bijoy2unicode 0.1.1.

mod short;

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::{is_bengali, tokens, unify};

/// Letters and whole conjuncts. What a glyph draws beside its consonants stands behind them.
const LETTERS: &[(char, &str)] = &[
    ('A', "অ"),
    ('B', "ই"),
    ('C', "ঈ"),
    ('D', "উ"),
    ('E', "ঊ"),
    ('F', "ঋ"),
    ('G', "এ"),
    ('H', "ঐ"),
    ('I', "ও"),
    ('J', "ঔ"),
    ('K', "ক"),
    ('L', "খ"),
    ('M', "গ"),
    ('N', "ঘ"),
    ('O', "ঙ"),
    ('P', "চ"),
    ('Q', "ছ"),
    ('R', "জ"),
    ('S', "ঝ"),
    ('T', "ঞ"),
    ('U', "ট"),
    ('V', "ঠ"),
    ('W', "ড"),
    ('X', "ঢ"),
    ('Y', "ণ"),
    ('Z', "ত"),
    ('_', "থ"),
    ('`', "দ"),
    ('a', "ধ"),
    ('b', "ন"),
    ('c', "প"),
    ('d', "ফ"),
    ('e', "ব"),
    ('f', "ভ"),
    ('g', "ম"),
    ('h', "য"),
    ('i', "র"),
    ('j', "ল"),
    ('k', "শ"),
    ('l', "ষ"),
    ('m', "স"),
    ('n', "হ"),
    ('o', "ড়"),
    ('p', "ঢ়"),
    ('q', "য়"),
    ('r', "ৎ"),
    ('°', "ক্ক"),
    ('±', "ক্ট"),
    // As in "j²xcyi", লক্ষ্মীপুর: bijoy2unicode writes it so, but reads ক্ষ্ণ.
    ('²', "ক্ষ্ম"),
    ('³', "ক্ত"),
    ('´', "ক্ম"),
    ('µ', "ক্র"),
    ('¶', "ক্ষ"),
    ('·', "ক্স"),
    ('¹', "জ্ঞ"),
    ('º', "গ্দ"),
    ('»', "গ্ধ"),
    ('¼', "ঙ্ক"),
    ('½', "ঙ্গ"),
    ('¾', "জ্জ"),
    ('À', "জ্ঝ"),
    ('Á', "জ্ঞ"),
    ('Â', "ঞ্চ"),
    ('Ã', "ঞ্ছ"),
    ('Ä', "ঞ্জ"),
    ('Å', "ঞ্ঝ"),
    ('Æ', "ট্ট"),
    ('Ç', "ড্ড"),
    ('È', "ণ্ট"),
    ('É', "ণ্ঠ"),
    ('Ê', "ণ্ড"),
    ('Ë', "ত্ত"),
    ('Ì', "ত্থ"),
    ('Í', "ত্ম"),
    ('Î', "ত্র"),
    ('Ï', "দ্দ"),
    ('×', "দ্ধ"),
    ('Ø', "দ্ব"),
    ('Ù', "দ্ম"),
    ('Ú', "ন্ঠ"),
    ('Û', "ন্ড"),
    ('Ü', "ন্ধ"),
    ('Ý', "ন্স"),
    ('Þ', "প্ট"),
    ('ß', "প্ত"),
    ('à', "প্প"),
    ('á', "প্স"),
    ('â', "ব্জ"),
    ('ã', "ব্দ"),
    ('ä', "ব্ধ"),
    ('å', "ভ্র"),
    ('æ', "ম্ন"),
    ('ç', "ম্ফ"),
    ('é', "ল্ক"),
    ('ê', "ল্গ"),
    ('ë', "ল্ট"),
    ('ì', "ল্ড"),
    ('í', "ল্প"),
    ('î', "ল্ফ"),
    ('ð', "শ্চ"),
    ('ñ', "শ্ছ"),
    ('ò', "ষ্ণ"),
    ('ó', "ষ্ট"),
    ('ô', "ষ্ঠ"),
    ('õ', "ষ্ফ"),
    ('ö', "স্খ"),
    ('÷', "স্ট"),
    ('ø', "স্ন"),
    ('ù', "স্ফ"),
    ('ý', "হ্ন"),
    ('þ', "হ্ম"),
    ('¸', "গু"),
    ('ï', "শু"),
    ('û', "হু"),
    ('ü', "হৃ"),
    ('ÿ', "ক্ষ"),
    // halves, which the next letter joins
    ('•', "ঙ্"),
    ('”', "চ্"),
    ('˜', "দ্"),
    ('™', "দ্"),
    ('š', "ন্"),
    ('›', "ন্"),
    ('¤', "ম্"),
    ('®', "ষ্"),
    ('¯', "স্"),
];
/// What joins the letter before it.
const JOINING: &[(char, &str)] = &[
    ('^', "্ব"),
    ('‘', "্তু"),
    ('’', "্থ"),
    ('‹', "্ক"),
    ('Œ', "্ক্র"),
    ('—', "্ত"),
    ('œ', "্ন"),
    ('Ÿ', "্ব"),
    ('¡', "্ব"),
    ('¢', "্ভ"),
    ('£', "্ভ্র"),
    ('¥', "্ম"),
    ('¦', "্ব"),
    ('§', "্ম"),
    ('¨', "্য"),
    ('ª', "্র"),
    ('«', "্র"),
    ('¬', "্ল"),
    ('\u{AD}', "্ল"),
    ('¿', "্ত্র"),
    ('Ö', "্র"),
    ('è', "্ন"),
    ('ú', "্প"),
    ('&', "্"),
];
/// Signs of vowels that are drawn before the letter.
const BEFORE: &[(char, char)] = &[('w', 'ি'), ('†', 'ে'), ('‡', 'ে'), ('ˆ', 'ৈ'), ('‰', 'ৈ')];
/// Signs of vowels that are drawn behind it, above or below.
const BEHIND: &[(char, char)] = &[
    ('v', 'া'),
    ('x', 'ী'),
    ('y', 'ু'),
    ('z', 'ু'),
    ('“', 'ু'),
    ('–', 'ু'),
    ('~', 'ূ'),
    ('ƒ', 'ূ'),
    ('‚', 'ূ'),
    ('„', 'ৃ'),
    ('…', 'ৃ'),
    ('Š', '\u{9D7}'),
];
const FINAL: &[(char, char)] = &[('s', 'ং'), ('t', 'ঃ'), ('u', 'ঁ')];
const REPH: char = '©';
/// Punctuation that has codes of its own. Digits are left as they are: times are written with them.
const PUNCTUATION: &[(char, char)] = &[
    ('|', '।'),
    ('Ð', '–'),
    ('Ñ', '—'),
    ('Ò', '“'),
    ('Ó', '”'),
    ('Ô', '‘'),
    ('Õ', '’'),
];

/// Words that are in almost every song, by which Bangla is known.
const COMMON: &str = "আমি তুমি আমার তোমার আমায় তোমায় আমাকে তোমাকে আমাদের সে তার তারে না নাই নেই আর যে কি কী এই \
    ওই কে কেন কোথায় যদি তবু শুধু কোন কত মনে মন মনের প্রাণ এক একা করে হয়ে হবে নিয়ে দিয়ে থেকে \
    আছে ছিল গেল গান দিন রাত আজ ভালোবাসা ভালবাসা যায় চোখে জীবন মতো মাঝে বলে সব তো তাই রে গো পথ \
    আকাশ বাংলা বাংলার";

/// A text of more letters than this has common words enough to be known by.
const LONGEST_SHORT: usize = 120;
/// The share of a Bijoy text's characters that are `v` (া) is 8 to 14 %; in English it is 1 %.
const LEAST_V: f32 = 0.04;
/// At least this share of the words it becomes must be common ones: 11 to 40 % in Bangla songs.
const LEAST_COMMON: f32 = 0.05;

/// The text in Unicode, if it is Bangla in the code of Bijoy; `None` if it is anything else. Short
/// ones are known by their letters, long ones by their common words.
pub(super) fn converted(text: &str) -> Option<String> {
    converted_by_letters(text).or_else(|| converted_by_words(text))
}

/// A title or a name, of which each word is put into Unicode that is not of another language.
fn converted_by_letters(text: &str) -> Option<String> {
    // With a time or a tag in it, it is a line of lyrics.
    let is_line = text.contains(['\n', '[', '<']);
    // A number, as most cells of a table are.
    let is_wordless = !text.contains(char::is_alphabetic);
    // Dots are letters to Bijoy, but not among Bangla that is in Unicode.
    let is_unicode = text.contains(is_bengali);
    if is_wordless || is_line || is_unicode || text.chars().count() > LONGEST_SHORT {
        return None;
    }
    let mut rest = text;
    let mut out = String::new();
    for (word, is_bangla) in short::words_of(text)? {
        let (space, behind) = rest.split_at(rest.find(word)?);
        rest = &behind[word.len()..];
        out.push_str(space);
        if !is_bangla {
            out.push_str(word);
            continue;
        }
        let bangla = unify(&convert(word));
        if !short::is_spelt(&bangla)
            || bangla.contains(|c: char| c.is_alphabetic() && !is_bengali(c))
        {
            return None;
        }
        out.push_str(&bangla);
    }
    out.push_str(rest);
    Some(unify(&out))
}

fn converted_by_words(text: &str) -> Option<String> {
    let letters = || {
        text.chars()
            .filter(|c| !c.is_whitespace() && !c.is_ascii_digit())
    };
    let n_letters = letters().count();
    let n_v = letters().filter(|&c| c == 'v').count();
    let n_bengali = letters().filter(|&c| is_bengali(c)).count();
    if (n_v as f32) < LEAST_V * n_letters as f32 || n_v == 0 || 20 * n_bengali > n_letters {
        return None;
    }
    let bangla = unify(&convert(text));
    let words = tokens(&bangla);
    let n_words = words.iter().filter(|w| w.chars().any(is_bengali)).count();
    let common: HashSet<&String> = words.iter().filter(|w| is_common(w)).collect();
    let n_common = words.iter().filter(|w| common.contains(w)).count();
    // One of them alone can be chance.
    (common.len() > 1 && n_common as f32 >= LEAST_COMMON * n_words as f32).then_some(bangla)
}

fn is_common(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<String>> =
        LazyLock::new(|| COMMON.split_whitespace().map(unify).collect());
    WORDS.contains(word)
}

/// A consonant with what joins it and its signs, as they come.
#[derive(Default)]
struct Cluster {
    before: Option<char>,
    letters: String,
    reph: bool,
    behind: String,
    last: String,
}

impl Cluster {
    fn is_empty(&self) -> bool {
        self.before.is_none()
            && self.letters.is_empty()
            && self.behind.is_empty()
            && self.last.is_empty()
            && !self.reph
    }

    fn write(&mut self, out: &mut String) {
        let cluster = std::mem::take(self);
        if cluster.reph {
            out.push_str("র্");
        }
        out.push_str(&cluster.letters);
        match (cluster.before, cluster.behind.chars().next()) {
            (Some('ে'), Some('া')) => out.push('ো'),
            (Some('ে'), Some('\u{9D7}')) => out.push('ৌ'),
            (before, _) => {
                out.extend(before);
                out.push_str(&cluster.behind);
            }
        }
        out.push_str(&cluster.last);
    }
}

fn find<T: Copy>(table: &[(char, T)], c: char) -> Option<T> {
    table
        .iter()
        .find(|(code, _)| *code == c)
        .map(|(_, found)| *found)
}

fn convert(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut cluster = Cluster::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(length) = aside(rest) {
            cluster.write(&mut out);
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if let Some(letters) = find(LETTERS, c) {
            letter(letters, &mut cluster, &mut out);
        } else if let Some(joining) = find(JOINING, c) {
            add(joining, &mut cluster);
        } else if let Some(sign) = find(BEFORE, c) {
            if !cluster.letters.ends_with('্') || cluster.before.is_some() {
                cluster.write(&mut out);
            }
            cluster.before = Some(sign);
        } else if let Some(sign) = find(BEHIND, c) {
            cluster.behind.push(sign);
        } else if let Some(sign) = find(FINAL, c) {
            cluster.last.push(sign);
        } else if c == REPH {
            cluster.reph = true;
        } else {
            cluster.write(&mut out);
            out.push(find(PUNCTUATION, c).unwrap_or(c));
        }
    }
    cluster.write(&mut out);
    out
}

/// Letters begin a cluster, unless one waits for its letter: behind a sign that is drawn before it,
/// or behind a half.
fn letter(letters: &str, cluster: &mut Cluster, out: &mut String) {
    let waits =
        cluster.letters.is_empty() && cluster.before.is_some() || cluster.letters.ends_with('্');
    if !waits && !cluster.is_empty() {
        cluster.write(out);
    }
    add(letters, cluster);
}

/// Consonants go to the consonants, a sign of the same glyph to the signs.
fn add(letters: &str, cluster: &mut Cluster) {
    // A half and what joins it both have the hasanta between them.
    let letters = if cluster.letters.ends_with('্') {
        letters.trim_start_matches('্')
    } else {
        letters
    };
    let end = letters.find(['ু', 'ৃ']).unwrap_or(letters.len());
    cluster.letters.push_str(&letters[..end]);
    cluster.behind.push_str(&letters[end..]);
}

/// A time stamp or a tag at the start of the text, which is not of Bangla: its length.
fn aside(text: &str) -> Option<usize> {
    let close = match text.as_bytes().first()? {
        b'[' => ']',
        b'<' => '>',
        _ => return None,
    };
    text[..text.floor_char_boundary(64)]
        .find(close)
        .map(|end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_songs() {
        for (typed, bangla) in [
            ("Avwg evsjvi Mvb MvB", "আমি বাংলার গান গাই"),
            ("†Zvgvi Rb¨ Avgvi g‡bi gv‡S", "তোমার জন্য আমার মনের মাঝে"),
            ("AvKvk fiv Zviv Avi Puv` wQj", "আকাশ ভরা তারা আর চাঁদ ছিল"),
            (
                "e„wó w`‡b Avwg GKv GKv e‡m _vwK",
                "বৃষ্টি দিনে আমি একা একা বসে থাকি",
            ),
            ("fv‡jvevmv Qvov Avi Av‡Q wK", "ভালোবাসা ছাড়া আর আছে কি"),
            (
                "¯^cœ wb‡q Avwg m~‡h©i c‡_ MvB bv|",
                "স্বপ্ন নিয়ে আমি সূর্যের পথে গাই না।",
            ),
            (
                "[00:01.00]Avgvi wcÖq Kwe †K, Zzwg wK Rv‡bv? kã",
                "[00:01.00]আমার প্রিয় কবি কে, তুমি কি জানো? শব্দ",
            ),
            (
                "Avgvi ïay `ytL Avi Kó nq, ‡mŠi",
                "আমার শুধু দুঃখ আর কষ্ট হয়, সৌর",
            ),
        ] {
            assert_eq!(
                converted(typed).map(|t| unify(&t)),
                Some(unify(bangla)),
                "{typed}"
            );
        }
    }

    /// What bijoy2unicode 0.1.1 makes of words of wordfreq 3.1.1 (`tests/golden/text/bijoy.py`).
    #[test]
    fn titles_and_names_are_known_by_their_letters() {
        let cases: Vec<(String, String)> =
            serde_json::from_str(include_str!("../../../tests/golden/text/bijoy.json")).unwrap();
        let (mut n_known, mut n_words, mut n_wrong) = ([0; 2], [0; 2], 0);
        for (typed, bangla) in &cases {
            let kind = usize::from(typed.contains(' '));
            n_words[kind] += 1;
            let Some(found) = converted(typed) else {
                continue;
            };
            n_known[kind] += 1;
            n_wrong += usize::from(found != unify(bangla));
        }
        // A word among others that looks like one of another language stays as it is.
        assert!(n_wrong <= 3, "{n_wrong} of {n_known:?}");
        let shares = [0, 1].map(|kind| n_known[kind] as f64 / n_words[kind] as f64);
        assert!(shares[0] > 0.5 && shares[1] > 0.9, "{shares:?}");
    }

    #[test]
    fn words_of_another_language_stay_among_those_of_bangla() {
        for (typed, meant) in [
            ("Avgvi †mvbvi evsjv (live)", "আমার সোনার বাংলা (live)"),
            ("01 AvKvk c«`xc R¡†j", "01 আকাশ প্রদীপ জ্বলে"),
            ("e„wó w`‡b  feat. Warfaze", "বৃষ্টি দিনে  feat. Warfaze"),
        ] {
            assert_eq!(converted(typed).as_deref(), Some(unify(meant).as_str()));
        }
    }

    #[test]
    fn other_languages_are_none() {
        for text in [
            "I waited by the river until the morning came and I love you forever",
            "vivir vivo vivaz va, viva la vida, volver a vivir",
            "Vve vv vvv",
            "Drive My Car",
            "I Want You To Love Me, I never give up",
            "ami tomake bhalobashi tumi ki amake bhalobasho",
            "আমি বাংলার গান গাই v v v",
            "বেদনার ……………আকাশ জুড়ে",
            "civciv",
            "wkwkwk",
            "Awwwww",
            "KKKKKKKK",
            "NxxvvgwYMBQ",
            "wZyicKjqxHv",
            "ewig",
            "Êèíî",
            "„Schön“",
            "",
        ] {
            assert_eq!(converted(text), None, "{text}");
        }
        assert!(!tokens(&convert("Avwg")).is_empty());
    }
}
