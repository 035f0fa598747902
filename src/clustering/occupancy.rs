//! How much use a mixture makes of its components.

use super::mixture::likeliest;
use crate::matrix::Matrix;

/// What the components of a mixture hold, by the responsibilities of its songs; of a Gaussian
/// mixture and of VaDE alike.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Occupancy {
    /// Of each component, the share of songs that are in it sooner than in any other.
    pub(crate) of_songs: Vec<f64>,
    /// Of each component, the mean of all songs' responsibilities: the weight that another step of
    /// EM would give it (Dempster, Laird & Rubin 1977).
    pub(crate) of_weight: Vec<f64>,
    /// Mean over songs of the entropy of their responsibilities, as a share of the log of the number
    /// of components: 0 where every song is in one component, 1 where all are everywhere alike, and
    /// 0 of a single component. It is the penalty that parts ICL from BIC, divided by n log k
    /// (Biernacki, Celeux & Govaert 2000).
    pub(crate) entropy: f64,
}

impl Occupancy {
    /// `None` without songs or components.
    ///
    /// # Shapes
    /// `responsibilities` n × components.
    pub(crate) fn of(responsibilities: &Matrix) -> Option<Self> {
        let (n, k) = (responsibilities.n_rows(), responsibilities.n_cols());
        if n == 0 || k == 0 {
            return None;
        }
        let (mut of_songs, mut of_weight) = (vec![0.0; k], vec![0.0; k]);
        let mut entropy = 0.0;
        for row in responsibilities.rows() {
            if let Some(component) = likeliest(row) {
                of_songs[component] += 1.0;
            }
            for (sum, &share) in of_weight.iter_mut().zip(row) {
                *sum += f64::from(share);
            }
            entropy += entropy_of(row.iter().map(|&share| f64::from(share)));
        }
        let shares = |sums: Vec<f64>| sums.into_iter().map(|sum| sum / n as f64).collect();
        Some(Self {
            of_songs: shares(of_songs),
            of_weight: shares(of_weight),
            entropy: match k {
                1 => 0.0,
                _ => entropy / (n as f64 * (k as f64).ln()),
            },
        })
    }

    /// How many components there are.
    pub(crate) fn n_components(&self) -> usize {
        self.of_weight.len()
    }
}

/// In nats.
fn entropy_of(shares: impl Iterator<Item = f64>) -> f64 {
    shares
        .filter(|share| *share > 0.0)
        .map(|share| -share * share.ln())
        .sum()
}
