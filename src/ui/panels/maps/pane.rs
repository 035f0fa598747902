//! One map: its view, and its points as last made.

use std::sync::Arc;

use eframe::egui::{Color32, Context, Frame, Margin, Pos2, Stroke, Ui};

use crate::error::Result;
use crate::job::{ByAddress, Derived, Reporter, Spawner, When};
use crate::matrix::Matrix;
use crate::projection::{OneSize, Turn};
use crate::session::{Class, MapSource, Picture, Session, Values};

use crate::ui::ground::theme::tokens;
use crate::ui::map::{
    Contours, MapAxes, MapContours, MapLabel, MapOverlay, MapPaint, MapRenderer, MapResponse,
    MapView, PointCloud,
};
use crate::ui::panels::map_names::names_on_map;
use crate::words::{fill, id};

/// Points of screen a map needs each way to have room for the names and numbers of its directions.
const LEAST_WITH_AXES: f32 = 260.0;

pub(crate) struct Pane {
    pub(crate) view: MapView,
    cloud: Option<PointCloud>,
    names: Vec<MapLabel>,
    /// Lines around the densest songs of each class, and of which places and classes they are.
    contours: Derived<(ByAddress<Matrix>, u64), Contours>,
    /// Tells the classes that songs had when they were painted last.
    classes: u64,
    /// The places that the points have, where they are at rest.
    at_rest: Option<Arc<Matrix>>,
    /// The places that the points were last put at, where the session keeps them.
    pub(crate) put_at: Option<Arc<Matrix>>,
    /// The selected song the view was last moved to.
    pub(crate) revealed: Option<usize>,
    /// How the songs at rest are turned, and those that move towards them.
    turn: Turn,
    /// What brought the songs on show to one size.
    size: OneSize,
    /// They are turned and at one size.
    is_laid: bool,
    /// The room is wider than high.
    wide: bool,
    /// The room has become another: the songs are to be put anew.
    pub(crate) stale: bool,
}

impl Pane {
    pub(crate) fn new(renderer: MapRenderer) -> Self {
        let view = MapView::new(renderer);
        Self {
            view,
            cloud: None,
            names: Vec::new(),
            contours: Derived::default(),
            classes: 0,
            at_rest: None,
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
    /// `colours` are those of the classes that are on show.
    pub(crate) fn show(
        &mut self,
        ui: &mut Ui,
        overlay: MapOverlay<'_>,
        axes: Option<[String; 2]>,
        colours: &[Option<Color32>],
    ) -> Option<MapResponse> {
        self.follow_room(ui);
        let contours = self.contours();
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
            contours: contours.as_deref().map(|of| MapContours { of, colours }),
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

    /// Begins to find contours where they are asked for and are others than those that are there,
    /// and takes in what was found.
    ///
    /// # Errors
    /// Those of the thread that finds them, once.
    pub(crate) fn trace(&mut self, ctx: &Context, session: &Session) -> Result<()> {
        self.contours.poll()?;
        let asked = session.map_marks().contours;
        let (Some(xy), Some(classes)) =
            (self.at_rest.clone().filter(|_| asked), classes_of(session))
        else {
            self.contours.clear();
            return Ok(());
        };
        let key = (ByAddress(xy.clone()), self.classes);
        if self.contours.is_of(&key) || classes.len() != xy.n_rows() {
            return Ok(());
        }
        let (classes, ctx) = (classes.to_vec(), ctx.clone());
        let spawner = Spawner::new(Arc::new(move || ctx.request_repaint()));
        let find = move |reporter: &Reporter| Contours::of(&xy, &classes, reporter);
        self.contours
            .make(&spawner, (key, When::OnThread), id::SESSION_CONTOURS, find);
        Ok(())
    }

    /// The contours of the places on show; those of places before are none of theirs.
    fn contours(&self) -> Option<Arc<Contours>> {
        let (of, _) = self.contours.key()?;
        let here = self
            .at_rest
            .as_ref()
            .is_some_and(|xy| Arc::ptr_eq(xy, &of.0));
        let is_found = here && !self.contours.is_busy();
        self.contours.value().filter(|_| is_found).cloned()
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

    /// Flies to where some songs are.
    pub(crate) fn fly_to(&mut self, songs: &[u32]) {
        if let Some(cloud) = self.cloud.as_ref().filter(|cloud| !cloud.is_empty()) {
            self.view.show_points(cloud, songs);
        }
    }

    pub(crate) fn clear(&mut self) {
        (self.cloud, self.put_at, self.at_rest) = (None, None, None);
        self.names.clear();
        self.contours.clear();
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
        self.at_rest = Some(xy.clone()).filter(|_| at_rest);
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
        if session.map_marks().contours {
            self.classes = tell_of(classes_of(session).unwrap_or_default());
        }
        self.names = match &self.cloud {
            Some(cloud) if session.live().is_none() && session.replayed().is_none() => {
                names_on_map(session, cloud.xy(), session.map_marks().finer_names)
            }
            _ => Vec::new(),
        };
    }
}

/// What the songs on show are classed as; `None` where they are coloured by numbers.
fn classes_of(session: &Session) -> Option<&[Class]> {
    match &session.colouring().values {
        Values::Classes { of_song, .. } => Some(of_song),
        Values::Numbers { .. } => None,
    }
}

/// A number that is another for other classes (FNV-1a, by words): many are told in no time.
fn tell_of(classes: &[Class]) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let add = |told: u64, class: &Class| {
        let word = class.map_or(u64::MAX, u64::from);
        (told ^ word).wrapping_mul(PRIME)
    };
    classes.iter().fold(BASIS, add)
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
