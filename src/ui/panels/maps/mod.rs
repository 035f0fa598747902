//! The centre: one to four maps of the same songs, sharing selection, pointer, colours and legend.
//!
//! | file | what is there |
//! | --- | --- |
//! | `pane` | one map: its view and its points |
//! | `layout` | where each map lies |
//! | `header` | what a map beside the main one shows |
//! | `flow` | selected songs fly from map to map |

mod pane;
mod flow;
mod header;
mod layout;
#[cfg(test)]
mod tests;

use eframe::egui::{Align2, Color32, Frame, Margin, Painter, Rect, Stroke, Ui, UiBuilder, vec2};

use crate::job::Stage;
use crate::session::{
    Command, How, Listening, MapSource, Picture, Placing, Revisions, Selecting, Session, Values,
};

use crate::ui::cx::Cx;
use crate::ui::ground::palette;
use crate::ui::ground::place::{self, Place};
use crate::ui::ground::theme::{S3, Tokens, tokens};
use crate::ui::ground::widgets::{bold, clock, empty_ui, pill};
use crate::ui::map::{
    Appearance, Guest, HoverUi, MapDrawn, MapHow, MapOverlay, MapPaint, MapRenderer, MapResponse,
    MapTool,
};
use crate::ui::panels::{hover_card, map_menu, start, timeline};
use crate::words::{fill, id, pair, tr};

use flow::Flow;
use pane::{Pane, axes_of};

/// What was made from the session: its revisions, the theme, and the number of songs.
type MadeFor = (Revisions, bool, usize);

/// The maps' own state.
pub(crate) struct MapState {
    renderer: MapRenderer,
    /// The main map first; never empty.
    panes: Vec<Pane>,
    paint: Option<MapPaint>,
    made_for: Option<MadeFor>,
    neighbours: Vec<usize>,
    pub(in crate::ui) tool: MapTool,
    pub(in crate::ui) flow: Flow,
    /// The point under the pointer in the last frame, on whichever map.
    hovered: Option<usize>,
    /// The song the menu is about; `None` is the ground.
    menu_on: Option<usize>,
}

impl Default for MapState {
    fn default() -> Self {
        Self::new(MapRenderer::Mesh)
    }
}

impl MapState {
    pub(crate) fn new(renderer: MapRenderer) -> Self {
        Self {
            renderer,
            panes: vec![Pane::new(renderer)],
            paint: None,
            made_for: None,
            neighbours: Vec::new(),
            tool: MapTool::default(),
            flow: Flow::default(),
            hovered: None,
            menu_on: None,
        }
    }

    /// Every map shows all its songs.
    pub(crate) fn fit(&mut self) {
        self.panes.iter_mut().for_each(|pane| pane.view.fit());
    }

    /// Every map flies to where some songs are.
    pub(crate) fn fly_to(&mut self, songs: &[u32]) {
        self.panes.iter_mut().for_each(|pane| pane.fly_to(songs));
    }

    /// Gives up the line that is being drawn; false when there is none.
    pub(crate) fn give_up_line(&mut self) -> bool {
        self.panes.iter_mut().any(|pane| pane.view.give_up_line())
    }

    /// Makes positions or colours anew when the session says that they changed.
    fn follow(&mut self, session: &Session, t: &Tokens) {
        self.panes
            .resize_with(1 + session.side_maps().len(), || Pane::new(self.renderer));
        let Some(xy) = session.places() else {
            self.panes.iter_mut().for_each(Pane::clear);
            self.made_for = None;
            return;
        };
        let (n, revisions) = (xy.n_rows(), session.revisions());
        let before = self.made_for.replace((revisions, t.dark, n));
        let as_before =
            |same: &dyn Fn(&MadeFor) -> bool| before.as_ref().is_some_and(|b| b.2 == n && same(b));
        let moved = !as_before(&|b| b.0.places == revisions.places);
        let repainted = !as_before(&|b| b.0.looks == revisions.looks && b.1 == t.dark);
        if repainted {
            self.paint = Some(MapPaint::new(appearance(session, n, t)));
        }
        let Some(paint) = &self.paint else { return };
        let (main, sides) = self.panes.split_at_mut(1);
        if moved || main[0].stale {
            main[0].put(xy, axes(session, 0).is_some(), paint, session);
        } else if repainted {
            main[0].repaint(paint, session);
        }
        for (pane, map) in sides.iter_mut().zip(session.side_maps()) {
            let Some(xy) = map.xy().filter(|xy| xy.n_rows() == n) else {
                pane.clear();
                continue;
            };
            let is_put = pane.put_at.as_ref();
            if pane.stale || is_put.is_none_or(|put_at| !std::sync::Arc::ptr_eq(put_at, xy)) {
                pane.put_at = Some(xy.clone());
                pane.put(xy, axes_of(map.source()).is_some(), paint, session);
            } else if moved || repainted {
                pane.repaint(paint, session);
            }
        }
    }
}

fn appearance(session: &Session, n: usize, t: &Tokens) -> Appearance {
    let selection = session.selection();
    let mut look = Appearance::new(palette::song_colours(session.colouring(), n, t));
    // Songs are asked one by one only where some are left out, or some chosen: there may be a
    // million.
    if !session.shows_all() {
        look = look.keep_shown(|i| session.is_shown(i));
    }
    if session.own().n_hidden() > 0 {
        look = look.without(|i| session.hides(i));
    }
    if !selection.is_empty() {
        look = look.keep_bright(|i| selection.contains(i));
    }
    look
}

/// Of each class of the colouring; none of those that the legend leaves out.
fn class_colours(session: &Session, t: &Tokens) -> Vec<Option<Color32>> {
    let Values::Classes { names, .. } = &session.colouring().values else {
        return Vec::new();
    };
    let shown = |class: u32| session.colouring().shows_class(Some(class));
    let colour = |class| shown(class).then(|| palette::class_colour(class, t));
    (0..names.len() as u32).map(colour).collect()
}

/// Of map `i`. While a first run or a replay moves the songs their directions mean nothing.
fn axes(session: &Session, i: usize) -> Option<[String; 2]> {
    match i.checked_sub(1) {
        Some(side) => session
            .side_maps()
            .get(side)
            .and_then(|map| axes_of(map.source())),
        None => axes_of(&MapSource::Picture(session.picture()))
            .filter(|_| session.shown_analysis().is_some() && session.replayed().is_none()),
    }
}

pub(crate) fn maps_ui(ui: &mut Ui, cx: &mut Cx, map: &mut MapState) {
    let t = tokens(ui.ctx());
    map.follow(cx.session, t);
    let room = ui.available_rect_before_wrap();
    place::mark(ui.ctx(), Place::Map, room);
    if map.panes[0].cloud().is_none() {
        waiting_ui(ui, cx);
    } else {
        map.neighbours.clear();
        map.neighbours
            .extend(cx.session.neighbours().iter().map(|&(song, _)| song));
        panes_ui(ui, cx, map, room);
        map.flow.step(ui, &map.panes, cx.session.selection());
    }
    live_ui(ui, cx.session, room, t);
    before_ui(ui, cx.session, room, t);
}

fn panes_ui(ui: &mut Ui, cx: &mut Cx, map: &mut MapState, room: Rect) {
    let t = tokens(ui.ctx());
    let n = map.panes.len();
    let mut hovered = None;
    for (i, rect) in layout::rooms(room, n).into_iter().enumerate() {
        let builder = UiBuilder::new().max_rect(rect).id_salt(("map", i));
        let traced = map.panes[i].trace(ui.ctx(), cx.session);
        if let Err(error) = traced {
            cx.push(Command::Tell(error.into()));
        }
        let shown = ui.scope_builder(builder, |ui| {
            ui.shrink_clip_rect(rect);
            if n > 1 {
                header_ui(ui, cx, i);
            }
            pane_ui(ui, cx, map, i)
        });
        if n > 1 {
            ui.painter().rect_stroke(
                rect,
                0.0,
                Stroke::new(1.0, t.line),
                eframe::egui::StrokeKind::Middle,
            );
        }
        if let Some(shown) = shown.inner {
            hovered = hovered.or(shown.hovered);
            react(cx, map, i, shown);
        }
    }
    ui.advance_cursor_after_rect(room);
    // Songs are pointed at in other panels too: the maps tell only what they saw themselves.
    let before = std::mem::replace(&mut map.hovered, hovered);
    if hovered != before || hovered.is_some() && hovered != cx.session.hovered() {
        cx.push(Command::Hover(hovered));
    }
}

fn header_ui(ui: &mut Ui, cx: &mut Cx, i: usize) {
    Frame::new()
        .inner_margin(Margin {
            left: 12,
            right: 8,
            top: 4,
            bottom: 0,
        })
        .show(ui, |ui| match i {
            0 => header::main_header_ui(ui, cx.session, cx.session.picture()),
            _ => header::side_header_ui(ui, cx, i - 1),
        });
}

fn pane_ui(ui: &mut Ui, cx: &Cx, map: &mut MapState, i: usize) -> Option<MapResponse> {
    let session = cx.session;
    let selected = session.selected();
    let pane = &mut map.panes[i];
    if pane.revealed != selected {
        pane.revealed = selected;
        if let Some(song) = selected {
            pane.view.reveal(song);
        }
    }
    if pane.cloud().is_none() {
        side_waiting_ui(ui, session, i);
        return None;
    }
    let name = match i {
        0 => tr(id::MAPS_MAP_SONGS).to_string(),
        _ => fill(id::MAPS_MAP_N_SONGS, &[("n", &(i + 1))]),
    };
    let guests = if i == 0 {
        guests(session, pane)
    } else {
        Vec::new()
    };
    let hover = |ui: &mut Ui, song: usize| hover_card::hover_card_ui(ui, session, song);
    let hover: &HoverUi = &hover;
    let overlay = MapOverlay {
        selected,
        neighbors: &map.neighbours,
        pointed: session.hovered(),
        tool: map.tool,
        guests: &guests,
        hover_ui: (!cx.stance.covered && !session.quiz().is_open()).then_some(hover),
        accessible_name: &name,
        ..MapOverlay::default()
    };
    pane.show(
        ui,
        overlay,
        axes(session, i),
        &class_colours(session, tokens(ui.ctx())),
    )
}

/// Songs that were placed on the main map, where it is at rest.
fn guests(session: &Session, pane: &Pane) -> Vec<Guest> {
    let at_rest = session.live().is_none() && session.replayed().is_none();
    let Some(newcomers) = session.newcomers().filter(|_| at_rest) else {
        return Vec::new();
    };
    let places = pane.laid(match session.picture() {
        Picture::Map => &newcomers.on_map,
        Picture::Pca => &newcomers.on_pca,
    });
    let pointed = session.placing().pointed();
    let guest = |(i, at): (usize, &[f32])| Guest {
        at: [f64::from(at[0]), f64::from(at[1])],
        name: newcomers.songs[i].title.clone(),
        is_doubtful: newcomers.is_outside(i),
        is_pointed: pointed == Some(i),
    };
    places.rows().enumerate().map(guest).collect()
}

/// What was done on map `i` becomes commands.
fn react(cx: &mut Cx, map: &mut MapState, i: usize, shown: MapResponse) {
    if let Some(song) = shown.clicked {
        map.panes[i].revealed = Some(song);
        cx.push(Command::Play(song));
    }
    if let Some(guest) = shown.guest {
        cx.push(Command::Placing(Placing::Point(Some(guest))));
        cx.push(Command::Placing(Placing::Play(guest)));
    }
    if let Some(song) = shown.toggled {
        let how = if cx.session.selection().contains(song) {
            How::Remove
        } else {
            How::Add
        };
        map.flow.origin = i;
        cx.push(Command::Selecting(Selecting::Songs(vec![song], how)));
    }
    match shown.drawn {
        Some(MapDrawn::Taken { points, how }) => {
            map.flow.origin = i;
            cx.push(Command::Selecting(Selecting::Songs(points, how_of(how))));
        }
        Some(MapDrawn::Path(songs)) => cx.push(Command::Listening(Listening::PlayList(songs))),
        None => {}
    }
    if shown.response.secondary_clicked() {
        map.menu_on = shown.menu_on;
    }
    shown.response.context_menu(|ui| {
        map_menu::map_menu_ui(ui, cx, map.menu_on);
    });
}

fn how_of(how: MapHow) -> How {
    match how {
        MapHow::Replace => How::Replace,
        MapHow::Add => How::Add,
        MapHow::Remove => How::Remove,
    }
}

fn waiting_ui(ui: &mut Ui, cx: &mut Cx) {
    let (title, advice) = match (cx.session.live(), cx.session.source()) {
        (Some(_), _) => pair(
            id::COMMON_SONGS_THEIR_WAY,
            id::MAPS_THEY_APPEAR_HERE_AS_SOON,
        ),
        (None, Some(_)) => pair(id::MAPS_READY, id::MAPS_PRESS_RUN_AT_LEFT_DRAW),
        (None, None) => {
            let room = ui.available_rect_before_wrap().shrink2(vec2(32.0, 24.0));
            ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
                ui.label(bold(tr(id::COMMON_NO_SONGS_YET)));
                ui.add_space(S3);
                start::start_ui(ui, cx);
            });
            return;
        }
    };
    empty_ui(ui, title, advice);
}

fn side_waiting_ui(ui: &mut Ui, session: &Session, i: usize) {
    let map = i
        .checked_sub(1)
        .and_then(|side| session.side_maps().get(side));
    let (title, advice) = match map.and_then(|map| map.error()) {
        Some(error) => (tr(id::MAPS_THIS_MAP_CANNOT_BE_DRAWN), error),
        None if session.shown_analysis().is_some() => {
            pair(id::MAPS_DRAWING_THIS_MAP, id::MAPS_APPEARS_AS_SOON_AS_DRAWN)
        }
        None => pair(id::MAPS_NOTHING_DRAW_YET, id::MAPS_THIS_MAP_DRAWN_WHEN_RUN),
    };
    empty_ui(ui, title, advice);
}

/// What is told of the map stands in front, while the map itself stands back.
fn in_full(ui: &Ui) -> Painter {
    let mut painter = ui.painter().clone();
    painter.set_opacity(1.0);
    painter
}

/// While other songs are read, the map says that it is not theirs.
fn before_ui(ui: &Ui, session: &Session, room: Rect, t: &Tokens) {
    if session.is_opening() {
        pill(
            &in_full(ui),
            room.left_top() + vec2(S3, S3),
            Align2::LEFT_TOP,
            tr(id::MAPS_STILL_BEFORE),
            t,
            Some(t.warning),
        );
    }
}

/// What moves the songs right now, at the upper right of the map.
fn live_ui(ui: &Ui, session: &Session, room: Rect, t: &Tokens) {
    if timeline::replay_pill_ui(ui, session, room) {
        return;
    }
    let Some(live) = session.live() else { return };
    let text = match live.stage {
        Stage::Model => fill(
            id::MAPS_LEARNING_EPOCH_N_ALL,
            &[("n", &live.done), ("all", &live.n_epochs)],
        ),
        Stage::Projection => fill(
            id::MAPS_SETTLING_ITERATION_N_ALL,
            &[("n", &live.done), ("all", &live.total)],
        ),
        stage @ (Stage::Library
        | Stage::Audio
        | Stage::Text
        | Stage::Features
        | Stage::Clustering
        | Stage::Scores
        | Stage::Experiment
        | Stage::Export) => {
            if live.total == 0 || live.is_between() {
                tr(stage.label()).to_string()
            } else {
                let values: [(&str, &dyn std::fmt::Display); 2] =
                    [("n", &live.done), ("all", &live.total)];
                format!("{}: {}", tr(stage.label()), fill(id::COMMON_N_ALL, &values))
            }
        }
    };
    let text = match live.left_secs() {
        Some(secs) => {
            let left = fill(id::COMMON_TIME_LEFT, &[("time", &clock(secs))]);
            format!("{text}  ·  {left}")
        }
        None => text,
    };
    let pulse = (ui.input(|i| i.time) * 3.0).sin() as f32 * 0.35 + 0.65;
    let colour = t.accent.gamma_multiply(pulse);
    pill(
        &in_full(ui),
        room.right_top() + vec2(-S3, S3),
        Align2::RIGHT_TOP,
        &text,
        t,
        Some(colour),
    );
}

#[cfg(test)]
impl MapState {
    /// The points that are not bright.
    pub(crate) fn greyed(&self) -> Vec<usize> {
        self.panes[0].greyed()
    }
}
