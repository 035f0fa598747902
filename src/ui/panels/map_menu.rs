//! The menus of the right mouse button: over a point of the map, over its ground, and over an entry
//! of the legend.

use eframe::egui::{Modifiers, Ui};

use crate::session::{Class, ColourBy, Command, Group, How, Selecting, Session};

use crate::ui::action::Action;
use crate::ui::action_button::action_button_ui;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::tokens;
use crate::ui::ground::widgets::{caption, one_line};
use crate::words::{fill, id, tr};

/// Label columns of a song that are offered; more would make the menu longer than the map.
const MOST_LABELS: usize = 6;

/// For the song under the pointer, or for the ground.
pub(crate) fn map_menu_ui(ui: &mut Ui, cx: &mut Cx, song: Option<usize>) {
    ui.set_max_width(280.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    if let Some(song) = song.filter(|&i| cx.session.song(i).is_some()) {
        song_ui(ui, cx, song);
        ui.separator();
    }
    for action in [
        Action::SelectAll,
        Action::MoreLike,
        Action::InvertSelection,
        Action::SelectNone,
        Action::HideSongs,
        Action::Undo,
        Action::Redo,
    ] {
        action_button_ui(ui, cx, action);
    }
    ui.separator();
    action_button_ui(ui, cx, Action::Fit);
}

fn song_ui(ui: &mut Ui, cx: &mut Cx, song: usize) {
    let session = cx.session;
    let title = session.song(song).map_or("", |s| s.title.as_str());
    one_line(ui, caption(title, tokens(ui.ctx())));
    let how = how_by_keys(ui);
    let mut choice = |ui: &mut Ui, text: String, what: Selecting| {
        let tip = tr(id::MAP_MENU_CLICK_SELECT_THESE_SONGS_ALONE);
        if ui.button(text).on_hover_text(tip).clicked() {
            cx.push(Command::Selecting(what));
        }
    };
    if session.selection().contains(song) {
        choice(
            ui,
            tr(id::MAP_MENU_TAKE_OUT_SELECTION).to_string(),
            Selecting::Songs(vec![song], How::Remove),
        );
    } else {
        choice(
            ui,
            tr(id::MAP_MENU_ADD_SELECTION).to_string(),
            Selecting::Songs(vec![song], How::Add),
        );
    }
    for (text, group) in groups_of(session, song) {
        choice(ui, text, Selecting::Group(group, how));
    }
}

/// The groups a song belongs to, with what a menu says of them.
fn groups_of(session: &Session, song: usize) -> Vec<(String, Group)> {
    let mut groups = Vec::new();
    if let Some(analysis) = session.shown_analysis() {
        let cluster = analysis.clusters.labels.get(song).copied().flatten();
        let name = |cluster| {
            session
                .given_name(cluster)
                .map_or_else(|| (cluster + 1).to_string(), str::to_string)
        };
        let text = match cluster {
            Some(cluster) => fill(id::MAP_MENU_SELECT_CLUSTER_N, &[("n", &name(cluster))]),
            None => tr(id::MAP_MENU_SELECT_SONGS_NO_CLUSTER).to_string(),
        };
        groups.push((text, Group::Cluster(cluster)));
        groups.push((
            tr(id::MAP_MENU_SELECT_NEIGHBOURS).to_string(),
            Group::NeighboursOf(song),
        ));
    }
    let labels = session.library().map_or(&[][..], |library| &library.labels);
    for (column, label) in labels.iter().enumerate().take(MOST_LABELS) {
        if let Some(class) = label.class(song) {
            let name = &label.classes[class as usize];
            let text = fill(
                id::MAP_MENU_SELECT_COLUMN_NAME,
                &[("column", &label.name), ("name", name)],
            );
            groups.push((text, Group::Label(column, Some(class))));
        }
    }
    groups
}

/// For one class of the legend.
pub(crate) fn legend_menu_ui(ui: &mut Ui, cx: &mut Cx, class: Class, name: &str) {
    ui.spacing_mut().item_spacing.y = 2.0;
    one_line(ui, caption(name, tokens(ui.ctx())));
    let group = || match cx.session.colouring().by {
        ColourBy::Cluster => Group::Cluster(class),
        ColourBy::Label(column) => Group::Label(column, class),
        ColourBy::Number(_)
        | ColourBy::Own(_)
        | ColourBy::Silhouette
        | ColourBy::Trust
        | ColourBy::Agreement
        | ColourBy::Latent(_)
        | ColourBy::Tag(_) => Group::Class(class),
    };
    let choices = [
        (
            tr(id::MAP_MENU_SELECT_THESE_SONGS),
            Command::Selecting(Selecting::Group(group(), How::Replace)),
        ),
        (
            tr(id::MAP_MENU_ADD_THEM_SELECTION),
            Command::Selecting(Selecting::Group(group(), How::Add)),
        ),
        (
            tr(id::MAP_MENU_TAKE_THEM_OUT_SELECTION),
            Command::Selecting(Selecting::Group(group(), How::Remove)),
        ),
        (
            tr(id::MAP_MENU_KEEP_ONLY_THESE_COLOUR),
            Command::SoloClass(class),
        ),
    ];
    for (text, command) in choices {
        if ui.button(text).clicked() {
            cx.push(command);
        }
    }
}

/// As with a lasso: Shift adds, Alt takes away.
fn how_by_keys(ui: &Ui) -> How {
    match ui.input(|i| i.modifiers) {
        Modifiers { alt: true, .. } => How::Remove,
        Modifiers { shift: true, .. } => How::Add,
        _ => How::Replace,
    }
}
