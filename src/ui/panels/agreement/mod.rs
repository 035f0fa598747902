//! Do neighbours by sound agree with neighbours by words? A score beside chance, two similarity
//! matrices, and the chosen song's neighbours in both.

mod matrices;
mod near;
mod overview;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use eframe::egui::{Button, RichText, Ui};

use crate::pipeline::Probes;
use crate::session::{Command, Order};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S1, S2, tokens};
use crate::ui::ground::widgets::{empty_ui, segments};
use crate::ui::panel::Panel;
use crate::words::{id, tr};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mode {
    #[default]
    Overview,
    Matrices,
    Song,
}

/// What the panel remembers between frames.
#[derive(Default)]
pub(crate) struct AgreementView {
    mode: Mode,
    overview: overview::OverviewCache,
    order: Order,
    /// The order that was asked for, and in which analysis.
    asked_order: Option<(Arc<Probes>, Order)>,
    matrices: matrices::MatrixCache,
    /// The song whose neighbours were asked for, and in which analysis.
    asked: Option<(Arc<Probes>, usize)>,
}

impl Panel for AgreementView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        agreement_ui(ui, cx, self);
    }
}

fn agreement_ui(ui: &mut Ui, cx: &mut Cx, view: &mut AgreementView) {
    let Some(analysis) = cx.session.shown_analysis().cloned() else {
        empty_ui(
            ui,
            tr(id::AGREEMENT_NO_SONGS_COMPARE_YET),
            tr(id::AGREEMENT_RUN_AUDIO_LYRICS_COMPARE_THEM),
        );
        return;
    };
    let Some(agreement) = &analysis.probes.cross_modal else {
        empty_ui(
            ui,
            tr(id::AGREEMENT_NO_TWO_MODALITIES),
            tr(id::AGREEMENT_RUN_AUDIO_LYRICS_COMPARE_THEM),
        );
        return;
    };
    let modes = [
        (Mode::Overview, tr(id::COMMON_AGREEMENT)),
        (Mode::Matrices, tr(id::AGREEMENT_SIMILARITY_MATRICES)),
        (Mode::Song, tr(id::AGREEMENT_THIS_SONG_NEIGHBOURS)),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        if let Some(mode) = segments(ui, view.mode, &modes) {
            view.mode = mode;
        }
        if view.mode == Mode::Matrices {
            matrices::order_ui(ui, view, &analysis);
        }
    });
    ui.add_space(S1);
    match view.mode {
        Mode::Overview => overview::overview_ui(ui, cx, &mut view.overview, &analysis, agreement),
        Mode::Matrices => matrices::matrices_ui(ui, cx, view, &analysis),
        Mode::Song => near::near_ui(ui, cx, view, &analysis, agreement),
    }
}

/// A song's title as a link that plays it.
fn title_ui(ui: &mut Ui, cx: &mut Cx, song: usize) {
    let Some(title) = cx.session.song(song).map(|song| song.title.clone()) else {
        return;
    };
    let text = RichText::new(&title)
        .size(12.5)
        .color(tokens(ui.ctx()).accent);
    if ui
        .add(Button::new(text).frame(false).truncate())
        .on_hover_text(format!("{title}\n{}", tr(id::AGREEMENT_CLICK_PLAY)))
        .clicked()
    {
        cx.push(Command::Play(song));
    }
}
