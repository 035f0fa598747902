//! The menu of what can be taken home and come back to: figures, tables, the report, session files.

mod path;
mod figure;
mod lesson;
mod report;
mod session;
mod table;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use eframe::egui::{Button, Context, Id, Key, Modal, ProgressBar, RichText, Ui, vec2};

use crate::session::{Command, Keeping, Session, Teaching};

use crate::ui::action::Action;
use crate::ui::action_button::action_button_ui;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::look::{Look, Stands};
use crate::ui::ground::theme::{self, S3, SUBTITLE, tokens};
use crate::ui::ground::widgets::{caption, small_icon_button};
use crate::ui::prefs::Prefs;
use crate::words::{fill, id, tr};

use figure::FigureForm;
use lesson::LessonForm;
use path::PathField;
use report::ReportForm;
use session::{OpenForm, SaveForm};
use table::TableForm;

pub(crate) use session::offer_ui;

/// What the menu remembers between frames.
#[derive(Default)]
pub(crate) struct ExportMenu {
    /// Session files used lately, and whether they are still there: looked at when the menu opens.
    recent: Vec<(PathBuf, Look)>,
    was_open: bool,
}

/// The window on show.
pub(crate) enum ExportForm {
    Figure(FigureForm),
    Table(TableForm),
    Report(ReportForm),
    Save(SaveForm),
    Open(OpenForm),
    SaveLesson(LessonForm),
    OpenLesson(LessonForm),
}

pub(crate) fn export_menu_ui(ui: &mut Ui, cx: &mut Cx, view: &mut ExportMenu) {
    let menu = ui.menu_button(tr(id::COMMON_EXPORT), |ui| menu_ui(ui, cx, view));
    menu.response
        .on_hover_text(tr(id::EXPORT_MENU_FIGURES_TABLES_REPORT_TAKE_HOME));
    let is_open = menu.inner.is_some();
    if is_open && !view.was_open {
        let recent = cx.prefs.recent_sessions.iter();
        view.recent = recent.map(|path| (path.clone(), Look::default())).collect();
    }
    view.was_open = is_open;
    progress_ui(ui, cx);
}

fn menu_ui(ui: &mut Ui, cx: &mut Cx, view: &mut ExportMenu) {
    ui.set_min_width(220.0);
    let needs = tr(id::EXPORT_MENU_THERE_NOTHING_EXPORT_BEFORE_FIRST);
    for action in [
        Action::ExportFigure,
        Action::ExportTable,
        Action::WriteReport,
    ] {
        action_button_ui(ui, cx, action).on_disabled_hover_text(needs);
    }
    ui.separator();
    for action in [
        Action::OpenSession,
        Action::SaveSession,
        Action::SaveSessionAs,
    ] {
        action_button_ui(ui, cx, action);
    }
    if view.recent.is_empty() {
        return;
    }
    ui.separator();
    ui.label(caption(
        tr(id::EXPORT_MENU_RECENT_SESSIONS),
        tokens(ui.ctx()),
    ));
    for (path, look) in &mut view.recent {
        let stem = path.file_stem().unwrap_or_default();
        let name = stem.to_string_lossy().into_owned();
        let found = look.at(ui.ctx(), path, "");
        let is_there = found.is_some_and(|(_, stands)| *stands == Stands::File);
        let row = ui.add_enabled(is_there, Button::new(name));
        let whole = path.display().to_string();
        if row
            .on_hover_text(&whole)
            .on_disabled_hover_text(fill(
                id::EXPORT_MENU_NOT_THERE_ANY_MORE_PATH,
                &[("path", &whole)],
            ))
            .clicked()
        {
            cx.push(Command::Keeping(Keeping::Open(path.clone())));
        }
    }
}

/// While something is written: how far it is, and the way to end it.
fn progress_ui(ui: &mut Ui, cx: &mut Cx) {
    let Some(export) = cx.session.keeping().exporting() else {
        return;
    };
    let share = export.done as f32 / export.total.max(1) as f32;
    if small_icon_button(ui, Icon::Close, tr(id::EXPORT_MENU_STOP_EXPORT), true).clicked() {
        cx.push(Command::Keeping(Keeping::StopExport));
    }
    ui.add(
        ProgressBar::new(share)
            .desired_width(72.0)
            .desired_height(8.0),
    )
    .on_hover_text(fill(
        id::EXPORT_MENU_WRITING_PATH,
        &[("path", &export.path.display())],
    ));
    ui.ctx()
        .request_repaint_after(std::time::Duration::from_millis(100));
}

impl ExportForm {
    /// The window that an action opens; `None` where it opens none: a session that has a file of
    /// its own is saved there at once.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "an action has a window here if it is named here"
    )]
    pub(crate) fn of(
        action: &Action,
        ctx: &Context,
        session: &Session,
        prefs: &Prefs,
    ) -> Option<Self> {
        match action {
            Action::ExportFigure => Some(Self::Figure(FigureForm::new(ctx, session, prefs))),
            Action::ExportTable => Some(Self::Table(TableForm::new(prefs))),
            Action::WriteReport => Some(Self::Report(ReportForm::new(session, prefs))),
            Action::SaveSession if session.keeping().path().is_some() => None,
            Action::SaveSession | Action::SaveSessionAs => {
                Some(Self::Save(SaveForm::new(session, prefs)))
            }
            Action::OpenSession => Some(Self::Open(OpenForm::new(prefs))),
            Action::SaveLesson => Some(Self::SaveLesson(LessonForm::save(prefs))),
            Action::OpenLesson => Some(Self::OpenLesson(LessonForm::open(prefs))),
            _ => None,
        }
    }

    fn path(&mut self) -> &mut PathField {
        match self {
            Self::Figure(form) => &mut form.path,
            Self::Table(form) => &mut form.path,
            Self::Report(form) => &mut form.path,
            Self::Save(form) => &mut form.path,
            Self::Open(form) => &mut form.path,
            Self::SaveLesson(form) | Self::OpenLesson(form) => &mut form.path,
        }
    }

    /// Takes what a native dialog has given.
    pub(crate) fn set_path(&mut self, path: &Path) {
        self.path().text = path.display().to_string();
    }

    fn command(&self) -> Command {
        match self {
            Self::Figure(form) => Command::Keeping(form.command()),
            Self::Table(form) => Command::Keeping(form.command()),
            Self::Report(form) => Command::Keeping(form.command()),
            Self::Save(form) => Command::Keeping(Keeping::Save(form.path.path())),
            Self::Open(form) => Command::Keeping(Keeping::Open(form.path.path())),
            Self::SaveLesson(form) => Command::Teaching(Teaching::Save(form.path.path())),
            Self::OpenLesson(form) => Command::Teaching(Teaching::Open(form.path.path())),
        }
    }
}

/// The window of what was chosen; false when it is done with. Notes in `prefs` where something was
/// written.
pub(crate) fn export_ui(
    ctx: &Context,
    cx: &mut Cx,
    form: &mut ExportForm,
    prefs: &mut Prefs,
) -> bool {
    let t = tokens(ctx);
    let modal = Modal::new(Id::unique("export"))
        .frame(theme::card(t).inner_margin(24.0))
        .show(ctx, |ui| {
            ui.set_width(480.0);
            ui.label(RichText::new(form.title()).font(theme::semibold(SUBTITLE)));
            ui.add_space(theme::S2);
            let ready = match form {
                ExportForm::Figure(form) => form.ui(ui, cx),
                ExportForm::Table(form) => form.ui(ui, cx),
                ExportForm::Report(form) => form.ui(ui, cx),
                ExportForm::Save(form) => form.ui(ui, cx),
                ExportForm::Open(form) => form.ui(ui, cx),
                ExportForm::SaveLesson(form) | ExportForm::OpenLesson(form) => form.ui(ui, cx),
            };
            ui.add_space(S3);
            let (done, cancel) = buttons_ui(ui, form.verb(), ready);
            (done || (ready && form.path().is_entered()), cancel)
        });
    let (done, cancel) = modal.inner;
    if done {
        cx.push(form.command());
        if !matches!(form, ExportForm::Open(_) | ExportForm::OpenLesson(_)) {
            prefs.export_folder = form.path().path().parent().map(Path::to_path_buf);
        }
    }
    !(done || cancel || modal.should_close())
}

impl ExportForm {
    fn title(&self) -> &'static str {
        match self {
            Self::Figure(_) => tr(id::COMMON_EXPORT_FIGURE),
            Self::Table(_) => tr(id::COMMON_EXPORT_TABLE),
            Self::Report(_) => tr(id::COMMON_WRITE_REPORT),
            Self::Save(_) => tr(id::COMMON_SAVE_SESSION),
            Self::Open(_) => tr(id::COMMON_OPEN_SESSION),
            Self::SaveLesson(_) => tr(id::LESSONS_SAVE),
            Self::OpenLesson(_) => tr(id::LESSONS_OPEN),
        }
    }

    fn verb(&self) -> &'static str {
        match self {
            Self::Figure(_) | Self::Table(_) => tr(id::COMMON_EXPORT),
            Self::Report(_) => tr(id::EXPORT_MENU_WRITE),
            Self::Save(_) | Self::SaveLesson(_) => tr(id::COMMON_SAVE),
            Self::Open(_) | Self::OpenLesson(_) => tr(id::EXPORT_MENU_OPEN),
        }
    }
}

/// Whether it is to be done, and whether it is to be left.
fn buttons_ui(ui: &mut Ui, verb: &str, ready: bool) -> (bool, bool) {
    let t = tokens(ui.ctx());
    ui.horizontal(|ui| {
        let text = RichText::new(verb).color(if ready { t.on_accent } else { t.faint });
        let fill = if ready { t.accent } else { t.hover };
        let done = ui
            .add_enabled(
                ready,
                Button::new(text).fill(fill).min_size(vec2(88.0, 28.0)),
            )
            .clicked();
        let entered = ready && ui.input(|i| i.key_pressed(Key::Enter) && i.modifiers.command);
        (done || entered, ui.button(tr(id::COMMON_CANCEL)).clicked())
    })
    .inner
}

/// One line of a window: its name at the left, what it is about on hover.
fn row(ui: &mut Ui, name: &str, hint: &str, contents: impl FnOnce(&mut Ui, Id)) {
    let t = tokens(ui.ctx());
    ui.horizontal(|ui| {
        let layout = eframe::egui::Layout::left_to_right(eframe::egui::Align::Center);
        let label = ui.allocate_ui_with_layout(vec2(96.0, 28.0), layout, |ui| {
            ui.set_min_width(96.0);
            ui.label(caption(name, t)).on_hover_text(hint).id
        });
        contents(ui, label.inner);
    });
}
