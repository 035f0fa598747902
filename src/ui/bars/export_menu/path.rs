//! The field of a path, with a button for the native dialog beside it. The field is always there:
//! not every machine has a dialog.

use std::path::PathBuf;

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{Context, Key, Label, TextEdit, Ui, vec2};

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::look::{Look, Stands};
use crate::ui::ground::theme::{S1, tokens};
use crate::ui::ground::widgets::caption;
use crate::ui::prefs::Prefs;
use crate::ui::request::{FileRequest, FileRequestFor, FileRequestKind};
use crate::words::{id, tr};

/// A path that is typed or chosen.
pub(crate) struct PathField {
    pub(crate) text: String,
    kind: FileRequestKind,
    extension: &'static str,
    look: Look,
    /// It takes the keys as soon as it is drawn, all of it selected.
    is_new: bool,
    /// Return was pressed in it.
    is_entered: bool,
    /// The text with its ending, as far as it was looked at.
    whole: Option<(String, PathBuf)>,
}

impl PathField {
    /// `name` in the folder of the last export, else in the person's own folder.
    pub(crate) fn new(
        prefs: &Prefs,
        name: &str,
        kind: FileRequestKind,
        extension: &'static str,
    ) -> Self {
        let home = || std::env::home_dir().unwrap_or_default();
        let folder = prefs.export_folder.clone().unwrap_or_else(home);
        let text = folder.join(name).display().to_string();
        Self {
            text,
            kind,
            extension,
            look: Look::default(),
            is_new: true,
            is_entered: false,
            whole: None,
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        if let Some((_, path)) = self.whole.as_ref().filter(|(text, _)| *text == self.text) {
            return path.clone();
        }
        let path = PathBuf::from(self.text.trim());
        if self.extension.is_empty() || path.extension().is_some() {
            path
        } else {
            path.with_extension(self.extension)
        }
    }

    /// Another name and ending, in the same folder.
    pub(crate) fn rename(&mut self, name: &str, extension: &'static str) {
        self.extension = extension;
        self.text = self.path().with_file_name(name).display().to_string();
    }

    /// True in the frame in which Return was pressed in it.
    pub(crate) fn is_entered(&self) -> bool {
        self.is_entered
    }

    /// What stands at the path; nothing as long as that is not known.
    fn stands(&mut self, ctx: &Context) -> Stands {
        let typed = PathBuf::from(self.text.trim());
        let Some((path, stands)) = self.look.at(ctx, &typed, self.extension) else {
            return Stands::Nothing;
        };
        self.whole = Some((self.text.clone(), path.clone()));
        *stands
    }

    /// True when there is a path that what is asked for can be done with.
    pub(crate) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) -> bool {
        let t = tokens(ui.ctx());
        let name = if self.kind == FileRequestKind::Folder {
            tr(id::COMMON_FOLDER_PATH)
        } else {
            tr(id::COMMON_FILE_PATH)
        };
        ui.add_space(S1);
        let label = ui.label(caption(name, t)).id;
        ui.horizontal(|ui| {
            let room = ui.available_width() - 96.0;
            let field = ui
                .add_sized(vec2(room, 28.0), TextEdit::singleline(&mut self.text))
                .labelled_by(label);
            self.is_entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            if std::mem::take(&mut self.is_new) {
                field.request_focus();
                let mut state = TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
                let all =
                    CCursorRange::two(CCursor::new(0), CCursor::new(self.text.chars().count()));
                state.cursor.set_char_range(Some(all));
                state.store(ui.ctx(), field.id);
            }
            if ui
                .add_sized(
                    vec2(88.0, 28.0),
                    eframe::egui::Button::new(tr(id::COMMON_BROWSE)),
                )
                .clicked()
            {
                cx.act(Action::ChooseFile(FileRequest {
                    what_for: FileRequestFor::Field,
                    kind: self.kind,
                    path: self.path(),
                    extension: self.extension,
                }));
            }
        });
        let stands = self.stands(ui.ctx());
        let (remark, is_wrong) = match (self.kind, stands) {
            _ if self.text.trim().is_empty() => ("", true),
            (FileRequestKind::SaveFile, Stands::File) => {
                (tr(id::COMMON_FILE_THIS_NAME_THERE_WILL), false)
            }
            (FileRequestKind::SaveFile, Stands::Folder | Stands::FullFolder) => {
                (tr(id::EXPORT_MENU_FOLDER_ADD_FILE_NAME), true)
            }
            (FileRequestKind::OpenFile, Stands::Nothing) if self.look.is_looking() => ("", true),
            (FileRequestKind::OpenFile, Stands::Nothing) => {
                (tr(id::EXPORT_MENU_THERE_NO_SUCH_FILE), true)
            }
            (FileRequestKind::OpenFile, Stands::Folder | Stands::FullFolder) => {
                (tr(id::EXPORT_MENU_FOLDER_NAME_FILE), true)
            }
            (FileRequestKind::Folder, Stands::File) => (tr(id::EXPORT_MENU_FILE_NAME_FOLDER), true),
            (FileRequestKind::Folder, Stands::FullFolder) => {
                (tr(id::EXPORT_MENU_SOMETHING_THIS_FOLDER_RESULTS), false)
            }
            _ => ("", false),
        };
        if !remark.is_empty() {
            ui.add(Label::new(caption(remark, t).color(t.warning)).wrap());
        }
        !is_wrong
    }
}
