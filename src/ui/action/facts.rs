//! What is known of each action: its group, its name, its keys, and when it can be asked for.

use eframe::egui::{Key, ThemePreference};

use crate::session::{Remedy, Repeat, Session};

use super::super::layout::Arrangement;
use super::super::lessons::LESSONS;
use super::super::map::MapTool;
use super::super::tab::Area;
use super::super::words::glossary::TERMS;
use super::super::words::{english, fill, tr};
use super::list::colours;
use super::{Action, ActionGroup, Keys};
use crate::ui::ground::theme::Contrast;

use ActionGroup as G;
use Keys::{Alone, Ctrl, CtrlShift, Typed};

/// A group, a name in English with the place of its value if it has one, and keys.
type Row = (ActionGroup, &'static str, &'static [Keys]);

impl Action {
    fn row(&self) -> Row {
        match self {
            Self::ChooseFolder => (G::Songs, english("Choose a folder…"), &[]),
            Self::TypePath => (G::Songs, english("Type the path of a folder"), &[]),
            Self::OpenDemo => (G::Songs, english("Open the demo songs"), &[]),
            Self::Search => (G::Songs, english("Search songs"), &[Typed("/")]),
            Self::Run => (G::Run, english("Run"), &[]),
            Self::Stop => (G::Run, english("Stop, and keep what there is"), &[]),
            Self::Cancel => (G::Run, english("Give the run up"), &[]),
            Self::ResetConfig => (G::Run, english("Reset settings to defaults"), &[]),
            Self::PauseTraining => (G::Run, english("Pause or go on with training"), &[]),
            Self::TrainFurther => (G::Run, english("Train 50 epochs more"), &[]),
            Self::Remedy(Remedy::LowerBeta) => (G::Run, english("Against collapse: lower β"), &[]),
            Self::Remedy(Remedy::LongerWarmup) => {
                (G::Run, english("Against collapse: a longer warm-up"), &[])
            }
            Self::Remedy(Remedy::FreeBits) => (G::Run, english("Against collapse: free bits"), &[]),
            Self::OwnClusters => (G::Run, english("Back to the model's own clusters"), &[]),
            Self::BringBackRun => (G::Run, english("Bring back the run deleted last"), &[]),
            Self::PlayPause => (G::Listening, english("Play or pause"), &[Alone(Key::Space)]),
            Self::Next => (
                G::Listening,
                english("On to the next neighbour"),
                &[Alone(Key::ArrowDown)],
            ),
            Self::Previous => (
                G::Listening,
                english("Back to the song before"),
                &[Alone(Key::ArrowUp)],
            ),
            Self::SeekBack => (
                G::Listening,
                english("Back by 5 seconds"),
                &[Alone(Key::ArrowLeft)],
            ),
            Self::SeekOn => (
                G::Listening,
                english("On by 5 seconds"),
                &[Alone(Key::ArrowRight)],
            ),
            Self::Radio => (G::Listening, english("Radio, on or off"), &[Alone(Key::R)]),
            Self::Repeat => (
                G::Listening,
                english("Repeat: nothing, the song, the playlist"),
                &[Alone(Key::O)],
            ),
            Self::ForgetPlaylist => (G::Listening, english("Forget the playlist"), &[]),
            Self::Mute => (G::Listening, english("Mute"), &[]),
            Self::FullVolume => (G::Listening, english("Full volume"), &[]),
            Self::Play(_) => (G::Listening, english("Play {title}"), &[]),
            Self::Spectrogram => (G::Listening, english("Enlarge the spectrogram"), &[]),
            Self::Fit => (G::Map, english("Fit the map"), &[Alone(Key::F)]),
            Self::Replay => (
                G::Map,
                english("Replay how songs found their places"),
                &[Alone(Key::T)],
            ),
            Self::Tool(MapTool::Pan) => (G::Map, english("Tool: pan"), &[Alone(Key::V)]),
            Self::Tool(MapTool::Lasso) => (G::Map, english("Tool: lasso"), &[Alone(Key::L)]),
            Self::Tool(MapTool::Box) => (G::Map, english("Tool: box"), &[Alone(Key::B)]),
            Self::Tool(MapTool::Path) => (G::Map, english("Tool: path"), &[Alone(Key::P)]),
            Self::Maps(n) => (G::Map, english("Maps side by side: {n}"), number(*n)),
            Self::Picture(_) => (G::Map, english("Picture: {picture}"), &[]),
            Self::ColourBy(_) => (G::Map, english("Colour by {what}"), &[]),
            Self::ShowAllClasses => (G::Map, english("Show all classes"), &[]),
            Self::SelectAll => (
                G::Selecting,
                english("Select all songs shown"),
                &[Ctrl(Key::A)],
            ),
            Self::SelectFound => (G::Selecting, english("Select what was found"), &[]),
            Self::PlaySelection => (G::Selecting, english("Play the selection"), &[]),
            Self::SelectNeighbours => (
                G::Selecting,
                english("Select the neighbours of this song"),
                &[],
            ),
            Self::InvertSelection => (
                G::Selecting,
                english("Invert the selection"),
                &[Ctrl(Key::I)],
            ),
            Self::SelectNone => (G::Selecting, english("Select nothing"), &[Ctrl(Key::D)]),
            Self::Undo => (G::Selecting, english("Undo"), &[Ctrl(Key::Z)]),
            Self::Redo => (
                G::Selecting,
                english("Redo"),
                &[CtrlShift(Key::Z), Ctrl(Key::Y)],
            ),
            Self::Show(_) => (G::Show, english("Tab: {name}"), &[]),
            Self::Toggle(_) => (G::Show, english("Panel: {name}, close or bring back"), &[]),
            Self::ToggleArea(Area::Settings) => (G::Show, english("Settings panel"), &[]),
            Self::ToggleArea(Area::Results) => (G::Show, english("Results panel"), &[]),
            Self::ToggleArea(Area::Song | Area::Map) => (G::Show, english("Song panel"), &[]),
            Self::Arrange(Arrangement::Explore) => {
                (G::Show, english("Panels: as at first, to explore"), &[])
            }
            Self::Arrange(Arrangement::Results) => {
                (G::Show, english("Panels: results beside the map"), &[])
            }
            Self::Arrange(Arrangement::Present) => {
                (G::Show, english("Panels: map, song and training"), &[])
            }
            Self::Enlarge => (
                G::Show,
                english("Enlarge the results, and back"),
                &[Alone(Key::E)],
            ),
            Self::Timeline => (G::Show, english("Fold or unfold the timeline"), &[]),
            Self::Present => (G::Show, english("Presenter mode"), &[Alone(Key::F5)]),
            Self::Locale(_) => (G::Look, english("Language: {name}"), &[]),
            Self::Theme(ThemePreference::Light) => (G::Look, english("Theme: light"), &[]),
            Self::Theme(ThemePreference::Dark) => (G::Look, english("Theme: dark"), &[]),
            Self::Theme(ThemePreference::System) => (G::Look, english("Theme: as the system"), &[]),
            Self::Contrast(Contrast::Normal) => (G::Look, english("Contrast: normal"), &[]),
            Self::Contrast(Contrast::High) => (G::Look, english("Contrast: high"), &[]),
            Self::Larger => (
                G::Look,
                english("Larger"),
                &[Ctrl(Key::Plus), Ctrl(Key::Equals)],
            ),
            Self::Smaller => (G::Look, english("Smaller"), &[Ctrl(Key::Minus)]),
            Self::UsualSize => (G::Look, english("Usual size"), &[Ctrl(Key::Num0)]),
            Self::ReducedMotion => (G::Look, english("Reduced motion, on or off"), &[]),
            Self::Model(_) | Self::ClusterBy(_) | Self::MapBy(_) | Self::SongsAs(_) => {
                (G::Settings, english("{setting}: {choice}"), &[])
            }
            Self::ExportFigure => (G::Export, english("Export a figure"), &[]),
            Self::ExportTable => (G::Export, english("Export a table"), &[]),
            Self::WriteReport => (G::Export, english("Write the report"), &[]),
            Self::SaveFilm => (G::Export, english("Save the timeline as a film"), &[]),
            Self::OpenSession => (G::Export, english("Open a session"), &[Ctrl(Key::O)]),
            Self::SaveSession => (G::Export, english("Save the session"), &[Ctrl(Key::S)]),
            Self::SaveSessionAs => (G::Export, english("Save session as…"), &[]),
            Self::Lesson(_) => (G::Lessons, english("Lesson: {name}"), &[]),
            Self::Tour => (G::Help, english("Take the tour"), &[]),
            Self::Glossary => (G::Help, english("Glossary"), &[Alone(Key::F1)]),
            Self::Explain(_) => (G::Help, english("Explain: {name}"), &[]),
            Self::Shortcuts => (G::Help, english("Shortcuts and about"), &[Typed("?")]),
            Self::Palette => (
                G::Help,
                english("All commands"),
                &[Ctrl(Key::K), CtrlShift(Key::P)],
            ),
            Self::LetGo => (
                G::Help,
                english("Let go: the line being drawn, the search, the selection, the song"),
                &[Alone(Key::Escape)],
            ),
            Self::Ask(_) => (G::Songs, english("Browse…"), &[]),
        }
    }

    pub fn group(&self) -> ActionGroup {
        self.row().0
    }

    pub fn keys(&self) -> &'static [Keys] {
        self.row().2
    }

    /// Its keys as they are written beside it; nothing where it has none.
    pub fn keys_text(&self) -> String {
        let keys: Vec<String> = self.keys().iter().map(Keys::to_string).collect();
        keys.join(", ")
    }

    /// Its name in the language of the window.
    pub fn text(&self, session: &Session) -> String {
        let (_, text, _) = self.row();
        let setting = |setting: &'static str, choice: &str| {
            fill(text, &[("setting", &tr(setting)), ("choice", &tr(choice))])
        };
        match self {
            Self::Play(song) => {
                let title = session.song(*song).map_or("", |song| song.title.as_str());
                fill(text, &[("title", &title)])
            }
            Self::Maps(n) => fill(text, &[("n", n)]),
            Self::Picture(picture) => {
                fill(text, &[("picture", &tr(session.picture_label(*picture)))])
            }
            Self::ColourBy(by) => {
                let name = colours(session).into_iter().find(|(other, _)| other == by);
                fill(
                    text,
                    &[("what", &name.map_or(String::new(), |(_, name)| name))],
                )
            }
            Self::Show(tab) | Self::Toggle(tab) => fill(text, &[("name", &tr(tab.name()))]),
            Self::Locale(locale) => fill(text, &[("name", &locale.name())]),
            Self::Model(kind) => setting(english("Model"), kind.label()),
            Self::ClusterBy(method) => setting(english("Clusters"), method.label()),
            Self::MapBy(method) => setting(english("Map by"), method.label()),
            Self::SongsAs(modality) => setting(english("Songs as"), modality.label()),
            Self::Lesson(lesson) => fill(text, &[("name", &tr(LESSONS[*lesson].name))]),
            Self::Explain(term) => fill(text, &[("name", &tr(TERMS[*term].name))]),
            _ => tr(text).to_string(),
        }
    }

    /// Its name with its keys: "Larger (Ctrl++)".
    pub fn hint(&self, session: &Session) -> String {
        match self.keys().first() {
            Some(keys) => format!("{} ({keys})", self.text(session)),
            None => self.text(session),
        }
    }

    /// False where there is nothing to do it with.
    pub fn is_enabled(&self, session: &Session) -> bool {
        match self {
            Self::ExportFigure | Self::ExportTable | Self::WriteReport => {
                session.shown_analysis().is_some()
            }
            Self::SaveFilm | Self::Replay => session.timeline().is_some(),
            Self::PlaySelection => !session.selection().is_empty(),
            Self::SelectNone => !session.selection().is_empty(),
            Self::SelectNeighbours => session.selected().is_some(),
            Self::Spectrogram => session
                .selected_song()
                .is_some_and(|song| song.audio.is_some()),
            Self::Maps(n) => session.sources_for(n.saturating_sub(1)).len() + 1 == *n,
            Self::Undo => session.can_undo(),
            Self::Redo => session.can_redo(),
            _ => true,
        }
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

fn number(n: usize) -> &'static [Keys] {
    match n {
        1 => &[Alone(Key::Num1)],
        2 => &[Alone(Key::Num2)],
        3 => &[Alone(Key::Num3)],
        4 => &[Alone(Key::Num4)],
        _ => &[],
    }
}
