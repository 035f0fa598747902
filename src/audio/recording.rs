//! What a file of sound holds as a whole, so that anyone can hold what was read against another
//! program.

use ebur128::{Channel, EbuR128, Mode};
use serde::{Deserialize, Serialize};

use crate::words::Message;

/// What was read of one file, from its first sample to its last, over all its channels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Recording {
    /// As ffprobe names it: `mp3`, `flac`, `vorbis`, `pcm_s16le`…
    pub(crate) codec: String,
    pub(crate) sample_rate_hz: u32,
    pub(crate) n_channels: usize,
    pub(crate) secs: f64,
    /// The largest magnitude of any sample; 1 is full scale.
    pub(crate) peak: f32,
    /// Root mean square of all samples.
    pub(crate) rms: f32,
    /// Integrated loudness in LUFS (EBU R 128). `None` for silence, for less than 0.4 s, and for
    /// rates and channels that the standard has no filter for.
    pub(crate) loudness_lufs: Option<f32>,
    /// What was odd while decoding or windowing.
    pub(crate) remark: Option<Message>,
}

impl Recording {
    /// The same with one more remark.
    pub(crate) fn remarked(&self, remark: Message) -> Self {
        let mut remarked = self.clone();
        remarked.add_remark(remark);
        remarked
    }

    pub(super) fn add_remark(&mut self, remark: Message) {
        let all = self.remark.take().into_iter().chain([remark]);
        self.remark = Some(Message::joined(all, "; "));
    }
}

/// Measures sound as it is decoded.
#[derive(Debug)]
pub(super) struct Meter {
    n_channels: usize,
    rate_hz: u32,
    n_frames: u64,
    peak: f32,
    /// Of each channel.
    sum_squares: Vec<f64>,
    loudness: Option<EbuR128>,
}

impl Meter {
    pub(super) fn new(n_channels: usize, rate_hz: u32) -> Self {
        let mut loudness = EbuR128::new(n_channels as u32, rate_hz, Mode::I).ok();
        // One channel counts as two, for that is how it is played.
        if let Some(meter) = loudness.as_mut().filter(|_| n_channels == 1)
            && meter.set_channel(0, Channel::DualMono).is_err()
        {
            loudness = None;
        }
        Self {
            n_channels,
            rate_hz,
            n_frames: 0,
            peak: 0.0,
            sum_squares: vec![0.0; n_channels],
            loudness,
        }
    }

    /// # Shapes
    /// Interleaved frames × channels.
    pub(super) fn add(&mut self, samples: &[f32]) {
        // As nearly all recordings are: in lanes that need not wait for one another.
        let (eights, rest) = match self.n_channels {
            1 | 2 => samples.as_chunks::<8>(),
            _ => (&[][..], samples),
        };
        let (mut sums, mut peaks) = ([0.0; 8], [0.0_f32; 8]);
        for eight in eights {
            for lane in 0..8 {
                sums[lane] += f64::from(eight[lane]) * f64::from(eight[lane]);
                peaks[lane] = peaks[lane].max(eight[lane].abs());
            }
        }
        for (lane, sum) in sums.iter().enumerate() {
            self.sum_squares[lane % self.n_channels] += sum;
        }
        self.peak = peaks.into_iter().fold(self.peak, f32::max);
        for frame in rest.chunks_exact(self.n_channels) {
            for (sum, &x) in self.sum_squares.iter_mut().zip(frame) {
                *sum += f64::from(x) * f64::from(x);
                self.peak = self.peak.max(x.abs());
            }
        }
        self.n_frames += (samples.len() / self.n_channels) as u64;
        if self
            .loudness
            .as_mut()
            .is_some_and(|meter| meter.add_frames_f32(samples).is_err())
        {
            self.loudness = None;
        }
    }

    /// Of all channels.
    pub(super) fn n_samples(&self) -> u64 {
        self.n_frames * self.n_channels as u64
    }

    pub(super) fn secs(&self) -> f64 {
        self.n_frames as f64 / f64::from(self.rate_hz)
    }

    /// Of each channel.
    pub(super) fn mean_squares(&self) -> Vec<f64> {
        self.sum_squares
            .iter()
            .map(|sum| sum / self.n_frames.max(1) as f64)
            .collect()
    }

    pub(super) fn recording(&self, codec: String, remark: Option<Message>) -> Recording {
        let mean_square = self.mean_squares().iter().sum::<f64>() / self.n_channels.max(1) as f64;
        let lufs = self
            .loudness
            .as_ref()
            .and_then(|meter| meter.loudness_global().ok());
        Recording {
            codec,
            sample_rate_hz: self.rate_hz,
            n_channels: self.n_channels,
            secs: self.secs(),
            peak: self.peak,
            rms: mean_square.sqrt() as f32,
            loudness_lufs: lufs.filter(|l| l.is_finite()).map(|l| l as f32),
            remark,
        }
    }
}
