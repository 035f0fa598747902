//! The map as egui_plot sees it: a plot that does nothing by itself, and one item in it.

use std::ops::RangeInclusive;

use eframe::egui::{Color32, Rangef, Shape, Ui, Visuals};
use egui_plot::{AxisHints, Plot, PlotBounds, PlotGeometry, PlotItem, PlotItemBase, PlotTransform};

use super::bounds::Bounds;
use super::overlay::MapAxes;

/// The plot around the points, with nothing of its own to do.
pub(super) fn plot<'a>(axes: MapAxes<'a>, on_ground: bool, visuals: &Visuals) -> Plot<'a> {
    let plot = Plot::new("map")
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .show_background(!on_ground)
        // The crosshair and its numbers: the map has its own way of pointing.
        .show_x(false)
        .show_y(false)
        .grid_color(visuals.text_color().gamma_multiply(0.35));
    match axes {
        MapAxes::Hidden => plot
            .show_axes(false)
            .grid_color(visuals.text_color().gamma_multiply(0.2)),
        MapAxes::Named { x, y } => {
            // egui_plot keeps numbers further apart than its own grid lines mostly are.
            let spacing = Rangef::new(24.0, 48.0);
            plot.custom_x_axes(vec![AxisHints::new_x().label(x).label_spacing(spacing)])
                .custom_y_axes(vec![AxisHints::new_y().label(y).label_spacing(spacing)])
        }
    }
}

/// All points and what lies over them, as one item of the plot.
pub(super) struct CloudItem {
    pub(crate) base: PlotItemBase,
    pub(crate) shapes: Vec<Shape>,
    pub(crate) bounds: Bounds,
}

impl PlotItem for CloudItem {
    fn shapes(&self, _ui: &Ui, _transform: &PlotTransform, shapes: &mut Vec<Shape>) {
        shapes.extend_from_slice(&self.shapes);
    }

    fn initialize(&mut self, _x_range: RangeInclusive<f64>) {}

    fn color(&self) -> Color32 {
        Color32::TRANSPARENT
    }

    /// None that egui_plot could walk through: picking is the map's own.
    fn geometry(&self) -> PlotGeometry<'_> {
        PlotGeometry::None
    }

    fn bounds(&self) -> PlotBounds {
        PlotBounds::from_min_max(self.bounds.min, self.bounds.max)
    }

    fn base(&self) -> &PlotItemBase {
        &self.base
    }

    fn base_mut(&mut self) -> &mut PlotItemBase {
        &mut self.base
    }
}
