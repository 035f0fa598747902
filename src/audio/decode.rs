//! Files to samples: all of them, at one rate, in one number of channels.

use crate::words::{Message, id, say};
use std::ops::RangeInclusive;
use std::path::Path;

use super::oddities::Oddities;
use super::recording::{Meter, Recording};
use super::source::{self, Spec, Step};
use super::{Pcm, resample};
use crate::error::{Error, Result};
use crate::job;

/// The most samples that are kept of one file, 2 GiB: more than 100 minutes in stereo.
const MAX_SAMPLES: usize = 1 << 29;
/// A few hostile bytes can unfold to more than any memory holds, so a file is kept to so many
/// samples for each of its bytes, 4 KiB, or to 128 MiB where that is more: 12 minutes of one
/// channel. Sound has less than a tenth of that at any rate of bits; digital silence may have it.
const MAX_SAMPLES_PER_BYTE: usize = 1 << 10;
const LEAST_MAX_SAMPLES: usize = 1 << 25;
/// Sound of a lower rate may become that of this one, and counts as if it were.
const RATE_OF_ANALYSIS_HZ: u32 = 44_100;

/// Samples beyond this are no sound but damage; 1 is full scale.
const MAX_SAMPLE: f32 = 1e4;

/// A stream of packets without a single frame in them has to end somewhere.
const MAX_EMPTY_PACKETS: usize = 20_000;

/// The sample rates that are believed. DSD as PCM reaches 705.6 kHz; a lower one than sound has
/// would unfold, at the rate of an analysis, to far more than the file holds.
const RATES_HZ: RangeInclusive<u32> = 1000..=768_000;
const MAX_CHANNELS: usize = 64;

/// Sound is as loud as this on the whole only where damage was decoded to noise; 1 is full scale.
const MAX_RMS: f64 = 4.0;

/// Where damaged packets outnumber the others by more than this, what those gave is noise as well.
const MAX_DAMAGED_PER_GOOD: usize = 2;

/// No sound peaks 24 dB above full scale. Where more than a thousandth does, the numbers are of
/// another scale, or noise.
const HIGHEST_PEAK: f32 = 16.0;
const MAX_SHARE_ABOVE: f64 = 1e-3;

/// Full scale of 8, 16, 24 and 32 bits.
const INTEGER_SCALES: [f32; 4] = [128.0, 32_768.0, 8_388_608.0, 2_147_483_648.0];

/// Decoded sound of one kind, channels interleaved or mixed.
#[derive(Debug)]
pub(super) struct Sound {
    pub(crate) samples: Vec<f32>,
    /// 1 when mixed.
    pub(crate) n_channels: usize,
    /// Of all channels of the file.
    pub(crate) recording: Recording,
}

/// What is made of the channels as they come, which bounds the memory of an analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Channels {
    Keep,
    /// Their mean.
    Mix,
    /// One of them.
    Only(usize),
}

/// A whole file. Floating-point numbers that have the scale of integers are divided by it, and
/// where the mean of all channels cancels out, the loudest stands for it; either needs a second
/// pass, and is told.
///
/// # Errors
/// As [`source::open`]; when there is no sound, or nothing but noise.
pub(super) fn whole(path: &Path, channels: Channels) -> Result<Sound> {
    let mut pass = Pass {
        channels,
        gain: 1.0,
    };
    let mut more = Vec::new();
    let mut heard = pass.through(path)?;
    if let Some(scale) = heard.integer_scale() {
        pass.gain = 1.0 / scale;
        more.push(
            say(id::AUDIO_SAMPLES_REACH_PEAK_INSTEAD_1)
                .with("peak", format!("{:.0}", heard.loudest))
                .with("scale", scale),
        );
        heard = pass.through(path)?;
    }
    if let Some(loudest) = heard.cancels_out() {
        pass.channels = Channels::Only(loudest);
        more.push(say(id::AUDIO_CHANNELS_CANCEL_EACH_OTHER_OUT).with("n", loudest + 1));
        heard = pass.through(path)?;
    }
    heard.oddities.more = more;
    heard.finish(path)
}

/// One way through a file.
struct Pass {
    channels: Channels,
    gain: f32,
}

impl Pass {
    fn through(&self, path: &Path) -> Result<Heard> {
        let mut stream = source::open(path)?;
        let n_bytes = std::fs::metadata(path).map_or(0, |meta| meta.len());
        let mut heard = Heard::new(self.channels, self.gain, most_samples(n_bytes));
        let mut packet = Vec::new();
        let mut n_empty = 0;
        while !heard.oddities.is_full && n_empty < MAX_EMPTY_PACKETS {
            let step = stream.next(&mut packet);
            n_empty = if packet.is_empty() { n_empty + 1 } else { 0 };
            match step {
                Step::Sound(spec) => {
                    heard.n_good += 1;
                    heard.push(spec, &mut packet);
                }
                Step::Partly(spec, n_damaged) => {
                    heard.oddities.n_damaged += n_damaged;
                    heard.n_good += usize::from(packet.iter().any(|&x| x != 0.0));
                    heard.push(spec, &mut packet);
                }
                Step::Damaged(n_damaged) => heard.oddities.n_damaged += n_damaged,
                Step::Nothing => {}
                Step::End => break,
            }
        }
        heard.flush();
        heard.codec = stream.codec();
        heard.oddities.is_cut = stream.is_cut();
        heard.oddities.declared_secs = stream.declared_secs();
        Ok(heard)
    }
}

/// Of a file of so many bytes.
fn most_samples(n_bytes: u64) -> usize {
    let in_step =
        usize::try_from(n_bytes).map_or(MAX_SAMPLES, |n| n.saturating_mul(MAX_SAMPLES_PER_BYTE));
    in_step.clamp(LEAST_MAX_SAMPLES, MAX_SAMPLES)
}

/// Gathers what is decoded, at the rate and in the channels of the first packet.
struct Heard {
    channels: Channels,
    gain: f32,
    most_samples: usize,
    codec: String,
    samples: Vec<f32>,
    first: Option<(Spec, Meter)>,
    /// Sound at another rate, until that changes again.
    other: Vec<f32>,
    other_rate_hz: u32,
    /// A rate or a number of channels that was not believed.
    unbelievable: Option<Spec>,
    oddities: Oddities,
    /// Packets, or pages of them, without damage.
    n_good: usize,
    /// The largest magnitude, before any gain, and how many samples are above any peak.
    loudest: f32,
    n_above: u64,
    /// Of the mean of all channels.
    sum_squares: f64,
}

impl Heard {
    fn new(channels: Channels, gain: f32, most_samples: usize) -> Self {
        Self {
            channels,
            gain,
            most_samples,
            codec: String::new(),
            samples: Vec::new(),
            first: None,
            other: Vec::new(),
            other_rate_hz: 0,
            unbelievable: None,
            oddities: Oddities::default(),
            n_good: 0,
            loudest: 0.0,
            n_above: 0,
            sum_squares: 0.0,
        }
    }

    fn push(&mut self, spec: Spec, packet: &mut Vec<f32>) {
        if packet.is_empty() {
            return;
        }
        if !RATES_HZ.contains(&spec.rate_hz) || !(1..=MAX_CHANNELS).contains(&spec.n_channels) {
            self.unbelievable = Some(spec);
            self.oddities.n_damaged += 1;
            return;
        }
        self.sanitise(packet);
        let (kept, _) = self
            .first
            .get_or_insert_with(|| (spec, Meter::new(spec.n_channels, spec.rate_hz)));
        let kept = *kept;
        if spec.n_channels != kept.n_channels {
            self.oddities.has_other_channels = true;
            // A stream that changed between mono and stereo: its mean goes to all channels there
            // are.
            let mono = resample::mixed(packet, spec.n_channels);
            *packet = mono
                .flat_map(|x| std::iter::repeat_n(x, kept.n_channels))
                .collect();
        }
        if spec.rate_hz != self.other_rate_hz {
            self.flush();
        }
        if spec.rate_hz == kept.rate_hz {
            self.keep(packet);
        } else {
            self.oddities.has_other_rate = true;
            self.other_rate_hz = spec.rate_hz;
            self.other.append(packet);
            self.oddities.is_full = self.is_full(spec.rate_hz, kept.rate_hz);
        }
    }

    /// NaN, infinities and values far beyond full scale become 0.
    fn sanitise(&mut self, samples: &mut [f32]) {
        for x in samples {
            if x.abs() > HIGHEST_PEAK {
                self.n_above += 1;
                self.loudest = self.loudest.max(if x.is_finite() { x.abs() } else { 0.0 });
            }
            *x *= self.gain;
            if x.is_nan() || x.abs() > MAX_SAMPLE {
                *x = 0.0;
                self.oddities.n_wild += 1;
            }
        }
    }

    /// Brings what was gathered at another rate to that of the first packet.
    fn flush(&mut self) {
        let Some((spec, _)) = self.first else { return };
        if !self.other.is_empty() {
            let other = std::mem::take(&mut self.other);
            self.keep(&resample::resample_interleaved(
                &other,
                spec.n_channels,
                self.other_rate_hz,
                spec.rate_hz,
            ));
        }
    }

    fn keep(&mut self, samples: &[f32]) {
        let Some((spec, meter)) = &mut self.first else {
            return;
        };
        meter.add(samples);
        let n_channels = spec.n_channels;
        match self.channels {
            Channels::Keep => self.samples.extend_from_slice(samples),
            Channels::Mix => {
                let from = self.samples.len();
                self.samples.extend(resample::mixed(samples, n_channels));
                self.sum_squares += resample::sum_squares(&self.samples[from..]);
            }
            Channels::Only(channel) => self
                .samples
                .extend(samples.iter().skip(channel).step_by(n_channels)),
        }
        let rate_hz = spec.rate_hz;
        self.oddities.is_full = self.is_full(rate_hz, rate_hz);
    }

    /// Of sound that came at one rate and will be wanted at another.
    fn is_full(&self, rate_hz: u32, wanted_hz: u32) -> bool {
        let n_samples = self.samples.len() + self.other.len();
        let times = (wanted_hz.max(RATE_OF_ANALYSIS_HZ) / rate_hz).max(1) as usize;
        n_samples.saturating_mul(times) >= self.most_samples
    }

    /// What to divide by, where floating-point samples have the scale of integers.
    fn integer_scale(&self) -> Option<f32> {
        let is_float = self.codec.starts_with("pcm_f");
        let scale = INTEGER_SCALES
            .into_iter()
            .find(|&scale| self.loudest <= scale);
        scale.filter(|_| is_float && self.is_far_above())
    }

    fn is_far_above(&self) -> bool {
        let n_samples = self
            .first
            .as_ref()
            .map_or(0, |(_, meter)| meter.n_samples());
        self.n_above as f64 > MAX_SHARE_ABOVE * n_samples as f64
    }

    /// The loudest channel, where the mean of all says nothing of them.
    fn cancels_out(&self) -> Option<usize> {
        let (_, meter) = self
            .first
            .as_ref()
            .filter(|_| self.channels == Channels::Mix)?;
        resample::loudest_if_cancelling(
            self.sum_squares / self.samples.len().max(1) as f64,
            &meter.mean_squares(),
        )
    }

    fn finish(self, path: &Path) -> Result<Sound> {
        let is_far_above = self.is_far_above();
        let Some((spec, meter)) = self.first.filter(|_| !self.samples.is_empty()) else {
            return Err(Error::file(
                no_sound(self.unbelievable, &self.oddities),
                path,
            ));
        };
        let n_damaged = self.oddities.n_damaged;
        if n_damaged > MAX_DAMAGED_PER_GOOD * self.n_good {
            let cause = say(id::AUDIO_HARDLY_ANY_SOUND_CAN_DECODED).with("n_damaged", n_damaged);
            return Err(Error::file(cause, path));
        }
        let mean_squares = meter.mean_squares();
        let rms = (mean_squares.iter().sum::<f64>() / mean_squares.len() as f64).sqrt();
        if rms > MAX_RMS || is_far_above && self.gain == 1.0 {
            return Err(Error::file(
                say(id::AUDIO_DECODES_NOISE_FAR_ABOVE_FULL).with("rms", format!("{rms:.0}")),
                path,
            ));
        }
        let recording =
            meter.recording(self.codec, self.oddities.remark(meter.secs(), spec.rate_hz));
        let n_channels = if self.channels == Channels::Keep {
            spec.n_channels
        } else {
            1
        };
        Ok(Sound {
            samples: self.samples,
            n_channels,
            recording,
        })
    }
}

/// Why nothing was decoded.
fn no_sound(unbelievable: Option<Spec>, oddities: &Oddities) -> Message {
    match unbelievable {
        Some(Spec { rate_hz, .. }) if !RATES_HZ.contains(&rate_hz) => {
            say(id::AUDIO_DAMAGED_HEADER_SAMPLE_RATE_RATE).with("rate_hz", rate_hz)
        }
        Some(Spec { n_channels, .. }) => {
            say(id::AUDIO_DAMAGED_HEADER_N_CHANNELS_CHANNELS).with("n_channels", n_channels)
        }
        None if oddities.n_damaged > 0 => say(id::AUDIO_NO_PART_SOUND_CAN_DECODED),
        None => say(id::AUDIO_HEADERS_BUT_NO_SOUND_BEHIND),
    }
}

/// Runs a decoder such that a panic inside it, which no file should be able to cause, costs that
/// file and not the run.
pub(super) fn fenced<T>(path: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
    job::fenced(work)
        .unwrap_or_else(|_| Err(Error::file(say(id::AUDIO_DECODER_CRASHED_FILE), path)))
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
