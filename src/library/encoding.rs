//! Bytes of a text file to text: UTF-8, UTF-16, or a legacy encoding that is guessed and said so.

use crate::words::{Message, id, say};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::bijoy;

/// A text, and what was doubtful about reading it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Decoded {
    pub(crate) text: String,
    /// Set when the encoding was guessed or bytes had to be replaced.
    pub(crate) doubt: Option<Message>,
}

/// Text of a file whose encoding nobody states.
///
/// # Errors
/// Says why, when the bytes are no text in any encoding.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Message> {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return finish(encoding, &bytes[bom..], None);
    }
    if bytes.contains(&0) {
        return match stray_zeros(bytes) {
            Some(remark) => without_zeros(bytes, remark),
            None => finish(utf16_by_zeros(bytes)?, bytes, None),
        };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => checked(text.to_string(), None),
        Err(_) if is_nearly_utf8(bytes) => finish(UTF_8, bytes, None),
        // Told where it is converted.
        Err(_) if is_bijoy(bytes) => finish(WINDOWS_1252, bytes, None),
        Err(_) => {
            let encoding = guess(bytes);
            let doubt = say(id::LIBRARY_NOT_UNICODE).with("encoding", encoding.name());
            finish(encoding, bytes, Some(doubt))
        }
    }
}

fn finish(
    encoding: &'static Encoding,
    bytes: &[u8],
    doubt: Option<Message>,
) -> Result<Decoded, Message> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let broken = || say(id::LIBRARY_BYTES_REPLACED).with("encoding", encoding.name());
    let doubt = doubt.or_else(|| had_errors.then(broken));
    checked(text.into_owned(), doubt)
}

/// Refuses what decodes but is full of control characters, as binary files do.
fn checked(text: String, doubt: Option<Message>) -> Result<Decoded, Message> {
    let n_chars = text.chars().count();
    let n_odd = text
        .chars()
        .filter(|&c| c == '\u{FFFD}' || c.is_control() && !"\n\r\t\u{B}\u{C}\u{85}".contains(c))
        .count();
    if n_odd * 20 > n_chars {
        return Err(id::LIBRARY_NO_TEXT_FILE.into());
    }
    Ok(Decoded { text, doubt })
}

/// What is to be said of a few zero bytes in text that is not UTF-16: in UTF-16, every line end is
/// one, and what is there beside Latin letters hardly ever is UTF-8 at once.
fn stray_zeros(bytes: &[u8]) -> Option<Message> {
    let n = bytes.iter().filter(|&&b| b == 0).count();
    let first = bytes.iter().position(|&b| b == 0)?;
    let most_of = if std::str::from_utf8(bytes).is_ok() {
        20
    } else {
        200
    };
    let line = 1 + bytes[..first].iter().filter(|b| **b == b'\n').count();
    (n * most_of <= bytes.len())
        .then(|| say(id::LIBRARY_ZERO_BYTES).with("line", line).with("n", n))
}

fn without_zeros(bytes: &[u8], remark: Message) -> Result<Decoded, Message> {
    let bare: Vec<u8> = bytes.iter().copied().filter(|b| *b != 0).collect();
    let decoded = decode(&bare)?;
    let remarks = std::iter::once(remark).chain(decoded.doubt);
    Ok(Decoded {
        doubt: Some(Message::joined(remarks, "; ")),
        text: decoded.text,
    })
}

/// UTF-16 without a byte order mark: spaces, line ends and Latin letters have a zero as their high
/// byte.
fn utf16_by_zeros(bytes: &[u8]) -> Result<&'static Encoding, Message> {
    let zeros = |parity: usize| {
        bytes
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    match (zeros(0), zeros(1)) {
        (high, low) if low > 4 * high => Ok(UTF_16LE),
        (high, low) if high > 4 * low => Ok(UTF_16BE),
        _ => Err(id::LIBRARY_NO_TEXT_FILE.into()),
    }
}

/// UTF-8 with a few broken bytes (a file cut inside a letter, one pasted quote) is still UTF-8:
/// legacy text hardly ever forms many valid sequences of several bytes.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    n_good >= 10 && n_bad * 20 <= n_good
}

/// Text typed for the typefaces of Bijoy, saved as such programs do.
fn is_bijoy(bytes: &[u8]) -> bool {
    bijoy::converted(&WINDOWS_1252.decode_without_bom_handling(bytes).0).is_some()
}

/// The encoding of bytes that are called Latin-1, where they are words of another alphabet; `None`
/// where Latin letters are what they hold, as far as can be seen.
pub(super) fn foreign(bytes: &[u8]) -> Option<&'static Encoding> {
    if is_shift_jis(bytes) {
        return Some(SHIFT_JIS);
    }
    let is_high = |b: &u8| *b >= 0x80;
    let n_high = bytes.iter().filter(|b| is_high(b)).count();
    // In Latin words letters beyond ASCII stand alone among others; elsewhere they stand together.
    let n_together: usize = bytes
        .split(|b| !is_high(b))
        .map(<[u8]>::len)
        .filter(|&n| n > 1)
        .sum();
    if n_high < 4 || 5 * n_together < 4 * n_high {
        return None;
    }
    let encoding = guess(bytes);
    let is_foreign = [
        "windows-1251",
        "KOI8-U",
        "KOI8-R",
        "IBM866",
        "ISO-8859-5",
        "GBK",
        "gb18030",
        "Big5",
        "Shift_JIS",
        "EUC-JP",
        "EUC-KR",
        "windows-1253",
        "ISO-8859-7",
        "windows-1255",
        "windows-1256",
        "windows-874",
    ]
    .contains(&encoding.name());
    is_foreign.then_some(encoding)
}

/// Japanese, half of whose bytes may be Latin letters: throughout kana and kanji, most of whose
/// first bytes are no letters in any Latin encoding.
fn is_shift_jis(bytes: &[u8]) -> bool {
    let (text, had_errors) = SHIFT_JIS.decode_without_bom_handling(bytes);
    let is_japanese = |c: char| matches!(c, '\u{3000}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}');
    let n_japanese = text.chars().filter(|&c| is_japanese(c)).count();
    let n_no_letters = bytes.iter().filter(|b| (0x81..=0x9F).contains(*b)).count();
    !had_errors
        && n_japanese >= 3
        && 2 * n_no_letters >= n_japanese
        && 10 * 2 * n_japanese >= 6 * bytes.len()
        && text.chars().all(|c| c.is_ascii() || is_japanese(c))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BANGLA: &str = "আমি বাংলায় গান গাই\nর‍্যাব শ্রী চাঁদ দুঃখ\n";

    fn utf16(text: &str, to: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to).collect()
    }

    #[test]
    fn unicode_in_all_its_forms_is_certain() {
        let bom = |head: &[u8], body: Vec<u8>| [head, &body].concat();
        for bytes in [
            BANGLA.as_bytes().to_vec(),
            bom(b"\xEF\xBB\xBF", BANGLA.as_bytes().to_vec()),
            bom(b"\xFF\xFE", utf16(BANGLA, u16::to_le_bytes)),
            bom(b"\xFE\xFF", utf16(BANGLA, u16::to_be_bytes)),
            utf16(BANGLA, u16::to_le_bytes),
            utf16(BANGLA, u16::to_be_bytes),
        ] {
            assert_eq!(
                decode(&bytes),
                Ok(Decoded {
                    text: BANGLA.to_string(),
                    doubt: None
                })
            );
        }
    }

    #[test]
    fn legacy_encodings_are_guessed_and_said() {
        let german = "Für dich würd ich alles tun, schönes Mädchen, süße Träume über den Dächern";
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(german);
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.text, german);
        assert!(decoded.doubt.unwrap().to_string().contains("windows-1252"));

        let russian = "Я помню чудное мгновенье: передо мной явилась ты, как мимолетное виденье";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(decode(&bytes).unwrap().text, russian);
    }

    #[test]
    fn one_broken_letter_does_not_make_bangla_into_latin() {
        let cut = &BANGLA.as_bytes()[..BANGLA.len() - 2];
        let decoded = decode(cut).unwrap();
        assert!(decoded.text.starts_with("আমি বাংলায়"));
        assert!(decoded.doubt.unwrap().to_string().contains("UTF-8"));
    }

    #[test]
    fn a_zero_byte_among_words_is_left_out_and_its_line_told() {
        let text = BANGLA.replace("গাই\n", "গাই\n\0");
        let decoded = decode(text.as_bytes()).unwrap();
        assert_eq!(decoded.text, BANGLA);
        assert_eq!(decoded.doubt.unwrap(), "line 2: a zero byte was left out");
        // At an odd place as well, where UTF-16 has many.
        let latin = b"title,artist\nA\0ngel,Jos\xE9 and the long name of a band that has fifty letters and \
            more, so that one zero is rare among them, as it is in any table that was damaged once\n";
        let latin = [&latin[..], &[b'x'; 100]].concat();
        let decoded = decode(&latin).unwrap();
        assert!(decoded.text.contains("Angel,José"), "{}", decoded.text);
        assert!(
            decoded
                .doubt
                .unwrap()
                .to_string()
                .starts_with("line 2: a zero byte")
        );
    }

    #[test]
    fn japanese_is_known_by_a_few_letters() {
        for (text, is_it) in [
            ("宇多田ヒカル", true),
            ("奇跡の海", true),
            ("Beyoncé", false),
            ("“A” “B” … œuvre", false),
            ("Sigur Rós ‰", false),
        ] {
            let (bytes, encoding, _) = if is_it {
                SHIFT_JIS.encode(text)
            } else {
                WINDOWS_1252.encode(text)
            };
            assert_eq!(
                foreign(&bytes) == Some(SHIFT_JIS),
                is_it,
                "{text} {}",
                encoding.name()
            );
        }
    }

    #[test]
    fn binary_files_are_refused() {
        let noise: Vec<u8> = (0..4096u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        assert!(decode(&noise).is_err());
        assert!(decode(b"RIFF\x00\x00\x00\x00WAVE").is_err());
        assert_eq!(decode(b"").unwrap().text, "");
    }
}
