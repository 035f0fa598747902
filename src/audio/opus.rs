//! Opus, which symphonia demuxes but does not decode.

use opus_pure::OpusMSDecoder;
use symphonia::core::codecs::audio::AudioCodecParameters;

/// Opus always decodes at this rate here; the rate in its header is only what the encoder was given.
pub(super) const RATE_HZ: u32 = 48_000;

/// The longest packet there can be, 120 ms, in frames.
const MAX_PACKET_FRAMES: usize = 5760;

pub(super) struct OpusStream {
    decoder: OpusMSDecoder,
    n_channels: usize,
    pre_skip: u16,
    buffer: Vec<f32>,
}

impl OpusStream {
    /// `None` when the identification header (RFC 7845, 5.1) is missing or asks for a layout that cannot be decoded.
    pub fn new(params: &AudioCodecParameters) -> Option<Self> {
        let head = params.extra_data.as_deref()?;
        if head.len() < 19 || !head.starts_with(b"OpusHead") {
            return None;
        }
        let (n_channels, mapping_family) = (usize::from(head[9]), head[18]);
        let mut decoder = OpusMSDecoder::new(RATE_HZ as i32, n_channels, mapping_family).ok()?;
        // Family 1 names its streams; another division of them than the usual one would be decoded wrongly.
        let usual = decoder.layout();
        if mapping_family != 0
            && (head.get(19).copied().map(usize::from) != Some(usual.nb_streams)
                || head.get(20).copied().map(usize::from) != Some(usual.nb_coupled_streams))
        {
            return None;
        }
        // In MP4 the same fields are big-endian, and the version is 0 (Opus in ISOBMFF, 4.3.2).
        let word = |at: usize| {
            let bytes = [head[at], head[at + 1]];
            if head[8] == 0 { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) }
        };
        let gain_q8 = i32::from(word(16).cast_signed());
        decoder.streams_mut().iter_mut().for_each(|s| s.gain_q8 = gain_q8);
        Some(Self { decoder, n_channels, pre_skip: word(10), buffer: vec![0.0; MAX_PACKET_FRAMES * n_channels] })
    }

    pub fn n_channels(&self) -> usize {
        self.n_channels
    }

    /// Frames at the start that only settle the decoder.
    pub fn pre_skip(&self) -> u64 {
        u64::from(self.pre_skip)
    }

    /// The packet's samples, interleaved; `None` when it is damaged.
    pub fn decode(&mut self, packet: &[u8]) -> Option<&[f32]> {
        // An empty packet would be taken for a lost one and filled in.
        if packet.is_empty() {
            return None;
        }
        let n = self.decoder.decode(packet, MAX_PACKET_FRAMES, &mut self.buffer).ok()?;
        self.buffer.get(..n * self.n_channels)
    }

    pub fn reset(&mut self) {
        // On an error the state stays as it was: the first packets then sound as after a loss, no worse.
        let _ = self.decoder.reset_state();
    }
}
