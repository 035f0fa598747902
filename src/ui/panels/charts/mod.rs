//! The songs' columns as charts that filter each other: numbers as histograms, years as a line of
//! time, labels as bars. What is brushed or clicked in one is what map, table and the other charts
//! show.

mod histogram;
mod bars;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{Checkbox, Popup, PopupCloseBehavior, ScrollArea, Spinner, Ui, vec2};

use crate::session::{
    Bars, Chart, Column, Command, Filtering, Group, How, Kind, Revisions, Rows, Selecting, Session,
};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, S1, S2, tokens};
use crate::ui::ground::widgets::{beside_bar, bold, caption, empty_ui, one_line};
use crate::ui::panel::Panel;
use crate::ui::panels::{column, filter_chips};
use crate::words::{fill, id, tr};

/// No card is narrower, if the panel is not.
const CARD_WIDTH: f32 = 204.0;
const CARD_MARGIN: f32 = 8.0;
/// Of what is drawn in a card, below its title.
const HEIGHT: f32 = 92.0;

/// What the panel remembers between frames.
#[derive(Default)]
pub(crate) struct ChartsView {
    /// Songs on show in each bar, and what they were counted for.
    counts: Vec<Vec<u32>>,
    counted_for: Option<(Revisions, usize)>,
    /// How often they were counted.
    n_counted: usize,
    /// A drag over a histogram.
    brush: Option<Brush>,
    /// Columns whose classes are all listed.
    unfolded: BTreeSet<Column>,
}

/// A drag over a histogram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Brush {
    column: Column,
    /// The bar it began on.
    from: usize,
    /// The bar it was last on, once something was asked for.
    to: Option<usize>,
}

impl Panel for ChartsView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        let filtering = cx.session.filtering();
        let (Some(rows), Some(charts)) = (filtering.rows().cloned(), filtering.charts().cloned())
        else {
            return waiting_ui(ui, cx.session);
        };
        self.follow(cx.session, &charts);
        tools_ui(ui, cx, &rows, &charts);
        if charts.is_empty() {
            return empty_ui(
                ui,
                tr(id::CHARTS_NOTHING_TO_CHART),
                tr(id::CHARTS_CHOOSE_COLUMNS),
            );
        }
        self.cards_ui(ui, cx, &rows, &charts);
    }
}

impl ChartsView {
    /// Counts anew when something else is on show.
    fn follow(&mut self, session: &Session, charts: &Arc<Vec<Arc<Chart>>>) {
        let now = (session.revisions(), Arc::as_ptr(charts) as usize);
        if self.counted_for != Some(now) {
            self.counted_for = Some(now);
            self.counts = session.chart_counts();
            self.n_counted += 1;
        }
    }

    fn cards_ui(&mut self, ui: &mut Ui, cx: &mut Cx, rows: &Rows, charts: &[Arc<Chart>]) {
        let counts = std::mem::take(&mut self.counts);
        let scroll = ScrollArea::vertical().auto_shrink(false);
        scroll.content_margin(beside_bar(8)).show(ui, |ui| {
            let n_across = (((ui.available_width() + S2) / (CARD_WIDTH + S2)) as usize).max(1);
            let width = (ui.available_width() - S2 * (n_across - 1) as f32) / n_across as f32;
            for row in in_rows(charts, n_across) {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = S2;
                    for (at, n_wide) in row {
                        let width = width * n_wide as f32 + S2 * (n_wide - 1) as f32;
                        self.card_ui(ui, cx, rows, (&charts[at], &counts[at]), width);
                    }
                });
                ui.add_space(S2);
            }
        });
        self.counts = counts;
    }

    fn card_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx,
        rows: &Rows,
        (chart, counts): (&Chart, &[u32]),
        width: f32,
    ) {
        let t = tokens(ui.ctx());
        let inner = width - 2.0 * (CARD_MARGIN + 1.0);
        theme::card(t).inner_margin(CARD_MARGIN).show(ui, |ui| {
            ui.vertical(|ui| {
                ui.set_width(inner);
                ui.spacing_mut().item_spacing.y = 2.0;
                let title = match chart.n_unknown {
                    0 => column::name(rows, chart.column),
                    n => fill(
                        id::CHARTS_COLUMN_N_UNKNOWN,
                        &[("column", &column::name(rows, chart.column)), ("n", &n)],
                    ),
                };
                one_line(ui, bold(title));
                match chart.bars {
                    Bars::Classes => {
                        let unfolded = self.unfolded.contains(&chart.column);
                        if bars::bars_ui(ui, cx, rows, (chart, counts), unfolded) {
                            match unfolded {
                                true => self.unfolded.remove(&chart.column),
                                false => self.unfolded.insert(chart.column),
                            };
                        }
                    }
                    Bars::Numbers { .. } => {
                        histogram::histogram_ui(ui, cx, rows, (chart, counts), &mut self.brush);
                    }
                }
            });
        });
    }
}

/// The charts in rows of `n_across` cards: a line of years takes the room of two. Of each its place
/// and how many cards wide it is.
fn in_rows(charts: &[Arc<Chart>], n_across: usize) -> Vec<Vec<(usize, usize)>> {
    let mut rows: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut left = 0;
    for (at, chart) in charts.iter().enumerate() {
        let is_wide = matches!(chart.bars, Bars::Numbers { years: true, .. });
        let wanted = if is_wide { 2.min(n_across) } else { 1 };
        if left < wanted {
            rows.push(Vec::new());
            left = n_across;
        }
        left -= wanted;
        rows.last_mut()
            .into_iter()
            .for_each(|row| row.push((at, wanted)));
    }
    rows
}

/// How many songs are on show, the filters, and which columns have a chart.
fn tools_ui(ui: &mut Ui, cx: &mut Cx, rows: &Rows, charts: &[Arc<Chart>]) {
    let t = tokens(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S1);
        ui.spacing_mut().interact_size.y = 24.0;
        let filtering = cx.session.filtering();
        let passing = filtering.passing();
        let n = passing.map_or(rows.len(), |passing| passing.count());
        let counts: [(&str, &dyn std::fmt::Display); 2] = [("n", &n), ("all", &rows.len())];
        ui.label(caption(fill(id::SONG_TABLE_N_ALL_SONGS, &counts), t));
        if filtering.is_busy() {
            ui.add(Spinner::new().size(12.0));
        }
        let is_filtered = passing.is_some();
        columns_menu_ui(ui, cx, rows, charts);
        if is_filtered {
            let take = ui.button(tr(id::CHARTS_SELECT_THEM));
            if take
                .on_hover_text(tr(id::CHARTS_SELECT_WHAT_IS_SHOWN))
                .clicked()
            {
                let all = Selecting::Group(Group::All, How::Replace);
                cx.push(Command::Selecting(all));
            }
        }
        filter_chips::filter_chips_ui(ui, cx);
    });
    ui.add_space(S1);
}

fn columns_menu_ui(ui: &mut Ui, cx: &mut Cx, rows: &Rows, charts: &[Arc<Chart>]) {
    let button = ui
        .button(tr(id::COMMON_COLUMNS))
        .on_hover_text(tr(id::CHARTS_WHICH_COLUMNS_HAVE_CHART));
    let mut shown: Vec<Column> = charts.iter().map(|chart| chart.column).collect();
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            let as_at_first = cx.session.filtering().charted().is_none();
            if ui
                .add_enabled(
                    !as_at_first,
                    eframe::egui::Button::new(tr(id::CHARTS_AS_AT_FIRST)),
                )
                .clicked()
            {
                cx.push(Command::Filtering(Filtering::Charts(None)));
            }
            ui.separator();
            ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
                for column in rows.columns().filter(|c| c.kind() != Kind::Text) {
                    let mut on = shown.contains(&column);
                    let name = column::name(rows, column);
                    if ui.add(Checkbox::new(&mut on, name)).changed() {
                        shown.retain(|other| *other != column);
                        if on {
                            shown.push(column);
                        }
                        let charts = Filtering::Charts(Some(shown.clone()));
                        cx.push(Command::Filtering(charts));
                    }
                }
            });
        });
}

fn waiting_ui(ui: &mut Ui, session: &Session) {
    let (title, advice) = match session.filtering().is_busy() {
        true => (tr(id::COMMON_SONGS_THEIR_WAY), tr(id::CHARTS_BEING_MADE)),
        false => (
            tr(id::COMMON_NO_SONGS_YET),
            tr(id::CHARTS_ONCE_SONGS_ARE_READ),
        ),
    };
    empty_ui(ui, title, advice);
}
