//! How training went, or goes: the losses, what each latent dimension carries, and the hand on the
//! training.

mod charts;
mod latent;
mod mixture;
#[cfg(test)]
mod tests;
mod training;

use eframe::egui::{Rect, ScrollArea, Sense, Shape, Stroke, Ui, UiBuilder, vec2};
use egui_plot::PlotPoint;

use crate::job::{Epoch, Losses, Stage};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S2, S3, S4, tokens};
use crate::ui::ground::widgets::{beside_bar, caption, empty_ui};
use crate::ui::panel::Panel;
use crate::ui::panels::mixture::{MixtureView, mixture_ui, moment_ui};
use crate::words::{Text, id, tr};

pub(crate) use training::pause_button_ui;

/// A loss: its name on screen, what it is, and its value.
type Chart = (Text, Text, fn(&Losses) -> f32);

const CHARTS: [Chart; 3] = [
    (
        id::CURVES_RECONSTRUCTION,
        id::CURVES_X_MINUS_X_SUMMED_OVER,
        |l| l.reconstruction,
    ),
    (
        id::COMMON_KL_DIVERGENCE,
        id::CURVES_MU_PLUS_SIGMA_MINUS_1,
        |l| l.kl,
    ),
    (
        id::CURVES_TOTAL,
        id::CURVES_RECONSTRUCTION_PLUS_BETA_KL_WHAT,
        |l| l.total,
    ),
];

/// What the tab remembers: points of the curves, made when an epoch is added, and how many epochs
/// are to be added.
pub(crate) struct CurveCache {
    made_for: (usize, Option<Epoch>),
    train: [Vec<PlotPoint>; 3],
    validation: [Vec<PlotPoint>; 3],
    mixture: mixture::MixtureCurves,
    occupancy: MixtureView,
    pub(in crate::ui) n_further: usize,
}

impl Default for CurveCache {
    fn default() -> Self {
        Self {
            made_for: (0, None),
            train: Default::default(),
            validation: Default::default(),
            mixture: mixture::MixtureCurves::default(),
            occupancy: MixtureView::default(),
            n_further: 100,
        }
    }
}

impl CurveCache {
    fn follow(&mut self, epochs: &[Epoch]) {
        let now = (epochs.len(), epochs.last().copied());
        if self.made_for == now {
            return;
        }
        self.made_for = now;
        for (chart, (_, _, value)) in CHARTS.iter().enumerate() {
            let point = |e: &Epoch, l: &Losses| PlotPoint::new(e.epoch as f64, f64::from(value(l)));
            self.train[chart] = epochs.iter().map(|e| point(e, &e.train)).collect();
            self.validation[chart] = epochs
                .iter()
                .filter_map(|e| e.validation.as_ref().map(|l| point(e, l)))
                .collect();
        }
    }
}

impl Panel for CurveCache {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        curves_ui(ui, cx, self);
    }
}

fn curves_ui(ui: &mut Ui, cx: &mut Cx, view: &mut CurveCache) {
    let t = tokens(ui.ctx());
    let session = cx.session;
    let epochs = session.epochs();
    if epochs.is_empty() && session.analysis().is_none() {
        empty_ui(
            ui,
            tr(id::CURVES_NO_TRAINING_YET),
            tr(id::CURVES_RUN_LOSSES_DRAWN_HERE_EPOCH),
        );
        return;
    }
    view.follow(epochs);
    let n_charts = if epochs.iter().any(|e| e.train.kl != 0.0) || epochs.is_empty() {
        3
    } else {
        1
    };
    let has_mixture = view.mixture.follow(session);
    let room = ui.available_rect_before_wrap();
    let room = room.with_max_y(room.bottom() - S3);
    let side = (room.width() * 0.36).clamp(180.0, 264.0);
    let charts = room.with_max_x(room.right() - side - S4);
    if epochs.is_empty() {
        column_ui(ui, charts, |ui| {
            empty_ui(
                ui,
                tr(id::CURVES_NOTHING_TRAIN),
                tr(id::CURVES_THIS_MODEL_HAS_CLOSED_FORM),
            );
        });
    } else {
        let legend = charts.with_max_y(charts.top() + 16.0);
        column_ui(ui, legend, |ui| {
            ui.spacing_mut().interact_size.y = 14.0;
            ui.horizontal(legend_ui);
        });
        let charts = charts.with_min_y(legend.bottom() + 2.0);
        let at = session
            .replayed()
            .filter(|(_, frame)| frame.stage == Stage::Model)
            .map(|(_, frame)| frame.at);
        let n_all = n_charts + usize::from(has_mixture);
        let width = (charts.width() - S3 * (n_all - 1) as f32) / n_all as f32;
        for chart in 0..n_all {
            let left = charts.left() + chart as f32 * (width + S3);
            let column = charts.with_min_x(left).with_max_x(left + width);
            column_ui(ui, column, |ui| match chart < n_charts {
                true => charts::chart_ui(ui, view, chart, at, t),
                false => mixture::mixture_chart_ui(ui, &view.mixture, at, t),
            });
        }
    }
    column_ui(ui, room.with_min_x(room.right() - side), |ui| {
        let scroll = ScrollArea::vertical().auto_shrink(false);
        scroll.content_margin(beside_bar(12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            training::training_ui(ui, cx, &mut view.n_further);
            latent::latent_ui(ui, cx.session);
            let moment = cx.session.latent().and_then(|latent| latent.mixture);
            let analysis = cx.session.analysis();
            let of_model = analysis.and_then(|a| a.model_occupancy.as_deref());
            match (moment, of_model) {
                (Some(moment), _) => moment_ui(ui, &moment),
                (None, Some(found)) => mixture_ui(ui, cx.session, &mut view.occupancy, found),
                (None, None) => {}
            }
        });
    });
}

/// A part of the panel that keeps to its place whatever is in it.
fn column_ui(ui: &mut Ui, place: Rect, contents: impl FnOnce(&mut Ui)) {
    let id = (place.left().to_bits(), place.top().to_bits());
    let mut column = ui.new_child(UiBuilder::new().id_salt(id).max_rect(place));
    column.shrink_clip_rect(place.expand(1.0));
    contents(&mut column);
}

/// Which line is which.
fn legend_ui(ui: &mut Ui) {
    let t = tokens(ui.ctx());
    ui.spacing_mut().item_spacing.x = S2;
    ui.label(caption(tr(id::CURVES_LOSSES_EPOCH), t));
    for (name, colour, dashes) in [
        (tr(id::CURVES_TRAINING), t.accent, false),
        (tr(id::CURVES_VALIDATION), t.second, true),
    ] {
        let (rect, _) = ui.allocate_exact_size(vec2(20.0, 10.0), Sense::hover());
        let (line, stroke) = (
            [rect.left_center(), rect.right_center()],
            Stroke::new(1.8, colour),
        );
        if dashes {
            ui.painter()
                .extend(Shape::dashed_line(&line, stroke, 3.0, 3.0));
        } else {
            ui.painter().line_segment(line, stroke);
        }
        ui.label(caption(name, t));
    }
}
