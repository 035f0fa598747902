//! Containers that symphonia reads: MP4, Matroska, CAF.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_AAC;
use symphonia::core::errors::Error as SymphoniaError;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::well_known::{FORMAT_ID_CAF, FORMAT_ID_ISOMP4};
use symphonia::core::formats::{FormatReader, Track, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream};
use symphonia::core::packet::Packet;

use super::codec::Codec;
use super::priming::{self, Priming};
use super::{Step, Stream, aac, cause};
use crate::words::{Message, id, say};

/// Demuxers may stumble over damage and find their feet again, but not for ever.
const MAX_STUMBLES: usize = 64;

/// No song is longer than a terabyte, whatever is promised.
const MAX_PROMISED_BYTES: u64 = 1 << 40;

/// A file's first bytes, in which a container says what it is.
pub(super) fn is_known(head: &[u8]) -> bool {
    let is_mp4 = head.get(4..8).is_some_and(|kind| {
        [
            b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot",
        ]
        .iter()
        .any(|known| kind == *known)
    });
    is_mp4 || head.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]) || head.starts_with(b"caff")
}

/// A file in a container that symphonia reads.
pub(super) struct Container {
    format: Box<dyn FormatReader>,
    track: Track,
    codec: Codec,
    /// Packets that were looked at, or how many were damaged in their place.
    looked_at: VecDeque<Result<Packet, usize>>,
    /// Frames that are still to be dropped, and then to be kept.
    to_skip: u64,
    to_keep: u64,
    declared_secs: Option<f64>,
    n_bytes: u64,
    n_bytes_passed: u64,
    is_cut: bool,
    n_stumbles: usize,
}

impl Container {
    /// # Errors
    /// The cause why nothing can be decoded.
    pub(super) fn new(mut file: File, path: &Path) -> Result<Self, Message> {
        let edit_start_secs = priming::edit_list_start_secs(&mut file);
        let n_bytes = file.metadata().map_or(0, |m| m.len());
        let promised = promised_bytes(&mut file, n_bytes);
        file.rewind()
            .map_err(|e| say(id::AUDIO_CANNOT_READ_E).with("e", e))?;
        let mut hint = Hint::new();
        if let Some(extension) = path.extension().and_then(|e| e.to_str()) {
            hint.with_extension(extension);
        }
        let is_probing = Arc::new(AtomicBool::new(true));
        let source = Promised {
            file,
            len: promised,
            is_probing: is_probing.clone(),
        };
        let format = symphonia::default::get_probe()
            .probe(
                &hint,
                MediaSourceStream::new(Box::new(source), Default::default()),
                Default::default(),
                Default::default(),
            )
            .map_err(|e| cause::of_probe(&e))?;
        is_probing.store(false, Ordering::Relaxed);
        let track = format
            .default_track(TrackType::Audio)
            .or_else(|| format.first_track(TrackType::Audio));
        let track = track.cloned().ok_or(say(id::AUDIO_NO_AUDIO_TRACK))?;
        let params = track
            .codec_params
            .as_ref()
            .and_then(|p| p.audio())
            .ok_or(say(id::AUDIO_NO_AUDIO_TRACK))?;
        let codec = Codec::new(params)?;
        let is_aac = params.codec == CODEC_ID_AAC;
        let is_mp4 = format.format_info().format == FORMAT_ID_ISOMP4;
        // What the others say is a guess, or rounded.
        let says = is_mp4 || format.format_info().format == FORMAT_ID_CAF;
        let declared = track
            .duration
            .zip(track.time_base)
            .filter(|(duration, _)| says && duration.get() > 0);
        let in_secs = declared.map(|(duration, base)| {
            duration.get() as f64 * f64::from(base.numer.get()) / f64::from(base.denom.get())
        });
        let mut container = Self {
            declared_secs: None,
            codec,
            format,
            looked_at: VecDeque::new(),
            to_skip: 0,
            to_keep: u64::MAX,
            n_bytes,
            n_bytes_passed: 0,
            is_cut: promised > n_bytes,
            n_stumbles: 0,
            track,
        };
        if is_aac {
            container.look_at_first()?;
        }
        let said_hz = container.audio_params().and_then(|p| p.sample_rate);
        let rate_hz = f64::from(container.codec.rate_hz().or(said_hz).unwrap_or(0));
        let priming = match &container.codec {
            Codec::Opus(stream) => Priming {
                delay: stream.pre_skip() as u64,
                length: None,
            },
            Codec::Symphonia(_) | Codec::Aac(_) | Codec::Mpeg(_) if is_mp4 => {
                let edit_delay = edit_start_secs.map(|secs| (secs * rate_hz).round() as u64);
                priming::of_mp4(&mut *container.format, edit_delay, is_aac)
            }
            // In the other containers symphonia trims by itself.
            Codec::Symphonia(_) | Codec::Aac(_) | Codec::Mpeg(_) => Priming {
                delay: 0,
                length: None,
            },
        };
        container.to_skip = priming.delay;
        // Only Apple's tag is trusted to the frame; an edit list counts in milliseconds.
        container.to_keep = priming.length.unwrap_or(u64::MAX);
        container.declared_secs =
            in_secs.map(|secs| (secs - priming.delay as f64 / rate_hz.max(1.0)).max(0.0));
        Ok(container)
    }

    fn audio_params(&self) -> Option<&AudioCodecParameters> {
        self.track.codec_params.as_ref()?.audio()
    }

    /// Looks at the first packets, keeps them for [`Container::next_packet`], and takes the decoder
    /// that they need.
    fn look_at_first(&mut self) -> Result<(), Message> {
        let packets = std::iter::from_fn(|| self.next_packet());
        self.looked_at = packets.take(aac::N_FIRST).collect();
        let whole = self.looked_at.iter().flatten().map(|packet| &*packet.data);
        let needed = self
            .audio_params()
            .map(|params| Codec::of_packets(params, whole));
        if let Some(codec) = needed {
            self.codec = codec?;
        }
        Ok(())
    }

    /// The track's next packet, or how many are damaged before the next. Other tracks are passed
    /// over.
    fn next_packet(&mut self) -> Option<Result<Packet, usize>> {
        if let Some(packet) = self.looked_at.pop_front() {
            return Some(packet);
        }
        loop {
            match self.format.next_packet() {
                Ok(Some(packet)) if packet.track_id == self.track.id => {
                    self.n_stumbles = 0;
                    self.n_bytes_passed += packet.data.len() as u64;
                    return Some(Ok(packet));
                }
                Ok(Some(_)) => {}
                Ok(None) => return None,
                Err(SymphoniaError::IoError(e))
                    if e.kind() == std::io::ErrorKind::UnexpectedEof =>
                {
                    self.is_cut = true;
                    return None;
                }
                Err(SymphoniaError::ResetRequired) => {
                    self.track = self.format.default_track(TrackType::Audio)?.clone();
                    self.codec = Codec::new(self.audio_params()?).ok()?;
                }
                Err(SymphoniaError::DecodeError(_)) if self.n_stumbles < MAX_STUMBLES => {
                    self.n_stumbles += 1;
                    return Some(Err(1));
                }
                Err(_) => {
                    self.is_cut = true;
                    return None;
                }
            }
        }
    }
}

impl Stream for Container {
    fn codec(&self) -> String {
        self.codec.name()
    }

    fn declared_secs(&self) -> Option<f64> {
        self.declared_secs
    }

    fn next(&mut self, out: &mut Vec<f32>) -> Step {
        out.clear();
        let packet = match self.next_packet() {
            None => return Step::End,
            Some(Err(n)) => return Step::Damaged(n),
            Some(Ok(packet)) => packet,
        };
        let Some(spec) = self.codec.decode(&packet, out) else {
            return Step::Damaged(1);
        };
        let n_frames = (out.len() / spec.n_channels.max(1)) as u64;
        let skip = self.to_skip.min(n_frames);
        let keep = self.to_keep.min(n_frames - skip);
        out.truncate((skip + keep) as usize * spec.n_channels);
        out.drain(..skip as usize * spec.n_channels);
        (self.to_skip, self.to_keep) = (self.to_skip - skip, self.to_keep - keep);
        Step::Sound(spec)
    }

    fn is_cut(&self) -> bool {
        self.is_cut
    }

    fn pass(&mut self) -> bool {
        self.next_packet().is_some()
    }

    fn share(&self) -> f64 {
        self.n_bytes_passed as f64 / self.n_bytes.max(1) as f64
    }
}

/// Where the last box of an MP4 file says that it ends, if its index stands before that; the file's
/// length for other files, and for whole ones.
fn promised_bytes(file: &mut File, len: u64) -> u64 {
    let mut at = 0;
    let mut head = [0; 16];
    let mut has_index = false;
    while at + 8 <= len
        && file.seek(SeekFrom::Start(at)).is_ok()
        && file.read_exact(&mut head[..8]).is_ok()
    {
        let size = match u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]])) {
            1 if file.read_exact(&mut head[8..]).is_ok() => {
                head[8..].iter().fold(0, |n, &b| n << 8 | u64::from(b))
            }
            size => size,
        };
        let end = at.saturating_add(size);
        if end > len && has_index && &head[4..8] == b"mdat" {
            return end.min(MAX_PROMISED_BYTES);
        }
        if size < 8 || end > len {
            return len;
        }
        has_index |= &head[4..8] == b"moov";
        at = end;
    }
    len
}

/// A file that claims the length which its header promises: symphonia's MP4 reader (0.6.1) refuses
/// one that was cut off, though its index and the beginning of its sound are there. Where it looks
/// for tags, at the end, zeros are; where it looks for sound, there is none.
struct Promised {
    file: File,
    len: u64,
    is_probing: Arc<AtomicBool>,
}

impl Read for Promised {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.file.read(buffer)?;
        let at = self.file.stream_position()?;
        if n > 0 || at >= self.len || !self.is_probing.load(Ordering::Relaxed) {
            return Ok(n);
        }
        let n = buffer
            .len()
            .min(usize::try_from(self.len - at).unwrap_or(usize::MAX));
        buffer[..n].fill(0);
        self.file.seek_relative(n as i64)?;
        Ok(n)
    }
}

impl Seek for Promised {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        match to {
            SeekFrom::End(from_end) => self
                .file
                .seek(SeekFrom::Start(self.len.saturating_add_signed(from_end))),
            SeekFrom::Start(_) | SeekFrom::Current(_) => self.file.seek(to),
        }
    }
}

impl MediaSource for Promised {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.len)
    }
}
