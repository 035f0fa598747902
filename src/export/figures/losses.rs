//! The loss curves.

use plotters::prelude::*;

use super::{Area, Drawn, HAIRLINE, INK, QUIET, colour, drawn, text};
use crate::job::{Epoch, Losses};
use crate::model::Ended;
use crate::pipeline::Analysis;

const PANEL_WIDTH: u32 = 390;
const HEIGHT: u32 = 480;
const MARGIN: i32 = 32;

type Pick = fn(&Losses) -> f32;
const RECONSTRUCTION: (&str, Pick) = ("reconstruction (½ squared error)", |l| l.reconstruction);
const KL: (&str, Pick) = ("KL divergence (nats)", |l| l.kl);
const TOTAL: (&str, Pick) = ("total (reconstruction + β·KL)", |l| l.total);

pub(super) fn draw(analysis: &Analysis) -> String {
    let (model, history) = (&analysis.model, &analysis.model.history);
    // Without a KL term the total is the reconstruction.
    let panels: &[(&str, Pick)] =
        if analysis.config.model.kind.is_variational() { &[RECONSTRUCTION, KL, TOTAL] } else { &[RECONSTRUCTION] };
    let kept = if let Ended::Early { best_epoch } = model.ended { Some(best_epoch) } else { None };
    let width = (PANEL_WIDTH * panels.len() as u32).max(620) + 30;
    drawn((width, HEIGHT), |area| {
        let title = format!("{}: losses over {} epochs", analysis.config.model.label(), history.len());
        area.draw(&Text::new(title, (MARGIN, 34), text(26, INK)))?;
        key(area, history.iter().any(|e| e.validation.is_some()), kept)?;
        let below = area.margin(96, 14, 16, 16);
        for (panel, &(name, pick)) in below.split_evenly((1, panels.len())).iter().zip(panels) {
            curves(panel, history, kept, name, pick)?;
        }
        Ok(())
    })
}

/// One line of samples and their names.
fn key(area: &Area<'_>, has_validation: bool, kept: Option<usize>) -> Drawn {
    const Y: i32 = 74;
    let mut x = MARGIN;
    let mut sample = |style: ShapeStyle, name: &str| -> Drawn {
        area.draw(&PathElement::new([(x, Y), (x + 24, Y)], style))?;
        area.draw(&Text::new(name.to_string(), (x + 32, Y), text(17, QUIET)))?;
        x += 32 + super::text_width(name, 17).ceil() as i32 + 28;
        Ok(())
    };
    sample(colour(0).stroke_width(3), "training")?;
    if has_validation {
        sample(colour(1).stroke_width(3), "held-out songs")?;
    }
    if let Some(epoch) = kept {
        sample(QUIET.stroke_width(1), &format!("epoch {epoch}, whose weights are kept"))?;
    }
    Ok(())
}

fn curves(area: &Area<'_>, history: &[Epoch], kept: Option<usize>, name: &str, pick: Pick) -> Drawn {
    let finite = |p: &(f32, f32)| p.1.is_finite();
    let train: Vec<(f32, f32)> = history.iter().map(|e| (e.epoch as f32, pick(&e.train))).filter(finite).collect();
    let validation: Vec<(f32, f32)> = history
        .iter()
        .filter_map(|e| e.validation.as_ref().map(|v| (e.epoch as f32, pick(v))))
        .filter(finite)
        .collect();
    let high = train.iter().chain(&validation).map(|p| p.1).fold(0.0f32, f32::max).max(1e-3) * 1.06;
    let last = history.last().map_or(1.0, |e| e.epoch as f32).max(2.0);
    let mut chart = ChartBuilder::on(area)
        .caption(name, text(19, INK))
        .margin(10)
        .x_label_area_size(50)
        .y_label_area_size(58)
        .build_cartesian_2d(1.0..last, 0.0..high)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(HAIRLINE)
        .light_line_style(TRANSPARENT)
        .axis_style(QUIET)
        .label_style((super::FONTS, 15).into_font().color(&QUIET))
        .x_desc("epoch")
        .axis_desc_style((super::FONTS, 16).into_font().color(&QUIET))
        .x_labels(6)
        .y_labels(6)
        .x_label_formatter(&|v| format!("{v:.0}"))
        .y_label_formatter(&|v| tick(*v))
        .draw()?;
    if let Some(epoch) = kept {
        let line = [(epoch as f32, 0.0), (epoch as f32, high)];
        chart.draw_series(LineSeries::new(line, QUIET.stroke_width(1)))?;
    }
    for (line, class) in [(train, 0), (validation, 1)] {
        if let [only] = line[..] {
            chart.draw_series(std::iter::once(Circle::new(only, 4, colour(class).filled())))?;
        }
        chart.draw_series(LineSeries::new(line, colour(class).stroke_width(2)))?;
    }
    Ok(())
}

/// As many digits as the number needs, at most three behind the point.
fn tick(value: f32) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_have_no_empty_digits() {
        assert_eq!([0.0, 1000.0, 0.5, 12.25, 0.001].map(tick), ["0", "1000", "0.5", "12.25", "0.001"]);
    }
}
