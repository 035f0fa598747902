//! Where selected songs went: when a selection is made, some of them fly from the map it was made
//! on to the others.

use eframe::egui::{Color32, Pos2, Stroke, Ui};

use crate::session::Selection;

use super::pane::Pane;
use crate::ui::ground::theme::is_still;

/// More would be a cloud in which no song can be followed.
const MOST_SONGS: usize = 120;
const FLIGHT_SECS: f64 = 0.6;
/// A ring opens where a song arrives.
const RING_SECS: f64 = 0.4;
/// Length of the trail, as a share of the way.
const TRAIL: f32 = 0.35;

pub(crate) struct Flow {
    /// Whether songs fly at all.
    pub(crate) on: bool,
    /// The map the last selection was made on.
    pub(crate) origin: usize,
    seen: Selection,
    since: Option<f64>,
}

impl Default for Flow {
    fn default() -> Self {
        Self {
            on: true,
            origin: 0,
            seen: Selection::default(),
            since: None,
        }
    }
}

impl Flow {
    /// Notices another selection, and paints the songs on their way over maps that are already
    /// drawn.
    pub(crate) fn step(&mut self, ui: &Ui, panes: &[Pane], selection: &Selection) {
        let now = ui.input(|i| i.time);
        if self.seen != *selection {
            self.seen = selection.clone();
            let flies = self.on && panes.len() > 1 && !selection.is_empty() && !is_still();
            self.since = flies.then_some(now);
        }
        let Some(since) = self.since else { return };
        if now - since > FLIGHT_SECS + RING_SECS {
            self.since = None;
            self.origin = 0;
            return;
        }
        ui.ctx().request_repaint();
        let every = selection.len().div_ceil(MOST_SONGS).max(1);
        let Some(from) = panes.get(self.origin) else {
            return;
        };
        for &song in selection.songs().iter().step_by(every) {
            let Some(start) = from.place(song) else {
                continue;
            };
            for (_, pane) in panes.iter().enumerate().filter(|(i, _)| *i != self.origin) {
                if let Some((end, cloud)) = pane.place(song).zip(pane.cloud()) {
                    let [r, g, b, _] = cloud.color(song);
                    paint(ui, start, end, now - since, Color32::from_rgb(r, g, b));
                }
            }
        }
    }
}

fn paint(ui: &Ui, start: Pos2, end: Pos2, secs: f64, color: Color32) {
    let painter = ui.painter();
    let share = (secs / FLIGHT_SECS).min(1.0) as f32;
    let gentle = share * share * (3.0 - 2.0 * share);
    if share < 1.0 {
        let (head, tail) = (
            start.lerp(end, gentle),
            start.lerp(end, (gentle - TRAIL).max(0.0)),
        );
        painter.line_segment([tail, head], Stroke::new(1.5, color.gamma_multiply(0.55)));
        painter.circle_filled(head, 3.0, color);
    } else {
        let opened = ((secs - FLIGHT_SECS) / RING_SECS).min(1.0) as f32;
        painter.circle_stroke(
            end,
            4.0 + 7.0 * opened,
            Stroke::new(2.0, color.gamma_multiply(1.0 - opened)),
        );
    }
}
