//! The menus of the top bar that are not about files: lessons, how the window looks, help.

use eframe::egui::{
    Button, Frame, Popup, PopupCloseBehavior, Response, RichText, Role, ThemePreference, Ui,
    WidgetInfo, vec2,
};

use crate::lessons;
use crate::session::{Command, Teaching};

use crate::ui::action::Action;
use crate::ui::action_button::action_button_ui;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{Contrast, S1, S2, tokens};
use crate::ui::ground::widgets::{caption, icon_button, segments};
use crate::ui::layout::{Arrangement, Layout};
use crate::ui::prefs::SIZES;
use crate::ui::tab::{Area, Tab};
use crate::words::{Locale, id, tr};

/// A word in the bar that opens a menu below it.
fn menu_button(ui: &mut Ui, name: &str) -> Response {
    let t = tokens(ui.ctx());
    ui.add(Button::new(RichText::new(name).color(t.muted)).frame_when_inactive(false))
}

/// Runs that show what scores and maps must not be read as.
pub(crate) fn lessons_menu_ui(ui: &mut Ui, cx: &mut Cx) {
    let button = menu_button(ui, tr(id::COMMON_LESSONS));
    Popup::menu(&button).gap(4.0).show(|ui| {
        ui.set_min_width(216.0);
        ui.label(caption(
            tr(id::MENUS_EACH_RUNS_SETTINGS_OWN),
            tokens(ui.ctx()),
        ));
        for (i, lesson) in lessons::ours().iter().enumerate() {
            if ui
                .button(lesson.title())
                .on_hover_text(lesson.text())
                .clicked()
            {
                cx.act(Action::Lesson(i));
            }
        }
        ui.separator();
        action_button_ui(ui, cx, Action::OpenLesson);
        action_button_ui(ui, cx, Action::SaveLesson)
            .on_hover_text(tr(id::LESSONS_SAVE_ABOUT))
            .on_disabled_hover_text(tr(id::EXPORT_MENU_THERE_NOTHING_EXPORT_BEFORE_FIRST));
        recent_lessons_ui(ui, cx);
    });
}

/// Files of lessons that were opened lately, by their names.
fn recent_lessons_ui(ui: &mut Ui, cx: &mut Cx) {
    let prefs = cx.prefs;
    if prefs.recent_lessons.is_empty() {
        return;
    }
    ui.separator();
    ui.label(caption(tr(id::LESSONS_RECENT), tokens(ui.ctx())));
    for path in &prefs.recent_lessons {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = name.strip_suffix(".lesson").unwrap_or(&name);
        let button = ui.button(name);
        if button.on_hover_text(path.display().to_string()).clicked() {
            cx.push(Command::Teaching(Teaching::Open(path.clone())));
        }
    }
}

/// Language, theme, size, contrast, motion.
pub(crate) fn view_menu_ui(ui: &mut Ui, cx: &mut Cx) {
    let button = menu_button(ui, tr(id::MENUS_VIEW));
    // The style of menus takes the boxes from check marks.
    let menu = Popup::from_toggle_button_response(&button)
        .gap(4.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let menu = menu.frame(Frame::popup(ui.style()).inner_margin(12.0));
    menu.show(|ui| {
        ui.set_min_width(264.0);
        ui.spacing_mut().item_spacing.y = S1;
        language_ui(ui, cx);
        theme_ui(ui, cx);
        size_ui(ui, cx);
        contrast_ui(ui, cx);
        ui.add_space(S1);
        let mut still = cx.prefs.still;
        let switch = ui.checkbox(&mut still, tr(id::MENUS_REDUCED_MOTION));
        let hint = tr(id::MENUS_NOTHING_GLIDES_OR_FADES_SONGS);
        if switch.on_hover_text(hint).clicked() {
            cx.act(Action::ReducedMotion);
        }
        let mut typical = cx.session.listening().settings().typical_previews;
        let switch = ui.checkbox(&mut typical, tr(id::LISTENING_TYPICAL_PREVIEWS));
        let hint = tr(id::LISTENING_TYPICAL_PREVIEWS_SAYS);
        if switch.on_hover_text(hint).clicked() {
            cx.act(Action::TypicalPreviews);
        }
        ui.separator();
        if action_button_ui(ui, cx, Action::Present).clicked() {
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

fn language_ui(ui: &mut Ui, cx: &mut Cx) {
    let choices: Vec<_> = Locale::all()
        .map(|locale| (locale, locale.name()))
        .collect();
    if let Some(locale) = row_ui(ui, tr(id::MENUS_LANGUAGE), cx.prefs.locale, &choices) {
        cx.act(Action::Locale(locale));
    }
}

fn theme_ui(ui: &mut Ui, cx: &mut Cx) {
    let choices = [
        (ThemePreference::System, tr(id::MENUS_AS_SYSTEM)),
        (ThemePreference::Light, tr(id::MENUS_LIGHT)),
        (ThemePreference::Dark, tr(id::MENUS_DARK)),
    ];
    if let Some(theme) = row_ui(ui, tr(id::MENUS_THEME), cx.prefs.theme, &choices) {
        cx.act(Action::Theme(theme));
    }
}

fn size_ui(ui: &mut Ui, cx: &mut Cx) {
    ui.label(caption(tr(id::COMMON_SIZE), tokens(ui.ctx())));
    ui.horizontal(|ui| {
        let step = |ui: &mut Ui, text: &str, name: &str, possible: bool| {
            let button = ui.add_enabled(possible, Button::new(text).min_size(vec2(28.0, 28.0)));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, possible, name));
            button.on_hover_text(name).clicked()
        };
        let size = cx.prefs.size_percent;
        if step(ui, "−", &Action::Smaller.hint(cx.session), size > SIZES[0]) {
            cx.act(Action::Smaller);
        }
        ui.add_sized([56.0, 28.0], eframe::egui::Label::new(format!("{size} %")));
        if step(
            ui,
            "+",
            &Action::Larger.hint(cx.session),
            size < SIZES[SIZES.len() - 1],
        ) {
            cx.act(Action::Larger);
        }
        ui.add_space(S2);
        if ui
            .add_enabled(size != 100, Button::new(tr(id::COMMON_USUAL_SIZE)))
            .clicked()
        {
            cx.act(Action::UsualSize);
        }
    });
    ui.add_space(S1);
}

fn contrast_ui(ui: &mut Ui, cx: &mut Cx) {
    let choices = [
        (Contrast::Normal, tr(id::MENUS_NORMAL)),
        (Contrast::High, tr(id::MENUS_HIGH)),
    ];
    if let Some(contrast) = row_ui(ui, tr(id::MENUS_CONTRAST), cx.prefs.contrast, &choices) {
        cx.act(Action::Contrast(contrast));
    }
}

/// Which panels are open, and arrangements of them.
pub(crate) fn panels_menu_ui(ui: &mut Ui, cx: &mut Cx, layout: &Layout) {
    let button = menu_button(ui, tr(id::MENUS_PANELS));
    // The style of menus takes the boxes from check marks.
    let menu = Popup::from_toggle_button_response(&button)
        .gap(4.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let menu = menu.frame(Frame::popup(ui.style()).inner_margin(12.0));
    menu.show(|ui| {
        ui.set_min_width(240.0);
        ui.spacing_mut().item_spacing.y = S1;
        for &tab in Tab::ALL.iter().filter(|tab| tab.area() != Area::Map) {
            let mut open = layout.is_open(tab);
            if ui.checkbox(&mut open, tr(tab.name())).clicked() {
                cx.act(Action::Toggle(tab));
            }
        }
        ui.separator();
        for &arrangement in Arrangement::ALL {
            if action_button_ui(ui, cx, Action::Arrange(arrangement)).clicked() {
                Popup::close_all(ui.ctx());
            }
        }
    });
}

/// The question mark: what explains the program.
pub(crate) fn help_menu_ui(ui: &mut Ui, cx: &mut Cx) {
    let button = icon_button(ui, Icon::Question, tr(id::COMMON_HELP));
    Popup::menu(&button).gap(4.0).show(|ui| {
        ui.set_min_width(200.0);
        for action in [
            Action::Tour,
            Action::Glossary,
            Action::Palette,
            Action::Shortcuts,
        ] {
            action_button_ui(ui, cx, action);
        }
    });
}
