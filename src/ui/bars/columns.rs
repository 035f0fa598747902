//! The question which column of a manifest holds what.

use eframe::egui::{ComboBox, Context, Grid, Id, Label, Modal, RichText, ScrollArea};

use crate::library::ColumnMap;
use crate::session::{ColumnQuestion, Command};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, S2, S3, SUBTITLE, tokens};
use crate::ui::ground::widgets::{bold, caption, sentence};
use crate::words::{Text, id, tr};

/// Roles a column can have: what the person reads, and what the library calls it. The first is
/// none.
const ROLES: [(Text, &str); 11] = [
    (id::COLUMNS_LET_PROGRAM_DECIDE, ""),
    (id::COLUMNS_AUDIO_FILE, "audio"),
    (id::COLUMNS_LYRICS_TEXT_OR_FILE, "lyrics"),
    (id::COLUMNS_ID, "id"),
    (id::COLUMNS_TITLE, "title"),
    (id::COLUMNS_ARTIST, "artist"),
    (id::COLUMNS_LANGUAGE, "language"),
    (id::COLUMNS_GENRE, "genre"),
    (id::COLUMNS_ANOTHER_LABEL, "label"),
    (id::COLUMNS_NUMBER, "number"),
    (id::COLUMNS_LEAVE_OUT, "ignore"),
];

/// `roles` is the role of each column, as chosen so far.
pub(crate) fn columns_ui(ctx: &Context, cx: &mut Cx, roles: &mut Vec<usize>) {
    let Some(question) = cx.session.question() else {
        roles.clear();
        return;
    };
    if roles.len() != question.columns.len() {
        *roles = question
            .columns
            .iter()
            .map(|column| answered(question, column))
            .collect();
    }
    let t = tokens(ctx);
    let modal = Modal::new(Id::unique("columns"))
        .frame(theme::card(t).inner_margin(24.0))
        .show(ctx, |ui| {
            ui.set_width(440.0);
            ui.label(
                RichText::new(tr(id::COLUMNS_WHAT_DO_COLUMNS_HOLD)).font(theme::semibold(SUBTITLE)),
            );
            ui.label(caption(question.path.display().to_string(), t));
            ui.add(
                Label::new(RichText::new(sentence(&question.cause.to_string())).color(t.warning))
                    .wrap(),
            );
            ui.add_space(S2);
            ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                Grid::new("columns")
                    .num_columns(2)
                    .spacing([24.0, 6.0])
                    .show(ui, |ui| {
                        for (column, role) in question.columns.iter().zip(roles.iter_mut()) {
                            let name = ui.label(bold(column)).id;
                            ui.label_inputs_by(name, |ui| {
                                ComboBox::from_id_salt(column)
                                    .selected_text(tr(ROLES[*role].0))
                                    .width(200.0)
                                    .show_ui(ui, |ui| {
                                        for (i, (label, _)) in ROLES.iter().enumerate() {
                                            ui.selectable_value(role, i, tr(*label));
                                        }
                                    });
                            });
                            ui.end_row();
                        }
                    });
            });
            ui.add_space(S3);
            ui.horizontal(|ui| {
                let named = roles.iter().any(|&role| role == 1 || role == 2);
                let open = ui.add_enabled(
                    named,
                    eframe::egui::Button::new(tr(id::COLUMNS_OPEN_THESE_COLUMNS)),
                );
                let open = open.on_disabled_hover_text(tr(id::COLUMNS_NAME_COLUMN_AUDIO_FILES_OR));
                (open.clicked(), ui.button(tr(id::COMMON_CANCEL)).clicked())
            })
            .inner
        });
    let (open, cancel) = modal.inner;
    if open {
        cx.push(Command::MapColumns(answer(question, roles)));
    } else if cancel || modal.should_close() {
        cx.push(Command::LeaveColumns);
    }
}

fn answered(question: &ColumnQuestion, column: &str) -> usize {
    let role = question
        .answered
        .pairs
        .iter()
        .find(|(_, c)| c == column)
        .map_or("", |(role, _)| role);
    ROLES
        .iter()
        .position(|(_, name)| *name == role)
        .unwrap_or(0)
}

fn answer(question: &ColumnQuestion, roles: &[usize]) -> ColumnMap {
    let named = question
        .columns
        .iter()
        .zip(roles)
        .filter(|(_, role)| **role != 0);
    ColumnMap {
        pairs: named
            .map(|(column, &role)| (ROLES[role].1.to_string(), column.clone()))
            .collect(),
    }
}
