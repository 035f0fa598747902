//! The centre: the map with its bar, its legend, and what is told while songs learn their places.

use std::sync::Arc;

use eframe::egui::{Align2, Frame, Margin, Rect, Stroke, Ui, vec2};

use crate::job::Stage;
use crate::projection::at_one_size;
use crate::session::{Command, Picture, Revisions, Session};

use super::map::{Appearance, MapAxes, MapLabel, MapOverlay, MapRenderer, MapView, PointCloud};
use super::theme::{S3, Tokens, tokens};
use super::widgets::{empty_ui, pill};
use super::words::{fill, pair, tr};
use super::{Ask, View, hover_card, legend, map_bar, palette, runs, timeline};

/// The map's own state: the view, and the points as last made.
pub struct MapState {
    view: MapView,
    cloud: Option<PointCloud>,
    names: Vec<MapLabel>,
    neighbours: Vec<usize>,
    made_for: Option<(Revisions, bool)>,
    /// The selection the view was last moved to.
    revealed: Option<usize>,
    room: Rect,
}

impl Default for MapState {
    fn default() -> Self {
        Self::new(MapRenderer::Mesh)
    }
}

impl MapState {
    pub fn new(renderer: MapRenderer) -> Self {
        Self {
            view: MapView::new(renderer),
            cloud: None,
            names: Vec::new(),
            neighbours: Vec::new(),
            made_for: None,
            revealed: None,
            room: Rect::ZERO,
        }
    }

    /// Where the map was drawn last.
    pub fn room(&self) -> Rect {
        self.room
    }

    pub fn fit(&mut self) {
        self.view.fit();
    }

    /// Makes positions or colours anew when the session says that they changed.
    fn follow(&mut self, session: &Session, t: &Tokens) {
        let now = (session.revisions(), t.dark);
        let before = self.made_for.replace(now);
        if before == Some(now) {
            return;
        }
        let Some(xy) = session.places() else {
            self.cloud = None;
            return;
        };
        let xy = Arc::new(if axes(session) == MapAxes::Hidden { at_one_size(xy) } else { xy.clone() });
        let n = xy.n_rows();
        let changed = |of: fn(&Revisions) -> u64| before.is_none_or(|(then, _)| of(&then) != of(&now.0));
        let moved = changed(|r| r.places);
        let repainted = changed(|r| r.looks) || before.is_none_or(|(_, dark)| dark != t.dark);
        let cloud = match self.cloud.take().filter(|cloud| cloud.len() == n) {
            Some(cloud) if repainted => cloud.with_appearance(appearance(session, n, t)),
            Some(cloud) => cloud,
            None => PointCloud::new(xy.clone(), appearance(session, n, t)),
        };
        self.cloud = Some(if moved { cloud.with_xy(xy.clone()) } else { cloud });
        // While songs move, their clusters' names would only jump about.
        let moves = session.live().is_some() || session.replayed().is_some();
        self.names = if moves { Vec::new() } else { legend::names_on_map(session, &xy) };
    }
}

fn appearance(session: &Session, n: usize, t: &Tokens) -> Appearance {
    let (colouring, search, selection) = (session.colouring(), session.search(), session.selection());
    let colours = (0..n).map(|i| palette::song_colour(colouring, i, t).to_array()).collect();
    Appearance::new(colours)
        .keep_bright(|i| colouring.shows(i) && search.matches(i) && (selection.is_empty() || selection.contains(i)))
}

pub fn map_panel_ui(ui: &mut Ui, ask: &mut Ask, view: &mut View) {
    let t = tokens(ui.ctx());
    map_bar::map_bar_ui(ui, ask, view);
    if ask.session.library().is_some() {
        legend::legend_ui(ui, ask);
        runs::strip_ui(ui, ask);
    }
    view.map.follow(ask.session, t);
    let room = ui.available_rect_before_wrap();
    view.map.room = room;
    if view.map.cloud.as_ref().is_none_or(PointCloud::is_empty) {
        waiting_ui(ui, ask.session);
    } else {
        points_ui(ui, ask, &mut view.map);
    }
    live_ui(ui, ask.session, room, t);
}

fn points_ui(ui: &mut Ui, ask: &mut Ask, map: &mut MapState) {
    let session = ask.session;
    let selected = session.selected();
    map.neighbours.clear();
    map.neighbours.extend(session.neighbours().iter().map(|&(song, _)| song));
    if map.revealed != selected {
        map.revealed = selected;
        if let Some(song) = selected {
            map.view.reveal(song);
        }
    }
    let Some(cloud) = &map.cloud else { return };
    let hover = |ui: &mut Ui, song: usize| hover_card::hover_card_ui(ui, session, song);
    let overlay = MapOverlay {
        selected,
        neighbors: &map.neighbours,
        labels: &map.names,
        axes: axes(session),
        hover_ui: Some(&hover),
        accessible_name: tr("Map of songs"),
    };
    // Names of axes are written at the very edge.
    let edge = if overlay.axes == MapAxes::Hidden { 0 } else { 8 };
    let shown = Frame::new().inner_margin(Margin { left: edge, ..Margin::ZERO }).show(ui, |ui| {
        quiet_plot(ui);
        map.view.show(ui, cloud, &overlay)
    });
    let shown = shown.inner;
    if shown.hovered != session.hovered() {
        ask.push(Command::Hover(shown.hovered));
    }
    if let Some(song) = shown.clicked {
        map.revealed = Some(song);
        ask.push(Command::Play(song));
    }
}

/// The map has no frame and hardly a grid: the songs are what is to be seen.
fn quiet_plot(ui: &mut Ui) {
    let t = tokens(ui.ctx());
    let visuals = ui.visuals_mut();
    visuals.extreme_bg_color = t.ground;
    visuals.widgets.noninteractive.bg_stroke = Stroke::NONE;
    visuals.widgets.noninteractive.fg_stroke.color = t.faint;
}

fn axes(session: &Session) -> MapAxes<'static> {
    match session.picture() {
        Picture::Pca if session.shown_analysis().is_some() && session.replayed().is_none() => {
            MapAxes::Named { x: "PC 1", y: "PC 2" }
        }
        _ => MapAxes::Hidden,
    }
}

fn waiting_ui(ui: &mut Ui, session: &Session) {
    let (title, advice) = match (session.live(), session.source()) {
        (Some(_), _) => pair("Songs are on their way", "They appear here as soon as they have places"),
        (None, Some(_)) => pair("Ready", "Press Run at the left to draw the map of these songs"),
        (None, None) => {
            pair("No songs yet", "Drop a folder of songs here, type its path at the left, or open the demo songs")
        }
    };
    empty_ui(ui, title, advice);
}

/// What moves the songs right now, at the upper right of the map.
fn live_ui(ui: &Ui, session: &Session, room: Rect, t: &Tokens) {
    if timeline::replay_pill_ui(ui, session, room) {
        return;
    }
    let Some(live) = session.live() else { return };
    let text = match live.stage {
        Stage::Model => fill("learning  ·  epoch {n} of {all}", &[("n", &live.done), ("all", &live.n_epochs)]),
        Stage::Projection => fill("settling  ·  iteration {n} of {all}", &[("n", &live.done), ("all", &live.total)]),
        stage => tr(stage.label()).to_string(),
    };
    let pulse = (ui.input(|i| i.time) * 3.0).sin() as f32 * 0.35 + 0.65;
    let colour = t.accent.gamma_multiply(pulse);
    pill(ui.painter(), room.right_top() + vec2(-S3, S3), Align2::RIGHT_TOP, &text, t, Some(colour));
}

#[cfg(test)]
impl MapState {
    /// The points that are not bright.
    pub fn greyed(&self) -> Vec<usize> {
        let cloud = self.cloud.as_ref().unwrap();
        (0..cloud.len()).filter(|&i| !cloud.is_bright(i)).collect()
    }
}
