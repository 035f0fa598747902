//! The chosen song beside what the model gives back of it, seen and heard.

use std::sync::Arc;

use eframe::egui::{
    Label, Margin, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::config::{Keyed, ModelKind};
use crate::features::{BlockId, BlockKind};
use crate::pipeline::Analysis;
use crate::session::{
    Command, Difference, Dimensions, Heard, Portrait, Reconstructed, Understanding,
};

use super::names::plain_name;
use super::{LatentView, hear_ui, mel, plain, play_recording_ui};
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S2, S3, tokens};
use crate::ui::ground::widgets::{bold, caption, column_ui, segments};
use crate::ui::words::{english, fill, tr};

const ROW: f32 = 18.0;
const ROWS_SHOWN: usize = 24;
/// Deviations from the mean that a track reaches to.
const TRACK: f32 = 3.0;

pub fn back_ui(
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
        ui.label(caption(tr("Decoding…"), tokens(ui.ctx())));
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
        (None, tr("told all")),
        (Some(BlockKind::Audio), tr("told the sound alone")),
        (Some(BlockKind::Lyrics), tr("told the words alone")),
    ];
    let chosen = ui.horizontal(|ui| segments(ui, view.from, &choices));
    chosen.response.on_hover_text(tr(
        "A joint VAE has one latent for both, by a product of experts (Wu and Goodman 2018): told one of them alone, it \
         still expects the other. How near it comes is what one says of the other.",
    ));
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
        let text = english("This song has no recording, and the model knows nothing else of it.");
        return patches.of_song[song].is_empty().then_some(tr(text));
    }
    let has = |kind| {
        analysis
            .fused
            .views
            .iter()
            .any(|view| view.kind == kind && view.present[song])
    };
    let text = english("This song lacks what the model is to be told.");
    from.is_some_and(|kind| !has(kind)).then_some(tr(text))
}

fn explained_ui(ui: &mut Ui, found: &Reconstructed) {
    let percent = format!("{:.0}", 100.0 * found.explained);
    let text = fill(
        "{n} % of what sets this song apart is given back.",
        &[("n", &percent)],
    );
    ui.label(caption(text, tokens(ui.ctx()))).on_hover_text(tr(
        "1 − squared error / squared distance from the mean, over all the model was shown of this song (of a crop: from \
         the crop's own mean). Below 0, the mean alone would have been a better guess.",
    ));
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
            ui.label(bold(tr("Recording")));
            let name = tr("Spectrogram of the recording");
            mel::mel_ui(ui, &mut view.mels, 2, original, (top_db, &axes, name), vec2(width, height));
            ui.horizontal(|ui| {
                hear_ui(ui, cx, Heard::Given, tr("Hear it so"));
                play_recording_ui(ui, cx, found.song);
                if n_crops > 1 {
                    let names: Vec<String> = (1..=n_crops).map(|i| i.to_string()).collect();
                    let crops: Vec<(usize, &str)> = names.iter().map(String::as_str).enumerate().collect();
                    let chosen = ui.scope(|ui| segments(ui, crop, &crops));
                    chosen.response.on_hover_text(tr(
                        "Which of the crops that the model sees of each recording. They are spread evenly from its \
                         beginning to its end.",
                    ));
                    if let Some(crop) = chosen.inner {
                        view.crop = crop;
                    }
                }
            });
        });
        column_ui(ui, width, |ui| {
            ui.label(bold(tr("Given back")));
            let name = tr("Spectrogram given back");
            mel::mel_ui(ui, &mut view.mels, 3, given, (top_db, &axes, name), vec2(width, height));
            hear_ui(ui, cx, Heard::GivenBack, tr("Hear what is given back"));
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
        .id_salt("given back")
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
                        (&found.original, tr("the song")),
                        (&found.given_back, tr("given back")),
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
        Some(BlockId::Audio) => (BlockKind::Audio, tr("Sound, worst first")),
        Some(BlockId::LyricWords) => (BlockKind::Lyrics, tr("Words, worst first")),
        other => (other.map_or(BlockKind::Lyrics, BlockId::kind), block),
    };
    ui.label(bold(title)).on_hover_text(tr(
        "Ring: the song; dot: what the model gives back; the line between them is the error. In standard deviations from \
         the mean of the training songs, cut off at 3.",
    ));
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
        "{name}: {from}, given back as {to}",
        &[
            ("name", &name),
            ("from", &format!("{:.3}", error.from)),
            ("to", &format!("{:.3}", error.to)),
        ],
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    response.on_hover_text(said);
}
