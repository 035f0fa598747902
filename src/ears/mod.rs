//! Trained ears: networks hear what each excerpt is like. One comes with the program and has learnt
//! from a million songs; another may be brought as a file.
//!
//! The program's own is musicnn (Pons & Serra, "musicnn: pre-trained convolutional neural networks for
//! music audio tagging", 2019), with the weights of its authors that were trained on the tags of
//! the Million Song Dataset (`assets/models`, where a script says how they came here; ISC licence).
//! It is written here and not run by an engine for ONNX: of tract-onnx 0.23.9 the crate tract-core
//! alone had a processor for more than five minutes of a cold build when it was stopped, and no
//! engine could know what the script found, that all but 64 of the 561 channels of the front end
//! are switched off: what is left is an eighth of the work.
//!
//! # What is where
//! | file | what |
//! | --- | --- |
//! | `tag` | the fifty words that it gives to what it hears |
//! | `layers`, `weights`, `network` | its operations, its numbers, and the whole from a patch to what is heard |
//! | `spread` | which patches of a recording are heard |
//! | `listen` | what is heard in them, and their mean |
//! | `foreign` | a network out of an ONNX file |
//!
//! Every song is heard by one thread: there are more songs than cores.

mod tag;
mod layers;
mod weights;
mod network;
mod spread;
mod listen;
mod foreign;
#[cfg(test)]
mod tests;

pub(crate) use foreign::{Foreign, foreign_fingerprint};
pub(crate) use listen::fingerprint;
pub use listen::hear;
pub(crate) use network::{N_EMBEDDING, N_HEARD, columns};
pub(crate) use tag::{MARK, Tag};

/// What the network is called wherever its guesses are shown.
pub(crate) const NAME: &str = "musicnn";

/// Samples a second of what it hears.
pub const SAMPLE_RATE_HZ: u32 = 16_000;
