//! Scores along a setting: the weight of lyrics, β.

use plotters::prelude::*;

use super::{MARGIN, TOP, heading};
use crate::experiment::{Group, Spread};
use crate::export::figures::{
    Area, FONTS, HAIRLINE, INK, QUIET, colour, dot, drawn, fitted, text, text_width, with_more,
    zoomed,
};
use crate::scores::External;
use crate::words::{id, say, tr};

const WIDTH: u32 = 1100;
/// Height of a row of panels.
const PANEL: u32 = 420;
/// Height of a line of the key.
const LINE: i32 = 24;

/// A line: its name, and x and score of each point.
type Line = (String, Vec<(f64, Spread)>);

/// What one panel shows: the name of its vertical axis, and its lines.
type Panel = (String, Vec<Line>);

/// Agreement with labels as lyrics weigh more: a row of panels a label, a panel a score.
pub(super) fn weights(title: &str, groups: &[&Group], columns: &[&str]) -> Option<String> {
    let x = |g: &Group| {
        g.features
            .strip_prefix("lyrics weight ")
            .and_then(|w| w.parse().ok())
    };
    let of = |score: External, column: &str| -> Panel {
        let lines = lines(
            groups,
            |g| g.model.to_string(),
            x,
            |g| g.external(score, column),
        );
        (
            say(id::FIGURES_SCORE_COLUMN)
                .with("score", score.facts().label.as_str())
                .with("column", column)
                .to_string(),
            lines,
        )
    };
    let rows: Vec<Vec<Panel>> = columns
        .iter()
        .map(|c| External::HEADLINES.into_iter().map(|s| of(s, c)).collect())
        .collect();
    let note = tr(id::FIGURES_LYRICS_WEIGH_MUCH_AUDIO_REST);
    draw(title, note, &rows, tr(id::FIGURES_WEIGHT_LYRICS), |v| v)
}

/// Stability and disentanglement along β.
pub(super) fn betas(title: &str, groups: &[&Group]) -> Option<String> {
    let family = |g: &Group| g.model.split(',').next().unwrap_or_default().to_string();
    let x = |g: &Group| g.model.rsplit("β = ").next().and_then(|b| b.parse().ok());
    let stability = |g: &Group| g.of_clusterings(crate::experiment::Clustered::over_bootstrap);
    let panels = vec![
        (
            tr(id::FIGURES_STABILITY_CLUSTERING_ARI_OVER_BOOTSTRAP).to_string(),
            lines(groups, family, x, stability),
        ),
        (
            tr(id::EXPERIMENT_MUTUAL_INFORMATION_GAP).to_string(),
            lines(groups, family, x, |g| g.of_fits(|f| f.mig)),
        ),
        (
            tr(id::SCORES_UDR_IN_A_FIGURE).to_string(),
            lines(groups, family, x, |g| g.udr()),
        ),
    ];
    draw(
        title,
        tr(id::FIGURES_BARS_STANDARD_DEVIATION_OVER_SEEDS),
        &[panels],
        tr(id::FIGURES_EACH_STEP_DOUBLES),
        f64::log2,
    )
}

fn lines(
    groups: &[&Group],
    name: impl Fn(&Group) -> String,
    x: impl Fn(&Group) -> Option<f64>,
    y: impl Fn(&Group) -> Option<Spread>,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for group in groups {
        let (Some(x), Some(y)) = (x(group), y(group)) else {
            continue;
        };
        let name = name(group);
        match lines.iter_mut().find(|(n, _)| *n == name) {
            Some((_, points)) => points.push((x, y)),
            None => lines.push((name, vec![(x, y)])),
        }
    }
    lines
}

fn draw(
    title: &str,
    note: &str,
    rows: &[Vec<Panel>],
    x_name: &str,
    place: fn(f64) -> f64,
) -> Option<String> {
    // Every line is named once, in the order in which it first comes.
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in rows.iter().flatten().flat_map(|(_, lines)| lines) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return None;
    }
    let key = key(&names);
    let below = TOP + key.last().map_or(0, |(_, y)| y + LINE);
    let mut dots = String::new();
    let svg = drawn((WIDTH, below as u32 + PANEL * rows.len() as u32), |area| {
        heading(area, title, note)?;
        for (i, (name, (x, y))) in names.iter().zip(&key).enumerate() {
            let (x, y) = (x + MARGIN, y + TOP + 4);
            area.draw(&PathElement::new(
                [(x, y), (x + 24, y)],
                colour(i).stroke_width(2),
            ))?;
            dots.push_str(&dot(
                i,
                [f64::from(x + 12), f64::from(y)],
                5.0,
                colour(i),
                WHITE,
            ));
            let name = fitted(name, 16, (WIDTH as i32 - 2 * MARGIN - 32) as f32);
            area.draw(&Text::new(name, (x + 32, y), text(16, INK)))?;
        }
        let all = area.margin(below, 14, 16, 16);
        for (row, panels) in all.split_evenly((rows.len(), 1)).iter().zip(rows) {
            for (part, one) in row.split_evenly((1, panels.len())).iter().zip(panels) {
                dots.push_str(&panel(part, one, &names, x_name, place)?);
            }
        }
        Ok(())
    });
    Some(with_more(svg, &dots))
}

/// The place of each name, in as many lines as they want.
fn key(names: &[&str]) -> Vec<(i32, i32)> {
    let (mut x, mut y) = (0, 0);
    let place = |name: &&str| {
        let wide = 32 + text_width(name, 16).ceil() as i32 + 28;
        if x > 0 && x + wide > WIDTH as i32 - 2 * MARGIN {
            (x, y) = (0, y + LINE);
        }
        let at = (x, y);
        x += wide;
        at
    };
    names.iter().map(place).collect()
}

/// A panel's axes, lines and bars; its dots are given back.
fn panel(
    area: &Area<'_>,
    (name, lines): &Panel,
    names: &[&str],
    x_name: &str,
    place: fn(f64) -> f64,
) -> Result<String, Box<dyn std::error::Error>> {
    let points = || lines.iter().flat_map(|(_, points)| points);
    let sd = |s: &Spread| s.sd.unwrap_or(0.0);
    let x = zoomed(points().map(|(x, _)| place(*x)), f64::MIN..f64::MAX);
    let y = zoomed(
        points().flat_map(|(_, s)| [s.mean - sd(s), s.mean + sd(s)]),
        f64::MIN..f64::MAX,
    );
    let mut dots = String::new();
    if lines.is_empty() {
        return Ok(dots);
    }
    let mut chart = ChartBuilder::on(area)
        .margin(10)
        .x_label_area_size(50)
        .y_label_area_size(66)
        .build_cartesian_2d(x, y)?;
    let x_names = |v: &f64| {
        if place(2.0) == 1.0 {
            short(v.exp2())
        } else {
            short(*v)
        }
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(HAIRLINE)
        .light_line_style(TRANSPARENT)
        .axis_style(QUIET)
        .label_style((FONTS, 15).into_font().color(&QUIET))
        .x_desc(x_name)
        .y_desc(name)
        .axis_desc_style((FONTS, 16).into_font().color(&INK))
        .x_labels(6)
        .y_labels(6)
        .x_label_formatter(&x_names)
        .y_label_formatter(&|v| short(*v))
        .draw()?;
    for (name, points) in lines {
        let i = names.iter().position(|n| n == name).unwrap_or(0);
        let ink = colour(i);
        chart.draw_series(LineSeries::new(
            points.iter().map(|(x, s)| (place(*x), s.mean)),
            ink.stroke_width(2),
        ))?;
        for (x, s) in points {
            let x = place(*x);
            chart.draw_series([PathElement::new(
                [(x, s.mean - sd(s)), (x, s.mean + sd(s))],
                ink.stroke_width(1),
            )])?;
            let (x, y) = chart.backend_coord(&(x, s.mean));
            dots.push_str(&dot(i, [f64::from(x), f64::from(y)], 5.0, ink, WHITE));
        }
    }
    Ok(dots)
}

/// At most three digits behind the point, none of them empty.
fn short(value: f64) -> String {
    let text = format!("{value:.3}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => text,
    }
}
