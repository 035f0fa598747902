//! The heads of the columns: their names, what they mean, the order and the filter.

use eframe::egui::{Button, Popup, PopupCloseBehavior, RichText, Role, Ui, WidgetInfo};

use crate::session::listing::Sort;
use crate::session::{Column, Command, Kind, Listing, Rows};

use super::{filters, layout};
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{self, tokens};
use crate::ui::ground::widgets::icon_button_of;
use crate::ui::panels::column::name;
use crate::words::{fill, id, tr};

fn hint(column: Column) -> &'static str {
    match column {
        Column::Title => tr(id::SONG_TABLE_TITLE_FROM_TAGS_MANIFEST_OR),
        Column::Artist => tr(id::SONG_TABLE_ARTIST_FROM_TAGS_OR_MANIFEST),
        Column::Cluster => tr(id::SONG_TABLE_CLUSTER_LARGEST_FIRST_SONG_WITHOUT),
        Column::Label(_) => tr(id::SONG_TABLE_LABEL_LIBRARY_NOT_SHOWN_MODEL),
        Column::Own(_) => tr(id::OWN_COLUMN_HINT),
        Column::Note => tr(id::OWN_NOTE_HINT),
        Column::Number(_) => tr(id::SONG_TABLE_NUMBER_COLUMN_MANIFEST_FEATURE_ONLY),
        Column::Silhouette => tr(id::SONG_TABLE_B_MINUS_MAX_B_MEAN),
        Column::Trust => tr(id::SONG_TABLE_1_WHEN_ALL_NEIGHBOURS_MAP),
        Column::Agreement => tr(id::SONG_TABLE_SHARE_NEAREST_SONGS_SOUND_AMONG),
        Column::Centre => tr(id::SONG_TABLE_EUCLIDEAN_DISTANCE_LATENT_SPACE_MEAN),
        Column::Duration => tr(id::SONG_TABLE_LENGTH_RECORDING_KNOWN_ONCE_DECODED),
        Column::Tempo => tr(id::SONG_TABLE_TEMPO_BEATS_MINUTE),
        Column::Loudness => tr(id::PAIRING_INTEGRATED_LOUDNESS_LUFS_EBU_R),
        Column::Tag(_) => tr(id::SONG_TABLE_TAG_GUESSED_BY_NETWORK),
        Column::File => tr(id::SONG_TABLE_RECORDING_ELSE_LYRICS_FROM_FOLDER),
    }
}

pub(super) fn width(column: Column) -> f32 {
    match column {
        Column::Title => 188.0,
        Column::Artist => 104.0,
        Column::File => 200.0,
        Column::Cluster => 80.0,
        Column::Label(_) | Column::Own(_) => 96.0,
        Column::Note => 160.0,
        Column::Number(_)
        | Column::Silhouette
        | Column::Trust
        | Column::Agreement
        | Column::Centre
        | Column::Duration
        | Column::Tempo
        | Column::Loudness
        | Column::Tag(_) => 84.0,
    }
}

/// Name and filter; a click on the name sorts: up, down, and back to the order of the library.
pub(super) fn head_ui(ui: &mut Ui, cx: &mut Cx, rows: &Rows, column: Column) {
    let t = tokens(ui.ctx());
    let listing = cx.session.listing();
    let sort = listing.query().sort.filter(|sort| sort.column == column);
    let filtered = cx.session.filtering().filters().contains_key(&column);
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
                fill(id::COMMON_SORT_COLUMN, &[("column", &name)]),
            )
        });
        button.on_hover_text(hint(column)).clicked()
    };
    let mut filter_ui = |ui: &mut Ui| {
        let label = fill(id::SONG_TABLE_FILTER_COLUMN, &[("column", &name)]);
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
        Kind::Text | Kind::Classes => {
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
