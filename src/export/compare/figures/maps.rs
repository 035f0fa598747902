//! Maps of the latent spaces of the first seed: all of them side by side, and each by itself.

use plotters::prelude::*;

use super::{Grid, MARGIN, TOP, heading, plain};
use crate::config::ProjectionMethod;
use crate::experiment::{Compared, FitResult, Group};
use crate::export::figures::{
    CLUSTER, Colours, HAIRLINE, INK, MapAxes, MapFigure, cluster_name, colour, dot, drawn, fitted,
    on_a_map, text, text_width, unknown, with_more,
};
use crate::export::palette::Ground;
use crate::library::LabelColumn;
use crate::matrix::Matrix;
use crate::reading::say::{Beside, collapse_note};
use crate::words::{id, say, tr};

const ACROSS: usize = 3;
const SIDE: i32 = 350;
/// Height of a line of the key.
const LINE: i32 = 24;
/// With more classes than this no colours tell them apart.
const MOST_CLASSES: usize = 12;
/// As a results folder has its maps.
const SIZE: (u32, u32) = (1200, 860);

/// A latent space of which there is a map.
struct Space<'a> {
    name: String,
    fit: &'a FitResult,
    xy: &'a [[f32; 2]],
}

/// Every space of a grid, once; clusterings of one space share its map.
fn spaces<'a>(groups: &[&Group<'a>]) -> Vec<Space<'a>> {
    let mut spaces: Vec<Space> = Vec::new();
    for group in groups {
        let name = [group.modality, group.features, group.model]
            .into_iter()
            .filter(|n| !n.is_empty());
        let name = name.collect::<Vec<_>>().join(" · ");
        let drawn = group
            .runs
            .iter()
            .find_map(|(_, fit, _)| Some((*fit, fit.map.as_deref()?)));
        if let Some((fit, xy)) = drawn.filter(|_| !spaces.iter().any(|space| space.name == name)) {
            spaces.push(Space { name, fit, xy });
        }
    }
    spaces
}

/// What is said of every map.
fn note(method: Option<ProjectionMethod>) -> String {
    match method {
        None => tr(id::FIGURES_FIRST_SEED_DISTANCES_BETWEEN_GROUPS).to_string(),
        Some(ProjectionMethod::Pca) => tr(id::FIGURES_FIRST_SEED_AXES_TWO_PRINCIPAL).to_string(),
        Some(method @ (ProjectionMethod::Tsne | ProjectionMethod::Umap)) => {
            say(id::FIGURES_FIRST_SEED_METHOD_NO_AXIS)
                .with("method", method.label().as_str())
                .to_string()
        }
    }
}

/// All spaces side by side, coloured by one label. `None` without any.
pub(super) fn side_by_side(
    compared: &Compared,
    title: &str,
    groups: &[&Group],
    column: Option<&str>,
) -> Option<String> {
    let spaces = spaces(groups);
    let method = spaces.first()?.fit.map_method;
    let label = column
        .and_then(|c| compared.library.label(c))
        .filter(|l| l.classes.len() <= MOST_CLASSES);
    let across = ACROSS.min(spaces.len());
    let width = (across as i32 * SIDE + 2 * MARGIN).max(760);
    let key = label.map_or_else(Vec::new, |l| key(l, width));
    let first = TOP + key.last().map_or(0, |(_, (_, y))| y + LINE + 6);
    let height = first + spaces.len().div_ceil(ACROSS) as i32 * (SIDE + 34) + 10;
    let by = label.map_or(String::new(), |l| {
        say(id::FIGURES_LABEL).with("label", &l.name).to_string()
    });
    let mut dots = String::new();
    let svg = drawn((width as u32, height as u32), |area| {
        heading(
            area,
            &say(id::FIGURES_TITLE_MAPS_LATENT_SPACES)
                .with("title", title)
                .with("by", by)
                .to_string(),
            &note(method),
        )?;
        for (class, (name, (x, y))) in key.iter().enumerate() {
            let (x, y) = (x + MARGIN, y + TOP + 4);
            dots.push_str(&dot(
                class,
                [f64::from(x + 6), f64::from(y)],
                6.0,
                colour(class),
                WHITE,
            ));
            area.draw(&Text::new(name.clone(), (x + 18, y), text(16, INK)))?;
        }
        for (i, space) in spaces.iter().enumerate() {
            let corner = (
                MARGIN + (i % ACROSS) as i32 * SIDE,
                first + (i / ACROSS) as i32 * (SIDE + 34),
            );
            let collapsed = collapse_note(space.fit.is_collapsed, Beside::Name).as_str();
            let title = fitted(
                &format!("{}{collapsed}", space.name),
                16,
                (SIDE - 20) as f32,
            );
            area.draw(&Text::new(title, (corner.0, corner.1 + 12), text(16, INK)))?;
            let frame = [
                (corner.0, corner.1 + 28),
                (corner.0 + SIDE - 16, corner.1 + SIDE + 12),
            ];
            area.draw(&Rectangle::new(frame, HAIRLINE.stroke_width(1)))?;
            let places = placed(space.xy, (corner.0 + 8, corner.1 + 36), SIDE - 32);
            let radius = if space.xy.len() > 600 { 2.0 } else { 3.2 };
            for (row, at) in space.fit.rows.iter().zip(places) {
                let class = label.and_then(|l| l.of_song[*row]).map(|c| c as usize);
                let (shape, ink) = class.map_or((0, unknown()), |c| (c, colour(c)));
                dots.push_str(&dot(shape, at, radius, ink, WHITE));
            }
        }
        Ok(())
    });
    Some(with_more(svg, &dots))
}

/// The place of each class, in as many lines as they want.
fn key(label: &LabelColumn, width: i32) -> Vec<(String, (i32, i32))> {
    let (mut x, mut y) = (0, 0);
    let place = |name: &String| {
        let name = fitted(name, 16, 260.0);
        let wide = 18 + text_width(&name, 16).ceil() as i32 + 22;
        if x > 0 && x + wide > width - 2 * MARGIN {
            (x, y) = (0, y + LINE);
        }
        let at = (x, y);
        x += wide;
        (name, at)
    };
    label.classes.iter().map(place).collect()
}

/// Each space on a sheet of its own, by the clusters of its first clustering and by labels: name
/// and drawing. Models that are `drawn` already, in another grid, are not drawn again.
pub(super) fn each(
    compared: &Compared,
    grid: &Grid,
    drawn: &mut Vec<String>,
) -> Vec<(String, String)> {
    let mut figures = Vec::new();
    for space in spaces(&grid.groups) {
        if drawn.contains(&space.fit.key) {
            continue;
        }
        drawn.push(space.fit.key.clone());
        let clustered = grid
            .groups
            .iter()
            .flat_map(|g| &g.runs)
            .find(|(_, fit, _)| fit.key == space.fit.key);
        let clusters = clustered.map(|(_, _, c)| {
            let named: Vec<Option<String>> = c
                .labels
                .iter()
                .map(|l| u32::try_from(*l).ok().map(cluster_name))
                .collect();
            LabelColumn::new(CLUSTER, &named)
        });
        let labels = grid
            .first_columns()
            .iter()
            .filter_map(|c| compared.library.label(c));
        let labels = labels.map(|label| LabelColumn {
            of_song: space
                .fit
                .rows
                .iter()
                .map(|&row| label.of_song[row])
                .collect(),
            ..label.clone()
        });
        for label in clusters.into_iter().chain(labels) {
            let of_space = plain(&space.name.replace(" · ", " "));
            let of_space: Vec<&str> = of_space
                .split('_')
                .filter(|part| !part.is_empty())
                .collect();
            let name = format!(
                "{}_{}_by_{}",
                grid.index + 1,
                of_space.join("_"),
                plain(&label.name)
            );
            figures.push((name, space.draw(&label)));
        }
    }
    figures
}

impl Space<'_> {
    /// `label` has a class for each song of the space.
    fn draw(&self, label: &LabelColumn) -> String {
        let xy = Matrix::from_rows(self.xy);
        let collapsed = collapse_note(self.fit.is_collapsed, Beside::Map).as_str();
        let note = say(id::FIGURES_N_SONGS_ACTIVE_ALL_DIMENSIONS)
            .with("n", self.xy.len())
            .with("active", self.fit.n_active)
            .with("all", self.fit.n_latent)
            .with("collapsed", collapsed)
            .with("note", note(self.fit.map_method))
            .to_string();
        let (shown, unknown) = on_a_map(label);
        let figure = MapFigure {
            title: &say(id::FIGURES_NAME_LABEL)
                .with("name", &self.name)
                .with("label", shown)
                .to_string(),
            note: &note,
            xy: &xy,
            axes: &MapAxes::of_method(self.fit.map_method, None),
            colours: Colours::Classes {
                names: &label.classes,
                of_song: &label.of_song,
                unknown,
            },
            faded: &[],
            hidden: &[],
            remark: "",
        };
        figure.draw(SIZE.0, SIZE.1, Ground::Light)
    }
}

/// Points within a square of that corner and side, one unit as many pixels across as down.
fn placed(xy: &[[f32; 2]], corner: (i32, i32), side: i32) -> Vec<[f64; 2]> {
    let extent = |axis: usize| {
        let (low, high) = xy.iter().fold((f32::MAX, f32::MIN), |(l, h), p| {
            (l.min(p[axis]), h.max(p[axis]))
        });
        (f64::from(low + high) / 2.0, f64::from(high - low))
    };
    let ((x, across), (y, up)) = (extent(0), extent(1));
    let (side, scale) = (f64::from(side), f64::from(side) / across.max(up).max(1e-6));
    let place = |v: f64| side / 2.0 + v * scale;
    xy.iter()
        .map(|p| {
            [
                f64::from(corner.0) + place(f64::from(p[0]) - x),
                f64::from(corner.1) + place(y - f64::from(p[1])),
            ]
        })
        .collect()
}
