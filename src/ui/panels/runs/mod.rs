//! Every run of this library: a table, a chart of one score, and the weights of sound and words.

mod hints;
mod made;
mod cell;
mod menu;
mod table;
mod chart;
mod weights;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use eframe::egui::{Align, Layout, Margin, ProgressBar, Role, TextEdit, Ui, WidgetInfo};

use crate::runs::{Marks, Measure};
use crate::session::{Command, Comparing};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S2, tokens};
use crate::ui::ground::widgets::{caption, empty_ui, segments};
use crate::ui::panel::Panel;
use crate::words::{fill, id, tr};

use made::{Made, Sort};

pub(crate) use weights::strip_ui;

/// So many seeds make a spread.
const N_SEEDS: usize = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Show {
    #[default]
    Table,
    Chart,
    Weights,
}

/// What the panel remembers between frames.
#[derive(Default)]
pub(crate) struct RunsView {
    show: Show,
    filter: String,
    sort: Sort,
    /// Columns on show; `None` for the usual ones.
    columns: Option<Vec<Measure>>,
    /// Rows whose seeds are listed, by the id of their first run.
    open: HashSet<String>,
    /// The score of the chart.
    charted: Option<Measure>,
    /// The run that is being named, with what was typed so far.
    naming: Option<(String, Marks)>,
    /// The share under the hand, until the session has it.
    share: Option<f32>,
    made: Made,
}

impl Panel for RunsView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        runs_ui(ui, cx, self);
    }
}

fn runs_ui(ui: &mut Ui, cx: &mut Cx, view: &mut RunsView) {
    if cx.session.analysis().is_none() {
        empty_ui(
            ui,
            tr(id::RUNS_NO_RUNS_YET),
            tr(id::RUNS_EACH_RUN_KEPT_LISTED_HERE),
        );
        return;
    }
    toolbar_ui(ui, cx, view);
    ui.add_space(S2 / 2.0);
    if view.show == Show::Weights {
        return weights::weights_ui(ui, cx, view);
    }
    if !cx.session.comparing().keeps() {
        let advice = tr(id::RUNS_THERE_NO_FOLDER_THEM_THIS);
        return empty_ui(ui, tr(id::RUNS_NOT_KEPT), advice);
    }
    view.made
        .follow(cx.session, &view.filter, &view.sort, &view.open);
    if view.made.lines.is_empty() {
        let none = cx.session.comparing().kept().is_empty();
        let advice = if none {
            tr(id::RUNS_EACH_RUN_KEPT_LISTED_HERE)
        } else {
            tr(id::RUNS_NO_RUN_HAS_ALL_THESE)
        };
        return empty_ui(ui, tr(id::RUNS_NO_RUNS_SHOW), advice);
    }
    match view.show {
        Show::Chart => chart::chart_ui(ui, cx, view),
        Show::Table | Show::Weights => table::table_ui(ui, cx, view),
    }
}

fn toolbar_ui(ui: &mut Ui, cx: &mut Cx, view: &mut RunsView) {
    if menu::naming_ui(ui, cx, view) {
        return;
    }
    ui.horizontal(|ui| {
        let choices = [
            (Show::Table, tr(id::COMMON_TABLE)),
            (Show::Chart, tr(id::RUNS_CHART)),
            (Show::Weights, tr(id::RUNS_WEIGHTS)),
        ];
        if let Some(show) = segments(ui, view.show, &choices) {
            view.show = show;
        }
        if view.show == Show::Weights {
            return;
        }
        let field = TextEdit::singleline(&mut view.filter)
            .hint_text(tr(id::RUNS_FILTER))
            .desired_width(104.0)
            .margin(Margin::symmetric(8, 5));
        let field = ui
            .add(field)
            .on_hover_text(tr(id::RUNS_WHOSE_NAME_SETTINGS_OR));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr(id::RUNS_FILTER_RUNS)));
        match view.show {
            Show::Chart => chart::choice_ui(ui, view),
            Show::Table | Show::Weights => menu::columns_ui(ui, view),
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| work_ui(ui, cx));
    });
}

/// Runs under way in the background, and what was deleted last.
fn work_ui(ui: &mut Ui, cx: &mut Cx) {
    let t = tokens(ui.ctx());
    let comparing = cx.session.comparing();
    if let Some(seeds) = comparing.seeds() {
        if ui
            .button(tr(id::COMMON_STOP))
            .on_hover_text(tr(id::RUNS_GIVE_UP_RUNS_FROM_OTHER))
            .clicked()
        {
            cx.push(Command::Comparing(Comparing::StopSeeds));
        }
        let done = (seeds.n_done as f32 + seeds.fraction) / seeds.n.max(1) as f32;
        ui.add(
            ProgressBar::new(done)
                .desired_width(64.0)
                .desired_height(6.0),
        );
        let values: [(&str, &dyn std::fmt::Display); 3] = [
            ("seed", &seeds.seed),
            ("done", &seeds.n_done),
            ("n", &seeds.n),
        ];
        ui.label(caption(fill(id::RUNS_SEED_SEED_DONE_N_DONE, &values), t));
    } else if let Some(id) = comparing.present().filter(|id| comparing.run(id).is_some()) {
        let id = id.to_string();
        let hint = tr(id::RUNS_THESE_SETTINGS_FROM_OTHER);
        if ui
            .button(fill(id::RUNS_RUN_OVER_N_SEEDS, &[("n", &N_SEEDS)]))
            .on_hover_text(hint)
            .clicked()
        {
            cx.push(Command::Comparing(Comparing::Seeds(id, N_SEEDS)));
        }
    }
    if let Some(title) = comparing.deleted()
        && ui
            .button(tr(id::RUNS_UNDO_DELETE))
            .on_hover_text(fill(id::RUNS_BRINGS_BACK_RUN, &[("run", &title)]))
            .clicked()
    {
        cx.push(Command::Comparing(Comparing::BringBack));
    }
}
