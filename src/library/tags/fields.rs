//! What the readers of tags hand over, before it is known what its bytes mean.

use crate::library::Lyrics;

/// What a field of a tag is about. Other fields are not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Title,
    Artist,
    AlbumArtist,
    Genre,
    Language,
    Lyrics,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Text whose encoding the tag states.
    Text(String),
    /// Text of which nothing is stated: people write any encoding there.
    Bytes(Vec<u8>),
    /// Text that is called Latin-1, which people write any encoding in as well.
    Latin1(Vec<u8>),
    /// Lyrics with their times.
    Timed(Lyrics),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    pub(crate) key: Key,
    pub(crate) value: Value,
    /// The language that lyrics say they are in, in small letters: ISO 639-2.
    pub(crate) language: Option<String>,
}

impl Field {
    pub(super) fn new(key: Key, value: Value) -> Self {
        Self {
            key,
            value,
            language: None,
        }
    }
}

/// What a field is about by the name that Vorbis comments, APE items and free ID3 and MP4 fields go
/// by.
pub(super) fn key_of(name: &str) -> Option<Key> {
    let bare: String = name
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    match bare.as_str() {
        "TITLE" => Some(Key::Title),
        "ARTIST" => Some(Key::Artist),
        "ALBUMARTIST" => Some(Key::AlbumArtist),
        "GENRE" => Some(Key::Genre),
        "LANGUAGE" => Some(Key::Language),
        "LYRICS"
        | "SYNCEDLYRICS"
        | "UNSYNCEDLYRICS"
        | "UNSYNCLYRICS"
        | "SYNCLYRICS"
        | "UNSYNCHRONISEDLYRICS"
        | "SYNCHRONISEDLYRICS"
        | "UNSYNCHRONIZEDLYRICS"
        | "SYNCHRONIZEDLYRICS"
        | "LYRIC" => Some(Key::Lyrics),
        // `lyrics-eng`, as ffmpeg names USLT frames.
        _ => (bare.len() == 9 && name.to_ascii_lowercase().starts_with("lyrics-"))
            .then_some(Key::Lyrics),
    }
}
