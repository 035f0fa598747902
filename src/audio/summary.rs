//! From an excerpt's frames to one row of numbers: means and standard deviations, pooled over
//! excerpts.

use super::filters::contrast;
use super::plan::Plan;
use super::tempo::{Tempogram, onset_strength};
use super::{chroma, mel, spectral};
use crate::config::AudioConfig;
use crate::matrix::Matrix;

/// Frame features other than MFCC and contrast, in the order in which they are summarised.
const SHAPES: [&str; 6] = [
    "centroid",
    "bandwidth",
    "rolloff",
    "flatness",
    "zero_crossing_rate",
    "rms",
];

/// Names in the order of [`Summary::values`].
pub(super) fn names(config: &AudioConfig) -> Vec<String> {
    let mut names = Vec::new();
    let mut mean_and_std = |what: String| {
        names.push(format!("{what}_mean"));
        names.push(format!("{what}_std"));
    };
    (0..config.n_mfcc).for_each(|i| mean_and_std(format!("mfcc_{i}")));
    SHAPES
        .iter()
        .for_each(|what| mean_and_std((*what).to_owned()));
    let n_contrast = contrast::n_contrast_bands(f64::from(config.sample_rate_hz));
    (0..n_contrast).for_each(|i| mean_and_std(format!("contrast_{i}")));
    chroma::PITCH_CLASSES
        .iter()
        .for_each(|c| mean_and_std(format!("chroma_{c}")));
    names.extend((0..config.n_mfcc).map(|i| format!("mfcc_{i}_delta_std")));
    names.push("tempo_bpm".to_owned());
    names
}

/// Running mean and standard deviation of one number: a second pass over hours of frames would need
/// to keep them.
///
/// Sums are of distances from the first value, so that squares do not cancel where a large value
/// hardly varies.
#[derive(Debug, Clone, Copy, Default)]
struct Moments {
    n: f64,
    first: f64,
    sum: f64,
    squares: f64,
}

impl Moments {
    fn add(&mut self, value: f64) {
        if self.n == 0.0 {
            self.first = value;
        }
        let distance = value - self.first;
        self.n += 1.0;
        self.sum += distance;
        self.squares += distance * distance;
    }

    /// 0 where nothing was added, as is the deviation.
    fn mean(&self) -> f64 {
        self.first + self.sum / self.n.max(1.0)
    }

    /// Population standard deviation, as `numpy.std`.
    fn std(&self) -> f64 {
        let n = self.n.max(1.0);
        (self.squares / n - (self.sum / n).powi(2)).max(0.0).sqrt()
    }
}

/// Gathers frames of one song.
pub(super) struct Summary<'a> {
    plan: &'a Plan,
    mfcc: Vec<Moments>,
    mfcc_deltas: Vec<Moments>,
    shapes: [Moments; SHAPES.len()],
    contrast: Vec<Moments>,
    chroma: [Moments; 12],
    tempogram: Tempogram<'a>,
}

impl<'a> Summary<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            mfcc: vec![Moments::default(); plan.n_mfcc],
            mfcc_deltas: vec![Moments::default(); plan.n_mfcc],
            shapes: Default::default(),
            contrast: vec![Moments::default(); plan.contrast.len()],
            chroma: Default::default(),
            tempogram: Tempogram::new(&plan.tempo),
        }
    }

    /// Adds one excerpt, analysed as librosa analyses a recording of its own: loudness floors and
    /// deltas do not reach from one excerpt into the next.
    pub(super) fn add(&mut self, samples: &[f32]) {
        let mut log_mel = self.add_spectra(samples);
        mel::floor_at_top_db(log_mel.as_mut_slice());
        let plan = self.plan;
        self.tempogram
            .add(&onset_strength(&log_mel, plan.n_fft, plan.hop_samples));
        let mfcc = mel::mfcc(&log_mel, plan);
        add_rows(&mut self.mfcc, &mfcc);
        if let Some(deltas) = mel::deltas(&mfcc) {
            add_rows(&mut self.mfcc_deltas, &deltas);
        }
    }

    /// Everything that needs only one frame at a time; the log-mel spectrogram is what the rest is
    /// made from.
    fn add_spectra(&mut self, samples: &[f32]) -> Matrix {
        let plan = self.plan;
        let n_frames = plan.n_frames(samples.len());
        let waveform = spectral::waveform_frames(samples, plan);
        let mut log_mel = Matrix::zeros(n_frames, plan.n_mels);
        let mut mel_power = vec![0.0; plan.n_mels];
        let mut magnitude = vec![0.0; plan.n_bins()];
        let mut scratch = Vec::with_capacity(plan.n_bins());
        let n_bands = plan.contrast.len();
        let (mut peaks, mut valleys) = (
            Vec::with_capacity(n_frames * n_bands),
            Vec::with_capacity(n_frames * n_bands),
        );
        plan.power_spectra(samples, |t, power| {
            // Roots in single precision, twice as many at a time: what is made of magnitudes needs
            // no more.
            magnitude
                .iter_mut()
                .zip(power)
                .for_each(|(m, &p)| *m = f64::from((p as f32).sqrt()));
            plan.mel.apply(power, &mut mel_power);
            log_mel
                .row_mut(t)
                .iter_mut()
                .zip(&mel_power)
                .for_each(|(v, &p)| *v = mel::db(p));
            let shape = spectral::shape(power, &magnitude, plan);
            let (rms, crossing_rate) = waveform[t];
            let values = [
                shape.centroid_hz,
                shape.bandwidth_hz,
                shape.rolloff_hz,
                shape.flatness,
                crossing_rate,
                rms,
            ];
            self.shapes
                .iter_mut()
                .zip(values)
                .for_each(|(m, v)| m.add(v));
            self.chroma
                .iter_mut()
                .zip(chroma::of_frame(power, plan))
                .for_each(|(m, v)| m.add(v));
            for (peak, valley) in spectral::peaks_and_valleys(&magnitude, plan, &mut scratch) {
                peaks.push(mel::db(peak));
                valleys.push(mel::db(valley));
            }
        });
        // librosa floors the decibels of peaks and of valleys each by its own loudest value.
        mel::floor_at_top_db(&mut peaks);
        mel::floor_at_top_db(&mut valleys);
        for (i, (peak, valley)) in peaks.iter().zip(&valleys).enumerate() {
            self.contrast[i % n_bands].add(f64::from(peak - valley));
        }
        log_mel
    }

    /// One number for each of [`names`].
    pub(super) fn values(&self) -> Vec<f32> {
        let pooled = self
            .mfcc
            .iter()
            .chain(&self.shapes)
            .chain(&self.contrast)
            .chain(&self.chroma);
        pooled
            .flat_map(|m| [m.mean(), m.std()])
            .chain(self.mfcc_deltas.iter().map(Moments::std))
            .chain([self.tempogram.bpm()])
            .map(|v| v as f32)
            .collect()
    }
}

fn add_rows(moments: &mut [Moments], rows: &Matrix) {
    for row in rows.rows() {
        moments
            .iter_mut()
            .zip(row)
            .for_each(|(m, &v)| m.add(f64::from(v)));
    }
}
