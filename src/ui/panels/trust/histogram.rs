//! How many songs the map shows among their true neighbours, and how far: a bar is a range of
//! values, a click selects its songs.

use std::sync::{Arc, Weak};

use eframe::egui::{Align2, FontId, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::pipeline::Analysis;
use crate::projection::Trust;
use crate::session::{Command, How, Selecting};

use super::value_colour;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{CAPTION, tokens};
use crate::ui::ground::widgets::segments;
use crate::words::{fill, id, tr};

const N_BINS: usize = 20;
const HEIGHT: f32 = 40.0;

/// Which of the two a bar is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Of {
    #[default]
    Trustworthiness,
    Continuity,
}

/// What the panel remembers between frames: the songs of each bar, made when there is another
/// analysis or choice.
#[derive(Default)]
pub(crate) struct TrustView {
    of: Of,
    made_for: Option<(Weak<Analysis>, Of)>,
    bins: Bins,
}

#[derive(Default)]
struct Bins {
    low: f32,
    high: f32,
    songs: Vec<Vec<usize>>,
}

impl Bins {
    /// From the least value to 1. Songs that were not looked at are in none.
    fn new(values: &[f32]) -> Self {
        let known = || {
            values
                .iter()
                .copied()
                .enumerate()
                .filter(|(_, v)| v.is_finite())
        };
        let low = known().map(|(_, v)| v).fold(1.0, f32::min);
        let high = known().map(|(_, v)| v).fold(low, f32::max);
        let mut songs = vec![Vec::new(); N_BINS];
        for (song, v) in known() {
            let share = if high > low {
                (v - low) / (high - low)
            } else {
                1.0
            };
            songs[((share * N_BINS as f32) as usize).min(N_BINS - 1)].push(song);
        }
        Self { low, high, songs }
    }

    fn edge(&self, bin: usize) -> f32 {
        self.low + (self.high - self.low) * bin as f32 / N_BINS as f32
    }
}

impl TrustView {
    fn follow(&mut self, analysis: &Arc<Analysis>, trust: &Trust) {
        let same = |(made, of): &(Weak<Analysis>, Of)| {
            made.as_ptr() == Arc::as_ptr(analysis) && *of == self.of
        };
        if self.made_for.as_ref().is_some_and(same) {
            return;
        }
        self.made_for = Some((Arc::downgrade(analysis), self.of));
        self.bins = Bins::new(match self.of {
            Of::Trustworthiness => &trust.trustworthiness_of_song,
            Of::Continuity => &trust.continuity_of_song,
        });
    }
}

pub(super) fn histogram_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    analysis: &Arc<Analysis>,
    trust: &Trust,
    view: &mut TrustView,
    linked: bool,
) {
    let t = tokens(ui.ctx());
    let choices = [
        (Of::Trustworthiness, tr(id::COMMON_TRUSTWORTHINESS)),
        (Of::Continuity, tr(id::TRUST_CONTINUITY)),
    ];
    if let Some(of) = segments(ui, view.of, &choices) {
        view.of = of;
    }
    view.follow(analysis, trust);
    let (rect, _) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT + 16.0), Sense::hover());
    let floor = rect.top() + HEIGHT;
    let step = rect.width() / N_BINS as f32;
    let bins = &view.bins;
    let most = bins.songs.iter().map(Vec::len).max().unwrap_or(0).max(1) as f32;
    for (bin, songs) in bins.songs.iter().enumerate() {
        let left = rect.left() + bin as f32 * step;
        let column = Rect::from_min_max(pos2(left, rect.top()), pos2(left + step, floor));
        let height = if songs.is_empty() {
            0.0
        } else {
            (songs.len() as f32 / most * HEIGHT).max(2.0)
        };
        let bar = Rect::from_min_max(
            pos2(left + 0.5, floor - height),
            pos2(left + step - 0.5, floor),
        );
        let middle = (bins.edge(bin) + bins.edge(bin + 1)) / 2.0;
        ui.painter()
            .rect_filled(bar, 1.0, value_colour(middle, bins.low, bins.high, t));
        if songs.is_empty() {
            continue;
        }
        let (from, to) = (
            format!("{:.3}", bins.edge(bin)),
            format!("{:.3}", bins.edge(bin + 1)),
        );
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("n", &songs.len()), ("from", &from), ("to", &to)];
        let told = fill(id::TRUST_N_SONGS_FROM_FROM, &values);
        let sense = if linked {
            Sense::click()
        } else {
            Sense::hover()
        };
        let response = ui.interact(column, ui.scope_id().with(("bin", bin)), sense);
        if response.hovered() || response.has_focus() {
            ui.painter().rect_stroke(
                bar,
                1.0,
                Stroke::new(1.0, t.text),
                eframe::egui::StrokeKind::Outside,
            );
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Button, linked, &told));
        if response.clicked() {
            cx.push(Command::Selecting(Selecting::Songs(
                songs.clone(),
                How::Replace,
            )));
        }
        response.on_hover_text(format!("{told}. {}", tr(id::TRUST_CLICK_SELECT_THEM)));
    }
    ui.painter()
        .hline(rect.x_range(), floor, Stroke::new(1.0, t.line));
    for (x, align, value) in [
        (rect.left(), Align2::LEFT_TOP, bins.low),
        (rect.right(), Align2::RIGHT_TOP, bins.high),
    ] {
        let at = pos2(x, floor + 3.0);
        ui.painter().text(
            at,
            align,
            format!("{value:.2}"),
            FontId::proportional(CAPTION),
            t.muted,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_hold_every_song_that_was_looked_at() {
        let bins = Bins::new(&[1.0, 0.5, f32::NAN, 0.98, 0.5]);
        assert_eq!((bins.low, bins.high), (0.5, 1.0));
        assert_eq!(
            (bins.songs[0].as_slice(), bins.songs[N_BINS - 1].as_slice()),
            ([1, 4].as_slice(), [0, 3].as_slice())
        );
        assert_eq!(bins.songs.iter().map(Vec::len).sum::<usize>(), 4);
        let same = Bins::new(&[1.0, 1.0]);
        assert_eq!(same.songs[N_BINS - 1], [0, 1]);
        assert!(Bins::new(&[]).songs.iter().all(Vec::is_empty));
    }
}
