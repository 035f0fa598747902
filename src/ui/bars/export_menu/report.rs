//! The report: its title, whether excerpts are part of it, and where to.

use eframe::egui::{Label, TextEdit, Ui};

use crate::export::CLIP_BYTES;
use crate::session::{Export, Keeping, Session, Source};

use super::path::PathField;
use super::row;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::tokens;
use crate::ui::ground::widgets::caption;
use crate::ui::prefs::Prefs;
use crate::ui::request::FileRequestKind;
use crate::words::{fill, id, tr};

pub(crate) struct ReportForm {
    title: String,
    with_clips: bool,
    pub(crate) path: PathField,
}

impl ReportForm {
    pub(crate) fn new(session: &Session, prefs: &Prefs) -> Self {
        let title = match session.source() {
            Some(Source::Path(path)) => path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            _ => tr(id::COMMON_DEMO_SONGS).to_string(),
        };
        Self {
            title,
            with_clips: false,
            path: PathField::new(prefs, "results", FileRequestKind::Folder, ""),
        }
    }

    pub(crate) fn command(&self) -> Keeping {
        let (title, with_clips) = (self.title.trim().to_string(), self.with_clips);
        Keeping::Export(Export::Report {
            folder: self.path.path(),
            title,
            with_clips,
        })
    }

    pub(crate) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) -> bool {
        let t = tokens(ui.ctx());
        let about = tr(id::EXPORT_MENU_FOLDER_EVERY_TABLE_FIGURE_SETTINGS);
        ui.add(Label::new(caption(about, t)).wrap());
        ui.add_space(crate::ui::ground::theme::S2);
        row(
            ui,
            tr(id::COMMON_TITLE),
            tr(id::EXPORT_MENU_WHAT_WRITTEN_ABOVE_REPORT),
            |ui, label| {
                ui.add(TextEdit::singleline(&mut self.title).desired_width(f32::INFINITY))
                    .labelled_by(label);
            },
        );
        let n = cx.session.selection().len();
        let size = format!("{:.1}", (n * CLIP_BYTES) as f64 / 1e6);
        let text = match n {
            0 => tr(id::EXPORT_MENU_EXCERPTS_SELECTED_SONGS_NONE).to_string(),
            n => fill(
                id::EXPORT_MENU_EXCERPTS_N_SELECTED_SONGS_SIZE,
                &[("n", &n), ("size", &size)],
            ),
        };
        self.with_clips &= n > 0;
        ui.add_enabled_ui(n > 0, |ui| {
            ui.checkbox(&mut self.with_clips, text)
                .on_hover_text(tr(id::EXPORT_MENU_TWELVE_SECONDS_EACH_WITHIN_PAGE));
        });
        self.path.ui(ui, cx)
    }
}
