//! What may be read from this picture and its scores, and what not.

use eframe::egui::Ui;

use super::widgets::empty_ui;
use super::words::tr;
use super::{Ask, View};

/// What the panel remembers between frames.
#[derive(Default)]
pub struct TrustView {}

pub fn trust_ui(ui: &mut Ui, _ask: &mut Ask, _view: &mut View) {
    empty_ui(ui, tr("No picture yet"), tr("Run, and learn here how far the map can be trusted"));
}
