//! Packets to samples, whatever the codec: symphonia's decoders, Opus, MPEG audio.

use symphonia::core::codecs::audio::well_known::{
    CODEC_ID_AAC, CODEC_ID_MP1, CODEC_ID_MP2, CODEC_ID_MP3, CODEC_ID_OPUS,
};
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration, Timestamp};

use super::mpeg::MpegDecoder;
use super::opus::{self, OpusStream};
use super::{Spec, asc, cause};
use crate::words::Message;

pub(super) enum Codec {
    Symphonia(Box<dyn AudioDecoder>),
    Opus(Box<OpusStream>),
    Mpeg(Box<MpegDecoder>),
}

impl Codec {
    /// # Errors
    /// Why there is no decoder.
    pub(super) fn new(params: &AudioCodecParameters) -> Result<Self, Message> {
        match params.codec {
            CODEC_ID_OPUS => Ok(Self::Opus(Box::new(OpusStream::new(
                params.extra_data.as_deref().unwrap_or_default(),
            )?))),
            CODEC_ID_MP1 => Ok(Self::Mpeg(Box::new(MpegDecoder::new(1)))),
            CODEC_ID_MP2 => Ok(Self::Mpeg(Box::new(MpegDecoder::new(2)))),
            CODEC_ID_MP3 => Ok(Self::Mpeg(Box::new(MpegDecoder::new(3)))),
            CODEC_ID_AAC => {
                let head = params.extra_data.as_deref().unwrap_or_default();
                match asc::Config::read(head).and_then(asc::Config::plainer) {
                    Some(head) => Self::symphonia(params.clone().with_extra_data(head.into())),
                    None => Self::symphonia(params),
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
            Self::Symphonia(_) | Self::Mpeg(_) => 0,
        }
    }
}
