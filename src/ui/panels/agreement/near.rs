//! The chosen song's nearest by sound and by words, side by side.

use std::sync::Arc;

use eframe::egui::{Align, Layout, ScrollArea, Sense, Ui, vec2};

use crate::pipeline::Analysis;
use crate::scores::CrossModal;
use crate::session::{Command, Understanding};

use super::{AgreementView, title_ui};
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S2, S4, tokens};
use crate::ui::ground::widgets::{beside_bar, bold, caption, empty_ui};
use crate::words::{fill, id, tr};

pub(super) fn near_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    view: &mut AgreementView,
    analysis: &Analysis,
    agreement: &CrossModal,
) {
    let Some(song) = cx.session.selected() else {
        empty_ui(
            ui,
            tr(id::COMMON_NO_SONG_CHOSEN),
            tr(id::AGREEMENT_CLICK_POINT_MAP_SEE_WHICH),
        );
        return;
    };
    let asked = view.asked.as_ref();
    if !asked.is_some_and(|(of, its)| Arc::ptr_eq(of, &analysis.probes) && *its == song) {
        view.asked = Some((analysis.probes.clone(), song));
        cx.push(Command::Understanding(Understanding::Near(song)));
    }
    let t = tokens(ui.ctx());
    let Some(near) = cx
        .session
        .understanding()
        .near()
        .filter(|near| near.song == song)
        .cloned()
    else {
        ui.label(caption(tr(id::AGREEMENT_LOOKING_NEIGHBOURS), t));
        return;
    };
    if near.by_sound.is_empty() {
        empty_ui(
            ui,
            tr(id::AGREEMENT_NOTHING_COMPARE),
            tr(id::AGREEMENT_THIS_SONG_LACKS_RECORDING_OR),
        );
        return;
    }
    let in_both = |song: usize| {
        near.by_sound.iter().any(|(other, _)| *other == song)
            && near.by_words.iter().any(|(other, _)| *other == song)
    };
    let common = near
        .by_sound
        .iter()
        .filter(|(other, _)| in_both(*other))
        .count();
    let values: [(&str, &dyn std::fmt::Display); 3] = [
        ("n", &common),
        ("k", &agreement.k),
        (
            "chance",
            &format!("{:.1}", agreement.chance * agreement.k as f64),
        ),
    ];
    let text = fill(id::AGREEMENT_N_K_NEIGHBOURS_BOTH_LISTS, &values);
    ui.label(caption(text, t))
        .on_hover_text(tr(id::AGREEMENT_NEAREST_EUCLIDEAN_DISTANCE_FEATURES));
    let scroll = ScrollArea::vertical().id_salt("near").auto_shrink(false);
    scroll.content_margin(beside_bar(8)).show(ui, |ui| {
        let half = ((ui.available_width() - S4) / 2.0).min(360.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = S4;
            for (title, found) in [
                (tr(id::AGREEMENT_NEAREST_SOUND), &near.by_sound),
                (tr(id::AGREEMENT_NEAREST_WORDS), &near.by_words),
            ] {
                ui.allocate_ui_with_layout(vec2(half, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(half);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.spacing_mut().interact_size.y = 18.0;
                    ui.label(bold(title));
                    found.iter().for_each(|&(other, distance)| {
                        row_ui(ui, cx, other, distance, in_both(other))
                    });
                });
            }
        });
    });
}

fn row_ui(ui: &mut Ui, cx: &mut Cx, song: usize, distance: f32, in_both: bool) {
    let t = tokens(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let (dot, response) = ui.allocate_exact_size(vec2(10.0, 18.0), Sense::hover());
        if in_both {
            ui.painter().circle_filled(dot.center(), 4.0, t.second);
            response.on_hover_text(tr(id::AGREEMENT_BOTH_LISTS));
        }
        let rest = vec2(ui.available_width(), 18.0);
        ui.allocate_ui_with_layout(rest, Layout::right_to_left(Align::Center), |ui| {
            ui.label(caption(format!("{distance:.2}"), t));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                title_ui(ui, cx, song)
            });
        });
    });
}
