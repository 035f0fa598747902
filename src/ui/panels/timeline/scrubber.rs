//! The bar of the timeline: the loss behind it, a handle on it.

use eframe::egui::accesskit::Action;
use eframe::egui::{EventFilter, Key, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::job::Stage;
use crate::session::{Command, Frame, Learning, Timeline};

use super::{TimelineView, moment};
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S2, tokens};
use crate::words::{id, tr};

/// The total loss at each frame, from 0 to 1, made anew when frames are added.
#[derive(Default)]
pub(super) struct LossLine {
    made_for: (usize, usize),
    /// Index of the frame, and how high.
    heights: Vec<(usize, f32)>,
}

impl LossLine {
    fn follow(&mut self, timeline: &Timeline) {
        let frames = timeline.frames();
        // A timeline is another when its first picture is.
        let now = (
            frames.len(),
            frames
                .first()
                .map_or(0, |frame| std::sync::Arc::as_ptr(&frame.xy) as usize),
        );
        if std::mem::replace(&mut self.made_for, now) != now {
            self.heights = heights(frames);
        }
    }
}

/// The logarithm of the total loss, of held-out songs where there are some, between its least and
/// its largest.
fn heights(frames: &[Frame]) -> Vec<(usize, f32)> {
    let totals: Vec<(usize, f32)> = frames
        .iter()
        .enumerate()
        .filter_map(|(i, frame)| {
            let losses = frame.losses?;
            Some((
                i,
                losses
                    .validation
                    .unwrap_or(losses.train)
                    .total
                    .max(1e-6)
                    .ln(),
            ))
        })
        .collect();
    let low = totals.iter().map(|(_, v)| *v).fold(f32::INFINITY, f32::min);
    let high = totals
        .iter()
        .map(|(_, v)| *v)
        .fold(f32::NEG_INFINITY, f32::max);
    let share = |v: f32| {
        if high > low {
            (v - low) / (high - low)
        } else {
            0.5
        }
    };
    totals.into_iter().map(|(i, v)| (i, share(v))).collect()
}

/// Fills the room there is. Drag, click, or arrow keys choose the frame.
pub(super) fn scrubber_ui(ui: &mut Ui, cx: &mut Cx, view: &mut TimelineView, timeline: &Timeline) {
    let t = tokens(ui.ctx());
    let size = vec2((ui.available_width() - S2).max(48.0), 28.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let n = timeline.frames().len();
    let rail = rect.shrink2(vec2(6.0, 2.0));
    let x_of = |i: f32| rail.left() + rail.width() * i / (n - 1).max(1) as f32;
    let shown = cx.session.replayed().map(|(at, _)| at);
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 4.0, t.sunken);
    let n_learning = timeline
        .frames()
        .iter()
        .filter(|frame| frame.stage == Stage::Model)
        .count();
    if n_learning > 0 && n_learning < n {
        let border = x_of(n_learning as f32 - 0.5);
        painter.rect_filled(
            Rect::from_min_max(pos2(border, rect.top()), rect.max),
            4.0,
            t.line,
        );
    }
    view.loss.follow(timeline);
    let line = view.loss.heights.iter();
    let line = line.map(|&(i, height)| {
        pos2(
            x_of(i as f32),
            rail.bottom() - 2.0 - height * (rail.height() - 4.0),
        )
    });
    painter.add(Shape::line(line.collect(), Stroke::new(1.2, t.faint)));
    let x = x_of(shown.unwrap_or(n - 1) as f32);
    let ink = if shown.is_some() { t.second } else { t.accent };
    painter.vline(x, rect.y_range(), Stroke::new(2.0, ink));
    let radius = if response.hovered() || response.has_focus() {
        5.5
    } else {
        4.0
    };
    painter.circle_filled(pos2(x, rect.center().y), radius, ink);

    let value = shown.map_or(n, |at| at + 1);
    response.widget_info(|| {
        let mut info = WidgetInfo::slider(true, value as f64, tr(id::TIMELINE));
        info.current_text_value = shown.map(|at| moment(&timeline.frames()[at], timeline));
        info
    });
    let at = |x: f32| {
        (((x - rail.left()) / rail.width()).clamp(0.0, 1.0) * (n - 1) as f32).round() as usize
    };
    let pressed = (response.clicked() || response.is_pointer_button_down_on())
        .then(|| response.interact_pointer_pos())
        .flatten();
    let step = step(ui, &response);
    let to = match (pressed, step) {
        (Some(pointer), _) => Some(at(pointer.x)),
        (None, 0) => None,
        (None, step) => Some(
            shown
                .unwrap_or(n - 1)
                .saturating_add_signed(step)
                .min(n - 1),
        ),
    };
    if let Some(to) = to {
        view.due = None;
        if shown != Some(to) {
            cx.push(Command::Learning(Learning::Show(Some(to))));
        }
    }
    if let Some(pointer) = response.hover_pos() {
        response.on_hover_text_at_pointer(moment(&timeline.frames()[at(pointer.x)], timeline));
    }
}

/// By how many frames the keys, or a screen reader, move the handle.
fn step(ui: &Ui, response: &eframe::egui::Response) -> isize {
    let asked =
        |action| ui.input(|i| i.num_accesskit_action_requests(response.id, action)) as isize;
    let asked = asked(Action::Increment) - asked(Action::Decrement);
    if !response.has_focus() {
        return asked;
    }
    let filter = EventFilter {
        horizontal_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input(|i| i.num_presses(key)) as isize;
    asked + pressed(Key::ArrowRight) - pressed(Key::ArrowLeft)
}
