//! Curves that a number is read from: the sweep over k, and DBSCAN's k-distances.

use plotters::prelude::*;

use super::axis::zoomed;
use super::losses::tick;
use super::sheet::{Area, Drawn, FONTS, Sheet};
use crate::clustering::Detail;
use crate::pipeline::Analysis;
use crate::words::{id, say, tr};

/// Silhouette and inertia of each k, with the k that was made.
pub(super) fn sweep(analysis: &Analysis, sheet: &Sheet) -> String {
    let Some(sweep) = &analysis.sweep else {
        return sheet.titled(tr(id::FIGURES_NO_SWEEP_OVER_K), "", |_| Ok(()));
    };
    let made = analysis.clusters.n_clusters;
    let silhouette: Vec<(f32, f32)> = sweep
        .rows
        .iter()
        .filter_map(|r| Some((r.k as f32, r.silhouette? as f32)))
        .collect();
    let inertia: Vec<(f32, f32)> = sweep
        .rows
        .iter()
        .map(|r| (r.k as f32, r.inertia as f32))
        .collect();
    let told = |name: &str, k: Option<usize>| {
        format!(
            "{name} {}",
            k.map_or(tr(id::COMMON_NONE).to_string(), |k| k.to_string())
        )
    };
    let note = say(id::FIGURES_MADE_CLUSTERS_WERE_MADE_LINE)
        .with("made", made)
        .with(
            "silhouette",
            told(tr(id::FIGURES_SILHOUETTE), sweep.by_silhouette),
        )
        .with("elbow", told(tr(id::FIGURES_ELBOW), sweep.by_elbow))
        .with(
            "ch",
            told(
                tr(id::FIGURES_CALINSKI_HARABASZ),
                sweep.by_calinski_harabasz,
            ),
        )
        .to_string();
    sheet.titled(tr(id::FIGURES_CHOOSING_NUMBER_CLUSTERS), &note, |area| {
        let halves = area.split_evenly((1, 2));
        let mark = Some(made as f32);
        let x = tr(id::FIGURES_NUMBER_CLUSTERS_K);
        curve(
            &halves[0],
            sheet,
            &silhouette,
            Axes {
                x,
                y: tr(id::FIGURES_MEAN_SILHOUETTE),
                mark,
                level: None,
            },
        )?;
        curve(
            &halves[1],
            sheet,
            &inertia,
            Axes {
                x,
                y: tr(id::FIGURES_INERTIA_SUM_SQUARES_WITHIN),
                mark,
                level: None,
            },
        )
    })
}

/// The sorted k-distances with the knee and the radius that was used.
pub(super) fn k_distances(analysis: &Analysis, sheet: &Sheet) -> String {
    let Detail::Density(found) = &analysis.clusters.detail else {
        return sheet.titled(tr(id::FIGURES_NO_K_DISTANCES), "", |_| Ok(()));
    };
    let n = found.sorted.len();
    // A curve on paper shows no more places than these.
    let step = n.div_ceil(2000).max(1);
    let points: Vec<(f32, f32)> = (0..n)
        .step_by(step)
        .map(|i| (i as f32, found.sorted[i]))
        .collect();
    let note = say(id::FIGURES_DISTANCE_EACH_SONG_N_TH)
        .with("n", analysis.config.clustering.min_samples)
        .with(
            "knee",
            found
                .sorted
                .get(found.knee)
                .copied()
                .map_or(tr(id::FIGURES_NOTHING).to_string(), tick),
        )
        .with("eps", tick(found.eps))
        .to_string();
    sheet.titled(tr(id::FIGURES_CHOOSING_RADIUS_DBSCAN), &note, |area| {
        let axes = Axes {
            x: tr(id::FIGURES_SONGS_DISTANCE),
            y: tr(id::FIGURES_DISTANCE_LATENT_SPACE),
            mark: Some(found.knee as f32),
            level: Some(found.eps),
        };
        curve(area, sheet, &points, axes)
    })
}

struct Axes<'a> {
    x: &'a str,
    y: &'a str,
    /// A line up.
    mark: Option<f32>,
    /// A line across.
    level: Option<f32>,
}

fn curve(area: &Area<'_>, sheet: &Sheet, points: &[(f32, f32)], axes: Axes) -> Drawn {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Ok(());
    };
    let (size, look) = (sheet.body_size(), &sheet.look);
    let y = zoomed(
        points.iter().map(|p| p.1).chain(axes.level).map(f64::from),
        f64::MIN..f64::MAX,
    );
    let (low, high) = (y.start as f32, y.end as f32);
    let mut chart = ChartBuilder::on(area)
        .margin(size / 2)
        .x_label_area_size(3 * size)
        .y_label_area_size(9 * size / 2)
        .build_cartesian_2d(first.0..last.0.max(first.0 + 1.0), low..high)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(look.hairline)
        .light_line_style(TRANSPARENT)
        .axis_style(look.quiet)
        .label_style((FONTS, size - 2).into_font().color(&look.quiet))
        .x_desc(axes.x)
        .y_desc(axes.y)
        .axis_desc_style((FONTS, size - 1).into_font().color(&look.quiet))
        .x_labels(8)
        .y_labels(6)
        .x_label_formatter(&|v| format!("{v:.0}"))
        .y_label_formatter(&|v| tick(*v))
        .draw()?;
    if let Some(mark) = axes.mark {
        chart.draw_series(LineSeries::new(
            [(mark, low), (mark, high)],
            look.quiet.stroke_width(1),
        ))?;
    }
    if let Some(level) = axes.level {
        chart.draw_series(LineSeries::new(
            [(first.0, level), (last.0, level)],
            look.quiet.stroke_width(1),
        ))?;
    }
    chart.draw_series(LineSeries::new(
        points.iter().copied(),
        look.colour(0).stroke_width(2),
    ))?;
    if points.len() <= 60 {
        chart.draw_series(
            points
                .iter()
                .map(|&p| Circle::new(p, 3, look.colour(0).filled())),
        )?;
    }
    Ok(())
}
