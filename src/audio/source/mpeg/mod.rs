//! MPEG audio, layers 1 to 3.
//!
//! symphonia (0.6.1) refuses joint stereo whose channels differ in their block types
//! (<https://github.com/pdeljanov/Symphonia/issues/556>) and free format, leaves silent frames out
//! (<https://github.com/pdeljanov/Symphonia/issues/529>), and ends where the length that it guessed
//! does (<https://github.com/pdeljanov/Symphonia/issues/516>). So all frames are found here, before
//! the first is decoded, and `nanomp3-core` decodes them, a port of minimp3 that is bit-exact with
//! it.

mod frames;
mod info;

use nanomp3_core::{Channels, DecodeError, Decoder, MAX_SAMPLES_PER_FRAME};

use super::{Spec, Step, Stream};
use frames::Scan;
use info::Info;

/// The least share of the bytes between the first frame and the last that frames have: in anything
/// else, samples above all, something may look like a frame here and there.
const MIN_SHARE: f64 = 0.5;

/// Decodes single frames.
pub(super) struct MpegDecoder {
    decoder: Decoder,
    layer: usize,
    buffer: Vec<f32>,
}

impl MpegDecoder {
    pub(super) fn new(layer: usize) -> Self {
        Self {
            decoder: Decoder::new(),
            layer,
            buffer: vec![0.0; MAX_SAMPLES_PER_FRAME],
        }
    }

    /// As ffprobe names it.
    pub(super) fn name(&self) -> &'static str {
        match self.layer {
            1 => "mp1",
            2 => "mp2",
            _ => "mp3",
        }
    }

    /// The samples of the frame that `data` begins with, interleaved, into `out`, which is emptied
    /// first. `None` when it is damaged.
    pub(super) fn decode(&mut self, data: &[u8], out: &mut Vec<f32>) -> Option<Spec> {
        out.clear();
        let (info, n_samples) = match self.decoder.decode(data, &mut self.buffer).1 {
            Ok(info) => (info, info.samples_produced),
            // A frame that leans on others which are gone, as the first ones of a recording that
            // was cut: it keeps its time.
            Err(DecodeError::ReservoirUnavailable(info)) => {
                let n_samples = frames::Header::read(data)?.n_samples();
                self.buffer[..2 * n_samples].fill(0.0);
                (info, n_samples)
            }
            Err(_) => return None,
        };
        let n_channels = if info.channels == Channels::Mono {
            1
        } else {
            2
        };
        out.extend_from_slice(&self.buffer[..n_samples * n_channels]);
        Some(Spec {
            rate_hz: info.sample_rate,
            n_channels,
        })
    }
}

/// A file, or a part of one, of MPEG audio.
pub(super) struct MpegStream {
    data: Vec<u8>,
    scan: Scan,
    next: usize,
    decoder: MpegDecoder,
    declared_secs: Option<f64>,
    lacks_frames: bool,
    /// Samples that are still to be dropped, and then to be kept, if that is known; of each
    /// channel.
    to_skip: usize,
    to_keep: usize,
}

impl MpegStream {
    /// `None` when there are no frames.
    pub(super) fn new(data: Vec<u8>) -> Option<Self> {
        let mut scan = frames::scan(&data);
        let first = *scan.frames.first()?;
        if scan.share() < MIN_SHARE {
            return None;
        }
        // Those behind the first are of recordings that were joined.
        let info = Info::read(first.header, first.bytes(&data)).unwrap_or_default();
        scan.frames
            .retain(|frame| Info::read(frame.header, frame.bytes(&data)).is_none());
        let n_samples = first.header.n_samples() as u64;
        let (n_frames, n_trimmed) = (scan.frames.len() as u64, info.delay + info.padding);
        let declared = info
            .n_frames
            .map(|n| (n * n_samples).saturating_sub(n_trimmed));
        // Some count the frame that says so. A count that is wrong says nothing of where the music
        // ends.
        let is_counted = info
            .n_frames
            .is_some_and(|n| n == n_frames || n == n_frames + 1);
        Some(Self {
            decoder: MpegDecoder::new(first.header.layer()),
            declared_secs: declared.map(|n| n as f64 / f64::from(first.header.rate_hz())),
            lacks_frames: info.n_frames.is_some_and(|n| n > n_frames + 1),
            to_skip: info.delay as usize,
            to_keep: declared
                .filter(|_| is_counted)
                .map_or(usize::MAX, |n| n as usize),
            data,
            scan,
            next: 0,
        })
    }
}

impl Stream for MpegStream {
    fn codec(&self) -> String {
        self.decoder.name().to_owned()
    }

    fn declared_secs(&self) -> Option<f64> {
        self.declared_secs
    }

    fn next(&mut self, out: &mut Vec<f32>) -> Step {
        out.clear();
        let Some(frame) = self.scan.frames.get(self.next) else {
            let n_gaps = std::mem::take(&mut self.scan.n_gaps);
            return if n_gaps > 0 {
                Step::Damaged(n_gaps)
            } else {
                Step::End
            };
        };
        self.next += 1;
        if frame.is_first {
            self.decoder = MpegDecoder::new(frame.header.layer());
        }
        let spec = Spec {
            rate_hz: frame.header.rate_hz(),
            n_channels: frame.header.n_channels(),
        };
        let is_whole = self
            .decoder
            .decode(frame.decodable(&self.data), out)
            .is_some();
        // One that is damaged is silent, so that what follows stays in its place.
        out.resize(frame.header.n_samples() * spec.n_channels, 0.0);
        let skip = self.to_skip.min(frame.header.n_samples());
        let keep = self.to_keep.min(frame.header.n_samples() - skip);
        out.truncate((skip + keep) * spec.n_channels);
        out.drain(..skip * spec.n_channels);
        (self.to_skip, self.to_keep) = (self.to_skip - skip, self.to_keep - keep);
        if is_whole {
            Step::Sound(spec)
        } else {
            Step::Partly(spec, 1)
        }
    }

    // Many a whole file ends with a part of a frame: only one that counts its frames can be found
    // to lack some.
    fn is_cut(&self) -> bool {
        self.scan.is_cut && self.lacks_frames
    }

    fn pass(&mut self) -> bool {
        self.next += 1;
        self.next < self.scan.frames.len()
    }

    fn share(&self) -> f64 {
        self.next as f64 / self.scan.frames.len().max(1) as f64
    }
}
