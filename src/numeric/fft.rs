//! Fourier transforms of one length, by realfft and rustfft. None of them scales its output.

use std::sync::Arc;

pub use realfft::{ComplexToReal, RealToComplex, num_complex};
pub use rustfft::Fft;

/// `f64`: for spectra of sound, whose quiet bins lie 80 dB and more below the loudest.
pub mod double {
    use super::{Arc, ComplexToReal, RealToComplex};

    /// # Shapes
    /// `n` numbers to n / 2 + 1 bins.
    pub fn real_forward(n: usize) -> Arc<dyn RealToComplex<f64>> {
        realfft::RealFftPlanner::new().plan_fft_forward(n)
    }

    /// # Shapes
    /// n / 2 + 1 bins to `n` numbers.
    pub fn real_inverse(n: usize) -> Arc<dyn ComplexToReal<f64>> {
        realfft::RealFftPlanner::new().plan_fft_inverse(n)
    }
}

/// `f32`: for the grid of t-SNE.
pub mod single {
    use super::{Arc, ComplexToReal, Fft, RealToComplex};

    /// # Shapes
    /// `n` numbers to n / 2 + 1 bins.
    pub fn real_forward(n: usize) -> Arc<dyn RealToComplex<f32>> {
        realfft::RealFftPlanner::new().plan_fft_forward(n)
    }

    /// # Shapes
    /// n / 2 + 1 bins to `n` numbers.
    pub fn real_inverse(n: usize) -> Arc<dyn ComplexToReal<f32>> {
        realfft::RealFftPlanner::new().plan_fft_inverse(n)
    }

    /// # Shapes
    /// `n` numbers to `n` bins, in place.
    pub fn forward(n: usize) -> Arc<dyn Fft<f32>> {
        rustfft::FftPlanner::new().plan_fft_forward(n)
    }

    /// # Shapes
    /// `n` bins to `n` numbers, in place.
    pub fn inverse(n: usize) -> Arc<dyn Fft<f32>> {
        rustfft::FftPlanner::new().plan_fft_inverse(n)
    }
}
