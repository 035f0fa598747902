//! What panels remember between frames, and what is kept between starts.

use std::path::{Path, PathBuf};

use eframe::egui::ThemePreference;
use serde::{Deserialize, Serialize};

use crate::session::ListeningSettings;

use super::agreement::AgreementView;
use super::clusters::ClustersView;
use super::curves::CurveCache;
use super::export_menu::ExportView;
use super::latent::LatentView;
use super::map::MapRenderer;
use super::maps::MapState;
use super::pairing::PairingCache;
use super::preview::PreviewView;
use super::queue::QueueView;
use super::runs::RunsView;
use super::selection::SelectionView;
use super::song::SongList;
use super::song_table::SongTableView;
use super::teaching::TeachingView;
use super::theme::{Contrast, Style};
use super::timeline::TimelineView;
use super::trust::TrustView;
use super::waveform::WaveformView;
use super::words::Locale;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum BottomTab {
    #[default]
    Curves,
    Scores,
    Clusters,
    /// The table of all songs.
    Songs,
    Latent,
    Agreement,
    Runs,
    Trust,
    Pairing,
}

impl BottomTab {
    pub const ALL: [BottomTab; 9] = [
        BottomTab::Curves,
        BottomTab::Scores,
        BottomTab::Clusters,
        BottomTab::Songs,
        BottomTab::Latent,
        BottomTab::Agreement,
        BottomTab::Runs,
        BottomTab::Trust,
        BottomTab::Pairing,
    ];
}

/// The tabs of the right panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum SideTab {
    #[default]
    Song,
    Selection,
}

impl SideTab {
    pub const ALL: [SideTab; 2] = [SideTab::Song, SideTab::Selection];
}

/// What is kept between starts. Panel and window sizes are kept by the toolkit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prefs {
    pub settings: bool,
    pub song: bool,
    pub results: bool,
    /// The timeline is unfolded, where there is one.
    pub timeline: bool,
    pub tab: BottomTab,
    pub side: SideTab,
    #[serde(alias = "tongue")]
    pub locale: Locale,
    pub theme: ThemePreference,
    pub contrast: Contrast,
    /// Nothing glides or fades.
    pub still: bool,
    /// Of everything, against its usual size; one of [`SIZES`].
    pub size_percent: u16,
    pub volume: f32,
    pub listening: ListeningSettings,
    pub last_folder: Option<PathBuf>,
    /// Where something was exported to last.
    pub export_folder: Option<PathBuf>,
    /// Session files, the latest first.
    pub recent_sessions: Vec<PathBuf>,
    /// The guided tour was taken or skipped.
    pub tour_seen: bool,
    /// What was chosen from the list of commands, in English, the last first.
    pub recent: Vec<String>,
}

/// Sizes of the window's contents, in percent.
pub const SIZES: [u16; 6] = [90, 100, 110, 120, 135, 150];
/// How much larger everything is before a class.
const PRESENTED_PERCENT: u16 = 140;

impl Prefs {
    /// The next size up or down; the same at either end.
    pub fn resize(&mut self, up: bool) {
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
            settings: true,
            song: true,
            results: true,
            timeline: true,
            tab: BottomTab::default(),
            side: SideTab::default(),
            locale: Locale::default(),
            theme: ThemePreference::System,
            contrast: Contrast::default(),
            still: false,
            size_percent: 100,
            volume: 0.8,
            listening: ListeningSettings::default(),
            last_folder: None,
            export_folder: None,
            recent_sessions: Vec::new(),
            tour_seen: false,
            recent: Vec::new(),
        }
    }
}

/// Session files that are remembered.
const MOST_RECENT: usize = 8;

impl Prefs {
    /// Puts a session file first among the recent ones.
    pub fn note_recent(&mut self, path: &Path) {
        self.recent_sessions.retain(|known| known != path);
        self.recent_sessions.insert(0, path.to_path_buf());
        self.recent_sessions.truncate(MOST_RECENT);
    }
}

/// The panels' own state.
#[derive(Default)]
pub struct View {
    pub prefs: Prefs,
    /// Someone pressed Open…; the app shows the dialog and clears this.
    pub ask_folder: bool,
    /// The dialog is on show.
    pub dialog_open: bool,
    /// Put the caret into the path field, or the search field, in the next frame.
    pub focus_path: bool,
    pub focus_search: bool,
    pub show_shortcuts: bool,
    /// Large type, and only the map, the song and the curves.
    pub presenting: bool,
    pub(super) styled: Option<Style>,
    /// The results take the room of the panels beside them.
    pub large_results: bool,
    pub(super) path: String,
    /// The source that `path` was last filled from.
    pub(super) path_of: Option<PathBuf>,
    pub(super) search: String,
    /// The session's search that `search` was last filled from.
    pub(super) search_seen: String,
    pub(super) volume_before_mute: f32,
    /// The pointer is over the list of found songs.
    pub(super) over_found: bool,
    pub(super) map: MapState,
    pub(super) curves: CurveCache,
    pub(super) clusters: ClustersView,
    pub(super) pairing: PairingCache,
    pub(super) waveform: WaveformView,
    pub(super) preview: PreviewView,
    pub(super) song_list: SongList,
    pub(super) queue: QueueView,
    pub(super) lyrics_line: Option<(usize, usize)>,
    pub(super) song_table: SongTableView,
    pub selection: SelectionView,
    pub(super) latent: LatentView,
    pub(super) agreement: AgreementView,
    pub(super) runs: RunsView,
    pub(super) trust: TrustView,
    pub timeline: TimelineView,
    pub export: ExportView,
    pub(super) teaching: TeachingView,
    /// Role of each column, while the question about columns is on show.
    pub(super) roles: Vec<usize>,
}

impl View {
    pub fn new(prefs: Prefs, renderer: MapRenderer) -> Self {
        let volume_before_mute = if prefs.volume > 0.0 {
            prefs.volume
        } else {
            Prefs::default().volume
        };
        Self {
            prefs,
            volume_before_mute,
            map: MapState::new(renderer),
            ..Self::default()
        }
    }

    /// Begins the guided tour, as on the first start.
    pub fn start_tour(&mut self) {
        self.teaching.start_tour();
    }

    /// What the look has to be in this frame.
    pub(super) fn style(&self) -> Style {
        let percent = if self.presenting {
            PRESENTED_PERCENT
        } else {
            100
        };
        let size_percent = self.prefs.size_percent * percent / 100;
        Style {
            theme: self.prefs.theme,
            contrast: self.prefs.contrast,
            still: self.prefs.still,
            size_percent,
        }
    }
}
