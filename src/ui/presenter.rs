//! Before a class: large type, and only the map, the chosen song and the curves.

use eframe::egui::{Align, CentralPanel, Frame, Layout, Margin, Panel, RichText, Ui};

use super::theme::{self, SUBTITLE, tokens};
use super::widgets::caption;
use super::words::tr;
use super::{Cx, View, curves, maps, song, top_bar};

pub fn presenter_ui(ui: &mut Ui, cx: &mut Cx, view: &mut View) {
    let t = tokens(ui.ctx());
    Panel::top("title")
        .exact_size(40.0)
        .frame(theme::panel(t, Margin::symmetric(12, 0)))
        .show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.label(
                    RichText::new("Latentune")
                        .font(theme::semibold(SUBTITLE))
                        .color(t.accent),
                );
                ui.label(caption(top_bar::headline(cx.session), t));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if ui.button(tr("Leave presenter mode (Esc)")).clicked() {
                        view.presenting = false;
                    }
                });
            });
        });
    let room = ui.available_size();
    let edge = Margin {
        left: 12,
        right: 4,
        top: 12,
        bottom: 0,
    };
    Panel::right("presented song")
        .resizable(false)
        .exact_size((room.x * 0.32).clamp(304.0, 440.0))
        .frame(theme::panel(t, edge))
        .show(ui, |ui| song::song_ui(ui, cx, view));
    Panel::bottom("presented curves")
        .resizable(false)
        .exact_size((room.y * 0.28).clamp(120.0, 240.0))
        .frame(theme::panel(
            t,
            Margin {
                left: 12,
                right: 12,
                top: 8,
                bottom: 0,
            },
        ))
        .show(ui, |ui| curves::curves_ui(ui, cx, view));
    CentralPanel::default()
        .frame(Frame::new().fill(t.ground))
        .show(ui, |ui| maps::maps_ui(ui, cx, view));
}
