//! What may be read from this picture and its scores, and what not: how far the map keeps
//! neighbours, and sentences that follow from the numbers of this run.

mod histogram;
#[cfg(test)]
mod tests;

use eframe::egui::{
    Align, Button, Color32, Label, Layout, Rect, ScrollArea, Spinner, Ui, UiBuilder, vec2,
};

use crate::pipeline::Analysis;
use crate::projection::Trust;
use crate::reading::{Reading, Weight, say};
use crate::session::{ColourBy, Command, Picture};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S1, S3, S4, Tokens, tokens};
use crate::ui::ground::widgets::{beside_bar, bold, caption, empty_ui, figure, remark_ui};
use crate::ui::panel::Panel;
use crate::words::{fill, id, tr};

pub(crate) use histogram::TrustView;

/// Width of the numbers beside the sentences.
const SIDE: f32 = 284.0;
/// From this width on the two groups of sentences stand side by side.
const TWO_COLUMNS: f32 = 720.0;

impl Panel for TrustView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        trust_ui(ui, cx, self);
    }
}

fn trust_ui(ui: &mut Ui, cx: &mut Cx, view: &mut TrustView) {
    let Some(analysis) = cx.session.analysis().cloned() else {
        empty_ui(
            ui,
            tr(id::TRUST_NO_PICTURE_YET),
            tr(id::TRUST_RUN_LEARN_HERE_HOW_FAR),
        );
        return;
    };
    let room = ui.available_rect_before_wrap();
    let side = SIDE.min(room.width() * 0.45);
    part_ui(ui, room.with_max_x(room.left() + side), "numbers", |ui| {
        numbers_ui(ui, cx, &analysis, view);
    });
    part_ui(
        ui,
        room.with_min_x(room.left() + side + S4),
        "sentences",
        |ui| {
            let Some(reading) = cx.session.reading() else {
                ui.add(Spinner::new().size(12.0));
                return;
            };
            sentences_ui(ui, reading);
        },
    );
}

/// A part of the panel with a scroll bar of its own.
fn part_ui(ui: &mut Ui, place: Rect, name: &str, contents: impl FnOnce(&mut Ui)) {
    let mut part = ui.new_child(UiBuilder::new().id_salt(name).max_rect(place));
    part.shrink_clip_rect(place);
    let scroll = ScrollArea::vertical().id_salt(name).auto_shrink(false);
    scroll
        .content_margin(beside_bar(12))
        .show(&mut part, contents);
}

fn numbers_ui(ui: &mut Ui, cx: &mut Cx, analysis: &std::sync::Arc<Analysis>, view: &mut TrustView) {
    let t = tokens(ui.ctx());
    ui.spacing_mut().item_spacing.y = S1;
    let (method, n) = (
        tr(analysis.map.method.label()),
        analysis.library.songs.len(),
    );
    ui.label(bold(fill(
        id::TRUST_METHOD_N_SONGS,
        &[("method", &method), ("n", &n)],
    )));
    let Some(trust) = analysis.trust.as_deref() else {
        ui.add(Label::new(caption(tr(id::TRUST_FEWER_THAN_FOUR_SONGS_THERE), t)).wrap());
        return;
    };
    figures_ui(ui, trust, t);
    // Colours and places of songs mean the songs on show.
    let linked = cx.session.shown_analysis().is_some();
    colour_ui(ui, cx, linked);
    histogram::histogram_ui(ui, cx, analysis, trust, view, linked);
}

fn colour_ui(ui: &mut Ui, cx: &mut Cx, linked: bool) {
    let coloured = cx.session.colouring().by == ColourBy::Trust;
    let button = Button::new(tr(id::TRUST_COLOUR_MAP_TRUSTWORTHINESS)).selected(coloured);
    let hint = tr(id::TRUST_EACH_SONG_GETS_COLOUR_OWN);
    if ui.add_enabled(linked, button).on_hover_text(hint).clicked() {
        if coloured {
            cx.push(Command::ColourBy(ColourBy::Cluster));
        } else {
            // It is the map that was judged.
            cx.push(Command::Project(Picture::Map));
            cx.push(Command::ColourBy(ColourBy::Trust));
        }
    }
}

fn figures_ui(ui: &mut Ui, trust: &Trust, t: &Tokens) {
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    let row = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = S3;
        figure(
            ui,
            &format!("{:.3}", trust.trustworthiness),
            tr(id::COMMON_TRUSTWORTHINESS),
            None,
        );
        figure(
            ui,
            &format!("{:.3}", trust.continuity),
            tr(id::TRUST_CONTINUITY),
            None,
        );
        figure(
            ui,
            &percent(trust.neighbours_kept),
            tr(id::TRUST_NEIGHBOURS_KEPT),
            None,
        );
    });
    row.response
        .on_hover_text(tr(id::TRUST_TRUSTWORTHINESS_1_MINUS_2_NK));
    let looked_at = match trust.n_sampled {
        Some(n) => fill(
            id::TRUST_K_K_NEIGHBOURS_N_SONGS,
            &[("k", &trust.k), ("n", &n)],
        ),
        None => fill(id::TRUST_K_K_NEIGHBOURS_EVERY_SONG, &[("k", &trust.k)]),
    };
    ui.label(caption(looked_at, t));
}

fn sentences_ui(ui: &mut Ui, reading: &Reading) {
    let map_ui = |ui: &mut Ui| {
        ui.label(bold(tr(id::TRUST_WHAT_MAY_BE_READ_FROM_2)));
        reading
            .map
            .iter()
            .for_each(|remark| weighed_ui(ui, &say::of_map(remark), remark.weight()));
    };
    let scores_ui = |ui: &mut Ui| {
        ui.label(bold(tr(id::TRUST_WHAT_MAY_BE_READ_FROM)));
        reading
            .scores
            .iter()
            .for_each(|remark| weighed_ui(ui, &say::of_score(remark), remark.weight()));
    };
    ui.spacing_mut().item_spacing = vec2(S4, S1);
    if ui.available_width() >= TWO_COLUMNS {
        ui.columns(2, |columns| {
            // Columns are justified, which would stretch the spaces between words.
            columns[0].with_layout(Layout::top_down(Align::LEFT), map_ui);
            columns[1].with_layout(Layout::top_down(Align::LEFT), scores_ui);
        });
    } else {
        map_ui(ui);
        ui.add_space(S3);
        scores_ui(ui);
    }
}

/// Colour alone would not tell everybody which ones are cautions.
fn weighed_ui(ui: &mut Ui, sentence: &str, weight: Weight) {
    let t = tokens(ui.ctx());
    match weight {
        Weight::Caution => remark_ui(
            ui,
            &fill(id::TRUST_CAREFUL_SENTENCE, &[("sentence", &sentence)]),
            t.warning,
        ),
        Weight::Note => remark_ui(ui, sentence, t.faint),
        Weight::Good => remark_ui(ui, sentence, t.accent),
    }
}

/// The colour of a value as the map has it.
fn value_colour(value: f32, low: f32, high: f32, t: &Tokens) -> Color32 {
    crate::ui::ground::palette::number_colour(value, low, high, false, t)
}
