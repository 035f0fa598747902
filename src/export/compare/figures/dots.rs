//! One line a cell: every seed a dot, their mean a stroke, what shuffled labels give a grey band.

use plotters::prelude::*;

use super::{MARGIN, TOP, heading};
use crate::experiment::{Group, Spread};
use crate::export::figures::{
    Across, HAIRLINE, INK, QUIET, Sheet, colour, drawn, fitted, text, zoomed,
};
use crate::scores::{External, Internal};
use crate::words::{id, say, tr};

const ROW: i32 = 30;
const WIDTH: u32 = 1100;
/// Where the scale begins and ends, in units.
const LEFT: i32 = 430;
const RIGHT: i32 = 1000;
/// A figure higher than this many rows is no figure; the tables have all.
const MOST_ROWS: usize = 120;
const SIZE: i32 = 16;

/// What is drawn of a cell.
struct Dots<'a> {
    group: &'a Group<'a>,
    /// One a seed.
    values: Vec<f64>,
    spread: Spread,
    /// Mean and band of what shuffled labels give.
    chance: Option<[f64; 3]>,
}

/// Agreement with a column by one score; `None` when it is undefined for all cells.
pub(super) fn agreement(
    title: &str,
    groups: &[&Group],
    score: External,
    column: &str,
) -> Option<String> {
    let rows = groups.iter().filter_map(|group| {
        let agreements = group.runs.iter().filter_map(|(_, _, c)| c.with(column));
        Some(Dots {
            group,
            values: agreements
                .map(|a| a[score].value)
                .filter(|value| value.is_finite())
                .collect(),
            spread: group.external(score, column)?,
            chance: group.chance(score, column),
        })
    });
    let name = say(id::FIGURES_SCORE_COLUMN)
        .with("score", score.facts().label.as_str())
        .with("column", column)
        .to_string();
    let note = tr(id::FIGURES_DOT_SEED_STROKE_THEIR_MEAN);
    draw(title, &name, note, rows.collect())
}

/// Silhouettes; `None` when they are undefined for all cells.
pub(super) fn silhouettes(title: &str, groups: &[&Group]) -> Option<String> {
    let score = Internal::Silhouette;
    let rows = groups.iter().filter_map(|group| {
        let values = group.runs.iter().filter_map(|(_, _, c)| c.internal[score]);
        Some(Dots {
            group,
            values: values.collect(),
            spread: group.internal(score)?,
            chance: None,
        })
    });
    let note = tr(id::FIGURES_DOT_SEED_STROKE_THEIR_MEAN_EACH);
    draw(title, score.facts().label.as_str(), note, rows.collect())
}

fn draw(title: &str, name: &str, note: &str, mut rows: Vec<Dots>) -> Option<String> {
    if rows.is_empty() {
        return None;
    }
    let n_left_out = rows.len().saturating_sub(MOST_ROWS);
    rows.truncate(MOST_ROWS);
    // Both what was found and what chance gives is shown, and nothing beyond them.
    let found = rows.iter().flat_map(|row| [row.spread.min, row.spread.max]);
    let by_chance = rows.iter().filter_map(|row| row.chance);
    let by_chance = by_chance.flat_map(|[_, low, high]| [low, high]);
    let range = zoomed(found.chain(by_chance), -1.0..1.0);
    let (top, bottom) = (TOP, TOP + ROW * rows.len() as i32);
    let axis = Across {
        range: &range,
        left: LEFT,
        right: RIGHT,
        top,
        bottom,
        title: name,
        unit: "",
    };
    let mut note = note.to_string();
    if n_left_out > 0 {
        note.push_str(
            &say(id::FIGURES_N_LEFT_OUT_MORE_CELLS)
                .with("n_left_out", n_left_out)
                .to_string(),
        );
    }
    Some(drawn(
        (WIDTH, (bottom + Across::height(SIZE) + 16) as u32),
        |area| {
            heading(area, &format!("{title}: {name}"), &note)?;
            axis.draw(area, &Sheet::light(WIDTH, 200), SIZE)?;
            for (i, row) in rows.iter().enumerate() {
                let y = TOP + ROW * i as i32 + ROW / 2;
                let x = |v: f64| axis.place(v).round() as i32;
                if let Some([_, from, to]) = row.chance {
                    let band = [(x(from), y - 9), (x(to).max(x(from) + 2), y + 9)];
                    area.draw(&Rectangle::new(band, HAIRLINE.filled()))?;
                }
                let name = fitted(&row.group.title(), SIZE, (LEFT - MARGIN - 16) as f32);
                area.draw(&Text::new(name, (MARGIN, y), text(SIZE, INK)))?;
                let ink = colour(0);
                for &value in &row.values {
                    area.draw(&Circle::new((x(value), y), 5, ink.mix(0.45).filled()))?;
                }
                let mean = x(row.spread.mean);
                area.draw(&PathElement::new(
                    [(mean, y - 9), (mean, y + 9)],
                    INK.stroke_width(2),
                ))?;
                let collapsed = if row.group.n_collapsed() > 0 {
                    " collapsed"
                } else {
                    ""
                };
                let number = format!("{:.2}{collapsed}", row.spread.mean);
                area.draw(&Text::new(number, (RIGHT + 10, y), text(SIZE - 2, QUIET)))?;
            }
            Ok(())
        },
    ))
}
