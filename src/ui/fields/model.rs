//! The model and its training.

use eframe::egui::{RichText, Ui};

use super::{Form, View, field, hidden_ui};
use crate::config::{BetaSchedule, Compute, ModelKind};
use crate::model;
use crate::ui::theme::{self, tokens};
use crate::ui::words::{english, pair, tr};

pub(super) fn model_ui(ui: &mut Ui, form: &mut Form, labels: &[String]) {
    let choices = ModelKind::ALL.map(|m| (m, m.label()));
    form.choice(
        ui,
        pair("Kind", "A variational autoencoder of some kind, or a baseline"),
        &choices,
        field!(model.kind),
    );
    let kind = form.draft.model.kind;
    if kind == ModelKind::Direct {
        return;
    }
    let text = pair("Latent size", "Numbers that describe a song; late fusion has as many for sound and for words");
    form.number(ui, text, 1..=512, 0.1, field!(model.n_latent));
    if kind == ModelKind::Pca {
        return;
    }
    let text = pair("Epochs", "Times the model sees every song, at most");
    form.number(ui, text, 1..=10_000, 1.0, field!(model.n_epochs));
    if kind.is_variational() {
        beta_ui(ui, form);
    }
    match kind {
        ModelKind::Cvae => conditions_ui(ui, form, labels),
        ModelKind::Vade => {
            let text = pair("Components", "Of the mixture; 0 for as many as clusters are asked for");
            form.number(ui, text, 0..=1000, 0.05, field!(model.n_components));
        }
        ModelKind::ConvVae => {
            let text = pair("Crops", "Of each song's spectrogram, spread evenly; their latents are averaged");
            form.number(ui, text, 1..=64, 0.05, field!(model.patches.n_crops));
        }
        _ => {}
    }
}

fn beta_ui(ui: &mut Ui, form: &mut Form) {
    let text = match form.draft.model.kind {
        ModelKind::BetaTcvae => pair("β", "Weight of the total correlation: more parts the dimensions from each other"),
        _ => pair("β", "Weight of the KL term: more makes the latent smoother and emptier"),
    };
    form.number(ui, text, 0.0..=1000.0, 0.02, field!(model.beta));
    let choices = [
        (BetaSchedule::Linear, english("warm-up")),
        (BetaSchedule::Fixed, english("fixed")),
        (BetaSchedule::Cyclical, english("cyclical")),
        (BetaSchedule::Capacity, english("capacity")),
    ];
    form.choice(ui, pair("β over epochs", "How the weight of the KL term moves"), &choices, field!(model.schedule));
    match form.draft.model.schedule {
        BetaSchedule::Fixed => {}
        BetaSchedule::Linear => {
            let text = pair("β warm-up", "Epochs over which β rises from 0");
            form.number(ui, text, 0..=10_000, 0.5, field!(model.kl_warmup_epochs));
        }
        BetaSchedule::Cyclical => {
            let text = pair("Cycles", "Times that β rises from 0");
            form.number(ui, text, 1..=1000, 0.05, field!(model.n_cycles));
        }
        BetaSchedule::Capacity => {
            let text = pair("Capacity, nats", "What the KL is drawn to in the end");
            form.number(ui, text, 0.0..=10_000.0, 0.2, field!(model.capacity_nats));
            let text = pair("Reached after", "Epochs over which the capacity rises from 0");
            form.number(ui, text, 1..=10_000, 0.5, field!(model.capacity_epochs));
        }
    }
    let text = pair("Free bits, nats", "What each dimension may carry at no cost; 0 for none");
    form.number(ui, text, 0.0..=100.0, 0.005, field!(model.free_bits));
}

/// A box for each label column.
fn conditions_ui(ui: &mut Ui, form: &mut Form, labels: &[String]) {
    let t = tokens(ui.ctx());
    ui.label(RichText::new(tr("Told of each song")).size(theme::CAPTION).color(t.muted))
        .on_hover_text(tr("Agreement with these labels is not scored: the model was told them"));
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
    let text = pair("Learning rate", "Step size of Adam");
    form.number(ui, text, 1e-6..=1.0, 1e-5, field!(model.learning_rate));
    let text = pair("Batch size", "Songs per step");
    form.number(ui, text, 1..=4096, 0.2, field!(model.batch_size));
    hidden_ui(ui, form, view);
    let text = pair("Held out", "Share of songs, whole artists at a time, that only judge the model");
    form.number(ui, text, 0.0..=0.5, 0.005, field!(model.validation_share));
    let text = pair("Patience", "Epochs without a better validation loss before training ends; 0 for never");
    form.number(ui, text, 0..=10_000, 0.5, field!(model.patience));
    let text = pair("Gradient clip", "Largest norm of the whole gradient; 0 for none");
    form.number(ui, text, 0.0..=1e6, 0.05, field!(model.gradient_clip));
    let text = pair("Active above", "A dimension counts as active when its mean varies over songs by more than this");
    form.number(ui, text, 0.0..=10.0, 0.001, field!(model.active_threshold));
    if form.draft.model.compute == Compute::Gpu || !model::gpus().is_empty() {
        let choices = [(Compute::Cpu, "CPU"), (Compute::Gpu, "GPU")];
        form.choice(
            ui,
            pair("Train on", "The processor, or the graphics card that was found"),
            &choices,
            field!(model.compute),
        );
    }
}
