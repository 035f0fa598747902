//! The map: songs as dots, coloured by classes or by a number, with the legend that explains them.

use std::ops::Range;

use plotters::prelude::*;

use super::axis::{shown, ticks, upward};
use super::marker;
use super::sheet::{
    Area, Drawn, Look, Sheet, fitted, rgb, text, text_about, text_left_of, text_width, unknown,
    with_more,
};
use crate::config::ProjectionMethod;
use crate::export::palette::{self, Ground};
use crate::library::LabelColumn;
use crate::matrix::Matrix;
use crate::pipeline::Analysis;
use crate::projection::Projection;
use crate::reading::say::{Beside, collapse_note};
use crate::words::{id, say, tr};

/// As a results folder has it.
pub(super) const SHEET: Sheet = Sheet {
    width: 1200,
    height: 860,
    look: Look::LIGHT,
};
/// With more classes than this, only the most frequent have colours: eyes tell no more apart.
const MOST_CLASSES: usize = 24;
const MOST_FREQUENT: usize = 12;
/// With more songs than this dots are too small to have a shape.
const MOST_WITH_SHAPES: usize = 2000;

/// What decides the colour of a dot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Colours<'a> {
    Classes {
        names: &'a [String],
        of_song: &'a [Option<u32>],
        /// What a song without a class is called.
        unknown: &'a str,
    },
    /// NaN where unknown. `diverging` around the middle, else from `low` to `high`.
    Numbers {
        of_song: &'a [f32],
        low: f32,
        high: f32,
        diverging: bool,
    },
}

/// One picture of the songs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct MapFigure<'a> {
    pub(crate) title: &'a str,
    /// What one should know before reading the picture.
    pub(crate) note: &'a str,
    /// n × 2.
    pub(crate) xy: &'a Matrix,
    /// What goes across and what goes up.
    pub(crate) axes: &'a MapAxes,
    pub(crate) colours: Colours<'a>,
    /// Songs that are drawn grey; none when it is empty.
    pub(crate) faded: &'a [bool],
    /// Songs that are left out; none when it is empty.
    pub(crate) hidden: &'a [bool],
    /// A line below the legend, where it is not empty.
    pub(crate) remark: &'a str,
}

impl MapFigure<'_> {
    /// At `width` × `height` units, as [`super::Figure::draw`] has them.
    pub(crate) fn draw(&self, width: u32, height: u32, ground: Ground) -> String {
        self.on(&Sheet::new(width, height, ground))
    }

    fn on(&self, sheet: &Sheet) -> String {
        let mut dots = String::new();
        let svg = sheet.titled(self.title, self.note, |area| {
            let (width, height) = area.dim_in_pixel();
            let legend = (sheet.width as i32 * 9 / 40).clamp(110, 270);
            let (left, right) = area.split_horizontally(width as i32 - legend);
            let has_shapes = self.xy.n_rows() <= MOST_WITH_SHAPES;
            let inks = match self.colours {
                Colours::Classes {
                    names,
                    of_song,
                    unknown,
                } => {
                    let key = Key::of(names, of_song, unknown, sheet, height as i32, &|i| {
                        self.is_shown(i)
                    });
                    dots.push_str(&key.draw(&right, sheet, self.remark, has_shapes)?);
                    key.inks(of_song, has_shapes)
                }
                Colours::Numbers {
                    of_song,
                    low,
                    high,
                    diverging,
                } => {
                    let ramp = Ramp {
                        low,
                        high,
                        diverging,
                        ground: sheet.look.ground,
                    };
                    ramp.draw(
                        &right,
                        sheet,
                        of_song.iter().filter(|v| !v.is_finite()).count(),
                    )?;
                    let of_song = of_song.iter().map(|&v| (ramp.colour(v), DISC)).collect();
                    Inks {
                        of_song,
                        order: Vec::new(),
                    }
                }
            };
            dots.push_str(&self.points(&left, sheet, &inks)?);
            Ok(())
        });
        with_more(svg, &dots)
    }

    fn is_shown(&self, song: usize) -> bool {
        !self.hidden.get(song).copied().unwrap_or(false)
    }

    /// The frame with its axes, and the dots that lie over it.
    fn points(
        &self,
        area: &Area<'_>,
        sheet: &Sheet,
        inks: &Inks,
    ) -> Result<String, Box<dyn std::error::Error>> {
        let n = self.xy.n_rows();
        let songs: Vec<usize> = (0..n).filter(|&i| self.is_shown(i)).collect();
        let frame = Frame::on(area, sheet, self.xy, self.axes.has_unit);
        frame.draw(area, sheet, self.axes)?;
        let radius = match n {
            0..=300 => 6.0,
            301..=MOST_WITH_SHAPES => 4.0,
            _ => 2.0,
        };
        let radius = (radius * f64::from(sheet.body_size()) / 17.0).max(1.0);
        let is_faded = |i: &usize| self.faded.get(*i).copied().unwrap_or(false);
        let (grey, mut coloured): (Vec<usize>, Vec<usize>) = songs.into_iter().partition(is_faded);
        coloured.sort_by_key(|&i| inks.order.get(i).copied().unwrap_or(0));
        let (look, (left, top)) = (&sheet.look, area.get_base_pixel());
        let dot = |i: usize, (ink, shape): (RGBColor, usize)| {
            let [x, y] = frame.place(self.xy.row(i));
            marker::dot(
                shape,
                [x + f64::from(left), y + f64::from(top)],
                radius,
                ink,
                look.paper,
            )
        };
        let grey = grey
            .iter()
            .map(|&i| dot(i, (look.faded, inks.of_song[i].1)));
        Ok(grey
            .chain(coloured.iter().map(|&i| dot(i, inks.of_song[i])))
            .collect())
    }
}

/// The shape of what has no class.
const DISC: usize = 0;

/// What goes across a map and what goes up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MapAxes {
    pub(crate) names: [String; 2],
    /// True where a number on an axis means something: a picture by t-SNE or UMAP has no unit.
    pub(crate) has_unit: bool,
}

impl MapAxes {
    pub(crate) fn of(picture: &Projection) -> Self {
        Self::of_method(Some(picture.method), picture.explained)
    }

    /// `explained` is the share of the variance of each axis, where it is known; so is the method.
    pub(in crate::export) fn of_method(
        method: Option<ProjectionMethod>,
        explained: Option<[f32; 2]>,
    ) -> Self {
        let name = |i: usize| match (method, explained) {
            (Some(ProjectionMethod::Pca), Some(shares)) => {
                say(id::FIGURES_PRINCIPAL_COMPONENT_I_SHARE_VARIANCE)
                    .with("i", i + 1)
                    .with("share", format!("{:.0}", 100.0 * shares[i]))
                    .to_string()
            }
            (Some(ProjectionMethod::Pca), None) => say(id::FIGURES_PRINCIPAL_COMPONENT_I)
                .with("i", i + 1)
                .to_string(),
            (Some(method @ (ProjectionMethod::Tsne | ProjectionMethod::Umap)), _) => {
                say(id::FIGURES_METHOD_I_NO_UNIT)
                    .with("method", method.label().as_str())
                    .with("i", i + 1)
                    .to_string()
            }
            (None, _) => say(id::FIGURES_MAP_I).with("i", i + 1).to_string(),
        };
        Self {
            names: [name(0), name(1)],
            has_unit: method == Some(ProjectionMethod::Pca),
        }
    }
}

/// Where the songs stand, in units of the area that it was made for.
struct Frame {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
    x: Range<f32>,
    y: Range<f32>,
}

impl Frame {
    fn on(area: &Area<'_>, sheet: &Sheet, xy: &Matrix, has_unit: bool) -> Self {
        let (size, (width, height)) = (sheet.body_size(), area.dim_in_pixel());
        let (at_left, below) = if has_unit {
            (5 * size, 3 * size)
        } else {
            (2 * size, 2 * size)
        };
        let (left, right, bottom) = (at_left, width as i32 - size, height as i32 - below);
        let (x, y) = equal_units(xy, ((right - left).max(1) as u32, bottom.max(1) as u32));
        Self {
            left,
            right,
            top: 0,
            bottom,
            x,
            y,
        }
    }

    fn place(&self, at: &[f32]) -> [f64; 2] {
        let share =
            |v: f32, range: &Range<f32>| f64::from((v - range.start) / (range.end - range.start));
        [
            f64::from(self.left) + share(at[0], &self.x) * f64::from(self.right - self.left),
            f64::from(self.bottom) - share(at[1], &self.y) * f64::from(self.bottom - self.top),
        ]
    }

    fn draw(&self, area: &Area<'_>, sheet: &Sheet, axes: &MapAxes) -> Drawn {
        let (size, look) = (sheet.body_size() - 1, &sheet.look);
        let corners = [(self.left, self.top), (self.right, self.bottom)];
        area.draw(&Rectangle::new(corners, look.hairline.stroke_width(1)))?;
        let (mut below, mut beside) = (self.bottom + size, self.left - size);
        if axes.has_unit {
            let wide = |range: &Range<f32>| f64::from(range.start)..f64::from(range.end);
            let (numbers, decimals) = ticks(&wide(&self.x), 8);
            for number in numbers {
                let x = self.place(&[number as f32, self.y.start])[0] as i32;
                area.draw(&PathElement::new(
                    [(x, self.bottom), (x, self.bottom + 4)],
                    look.quiet.stroke_width(1),
                ))?;
                let name = shown(number, decimals);
                area.draw(&Text::new(
                    name,
                    (x, self.bottom + size),
                    text_about(size - 2, look.quiet),
                ))?;
            }
            let (numbers, decimals) = ticks(&wide(&self.y), 6);
            for number in numbers {
                let y = self.place(&[self.x.start, number as f32])[1] as i32;
                area.draw(&PathElement::new(
                    [(self.left - 4, y), (self.left, y)],
                    look.quiet.stroke_width(1),
                ))?;
                let name = shown(number, decimals);
                area.draw(&Text::new(
                    name,
                    (self.left - 8, y),
                    text_left_of(size - 2, look.quiet),
                ))?;
            }
            (below, beside) = (below + 3 * size / 2, beside - 3 * size);
        }
        let (across, up) = ((self.left + self.right) / 2, (self.top + self.bottom) / 2);
        let name = fitted(&axes.names[0], size, (self.right - self.left) as f32);
        area.draw(&Text::new(
            name,
            (across, below),
            text_about(size, look.quiet),
        ))?;
        let name = fitted(&axes.names[1], size, (self.bottom - self.top) as f32);
        upward(area, &name, (beside, up), size, look.quiet)
    }
}

/// The name of the column of clusters, by which files are called.
pub(in crate::export) const CLUSTER: &str = "cluster";

/// A cluster by its number from 0, such that names sort as numbers do.
pub(in crate::export) fn cluster_name(cluster: u32) -> String {
    say(id::COMMON_CLUSTER_N)
        .with("n", format!("{:02}", cluster + 1))
        .to_string()
}

/// What a column is called on a map, and what its songs without a class are.
pub(in crate::export) fn on_a_map(column: &LabelColumn) -> (&str, &'static str) {
    match column.name == CLUSTER {
        true => (tr(id::COMMON_CLUSTER), tr(id::EXPORT_NOISE)),
        false => (&column.name, tr(id::COMMON_UNKNOWN)),
    }
}

/// Coloured by one label, with the name and the caution that a results folder wants.
pub(super) fn by_label(analysis: &Analysis, column: &LabelColumn, sheet: &Sheet) -> String {
    let (shown, unknown) = on_a_map(column);
    let title = say(id::FIGURES_MODEL_LATENT_SPACE_LABEL)
        .with("model", analysis.config.model.name())
        .with("label", shown)
        .to_string();
    let remark = match column.n_detected {
        0 => String::new(),
        n => say(id::FIGURES_N_DETECTED_FROM_WORDS)
            .with("n", n)
            .to_string(),
    };
    let figure = MapFigure {
        title: &title,
        note: &note(analysis),
        xy: &analysis.map.xy,
        axes: &MapAxes::of(&analysis.map),
        colours: Colours::Classes {
            names: &column.classes,
            of_song: &column.of_song,
            unknown,
        },
        faded: &[],
        hidden: &[],
        remark: &remark,
    };
    figure.on(sheet)
}

/// What one should know before reading the picture.
pub(crate) fn note(analysis: &Analysis) -> String {
    let map = &analysis.map;
    let picture = match (map.method, map.perplexity, map.n_neighbors) {
        (ProjectionMethod::Tsne, Some(p), _) => say(id::FIGURES_T_SNE_PERPLEXITY_P_DISTANCES)
            .with("p", format!("{p:.0}"))
            .to_string(),
        (ProjectionMethod::Umap, _, Some(k)) => {
            say(id::FIGURES_UMAP_K_NEIGHBOURS_DISTANCES_BETWEEN)
                .with("k", k)
                .to_string()
        }
        _ => tr(id::FIGURES_PCA_TWO_DIMENSIONS).to_string(),
    };
    let d = &analysis.model.diagnostics;
    let n_latent = analysis.latents().n_cols();
    let collapsed = collapse_note(analysis.is_collapsed(), Beside::Map).as_str();
    let (n, modality) = (
        analysis.library.songs.len(),
        analysis.modality_shown().label().as_str(),
    );
    say(id::FIGURES_N_SONGS_MODALITY_ACTIVE_N)
        .with("n", n)
        .with("modality", modality)
        .with("active", d.n_active)
        .with("n_latent", n_latent)
        .with("collapsed", collapsed)
        .with("picture", picture)
        .to_string()
}

/// Colour and shape of each song, and how late it is drawn.
struct Inks {
    of_song: Vec<(RGBColor, usize)>,
    order: Vec<usize>,
}

/// Colours and shapes of classes, and the lines that explain them.
struct Key {
    of_class: Vec<(RGBColor, usize)>,
    /// Colour and shape, name, songs.
    lines: Vec<((RGBColor, usize), String, usize)>,
    /// Classes in the order in which they are drawn: the rarest last, and so on top.
    order: Vec<usize>,
}

impl Key {
    fn of(
        names: &[String],
        of_song: &[Option<u32>],
        without: &str,
        sheet: &Sheet,
        height: i32,
        is_shown: &dyn Fn(usize) -> bool,
    ) -> Self {
        let (n_classes, look) = (names.len(), &sheet.look);
        let mut counts = vec![0; n_classes];
        let shown = || {
            of_song
                .iter()
                .enumerate()
                .filter(|(i, _)| is_shown(*i))
                .map(|(_, class)| class)
        };
        shown().flatten().for_each(|&c| counts[c as usize] += 1);
        let mut order: Vec<usize> = (0..n_classes).collect();
        order.sort_by_key(|&c| std::cmp::Reverse(counts[c]));
        let room = (height / row_height(sheet)).max(4) as usize - 2;
        let most = MOST_FREQUENT.min(room);
        let line = |c: usize, look| (look, names[c].clone(), counts[c]);
        let (of_class, mut lines): (Vec<(RGBColor, usize)>, Vec<_>) =
            if n_classes <= MOST_CLASSES.min(room) {
                let looks: Vec<(RGBColor, usize)> =
                    (0..n_classes).map(|c| (look.colour(c), c)).collect();
                let lines = (0..n_classes)
                    .filter(|&c| counts[c] > 0)
                    .map(|c| line(c, looks[c]))
                    .collect();
                (looks, lines)
            } else {
                let mut of_class = vec![(look.other, DISC); n_classes];
                order[..most]
                    .iter()
                    .enumerate()
                    .for_each(|(rank, &c)| of_class[c] = (look.colour(rank), rank));
                let n_other = order[most..].iter().map(|&c| counts[c]).sum();
                let mut lines: Vec<_> = order[..most]
                    .iter()
                    .map(|&c| line(c, of_class[c]))
                    .collect();
                lines.push((
                    (look.other, DISC),
                    say(id::FIGURES_N_OTHER_CLASSES)
                        .with("n", n_classes - most)
                        .to_string(),
                    n_other,
                ));
                order.rotate_left(most);
                (of_class, lines)
            };
        let n_unknown = shown().filter(|c| c.is_none()).count();
        if n_unknown > 0 {
            lines.push(((unknown(), DISC), without.to_string(), n_unknown));
        }
        Self {
            of_class,
            lines,
            order,
        }
    }

    fn inks(&self, of_song: &[Option<u32>], has_shapes: bool) -> Inks {
        let mut rank = vec![0; self.of_class.len()];
        self.order
            .iter()
            .enumerate()
            .for_each(|(place, &class)| rank[class] = place + 1);
        let look = |class: &Option<u32>| {
            let (ink, shape) = class.map_or((unknown(), DISC), |c| self.of_class[c as usize]);
            (ink, if has_shapes { shape } else { DISC })
        };
        Inks {
            of_song: of_song.iter().map(look).collect(),
            order: of_song
                .iter()
                .map(|c| c.map_or(0, |c| rank[c as usize]))
                .collect(),
        }
    }

    /// Names and numbers; the dots before them are given back.
    fn draw(
        &self,
        area: &Area<'_>,
        sheet: &Sheet,
        remark: &str,
        has_shapes: bool,
    ) -> Result<String, Box<dyn std::error::Error>> {
        let (size, row, look) = (sheet.body_size(), row_height(sheet), &sheet.look);
        let (width, x) = (area.dim_in_pixel().0 as i32, 2 * size + 2);
        let (left, top) = area.get_base_pixel();
        let mut dots = String::new();
        for (i, ((swatch, shape), name, count)) in self.lines.iter().enumerate() {
            let y = row / 2 + row * i as i32;
            let count = count.to_string();
            let room = (width - x - 12) as f32 - text_width(&count, size);
            let name = fitted(name, size, room);
            let behind = x + text_width(&name, size).ceil() as i32 + size / 2;
            let (shape, at) = (
                if has_shapes { *shape } else { DISC },
                [left + size, top + y].map(f64::from),
            );
            dots.push_str(&marker::dot(
                shape,
                at,
                0.4 * f64::from(size),
                *swatch,
                look.paper,
            ));
            area.draw(&Text::new(name, (x, y), text(size, look.ink)))?;
            area.draw(&Text::new(count, (behind, y), text(size, look.quiet)))?;
        }
        if !remark.is_empty() {
            let y = row / 2 + row * self.lines.len() as i32 + 6;
            let line = fitted(remark, size - 2, (width - size) as f32);
            area.draw(&Text::new(line, (size - 6, y), text(size - 2, look.quiet)))?;
        }
        Ok(dots)
    }
}

fn row_height(sheet: &Sheet) -> i32 {
    sheet.body_size() * 8 / 5
}

/// Colours of a number.
struct Ramp {
    low: f32,
    high: f32,
    diverging: bool,
    ground: Ground,
}

impl Ramp {
    fn colour(&self, value: f32) -> RGBColor {
        if !value.is_finite() {
            return unknown();
        }
        let share = if self.high > self.low {
            (value - self.low) / (self.high - self.low)
        } else {
            0.5
        };
        rgb(if self.diverging {
            palette::diverging(share, self.ground)
        } else {
            palette::sequential(share)
        })
    }

    fn draw(&self, area: &Area<'_>, sheet: &Sheet, n_unknown: usize) -> Drawn {
        const STEPS: i32 = 48;
        let (size, look) = (sheet.body_size(), &sheet.look);
        let height = (area.dim_in_pixel().1 as i32 / 2).min(16 * size);
        let (left, wide) = (size, size);
        for step in 0..STEPS {
            let value = self.high + (self.low - self.high) * step as f32 / (STEPS - 1) as f32;
            let (top, bottom) = (
                size + height * step / STEPS,
                size + height * (step + 1) / STEPS,
            );
            area.draw(&Rectangle::new(
                [(left, top), (left + wide, bottom)],
                self.colour(value).filled(),
            ))?;
        }
        for (value, y) in [
            (self.high, size),
            ((self.low + self.high) / 2.0, size + height / 2),
            (self.low, size + height),
        ] {
            let line = super::losses::tick(value);
            area.draw(&Text::new(
                line,
                (left + wide + size / 2, y),
                text(size, look.ink),
            ))?;
        }
        if n_unknown > 0 {
            let y = height + 3 * size;
            area.draw(&Circle::new(
                (left + size / 2, y),
                size * 2 / 5,
                unknown().filled(),
            ))?;
            area.draw(&Text::new(
                "unknown",
                (left + wide + size / 2, y),
                text(size, look.ink),
            ))?;
            let right = area.dim_in_pixel().0 as i32 - 12;
            area.draw(&Text::new(
                n_unknown.to_string(),
                (right, y),
                text_left_of(size, look.quiet),
            ))?;
        }
        Ok(())
    }
}

/// Ranges of both axes around the points, one unit as many pixels across as up: a map may not be
/// stretched.
fn equal_units(xy: &Matrix, (width, height): (u32, u32)) -> (Range<f32>, Range<f32>) {
    let extent = |axis: usize| {
        let (low, high) = xy.rows().fold((f32::MAX, f32::MIN), |(l, h), r| {
            (l.min(r[axis]), h.max(r[axis]))
        });
        ((low + high) / 2.0, (high - low).max(1e-3) * 1.06)
    };
    let ((x, across), (y, up)) = (extent(0), extent(1));
    let (width, height) = (width.max(1) as f32, height.max(1) as f32);
    let unit = (across / width).max(up / height);
    let around =
        |middle: f32, pixels: f32| middle - unit * pixels / 2.0..middle + unit * pixels / 2.0;
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

    fn key(column: &LabelColumn, height: i32) -> Key {
        Key::of(
            &column.classes,
            &column.of_song,
            "unknown",
            &SHEET,
            height,
            &|_| true,
        )
    }

    #[test]
    fn of_many_classes_the_most_frequent_have_colours() {
        let values: Vec<_> = (0..30)
            .flat_map(|c| vec![Some(format!("{c:02}")); c + 1])
            .collect();
        let key = key(&LabelColumn::new("genre", &values), 760);
        assert_eq!(key.lines.len(), MOST_FREQUENT + 1);
        assert_eq!(key.lines[0].1, "29");
        assert_eq!(key.lines[MOST_FREQUENT].1, "18 other classes");
        assert_eq!(key.lines.iter().map(|l| l.2).sum::<usize>(), values.len());
        assert_eq!(
            (key.of_class[0], key.order.len()),
            ((Look::LIGHT.other, DISC), 30)
        );
        assert_eq!(
            key.order[29], 18,
            "the rarest of the coloured is drawn last"
        );
    }

    #[test]
    fn a_legend_keeps_to_its_room() {
        let values: Vec<_> = (0..20)
            .map(|c| Some(format!("{c:02}")))
            .chain([None])
            .collect();
        let column = LabelColumn::new("genre", &values);
        assert_eq!(key(&column, 760).lines.len(), 21);
        let small = key(&column, 200);
        assert!(
            small.lines.len() as i32 * row_height(&SHEET) <= 200,
            "{} lines",
            small.lines.len()
        );
        assert_eq!(small.lines.iter().map(|l| l.2).sum::<usize>(), 21);
    }

    #[test]
    fn hidden_songs_are_not_drawn_and_faded_ones_are_grey() {
        let xy = Matrix::from_rows(&[[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]]);
        let names = ["a & b".to_string()];
        let figure = MapFigure {
            title: "মানচিত্র",
            note: "",
            xy: &xy,
            axes: &MapAxes {
                names: ["t-SNE 1".to_string(), "t-SNE 2".to_string()],
                has_unit: false,
            },
            colours: Colours::Classes {
                names: &names,
                of_song: &[Some(0), Some(0), Some(0)],
                unknown: "noise",
            },
            faded: &[false, true, false],
            hidden: &[false, false, true],
            remark: "",
        };
        let svg = figure.draw(900, 600, Ground::Light);
        let count = |what: &str| svg.matches(what).count();
        assert_eq!(count("<path fill=\"#"), 3, "two songs and the legend's");
        assert_eq!(count("fill=\"#E3E6E9\""), 1);
        assert!(svg.contains("a &amp; b") && svg.contains("মানচিত্র"));
        assert!(
            svg.contains("t-SNE 1") && svg.contains("t-SNE 2"),
            "both axes have a name"
        );
    }

    #[test]
    fn classes_have_shapes_unless_dots_are_too_small_for_them() {
        let names: Vec<String> = (0..12).map(|c| c.to_string()).collect();
        let shapes = |n: usize| {
            let xy = Matrix::new(n, 2, (0..2 * n).map(|i| (i * i % 97) as f32).collect());
            let of_song: Vec<Option<u32>> = (0..n).map(|i| Some(i as u32 % 12)).collect();
            let figure = MapFigure {
                title: "",
                note: "",
                xy: &xy,
                axes: &MapAxes {
                    names: [String::new(), String::new()],
                    has_unit: true,
                },
                colours: Colours::Classes {
                    names: &names,
                    of_song: &of_song,
                    unknown: "noise",
                },
                faded: &[],
                hidden: &[],
                remark: "",
            };
            let svg = figure.draw(1200, 860, Ground::Light);
            // The legend's dots stand at one x, so a shape is what is left without its place.
            let paths = svg
                .split("<path fill=")
                .skip(1)
                .filter_map(|p| p.split(" d=\"").nth(1));
            paths
                .take(12)
                .map(|d| d.matches('L').count())
                .collect::<std::collections::BTreeSet<_>>()
                .len()
        };
        assert!(
            shapes(60) >= 5,
            "discs, three to six corners, stars and crosses"
        );
        assert_eq!(shapes(MOST_WITH_SHAPES + 1), 1);
    }

    #[test]
    fn the_axes_say_what_they_are() {
        let picture = |method, explained| Projection {
            xy: Matrix::zeros(1, 2),
            method,
            perplexity: None,
            kl_divergence: None,
            stopped: false,
            explained,
            n_neighbors: None,
            neighbours_found: None,
        };
        let pca = MapAxes::of(&picture(ProjectionMethod::Pca, Some([0.375, 0.25])));
        assert_eq!(pca.names[0], "principal component 1 (38 % of the variance)");
        assert!(pca.has_unit);
        let tsne = MapAxes::of(&picture(ProjectionMethod::Tsne, None));
        assert_eq!(
            tsne,
            MapAxes {
                names: ["t-SNE 1 (no unit)".into(), "t-SNE 2 (no unit)".into()],
                has_unit: false
            }
        );
    }
}
