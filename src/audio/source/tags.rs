//! How far tags reach that stand before, between and behind sound.

/// The length of the tag that begins at a place, if one does: what is left of the file, where a tag
/// that stands behind sound claims to be longer. An ID3v2 tag that does is none.
pub(super) fn length_at(data: &[u8], at: usize) -> Option<usize> {
    let tag = &data[at..];
    let length = match tag {
        [b'I', b'D', b'3', ..] => id3v2_bytes(tag).filter(|&n| n <= tag.len())?,
        [b'T', b'A', b'G', b'+', ..] => 227,
        [b'T', b'A', b'G', ..] => 128,
        [b'A', b'P', b'E', b'T', b'A', b'G', b'E', b'X', ..] => ape_bytes(tag)?,
        [
            b'L',
            b'Y',
            b'R',
            b'I',
            b'C',
            b'S',
            b'B',
            b'E',
            b'G',
            b'I',
            b'N',
            ..,
        ] => lyrics3_bytes(tag),
        _ => return None,
    };
    Some(length.min(tag.len()))
}

/// The size is four groups of seven bits; a footer repeats the ten bytes of the header.
fn id3v2_bytes(tag: &[u8]) -> Option<usize> {
    let head = tag
        .get(..10)
        .filter(|head| head[6..].iter().all(|b| b & 0x80 == 0))?;
    let size = head[6..].iter().fold(0, |n, &b| n << 7 | usize::from(b));
    Some(10 + size + if head[5] & 0x10 != 0 { 10 } else { 0 })
}

/// Version 2: the size counts all but the header, which the flags say is there.
fn ape_bytes(tag: &[u8]) -> Option<usize> {
    let word = |at: usize| Some(u32::from_le_bytes(tag.get(at..at + 4)?.try_into().ok()?));
    let is_header = word(20)? & 1 << 29 != 0;
    Some(if is_header {
        32 + word(12)? as usize
    } else {
        32
    })
}

/// Up to its end mark, which the six digits of its size precede. Words are no longer than is looked
/// at, which a hostile file makes us do once for every few bytes.
fn lyrics3_bytes(tag: &[u8]) -> usize {
    const MOST: usize = 1 << 16;
    let head = &tag[..tag.len().min(MOST)];
    let end = head
        .windows(9)
        .position(|w| w == b"LYRICS200" || w == b"LYRICSEND");
    end.map_or(11, |end| end + 9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_as_long_as_they_say_and_no_longer_than_the_file() {
        let id3 = [&b"ID3\x04\0\0\0\0\x01\x02"[..], &[7; 130]].concat();
        assert_eq!(length_at(&id3, 0), Some(140));
        assert_eq!(length_at(&id3[..60], 0), None);
        // Bytes above 127 are no sizes: that is sound which begins with the letters.
        assert_eq!(length_at(b"ID3\x04\0\0\xFF\0\0\0", 0), None);
        assert_eq!(length_at(&[b'T', b'A', b'G'].repeat(100), 0), Some(128));
        let ape = [
            &b"APETAGEX"[..],
            &2000u32.to_le_bytes(),
            &32u32.to_le_bytes(),
            &[0; 4],
            &[0, 0, 0, 0x80],
        ]
        .concat();
        assert_eq!(length_at(&[&ape[..], &[0; 90]].concat(), 0), Some(32));
        assert_eq!(
            length_at(b"LYRICSBEGIN and words 000021LYRICS200 and more", 0),
            Some(37)
        );
        assert_eq!(length_at(b"sound", 0), None);
    }
}
