//! Which column values are given in; new ones, their names, and their end.

use eframe::egui::{Button, ComboBox, Id, Key, Label, Popup, Role, TextEdit, Ui, WidgetInfo};

use crate::curation::OwnKey;
use crate::session::{ColourBy, Command, Curating};

use crate::ui::action::Action;
use crate::ui::action_button::action_button_ui;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::tokens;
use crate::ui::ground::widgets::{caption, small_icon_button};
use crate::ui::words::glossary;
use crate::words::{fill, id, tr};

/// What is being typed.
#[derive(Default)]
pub(super) struct ColumnsView {
    /// The name of the first column.
    first: String,
    /// The name of a further column; `None` where none is asked for.
    new: Option<String>,
    renamed: Option<(OwnKey, String)>,
    /// Put the caret into the field in the next frame.
    focus: bool,
}

/// True when a column was made.
pub(super) fn columns_ui(ui: &mut Ui, cx: &mut Cx, view: &mut ColumnsView) -> bool {
    let made = cx.session.curating().made().clone();
    let Some(now) = cx.session.curating().column() else {
        let what = caption(tr(id::GLOSSARY_OWN_LABELS_ARE_KEPT), tokens(ui.ctx()));
        ui.add(Label::new(what).wrap());
        let is_made = new_ui(ui, cx, &mut view.first, &mut view.focus);
        action_button_ui(ui, cx, Action::EditClusters);
        return is_made;
    };
    ui.horizontal(|ui| {
        let name = made.column(now).map_or("", |column| column.name.as_str());
        let width = (ui.available_width() - 120.0).clamp(80.0, 200.0);
        let chosen = |ui: &mut Ui| {
            // A name may be of any length.
            ui.set_max_width(width);
            let list = ComboBox::from_id_salt("own column").selected_text(name);
            list.width(width).truncate().show_ui(ui, |ui| {
                for column in made.columns() {
                    let is_now = column.key == now;
                    if ui.selectable_label(is_now, &column.name).clicked() {
                        cx.push(Command::Curating(Curating::Use(column.key)));
                    }
                }
            })
        };
        let list = ui.scope(chosen).inner;
        let what = tr(id::OWN_COLUMN);
        list.response
            .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, what));
        glossary::explain(list.response, &glossary::pictures::OWN_LABELS);
        if ui.button(tr(id::OWN_NEW_COLUMN)).clicked() {
            view.new = match view.new {
                Some(_) => None,
                None => Some(String::new()),
            };
            view.focus = view.new.is_some();
        }
        menu_ui(ui, cx, view, now, name);
    });
    if let Some((key, text)) = &mut view.renamed {
        let field = field(ui, text, id::OWN_NAME_OF_COLUMN, &mut view.focus);
        if field.lost_focus() {
            let named = Curating::RenameColumn(*key, text.clone());
            if ui.input(|i| i.key_pressed(Key::Enter)) {
                cx.push(Command::Curating(named));
            }
            view.renamed = None;
        }
    }
    let new = view.new.as_mut();
    let is_made = new.is_some_and(|text| new_ui(ui, cx, text, &mut view.focus));
    if is_made {
        view.new = None;
    }
    is_made
}

/// A field for the name of a new column; true when one was made.
fn new_ui(ui: &mut Ui, cx: &mut Cx, text: &mut String, focus: &mut bool) -> bool {
    let mut is_made = false;
    ui.horizontal(|ui| {
        let field = field(ui, text, id::OWN_NAME_OF_NEW_COLUMN, focus);
        let is_entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let is_filled = !text.trim().is_empty();
        let add = ui.add_enabled(is_filled, Button::new(tr(id::OWN_ADD)));
        if is_filled && (is_entered || add.clicked()) {
            cx.push(Command::Curating(Curating::AddColumn(std::mem::take(text))));
            is_made = true;
        }
    });
    is_made
}

fn field(
    ui: &mut Ui,
    text: &mut String,
    name: crate::words::Text,
    focus: &mut bool,
) -> eframe::egui::Response {
    let width = (ui.available_width() - 80.0).clamp(80.0, 220.0);
    let field = ui.add(
        TextEdit::singleline(text)
            .id(Id::unique(("own column", name)))
            .hint_text(tr(name))
            .desired_width(width),
    );
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr(name)));
    if std::mem::take(focus) {
        field.request_focus();
    }
    field
}

fn menu_ui(ui: &mut Ui, cx: &mut Cx, view: &mut ColumnsView, key: OwnKey, name: &str) {
    let what = fill(id::OWN_MORE_OF, &[("name", &name)]);
    let button = small_icon_button(ui, Icon::More, &what, true);
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(200.0);
        if ui.button(tr(id::OWN_COLOUR_BY_COLUMN)).clicked() {
            cx.push(Command::ColourBy(ColourBy::Own(key)));
        }
        action_button_ui(ui, cx, Action::EditClusters);
        if ui.button(tr(id::OWN_RENAME)).clicked() {
            (view.renamed, view.focus) = (Some((key, name.to_string())), true);
        }
        if ui.button(tr(id::OWN_DELETE_COLUMN)).clicked() {
            cx.push(Command::Curating(Curating::RemoveColumn(key)));
        }
    });
}
