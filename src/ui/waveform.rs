//! Waveform and mel spectrogram of the chosen song, with the playhead; a click seeks.

use std::path::PathBuf;

use eframe::egui::{
    Color32, ColorImage, CornerRadius, Mesh, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind,
    TextureHandle, TextureOptions, Ui, WidgetInfo, pos2, vec2,
};

use crate::session::{Command, Session, Sound, SoundState};

use super::theme::{S1, Tokens, tokens};
use super::widgets::{caption, clock};
use super::words::tr;
use super::{Ask, View, palette};

const WAVE_HEIGHT: f32 = 48.0;
const MEL_HEIGHT: f32 = 72.0;

/// The spectrogram as a texture, made once a song and theme.
#[derive(Default)]
pub struct WaveformCache {
    made_for: Option<(PathBuf, bool)>,
    mel: Option<TextureHandle>,
}

pub fn waveform_ui(ui: &mut Ui, ask: &mut Ask, view: &mut View) {
    let t = tokens(ui.ctx());
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, WAVE_HEIGHT + MEL_HEIGHT + S1), Sense::click_and_drag());
    let wave = Rect::from_min_size(rect.min, vec2(width, WAVE_HEIGHT));
    let mel = Rect::from_min_max(pos2(rect.left(), wave.bottom() + S1), rect.max);
    for part in [wave, mel] {
        ui.painter().rect_filled(part, CornerRadius::same(4), t.sunken);
    }
    match ask.session.sound() {
        SoundState::Ready(sound) => {
            let share = share_played(ask.session);
            draw_wave(&ui.painter().with_clip_rect(wave), wave, sound, share, t);
            draw_mel(ui, mel, sound, &mut view.waveform, t);
        }
        SoundState::Reading => {
            let text = tr("reading the recording…");
            let font = eframe::egui::FontId::proportional(12.0);
            ui.painter().text(rect.center(), eframe::egui::Align2::CENTER_CENTER, text, font, t.faint);
        }
        SoundState::None | SoundState::Failed(_) => {}
    }
    for part in [wave, mel] {
        ui.painter().rect_stroke(part, CornerRadius::same(4), Stroke::new(1.0, t.line), StrokeKind::Inside);
    }
    playhead(ui, ask.session, rect, t);
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, tr("Waveform and spectrogram")));
    let duration = ask.session.duration_secs();
    let share_at = |at: Pos2| ((at.x - rect.left()) / rect.width()).clamp(0.0, 1.0);
    if duration > 0.0 {
        if (response.clicked() || response.drag_stopped())
            && let Some(at) = response.interact_pointer_pos()
        {
            ask.push(Command::Seek(share_at(at) * duration));
        }
        if let Some(at) = response.hover_pos() {
            let line = Stroke::new(1.0, t.muted.gamma_multiply(0.6));
            ui.painter().vline(at.x, rect.y_range(), line);
            response.on_hover_ui_at_pointer(|ui| {
                ui.label(caption(clock(share_at(at) * duration), tokens(ui.ctx())));
            });
        }
    }
}

fn share_played(session: &Session) -> f32 {
    let duration = session.duration_secs();
    if duration > 0.0 { session.position_secs() / duration } else { 0.0 }
}

fn playhead(ui: &Ui, session: &Session, rect: Rect, t: &Tokens) {
    if session.is_loaded() {
        let x = rect.left() + rect.width() * share_played(session).clamp(0.0, 1.0);
        ui.painter().vline(x, rect.y_range(), Stroke::new(3.0, t.sunken.gamma_multiply(0.7)));
        ui.painter().vline(x, rect.y_range(), Stroke::new(1.5, t.accent));
    }
}

/// One strip a slice, played ones in the accent colour.
fn draw_wave(painter: &Painter, rect: Rect, sound: &Sound, played: f32, t: &Tokens) {
    let n = sound.peaks.len().max(1);
    let loudest = sound.peaks.iter().map(|[low, high]| high.max(-low)).fold(1e-3_f32, f32::max);
    let scale = (rect.height() / 2.0 - 3.0) / loudest;
    let strips = ((rect.width() / 3.0) as usize).clamp(1, n);
    let middle = rect.center().y;
    let mut mesh = Mesh::default();
    for i in 0..strips {
        let slice = &sound.peaks[i * n / strips..((i + 1) * n / strips).max(i * n / strips + 1)];
        let (low, high) = slice.iter().fold((0.0_f32, 0.0_f32), |(l, h), &[low, high]| (l.min(low), h.max(high)));
        let left = rect.left() + rect.width() * i as f32 / strips as f32;
        let colour = if (i as f32 + 0.5) / (strips as f32) < played { t.accent } else { t.faint };
        let (top, bottom) = ((middle - high * scale).min(middle - 0.75), (middle - low * scale).max(middle + 0.75));
        mesh.add_colored_rect(Rect::from_min_max(pos2(left, top), pos2(left + 2.0, bottom)), colour);
    }
    painter.add(Shape::mesh(mesh));
}

fn draw_mel(ui: &Ui, rect: Rect, sound: &Sound, cache: &mut WaveformCache, t: &Tokens) {
    let key = (sound.path.clone(), t.dark);
    if cache.made_for.as_ref() != Some(&key) {
        cache.mel = (sound.n_columns > 0)
            .then(|| ui.ctx().load_texture("mel spectrogram", mel_image(sound, t), TextureOptions::LINEAR));
        cache.made_for = Some(key);
    }
    if let Some(texture) = &cache.mel {
        let uv = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        let mut shape = eframe::egui::epaint::RectShape::filled(rect, CornerRadius::same(4), Color32::WHITE);
        shape = shape.with_texture(texture.id(), uv);
        ui.painter().add(shape);
    }
}

/// Low bands at the bottom.
fn mel_image(sound: &Sound, t: &Tokens) -> ColorImage {
    let shades: Vec<Color32> = (0..=255).map(|v| palette::mel(v as f32 / 255.0, t)).collect();
    let rows = sound.mel.chunks_exact(sound.n_columns).rev();
    let pixels = rows.flatten().map(|&v| shades[usize::from(v)]).collect();
    ColorImage::new([sound.n_columns, sound.n_mels], pixels)
}
