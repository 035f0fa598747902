//! Packets to samples, whatever the codec: symphonia's decoders, AAC beyond them, Opus, MPEG audio.

use symphonia::core::codecs::audio::well_known::{
    CODEC_ID_AAC, CODEC_ID_MP1, CODEC_ID_MP2, CODEC_ID_MP3, CODEC_ID_OPUS,
};
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration, Timestamp};

use super::aac::AacDecoder;
use super::mpeg::MpegDecoder;
use super::opus::{self, OpusStream};
use super::{Spec, asc, cause};
use crate::words::Message;

pub(super) enum Codec {
    Symphonia(Box<dyn AudioDecoder>),
    Aac(Box<AacDecoder>),
    Opus(Box<OpusStream>),
    Mpeg(Box<MpegDecoder>),
}

impl Codec {
    /// # Errors
    /// Why there is no decoder.
    pub(super) fn new(params: &AudioCodecParameters) -> Result<Self, Message> {
        Self::of_packets(params, std::iter::empty())
    }

    /// Of a stream that begins with these packets: AAC's header need not say all.
    ///
    /// # Errors
    /// Why there is no decoder.
    pub(super) fn of_packets<'a>(
        params: &AudioCodecParameters,
        first: impl Iterator<Item = &'a [u8]>,
    ) -> Result<Self, Message> {
        match params.codec {
            CODEC_ID_OPUS => Ok(Self::Opus(Box::new(OpusStream::new(
                params.extra_data.as_deref().unwrap_or_default(),
            )?))),
            CODEC_ID_MP1 => Ok(Self::Mpeg(Box::new(MpegDecoder::new(1)))),
            CODEC_ID_MP2 => Ok(Self::Mpeg(Box::new(MpegDecoder::new(2)))),
            CODEC_ID_MP3 => Ok(Self::Mpeg(Box::new(MpegDecoder::new(3)))),
            CODEC_ID_AAC => {
                let head = params.extra_data.as_deref().unwrap_or_default();
                let Some(config) = asc::Config::read(head) else {
                    return Self::symphonia(params);
                };
                match (AacDecoder::needed(config, first), config.plainer()) {
                    (Some(decoder), _) => Ok(Self::Aac(Box::new(decoder))),
                    (None, Some(head)) => {
                        Self::symphonia(params.clone().with_extra_data(head.into()))
                    }
                    (None, None) => Self::symphonia(params),
                }
            }
            _ => Self::symphonia(params),
        }
    }

    fn symphonia(params: &AudioCodecParameters) -> Result<Self, Message> {
        symphonia::default::get_codecs()
            .make_audio_decoder(params, &AudioDecoderOptions::default())
            .map(Self::Symphonia)
            .map_err(|_| cause::of_codec(params))
    }

    /// As ffprobe names it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Symphonia(decoder) => decoder.codec_info().short_name.to_owned(),
            Self::Aac(_) => "aac".to_owned(),
            Self::Opus(_) => "opus".to_owned(),
            Self::Mpeg(decoder) => decoder.name().to_owned(),
        }
    }

    /// The samples of one packet, interleaved, into `out`, which is emptied first; what the packet
    /// itself says was padded is trimmed. `None` when it is damaged.
    pub(super) fn decode(&mut self, packet: &Packet, out: &mut Vec<f32>) -> Option<Spec> {
        out.clear();
        match self {
            Self::Symphonia(decoder) => {
                let decoded = decoder.decode(packet).ok()?;
                decoded.copy_to_vec_interleaved(out);
                Some(Spec {
                    rate_hz: decoded.spec().rate(),
                    n_channels: decoded.spec().channels().count(),
                })
            }
            Self::Aac(decoder) => decoder.decode(&packet.data, out),
            Self::Opus(stream) => {
                let n_channels = stream.n_channels();
                out.extend_from_slice(stream.decode(&packet.data)?);
                let padding = usize::try_from(packet.trim_end.get()).unwrap_or(usize::MAX);
                out.truncate(out.len().saturating_sub(padding.saturating_mul(n_channels)));
                Some(Spec {
                    rate_hz: opus::RATE_HZ,
                    n_channels,
                })
            }
            Self::Mpeg(decoder) => decoder.decode(&packet.data, out),
        }
    }

    /// As [`Codec::decode`], of a packet that no demuxer of symphonia made; `n_frames` where a
    /// decoder cannot know.
    pub(super) fn decode_bytes(
        &mut self,
        data: &[u8],
        n_frames: u64,
        out: &mut Vec<f32>,
    ) -> Option<Spec> {
        self.decode(
            &Packet::new(0, Timestamp::ZERO, Duration::new(n_frames), data),
            out,
        )
    }

    /// Frames at the start that only settle the decoder.
    pub(super) fn n_settling(&self) -> usize {
        match self {
            Self::Opus(stream) => stream.pre_skip(),
            Self::Symphonia(_) | Self::Aac(_) | Self::Mpeg(_) => 0,
        }
    }

    /// Of what comes out, where it need not be what the container says.
    pub(super) fn rate_hz(&self) -> Option<u32> {
        match self {
            Self::Aac(decoder) => Some(decoder.rate_hz()),
            Self::Symphonia(_) | Self::Opus(_) | Self::Mpeg(_) => None,
        }
    }
}
