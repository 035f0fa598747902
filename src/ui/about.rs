//! Shortcuts, and what this program is.

use eframe::egui::{Context, Grid, Id, Modal, RichText};

use super::View;
use super::keys::SHORTCUTS;
use super::theme::{self, S2, S3, TITLE, tokens};
use super::widgets::{bold, caption};
use super::words::{fill, tr};

pub fn about_ui(ctx: &Context, view: &mut View) {
    if !view.show_shortcuts {
        return;
    }
    let t = tokens(ctx);
    let modal = Modal::new(Id::unique("about")).frame(theme::card(t).inner_margin(24.0)).show(ctx, |ui| {
        ui.set_width(380.0);
        ui.label(RichText::new("Latentune").font(theme::semibold(TITLE)).color(t.accent));
        ui.label(tr("Songs become numbers, numbers become a map. Click a point to hear it."));
        ui.add_space(S3);
        ui.label(bold(tr("Shortcuts")));
        ui.spacing_mut().interact_size.y = 20.0;
        Grid::new("shortcuts").num_columns(2).spacing([24.0, 6.0]).show(ui, |ui| {
            for &(keys, what) in SHORTCUTS {
                ui.label(RichText::new(tr(keys)).color(t.accent));
                ui.label(tr(what));
                ui.end_row();
            }
        });
        ui.add_space(S3);
        ui.label(caption(
            fill("Version {version}  ·  MIT OR Apache-2.0", &[("version", &env!("CARGO_PKG_VERSION"))]),
            t,
        ));
        ui.label(caption(tr("Typefaces Inter and Noto Sans Bengali under the SIL Open Font License"), t));
        ui.add_space(S2);
        ui.add(eframe::egui::Button::new(tr("Close")).min_size(eframe::egui::vec2(72.0, 28.0))).clicked()
    });
    if modal.inner || modal.should_close() {
        view.show_shortcuts = false;
    }
}
