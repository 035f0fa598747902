//! The first seed's maps side by side, coloured by one label.

use plotters::prelude::*;

use super::{MARGIN, TOP, heading};
use crate::experiment::{Compared, FitResult, Group};
use crate::export::figures::{HAIRLINE, INK, colour, drawn, fitted, text, text_width, unknown};

const ACROSS: usize = 3;
const SIDE: i32 = 350;
const MOST_MAPS: usize = 9;
/// With more classes than this no colours tell them apart.
const MOST_CLASSES: usize = 12;

pub(super) fn draw(compared: &Compared, title: &str, groups: &[&Group], column: Option<&str>) -> Option<String> {
    let mut maps: Vec<(String, &FitResult)> = Vec::new();
    for group in groups {
        let name = [group.modality, group.features, group.model].into_iter().filter(|n| !n.is_empty());
        let name = name.collect::<Vec<_>>().join(" · ");
        let drawn = group.runs.iter().find(|(_, fit, _)| fit.map.is_some()).map(|(_, fit, _)| *fit);
        if let Some(fit) = drawn.filter(|_| !maps.iter().any(|(n, _)| *n == name)) {
            maps.push((name, fit));
        }
    }
    maps.truncate(MOST_MAPS);
    if maps.is_empty() {
        return None;
    }
    let label = column.and_then(|c| compared.library.label(c)).filter(|l| l.classes.len() <= MOST_CLASSES);
    let across = ACROSS.min(maps.len());
    let size = (
        (across as i32 * SIDE + 2 * MARGIN).max(760) as u32,
        (TOP + 30 + maps.len().div_ceil(ACROSS) as i32 * (SIDE + 34) + 10) as u32,
    );
    let by = label.map_or(String::new(), |l| format!(", by {}", l.name));
    Some(drawn(size, |area| {
        let note = "of the first seed; distances between groups and sizes of groups mean little";
        heading(area, &format!("{title}: maps of the latent spaces{by}"), note)?;
        let mut x = MARGIN;
        for (class, name) in label.iter().flat_map(|l| l.classes.iter().enumerate()) {
            area.draw(&Circle::new((x + 6, TOP + 4), 6, colour(class).filled()))?;
            area.draw(&Text::new(name.clone(), (x + 18, TOP + 4), text(16, INK)))?;
            x += 18 + text_width(name, 16).ceil() as i32 + 22;
        }
        for (i, (name, fit)) in maps.iter().enumerate() {
            let corner = (MARGIN + (i % ACROSS) as i32 * SIDE, TOP + 30 + (i / ACROSS) as i32 * (SIDE + 34));
            let title = fitted(name, 16, (SIDE - 20) as f32);
            area.draw(&Text::new(title, (corner.0, corner.1 + 12), text(16, INK)))?;
            let frame = [(corner.0, corner.1 + 28), (corner.0 + SIDE - 16, corner.1 + SIDE + 12)];
            area.draw(&Rectangle::new(frame, HAIRLINE.stroke_width(1)))?;
            let Some(xy) = &fit.map else { continue };
            let places = placed(xy, (corner.0 + 8, corner.1 + 36), SIDE - 32);
            let radius = if xy.len() > 600 { 2 } else { 3 };
            for (row, at) in fit.rows.iter().zip(places) {
                let class = label.and_then(|l| l.of_song[*row]);
                let fill = class.map_or(unknown(), |c| colour(c as usize));
                area.draw(&Circle::new(at, radius, fill.mix(0.85).filled()))?;
            }
        }
        Ok(())
    }))
}

/// Points within a square of that corner and side, one unit as many pixels across as down.
fn placed(xy: &[[f32; 2]], corner: (i32, i32), side: i32) -> Vec<(i32, i32)> {
    let extent = |axis: usize| {
        let (low, high) = xy.iter().fold((f32::MAX, f32::MIN), |(l, h), p| (l.min(p[axis]), h.max(p[axis])));
        ((low + high) / 2.0, high - low)
    };
    let ((x, across), (y, up)) = (extent(0), extent(1));
    let scale = side as f32 / across.max(up).max(1e-6);
    let middle = side as f32 / 2.0;
    xy.iter()
        .map(|p| {
            let place = |v: f32| (middle + v * scale).round() as i32;
            (corner.0 + place(p[0] - x), corner.1 + place(y - p[1]))
        })
        .collect()
}
