//! Numbers as a field of colour.

use std::fmt::Write;

use plotters::prelude::*;

/// Steps of a colour scale.
const LEVELS: usize = 40;
/// Units by which cells lie over their neighbours, so that no paper shines through between them.
const OVERLAP: f32 = 0.25;

/// Where a field stands on its sheet, in units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::export) struct Place {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// Cells from 0 to 1, row by row from the top, as one path a colour: small, and without seams.
pub(super) fn field(
    at: &Place,
    n_columns: usize,
    cells: &[f32],
    colour: impl Fn(f32) -> RGBColor,
) -> String {
    let n_rows = cells.len() / n_columns.max(1);
    let mut paths = vec![String::new(); LEVELS];
    let level =
        |v: f32| ((v.clamp(0.0, 1.0) * (LEVELS - 1) as f32).round() as usize).min(LEVELS - 1);
    let (wide, tall) = (at.width / n_columns as f32, at.height / n_rows as f32);
    for (r, row) in cells.chunks_exact(n_columns).enumerate() {
        let mut start = 0;
        for c in 1..=n_columns {
            if c < n_columns && level(row[c]) == level(row[start]) {
                continue;
            }
            let (x, y) = (at.x + wide * start as f32, at.y + tall * r as f32);
            // Writing to a string cannot fail.
            let _ = write!(
                paths[level(row[start])],
                "M{x:.2} {y:.2}h{:.2}v{:.2}H{x:.2}z",
                wide * (c - start) as f32 + OVERLAP,
                tall + OVERLAP
            );
            start = c;
        }
    }
    let shade = |i: usize| colour(i as f32 / (LEVELS - 1) as f32);
    let filled = paths
        .iter()
        .enumerate()
        .filter(|(_, path)| !path.is_empty());
    filled
        .map(|(i, path)| {
            let RGBColor(r, g, b) = shade(i);
            format!("<path fill=\"#{r:02X}{g:02X}{b:02X}\" d=\"{path}\"/>\n")
        })
        .collect()
}
