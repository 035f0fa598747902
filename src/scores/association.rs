//! What each latent dimension goes along with among the features: rank correlations.

use rayon::prelude::*;

use super::chance::sample;
use super::ranks::ranks;
use crate::error::Result;
use crate::features::Fused;
use crate::job::Reporter;
use crate::matrix::Matrix;

/// Above so many songs a sample of them is correlated.
const MOST_SONGS: usize = 10_000;

/// Rank correlation of every latent dimension with every joined column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Associations {
    /// Latent dimensions × joined columns: Spearman's ρ, −1 to 1, over the songs that have the
    /// column's modality; NaN where one of the two does not vary.
    pub(crate) correlation: Matrix,
    /// Of each joined column: the songs looked at, a sample of 10,000 where there are more.
    pub(crate) n_songs: Vec<usize>,
    /// Of each joined column: what the |ρ| of unrelated dimensions and columns stays below, for all
    /// pairs of this table at once, in at least 19 of 20 libraries: √(2 ln(20 pairs) / (n − 1)). It
    /// is Bonferroni's bound with ρ taken as normal of variance 1 / (n − 1) (Kendall & Gibbons
    /// 1990) and its tail bounded by exp(−z²/2).
    pub(crate) by_luck: Vec<f64>,
}

/// How far each column of the features a model was shown rises and falls with each dimension of its
/// latent space.
///
/// # Shapes
/// `latents` n × k, `fused` of the same n songs.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub(crate) fn associations(
    latents: &Matrix,
    fused: &Fused,
    seed: u64,
    reporter: &Reporter,
) -> Result<Associations> {
    let (k, d) = (latents.n_cols(), fused.x.n_cols());
    let mut correlation = Matrix::new(k, d, vec![f32::NAN; k * d]);
    let (mut n_songs, mut by_luck) = (vec![0; d], vec![1.0; d]);
    let n_pairs = (k * d).max(1) as f64;
    for view in &fused.views {
        let have: Vec<usize> = (0..fused.x.n_rows())
            .filter(|&song| view.present[song])
            .collect();
        let songs: Vec<usize> = sample(have.len(), MOST_SONGS, seed)
            .into_iter()
            .map(|i| have[i])
            .collect();
        let found = rank_correlations(latents, &fused.x, view.columns.clone(), &songs, reporter)?;
        for dim in 0..k {
            correlation.row_mut(dim)[view.columns.clone()].copy_from_slice(found.row(dim));
        }
        let bound = (2.0 * (20.0 * n_pairs).ln() / (songs.len().max(2) - 1) as f64).sqrt();
        n_songs[view.columns.clone()].fill(songs.len());
        by_luck[view.columns.clone()].fill(bound.min(1.0));
    }
    Ok(Associations {
        correlation,
        n_songs,
        by_luck,
    })
}

/// Spearman's ρ: Pearson's correlation of ranks, ties having the mean of their ranks, as
/// `scipy.stats.spearmanr`.
fn rank_correlations(
    latents: &Matrix,
    x: &Matrix,
    columns: std::ops::Range<usize>,
    songs: &[usize],
    reporter: &Reporter,
) -> Result<Matrix> {
    let k = latents.n_cols();
    let dims: Vec<Vec<f64>> = (0..k)
        .into_par_iter()
        .map(|dim| standard_ranks(latents, dim, songs))
        .collect();
    let of_column = |column: usize| -> Result<Vec<f32>> {
        reporter.checkpoint()?;
        let ranks = standard_ranks(x, column, songs);
        let dot = |dim: &Vec<f64>| dim.iter().zip(&ranks).map(|(a, b)| a * b).sum::<f64>();
        Ok(dims
            .iter()
            .map(|dim| dot(dim).clamp(-1.0, 1.0) as f32)
            .collect())
    };
    let found: Vec<Vec<f32>> = columns
        .into_par_iter()
        .map(of_column)
        .collect::<Result<_>>()?;
    Ok(Matrix::new(
        k,
        found.len(),
        (0..k)
            .flat_map(|dim| found.iter().map(move |column| column[dim]))
            .collect(),
    ))
}

/// Ranks of a column's values with mean 0 and norm 1; NaN where all values are the same.
fn standard_ranks(x: &Matrix, column: usize, songs: &[usize]) -> Vec<f64> {
    let values: Vec<f64> = songs
        .iter()
        .map(|&song| f64::from(x.row(song)[column]))
        .collect();
    let mut ranks = ranks(&values);
    let mean = (songs.len() as f64 + 1.0) / 2.0;
    ranks.iter_mut().for_each(|r| *r -= mean);
    let norm = ranks.iter().map(|r| r * r).sum::<f64>().sqrt();
    let norm = if norm > 0.0 { norm } else { f64::NAN };
    ranks.iter_mut().for_each(|r| *r /= norm);
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{BlockKind, Scaler, View};

    fn fused(x: Matrix, views: Vec<View>) -> Fused {
        let scaler = Scaler {
            columns: Vec::new(),
            mean: Vec::new(),
            factor: Vec::new(),
            blocks: Vec::new(),
        };
        Fused {
            incomplete: vec![false; x.n_rows()],
            x,
            scaler,
            views,
        }
    }

    /// `scipy.stats.spearmanr(z[:, j], x[:, c]).statistic` of SciPy 1.17.1, ties and a constant
    /// column included.
    #[test]
    fn correlations_are_those_of_scipy() {
        let z = Matrix::from_rows(&[
            [0.3, 2.0],
            [1.1, 2.0],
            [-0.5, 3.5],
            [0.9, -1.0],
            [0.3, 0.0],
            [2.2, -4.0],
        ]);
        let x = Matrix::from_rows(&[
            [1.0, 5.0, 7.0],
            [2.0, 5.0, 7.0],
            [0.0, 6.0, 7.0],
            [2.0, 1.0, 7.0],
            [3.0, 4.0, 7.0],
            [9.0, 0.0, 7.0],
        ]);
        let all = vec![View {
            kind: BlockKind::Audio,
            columns: 0..3,
            present: vec![true; 6],
        }];
        let got = associations(&z, &fused(x.clone(), all), 0, &Reporter::silent()).unwrap();
        let scipy = [
            [0.735294117647059, -0.720588235294118],
            [-0.867647058823529, 1.000000000000000],
        ];
        for (dim, expected) in scipy.iter().enumerate() {
            for (column, expected) in expected.iter().enumerate() {
                let rho = f64::from(got.correlation.row(dim)[column]);
                assert!(
                    (rho - expected).abs() < 1e-6,
                    "{dim}, {column}: {rho} against {expected}"
                );
            }
            assert!(
                got.correlation.row(dim)[2].is_nan(),
                "a constant column goes along with nothing"
            );
        }
    }

    #[test]
    fn songs_without_the_modality_are_left_out_and_luck_stays_below_its_bound() {
        let n = 400;
        let uniform = |at: usize| crate::random::splitmix64(at as u64) as f32 / u64::MAX as f32;
        let z = Matrix::new(n, 3, (0..3 * n).map(uniform).collect());
        let rows: Vec<Vec<f32>> = (0..n)
            .map(|i| {
                let own = if i % 4 == 0 { 0.0 } else { z.row(i)[1].exp() };
                let mut row = vec![own];
                row.extend((0..60).map(|c| uniform(9_000_000 + 61 * i + c)));
                row
            })
            .collect();
        let view = |kind, columns, present| View {
            kind,
            columns,
            present,
        };
        let views = vec![
            view(BlockKind::Audio, 0..1, (0..n).map(|i| i % 4 != 0).collect()),
            view(BlockKind::Lyrics, 1..61, vec![true; n]),
        ];
        let got = associations(
            &z,
            &fused(Matrix::from_rows(&rows), views),
            0,
            &Reporter::silent(),
        )
        .unwrap();
        assert_eq!((got.n_songs[0], got.n_songs[1]), (300, 400));
        assert!(
            (got.correlation.row(1)[0] - 1.0).abs() < 1e-6,
            "what rises together has 1, whatever its curve"
        );
        let unrelated = (0..3).flat_map(|dim| {
            got.correlation.row(dim)[1..]
                .iter()
                .map(|rho| f64::from(rho.abs()))
        });
        let most = unrelated.fold(0.0, f64::max);
        assert!(
            most < got.by_luck[1] && most > 0.4 * got.by_luck[1],
            "{most} against {}",
            got.by_luck[1]
        );
    }
}
