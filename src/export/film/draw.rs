//! One picture of a film: a disc for each song, and a line of words below.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::Tree;

use super::{Film, Still, fault};
use crate::error::Result;
use crate::export::figures::{FONTS, fitted, options};
use crate::matrix::Matrix;
use crate::projection;
use crate::words::id;

/// Room around the songs, as a share of the shorter side.
const MARGIN: f32 = 0.05;
/// Room for the words, as a share of the height.
const WORDS: f32 = 0.1;

/// What all pictures of a film share, so that only songs move from one to the next.
pub(super) struct Canvas {
    size: [u32; 2],
    ground: [u8; 3],
    ink: [u8; 3],
    /// Pixels to a unit of the map, once each still is brought to one size.
    scale: f32,
    /// Where the middle of the songs is.
    middle: [f32; 2],
    radius: f32,
}

impl Canvas {
    pub(super) fn of(film: &Film) -> Self {
        let [width, height] = film.size.map(|side| side as f32);
        let margin = MARGIN * width.min(height);
        let room = [width - 2.0 * margin, height * (1.0 - WORDS) - 2.0 * margin];
        let mut reach = [f32::MIN_POSITIVE; 2];
        for still in &film.stills {
            for at in projection::at_one_size(&still.xy)
                .rows()
                .filter(|at| at.iter().all(|v| v.is_finite()))
            {
                reach = [reach[0].max(at[0].abs()), reach[1].max(at[1].abs())];
            }
        }
        let scale = (room[0] / (2.0 * reach[0])).min(room[1] / (2.0 * reach[1]));
        let crowd = (room[0] * room[1] / film.colours.len().max(1) as f32).sqrt();
        Self {
            size: film.size,
            ground: film.ground,
            ink: film.ink,
            // Songs that all stand in one place have no reach.
            scale: if scale.is_finite() {
                scale.min(1e6)
            } else {
                1.0
            },
            middle: [width / 2.0, margin + room[1] / 2.0],
            radius: (0.12 * crowd).clamp(1.2, height / 100.0 + 1.0),
        }
    }

    /// Where each song of a still is, in pixels; y grows downwards.
    pub(super) fn places(&self, still: &Still) -> Vec<[f32; 2]> {
        let at_one_size: Matrix = projection::at_one_size(&still.xy);
        let place = |at: &[f32]| {
            [
                self.middle[0] + self.scale * at[0],
                self.middle[1] - self.scale * at[1],
            ]
        };
        at_one_size.rows().map(place).collect()
    }

    /// # Errors
    /// When there is no memory for the pixels.
    pub(super) fn picture(&self, still: &Still, colours: &[[u8; 3]]) -> Result<Pixmap> {
        let [width, height] = self.size;
        let mut pixels =
            Pixmap::new(width, height).ok_or_else(|| fault(id::EXPORT_NO_MEMORY_PIXELS))?;
        let [r, g, b] = self.ground;
        pixels.fill(Color::from_rgba8(r, g, b, 255));
        for (place, colour) in self.places(still).iter().zip(colours) {
            self.disc(pixels.data_mut(), *place, *colour);
        }
        self.words(&mut pixels, &still.caption)?;
        Ok(pixels)
    }

    /// A disc whose edge is one pixel soft. Drawn by hand: a path of its own for each of 20,000
    /// songs in 200 pictures takes a hundred times as long.
    fn disc(&self, rgba: &mut [u8], [x, y]: [f32; 2], colour: [u8; 3]) {
        let [width, height] = self.size.map(|side| side as i64);
        if !x.is_finite() || !y.is_finite() {
            return;
        }
        let reach = self.radius + 1.0;
        let span =
            |at: f32, side: i64| ((at - reach) as i64).max(0)..((at + reach) as i64 + 1).min(side);
        for row in span(y, height) {
            for column in span(x, width) {
                let distance = (column as f32 + 0.5 - x).hypot(row as f32 + 0.5 - y);
                let cover = (self.radius + 0.5 - distance).clamp(0.0, 1.0);
                if cover > 0.0 {
                    let at = 4 * (row * width + column) as usize;
                    for (below, over) in rgba[at..at + 3].iter_mut().zip(colour) {
                        let mixed =
                            f32::from(*below) + (f32::from(over) - f32::from(*below)) * cover;
                        *below = mixed.round() as u8;
                    }
                }
            }
        }
    }

    fn words(&self, pixels: &mut Pixmap, caption: &str) -> Result<()> {
        let [width, height] = self.size;
        let size = (f64::from(height) * 0.04).max(9.0);
        let line = fitted(caption, size as i32, width as f32 * 0.9)
            .replace('&', "&amp;")
            .replace('<', "&lt;");
        let [r, g, b] = self.ink;
        let (x, y) = (f64::from(width) * 0.05, f64::from(height) * 0.95);
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'><text x='{x}' y='{y}' \
             font-family='{FONTS}' font-size='{size}' fill='rgb({r},{g},{b})'>{line}</text></svg>"
        );
        let tree = Tree::from_str(&svg, &options()).map_err(fault)?;
        resvg::render(&tree, Transform::default(), &mut pixels.as_mut());
        Ok(())
    }
}
