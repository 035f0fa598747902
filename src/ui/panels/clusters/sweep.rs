//! How many clusters: a score for each number of them; a click takes one.

use std::fmt::Display;

use eframe::egui::{
    Align2, Button, FontId, ProgressBar, Rect, RichText, Role, Sense, Shape, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::config::ChooseK;
use crate::pipeline::Analysis;
use crate::scores::{Sweep, SweepRow};
use crate::session::{Command, Sweeping};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{CAPTION, S2, S3, Tokens, tokens};
use crate::ui::ground::widgets::{caption, empty_ui, segments};
use crate::words::{Text, fill, id, same, tr};

/// Room for the numbers of the scale, and of clusters.
const LEFT: f32 = 52.0;
const BOTTOM: f32 = 18.0;

/// Which score is looked at, with what it is.
const CRITERIA: [(ChooseK, Text); 4] = [
    (ChooseK::Silhouette, id::CLUSTERS_MEAN_OVER_SONGS_B_MINUS),
    (
        ChooseK::Elbow,
        id::CLUSTERS_SUM_SQUARED_DISTANCES_OWN_CLUSTER,
    ),
    (
        ChooseK::CalinskiHarabasz,
        id::CLUSTERS_SPREAD_BETWEEN_CLUSTERS_OVER_SPREAD,
    ),
    (ChooseK::Gap, id::CLUSTERS_MEAN_LOG_INERTIA_SONGS_SPREAD),
];

/// What the plot remembers.
pub(super) struct SweepView {
    by: ChooseK,
}

impl Default for SweepView {
    fn default() -> Self {
        Self {
            by: ChooseK::Silhouette,
        }
    }
}

/// The value of a row, and its error where it has one.
fn value(row: &SweepRow, by: ChooseK) -> Option<(f64, f64)> {
    match by {
        ChooseK::Silhouette | ChooseK::Given => row.silhouette.map(|v| (v, 0.0)),
        ChooseK::Elbow => Some((row.inertia, 0.0)),
        ChooseK::CalinskiHarabasz => row.calinski_harabasz.map(|v| (v, 0.0)),
        ChooseK::Gap => row.gap,
    }
}

fn proposed(sweep: &Sweep, by: ChooseK) -> Option<usize> {
    match by {
        ChooseK::Silhouette | ChooseK::Given => sweep.by_silhouette,
        ChooseK::Elbow => sweep.by_elbow,
        ChooseK::CalinskiHarabasz => sweep.by_calinski_harabasz,
        ChooseK::Gap => sweep.by_gap,
    }
}

/// Beside the choice of what the tab shows: which score, and the sweep.
pub(super) fn tools_ui(ui: &mut Ui, cx: &mut Cx, view: &mut SweepView) {
    if let Some((done, n)) = cx.session.sweeping().progress() {
        let bar = ProgressBar::new(done as f32 / n.max(1) as f32)
            .desired_width(96.0)
            .desired_height(8.0);
        ui.add(bar)
            .on_hover_text(fill(id::COMMON_N_ALL, &[("n", &done), ("all", &n)]));
        if ui.button(tr(id::CLUSTERS_STOP_SWEEP)).clicked() {
            cx.push(Command::Sweeping(Sweeping::Stop));
        }
        ui.ctx()
            .request_repaint_after(std::time::Duration::from_millis(100));
        return;
    }
    if cx.session.sweep().is_some() {
        let choices = CRITERIA.map(|(by, _)| (by, tr(short(by))));
        if let Some(by) = segments(ui, view.by, &choices) {
            view.by = by;
        }
    }
}

/// What a criterion is called where there is little room.
fn short(by: ChooseK) -> Text {
    match by {
        ChooseK::CalinskiHarabasz => same("CH"),
        ChooseK::Gap => id::CLUSTERS_GAP,
        ChooseK::Given | ChooseK::Silhouette | ChooseK::Elbow => by.label(),
    }
}

pub(super) fn sweep_ui(ui: &mut Ui, cx: &mut Cx, analysis: &Analysis, view: &mut SweepView) {
    let t = tokens(ui.ctx());
    let Some(sweep) = cx
        .session
        .sweep()
        .filter(|sweep| !sweep.rows.is_empty())
        .cloned()
    else {
        unswept_ui(ui, cx);
        return;
    };
    let hint = CRITERIA
        .iter()
        .find(|(by, _)| *by == view.by)
        .map_or(same(""), |(_, hint)| *hint);
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 16.0;
        let best = match proposed(&sweep, view.by) {
            Some(k) => fill(id::CLUSTERS_K_STANDS_OUT_CLICK_NUMBER, &[("k", &k)]),
            None => tr(id::CLUSTERS_NO_NUMBER_STANDS_OUT_CLICK).to_string(),
        };
        ui.label(caption(best, t)).on_hover_text(tr(hint));
    });
    if view.by == ChooseK::Gap && sweep.rows.iter().all(|row| row.gap.is_none()) {
        without_gap_ui(ui, cx);
        return;
    }
    let size = vec2(ui.available_width(), (ui.available_height() - S3).max(60.0));
    let (room, _) = ui.allocate_exact_size(size, Sense::hover());
    let now = analysis.clusters.n_clusters;
    chart_ui(ui, cx, Chart::new(room, &sweep, view.by), now, t);
}

fn unswept_ui(ui: &mut Ui, cx: &mut Cx) {
    if cx.session.sweeping().progress().is_some() {
        empty_ui(
            ui,
            tr(id::CLUSTERS_CLUSTERING_AGAIN_AGAIN),
            tr(id::CLUSTERS_EACH_NUMBER_CLUSTERS_SCORED_WINDOW),
        );
        return;
    }
    let k_max = cx
        .session
        .analysis()
        .map_or(0, |a| a.config.clustering.k_max);
    let advice = fill(
        id::CLUSTERS_CLUSTER_LATENT_SPACE_INTO_2,
        &[("k", &k_max as &dyn Display)],
    );
    empty_ui(ui, tr(id::CLUSTERS_NOT_SWEPT_YET), &advice);
    ui.add_space(S2);
    ui.vertical_centered(|ui| {
        if ui
            .add(Button::new(tr(id::CLUSTERS_SWEEP)).min_size(vec2(96.0, 28.0)))
            .clicked()
        {
            cx.push(Command::Sweeping(Sweeping::Start { with_gap: false }));
        }
    });
}

fn without_gap_ui(ui: &mut Ui, cx: &mut Cx) {
    let advice = tr(id::CLUSTERS_TEN_SETS_EVENLY_SPREAD);
    empty_ui(ui, tr(id::CLUSTERS_SWEPT_WITHOUT_GAP_STATISTIC), advice);
    ui.add_space(S2);
    ui.vertical_centered(|ui| {
        if ui
            .add(Button::new(tr(id::CLUSTERS_SWEEP_GAP)).min_size(vec2(96.0, 28.0)))
            .clicked()
        {
            cx.push(Command::Sweeping(Sweeping::Start { with_gap: true }));
        }
    });
}

/// The plot's room, and its points.
struct Chart {
    rect: Rect,
    /// k, value, error.
    points: Vec<(usize, Option<(f64, f64)>)>,
    low: f64,
    high: f64,
    proposed: Option<usize>,
    by: ChooseK,
}

impl Chart {
    fn new(room: Rect, sweep: &Sweep, by: ChooseK) -> Self {
        let points: Vec<_> = sweep
            .rows
            .iter()
            .map(|row| (row.k, value(row, by)))
            .collect();
        let known = || points.iter().filter_map(|(_, value)| *value);
        let low = known()
            .map(|(v, error)| v - error)
            .fold(f64::INFINITY, f64::min);
        let high = known()
            .map(|(v, error)| v + error)
            .fold(f64::NEG_INFINITY, f64::max);
        let rect = Rect::from_min_max(room.min + vec2(LEFT, 6.0), room.max - vec2(4.0, BOTTOM));
        Self {
            rect,
            points,
            low,
            high,
            proposed: proposed(sweep, by),
            by,
        }
    }

    /// The column of the i-th number of clusters.
    fn column(&self, i: usize) -> Rect {
        let width = self.rect.width() / self.points.len() as f32;
        let left = self.rect.left() + i as f32 * width;
        Rect::from_x_y_ranges(
            left..=left + width,
            self.rect.top() - 6.0..=self.rect.bottom() + BOTTOM,
        )
    }

    fn y(&self, value: f64) -> f32 {
        let share = if self.high > self.low {
            (value - self.low) / (self.high - self.low)
        } else {
            0.5
        };
        // Points at the very edge would be cut in half.
        self.rect.bottom() - 6.0 - share as f32 * (self.rect.height() - 12.0)
    }
}

fn chart_ui(ui: &mut Ui, cx: &mut Cx, chart: Chart, now: usize, t: &Tokens) {
    let painter = ui.painter().clone();
    let font = FontId::proportional(10.5);
    for value in [chart.low, chart.high]
        .into_iter()
        .filter(|v| v.is_finite())
    {
        let y = chart.y(value);
        painter.hline(chart.rect.x_range(), y, Stroke::new(1.0, t.line));
        painter.text(
            pos2(chart.rect.left() - 6.0, y),
            Align2::RIGHT_CENTER,
            number(value),
            font.clone(),
            t.muted,
        );
    }
    let at = |i: usize, v: f64| pos2(chart.column(i).center().x, chart.y(v));
    let line = chart
        .points
        .iter()
        .enumerate()
        .filter_map(|(i, (_, value))| Some(at(i, value.as_ref()?.0)));
    painter.add(Shape::line(line.collect(), Stroke::new(1.6, t.accent)));
    for (i, &(k, value)) in chart.points.iter().enumerate() {
        let column = chart.column(i);
        let response = ui.interact(column, ui.scope_id().with(("k", k)), Sense::click());
        let told = value.map_or(tr(id::COMMON_UNDEFINED).to_string(), |(v, _)| number(v));
        let values: [(&str, &dyn Display); 3] = [
            ("k", &k),
            ("score", &tr(chart.by.label())),
            ("value", &told),
        ];
        let name = fill(id::CLUSTERS_K_CLUSTERS_SCORE_VALUE, &values);
        if k == now || response.hovered() || response.has_focus() {
            let wash = if k == now { t.accent_soft } else { t.hover };
            painter.rect_filled(
                column.shrink2(vec2(1.0, 0.0)),
                4.0,
                wash.gamma_multiply(0.6),
            );
        }
        if let Some((v, error)) = value {
            let point = at(i, v);
            if error > 0.0 {
                painter.vline(
                    point.x,
                    chart.y(v + error)..=chart.y(v - error),
                    Stroke::new(1.0, t.muted),
                );
            }
            let best = chart.proposed == Some(k);
            painter.circle_filled(
                point,
                if best { 5.0 } else { 3.5 },
                if best { t.second } else { t.accent },
            );
        }
        let ink = if k == now { t.text } else { t.muted };
        let size = FontId::proportional(if k == now { CAPTION } else { 10.5 });
        painter.text(
            pos2(column.center().x, chart.rect.bottom() + 3.0),
            Align2::CENTER_TOP,
            k,
            size,
            ink,
        );
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, k == now, &name));
        if response.clicked() {
            cx.push(Command::Sweeping(Sweeping::TakeK(k)));
        }
        response.on_hover_ui(|ui| {
            ui.label(RichText::new(&name));
        });
    }
}

fn number(value: f64) -> String {
    let text = match value.abs() {
        v if v >= 1000.0 => format!("{value:.0}"),
        v if v >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.3}"),
    };
    text.replace('-', "−")
}
