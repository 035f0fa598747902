//! The slim bar at the top: name, what is open, and switches for panels and theme.

use eframe::egui::{
    Align, Button, Color32, Layout, RichText, Sense, Stroke, ThemePreference, Ui, vec2,
};

use crate::session::{Session, Source};

use crate::ui::action::Action;
use crate::ui::bars::export_menu::{self, ExportMenu};
use crate::ui::bars::{menus, run_control};
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{self, SUBTITLE, tokens};
use crate::ui::ground::widgets::{caption, icon_button, icon_toggle};
use crate::ui::tab::Area;
use crate::words::{fill, id, tr};

pub(crate) fn top_bar_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    layout: &crate::ui::layout::Layout,
    export: &mut ExportMenu,
) {
    let t = tokens(ui.ctx());
    ui.horizontal_centered(|ui| {
        ui.add_space(4.0);
        mark_ui(ui);
        ui.label(
            RichText::new("Latentune")
                .font(theme::semibold(SUBTITLE))
                .color(t.accent),
        );
        ui.add_space(4.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            switches_ui(ui, cx, layout);
            ui.add_space(8.0);
            menus::view_menu_ui(ui, cx);
            menus::panels_menu_ui(ui, cx, layout);
            menus::lessons_menu_ui(ui, cx);
            ui.scope(|ui| {
                // Beside the words of the other menus its button is one of them.
                let quiet = &mut ui.visuals_mut().widgets.inactive;
                (quiet.weak_bg_fill, quiet.bg_stroke) = (Color32::TRANSPARENT, Stroke::NONE);
                quiet.fg_stroke.color = t.muted;
                export_menu::export_menu_ui(ui, cx, export);
            });
            ui.add_space(8.0);
            // The settings have their own.
            if !layout.is_area_open(Area::Settings) {
                run_control::run_control_ui(ui, cx);
                ui.add_space(4.0);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let text = caption(headline(cx.session), t);
                let button = Button::new(text).frame_when_inactive(false).truncate();
                if ui.add(button).on_hover_text(tr(id::START_TITLE)).clicked() {
                    cx.act(Action::Start);
                }
            });
        });
    });
}

/// Three songs that have found each other.
fn mark_ui(ui: &mut Ui) {
    let t = tokens(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::hover());
    for (x, y, radius, strength) in [
        (-4.5, 3.5, 4.5, 1.0),
        (4.5, -3.0, 3.5, 0.7),
        (6.0, 6.0, 2.0, 0.45),
    ] {
        ui.painter().circle_filled(
            rect.center() + vec2(x, y),
            radius,
            t.accent.gamma_multiply(strength),
        );
    }
}

fn switches_ui(ui: &mut Ui, cx: &mut Cx, layout: &crate::ui::layout::Layout) {
    menus::help_menu_ui(ui, cx);
    let (icon, name, next) = match cx.prefs.theme {
        ThemePreference::System => (
            Icon::Auto,
            tr(id::COMMON_THEME_AS_SYSTEM),
            ThemePreference::Light,
        ),
        ThemePreference::Light => (Icon::Sun, tr(id::COMMON_THEME_LIGHT), ThemePreference::Dark),
        ThemePreference::Dark => (
            Icon::Moon,
            tr(id::COMMON_THEME_DARK),
            ThemePreference::System,
        ),
    };
    if icon_button(ui, icon, name).clicked() {
        cx.act(Action::Theme(next));
    }
    ui.add_space(8.0);
    for (icon, area) in [
        (Icon::PanelRight, Area::Song),
        (Icon::PanelBottom, Area::Results),
        (Icon::PanelLeft, Area::Settings),
    ] {
        let action = Action::ToggleArea(area);
        let name = action.text(cx.session);
        if icon_toggle(ui, icon, &name, layout.is_area_open(area)).clicked() {
            cx.act(action);
        }
    }
}

/// What is open, in one line.
pub(in crate::ui) fn headline(session: &Session) -> String {
    let songs = session
        .library()
        .map(|library| fill(id::COMMON_N_SONGS, &[("n", &library.songs.len())]));
    let source = session.source().map(|source| match source {
        Source::Demo => tr(id::TOP_BAR_DEMO_SONGS).to_string(),
        Source::Path(path) => path.display().to_string(),
    });
    if session.is_opening()
        && let Some(source) = source
    {
        return fill(id::TOP_BAR_OPENING_SOURCE, &[("source", &source)]);
    }
    match (source, songs) {
        (Some(source), Some(songs)) => format!("{source}  ·  {songs}"),
        (Some(source), None) => source,
        _ => tr(id::TOP_BAR_NO_SONGS_OPEN).to_string(),
    }
}
