//! What every score, model, setting and picture means: the one home of these texts. Tooltips and
//! the glossary's window show the same.

pub(crate) mod knobs;
pub(crate) mod models;
pub(crate) mod pictures;
pub(crate) mod scores;

use std::sync::LazyLock;

use eframe::egui::{Context, Id, Label, Response, RichText, Ui};
use strum::VariantArray;

use crate::ui::ground::theme::{S1, tokens};
use crate::ui::ground::widgets::caption;
use crate::words::{Text, id, same, tr};

/// What a term is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub(crate) enum Kind {
    Score,
    Model,
    Setting,
    Picture,
}

impl Kind {
    pub(crate) const ALL: &[Kind] = Self::VARIANTS;

    pub(crate) fn label(self) -> Text {
        match self {
            Kind::Score => id::COMMON_SCORES,
            Kind::Model => id::GLOSSARY_MODELS,
            Kind::Setting => id::COMMON_SETTINGS,
            Kind::Picture => id::GLOSSARY_PICTURES,
        }
    }
}

/// An entry of the glossary. Texts are English; [`tr`] has the others.
#[derive(Debug, PartialEq)]
pub(crate) struct Term {
    pub(crate) name: Text,
    pub(crate) kind: Kind,
    /// Two sentences: what it is, and how to read or choose it.
    pub(crate) says: Text,
    /// Empty where there is none.
    pub(crate) formula: Text,
    /// Paper and year; empty where it is common knowledge, or our own.
    pub(crate) source: &'static str,
}

/// Every term: scores, models, settings, pictures.
pub(crate) static TERMS: LazyLock<Vec<&'static Term>> = LazyLock::new(|| {
    let scores = scores::all().into_iter();
    scores
        .chain(models::ALL.iter())
        .chain(knobs::ALL.iter())
        .chain(pictures::ALL.iter().copied())
        .collect()
});

/// Explains something under the pointer by a term.
pub(crate) fn explain(response: Response, term: &'static Term) -> Response {
    if response.hovered() {
        let now = response.ctx.cumulative_frame_nr();
        response
            .ctx
            .data_mut(|data| data.insert_temp(pointed_at(), (term.name, now)));
    }
    response.on_hover_ui(|ui| hint_ui(ui, term))
}

/// Where the name of the term under the pointer is kept, with the frame in which it was there.
fn pointed_at() -> Id {
    Id::unique("term under the pointer")
}

/// The name of the term that is explained under the pointer; empty where there is none.
pub(crate) fn under_pointer(ctx: &Context) -> Text {
    let now = ctx.cumulative_frame_nr();
    let last: Option<(Text, u64)> = ctx.data(|data| data.get_temp(pointed_at()));
    last.filter(|(_, frame)| now.saturating_sub(*frame) <= 1)
        .map_or(same(""), |(name, _)| name)
}

fn hint_ui(ui: &mut Ui, term: &Term) {
    let t = tokens(ui.ctx());
    ui.set_max_width(320.0);
    ui.spacing_mut().item_spacing.y = S1;
    ui.add(Label::new(RichText::new(tr(term.says)).color(t.text)).wrap());
    if !term.formula.is_empty() {
        ui.add(Label::new(RichText::new(tr(term.formula)).italics().color(t.text)).wrap());
    }
    if !term.source.is_empty() {
        ui.add(Label::new(caption(term.source, t)).wrap());
    }
    ui.label(caption(tr(id::GLOSSARY_F1_OPENS_GLOSSARY_HERE), t));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_says_two_sentences_and_has_a_name_of_its_own() {
        for (i, term) in TERMS.iter().enumerate() {
            let sentences = term.says.as_str().matches(['.', '?', '!']).count();
            assert!(
                sentences >= 2 && term.says.as_str().ends_with('.'),
                "{}: {}",
                term.name,
                term.says
            );
            assert!(
                TERMS[..i].iter().all(|other| other.name != term.name),
                "{} twice",
                term.name
            );
        }
        for term in TERMS
            .iter()
            .filter(|term| matches!(term.kind, Kind::Score | Kind::Model))
        {
            assert!(
                !term.source.is_empty() || !term.formula.is_empty(),
                "{} has neither formula nor source",
                term.name
            );
        }
    }
}
