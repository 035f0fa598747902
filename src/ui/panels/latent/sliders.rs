//! A slider for each latent dimension of the chosen song, and what the song becomes under them.

use std::sync::Arc;

use eframe::egui::{
    Align, Button, CollapsingHeader, Label, Margin, Response, RichText, ScrollArea, Slider, Stroke,
    Ui, WidgetInfo, pos2, vec2,
};

use crate::features::BlockKind;
use crate::model::explore::{Spread, sample_spread};
use crate::pipeline::Analysis;
use crate::reading::say::plain_name;
use crate::session::{Command, Decoded, Dimensions, Heard, Portrait, REACH, Understanding};

use super::{LatentView, hear_ui, mel, plain, play_recording_ui};
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S2, S3, tokens};
use crate::ui::ground::widgets::{bold, caption, column_ui};
use crate::words::{fill, id, signed, tr};

const SLIDERS: f32 = 264.0;
/// From this width on, sound and words stand beside each other and the spectrum.
const WIDE: f32 = 560.0;
const N_QUALITIES: usize = 9;
const N_WORDS: usize = 10;

pub(super) fn sliders_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    view: &mut LatentView,
    dimensions: &Arc<Dimensions>,
    song: usize,
) {
    let Some(analysis) = cx.session.shown_analysis().cloned() else {
        return;
    };
    follow(cx, view, dimensions, song, &analysis);
    let room = ui.available_size();
    let left = SLIDERS.min(room.x * 0.45);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = S3;
        ui.allocate_ui(vec2(left, room.y), |ui| {
            ui.vertical(|ui| {
                ui.set_width(left);
                buttons_ui(ui, cx, view, dimensions, song, &analysis);
                all_ui(ui, cx, view, dimensions, song, &analysis);
            });
        });
        ui.vertical(|ui| {
            let decoded = cx
                .session
                .understanding()
                .decoded()
                .filter(|d| d.song == song)
                .cloned();
            match decoded {
                Some(decoded) => decoded_ui(ui, cx, view, &decoded),
                None => {
                    ui.label(caption(tr(id::LATENT_DECODING), tokens(ui.ctx())));
                }
            }
        });
    });
}

/// Another song, or another model, starts from that song's own latent.
fn follow(
    cx: &mut Cx,
    view: &mut LatentView,
    dimensions: &Arc<Dimensions>,
    song: usize,
    analysis: &Analysis,
) {
    let same = view
        .of
        .as_ref()
        .is_some_and(|(of, its)| Arc::ptr_eq(of, dimensions) && *its == song);
    if !same {
        view.of = Some((dimensions.clone(), song));
        view.point = analysis.latents().row(song).to_vec();
        decode(cx, view, song);
    }
}

fn decode(cx: &mut Cx, view: &LatentView, song: usize) {
    cx.push(Command::Understanding(Understanding::Decode {
        song,
        point: view.point.clone(),
    }));
}

fn buttons_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    view: &mut LatentView,
    dimensions: &Dimensions,
    song: usize,
    analysis: &Analysis,
) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let own = analysis.latents().row(song);
        let moved = view.point != own;
        let reset = ui.add_enabled(moved, Button::new(tr(id::LATENT_RESET)));
        if reset
            .on_hover_text(tr(id::LATENT_BACK_SONG_OWN_PLACE_LATENT))
            .clicked()
        {
            view.point = own.to_vec();
            decode(cx, view, song);
        }
        let sample = ui
            .button(tr(id::LATENT_RANDOM_SAMPLE))
            .on_hover_text(tr(id::LATENT_POINT_DRAWN_FROM_NORMAL_DISTRIBUTION));
        if sample.clicked() {
            view.seed += 1;
            view.point = sample_spread(&dimensions.spread, REACH, view.seed);
            decode(cx, view, song);
        }
    });
}

fn all_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    view: &mut LatentView,
    dimensions: &Dimensions,
    song: usize,
    analysis: &Analysis,
) {
    let (alive, dead): (Vec<usize>, Vec<usize>) = dimensions
        .order
        .iter()
        .partition(|&&dim| dimensions.active[dim]);
    let mut moved = false;
    let scroll = ScrollArea::vertical().id_salt("sliders").auto_shrink(false);
    scroll
        .content_margin(Margin {
            left: 0,
            right: 10,
            top: 0,
            bottom: 8,
        })
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for dim in alive {
                moved |= slider_ui(ui, view, dimensions, dim, analysis, song);
            }
            if dead.is_empty() {
                return;
            }
            let t = tokens(ui.ctx());
            let title = caption(
                fill(id::LATENT_N_DIMENSIONS_CARRY_NOTHING, &[("n", &dead.len())]),
                t,
            );
            let open = dead
                .iter()
                .any(|dim| view.focus == Some(*dim))
                .then_some(true);
            CollapsingHeader::new(title)
                .id_salt("dead dimensions")
                .open(open)
                .show_unindented(ui, |ui| {
                    for dim in dead {
                        moved |= slider_ui(ui, view, dimensions, dim, analysis, song);
                    }
                });
        });
    view.focus = None;
    if moved {
        decode(cx, view, song);
    }
}

fn slider_ui(
    ui: &mut Ui,
    view: &mut LatentView,
    dimensions: &Dimensions,
    dim: usize,
    analysis: &Analysis,
    song: usize,
) -> bool {
    let t = tokens(ui.ctx());
    let own = analysis.latents().row(song)[dim];
    let Some(value) = view.point.get_mut(dim) else {
        return false;
    };
    let Spread { mean, deviation } = dimensions.spread[dim];
    // A song may lie further out than the range; its slider reaches it all the same.
    let low = (mean - REACH * deviation).min(own);
    let high = (mean + REACH * deviation).max(own).max(low + 1e-6);
    let tells = tells(dimensions, dim, analysis);
    let row = ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 18.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.label(bold(fill(id::LATENT_DIM_N, &[("n", &dim)])));
            ui.add(Label::new(caption(&tells, t)).truncate());
        });
        ui.horizontal(|ui| {
            ui.spacing_mut().slider_width = (ui.available_width() - 48.0).max(60.0);
            let mut response = ui.add(Slider::new(value, low..=high).show_value(false));
            mark_own(ui, &response, (own - low) / (high - low));
            let (now, name) = (
                f64::from(*value),
                fill(id::LATENT_DIMENSION_N, &[("n", &dim)]),
            );
            response.widget_info(|| WidgetInfo::slider(true, now, &name));
            ui.label(caption(signed(now, 2), t));
            if response.double_clicked() {
                *value = own;
                response.mark_changed();
            }
            response
        })
        .inner
    });
    if view.focus == Some(dim) {
        row.inner.scroll_to_me(Some(Align::Center));
        row.inner.request_focus();
    }
    let changed = row.inner.changed();
    row.inner.on_hover_text(hint(dimensions, dim, &tells));
    changed
}

/// A tick where the song itself is.
fn mark_own(ui: &Ui, response: &Response, share: f32) {
    let rail = response
        .rect
        .shrink2(vec2(response.rect.height() / 2.0, 0.0));
    let x = rail.left() + rail.width() * share;
    let stroke = Stroke::new(1.5, tokens(ui.ctx()).muted);
    ui.painter().line_segment(
        [
            pos2(x, response.rect.bottom() - 4.0),
            pos2(x, response.rect.bottom()),
        ],
        stroke,
    );
}

/// "language (MI 0.61 bits) · brightness (spectral centroid) +"; what no more than luck would give
/// is not said.
pub(super) fn tells(dimensions: &Dimensions, dim: usize, analysis: &Analysis) -> String {
    let label = dimensions.label_of(dim, analysis).map(|label| {
        let name = &analysis.probes.disentanglement.columns[label.column].column;
        fill(
            id::LATENT_LABEL_MI_BITS_BITS,
            &[("label", name), ("bits", &format!("{:.2}", label.bits))],
        )
    });
    let feature = dimensions.feature_of(dim).map(|feature| {
        let scaler = &analysis.fused.scaler;
        let block = scaler
            .blocks
            .iter()
            .find(|(_, _, columns)| columns.contains(&feature.column));
        let kind = block.map_or(BlockKind::Numbers, |(_, kind, _)| *kind);
        let sign = if feature.correlation > 0.0 {
            "+"
        } else {
            "−"
        };
        let name = plain_name(&scaler.columns[feature.column], kind);
        if kind == BlockKind::Lyrics {
            format!("“{name}” {sign}")
        } else {
            format!("{name} {sign}")
        }
    });
    let parts: Vec<String> = label.into_iter().chain(feature).collect();
    if parts.is_empty() {
        tr(id::LATENT_NOTHING_BEYOND_LUCK).to_string()
    } else {
        parts.join(" · ")
    }
}

fn hint(dimensions: &Dimensions, dim: usize, tells: &str) -> String {
    let kl = dimensions
        .kl
        .get(dim)
        .map(|kl| fill(id::LATENT_KL_KL_NATS, &[("kl", &format!("{kl:.2}"))]));
    let kl = kl.unwrap_or_default();
    let explained = tr(id::LATENT_NAMED_LABEL_SHARES_MOST_INFORMATION);
    format!("z{dim}: {kl}{tells}\n{explained}")
}

fn decoded_ui(ui: &mut Ui, cx: &mut Cx, view: &mut LatentView, decoded: &Decoded) {
    match &decoded.portrait {
        Portrait::LogMel(..) => spectrograms_ui(ui, cx, view, decoded),
        Portrait::Features { .. } => features_ui(ui, view, decoded),
    }
}

fn spectrograms_ui(ui: &mut Ui, cx: &mut Cx, view: &mut LatentView, decoded: &Decoded) {
    let Some(axes) = view.axes.clone() else {
        return;
    };
    let Portrait::LogMel(now, _) = &decoded.portrait else {
        return;
    };
    let top_db = mel::loudest(decoded.original.iter().chain([&decoded.portrait]));
    let height = (ui.available_height() - 66.0).clamp(72.0, 260.0);
    let width = ((ui.available_width() - 56.0 - S3) / 2.0).min(420.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        if let Some(Portrait::LogMel(original, _)) = &decoded.original {
            column_ui(ui, width, |ui| {
                ui.label(bold(tr(id::LATENT_RECORDING)));
                let name = tr(id::LATENT_SPECTROGRAM_RECORDING);
                mel::mel_ui(
                    ui,
                    &mut view.mels,
                    0,
                    original,
                    (top_db, &axes, name),
                    vec2(width, height),
                );
                ui.horizontal(|ui| {
                    hear_ui(ui, cx, Heard::Original, tr(id::LATENT_HEAR_SO));
                    play_recording_ui(ui, cx, decoded.song);
                });
            });
        }
        column_ui(ui, width, |ui| {
            ui.label(bold(tr(id::LATENT_DECODED)));
            let name = tr(id::LATENT_DECODED_SPECTROGRAM);
            mel::mel_ui(
                ui,
                &mut view.mels,
                1,
                now,
                (top_db, &axes, name),
                vec2(width, height),
            );
            hear_ui(ui, cx, Heard::Decoded, tr(id::LATENT_HEAR_DECODED));
        });
        ui.vertical(|ui| {
            ui.add_space(22.0);
            mel::legend_ui(ui, top_db, height);
        });
    });
}

fn features_ui(ui: &mut Ui, view: &LatentView, decoded: &Decoded) {
    let t = tokens(ui.ctx());
    let scroll = ScrollArea::vertical().id_salt("decoded").auto_shrink(false);
    scroll
        .content_margin(Margin {
            left: 0,
            right: 10,
            top: 0,
            bottom: 8,
        })
        .show(ui, |ui| {
            let spectrum = |ui: &mut Ui| {
                if let Some(original) = &decoded.original {
                    let pair = [
                        (original, tr(id::LATENT_SONG)),
                        (&decoded.portrait, tr(id::LATENT_DECODED_2)),
                    ];
                    plain::spectrum_ui(ui, &view.centres_hz, pair);
                }
            };
            let sound = |ui: &mut Ui| plain::sound_ui(ui, &decoded.changes, N_QUALITIES);
            let words = |ui: &mut Ui| plain::words_ui(ui, &decoded.changes, N_WORDS);
            let width = ui.available_width();
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = S3;
                if width >= WIDE {
                    let third = (width - 2.0 * S3) / 3.0;
                    column_ui(ui, third, spectrum);
                    column_ui(ui, third, sound);
                    column_ui(ui, third, words);
                } else {
                    let most = (width - S3) * 0.6;
                    column_ui(ui, most, sound);
                    column_ui(ui, width - S3 - most, |ui| {
                        words(ui);
                        spectrum(ui);
                    });
                }
            });
            ui.add(
                Label::new(
                    RichText::new(tr(super::CANNOT_HEAR))
                        .size(11.5)
                        .color(t.muted),
                )
                .wrap(),
            );
        });
}
