//! The left panel: where songs come from, what is done with them, and Run.

use std::path::PathBuf;

use eframe::egui::{Align, Align2, Button, Layout, Margin, RichText, ScrollArea, TextEdit, Ui};

use crate::config::typed_path;
use crate::session::{Command, Source};

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::place::{self, Place};
use crate::ui::ground::theme::{self, S1, S2, S3, tokens};
use crate::ui::ground::widgets::{caption, heading_ui, small_icon_button};
use crate::ui::panel::Panel;
use crate::ui::panels::{fields, run_card};
use crate::words::{id, tr};

/// What the panel remembers between frames.
#[derive(Default)]
pub(crate) struct SettingsPanel {
    path: String,
    /// The source that `path` was last filled from.
    path_of: Option<PathBuf>,
    /// Put the caret into the path field in the next frame.
    focus_path: bool,
}

impl SettingsPanel {
    /// Puts the caret into the path field.
    pub(crate) fn focus_path(&mut self) {
        self.focus_path = true;
    }
}

impl Panel for SettingsPanel {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        settings_ui(ui, cx, self);
    }

    fn act(&mut self, action: &Action, _: &mut Cx) {
        self.focus_path |= *action == Action::TypePath;
    }
}

fn settings_ui(ui: &mut Ui, cx: &mut Cx, view: &mut SettingsPanel) {
    let t = tokens(ui.ctx());
    eframe::egui::Panel::bottom("run")
        .show_separator_line(false)
        .frame(theme::panel(
            t,
            Margin {
                left: 0,
                right: 8,
                top: 12,
                bottom: 16,
            },
        ))
        .show(ui, |ui| {
            run_card::run_card_ui(ui, cx);
            place::mark(ui.ctx(), Place::Run, ui.min_rect().expand(S2));
        });
    ScrollArea::vertical()
        .auto_shrink(false)
        .content_margin(Margin {
            left: 0,
            right: 8,
            top: 0,
            bottom: 16,
        })
        .show(ui, |ui| {
            let source = ui.scope(|ui| source_ui(ui, cx, view)).response.rect;
            place::mark(ui.ctx(), Place::Source, source.expand(S2));
            ui.add_space(S3);
            title_ui(ui, cx);
            fields::fields_ui(ui, cx);
        });
}

fn title_ui(ui: &mut Ui, cx: &mut Cx) {
    ui.horizontal(|ui| {
        heading_ui(ui, tr(id::COMMON_SETTINGS));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let default = crate::config::Config {
                seed: cx.session.draft().seed,
                ..Default::default()
            };
            let changed = *cx.session.draft() != default;
            if small_icon_button(
                ui,
                Icon::Reset,
                tr(id::COMMON_RESET_SETTINGS_DEFAULTS),
                changed,
            )
            .clicked()
                && changed
            {
                cx.push(Command::ResetConfig);
            }
        });
    });
}

fn source_ui(ui: &mut Ui, cx: &mut Cx, view: &mut SettingsPanel) {
    let t = tokens(ui.ctx());
    heading_ui(ui, tr(id::COMMON_SONGS));
    follow_source(cx, view);
    let field = ui.add(
        TextEdit::singleline(&mut view.path)
            .hint_text(tr(id::SETTINGS_FOLDER_OR_MANIFEST_CSV_TSV))
            .desired_width(f32::INFINITY)
            .align(Align2::LEFT_CENTER)
            .min_size(eframe::egui::vec2(0.0, 32.0)),
    );
    if std::mem::take(&mut view.focus_path) {
        field.request_focus();
    }
    let entered = field.lost_focus() && ui.input(|i| i.key_pressed(eframe::egui::Key::Enter));
    field.widget_info(|| {
        eframe::egui::WidgetInfo::labeled(
            eframe::egui::Role::TextInput,
            true,
            tr(id::COMMON_FOLDER_PATH),
        )
    });
    ui.add_space(S1 - S2);
    ui.horizontal(|ui| {
        let wide = (ui.available_width() - S2) / 2.0;
        let open = Button::new(tr(id::SETTINGS_OPEN)).min_size(eframe::egui::vec2(wide, 32.0));
        if ui
            .add_enabled(!cx.stance.dialog_open, open)
            .on_hover_text(tr(id::SETTINGS_CHOOSE_FOLDER_DIALOG))
            .clicked()
        {
            cx.act(Action::ChooseFolder);
        }
        let demo = Button::new(tr(id::COMMON_DEMO_SONGS)).min_size(eframe::egui::vec2(wide, 32.0));
        if ui
            .add(demo)
            .on_hover_text(tr(id::SETTINGS_SONGS_COME_PROGRAM))
            .clicked()
        {
            cx.push(Command::OpenDemo);
        }
    });
    if entered && let Some(path) = typed_path(&view.path) {
        cx.push(Command::OpenFolder(path));
    }
    if let Some(last) = cx.prefs.last_folder.clone()
        && cx.session.source() != Some(&Source::Path(last.clone()))
    {
        ui.horizontal(|ui| {
            ui.label(caption(tr(id::SETTINGS_LAST_TIME), t));
            let name = last.file_name().map_or_else(
                || last.display().to_string(),
                |n| n.to_string_lossy().into_owned(),
            );
            let text = RichText::new(name).size(theme::CAPTION).color(t.accent);
            if one_line_link(ui, text)
                .on_hover_text(last.display().to_string())
                .clicked()
            {
                cx.push(Command::OpenFolder(last));
            }
        });
    }
}

fn one_line_link(ui: &mut Ui, text: RichText) -> eframe::egui::Response {
    ui.add(Button::new(text).frame(false).truncate())
}

/// Fills the path field anew when another source was opened.
fn follow_source(cx: &Cx, view: &mut SettingsPanel) {
    let now = match cx.session.source() {
        Some(Source::Path(path)) => Some(path.clone()),
        _ => None,
    };
    if view.path_of != now {
        view.path = now
            .as_ref()
            .map(|path| path.display().to_string())
            .unwrap_or_default();
        view.path_of = now;
    }
}
