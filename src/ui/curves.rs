//! How training went, or goes: the losses, and what each latent dimension carries.

use std::fmt::Display;

use eframe::egui::{
    Align2, FontId, Rangef, Rect, RichText, ScrollArea, Sense, Shape, Stroke, Ui, UiBuilder, Vec2b, pos2, vec2,
};
use egui_plot::{AxisHints, GridInput, GridMark, Line, LineStyle, Plot, PlotPoint, PlotPoints};

use crate::job::{Epoch, Losses};
use crate::model::Ended;
use crate::pipeline::Analysis;
use crate::session::Session;

use super::View;
use super::theme::{self, CAPTION, S2, S3, S4, Tokens, tokens};
use super::widgets::{caption, empty_ui, remark_ui};
use super::words::glossary::{self, Term, pictures, scores};
use super::words::{english, fill, tr};

/// A loss, by its name on screen, and what it means.
type Chart = (&'static str, &'static Term, fn(&Losses) -> f32);

const CHARTS: [Chart; 3] = [
    (english("Reconstruction"), &scores::RECONSTRUCTION, |l| l.reconstruction),
    (english("KL divergence"), &scores::KL, |l| l.kl),
    (english("Total"), &pictures::CURVES, |l| l.total),
];

/// Points of the curves, made when an epoch is added.
#[derive(Default)]
pub struct CurveCache {
    made_for: (usize, Option<Epoch>),
    train: [Vec<PlotPoint>; 3],
    validation: [Vec<PlotPoint>; 3],
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
            self.validation[chart] = epochs.iter().filter_map(|e| e.validation.as_ref().map(|l| point(e, l))).collect();
        }
    }
}

pub fn curves_ui(ui: &mut Ui, session: &Session, view: &mut View) {
    let t = tokens(ui.ctx());
    let epochs = session.epochs();
    if epochs.is_empty() && session.analysis().is_none() {
        empty_ui(ui, tr("No training yet"), tr("Run, and the losses are drawn here epoch by epoch"));
        return;
    }
    view.curves.follow(epochs);
    let analysis = session.analysis().filter(|_| session.live().is_none_or(|l| l.epochs.is_empty()));
    let n_charts = if epochs.iter().any(|e| e.train.kl != 0.0) || epochs.is_empty() { 3 } else { 1 };
    let room = ui.available_rect_before_wrap();
    let room = room.with_max_y(room.bottom() - S3);
    let side = if analysis.is_some() { (room.width() * 0.32).min(236.0) } else { 0.0 };
    let charts = room.with_max_x(room.right() - if side > 0.0 { side + S4 } else { 0.0 });
    if epochs.is_empty() {
        column_ui(ui, charts, |ui| {
            empty_ui(ui, tr("Nothing to train"), tr("This model has a closed form; it needs no epochs"));
        });
    } else {
        let width = (charts.width() - S3 * (n_charts - 1) as f32) / n_charts as f32;
        for chart in 0..n_charts {
            let left = charts.left() + chart as f32 * (width + S3);
            let column = charts.with_min_x(left).with_max_x(left + width);
            column_ui(ui, column, |ui| chart_ui(ui, &view.curves, chart, t));
        }
    }
    if let Some(analysis) = analysis {
        column_ui(ui, room.with_min_x(room.right() - side), |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| latent_ui(ui, analysis, t));
        });
    }
}

/// A part of the panel that keeps to its place whatever is in it.
fn column_ui(ui: &mut Ui, place: Rect, contents: impl FnOnce(&mut Ui)) {
    let mut column = ui.new_child(UiBuilder::new().id_salt(place.left().to_bits()).max_rect(place));
    column.shrink_clip_rect(place.expand(1.0));
    contents(&mut column);
}

/// Which line is which.
pub fn legend_ui(ui: &mut Ui) {
    let t = tokens(ui.ctx());
    ui.spacing_mut().item_spacing.x = S2;
    for (name, colour, dashes) in [(tr("validation"), t.second, true), (tr("training"), t.accent, false)] {
        ui.label(caption(name, t));
        let (rect, _) = ui.allocate_exact_size(vec2(20.0, 10.0), Sense::hover());
        let (line, stroke) = ([rect.left_center(), rect.right_center()], Stroke::new(1.8, colour));
        if dashes {
            ui.painter().extend(Shape::dashed_line(&line, stroke, 3.0, 3.0));
        } else {
            ui.painter().line_segment(line, stroke);
        }
    }
    ui.label(caption(tr("losses by epoch:"), t));
}

/// Narrower than this, a chart has its figures below its name.
const NARROW: f32 = 172.0;

fn heading_ui(ui: &mut Ui, cache: &CurveCache, chart: usize, t: &Tokens) {
    let figures = |ui: &mut Ui| {
        for (points, colour, of) in
            [(&cache.train[chart], t.accent, tr("training")), (&cache.validation[chart], t.second, tr("validation"))]
        {
            if let Some(last) = points.last() {
                ui.label(RichText::new(number(last.y)).size(CAPTION).color(colour)).on_hover_text(of);
            }
        }
    };
    let wide = ui.available_width() >= NARROW;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let name = ui.label(RichText::new(tr(CHARTS[chart].0)).font(theme::semibold(12.0)));
        glossary::explain(name, CHARTS[chart].1);
        if wide {
            figures(ui);
        }
    });
    if !wide {
        ui.horizontal(figures);
    }
}

fn chart_ui(ui: &mut Ui, cache: &CurveCache, chart: usize, t: &Tokens) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.spacing_mut().interact_size.y = 16.0;
    heading_ui(ui, cache, chart, t);
    let plot = Plot::new(("losses", chart))
        .height(ui.available_height().max(40.0))
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .show_background(false)
        .show_grid(Vec2b::new(false, true))
        .grid_color(t.line)
        .set_margin_fraction(vec2(0.02, 0.08))
        .x_grid_spacer(|input| marks(&input))
        .y_grid_spacer(|input| marks(&input))
        .custom_y_axes(vec![axis(AxisHints::new_y(), t)])
        .custom_x_axes(vec![axis(AxisHints::new_x(), t)])
        .cursor_color(t.faint)
        .label_formatter(|at| {
            let (name, point) = match at {
                egui_plot::HoverPosition::NearDataPoint { plot_name, position, .. } => (*plot_name, position),
                egui_plot::HoverPosition::Elsewhere { .. } => return None,
            };
            let epoch = fill("epoch {n}", &[("n", &format!("{:.0}", point.x))]);
            Some(format!("{epoch}\n{name} {}", number(point.y)))
        });
    plot.show(ui, |plot| {
        for (name, points, colour, style) in [
            (tr("validation"), &cache.validation[chart], t.second, LineStyle::dashed_dense()),
            (tr("training"), &cache.train[chart], t.accent, LineStyle::Solid),
        ] {
            if !points.is_empty() {
                let line = Line::new(name, PlotPoints::Borrowed(points)).style(style);
                plot.line(line.stroke(Stroke::new(1.8, colour)));
            }
        }
    });
}

/// Marks at 1, 2 or 5 times a power of ten, about four of them.
fn marks(input: &GridInput) -> Vec<GridMark> {
    let (low, high) = input.bounds;
    let rough = (high - low) / 4.0;
    if !rough.is_finite() || rough <= 0.0 {
        return Vec::new();
    }
    let power = 10.0_f64.powf(rough.log10().floor());
    let step_size = [1.0, 2.0, 5.0, 10.0].map(|m| m * power).into_iter().find(|s| *s >= rough).unwrap_or(rough);
    let (first, last) = ((low / step_size).ceil() as i64, (high / step_size).floor() as i64);
    (first..=last).map(|i| GridMark { value: i as f64 * step_size, step_size }).collect()
}

/// Ticks in the small size, close enough together that even a low chart has some.
fn axis<'a>(hints: AxisHints<'a>, t: &Tokens) -> AxisHints<'a> {
    let font = FontId::proportional(10.5);
    hints.label_spacing(Rangef::new(10.0, 16.0)).tick_label_font(font).tick_label_color(t.muted).min_thickness(16.0)
}

fn number(value: f64) -> String {
    if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

/// What the latent space carries: a bar per dimension, and a sentence.
fn latent_ui(ui: &mut Ui, analysis: &Analysis, t: &Tokens) {
    let (diagnostics, n_latent) = (&analysis.model.diagnostics, analysis.latents().n_cols());
    ui.spacing_mut().item_spacing.y = 3.0;
    let name = ui.label(RichText::new(tr("Latent dimensions")).font(theme::semibold(12.0)));
    glossary::explain(name, &pictures::LATENT_BARS);
    if !diagnostics.kl_per_dim.is_empty() {
        bars_ui(ui, &diagnostics.kl_per_dim, t);
    }
    let values: [(&str, &dyn Display); 2] = [("n", &diagnostics.n_active), ("all", &n_latent)];
    let active = ui.label(caption(fill("{n} of {all} dimensions carry something", &values), t));
    glossary::explain(active, &scores::COLLAPSE);
    let held_out = diagnostics
        .explained_validation
        .map(|e| fill(", {share} held out", &[("share", &percent(e))]))
        .unwrap_or_default();
    let explained =
        fill("Variance explained: {share}", &[("share", &percent(diagnostics.explained_train))]) + &held_out;
    glossary::explain(ui.label(caption(explained, t)), &scores::EXPLAINED);
    ui.label(caption(ended(analysis.model.ended, analysis.model.history.len()), t));
    if diagnostics.is_collapsed(n_latent) {
        let text = tr("The posterior has collapsed: the latent space says almost nothing about the songs, so its \
                       scores and its map mean little. Try a smaller β or a longer warm-up.");
        remark_ui(ui, text, t.warning);
    }
}

fn percent(share: f32) -> String {
    let percent = (share * 100.0).round();
    // Minus nought.
    if percent == 0.0 { "0 %".to_string() } else { format!("{percent:.0} %") }
}

fn ended(ended: Ended, n_epochs: usize) -> String {
    match ended {
        Ended::Finished if n_epochs == 0 => tr("Closed form").to_string(),
        Ended::Finished => fill("All {n} epochs", &[("n", &n_epochs)]),
        Ended::Early { best_epoch } => fill("Ended early; epoch {n} was best", &[("n", &best_epoch)]),
        Ended::Stopped => fill("Stopped at epoch {n}", &[("n", &n_epochs)]),
    }
}

fn bars_ui(ui: &mut Ui, kl_per_dim: &[f32], t: &Tokens) {
    let mut sorted: Vec<f32> = kl_per_dim.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 52.0), Sense::hover());
    let most = sorted.first().copied().unwrap_or(0.0).max(1e-3);
    let step = rect.width() / sorted.len() as f32;
    for (i, &kl) in sorted.iter().enumerate() {
        let height = (rect.height() * (kl / most).clamp(0.0, 1.0)).max(1.0);
        let left = rect.left() + i as f32 * step;
        let bar =
            Rect::from_min_max(pos2(left, rect.bottom() - height), pos2(left + (step - 2.0).max(1.0), rect.bottom()));
        let colour = if kl > 0.01 { t.accent } else { t.faint };
        ui.painter().rect_filled(bar, 1.0, colour);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, t.line));
    let text = fill("{n} nats", &[("n", &format!("{most:.2}"))]);
    ui.painter().text(rect.right_top(), Align2::RIGHT_TOP, text, FontId::proportional(CAPTION), t.muted);
    glossary::explain(response, &pictures::LATENT_BARS);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_round_and_few() {
        let values = |low, high| {
            let input = GridInput { bounds: (low, high), base_step_size: 1.0 };
            marks(&input).into_iter().map(|m| m.value).collect::<Vec<_>>()
        };
        assert_eq!(values(0.0, 75.0), [0.0, 20.0, 40.0, 60.0]);
        assert_eq!(values(13.0, 55.0), [20.0, 40.0]);
        assert!(values(3.0, 3.0).is_empty());
    }
}
