//! What the chosen song looks like: waveform and mel spectrogram, small in the song panel and large
//! over the map.

mod axes;
mod picture;

use std::sync::Arc;

use eframe::egui::{
    Align, Area, Context, Id, Label, Layout, Order, RichText, Role, Sense, Ui, WidgetInfo, vec2,
};

use crate::session::Sound;

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::place::{self, Place};
use crate::ui::ground::theme::{self, S1, S3, SUBTITLE, tokens};
use crate::ui::ground::widgets::{bold, caption, clock, icon_button_of, small_icon_button};
use crate::words::{id, tr};

pub(crate) use picture::PictureCache;
use picture::{Style, TIME_HEIGHT, mel_ui, picture_ui};

const SMALL: Style = Style {
    gutter: 28.0,
    wave_height: 36.0,
    long: false,
    name: id::WAVEFORM_SPECTROGRAM,
};
const SMALL_HEIGHT: f32 = 136.0;
/// Without the spectrogram: the waveform, and times below.
const FOLDED_HEIGHT: f32 = SMALL.wave_height + TIME_HEIGHT;
const LARGE: Style = Style {
    gutter: 56.0,
    wave_height: 96.0,
    long: true,
    name: id::WAVEFORM_LARGE_WAVEFORM_SPECTROGRAM,
};
/// The row that says what the axes are.
const AXES_HEIGHT: f32 = 20.0;

/// The pictures' own state.
#[derive(Default)]
pub(crate) struct WaveformView {
    /// Whether the large picture lies over the map.
    pub(crate) wide: bool,
    /// Of the small one only the waveform is shown.
    folded: bool,
    /// A person has said so, or not: it no longer goes by the room.
    said: bool,
    cache: PictureCache,
}

impl WaveformView {
    /// Folds the spectrogram where there is little room, unless a person has said otherwise.
    pub(crate) fn suit(&mut self, low: bool) {
        if !self.said {
            self.folded = low;
        }
    }
}

/// In the song panel, where the spectrogram can be folded away.
pub(crate) fn waveform_ui(ui: &mut Ui, cx: &mut Cx, view: &mut WaveformView) {
    ui.horizontal(|ui| {
        ui.label(bold(tr(id::AGREEMENT_SOUND)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (icon, name) = match view.folded {
                false => (Icon::ChevronUp, tr(id::WAVEFORM_FOLD)),
                true => (Icon::ChevronDown, tr(id::WAVEFORM_UNFOLD)),
            };
            if small_icon_button(ui, icon, name, true).clicked() {
                (view.folded, view.said) = (!view.folded, true);
            }
            let name = tr(id::TRANSPORT_ENLARGE_SPECTROGRAM);
            let wide = Some(view.wide);
            if icon_button_of(ui, Icon::Spread, name, wide, true, 24.0).clicked() {
                cx.act(Action::Spectrogram);
            }
        });
    });
    let height = match view.folded {
        true => FOLDED_HEIGHT,
        false => SMALL_HEIGHT,
    };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    picture_ui(ui, cx, &mut view.cache, rect, SMALL);
}

/// The spectrogram alone, of any song, in so much height; `name` is what a screen reader says.
pub(crate) fn still_ui(
    ui: &mut Ui,
    cache: &mut PictureCache,
    sound: &Arc<Sound>,
    height: f32,
    name: &str,
) {
    let size = vec2(ui.available_width(), height);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    mel_ui(ui, cache, rect, sound, SMALL.gutter);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    response.on_hover_text(name);
}

/// Over the map, as large as it.
pub(crate) fn wide_ui(ctx: &Context, cx: &mut Cx, view: &mut WaveformView) {
    if !view.wide {
        return;
    }
    let Some(song) = cx
        .session
        .selected_song()
        .filter(|song| song.audio.is_some())
    else {
        view.wide = false;
        return;
    };
    let t = tokens(ctx);
    let room = place::find(ctx, Place::Map).shrink(S3);
    Area::new(Id::unique("wide spectrogram"))
        .order(Order::Middle)
        .fixed_pos(room.min)
        .constrain(false)
        .show(ctx, |ui| {
            theme::card(t).show(ui, |ui| {
                let size = (room.size() - vec2(26.0, 26.0)).max(vec2(160.0, 160.0));
                ui.set_min_size(size);
                ui.set_max_size(size);
                ui.horizontal(|ui| {
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        if small_icon_button(
                            ui,
                            Icon::Close,
                            tr(id::WAVEFORM_CLOSE_LARGE_SPECTROGRAM),
                            true,
                        )
                        .clicked()
                        {
                            view.wide = false;
                        }
                        let (position, duration) =
                            (cx.session.position_secs(), cx.session.duration_secs());
                        ui.label(caption(
                            format!("{} / {}", clock(position), clock(duration)),
                            t,
                        ));
                        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                            let title = RichText::new(&song.title)
                                .font(theme::semibold(SUBTITLE))
                                .color(t.text);
                            ui.add(Label::new(title).truncate());
                        });
                    });
                });
                ui.add_space(S1);
                let height = ui.available_height() - AXES_HEIGHT - S1;
                let (rect, _) =
                    ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
                let wave_height = LARGE.wave_height.min(height * 0.25);
                picture_ui(
                    ui,
                    cx,
                    &mut view.cache,
                    rect,
                    Style {
                        wave_height,
                        ..LARGE
                    },
                );
                ui.horizontal(|ui| {
                    ui.add_space(LARGE.gutter);
                    let axes = tr(id::WAVEFORM_ACROSS_TIME_UPWARDS_FREQUENCY_MEL);
                    ui.add(Label::new(caption(axes, t)).truncate());
                });
            });
        });
}
