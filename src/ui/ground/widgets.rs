//! Small pieces that every panel is made of.

use eframe::egui::{
    self, Align, Align2, Button, Color32, CornerRadius, FontId, Label, Layout, Rect, Response,
    RichText, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::ui::ground::icons::{self, Icon};
use crate::ui::ground::theme::{self, BODY, CAPTION, S1, S2, Tokens, tokens};

/// Text in the small size and the quiet colour.
pub(crate) fn caption(text: impl Into<String>, t: &Tokens) -> RichText {
    RichText::new(text).size(CAPTION).color(t.muted)
}

/// Text in the heavier weight.
pub(crate) fn bold(text: impl Into<String>) -> RichText {
    RichText::new(text).font(theme::semibold(BODY))
}

/// The heading of a group, with room above.
pub(crate) fn heading_ui(ui: &mut Ui, text: &str) {
    let t = tokens(ui.ctx());
    ui.label(
        RichText::new(text)
            .font(theme::semibold(BODY))
            .color(t.text),
    );
}

/// One line that ends in … where the room ends; the whole text on hover.
pub(crate) fn one_line(ui: &mut Ui, text: RichText) -> Response {
    ui.add(Label::new(text).truncate())
}

/// A square button with an icon. `name` is its accessible name and its tooltip.
pub(crate) fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    icon_button_of(ui, icon, name, None, true, 28.0)
}

pub(crate) fn icon_toggle(ui: &mut Ui, icon: Icon, name: &str, on: bool) -> Response {
    icon_button_of(ui, icon, name, Some(on), true, 28.0)
}

/// A small one beside text, which can be out of use.
pub(crate) fn small_icon_button(ui: &mut Ui, icon: Icon, name: &str, enabled: bool) -> Response {
    icon_button_of(ui, icon, name, None, enabled, 24.0)
}

pub(crate) fn icon_button_of(
    ui: &mut Ui,
    icon: Icon,
    name: &str,
    on: Option<bool>,
    enabled: bool,
    size: f32,
) -> Response {
    let t = tokens(ui.ctx());
    let sense = if enabled {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), sense);
    if ui.is_rect_visible(rect) {
        let hovered = enabled && response.hovered();
        let is_on = on == Some(true);
        if hovered || (is_on && enabled) {
            ui.painter()
                .rect_filled(rect, CornerRadius::same(theme::RADIUS), t.hover);
        }
        focus_ring(ui, &response, rect, f32::from(theme::RADIUS));
        let colour = match (enabled, is_on || hovered) {
            (false, _) => t.faint.gamma_multiply(0.5),
            (true, true) => t.text,
            (true, false) => t.muted,
        };
        icons::paint(ui.painter(), rect, icon, colour);
    }
    response.widget_info(|| match on {
        Some(on) => WidgetInfo::selected(Role::Button, enabled, on, name),
        None => WidgetInfo::labeled(Role::Button, enabled, name),
    });
    response.on_hover_text(name)
}

/// The round button that plays.
pub(crate) fn round_button(
    ui: &mut Ui,
    icon: Icon,
    name: &str,
    enabled: bool,
    diameter: f32,
) -> Response {
    let t = tokens(ui.ctx());
    let sense = if enabled {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(diameter), sense);
    let fill = match (enabled, response.hovered()) {
        (false, _) => t.hover,
        (true, true) => crate::ui::ground::palette::mix(t.accent, t.text, 0.15),
        (true, false) => t.accent,
    };
    ui.painter()
        .circle_filled(rect.center(), diameter / 2.0, fill);
    focus_ring(ui, &response, rect, diameter / 2.0);
    icons::paint(
        ui.painter(),
        rect,
        icon,
        if enabled { t.on_accent } else { t.faint },
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    response.on_hover_text(name)
}

fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: f32) {
    if response.has_focus() {
        let stroke = Stroke::new(1.5, tokens(ui.ctx()).accent);
        ui.painter()
            .rect_stroke(rect, radius, stroke, egui::StrokeKind::Inside);
    }
}

/// The one button a panel is there for, as wide as there is room.
pub(crate) fn primary_button(ui: &mut Ui, text: &str) -> Response {
    let t = tokens(ui.ctx());
    let label = RichText::new(text)
        .font(theme::semibold(14.0))
        .color(t.on_accent);
    ui.add_sized(
        [ui.available_width(), 36.0],
        Button::new(label).fill(t.accent).stroke(Stroke::NONE),
    )
}

pub(crate) fn wide_button(ui: &mut Ui, text: &str) -> Response {
    let label = RichText::new(text).font(theme::semibold(14.0));
    ui.add_sized([ui.available_width(), 36.0], Button::new(label))
}

/// Exclusive choices side by side. Returns the one that was clicked.
pub(crate) fn segments<T: Copy + PartialEq>(
    ui: &mut Ui,
    now: T,
    choices: &[(T, &str)],
) -> Option<T> {
    let t = tokens(ui.ctx());
    let mut chosen = None;
    egui::Frame::new()
        .fill(t.sunken)
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(2.0)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                ui.spacing_mut().interact_size.y = 24.0;
                ui.spacing_mut().button_padding = vec2(S2 + 2.0, 2.0);
                for &(choice, label) in choices {
                    let on = choice == now;
                    let text = RichText::new(label).color(if on { t.text } else { t.muted });
                    let button = Button::new(text)
                        .selected(on)
                        .fill(if on { t.raised } else { Color32::TRANSPARENT })
                        .stroke(if on {
                            Stroke::new(1.0, t.line)
                        } else {
                            Stroke::NONE
                        });
                    if ui.add(button).clicked() && !on {
                        chosen = Some(choice);
                    }
                }
            });
        });
    chosen
}

/// A short label in a rounded box.
pub(crate) fn chip(ui: &mut Ui, text: &str, dot: Option<Color32>) -> Response {
    let t = tokens(ui.ctx());
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_string(), FontId::proportional(12.0), t.text);
    let dot_room = if dot.is_some() { 14.0 } else { 0.0 };
    let (rect, response) = ui.allocate_exact_size(
        vec2(galley.size().x + 16.0 + dot_room, 24.0),
        Sense::hover(),
    );
    ui.painter().rect_filled(rect, 12.0, t.sunken);
    ui.painter().rect_stroke(
        rect,
        12.0,
        Stroke::new(1.0, t.line),
        egui::StrokeKind::Inside,
    );
    if let Some(colour) = dot {
        ui.painter()
            .circle_filled(pos2(rect.left() + 13.0, rect.center().y), 4.0, colour);
    }
    let left = pos2(
        rect.left() + 8.0 + dot_room,
        rect.center().y - galley.size().y / 2.0,
    );
    ui.painter().galley(left, galley, t.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// A number with what it counts below. Keeps together where its row is wrapped.
pub(crate) fn figure(ui: &mut Ui, value: &str, what: &str, colour: Option<Color32>) {
    let t = tokens(ui.ctx());
    let number = ui.painter().layout_no_wrap(
        value.to_string(),
        theme::semibold(TITLE_FIGURE),
        colour.unwrap_or(t.text),
    );
    let name =
        ui.painter()
            .layout_no_wrap(what.to_string(), FontId::proportional(CAPTION), t.muted);
    let size = vec2(
        number.size().x.max(name.size().x),
        number.size().y + name.size().y,
    );
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().galley(
        pos2(rect.left(), rect.bottom() - name.size().y),
        name,
        t.muted,
    );
    ui.painter().galley(rect.min, number, t.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{value} {what}")));
}

const TITLE_FIGURE: f32 = 18.0;

/// A horizontal bar, with an optional tick for what one would expect.
pub(crate) fn share_bar(ui: &mut Ui, width: f32, share: f32, tick: Option<f32>, colour: Color32) {
    let t = tokens(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(width, 6.0), Sense::hover());
    ui.painter().rect_filled(rect, 3.0, t.sunken);
    let filled = Rect::from_min_size(rect.min, vec2(width * share.clamp(0.0, 1.0), 6.0));
    ui.painter().rect_filled(filled, 3.0, colour);
    if let Some(tick) = tick {
        let x = rect.left() + width * tick.clamp(0.0, 1.0);
        ui.painter()
            .vline(x, rect.y_range().expand(2.0), Stroke::new(1.5, t.text));
    }
}

/// What a panel says when it has nothing to show: what is missing, and what to do.
pub(crate) fn empty_ui(ui: &mut Ui, title: &str, advice: &str) {
    let t = tokens(ui.ctx());
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(32, 0))
        .show(ui, |ui| {
            ui.vertical_centered(|ui| {
                ui.add_space((ui.available_height() * 0.38 - 20.0).max(S2));
                ui.label(
                    RichText::new(title)
                        .font(theme::semibold(BODY))
                        .color(t.text),
                );
                ui.add_space(S1);
                ui.add(Label::new(caption(advice, t)).wrap());
            });
        });
}

/// Around what scrolls: clear of the bar at its right, and of the edge below.
pub(crate) const fn beside_bar(bottom: i8) -> egui::Margin {
    egui::Margin {
        left: 0,
        right: 12,
        top: 0,
        bottom,
    }
}

/// A sentence with a bar in the colour of its weight at the left.
pub(crate) fn remark_ui(ui: &mut Ui, text: &str, colour: Color32) {
    let t = tokens(ui.ctx());
    let frame = egui::Frame::new()
        .fill(crate::ui::ground::palette::mix(t.surface, colour, 0.08))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(egui::Margin {
            left: 14,
            right: 12,
            top: 8,
            bottom: 8,
        });
    let shown = frame.show(ui, |ui| {
        // Remarks below each other end where each other do.
        ui.set_min_width(ui.available_width());
        ui.add(Label::new(RichText::new(text).size(12.0).color(t.text)).wrap());
    });
    let rect = shown.response.rect;
    let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
    ui.painter().rect_filled(
        bar,
        CornerRadius {
            nw: 6,
            sw: 6,
            ne: 0,
            se: 0,
        },
        colour,
    );
}

/// A text drawn on a pill, for overlays on the map. Returns its box.
pub(crate) fn pill(
    painter: &egui::Painter,
    at: egui::Pos2,
    align: Align2,
    text: &str,
    t: &Tokens,
    dot: Option<Color32>,
) -> Rect {
    let galley = painter.layout_no_wrap(text.to_string(), FontId::proportional(12.0), t.text);
    let dot_room = if dot.is_some() { 16.0 } else { 0.0 };
    let rect = align.anchor_size(at, galley.size() + vec2(20.0 + dot_room, 10.0));
    painter.rect(
        rect,
        rect.height() / 2.0,
        t.raised,
        Stroke::new(1.0, t.line),
        egui::StrokeKind::Inside,
    );
    if let Some(colour) = dot {
        painter.circle_filled(pos2(rect.left() + 14.0, rect.center().y), 4.0, colour);
    }
    painter.galley(
        pos2(
            rect.left() + 10.0 + dot_room,
            rect.center().y - galley.size().y / 2.0,
        ),
        galley,
        t.text,
    );
    rect
}

/// Minutes and seconds.
pub(crate) fn clock(secs: f32) -> String {
    let secs = secs.max(0.0) as u32;
    format!("{}:{:02}", secs / 60, secs % 60)
}

/// Messages are kept in lower case, cause first; on show they begin as sentences do.
pub(crate) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + chars.as_str())
        .unwrap_or_default()
}

/// Contents from the top down in a column of this width.
pub(crate) fn column_ui(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(
        vec2(width, ui.available_height()),
        Layout::top_down(Align::Min),
        |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = S1;
            contents(ui);
        },
    );
}
