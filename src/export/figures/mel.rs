//! A mel spectrogram.

use plotters::prelude::*;

use super::axis::{ColourBar, upward};
use super::field::{Place, field};
use super::sheet::{Sheet, rgb, text_about, text_left_of, with_more};
use crate::export::palette::{Ground, mel};
use crate::words::{id, tr};

/// Decibels from silent to loudest, as the window's own spectrogram has them.
const RANGE_DB: f64 = 80.0;
/// Columns that are drawn; of more, the loudest of neighbours.
const MOST_COLUMNS: usize = 400;

/// One song's loudness over time and pitch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct MelFigure<'a> {
    pub(crate) title: &'a str,
    pub(crate) note: &'a str,
    /// From 0 (silent) to 255 (loudest): `n_mels` rows, lowest band first, × columns.
    pub(crate) loudness: &'a [u8],
    pub(crate) n_mels: usize,
    pub(crate) duration_secs: f32,
    /// Of the highest band.
    pub(crate) highest_hz: f32,
}

impl MelFigure<'_> {
    /// At `width` × `height` units, as [`super::Figure::draw`] has them.
    pub(crate) fn draw(&self, width: u32, height: u32, ground: Ground) -> String {
        let sheet = Sheet::new(width, height, ground);
        let (size, look, margin) = (sheet.body_size(), &sheet.look, sheet.margin());
        let place = Place {
            x: (margin + 6 * size) as f32,
            y: sheet.top() as f32,
            width: (sheet.width as i32 - 2 * margin - 8 * size - ColourBar::width(size)).max(40)
                as f32,
            height: (sheet.height as i32 - sheet.top() - 4 * size - margin / 2).max(20) as f32,
        };
        let bar = ColourBar {
            place: Place {
                x: place.x + place.width + size as f32,
                width: size as f32,
                ..place
            },
            range: -RANGE_DB..0.0,
            title: tr(id::FIGURES_LOUDNESS_DB_BELOW_LOUDEST),
        };
        let svg = sheet.titled(self.title, self.note, |area| {
            for hz in [0.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0] {
                if hz <= self.highest_hz {
                    let y = place.height * (1.0 - mel_of(hz) / mel_of(self.highest_hz));
                    let at = (6 * size - 8, y as i32);
                    area.draw(&Text::new(
                        hertz(hz),
                        at,
                        text_left_of(size - 2, look.quiet),
                    ))?;
                }
            }
            let step = step(self.duration_secs);
            let mut secs = 0.0;
            while secs <= self.duration_secs {
                let x = 6 * size + (place.width * secs / self.duration_secs.max(1e-3)) as i32;
                let name = format!("{}:{:02}", secs as u32 / 60, secs as u32 % 60);
                area.draw(&Text::new(
                    name,
                    (x, place.height as i32 + size),
                    text_about(size - 2, look.quiet),
                ))?;
                secs += step;
            }
            upward(
                area,
                tr(id::FIGURES_FREQUENCY_MEL_SCALE),
                (size / 2, place.height as i32 / 2),
                size - 1,
                look.ink,
            )?;
            let middle = (
                6 * size + place.width as i32 / 2,
                place.height as i32 + 5 * size / 2,
            );
            area.draw(&Text::new(
                tr(id::FIGURES_TIME_MINUTES_SECONDS),
                middle,
                text_about(size - 1, look.ink),
            ))?;
            bar.draw(area, &sheet, (margin, sheet.top()))
        });
        let (cells, n) = self.cells();
        let shade = |v: f32| rgb(mel(v, look.ground));
        with_more(
            svg,
            &(field(&place, n.max(1), &cells, shade) + &bar.field(shade)),
        )
    }

    /// From the highest band down, at most so many columns.
    fn cells(&self) -> (Vec<f32>, usize) {
        let n_columns = self.loudness.len() / self.n_mels.max(1);
        let n = n_columns.min(MOST_COLUMNS);
        let rows = self.loudness.chunks_exact(n_columns.max(1)).rev();
        let loudest = |row: &[u8], i: usize| {
            let slice =
                &row[i * n_columns / n..((i + 1) * n_columns / n).max(i * n_columns / n + 1)];
            f32::from(slice.iter().copied().max().unwrap_or(0)) / 255.0
        };
        (
            rows.flat_map(|row| (0..n).map(move |i| loudest(row, i)))
                .collect(),
            n,
        )
    }
}

/// Slaney's mel scale, as the filterbank has it: linear to 1 kHz, logarithmic above.
pub(super) fn mel_of(hz: f32) -> f32 {
    if hz < 1000.0 {
        hz * 3.0 / 200.0
    } else {
        15.0 + (hz / 1000.0).ln() * 27.0 / 6.4_f32.ln()
    }
}

pub(super) fn hertz(hz: f32) -> String {
    if hz >= 1000.0 {
        format!("{} kHz", hz / 1000.0)
    } else {
        format!("{hz} Hz")
    }
}

/// Seconds between marks, so that there are at most eight.
fn step(duration_secs: f32) -> f32 {
    [1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0]
        .into_iter()
        .find(|step| duration_secs / step <= 8.0)
        .unwrap_or(600.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn high_bands_stand_above_and_short_onsets_are_kept() {
        let mut loudness = vec![0; 2 * 1000];
        loudness[1000 + 501] = 255;
        let figure = MelFigure {
            title: "গান",
            note: "",
            loudness: &loudness,
            n_mels: 2,
            duration_secs: 30.0,
            highest_hz: 8000.0,
        };
        let (cells, n) = figure.cells();
        assert_eq!((n, cells.len()), (400, 800));
        assert_eq!(
            cells.iter().position(|&v| v > 0.5),
            Some(200),
            "in the first row, which is the upper band"
        );
        assert!(figure.draw(900, 400, Ground::Dark).contains("0:25"));
    }

    #[test]
    fn the_mel_scale_is_slaneys() {
        // librosa.hz_to_mel of 0.11.
        for (hz, mel) in [(60.0, 0.9), (1000.0, 15.0), (4000.0, 35.163_758)] {
            assert!((mel_of(hz) - mel).abs() < 1e-3, "{hz}");
        }
    }
}
