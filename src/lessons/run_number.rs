//! Numbers of a run as a whole.

use strum::{IntoStaticStr, VariantArray};

use crate::config::Keyed;
use crate::features::{BlockId, BlockKind};
use crate::pipeline::Analysis;
use crate::reading::Mixture;
use crate::scores::Repeated;
use crate::words::{Text, id};

/// A number of the run as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum RunNumber {
    Songs,
    Clusters,
    /// Share of songs in no cluster.
    Noise,
    LatentDimensions,
    /// Those that carry something.
    ActiveDimensions,
    /// Those that carry nothing.
    QuietDimensions,
    /// Shares of variance given back.
    Explained,
    ExplainedHeldOut,
    /// Of the block of sound, or of words, that comes back best.
    ExplainedAudio,
    ExplainedLyrics,
    Trustworthiness,
    Continuity,
    /// ARI between clusterings of the same space.
    StabilityOverSeeds,
    StabilityOverSamples,
    /// Share of neighbours by sound that are neighbours by words.
    SoundWords,
    /// Of a mixture: its components, those that hold next to nothing, the largest share of weight in
    /// one, and the mean entropy of responsibilities as a share of the greatest.
    Components,
    DeadComponents,
    LargestComponent,
    ResponsibilityEntropy,
}

/// How a number is written.
pub(super) enum Written {
    Count,
    Decimals(usize),
    /// Of 1: in words it is a percentage.
    Share,
}

impl RunNumber {
    pub(super) fn value(self, analysis: &Analysis) -> Option<f64> {
        let (n_latent, diagnostics) = (analysis.latents().n_cols(), &analysis.model.diagnostics);
        let count = |n: usize| Some(n as f64);
        let trust = analysis.trust.as_ref();
        let mixture = || analysis.occupancy.as_deref().map(Mixture::of);
        let stability = |what| {
            let found = analysis.probes.stability.as_ref()?;
            found.again.mean(what)
        };
        match self {
            Self::Songs => count(analysis.library.songs.len()),
            Self::Clusters => count(analysis.clusters.n_clusters),
            Self::Noise => Some(analysis.scores.noise_share),
            Self::LatentDimensions => count(n_latent),
            Self::ActiveDimensions => count(diagnostics.n_active),
            Self::QuietDimensions => count(n_latent.saturating_sub(diagnostics.n_active)),
            Self::Explained => Some(f64::from(diagnostics.explained_train)),
            Self::ExplainedHeldOut => diagnostics.explained_validation.map(f64::from),
            Self::ExplainedAudio => explained(analysis, BlockKind::Audio),
            Self::ExplainedLyrics => explained(analysis, BlockKind::Lyrics),
            Self::Trustworthiness => trust.map(|t| t.trustworthiness),
            Self::Continuity => trust.map(|t| t.continuity),
            Self::StabilityOverSeeds => stability(Repeated::OverSeeds),
            Self::StabilityOverSamples => stability(Repeated::OverSamples),
            Self::SoundWords => analysis.probes.cross_modal.as_ref().map(|c| c.mean),
            Self::Components => count(mixture()?.n_components),
            Self::DeadComponents => count(mixture()?.n_dead),
            Self::LargestComponent => Some(mixture()?.largest),
            Self::ResponsibilityEntropy => Some(mixture()?.entropy),
        }
    }

    pub(super) fn name(self) -> Text {
        match self {
            Self::Songs => id::COMMON_SONGS,
            Self::Clusters => id::COMMON_CLUSTERS,
            Self::Noise => id::COMMON_NOISE,
            Self::LatentDimensions => id::COMMON_LATENT_DIMENSIONS,
            Self::ActiveDimensions => id::LESSONS_ACTIVE_DIMENSIONS,
            Self::QuietDimensions => id::LESSONS_QUIET_DIMENSIONS,
            Self::Explained => id::GLOSSARY_VARIANCE_EXPLAINED,
            Self::ExplainedHeldOut => id::LESSONS_EXPLAINED_HELD_OUT,
            Self::ExplainedAudio => id::LESSONS_EXPLAINED_AUDIO,
            Self::ExplainedLyrics => id::LESSONS_EXPLAINED_LYRICS,
            Self::Trustworthiness => id::COMMON_TRUSTWORTHINESS_2,
            Self::Continuity => id::COMMON_CONTINUITY,
            Self::StabilityOverSeeds => id::LESSONS_STABILITY_OVER_SEEDS,
            Self::StabilityOverSamples => id::LESSONS_STABILITY_OVER_SAMPLES,
            Self::SoundWords => id::COMMON_SOUND_AGREES_WORDS,
            Self::Components => id::GLOSSARY_COMPONENTS_MIXTURE,
            Self::DeadComponents => id::MIXTURE_DEAD,
            Self::LargestComponent => id::MIXTURE_LARGEST,
            Self::ResponsibilityEntropy => id::MIXTURE_ENTROPY,
        }
    }

    pub(super) fn written(self) -> Written {
        match self {
            Self::Songs
            | Self::Clusters
            | Self::LatentDimensions
            | Self::ActiveDimensions
            | Self::QuietDimensions
            | Self::Components
            | Self::DeadComponents => Written::Count,
            Self::Trustworthiness
            | Self::Continuity
            | Self::StabilityOverSeeds
            | Self::StabilityOverSamples => Written::Decimals(2),
            Self::Noise
            | Self::Explained
            | Self::ExplainedHeldOut
            | Self::ExplainedAudio
            | Self::ExplainedLyrics
            | Self::SoundWords
            | Self::LargestComponent
            | Self::ResponsibilityEntropy => Written::Share,
        }
    }
}

/// Of the blocks of one kind the share that the best of them gives back.
fn explained(analysis: &Analysis, kind: BlockKind) -> Option<f64> {
    let blocks = analysis.model.diagnostics.explained_blocks.iter();
    let own = blocks.filter(|(name, ..)| BlockId::of_key(name).map(BlockId::kind) == Some(kind));
    let shares = own.map(|(_, train, _)| f64::from(*train));
    shares.max_by(f64::total_cmp)
}
