//! Agreement of clusters with every label by the headline scores, each space beside the others and beside
//! chance.

use std::ops::Range;

use plotters::prelude::*;

use super::axis::{Across, zoomed};
use super::marker;
use super::scores::spaces;
use super::sheet::{Area, Sheet, fitted, text, text_width, with_more};
use crate::pipeline::Analysis;
use crate::reading::say::{Beside, collapse_note};
use crate::scores::{External, Scores};
use crate::words::{id, say, tr};

/// Height that a row likes to have.
const ROW: i32 = 26;
/// More labels than this would be a list and no figure.
const MOST_LABELS: usize = 12;

fn n_labels(analysis: &Analysis) -> usize {
    analysis.scores.external.len().min(MOST_LABELS)
}

/// A sheet with room for every label and space.
pub(super) fn sheet(analysis: &Analysis) -> Sheet {
    let n_rows = n_labels(analysis) * spaces(analysis).len();
    Sheet::light(
        1100,
        206 + (ROW * n_rows as i32 + 8 * n_labels(analysis) as i32) as u32,
    )
}

/// A panel a score; a row a space of a label, with a dot at its value and a band over what 95 % of
/// shuffled labels give.
pub(super) fn draw(analysis: &Analysis, sheet: &Sheet) -> String {
    let spaces = spaces(analysis);
    let (n, of_all) = (n_labels(analysis), analysis.scores.external.len());
    let left_out = if n < of_all {
        say(id::FIGURES_N_MORE_LABELS_TABLES)
            .with("n", of_all - n)
            .to_string()
    } else {
        String::new()
    };
    let collapsed = collapse_note(analysis.is_collapsed(), Beside::Scores).as_str();
    let note = say(id::FIGURES_BANDS_WHAT_95_SHUFFLED_LABELS)
        .with("collapsed", collapsed)
        .with("left_out", left_out)
        .to_string();
    let mut dots = String::new();
    let svg = sheet.titled(tr(id::FIGURES_AGREEMENT_CLUSTERS_LABELS), &note, |area| {
        let (size, look) = (sheet.body_size(), &sheet.look);
        let (width, height) = area.dim_in_pixel();
        let (width, left) = (width as i32, width as i32 * 2 / 10);
        dots.push_str(&key(area, sheet, &spaces)?);
        let (top, bottom) = (5 * size / 2, height as i32 - Across::height(size));
        let group = ((bottom - top) / n.max(1) as i32).max(spaces.len() as i32);
        for (i, label) in analysis.scores.external.iter().take(n).enumerate() {
            let y = top + group * i as i32;
            let name = fitted(&label.column, size, (left - 12) as f32);
            area.draw(&Text::new(name, (0, y + group / 2), text(size, look.ink)))?;
            area.draw(&PathElement::new(
                [(0, y), (width, y)],
                look.hairline.stroke_width(1),
            ))?;
        }
        let each = (width - left) / External::HEADLINES.len() as i32;
        for (p, score) in External::HEADLINES.into_iter().enumerate() {
            let panel = Panel {
                score,
                left: left + each * p as i32,
                right: left + each * (p as i32 + 1) - 44,
            };
            dots.push_str(&panel.draw(area, sheet, &spaces, n, [top, bottom, group])?);
        }
        Ok(())
    });
    with_more(svg, &dots)
}

fn key(
    area: &Area<'_>,
    sheet: &Sheet,
    spaces: &[(String, &Scores)],
) -> Result<String, Box<dyn std::error::Error>> {
    let (size, look) = (sheet.body_size(), &sheet.look);
    let (mut x, mut dots) = (size / 2, String::new());
    let (left, top) = area.get_base_pixel();
    for (i, (name, _)) in spaces.iter().enumerate() {
        let at = [left + x, top + size / 2].map(f64::from);
        dots.push_str(&marker::dot(
            i,
            at,
            0.4 * f64::from(size),
            look.colour(i),
            look.paper,
        ));
        area.draw(&Text::new(
            name.clone(),
            (x + size, size / 2),
            text(size, look.ink),
        ))?;
        x += size + text_width(name, size).ceil() as i32 + 2 * size;
    }
    Ok(dots)
}

struct Panel {
    score: External,
    left: i32,
    right: i32,
}

impl Panel {
    /// The panel's axis and bands; its dots are given back.
    fn draw(
        &self,
        area: &Area<'_>,
        sheet: &Sheet,
        spaces: &[(String, &Scores)],
        n_labels: usize,
        [top, bottom, group]: [i32; 3],
    ) -> Result<String, Box<dyn std::error::Error>> {
        let scores = |i: usize| {
            spaces
                .iter()
                .map(move |(_, s)| s.external.get(i).map(|e| e[self.score]))
        };
        let all = (0..n_labels).flat_map(scores).flatten();
        let range: Range<f64> =
            zoomed(all.flat_map(|s| [s.value, s.band[0], s.band[1]]), -1.0..1.0);
        let (size, look) = (sheet.body_size(), &sheet.look);
        let axis = Across {
            range: &range,
            left: self.left,
            right: self.right,
            top,
            bottom,
            title: self.score.facts().label.as_str(),
            unit: "",
        };
        axis.draw(area, sheet, size)?;
        let (left, above) = area.get_base_pixel();
        let mut dots = String::new();
        for i in 0..n_labels {
            let row = (group - 8).max(1) / spaces.len().max(1) as i32;
            for (s, score) in scores(i).enumerate() {
                let Some(score) = score else { continue };
                let y = top + group * i as i32 + 4 + row * s as i32 + row / 2;
                let [from, to] = score.band.map(|v| axis.place(v) as i32);
                let half = (row / 2 - 1).max(2);
                area.draw(&Rectangle::new(
                    [(from, y - half), (to.max(from + 2), y + half)],
                    look.faded.filled(),
                ))?;
                let at = [
                    f64::from(left) + axis.place(score.value),
                    f64::from(above + y),
                ];
                dots.push_str(&marker::dot(
                    s,
                    at,
                    0.32 * f64::from(size),
                    look.colour(s),
                    look.paper,
                ));
            }
        }
        Ok(dots)
    }
}
