//! Every knob of every stage, and the seed. Loaded and checked once at the door; saved beside every
//! result.

mod about;
mod keyed;
pub(crate) mod knob;
mod audio;
mod text;
mod embeddings;
mod network;
mod model;
mod clustering;
mod picture;
mod check;
mod overrides;
mod typed;
mod lines;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::file;
use crate::job::Stage;
use crate::random::stream;
use crate::words::id;

pub(crate) use about::About;
pub use audio::AudioConfig;
pub(crate) use audio::{FusionConfig, Modality, Window};
pub(crate) use clustering::{ChooseK, Linkage};
pub use clustering::{ClusteringConfig, ClusteringMethod};
pub(crate) use embeddings::{EmbeddingsConfig, VECTORS_FILE};
pub use keyed::Keyed;
pub(crate) use lines::Lines;
pub(crate) use model::{BetaSchedule, Compute, Learns, Needs, PatchConfig};
pub use model::{ModelConfig, ModelKind};
pub(crate) use network::{NETWORK_ENDING, NETWORK_FILE, NetworkConfig, NetworkInput};
pub(crate) use overrides::Overrides;
pub(crate) use picture::ScoresConfig;
pub use picture::{ProjectionConfig, ProjectionMethod};
pub(crate) use text::{SentencesConfig, Weighting};
pub use text::{TextConfig, VectorsConfig};
pub(crate) use typed::{at_home, path_of_address, percent_decoded, shell_path, typed_path};

use knob::{Group, Knob, number};

/// The largest file of settings, or of a comparison of settings, that is read, in bytes.
pub(crate) const MOST_BYTES: u64 = 4 << 20;

/// All settings of a run. TOML, each field optional; an unknown field is an error, not a silence.
///
/// The defaults are those of a whole run: a joint VAE at β = 4 of whatever modalities there are,
/// and as many clusters as the silhouette chooses. A section that a file begins by itself
/// (`[model]`, `[clustering]`) is filled up from the plain settings of that section instead, a VAE
/// at β = 1 and the number of clusters that is told, so that what it does not say does not depend
/// on what a whole run is best made with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The one seed of a run; each stage draws its own stream from it.
    pub seed: u64,
    /// What is measured of recordings.
    pub audio: AudioConfig,
    /// What is made of lyrics.
    pub text: TextConfig,
    /// Vectors that another program made.
    pub embeddings: EmbeddingsConfig,
    /// Another network than the program's own that hears recordings.
    pub network: NetworkConfig,
    /// What of it the model is shown, and with which weight.
    pub fusion: FusionConfig,
    /// The model and its training.
    pub model: ModelConfig,
    /// How its latents are clustered.
    pub clustering: ClusteringConfig,
    /// How they are drawn.
    pub projection: ProjectionConfig,
    /// What is measured of all that.
    pub scores: ScoresConfig,
}

impl Default for Config {
    fn default() -> Self {
        let clustering = ClusteringConfig {
            choose_k: ChooseK::Silhouette,
            ..ClusteringConfig::default()
        };
        Self {
            model: ModelConfig::default().of_kind(ModelKind::Joint),
            clustering,
            ..Self::plain()
        }
    }
}

/// Settings known to be within what their stages accept. Only these run.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked(Config);

impl std::ops::Deref for Checked {
    type Target = Config;

    fn deref(&self) -> &Config {
        &self.0
    }
}

impl Config {
    /// The plain settings of every section: a VAE at β = 1, and six clusters.
    pub fn plain() -> Self {
        Self {
            seed: 0,
            audio: AudioConfig::default(),
            text: TextConfig::default(),
            embeddings: EmbeddingsConfig::default(),
            network: NetworkConfig::default(),
            fusion: FusionConfig::default(),
            model: ModelConfig::default(),
            clustering: ClusteringConfig::default(),
            projection: ProjectionConfig::default(),
            scores: ScoresConfig::default(),
        }
    }

    /// # Errors
    /// When the file cannot be read, is not TOML, or names a setting that does not exist.
    pub(crate) fn load(path: &Path) -> Result<Self> {
        let text = file::read_given(path, MOST_BYTES)
            .map_err(|e| Error::io(id::ERROR_CANNOT_READ_SETTINGS, path, e))?;
        toml::from_str(&text).map_err(|e| Error::file(Lines(&text).fault(&e), path))
    }

    /// Settings that [`Config::to_toml`] has written; `None` of what is none.
    pub(crate) fn of_toml(text: &str) -> Option<Self> {
        toml::from_str(text).ok()
    }

    /// The settings as TOML, as `load` reads them.
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self).expect("plain numbers, strings and lists are always TOML")
    }

    /// Sets the setting of that name, where it is one that is a text, to a path.
    pub(crate) fn set_path(&mut self, name: &str, path: &Path) {
        let knob = knobs().find(|knob| knob.path == name);
        if let Some(knob::Value::Text { set, .. }) = knob.map(|knob| knob.value) {
            set(self, &path.to_string_lossy());
        }
    }

    /// The seed of one stage's own stream: stages do not disturb each other's numbers.
    pub fn stream(&self, stage: Stage) -> u64 {
        stream(self.seed, stage as u64)
    }
}

/// The platform's cache folder of this program, where the platform has one: what is in it can be
/// made again.
pub(crate) fn cache_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "latentune").map(|dirs| dirs.cache_dir().to_path_buf())
}

/// The platform's data folder of this program, where the platform has one: what a person made and
/// would miss.
pub(crate) fn data_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "latentune")
        .map(|dirs| dirs.data_local_dir().to_path_buf())
}

/// What belongs to no section.
const KNOBS: &[Knob] = &[
    // TOML has no whole number above 2⁶³ − 1, so no larger seed could be saved.
    number!(seed: u64, 0.0..=9_000_000_000_000_000_000.0, 0.1)
        .on(Group::Map, id::COMMON_SEED)
        .says(id::GLOSSARY_WHERE_EVERYTHING_RANDOM_BEGINS_SAME),
];

/// The row of every setting, in the order of the form.
pub(crate) fn knobs() -> impl Iterator<Item = &'static Knob> {
    [
        audio::FUSION,
        text::KNOBS,
        embeddings::KNOBS,
        network::KNOBS,
        model::KNOBS,
        clustering::KNOBS,
        picture::KNOBS,
        KNOBS,
        audio::KNOBS,
    ]
    .into_iter()
    .flatten()
}
