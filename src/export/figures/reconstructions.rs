//! How much of each block of features comes back from the latent space.

use plotters::prelude::*;

use super::heat::{Place, field};
use super::sheet::{Sheet, fitted, rgb, text, text_left_of, with_more};
use crate::export::palette::{Ground, mel};
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

/// A log-mel crop as it was heard, and as it came back, beside each other and in the same colours.
///
/// # Shapes
/// Each `n_mels` bands × frames, the lowest band first.
pub(in crate::export) fn pair(title: &str, [heard, decoded]: [&[f32]; 2], n_mels: usize, ground: Ground) -> String {
    let sheet = Sheet::new(1000, 400, ground);
    let n_frames = heard.len() / n_mels.max(1);
    let high = heard.iter().copied().fold(f32::MIN, f32::max);
    let low = heard.iter().copied().fold(f32::MAX, f32::min);
    let (top, margin) = (sheet.top() + 26, sheet.margin());
    let width = (sheet.width as i32 - 3 * margin) / 2;
    let height = sheet.height as i32 - top - margin;
    let note =
        format!("log-mel, {n_mels} bands × {n_frames} frames, low bands below; colours are the same on both sides");
    let svg = sheet.titled(title, &note, |area| {
        for (name, x) in [("as heard", 0), ("as decoded", width + margin)] {
            area.draw(&Text::new(name, (x, 10), text(sheet.body_size(), sheet.look.ink)))?;
        }
        Ok(())
    });
    let mut more = String::new();
    for (side, values) in [heard, decoded].into_iter().enumerate() {
        let upside: Vec<f32> = values.chunks_exact(n_frames.max(1)).rev().flatten().copied().collect();
        let cells: Vec<f32> = upside.iter().map(|v| (v - low) / (high - low).max(1e-6)).collect();
        let x = margin + side as i32 * (width + margin);
        let place = Place { x: x as f32, y: top as f32, width: width as f32, height: height as f32 };
        more.push_str(&field(&place, n_frames.max(1), &cells, |v| rgb(mel(v, ground))));
    }
    with_more(svg, &more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_are_drawn_and_low_bands_stand_below() {
        let heard = [0.0, 0.0, 1.0, 1.0];
        let svg = pair("গান", [&heard, &[1.0, 1.0, 0.0, 0.0]], 2, Ground::Light);
        assert_eq!(svg.matches("<path").count(), 4);
        let first = svg.split("<path").nth(1).unwrap();
        let quiet = rgb(mel(0.0, Ground::Light));
        assert!(first.contains(&format!("#{:02X}{:02X}{:02X}", quiet.0, quiet.1, quiet.2)));
        let y: f32 = first.split('M').nth(1).unwrap().split([' ', 'h']).nth(1).unwrap().parse().unwrap();
        assert!(y > 200.0, "the lower band, which is silent, stands in the lower half: {y}");
    }
}
