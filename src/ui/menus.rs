//! The menus of the top bar that are not about files: lessons, how the window looks, help.

use eframe::egui::{
    Button, Frame, Popup, PopupCloseBehavior, Response, RichText, Role, ThemePreference, Ui,
    WidgetInfo, vec2,
};

use super::icons::Icon;
use super::teaching::{self, LESSONS};
use super::theme::{Contrast, S1, S2, tokens};
use super::view::SIZES;
use super::widgets::{caption, icon_button, segments};
use super::words::{Locale, tr};
use super::{Cx, View};

/// A word in the bar that opens a menu below it.
fn menu_button(ui: &mut Ui, name: &str) -> Response {
    let t = tokens(ui.ctx());
    ui.add(Button::new(RichText::new(name).color(t.muted)).frame_when_inactive(false))
}

/// Runs that show what scores and maps must not be read as.
pub fn lessons_menu_ui(ui: &mut Ui, cx: &mut Cx, view: &mut View) {
    let button = menu_button(ui, tr("Lessons"));
    Popup::menu(&button).gap(4.0).show(|ui| {
        ui.set_min_width(216.0);
        ui.label(caption(
            tr("Each runs with settings of its own"),
            tokens(ui.ctx()),
        ));
        for (i, lesson) in LESSONS.iter().enumerate() {
            if ui
                .button(tr(lesson.name))
                .on_hover_text(tr(lesson.look_at))
                .clicked()
            {
                teaching::start_lesson(i, cx, view);
            }
        }
    });
}

/// Language, theme, size, contrast, motion.
pub fn view_menu_ui(ui: &mut Ui, view: &mut View) {
    let button = menu_button(ui, tr("View"));
    // The style of menus takes the boxes from check marks.
    let menu = Popup::from_toggle_button_response(&button)
        .gap(4.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let menu = menu.frame(Frame::popup(ui.style()).inner_margin(12.0));
    menu.show(|ui| {
        ui.set_min_width(264.0);
        ui.spacing_mut().item_spacing.y = S1;
        language_ui(ui, view);
        theme_ui(ui, view);
        size_ui(ui, view);
        contrast_ui(ui, view);
        ui.add_space(S1);
        ui.checkbox(&mut view.prefs.still, tr("Reduced motion"))
            .on_hover_text(tr(
                "Nothing glides or fades: songs are at their new places at once",
            ));
        ui.separator();
        if ui.button(tr("Presenter mode (F5)")).clicked() {
            view.presenting = true;
            Popup::close_all(ui.ctx());
        }
    });
}

fn row_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    now: T,
    choices: &[(T, &str)],
) -> Option<T> {
    ui.label(caption(name, tokens(ui.ctx())));
    let chosen = ui.horizontal(|ui| segments(ui, now, choices)).inner;
    ui.add_space(S1);
    chosen
}

fn language_ui(ui: &mut Ui, view: &mut View) {
    let choices = Locale::ALL.map(|locale| (locale, locale.name()));
    if let Some(locale) = row_ui(ui, tr("Language"), view.prefs.locale, &choices) {
        view.prefs.locale = locale;
    }
}

fn theme_ui(ui: &mut Ui, view: &mut View) {
    let choices = [
        (ThemePreference::System, tr("As the system")),
        (ThemePreference::Light, tr("Light")),
        (ThemePreference::Dark, tr("Dark")),
    ];
    if let Some(theme) = row_ui(ui, tr("Theme"), view.prefs.theme, &choices) {
        view.prefs.theme = theme;
    }
}

fn size_ui(ui: &mut Ui, view: &mut View) {
    ui.label(caption(tr("Size"), tokens(ui.ctx())));
    ui.horizontal(|ui| {
        let step = |ui: &mut Ui, text: &str, name: &str, possible: bool| {
            let button = ui.add_enabled(possible, Button::new(text).min_size(vec2(28.0, 28.0)));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, possible, name));
            button.on_hover_text(name).clicked()
        };
        let size = view.prefs.size_percent;
        if step(ui, "−", tr("Smaller (Ctrl+−)"), size > SIZES[0]) {
            view.prefs.resize(false);
        }
        ui.add_sized([56.0, 28.0], eframe::egui::Label::new(format!("{size} %")));
        if step(
            ui,
            "+",
            tr("Larger (Ctrl++)"),
            size < SIZES[SIZES.len() - 1],
        ) {
            view.prefs.resize(true);
        }
        ui.add_space(S2);
        if ui
            .add_enabled(size != 100, Button::new(tr("Usual size")))
            .clicked()
        {
            view.prefs.size_percent = 100;
        }
    });
    ui.add_space(S1);
}

fn contrast_ui(ui: &mut Ui, view: &mut View) {
    let choices = [
        (Contrast::Normal, tr("Normal")),
        (Contrast::High, tr("High")),
    ];
    if let Some(contrast) = row_ui(ui, tr("Contrast"), view.prefs.contrast, &choices) {
        view.prefs.contrast = contrast;
    }
}

/// The question mark: what explains the program.
pub fn help_menu_ui(ui: &mut Ui, cx: &mut Cx, view: &mut View) {
    let button = icon_button(ui, Icon::Question, tr("Help"));
    Popup::menu(&button).gap(4.0).show(|ui| {
        ui.set_min_width(200.0);
        if ui.button(tr("Take the tour")).clicked() {
            view.teaching.start_tour();
        }
        if ui.button(tr("Glossary")).clicked() {
            view.teaching.open_glossary("");
        }
        if ui.button(tr("All commands (Ctrl+K)")).clicked() {
            view.teaching.toggle_palette(cx.session);
        }
        if ui.button(tr("Shortcuts and about (?)")).clicked() {
            view.show_shortcuts = true;
        }
    });
}
