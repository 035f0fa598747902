//! The field of a path, with a button for the native dialog beside it. The field is always there:
//! not every machine has a dialog.

use std::path::PathBuf;

use eframe::egui::{Label, TextEdit, Ui, vec2};

use super::super::View;
use super::super::theme::{S1, tokens};
use super::super::widgets::caption;
use super::super::words::tr;

/// What kind of native dialog is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileRequestKind {
    SaveFile,
    OpenFile,
    Folder,
}

/// A native dialog that is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct FileRequest {
    pub kind: FileRequestKind,
    /// What the field holds now.
    pub path: PathBuf,
    /// Without the dot; nothing for folders.
    pub extension: &'static str,
}

/// A path that is typed or chosen.
pub struct PathField {
    pub text: String,
    kind: FileRequestKind,
    extension: &'static str,
    /// What stands at the path already; asked anew when the text changes.
    stands: (String, Stands),
}

#[derive(Clone, Copy, PartialEq)]
enum Stands {
    Nothing,
    File,
    Folder,
    /// A folder with something in it.
    FullFolder,
}

impl PathField {
    /// `name` in the folder of the last export, else in the person's own folder.
    pub fn new(view: &View, name: &str, kind: FileRequestKind, extension: &'static str) -> Self {
        let home = || std::env::home_dir().unwrap_or_default();
        let folder = view.prefs.export_folder.clone().unwrap_or_else(home);
        let text = folder.join(name).display().to_string();
        Self {
            text,
            kind,
            extension,
            stands: (String::new(), Stands::Nothing),
        }
    }

    pub fn path(&self) -> PathBuf {
        let path = PathBuf::from(self.text.trim());
        let is_whole = self.extension.is_empty() || path.extension().is_some() || path.is_dir();
        if is_whole {
            path
        } else {
            path.with_extension(self.extension)
        }
    }

    /// Another name and ending, in the same folder.
    pub fn rename(&mut self, name: &str, extension: &'static str) {
        self.extension = extension;
        self.text = self.path().with_file_name(name).display().to_string();
    }

    fn stands(&mut self) -> Stands {
        if self.stands.0 != self.text {
            let path = self.path();
            let is_full =
                || std::fs::read_dir(&path).is_ok_and(|mut entries| entries.next().is_some());
            let stands = match () {
                () if path.is_file() => Stands::File,
                () if path.is_dir() && is_full() => Stands::FullFolder,
                () if path.is_dir() => Stands::Folder,
                () => Stands::Nothing,
            };
            self.stands = (self.text.clone(), stands);
        }
        self.stands.1
    }

    /// True when there is a path that what is asked for can be done with.
    pub fn ui(&mut self, ui: &mut Ui, query: &mut Option<FileRequest>) -> bool {
        let t = tokens(ui.ctx());
        let name = if self.kind == FileRequestKind::Folder {
            tr("Folder path")
        } else {
            tr("File path")
        };
        ui.add_space(S1);
        let label = ui.label(caption(name, t)).id;
        ui.horizontal(|ui| {
            let room = ui.available_width() - 96.0;
            ui.add_sized(vec2(room, 28.0), TextEdit::singleline(&mut self.text))
                .labelled_by(label);
            if ui
                .add_sized(vec2(88.0, 28.0), eframe::egui::Button::new(tr("Browse…")))
                .clicked()
            {
                *query = Some(FileRequest {
                    kind: self.kind,
                    path: self.path(),
                    extension: self.extension,
                });
            }
        });
        let stands = self.stands();
        let (remark, is_wrong) = match (self.kind, stands) {
            _ if self.text.trim().is_empty() => ("", true),
            (FileRequestKind::SaveFile, Stands::File) => (
                tr("A file of this name is there; it will be replaced."),
                false,
            ),
            (FileRequestKind::SaveFile, Stands::Folder | Stands::FullFolder) => {
                (tr("That is a folder; add a file name."), true)
            }
            (FileRequestKind::OpenFile, Stands::Nothing) => (tr("There is no such file."), true),
            (FileRequestKind::OpenFile, Stands::Folder | Stands::FullFolder) => {
                (tr("That is a folder; name a file in it."), true)
            }
            (FileRequestKind::Folder, Stands::File) => (tr("That is a file; name a folder."), true),
            (FileRequestKind::Folder, Stands::FullFolder) => (
                tr(
                    "Something is in this folder. Results of an earlier run are replaced; all else stays.",
                ),
                false,
            ),
            _ => ("", false),
        };
        if !remark.is_empty() {
            ui.add(Label::new(caption(remark, t).color(t.warning)).wrap());
        }
        !is_wrong
    }
}
