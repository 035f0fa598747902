//! Everything that can be asked of the window: one closed list, which keys, the window of
//! shortcuts, the palette, menus, tour and lessons read. What each does is in `run`.

mod keys;
mod list;
mod facts;
mod offer;
#[cfg(test)]
mod tests;

use eframe::egui::ThemePreference;
use strum::EnumIter;

use crate::config::{ClusteringMethod, Modality, ModelKind, ProjectionMethod};
use crate::lessons;
use crate::session::{
    ColourBy, Command, Comparing, Curating, Filtering, Group, How, Learning, Listening, Meaning,
    Mix, Parting, Picture, Remedy, Selecting, Session, Teaching,
};

use super::layout::Arrangement;
use super::map::MapTool;
use super::request::FileRequest;
use super::tab::{Area, Tab};
use crate::ui::ground::theme::Contrast;
use crate::words::{Locale, Text, fill, id};

pub(super) use keys::{Keyboard, Keys, pressed};
pub(super) use list::colours;

/// Something a person can ask for.
/// What has no value is listed by itself; what has one, in `list`, as a test holds.
#[derive(Debug, Clone, PartialEq, EnumIter)]
#[cfg_attr(test, derive(strum::EnumDiscriminants))]
#[cfg_attr(
    test,
    strum_discriminants(name(ActionKind), derive(strum::VariantArray))
)]
pub(super) enum Action {
    /// The page with what was looked at lately.
    Start,
    ChooseFolder,
    TypePath,
    OpenDemo,
    Search,
    Run,
    Stop,
    Cancel,
    ResetConfig,
    PauseTraining,
    TrainFurther,
    #[strum(disabled)]
    Remedy(Remedy),
    OwnClusters,
    BringBackRun,
    PlayPause,
    Next,
    Previous,
    SeekBack,
    SeekOn,
    Radio,
    Repeat,
    /// Previews of the most typical part, or of the first half.
    TypicalPreviews,
    ForgetPlaylist,
    Mute,
    FullVolume,
    /// A song by its index; listed only where songs are searched.
    #[strum(disabled)]
    Play(usize),
    Spectrogram,
    Fit,
    Replay,
    #[strum(disabled)]
    Tool(MapTool),
    /// So many maps side by side.
    #[strum(disabled)]
    Maps(usize),
    #[strum(disabled)]
    Picture(Picture),
    #[strum(disabled)]
    ColourBy(ColourBy),
    ShowAllClasses,
    ClearFilters,
    /// Names of parts of clusters where one zooms in, or not.
    FinerNames,
    /// Lines around the densest songs of each class, or not.
    Contours,
    /// A part of the contents of the map, by its place there; never listed.
    #[strum(disabled)]
    FlyTo(usize),
    SelectAll,
    SelectFound,
    PlaySelection,
    SelectNeighbours,
    /// Songs near what is selected, or near the chosen song.
    MoreLike,
    /// Why the chosen song is near another, and in its cluster.
    WhyNear,
    /// Songs that are one under several names.
    SelectCopies,
    InvertSelection,
    SelectNone,
    /// The value of an own column by its place among those in use, to the selected songs or the
    /// chosen one.
    #[strum(disabled)]
    GiveValue(usize),
    HideSongs,
    ShowHidden,
    /// The clusters on show as a column to be edited.
    EditClusters,
    /// The songs that nobody hid, by themselves.
    WithoutHidden,
    /// What is selected, by itself.
    AnalyseSelection,
    /// Back to the songs that those on show were taken from.
    LeavePart,
    Undo,
    Redo,
    #[strum(disabled)]
    Show(Tab),
    /// The card of a cluster, `None` for the songs in none; never listed.
    #[strum(disabled)]
    Cluster(Option<u32>),
    /// Closes a panel, or brings it back.
    #[strum(disabled)]
    Toggle(Tab),
    /// The same for all panels of an area.
    #[strum(disabled)]
    ToggleArea(Area),
    #[strum(disabled)]
    Arrange(Arrangement),
    Enlarge,
    /// Of the results below the map only their bar is left, or all of them is shown.
    Fold,
    Timeline,
    Present,
    #[strum(disabled)]
    Locale(Locale),
    #[strum(disabled)]
    Theme(ThemePreference),
    #[strum(disabled)]
    Contrast(Contrast),
    Larger,
    Smaller,
    UsualSize,
    ReducedMotion,
    #[strum(disabled)]
    Model(ModelKind),
    #[strum(disabled)]
    ClusterBy(ClusteringMethod),
    #[strum(disabled)]
    MapBy(ProjectionMethod),
    #[strum(disabled)]
    SongsAs(Modality),
    ExportFigure,
    ExportTable,
    WriteReport,
    SaveFilm,
    OpenSession,
    SaveSession,
    SaveSessionAs,
    OpenLesson,
    /// Write the run on show as a lesson.
    SaveLesson,
    /// One of the program's own, by its place in their list.
    #[strum(disabled)]
    Lesson(usize),
    Tour,
    Glossary,
    /// A term of the glossary, by its index.
    #[strum(disabled)]
    Explain(usize),
    Shortcuts,
    Palette,
    LetGo,
    /// A native dialog for a path; never listed.
    #[strum(disabled)]
    ChooseFile(FileRequest),
}

/// Actions that are listed together, in the order of the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ActionGroup {
    Songs,
    Run,
    Listening,
    Map,
    Selecting,
    Show,
    Look,
    Settings,
    Export,
    Lessons,
    Help,
}

impl ActionGroup {
    /// Its name, in English.
    pub(super) fn name(self) -> Text {
        match self {
            Self::Songs => id::COMMON_SONGS,
            Self::Run => id::COMMON_RUN,
            Self::Listening => id::COMMON_LISTENING,
            Self::Map => id::COMMON_MAP,
            Self::Selecting => id::COMMON_SELECTING,
            Self::Show => id::TEACHING_SHOW,
            Self::Look => id::TEACHING_LOOK,
            Self::Settings => id::COMMON_SETTINGS,
            Self::Export => id::COMMON_EXPORT,
            Self::Lessons => id::COMMON_LESSONS,
            Self::Help => id::COMMON_HELP,
        }
    }
}

/// How far seeking by a key goes.
const SEEK_SECS: f32 = 5.0;
/// How much further training goes on at one word.
const EPOCHS_FURTHER: usize = 50;

impl Action {
    /// What the session is asked, where the action is the session's alone.
    pub(super) fn command(&self, session: &Session) -> Option<Command> {
        let selecting = |what| Some(Command::Selecting(what));
        let curating = |what| Some(Command::Curating(what));
        let group = |group| selecting(Selecting::Group(group, How::Replace));
        match self {
            Self::OpenDemo => Some(Command::OpenDemo),
            Self::Run => Some(Command::Run),
            Self::Stop => Some(Command::Stop),
            Self::Cancel => Some(Command::Cancel),
            Self::ResetConfig => Some(Command::ResetConfig),
            Self::PauseTraining => Some(Command::Learning(Learning::PauseOrContinue)),
            Self::TrainFurther => Some(Command::Learning(Learning::Further(EPOCHS_FURTHER))),
            Self::Remedy(remedy) => Some(Command::Learning(Learning::Remedy(*remedy))),
            Self::OwnClusters => Some(Command::Comparing(Comparing::Back)),
            Self::BringBackRun => Some(Command::Comparing(Comparing::BringBack)),
            Self::PlayPause => Some(Command::PlayPause),
            Self::Next => Some(Command::Next),
            Self::Previous => Some(Command::Previous),
            Self::SeekBack => Some(Command::SeekBy(-SEEK_SECS)),
            Self::SeekOn => Some(Command::SeekBy(SEEK_SECS)),
            Self::Radio => {
                let mut settings = session.listening().settings();
                settings.radio = !settings.radio;
                Some(Command::Listening(Listening::Settings(settings)))
            }
            Self::Repeat => {
                let mut settings = session.listening().settings();
                settings.repeat = facts::after(settings.repeat);
                Some(Command::Listening(Listening::Settings(settings)))
            }
            Self::TypicalPreviews => {
                let mut settings = session.listening().settings();
                settings.typical_previews = !settings.typical_previews;
                Some(Command::Listening(Listening::Settings(settings)))
            }
            Self::ForgetPlaylist => Some(Command::Listening(Listening::Clear)),
            Self::Mute => Some(Command::Volume(0.0)),
            Self::FullVolume => Some(Command::Volume(1.0)),
            Self::Play(song) => Some(Command::Play(*song)),
            Self::Maps(n) => Some(Command::SideMaps(session.sources_for(n.saturating_sub(1)))),
            Self::Picture(picture) => Some(Command::Project(*picture)),
            Self::ColourBy(by) => Some(Command::ColourBy(*by)),
            Self::ShowAllClasses => Some(Command::ShowAllClasses),
            Self::ClearFilters => Some(Command::Filtering(Filtering::Clear)),
            Self::FinerNames => {
                let mut marks = session.map_marks();
                marks.finer_names = !marks.finer_names;
                Some(Command::MapMarks(marks))
            }
            Self::Contours => {
                let mut marks = session.map_marks();
                marks.contours = !marks.contours;
                Some(Command::MapMarks(marks))
            }
            Self::SelectAll => group(Group::All),
            Self::SelectFound => group(Group::Found),
            Self::PlaySelection => {
                let songs = session.selection().songs().to_vec();
                Some(Command::Listening(Listening::PlayList(songs)))
            }
            Self::SelectNeighbours => group(Group::NeighboursOf(session.selected()?)),
            Self::MoreLike => {
                let selection = session.selection().songs().to_vec();
                let one = || session.selected().into_iter().collect();
                let plus = if selection.is_empty() {
                    one()
                } else {
                    selection
                };
                let minus = Vec::new();
                Some(Command::Meaning(Meaning::Mix(Mix { plus, minus })))
            }
            Self::SelectCopies => {
                let copied = session.why().copied();
                selecting(Selecting::Songs(copied, How::Replace))
            }
            Self::InvertSelection => selecting(Selecting::Invert),
            Self::SelectNone => selecting(Selecting::None),
            Self::GiveValue(place) => {
                let key = session.curating().column()?;
                let (_, value, _) = session.curating().values_in_use().nth(*place)?;
                let (songs, value) = (session.songs_to_label().into_owned(), value.to_string());
                curating(Curating::Give(key, songs, value))
            }
            Self::HideSongs => curating(Curating::Hide(session.songs_to_label().into_owned())),
            Self::ShowHidden => curating(Curating::ShowHidden),
            Self::EditClusters => curating(Curating::EditClusters(cluster_names(session))),
            Self::WithoutHidden => Some(Command::Parting(Parting::WithoutHidden)),
            Self::AnalyseSelection => Some(Command::Parting(Parting::Selection)),
            Self::LeavePart => {
                let level = session.parts().sizes_above().count().checked_sub(1)?;
                Some(Command::Parting(Parting::Back(level)))
            }
            Self::Undo => selecting(Selecting::Undo),
            Self::Redo => selecting(Selecting::Redo),
            Self::Model(kind) => changed(session, |config| config.model.kind = *kind),
            Self::ClusterBy(method) => {
                changed(session, |config| config.clustering.method = *method)
            }
            Self::MapBy(method) => changed(session, |config| config.projection.method = *method),
            Self::SongsAs(modality) => {
                changed(session, |config| config.fusion.modality = *modality)
            }
            Self::Lesson(lesson) => {
                let lesson = lessons::ours().get(*lesson)?.clone();
                Some(Command::Teaching(Teaching::Start(lesson)))
            }
            Self::Start
            | Self::ChooseFolder
            | Self::TypePath
            | Self::Search
            | Self::Spectrogram
            | Self::Fit
            | Self::Replay
            | Self::Tool(_)
            | Self::Show(_)
            | Self::WhyNear
            | Self::Cluster(_)
            | Self::FlyTo(_)
            | Self::Toggle(_)
            | Self::ToggleArea(_)
            | Self::Arrange(_)
            | Self::Enlarge
            | Self::Fold
            | Self::Timeline
            | Self::Present
            | Self::Locale(_)
            | Self::Theme(_)
            | Self::Contrast(_)
            | Self::Larger
            | Self::Smaller
            | Self::UsualSize
            | Self::ReducedMotion
            | Self::ExportFigure
            | Self::ExportTable
            | Self::WriteReport
            | Self::SaveFilm
            | Self::OpenSession
            | Self::SaveSession
            | Self::SaveSessionAs
            | Self::OpenLesson
            | Self::SaveLesson
            | Self::Tour
            | Self::Glossary
            | Self::Explain(_)
            | Self::Shortcuts
            | Self::Palette
            | Self::LetGo
            | Self::ChooseFile(_) => None,
        }
    }
}

/// What the clusters on show are called, in order.
fn cluster_names(session: &Session) -> Vec<String> {
    let n = session
        .shown_analysis()
        .map_or(0, |a| a.clusters.n_clusters);
    let name = |cluster: u32| match session.given_name(cluster) {
        Some(given) => given.to_string(),
        None => fill(id::COMMON_CLUSTER_N, &[("n", &(cluster + 1))]),
    };
    (0..n as u32).map(name).collect()
}

/// Sets one setting of the draft; nothing runs.
fn changed(session: &Session, change: impl FnOnce(&mut crate::config::Config)) -> Option<Command> {
    let mut draft = session.draft().clone();
    change(&mut draft);
    let settled = draft.settled(session.draft());
    Some(Command::SetConfig(Box::new(settled)))
}
