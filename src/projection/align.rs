//! One picture turned as another, so that a map in motion does not flip.

use crate::matrix::Matrix;

/// The rotation or reflection of `xy` that comes nearest to `to`: the orthogonal Procrustes problem (Schönemann 1966) in
/// the plane, where the best angle has a closed form. No point moves against another.
///
/// # Shapes
/// Both n × 2, each centred; result n × 2.
pub fn aligned(xy: &Matrix, to: &Matrix) -> Matrix {
    let mut m = [[0.0f64; 2]; 2];
    for (a, b) in xy.rows().zip(to.rows()) {
        for (i, row) in m.iter_mut().enumerate() {
            for (j, cell) in row.iter_mut().enumerate() {
                *cell += f64::from(a[i]) * f64::from(b[j]);
            }
        }
    }
    // What a rotation of `xy` by its best angle agrees with `to`, and what one of its mirror image (y → -y) does.
    let turned = (m[0][0] + m[1][1]).hypot(m[0][1] - m[1][0]);
    let mirrored = (m[0][0] - m[1][1]).hypot(m[0][1] + m[1][0]);
    let mirror = if mirrored > turned { -1.0 } else { 1.0 };
    let angle = (m[0][1] - mirror * m[1][0]).atan2(m[0][0] + mirror * m[1][1]);
    let (sin, cos) = angle.sin_cos();
    let mut out = Matrix::zeros(xy.n_rows(), 2);
    for (i, row) in xy.rows().enumerate() {
        let (x, y) = (f64::from(row[0]), mirror * f64::from(row[1]));
        out.row_mut(i).copy_from_slice(&[(x * cos - y * sin) as f32, (x * sin + y * cos) as f32]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_or_mirrored_picture_comes_back() {
        let rows = [[3.0f32, 0.5], [-1.0, 2.0], [-2.5, -1.0], [0.5, -1.5]];
        let picture = Matrix::from_rows(&rows);
        for mirror in [1.0f32, -1.0] {
            for step in 0..12 {
                let (sin, cos) = (step as f32 * 0.55).sin_cos();
                let turn = |[x, y]: [f32; 2]| [x * cos - mirror * y * sin, x * sin + mirror * y * cos];
                let turned = Matrix::from_rows(&rows.map(turn));
                for (a, b) in aligned(&turned, &picture).as_slice().iter().zip(picture.as_slice()) {
                    assert!((a - b).abs() < 1e-5, "mirror {mirror}, step {step}");
                }
            }
        }
    }
}
