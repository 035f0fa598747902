//! The map, coloured by one label.

use std::ops::Range;

use plotters::prelude::*;

use super::{Area, Drawn, INK, QUIET, colour, drawn, fitted, text, text_width};
use crate::config::ProjectionMethod;
use crate::export::tables::modality_shown;
use crate::library::LabelColumn;
use crate::matrix::Matrix;
use crate::pipeline::Analysis;

const SIZE: (u32, u32) = (1200, 860);
const MARGIN: i32 = 32;
const TOP: i32 = 100;
const LEGEND_WIDTH: i32 = 270;
const LEGEND_ROW: i32 = 27;
const LEGEND_TEXT: i32 = 18;
/// With more classes than this, only the most frequent have colours: eyes tell no more apart.
const MOST_CLASSES: usize = 24;
const MOST_FREQUENT: usize = 12;
const OTHER: RGBColor = RGBColor(0xCD, 0xD1, 0xD6);

pub(super) fn draw(analysis: &Analysis, column: &LabelColumn) -> String {
    let width = (SIZE.0 as i32 - 2 * MARGIN) as f32;
    drawn(SIZE, |area| {
        let title = format!("{} latent space by {}", analysis.config.model.label(), column.name);
        area.draw(&Text::new(fitted(&title, 30, width), (MARGIN, 38), text(30, INK)))?;
        area.draw(&Text::new(note(analysis), (MARGIN, 72), text(17, QUIET)))?;
        let (left, right) =
            area.margin(TOP, 28, MARGIN, 16).split_horizontally(SIZE.0 as i32 - LEGEND_WIDTH - MARGIN - 16);
        let key = Key::of(column);
        points(&left, &analysis.map.xy, column, &key)?;
        key.draw(&right, column)
    })
}

/// What one should know before reading the picture.
fn note(analysis: &Analysis) -> String {
    let map = &analysis.map;
    let picture = match (map.method, map.perplexity, map.n_neighbors) {
        (ProjectionMethod::Tsne, Some(p), _) => {
            format!("t-SNE, perplexity {p:.0}: distances between groups and group sizes mean little")
        }
        (ProjectionMethod::Umap, _, Some(k)) => format!("UMAP, {k} neighbours: distances between groups mean little"),
        _ => "PCA to two dimensions".to_string(),
    };
    let d = &analysis.model.diagnostics;
    let n_latent = analysis.latents().n_cols();
    let collapsed = if d.is_collapsed(n_latent) { "  ·  COLLAPSED LATENT: the picture means nothing" } else { "" };
    let (n, modality) = (analysis.library.songs.len(), modality_shown(analysis).label());
    format!("{n} songs, {modality}  ·  {} of {n_latent} dimensions active{collapsed}  ·  {picture}", d.n_active)
}

/// Colours of classes, and the lines that explain them.
struct Key {
    of_class: Vec<RGBColor>,
    unknown: RGBColor,
    /// Colour, name, songs.
    lines: Vec<(RGBColor, String, usize)>,
    /// Classes in the order in which they are drawn: the rarest last, and so on top.
    order: Vec<usize>,
}

impl Key {
    fn of(column: &LabelColumn) -> Self {
        let n_classes = column.classes.len();
        let mut counts = vec![0; n_classes];
        column.of_song.iter().flatten().for_each(|&c| counts[c as usize] += 1);
        let mut order: Vec<usize> = (0..n_classes).collect();
        order.sort_by_key(|&c| std::cmp::Reverse(counts[c]));
        let line = |c: usize, colour| (colour, column.classes[c].clone(), counts[c]);
        let (of_class, mut lines): (Vec<RGBColor>, Vec<_>) = if n_classes <= MOST_CLASSES {
            ((0..n_classes).map(colour).collect(), (0..n_classes).map(|c| line(c, colour(c))).collect())
        } else {
            let mut of_class = vec![OTHER; n_classes];
            order[..MOST_FREQUENT].iter().enumerate().for_each(|(rank, &c)| of_class[c] = colour(rank));
            let n_other = order[MOST_FREQUENT..].iter().map(|&c| counts[c]).sum();
            let mut lines: Vec<_> = order[..MOST_FREQUENT].iter().map(|&c| line(c, of_class[c])).collect();
            lines.push((OTHER, format!("{} other classes", n_classes - MOST_FREQUENT), n_other));
            order.rotate_left(MOST_FREQUENT);
            (of_class, lines)
        };
        let unknown = super::unknown();
        let n_unknown = column.of_song.iter().filter(|c| c.is_none()).count();
        if n_unknown > 0 {
            let name = if column.name == "cluster" { "noise" } else { "unknown" };
            lines.push((unknown, name.to_string(), n_unknown));
        }
        Self { of_class, unknown, lines, order }
    }

    fn draw(&self, area: &Area<'_>, column: &LabelColumn) -> Drawn {
        let x = 36;
        for (i, (swatch, name, count)) in self.lines.iter().enumerate() {
            let y = 14 + LEGEND_ROW * i as i32;
            let count = count.to_string();
            let room = (LEGEND_WIDTH - x - 12) as f32 - text_width(&count, LEGEND_TEXT);
            let name = fitted(name, LEGEND_TEXT, room);
            let behind = x + text_width(&name, LEGEND_TEXT).ceil() as i32 + 9;
            area.draw(&Circle::new((18, y), 7, swatch.filled()))?;
            area.draw(&Text::new(name, (x, y), text(LEGEND_TEXT, INK)))?;
            area.draw(&Text::new(count, (behind, y), text(LEGEND_TEXT, QUIET)))?;
        }
        if column.n_detected > 0 {
            let y = 20 + LEGEND_ROW * self.lines.len() as i32;
            let line = format!("{} detected from the words", column.n_detected);
            area.draw(&Text::new(line, (12, y), text(15, QUIET)))?;
        }
        Ok(())
    }
}

fn points(area: &Area<'_>, xy: &Matrix, column: &LabelColumn, key: &Key) -> Drawn {
    let (x, y) = equal_units(xy, area.dim_in_pixel());
    let mut chart = ChartBuilder::on(area).build_cartesian_2d(x, y)?;
    let radius = match xy.n_rows() {
        0..=300 => 6,
        301..=2000 => 4,
        _ => 2,
    };
    let mut of_class: Vec<Vec<(f32, f32)>> = vec![Vec::new(); key.of_class.len() + 1];
    for (class, row) in column.of_song.iter().zip(xy.rows()) {
        of_class[class.map_or(key.of_class.len(), |c| c as usize)].push((row[0], row[1]));
    }
    for class in std::iter::once(key.of_class.len()).chain(key.order.iter().copied()) {
        let fill = key.of_class.get(class).unwrap_or(&key.unknown).mix(0.85).filled();
        chart.draw_series(of_class[class].iter().map(|&at| Circle::new(at, radius, fill)))?;
    }
    Ok(())
}

/// Ranges of both axes around the points, one unit as many pixels across as up: a map may not be stretched.
fn equal_units(xy: &Matrix, (width, height): (u32, u32)) -> (Range<f32>, Range<f32>) {
    let extent = |axis: usize| {
        let (low, high) = xy.rows().fold((f32::MAX, f32::MIN), |(l, h), r| (l.min(r[axis]), h.max(r[axis])));
        ((low + high) / 2.0, (high - low).max(1e-3) * 1.06)
    };
    let ((x, across), (y, up)) = (extent(0), extent(1));
    let (width, height) = (width.max(1) as f32, height.max(1) as f32);
    let unit = (across / width).max(up / height);
    let around = |middle: f32, pixels: f32| middle - unit * pixels / 2.0..middle + unit * pixels / 2.0;
    (around(x, width), around(y, height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_not_stretched() {
        let xy = Matrix::from_rows(&[[0.0, 0.0], [10.0, 2.0]]);
        let (x, y) = equal_units(&xy, (800, 400));
        assert!(((x.end - x.start) / (y.end - y.start) - 2.0).abs() < 1e-5);
        assert!(x.start < 0.0 && x.end > 10.0 && y.start < 0.0 && y.end > 2.0);
        let (x, y) = equal_units(&Matrix::from_rows(&[[3.0, 3.0], [3.0, 3.0]]), (800, 400));
        assert!(x.end > x.start && y.end > y.start);
    }

    #[test]
    fn of_many_classes_the_most_frequent_have_colours() {
        let values: Vec<_> = (0..200).map(|i| Some(format!("{:02}", (i * i) % 40))).chain([None]).collect();
        let key = Key::of(&LabelColumn::new("genre", &values));
        let n_classes = key.of_class.len();
        let few = key.lines.len() == n_classes + 1;
        assert_eq!(few, n_classes <= MOST_CLASSES);
        let values: Vec<_> = (0..30).flat_map(|c| vec![Some(format!("{c:02}")); c + 1]).collect();
        let key = Key::of(&LabelColumn::new("genre", &values));
        assert_eq!(key.lines.len(), MOST_FREQUENT + 1);
        assert_eq!(key.lines[0].1, "29");
        assert_eq!(key.lines[MOST_FREQUENT].1, "18 other classes");
        assert_eq!(key.lines.iter().map(|l| l.2).sum::<usize>(), values.len());
        assert_eq!((key.of_class[0], key.order.len()), (OTHER, 30));
        assert_eq!(key.order[29], 18, "the rarest of the coloured is drawn last");
    }
}
