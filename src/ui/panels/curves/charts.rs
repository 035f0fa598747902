//! One loss over the epochs, of training and of held-out songs.

use std::fmt::Debug;
use std::hash::Hash;

use eframe::egui::{FontId, Rangef, RichText, Stroke, Ui, Vec2b, vec2};
use egui_plot::{AxisHints, GridInput, GridMark, Line, LineStyle, Plot, PlotPoints, VLine};

use super::{CHARTS, CurveCache};
use crate::ui::ground::theme::{self, CAPTION, S2, Tokens};
use crate::words::{fill, id, tr};

/// Narrower than this, a chart has its figures below its name.
const NARROW: f32 = 172.0;

fn heading_ui(ui: &mut Ui, cache: &CurveCache, chart: usize, t: &Tokens) {
    let figures = |ui: &mut Ui| {
        for (points, colour, of) in [
            (&cache.train[chart], t.accent, tr(id::CURVES_TRAINING)),
            (
                &cache.validation[chart],
                t.second,
                tr(id::CURVES_VALIDATION),
            ),
        ] {
            if let Some(last) = points.last() {
                ui.label(RichText::new(number(last.y)).size(CAPTION).color(colour))
                    .on_hover_text(of);
            }
        }
    };
    let wide = ui.available_width() >= NARROW;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let (name, hint, _) = CHARTS[chart];
        ui.label(RichText::new(tr(name)).font(theme::semibold(12.0)))
            .on_hover_text(tr(hint));
        if wide {
            figures(ui);
        }
    });
    if !wide {
        ui.horizontal(figures);
    }
}

/// A plot of curves by epoch that fills the height and stays as it is.
pub(super) fn still_plot<'a>(id: impl Hash + Debug, height: f32, t: &Tokens) -> Plot<'a> {
    Plot::new(id)
        .height(height.max(40.0))
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .show_background(false)
        .show_grid(Vec2b::new(false, true))
        .grid_color(t.line)
        .set_margin_fraction(vec2(0.06, 0.08))
        .x_grid_spacer(|input| marks(&input))
        .y_grid_spacer(|input| marks(&input))
        .custom_y_axes(vec![axis(AxisHints::new_y(), t)])
        .custom_x_axes(vec![axis(AxisHints::new_x(), t)])
}

/// `at` is the epoch that is replayed.
pub(super) fn chart_ui(
    ui: &mut Ui,
    cache: &CurveCache,
    chart: usize,
    at: Option<usize>,
    t: &Tokens,
) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.spacing_mut().interact_size.y = 16.0;
    heading_ui(ui, cache, chart, t);
    let plot = still_plot(("losses", chart), ui.available_height(), t)
        .cursor_color(t.faint)
        .label_formatter(|at| {
            let (name, point) = match at {
                egui_plot::HoverPosition::NearDataPoint {
                    plot_name,
                    position,
                    ..
                } => (*plot_name, position),
                egui_plot::HoverPosition::Elsewhere { .. } => return None,
            };
            Some(
                fill(id::CURVES_EPOCH_N, &[("n", &format!("{:.0}", point.x))])
                    + &format!("\n{name} {}", number(point.y)),
            )
        });
    plot.show(ui, |plot| {
        if let Some(at) = at {
            plot.vline(
                VLine::new(tr(id::CURVES_REPLAYED), at as f64).stroke(Stroke::new(1.0, t.second)),
            );
        }
        for (name, points, colour, style) in [
            (
                tr(id::CURVES_VALIDATION),
                &cache.validation[chart],
                t.second,
                LineStyle::dashed_dense(),
            ),
            (
                tr(id::CURVES_TRAINING),
                &cache.train[chart],
                t.accent,
                LineStyle::Solid,
            ),
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
    let step_size = [1.0, 2.0, 5.0, 10.0]
        .map(|m| m * power)
        .into_iter()
        .find(|s| *s >= rough)
        .unwrap_or(rough);
    let (first, last) = (
        (low / step_size).ceil() as i64,
        (high / step_size).floor() as i64,
    );
    (first..=last)
        .map(|i| GridMark {
            value: i as f64 * step_size,
            step_size,
        })
        .collect()
}

/// Ticks in the small size, close enough together that even a low chart has some.
fn axis<'a>(hints: AxisHints<'a>, t: &Tokens) -> AxisHints<'a> {
    let font = FontId::proportional(10.5);
    hints
        .label_spacing(Rangef::new(10.0, 16.0))
        .tick_label_font(font)
        .tick_label_color(t.muted)
        .min_thickness(16.0)
}

fn number(value: f64) -> String {
    if value.abs() >= 100.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.2}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_round_and_few() {
        let values = |low, high| {
            let input = GridInput {
                bounds: (low, high),
                base_step_size: 1.0,
            };
            marks(&input)
                .into_iter()
                .map(|m| m.value)
                .collect::<Vec<_>>()
        };
        assert_eq!(values(0.0, 75.0), [0.0, 20.0, 40.0, 60.0]);
        assert_eq!(values(13.0, 55.0), [20.0, 40.0]);
        assert!(values(3.0, 3.0).is_empty());
    }
}
