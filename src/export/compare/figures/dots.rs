//! One line a cell: every seed a dot, their mean a stroke, what shuffled labels give a grey band.

use plotters::prelude::*;

use super::{MARGIN, TOP, heading};
use crate::experiment::{Group, Score, Spread};
use crate::export::figures::{
    Across, HAIRLINE, INK, QUIET, Sheet, colour, drawn, fitted, text, zoomed,
};

const ROW: i32 = 30;
const WIDTH: u32 = 1100;
/// Where the scale begins and ends, in units.
const LEFT: i32 = 430;
const RIGHT: i32 = 1000;
/// A figure higher than this many rows is no figure; the tables have all.
const MOST_ROWS: usize = 120;
const SIZE: i32 = 16;

/// Cells by one score; `None` when it is undefined for all of them.
pub(super) fn scores(
    title: &str,
    groups: &[&Group],
    score: Score,
    column: Option<&str>,
) -> Option<String> {
    let value = |g: &Group| match column {
        Some(column) => g.external(score, column),
        None => g.internal(score),
    };
    let mut rows: Vec<(&Group, Spread)> = groups
        .iter()
        .filter_map(|g| Some((*g, value(g)?)))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let n_left_out = rows.len().saturating_sub(MOST_ROWS);
    rows.truncate(MOST_ROWS);
    let chance = |g: &Group| column.and_then(|c| g.chance(score, c));
    // Both what was found and what chance gives is shown, and nothing beyond them.
    let found = rows.iter().flat_map(|(_, s)| [s.min, s.max]);
    let by_chance = rows
        .iter()
        .filter_map(|(g, _)| chance(g))
        .flat_map(|[_, low, high]| [low, high]);
    let range = zoomed(found.chain(by_chance), -1.0..1.0);
    let (top, bottom) = (TOP, TOP + ROW * rows.len() as i32);
    let of = column.map_or(String::new(), |c| format!(" with {c}"));
    let name = format!("{}{of}", score.label());
    let axis = Across {
        range: &range,
        left: LEFT,
        right: RIGHT,
        top,
        bottom,
        title: &name,
        unit: "",
    };
    let mut note = match column {
        Some(_) => {
            "a dot is a seed, the stroke their mean, the band what shuffled labels give".to_string()
        }
        None => {
            "a dot is a seed, the stroke their mean; each silhouette is taken in a space of its own"
                .to_string()
        }
    };
    if n_left_out > 0 {
        note.push_str(&format!("; {n_left_out} more cells are in the tables"));
    }
    Some(drawn(
        (WIDTH, (bottom + Across::height(SIZE) + 16) as u32),
        |area| {
            heading(area, &format!("{title}: {name}"), &note)?;
            axis.draw(area, &Sheet::light(WIDTH, 200), SIZE)?;
            for (i, (group, spread)) in rows.iter().enumerate() {
                let y = TOP + ROW * i as i32 + ROW / 2;
                let x = |v: f64| axis.place(v).round() as i32;
                if let Some([_, from, to]) = chance(group) {
                    let band = [(x(from), y - 9), (x(to).max(x(from) + 2), y + 9)];
                    area.draw(&Rectangle::new(band, HAIRLINE.filled()))?;
                }
                let name = fitted(&group.title(), SIZE, (LEFT - MARGIN - 16) as f32);
                area.draw(&Text::new(name, (MARGIN, y), text(SIZE, INK)))?;
                let ink = colour(0);
                for (_, _, clustered) in &group.runs {
                    let at = match column {
                        Some(column) => clustered
                            .with(column)
                            .and_then(|a| score.external(a))
                            .map(|a| a.value),
                        None => score.internal(clustered),
                    };
                    if let Some(v) = at {
                        area.draw(&Circle::new((x(v), y), 5, ink.mix(0.45).filled()))?;
                    }
                }
                let mean = x(spread.mean);
                area.draw(&PathElement::new(
                    [(mean, y - 9), (mean, y + 9)],
                    INK.stroke_width(2),
                ))?;
                let collapsed = if group.n_collapsed() > 0 {
                    " collapsed"
                } else {
                    ""
                };
                let number = format!("{:.2}{collapsed}", spread.mean);
                area.draw(&Text::new(number, (RIGHT + 10, y), text(SIZE - 2, QUIET)))?;
            }
            Ok(())
        },
    ))
}
