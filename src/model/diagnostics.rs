//! What a latent space says about itself, without labels.

use std::borrow::Cow;
use std::ops::Range;

use super::pca::column_means;
use super::{Diagnostics, Fitted, Input};
use crate::config::ModelConfig;
use crate::features::Split;
use crate::matrix::Matrix;

/// What a model was to give back, and what it gave back from the latent means.
pub(super) struct Reconstruction<'a> {
    pub(crate) target: Cow<'a, Matrix>,
    /// Of the target's shape.
    pub(crate) x_hat: Matrix,
    /// The rows of each song; `None` where row i is song i.
    pub(crate) rows_of_song: Option<&'a [Range<usize>]>,
    /// Columns that are judged by themselves.
    pub(crate) parts: Vec<Part<'a>>,
}

/// Columns of a target that come from one place.
pub(super) struct Part<'a> {
    /// `None` where there is but one and it has no name to be told by.
    pub(crate) name: Option<&'a str>,
    pub(crate) columns: Range<usize>,
    /// Whether each song has it; `None` when all have.
    pub(crate) present: Option<&'a [bool]>,
}

impl<'a> Reconstruction<'a> {
    /// Of a model that is to give back the features, block by block.
    pub(super) fn of_features(input: &Input<'a>, x_hat: Matrix) -> Self {
        let part = |(name, kind, columns): &'a (String, _, Range<usize>)| Part {
            name: Some(name),
            columns: columns.clone(),
            present: input.view(*kind).map(|view| view.present.as_slice()),
        };
        let whole = Part {
            name: None,
            columns: 0..input.x.n_cols(),
            present: None,
        };
        let parts = if input.blocks.is_empty() {
            vec![whole]
        } else {
            input.blocks.iter().map(part).collect()
        };
        Self {
            target: Cow::Borrowed(input.x),
            x_hat,
            rows_of_song: None,
            parts,
        }
    }

    /// The target's rows of those songs which are present.
    fn rows(&self, present: Option<&[bool]>, songs: &[usize]) -> Vec<usize> {
        let songs = songs
            .iter()
            .filter(|&&song| present.is_none_or(|present| present[song]));
        songs
            .flat_map(|&song| {
                self.rows_of_song
                    .map_or(song..song + 1, |rows| rows[song].clone())
            })
            .collect()
    }

    /// Squared error of the part, and squared deviation from `mean`, over the rows of `songs`.
    fn errors(&self, part: &Part, songs: &[usize], mean: &[f64]) -> Errors {
        let mut errors = Errors {
            error: 0.0,
            deviation: 0.0,
        };
        for i in self.rows(part.present, songs) {
            let columns = || part.columns.clone();
            let (x, x_hat) = (
                &self.target.row(i)[columns()],
                &self.x_hat.row(i)[columns()],
            );
            for ((&v, &v_hat), m) in x.iter().zip(x_hat).zip(&mean[columns()]) {
                errors.error += f64::from(v - v_hat).powi(2);
                errors.deviation += (f64::from(v) - m).powi(2);
            }
        }
        errors
    }
}

struct Errors {
    error: f64,
    deviation: f64,
}

impl Errors {
    /// 1 − squared error / squared deviation from the training songs' mean, for held-out ones too:
    /// the share by which the model beats a guess that knew as much. Below 0 when it does worse; 0
    /// when nothing varies.
    fn explained(&self) -> f32 {
        if self.deviation > 0.0 {
            (1.0 - self.error / self.deviation) as f32
        } else {
            0.0
        }
    }

    fn sum(all: &[Self]) -> Self {
        Self {
            error: all.iter().map(|e| e.error).sum(),
            deviation: all.iter().map(|e| e.deviation).sum(),
        }
    }
}

/// Shares of blocks in a file: a TOML list cannot hold nothing, so one of a block without held-out
/// songs is shorter.
pub(super) mod shares {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Name, share in training, share of held-out songs.
    type Share = (String, f32, Option<f32>);

    pub(crate) fn serialize<S: Serializer>(blocks: &[Share], to: S) -> Result<S::Ok, S::Error> {
        let shares = |&(ref name, train, validation): &Share| {
            (
                name.clone(),
                std::iter::once(train)
                    .chain(validation)
                    .collect::<Vec<f32>>(),
            )
        };
        blocks.iter().map(shares).collect::<Vec<_>>().serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Share>, D::Error> {
        let blocks = Vec::<(String, Vec<f32>)>::deserialize(from)?;
        let share = |(name, shares): (String, Vec<f32>)| {
            let train = shares
                .first()
                .copied()
                .ok_or_else(|| serde::de::Error::custom("a block without a share"));
            Ok((name, train?, shares.get(1).copied()))
        };
        blocks.into_iter().map(share).collect()
    }
}

pub(super) fn of(
    fitted: &Fitted,
    input: &Input,
    latents: &Matrix,
    log_variance: Option<&Matrix>,
    split: &Split,
    config: &ModelConfig,
) -> Diagnostics {
    let given = fitted.reconstruction(input, latents);
    let mut of_parts: [Vec<Errors>; 2] = [Vec::new(), Vec::new()];
    for part in &given.parts {
        let mean = column_means(&given.target, &given.rows(part.present, &split.train));
        for (errors, songs) in of_parts.iter_mut().zip([&split.train, &split.validation]) {
            errors.push(given.errors(part, songs, &mean));
        }
    }
    let [train, validation] = &of_parts;
    let held_out = !split.validation.is_empty();
    let parts = given.parts.iter().zip(train.iter().zip(validation));
    let explained_blocks = parts.filter_map(|(part, (train, validation))| {
        Some((
            part.name?.to_string(),
            train.explained(),
            held_out.then(|| validation.explained()),
        ))
    });
    let whole = held_out.then(|| Errors::sum(validation));
    let n_held_out = given.rows(None, &split.validation).len().max(1) as f64;
    Diagnostics {
        kl_per_dim: log_variance
            .zip(fitted.prior())
            .map_or(Vec::new(), |(v, prior)| prior.kl_per_dim(latents, v))
            .into_iter()
            .map(|kl| kl as f32)
            .collect(),
        deviation_per_dim: deviation_per_dim(latents, log_variance),
        n_active: active(latents, log_variance.is_some(), config.active_threshold)
            .into_iter()
            .filter(|&on| on)
            .count(),
        explained_train: Errors::sum(train).explained(),
        explained_validation: whole.as_ref().map(Errors::explained),
        explained_blocks: explained_blocks.collect(),
        reconstruction_validation: whole.map(|e| (0.5 * e.error / n_held_out) as f32),
    }
}

/// The variance of a mixture: that of its components' means, and the mean of their variances.
fn deviation_per_dim(mean: &Matrix, log_variance: Option<&Matrix>) -> Vec<f32> {
    let mut variances = column_variances(mean);
    if let Some(log_variance) = log_variance {
        let n = mean.n_rows() as f64;
        for row in log_variance.rows() {
            variances
                .iter_mut()
                .zip(row)
                .for_each(|(sum, &v)| *sum += f64::from(v).exp() / n);
        }
    }
    variances.iter().map(|v| v.sqrt() as f32).collect()
}

/// Latents of a VAE have the prior's scale, so a fixed threshold holds; others are measured by
/// their largest.
pub(super) fn active(mean: &Matrix, has_prior: bool, threshold: f32) -> Vec<bool> {
    let variances = column_variances(mean);
    let largest = variances.iter().copied().fold(0.0, f64::max);
    let threshold = f64::from(threshold) * if has_prior { 1.0 } else { largest };
    variances.iter().map(|&v| v > threshold).collect()
}

/// Variances of the columns over all rows, with divisor n.
fn column_variances(x: &Matrix) -> Vec<f64> {
    let rows: Vec<usize> = (0..x.n_rows()).collect();
    let mean = column_means(x, &rows);
    let mut sums = vec![0.0; x.n_cols()];
    for row in x.rows() {
        for ((sum, &v), m) in sums.iter_mut().zip(row).zip(&mean) {
            *sum += (f64::from(v) - m).powi(2);
        }
    }
    sums.iter().map(|sum| sum / x.n_rows() as f64).collect()
}
