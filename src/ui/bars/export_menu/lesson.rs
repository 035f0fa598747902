//! Lessons: which to open, and where the run on show is to be written as one.

use eframe::egui::{Label, Ui};

use super::path::PathField;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::tokens;
use crate::ui::ground::widgets::caption;
use crate::ui::prefs::Prefs;
use crate::ui::request::FileRequestKind;
use crate::words::{Text, id, tr};

/// The ending of lessons, by which other programs know what is in them.
const ENDING: &str = "toml";

pub(crate) struct LessonForm {
    about: Text,
    pub(crate) path: PathField,
}

impl LessonForm {
    /// Which to open: at first the one that was opened last.
    pub(crate) fn open(prefs: &Prefs) -> Self {
        let mut path = PathField::new(prefs, "", FileRequestKind::OpenFile, ENDING);
        if let Some(last) = prefs.recent_lessons.first() {
            path.text = last.display().to_string();
        }
        let about = id::LESSONS_OPEN_ABOUT;
        Self { about, path }
    }

    /// Where to write one.
    pub(crate) fn save(prefs: &Prefs) -> Self {
        let name = format!("latentune.lesson.{ENDING}");
        Self {
            about: id::LESSONS_SAVE_ABOUT,
            path: PathField::new(prefs, &name, FileRequestKind::SaveFile, ENDING),
        }
    }

    pub(crate) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) -> bool {
        let t = tokens(ui.ctx());
        ui.add(Label::new(caption(tr(self.about), t)).wrap());
        self.path.ui(ui, cx)
    }
}
