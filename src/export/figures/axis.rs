//! What every axis has: a range about its data, round numbers on it, and a title; and the bar that
//! explains a field of colour.

use std::ops::Range;

use plotters::prelude::*;
use plotters::style::FontTransform;

use super::field::{Place, field};
use super::sheet::{Area, Drawn, Sheet, text, text_about};

/// Shades of a colour bar.
const SHADES: usize = 40;

/// The range of what is shown, a little more on either side, and never beyond `bounds`: an axis
/// that is as long as its data shows the most of them.
pub(in crate::export) fn zoomed(
    values: impl Iterator<Item = f64>,
    bounds: Range<f64>,
) -> Range<f64> {
    let (low, high) = values
        .filter(|v| v.is_finite())
        .fold((f64::MAX, f64::MIN), |(l, h), v| {
            (f64::min(l, v), f64::max(h, v))
        });
    if low > high {
        return if bounds.start.is_finite() && bounds.end.is_finite() {
            bounds
        } else {
            0.0..1.0
        };
    }
    // One value alone has no range.
    let room = if high > low {
        0.06 * (high - low)
    } else {
        f64::max(0.05 * high.abs(), 1e-3)
    };
    (low - room).max(bounds.start)..(high + room).min(bounds.end)
}

/// Round numbers within a range, `most` of them at most, and how many decimals they want.
pub(in crate::export) fn ticks(range: &Range<f64>, most: usize) -> (Vec<f64>, usize) {
    let wide = (range.end - range.start).max(f64::MIN_POSITIVE);
    let least = wide / most.max(1) as f64;
    let power = 10f64.powf(least.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|m| m * power)
        .into_iter()
        .find(|step| *step >= least * (1.0 - 1e-9));
    let step = step.unwrap_or(10.0 * power);
    let (first, last) = (
        (range.start / step - 1e-6).ceil() as i64,
        (range.end / step + 1e-6).floor() as i64,
    );
    let decimals = (-step.log10().floor()).clamp(0.0, 9.0) as usize;
    ((first..=last).map(|i| i as f64 * step).collect(), decimals)
}

/// A number on an axis, without the sign of what rounds to 0.
pub(in crate::export) fn shown(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.chars().all(|c| matches!(c, '0' | '.')) => digits.to_string(),
        Some(digits) => format!("−{digits}"),
        None => text,
    }
}

/// A title that runs up along a vertical axis, about a place.
pub(in crate::export) fn upward(
    area: &Area<'_>,
    title: &str,
    at: (i32, i32),
    size: i32,
    ink: RGBColor,
) -> Drawn {
    let style = text_about(size, ink).transform(FontTransform::Rotate270);
    area.draw(&Text::new(title.to_string(), at, style))?;
    Ok(())
}

/// A horizontal axis below `bottom`: hairlines up to `top`, numbers, and the title in the middle.
pub(in crate::export) struct Across<'a> {
    pub(crate) range: &'a Range<f64>,
    /// Where the range begins and ends, in units of the area.
    pub(crate) left: i32,
    pub(crate) right: i32,
    pub(crate) top: i32,
    pub(crate) bottom: i32,
    pub(crate) title: &'a str,
    /// Shown with each number, as `%`.
    pub(crate) unit: &'a str,
}

impl Across<'_> {
    /// Units that the numbers and the title take below `bottom`.
    pub(crate) fn height(size: i32) -> i32 {
        3 * size
    }

    pub(crate) fn place(&self, value: f64) -> f64 {
        let share =
            (value - self.range.start) / (self.range.end - self.range.start).max(f64::MIN_POSITIVE);
        f64::from(self.left) + share.clamp(0.0, 1.0) * f64::from(self.right - self.left)
    }

    pub(crate) fn draw(&self, area: &Area<'_>, sheet: &Sheet, size: i32) -> Drawn {
        let look = &sheet.look;
        let (numbers, decimals) = ticks(
            self.range,
            ((self.right - self.left) / (7 * size / 2)).clamp(2, 8) as usize,
        );
        for number in numbers {
            let x = self.place(number).round() as i32;
            area.draw(&PathElement::new(
                [(x, self.top), (x, self.bottom + 4)],
                look.hairline.stroke_width(1),
            ))?;
            let name = format!("{}{}", shown(number, decimals), self.unit);
            area.draw(&Text::new(
                name,
                (x, self.bottom + size),
                text_about(size - 1, look.quiet),
            ))?;
        }
        let at = ((self.left + self.right) / 2, self.bottom + 5 * size / 2);
        area.draw(&Text::new(
            self.title.to_string(),
            at,
            text_about(size, look.ink),
        ))?;
        Ok(())
    }
}

/// What the colours of a field mean: the highest at the top.
pub(in crate::export) struct ColourBar<'a> {
    pub(crate) place: Place,
    pub(crate) range: Range<f64>,
    /// Runs up beside it.
    pub(crate) title: &'a str,
}

impl ColourBar<'_> {
    /// Units that the numbers and the title take to the right of the bar.
    pub(crate) fn width(size: i32) -> i32 {
        5 * size
    }

    /// The words beside it; `area` begins at `origin` of the sheet.
    pub(crate) fn draw(&self, area: &Area<'_>, sheet: &Sheet, origin: (i32, i32)) -> Drawn {
        let (size, look) = (sheet.body_size() - 2, &sheet.look);
        let (x, y) = (
            self.place.x as i32 - origin.0,
            self.place.y as i32 - origin.1,
        );
        let (wide, tall) = (self.place.width as i32, self.place.height as i32);
        let (numbers, decimals) = ticks(&self.range, (tall / (3 * size)).clamp(2, 6) as usize);
        for number in numbers {
            let share = (number - self.range.start)
                / (self.range.end - self.range.start).max(f64::MIN_POSITIVE);
            let at = y + tall - (share * f64::from(tall)).round() as i32;
            let tick = [(x + wide, at), (x + wide + 4, at)];
            area.draw(&PathElement::new(tick, look.quiet.stroke_width(1)))?;
            area.draw(&Text::new(
                shown(number, decimals),
                (x + wide + 8, at),
                text(size, look.quiet),
            ))?;
        }
        upward(
            area,
            self.title,
            (x + wide + 9 * size / 2, y + tall / 2),
            size,
            look.quiet,
        )
    }

    /// The bar itself, to be put behind the drawing.
    pub(crate) fn field(&self, colour: impl Fn(f32) -> RGBColor) -> String {
        let shades: Vec<f32> = (0..SHADES)
            .rev()
            .map(|i| i as f32 / (SHADES - 1) as f32)
            .collect();
        field(&self.place, 1, &shades, colour)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_is_as_long_as_its_data() {
        let near = |found: Range<f64>, low: f64, high: f64| {
            assert!(
                (found.start - low).abs() < 1e-9 && (found.end - high).abs() < 1e-9,
                "{found:?}"
            );
        };
        near(
            zoomed([0.9, 0.95, f64::NAN].into_iter(), 0.0..1.0),
            0.897,
            0.953,
        );
        near(zoomed([0.0, 1.0].into_iter(), 0.0..1.0), 0.0, 1.0);
        near(zoomed([2.0].into_iter(), f64::MIN..f64::MAX), 1.9, 2.1);
        near(zoomed([0.0].into_iter(), f64::MIN..f64::MAX), -1e-3, 1e-3);
        assert_eq!(zoomed(std::iter::empty(), -1.0..1.0), -1.0..1.0);
    }

    #[test]
    fn numbers_on_an_axis_are_round_and_few() {
        let of = |range: Range<f64>, most| {
            let (numbers, decimals) = ticks(&range, most);
            numbers
                .into_iter()
                .map(|v| shown(v, decimals))
                .collect::<Vec<_>>()
        };
        assert_eq!(of(0.0..1.0, 5), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(of(-0.03..0.041, 4), ["−0.02", "0.00", "0.02", "0.04"]);
        assert_eq!(of(0.897..0.953, 3), ["0.90", "0.92", "0.94"]);
        assert_eq!(of(130.0..2450.0, 6), ["500", "1000", "1500", "2000"]);
        assert_eq!(of(0.0..1e-4, 2), ["0.00000", "0.00005", "0.00010"]);
    }
}
