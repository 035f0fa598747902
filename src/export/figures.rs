//! Figures: the map by cluster and by every label, and the loss curves. Drawn once as SVG; PNG is made from that SVG.

use std::sync::{Arc, OnceLock};

use plotters::prelude::*;
use resvg::usvg::fontdb;
use resvg::{tiny_skia, usvg};

use super::palette;
use crate::error::{Error, Result};
use crate::job::Epoch;
use crate::library::LabelColumn;
use crate::matrix::Matrix;
use crate::pipeline::Analysis;

const SIZE: (u32, u32) = (1200, 860);
const LEGEND_WIDTH: i32 = 260;
const FONTS: &str = "Inter, Noto Sans Bengali, sans-serif";
const INK: RGBColor = RGBColor(0x22, 0x26, 0x2B);
const QUIET: RGBColor = RGBColor(0x6B, 0x72, 0x7B);
const HAIRLINE: RGBColor = RGBColor(0xD8, 0xDB, 0xDF);
/// Classes beyond this many share one legend line.
const MOST_IN_LEGEND: usize = 24;

/// Name and SVG of every figure of an analysis.
pub(super) fn all(analysis: &Analysis) -> Vec<(String, String)> {
    let mut figures = Vec::new();
    let cluster_names: Vec<Option<String>> =
        analysis.clusters.labels.iter().map(|c| c.map(|c| format!("cluster {:02}", c + 1))).collect();
    let clusters = LabelColumn::new("cluster", &cluster_names);
    for column in std::iter::once(&clusters).chain(&analysis.library.labels) {
        figures.push((format!("map_by_{}", file_name(&column.name)), map(analysis, column)));
    }
    if !analysis.model.history.is_empty() {
        figures.push(("loss_curves".to_string(), losses(analysis)));
    }
    figures
}

/// A column's name as part of a file name.
fn file_name(column: &str) -> String {
    column.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

fn text(size: i32, colour: RGBColor) -> TextStyle<'static> {
    (FONTS, size).into_font().color(&colour)
}

/// Drawing into a string cannot fail; plotters' signatures say it might.
fn drawn(size: (u32, u32), draw: impl FnOnce(&DrawingArea<SVGBackend, plotters::coord::Shift>) -> Drawn) -> String {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let finished = area.fill(&WHITE).map_err(Into::into).and_then(|()| draw(&area));
        debug_assert!(finished.is_ok(), "{:?}", finished.err());
    }
    svg
}

type Drawn = std::result::Result<(), Box<dyn std::error::Error>>;

fn map(analysis: &Analysis, column: &LabelColumn) -> String {
    drawn(SIZE, |area| {
        let n = analysis.library.songs.len();
        let title = format!("{} by {}", analysis.config.model.kind.label(), column.name);
        area.draw(&Text::new(title, (32, 24), text(30, INK)))?;
        area.draw(&Text::new(map_note(analysis, n), (32, 64), text(17, QUIET)))?;
        let (left, right) = area.margin(100, 28, 32, 16).split_horizontally(SIZE.0 as i32 - LEGEND_WIDTH - 48);
        points(&left, &analysis.tsne.xy, column)?;
        legend(&right, column)
    })
}

/// What one should know before reading the picture.
fn map_note(analysis: &Analysis, n: usize) -> String {
    let picture = analysis.tsne.perplexity.map_or("PCA to two dimensions".to_string(), |p| {
        format!("t-SNE, perplexity {p:.0}: gaps and sizes between groups mean little")
    });
    let d = &analysis.model.diagnostics;
    let n_latent = analysis.latents().n_cols();
    let collapsed = if d.is_collapsed(n_latent) { "  ·  COLLAPSED LATENT: the picture means nothing" } else { "" };
    let modality = analysis.config.fusion.modality.label();
    format!("{n} songs, {modality}  ·  {} of {n_latent} dimensions active{collapsed}  ·  {picture}", d.n_active)
}

fn points(area: &DrawingArea<SVGBackend, plotters::coord::Shift>, xy: &Matrix, column: &LabelColumn) -> Drawn {
    let range = |axis: usize| {
        let (low, high) = xy.rows().fold((f32::MAX, f32::MIN), |(l, h), r| (l.min(r[axis]), h.max(r[axis])));
        let margin = ((high - low) * 0.04).max(1e-3);
        low - margin..high + margin
    };
    let mut chart = ChartBuilder::on(area).build_cartesian_2d(range(0), range(1))?;
    chart.configure_mesh().disable_mesh().disable_axes().draw()?;
    let radius = match xy.n_rows() {
        0..=300 => 6,
        301..=2000 => 4,
        _ => 2,
    };
    for (i, row) in xy.rows().enumerate() {
        let style = colour(column.of_song[i]).mix(0.8).filled();
        chart.draw_series(std::iter::once(Circle::new((row[0], row[1]), radius, style)))?;
    }
    Ok(())
}

fn colour(class: Option<u32>) -> RGBColor {
    let [r, g, b] = class.map_or(palette::UNKNOWN, |c| palette::categorical(c as usize, palette::Ground::Light));
    RGBColor(r, g, b)
}

fn legend(area: &DrawingArea<SVGBackend, plotters::coord::Shift>, column: &LabelColumn) -> Drawn {
    let count = |class: Option<u32>| column.of_song.iter().filter(|c| **c == class).count();
    let mut lines: Vec<(Option<RGBColor>, String)> = column
        .classes
        .iter()
        .enumerate()
        .take(MOST_IN_LEGEND)
        .map(|(i, name)| (Some(colour(Some(i as u32))), format!("{name}  ({})", count(Some(i as u32)))))
        .collect();
    if column.classes.len() > MOST_IN_LEGEND {
        lines.push((None, format!("and {} more", column.classes.len() - MOST_IN_LEGEND)));
    }
    if count(None) > 0 {
        let name = if column.name == "cluster" { "noise" } else { "unknown" };
        lines.push((Some(colour(None)), format!("{name}  ({})", count(None))));
    }
    for (i, (swatch, line)) in lines.into_iter().enumerate() {
        let y = 8 + 27 * i as i32;
        if let Some(swatch) = swatch {
            area.draw(&Circle::new((20, y + 9), 7, swatch.filled()))?;
        }
        area.draw(&Text::new(line, (38, y), text(18, INK)))?;
    }
    Ok(())
}

fn losses(analysis: &Analysis) -> String {
    let history = &analysis.model.history;
    drawn((1200, 460), |area| {
        let title = format!("{}: losses over {} epochs", analysis.config.model.kind.label(), history.len());
        area.draw(&Text::new(title, (32, 20), text(26, INK)))?;
        area.draw(&Circle::new((40, 70), 6, colour(Some(0)).filled()))?;
        area.draw(&Text::new("training", (54, 61), text(17, QUIET)))?;
        area.draw(&Circle::new((160, 70), 6, colour(Some(1)).filled()))?;
        area.draw(&Text::new("held-out songs", (174, 61), text(17, QUIET)))?;
        type Pick = fn(&crate::job::Losses) -> f32;
        let panels: [(&str, Pick); 3] =
            [("reconstruction", |l| l.reconstruction), ("KL divergence (nats)", |l| l.kl), ("total", |l| l.total)];
        for (panel, (name, pick)) in area.margin(92, 12, 16, 24).split_evenly((1, 3)).iter().zip(panels) {
            curve(panel, history, name, pick)?;
        }
        Ok(())
    })
}

fn curve(
    area: &DrawingArea<SVGBackend, plotters::coord::Shift>,
    history: &[Epoch],
    name: &str,
    pick: fn(&crate::job::Losses) -> f32,
) -> Drawn {
    let train: Vec<(f32, f32)> = history.iter().map(|e| (e.epoch as f32, pick(&e.train))).collect();
    let validation: Vec<(f32, f32)> =
        history.iter().filter_map(|e| e.validation.as_ref().map(|v| (e.epoch as f32, pick(v)))).collect();
    let values = train.iter().chain(&validation).map(|p| p.1).filter(|v| v.is_finite());
    let high = values.fold(0.0f32, f32::max).max(1e-3) * 1.06;
    let last = history.last().map_or(1.0, |e| e.epoch as f32).max(2.0);
    let mut chart = ChartBuilder::on(area)
        .caption(name, text(19, INK))
        .margin(10)
        .x_label_area_size(34)
        .y_label_area_size(58)
        .build_cartesian_2d(1.0..last, 0.0..high)?;
    chart
        .configure_mesh()
        .bold_line_style(HAIRLINE)
        .light_line_style(TRANSPARENT)
        .axis_style(QUIET)
        .label_style(text(15, QUIET))
        .x_labels(5)
        .y_labels(6)
        .x_label_formatter(&|v| format!("{v:.0}"))
        .draw()?;
    for (line, class) in [(train, 0), (validation, 1)] {
        chart.draw_series(LineSeries::new(line, colour(Some(class)).stroke_width(2)))?;
    }
    Ok(())
}

/// The picture of an SVG, with the program's own fonts only: the same on every machine.
///
/// # Errors
/// When the SVG is not one (it is always ours, so that would be a bug).
pub(super) fn to_png(svg: &str) -> Result<Vec<u8>> {
    let fail = |cause: String| Error::stage("figure", cause);
    let options = usvg::Options { fontdb: fonts(), font_family: "Inter".to_string(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|e| fail(e.to_string()))?;
    let size = tree.size().to_int_size();
    let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height()).ok_or_else(|| fail("no pixels".into()))?;
    resvg::render(&tree, tiny_skia::Transform::default(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|e| fail(e.to_string()))
}

fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut database = fontdb::Database::new();
        database.load_font_data(include_bytes!("../../assets/fonts/Inter-Regular.ttf").to_vec());
        database.load_font_data(include_bytes!("../../assets/fonts/NotoSansBengali-Regular.ttf").to_vec());
        Arc::new(database)
    };
    FONTS.get_or_init(load).clone()
}
