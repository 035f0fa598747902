//! Vorbis comments (Vorbis I, 5) in FLAC and Ogg, field by field: one that is no UTF-8, or that goes
//! beyond its block, hides no other. lofty (0.25) reads none of the fields then, and none of FLAC in
//! Ogg.

use std::io::{Read, Seek, SeekFrom};

use super::fields::{Field, Value, key_of};

/// The longest comment header that is read, in bytes: pictures are the most of it.
const MOST_BYTES: u64 = 32 << 20;
/// So many blocks of a FLAC and pages of an Ogg are looked at.
const MOST_BLOCKS: usize = 1024;
const MOST_PAGES: usize = 4096;

/// The comments of a FLAC that begins at `start`.
pub(super) fn of_flac(file: &mut (impl Read + Seek), start: u64) -> Option<Vec<Field>> {
    const COMMENT: u8 = 4;
    let mut at = start + 4;
    for _ in 0..MOST_BLOCKS {
        let head = bytes_at(file, at, 4)?;
        let size = u64::from(u32::from_be_bytes([0, head[1], head[2], head[3]]));
        if head[0] & 0x7F == COMMENT {
            // Some blocks say less than they are: the fields' own lengths are gone by.
            let bytes = until_the_end(file, at + 4, MOST_BYTES)?;
            return Some(fields(&bytes));
        }
        if head[0] & 0x80 != 0 {
            break;
        }
        at += 4 + size;
    }
    None
}

/// The comments of the first stream of an Ogg that has any, by what the stream's kind puts before
/// them.
pub(super) fn of_ogg(file: &mut (impl Read + Seek), start: u64) -> Option<Vec<Field>> {
    const FIRSTS: [(&[u8], &[u8]); 4] = [
        (b"\x01vorbis", b"\x03vorbis"),
        (b"OpusHead", b"OpusTags"),
        // A FLAC's block of comments, whose head says its length again.
        (b"\x7FFLAC", b""),
        (b"Speex   ", b""),
    ];
    const FLAC_BLOCK_HEAD: usize = 4;
    let mut at = start;
    // The stream of sound that was found, and its packet of comments as far as it has come.
    let mut found: Option<(u32, &[u8], usize)> = None;
    let mut packet: Vec<u8> = Vec::new();
    for _ in 0..MOST_PAGES {
        let head = bytes_at(file, at, 27)?;
        if !head.starts_with(b"OggS") {
            return None;
        }
        let serial = u32::from_le_bytes([head[14], head[15], head[16], head[17]]);
        let lengths = bytes_at(file, at + 27, usize::from(head[26]))?;
        let body_at = at + 27 + lengths.len() as u64;
        let n_bytes = lengths.iter().map(|&n| u64::from(n)).sum::<u64>();
        at = body_at + n_bytes;
        match found {
            None => {
                let body = bytes_at(file, body_at, n_bytes as usize)?;
                let known = FIRSTS.iter().find(|(first, _)| body.starts_with(first));
                found = known.map(|(first, mark)| {
                    let is_flac = first.starts_with(b"\x7F");
                    let n_more = if is_flac { FLAC_BLOCK_HEAD } else { 0 };
                    (serial, *mark, mark.len() + n_more)
                });
            }
            Some((of_sound, mark, n_before)) if serial == of_sound => {
                let n_of_packet = lengths.iter().take_while(|&&n| n == 255).count();
                let is_whole = n_of_packet < lengths.len();
                let n_of_packet = (n_of_packet + usize::from(is_whole)).min(lengths.len());
                let n: usize = lengths[..n_of_packet].iter().map(|&n| usize::from(n)).sum();
                packet.extend(until_the_end(file, body_at, n as u64)?);
                if is_whole || packet.len() as u64 > MOST_BYTES {
                    let comments = packet.strip_prefix(mark)?;
                    return Some(fields(comments.get(n_before - mark.len()..)?));
                }
            }
            Some(_) => {}
        }
    }
    None
}

fn bytes_at(file: &mut (impl Read + Seek), at: u64, n: usize) -> Option<Vec<u8>> {
    until_the_end(file, at, n as u64).filter(|bytes| bytes.len() == n)
}

/// Up to so many bytes; fewer where the file ends.
fn until_the_end(file: &mut (impl Read + Seek), at: u64, most: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at)).ok()?;
    file.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Who wrote them, how many there are, then `NAME=text` of each behind its length.
fn fields(bytes: &[u8]) -> Vec<Field> {
    let read = || {
        let (_writer, behind) = measured(bytes)?;
        let (count, mut rest) = behind.split_first_chunk::<4>()?;
        let mut fields = Vec::new();
        for _ in 0..u32::from_le_bytes(*count) {
            let Some((comment, behind)) = measured(rest) else {
                break;
            };
            fields.extend(field(comment));
            rest = behind;
        }
        Some(fields)
    };
    read().unwrap_or_default()
}

/// The bytes behind their length, and what follows them.
fn measured(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, behind) = bytes.split_first_chunk::<4>()?;
    behind.split_at_checked(u32::from_le_bytes(*length) as usize)
}

fn field(comment: &[u8]) -> Option<Field> {
    let at = comment.iter().position(|&b| b == b'=')?;
    let key = std::str::from_utf8(&comment[..at]).ok().and_then(key_of)?;
    let value = &comment[at + 1..];
    // It should be UTF-8, and is whatever a program had.
    let value = std::str::from_utf8(value).map_or_else(
        |_| Value::Bytes(value.to_vec()),
        |text| Value::Text(text.to_string()),
    );
    Some(Field::new(key, value))
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Cursor;

    use super::super::fields::Key;
    use super::*;

    /// A header of comments as programs write it.
    pub(in super::super) fn comments(texts: &[&[u8]]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for text in std::iter::once(&b"nobody"[..]).chain(texts.iter().copied()) {
            bytes.extend((text.len() as u32).to_le_bytes());
            bytes.extend(text);
            if bytes.len() == 10 {
                bytes.extend((texts.len() as u32).to_le_bytes());
            }
        }
        bytes
    }

    /// Metadata of a FLAC with no frames (RFC 9639, 8): `size` is what its comments say they are.
    fn flac(comments: &[u8], size: usize) -> Vec<u8> {
        let head = [&b"fLaC\0\0\0\x22"[..], &[0; 34]].concat();
        let size = (size as u32).to_be_bytes();
        [&head[..], &[0x84], &size[1..], comments].concat()
    }

    /// Pages of one stream (RFC 3533), each with a part of a packet; checksums are not looked at.
    fn ogg(packets: &[&[u8]], page_bytes: usize) -> Vec<u8> {
        let mut ogg = Vec::new();
        for packet in packets {
            let n_pages = packet.len() / page_bytes + 1;
            for i in 0..n_pages {
                let part = &packet[i * page_bytes..packet.len().min((i + 1) * page_bytes)];
                let mut lengths = vec![255; part.len() / 255];
                if i + 1 == n_pages {
                    lengths.push((part.len() % 255) as u8);
                }
                ogg.extend(b"OggS\0\0\0\0\0\0\0\0\0\0\x07\0\0\0\0\0\0\0\0\0\0\0");
                ogg.push(lengths.len() as u8);
                ogg.extend(lengths);
                ogg.extend(part);
            }
        }
        ogg
    }

    fn told(fields: &[Field]) -> Vec<(Key, Value)> {
        fields.iter().map(|f| (f.key, f.value.clone())).collect()
    }

    #[test]
    fn one_bad_field_hides_no_other() {
        let (cyrillic, ..) = encoding_rs::WINDOWS_1251.encode("Кино");
        let artist = [b"ARTIST=", &cyrillic[..]].concat();
        let all = comments(&[
            b"no sign",
            b"COMMENT=\xFF\xFE",
            b"title=First",
            &artist,
            b"Lyrics=words",
        ]);
        let expected = [
            (Key::Title, Value::Text("First".to_string())),
            (Key::Artist, Value::Bytes(cyrillic.to_vec())),
            (Key::Lyrics, Value::Text("words".to_string())),
        ];
        let read = |bytes: Vec<u8>| of_flac(&mut Cursor::new(bytes), 0).unwrap();
        assert_eq!(told(&read(flac(&all, all.len()))), expected);
        // A block that says it is shorter, and one that is cut off within its last field.
        assert_eq!(told(&read(flac(&all, 20))), expected);
        let cut = told(&read(flac(&all[..all.len() - 1], all.len())));
        assert_eq!(cut, expected[..2]);
        let absurd = [&all[..10], &[0xFF; 4], &all[14..]].concat();
        assert_eq!(told(&read(flac(&absurd, absurd.len()))), expected);
    }

    #[test]
    fn every_kind_of_stream_in_ogg_has_them() {
        let picture = [&b"METADATA_BLOCK_PICTURE="[..], &[b'A'; 3000]].concat();
        let all = comments(&[&picture, b"TITLE=Behind a picture"]);
        for (first, mark) in [
            (&b"\x01vorbis and more"[..], &b"\x03vorbis"[..]),
            (b"OpusHead and more", b"OpusTags"),
            (b"\x7FFLAC and more", b"\x04\0\x0C\0"),
            (b"Speex   and more", b""),
        ] {
            let second = [mark, &all].concat();
            let other = ogg(&[&b"fishead"[..]], 255);
            let own = ogg(&[first, &second, b"sound"], 510);
            for before in [&other[..], &[]] {
                let file = [before, &own].concat();
                let found = of_ogg(&mut Cursor::new(file), 0).unwrap();
                let title = Value::Text("Behind a picture".to_string());
                assert_eq!(told(&found), [(Key::Title, title)], "{first:?}");
            }
        }
        assert_eq!(of_ogg(&mut Cursor::new(b"OggS".to_vec()), 0), None);
    }
}
