//! What file, folder and column names say: kinds by extension, keys that pair names, natural order,
//! readable titles.

use std::cmp::Ordering;
use std::path::{Component, Path};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Extensions that mean a recording. Whether its codec can be decoded is found out by the audio
/// room.
const AUDIO: &[&str] = &[
    "wav", "wave", "aif", "aiff", "aifc", "flac", "mp3", "mp2", "mp1", "mpga", "ogg", "oga",
    "opus", "spx", "m4a", "m4b", "m4r", "mp4", "aac", "adts", "alac", "caf", "mka", "mkv", "weba",
    "webm", "wma", "asf", "ape", "wv", "mpc", "tta", "dsf", "dff", "ac3", "amr", "au", "snd",
    "w64", "rf64",
];
const LYRICS: &[&str] = &["lrc", "txt", "srt", "vtt"];
const TABLE: &[&str] = &["csv", "tsv", "tab", "jsonl", "ndjson", "json", "parquet"];

/// Folder names that only say "recordings are in here".
const AUDIO_FOLDERS: &[&str] = &[
    "audio",
    "audios",
    "music",
    "songs",
    "tracks",
    "clips",
    "recordings",
    "sound",
    "sounds",
    "wav",
    "mp3",
    "flac",
    "ogg",
];
/// Folder names that only say "words are in here".
const LYRICS_FOLDERS: &[&str] = &[
    "lyrics",
    "lyric",
    "lrc",
    "txt",
    "text",
    "texts",
    "words",
    "songtexts",
    "transcripts",
    "transcriptions",
];

/// Plain-text files that come with downloads and are no lyrics.
const DOCUMENTS: &[&str] = &[
    "readme",
    "read me",
    "license",
    "licence",
    "copying",
    "notice",
    "notes",
    "changelog",
    "credits",
    "authors",
    "info",
    "about",
    "requirements",
    "tracklist",
    "playlist",
    "sources",
    "attribution",
    "citation",
    "todo",
    "index",
    "albumart",
    "album art",
    "cover",
    "folder",
    "front",
    "back",
    "artwork",
    "contents",
    "track list",
    "tracks",
    "nfo",
    "log",
    "report",
    "checksum",
    "checksums",
    "md5",
    "sha1",
    "sha256",
    "downloaded from",
    "torrent",
];
/// Last words of a name that say the same of a text: rip logs, loudness reports, lists of checks.
const DOCUMENT_WORDS: &[&str] = &[
    "log",
    "eac",
    "xld",
    "accuraterip",
    "audiochecker",
    "aucdtect",
    "dr",
    "info",
    "nfo",
    "md5",
    "sfv",
    "ffp",
    "cue",
    "readme",
];

/// Names a language goes by, in files people make: its ISO 639-1 and 639-2 codes, English and own
/// names.
const LANGUAGES: &[&[&str]] = &[
    &["en", "eng", "english"],
    &["bn", "ben", "bangla", "bengali", "বাংলা"],
    &["hi", "hin", "hindi", "हिन्दी"],
    &["ur", "urd", "urdu"],
    &["ta", "tam", "tamil"],
    &["te", "tel", "telugu"],
    &["mr", "mar", "marathi"],
    &["pa", "pan", "punjabi"],
    &["as", "asm", "assamese"],
    &["ne", "nep", "nepali"],
    &["de", "deu", "ger", "german", "deutsch"],
    &["fr", "fra", "fre", "french", "français"],
    &["es", "spa", "spanish", "español"],
    &["it", "ita", "italian", "italiano"],
    &["pt", "por", "portuguese", "português"],
    &["nl", "nld", "dut", "dutch"],
    &["sv", "swe", "swedish"],
    &["pl", "pol", "polish"],
    &["ru", "rus", "russian", "русский"],
    &["uk", "ukr", "ukrainian"],
    &["tr", "tur", "turkish"],
    &["ar", "ara", "arabic", "العربية"],
    &["fa", "fas", "per", "persian"],
    &["zh", "zho", "chi", "chinese", "mandarin", "中文"],
    &["ja", "jpn", "japanese", "日本語"],
    &["ko", "kor", "korean", "한국어"],
    &["id", "ind", "indonesian"],
    &["vi", "vie", "vietnamese"],
    &["th", "tha", "thai"],
    &["el", "ell", "gre", "greek"],
    &["he", "heb", "hebrew"],
    &["fi", "fin", "finnish"],
    &["mixed", "hybrid", "banglish"],
];

/// What a file is, by its extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Audio,
    Lyrics,
    Table,
    Other,
}

pub(super) fn kind(path: &Path) -> Kind {
    match extension(path).as_deref() {
        Some(e) if AUDIO.contains(&e) => Kind::Audio,
        Some(e) if LYRICS.contains(&e) => Kind::Lyrics,
        Some(e) if TABLE.contains(&e) => Kind::Table,
        _ => Kind::Other,
    }
}

/// True of files that are called like recordings.
pub(crate) fn is_audio(path: &Path) -> bool {
    kind(path) == Kind::Audio
}

/// True of files that are called like recordings or words of songs.
pub(crate) fn is_file_of_songs(path: &Path) -> bool {
    matches!(kind(path), Kind::Audio | Kind::Lyrics)
}

/// The extension in lower case.
pub(super) fn extension(path: &Path) -> Option<String> {
    path.extension().map(|e| e.to_string_lossy().to_lowercase())
}

pub(super) fn is_lrc(path: &Path) -> bool {
    extension(path).as_deref() == Some("lrc")
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The file name without its extension; an audio extension left inside (`song.mp3.lrc`) goes too.
pub(super) fn stem(path: &Path) -> String {
    let stem = path
        .file_stem()
        .map(|s| s.to_string_lossy().into_owned())
        .unwrap_or_default();
    if kind(path) == Kind::Lyrics && kind(Path::new(&stem)) == Kind::Audio {
        return Path::new(&stem)
            .file_stem()
            .map(|s| s.to_string_lossy().into_owned())
            .unwrap_or_default();
    }
    stem
}

/// One spelling for names that differ only in case or in composed and decomposed letters (macOS
/// decomposes).
pub(super) fn fold(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    // Lower-casing can leave letters decomposed (Turkish İ), so composition comes last.
    name.nfc()
        .collect::<String>()
        .to_lowercase()
        .nfc()
        .collect()
}

/// A column's name without case, spaces and punctuation: `Audio_File path` is `audiofilepath`.
pub(super) fn bare(name: &str) -> String {
    fold(name)
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_ascii_punctuation())
        .collect()
}

/// What is left of a stem where people write one name in several ways: case, composition, dots,
/// underscores, spaces, apostrophes and dashes do not count, nor does the language or the word
/// "lyrics" behind it (`song.en`, `song_lyrics`).
pub(super) fn loose_key(stem: &str) -> String {
    let mut words = loose_words(stem);
    while words.len() > 1 && words.last().is_some_and(|w| is_suffix(w)) {
        words.pop();
    }
    words.join(" ")
}

/// The loose key without the number of the track before it, where more follows.
pub(super) fn unnumbered_key(stem: &str) -> String {
    let key = loose_key(stem);
    let mut words: Vec<&str> = key.split(' ').collect();
    let is_number = |w: &str| w.len() <= 3 && w.bytes().all(|b| b.is_ascii_digit());
    while words.len() > 1 && is_number(words[0]) {
        words.remove(0);
    }
    words.join(" ")
}

/// What a stem says beside it: without what stands in brackets, and without the artist before a
/// dash. `None` where there is neither.
pub(super) fn bare_key(stem: &str) -> Option<String> {
    let mut depth = 0usize;
    let mut plain = String::new();
    for c in stem.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    let title = [" - ", " – ", " — "]
        .iter()
        .find_map(|dash| plain.rsplit_once(dash))
        .map_or(plain.as_str(), |(_, t)| t);
    let key = unnumbered_key(title);
    (!key.is_empty() && key != unnumbered_key(stem)).then_some(key)
}

fn loose_words(stem: &str) -> Vec<String> {
    let plain: String = fold(&stem.nfkc().collect::<String>())
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´'))
        .map(|c| {
            if c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '\u{200C}' | '\u{200D}') {
                c
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<String> = plain.split_whitespace().map(str::to_string).collect();
    // A name of marks alone is itself.
    if words.is_empty() {
        vec![fold(stem.trim())]
    } else {
        words
    }
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "lyrics" | "lyric" | "synced" | "unsynced" | "lrc")
        || language_code(word).is_some()
}

pub(super) fn is_lyrics_folder(name: &str) -> bool {
    LYRICS_FOLDERS.contains(&fold(name).as_str())
}

fn is_audio_folder(name: &str) -> bool {
    AUDIO_FOLDERS.contains(&fold(name).as_str())
}

/// True for `readme.txt`, `LICENSE.txt`, `README_first.txt`, `eac log.txt`, `song.info.txt` and
/// their kind.
pub(super) fn is_document(path: &Path) -> bool {
    let name = fold(&stem(path));
    // One word alone may be a title.
    let words: Vec<&str> = name
        .split([' ', '_', '-', '.'])
        .filter(|w| !w.is_empty())
        .collect();
    if words.len() > 1 && words.last().is_some_and(|w| DOCUMENT_WORDS.contains(w)) {
        return true;
    }
    DOCUMENTS.iter().any(|d| {
        name.strip_prefix(d).is_some_and(|rest| {
            rest.is_empty()
                || (*d == "readme" || *d == "license") && !rest.starts_with(char::is_alphabetic)
        })
    })
}

/// Folders between `root` and the file, without those that only say which kind of file is inside:
/// `audio/rock/x.ogg` and `lyrics/rock/x.lrc` are both in `["rock"]`.
pub(super) fn class_folders(path: &Path, root: &Path) -> Vec<String> {
    folders(path, root)
        .into_iter()
        .filter(|f| !is_audio_folder(f) && !is_lyrics_folder(f))
        .collect()
}

/// True when a folder between `root` and the file says that it holds lyrics.
pub(super) fn in_lyrics_folder(path: &Path, root: &Path) -> bool {
    folders(path, root).iter().any(|f| is_lyrics_folder(f))
        || root
            .file_name()
            .is_some_and(|n| is_lyrics_folder(&n.to_string_lossy()))
}

fn folders(path: &Path, root: &Path) -> Vec<String> {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let parent = inner.parent().unwrap_or(Path::new(""));
    parent
        .components()
        .filter_map(|c| {
            let Component::Normal(name) = c else {
                return None;
            };
            Some(name.to_string_lossy().into_owned())
        })
        .collect()
}

/// The ISO 639-1 code (or `mixed`) of a language by any of its usual names and codes.
pub(super) fn language_code(name: &str) -> Option<&'static str> {
    let name = fold(name.trim());
    LANGUAGES
        .iter()
        .find(|names| names.contains(&name.as_str()))
        .map(|names| names[0])
}

/// A title from a file name: underscores are spaces, a leading track number goes.
pub(super) fn title_of(stem: &str) -> String {
    let spaced = stem
        .nfc()
        .map(|c| if c == '_' { ' ' } else { c })
        .collect::<String>();
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let n_digits = words.len() - rest.len();
    let bare = rest.trim_start_matches([' ', '.', '-', ')']);
    let is_track_number = (1..=3).contains(&n_digits)
        && bare.len() < rest.len()
        && bare.chars().any(char::is_alphabetic);
    // "99 problems" is a title, "01 problems" and "99 - problems" are numbered.
    let is_marked = words.starts_with('0') || rest.trim_start().starts_with(['.', '-', ')']);
    if is_track_number && is_marked {
        bare.to_string()
    } else {
        words
    }
}

/// Order of paths as people expect it: runs of digits by value, letters without case, then bytes.
pub(super) fn natural(a: &Path, b: &Path) -> Ordering {
    let mut left = a.components();
    let mut right = b.components();
    loop {
        match (left.next(), right.next()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x == y => {}
            (Some(x), Some(y)) => {
                let order = natural_str(
                    &x.as_os_str().to_string_lossy(),
                    &y.as_os_str().to_string_lossy(),
                );
                if order.is_ne() {
                    return order;
                }
            }
        }
    }
}

fn natural_str(a: &str, b: &str) -> Ordering {
    let (a, b) = (fold(a), fold(b));
    let (mut a, mut b) = (a.as_str(), b.as_str());
    loop {
        let (Some(x), Some(y)) = (a.chars().next(), b.chars().next()) else {
            return a.len().cmp(&b.len());
        };
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (run_a, rest_a) = digits(a);
            let (run_b, rest_b) = digits(b);
            let order = run_a.len().cmp(&run_b.len()).then_with(|| run_a.cmp(run_b));
            if order.is_ne() {
                return order;
            }
            (a, b) = (rest_a, rest_b);
        } else if x != y {
            return x.cmp(&y);
        } else {
            (a, b) = (&a[x.len_utf8()..], &b[y.len_utf8()..]);
        }
    }
}

/// The leading run of digits without its zeros, and what follows it.
fn digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    (text[..end].trim_start_matches('0'), &text[end..])
}

/// True for a cell that could be a name or a path.
pub(super) fn is_one_line(cell: &str) -> bool {
    cell.len() <= 512 && !cell.contains(['\n', '\r', '\0'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_readable() {
        for (stem, title) in [
            ("01 - Say_Hello", "Say Hello"),
            ("07. Ami", "Ami"),
            ("99 problems", "99 problems"),
            ("1999", "1999"),
            ("blues.00000", "blues.00000"),
            ("কর_বাসরে", "কর বাসরে"),
            ("Confession_-_Quesabe", "Confession - Quesabe"),
            ("03", "03"),
        ] {
            assert_eq!(title_of(stem), title);
        }
    }

    #[test]
    fn order_is_natural_and_total() {
        let mut names = [
            "b/1.wav",
            "a/song10.wav",
            "a/Song2.wav",
            "a/song1.wav",
            "a/song02.wav",
            "a/é.wav",
            "a/z.wav",
        ]
        .map(Path::new)
        .to_vec();
        names.sort_by(|a, b| natural(a, b));
        let names: Vec<_> = names.iter().map(|p| p.to_str().unwrap()).collect();
        assert_eq!(
            names,
            [
                "a/song1.wav",
                "a/Song2.wav",
                "a/song02.wav",
                "a/song10.wav",
                "a/z.wav",
                "a/é.wav",
                "b/1.wav"
            ]
        );
    }

    #[test]
    fn folders_that_only_name_the_kind_do_not_count() {
        let root = Path::new("/m");
        assert_eq!(
            class_folders(Path::new("/m/audio/rock/x.ogg"), root),
            ["rock"]
        );
        assert_eq!(
            class_folders(Path::new("/m/Lyrics/rock/x.lrc"), root),
            ["rock"]
        );
        assert!(in_lyrics_folder(Path::new("/m/Lyrics/rock/x.lrc"), root));
        assert!(in_lyrics_folder(
            Path::new("/m/lyrics/x.txt"),
            Path::new("/m/lyrics")
        ));
        assert!(!in_lyrics_folder(Path::new("/m/x.txt"), root));
    }

    #[test]
    fn names_written_in_several_ways_have_one_key() {
        for (a, b) in [
            ("song.en", "song"),
            ("song.bn", "Song"),
            ("01. X", "01 X"),
            ("Under_score", "Under score"),
            ("two  spaces", "two spaces"),
            ("It’s fine", "Its fine"),
            ("trail ", "trail"),
            ("song_lyrics", "song"),
            ("Ｗide", "wide"),
            ("বড\u{09BC} নদী", "ব\u{09DC}_নদী"),
        ] {
            assert_eq!(loose_key(a), loose_key(b), "{a} {b}");
        }
        assert_eq!(unnumbered_key("01. Say Hello"), unnumbered_key("Say Hello"));
        assert_eq!(unnumbered_key("1-03 Say"), "say");
        assert_ne!(loose_key("song.info"), loose_key("song"));
        assert_ne!(loose_key("dotted.name.v2"), loose_key("dotted.name"));
        assert_eq!(loose_key("English"), "english");
        assert_eq!(unnumbered_key("1999"), "1999");
        assert_eq!(bare_key("Band - Perfect").as_deref(), Some("perfect"));
        assert_eq!(bare_key("vocals (128k)").as_deref(), Some("vocals"));
        assert_eq!((bare_key("vocals"), bare_key("(live)")), (None, None));
    }

    #[test]
    fn kinds_stems_and_documents() {
        assert_eq!(kind(Path::new("A.FLAC")), Kind::Audio);
        assert_eq!(kind(Path::new("a.LRC")), Kind::Lyrics);
        assert_eq!(stem(Path::new("a.b.mp3.lrc")), "a.b");
        assert_eq!(stem(Path::new("mr. x.lrc")), "mr. x");
        assert!(
            is_document(Path::new("README_first.txt")) && is_document(Path::new("licence.txt"))
        );
        assert!(
            !is_document(Path::new("information.txt")) && !is_document(Path::new("notesong.txt"))
        );
        for name in [
            "AlbumArt.txt",
            "eac log.txt",
            "foo_dr.txt",
            "s0.info.txt",
            "Artist - Album.log.txt",
        ] {
            assert!(is_document(Path::new(name)), "{name}");
        }
        for name in ["dr.txt", "Catalogue.txt", "Dr. Feelgood song.srt"] {
            assert!(!is_document(Path::new(name)), "{name}");
        }
        assert_eq!(fold("E\u{301}A"), fold("éa"));
        assert_eq!(language_code(" Bangla "), Some("bn"));
        assert!(
            LANGUAGES
                .iter()
                .flat_map(|names| names.iter())
                .all(|name| fold(name) == *name)
        );
    }
}
