//! musicnn from a patch of a log-mel spectrogram to what it hears in it.
//!
//! Input batch norm; a front end of filters across bands (7 frames × 38 or 67 bands) and along one
//! band (128, 64 or 32 frames), each with its maximum over the bands; three convolutions over
//! frames, the last two with what they were given added; maximum and mean over the frames; a dense
//! layer, which is the embedding; a dense layer and the logistic function, which are the tags.

use std::sync::OnceLock;

use faer::MatRef;

use super::layers::{Across, Along, Dense, N_TAPS, Rise};
use super::tag::{N_TAGS, Tag};
use super::weights::Weights;
use crate::config::Keyed;

/// Frames of a patch: three seconds.
pub(super) const N_FRAMES: usize = 187;
/// Mel bands of a patch.
pub(super) const N_BANDS: usize = 96;
/// Numbers of the penultimate layer.
pub(crate) const N_EMBEDDING: usize = 200;
/// Numbers of all that is heard: the embedding, then the probabilities of the tags.
pub(crate) const N_HEARD: usize = N_EMBEDDING + N_TAGS;

/// Frames of the longest filter along a band, and how many of them come before its own.
const LONGEST: usize = 128;
const BEFORE: usize = 63;

/// Names of what is heard, in order: `ears_0` to `ears_199`, then `tag_rock` …
pub(crate) fn columns() -> Vec<String> {
    let embedding = (0..N_EMBEDDING).map(|i| format!("ears_{i}"));
    let tags = Tag::all().map(|tag| format!("tag_{}", tag.key()));
    embedding.chain(tags).collect()
}

pub(super) struct Network {
    input: (f32, f32),
    /// Filters across bands.
    wide: [Across; 2],
    /// Filters along a band.
    long: [Across; 3],
    middle: [Along; 3],
    dense: Dense,
    dense_rise: Rise,
    tags: Dense,
}

impl Network {
    pub(super) fn of_program() -> &'static Self {
        static NETWORK: OnceLock<Network> = OnceLock::new();
        NETWORK.get_or_init(|| {
            let weights = Weights::of_program();
            Self {
                input: (weights.number("input.scale"), weights.number("input.shift")),
                wide: ["wide38", "wide67"].map(|name| weights.across(name)),
                long: ["long128", "long64", "long32"].map(|name| weights.across(name)),
                middle: ["mid1", "mid2", "mid3"].map(|name| weights.along(name)),
                dense: weights.dense(&["dense.max", "dense.mean"], "dense.bias"),
                dense_rise: weights.rise("dense"),
                tags: weights.dense(&["tags.kernel"], "tags.bias"),
            }
        })
    }

    /// What is heard in one patch.
    ///
    /// # Shapes
    /// `patch` [`N_FRAMES`] × [`N_BANDS`]; result [`N_HEARD`].
    pub(super) fn hear(&self, patch: &[f32]) -> Vec<f32> {
        let (scale, shift) = self.input;
        let patch: Vec<f32> = patch.iter().map(|v| v * scale + shift).collect();
        let front = self.front(&patch);
        let [first, second, third] = &self.middle;
        let first = first.apply(&with_constant(&front, self.n_front()));
        let second = sum(second.apply(&first), &first);
        let third = sum(third.apply(&second), &second);
        let (mut most, mut mean) = (Vec::new(), Vec::new());
        for rows in [&front, &first, &second, &third] {
            let n = rows.len() / N_FRAMES;
            let column = |c: usize| rows.iter().skip(c).step_by(n).copied();
            most.extend((0..n).map(|c| column(c).fold(f32::NEG_INFINITY, f32::max)));
            mean.extend((0..n).map(|c| column(c).sum::<f32>() / N_FRAMES as f32));
        }
        let mut heard = self.dense.apply(&[&most, &mean]);
        self.dense_rise.after_relu(&mut heard);
        let tags = self.tags.apply(&[&heard]);
        heard.extend(tags.iter().map(|v| 1.0 / (1.0 + (-v).exp())));
        heard
    }

    fn n_front(&self) -> usize {
        self.wide
            .iter()
            .chain(&self.long)
            .map(Across::n_channels)
            .sum()
    }

    /// Frames × channels of the front end.
    fn front(&self, patch: &[f32]) -> Vec<f32> {
        let (across, along) = (self.across_bands(patch), self.along_bands(patch));
        let layers: Vec<(&Across, &Vec<f32>)> = self
            .wide
            .iter()
            .zip(&across)
            .chain(self.long.iter().zip(&along))
            .collect();
        let mut front = Vec::with_capacity(N_FRAMES * self.n_front());
        for t in 0..N_FRAMES {
            for (layer, most) in &layers {
                let n = layer.n_channels();
                front.extend(layer.said(&most[t * n..][..n]));
            }
        }
        front
    }

    /// The largest product of each filter across bands, wherever it begins.
    fn across_bands(&self, patch: &[f32]) -> Vec<Vec<f32>> {
        // Row t: the seven frames around t, band by band, so that what a filter sees that begins
        // at any band stands side by side.
        let n_seen = N_BANDS * N_TAPS;
        let mut seen = vec![0.0; N_FRAMES * n_seen];
        for (t, row) in seen.chunks_exact_mut(n_seen).enumerate() {
            for tap in 0..N_TAPS {
                let Some(frame) = (t + tap).checked_sub(N_TAPS / 2).filter(|&f| f < N_FRAMES)
                else {
                    continue;
                };
                let bands = &patch[frame * N_BANDS..][..N_BANDS];
                let slots = row.iter_mut().skip(tap).step_by(N_TAPS);
                slots.zip(bands).for_each(|(slot, v)| *slot = *v);
            }
        }
        let seen = MatRef::from_row_major_slice(&seen, N_FRAMES, n_seen);
        let mut scratch = Vec::new();
        let of = |layer: &Across| {
            let mut most = vec![f32::NEG_INFINITY; N_FRAMES * layer.n_channels()];
            for band in 0..=N_BANDS - layer.n_seen() / N_TAPS {
                let part = seen.submatrix(0, band * N_TAPS, N_FRAMES, layer.n_seen());
                layer.raise(&mut most, part, &mut scratch);
            }
            most
        };
        self.wide.iter().map(of).collect()
    }

    /// The largest product of each filter along a band, over the bands.
    fn along_bands(&self, patch: &[f32]) -> Vec<Vec<f32>> {
        let mut most: Vec<Vec<f32>> = self
            .long
            .iter()
            .map(|layer| vec![f32::NEG_INFINITY; N_FRAMES * layer.n_channels()])
            .collect();
        let mut seen = vec![0.0; N_FRAMES * LONGEST];
        let mut line = [0.0; N_FRAMES + LONGEST];
        let mut scratch = Vec::new();
        for band in 0..N_BANDS {
            let values = patch.iter().skip(band).step_by(N_BANDS);
            line[BEFORE..]
                .iter_mut()
                .zip(values)
                .for_each(|(slot, v)| *slot = *v);
            for (t, row) in seen.chunks_exact_mut(LONGEST).enumerate() {
                row.copy_from_slice(&line[t..t + LONGEST]);
            }
            let seen = MatRef::from_row_major_slice(&seen, N_FRAMES, LONGEST);
            for (layer, most) in self.long.iter().zip(&mut most) {
                let n = layer.n_seen();
                // Half of the frames but one come before its own, as of the longest.
                let part = seen.submatrix(0, BEFORE - (n - 1) / 2, N_FRAMES, n);
                layer.raise(most, part, &mut scratch);
            }
        }
        most
    }
}

/// Beside the channels one that is always 1, which stands for all that are switched off.
fn with_constant(rows: &[f32], n: usize) -> Vec<f32> {
    rows.chunks_exact(n)
        .flat_map(|row| row.iter().copied().chain([1.0]))
        .collect()
}

fn sum(mut rows: Vec<f32>, others: &[f32]) -> Vec<f32> {
    rows.iter_mut()
        .zip(others)
        .for_each(|(v, other)| *v += other);
    rows
}
