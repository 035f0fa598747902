//! What the window remembers between frames.

use std::path::PathBuf;

use crate::session::{Command, Curating, Placing, Session};
use crate::words::{Text, id};

use super::action::{Action, Keyboard};
use super::dialog::Dialog;
use super::map::MapRenderer;
use super::panels::Panels;
use super::prefs::Prefs;
use super::request::{FileRequest, FileRequestFor};
use super::stage::Stage;
use super::tab::Tab;
use super::teaching::{LessonView, Tour};
use crate::ui::bars::export_menu::ExportMenu;
use crate::ui::bars::player_line::PlayerLine;
use crate::ui::bars::preview::PreviewView;
use crate::ui::ground::theme::Style;
use crate::ui::panels::maps::MapState;
use crate::ui::panels::selection::with_extension;

/// How much larger everything is before a class.
const PRESENTED_PERCENT: u16 = 140;
const NO_DIALOG: Text = id::APP_NO_FOLDER_CHOSEN_WHERE_NO;
const NO_PATH: Text = id::APP_NO_FILE_CHOSEN_WHERE_NO;

/// The preferences, the panels, and what lies over them. Only
/// [`window_ui`](super::window_ui) knows all of it.
#[derive(Default)]
pub struct View {
    /// What is kept from one start to the next.
    pub prefs: Prefs,
    /// A native dialog is wanted; the app takes this and shows it.
    pub(crate) request: Option<FileRequest>,
    /// It is on show.
    pub(crate) dialog_open: bool,
    /// Whoever draws clears the window to [`ground`](crate::ui::ground::theme::ground) before each
    /// frame.
    pub(crate) is_cleared: bool,
    /// What was asked for while the last frame was drawn.
    pub(super) asked: Vec<Action>,
    pub(super) stage: Stage,
    pub(super) dialog: Option<Dialog>,
    pub(super) panels: Panels,
    pub(super) tour: Option<Tour>,
    pub(super) lesson: LessonView,
    pub(super) export: ExportMenu,
    pub(super) preview: PreviewView,
    pub(super) player: PlayerLine,
    /// Role of each column, while the question about columns is on show.
    pub(super) roles: Vec<usize>,
    pub(super) styled: Option<Style>,
}

impl View {
    /// A window that has drawn nothing yet.
    pub fn new(prefs: Prefs, renderer: MapRenderer) -> Self {
        let mut view = Self {
            prefs,
            ..Self::default()
        };
        view.panels.map.maps = MapState::new(renderer);
        view
    }

    /// Begins the guided tour, as on the first start.
    pub fn start_tour(&mut self) {
        self.stage.tour(true, &self.prefs);
        self.tour = Some(Tour::default());
    }

    /// Opens a panel, and brings it to the front.
    pub fn show(&mut self, tab: Tab) {
        self.stage.layout(&mut self.prefs).show(tab);
    }

    /// Results beside the map, or everything as it was.
    pub fn enlarge(&mut self, on: bool) {
        self.stage.enlarge(on, &mut self.prefs);
    }

    /// Large type, and only the map, the song and the curves.
    pub fn present(&mut self, on: bool) {
        self.stage.present(on);
    }

    /// Opens the window of keys over the others.
    pub fn show_shortcuts(&mut self) {
        self.dialog = Some(Dialog::Shortcuts);
    }

    /// Puts the caret into the field of the search.
    pub fn focus_search(&mut self) {
        self.panels.map.search.focus();
    }

    /// Takes what a native dialog has given; without a path the person left it, or none can be
    /// shown. What the session is to do then.
    pub(crate) fn answer(
        &mut self,
        request: FileRequest,
        path: Option<PathBuf>,
    ) -> Option<Command> {
        match (request.what_for, path) {
            (FileRequestFor::Songs, Some(folder)) => Some(Command::OpenFolder(folder)),
            (FileRequestFor::Songs, None) => {
                self.show(Tab::Settings);
                self.panels.settings.focus_path();
                Some(Command::Tell(NO_DIALOG.into()))
            }
            (FileRequestFor::NewSongs, Some(path)) => {
                Some(Command::Placing(Placing::Place(vec![path])))
            }
            (FileRequestFor::NewSongsTable, Some(path)) => {
                Some(Command::Placing(Placing::Save(path)))
            }
            (FileRequestFor::Selection(file), Some(path)) => {
                Some(Command::SaveSelection(file, with_extension(&path, file)))
            }
            (FileRequestFor::Selection(file), None) => {
                // A path can be typed.
                let folder = self.prefs.last_folder.clone();
                let folder = folder.or_else(std::env::home_dir).unwrap_or_default();
                self.panels.selection.ask_path(file, &folder);
                None
            }
            (FileRequestFor::AnothersSession, Some(path)) => {
                Some(Command::Curating(Curating::Compare(path)))
            }
            (FileRequestFor::Field, Some(path)) => {
                if let Some(dialog) = &mut self.dialog {
                    dialog.set_path(&path);
                }
                None
            }
            (FileRequestFor::Setting(name), Some(path)) => Some(Command::SetPath(name, path)),
            (
                FileRequestFor::NewSongs
                | FileRequestFor::NewSongsTable
                | FileRequestFor::AnothersSession
                | FileRequestFor::Field
                | FileRequestFor::Setting(_),
                None,
            ) => Some(Command::Tell(NO_PATH.into())),
        }
    }

    /// What the look has to be in this frame.
    pub(super) fn style(&self) -> Style {
        let percent = match self.stage.is_presenting() {
            true => PRESENTED_PERCENT,
            false => 100,
        };
        Style {
            theme: self.prefs.theme,
            contrast: self.prefs.contrast,
            still: self.prefs.still,
            size_percent: self.prefs.size_percent * percent / 100,
        }
    }

    pub(super) fn keyboard(&self, session: &Session) -> Keyboard {
        match &self.dialog {
            _ if self.tour.is_some() => Keyboard::Elsewhere,
            Some(dialog) if dialog.has_keys() => Keyboard::Elsewhere,
            Some(_) => Keyboard::Dialog,
            // The offer to restore a session closes by itself.
            None if !session.keeping().offer().is_empty() => Keyboard::Elsewhere,
            // What the columns of a table are is asked in a dialog of its own.
            None if session.question().is_some() => Keyboard::Dialog,
            None => Keyboard::Window,
        }
    }
}
