//! How much of each view is noise, known before anything is learnt: so that views of different
//! kinds can be weighed in one likelihood, and without a look at labels.

use super::Input;
use super::pca::Pca;
use crate::error::Result;
use crate::matrix::Matrix;

/// No view is taken to be known better than to this share of its variance.
const NOISE_FLOOR: f64 = 0.1;

/// The weight λ = r/s² of each view's reconstruction.
///
/// s² is the noise variance of a column by probabilistic PCA with as many components as the latent
/// has dimensions: of the covariance's eigenvalues the mean of all but the largest `n_latent`
/// (Tipping & Bishop 1999, equation 8), which is the likeliest s² of a linear decoder. A view of
/// fewer columns keeps at least one eigenvalue for noise. r is the view's share of the total
/// variance of all, times their number: the weights that the settings give to modalities act as
/// powers of their likelihoods.
///
/// # Errors
/// When a number is not finite.
pub(super) fn of_views(input: &Input, rows: &[usize], n_latent: usize) -> Result<Vec<f64>> {
    let mut totals = Vec::with_capacity(input.views.len());
    let mut noises = Vec::with_capacity(input.views.len());
    for view in input.views {
        let rows: Vec<usize> = rows.iter().copied().filter(|&i| view.present[i]).collect();
        let values = rows
            .iter()
            .flat_map(|&i| &input.x.row(i)[view.columns.clone()])
            .copied()
            .collect();
        let spread = Spread::of(
            &Matrix::new(rows.len(), view.columns.len(), values),
            n_latent,
        )?;
        totals.push(spread.total);
        noises.push(spread.noise);
    }
    let mean_total = totals.iter().sum::<f64>() / totals.len().max(1) as f64;
    let weight = |(total, noise): (f64, f64)| {
        if noise > 0.0 {
            total / mean_total / noise
        } else {
            1.0
        }
    };
    Ok(totals.into_iter().zip(noises).map(weight).collect())
}

/// Variance summed over columns, and the variance of a column that is taken for noise.
struct Spread {
    total: f64,
    noise: f64,
}

impl Spread {
    fn of(x: &Matrix, n_latent: usize) -> Result<Self> {
        if x.n_rows() < 2 {
            return Ok(Self {
                total: 0.0,
                noise: 0.0,
            });
        }
        let d = x.n_cols();
        let n_components = n_latent.min(d.saturating_sub(1));
        let rows: Vec<usize> = (0..x.n_rows()).collect();
        let pca = Pca::fit(x, &rows, n_components.max(1))?;
        let shares = pca
            .explained_variance_ratio
            .iter()
            .zip(&pca.explained_variance);
        // The first component has both, unless nothing varies.
        let total = shares
            .map(|(&r, &v)| {
                if r > 0.0 {
                    f64::from(v) / f64::from(r)
                } else {
                    0.0
                }
            })
            .next()
            .unwrap_or(0.0);
        let explained: f64 = pca
            .explained_variance
            .iter()
            .take(n_components)
            .map(|&v| f64::from(v))
            .sum();
        let noise = (total - explained) / (d - n_components) as f64;
        Ok(Self {
            total,
            noise: noise.max(NOISE_FLOOR * total / d as f64),
        })
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::features::{BlockKind, View};
    use crate::model::step::standard_normals;

    /// 4,000 rows of one factor of variance 9 in each of `loaded` columns, and noise of that
    /// deviation in all.
    fn view(d: usize, loaded: usize, deviation: f32, seed: u64) -> Matrix {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let factor = standard_normals(&mut rng, 4000);
        let mut x = Matrix::new(4000, d, standard_normals(&mut rng, 4000 * d));
        for (i, f) in factor.iter().enumerate() {
            for (j, v) in x.row_mut(i).iter_mut().enumerate() {
                *v = deviation * *v + if j < loaded { 3.0 * f } else { 0.0 };
            }
        }
        x
    }

    fn weights(parts: [&Matrix; 2], n_latent: usize) -> Vec<f64> {
        let d = parts[0].n_cols();
        let rows: Vec<Vec<f32>> = parts[0]
            .rows()
            .zip(parts[1].rows())
            .map(|(a, b)| [a, b].concat())
            .collect();
        let x = Matrix::from_rows(&rows);
        let view = |kind, columns| View {
            kind,
            columns,
            present: vec![true; 4000],
        };
        let views = [
            view(BlockKind::Audio, 0..d),
            view(BlockKind::Lyrics, d..x.n_cols()),
        ];
        let everyone: Vec<usize> = (0..4000).collect();
        of_views(
            &Input {
                views: &views,
                ..Input::plain(&x)
            },
            &everyone,
            n_latent,
        )
        .unwrap()
    }

    #[test]
    fn noise_is_told_from_what_columns_share() {
        // Both have a total variance of 54 or nearly so: 5·9 + 9·1 and 2·9 + 9·4.
        let found = weights([&view(9, 5, 1.0, 1), &view(9, 2, 2.0, 2)], 1);
        assert!(
            (found[0] - 1.0).abs() < 0.05 && (found[1] - 0.25).abs() < 0.02,
            "{found:?}"
        );
    }

    #[test]
    fn a_view_of_twice_the_variance_by_its_weight_counts_twice() {
        let (a, b) = (view(9, 5, 1.0, 1), view(9, 5, 1.0, 2));
        let alike = weights([&a, &b], 1);
        let mut louder = a.clone();
        louder
            .as_mut_slice()
            .iter_mut()
            .for_each(|v| *v *= 2.0_f32.sqrt());
        let found = weights([&louder, &b], 1);
        // Its noise is twice as well, so its likelihood is that of before, to the power 4/3; the
        // other's to 2/3.
        assert!(
            (found[0] * 2.0 / alike[0] - 4.0 / 3.0).abs() < 0.03,
            "{alike:?} {found:?}"
        );
        assert!(
            (found[1] / alike[1] - 2.0 / 3.0).abs() < 0.03,
            "{alike:?} {found:?}"
        );
    }

    #[test]
    fn what_is_known_exactly_or_not_at_all_gives_no_endless_weight() {
        let exact = weights([&view(9, 9, 0.0, 1), &view(9, 5, 1.0, 2)], 3);
        assert!(exact.iter().all(|w| w.is_finite() && *w > 0.0), "{exact:?}");
        let few = weights([&view(1, 1, 1.0, 1), &Matrix::zeros(4000, 2)], 3);
        assert!(few.iter().all(|w| w.is_finite()), "{few:?}");
    }
}
