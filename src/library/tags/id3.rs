//! ID3v2.2 to 2.4 and ID3v1, frame by frame: one that cannot be read hides no other, and each is as
//! long as the tag allows, whatever it says. Formats: id3.org, ID3v2.4.0 main structure and native
//! frames; as mutagen 1.47 reads them.

use std::io::Read;

use flate2::read::ZlibDecoder;
use lofty::id3::v1::GENRES;

use super::fields::{Field, Key, Value, key_of};
use super::settle::bytes_alone;
use crate::library::{LyricLine, Lyrics};

/// The longest tag that is read, in bytes: pictures are the most of it.
pub(super) const MOST_BYTES: usize = 64 << 20;
/// What all compressed frames of a file may unfold to, in bytes: no words of a song are longer.
pub(super) const MOST_UNFOLDED: u64 = 4 << 20;
const HEADER_BYTES: usize = 10;

/// How long a tag is that begins here, with its header; `None` where none begins.
pub(super) fn length(head: &[u8]) -> Option<usize> {
    let (b"ID3", rest) = head.split_first_chunk::<3>()? else {
        return None;
    };
    let is_header =
        rest.len() >= 7 && rest[0] < 0xFF && rest[1] < 0xFF && rest[3..7].iter().all(|b| *b < 0x80);
    is_header.then(|| synchsafe(&rest[3..7]) + HEADER_BYTES)
}

fn synchsafe(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |n, &b| n << 7 | usize::from(b & 0x7F))
}

fn big_endian(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |n, &b| n << 8 | usize::from(b))
}

/// The fields of an ID3v2 tag; `tag` begins with its header and may be cut off. Compressed frames
/// unfold to `may_unfold` bytes together, of which what they took is gone then; one that would be
/// larger is passed over.
pub(super) fn v2(tag: &[u8], may_unfold: &mut u64) -> Vec<Field> {
    let mut fields = Vec::new();
    let (Some(length), true) = (length(tag), tag.len() >= HEADER_BYTES) else {
        return fields;
    };
    let (version, flags) = (tag[3], tag[5]);
    let mut body = tag[HEADER_BYTES..length.min(tag.len())].to_vec();
    if flags & 0x80 != 0 && version < 4 {
        body = without_unsynchronisation(&body);
    }
    let mut rest = body.as_slice();
    if flags & 0x40 != 0 && version > 2 && rest.len() >= 4 {
        let size = if version == 4 {
            synchsafe(&rest[..4])
        } else {
            big_endian(&rest[..4]) + 4
        };
        rest = rest.get(size..).unwrap_or_default();
    }
    while let Some((frame, after)) = next_frame(rest, version) {
        fields.extend(
            frame
                .content(version, flags & 0x80 != 0, may_unfold)
                .and_then(|content| field(frame.id, &content)),
        );
        rest = after;
    }
    fields
}

struct Frame<'a> {
    id: &'a str,
    flags: u8,
    data: &'a [u8],
}

/// The frame that begins here, and what follows it; padding ends the tag. One of no known name is
/// as long as it says, where another, or padding, follows.
fn next_frame(rest: &[u8], version: u8) -> Option<(Frame<'_>, &[u8])> {
    let (n_id, n_head) = if version == 2 { (3, 6) } else { (4, 10) };
    let head = rest.get(..n_head)?;
    let name = frame_id(&head[..n_id]);
    if name.is_none() && (head[0] == 0 || !is_followed(rest, n_id, n_head, version)) {
        return None;
    }
    let id = name.unwrap_or_default();
    let (size, flags) = match version {
        2 => (big_endian(&head[3..6]), 0),
        3 => (big_endian(&head[4..8]), head[9]),
        _ => (size_of_v4(rest), head[9]),
    };
    let data = &rest[n_head..];
    let size = size.min(data.len());
    Some((
        Frame {
            id,
            flags,
            data: &data[..size],
        },
        &data[size..],
    ))
}

/// The name of a frame. iTunes writes those of version 2.2 into tags of 2.3, with a NUL or a space
/// behind their three letters.
fn frame_id(bytes: &[u8]) -> Option<&str> {
    let id = match bytes {
        [id @ .., 0 | b' '] if id.len() == 3 => id,
        id => id,
    };
    std::str::from_utf8(id).ok().filter(|id| is_frame_id(id))
}

fn is_frame_id(id: &str) -> bool {
    id.bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// Whether a frame, padding or the tag's end stands where the frame that begins here says it ends.
fn is_followed(rest: &[u8], n_id: usize, n_head: usize, version: u8) -> bool {
    let size = match version {
        2 => big_endian(&rest[3..6]),
        3 => big_endian(&rest[4..8]),
        _ => size_of_v4(rest),
    };
    let next = n_head.checked_add(size).and_then(|end| rest.get(end..));
    next.is_some_and(|next| {
        next.first().is_none_or(|b| *b == 0) || next.get(..n_id).and_then(frame_id).is_some()
    })
}

/// Sizes of version 4 are synchsafe, but older iTunes wrote plain ones: the one after which a frame
/// begins is meant.
fn size_of_v4(rest: &[u8]) -> usize {
    let (safe, plain) = (synchsafe(&rest[4..8]), big_endian(&rest[4..8]));
    let begins_frame = |size: usize| {
        let next = rest.get(10 + size..).unwrap_or_default();
        next.first().is_none_or(|b| *b == 0) && 10 + size <= rest.len()
            || next.get(..4).and_then(frame_id).is_some()
    };
    if rest[4..8].iter().any(|b| *b >= 0x80) || !begins_frame(safe) && begins_frame(plain) {
        plain
    } else {
        safe
    }
}

impl Frame<'_> {
    /// The frame's bytes as they are meant, without what its flags did to them; `None` for those
    /// that cannot be read.
    fn content(
        &self,
        version: u8,
        is_unsynchronised: bool,
        may_unfold: &mut u64,
    ) -> Option<Vec<u8>> {
        if self.flags == 0 && !(version == 4 && is_unsynchronised) {
            return Some(self.data.to_vec());
        }
        let (compressed, encrypted, grouped, has_length) = match version {
            4 => (
                self.flags & 8 != 0,
                self.flags & 4 != 0,
                self.flags & 0x40 != 0,
                self.flags & 1 != 0,
            ),
            _ => (
                self.flags & 0x80 != 0,
                self.flags & 0x40 != 0,
                self.flags & 0x20 != 0,
                self.flags & 0x80 != 0,
            ),
        };
        if encrypted {
            return None;
        }
        let start = usize::from(grouped) + if has_length { 4 } else { 0 };
        let mut data = self.data.get(start..)?.to_vec();
        if version == 4 && (is_unsynchronised || self.flags & 2 != 0) {
            data = without_unsynchronisation(&data);
        }
        if !compressed {
            return Some(data);
        }
        let mut unfolded = Vec::new();
        let read = ZlibDecoder::new(data.as_slice())
            .take(*may_unfold + 1)
            .read_to_end(&mut unfolded);
        let fits = unfolded.len() as u64 <= *may_unfold;
        *may_unfold = may_unfold.saturating_sub(unfolded.len() as u64);
        (fits && read.is_ok()).then_some(unfolded)
    }
}

/// FF 00 is FF.
fn without_unsynchronisation(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut before = 0;
    for &b in bytes {
        if !(before == 0xFF && b == 0) {
            out.push(b);
        }
        before = b;
    }
    out
}

fn field(id: &str, content: &[u8]) -> Option<Field> {
    let (&encoding, data) = content.split_first()?;
    let one = |key| Some(Field::new(key, first_value(encoding, data)?));
    match id {
        "TIT2" | "TT2" => one(Key::Title),
        "TPE1" | "TP1" => one(Key::Artist),
        "TPE2" | "TP2" => one(Key::AlbumArtist),
        "TLAN" | "TLA" => one(Key::Language),
        "TCON" | "TCO" => one(Key::Genre).map(|f| Field {
            value: genre(f.value),
            ..f
        }),
        "TXXX" | "TXX" => {
            let (name, value) = described(encoding, data);
            let name = plain(encoding, name);
            Some(Field::new(key_of(&name)?, text(encoding, value)))
        }
        "USLT" | "ULT" => {
            let (language, rest) = data.split_at_checked(3)?;
            let (_, words) = described(encoding, rest);
            let language = std::str::from_utf8(language)
                .ok()
                .map(str::to_ascii_lowercase);
            Some(Field {
                language,
                ..Field::new(Key::Lyrics, text(encoding, words))
            })
        }
        "SYLT" | "SLT" => Some(Field::new(
            Key::Lyrics,
            Value::Timed(synchronised(encoding, data)?),
        )),
        _ => None,
    }
}

/// A description, and what follows the NUL behind it. Without a NUL all is value: some programs
/// leave the description out.
fn described(encoding: u8, data: &[u8]) -> (&[u8], &[u8]) {
    match split_at_nul(encoding, data) {
        (description, Some(value)) => (description, value),
        (value, None) => (&[], value),
    }
}

/// The bytes before the first NUL, and those behind it where there is one.
fn split_at_nul(encoding: u8, data: &[u8]) -> (&[u8], Option<&[u8]>) {
    let width = if matches!(encoding, 1 | 2) { 2 } else { 1 };
    let end = data
        .chunks_exact(width)
        .position(|unit| unit.iter().all(|b| *b == 0))
        .map(|i| i * width);
    end.map_or((data, None), |end| {
        (&data[..end], Some(&data[end + width..]))
    })
}

/// The first of several values, which NUL parts, that is not empty.
fn first_value(encoding: u8, data: &[u8]) -> Option<Value> {
    let mut rest = Some(data);
    while let Some(data) = rest {
        let (first, after) = split_at_nul(encoding, data);
        let value = text(encoding, first);
        match &value {
            Value::Text(text) if text.trim().is_empty() => rest = after,
            Value::Bytes(bytes) | Value::Latin1(bytes) if bytes.trim_ascii().is_empty() => {
                rest = after
            }
            Value::Text(_) | Value::Bytes(_) | Value::Latin1(_) | Value::Timed(_) => {
                return Some(value);
            }
        }
    }
    None
}

/// Text by its encoding byte. An odd byte at the end of UTF-16 is passed over; UTF-8 that is none
/// is anything.
fn text(encoding: u8, data: &[u8]) -> Value {
    match encoding {
        1 | 2 => Value::Text(utf16(encoding, data)),
        3 => std::str::from_utf8(data).map_or_else(
            |_| Value::Bytes(data.to_vec()),
            |t| Value::Text(t.to_string()),
        ),
        _ => Value::Latin1(data.to_vec()),
    }
}

/// Text of its own, whatever its bytes are.
fn plain(encoding: u8, data: &[u8]) -> String {
    match text(encoding, data) {
        Value::Text(text) => text,
        Value::Bytes(bytes) | Value::Latin1(bytes) => bytes_alone(&bytes),
        Value::Timed(_) => String::new(),
    }
}

fn utf16(encoding: u8, data: &[u8]) -> String {
    let (is_little, data) = match data {
        [0xFF, 0xFE, rest @ ..] => (true, rest),
        [0xFE, 0xFF, rest @ ..] => (false, rest),
        // Plain letters that are called UTF-16: words of other letters without its mark would have
        // bytes beyond them.
        _ if encoding == 1 && data.len() >= 4 && data.iter().all(|b| matches!(b, b' '..=b'~')) => {
            return String::from_utf8_lossy(data).into_owned();
        }
        // Without its mark: letters of most scripts have a small high byte.
        _ if encoding == 1 => {
            let zeros = |at: usize| {
                data.iter()
                    .skip(at)
                    .step_by(2)
                    .filter(|b| **b < 0x10)
                    .count()
            };
            (zeros(1) >= zeros(0), data)
        }
        _ => (false, data),
    };
    let unit = |pair: &[u8]| {
        if is_little {
            [pair[0], pair[1]]
        } else {
            [pair[1], pair[0]]
        }
    };
    let units = data
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes(unit(pair)));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .filter(|c| *c != '\u{FEFF}')
        .collect()
}

/// `17`, `(17)` and `(17)Rock & Roll` mean the 17th genre of ID3v1.
fn genre(value: Value) -> Value {
    let told = match &value {
        Value::Text(text) => text.trim().to_string(),
        Value::Bytes(bytes) | Value::Latin1(bytes) if bytes.is_ascii() => {
            String::from_utf8_lossy(bytes).trim().to_string()
        }
        Value::Bytes(_) | Value::Latin1(_) | Value::Timed(_) => return value,
    };
    let number = told
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .map_or(told.as_str(), |(n, _)| n);
    let numbered = number.parse::<usize>().ok().and_then(|n| GENRES.get(n));
    numbered.map_or(value, |name| Value::Text((*name).to_string()))
}

/// A SYLT frame without its encoding byte. Each entry is a syllable, a word or a line; a newline
/// begins a line (ID3v2.4 frames, 4.9). Times counted in MPEG frames would need the stream's sample
/// rate; such lyrics stay untimed.
fn synchronised(encoding: u8, data: &[u8]) -> Option<Lyrics> {
    let &[_, _, _, format, content_type, ref rest @ ..] = data else {
        return None;
    };
    if !matches!(content_type, 1 | 2) {
        return None;
    }
    let mut rest = split_at_nul(encoding, rest).1?;
    let mut entries: Vec<(u32, String)> = Vec::new();
    while let (said, Some(after)) = split_at_nul(encoding, rest) {
        let Some((time, after)) = after.split_first_chunk::<4>() else {
            break;
        };
        entries.push((u32::from_be_bytes(*time), plain(encoding, said)));
        rest = after;
    }
    let lines = lines_of_entries(&entries, format == 2);
    (!lines.is_empty()).then_some(Lyrics {
        lines,
        source: None,
    })
}

fn lines_of_entries(entries: &[(u32, String)], in_ms: bool) -> Vec<LyricLine> {
    let secs = |time: u32| in_ms.then_some(time as f32 / 1000.0);
    let by_word = entries
        .iter()
        .any(|(_, text)| text.starts_with(['\n', '\r']));
    let mut lines: Vec<LyricLine> = Vec::new();
    for (time, text) in entries {
        let begins = !by_word || lines.is_empty() || text.starts_with(['\n', '\r']);
        let text = text.trim_start_matches(['\n', '\r']);
        if begins {
            lines.push(LyricLine {
                start_secs: secs(*time),
                ..LyricLine::default()
            });
        }
        let Some(line) = lines.last_mut() else {
            continue;
        };
        let text = if line.text.is_empty() {
            text.trim_start()
        } else {
            text
        };
        if by_word && let Some(secs) = secs(*time).filter(|_| !text.trim().is_empty()) {
            let leading = text.len() - text.trim_start().len();
            line.words.push((secs, line.text.len() + leading));
        }
        line.text.push_str(text);
    }
    for line in &mut lines {
        line.text.truncate(line.text.trim_end().len());
    }
    lines.sort_by(|a, b| {
        a.start_secs
            .unwrap_or(0.0)
            .total_cmp(&b.start_secs.unwrap_or(0.0))
    });
    lines
}

/// The fields of an ID3v1 tag of 128 bytes.
pub(super) fn v1(tag: &[u8; 128]) -> Vec<Field> {
    if !tag.starts_with(b"TAG") {
        return Vec::new();
    }
    let of = |from: usize, to: usize| {
        let bytes = tag[from..to]
            .split(|b| *b == 0)
            .next()
            .unwrap_or_default()
            .trim_ascii();
        (!bytes.is_empty()).then(|| Value::Bytes(bytes.to_vec()))
    };
    let genre = GENRES
        .get(usize::from(tag[127]))
        .map(|name| Value::Text((*name).to_string()));
    [
        (Key::Title, of(3, 33)),
        (Key::Artist, of(33, 63)),
        (Key::Genre, genre),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some(Field::new(key, value?)))
    .collect()
}
