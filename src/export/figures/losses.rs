//! The loss curves.

use plotters::prelude::*;

use super::axis::zoomed;
use super::sheet::{Area, Drawn, FONTS, Look, Sheet, text, text_width};
use crate::job::{Epoch, Losses};
use crate::model::Ended;
use crate::pipeline::Analysis;
use crate::words::{Text as Words, id, say, tr};

const PANEL_WIDTH: u32 = 390;
const HEIGHT: u32 = 480;

/// One loss: its name, what its axis says, and its value of an epoch.
type Panel = (Words, Words, fn(&Losses) -> f32);
const RECONSTRUCTION: Panel = (
    id::FIGURES_RECONSTRUCTION,
    id::FIGURES_SQUARED_ERROR_SONG,
    |l| l.reconstruction,
);
const KL: Panel = (id::COMMON_KL_DIVERGENCE, id::FIGURES_NATS_SONG, |l| l.kl);
const TOTAL: Panel = (id::FIGURES_TOTAL, id::FIGURES_RECONSTRUCTION_KL, |l| {
    l.total
});

/// Without a KL term the total is the reconstruction.
fn panels(analysis: &Analysis) -> &'static [Panel] {
    if analysis.config.model.kind.is_variational() {
        &[RECONSTRUCTION, KL, TOTAL]
    } else {
        &[RECONSTRUCTION]
    }
}

/// As wide as its panels want.
pub(super) fn sheet(analysis: &Analysis) -> Sheet {
    Sheet::light(
        (PANEL_WIDTH * panels(analysis).len() as u32).max(620) + 30,
        HEIGHT,
    )
}

pub(super) fn draw(analysis: &Analysis, sheet: &Sheet) -> String {
    let (model, history) = (&analysis.model, &analysis.model.history);
    let panels = panels(analysis);
    let kept = if let Ended::Early { best_epoch } = model.ended {
        Some(best_epoch)
    } else {
        None
    };
    let title = say(id::FIGURES_MODEL_LOSSES_OVER_N_EPOCHS)
        .with("model", analysis.config.model.name())
        .with("n", history.len())
        .to_string();
    sheet.titled(&title, "", |area| {
        let key = Key {
            sheet,
            has_validation: history.iter().any(|e| e.validation.is_some()),
            kept,
        };
        key.draw(area)?;
        // Side by side, or below each other on a sheet that is higher than wide.
        let (width, height) = area.dim_in_pixel();
        let rows = if panels.len() > 1 && height > width {
            (panels.len(), 1)
        } else {
            (1, panels.len())
        };
        for (area, panel) in area.split_evenly(rows).iter().zip(panels) {
            curves(area, sheet, history, kept, *panel)?;
        }
        Ok(())
    })
}

/// One line of samples and their names, where other figures have their note.
struct Key<'a> {
    sheet: &'a Sheet,
    has_validation: bool,
    kept: Option<usize>,
}

impl Key<'_> {
    fn draw(&self, area: &Area<'_>) -> Drawn {
        let (look, size) = (&self.sheet.look, self.sheet.body_size());
        let y = -size - self.sheet.margin() / 2 + 2;
        let mut x = 0;
        let mut sample = |style: ShapeStyle, name: &str| -> Drawn {
            area.draw(&PathElement::new([(x, y), (x + 24, y)], style))?;
            area.draw(&Text::new(
                name.to_string(),
                (x + 32, y),
                text(size, look.quiet),
            ))?;
            x += 32 + text_width(name, size).ceil() as i32 + 28;
            Ok(())
        };
        sample(look.colour(0).stroke_width(3), tr(id::CURVES_TRAINING))?;
        if self.has_validation {
            sample(
                look.colour(1).stroke_width(3),
                tr(id::EXPORT_HELD_OUT_SONGS),
            )?;
        }
        if let Some(epoch) = self.kept {
            sample(
                look.quiet.stroke_width(1),
                &say(id::FIGURES_EPOCH_EPOCH_WHOSE_WEIGHTS_KEPT)
                    .with("epoch", epoch)
                    .to_string(),
            )?;
        }
        Ok(())
    }
}

fn curves(
    area: &Area<'_>,
    sheet: &Sheet,
    history: &[Epoch],
    kept: Option<usize>,
    (name, axis, pick): Panel,
) -> Drawn {
    let Look {
        ink,
        quiet,
        hairline,
        ..
    } = sheet.look;
    let finite = |p: &(f32, f32)| p.1.is_finite();
    let train: Vec<(f32, f32)> = history
        .iter()
        .map(|e| (e.epoch as f32, pick(&e.train)))
        .filter(finite)
        .collect();
    let validation: Vec<(f32, f32)> = history
        .iter()
        .filter_map(|e| e.validation.as_ref().map(|v| (e.epoch as f32, pick(v))))
        .filter(finite)
        .collect();
    let y = zoomed(
        train.iter().chain(&validation).map(|p| f64::from(p.1)),
        f64::MIN..f64::MAX,
    );
    let (low, high) = (y.start as f32, y.end as f32);
    let last = history.last().map_or(1.0, |e| e.epoch as f32).max(2.0);
    let size = sheet.body_size();
    let mut chart = ChartBuilder::on(area)
        .caption(name.as_str(), text(size, ink))
        .margin(size / 2)
        .x_label_area_size(3 * size)
        .y_label_area_size(9 * size / 2)
        .build_cartesian_2d(1.0..last, low..high)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(hairline)
        .light_line_style(TRANSPARENT)
        .axis_style(quiet)
        .label_style((FONTS, size - 2).into_font().color(&quiet))
        .x_desc(tr(id::FIGURES_EPOCH))
        .y_desc(axis.as_str())
        .axis_desc_style((FONTS, size - 1).into_font().color(&quiet))
        .x_labels(6)
        .y_labels(6)
        .x_label_formatter(&|v| format!("{v:.0}"))
        .y_label_formatter(&|v| tick(*v))
        .draw()?;
    if let Some(epoch) = kept {
        let line = [(epoch as f32, low), (epoch as f32, high)];
        chart.draw_series(LineSeries::new(line, quiet.stroke_width(1)))?;
    }
    for (line, class) in [(train, 0), (validation, 1)] {
        if let [only] = line[..] {
            chart.draw_series(std::iter::once(Circle::new(
                only,
                4,
                sheet.look.colour(class).filled(),
            )))?;
        }
        chart.draw_series(LineSeries::new(
            line,
            sheet.look.colour(class).stroke_width(2),
        ))?;
    }
    Ok(())
}

/// As many digits as the number needs, at most three behind the point.
pub(super) fn tick(value: f32) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_have_no_empty_digits() {
        assert_eq!(
            [0.0, 1000.0, 0.5, 12.25, 0.001].map(tick),
            ["0", "1000", "0.5", "12.25", "0.001"]
        );
    }
}
