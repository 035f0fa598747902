//! Grids of numbers as fields of colour: what dimensions know of labels, and how far songs are
//! apart.

use plotters::prelude::*;

use super::Subject;
use super::axis::{ColourBar, upward};
use super::field::{Place, field};
use super::sheet::{Sheet, fitted, rgb, text_about, text_left_of, with_more};
use crate::export::palette::{mel, sequential};
use crate::matrix::squared_distance;
use crate::pipeline::Analysis;
use crate::words::{id, say, tr};

/// Songs of a matrix of distances; of more, some of each cluster are drawn.
const MOST_SONGS: usize = 200;

/// Rows are labels, columns dimensions, the most telling first; a cell is the share of the label's
/// entropy that the dimension knows beyond what chance gives.
pub(super) fn information(analysis: &Analysis, sheet: &Sheet) -> String {
    let columns = &analysis.probes.disentanglement.columns;
    let n_dims = columns.first().map_or(0, |c| c.mutual_information.len());
    let share = |c: usize, d: usize| {
        let column = &columns[c];
        ((column.mutual_information[d] - column.chance[d]) / column.entropy.max(1e-9))
            .clamp(0.0, 1.0) as f32
    };
    let mut dims: Vec<usize> = (0..n_dims).collect();
    let best = |d: usize| (0..columns.len()).map(|c| share(c, d)).fold(0.0, f32::max);
    dims.sort_by(|&a, &b| best(b).total_cmp(&best(a)));
    let cells: Vec<f32> = (0..columns.len())
        .flat_map(|c| dims.iter().map(move |&d| (c, d)))
        .map(|(c, d)| share(c, d))
        .collect();
    let most = cells.iter().copied().fold(0.01_f32, f32::max);
    let scaled: Vec<f32> = cells.iter().map(|v| v / most).collect();
    let (size, look) = (sheet.body_size(), &sheet.look);
    let note = tr(id::FIGURES_SHARE_LABEL_S_ENTROPY_DIMENSION);
    let (left, top) = (sheet.width as i32 / 5, sheet.top());
    let margin = sheet.margin();
    let right = sheet.width as i32 - margin - ColourBar::width(size) - 2 * size;
    let place = Place {
        x: left as f32,
        y: top as f32,
        width: (right - left) as f32,
        height: ((sheet.height as i32 - top - 4 * size) as f32)
            .min((columns.len() * 60) as f32)
            .max(20.0),
    };
    let bar = ColourBar {
        place: Place {
            x: (right + size) as f32,
            y: place.y,
            width: size as f32,
            height: place.height.max(96.0),
        },
        range: 0.0..f64::from(100.0 * most),
        title: tr(id::FIGURES_SHARE),
    };
    let svg = sheet.titled(tr(id::EXPORT_WHAT_DIMENSIONS_KNOW_LABELS), note, |area| {
        let tall = place.height / columns.len().max(1) as f32;
        for (i, column) in columns.iter().enumerate() {
            let y = (tall * (i as f32 + 0.5)) as i32;
            let name = fitted(&column.column, size, (left - margin - 12) as f32);
            area.draw(&Text::new(
                name,
                (left - margin - 8, y),
                text_left_of(size, look.ink),
            ))?;
        }
        let wide = place.width / n_dims.max(1) as f32;
        for (i, dim) in dims
            .iter()
            .enumerate()
            .step_by(((2 * size + 4) as f32 / wide).ceil().max(1.0) as usize)
        {
            let at = (
                left - margin + (wide * (i as f32 + 0.5)) as i32,
                place.height as i32 + size,
            );
            area.draw(&Text::new(
                format!("z{dim}"),
                at,
                text_about(size - 2, look.quiet),
            ))?;
        }
        let middle = (
            left - margin + place.width as i32 / 2,
            place.height as i32 + 5 * size / 2,
        );
        area.draw(&Text::new(
            tr(id::FIGURES_LATENT_DIMENSION_MOST_TELLING_FIRST),
            middle,
            text_about(size - 1, look.ink),
        ))?;
        bar.draw(area, sheet, (margin, top))
    });
    let shade = |v: f32| rgb(sequential(v));
    with_more(
        svg,
        &(field(&place, n_dims.max(1), &scaled, shade) + &bar.field(shade)),
    )
}

/// Distances between songs in the latent space, cluster after cluster: tight clusters are dark
/// squares on the diagonal.
pub(super) fn distances(subject: Subject, sheet: &Sheet) -> String {
    let analysis = subject.analysis;
    let mut songs: Vec<usize> = (0..analysis.library.songs.len()).collect();
    songs.sort_by_key(|&i| analysis.clusters.labels[i].unwrap_or(u32::MAX));
    let n_all = songs.len();
    let step = n_all.div_ceil(MOST_SONGS).max(1);
    let songs: Vec<usize> = songs.into_iter().step_by(step).collect();
    let (n, z) = (songs.len(), analysis.latents());
    let cells: Vec<f32> = songs
        .iter()
        .flat_map(|&i| {
            songs
                .iter()
                .map(move |&j| squared_distance(z.row(i), z.row(j)).sqrt())
        })
        .collect();
    let most = cells.iter().copied().fold(1e-6_f32, f32::max);
    let near: Vec<f32> = cells.iter().map(|d| 1.0 - d / most).collect();
    let (size, look) = (sheet.body_size(), &sheet.look);
    let drawn = if step > 1 {
        say(id::FIGURES_EVERY_STEP_TH_N_ALL)
            .with("step", step)
            .with("n_all", n_all)
            .to_string()
    } else {
        say(id::FIGURES_N_ALL_SONGS)
            .with("n_all", n_all)
            .to_string()
    };
    let note = say(id::FIGURES_DRAWN_ORDERED_CLUSTER_STRONGEST_WHERE)
        .with("drawn", drawn)
        .to_string();
    let margin = sheet.margin();
    let at_right = ColourBar::width(size) + 2 * size;
    let side = (sheet.height as i32 - sheet.top() - margin - 2 * size)
        .min(sheet.width as i32 * 7 / 10 - at_right)
        .max(40) as f32;
    let left = sheet.width as f32 - side - (margin + at_right) as f32;
    let place = Place {
        x: left,
        y: sheet.top() as f32,
        width: side,
        height: side,
    };
    let bar = ColourBar {
        place: Place {
            x: left + side + size as f32,
            y: place.y,
            width: size as f32,
            height: side,
        },
        range: 0.0..f64::from(most),
        title: tr(id::FIGURES_DISTANCE_LATENT_SPACE),
    };
    let svg = sheet.titled(tr(id::EXPORT_MENU_DISTANCES_BETWEEN_SONGS), &note, |area| {
        let mut start = 0;
        for group in
            songs.chunk_by(|&a, &b| analysis.clusters.labels[a] == analysis.clusters.labels[b])
        {
            let (from, to) = (
                side * start as f32 / n as f32,
                side * (start + group.len()) as f32 / n as f32,
            );
            if to - from > size as f32 {
                let name = analysis.clusters.labels[group[0]]
                    .map_or(tr(id::EXPORT_NOISE), |c| &subject.clusters[c as usize]);
                let right = left as i32 - margin - 12;
                let name = fitted(name, size - 1, (right - 2 * size) as f32);
                let at = (right, ((from + to) / 2.0) as i32);
                area.draw(&Text::new(name, at, text_left_of(size - 1, look.quiet)))?;
            }
            start += group.len();
        }
        upward(
            area,
            tr(id::FIGURES_SONGS_CLUSTER),
            (size / 2, side as i32 / 2),
            size - 1,
            look.ink,
        )?;
        let below = (
            left as i32 - margin + side as i32 / 2,
            side as i32 + 3 * size / 2,
        );
        area.draw(&Text::new(
            tr(id::FIGURES_SAME_SONGS),
            below,
            text_about(size - 1, look.ink),
        ))?;
        bar.draw(area, sheet, (margin, sheet.top()))
    });
    let far = |v: f32| rgb(mel(1.0 - v, look.ground));
    with_more(
        svg,
        &(field(&place, n.max(1), &near, |v| far(1.0 - v)) + &bar.field(far)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_one_colour_side_by_side_are_one_shape() {
        let at = Place {
            x: 10.0,
            y: 20.0,
            width: 40.0,
            height: 20.0,
        };
        let drawn = field(&at, 4, &[0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 1.0], |v| {
            rgb(sequential(v))
        });
        assert_eq!(drawn.matches("<path").count(), 2);
        assert_eq!(drawn.matches('M').count(), 2 + 4);
        assert!(drawn.contains("M10.00 20.00h20.25"), "{drawn}");
    }
}
