//! AAC beyond one channel or two of AAC-LC: more channels, and HE-AAC, whose upper half of the
//! spectrum is rebuilt from the lower (spectral band replication), as is stereo from mono
//! (parametric stereo).
//!
//! symphonia's decoder (0.6.1) takes the lower half of one element. So a block is taken apart
//! ([`super::block`]), each element goes to a decoder of its own, and oxideav-aac (0.1.7) rebuilds
//! the upper half of what comes out. ffmpeg 5.1 hears the same within −130 dB in recordings that
//! Fraunhofer's encoder made, and within −50 dB where stereo is made of mono.

use oxideav_aac::channel_map::reorder_channels;
use oxideav_aac::sbr_decoder::SbrDecoder;
use oxideav_aac::sbr_header::SbrHeader;
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration, Timestamp};

use super::Spec;
use super::asc::{self, AAC_LC, Config};
use super::block::{self, Channels, Key, Upper};

/// Blocks from the first on that tell what a stream is made of.
pub(super) const N_FIRST: usize = 8;

/// Full scale of 16 bits, in which the standard counts.
const FULL_SCALE: f64 = 32_768.0;

/// Decoder of a stream.
pub(super) struct AacDecoder {
    config: Config,
    /// Whether there is an upper half, by the first blocks: of all, as the rate is twice the core's
    /// with it.
    replicates: bool,
    /// Whether an element of one channel makes two.
    is_parametric: bool,
    parts: Vec<Part>,
}

/// What the blocks of one element go through.
struct Part {
    key: Key,
    core: Box<dyn AudioDecoder>,
    header: Option<SbrHeader>,
    upper: Option<SbrDecoder>,
}

impl AacDecoder {
    /// The decoder of a stream that symphonia's is not enough for; `None` where it is, or nothing
    /// is. The header need not say that there is an upper half; the first blocks do.
    pub(super) fn needed<'a>(
        config: Config,
        blocks: impl Iterator<Item = &'a [u8]>,
    ) -> Option<Self> {
        config.rate_hz()?;
        if config.object != AAC_LC || config.is_short {
            return None;
        }
        let mut trial = Self {
            replicates: true,
            ..Self::new(config)
        };
        let (mut n, mut n_with, mut out) = (0, 0, Vec::new());
        for block in blocks.take(N_FIRST) {
            let Some(elements) = trial.elements(block) else {
                continue;
            };
            n += 1;
            n_with += usize::from(elements.iter().any(Channels::has_upper));
            trial.decode_elements(&elements, block, &mut out);
        }
        // What damage makes of a block is not what most are.
        let replicates = config.has_upper || n_with > 0 && 4 * n_with >= 3 * n;
        let is_plain = config.n_channels.is_some_and(|n| (1..=2).contains(&n));
        (replicates || !is_plain).then(|| Self {
            replicates,
            is_parametric: trial.is_parametric,
            ..Self::new(config)
        })
    }

    fn new(config: Config) -> Self {
        Self {
            config,
            replicates: config.has_upper,
            is_parametric: config.is_parametric,
            parts: Vec::new(),
        }
    }

    /// Of what comes out.
    pub(super) fn rate_hz(&self) -> u32 {
        let core = self.config.rate_hz().unwrap_or_default();
        if self.replicates && !self.config.is_downsampled {
            2 * core
        } else {
            core
        }
    }

    fn elements(&self, block: &[u8]) -> Option<Vec<Channels>> {
        block::elements(block, self.config.rate, |key| {
            self.parts.iter().find(|part| part.key == key)?.header
        })
    }

    /// The samples of a block, interleaved, into `out`, which is empty; `None` of a damaged one.
    pub(super) fn decode(&mut self, block: &[u8], out: &mut Vec<f32>) -> Option<Spec> {
        let elements = self.elements(block)?;
        self.decode_elements(&elements, block, out)
    }

    fn decode_elements(
        &mut self,
        elements: &[Channels],
        block: &[u8],
        out: &mut Vec<f32>,
    ) -> Option<Spec> {
        let mut channels = Vec::new();
        for element in elements {
            channels.extend(self.channels_of(element, block)?);
        }
        if channels.len() > 2 {
            channels = reorder_channels(self.config.channels, channels);
        }
        let n_frames = channels.iter().map(Vec::len).min()?;
        let interleaved =
            (0..n_frames).flat_map(|i| channels.iter().map(move |channel| channel[i] / FULL_SCALE));
        out.extend(interleaved.map(|sample| sample as f32));
        Some(Spec {
            rate_hz: self.rate_hz(),
            n_channels: channels.len(),
        })
    }

    fn channels_of(&mut self, element: &Channels, block: &[u8]) -> Option<Vec<Vec<f64>>> {
        let core_hz = self.config.rate_hz()?;
        let i = match self.parts.iter().position(|part| part.key == element.key) {
            Some(i) => i,
            None => {
                self.parts.push(Part::new(element.key, self.config.rate)?);
                self.parts.len() - 1
            }
        };
        let part = &mut self.parts[i];
        let core = part.core(&element.alone(block)?)?;
        if !self.replicates {
            return Some(core);
        }
        let core: Vec<&[f64]> = core.iter().map(Vec::as_slice).collect();
        if part.upper.is_none() {
            let mut upper = SbrDecoder::new(2 * core_hz, core.len()).ok()?;
            upper.set_downsampled(self.config.is_downsampled).ok()?;
            part.upper = Some(upper);
        }
        let upper = part.upper.as_mut()?;
        let mut all = match &element.upper {
            Upper::Data(told) => {
                part.header = Some(told.header);
                upper.process_frame(told, &core)
            }
            Upper::Announced | Upper::Nothing => upper.upsample_frame(&core),
        }
        .ok()?;
        self.is_parametric |= all.len() > core.len();
        if self.is_parametric && all.len() == 1 {
            // Before it is told how the two differ they are the same.
            all.push(all[0].clone());
        }
        Some(all)
    }
}

impl Channels {
    fn has_upper(&self) -> bool {
        !matches!(self.upper, Upper::Nothing)
    }
}

impl Part {
    fn new(key: Key, rate: u8) -> Option<Self> {
        let params = asc::params(rate, key.n_channels() as u8);
        let core = symphonia::default::get_codecs()
            .make_audio_decoder(&params, &AudioDecoderOptions::default())
            .ok()?;
        Some(Self {
            key,
            core,
            header: None,
            upper: None,
        })
    }

    /// Each channel of a block of one element, at the core's rate.
    fn core(&mut self, block: &[u8]) -> Option<Vec<Vec<f64>>> {
        let packet = Packet::new(0, Timestamp::ZERO, Duration::new(1024), block);
        let decoded = self.core.decode(&packet).ok()?;
        let mut interleaved: Vec<f32> = Vec::new();
        decoded.copy_to_vec_interleaved(&mut interleaved);
        let n = self.key.n_channels();
        let channel = |first: usize| {
            let samples = interleaved.iter().skip(first).step_by(n);
            samples.map(|&s| f64::from(s) * FULL_SCALE).collect()
        };
        Some((0..n).map(channel).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of an ADTS stream without checksums, and what its first header says.
    fn stream(bytes: &[u8]) -> (Config, Vec<&[u8]>) {
        let rate = bytes[2] >> 2 & 0xf;
        let channels = (bytes[2] & 1) << 2 | bytes[3] >> 6;
        let params = asc::params(rate, channels);
        let config = Config::read(params.extra_data.as_deref().unwrap()).unwrap();
        let (mut blocks, mut rest) = (Vec::new(), bytes);
        while let [0xff, 0xf1, _, a, b, c, ..] = *rest {
            let length = usize::from(a & 3) << 11 | usize::from(b) << 3 | usize::from(c) >> 5;
            let (frame, after) = rest.split_at(length);
            blocks.push(&frame[7..]);
            rest = after;
        }
        (config, blocks)
    }

    #[test]
    fn only_the_first_blocks_say_that_there_is_an_upper_half() {
        let bytes = std::fs::read("tests/golden/audio/kinds/saws-six-he.aac").unwrap();
        let (config, blocks) = stream(&bytes);
        let core_hz = config.rate_hz().unwrap();
        let rates = |mut decoder: AacDecoder| -> Vec<u32> {
            let rate = |block: &&[u8]| decoder.decode(block, &mut Vec::new()).unwrap().rate_hz;
            blocks.iter().take(12).map(rate).collect()
        };
        let told = AacDecoder::needed(config, blocks.iter().copied()).unwrap();
        assert_eq!(rates(told), [2 * core_hz; 12]);
        let untold = AacDecoder::needed(config, std::iter::empty()).unwrap();
        assert_eq!(rates(untold), [core_hz; 12]);
    }
}
