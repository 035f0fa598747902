//! A path to type, where no dialog opens.

use std::path::{Path, PathBuf};

use eframe::egui::{Key, Role, TextEdit, Ui, WidgetInfo};

use crate::export::SelectionFile;
use crate::session::Command;

use super::SelectionView;
use crate::ui::cx::Cx;
use crate::ui::ground::look::{Look, Stands};
use crate::ui::ground::theme::{S1, S2, tokens};
use crate::ui::ground::widgets::caption;
use crate::words::{id, tr};

/// A path that is being typed.
pub(crate) struct PathField {
    file: SelectionFile,
    text: String,
    look: Look,
    /// There is such a file, and it was said that a second press replaces it.
    warned: Option<PathBuf>,
    /// Save was pressed, and a thread looks what stands there.
    pressed: bool,
    focus: bool,
}

impl SelectionView {
    /// Shows the field for a path that begins in `folder`, after no dialog gave one.
    pub(crate) fn ask_path(&mut self, file: SelectionFile, folder: &Path) {
        let text = folder.join(default_name(file)).display().to_string();
        self.path = Some(PathField {
            file,
            text,
            look: Look::default(),
            warned: None,
            pressed: false,
            focus: true,
        });
    }
}

/// What a file is called at first.
pub(crate) fn default_name(file: SelectionFile) -> String {
    format!("selection.{}", file.extension())
}

/// With the ending of its kind, where it has none.
pub(crate) fn with_extension(path: &Path, file: SelectionFile) -> PathBuf {
    if path.extension().is_some() {
        path.to_path_buf()
    } else {
        path.with_extension(file.extension())
    }
}

pub(super) fn path_ui(ui: &mut Ui, cx: &mut Cx, view: &mut SelectionView) {
    let t = tokens(ui.ctx());
    let Some(field) = &mut view.path else { return };
    ui.add_space(S2);
    ui.label(caption(tr(id::SELECTION_WHERE_WRITE), t));
    let edit = ui.add(TextEdit::singleline(&mut field.text).desired_width(f32::INFINITY));
    edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr(id::SELECTION_PATH_FILE)));
    if std::mem::take(&mut field.focus) {
        edit.request_focus();
    }
    if field.warned.is_some() {
        let text = tr(id::COMMON_THERE_SUCH_FILE_SAVE_AGAIN);
        ui.label(
            eframe::egui::RichText::new(text)
                .size(12.0)
                .color(t.warning),
        );
    }
    ui.add_space(S1);
    let entered = edit.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let (mut save, mut leave) = (entered, false);
    ui.horizontal(|ui| {
        save |= ui.button(tr(id::COMMON_SAVE)).clicked();
        leave = ui.button(tr(id::COMMON_CANCEL)).clicked();
    });
    field.pressed |= save && !field.text.trim().is_empty();
    let path = with_extension(Path::new(field.text.trim()), field.file);
    let stands = field
        .look
        .at(ui.ctx(), &path, "")
        .map(|(_, stands)| *stands);
    if let Some(stands) = stands.filter(|_| field.pressed) {
        field.pressed = false;
        if stands != Stands::Nothing && field.warned.as_ref() != Some(&path) {
            field.warned = Some(path);
            return;
        }
        cx.push(Command::SaveSelection(field.file, path));
        leave = true;
    }
    if leave {
        view.path = None;
    }
}
