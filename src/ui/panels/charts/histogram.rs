//! A column of numbers: a drag over the bars keeps what is between, a click one bar, another click
//! on it lets all through again; Shift reaches from what is kept.

use eframe::egui::{
    Align2, FontId, Id, Modifiers, PointerButton, Rect, Response, Role, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::session::{Bars, Chart, Command, Filter, Filtering, Rows};

use super::{Brush, HEIGHT};
use crate::ui::cx::Cx;
use crate::ui::ground::palette::mix;
use crate::ui::ground::theme::{CAPTION, tokens};
use crate::ui::panels::column;
use crate::words::{fill, id, tr};

/// Of the numbers below the bars.
const AXIS: f32 = 16.0;
/// Least room between two numbers below the bars.
const BETWEEN_NUMBERS: f32 = 56.0;

pub(super) fn histogram_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    rows: &Rows,
    (chart, counts): (&Chart, &[u32]),
    brush: &mut Option<Brush>,
) {
    let size = vec2(ui.available_width(), HEIGHT);
    // What is dragged lies below the bars, which are clicked.
    // Both are known by the column: what stands above them may change while one drags.
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let ground = ui.interact(rect, Id::unique(("chart", chart.column)), Sense::drag());
    if !ui.is_rect_visible(rect) {
        return;
    }
    let plot = rect.with_max_y(rect.bottom() - AXIS);
    let filter = cx.session.filtering().filters().get(&chart.column);
    let kept = filter.and_then(|filter| chart.bars_of(filter));
    let is_kept = |bar: usize| match (filter, kept) {
        (None, _) => true,
        (Some(_), kept) => kept.is_some_and(|(first, last)| (first..=last).contains(&bar)),
    };
    bars_ui(ui, plot, (chart, counts), &is_kept);
    axis_ui(ui, plot, chart);
    if let Some(asked) = dragged(&ground, plot, chart, brush) {
        cx.push(Command::Filtering(asked));
    }
    let filter = filter.cloned();
    for bar in 0..counts.len() {
        let response = ui.interact(
            column_of(plot, bar, counts.len()),
            Id::unique(("bar", chart.column, bar)),
            Sense::click(),
        );
        bar_ui(
            ui,
            cx,
            rows,
            (chart, counts),
            (bar, response),
            filter.as_ref(),
        );
    }
}

/// The room of a bar, from top to bottom.
fn column_of(plot: Rect, bar: usize, n: usize) -> Rect {
    let step = plot.width() / n.max(1) as f32;
    let left = plot.left() + bar as f32 * step;
    Rect::from_min_max(pos2(left, plot.top()), pos2(left + step, plot.bottom()))
}

/// All songs quietly, and over them those on show.
fn bars_ui(
    ui: &Ui,
    plot: Rect,
    (chart, counts): (&Chart, &[u32]),
    is_kept: &dyn Fn(usize) -> bool,
) {
    let t = tokens(ui.ctx());
    let most = chart.totals.iter().copied().max().unwrap_or(0).max(1) as f32;
    let quiet = mix(t.surface, t.muted, 0.28);
    let gap = if plot.width() / counts.len().max(1) as f32 > 4.0 {
        0.5
    } else {
        0.0
    };
    let bar_of = |bar: usize, n: u32| {
        let room = column_of(plot, bar, counts.len());
        let height = (n as f32 / most * plot.height()).max(if n > 0 { 1.5 } else { 0.0 });
        Rect::from_min_max(
            pos2(room.left() + gap, room.bottom() - height),
            pos2(room.right() - gap, room.bottom()),
        )
    };
    for (bar, (&all, &here)) in chart.totals.iter().zip(counts).enumerate() {
        if all > 0 {
            ui.painter().rect_filled(bar_of(bar, all), 0.0, quiet);
        }
        if here > 0 {
            let colour = match is_kept(bar) {
                true => t.accent,
                false => mix(t.surface, t.accent, 0.4),
            };
            ui.painter().rect_filled(bar_of(bar, here), 0.0, colour);
        }
    }
    let stroke = Stroke::new(1.0, t.line);
    ui.painter().hline(plot.x_range(), plot.bottom(), stroke);
}

/// As many edges as there is room for: of years round ones, else the ends and what is between.
fn axis_ui(ui: &Ui, plot: Rect, chart: &Chart) {
    let t = tokens(ui.ctx());
    let n = chart.totals.len();
    let n_told = ((plot.width() / BETWEEN_NUMBERS) as usize).clamp(2, n + 1);
    let every = n.div_ceil(n_told - 1).max(1);
    let is_years = matches!(chart.bars, Bars::Numbers { years: true, .. });
    let tell = |bar: usize, align: Align2| {
        let share = bar as f32 / n as f32;
        let at = pos2(plot.left() + plot.width() * share, plot.bottom() + 3.0);
        let text = column::number_text(chart.column, chart.edge(bar) as f32).unwrap_or_default();
        let font = FontId::proportional(CAPTION);
        ui.painter().text(at, align, text, font, t.muted);
    };
    if !is_years {
        for bar in (0..=n).step_by(every) {
            let align = match bar {
                0 => Align2::LEFT_TOP,
                bar if bar == n => Align2::RIGHT_TOP,
                _ => Align2::CENTER_TOP,
            };
            // A number in the middle of the last room would run into the edge.
            if bar == 0 || bar == n || n - bar >= every / 2 {
                tell(bar, align);
            }
        }
        return;
    }
    let span = chart.edge(n) - chart.edge(0);
    let steps = [1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 500.0];
    let room = f64::from(BETWEEN_NUMBERS / plot.width());
    let step = steps.into_iter().find(|step| step / span >= room);
    let step = step.unwrap_or(1000.0);
    for bar in 0..n {
        if chart.edge(bar).rem_euclid(step) == 0.0 {
            let share = bar as f32 / n as f32;
            let align = match share {
                s if s < 0.04 => Align2::LEFT_TOP,
                s if s > 0.96 => Align2::RIGHT_TOP,
                _ => Align2::CENTER_TOP,
            };
            tell(bar, align);
        }
    }
}

/// What a drag asks for, as soon as it is over another bar than before.
fn dragged(
    ground: &Response,
    plot: Rect,
    chart: &Chart,
    brush: &mut Option<Brush>,
) -> Option<Filtering> {
    let n = chart.totals.len();
    let bar_at = |x: f32| {
        let share = (x - plot.left()) / plot.width().max(1.0);
        ((share * n as f32) as usize).min(n.saturating_sub(1))
    };
    let began = ground.drag_started_by(PointerButton::Primary);
    if let Some(origin) = ground
        .ctx
        .input(|i| i.pointer.press_origin())
        .filter(|_| began)
    {
        *brush = Some(Brush {
            column: chart.column,
            from: bar_at(origin.x),
            to: None,
        });
    }
    let at = ground.interact_pointer_pos();
    let now = brush
        .as_mut()
        .filter(|brush| brush.column == chart.column)?;
    if ground.drag_stopped() {
        *brush = None;
        return None;
    }
    // A press alone is the beginning of a click on a bar.
    let is_drag = now.to.is_some() || ground.ctx.input(|i| i.pointer.is_decidedly_dragging());
    let to = bar_at(at.filter(|_| ground.dragged() && is_drag)?.x);
    let before = now.to.replace(to);
    if before == Some(to) {
        return None;
    }
    let filter = chart.brushed(now.from, to);
    Some(match before {
        None => Filtering::Set(chart.column, filter),
        Some(_) => Filtering::Further(chart.column, filter),
    })
}

/// One bar as a button.
fn bar_ui(
    ui: &Ui,
    cx: &mut Cx,
    rows: &Rows,
    (chart, counts): (&Chart, &[u32]),
    (bar, response): (usize, Response),
    filter: Option<&Filter>,
) {
    let t = tokens(ui.ctx());
    let told = || told(rows, chart, bar, counts[bar]);
    if response.hovered() || response.has_focus() {
        let stroke = Stroke::new(1.0, t.text);
        let kind = eframe::egui::StrokeKind::Inside;
        ui.painter().rect_stroke(response.rect, 1.0, stroke, kind);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, told()));
    if response.clicked() {
        let held = ui.input(|i| i.modifiers);
        let asked = clicked(chart, bar, filter, held);
        cx.push(Command::Filtering(Filtering::Set(chart.column, asked)));
    }
    if response.hovered() {
        response.on_hover_text(format!("{}\n{}", told(), tr(id::CHARTS_DRAG_OVER_BARS)));
    }
}

/// What a bar stands for, with how many of its songs are on show.
fn told(rows: &Rows, chart: &Chart, bar: usize, n: u32) -> String {
    let name = column::name(rows, chart.column);
    let text = |edge: f64| column::number_text(chart.column, edge as f32).unwrap_or_default();
    let (from, to) = (chart.edge(bar), chart.edge(bar + 1));
    // Of whole numbers the last one in it, and of one alone that one.
    let last = match chart.bars {
        Bars::Numbers { whole: true, .. } => to - 1.0,
        Bars::Numbers { whole: false, .. } | Bars::Classes => to,
    };
    let all = chart.totals[bar];
    if last == from {
        let values: [(&str, &dyn std::fmt::Display); 4] = [
            ("column", &name),
            ("class", &text(from)),
            ("n", &n),
            ("all", &all),
        ];
        return fill(id::CHARTS_BAR_OF_CLASS, &values);
    }
    let values: [(&str, &dyn std::fmt::Display); 5] = [
        ("column", &name),
        ("from", &text(from)),
        ("to", &text(last)),
        ("n", &n),
        ("all", &all),
    ];
    fill(id::CHARTS_BAR_FROM_TO, &values)
}

/// The filter after a click on a bar.
fn clicked(chart: &Chart, bar: usize, now: Option<&Filter>, held: Modifiers) -> Option<Filter> {
    let kept = now.and_then(|filter| chart.bars_of(filter));
    match kept {
        Some((first, last)) if held.shift => chart.brushed(first.min(bar), last.max(bar)),
        Some(_) if chart.brushed(bar, bar).as_ref() == now => None,
        _ => chart.brushed(bar, bar),
    }
}
