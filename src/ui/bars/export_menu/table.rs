//! Which table, in which format, and where to.

use eframe::egui::Ui;

use crate::export::TableFormat;
use crate::session::{Export, Keeping, TableOf};

use super::path::PathField;
use super::row;
use crate::ui::cx::Cx;
use crate::ui::ground::widgets::segments;
use crate::ui::prefs::Prefs;
use crate::ui::request::FileRequestKind;
use crate::words::{id, tr};

pub(crate) struct TableForm {
    of: TableOf,
    format: TableFormat,
    pub(crate) path: PathField,
}

impl TableForm {
    pub(crate) fn new(prefs: &Prefs) -> Self {
        let format = TableFormat::default();
        let (name, extension) = (format.file_name("songs"), format.extension());
        Self {
            of: TableOf::Songs,
            format,
            path: PathField::new(prefs, &name, FileRequestKind::SaveFile, extension),
        }
    }

    pub(crate) fn command(&self) -> Keeping {
        Keeping::Export(Export::Table {
            of: self.of,
            format: self.format,
            path: self.path.path(),
        })
    }

    pub(crate) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) -> bool {
        let before = (self.of, self.format);
        let hint = tr(id::EXPORT_MENU_SONGS_LABELS_NUMBERS_CLUSTER_PLACES);
        row(ui, tr(id::COMMON_TABLE), hint, |ui, _| {
            if let Some(of) = segments(
                ui,
                self.of,
                &[
                    (TableOf::Songs, tr(id::COMMON_SONGS)),
                    (TableOf::Scores, tr(id::COMMON_SCORES)),
                ],
            ) {
                self.of = of;
            }
        });
        let formats = || TableFormat::ALL.iter().copied();
        let hints: Vec<&str> = formats().map(|format| tr(format.hint())).collect();
        row(ui, tr(id::EXPORT_MENU_FORMAT), &hints.join(" "), |ui, _| {
            let choices: Vec<_> = formats().map(|format| (format, format.label())).collect();
            if let Some(format) = segments(ui, self.format, &choices) {
                self.format = format;
            }
        });
        if before != (self.of, self.format) {
            let stem = if self.of == TableOf::Songs {
                "songs"
            } else {
                "scores"
            };
            self.path
                .rename(&self.format.file_name(stem), self.format.extension());
        }
        self.path.ui(ui, cx)
    }
}
