//! A playground of spectrograms: the chosen song in linear frequency, in mel bands and as MFCC, by
//! settings that change nothing for the model; another song can be kept beside it.

use std::sync::Arc;

use eframe::egui::{
    Color32, ColorImage, ComboBox, CornerRadius, Label, Pos2, Rect, Role, ScrollArea, Sense,
    Spinner, TextureHandle, TextureOptions, Ui, WidgetInfo, epaint::RectShape, pos2, vec2,
};
use strum::VariantArray;

use crate::audio::mel_centres_hz;
use crate::job::Pending;
use crate::session::{Command, Levels, Pictures, Raster, Spectra, SpectraSettings};

use crate::ui::cx::Cx;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{S1, S2, S3, Tokens, tokens};
use crate::ui::ground::widgets::{beside_bar, bold, caption, clock, empty_ui, one_line, segments};
use crate::ui::panel::Panel;
use crate::words::{Text, fill, id, tr};

const LEAST_HEIGHT: f32 = 96.0;
const MOST_HEIGHT: f32 = 260.0;
/// Narrower than this three pictures side by side show nothing: they are stacked.
const SIDE_BY_SIDE: f32 = 560.0;

/// The three pictures.
#[derive(Clone, Copy, PartialEq, Eq, VariantArray)]
enum Kind {
    Linear,
    Mel,
    Mfcc,
}

impl Kind {
    fn name(self) -> Text {
        match self {
            Kind::Linear => id::SPECTRA_LINEAR,
            Kind::Mel => id::SPECTRA_MEL,
            Kind::Mfcc => id::SPECTRA_MFCC,
        }
    }

    fn hint(self) -> Text {
        match self {
            Kind::Linear => id::SPECTRA_LINEAR_HINT,
            Kind::Mel => id::SPECTRA_MEL_HINT,
            Kind::Mfcc => id::SPECTRA_MFCC_HINT,
        }
    }

    fn of(self, pictures: &Pictures) -> &Raster {
        match self {
            Kind::Linear => &pictures.linear,
            Kind::Mel => &pictures.mel,
            Kind::Mfcc => &pictures.mfcc,
        }
    }
}

/// The pictures of one song as textures, made once for them and a theme.
#[derive(Default)]
struct Textures {
    made_for: Option<(Arc<Pictures>, bool)>,
    of_kind: Vec<TextureHandle>,
}

impl Textures {
    fn follow(&mut self, ui: &Ui, pictures: &Arc<Pictures>, t: &Tokens) {
        let made = self.made_for.as_ref();
        if made.is_some_and(|(of, dark)| Arc::ptr_eq(of, pictures) && *dark == t.dark) {
            return;
        }
        let texture = |kind: &Kind| {
            let image = image(kind.of(pictures), t);
            ui.ctx()
                .load_texture("spectrogram", image, TextureOptions::NEAREST)
        };
        self.of_kind = Kind::VARIANTS.iter().map(texture).collect();
        self.made_for = Some((pictures.clone(), t.dark));
    }
}

/// Low rows at the bottom.
fn image(raster: &Raster, t: &Tokens) -> ColorImage {
    let shades: Vec<Color32> = (0..=255)
        .map(|v| palette::mel(v as f32 / 255.0, t))
        .collect();
    let rows = raster.shades.chunks_exact(raster.n_columns.max(1)).rev();
    let pixels = rows.flatten().map(|&v| shades[usize::from(v)]).collect();
    ColorImage::new([raster.n_columns, raster.n_rows], pixels)
}

/// What the panel remembers between frames.
#[derive(Default)]
pub(crate) struct SpectraView {
    chosen: Textures,
    beside: Textures,
}

impl Panel for SpectraView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        let song = cx.session.selected_song();
        if song.is_none_or(|song| song.audio.is_none()) {
            let advice = tr(id::SPECTRA_CHOOSE_A_SONG);
            return empty_ui(ui, tr(id::SPECTRA_TITLE), advice);
        }
        if !cx.session.has_spectra() {
            cx.push(Command::Spectra(Spectra::Draw));
        }
        let scroll = ScrollArea::vertical().auto_shrink(false);
        scroll.content_margin(beside_bar(16)).show(ui, |ui| {
            settings_ui(ui, cx);
            ui.add_space(S2);
            let height = (ui.available_height() - 64.0).clamp(LEAST_HEIGHT, MOST_HEIGHT);
            let spectra = cx.session.spectra();
            if let Some(song) = cx.session.selected() {
                song_ui(ui, cx, (song, spectra.chosen()), &mut self.chosen, height);
            }
            let held = spectra
                .held()
                .filter(|held| Some(*held) != cx.session.selected());
            if let Some(song) = held {
                ui.add_space(S3);
                song_ui(ui, cx, (song, spectra.beside()), &mut self.beside, height);
            }
        });
    }
}

fn settings_ui(ui: &mut Ui, cx: &mut Cx) {
    let of_model = &cx.session.draft().audio;
    let now = cx.session.spectra().settings(of_model);
    let model = SpectraSettings::of_model(of_model);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S3, S1);
        let t = tokens(ui.ctx());
        let choose = |ui: &mut Ui, name: Text, hint: Text, value: usize, all: &[usize]| {
            let mut chosen = value;
            ui.horizontal(|ui| {
                ui.label(caption(tr(name), t)).on_hover_text(tr(hint));
                let list = ComboBox::from_id_salt(tr(name))
                    .selected_text(value.to_string())
                    .width(64.0)
                    .show_ui(ui, |ui| {
                        for &choice in all {
                            ui.selectable_value(&mut chosen, choice, choice.to_string());
                        }
                    });
                list.response
                    .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, tr(name)));
            });
            chosen
        };
        let mut next = now;
        use SpectraSettings as S;
        let (name, hint) = (id::SPECTRA_WINDOW, id::SPECTRA_WINDOW_HINT);
        next.n_fft = choose(ui, name, hint, now.n_fft, &S::N_FFT);
        let (name, hint) = (id::SPECTRA_HOP, id::SPECTRA_HOP_HINT);
        next.hop_samples = choose(ui, name, hint, now.hop_samples, &S::HOP);
        let (name, hint) = (id::SPECTRA_BANDS, id::SPECTRA_MEL_HINT);
        next.n_mels = choose(ui, name, hint, now.n_mels, &S::N_MELS);
        let (name, hint) = (id::SPECTRA_MFCC, id::SPECTRA_MFCC_HINT);
        next.n_mfcc = choose(ui, name, hint, now.n_mfcc, &S::N_MFCC);
        let levels = [
            (Levels::Decibels, tr(id::SPECTRA_DECIBELS)),
            (Levels::Power, tr(id::SPECTRA_POWER)),
        ];
        next.levels = segments(ui, now.levels, &levels).unwrap_or(next.levels);
        if next != now {
            cx.push(Command::Spectra(Spectra::Set(next)));
        }
        let back = ui.add_enabled(
            now != model,
            eframe::egui::Button::new(tr(id::SPECTRA_AS_MODEL)),
        );
        if back.on_hover_text(tr(id::SPECTRA_AS_MODEL_HINT)).clicked() {
            cx.push(Command::Spectra(Spectra::AsModel));
        }
    });
}

fn song_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    (song, pending): (usize, Pending<'_, Pictures>),
    textures: &mut Textures,
    height: f32,
) {
    let t = tokens(ui.ctx());
    let title = cx.session.song(song).map(|song| song.title.clone());
    let is_held = cx.session.spectra().held() == Some(song);
    ui.horizontal(|ui| {
        let text = if is_held {
            id::SPECTRA_LET_GO
        } else {
            id::SPECTRA_HOLD
        };
        if ui
            .button(tr(text))
            .on_hover_text(tr(id::SPECTRA_HOLD_HINT))
            .clicked()
        {
            let held = (!is_held).then_some(song);
            cx.push(Command::Spectra(Spectra::Hold(held)));
        }
        one_line(ui, bold(title.unwrap_or_default()));
    });
    let pictures = match pending {
        Pending::Done(pictures) => pictures.clone(),
        Pending::Working | Pending::NotAsked => {
            ui.add(Spinner::new().size(14.0));
            return;
        }
        Pending::Failed => {
            ui.label(caption(tr(id::SPECTRA_FAILED), t));
            return;
        }
    };
    textures.follow(ui, &pictures, t);
    ui.add(Label::new(caption(resolution(&pictures), t)).wrap());
    let n_across = if ui.available_width() < SIDE_BY_SIDE {
        1
    } else {
        3
    };
    let width = (ui.available_width() - S2 * (n_across as f32 - 1.0)) / n_across as f32;
    for row in Kind::VARIANTS.chunks(n_across) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = S2;
            for &kind in row {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    let name = caption(tr(kind.name()), t);
                    ui.label(name).on_hover_text(tr(kind.hint()));
                    picture_ui(ui, kind, &pictures, &textures.of_kind, vec2(width, height));
                });
            }
        });
    }
}

/// What the settings can tell apart.
fn resolution(pictures: &Pictures) -> String {
    let (settings, rate) = (pictures.settings, pictures.rate_hz as f32);
    let hz = format!("{:.1}", rate / settings.n_fft as f32);
    let window = format!("{:.0}", 1000.0 * settings.n_fft as f32 / rate);
    let hop = format!("{:.1}", 1000.0 * settings.hop_samples as f32 / rate);
    let end = pictures.start_secs + pictures.secs;
    fill(
        id::SPECTRA_RESOLUTION,
        &[
            ("start", &clock(pictures.start_secs)),
            ("end", &clock(end)),
            ("hz", &hz),
            ("window", &window),
            ("hop", &hop),
            ("frames", &pictures.n_frames),
        ],
    )
}

fn picture_ui(
    ui: &mut Ui,
    kind: Kind,
    pictures: &Pictures,
    textures: &[TextureHandle],
    size: eframe::egui::Vec2,
) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    if let Some(texture) = textures.get(kind as usize) {
        let uv = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        let shape = RectShape::filled(rect, CornerRadius::same(4), Color32::WHITE);
        ui.painter().add(shape.with_texture(texture.id(), uv));
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, tr(kind.name())));
    if let Some(at) = response.hover_pos() {
        let across = ((at.x - rect.left()) / rect.width()).clamp(0.0, 1.0);
        let up = ((rect.bottom() - at.y) / rect.height()).clamp(0.0, 0.9999);
        let text = reading(kind, pictures, across, up);
        response.on_hover_ui_at_pointer(|ui| {
            ui.label(caption(text, tokens(ui.ctx())));
        });
    }
}

/// Time, and frequency, band or coefficient, at a place from 0 to 1 each way.
fn reading(kind: Kind, pictures: &Pictures, across: f32, up: f32) -> String {
    let secs = pictures.start_secs + across * pictures.secs;
    let row = |n: usize| (up * n as f32) as usize;
    let (rate_hz, settings) = (pictures.rate_hz, pictures.settings);
    let what = match kind {
        Kind::Linear => format!("{:.0} Hz", up * rate_hz as f32 / 2.0),
        Kind::Mel => {
            let centres = mel_centres_hz(rate_hz, settings.n_mels);
            let hz = centres.get(row(centres.len())).copied().unwrap_or(0.0);
            let band = row(centres.len()) + 1;
            fill(
                id::SPECTRA_BAND_N,
                &[("n", &band), ("hz", &format!("{hz:.0}"))],
            )
        }
        Kind::Mfcc => format!("MFCC {}", row(pictures.mfcc.n_rows)),
    };
    format!("{secs:.2} s  ·  {what}")
}

#[cfg(test)]
mod tests {
    use eframe::egui::accesskit::Role;
    use egui_kittest::kittest::Queryable;

    use crate::session::fixture::{self, settle};
    use crate::session::{Command, Levels};
    use crate::ui::Tab;
    use crate::ui::tests::{open, run};

    #[test]
    fn settings_are_played_with_and_a_song_is_kept_beside_another() {
        let mut session = fixture::session();
        session.apply(Command::Select(Some(0)));
        let mut harness = open(session);
        harness.state_mut().view.show(Tab::Spectra);
        run(&mut harness);
        settle(&mut harness.state_mut().session);
        run(&mut harness);
        harness.get_by_label_contains("10.8 Hz");
        harness
            .get_by_role_and_label(Role::ComboBox, "window")
            .click();
        run(&mut harness);
        harness.get_by_label("512").click();
        run(&mut harness);
        settle(&mut harness.state_mut().session);
        run(&mut harness);
        harness.get_by_label_contains("43.1 Hz");
        harness.get_by_label("power").click();
        harness.get_by_label("Keep for comparison").click();
        run(&mut harness);
        let session = &mut harness.state_mut().session;
        let settings = session.spectra().settings(&session.draft().audio);
        assert_eq!((settings.n_fft, settings.levels), (512, Levels::Power));
        assert_eq!(session.draft().audio.n_fft, 2048, "the model's stay");
        session.apply(Command::Select(Some(1)));
        run(&mut harness);
        settle(&mut harness.state_mut().session);
        run(&mut harness);
        assert!(harness.state().session.spectra().beside().done().is_some());
        harness.get_by_label("No longer keep");
    }
}
