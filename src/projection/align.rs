//! Pictures made alike, so that a map in motion neither flips nor bursts.

use std::f64::consts::{FRAC_PI_2, PI};

use crate::matrix::Matrix;

/// The rotation or reflection of `xy` that comes nearest to `to`: the orthogonal Procrustes problem
/// (Schönemann 1966) in the plane, where the best angle has a closed form. No point moves against
/// another.
///
/// # Shapes
/// Both n × 2, each centred; result n × 2.
pub(crate) fn aligned(xy: &Matrix, to: &Matrix) -> Matrix {
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

/// What brings a picture to one size: the middle of its points goes to 0, their mean distance from
/// it to 1. t-SNE begins ten thousand times smaller than it ends, and its scale means nothing: so one
/// sees songs change places and not the map burst.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct OneSize {
    middle: [f64; 2],
    scale: f64,
}

impl OneSize {
    /// Changes nothing.
    pub(crate) const NONE: OneSize = OneSize {
        middle: [0.0, 0.0],
        scale: 1.0,
    };

    /// # Shapes
    /// n × 2.
    pub(crate) fn of(xy: &Matrix) -> Self {
        let finite = || xy.rows().filter(|p| p.iter().all(|v| v.is_finite()));
        let n = finite().count().max(1) as f64;
        let mean = |value: &dyn Fn(&[f32]) -> f64| finite().map(value).sum::<f64>() / n;
        let middle = [mean(&|p| f64::from(p[0])), mean(&|p| f64::from(p[1]))];
        let from_middle = |p: &[f32]| [0, 1].map(|d| f64::from(p[d]) - middle[d]);
        let distance = mean(&|p| from_middle(p).iter().map(|v| v * v).sum::<f64>().sqrt());
        let scale = if distance > 0.0 { 1.0 / distance } else { 1.0 };
        Self { middle, scale }
    }

    /// # Shapes
    /// n × 2, both.
    pub(crate) fn apply(self, xy: &Matrix) -> Matrix {
        let place =
            |p: &[f32]| [0, 1].map(|d| ((f64::from(p[d]) - self.middle[d]) * self.scale) as f32);
        Matrix::from_rows(&xy.rows().map(place).collect::<Vec<[f32; 2]>>())
    }
}

/// A picture at one size.
///
/// # Shapes
/// n × 2, both.
pub(crate) fn at_one_size(xy: &Matrix) -> Matrix {
    OneSize::of(xy).apply(xy)
}

/// A rotation of the plane about its origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Turn {
    cos: f64,
    sin: f64,
}

impl Turn {
    pub(crate) const NONE: Turn = Turn { cos: 1.0, sin: 0.0 };

    /// The smaller of the two rotations that lay the long axis of a picture, its first principal
    /// component, along the longer side of a room. None where no axis is longer by a twentieth.
    ///
    /// # Shapes
    /// n × 2.
    pub(crate) fn along(xy: &Matrix, room_is_wide: bool) -> Self {
        let finite = || xy.rows().filter(|p| p.iter().all(|v| v.is_finite()));
        let n = finite().count().max(1) as f64;
        let mean = |value: &dyn Fn([f64; 2]) -> f64| {
            finite()
                .map(|p| value([f64::from(p[0]), f64::from(p[1])]))
                .sum::<f64>()
                / n
        };
        let (x, y) = (mean(&|p| p[0]), mean(&|p| p[1]));
        let xx = mean(&|p| (p[0] - x).powi(2));
        let yy = mean(&|p| (p[1] - y).powi(2));
        let both = mean(&|p| (p[0] - x) * (p[1] - y));
        // Eigenvalues of the covariance, as standard deviations along the two axes.
        let (middle, apart) = ((xx + yy) / 2.0, ((xx - yy) / 2.0).hypot(both));
        let [long, short] = [middle + apart, (middle - apart).max(0.0)].map(f64::sqrt);
        if long <= 1.05 * short {
            return Self::NONE;
        }
        let axis = 0.5 * (2.0 * both).atan2(xx - yy);
        let aim = if room_is_wide { 0.0 } else { FRAC_PI_2 };
        let angle = aim - axis;
        let angle = angle - PI * (angle / PI).round();
        let (sin, cos) = angle.sin_cos();
        Self { cos, sin }
    }

    /// # Shapes
    /// n × 2, both.
    pub(crate) fn of(self, xy: &Matrix) -> Matrix {
        let mut out = Matrix::zeros(xy.n_rows(), 2);
        for (i, row) in xy.rows().enumerate() {
            let (x, y) = (f64::from(row[0]), f64::from(row[1]));
            let turned = [x * self.cos - y * self.sin, x * self.sin + y * self.cos];
            out.row_mut(i).copy_from_slice(&turned.map(|v| v as f32));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_axis_lies_along_the_room_and_no_point_moves_against_another() {
        let rows: Vec<[f32; 2]> = (0..60)
            .map(|i| {
                let s = i as f32 / 59.0 - 0.5;
                [2.0 + 6.0 * s, 1.0 + (i * i % 7) as f32 / 7.0]
            })
            .collect();
        let sides = |xy: &Matrix| {
            let side = |d: usize| {
                let values = || xy.rows().map(|row| row[d]);
                values().fold(f32::MIN, f32::max) - values().fold(f32::MAX, f32::min)
            };
            (side(0), side(1))
        };
        for step in 0..14 {
            let (sin, cos) = (step as f32 * 0.45).sin_cos();
            let turned = rows
                .iter()
                .map(|[x, y]| [x * cos - y * sin, x * sin + y * cos])
                .collect::<Vec<_>>();
            let xy = Matrix::from_rows(&turned);
            for wide in [true, false] {
                let turn = Turn::along(&xy, wide);
                assert!(turn.cos >= -1e-9, "never upside down");
                let laid = turn.of(&xy);
                let (across, up) = sides(&laid);
                assert!((across > 4.0 * up) == wide, "step {step}: {across} × {up}");
                let again = Turn::along(&laid, wide);
                assert!(again.sin.abs() < 1e-3, "it stays where it lies");
                let distance = |m: &Matrix, a: usize, b: usize| {
                    (m.row(a)[0] - m.row(b)[0]).hypot(m.row(a)[1] - m.row(b)[1])
                };
                assert!((distance(&xy, 3, 41) - distance(&laid, 3, 41)).abs() < 1e-4);
            }
        }
        let angle = |i: usize| i as f32 * std::f32::consts::TAU / 24.0;
        let ring: Vec<[f32; 2]> = (0..24).map(|i| [angle(i).cos(), angle(i).sin()]).collect();
        assert_eq!(Turn::along(&Matrix::from_rows(&ring), false), Turn::NONE);
        assert_eq!(Turn::along(&Matrix::zeros(0, 2), true), Turn::NONE);
    }

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
