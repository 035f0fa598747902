//! Settings of audio features and of how features are joined.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::words::{Text, id, same};

use super::Config;
use super::knob::{Group, Knob, choice, number, switch};

/// Which part of a recording is looked at.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Window {
    /// `window_secs` from the middle.
    Middle,
    /// The whole recording.
    Whole,
    /// `n_windows` of `window_secs` each, spread evenly; their frames are pooled.
    Several,
    /// The `window_secs` that are most like the rest; a convolutional VAE's crops lie in such a part
    /// too.
    Typical,
}

impl Window {
    pub(crate) fn label(self) -> Text {
        match self {
            Window::Middle => id::FIELDS_MIDDLE,
            Window::Whole => id::FIELDS_WHOLE_SONG,
            Window::Several => id::FIELDS_SEVERAL_WINDOWS,
            Window::Typical => id::FIELDS_TYPICAL_PART,
        }
    }
}

/// What is heard of a recording, and how finely.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AudioConfig {
    /// Recordings are resampled to it, in Hz.
    pub sample_rate_hz: u32,
    /// Which part of a recording is looked at.
    pub window: Window,
    /// Length of that part, in seconds, or of each window where there are several.
    pub window_secs: f32,
    /// Windows, where several are spread over the recording.
    pub n_windows: usize,
    /// Samples of each Fourier transform.
    pub n_fft: usize,
    /// Samples from one frame to the next.
    pub hop_samples: usize,
    /// Bands of the mel spectrogram.
    pub n_mels: usize,
    /// Cepstral coefficients of each frame.
    pub n_mfcc: usize,
    /// The network that listens beside it.
    pub trained: TrainedConfig,
}

/// A trained network that listens beside what is measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrainedConfig {
    pub(crate) on: bool,
    /// Three seconds each, spread over the part that is looked at; fewer where it is too short.
    pub(crate) n_patches: usize,
}

impl Default for TrainedConfig {
    fn default() -> Self {
        Self {
            on: false,
            n_patches: 5,
        }
    }
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
            trained: TrainedConfig::default(),
        }
    }
}

pub(super) const KNOBS: &[Knob] = &[
    switch!(audio.trained.on)
        .on(Group::Audio, id::COMMON_TRAINED_EARS)
        .says(id::GLOSSARY_NETWORK_HEARS_EACH_SONG)
        .source("Pons & Serra 2019"),
    number!(audio.trained.n_patches: usize, 1.0..=100.0, 0.1)
        .on(Group::Audio, id::COMMON_PATCHES_HEARD)
        .says(id::GLOSSARY_PATCHES_THREE_SECONDS_HEARD)
        .when(|c| c.audio.trained.on),
    choice!(audio.window: Window)
        .on(Group::Audio, id::COMMON_LISTEN)
        .says(id::GLOSSARY_WHICH_PART_RECORDING_MEASURED_MIDDLE),
    number!(audio.window_secs: f32, 1.0..=3600.0, 0.2)
        .on(Group::Audio, id::COMMON_WINDOW_SECONDS)
        .unit(id::CONFIG_UNIT_SECONDS)
        .says(id::GLOSSARY_LENGTH_PART_MEASURED_LONGER_PARTS)
        .when(|c| c.audio.window != Window::Whole),
    number!(audio.n_windows: usize, 1.0..=64.0, 0.05)
        .on(Group::Audio, id::COMMON_WINDOWS)
        .says(id::GLOSSARY_PARTS_MEASURED_SPREAD_EVENLY_OVER)
        .when(|c| c.audio.window == Window::Several),
    number!(audio.n_mels: usize, 20.0..=256.0, 0.5)
        .on(Group::Audio, id::COMMON_MEL_BANDS)
        .says(id::GLOSSARY_BANDS_SPECTROGRAM_SPACED_AS_EAR)
        .formula(same("mel = 2595 log₁₀(1 + f / 700)"))
        .source("Stevens, Volkmann & Newman 1937"),
    number!(audio.n_mfcc: usize, 2.0..=256.0, 0.1)
        .at_most(|c| c.audio.n_mels as f64, "n_mels")
        .on(Group::Audio, same("MFCC"))
        .says(id::GLOSSARY_CEPSTRAL_COEFFICIENTS_SHAPE_SPECTRUM)
        .formula(same("DCT of log mel"))
        .source("Davis & Mermelstein 1980"),
    number!(audio.sample_rate_hz: u32, 8000.0..=48_000.0, 50.0)
        .unit(same("Hz"))
        .says(id::CONFIG_RECORDINGS_RESAMPLED_HALF_HIGHEST),
    number!(audio.n_fft: usize, 256.0..=16_384.0, 1.0)
        .unit(id::CONFIG_UNIT_SAMPLES)
        .says(id::CONFIG_LENGTH_SPECTRUM_POWER_TWO_LONGER),
    number!(audio.hop_samples: usize, 64.0..=16_384.0, 1.0)
        .at_most(|c| c.audio.n_fft as f64, "n_fft")
        .unit(id::CONFIG_UNIT_SAMPLES)
        .says(id::CONFIG_FROM_ONE_SPECTRUM_NEXT_SHORTER),
];

impl AudioConfig {
    /// The settings of what is measured as one string, the same for the same settings: part of the
    /// key of what was computed from them. The trained network has its own.
    pub(crate) fn fingerprint(&self) -> String {
        let measured = Self {
            trained: TrainedConfig::default(),
            ..self.clone()
        };
        toml::to_string(&measured).expect("plain numbers and names are always TOML")
    }
}

/// What the model is shown.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Modality {
    Audio,
    Lyrics,
    Both,
}

impl Modality {
    pub(crate) fn label(self) -> Text {
        match self {
            Modality::Audio => id::CONFIG_AUDIO_ONLY,
            Modality::Lyrics => id::CONFIG_LYRICS_ONLY,
            Modality::Both => id::CONFIG_AUDIO_LYRICS,
        }
    }

    pub(crate) fn has_audio(self) -> bool {
        self != Modality::Lyrics
    }

    pub(crate) fn has_lyrics(self) -> bool {
        self != Modality::Audio
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FusionConfig {
    pub(crate) modality: Modality,
    /// The audio blocks together have this weight.
    pub(crate) audio_weight: f32,
    /// That of the trained network beside what is measured, of which both make up the weight of
    /// audio; 0 leaves it out.
    pub(crate) trained_weight: f32,
    /// That of a network that the person brings, likewise.
    pub(crate) network_weight: f32,
    /// The lyric blocks together have this weight.
    pub(crate) lyrics_weight: f32,
    /// Number columns of the user's own table; 0 leaves them out.
    pub(crate) numbers_weight: f32,
    /// Vectors that another program made, where there are any; 0 leaves them out.
    pub(crate) embeddings_weight: f32,
    /// The mean of each language is taken from vectors of lyrics and from ready ones.
    pub(crate) centre_language: bool,
}

impl Default for FusionConfig {
    fn default() -> Self {
        Self {
            modality: Modality::Both,
            audio_weight: 1.0,
            trained_weight: 0.0,
            network_weight: 1.0,
            lyrics_weight: 1.0,
            numbers_weight: 0.0,
            embeddings_weight: 1.0,
            centre_language: false,
        }
    }
}

pub(super) const FUSION: &[Knob] = &[
    choice!(fusion.modality: Modality)
        .on(Group::Features, id::COMMON_SONGS_AS)
        .says(id::GLOSSARY_WHAT_MODEL_SHOWN_EACH_SONG),
    number!(fusion.audio_weight: f32, 0.0..=1000.0, 0.02)
        .on(Group::Features, id::COMMON_AUDIO_WEIGHT)
        .says(id::GLOSSARY_HOW_MUCH_ALL_AUDIO_FEATURES)
        .when(|c| c.fusion.modality.has_audio()),
    number!(fusion.trained_weight: f32, 0.0..=1000.0, 0.02)
        .on(Group::Features, id::COMMON_TRAINED_WEIGHT)
        .says(id::GLOSSARY_HOW_MUCH_TRAINED_EARS)
        .when(|c| c.fusion.modality.has_audio() && c.audio.trained.on),
    number!(fusion.network_weight: f32, 0.0..=1000.0, 0.02)
        .on(Group::Features, id::NETWORK_WEIGHT)
        .says(id::NETWORK_WEIGHT_SAYS)
        .when(|c| c.fusion.modality.has_audio() && c.network.file.is_some()),
    number!(fusion.lyrics_weight: f32, 0.0..=1000.0, 0.02)
        .on(Group::Features, id::COMMON_LYRICS_WEIGHT)
        .says(id::GLOSSARY_HOW_MUCH_ALL_LYRIC_FEATURES)
        .when(|c| c.fusion.modality.has_lyrics()),
    number!(fusion.numbers_weight: f32, 0.0..=1000.0, 0.02)
        .on(Group::Features, id::COMMON_TABLE_WEIGHT)
        .says(id::GLOSSARY_HOW_MUCH_NUMBER_COLUMNS_YOUR),
    number!(fusion.embeddings_weight: f32, 0.0..=1000.0, 0.02)
        .on(Group::Features, id::COMMON_VECTORS_WEIGHT)
        .says(id::GLOSSARY_HOW_MUCH_READY_VECTORS)
        .when(|c| c.embeddings.file.is_some()),
    switch!(fusion.centre_language)
        .on(Group::Features, id::COMMON_CENTRED_BY_LANGUAGE)
        .says(id::GLOSSARY_CENTRED_BY_LANGUAGE)
        .formula(same("x − mean(x | language)"))
        .source("Yang et al. 2021")
        .when(has_vectors),
];

/// True where a song is told by a vector whose place depends on its language.
fn has_vectors(c: &Config) -> bool {
    let of_lyrics = c.text.vectors.on || c.text.sentences.on;
    c.embeddings.file.is_some() || c.fusion.modality.has_lyrics() && of_lyrics
}
