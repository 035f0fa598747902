//! Latent dimensions against labels and features, as a heat map: what each tells of them.

use std::sync::Arc;

use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Label, Mesh, Pos2, Rect, Role, ScrollArea, Sense, Shape,
    Stroke, StrokeKind, Ui, WidgetInfo, epaint::TextShape, pos2, vec2,
};

use crate::features::BlockKind;
use crate::pipeline::Analysis;
use crate::reading::say::plain_name;
use crate::session::{ColourBy, Command, Dimensions};

use super::{LatentView, Mode};
use crate::ui::cx::Cx;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{CAPTION, S1, S2, Tokens, tokens};
use crate::ui::ground::widgets::{beside_bar, caption};
use crate::words::{fill, id, signed, tr};

const ROW: f32 = 16.0;
const NAME: f32 = 48.0;
const KL: f32 = 72.0;
const GAP: f32 = 10.0;
const BUTTON: f32 = 22.0;
/// Slanting names of columns.
const HEAD: f32 = 88.0;
const MIG_ROW: f32 = 20.0;
const LEAST_COLUMN: f32 = 20.0;
/// Labels are few, and their gap is written below them.
const LEAST_LABEL: f32 = 30.0;
const MOST_COLUMN: f32 = 44.0;
const N_FEATURES: usize = 18;

/// The table to draw, made once a model.
#[derive(Default)]
pub(super) struct HeatCache {
    of: Option<Arc<Dimensions>>,
    labels: Vec<LabelColumn>,
    features: Vec<FeatureColumn>,
}

struct LabelColumn {
    name: String,
    /// By dimension: bits, what binning alone gives, and the share of the label's entropy beyond
    /// that.
    cells: Vec<[f64; 3]>,
    gap: f64,
}

struct FeatureColumn {
    name: String,
    /// Spearman's ρ by dimension.
    cells: Vec<f32>,
    by_luck: f64,
}

impl HeatCache {
    fn follow(&mut self, dimensions: &Arc<Dimensions>, analysis: &Analysis) {
        if self
            .of
            .as_ref()
            .is_some_and(|of| Arc::ptr_eq(of, dimensions))
        {
            return;
        }
        self.of = Some(dimensions.clone());
        let bits = |nats: f64| nats / std::f64::consts::LN_2;
        let of_label = |c: &crate::scores::ColumnInformation| LabelColumn {
            name: c.column.clone(),
            cells: c
                .mutual_information
                .iter()
                .zip(&c.chance)
                .map(|(&nats, &chance)| [bits(nats), bits(chance), share(nats, chance, c.entropy)])
                .collect(),
            gap: c.gap,
        };
        self.labels = analysis
            .probes
            .disentanglement
            .columns
            .iter()
            .map(of_label)
            .collect();
        let scaler = &analysis.fused.scaler;
        let kind = |j: usize| {
            let block = scaler
                .blocks
                .iter()
                .find(|(_, _, columns)| columns.contains(&j));
            block.map_or(BlockKind::Numbers, |(_, kind, _)| *kind)
        };
        let of_feature = |j: usize| FeatureColumn {
            name: plain_name(&scaler.columns[j], kind(j)),
            cells: dimensions
                .associations
                .correlation
                .rows()
                .map(|row| row[j])
                .collect(),
            by_luck: dimensions.associations.by_luck[j],
        };
        self.features = dimensions
            .telling_columns(N_FEATURES)
            .into_iter()
            .map(of_feature)
            .collect();
    }
}

/// How much of a label's entropy is known beyond what binning alone gives, 0 to 1.
fn share(nats: f64, chance: f64, entropy: f64) -> f64 {
    let room = entropy - chance;
    if room > 0.0 {
        ((nats - chance) / room).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

pub(super) fn heat_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    view: &mut LatentView,
    dimensions: &Arc<Dimensions>,
    analysis: &Analysis,
) {
    let mut cache = std::mem::take(&mut view.heat);
    cache.follow(dimensions, analysis);
    let scroll = ScrollArea::both().id_salt("heat map").auto_shrink(false);
    scroll.content_margin(beside_bar(8)).show(ui, |ui| {
        let mut table = Table::within(ui, &cache, dimensions);
        table.origin = ui.allocate_exact_size(table.size, Sense::hover()).0.min;
        table.head_ui(ui, &cache, analysis);
        table.cells_ui(ui, &cache, dimensions);
        table.rows_ui(ui, cx, view, &cache, dimensions);
        ui.add_space(S2);
        notes_ui(ui, analysis, &cache);
    });
    view.heat = cache;
}

/// Where everything is.
struct Table {
    origin: Pos2,
    size: eframe::egui::Vec2,
    column: f32,
}

impl Table {
    fn within(ui: &Ui, cache: &HeatCache, dimensions: &Dimensions) -> Self {
        let n_columns = (cache.labels.len() + cache.features.len()).max(1) as f32;
        let n_labels = cache.labels.len() as f32;
        let before = NAME + KL + BUTTON + 2.0 * GAP;
        let slant = HEAD * 0.62;
        let column =
            ((ui.available_width() - before - slant) / n_columns).clamp(LEAST_COLUMN, MOST_COLUMN);
        let height = HEAD + dimensions.order.len() as f32 * ROW + MIG_ROW;
        let more = n_labels * (column.max(LEAST_LABEL) - column);
        let size = vec2(before + n_columns * column + more + slant, height);
        Self {
            origin: Pos2::ZERO,
            size,
            column,
        }
    }

    fn row(&self, place: usize) -> f32 {
        self.origin.y + HEAD + place as f32 * ROW
    }

    /// The left edge of a column: labels first, then, after a gap, features.
    fn left(&self, labels: usize, column: usize) -> f32 {
        let gap = if column >= labels { GAP } else { 0.0 };
        let more = column.min(labels) as f32 * (self.column.max(LEAST_LABEL) - self.column);
        self.origin.x + NAME + KL + BUTTON + GAP + gap + more + column as f32 * self.column
    }

    fn width(&self, labels: usize, column: usize) -> f32 {
        if column < labels {
            self.column.max(LEAST_LABEL)
        } else {
            self.column
        }
    }

    fn head_ui(&self, ui: &Ui, cache: &HeatCache, analysis: &Analysis) {
        let t = tokens(ui.ctx());
        let n_labels = cache.labels.len();
        let names = cache
            .labels
            .iter()
            .map(|c| &c.name)
            .chain(cache.features.iter().map(|c| &c.name));
        for (i, name) in names.enumerate() {
            let foot = pos2(
                self.left(n_labels, i) + self.width(n_labels, i) / 2.0 + 4.0,
                self.row(0) - 4.0,
            );
            slanted(ui, name, foot, if i < n_labels { t.text } else { t.muted });
        }
        let font = FontId::proportional(CAPTION);
        let kl = if analysis.model.diagnostics.kl_per_dim.is_empty() {
            tr(id::LATENT_DEVIATION)
        } else {
            tr(id::LATENT_KL_NATS)
        };
        let at = pos2(self.origin.x + NAME, self.row(0) - 4.0);
        ui.painter()
            .text(at, Align2::LEFT_BOTTOM, kl, font.clone(), t.muted);
        if n_labels > 0 {
            let y = self.origin.y + self.size.y - MIG_ROW / 2.0;
            ui.painter().text(
                pos2(self.origin.x + NAME, y),
                Align2::LEFT_CENTER,
                tr(id::LATENT_GAP_MIG),
                font,
                t.muted,
            );
        }
    }

    /// All cells as one mesh.
    fn cells_ui(&self, ui: &Ui, cache: &HeatCache, dimensions: &Dimensions) {
        let t = tokens(ui.ctx());
        let n_labels = cache.labels.len();
        let mut mesh = Mesh::default();
        for (place, &dim) in dimensions.order.iter().enumerate() {
            let faded = !dimensions.active[dim];
            let shares = cache.labels.iter().map(|c| c.cells[dim][2] as f32);
            let shares = shares.chain(cache.features.iter().map(|c| c.cells[dim].abs()));
            for (i, value) in shares.enumerate() {
                let left = self.left(n_labels, i);
                let cell = Rect::from_min_size(
                    pos2(left, self.row(place)),
                    vec2(self.width(n_labels, i), ROW),
                )
                .shrink(0.5);
                mesh.add_colored_rect(cell, shade(value, faded, t));
            }
            let most = dimensions.kl.iter().copied().fold(1e-3, f32::max);
            let largest = dimensions
                .spread
                .iter()
                .map(|s| s.deviation)
                .fold(1e-6, f32::max);
            let weight = dimensions
                .kl
                .get(dim)
                .map_or(dimensions.spread[dim].deviation / largest, |kl| kl / most);
            let left = self.origin.x + NAME;
            let bar = Rect::from_min_size(
                pos2(left, self.row(place) + 5.0),
                vec2(((KL - 8.0) * weight.clamp(0.0, 1.0)).max(1.0), ROW - 10.0),
            );
            mesh.add_colored_rect(bar, if faded { t.faint } else { t.accent });
        }
        ui.painter().add(Shape::mesh(mesh));
        for (i, column) in cache.labels.iter().enumerate() {
            let at = pos2(
                self.left(n_labels, i) + self.width(n_labels, i) / 2.0,
                self.origin.y + self.size.y - MIG_ROW / 2.0,
            );
            let font = FontId::proportional(CAPTION);
            ui.painter().text(
                at,
                Align2::CENTER_CENTER,
                format!("{:.2}", column.gap),
                font,
                t.text,
            );
        }
    }

    /// A row answers a click with its slider, and hovering with its values.
    fn rows_ui(
        &self,
        ui: &mut Ui,
        cx: &mut Cx,
        view: &mut LatentView,
        cache: &HeatCache,
        dimensions: &Dimensions,
    ) {
        let t = tokens(ui.ctx());
        let n_columns = cache.labels.len() + cache.features.len();
        let right = self.left(cache.labels.len(), n_columns);
        for (place, &dim) in dimensions.order.iter().enumerate() {
            let rect = Rect::from_min_max(
                pos2(self.origin.x, self.row(place)),
                pos2(right, self.row(place) + ROW),
            );
            let colour = Rect::from_center_size(
                pos2(self.origin.x + NAME + KL + BUTTON / 2.0, rect.center().y),
                vec2(16.0, ROW - 2.0),
            );
            let response =
                ui.interact(rect, ui.scope_id().with(("dimension", dim)), Sense::click());
            if response.hovered() || response.has_focus() {
                ui.painter()
                    .rect_stroke(rect, 2.0, Stroke::new(1.0, t.muted), StrokeKind::Inside);
            }
            let ink = if dimensions.active[dim] {
                t.text
            } else {
                t.faint
            };
            let at = pos2(self.origin.x, rect.center().y);
            let font = FontId::proportional(12.0);
            let name = fill(id::LATENT_DIM_N, &[("n", &dim)]);
            ui.painter().text(at, Align2::LEFT_CENTER, name, font, ink);
            colour_ui(ui, cx, colour, dim);
            let said = fill(id::LATENT_DIMENSION_N_GO_SLIDER, &[("n", &dim)]);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
            if response.clicked() {
                view.mode = Mode::Sliders;
                view.focus = Some(dim);
            }
            let hovered = response
                .hover_pos()
                .map(|at| self.value_at(at, cache, dimensions, dim));
            if let Some(text) = hovered {
                response.on_hover_text_at_pointer(text);
            }
        }
    }

    fn value_at(&self, at: Pos2, cache: &HeatCache, dimensions: &Dimensions, dim: usize) -> String {
        let n_labels = cache.labels.len();
        let n_columns = n_labels + cache.features.len();
        let column = (0..n_columns).find(|&i| {
            let left = self.left(n_labels, i);
            (left..left + self.width(n_labels, i)).contains(&at.x)
        });
        match column {
            Some(i) if i < n_labels => {
                let LabelColumn { name, cells, .. } = &cache.labels[i];
                let [bits, chance, share] = cells[dim];
                fill(
                    id::LATENT_DIM_DIM_LABEL_BITS_BITS,
                    &[
                        ("dim", &dim),
                        ("label", name),
                        ("bits", &format!("{bits:.2}")),
                        ("chance", &format!("{chance:.2}")),
                        ("share", &format!("{:.0}", 100.0 * share)),
                    ],
                )
            }
            Some(i) => {
                let FeatureColumn {
                    name,
                    cells,
                    by_luck,
                } = &cache.features[i - n_labels];
                let rho = cells[dim];
                let luck = if f64::from(rho.abs()) > *by_luck {
                    ""
                } else {
                    tr(id::LATENT_LUCK_ALONE_COULD_GIVE_AS)
                };
                let values: [(&str, &dyn std::fmt::Display); 3] = [
                    ("dim", &dim),
                    ("feature", name),
                    ("rho", &signed(f64::from(rho), 2)),
                ];
                fill(id::LATENT_DIM_DIM_FEATURE_RHO, &values) + luck
            }
            None => {
                let kl = dimensions
                    .kl
                    .get(dim)
                    .map(|kl| fill(id::LATENT_KL_KL_NATS, &[("kl", &format!("{kl:.3}"))]));
                let kl = kl.unwrap_or_default();
                let spread = dimensions.spread[dim];
                let values: [(&str, &dyn std::fmt::Display); 2] = [
                    ("kl", &kl),
                    ("deviation", &format!("{:.2}", spread.deviation)),
                ];
                fill(id::LATENT_KL_DEVIATION_DEVIATION_CLICK_SLIDER, &values)
            }
        }
    }
}

/// A dot that colours the map by the dimension.
fn colour_ui(ui: &mut Ui, cx: &mut Cx, rect: Rect, dim: usize) {
    let t = tokens(ui.ctx());
    let response = ui.interact(rect, ui.scope_id().with(("colour by", dim)), Sense::click());
    let on = cx.session.colouring().by == ColourBy::Latent(dim);
    if response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(4), t.hover);
    }
    if on {
        ui.painter().circle_filled(rect.center(), 4.5, t.accent);
    } else {
        ui.painter()
            .circle_stroke(rect.center(), 4.0, Stroke::new(1.5, t.muted));
    }
    let name = fill(id::LATENT_COLOUR_MAP_DIMENSION_N, &[("n", &dim)]);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &name));
    if response.clicked() {
        cx.push(Command::ColourBy(if on {
            ColourBy::Cluster
        } else {
            ColourBy::Latent(dim)
        }));
    }
    response.on_hover_text(name);
}

fn shade(value: f32, faded: bool, t: &Tokens) -> Color32 {
    if !value.is_finite() {
        return t.sunken;
    }
    let colour = palette::mel(value, t);
    if faded {
        palette::mix(colour, t.surface, 0.6)
    } else {
        colour
    }
}

/// A name that rises to the right from the middle of its column.
fn slanted(ui: &Ui, text: &str, foot: Pos2, colour: Color32) {
    use eframe::egui::text::{LayoutJob, TextWrapping};
    let mut job =
        LayoutJob::simple_singleline(text.to_string(), FontId::proportional(CAPTION), colour);
    job.wrap = TextWrapping::truncate_at_width(HEAD * 1.15);
    let galley = ui.painter().layout_job(job);
    let angle = -std::f32::consts::FRAC_PI_3 * 0.85;
    let shape = TextShape::new(foot - vec2(0.0, galley.size().y), galley, colour)
        .with_angle_and_anchor(angle, Align2::LEFT_BOTTOM);
    ui.painter().add(shape);
}

fn notes_ui(ui: &mut Ui, analysis: &Analysis, cache: &HeatCache) {
    let t = tokens(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S1;
        ui.label(caption("0", t));
        let (rect, _) = ui.allocate_exact_size(vec2(96.0, 8.0), Sense::hover());
        for i in 0..24 {
            let left = rect.left() + rect.width() * i as f32 / 24.0;
            let strip = Rect::from_min_size(
                pos2(left, rect.top()),
                vec2(rect.width() / 24.0 + 0.5, rect.height()),
            );
            ui.painter()
                .rect_filled(strip, 0.0, palette::mel(i as f32 / 23.0, t));
        }
        ui.label(caption("1", t));
        ui.label(caption(tr(id::LATENT_SHARE_LABEL_INFORMATION_FEATURE), t));
    });
    let mig = analysis.probes.disentanglement.mig;
    let text = match mig {
        Some(mig) => fill(
            id::LATENT_LABELS_MUTUAL_INFORMATION_20_BINS,
            &[("mig", &format!("{mig:.2}"))],
        ),
        None => tr(id::LATENT_NO_LABEL_HAS_TWO_CLASSES).to_string(),
    };
    ui.set_max_width(ui.available_width().min(760.0));
    ui.add(Label::new(caption(text, t)).wrap());
    if cache.features.is_empty() && cache.labels.is_empty() {
        ui.label(caption(tr(id::LATENT_NO_DIMENSION_VARIES_OVER_SONGS), t));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_what_binning_does_not_give() {
        assert_eq!(share(0.2, 0.2, 1.0), 0.0);
        assert_eq!(share(1.0, 0.2, 1.0), 1.0);
        assert!((share(0.6, 0.2, 1.0) - 0.5).abs() < 1e-12);
        assert_eq!(share(0.1, 0.2, 1.0), 0.0);
        assert_eq!(share(0.1, 0.3, 0.2), 0.0);
    }
}
