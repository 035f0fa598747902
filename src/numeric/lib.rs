//! Generic numerics of others for the types of number that Latentune calculates with: Fourier
//! transforms, resampling, the affinities of t-SNE, and the mathematics library itself.
//!
//! A package of its own for the sake of builds. What is generic is compiled where its type is
//! named: a crate that plans one transform compiles every algorithm of rustfft for every
//! instruction set, and again at each change of its own. Here that happens once. Nothing in here
//! knows of songs.

#![warn(missing_docs)]

pub mod fft;
#[cfg(any(target_os = "linux", all(windows, target_env = "gnu")))]
mod mathematics;
mod resample;
mod tsne;

pub use resample::resample;
pub use tsne::affinities;
