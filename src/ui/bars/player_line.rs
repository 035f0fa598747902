//! The line at the bottom of the window: the song in the player, where it is, how loud, and what
//! follows it. It is there whatever else is on show.

use std::path::PathBuf;

use eframe::egui::{
    Align, FontId, Layout, Rect, RichText, Role, Sense, Ui, WidgetInfo, pos2,
    text::{LayoutJob, TextWrapping},
    vec2,
};

use crate::session::{Command, Listening, ListeningSettings, Repeat, Session};

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{self, CAPTION, S1, S2, tokens};
use crate::ui::ground::widgets::{caption, clock, icon_button_of, one_line, round_button};
use crate::ui::tab::Tab;
use crate::words::{fill, id, tr};

/// From this width on there is room for what follows.
const WIDE: f32 = 1180.0;
const COVER: f32 = 28.0;

/// What the line remembers between frames.
pub(crate) struct PlayerLine {
    /// How loud it was before it was muted.
    loud: f32,
    /// The file in the player, and which song that is.
    in_player: Option<(PathBuf, Option<usize>)>,
}

impl Default for PlayerLine {
    fn default() -> Self {
        Self {
            loud: 0.8,
            in_player: None,
        }
    }
}

impl PlayerLine {
    /// The song in the player; looked for among all songs when another file is.
    fn in_player(&mut self, session: &Session) -> Option<usize> {
        if session.is_loaded() {
            return session.selected();
        }
        let Some(path) = &session.player().path else {
            self.in_player = None;
            return None;
        };
        let known = self.in_player.as_ref().filter(|(of, _)| of == path);
        let song = match known {
            Some((_, song)) => *song,
            None => {
                let song = session.in_player();
                self.in_player = Some((path.clone(), song));
                song
            }
        };
        song.filter(|&song| session.song(song).is_some())
    }
}

/// The song of the line, and how it stands.
#[derive(Clone, Copy)]
struct Track {
    song: usize,
    in_player: bool,
    is_selected: bool,
}

impl Track {
    fn new(session: &Session, line: &mut PlayerLine) -> Option<Self> {
        let in_player = line.in_player(session);
        let song = in_player.or(session.selected())?;
        Some(Self {
            song,
            in_player: in_player == Some(song),
            is_selected: session.selected() == Some(song),
        })
    }

    fn is_playing(self, session: &Session) -> bool {
        self.in_player && session.player().playing
    }

    /// Where it is and how long, in seconds.
    fn times(self, session: &Session) -> (f32, f32) {
        let player = session.player();
        match (self.in_player, self.is_selected) {
            (_, true) => (session.position_secs(), session.duration_secs()),
            (true, false) => (player.position_secs, player.duration_secs),
            (false, false) => (0.0, 0.0),
        }
    }

    /// Asks for something of this song: what is asked of the player is about the selected one.
    fn ask(self, cx: &mut Cx, command: Command) {
        if !self.is_selected {
            cx.push(Command::Select(Some(self.song)));
        }
        cx.push(command);
    }
}

pub(crate) fn player_line_ui(ui: &mut Ui, cx: &mut Cx, line: &mut PlayerLine) {
    let track = Track::new(cx.session, line);
    let wide = ui.available_width() >= WIDE;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = S1;
        title_ui(ui, cx, track);
        transport_ui(ui, cx, track);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            volume_ui(ui, cx, line);
            ui.add_space(S1);
            if wide {
                next_ui(ui, cx);
            }
            switches_ui(ui, cx);
            ui.add_space(S1);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                seek_ui(ui, cx, track);
            });
        });
    });
}

/// Its colour on the map, its title and who made it; a click shows it.
fn title_ui(ui: &mut Ui, cx: &mut Cx, track: Option<Track>) {
    let t = tokens(ui.ctx());
    let width = (ui.available_width() * 0.2).clamp(136.0, 280.0);
    let height = ui.available_height();
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let cover = Rect::from_center_size(
        pos2(rect.left() + COVER / 2.0, rect.center().y),
        vec2(COVER, COVER),
    );
    // A title would give the answer away.
    let is_hidden = cx.session.quiz().is_open();
    let shown = track.filter(|_| !is_hidden);
    let song = shown.and_then(|track| Some((track, cx.session.song(track.song)?)));
    let Some((track, song)) = song else {
        ui.painter().rect_filled(cover, 6.0, t.hover);
        let at = pos2(cover.right() + S2, rect.center().y);
        let text = tr(match is_hidden && track.is_some() {
            true => id::QUIZ_HIDDEN,
            false => id::PLAYER_LINE_NOTHING_PLAYS,
        });
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        let font = FontId::proportional(CAPTION);
        ui.painter()
            .text(at, eframe::egui::Align2::LEFT_CENTER, text, font, t.muted);
        return;
    };
    if response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect.expand2(vec2(4.0, -2.0)), 6.0, t.hover);
    }
    let colour = palette::song_colour(cx.session.colouring(), track.song, t);
    ui.painter().rect_filled(cover, 6.0, colour);
    let left = cover.right() + S2;
    let write = |text: &str, font: FontId, ink, y: f32| {
        let mut job = LayoutJob::simple_singleline(text.to_string(), font, ink);
        job.wrap = TextWrapping::truncate_at_width(rect.right() - left);
        let galley = ui.painter().layout_job(job);
        let at = pos2(left, y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, ink);
    };
    let middle = rect.center().y;
    if song.artist.is_empty() {
        write(&song.title, theme::semibold(13.0), t.text, middle);
    } else {
        write(&song.title, theme::semibold(13.0), t.text, middle - 8.0);
        write(
            &song.artist,
            FontId::proportional(CAPTION),
            t.muted,
            middle + 9.0,
        );
    }
    let name = fill(id::PLAYER_LINE_SHOW_TITLE, &[("title", &song.title)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.clicked() {
        if !track.is_selected {
            cx.push(Command::Select(Some(track.song)));
        }
        cx.act(Action::Show(Tab::Song));
    }
    response.on_hover_text(name);
}

fn transport_ui(ui: &mut Ui, cx: &mut Cx, track: Option<Track>) {
    let session = cx.session;
    let name = tr(id::TRANSPORT_PREVIOUS_SONG_UP);
    let back = session.can_go_back();
    if icon_button_of(ui, Icon::Previous, name, None, back, 28.0).clicked() {
        cx.push(Command::Previous);
    }
    let playable = track.filter(|track| {
        let song = session.song(track.song);
        song.is_some_and(|song| song.audio.is_some())
    });
    let plays = track.is_some_and(|track| track.is_playing(session));
    let (icon, name) = if plays {
        (Icon::Pause, tr(id::TRANSPORT_PAUSE_SPACE))
    } else {
        (Icon::Play, tr(id::TRANSPORT_PLAY_SPACE))
    };
    if round_button(ui, icon, name, playable.is_some(), 32.0).clicked()
        && let Some(track) = playable
    {
        track.ask(cx, Command::PlayPause);
    }
    let in_list = session.listening().next().is_some();
    let name = if in_list {
        tr(id::TRANSPORT_NEXT_SONG_DOWN)
    } else {
        tr(id::TRANSPORT_NEXT_NEIGHBOUR_DOWN)
    };
    if icon_button_of(ui, Icon::Next, name, None, session.can_go_on(), 28.0).clicked() {
        cx.push(Command::Next);
    }
}

/// Where the song is, and a bar to go elsewhere.
fn seek_ui(ui: &mut Ui, cx: &mut Cx, track: Option<Track>) {
    let t = tokens(ui.ctx());
    let (position, duration) = track.map_or((0.0, 0.0), |track| track.times(cx.session));
    ui.label(caption(clock(position), t));
    let end = caption(clock(duration), t);
    let of_end = 36.0;
    let share = if duration > 0.0 {
        position / duration
    } else {
        0.0
    };
    let width = (ui.available_width() - of_end - S1).max(40.0);
    let name = tr(id::TRANSPORT_SEEK);
    if let Some(share) = bar_ui(ui, width, share, name, &clock(position))
        && duration > 0.0
        && let Some(track) = track
    {
        track.ask(cx, Command::Seek(share * duration));
    }
    let loads = track.is_some_and(|track| track.in_player) && cx.session.player().loading;
    match loads {
        true => ui.add(eframe::egui::Spinner::new().size(12.0)),
        false => ui.label(end),
    };
}

/// What plays after this song.
fn next_ui(ui: &mut Ui, cx: &Cx) {
    let t = tokens(ui.ctx());
    let next = cx.session.listening().next();
    let Some(next) = next.and_then(|next| cx.session.song(next)) else {
        return;
    };
    let width = (ui.available_width() * 0.25).min(200.0);
    let room = vec2(width, ui.available_height());
    ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
        ui.set_width(width);
        let text = fill(id::TRANSPORT_NEXT_TITLE, &[("title", &next.title)]);
        one_line(ui, RichText::new(&text).size(CAPTION).color(t.muted)).on_hover_text(&text);
    });
}

/// From the right: same loudness, repeat, radio.
fn switches_ui(ui: &mut Ui, cx: &mut Cx) {
    let ListeningSettings {
        radio,
        repeat,
        same_loudness,
        ..
    } = cx.session.listening().settings();
    ui.spacing_mut().item_spacing.x = 2.0;
    let (name, hint) = (
        tr(id::TRANSPORT_SAME_LOUDNESS),
        tr(id::TRANSPORT_BRINGS_EVERY_SONG_MINUS_18),
    );
    if switch_ui(ui, Icon::Level, name, hint, same_loudness) {
        let mut settings = cx.session.listening().settings();
        settings.same_loudness = !same_loudness;
        cx.push(Command::Listening(Listening::Settings(settings)));
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
    let hint = tr(id::TRANSPORT_AT_END_SONG_NEAREST_ONE);
    if switch_ui(ui, Icon::Radio, tr(id::TRANSPORT_RADIO_R), hint, radio) {
        cx.act(Action::Radio);
    }
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

fn volume_ui(ui: &mut Ui, cx: &mut Cx, line: &mut PlayerLine) {
    let volume = cx.session.volume();
    if volume > 0.0 {
        line.loud = volume;
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
        (Icon::Muted, tr(id::TRANSPORT_UNMUTE), line.loud)
    };
    if icon_button_of(ui, icon, name, None, true, 28.0).clicked() {
        cx.push(Command::Volume(to));
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
