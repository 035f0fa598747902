//! Sound as it is: WAV, RIFX, RF64, BW64, W64, AIFF, AIFC, AU, and CAF of samples. Sizes in headers
//! are hints; sound reaches to the end of the file, through all its chunks of sound and through
//! recordings that were joined.
//!
//! symphonia (0.6.1) refuses a WAV whose outer size is wrong
//! (<https://github.com/pdeljanov/Symphonia/issues/380>), an AIFF with an empty tag and a CAF that
//! was cut off, and knows no RIFX, RF64, W64 or AU. Its decoders decode the samples.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;

use symphonia::core::audio::Channels;
use symphonia::core::codecs::audio::well_known::*;
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters};

use super::codec::Codec;
use super::mpeg::MpegStream;
use super::{Spec, Step, Stream};
use crate::words::{Message, Text, id, same, say};

/// Bytes read at a time, about.
const CHUNK_BYTES: usize = 1 << 15;

/// A size as programs write it that cannot go back to fill it in, or larger.
const UNKNOWN_SIZE: u64 = 0x7FFF_0000;

/// How the samples are stored.
#[derive(Debug, Clone, PartialEq)]
struct Layout {
    codec: AudioCodecId,
    spec: Spec,
    /// Bytes that hold whole frames: of one, or of a block of ADPCM.
    block_bytes: usize,
    frames_per_block: u64,
}

/// One chunk of sound.
struct Part {
    layout: Layout,
    place: Place,
}

/// Where the sound of a chunk lies.
struct Place {
    /// In bytes.
    sound: Range<u64>,
    /// Bytes of sound that the header promises, if it does.
    promised: Option<u64>,
}

/// A file of samples as they are.
pub(super) struct WaveStream {
    file: File,
    codec: Codec,
    parts: Vec<Part>,
    /// Which part is being read, and from where on.
    now: usize,
    at: u64,
    bytes: Vec<u8>,
}

/// What the first bytes behind tags say.
pub(super) enum Kind {
    Riff,
    /// RIFF with its numbers and samples the other way round.
    Rifx,
    Rf64,
    W64,
    Aiff,
    Au,
    /// Of samples as they are; what else a CAF may hold is for [`super::container`].
    Caf,
}

const W64_RIFF: &[u8] = b"riff\x2E\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\x00\x00";

impl Kind {
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        let form = head.get(8..12).unwrap_or_default();
        match head.get(..4)? {
            b"RIFF" if form == b"WAVE" => Some(Self::Riff),
            b"RIFX" if form == b"WAVE" => Some(Self::Rifx),
            b"RF64" | b"BW64" if form == b"WAVE" => Some(Self::Rf64),
            b"FORM" if form == b"AIFF" || form == b"AIFC" => Some(Self::Aiff),
            b".snd" => Some(Self::Au),
            // The description comes first, and in it, behind the rate, the codec.
            b"caff" if form == b"desc" && head.len() >= 32 => {
                matches!(&head[28..32], b"lpcm" | b"alaw" | b"ulaw").then_some(Self::Caf)
            }
            _ if head.starts_with(W64_RIFF) => Some(Self::W64),
            _ => None,
        }
    }
}

/// A part of a file with a name and a length.
struct Chunk {
    name: [u8; 4],
    from: u64,
    size: u64,
}

impl Kind {
    /// Bytes before the first chunk.
    fn header_bytes(&self) -> u64 {
        match self {
            Self::Riff | Self::Rifx | Self::Rf64 | Self::Aiff => 12,
            Self::W64 => 40,
            Self::Au => 0,
            Self::Caf => 8,
        }
    }

    /// The name of a chunk and its size, and how many bytes they take; a size that nobody knew is
    /// the largest there is.
    fn chunk_head_bytes(&self) -> usize {
        match self {
            Self::W64 => 24,
            Self::Caf => 12,
            Self::Riff | Self::Rifx | Self::Rf64 | Self::Aiff | Self::Au => 8,
        }
    }

    /// What the bytes behind a chunk's name say of its size.
    fn chunk_size(&self, head: &[u8]) -> u64 {
        let word = [head[4], head[5], head[6], head[7]];
        match self {
            Self::W64 => {
                u64::from_le_bytes(head[16..24].try_into().unwrap_or_default()).saturating_sub(24)
            }
            Self::Caf => u64::from_be_bytes(head[4..12].try_into().unwrap_or_default()),
            Self::Aiff | Self::Rifx => u64::from(u32::from_be_bytes(word)),
            Self::Riff | Self::Rf64 | Self::Au => u64::from(u32::from_le_bytes(word)),
        }
    }

    fn alignment(&self) -> u64 {
        match self {
            Self::W64 => 8,
            Self::Caf => 1,
            Self::Riff | Self::Rifx | Self::Rf64 | Self::Aiff | Self::Au => 2,
        }
    }

    /// Bytes of a chunk of sound that stand before its samples.
    fn sound_offset(&self) -> u64 {
        match self {
            Self::Aiff => 8,
            Self::Caf => 4,
            Self::Riff | Self::Rifx | Self::Rf64 | Self::W64 | Self::Au => 0,
        }
    }
}

/// Reads the chunks of a file, one after the other.
struct Chunks<'a> {
    file: &'a mut File,
    len: u64,
    at: u64,
    kind: &'a Kind,
}

impl Chunks<'_> {
    /// `None` where there is no other.
    fn next(&mut self) -> std::io::Result<Option<Chunk>> {
        let head_bytes = self.kind.chunk_head_bytes();
        let Some(head) = bytes_at(self.file, self.at, head_bytes)? else {
            return Ok(None);
        };
        let name = [head[0], head[1], head[2], head[3]];
        let size = self.kind.chunk_size(&head);
        let from = self.at + head_bytes as u64;
        let aligned = size.checked_next_multiple_of(self.kind.alignment());
        self.at = from.saturating_add(aligned.unwrap_or(u64::MAX));
        Ok(Some(Chunk { name, from, size }))
    }

    fn contents(&mut self, chunk: &Chunk) -> std::io::Result<Vec<u8>> {
        const MOST: u64 = 4096;
        let size = chunk
            .size
            .min(MOST)
            .min(self.len.saturating_sub(chunk.from));
        Ok(bytes_at(self.file, chunk.from, size as usize)?.unwrap_or_default())
    }

    /// True where what looks like a chunk begins.
    fn is_chunk_at(&mut self, at: u64) -> std::io::Result<bool> {
        let head_bytes = self.kind.chunk_head_bytes();
        let Some(head) = bytes_at(self.file, at, head_bytes)? else {
            return Ok(false);
        };
        let is_name = head[..4].iter().all(|b| b.is_ascii_graphic() || *b == b' ');
        let end = (at + head_bytes as u64).saturating_add(self.kind.chunk_size(&head));
        Ok(is_name && end <= self.len + 1)
    }
}

fn bytes_at(file: &mut File, at: u64, n: usize) -> std::io::Result<Option<Vec<u8>>> {
    // A size that nobody knew leads farther than a file can be read.
    if at > i64::MAX as u64 {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(n);
    file.seek(SeekFrom::Start(at))?;
    file.by_ref().take(n as u64).read_to_end(&mut bytes)?;
    Ok((bytes.len() == n).then_some(bytes))
}

/// Why there is no sound, or that the file cannot be read.
type Outcome<T> = std::io::Result<Result<T, Message>>;

/// Walks a file's headers, from its first chunk of sound to its last.
///
/// # Errors
/// Of reading; and the cause why nothing can be decoded.
fn find(file: &mut File, at: u64, kind: &Kind) -> Outcome<Vec<Part>> {
    let len = file.seek(SeekFrom::End(0))?;
    if matches!(kind, Kind::Au) {
        return find_au(file, at, len);
    }
    let mut chunks = Chunks {
        file,
        len,
        at: at + kind.header_bytes(),
        kind,
    };
    let (mut layout, mut large_size) = (None, None);
    // Sound may stand before its format.
    let (mut parts, mut early): (Vec<Part>, Vec<Place>) = (Vec::new(), Vec::new());
    while let Some(chunk) = chunks.next()? {
        let found = match &chunk.name {
            b"fmt " => Some(wav_layout(&chunks.contents(&chunk)?, kind)),
            b"COMM" => Some(aiff_layout(&chunks.contents(&chunk)?)),
            b"desc" if matches!(kind, Kind::Caf) => Some(caf_layout(&chunks.contents(&chunk)?)),
            b"ds64" => {
                let sizes = chunks.contents(&chunk)?;
                large_size = sizes
                    .get(8..16)
                    .map(|size| u64::from_le_bytes(size.try_into().unwrap_or_default()));
                None
            }
            b"data" | b"SSND" => {
                let place = place(&mut chunks, &chunk, large_size)?;
                chunks.at = chunks.at.max(place.sound.end);
                match &layout {
                    Some(layout) => parts.push(Part {
                        layout: Layout::clone(layout),
                        place,
                    }),
                    None => early.push(place),
                }
                None
            }
            // Another file that was joined to the first.
            b"RIFF" | b"RIFX" | b"FORM" if !parts.is_empty() => {
                chunks.at = chunk.from + 4;
                None
            }
            _ => {
                // A chunk of odd size that is not filled up to an even one, or a size that leads
                // astray.
                let is_right = chunks.at >= len || chunks.is_chunk_at(chunks.at)?;
                let unpadded = chunk.from.saturating_add(chunk.size);
                if !is_right && unpadded < len && chunks.is_chunk_at(unpadded)? {
                    chunks.at = unpadded;
                }
                None
            }
        };
        match found {
            Some(Ok(found)) => {
                let of = |place| Part {
                    layout: Layout::clone(&found),
                    place,
                };
                parts.extend(early.drain(..).map(of));
                layout = Some(found);
            }
            // What comes behind sound cannot make it unreadable.
            Some(Err(why)) if parts.is_empty() => return Ok(Err(why)),
            Some(Err(_)) => break,
            None => {}
        }
    }
    Ok(if !parts.is_empty() {
        Ok(parts)
    } else if early.is_empty() {
        Err(say(id::AUDIO_HEADERS_BUT_NO_SOUND_BEHIND))
    } else {
        Err(say(id::AUDIO_DAMAGED_HEADER_SOUND_BEFORE_FORMAT))
    })
}

/// Where the sound of a chunk lies, whatever its header says of its size.
fn place(
    chunks: &mut Chunks<'_>,
    chunk: &Chunk,
    large_size: Option<u64>,
) -> std::io::Result<Place> {
    let offset = chunks.kind.sound_offset();
    let (from, len) = (chunk.from + offset, chunks.len);
    let size = match chunks.kind {
        Kind::Rf64 => large_size
            .filter(|_| chunk.size == u64::from(u32::MAX))
            .unwrap_or(chunk.size),
        Kind::Riff | Kind::Rifx | Kind::W64 | Kind::Aiff | Kind::Au | Kind::Caf => {
            chunk.size.saturating_sub(offset)
        }
    };
    let end = from.saturating_add(size);
    // Nobody could fill the size in, or it is too small: neither the file's end nor another chunk
    // follows it.
    let is_unknown = match chunks.kind {
        Kind::Rf64 | Kind::W64 => false,
        Kind::Caf => chunk.size > i64::MAX as u64,
        Kind::Riff | Kind::Rifx | Kind::Aiff | Kind::Au => size >= UNKNOWN_SIZE,
    };
    let is_open = end > len && is_unknown;
    let is_followed = end.saturating_add(8) > len
        || chunks.is_chunk_at(end.next_multiple_of(2))?
        || chunks.is_chunk_at(end)?;
    let is_trailed = matches!(chunks.kind, Kind::W64) || is_followed;
    let promised = (size > 0 && !is_open).then_some(size);
    let to = if is_open || !is_trailed || size == 0 && !is_followed {
        len
    } else {
        end.min(len)
    };
    Ok(Place {
        sound: from..to.max(from),
        promised,
    })
}

/// `.snd`, as Sun and NeXT wrote it: big-endian words for where the sound begins, its size, codec,
/// rate and channels.
fn find_au(file: &mut File, at: u64, len: u64) -> Outcome<Vec<Part>> {
    let Some(head) = bytes_at(file, at, 24)? else {
        return Ok(Err(say(id::AUDIO_HEADERS_BUT_NO_SOUND_BEHIND)));
    };
    let word = |i: usize| {
        u32::from_be_bytes([
            head[4 * i],
            head[4 * i + 1],
            head[4 * i + 2],
            head[4 * i + 3],
        ])
    };
    let codec = match word(3) {
        1 => (CODEC_ID_PCM_MULAW, 1),
        2 => (CODEC_ID_PCM_S8, 1),
        3 => (CODEC_ID_PCM_S16BE, 2),
        4 => (CODEC_ID_PCM_S24BE, 3),
        5 => (CODEC_ID_PCM_S32BE, 4),
        6 => (CODEC_ID_PCM_F32BE, 4),
        7 => (CODEC_ID_PCM_F64BE, 8),
        27 => (CODEC_ID_PCM_ALAW, 1),
        n => return Ok(Err(say(id::AUDIO_AU_CODEC_N_NOT_SUPPORTED).with("n", n))),
    };
    let layout = Layout::of_samples(codec, word(4), word(5) as usize);
    let (from, size) = (at + u64::from(word(1)), u64::from(word(2)));
    let is_open = size >= UNKNOWN_SIZE || size == 0;
    let to = if is_open { len } else { (from + size).min(len) };
    let place = Place {
        sound: from..to.max(from),
        promised: (!is_open).then_some(size),
    };
    Ok(Ok(vec![Part { layout, place }]))
}

impl Layout {
    /// Samples of some bytes each, interleaved.
    fn of_samples(
        (codec, n_bytes): (AudioCodecId, usize),
        rate_hz: u32,
        n_channels: usize,
    ) -> Self {
        Self {
            codec,
            spec: Spec {
                rate_hz,
                n_channels,
            },
            block_bytes: n_bytes * n_channels,
            frames_per_block: 1,
        }
    }
}

/// The `fmt ` chunk of a WAV.
///
/// # Errors
/// Why its sound cannot be decoded.
fn wav_layout(fmt: &[u8], kind: &Kind) -> Result<Layout, Message> {
    let is_big = matches!(kind, Kind::Rifx);
    let half = |at: usize| {
        let bytes = fmt.get(at..at + 2)?.try_into().ok()?;
        Some(if is_big {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    };
    let fields = || {
        let bytes = fmt.get(4..8)?.try_into().ok()?;
        let rate_hz = if is_big {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        };
        Some((
            half(0)?,
            usize::from(half(2)?),
            rate_hz,
            usize::from(half(12)?),
            half(14)?,
        ))
    };
    let (tag, n_channels, rate_hz, block_bytes, bits) =
        fields().ok_or(say(id::AUDIO_DAMAGED_HEADER_FORMAT_TOO_SHORT))?;
    // An extended format names the real one by the beginning of a GUID.
    let tag = if tag == 0xFFFE {
        half(24).unwrap_or(tag)
    } else {
        tag
    };
    let samples = |codec| Ok(Layout::of_samples(codec, rate_hz, n_channels));
    let blocks = |codec, per_channel: usize, more: usize| {
        let data_bytes = block_bytes
            .checked_sub(per_channel * n_channels)
            .filter(|_| n_channels > 0);
        let frames_per_block =
            (2 * data_bytes.ok_or(say(id::AUDIO_DAMAGED_HEADER_BLOCKS_TOO_SMALL))? / n_channels
                + more) as u64;
        Ok(Layout {
            codec,
            spec: Spec {
                rate_hz,
                n_channels,
            },
            block_bytes,
            frames_per_block,
        })
    };
    match (tag, bits.div_ceil(8)) {
        (1, 1) => samples((CODEC_ID_PCM_U8, 1)),
        (1, 2) if is_big => samples((CODEC_ID_PCM_S16BE, 2)),
        (1, 3) if is_big => samples((CODEC_ID_PCM_S24BE, 3)),
        (1, 4) if is_big => samples((CODEC_ID_PCM_S32BE, 4)),
        (3, 4) if is_big => samples((CODEC_ID_PCM_F32BE, 4)),
        (3, 8) if is_big => samples((CODEC_ID_PCM_F64BE, 8)),
        (1, 2) => samples((CODEC_ID_PCM_S16LE, 2)),
        (1, 3) => samples((CODEC_ID_PCM_S24LE, 3)),
        (1, 4) => samples((CODEC_ID_PCM_S32LE, 4)),
        (3, 4) => samples((CODEC_ID_PCM_F32LE, 4)),
        (3, 8) => samples((CODEC_ID_PCM_F64LE, 8)),
        (6, _) => samples((CODEC_ID_PCM_ALAW, 1)),
        (7, _) => samples((CODEC_ID_PCM_MULAW, 1)),
        (2, _) => blocks(CODEC_ID_ADPCM_MS, 7, 2),
        (0x11, _) => blocks(CODEC_ID_ADPCM_IMA_WAV, 4, 1),
        (0x50 | 0x55, _) => samples((CODEC_ID_MP3, 1)),
        (1 | 3, _) => Err(say(id::AUDIO_WAV_BITS_BITS_SAMPLE_NOT).with("bits", bits)),
        (0x31, _) => Err(in_wav(same("GSM"))),
        (0x160..=0x163, _) => Err(in_wav(id::AUDIO_WINDOWS_MEDIA)),
        (0x2000, _) => Err(in_wav(same("AC-3"))),
        (0x2001, _) => Err(in_wav(same("DTS"))),
        (0xFF | 0x1600 | 0x1601 | 0x1602, _) => Err(in_wav(same("AAC"))),
        _ => Err(say(id::AUDIO_WAV_CODEC_TAG_NOT_SUPPORTED).with("tag", format!("{tag:#06x}"))),
    }
}

fn in_wav(name: Text) -> Message {
    say(id::AUDIO_NAME_IN_WAV_NOT_SUPPORTED).with("name", name)
}

/// The `COMM` chunk of an AIFF or AIFC.
///
/// # Errors
/// Why its sound cannot be decoded.
fn aiff_layout(comm: &[u8]) -> Result<Layout, Message> {
    let fields = || {
        let half = |at: usize| Some(u16::from_be_bytes(comm.get(at..at + 2)?.try_into().ok()?));
        Some((usize::from(half(0)?), half(6)?, extended(comm.get(8..18)?)))
    };
    let (n_channels, bits, rate_hz) =
        fields().ok_or(say(id::AUDIO_DAMAGED_HEADER_FORMAT_TOO_SHORT))?;
    let codec = match (comm.get(18..22).unwrap_or(b"NONE"), bits.div_ceil(8)) {
        (b"NONE" | b"twos" | b"sowt", 1) => (CODEC_ID_PCM_S8, 1),
        (b"NONE" | b"twos", 2) => (CODEC_ID_PCM_S16BE, 2),
        (b"NONE" | b"twos", 3) | (b"in24", _) => (CODEC_ID_PCM_S24BE, 3),
        (b"NONE" | b"twos", 4) | (b"in32", _) => (CODEC_ID_PCM_S32BE, 4),
        (b"sowt", 2) => (CODEC_ID_PCM_S16LE, 2),
        (b"sowt", 3) => (CODEC_ID_PCM_S24LE, 3),
        (b"sowt", 4) => (CODEC_ID_PCM_S32LE, 4),
        (b"raw ", _) => (CODEC_ID_PCM_U8, 1),
        (b"fl32" | b"FL32", _) => (CODEC_ID_PCM_F32BE, 4),
        (b"fl64" | b"FL64", _) => (CODEC_ID_PCM_F64BE, 8),
        (b"alaw" | b"ALAW", _) => (CODEC_ID_PCM_ALAW, 1),
        (b"ulaw" | b"ULAW", _) => (CODEC_ID_PCM_MULAW, 1),
        (b"NONE" | b"twos" | b"sowt", _) => {
            return Err(say(id::AUDIO_AIFF_BITS_BITS_SAMPLE_NOT).with("bits", bits));
        }
        (name, _) => {
            return Err(say(id::AUDIO_AIFF_CODEC_CODEC_NOT_SUPPORTED)
                .with("codec", name.trim_ascii().escape_ascii().to_string()));
        }
    };
    Ok(Layout::of_samples(codec, rate_hz, n_channels))
}

/// The `desc` chunk of a CAF: rate, codec, flags, then bytes and frames of a packet, channels, bits.
///
/// # Errors
/// Why its sound cannot be decoded.
fn caf_layout(desc: &[u8]) -> Result<Layout, Message> {
    const IS_FLOAT: u32 = 1;
    const IS_LITTLE: u32 = 2;
    const IS_BOTH: u32 = IS_FLOAT | IS_LITTLE;
    let Some(desc) = desc.first_chunk::<32>() else {
        return Err(say(id::AUDIO_DAMAGED_HEADER_FORMAT_TOO_SHORT));
    };
    let word = |i: usize| u32::from_be_bytes([desc[i], desc[i + 1], desc[i + 2], desc[i + 3]]);
    let rate_hz = f64::from_be_bytes([
        desc[0], desc[1], desc[2], desc[3], desc[4], desc[5], desc[6], desc[7],
    ]);
    let (flags, n_channels, bits) = (word(12), word(24) as usize, word(28));
    let bytes = bits.div_ceil(8) as usize;
    // Samples in wider places than they need are of no kind below.
    let is_packed =
        bits.is_multiple_of(8) && bytes.checked_mul(n_channels) == Some(word(16) as usize);
    let packed = if is_packed { bytes } else { 0 };
    let codec = match (&desc[8..12], flags & IS_BOTH, packed) {
        (b"alaw", ..) => (CODEC_ID_PCM_ALAW, 1),
        (b"ulaw", ..) => (CODEC_ID_PCM_MULAW, 1),
        (_, 0 | IS_LITTLE, 1) => (CODEC_ID_PCM_S8, 1),
        (_, 0, 2) => (CODEC_ID_PCM_S16BE, 2),
        (_, 0, 3) => (CODEC_ID_PCM_S24BE, 3),
        (_, 0, 4) => (CODEC_ID_PCM_S32BE, 4),
        (_, IS_LITTLE, 2) => (CODEC_ID_PCM_S16LE, 2),
        (_, IS_LITTLE, 3) => (CODEC_ID_PCM_S24LE, 3),
        (_, IS_LITTLE, 4) => (CODEC_ID_PCM_S32LE, 4),
        (_, IS_FLOAT, 4) => (CODEC_ID_PCM_F32BE, 4),
        (_, IS_FLOAT, 8) => (CODEC_ID_PCM_F64BE, 8),
        (_, IS_BOTH, 4) => (CODEC_ID_PCM_F32LE, 4),
        (_, IS_BOTH, 8) => (CODEC_ID_PCM_F64LE, 8),
        _ => return Err(say(id::AUDIO_CAF_BITS_BITS_SAMPLE_NOT).with("bits", bits)),
    };
    Ok(Layout::of_samples(codec, rate_hz as u32, n_channels))
}

/// A sample rate as AIFF has it: an 80-bit float, the exponent first, then 64 bits with the leading
/// one written out.
fn extended(bytes: &[u8]) -> u32 {
    let exponent = i32::from(u16::from_be_bytes([bytes[0], bytes[1]]) & 0x7FFF) - 16_383 - 63;
    let mantissa = bytes[2..10].iter().fold(0, |n, &b| n << 8 | u64::from(b));
    (mantissa as f64 * f64::from(exponent).exp2()).round() as u32
}

impl WaveStream {
    /// From a file of a known kind, whose header begins at `at`.
    ///
    /// # Errors
    /// Of reading; and the cause why nothing can be decoded.
    pub(super) fn open(mut file: File, at: u64, kind: &Kind) -> Outcome<Box<dyn Stream>> {
        let mut parts = match find(&mut file, at, kind)? {
            Ok(parts) => parts,
            Err(why) => return Ok(Err(why)),
        };
        parts.retain(|part| part.layout.is_possible());
        let Some(first) = parts.first() else {
            return Ok(Err(say(id::AUDIO_DAMAGED_HEADER_NO_RATE_NO)));
        };
        if first.layout.codec == CODEC_ID_MP3 {
            let mut data = Vec::new();
            let Range { start, end } = first.place.sound;
            file.seek(SeekFrom::Start(start))?;
            file.take(end - start).read_to_end(&mut data)?;
            let stream = MpegStream::new(data).map(|s| Box::new(s) as Box<dyn Stream>);
            return Ok(stream.ok_or_else(|| say(id::AUDIO_HEADERS_BUT_NO_SOUND_BEHIND)));
        }
        let at = first.place.sound.start;
        Ok(first.layout.decoder().map(|codec| {
            Box::new(Self {
                file,
                codec,
                parts,
                now: 0,
                at,
                bytes: Vec::new(),
            }) as Box<dyn Stream>
        }))
    }

    /// Goes on to the next part that has sound, where this one is at its end. What cannot be
    /// decoded behind what can is no part of it.
    fn turn(&mut self) {
        while self.n_next() == 0 {
            let (layout, next) = match self.parts.get(self.now..) {
                Some([part, next, ..]) => (&part.layout, next),
                _ => return,
            };
            if *layout != next.layout {
                match next.layout.decoder() {
                    Ok(codec) => self.codec = codec,
                    Err(_) => return self.parts.truncate(self.now + 1),
                }
            }
            self.at = next.place.sound.start;
            self.now += 1;
        }
    }

    /// Bytes of whole blocks that come next in this part.
    fn n_next(&self) -> usize {
        let Some(Part { layout, place }) = self.parts.get(self.now) else {
            return 0;
        };
        let block_bytes = layout.block_bytes;
        let n_left = usize::try_from(place.sound.end - self.at).unwrap_or(usize::MAX);
        n_left.min(block_bytes * (1 + CHUNK_BYTES / block_bytes)) / block_bytes * block_bytes
    }
}

impl Layout {
    fn is_possible(&self) -> bool {
        self.spec.rate_hz > 0 && self.spec.n_channels > 0 && self.block_bytes > 0
    }

    /// # Errors
    /// Why there is none.
    fn decoder(&self) -> Result<Codec, Message> {
        let mut params = AudioCodecParameters::new();
        let max_frames = self.frames_per_block * (1 + CHUNK_BYTES / self.block_bytes) as u64;
        params
            .for_codec(self.codec)
            .with_sample_rate(self.spec.rate_hz)
            .with_channels(Channels::Discrete(self.spec.n_channels as u16))
            .with_frames_per_block(self.frames_per_block)
            .with_max_frames_per_packet(max_frames);
        Codec::new(&params)
    }

    fn secs(&self, n_bytes: u64) -> f64 {
        let n_blocks = n_bytes / self.block_bytes as u64;
        n_blocks as f64 * self.frames_per_block as f64 / f64::from(self.spec.rate_hz)
    }
}

impl Stream for WaveStream {
    fn codec(&self) -> String {
        self.codec.name()
    }

    /// What is not promised is as long as it is.
    fn declared_secs(&self) -> Option<f64> {
        let promises = self.parts.iter().any(|part| part.place.promised.is_some());
        let of = |Part { layout, place }: &Part| {
            layout.secs(
                place
                    .promised
                    .unwrap_or(place.sound.end - place.sound.start),
            )
        };
        promises.then(|| self.parts.iter().map(of).sum())
    }

    fn next(&mut self, out: &mut Vec<f32>) -> Step {
        out.clear();
        self.turn();
        let n = self.n_next();
        self.bytes.resize(n, 0);
        let read = self
            .file
            .seek(SeekFrom::Start(self.at))
            .and_then(|_| self.file.read_exact(&mut self.bytes));
        if n == 0 || read.is_err() {
            return Step::End;
        }
        self.at += n as u64;
        let layout = &self.parts[self.now].layout;
        let n_frames = (n / layout.block_bytes) as u64 * layout.frames_per_block;
        match self.codec.decode_bytes(&self.bytes, n_frames, out) {
            Some(spec) => Step::Sound(spec),
            None => Step::Damaged(1),
        }
    }

    fn is_cut(&self) -> bool {
        self.parts.iter().any(|Part { layout, place }| {
            let there = layout.secs(place.sound.end - place.sound.start);
            place.promised.is_some_and(|n| layout.secs(n) > there)
        })
    }

    fn pass(&mut self) -> bool {
        self.at += self.n_next() as u64;
        self.turn();
        self.n_next() > 0
    }

    fn share(&self) -> f64 {
        let bytes = |part: &Part| part.place.sound.end - part.place.sound.start;
        let passed: u64 = self.parts.iter().take(self.now).map(bytes).sum();
        let here = self
            .parts
            .get(self.now)
            .map_or(0, |part| self.at - part.place.sound.start);
        let all: u64 = self.parts.iter().map(bytes).sum();
        (passed + here) as f64 / all.max(1) as f64
    }
}
