//! What goes into a model and what comes out again, as strips of colour.

use plotters::prelude::*;

use super::{MARGIN, TOP, heading};
use crate::experiment::{FitResult, Group, Reconstruction};
use crate::export::figures::{
    Area, ColourBar, Drawn, HAIRLINE, INK, Place, QUIET, Sheet, drawn, fitted, text, text_about,
    text_left_of, text_width, with_more,
};
use crate::reading::say::block_name;
use crate::words::{id, say, tr};

const WIDTH: i32 = 1100;
/// Where strips begin and end.
const LEFT: i32 = 360;
const RIGHT: i32 = 970;
const STRIP: i32 = 22;
/// Room of a song, of a model's name, and of the names of the blocks below its songs.
const SONG: i32 = 2 * STRIP + 12;
const NAME: i32 = 30;
const BLOCKS: i32 = 46;
/// Columns that are drawn; of more, neighbours are averaged.
const CELLS: usize = 240;
/// A strip's darkest red and blue stand for this many deviations of the song's features.
const MOST_DEVIATIONS: f32 = 2.5;

/// For each model a few songs that it has not learnt from where some were held out: features above,
/// reconstruction below. `None` without any.
pub(super) fn draw(title: &str, groups: &[&Group]) -> Option<String> {
    let mut models: Vec<(String, &FitResult)> = Vec::new();
    for group in groups {
        let name = [group.modality, group.features, group.model]
            .into_iter()
            .filter(|n| !n.is_empty());
        let name = name.collect::<Vec<_>>().join(" · ");
        let first = group
            .runs
            .first()
            .map(|(_, fit, _)| *fit)
            .filter(|fit| !fit.reconstructions.is_empty());
        if let Some(fit) = first.filter(|_| !models.iter().any(|(n, _)| *n == name)) {
            models.push((name, fit));
        }
    }
    if models.is_empty() {
        return None;
    }
    let each = |fit: &FitResult| NAME + fit.reconstructions.len() as i32 * SONG + BLOCKS;
    let height = TOP + models.iter().map(|(_, fit)| each(fit)).sum::<i32>() + 8;
    let sheet = Sheet::light(WIDTH as u32, height as u32);
    let bar = ColourBar {
        place: Place {
            x: (RIGHT + 24) as f32,
            y: (TOP + NAME) as f32,
            width: 16.0,
            height: 3.0 * SONG as f32,
        },
        range: f64::from(-MOST_DEVIATIONS)..f64::from(MOST_DEVIATIONS),
        title: tr(id::FIGURES_STANDARD_DEVIATIONS_FROM_MEAN),
    };
    let svg = drawn((WIDTH as u32, height as u32), |area| {
        let note = tr(id::FIGURES_FIRST_SEED_HELD_OUT_SONGS);
        heading(
            area,
            &say(id::FIGURES_TITLE_RECONSTRUCTIONS)
                .with("title", title)
                .to_string(),
            note,
        )?;
        bar.draw(area, &sheet, (0, 0))?;
        let mut y = TOP;
        for (name, fit) in &models {
            model(area, name, fit, y)?;
            y += each(fit);
        }
        Ok(())
    });
    Some(with_more(svg, &bar.field(|share| shade(2.0 * share - 1.0))))
}

fn model(area: &Area<'_>, name: &str, fit: &FitResult, top: i32) -> Drawn {
    area.draw(&Text::new(
        fitted(name, 17, (RIGHT - MARGIN) as f32),
        (MARGIN, top + 10),
        text(17, INK),
    ))?;
    let mut y = top + NAME;
    for song in &fit.reconstructions {
        strips(area, song, y)?;
        y += SONG;
    }
    blocks(area, fit, (top + NAME, y - 12))
}

/// A song's two strips, with their names at the left.
fn strips(area: &Area<'_>, song: &Reconstruction, top: i32) -> Drawn {
    let name = fitted(&song.song, 15, (LEFT - MARGIN - 100) as f32);
    area.draw(&Text::new(name, (MARGIN, top + STRIP), text(15, QUIET)))?;
    let scale = deviation(&song.features) * MOST_DEVIATIONS;
    for (what, values, top) in [
        (tr(id::CONFIG_FEATURES), &song.features, top),
        (tr(id::LATENT_DECODED_2), &song.decoded, top + STRIP),
    ] {
        area.draw(&Text::new(
            what,
            (LEFT - 8, top + STRIP / 2),
            text_left_of(13, QUIET),
        ))?;
        let cells = averaged(values);
        let place = |i: usize| LEFT + (i as i32 * (RIGHT - LEFT)) / cells.len() as i32;
        for (i, &v) in cells.iter().enumerate() {
            let cell = [(place(i), top), (place(i + 1), top + STRIP - 1)];
            area.draw(&Rectangle::new(cell, shade(v / scale).filled()))?;
        }
    }
    Ok(())
}

/// Where each block of columns begins, and its name below; names that have no room stand in the
/// line below the axis only as far as they fit.
fn blocks(area: &Area<'_>, fit: &FitResult, (top, bottom): (i32, i32)) -> Drawn {
    let n_all: usize = fit.blocks.iter().map(|(_, n)| n).sum();
    let mut before = 0;
    for (name, n) in &fit.blocks {
        let place = |n: usize| {
            LEFT + (n as f64 / n_all.max(1) as f64 * f64::from(RIGHT - LEFT)).round() as i32
        };
        let (from, to) = (place(before), place(before + n));
        before += n;
        area.draw(&PathElement::new(
            [(from, top), (from, bottom + 6)],
            INK.stroke_width(1),
        ))?;
        let name = fitted(
            &format!("{} ({n})", block_name(name)),
            13,
            ((to - from - 6) as f32).max(text_width("…", 13)),
        );
        area.draw(&Text::new(
            name,
            ((from + to) / 2, bottom + 12),
            text_about(13, QUIET),
        ))?;
    }
    area.draw(&PathElement::new(
        [(LEFT, bottom), (RIGHT, bottom)],
        HAIRLINE.stroke_width(1),
    ))?;
    let n = fit.reconstructions.first().map_or(0, |r| r.features.len());
    let title = say(id::FIGURES_COLUMNS_FEATURES_BLOCK_BLOCK_N)
        .with("n", n)
        .to_string();
    area.draw(&Text::new(
        title,
        ((LEFT + RIGHT) / 2, bottom + 30),
        text_about(14, INK),
    ))?;
    Ok(())
}

fn deviation(values: &[f32]) -> f32 {
    let squares: f32 = values.iter().map(|v| v * v).sum();
    (squares / values.len().max(1) as f32).sqrt().max(1e-6)
}

fn averaged(values: &[f32]) -> Vec<f32> {
    let n = CELLS.min(values.len());
    (0..n)
        .map(|i| {
            let part = &values
                [i * values.len() / n..((i + 1) * values.len() / n).max(i * values.len() / n + 1)];
            part.iter().sum::<f32>() / part.len() as f32
        })
        .collect()
}

/// Blue below the mean, red above it, white at it.
fn shade(v: f32) -> RGBColor {
    let v = v.clamp(-1.0, 1.0);
    let to = if v < 0.0 {
        [0x15, 0x63, 0x94]
    } else {
        [0xB0, 0x22, 0x1B]
    };
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
