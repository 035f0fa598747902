//! Lasso, box and path: lines drawn over the points with the primary button, and what they take.

use eframe::egui::{Modifiers, PointerButton, Pos2, Rect, Response, Vec2};
use strum::VariantArray;

use super::PointCloud;
use super::camera::Camera;

/// A corner is set when the pointer has come this far, in points of screen.
const CORNER_EVERY: f32 = 3.0;
/// Lines that stay within this, in points of screen, are slips of the hand.
const SMALLEST: f32 = 6.0;
/// A path takes what is this near, in points of screen.
const PATH_REACH: f32 = 10.0;

/// Up to so many points are counted while the line is drawn.
const MOST_COUNTED: usize = 200_000;

/// What a drag with the primary button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, VariantArray)]
pub enum MapTool {
    /// Moves the view; with Ctrl it draws a lasso.
    #[default]
    Pan,
    Lasso,
    Box,
    Path,
}

impl MapTool {
    pub(crate) const ALL: &[MapTool] = Self::VARIANTS;

    /// The tool of a drag that begins with these keys held.
    fn with(self, keys: Modifiers) -> Self {
        if self == MapTool::Pan && keys.command {
            MapTool::Lasso
        } else {
            self
        }
    }
}

/// What becomes of the points that were taken before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum MapHow {
    #[default]
    Replace,
    /// Shift was held when the line began.
    Add,
    /// Alt was held; or Ctrl where it does not choose the tool, for some desktops keep drags with
    /// Alt to themselves.
    Remove,
}

impl MapHow {
    fn of(keys: Modifiers, chosen: MapTool) -> Self {
        let remove = keys.alt || keys.command && chosen != MapTool::Pan;
        match (keys.shift, remove) {
            (_, true) => Self::Remove,
            (true, false) => Self::Add,
            (false, false) => Self::Replace,
        }
    }
}

/// What a finished line took. Points that are left out are taken by none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MapDrawn {
    /// The points within a lasso or box, ascending; there may be none.
    Taken { points: Vec<usize>, how: MapHow },
    /// The points a path passes, in its order, each once; at least one.
    Path(Vec<usize>),
}

/// A line under way.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(crate) tool: MapTool,
    pub(crate) how: MapHow,
    /// In units of the map, so that it stays in its place when the view moves. Of a box, two
    /// opposite ones.
    corners: Vec<[f64; 2]>,
    /// How many points it would take now.
    pub(crate) n_points: Option<usize>,
}

impl Line {
    /// All its corners; it closes itself unless it is a path.
    pub(super) fn corners(&self) -> Vec<[f64; 2]> {
        match (self.tool, self.corners.as_slice()) {
            (MapTool::Box, &[[left, low], .., [right, high]]) => {
                vec![[left, low], [right, low], [right, high], [left, high]]
            }
            (_, corners) => corners.to_vec(),
        }
    }

    /// True when it is another line by that.
    fn lead_to(&mut self, at: Pos2, camera: Camera, frame: Rect) -> bool {
        let here = camera.to_map(frame, at);
        let last = self
            .corners
            .last()
            .map(|&last| camera.to_screen(frame, last));
        if self.tool == MapTool::Box {
            self.corners.truncate(1);
        } else if last.is_some_and(|last| last.distance(at) < CORNER_EVERY) {
            return false;
        }
        self.corners.push(here);
        true
    }

    fn points(&self, camera: Camera, cloud: &PointCloud) -> Vec<usize> {
        match self.tool {
            MapTool::Path => cloud.along(&self.corners, f64::from(PATH_REACH) / camera.scale),
            MapTool::Pan | MapTool::Lasso | MapTool::Box => cloud.within(&self.corners()),
        }
    }

    fn take(&self, camera: Camera, cloud: &PointCloud) -> Option<MapDrawn> {
        let corners = self.corners();
        let extent = |d: usize| {
            let values = || corners.iter().map(|c| c[d]);
            values().fold(f64::NEG_INFINITY, f64::max) - values().fold(f64::INFINITY, f64::min)
        };
        let size = Vec2::new(
            (extent(0) * camera.scale) as f32,
            (extent(1) * camera.scale) as f32,
        );
        if size.max_elem() < SMALLEST {
            return None;
        }
        let points = self.points(camera, cloud);
        match self.tool {
            MapTool::Path => (!points.is_empty()).then_some(MapDrawn::Path(points)),
            MapTool::Pan | MapTool::Lasso | MapTool::Box => Some(MapDrawn::Taken {
                points,
                how: self.how,
            }),
        }
    }
}

/// Draws lines.
#[derive(Debug, Default)]
pub(super) struct Pen {
    line: Option<Line>,
    /// The drag under way began as a line, and moves nothing even if the line was given up.
    has_the_drag: bool,
}

impl Pen {
    /// Follows the pointer; what the line took, in the frame in which it ends.
    pub(super) fn step(
        &mut self,
        response: &Response,
        tool: MapTool,
        camera: Camera,
        cloud: &PointCloud,
    ) -> Option<MapDrawn> {
        let (frame, ctx) = (response.rect, &response.ctx);
        if response.drag_started_by(PointerButton::Primary) {
            let (keys, start) = ctx.input(|i| (i.modifiers, i.pointer.press_origin()));
            let (how, tool) = (MapHow::of(keys, tool), tool.with(keys));
            self.has_the_drag = tool != MapTool::Pan;
            if let Some(start) = start.filter(|_| self.has_the_drag) {
                let corners = vec![camera.to_map(frame, start)];
                self.line = Some(Line {
                    tool,
                    how,
                    corners,
                    n_points: None,
                });
            }
        }
        if let (Some(line), Some(at)) = (&mut self.line, response.interact_pointer_pos()) {
            let longer = line.lead_to(at.clamp(frame.min, frame.max), camera, frame);
            if longer && cloud.len() <= MOST_COUNTED {
                line.n_points = Some(line.points(camera, cloud).len());
            }
        }
        if !response.dragged() {
            self.has_the_drag = false;
            return self.line.take().and_then(|line| line.take(camera, cloud));
        }
        None
    }

    pub(super) fn line(&self) -> Option<&Line> {
        self.line.as_ref()
    }

    pub(super) fn has_the_drag(&self) -> bool {
        self.has_the_drag
    }

    /// Gives up the line under way; false when there is none.
    pub(super) fn give_up(&mut self) -> bool {
        self.line.take().is_some()
    }
}
