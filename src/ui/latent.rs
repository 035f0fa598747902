//! What the model has learnt: sliders of the latent dimensions, and what they are associated with.

use eframe::egui::Ui;

use super::widgets::empty_ui;
use super::words::tr;
use super::{Ask, View};

/// What the panel remembers between frames.
#[derive(Default)]
pub struct LatentView {}

pub fn latent_ui(ui: &mut Ui, _ask: &mut Ask, _view: &mut View) {
    empty_ui(ui, tr("No model yet"), tr("Run, and ask the model here"));
}
