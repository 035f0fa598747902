//! The strip below the map: how songs found their places, to be played again and scrubbed.

use eframe::egui::Ui;

use super::{Ask, View};

/// What the strip remembers between frames.
#[derive(Default)]
pub struct TimelineView {}

/// Takes no room while there is nothing to replay.
pub fn timeline_ui(_ui: &mut Ui, _ask: &mut Ask, _view: &mut View) {}
