//! Ogg: pages to packets (RFC 3533), of the first stream of sound in each link of a chain.
//!
//! symphonia's demuxer (0.6.1) takes a page's granule of −1 for a position, though packets end on
//! it, and drops the page; of a chain it gives what has the rate of the first link. Here granules
//! only trim: the samples that the first page holds too many of its front, the last page of its end
//! (Vorbis I, A.2; RFC 7845, 4.4 and 4.5).

use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::{CODEC_ID_OPUS, CODEC_ID_VORBIS};

use super::codec::Codec;
use super::flac::{FlacDecoder, StreamInfo};
use super::{Spec, Step, Stream};
use crate::words::{Message, id, say};

const HEADER_BYTES: usize = 27;
/// Where in it the checksum stands.
const SUM_AT: usize = 22;

/// A page that says the sound ends more than this before its last sample is not believed, in
/// frames.
const MAX_TRIM_FRAMES: u64 = 96_000;

/// A packet is not gathered when it grows larger.
const MAX_PACKET_BYTES: usize = 16 << 20;

#[derive(Debug, Clone, Copy)]
struct Page {
    is_continued: bool,
    is_first: bool,
    is_last: bool,
    granule: Option<u64>,
    serial: u32,
    sequence: u32,
    segments: (usize, usize),
    end: usize,
}

enum Found {
    Page(Page),
    Damaged,
    /// The file ends within it.
    Cut,
}

/// The page that begins with `OggS` at a place.
fn page_at(data: &[u8], at: usize) -> Found {
    let Some(end) = end_of_page(data, at) else {
        return Found::Cut;
    };
    let (page, head) = (&data[at..end], &data[at..at + HEADER_BYTES]);
    let word = |i: usize| u32::from_le_bytes([head[i], head[i + 1], head[i + 2], head[i + 3]]);
    let body = at + HEADER_BYTES + usize::from(head[26]);
    if crc32(page) != word(SUM_AT) {
        return Found::Damaged;
    }
    let granule = u64::from(word(6)) | u64::from(word(10)) << 32;
    Found::Page(Page {
        is_continued: head[5] & 1 != 0,
        is_first: head[5] & 2 != 0,
        is_last: head[5] & 4 != 0,
        granule: (granule != u64::MAX).then_some(granule),
        serial: word(14),
        sequence: word(18),
        segments: (at + HEADER_BYTES, body),
        end,
    })
}

/// Gives every page its right checksum.
pub(super) fn put_sums_right(bytes: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = bytes
        .get(at..)
        .and_then(|b| b.windows(4).position(|w| w == b"OggS"))
    {
        at += found;
        if let Some(end) = end_of_page(bytes, at) {
            let sum = crc32(&bytes[at..end]).to_le_bytes();
            bytes[at + SUM_AT..at + SUM_AT + 4].copy_from_slice(&sum);
        }
        at += 1;
    }
}

/// `None` where the file ends within the page.
fn end_of_page(data: &[u8], at: usize) -> Option<usize> {
    let n_segments = usize::from(*data.get(at + HEADER_BYTES - 1)?);
    let body = at + HEADER_BYTES + n_segments;
    let segments = data.get(at + HEADER_BYTES..body)?;
    let end = body + segments.iter().map(|&n| usize::from(n)).sum::<usize>();
    (end <= data.len()).then_some(end)
}

/// The checksum of a page, its own field taken as 0.
fn crc32(page: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut i = 0;
        while i < 256 {
            let (mut crc, mut bit) = ((i as u32) << 24, 0);
            while bit < 8 {
                crc = if crc & 1 << 31 != 0 {
                    crc << 1 ^ 0x04C1_1DB7
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
    let step = |crc: u32, b: u8| crc << 8 ^ TABLE[usize::from((crc >> 24) as u8 ^ b)];
    let crc = page[..SUM_AT].iter().fold(0, |crc, &b| step(crc, b));
    let crc = (0..4).fold(crc, |crc, _| step(crc, 0));
    page[SUM_AT + 4..].iter().fold(crc, |crc, &b| step(crc, b))
}

/// What decodes the packets of a link.
enum Decoder {
    /// Its headers are still to come: those there are.
    VorbisHeaders(Vec<Vec<u8>>),
    Codec(Codec),
    Flac(FlacDecoder),
}

/// One link of a chain: a stream from its headers to its end.
struct Link {
    serial: u32,
    decoder: Decoder,
    /// Frames at the start that only settle the decoder, and those of them that are still to be
    /// dropped.
    n_settling: usize,
    to_skip: usize,
    /// Frames decoded, those to be dropped included.
    n_frames: u64,
    rate_hz: u32,
    /// The granule at which the first sample stands, once a page has told.
    base: Option<u64>,
    last_granule: u64,
}

impl Link {
    /// What a stream's first packet opens. `Ok(None)` when it holds no sound.
    ///
    /// # Errors
    /// Why its sound cannot be decoded.
    fn new(serial: u32, packet: &[u8]) -> Result<Option<Self>, Message> {
        let mut n_settling = 0;
        let decoder = if packet.starts_with(b"\x01vorbis") {
            Decoder::VorbisHeaders(vec![packet.to_vec()])
        } else if packet.starts_with(b"OpusHead") {
            // Version 0, which streams have had, means little-endian here as well; elsewhere it is
            // the mark of MP4's big-endian copy of this header.
            let mut head = packet.to_vec();
            if let Some(version @ 0) = head.get_mut(8) {
                *version = 1;
            }
            let mut params = AudioCodecParameters::new();
            params.for_codec(CODEC_ID_OPUS).with_extra_data(head.into());
            let codec = Codec::new(&params)?;
            n_settling = codec.n_settling();
            Decoder::Codec(codec)
        } else if let Some(info) = packet
            .strip_prefix(b"\x7FFLAC")
            .and_then(|p| StreamInfo::read(p.get(12..)?))
        {
            Decoder::Flac(FlacDecoder::new(info))
        } else if packet.starts_with(b"Speex   ") {
            return Err(say(id::AUDIO_NAME_NOT_SUPPORTED).with("name", "Speex"));
        } else {
            return Ok(None);
        };
        Ok(Some(Self {
            serial,
            decoder,
            n_settling,
            to_skip: n_settling,
            n_frames: 0,
            rate_hz: 0,
            base: None,
            last_granule: 0,
        }))
    }

    fn codec(&self) -> String {
        match &self.decoder {
            Decoder::VorbisHeaders(_) => "vorbis".to_owned(),
            Decoder::Codec(codec) => codec.name(),
            Decoder::Flac(_) => "flac".to_owned(),
        }
    }

    /// Whether a packet is one of sound and not of headers.
    fn is_sound(&self, packet: &[u8]) -> bool {
        match &self.decoder {
            Decoder::VorbisHeaders(_) => false,
            Decoder::Codec(Codec::Opus(_)) => !packet.starts_with(b"OpusTags"),
            Decoder::Codec(_) => packet.first().is_some_and(|b| b & 1 == 0),
            Decoder::Flac(_) => packet.first() == Some(&0xFF),
        }
    }

    /// Gathers headers until there are all.
    fn take_header(&mut self, packet: &[u8]) -> Result<(), Message> {
        let Decoder::VorbisHeaders(headers) = &mut self.decoder else {
            return Ok(());
        };
        if packet.starts_with(b"\x05vorbis") {
            // The decoder wants the first and the third.
            let both = [&headers[0][..], packet].concat();
            let mut params = AudioCodecParameters::new();
            params
                .for_codec(CODEC_ID_VORBIS)
                .with_extra_data(both.into());
            self.decoder = Decoder::Codec(Codec::new(&params)?);
        }
        Ok(())
    }

    /// Appends the samples of a packet. `None` when it is damaged.
    fn decode(
        &mut self,
        packet: &[u8],
        scratch: &mut Vec<f32>,
        out: &mut Vec<f32>,
    ) -> Option<Spec> {
        let spec = match &mut self.decoder {
            Decoder::VorbisHeaders(_) => None,
            Decoder::Codec(codec) => codec.decode_bytes(packet, 0, scratch),
            Decoder::Flac(decoder) => decoder.decode(packet, scratch),
        }?;
        self.rate_hz = spec.rate_hz;
        self.n_frames += (scratch.len() / spec.n_channels.max(1)) as u64;
        out.extend_from_slice(scratch);
        Some(spec)
    }

    /// Drops of a page's samples what its granule says is no sound.
    fn trim(&mut self, page: &Page, spec: Spec, out: &mut Vec<f32>) {
        let n_here = (out.len() / spec.n_channels) as u64;
        if let Some(granule) = page.granule {
            let base = self
                .base
                .unwrap_or_else(|| granule.saturating_sub(self.n_frames));
            let excess = base
                .saturating_add(self.n_frames)
                .saturating_sub(granule)
                .min(n_here);
            // A page that claims to stand before those that came before it says nothing.
            let is_believed = granule > 0 && granule >= self.last_granule;
            if excess > 0 && excess <= MAX_TRIM_FRAMES && is_believed {
                if page.is_last {
                    out.truncate((n_here - excess) as usize * spec.n_channels);
                } else if self.base.is_none() {
                    out.drain(..excess as usize * spec.n_channels);
                    self.n_frames -= excess;
                }
            }
            self.base = Some(base);
            self.last_granule = granule;
        }
        let skip = self.to_skip.min(out.len() / spec.n_channels);
        out.drain(..skip * spec.n_channels);
        self.to_skip -= skip;
    }

    fn declared_secs(&self) -> f64 {
        let n_frames = self
            .last_granule
            .saturating_sub(self.base.unwrap_or(0))
            .saturating_sub(self.n_settling as u64);
        if self.rate_hz > 0 {
            n_frames as f64 / f64::from(self.rate_hz)
        } else {
            0.0
        }
    }
}

/// An Ogg file.
pub(super) struct OggStream {
    data: Vec<u8>,
    pages: Pages,
    link: Link,
    /// A page that begins a stream would now begin another link.
    is_begun: bool,
    /// What came before, in seconds.
    declared_secs: f64,
    /// The packet that goes on on the next page, and that page's number.
    part: Option<(Vec<u8>, u32)>,
    scratch: Vec<f32>,
}

impl OggStream {
    /// # Errors
    /// Why there is no sound to decode.
    pub(super) fn new(data: Vec<u8>) -> Result<Self, Message> {
        let mut pages = Pages {
            at: 0,
            n_damaged: 0,
            is_cut: false,
        };
        while let Some(page) = pages.next(&data) {
            let body = &data[page.segments.1..page.end];
            if let Some(link) = page
                .is_first
                .then(|| Link::new(page.serial, body))
                .transpose()?
                .flatten()
            {
                let (part, scratch) = (None, Vec::new());
                return Ok(Self {
                    data,
                    pages,
                    link,
                    is_begun: false,
                    declared_secs: 0.0,
                    part,
                    scratch,
                });
            }
        }
        Err(say(id::AUDIO_NO_AUDIO_TRACK))
    }

    /// The complete packets of the link's next page.
    fn next_packets(&mut self) -> Option<(Page, Vec<Vec<u8>>)> {
        loop {
            let page = self.pages.next(&self.data)?;
            if page.is_first {
                let body = &self.data[page.segments.1..page.end];
                if self.is_begun
                    && let Ok(Some(link)) = Link::new(page.serial, body)
                {
                    self.declared_secs += self.link.declared_secs();
                    (self.link, self.part, self.is_begun) = (link, None, false);
                }
                continue;
            }
            self.is_begun = true;
            if page.serial == self.link.serial {
                return Some((page, self.packets(&page)));
            }
        }
    }

    fn packets(&mut self, page: &Page) -> Vec<Vec<u8>> {
        let part = self
            .part
            .take()
            .filter(|(_, next)| page.is_continued && *next == page.sequence);
        let is_lost = page.is_continued && part.is_none();
        let mut packet = part.map_or_else(Vec::new, |(part, _)| part);
        let (mut packets, mut at) = (Vec::new(), page.segments.1);
        let mut is_open = page.is_continued;
        for &n in &self.data[page.segments.0..page.segments.1] {
            packet.extend_from_slice(&self.data[at..at + usize::from(n)]);
            at += usize::from(n);
            is_open = n == 255;
            if !is_open {
                packets.push(std::mem::take(&mut packet));
            }
        }
        // The end of a packet whose beginning is lost.
        if is_lost && !packets.is_empty() {
            packets.remove(0);
        }
        self.part = (is_open && packet.len() <= MAX_PACKET_BYTES)
            .then_some((packet, page.sequence.wrapping_add(1)));
        packets
    }
}

impl Stream for OggStream {
    fn codec(&self) -> String {
        self.link.codec()
    }

    fn declared_secs(&self) -> Option<f64> {
        Some(self.declared_secs + self.link.declared_secs())
    }

    fn next(&mut self, out: &mut Vec<f32>) -> Step {
        out.clear();
        let Some((page, packets)) = self.next_packets() else {
            let n_damaged = std::mem::take(&mut self.pages.n_damaged);
            return if n_damaged > 0 {
                Step::Damaged(n_damaged)
            } else {
                Step::End
            };
        };
        let (mut spec, mut n_damaged) = (None, 0);
        for packet in &packets {
            if !self.link.is_sound(packet) {
                n_damaged += usize::from(self.link.take_header(packet).is_err());
            } else if let Some(found) = self.link.decode(packet, &mut self.scratch, out) {
                spec = Some(found);
            } else {
                n_damaged += 1;
            }
        }
        let Some(spec) = spec else {
            return if n_damaged > 0 {
                Step::Damaged(n_damaged)
            } else {
                Step::Nothing
            };
        };
        self.link.trim(&page, spec, out);
        if n_damaged > 0 {
            Step::Partly(spec, n_damaged)
        } else {
            Step::Sound(spec)
        }
    }

    fn is_cut(&self) -> bool {
        self.pages.is_cut
    }

    fn pass(&mut self) -> bool {
        // Headers have to be read all the same.
        match &self.link.decoder {
            Decoder::VorbisHeaders(_) => !matches!(self.next(&mut Vec::new()), Step::End),
            Decoder::Codec(_) | Decoder::Flac(_) => self.next_packets().is_some(),
        }
    }

    fn share(&self) -> f64 {
        self.pages.at as f64 / self.data.len().max(1) as f64
    }
}

/// Walks the pages of a file.
struct Pages {
    at: usize,
    n_damaged: usize,
    /// The last page lacks its end.
    is_cut: bool,
}

impl Pages {
    /// The next whole page; what is damaged or no page is passed over.
    fn next(&mut self, data: &[u8]) -> Option<Page> {
        loop {
            let at = self.at + data.get(self.at..)?.windows(4).position(|w| w == b"OggS")?;
            match page_at(data, at) {
                Found::Page(page) => {
                    self.at = page.end;
                    return Some(page);
                }
                Found::Damaged => self.n_damaged += 1,
                Found::Cut => self.is_cut = true,
            }
            self.at = at + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_get_the_sums_they_should_have() {
        let path = "tests/golden/audio/kinds/mono-16000.ogg";
        let whole = std::fs::read(path).unwrap();
        let mut spoilt = whole.clone();
        spoilt[SUM_AT] ^= 0x55;
        assert!(matches!(page_at(&spoilt, 0), Found::Damaged));
        put_sums_right(&mut spoilt);
        assert_eq!(spoilt, whole);
    }

    /// The last granule there can be stands before more sound than it leaves numbers for.
    #[test]
    fn a_granule_at_the_end_of_numbers_trims_nothing_behind_it() {
        let head = [&b"\x7FFLAC\x01\0\0\x01fLaC\0\0\0\x22"[..], &[0; 34]].concat();
        let mut link = Link::new(1, &head).unwrap().unwrap();
        let page = Page {
            is_continued: false,
            is_first: false,
            is_last: false,
            granule: Some(u64::MAX - 1),
            serial: 1,
            sequence: 1,
            segments: (0, 0),
            end: 0,
        };
        let spec = Spec {
            rate_hz: 8000,
            n_channels: 1,
        };
        for n_frames in [4, 8, 12] {
            let mut out = vec![0.5; 4];
            link.n_frames = n_frames;
            link.trim(&page, spec, &mut out);
            assert_eq!(out.len(), 4);
        }
    }
}
