//! What an audio file tells about itself: title, artist, genre, language, embedded lyrics. Never a
//! reason to fail.
//!
//! ID3, APE, Lyrics3, Vorbis comments and the chunks of WAV and AIFF are read field by field by
//! [`blocks`], [`id3`] and [`vorbis`], so that what is wrong with one hides no other, and nothing
//! unfolds beyond measure. MP4 atoms come by way of lofty.

mod fields;
mod settle;
mod id3;
mod vorbis;
mod blocks;

use crate::words::Message;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use lofty::config::ParseOptions;
use lofty::file::AudioFile;
use lofty::mp4::{AtomData, AtomIdent, Mp4File};
use serde::{Deserialize, Serialize};

use super::Lyrics;
use crate::file;
use crate::job;
use fields::{Field, Key, Value, key_of};

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Tags {
    pub(crate) title: Option<String>,
    pub(crate) artist: Option<String>,
    pub(crate) genre: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) lyrics: Option<Lyrics>,
    /// What was done to make them readable, and what was left out, for warnings.
    pub(crate) remarks: Vec<Message>,
}

/// The tags of a file; whatever cannot be read is simply not told.
pub(super) fn read(path: &Path) -> Tags {
    // A parser that meets hostile bytes may panic; one odd file must not end the whole run.
    let fields = job::fenced(|| read_fields(path))
        .ok()
        .flatten()
        .unwrap_or_default();
    settle::tags(fields)
}

/// As [`read`], but a panic is one.
#[cfg(test)]
pub(super) fn read_unfenced(path: &Path) -> Tags {
    settle::tags(read_fields(path).unwrap_or_default())
}

fn read_fields(path: &Path) -> Option<Vec<Field>> {
    let mut file = file::open(path).ok()?;
    let (mut fields, start, head) = blocks::read(&mut file)?;
    let own = match (&head[..4], &head[4..8]) {
        (b"fLaC", _) => vorbis::of_flac(&mut BufReader::new(file), start),
        (b"OggS", _) => vorbis::of_ogg(&mut BufReader::new(file), start),
        (_, b"ftyp") => job::fenced(|| of_mp4(file, start)).ok().flatten(),
        _ => None,
    };
    // The format's own kind of tag knows most; the others fill what it leaves open.
    if let Some(own) = own {
        fields.splice(0..0, own);
    }
    Some(fields)
}

/// A file as if it began behind its ID3v2 tag.
struct Behind {
    file: BufReader<File>,
    start: u64,
}

impl Read for Behind {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.file.read(buffer)
    }
}

impl Seek for Behind {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let to = match to {
            SeekFrom::Start(place) => SeekFrom::Start(place.saturating_add(self.start)),
            SeekFrom::Current(_) | SeekFrom::End(_) => to,
        };
        Ok(self.file.seek(to)?.saturating_sub(self.start))
    }
}

fn of_mp4(file: File, start: u64) -> Option<Vec<Field>> {
    let mut rest = Behind {
        file: BufReader::new(file),
        start,
    };
    rest.seek(SeekFrom::Start(0)).ok()?;
    let options = ParseOptions::new()
        .read_properties(false)
        .read_cover_art(false);
    Some(atoms(&Mp4File::read_from(&mut rest, options).ok()?))
}

fn atoms(file: &Mp4File) -> Vec<Field> {
    let key = |ident: &AtomIdent<'_>| match ident {
        AtomIdent::Fourcc([0xA9, b'n', b'a', b'm']) => Some(Key::Title),
        AtomIdent::Fourcc([0xA9, b'A', b'R', b'T']) => Some(Key::Artist),
        AtomIdent::Fourcc([b'a', b'A', b'R', b'T']) => Some(Key::AlbumArtist),
        AtomIdent::Fourcc([0xA9, b'g', b'e', b'n']) => Some(Key::Genre),
        AtomIdent::Fourcc([0xA9, b'l', b'y', b'r']) => Some(Key::Lyrics),
        AtomIdent::Fourcc(_) => None,
        AtomIdent::Freeform { name, .. } => key_of(name),
    };
    let text = |data: &AtomData| match data {
        AtomData::UTF8(text) | AtomData::UTF16(text) => Some(Value::Text(text.clone())),
        AtomData::Unknown { data, .. } => Some(Value::Bytes(data.clone())),
        AtomData::Picture(_)
        | AtomData::SignedInteger(_)
        | AtomData::UnsignedInteger(_)
        | AtomData::Bool(_) => None,
    };
    let atoms = file.ilst().into_iter().flatten();
    atoms
        .filter_map(|atom| Some((key(atom.ident())?, atom.data().find_map(text)?)))
        .map(|(k, v)| Field::new(k, v))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::wav;
    use super::*;
    use lofty::TextEncoding;
    use lofty::config::WriteOptions;
    use lofty::id3::v2::{
        BinaryFrame, Frame, FrameId, Id3v2Tag, SyncTextContentType, SynchronizedTextFrame,
        TimestampFormat,
    };
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
        assert_eq!(
            (tags.title, tags.artist, tags.genre),
            (told("আমি গাই"), told("শিল্পী"), told("Folk"))
        );
        assert_eq!(tags.lyrics, None);
    }

    #[test]
    fn timed_lyrics_by_line_and_by_word() {
        let mut tag = Id3v2Tag::new();
        tag.insert(sylt(&[(1000, "প্রথম লাইন"), (2500, "second line")]));
        let lyrics = written(&tag).lyrics.unwrap();
        assert_eq!(lyrics.text(), "প্রথম লাইন\nsecond line");
        assert_eq!(lyrics.lines[1].start_secs, Some(2.5));

        let mut tag = Id3v2Tag::new();
        tag.insert(sylt(&[
            (1000, "আমি"),
            (1500, " গাই"),
            (3000, "\nso"),
            (3500, " be it"),
        ]));
        let lyrics = written(&tag).lyrics.unwrap();
        assert_eq!(lyrics.text(), "আমি গাই\nso be it");
        assert_eq!(lyrics.lines[0].words, [(1.0, 0), (1.5, "আমি ".len())]);
        assert_eq!(lyrics.lines[1].start_secs, Some(3.0));
    }

    /// FLAC of no frames with a Vorbis comment block (RFC 9639, 8.2 and 8.6).
    fn flac(comments: &[&str]) -> Vec<u8> {
        let comments: Vec<&[u8]> = comments.iter().map(|c| c.as_bytes()).collect();
        let block = vorbis::tests::comments(&comments);
        let length = (block.len() as u32).to_be_bytes();
        let head = [&b"fLaC\0\0\0\x22"[..], &[0; 34], &[0x84]].concat();
        [&head[..], &length[1..], &block].concat()
    }

    #[test]
    fn vorbis_comments_prefer_timed_lyrics() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.flac");
        let comments = [
            "TITLE=নদী",
            "GENRE=Baul",
            "LANGUAGE=ben",
            "UNSYNCEDLYRICS=plain",
            "LYRICS=[00:01.50]বয়ে যায়",
        ];
        std::fs::write(&path, flac(&comments)).unwrap();
        let tags = read(&path);
        let told = |s: &str| Some(s.to_string());
        assert_eq!(
            (tags.title, tags.genre, tags.language),
            (told("নদী"), told("Baul"), told("bn"))
        );
        let lyrics = tags.lyrics.unwrap();
        assert_eq!(
            (lyrics.text().as_str(), lyrics.lines[0].start_secs),
            ("বয়ে যায়", Some(1.5))
        );
    }

    #[test]
    fn broken_files_tell_nothing() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in [
            ("a.mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f".to_vec()),
            ("b.ogg", vec![]),
            ("c.xyz", wav(1)),
        ] {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(read(&path), Tags::default());
        }
        assert_eq!(read(&folder.path().join("missing.mp3")), Tags::default());
    }
}
