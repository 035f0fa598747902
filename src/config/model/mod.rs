//! Settings of models.

mod kind;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::knob::{Group, Knob, choice, names, number, widths};

pub use kind::{BetaSchedule, Compute, ModelKind, Needs};

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
    pub hop_samples: usize,
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ModelConfig {
    pub kind: ModelKind,
    pub n_latent: usize,
    /// Widths of the encoder's hidden layers; the decoder mirrors them.
    pub hidden: Vec<usize>,
    pub n_epochs: usize,
    pub batch_size: usize,
    pub learning_rate: f64,
    /// Weight of the KL term; of the total correlation in a β-TCVAE.
    pub beta: f32,
    pub schedule: BetaSchedule,
    /// β rises linearly from 0 over this many epochs; 0 for no warm-up.
    pub kl_warmup_epochs: usize,
    pub n_cycles: usize,
    pub capacity_nats: f32,
    pub capacity_epochs: usize,
    /// Nats of each latent dimension, mean over a batch, that cost nothing (Kingma et al. 2016); 0
    /// for none.
    pub free_bits: f32,
    /// Label columns that a conditional VAE is told.
    pub conditions: Vec<String>,
    /// Components of VaDE's mixture; 0 for as many as `clustering.n_clusters`.
    pub n_components: usize,
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
    pub compute: Compute,
}

impl Default for ModelConfig {
    fn default() -> Self {
        Self {
            kind: ModelKind::Vae,
            n_latent: 16,
            hidden: vec![256, 128],
            n_epochs: 200,
            batch_size: 32,
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
    pub fn of_kind(&self, kind: ModelKind) -> Self {
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
    pub fn is_scheduled(&self, schedule: BetaSchedule) -> bool {
        self.kind.is_variational() && self.schedule == schedule
    }

    /// What the model is called in tables: kinds and settings of the loss that are compared have
    /// different names.
    pub fn label(&self) -> String {
        let weighed = self.kind.is_variational() && self.beta != 1.0;
        let mut label = self.kind.label().to_string();
        if self.kind == ModelKind::Vae && weighed {
            label = "β-VAE".to_string();
        }
        if self.kind.needs() == Needs::Conditions {
            label += &format!(" given {}", self.conditions.join(" and "));
        }
        if !self.kind.is_variational() {
            return label;
        }
        if weighed {
            label += &format!(", β = {}", self.beta);
        }
        match self.schedule {
            BetaSchedule::Fixed | BetaSchedule::Linear => {}
            BetaSchedule::Cyclical => label += ", cyclical",
            BetaSchedule::Capacity => label += &format!(", capacity {} nats", self.capacity_nats),
        }
        if self.free_bits > 0.0 {
            label += &format!(", free bits {}", self.free_bits);
        }
        label
    }
}

pub(super) const KNOBS: &[Knob] = &[
    choice!(model.kind: ModelKind)
        .on(Group::Model, "Kind")
        .called("Kind of model")
        .says(
            "A variational autoencoder of some kind, or a baseline without one; a joint VAE where \
             nobody says. Another kind trains anew; the features are kept.",
        ),
    number!(model.n_latent: usize, 1.0..=512.0, 0.1)
        .on(Group::Model, "Latent size")
        .says(
            "How many numbers describe a song. Too few blur the songs, too many stay empty, which \
             the bars of the latent dimensions show.",
        )
        .when(|c| c.model.kind != ModelKind::Direct),
    number!(model.n_epochs: usize, 1.0..=100_000.0, 1.0)
        .on(Group::Model, "Epochs")
        .says(
            "How often the model sees every song, at most. Training ends earlier when the \
             held-out songs get no better for as long as the patience lasts.",
        )
        .when(|c| c.model.kind.is_trained()),
    number!(model.beta: f32, 0.0..=1000.0, 0.02)
        .on(Group::Model, "β")
        .says(
            "Weight of the KL term, or of the total correlation in a β-TCVAE; 4 of a joint VAE \
             and 1 of others where nobody says. More makes the latent smoother, its dimensions \
             more apart, and in the end empty.",
        )
        .formula("loss = reconstruction + β KL")
        .source("Higgins et al. 2017; Chen et al. 2018")
        .when(|c| c.model.kind.is_variational()),
    choice!(model.schedule: BetaSchedule)
        .on(Group::Model, "β over epochs")
        .says(
            "How the weight of the KL term moves while the model trains: from 0 up, fixed, up \
             again and again, or as a capacity. Beginning at 0 lets the decoder learn to use the \
             latent before it costs anything.",
        )
        .source("Bowman et al. 2016; Fu et al. 2019; Burgess et al. 2018")
        .when(|c| c.model.kind.is_variational()),
    number!(model.kl_warmup_epochs: usize, 0.0..=100_000.0, 0.5)
        .on(Group::Model, "β warm-up")
        .unit("epochs")
        .says(
            "Epochs over which β rises from 0 in a straight line. A longer one helps against \
             collapse.",
        )
        .source("Bowman et al. 2016")
        .when(|c| c.model.is_scheduled(BetaSchedule::Linear)),
    number!(model.n_cycles: usize, 1.0..=1000.0, 0.05)
        .on(Group::Model, "Cycles")
        .called("Cycles of β")
        .says(
            "How often β rises from 0 during training. Each rise gives dimensions that fell \
             silent another chance.",
        )
        .source("Fu et al. 2019")
        .when(|c| c.model.is_scheduled(BetaSchedule::Cyclical)),
    number!(model.capacity_nats: f32, 0.0..=10_000.0, 0.2)
        .on(Group::Model, "Capacity, nats")
        .unit("nats")
        .says(
            "What the KL is drawn to in the end, instead of 0. It sets how much the latent may \
             say of a song altogether.",
        )
        .formula("loss = reconstruction + β |KL − C|")
        .source("Burgess et al. 2018")
        .when(|c| c.model.is_scheduled(BetaSchedule::Capacity)),
    number!(model.capacity_epochs: usize, 1.0..=100_000.0, 0.5)
        .on(Group::Model, "Reached after")
        .called("Capacity reached after")
        .unit("epochs")
        .says(
            "Epochs over which the capacity rises from 0. Slowly risen, it fills one dimension \
             after the other.",
        )
        .source("Burgess et al. 2018")
        .when(|c| c.model.is_scheduled(BetaSchedule::Capacity)),
    number!(model.free_bits: f32, 0.0..=100.0, 0.005)
        .on(Group::Model, "Free bits, nats")
        .unit("nats")
        .says(
            "What each dimension may carry at no cost; 0 for none. It keeps dimensions alive that \
             the KL term would silence.",
        )
        .formula("Σ max(λ, KLⱼ)")
        .source("Kingma et al. 2016")
        .when(|c| c.model.kind.is_variational()),
    names!(model.conditions)
        .on(Group::Model, "Told of each song")
        .says(
            "Label columns that a conditional VAE is told. The latent need not hold them then, \
             and agreement with them is not scored.",
        )
        .source("Sohn, Lee & Yan 2015")
        .when(|c| c.model.kind.needs() == Needs::Conditions),
    number!(model.n_components: usize, 0.0..=1000.0, 0.05)
        .on(Group::Model, "Components")
        .called("Components of the mixture")
        .says(
            "Gaussians of VaDE's prior, each a cluster of its own. 0 makes as many as clusters \
             are asked for.",
        )
        .source("Jiang et al. 2017")
        .when(|c| c.model.kind.has_components()),
    number!(model.patches.n_crops: usize, 1.0..=64.0, 0.05)
        .on(Group::Model, "Crops")
        .says(
            "Pieces of each song's spectrogram that the convolutional VAE sees, spread evenly. \
             Their latents are averaged, so more crops describe the whole song better and cost \
             more time.",
        )
        .when(|c| c.model.kind.needs() == Needs::Patches),
    number!(model.patches.n_mels: usize, 2.0..=512.0, 1.0).says(
        "Mel bands of a crop: a multiple of 2 to the number of layers. Each layer halves them.",
    ),
    number!(model.patches.n_frames: usize, 2.0..=4096.0, 1.0)
        .says("Frames of a crop: a multiple of 2 to the number of layers. Each layer halves them."),
    number!(model.patches.hop_samples: usize, 64.0..=8192.0, 1.0)
        .unit("samples")
        .says("From one frame of a crop to the next. Shorter steps see more detail of less time."),
    widths!(model.patches.channels, 1..=5, 1024)
        .says("Filters of each convolutional layer. Each layer halves bands and frames."),
    number!(model.learning_rate: f64, 0.00000001..=1.0, 0.00001)
        .on(Group::Training, "Learning rate")
        .says(
            "Step size of Adam. Too large, and the losses jump; too small, and nothing is learnt \
             within the epochs.",
        )
        .source("Kingma & Ba 2015"),
    number!(model.batch_size: usize, 1.0..=4096.0, 0.2)
        .on(Group::Training, "Batch size")
        .says(
            "Songs that one step looks at. Small batches are noisy and often end in better \
             models, large ones are faster.",
        ),
    widths!(model.hidden, 0..=16, 8192)
        .on(Group::Training, "Hidden layers")
        .says(
            "Widths of the encoder's layers; the decoder mirrors them. Wide layers learn small \
             libraries by heart, which the gap between the curves shows.",
        ),
    number!(model.validation_share: f32, 0.0..=0.5, 0.005)
        .on(Group::Training, "Held out")
        .says(
            "Share of songs, whole artists at a time, that the model never learns from and that \
             only judge it. Without them nobody sees when it begins to learn by heart.",
        ),
    number!(model.patience: usize, 0.0..=100_000.0, 0.5)
        .on(Group::Training, "Patience")
        .unit("epochs")
        .says(
            "Epochs without a better loss on the held-out songs before training ends. The best \
             epoch is kept; 0 never ends early.",
        ),
    number!(model.gradient_clip: f32, 0.0..=1_000_000.0, 0.05)
        .on(Group::Training, "Gradient clip")
        .says(
            "Largest norm of the whole gradient; 0 for none. It keeps one odd batch from throwing \
             the model off.",
        )
        .source("Pascanu, Mikolov & Bengio 2013"),
    number!(model.active_threshold: f32, 0.0..=1000.0, 0.001)
        .on(Group::Training, "Active above")
        .says(
            "A dimension counts as active when its mean varies over songs by more than this. It \
             changes what is counted, not what is learnt.",
        )
        .formula("Var over songs of μ > threshold")
        .source("Burda, Grosse & Salakhutdinov 2016"),
    choice!(model.compute: Compute)
        .with_gpu()
        .on(Group::Training, "Train on")
        .says(
            "The processor, or the graphics card that was found. Small models are as fast on the \
             processor; convolutional ones gain most.",
        ),
];
