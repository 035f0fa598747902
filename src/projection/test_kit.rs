//! Rows that tests of several rooms are tried on.

use crate::matrix::Matrix;

/// Handwritten digits of scikit-learn; see tests/golden/projection/make.py.
const DIGITS: &str = include_str!("../../tests/golden/projection/digits.txt");

/// The first of them, 64 pixels from 0 to 16 each.
pub(crate) fn digits(n: usize) -> Matrix {
    let pixel = |c: char| c.to_digit(17).unwrap() as f32;
    let rows: Vec<Vec<f32>> = DIGITS
        .lines()
        .take(n)
        .map(|line| line.chars().map(pixel).collect())
        .collect();
    Matrix::from_rows(&rows)
}
