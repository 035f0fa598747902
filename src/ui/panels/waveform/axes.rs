//! Axes of the spectrogram: times below, frequencies at the left on the mel scale, decibels by
//! colour.

use eframe::egui::{Align2, FontId, Mesh, Painter, Rect, Shape, Stroke, pos2, vec2};

use crate::session::{RANGE_DB, Sound};

use crate::ui::ground::palette;
use crate::ui::ground::theme::Tokens;
use crate::ui::ground::widgets::clock;

/// Steps between times, in seconds.
const TIME_STEPS: [f32; 12] = [
    1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0,
];
/// Frequencies that may be written, the most welcome first.
const FREQUENCIES: [f32; 11] = [
    1000.0, 4000.0, 8000.0, 2000.0, 500.0, 16_000.0, 250.0, 6000.0, 3000.0, 1500.0, 10_000.0,
];
const TICK: f32 = 3.0;
/// Between the middles of two frequencies.
const ROW: f32 = 13.0;

/// The times to be written along `width` points of `duration_secs`, in seconds.
pub(super) fn times(duration_secs: f32, width: f32) -> Vec<f32> {
    let room = 44.0;
    let is_wide_enough = |step: &&f32| **step / duration_secs * width >= room;
    let Some(&step) = TIME_STEPS
        .iter()
        .find(is_wide_enough)
        .filter(|_| duration_secs > 0.0)
    else {
        return vec![0.0];
    };
    (0..)
        .map(|i| i as f32 * step)
        .take_while(|secs| *secs <= duration_secs)
        .collect()
}

pub(super) fn time_axis(painter: &Painter, rect: Rect, duration_secs: f32, t: &Tokens) {
    let font = FontId::proportional(10.0);
    for secs in times(duration_secs, rect.width()) {
        let x = rect.left() + rect.width() * secs / duration_secs.max(f32::MIN_POSITIVE);
        painter.vline(
            x,
            rect.bottom()..=rect.bottom() + TICK,
            Stroke::new(1.0, t.faint),
        );
        let text = painter.layout_no_wrap(clock(secs), font.clone(), t.muted);
        let left = (x - text.size().x / 2.0)
            .clamp(rect.left(), (rect.right() - text.size().x).max(rect.left()));
        painter.galley(pos2(left, rect.bottom() + TICK), text, t.muted);
    }
}

/// The frequencies to be written at the side of a picture of `height` points, with their distance
/// from its upper edge.
pub(super) fn frequencies(sound: &Sound, height: f32) -> Vec<(f32, f32)> {
    let mut written: Vec<(f32, f32)> = Vec::new();
    for hz in FREQUENCIES {
        let y = (1.0 - sound.height_of(hz)) * height;
        let has_room = written.iter().all(|(_, other)| (other - y).abs() >= ROW);
        if hz < sound.rate_hz as f32 / 2.0 && (0.0..=height).contains(&y) && has_room {
            written.push((hz, y));
        }
    }
    written
}

/// `long` says the unit with each number, else once, above.
pub(super) fn frequency_axis(painter: &Painter, rect: Rect, sound: &Sound, long: bool, t: &Tokens) {
    let font = FontId::proportional(10.0);
    for (hz, y) in frequencies(sound, rect.height()) {
        let y = rect.top() + y;
        painter.hline(
            rect.left() - TICK..=rect.left(),
            y,
            Stroke::new(1.0, t.faint),
        );
        // Half a line from the edge at least.
        let y = y.clamp(rect.top() + 5.0, rect.bottom() - 5.0);
        let text = if long { hertz(hz) } else { short(hz) };
        painter.text(
            pos2(rect.left() - TICK - 2.0, y),
            Align2::RIGHT_CENTER,
            text,
            font.clone(),
            t.muted,
        );
    }
    if !long {
        let at = pos2(rect.left() - TICK - 2.0, rect.top() - 4.0);
        painter.text(at, Align2::RIGHT_BOTTOM, "Hz", font, t.faint);
    }
}

/// "850 Hz", "1.2 kHz".
pub(super) fn hertz(hz: f32) -> String {
    if hz < 1000.0 {
        format!("{hz:.0} Hz")
    } else {
        format!("{} kHz", thousands(hz))
    }
}

fn short(hz: f32) -> String {
    if hz < 1000.0 {
        format!("{hz:.0}")
    } else {
        format!("{}k", thousands(hz))
    }
}

fn thousands(hz: f32) -> String {
    let text = format!("{:.1}", hz / 1000.0);
    text.strip_suffix(".0").map_or(text.clone(), str::to_string)
}

/// The scale of the colours, the loudest at the top.
pub(super) fn decibel_scale(painter: &Painter, rect: Rect, t: &Tokens) {
    const N: usize = 48;
    let mut mesh = Mesh::default();
    let height = rect.height() / N as f32;
    for i in 0..N {
        let strip = pos2(rect.left(), rect.bottom() - (i + 1) as f32 * height);
        let strip = Rect::from_min_size(strip, vec2(rect.width(), height));
        mesh.add_colored_rect(strip, palette::mel(i as f32 / (N - 1) as f32, t));
    }
    painter.add(Shape::mesh(mesh));
    let font = FontId::proportional(9.5);
    let left = rect.right() + 3.0;
    painter.text(
        pos2(left, rect.top() - 4.0),
        Align2::RIGHT_BOTTOM,
        "dB",
        font.clone(),
        t.faint,
    );
    painter.text(
        pos2(left, rect.top() - 1.0),
        Align2::LEFT_TOP,
        "0",
        font.clone(),
        t.muted,
    );
    painter.text(
        pos2(left, rect.bottom() + 1.0),
        Align2::LEFT_BOTTOM,
        format!("−{RANGE_DB:.0}"),
        font.clone(),
        t.muted,
    );
    if rect.height() > 160.0 {
        let middle = format!("−{:.0}", RANGE_DB / 2.0);
        painter.text(
            pos2(left, rect.center().y),
            Align2::LEFT_CENTER,
            middle,
            font,
            t.muted,
        );
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn sound(n_mels: usize, rate_hz: u32) -> Sound {
        Sound {
            path: PathBuf::new(),
            duration_secs: 1.0,
            peaks: Vec::new(),
            mel: vec![0; n_mels],
            n_mels,
            n_columns: 1,
            rate_hz,
        }
    }

    #[test]
    fn times_keep_apart_and_begin_at_nought() {
        assert_eq!(times(18.0, 300.0), [0.0, 5.0, 10.0, 15.0]);
        assert_eq!(times(240.0, 300.0), [0.0, 60.0, 120.0, 180.0, 240.0]);
        assert_eq!(times(240.0, 1200.0).len(), 25);
        assert_eq!(times(0.0, 300.0), [0.0]);
        assert_eq!(times(1e6, 300.0), [0.0]);
    }

    #[test]
    fn frequencies_keep_apart_and_the_most_welcome_are_there() {
        for height in [60.0, 84.0, 400.0] {
            let written = frequencies(&sound(128, 22_050), height);
            assert!(
                written.iter().any(|(hz, _)| *hz == 1000.0)
                    && written.iter().all(|(hz, _)| *hz < 11_025.0)
            );
            let mut ys: Vec<f32> = written.iter().map(|(_, y)| *y).collect();
            ys.sort_by(f32::total_cmp);
            assert!(
                ys.windows(2).all(|w| w[1] - w[0] >= ROW)
                    && ys.iter().all(|y| (0.0..=height).contains(y))
            );
        }
        let low: Vec<f32> = frequencies(&sound(64, 8000), 84.0)
            .iter()
            .map(|(hz, _)| *hz)
            .collect();
        assert!(low.contains(&2000.0) && !low.contains(&4000.0));
    }

    #[test]
    fn hertz_are_written_short() {
        assert_eq!(
            [440.0, 999.6, 1000.0, 1234.0, 16_000.0].map(hertz),
            ["440 Hz", "1000 Hz", "1 kHz", "1.2 kHz", "16 kHz"]
        );
        assert_eq!([500.0, 1500.0].map(short), ["500", "1.5k"]);
    }
}
