//! What goes into a model and what comes out again, as strips of colour.

use plotters::prelude::*;

use super::{MARGIN, TOP, heading};
use crate::experiment::{Group, Reconstruction};
use crate::export::figures::{INK, QUIET, drawn, fitted, text};

const WIDTH: i32 = 1100;
const LEFT: i32 = 330;
const STRIP: i32 = 22;
/// Columns that are drawn; of more, neighbours are averaged.
const CELLS: usize = 240;
/// A strip's darkest red and blue stand for this many deviations of all that is drawn.
const MOST_DEVIATIONS: f32 = 2.5;

/// For each model a few songs that it has not learnt from where some were held out: features above, reconstruction
/// below. `None` without any.
pub(super) fn draw(title: &str, groups: &[&Group]) -> Option<String> {
    let mut models: Vec<(String, &[Reconstruction])> = Vec::new();
    for group in groups {
        let name = [group.modality, group.features, group.model].into_iter().filter(|n| !n.is_empty());
        let name = name.collect::<Vec<_>>().join(" · ");
        let of_first = group.runs.first().map(|(_, fit, _)| fit.reconstructions.as_slice()).unwrap_or_default();
        if !of_first.is_empty() && !models.iter().any(|(n, _)| *n == name) {
            models.push((name, of_first));
        }
    }
    if models.is_empty() {
        return None;
    }
    let each = |songs: &[Reconstruction]| 30 + songs.len() as i32 * (2 * STRIP + 12) + 10;
    let height = TOP + models.iter().map(|(_, songs)| each(songs)).sum::<i32>() + 16;
    Some(drawn((WIDTH as u32, height as u32), |area| {
        let note =
            "held-out songs where there are any; above the features as the model sees them, below what it decodes";
        heading(area, &format!("{title}: reconstructions"), note)?;
        let mut y = TOP;
        for (name, songs) in &models {
            area.draw(&Text::new(fitted(name, 17, (WIDTH - 2 * MARGIN) as f32), (MARGIN, y + 10), text(17, INK)))?;
            let mut at = y + 30;
            for song in *songs {
                let name = fitted(&song.song, 15, (LEFT - MARGIN - 12) as f32);
                area.draw(&Text::new(name, (MARGIN, at + STRIP), text(15, QUIET)))?;
                let scale = deviation(&song.features) * MOST_DEVIATIONS;
                for (values, top) in [(&song.features, at), (&song.decoded, at + STRIP)] {
                    let cells = averaged(values);
                    let place = |i: usize| LEFT + (i as i32 * (WIDTH - MARGIN - LEFT)) / cells.len() as i32;
                    for (i, &v) in cells.iter().enumerate() {
                        let cell = [(place(i), top), (place(i + 1), top + STRIP - 1)];
                        area.draw(&Rectangle::new(cell, shade(v / scale).filled()))?;
                    }
                }
                at += 2 * STRIP + 12;
            }
            y += each(songs);
        }
        Ok(())
    }))
}

fn deviation(values: &[f32]) -> f32 {
    let squares: f32 = values.iter().map(|v| v * v).sum();
    (squares / values.len().max(1) as f32).sqrt().max(1e-6)
}

fn averaged(values: &[f32]) -> Vec<f32> {
    let n = CELLS.min(values.len());
    (0..n)
        .map(|i| {
            let part = &values[i * values.len() / n..((i + 1) * values.len() / n).max(i * values.len() / n + 1)];
            part.iter().sum::<f32>() / part.len() as f32
        })
        .collect()
}

/// Blue below the mean, red above it, white at it.
fn shade(v: f32) -> RGBColor {
    let v = v.clamp(-1.0, 1.0);
    let to = if v < 0.0 { [0x15, 0x63, 0x94] } else { [0xB0, 0x22, 0x1B] };
    let [r, g, b] = to.map(|c: u8| (255.0 + (f32::from(c) - 255.0) * v.abs()).round() as u8);
    RGBColor(r, g, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_columns_are_averaged_and_few_are_not() {
        assert_eq!(averaged(&[1.0, 2.0, 3.0]), [1.0, 2.0, 3.0]);
        let many: Vec<f32> = (0..2 * CELLS).map(|i| i as f32).collect();
        assert_eq!(averaged(&many)[..2], [0.5, 2.5]);
        assert_eq!(averaged(&many).len(), CELLS);
    }

    #[test]
    fn the_mean_is_white_and_both_sides_differ() {
        assert_eq!(shade(0.0), RGBColor(255, 255, 255));
        assert!(shade(1.0).0 > shade(1.0).2 && shade(-1.0).2 > shade(-1.0).0);
    }
}
