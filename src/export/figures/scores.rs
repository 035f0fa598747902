//! The scores as a table on paper.

use plotters::prelude::*;

use super::axis::shown;
use super::sheet::{Area, Drawn, Sheet, fitted, text, text_left_of};
use crate::pipeline::Analysis;
use crate::reading::say::{Beside, block_name, collapse_note};
use crate::scores::{AgainstChance, External, Internal, Metric, Scores};
use crate::words::{Text as Words, id, say, tr};

const UNDEFINED: Words = id::COMMON_UNDEFINED;

/// The model's space and the simpler ones, each with its name.
pub(super) fn spaces(analysis: &Analysis) -> Vec<(String, &Scores)> {
    let own = (analysis.config.model.name(), &*analysis.scores);
    std::iter::once(own)
        .chain(
            analysis
                .baselines
                .iter()
                .map(|b| (block_name(b.name).to_string(), &b.scores)),
        )
        .collect()
}

/// A sheet with room for every row.
pub(super) fn sheet(analysis: &Analysis) -> Sheet {
    let n_rows = table(analysis).len() as u32;
    Sheet::light(1100, 150 + 34 * n_rows)
}

/// A line of the table; a heading stands above those that follow it.
struct Row {
    is_heading: bool,
    name: String,
    cells: Vec<String>,
}

/// Scores of the points by space, then agreement with each label by space, beside what shuffled
/// labels reach.
fn table(analysis: &Analysis) -> Vec<Row> {
    let spaces = spaces(analysis);
    let points = Internal::ALL
        .iter()
        .map(|score| score.facts().label.as_str());
    let mut rows = vec![Row {
        is_heading: true,
        name: tr(id::COMMON_SPACE).to_string(),
        cells: points.map(String::from).collect(),
    }];
    for (name, s) in &spaces {
        let number =
            |v: Option<f64>, digits: usize| v.map_or(UNDEFINED.to_string(), |v| shown(v, digits));
        let cells = s.internal.iter();
        let cells = cells.map(|(score, &value)| number(value, score.facts().decimals));
        rows.push(Row {
            is_heading: false,
            name: name.clone(),
            cells: cells.collect(),
        });
    }
    for (i, label) in analysis.scores.external.iter().enumerate() {
        let name = say(id::FIGURES_AGREEMENT_LABEL)
            .with("label", &label.column)
            .to_string();
        let cells = External::HEADLINES.map(|score| {
            say(id::FIGURES_SCORE_CHANCE)
                .with("score", score.facts().label.as_str())
                .to_string()
        });
        let cells = cells
            .into_iter()
            .chain([tr(id::FIGURES_LARGEST_CLASS).to_string()])
            .collect();
        rows.push(Row {
            is_heading: true,
            name,
            cells,
        });
        for (name, s) in &spaces {
            let beside =
                |s: AgainstChance| format!("{} ({})", shown(s.value, 3), shown(s.chance, 3));
            let cells = match s.external.get(i) {
                Some(e) => External::HEADLINES
                    .into_iter()
                    .map(|score| beside(e[score]))
                    .chain([format!("{:.3}", e.majority)])
                    .collect(),
                None => vec![UNDEFINED.to_string(); External::HEADLINES.len() + 1],
            };
            rows.push(Row {
                is_heading: false,
                name: name.clone(),
                cells,
            });
        }
    }
    rows
}

pub(super) fn draw(analysis: &Analysis, sheet: &Sheet) -> String {
    let rows = table(analysis);
    let size = sheet.body_size();
    let room = sheet.height as i32 - sheet.top() - sheet.margin();
    let row = (room / rows.len() as i32).clamp(size + 4, size * 5 / 2);
    let n_shown = rows.len().min((room / row).max(1) as usize);
    let left_out = match rows.len() - n_shown {
        0 => String::new(),
        n => say(id::FIGURES_N_MORE_LINES_HAVE_NO)
            .with("n", n)
            .to_string(),
    };
    let collapsed = collapse_note(analysis.is_collapsed(), Beside::Scores).as_str();
    let note = say(id::FIGURES_N_CLUSTERS_EACH_SPACE_SCORED)
        .with("n", analysis.clusters.n_clusters)
        .with("collapsed", collapsed)
        .with("left_out", left_out)
        .to_string();
    sheet.titled(tr(id::COMMON_SCORES), &note, |area| {
        for (r, line) in rows[..n_shown].iter().enumerate() {
            line_of(area, sheet, line, row * r as i32, row)?;
        }
        Ok(())
    })
}

fn line_of(area: &Area<'_>, sheet: &Sheet, line: &Row, top: i32, tall: i32) -> Drawn {
    let (size, look) = (sheet.body_size(), &sheet.look);
    let width = area.dim_in_pixel().0 as i32;
    let first = width / 3;
    let each = (width - first) / 4;
    let (y, size) = (
        top + tall / 2,
        if line.is_heading { size - 1 } else { size },
    );
    if !line.is_heading {
        area.draw(&PathElement::new(
            [(0, top), (width, top)],
            look.hairline.stroke_width(1),
        ))?;
    }
    let ink = if line.is_heading {
        look.quiet
    } else {
        look.ink
    };
    area.draw(&Text::new(
        fitted(&line.name, size, (first - 8) as f32),
        (0, y),
        text(size, ink),
    ))?;
    for (i, cell) in line.cells.iter().enumerate() {
        let ink = if cell == UNDEFINED.as_str() {
            look.quiet
        } else {
            ink
        };
        let cell = fitted(cell, size, (each - 8) as f32);
        area.draw(&Text::new(
            cell,
            (first + each * (i as i32 + 1), y),
            text_left_of(size, ink),
        ))?;
    }
    Ok(())
}
