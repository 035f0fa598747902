//! How an action is offered as the session is now: what it is called, and whether there is anything
//! to do it with.

use super::Action;
use super::list::colours;
use crate::lessons;
use crate::session::Session;
use crate::ui::words::glossary::TERMS;
use crate::words::{Text, fill, id, tr};

impl Action {
    /// Its name in the language of the window.
    pub(crate) fn text(&self, session: &Session) -> String {
        let (_, text, _) = self.row();
        let setting =
            |setting: Text, choice: Text| fill(text, &[("setting", &setting), ("choice", &choice)]);
        match self {
            Self::Play(song) => {
                let title = session.song(*song).map_or("", |song| song.title.as_str());
                fill(text, &[("title", &title)])
            }
            Self::Maps(n) => fill(text, &[("n", n)]),
            Self::GiveValue(place) => {
                let value = session.curating().values_in_use().nth(*place);
                let number = (place + 1).to_string();
                let value = value.map_or(number.as_str(), |(_, value, _)| value);
                fill(text, &[("value", &value)])
            }
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
            Self::Show(tab) | Self::Toggle(tab) => fill(text, &[("name", &tab.name())]),
            Self::Locale(locale) => fill(text, &[("name", &locale.name())]),
            Self::Model(kind) => setting(id::COMMON_MODEL, kind.label()),
            Self::ClusterBy(method) => setting(id::COMMON_CLUSTERS, method.label()),
            Self::MapBy(method) => setting(id::COMMON_MAP_2, method.label()),
            Self::SongsAs(modality) => setting(id::COMMON_SONGS_AS, modality.label()),
            Self::Lesson(lesson) => {
                let lesson = lessons::ours().get(*lesson);
                fill(text, &[("name", &lesson.map_or("", |l| l.title()))])
            }
            Self::Explain(term) => fill(text, &[("name", &tr(TERMS[*term].name))]),
            Self::Start
            | Self::ChooseFolder
            | Self::TypePath
            | Self::OpenDemo
            | Self::Search
            | Self::Run
            | Self::Stop
            | Self::Cancel
            | Self::ResetConfig
            | Self::PauseTraining
            | Self::TrainFurther
            | Self::Remedy(_)
            | Self::OwnClusters
            | Self::BringBackRun
            | Self::PlayPause
            | Self::Next
            | Self::Previous
            | Self::SeekBack
            | Self::SeekOn
            | Self::Radio
            | Self::Repeat
            | Self::TypicalPreviews
            | Self::ForgetPlaylist
            | Self::Mute
            | Self::FullVolume
            | Self::Spectrogram
            | Self::Fit
            | Self::Replay
            | Self::Tool(_)
            | Self::ShowAllClasses
            | Self::ClearFilters
            | Self::FinerNames
            | Self::Contours
            | Self::FlyTo(_)
            | Self::SelectAll
            | Self::SelectFound
            | Self::PlaySelection
            | Self::SelectNeighbours
            | Self::MoreLike
            | Self::WhyNear
            | Self::SelectCopies
            | Self::InvertSelection
            | Self::SelectNone
            | Self::HideSongs
            | Self::ShowHidden
            | Self::EditClusters
            | Self::WithoutHidden
            | Self::AnalyseSelection
            | Self::LeavePart
            | Self::Undo
            | Self::Redo
            | Self::Cluster(_)
            | Self::ToggleArea(_)
            | Self::Arrange(_)
            | Self::Enlarge
            | Self::Fold
            | Self::Timeline
            | Self::Present
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
            | Self::Shortcuts
            | Self::Palette
            | Self::LetGo
            | Self::ChooseFile(_) => tr(text).to_string(),
        }
    }

    /// Its name with its keys: "Larger (Ctrl++)".
    pub(crate) fn hint(&self, session: &Session) -> String {
        match self.keys().first() {
            Some(keys) => format!("{} ({keys})", self.text(session)),
            None => self.text(session),
        }
    }

    /// False where there is nothing to do it with.
    pub(crate) fn is_enabled(&self, session: &Session) -> bool {
        match self {
            Self::ExportFigure | Self::ExportTable | Self::WriteReport | Self::SaveLesson => {
                session.shown_analysis().is_some()
            }
            Self::SaveFilm | Self::Replay => session.timeline().is_some(),
            Self::PlaySelection => !session.selection().is_empty(),
            Self::SelectNone => !session.selection().is_empty(),
            Self::AnalyseSelection => {
                !session.selection().is_empty() && session.shown_analysis().is_some()
            }
            Self::GiveValue(place) => {
                let has_value = session.curating().values_in_use().nth(*place).is_some();
                has_value && !session.songs_to_label().is_empty()
            }
            Self::HideSongs => !session.songs_to_label().is_empty(),
            Self::ShowHidden => session.own().n_hidden() > 0,
            Self::WithoutHidden => {
                session.own().n_hidden() > 0 && session.shown_analysis().is_some()
            }
            Self::EditClusters => session.shown_analysis().is_some(),
            Self::LeavePart => !session.parts().is_all(),
            Self::ClearFilters => !session.filtering().filters().is_empty(),
            Self::SelectCopies => !session.why().copies().is_empty(),
            Self::SelectNeighbours => session.selected().is_some(),
            Self::MoreLike => {
                let is_chosen = session.selected().is_some() || !session.selection().is_empty();
                is_chosen && session.shown_analysis().is_some()
            }
            Self::Spectrogram => session
                .selected_song()
                .is_some_and(|song| song.audio.is_some()),
            Self::Maps(n) => session.sources_for(n.saturating_sub(1)).len() + 1 == *n,
            Self::Undo => session.can_undo(),
            Self::Redo => session.can_redo(),
            Self::Start
            | Self::ChooseFolder
            | Self::TypePath
            | Self::OpenDemo
            | Self::Search
            | Self::Run
            | Self::Stop
            | Self::Cancel
            | Self::ResetConfig
            | Self::PauseTraining
            | Self::TrainFurther
            | Self::Remedy(_)
            | Self::OwnClusters
            | Self::BringBackRun
            | Self::PlayPause
            | Self::Next
            | Self::Previous
            | Self::SeekBack
            | Self::SeekOn
            | Self::Radio
            | Self::Repeat
            | Self::TypicalPreviews
            | Self::ForgetPlaylist
            | Self::Mute
            | Self::FullVolume
            | Self::Play(_)
            | Self::Fit
            | Self::Tool(_)
            | Self::Picture(_)
            | Self::ColourBy(_)
            | Self::ShowAllClasses
            | Self::FinerNames
            | Self::Contours
            | Self::FlyTo(_)
            | Self::SelectAll
            | Self::SelectFound
            | Self::WhyNear
            | Self::InvertSelection
            | Self::Show(_)
            | Self::Cluster(_)
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
            | Self::Model(_)
            | Self::ClusterBy(_)
            | Self::MapBy(_)
            | Self::SongsAs(_)
            | Self::OpenSession
            | Self::SaveSession
            | Self::SaveSessionAs
            | Self::OpenLesson
            | Self::Lesson(_)
            | Self::Tour
            | Self::Glossary
            | Self::Explain(_)
            | Self::Shortcuts
            | Self::Palette
            | Self::LetGo
            | Self::ChooseFile(_) => true,
        }
    }
}
