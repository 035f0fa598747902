//! Fields to tags: what bytes mean, which of several is taken, and what is told of it.

use crate::words::{Message, id, say};
use encoding_rs::{Encoding, WINDOWS_1252};

use super::Tags;
use super::fields::{Field, Key, Value};
use crate::library::encoding::foreign;
use crate::library::names::language_code;
use crate::library::repair::repaired;
use crate::library::{Lyrics, lrc};

/// The tags that a file's fields say, the first of each kind that says anything.
pub(super) fn tags(fields: Vec<Field>) -> Tags {
    let mut remarks: Vec<Message> = Vec::new();
    let foreign = foreign_of(&fields);
    let fields: Vec<(Key, Option<String>, Read)> = fields
        .into_iter()
        .map(|field| {
            let read = match field.value {
                Value::Timed(lyrics) => Read::Timed(lyrics),
                Value::Text(text) => Read::Text(readable(text, &mut remarks)),
                Value::Bytes(bytes) => Read::Text(of_bytes(&bytes, foreign, &mut remarks)),
                Value::Latin1(bytes) => {
                    if !bytes.is_ascii() && is_utf8(&bytes) {
                        remarks.push(id::LIBRARY_TEXT_TAGS_UTF_8_CALLED.into());
                    }
                    Read::Text(of_bytes(&bytes, foreign, &mut remarks))
                }
            };
            (field.key, field.language, read)
        })
        .collect();
    let first = |key: Key| {
        fields
            .iter()
            .filter(|(k, ..)| *k == key)
            .find_map(|(.., read)| match read {
                Read::Text(text) => cleaned(text),
                Read::Timed(_) => None,
            })
    };
    let told_language = first(Key::Language);
    let language = told_language.as_deref().and_then(language);
    let candidates: Vec<Candidate> = fields
        .iter()
        .filter(|(key, ..)| *key == Key::Lyrics)
        .filter_map(|(_, l, read)| candidate(l, read))
        .collect();
    let lyrics = chosen(candidates, told_language.as_deref(), &mut remarks);
    let mut seen = std::collections::HashSet::new();
    remarks.retain(|r| seen.insert(r.clone()));
    let artist = first(Key::Artist).or_else(|| first(Key::AlbumArtist));
    Tags {
        title: first(Key::Title),
        artist,
        genre: first(Key::Genre),
        language,
        lyrics,
        remarks,
    }
}

enum Read {
    Text(String),
    Timed(Lyrics),
}

/// Bytes on their own: UTF-8 if they are, else what they most likely are.
pub(super) fn bytes_alone(bytes: &[u8]) -> String {
    of_bytes(bytes, foreign(bytes), &mut Vec::new())
}

/// The one encoding that all fields called Latin-1 are in, if it is none of Latin letters. More
/// bytes make a better guess; where they make none, one field may that is long enough, if it is an
/// encoding of two bytes a letter and all others are words in it as well.
fn foreign_of(fields: &[Field]) -> Option<&'static Encoding> {
    let bytes: Vec<&[u8]> = fields
        .iter()
        .filter_map(|field| match &field.value {
            Value::Bytes(bytes) | Value::Latin1(bytes) if !bytes.is_ascii() && !is_utf8(bytes) => {
                Some(bytes.as_slice())
            }
            Value::Bytes(_) | Value::Latin1(_) | Value::Text(_) | Value::Timed(_) => None,
        })
        .collect();
    let is_in = |encoding: &'static Encoding| {
        bytes.iter().all(|bytes| {
            let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
            !had_errors && text.chars().all(|c| c.is_ascii() || c > '\u{2E00}')
        })
    };
    let of_one = || {
        let mut guesses = bytes.iter().filter_map(|bytes| foreign(bytes));
        guesses.find(|encoding| !encoding.is_single_byte() && is_in(encoding))
    };
    foreign(&bytes.join(&b'\n')).or_else(of_one)
}

/// Valid, save that an end may be cut off within a letter, as ID3v1 does.
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(e) => {
            e.error_len().is_none() && e.valid_up_to() > 0 && !bytes[..e.valid_up_to()].is_ascii()
        }
    }
}

fn of_bytes(
    bytes: &[u8],
    foreign: Option<&'static Encoding>,
    remarks: &mut Vec<Message>,
) -> String {
    let bytes = bytes.trim_ascii_end();
    if bytes.is_ascii() {
        return readable(String::from_utf8_lossy(bytes).into_owned(), remarks);
    }
    if is_utf8(bytes) {
        let text = String::from_utf8_lossy(bytes)
            .trim_end_matches(char::REPLACEMENT_CHARACTER)
            .to_string();
        return readable(text, remarks);
    }
    let Some(encoding) = foreign else {
        return readable(
            WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0
                .into_owned(),
            remarks,
        );
    };
    remarks.push(say(id::LIBRARY_TAGS_NOT_UNICODE_READ_AS).with("encoding", encoding.name()));
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn readable(text: String, remarks: &mut Vec<Message>) -> String {
    match repaired(&text) {
        Some(repaired) => {
            remarks.push(say(id::LIBRARY_TEXT_IN_TAGS).with("cause", repaired.remark()));
            repaired.text
        }
        None => text,
    }
}

/// One value of a text item: several are separated by NUL in some formats; the first counts. Line
/// ends and controls are spaces.
fn cleaned(value: &str) -> Option<String> {
    let first = value.split('\0').map(str::trim).find(|v| !v.is_empty())?;
    let plain: String = first
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    Some(plain.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|v| !v.is_empty())
}

/// Tags use ISO 639-2 (`ben`), most else ISO 639-1 (`bn`): one name for one language.
/// "Undetermined" is unknown.
fn language(told: &str) -> Option<String> {
    match told.to_lowercase().as_str() {
        "und" | "xxx" | "zxx" | "mul" | "mis" | "unknown" | "none" => None,
        _ => Some(language_code(told).map_or_else(|| told.to_string(), str::to_string)),
    }
}

/// Lyrics that a tag has, and the language they say they are in.
struct Candidate {
    language: Option<String>,
    lyrics: Lyrics,
    remark: Option<Message>,
}

fn candidate(language: &Option<String>, read: &Read) -> Option<Candidate> {
    let (lyrics, remark) = match read {
        Read::Timed(lyrics) => (lyrics.clone(), None),
        Read::Text(text) => {
            let (lyrics, header) = lrc::parse(text.trim_matches('\0'));
            (lyrics, header.remark)
        }
    };
    let has_words = lyrics.lines.iter().any(|line| !line.text.is_empty());
    let language = language.clone().filter(|l| self::language(l).is_some());
    has_words.then_some(Candidate {
        language,
        lyrics,
        remark,
    })
}

/// Lyrics with times first, then those in the language of the song, then the longest; the others
/// are told.
fn chosen(
    mut all: Vec<Candidate>,
    language: Option<&str>,
    remarks: &mut Vec<Message>,
) -> Option<Lyrics> {
    let code = |told: &str| language_code(told).map_or_else(|| told.to_string(), str::to_string);
    let rank = |c: &Candidate| {
        let is_of_the_song = language.is_some_and(|l| {
            c.language
                .as_deref()
                .is_some_and(|own| code(own) == code(l))
        });
        (
            !c.lyrics.is_timed(),
            !is_of_the_song,
            usize::MAX - c.lyrics.text().chars().count(),
        )
    };
    all.sort_by_key(rank);
    let mut languages: Vec<&str> = all.iter().filter_map(|c| c.language.as_deref()).collect();
    languages.sort_unstable();
    languages.dedup();
    if languages.len() > 1 {
        let taken = all
            .first()
            .and_then(|c| c.language.as_deref())
            .unwrap_or("no language");
        remarks.push(
            say(id::LIBRARY_TAGS_HOLD_LYRICS_LANGUAGES_THOSE)
                .with("languages", languages.join(", "))
                .with("taken", taken),
        );
    }
    let first = all.into_iter().next()?;
    remarks.extend(first.remark);
    Some(first.lyrics)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(key: Key, bytes: &[u8]) -> Field {
        Field::new(key, Value::Bytes(bytes.to_vec()))
    }

    #[test]
    fn bytes_are_what_they_hold() {
        let cp1251 = |text: &str| encoding_rs::WINDOWS_1251.encode(text).0.into_owned();
        let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
        for (title, artist, meant, remark) in [
            (
                "আমার গান".as_bytes().to_vec(),
                b"X".to_vec(),
                ("আমার গান", "X"),
                None,
            ),
            (
                cp1251("Танцевальный рай"),
                cp1251("Группа Кино"),
                ("Танцевальный рай", "Группа Кино"),
                Some("windows-1251"),
            ),
            (
                gbk("爱你一万年"),
                gbk("刘德华"),
                ("爱你一万年", "刘德华"),
                Some("GBK"),
            ),
            (
                b"Caf\xe9 \xe0 la carte".to_vec(),
                b"Mot\xf6rhead".to_vec(),
                ("Café à la carte", "Motörhead"),
                None,
            ),
            (
                "আমার সোনার বাংলা".as_bytes()[..30].to_vec(),
                b"".to_vec(),
                ("আমার সোনার", "-"),
                None,
            ),
        ] {
            let tags = tags(vec![bytes(Key::Title, &title), bytes(Key::Artist, &artist)]);
            let found = (tags.title.unwrap(), tags.artist.unwrap_or("-".to_string()));
            assert_eq!((found.0.as_str(), found.1.as_str()), meant);
            assert_eq!(
                tags.remarks.len(),
                usize::from(remark.is_some()),
                "{:?}",
                tags.remarks
            );
            assert!(remark.is_none_or(|r| tags.remarks[0].contains(r)));
        }
    }

    /// Half the bytes of Big5 are Latin letters, so that a short name alone is none.
    #[test]
    fn what_one_field_tells_goes_for_the_others() {
        let big5 = |text: &str| encoding_rs::BIG5.encode(text).0.into_owned();
        let tags = tags(vec![
            bytes(Key::Title, &big5("月亮代表我的心")),
            bytes(Key::Artist, &big5("鄧麗君")),
        ]);
        assert_eq!(tags.title.as_deref(), Some("月亮代表我的心"));
        assert_eq!(tags.artist.as_deref(), Some("鄧麗君"));
        assert!(tags.remarks[0].contains("Big5"), "{:?}", tags.remarks);
    }

    #[test]
    fn utf_8_under_another_name_is_told() {
        let tags = tags(vec![Field::new(
            Key::Title,
            Value::Latin1("আমার গান".as_bytes().to_vec()),
        )]);
        assert_eq!(tags.title.as_deref(), Some("আমার গান"));
        assert_eq!(
            tags.remarks,
            ["a text in its tags is UTF-8 that is called Latin-1: read as UTF-8"]
        );
    }

    #[test]
    fn texts_that_were_read_wrongly_are_put_right() {
        let misread: String = "আমার গান".bytes().map(char::from).collect();
        let tags = tags(vec![Field::new(Key::Title, Value::Text(misread))]);
        assert_eq!(tags.title.as_deref(), Some("আমার গান"));
        assert!(tags.remarks[0].contains("was UTF-8"), "{:?}", tags.remarks);
    }

    #[test]
    fn of_several_lyrics_those_of_the_song_are_taken() {
        let lyrics = |language: &str, text: &str| Field {
            language: Some(language.to_string()),
            ..Field::new(Key::Lyrics, Value::Text(text.to_string()))
        };
        let both = || {
            vec![
                lyrics("eng", "a line of words"),
                lyrics("ben", "আমি নদীর ধারে বসে থাকি"),
            ]
        };
        let found = tags(both());
        assert_eq!(found.lyrics.unwrap().text(), "আমি নদীর ধারে বসে থাকি");
        assert_eq!(
            found.remarks,
            ["its tags hold lyrics in ben, eng; those in ben are taken"]
        );
        let mut told = both();
        told.push(Field::new(Key::Language, Value::Text("en".to_string())));
        assert_eq!(tags(told).lyrics.unwrap().text(), "a line of words");
        let mut timed = both();
        timed.push(lyrics("xxx", "[00:01.00]sung"));
        assert!(tags(timed).lyrics.unwrap().is_timed());
    }

    #[test]
    fn values_and_languages() {
        assert_eq!(
            cleaned("\0 Ti\ntle\twith\u{7} bell\0second").as_deref(),
            Some("Ti tle with bell")
        );
        assert_eq!(cleaned(" \0"), None);
        assert_eq!(language("ben").as_deref(), Some("bn"));
        assert_eq!(language("XXX"), None);
        assert_eq!(language("Klingon").as_deref(), Some("Klingon"));
    }
}
