//! The kinds of models, how β moves, and where models are trained.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::config::about::About;
use crate::words::{Text, id, same};

/// What maps the joined features to latents.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ModelKind {
    /// With `beta` other than 1 a β-VAE.
    Vae,
    /// A VAE of which only the total correlation is weighed by `beta` (Chen et al. 2018).
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
    /// Encoder and decoder without a prior.
    Autoencoder,
    /// Principal components, without training.
    Pca,
    /// No model: the joined features are the latent.
    Direct,
}

impl ModelKind {
    pub(crate) const fn about(self) -> About {
        match self {
            ModelKind::Vae => About {
                label: same("VAE"),
                name: id::GLOSSARY_VARIATIONAL_AUTOENCODER_VAE,
                says: id::GLOSSARY_ENCODER_TURNS_SONG_INTO_CLOUD,
                formula: id::GLOSSARY_LOSS_RECONSTRUCTION_PLUS_KL,
                source: "Kingma & Welling 2014; Rezende, Mohamed & Wierstra 2014",
            },
            ModelKind::BetaTcvae => About {
                label: id::GLOSSARY_BETA_TCVAE,
                name: id::GLOSSARY_BETA_TCVAE,
                says: id::GLOSSARY_VAE_PUNISHES_ONLY_WHAT_DIMENSIONS,
                formula: id::GLOSSARY_LOSS_RECONSTRUCTION_PLUS_MI_PLUS,
                source: "Chen et al. 2018",
            },
            ModelKind::Cvae => About {
                label: same("CVAE"),
                name: id::GLOSSARY_CONDITIONAL_VAE_CVAE,
                says: id::GLOSSARY_VAE_TOLD_LABELS_EACH_SONG,
                formula: id::GLOSSARY_Q_Z_X_LABEL_P,
                source: "Sohn, Lee & Yan 2015",
            },
            ModelKind::ConvVae => About {
                label: same("conv VAE"),
                name: id::GLOSSARY_CONVOLUTIONAL_VAE,
                says: id::GLOSSARY_VAE_SEES_MEL_SPECTROGRAM_AS,
                formula: id::GLOSSARY_LOSS_RECONSTRUCTION_LOG_MEL_PLUS,
                source: "Hsu, Zhang & Glass 2017",
            },
            ModelKind::Joint => About {
                label: same("joint VAE"),
                name: id::GLOSSARY_JOINT_VAE,
                says: id::GLOSSARY_SOUND_WORDS_HAVE_ENCODER_EACH,
                formula: same("q(z | a, w) ~ p(z) q(z | a) q(z | w)"),
                source: "Wu & Goodman 2018",
            },
            ModelKind::Late => About {
                label: id::CONFIG_LATE_FUSION,
                name: id::GLOSSARY_LATE_FUSION,
                says: id::GLOSSARY_VAE_SOUND_ANOTHER_WORDS_EACH,
                formula: id::GLOSSARY_Z_Z_AUDIO_Z_LYRICS,
                source: "Baltrušaitis, Ahuja & Morency 2019",
            },
            ModelKind::Vade => About {
                label: id::GLOSSARY_VADE,
                name: id::GLOSSARY_VADE,
                says: id::GLOSSARY_VAE_WHOSE_PRIOR_MIXTURE_GAUSSIANS,
                formula: same("p(z) = Σ π_c N(μ_c, σ_c²)"),
                source: "Jiang et al. 2017",
            },
            ModelKind::Autoencoder => About {
                label: id::CONFIG_AUTOENCODER,
                name: id::GLOSSARY_AUTOENCODER,
                says: id::GLOSSARY_SAME_NETS_WITHOUT_NOISE_WITHOUT,
                formula: id::GLOSSARY_LOSS_RECONSTRUCTION,
                source: "Hinton & Salakhutdinov 2006",
            },
            ModelKind::Pca => About {
                label: same("PCA"),
                name: id::GLOSSARY_PRINCIPAL_COMPONENT_ANALYSIS_PCA,
                says: id::GLOSSARY_TURNS_FEATURES_SO_FIRST_AXIS,
                formula: id::GLOSSARY_X_MEAN_PLUS_W_Z,
                source: "Pearson 1901; Hotelling 1933",
            },
            ModelKind::Direct => About {
                label: id::CONFIG_FEATURES,
                name: id::GLOSSARY_NO_MODEL_FEATURES,
                says: id::GLOSSARY_SONGS_CLUSTERED_DRAWN_THEIR_FEATURES,
                formula: same("z = x"),
                source: "",
            },
        }
    }

    pub(crate) fn label(self) -> Text {
        self.about().label
    }

    pub(crate) fn learns(self) -> Learns {
        match self {
            ModelKind::Vae
            | ModelKind::BetaTcvae
            | ModelKind::Cvae
            | ModelKind::ConvVae
            | ModelKind::Joint
            | ModelKind::Late
            | ModelKind::Vade
            | ModelKind::Autoencoder => Learns::Weights,
            ModelKind::Pca => Learns::Components,
            ModelKind::Direct => Learns::Nothing,
        }
    }

    /// False for what has a closed form.
    pub(crate) fn is_trained(self) -> bool {
        self.learns() == Learns::Weights
    }

    /// True when it has a posterior, and so a KL term.
    pub(crate) fn is_variational(self) -> bool {
        self.usual_beta().is_some()
    }

    /// The weight of the KL term where nobody says; `None` where there is no such term.
    ///
    /// On songs with sound and words 4 gave a joint VAE latents whose clusters came out the same
    /// from other seeds and other samples of the songs, which 1 did not.
    pub(crate) fn usual_beta(self) -> Option<f32> {
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

/// What a kind of model learns from the songs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Learns {
    Nothing,
    /// Principal components, in closed form.
    Components,
    /// The weights of a network, epoch by epoch.
    Weights,
}

/// What a kind of model must be shown beside the joined features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
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
    pub(crate) fn needs(self) -> Needs {
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
    pub(crate) fn has_components(self) -> bool {
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
    pub(crate) fn label(self) -> Text {
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
    pub(crate) fn label(self) -> Text {
        match self {
            Compute::Cpu => same("CPU"),
            Compute::Gpu => same("GPU"),
        }
    }
}
