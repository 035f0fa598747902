//! Every knob of every stage, and the seed. Loaded and checked once at the door; saved beside every
//! result.

mod audio;
mod check;
mod clustering;
mod model;
mod overrides;
mod picture;
mod text;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::job::Stage;
use crate::random::stream;

pub use audio::{AudioConfig, FusionConfig, Modality, Window};
pub use clustering::{ChooseK, ClusteringConfig, ClusteringMethod, Linkage};
pub use model::{BetaSchedule, Compute, ModelConfig, ModelKind, PatchConfig};
pub use overrides::Overrides;
pub use picture::{ProjectionConfig, ProjectionMethod, ScoresConfig};
pub use text::{SentencesConfig, TextConfig, VectorsConfig, Weighting};

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
    pub audio: AudioConfig,
    pub text: TextConfig,
    pub fusion: FusionConfig,
    pub model: ModelConfig,
    pub clustering: ClusteringConfig,
    pub projection: ProjectionConfig,
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
            fusion: FusionConfig::default(),
            model: ModelConfig::default(),
            clustering: ClusteringConfig::default(),
            projection: ProjectionConfig::default(),
            scores: ScoresConfig::default(),
        }
    }

    /// # Errors
    /// When the file cannot be read, is not TOML, or names a setting that does not exist.
    pub fn load(path: &Path) -> Result<Self> {
        let text =
            std::fs::read_to_string(path).map_err(|e| Error::io("read settings", path, e))?;
        toml::from_str(&text).map_err(|e| {
            let line = e.span().map_or(String::new(), |s| {
                format!("line {}: ", 1 + text[..s.start].matches('\n').count())
            });
            Error::file(format!("{line}{}", e.message().replace('\n', "; ")), path)
        })
    }

    /// The settings as TOML, as `load` reads them.
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self).expect("plain numbers, strings and lists are always TOML")
    }

    /// The seed of one stage's own stream: stages do not disturb each other's numbers.
    pub fn stream(&self, stage: Stage) -> u64 {
        stream(self.seed, stage as u64)
    }
}

/// The platform's cache folder of this program, where the platform has one: what is in it can be
/// made again.
pub fn cache_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "latentune").map(|dirs| dirs.cache_dir().to_path_buf())
}

/// The platform's data folder of this program, where the platform has one: what a person made and
/// would miss.
pub fn data_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "latentune")
        .map(|dirs| dirs.data_local_dir().to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_there_and_back() {
        let mut config = Config {
            seed: 7,
            ..Config::default()
        };
        config.model.hidden = vec![9, 8];
        config.audio.window = Window::Several;
        let back: Config = toml::from_str(&config.to_toml()).unwrap();
        assert_eq!(back, config);
    }

    #[test]
    fn a_section_that_a_file_begins_is_filled_up_from_plain_settings() {
        let read = |text: &str| toml::from_str::<Config>(text).unwrap();
        let whole = read("seed = 3");
        assert_eq!(
            (whole.model.kind, whole.model.beta),
            (ModelKind::Joint, 4.0)
        );
        assert_eq!(whole.clustering.choose_k, ChooseK::Silhouette);
        let few = read("[clustering]\nn_clusters = 4");
        assert_eq!(
            (few.clustering.n_clusters, few.clustering.choose_k),
            (4, ChooseK::Given),
            "four are asked for"
        );
        assert_eq!(few.model, whole.model);
        let small = read("[model]\nn_latent = 3");
        assert_eq!(
            small.model,
            ModelConfig {
                n_latent: 3,
                ..ModelConfig::default()
            }
        );
        assert_eq!((small.model.kind, small.model.beta), (ModelKind::Vae, 1.0));
    }

    #[test]
    fn a_misspelt_setting_is_named() {
        let error = toml::from_str::<Config>("[model]\nn_latents = 3")
            .unwrap_err()
            .to_string();
        assert!(error.contains("n_latents"), "{error}");
    }

    #[test]
    fn a_settings_file_is_told_by_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.toml");
        std::fs::write(&path, "seed = 1\n\n[model]\nn_latents = 3\n").unwrap();
        let error = Config::load(&path).unwrap_err().to_string();
        assert!(
            error.starts_with("line 4: unknown field `n_latents`, expected one of"),
            "{error}"
        );
        assert!(
            error.ends_with("c.toml") && !error.contains('\n'),
            "{error}"
        );
    }

    #[test]
    fn out_of_range_names_the_setting() {
        let mut config = Config::default();
        assert!(config.check().is_ok());
        config.clustering.n_clusters = 1;
        assert_eq!(
            config.check().unwrap_err().to_string(),
            "setting clustering.n_clusters: must be between 2 and 1000"
        );
        config = Config::default();
        config.model.learning_rate = f64::NAN;
        assert!(config.check().is_err());
    }

    #[test]
    fn settings_of_the_loss_fit_the_kind_and_the_epochs() {
        let message = |change: fn(&mut ModelConfig)| {
            let mut config = Config::default();
            change(&mut config.model);
            config.check().err().map(|e| e.to_string())
        };
        let cyclical =
            |m: &mut ModelConfig| (m.schedule, m.n_cycles) = (BetaSchedule::Cyclical, 101);
        assert_eq!(
            message(cyclical).unwrap(),
            "setting model.n_cycles: must be at most half of n_epochs"
        );
        let tcvae = |m: &mut ModelConfig| {
            (m.kind, m.schedule) = (ModelKind::BetaTcvae, BetaSchedule::Capacity)
        };
        assert_eq!(
            message(tcvae).unwrap(),
            "setting model.schedule: must be another than `capacity` for a β-TCVAE"
        );
        let tcvae = |m: &mut ModelConfig| (m.kind, m.free_bits) = (ModelKind::BetaTcvae, 0.1);
        assert_eq!(
            message(tcvae).unwrap(),
            "setting model.free_bits: must be 0 for a β-TCVAE"
        );
        assert_eq!(
            message(|m| (m.kind, m.n_cycles) = (ModelKind::Pca, 101)),
            None
        );
    }

    #[test]
    fn streams_differ_between_stages_and_seeds() {
        let (a, b) = (
            Config::default(),
            Config {
                seed: 1,
                ..Config::default()
            },
        );
        assert_ne!(a.stream(Stage::Model), a.stream(Stage::Clustering));
        assert_ne!(a.stream(Stage::Model), b.stream(Stage::Model));
    }
}
