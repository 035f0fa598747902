//! How far songs move in the latent space when their recordings are altered: a row an alteration, a
//! column a space, and other models of this session below.

use std::sync::Arc;

use eframe::egui::{Button, Grid, Label, ProgressBar, RichText, ScrollArea, Ui};

use crate::pipeline::{Analysis, Invariance, Moving, Shift};
use crate::session::{Command, Measured, Measuring};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S2, S3, tokens};
use crate::ui::ground::widgets::{beside_bar, bold, caption, empty_ui, share_bar};
use crate::ui::panel::Panel;
use crate::words::{fill, id, tr};

const BAR: f32 = 90.0;
const ROW: f32 = 20.0;

/// The panel has no state of its own.
#[derive(Default)]
pub(crate) struct InvarianceView;

impl Panel for InvarianceView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        let Some(analysis) = cx.session.shown_analysis().cloned() else {
            let advice = tr(id::INVARIANCE_ONCE_ANALYSED);
            return empty_ui(ui, tr(id::INVARIANCE_TITLE), advice);
        };
        let scroll = ScrollArea::vertical().auto_shrink(false);
        scroll.content_margin(beside_bar(16)).show(ui, |ui| {
            let found = cx.session.invariance().of(&analysis).cloned();
            head_ui(ui, cx, found.as_ref());
            ui.add_space(S2);
            match &found {
                Some(found) => table_ui(ui, &found.found),
                None => wrapped_ui(ui, tr(id::INVARIANCE_WHAT_IT_IS)),
            }
            others_ui(ui, cx, &analysis);
            ui.add_space(S3);
            wrapped_ui(ui, tr(id::INVARIANCE_HOW));
        });
    }
}

fn wrapped_ui(ui: &mut Ui, text: &str) {
    let t = tokens(ui.ctx());
    ui.add(Label::new(caption(text, t)).wrap());
}

fn head_ui(ui: &mut Ui, cx: &mut Cx, found: Option<&Measured>) {
    ui.horizontal_wrapped(|ui| {
        if let Some((done, total)) = cx.session.invariance().progress() {
            if ui.button(tr(id::COMMON_STOP)).clicked() {
                cx.push(Command::Measuring(Measuring::Stop));
            }
            let share = done as f32 / total.max(1) as f32;
            let text = fill(
                id::INVARIANCE_SONGS_DONE,
                &[("done", &done), ("total", &total)],
            );
            ui.add(ProgressBar::new(share).desired_width(160.0).text(text));
            return;
        }
        let text = match found {
            None => id::INVARIANCE_MEASURE,
            Some(_) => id::INVARIANCE_MEASURE_AGAIN,
        };
        let button = ui.add(Button::new(tr(text)));
        if button
            .on_hover_text(tr(id::INVARIANCE_WHAT_IT_IS))
            .clicked()
        {
            cx.push(Command::Measuring(Measuring::Start));
        }
        if let Some(found) = found {
            if ui.button(tr(id::PAIRING_COPY_TABLE)).clicked() {
                ui.ctx().copy_text(as_text(&found.found));
            }
            let n = found.found.songs.len();
            let told = fill(
                id::INVARIANCE_OF_SONGS,
                &[("title", &found.title), ("n", &n)],
            );
            ui.label(caption(told, tokens(ui.ctx())));
        }
    });
}

/// Cells between tabs, as spreadsheets take them.
fn as_text(found: &Invariance) -> String {
    let header = Invariance::COLUMNS.map(str::to_string);
    let rows = std::iter::once(header).chain(found.cells());
    rows.map(|cells| cells.join("\t") + "\n").collect()
}

fn space_name(space: Moving) -> String {
    match space {
        Moving::Latent => tr(id::GLOSSARY_LATENT_SPACE).to_string(),
        Moving::Block(block) => block.label().to_string(),
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}\u{a0}%", 100.0 * share)
}

fn table_ui(ui: &mut Ui, found: &Invariance) {
    let t = tokens(ui.ctx());
    let grid = Grid::new("invariance").spacing([S3 * 2.0, S2]);
    grid.show(ui, |ui| {
        ui.spacing_mut().interact_size.y = ROW;
        ui.label("");
        for &space in &found.spaces {
            ui.label(bold(space_name(space)));
        }
        ui.end_row();
        for (way, shifts) in &found.rows {
            ui.label(RichText::new(tr(way.label())).color(t.text));
            for shift in shifts {
                shift_ui(ui, shift);
            }
            ui.end_row();
        }
    });
}

fn shift_ui(ui: &mut Ui, shift: &Shift) {
    let t = tokens(ui.ctx());
    let cell = ui.horizontal(|ui| {
        let colour = if shift.median > 0.5 {
            t.warning
        } else {
            t.accent
        };
        share_bar(ui, BAR, shift.median as f32, None, colour);
        ui.label(percent(shift.median));
    });
    let values = [("low", &percent(shift.low)), ("high", &percent(shift.high))];
    let values = values.map(|(name, value)| (name, value as &dyn std::fmt::Display));
    cell.response
        .on_hover_text(fill(id::INVARIANCE_HALF_OF_THE_SONGS, &values));
}

/// One line a model: its latent space alone.
fn others_ui(ui: &mut Ui, cx: &Cx, analysis: &Arc<Analysis>) {
    let others: Vec<&Measured> = cx.session.invariance().of_others(analysis).collect();
    if others.is_empty() {
        return;
    }
    ui.add_space(S3);
    ui.label(bold(tr(id::INVARIANCE_OTHER_MODELS)));
    for other in others {
        let medians = other.found.rows.iter().filter_map(|(way, shifts)| {
            let latent = shifts.first()?;
            Some(format!("{} {}", tr(way.label()), percent(latent.median)))
        });
        let medians = medians.collect::<Vec<_>>().join(" · ");
        wrapped_ui(ui, &format!("{}: {medians}", other.title));
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable;

    use crate::session::fixture;
    use crate::ui::Tab;
    use crate::ui::tests::{open, run};

    #[test]
    fn the_measure_is_begun_and_can_be_stopped() {
        let mut harness = open(fixture::session());
        harness.state_mut().view.show(Tab::Invariance);
        run(&mut harness);
        harness.get_by_label_contains("phase vocoder");
        harness.get_by_label("Measure").click();
        run(&mut harness);
        let is_under_way = harness.state().session.invariance().progress().is_some();
        let is_told = !harness.state().session.messages().is_empty();
        assert!(is_under_way || is_told, "of recordings that are no files");
    }
}
