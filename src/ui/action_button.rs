//! The entry of an action in a menu.

use eframe::egui::{Button, Response, Role, Ui, WidgetInfo};

use super::action::Action;
use super::cx::Cx;

/// An entry of a menu: the name of an action, with its keys.
pub(super) fn action_button_ui(ui: &mut Ui, cx: &mut Cx, action: Action) -> Response {
    let (name, enabled) = (action.text(cx.session), action.is_enabled(cx.session));
    let mut button = Button::new(&name);
    if let Some(keys) = action.keys().first() {
        button = button.shortcut_text(keys.to_string());
    }
    let response = ui.add_enabled(enabled, button);
    // The keys are no part of its name.
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &name));
    if response.clicked() {
        cx.act(action);
    }
    response
}
