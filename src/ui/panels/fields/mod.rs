//! The form of the settings: a field for each row of [`crate::config::knobs`], group by group; rarely
//! needed groups are folded away.

mod model;
mod value;

use eframe::egui::{Align, CollapsingHeader, Layout, RichText, Ui, vec2};

use crate::config::knob::{Group, Knob, Shown, Value};
use crate::config::{ClusteringMethod, Compute, Config, Keyed};
use crate::model as models;
use crate::session::Command;

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{self, S1, tokens};
use crate::ui::ground::widgets::{one_line, small_icon_button};
use crate::ui::panels::clusters;
use crate::ui::request::{FileRequest, FileRequestFor, FileRequestKind};
use crate::ui::words::glossary::{self, Term, knobs};
use crate::words::{fill, id, tr};

/// Of the curve below the radius.
const CURVE_HEIGHT: f32 = 96.0;
/// The setting that has a list of its own.
const MODEL_KIND: &str = "model.kind";

/// Draws every field on a copy of the draft and pushes the copy if a field changed it.
pub(crate) fn fields_ui(ui: &mut Ui, cx: &mut Cx) {
    let mut draft = cx.session.draft().clone();
    let mut form = Form {
        draft: &mut draft,
        last: cx.session.analysis().map(|analysis| &*analysis.config),
        labels: cx.session.library().map_or(Vec::new(), |library| {
            library.labels.iter().map(|label| &*label.name).collect()
        }),
        ask: None,
    };
    ui.spacing_mut().item_spacing.y = 2.0;
    for group in Group::all() {
        form.group_ui(ui, group);
        // What the radius is read from stands beside it.
        if group == Group::Clusters && form.draft.clustering.method == ClusteringMethod::Dbscan {
            let size = vec2(ui.available_width(), CURVE_HEIGHT);
            clusters::curve_ui(ui, cx, size, id::FIELDS_K_DISTANCES);
        }
    }
    if let Some(request) = form.ask.take() {
        cx.act(Action::ChooseFile(request));
    }
    if draft != *cx.session.draft() {
        let settled = draft.settled(cx.session.draft());
        cx.push(Command::SetConfig(Box::new(settled)));
    }
}

struct Form<'a> {
    /// Under the person's hand.
    draft: &'a mut Config,
    /// Of the analysis on show.
    last: Option<&'a Config>,
    /// Label columns of the songs.
    labels: Vec<&'a str>,
    /// A dialog for a setting that is a file.
    ask: Option<FileRequest>,
}

impl Form<'_> {
    fn group_ui(&mut self, ui: &mut Ui, group: Group) {
        let mut fields = knobs::of_form()
            .filter(|(knob, _)| knob.group == group)
            .peekable();
        if fields.peek().is_none() {
            return;
        }
        let t = tokens(ui.ctx());
        ui.add_space(S1);
        let title = RichText::new(tr(group.title()))
            .font(theme::semibold(12.0))
            .color(t.muted);
        CollapsingHeader::new(title)
            .default_open(group.is_basic())
            .show_unindented(ui, |ui| {
                for (knob, term) in fields {
                    // Looked at one by one: a field above may just have been changed.
                    if self.shows(knob) {
                        self.field_ui(ui, knob, term);
                    }
                }
                ui.add_space(S1);
            });
    }

    fn shows(&self, knob: &Knob) -> bool {
        match knob.shown {
            Shown::Always => true,
            Shown::When(matters) => matters(self.draft),
            Shown::WithGpu => {
                self.draft.model.compute == Compute::Gpu || !models::gpus().is_empty()
            }
        }
    }

    fn field_ui(&mut self, ui: &mut Ui, knob: &Knob, term: &'static Term) {
        let changed = self.last.is_some_and(|last| knob.differs(last, self.draft));
        let (draft, ask) = (&mut *self.draft, &mut self.ask);
        if let Value::Names { get, set } = knob.value {
            value::names_ui(ui, draft, (knob.label, term), (get, set), &self.labels);
            return model::missing_ui(ui, draft);
        }
        if knob.path == MODEL_KIND {
            let labels = &self.labels;
            return row_ui(ui, tr(knob.label), term, changed, |ui| {
                model::model_ui(ui, draft, labels);
            });
        }
        row_ui(ui, tr(knob.label), term, changed, |ui| match knob.value {
            Value::Number(number) => value::number_ui(ui, draft, &number),
            Value::Switch { get, set } => value::switch_ui(ui, draft, knob, get, set),
            Value::Choice(choice) => value::choice_ui(ui, draft, knob, &choice),
            Value::Text { get, set } => {
                let width = if knob.is_file { 116.0 } else { 148.0 };
                if knob.is_file && browse_ui(ui, knob) {
                    *ask = Some(FileRequest {
                        what_for: FileRequestFor::Setting(knob.path),
                        kind: FileRequestKind::OpenFile,
                        path: get(draft).into(),
                        extension: "",
                    });
                }
                if let Some(typed) = value::line_ui(ui, knob, width, get(draft)) {
                    set(draft, &typed);
                }
            }
            Value::Widths { get, set, .. } => {
                let now: Vec<String> = get(draft).iter().map(usize::to_string).collect();
                let typed = value::line_ui(ui, knob, 108.0, now.join(", "));
                if let Some(widths) = typed.and_then(|typed| value::parse_widths(&typed).ok()) {
                    set(draft, widths);
                }
            }
            // Boxes of their own, above.
            Value::Names { .. } => {}
            // In settings files alone.
            Value::Span { .. } => {}
        });
    }
}

/// True when somebody wants to choose the file of a setting in a dialog.
fn browse_ui(ui: &mut Ui, knob: &Knob) -> bool {
    let name = fill(id::FIELDS_CHOOSE_FILE, &[("setting", &tr(knob.label))]);
    small_icon_button(ui, Icon::More, &name, true).clicked()
}

/// A row of a form: its name, a mark when it differs from the last run, and its widget at the
/// right.
fn row_ui(
    ui: &mut Ui,
    name: &str,
    term: &'static Term,
    changed: bool,
    widget: impl FnOnce(&mut Ui),
) {
    let t = tokens(ui.ctx());
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        let text = RichText::new(name).color(if changed { t.text } else { t.muted });
        let label = glossary::explain(one_line(ui, text), term);
        if changed {
            let at = label.rect.right_center() + vec2(8.0, 0.0);
            ui.painter().circle_filled(at, 3.0, t.accent);
        }
        let id = label.id;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label_inputs_by(id, widget);
        });
    });
}
