//! How points are drawn at the present zoom and theme, whoever draws them.

use eframe::egui::{Color32, Pos2, Rect, Visuals};

use super::PointCloud;
use super::camera::Camera;
use super::glide::Glide;

/// Radii in points of screen.
const RADIUS: [f32; 2] = [1.4, 6.5];
/// Radius against the mean distance between neighbours of a cloud spread evenly over the frame.
const RADIUS_PER_SPACING: f32 = 0.28;
/// Radius against the distance below which a few per cent of points stand to another: of two discs
/// this near, two thirds of the lower one are hidden.
const RADIUS_PER_GAP: f64 = 1.9;
/// Zooming in spreads the points; they grow more slowly than that, so that a crowd comes apart.
const ZOOM_EXPONENT: f32 = 0.75;
/// Large discs are nearly opaque; small ones are many, and let a crowd look denser than a few.
const OPACITY: [f32; 2] = [0.55, 0.92];
const GREYED_RADIUS: f32 = 0.8;
/// Discs smaller than this have no outline: it would be all there is.
const OUTLINE_FROM: f32 = 2.5;

/// All that decides what the points of one frame look like.
#[derive(Clone, Copy)]
pub(super) struct Shot<'a> {
    pub(crate) cloud: &'a PointCloud,
    pub(crate) glide: &'a Glide,
    /// How far the glide is.
    pub(crate) progress: f32,
    pub(crate) camera: Camera,
    pub(crate) frame: Rect,
    pub(crate) look: Look,
}

impl Shot<'_> {
    /// Where point `i` is on the screen.
    pub(super) fn place(&self, i: usize) -> Pos2 {
        self.camera
            .to_screen(self.frame, self.glide.at(i, self.progress).map(f64::from))
    }
}

/// What does not differ from point to point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub(crate) radius: f32,
    pub(crate) greyed_radius: f32,
    /// Multiplies the alpha of bright points.
    pub(crate) opacity: f32,
    /// Colour of greyed points, straight alpha.
    pub(crate) greyed: Color32,
    /// Width of the outline in points of screen; 0 for none.
    pub(crate) outline: f32,
    /// The outline is the fill mixed with black (light theme) or with white (dark theme) by this
    /// share: dark points stay visible on a dark ground, pale ones on a white ground, and discs
    /// that overlap stay apart.
    pub(crate) outline_share: f32,
    pub(crate) dark_mode: bool,
}

impl Look {
    pub(super) fn new(cloud: &PointCloud, camera: Camera, frame: Rect, visuals: &Visuals) -> Self {
        let whole = Camera::fit(&cloud.bounds(), frame).scale;
        let zoom = (camera.scale / whole) as f32;
        // Where points crowd, smaller than evenly spread ones would be.
        let even = RADIUS_PER_SPACING * (frame.area() / cloud.len().max(1) as f32).sqrt();
        let crowded = cloud.gap().map(|gap| (RADIUS_PER_GAP * gap * whole) as f32);
        let at_fit = crowded.map_or(even, |crowded| crowded.min(even));
        let radius = (at_fit * zoom.max(0.1).powf(ZOOM_EXPONENT)).clamp(RADIUS[0], RADIUS[1]);
        let size = (radius - RADIUS[0]) / (RADIUS[1] - RADIUS[0]);
        let radius = radius * cloud.paint.point_scale;
        let greyed = if visuals.dark_mode { 150 } else { 110 };
        Self {
            radius,
            greyed_radius: radius * GREYED_RADIUS,
            opacity: OPACITY[0] + (OPACITY[1] - OPACITY[0]) * size.sqrt(),
            greyed: Color32::from_rgba_unmultiplied(greyed, greyed, greyed, 70),
            outline: if radius < OUTLINE_FROM {
                0.0
            } else {
                (radius * 0.2).min(1.0)
            },
            outline_share: if visuals.dark_mode { 0.35 } else { 0.45 },
            dark_mode: visuals.dark_mode,
        }
    }

    /// Colour of the outline around a fill.
    pub(super) fn outline_of(&self, fill: [u8; 4]) -> [u8; 4] {
        let toward = if self.dark_mode { 255.0 } else { 0.0 };
        let mix = |c: u8| {
            (f32::from(c) * (1.0 - self.outline_share) + toward * self.outline_share).round() as u8
        };
        [mix(fill[0]), mix(fill[1]), mix(fill[2]), fill[3]]
    }
}
