//! Walks through a trained latent space: points to decode, and what decoded rows say in the units of the features.
//!
//! Making points and decoding them are two steps: `model.decode(&model.traverse(…)?, None)`. Decoded rows are in scaled
//! units, as the model sees them; [`in_feature_units`] takes the scaling back, [`strongest`] and [`changes`] name
//! columns, which for TF-IDF blocks are words.

use std::ops::Range;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::pca::column_means;
use super::{Fitted, Input, Trained};
use crate::config::ModelKind;
use crate::error::{Error, Result};
use crate::features::Scaler;
use crate::matrix::Matrix;

impl Trained {
    /// What the model gives back of songs it has encoded, each decoded with its own conditions, in scaled units.
    ///
    /// # Shapes
    /// `input` of the n songs whose latents the model holds, `songs` m of them; result as of [`Trained::decode`].
    pub fn reconstruct(&self, input: &Input, songs: &[usize]) -> Matrix {
        let conditions = self.conditions(input).map(|conditions| conditions.one_hot.select_rows(songs));
        self.decode(&self.latents.select_rows(songs), conditions.as_ref())
    }

    /// Points on a line through `from` (a song's latent, or zeros for the origin) along one dimension: evenly spaced
    /// from −`reach` to `reach` deviations of that dimension's aggregate posterior around its mean, so that the line
    /// covers what songs use, whatever the scale of the dimension. The other dimensions stay as they are in `from`.
    ///
    /// # Shapes
    /// `from` n_latent; result `n_steps` × n_latent.
    ///
    /// # Errors
    /// When the latent space has no such dimension or `from` is not a point of it.
    pub fn traverse(&self, from: &[f32], dim: usize, reach: f32, n_steps: usize) -> Result<Matrix> {
        let n_latent = self.latents.n_cols();
        if from.len() != n_latent {
            let cause = format!("a point of {n_latent} numbers was expected, got {}", from.len());
            return Err(Error::stage("traversal", cause));
        }
        if dim >= n_latent {
            let cause = format!("there are {n_latent} latent dimensions, the first being 0, and no dimension {dim}");
            return Err(Error::stage("traversal", cause));
        }
        let songs: Vec<usize> = (0..self.latents.n_rows()).collect();
        let mean = column_means(&self.latents, &songs)[dim] as f32;
        let deviation = self.diagnostics.deviation_per_dim[dim];
        let points = steps(n_steps).map(|t| {
            let mut point = from.to_vec();
            point[dim] = mean + reach * deviation * (2.0 * t - 1.0);
            point
        });
        Ok(Matrix::new(n_steps, n_latent, points.flatten().collect()))
    }

    /// Latents drawn from the model's prior; the same seed gives the same ones.
    ///
    /// # Shapes
    /// Result n × n_latent.
    ///
    /// # Errors
    /// When the model has no prior: features, PCA and the autoencoder.
    pub fn sample_prior(&self, n: usize, seed: u64) -> Result<Matrix> {
        match &self.fitted {
            Fitted::Net(net) if !self.diagnostics.kl_per_dim.is_empty() => {
                Ok(net.prior(n, self.latents.n_cols(), &mut ChaCha8Rng::seed_from_u64(seed)))
            }
            Fitted::Net(_) => Err(no_prior(ModelKind::Autoencoder)),
            Fitted::Pca(_) => Err(no_prior(ModelKind::Pca)),
            Fitted::Direct => Err(no_prior(ModelKind::Direct)),
        }
    }
}

fn no_prior(kind: ModelKind) -> Error {
    Error::stage("sampling", format!("a model of kind `{}` has no prior to draw from", kind.label()))
}

/// `n` numbers evenly spaced from 0 to 1; one number is the middle.
fn steps(n: usize) -> impl Iterator<Item = f32> {
    (0..n).map(move |i| if n == 1 { 0.5 } else { i as f32 / (n - 1) as f32 })
}

/// `n_steps` points evenly spaced on the line from `a` to `b`, both included.
///
/// # Shapes
/// `a`, `b` k; result n_steps × k.
pub fn interpolate_linear(a: &[f32], b: &[f32], n_steps: usize) -> Matrix {
    interpolate(a, b, n_steps, |t| [1.0 - t, t])
}

/// `n_steps` points from `a` to `b` on an arc around the origin, at evenly spaced angles (Shoemake 1985; for latent
/// spaces White 2016, "Sampling Generative Networks"). Under a normal prior of many dimensions nearly all mass is at one
/// distance from the origin; a line passes nearer to it than songs ever are, an arc does not. Where there is no one
/// shortest arc, because one end is the origin or they stand opposite each other, and where the ends point the same way,
/// it is the line.
///
/// # Shapes
/// As [`interpolate_linear`].
pub fn interpolate_spherical(a: &[f32], b: &[f32], n_steps: usize) -> Matrix {
    let dot = |u: &[f32], v: &[f32]| u.iter().zip(v).map(|(u, v)| f64::from(*u) * f64::from(*v)).sum::<f64>();
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

/// Decoded rows in the units of the features, the inverse of (v − mean)·factor. A column that was weighed by 0 is at its
/// mean: the model never saw it.
///
/// # Shapes
/// m × d, d being the scaler's columns.
pub fn in_feature_units(rows: &Matrix, scaler: &Scaler) -> Matrix {
    let values = rows.rows().flat_map(|row| (0..row.len()).map(|j| in_unit(row, j, scaler)));
    Matrix::new(rows.n_rows(), rows.n_cols(), values.collect())
}

fn in_unit(row: &[f32], j: usize, scaler: &Scaler) -> f32 {
    let factor = scaler.factor[j];
    if factor == 0.0 { scaler.mean[j] } else { row[j] / factor + scaler.mean[j] }
}

/// The `n` columns of a block that are largest in a decoded row, largest first, with their values in feature units: of a
/// TF-IDF block the words of the song, with their weights. `None` when there is no such block.
///
/// # Shapes
/// `row` d, in scaled units.
pub fn strongest(row: &[f32], scaler: &Scaler, block: &str, n: usize) -> Option<Vec<(String, f32)>> {
    let value = |j: usize| in_unit(row, j, scaler);
    let mut columns: Vec<usize> = columns(scaler, block)?.collect();
    columns.sort_by(|&a, &b| value(b).total_cmp(&value(a)));
    Some(columns.into_iter().take(n).map(|j| (scaler.columns[j].clone(), value(j))).collect())
}

/// One column in two decoded rows, in feature units.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub column: String,
    pub from: f32,
    pub to: f32,
}

/// What rises and what falls most between two decoded rows, the greatest change first.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    pub gained: Vec<Change>,
    pub lost: Vec<Change>,
}

/// The up to `n` columns of a block that rise and fall most from one decoded row to another: of a TF-IDF block the words
/// gained and lost. Columns are ordered by their change in scaled units, in which those of one block are comparable, and
/// told in feature units. `None` when there is no such block.
///
/// # Shapes
/// `from`, `to` d, in scaled units.
pub fn changes(from: &[f32], to: &[f32], scaler: &Scaler, block: &str, n: usize) -> Option<Changes> {
    let rise = |j: usize| to[j] - from[j];
    let mut columns: Vec<usize> = columns(scaler, block)?.collect();
    columns.sort_by(|&a, &b| rise(b).total_cmp(&rise(a)));
    let change = |j: usize| Change {
        column: scaler.columns[j].clone(),
        from: in_unit(from, j, scaler),
        to: in_unit(to, j, scaler),
    };
    Some(Changes {
        gained: columns.iter().copied().take_while(|&j| rise(j) > 0.0).take(n).map(change).collect(),
        lost: columns.iter().rev().copied().take_while(|&j| rise(j) < 0.0).take(n).map(change).collect(),
    })
}

fn columns(scaler: &Scaler, block: &str) -> Option<Range<usize>> {
    scaler.blocks.iter().find(|(name, _, _)| name == block).map(|(_, _, columns)| columns.clone())
}
