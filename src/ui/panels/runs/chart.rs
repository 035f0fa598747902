//! One score of every run: a dot a seed, their mean and deviation, and what chance gives.

use eframe::egui::{
    Align2, ComboBox, FontId, Painter, Pos2, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::runs::{Doubt, Measure, Over};
use crate::session::{Command, Comparing};

use super::made::title;
use super::{RunsView, hints, table};
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, CAPTION, S2, Tokens, tokens};
use crate::words::{decimal, fill, id, tr};

const LINE: f32 = 30.0;
const AXIS: f32 = 24.0;
/// At the right, for the number.
const VALUE: f32 = 128.0;

/// Which score is drawn.
pub(super) fn choice_ui(ui: &mut Ui, view: &mut RunsView) {
    let Some(now) = charted(view).cloned() else {
        return;
    };
    let chosen = ComboBox::from_id_salt("charted score")
        .selected_text(hints::name(&now))
        .width(168.0)
        .show_ui(ui, |ui| {
            for measure in &view.made.measures {
                if ui
                    .selectable_label(*measure == now, hints::name(measure))
                    .on_hover_text(hints::hint(measure))
                    .clicked()
                {
                    view.charted = Some(measure.clone());
                }
            }
        });
    chosen
        .response
        .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, tr(id::RUNS_SCORE_CHART)));
    chosen.response.on_hover_text(hints::hint(&now));
}

/// The score that was chosen, if any run has it still; else the first.
fn charted(view: &RunsView) -> Option<&Measure> {
    let measures = &view.made.measures;
    view.charted
        .as_ref()
        .filter(|measure| measures.contains(measure))
        .or(measures.first())
}

/// From values to the screen.
struct Scale {
    low: f64,
    high: f64,
    left: f32,
    right: f32,
}

impl Scale {
    /// Room for every value and every chance line; from 0 where all are near it.
    fn of(overs: &[Option<Over>], left: f32, right: f32) -> Self {
        let values = || {
            let found = overs.iter().flatten();
            found.flat_map(|over| {
                [over.spread.min, over.spread.max]
                    .into_iter()
                    .chain(over.chance.into_iter().flatten())
            })
        };
        let (mut low, mut high) =
            values().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if low > 0.0 && low < 0.6 * high {
            low = 0.0;
        }
        let room = if high > low {
            (high - low) * 0.04
        } else {
            high.abs().max(1.0) * 0.1
        };
        Self {
            low: low - room,
            high: high + room,
            left,
            right,
        }
    }

    fn x(&self, value: f64) -> f32 {
        let share = (value - self.low) / (self.high - self.low);
        self.left + (self.right - self.left) * share.clamp(0.0, 1.0) as f32
    }

    /// Round values, about five.
    fn marks(&self) -> Vec<f64> {
        let rough = (self.high - self.low) / 5.0;
        let power = 10.0_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .map(|m| m * power)
            .into_iter()
            .find(|s| *s >= rough)
            .unwrap_or(rough);
        let (first, last) = (
            (self.low / step).ceil() as i64,
            (self.high / step).floor() as i64,
        );
        (first..=last).map(|i| i as f64 * step).collect()
    }
}

pub(super) fn chart_ui(ui: &mut Ui, cx: &mut Cx, view: &mut RunsView) {
    let t = tokens(ui.ctx());
    let Some(measure) = charted(view).cloned() else {
        return;
    };
    let Some(m) = view
        .made
        .measures
        .iter()
        .position(|other| *other == measure)
    else {
        return;
    };
    let overs: Vec<Option<Over>> = view
        .made
        .order
        .iter()
        .map(|&row| view.made.overs[row][m])
        .collect();
    let names = (ui.available_width() * 0.34).clamp(168.0, 320.0);
    legend_ui(ui, t);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let size = vec2(ui.available_width(), AXIS + LINE * overs.len() as f32);
        let (all, _) = ui.allocate_exact_size(size, Sense::hover());
        let scale = Scale::of(&overs, all.left() + names + S2, all.right() - VALUE);
        axis(ui.painter(), &scale, all, &measure, t);
        for (i, over) in overs.iter().enumerate() {
            let top = all.top() + AXIS + i as f32 * LINE;
            let rect = Rect::from_min_size(pos2(all.left(), top), vec2(all.width(), LINE));
            line_ui(ui, cx, view, (i, m), (rect, names), &scale, *over);
        }
    });
}

fn axis(painter: &Painter, scale: &Scale, all: Rect, measure: &Measure, t: &Tokens) {
    let marks = scale.marks();
    let step = marks.windows(2).next().map_or(1.0, |w| w[1] - w[0]);
    let decimals = if step >= 1.0 {
        0
    } else {
        (-step.log10().floor()) as usize
    };
    for mark in marks {
        let x = scale.x(mark);
        painter.vline(
            x,
            all.y_range().shrink(AXIS / 2.0),
            Stroke::new(1.0, t.line),
        );
        let at = pos2(x, all.top() + AXIS / 2.0 - 2.0);
        painter.text(
            at,
            Align2::CENTER_CENTER,
            decimal(mark, decimals),
            FontId::proportional(CAPTION),
            t.muted,
        );
    }
    let name = hints::name(measure);
    let galley = table::cut(
        painter,
        &name,
        theme::semibold(12.0),
        t.text,
        scale.left - all.left() - 24.0,
    );
    painter.galley(pos2(all.left() + 8.0, all.top() + 3.0), galley, t.text);
}

/// What the marks mean.
fn legend_ui(ui: &mut Ui, t: &Tokens) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let mut entry = |text: &str, paint: &dyn Fn(&Painter, Pos2)| {
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, 14.0), Sense::hover());
            paint(ui.painter(), rect.center());
            ui.label(crate::ui::ground::widgets::caption(text, t));
        };
        entry(tr(id::RUNS_RUN), &|painter, at| {
            painter.circle_filled(at, 4.0, t.accent);
        });
        entry(tr(id::RUNS_NO_FINDING), &|painter, at| {
            painter.circle_stroke(at, 3.5, Stroke::new(1.5, t.faint));
        });
        entry(tr(id::RUNS_MEAN_DEVIATION_OVER_SEEDS), &|painter, at| {
            whisker(painter, at, [at.x - 8.0, at.x + 8.0], t);
        });
        entry(tr(id::RUNS_95_PERCENT_SHUFFLED_LABELS), &|painter, at| {
            let band = Rect::from_center_size(at, vec2(16.0, 12.0));
            painter.rect_filled(band, 2.0, t.second.gamma_multiply(0.25));
            painter.vline(at.x, band.y_range(), Stroke::new(1.5, t.second));
        });
    });
}

fn whisker(painter: &Painter, at: Pos2, [from, to]: [f32; 2], t: &Tokens) {
    painter.hline(from..=to, at.y, Stroke::new(1.5, t.muted));
    painter.vline(at.x, (at.y - 6.0)..=(at.y + 6.0), Stroke::new(2.0, t.text));
}

fn line_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    view: &RunsView,
    (i, m): (usize, usize),
    (rect, names): (Rect, f32),
    scale: &Scale,
    over: Option<Over>,
) {
    let t = tokens(ui.ctx());
    let kept = cx.session.comparing().kept();
    let (at, measure) = (view.made.order[i], &view.made.measures[m]);
    let row = &view.made.rows[at];
    let is_present = row
        .runs
        .iter()
        .any(|&run| Some(kept[run].id()) == view.made.present.as_deref());
    let is_best = view.made.best[m] == Some(at);
    let response = ui.interact(
        rect,
        eframe::egui::Id::unique(("charted run", i)),
        Sense::click(),
    );
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect, 4.0, t.hover.gamma_multiply(0.6));
    }
    let name = title(row.first(kept));
    let colour = if is_present { t.accent } else { t.text };
    let galley = table::cut(
        painter,
        &name,
        FontId::proportional(12.5),
        colour,
        names - 16.0,
    );
    painter.galley(
        pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0),
        galley,
        colour,
    );
    let y = rect.center().y;
    let value = match over {
        Some(over) => {
            marks(painter, scale, y, &over, t);
            for &run in &row.runs {
                let Some(cell) = measure.of(&kept[run].record) else {
                    continue;
                };
                let at = pos2(scale.x(cell.value), y);
                match cell.doubt {
                    None => painter.circle_filled(at, 4.0, t.accent),
                    Some(Doubt::Collapsed | Doubt::Trivial) => {
                        painter.circle_stroke(at, 3.5, Stroke::new(1.5, t.warning))
                    }
                    Some(Doubt::Chance) => {
                        painter.circle_stroke(at, 3.5, Stroke::new(1.5, t.faint))
                    }
                };
            }
            let decimals = measure.decimals();
            let mean = decimal(over.spread.mean, decimals);
            match over.spread.sd.filter(|sd| *sd > 0.0) {
                None => mean,
                Some(sd) => format!("{mean} ± {}", decimal(sd, decimals.max(1))),
            }
        }
        None => tr(id::COMMON_UNDEFINED).to_string(),
    };
    let font = if is_best {
        theme::semibold(12.5)
    } else {
        FontId::proportional(12.5)
    };
    let colour = match (is_best, over.is_none_or(|over| over.doubt.is_some())) {
        (true, _) => t.accent,
        (_, true) => t.muted,
        _ => t.text,
    };
    let best = if is_best {
        format!("  {}", tr(id::RUNS_BEST))
    } else {
        String::new()
    };
    painter.text(
        pos2(rect.right() - 8.0, y),
        Align2::RIGHT_CENTER,
        format!("{value}{best}"),
        font,
        colour,
    );
    let text = format!("{name}: {} {value}{best}", hints::name(measure));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
    let hint = fill(id::RUNS_N_RUNS_CLICK_SHOW_FIRST, &[("n", &row.runs.len())]);
    if response.on_hover_text(format!("{text}\n{hint}")).clicked() {
        cx.push(Command::Comparing(Comparing::Load(
            row.first(kept).id().to_string(),
        )));
    }
}

/// Chance, mean and deviation of a line.
fn marks(painter: &Painter, scale: &Scale, y: f32, over: &Over, t: &Tokens) {
    if let Some([chance, low, high]) = over.chance {
        let band = Rect::from_x_y_ranges(scale.x(low)..=scale.x(high), (y - 9.0)..=(y + 9.0));
        painter.rect_filled(band, 2.0, t.second.gamma_multiply(0.25));
        painter.vline(scale.x(chance), band.y_range(), Stroke::new(1.5, t.second));
    }
    if let Some(sd) = over.spread.sd {
        let mean = over.spread.mean;
        whisker(
            painter,
            pos2(scale.x(mean), y),
            [scale.x(mean - sd), scale.x(mean + sd)],
            t,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Spread;

    #[test]
    fn the_scale_holds_every_value_and_chance_line() {
        let over = |value: f64, chance: f64| {
            let spread = Spread::of([value, value + 0.2]).unwrap();
            Some(Over {
                spread,
                chance: Some([chance, chance - 0.1, chance + 0.1]),
                doubt: None,
            })
        };
        let scale = Scale::of(&[over(0.5, 0.0), None, over(0.2, 0.1)], 100.0, 300.0);
        assert!(scale.x(-0.1) > 100.0 && scale.x(0.7) < 300.0);
        assert!(scale.x(0.7) - scale.x(-0.1) > 170.0, "and little more");
        assert_eq!(scale.marks(), [0.0, 0.2, 0.4, 0.6000000000000001]);
        let alone = Scale::of(&[], 0.0, 10.0);
        assert!(alone.low < 0.0 && alone.high > 1.0);
        let same = Scale::of(
            &[over(0.5, 0.5).map(|o| Over { chance: None, ..o })],
            0.0,
            10.0,
        );
        assert!(same.x(0.5) > 0.0 && same.x(0.7) < 10.0 && same.low > 0.4);
    }
}
