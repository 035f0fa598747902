//! Shares of clusters and labels in the selection, each beside its share of all songs.

use eframe::egui::{Align, Color32, Layout, RichText, Ui, vec2};

use crate::library::Library;
use crate::scores::{Composition, Facet, Part};
use crate::session::Session;

use super::{heading_ui, percent};
use crate::ui::ground::palette;
use crate::ui::ground::theme::{S2, Tokens};
use crate::ui::ground::widgets::{caption, one_line, share_bar};
use crate::ui::panels::clusters;
use crate::words::{fill, id, tr};

const SHOWN: usize = 6;
const ROW: f32 = 20.0;
const NUMBER: f32 = 50.0;
const BAR: f32 = 64.0;

pub(super) fn composition_ui(
    ui: &mut Ui,
    composition: &Composition,
    session: &Session,
    t: &Tokens,
) {
    let Some(library) = session.library() else {
        return;
    };
    let title = facet_name(composition.facet, library);
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.spacing_mut().interact_size.y = ROW;
    ui.horizontal(|ui| {
        let hint = tr(id::SELECTION_SHARE_EACH_CLASS_AMONG_SELECTED);
        heading_ui(ui, &title, hint);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for head in [tr(id::SELECTION_OVERALL), tr(id::SELECTION_HERE)] {
                number_ui(ui, caption(head, t));
            }
        });
    });
    if composition.n_here == 0 {
        ui.label(caption(tr(id::SELECTION_KNOWN_NONE_THESE_SONGS), t));
        return;
    }
    for part in composition.parts.iter().take(SHOWN) {
        part_ui(ui, composition, part, session, t);
    }
    let rest = composition.parts.len().saturating_sub(SHOWN);
    if rest > 0 {
        let more = composition.parts.iter().skip(SHOWN);
        let head = RichText::new(fill(id::COMMON_N_MORE, &[("n", &rest)]))
            .size(12.0)
            .color(t.muted);
        let salt = ("more classes", composition.facet);
        eframe::egui::CollapsingHeader::new(head)
            .id_salt(salt)
            .show_unindented(ui, |ui| {
                more.for_each(|part| part_ui(ui, composition, part, session, t));
            });
    }
}

fn part_ui(ui: &mut Ui, composition: &Composition, part: &Part, session: &Session, t: &Tokens) {
    let (here, overall) = composition.shares(part);
    let name = class_name(composition.facet, part.class, session);
    let colour = if overall > here {
        palette::mix(t.accent, t.surface, 0.45)
    } else {
        t.accent
    };
    let colour = match composition.facet {
        Facet::Cluster => palette::of_class(part.class, t),
        Facet::Label(_) => colour,
    };
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let room = (ui.available_width() - BAR - 2.0 * NUMBER - 2.0 * S2).max(40.0);
        ui.allocate_ui(vec2(room, ROW), |ui| {
            ui.set_width(room);
            one_line(ui, RichText::new(&name).size(12.5));
        });
        bar_ui(ui, here, overall, colour);
        ui.spacing_mut().item_spacing.x = 0.0;
        number_ui(ui, RichText::new(percent(here)).size(12.5).color(t.text));
        number_ui(ui, caption(percent(overall), t));
    });
    let counts: [(&str, &dyn std::fmt::Display); 5] = [
        ("class", &name),
        ("here", &part.here),
        ("n", &composition.n_here),
        ("overall", &part.overall),
        ("all", &composition.n_overall),
    ];
    row.response
        .on_hover_text(fill(id::SELECTION_CLASS_HERE_N_SELECTED_SONGS, &counts));
}

fn bar_ui(ui: &mut Ui, here: f32, overall: f32, colour: Color32) {
    share_bar(ui, BAR, here, Some(overall), colour);
}

fn number_ui(ui: &mut Ui, text: RichText) {
    ui.allocate_ui_with_layout(
        vec2(NUMBER, ROW),
        Layout::right_to_left(Align::Center),
        |ui| {
            ui.set_width(NUMBER);
            ui.label(text);
        },
    );
}

pub(super) fn facet_name(facet: Facet, library: &Library) -> String {
    match facet {
        Facet::Cluster => tr(id::COMMON_CLUSTER_2).to_string(),
        Facet::Label(i) => library
            .labels
            .get(i)
            .map_or_else(String::new, |label| label.name.clone()),
    }
}

pub(super) fn class_name(facet: Facet, class: Option<u32>, session: &Session) -> String {
    match (facet, class) {
        (Facet::Cluster, Some(cluster)) => clusters::short_name(session, cluster),
        (_, None) => tr(id::COMMON_NO_CLUSTER).to_string(),
        (Facet::Label(i), Some(class)) => {
            let label = session.library().and_then(|library| library.labels.get(i));
            label
                .and_then(|label| label.classes.get(class as usize))
                .cloned()
                .unwrap_or_default()
        }
    }
}
