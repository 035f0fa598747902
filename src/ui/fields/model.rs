//! The model and its training.

use eframe::egui::{RichText, Ui};

use super::{Form, View, field, hidden_ui};
use crate::config::{BetaSchedule, Compute, ModelKind};
use crate::model;
use crate::ui::theme::{self, tokens};
use crate::ui::words::glossary::{self, knobs};
use crate::ui::words::{english, tr};

pub(super) fn model_ui(ui: &mut Ui, form: &mut Form, labels: &[String]) {
    let choices = ModelKind::ALL.map(|m| (m, m.label()));
    let before = form.draft.model.clone();
    form.choice(
        ui,
        (english("Kind"), &knobs::KIND),
        &choices,
        field!(model.kind),
    );
    let kind = form.draft.model.kind;
    if kind != before.kind {
        // β goes with the kind, unless somebody set it.
        form.draft.model = before.of_kind(kind);
    }
    if kind == ModelKind::Direct {
        return;
    }
    let text = (english("Latent size"), &knobs::LATENT_SIZE);
    form.number(ui, text, 1..=512, 0.1, field!(model.n_latent));
    if kind == ModelKind::Pca {
        return;
    }
    let text = (english("Epochs"), &knobs::EPOCHS);
    form.number(ui, text, 1..=10_000, 1.0, field!(model.n_epochs));
    if kind.is_variational() {
        beta_ui(ui, form);
    }
    match kind {
        ModelKind::Cvae => conditions_ui(ui, form, labels),
        ModelKind::Vade => {
            let text = (english("Components"), &knobs::COMPONENTS);
            form.number(ui, text, 0..=1000, 0.05, field!(model.n_components));
        }
        ModelKind::ConvVae => {
            let text = (english("Crops"), &knobs::CROPS);
            form.number(ui, text, 1..=64, 0.05, field!(model.patches.n_crops));
        }
        _ => {}
    }
}

fn beta_ui(ui: &mut Ui, form: &mut Form) {
    form.number(
        ui,
        (english("β"), &knobs::BETA),
        0.0..=1000.0,
        0.02,
        field!(model.beta),
    );
    let choices = [
        (BetaSchedule::Linear, english("warm-up")),
        (BetaSchedule::Fixed, english("fixed")),
        (BetaSchedule::Cyclical, english("cyclical")),
        (BetaSchedule::Capacity, english("capacity")),
    ];
    form.choice(
        ui,
        (english("β over epochs"), &knobs::BETA_SCHEDULE),
        &choices,
        field!(model.schedule),
    );
    match form.draft.model.schedule {
        BetaSchedule::Fixed => {}
        BetaSchedule::Linear => {
            let text = (english("β warm-up"), &knobs::WARM_UP);
            form.number(ui, text, 0..=10_000, 0.5, field!(model.kl_warmup_epochs));
        }
        BetaSchedule::Cyclical => {
            let text = (english("Cycles"), &knobs::CYCLES);
            form.number(ui, text, 1..=1000, 0.05, field!(model.n_cycles));
        }
        BetaSchedule::Capacity => {
            let text = (english("Capacity, nats"), &knobs::CAPACITY);
            form.number(ui, text, 0.0..=10_000.0, 0.2, field!(model.capacity_nats));
            let text = (english("Reached after"), &knobs::CAPACITY_EPOCHS);
            form.number(ui, text, 1..=10_000, 0.5, field!(model.capacity_epochs));
        }
    }
    let text = (english("Free bits, nats"), &knobs::FREE_BITS);
    form.number(ui, text, 0.0..=100.0, 0.005, field!(model.free_bits));
}

/// A box for each label column.
fn conditions_ui(ui: &mut Ui, form: &mut Form, labels: &[String]) {
    let t = tokens(ui.ctx());
    let name = ui.label(
        RichText::new(tr("Told of each song"))
            .size(theme::CAPTION)
            .color(t.muted),
    );
    glossary::explain(name, &knobs::CONDITIONS);
    ui.horizontal_wrapped(|ui| {
        for label in labels {
            let conditions = &mut form.draft.model.conditions;
            let at = conditions.iter().position(|c| c == label);
            let mut on = at.is_some();
            if ui.checkbox(&mut on, label).changed() {
                match at {
                    Some(at) => drop(conditions.remove(at)),
                    None => conditions.push(label.clone()),
                }
            }
        }
    });
}

pub(super) fn training_ui(ui: &mut Ui, form: &mut Form, view: &mut View) {
    let text = (english("Learning rate"), &knobs::LEARNING_RATE);
    form.number(ui, text, 1e-6..=1.0, 1e-5, field!(model.learning_rate));
    let text = (english("Batch size"), &knobs::BATCH_SIZE);
    form.number(ui, text, 1..=4096, 0.2, field!(model.batch_size));
    hidden_ui(ui, form, view);
    let text = (english("Held out"), &knobs::HELD_OUT);
    form.number(ui, text, 0.0..=0.5, 0.005, field!(model.validation_share));
    let text = (english("Patience"), &knobs::PATIENCE);
    form.number(ui, text, 0..=10_000, 0.5, field!(model.patience));
    let text = (english("Gradient clip"), &knobs::GRADIENT_CLIP);
    form.number(ui, text, 0.0..=1e6, 0.05, field!(model.gradient_clip));
    let text = (english("Active above"), &knobs::ACTIVE_ABOVE);
    form.number(ui, text, 0.0..=10.0, 0.001, field!(model.active_threshold));
    if form.draft.model.compute == Compute::Gpu || !model::gpus().is_empty() {
        let choices = [(Compute::Cpu, "CPU"), (Compute::Gpu, "GPU")];
        form.choice(
            ui,
            (english("Train on"), &knobs::TRAIN_ON),
            &choices,
            field!(model.compute),
        );
    }
}
