//! A lesson under way: what to look at, its question, and what was promised beside what was found.

use std::sync::{Arc, Weak};

use eframe::egui::{Align, Area, Context, Id, Label, Layout, Order, RichText, Ui, Vec2};

use crate::lessons::{Judged, Lesson, Outcome, Panel};
use crate::pipeline::Analysis;
use crate::session::{Command, LessonUnderWay, Teaching};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::place::{self, Place};
use crate::ui::ground::theme::{self, S1, S2, S3, SUBTITLE, Tokens, tokens};
use crate::ui::ground::widgets::{caption, remark_ui, small_icon_button};
use crate::ui::tab::Tab;
use crate::words::{Locale, id, locale, tr};

const WIDTH: f32 = 300.0;

/// What the card remembers of the lesson on show.
#[derive(Default)]
pub(crate) struct LessonView {
    /// The number of the lesson it was drawn of last.
    seen: u64,
    /// The answer was asked for.
    is_answered: bool,
    /// What the run on show gave, in the language it was written out in.
    outcome: Option<(Weak<Analysis>, Locale, Outcome)>,
}

impl LessonView {
    /// Of a lesson that has just begun, what it wants to be seen comes to the front.
    fn follow(&mut self, under_way: &LessonUnderWay, cx: &mut Cx) {
        if self.seen == under_way.number {
            return;
        }
        *self = Self {
            seen: under_way.number,
            ..Self::default()
        };
        cx.act(Action::Show(tab(under_way.lesson.sheet().panel)));
    }

    /// What the run on show gave, where it is one of the lesson.
    fn outcome(&mut self, under_way: &LessonUnderWay, cx: &Cx) -> Option<&Outcome> {
        let session = cx.session;
        let analysis = session.analysis().filter(|_| session.live().is_none());
        let analysis = analysis.filter(|a| under_way.is_of(a))?;
        let is_known = self.outcome.as_ref().is_some_and(|(of, spoken, _)| {
            std::ptr::eq(of.as_ptr(), Arc::as_ptr(analysis)) && *spoken == locale()
        });
        if !is_known {
            let outcome = under_way.lesson.outcome(analysis);
            self.outcome = Some((Arc::downgrade(analysis), locale(), outcome));
        }
        self.outcome.as_ref().map(|(.., outcome)| outcome)
    }
}

/// Where a lesson's panel is.
fn tab(panel: Panel) -> Tab {
    match panel {
        Panel::Settings => Tab::Settings,
        Panel::Map => Tab::Map,
        Panel::Song => Tab::Song,
        Panel::Training => Tab::Curves,
        Panel::Scores => Tab::Scores,
        Panel::Clusters => Tab::Clusters,
        Panel::Songs => Tab::Songs,
        Panel::Charts => Tab::Charts,
        Panel::Latent => Tab::Latent,
        Panel::SoundAndWords => Tab::Agreement,
        Panel::Spectrograms => Tab::Spectra,
        Panel::Runs => Tab::Runs,
        Panel::Trust => Tab::Trust,
        Panel::Files => Tab::Pairing,
        Panel::Quiz => Tab::Quiz,
    }
}

pub(crate) fn lesson_card_ui(ctx: &Context, cx: &mut Cx, view: &mut LessonView) {
    let session = cx.session;
    let Some(under_way) = session.teaching().under_way() else {
        return;
    };
    view.follow(under_way, cx);
    let at = place::find(ctx, Place::Map).left_top() + Vec2::splat(S3);
    Area::new(Id::unique("lesson"))
        .order(Order::Middle)
        .default_pos(at)
        .movable(true)
        .constrain(true)
        .show(ctx, |ui| {
            let t = tokens(ctx);
            theme::card(t)
                .shadow(ui.visuals().popup_shadow)
                .show(ui, |ui| {
                    ui.set_width(WIDTH);
                    ui.spacing_mut().item_spacing.y = S2;
                    card_ui(ui, cx, view, under_way);
                });
        });
}

fn card_ui(ui: &mut Ui, cx: &mut Cx, view: &mut LessonView, under_way: &LessonUnderWay) {
    let t = tokens(ui.ctx());
    let lesson = &*under_way.lesson;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            if small_icon_button(ui, Icon::Close, tr(id::TEACHING_CLOSE_LESSON), true).clicked() {
                cx.push(Command::Teaching(Teaching::Close));
            }
            ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                let title = RichText::new(lesson.title());
                let title = title.font(theme::semibold(SUBTITLE)).color(t.text);
                ui.add(Label::new(title).wrap());
            });
        });
    });
    ui.add(Label::new(super::prose(lesson.text(), t)).wrap());
    if let Some(question) = lesson.question() {
        let question = super::prose(question, t).strong();
        ui.add(Label::new(question).wrap());
    }
    let is_answered = view.is_answered || lesson.question().is_none();
    match view.outcome(under_way, cx) {
        Some(outcome) if is_answered => outcome_ui(ui, outcome, lesson, t),
        Some(_) => {
            if ui.button(tr(id::LESSONS_ANSWER)).clicked() {
                view.is_answered = true;
            }
        }
        None if cx.session.live().is_some() => {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(caption(tr(id::TEACHING_RUN_UNDER_WAY), t));
            });
        }
        None => {
            ui.label(caption(tr(id::TEACHING_THIS_RUN_DID_NOT_END), t));
        }
    }
    ui.add_space(S1);
    if ui.button(tr(id::TEACHING_BACK_MY_SETTINGS)).clicked() {
        cx.push(Command::Teaching(Teaching::MySettings));
    }
}

/// The answer, and below it what was promised beside what was found.
fn outcome_ui(ui: &mut Ui, outcome: &Outcome, lesson: &Lesson, t: &Tokens) {
    let colour = match outcome.is_kept {
        true => t.accent,
        false => t.warning,
    };
    remark_ui(ui, &outcome.says, colour);
    ui.label(caption(tr(id::LESSONS_PROMISED), t))
        .on_hover_text(keys(lesson));
    for judged in &outcome.promises {
        promise_ui(ui, judged, t);
    }
}

/// The promises as the file has them.
fn keys(lesson: &Lesson) -> String {
    let keys = lesson.promises().iter().map(ToString::to_string);
    keys.collect::<Vec<_>>().join("\n")
}

fn promise_ui(ui: &mut Ui, judged: &Judged, t: &Tokens) {
    let colour = match judged.kept {
        Some(true) => t.accent,
        Some(false) => t.warning,
        None => t.muted,
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.spacing_mut().interact_size.y = 18.0;
        ui.label(RichText::new(&judged.promised).color(t.text));
        ui.label(RichText::new(tr(judged.verdict())).color(colour));
        if let Some(found) = judged.found_in_words() {
            ui.label(caption(found, t));
        }
    });
}
