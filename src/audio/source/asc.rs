//! AAC's own header in MP4, Matroska and CAF (AudioSpecificConfig, ISO 14496-3, 1.6.2.1), as far as
//! it tells what the sound is.

/// AAC-LC, the object type that is decoded (ISO 14496-3, table 1.17).
pub(super) const AAC_LC: u8 = 2;
/// A rate that is written out and is no index.
const RATE_IS_TOLD: u32 = 15;

/// What a header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Config {
    /// The audio object type.
    pub(crate) object: u8,
    /// Index into the rates of the standard.
    rate: u32,
    /// Configuration of channels; 0 is one that the header itself lays out.
    channels: u32,
    /// Frames of 960 samples in place of 1024.
    is_short: bool,
    depends_on_core: bool,
    /// `None` where the layout is cut off.
    pub(crate) n_channels: Option<usize>,
}

impl Config {
    /// `None` of too few bytes.
    pub(super) fn read(head: &[u8]) -> Option<Self> {
        let mut bits = Bits { head, at: 0 };
        let mut object = bits.take(5)?;
        if object == 31 {
            object = 32 + bits.take(6)?;
        }
        let rate = bits.take(4)?;
        if rate == RATE_IS_TOLD {
            bits.take(24)?;
        }
        let channels = bits.take(4)?;
        // Of AAC-LC and its like: the flags, of which the last says nothing of these.
        let mut flag = || bits.take(1).unwrap_or(0) != 0;
        let (is_short, depends_on_core) = (flag(), flag());
        if depends_on_core {
            bits.take(14);
        }
        bits.take(1);
        let n_channels = match channels {
            0 => bits.n_channels_of_layout(),
            7 => Some(8),
            n => Some(n as usize),
        };
        Some(Self {
            object: object as u8,
            rate,
            channels,
            is_short,
            depends_on_core,
            n_channels,
        })
    }

    /// The same sound in the plainest header, where this one is not that: symphonia's decoder
    /// (0.6.1) takes no layout of channels and no dependence on a core, not even where they are
    /// those of any mono or stereo sound.
    pub(super) fn plainer(self) -> Option<[u8; 2]> {
        let n_channels = self.n_channels.filter(|n| (1..=2).contains(n))? as u16;
        let is_odd = self.channels == 0 || self.depends_on_core;
        let is_lc = self.object == AAC_LC && self.rate < 13 && !self.is_short;
        let bits = u16::from(AAC_LC) << 11 | (self.rate as u16) << 7 | n_channels << 3;
        (is_odd && is_lc).then(|| bits.to_be_bytes())
    }
}

/// Reads bits, the highest of each byte first.
struct Bits<'a> {
    head: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    /// `None` beyond the end.
    fn take(&mut self, n: usize) -> Option<u32> {
        let mut value = 0;
        for _ in 0..n {
            let byte = self.head.get(self.at / 8)?;
            value = value << 1 | u32::from(byte >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Some(value)
    }

    /// Of a program config element (ISO 14496-3, table 4.2): elements in front, at the sides and
    /// behind, each of one channel or two, and those of low frequencies.
    fn n_channels_of_layout(&mut self) -> Option<usize> {
        self.take(4 + 2 + 4)?;
        let n_elements = self.take(4)? + self.take(4)? + self.take(4)?;
        let n_low = self.take(2)?;
        self.take(3 + 4)?;
        for n_bits in [4, 4, 3] {
            if self.take(1)? == 1 {
                self.take(n_bits)?;
            }
        }
        let mut n = n_low;
        for _ in 0..n_elements {
            n += 1 + self.take(1)?;
            self.take(4)?;
        }
        Some(n as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Headers that ffmpeg 5.1 wrote of AAC-LC at 44.1 kHz: three channels laid out by themselves
    /// (ffprobe says 3), six by their number, and stereo laid out by itself (`-aac_pce 1`); and one
    /// of stereo that depends on a core it lacks, which ffmpeg decodes.
    #[test]
    fn channels_are_counted_and_what_is_plain_is_said_plainly() {
        let config = |head: &[u8]| Config::read(head).unwrap();
        let three = config(&[0x12, 0x00, 0x05, 0x04, 0x01, 0x00, 0x20, 0x00]);
        assert_eq!((three.object, three.n_channels), (2, Some(3)));
        assert_eq!(three.plainer(), None);
        assert_eq!(config(&[0x12, 0x30]).n_channels, Some(6));
        assert_eq!(config(&[0x12, 0x10]).plainer(), None);
        let core = config(&[0x12, 0x12]);
        assert_eq!(
            (core.n_channels, core.plainer()),
            (Some(2), Some([0x12, 0x10]))
        );
        let laid_out = config(&[0x12, 0x00, 0x05, 0x04, 0x00, 0x00, 0x20]);
        assert_eq!(laid_out.n_channels, Some(2));
        assert_eq!(laid_out.plainer(), Some([0x12, 0x10]));
        // HE-AAC, xHE-AAC; and what is cut off.
        assert_eq!(config(&[0x2B, 0x11, 0x88, 0]).object, 5);
        assert_eq!(config(&[0xF9, 0x48, 0x40]).object, 42);
        assert_eq!(config(&[0x12, 0x00]).n_channels, None);
        assert_eq!(Config::read(&[0x12]), None);
    }
}
