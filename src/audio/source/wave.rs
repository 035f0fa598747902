//! Sound as it is: WAV, RF64, BW64, W64, AIFF, AIFC, AU. Sizes in headers are hints; sound reaches
//! to the end of the file.
//!
//! symphonia (0.6.1) refuses a WAV whose outer size is wrong
//! (<https://github.com/pdeljanov/Symphonia/issues/380>) and an AIFF with an empty tag, and knows
//! no RF64, W64 or AU. Its decoders decode the samples.

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

/// How the samples are stored, and where.
#[derive(Debug, Clone)]
struct Layout {
    codec: AudioCodecId,
    spec: Spec,
    /// Bytes that hold whole frames: of one, or of a block of ADPCM.
    block_bytes: usize,
    frames_per_block: u64,
}

/// What there is in the file.
struct Found {
    layout: Layout,
    /// In bytes.
    sound: Range<u64>,
    /// Bytes of sound that the header promises, if it does.
    promised: Option<u64>,
}

/// A file of samples as they are.
pub(super) struct WaveStream {
    file: File,
    codec: Codec,
    found: Found,
    at: u64,
    bytes: Vec<u8>,
}

/// What the first bytes behind tags say.
pub(super) enum Kind {
    Riff,
    Rf64,
    W64,
    Aiff,
    Au,
}

const W64_RIFF: &[u8] = b"riff\x2E\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\x00\x00";

impl Kind {
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        let form = head.get(8..12).unwrap_or_default();
        match head.get(..4)? {
            b"RIFF" if form == b"WAVE" => Some(Self::Riff),
            b"RF64" | b"BW64" if form == b"WAVE" => Some(Self::Rf64),
            b"FORM" if form == b"AIFF" || form == b"AIFC" => Some(Self::Aiff),
            b".snd" => Some(Self::Au),
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
        let (head_bytes, align) = if matches!(self.kind, Kind::W64) {
            (24, 8)
        } else {
            (8, 2)
        };
        let Some(head) = bytes_at(self.file, self.at, head_bytes)? else {
            return Ok(None);
        };
        let name = [head[0], head[1], head[2], head[3]];
        let size = match self.kind {
            Kind::W64 => {
                u64::from_le_bytes(head[16..24].try_into().unwrap_or_default()).saturating_sub(24)
            }
            Kind::Aiff => u64::from(u32::from_be_bytes([head[4], head[5], head[6], head[7]])),
            Kind::Riff | Kind::Rf64 | Kind::Au => {
                u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]))
            }
        };
        let from = self.at + head_bytes as u64;
        self.at = from.saturating_add(size.next_multiple_of(align));
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
        let Some(head) = bytes_at(self.file, at, 8)? else {
            return Ok(false);
        };
        let size = match self.kind {
            Kind::Aiff => u32::from_be_bytes([head[4], head[5], head[6], head[7]]),
            Kind::Riff | Kind::Rf64 | Kind::W64 | Kind::Au => {
                u32::from_le_bytes([head[4], head[5], head[6], head[7]])
            }
        };
        let is_name = head[..4].iter().all(|b| b.is_ascii_graphic() || *b == b' ');
        Ok(is_name && at + 8 + u64::from(size) <= self.len + 1)
    }
}

fn bytes_at(file: &mut File, at: u64, n: usize) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(n);
    file.seek(SeekFrom::Start(at))?;
    file.by_ref().take(n as u64).read_to_end(&mut bytes)?;
    Ok((bytes.len() == n).then_some(bytes))
}

/// Why there is no sound, or that the file cannot be read.
type Outcome<T> = std::io::Result<Result<T, Message>>;

/// Walks a file's headers.
///
/// # Errors
/// Of reading; and the cause why nothing can be decoded.
fn find(file: &mut File, at: u64, kind: &Kind) -> Outcome<Found> {
    let len = file.seek(SeekFrom::End(0))?;
    if matches!(kind, Kind::Au) {
        return find_au(file, at, len);
    }
    let start = at + if matches!(kind, Kind::W64) { 40 } else { 12 };
    let mut chunks = Chunks {
        file,
        len,
        at: start,
        kind,
    };
    let (mut layout, mut large_size) = (None, None);
    while let Some(chunk) = chunks.next()? {
        match &chunk.name {
            b"fmt " => match wav_layout(&chunks.contents(&chunk)?) {
                Ok(found) => layout = Some(found),
                Err(why) => return Ok(Err(why)),
            },
            b"COMM" => match aiff_layout(&chunks.contents(&chunk)?) {
                Ok(found) => layout = Some(found),
                Err(why) => return Ok(Err(why)),
            },
            b"ds64" => {
                let sizes = chunks.contents(&chunk)?;
                large_size = sizes
                    .get(8..16)
                    .map(|size| u64::from_le_bytes(size.try_into().unwrap_or_default()));
            }
            b"data" | b"SSND" => {
                let Some(layout) = layout else {
                    return Ok(Err(say(id::AUDIO_DAMAGED_HEADER_SOUND_BEFORE_FORMAT)));
                };
                return Ok(Ok(sound(&mut chunks, &chunk, layout, large_size)?));
            }
            _ => {
                // A chunk of odd size that is not filled up to an even one, or a size that leads
                // astray.
                let is_right = chunks.at >= len || chunks.is_chunk_at(chunks.at)?;
                let unpadded = chunk.from + chunk.size;
                if !is_right && unpadded < len && chunks.is_chunk_at(unpadded)? {
                    chunks.at = unpadded;
                }
            }
        }
    }
    Ok(Err(say(id::AUDIO_HEADERS_BUT_NO_SOUND_BEHIND)))
}

/// Where the sound of a chunk lies, whatever its header says of its size.
fn sound(
    chunks: &mut Chunks<'_>,
    chunk: &Chunk,
    layout: Layout,
    large_size: Option<u64>,
) -> std::io::Result<Found> {
    let offset = match chunks.kind {
        Kind::Aiff => 8,
        Kind::Riff | Kind::Rf64 | Kind::W64 | Kind::Au => 0,
    };
    let (from, len) = (chunk.from + offset, chunks.len);
    let size = match chunks.kind {
        Kind::Rf64 => large_size
            .filter(|_| chunk.size == u64::from(u32::MAX))
            .unwrap_or(chunk.size),
        Kind::Riff | Kind::W64 | Kind::Aiff | Kind::Au => chunk.size.saturating_sub(offset),
    };
    let end = from.saturating_add(size);
    // Nobody could fill the size in, or it is too small: neither the file's end nor another chunk
    // follows it.
    let is_open =
        end > len && size >= UNKNOWN_SIZE && !matches!(chunks.kind, Kind::Rf64 | Kind::W64);
    let is_followed =
        end + 8 > len || chunks.is_chunk_at(end.next_multiple_of(2))? || chunks.is_chunk_at(end)?;
    let is_trailed = matches!(chunks.kind, Kind::W64) || is_followed;
    let promised = (size > 0 && !is_open).then_some(size);
    let to = if is_open || !is_trailed || size == 0 && !is_followed {
        len
    } else {
        end.min(len)
    };
    Ok(Found {
        layout,
        sound: from..to.max(from),
        promised,
    })
}

/// `.snd`, as Sun and NeXT wrote it: big-endian words for where the sound begins, its size, codec,
/// rate and channels.
fn find_au(file: &mut File, at: u64, len: u64) -> Outcome<Found> {
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
    Ok(Ok(Found {
        layout,
        sound: from..to.max(from),
        promised: (!is_open).then_some(size),
    }))
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
fn wav_layout(fmt: &[u8]) -> Result<Layout, Message> {
    let half = |at: usize| Some(u16::from_le_bytes(fmt.get(at..at + 2)?.try_into().ok()?));
    let fields = || {
        let rate_hz = u32::from_le_bytes(fmt.get(4..8)?.try_into().ok()?);
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
                .with("codec", name.escape_ascii().to_string()));
        }
    };
    Ok(Layout::of_samples(codec, rate_hz, n_channels))
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
        let found = match find(&mut file, at, kind)? {
            Ok(found) => found,
            Err(why) => return Ok(Err(why)),
        };
        let Layout {
            codec,
            spec,
            block_bytes,
            frames_per_block,
        } = found.layout;
        if spec.rate_hz == 0 || spec.n_channels == 0 || block_bytes == 0 {
            return Ok(Err(say(id::AUDIO_DAMAGED_HEADER_NO_RATE_NO)));
        }
        if codec == CODEC_ID_MP3 {
            let mut data = Vec::new();
            file.seek(SeekFrom::Start(found.sound.start))?;
            file.take(found.sound.end - found.sound.start)
                .read_to_end(&mut data)?;
            let stream = MpegStream::new(data).map(|s| Box::new(s) as Box<dyn Stream>);
            return Ok(stream.ok_or_else(|| say(id::AUDIO_HEADERS_BUT_NO_SOUND_BEHIND)));
        }
        let mut params = AudioCodecParameters::new();
        params
            .for_codec(codec)
            .with_sample_rate(spec.rate_hz)
            .with_channels(Channels::Discrete(spec.n_channels as u16))
            .with_frames_per_block(frames_per_block)
            .with_max_frames_per_packet(frames_per_block * (1 + CHUNK_BYTES / block_bytes) as u64);
        let at = found.sound.start;
        Ok(Codec::new(&params).map(|codec| {
            Box::new(Self {
                file,
                codec,
                found,
                at,
                bytes: Vec::new(),
            }) as Box<dyn Stream>
        }))
    }

    /// Bytes of whole blocks that come next.
    fn n_next(&self) -> usize {
        let block_bytes = self.found.layout.block_bytes;
        let n_left = usize::try_from(self.found.sound.end - self.at).unwrap_or(usize::MAX);
        n_left.min(block_bytes * (1 + CHUNK_BYTES / block_bytes)) / block_bytes * block_bytes
    }

    fn secs(&self, n_bytes: u64) -> f64 {
        let Layout {
            block_bytes,
            frames_per_block,
            spec,
            ..
        } = self.found.layout;
        (n_bytes / block_bytes as u64 * frames_per_block) as f64 / f64::from(spec.rate_hz)
    }
}

impl Stream for WaveStream {
    fn codec(&self) -> String {
        self.codec.name()
    }

    fn declared_secs(&self) -> Option<f64> {
        self.found.promised.map(|n_bytes| self.secs(n_bytes))
    }

    fn next(&mut self, out: &mut Vec<f32>) -> Step {
        out.clear();
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
        let Layout {
            block_bytes,
            frames_per_block,
            ..
        } = self.found.layout;
        let n_frames = (n / block_bytes) as u64 * frames_per_block;
        match self.codec.decode_bytes(&self.bytes, n_frames, out) {
            Some(spec) => Step::Sound(spec),
            None => Step::Damaged(1),
        }
    }

    fn is_cut(&self) -> bool {
        self.found.promised.is_some_and(|n| {
            self.secs(n) > self.secs(self.found.sound.end - self.found.sound.start)
        })
    }

    fn pass(&mut self) -> bool {
        self.at += self.n_next() as u64;
        self.n_next() > 0
    }

    fn share(&self) -> f64 {
        let Range { start, end } = self.found.sound;
        (self.at - start) as f64 / (end - start).max(1) as f64
    }
}
