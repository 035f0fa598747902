//! n rows × d columns of `f32`, row-major: the one numeric shape that crosses rooms. Row i is song
//! i.

/// A dense row-major matrix of `f32`.
///
/// # Shapes
/// `data.len() == n_rows * n_cols`; row `i` is `data[i * n_cols..(i + 1) * n_cols]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrix {
    n_rows: usize,
    n_cols: usize,
    data: Vec<f32>,
}

impl Matrix {
    /// # Panics
    /// If `data` does not hold exactly `n_rows * n_cols` numbers: a bug of the caller, not of the
    /// input.
    pub fn new(n_rows: usize, n_cols: usize, data: Vec<f32>) -> Self {
        assert_eq!(data.len(), n_rows * n_cols, "matrix of {n_rows} x {n_cols}");
        Self {
            n_rows,
            n_cols,
            data,
        }
    }

    /// Of nothing but 0.
    pub fn zeros(n_rows: usize, n_cols: usize) -> Self {
        Self {
            n_rows,
            n_cols,
            data: vec![0.0; n_rows * n_cols],
        }
    }

    /// Rows of equal length, stacked. An empty list is a 0 × 0 matrix.
    ///
    /// # Panics
    /// If the rows differ in length.
    pub fn from_rows<R: AsRef<[f32]>>(rows: &[R]) -> Self {
        let n_cols = rows.first().map_or(0, |r| r.as_ref().len());
        let mut data = Vec::with_capacity(rows.len() * n_cols);
        for row in rows {
            assert_eq!(row.as_ref().len(), n_cols, "rows of one length");
            data.extend_from_slice(row.as_ref());
        }
        Self {
            n_rows: rows.len(),
            n_cols,
            data,
        }
    }

    /// n, as a rule the number of songs.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// d, what is known of each.
    pub fn n_cols(&self) -> usize {
        self.n_cols
    }

    /// # Panics
    /// If there is no such row.
    pub(crate) fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.n_cols..(i + 1) * self.n_cols]
    }

    pub(crate) fn row_mut(&mut self, i: usize) -> &mut [f32] {
        &mut self.data[i * self.n_cols..(i + 1) * self.n_cols]
    }

    /// The rows in order; `n_rows` of them even when there are no columns.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f32]> + Clone {
        (0..self.n_rows).map(|i| self.row(i))
    }

    /// All values, one row after another.
    pub fn as_slice(&self) -> &[f32] {
        &self.data
    }

    pub(crate) fn as_mut_slice(&mut self) -> &mut [f32] {
        &mut self.data
    }

    /// All values, one row after another.
    pub fn into_vec(self) -> Vec<f32> {
        self.data
    }

    /// The given rows, in the given order.
    pub fn select_rows(&self, rows: &[usize]) -> Self {
        let mut data = Vec::with_capacity(rows.len() * self.n_cols);
        for &i in rows {
            data.extend_from_slice(self.row(i));
        }
        Self {
            n_rows: rows.len(),
            n_cols: self.n_cols,
            data,
        }
    }

    /// Blocks of equal row count, side by side.
    ///
    /// # Panics
    /// If the row counts differ.
    pub(crate) fn hcat(blocks: &[&Matrix]) -> Self {
        let n_rows = blocks.first().map_or(0, |b| b.n_rows);
        let n_cols = blocks.iter().map(|b| b.n_cols).sum();
        let mut data = Vec::with_capacity(n_rows * n_cols);
        for i in 0..n_rows {
            for block in blocks {
                assert_eq!(block.n_rows, n_rows, "blocks of one row count");
                data.extend_from_slice(block.row(i));
            }
        }
        Self {
            n_rows,
            n_cols,
            data,
        }
    }

    /// True when every number is finite.
    pub fn is_finite(&self) -> bool {
        self.data.iter().all(|v| v.is_finite())
    }
}

/// Squared Euclidean distance between two rows of one length.
pub(crate) fn squared_distance(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum()
}

/// Squared Euclidean distance between two rows of one length, in f64.
pub(crate) fn squared_distance_f64(a: &[f64], b: &[f64]) -> f64 {
    // Four running sums: one alone would tie the compiler to the order of the additions, and so to
    // one at a time.
    let mut lanes = [0.0; 4];
    let (a_chunks, a_rest) = a.as_chunks::<4>();
    let (b_chunks, b_rest) = b.as_chunks::<4>();
    for (x, y) in a_chunks.iter().zip(b_chunks) {
        for lane in 0..4 {
            let difference = x[lane] - y[lane];
            lanes[lane] += difference * difference;
        }
    }
    let rest: f64 = a_rest
        .iter()
        .zip(b_rest)
        .map(|(x, y)| (x - y) * (x - y))
        .sum();
    lanes.iter().sum::<f64>() + rest
}

/// Sum of the products of two rows of one length, in f64 and in lanes, as above.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    const LANES: usize = 8;
    let mut lanes = [0.0; LANES];
    let (a_chunks, a_rest) = a.as_chunks::<LANES>();
    let (b_chunks, b_rest) = b.as_chunks::<LANES>();
    for (x, y) in a_chunks.iter().zip(b_chunks) {
        for lane in 0..LANES {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    lanes.iter().sum::<f64>() + a_rest.iter().zip(b_rest).map(|(x, y)| x * y).sum::<f64>()
}

/// Cosine of two vectors, 0 where one has no length.
pub(crate) fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |x: &[f32], y: &[f32]| {
        x.iter()
            .zip(y)
            .map(|(x, y)| f64::from(*x) * f64::from(*y))
            .sum::<f64>()
    };
    let lengths = (dot(a, a) * dot(b, b)).sqrt();
    if lengths > 0.0 {
        (dot(a, b) / lengths) as f32
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_selection_and_concatenation_keep_their_places() {
        let a = Matrix::new(3, 2, vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        let b = Matrix::new(3, 1, vec![7.0, 8.0, 9.0]);
        assert_eq!(a.select_rows(&[2, 0]).as_slice(), &[5.0, 6.0, 1.0, 2.0]);
        assert_eq!(Matrix::hcat(&[&a, &b]).row(1), &[3.0, 4.0, 8.0]);
        assert_eq!(squared_distance(a.row(0), a.row(1)), 8.0);
        assert_eq!(Matrix::zeros(4, 0).rows().count(), 4);
    }

    #[test]
    fn the_two_distances_agree_at_every_width() {
        for width in 0..11 {
            let a: Vec<f64> = (0..width).map(|i| i as f64 * 0.5).collect();
            let b: Vec<f64> = (0..width).map(|i| 3.0 - i as f64).collect();
            let narrow = |v: &[f64]| v.iter().map(|&x| x as f32).collect::<Vec<_>>();
            assert_eq!(
                squared_distance_f64(&a, &b),
                f64::from(squared_distance(&narrow(&a), &narrow(&b)))
            );
        }
    }
}
