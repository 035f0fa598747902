//! Icons drawn with strokes, so that they are sharp at every scale and need no font.

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Icon {
    Play,
    Pause,
    Next,
    Previous,
    Volume,
    Muted,
    Search,
    Fit,
    Close,
    Copy,
    Sun,
    Moon,
    Auto,
    PanelLeft,
    PanelRight,
    PanelBottom,
    Question,
    Reset,
    /// A clock that runs backwards.
    Replay,
    Enlarge,
    Reduce,
    Radio,
    Repeat,
    RepeatOne,
    Level,
    Save,
    /// Larger to all sides.
    Spread,
    Film,
    ChevronDown,
    ChevronUp,
    /// A menu of what more can be done.
    More,
    /// A funnel: nothing is held back.
    Filter,
    /// A full funnel.
    Filtered,
    Hand,
    Lasso,
    Box,
    Path,
    /// Songs taken as a set.
    Take,
    /// Maps side by side.
    Maps,
    Pencil,
}

/// Draws `icon` in the middle of `rect`, on a 16 × 16 grid.
pub(crate) fn paint(painter: &Painter, rect: Rect, icon: Icon, colour: Color32) {
    let centre = rect.center();
    let at = |x: f32, y: f32| centre + vec2(x, y);
    let stroke = Stroke::new(1.5, colour);
    let line = |points: &[(f32, f32)]| {
        painter.line(points.iter().map(|&(x, y)| at(x, y)).collect(), stroke);
    };
    let polygon = |points: &[(f32, f32)]| {
        let points: Vec<Pos2> = points.iter().map(|&(x, y)| at(x, y)).collect();
        painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
    };
    let block = |x0: f32, y0: f32, x1: f32, y1: f32| {
        painter.rect_filled(Rect::from_min_max(at(x0, y0), at(x1, y1)), 1.0, colour);
    };
    match icon {
        Icon::Play => polygon(&[(-4.0, -6.0), (6.5, 0.0), (-4.0, 6.0)]),
        Icon::Enlarge => {
            line(&[(-5.0, 1.0), (0.0, -4.0), (5.0, 1.0)]);
            line(&[(-5.0, 6.0), (0.0, 1.0), (5.0, 6.0)]);
        }
        Icon::Reduce => {
            line(&[(-5.0, -6.0), (0.0, -1.0), (5.0, -6.0)]);
            line(&[(-5.0, -1.0), (0.0, 4.0), (5.0, -1.0)]);
        }
        Icon::Pause => {
            block(-5.0, -6.0, -1.5, 6.0);
            block(1.5, -6.0, 5.0, 6.0);
        }
        Icon::Next => {
            polygon(&[(-5.0, -5.0), (3.0, 0.0), (-5.0, 5.0)]);
            block(3.5, -5.0, 5.5, 5.0);
        }
        Icon::Previous => {
            polygon(&[(5.0, -5.0), (5.0, 5.0), (-3.0, 0.0)]);
            block(-5.5, -5.0, -3.5, 5.0);
        }
        Icon::Volume | Icon::Muted => {
            block(-7.0, -2.5, -4.0, 2.5);
            polygon(&[(-4.0, -2.5), (0.0, -5.5), (0.0, 5.5), (-4.0, 2.5)]);
            if icon == Icon::Volume {
                arc(painter, at(0.0, 0.0), 3.5, -0.9, 0.9, stroke);
                arc(painter, at(0.0, 0.0), 6.5, -0.9, 0.9, stroke);
            } else {
                line(&[(3.0, -2.5), (7.0, 2.5)]);
                line(&[(7.0, -2.5), (3.0, 2.5)]);
            }
        }
        Icon::Search => {
            painter.circle_stroke(at(-1.5, -1.5), 4.5, stroke);
            line(&[(2.0, 2.0), (6.0, 6.0)]);
        }
        Icon::Fit => {
            line(&[(-6.0, -2.5), (-6.0, -6.0), (-2.5, -6.0)]);
            line(&[(6.0, -2.5), (6.0, -6.0), (2.5, -6.0)]);
            line(&[(-6.0, 2.5), (-6.0, 6.0), (-2.5, 6.0)]);
            line(&[(6.0, 2.5), (6.0, 6.0), (2.5, 6.0)]);
        }
        Icon::Close => {
            line(&[(-4.0, -4.0), (4.0, 4.0)]);
            line(&[(4.0, -4.0), (-4.0, 4.0)]);
        }
        Icon::Copy => {
            outline(
                painter,
                Rect::from_min_max(at(-2.5, -2.5), at(6.0, 6.0)),
                stroke,
            );
            line(&[
                (-4.0, 2.5),
                (-6.0, 2.5),
                (-6.0, -6.0),
                (2.5, -6.0),
                (2.5, -4.0),
            ]);
        }
        Icon::Sun => sun(painter, centre, stroke),
        Icon::Moon => moon(painter, centre, stroke),
        Icon::Auto => {
            painter.circle_stroke(centre, 5.5, stroke);
            let half = (0..=16)
                .map(|i| -std::f32::consts::FRAC_PI_2 + std::f32::consts::PI * i as f32 / 16.0);
            let points = half
                .map(|a| centre + 5.5 * vec2(a.cos(), a.sin()))
                .collect();
            painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
        }
        Icon::PanelLeft => panel(painter, centre, stroke, |frame| {
            Rect::from_min_max(frame.min, pos2(frame.left() + 5.0, frame.bottom()))
        }),
        Icon::PanelRight => panel(painter, centre, stroke, |frame| {
            Rect::from_min_max(pos2(frame.right() - 5.0, frame.top()), frame.max)
        }),
        Icon::PanelBottom => panel(painter, centre, stroke, |frame| {
            Rect::from_min_max(pos2(frame.left(), frame.bottom() - 4.5), frame.max)
        }),
        Icon::Question => {
            arc(painter, at(0.0, -2.5), 3.2, -3.3, 1.2, stroke);
            line(&[(1.2, 0.6), (0.0, 1.6), (0.0, 3.0)]);
            painter.circle_filled(at(0.0, 5.6), 1.1, colour);
        }
        Icon::Reset => {
            arc(painter, centre, 5.0, -2.4, 3.2, stroke);
            polygon(&[(-6.6, -5.8), (-1.2, -4.6), (-5.4, -0.9)]);
        }
        Icon::Replay => {
            arc(painter, centre, 5.5, -2.4, 3.2, stroke);
            polygon(&[(-7.0, -6.0), (-1.8, -5.0), (-5.8, -1.4)]);
            line(&[(0.0, -2.8), (0.0, 0.4), (2.4, 1.6)]);
        }
        Icon::Hand => {
            for (x, y) in [(0.0, -1.0), (0.0, 1.0), (-1.0, 0.0), (1.0, 0.0)] {
                let (tip, side) = (vec2(x, y) * 7.0, vec2(y, x) * 2.3);
                painter.line_segment([centre, centre + tip], stroke);
                painter.line(
                    vec![
                        centre + tip * 0.66 + side,
                        centre + tip,
                        centre + tip * 0.66 - side,
                    ],
                    stroke,
                );
            }
        }
        Icon::Lasso => lasso(painter, centre, stroke),
        Icon::Box => dashes(
            painter,
            Rect::from_center_size(centre, vec2(13.0, 11.0)),
            stroke,
        ),
        Icon::Path => {
            let curve = (0..=16).map(|i| i as f32 / 16.0).map(|s| {
                at(
                    -5.5 + 11.0 * s,
                    4.6 * (s * std::f32::consts::TAU).cos() * (1.0 - s) - 1.0 * s,
                )
            });
            painter.line(curve.collect(), stroke);
            painter.circle_filled(at(-5.5, 4.6), 2.2, colour);
            painter.circle_filled(at(5.5, -1.0), 2.2, colour);
        }
        Icon::Take => {
            dashes(
                painter,
                Rect::from_center_size(centre, vec2(13.0, 13.0)),
                stroke,
            );
            line(&[(-3.0, 0.2), (-0.8, 2.4), (3.2, -2.2)]);
        }
        Icon::Maps => {
            outline(
                painter,
                Rect::from_center_size(centre, vec2(14.0, 12.0)),
                stroke,
            );
            line(&[(0.0, -6.0), (0.0, 6.0)]);
            line(&[(-7.0, 0.0), (7.0, 0.0)]);
        }
        Icon::Radio => {
            painter.circle_filled(centre, 1.8, colour);
            for (radius, reach) in [(4.2, 0.9), (7.0, 0.8)] {
                arc(painter, centre, radius, -reach, reach, stroke);
                arc(
                    painter,
                    centre,
                    radius,
                    std::f32::consts::PI - reach,
                    std::f32::consts::PI + reach,
                    stroke,
                );
            }
        }
        Icon::Repeat | Icon::RepeatOne => {
            line(&[(-6.0, 0.5), (-6.0, -3.5), (3.0, -3.5)]);
            line(&[(6.0, -0.5), (6.0, 3.5), (-3.0, 3.5)]);
            polygon(&[(3.0, -6.2), (6.8, -3.5), (3.0, -0.8)]);
            polygon(&[(-3.0, 0.8), (-6.8, 3.5), (-3.0, 6.2)]);
            if icon == Icon::RepeatOne {
                line(&[(-1.2, -0.8), (0.4, -1.8), (0.4, 2.0)]);
            }
        }
        Icon::Level => {
            for x in [-5.0, 0.0, 5.0] {
                line(&[(x, -3.0), (x, 6.0)]);
            }
            line(&[(-7.5, -5.5), (7.5, -5.5)]);
        }
        Icon::Save => {
            line(&[(0.0, -6.0), (0.0, 2.0)]);
            line(&[(-3.5, -1.5), (0.0, 2.0), (3.5, -1.5)]);
            line(&[(-6.0, 3.0), (-6.0, 6.0), (6.0, 6.0), (6.0, 3.0)]);
        }
        Icon::Spread => {
            line(&[(1.5, -6.0), (6.0, -6.0), (6.0, -1.5)]);
            line(&[(-1.5, 6.0), (-6.0, 6.0), (-6.0, 1.5)]);
            line(&[(6.0, -6.0), (1.5, -1.5)]);
            line(&[(-6.0, 6.0), (-1.5, 1.5)]);
        }
        Icon::Film => {
            outline(
                painter,
                Rect::from_min_max(at(-6.5, -5.0), at(6.5, 5.0)),
                stroke,
            );
            line(&[(-3.5, -5.0), (-3.5, 5.0)]);
            line(&[(3.5, -5.0), (3.5, 5.0)]);
            line(&[(-6.5, 0.0), (-3.5, 0.0)]);
            line(&[(3.5, 0.0), (6.5, 0.0)]);
        }
        Icon::ChevronDown => line(&[(-4.0, -2.0), (0.0, 2.5), (4.0, -2.0)]),
        Icon::ChevronUp => line(&[(-4.0, 2.0), (0.0, -2.5), (4.0, 2.0)]),
        Icon::More => {
            for x in [-5.0, 0.0, 5.0] {
                painter.circle_filled(at(x, 0.0), 1.5, colour);
            }
        }
        Icon::Filter => {
            let funnel = [
                (-5.0, -4.5),
                (5.0, -4.5),
                (1.3, 0.3),
                (1.3, 4.8),
                (-1.3, 3.4),
                (-1.3, 0.3),
                (-5.0, -4.5),
            ];
            painter.line(
                funnel.iter().map(|&(x, y)| at(x, y)).collect(),
                Stroke::new(1.1, colour),
            );
        }
        Icon::Filtered => {
            polygon(&[(-5.5, -5.0), (5.5, -5.0), (0.0, 1.6)]);
            polygon(&[(-1.4, -1.0), (1.4, -1.0), (1.4, 5.2), (-1.4, 3.6)]);
        }
        Icon::Pencil => {
            line(&[
                (-5.0, 5.0),
                (-4.2, 1.8),
                (3.0, -5.4),
                (5.4, -3.0),
                (-1.8, 4.2),
                (-5.0, 5.0),
            ]);
            line(&[(1.2, -3.6), (3.6, -1.2)]);
        }
    }
}

fn dashes(painter: &Painter, rect: Rect, stroke: Stroke) {
    let corners = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    painter.extend(Shape::dashed_line(&corners, stroke, 2.6, 1.9));
}

fn lasso(painter: &Painter, centre: Pos2, stroke: Stroke) {
    let turn = |i: i32| std::f32::consts::TAU * i as f32 / 24.0;
    let ring =
        (0..24).map(|i| centre + vec2(0.5 + 6.2 * turn(i).cos(), -1.6 + 4.4 * turn(i).sin()));
    painter.add(Shape::closed_line(ring.collect(), stroke));
    painter.circle_stroke(centre + vec2(-3.4, 3.2), 1.7, stroke);
    painter.line(
        vec![
            centre + vec2(-4.2, 4.8),
            centre + vec2(-3.4, 7.2),
            centre + vec2(-5.6, 7.6),
        ],
        stroke,
    );
}

fn arc(painter: &Painter, centre: Pos2, radius: f32, from: f32, to: f32, stroke: Stroke) {
    let points = (0..=20)
        .map(|i| from + (to - from) * i as f32 / 20.0)
        .map(|a| centre + radius * vec2(a.cos(), a.sin()))
        .collect();
    painter.line(points, stroke);
}

fn outline(painter: &Painter, rect: Rect, stroke: Stroke) {
    painter.rect_stroke(rect, 1.5, stroke, StrokeKind::Middle);
}

fn sun(painter: &Painter, centre: Pos2, stroke: Stroke) {
    painter.circle_stroke(centre, 3.0, stroke);
    for i in 0..8 {
        let angle = i as f32 * std::f32::consts::FRAC_PI_4;
        let ray = vec2(angle.cos(), angle.sin());
        painter.line_segment([centre + 5.2 * ray, centre + 7.0 * ray], stroke);
    }
}

fn moon(painter: &Painter, centre: Pos2, stroke: Stroke) {
    // Two circles that meet: radius 6 about the middle, radius 5 about (3.2, -2.4).
    let outer = (0..=24)
        .map(|i| 0.330 + 4.336 * i as f32 / 24.0)
        .map(|a| centre + 6.0 * vec2(a.cos(), a.sin()));
    let bite = pos2(centre.x + 3.2, centre.y - 2.4);
    let inner = (1..16)
        .map(|i| 3.943 - 2.890 * i as f32 / 16.0)
        .map(|a| bite + 5.0 * vec2(a.cos(), a.sin()));
    painter.add(Shape::closed_line(outer.chain(inner).collect(), stroke));
}

/// A window with a side of it filled.
fn panel(painter: &Painter, centre: Pos2, stroke: Stroke, side: impl Fn(Rect) -> Rect) {
    let frame = Rect::from_center_size(centre, vec2(14.0, 12.0));
    outline(painter, frame, stroke);
    painter.rect_filled(side(frame), 1.5, stroke.color);
}
