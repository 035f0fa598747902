//! Draws the panels as tiles.

use eframe::egui::{
    Align2, Color32, FontId, Frame, Id, Margin, Popup, Rect, Response, Role, Sense, Stroke, Style,
    Ui, Visuals, WidgetInfo, WidgetText, pos2, vec2,
};
use egui_tiles::{
    Behavior, EditAction, ResizeState, SimplificationOptions, TabState, Tabs, Tile, TileId, Tiles,
    UiResponse,
};

use super::action::Action;
use super::cx::Cx;
use super::layout::{GAP, Layout, hold_map};
use super::panel::Badge;
use super::panels::Panels;
use super::tab::{Area, Tab};
use crate::ui::ground::icons::{self, Icon};
use crate::ui::ground::place::{self, Place};
use crate::ui::ground::theme::{self, S1, S2, tokens};
use crate::ui::ground::widgets::icon_button;
use crate::words::{fill, id, tr};

const TAB_BAR: f32 = 36.0;
/// Beside the name of a tab.
const CROSS: f32 = 10.0;

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
    let held = hold_map(layout.tree(), rect, window);
    let mut shown = Shown {
        cx,
        panels,
        bare,
        bare_tabs,
        dropped: false,
    };
    layout.tree().ui(&mut shown, ui);
    let dropped = shown.dropped;
    held.let_go(layout.tree(), rect);
    if dropped {
        layout.free_map();
        ui.ctx().request_repaint();
        if let Some(before) = before.filter(|_| !layout.keeps_map_in_sight()) {
            *layout = before;
        }
    }
}

struct Shown<'a, 'b> {
    cx: &'a mut Cx<'b>,
    panels: &'a mut Panels,
    bare: bool,
    bare_tabs: Option<TileId>,
    dropped: bool,
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
        ui.painter().rect_filled(room, 0.0, fill);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            // A panel keeps the room it was given, whatever is in it.
            ui.set_min_size(ui.available_size());
            ui.shrink_clip_rect(room);
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
        let badge = self.panels.of(tab).badge(self.cx.session);
        let (response, closed) = tab_ui(ui, id, tr(tab.name()), state, badge);
        let chosen = Popup::context_menu(&response).show(|ui| {
            ui.button(fill(id::TILES_CLOSE_PANEL, &[("panel", &tr(tab.name()))]))
                .clicked()
        });
        if closed || chosen.is_some_and(|chosen| chosen.inner) {
            self.cx.act(Action::Toggle(tab));
        }
        response
    }

    fn top_bar_right_ui(
        &mut self,
        tiles: &Tiles<Tab>,
        ui: &mut Ui,
        _: TileId,
        tabs: &Tabs,
        _: &mut f32,
    ) {
        let has_results = tabs.children.iter().any(|&id| {
            tiles.is_visible_in_layout(id)
                && first_tab(tiles, id).is_some_and(|tab| tab.area() == Area::Results)
        });
        ui.add_space(S2);
        if !has_results {
            return;
        }
        let (icon, name) = match self.cx.stance.enlarged {
            false => (Icon::Enlarge, tr(id::BOTTOM_ENLARGE_RESULTS_E)),
            true => (Icon::Reduce, tr(id::BOTTOM_MAKE_RESULTS_SMALLER_E)),
        };
        if icon_button(ui, icon, name).clicked() {
            self.cx.act(Action::Enlarge);
        }
        ui.add_space(S1);
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

/// The panel of a tile, or the first of those in it.
fn first_tab(tiles: &Tiles<Tab>, id: TileId) -> Option<Tab> {
    match tiles.get(id)? {
        Tile::Pane(tab) => Some(*tab),
        Tile::Container(container) => container
            .children()
            .find_map(|&child| first_tab(tiles, child)),
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
    let colour = if state.active { t.text } else { t.muted };
    let painter = ui.painter();
    let galley = painter.layout_no_wrap(name.to_string(), theme::semibold(13.0), colour);
    let badge = badge.and_then(|badge| match badge {
        Badge::Remarks(n) => (n > 0).then_some((n, t.warning)),
        Badge::Songs(n) => (n > 0).then_some((n, t.muted)),
    });
    let badge = badge.map(|(n, ink)| {
        (
            painter.layout_no_wrap(n.to_string(), FontId::proportional(11.0), ink),
            ink,
        )
    });
    let of_badge = badge
        .as_ref()
        .map_or(0.0, |(badge, _)| badge.size().x + 6.0);
    let of_cross = if state.active { CROSS + 4.0 } else { 0.0 };
    let width = galley.size().x;
    let size = vec2(
        width + of_badge + of_cross + 2.0 * S2,
        ui.available_height(),
    );
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, state.active, name));
    if state.is_being_dragged {
        return (response, false);
    }
    let painter = ui.painter();
    let ink = if response.hovered() { t.text } else { colour };
    let left = rect.left() + S2;
    let middle = rect.center().y;
    let at = pos2(left, middle - galley.size().y / 2.0);
    let below = at.y + galley.size().y + 3.0;
    painter.galley_with_override_text_color(at, galley, ink);
    if let Some((badge, ink)) = badge {
        let at = pos2(left + width + 6.0, middle - badge.size().y / 2.0);
        painter.galley(at, badge, ink);
    }
    if state.active {
        let line = Rect::from_min_max(pos2(left, below), pos2(left + width, below + 2.0));
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
