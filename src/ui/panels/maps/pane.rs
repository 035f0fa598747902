//! One map: its view, and its points as last made.

use std::sync::Arc;

use eframe::egui::{Frame, Margin, Pos2, Stroke, Ui};

use crate::matrix::Matrix;
use crate::projection::{OneSize, Turn};
use crate::session::{MapSource, Picture, Session};

use crate::ui::ground::theme::tokens;
use crate::ui::map::{
    MapAxes, MapLabel, MapOverlay, MapPaint, MapRenderer, MapResponse, MapView, PointCloud,
};
use crate::ui::panels::legend;
use crate::words::{fill, id};

/// Points of screen a map needs each way to have room for the names and numbers of its directions.
const LEAST_WITH_AXES: f32 = 260.0;

pub(crate) struct Pane {
    pub view: MapView,
    cloud: Option<PointCloud>,
    names: Vec<MapLabel>,
    /// The places that the points were last put at, where the session keeps them.
    pub put_at: Option<Arc<Matrix>>,
    /// The selected song the view was last moved to.
    pub revealed: Option<usize>,
    /// How the songs at rest are turned, and those that move towards them.
    turn: Turn,
    /// What brought the songs on show to one size.
    size: OneSize,
    /// They are turned and at one size.
    is_laid: bool,
    /// The room is wider than high.
    wide: bool,
    /// The room has become another: the songs are to be put anew.
    pub stale: bool,
}

impl Pane {
    pub(crate) fn new(renderer: MapRenderer) -> Self {
        let view = MapView::new(renderer);
        Self {
            view,
            cloud: None,
            names: Vec::new(),
            put_at: None,
            revealed: None,
            turn: Turn::NONE,
            size: OneSize::NONE,
            is_laid: false,
            wide: true,
            stale: false,
        }
    }

    /// `None` where there are no points.
    pub(crate) fn cloud(&self) -> Option<&PointCloud> {
        self.cloud.as_ref().filter(|cloud| !cloud.is_empty())
    }

    /// Draws the map into all the room there is; `None` where there are no points. `axes` are the
    /// names of its directions, where they mean something; a small map has no room for them.
    pub(crate) fn show(
        &mut self,
        ui: &mut Ui,
        overlay: MapOverlay<'_>,
        axes: Option<[String; 2]>,
    ) -> Option<MapResponse> {
        self.follow_room(ui);
        let Self {
            view,
            cloud: Some(cloud),
            names,
            ..
        } = self
        else {
            return None;
        };
        let axes = axes
            .as_ref()
            .filter(|_| ui.available_size().min_elem() > LEAST_WITH_AXES);
        let axes = axes.map_or(MapAxes::Hidden, |[x, y]| MapAxes::Named { x, y });
        let overlay = MapOverlay {
            labels: names,
            axes,
            on_ground: true,
            ..overlay
        };
        // Names of axes are written at the very edge.
        let edge = if axes == MapAxes::Hidden { 0 } else { 8 };
        let shown = Frame::new()
            .inner_margin(Margin {
                left: edge,
                ..Margin::ZERO
            })
            .show(ui, |ui| {
                quiet_plot(ui);
                view.show(ui, cloud, &overlay)
            });
        Some(shown.inner)
    }

    /// A room that is hardly wider than high keeps the songs as they lie.
    fn follow_room(&mut self, ui: &Ui) {
        const CLEARLY: f32 = 1.15;
        let size = ui.available_size();
        let wide = match self.wide {
            true => size.y < CLEARLY * size.x,
            false => size.x > CLEARLY * size.y,
        };
        if wide != self.wide {
            (self.wide, self.stale) = (wide, true);
            ui.ctx().request_repaint();
        }
    }

    /// Where a song was on the screen in the last frame; `None` where it was out of view.
    pub(crate) fn place(&self, song: usize) -> Option<Pos2> {
        self.view.place(self.cloud()?, song)
    }

    #[cfg(test)]
    pub(crate) fn view_rect(&self) -> eframe::egui::Rect {
        self.view.frame()
    }

    pub(crate) fn clear(&mut self) {
        (self.cloud, self.put_at) = (None, None);
        self.names.clear();
    }

    /// Songs at other places, whose numbers are shown where they `mean` something. Elsewhere
    /// directions mean nothing, and the long axis follows the room.
    pub(crate) fn put(&mut self, xy: &Matrix, mean: bool, paint: &MapPaint, session: &Session) {
        self.stale = false;
        let at_rest = session.live().is_none() && session.replayed().is_none();
        if at_rest && !mean {
            self.turn = Turn::along(xy, self.wide);
        }
        (self.size, self.is_laid) = (OneSize::of(xy), !mean);
        let xy = Arc::new(self.laid(xy));
        self.cloud = Some(PointCloud::painted(xy, paint));
        self.name(session);
    }

    /// Places of the picture on show as they lie on the map.
    ///
    /// # Shapes
    /// n × 2, both.
    pub(crate) fn laid(&self, xy: &Matrix) -> Matrix {
        match self.is_laid {
            true => self.turn.of(&self.size.apply(xy)),
            false => xy.clone(),
        }
    }

    /// Songs in other colours.
    pub(crate) fn repaint(&mut self, paint: &MapPaint, session: &Session) {
        self.cloud = self.cloud.as_ref().map(|cloud| cloud.repainted(paint));
        self.name(session);
    }

    /// While songs move, their clusters' names would only jump about.
    fn name(&mut self, session: &Session) {
        self.names = match &self.cloud {
            Some(cloud) if session.live().is_none() && session.replayed().is_none() => {
                legend::names_on_map(session, cloud.xy())
            }
            _ => Vec::new(),
        };
    }
}

/// The map has no frame and hardly a grid: the songs are what is to be seen.
fn quiet_plot(ui: &mut Ui) {
    let t = tokens(ui.ctx());
    let visuals = ui.visuals_mut();
    visuals.extreme_bg_color = t.ground;
    visuals.widgets.noninteractive.bg_stroke = Stroke::NONE;
    visuals.widgets.noninteractive.fg_stroke.color = t.faint;
}

/// The names of a map's directions, where they mean something.
pub(super) fn axes_of(source: &MapSource) -> Option<[String; 2]> {
    match source {
        MapSource::Picture(Picture::Pca) | MapSource::Features(_) => {
            Some(["PC 1", "PC 2"].map(str::to_string))
        }
        MapSource::Latents(across, up) => {
            Some([across, up].map(|d| fill(id::MAPS_DIMENSION_N, &[("n", &(d + 1))])))
        }
        MapSource::Picture(Picture::Map)
        | MapSource::Redrawn(_)
        | MapSource::Whole
        | MapSource::Kept(_) => None,
    }
}

#[cfg(test)]
impl Pane {
    /// The points that are not bright.
    pub(crate) fn greyed(&self) -> Vec<usize> {
        let cloud = self.cloud.as_ref().unwrap();
        (0..cloud.len()).filter(|&i| !cloud.is_bright(i)).collect()
    }
}
