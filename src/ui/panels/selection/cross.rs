//! Selected songs by cluster and class of a label, as a table in which more songs are a deeper
//! colour.

use eframe::egui::{Align2, Color32, FontId, Role, Sense, Ui, WidgetInfo, vec2};

use crate::scores::{CrossTable, Facet, SelectionFacts};
use crate::session::Session;

use super::composition::class_name;
use super::heading_ui;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{CAPTION, S2, S3, Tokens};
use crate::ui::ground::widgets::segments;
use crate::words::{fill, id, tr};

const ROW: f32 = 22.0;
const NAME: f32 = 72.0;
/// So many classes have a column of their own; the rest share one.
const CLASSES: usize = 5;

pub(super) fn cross_ui(
    ui: &mut Ui,
    facts: &SelectionFacts,
    session: &Session,
    chosen: &mut usize,
    t: &Tokens,
) {
    let Some(library) = session.library().filter(|_| !facts.cross.is_empty()) else {
        return;
    };
    *chosen = (*chosen).min(facts.cross.len() - 1);
    heading_ui(
        ui,
        tr(id::SELECTION_CLUSTERS_LABEL),
        tr(id::SELECTION_HOW_MANY_SELECTED_SONGS_EACH),
    );
    let names: Vec<(usize, &str)> = facts
        .cross
        .iter()
        .enumerate()
        .map(|(i, c)| (i, library.labels[c.label].name.as_str()))
        .collect();
    if names.len() > 1 {
        ui.horizontal_wrapped(|ui| {
            if let Some(next) = segments(ui, *chosen, &names) {
                *chosen = next;
            }
        });
    }
    ui.add_space(2.0);
    table_ui(ui, &facts.cross[*chosen], session, t);
    ui.add_space(S3);
}

fn table_ui(ui: &mut Ui, table: &CrossTable, session: &Session, t: &Tokens) {
    let n_classes = table.classes.len();
    let n_own = if n_classes > CLASSES {
        CLASSES - 1
    } else {
        n_classes
    };
    let n_columns = n_own + usize::from(n_own < n_classes);
    let cell = (ui.available_width() - NAME) / n_columns.max(1) as f32;
    let facet = Facet::Label(table.label);
    let heads = (0..n_columns).map(|c| match table.classes.get(c).filter(|_| c < n_own) {
        Some(&class) => class_name(facet, Some(class), session),
        None => fill(id::SELECTION_N_OTHERS, &[("n", &(n_classes - n_own))]),
    });
    let heads: Vec<String> = heads.collect();
    let count = |counts: &[usize], c: usize| {
        if c < n_own {
            counts[c]
        } else {
            counts[n_own..].iter().sum()
        }
    };
    let most = table
        .rows
        .iter()
        .flat_map(|(_, n)| (0..n_columns).map(|c| count(n, c)))
        .max()
        .unwrap_or(0)
        .max(1);
    let (rect, _) = ui.allocate_exact_size(
        vec2(ui.available_width(), ROW * (table.rows.len() + 1) as f32),
        Sense::hover(),
    );
    let place = |row: usize, column: usize| {
        let left = rect.left() + NAME + cell * column as f32;
        eframe::egui::Rect::from_min_size(
            eframe::egui::pos2(left, rect.top() + ROW * row as f32),
            vec2(cell, ROW),
        )
    };
    for (c, head) in heads.iter().enumerate() {
        let short = fitting(ui, head, cell - 4.0);
        ui.painter().text(
            place(0, c).center(),
            Align2::CENTER_CENTER,
            short,
            FontId::proportional(CAPTION),
            t.muted,
        );
    }
    for (r, (cluster, counts)) in table.rows.iter().enumerate() {
        let name = class_name(Facet::Cluster, *cluster, session);
        let left = eframe::egui::pos2(rect.left(), place(r + 1, 0).center().y);
        ui.painter()
            .circle_filled(left + vec2(5.0, 0.0), 4.0, palette::of_class(*cluster, t));
        let short = fitting(ui, &name, NAME - 18.0);
        ui.painter().text(
            left + vec2(14.0, 0.0),
            Align2::LEFT_CENTER,
            short,
            FontId::proportional(CAPTION),
            t.muted,
        );
        for (c, head) in heads.iter().enumerate() {
            let n = count(counts, c);
            let box_ = place(r + 1, c).shrink(1.0);
            let share = n as f32 / most as f32;
            let ground = palette::mix(t.sunken, t.accent, 0.75 * share);
            ui.painter().rect_filled(box_, 3.0, ground);
            let ink = legible(ground, t);
            if n > 0 {
                ui.painter().text(
                    box_.center(),
                    Align2::CENTER_CENTER,
                    n.to_string(),
                    FontId::proportional(12.0),
                    ink,
                );
            }
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("n", &n), ("cluster", &name), ("class", head)];
            let told = fill(id::SELECTION_N_SONGS_CLUSTER_CLASS, &values);
            let response = ui.interact(
                box_,
                ui.scope_id().with(("cross", table.label, r, c)),
                Sense::hover(),
            );
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
            response.on_hover_text(told);
        }
    }
    ui.add_space(S2);
}

/// Whichever of the two inks is farther from the ground in brightness.
fn legible(ground: Color32, t: &Tokens) -> Color32 {
    let brightness =
        |c: Color32| 0.299 * f32::from(c.r()) + 0.587 * f32::from(c.g()) + 0.114 * f32::from(c.b());
    let contrast = |ink: Color32| (brightness(ink) - brightness(ground)).abs();
    if contrast(t.on_accent) > contrast(t.text) {
        t.on_accent
    } else {
        t.text
    }
}

/// As much of a text as there is room for, in the small size.
fn fitting(ui: &Ui, text: &str, room: f32) -> String {
    crate::text::shortened(text, |text| {
        let font = FontId::proportional(CAPTION);
        ui.painter()
            .layout_no_wrap(text.to_string(), font, Color32::PLACEHOLDER)
            .size()
            .x
            <= room
    })
}
