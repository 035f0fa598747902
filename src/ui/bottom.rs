//! The results below the map, in tabs.

use eframe::egui::{Align, Layout, Rect, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::icons::Icon;
use super::theme::{self, S2, tokens};
use super::widgets::icon_button;
use super::words::{english, tr};
use super::{
    BottomTab, Cx, View, agreement, clusters, curves, latent, pairing, runs, scores, song_table,
    trust,
};

pub(super) const TABS: [(BottomTab, &str); 9] = [
    (BottomTab::Curves, english("Training")),
    (BottomTab::Scores, english("Scores")),
    (BottomTab::Clusters, english("Clusters")),
    (BottomTab::Songs, english("Songs")),
    (BottomTab::Latent, english("Latent")),
    (BottomTab::Agreement, english("Sound and words")),
    (BottomTab::Runs, english("Runs")),
    (BottomTab::Trust, english("Trust")),
    (BottomTab::Pairing, english("Files")),
];

pub fn bottom_ui(ui: &mut Ui, cx: &mut Cx, view: &mut View) {
    // The panel keeps the height it was given, whatever is in it.
    ui.set_min_height(ui.available_height());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for (tab, name) in TABS {
            let n_remarks = match tab {
                BottomTab::Pairing => pairing::n_remarks(cx.session),
                _ => 0,
            };
            if tab_ui(
                ui,
                tr(name),
                view.prefs.tab == tab,
                n_remarks,
                Badge::Remarks,
            ) {
                view.prefs.tab = tab;
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (icon, name) = match view.large_results {
                false => (Icon::Enlarge, tr("Enlarge the results (E)")),
                true => (Icon::Reduce, tr("Make the results smaller (E)")),
            };
            if icon_button(ui, icon, name).clicked() {
                view.large_results = !view.large_results;
            }
        });
    });
    ui.add_space(S2 / 2.0);
    match view.prefs.tab {
        BottomTab::Curves => curves::curves_ui(ui, cx, view),
        BottomTab::Scores => scores::scores_ui(ui, cx.session),
        BottomTab::Clusters => clusters::clusters_ui(ui, cx, view),
        BottomTab::Songs => song_table::song_table_ui(ui, cx, view),
        BottomTab::Latent => latent::latent_ui(ui, cx, view),
        BottomTab::Agreement => agreement::agreement_ui(ui, cx, view),
        BottomTab::Runs => runs::runs_ui(ui, cx, view),
        BottomTab::Trust => trust::trust_ui(ui, cx, view),
        BottomTab::Pairing => pairing::pairing_ui(ui, cx, view),
    }
}

/// What the number beside a tab counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Badge {
    /// Things to look at.
    Remarks,
    Songs,
}

pub(super) fn tab_ui(ui: &mut Ui, name: &str, on: bool, n: usize, badge: Badge) -> bool {
    let t = tokens(ui.ctx());
    let colour = if on { t.text } else { t.muted };
    let galley = ui
        .painter()
        .layout_no_wrap(name.to_string(), theme::semibold(13.0), colour);
    let badge_colour = if badge == Badge::Remarks {
        t.warning
    } else {
        t.muted
    };
    let badge = (n > 0).then(|| {
        ui.painter().layout_no_wrap(
            n.to_string(),
            eframe::egui::FontId::proportional(11.0),
            badge_colour,
        )
    });
    let extra = badge.as_ref().map_or(0.0, |b| b.size().x + 6.0);
    let (rect, response) =
        ui.allocate_exact_size(galley.size() + vec2(extra, 14.0), Sense::click());
    let ink = if response.hovered() { t.text } else { colour };
    let width = galley.size().x;
    ui.painter()
        .galley_with_override_text_color(rect.min + vec2(0.0, 5.0), galley, ink);
    if let Some(badge) = badge {
        ui.painter()
            .galley(rect.min + vec2(width + 6.0, 6.5), badge, badge_colour);
    }
    if on {
        let line = Rect::from_min_max(
            rect.left_bottom() - vec2(0.0, 2.0),
            rect.left_bottom() + vec2(width, 0.0),
        );
        ui.painter().rect_filled(line, 1.0, t.accent);
    } else if response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            2.0,
            Stroke::new(1.0, t.accent),
            eframe::egui::StrokeKind::Outside,
        );
    }
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, name));
    response.clicked()
}
