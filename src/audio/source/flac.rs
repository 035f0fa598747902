//! FLAC: where the frames of a native stream lie, and frames to samples (RFC 9639).
//!
//! symphonia's demuxer (0.6.1) refuses headers that say a minimum block of 0
//! (<https://github.com/pdeljanov/Symphonia/issues/554>) or hold a comment it cannot read, drops
//! frames that are larger or of other channels than the header says, and its decoder takes one kind
//! of frame only. So frames are found here, the header is a hint for what frames leave open, and
//! symphonia decodes the frames, those of each kind by a decoder of their own.

use std::ops::Range;

use symphonia::core::audio::Channels;
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_FLAC;

use super::codec::Codec;
use super::{Spec, Step, Stream, tags};

const STREAM_INFO_BYTES: usize = 34;
/// A frame's header, its number and sizes included, and one byte of sound.
const MIN_FRAME_BYTES: usize = 8;

/// What STREAMINFO says (RFC 9639, 8.2), which frames may leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StreamInfo {
    rate_hz: u32,
    n_channels: usize,
    bits: u32,
    n_frames: u64,
}

impl StreamInfo {
    pub(super) fn read(block: &[u8]) -> Option<Self> {
        let packed = u64::from_be_bytes(block.get(10..18)?.try_into().ok()?);
        Some(Self {
            rate_hz: (packed >> 44) as u32,
            n_channels: (packed >> 41 & 7) as usize + 1,
            bits: (packed >> 36 & 31) as u32 + 1,
            n_frames: packed & 0xF_FFFF_FFFF,
        })
    }
}

/// A frame's header (RFC 9639, 9.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    n_samples: u32,
    rate_hz: Option<u32>,
    n_channels: usize,
    bits: Option<u32>,
    /// Of the frame, or of its first sample.
    number: u64,
    is_variable: bool,
}

impl Header {
    /// `None` where no frame begins: a reserved value, or a checksum that is wrong.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (header, at) = Self::unchecked(bytes)?;
        (crc8(&bytes[..at]) == *bytes.get(at)?).then_some(header)
    }

    /// And the place of its checksum, which may be wrong.
    fn unchecked(bytes: &[u8]) -> Option<(Self, usize)> {
        let &[0xFF, sync, sizes, kinds, ..] = bytes else {
            return None;
        };
        if sync & 0xFE != 0xF8 || kinds & 1 != 0 {
            return None;
        }
        let (number, mut at) = coded_number(bytes, 4)?;
        let mut take = |n: usize| {
            let field = bytes.get(at..at + n)?;
            at += n;
            Some(field.iter().fold(0, |value, &b| value << 8 | u32::from(b)))
        };
        let n_samples = match sizes >> 4 {
            0 => return None,
            1 => 192,
            n @ 2..=5 => 144 << n,
            6 => take(1)? + 1,
            7 => take(2)? + 1,
            n => 1 << n,
        };
        const RATES_HZ: [u32; 12] = [
            0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000,
            96_000,
        ];
        let rate_hz = match sizes & 15 {
            12 => 1000 * take(1)?,
            13 => take(2)?,
            14 => 10 * take(2)?,
            15 => return None,
            n => RATES_HZ[usize::from(n)],
        };
        let n_channels = match kinds >> 4 {
            n @ 0..=7 => usize::from(n) + 1,
            8..=10 => 2,
            _ => return None,
        };
        let bits = [
            Some(0),
            Some(8),
            Some(12),
            None,
            Some(16),
            Some(20),
            Some(24),
            Some(32),
        ][usize::from(kinds >> 1 & 7)]?;
        let known = |n: u32| (n > 0).then_some(n);
        let is_variable = sync & 1 != 0;
        let header = Self {
            n_samples,
            rate_hz: known(rate_hz),
            n_channels,
            bits: known(bits),
            number,
            is_variable,
        };
        Some((header, at))
    }

    /// Whether its number says that it follows the other.
    fn follows(&self, before: &Self) -> bool {
        let step = if before.is_variable {
            u64::from(before.n_samples)
        } else {
            1
        };
        self.is_variable == before.is_variable && self.number == before.number + step
    }
}

/// As UTF-8 codes characters, of up to 36 bits: the number, and where it ends.
fn coded_number(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let first = *bytes.get(at)?;
    let n_ones = first.leading_ones() as usize;
    if n_ones == 1 || n_ones > 7 {
        return None;
    }
    let n_more = n_ones.saturating_sub(1);
    let mut number = u64::from(first & (0x7F_u8.checked_shr(n_ones as u32).unwrap_or(0)));
    for &b in bytes.get(at + 1..at + 1 + n_more)? {
        if b & 0xC0 != 0x80 {
            return None;
        }
        number = number << 6 | u64::from(b & 0x3F);
    }
    Some((number, at + 1 + n_more))
}

fn crc8(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |crc, &b| {
        (0..8).fold(crc ^ b, |crc, _| {
            crc << 1 ^ if crc & 0x80 != 0 { 0x07 } else { 0 }
        })
    })
}

/// Over a frame and its own checksum, which ends it: 0 when it is whole. `crc` is that of the bytes
/// before.
fn crc16(crc: u16, bytes: &[u8]) -> u16 {
    const TABLE: [u16; 256] = {
        let mut table = [0; 256];
        let mut i = 0;
        while i < 256 {
            let (mut crc, mut bit) = ((i as u16) << 8, 0);
            while bit < 8 {
                crc = if crc & 0x8000 != 0 {
                    crc << 1 ^ 0x8005
                } else {
                    crc << 1
                };
                bit += 1;
            }
            table[i] = crc;
            i += 1;
        }
        table
    };
    bytes.iter().fold(crc, |crc, &b| {
        crc << 8 ^ TABLE[usize::from((crc >> 8) as u8 ^ b)]
    })
}

/// Gives every frame's header its right checksum.
pub(super) fn put_sums_right(bytes: &mut [u8]) {
    for start in 0..bytes.len() {
        let header = Header::unchecked(&bytes[start..]);
        if let Some(place) = header
            .map(|(_, at)| start + at)
            .filter(|&p| p < bytes.len())
        {
            bytes[place] = crc8(&bytes[start..place]);
        }
    }
}

/// Decodes frames of any kinds.
pub(super) struct FlacDecoder {
    info: StreamInfo,
    /// What the decoder was made for: kind and block.
    made_for: Option<(Spec, u32, u32)>,
    decoder: Option<Codec>,
}

impl FlacDecoder {
    pub(super) fn new(info: StreamInfo) -> Self {
        Self {
            info,
            made_for: None,
            decoder: None,
        }
    }

    pub(super) fn spec(&self, header: &Header) -> Spec {
        Spec {
            rate_hz: header.rate_hz.unwrap_or(self.info.rate_hz),
            n_channels: header.n_channels,
        }
    }

    /// The samples of a frame, interleaved, into `out`, which is emptied first. `None` when it is
    /// damaged.
    pub(super) fn decode(&mut self, frame: &[u8], out: &mut Vec<f32>) -> Option<Spec> {
        out.clear();
        let header = Header::read(frame)?;
        let (spec, bits) = (self.spec(&header), header.bits.unwrap_or(self.info.bits));
        let fits = |&(s, b, n): &(Spec, u32, u32)| s == spec && b == bits && n >= header.n_samples;
        if !self.made_for.as_ref().is_some_and(fits) {
            let block = header.n_samples.max(4096);
            self.decoder = Codec::new(&params(spec, bits, block)).ok();
            self.made_for = Some((spec, bits, block));
        }
        self.decoder.as_mut()?.decode_bytes(frame, 0, out)
    }
}

/// Parameters with a STREAMINFO that says what the frames are.
fn params(spec: Spec, bits: u32, block: u32) -> AudioCodecParameters {
    let mut info = [0; STREAM_INFO_BYTES];
    info[..2].copy_from_slice(&16u16.to_be_bytes());
    info[2..4].copy_from_slice(&(block.min(65_535) as u16).to_be_bytes());
    let (channels, bits_less_1) = (spec.n_channels as u64 - 1, u64::from(bits) - 1);
    let packed =
        u64::from(spec.rate_hz & 0xF_FFFF) << 44 | (channels & 7) << 41 | (bits_less_1 & 31) << 36;
    info[10..18].copy_from_slice(&packed.to_be_bytes());
    let mut params = AudioCodecParameters::new();
    params
        .for_codec(CODEC_ID_FLAC)
        .with_extra_data(Box::from(info))
        .with_sample_rate(spec.rate_hz)
        .with_bits_per_sample(bits)
        .with_channels(Channels::Discrete(spec.n_channels as u16));
    params
}

/// A native FLAC file.
pub(super) struct FlacStream {
    data: Vec<u8>,
    at: usize,
    before: Option<Header>,
    decoder: FlacDecoder,
    declared_secs: Option<f64>,
    /// Stretches between frames that are none.
    n_gaps: usize,
    is_cut: bool,
}

impl FlacStream {
    /// From a file whose sound begins, behind tags, with `fLaC` at `at`. `None` when no STREAMINFO
    /// is in it.
    pub(super) fn new(data: Vec<u8>, at: usize) -> Option<Self> {
        let (info, at) = metadata(&data, at);
        let info = info?;
        let is_known = info.n_frames > 0 && info.rate_hz > 0;
        let declared_secs = is_known.then(|| info.n_frames as f64 / f64::from(info.rate_hz));
        Some(Self {
            data,
            at,
            before: None,
            decoder: FlacDecoder::new(info),
            declared_secs,
            n_gaps: 0,
            is_cut: false,
        })
    }

    /// The next frame, and whether it is whole; bytes that belong to none are passed over.
    fn next_frame(&mut self) -> Option<(Range<usize>, Header, bool)> {
        loop {
            let start = find_frame(&self.data, self.at)?;
            if start > self.at && self.data[self.at..start].starts_with(b"fLaC") {
                // Files that were joined: each has a header of its own.
                let (info, at) = metadata(&self.data, self.at);
                if let Some(info) = info {
                    (self.decoder, self.before) = (FlacDecoder::new(info), None);
                }
                self.at = at.max(self.at + 4);
                continue;
            }
            self.n_gaps += usize::from(start > self.at && self.before.is_some());
            let header = Header::read(&self.data[start..])?;
            let (end, is_whole) = end_of_frame(&self.data, start, &header);
            self.at = end;
            self.before = Some(header);
            return Some((start..end, header, is_whole));
        }
    }
}

impl Stream for FlacStream {
    fn codec(&self) -> String {
        "flac".to_owned()
    }

    fn declared_secs(&self) -> Option<f64> {
        self.declared_secs
    }

    fn next(&mut self, out: &mut Vec<f32>) -> Step {
        let Some((range, header, is_whole)) = self.next_frame() else {
            return if self.n_gaps > 0 {
                Step::Damaged(std::mem::take(&mut self.n_gaps))
            } else {
                Step::End
            };
        };
        let is_last = range.end == self.data.len();
        match self.decoder.decode(&self.data[range], out) {
            Some(spec) if is_whole => Step::Sound(spec),
            None if is_last => {
                self.is_cut = true;
                Step::End
            }
            _ => {
                let spec = self.decoder.spec(&header);
                out.clear();
                out.resize(header.n_samples as usize * spec.n_channels, 0.0);
                Step::Partly(spec, 1)
            }
        }
    }

    fn is_cut(&self) -> bool {
        self.is_cut
    }

    fn pass(&mut self) -> bool {
        self.next_frame().is_some()
    }

    fn share(&self) -> f64 {
        self.at as f64 / self.data.len().max(1) as f64
    }
}

/// The STREAMINFO behind `fLaC` at `at`, and where the blocks of metadata end.
fn metadata(data: &[u8], at: usize) -> (Option<StreamInfo>, usize) {
    let (mut at, mut info) = (at + 4, None);
    while let Some(&[kind, a, b, c]) = data
        .get(at..at + 4)
        .and_then(|head| head.first_chunk::<4>())
    {
        let block = at + 4..at + 4 + u32::from_be_bytes([0, a, b, c]) as usize;
        if kind & 0x7F == 0 {
            info = info.or_else(|| StreamInfo::read(data.get(block.start..)?));
        }
        // A length that leads out of the file is wrong; the frames are found all the same.
        if block.end > data.len() {
            break;
        }
        at = block.end;
        if kind & 0x80 != 0 {
            break;
        }
    }
    (info, at)
}

/// Where the next frame's header begins.
fn find_frame(data: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while at + MIN_FRAME_BYTES <= data.len() {
        if data[at] == 0xFF && Header::read(&data[at..]).is_some() {
            return Some(at);
        }
        at += 1 + data[at + 1..].iter().position(|&b| b == 0xFF)?;
    }
    None
}

/// Where a frame ends, and whether its checksum is right: before a header that follows it by its
/// number, or where the checksum is right though another begins there; else at the end of the file
/// or its tags.
fn end_of_frame(data: &[u8], start: usize, header: &Header) -> (usize, bool) {
    // Ends are tried one behind the other, and there may be as many as bytes.
    let (mut crc, mut summed) = (0, start);
    let mut is_whole = |end: usize| {
        (crc, summed) = (crc16(crc, &data[summed..end]), end);
        crc == 0
    };
    let mut at = start + MIN_FRAME_BYTES;
    while let Some(found) = data.get(at..).and_then(|d| {
        d.iter()
            .position(|&b| matches!(b, 0xFF | b'f' | b'T' | b'A'))
    }) {
        at += found;
        let is_end = match data[at] {
            0xFF => {
                Header::read(&data[at..]).is_some_and(|next| next.follows(header) || is_whole(at))
            }
            b'f' => data[at..].starts_with(b"fLaC") && is_whole(at),
            _ => tags::length_at(data, at).is_some() && is_whole(at),
        };
        if is_end {
            return (at, is_whole(at));
        }
        at += 1;
    }
    // Junk behind the last frame cannot be told from the frame; whoever decodes it sees.
    (data.len(), true)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    /// Many headers, each of which may end the first frame: of these none does.
    #[test]
    fn what_may_end_a_frame_is_not_summed_anew_each_time() {
        let header = |number: u8| {
            let mut header = vec![0xFF, 0xF8, 0xC9, 0x18, number];
            header.push(crc8(&header));
            header.extend([11, 12]);
            assert!(Header::read(&header).is_some());
            header
        };
        let data = [header(0), header(5).repeat(40_000)].concat();
        let first = Header::read(&data).unwrap();
        let start = Instant::now();
        assert_eq!(end_of_frame(&data, 0, &first), (data.len(), true));
        // Summed anew it would be 6 thousand million steps.
        assert!(start.elapsed() < Duration::from_secs(20));
        let whole = [header(0), vec![0; 8], header(1)].concat();
        assert_eq!(end_of_frame(&whole, 0, &first), (16, false));
    }

    #[test]
    fn headers_get_the_sums_they_should_have() {
        let mut header = [0xFF, 0xF8, 0xC9, 0x18, 7, 0, 0, 0];
        assert_eq!(Header::read(&header), None);
        put_sums_right(&mut header);
        assert_eq!(Header::read(&header).map(|h| h.number), Some(7));
    }
}
