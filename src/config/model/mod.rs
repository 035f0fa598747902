//! Settings of models.

mod kind;
#[cfg(test)]
mod tests;

use std::fmt::Display;

use serde::{Deserialize, Serialize};

use crate::words::{Locale, Message, fill, id, same, say, with_locale};

use super::knob::{Group, Knob, choice, names, number, widths};

pub use kind::ModelKind;
pub(crate) use kind::{BetaSchedule, Compute, Learns, Needs};

/// The log-mel patches of the convolutional VAE.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PatchConfig {
    /// Crops of each song, spread evenly; their latents are averaged.
    pub n_crops: usize,
    /// Mel bands of a crop: a multiple of 2 to the power of the number of `channels`.
    pub n_mels: usize,
    /// Frames of a crop: a multiple of the same.
    pub n_frames: usize,
    /// Samples between two frames.
    pub(crate) hop_samples: usize,
    /// Filters of each layer; each halves bands and frames.
    pub channels: Vec<usize>,
}

impl Default for PatchConfig {
    fn default() -> Self {
        Self {
            n_crops: 3,
            n_mels: 64,
            n_frames: 128,
            hop_samples: 512,
            channels: vec![16, 32, 64],
        }
    }
}

/// The model and its training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ModelConfig {
    /// Which model; some of what follows is for some of them only.
    pub kind: ModelKind,
    /// Dimensions of the latent space.
    pub n_latent: usize,
    /// Widths of the encoder's hidden layers; the decoder mirrors them.
    pub hidden: Vec<usize>,
    /// Passes over the training songs, at most.
    pub n_epochs: usize,
    /// Songs of each step; 0 for what suits the number of songs.
    pub batch_size: usize,
    /// Of Adam.
    pub learning_rate: f64,
    /// Weight of the KL term; of the total correlation in a β-TCVAE.
    pub beta: f32,
    /// How `beta` changes while a model is trained.
    pub schedule: BetaSchedule,
    /// β rises linearly from 0 over this many epochs; 0 for no warm-up.
    pub kl_warmup_epochs: usize,
    /// Of the cyclical schedule: how often β rises anew.
    pub n_cycles: usize,
    /// Of the capacity schedule: nats that the KL term is led to.
    pub capacity_nats: f32,
    /// Of the capacity schedule: epochs until it is there.
    pub capacity_epochs: usize,
    /// Nats of each latent dimension, mean over a batch, that cost nothing (Kingma et al. 2016); 0
    /// for none.
    pub free_bits: f32,
    /// Label columns that a conditional VAE is told.
    pub conditions: Vec<String>,
    /// Components of VaDE's mixture; 0 for as many as `clustering.n_clusters`.
    pub n_components: usize,
    /// Crops of spectrograms, for the convolutional VAE.
    pub patches: PatchConfig,
    /// Share of songs held out, whole artists at a time; 0 for none.
    pub validation_share: f32,
    /// Epochs without a better validation loss before training ends; 0 for never.
    pub patience: usize,
    /// Largest L2 norm of the whole gradient; 0 for no clipping.
    pub gradient_clip: f32,
    /// A latent dimension is active when its mean varies over songs by more than this (Burda et al.
    /// 2016).
    pub active_threshold: f32,
    /// What computes: the processor or a graphics card.
    pub compute: Compute,
}

impl Default for ModelConfig {
    fn default() -> Self {
        Self {
            kind: ModelKind::Vae,
            n_latent: 16,
            hidden: vec![256, 128],
            n_epochs: 200,
            batch_size: 0,
            learning_rate: 1e-3,
            beta: 1.0,
            schedule: BetaSchedule::Linear,
            kl_warmup_epochs: 20,
            n_cycles: 4,
            capacity_nats: 25.0,
            capacity_epochs: 100,
            free_bits: 0.0,
            conditions: Vec::new(),
            n_components: 0,
            patches: PatchConfig::default(),
            validation_share: 0.15,
            patience: 40,
            gradient_clip: 5.0,
            active_threshold: 0.01,
            compute: Compute::Cpu,
        }
    }
}

impl ModelConfig {
    /// The same of another kind. β goes with it where it is still the usual one of the kind before:
    /// 4 of a joint VAE, 1 of every other.
    pub(crate) fn of_kind(&self, kind: ModelKind) -> Self {
        let usual = |kind: ModelKind| kind.usual_beta().unwrap_or(1.0);
        let beta = if self.beta == usual(self.kind) {
            usual(kind)
        } else {
            self.beta
        };
        Self {
            kind,
            beta,
            ..self.clone()
        }
    }

    /// True when β moves, and moves so.
    pub(crate) fn is_scheduled(&self, schedule: BetaSchedule) -> bool {
        self.kind.is_variational() && self.schedule == schedule
    }

    /// What the model is called in tables, which are the same in every language: [`Self::name`] in
    /// English.
    pub(crate) fn label(&self) -> String {
        with_locale(Locale::EN, || self.name())
    }

    /// What the model is called in the locale of the thread: kinds and settings of the loss that
    /// are compared have different names.
    pub(crate) fn name(&self) -> String {
        let weighed = self.kind.is_variational() && self.beta != 1.0;
        let mut name = if weighed && self.kind == ModelKind::Vae {
            "β-VAE".to_string()
        } else {
            self.kind.label().to_string()
        };
        if self.kind.needs() == Needs::Conditions {
            let labels = self.conditions.iter().map(Message::verbatim);
            let labels = labels.reduce(|a, b| say(id::CONFIG_A_AND_B).with("a", a).with("b", b));
            name = say(id::CONFIG_MODEL_GIVEN_LABELS)
                .with("model", name)
                .with("labels", labels.unwrap_or(Message::verbatim("")))
                .to_string();
        }
        if !self.kind.is_variational() {
            return name;
        }
        if weighed {
            name += &format!(", β = {}", self.beta);
        }
        let with = |text, name: String, n: f32| {
            let values: [(&str, &dyn Display); 2] = [("model", &name), ("n", &n)];
            fill(text, &values)
        };
        name = match self.schedule {
            BetaSchedule::Fixed | BetaSchedule::Linear => name,
            BetaSchedule::Cyclical => fill(id::CONFIG_MODEL_CYCLICAL, &[("model", &name)]),
            BetaSchedule::Capacity => with(id::CONFIG_MODEL_CAPACITY, name, self.capacity_nats),
        };
        if self.free_bits > 0.0 {
            name = with(id::CONFIG_MODEL_FREE_BITS, name, self.free_bits);
        }
        name
    }
}

pub(super) const KNOBS: &[Knob] = &[
    choice!(model.kind: ModelKind)
        .on(Group::Model, id::COMMON_KIND)
        .called(id::GLOSSARY_KIND_MODEL)
        .says(id::GLOSSARY_VARIATIONAL_AUTOENCODER_SOME_KIND_OR),
    number!(model.n_latent: usize, 1.0..=512.0, 0.1)
        .on(Group::Model, id::COMMON_LATENT_SIZE)
        .says(id::GLOSSARY_HOW_MANY_NUMBERS_DESCRIBE_SONG)
        .when(|c| c.model.kind != ModelKind::Direct),
    number!(model.n_epochs: usize, 1.0..=100_000.0, 1.0)
        .on(Group::Model, id::COMMON_EPOCHS)
        .says(id::GLOSSARY_HOW_OFTEN_MODEL_SEES_EVERY)
        .when(|c| c.model.kind.is_trained()),
    number!(model.beta: f32, 0.0..=1000.0, 0.02)
        .on(Group::Model, same("β"))
        .says(id::GLOSSARY_WEIGHT_KL_TERM_OR_TOTAL)
        .formula(id::GLOSSARY_LOSS_RECONSTRUCTION_PLUS_BETA_KL_2)
        .source("Higgins et al. 2017; Chen et al. 2018")
        .when(|c| c.model.kind.is_variational()),
    choice!(model.schedule: BetaSchedule)
        .on(Group::Model, id::COMMON_BETA_OVER_EPOCHS)
        .says(id::GLOSSARY_HOW_WEIGHT_KL_TERM_MOVES)
        .source("Bowman et al. 2016; Fu et al. 2019; Burgess et al. 2018")
        .when(|c| c.model.kind.is_variational()),
    number!(model.kl_warmup_epochs: usize, 0.0..=100_000.0, 0.5)
        .on(Group::Model, id::COMMON_BETA_WARM_UP)
        .unit(id::CONFIG_UNIT_EPOCHS)
        .says(id::GLOSSARY_EPOCHS_OVER_WHICH_BETA_RISES)
        .source("Bowman et al. 2016")
        .when(|c| c.model.is_scheduled(BetaSchedule::Linear)),
    number!(model.n_cycles: usize, 1.0..=1000.0, 0.05)
        .on(Group::Model, id::FIELDS_CYCLES)
        .called(id::GLOSSARY_CYCLES_BETA)
        .says(id::GLOSSARY_HOW_OFTEN_BETA_RISES_FROM)
        .source("Fu et al. 2019")
        .when(|c| c.model.is_scheduled(BetaSchedule::Cyclical)),
    number!(model.capacity_nats: f32, 0.0..=10_000.0, 0.2)
        .on(Group::Model, id::COMMON_CAPACITY_NATS)
        .unit(id::CONFIG_UNIT_NATS)
        .says(id::GLOSSARY_WHAT_KL_DRAWN_END_INSTEAD)
        .formula(id::GLOSSARY_LOSS_RECONSTRUCTION_PLUS_BETA_KL)
        .source("Burgess et al. 2018")
        .when(|c| c.model.is_scheduled(BetaSchedule::Capacity)),
    number!(model.capacity_epochs: usize, 1.0..=100_000.0, 0.5)
        .on(Group::Model, id::FIELDS_REACHED_AFTER)
        .called(id::GLOSSARY_CAPACITY_REACHED_AFTER)
        .unit(id::CONFIG_UNIT_EPOCHS)
        .says(id::GLOSSARY_EPOCHS_OVER_WHICH_CAPACITY_RISES)
        .source("Burgess et al. 2018")
        .when(|c| c.model.is_scheduled(BetaSchedule::Capacity)),
    number!(model.free_bits: f32, 0.0..=100.0, 0.005)
        .on(Group::Model, id::COMMON_FREE_BITS_NATS)
        .unit(id::CONFIG_UNIT_NATS)
        .says(id::GLOSSARY_WHAT_EACH_DIMENSION_MAY_CARRY)
        .formula(same("Σ max(λ, KLⱼ)"))
        .source("Kingma et al. 2016")
        .when(|c| c.model.kind.is_variational()),
    names!(model.conditions)
        .on(Group::Model, id::COMMON_TOLD_EACH_SONG)
        .says(id::GLOSSARY_LABEL_COLUMNS_CONDITIONAL_VAE_TOLD)
        .source("Sohn, Lee & Yan 2015")
        .when(|c| c.model.kind.needs() == Needs::Conditions),
    number!(model.n_components: usize, 0.0..=1000.0, 0.05)
        .on(Group::Model, id::FIELDS_COMPONENTS)
        .called(id::GLOSSARY_COMPONENTS_MIXTURE)
        .says(id::GLOSSARY_GAUSSIANS_VADE_PRIOR_EACH_CLUSTER)
        .source("Jiang et al. 2017")
        .when(|c| c.model.kind.has_components()),
    number!(model.patches.n_crops: usize, 1.0..=64.0, 0.05)
        .on(Group::Model, id::COMMON_CROPS)
        .says(id::GLOSSARY_PIECES_EACH_SONG_SPECTROGRAM)
        .when(|c| c.model.kind.needs() == Needs::Patches),
    number!(model.patches.n_mels: usize, 2.0..=512.0, 1.0)
        .says(id::CONFIG_MEL_BANDS_CROP_MULTIPLE_2),
    number!(model.patches.n_frames: usize, 2.0..=4096.0, 1.0)
        .says(id::CONFIG_FRAMES_CROP_MULTIPLE_2_NUMBER),
    number!(model.patches.hop_samples: usize, 64.0..=8192.0, 1.0)
        .unit(id::CONFIG_UNIT_SAMPLES)
        .says(id::CONFIG_FROM_ONE_FRAME_CROP_NEXT),
    widths!(model.patches.channels, 1..=5, 1024).says(id::CONFIG_FILTERS_EACH_CONVOLUTIONAL_LAYER),
    number!(model.learning_rate: f64, 0.00000001..=1.0, 0.00001)
        .on(Group::Training, id::COMMON_LEARNING_RATE)
        .says(id::GLOSSARY_STEP_SIZE_ADAM_TOO_LARGE)
        .source("Kingma & Ba 2015"),
    number!(model.batch_size: usize, 0.0..=4096.0, 0.2)
        .zero_is(id::FIELDS_AUTO, 0)
        .on(Group::Training, id::COMMON_BATCH_SIZE)
        .says(id::GLOSSARY_SONGS_ONE_STEP_LOOKS_AT),
    widths!(model.hidden, 0..=16, 8192)
        .on(Group::Training, id::COMMON_HIDDEN_LAYERS)
        .says(id::GLOSSARY_WIDTHS_ENCODER_LAYERS_DECODER),
    number!(model.validation_share: f32, 0.0..=0.5, 0.005)
        .on(Group::Training, id::COMMON_HELD_OUT)
        .says(id::GLOSSARY_SHARE_SONGS_WHOLE_ARTISTS_AT),
    number!(model.patience: usize, 0.0..=100_000.0, 0.5)
        .on(Group::Training, id::COMMON_PATIENCE)
        .unit(id::CONFIG_UNIT_EPOCHS)
        .says(id::GLOSSARY_EPOCHS_WITHOUT_BETTER_LOSS_HELD),
    number!(model.gradient_clip: f32, 0.0..=1_000_000.0, 0.05)
        .on(Group::Training, id::COMMON_GRADIENT_CLIP)
        .says(id::GLOSSARY_LARGEST_NORM_WHOLE_GRADIENT_0)
        .source("Pascanu, Mikolov & Bengio 2013"),
    number!(model.active_threshold: f32, 0.0..=1000.0, 0.001)
        .on(Group::Training, id::COMMON_ACTIVE_ABOVE)
        .says(id::GLOSSARY_DIMENSION_COUNTS_AS_ACTIVE_WHEN)
        .formula(id::GLOSSARY_VAR_OVER_SONGS_MU_THRESHOLD)
        .source("Burda, Grosse & Salakhutdinov 2016"),
    choice!(model.compute: Compute)
        .with_gpu()
        .on(Group::Training, id::COMMON_TRAIN)
        .says(id::GLOSSARY_PROCESSOR_OR_GRAPHICS_CARD_FOUND),
];
