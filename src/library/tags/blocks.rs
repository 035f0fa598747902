//! Where tags lie in a file: before the sound, behind it, or in the chunks of WAV and AIFF.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;

use super::fields::{Field, Key, Value, key_of};
use super::id3;

/// The longest chunk and APE tag that is read, in bytes.
const MOST_BYTES: u64 = 16 << 20;
const APE_FOOTER: usize = 32;
/// So many chunks, and so many tags before the sound, are looked at.
const MOST_CHUNKS: usize = 10_000;
const MOST_TAGS: usize = 8;

/// The fields of all tags that need no knowledge of the sound: ID3v2, chunks, ID3v2 at the end, APE,
/// Lyrics3, ID3v1, in this order; and the place and first bytes of what is behind ID3v2.
pub(super) fn read(file: &mut File) -> Option<(Vec<Field>, u64, [u8; 12])> {
    let size = file.metadata().ok()?.len();
    let (mut fields, mut may_unfold) = (Vec::new(), id3::MOST_UNFOLDED);
    let mut start = 0;
    // A second tag may stand behind the first, where a program wrote its own before another's.
    for _ in 0..MOST_TAGS {
        let Some(length) = id3::length(&at(file, start, 10)) else {
            break;
        };
        let tag = at(file, start, length.min(id3::MOST_BYTES));
        fields.extend(id3::v2(&tag, &mut may_unfold));
        start += length as u64;
    }
    let head: [u8; 12] = at(file, start, 12).try_into().unwrap_or_default();
    match (&head[..4], &head[8..]) {
        (b"RIFF" | b"RF64" | b"BW64", _) => {
            let ends = start + 12..size;
            fields.extend(chunks(file, ends, u32::from_le_bytes, &mut may_unfold));
        }
        (b"FORM", b"AIFF" | b"AIFC") => {
            let ends = start + 12..size;
            fields.extend(chunks(file, ends, u32::from_be_bytes, &mut may_unfold));
        }
        (b"DSD ", _) => {
            let pointer = at(file, start + 20, 8)
                .try_into()
                .map_or(0, u64::from_le_bytes);
            let tag = at(file, pointer, MOST_BYTES as usize);
            fields.extend(id3::v2(&tag, &mut may_unfold));
        }
        _ => {}
    }
    fields.extend(at_the_end(file, size));
    Some((fields, start, head))
}

/// Up to so many bytes from a place on; fewer where the file ends.
fn at(file: &mut File, place: u64, length: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    if file.seek(SeekFrom::Start(place)).is_ok() {
        // What cannot be read is not there.
        let _ = file.take(length as u64).read_to_end(&mut bytes);
    }
    bytes
}

fn at_the_end(file: &mut File, size: u64) -> Vec<Field> {
    let mut fields = Vec::new();
    let v1: Option<[u8; 128]> = size
        .checked_sub(128)
        .and_then(|place| at(file, place, 128).try_into().ok());
    let v1 = v1.filter(|tag| tag.starts_with(b"TAG"));
    let end = size - if v1.is_some() { 128 } else { 0 };
    fields.extend(appended_id3(file, end));
    fields.extend(ape(file, end));
    fields.extend(lyrics3(file, end));
    fields.extend(v1.iter().flat_map(id3::v1));
    fields
}

/// ID3v2.4 behind the sound, which its footer, a header with the letters turned round, leads to.
fn appended_id3(file: &mut File, end: u64) -> Vec<Field> {
    const HEADER: u64 = 10;
    let Some(footer_at) = end.checked_sub(HEADER) else {
        return Vec::new();
    };
    let footer = at(file, footer_at, HEADER as usize);
    let Some(rest) = footer.strip_prefix(b"3DI") else {
        return Vec::new();
    };
    let header = [b"ID3", rest].concat();
    let place = id3::length(&header).and_then(|n| footer_at.checked_sub(n as u64));
    let Some(place) = place else {
        return Vec::new();
    };
    let tag = at(
        file,
        place,
        id3::MOST_BYTES.min((footer_at - place) as usize),
    );
    let mut may_unfold = id3::MOST_UNFOLDED;
    id3::v2(&tag, &mut may_unfold)
}

/// APEv1 and APEv2 items before `end`. A footer that says what cannot be is no tag.
fn ape(file: &mut File, end: u64) -> Vec<Field> {
    let Some(footer_at) = end.checked_sub(APE_FOOTER as u64) else {
        return Vec::new();
    };
    let footer = at(file, footer_at, APE_FOOTER);
    if footer.len() < APE_FOOTER || !footer.starts_with(b"APETAGEX") {
        return Vec::new();
    }
    let word = |i: usize| {
        u64::from(u32::from_le_bytes([
            footer[i],
            footer[i + 1],
            footer[i + 2],
            footer[i + 3],
        ]))
    };
    let (size, n_items) = (word(12), word(16));
    let is_tag =
        (APE_FOOTER as u64..=MOST_BYTES).contains(&size) && size <= end && n_items <= 65_536;
    if !is_tag {
        return Vec::new();
    }
    let items = at(file, end - size, (size as usize) - APE_FOOTER);
    ape_items(&items)
}

fn ape_items(mut rest: &[u8]) -> Vec<Field> {
    let mut fields = Vec::new();
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let size = u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let is_text = head[4] & 6 == 0;
        let Some(end_of_key) = after.iter().take(256).position(|b| *b == 0) else {
            break;
        };
        let Some(value) = after.get(end_of_key + 1..).and_then(|v| v.get(..size)) else {
            break;
        };
        let key = std::str::from_utf8(&after[..end_of_key])
            .ok()
            .and_then(key_of);
        let first = value.split(|b| *b == 0).find(|v| !v.is_empty());
        if let (Some(key), Some(first), true) = (key, first, is_text) {
            fields.push(Field::new(key, Value::Bytes(first.to_vec())));
        }
        rest = &after[end_of_key + 1 + size..];
    }
    fields
}

/// Lyrics3 v2: fields of three letters and five digits of length each, before their sum and
/// `LYRICS200`.
fn lyrics3(file: &mut File, end: u64) -> Vec<Field> {
    let Some(tail_at) = end.checked_sub(15) else {
        return Vec::new();
    };
    let tail = at(file, tail_at, 15);
    let Some(digits) = tail.strip_suffix(b"LYRICS200") else {
        return Vec::new();
    };
    let number = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse::<u64>().ok();
    let Some(size) = number(digits).filter(|s| *s <= tail_at) else {
        return Vec::new();
    };
    let body = at(file, tail_at - size, size as usize);
    let Some(mut rest) = body.strip_prefix(b"LYRICSBEGIN") else {
        return Vec::new();
    };
    let mut fields = Vec::new();
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let Some(value) = number(&head[3..]).and_then(|n| after.get(..n as usize)) else {
            break;
        };
        let key = match &head[..3] {
            b"LYR" => Some(Key::Lyrics),
            b"ETT" => Some(Key::Title),
            b"EAR" => Some(Key::Artist),
            _ => None,
        };
        fields.extend(key.map(|key| Field::new(key, Value::Bytes(value.to_vec()))));
        rest = &after[value.len()..];
    }
    fields
}

/// ID3 and INFO among the chunks of WAV or AIFF. A size that goes beyond the file ends there.
fn chunks(
    file: &mut File,
    ends: Range<u64>,
    number: fn([u8; 4]) -> u32,
    may_unfold: &mut u64,
) -> Vec<Field> {
    let (mut tags, mut infos) = (Vec::new(), Vec::new());
    let mut place = ends.start;
    for _ in 0..MOST_CHUNKS {
        let Ok(head) = <[u8; 8]>::try_from(at(file, place, 8)) else {
            break;
        };
        let size = u64::from(number([head[4], head[5], head[6], head[7]]));
        let body = |file: &mut File| at(file, place + 8, size.min(MOST_BYTES) as usize);
        match &head[..4] {
            b"id3 " | b"ID3 " => tags.extend(id3::v2(&body(file), may_unfold)),
            b"LIST" => infos.extend(info(&body(file))),
            b"NAME" => infos.push(Field::new(Key::Title, Value::Bytes(body(file)))),
            b"AUTH" => infos.push(Field::new(Key::Artist, Value::Bytes(body(file)))),
            _ => {}
        }
        place += 8 + size + size % 2;
        if place >= ends.end {
            break;
        }
    }
    tags.into_iter().chain(infos).collect()
}

/// The items of a `LIST` chunk of type `INFO`, which states no encoding.
fn info(list: &[u8]) -> Vec<Field> {
    let Some(mut rest) = list.strip_prefix(b"INFO") else {
        return Vec::new();
    };
    let mut fields = Vec::new();
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let value = &after[..size.min(after.len())];
        let key = match &head[..4] {
            b"INAM" => Some(Key::Title),
            b"IART" => Some(Key::Artist),
            b"IGNR" => Some(Key::Genre),
            b"ILNG" => Some(Key::Language),
            _ => None,
        };
        let told = value.split(|b| *b == 0).next().unwrap_or_default();
        fields.extend(key.map(|key| Field::new(key, Value::Bytes(told.to_vec()))));
        rest = after.get(size + size % 2..).unwrap_or_default();
    }
    fields
}
