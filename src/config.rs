//! Every knob of every stage, and the seed. Loaded and checked once at the door; saved beside every result.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::job::Stage;

/// All settings of a run. TOML, each field optional; an unknown field is an error, not a silence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
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
}

/// Which part of a recording is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Window {
    /// `window_secs` from the middle.
    Middle,
    /// The whole recording.
    Whole,
    /// `n_windows` of `window_secs` each, spread evenly; their frames are pooled.
    Several,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AudioConfig {
    pub sample_rate_hz: u32,
    pub window: Window,
    pub window_secs: f32,
    pub n_windows: usize,
    pub n_fft: usize,
    pub hop_samples: usize,
    pub n_mels: usize,
    pub n_mfcc: usize,
}

impl Default for AudioConfig {
    fn default() -> Self {
        Self {
            sample_rate_hz: 22_050,
            window: Window::Middle,
            window_secs: 30.0,
            n_windows: 3,
            n_fft: 2048,
            hop_samples: 512,
            n_mels: 128,
            n_mfcc: 20,
        }
    }
}

impl AudioConfig {
    /// The settings as one string, the same for the same settings: part of the key of what was computed from them.
    pub fn fingerprint(&self) -> String {
        toml::to_string(self).expect("plain numbers and names are always TOML")
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TextConfig {
    /// Shortest and longest word n-gram. `[0, 0]` leaves words out.
    pub word_ngrams: [usize; 2],
    /// Shortest and longest character n-gram within words. `[0, 0]` leaves characters out.
    pub char_ngrams: [usize; 2],
    /// A term must occur in at least this many lyrics.
    pub min_df: usize,
    /// A term in more than this share of the lyrics is dropped.
    pub max_df: f32,
    /// At most this many word terms, the most frequent first.
    pub max_words: usize,
    /// At most this many character terms, the most frequent first.
    pub max_chars: usize,
    /// 1 + ln(tf) in place of tf.
    pub sublinear_tf: bool,
}

impl Default for TextConfig {
    fn default() -> Self {
        Self {
            word_ngrams: [1, 2],
            char_ngrams: [2, 4],
            min_df: 2,
            max_df: 0.9,
            max_words: 500,
            max_chars: 500,
            sublinear_tf: true,
        }
    }
}

/// What the model is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Modality {
    Audio,
    Lyrics,
    Both,
}

impl Modality {
    pub const ALL: [Modality; 3] = [Modality::Audio, Modality::Lyrics, Modality::Both];

    pub fn label(self) -> &'static str {
        match self {
            Modality::Audio => "audio only",
            Modality::Lyrics => "lyrics only",
            Modality::Both => "audio and lyrics",
        }
    }

    pub fn has_audio(self) -> bool {
        self != Modality::Lyrics
    }

    pub fn has_lyrics(self) -> bool {
        self != Modality::Audio
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FusionConfig {
    pub modality: Modality,
    /// The audio blocks together have this weight.
    pub audio_weight: f32,
    /// The lyric blocks together have this weight.
    pub lyrics_weight: f32,
    /// Number columns of the user's own table; 0 leaves them out.
    pub numbers_weight: f32,
}

impl Default for FusionConfig {
    fn default() -> Self {
        Self { modality: Modality::Both, audio_weight: 1.0, lyrics_weight: 1.0, numbers_weight: 0.0 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ModelKind {
    Pca,
    Autoencoder,
    Vae,
}

impl ModelKind {
    pub const ALL: [ModelKind; 3] = [ModelKind::Vae, ModelKind::Autoencoder, ModelKind::Pca];

    pub fn label(self) -> &'static str {
        match self {
            ModelKind::Pca => "PCA",
            ModelKind::Autoencoder => "autoencoder",
            ModelKind::Vae => "VAE",
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
    /// Weight of the KL term.
    pub beta: f32,
    /// β rises linearly from 0 over this many epochs; 0 for no warm-up.
    pub kl_warmup_epochs: usize,
    /// Share of songs held out, whole artists at a time; 0 for none.
    pub validation_share: f32,
    /// Epochs without a better validation loss before training ends; 0 for never.
    pub patience: usize,
    /// Largest L2 norm of the whole gradient; 0 for no clipping.
    pub gradient_clip: f32,
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
            kl_warmup_epochs: 20,
            validation_share: 0.15,
            patience: 40,
            gradient_clip: 5.0,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClusteringConfig {
    pub n_clusters: usize,
    /// k-means++ starts, of which the one of least inertia is kept.
    pub n_init: usize,
    pub max_iterations: usize,
}

impl Default for ClusteringConfig {
    fn default() -> Self {
        Self { n_clusters: 6, n_init: 10, max_iterations: 300 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProjectionConfig {
    /// 0 chooses by the number of songs.
    pub perplexity: f32,
    pub n_iterations: usize,
}

impl Default for ProjectionConfig {
    fn default() -> Self {
        Self { perplexity: 0.0, n_iterations: 1000 }
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
    /// # Errors
    /// When the file cannot be read, is not TOML, or names a setting that does not exist.
    pub fn load(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io("read settings", path, e))?;
        toml::from_str(&text).map_err(|e| {
            let line =
                e.span().map_or(String::new(), |s| format!("line {}: ", 1 + text[..s.start].matches('\n').count()));
            Error::file(format!("{line}{}", e.message().replace('\n', "; ")), path)
        })
    }

    /// The settings as TOML, as `load` reads them.
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self).expect("plain numbers, strings and lists are always TOML")
    }

    /// Settings within range, or the first that is not.
    ///
    /// # Errors
    /// [`Error::Config`] with the name of the setting and what it accepts.
    pub fn check(&self) -> Result<Checked> {
        let (a, t, f, m, c, p) =
            (&self.audio, &self.text, &self.fusion, &self.model, &self.clustering, &self.projection);
        check(
            a.sample_rate_hz >= 8_000 && a.sample_rate_hz <= 48_000,
            "audio.sample_rate_hz",
            "between 8000 and 48000",
        )?;
        check(a.window_secs >= 1.0 && a.window_secs.is_finite(), "audio.window_secs", "at least 1")?;
        check(a.n_windows >= 1, "audio.n_windows", "at least 1")?;
        check(
            a.n_fft.is_power_of_two() && (256..=16_384).contains(&a.n_fft),
            "audio.n_fft",
            "a power of two from 256 to 16384",
        )?;
        check(a.hop_samples >= 64 && a.hop_samples <= a.n_fft, "audio.hop_samples", "between 64 and n_fft")?;
        check((20..=256).contains(&a.n_mels), "audio.n_mels", "between 20 and 256")?;
        check(a.n_mfcc >= 2 && a.n_mfcc <= a.n_mels, "audio.n_mfcc", "between 2 and n_mels")?;
        check(range_or_off(t.word_ngrams, 5), "text.word_ngrams", "[shortest, longest] from 1 to 5, or [0, 0]")?;
        check(range_or_off(t.char_ngrams, 8), "text.char_ngrams", "[shortest, longest] from 1 to 8, or [0, 0]")?;
        check(t.word_ngrams != [0, 0] || t.char_ngrams != [0, 0], "text.word_ngrams", "on, unless char_ngrams are")?;
        check(t.min_df >= 1, "text.min_df", "at least 1")?;
        check(t.max_df > 0.0 && t.max_df <= 1.0, "text.max_df", "above 0 and at most 1")?;
        check(t.max_words >= 1 && t.max_chars >= 1, "text.max_words", "and max_chars at least 1")?;
        for (weight, name) in [
            (f.audio_weight, "fusion.audio_weight"),
            (f.lyrics_weight, "fusion.lyrics_weight"),
            (f.numbers_weight, "fusion.numbers_weight"),
        ] {
            check((0.0..=1000.0).contains(&weight), name, "between 0 and 1000")?;
        }
        check((1..=512).contains(&m.n_latent), "model.n_latent", "between 1 and 512")?;
        check(m.hidden.iter().all(|h| (1..=8192).contains(h)), "model.hidden", "widths between 1 and 8192")?;
        check(m.n_epochs >= 1, "model.n_epochs", "at least 1")?;
        check(m.batch_size >= 1, "model.batch_size", "at least 1")?;
        check(m.learning_rate > 0.0 && m.learning_rate <= 1.0, "model.learning_rate", "above 0 and at most 1")?;
        check((0.0..=1000.0).contains(&m.beta), "model.beta", "between 0 and 1000")?;
        check((0.0..=0.5).contains(&m.validation_share), "model.validation_share", "between 0 and 0.5")?;
        check(m.gradient_clip >= 0.0 && m.gradient_clip.is_finite(), "model.gradient_clip", "0 or more")?;
        check((2..=1000).contains(&c.n_clusters), "clustering.n_clusters", "between 2 and 1000")?;
        check(c.n_init >= 1, "clustering.n_init", "at least 1")?;
        check(c.max_iterations >= 1, "clustering.max_iterations", "at least 1")?;
        check(p.perplexity >= 0.0 && p.perplexity <= 500.0, "projection.perplexity", "0 (automatic) to 500")?;
        check(p.n_iterations >= 50, "projection.n_iterations", "at least 50")?;
        Ok(Checked(self.clone()))
    }

    /// The seed of one stage's own stream: stages do not disturb each other's numbers.
    pub fn stream(&self, stage: Stage) -> u64 {
        splitmix64(self.seed ^ splitmix64(stage as u64 + 1))
    }
}

/// The platform's cache folder of this program, where the platform has one: what is in it can be made again.
pub fn cache_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "latentune").map(|dirs| dirs.cache_dir().to_path_buf())
}

fn range_or_off([low, high]: [usize; 2], most: usize) -> bool {
    [low, high] == [0, 0] || (1 <= low && low <= high && high <= most)
}

fn check(ok: bool, field: &'static str, accepts: &str) -> Result<()> {
    if ok { Ok(()) } else { Err(Error::config(field, format!("must be {accepts}"))) }
}

/// One step of `SplitMix64` (Steele, Lea, Flood 2014): spreads close seeds far apart.
pub fn splitmix64(x: u64) -> u64 {
    let z = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_there_and_back() {
        let mut config = Config { seed: 7, ..Config::default() };
        config.model.hidden = vec![9, 8];
        config.audio.window = Window::Several;
        let back: Config = toml::from_str(&config.to_toml()).unwrap();
        assert_eq!(back, config);
    }

    #[test]
    fn a_misspelt_setting_is_named() {
        let error = toml::from_str::<Config>("[model]\nn_latents = 3").unwrap_err().to_string();
        assert!(error.contains("n_latents"), "{error}");
    }

    #[test]
    fn a_settings_file_is_told_by_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.toml");
        std::fs::write(&path, "seed = 1\n\n[model]\nn_latents = 3\n").unwrap();
        let error = Config::load(&path).unwrap_err().to_string();
        assert!(error.starts_with("line 4: unknown field `n_latents`, expected one of"), "{error}");
        assert!(error.ends_with("c.toml") && !error.contains('\n'), "{error}");
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
    fn streams_differ_between_stages_and_seeds() {
        let (a, b) = (Config::default(), Config { seed: 1, ..Config::default() });
        assert_ne!(a.stream(Stage::Model), a.stream(Stage::Clustering));
        assert_ne!(a.stream(Stage::Model), b.stream(Stage::Model));
    }
}
