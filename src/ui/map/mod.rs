//! The map: every song a point. One plot item draws them all, and what a frame costs the processor
//! does not grow with their number, except when points or colours have changed.
//!
//! | file | what is there |
//! | --- | --- |
//! | `cloud` | [`PointCloud`]: positions, colours, emphasis; made once per change |
//! | `grid` | which point is under the pointer |
//! | `timing`, `glide`, `camera` | points that move to new places; the view that follows, or flies |
//! | `item` | the map as egui_plot sees it |
//! | `look` | sizes and opacities for the zoom and theme of the moment |
//! | `gpu`, `points.wgsl` | drawing by wgpu |
//! | `mesh` | drawing where wgpu is not there |
//! | `contour` | lines around the densest points of each class |
//! | `label` | names: which at a zoom, where, and how they appear |
//! | `overlay` | rings, lines, names |
//! | `tool`, `outline` | lasso, box and path; which points they take |
//!
//! Nothing here knows of songs: the caller says what a point means.

mod bounds;
mod grid;
mod outline;
mod cloud;
mod timing;
mod camera;
mod glide;
mod look;
mod gpu;
mod tool;
mod contour;
mod label;
mod overlay;
mod item;
mod mesh;
#[cfg(test)]
mod tests;

use eframe::egui::{
    Context, CursorIcon, FontId, PointerButton, PopupAnchor, Pos2, Rect, RectAlign, Response, Role,
    Tooltip, Ui, Vec2, Visuals, WidgetInfo,
};
use eframe::egui_wgpu::RenderState;
use eframe::wgpu::TextureFormat;
use egui_plot::{PlotItemBase, PlotUi};

use crate::ui::ground::theme::is_still;

use camera::{Camera, Navigator, Request};
use glide::Glide;
use gpu::MapKey;
use item::{CloudItem, plot};
use label::Fades;
use look::{Look, Shot};
use mesh::MeshCache;
use overlay::OverlayColors;
use timing::Timing;
use tool::Pen;

pub(crate) use cloud::MapPaint;
pub use cloud::{Appearance, PointCloud};
pub(crate) use contour::Contours;
pub(crate) use label::MapLabel;
pub use overlay::MapOverlay;
pub(crate) use overlay::{Guest, HoverUi, MapAxes, MapContours};
pub(crate) use tool::{MapDrawn, MapHow, MapTool};

/// A point is picked when the pointer is this near, in points of screen.
const PICK_RADIUS: f32 = 12.0;
/// Boxes smaller than this, in points of screen, are slips of the hand.
const SMALLEST_BOX: f32 = 6.0;

/// Who draws the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapRenderer {
    /// A paint callback, for egui-wgpu without multisampling and without a depth buffer (eframe's
    /// defaults).
    Wgpu {
        /// Of the surface that the window is drawn on.
        target_format: TextureFormat,
    },
    /// A triangle mesh, for every other renderer.
    Mesh,
}

impl MapRenderer {
    /// By what eframe's `CreationContext::wgpu_render_state` (or the frame's) tells.
    pub(crate) fn of(render_state: Option<&RenderState>) -> Self {
        match render_state {
            Some(state) => Self::Wgpu {
                target_format: state.target_format,
            },
            None => Self::Mesh,
        }
    }
}

/// The map as a widget; keeps its view and its movements from frame to frame.
///
/// What a drag does is [`MapTool`]'s to say; one with the middle button pans with every tool.
/// Scroll and pinch zoom about the pointer; a drag with the secondary button, or with Shift where
/// the tool is to pan, zooms into a box; a double click on empty ground fits. The view follows the
/// whole map, also while it changes, until the user moves it; [`MapView::fit`] makes it follow
/// again.
pub struct MapView {
    renderer: MapRenderer,
    key: MapKey,
    mesh: MeshCache,
    glide: Option<Glide>,
    navigator: Navigator,
    /// Where a boxed zoom began.
    box_start: Option<Pos2>,
    pen: Pen,
    fades: Fades,
    /// The room the points had in the last frame.
    last_frame: Rect,
}

/// What the pointer did on the map in this frame.
#[derive(Debug, Clone)]
pub struct MapResponse {
    pub(crate) hovered: Option<usize>,
    pub(crate) clicked: Option<usize>,
    /// Clicked with Shift or Ctrl: to be taken or let go.
    pub(crate) toggled: Option<usize>,
    /// The guest that was clicked, and no point.
    pub(crate) guest: Option<usize>,
    /// The point under a click with the secondary button.
    pub(crate) menu_on: Option<usize>,
    /// A line that was finished.
    pub(crate) drawn: Option<MapDrawn>,
    pub(crate) response: Response,
}

#[derive(Default)]
struct Picked {
    hovered: Option<usize>,
    clicked: Option<usize>,
    toggled: Option<usize>,
    /// A click on no point at all.
    clicked_empty: bool,
    guest: Option<usize>,
    menu_on: Option<usize>,
    drawn: Option<MapDrawn>,
}

impl Picked {
    /// The same where guests lie over the points: what is done to one is done to no point. Gives the
    /// one under the pointer.
    fn with_guests(
        &mut self,
        guests: &[Guest],
        response: &Response,
        at: impl Fn([f64; 2]) -> Pos2,
    ) -> Option<usize> {
        let under = |place: Pos2| overlay::guest_at(guests, place, &at);
        let hovered = response.hover_pos().and_then(under);
        if hovered.is_some() {
            self.hovered = None;
        }
        let clicked = response
            .interact_pointer_pos()
            .filter(|_| response.clicked());
        self.guest = clicked.and_then(under);
        if self.guest.is_some() {
            (self.clicked, self.toggled, self.clicked_empty) = (None, None, false);
        }
        hovered
    }
}

/// What a frame reads from its `Ui`, for use within the plot.
struct Surroundings {
    now: f64,
    visuals: Visuals,
    font: FontId,
}

impl MapView {
    /// A view of the whole map, as points are drawn by that renderer.
    pub fn new(renderer: MapRenderer) -> Self {
        Self {
            renderer,
            key: MapKey::new(),
            mesh: MeshCache::default(),
            glide: None,
            navigator: Navigator::default(),
            box_start: None,
            pen: Pen::default(),
            fades: Fades::default(),
            last_frame: Rect::NOTHING,
        }
    }

    /// Flies to the whole map, and follows it from then on.
    pub(crate) fn fit(&mut self) {
        self.navigator.request = Some(Request::Fit);
    }

    /// Brings a point into view where it is out of it: for a selection made elsewhere.
    pub(crate) fn reveal(&mut self, index: usize) {
        self.navigator.request = Some(Request::Reveal(index));
    }

    /// Flies to where some points are, a few of which may lie out of view.
    pub(crate) fn show_points(&mut self, cloud: &PointCloud, points: &[u32]) {
        let bounds = cloud.around(points);
        if !bounds.is_empty() {
            self.navigator.request = Some(Request::Show(bounds));
        }
    }

    /// Gives up the line that is being drawn; false when there is none.
    pub(crate) fn give_up_line(&mut self) -> bool {
        self.pen.give_up()
    }

    /// The room the points had in the last frame.
    #[cfg(test)]
    pub(crate) fn frame(&self) -> Rect {
        self.last_frame
    }

    /// Where point `i` was on the screen in the last frame; `None` where it was out of view.
    pub(crate) fn place(&self, cloud: &PointCloud, i: usize) -> Option<Pos2> {
        let camera = self.navigator.camera()?;
        let at = (i < cloud.len()).then(|| camera.to_screen(self.last_frame, cloud.position(i)))?;
        self.last_frame.contains(at).then_some(at)
    }

    /// Whether the whole map is in view and stays so while it changes.
    #[cfg(test)]
    pub(crate) fn is_fitted(&self) -> bool {
        self.navigator.follows()
    }

    /// Draws the map into all the room there is. Changes of `cloud` are noticed by themselves: new
    /// positions for the same number of points are glided to.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cloud: &PointCloud,
        overlay: &MapOverlay<'_>,
    ) -> MapResponse {
        let surroundings = Surroundings {
            now: clock(ui),
            visuals: ui.visuals().clone(),
            font: overlay::label_font(),
        };
        self.notice_change(cloud, surroundings.now);
        let shown = plot(overlay.axes, overlay.on_ground, &surroundings.visuals)
            .show(ui, |plot_ui| {
                self.draw(plot_ui, cloud, overlay, &surroundings)
            });
        let (picked, mut response) = (shown.inner, shown.response);
        let name = if overlay.accessible_name.is_empty() {
            "map of songs"
        } else {
            overlay.accessible_name
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, ui.is_enabled(), name));
        if picked.hovered.is_some() {
            response = response.on_hover_cursor(CursorIcon::PointingHand);
        } else if self.pen.has_the_drag() || overlay.tool != MapTool::Pan {
            response = response.on_hover_cursor(CursorIcon::Crosshair);
        } else if response.dragged_by(PointerButton::Primary) {
            response = response.on_hover_cursor(CursorIcon::Grabbing);
        }
        let menu_open = response.context_menu_opened();
        if let (Some(i), Some(hover_ui), false) = (picked.hovered, overlay.hover_ui, menu_open) {
            let mut card = Tooltip::always_open(
                ui.ctx().clone(),
                response.layer_id,
                response.id,
                PopupAnchor::Pointer,
            );
            let at = response.hover_pos().unwrap_or(response.rect.center());
            card.popup = card
                .popup
                .align(towards_the_middle(at, response.rect))
                .align_alternatives(&[]);
            card.gap(12.0).show(|ui| hover_ui(ui, i));
        }
        let Picked {
            hovered,
            clicked,
            toggled,
            guest,
            menu_on,
            drawn,
            ..
        } = picked;
        MapResponse {
            hovered,
            clicked,
            toggled,
            guest,
            menu_on,
            drawn,
            response,
        }
    }

    fn notice_change(&mut self, cloud: &PointCloud, now: f64) {
        let Some(glide) = &mut self.glide else {
            self.glide = Some(Glide::at_rest(cloud, now));
            return;
        };
        let n_before = glide.to.xy.n_rows();
        if glide.retarget(cloud, now) && self.navigator.follows() {
            self.navigator.fit(glide.timing());
        } else if n_before != cloud.len() {
            self.navigator.reset();
        }
    }

    fn draw(
        &mut self,
        plot_ui: &mut PlotUi<'_>,
        cloud: &PointCloud,
        overlay: &MapOverlay<'_>,
        surroundings: &Surroundings,
    ) -> Picked {
        let (ctx, response) = (plot_ui.ctx().clone(), plot_ui.response().clone());
        let (frame, now) = (response.rect, surroundings.now);
        let colors = OverlayColors::new(&surroundings.visuals);
        let camera = self.navigator.step(&cloud.bounds(), frame, now);
        let drawn = self.pen.step(&response, overlay.tool, camera, cloud);
        let window = self.navigate(&ctx, &response, cloud, overlay.tool, now);
        let camera = self.navigator.step(&cloud.bounds(), frame, now);
        plot_ui.set_plot_bounds(camera.plot_bounds(frame));
        let mut picked = Picked {
            drawn,
            ..pick(&response, cloud, camera)
        };
        let to_screen = |at| camera.to_screen(frame, at);
        let guest = picked.with_guests(overlay.guests, &response, to_screen);
        if response.double_clicked() && picked.clicked_empty {
            self.fit();
            ctx.request_repaint();
        }

        let glide = self.glide.get_or_insert_with(|| Glide::at_rest(cloud, now));
        // egui_plot makes room for its numbers a frame late, and asks for no other frame.
        let resized = std::mem::replace(&mut self.last_frame, frame) != frame;
        if glide.step(now) | self.navigator.is_flying() | resized {
            ctx.request_repaint();
        }
        let look = Look::new(cloud, camera, frame, &surroundings.visuals);
        let shot = Shot {
            cloud,
            glide,
            progress: glide.progress(now),
            camera,
            frame,
            look,
        };
        // Lines lie under the points, once these have arrived where the lines are.
        let contours = overlay.contours.filter(|_| shot.progress >= 1.0);
        let mut shapes = contours.map_or_else(Vec::new, |of| overlay::contours(of, &shot));
        shapes.push(match self.renderer {
            MapRenderer::Wgpu { target_format } => gpu::shape(&self.key, target_format, &shot),
            MapRenderer::Mesh => self.mesh.shape(&ctx, &shot),
        });
        shapes.extend(overlay::marks(
            &shot,
            overlay,
            picked.hovered.or(overlay.pointed),
            &colors,
        ));
        let painter = ctx.layer_painter(response.layer_id);
        let font = &surroundings.font;
        let chosen = overlay.selected.filter(|&i| i < cloud.len());
        let names = label::place(
            &painter,
            overlay.labels,
            (font, colors.ink),
            chosen.map(|i| shot.place(i)),
            (camera, Camera::fit(&cloud.bounds(), frame), frame),
        );
        let (shares, appear) = self.fades.step(&names, now);
        if appear {
            ctx.request_repaint();
        }
        shapes.extend(overlay::labels(names, &shares, &colors));
        let guests = overlay.guests;
        shapes.extend(overlay::guests(
            &painter, guests, guest, font, &colors, to_screen,
        ));
        shapes.extend(
            window
                .into_iter()
                .flat_map(|window| overlay::zoom_window(window, &colors)),
        );
        if let Some(line) = self.pen.line() {
            shapes.extend(overlay::line(line, &painter, font, &colors, |at| {
                camera.to_screen(frame, at)
            }));
        }
        plot_ui.add(CloudItem {
            base: PlotItemBase::new("songs".into()),
            shapes,
            bounds: cloud.bounds(),
        });
        picked
    }

    /// Takes what was asked for and what the hand did; gives the box that is being drawn for a
    /// zoom.
    fn navigate(
        &mut self,
        ctx: &Context,
        response: &Response,
        cloud: &PointCloud,
        tool: MapTool,
        now: f64,
    ) -> Option<Rect> {
        let frame = response.rect;
        let whole = Camera::fit(&cloud.bounds(), frame);
        let camera = self.navigator.step(&cloud.bounds(), frame, now);
        let finite =
            |i: &usize| *i < cloud.len() && cloud.position(*i).iter().all(|v| v.is_finite());
        match self.navigator.request.take() {
            Some(Request::Fit) => self.navigator.fit(Timing::single(now)),
            Some(Request::Reveal(i)) if finite(&i) => {
                self.navigator.reveal(cloud.position(i), frame, now)
            }
            Some(Request::Show(bounds)) => {
                self.navigator.show(&bounds, frame, whole, now);
            }
            Some(Request::Reveal(_)) | None => {}
        }

        let hand = tool == MapTool::Pan && !self.pen.has_the_drag();
        let boxing = response.drag_started_by(PointerButton::Secondary)
            || response.drag_started_by(PointerButton::Primary)
                && hand
                && ctx.input(|i| i.modifiers.shift);
        if boxing {
            self.box_start = ctx.input(|i| i.pointer.press_origin());
        }
        let window = self
            .box_start
            .zip(response.interact_pointer_pos())
            .map(|(a, b)| Rect::from_two_pos(a, b).intersect(frame));
        if response.drag_stopped() && self.box_start.take().is_some() {
            let large = |w: &Rect| w.width() >= SMALLEST_BOX && w.height() >= SMALLEST_BOX;
            if let Some(window) = window.filter(large) {
                self.navigator
                    .fly_to(camera.closer(frame, window, whole), now);
            }
            return None;
        }
        let held = response.dragged_by(PointerButton::Middle)
            || hand && response.dragged_by(PointerButton::Primary);
        if self.box_start.is_none() && held {
            self.navigator.take(camera.panned(dragged_by(response)));
        } else if let Some((pin, factor)) = scroll_zoom(ctx, response) {
            self.navigator
                .take(camera.zoomed(frame, pin, factor, whole));
        }
        window
    }
}

/// Where a card beside the pointer hides least: not the panels around the map, and not the edge of
/// the window.
fn towards_the_middle(at: Pos2, map: Rect) -> RectAlign {
    match (at.x > map.center().x, at.y > map.center().y) {
        (false, false) => RectAlign::BOTTOM_START,
        (true, false) => RectAlign::BOTTOM_END,
        (false, true) => RectAlign::TOP_START,
        (true, true) => RectAlign::TOP_END,
    }
}

/// How far the hand has moved since the last frame, or at its first move since it was put down: a
/// drag is told from a click only after some way, and the map is to stay in the hand.
fn dragged_by(response: &Response) -> Vec2 {
    let start = response
        .ctx
        .input(|i| i.pointer.press_origin())
        .filter(|_| response.drag_started());
    start
        .zip(response.interact_pointer_pos())
        .map_or(response.drag_delta(), |(start, now)| now - start)
}

/// Where to zoom about, and by how much; the scrolling is used up, so that nothing around the map
/// scrolls with it.
fn scroll_zoom(ctx: &Context, response: &Response) -> Option<(Pos2, f64)> {
    /// Scrolling by this many points of screen zooms by a factor of e.
    const POINTS_PER_E: f32 = 220.0;
    let pin = response
        .contains_pointer()
        .then(|| ctx.input(|i| i.pointer.hover_pos()))
        .flatten()?;
    let factor = ctx.input_mut(|i| {
        let scrolled = std::mem::take(&mut i.smooth_scroll_delta.y);
        i.zoom_delta() * (scrolled / POINTS_PER_E).exp()
    });
    (factor != 1.0).then_some((pin, f64::from(factor)))
}

/// Seconds by which points glide and the view flies. Where nothing is to move, they pass so fast
/// that both arrive at once.
fn clock(ui: &Ui) -> f64 {
    const AT_ONCE: f64 = 1e6;
    let now = ui.input(|i| i.time);
    if is_still() { now * AT_ONCE } else { now }
}

/// What is under the pointer. Points on a glide are picked where they are going.
fn pick(response: &Response, cloud: &PointCloud, camera: Camera) -> Picked {
    let near = |at: Pos2| {
        cloud.nearest(
            camera.to_map(response.rect, at),
            f64::from(PICK_RADIUS) / camera.scale,
        )
    };
    let at_click = response.interact_pointer_pos();
    let clicked = at_click.filter(|_| response.clicked()).and_then(near);
    let toggles = response
        .ctx
        .input(|i| i.modifiers.shift || i.modifiers.command);
    Picked {
        hovered: response
            .hover_pos()
            .filter(|_| !response.dragged())
            .and_then(near),
        clicked: clicked.filter(|_| !toggles),
        toggled: clicked.filter(|_| toggles),
        clicked_empty: response.clicked() && clicked.is_none(),
        guest: None,
        menu_on: at_click
            .filter(|_| response.secondary_clicked())
            .and_then(near),
        drawn: None,
    }
}
