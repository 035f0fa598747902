//! AAC in ADTS (ISO 13818-7, 6.2): frames one behind the other, each with a header of its own.
//!
//! symphonia's reader (0.6.1) believes the first header for all of them, so that recordings of
//! another rate or other channels, joined to the first, are "damaged".

use symphonia::core::codecs::audio::AudioCodecParameters;

use super::codec::Codec;
use super::{Step, Stream, aac, asc, tags};
use crate::words::{Message, id};

const HEADER_BYTES: usize = 7;

/// What of a header tells frames apart that one decoder cannot take together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Kind {
    /// Index into the rates of the standard, below 13.
    rate: u8,
    /// Configuration of channels; 0 is one that the stream itself tells.
    channels: u8,
}

impl Kind {
    /// The stream's header for decoders, which ADTS takes apart. Streams that call themselves AAC
    /// Main hardly ever use what it has beyond AAC-LC.
    fn params(self) -> AudioCodecParameters {
        asc::params(self.rate, self.channels)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Header {
    kind: Kind,
    /// Of the header, with its checksum.
    n_bytes: usize,
    /// Of the whole frame.
    n_frame_bytes: usize,
    n_blocks: usize,
}

impl Header {
    fn read(data: &[u8]) -> Option<Self> {
        let b: [u8; HEADER_BYTES] = data.get(..HEADER_BYTES)?.try_into().ok()?;
        let kind = Kind {
            rate: b[2] >> 2 & 15,
            channels: (b[2] & 1) << 2 | b[3] >> 6,
        };
        let n_bytes = if b[1] & 1 == 0 { 9 } else { HEADER_BYTES };
        let n_frame_bytes =
            usize::from(b[3] & 3) << 11 | usize::from(b[4]) << 3 | usize::from(b[5] >> 5);
        let is_header =
            b[0] == 0xFF && b[1] & 0xF6 == 0xF0 && kind.rate < 13 && n_frame_bytes > n_bytes;
        is_header.then_some(Self {
            kind,
            n_bytes,
            n_frame_bytes,
            n_blocks: usize::from(b[6] & 3) + 1,
        })
    }
}

/// A header, and another or the end where the first says.
fn begins_at(data: &[u8], at: usize) -> Option<Header> {
    let header = Header::read(&data[at..])?;
    let end = at + header.n_frame_bytes;
    (end == data.len() || end < data.len() && Header::read(&data[end..]).is_some())
        .then_some(header)
}

/// Whether a file that begins so is one; `head` may end within its first frame.
pub(super) fn is_adts(head: &[u8]) -> bool {
    Header::read(head).is_some_and(|header| {
        header.n_frame_bytes + HEADER_BYTES > head.len() || begins_at(head, 0).is_some()
    })
}

/// Where the first frames begin behind what is none, as where a recording of a broadcast begins:
/// several one behind the other, for the marks of one stand in any data.
pub(super) fn find(data: &[u8]) -> Option<usize> {
    const N_FRAMES: usize = 4;
    let is_run_at = |at: usize| {
        let (mut next, mut kind) = (at, None);
        for _ in 0..N_FRAMES {
            let Some(header) = data.get(next..).and_then(Header::read) else {
                return false;
            };
            if kind.is_some_and(|kind| kind != header.kind) {
                return false;
            }
            (next, kind) = (next + header.n_frame_bytes, Some(header.kind));
        }
        true
    };
    (0..data.len()).find(|&at| data[at] == 0xFF && is_run_at(at))
}

/// A file, or what stands behind its tags.
pub(super) struct AdtsStream {
    data: Vec<u8>,
    at: usize,
    kind: Kind,
    codec: Codec,
    is_cut: bool,
}

impl AdtsStream {
    /// # Errors
    /// Why there is no decoder for its first frame.
    pub(super) fn new(data: Vec<u8>, at: usize) -> Result<Self, Message> {
        let kind = Header::read(&data[at..])
            .ok_or(id::AUDIO_DAMAGED_HEADER_ADTS)?
            .kind;
        let mut stream = Self {
            codec: Codec::new(&kind.params())?,
            data,
            at,
            kind,
            is_cut: false,
        };
        let first = stream.first_frames();
        let blocks = first.iter().map(|&(header, at)| stream.payload(header, at));
        stream.codec = Codec::of_packets(&kind.params(), blocks)?;
        (stream.at, stream.is_cut) = (at, false);
        Ok(stream)
    }

    /// Leaves them behind.
    fn first_frames(&mut self) -> Vec<(Header, usize)> {
        std::iter::from_fn(|| self.next_frame())
            .flatten()
            .take(aac::N_FIRST)
            .collect()
    }

    fn payload(&self, header: Header, at: usize) -> &[u8] {
        &self.data[at + header.n_bytes..at + header.n_frame_bytes]
    }

    /// The next frame and where it lies, or true for a place where damage stands before the next.
    fn next_frame(&mut self) -> Option<Result<(Header, usize), ()>> {
        while let Some(n_bytes) = tags::length_at(&self.data, self.at.min(self.data.len())) {
            self.at += n_bytes;
        }
        let rest = self.data.get(self.at..).filter(|rest| !rest.is_empty())?;
        let Some(header) = Header::read(rest) else {
            let next = (self.at + 1..self.data.len())
                .find(|&at| begins_at(&self.data, at).is_some())
                .unwrap_or(self.data.len());
            let is_padding = self.data[self.at..next].iter().all(|&b| b == 0);
            self.at = next;
            return if is_padding {
                self.next_frame()
            } else {
                Some(Err(()))
            };
        };
        let at = self.at;
        if header.n_frame_bytes > rest.len() {
            self.is_cut = true;
            self.at = self.data.len();
            return None;
        }
        self.at += header.n_frame_bytes;
        Some(Ok((header, at)))
    }
}

impl Stream for AdtsStream {
    fn codec(&self) -> String {
        self.codec.name()
    }

    fn declared_secs(&self) -> Option<f64> {
        None
    }

    fn next(&mut self, out: &mut Vec<f32>) -> Step {
        out.clear();
        let (header, at) = match self.next_frame() {
            None => return Step::End,
            Some(Err(())) => return Step::Damaged(1),
            Some(Ok(frame)) => frame,
        };
        if header.kind != self.kind {
            // A header that damage made is followed by others of the stream's own kind.
            let first = std::iter::once(self.payload(header, at));
            let Ok(codec) = Codec::of_packets(&header.kind.params(), first) else {
                return Step::Damaged(1);
            };
            (self.kind, self.codec) = (header.kind, codec);
        }
        let payload = at + header.n_bytes..at + header.n_frame_bytes;
        match self.codec.decode_bytes(&self.data[payload], 1024, out) {
            // Of several blocks in a frame only the first can be found.
            Some(spec) if header.n_blocks > 1 => Step::Partly(spec, header.n_blocks - 1),
            Some(spec) => Step::Sound(spec),
            None => Step::Damaged(1),
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
