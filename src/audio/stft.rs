//! Sound to spectra frame by frame, and back.

use std::sync::Arc;

use latentune_numeric::fft::num_complex::Complex;
use latentune_numeric::fft::{ComplexToReal, RealToComplex, double};

use super::filters::hann;

/// The short-time Fourier transform of `librosa.stft(center=True)`, and its inverse.
pub(super) struct Stft {
    hop_samples: usize,
    hann: Vec<f64>,
    forward: Arc<dyn RealToComplex<f64>>,
    inverse: Arc<dyn ComplexToReal<f64>>,
}

impl Stft {
    pub(super) fn new(n_fft: usize, hop_samples: usize) -> Self {
        let (forward, inverse) = (double::real_forward(n_fft), double::real_inverse(n_fft));
        Self {
            hop_samples,
            hann: hann(n_fft),
            forward,
            inverse,
        }
    }

    /// Samples of frame `t` within a signal that has half a frame of zeros before it.
    fn place(&self, t: usize) -> std::ops::Range<usize> {
        t * self.hop_samples..t * self.hop_samples + self.hann.len()
    }

    pub(super) fn forward(&self, samples: &[f64], n_frames: usize) -> Vec<Vec<Complex<f64>>> {
        let half = self.hann.len() / 2;
        let mut padded = vec![
            0.0;
            self.place(n_frames.saturating_sub(1))
                .end
                .max(half + samples.len())
        ];
        padded[half..half + samples.len()].copy_from_slice(samples);
        let mut frame = self.forward.make_input_vec();
        let mut scratch = self.forward.make_scratch_vec();
        let one = |t: usize| {
            for ((out, w), x) in frame.iter_mut().zip(&self.hann).zip(&padded[self.place(t)]) {
                *out = w * x;
            }
            let mut spectrum = self.forward.make_output_vec();
            self.forward
                .process_with_scratch(&mut frame, &mut spectrum, &mut scratch)
                .expect("the buffers come from the plan itself");
            spectrum
        };
        (0..n_frames).map(one).collect()
    }

    /// The signal whose transform is nearest to the given one (Griffin & Lim 1984, equation 6).
    pub(super) fn inverse(
        &self,
        magnitudes: &[Vec<f64>],
        phases: &[Vec<Complex<f64>>],
    ) -> Vec<f64> {
        let (n_fft, n_frames) = (self.hann.len(), magnitudes.len());
        if n_frames == 0 {
            return Vec::new();
        }
        let mut sum = vec![0.0; self.place(n_frames - 1).end];
        let mut weight = sum.clone();
        let mut frame = self.inverse.make_output_vec();
        let mut scratch = self.inverse.make_scratch_vec();
        for (t, (magnitudes, phases)) in magnitudes.iter().zip(phases).enumerate() {
            let mut spectrum: Vec<Complex<f64>> =
                magnitudes.iter().zip(phases).map(|(m, p)| p * m).collect();
            // The lowest and highest bin of a real signal are real.
            spectrum[0].im = 0.0;
            spectrum[n_fft / 2].im = 0.0;
            self.inverse
                .process_with_scratch(&mut spectrum, &mut frame, &mut scratch)
                .expect("the buffers come from the plan itself, and the outer bins are real");
            let place = self.place(t);
            let sums = sum[place.clone()].iter_mut().zip(&mut weight[place]);
            for (((sum, weight), w), x) in sums.zip(&self.hann).zip(&frame) {
                *sum += w * x / n_fft as f64;
                *weight += w * w;
            }
        }
        let inside = n_fft / 2..n_fft / 2 + (n_frames - 1) * self.hop_samples;
        let pairs = sum[inside.clone()].iter().zip(&weight[inside]);
        pairs
            .map(|(s, &w)| if w > LEAST_WEIGHT { s / w } else { *s })
            .collect()
    }
}

/// Where windows overlap with less than this, nothing is known.
const LEAST_WEIGHT: f64 = 1e-8;
