//! What lies over the window for those who teach or begin: the tour, the palette of commands, the
//! glossary, lessons.

mod commands;
mod fuzzy;
mod glossary;
mod lesson_card;
mod lessons;
mod palette;
#[cfg(test)]
mod tests;
mod tour;

use eframe::egui::{Context, RichText};

use crate::session::Session;

use super::theme::Tokens;
use super::words::glossary::TERMS;
use super::{Cx, View};

pub use lessons::LESSONS;

use commands::Act;
use lesson_card::LessonView;
use palette::Palette;
pub use tour::Places;

use tour::Tour;

/// What these remember between frames.
#[derive(Default)]
pub struct TeachingView {
    pub(super) places: Places,
    tour: Option<Tour>,
    palette: Option<Palette>,
    glossary: Option<glossary::Glossary>,
    lesson: Option<LessonView>,
}

impl TeachingView {
    pub fn start_tour(&mut self) {
        self.tour = Some(Tour::default());
    }

    /// Opens the glossary on a term; on all for an empty name.
    pub fn open_glossary(&mut self, name: &str) {
        self.glossary = Some(glossary::Glossary::on(name));
    }

    pub fn toggle_palette(&mut self, session: &Session) {
        self.palette = if self.palette.is_some() {
            None
        } else {
            Some(Palette::new(session))
        };
    }

    /// True while one of these has the keyboard.
    pub fn has_keys(&self) -> bool {
        self.tour.is_some() || self.palette.is_some() || self.glossary.is_some()
    }
}

pub fn teaching_ui(ctx: &Context, cx: &mut Cx, view: &mut View) {
    lesson_card::lesson_card_ui(ctx, cx, view);
    tour::tour_ui(ctx, cx, view);
    glossary::glossary_ui(ctx, view);
    palette::palette_ui(ctx, cx, view);
}

/// Text of some lines, with the room between them that Bangla needs.
fn prose(text: &str, t: &Tokens) -> RichText {
    RichText::new(text).color(t.text).line_height(Some(20.0))
}

/// Takes up a lesson: its settings, and a run with them.
pub fn start_lesson(lesson: usize, cx: &mut Cx, view: &mut View) {
    lesson_card::start(lesson, cx, view);
}

/// Does what was chosen from the palette.
fn act(act: &Act, ctx: &Context, cx: &mut Cx, view: &mut View) {
    match act {
        Act::Cx(command) => cx.push(command.clone()),
        Act::Change(change) => change(cx, view),
        Act::Tab(tab) => (view.prefs.results, view.prefs.tab) = (true, *tab),
        Act::Side(side) => (view.prefs.song, view.prefs.side) = (true, *side),
        Act::SetLocale(locale) => view.prefs.locale = *locale,
        Act::Lesson(lesson) => start_lesson(*lesson, cx, view),
        Act::Explain(term) => view.teaching.open_glossary(TERMS[*term].name),
    }
    ctx.request_repaint();
}
