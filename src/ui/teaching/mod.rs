//! What lies over the window for those who teach or begin: the tour, the palette of actions, the
//! glossary, lessons.

mod fuzzy;
mod glossary;
mod lesson_card;
mod palette;
#[cfg(test)]
mod tests;
mod tour;

use eframe::egui::RichText;

use crate::ui::ground::theme::Tokens;

pub(super) use glossary::{Glossary, glossary_ui};
pub(super) use lesson_card::{LessonView, lesson_card_ui};
pub(super) use palette::{Palette, palette_ui};
pub(super) use tour::{Tour, tour_ui};

/// Text of some lines, with the room between them that Bangla needs.
fn prose(text: &str, t: &Tokens) -> RichText {
    RichText::new(text).color(t.text).line_height(Some(20.0))
}
