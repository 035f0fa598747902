//! Waveform and spectrogram in a rectangle, with axes, playhead and pointer; a click seeks.

use eframe::egui::{
    Color32, ColorImage, CornerRadius, Mesh, Painter, Pos2, Rect, Role, Sense, Shape, Stroke,
    StrokeKind, TextureHandle, TextureOptions, Ui, WidgetInfo, pos2, vec2,
};

use std::sync::Arc;

use crate::session::{Command, Session, Sound, SoundState};

use super::axes;
use crate::ui::cx::Cx;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{S1, Tokens, tokens};
use crate::ui::ground::widgets::{caption, clock};
use crate::words::{Text, id, tr};

/// Below the spectrogram, for times.
pub(super) const TIME_HEIGHT: f32 = 16.0;
/// At the right, for decibels: a gap, the scale, its numbers.
const SCALE_WIDTH: f32 = 34.0;

const DECIBELS: Text = id::WAVEFORM_COLOUR_POWER_WITHIN_MEL_BAND;

/// How large, and with how many words.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// At the left, for frequencies.
    pub(crate) gutter: f32,
    pub(crate) wave_height: f32,
    /// Units with each number.
    pub(crate) long: bool,
    pub(crate) name: Text,
}

/// The spectrogram as a texture, made once a sound and theme.
#[derive(Default)]
pub(crate) struct PictureCache {
    made_for: Option<(Arc<Sound>, bool)>,
    mel: Option<TextureHandle>,
}

pub(super) fn picture_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    cache: &mut PictureCache,
    rect: Rect,
    style: Style,
) {
    let t = tokens(ui.ctx());
    let body = Rect::from_min_max(
        rect.min + vec2(style.gutter, 0.0),
        rect.max - vec2(SCALE_WIDTH, TIME_HEIGHT),
    );
    let response = ui.interact(
        body,
        ui.scope_id().with(style.name),
        Sense::click_and_drag(),
    );
    let wave = Rect::from_min_max(body.min, pos2(body.right(), body.top() + style.wave_height));
    let mel = Rect::from_min_max(pos2(body.left(), wave.bottom() + S1), body.max);
    // A picture that is only as high as the waveform has no other part.
    let n_parts = if mel.is_positive() { 2 } else { 1 };
    let parts = &[wave, mel][..n_parts];
    for &part in parts {
        ui.painter()
            .rect_filled(part, CornerRadius::same(4), t.sunken);
    }
    let sound = match cx.session.sound() {
        SoundState::Ready(sound) => Some(sound.clone()),
        SoundState::Reading => {
            let font = eframe::egui::FontId::proportional(12.0);
            let text = tr(id::WAVEFORM_READING_RECORDING);
            ui.painter().text(
                body.center(),
                eframe::egui::Align2::CENTER_CENTER,
                text,
                font,
                t.faint,
            );
            None
        }
        SoundState::None | SoundState::Failed(_) => None,
    };
    if let Some(sound) = &sound {
        draw_wave(
            &ui.painter().with_clip_rect(wave),
            wave,
            sound,
            share_played(cx.session),
            t,
        );
        let lowest = parts.last().copied().unwrap_or(wave);
        axes::time_axis(ui.painter(), lowest, cx.session.duration_secs(), t);
    }
    if let Some(sound) = sound.as_ref().filter(|_| mel.is_positive()) {
        draw_mel(ui, mel, sound, cache, t);
        axes::frequency_axis(ui.painter(), mel, sound, style.long, t);
        let scale = Rect::from_min_max(
            pos2(mel.right() + 6.0, mel.top()),
            pos2(mel.right() + 12.0, mel.bottom()),
        );
        axes::decibel_scale(ui.painter(), scale, t);
        let beside = scale.expand2(vec2(4.0, 0.0)).with_max_x(rect.right());
        ui.interact(
            beside,
            ui.scope_id().with((style.name, "scale")),
            Sense::hover(),
        )
        .on_hover_text(tr(DECIBELS));
    }
    for &part in parts {
        ui.painter().rect_stroke(
            part,
            CornerRadius::same(4),
            Stroke::new(1.0, t.line),
            StrokeKind::Inside,
        );
    }
    playhead(ui, cx.session, body, t);
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, tr(style.name)));
    let duration = cx.session.duration_secs();
    if duration <= 0.0 {
        return;
    }
    let share_at = |at: Pos2| ((at.x - body.left()) / body.width()).clamp(0.0, 1.0);
    if (response.clicked() || response.drag_stopped())
        && let Some(at) = response.interact_pointer_pos()
    {
        cx.push(Command::Seek(share_at(at) * duration));
    }
    if let Some(at) = response.hover_pos() {
        let line = Stroke::new(1.0, t.muted.gamma_multiply(0.6));
        ui.painter().vline(at.x, body.y_range(), line);
        let text = reading(
            sound.as_deref(),
            share_at(at),
            (mel.bottom() - at.y) / mel.height(),
            duration,
        );
        if mel.contains(at) {
            ui.painter().hline(mel.x_range(), at.y, line);
        }
        response.on_hover_ui_at_pointer(|ui| {
            ui.label(caption(text, tokens(ui.ctx())));
        });
    }
}

/// Time, and on the spectrogram frequency and level too.
pub(super) fn reading(
    sound: Option<&Sound>,
    share: f32,
    height: f32,
    duration_secs: f32,
) -> String {
    let time = clock(share * duration_secs);
    let within = sound.filter(|_| (0.0..=1.0).contains(&height));
    match within.and_then(|sound| Some((sound.hz_at(height), sound.db_at(share, height)?))) {
        Some((hz, db)) => {
            // A minus as wide as a digit, and no minus before nought.
            let db = format!("{:.0}", db.abs().round());
            let sign = if db == "0" { "" } else { "−" };
            format!("{time}  ·  {}  ·  {sign}{db} dB", axes::hertz(hz))
        }
        None => time,
    }
}

fn share_played(session: &Session) -> f32 {
    let duration = session.duration_secs();
    if duration > 0.0 {
        session.position_secs() / duration
    } else {
        0.0
    }
}

fn playhead(ui: &Ui, session: &Session, rect: Rect, t: &Tokens) {
    if session.is_loaded() {
        let x = rect.left() + rect.width() * share_played(session).clamp(0.0, 1.0);
        ui.painter().vline(
            x,
            rect.y_range(),
            Stroke::new(3.0, t.sunken.gamma_multiply(0.7)),
        );
        ui.painter()
            .vline(x, rect.y_range(), Stroke::new(1.5, t.accent));
    }
}

/// One strip a slice, played ones in the accent colour.
fn draw_wave(painter: &Painter, rect: Rect, sound: &Sound, played: f32, t: &Tokens) {
    let n = sound.peaks.len().max(1);
    let loudest = sound
        .peaks
        .iter()
        .map(|[low, high]| high.max(-low))
        .fold(1e-3_f32, f32::max);
    let scale = (rect.height() / 2.0 - 3.0) / loudest;
    let strips = ((rect.width() / 3.0) as usize).clamp(1, n);
    let middle = rect.center().y;
    let mut mesh = Mesh::default();
    for i in 0..strips {
        let slice = &sound.peaks[i * n / strips..((i + 1) * n / strips).max(i * n / strips + 1)];
        let (low, high) = slice
            .iter()
            .fold((0.0_f32, 0.0_f32), |(l, h), &[low, high]| {
                (l.min(low), h.max(high))
            });
        let left = rect.left() + rect.width() * i as f32 / strips as f32;
        let colour = if (i as f32 + 0.5) / (strips as f32) < played {
            t.accent
        } else {
            t.faint
        };
        let (top, bottom) = (
            (middle - high * scale).min(middle - 0.75),
            (middle - low * scale).max(middle + 0.75),
        );
        mesh.add_colored_rect(
            Rect::from_min_max(pos2(left, top), pos2(left + 2.0, bottom)),
            colour,
        );
    }
    painter.add(Shape::mesh(mesh));
}

/// Above a spectrogram alone, for what its frequencies are counted in.
const UNIT_HEIGHT: f32 = 12.0;

/// The spectrogram with its frequencies at the left and its times below.
pub(super) fn mel_ui(
    ui: &Ui,
    cache: &mut PictureCache,
    rect: Rect,
    sound: &Arc<Sound>,
    gutter: f32,
) {
    let t = tokens(ui.ctx());
    let mel = Rect::from_min_max(
        rect.min + vec2(gutter, UNIT_HEIGHT),
        rect.max - vec2(0.0, TIME_HEIGHT),
    );
    ui.painter()
        .rect_filled(mel, CornerRadius::same(4), t.sunken);
    draw_mel(ui, mel, sound, cache, t);
    axes::frequency_axis(ui.painter(), mel, sound, false, t);
    axes::time_axis(ui.painter(), mel, sound.duration_secs, t);
}

fn draw_mel(ui: &Ui, rect: Rect, sound: &Arc<Sound>, cache: &mut PictureCache, t: &Tokens) {
    let is_made = cache
        .made_for
        .as_ref()
        .is_some_and(|(of, dark)| Arc::ptr_eq(of, sound) && *dark == t.dark);
    if !is_made {
        cache.mel = (sound.n_columns > 0).then(|| {
            ui.ctx().load_texture(
                "mel spectrogram",
                mel_image(sound, t),
                TextureOptions::LINEAR,
            )
        });
        cache.made_for = Some((sound.clone(), t.dark));
    }
    if let Some(texture) = &cache.mel {
        let uv = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        let mut shape =
            eframe::egui::epaint::RectShape::filled(rect, CornerRadius::same(4), Color32::WHITE);
        shape = shape.with_texture(texture.id(), uv);
        ui.painter().add(shape);
    }
}

/// Low bands at the bottom.
fn mel_image(sound: &Sound, t: &Tokens) -> ColorImage {
    let shades: Vec<Color32> = (0..=255)
        .map(|v| palette::mel(v as f32 / 255.0, t))
        .collect();
    let rows = sound.mel.chunks_exact(sound.n_columns).rev();
    let pixels = rows.flatten().map(|&v| shades[usize::from(v)]).collect();
    ColorImage::new([sound.n_columns, sound.n_mels], pixels)
}
