//! All songs as a table, linked both ways with the map: only the rows in view are written.

mod cells;
mod filters;
mod head;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{
    self, Align, Button, Layout, Popup, PopupCloseBehavior, RichText, ScrollArea, Sense, Ui, vec2,
};
use egui_extras::{TableBuilder, TableRow};

use crate::session::{Column, Command, Filtering, How, Kind, Listing, Rows, Selecting};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S1, S2, tokens};
use crate::ui::ground::widgets::{caption, empty_ui};
use crate::ui::panel::Panel;
use crate::ui::panels::column;
use crate::words::{fill, id, tr};

const ROW_HEIGHT: f32 = 24.0;
const HEADER_HEIGHT: f32 = 28.0;

/// What the panel remembers between frames.
#[derive(Default)]
pub(crate) struct SongTableView {
    /// Columns that are not as they are at first: hidden, or shown.
    turned: BTreeSet<Column>,
    /// The row that Shift reaches from.
    anchor: Option<usize>,
    /// The song that was scrolled to last.
    followed: Option<usize>,
    /// Scroll to the current song in the next frame.
    follow: bool,
    /// The song whose row is under the pointer.
    hovered: Option<usize>,
    /// Rows written in the last frame.
    n_written: usize,
}

impl Panel for SongTableView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        song_table_ui(ui, cx, self);
    }
}

fn song_table_ui(ui: &mut Ui, cx: &mut Cx, view: &mut SongTableView) {
    let Some(rows) = cx.session.listing().rows().cloned() else {
        match cx.session.listing().is_busy() || cx.session.filtering().is_busy() {
            true => empty_ui(
                ui,
                tr(id::COMMON_SONGS_THEIR_WAY),
                tr(id::SONG_TABLE_TABLE_BEING_MADE),
            ),
            false => empty_ui(
                ui,
                tr(id::COMMON_NO_SONGS_YET),
                tr(id::SONG_TABLE_SONGS_LISTED_HERE_ONCE_THEY),
            ),
        }
        return;
    };
    tools_ui(ui, cx, view, &rows);
    let columns: Vec<Column> = rows
        .columns()
        .filter(|&column| view.shows(column))
        .collect();
    let room = ui.available_rect_before_wrap();
    ScrollArea::horizontal()
        .id_salt("songs")
        .auto_shrink(false)
        .show(ui, |ui| table_ui(ui, cx, view, &rows, &columns));
    // The heads stay, with the filters that let nothing through.
    if cx.session.listing().order().is_empty() && !cx.session.listing().is_busy() {
        let below = room.with_min_y(room.top() + HEADER_HEIGHT);
        ui.scope_builder(egui::UiBuilder::new().max_rect(below), |ui| {
            nothing_ui(ui, cx)
        });
    }
}

impl SongTableView {
    fn shows(&self, column: Column) -> bool {
        column.is_shown_at_first() != self.turned.contains(&column)
    }

    fn show(&mut self, column: Column, on: bool) {
        if on == column.is_shown_at_first() {
            self.turned.remove(&column);
        } else {
            self.turned.insert(column);
        }
    }
}

/// A button that stays down; in a frame, so that one sees that it is one.
fn switch(on: bool, name: &str) -> Button<'_> {
    Button::selectable(on, name).frame_when_inactive(true)
}

/// How many songs there are, which of them are listed, and which columns are shown.
fn tools_ui(ui: &mut Ui, cx: &mut Cx, view: &mut SongTableView, rows: &Arc<Rows>) {
    let t = tokens(ui.ctx());
    let (listing, session) = (cx.session.listing(), cx.session);
    let query = listing.query().clone();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        ui.spacing_mut().interact_size.y = 24.0;
        let counts: [(&str, &dyn std::fmt::Display); 2] =
            [("n", &listing.order().len()), ("all", &rows.len())];
        ui.label(caption(fill(id::SONG_TABLE_N_ALL_SONGS, &counts), t));
        if listing.is_busy() || session.filtering().is_busy() {
            ui.add(egui::Spinner::new().size(12.0));
        }
        let selected = ui.add(switch(
            query.only_selected,
            tr(id::SONG_TABLE_SELECTED_ONLY),
        ));
        if selected
            .on_hover_text(tr(id::SONG_TABLE_LIST_ONLY_SONGS_SELECTION))
            .clicked()
        {
            cx.commands.push(Command::Listing(Listing::OnlySelected(
                !query.only_selected,
            )));
        }
        let shown = ui.add(switch(query.only_shown, tr(id::SONG_TABLE_BRIGHT_MAP_ONLY)));
        if shown
            .on_hover_text(tr(id::SONG_TABLE_LIST_ONLY_SONGS_NEITHER_LEGEND))
            .clicked()
        {
            cx.commands
                .push(Command::Listing(Listing::OnlyShown(!query.only_shown)));
        }
        let is_filtered = !session.filtering().filters().is_empty();
        if is_filtered && ui.button(tr(id::SONG_TABLE_CLEAR_FILTERS)).clicked() {
            cx.commands.push(Command::Filtering(Filtering::Clear));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            columns_menu_ui(ui, view, rows);
            let current = session.selected().is_some();
            let button =
                ui.add_enabled(current, egui::Button::new(tr(id::SONG_TABLE_CURRENT_SONG)));
            if button
                .on_hover_text(tr(id::SONG_TABLE_SCROLL_SONG_CHOSEN_MAP_OR))
                .clicked()
            {
                view.follow = true;
            }
        });
    });
    ui.add_space(S1);
}

fn columns_menu_ui(ui: &mut Ui, view: &mut SongTableView, rows: &Rows) {
    let button = ui
        .button(tr(id::COMMON_COLUMNS))
        .on_hover_text(tr(id::SONG_TABLE_CHOOSE_WHICH_COLUMNS_SHOWN));
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
                for column in rows.columns() {
                    let mut on = view.shows(column);
                    let is_title = column == Column::Title;
                    if ui
                        .add_enabled(
                            !is_title,
                            egui::Checkbox::new(&mut on, column::name(rows, column)),
                        )
                        .changed()
                    {
                        view.show(column, on);
                    }
                }
            });
        });
}

fn nothing_ui(ui: &mut Ui, cx: &mut Cx) {
    let query = cx.session.listing().query();
    let advice = if query.only_selected && cx.session.selection().is_empty() {
        tr(id::SONG_TABLE_NOTHING_SELECTED_DRAW_AROUND_SONGS)
    } else {
        tr(id::SONG_TABLE_NO_SONG_PASSES_EVERY_FILTER)
    };
    empty_ui(ui, tr(id::SONG_TABLE_NO_SONGS_LISTED), advice);
    ui.vertical_centered(|ui| {
        if ui.button(tr(id::SONG_TABLE_LIST_ALL_SONGS)).clicked() {
            cx.push(Command::Listing(Listing::All));
            cx.push(Command::Filtering(Filtering::Clear));
        }
    });
}

fn table_ui(ui: &mut Ui, cx: &mut Cx, view: &mut SongTableView, rows: &Rows, columns: &[Column]) {
    let session = cx.session;
    ui.spacing_mut().item_spacing = vec2(S2, 0.0);
    let mut table = TableBuilder::new(ui)
        // Widths belong to the columns that are shown.
        .id_salt(("songs", columns))
        .sense(Sense::CLICK)
        .resizable(true)
        .auto_shrink(false)
        .cell_layout(Layout::left_to_right(Align::Center));
    for &column in columns {
        table = table.column(
            egui_extras::Column::initial(head::width(column))
                .at_least(56.0)
                .clip(true),
        );
    }
    if let Some(row) = row_to_show(cx, view) {
        table = table.scroll_to_row(row, Some(Align::Center));
    }
    let order = session.listing().order();
    let (mut hovered, mut n_written) = (None, 0);
    let table = table.header(HEADER_HEIGHT, |mut header| {
        for &column in columns {
            header.col(|ui| head::head_ui(ui, cx, rows, column));
        }
    });
    table.body(|body| {
        body.rows(ROW_HEIGHT, order.len(), |mut row| {
            let song = order[row.index()] as usize;
            n_written += 1;
            row.set_selected(session.selected() == Some(song));
            row.set_hovered(session.hovered() == Some(song));
            let mut title_clicked = false;
            for &column in columns {
                row.col(|ui| title_clicked |= cells::cell_ui(ui, session, rows, column, song));
            }
            if row.response().contains_pointer() {
                hovered = Some(song);
            }
            if title_clicked || row.response().clicked() {
                clicked(&row, cx, view, order, song);
            }
        });
    });
    view.n_written = n_written;
    if view.hovered != hovered {
        view.hovered = hovered;
        cx.push(Command::Hover(hovered));
    }
}

/// The current song is scrolled to when it has become another elsewhere, and when that is asked
/// for.
fn row_to_show(cx: &Cx, view: &mut SongTableView) -> Option<usize> {
    let selected = cx.session.selected();
    let moved = std::mem::replace(&mut view.followed, selected) != selected;
    (std::mem::take(&mut view.follow) || moved)
        .then(|| cx.session.listing().row_of(selected?))
        .flatten()
}

/// A click plays, as on the map; with Ctrl it adds the song to the selection or takes it away, with
/// Shift it adds all rows from the one clicked before.
fn clicked(row: &TableRow, cx: &mut Cx, view: &mut SongTableView, order: &[u32], song: usize) {
    let modifiers = row.response().ctx.input(|i| i.modifiers);
    let anchor = view.anchor.replace(row.index()).unwrap_or(row.index());
    if modifiers.shift {
        let (first, last) = (
            anchor.min(row.index()),
            anchor.max(row.index()).min(order.len() - 1),
        );
        let songs = order[first.min(last)..=last]
            .iter()
            .map(|&song| song as usize)
            .collect();
        cx.push(Command::Selecting(Selecting::Songs(songs, How::Add)));
    } else if modifiers.command {
        let how = if cx.session.selection().contains(song) {
            How::Remove
        } else {
            How::Add
        };
        cx.push(Command::Selecting(Selecting::Songs(vec![song], how)));
    } else {
        // It is in view already.
        view.followed = Some(song);
        cx.push(Command::Play(song));
    }
}

/// Numbers stand at the right, all else at the left.
fn layout(column: Column) -> Layout {
    match column.kind() {
        Kind::Number => Layout::right_to_left(Align::Center),
        Kind::Text | Kind::Classes => Layout::left_to_right(Align::Center),
    }
}

fn quiet(text: impl Into<String>, ui: &Ui) -> RichText {
    RichText::new(text).size(12.5).color(tokens(ui.ctx()).faint)
}
