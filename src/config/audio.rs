//! Settings of audio features and of how features are joined.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::knob::{Group, Knob, choice, number};

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
}

impl Window {
    pub fn label(self) -> &'static str {
        match self {
            Window::Middle => "middle",
            Window::Whole => "whole song",
            Window::Several => "several windows",
        }
    }
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

pub(super) const KNOBS: &[Knob] = &[
    choice!(audio.window: Window)
        .on(Group::Audio, "Listen to")
        .says(
            "Which part of a recording is measured: its middle, all of it, or several parts. The \
             middle is fast and mostly free of intros.",
        ),
    number!(audio.window_secs: f32, 1.0..=3600.0, 0.2)
        .on(Group::Audio, "Window, seconds")
        .unit("seconds")
        .says(
            "Length of the part that is measured. Longer parts tell more of the song and take \
             longer.",
        )
        .when(|c| c.audio.window != Window::Whole),
    number!(audio.n_windows: usize, 1.0..=64.0, 0.05)
        .on(Group::Audio, "Windows")
        .says(
            "Parts that are measured, spread evenly over the song. Their frames are pooled into \
             one description.",
        )
        .when(|c| c.audio.window == Window::Several),
    number!(audio.n_mels: usize, 20.0..=256.0, 0.5)
        .on(Group::Audio, "Mel bands")
        .says(
            "Bands of the spectrogram, spaced as the ear hears pitch. More resolve higher and \
             lower tones more finely.",
        )
        .formula("mel = 2595 log₁₀(1 + f / 700)")
        .source("Stevens, Volkmann & Newman 1937"),
    number!(audio.n_mfcc: usize, 2.0..=256.0, 0.1)
        .at_most(|c| c.audio.n_mels as f64, "n_mels")
        .on(Group::Audio, "MFCC")
        .says(
            "Cepstral coefficients: the shape of the spectrum in a few numbers, which tells \
             timbre. The first follow loudness and brightness, later ones finer shape.",
        )
        .formula("DCT of log mel")
        .source("Davis & Mermelstein 1980"),
    number!(audio.sample_rate_hz: u32, 8000.0..=48_000.0, 50.0)
        .unit("Hz")
        .says("Recordings are resampled to it. Half of it is the highest tone that is heard."),
    number!(audio.n_fft: usize, 256.0..=16_384.0, 1.0)
        .unit("samples")
        .says("Length of a spectrum: a power of two. Longer ones part low tones, and blur time."),
    number!(audio.hop_samples: usize, 64.0..=16_384.0, 1.0)
        .at_most(|c| c.audio.n_fft as f64, "n_fft")
        .unit("samples")
        .says("From one spectrum to the next. Shorter steps follow faster changes."),
];

impl AudioConfig {
    /// The settings as one string, the same for the same settings: part of the key of what was
    /// computed from them.
    pub fn fingerprint(&self) -> String {
        toml::to_string(self).expect("plain numbers and names are always TOML")
    }
}

/// What the model is shown.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Modality {
    Audio,
    Lyrics,
    Both,
}

impl Modality {
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
        Self {
            modality: Modality::Both,
            audio_weight: 1.0,
            lyrics_weight: 1.0,
            numbers_weight: 0.0,
        }
    }
}

pub(super) const FUSION: &[Knob] = &[
    choice!(fusion.modality: Modality)
        .on(Group::Features, "Songs as")
        .says(
            "What the model is shown of each song: its sound, its words, or both. Songs that lack \
             what is asked for are left out.",
        ),
    number!(fusion.audio_weight: f32, 0.0..=1000.0, 0.02)
        .on(Group::Features, "Audio weight")
        .says(
            "How much all audio features together count in distances and in the loss. Only its \
             ratio to the lyrics weight matters.",
        )
        .when(|c| c.fusion.modality.has_audio()),
    number!(fusion.lyrics_weight: f32, 0.0..=1000.0, 0.02)
        .on(Group::Features, "Lyrics weight")
        .says(
            "How much all lyric features together count in distances and in the loss. Ten times \
             the audio weight, and sound hardly counts any more.",
        )
        .when(|c| c.fusion.modality.has_lyrics()),
    number!(fusion.numbers_weight: f32, 0.0..=1000.0, 0.02)
        .on(Group::Features, "Table weight")
        .says(
            "How much the number columns of your own table count as features. 0 leaves them out, \
             so that they can be used as colours without being known to the model.",
        ),
];
