//! The quiz: guess by ear what most songs of a cluster are.

use eframe::egui::{ComboBox, Label, Role, ScrollArea, Ui, WidgetInfo};

use crate::session::{Command, Question, Quiz};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S1, S2, S3, tokens};
use crate::ui::ground::widgets::{beside_bar, bold, caption, empty_ui, primary_button, remark_ui};
use crate::ui::panel::Panel;
use crate::words::{fill, id, tr};

/// What the panel remembers between frames.
#[derive(Default)]
pub(crate) struct QuizView {
    /// Index of the label that is asked for.
    label: Option<usize>,
}

impl Panel for QuizView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        let labels = cx.session.quiz_labels();
        let Some(&first) = labels.first() else {
            return empty_ui(ui, tr(id::QUIZ_TITLE), tr(id::QUIZ_NEEDS_LABELS));
        };
        ScrollArea::vertical()
            .auto_shrink(false)
            .content_margin(beside_bar(16))
            .show(ui, |ui| match cx.session.quiz().question().cloned() {
                Some(question) => question_ui(ui, cx, &question),
                None => self.begin_ui(ui, cx, &labels, first),
            });
    }
}

impl QuizView {
    fn begin_ui(&mut self, ui: &mut Ui, cx: &mut Cx, labels: &[usize], first: usize) {
        let t = tokens(ui.ctx());
        ui.label(bold(tr(id::QUIZ_TITLE)));
        ui.add(Label::new(caption(tr(id::QUIZ_WHAT_IT_IS), t)).wrap());
        ui.add_space(S2);
        let mut chosen = self.label.filter(|label| labels.contains(label));
        let name = |label: usize| name_of(cx, label);
        let now = chosen.unwrap_or(first);
        ui.horizontal(|ui| {
            let list = ComboBox::from_id_salt("quiz label")
                .selected_text(name(now))
                .show_ui(ui, |ui| {
                    for &label in labels {
                        ui.selectable_value(&mut chosen, Some(label), name(label));
                    }
                });
            let what = tr(id::QUIZ_LABEL);
            list.response
                .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, what));
        });
        self.label = chosen;
        ui.add_space(S2);
        if primary_button(ui, tr(id::QUIZ_BEGIN)).clicked() {
            cx.push(Command::Quiz(Quiz::Begin(now)));
        }
    }
}

fn name_of(cx: &Cx, label: usize) -> String {
    let library = cx.session.library();
    let label = library.and_then(|library| library.labels.get(label));
    label.map_or(String::new(), |label| label.name.clone())
}

fn question_ui(ui: &mut Ui, cx: &mut Cx, question: &Question) {
    let t = tokens(ui.ctx());
    let Some(library) = cx.session.library().cloned() else {
        return;
    };
    let Some(column) = library.labels.get(question.label) else {
        return;
    };
    ui.label(bold(fill(
        id::QUIZ_WHICH,
        &[("label", &column.name), ("n", &(question.cluster + 1))],
    )));
    ui.add_space(S1);
    ui.horizontal_wrapped(|ui| {
        if ui.button(tr(id::QUIZ_ANOTHER_SONG)).clicked() {
            cx.push(Command::Quiz(Quiz::Hear));
        }
        ui.label(caption(
            fill(id::QUIZ_N_HEARD, &[("n", &question.n_heard)]),
            t,
        ));
    });
    ui.add_space(S2);
    ui.horizontal_wrapped(|ui| {
        for (class, name) in column.classes.iter().enumerate() {
            let is_answer = question.guessed.is_some() && class as u32 == question.answer;
            let button = eframe::egui::Button::new(name).selected(is_answer);
            let button = ui.add_enabled(question.guessed.is_none(), button);
            if button.clicked() {
                cx.push(Command::Quiz(Quiz::Guess(class as u32)));
            }
        }
    });
    if let Some(guessed) = question.guessed {
        ui.add_space(S2);
        let is_right = guessed == question.answer;
        let text = if is_right {
            id::QUIZ_RIGHT
        } else {
            id::QUIZ_WRONG
        };
        let class = column.classes.get(question.answer as usize);
        let class = class.map_or("", String::as_str);
        let share = format!("{:.0}", 100.0 * question.share);
        let text = fill(text, &[("class", &class), ("share", &share)]);
        remark_ui(ui, &text, if is_right { t.accent } else { t.warning });
        ui.add_space(S2);
        if primary_button(ui, tr(id::QUIZ_NEXT)).clicked() {
            cx.push(Command::Quiz(Quiz::Next));
        }
    }
    ui.add_space(S3);
    let quiz = cx.session.quiz();
    let by_chance = quiz.n_guessed as f32 / column.classes.len().max(1) as f32;
    let score = fill(
        id::QUIZ_SCORE,
        &[
            ("right", &quiz.n_right),
            ("n", &quiz.n_guessed),
            ("chance", &format!("{by_chance:.1}")),
        ],
    );
    if quiz.n_guessed > 0 {
        ui.add(Label::new(caption(score, t)).wrap());
    }
    if ui.button(tr(id::QUIZ_END)).clicked() {
        cx.push(Command::Quiz(Quiz::End));
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable;

    use crate::session::fixture;
    use crate::ui::Tab;
    use crate::ui::tests::{open, run};

    #[test]
    fn a_cluster_is_heard_and_guessed() {
        let mut harness = open(fixture::session());
        harness.state_mut().view.show(Tab::Quiz);
        run(&mut harness);
        harness.get_by_label("Begin").click();
        run(&mut harness);
        let question = harness.state().session.quiz().question().unwrap().clone();
        let library = harness.state().session.library().unwrap().clone();
        let answer = &library.labels[question.label].classes[question.answer as usize];
        harness.get_by_label("Another song of it").click();
        run(&mut harness);
        harness.get_by_label(answer).click();
        run(&mut harness);
        harness.get_by_label_contains("Right");
        harness.get_by_label_contains("1 of 1");
        harness.get_by_label("Next cluster").click();
        run(&mut harness);
        assert!(harness.state().session.quiz().is_open());
        harness.get_by_label("End the quiz").click();
        run(&mut harness);
        harness.get_by_label("Begin");
    }
}
