//! What an MP4 file says about the silence its encoder put before (and behind) the music. symphonia
//! 0.6 does not read it.

use std::io::{Read, Seek, SeekFrom};

use symphonia::core::formats::FormatReader;

/// Frames every AAC-LC encoder puts first: the half of a window that has nothing to overlap with.
const AAC_DELAY_FRAMES: u64 = 1024;

/// A box is not looked into when it claims to be larger: an edit list is a few dozen bytes.
const MAX_BOX_BYTES: u64 = 4096;

/// Frames to drop at the start, and how many to keep if that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Priming {
    pub(crate) delay: u64,
    pub(crate) length: Option<u64>,
}

/// Apple's `iTunSMPB` tag if there is one, else the edit list, else the delay that AAC has at
/// least.
pub(super) fn of_mp4(
    format: &mut dyn FormatReader,
    edit_delay: Option<u64>,
    is_aac: bool,
) -> Priming {
    if let Some(priming) = itunes_tag(format) {
        return priming;
    }
    let usual = if is_aac { AAC_DELAY_FRAMES } else { 0 };
    Priming {
        delay: edit_delay.unwrap_or(usual),
        length: None,
    }
}

fn itunes_tag(format: &mut dyn FormatReader) -> Option<Priming> {
    let mut metadata = format.metadata();
    let tags = &metadata.skip_to_latest()?.media.tags;
    let tag = tags.iter().find(|t| t.raw.key.ends_with("iTunSMPB"))?;
    parse_itunes_tag(&tag.raw.value.to_string())
}

/// Hexadecimal words: nothing, delay, padding, length, …
fn parse_itunes_tag(text: &str) -> Option<Priming> {
    let mut words = text
        .split_whitespace()
        .map(|w| u64::from_str_radix(w, 16).ok());
    let (delay, _padding, length) = (words.nth(1)??, words.next()??, words.next()??);
    // A second is more than any encoder needs: such a tag is wrong.
    (delay < 48_000).then_some(Priming {
        delay,
        length: (length > 0).then_some(length),
    })
}

/// Where the edit list of the first sound track makes the music begin, in seconds.
pub(super) fn edit_list_start_secs(source: &mut (impl Read + Seek)) -> Option<f64> {
    let end = source.seek(SeekFrom::End(0)).ok()?;
    let moov = children(source, 0, end)
        .into_iter()
        .find(|b| &b.kind == b"moov")?;
    for trak in children(source, moov.from, moov.to)
        .into_iter()
        .filter(|b| &b.kind == b"trak")
    {
        let find = |source: &mut _, path: [&[u8; 4]; 2]| {
            let outer = children(source, trak.from, trak.to)
                .into_iter()
                .find(|b| &b.kind == path[0])?;
            let inner = children(source, outer.from, outer.to)
                .into_iter()
                .find(|b| &b.kind == path[1])?;
            contents(source, &inner)
        };
        if find(source, [b"mdia", b"hdlr"]).is_some_and(|hdlr| hdlr.get(8..12) == Some(b"soun")) {
            let timescale = media_timescale(&find(source, [b"mdia", b"mdhd"])?)?;
            let start = first_media_time(&find(source, [b"edts", b"elst"])?)?;
            return Some(start as f64 / f64::from(timescale));
        }
    }
    None
}

struct Box4 {
    kind: [u8; 4],
    from: u64,
    to: u64,
}

fn children(source: &mut (impl Read + Seek), mut from: u64, to: u64) -> Vec<Box4> {
    let mut boxes = Vec::new();
    let mut head = [0; 16];
    // Real files have a few dozen boxes a level.
    while from + 8 <= to && boxes.len() < 1000 {
        if source.seek(SeekFrom::Start(from)).is_err() || source.read_exact(&mut head[..8]).is_err()
        {
            break;
        }
        let mut size = u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]]));
        let mut header = 8;
        if size == 1 && source.read_exact(&mut head[8..]).is_ok() {
            size = head[8..].iter().fold(0, |n, &b| n << 8 | u64::from(b));
            header = 16;
        } else if size == 0 {
            size = to - from;
        }
        let end = from.saturating_add(size);
        if size < header || end > to {
            break;
        }
        boxes.push(Box4 {
            kind: [head[4], head[5], head[6], head[7]],
            from: from + header,
            to: end,
        });
        from = end;
    }
    boxes
}

fn contents(source: &mut (impl Read + Seek), b: &Box4) -> Option<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from((b.to - b.from).min(MAX_BOX_BYTES)).ok()?];
    source.seek(SeekFrom::Start(b.from)).ok()?;
    source.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

/// Ticks a second, from a media header box (ISO 14496-12, 8.4.2).
fn media_timescale(mdhd: &[u8]) -> Option<u32> {
    let at = if *mdhd.first()? == 1 { 20 } else { 12 };
    let scale = u32::from_be_bytes(mdhd.get(at..at + 4)?.try_into().ok()?);
    (scale > 0).then_some(scale)
}

/// Media time of the first edit that is not empty, in ticks (ISO 14496-12, 8.6.6).
fn first_media_time(elst: &[u8]) -> Option<u64> {
    let wide = *elst.first()? == 1;
    let (entry, field) = if wide { (20, 8) } else { (12, 4) };
    elst.get(8..)?.chunks_exact(entry).find_map(|e| {
        let time = &e[field..2 * field];
        let time = time
            .iter()
            .fold(if time[0] & 0x80 != 0 { -1 } else { 0 }, |n: i64, &b| {
                n << 8 | i64::from(b)
            });
        u64::try_from(time).ok()
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn boxed(kind: &[u8; 4], contents: &[&[u8]]) -> Vec<u8> {
        let body = contents.concat();
        let size = (body.len() as u32 + 8).to_be_bytes();
        [&size[..], kind, &body].concat()
    }

    #[test]
    fn an_edit_list_is_found_among_other_boxes() {
        let mdhd = [&[0; 12][..], &44_100u32.to_be_bytes(), &[0; 8]].concat();
        let hdlr = [&[0; 8][..], b"soun", &[0; 12]].concat();
        // An empty edit (media time -1) first, then 2112 ticks.
        let edits = [
            &2u32.to_be_bytes()[..],
            &[0; 4],
            &[0xFF; 4],
            &[0; 4],
            &[0; 4],
            &2112u32.to_be_bytes(),
            &[0; 4],
        ];
        let elst = [&[0; 4][..], &edits.concat()].concat();
        let trak = boxed(
            b"trak",
            &[
                &boxed(b"tkhd", &[&[0; 20]]),
                &boxed(b"edts", &[&boxed(b"elst", &[&elst])]),
                &boxed(
                    b"mdia",
                    &[&boxed(b"mdhd", &[&mdhd]), &boxed(b"hdlr", &[&hdlr])],
                ),
            ],
        );
        let file = [boxed(b"ftyp", &[b"M4A "]), boxed(b"moov", &[&trak])].concat();
        let start = edit_list_start_secs(&mut Cursor::new(&file)).unwrap();
        assert!((start - 2112.0 / 44_100.0).abs() < 1e-9);
        for cut in 0..file.len() {
            assert_eq!(
                edit_list_start_secs(&mut Cursor::new(&file[..cut])),
                None,
                "cut at {cut}"
            );
        }
    }

    #[test]
    fn the_itunes_tag_gives_delay_and_length() {
        let tag = " 00000000 00000840 000003DA 0000000000ADF3E6 00000000";
        assert_eq!(
            parse_itunes_tag(tag),
            Some(Priming {
                delay: 2112,
                length: Some(0xADF3E6)
            })
        );
        assert_eq!(parse_itunes_tag("00000000 FFFFFFFF 0 0"), None);
        assert_eq!(parse_itunes_tag("nonsense"), None);
    }
}
