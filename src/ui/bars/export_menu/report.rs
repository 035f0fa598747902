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
use crate::ui::words::{fill, tr};

pub struct ReportForm {
    title: String,
    with_clips: bool,
    pub path: PathField,
}

impl ReportForm {
    pub fn new(session: &Session, prefs: &Prefs) -> Self {
        let title = match session.source() {
            Some(Source::Path(path)) => path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            _ => tr("Demo songs").to_string(),
        };
        Self {
            title,
            with_clips: false,
            path: PathField::new(prefs, "results", FileRequestKind::Folder, ""),
        }
    }

    pub fn command(&self) -> Keeping {
        let (title, with_clips) = (self.title.trim().to_string(), self.with_clips);
        Keeping::Export(Export::Report {
            folder: self.path.path(),
            title,
            with_clips,
        })
    }

    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) -> bool {
        let t = tokens(ui.ctx());
        let about = tr(
            "A folder with every table and figure, the settings and the model, REPORT.md with what follows from the \
             numbers, and report.html: one page with the map to explore, which opens in any browser without a network.",
        );
        ui.add(Label::new(caption(about, t)).wrap());
        ui.add_space(crate::ui::ground::theme::S2);
        row(
            ui,
            tr("Title"),
            tr("What is written above the report."),
            |ui, label| {
                ui.add(TextEdit::singleline(&mut self.title).desired_width(f32::INFINITY))
                    .labelled_by(label);
            },
        );
        let n = cx.session.selection().len();
        let size = format!("{:.1}", (n * CLIP_BYTES) as f64 / 1e6);
        let text = match n {
            0 => tr("Excerpts of the selected songs (none is selected)").to_string(),
            n => fill(
                "Excerpts of the {n} selected songs, {size} MB",
                &[("n", &n), ("size", &size)],
            ),
        };
        self.with_clips &= n > 0;
        ui.add_enabled_ui(n > 0, |ui| {
            ui.checkbox(&mut self.with_clips, text).on_hover_text(tr(
                "Twelve seconds of each, within the page, up to 24 MB. Whoever has the page can hear them: mind the rights.",
            ));
        });
        self.path.ui(ui, cx)
    }
}
