//! The hand on the training: pause, stop, train further; and the alarm when the posterior
//! collapses.

use eframe::egui::{Button, DragValue, RichText, Ui, vec2};

use crate::config::ModelConfig;
use crate::job::Stage;
use crate::session::{Collapse, Command, Learning, Remedy, Session};

use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{S1, S2, tokens};
use crate::ui::ground::widgets::{caption, icon_button_of, remark_ui};
use crate::ui::words::{fill, tr};

pub(super) fn training_ui(ui: &mut Ui, cx: &mut Cx, n_further: &mut usize) {
    if can_pause(cx.session) {
        running_ui(ui, cx);
    } else if cx.session.can_train_further() {
        further_ui(ui, cx, n_further);
    }
    if let Some(collapse) = cx.session.collapse() {
        alarm_ui(ui, cx, collapse);
    }
    remedied_ui(ui, cx);
}

/// A run can rest where it can also end early: between batches, and between steps of the map.
fn can_pause(session: &Session) -> bool {
    session
        .live()
        .is_some_and(|live| matches!(live.stage, Stage::Model | Stage::Projection))
        || session.is_pausing()
}

/// Pause, or go on, where the run can; nothing elsewhere.
pub fn pause_button_ui(ui: &mut Ui, cx: &mut Cx, size: f32) {
    if !can_pause(cx.session) {
        return;
    }
    let (icon, name) = if cx.session.is_pausing() {
        (Icon::Play, tr("Go on with the run"))
    } else {
        (
            Icon::Pause,
            tr("Pause the run; its result will be the same"),
        )
    };
    if icon_button_of(ui, icon, name, None, true, size).clicked() {
        cx.push(Command::Learning(Learning::PauseOrContinue));
    }
}

fn running_ui(ui: &mut Ui, cx: &mut Cx) {
    let t = tokens(ui.ctx());
    let Some(live) = cx.session.live() else {
        return;
    };
    let (done, learns) = (live.done, live.stage == Stage::Model);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S1;
        let (name, hint) = if cx.session.is_pausing() {
            (
                tr("Continue"),
                tr("Goes on where it paused. A pause changes nothing in the result."),
            )
        } else {
            (
                tr("Pause"),
                tr("Rests after this batch. A pause changes nothing in the result."),
            )
        };
        if ui.button(name).on_hover_text(hint).clicked() {
            cx.push(Command::Learning(Learning::PauseOrContinue));
        }
        let hint =
            tr("Ends the training here and keeps the weights of this moment; it can go on later.");
        if learns && ui.button(tr("Stop and keep")).on_hover_text(hint).clicked() {
            cx.push(Command::Stop);
        }
    });
    let text = match (cx.session.is_resting(), cx.session.is_pausing()) {
        (true, _) if learns => fill("Paused after epoch {n}", &[("n", &done)]),
        (true, _) => tr("Paused").to_string(),
        (false, true) => tr("Pausing…").to_string(),
        _ => return,
    };
    ui.label(caption(text, t).color(t.second));
}

fn further_ui(ui: &mut Ui, cx: &mut Cx, n_further: &mut usize) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S1;
        let hint = tr(
            "Goes on from the weights of the last epoch, with the optimiser and the random streams as they were, and \
             adds to the history. The settings are those the model was trained with.",
        );
        let button = ui.button(tr("Train further")).on_hover_text(hint);
        let by = ui.label(caption(tr("by epochs"), tokens(ui.ctx()))).id;
        ui.add(DragValue::new(n_further).range(1..=100_000).speed(1.0)).labelled_by(by);
        if button.clicked() {
            cx.push(Command::Learning(Learning::Further(*n_further)));
        }
    });
}

fn alarm_ui(ui: &mut Ui, cx: &mut Cx, collapse: Collapse) {
    let t = tokens(ui.ctx());
    let values: [(&str, &dyn std::fmt::Display); 2] =
        [("n", &collapse.n_dead), ("all", &collapse.n_latent)];
    let (text, colour) = if collapse.is_whole {
        let text = fill(
            "The posterior has collapsed: {n} of {all} dimensions carry nothing, so scores and map mean little. Lower \
             β, warm it up, or give free nats.",
            &values,
        );
        (text, t.error)
    } else {
        (
            fill(
                "{n} of {all} dimensions carry nothing: lower β or warm it up.",
                &values,
            ),
            t.warning,
        )
    };
    remark_ui(ui, &text, colour);
    let model = cx.session.draft().model.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S1, S1);
        for remedy in Remedy::ALL {
            let hint = tr(
                "Changes this setting alone and trains anew. The settings before can be restored.",
            );
            let button =
                Button::new(RichText::new(name(remedy, &remedy.applied(&model))).size(12.0));
            if ui.add(button).on_hover_text(hint).clicked() {
                cx.push(Command::Learning(Learning::Remedy(remedy)));
            }
        }
    });
    ui.add_space(S2);
}

/// What a remedy does, with the value it sets.
fn name(remedy: Remedy, model: &ModelConfig) -> String {
    match remedy {
        Remedy::LowerBeta => fill("Lower β to {n}", &[("n", &model.beta)]),
        Remedy::LongerWarmup => fill("Warm up for {n} epochs", &[("n", &model.kl_warmup_epochs)]),
        Remedy::FreeBits => fill("{n} free nats", &[("n", &model.free_bits)]),
    }
}

/// After a remedy, the way back.
fn remedied_ui(ui: &mut Ui, cx: &mut Cx) {
    let Some(remedy) = cx.session.learning().remedy() else {
        return;
    };
    let t = tokens(ui.ctx());
    let done = name(remedy, &cx.session.draft().model);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S1, S1);
        ui.label(caption(
            fill("Remedy taken: {what}.", &[("what", &done)]),
            t,
        ));
        let hint = tr("The settings as they were before the remedy; press Run to train by them.");
        let button = Button::new(RichText::new(tr("Restore the settings")).size(12.0));
        if ui.add(button).on_hover_text(hint).clicked() {
            cx.push(Command::Learning(Learning::RestoreSettings));
        }
    });
    ui.add_space(S1);
}
