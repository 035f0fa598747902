//! What the colours mean, in a strip over the map; a click leaves a class out, a double click
//! leaves it alone.

use eframe::egui::{
    Color32, FontId, Frame, Margin, Mesh, Role, ScrollArea, Sense, Shape, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::ears::{self, MARK};
use crate::scores::NamePart;
use crate::session::{Class, ColourBy, Command, Values};

use crate::ui::cx::Cx;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{CAPTION, S1, Tokens, tokens};
use crate::ui::ground::widgets::caption;
use crate::ui::panels::{filter_chips, map_menu};
use crate::words::{fill, id, tr};

/// Two rows; more are scrolled to.
const MAX_HEIGHT: f32 = 56.0;
const ENTRY_HEIGHT: f32 = 26.0;

pub(crate) fn legend_ui(ui: &mut Ui, cx: &mut Cx) {
    let t = tokens(ui.ctx());
    let colouring = cx.session.colouring();
    Frame::new()
        .inner_margin(Margin {
            left: 12,
            right: 12,
            top: 4,
            bottom: 0,
        })
        .show(ui, |ui| match &colouring.values {
            Values::Classes {
                names,
                counts,
                n_unknown,
                ..
            } => {
                ScrollArea::vertical()
                    .max_height(MAX_HEIGHT)
                    .auto_shrink([false, true])
                    .show(ui, |ui| {
                        ui.horizontal_wrapped(|ui| {
                            ui.spacing_mut().item_spacing = vec2(S1, S1);
                            chips_ui(ui, cx);
                            for (i, name) in names.iter().enumerate() {
                                // No song has it any more.
                                if counts[i] == 0 {
                                    continue;
                                }
                                entry_ui(ui, cx, Some(i as u32), name, counts[i]);
                            }
                            if *n_unknown > 0 {
                                let name = if colouring.by == ColourBy::Cluster {
                                    tr(id::COMMON_NO_CLUSTER)
                                } else {
                                    tr(id::COMMON_UNKNOWN)
                                };
                                entry_ui(ui, cx, None, name, *n_unknown);
                            }
                            if !colouring.shows_all()
                                && ui.button(tr(id::LEGEND_SHOW_ALL)).clicked()
                            {
                                cx.push(Command::ShowAllClasses);
                            }
                        });
                    });
            }
            Values::Numbers {
                low,
                high,
                diverging,
                ..
            } => {
                ui.horizontal_wrapped(|ui| {
                    chips_ui(ui, cx);
                    scale_ui(ui, *low, *high, *diverging, t);
                });
            }
        });
}

/// What else than the legend leaves songs out, before the legend, so that it takes no room of the
/// map's.
fn chips_ui(ui: &mut Ui, cx: &mut Cx) {
    ui.spacing_mut().interact_size.y = ENTRY_HEIGHT;
    filter_chips::filter_chips_ui(ui, cx);
}

fn entry_ui(ui: &mut Ui, cx: &mut Cx, class: Class, name: &str, count: usize) {
    let t = tokens(ui.ctx());
    let on = cx.session.colouring().shows_class(class);
    let ink = if on { t.text } else { t.faint };
    let apart = class.map_or(&[][..], |c| cx.session.named_on_map(c));
    let is_given = class.is_some_and(|c| cx.session.given_name(c).is_some());
    // The first of it: all stands on the cluster's card.
    let shown = match apart.first().filter(|_| !is_given) {
        Some(first) => format!("{name} · {}", first.text()),
        None => name.to_string(),
    };
    let name_galley = ui
        .painter()
        .layout_no_wrap(shown, FontId::proportional(12.5), ink);
    let count_galley =
        ui.painter()
            .layout_no_wrap(count.to_string(), FontId::proportional(CAPTION), t.faint);
    let size = vec2(
        24.0 + name_galley.size().x + 6.0 + count_galley.size().x + 8.0,
        ENTRY_HEIGHT,
    );
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 6.0, t.hover);
    }
    let dot = pos2(rect.left() + 12.0, rect.center().y);
    if on {
        ui.painter()
            .circle_filled(dot, 5.0, palette::of_class(class, t));
    } else {
        ui.painter()
            .circle_stroke(dot, 4.5, Stroke::new(1.0, t.faint));
    }
    let name_at = pos2(
        rect.left() + 24.0,
        rect.center().y - name_galley.size().y / 2.0,
    );
    let count_at = pos2(
        name_at.x + name_galley.size().x + 6.0,
        rect.center().y - count_galley.size().y / 2.0 + 0.5,
    );
    ui.painter().galley(name_at, name_galley, ink);
    ui.painter().galley(count_at, count_galley, t.faint);
    response.widget_info(|| {
        WidgetInfo::selected(
            Role::CheckBox,
            true,
            on,
            fill(id::LEGEND_NAME, &[("name", &name)]),
        )
    });
    if response.double_clicked() {
        // The first click of the two has toggled the class already; solo does not mind.
        cx.push(Command::SoloClass(class));
    } else if response.clicked() {
        cx.push(Command::ToggleClass(class));
    }
    response.context_menu(|ui| map_menu::legend_menu_ui(ui, cx, class, name));
    let mut hint = tr(id::LEGEND_CLICK_GREY_OUT_DOUBLE_CLICK).to_string();
    if apart.iter().any(|part| matches!(part, NamePart::Tag(_))) {
        let values: [(&str, &dyn std::fmt::Display); 2] =
            [("mark", &MARK), ("network", &ears::NAME)];
        hint = format!("{hint}\n{}", fill(id::LEGEND_GUESSED_BY_NETWORK, &values));
    }
    response.on_hover_text(hint);
}

fn scale_ui(ui: &mut Ui, low: f32, high: f32, diverging: bool, t: &Tokens) {
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        ui.label(caption(number(low), t));
        let (rect, _) = ui.allocate_exact_size(vec2(180.0, 8.0), Sense::hover());
        let mut mesh = Mesh::default();
        const STEPS: usize = 32;
        for i in 0..=STEPS {
            let share = i as f32 / STEPS as f32;
            let colour: Color32 = if diverging {
                palette::diverging(share, t)
            } else {
                palette::sequential(share)
            };
            let x = rect.left() + rect.width() * share;
            mesh.colored_vertex(pos2(x, rect.top()), colour);
            mesh.colored_vertex(pos2(x, rect.bottom()), colour);
            if i > 0 {
                let v = 2 * i as u32;
                mesh.add_triangle(v - 2, v - 1, v);
                mesh.add_triangle(v - 1, v, v + 1);
            }
        }
        ui.painter().add(Shape::mesh(mesh));
        ui.painter()
            .rect_stroke(rect, 0.0, Stroke::new(1.0, t.line), StrokeKind::Outside);
        ui.label(caption(number(high), t));
    });
}

fn number(value: f32) -> String {
    let text = if value.fract() == 0.0 && value.abs() < 1e6 {
        format!("{value:.0}")
    } else {
        format!("{value:.2}")
    };
    text.replace('-', "−")
}
