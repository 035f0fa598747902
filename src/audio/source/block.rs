//! The elements of a block of AAC (`raw_data_block`, ISO 14496-3, 4.4.2.1): where each begins and
//! ends, which nobody knows who has not read all before it.
//!
//! The bits are read by oxideav-aac (0.1.7), whose own decoder is not used: it computes a cosine for
//! each product of its transform, and takes longer than a song lasts.

use std::ops::Range;

use oxideav_aac::extension_payload::{ExtensionPayload, ExtensionPayloadOrSbr};
use oxideav_aac::ics_body::IcsBody;
use oxideav_aac::ics_info::IcsInfo;
use oxideav_aac::ms_stereo::MsMaskPresent;
use oxideav_aac::raw_data_block::{Element, IdSynEle, Walker};
use oxideav_aac::sbr_extension::SbrExtensionData;
use oxideav_aac::sbr_header::SbrHeader;
use oxideav_aac::spectral_data::SpectralData;
use oxideav_core::bits::{BitReader, BitWriter};

use super::asc::{self, AAC_LC};

/// What one decoder takes: an element of one channel, of two, or of the low frequencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Single,
    Pair,
    Low,
}

/// Elements of a stream that belong together have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) kind: Kind,
    tag: u8,
}

impl Key {
    pub(super) fn n_channels(self) -> usize {
        match self.kind {
            Kind::Single | Kind::Low => 1,
            Kind::Pair => 2,
        }
    }
}

/// What a block says of the upper half of an element's spectrum (spectral band replication, the
/// HE of HE-AAC).
pub(super) enum Upper {
    Nothing,
    /// There is to be one, but what it is like has not been told yet.
    Announced,
    Data(Box<SbrExtensionData>),
}

/// A channel element in its block.
pub(super) struct Channels {
    pub(super) key: Key,
    /// Its bits, behind its kind and tag.
    body: Range<u64>,
    pub(super) upper: Upper,
}

impl Channels {
    /// A block of this element alone, as a decoder of mono or stereo takes it.
    pub(super) fn alone(&self, block: &[u8]) -> Option<Vec<u8>> {
        const END: u32 = 0b111;
        let mut bits = BitReader::new(block);
        pass(&mut bits, self.body.start)?;
        let mut alone = BitWriter::new();
        // Single is 0, a pair 1; the tag is 0.
        alone.write_u32(u32::from(self.key.kind == Kind::Pair), 3);
        alone.write_u32(0, 4);
        let mut n_left = self.body.end - self.body.start;
        while n_left > 0 {
            let n = n_left.min(32) as u32;
            alone.write_u32(bits.read_u32(n).ok()?, n);
            n_left -= u64::from(n);
        }
        alone.write_u32(END, 3);
        Some(alone.finish())
    }
}

/// The channel elements of a block in their order; `None` of a damaged one, which may have an
/// element twice, and of one in which channels are coupled by an element of their own. `rate` is an index into [`asc::RATES_HZ`], and
/// `header` what was last told of an element's upper half.
pub(super) fn elements(
    block: &[u8],
    rate: u8,
    header: impl Fn(Key) -> Option<SbrHeader>,
) -> Option<Vec<Channels>> {
    let mut bits = BitReader::new(block);
    let mut found: Vec<Channels> = Vec::new();
    loop {
        match Walker::new(&mut bits).next_element_keep_fill().ok()?? {
            Element::ChannelElement {
                kind,
                element_instance_tag: tag,
            } => {
                let kind = match kind {
                    IdSynEle::Sce => Kind::Single,
                    IdSynEle::Cpe => Kind::Pair,
                    IdSynEle::Lfe => Kind::Low,
                    IdSynEle::Cce
                    | IdSynEle::Dse
                    | IdSynEle::Pce
                    | IdSynEle::Fil
                    | IdSynEle::End => return None,
                };
                let key = Key { kind, tag };
                if found.iter().any(|earlier| earlier.key == key) {
                    return None;
                }
                let start = bits.bit_position();
                match kind {
                    Kind::Single | Kind::Low => pass_channel(&mut bits, rate)?,
                    Kind::Pair => pass_pair(&mut bits, rate)?,
                }
                found.push(Channels {
                    key,
                    body: start..bits.bit_position(),
                    upper: Upper::Nothing,
                });
            }
            Element::Fill { payload_bytes } => {
                let end = bits.bit_position() + 8 * u64::from(payload_bytes);
                // What fills belongs to the element before it.
                if let Some(last) = found.last_mut().filter(|last| last.key.kind != Kind::Low) {
                    let header = header(last.key);
                    if let Some(upper) = upper(&mut bits, block, payload_bytes, rate, last, header)
                    {
                        last.upper = upper;
                    }
                }
                let n_left = end.checked_sub(bits.bit_position())?;
                pass(&mut bits, n_left)?;
            }
            Element::Data { .. } | Element::ProgramConfig(_) => {}
            Element::End => return Some(found),
        }
    }
}

/// `None` where the fill holds something else, or is damaged.
fn upper(
    bits: &mut BitReader<'_>,
    block: &[u8],
    n_bytes: u32,
    rate: u8,
    of: &Channels,
    header: Option<SbrHeader>,
) -> Option<Upper> {
    let kind = match of.key.kind {
        Kind::Single | Kind::Low => IdSynEle::Sce,
        Kind::Pair => IdSynEle::Cpe,
    };
    let rate_hz = 2 * asc::RATES_HZ[usize::from(rate)];
    match ExtensionPayload::parse_with_sbr(bits, n_bytes, kind, rate_hz, header).ok()? {
        ExtensionPayloadOrSbr::Payload(_) => None,
        ExtensionPayloadOrSbr::SbrPreHeader { .. } => Some(Upper::Announced),
        ExtensionPayloadOrSbr::Sbr(told) => {
            told.verify_crc(block).ok()?;
            Some(Upper::Data(told))
        }
    }
}

fn pass(bits: &mut BitReader<'_>, mut n_bits: u64) -> Option<()> {
    while n_bits > 0 {
        let n = n_bits.min(32);
        bits.read_u32(n as u32).ok()?;
        n_bits -= n;
    }
    Some(())
}

/// A channel that says itself how its windows lie.
fn pass_channel(bits: &mut BitReader<'_>, rate: u8) -> Option<()> {
    let body = IcsBody::parse(bits, AAC_LC, rate, false).ok()?;
    SpectralData::parse(bits, body.ics_info.as_ref()?, &body.section_data, rate).ok()?;
    Some(())
}

/// Two channels, whose windows may lie alike (ISO 14496-3, table 4.5).
fn pass_pair(bits: &mut BitReader<'_>, rate: u8) -> Option<()> {
    let is_alike = bits.read_bit().ok()?;
    if !is_alike {
        pass_channel(bits, rate)?;
        return pass_channel(bits, rate);
    }
    let info = IcsInfo::parse(bits, AAC_LC, rate, true).ok()?;
    let mask = MsMaskPresent::from_bits(bits.read_u32(2).ok()? as u8).ok()?;
    if mask == MsMaskPresent::Mask {
        pass(
            bits,
            u64::from(info.num_window_groups) * u64::from(info.max_sfb),
        )?;
    }
    for _ in 0..2 {
        let body = IcsBody::parse_with_ics_info(bits, &info, AAC_LC, false).ok()?;
        SpectralData::parse(bits, &info, &body.section_data, rate).ok()?;
    }
    Some(())
}
