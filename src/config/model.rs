//! Settings of models.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ModelKind {
    /// No model: the joined features are the latent.
    Direct,
    Pca,
    Autoencoder,
    /// With `beta` other than 1 a β-VAE.
    Vae,
    BetaTcvae,
    /// A VAE that is told the `conditions`.
    Cvae,
    /// Convolutional, on log-mel patches.
    ConvVae,
    /// Audio and lyrics, each with an encoder and a decoder, one latent by a product of experts. Of
    /// one of them alone it is a VAE whose likelihood knows what is noise.
    Joint,
    /// A VAE for audio and one for lyrics, their latents side by side.
    Late,
    /// A VAE whose prior is a mixture: it clusters by itself.
    Vade,
}

impl ModelKind {
    pub const ALL: [ModelKind; 10] = [
        ModelKind::Vae,
        ModelKind::BetaTcvae,
        ModelKind::Cvae,
        ModelKind::ConvVae,
        ModelKind::Joint,
        ModelKind::Late,
        ModelKind::Vade,
        ModelKind::Autoencoder,
        ModelKind::Pca,
        ModelKind::Direct,
    ];

    pub fn label(self) -> &'static str {
        match self {
            ModelKind::Direct => "features",
            ModelKind::Pca => "PCA",
            ModelKind::Autoencoder => "autoencoder",
            ModelKind::Vae => "VAE",
            ModelKind::BetaTcvae => "β-TCVAE",
            ModelKind::Cvae => "CVAE",
            ModelKind::ConvVae => "conv VAE",
            ModelKind::Joint => "joint VAE",
            ModelKind::Late => "late fusion",
            ModelKind::Vade => "VaDE",
        }
    }

    /// False for what has a closed form.
    pub fn is_trained(self) -> bool {
        !matches!(self, ModelKind::Direct | ModelKind::Pca)
    }

    /// True when it has a posterior, and so a KL term.
    pub fn is_variational(self) -> bool {
        self.is_trained() && self != ModelKind::Autoencoder
    }
}

/// How the weight of the KL term moves over the epochs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BetaSchedule {
    Fixed,
    /// Up from 0 over `kl_warmup_epochs`, then fixed.
    Linear,
    /// `n_cycles` times up from 0 in the first half of a cycle, then fixed for the other half (Fu
    /// et al. 2019).
    Cyclical,
    /// β·|KL − C|, with C rising from 0 to `capacity_nats` over `capacity_epochs` (Burgess et al.
    /// 2018).
    Capacity,
}

/// Where a model is trained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compute {
    Cpu,
    /// The first GPU that is found; an error where there is none.
    Gpu,
}

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

/// β of the joint VAE of a whole run. On songs with sound and words it gave latents whose clusters
/// came out the same from other seeds and other samples of the songs, which β = 1 did not.
const JOINT_BETA: f32 = 4.0;

impl ModelConfig {
    /// The same of another kind. β goes with it where it is still the usual one of the kind before:
    /// 4 of a joint VAE, 1 of every other.
    pub fn of_kind(&self, kind: ModelKind) -> Self {
        let usual = |kind: ModelKind| match kind {
            ModelKind::Joint => JOINT_BETA,
            ModelKind::Direct
            | ModelKind::Pca
            | ModelKind::Autoencoder
            | ModelKind::Vae
            | ModelKind::BetaTcvae
            | ModelKind::Cvae
            | ModelKind::ConvVae
            | ModelKind::Late
            | ModelKind::Vade => 1.0,
        };
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

    /// What the model is called in tables: kinds and settings of the loss that are compared have
    /// different names.
    pub fn label(&self) -> String {
        let weighed = self.kind.is_variational() && self.beta != 1.0;
        let mut label = match self.kind {
            ModelKind::Vae if weighed => "β-VAE".to_string(),
            ModelKind::Cvae => format!("CVAE given {}", self.conditions.join(" and ")),
            kind => kind.label().to_string(),
        };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beta_goes_with_the_kind_unless_it_was_set() {
        let plain = ModelConfig::default();
        let joint = plain.of_kind(ModelKind::Joint);
        assert_eq!((joint.kind, joint.beta), (ModelKind::Joint, 4.0));
        assert_eq!(joint.of_kind(ModelKind::Vae), plain);
        let set = ModelConfig { beta: 2.0, ..plain };
        assert_eq!(set.of_kind(ModelKind::Joint).beta, 2.0);
    }

    #[test]
    fn labels_tell_what_is_compared() {
        let label = |kind, beta, schedule, free_bits| {
            let conditions = vec!["language".to_string(), "genre".to_string()];
            ModelConfig {
                kind,
                beta,
                schedule,
                free_bits,
                conditions,
                ..ModelConfig::default()
            }
            .label()
        };
        assert_eq!(label(ModelKind::Vae, 1.0, BetaSchedule::Linear, 0.0), "VAE");
        assert_eq!(
            label(ModelKind::Vae, 4.0, BetaSchedule::Fixed, 0.0),
            "β-VAE, β = 4"
        );
        assert_eq!(
            label(ModelKind::Vae, 4.0, BetaSchedule::Cyclical, 0.25),
            "β-VAE, β = 4, cyclical, free bits 0.25"
        );
        assert_eq!(
            label(ModelKind::Joint, 4.0, BetaSchedule::Linear, 0.0),
            "joint VAE, β = 4"
        );
        assert_eq!(
            label(ModelKind::Vae, 1.0, BetaSchedule::Capacity, 0.0),
            "VAE, capacity 25 nats"
        );
        assert_eq!(
            label(ModelKind::Cvae, 1.0, BetaSchedule::Linear, 0.0),
            "CVAE given language and genre"
        );
        assert_eq!(
            label(ModelKind::Pca, 4.0, BetaSchedule::Cyclical, 1.0),
            "PCA",
            "what it does not use is not said"
        );
    }
}
