//! What the colours mean; a click leaves a class out, a double click leaves it alone.

use eframe::egui::{
    Color32, CornerRadius, Frame, Margin, Mesh, RichText, Role, ScrollArea, Sense, Shape, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};

use crate::matrix::Matrix;
use crate::session::{Class, ColourBy, Colouring, Command, Session, Values};

use super::Ask;
use super::map::MapLabel;
use super::palette;
use super::theme::{self, CAPTION, Tokens, tokens};
use super::widgets::{caption, one_line};

const WIDTH: f32 = 148.0;

pub fn legend_ui(ui: &mut Ui, ask: &mut Ask) {
    let t = tokens(ui.ctx());
    let frame = Frame::new()
        .fill(t.raised.gamma_multiply(0.94))
        .stroke(Stroke::new(1.0, t.line))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(Margin::same(10));
    let height = (ui.available_height() - 24.0).max(60.0);
    frame.show(ui, |ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 2.0;
        let colouring = ask.session.colouring();
        ui.horizontal(|ui| {
            one_line(ui, RichText::new(capital(&colouring.title)).font(theme::semibold(12.0)));
        });
        match &colouring.values {
            Values::Classes { names, counts, n_unknown, .. } => {
                ScrollArea::vertical().max_height(height - 40.0).show(ui, |ui| {
                    for (i, name) in names.iter().enumerate() {
                        entry_ui(ui, ask, Some(i as u32), name, counts[i]);
                    }
                    if *n_unknown > 0 {
                        let name = if colouring.by == ColourBy::Cluster { "no cluster" } else { "unknown" };
                        entry_ui(ui, ask, None, name, *n_unknown);
                    }
                });
                if !colouring.shows_all() {
                    let all = RichText::new("Show all").size(CAPTION).color(t.accent);
                    if ui.add(eframe::egui::Button::new(all).frame(false)).clicked() {
                        ask.push(Command::ShowAllClasses);
                    }
                }
            }
            Values::Numbers { low, high, diverging, .. } => scale_ui(ui, *low, *high, *diverging, t),
        }
    });
}

fn entry_ui(ui: &mut Ui, ask: &mut Ask, class: Class, name: &str, count: usize) {
    let t = tokens(ui.ctx());
    let on = ask.session.colouring().shows_class(class);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), 4.0, t.hover);
    }
    let colour = palette::of_class(class, t);
    let dot = pos2(rect.left() + 6.0, rect.center().y);
    if on {
        ui.painter().circle_filled(dot, 5.0, colour);
    } else {
        ui.painter().circle_stroke(dot, 4.5, Stroke::new(1.0, t.faint));
    }
    let number = ui.painter().layout_no_wrap(count.to_string(), eframe::egui::FontId::proportional(CAPTION), t.muted);
    let at = rect.right_center() - vec2(number.size().x, number.size().y / 2.0);
    let room = rect.width() - 20.0 - number.size().x - 8.0;
    let ink = if on { t.text } else { t.faint };
    let mut job = eframe::egui::text::LayoutJob::simple_singleline(
        name.to_string(),
        eframe::egui::FontId::proportional(12.5),
        ink,
    );
    job.wrap = eframe::egui::text::TextWrapping::truncate_at_width(room);
    let galley = ui.painter().layout_job(job);
    let text_at = pos2(rect.left() + 20.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(text_at, galley, ink);
    ui.painter().galley(at, number, t.muted);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, format!("Legend: {name}")));
    if response.double_clicked() {
        // The first click of the two has toggled the class already; solo does not mind.
        ask.push(Command::SoloClass(class));
    } else if response.clicked() {
        ask.push(Command::ToggleClass(class));
    }
    response.on_hover_text("Click to hide or show, double-click to show alone");
}

fn scale_ui(ui: &mut Ui, low: f32, high: f32, diverging: bool, t: &Tokens) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 10.0), Sense::hover());
    let mut mesh = Mesh::default();
    const STEPS: usize = 32;
    for i in 0..=STEPS {
        let share = i as f32 / STEPS as f32;
        let colour: Color32 = if diverging { palette::diverging(share, t) } else { palette::sequential(share) };
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
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, t.line), eframe::egui::StrokeKind::Outside);
    ui.horizontal(|ui| {
        ui.label(caption(number(low), t));
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            ui.label(caption(number(high), t));
        });
    });
}

fn number(value: f32) -> String {
    if value.fract() == 0.0 && value.abs() < 1e6 { format!("{value:.0}") } else { format!("{value:.2}") }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// Names of classes at the middle of their songs, while there are few enough to be read.
pub fn names_on_map(session: &Session, xy: &Matrix) -> Vec<MapLabel> {
    const AT_MOST: usize = 14;
    let Colouring { values: Values::Classes { names, of_song, .. }, by: ColourBy::Cluster, .. } = session.colouring()
    else {
        return Vec::new();
    };
    if names.len() > AT_MOST || of_song.len() != xy.n_rows() {
        return Vec::new();
    }
    let middle = |class: u32| {
        let members = || (0..of_song.len()).filter(move |&i| of_song[i] == Some(class)).map(|i| xy.row(i));
        let median = |d: usize| {
            let mut values: Vec<f32> = members().map(|p| p[d]).filter(|v| v.is_finite()).collect();
            values.sort_by(f32::total_cmp);
            values.get(values.len() / 2).copied()
        };
        Some([f64::from(median(0)?), f64::from(median(1)?)])
    };
    (0..names.len() as u32)
        .filter(|&class| session.colouring().shows_class(Some(class)))
        .filter_map(|class| Some(MapLabel { at: middle(class)?, text: (class + 1).to_string() }))
        .collect()
}
