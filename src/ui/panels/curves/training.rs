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
use crate::words::{fill, id, tr};

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
pub(crate) fn pause_button_ui(ui: &mut Ui, cx: &mut Cx, size: f32) {
    if !can_pause(cx.session) {
        return;
    }
    let (icon, name) = if cx.session.is_pausing() {
        (Icon::Play, tr(id::CURVES_GO_RUN))
    } else {
        (Icon::Pause, tr(id::CURVES_PAUSE_RUN_RESULT_WILL_BE))
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
                tr(id::CURVES_CONTINUE),
                tr(id::CURVES_GOES_WHERE_PAUSED_PAUSE_CHANGES),
            )
        } else {
            (
                tr(id::CURVES_PAUSE),
                tr(id::CURVES_RESTS_AFTER_THIS_BATCH_PAUSE),
            )
        };
        if ui.button(name).on_hover_text(hint).clicked() {
            cx.push(Command::Learning(Learning::PauseOrContinue));
        }
        let hint = tr(id::CURVES_ENDS_TRAINING_HERE_KEEPS_WEIGHTS);
        if learns
            && ui
                .button(tr(id::CURVES_STOP_KEEP))
                .on_hover_text(hint)
                .clicked()
        {
            cx.push(Command::Stop);
        }
    });
    let text = match (cx.session.is_resting(), cx.session.is_pausing()) {
        (true, _) if learns => fill(id::CURVES_PAUSED_AFTER_EPOCH_N, &[("n", &done)]),
        (true, _) => tr(id::CURVES_PAUSED).to_string(),
        (false, true) => tr(id::CURVES_PAUSING).to_string(),
        _ => return,
    };
    ui.label(caption(text, t).color(t.second));
}

fn further_ui(ui: &mut Ui, cx: &mut Cx, n_further: &mut usize) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S1;
        let hint = tr(id::CURVES_GOES_FROM_WEIGHTS_LAST_EPOCH);
        let button = ui.button(tr(id::CURVES_TRAIN_FURTHER)).on_hover_text(hint);
        let by = ui
            .label(caption(tr(id::CURVES_EPOCHS), tokens(ui.ctx())))
            .id;
        ui.add(DragValue::new(n_further).range(1..=100_000).speed(1.0))
            .labelled_by(by);
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
        let text = fill(id::CURVES_POSTERIOR_HAS_COLLAPSED_N_ALL, &values);
        (text, t.error)
    } else {
        (
            fill(id::CURVES_N_ALL_DIMENSIONS_CARRY_NOTHING, &values),
            t.warning,
        )
    };
    remark_ui(ui, &text, colour);
    let model = cx.session.draft().model.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S1, S1);
        for &remedy in Remedy::ALL {
            let hint = tr(id::CURVES_CHANGES_THIS_SETTING_ALONE_TRAINS);
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
        Remedy::LowerBeta => fill(id::CURVES_LOWER_BETA_N, &[("n", &model.beta)]),
        Remedy::LongerWarmup => fill(
            id::CURVES_WARM_UP_N_EPOCHS,
            &[("n", &model.kl_warmup_epochs)],
        ),
        Remedy::FreeBits => fill(id::CURVES_N_FREE_NATS, &[("n", &model.free_bits)]),
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
            fill(id::CURVES_REMEDY_TAKEN_WHAT, &[("what", &done)]),
            t,
        ));
        let hint = tr(id::CURVES_SETTINGS_AS_THEY_WERE_BEFORE);
        let button = Button::new(RichText::new(tr(id::CURVES_RESTORE_SETTINGS)).size(12.0));
        if ui.add(button).on_hover_text(hint).clicked() {
            cx.push(Command::Learning(Learning::RestoreSettings));
        }
    });
    ui.add_space(S1);
}
