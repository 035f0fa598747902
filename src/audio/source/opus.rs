//! Opus, which symphonia demuxes but does not decode: any number of streams in one, in any mapping
//! of channels.

use opus_pure::OpusDecoder;

use crate::words::{Message, id, say};

/// Opus always decodes at this rate here; the rate in its header is only what the encoder was
/// given.
pub(super) const RATE_HZ: u32 = 48_000;

/// The longest packet there can be, 120 ms, in frames.
const MAX_PACKET_FRAMES: usize = 5760;

const HEADER_BYTES: usize = 19;

/// A channel of this number is silent.
const NO_CHANNEL: u8 = 255;

pub(super) struct OpusStream {
    /// Those that hold two channels come first.
    streams: Vec<OpusDecoder>,
    n_coupled: usize,
    /// For each channel, which of the streams' channels it is.
    mapping: Vec<u8>,
    pre_skip: u16,
    of_stream: Vec<f32>,
    buffer: Vec<f32>,
}

impl OpusStream {
    /// From the identification header (RFC 7845, 5.1).
    ///
    /// # Errors
    /// When it is missing, or contradicts itself.
    pub(super) fn new(head: &[u8]) -> Result<Self, Message> {
        let damaged = || say(id::AUDIO_DAMAGED_HEADER_OPUS);
        if head.len() < HEADER_BYTES || !head.starts_with(b"OpusHead") {
            return Err(damaged());
        }
        let n_channels = usize::from(head[9]);
        let (n_streams, n_coupled, mapping) = match head[18] {
            0 => (
                1,
                n_channels.saturating_sub(1),
                (0..n_channels as u8).collect(),
            ),
            // Mono and coupled streams that are mixed by a matrix, which nobody here has.
            3 => {
                return Err(say(id::AUDIO_OPUS_MAPPING_FAMILY_3_AMBISONICS));
            }
            _ => {
                let mapping = head.get(21..21 + n_channels).ok_or_else(damaged)?.to_vec();
                (usize::from(head[19]), usize::from(head[20]), mapping)
            }
        };
        let is_right = |&m: &u8| m == NO_CHANNEL || usize::from(m) < n_streams + n_coupled;
        if n_channels == 0
            || n_streams == 0
            || n_coupled > n_streams
            || !mapping.iter().all(is_right)
        {
            return Err(damaged());
        }
        // In MP4 the same fields are big-endian, and the version is 0 (Opus in ISOBMFF, 4.3.2).
        let word = |at: usize| {
            let bytes = [head[at], head[at + 1]];
            if head[8] == 0 {
                u16::from_be_bytes(bytes)
            } else {
                u16::from_le_bytes(bytes)
            }
        };
        let stream = |i: usize| {
            let mut stream = OpusDecoder::new(RATE_HZ as i32, if i < n_coupled { 2 } else { 1 })
                .map_err(|_| damaged())?;
            stream.gain_q8 = i32::from(word(16).cast_signed());
            Ok(stream)
        };
        Ok(Self {
            streams: (0..n_streams).map(stream).collect::<Result<_, Message>>()?,
            n_coupled,
            mapping,
            pre_skip: word(10),
            of_stream: vec![0.0; 2 * MAX_PACKET_FRAMES],
            buffer: Vec::new(),
        })
    }

    pub(super) fn n_channels(&self) -> usize {
        self.mapping.len()
    }

    /// Frames at the start that only settle the decoder.
    pub(super) fn pre_skip(&self) -> usize {
        usize::from(self.pre_skip)
    }

    /// The packet's samples, interleaved; `None` when it is damaged.
    pub(super) fn decode(&mut self, mut packet: &[u8]) -> Option<&[f32]> {
        let n_channels = self.n_channels();
        let mut n_frames = 0;
        for i in 0..self.streams.len() {
            // Of all streams but the last the packets say where they end.
            let of_stream = if i + 1 == self.streams.len() {
                packet.to_vec()
            } else {
                take_delimited(&mut packet)?
            };
            // An empty packet would be taken for a lost one and filled in.
            if of_stream.is_empty() {
                return None;
            }
            let n = self.streams[i]
                .decode(&of_stream, MAX_PACKET_FRAMES, &mut self.of_stream)
                .ok()?;
            if i == 0 {
                n_frames = n;
                self.buffer.clear();
                self.buffer.resize(n * n_channels, 0.0);
            }
            let (first, width) = if i < self.n_coupled {
                (2 * i, 2)
            } else {
                (self.n_coupled + i, 1)
            };
            for (channel, &from) in self
                .mapping
                .iter()
                .enumerate()
                .filter(|&(_, &m)| m != NO_CHANNEL)
            {
                let Some(part) = usize::from(from)
                    .checked_sub(first)
                    .filter(|&part| part < width)
                else {
                    continue;
                };
                for t in 0..n.min(n_frames) {
                    self.buffer[t * n_channels + channel] = self.of_stream[t * width + part];
                }
            }
        }
        Some(&self.buffer)
    }
}

/// Takes a packet that says how long its last frame is (RFC 6716, appendix B), as one that does
/// not.
fn take_delimited(packet: &mut &[u8]) -> Option<Vec<u8>> {
    let bytes = *packet;
    let toc = *bytes.first()?;
    let (mut at, mut out) = (1, vec![toc]);
    let mut padding = 0;
    // Bytes of the frames whose lengths stay in the packet, then how often the last length counts.
    let (mut n_bytes, mut n_last) = (0, 1);
    match toc & 3 {
        0 => {}
        1 => n_last = 2,
        2 => n_bytes = take_length(bytes, &mut at)?,
        _ => {
            let kinds = *bytes.get(at)?;
            at += 1;
            if kinds & 0x40 != 0 {
                loop {
                    let more = *bytes.get(at)?;
                    at += 1;
                    padding += if more == 255 { 254 } else { usize::from(more) };
                    if more != 255 {
                        break;
                    }
                }
            }
            let n_frames = usize::from(kinds & 0x3F);
            if kinds & 0x80 != 0 {
                for _ in 1..n_frames {
                    n_bytes += take_length(bytes, &mut at)?;
                }
            } else {
                n_last = n_frames;
            }
        }
    }
    out.extend_from_slice(&bytes[1..at]);
    n_bytes += n_last * take_length(bytes, &mut at)?;
    out.extend_from_slice(bytes.get(at..at + n_bytes + padding)?);
    *packet = &bytes[at + n_bytes + padding..];
    Some(out)
}

/// The length of a frame, of one byte or two (RFC 6716, 3.2.1).
fn take_length(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let first = usize::from(*bytes.get(*at)?);
    *at += 1;
    if first < 252 {
        return Some(first);
    }
    let second = usize::from(*bytes.get(*at)?);
    *at += 1;
    Some(4 * second + first)
}
