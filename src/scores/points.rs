//! The songs that are in a cluster, put together by cluster.

use std::ops::Range;

use crate::matrix::{Matrix, squared_distance_f64};

/// The songs that are in a cluster, ordered by cluster, in f64 and around their mean: far from 0 the
/// small distances would drown in the rounding of large squares.
pub(super) struct Points {
    pub(crate) n: usize,
    pub(crate) d: usize,
    /// n × d.
    pub(crate) rows: Vec<f64>,
    /// The song that each point is.
    pub(crate) songs: Vec<usize>,
    /// The points of each cluster; none is empty.
    pub(crate) groups: Vec<Range<usize>>,
}

impl Points {
    pub(super) fn new(x: &Matrix, labels: &[Option<u32>]) -> Self {
        let mut songs: Vec<usize> = (0..labels.len()).filter(|&i| labels[i].is_some()).collect();
        songs.sort_by_key(|&i| labels[i]);
        let mut groups = Vec::new();
        let mut start = 0;
        for group in songs.chunk_by(|&a, &b| labels[a] == labels[b]) {
            groups.push(start..start + group.len());
            start += group.len();
        }
        let (n, d) = (songs.len(), x.n_cols());
        let rows = songs.iter().flat_map(|&song| x.row(song));
        let mut points = Self {
            n,
            d,
            rows: rows.map(|&v| f64::from(v)).collect(),
            songs,
            groups,
        };
        let mean = points.mean(0..n);
        for row in points.rows.chunks_exact_mut(d.max(1)) {
            row.iter_mut().zip(&mean).for_each(|(v, m)| *v -= m);
        }
        points
    }

    pub(super) fn row(&self, i: usize) -> &[f64] {
        &self.rows[i * self.d..(i + 1) * self.d]
    }

    pub(super) fn mean(&self, range: Range<usize>) -> Vec<f64> {
        let mut sums = vec![0.0; self.d];
        for i in range.clone() {
            sums.iter_mut().zip(self.row(i)).for_each(|(s, v)| *s += v);
        }
        sums.iter_mut().for_each(|s| *s /= range.len() as f64);
        sums
    }

    /// Sum over the points in `range` of `f(squared distance from at)`.
    pub(super) fn sum_over(&self, range: Range<usize>, at: &[f64], f: impl Fn(f64) -> f64) -> f64 {
        range
            .map(|i| f(squared_distance_f64(self.row(i), at)))
            .sum()
    }
}
