//! The part of the map that is in view, and how it moves: by hand, or in flight.
//!
//! egui_plot could pan and zoom by itself, but it cannot fly, its boxed zoom breaks the equal scale
//! of both axes for a frame, and each change of the window's size zooms it out; so it is told its
//! bounds in every frame.

use eframe::egui::{Pos2, Rect, Vec2, pos2};
use egui_plot::PlotBounds;

use super::bounds::Bounds;
use super::timing::Timing;

/// Points of screen left free around the map when all of it is shown.
const MARGIN: f32 = 24.0;
/// How far one can zoom out and in, against the whole map.
const ZOOM_RANGE: [f64; 2] = [0.2, 5000.0];
/// [`Navigator::zoom_to`] shows this part of the map's width.
/// [`Navigator::show`] lets what is shown fill this part of the frame …
const SHOWN: f64 = 0.8;
/// … and comes no closer, against the whole map.
const CLOSEST: f64 = 40.0;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Camera {
    /// The place of the map in the middle of the frame.
    pub(crate) center: [f64; 2],
    /// Points of screen per unit of the map, the same for both axes.
    pub(crate) scale: f64,
}

impl Camera {
    /// All of `bounds` within `frame`.
    pub(super) fn fit(bounds: &Bounds, frame: Rect) -> Self {
        let room = (frame.size() - Vec2::splat(2.0 * MARGIN))
            .max(frame.size() * 0.5)
            .max(Vec2::splat(1.0));
        let [width, height] = bounds.size();
        let scale = (f64::from(room.x) / width).min(f64::from(room.y) / height);
        // All points in one place, or none at all: any scale will do.
        let scale = if scale.is_finite() && scale > 0.0 {
            scale
        } else {
            f64::from(room.min_elem())
        };
        Self {
            center: bounds.center(),
            scale,
        }
    }

    pub(super) fn to_screen(self, frame: Rect, at: [f64; 2]) -> Pos2 {
        let middle = frame.center();
        pos2(
            middle.x + ((at[0] - self.center[0]) * self.scale) as f32,
            middle.y - ((at[1] - self.center[1]) * self.scale) as f32,
        )
    }

    pub(super) fn to_map(self, frame: Rect, at: Pos2) -> [f64; 2] {
        let offset = at - frame.center();
        [
            self.center[0] + f64::from(offset.x) / self.scale,
            self.center[1] - f64::from(offset.y) / self.scale,
        ]
    }

    /// The map moves with the hand by `delta` points of screen.
    pub(super) fn panned(self, delta: Vec2) -> Self {
        let center = [
            self.center[0] - f64::from(delta.x) / self.scale,
            self.center[1] + f64::from(delta.y) / self.scale,
        ];
        Self { center, ..self }
    }

    /// Zoomed by `factor` with what is under `pin` staying there.
    pub(super) fn zoomed(self, frame: Rect, pin: Pos2, factor: f64, whole: Self) -> Self {
        let scale =
            (self.scale * factor).clamp(whole.scale * ZOOM_RANGE[0], whole.scale * ZOOM_RANGE[1]);
        let (at, keep) = (self.to_map(frame, pin), self.scale / scale);
        Self {
            center: std::array::from_fn(|d| at[d] + (self.center[d] - at[d]) * keep),
            scale,
        }
    }

    /// What is in `window`, a part of the frame, fills the frame.
    pub(super) fn closer(self, frame: Rect, window: Rect, whole: Self) -> Self {
        let factor = (frame.width() / window.width()).min(frame.height() / window.height());
        let scale = (self.scale * f64::from(factor)).min(whole.scale * ZOOM_RANGE[1]);
        Self {
            center: self.to_map(frame, window.center()),
            scale,
        }
    }

    /// Part of the way from `self` to `to`; scales are taken in proportion.
    fn toward(self, to: Self, progress: f64) -> Self {
        if progress >= 1.0 {
            return to;
        }
        Self {
            center: std::array::from_fn(|d| {
                self.center[d] * (1.0 - progress) + to.center[d] * progress
            }),
            scale: self.scale * (to.scale / self.scale).powf(progress),
        }
    }

    pub(super) fn plot_bounds(self, frame: Rect) -> PlotBounds {
        let (min, max) = (
            self.to_map(frame, frame.left_bottom()),
            self.to_map(frame, frame.right_top()),
        );
        PlotBounds::from_min_max(min, max)
    }
}

/// Where a flight ends.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Goal {
    /// The whole map, wherever its bounds and the frame's size are by then.
    Whole,
    At(Camera),
}

/// What was asked for since the last frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Request {
    Fit,
    Reveal(usize),
    Show(Bounds),
}

/// Keeps the camera: follows the whole map until the user moves the view.
#[derive(Debug)]
pub(super) struct Navigator {
    camera: Option<Camera>,
    follows: bool,
    flight: Option<(Camera, Goal, Timing)>,
    pub(crate) request: Option<Request>,
}

impl Default for Navigator {
    fn default() -> Self {
        Self {
            camera: None,
            follows: true,
            flight: None,
            request: None,
        }
    }
}

impl Navigator {
    /// The camera of this frame.
    pub(super) fn step(&mut self, bounds: &Bounds, frame: Rect, now: f64) -> Camera {
        let whole = Camera::fit(bounds, frame);
        let camera = match self.flight {
            Some((from, goal, timing)) => {
                let progress = timing.progress(now);
                if progress >= 1.0 {
                    self.flight = None;
                }
                from.toward(if let Goal::At(to) = goal { to } else { whole }, progress)
            }
            None if self.follows => whole,
            None => self.camera.unwrap_or(whole),
        };
        self.camera = Some(camera);
        camera
    }

    /// The camera of the last frame.
    pub(super) fn camera(&self) -> Option<Camera> {
        self.camera
    }

    pub(super) fn is_flying(&self) -> bool {
        self.flight.is_some()
    }

    pub(super) fn follows(&self) -> bool {
        self.follows
    }

    /// Shows the whole map at once and follows it: for another library.
    pub(super) fn reset(&mut self) {
        *self = Self {
            request: self.request.filter(|r| *r == Request::Fit),
            ..Self::default()
        };
    }

    /// Flies to the whole map and follows it from now on.
    pub(super) fn fit(&mut self, timing: Timing) {
        self.follows = true;
        self.flight = self.camera.map(|from| (from, Goal::Whole, timing));
    }

    /// The user took the view in hand.
    pub(super) fn take(&mut self, camera: Camera) {
        *self = Self {
            camera: Some(camera),
            follows: false,
            flight: None,
            request: None,
        };
    }

    pub(super) fn fly_to(&mut self, to: Camera, now: f64) {
        self.follows = false;
        self.flight = self
            .camera
            .map(|from| (from, Goal::At(to), Timing::single(now)));
        self.camera = self.camera.or(Some(to));
    }

    /// A close-up of what is within `bounds`, with some of what is around it.
    pub(super) fn show(&mut self, bounds: &Bounds, frame: Rect, whole: Camera, now: f64) {
        let close = Camera::fit(bounds, frame);
        let scale = (close.scale * SHOWN).clamp(whole.scale, whole.scale * CLOSEST);
        self.fly_to(Camera { scale, ..close }, now);
    }

    /// Brings `at` to the middle, unless it is well within the frame already, or the map is shown
    /// whole, which has it in sight, if at its edge.
    pub(super) fn reveal(&mut self, at: [f64; 2], frame: Rect, now: f64) {
        if self.follows {
            return;
        }
        let inside = |c: Camera| {
            frame
                .shrink2(frame.size() * 0.08)
                .contains(c.to_screen(frame, at))
        };
        if let Some(camera) = self.camera.filter(|c| !inside(*c)) {
            self.fly_to(
                Camera {
                    center: at,
                    ..camera
                },
                now,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Rect {
        Rect::from_min_size(pos2(100.0, 50.0), Vec2::new(800.0, 600.0))
    }

    const BOUNDS: Bounds = Bounds {
        min: [-10.0, 0.0],
        max: [30.0, 5.0],
    };

    #[test]
    fn fit_shows_every_corner_and_fills_one_side() {
        let camera = Camera::fit(&BOUNDS, frame());
        let low = camera.to_screen(frame(), BOUNDS.min);
        let high = camera.to_screen(frame(), BOUNDS.max);
        assert!(
            (low.x - (100.0 + MARGIN)).abs() < 1e-3 && (high.x - (900.0 - MARGIN)).abs() < 1e-3
        );
        assert!(frame().contains(low) && frame().contains(high) && low.y > high.y);
        for bounds in [
            Bounds::NOTHING,
            Bounds {
                min: [2.0; 2],
                max: [2.0; 2],
            },
        ] {
            let camera = Camera::fit(&bounds, frame());
            assert!(camera.scale.is_finite() && camera.scale > 0.0);
            assert_eq!(camera.to_screen(frame(), bounds.center()), frame().center());
        }
        assert!(Camera::fit(&BOUNDS, Rect::from_min_size(Pos2::ZERO, Vec2::ZERO)).scale > 0.0);
    }

    #[test]
    fn hands_move_what_they_hold() {
        let whole = Camera::fit(&BOUNDS, frame());
        let pin = pos2(320.0, 410.0);
        let at = whole.to_map(frame(), pin);
        let zoomed = whole.zoomed(frame(), pin, 7.5, whole);
        assert!((zoomed.to_screen(frame(), at) - pin).length() < 1e-3);
        let panned = zoomed.panned(Vec2::new(30.0, -20.0));
        assert!((panned.to_screen(frame(), at) - (pin + Vec2::new(30.0, -20.0))).length() < 1e-3);
        let window = Rect::from_min_max(pos2(200.0, 100.0), pos2(300.0, 175.0));
        let closer = whole.closer(frame(), window, whole);
        let corner = closer.to_screen(frame(), whole.to_map(frame(), window.left_top()));
        assert!((corner - frame().left_top()).length() < 1e-2, "{corner:?}");
        assert_eq!(
            whole.zoomed(frame(), pin, 1e-9, whole).scale,
            whole.scale * ZOOM_RANGE[0]
        );
    }

    #[test]
    fn plot_bounds_agree_with_the_camera() {
        let camera = Camera::fit(&BOUNDS, frame()).zoomed(
            frame(),
            pos2(700.0, 80.0),
            3.0,
            Camera::fit(&BOUNDS, frame()),
        );
        let transform = egui_plot::PlotTransform::new(frame(), camera.plot_bounds(frame()), false);
        for at in [[3.0, 1.0], [-8.0, 4.5]] {
            let theirs = transform.position_from_point(&at.into());
            assert!((theirs - camera.to_screen(frame(), at)).length() < 1e-3);
        }
    }

    #[test]
    fn the_view_follows_the_map_until_the_user_moves_it() {
        let mut navigator = Navigator::default();
        let grown = Bounds {
            min: [-100.0, 0.0],
            max: [30.0, 50.0],
        };
        assert_eq!(
            navigator.step(&BOUNDS, frame(), 0.0),
            Camera::fit(&BOUNDS, frame())
        );
        navigator.fit(Timing::single(1.0));
        let midway = navigator.step(&grown, frame(), 1.1);
        assert!(
            midway.scale < Camera::fit(&BOUNDS, frame()).scale
                && midway.scale > Camera::fit(&grown, frame()).scale
        );
        assert_eq!(
            navigator.step(&grown, frame(), 1.3),
            Camera::fit(&grown, frame())
        );
        assert!(!navigator.is_flying());

        let mine = Camera {
            center: [1.0, 2.0],
            scale: 9.0,
        };
        navigator.take(mine);
        assert_eq!(navigator.step(&BOUNDS, frame(), 2.0), mine);
        assert!(!navigator.follows());
        navigator.fit(Timing::single(4.0));
        assert_eq!(
            navigator.step(&grown, frame(), 4.3),
            Camera::fit(&grown, frame())
        );
    }

    #[test]
    fn reveal_moves_only_for_what_is_out_of_sight() {
        let mut navigator = Navigator::default();
        let whole = navigator.step(&BOUNDS, frame(), 0.0);
        navigator.reveal([10.0, 2.0], frame(), 0.0);
        assert!(!navigator.is_flying() && navigator.follows());
        // The song that a saved session had chosen is the outermost of the map.
        let corner = BOUNDS.min;
        navigator.reveal(corner, frame(), 0.0);
        assert!(!navigator.is_flying() && navigator.follows());
        navigator.take(Camera {
            scale: whole.scale * 10.0,
            ..whole
        });
        navigator.reveal([-9.0, 1.0], frame(), 1.0);
        assert_eq!(navigator.step(&BOUNDS, frame(), 2.0).center, [-9.0, 1.0]);
    }
}
