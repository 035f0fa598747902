//! What comes back of each song from the latent space, block by block.

use super::{Table, or_undefined};
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::Matrix;
use crate::pipeline::Analysis;

/// Songs that are decoded in one go.
const AT_ONCE: usize = 512;

/// What the model was to give back of one song in one block, and how far it missed it.
pub(in crate::export) struct Block {
    pub(crate) song: usize,
    pub(crate) name: String,
    pub(crate) n_values: usize,
    /// Mean squared error of a value, in the units that the model sees.
    pub(crate) error: f64,
    /// The same of a guess that always says the mean.
    pub(crate) error_of_mean: f64,
}

/// Every song's blocks; songs that lack one have no entry for it.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub(in crate::export) fn blocks(analysis: &Analysis, reporter: &Reporter) -> Result<Vec<Block>> {
    let n = analysis.library.songs.len();
    let mut found = Vec::new();
    let songs: Vec<usize> = (0..n).collect();
    let mean_patch = analysis
        .patches
        .as_ref()
        .map(|patches| mean_row(&patches.values));
    for part in songs.chunks(AT_ONCE) {
        reporter.checkpoint()?;
        let decoded = analysis.model.reconstruct(&analysis.input(), part);
        for (&song, x_hat) in part.iter().zip(decoded.rows()) {
            match (&analysis.patches, &mean_patch) {
                (Some(patches), Some(mean)) => {
                    let crops = patches.of_song[song].clone();
                    if !crops.is_empty() {
                        let errors = crops.map(|crop| {
                            let x = patches.values.row(crop);
                            [squares(x, x_hat), squares(x, mean)]
                        });
                        found.push(Block::new(song, "log-mel", mean.len(), errors));
                    }
                }
                _ => found.extend(of_features(analysis, song, x_hat)),
            }
        }
    }
    Ok(found)
}

fn of_features(analysis: &Analysis, song: usize, x_hat: &[f32]) -> Vec<Block> {
    let fused = &analysis.fused;
    let x = fused.x.row(song);
    let present = |kind| {
        fused
            .views
            .iter()
            .find(|v| v.kind == kind)
            .is_none_or(|v| v.present[song])
    };
    let blocks = fused
        .scaler
        .blocks
        .iter()
        .filter(|(_, kind, _)| present(*kind));
    blocks
        .map(|(name, _, columns)| {
            let (x, x_hat) = (&x[columns.clone()], &x_hat[columns.clone()]);
            // Scaled columns have mean 0.
            let zero = vec![0.0; x.len()];
            Block::new(
                song,
                name,
                x.len(),
                std::iter::once([squares(x, x_hat), squares(x, &zero)]),
            )
        })
        .collect()
}

impl Block {
    fn new(song: usize, name: &str, width: usize, errors: impl Iterator<Item = [f64; 2]>) -> Self {
        let (sum, n) = errors.fold(([0.0; 2], 0), |(sum, n), e| {
            ([sum[0] + e[0], sum[1] + e[1]], n + 1)
        });
        let n_values = width * n;
        let [error, error_of_mean] = sum.map(|s| s / n_values.max(1) as f64);
        Self {
            song,
            name: name.to_string(),
            n_values,
            error,
            error_of_mean,
        }
    }

    /// Share of what a guess of the mean misses that the model does not; below 0 it is worse than
    /// that guess.
    pub(crate) fn explained(&self) -> Option<f64> {
        (self.error_of_mean > 0.0).then(|| 1.0 - self.error / self.error_of_mean)
    }
}

fn squares(x: &[f32], y: &[f32]) -> f64 {
    x.iter().zip(y).map(|(a, b)| f64::from(a - b).powi(2)).sum()
}

fn mean_row(x: &Matrix) -> Vec<f32> {
    let mut sums = vec![0.0f64; x.n_cols()];
    for row in x.rows() {
        sums.iter_mut()
            .zip(row)
            .for_each(|(sum, &v)| *sum += f64::from(v));
    }
    sums.into_iter()
        .map(|s| (s / x.n_rows().max(1) as f64) as f32)
        .collect()
}

/// One row a song and block.
pub(in crate::export) fn reconstructions(analysis: &Analysis, blocks: &[Block]) -> Result<String> {
    let mut table = Table::new(&[
        "id",
        "title",
        "held_out",
        "block",
        "n_values",
        "mean_squared_error",
        "mean_squared_error_of_mean",
        "explained",
    ])?;
    let mut held_out = vec![false; analysis.library.songs.len()];
    analysis
        .split
        .validation
        .iter()
        .for_each(|&i| held_out[i] = true);
    for block in blocks {
        let song = &analysis.library.songs[block.song];
        table.row([
            song.id.clone(),
            song.title.clone(),
            held_out[block.song].to_string(),
            block.name.clone(),
            block.n_values.to_string(),
            or_undefined(Some(block.error)),
            or_undefined(Some(block.error_of_mean)),
            or_undefined(block.explained()),
        ])?;
    }
    table.finish()
}
