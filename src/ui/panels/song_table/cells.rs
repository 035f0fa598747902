//! One cell of the table.

use eframe::egui::{Button, Label, Rect, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use crate::session::{Column, Kind, Rows, Session};

use super::{layout, quiet};
use crate::ui::ground::palette;
use crate::ui::ground::theme::tokens;
use crate::ui::panels::column::number_text;
use crate::words::{fill, id};

/// Writes a cell; true when the title was clicked.
pub(super) fn cell_ui(
    ui: &mut Ui,
    session: &Session,
    rows: &Rows,
    column: Column,
    song: usize,
) -> bool {
    let t = tokens(ui.ctx());
    if column == Column::Title {
        return title_ui(ui, session, rows, song);
    }
    let text = match column.kind() {
        Kind::Text => rows.text(column, song).map(|text| text.into_owned()),
        Kind::Classes => class_text(session, rows, column, song),
        Kind::Number => number_text(column, rows.number(column, song)),
    };
    let text = match text {
        Some(text) => RichText::new(text)
            .size(12.5)
            .color(if column == Column::File {
                t.muted
            } else {
                t.text
            }),
        None => quiet("–", ui),
    };
    ui.with_layout(layout(column), |ui| {
        if column == Column::Cluster {
            dot_ui(ui, palette::of_class(rows.class(column, song), t));
        }
        ui.add(Label::new(text).truncate());
    });
    false
}

/// The title, with the song's colour on the map and a mark when it is in the selection.
fn title_ui(ui: &mut Ui, session: &Session, rows: &Rows, song: usize) -> bool {
    let t = tokens(ui.ctx());
    let cell = ui.max_rect();
    let chosen = session.selection().contains(song);
    if chosen {
        ui.painter().rect_filled(
            Rect::from_min_size(cell.min, vec2(3.0, cell.height())),
            1.0,
            t.accent,
        );
    }
    // A button is as high as it may be, and would not stand in line with the other cells.
    ui.spacing_mut().interact_size.y = 18.0;
    ui.spacing_mut().button_padding.y = 0.0;
    ui.add_space(6.0);
    dot_ui(ui, palette::song_colour(session.colouring(), song, t));
    let current = session.selected() == Some(song);
    let title = rows.text(Column::Title, song).unwrap_or_default();
    let text = RichText::new(title.as_ref()).color(if current { t.accent } else { t.text });
    let button = ui.add(Button::new(text).frame(false).truncate());
    button.widget_info(|| {
        WidgetInfo::selected(
            Role::Button,
            true,
            current || chosen,
            fill(id::SONG_TABLE_SONG_TITLE, &[("title", &title)]),
        )
    });
    button.clicked()
}

fn dot_ui(ui: &mut Ui, colour: eframe::egui::Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
    ui.painter().circle_filled(rect.center(), 4.0, colour);
}

/// A class by its name; clusters without a given one are counted from 1.
pub(super) fn class_text(
    session: &Session,
    rows: &Rows,
    column: Column,
    song: usize,
) -> Option<String> {
    let class = rows.class(column, song)?;
    if column == Column::Cluster {
        let given = session.given_name(class);
        return Some(given.map_or_else(|| (class + 1).to_string(), str::to_string));
    }
    rows.class_names(column).get(class as usize).cloned()
}
