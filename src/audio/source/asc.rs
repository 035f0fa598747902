//! AAC's own header in MP4, Matroska and CAF (AudioSpecificConfig, ISO 14496-3, 1.6.2.1), as far as
//! it tells what the sound is.

use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_AAC;

/// AAC-LC, the object type that is decoded (ISO 14496-3, table 1.17).
pub(super) const AAC_LC: u8 = 2;
/// HE-AAC, and HE-AAC v2: AAC-LC with an upper half, and with stereo from mono.
const REPLICATED: u8 = 5;
const PARAMETRIC: u8 = 29;
/// By their index (ISO 14496-3, table 1.18).
pub(super) const RATES_HZ: [u32; 13] = [
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350,
];
/// A rate that is written out and is no index.
const RATE_IS_TOLD: u8 = 15;
/// Where a header that older decoders understand goes on for newer ones (1.6.6).
const UPPER_FOLLOWS: u32 = 0x2B7;
const STEREO_FOLLOWS: u32 = 0x548;

/// The header of a plain stream of AAC-LC.
fn plain(rate: u8, channels: u8) -> [u8; 2] {
    let bits = u16::from(AAC_LC) << 11 | u16::from(rate) << 7 | u16::from(channels) << 3;
    bits.to_be_bytes()
}

/// For decoders, of a stream whose container has no header of AAC's own.
pub(super) fn params(rate: u8, channels: u8) -> AudioCodecParameters {
    let mut params = AudioCodecParameters::new();
    params
        .for_codec(CODEC_ID_AAC)
        .with_extra_data(plain(rate, channels).into());
    params
}

/// What a header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Config {
    /// The audio object type, of the core.
    pub(crate) object: u8,
    /// Index into [`RATES_HZ`], of the core.
    pub(crate) rate: u8,
    /// Configuration of channels; 0 is one that the header itself lays out, or the stream.
    pub(crate) channels: u8,
    /// Whether it says that the upper half of the spectrum is rebuilt from the lower, that it is so
    /// at the core's own rate in place of twice that, and that stereo is made of mono.
    pub(crate) has_upper: bool,
    pub(crate) is_downsampled: bool,
    pub(crate) is_parametric: bool,
    /// Frames of 960 samples in place of 1024.
    pub(crate) is_short: bool,
    /// `None` where the layout is cut off.
    pub(crate) n_channels: Option<usize>,
}

impl Config {
    /// `None` of too few bytes.
    pub(super) fn read(head: &[u8]) -> Option<Self> {
        let mut bits = Bits { head, at: 0 };
        let mut object = bits.object()?;
        let rate = bits.rate()?;
        let channels = bits.take(4)? as u8;
        let is_parametric = object == PARAMETRIC;
        let mut upper_rate = None;
        if object == REPLICATED || is_parametric {
            upper_rate = Some(bits.rate()?);
            object = bits.object()?;
        }
        // Of AAC-LC and its like: the flags, of which the last says nothing of these.
        let mut flag = || bits.take(1).unwrap_or(0) != 0;
        let (is_short, depends_on_core) = (flag(), flag());
        if depends_on_core {
            bits.take(14);
        }
        bits.take(1);
        let mut config = Self {
            object,
            rate,
            channels,
            has_upper: upper_rate.is_some(),
            is_downsampled: upper_rate == Some(rate),
            is_parametric,
            is_short,
            n_channels: match channels {
                0 => bits.n_channels_of_layout(),
                7 => Some(8),
                n => Some(usize::from(n)),
            },
        };
        if channels != 0 && !config.has_upper {
            config.read_on(&mut bits);
        }
        Some(config)
    }

    /// What follows for decoders that know of an upper half.
    fn read_on(&mut self, bits: &mut Bits<'_>) -> Option<()> {
        let follows = bits.take(11)? == UPPER_FOLLOWS && bits.object()? == REPLICATED;
        if follows && bits.take(1)? == 1 {
            self.has_upper = true;
            self.is_downsampled = bits.rate()? == self.rate;
            self.is_parametric = bits.take(11)? == STEREO_FOLLOWS && bits.take(1)? == 1;
        }
        Some(())
    }

    /// Of the core.
    pub(super) fn rate_hz(self) -> Option<u32> {
        RATES_HZ.get(usize::from(self.rate)).copied()
    }

    /// The same sound in the plainest header: symphonia's decoder (0.6.1) takes no layout of
    /// channels and no dependence on a core, not even where they are those of any mono or stereo
    /// sound. `None` where it is none of AAC-LC.
    pub(super) fn plainer(self) -> Option<[u8; 2]> {
        let n_channels = self.n_channels.filter(|n| (1..=2).contains(n))? as u8;
        let is_lc = self.object == AAC_LC && self.rate_hz().is_some() && !self.is_short;
        is_lc.then(|| plain(self.rate, n_channels))
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

    fn object(&mut self) -> Option<u8> {
        Some(match self.take(5)? as u8 {
            31 => 32 + self.take(6)? as u8,
            object => object,
        })
    }

    /// Its index; one that is written out and has one, has that.
    fn rate(&mut self) -> Option<u8> {
        let rate = self.take(4)? as u8;
        if rate != RATE_IS_TOLD {
            return Some(rate);
        }
        let told = self.take(24)?;
        let index = RATES_HZ.iter().position(|&known| known == told);
        Some(index.map_or(RATE_IS_TOLD, |index| index as u8))
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
        assert_eq!(config(&[0x12, 0x10]).plainer(), Some([0x12, 0x10]));
        let core = config(&[0x12, 0x12]);
        assert_eq!(
            (core.n_channels, core.plainer()),
            (Some(2), Some([0x12, 0x10]))
        );
        let laid_out = config(&[0x12, 0x00, 0x05, 0x04, 0x00, 0x00, 0x20]);
        assert_eq!(laid_out.n_channels, Some(2));
        assert_eq!(laid_out.plainer(), Some([0x12, 0x10]));
        // xHE-AAC; and what is cut off.
        assert_eq!(config(&[0xF9, 0x48, 0x40]).object, 42);
        assert_eq!(config(&[0x12, 0x00]).n_channels, None);
        assert_eq!(Config::read(&[0x12]), None);
    }

    /// Headers of HE-AAC and of HE-AAC v2 at 44.1 kHz as Fraunhofer's encoder (fdk-aac 2.0) writes
    /// them: which say nothing of the upper half, which do so behind what older decoders read, and
    /// which begin with it.
    #[test]
    fn an_upper_half_is_told_in_three_ways() {
        let told = |head: &[u8]| {
            let config = Config::read(head).unwrap();
            assert_eq!((config.object, config.rate_hz()), (AAC_LC, Some(22_050)));
            assert!(!config.is_downsampled);
            (config.n_channels, config.has_upper, config.is_parametric)
        };
        assert_eq!(told(&[0x13, 0x90]), (Some(2), false, false));
        assert_eq!(told(&[0x13, 0x88]), (Some(1), false, false));
        assert_eq!(
            told(&[0x13, 0x90, 0x56, 0xE5, 0xA0]),
            (Some(2), true, false)
        );
        assert_eq!(
            told(&[0x13, 0x88, 0x56, 0xE5, 0xA5, 0x48, 0x80]),
            (Some(1), true, true)
        );
        assert_eq!(told(&[0x2B, 0x92, 0x08, 0x00]), (Some(2), true, false));
        assert_eq!(told(&[0xEB, 0x8A, 0x08, 0x00]), (Some(1), true, true));
        let same_rate = Config::read(&[0x2B, 0x93, 0x88, 0x00]).unwrap();
        assert!(same_rate.has_upper && same_rate.is_downsampled);
    }
}
