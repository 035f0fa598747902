//! The list of all actions.

use eframe::egui::ThemePreference;
use strum::IntoEnumIterator;

use crate::config::{ClusteringMethod, Keyed, Modality, ModelKind, ProjectionMethod};
use crate::ears::Tag;
use crate::lessons;
use crate::session::{ColourBy, Picture, Remedy, Session};

use super::super::layout::Arrangement;
use super::super::map::MapTool;
use super::super::tab::{Area, Tab};
use super::super::words::glossary::TERMS;
use super::Action;
use crate::ui::ground::theme::Contrast;
use crate::words::{Locale, fill, id, tr};

impl Action {
    /// Every action that does not depend on the songs, in the order of its group.
    pub(crate) fn fixed() -> Vec<Action> {
        let mut all: Vec<Action> = Action::iter().chain(with_values()).collect();
        all.sort_by_key(Action::group);
        all
    }

    /// Every action that can be asked for now.
    pub(crate) fn all(session: &Session) -> Vec<Action> {
        let mut all = Action::fixed();
        let colours = colours(session).into_iter();
        all.extend(colours.map(|(by, _)| Action::ColourBy(by)));
        all.retain(|action| action.is_enabled(session));
        all.sort_by_key(Action::group);
        all
    }
}

/// The actions of those kinds that have a value, one for each. The others list themselves.
fn with_values() -> Vec<Action> {
    use ThemePreference::{Dark, Light, System};
    let closable = Tab::ALL.iter().filter(|tab| tab.area() != Area::Map);
    let clusterings = ClusteringMethod::all().filter(|m| *m != ClusteringMethod::Model);
    let mut all: Vec<Action> = each(Remedy::ALL, Action::Remedy).collect();
    all.extend(each(MapTool::ALL, Action::Tool));
    all.extend((1..=4).map(Action::Maps));
    all.extend((0..9).map(Action::GiveValue));
    all.extend(each(Picture::ALL, Action::Picture));
    all.extend(each(Tab::ALL, Action::Show));
    all.extend([Area::Settings, Area::Results, Area::Song].map(Action::ToggleArea));
    all.extend(closable.map(|&tab| Action::Toggle(tab)));
    all.extend(each(Arrangement::ALL, Action::Arrange));
    all.extend(Locale::all().map(Action::Locale));
    all.extend([Light, Dark, System].map(Action::Theme));
    all.extend(each(Contrast::ALL, Action::Contrast));
    all.extend(ModelKind::all().map(Action::Model));
    all.extend(clusterings.map(Action::ClusterBy));
    all.extend(ProjectionMethod::all().map(Action::MapBy));
    all.extend(Modality::all().map(Action::SongsAs));
    all.extend((0..lessons::ours().len()).map(Action::Lesson));
    all.extend((0..TERMS.len()).map(Action::Explain));
    all
}

/// An action for each value of a closed list.
fn each<T: Copy>(all: &[T], action: fn(T) -> Action) -> impl Iterator<Item = Action> {
    all.iter().map(move |&value| action(value))
}

/// What songs can be coloured by, with what it is called.
pub(crate) fn colours(session: &Session) -> Vec<(ColourBy, String)> {
    let mut choices = vec![(ColourBy::Cluster, tr(id::COMMON_CLUSTER).to_string())];
    if let Some(library) = session.library() {
        choices.extend(
            library
                .labels
                .iter()
                .enumerate()
                .map(|(i, l)| (ColourBy::Label(i), l.name.clone())),
        );
        choices.extend(
            library
                .numbers
                .iter()
                .enumerate()
                .map(|(i, n)| (ColourBy::Number(i), n.name.clone())),
        );
    }
    let own = session.own().columns.iter();
    choices.extend(own.map(|column| (ColourBy::Own(column.key()), column.shown_name())));
    choices.push((ColourBy::Silhouette, tr(id::MAP_BAR_SILHOUETTE).to_string()));
    if let Some(analysis) = session.shown_analysis() {
        if analysis.trust.is_some() {
            choices.push((ColourBy::Trust, tr(id::COMMON_TRUSTWORTHINESS).to_string()));
        }
        if analysis.probes.cross_modal.is_some() {
            choices.push((
                ColourBy::Agreement,
                tr(id::MAP_BAR_AUDIO_LYRICS_AGREE).to_string(),
            ));
        }
    }
    if session.shown_analysis().is_some_and(|a| a.has_tags()) {
        choices.extend(Tag::all().map(|tag| (ColourBy::Tag(tag), tag.guessed())));
    }
    if let ColourBy::Latent(dim) = session.colouring().by {
        choices.push((
            ColourBy::Latent(dim),
            fill(id::MAP_BAR_LATENT_DIMENSION_N, &[("n", &dim)]),
        ));
    }
    choices
}
