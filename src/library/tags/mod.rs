//! What an audio file tells about itself: title, artist, genre, language, embedded lyrics. Never a reason to fail.

use std::path::Path;

use lofty::config::ParseOptions;
use lofty::file::TaggedFileExt;
use lofty::id3::v2::{BinaryFrame, Frame, Id3v2Tag, SyncTextContentType, SynchronizedTextFrame, TimestampFormat};
use lofty::probe::Probe;
use lofty::tag::{ItemKey, Tag, TagType};

use super::names::language_code;
use super::{LyricLine, Lyrics, lrc};
use crate::job;

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Tags {
    pub title: Option<String>,
    pub artist: Option<String>,
    pub genre: Option<String>,
    pub language: Option<String>,
    pub lyrics: Option<Lyrics>,
}

/// The tags of a file; whatever cannot be read is simply not told.
pub(super) fn read(path: &Path) -> Tags {
    // A parser that meets hostile bytes may panic; one odd file must not end the whole run.
    job::fenced(|| try_read(path)).ok().flatten().unwrap_or_default()
}

fn try_read(path: &Path) -> Option<Tags> {
    let options = ParseOptions::new().read_properties(false).read_cover_art(false);
    let file = Probe::open(path).ok()?.options(options).guess_file_type().ok()?.read().ok()?;
    // The format's own kind of tag knows most; the others fill what it leaves open.
    let primary = file.primary_tag();
    let others = file.tags().iter().filter(|t| primary.is_none_or(|p| p.tag_type() != t.tag_type()));
    let mut found = Tags::default();
    for tag in primary.into_iter().chain(others) {
        let Tags { title, artist, genre, language, lyrics } = from_tag(tag);
        found.title = found.title.or(title);
        found.artist = found.artist.or(artist);
        found.genre = found.genre.or(genre);
        found.language = found.language.or(language);
        if found.lyrics.as_ref().is_none_or(|l| !l.is_timed() && lyrics.as_ref().is_some_and(Lyrics::is_timed)) {
            found.lyrics = lyrics.or(found.lyrics);
        }
    }
    Some(found)
}

fn from_tag(tag: &Tag) -> Tags {
    let text = |key| tag.get_strings(key).find_map(cleaned);
    Tags {
        title: text(ItemKey::TrackTitle),
        artist: text(ItemKey::TrackArtist).or_else(|| text(ItemKey::AlbumArtist)),
        genre: text(ItemKey::Genre),
        language: text(ItemKey::Language).and_then(|l| language(&l)),
        lyrics: lyrics(tag),
    }
}

/// One value of a text item: several are separated by NUL in some formats; the first counts.
fn cleaned(value: &str) -> Option<String> {
    let first = value.split('\0').map(str::trim).find(|v| !v.is_empty())?;
    Some(first.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Tags use ISO 639-2 (`ben`), most else ISO 639-1 (`bn`): one name for one language. "Undetermined" is unknown.
fn language(told: &str) -> Option<String> {
    match told.to_lowercase().as_str() {
        "und" | "xxx" | "zxx" | "mul" | "mis" | "unknown" | "none" => None,
        _ => Some(language_code(told).map_or_else(|| told.to_string(), str::to_string)),
    }
}

/// Embedded lyrics, those with times first.
fn lyrics(tag: &Tag) -> Option<Lyrics> {
    let mut candidates: Vec<Lyrics> = [ItemKey::Lyrics, ItemKey::UnsyncLyrics]
        .into_iter()
        .flat_map(|key| tag.get_strings(key))
        .map(|text| lrc::parse(text.trim_matches('\0')).0)
        .collect();
    if tag.tag_type() == TagType::Id3v2 {
        candidates.extend(id3_lyrics(tag));
    }
    candidates.retain(|l| l.lines.iter().any(|line| !line.text.is_empty()));
    let timed = candidates.iter().position(Lyrics::is_timed).unwrap_or(0);
    candidates.into_iter().nth(timed)
}

/// ID3v2 frames that the format-independent view leaves out: SYLT, and USLT with a description.
fn id3_lyrics(tag: &Tag) -> Vec<Lyrics> {
    let frames = Id3v2Tag::from(tag.clone());
    let of_frame = |frame: Frame<'_>| match frame {
        Frame::UnsynchronizedText(uslt) => Some(lrc::parse(&uslt.content).0),
        Frame::Binary(binary) if binary.id().as_str() == "SYLT" => synchronised(&binary),
        _ => None,
    };
    frames.into_iter().filter_map(of_frame).collect()
}

/// An ID3v2 SYLT frame. Each entry is a syllable, a word or a line; a newline begins a line (ID3v2.4 frames, 4.9).
fn synchronised(frame: &BinaryFrame<'_>) -> Option<Lyrics> {
    let frame = SynchronizedTextFrame::parse(&frame.data, frame.flags()).ok()?;
    if !matches!(frame.content_type, SyncTextContentType::Lyrics | SyncTextContentType::TextTranscription) {
        return None;
    }
    // Times counted in MPEG frames would need the stream's sample rate; such lyrics stay untimed.
    let secs = |time: u32| (frame.timestamp_format == TimestampFormat::MS).then_some(time as f32 / 1000.0);
    let by_word = frame.content.iter().any(|(_, text)| text.starts_with('\n') || text.starts_with("\r\n"));
    let mut lines: Vec<LyricLine> = Vec::new();
    for (time, text) in &frame.content {
        let begins = !by_word || lines.is_empty() || text.starts_with(['\n', '\r']);
        let text = text.trim_start_matches(['\n', '\r']);
        if begins {
            lines.push(LyricLine { start_secs: secs(*time), ..LyricLine::default() });
        }
        let Some(line) = lines.last_mut() else { continue };
        let text = if line.text.is_empty() { text.trim_start() } else { text };
        if by_word && let Some(secs) = secs(*time).filter(|_| !text.trim().is_empty()) {
            let leading = text.len() - text.trim_start().len();
            line.words.push((secs, line.text.len() + leading));
        }
        line.text.push_str(text);
    }
    for line in &mut lines {
        line.text.truncate(line.text.trim_end().len());
    }
    lines.sort_by(|a, b| a.start_secs.unwrap_or(0.0).total_cmp(&b.start_secs.unwrap_or(0.0)));
    Some(Lyrics { lines, source: None })
}

#[cfg(test)]
mod tests {
    use super::super::tests::wav;
    use super::*;
    use lofty::TextEncoding;
    use lofty::config::WriteOptions;
    use lofty::id3::v2::FrameId;
    use lofty::tag::{Accessor, TagExt};

    fn written(tag: &Id3v2Tag) -> Tags {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.wav");
        std::fs::write(&path, wav(1)).unwrap();
        tag.save_to_path(&path, WriteOptions::default()).unwrap();
        read(&path)
    }

    fn sylt(content: &[(u32, &str)]) -> Frame<'static> {
        let content = content.iter().map(|(t, s)| (*t, s.to_string())).collect();
        let frame = SynchronizedTextFrame::new(
            TextEncoding::UTF16,
            *b"ben",
            TimestampFormat::MS,
            SyncTextContentType::Lyrics,
            None,
            content,
        );
        let bytes = frame.as_bytes(WriteOptions::default()).unwrap();
        Frame::Binary(BinaryFrame::new(FrameId::new("SYLT").unwrap(), bytes))
    }

    #[test]
    fn plain_items_and_languages() {
        let mut tag = Id3v2Tag::new();
        tag.set_title("আমি  গাই ".to_string());
        tag.set_artist("শিল্পী".to_string());
        tag.set_genre("Folk".to_string());
        let tags = written(&tag);
        let told = |s: &str| Some(s.to_string());
        assert_eq!((tags.title, tags.artist, tags.genre), (told("আমি গাই"), told("শিল্পী"), told("Folk")));
        assert_eq!(tags.lyrics, None);
        assert_eq!(language("ben"), told("bn"));
        assert_eq!(language("XXX"), None);
        assert_eq!(language("Klingon"), told("Klingon"));
    }

    #[test]
    fn timed_lyrics_by_line_and_by_word() {
        let mut tag = Id3v2Tag::new();
        tag.insert(sylt(&[(1000, "প্রথম লাইন"), (2500, "second line")]));
        let lyrics = written(&tag).lyrics.unwrap();
        assert_eq!(lyrics.text(), "প্রথম লাইন\nsecond line");
        assert_eq!(lyrics.lines[1].start_secs, Some(2.5));

        let mut tag = Id3v2Tag::new();
        tag.insert(sylt(&[(1000, "আমি"), (1500, " গাই"), (3000, "\nso"), (3500, " be it")]));
        let lyrics = written(&tag).lyrics.unwrap();
        assert_eq!(lyrics.text(), "আমি গাই\nso be it");
        assert_eq!(lyrics.lines[0].words, [(1.0, 0), (1.5, "আমি ".len())]);
        assert_eq!(lyrics.lines[1].start_secs, Some(3.0));
    }

    /// FLAC of no frames with a Vorbis comment block, byte by byte (RFC 9639, 8.2 and 8.6).
    fn flac(comments: &[&str]) -> Vec<u8> {
        let mut stream_info = vec![0x10, 0, 0x10, 0, 0, 0, 0, 0, 0, 0];
        stream_info.extend([0x0A, 0xC4, 0x42, 0xF0, 0, 0, 0, 0]);
        stream_info.extend([0; 16]);
        let mut block = Vec::new();
        for text in ["nobody"].iter().chain(comments) {
            block.extend((text.len() as u32).to_le_bytes());
            block.extend(text.as_bytes());
            if block.len() == 10 {
                block.extend((comments.len() as u32).to_le_bytes());
            }
        }
        let length = (block.len() as u32).to_be_bytes();
        [b"fLaC\0\0\0\x22", stream_info.as_slice(), &[0x84], &length[1..], &block].concat()
    }

    #[test]
    fn vorbis_comments_prefer_timed_lyrics() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.flac");
        let comments = ["TITLE=নদী", "GENRE=Baul", "LANGUAGE=ben", "UNSYNCEDLYRICS=plain", "LYRICS=[00:01.50]বয়ে যায়"];
        std::fs::write(&path, flac(&comments)).unwrap();
        let tags = read(&path);
        let told = |s: &str| Some(s.to_string());
        assert_eq!((tags.title, tags.genre, tags.language), (told("নদী"), told("Baul"), told("bn")));
        let lyrics = tags.lyrics.unwrap();
        assert_eq!((lyrics.text().as_str(), lyrics.lines[0].start_secs), ("বয়ে যায়", Some(1.5)));
    }

    #[test]
    fn mp4_lyrics_are_seen() {
        let mut tag = Tag::new(TagType::Mp4Ilst);
        tag.insert_text(ItemKey::Lyrics, "প্রথম\rদ্বিতীয়".to_string());
        assert_eq!(from_tag(&tag).lyrics.unwrap().lines.len(), 2);
    }

    #[test]
    fn broken_files_tell_nothing() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in [("a.mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f".to_vec()), ("b.ogg", vec![]), ("c.xyz", wav(1))]
        {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(read(&path), Tags::default());
        }
        assert_eq!(read(&folder.path().join("missing.mp3")), Tags::default());
    }
}
