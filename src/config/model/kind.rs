//! The kinds of models, how β moves, and where models are trained.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::words::{Text, id, same};

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ModelKind {
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
    Autoencoder,
    Pca,
    /// No model: the joined features are the latent.
    Direct,
}

impl ModelKind {
    pub fn label(self) -> Text {
        match self {
            ModelKind::Direct => id::CONFIG_FEATURES,
            ModelKind::Pca => same("PCA"),
            ModelKind::Autoencoder => id::CONFIG_AUTOENCODER,
            ModelKind::Vae => same("VAE"),
            ModelKind::BetaTcvae => id::GLOSSARY_BETA_TCVAE,
            ModelKind::Cvae => same("CVAE"),
            ModelKind::ConvVae => same("conv VAE"),
            ModelKind::Joint => same("joint VAE"),
            ModelKind::Late => id::CONFIG_LATE_FUSION,
            ModelKind::Vade => id::GLOSSARY_VADE,
        }
    }

    /// False for what has a closed form.
    pub fn is_trained(self) -> bool {
        match self {
            ModelKind::Vae
            | ModelKind::BetaTcvae
            | ModelKind::Cvae
            | ModelKind::ConvVae
            | ModelKind::Joint
            | ModelKind::Late
            | ModelKind::Vade
            | ModelKind::Autoencoder => true,
            ModelKind::Pca | ModelKind::Direct => false,
        }
    }

    /// True when it has a posterior, and so a KL term.
    pub fn is_variational(self) -> bool {
        self.usual_beta().is_some()
    }

    /// The weight of the KL term where nobody says; `None` where there is no such term.
    ///
    /// On songs with sound and words 4 gave a joint VAE latents whose clusters came out the same
    /// from other seeds and other samples of the songs, which 1 did not.
    pub fn usual_beta(self) -> Option<f32> {
        match self {
            ModelKind::Joint => Some(4.0),
            ModelKind::Vae
            | ModelKind::BetaTcvae
            | ModelKind::Cvae
            | ModelKind::ConvVae
            | ModelKind::Late
            | ModelKind::Vade => Some(1.0),
            ModelKind::Autoencoder | ModelKind::Pca | ModelKind::Direct => None,
        }
    }
}

/// What a kind of model must be shown beside the joined features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    /// Label columns that it is told.
    Conditions,
    /// Crops of recordings.
    Patches,
    /// One modality at least.
    Modality,
    /// Both, in one song or another.
    AudioAndLyrics,
}

impl ModelKind {
    pub fn needs(self) -> Needs {
        match self {
            ModelKind::Vae
            | ModelKind::BetaTcvae
            | ModelKind::Vade
            | ModelKind::Autoencoder
            | ModelKind::Pca
            | ModelKind::Direct => Needs::Nothing,
            ModelKind::Cvae => Needs::Conditions,
            ModelKind::ConvVae => Needs::Patches,
            ModelKind::Joint => Needs::Modality,
            ModelKind::Late => Needs::AudioAndLyrics,
        }
    }

    /// True when its prior has components, `n_components` of them.
    pub fn has_components(self) -> bool {
        match self {
            ModelKind::Vade => true,
            ModelKind::Vae
            | ModelKind::BetaTcvae
            | ModelKind::Cvae
            | ModelKind::ConvVae
            | ModelKind::Joint
            | ModelKind::Late
            | ModelKind::Autoencoder
            | ModelKind::Pca
            | ModelKind::Direct => false,
        }
    }
}

/// How the weight of the KL term moves over the epochs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum BetaSchedule {
    /// Up from 0 over `kl_warmup_epochs`, then fixed.
    Linear,
    Fixed,
    /// `n_cycles` times up from 0 in the first half of a cycle, then fixed for the other half (Fu
    /// et al. 2019).
    Cyclical,
    /// β·|KL − C|, with C rising from 0 to `capacity_nats` over `capacity_epochs` (Burgess et al.
    /// 2018).
    Capacity,
}

impl BetaSchedule {
    pub fn label(self) -> Text {
        match self {
            BetaSchedule::Linear => id::FIELDS_WARM_UP,
            BetaSchedule::Fixed => id::FIELDS_FIXED,
            BetaSchedule::Cyclical => id::FIELDS_CYCLICAL,
            BetaSchedule::Capacity => id::FIELDS_CAPACITY,
        }
    }
}

/// Where a model is trained.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Compute {
    Cpu,
    /// The first GPU that is found; an error where there is none.
    Gpu,
}

impl Compute {
    pub fn label(self) -> Text {
        match self {
            Compute::Cpu => same("CPU"),
            Compute::Gpu => same("GPU"),
        }
    }
}
