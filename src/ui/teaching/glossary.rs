//! The glossary as a window: every score, model, knob and plot, searchable.

use eframe::egui::{
    Align, Align2, Context, Id, Label, Layout, Modal, RichText, Role, ScrollArea, TextEdit, Ui,
    WidgetInfo,
};

use crate::ui::ground::theme::{self, S1, S2, S3, SUBTITLE, Tokens, tokens};
use crate::ui::ground::widgets::{caption, segments};
use crate::ui::words::glossary::{Kind, TERMS, Term};
use crate::words::{Text, id, tr};

/// The window while it is open.
#[derive(Default)]
pub(crate) struct Glossary {
    query: String,
    kind: Option<Kind>,
    /// Puts the caret into the field in the first frame.
    seen: bool,
}

impl Glossary {
    /// Opened on one term, or on all where there is none of that name.
    pub(crate) fn on(name: Text) -> Self {
        Self {
            query: tr(name).to_string(),
            ..Self::default()
        }
    }

    /// Names before texts; all in their order where nothing is typed.
    fn fitting(&self) -> Vec<&'static Term> {
        let of_kind = TERMS
            .iter()
            .copied()
            .filter(|term| self.kind.is_none_or(|kind| kind == term.kind));
        let query = self.query.trim().to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&query);
        let named = |name: &str| {
            query
                .split_whitespace()
                .all(|word| name.to_lowercase().contains(word))
        };
        let fits = |term: &Term| match term {
            term if tr(term.name).to_lowercase() == query => Some(0),
            term if named(tr(term.name)) || named(term.name.as_str()) => Some(1),
            term => (has(tr(term.says)) || has(term.source)).then_some(2),
        };
        let mut hits: Vec<(u8, &'static Term)> = of_kind
            .filter_map(|term| Some((fits(term)?, term)))
            .collect();
        hits.sort_by_key(|(fits, _)| *fits);
        hits.into_iter().map(|(_, term)| term).collect()
    }
}

/// False when it is closed.
pub(crate) fn glossary_ui(ctx: &Context, glossary: &mut Glossary) -> bool {
    let t = tokens(ctx);
    let room = ctx.content_rect().size();
    let modal = Modal::new(Id::unique("glossary"))
        .frame(theme::card(t).inner_margin(20.0))
        .show(ctx, |ui| {
            ui.set_width(600.0_f32.min(room.x - 80.0));
            ui.spacing_mut().item_spacing.y = S2;
            let close = head_ui(ui, t);
            field_ui(ui, glossary);
            kinds_ui(ui, glossary);
            let hits = glossary.fitting();
            let height = (room.y - 240.0).clamp(160.0, 520.0);
            ScrollArea::vertical()
                .auto_shrink(false)
                .min_scrolled_height(height)
                .max_height(height)
                .show(ui, |ui| {
                    if hits.is_empty() {
                        ui.label(caption(tr(id::TEACHING_NOTHING_CALLED), t));
                    }
                    for term in hits {
                        term_ui(ui, term, t);
                    }
                });
            close
        });
    !(modal.inner || modal.should_close())
}

fn head_ui(ui: &mut Ui, t: &Tokens) -> bool {
    ui.horizontal(|ui| {
        ui.label(
            RichText::new(tr(id::COMMON_GLOSSARY))
                .font(theme::semibold(SUBTITLE))
                .color(t.text),
        );
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.button(tr(id::COMMON_CLOSE)).clicked()
        })
        .inner
    })
    .inner
}

fn field_ui(ui: &mut Ui, glossary: &mut Glossary) {
    let field = ui.add(
        TextEdit::singleline(&mut glossary.query)
            .hint_text(tr(id::TEACHING_SCORE_MODEL_SETTING_PICTURE))
            .desired_width(f32::INFINITY)
            .min_size(eframe::egui::vec2(0.0, 32.0))
            .align(Align2::LEFT_CENTER),
    );
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr(id::TEACHING_FIND_WORD)));
    if !std::mem::replace(&mut glossary.seen, true) {
        field.request_focus();
    }
}

fn kinds_ui(ui: &mut Ui, glossary: &mut Glossary) {
    let mut choices = vec![(None, tr(id::COMMON_ALL))];
    choices.extend(Kind::ALL.iter().map(|&kind| (Some(kind), tr(kind.label()))));
    if let Some(kind) = segments(ui, glossary.kind, &choices) {
        glossary.kind = kind;
    }
}

fn term_ui(ui: &mut Ui, term: &Term, t: &Tokens) {
    ui.spacing_mut().item_spacing.y = S1;
    ui.label(
        RichText::new(tr(term.name))
            .font(theme::semibold(theme::BODY))
            .color(t.accent),
    );
    ui.add(Label::new(super::prose(tr(term.says), t)).wrap());
    if !term.formula.is_empty() {
        ui.add(Label::new(RichText::new(tr(term.formula)).italics().color(t.text)).wrap());
    }
    if !term.source.is_empty() {
        ui.add(Label::new(caption(term.source, t)).wrap());
    }
    ui.add_space(S3);
}
