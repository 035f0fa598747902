//! The frame in front of the music that some encoders write: how many frames there are, and what is
//! padded.

use super::frames::{HEADER_BYTES, Header};

/// What a decoder holds back, in samples.
const DECODER_DELAY: u64 = 528 + 1;

/// What a Xing, Info or VBRI frame says. It holds no sound itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Info {
    /// Frames of sound, without this one.
    pub(crate) n_frames: Option<u64>,
    /// Samples that encoder and decoder put before the music.
    pub(crate) delay: u64,
    /// Samples behind it.
    pub(crate) padding: u64,
}

impl Info {
    /// `None` when the frame is one of sound.
    pub(super) fn read(header: Header, frame: &[u8]) -> Option<Self> {
        if header.layer() != 3 {
            return None;
        }
        let after_side_info = HEADER_BYTES + header.side_info_bytes();
        // Of encoders that write a checksum some count it, others do not.
        let starts = if header.has_crc() { &[0, 2][..] } else { &[0] };
        let xing = starts.iter().find_map(|extra| {
            let tag = frame.get(after_side_info + extra..)?;
            (tag.starts_with(b"Xing") || tag.starts_with(b"Info")).then_some(tag)
        });
        xing.map(Self::of_xing).or_else(|| {
            let vbri = frame.get(HEADER_BYTES + 32..)?;
            let n_frames = word(vbri, 14).map(u64::from).filter(|&n| n > 0);
            vbri.starts_with(b"VBRI").then_some(Self {
                n_frames,
                ..Self::default()
            })
        })
    }

    /// As LAME writes it and ffmpeg reads it: delay and padding only where the encoder is known to
    /// fill them in.
    fn of_xing(tag: &[u8]) -> Self {
        let flags = word(tag, 4).unwrap_or(0);
        let n_frames = word(tag, 8)
            .filter(|&n| flags & 1 != 0 && n > 0)
            .map(u64::from);
        let fields = [(1, 4), (2, 4), (4, 100), (8, 4)];
        let encoder_at = 8 + fields
            .iter()
            .map(|&(flag, n_bytes)| if flags & flag != 0 { n_bytes } else { 0 })
            .sum::<usize>();
        let (mut delay, mut padding) = (0, 0);
        let encoder = tag.get(encoder_at..).unwrap_or_default();
        if [b"LAME", b"Lavf", b"Lavc"]
            .iter()
            .any(|name| encoder.starts_with(*name))
            && let Some(both) = word(encoder, 20)
        {
            // Twelve bits each, behind a byte of bit rate.
            delay = u64::from(both >> 12 & 0xFFF) + DECODER_DELAY;
            padding = u64::from(both & 0xFFF).saturating_sub(DECODER_DELAY);
        }
        Self {
            n_frames,
            delay,
            padding,
        }
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
