//! The right panel, in two tabs: the chosen song, and the selection.

use eframe::egui::Ui;

use super::bottom::{Badge, tab_ui};
use super::theme::S2;
use super::words::tr;
use super::{Cx, SideTab, View, selection, song};

pub fn side_ui(ui: &mut Ui, cx: &mut Cx, view: &mut View) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        for (tab, name, n) in [
            (SideTab::Song, tr("Song"), 0),
            (
                SideTab::Selection,
                tr("Selection"),
                cx.session.selection().len(),
            ),
        ] {
            if tab_ui(ui, name, view.prefs.side == tab, n, Badge::Songs) {
                view.prefs.side = tab;
            }
        }
    });
    ui.add_space(S2);
    match view.prefs.side {
        SideTab::Song => song::song_ui(ui, cx, view),
        SideTab::Selection => selection::selection_ui(ui, cx, view),
    }
}
