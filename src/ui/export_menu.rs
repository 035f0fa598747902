//! The menu of what can be taken home.

use eframe::egui::Ui;

use super::{Ask, View};

/// What the menu and its windows remember between frames.
#[derive(Default)]
pub struct ExportView {}

pub fn export_menu_ui(_ui: &mut Ui, _ask: &mut Ask, _view: &mut View) {}
