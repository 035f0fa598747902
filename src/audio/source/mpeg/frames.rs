//! Where the frames of an MPEG audio stream lie.

use super::super::tags;

/// The longest frame that is looked for, in bytes: what the decoder takes.
const MAX_FREE_FRAME_BYTES: usize = 2304;

/// Frames of one kind that follow each other without a gap, before what looks like one is believed.
const N_TO_BELIEVE: usize = 3;

pub(super) const HEADER_BYTES: usize = 4;

/// The four bytes every frame begins with (ISO 11172-3, 2.4.2.3; ISO 13818-3; MPEG 2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header([u8; HEADER_BYTES]);

impl Header {
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let b: [u8; HEADER_BYTES] = bytes.get(..HEADER_BYTES)?.try_into().ok()?;
        let is_sync = b[0] == 0xFF && b[1] & 0xE0 == 0xE0;
        // Reserved: a version, a layer, a bit rate, a sample rate.
        let is_reserved =
            b[1] & 0x18 == 0x08 || b[1] & 0x06 == 0 || b[2] >> 4 == 15 || b[2] & 0x0C == 0x0C;
        (is_sync && !is_reserved).then_some(Self(b))
    }

    pub(super) fn layer(self) -> usize {
        4 - usize::from(self.0[1] >> 1 & 3)
    }

    fn is_version_1(self) -> bool {
        self.0[1] & 0x08 != 0
    }

    pub(super) fn n_channels(self) -> usize {
        if self.0[3] >> 6 == 3 { 1 } else { 2 }
    }

    pub(super) fn has_crc(self) -> bool {
        self.0[1] & 1 == 0
    }

    pub(super) fn rate_hz(self) -> u32 {
        let rate_hz = [44_100, 48_000, 32_000][usize::from(self.0[2] >> 2 & 3)];
        match self.0[1] >> 3 & 3 {
            3 => rate_hz,
            2 => rate_hz / 2,
            _ => rate_hz / 4,
        }
    }

    pub(super) fn n_samples(self) -> usize {
        match self.layer() {
            1 => 384,
            3 if !self.is_version_1() => 576,
            _ => 1152,
        }
    }

    /// Bytes between the header and the main data of a layer 3 frame, a checksum not counted.
    pub(super) fn side_info_bytes(self) -> usize {
        match (self.is_version_1(), self.n_channels()) {
            (true, 1) | (false, 2) => 17,
            (true, _) => 32,
            (false, _) => 9,
        }
    }

    fn is_free(self) -> bool {
        self.0[2] >> 4 == 0
    }

    fn padding(self) -> usize {
        let unit = if self.layer() == 1 { 4 } else { 1 };
        if self.0[2] & 2 != 0 { unit } else { 0 }
    }

    /// Of the whole frame; `free` bytes, without padding, where the header leaves the bit rate
    /// open.
    fn n_bytes(self, free: usize) -> usize {
        const KBPS: [[u32; 15]; 5] = [
            [
                0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448,
            ],
            [
                0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384,
            ],
            [
                0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320,
            ],
            [
                0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256,
            ],
            [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
        ];
        let row = if self.is_version_1() {
            self.layer() - 1
        } else {
            3 + usize::from(self.layer() > 1)
        };
        let kbps = KBPS[row][usize::from(self.0[2] >> 4)];
        if kbps == 0 {
            return free + self.padding();
        }
        let n_bytes = (self.n_samples() as u32 / 8 * kbps * 1000 / self.rate_hz()) as usize;
        (if self.layer() == 1 {
            n_bytes & !3
        } else {
            n_bytes
        }) + self.padding()
    }

    /// Whether both may be frames of one stream: version, layer, rate, and whether the bit rate is
    /// open.
    fn is_akin(self, other: Self) -> bool {
        (self.0[1] ^ other.0[1]) & 0xFE == 0
            && (self.0[2] ^ other.0[2]) & 0x0C == 0
            && self.is_free() == other.is_free()
    }
}

/// One frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(crate) at: usize,
    pub(crate) n_bytes: usize,
    pub(crate) header: Header,
    /// Something else lies before it: it begins anew.
    pub(crate) is_first: bool,
}

impl Frame {
    pub(super) fn bytes(self, data: &[u8]) -> &[u8] {
        &data[self.at..self.at + self.n_bytes]
    }

    /// The frame and what follows, where the decoder must measure its length for itself.
    pub(super) fn decodable(self, data: &[u8]) -> &[u8] {
        if self.header.is_free() {
            &data[self.at..]
        } else {
            self.bytes(data)
        }
    }
}

/// What was found in a stream.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(crate) frames: Vec<Frame>,
    /// Bytes of tags behind the first frame.
    n_tag_bytes: usize,
    /// Stretches between frames that are neither frames nor tags.
    pub(crate) n_gaps: usize,
    /// The last frame lacks bytes.
    pub(crate) is_cut: bool,
}

impl Scan {
    /// The share that frames have of the bytes between the first and the end of the last, tags not
    /// counted.
    pub(super) fn share(&self) -> f64 {
        let n_bytes = self.frames.iter().map(|f| f.n_bytes).sum::<usize>();
        let reach = self
            .frames
            .first()
            .zip(self.frames.last())
            .map_or(0, |(a, b)| b.at + b.n_bytes - a.at);
        n_bytes as f64 / reach.saturating_sub(self.n_tag_bytes).max(n_bytes).max(1) as f64
    }
}

/// All frames of a stream, tags and damage passed over.
pub(super) fn scan(data: &[u8]) -> Scan {
    let mut scan = Scan::default();
    let (mut at, mut free, mut is_synced, mut is_gap) = (0, 0, false, false);
    while at + HEADER_BYTES <= data.len() {
        let last = if is_synced {
            scan.frames.last().map(|f: &Frame| f.header)
        } else {
            None
        };
        if let Some((header, n_bytes)) = frame_at(data, at, last, &mut free) {
            scan.n_gaps += usize::from(is_gap && !scan.frames.is_empty());
            scan.frames.push(Frame {
                at,
                n_bytes,
                header,
                is_first: !is_synced,
            });
            (is_synced, is_gap) = (true, false);
            at += n_bytes;
            continue;
        }
        scan.is_cut = last
            .zip(Header::read(&data[at..]))
            .is_some_and(|(a, b)| a.is_akin(b) && at + b.n_bytes(free) > data.len());
        is_synced = false;
        match tags::length_at(data, at) {
            Some(n_bytes) => {
                scan.n_tag_bytes += if scan.frames.is_empty() { 0 } else { n_bytes };
                at += n_bytes;
            }
            None => {
                is_gap = true;
                let next = data[at + 1..]
                    .iter()
                    .position(|&b| matches!(b, 0xFF | b'I' | b'T' | b'A' | b'L'));
                at = next.map_or(data.len(), |n| at + 1 + n);
            }
        }
    }
    scan
}

/// The frame that begins at a place: one that fits the frame before it, or else one that others
/// like it follow.
fn frame_at(
    data: &[u8],
    at: usize,
    before: Option<Header>,
    free: &mut usize,
) -> Option<(Header, usize)> {
    let header = Header::read(&data[at..])?;
    let is_continued = before.is_some_and(|b| b.is_akin(header));
    if header.is_free() && !is_continued {
        *free = free_frame_bytes(data, at, header)?;
    }
    let n_bytes = header.n_bytes(*free);
    if n_bytes <= HEADER_BYTES || at + n_bytes > data.len() {
        return None;
    }
    (is_continued || is_believable(data, at, header, *free)).then_some((header, n_bytes))
}

/// True when frames of the kind follow, or the data ends with one.
fn is_believable(data: &[u8], mut at: usize, first: Header, free: usize) -> bool {
    for n in 0..N_TO_BELIEVE {
        let Some(header) = data
            .get(at..)
            .and_then(Header::read)
            .filter(|&h| h.is_akin(first))
        else {
            // The end of the sound, or tags: a recording of one or two frames is one.
            return n > 0 && (at >= data.len() || tags::length_at(data, at).is_some());
        };
        at += header.n_bytes(free).max(HEADER_BYTES);
        if at > data.len() {
            return n > 0;
        }
    }
    true
}

/// The length of a frame whose header leaves the bit rate open, by where the next two begin;
/// without padding.
fn free_frame_bytes(data: &[u8], at: usize, header: Header) -> Option<usize> {
    let is_akin_at = |at: usize| {
        data.get(at..)
            .and_then(Header::read)
            .filter(|&h| h.is_akin(header))
    };
    (HEADER_BYTES + header.side_info_bytes()..=MAX_FREE_FRAME_BYTES).find_map(|n| {
        let free = n.checked_sub(header.padding())?;
        let second = is_akin_at(at + n)?;
        is_akin_at(at + n + second.n_bytes(free)).map(|_| free)
    })
}
