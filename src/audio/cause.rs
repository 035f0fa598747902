//! Why a file gives no sound, in one sentence.

use std::io::{Read, Seek, SeekFrom};

use symphonia::core::codecs::audio::AudioCodecId;
use symphonia::core::codecs::audio::well_known as codec;
use symphonia::core::errors::Error as SymphoniaError;

/// Beginnings of files whose formats no decoder here reads. Looked at first, for inside them something may look like MP3.
const FOREIGN: [(&[u8], &str); 14] = [
    (&[0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], "Windows Media audio (wma)"),
    (b"MAC ", "Monkey's Audio (ape)"),
    (b"wvpk", "WavPack"),
    (b"MPCK", "Musepack"),
    (b"MP+", "Musepack"),
    (b"DSD ", "DSD audio (dsf)"),
    (b"FRM8", "DSD audio (dff)"),
    (b"TTA1", "True Audio (tta)"),
    (b"TTA2", "True Audio (tta)"),
    (b"ADIF", "AAC in an ADIF header"),
    (b".RMF", "RealMedia"),
    (b"#!AMR", "AMR speech"),
    (b"MThd", "MIDI, which holds notes and no sound,"),
    (b"FLV\x01", "Flash video"),
];

/// What can be said of a file before any decoder looks at it.
///
/// # Errors
/// The cause why there is nothing to decode.
pub(super) fn look_at(source: &mut (impl Read + Seek)) -> std::io::Result<Result<(), String>> {
    let len = source.seek(SeekFrom::End(0))?;
    if len == 0 {
        return Ok(Err("empty file".to_owned()));
    }
    let sound = after_id3(source, len)?;
    let mut head = Vec::new();
    source.seek(SeekFrom::Start(sound))?;
    source.by_ref().take(64 * 1024).read_to_end(&mut head)?;
    source.seek(SeekFrom::Start(0))?;
    if sound > 0 && is_only_tags(&head) {
        return Ok(Err("only tags, no sound".to_owned()));
    }
    if head.iter().all(|&b| b == 0) {
        return Ok(Err("nothing but zeros where sound should begin".to_owned()));
    }
    // Ogg says what it holds behind the 28 bytes of its first page header.
    if head.starts_with(b"OggS") && head.get(28..).is_some_and(|h| h.starts_with(b"Speex   ")) {
        return Ok(Err("Speex is not supported".to_owned()));
    }
    // Old Musepack streams have no signature; their tags and names are all there is to know them by.
    match FOREIGN.iter().find(|(magic, _)| head.starts_with(magic)) {
        Some((_, name)) => Ok(Err(format!("{name} is not supported"))),
        None => Ok(Ok(())),
    }
}

/// True when the last bytes of the file are the end of a whole Ogg page (RFC 3533, section 6).
pub(super) fn ends_on_a_page(source: &mut (impl Read + Seek)) -> std::io::Result<bool> {
    const MOST_PAGE_BYTES: u64 = 27 + 255 + 255 * 255;
    let len = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(len.saturating_sub(MOST_PAGE_BYTES)))?;
    let mut tail = Vec::new();
    source.read_to_end(&mut tail)?;
    let page_bytes = |page: &[u8]| {
        let n_segments = usize::from(*page.get(26)?);
        let segments = page.get(27..27 + n_segments)?;
        Some(27 + n_segments + segments.iter().map(|&s| usize::from(s)).sum::<usize>())
    };
    let mut pages = tail.windows(4).enumerate().filter(|(_, w)| *w == b"OggS").map(|(at, _)| &tail[at..]);
    Ok(pages.any(|page| page_bytes(page) == Some(page.len())))
}

/// Where the sound begins behind ID3v2 tags at the front, of which there can be several.
fn after_id3(source: &mut (impl Read + Seek), len: u64) -> std::io::Result<u64> {
    let mut at = 0;
    let mut head = [0; 10];
    while at + 10 <= len {
        source.seek(SeekFrom::Start(at))?;
        source.read_exact(&mut head)?;
        if &head[..3] != b"ID3" || head[6..].iter().any(|b| b & 0x80 != 0) {
            break;
        }
        // The size is four groups of seven bits; a footer repeats the ten bytes of the header.
        let size = head[6..].iter().fold(0, |n, &b| n << 7 | u64::from(b));
        let footer = if head[5] & 0x10 != 0 { 10 } else { 0 };
        at = (at + 10 + size + footer).min(len);
    }
    Ok(at)
}

/// True when behind the ID3v2 tag there is only padding, or another tag.
fn is_only_tags(rest: &[u8]) -> bool {
    let at = rest.iter().position(|&b| b != 0).unwrap_or(rest.len());
    let rest = &rest[at..];
    rest.is_empty() || rest.starts_with(b"TAG") && rest.len() <= 128 || rest.starts_with(b"APETAGEX")
}

/// Why the file could not be opened as any known format.
pub(super) fn of_probe(error: &SymphoniaError) -> String {
    match error {
        // An index that a cut file has lost.
        SymphoniaError::Unsupported(what) if what.contains("missing") => format!("damaged or cut off ({what})"),
        SymphoniaError::Unsupported(what) if !what.starts_with("core (probe)") => format!("not supported ({what})"),
        SymphoniaError::Unsupported(_) => "not a known audio format, or damaged beyond recognition".to_owned(),
        SymphoniaError::IoError(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => {
            "damaged header, or cut off before any sound".to_owned()
        }
        SymphoniaError::IoError(e) => format!("cannot be read: {e}"),
        SymphoniaError::DecodeError(what) => format!("damaged header ({what})"),
        other => format!("cannot be opened: {other}"),
    }
}

/// Why a track has no decoder.
pub(super) fn of_codec(id: AudioCodecId) -> String {
    let name = match id {
        codec::CODEC_ID_AC3 => "AC-3",
        codec::CODEC_ID_EAC3 => "E-AC-3",
        codec::CODEC_ID_AC4 => "AC-4",
        codec::CODEC_ID_DCA => "DTS",
        codec::CODEC_ID_TRUEHD => "TrueHD",
        codec::CODEC_ID_SPEEX => "Speex",
        codec::CODEC_ID_WMA => "Windows Media audio",
        codec::CODEC_ID_WAVPACK => "WavPack",
        codec::CODEC_ID_MONKEYS_AUDIO => "Monkey's Audio",
        codec::CODEC_ID_OPUS => "Opus with more than 8 channels or an unusual header",
        codec::CODEC_ID_AAC => "this kind of AAC",
        codec::CODEC_ID_MP3 | codec::CODEC_ID_MP2 | codec::CODEC_ID_MP1 => "this kind of MPEG audio",
        _ => "its codec",
    };
    format!("{name} is not supported")
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn a_file_cut_inside_an_ogg_page_does_not_end_on_one() {
        let mut file = b"OggS".to_vec();
        file.extend([0; 22]);
        file.extend([2, 255, 3]);
        file.extend([7; 258]);
        file.extend(file.clone());
        let ends = |n: usize| ends_on_a_page(&mut Cursor::new(&file[..n])).unwrap();
        assert!(ends(file.len()) && ends(file.len() / 2));
        assert!(!ends(file.len() - 1) && !ends(file.len() / 2 + 20) && !ends(0));
    }
}
