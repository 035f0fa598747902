//! The heads of the columns: their names, what they mean, the order and the filter.

use eframe::egui::{Button, Popup, PopupCloseBehavior, RichText, Role, Ui, WidgetInfo};

use crate::session::listing::{Column, Kind, Rows, Sort};
use crate::session::{Command, Listing};

use super::names::name;
use super::{filters, layout};
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{self, tokens};
use crate::ui::ground::widgets::icon_button_of;
use crate::ui::words::{fill, tr};

fn hint(column: Column) -> &'static str {
    match column {
        Column::Title => tr(
            "The title, from the tags, the manifest or the file name. The dot has the song's colour on the map.",
        ),
        Column::Artist => tr(
            "The artist, from the tags or the manifest. Songs of one artist are held out together.",
        ),
        Column::Cluster => {
            tr("The cluster, largest first. A song without one is noise to the method.")
        }
        Column::Label(_) => {
            tr("A label of the library. It was not shown to the model unless the settings say so.")
        }
        Column::Number(_) => tr(
            "A number column of the manifest. It is a feature only where the weight of numbers is above 0.",
        ),
        Column::Silhouette => tr(
            "(b − a) / max(a, b), with a the mean distance to its own cluster and b to the next one. Below 0 the song is \
             nearer to another cluster (Rousseeuw 1987).",
        ),
        Column::Trust => tr(
            "1 when all neighbours on the map are neighbours in the latent space, less for each false one by its rank. \
             Trustworthiness of the song (Venna & Kaski 2001).",
        ),
        Column::Agreement => tr(
            "Share of the nearest songs by sound that are among the nearest by words. Known of songs that have both.",
        ),
        Column::Centre => tr(
            "Euclidean distance in latent space to the mean of the song's cluster. The smallest are the most typical.",
        ),
        Column::Duration => tr("Length of the recording. Known once it was decoded."),
        Column::File => tr(
            "The recording, else the lyrics, from the folder of the library. Nothing where the manifest has the words.",
        ),
    }
}

pub(super) fn width(column: Column) -> f32 {
    match column {
        Column::Title => 188.0,
        Column::Artist => 104.0,
        Column::File => 200.0,
        Column::Cluster => 80.0,
        Column::Label(_) => 96.0,
        _ => 84.0,
    }
}

/// Name and filter; a click on the name sorts: up, down, and back to the order of the library.
pub(super) fn head_ui(ui: &mut Ui, cx: &mut Cx, rows: &Rows, column: Column) {
    let t = tokens(ui.ctx());
    let listing = cx.session.listing();
    let sort = listing.query().sort.filter(|sort| sort.column == column);
    let filtered = listing.query().filters.contains_key(&column);
    let name = name(rows, column);
    let arrow = match sort {
        Some(Sort {
            descending: true, ..
        }) => " ↓",
        Some(_) => " ↑",
        None => "",
    };
    let ink = if sort.is_some() { t.accent } else { t.muted };
    let text = RichText::new(format!("{name}{arrow}"))
        .font(theme::semibold(12.0))
        .color(ink);
    let name_ui = |ui: &mut Ui| {
        let button = ui.add(Button::new(text).frame(false).truncate());
        button.widget_info(|| {
            WidgetInfo::labeled(
                Role::Button,
                true,
                fill("Sort by {column}", &[("column", &name)]),
            )
        });
        button.on_hover_text(hint(column)).clicked()
    };
    let mut filter_ui = |ui: &mut Ui| {
        let label = fill("Filter {column}", &[("column", &name)]);
        let on = filtered.then_some(true);
        let button = icon_button_of(
            ui,
            if filtered {
                Icon::Filtered
            } else {
                Icon::Filter
            },
            &label,
            on,
            true,
            20.0,
        );
        Popup::menu(&button)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| filters::filter_ui(ui, cx, rows, column));
    };
    ui.spacing_mut().item_spacing.x = 2.0;
    ui.spacing_mut().button_padding.x = 0.0;
    let mut clicked = false;
    // The filter has its place first, so that a long name is cut and not the filter.
    match column.kind() {
        Kind::Number => {
            ui.horizontal(|ui| {
                filter_ui(ui);
                ui.with_layout(layout(column), |ui| clicked = name_ui(ui));
            });
        }
        _ => {
            ui.with_layout(
                eframe::egui::Layout::right_to_left(eframe::egui::Align::Center),
                |ui| {
                    filter_ui(ui);
                    ui.with_layout(layout(column), |ui| clicked = name_ui(ui));
                },
            );
        }
    }
    if clicked {
        let next = match sort {
            None => Some(Sort {
                column,
                descending: false,
            }),
            Some(Sort {
                descending: false, ..
            }) => Some(Sort {
                column,
                descending: true,
            }),
            Some(_) => None,
        };
        cx.push(Command::Listing(Listing::Sort(next)));
    }
}
