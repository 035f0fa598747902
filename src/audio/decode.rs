//! Files to samples: whole, or only the excerpts that are looked at.

use std::ops::Range;
use std::path::Path;

use super::reader::{Faults, Reader, Spec};
use super::recording::{Meter, Recording};
use super::{Pcm, resample};
use crate::error::{Error, Result};
use crate::job;

/// The most samples that are kept of one file, 2 GiB: more than 100 minutes in stereo. A few hostile bytes can unfold to
/// more than any memory holds.
const MAX_SAMPLES: usize = 1 << 29;

/// Room made for what a header promises, at most: a minute. More grows as it comes.
const MAX_PROMISED_FRAMES: u64 = 60 * 48_000;

/// Samples beyond this are no sound but damage; 1 is full scale.
const MAX_SAMPLE: f32 = 1e4;

/// At the start of a file sound of this length may still turn out to be misread junk.
const JUNK_SECS: f64 = 0.5;

/// Packets decoded ahead of an excerpt, so that the decoder has settled: an MP3 frame may borrow bits from as far as nine
/// frames back, Opus wants 80 ms, the others one packet.
const PREROLL_SECS: u64 = 1;

/// Decoded sound of one kind, channels interleaved or mixed.
#[derive(Debug)]
pub(super) struct Sound {
    pub samples: Vec<f32>,
    /// 1 when mixed.
    pub n_channels: usize,
    /// Of all channels of the file.
    pub recording: Recording,
}

/// Whether channels are kept or averaged as they come, which bounds the memory of an analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Channels {
    Keep,
    Mix,
}

/// A whole file, from a reader that has not read yet.
pub(super) fn whole(mut reader: Reader, path: &Path, channels: Channels) -> Result<Sound> {
    let mut sink = Sink::new(channels);
    sink.samples.reserve(reader.declared_frames().map_or(0, |n| n.min(MAX_PROMISED_FRAMES)) as usize);
    let mut to_skip = usize::try_from(reader.priming.delay).unwrap_or(usize::MAX);
    // Only Apple's tag is trusted to the frame; an edit list counts in milliseconds.
    let mut to_keep = reader.priming.length.map_or(usize::MAX, |n| usize::try_from(n).unwrap_or(usize::MAX));
    while let Some(packet) = reader.next_packet() {
        let found = reader.decode(&packet).map(|(spec, samples)| {
            let n_frames = samples.len() / spec.n_channels;
            let skip = to_skip.min(n_frames);
            let keep = to_keep.min(n_frames - skip);
            to_skip -= skip;
            to_keep -= keep;
            sink.push(spec, &samples[skip * spec.n_channels..(skip + keep) * spec.n_channels]);
        });
        if sink.is_full || !reader.is_worth_going_on(found.is_some()) {
            break;
        }
    }
    sink.finish(&reader, path)
}

/// The length of a file by its packets alone, which costs a hundredth of decoding it: (frames, frames a second). `None` when
/// the container does not let packets be placed to the frame.
pub(super) fn measure(mut reader: Reader) -> Option<(u64, u32)> {
    let rate_hz = reader.nominal_rate_hz()?;
    let mut end = 0;
    while let Some(packet) = reader.next_packet() {
        let (start, length) = reader.place(&packet)?;
        end = end.max(start.saturating_add_unsigned(length));
        if !reader.is_worth_going_on(length > 0) {
            break;
        }
    }
    let end = u64::try_from(end).ok().filter(|&n| n > 0)?;
    Some((reader.declared_frames().map_or(end, |n| n.min(end)), rate_hz))
}

/// Mono sound of the stretches asked for.
pub(super) struct Stretches {
    pub samples: Vec<Vec<f32>>,
    pub remark: Option<String>,
}

/// Mono sound of some stretches of a file, in rising order; what lies between is not decoded. `None` when the file turns out
/// to be other than [`measure`] took it for.
pub(super) fn stretches(mut reader: Reader, rate_hz: u32, wanted: &[Range<u64>]) -> Option<Stretches> {
    let mut out: Vec<Vec<f32>> = vec![Vec::new(); wanted.len()];
    let preroll = PREROLL_SECS * u64::from(rate_hz);
    let last = wanted.iter().map(|w| w.end).max().unwrap_or(0);
    let mut is_settled = true;
    let mut faults = Faults::default();
    while let Some(packet) = reader.next_packet() {
        let (start, length) = reader.place(&packet)?;
        let from = u64::try_from(start).unwrap_or(0);
        let to = u64::try_from(start.saturating_add_unsigned(length)).unwrap_or(0);
        if from >= last {
            break;
        }
        if !wanted.iter().any(|w| to + preroll > w.start && from < w.end) {
            is_settled = false;
            continue;
        }
        if !is_settled {
            reader.reset_codec();
            is_settled = true;
        }
        let damaged_before = reader.faults.damaged_packets;
        let decoded = reader.decode(&packet);
        let found = decoded.is_some();
        if let Some((spec, samples)) = decoded {
            if spec.rate_hz != rate_hz {
                return None;
            }
            let mono = resample::mix(samples, spec.n_channels);
            // A packet that begins before the music may have been trimmed by its decoder, or not: its end counts.
            let early = if start < 0 { mono.len().saturating_sub(to as usize) } else { 0 };
            place_into(&mut out, wanted, from, &mono[early..]);
        }
        // Damage in the preroll may come from the jump alone, and is not the file's.
        if wanted.iter().any(|w| to > w.start) {
            faults.damaged_packets += reader.faults.damaged_packets - damaged_before;
        }
        if !reader.is_worth_going_on(found) {
            return None;
        }
    }
    let is_complete = out.iter().zip(wanted).all(|(o, w)| o.len() as u64 == w.end - w.start);
    out.iter_mut().for_each(|samples| _ = sanitise(samples));
    is_complete.then(|| Stretches { samples: out, remark: remark(&faults, false, 0) })
}

/// Appends the part of a packet that falls into each stretch.
fn place_into(out: &mut [Vec<f32>], wanted: &[Range<u64>], from: u64, mono: &[f32]) {
    for (stretch, want) in out.iter_mut().zip(wanted) {
        let next = want.start + stretch.len() as u64;
        let (low, high) = (next.max(from), want.end.min(from + mono.len() as u64));
        // A gap (a damaged packet) is left silent, so that what follows stays in its place.
        if low < high {
            stretch.resize((low - want.start) as usize, 0.0);
            stretch.extend_from_slice(&mono[(low - from) as usize..(high - from) as usize]);
        }
    }
}

/// Gathers samples of one rate and one number of channels.
struct Sink {
    channels: Channels,
    samples: Vec<f32>,
    /// Channels as the packets have them.
    kind: Option<(Spec, Meter)>,
    n_odd_packets: usize,
    n_wild: usize,
    is_full: bool,
    buffer: Vec<f32>,
}

impl Sink {
    fn new(channels: Channels) -> Self {
        let (samples, buffer) = (Vec::new(), Vec::new());
        Self { channels, samples, kind: None, n_odd_packets: 0, n_wild: 0, is_full: false, buffer }
    }

    fn push(&mut self, spec: Spec, samples: &[f32]) {
        let is_junk =
            self.kind.as_ref().is_some_and(|(kept, meter)| kept.rate_hz != spec.rate_hz && meter.secs() < JUNK_SECS);
        if is_junk {
            self.n_odd_packets += 1;
            self.samples.clear();
            self.kind = None;
        }
        let (kept, meter) = self.kind.get_or_insert_with(|| (spec, Meter::new(spec.n_channels, spec.rate_hz)));
        if kept.rate_hz != spec.rate_hz {
            self.n_odd_packets += 1;
            return;
        }
        self.buffer.clear();
        if kept.n_channels == spec.n_channels {
            self.buffer.extend_from_slice(samples);
        } else {
            // A stream that changed between mono and stereo: its mean goes to all channels there are.
            let mono = resample::mixed(samples, spec.n_channels);
            self.buffer.extend(mono.flat_map(|x| std::iter::repeat_n(x, kept.n_channels)));
        }
        self.n_wild += sanitise(&mut self.buffer);
        meter.add(&self.buffer);
        match self.channels {
            Channels::Keep => self.samples.extend_from_slice(&self.buffer),
            Channels::Mix => self.samples.extend(resample::mixed(&self.buffer, kept.n_channels)),
        }
        self.is_full = self.samples.len() >= MAX_SAMPLES;
    }

    fn finish(self, reader: &Reader, path: &Path) -> Result<Sound> {
        let faults = &reader.faults;
        let Some((spec, meter)) = self.kind.filter(|_| !self.samples.is_empty()) else {
            let why = match faults {
                Faults { damaged_packets: 0, .. } => "headers, but no sound behind them",
                _ => "no part of the sound can be decoded",
            };
            return Err(Error::file(why, path));
        };
        let faults = Faults { damaged_packets: faults.damaged_packets + self.n_odd_packets, ..faults.clone() };
        let recording = meter.recording(reader.codec_name(), remark(&faults, self.is_full, self.n_wild));
        let n_channels = if self.channels == Channels::Mix { 1 } else { spec.n_channels };
        Ok(Sound { samples: self.samples, n_channels, recording })
    }
}

/// NaN, infinities and values far beyond full scale become 0. Returns how many there were.
fn sanitise(samples: &mut [f32]) -> usize {
    let mut n_wild = 0;
    for x in samples {
        if x.is_nan() || x.abs() > MAX_SAMPLE {
            *x = 0.0;
            n_wild += 1;
        }
    }
    n_wild
}

fn remark(faults: &Faults, is_cut: bool, n_wild: usize) -> Option<String> {
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let mut parts = Vec::new();
    if faults.damaged_packets > 0 {
        parts.push(format!("{} damaged packet{} skipped", faults.damaged_packets, plural(faults.damaged_packets)));
    }
    if n_wild > 0 {
        parts.push(format!("{n_wild} damaged sample{} silenced", plural(n_wild)));
    }
    if faults.ended_early {
        parts.push("the file ends in the middle of its sound".to_owned());
    }
    if is_cut {
        parts.push("too long to be held whole, so the end was left out".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Runs a decoder such that a panic inside it, which no file should be able to cause, costs that file and not the run.
pub(super) fn fenced<T>(path: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
    job::fenced(work).unwrap_or_else(|_| Err(Error::file("the decoder crashed on this file", path)))
}

impl From<Sound> for Pcm {
    fn from(sound: Sound) -> Self {
        Pcm {
            samples: sound.samples,
            n_channels: sound.n_channels,
            sample_rate_hz: sound.recording.sample_rate_hz,
            remark: sound.recording.remark,
        }
    }
}
