//! The songs as points: where they are, what colour they have, which of them are greyed.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::matrix::Matrix;

use super::bounds::Bounds;
use super::grid::Grid;
use super::outline;

/// What the map shows. Made once per change of positions or of colours, never per frame; a clone
/// shares everything.
///
/// Two halves change apart from each other and travel to the graphics card apart: positions (while
/// t-SNE runs) and appearance (another colouring, a filter, a search).
#[derive(Clone)]
pub struct PointCloud {
    pub(super) layout: Arc<Layout>,
    pub(super) paint: Arc<Paint>,
}

/// How the points look, row i for point i.
#[derive(Debug, Clone, PartialEq)]
pub struct Appearance {
    /// sRGB with straight alpha.
    pub(crate) colors: Vec<[u8; 4]>,
    /// False for a greyed point: drawn first, smaller and in grey.
    pub(crate) bright: Vec<bool>,
    /// False for a point that is left out: greyed, taken by no lasso, and picked only where no
    /// other point is near.
    pub(crate) shown: Vec<bool>,
    /// True for a point that is not there at all: it is neither drawn nor picked nor taken.
    pub(crate) gone: Vec<bool>,
    /// Multiplies the radius, which otherwise follows from the number of points and the zoom.
    pub(crate) point_scale: f32,
}

impl Appearance {
    /// Every point bright, at the usual size.
    pub fn new(colors: Vec<[u8; 4]>) -> Self {
        let n = colors.len();
        Self {
            bright: vec![true; n],
            shown: vec![true; n],
            gone: vec![false; n],
            colors,
            point_scale: 1.0,
        }
    }

    /// Of the bright points only those for which `keep` holds stay bright; the others can still be
    /// picked and taken.
    pub(crate) fn keep_bright(mut self, keep: impl Fn(usize) -> bool) -> Self {
        for (i, bright) in self.bright.iter_mut().enumerate() {
            *bright &= keep(i);
        }
        self
    }

    /// The points for which `is_gone` holds are not there at all.
    pub(crate) fn without(mut self, is_gone: impl Fn(usize) -> bool) -> Self {
        for (i, gone) in self.gone.iter_mut().enumerate() {
            *gone |= is_gone(i);
            self.shown[i] &= !*gone;
            self.bright[i] &= !*gone;
        }
        self
    }

    /// The points for which `keep` does not hold are left out.
    pub(crate) fn keep_shown(mut self, keep: impl Fn(usize) -> bool) -> Self {
        for (i, shown) in self.shown.iter_mut().enumerate() {
            *shown &= keep(i);
            self.bright[i] &= *shown;
        }
        self
    }
}

/// How the points of one or several clouds look, made ready to be drawn: once per change. A clone
/// shares it.
#[derive(Clone)]
pub(crate) struct MapPaint(Arc<Paint>);

impl MapPaint {
    pub(crate) fn new(appearance: Appearance) -> Self {
        Self(Arc::new(Paint::new(appearance)))
    }
}

/// Positions, and what follows from positions alone.
pub(super) struct Layout {
    /// Never given twice in a process.
    pub(crate) id: u64,
    /// n × 2.
    pub(crate) xy: Arc<Matrix>,
    pub(crate) bounds: Bounds,
    /// Built when it is first asked for.
    grid: OnceLock<Grid>,
    /// See [`PointCloud::gap`].
    gap: OnceLock<Option<f64>>,
}

/// Colours and emphasis, and what follows from those alone.
pub(super) struct Paint {
    /// Never given twice in a process.
    pub(crate) id: u64,
    pub(crate) colors: Vec<[u8; 4]>,
    pub(crate) bright: Vec<bool>,
    pub(crate) shown: Vec<bool>,
    pub(crate) gone: Vec<bool>,
    /// The points that are there, in the order in which they are drawn: the greyed ones first.
    pub(crate) order: Vec<u32>,
    pub(crate) n_greyed: usize,
    pub(crate) point_scale: f32,
}

impl PointCloud {
    /// # Shapes
    /// `xy` is n × 2 with one entry of each list of `appearance` per row. A point that is not
    /// finite is not drawn.
    ///
    /// # Panics
    /// If the shapes differ from that: a bug of the caller.
    pub fn new(xy: Arc<Matrix>, appearance: Appearance) -> Self {
        Self::painted(xy, &MapPaint::new(appearance))
    }

    /// The same points elsewhere. Nothing changes when `xy` is the very matrix shown already.
    ///
    /// # Panics
    /// As [`PointCloud::new`].
    pub fn with_xy(&self, xy: Arc<Matrix>) -> Self {
        if Arc::ptr_eq(&xy, &self.layout.xy) {
            return self.clone();
        }
        let cloud = Self {
            layout: Arc::new(Layout::new(xy)),
            paint: self.paint.clone(),
        };
        cloud.check();
        cloud
    }

    /// As [`PointCloud::new`], with a look that other clouds of the same points share.
    ///
    /// # Panics
    /// As [`PointCloud::new`].
    pub(crate) fn painted(xy: Arc<Matrix>, paint: &MapPaint) -> Self {
        let cloud = Self {
            layout: Arc::new(Layout::new(xy)),
            paint: paint.0.clone(),
        };
        cloud.check();
        cloud
    }

    /// The same places, looking otherwise.
    ///
    /// # Panics
    /// As [`PointCloud::new`].
    pub(crate) fn repainted(&self, paint: &MapPaint) -> Self {
        let cloud = Self {
            layout: self.layout.clone(),
            paint: paint.0.clone(),
        };
        cloud.check();
        cloud
    }

    fn check(&self) {
        let n = self.len();
        assert!(n == 0 || self.layout.xy.n_cols() == 2, "positions of n x 2");
        let Paint {
            colors,
            bright,
            shown,
            gone,
            ..
        } = &*self.paint;
        assert!(
            [colors.len(), bright.len(), shown.len(), gone.len()] == [n; 4],
            "a colour and an emphasis per point"
        );
    }

    /// How many points there are, shown or not.
    pub fn len(&self) -> usize {
        self.layout.xy.n_rows()
    }

    /// True of a map without points.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// n × 2.
    pub(crate) fn xy(&self) -> &Matrix {
        &self.layout.xy
    }

    pub(crate) fn bounds(&self) -> Bounds {
        self.layout.bounds
    }

    /// Where point `i` lies, in units of the map.
    pub fn position(&self, i: usize) -> [f64; 2] {
        self.layout.at(i).map(f64::from)
    }

    pub(crate) fn color(&self, i: usize) -> [u8; 4] {
        self.paint.colors[i]
    }

    pub(crate) fn is_bright(&self, i: usize) -> bool {
        self.paint.bright[i]
    }

    #[cfg(test)]
    pub(crate) fn is_shown(&self, i: usize) -> bool {
        self.paint.shown[i]
    }

    /// The box around all but the outermost twentieth of some points to each side.
    pub(super) fn around(&self, points: &[u32]) -> Bounds {
        const LEFT_OUT: f64 = 0.05;
        let mut bounds = Bounds::NOTHING;
        for d in 0..2 {
            let at = points.iter().map(|&i| self.position(i as usize));
            let mut values: Vec<f64> = at.map(|p| p[d]).filter(|v| v.is_finite()).collect();
            values.sort_by(f64::total_cmp);
            let Some(last) = values.len().checked_sub(1) else {
                return Bounds::NOTHING;
            };
            let skipped = (last as f64 * LEFT_OUT) as usize;
            (bounds.min[d], bounds.max[d]) = (values[skipped], values[last - skipped]);
        }
        bounds
    }

    /// Grows with every change, of positions or of appearance.
    #[cfg(test)]
    pub(crate) fn revision(&self) -> u64 {
        self.layout.id.max(self.paint.id)
    }

    /// The shown point nearest to `at` within `radius` (in units of the map), or else the nearest
    /// one left out there; of points equally near, the first.
    pub(crate) fn nearest(&self, at: [f64; 2], radius: f64) -> Option<usize> {
        let layout = &self.layout;
        layout
            .grid()
            .nearest(layout.xy.as_slice(), &self.paint.shown, at, radius)
            .filter(|&i| !self.paint.gone[i])
    }

    /// How near points stand: all but a few per cent are farther than this from the next one, in
    /// units of the map, or as far as they would be if points as dense as these fell by chance: two
    /// that meet do not make all the others small. Of many points some are asked. `None` where no
    /// two lie apart.
    pub(super) fn gap(&self) -> Option<f64> {
        *self.layout.gap.get_or_init(|| self.layout.find_gap())
    }

    /// The shown points within a closed line by the even-odd rule, ascending. A point on the line
    /// itself may be in or out.
    pub fn within(&self, corners: &[[f64; 2]]) -> Vec<usize> {
        let layout = &self.layout;
        outline::within(layout.xy.as_slice(), layout.grid(), corners, |i| {
            self.paint.shown[i]
        })
    }

    /// The shown points within `reach` of an open line, in the order in which it passes them, each
    /// once.
    pub(crate) fn along(&self, corners: &[[f64; 2]], reach: f64) -> Vec<usize> {
        outline::along(self.layout.xy.as_slice(), corners, reach, |i| {
            self.paint.shown[i]
        })
    }
}

impl Layout {
    fn new(xy: Arc<Matrix>) -> Self {
        Self {
            id: next_id(),
            bounds: Bounds::of(&xy),
            xy,
            grid: OnceLock::new(),
            gap: OnceLock::new(),
        }
    }

    fn grid(&self) -> &Grid {
        self.grid
            .get_or_init(|| Grid::new(self.xy.as_slice(), &self.bounds))
    }

    fn find_gap(&self) -> Option<f64> {
        const ASKED: usize = 2_000;
        /// Points that may stand nearer to another.
        const CROWDED: f64 = 0.03;
        /// Of points that fall by chance so many stand nearer than this share of the median
        /// distance to the next one: √(ln(1 − CROWDED) / ln ½).
        const BY_CHANCE: f64 = 0.21;
        let step = self.xy.n_rows().div_ceil(ASKED).max(1);
        let asked = (0..self.xy.n_rows()).step_by(step);
        let mut gaps: Vec<f64> = asked
            .filter_map(|i| self.grid().gap(self.xy.as_slice(), i))
            .collect();
        if gaps.is_empty() {
            return None;
        }
        let at = (gaps.len() as f64 * CROWDED) as usize;
        let crowded = *gaps.select_nth_unstable_by(at, f64::total_cmp).1;
        let middle = gaps.len() / 2;
        let median = *gaps.select_nth_unstable_by(middle, f64::total_cmp).1;
        Some(crowded.max(BY_CHANCE * median))
    }

    pub(super) fn at(&self, i: usize) -> [f32; 2] {
        let p = self.xy.row(i);
        [p[0], p[1]]
    }
}

impl Paint {
    fn new(
        Appearance {
            colors,
            bright,
            shown,
            gone,
            point_scale,
        }: Appearance,
    ) -> Self {
        let (order, n_greyed) = drawing_order(&bright, &gone);
        Self {
            id: next_id(),
            colors,
            bright,
            shown,
            gone,
            order,
            n_greyed,
            point_scale,
        }
    }
}

pub(super) fn next_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// All points that are there, the greyed ones first, and how many these are. Libraries are sorted by
/// folder, and in the order of the library the last folder would cover all others wherever points
/// overlap: so they are taken in strides of about the golden section.
fn drawing_order(bright: &[bool], gone: &[bool]) -> (Vec<u32>, usize) {
    /// Points that one task puts in order.
    const PART: usize = 1 << 16;
    let (n, stride) = (bright.len(), fair_stride(bright.len()));
    let part = |first: usize| {
        let (mut greyed, mut upon) = (Vec::new(), Vec::new());
        let mut at = (first as u64 * stride as u64 % n as u64) as usize;
        for _ in first..n.min(first + PART) {
            match (gone[at], bright[at]) {
                (true, _) => {}
                (false, true) => upon.push(at as u32),
                (false, false) => greyed.push(at as u32),
            }
            at += stride;
            at -= if at >= n { n } else { 0 };
        }
        (greyed, upon)
    };
    let firsts: Vec<usize> = (0..n).step_by(PART).collect();
    let parts: Vec<(Vec<u32>, Vec<u32>)> = firsts.into_par_iter().map(part).collect();
    let mut order = Vec::with_capacity(n);
    parts.iter().for_each(|(greyed, _)| order.extend(greyed));
    let n_greyed = order.len();
    parts.iter().for_each(|(_, upon)| order.extend(upon));
    (order, n_greyed)
}

/// Shares no factor with `n`, so that its multiples meet each of `0..n` once.
fn fair_stride(n: usize) -> usize {
    let mut stride = (n as f64 * 0.618) as usize + 1;
    while gcd(stride, n) > 1 {
        stride += 1;
    }
    stride % n.max(1)
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_has_its_place_in_the_order_the_greyed_ones_first() {
        for n in [0, 1, 2, 3, 4, 10, 97, 128, 1000, 150_000] {
            let bright: Vec<bool> = (0..n).map(|i| i % 3 == 1).collect();
            let (order, n_greyed) = drawing_order(&bright, &vec![false; n]);
            let is_bright = |i: &u32| bright[*i as usize];
            assert_eq!(order.iter().position(is_bright).unwrap_or(n), n_greyed);
            assert!(order[n_greyed..].iter().all(is_bright));
            let mut seen = order;
            seen.sort_unstable();
            assert_eq!(seen, (0..n as u32).collect::<Vec<_>>());
        }
    }

    #[test]
    fn bounds_leave_out_what_is_not_finite() {
        let xy = Matrix::new(
            4,
            2,
            vec![1.0, 2.0, f32::NAN, 9.0, -3.0, 4.0, f32::INFINITY, 0.0],
        );
        let bounds = Bounds::of(&xy);
        assert_eq!((bounds.min, bounds.max), ([-3.0, 2.0], [1.0, 4.0]));
        assert_eq!((bounds.center(), bounds.size()), ([-1.0, 3.0], [4.0, 2.0]));
        assert!(Bounds::of(&Matrix::zeros(0, 2)).is_empty());
    }

    #[test]
    fn a_few_points_that_meet_make_no_others_small() {
        let gap = |nudge: f32| {
            let mut xy: Vec<[f32; 2]> = (0..100)
                .map(|i| [(i % 10) as f32, (i / 10) as f32])
                .collect();
            // Three pairs, of a hundred points.
            for i in [0, 40, 80] {
                xy[i + 1] = [xy[i][0] + nudge, xy[i][1]];
            }
            let plain = Appearance::new(vec![[9; 4]; 100]);
            PointCloud::new(Arc::new(Matrix::from_rows(&xy)), plain).gap()
        };
        assert_eq!(gap(1.0), Some(1.0));
        assert!((gap(1e-3).unwrap() - 0.21).abs() < 1e-6, "{:?}", gap(1e-3));
        assert!((gap(0.5).unwrap() - 0.5).abs() < 1e-6, "{:?}", gap(0.5));
    }

    #[test]
    fn greyed_points_are_drawn_first_and_a_change_moves_the_revision() {
        let xy = Arc::new(Matrix::zeros(5, 2));
        let plain = Appearance::new(vec![[9; 4]; 5]);
        let cloud = PointCloud::new(xy.clone(), plain.clone());
        let searched = cloud.repainted(&MapPaint::new(plain.keep_bright(|i| i == 3 || i == 0)));
        assert_eq!(searched.paint.n_greyed, 3);
        assert!(
            searched.paint.order[..3]
                .iter()
                .all(|&i| !searched.is_bright(i as usize))
        );
        assert!(searched.revision() > cloud.revision());
        assert_eq!(searched.with_xy(xy).revision(), searched.revision());
        assert!(searched.with_xy(Arc::new(Matrix::zeros(5, 2))).revision() > searched.revision());
    }
}
