//! One map: its view, and its points as last made.

use std::sync::Arc;

use eframe::egui::{Frame, Margin, Pos2, Stroke, Ui};

use crate::matrix::Matrix;
use crate::session::{MapSource, Picture, Session};

use super::super::legend;
use super::super::map::{MapAxes, MapLabel, MapOverlay, MapPaint, MapRenderer, MapResponse, MapView, PointCloud};
use super::super::theme::tokens;
use super::super::words::fill;

/// Points of screen a map needs each way to have room for the names and numbers of its directions.
const LEAST_WITH_AXES: f32 = 260.0;

pub struct Pane {
    pub view: MapView,
    cloud: Option<PointCloud>,
    names: Vec<MapLabel>,
    /// The places that the points were last put at, where the session keeps them.
    pub put_at: Option<Arc<Matrix>>,
    /// The selected song the view was last moved to.
    pub revealed: Option<usize>,
}

impl Pane {
    pub fn new(renderer: MapRenderer) -> Self {
        let view = MapView::new(renderer);
        Self { view, cloud: None, names: Vec::new(), put_at: None, revealed: None }
    }

    /// `None` where there are no points.
    pub fn cloud(&self) -> Option<&PointCloud> {
        self.cloud.as_ref().filter(|cloud| !cloud.is_empty())
    }

    /// Draws the map into all the room there is; `None` where there are no points. `axes` are the names of its
    /// directions, where they mean something; a small map has no room for them.
    pub fn show(&mut self, ui: &mut Ui, overlay: MapOverlay<'_>, axes: Option<[String; 2]>) -> Option<MapResponse> {
        let Self { view, cloud: Some(cloud), names, .. } = self else { return None };
        let axes = axes.as_ref().filter(|_| ui.available_size().min_elem() > LEAST_WITH_AXES);
        let axes = axes.map_or(MapAxes::Hidden, |[x, y]| MapAxes::Named { x, y });
        let overlay = MapOverlay { labels: names, axes, ..overlay };
        // Names of axes are written at the very edge.
        let edge = if axes == MapAxes::Hidden { 0 } else { 8 };
        let shown = Frame::new().inner_margin(Margin { left: edge, ..Margin::ZERO }).show(ui, |ui| {
            quiet_plot(ui);
            view.show(ui, cloud, &overlay)
        });
        Some(shown.inner)
    }

    /// Where a song was on the screen in the last frame; `None` where it was out of view.
    pub fn place(&self, song: usize) -> Option<Pos2> {
        self.view.place(self.cloud()?, song)
    }

    #[cfg(test)]
    pub fn view_rect(&self) -> eframe::egui::Rect {
        self.view.frame()
    }

    pub fn clear(&mut self) {
        (self.cloud, self.put_at) = (None, None);
        self.names.clear();
    }

    /// Songs at other places, whose numbers are shown where they `mean` something.
    pub fn put(&mut self, xy: &Matrix, mean: bool, paint: &MapPaint, session: &Session) {
        let xy = Arc::new(if mean { xy.clone() } else { at_one_size(xy) });
        self.cloud = Some(PointCloud::painted(xy, paint));
        self.name(session);
    }

    /// Songs in other colours.
    pub fn repaint(&mut self, paint: &MapPaint, session: &Session) {
        self.cloud = self.cloud.as_ref().map(|cloud| cloud.repainted(paint));
        self.name(session);
    }

    /// While songs move, their clusters' names would only jump about.
    fn name(&mut self, session: &Session) {
        self.names = match &self.cloud {
            Some(cloud) if session.live().is_none() => legend::names_on_map(session, cloud.xy()),
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
pub fn axes_of(source: &MapSource) -> Option<[String; 2]> {
    match source {
        MapSource::Picture(Picture::Pca) | MapSource::Features(_) => Some(["PC 1", "PC 2"].map(str::to_string)),
        MapSource::Latents(across, up) => Some([across, up].map(|d| fill("dimension {n}", &[("n", &(d + 1))]))),
        MapSource::Picture(Picture::Map) | MapSource::Redrawn(_) => None,
    }
}

/// t-SNE begins ten thousand times smaller than it ends, and its scale means nothing: the middle of the songs goes to
/// 0 and their mean distance from it to 1, so that one sees them change places and not the map burst.
fn at_one_size(xy: &Matrix) -> Matrix {
    let finite = || xy.rows().filter(|p| p.iter().all(|v| v.is_finite()));
    let n = finite().count().max(1) as f64;
    let mean = |value: &dyn Fn(&[f32]) -> f64| finite().map(value).sum::<f64>() / n;
    let middle = [mean(&|p| f64::from(p[0])), mean(&|p| f64::from(p[1]))];
    let from_middle = |p: &[f32]| [f64::from(p[0]) - middle[0], f64::from(p[1]) - middle[1]];
    let distance = mean(&|p| from_middle(p).iter().map(|v| v * v).sum::<f64>().sqrt());
    let scale = if distance > 0.0 { 1.0 / distance } else { 1.0 };
    let data = xy.rows().flat_map(|p| from_middle(p).map(|v| (v * scale) as f32)).collect();
    Matrix::new(xy.n_rows(), 2, data)
}

#[cfg(test)]
impl Pane {
    /// The points that are not bright.
    pub fn greyed(&self) -> Vec<usize> {
        let cloud = self.cloud.as_ref().unwrap();
        (0..cloud.len()).filter(|&i| !cloud.is_bright(i)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_and_the_same_map_enlarged_and_moved_are_shown_alike() {
        let small = Matrix::new(3, 2, vec![0.0, 0.0, 1e-4, 0.0, 0.0, 2e-4]);
        let large = Matrix::new(3, 2, vec![50.0, -7.0, 60.0, -7.0, 50.0, 13.0]);
        for (a, b) in at_one_size(&small).as_slice().iter().zip(at_one_size(&large).as_slice()) {
            assert!((a - b).abs() < 1e-5, "{a} {b}");
        }
        let point = Matrix::new(2, 2, vec![3.0, 3.0, 3.0, 3.0]);
        assert!(at_one_size(&point).as_slice().iter().all(|v| *v == 0.0));
    }
}
