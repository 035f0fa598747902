//! One file, packet by packet: format, track and decoder chosen; damage stepped over and counted.

use std::fs::File;
use std::path::Path;

use symphonia::core::codecs::audio::well_known::{CODEC_ID_AAC, CODEC_ID_OPUS};
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error as SymphoniaError;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::well_known::FORMAT_ID_ISOMP4;
use symphonia::core::formats::{FormatReader, Track, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::packet::Packet;

use super::opus::{self, OpusStream};
use super::priming::{self, Priming};
use super::{cause, priming::edit_list_start_secs};
use crate::error::{Error, Result};

/// Demuxers may stumble over damage and find their feet again, but not for ever.
const MAX_STUMBLES: usize = 64;
/// A stream of packets without a single frame in them has to end somewhere.
const MAX_EMPTY_PACKETS: usize = 20_000;
/// The highest sample rate that is believed. DSD as PCM reaches 705.6 kHz.
const MAX_RATE_HZ: u32 = 768_000;
const MAX_CHANNELS: usize = 64;

enum Codec {
    Symphonia(Box<dyn AudioDecoder>),
    Opus(Box<OpusStream>),
}

/// What the samples of a packet are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spec {
    pub rate_hz: u32,
    pub n_channels: usize,
}

/// What went wrong along the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Faults {
    pub damaged_packets: usize,
    /// The demuxer gave up before the end of the file.
    pub ended_early: bool,
}

pub(super) struct Reader {
    format: Box<dyn FormatReader>,
    track: Track,
    codec: Codec,
    pub priming: Priming,
    pub faults: Faults,
    /// An Ogg file that only lacks the mark of its end, as recorders that were not closed leave it, has all its sound.
    ends_on_a_page: bool,
    n_stumbles: usize,
    n_empty: usize,
    /// Of the packet decoded last.
    rate_hz: Option<u32>,
    buffer: Vec<f32>,
}

impl Reader {
    /// # Errors
    /// When the file cannot be read, is of no known format, or has no track that can be decoded.
    pub fn open(path: &Path) -> Result<Self> {
        let mut file = File::open(path).map_err(|e| Error::io("open", path, e))?;
        if file.metadata().is_ok_and(|m| m.is_dir()) {
            return Err(Error::file("a folder, not a sound file", path));
        }
        cause::look_at(&mut file).map_err(|e| Error::io("read", path, e))?.map_err(|why| Error::file(why, path))?;
        let edit_start_secs = edit_list_start_secs(&mut file);
        let ends_on_a_page = cause::ends_on_a_page(&mut file).map_err(|e| Error::io("read", path, e))?;
        let mut hint = Hint::new();
        if let Some(extension) = path.extension().and_then(|e| e.to_str()) {
            hint.with_extension(extension);
        }
        let file = File::open(path).map_err(|e| Error::io("open", path, e))?;
        let stream = MediaSourceStream::new(Box::new(file), Default::default());
        let mut format = symphonia::default::get_probe()
            .probe(&hint, stream, Default::default(), Default::default())
            .map_err(|e| Error::file(cause::of_probe(&e), path))?;
        let track = format.default_track(TrackType::Audio).or_else(|| format.first_track(TrackType::Audio));
        let Some(track) = track.cloned() else { return Err(Error::file("no audio track", path)) };
        let (codec, params) = codec_for(&track).map_err(|why| Error::file(why, path))?;
        let priming = priming_of(&mut *format, &codec, &params, edit_start_secs);
        Ok(Self {
            format,
            track,
            codec,
            priming,
            faults: Faults::default(),
            ends_on_a_page,
            n_stumbles: 0,
            n_empty: 0,
            rate_hz: None,
            buffer: Vec::new(),
        })
    }

    /// The track's next packet, or `None` at the end. Other tracks are passed over, and so is damage.
    pub fn next_packet(&mut self) -> Option<Packet> {
        loop {
            match self.format.next_packet() {
                Ok(Some(packet)) if packet.track_id == self.track.id => {
                    self.n_stumbles = 0;
                    return Some(packet);
                }
                Ok(Some(_)) => {}
                Ok(None) => return None,
                Err(SymphoniaError::IoError(e)) if e.kind() == std::io::ErrorKind::UnexpectedEof => {
                    self.faults.ended_early = !self.ends_on_a_page;
                    return None;
                }
                Err(SymphoniaError::ResetRequired) => self.next_chained_stream()?,
                Err(SymphoniaError::DecodeError(_)) if self.n_stumbles < MAX_STUMBLES => {
                    self.n_stumbles += 1;
                    self.faults.damaged_packets += 1;
                }
                Err(_) => {
                    self.faults.ended_early = true;
                    return None;
                }
            }
        }
    }

    /// An Ogg file can hold several songs end to end, each with headers of its own.
    fn next_chained_stream(&mut self) -> Option<()> {
        self.track = self.format.default_track(TrackType::Audio)?.clone();
        self.codec = codec_for(&self.track).ok()?.0;
        Some(())
    }

    /// The packet's samples, interleaved, what its encoder padded trimmed as far as the packet itself says so. `None` when
    /// there are none, because it is damaged (which is counted) or empty.
    pub fn decode(&mut self, packet: &Packet) -> Option<(Spec, &[f32])> {
        let decoded = match &mut self.codec {
            Codec::Opus(stream) => decode_opus(stream, packet, &mut self.buffer),
            Codec::Symphonia(decoder) => match decode_into(&mut **decoder, packet, &mut self.buffer) {
                Ok(spec) => Some(spec),
                Err(SymphoniaError::DecodeError(what)) if what.contains("signal spec") => self.change_channels(packet),
                Err(_) => None,
            },
        };
        let Some(spec) = decoded else {
            self.faults.damaged_packets += 1;
            return None;
        };
        self.rate_hz = Some(spec.rate_hz);
        let believable = (1..=MAX_RATE_HZ).contains(&spec.rate_hz) && (1..=MAX_CHANNELS).contains(&spec.n_channels);
        (believable && !self.buffer.is_empty()).then_some((spec, &self.buffer[..]))
    }

    /// MPEG streams may change between mono and stereo, for which symphonia 0.6 needs a new decoder. Another rate is no such
    /// change but damage that looks like a header.
    fn change_channels(&mut self, packet: &Packet) -> Option<Spec> {
        let (Codec::Symphonia(mut fresh), _) = codec_for(&self.track).ok()? else { return None };
        let spec = decode_into(&mut *fresh, packet, &mut self.buffer).ok()?;
        if self.rate_hz != Some(spec.rate_hz) {
            return None;
        }
        self.codec = Codec::Symphonia(fresh);
        Some(spec)
    }

    /// False when so many packets in a row held nothing that the rest will not either.
    pub fn is_worth_going_on(&mut self, found_sound: bool) -> bool {
        self.n_empty = if found_sound { 0 } else { self.n_empty + 1 };
        self.n_empty < MAX_EMPTY_PACKETS
    }

    /// Makes the decoder forget what came before, as after a jump.
    pub fn reset_codec(&mut self) {
        match &mut self.codec {
            Codec::Symphonia(decoder) => decoder.reset(),
            Codec::Opus(stream) => stream.reset(),
        }
    }

    /// Where a packet's first kept frame stands in the music and how many frames it holds, at the track's nominal rate.
    /// `None` where the container does not count in frames.
    pub fn place(&self, packet: &Packet) -> Option<(i64, u64)> {
        let rate_hz = u64::from(self.nominal_rate_hz()?);
        let base = self.track.time_base?;
        let (numer, denom) = (u64::from(base.numer.get()), u64::from(base.denom.get()));
        // Ticks that are not whole frames (Matroska's milliseconds) would put packets a little off.
        if !(rate_hz * numer).is_multiple_of(denom) {
            return None;
        }
        let scale = rate_hz * numer / denom;
        let start = packet.pts.get().checked_mul(i64::try_from(scale).ok()?)?;
        let skipped = i64::try_from(self.priming.delay).ok()?;
        Some((start.checked_sub(skipped)?, packet.dur.get().checked_mul(scale)?))
    }

    /// As ffprobe names it.
    pub fn codec_name(&self) -> String {
        match &self.codec {
            Codec::Symphonia(decoder) => decoder.codec_info().short_name.to_owned(),
            Codec::Opus(_) => "opus".to_owned(),
        }
    }

    pub fn nominal_rate_hz(&self) -> Option<u32> {
        match &self.codec {
            Codec::Opus(_) => Some(opus::RATE_HZ),
            Codec::Symphonia(_) => self.track.codec_params.as_ref()?.audio()?.sample_rate,
        }
    }

    /// Frames of music as the header has it, if it does.
    pub fn declared_frames(&self) -> Option<u64> {
        self.priming.length.or(self.track.num_frames)
    }
}

fn decode_into(
    decoder: &mut dyn AudioDecoder,
    packet: &Packet,
    buffer: &mut Vec<f32>,
) -> std::result::Result<Spec, SymphoniaError> {
    let decoded = decoder.decode(packet)?;
    decoded.copy_to_vec_interleaved(buffer);
    let spec = decoded.spec();
    Ok(Spec { rate_hz: spec.rate(), n_channels: spec.channels().count() })
}

fn decode_opus(stream: &mut OpusStream, packet: &Packet, buffer: &mut Vec<f32>) -> Option<Spec> {
    let n_channels = stream.n_channels();
    let samples = stream.decode(&packet.data)?;
    let padding = usize::try_from(packet.trim_end.get()).unwrap_or(usize::MAX);
    let keep = samples.len().saturating_sub(padding.saturating_mul(n_channels));
    buffer.clear();
    buffer.extend_from_slice(&samples[..keep]);
    Some(Spec { rate_hz: opus::RATE_HZ, n_channels })
}

fn codec_for(track: &Track) -> std::result::Result<(Codec, AudioCodecParameters), String> {
    let params = track.codec_params.as_ref().and_then(|p| p.audio()).ok_or("no audio track")?;
    let unsupported = || cause::of_codec(params.codec);
    let codec = if params.codec == CODEC_ID_OPUS {
        Codec::Opus(Box::new(OpusStream::new(params).ok_or_else(unsupported)?))
    } else {
        let decoder = symphonia::default::get_codecs()
            .make_audio_decoder(params, &AudioDecoderOptions::default())
            .map_err(|_| unsupported())?;
        Codec::Symphonia(decoder)
    };
    Ok((codec, params.clone()))
}

fn priming_of(
    format: &mut dyn FormatReader,
    codec: &Codec,
    params: &AudioCodecParameters,
    edit_start_secs: Option<f64>,
) -> Priming {
    if let Codec::Opus(stream) = codec {
        return Priming { delay: stream.pre_skip(), length: None };
    }
    // In the other containers symphonia trims by itself.
    if format.format_info().format != FORMAT_ID_ISOMP4 {
        return Priming { delay: 0, length: None };
    }
    let rate_hz = f64::from(params.sample_rate.unwrap_or(0));
    let edit_delay = edit_start_secs.map(|secs| (secs * rate_hz).round() as u64);
    priming::of_mp4(format, edit_delay, params.codec == CODEC_ID_AAC)
}
