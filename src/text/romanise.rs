//! Bengali script in Latin letters, so that what separates songs by script can be told from what
//! separates them by words.
//!
//! What is written down letter by letter is the transliteration of ISO 15919:2001, letter by letter: what is written, not
//! what is spoken. The inherent vowel is always written (`a`, never left out at the end of a word),
//! ব is always `b`, and য is `y`, in conjuncts too. [`romanise`] leaves its diacritics out, as
//! people do who type Bangla on a Latin keyboard, and because letters with diacritics would still
//! tell the script apart.

use std::iter::Peekable;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::unify;

const NUKTA: char = '\u{09BC}';
const HASANTA: char = '\u{09CD}';

/// Bengali letters by ISO 15919 without its diacritics, in small ASCII letters; everything else
/// unchanged, but in NFC. What looks the same is read the same ([`super::unify`]).
///
/// ṁ of ং and m̐ of ঁ become `m`, ḥ of ঃ becomes `h`; ঋ becomes `ri`, as a bare `r` would be
/// another letter; the colon between two vowels is left out.
pub(crate) fn romanise(text: &str) -> String {
    transliterate(&unify(text), |latin, out| match latin {
        "r̥" => out.push_str("ri"),
        "r̥̄" => out.push_str("rri"),
        "l̥" | "l̥̄" => out.push_str("li"),
        ":" => {}
        _ => out.extend(latin.nfd().filter(|c| !is_combining_mark(*c))),
    })
}

/// Bengali letters by ISO 15919 in NFC, everything else unchanged, but in NFC. Zero-width joiners
/// beside Bengali letters are left out; danda becomes a full stop; a colon parts `a` from a
/// following `i` or `u`, which would read as ai or au.
#[cfg(test)]
pub(crate) fn iso_15919(text: &str) -> String {
    transliterate(text, |latin, out| out.push_str(latin))
        .nfc()
        .collect()
}

/// Reads letter by letter; `write` puts each Latin spelling down.
fn transliterate(text: &str, write: impl Fn(&str, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    // The consonant just written is still to get its vowel: the inherent one, unless a sign or
    // hasanta follows.
    let mut vowel_due = false;
    // The last letter was read as `a`.
    let mut after_a = false;
    let mut in_bengali = false;
    // NFC composes ো and ৌ and takes ড় ঢ় য় apart (they are excluded from composition), so each
    // has one form here.
    let mut chars = text.nfc().peekable();
    while let Some(c) = chars.next() {
        if in_bengali && matches!(c, '\u{200C}' | '\u{200D}') {
            continue;
        }
        if let Some(vowel) = vowel_sign(c).filter(|_| vowel_due) {
            write(vowel, &mut out);
            (vowel_due, after_a) = (false, false);
            continue;
        }
        if c == HASANTA {
            (vowel_due, after_a) = (false, false);
            continue;
        }
        if vowel_due {
            write("a", &mut out);
            after_a = true;
        }
        let latin = consonant(c, &mut chars);
        vowel_due = latin.is_some();
        let latin = latin
            .or_else(|| vowel(c))
            .or_else(|| vowel_sign(c))
            .or_else(|| sign(c));
        in_bengali = latin.is_some();
        if after_a && matches!(c, 'ই' | 'ঈ' | 'উ' | 'ঊ') {
            write(":", &mut out);
        }
        after_a = c == 'অ';
        match latin {
            Some(latin) => write(latin, &mut out),
            None => match c {
                '০'..='৯' => out.push((b'0' + (c as u32 - '০' as u32) as u8) as char),
                '।' => out.push('.'),
                '॥' => out.push_str(".."),
                _ => out.push(c),
            },
        }
    }
    if vowel_due {
        write("a", &mut out);
    }
    out
}

/// The consonant without its vowel; a nukta behind it is taken with it.
fn consonant(c: char, rest: &mut Peekable<impl Iterator<Item = char>>) -> Option<&'static str> {
    let plain = match c {
        'ক' => "k",
        'খ' => "kh",
        'গ' => "g",
        'ঘ' => "gh",
        'ঙ' => "ṅ",
        'চ' => "c",
        'ছ' => "ch",
        'জ' => "j",
        'ঝ' => "jh",
        'ঞ' => "ñ",
        'ট' => "ṭ",
        'ঠ' => "ṭh",
        'ড' => "ḍ",
        'ঢ' => "ḍh",
        'ণ' => "ṇ",
        'ত' => "t",
        'থ' => "th",
        'দ' => "d",
        'ধ' => "dh",
        'ন' => "n",
        'প' => "p",
        'ফ' => "ph",
        'ব' => "b",
        'ভ' => "bh",
        'ম' => "m",
        'য' => "y",
        'র' | 'ৰ' => "r",
        'ল' => "l",
        'ৱ' => "v",
        'শ' => "ś",
        'ষ' => "ṣ",
        'স' => "s",
        'হ' => "h",
        _ => return None,
    };
    if rest.next_if_eq(&NUKTA).is_none() {
        return Some(plain);
    }
    Some(match c {
        'ড' => "ṛ",
        'ঢ' => "ṛh",
        'য' => "ẏ",
        // Nuktas that Bangla has no letter for say that a sound is foreign; ISO 15919 spells those
        // that occur.
        'জ' => "z",
        'ফ' => "f",
        'ক' => "q",
        'খ' => "k͟h",
        'গ' => "ġ",
        // ব and a nukta is how র is typed where the font lacks it.
        'ব' => "r",
        _ => plain,
    })
}

fn vowel(c: char) -> Option<&'static str> {
    Some(match c {
        'অ' => "a",
        'আ' => "ā",
        'ই' => "i",
        'ঈ' => "ī",
        'উ' => "u",
        'ঊ' => "ū",
        'ঋ' => "r̥",
        'ৠ' => "r̥̄",
        'ঌ' => "l̥",
        'ৡ' => "l̥̄",
        'এ' => "ē",
        'ঐ' => "ai",
        'ও' => "ō",
        'ঔ' => "au",
        _ => return None,
    })
}

fn vowel_sign(c: char) -> Option<&'static str> {
    Some(match c {
        'া' => "ā",
        'ি' => "i",
        'ী' => "ī",
        'ু' => "u",
        'ূ' => "ū",
        'ৃ' => "r̥",
        'ৄ' => "r̥̄",
        'ৢ' => "l̥",
        'ৣ' => "l̥̄",
        'ে' => "ē",
        'ৈ' => "ai",
        'ো' => "ō",
        'ৌ' | '\u{09D7}' => "au",
        _ => return None,
    })
}

fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        'ং' => "ṁ",
        'ঃ' => "ḥ",
        'ঁ' => "m̐",
        'ৎ' => "t",
        'ঽ' => "’",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn golden() -> Vec<[String; 2]> {
        let text = std::fs::read_to_string("tests/golden/text/romanise.json").unwrap();
        let golden: Value = serde_json::from_str(&text).unwrap();
        let pair = |v: &Value| [0, 1].map(|k| v[k].as_str().unwrap().to_string());
        golden["words"]
            .as_array()
            .unwrap()
            .iter()
            .map(pair)
            .collect()
    }

    #[test]
    fn equals_aksharamukha_on_real_words() {
        let words = golden();
        assert!(words.len() >= 100);
        for [bangla, latin] in words {
            assert_eq!(iso_15919(&bangla), latin, "{bangla}");
        }
    }

    #[test]
    fn composed_and_decomposed_text_read_alike() {
        for [bangla, latin] in golden() {
            assert_eq!(
                iso_15919(&bangla.nfd().collect::<String>()),
                latin,
                "{bangla}"
            );
            assert_eq!(
                romanise(&bangla.nfd().collect::<String>()),
                romanise(&bangla)
            );
        }
        // The precomposed letters, which neither form keeps.
        assert_eq!(
            iso_15919("ব\u{09DC} আষা\u{09DD} সম\u{09DF}"),
            "baṛa āṣāṛha samaẏa"
        );
    }

    #[test]
    fn only_ascii_is_left_of_bangla() {
        for [bangla, _] in golden() {
            let latin = romanise(&bangla);
            assert!(latin.is_ascii() && !latin.is_empty(), "{bangla} {latin}");
        }
        assert_eq!(
            romanise("ভালোবাসা বৃষ্টি চাঁদ দুঃখ বাংলা কই ঋণ"),
            "bhalobasa bristi camda duhkha bamla kai rina"
        );
    }

    #[test]
    fn other_scripts_stay_as_they_are() {
        let mixed = "Ça va, आज? 日本 don’t a\u{200D}b";
        assert_eq!(romanise(mixed), mixed);
        assert_eq!(
            romanise("আমি tonight ১৯৭১।\nতুমি"),
            "ami tonight 1971.\ntumi"
        );
        assert_eq!(
            romanise("অামি ব\u{09BC}াত হঠাত্\u{200C} দু:খ"),
            "ami rata hathat duhkha"
        );
    }

    #[test]
    fn joiners_change_nothing() {
        assert_eq!(iso_15919("র\u{200D}্যাব"), "ryāba");
        assert_eq!(iso_15919("ক্\u{200C}ষ কথা\u{200D}"), "kṣa kathā");
    }
}
