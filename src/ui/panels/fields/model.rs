//! The kinds of models, each with a line on what it is; a β-VAE is a VAE whose β is above 1, and
//! stands by its name.

use eframe::egui::{Align, Button, ComboBox, Label, Layout, RichText, Ui, vec2};

use crate::config::{Config, Keyed as _, ModelKind, Needs};
use crate::ui::ground::theme::{self, S1, tokens};
use crate::ui::ground::widgets::{caption, remark_ui};
use crate::ui::words::glossary::models;
use crate::words::{Text, id, same, tr};

/// What a β-VAE begins with, as in the paper that named it.
const BETA: f32 = 4.0;
const WIDTH: f32 = 640.0;
const HEIGHT: f32 = 420.0;
/// Of the names.
const NAME: f32 = 104.0;

/// An entry of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Kind(ModelKind),
    BetaVae,
}

impl Entry {
    fn of(config: &Config) -> Self {
        match (config.model.kind, config.model.beta > 1.0) {
            (ModelKind::Vae, true) => Self::BetaVae,
            (kind, _) => Self::Kind(kind),
        }
    }

    fn name(self) -> Text {
        match self {
            Self::Kind(kind) => kind.label(),
            Self::BetaVae => same("β-VAE"),
        }
    }

    fn says(self) -> Text {
        match self {
            Self::Kind(kind) => kind.about().says,
            Self::BetaVae => models::BETA_VAE.says,
        }
    }

    fn choose(self, config: &mut Config, labels: &[&str]) {
        match self {
            Self::BetaVae => {
                config.model = config.model.of_kind(ModelKind::Vae);
                if config.model.beta <= 1.0 {
                    config.model.beta = BETA;
                }
            }
            Self::Kind(kind) => {
                let was_beta = Self::of(config) == Self::BetaVae;
                config.model = config.model.of_kind(kind);
                if kind == ModelKind::Vae && was_beta {
                    config.model.beta = 1.0;
                }
            }
        }
        // It is told at least one label: the first there is, until others are ticked.
        let needs = config.model.kind.needs() == Needs::Conditions;
        if needs && config.model.conditions.is_empty() {
            config.model.conditions = labels.first().map(|l| l.to_string()).into_iter().collect();
        }
    }
}

/// Groups with their entries.
fn groups() -> [(Text, Vec<Entry>); 2] {
    let of = |trained: bool| {
        let kinds = ModelKind::all().filter(move |kind| kind.is_variational() == trained);
        kinds.map(Entry::Kind)
    };
    let mut variational: Vec<Entry> = of(true).collect();
    variational.insert(1, Entry::BetaVae);
    [
        (id::FIELDS_VARIATIONAL, variational),
        (id::FIELDS_TO_COMPARE_WITH, of(false).collect()),
    ]
}

pub(super) fn model_ui(ui: &mut Ui, draft: &mut Config, labels: &[&str]) {
    let now = Entry::of(draft);
    ComboBox::from_id_salt("model.kind")
        .selected_text(tr(now.name()))
        .width(132.0)
        .height(HEIGHT)
        .show_ui(ui, |ui| {
            ui.set_width(WIDTH);
            ui.spacing_mut().item_spacing.y = 2.0;
            for (title, entries) in groups() {
                ui.label(caption(tr(title), tokens(ui.ctx())));
                for entry in entries {
                    if entry_ui(ui, entry, entry == now) && entry != now {
                        entry.choose(draft, labels);
                    }
                }
                ui.add_space(S1);
            }
        });
}

/// Its name and what it is, in one line; true when it was chosen.
fn entry_ui(ui: &mut Ui, entry: Entry, is_now: bool) -> bool {
    let t = tokens(ui.ctx());
    let says = tr(entry.says());
    let chosen = ui
        .horizontal(|ui| {
            let name = RichText::new(tr(entry.name())).font(theme::semibold(13.0));
            let column = Layout::top_down_justified(Align::LEFT);
            let button = ui.allocate_ui_with_layout(vec2(NAME, 24.0), column, |ui| {
                ui.add(Button::selectable(is_now, name).min_size(vec2(0.0, 24.0)))
            });
            let chosen = button.inner.clicked();
            ui.add(Label::new(caption(first_sentence(says), t)).truncate())
                .on_hover_text(says);
            chosen
        })
        .inner;
    if chosen {
        ui.close();
    }
    chosen
}

/// Up to the first end of a sentence, in either script.
fn first_sentence(text: &str) -> &str {
    let end = text.find(['.', '।']).map(|at| {
        let mark = text[at..].chars().next().map_or(0, char::len_utf8);
        at + mark
    });
    &text[..end.unwrap_or(text.len())]
}

/// A model that has to be told labels says so while none is ticked.
pub(super) fn missing_ui(ui: &mut Ui, draft: &Config) {
    let needs = draft.model.kind.needs() == Needs::Conditions;
    if needs && draft.model.conditions.is_empty() {
        let t = tokens(ui.ctx());
        remark_ui(ui, tr(id::FIELDS_TICK_A_LABEL), t.warning);
    }
}
