//! Pictures made alike, so that a map in motion neither flips nor bursts.

use crate::matrix::Matrix;

/// The rotation or reflection of `xy` that comes nearest to `to`: the orthogonal Procrustes problem
/// (Schönemann 1966) in the plane, where the best angle has a closed form. No point moves against
/// another.
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
    // What a rotation of `xy` by its best angle agrees with `to`, and what one of its mirror image
    // (y → -y) does.
    let turned = (m[0][0] + m[1][1]).hypot(m[0][1] - m[1][0]);
    let mirrored = (m[0][0] - m[1][1]).hypot(m[0][1] + m[1][0]);
    let mirror = if mirrored > turned { -1.0 } else { 1.0 };
    let angle = (m[0][1] - mirror * m[1][0]).atan2(m[0][0] + mirror * m[1][1]);
    let (sin, cos) = angle.sin_cos();
    let mut out = Matrix::zeros(xy.n_rows(), 2);
    for (i, row) in xy.rows().enumerate() {
        let (x, y) = (f64::from(row[0]), mirror * f64::from(row[1]));
        out.row_mut(i)
            .copy_from_slice(&[(x * cos - y * sin) as f32, (x * sin + y * cos) as f32]);
    }
    out
}

/// The middle of the points goes to 0, their mean distance from it to 1. t-SNE begins ten thousand
/// times smaller than it ends, and its scale means nothing: so one sees songs change places and not
/// the map burst.
///
/// # Shapes
/// n × 2, both.
pub fn at_one_size(xy: &Matrix) -> Matrix {
    let finite = || xy.rows().filter(|p| p.iter().all(|v| v.is_finite()));
    let n = finite().count().max(1) as f64;
    let mean = |value: &dyn Fn(&[f32]) -> f64| finite().map(value).sum::<f64>() / n;
    let middle = [mean(&|p| f64::from(p[0])), mean(&|p| f64::from(p[1]))];
    let from_middle = |p: &[f32]| [f64::from(p[0]) - middle[0], f64::from(p[1]) - middle[1]];
    let distance = mean(&|p| from_middle(p).iter().map(|v| v * v).sum::<f64>().sqrt());
    let scale = if distance > 0.0 { 1.0 / distance } else { 1.0 };
    let rows: Vec<[f32; 2]> = xy
        .rows()
        .map(|p| from_middle(p).map(|v| (v * scale) as f32))
        .collect();
    Matrix::from_rows(&rows)
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
                let turn =
                    |[x, y]: [f32; 2]| [x * cos - mirror * y * sin, x * sin + mirror * y * cos];
                let turned = Matrix::from_rows(&rows.map(turn));
                for (a, b) in aligned(&turned, &picture)
                    .as_slice()
                    .iter()
                    .zip(picture.as_slice())
                {
                    assert!((a - b).abs() < 1e-5, "mirror {mirror}, step {step}");
                }
            }
        }
    }

    #[test]
    fn a_map_and_the_same_map_enlarged_and_moved_are_shown_alike() {
        let small = Matrix::new(3, 2, vec![0.0, 0.0, 1e-4, 0.0, 0.0, 2e-4]);
        let large = Matrix::new(3, 2, vec![50.0, -7.0, 60.0, -7.0, 50.0, 13.0]);
        for (a, b) in at_one_size(&small)
            .as_slice()
            .iter()
            .zip(at_one_size(&large).as_slice())
        {
            assert!((a - b).abs() < 1e-5, "{a} {b}");
        }
        let point = Matrix::new(2, 2, vec![3.0, 3.0, 3.0, 3.0]);
        assert!(at_one_size(&point).as_slice().iter().all(|v| *v == 0.0));
    }
}
