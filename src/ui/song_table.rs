//! All songs as a table, linked both ways with the map.

use eframe::egui::Ui;

use super::widgets::empty_ui;
use super::words::tr;
use super::{Ask, View};

/// What the panel remembers between frames.
#[derive(Default)]
pub struct SongTableView {}

pub fn song_table_ui(ui: &mut Ui, _ask: &mut Ask, _view: &mut View) {
    empty_ui(ui, tr("No songs yet"), tr("Songs are listed here once they are read"));
}
