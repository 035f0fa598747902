//! What is told of the song under the pointer.

use eframe::egui::{RichText, Ui};

use crate::session::Session;

use crate::ui::ground::palette;
use crate::ui::ground::theme::{self, CAPTION, tokens};
use crate::ui::ground::widgets::caption;
use crate::ui::panels::clusters;
use crate::words::{id, tr};

pub(crate) fn hover_card_ui(ui: &mut Ui, session: &Session, index: usize) {
    let t = tokens(ui.ctx());
    let (Some(song), Some(library)) = (session.song(index), session.library()) else {
        return;
    };
    ui.set_max_width(280.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.label(RichText::new(&song.title).font(theme::semibold(theme::BODY)));
    if !song.artist.is_empty() {
        ui.label(caption(&song.artist, t));
    }
    let cluster = session.shown_cluster(index);
    let mut facts: Vec<String> = cluster
        .map(|c| clusters::short_name(session, c))
        .into_iter()
        .collect();
    let values = library.labels.iter().filter_map(|label| label.value(index));
    facts.extend(values.map(str::to_string));
    if song.audio.is_none() {
        facts.push(tr(id::HOVER_CARD_NO_RECORDING).to_string());
    }
    if song.lyrics.is_none() {
        facts.push(tr(id::HOVER_CARD_NO_LYRICS).to_string());
    }
    ui.horizontal(|ui| {
        let (rect, _) =
            ui.allocate_exact_size(eframe::egui::vec2(8.0, 8.0), eframe::egui::Sense::hover());
        ui.painter().circle_filled(
            rect.center(),
            4.0,
            palette::song_colour(session.colouring(), index, t),
        );
        ui.label(caption(facts.join("  ·  "), t));
    });
    if session.hears_preview_of(index) {
        ui.label(
            RichText::new(tr(id::HOVER_CARD_YOU_HEAR_MOMENT))
                .size(CAPTION)
                .color(t.accent),
        );
    } else if song.audio.is_some() {
        ui.label(
            RichText::new(tr(id::HOVER_CARD_HOLD_ALT_HEAR_MOMENT))
                .size(CAPTION)
                .color(t.faint),
        );
    }
}
