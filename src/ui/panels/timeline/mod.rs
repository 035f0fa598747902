//! The strip below the map: how songs found their places, to be played again, scrubbed, and saved
//! as a film.

mod save;
mod scrubber;
#[cfg(test)]
mod tests;

use std::time::Duration;

use eframe::egui::{
    Align, Align2, Button, Frame as Room, Layout, Margin, Rect, RichText, Ui, vec2,
};

use crate::job::Stage;
use crate::session::{Command, Frame, Learning, Session, Timeline};

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{CAPTION, S1, S2, S3, tokens};
use crate::ui::ground::widgets::{caption, icon_button, pill, small_icon_button};
use crate::words::{fill, id, tr};

pub(crate) use save::{FilmForm, film_ui};

/// Frames a second at the speed of one.
const FRAMES_A_SECOND: f64 = 8.0;
/// A first frame that is due a pause after the next one is drawn.
const FROM_NOW_ON: f64 = f64::INFINITY;
const SPEEDS: [f64; 4] = [0.5, 1.0, 2.0, 4.0];

/// What the strip remembers between frames.
pub(crate) struct TimelineView {
    /// When the next frame is due, in seconds; `None` while nothing is played.
    due: Option<f64>,
    /// Of [`SPEEDS`].
    speed: usize,
    loss: scrubber::LossLine,
}

impl Default for TimelineView {
    fn default() -> Self {
        Self {
            due: None,
            speed: 1,
            loss: scrubber::LossLine::default(),
        }
    }
}

impl TimelineView {
    pub(crate) fn is_playing(&self) -> bool {
        self.due.is_some()
    }

    /// Ends the replay; false where there is none.
    pub(crate) fn let_go(&mut self, cx: &mut Cx) -> bool {
        let replays = cx.session.replayed().is_some();
        if replays {
            self.due = None;
            cx.push(Command::Learning(Learning::Show(None)));
        }
        replays
    }

    /// Plays on, or from the beginning; or holds.
    pub(crate) fn play_or_hold(&mut self, cx: &mut Cx) {
        if self.due.take().is_some() || cx.session.timeline().is_none() {
            return;
        }
        if cx.session.replayed().is_none() {
            cx.push(Command::Learning(Learning::Show(Some(0))));
        }
        self.due = Some(FROM_NOW_ON);
    }

    fn pause_secs(&self) -> f64 {
        1.0 / (FRAMES_A_SECOND * SPEEDS[self.speed])
    }

    /// Shows the next frame when it is due; the songs as they are after the last.
    fn play(&mut self, ui: &Ui, cx: &mut Cx) {
        let (Some(due), Some(timeline)) = (self.due, cx.session.timeline()) else {
            self.due = None;
            return;
        };
        let now = ui.input(|i| i.time);
        let due = if due == FROM_NOW_ON {
            now + self.pause_secs()
        } else {
            due
        };
        self.due = Some(due);
        if now >= due {
            // Nobody sees frames that were due while the window slept.
            self.due = Some(now.min(due + 0.1) + self.pause_secs());
            let next = cx.session.replayed().map_or(0, |(at, _)| at + 1);
            let next = (next < timeline.frames().len()).then_some(next);
            if next.is_none() {
                self.due = None;
            }
            cx.push(Command::Learning(Learning::Show(next)));
        }
        let wait = self.due.map_or(0.0, |due| (due - now).max(0.0));
        ui.ctx()
            .request_repaint_after(Duration::from_secs_f64(wait));
    }
}

/// Takes no room while there is nothing to replay.
pub(crate) fn timeline_ui(ui: &mut Ui, cx: &mut Cx, view: &mut TimelineView) {
    let Some(timeline) = cx.session.timeline() else {
        return;
    };
    view.play(ui, cx);
    let margin = Margin::symmetric(12, 4);
    Room::new().inner_margin(margin).show(ui, |ui| {
        let row = vec2(ui.available_width(), 36.0);
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = S2;
            play_ui(ui, cx, view);
            let tools = vec2(ui.available_width(), row.y);
            ui.allocate_ui_with_layout(tools, Layout::right_to_left(Align::Center), |ui| {
                tools_ui(ui, cx, view);
                scrubber::scrubber_ui(ui, cx, view, timeline);
            });
        });
    });
}

fn play_ui(ui: &mut Ui, cx: &mut Cx, view: &TimelineView) {
    let (icon, name) = if view.is_playing() {
        (Icon::Pause, tr(id::TIMELINE_HOLD_REPLAY_T))
    } else {
        (Icon::Replay, tr(id::TIMELINE_REPLAY_HOW_SONGS_FOUND_THEIR))
    };
    if icon_button(ui, icon, name).clicked() {
        cx.act(Action::Replay);
    }
}

/// From the right: fold, save, speed, Now, and which moment is shown.
fn tools_ui(ui: &mut Ui, cx: &mut Cx, view: &mut TimelineView) {
    let t = tokens(ui.ctx());
    ui.spacing_mut().item_spacing.x = S1;
    if small_icon_button(ui, Icon::Close, tr(id::TIMELINE_FOLD_TIMELINE), true).clicked() {
        cx.act(Action::Timeline);
    }
    save::save_ui(ui, cx);
    let speed = SPEEDS[view.speed];
    let text = RichText::new(format!("{speed}×"))
        .size(CAPTION)
        .color(t.muted);
    let hint = tr(id::TIMELINE_HOW_FAST_REPLAY_GOES_CLICK);
    let button = ui
        .add(Button::new(text).frame(false).min_size(vec2(30.0, 24.0)))
        .on_hover_text(hint);
    if button.clicked() {
        view.speed = (view.speed + 1) % SPEEDS.len();
    }
    let replayed = cx.session.replayed();
    let now =
        Button::new(RichText::new(tr(id::TIMELINE_NOW)).size(12.0)).min_size(vec2(40.0, 24.0));
    let hint = tr(id::TIMELINE_SONGS_AS_THEY_ESC);
    if ui
        .add_enabled(replayed.is_some(), now)
        .on_hover_text(hint)
        .clicked()
    {
        view.due = None;
        cx.push(Command::Learning(Learning::Show(None)));
    }
    let timeline = cx.session.timeline();
    let text = match (replayed, timeline) {
        (Some((_, frame)), Some(timeline)) => moment(frame, timeline),
        (_, Some(timeline)) => fill(id::TIMELINE_N_PICTURES, &[("n", &timeline.frames().len())]),
        _ => String::new(),
    };
    let ink = if replayed.is_some() {
        t.second
    } else {
        t.muted
    };
    ui.add_space(S1);
    let label = caption(text, t).color(ink);
    ui.allocate_ui_with_layout(
        vec2(136.0, 24.0),
        Layout::right_to_left(Align::Center),
        |ui| {
            ui.label(label)
                .on_hover_text(tr(id::TIMELINE_ALL_SONGS_HELD_OUT_ONES));
        },
    );
}

/// The moment of a frame in words: "epoch 12 of 120".
pub(crate) fn moment(frame: &Frame, timeline: &Timeline) -> String {
    let last = timeline.last_of(frame.stage).unwrap_or(frame.at);
    match (frame.stage, frame.at) {
        (Stage::Model, 0) => tr(id::TIMELINE_BEFORE_FIRST_EPOCH).to_string(),
        (Stage::Model, at) => fill(id::TIMELINE_EPOCH_N_LAST, &[("n", &at), ("last", &last)]),
        (_, at) => fill(id::TIMELINE_MAP_STEP_N_LAST, &[("n", &at), ("last", &last)]),
    }
}

/// Says on the map that it is no picture of now.
pub(crate) fn replay_pill_ui(ui: &Ui, session: &Session, room: Rect) -> bool {
    let (Some((_, frame)), Some(timeline)) = (session.replayed(), session.timeline()) else {
        return false;
    };
    let t = tokens(ui.ctx());
    let text = fill(
        id::TIMELINE_REPLAY_MOMENT,
        &[("moment", &moment(frame, timeline))],
    );
    pill(
        ui.painter(),
        room.right_top() + vec2(-S3, S3),
        Align2::RIGHT_TOP,
        &text,
        t,
        Some(t.second),
    );
    true
}
