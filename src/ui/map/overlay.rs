//! What lies over the points: rings around the chosen song and its neighbours, lines between them,
//! names on the map.

use eframe::egui::epaint::{RectShape, TextShape};
use eframe::egui::{
    Align2, Color32, FontId, Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2,
    Visuals,
};

use crate::ui::ground::theme::{self, CAPTION};

use super::contour::{Contour, Contours};
use super::label::{self, MARGIN, MapLabel, Written};
use super::look::Shot;
use super::tool::{Line, MapHow, MapTool};

/// Writes about one point.
pub(crate) type HoverUi<'a> = dyn Fn(&mut Ui, usize) + 'a;

/// What the caller wants to be seen upon the map in this frame.
#[derive(Default)]
pub struct MapOverlay<'a> {
    /// Gets a ring, and lines to its neighbours.
    pub selected: Option<usize>,
    /// Lines lead from the selected point to these.
    pub neighbors: &'a [usize],
    /// Pointed at elsewhere, where nothing is under the pointer here: gets a ring.
    pub pointed: Option<usize>,
    /// What the pointer does where it is dragged.
    pub tool: MapTool,
    /// Words on the map.
    pub labels: &'a [MapLabel],
    /// What lies on the map and is no point of it.
    pub guests: &'a [Guest],
    /// Lines around the densest points; `None` draws none.
    pub contours: Option<MapContours<'a>>,
    /// What is written along its sides.
    pub axes: MapAxes<'a>,
    /// The ground of the map is drawn already: twice, it would cost a processor that draws a third
    /// of the frame.
    pub on_ground: bool,
    /// Fills the little window beside the point under the pointer; `None` shows none.
    pub hover_ui: Option<&'a HoverUi<'a>>,
    /// What a screen reader says the map is; "map of songs" when empty.
    pub accessible_name: &'a str,
}

/// Lines around the densest points of each class.
#[derive(Clone, Copy)]
pub struct MapContours<'a> {
    pub(crate) of: &'a Contours,
    /// Of each class; one without is not drawn.
    pub(crate) colours: &'a [Option<Color32>],
}

/// Something placed on the map beside its points: a diamond.
#[derive(Debug, Clone, PartialEq)]
pub struct Guest {
    /// In units of the map.
    pub(crate) at: [f64; 2],
    /// Stands beside it while it is pointed at.
    pub(crate) name: String,
    /// Hollow: its place means little.
    pub(crate) is_doubtful: bool,
    /// Marked from elsewhere.
    pub(crate) is_pointed: bool,
}

/// Whether the two directions of the map mean something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MapAxes<'a> {
    /// They do not (t-SNE): no numbers, only a faint grid.
    #[default]
    Hidden,
    /// They do (PCA): numbers, and these names.
    Named { x: &'a str, y: &'a str },
}

/// Colours taken from the theme.
#[derive(Clone)]
pub(super) struct OverlayColors {
    pub(crate) ink: Color32,
    pub(crate) ground: Color32,
    pub(crate) window: Color32,
    /// Of a line that takes points away.
    pub(crate) away: Color32,
}

impl OverlayColors {
    pub(super) fn new(visuals: &Visuals) -> Self {
        Self {
            ink: visuals.strong_text_color(),
            ground: visuals.extreme_bg_color,
            window: visuals.selection.stroke.color,
            away: visuals.error_fg_color,
        }
    }
}

/// Rings, and lines to the neighbours.
pub(super) fn marks(
    shot: &Shot<'_>,
    overlay: &MapOverlay<'_>,
    hovered: Option<usize>,
    colors: &OverlayColors,
) -> Vec<Shape> {
    let (cloud, at) = (shot.cloud, |i: usize| shot.place(i));
    let n = cloud.len();
    let selected = overlay.selected.filter(|&i| i < n);
    let neighbors = || {
        overlay
            .neighbors
            .iter()
            .copied()
            .filter(|&i| i < n && Some(i) != selected)
    };
    let mut shapes = Vec::new();
    if let Some(selected) = selected {
        let line = Stroke::new(1.0, colors.ink.gamma_multiply(0.4));
        shapes.extend(neighbors().map(|i| Shape::line_segment([at(selected), at(i)], line)));
    }
    // Marked points come to the front, a little larger, so that a crowd does not hide them.
    let radius = shot.look.radius.max(3.5);
    let mut point = |i: usize, grow: f32, width: f32, gap: f32| {
        let [r, g, b, _] = cloud.color(i);
        let (place, disc) = (at(i), radius * grow);
        shapes.push(Shape::circle_filled(
            place,
            disc + gap + width,
            colors.ground.gamma_multiply(0.85),
        ));
        shapes.push(Shape::circle_filled(
            place,
            disc,
            Color32::from_rgb(r, g, b),
        ));
        shapes.push(Shape::circle_stroke(
            place,
            disc + gap + width * 0.5,
            Stroke::new(width, colors.ink),
        ));
    };
    for i in neighbors() {
        point(i, 1.0, 1.0, 1.0);
    }
    if let Some(i) = hovered.filter(|i| Some(*i) != selected) {
        point(i, 1.15, 1.5, 1.0);
    }
    if let Some(i) = selected {
        point(i, 1.3, 2.5, 1.5);
    }
    shapes
}

/// From its middle to a corner of a diamond.
const DIAMOND: f32 = 7.0;

/// The guest whose diamond lies under a place on the screen, the one drawn last.
pub(super) fn guest_at(
    guests: &[Guest],
    place: Pos2,
    at: impl Fn([f64; 2]) -> Pos2,
) -> Option<usize> {
    let is_under = |guest: &Guest| {
        let off = at(guest.at) - place;
        off.x.abs() + off.y.abs() <= DIAMOND + 2.0
    };
    guests.iter().rposition(is_under)
}

/// Diamonds, those that are pointed at with their names.
pub(super) fn guests(
    painter: &Painter,
    guests: &[Guest],
    hovered: Option<usize>,
    font: &FontId,
    colors: &OverlayColors,
    at: impl Fn([f64; 2]) -> Pos2,
) -> Vec<Shape> {
    let diamond = |middle: Pos2, size: f32| {
        let corners = [(0.0, -size), (size, 0.0), (0.0, size), (-size, 0.0)];
        corners.map(|(x, y)| middle + Vec2::new(x, y)).to_vec()
    };
    let mut shapes = Vec::with_capacity(2 * guests.len());
    for (i, guest) in guests.iter().enumerate() {
        let (middle, is_pointed) = (at(guest.at), guest.is_pointed || hovered == Some(i));
        let size = if is_pointed { 1.4 * DIAMOND } else { DIAMOND };
        let fill = if guest.is_doubtful {
            colors.ground
        } else {
            colors.window
        };
        shapes.push(Shape::convex_polygon(
            diamond(middle, size + 2.0),
            colors.ground,
            Stroke::NONE,
        ));
        shapes.push(Shape::convex_polygon(
            diamond(middle, size),
            fill,
            Stroke::new(1.5, colors.ink),
        ));
        if is_pointed {
            let galley = painter.layout_no_wrap(guest.name.clone(), font.clone(), colors.ink);
            let left = middle + Vec2::new(size + 6.0, 0.0);
            let rect = Align2::LEFT_CENTER.anchor_size(left, galley.size() + MARGIN);
            let ground = colors.ground.gamma_multiply(0.9);
            shapes.push(Shape::rect_filled(rect, rect.height() / 2.0, ground));
            shapes.push(Shape::galley(rect.min + MARGIN / 2.0, galley, colors.ink));
        }
    }
    shapes
}

/// Quiet enough to be left on: thin, and the outer line fainter than the inner one.
pub(super) fn contours(contours: MapContours, shot: &Shot<'_>) -> Vec<Shape> {
    const INNER: f32 = 0.75;
    const OUTER: f32 = 0.45;
    const WIDTH: f32 = 1.2;
    let line = |contour: &Contour| {
        let colour = contours
            .colours
            .get(contour.class as usize)
            .copied()
            .flatten()?;
        let to_screen = |p: &[f32; 2]| shot.camera.to_screen(shot.frame, p.map(f64::from));
        let corners: Vec<Pos2> = contour.corners.iter().map(to_screen).collect();
        let in_sight = Rect::from_points(&corners).intersects(shot.frame);
        let share = if contour.is_inner { INNER } else { OUTER };
        let stroke = Stroke::new(WIDTH, colour.gamma_multiply(share));
        in_sight.then(|| Shape::closed_line(corners, stroke))
    };
    contours.of.lines.iter().filter_map(line).collect()
}

/// Names, each on a piece of ground so that it can be read over points, and as much of it as
/// `shares` tells.
pub(super) fn labels(names: Vec<Written>, shares: &[f32], colors: &OverlayColors) -> Vec<Shape> {
    let mut shapes = Vec::with_capacity(2 * names.len());
    for (name, &share) in names.into_iter().zip(shares) {
        let Written { rect, galley, .. } = name;
        shapes.push(Shape::Rect(RectShape::new(
            rect,
            rect.height() / 2.0,
            colors.ground.gamma_multiply(0.8 * share),
            Stroke::new(1.0, colors.ink.gamma_multiply(0.25 * share)),
            StrokeKind::Inside,
        )));
        let text = TextShape::new(rect.min + label::MARGIN / 2.0, galley, colors.ink);
        shapes.push(Shape::Text(text.with_opacity_factor(share)));
    }
    shapes
}

pub(super) fn label_font() -> FontId {
    theme::semibold(CAPTION)
}

/// The window being drawn for a boxed zoom.
pub(super) fn zoom_window(window: Rect, colors: &OverlayColors) -> [Shape; 2] {
    let stroke = Stroke::new(1.5, colors.window);
    [
        Shape::rect_filled(window, 0.0, colors.window.gamma_multiply(0.12)),
        Shape::rect_stroke(window, 0.0, stroke, StrokeKind::Inside),
    ]
}

/// A line under way: a closed one with what it encloses, a path with its ends; and how many points
/// it would take.
pub(super) fn line(
    line: &Line,
    painter: &Painter,
    font: &FontId,
    colors: &OverlayColors,
    at: impl Fn([f64; 2]) -> Pos2,
) -> Vec<Shape> {
    let color = if line.how == MapHow::Remove {
        colors.away
    } else {
        colors.window
    };
    let corners: Vec<Pos2> = line.corners().into_iter().map(at).collect();
    let (Some(&first), Some(&last)) = (corners.first(), corners.last()) else {
        return Vec::new();
    };
    let stroke = Stroke::new(2.0, color);
    let mut shapes = match line.tool {
        MapTool::Path => vec![
            Shape::line(corners, Stroke::new(3.0, color)),
            Shape::circle_filled(first, 5.0, color),
            Shape::circle_filled(last, 4.0, color),
        ],
        MapTool::Box => vec![filled(&corners, color), Shape::closed_line(corners, stroke)],
        MapTool::Lasso | MapTool::Pan => {
            let mut shapes = vec![filled(&corners, color)];
            shapes.extend(Shape::dashed_line(
                &[last, first],
                Stroke::new(1.0, color),
                5.0,
                4.0,
            ));
            shapes.push(Shape::line(corners, stroke));
            shapes
        }
    };
    if let Some(n) = line.n_points {
        let galley = painter.layout_no_wrap(n.to_string(), font.clone(), colors.ink);
        let rect = Align2::LEFT_BOTTOM.anchor_size(last + Vec2::new(16.0, -10.0), galley.size());
        shapes.push(Shape::rect_filled(
            rect.expand2(Vec2::new(6.0, 2.0)),
            4.0,
            colors.ground.gamma_multiply(0.85),
        ));
        shapes.push(Shape::galley(rect.min, galley, colors.ink));
    }
    shapes
}

/// What a closed line encloses by the even-odd rule, as a wash, row by row: egui itself fills only
/// what is convex.
fn filled(corners: &[Pos2], color: Color32) -> Shape {
    const ROW: f32 = 2.0;
    let wash = color.gamma_multiply(0.10);
    let bounds = Rect::from_points(corners);
    let mut mesh = Mesh::default();
    let mut crossings: Vec<f32> = Vec::new();
    for row in 0..(bounds.height() / ROW).ceil() as usize {
        let top = bounds.top() + row as f32 * ROW;
        let y = top + 0.5 * ROW;
        crossings.clear();
        for (a, b) in corners.iter().zip(corners.iter().cycle().skip(1)) {
            if (a.y > y) != (b.y > y) {
                crossings.push(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
            }
        }
        crossings.sort_by(f32::total_cmp);
        for span in crossings.chunks_exact(2) {
            let rect =
                Rect::from_x_y_ranges(span[0]..=span[1], top..=(top + ROW).min(bounds.bottom()));
            mesh.add_colored_rect(rect, wash);
        }
    }
    Shape::mesh(mesh)
}
