//! How much of each block of features comes back from the latent space.

use plotters::prelude::*;

use super::sheet::{Sheet, fitted, text, text_left_of};
use crate::pipeline::Analysis;

/// Two bars a block: of the songs that were learnt from, and of those that were held out.
pub(super) fn draw(analysis: &Analysis, sheet: &Sheet) -> String {
    let blocks = &analysis.model.diagnostics.explained_blocks;
    let (size, look) = (sheet.body_size(), &sheet.look);
    let note = "share of the variance that the reconstruction explains; 0 is the mean song, below 0 is worse than it";
    sheet.titled("Reconstruction of each block", note, |area| {
        let (width, height) = area.dim_in_pixel();
        let (width, height) = (width as i32, height as i32);
        let (left, right) = (width / 4, width - 5 * size);
        let mut x = 0;
        for (class, name) in ["training songs", "held-out songs"].into_iter().enumerate() {
            area.draw(&Rectangle::new([(x, 0), (x + 12, 12)], look.colour(class).filled()))?;
            area.draw(&Text::new(name, (x + 18, 6), text(size, look.ink)))?;
            x += width / 4;
        }
        let top = 2 * size + 4;
        let row = ((height - top) / blocks.len().max(1) as i32).min(4 * size);
        let place = |share: f32| left + (share.clamp(0.0, 1.0) * (right - left) as f32) as i32;
        for (i, (name, train, validation)) in blocks.iter().enumerate() {
            let y = top + row * i as i32;
            let name = fitted(name, size, (left - 16) as f32);
            area.draw(&Text::new(name, (left - 12, y + row / 2), text_left_of(size, look.ink)))?;
            let bars: Vec<(usize, f32)> =
                [(0, Some(*train)), (1, *validation)].into_iter().filter_map(|(c, v)| Some((c, v?))).collect();
            let each = (row - 8) / bars.len().max(1) as i32;
            for (n, &(class, share)) in bars.iter().enumerate() {
                let (up, down) = (y + 4 + each * n as i32, y + 2 + each * (n as i32 + 1));
                area.draw(&Rectangle::new([(left, up), (right, down)], look.faded.filled()))?;
                area.draw(&Rectangle::new([(left, up), (place(share), down)], look.colour(class).filled()))?;
                let value = format!("{share:.3}");
                area.draw(&Text::new(value, (right + 8, (up + down) / 2), text(size - 1, look.quiet)))?;
            }
        }
        Ok(())
    })
}
