//! Log-mel spectrograms with their axes, several on one scale of colour.

use std::sync::Arc;

use eframe::egui::{
    Align2, Color32, ColorImage, CornerRadius, FontId, Painter, Pos2, Rect, Role, Sense, Stroke,
    StrokeKind, TextureHandle, TextureOptions, Ui, WidgetInfo, pos2, vec2,
};

use crate::config::Config;
use crate::matrix::Matrix;
use crate::session::Portrait;

use crate::ui::ground::palette;
use crate::ui::ground::theme::{Tokens, tokens};
use crate::words::{decimal, fill, id, tr};

/// From the loudest value of what is compared down to silence.
const RANGE_DB: f32 = 60.0;
/// Room for "8k" at the left, seconds below.
pub(super) const AXIS_LEFT: f32 = 26.0;
pub(super) const AXIS_BELOW: f32 = 16.0;
const LEGEND: f32 = 40.0;

/// What the axes say.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Axes {
    /// Where each band is centred, lowest first.
    centres_hz: Vec<f32>,
    secs_per_frame: f32,
}

impl Axes {
    pub(super) fn of(config: &Config) -> Self {
        let patches = &config.model.patches;
        let rate = config.audio.sample_rate_hz;
        Self {
            centres_hz: crate::audio::mel_centres_hz(rate, patches.n_mels),
            secs_per_frame: patches.hop_samples as f32 / rate as f32,
        }
    }
}

struct Made {
    log_mel: Arc<Matrix>,
    top_db: f32,
    dark: bool,
    texture: TextureHandle,
}

/// Textures by the place they are shown at, each made anew when another spectrogram is shown there.
#[derive(Default)]
pub(super) struct MelCache {
    places: Vec<Option<Made>>,
}

impl MelCache {
    fn texture(
        &mut self,
        ui: &Ui,
        place: usize,
        log_mel: &Arc<Matrix>,
        top_db: f32,
        t: &Tokens,
    ) -> &TextureHandle {
        if self.places.len() <= place {
            self.places.resize_with(place + 1, || None);
        }
        let slot = &mut self.places[place];
        let stale = slot.as_ref().is_none_or(|m| {
            !Arc::ptr_eq(&m.log_mel, log_mel) || m.top_db != top_db || m.dark != t.dark
        });
        if stale {
            *slot = None;
        }
        &slot
            .get_or_insert_with(|| {
                let texture = ui.ctx().load_texture(
                    "log-mel",
                    image(log_mel, top_db, t),
                    TextureOptions::LINEAR,
                );
                Made {
                    log_mel: log_mel.clone(),
                    top_db,
                    dark: t.dark,
                    texture,
                }
            })
            .texture
    }
}

/// The loudest value of several portraits: one scale for all.
pub(super) fn loudest<'a>(portraits: impl IntoIterator<Item = &'a Portrait>) -> f32 {
    let of = |portrait: &Portrait| match portrait {
        Portrait::LogMel(_, loudest) => *loudest,
        Portrait::Features { .. } => f32::NEG_INFINITY,
    };
    portraits
        .into_iter()
        .map(of)
        .fold(f32::NEG_INFINITY, f32::max)
}

/// A spectrogram with labelled axes in a box of that size; `name` is what a screen reader says.
pub(super) fn mel_ui(
    ui: &mut Ui,
    cache: &mut MelCache,
    place: usize,
    log_mel: &Arc<Matrix>,
    (top_db, axes, name): (f32, &Axes, &str),
    size: eframe::egui::Vec2,
) {
    let t = tokens(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let picture = Rect::from_min_max(
        rect.min + vec2(AXIS_LEFT, 0.0),
        rect.max - vec2(0.0, AXIS_BELOW),
    );
    bare_ui(ui, cache, place, log_mel, top_db, picture);
    hz_axis(ui.painter(), picture, axes, t);
    time_axis(
        ui.painter(),
        picture,
        log_mel.n_rows() as f32 * axes.secs_per_frame,
        t,
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    if let Some(at) = response.hover_pos().filter(|at| picture.contains(*at)) {
        let frame = ((at.x - picture.left()) / picture.width() * log_mel.n_rows() as f32) as usize;
        let band =
            ((picture.bottom() - at.y) / picture.height() * log_mel.n_cols() as f32) as usize;
        let (frame, band) = (
            frame.min(log_mel.n_rows() - 1),
            band.min(log_mel.n_cols() - 1),
        );
        let hz = axes.centres_hz.get(band).copied().unwrap_or(0.0);
        let (secs, db) = (frame as f32 * axes.secs_per_frame, log_mel.row(frame)[band]);
        let text = fill(
            id::LATENT_SECS_S_HZ_HZ_DB,
            &[
                ("secs", &format!("{secs:.2}")),
                ("hz", &format!("{hz:.0}")),
                ("db", &format!("{db:.1}")),
            ],
        );
        response.on_hover_text_at_pointer(text);
    }
}

/// The picture alone.
pub(super) fn bare_ui(
    ui: &Ui,
    cache: &mut MelCache,
    place: usize,
    log_mel: &Arc<Matrix>,
    top_db: f32,
    rect: Rect,
) {
    let t = tokens(ui.ctx());
    let texture = cache.texture(ui, place, log_mel, top_db, t).id();
    let uv = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
    let shape =
        eframe::egui::epaint::RectShape::filled(rect, CornerRadius::same(4), Color32::WHITE);
    ui.painter().add(shape.with_texture(texture, uv));
    ui.painter().rect_stroke(
        rect,
        CornerRadius::same(4),
        Stroke::new(1.0, t.line),
        StrokeKind::Inside,
    );
}

/// The scale of colour that pictures beside it share.
pub(super) fn legend_ui(ui: &mut Ui, top_db: f32, height: f32) {
    let t = tokens(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(LEGEND, height), Sense::hover());
    let bar = Rect::from_min_size(rect.min, vec2(8.0, rect.height() - AXIS_BELOW));
    let n = 24;
    for i in 0..n {
        let share = (i as f32 + 0.5) / n as f32;
        let bottom = bar.bottom() - bar.height() * i as f32 / n as f32;
        let strip = Rect::from_min_max(
            pos2(bar.left(), bottom - bar.height() / n as f32),
            pos2(bar.right(), bottom),
        );
        ui.painter().rect_filled(strip, 0.0, palette::mel(share, t));
    }
    let font = FontId::proportional(10.5);
    let write = |y: f32, align, db: f32| {
        ui.painter().text(
            pos2(bar.right() + 4.0, y),
            align,
            decimal(f64::from(db), 0),
            font.clone(),
            t.muted,
        );
    };
    write(bar.top(), Align2::LEFT_TOP, top_db);
    write(bar.bottom(), Align2::LEFT_BOTTOM, top_db - RANGE_DB);
    ui.painter().text(
        pos2(bar.left(), rect.bottom()),
        Align2::LEFT_BOTTOM,
        "dB",
        font,
        t.muted,
    );
    response.on_hover_text(tr(id::LATENT_POWER_MEL_BAND_DECIBELS_ONE));
}

fn hz_axis(painter: &Painter, picture: Rect, axes: &Axes, t: &Tokens) {
    for (hz, text) in [(250.0, "250"), (1000.0, "1k"), (4000.0, "4k")] {
        let y = picture.bottom() - picture.height() * place_of(&axes.centres_hz, hz);
        let font = FontId::proportional(10.5);
        painter.text(
            pos2(picture.left() - 4.0, y),
            Align2::RIGHT_CENTER,
            text,
            font,
            t.muted,
        );
        painter.hline(
            picture.left() - 3.0..=picture.left(),
            y,
            Stroke::new(1.0, t.line),
        );
    }
    let font = FontId::proportional(10.5);
    painter.text(
        pos2(picture.left() - 4.0, picture.bottom() + 2.0),
        Align2::RIGHT_TOP,
        "Hz",
        font,
        t.muted,
    );
}

/// Where a frequency is between the lowest band and the highest, 0 to 1.
pub(super) fn place_of(centres_hz: &[f32], hz: f32) -> f32 {
    let above = centres_hz.partition_point(|&centre| centre < hz);
    if above == 0 || above == centres_hz.len() {
        return if above == 0 { 0.0 } else { 1.0 };
    }
    let (low, high) = (centres_hz[above - 1], centres_hz[above]);
    ((above - 1) as f32 + (hz - low) / (high - low) + 0.5) / centres_hz.len() as f32
}

fn time_axis(painter: &Painter, picture: Rect, secs: f32, t: &Tokens) {
    let font = FontId::proportional(10.5);
    let below = picture.bottom() + 2.0;
    painter.text(
        pos2(picture.left(), below),
        Align2::LEFT_TOP,
        "0",
        font.clone(),
        t.muted,
    );
    painter.text(
        pos2(picture.right(), below),
        Align2::RIGHT_TOP,
        format!("{secs:.1} s"),
        font,
        t.muted,
    );
}

/// Low bands at the bottom, time to the right.
fn image(log_mel: &Matrix, top_db: f32, t: &Tokens) -> ColorImage {
    let (n_frames, n_mels) = (log_mel.n_rows(), log_mel.n_cols());
    let shade = |frame: usize, band: usize| {
        palette::mel(
            ((log_mel.row(frame)[band] - top_db) / RANGE_DB + 1.0).clamp(0.0, 1.0),
            t,
        )
    };
    let pixels = (0..n_mels)
        .rev()
        .flat_map(|band| (0..n_frames).map(move |frame| shade(frame, band)))
        .collect();
    ColorImage::new([n_frames, n_mels], pixels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::ground::theme::DARK;

    #[test]
    fn low_bands_are_below_and_the_loudest_is_brightest() {
        let log_mel = Matrix::from_rows(&[[-10.0, -70.0], [-40.0, -90.0]]);
        let image = image(&log_mel, -10.0, &DARK);
        assert_eq!(image.size, [2, 2]);
        let at = |x: usize, y: usize| image.pixels[y * 2 + x];
        assert_eq!(
            (at(0, 1), at(0, 0)),
            (palette::mel(1.0, &DARK), palette::mel(0.0, &DARK))
        );
        assert_eq!(
            (at(1, 1), at(1, 0)),
            (palette::mel(0.5, &DARK), palette::mel(0.0, &DARK))
        );
    }

    #[test]
    fn frequencies_find_their_place_among_bands() {
        let centres = [100.0, 200.0, 400.0, 800.0];
        assert_eq!(place_of(&centres, 50.0), 0.0);
        assert_eq!(place_of(&centres, 300.0), (1.0 + 0.5 + 0.5) / 4.0);
        assert_eq!(place_of(&centres, 5000.0), 1.0);
    }
}
