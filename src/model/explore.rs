//! Walks through a trained latent space: points to decode, and what decoded rows say in the units
//! of the features.
//!
//! Making points and decoding them are two steps. Decoded rows are in scaled units, as the model sees
//! them; [`in_unit`] takes the scaling back, [`changes`] names columns, which for TF-IDF blocks are
//! words.

use std::ops::Range;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::pca::column_means;
use super::step::standard_normals;
use super::{Input, Trained};
use crate::error::{Error, Result};
use crate::features::{Patches, Scaler};
use crate::matrix::Matrix;
use crate::words::id;

impl Trained {
    /// What the model gives back of songs it has encoded, each decoded with its own conditions, in
    /// scaled units.
    ///
    /// # Shapes
    /// `input` of the n songs whose latents the model holds, `songs` m of them; result as of
    /// [`Trained::decode`].
    pub(crate) fn reconstruct(&self, input: &Input, songs: &[usize]) -> Matrix {
        let conditions = self
            .conditions(input)
            .map(|conditions| conditions.one_hot.select_rows(songs));
        self.decode(&self.latents.select_rows(songs), conditions.as_ref())
    }

    /// Points decoded as if they were `song`'s: a conditional VAE is told the song's own classes.
    /// In scaled units.
    ///
    /// # Shapes
    /// `z` m × n_latent, `input` of the n songs whose latents the model holds; result as of
    /// [`Trained::decode`].
    pub(crate) fn decode_as(&self, z: &Matrix, input: &Input, song: usize) -> Matrix {
        let rows = vec![song; z.n_rows()];
        let conditions = self
            .conditions(input)
            .map(|conditions| conditions.one_hot.select_rows(&rows));
        self.decode(z, conditions.as_ref())
    }

    /// One crop of a recording as a convolutional VAE gives it back from the crop's own latent; a
    /// song's latent is the mean of its crops'.
    ///
    /// # Shapes
    /// `crop` a row of `patches.values`; result n_mels · n_frames, as that row.
    ///
    /// # Errors
    /// When the model does not see patches.
    pub(crate) fn reconstruct_crop(&self, patches: &Patches, crop: usize) -> Result<Vec<f32>> {
        if !self.sees_patches() {
            return Err(Error::stage(
                id::ERROR_DECODING,
                id::MODEL_ONLY_CONVOLUTIONAL_VAE_SEES_CROPS,
            ));
        }
        let (one, x) = (patches.values.select_rows(&[crop]), Matrix::zeros(1, 0));
        let alone = Patches {
            of_song: vec![Range { start: 0, end: 1 }],
            values: one,
            ..*patches
        };
        let z = self.encode(&Input {
            patches: Some(&alone),
            ..Input::plain(&x)
        });
        Ok(self.decode(&z, None).into_vec())
    }

    /// True when it sees and gives back log-mel patches, not features.
    pub(crate) fn sees_patches(&self) -> bool {
        self.fitted.net().is_some_and(|net| net.sees_patches())
    }

    /// Mean and deviation of each dimension of the aggregate posterior: where songs are along it.
    pub(crate) fn spread(&self) -> Vec<Spread> {
        let songs: Vec<usize> = (0..self.latents.n_rows()).collect();
        let means = column_means(&self.latents, &songs);
        let spread = |(&mean, &deviation): (&f64, &f32)| Spread {
            mean: mean as f32,
            deviation,
        };
        means
            .iter()
            .zip(&self.diagnostics.deviation_per_dim)
            .map(spread)
            .collect()
    }

    /// Dimensions that carry something, as [`super::Diagnostics::n_active`] counts them.
    pub(crate) fn active_dims(&self, threshold: f32) -> Vec<bool> {
        super::diagnostics::active(
            &self.latents,
            !self.diagnostics.kl_per_dim.is_empty(),
            threshold,
        )
    }
}

/// Where songs are along a latent dimension.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spread {
    /// Of the latents of all songs.
    pub(crate) mean: f32,
    /// Of the aggregate posterior.
    pub(crate) deviation: f32,
}

/// A point drawn from a normal distribution along each dimension by itself, cut off at `reach`
/// deviations from its mean; the same seed gives the same one. Unlike a draw from the prior it
/// needs none, and stays where songs are along each dimension (which need not be where songs are:
/// dimensions may depend on each other).
pub(crate) fn sample_spread(spread: &[Spread], reach: f32, seed: u64) -> Vec<f32> {
    let draws = standard_normals(&mut ChaCha8Rng::seed_from_u64(seed), spread.len());
    spread
        .iter()
        .zip(draws)
        .map(|(s, z)| s.mean + s.deviation * z.clamp(-reach, reach))
        .collect()
}

/// `n` numbers evenly spaced from 0 to 1; one number is the middle.
fn steps(n: usize) -> impl Iterator<Item = f32> {
    (0..n).map(move |i| {
        if n == 1 {
            0.5
        } else {
            i as f32 / (n - 1) as f32
        }
    })
}

/// `n_steps` points evenly spaced on the line from `a` to `b`, both included.
///
/// # Shapes
/// `a`, `b` k; result n_steps × k.
pub(crate) fn interpolate_linear(a: &[f32], b: &[f32], n_steps: usize) -> Matrix {
    interpolate(a, b, n_steps, |t| [1.0 - t, t])
}

/// `n_steps` points from `a` to `b` on an arc around the origin, at evenly spaced angles (Shoemake
/// 1985; for latent spaces White 2016, "Sampling Generative Networks"). Under a normal prior of
/// many dimensions nearly all mass is at one distance from the origin; a line passes nearer to it
/// than songs ever are, an arc does not. Where there is no one shortest arc, because one end is the
/// origin or they stand opposite each other, and where the ends point the same way, it is the line.
///
/// # Shapes
/// As [`interpolate_linear`].
pub(crate) fn interpolate_spherical(a: &[f32], b: &[f32], n_steps: usize) -> Matrix {
    let dot = |u: &[f32], v: &[f32]| {
        u.iter()
            .zip(v)
            .map(|(u, v)| f64::from(*u) * f64::from(*v))
            .sum::<f64>()
    };
    let cosine = dot(a, b) / (dot(a, a) * dot(b, b)).sqrt();
    let angle = cosine.clamp(-1.0, 1.0).acos();
    let sine = angle.sin();
    // Not a number when an end is the origin.
    if sine.is_nan() || sine < 1e-4 {
        return interpolate_linear(a, b, n_steps);
    }
    interpolate(a, b, n_steps, |t| {
        let t = f64::from(t);
        [((1.0 - t) * angle).sin(), (t * angle).sin()].map(|weight| (weight / sine) as f32)
    })
}

fn interpolate(a: &[f32], b: &[f32], n_steps: usize, weights: impl Fn(f32) -> [f32; 2]) -> Matrix {
    let points = steps(n_steps).flat_map(|t| {
        let [of_a, of_b] = weights(t);
        a.iter().zip(b).map(move |(a, b)| of_a * a + of_b * b)
    });
    Matrix::new(n_steps, a.len(), points.collect())
}

/// Column `j` of a decoded row in the unit of its feature, the inverse of (v − mean)·factor. A column
/// that was weighed by 0 is at its mean: the model never saw it.
pub(crate) fn in_unit(row: &[f32], j: usize, scaler: &Scaler) -> f32 {
    let factor = scaler.factor[j];
    let centred = if factor == 0.0 {
        0.0
    } else {
        f64::from(row[j]) / factor
    };
    (centred + scaler.mean[j]) as f32
}

/// One column in two decoded rows, in feature units.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change {
    /// Its name.
    pub(crate) column: String,
    /// Its value in the first row.
    pub(crate) from: f32,
    /// Its value in the second.
    pub(crate) to: f32,
}

/// What rises and what falls most between two decoded rows, the greatest change first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Changes {
    /// What rises.
    pub(crate) gained: Vec<Change>,
    /// What falls.
    pub(crate) lost: Vec<Change>,
}

/// The up to `n` columns of a block that rise and fall most from one decoded row to another: of a
/// TF-IDF block the words gained and lost. Columns are ordered by their change in scaled units, in
/// which those of one block are comparable, and told in feature units. `None` when there is no such
/// block.
///
/// # Shapes
/// `from`, `to` d, in scaled units.
pub(crate) fn changes(
    from: &[f32],
    to: &[f32],
    scaler: &Scaler,
    block: &str,
    n: usize,
) -> Option<Changes> {
    let rise = |j: usize| to[j] - from[j];
    let mut columns: Vec<usize> = columns(scaler, block)?.collect();
    columns.sort_by(|&a, &b| rise(b).total_cmp(&rise(a)));
    let change = |j: usize| Change {
        column: scaler.columns[j].clone(),
        from: in_unit(from, j, scaler),
        to: in_unit(to, j, scaler),
    };
    Some(Changes {
        gained: columns
            .iter()
            .copied()
            .take_while(|&j| rise(j) > 0.0)
            .take(n)
            .map(change)
            .collect(),
        lost: columns
            .iter()
            .rev()
            .copied()
            .take_while(|&j| rise(j) < 0.0)
            .take(n)
            .map(change)
            .collect(),
    })
}

fn columns(scaler: &Scaler, block: &str) -> Option<Range<usize>> {
    scaler
        .blocks
        .iter()
        .find(|(name, _, _)| name == block)
        .map(|(_, _, columns)| columns.clone())
}
