//! Points that move to new places within a quarter of a second, so that the eye can follow them.

use std::sync::Arc;

use crate::matrix::Matrix;

use super::PointCloud;
use super::cloud::{Layout, next_id};
use super::timing::Timing;

/// Where the points shown come from, where they go, and how far they are.
pub(super) struct Glide {
    pub(crate) to: Arc<Layout>,
    /// `None` once they have arrived.
    pub(crate) from: Option<Origin>,
    timing: Timing,
}

/// The places the points had when new ones came.
#[derive(Clone)]
pub(super) struct Origin {
    pub(crate) id: u64,
    /// n × 2.
    pub(crate) xy: Arc<Matrix>,
}

impl Glide {
    /// Points that are simply there.
    pub(super) fn at_rest(cloud: &PointCloud, now: f64) -> Self {
        Self {
            to: cloud.layout.clone(),
            from: None,
            timing: Timing::single(now),
        }
    }

    /// Takes over the places of `cloud`; true when the points have to move there (and the view with
    /// them, by [`Glide::timing`]). Another number of points is another library: those are there at
    /// once.
    pub(super) fn retarget(&mut self, cloud: &PointCloud, now: f64) -> bool {
        if Arc::ptr_eq(&self.to, &cloud.layout) {
            return false;
        }
        if Arc::ptr_eq(&self.to.xy, &cloud.layout.xy) {
            self.to = cloud.layout.clone();
            return false;
        }
        if self.to.xy.n_rows() != cloud.len() {
            *self = Self::at_rest(cloud, now);
            return false;
        }
        let from = match &self.from {
            Some(_) => Arc::new(self.snapshot(now)),
            None => self.to.xy.clone(),
        };
        let since = now - self.timing.start();
        *self = Self {
            to: cloud.layout.clone(),
            from: Some(Origin {
                id: next_id(),
                xy: from,
            }),
            timing: Timing::following(now, since),
        };
        true
    }

    /// Forgets the origin once all have arrived; true while they are still on their way.
    pub(super) fn step(&mut self, now: f64) -> bool {
        if self.timing.progress(now) >= 1.0 {
            self.from = None;
        }
        self.from.is_some()
    }

    pub(super) fn timing(&self) -> Timing {
        self.timing
    }

    /// 1 once arrived.
    pub(super) fn progress(&self, now: f64) -> f32 {
        if self.from.is_some() {
            self.timing.progress(now) as f32
        } else {
            1.0
        }
    }

    /// Where point `i` is drawn.
    pub(super) fn at(&self, i: usize, progress: f32) -> [f32; 2] {
        let to = self.to.at(i);
        match &self.from {
            Some(from) => between([from.xy.row(i)[0], from.xy.row(i)[1]], to, progress),
            None => to,
        }
    }

    fn snapshot(&self, now: f64) -> Matrix {
        let progress = self.progress(now);
        let n = self.to.xy.n_rows();
        Matrix::new(n, 2, (0..n).flat_map(|i| self.at(i, progress)).collect())
    }
}

/// The shader computes the same, so that at 1 both are exactly at `to`. A point that was nowhere
/// does not glide.
pub(super) fn between(from: [f32; 2], to: [f32; 2], progress: f32) -> [f32; 2] {
    let from = if from.iter().all(|v| v.is_finite()) {
        from
    } else {
        to
    };
    std::array::from_fn(|d| from[d] * (1.0 - progress) + to[d] * progress)
}

#[cfg(test)]
mod tests {
    use super::super::Appearance;
    use super::*;

    fn cloud(xy: &[[f32; 2]]) -> PointCloud {
        PointCloud::new(
            Arc::new(Matrix::from_rows(xy)),
            Appearance::new(vec![[255; 4]; xy.len()]),
        )
    }

    #[test]
    fn a_glide_ends_exactly_at_its_target_and_a_second_one_starts_where_the_first_is() {
        let a = cloud(&[[0.1, -7.3], [1e-4, 3e4], [f32::NAN, 0.0]]);
        let b = a.with_xy(Arc::new(Matrix::from_rows(&[
            [0.7, 0.3],
            [-1e4, 1e-7],
            [5.0, 6.0],
        ])));
        let mut glide = Glide::at_rest(&a, 0.0);
        assert!(!glide.retarget(&a, 5.0) && !glide.step(5.0));
        assert!(glide.retarget(&b, 10.0) && glide.step(10.0));
        assert_eq!(glide.at(0, glide.progress(10.0)), a.layout.at(0));
        assert_eq!(
            glide.at(2, 0.0),
            [5.0, 6.0],
            "from nowhere it is there at once"
        );
        for i in 0..3 {
            assert_eq!(glide.at(i, 1.0), b.layout.at(i));
        }
        let halfway = glide.at(0, glide.progress(10.1));
        assert!(halfway[0] > 0.1 && halfway[0] < 0.7, "{halfway:?}");
        assert!(glide.retarget(&a, 10.1));
        assert_eq!(glide.at(0, glide.progress(10.1)), halfway);
        assert!(glide.step(10.2) && !glide.step(10.4));
        assert_eq!(glide.at(0, glide.progress(10.4)), a.layout.at(0));
    }

    #[test]
    fn another_library_does_not_glide() {
        let mut glide = Glide::at_rest(&cloud(&[[0.0, 0.0]]), 0.0);
        let other = cloud(&[[1.0, 1.0], [2.0, 2.0]]);
        assert!(!glide.retarget(&other, 1.0));
        assert_eq!(glide.at(1, glide.progress(1.0)), [2.0, 2.0]);
    }
}
