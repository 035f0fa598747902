//! What is kept between starts.

use std::path::{Path, PathBuf};

use eframe::egui::ThemePreference;
use serde::{Deserialize, Serialize};

use crate::session::{ListeningSettings, MapMarks, Session, Source};

use super::layout::Layout;
use crate::ui::ground::theme::Contrast;
use crate::words::Locale;

/// What is kept between starts. The size of the window is kept by the toolkit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prefs {
    /// Where panels lie, and which are open.
    pub layout: Layout,
    /// The strip of the replay is on show, where there is one: from its first use on, until it is
    /// closed.
    #[serde(rename = "replay_strip")]
    pub timeline: bool,
    /// What the window speaks.
    #[serde(alias = "tongue")]
    pub locale: Locale,
    /// Light, dark, or as the system has it.
    pub theme: ThemePreference,
    /// How far text stands out.
    pub contrast: Contrast,
    /// Nothing glides or fades.
    pub still: bool,
    /// Of everything, against its usual size; one of [`SIZES`].
    pub size_percent: u16,
    /// 0 to 1.
    pub volume: f32,
    /// How songs follow each other.
    pub listening: ListeningSettings,
    /// What is written and drawn between the songs of the map.
    pub marks: MapMarks,
    /// Where songs were opened last.
    pub last_folder: Option<PathBuf>,
    /// Where something was exported to last.
    pub export_folder: Option<PathBuf>,
    /// Session files, the latest first.
    pub recent_sessions: Vec<PathBuf>,
    /// Files of lessons, the latest first.
    pub recent_lessons: Vec<PathBuf>,
    /// The guided tour was taken or skipped.
    pub tour_seen: bool,
    /// What was chosen from the list of commands, in English, the last first.
    pub recent: Vec<String>,
}

/// Sizes of the window's contents, in percent.
pub(super) const SIZES: [u16; 6] = [90, 100, 110, 120, 135, 150];
impl Prefs {
    /// The next size up or down; the same at either end.
    pub(crate) fn resize(&mut self, up: bool) {
        let larger = SIZES.iter().copied().find(|&size| size > self.size_percent);
        let smaller = SIZES
            .iter()
            .rev()
            .copied()
            .find(|&size| size < self.size_percent);
        self.size_percent = if up { larger } else { smaller }.unwrap_or(self.size_percent);
    }
}

impl Default for Prefs {
    fn default() -> Self {
        Self {
            layout: Layout::default(),
            timeline: false,
            locale: Locale::default(),
            theme: ThemePreference::System,
            contrast: Contrast::default(),
            still: false,
            size_percent: 100,
            volume: 0.8,
            listening: ListeningSettings::default(),
            marks: MapMarks::default(),
            last_folder: None,
            export_folder: None,
            recent_sessions: Vec::new(),
            recent_lessons: Vec::new(),
            tour_seen: false,
            recent: Vec::new(),
        }
    }
}

/// Session files that are remembered, and as many lessons.
const MOST_RECENT: usize = 8;

impl Prefs {
    /// Keeps in mind which folder is open, and which session file.
    pub(crate) fn follow(&mut self, session: &Session) {
        if let Some(Source::Path(path)) = session.source()
            && self.last_folder.as_ref() != Some(path)
        {
            self.last_folder = Some(path.clone());
        }
        if let Some(path) = session.keeping().path()
            && self
                .recent_sessions
                .first()
                .is_none_or(|first| first != path)
        {
            self.note_recent(path);
        }
        let lesson = session.teaching().under_way();
        if let Some(path) = lesson.and_then(|lesson| lesson.path.as_ref())
            && self.recent_lessons.first() != Some(path)
        {
            note(&mut self.recent_lessons, path);
        }
    }

    /// Puts a session file first among the recent ones.
    pub(crate) fn note_recent(&mut self, path: &Path) {
        note(&mut self.recent_sessions, path);
    }
}

fn note(recent: &mut Vec<PathBuf>, path: &Path) {
    recent.retain(|known| known != path);
    recent.insert(0, path.to_path_buf());
    recent.truncate(MOST_RECENT);
}

/// What was chosen from the palette that is remembered.
const KEPT_RECENT: usize = 6;

/// Puts a name first among those that were chosen lately.
pub(super) fn remember(recent: &mut Vec<String>, name: &str) {
    recent.retain(|other| other != name);
    recent.insert(0, name.to_string());
    recent.truncate(KEPT_RECENT);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::tab::Tab;

    #[test]
    fn the_last_few_are_remembered_once_each() {
        let mut recent = Vec::new();
        for name in ["a", "b", "c", "a", "d", "e", "f", "g"] {
            remember(&mut recent, name);
        }
        assert_eq!(recent, ["g", "f", "e", "d", "a", "c"]);
    }

    #[test]
    fn preferences_of_earlier_versions_are_read() {
        let old = r#"{"settings":false,"song":true,"results":true,"timeline":false,"tab":"Trust",
            "side":"Selection","tongue":"Bangla","theme":"Dark","size_percent":120}"#;
        let prefs: Prefs = serde_json::from_str(old).unwrap();
        assert_eq!((prefs.locale, prefs.size_percent), (Locale::BN, 120));
        assert!(!prefs.timeline && prefs.layout == Layout::default());
    }

    #[test]
    fn preferences_come_back_with_their_layout() {
        let mut prefs = Prefs::default();
        prefs.layout.show(Tab::Trust);
        let text = serde_json::to_string(&prefs).unwrap();
        assert_eq!(serde_json::from_str::<Prefs>(&text).unwrap(), prefs);
    }
}
