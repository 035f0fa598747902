//! Play, pause, previous, next, where the song is, how loud, and what follows it.

use eframe::egui::{Align, Layout, Rect, RichText, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::session::{Command, Listening, ListeningSettings, Repeat};

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{CAPTION, S1, tokens};
use crate::ui::ground::widgets::{
    caption, clock, icon_button_of, icon_toggle, one_line, round_button,
};
use crate::words::{fill, id, tr};

/// How loud it was before it was muted.
pub(crate) struct Loudness(f32);

impl Default for Loudness {
    fn default() -> Self {
        Self(0.8)
    }
}

/// `wide` tells whether the large spectrogram is on show.
pub(crate) fn transport_ui(ui: &mut Ui, cx: &mut Cx, before: &mut Loudness, wide: bool) {
    let t = tokens(ui.ctx());
    let session = cx.session;
    let row = vec2(ui.available_width(), 40.0);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = S1;
        let back = session.can_go_back();
        if icon_button_of(
            ui,
            Icon::Previous,
            tr(id::TRANSPORT_PREVIOUS_SONG_UP),
            None,
            back,
            32.0,
        )
        .clicked()
        {
            cx.push(Command::Previous);
        }
        let (icon, name) = if session.is_playing() {
            (Icon::Pause, tr(id::TRANSPORT_PAUSE_SPACE))
        } else {
            (Icon::Play, tr(id::TRANSPORT_PLAY_SPACE))
        };
        if round_button(ui, icon, name, true, 40.0).clicked() {
            cx.push(Command::PlayPause);
        }
        let in_list = session.listening().next().is_some();
        let name = if in_list {
            tr(id::TRANSPORT_NEXT_SONG_DOWN)
        } else {
            tr(id::TRANSPORT_NEXT_NEIGHBOUR_DOWN)
        };
        if icon_button_of(ui, Icon::Next, name, None, session.can_go_on(), 32.0).clicked() {
            cx.push(Command::Next);
        }
        ui.add_space(S1);
        let times = format!(
            "{} / {}",
            clock(session.position_secs()),
            clock(session.duration_secs())
        );
        ui.label(caption(times, t));
        if session.is_loaded() && session.player().loading {
            ui.add(eframe::egui::Spinner::new().size(12.0));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            volume_ui(ui, cx, before)
        });
    });
    seek_bar_ui(ui, cx);
    following_ui(ui, cx, wide);
}

/// Switches for what follows, and its title.
fn following_ui(ui: &mut Ui, cx: &mut Cx, wide: bool) {
    let t = tokens(ui.ctx());
    let ListeningSettings {
        radio,
        repeat,
        same_loudness,
    } = cx.session.listening().settings();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let hint = tr(id::TRANSPORT_AT_END_SONG_NEAREST_ONE);
        if switch_ui(ui, Icon::Radio, tr(id::TRANSPORT_RADIO_R), hint, radio) {
            cx.act(Action::Radio);
        }
        let (icon, name) = match repeat {
            Repeat::Off => (Icon::Repeat, tr(id::TRANSPORT_REPEAT_OFF_O)),
            Repeat::Song => (Icon::RepeatOne, tr(id::TRANSPORT_REPEAT_THIS_SONG_O)),
            Repeat::List => (Icon::Repeat, tr(id::TRANSPORT_REPEAT_PLAYLIST_O)),
        };
        let hint = tr(id::TRANSPORT_PLAYS_SONG_OR_PLAYLIST_AGAIN);
        if switch_ui(ui, icon, name, hint, repeat != Repeat::Off) {
            cx.act(Action::Repeat);
        }
        let hint = tr(id::TRANSPORT_BRINGS_EVERY_SONG_MINUS_18);
        if switch_ui(
            ui,
            Icon::Level,
            tr(id::TRANSPORT_SAME_LOUDNESS),
            hint,
            same_loudness,
        ) {
            let mut settings = cx.session.listening().settings();
            settings.same_loudness = !same_loudness;
            cx.push(Command::Listening(Listening::Settings(settings)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_toggle(
                ui,
                Icon::Spread,
                tr(id::TRANSPORT_ENLARGE_SPECTROGRAM),
                wide,
            )
            .clicked()
            {
                cx.act(Action::Spectrogram);
            }
            let Some(next) = cx
                .session
                .listening()
                .next()
                .and_then(|next| cx.session.song(next))
            else {
                return;
            };
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add_space(S1);
                let text = fill(id::TRANSPORT_NEXT_TITLE, &[("title", &next.title)]);
                one_line(ui, RichText::new(&text).size(CAPTION).color(t.muted))
                    .on_hover_text(&text);
            });
        });
    });
}

fn switch_ui(ui: &mut Ui, icon: Icon, name: &str, hint: &str, on: bool) -> bool {
    let t = tokens(ui.ctx());
    let response = icon_button_of(ui, icon, name, Some(on), true, 28.0).on_hover_text(hint);
    if on {
        // What is on is told by more than a shade of grey.
        let dot = pos2(response.rect.center().x, response.rect.bottom() - 1.0);
        ui.painter().circle_filled(dot, 2.0, t.accent);
    }
    response.clicked()
}

fn volume_ui(ui: &mut Ui, cx: &mut Cx, before: &mut Loudness) {
    let volume = cx.session.volume();
    if volume > 0.0 {
        before.0 = volume;
    }
    ui.spacing_mut().item_spacing.x = S1;
    if let Some(volume) = bar_ui(
        ui,
        64.0,
        volume,
        tr(id::TRANSPORT_VOLUME),
        &format!("{:.0} %", volume * 100.0),
    ) {
        cx.push(Command::Volume(volume));
    }
    let (icon, name, to) = if volume > 0.0 {
        (Icon::Volume, tr(id::COMMON_MUTE), 0.0)
    } else {
        (Icon::Muted, tr(id::TRANSPORT_UNMUTE), before.0)
    };
    if icon_button_of(ui, icon, name, None, true, 28.0).clicked() {
        cx.push(Command::Volume(to));
    }
}

fn seek_bar_ui(ui: &mut Ui, cx: &mut Cx) {
    let (position, duration) = (cx.session.position_secs(), cx.session.duration_secs());
    let share = if duration > 0.0 {
        position / duration
    } else {
        0.0
    };
    let width = ui.available_width();
    if let Some(share) = bar_ui(ui, width, share, tr(id::TRANSPORT_SEEK), &clock(position))
        && duration > 0.0
    {
        cx.push(Command::Seek(share * duration));
    }
}

/// A slim slider from 0 to 1; its new value where it was pressed or dragged.
fn bar_ui(ui: &mut Ui, width: f32, share: f32, name: &str, value: &str) -> Option<f32> {
    let t = tokens(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(width, 20.0), Sense::click_and_drag());
    let rail = Rect::from_center_size(rect.center(), vec2(rect.width() - 8.0, 4.0));
    let share = share.clamp(0.0, 1.0);
    ui.painter().rect_filled(rail, 2.0, t.line);
    let end = rail.left() + rail.width() * share;
    ui.painter().rect_filled(
        Rect::from_min_max(rail.min, pos2(end, rail.bottom())),
        2.0,
        t.accent,
    );
    let radius = if response.hovered() || response.dragged() || response.has_focus() {
        6.0
    } else {
        4.5
    };
    ui.painter()
        .circle_filled(pos2(end, rail.center().y), radius, t.accent);
    response.widget_info(|| WidgetInfo::slider(true, f64::from(share), name));
    let pressed = response.clicked() || response.dragged();
    let to = pressed.then(|| response.interact_pointer_pos()).flatten();
    response.on_hover_text(format!("{name}: {value}"));
    Some(((to?.x - rail.left()) / rail.width()).clamp(0.0, 1.0))
}
