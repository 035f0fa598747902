//! The menu of what can be taken home and come back to: figures, tables, the report, session files.

mod figure;
mod path;
mod report;
mod session;
mod table;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use eframe::egui::{
    Button, Context, Id, Key, KeyboardShortcut, Modal, Modifiers, ProgressBar, RichText, Ui, vec2,
};

use crate::session::{Command, Keeping};

use super::icons::Icon;
use super::theme::{self, S3, SUBTITLE, tokens};
use super::widgets::small_icon_button;
use super::words::{fill, tr};
use super::{Cx, View};

use figure::FigureForm;
use report::ReportForm;
use session::{OpenForm, SaveForm};
use table::TableForm;

pub use path::{FileRequest, FileRequestKind};

const SAVE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::S);
const OPEN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::O);

/// What the menu and its windows remember between frames.
#[derive(Default)]
pub struct ExportView {
    form: Option<Form>,
    /// Session files used lately, and whether they are still there: looked at when the menu opens.
    recent: Vec<(PathBuf, bool)>,
    was_open: bool,
    /// The session's own file, as it was last noted among the recent ones.
    noted: Option<PathBuf>,
    /// The window that is to open in this frame.
    want: Option<Want>,
    /// A native dialog is wanted; the app shows it and clears this.
    pub query: Option<FileRequest>,
}

/// A window that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    Figure,
    Table,
    Report,
    /// Into the session's own file; where it has none, one is asked for.
    Save,
    SaveAs,
    Open,
}

/// The window on show.
enum Form {
    Figure(FigureForm),
    Table(TableForm),
    Report(ReportForm),
    Save(SaveForm),
    Open(OpenForm),
}

impl ExportView {
    pub fn want(&mut self, want: Want) {
        self.want = Some(want);
    }

    /// Takes what a native dialog has given into the field that asked for it.
    pub fn answer(&mut self, path: &Path) {
        let field = match &mut self.form {
            Some(Form::Figure(form)) => &mut form.path,
            Some(Form::Table(form)) => &mut form.path,
            Some(Form::Report(form)) => &mut form.path,
            Some(Form::Save(form)) => &mut form.path,
            Some(Form::Open(form)) => &mut form.path,
            None => return,
        };
        field.text = path.display().to_string();
    }
}

/// Ctrl+S and Ctrl+O, also while a field has the keyboard.
pub fn keys(ui: &Ui, view: &mut View) {
    if ui.input_mut(|i| i.consume_shortcut(&SAVE)) {
        view.export.want(Want::Save);
    }
    if ui.input_mut(|i| i.consume_shortcut(&OPEN)) {
        view.export.want(Want::Open);
    }
}

/// Opens the window that is wanted.
fn open(ctx: &Context, cx: &mut Cx, view: &mut View) {
    let Some(want) = view.export.want.take() else {
        return;
    };
    let own = cx.session.keeping().path();
    view.export.form = Some(match (want, own) {
        (Want::Save, Some(path)) => {
            return cx.push(Command::Keeping(Keeping::Save(path.to_path_buf())));
        }
        (Want::Figure, _) => Form::Figure(FigureForm::new(ctx, cx.session, view)),
        (Want::Table, _) => Form::Table(TableForm::new(view)),
        (Want::Report, _) => Form::Report(ReportForm::new(cx.session, view)),
        (Want::Save | Want::SaveAs, _) => Form::Save(SaveForm::new(cx.session, view)),
        (Want::Open, _) => Form::Open(OpenForm::new(view)),
    });
}

pub fn export_menu_ui(ui: &mut Ui, cx: &mut Cx, view: &mut View) {
    let menu = ui.menu_button(tr("Export"), |ui| menu_ui(ui, cx, view));
    menu.response.on_hover_text(tr(
        "Figures, tables and the report to take home; session files to come back to.",
    ));
    let is_open = menu.inner.is_some();
    if is_open && !view.export.was_open {
        view.export.recent = view
            .prefs
            .recent_sessions
            .iter()
            .map(|path| (path.clone(), path.is_file()))
            .collect();
    }
    view.export.was_open = is_open;
    progress_ui(ui, cx);
    note_recent(cx, view);
}

fn menu_ui(ui: &mut Ui, cx: &mut Cx, view: &mut View) {
    ui.set_min_width(220.0);
    let has_analysis = cx.session.shown_analysis().is_some();
    let needs = tr("There is nothing to export before the first run.");
    let item = |ui: &mut Ui, text: &str| {
        ui.add_enabled(has_analysis, Button::new(text))
            .on_disabled_hover_text(needs)
            .clicked()
    };
    for (name, want) in [
        (tr("Figure…"), Want::Figure),
        (tr("Table…"), Want::Table),
        (tr("Report…"), Want::Report),
    ] {
        if item(ui, name) {
            view.export.want(want);
        }
    }
    ui.separator();
    let key = |ui: &Ui, shortcut: &KeyboardShortcut| ui.ctx().format_shortcut(shortcut);
    if ui
        .add(Button::new(tr("Open session…")).shortcut_text(key(ui, &OPEN)))
        .clicked()
    {
        view.export.want(Want::Open);
    }
    if ui
        .add(Button::new(tr("Save session")).shortcut_text(key(ui, &SAVE)))
        .clicked()
    {
        view.export.want(Want::Save);
    }
    if ui.button(tr("Save session as…")).clicked() {
        view.export.want(Want::SaveAs);
    }
    if !view.export.recent.is_empty() {
        ui.separator();
        ui.label(super::widgets::caption(
            tr("Recent sessions"),
            tokens(ui.ctx()),
        ));
        for (path, is_there) in &view.export.recent {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let row = ui.add_enabled(*is_there, Button::new(name));
            let whole = path.display().to_string();
            if row
                .on_hover_text(&whole)
                .on_disabled_hover_text(fill("not there any more: {path}", &[("path", &whole)]))
                .clicked()
            {
                cx.push(Command::Keeping(Keeping::Open(path.clone())));
            }
        }
    }
}

/// While something is written: how far it is, and the way to end it.
fn progress_ui(ui: &mut Ui, cx: &mut Cx) {
    let Some(export) = cx.session.keeping().exporting() else {
        return;
    };
    let share = export.done as f32 / export.total.max(1) as f32;
    if small_icon_button(ui, Icon::Close, tr("Stop the export"), true).clicked() {
        cx.push(Command::Keeping(Keeping::StopExport));
    }
    ui.add(
        ProgressBar::new(share)
            .desired_width(72.0)
            .desired_height(8.0),
    )
    .on_hover_text(fill("Writing {path}", &[("path", &export.path.display())]));
    ui.ctx()
        .request_repaint_after(std::time::Duration::from_millis(100));
}

/// Puts the session's own file first among the recent ones.
fn note_recent(cx: &Cx, view: &mut View) {
    let now = cx.session.keeping().path();
    if now == view.export.noted.as_deref() {
        return;
    }
    view.export.noted = now.map(Path::to_path_buf);
    if let Some(path) = now {
        view.prefs.note_recent(path);
    }
}

/// The window of what was chosen, and the offer after a crash.
pub fn window_ui(ctx: &Context, cx: &mut Cx, view: &mut View) {
    session::offer_ui(ctx, cx);
    open(ctx, cx, view);
    let Some(mut form) = view.export.form.take() else {
        return;
    };
    let t = tokens(ctx);
    let modal = Modal::new(Id::unique("export"))
        .frame(theme::card(t).inner_margin(24.0))
        .show(ctx, |ui| {
            ui.set_width(480.0);
            ui.label(RichText::new(form.title()).font(theme::semibold(SUBTITLE)));
            ui.add_space(theme::S2);
            let ready = match &mut form {
                Form::Figure(form) => form.ui(ui, cx, &mut view.export.query),
                Form::Table(form) => form.ui(ui, &mut view.export.query),
                Form::Report(form) => form.ui(ui, cx, &mut view.export.query),
                Form::Save(form) => form.ui(ui, &mut view.export.query),
                Form::Open(form) => form.ui(ui, &mut view.export.query),
            };
            ui.add_space(S3);
            buttons_ui(ui, form.verb(), ready)
        });
    let (done, cancel) = modal.inner;
    if done {
        let command = match &form {
            Form::Figure(form) => form.command(),
            Form::Table(form) => form.command(),
            Form::Report(form) => form.command(),
            Form::Save(form) => Keeping::Save(form.path.path()),
            Form::Open(form) => Keeping::Open(form.path.path()),
        };
        if !matches!(form, Form::Open(_)) {
            view.prefs.export_folder = form.path().parent().map(Path::to_path_buf);
        }
        cx.push(Command::Keeping(command));
    } else if !cancel && !modal.should_close() {
        view.export.form = Some(form);
    }
}

impl Form {
    fn title(&self) -> &'static str {
        match self {
            Form::Figure(_) => tr("Export a figure"),
            Form::Table(_) => tr("Export a table"),
            Form::Report(_) => tr("Write the report"),
            Form::Save(_) => tr("Save the session"),
            Form::Open(_) => tr("Open a session"),
        }
    }

    fn verb(&self) -> &'static str {
        match self {
            Form::Figure(_) | Form::Table(_) => tr("Export"),
            Form::Report(_) => tr("Write"),
            Form::Save(_) => tr("Save"),
            Form::Open(_) => tr("Open"),
        }
    }

    fn path(&self) -> PathBuf {
        match self {
            Form::Figure(form) => form.path.path(),
            Form::Table(form) => form.path.path(),
            Form::Report(form) => form.path.path(),
            Form::Save(form) => form.path.path(),
            Form::Open(form) => form.path.path(),
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
        (done || entered, ui.button(tr("Cancel")).clicked())
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
            ui.label(super::widgets::caption(name, t))
                .on_hover_text(hint)
                .id
        });
        contents(ui, label.inner);
    });
}
