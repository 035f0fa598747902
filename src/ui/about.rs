//! Shortcuts, and what this program is.

use eframe::egui::{Context, Grid, Id, Label, Modal, RichText, ScrollArea, Ui};

use super::View;
use super::keys::{SHORTCUTS, Shortcuts};
use super::theme::{self, S2, S3, TITLE, tokens};
use super::widgets::{bold, caption};
use super::words::{fill, tr};

/// Room for the longest keys.
const KEYS_WIDTH: f32 = 116.0;

pub fn about_ui(ctx: &Context, view: &mut View) {
    if !view.show_shortcuts {
        return;
    }
    let t = tokens(ctx);
    let modal = Modal::new(Id::unique("about"))
        .frame(theme::card(t).inner_margin(24.0))
        .show(ctx, |ui| {
            let room = ctx.content_rect().size();
            ui.set_width(680.0_f32.min(room.x - 96.0));
            ui.label(
                RichText::new("Latentune")
                    .font(theme::semibold(TITLE))
                    .color(t.accent),
            );
            ui.label(tr(
                "Songs become numbers, numbers become a map. Click a point to hear it.",
            ));
            ui.add_space(S3);
            ScrollArea::vertical()
                .max_height((room.y - 240.0).max(120.0))
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    ui.spacing_mut().interact_size.y = 20.0;
                    let (left, right) = SHORTCUTS.split_at(SHORTCUTS.len() / 2);
                    ui.spacing_mut().item_spacing.x = 24.0;
                    ui.columns(2, |columns| {
                        for (column, groups) in columns.iter_mut().zip([left, right]) {
                            groups.iter().for_each(|group| group_ui(column, group));
                        }
                    });
                });
            ui.add_space(S3);
            ui.label(caption(
                fill(
                    "Version {version}  ·  MIT OR Apache-2.0",
                    &[("version", &env!("CARGO_PKG_VERSION"))],
                ),
                t,
            ));
            ui.label(caption(
                tr("Typefaces Inter and Noto Sans Bengali under the SIL Open Font License"),
                t,
            ));
            ui.add_space(S2);
            ui.add(eframe::egui::Button::new(tr("Close")).min_size(eframe::egui::vec2(72.0, 28.0)))
                .clicked()
        });
    if modal.inner || modal.should_close() {
        view.show_shortcuts = false;
    }
}

/// The keys of one group, and what each does.
fn group_ui(ui: &mut Ui, (title, keys): &Shortcuts) {
    let t = tokens(ui.ctx());
    ui.label(bold(tr(title)));
    Grid::new(title)
        .num_columns(2)
        .min_col_width(KEYS_WIDTH)
        .spacing([12.0, 6.0])
        .show(ui, |ui| {
            for (key, what) in *keys {
                ui.label(RichText::new(tr(key)).size(theme::CAPTION).color(t.accent));
                ui.add(Label::new(tr(what)).wrap());
                ui.end_row();
            }
        });
    ui.add_space(S3);
}
