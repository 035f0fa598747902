//! The box around points.

use crate::matrix::Matrix;

/// The box around all finite points; `min > max` where there are none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) min: [f64; 2],
    pub(crate) max: [f64; 2],
}

impl Bounds {
    pub(crate) const NOTHING: Self = Self {
        min: [f64::INFINITY; 2],
        max: [f64::NEG_INFINITY; 2],
    };

    pub(crate) fn is_empty(&self) -> bool {
        self.min[0] > self.max[0]
    }

    pub(crate) fn center(&self) -> [f64; 2] {
        if self.is_empty() {
            [0.0; 2]
        } else {
            std::array::from_fn(|d| f64::midpoint(self.min[d], self.max[d]))
        }
    }

    /// Width and height; 0 where there are no points.
    pub(crate) fn size(&self) -> [f64; 2] {
        if self.is_empty() {
            [0.0; 2]
        } else {
            std::array::from_fn(|d| self.max[d] - self.min[d])
        }
    }

    pub(super) fn of(xy: &Matrix) -> Self {
        let mut bounds = Self::NOTHING;
        for p in xy.rows().filter(|p| p.iter().all(|v| v.is_finite())) {
            for (d, &v) in p.iter().enumerate() {
                bounds.min[d] = bounds.min[d].min(f64::from(v));
                bounds.max[d] = bounds.max[d].max(f64::from(v));
            }
        }
        bounds
    }
}
