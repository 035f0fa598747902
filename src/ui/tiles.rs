//! Draws the panels as tiles.

use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui::{
    Align2, Color32, FontId, Frame, Galley, Id, Margin, Popup, Rect, Response, Role, Sense, Stroke,
    Style, Ui, Vec2, Visuals, WidgetInfo, WidgetText, pos2, vec2,
};
use egui_tiles::{
    Behavior, EditAction, ResizeState, SimplificationOptions, TabState, Tabs, Tile, TileId, Tiles,
    UiResponse,
};

use super::action::Action;
use super::cx::Cx;
use super::layout::{GAP, Layout, OVER_MAP, TAB_BAR, hold_map};
use super::panel::Badge;
use super::panels::{Panels, in_short};
use super::tab::{Area, Tab};
use crate::ui::ground::icons::{self, Icon};
use crate::ui::ground::place::{self, Place};
use crate::ui::ground::theme::{self, S1, S2, tokens};
use crate::ui::ground::widgets::icon_button;
use crate::words::{fill, id, tr};

/// Beside the name of a tab.
const CROSS: f32 = 10.0;
/// Of the bar of folded results, what the numbers in it have.
const NUMBERS_SHARE: f32 = 0.6;
/// Opacity of what belongs to songs that are about to leave.
const OF_BEFORE: f32 = 0.4;
/// The button of the menu that holds the other tabs.
const MENU: f32 = 32.0;
/// Panels that are lower than this are folded.
const LEAST_HEIGHT: f32 = 8.0;

/// Draws every panel in its place. `bare` leaves out the tabs.
pub(super) fn tiles_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    layout: &mut Layout,
    panels: &mut Panels,
    bare: bool,
) {
    let (rect, window) = (
        ui.available_rect_before_wrap(),
        ui.ctx().content_rect().size(),
    );
    let dragged = ui.ctx().dragged_id().or_else(|| ui.ctx().drag_stopped_id());
    let before = dragged.map(|_| layout.clone());
    let bare_tabs = layout.bare_tabs();
    let hold = layout.hold(over_map(ui, window));
    let in_folded = layout.tabs_in(hold.folded);
    let held = hold_map(layout.tree(), rect, window, hold);
    let mut shown = Shown {
        cx,
        panels,
        bare,
        bare_tabs,
        below: layout.below_map(),
        folded: hold.folded,
        in_folded,
        in_menu: HashSet::new(),
        dropped: false,
    };
    layout.tree().ui(&mut shown, ui);
    let dropped = shown.dropped;
    if held.let_go(layout.tree(), rect) {
        layout.note_dragged();
    }
    if dropped {
        layout.free_map();
        ui.ctx().request_repaint();
        if let Some(before) = before.filter(|_| !layout.keeps_map_in_sight()) {
            *layout = before;
        }
    }
}

/// Height of the bar and the legend over the map: the most that it was in a window of this size,
/// so that a legend which takes another row does not come and go.
fn over_map(ui: &Ui, window: Vec2) -> f32 {
    let id = Id::unique("over map");
    let now = place::find(ui.ctx(), Place::Map).top() - place::find(ui.ctx(), Place::MapBar).top();
    let now = if now.is_finite() {
        now.max(OVER_MAP)
    } else {
        OVER_MAP
    };
    let known = ui.data(|data| data.get_temp::<(Vec2, f32)>(id));
    let most = known
        .filter(|(of, _)| *of == window)
        .map_or(now, |(_, most)| most.max(now));
    ui.data_mut(|data| data.insert_temp(id, (window, most)));
    if known != Some((window, most)) {
        ui.ctx().request_repaint();
    }
    most
}

struct Shown<'a, 'b> {
    cx: &'a mut Cx<'b>,
    panels: &'a mut Panels,
    bare: bool,
    bare_tabs: Option<TileId>,
    /// The tabs with results below the map.
    below: Option<TileId>,
    /// The same where only their bar is in sight.
    folded: Option<TileId>,
    /// The tabs in that bar. What holds a tile is not found while it is drawn.
    in_folded: Vec<TileId>,
    /// Tabs that have no room in their bar: they are in the menu at its end.
    in_menu: HashSet<TileId>,
    dropped: bool,
}

impl Shown<'_, '_> {
    /// How wide each tab of a bar is.
    fn widths(&mut self, ui: &Ui, tiles: &Tiles<Tab>, tabs: &Tabs) -> Vec<(TileId, f32)> {
        let in_sight = tabs.children.iter().copied();
        let in_sight = in_sight.filter(|&id| tiles.is_visible_in_layout(id));
        in_sight
            .filter_map(|id| {
                let tab = first_tab(tiles, id)?;
                let badge = self.panels.of(tab).badge(self.cx.session);
                let active = tabs.active == Some(id);
                Some((id, TabText::new(ui, tr(tab.name()), active, badge).width))
            })
            .collect()
    }

    /// Chooses the tabs that have room in a bar of this width, the one in front among them; the
    /// others go into the menu.
    fn sort_tabs(&mut self, tabs: &Tabs, widths: Vec<(TileId, f32)>, room: f32, menu: f32) {
        if sum(&widths) <= room {
            return;
        }
        let of_active = widths.iter().find(|(id, _)| tabs.active == Some(*id));
        let mut left = room - menu - of_active.map_or(0.0, |(_, width)| *width);
        for (id, width) in widths
            .into_iter()
            .filter(|(id, _)| tabs.active != Some(*id))
        {
            left -= width;
            if left < 0.0 {
                self.in_menu.insert(id);
            }
        }
    }

    /// What has no room in the bar.
    fn menu_ui(&mut self, ui: &mut Ui, tiles: &Tiles<Tab>, tabs: &Tabs) {
        let hidden = tabs.children.iter().filter(|id| self.in_menu.contains(*id));
        let hidden: Vec<Tab> = hidden.filter_map(|&id| first_tab(tiles, id)).collect();
        if hidden.is_empty() {
            return;
        }
        let button = icon_button(ui, Icon::More, tr(id::TILES_MORE_PANELS));
        Popup::menu(&button).show(|ui| {
            ui.set_min_width(140.0);
            for tab in hidden {
                if ui.button(tr(tab.name())).clicked() {
                    self.cx.act(Action::Show(tab));
                }
            }
        });
    }

    /// Folds the results that lie below the map, or unfolds them; enlarges them.
    fn results_buttons_ui(&mut self, ui: &mut Ui, below: bool, folded: bool) {
        if below {
            let (icon, name) = match folded {
                false => (Icon::ChevronDown, tr(id::TILES_FOLD_RESULTS)),
                true => (Icon::ChevronUp, tr(id::TILES_UNFOLD_RESULTS)),
            };
            if icon_button(ui, icon, name).clicked() {
                self.cx.act(Action::Fold);
            }
        }
        let (icon, name) = match self.cx.stance.enlarged {
            false => (Icon::Enlarge, tr(id::BOTTOM_ENLARGE_RESULTS_E)),
            true => (Icon::Reduce, tr(id::BOTTOM_MAKE_RESULTS_SMALLER_E)),
        };
        if icon_button(ui, icon, name).clicked() {
            self.cx.act(Action::Enlarge);
        }
    }
}

impl Behavior<Tab> for Shown<'_, '_> {
    fn pane_ui(&mut self, ui: &mut Ui, _: TileId, tab: &mut Tab) -> UiResponse {
        let t = tokens(ui.ctx());
        let room = ui.max_rect();
        let tabs = if self.bare { 0.0 } else { TAB_BAR };
        let with_tabs = room.with_min_y(room.top() - tabs);
        let top = if self.bare { 12 } else { 4 };
        // Scroll areas within keep another 8 for their bars.
        let (fill, margin) = match tab.area() {
            // The window is cleared to the ground.
            Area::Map if self.cx.stance.cleared => (Color32::TRANSPARENT, Margin::ZERO),
            Area::Map => (t.ground, Margin::ZERO),
            Area::Settings | Area::Song => (
                t.surface,
                Margin {
                    left: 16,
                    right: 8,
                    top,
                    bottom: 0,
                },
            ),
            Area::Results => (
                t.surface,
                Margin {
                    left: 16,
                    right: 16,
                    top,
                    bottom: 0,
                },
            ),
        };
        match tab.area() {
            Area::Map | Area::Settings => {}
            Area::Song => place::mark(ui.ctx(), Place::Side, with_tabs),
            Area::Results => place::mark(ui.ctx(), Place::Results, with_tabs),
        }
        if room.height() < LEAST_HEIGHT {
            return UiResponse::None;
        }
        // A panel keeps the room it was given, whatever is in it. What scrolls fades into its ground.
        ui.shrink_clip_rect(room);
        let frame = Frame::new().fill(fill).inner_margin(margin);
        frame.show(ui, |ui| {
            ui.set_min_size(ui.available_size());
            // What is still of the songs before stands back while others are read.
            if self.cx.session.is_opening() && tab.area() != Area::Settings {
                ui.multiply_opacity(OF_BEFORE);
            }
            self.panels.of(*tab).ui(ui, self.cx);
        });
        UiResponse::None
    }

    fn tab_title_for_pane(&mut self, tab: &Tab) -> WidgetText {
        tr(tab.name()).into()
    }

    fn tab_title_for_tile(&mut self, tiles: &Tiles<Tab>, id: TileId) -> WidgetText {
        first_tab(tiles, id).map_or("", |tab| tr(tab.name())).into()
    }

    fn tab_ui(
        &mut self,
        tiles: &mut Tiles<Tab>,
        ui: &mut Ui,
        id: Id,
        tile: TileId,
        state: &TabState,
    ) -> Response {
        let Some(tab) = first_tab(tiles, tile) else {
            return ui.allocate_response(vec2(0.0, 0.0), Sense::hover());
        };
        if self.in_menu.contains(&tile) {
            return ui.allocate_response(vec2(0.0, 0.0), Sense::hover());
        }
        let badge = self.panels.of(tab).badge(self.cx.session);
        let (response, closed) = tab_ui(ui, id, tr(tab.name()), state, badge);
        let chosen = Popup::context_menu(&response).show(|ui| {
            ui.button(fill(id::TILES_CLOSE_PANEL, &[("panel", &tr(tab.name()))]))
                .clicked()
        });
        if closed || chosen.is_some_and(|chosen| chosen.inner) {
            self.cx.act(Action::Toggle(tab));
        } else if response.clicked() && self.in_folded.contains(&tile) {
            self.cx.act(Action::Show(tab));
        }
        response
    }

    fn top_bar_right_ui(
        &mut self,
        tiles: &Tiles<Tab>,
        ui: &mut Ui,
        tile: TileId,
        tabs: &Tabs,
        _: &mut f32,
    ) {
        let has_results = tabs.children.iter().any(|&id| {
            tiles.is_visible_in_layout(id)
                && first_tab(tiles, id).is_some_and(|tab| tab.area() == Area::Results)
        });
        let folded = self.folded == Some(tile);
        ui.add_space(S2);
        if has_results {
            self.results_buttons_ui(ui, self.below == Some(tile), folded);
            ui.add_space(S1);
        }
        let widths = self.widths(ui, tiles, tabs);
        let mut room = ui.available_width() - S2;
        if self.below == Some(tile) {
            // Beside the results themselves the tabs come first.
            let of_numbers = match folded {
                true => room * NUMBERS_SHARE,
                false => room - sum(&widths),
            };
            let free = ui.available_rect_before_wrap();
            room -= in_short::in_short_ui(ui, self.cx, of_numbers);
            let of_tabs = sum(&widths).min(room);
            let beside = free.with_min_x(free.left() + of_tabs + S2);
            place::mark(ui.ctx(), Place::BesideTabs, beside);
        }
        self.sort_tabs(tabs, widths, room, MENU);
        self.menu_ui(ui, tiles, tabs);
    }

    fn tab_bar_left_ui(&mut self, _: &Tiles<Tab>, ui: &mut Ui, _: TileId, _: &Tabs) {
        ui.add_space(S2);
    }

    fn is_tab_bar_visible(&self, id: TileId, _: &Tabs) -> bool {
        !self.bare && Some(id) != self.bare_tabs
    }

    fn tab_bar_height(&self, _: &Style) -> f32 {
        TAB_BAR
    }

    fn gap_width(&self, _: &Style) -> f32 {
        GAP
    }

    fn min_size(&self) -> f32 {
        120.0
    }

    fn simplification_options(&self) -> SimplificationOptions {
        SimplificationOptions {
            all_panes_must_have_tabs: true,
            flatten_tabs_in_tabs: true,
            ..SimplificationOptions::default()
        }
    }

    fn tab_bar_color(&self, visuals: &Visuals) -> Color32 {
        visuals.panel_fill
    }

    fn tab_bar_hline_stroke(&self, _: &Visuals) -> Stroke {
        Stroke::NONE
    }

    fn resize_stroke(&self, style: &Style, state: ResizeState) -> Stroke {
        let visuals = &style.visuals.widgets;
        match state {
            ResizeState::Idle => visuals.noninteractive.bg_stroke,
            ResizeState::Hovering => visuals.hovered.fg_stroke,
            ResizeState::Dragging => visuals.active.fg_stroke,
        }
    }

    fn cycle_tabs_with_keyboard(&self) -> bool {
        false
    }

    fn on_edit(&mut self, edit: EditAction) {
        self.dropped |= edit == EditAction::TileDropped;
    }
}

fn sum(widths: &[(TileId, f32)]) -> f32 {
    widths.iter().map(|(_, width)| width).sum()
}

/// The panel of a tile, or the first of those in it.
fn first_tab(tiles: &Tiles<Tab>, id: TileId) -> Option<Tab> {
    match tiles.get(id)? {
        Tile::Pane(tab) => Some(*tab),
        Tile::Container(container) => container
            .children()
            .find_map(|&child| first_tab(tiles, child)),
    }
}

/// What stands on a tab, laid out.
struct TabText {
    name: Arc<Galley>,
    badge: Option<(Arc<Galley>, Color32)>,
    ink: Color32,
    /// Of the whole tab, with its cross where it has one.
    width: f32,
}

impl TabText {
    fn new(ui: &Ui, name: &str, active: bool, badge: Option<Badge>) -> Self {
        let t = tokens(ui.ctx());
        let ink = if active { t.text } else { t.muted };
        let painter = ui.painter();
        let name = painter.layout_no_wrap(name.to_string(), theme::semibold(13.0), ink);
        let badge = badge.and_then(|badge| match badge {
            Badge::Remarks(n) => (n > 0).then_some((n, t.warning)),
            Badge::Songs(n) => (n > 0).then_some((n, t.muted)),
        });
        let badge = badge.map(|(n, ink)| {
            let font = FontId::proportional(11.0);
            (painter.layout_no_wrap(n.to_string(), font, ink), ink)
        });
        let of_badge = badge
            .as_ref()
            .map_or(0.0, |(badge, _)| badge.size().x + 6.0);
        let of_cross = if active { CROSS + 4.0 } else { 0.0 };
        let width = name.size().x + of_badge + of_cross + 2.0 * S2;
        Self {
            name,
            badge,
            ink,
            width,
        }
    }
}

/// The name of a panel with a line below it where it is in front; whether its cross was clicked.
fn tab_ui(
    ui: &mut Ui,
    id: Id,
    name: &str,
    state: &TabState,
    badge: Option<Badge>,
) -> (Response, bool) {
    let t = tokens(ui.ctx());
    let text = TabText::new(ui, name, state.active, badge);
    let (_, rect) = ui.allocate_space(vec2(text.width, ui.available_height()));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, state.active, name));
    if state.is_being_dragged {
        return (response, false);
    }
    let painter = ui.painter();
    let ink = if response.hovered() { t.text } else { text.ink };
    let (left, middle) = (rect.left() + S2, rect.center().y);
    let size = text.name.size();
    let at = pos2(left, middle - size.y / 2.0);
    let below = at.y + size.y + 3.0;
    painter.galley_with_override_text_color(at, text.name, ink);
    if let Some((badge, ink)) = text.badge {
        let at = pos2(left + size.x + 6.0, middle - badge.size().y / 2.0);
        painter.galley(at, badge, ink);
    }
    if state.active {
        let line = Rect::from_min_max(pos2(left, below), pos2(left + size.x, below + 2.0));
        painter.rect_filled(line, 1.0, t.accent);
    } else if response.has_focus() {
        let stroke = Stroke::new(1.0, t.accent);
        painter.rect_stroke(
            rect.shrink(2.0),
            2.0,
            stroke,
            eframe::egui::StrokeKind::Inside,
        );
    }
    (response, state.active && cross_ui(ui, id, name, rect))
}

/// The cross that closes a panel.
fn cross_ui(ui: &Ui, id: Id, name: &str, tab: Rect) -> bool {
    let t = tokens(ui.ctx());
    let inner = tab.shrink2(vec2(S2 - 2.0, 0.0));
    let rect = Align2::RIGHT_CENTER.align_size_within_rect(vec2(CROSS + 4.0, CROSS + 4.0), inner);
    let response = ui.interact(rect, id.with("close"), Sense::click());
    let text = fill(id::TILES_CLOSE_PANEL, &[("panel", &name)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
    let ink = if response.hovered() { t.text } else { t.faint };
    icons::paint(ui.painter(), rect.shrink(2.0), Icon::Close, ink);
    response.on_hover_text(&text).clicked()
}
