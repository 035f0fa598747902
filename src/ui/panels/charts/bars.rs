//! A column of classes: a click keeps one, with Ctrl or Shift more of them; another click on the
//! only one lets all through again.

use std::collections::BTreeSet;

use eframe::egui::{FontId, Modifiers, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::session::{Chart, Class, ColourBy, Column, Command, Filter, Filtering, Rows, Session};

use super::HEIGHT;
use crate::ui::cx::Cx;
use crate::ui::ground::palette::{self, mix};
use crate::ui::ground::theme::{CAPTION, tokens};
use crate::words::{fill, id, tr};

use crate::ui::panels::column;

const ROW: f32 = 18.0;
/// Of a number of songs.
const NUMBER: f32 = 44.0;
/// Part of the row that a name may take.
const NAME: f32 = 0.46;

/// The bars, the largest class first, clusters by their numbers. True when all of them were asked
/// for, or only the first again.
pub(super) fn bars_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    rows: &Rows,
    (chart, counts): (&Chart, &[u32]),
    unfolded: bool,
) -> bool {
    ui.spacing_mut().item_spacing.y = 0.0;
    let listed = listed(chart);
    let n_rows = (HEIGHT / ROW) as usize;
    let is_long = listed.len() > n_rows;
    let n_shown = match (is_long, unfolded) {
        (true, false) => n_rows - 1,
        (true, true) | (false, _) => listed.len(),
    };
    let filter = cx.session.filtering().filters().get(&chart.column).cloned();
    for &bar in &listed[..n_shown] {
        bar_ui(ui, cx, rows, (chart, counts), bar, filter.as_ref());
    }
    if !is_long {
        ui.add_space((n_rows - listed.len()) as f32 * ROW);
        return false;
    }
    let text = match unfolded {
        true => tr(id::CHARTS_FEWER).to_string(),
        false => fill(id::COMMON_N_MORE, &[("n", &(listed.len() - n_shown))]),
    };
    let more = eframe::egui::RichText::new(text).size(12.0);
    ui.add(
        eframe::egui::Button::new(more)
            .min_size(vec2(0.0, ROW))
            .frame(false),
    )
    .clicked()
}

/// Bars with songs, in the order in which they are listed.
fn listed(chart: &Chart) -> Vec<usize> {
    let mut bars: Vec<usize> = (0..chart.totals.len())
        .filter(|&bar| chart.totals[bar] > 0)
        .collect();
    let last = chart.totals.len() - 1;
    if chart.column != Column::Cluster {
        // Stable: classes of one size stay in their order, and what has none stands last.
        bars.sort_by_key(|&bar| (bar == last, std::cmp::Reverse(chart.totals[bar])));
    }
    bars
}

fn class_of(chart: &Chart, bar: usize) -> Class {
    (bar + 1 < chart.totals.len()).then_some(bar as u32)
}

/// As on the map, where that is coloured by this column.
fn colour_of(
    session: &Session,
    chart: &Chart,
    class: Class,
    t: &crate::ui::ground::theme::Tokens,
) -> eframe::egui::Color32 {
    let on_map = match (chart.column, session.colouring().by) {
        (Column::Cluster, _) => true,
        (Column::Label(i), ColourBy::Label(by)) => i == by,
        (Column::Own(key), ColourBy::Own(by)) => key == by,
        _ => false,
    };
    match on_map {
        true => palette::of_class(class, t),
        false => t.accent,
    }
}

fn bar_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    rows: &Rows,
    (chart, counts): (&Chart, &[u32]),
    bar: usize,
    filter: Option<&Filter>,
) {
    let t = tokens(ui.ctx());
    let class = class_of(chart, bar);
    let is_kept = match filter {
        Some(Filter::Classes(kept)) => kept.contains(&class),
        Some(Filter::Contains(_) | Filter::Range(..)) | None => true,
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    if !ui.is_rect_visible(rect) {
        return;
    }
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4.0, t.hover);
    }
    let name = column::class_name(cx.session, rows, chart.column, class);
    let ink = if is_kept { t.text } else { t.faint };
    let most = chart.totals.iter().copied().max().unwrap_or(0).max(1) as f32;
    let track = Rect::from_min_max(
        pos2(rect.left() + rect.width() * NAME, rect.top() + 4.0),
        pos2(rect.right() - NUMBER, rect.bottom() - 4.0),
    );
    let part = |n: u32| track.with_max_x(track.left() + track.width() * n as f32 / most);
    let colour = colour_of(cx.session, chart, class, t);
    let colour = if is_kept {
        colour
    } else {
        mix(t.surface, colour, 0.4)
    };
    ui.painter()
        .rect_filled(part(chart.totals[bar]), 2.0, mix(t.surface, t.muted, 0.28));
    ui.painter().rect_filled(part(counts[bar]), 2.0, colour);
    name_ui(ui, rect.with_max_x(track.left() - 6.0), &name, ink);
    let number = ui.painter().layout_no_wrap(
        counts[bar].to_string(),
        FontId::proportional(CAPTION),
        t.muted,
    );
    let at = pos2(
        rect.right() - number.size().x,
        rect.center().y - number.size().y / 2.0,
    );
    ui.painter().galley(at, number, t.muted);
    let told = || {
        let values: [(&str, &dyn std::fmt::Display); 4] = [
            ("column", &column::name(rows, chart.column)),
            ("class", &name),
            ("n", &counts[bar]),
            ("all", &chart.totals[bar]),
        ];
        fill(id::CHARTS_BAR_OF_CLASS, &values)
    };
    let on = filter.is_some() && is_kept;
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, told()));
    if response.clicked() {
        let held = ui.input(|i| i.modifiers);
        let asked = clicked(chart, class, filter, held);
        cx.push(Command::Filtering(Filtering::Set(chart.column, asked)));
    }
    if response.hovered() {
        response.on_hover_text(format!("{}\n{}", told(), tr(id::CHARTS_CLICK_BARS)));
    }
}

/// A name that ends in … where its room does.
fn name_ui(ui: &mut Ui, rect: Rect, name: &str, ink: eframe::egui::Color32) {
    let text = eframe::egui::RichText::new(name).size(12.0).color(ink);
    let builder =
        eframe::egui::UiBuilder::new()
            .max_rect(rect)
            .layout(eframe::egui::Layout::left_to_right(
                eframe::egui::Align::Center,
            ));
    ui.scope_builder(builder, |ui| {
        ui.add(eframe::egui::Label::new(text).truncate().selectable(false));
    });
}

/// The filter after a click on a class.
fn clicked(chart: &Chart, class: Class, now: Option<&Filter>, held: Modifiers) -> Option<Filter> {
    let kept = match now {
        Some(Filter::Classes(kept)) => kept.clone(),
        Some(Filter::Contains(_) | Filter::Range(..)) | None => BTreeSet::new(),
    };
    let kept = match held.command || held.shift {
        true => {
            let mut kept = kept;
            if !kept.remove(&class) {
                kept.insert(class);
            }
            kept
        }
        false if kept.len() == 1 && kept.contains(&class) => BTreeSet::new(),
        false => BTreeSet::from([class]),
    };
    let n_bars = listed(chart).len();
    (!kept.is_empty() && kept.len() < n_bars).then_some(Filter::Classes(kept))
}
