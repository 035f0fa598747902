//! The chosen song beside what the model gives back of it, seen and heard.

use std::sync::Arc;

use eframe::egui::{
    Label, Margin, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::config::{Keyed, ModelKind};
use crate::features::{BlockId, BlockKind};
use crate::pipeline::Analysis;
use crate::reading::say::block_name;
use crate::reading::say::plain_name;
use crate::session::{
    Command, Difference, Dimensions, Heard, Portrait, Reconstructed, Understanding,
};

use super::{LatentView, hear_ui, mel, plain, play_recording_ui};
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S2, S3, tokens};
use crate::ui::ground::widgets::{bold, caption, column_ui, segments};
use crate::words::{fill, id, tr};

const ROW: f32 = 18.0;
const ROWS_SHOWN: usize = 24;
/// Deviations from the mean that a track reaches to.
const TRACK: f32 = 3.0;

pub(super) fn back_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    view: &mut LatentView,
    dimensions: &Arc<Dimensions>,
    song: usize,
) {
    let Some(analysis) = cx.session.shown_analysis().cloned() else {
        return;
    };
    from_ui(ui, view, &analysis);
    if let Some(text) = cannot(&analysis, song, view.from) {
        ui.label(caption(text, tokens(ui.ctx())));
        return;
    }
    let question = Understanding::Reconstruct {
        song,
        crop: view.crop,
        from: view.from,
    };
    let asked = view.asked_back.as_ref();
    if !asked.is_some_and(|(of, its)| Arc::ptr_eq(of, dimensions) && *its == question) {
        view.asked_back = Some((dimensions.clone(), question.clone()));
        cx.push(Command::Understanding(question));
    }
    let found = cx.session.understanding().reconstructed();
    let Some(found) = found
        .filter(|r| r.song == song && r.from == view.from)
        .cloned()
    else {
        ui.label(caption(tr(id::LATENT_DECODING), tokens(ui.ctx())));
        return;
    };
    explained_ui(ui, &found);
    match (&found.original, &found.given_back) {
        (Portrait::LogMel(..), Portrait::LogMel(..)) => spectrograms_ui(ui, cx, view, &found),
        _ => features_ui(ui, view, &found),
    }
}

/// What a joint VAE is told of the song.
fn from_ui(ui: &mut Ui, view: &mut LatentView, analysis: &Analysis) {
    let shown = |kind| analysis.fused.views.iter().any(|view| view.kind == kind);
    let has_both = shown(BlockKind::Audio) && shown(BlockKind::Lyrics);
    if analysis.config.model.kind != ModelKind::Joint || !has_both {
        view.from = None;
        return;
    }
    let choices = [
        (None, tr(id::LATENT_TOLD_ALL)),
        (Some(BlockKind::Audio), tr(id::LATENT_TOLD_SOUND_ALONE)),
        (Some(BlockKind::Lyrics), tr(id::LATENT_TOLD_WORDS_ALONE)),
    ];
    let chosen = ui.horizontal(|ui| segments(ui, view.from, &choices));
    chosen
        .response
        .on_hover_text(tr(id::LATENT_JOINT_VAE_HAS_ONE_LATENT));
    if let Some(from) = chosen.inner {
        view.from = from;
    }
}

/// Why nothing can be given back of a song, if so.
fn cannot(analysis: &Analysis, song: usize, from: Option<BlockKind>) -> Option<&'static str> {
    if let Some(patches) = analysis
        .patches
        .as_ref()
        .filter(|_| analysis.model.sees_patches())
    {
        let text = id::LATENT_THIS_SONG_HAS_NO_RECORDING;
        return patches.of_song[song].is_empty().then_some(tr(text));
    }
    let has = |kind| analysis.fused.has(kind, song);
    let text = id::LATENT_THIS_SONG_LACKS_WHAT_MODEL;
    from.is_some_and(|kind| !has(kind)).then_some(tr(text))
}

fn explained_ui(ui: &mut Ui, found: &Reconstructed) {
    let percent = format!("{:.0}", 100.0 * found.explained);
    let text = fill(id::LATENT_N_PERCENT_WHAT_SETS_THIS, &[("n", &percent)]);
    ui.label(caption(text, tokens(ui.ctx())))
        .on_hover_text(tr(id::LATENT_1_MINUS_SQUARED_ERROR_SQUARED));
}

fn spectrograms_ui(ui: &mut Ui, cx: &mut Cx, view: &mut LatentView, found: &Reconstructed) {
    let (Portrait::LogMel(original, _), Portrait::LogMel(given, _)) =
        (&found.original, &found.given_back)
    else {
        return;
    };
    let Some(axes) = view.axes.clone() else {
        return;
    };
    let (crop, n_crops) = found.crop;
    let top_db = mel::loudest([&found.original, &found.given_back]);
    let height = (ui.available_height() - 66.0).clamp(72.0, 260.0);
    let width = ((ui.available_width() - 56.0 - S3) / 2.0).min(420.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        column_ui(ui, width, |ui| {
            ui.label(bold(tr(id::LATENT_RECORDING)));
            let name = tr(id::LATENT_SPECTROGRAM_RECORDING);
            mel::mel_ui(
                ui,
                &mut view.mels,
                2,
                original,
                (top_db, &axes, name),
                vec2(width, height),
            );
            ui.horizontal(|ui| {
                hear_ui(ui, cx, Heard::Given, tr(id::LATENT_HEAR_SO));
                play_recording_ui(ui, cx, found.song);
                if n_crops > 1 {
                    let names: Vec<String> = (1..=n_crops).map(|i| i.to_string()).collect();
                    let crops: Vec<(usize, &str)> =
                        names.iter().map(String::as_str).enumerate().collect();
                    let chosen = ui.scope(|ui| segments(ui, crop, &crops));
                    chosen
                        .response
                        .on_hover_text(tr(id::LATENT_WHICH_CROPS_MODEL_SEES_EACH));
                    if let Some(crop) = chosen.inner {
                        view.crop = crop;
                    }
                }
            });
        });
        column_ui(ui, width, |ui| {
            ui.label(bold(tr(id::LATENT_GIVEN_BACK)));
            let name = tr(id::LATENT_SPECTROGRAM_GIVEN_BACK);
            mel::mel_ui(
                ui,
                &mut view.mels,
                3,
                given,
                (top_db, &axes, name),
                vec2(width, height),
            );
            hear_ui(
                ui,
                cx,
                Heard::GivenBack,
                tr(id::LATENT_HEAR_WHAT_GIVEN_BACK),
            );
        });
        ui.vertical(|ui| {
            ui.add_space(22.0);
            mel::legend_ui(ui, top_db, height);
        });
    });
}

fn features_ui(ui: &mut Ui, view: &LatentView, found: &Reconstructed) {
    let t = tokens(ui.ctx());
    let scroll = ScrollArea::vertical()
        .id_salt(id::LATENT_GIVEN_BACK_2)
        .auto_shrink(false);
    scroll
        .content_margin(Margin {
            left: 0,
            right: 10,
            top: 0,
            bottom: 8,
        })
        .show(ui, |ui| {
            let n = found.errors.len() as f32;
            let width = (ui.available_width() - S3 * n) / (n + 1.0);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = S3;
                column_ui(ui, width, |ui| {
                    let pair = [
                        (&found.original, tr(id::LATENT_SONG)),
                        (&found.given_back, tr(id::LATENT_GIVEN_BACK_2)),
                    ];
                    plain::spectrum_ui(ui, &view.centres_hz, pair);
                    ui.add(Label::new(caption(tr(super::CANNOT_HEAR), t)).wrap());
                });
                for (block, errors) in &found.errors {
                    column_ui(ui, width, |ui| block_ui(ui, block, errors));
                }
            });
        });
}

fn block_ui(ui: &mut Ui, block: &str, errors: &[Difference]) {
    let (kind, title) = match BlockId::of_key(block) {
        Some(BlockId::Audio) => (BlockKind::Audio, tr(id::LATENT_SOUND_WORST_FIRST)),
        Some(BlockId::LyricWords) => (BlockKind::Lyrics, tr(id::LATENT_WORDS_WORST_FIRST)),
        other => (
            other.map_or(BlockKind::Lyrics, BlockId::kind),
            block_name(block),
        ),
    };
    ui.label(bold(title))
        .on_hover_text(tr(id::LATENT_RING_SONG_DOT_WHAT_MODEL));
    ui.spacing_mut().item_spacing.y = 0.0;
    errors
        .iter()
        .take(ROWS_SHOWN)
        .for_each(|error| row_ui(ui, error, kind));
}

/// The song and what was given back, as two marks on one track.
fn row_ui(ui: &mut Ui, error: &Difference, kind: BlockKind) {
    let t = tokens(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let room = (rect.width() * 0.42).clamp(48.0, 150.0);
    let track =
        Rect::from_min_max(pos2(rect.right() - room, rect.top()), rect.max).shrink2(vec2(5.0, 0.0));
    let y = track.center().y;
    let at = |deviations: f32| {
        let share = (deviations / TRACK).clamp(-1.0, 1.0);
        pos2(track.center().x + share * track.width() / 2.0, y)
    };
    let (from, to) = (
        at(error.from_deviations),
        at(error.from_deviations + error.deviations),
    );
    let painter = ui.painter();
    painter.hline(track.x_range(), y, Stroke::new(1.0, t.line));
    painter.vline(
        track.center().x,
        rect.y_range().shrink(4.0),
        Stroke::new(1.0, t.line),
    );
    painter.line_segment([from, to], Stroke::new(2.0, t.second));
    painter.circle(from, 3.5, t.surface, Stroke::new(1.5, t.muted));
    painter.circle_filled(to, 3.5, t.accent);
    let name = plain_name(&error.column, kind);
    plain::write_within(
        ui,
        &name,
        rect.left_center(),
        rect.width() - room - 8.0,
        t.text,
    );
    let said = fill(
        id::LATENT_NAME_FROM_GIVEN_BACK_AS,
        &[
            ("name", &name),
            ("from", &format!("{:.3}", error.from)),
            ("to", &format!("{:.3}", error.to)),
        ],
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    response.on_hover_text(said);
}
