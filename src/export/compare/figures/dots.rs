//! One line a cell: every seed a dot, their mean a stroke, what shuffled labels give a grey band.

use plotters::prelude::*;

use super::{MARGIN, TOP, heading};
use crate::experiment::{Group, Score, Spread};
use crate::export::figures::{HAIRLINE, INK, QUIET, colour, drawn, fitted, text};

const ROW: i32 = 30;
const WIDTH: u32 = 1100;
/// Where the scale begins and ends, in pixels.
const LEFT: i32 = 430;
const RIGHT: i32 = 1010;
const MOST_ROWS: usize = 60;

/// Cells by one score; `None` when it is undefined for all of them.
pub(super) fn scores(title: &str, groups: &[&Group], score: Score, column: Option<&str>) -> Option<String> {
    let value = |g: &Group| match column {
        Some(column) => g.external(score, column),
        None => g.internal(score),
    };
    let rows: Vec<(&Group, Spread)> = groups.iter().filter_map(|g| Some((*g, value(g)?))).take(MOST_ROWS).collect();
    let low = rows.iter().map(|(_, s)| s.min).fold(0.0, f64::min);
    let high = rows.iter().map(|(_, s)| s.max).fold(if score == Score::Silhouette { 0.3 } else { 1.0 }, f64::max);
    if rows.is_empty() {
        return None;
    }
    let low = if low < 0.0 { low - 0.02 } else { 0.0 };
    let x = |v: f64| LEFT + ((v - low) / (high - low) * f64::from(RIGHT - LEFT)).round() as i32;
    let height = TOP + ROW * rows.len() as i32 + 58;
    let of = column.map_or(String::new(), |c| format!(" with {c}"));
    let note = match column {
        Some(_) => "a dot is a seed, the stroke their mean, the band what shuffled labels give",
        None => "a dot is a seed, the stroke their mean; each silhouette is taken in a space of its own",
    };
    Some(drawn((WIDTH, height as u32), |area| {
        heading(area, &format!("{title}: {}{of}", score.label()), note)?;
        for tick in ticks(low, high) {
            let line = [(x(tick), TOP), (x(tick), height - 44)];
            area.draw(&PathElement::new(line, HAIRLINE.stroke_width(1)))?;
            area.draw(&Text::new(format!("{tick:.1}"), (x(tick) - 10, height - 26), text(15, QUIET)))?;
        }
        for (i, (group, spread)) in rows.iter().enumerate() {
            let y = TOP + ROW * i as i32 + ROW / 2;
            if let Some([_, from, to]) = column.and_then(|c| group.chance(score, c)) {
                let band = [(x(from.max(low)), y - 9), (x(to.min(high)).max(x(from) + 2), y + 9)];
                area.draw(&Rectangle::new(band, HAIRLINE.filled()))?;
            }
            let name = fitted(&group.title(), 16, (LEFT - MARGIN - 16) as f32);
            area.draw(&Text::new(name, (MARGIN, y), text(16, INK)))?;
            let ink = colour(0);
            for (_, _, clustered) in &group.runs {
                let at = match column {
                    Some(column) => clustered.with(column).and_then(|a| score.external(a)).map(|a| a.value),
                    None => score.internal(clustered),
                };
                if let Some(v) = at {
                    area.draw(&Circle::new((x(v), y), 5, ink.mix(0.45).filled()))?;
                }
            }
            let mean = x(spread.mean);
            area.draw(&PathElement::new([(mean, y - 9), (mean, y + 9)], INK.stroke_width(2)))?;
            let collapsed = if group.n_collapsed() > 0 { "  collapsed" } else { "" };
            let number = format!("{:.2}{collapsed}", spread.mean);
            area.draw(&Text::new(number, (RIGHT + 14, y), text(15, QUIET)))?;
        }
        Ok(())
    }))
}

fn ticks(low: f64, high: f64) -> impl Iterator<Item = f64> {
    let step = if high - low > 0.6 { 0.2 } else { 0.1 };
    let first = (low / step).ceil() as i32;
    let last = (high / step + 1e-9).floor() as i32;
    (first..=last).map(move |i| f64::from(i) * step)
}
