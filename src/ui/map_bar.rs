//! The bar over the map: which picture, which colours, search, fit.

use eframe::egui::{Align, ComboBox, Frame, Layout, Margin, RichText, Stroke, Ui};

use crate::session::{ColourBy, Command, Picture, Session};

use super::icons::Icon;
use super::map::MapTool;
use super::theme::{S2, tokens};
use super::widgets::{caption, icon_button, icon_toggle, segments};
use super::words::tr;
use super::{Ask, View, search_box};

pub fn map_bar_ui(ui: &mut Ui, ask: &mut Ask, view: &mut View) {
    let t = tokens(ui.ctx());
    let frame = Frame::new().fill(t.ground).inner_margin(Margin::symmetric(12, 8));
    let bar = frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            tools_ui(ui, view);
            let choices = Picture::ALL.map(|picture| (picture, ask.session.picture_label(picture)));
            if let Some(picture) = segments(ui, ask.session.picture(), &choices) {
                ask.push(Command::Project(picture));
            }
            ui.add_space(S2);
            colour_by_ui(ui, ask);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, Icon::Fit, "Fit the map (F)").clicked() {
                    view.map.fit();
                }
                search_box::search_box_ui(ui, ask, view);
            });
        });
    });
    let rect = bar.response.rect;
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, t.line));
}

/// What a drag on the map does.
fn tools_ui(ui: &mut Ui, view: &mut View) {
    let tip = |tool| match tool {
        MapTool::Pan => "Drag to move the map. With Ctrl a drag draws a lasso, with Shift it zooms into a box.",
        MapTool::Lasso => "Drag around songs to select them. Hold Shift to add them, Alt to take them away.",
        MapTool::Box => "Drag over songs to select them. Hold Shift to add them, Alt to take them away.",
        MapTool::Path => "Draw a path over the map. The songs it passes are played in its order.",
    };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for tool in MapTool::ALL {
            let (icon, name) = match tool {
                MapTool::Pan => (Icon::Hand, "Pan (V)"),
                MapTool::Lasso => (Icon::Lasso, "Lasso (L)"),
                MapTool::Box => (Icon::Box, "Box (B)"),
                MapTool::Path => (Icon::Path, "Path (P)"),
            };
            let button = icon_toggle(ui, icon, tr(name), view.map.tool == tool);
            if button.on_hover_text(tr(tip(tool))).clicked() {
                view.map.tool = tool;
            }
        }
    });
}

fn colour_by_ui(ui: &mut Ui, ask: &mut Ask) {
    let t = tokens(ui.ctx());
    let label = ui.label(caption("Colour by", t)).id;
    let now = ask.session.colouring().by;
    let choices = choices(ask.session);
    let title = choices.iter().find(|(by, _)| *by == now).map_or("cluster", |(_, name)| name).to_string();
    ui.label_inputs_by(label, |ui| {
        ComboBox::from_id_salt("colour by").selected_text(title).width(112.0).show_ui(ui, |ui| {
            for (by, name) in choices {
                if ui.selectable_label(by == now, RichText::new(name)).clicked() {
                    ask.push(Command::ColourBy(by));
                }
            }
        });
    });
}

fn choices(session: &Session) -> Vec<(ColourBy, String)> {
    let mut choices = vec![(ColourBy::Cluster, "cluster".to_string())];
    if let Some(library) = session.library() {
        choices.extend(library.labels.iter().enumerate().map(|(i, l)| (ColourBy::Label(i), l.name.clone())));
        choices.extend(library.numbers.iter().enumerate().map(|(i, n)| (ColourBy::Number(i), n.name.clone())));
    }
    choices.push((ColourBy::Silhouette, "silhouette".to_string()));
    if let Some(analysis) = session.shown_analysis() {
        if analysis.trust.is_some() {
            choices.push((ColourBy::Trust, "trustworthiness".to_string()));
        }
        if analysis.probes.cross_modal.is_some() {
            choices.push((ColourBy::Agreement, "audio and lyrics agree".to_string()));
        }
    }
    choices
}
