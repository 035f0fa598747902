//! KL divergence of each latent dimension, largest first.

use plotters::prelude::*;

use super::axis::{shown, ticks, upward};
use super::sheet::{Sheet, text, text_about, text_left_of, text_width};
use crate::pipeline::Analysis;
use crate::reading::say::{Beside, collapse_note};
use crate::words::{id, say, tr};

pub(super) fn draw(analysis: &Analysis, sheet: &Sheet) -> String {
    let d = &analysis.model.diagnostics;
    let mut dims: Vec<(usize, f32)> = d.kl_per_dim.iter().copied().enumerate().collect();
    dims.sort_by(|a, b| b.1.total_cmp(&a.1));
    let n = dims.len();
    let high = dims.first().map_or(0.0, |d| d.1).max(1e-3);
    let (look, size) = (&sheet.look, sheet.body_size());
    let title = tr(id::EXPORT_KL_DIVERGENCE_EACH_LATENT_DIMENSION);
    let sum: f32 = d.kl_per_dim.iter().sum();
    let collapsed = collapse_note(analysis.is_collapsed(), Beside::Divergences).as_str();
    let note = say(id::FIGURES_MEAN_OVER_SONGS_SUM_NATS)
        .with("sum", format!("{sum:.2}"))
        .with("active", d.n_active)
        .with("n", n)
        .with("collapsed", collapsed)
        .to_string();
    sheet.titled(title, &note, |area| {
        let (width, height) = area.dim_in_pixel();
        let (width, bottom) = (width as i32, height as i32 - 7 * size / 2);
        let left = 5 * size;
        let (numbers, decimals) = ticks(&(0.0..f64::from(high)), 5);
        for nats in numbers {
            let y = bottom - (f64::from(bottom - size) * nats / f64::from(high)) as i32;
            area.draw(&PathElement::new(
                [(left, y), (width, y)],
                look.hairline.stroke_width(1),
            ))?;
            let name = shown(nats, decimals);
            area.draw(&Text::new(
                name,
                (left - 8, y),
                text_left_of(size - 1, look.quiet),
            ))?;
        }
        upward(
            area,
            tr(id::FIGURES_KL_DIVERGENCE_NATS),
            (size, bottom / 2),
            size,
            look.ink,
        )?;
        let middle = ((left + width) / 2, bottom + 5 * size / 2);
        area.draw(&Text::new(
            tr(id::FIGURES_LATENT_DIMENSION_LARGEST_FIRST),
            middle,
            text_about(size, look.ink),
        ))?;
        let place = |i: usize| left + (i as i32 * (width - left)) / n.max(1) as i32;
        let gap = (place(1) - place(0)) / 6;
        for (i, &(dim, kl)) in dims.iter().enumerate() {
            let top = bottom - ((bottom - size) as f32 * (kl / high).clamp(0.0, 1.0)) as i32;
            // The dimensions that carry most are the active ones, as far as a number can tell.
            let shade = if i < d.n_active {
                look.colour(0)
            } else {
                look.other
            };
            area.draw(&Rectangle::new(
                [(place(i) + gap, top), (place(i + 1) - gap, bottom)],
                shade.filled(),
            ))?;
            let name = format!("z{dim}");
            let wide = text_width(&name, size - 2) as i32;
            if wide + 4 < place(1) - place(0) {
                let at = ((place(i) + place(i + 1) - wide) / 2, bottom + size);
                area.draw(&Text::new(name, at, text(size - 2, look.quiet)))?;
            }
        }
        Ok(())
    })
}
