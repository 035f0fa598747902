//! How alike two points of the map are at a distance: the curve of the low dimension.

const N_POINTS: usize = 300;
const MAX_ITERATIONS: usize = 500;

/// 1 / (1 + a·x²ᵇ), the similarity of two points x apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Curve {
    pub(crate) a: f64,
    pub(crate) b: f64,
}

impl Curve {
    /// The curve nearest, in least squares over x from 0 to 3, to 1 below `min_dist` and
    /// exp(min_dist − x) above: as `find_ab_params` of umap-learn 0.5 at a spread of 1, by
    /// Levenberg and Marquardt's method (Marquardt 1963).
    pub(super) fn fit(min_dist: f64) -> Self {
        let wanted: Vec<(f64, f64)> = (0..N_POINTS)
            .map(|i| 3.0 * i as f64 / (N_POINTS - 1) as f64)
            .map(|x| {
                (
                    x,
                    if x < min_dist {
                        1.0
                    } else {
                        (min_dist - x).exp()
                    },
                )
            })
            .collect();
        let mut curve = Self { a: 1.0, b: 1.0 };
        let mut damping = 1e-3;
        let mut error = curve.error(&wanted);
        for _ in 0..MAX_ITERATIONS {
            let (da, db) = curve.step(&wanted, damping);
            let tried = Self {
                a: curve.a + da,
                b: curve.b + db,
            };
            let tried_error = tried.error(&wanted);
            if tried.a > 0.0 && tried_error < error {
                (curve, error, damping) = (tried, tried_error, damping * 0.1);
            } else if da.abs() < 1e-12 * curve.a && db.abs() < 1e-12 {
                break;
            } else {
                damping *= 10.0;
            }
        }
        curve
    }

    fn error(self, wanted: &[(f64, f64)]) -> f64 {
        wanted.iter().map(|&(x, y)| (self.at(x) - y).powi(2)).sum()
    }

    fn at(self, x: f64) -> f64 {
        (1.0 + self.a * x.powf(2.0 * self.b)).recip()
    }

    /// The damped Gauss-Newton step: two equations in da and db.
    fn step(self, wanted: &[(f64, f64)], damping: f64) -> (f64, f64) {
        let (mut aa, mut ab, mut bb, mut ra, mut rb) = (0.0, 0.0, 0.0, 0.0, 0.0);
        // At x = 0 the curve is 1 whatever a and b are.
        for &(x, y) in wanted.iter().filter(|(x, _)| *x > 0.0) {
            let (value, power) = (self.at(x), x.powf(2.0 * self.b));
            let by_a = -value * value * power;
            let by_b = by_a * self.a * 2.0 * x.ln();
            aa += by_a * by_a;
            ab += by_a * by_b;
            bb += by_b * by_b;
            ra += by_a * (y - value);
            rb += by_b * (y - value);
        }
        (aa, bb) = (aa * (1.0 + damping), bb * (1.0 + damping));
        let determinant = aa * bb - ab * ab;
        (
            (bb * ra - ab * rb) / determinant,
            (aa * rb - ab * ra) / determinant,
        )
    }
}
