//! What can be done with a run, and which columns are on show.

use eframe::egui::{
    Id, Margin, Popup, PopupCloseBehavior, Rect, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo,
};

use crate::runs::{KeptRun, Marks};
use crate::session::{Command, Comparing};

use super::made::{plain_title, title};
use super::{N_SEEDS, RunsView, hints};
use crate::ui::cx::Cx;
use crate::ui::ground::icons::{self, Icon};
use crate::ui::ground::theme::tokens;
use crate::words::{fill, id, tr};

/// The button with three dots at the end of a name.
pub(super) fn more_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    view: &mut RunsView,
    (button, visible): (Rect, Rect),
    run: &KeptRun,
    is_many: bool,
) {
    let t = tokens(ui.ctx());
    let response = ui.interact(
        button.intersect(visible),
        Id::unique(("more", run.id(), is_many)),
        Sense::click(),
    );
    let painter = ui
        .painter()
        .with_clip_rect(visible.intersect(ui.clip_rect()));
    if response.hovered() || response.has_focus() {
        painter.rect_filled(button, 6.0, t.hover);
    }
    let colour = if response.hovered() { t.text } else { t.muted };
    icons::paint(&painter, button, Icon::More, colour);
    let name = fill(id::RUNS_MORE_ABOUT_RUN, &[("run", &title(run))]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    Popup::menu(&response).show(|ui| {
        ui.set_min_width(176.0);
        if ui
            .button(fill(id::RUNS_RUN_OVER_N_SEEDS, &[("n", &N_SEEDS)]))
            .clicked()
        {
            cx.push(Command::Comparing(Comparing::Seeds(
                run.id().to_string(),
                N_SEEDS,
            )));
        }
        if is_many {
            return;
        }
        if ui.button(tr(id::RUNS_SHOW_MAP)).clicked() {
            cx.push(Command::Comparing(Comparing::Load(run.id().to_string())));
        }
        if ui.button(tr(id::RUNS_NAME_NOTE)).clicked() {
            view.naming = Some((run.id().to_string(), run.marks.clone()));
        }
        let pin = if run.marks.pinned {
            tr(id::RUNS_UNPIN)
        } else {
            tr(id::RUNS_PIN)
        };
        let hint = tr(id::RUNS_ONLY_SO_MANY_RUNS_KEPT);
        if ui.button(pin).on_hover_text(hint).clicked() {
            let marks = Marks {
                pinned: !run.marks.pinned,
                ..run.marks.clone()
            };
            cx.push(Command::Comparing(Comparing::Mark(
                run.id().to_string(),
                marks,
            )));
        }
        if ui
            .button(tr(id::RUNS_DELETE))
            .on_hover_text(tr(id::RUNS_TAKES_RUN_OUT_LIST_UNDO))
            .clicked()
        {
            cx.push(Command::Comparing(Comparing::Delete(run.id().to_string())));
        }
    });
}

/// Name and note of a run in the place of the toolbar; true while they are asked for.
pub(super) fn naming_ui(ui: &mut Ui, cx: &mut Cx, view: &mut RunsView) -> bool {
    let Some((id, marks)) = &mut view.naming else {
        return false;
    };
    let (mut done, mut keep) = (false, false);
    let plain = cx
        .session
        .comparing()
        .run(id)
        .map(|run| plain_title(&run.record));
    ui.horizontal(|ui| {
        let hint = plain.as_deref().unwrap_or_default();
        let room = (ui.available_width() - 176.0).max(160.0);
        let name = ui.add(
            TextEdit::singleline(&mut marks.name)
                .hint_text(hint)
                .desired_width(room * 0.4)
                .margin(Margin::symmetric(8, 5)),
        );
        name.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr(id::RUNS_NAME_RUN)));
        let note = ui.add(
            TextEdit::singleline(&mut marks.note)
                .hint_text(tr(id::RUNS_NOTE))
                .desired_width(room * 0.5)
                .margin(Margin::symmetric(8, 5)),
        );
        note.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr(id::RUNS_NOTE_RUN)));
        let enter = ui.input(|i| i.key_pressed(eframe::egui::Key::Enter));
        keep = ui.button(tr(id::RUNS_KEEP)).clicked()
            || (enter && (name.lost_focus() || note.lost_focus()));
        done = keep || ui.button(tr(id::COMMON_CANCEL)).clicked();
    });
    if keep {
        let marks = Marks {
            name: marks.name.trim().to_string(),
            ..marks.clone()
        };
        cx.push(Command::Comparing(Comparing::Mark(id.clone(), marks)));
    }
    if done {
        view.naming = None;
    }
    true
}

/// The menu of columns.
pub(super) fn columns_ui(ui: &mut Ui, view: &mut RunsView) {
    let response = ui
        .button(tr(id::COMMON_COLUMNS))
        .on_hover_text(tr(id::RUNS_WHICH_SCORES_SHOW));
    Popup::menu(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_min_width(240.0);
            if ui.button(tr(id::RUNS_USUAL_COLUMNS)).clicked() {
                view.columns = None;
            }
            ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
                for m in 0..view.made.measures.len() {
                    let measure = &view.made.measures[m];
                    let mut on = hints::is_chosen(view, m);
                    let text = hints::name(measure);
                    if ui
                        .checkbox(&mut on, text)
                        .on_hover_text(hints::hint(measure))
                        .changed()
                    {
                        let now = (0..view.made.measures.len()).filter(|&other| {
                            if other == m {
                                on
                            } else {
                                hints::is_chosen(view, other)
                            }
                        });
                        view.columns = Some(now.map(|m| view.made.measures[m].clone()).collect());
                    }
                }
            });
        });
}
