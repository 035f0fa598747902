//! Shapes of dots: with many classes colour alone is not enough, and some eyes and printers have
//! none.

use std::f64::consts::{PI, TAU};
use std::fmt::Write;

use plotters::prelude::RGBColor;

use super::sheet::hex;

/// How many classes have a shape of their own.
pub(in crate::export) const N_MARKERS: usize = 12;

/// The outline of the dot of class `class` about a place, of about the same area for each: the data
/// of an SVG path.
///
/// After twelve the shapes come again in another order than the colours do, so that no two of 144
/// classes have both.
pub(in crate::export) fn path(class: usize, [x, y]: [f64; 2], radius: f64) -> String {
    let polygon = |n: usize, size: f64, turn: f64| {
        ring(
            (0..n).map(|i| (size, turn + TAU * i as f64 / n as f64)),
            [x, y],
            radius,
        )
    };
    let star = |n: usize, size: f64, inner: f64| {
        let corner = |i: usize| {
            (
                if i.is_multiple_of(2) {
                    size
                } else {
                    size * inner
                },
                PI * i as f64 / n as f64,
            )
        };
        ring((0..2 * n).map(corner), [x, y], radius)
    };
    match shape_of(class) {
        0 => disc([x, y], radius),
        1 => polygon(4, 1.25, PI / 4.0),
        2 => polygon(3, 1.5, 0.0),
        3 => polygon(4, 1.3, 0.0),
        4 => plus([x, y], radius, 0.0),
        5 => polygon(3, 1.5, PI),
        6 => star(5, 1.6, 0.45),
        7 => plus([x, y], radius, PI / 4.0),
        8 => polygon(6, 1.15, 0.0),
        9 => polygon(3, 1.5, PI / 2.0),
        10 => star(4, 1.7, 0.38),
        _ => polygon(3, 1.5, -PI / 2.0),
    }
}

fn shape_of(class: usize) -> usize {
    (class + class / N_MARKERS) % N_MARKERS
}

/// A dot as an SVG element, with a thin edge of the paper's colour so that dots that touch stay
/// two.
pub(in crate::export) fn dot(
    class: usize,
    at: [f64; 2],
    radius: f64,
    fill: RGBColor,
    paper: RGBColor,
) -> String {
    let (fill, edge, d) = (hex(fill), hex(paper), path(class, at, radius));
    let width = (0.16 * radius).min(0.9);
    format!(
        "<path fill=\"{fill}\" stroke=\"{edge}\" stroke-width=\"{width:.2}\" fill-opacity=\"0.9\" \
         stroke-opacity=\"0.8\" d=\"{d}\"/>\n"
    )
}

fn disc([x, y]: [f64; 2], r: f64) -> String {
    format!(
        "M{:.2} {y:.2}a{r:.2} {r:.2} 0 1 0 {:.2} 0a{r:.2} {r:.2} 0 1 0 {:.2} 0z",
        x - r,
        2.0 * r,
        -2.0 * r
    )
}

/// Corners as (share of the radius, angle clockwise from the top).
fn ring(corners: impl Iterator<Item = (f64, f64)>, [x, y]: [f64; 2], radius: f64) -> String {
    let mut d = String::new();
    for (i, (size, angle)) in corners.enumerate() {
        let (sin, cos) = angle.sin_cos();
        let (x, y) = (x + radius * size * sin, y - radius * size * cos);
        // Writing to a string cannot fail.
        let _ = write!(d, "{}{x:.2} {y:.2}", if i == 0 { 'M' } else { 'L' });
    }
    d + "z"
}

/// Two bars across each other.
fn plus(at: [f64; 2], radius: f64, turn: f64) -> String {
    const HALF: f64 = 0.42;
    const LONG: f64 = 1.25;
    let corner = |(x, y): (f64, f64)| (f64::hypot(x, y), x.atan2(y) + turn);
    let arm = [(-HALF, LONG), (HALF, LONG), (HALF, HALF)];
    let quarter = |q: usize| arm.map(|(x, y)| [(x, y), (y, -x), (-x, -y), (-y, x)][q]);
    ring((0..4).flat_map(quarter).map(corner), at, radius)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn twelve_classes_have_shapes_of_their_own_and_no_two_have_colour_and_shape_in_common() {
        let shapes: BTreeSet<String> = (0..N_MARKERS)
            .map(|class| path(class, [0.0, 0.0], 5.0))
            .collect();
        assert_eq!(shapes.len(), N_MARKERS);
        let both: BTreeSet<(usize, usize)> = (0..100)
            .map(|class| (class % N_MARKERS, shape_of(class)))
            .collect();
        assert_eq!(both.len(), 100);
    }

    /// The shoelace formula over the corners of a path of straight lines.
    fn area(d: &str) -> f64 {
        let corners: Vec<Vec<f64>> = d
            .trim_end_matches('z')
            .split(['M', 'L'])
            .filter(|c| !c.is_empty())
            .map(|c| c.split(' ').map(|v| v.parse().unwrap()).collect())
            .collect();
        let n = corners.len();
        let cross = |i: usize| {
            corners[i][0] * corners[(i + 1) % n][1] - corners[(i + 1) % n][0] * corners[i][1]
        };
        (0..n).map(cross).sum::<f64>().abs() / 2.0
    }

    #[test]
    fn no_class_looks_more_than_another() {
        let disc = PI * 25.0;
        for class in 1..N_MARKERS {
            let share = area(&path(class, [100.0, 50.0], 5.0)) / disc;
            assert!((0.75..1.35).contains(&share), "{class}: {share}");
        }
    }
}
