//! How training went, or goes: the losses, and what each latent dimension carries.

use eframe::egui::{Align2, FontId, Rangef, RichText, Sense, Stroke, Ui, Vec2b, pos2, vec2};
use egui_plot::{AxisHints, GridInput, GridMark, Line, LineStyle, Plot, PlotPoint, PlotPoints};

use crate::job::{Epoch, Losses};
use crate::model::Ended;
use crate::pipeline::Analysis;
use crate::session::Session;

use super::View;
use super::theme::{self, CAPTION, S2, S3, S4, Tokens, tokens};
use super::widgets::{caption, empty_ui, remark_ui};

/// A loss, by its name on screen.
type Chart = (&'static str, fn(&Losses) -> f32);

const CHARTS: [Chart; 3] =
    [("Reconstruction", |l| l.reconstruction), ("KL divergence", |l| l.kl), ("Total", |l| l.total)];

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
        for (chart, (_, value)) in CHARTS.iter().enumerate() {
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
        empty_ui(ui, "No training yet", "Run, and the losses are drawn here epoch by epoch");
        return;
    }
    view.curves.follow(epochs);
    let analysis = session.analysis().filter(|_| session.live().is_none_or(|l| l.epochs.is_empty()));
    let side = if analysis.is_some() { 236.0 } else { 0.0 };
    let n_charts = if epochs.iter().any(|e| e.train.kl != 0.0) || epochs.is_empty() { 3 } else { 1 };
    ui.horizontal_top(|ui| {
        let height = ui.available_height() - S3;
        let room = ui.available_width() - side - S4;
        let width = (room - S3 * (n_charts - 1) as f32) / n_charts as f32;
        ui.spacing_mut().item_spacing.x = S3;
        if epochs.is_empty() {
            ui.allocate_ui(vec2(room, height), |ui| {
                empty_ui(ui, "Nothing to train", "This model has a closed form; it needs no epochs");
            });
        } else {
            for chart in 0..n_charts {
                ui.allocate_ui(vec2(width, height), |ui| {
                    ui.set_width(width);
                    chart_ui(ui, &view.curves, chart, height, t);
                });
            }
        }
        if let Some(analysis) = analysis {
            ui.allocate_ui(vec2(side, height), |ui| {
                ui.set_width(side);
                ui.vertical(|ui| latent_ui(ui, analysis, t));
            });
        }
    });
}

fn chart_ui(ui: &mut Ui, cache: &CurveCache, chart: usize, height: f32, t: &Tokens) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().interact_size.y = 16.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = S2;
            ui.label(RichText::new(CHARTS[chart].0).font(theme::semibold(12.0)));
            let last = |points: &[PlotPoint]| points.last().map(|p| number(p.y));
            if let Some(value) = last(&cache.train[chart]) {
                ui.label(RichText::new(value).size(CAPTION).color(t.accent)).on_hover_text("training");
            }
            if let Some(value) = last(&cache.validation[chart]) {
                ui.label(RichText::new(value).size(CAPTION).color(t.second)).on_hover_text("validation");
            }
        });
        let plot = Plot::new(("losses", chart))
            .height((height - 20.0).max(40.0))
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
                Some(format!("epoch {:.0}\n{name} {}", point.x, number(point.y)))
            });
        plot.show(ui, |plot| {
            for (name, points, colour, style) in [
                ("validation", &cache.validation[chart], t.second, LineStyle::dashed_dense()),
                ("training", &cache.train[chart], t.accent, LineStyle::Solid),
            ] {
                if !points.is_empty() {
                    let line = Line::new(name, PlotPoints::Borrowed(points)).style(style);
                    plot.line(line.stroke(Stroke::new(1.8, colour)));
                }
            }
        });
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
    ui.label(RichText::new("Latent dimensions").font(theme::semibold(12.0)));
    if !diagnostics.kl_per_dim.is_empty() {
        bars_ui(ui, &diagnostics.kl_per_dim, t);
    }
    ui.label(caption(format!("{} of {n_latent} dimensions carry something", diagnostics.n_active), t));
    let held_out = diagnostics.explained_validation.map(|e| format!(", {} held out", percent(e))).unwrap_or_default();
    let explained = format!("Variance explained: {}{held_out}", percent(diagnostics.explained_train));
    ui.label(caption(explained, t));
    ui.label(caption(ended(analysis.model.ended, analysis.model.history.len()), t));
    if diagnostics.is_collapsed(n_latent) {
        let text = "The posterior has collapsed: the latent space says almost nothing about the songs, so its scores \
                    and its map mean little. Try a smaller β or a longer warm-up.";
        remark_ui(ui, text, t.warning);
    }
}

fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

fn ended(ended: Ended, n_epochs: usize) -> String {
    match ended {
        Ended::Finished if n_epochs == 0 => "Closed form".to_string(),
        Ended::Finished => format!("All {n_epochs} epochs"),
        Ended::Early { best_epoch } => format!("Ended early; epoch {best_epoch} was best"),
        Ended::Stopped => format!("Stopped at epoch {n_epochs}"),
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
        let bar = eframe::egui::Rect::from_min_max(
            pos2(left, rect.bottom() - height),
            pos2(left + (step - 2.0).max(1.0), rect.bottom()),
        );
        let colour = if kl > 0.01 { t.accent } else { t.faint };
        ui.painter().rect_filled(bar, 1.0, colour);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, t.line));
    let text = format!("{most:.2} nats");
    ui.painter().text(rect.right_top(), Align2::RIGHT_TOP, text, FontId::proportional(CAPTION), t.muted);
    response.on_hover_text("KL divergence of each dimension, largest first");
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
