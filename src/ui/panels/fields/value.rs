//! The field of a setting, by what it holds.

use eframe::egui::{ComboBox, DragValue, RichText, Role, TextEdit, Ui, WidgetInfo, vec2};

use crate::config::Config;
use crate::config::knob::{Choice, Knob, Number};
use crate::ui::ground::theme::{self, tokens};
use crate::ui::words::glossary::{self, Term};
use crate::words::{Text, id, tr};

/// A number one drags or types.
pub(super) fn number_ui(ui: &mut Ui, draft: &mut Config, number: &Number) {
    let value = |typed: Option<f64>| {
        if let Some(typed) = typed {
            (number.set)(draft, typed);
        }
        (number.get)(draft)
    };
    let mut field = DragValue::from_get_set(value)
        .range(number.least..=number.most)
        .speed(number.step)
        .max_decimals(if number.is_whole { 0 } else { 6 });
    if let Some((zero, decimals)) = number.zero {
        field = field.custom_formatter(move |value, _| match value {
            0.0 => tr(zero).to_string(),
            value => format!("{value:.decimals$}"),
        });
    }
    ui.add(field.min_size(vec2(64.0, 26.0)));
}

pub(super) fn switch_ui(
    ui: &mut Ui,
    draft: &mut Config,
    knob: &Knob,
    get: fn(&Config) -> bool,
    set: fn(&mut Config, bool),
) {
    let mut on = get(draft);
    let response = ui.checkbox(&mut on, "");
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, tr(knob.label)));
    set(draft, on);
}

pub(super) fn choice_ui(ui: &mut Ui, draft: &mut Config, knob: &Knob, choice: &Choice) {
    let (all, mut chosen) = ((choice.all)(), (choice.get)(draft));
    let now = all
        .iter()
        .find(|(key, _)| *key == chosen)
        .map_or("", |(_, label)| tr(*label));
    ComboBox::from_id_salt(knob.path)
        .selected_text(now)
        .width(132.0)
        .height(360.0)
        .show_ui(ui, |ui| {
            for (key, label) in all.iter().filter(|(key, _)| (choice.offers)(draft, key)) {
                ui.selectable_value(&mut chosen, *key, tr(*label));
            }
        });
    (choice.set)(draft, chosen);
}

/// A line of text, such as a path: what was typed, if it changed. What stands there is `now` unless
/// somebody is typing.
pub(super) fn line_ui(ui: &mut Ui, knob: &Knob, width: f32, now: String) -> Option<String> {
    let id = ui.scope_id().with(knob.path);
    let typing = ui.memory(|m| m.has_focus(id));
    let typed = ui.data(|d| d.get_temp(id).filter(|_| typing));
    let mut text: String = typed.unwrap_or(now);
    let field = ui.add(
        TextEdit::singleline(&mut text)
            .id(id)
            .desired_width(width)
            .hint_text(tr(id::COMMON_NONE)),
    );
    // A button may stand beside it in the row, so it is named by itself.
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr(knob.label)));
    ui.data_mut(|d| d.insert_temp(id, text.clone()));
    field.changed().then_some(text)
}

/// How names of label columns are read and written.
type Names = (fn(&Config) -> &Vec<String>, fn(&mut Config, Vec<String>));

/// A box for each label column.
pub(super) fn names_ui(
    ui: &mut Ui,
    draft: &mut Config,
    (label, term): (Text, &'static Term),
    (get, set): Names,
    columns: &[&str],
) {
    let t = tokens(ui.ctx());
    let name = ui.label(RichText::new(tr(label)).size(theme::CAPTION).color(t.muted));
    glossary::explain(name, term);
    ui.horizontal_wrapped(|ui| {
        for &column in columns {
            let mut names = get(draft).clone();
            let at = names.iter().position(|name| name == column);
            let mut on = at.is_some();
            if ui.checkbox(&mut on, column).changed() {
                match at {
                    Some(at) => drop(names.remove(at)),
                    None => names.push(column.to_string()),
                }
                set(draft, names);
            }
        }
    });
}

/// Widths with commas or spaces between.
pub(super) fn parse_widths(text: &str) -> Result<Vec<usize>, std::num::ParseIntError> {
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
