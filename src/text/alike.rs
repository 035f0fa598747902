//! One spelling for Bangla that reads the same however it was typed.
//!
//! Unicode normalisation leaves many pairs apart that readers take for one word. Some are drawn
//! alike to the glyph (ব় and র, কাে and কো), some by most fonts (অা and আ, চঁাদ and চাঁদ), some
//! are two spellings of one sign (ত্‌ and ৎ, দু:খ and দুঃখ). The rules are those of the Unicode
//! Standard (chapter 12, "Bengali": vowel letters that are not to be spelled by parts, khanda ta
//! before version 4.1, র‍্য) and of bnUnicodeNormalizer 0.1.7, as far as the look of a word stays:
//! where that package guesses what was meant (ত্র for এ with a sign, only conjuncts of its own
//! list), nothing is changed here.

use unicode_normalization::UnicodeNormalization;

use super::is_bengali;

pub(super) const ZWNJ: char = '\u{200C}';
pub(super) const ZWJ: char = '\u{200D}';
const NUKTA: char = '\u{09BC}';
const HASANTA: char = '\u{09CD}';
const AU_MARK: char = '\u{09D7}';
const CANDRABINDU: char = 'ঁ';
const RA: char = 'র';
const TA: char = 'ত';
const YA: char = 'য';
const KHANDA_TA: char = 'ৎ';

/// Of a text in Bengali script, one word in so many has a ra or wa of Assamese where the text is
/// Assamese.
const ASSAMESE_ONE_IN: usize = 20;

/// A text in NFC, in which Bangla that looks the same is spelled the same. Other scripts are only
/// brought to NFC. Doing it twice changes nothing.
pub(crate) fn unify(text: &str) -> String {
    let mut now: String = text.nfc().collect();
    if !now.chars().any(is_bengali) {
        return now;
    }
    let is_assamese = is_assamese(&now);
    // One mended place can make a neighbour mendable. Each pass shortens the text or moves a sign
    // to its place, so that this ends.
    loop {
        let next: String = once(&now, is_assamese).nfc().collect();
        if next == now {
            return now;
        }
        now = next;
    }
}

/// True where enough of the words in Bengali script have a letter that only Assamese has.
pub(super) fn is_assamese(text: &str) -> bool {
    let (mut n_words, mut n_assamese) = (0, 0);
    for word in text
        .split_whitespace()
        .filter(|w| w.chars().any(is_bengali))
    {
        n_words += 1;
        n_assamese += usize::from(word.contains(['ৰ', 'ৱ']));
    }
    n_assamese > 0 && ASSAMESE_ONE_IN * n_assamese >= n_words
}

fn is_consonant(c: char) -> bool {
    matches!(c, 'ক'..='হ' | 'ৰ' | 'ৱ')
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'অ'..='ঔ' | 'ৠ' | 'ৡ')
}

fn is_vowel_sign(c: char) -> bool {
    matches!(c, 'া'..='ৌ' | AU_MARK | 'ৢ' | 'ৣ')
}

fn is_final_sign(c: char) -> bool {
    matches!(c, CANDRABINDU | 'ং' | 'ঃ')
}

/// A letter or a sign, no digit and no mark of money.
fn is_letter_or_sign(c: char) -> bool {
    is_consonant(c)
        || is_vowel(c)
        || is_vowel_sign(c)
        || is_final_sign(c)
        || matches!(c, NUKTA | HASANTA | KHANDA_TA)
}

fn is_joiner(c: char) -> bool {
    matches!(c, ZWNJ | ZWJ)
}

fn once(text: &str, is_assamese: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<char> = Vec::with_capacity(chars.len());
    for (i, &c) in chars.iter().enumerate() {
        let rest = &chars[i + 1..];
        match c {
            ZWNJ | ZWJ => joiner(c, rest, &mut out),
            // Marks that cannot be seen, within a word.
            '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}'
                if last_is(&out, is_letter_or_sign) =>
            {
                if !rest.first().is_some_and(|&next| is_letter_or_sign(next)) {
                    out.push(c);
                }
            }
            'ৰ' if !is_assamese => out.push(RA),
            'ৱ' if !is_assamese => out.push('ব'),
            // Currency numerator four, typed for the danda by keyboards that lack it.
            '৷' => out.push('।'),
            ':' if last_is(&out, is_letter_or_sign)
                && rest
                    .first()
                    .is_some_and(|&n| is_consonant(n) || is_vowel(n)) =>
            {
                out.push('ঃ');
            }
            NUKTA => nukta(&mut out),
            HASANTA => hasanta(rest, &mut out),
            _ if is_vowel_sign(c) => vowel_sign(c, &mut out),
            _ if is_final_sign(c) => final_sign(c, &mut out),
            _ => out.push(c),
        }
    }
    out.into_iter().collect()
}

fn last_is(out: &[char], fits: impl Fn(char) -> bool) -> bool {
    out.last().is_some_and(|&c| fits(c))
}

/// র‍্য keeps its joiner, whichever of the two it was typed with; ত্ with one is ৎ; any other only
/// chooses between two looks of the same letters.
fn joiner(c: char, rest: &[char], out: &mut Vec<char>) {
    let beside_bengali =
        last_is(out, is_bengali) || rest.first().is_some_and(|&next| is_bengali(next));
    if out.ends_with(&[RA]) && rest.starts_with(&[HASANTA, YA]) {
        out.push(ZWJ);
    } else if out.ends_with(&[TA, HASANTA]) {
        out.truncate(out.len() - 2);
        out.push(KHANDA_TA);
    } else if !beside_bengali {
        out.push(c);
    }
}

/// ব় is র; ড় ঢ় য় take their nukta even from behind the vowel; a nukta under a letter that has
/// none of its own stays where it stands (জ়, ফ়), and goes where there is no letter.
fn nukta(out: &mut Vec<char>) {
    let n_signs = out
        .iter()
        .rev()
        .take_while(|&&c| is_vowel_sign(c) || is_final_sign(c))
        .count();
    let Some(base) = out.len().checked_sub(n_signs + 1) else {
        return;
    };
    match out[base] {
        'ব' => out[base] = RA,
        'ড' | 'ঢ' | 'য' => out.insert(base + 1, NUKTA),
        c if is_consonant(c) && n_signs == 0 => out.push(NUKTA),
        _ => {}
    }
}

/// The hasanta of ত at the end, or before a letter that joins no ত, is ৎ; one behind a vowel joins
/// nothing, save in অ্যা.
fn hasanta(rest: &[char], out: &mut Vec<char>) {
    let joined = rest.iter().copied().find(|&c| !is_joiner(c));
    let has_joiner = rest.first().is_some_and(|&c| is_joiner(c));
    // র‍্য: the letter stands before the joiner.
    let stands_on_letter = last_is(out, |c| is_consonant(c) || matches!(c, NUKTA | ZWJ));
    let is_ya_of_a_vowel = joined == Some(YA) && last_is(out, |c| is_vowel(c) || is_vowel_sign(c));
    if !stands_on_letter && !is_ya_of_a_vowel || joined.is_some_and(is_vowel_sign) && !has_joiner {
        return;
    }
    let is_free_ta = out.ends_with(&[TA]) && {
        let before = &out[..out.len() - 1];
        !before.ends_with(&[HASANTA]) || before.ends_with(&[RA, HASANTA])
    };
    let joins_ta =
        joined.is_some_and(|c| matches!(c, 'ত' | 'থ' | 'ন' | 'ব' | 'ম' | 'য' | 'র' | 'ৰ' | 'ৱ'));
    if is_free_ta && !joins_ta && !has_joiner {
        out.pop();
        out.push(KHANDA_TA);
    } else {
        out.push(HASANTA);
    }
}

fn vowel_sign(c: char, out: &mut Vec<char>) {
    // চঁাদ: the sign of the vowel stands before the candrabindu.
    let above = out.pop_if(|last| *last == CANDRABINDU);
    let whole = match (out.last(), c) {
        (Some('অ'), 'া') => Some('আ'),
        (Some('ঋ'), 'ৃ') => Some('ৠ'),
        (Some('ঌ'), 'ৢ') => Some('ৡ'),
        (Some('ে'), 'া') | (Some('া'), 'ে') => Some('ো'),
        (Some('ে'), AU_MARK) | (Some(&AU_MARK), 'ে') => Some('ৌ'),
        (Some(&last), _) if last == c => Some(c),
        _ => None,
    };
    if let Some(whole) = whole {
        out.pop();
        out.push(whole);
    } else if last_is(out, |c| is_letter_or_sign(c) && c != HASANTA) {
        out.push(c);
    }
    out.extend(above);
}

fn final_sign(c: char, out: &mut Vec<char>) {
    if last_is(out, is_letter_or_sign) && !out.ends_with(&[c]) {
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::splitmix64;

    #[test]
    fn what_looks_alike_is_spelled_alike() {
        for (typed, spelled) in [
            ("অামি", "আমি"),
            ("ব\u{09BC}াত", "রাত"),
            ("ব\u{09DC}", "ব\u{09A1}\u{09BC}"),
            ("বাড\u{09BF}\u{09BC}", "বাড\u{09BC}\u{09BF}"),
            ("হ\u{09DF}", "হ\u{09AF}\u{09BC}"),
            ("হঠাত্\u{200C}", "হঠাৎ"),
            ("হঠাত্\u{200D}", "হঠাৎ"),
            ("হঠাত্", "হঠাৎ"),
            ("উত্সব", "উৎসব"),
            ("ভর্ত্সনা", "ভর্ৎসনা"),
            ("জগত্\u{200D}ময়", "জগৎময\u{09BC}"),
            ("দু:খ", "দুঃখ"),
            ("নি:শ্বাস", "নিঃশ্বাস"),
            ("এলো৷", "এলো।"),
            ("কৃষ্\u{200C}ণ", "কৃষ্ণ"),
            ("তুমি\u{200D}", "তুমি"),
            ("চ\u{0981}\u{09BE}দ", "চ\u{09BE}\u{0981}দ"),
            ("কাে", "কো"),
            ("ক\u{09D7}\u{09C7}", "কৌ"),
            ("কাা", "কা"),
            ("আংং", "আং"),
            ("র\u{200C}্যাব", "র\u{200D}্যাব"),
            (
                "মনপ্ৰাণ আর কত কথা বলে যাও একা একা বসে সারা দিন সারা রাত ধরে আর কেউ জানে না তবু কেন ডাকি তারে",
                "মনপ্রাণ আর কত কথা বলে যাও একা একা বসে সারা দিন সারা রাত ধরে আর কেউ জানে না তবু কেন ডাকি তারে",
            ),
            ("ছ\u{200B}ড\u{09BC}ায়", "ছড\u{09BC}ায\u{09BC}"),
            // signs with nothing to stand on
            ("না্", "না"),
            ("তবু্ও", "তবুও"),
            ("ক্্ষ", "ক্ষ"),
            (" াকি", " কি"),
            ("ক্ি", "কি"),
        ] {
            assert_eq!(unify(typed), spelled, "{typed} {typed:?}");
        }
    }

    #[test]
    fn what_looks_different_stays() {
        for text in [
            "উত্তর মহত্ত্ব পত্র সত্য আত্মা রত্ন উত্থান যত্ন তত্ব",
            "অ্যাপ এ্যা কুয়াশ্রী র‍্যাব র্যাব",
            "জ\u{09BC}ুলি ফ\u{09BC}ানুস",
            "১২:৩০ রাগ: ভৈরবী",
            "কোন্ বল্ ক্ষ্ম র্ক হৃৎপিণ্ড",
            "মই তোমাৰ লগত যাম ঘৰলৈ আৰু থাকিম",
            "don't a\u{200D}b می\u{200C}روم e:f ৳ ৯",
        ] {
            assert_eq!(unify(text), text.nfc().collect::<String>());
        }
    }

    #[test]
    fn twice_is_once_for_any_order_of_signs() {
        let pieces: Vec<char> = "কতবযরডনসঅআএা ি ীুেোৗঁংঃ়্ৎৰৱ৷:। a১"
            .chars()
            .chain([
                ZWNJ, ZWJ, '\u{200B}', '\u{09DC}', '\u{09DF}', '\u{09CB}', '\n',
            ])
            .collect();
        let mut state = 5u64;
        for _ in 0..200_000 {
            let mut text = String::new();
            for _ in 0..9 {
                state = splitmix64(state);
                text.push(pieces[(state % pieces.len() as u64) as usize]);
            }
            let once = unify(&text);
            assert_eq!(unify(&once), once, "{text:?}");
            assert!(once.chars().count() <= text.nfc().count(), "{text:?}");
        }
    }

    #[test]
    fn many_signs_take_no_longer_than_their_number() {
        let text = "ক".to_string() + &"ঁা".repeat(50_000) + &"্\u{200D}".repeat(50_000);
        assert!(unify(&text).chars().count() <= text.chars().count());
    }
}
