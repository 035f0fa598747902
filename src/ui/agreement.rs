//! Do neighbours by sound agree with neighbours by words?

use eframe::egui::Ui;

use super::widgets::empty_ui;
use super::words::tr;
use super::{Ask, View};

/// What the panel remembers between frames.
#[derive(Default)]
pub struct AgreementView {}

pub fn agreement_ui(ui: &mut Ui, _ask: &mut Ask, _view: &mut View) {
    empty_ui(ui, tr("No two modalities"), tr("Run with audio and lyrics to compare them"));
}
