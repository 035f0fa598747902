//! The scores as a table on paper.

use plotters::prelude::*;

use super::sheet::{Sheet, fitted, text, text_left_of};
use crate::pipeline::Analysis;
use crate::scores::Scores;

/// Label columns that have room beside the three scores of the points.
const MOST_COLUMNS: usize = 3;

/// A row a space, a column a score; agreement with labels stands beside what shuffled labels reach.
pub(super) fn draw(analysis: &Analysis, sheet: &Sheet) -> String {
    let own = analysis.config.model.label();
    let spaces: Vec<(&str, &Scores)> = std::iter::once((own.as_str(), &*analysis.scores))
        .chain(analysis.baselines.iter().map(|b| (b.name, &b.scores)))
        .collect();
    let columns: Vec<&str> = analysis.scores.external.iter().take(MOST_COLUMNS).map(|e| e.column.as_str()).collect();
    let mut header = vec!["silhouette".to_string(), "Calinski-Harabasz".into(), "Davies-Bouldin".into()];
    header.extend(columns.iter().map(|c| format!("ARI, {c} (chance)")));
    let rows: Vec<Vec<String>> = spaces.iter().map(|(_, scores)| cells(scores, &columns)).collect();
    let (size, look) = (sheet.body_size(), &sheet.look);
    let note = format!(
        "{} clusters; each space is scored in itself; chance is the mean over shuffled labels",
        analysis.clusters.n_clusters
    );
    sheet.titled("Scores", &note, |area| {
        let (width, height) = area.dim_in_pixel();
        let width = width as i32;
        let row = (height as i32 / (rows.len() as i32 + 1)).min(size * 5 / 2);
        let first = width / 6;
        let each = (width - first) / header.len() as i32;
        let right = |i: usize| first + each * (i as i32 + 1);
        for (i, name) in header.iter().enumerate() {
            let name = fitted(name, size - 1, (each - 8) as f32);
            area.draw(&Text::new(name, (right(i), row / 2), text_left_of(size - 1, look.quiet)))?;
        }
        for (r, ((name, _), cells)) in spaces.iter().zip(&rows).enumerate() {
            let y = row * (r as i32 + 1);
            area.draw(&PathElement::new([(0, y), (width, y)], look.hairline.stroke_width(1)))?;
            let name = fitted(name, size, (first - 8) as f32);
            area.draw(&Text::new(name, (0, y + row / 2), text(size, look.ink)))?;
            for (i, cell) in cells.iter().enumerate() {
                let ink = if cell == UNDEFINED { look.quiet } else { look.ink };
                area.draw(&Text::new(cell.clone(), (right(i), y + row / 2), text_left_of(size, ink)))?;
            }
        }
        Ok(())
    })
}

const UNDEFINED: &str = "undefined";

fn cells(scores: &Scores, columns: &[&str]) -> Vec<String> {
    let number = |v: Option<f64>, digits: usize| v.map_or(UNDEFINED.to_string(), |v| format!("{v:.digits$}"));
    let mut cells =
        vec![number(scores.silhouette, 3), number(scores.calinski_harabasz, 1), number(scores.davies_bouldin, 3)];
    for column in columns {
        let found = scores.external.iter().find(|e| e.column == *column);
        cells.push(found.map_or(UNDEFINED.to_string(), |e| format!("{:.3} ({:.3})", e.ari.value, e.ari.chance)));
    }
    cells
}
