//! Scores along a setting: the weight of lyrics, β.

use plotters::prelude::*;

use super::{MARGIN, TOP, heading};
use crate::experiment::{Group, Score, Spread};
use crate::export::figures::{Area, Drawn, FONTS, HAIRLINE, INK, QUIET, colour, drawn, text, text_width};

const SIZE: (u32, u32) = (1100, 560);

/// A line: its name, and x and score of each point.
type Line = (String, Vec<(f64, Spread)>);

/// Agreement with labels as lyrics weigh more.
pub(super) fn weights(title: &str, groups: &[&Group], columns: &[&str]) -> Option<String> {
    let x = |g: &Group| g.features.strip_prefix("lyrics weight ").and_then(|w| w.parse().ok());
    let panels: Vec<(String, Vec<Line>)> = columns
        .iter()
        .map(|column| {
            let lines = lines(groups, |g| g.model.to_string(), x, |g| g.external(Score::Ari, column));
            (format!("ARI with {column}"), lines)
        })
        .collect();
    let note = "lyrics weigh this much, audio the rest of 1; bars are the standard deviation over seeds";
    draw(title, note, &panels, "weight of lyrics", |v| v)
}

/// Stability and disentanglement along β.
pub(super) fn betas(title: &str, groups: &[&Group]) -> Option<String> {
    let family = |g: &Group| g.model.split(',').next().unwrap_or_default().to_string();
    let x = |g: &Group| g.model.rsplit("β = ").next().and_then(|b| b.parse().ok());
    let stability = |g: &Group| g.of_clusterings(crate::experiment::Clustered::over_bootstrap);
    let panels = [
        ("stability of the clustering (ARI over bootstrap samples)".to_string(), lines(groups, family, x, stability)),
        ("mutual information gap".to_string(), lines(groups, family, x, |g| g.of_fits(|f| f.mig))),
    ];
    draw(title, "bars are the standard deviation over seeds", &panels, "β (each step doubles it)", f64::log2)
}

fn lines(
    groups: &[&Group],
    name: impl Fn(&Group) -> String,
    x: impl Fn(&Group) -> Option<f64>,
    y: impl Fn(&Group) -> Option<Spread>,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for group in groups {
        let (Some(x), Some(y)) = (x(group), y(group)) else { continue };
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
    panels: &[(String, Vec<Line>)],
    x_name: &str,
    place: fn(f64) -> f64,
) -> Option<String> {
    if panels.iter().all(|(_, lines)| lines.is_empty()) {
        return None;
    }
    Some(drawn(SIZE, |area| {
        heading(area, title, note)?;
        let mut x = MARGIN;
        for (i, (name, _)) in panels.iter().flat_map(|(_, l)| l).take(panels[0].1.len()).enumerate() {
            area.draw(&PathElement::new([(x, TOP + 4), (x + 24, TOP + 4)], colour(i).stroke_width(3)))?;
            area.draw(&Text::new(name.clone(), (x + 32, TOP + 4), text(16, INK)))?;
            x += 32 + text_width(name, 16).ceil() as i32 + 28;
        }
        let below = area.margin(TOP + 20, 14, 16, 16);
        for (part, (name, lines)) in below.split_evenly((1, panels.len())).iter().zip(panels) {
            panel(part, name, lines, x_name, place)?;
        }
        Ok(())
    }))
}

fn panel(area: &Area<'_>, name: &str, lines: &[Line], x_name: &str, place: fn(f64) -> f64) -> Drawn {
    let points = || lines.iter().flat_map(|(_, points)| points);
    let xs = points().map(|(x, _)| place(*x));
    let (left, right) = xs.fold((f64::MAX, f64::MIN), |(l, h), x| (l.min(x), h.max(x)));
    if left > right {
        return Ok(());
    }
    let sd = |s: &Spread| s.sd.unwrap_or(0.0);
    let high = points().map(|(_, s)| s.mean + sd(s)).fold(0.05, f64::max) * 1.08;
    let low = points().map(|(_, s)| s.mean - sd(s)).fold(0.0, f64::min) * 1.08;
    let pad = (right - left).max(0.1) * 0.04;
    let mut chart = ChartBuilder::on(area)
        .caption(name, text(18, INK))
        .margin(10)
        .x_label_area_size(50)
        .y_label_area_size(58)
        .build_cartesian_2d(left - pad..right + pad, low..high)?;
    let names = |v: &f64| if place(2.0) == 1.0 { short(v.exp2()) } else { short(*v) };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(HAIRLINE)
        .light_line_style(TRANSPARENT)
        .axis_style(QUIET)
        .label_style((FONTS, 15).into_font().color(&QUIET))
        .x_desc(x_name)
        .axis_desc_style((FONTS, 16).into_font().color(&QUIET))
        .x_labels(6)
        .y_labels(6)
        .x_label_formatter(&names)
        .y_label_formatter(&|v| short(*v))
        .draw()?;
    for (i, (_, points)) in lines.iter().enumerate() {
        let ink = colour(i);
        chart.draw_series(LineSeries::new(points.iter().map(|(x, s)| (place(*x), s.mean)), ink.stroke_width(2)))?;
        for (x, s) in points {
            let x = place(*x);
            chart.draw_series([PathElement::new([(x, s.mean - sd(s)), (x, s.mean + sd(s))], ink.stroke_width(1))])?;
            chart.draw_series([Circle::new((x, s.mean), 4, ink.filled())])?;
        }
    }
    Ok(())
}

/// At most two digits behind the point, none of them empty.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => text,
    }
}
