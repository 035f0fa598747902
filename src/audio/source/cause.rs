//! Why a file gives no sound, in one sentence.

use std::io::{Read, Seek, SeekFrom};

use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known as codec;
use symphonia::core::errors::Error as SymphoniaError;

use super::asc::{AAC_LC, Config};
use crate::words::{Message, Text, id, same, say};

/// Beginnings of files whose formats no decoder here reads. Looked at first, for inside them
/// something may look like MP3.
const FOREIGN: [(&[u8], Text); 18] = [
    (
        &[0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11],
        id::AUDIO_WINDOWS_MEDIA_WMA,
    ),
    (b"MAC ", same("Monkey's Audio (ape)")),
    (b"wvpk", same("WavPack")),
    (b"MPCK", same("Musepack")),
    (b"MP+", same("Musepack")),
    (b"DSD ", id::AUDIO_DSD_AUDIO_DSF),
    (b"FRM8", id::AUDIO_DSD_AUDIO_DFF),
    (b"TTA1", same("True Audio (tta)")),
    (b"TTA2", same("True Audio (tta)")),
    (b"ADIF", id::AUDIO_AAC_ADIF_HEADER),
    (b".RMF", same("RealMedia")),
    (b"#!AMR", id::AUDIO_AMR_SPEECH),
    (b"MThd", id::AUDIO_MIDI_WHICH_HOLDS_NOTES_NO),
    (b"FLV\x01", id::AUDIO_FLASH_VIDEO),
    (&[0x7F, 0xFE, 0x80, 0x01], same("DTS")),
    (b"ajkg", same("Shorten")),
    (b"tBaK", same("TAK")),
    (b"OFR ", same("OptimFROG")),
];

/// Where the sound begins behind the tags at a file's front, if what begins there is not of a kind
/// that nobody here reads.
///
/// # Errors
/// Of reading; and the cause why there is nothing to decode.
pub(super) fn look_at(source: &mut (impl Read + Seek)) -> std::io::Result<Result<u64, Message>> {
    let len = source.seek(SeekFrom::End(0))?;
    if len == 0 {
        return Ok(Err(say(id::AUDIO_EMPTY_FILE)));
    }
    let sound = after_id3(source, len)?;
    let mut head = Vec::new();
    source.seek(SeekFrom::Start(sound))?;
    source.by_ref().take(64 * 1024).read_to_end(&mut head)?;
    if sound > 0 && is_only_tags(&head) {
        return Ok(Err(say(id::AUDIO_ONLY_TAGS_NO_SOUND)));
    }
    // Old Musepack streams have no signature; their tags and names are all there is to know them
    // by.
    let foreign = FOREIGN
        .iter()
        .find(|(magic, _)| head.starts_with(magic))
        .map(|(_, name)| *name)
        .or_else(|| is_ac3(&head).then_some(same("AC-3")))
        .or_else(|| is_mpeg_stream(&head).then_some(id::AUDIO_MPEG_STREAM));
    match foreign {
        Some(name) => Ok(Err(say(id::AUDIO_NAME_NOT_SUPPORTED).with("name", name))),
        None => Ok(Ok(sound)),
    }
}

/// AC-3 or E-AC-3 (ETSI TS 102 366): its two bytes are too few to go by, but the second frame has
/// them too, where the first says its length by a table, or by its own field.
fn is_ac3(head: &[u8]) -> bool {
    const KBPS: [usize; 19] = [
        32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640,
    ];
    let Some(&[0x0B, 0x77, b2, b3, b4, b5]) = head.first_chunk::<6>() else {
        return false;
    };
    let n_bytes = if b5 >> 3 > 10 {
        2 * ((usize::from(b2 & 7) << 8 | usize::from(b3)) + 1)
    } else {
        let kbps = KBPS.get(usize::from(b4 & 63) / 2).copied().unwrap_or(0);
        match b4 >> 6 {
            0 => 4 * kbps,
            1 => 2 * (kbps * 320 / 147 + usize::from(b4 & 1)),
            _ => 6 * kbps,
        }
    };
    n_bytes > 6
        && head
            .get(n_bytes..n_bytes + 2)
            .is_some_and(|next| next == [0x0B, 0x77])
}

/// MPEG's streams of several tracks (ISO 13818-1): the packs of a program stream, or the packets of a
/// transport stream, each behind a byte of its own; on Blu-ray discs four more stand before it.
fn is_mpeg_stream(head: &[u8]) -> bool {
    const N_PACKETS: usize = 4;
    let are_packets = |first: usize, n_bytes: usize| {
        (0..N_PACKETS).all(|i| head.get(first + i * n_bytes) == Some(&0x47))
    };
    head.starts_with(&[0, 0, 1, 0xBA]) || are_packets(0, 188) || are_packets(4, 192)
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
        let end = at + 10 + size + footer;
        // A tag that claims to be longer than the file is wrong in that, and there may be sound in
        // it.
        if end > len {
            break;
        }
        at = end;
    }
    Ok(at)
}

/// True when behind the ID3v2 tag there is only padding, or another tag.
fn is_only_tags(rest: &[u8]) -> bool {
    let at = rest.iter().position(|&b| b != 0).unwrap_or(rest.len());
    let rest = &rest[at..];
    rest.is_empty()
        || rest.starts_with(b"TAG") && rest.len() <= 128
        || rest.starts_with(b"APETAGEX")
}

/// Why the file could not be opened as any known format.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "kinds that the crate does not name yet are told in its own words"
)]
pub(super) fn of_probe(error: &SymphoniaError) -> Message {
    match error {
        // An index that a cut file has lost.
        SymphoniaError::Unsupported(what) if what.contains("missing") => {
            say(id::AUDIO_DAMAGED_CUT_OFF_WHAT).with("what", *what)
        }
        SymphoniaError::Unsupported(what) if !what.starts_with("core (probe)") => {
            say(id::AUDIO_NOT_SUPPORTED_WHAT).with("what", *what)
        }
        SymphoniaError::Unsupported(_) => say(id::AUDIO_NOT_KNOWN_AUDIO_FORMAT_DAMAGED),
        SymphoniaError::IoError(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => {
            say(id::AUDIO_DAMAGED_HEADER_CUT_OFF_BEFORE)
        }
        SymphoniaError::IoError(e) => say(id::AUDIO_CANNOT_READ_E).with("e", e),
        SymphoniaError::DecodeError(what) => say(id::AUDIO_DAMAGED_HEADER_WHAT).with("what", *what),
        other => say(id::AUDIO_CANNOT_OPENED_OTHER).with("other", other.to_string()),
    }
}

/// Why a track has no decoder.
pub(super) fn of_codec(params: &AudioCodecParameters) -> Message {
    let name = match params.codec {
        codec::CODEC_ID_AC3 => same("AC-3"),
        codec::CODEC_ID_EAC3 => same("E-AC-3"),
        codec::CODEC_ID_AC4 => same("AC-4"),
        codec::CODEC_ID_DCA => same("DTS"),
        codec::CODEC_ID_TRUEHD => same("TrueHD"),
        codec::CODEC_ID_SPEEX => same("Speex"),
        codec::CODEC_ID_WMA => id::AUDIO_WINDOWS_MEDIA,
        codec::CODEC_ID_WAVPACK => same("WavPack"),
        codec::CODEC_ID_MONKEYS_AUDIO => same("Monkey's Audio"),
        codec::CODEC_ID_AAC => return of_aac(params),
        _ => id::AUDIO_CODEC,
    };
    say(id::AUDIO_NAME_NOT_SUPPORTED).with("name", name)
}

/// By the audio object type (ISO 14496-3, table 1.17) that AAC's own header tells.
fn of_aac(params: &AudioCodecParameters) -> Message {
    let head = params.extra_data.as_deref().unwrap_or_default();
    let name = match Config::read(head).map_or(AAC_LC, |config| config.object) {
        1 => "AAC Main",
        3 => "AAC SSR",
        4 => "AAC LTP",
        23 => "AAC-LD",
        36 => "MPEG-4 ALS",
        39 => "AAC-ELD",
        42 => "xHE-AAC",
        _ => return say(id::AUDIO_KIND_AAC_NOT_SUPPORTED),
    };
    say(id::AUDIO_NAME_NOT_SUPPORTED).with("name", name)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn a_tag_longer_than_the_file_is_no_tag() {
        let tag = |size: u8| [&b"ID3\x04\0\0\0\0\0"[..], &[size], &[7; 20]].concat();
        let look = |file: Vec<u8>| look_at(&mut Cursor::new(file)).unwrap();
        assert_eq!(look([tag(20), b"sound".to_vec()].concat()), Ok(30));
        assert_eq!(look(tag(20)), Err(say(id::AUDIO_ONLY_TAGS_NO_SOUND)));
        assert_eq!(look(tag(21)), Ok(0));
    }

    /// Frames of 32 kHz and 44.1 kHz at 192 kbit/s are 1,152 and 836 bytes (and 834 without
    /// padding), says ffmpeg, which made the headers.
    #[test]
    fn ac3_is_known_by_two_frames() {
        let frame = |b4: u8, n: usize| {
            let head = [0x0B, 0x77, 1, 2, b4, 0x40];
            [&head[..], &vec![0; n - head.len()]].concat()
        };
        let look = |file: Vec<u8>| look_at(&mut Cursor::new(file)).unwrap();
        for (b4, n) in [
            (0b1001_0100, 1152),
            (0b0101_0101, 836),
            (0b0101_0100, 834),
            (0b0001_0100, 768),
        ] {
            let known = look(frame(b4, n).repeat(2)).unwrap_err();
            assert_eq!(known, "AC-3 is not supported");
            assert_eq!(look([frame(b4, n), vec![1; 99]].concat()), Ok(0));
        }
    }

    /// As ffmpeg 5.1 writes them (`-f mpegts`, with `-mpegts_m2ts_mode 1`, and `-f mpeg`).
    #[test]
    fn streams_of_mpeg_are_known() {
        let look = |file: Vec<u8>| look_at(&mut Cursor::new(file)).unwrap();
        let packet = |n_before: usize| [vec![0; n_before], vec![0x47], vec![7; 187]].concat();
        let name = "MPEG transport or program stream is not supported";
        assert_eq!(look(packet(0).repeat(5)).unwrap_err(), name);
        assert_eq!(look(packet(4).repeat(5)).unwrap_err(), name);
        assert_eq!(look(vec![0, 0, 1, 0xBA, 0x44, 0]).unwrap_err(), name);
        assert_eq!(look([packet(0), vec![9; 600]].concat()), Ok(0));
    }

    #[test]
    fn kinds_of_aac_have_names() {
        let of = |head: &[u8]| {
            let mut params = AudioCodecParameters::new();
            params
                .for_codec(codec::CODEC_ID_AAC)
                .with_extra_data(head.into());
            of_codec(&params)
        };
        assert_eq!(of(&[0x0A, 0x10]), "AAC Main is not supported");
        assert_eq!(of(&[0xB9, 0x10]), "AAC-LD is not supported");
        assert_eq!(of(&[0xF9, 0x48, 0x40]), "xHE-AAC is not supported");
    }
}
