//! What is known of each action: its group, its name, and its keys.

use eframe::egui::{Key, ThemePreference};

use crate::session::{Remedy, Repeat};

use super::super::layout::Arrangement;
use super::super::map::MapTool;
use super::super::tab::Area;
use super::{Action, ActionGroup, Keys};
use crate::ui::ground::theme::Contrast;
use crate::words::{Text, id};

use ActionGroup as G;
use Keys::{Alone, Ctrl, CtrlShift, Typed};

/// A group, a name in English with the place of its value if it has one, and keys.
type Row = (ActionGroup, Text, &'static [Keys]);

impl Action {
    pub(super) fn row(&self) -> Row {
        match self {
            Self::Start => (G::Songs, id::START_TITLE, &[]),
            Self::ChooseFolder => (G::Songs, id::TEACHING_CHOOSE_FOLDER, &[]),
            Self::TypePath => (G::Songs, id::TEACHING_TYPE_PATH_FOLDER, &[]),
            Self::OpenDemo => (G::Songs, id::TEACHING_OPEN_DEMO_SONGS, &[]),
            Self::Search => (G::Songs, id::COMMON_SEARCH_SONGS, &[Typed("/")]),
            Self::Run => (G::Run, id::COMMON_RUN, &[]),
            Self::Stop => (G::Run, id::TEACHING_STOP_KEEP_WHAT_THERE, &[]),
            Self::Cancel => (G::Run, id::TEACHING_GIVE_RUN_UP, &[]),
            Self::ResetConfig => (G::Run, id::COMMON_RESET_SETTINGS_DEFAULTS, &[]),
            Self::PauseTraining => (G::Run, id::TEACHING_PAUSE_OR_GO_TRAINING, &[]),
            Self::TrainFurther => (G::Run, id::TEACHING_TRAIN_50_EPOCHS_MORE, &[]),
            Self::Remedy(Remedy::LowerBeta) => {
                (G::Run, id::TEACHING_AGAINST_COLLAPSE_LOWER_BETA, &[])
            }
            Self::Remedy(Remedy::LongerWarmup) => {
                (G::Run, id::TEACHING_AGAINST_COLLAPSE_LONGER_WARM_UP, &[])
            }
            Self::Remedy(Remedy::FreeBits) => {
                (G::Run, id::TEACHING_AGAINST_COLLAPSE_FREE_BITS, &[])
            }
            Self::OwnClusters => (G::Run, id::TEACHING_BACK_MODEL_OWN_CLUSTERS, &[]),
            Self::BringBackRun => (G::Run, id::TEACHING_BRING_BACK_RUN_DELETED_LAST, &[]),
            Self::PlayPause => (G::Listening, id::COMMON_PLAY_OR_PAUSE, &[Alone(Key::Space)]),
            Self::Next => (
                G::Listening,
                id::TEACHING_NEXT_NEIGHBOUR,
                &[Alone(Key::ArrowDown)],
            ),
            Self::Previous => (
                G::Listening,
                id::TEACHING_BACK_SONG_BEFORE,
                &[Alone(Key::ArrowUp)],
            ),
            Self::SeekBack => (
                G::Listening,
                id::TEACHING_BACK_5_SECONDS,
                &[Alone(Key::ArrowLeft)],
            ),
            Self::SeekOn => (
                G::Listening,
                id::TEACHING_5_SECONDS,
                &[Alone(Key::ArrowRight)],
            ),
            Self::Radio => (G::Listening, id::TEACHING_RADIO_OR_OFF, &[Alone(Key::R)]),
            Self::Repeat => (
                G::Listening,
                id::COMMON_REPEAT_NOTHING_SONG_PLAYLIST,
                &[Alone(Key::O)],
            ),
            Self::TypicalPreviews => (G::Listening, id::LISTENING_TYPICAL_PREVIEWS, &[]),
            Self::ForgetPlaylist => (G::Listening, id::TEACHING_FORGET_PLAYLIST, &[]),
            Self::Mute => (G::Listening, id::COMMON_MUTE, &[]),
            Self::FullVolume => (G::Listening, id::TEACHING_FULL_VOLUME, &[]),
            Self::Play(_) => (G::Listening, id::COMMON_PLAY_TITLE, &[]),
            Self::Spectrogram => (G::Listening, id::TRANSPORT_ENLARGE_SPECTROGRAM, &[]),
            Self::Fit => (G::Map, id::COMMON_FIT_MAP, &[Alone(Key::F)]),
            Self::Replay => (
                G::Map,
                id::KEYS_REPLAY_HOW_SONGS_FOUND_THEIR,
                &[Alone(Key::T)],
            ),
            Self::Tool(MapTool::Pan) => (G::Map, id::TEACHING_TOOL_PAN, &[Alone(Key::V)]),
            Self::Tool(MapTool::Lasso) => (G::Map, id::TEACHING_TOOL_LASSO, &[Alone(Key::L)]),
            Self::Tool(MapTool::Box) => (G::Map, id::TEACHING_TOOL_BOX, &[Alone(Key::B)]),
            Self::Tool(MapTool::Path) => (G::Map, id::TEACHING_TOOL_PATH, &[Alone(Key::P)]),
            Self::Maps(n) => (G::Map, id::TEACHING_MAPS_SIDE_SIDE_N, number(*n)),
            Self::Picture(_) => (G::Map, id::TEACHING_PICTURE_PICTURE, &[]),
            Self::ColourBy(_) => (G::Map, id::TEACHING_COLOUR_WHAT, &[]),
            Self::ShowAllClasses => (G::Map, id::TEACHING_SHOW_ALL_CLASSES, &[]),
            Self::ClearFilters => (G::Map, id::SONG_TABLE_CLEAR_FILTERS, &[]),
            Self::FinerNames => (G::Map, id::MAP_BAR_FINER_NAMES, &[]),
            Self::Contours => (G::Map, id::MAP_BAR_CONTOURS, &[]),
            Self::FlyTo(_) => (G::Map, id::CONTENTS_FLY_TO, &[]),
            Self::SelectAll => (
                G::Selecting,
                id::MAP_MENU_SELECT_ALL_SONGS_SHOWN,
                &[Ctrl(Key::A)],
            ),
            Self::SelectFound => (G::Selecting, id::TEACHING_SELECT_WHAT_FOUND, &[]),
            Self::PlaySelection => (G::Selecting, id::TEACHING_PLAY_SELECTION, &[]),
            Self::SelectNeighbours => (G::Selecting, id::TEACHING_SELECT_NEIGHBOURS_THIS_SONG, &[]),
            Self::MoreLike => (G::Selecting, id::MEANING_MORE_LIKE, &[]),
            Self::WhyNear => (G::Selecting, id::WHY_TITLE, &[Alone(Key::W)]),
            Self::SelectCopies => (G::Selecting, id::WHY_SELECT_COPIES, &[]),
            Self::InvertSelection => (G::Selecting, id::COMMON_INVERT_SELECTION, &[Ctrl(Key::I)]),
            Self::SelectNone => (G::Selecting, id::TEACHING_SELECT_NOTHING, &[Ctrl(Key::D)]),
            Self::GiveValue(place) => (G::Selecting, id::OWN_LABEL_AS, ctrl_number(*place)),
            Self::HideSongs => (G::Selecting, id::OWN_HIDE_SONGS, &[Alone(Key::H)]),
            Self::ShowHidden => (G::Selecting, id::OWN_SHOW_HIDDEN, &[]),
            Self::EditClusters => (G::Selecting, id::OWN_EDIT_CLUSTERS, &[]),
            Self::WithoutHidden => (G::Selecting, id::OWN_ANALYSE_WITHOUT_HIDDEN, &[]),
            Self::AnalyseSelection => (G::Selecting, id::PARTS_ANALYSE_SELECTION, &[]),
            Self::LeavePart => (G::Selecting, id::PARTS_LEAVE, &[]),
            Self::Undo => (G::Selecting, id::COMMON_UNDO, &[Ctrl(Key::Z)]),
            Self::Redo => (
                G::Selecting,
                id::COMMON_REDO,
                &[CtrlShift(Key::Z), Ctrl(Key::Y)],
            ),
            Self::Show(_) => (G::Show, id::TEACHING_TAB_NAME, &[]),
            Self::Toggle(_) => (G::Show, id::ACTION_PANEL_NAME_CLOSE_OR_BRING, &[]),
            Self::ToggleArea(Area::Settings) => (G::Show, id::COMMON_SETTINGS_PANEL, &[]),
            Self::ToggleArea(Area::Results) => (G::Show, id::COMMON_RESULTS_PANEL, &[]),
            Self::ToggleArea(Area::Song | Area::Map) => (G::Show, id::COMMON_SONG_PANEL, &[]),
            Self::Arrange(Arrangement::Explore) => {
                (G::Show, id::ACTION_PANELS_AS_AT_FIRST_EXPLORE, &[])
            }
            Self::Arrange(Arrangement::Everything) => (G::Show, id::ACTION_PANELS_EVERYTHING, &[]),
            Self::Arrange(Arrangement::Results) => {
                (G::Show, id::ACTION_PANELS_RESULTS_BESIDE_MAP, &[])
            }
            Self::Arrange(Arrangement::Present) => {
                (G::Show, id::ACTION_PANELS_MAP_SONG_TRAINING, &[])
            }
            Self::Enlarge => (G::Show, id::COMMON_ENLARGE_RESULTS_BACK, &[Alone(Key::E)]),
            Self::Fold => (G::Show, id::ACTION_FOLD_OR_UNFOLD_RESULTS, &[]),
            Self::Timeline => (G::Show, id::ACTION_FOLD_OR_UNFOLD_TIMELINE, &[]),
            Self::Present => (G::Show, id::COMMON_PRESENTER_MODE, &[Alone(Key::F5)]),
            Self::Locale(_) => (G::Look, id::TEACHING_LANGUAGE_NAME, &[]),
            Self::Theme(ThemePreference::Light) => (G::Look, id::COMMON_THEME_LIGHT, &[]),
            Self::Theme(ThemePreference::Dark) => (G::Look, id::COMMON_THEME_DARK, &[]),
            Self::Theme(ThemePreference::System) => (G::Look, id::COMMON_THEME_AS_SYSTEM, &[]),
            Self::Contrast(Contrast::Normal) => (G::Look, id::TEACHING_CONTRAST_NORMAL, &[]),
            Self::Contrast(Contrast::High) => (G::Look, id::TEACHING_CONTRAST_HIGH, &[]),
            Self::Larger => (
                G::Look,
                id::TEACHING_LARGER,
                &[Ctrl(Key::Plus), Ctrl(Key::Equals)],
            ),
            Self::Smaller => (G::Look, id::TEACHING_SMALLER, &[Ctrl(Key::Minus)]),
            Self::UsualSize => (G::Look, id::COMMON_USUAL_SIZE, &[Ctrl(Key::Num0)]),
            Self::ReducedMotion => (G::Look, id::TEACHING_REDUCED_MOTION_OR_OFF, &[]),
            Self::Model(_) | Self::ClusterBy(_) | Self::MapBy(_) | Self::SongsAs(_) => {
                (G::Settings, id::TEACHING_SETTING_CHOICE, &[])
            }
            Self::ExportFigure => (G::Export, id::COMMON_EXPORT_FIGURE, &[]),
            Self::ExportTable => (G::Export, id::COMMON_EXPORT_TABLE, &[]),
            Self::WriteReport => (G::Export, id::COMMON_WRITE_REPORT, &[]),
            Self::SaveFilm => (G::Export, id::TIMELINE_SAVE_TIMELINE_AS_FILM, &[]),
            Self::OpenSession => (G::Export, id::COMMON_OPEN_SESSION, &[Ctrl(Key::O)]),
            Self::SaveSession => (G::Export, id::COMMON_SAVE_SESSION, &[Ctrl(Key::S)]),
            Self::SaveSessionAs => (G::Export, id::EXPORT_MENU_SAVE_SESSION_AS, &[]),
            Self::Lesson(_) => (G::Lessons, id::TEACHING_LESSON_NAME, &[]),
            Self::OpenLesson => (G::Lessons, id::LESSONS_OPEN, &[]),
            Self::SaveLesson => (G::Lessons, id::LESSONS_SAVE, &[]),
            Self::Tour => (G::Help, id::COMMON_TAKE_TOUR, &[]),
            Self::Glossary => (G::Help, id::COMMON_GLOSSARY, &[Alone(Key::F1)]),
            Self::Explain(_) => (G::Help, id::TEACHING_EXPLAIN_NAME, &[]),
            Self::Shortcuts => (G::Help, id::TEACHING_SHORTCUTS_ABOUT, &[Typed("?")]),
            Self::Palette => (
                G::Help,
                id::ACTION_ALL_COMMANDS,
                &[Ctrl(Key::K), CtrlShift(Key::P)],
            ),
            Self::LetGo => (
                G::Help,
                id::KEYS_LET_GO_LINE_BEING_DRAWN,
                &[Alone(Key::Escape)],
            ),
            Self::Cluster(_) => (G::Show, id::CLUSTER_LINE_OPEN_CARD, &[]),
            Self::ChooseFile(_) => (G::Songs, id::COMMON_BROWSE, &[]),
        }
    }

    pub(crate) fn group(&self) -> ActionGroup {
        self.row().0
    }

    pub(crate) fn keys(&self) -> &'static [Keys] {
        self.row().2
    }

    /// Its keys as they are written beside it; nothing where it has none.
    pub(crate) fn keys_text(&self) -> String {
        let keys: Vec<String> = self.keys().iter().map(Keys::to_string).collect();
        keys.join(", ")
    }

    /// True where it also works while a field has the keyboard.
    pub(super) fn works_anywhere(&self) -> bool {
        matches!(
            self,
            Self::Palette
                | Self::Larger
                | Self::Smaller
                | Self::UsualSize
                | Self::Glossary
                | Self::Present
                | Self::OpenSession
                | Self::SaveSession
                | Self::LetGo
        )
    }

    /// True where its key means something else to a button or slider that has the focus: Space
    /// presses it, arrows move on.
    pub(super) fn gives_way_to_focus(&self) -> bool {
        matches!(
            self,
            Self::PlayPause | Self::Next | Self::Previous | Self::SeekBack | Self::SeekOn
        )
    }
}

/// Off, the song, the playlist, off.
pub(super) fn after(repeat: Repeat) -> Repeat {
    match repeat {
        Repeat::Off => Repeat::Song,
        Repeat::Song => Repeat::List,
        Repeat::List => Repeat::Off,
    }
}

fn ctrl_number(place: usize) -> &'static [Keys] {
    static KEYS: [[Keys; 1]; 9] = [
        [Ctrl(Key::Num1)],
        [Ctrl(Key::Num2)],
        [Ctrl(Key::Num3)],
        [Ctrl(Key::Num4)],
        [Ctrl(Key::Num5)],
        [Ctrl(Key::Num6)],
        [Ctrl(Key::Num7)],
        [Ctrl(Key::Num8)],
        [Ctrl(Key::Num9)],
    ];
    KEYS.get(place).map_or(&[], |keys| keys.as_slice())
}

fn number(n: usize) -> &'static [Keys] {
    match n {
        1 => &[Alone(Key::Num1)],
        2 => &[Alone(Key::Num2)],
        3 => &[Alone(Key::Num3)],
        4 => &[Alone(Key::Num4)],
        _ => &[],
    }
}
