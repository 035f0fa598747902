//! The fields of the settings, grouped; rarely needed ones are folded away.

mod features;
mod grouping;
mod model;

use std::ops::RangeInclusive;

use eframe::egui::emath::Numeric;
use eframe::egui::{
    CollapsingHeader, ComboBox, DragValue, RichText, Role, TextEdit, Ui, WidgetInfo, vec2,
};

use crate::config::Config;
use crate::session::Command;

use super::settings::row_ui;
use super::theme::{self, S1, tokens};
use super::words::glossary::{Term, knobs};
use super::words::{english, tr};
use super::{Cx, View};

/// Draws every field on a copy of the draft and pushes the copy if a field changed it.
pub fn fields_ui(ui: &mut Ui, cx: &mut Cx, view: &mut View) {
    let mut draft = cx.session.draft().clone();
    let last = cx.session.analysis().map(|a| (*a.config).clone());
    let mut form = Form {
        draft: &mut draft,
        last: last.as_ref(),
    };
    ui.spacing_mut().item_spacing.y = 2.0;
    let labels: Vec<String> = cx.session.library().map_or(Vec::new(), |l| {
        l.labels.iter().map(|label| label.name.clone()).collect()
    });
    group_ui(ui, tr("Features"), true, |ui| {
        features::features_ui(ui, &mut form)
    });
    group_ui(ui, tr("Model"), true, |ui| {
        model::model_ui(ui, &mut form, &labels)
    });
    group_ui(ui, tr("Clusters"), true, |ui| {
        grouping::clusters_ui(ui, &mut form)
    });
    group_ui(ui, tr("Map and scores"), true, |ui| {
        grouping::map_ui(ui, &mut form)
    });
    group_ui(ui, tr("Training, in detail"), false, |ui| {
        model::training_ui(ui, &mut form, view)
    });
    group_ui(ui, tr("Audio, in detail"), false, |ui| {
        features::audio_ui(ui, &mut form)
    });
    group_ui(ui, tr("Lyrics, in detail"), false, |ui| {
        features::lyrics_ui(ui, &mut form, view)
    });
    if draft != *cx.session.draft() {
        cx.push(Command::SetConfig(Box::new(draft)));
    }
}

/// The draft under the person's hand, and the settings of the analysis on show.
struct Form<'a> {
    draft: &'a mut Config,
    last: Option<&'a Config>,
}

/// The name of a field, in English, and what it means.
type Text = (&'static str, &'static Term);

/// A field of [`Config`], to read and to write.
type Field<T> = (fn(&Config) -> &T, fn(&mut Config) -> &mut T);

impl Form<'_> {
    fn changed<T: PartialEq>(&self, field: impl Fn(&Config) -> &T) -> bool {
        self.last
            .is_some_and(|last| field(last) != field(self.draft))
    }

    /// A number one drags or types.
    fn number<T: Numeric>(
        &mut self,
        ui: &mut Ui,
        text: Text,
        range: RangeInclusive<T>,
        speed: f64,
        field: Field<T>,
    ) {
        self.number_as(ui, text, range, speed, field, |field| field);
    }

    /// The same, written in a way of its own.
    fn number_as<T: Numeric>(
        &mut self,
        ui: &mut Ui,
        (name, term): Text,
        range: RangeInclusive<T>,
        speed: f64,
        (get, set): Field<T>,
        written: impl FnOnce(DragValue<'_>) -> DragValue<'_>,
    ) {
        let changed = self.changed(get);
        row_ui(ui, tr(name), term, changed, |ui| {
            let decimals = if T::INTEGRAL { 0 } else { 6 };
            let field = DragValue::new(set(self.draft))
                .range(range)
                .speed(speed)
                .max_decimals(decimals);
            ui.add(written(field).min_size(vec2(64.0, 26.0)));
        });
    }

    /// A switch.
    fn switch(&mut self, ui: &mut Ui, (name, term): Text, (get, set): Field<bool>) {
        let changed = self.changed(get);
        row_ui(ui, tr(name), term, changed, |ui| {
            let mut on = *get(self.draft);
            let response = ui.checkbox(&mut on, "");
            response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, tr(name)));
            *set(self.draft) = on;
        });
    }

    fn choice<T: Copy + PartialEq>(
        &mut self,
        ui: &mut Ui,
        (name, term): Text,
        choices: &[(T, &str)],
        (get, set): Field<T>,
    ) {
        let changed = self.changed(get);
        let now = choices
            .iter()
            .find(|(choice, _)| choice == get(self.draft))
            .map_or("", |(_, label)| tr(label));
        row_ui(ui, tr(name), term, changed, |ui| {
            ComboBox::from_id_salt(name)
                .selected_text(now)
                .width(132.0)
                .show_ui(ui, |ui| {
                    for &(choice, label) in choices {
                        ui.selectable_value(set(self.draft), choice, tr(label));
                    }
                });
        });
    }
}

/// The [`Field`] at a path.
macro_rules! field {
    ($($path:ident).+) => {
        (|c: &$crate::config::Config| &c.$($path).+, |c: &mut $crate::config::Config| &mut c.$($path).+)
    };
}
use field;

fn group_ui(ui: &mut Ui, title: &str, open: bool, fields: impl FnOnce(&mut Ui)) {
    let t = tokens(ui.ctx());
    ui.add_space(S1);
    let title = RichText::new(title)
        .font(theme::semibold(12.0))
        .color(t.muted);
    CollapsingHeader::new(title)
        .default_open(open)
        .show_unindented(ui, |ui| {
            fields(ui);
            ui.add_space(S1);
        });
}

/// A line of text, such as a path. What is typed is taken as it is.
fn text_ui(ui: &mut Ui, (name, term): Text, changed: bool, text: &mut String) {
    row_ui(ui, tr(name), term, changed, |ui| {
        ui.add(
            TextEdit::singleline(text)
                .desired_width(148.0)
                .hint_text(tr("none")),
        );
    });
}

/// Widths of hidden layers, as numbers with commas between.
fn hidden_ui(ui: &mut Ui, form: &mut Form, view: &mut View) {
    let changed = form.changed(|c| &c.model.hidden);
    row_ui(
        ui,
        tr(english("Hidden layers")),
        &knobs::HIDDEN,
        changed,
        |ui| {
            let id = ui.scope_id().with("hidden layers");
            if !ui.memory(|m| m.has_focus(id)) {
                view.hidden_layers = form
                    .draft
                    .model
                    .hidden
                    .iter()
                    .map(usize::to_string)
                    .collect::<Vec<_>>()
                    .join(", ");
            }
            let field = ui.add(
                TextEdit::singleline(&mut view.hidden_layers)
                    .id(id)
                    .desired_width(108.0),
            );
            if field.changed()
                && let Ok(hidden) = parse_widths(&view.hidden_layers)
            {
                form.draft.model.hidden = hidden;
            }
        },
    );
}

fn parse_widths(text: &str) -> Result<Vec<usize>, std::num::ParseIntError> {
    text.split([',', ' '])
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .map(str::parse)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_read_with_commas_or_spaces() {
        assert_eq!(parse_widths("256, 128").unwrap(), [256, 128]);
        assert_eq!(parse_widths("64 32,").unwrap(), [64, 32]);
        assert!(parse_widths("64, x").is_err());
    }
}
