//! How much of each block of features comes back from the latent space.

use plotters::prelude::*;

use super::axis::{Across, ColourBar, upward};
use super::field::{Place, field};
use super::mel::{hertz, mel_of};
use super::sheet::{Sheet, fitted, rgb, text, text_left_of, with_more};
use crate::export::palette::{Ground, mel};
use crate::pipeline::Analysis;
use crate::reading::say::block_name;
use crate::words::{id, say, tr};

/// Decibels of power in a nat.
const DB_A_NAT: f32 = 10.0 * std::f32::consts::LOG10_E;

/// Two bars a block: of the songs that were learnt from, and of those that were held out.
pub(super) fn draw(analysis: &Analysis, sheet: &Sheet) -> String {
    let blocks = &analysis.model.diagnostics.explained_blocks;
    let (size, look) = (sheet.body_size(), &sheet.look);
    let note = tr(id::FIGURES_SHARE_VARIANCE_RECONSTRUCTION_EXPLAINS_0);
    sheet.titled(
        tr(id::EXPORT_MENU_RECONSTRUCTION_EACH_BLOCK),
        note,
        |area| {
            let (width, height) = area.dim_in_pixel();
            let (width, height) = (width as i32, height as i32);
            let (left, right) = (width / 4, width - 5 * size);
            let mut x = 0;
            for (class, name) in [tr(id::EXPORT_TRAINING_SONGS), tr(id::EXPORT_HELD_OUT_SONGS)]
                .into_iter()
                .enumerate()
            {
                area.draw(&Rectangle::new(
                    [(x, 0), (x + 12, 12)],
                    look.colour(class).filled(),
                ))?;
                area.draw(&Text::new(name, (x + 18, 6), text(size, look.ink)))?;
                x += width / 4;
            }
            let top = 2 * size + 4;
            let row =
                ((height - top - Across::height(size)) / blocks.len().max(1) as i32).min(4 * size);
            let bottom = top + row * blocks.len() as i32;
            let (range, title) = (0.0..1.0, tr(id::FIGURES_SHARE_VARIANCE_EXPLAINED));
            let axis = Across {
                range: &range,
                left,
                right,
                top,
                bottom,
                title,
                unit: "",
            };
            axis.draw(area, sheet, size)?;
            let place = |share: f32| axis.place(f64::from(share)) as i32;
            for (i, (name, train, validation)) in blocks.iter().enumerate() {
                let y = top + row * i as i32;
                let name = fitted(block_name(name), size, (left - 16) as f32);
                area.draw(&Text::new(
                    name,
                    (left - 12, y + row / 2),
                    text_left_of(size, look.ink),
                ))?;
                let bars: Vec<(usize, f32)> = [(0, Some(*train)), (1, *validation)]
                    .into_iter()
                    .filter_map(|(c, v)| Some((c, v?)))
                    .collect();
                let each = (row - 8) / bars.len().max(1) as i32;
                for (n, &(class, share)) in bars.iter().enumerate() {
                    let (up, down) = (y + 4 + each * n as i32, y + 2 + each * (n as i32 + 1));
                    area.draw(&Rectangle::new(
                        [(left, up), (right, down)],
                        look.faded.filled(),
                    ))?;
                    area.draw(&Rectangle::new(
                        [(left, up), (place(share), down)],
                        look.colour(class).filled(),
                    ))?;
                    let value = format!("{share:.3}");
                    area.draw(&Text::new(
                        value,
                        (right + 8, (up + down) / 2),
                        text(size - 1, look.quiet),
                    ))?;
                }
            }
            Ok(())
        },
    )
}

/// A log-mel crop as it was heard, and as it came back.
pub(in crate::export) struct MelPair<'a> {
    pub(crate) title: &'a str,
    /// Each `n_mels` bands × frames, the lowest band first, in natural logarithms of power.
    pub(crate) heard: &'a [f32],
    pub(crate) decoded: &'a [f32],
    pub(crate) n_mels: usize,
    pub(crate) frame_secs: f32,
    /// Of the highest band.
    pub(crate) highest_hz: f32,
}

impl MelPair<'_> {
    /// Beside each other, with the same axes and in the same colours.
    pub(crate) fn draw(&self, ground: Ground) -> String {
        let sheet = Sheet::new(1100, 470, ground);
        let (size, look, margin) = (sheet.body_size(), &sheet.look, sheet.margin());
        let n_frames = self.heard.len() / self.n_mels.max(1);
        let [high, low] = [f32::max as fn(f32, f32) -> f32, f32::min]
            .map(|of| self.heard.iter().copied().reduce(of).unwrap_or(0.0));
        let top = sheet.top() + 2 * size;
        let at_right = ColourBar::width(size) + size;
        let wide = (sheet.width as i32 - 2 * margin - 5 * size - at_right - 2 * size) / 2;
        let tall = sheet.height as i32 - top - 4 * size;
        let left = |side: i32| margin + 5 * size + side * (wide + 2 * size);
        let place = |side: i32| Place {
            x: left(side) as f32,
            y: top as f32,
            width: wide as f32,
            height: tall as f32,
        };
        let bar = ColourBar {
            place: Place {
                x: (left(1) + wide + size) as f32,
                width: size as f32,
                ..place(1)
            },
            range: f64::from((low - high) * DB_A_NAT)..0.0,
            title: tr(id::FIGURES_DB_BELOW_LOUDEST),
        };
        let note = say(id::FIGURES_LOG_MEL_BANDS_BANDS_N)
            .with("bands", self.n_mels)
            .with("n_frames", n_frames)
            .to_string();
        let svg = sheet.titled(self.title, &note, |area| {
            let (origin_x, down) = (margin, top - sheet.top());
            let secs = self.frame_secs * n_frames as f32;
            for (side, name) in [(0, tr(id::FIGURES_HEARD)), (1, tr(id::FIGURES_DECODED))] {
                let left = left(side) - origin_x;
                area.draw(&Text::new(name, (left, size / 2), text(size, look.ink)))?;
                let range = 0.0..f64::from(secs);
                let (right, bottom) = (left + wide, down + tall);
                Across {
                    range: &range,
                    left,
                    right,
                    top: bottom,
                    bottom,
                    title: tr(id::FIGURES_TIME_S),
                    unit: "",
                }
                .draw(area, &sheet, size - 1)?;
            }
            for hz in [0.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0] {
                if hz <= self.highest_hz {
                    let y =
                        down + (tall as f32 * (1.0 - mel_of(hz) / mel_of(self.highest_hz))) as i32;
                    let at = (left(0) - origin_x - 8, y);
                    area.draw(&Text::new(
                        hertz(hz),
                        at,
                        text_left_of(size - 2, look.quiet),
                    ))?;
                }
            }
            upward(
                area,
                tr(id::FIGURES_FREQUENCY),
                (size / 2, down + tall / 2),
                size - 1,
                look.ink,
            )?;
            bar.draw(area, &sheet, (origin_x, sheet.top()))
        });
        let shade = |v: f32| rgb(mel(v, ground));
        let mut more = bar.field(shade);
        for (side, values) in [(0, self.heard), (1, self.decoded)] {
            let upside = values.chunks_exact(n_frames.max(1)).rev().flatten();
            let cells: Vec<f32> = upside.map(|v| (v - low) / (high - low).max(1e-6)).collect();
            more.push_str(&field(&place(side), n_frames.max(1), &cells, shade));
        }
        with_more(svg, &more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_are_drawn_low_bands_below_and_the_axes_say_what_they_are() {
        let heard = [0.0, 0.0, 1.0, 1.0];
        let pair = MelPair {
            title: "গান",
            heard: &heard,
            decoded: &[1.0, 1.0, 0.0, 0.0],
            n_mels: 2,
            frame_secs: 0.5,
            highest_hz: 8000.0,
        };
        let svg = pair.draw(Ground::Light);
        let heard = svg.rsplit("<path").nth(3).unwrap();
        let quiet = rgb(mel(0.0, Ground::Light));
        assert!(heard.contains(&super::super::sheet::hex(quiet)));
        let y: f32 = heard
            .split('M')
            .nth(1)
            .unwrap()
            .split([' ', 'h'])
            .nth(1)
            .unwrap()
            .parse()
            .unwrap();
        assert!(
            y > 200.0,
            "the lower band, which is silent, stands in the lower half: {y}"
        );
        for said in [
            "time (s)",
            "frequency",
            "4 kHz",
            "dB below the loudest",
            "as decoded",
            "1.0",
            "−4",
        ] {
            assert!(svg.contains(said), "{said}");
        }
    }
}
