//! The curve that DBSCAN's radius is read from; a click takes one.

use std::fmt::Display;

use eframe::egui::{Align2, FontId, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::session::{Command, Sweeping};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S3, tokens};
use crate::ui::ground::widgets::caption;
use crate::words::{Text, fill, id, tr};

const LEFT: f32 = 52.0;
const BOTTOM: f32 = 18.0;

pub(super) fn distances_ui(ui: &mut Ui, cx: &mut Cx) {
    let t = tokens(ui.ctx());
    let Some(curve) = cx
        .session
        .k_distances()
        .filter(|curve| !curve.sorted.is_empty())
    else {
        return;
    };
    let how = if curve.proposed {
        tr(id::CLUSTERS_AT_BEND_CURVE)
    } else {
        tr(id::CLUSTERS_AS_GIVEN)
    };
    let values: [(&str, &dyn Display); 2] = [("eps", &format!("{:.3}", curve.eps)), ("how", &how)];
    let text = fill(id::CLUSTERS_RADIUS_EPS_HOW_CLICK_CURVE, &values);
    ui.label(caption(text, t))
        .on_hover_text(tr(id::CLUSTERS_EACH_SONG_DISTANCE_MIN_SAMPLES));
    let size = vec2(ui.available_width(), (ui.available_height() - S3).max(60.0));
    curve_ui(ui, cx, size, id::COMMON_RADIUS_DBSCAN);
}

/// The curve in so much room; nothing where there is none. `name` is its accessible name.
pub(crate) fn curve_ui(ui: &mut Ui, cx: &mut Cx, size: Vec2, name: Text) {
    let t = tokens(ui.ctx());
    let curve = cx.session.k_distances();
    let Some(curve) = curve.filter(|curve| !curve.sorted.is_empty()) else {
        return;
    };
    let (room, response) = ui.allocate_exact_size(size, Sense::click());
    let rect =
        eframe::egui::Rect::from_min_max(room.min + vec2(LEFT, 6.0), room.max - vec2(4.0, BOTTOM));
    let n = curve.sorted.len();
    let top = curve.sorted[n - 1].max(curve.eps).max(f32::MIN_POSITIVE);
    let x = |i: usize| rect.left() + rect.width() * i as f32 / (n - 1).max(1) as f32;
    let y = |v: f32| rect.bottom() - rect.height() * v / top;
    let painter = ui.painter();
    let font = FontId::proportional(10.5);
    for value in [0.0, top] {
        painter.hline(rect.x_range(), y(value), Stroke::new(1.0, t.line));
        let at = pos2(rect.left() - 6.0, y(value));
        painter.text(
            at,
            Align2::RIGHT_CENTER,
            format!("{value:.2}"),
            font.clone(),
            t.muted,
        );
    }
    painter.text(
        rect.left_bottom() + vec2(0.0, 3.0),
        Align2::LEFT_TOP,
        tr(id::CLUSTERS_SONGS_DISTANCE),
        font,
        t.muted,
    );
    // No more points than pixels.
    let n_points = n.min(rect.width() as usize + 1).max(2);
    let points = (0..n_points)
        .map(|p| p * (n - 1) / (n_points - 1))
        .map(|i| pos2(x(i), y(curve.sorted[i])));
    painter.add(Shape::line(points.collect(), Stroke::new(1.8, t.accent)));
    painter.hline(rect.x_range(), y(curve.eps), Stroke::new(1.2, t.second));
    painter.circle_filled(
        pos2(x(curve.knee), y(curve.sorted[curve.knee])),
        4.0,
        t.second,
    );
    response.widget_info(|| WidgetInfo::slider(true, f64::from(curve.eps), tr(name)));

    let Some(pointer) = response.hover_pos() else {
        return;
    };
    let share = ((pointer.x - rect.left()) / rect.width()).clamp(0.0, 1.0);
    let i = (share * (n - 1) as f32).round() as usize;
    let eps = curve.sorted[i];
    painter.circle_stroke(pos2(x(i), y(eps)), 5.0, Stroke::new(1.5, t.text));
    let beyond = n - curve.sorted.partition_point(|&d| d <= eps);
    // A radius of 0 would ask for the bend.
    if response.clicked() && eps > 0.0 {
        cx.push(Command::Sweeping(Sweeping::TakeRadius(eps)));
    }
    let values: [(&str, &dyn Display); 2] = [("eps", &format!("{eps:.3}")), ("n", &beyond)];
    response.on_hover_text_at_pointer(fill(id::CLUSTERS_RADIUS_EPS_N_SONGS_HAVE, &values));
}
