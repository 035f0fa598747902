//! The selection: how many songs, of what kinds, what sets them apart.

use eframe::egui::Ui;

use super::widgets::empty_ui;
use super::words::tr;
use super::{Ask, View};

/// What the panel remembers between frames.
#[derive(Default)]
pub struct SelectionView {}

pub fn selection_ui(ui: &mut Ui, _ask: &mut Ask, _view: &mut View) {
    empty_ui(ui, tr("Nothing selected"), tr("Draw around songs on the map with the lasso"));
}
