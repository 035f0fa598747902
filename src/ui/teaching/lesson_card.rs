//! A lesson under way: what to look at, and what this run gave.

use eframe::egui::{Align, Area, Context, Id, Label, Layout, Order, RichText, Ui, Vec2};

use crate::config::Config;
use crate::session::Command;
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::place::{self, Place};
use crate::ui::ground::theme::{self, S1, S2, S3, SUBTITLE, tokens};
use crate::ui::ground::widgets::{caption, remark_ui, small_icon_button};
use crate::words::{id, tr};

use crate::ui::lessons::{LESSONS, Lesson};

const WIDTH: f32 = 300.0;

/// The lesson on show.
pub(crate) struct LessonView {
    lesson: &'static Lesson,
    config: Config,
    /// The settings of the person, to go back to.
    mine: Config,
}

/// Takes up a lesson: its settings, and a run with them.
pub(crate) fn start_lesson(lesson: usize, cx: &mut Cx, shown: &mut Option<LessonView>) {
    let lesson = &LESSONS[lesson];
    let mine = shown
        .take()
        .map_or_else(|| cx.session.draft().clone(), |before| before.mine);
    let config = lesson.config(&mine);
    cx.push(Command::SetConfig(Box::new(config.clone())));
    cx.push(if cx.session.source().is_some() {
        Command::Run
    } else {
        Command::OpenDemo
    });
    cx.act(Action::Show(lesson.tab));
    *shown = Some(LessonView {
        lesson,
        config,
        mine,
    });
}

pub(crate) fn lesson_card_ui(ctx: &Context, cx: &mut Cx, slot: &mut Option<LessonView>) {
    let Some(shown) = slot else { return };
    let mut stays = true;
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
                    stays = card_ui(ui, cx, shown);
                });
        });
    if !stays {
        *slot = None;
    }
}

/// False when the lesson is over.
fn card_ui(ui: &mut Ui, cx: &mut Cx, shown: &LessonView) -> bool {
    let t = tokens(ui.ctx());
    let mut stays = true;
    ui.horizontal(|ui| {
        ui.label(
            RichText::new(tr(shown.lesson.name))
                .font(theme::semibold(SUBTITLE))
                .color(t.text),
        );
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            stays &=
                !small_icon_button(ui, Icon::Close, tr(id::TEACHING_CLOSE_LESSON), true).clicked();
        });
    });
    ui.add(Label::new(super::prose(tr(shown.lesson.look_at), t)).wrap());
    let result = cx
        .session
        .analysis()
        .filter(|a| cx.session.live().is_none() && *a.config == shown.config);
    match result {
        Some(analysis) => {
            let finding = shown.lesson.finding(analysis);
            remark_ui(
                ui,
                &finding.text,
                if finding.shown { t.accent } else { t.warning },
            );
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
        cx.push(Command::SetConfig(Box::new(shown.mine.clone())));
        cx.push(Command::Run);
        stays = false;
    }
    stays
}
