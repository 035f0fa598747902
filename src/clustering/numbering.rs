//! Clusters are numbered by size, largest first, those of one size by their first song.

use super::{Clusters, Detail};
use crate::matrix::Matrix;

/// Labels in their final numbers.
pub(super) struct Numbered {
    pub(crate) labels: Vec<Option<u32>>,
    /// The number that each cluster had before, by its new one. Only clusters with songs.
    pub(crate) before: Vec<usize>,
}

/// Renumbers `raw` labels, which may be any numbers.
pub(super) fn by_size(raw: &[Option<usize>]) -> Numbered {
    let n_raw = raw.iter().flatten().max().map_or(0, |most| most + 1);
    let mut sizes = vec![0usize; n_raw];
    let mut first = vec![usize::MAX; n_raw];
    for (song, label) in raw.iter().enumerate() {
        if let Some(label) = *label {
            sizes[label] += 1;
            first[label] = first[label].min(song);
        }
    }
    let mut before: Vec<usize> = (0..n_raw).filter(|&label| sizes[label] > 0).collect();
    before.sort_by_key(|&label| (std::cmp::Reverse(sizes[label]), first[label]));
    let mut number = vec![0u32; n_raw];
    for (new, &old) in before.iter().enumerate() {
        number[old] = new as u32;
    }
    Numbered {
        labels: raw
            .iter()
            .map(|label| label.map(|label| number[label]))
            .collect(),
        before,
    }
}

/// Mean of the songs of each cluster, k × d.
fn means(x: &Matrix, labels: &[Option<u32>], k: usize) -> Matrix {
    let d = x.n_cols();
    let mut sums = vec![0.0f64; k * d];
    let mut sizes = vec![0usize; k];
    for (row, label) in x.rows().zip(labels) {
        if let Some(label) = label.map(|label| label as usize) {
            sizes[label] += 1;
            sums[label * d..(label + 1) * d]
                .iter_mut()
                .zip(row)
                .for_each(|(sum, &v)| *sum += f64::from(v));
        }
    }
    let mean = |at: usize| (sums[at] / sizes[at / d].max(1) as f64) as f32;
    Matrix::new(k, d, (0..k * d).map(mean).collect())
}

impl Clusters {
    /// Renumbered, with the means of their songs for centroids.
    pub(super) fn of(x: &Matrix, raw: &[Option<usize>], detail: Detail) -> Self {
        let Numbered { labels, before } = by_size(raw);
        let n_clusters = before.len();
        let centroids = (n_clusters > 0).then(|| means(x, &labels, n_clusters));
        Self {
            labels,
            n_clusters,
            centroids,
            inertia: None,
            detail,
        }
    }
}
