//! What lies over the window for those who teach or begin: the tour, the palette of commands, the glossary.

use eframe::egui::Context;

use super::{Ask, View};

/// What these remember between frames.
#[derive(Default)]
pub struct TeachingView {}

pub fn teaching_ui(_ctx: &Context, _ask: &mut Ask, _view: &mut View) {}
