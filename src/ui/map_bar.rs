//! The bar over the map: which picture, which colours, search, fit.

use eframe::egui::{Align, ComboBox, Frame, Layout, Margin, RichText, Stroke, Ui};

use crate::session::{ColourBy, Command, Picture, Session};

use super::icons::Icon;
use super::theme::{S2, tokens};
use super::widgets::{caption, icon_button, segments};
use super::words::{fill, tr};
use super::{Ask, View, search_box};

pub fn map_bar_ui(ui: &mut Ui, ask: &mut Ask, view: &mut View) {
    let t = tokens(ui.ctx());
    let frame = Frame::new().fill(t.ground).inner_margin(Margin::symmetric(12, 8));
    let bar = frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            let choices = Picture::ALL.map(|picture| (picture, tr(ask.session.picture_label(picture))));
            if let Some(picture) = segments(ui, ask.session.picture(), &choices) {
                ask.push(Command::Project(picture));
            }
            ui.add_space(S2);
            colour_by_ui(ui, ask);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, Icon::Fit, tr("Fit the map (F)")).clicked() {
                    view.map.fit();
                }
                search_box::search_box_ui(ui, ask, view);
            });
        });
    });
    let rect = bar.response.rect;
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, t.line));
}

fn colour_by_ui(ui: &mut Ui, ask: &mut Ask) {
    let t = tokens(ui.ctx());
    let label = ui.label(caption(tr("Colour by"), t)).id;
    let now = ask.session.colouring().by;
    let choices = choices(ask.session);
    let title = choices.iter().find(|(by, _)| *by == now).map_or(tr("cluster"), |(_, name)| name).to_string();
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
    let mut choices = vec![(ColourBy::Cluster, tr("cluster").to_string())];
    if let Some(library) = session.library() {
        choices.extend(library.labels.iter().enumerate().map(|(i, l)| (ColourBy::Label(i), l.name.clone())));
        choices.extend(library.numbers.iter().enumerate().map(|(i, n)| (ColourBy::Number(i), n.name.clone())));
    }
    choices.push((ColourBy::Silhouette, tr("silhouette").to_string()));
    if let Some(analysis) = session.shown_analysis() {
        if analysis.trust.is_some() {
            choices.push((ColourBy::Trust, tr("trustworthiness").to_string()));
        }
        if analysis.probes.cross_modal.is_some() {
            choices.push((ColourBy::Agreement, tr("audio and lyrics agree").to_string()));
        }
    }
    if let ColourBy::Latent(dim) = session.colouring().by {
        choices.push((ColourBy::Latent(dim), fill("latent dimension {n}", &[("n", &dim)])));
    }
    choices
}
